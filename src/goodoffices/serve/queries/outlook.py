"""What `assess` answers with, as records; their fields are described in docs/forecasts.md."""

from __future__ import annotations

from typing import Literal

from goodoffices.assess.forecasts import Forecast, Level, Share
from goodoffices.assess.indices import Point
from goodoffices.assess.odds import Odds, State
from goodoffices.assess.questions import Answered, Question
from goodoffices.assess.rankings import Placed, Ranking
from goodoffices.assess.signals import TextSignal
from goodoffices.assess.supposing import Supposed
from goodoffices.model import Base, Passage

__all__ = ["Candidate", "Dyad", "Forecast", "IndexNow", "Mover", "Offer", "Order", "Outlook", "Question", "Share", "Sign", "Standing", "StandingOrder", "Supposed", "Weighed", "WhatIf"]


class Dyad(Base, frozen=True, kw_only=True):
    """Two main parties: the names that the forecasts use (`level`), the sides they belong to, and the number of deeds between them."""

    parties: tuple[str, str]
    sides: tuple[str, str]
    level: Level
    deeds: int


class IndexNow(Base, frozen=True, kw_only=True):
    """An index on the day asked about. `parties` is empty for the dossier as a whole; `points` are the last eight weeks by day; `moved` the events of
    these weeks that went into it, latest first. Where there is no value `statement` says why."""

    name: str
    formula: str
    parties: tuple[str, ...]
    half_life: float
    value: float | None
    low: float | None
    high: float | None
    points: tuple[Point, ...]
    moved: tuple[str, ...]
    statement: str


class Mover(Base, frozen=True, kw_only=True):
    """An event that moved an index; `id` as `explain` takes it."""

    id: str
    day: str | None
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    source: Passage


class Standing(Base, frozen=True, kw_only=True):
    """A forecast as it was issued: on what was known on the day `as_of`, at the time `made_at`; and where its question stands on the day asked about."""

    forecast: Forecast
    dossier: str
    as_of: str
    made_at: str
    answer: Answered
    deeds: tuple[str, ...]
    days_left: int


class Candidate(Base, frozen=True, kw_only=True):
    """A place in a ranking. `offer` is the state of its offer to host, where it made one; `note` says in words what speaks for it; `recurrence` is its share of the earlier meetings, or
    hostings, of all candidates, faded by age. `low`, `high`: what came of `n` candidates given about this chance, where somebody came, as a 95 % interval that holds the chance itself."""

    name: str
    probability: float | None
    offer: str | None = None
    note: str = ""
    recurrence: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None


class Order(Base, frozen=True, kw_only=True):
    """A ranking as it is issued: whom an actor will meet next, or who will host two parties. `abstained` says why no probability is shown, `words` what came of comparable rankings."""

    ranking: Ranking
    candidates: tuple[Candidate, ...]
    abstained: str
    model: str
    words: str = ""


class StandingOrder(Base, frozen=True, kw_only=True):
    """A ranking as it was issued, and what became of it by the day asked about."""

    order: Order
    dossier: str
    as_of: str
    made_at: str
    placed: Placed


class Sign(Base, frozen=True, kw_only=True):
    """What the text itself says of a move: somebody's judgement of it, or a condition tied to an open proposal."""

    kind: Literal["judgement", "condition"]
    entry: str
    by: str | None
    about: str | None
    stance: str | None
    text: str
    sources: tuple[Passage, ...]


class Weighed(Base, frozen=True, kw_only=True):
    """How much a move like an offer shifts the odds of a recorded meeting in a state of affairs, against the same pairs' days without one. `now`: is it the state on
    the day of the offer? `odds` is null where there are too few comparable cases; `words` says it for readers."""

    state: State
    horizon: int
    now: bool
    odds: Odds | None
    words: str


class Offer(Base, frozen=True, kw_only=True):
    """An offer with three separate things: its `questions` (ids among the forecasts), the weight of such moves, and what the text says. `proposer` and `other` are
    sides; `statement` says why there is no question or no weight."""

    entry: str
    kind: str
    status: str
    day: str | None
    proposer: str | None
    other: str | None
    sources: tuple[Passage, ...]
    questions: tuple[str, ...]
    weight: tuple[Weighed, ...]
    signals: tuple[TextSignal, ...]
    statement: str


class Planned(Base, frozen=True, kw_only=True):
    """A contact of two main parties that is planned for a time after all terms of the questions, so that none asks after it."""

    entry: str
    channel: str
    parties: tuple[str, str]
    start: str
    end: str
    sources: tuple[Passage, ...]


class WhatIf(Base, frozen=True, kw_only=True):
    """What the user supposed, and each open forecast before and after. Nothing of it is kept. `statement` says why nothing moves."""

    facts: tuple[str, ...]
    words: tuple[str, ...]
    moved: tuple[Supposed, ...]
    statement: str


class Outlook(Base, frozen=True, kw_only=True):
    """What `assess --json` prints. `names` gives readers' names for the ids and country codes that occur, `literature` the works that the signals cite; `what_if` is null where
    nothing was supposed."""

    dossier: str
    name: str
    as_of: str
    reports_until: str
    dyads: tuple[Dyad, ...]
    indices: tuple[IndexNow, ...]
    events: tuple[Mover, ...]
    forecasts: tuple[Standing, ...]
    planned: tuple[Planned, ...]
    rankings: tuple[StandingOrder, ...]
    evidence: tuple[Sign, ...]
    offers: tuple[Offer, ...]
    literature: dict[str, str]
    what_if: WhatIf | None
    not_known: tuple[str, ...]
    kept: bool
    names: dict[str, str]
