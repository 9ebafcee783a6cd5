"""Reprints: which article repeats which. A function of the articles in the store alone, whatever order they came in.

Articles stand in order of publication (those without a date last), then of id. Each is a reprint of the first original before it that has the same text, or
that holds most of its words and appeared within `WINDOW` days; else it is an original itself. So an article depends on earlier ones only, and a change is
settled by going through those that it can concern, in that order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from goodoffices.store.likeness import REPRINT, fingerprint, share, worth_a_look
from goodoffices.store.tables import articles, prints

#: Days between an article and a reprint of it that is not word for word.
WINDOW = 14
_CHUNK = 400


class _Copy(msgspec.Struct, frozen=True):
    number: int
    id: str
    sha256: str
    published: str | None
    removed: bool
    duplicate_of: str | None

    @property
    def place(self) -> tuple[bool, str, str]:
        return self.published is None, self.published or "", self.id


COLUMNS = [articles.c[name] for name in _Copy.__struct_fields__]


def settle(connection: Connection, ident: str) -> None:
    """To be called when the article is new, or its text, date or removal has changed: sets `duplicate_of` of all articles that this concerns."""
    own = _where(connection, articles.c.id == ident)
    waiting = {c.number: c for c in (*own, *_where(connection, articles.c.duplicate_of == ident))}
    was_original = dict.fromkeys(waiting, False)
    heap = [(c.place, number) for number, c in waiting.items()]
    heapq.heapify(heap)
    while heap:
        _, number = heapq.heappop(heap)
        copy = waiting.pop(number)
        original = None if copy.removed else _original_of(connection, copy)
        if original != copy.duplicate_of:
            connection.execute(update(articles).where(articles.c.number == number).values(duplicate_of=original))
        is_original = original is None and not copy.removed
        concerned: Iterator[_Copy] = iter(())
        if is_original and not was_original[number]:
            concerned = _later_like(connection, copy)
        elif was_original[number] and not is_original:
            concerned = iter(_where(connection, articles.c.duplicate_of == copy.id))
        for other in concerned:
            if other.number not in waiting:
                waiting[other.number] = other
                was_original[other.number] = other.duplicate_of is None and not other.removed
                heapq.heappush(heap, (other.place, other.number))


def _where(connection: Connection, condition: ColumnElement[bool]) -> list[_Copy]:
    return [_Copy(**row) for row in connection.execute(select(*COLUMNS).where(condition)).mappings()]


def _original_of(connection: Connection, copy: _Copy) -> str | None:
    """The id of the first original before this article that it repeats."""
    same = [c for c in _where(connection, and_(articles.c.sha256 == copy.sha256, articles.c.duplicate_of.is_(None), articles.c.removed.is_(False))) if c.place < copy.place]
    like = [c for c in _alike(connection, copy, articles.c.duplicate_of.is_(None)) if c.place < copy.place]
    texts = _texts(connection, like, copy) if like else {}
    for other in sorted({c.number: c for c in (*same, *like)}.values(), key=lambda c: c.place):
        if other.sha256 == copy.sha256 or share(texts[copy.sha256], texts[other.sha256]) >= REPRINT:
            return other.id
    return None


def _later_like(connection: Connection, copy: _Copy) -> Iterator[_Copy]:
    """The articles after this one that repeat it."""
    yield from (c for c in _where(connection, and_(articles.c.sha256 == copy.sha256, articles.c.removed.is_(False))) if c.place > copy.place)
    like = [c for c in _alike(connection, copy, articles.c.sha256 != copy.sha256) if c.place > copy.place]
    texts = _texts(connection, like, copy) if like else {}
    yield from (c for c in like if share(texts[c.sha256], texts[copy.sha256]) >= REPRINT)


def _alike(connection: Connection, copy: _Copy, condition: ColumnElement[bool]) -> list[_Copy]:
    """Articles within the window whose prints are like this one's; also those without a date, which may have appeared any day."""
    own = _print(connection, copy.sha256)
    if not own:
        return []
    query = select(articles.c.number, articles.c.sha256, prints.c.print).outerjoin_from(articles, prints, prints.c.sha256 == articles.c.sha256)
    query = query.where(articles.c.removed.is_(False), articles.c.number != copy.number, condition)
    if copy.published is not None:
        day = date.fromisoformat(copy.published[:10])
        query = query.where(or_(articles.c.published.is_(None), and_(articles.c.published >= _moved(day, -WINDOW), articles.c.published < _moved(day, WINDOW + 1))))
    rows = connection.execute(query).all()
    marks = [row[2] if row[2] is not None else _print(connection, row[1]) for row in rows]
    numbers = [rows[n][0] for n in worth_a_look(own, marks)]
    return [c for part in _portions(numbers) for c in _where(connection, articles.c.number.in_(part))]


def _moved(day: date, days: int) -> str:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal())).isoformat()


def _text(connection: Connection, sha256: str) -> str:
    return str(connection.execute(select(articles.c.text).where(articles.c.sha256 == sha256).limit(1)).scalar_one())


def _texts(connection: Connection, copies: Sequence[_Copy], own: _Copy) -> dict[str, str]:
    """Texts by digest."""
    wanted = sorted({c.sha256 for c in (*copies, own)})
    query = select(articles.c.sha256, articles.c.text)
    return {row[0]: row[1] for part in _portions(wanted) for row in connection.execute(query.where(articles.c.sha256.in_(part)))}


def _portions(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (things[start : start + _CHUNK] for start in range(0, len(things), _CHUNK))


def _print(connection: Connection, sha256: str) -> bytes:
    """The print of a text, made when it is first wanted; stores of earlier versions have none."""
    known: bytes | None = connection.execute(select(prints.c.print).where(prints.c.sha256 == sha256)).scalar_one_or_none()
    if known is None:
        known = fingerprint(_text(connection, sha256))
        connection.execute(insert(prints).values(sha256=sha256, print=known))
    return known
