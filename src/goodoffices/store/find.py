"""Questions to the flat tables: which events, statements and actors fit. Answers are places in records, not the records themselves."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_

from goodoffices.model import Base
from goodoffices.store.tables import articles, event_actors, events, mentions, statements

#: Modalities of what took place.
TOOK_PLACE = ("actual", "ongoing")
#: Articles asked for at a time.
CHUNK = 400


class Hit(Base, frozen=True, kw_only=True):
    """Place `ordinal` in the record of an article."""

    article: str
    ordinal: int
    day: str | None


class Filter(Base, frozen=True, kw_only=True):
    """What is looked for; None means anything. `actor`: an id, or part of a name. `since`, `until`: ISO 8601 days, inclusive. `source`: an outlet's
    name or an article id. `among`: ids of the articles to look in. `before`: only what stands in the order before this place. `limit`: only the
    latest so many."""

    actor: str | None = None
    country: str | None = None
    type: str | None = None
    modality: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    among: Collection[str] | None = None
    before: Hit | None = None
    limit: int | None = None


class ActorRow(Base, frozen=True, kw_only=True):
    """An actor over articles; name and role as in the latest of them. `aliases` are other names."""

    id: str
    name: str
    kind: str
    country: str | None
    code: str | None
    role: str | None
    aliases: tuple[str, ...]
    mentions: int
    articles: int
    first: str | None
    last: str | None


def find_events(connection: Connection, wanted: Filter) -> list[Hit]:
    """In order of time. An event without a date counts with the day of its report."""
    day = func.coalesce(events.c.date_start, _published_day())
    query: Select[Any] = select(articles.c.id, events.c.ordinal, day.label("day")).join(articles, articles.c.number == events.c.article)
    if wanted.actor:
        query = query.where(_with_party(_is_actor(event_actors.c.actor, event_actors.c.article, wanted.actor)))
    if wanted.country:
        query = query.where(or_(events.c.country == wanted.country, _with_party(event_actors.c.country == wanted.country)))
    if wanted.type:
        query = query.where(events.c.type == wanted.type)
    if wanted.modality:
        query = query.where(events.c.modality == wanted.modality)
    if wanted.since:
        query = query.where(func.coalesce(events.c.date_end, day) >= wanted.since)
    if wanted.until:
        query = query.where(day <= wanted.until)
    return _latest(connection, query, wanted, day, events.c.ordinal)


def _with_party(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Has an event a party of which this holds? Found once for all events: asked event by event, it takes minutes where an actor has thousands of them."""
    acts = event_actors.c
    return tuple_(events.c.article, events.c.ordinal).in_(select(acts.article, acts.ordinal).where(condition))


def tally(connection: Connection, wanted: Filter) -> list[tuple[str, str, int]]:
    """By day and sort (`quad`), how many events took place; reprints and events without a day are left out. Of the filter `since`, `until`, `among` are looked at."""
    e = events.c
    query = select(e.date_start, e.quad, func.count()).join(articles, articles.c.number == e.article).where(
        articles.c.removed.is_(False), articles.c.duplicate_of.is_(None), e.modality.in_(TOOK_PLACE), e.date_start.is_not(None))
    if wanted.since:
        query = query.where(e.date_start >= wanted.since)
    if wanted.until:
        query = query.where(e.date_start <= wanted.until)
    query = query.group_by(e.date_start, e.quad)
    if wanted.among is None:
        return [(day, quad, number) for day, quad, number in connection.execute(query)]
    ids = sorted(wanted.among)
    return [(day, quad, number) for start in range(0, len(ids), CHUNK)
            for day, quad, number in connection.execute(query.where(articles.c.id.in_(ids[start : start + CHUNK])))]


def find_statements(connection: Connection, wanted: Filter) -> list[Hit]:
    """In order of publication. `actor` is the speaker or the outlet, `country` the speaker's, `type` direct or indirect."""
    query: Select[Any] = select(articles.c.id, statements.c.ordinal, statements.c.day).join(articles, articles.c.number == statements.c.article)
    if wanted.actor:
        query = query.where(or_(*(_is_actor(column, statements.c.article, wanted.actor) for column in (statements.c.speaker, statements.c.outlet))))
    if wanted.country:
        query = query.where(statements.c.country == wanted.country)
    if wanted.type:
        query = query.where(statements.c.direct.is_(wanted.type == "direct"))
    if wanted.since:
        query = query.where(statements.c.day >= wanted.since)
    if wanted.until:
        query = query.where(statements.c.day <= wanted.until)
    return _latest(connection, query, wanted, statements.c.day, statements.c.ordinal)


