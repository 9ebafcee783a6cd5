"""Cooperation and conflict over time: how many acts that took place fall into each day, week, month or quarter.

Acts are events that took place (`actual` or `ongoing`) and have a day. Reprints and what users rejected are left out; the same act in two reports counts twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from goodoffices.model import Base, Event
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import find_dossier
from goodoffices.serve.queries.facts import find_fact, verdicts
from goodoffices.store import decisions, find
from goodoffices.store.find import TOOK_PLACE, Filter

By = Literal["day", "week", "month", "quarter"]


class Period(Base, frozen=True, kw_only=True):
    """A stretch of time, first and last day, with its acts."""

    start: str
    end: str
    cooperation: int
    conflict: int


def first_day(day: date, by: By) -> date:
    """The first day of the period that a day lies in; weeks begin on Monday."""
    if by == "day":
        return day
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if by == "month" else day.month - (day.month - 1) % 3)


def last_day(first: date, by: By) -> date:
    """The last day of the period that begins on `first`."""
    if by in ("day", "week"):
        return first + timedelta(days=0 if by == "day" else 6)
    months = first.year * 12 + first.month - 1 + (1 if by == "month" else 3)
    return date(min(months // 12, 9999), months % 12 + 1, 1) - timedelta(days=1) if months < 12 * 10_000 else date.max


def activity(archive: Archive, by: By, *, dossier: str | None = None, among: Collection[str] | None = None, since: str | None = None, until: str | None = None) -> list[Period]:
    """The periods in which anything took place, in order; of one dossier (an id or a name), of some articles, or of all. Raises UsageError and NotFoundError
    as `find_dossier`."""
    if dossier:
        among = find_dossier(archive, dossier).dossier.articles
    count: Counter[tuple[date, bool]] = Counter()
    with archive.repository.reading() as connection:
        log = decisions.log(connection)
        for day, quad, number in find.tally(connection, Filter(among=among, since=since, until=until)):
            count[first_day(date.fromisoformat(day), by), quad.endswith("cooperation")] += number
    for ident in verdicts(log).rejected:
        act = _act(archive, ident, among)
        if act is not None and act.date.start and not (since and act.date.start < since) and not (until and act.date.start > until):
            count[first_day(date.fromisoformat(act.date.start), by), act.quad.endswith("cooperation")] -= 1
    starts = sorted({start for start, _ in count if count[start, True] or count[start, False]})
    return [Period(start=s.isoformat(), end=last_day(s, by).isoformat(), cooperation=count[s, True], conflict=count[s, False]) for s in starts]


def _act(archive: Archive, ident: str, among: Collection[str] | None) -> Event | None:
    """A rejected fact, if it is an act that was counted."""
    if not ident.startswith("event:"):
        return None
    fact = find_fact(archive, ident)
    if fact is None or not isinstance(fact.item, Event) or fact.item.modality not in TOOK_PLACE:
        return None
    document = fact.record.document
    return None if document.duplicate_of or (among is not None and document.id not in among) else fact.item
