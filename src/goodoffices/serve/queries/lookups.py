"""Looking things up: events, statements, actors, words, single articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from goodoffices.errors import NotFoundError
from goodoffices.model import Actor, Base, Event, ExplainedRecord, Statement
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import find_dossier
from goodoffices.store import articles, find, words
from goodoffices.store.articles import Filed
from goodoffices.store.find import ActorRow, Filter, Hit
from goodoffices.store.words import Found

__all__ = ["ActorRow", "ArticleRow", "EventRow", "Filed", "Filter", "Found", "StatementRow", "actors", "article", "article_rows", "events", "filed", "headers", "records", "search", "statements", "within"]


class Source(Base, frozen=True, kw_only=True):
    """The article a row was read in."""

    article: str
    url: str | None
    publisher: str | None
    published: str | None
    title: str | None


class ArticleRow(Base, frozen=True, kw_only=True):
    """An article without its record."""

    id: str
    url: str | None
    publisher: str | None
    published: str | None
    title: str | None
    duplicate_of: str | None
    filed_at: str


class EventRow(Base, frozen=True, kw_only=True):
    """An event with its article; `id` holds both ("ARTICLE#event:1"). `names` are the names of its actors in that article, `ordinal` is its place
    in the record."""

    id: str
    ordinal: int
    source: Source
    names: dict[str, str]
    event: Event


class StatementRow(Base, frozen=True, kw_only=True):
    """A statement with its article; `id` holds both ("ARTICLE#statement:1"). `ordinal` is its place in the record."""

    id: str
    ordinal: int
    source: Source
    names: dict[str, str]
    statement: Statement


def within(archive: Archive, dossier: str | None, **wanted: Any) -> Filter:
    """A filter; `dossier` is an id or a name. Raises UsageError and NotFoundError as `find_dossier`."""
    among = frozenset(find_dossier(archive, dossier).dossier.articles) if dossier else None
    return Filter(among=among, **wanted)


def events(archive: Archive, wanted: Filter) -> list[EventRow]:
    """In order of time; of many the latest."""
    with archive.repository.reading() as connection:
        hits = find.find_events(connection, wanted)
        opened = _opened(connection, hits)
    out = []
    for hit in hits:
        record = opened[hit.article]
        event = record.events[hit.ordinal]
        out.append(EventRow(id=f"{hit.article}#{event.id}", ordinal=hit.ordinal, source=_source(record), names=_names(record, (*event.actors, *event.recipients)), event=event))
    return out


def statements(archive: Archive, wanted: Filter) -> list[StatementRow]:
    """In order of publication; of many the latest."""
    with archive.repository.reading() as connection:
        hits = find.find_statements(connection, wanted)
        opened = _opened(connection, hits)
    out = []
    for hit in hits:
        record = opened[hit.article]
        said = record.statements[hit.ordinal]
        out.append(StatementRow(id=f"{hit.article}#{said.id}", ordinal=hit.ordinal, source=_source(record), names=_names(record, (said.speaker, said.outlet)), statement=said))
    return out


def actors(archive: Archive, wanted: Filter) -> list[ActorRow]:
    """Most mentioned first."""
    with archive.repository.reading() as connection:
        return find.find_actors(connection, wanted)


def search(archive: Archive, asked: str, limit: int) -> list[Found]:
    """Articles that have all the words, the best first."""
    with archive.repository.reading() as connection:
        return words.search(connection, asked, limit)


def headers(archive: Archive) -> list[Filed]:
    """What is known of every article that is not removed, in order of publication."""
    with archive.repository.reading() as connection:
        return articles.headers(connection)


def filed(archive: Archive, idents: Iterable[str]) -> dict[str, Filed]:
    """What is known of these articles, by id; of others nothing."""
    with archive.repository.reading() as connection:
        found = [articles.find(connection, ident) for ident in idents]
    return {f.id: f for f in found if f is not None and not f.removed}


def article_rows(archive: Archive, wanted: Filter) -> list[ArticleRow]:
    """In order of publication, those without a date last and only where no days are asked for. Actors, countries, types are not looked at."""
    rows = [ArticleRow(**{name: getattr(h, name) for name in ArticleRow.__struct_fields__}) for h in headers(archive)]
    return [r for r in rows if (wanted.among is None or r.id in wanted.among) and _told_by(r, wanted.source) and _within_days((r.published or "")[:10], wanted)]


def _told_by(row: ArticleRow, source: str | None) -> bool:
    return source is None or row.id == source or (row.publisher or "").lower() == source.lower()


def _within_days(day: str, wanted: Filter) -> bool:
    return not (wanted.since or wanted.until) or bool(day and (not wanted.since or day >= wanted.since) and (not wanted.until or day <= wanted.until))


def article(archive: Archive, ident: str) -> ExplainedRecord:
    """The record of one article. Raises NotFoundError."""
    with archive.repository.reading() as connection:
        found = next(articles.load(connection, [ident]), None)
    if found is None:
        raise NotFoundError(f"there is no article {ident!r} in the store")
    return found


def records(archive: Archive, dossier: str | None = None) -> Iterator[ExplainedRecord]:
    """All records, or those of a dossier, a few at a time."""
    ids = list(find_dossier(archive, dossier).dossier.articles) if dossier else None
    with archive.repository.reading() as connection:
        yield from articles.load(connection, ids)


def _opened(connection: Any, hits: list[Hit]) -> dict[str, ExplainedRecord]:
    return {r.document.id: r for r in articles.load(connection, list(dict.fromkeys(h.article for h in hits)))}


def _source(record: ExplainedRecord) -> Source:
    d = record.document
    return Source(article=d.id, url=d.url, publisher=d.publisher, published=d.published, title=d.title)


def _names(record: ExplainedRecord, ids: tuple[str | None, ...]) -> dict[str, str]:
    known: dict[str, Actor] = {a.id: a for a in record.actors}
    return {i: known[i].name for i in ids if i in known}


def as_json(rows: object) -> bytes:
    """Rows of any of these questions as a JSON list; an event or statement stands beside the fields of its article."""
    if isinstance(rows, list) and rows and isinstance(rows[0], EventRow | StatementRow):
        return msgspec.json.encode([_flat(row) for row in rows])
    return msgspec.json.encode(rows)


def _flat(row: EventRow | StatementRow) -> dict[str, Any]:
    thing = row.event if isinstance(row, EventRow) else row.statement
    return {**msgspec.to_builtins(thing), "id": row.id, **msgspec.to_builtins(row.source), "names": row.names}
