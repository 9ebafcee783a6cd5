"""The track record: every forecast that was issued, what became of it by what is on record now, and how good they were."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from goodoffices.assess.calibration import Bin, Estimate, Report, Scored, report
from goodoffices.assess.forecasts import Level
from goodoffices.assess.history import History
from goodoffices.assess.questions import rules
from goodoffices.assess.rankings import RankingKind
from goodoffices.errors import NotPossibleError
from goodoffices.model import Base
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.deeds import on_record, today
from goodoffices.serve.queries.issuing import standing, standing_order
from goodoffices.serve.queries.outlook import Standing, StandingOrder
from goodoffices.store import forecasts as kept
from goodoffices.store.forecasts import Kept

__all__ = ["Bin", "Estimate", "Group", "Ranked", "Scorecard", "in_time", "scorecard"]

RANKINGS: tuple[RankingKind, ...] = ("next_partner", "next_host")


class Group(Base, frozen=True, kw_only=True):
    """Forecasts scored together: `all`, `in time` (made no later than the day after the question arose), or those of one kind, horizon and level. `open` and
    `void` are not scored; `report` is null where nothing has been answered yes or no."""

    name: str
    kind: str | None
    horizon: int | None
    level: Level | None
    issued: int
    open: int
    void: int
    report: Report | None


class Ranked(Base, frozen=True, kw_only=True):
    """Rankings of a kind whose days are over or that have been answered: mean of 1 / place (0 where who came was not listed) and share among the first
    three, over those that came true; `no` and `void` are those where nobody was met or the record has too few days."""

    kind: RankingKind
    issued: int
    open: int
    no: int
    void: int
    happened: int
    reciprocal_rank: float | None
    first_three: float | None


class Scorecard(Base, frozen=True, kw_only=True):
    """What `scorecard --json` prints. `as_of` is the day of the last report, null where there is none; `dyads` are resampled for the intervals."""

    as_of: str | None
    issued: int
    answers: dict[str, int]
    groups: tuple[Group, ...]
    ranked: tuple[Ranked, ...]
    forecasts: tuple[Standing, ...]
    rankings: tuple[StandingOrder, ...]


def scorecard(archive: Archive) -> Scorecard:
    """Answers every issued question by the deeds that are on record on the day of the store's last report, and scores what is answered yes or no."""
    with archive.repository.reading() as connection:
        rows = kept.issued(connection)
    inputs = hashlib.sha256(f"{archive.stamp} {archive.revision()} {today()} {' '.join(r.question for r in rows)}".encode()).hexdigest()
    return archive.memo.get("scorecard", "", inputs, lambda: _scorecard(archive, rows))


def _scorecard(archive: Archive, rows: Sequence[Kept]) -> Scorecard:
    if not rows:
        return Scorecard(as_of=None, issued=0, answers={}, groups=(), ranked=(), forecasts=(), rankings=())
    known = on_record(archive)
    try:
        day = known.last
    except NotPossibleError:  # no report has a usable date any more
        day = min(r.issued for r in rows)
    histories: dict[Level, History] = {"country": known.history("country", day), "actor": known.history("actor", day)}
    sides = known.history("side", day)
    forecasts = tuple(standing(r, histories, day, known) for r in rows if r.kind in rules())
    rankings = tuple(standing_order(r, sides, day) for r in rows if r.kind in RANKINGS)
    return Scorecard(as_of=day, issued=len(forecasts), answers=dict(Counter(s.answer for s in forecasts)), groups=tuple(_groups(forecasts)),
                     ranked=tuple(_ranked(kind, [r for r in rankings if r.order.ranking.kind == kind]) for kind in RANKINGS if any(r.order.ranking.kind == kind for r in rankings)),
                     forecasts=forecasts, rankings=rankings)


def _groups(forecasts: Sequence[Standing]) -> Iterable[Group]:
    if not forecasts:
        return
    yield _group("all", forecasts)
    yield _group("in time", [s for s in forecasts if in_time(s)])
    kinds = list(rules())
    levels: tuple[Level, ...] = ("country", "actor")
    keys = sorted({(kinds.index(s.forecast.question.kind), s.forecast.question.horizon, levels.index(s.forecast.level)) for s in forecasts})
    for kind, horizon, level in keys:
        part = [s for s in forecasts if (s.forecast.question.kind, s.forecast.question.horizon, s.forecast.level) == (kinds[kind], horizon, levels[level])]
        yield _group(f"{kinds[kind]}, {horizon} days, {levels[level]}", part, kinds[kind], horizon, levels[level])


def _group(name: str, part: Sequence[Standing], kind: str | None = None, horizon: int | None = None, level: Level | None = None) -> Group:
    counts = Counter(s.answer for s in part)
    return Group(name=name, kind=kind, horizon=horizon, level=level, issued=len(part), open=counts["open"], void=counts["void"],
                 report=report([scored(s) for s in part if s.answer in ("yes", "no")]))


def in_time(made: Standing) -> bool:
    """Was the number written down no later than the day after the question arose?"""
    return date.fromisoformat(made.made_at[:10]).toordinal() <= date.fromisoformat(made.forecast.question.issued).toordinal() + 1


def scored(made: Standing) -> Scored:
    """A forecast that has been answered. Without a recurrence forecast the base rate stands in for it."""
    f = made.forecast
    return Scored(probability=f.probability, base=f.base_rate, recurrence=f.base_rate if f.recurrence is None else f.recurrence, outcome=made.answer == "yes",
                  cluster="|".join(sorted((f.question.issuer, f.question.other))))


def _ranked(kind: RankingKind, orders: Sequence[StandingOrder]) -> Ranked:
    counts = Counter(o.placed.answer for o in orders)
    places = [o.placed.place for o in orders if o.placed.answer == "yes"]
    return Ranked(kind=kind, issued=len(orders), open=counts["open"], no=counts["no"], void=counts["void"], happened=counts["yes"],
                  reciprocal_rank=sum(1 / p for p in places if p) / len(places) if places else None,
                  first_three=sum(p is not None and p <= 3 for p in places) / len(places) if places else None)
