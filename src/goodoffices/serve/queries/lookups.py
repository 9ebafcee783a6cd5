"""Looking things up: events, statements, actors, words, single articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from goodoffices.errors import NotFoundError, UsageError
from goodoffices.model import Actor, Base, Event, ExplainedRecord, Note, Statement
from goodoffices.ontology.speech import is_fragment
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import find_dossier
from goodoffices.serve.queries.facts import Verdicts, verdicts
from goodoffices.store import articles, decisions, find, words
from goodoffices.store.articles import Filed
from goodoffices.store.find import ActorRow, Filter, Hit
from goodoffices.store.words import Found, terms

__all__ = ["ActorRow", "ArticleRow", "EventRow", "Filed", "Filter", "Found", "StatementRow", "actors", "article", "article_rows", "events", "filed", "genres", "genres_of", "headers", "records", "search", "statements", "terms", "within"]


#: Warnings that say of what sort an article is.
GENRES = ("opinion", "retrospective", "live_blog", "truncated")


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
    notes: tuple[Note, ...] = ()


class StatementRow(Base, frozen=True, kw_only=True):
    """A statement with its article; `id` holds both ("ARTICLE#statement:1"). `ordinal` is its place in the record, `sentence` the whole sentence of what
    means nothing without it."""

    id: str
    ordinal: int
    source: Source
    names: dict[str, str]
    statement: Statement
    sentence: str | None = None
    notes: tuple[Note, ...] = ()


def within(archive: Archive, dossier: str | None, **wanted: Any) -> Filter:
    """A filter; `dossier` is an id or a name. Raises UsageError and NotFoundError as `find_dossier`."""
    among = frozenset(find_dossier(archive, dossier).dossier.articles) if dossier else None
    return Filter(among=among, **wanted)


def events(archive: Archive, wanted: Filter) -> list[EventRow]:
    """In order of time; of many the latest. What users rejected is left out."""
    with archive.repository.reading() as connection:
        decided = verdicts(decisions.log(connection))
        hits = find.find_events(connection, _with_room(wanted, decided))
        opened = _opened(connection, hits)
    told = {ident: decided.on(record) for ident, record in opened.items()}
    out = []
    for hit in hits:
        record = opened[hit.article]
        event = record.events[hit.ordinal]
        notes = told[hit.article].get(event.id, ())
        if notes is not None:
            out.append(EventRow(id=f"{hit.article}#{event.id}", ordinal=hit.ordinal, source=_source(record), names=_names(record, (*event.actors, *event.recipients)), event=event, notes=notes))
    return out if wanted.limit is None else out[-wanted.limit :]


def statements(archive: Archive, wanted: Filter) -> list[StatementRow]:
    """In order of publication; of many the latest. What users rejected is left out."""
    with archive.repository.reading() as connection:
        decided = verdicts(decisions.log(connection))
        hits = find.find_statements(connection, _with_room(wanted, decided))
        opened = _opened(connection, hits)
    told = {ident: decided.on(record) for ident, record in opened.items()}
    out = []
    for hit in hits:
        record = opened[hit.article]
        said = record.statements[hit.ordinal]
        notes = told[hit.article].get(said.id, ())
        if notes is not None:
            out.append(StatementRow(id=f"{hit.article}#{said.id}", ordinal=hit.ordinal, source=_source(record), names=_names(record, (said.speaker, said.outlet)), statement=said,
                                    sentence=_sentence(record, said) if is_fragment(said) else None, notes=notes))
    return out if wanted.limit is None else out[-wanted.limit :]


def count(archive: Archive, kind: Literal["events", "statements"], wanted: Filter) -> int:
    """How many there are of what `events` or `statements` finds, whatever its limit; what users rejected is counted too."""
    with archive.repository.reading() as connection:
        return len((find.find_events if kind == "events" else find.find_statements)(connection, replace(wanted, limit=None)))


def _with_room(wanted: Filter, decided: Verdicts) -> Filter:
    """Asks for so many more as may be out of view."""
    return wanted if wanted.limit is None else replace(wanted, limit=wanted.limit + len(decided.rejected))


def _sentence(record: ExplainedRecord, said: Statement) -> str | None:
    """The sentence in which the words stand."""
    place = next((s for s in record.sentences if s.start <= said.content.start < s.end), None)
    return " ".join(record.document.text[place.start : place.end].split()) if place else None


def actors(archive: Archive, wanted: Filter) -> list[ActorRow]:
    """Most mentioned first."""
    with archive.repository.reading() as connection:
        return find.find_actors(connection, wanted)


def check_country(archive: Archive, code: str | None) -> None:
    """Raises UsageError, with the nearest codes and names, for a code that is no country's."""
    countries = archive.know.countries if code else {}
    if not code or code in countries:
        return
    names = {c.name.casefold(): iso3 for iso3, c in countries.items()}
    near = dict.fromkeys([names[n] for n in get_close_matches(code.casefold(), names, 3, 0.7)] + get_close_matches(code, countries, 5, 0.6))
    told = ", ".join(f"{iso3} ({countries[iso3].name})" for iso3 in near)
    raise UsageError(f"--country: {code!r} is no country: three letters of ISO 3166-1, or XKX" + (f"; near to it: {told}" if told else ", such as KEN (Kenya)"))


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


def genres(archive: Archive, idents: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By article what its record says of its sort (`opinion`, `retrospective`, `live_blog`, `truncated`); plain news is left out."""
    memo = archive.memo
    with archive.repository.reading() as connection:
        digests = articles.digests(connection, list(dict.fromkeys(idents)))
        for record in articles.load(connection, [i for i, digest in digests.items() if memo.known("genres", i, digest) is None]):
            ident = record.document.id
            memo.keep("genres", ident, digests[ident], genres_of(record))
    told: dict[str, tuple[str, ...]] = {i: memo.known("genres", i, digest) or () for i, digest in digests.items()}
    return {i: found for i, found in told.items() if found}


def genres_of(record: ExplainedRecord) -> tuple[str, ...]:
    """As `genres`, of a record at hand."""
    return tuple(dict.fromkeys(w.code for w in record.warnings if w.code in GENRES))


def records(archive: Archive, dossier: str | None = None) -> Iterator[ExplainedRecord]:
    """All records, or those of a dossier, a few at a time, without the events and statements that users rejected."""
    ids = list(find_dossier(archive, dossier).dossier.articles) if dossier else None
    with archive.repository.reading() as connection:
        decided = verdicts(decisions.log(connection))
        yield from (decided.applied(record) for record in articles.load(connection, ids))


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
    more = {} if isinstance(row, EventRow) else {"sentence": row.sentence}
    return {**msgspec.to_builtins(thing), "id": row.id, **msgspec.to_builtins(row.source), "names": row.names, **more, "notes": msgspec.to_builtins(row.notes)}
