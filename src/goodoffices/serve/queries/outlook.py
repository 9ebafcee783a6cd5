"""What `assess` answers with, as records; their fields are described in docs/forecasts.md."""

from __future__ import annotations

from typing import Literal

from goodoffices.assess.forecasts import Forecast, Level
from goodoffices.assess.indices import Point
from goodoffices.assess.questions import Answered
from goodoffices.assess.rankings import Placed, Ranking
from goodoffices.model import Base, Passage


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
    """A place in a ranking. `offer` is the state of its offer to host, where it made one; `note` says in words what speaks for it."""

    name: str
    probability: float | None
    offer: str | None = None
    note: str = ""


class Order(Base, frozen=True, kw_only=True):
    """A ranking as it is issued: whom an actor will meet next, or who will host two parties. `abstained` says why no probability is shown."""

    ranking: Ranking
    candidates: tuple[Candidate, ...]
    abstained: str
    model: str


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


class Outlook(Base, frozen=True, kw_only=True):
    """What `assess --json` prints. `names` gives readers' names for the ids and country codes that occur."""

    dossier: str
    name: str
    as_of: str
    reports_until: str
    dyads: tuple[Dyad, ...]
    indices: tuple[IndexNow, ...]
    events: tuple[Mover, ...]
    forecasts: tuple[Standing, ...]
    rankings: tuple[StandingOrder, ...]
    evidence: tuple[Sign, ...]
    not_known: tuple[str, ...]
    kept: bool
    names: dict[str, str]