def _latest(connection: Connection, query: Select[Any], wanted: Filter, day: ColumnElement[Any], ordinal: ColumnElement[Any]) -> list[Hit]:
    """The rows from late to early until there are enough, turned round; without a date is earliest. Few articles are asked for by name; of many, which soon have enough rows, the rows are looked
    through."""
    query = _from_source(query, wanted).order_by(day.is_(None), day.desc(), articles.c.id.desc(), ordinal.desc())
    if wanted.before is not None:
        query = query.where(_stands_before(wanted.before, day, ordinal))
    few = wanted.among is not None and len(wanted.among) <= CHUNK
    if wanted.among is not None and few:
        query = query.where(articles.c.id.in_(sorted(wanted.among)))
    if wanted.limit is not None and (wanted.among is None or few):
        query = query.limit(wanted.limit)
    found: list[Hit] = []
    for ident, place, when in connection.execute(query):
        if wanted.limit is not None and len(found) >= wanted.limit:
            break
        if wanted.among is None or ident in wanted.among:
            found.append(Hit(article=ident, ordinal=place, day=when))
    return found[::-1]


def _stands_before(place: Hit, day: ColumnElement[Any], ordinal: ColumnElement[Any]) -> ColumnElement[bool]:
    """Does a row stand in the order before this place? What has no date stands first."""
    same_day = or_(articles.c.id < place.article, and_(articles.c.id == place.article, ordinal < place.ordinal))
    if place.day is None:
        return and_(day.is_(None), same_day)
    return or_(day.is_(None), day < place.day, and_(day == place.day, same_day))


def find_actors(connection: Connection, wanted: Filter) -> list[ActorRow]:
    """Most mentioned first. `type` is the kind of the actor; `since` and `until` are days of publication."""
    m = mentions.c
    published = _published_day()
    query: Select[Any] = select(m.actor, m.name, m.kind, m.country, m.code, m.role, m.mentions, articles.c.id, published.label("day"))
    query = _from_source(query.join(articles, articles.c.number == m.article), wanted).order_by(articles.c.published.is_not(None), articles.c.published, articles.c.id)
    if wanted.actor:
        other = mentions.alias()  # a name that one article gives finds the actor in all of them
        named = select(other.c.actor).where(func.lower(other.c.name).contains(wanted.actor.lower(), autoescape=True))
        query = query.where(m.actor == wanted.actor if ":" in wanted.actor else m.actor.in_(named))
    if wanted.country:
        query = query.where(m.country == wanted.country)
    if wanted.type:
        query = query.where(m.kind == wanted.type)
    if wanted.since:
        query = query.where(published >= wanted.since)
    if wanted.until:
        query = query.where(published <= wanted.until)
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        if wanted.among is None or row.id in wanted.among:
            rows.setdefault(row.actor, []).append(row)
    found = sorted((_actor(same) for same in rows.values()), key=lambda a: (-a.mentions, a.id))
    return found if wanted.limit is None else found[: wanted.limit]


def _actor(rows: list[Any]) -> ActorRow:
    last = rows[-1]
    days = [row.day for row in rows if row.day]
    return ActorRow(id=last.actor, name=last.name, kind=last.kind, country=last.country, code=last.code, role=next((r.role for r in reversed(rows) if r.role), None),
                    aliases=tuple(sorted({r.name for r in rows} - {last.name})), mentions=sum(r.mentions for r in rows), articles=len(rows),
                    first=min(days, default=None), last=max(days, default=None))


def _published_day() -> ColumnElement[Any]:
    return func.substr(articles.c.published, 1, 10)


def _from_source(query: Select[Any], wanted: Filter) -> Select[Any]:
    query = query.where(articles.c.removed.is_(False))
    if wanted.source:
        query = query.where(or_(func.lower(articles.c.publisher) == wanted.source.lower(), articles.c.id == wanted.source))
    return query


def _is_actor(column: ColumnElement[Any], article: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Is the actor in the column the one with this id or part of a name?"""
    if ":" in words:
        return column == words
    named = func.lower(mentions.c.name).contains(words.lower(), autoescape=True)
    return exists().where(mentions.c.article == article, mentions.c.actor == column, named)
