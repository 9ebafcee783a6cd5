"""Long answers in pages. A cursor is opaque to its user: it holds the place in the order after which the next page goes on, so that what is filed
meanwhile neither repeats nor hides a row."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from goodoffices.errors import NotFoundError
from goodoffices.model import Base
from goodoffices.serve.queries import lookups
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.lookups import EventRow, Filter, StatementRow
from goodoffices.store.find import Hit

Place = TypeVar("Place")


class Page(Base, frozen=True, kw_only=True):
    """Rows, and the cursor of the page that follows; None at the end."""

    rows: list[Any]
    next: str | None = None


class Mark(Base, frozen=True, kw_only=True):
    """The last row given: its number in the list, and a digest by which it is found should the list have changed."""

    at: int
    row: str


def events_page(archive: Archive, wanted: Filter, cursor: str | None) -> Page:
    """The latest events in order of time, then those before them."""
    return _earlier(lambda w: lookups.events(archive, w), wanted, cursor)


def statements_page(archive: Archive, wanted: Filter, cursor: str | None) -> Page:
    """The latest statements in order of publication, then those before them."""
    return _earlier(lambda w: lookups.statements(archive, w), wanted, cursor)


def search_page(archive: Archive, asked: str, limit: int, cursor: str | None) -> Page:
    """Articles that have the words, the best first."""
    mark = _read(cursor, Mark) if cursor else None
    return page_of(lookups.search(archive, asked, (mark.at + 1 if mark else 0) + limit + 1), limit, cursor)


def page_of(rows: Sequence[Any], limit: int, cursor: str | None) -> Page:
    """A page of a list that is whole in memory. Raises NotFoundError for a cursor that was not given out."""
    start = 0
    if cursor:
        mark = _read(cursor, Mark)
        same = [n for n, row in enumerate(rows) if _digest(row) == mark.row]
        start = min(same, key=lambda n: abs(n - mark.at)) + 1 if same else mark.at
    part = list(rows[start : start + limit])
    more = start + limit < len(rows) and part
    return Page(rows=part, next=_write(Mark(at=start + limit - 1, row=_digest(part[-1]))) if more else None)


def _earlier(ask: Callable[[Filter], list[Any]], wanted: Filter, cursor: str | None) -> Page:
    """The last rows of an order, and a cursor for those before them."""
    limit = wanted.limit
    if cursor:
        wanted = replace(wanted, before=_read(cursor, Hit))
    rows = ask(replace(wanted, limit=limit + 1 if limit is not None else None))
    if limit is None or len(rows) <= limit:
        return Page(rows=rows)
    rows = rows[1:]
    return Page(rows=rows, next=_write(_place(rows[0])))


def _place(row: EventRow | StatementRow) -> Hit:
    """Where a row stands in the order of the store."""
    published = (row.source.published or "")[:10] or None
    day = (row.event.date.start or published) if isinstance(row, EventRow) else published
    return Hit(article=row.source.article, ordinal=row.ordinal, day=day)


def _digest(row: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(row)).hexdigest()[:16]


def _write(place: Mark | Hit) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _read(cursor: str, kind: type[Place]) -> Place:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=kind)
    except (ValueError, msgspec.DecodeError) as err:
        raise NotFoundError(f"{cursor[:40]!r} is no cursor that this program gave out") from err
