"""What is watched: sources with how they fare, what was found in them, and the bytes that were answered. Functions take the transaction of a `Repository`.

An item is noted in the same transaction that remembers the tag of the feed, so that a feed answered with "nothing new" hides nothing that was not noted.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from goodoffices.model import Base
from goodoffices.store.flat import plain
from goodoffices.store.tables import articles, items, originals, sources

_CHUNK = 400


class SourceState(Base, frozen=True, kw_only=True):
    """A source and how it fares. Times are ISO 8601 in UTC: last asked, last answered, last with something new, not to be asked before."""

    url: str
    name: str
    kind: str
    publisher: str | None
    etag: str | None
    last_modified: str | None
    digest: str | None
    checked_at: str | None
    ok_at: str | None
    changed_at: str | None
    next_at: str | None
    failures: int
    error: str | None


class Health(Base, frozen=True, kw_only=True):
    """What `goodoffices sources` tells of a source; the last three count its articles."""

    url: str
    name: str
    kind: str
    publisher: str | None
    checked_at: str | None
    ok_at: str | None
    changed_at: str | None
    next_at: str | None
    failures: int
    error: str | None
    waiting: int
    filed: int
    failed: int


class Found(Base, frozen=True, kw_only=True):
    """What a source lists; `content` is what the feed itself brings."""

    url: str
    title: str | None = None
    published: str | None = None
    content: bytes | None = None


class Item(Base, frozen=True, kw_only=True):
    """Something found that waits to be read."""

    number: int
    url: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    content: bytes | None
    tries: int


class Original(Base, frozen=True, kw_only=True):
    """Bytes as they were answered at `url`, with what the source said of them."""

    article: str
    url: str
    body: bytes
    media: str | None = None
    charset: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


def enrol(connection: Connection, url: str, name: str, kind: str, publisher: str | None) -> None:
    """Makes a source known, or gives it the name and publisher that its list has now."""
    known = connection.execute(select(sources.c.url).where(sources.c.url == url)).one_or_none()
    if known is None:
        connection.execute(insert(sources).values(url=url, name=plain(name), kind=kind, publisher=plain(publisher), failures=0))
    else:
        connection.execute(update(sources).where(sources.c.url == url).values(name=plain(name), publisher=plain(publisher)))


def states(connection: Connection, urls: Sequence[str]) -> list[SourceState]:
    query = select(*(sources.c[name] for name in SourceState.__struct_fields__))
    known = {row["url"]: SourceState(**row) for row in connection.execute(query).mappings()}
    return [known[url] for url in urls if url in known]


def answered(connection: Connection, url: str, now: str, next_at: str, found: Sequence[Found] = (), *, renew: bool = False, **seen: str | None) -> int:
    """Notes a good answer, what was found in it, and `seen` (kind, etag, last_modified, digest); how many items are new. With `renew` a known item is read again."""
    new = _note(connection, url, now, found, renew=renew)
    values: dict[str, Any] = {"checked_at": now, "ok_at": now, "next_at": next_at, "failures": 0, "error": None, **seen}
    if new:
        values["changed_at"] = now
    connection.execute(update(sources).where(sources.c.url == url).values(**values))
    return new


def _note(connection: Connection, source: str, now: str, found: Sequence[Found], *, renew: bool) -> int:
    publisher = connection.execute(select(sources.c.publisher).where(sources.c.url == source)).scalar_one_or_none()
    new = 0
    for start in range(0, len(found), _CHUNK):
        part = {plain(f.url): f for f in found[start : start + _CHUNK]}
        known = set(connection.execute(select(items.c.url).where(items.c.url.in_(part))).scalars())
        rows = [{"url": url, "source": source, "title": plain(f.title), "publisher": publisher, "published": f.published, "state": "waiting", "tries": 0, "found_at": now,
                 "content": zlib.compress(f.content) if f.content is not None else None} for url, f in part.items() if url not in known]
        if rows:
            connection.execute(insert(items), rows)
        if renew and known:
            connection.execute(update(items).where(items.c.url.in_(known)).values(state="waiting", tries=0, next_at=None))
            new += len(known)
        new += len(rows)
    return new


def failed(connection: Connection, url: str, error: str, now: str, next_at: str) -> None:
    """Notes that a source could not be read."""
    connection.execute(update(sources).where(sources.c.url == url).values(checked_at=now, next_at=next_at, error=plain(error[:500]), failures=sources.c.failures + 1))


def waiting(connection: Connection, urls: Sequence[str], now: str, limit: int) -> list[Item]:
    """Items of these sources whose turn has come, the oldest first."""
    due = or_(items.c.next_at.is_(None), items.c.next_at <= now)
    query = select(*(items.c[name] for name in Item.__struct_fields__)).where(items.c.state == "waiting", due, items.c.source.in_(urls))
    rows = connection.execute(query.order_by(items.c.number).limit(limit)).mappings()
    return [Item(**{**row, "content": zlib.decompress(row["content"]) if row["content"] is not None else None}) for row in rows]


def next_turn(connection: Connection, urls: Sequence[str]) -> str | None:
    """When the next source or item is due; None where nothing waits."""
    times = [connection.execute(select(func.min(sources.c.next_at)).where(sources.c.url.in_(urls))).scalar_one(),
             connection.execute(select(func.min(items.c.next_at)).where(items.c.state == "waiting", items.c.source.in_(urls))).scalar_one()]
    return min((t for t in times if t), default=None)


def item_filed(connection: Connection, number: int, article: str, now: str) -> None:
    connection.execute(update(items).where(items.c.number == number).values(state="filed", article=plain(article), done_at=now, content=None, error=None))


def item_failed(connection: Connection, number: int, error: str, now: str) -> None:
    """For good: the item is not tried again."""
    connection.execute(update(items).where(items.c.number == number).values(state="failed", error=plain(error[:500]), done_at=now, content=None, tries=items.c.tries + 1))


def item_later(connection: Connection, number: int, error: str, next_at: str) -> None:
    connection.execute(update(items).where(items.c.number == number).values(error=plain(error[:500]), next_at=next_at, tries=items.c.tries + 1))


def health(connection: Connection) -> list[Health]:
    """All sources by name, with their counts."""
    counts: dict[str, dict[str, int]] = {}
    for row in connection.execute(select(items.c.source, items.c.state, func.count().label("rows")).group_by(items.c.source, items.c.state)):
        counts.setdefault(row.source, {})[row.state] = row.rows
    names = [n for n in Health.__struct_fields__ if n in sources.c]
    rows = connection.execute(select(*(sources.c[n] for n in names)).order_by(sources.c.name, sources.c.url)).mappings()
    return [Health(**{**row, **{state: counts.get(row["url"], {}).get(state, 0) for state in ("waiting", "filed", "failed")}}) for row in rows]


def keep_original(connection: Connection, original: Original, now: str) -> None:
    """Keeps bytes under the article that was read from them; the same bytes once."""
    digest = hashlib.sha256(original.body).hexdigest()
    known = connection.execute(select(originals.c.number).where(originals.c.article == original.article, originals.c.sha256 == digest)).one_or_none()
    if known is None:
        told = {name: plain(getattr(original, name)) for name in ("article", "url", "media", "charset", "title", "publisher", "published")}
        connection.execute(insert(originals).values(**told, sha256=digest, fetched_at=now, body=zlib.compress(original.body)))


def latest_originals(connection: Connection, ids: Sequence[str]) -> Iterator[Original]:
    """The newest original of each of these articles that has one."""
    for start in range(0, len(ids), _CHUNK):
        newest = select(func.max(originals.c.number)).where(originals.c.article.in_(ids[start : start + _CHUNK])).group_by(originals.c.article)
        query = select(*(originals.c[name] for name in Original.__struct_fields__)).where(originals.c.number.in_(newest)).order_by(originals.c.number)
        for row in connection.execute(query).mappings():
            yield Original(**{**row, "body": zlib.decompress(row["body"])})


def original_faults(connection: Connection) -> list[str]:
    """Originals of articles that are not there, or whose bytes are not the ones that were kept."""
    found = []
    known = select(articles.c.id).scalar_subquery()
    lost = connection.execute(select(func.count()).select_from(originals).where(originals.c.article.not_in(known))).scalar_one()
    if lost:
        found.append(f"{lost} originals without an article")
    for number in connection.execute(select(originals.c.number).order_by(originals.c.number)).scalars().all():
        row = connection.execute(select(originals.c.article, originals.c.sha256, originals.c.body).where(originals.c.number == number)).one()
        try:
            sound = hashlib.sha256(zlib.decompress(row.body)).hexdigest() == row.sha256
        except zlib.error:
            sound = False
        if not sound:
            found.append(f"the original of {row.article} is not the one that was kept")
    return found
