"""Which third party may host: hosts on offer in the text first, then others ranked by what they hosted before (data/venues.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import Floats, History, Ints, Rows
from goodoffices.errors import ModelError
from goodoffices.model import Base, VenueOffer

#: What is counted for each candidate: with half-lives in days, against each of the two sides (the lesser of both, and their sum).
COUNTED: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("hosted", ("host", "visit"), 60.0), ("hosted lately", ("host", "visit"), 5.0), ("talked", ("negotiate", "third", "agreement", "mediate"), 60.0),
    ("talked lately", ("negotiate", "third", "agreement", "mediate"), 5.0), ("spoke", ("consult", "phone", "invite"), 30.0),
    ("helped", ("support", "promise", "aid", "coop"), 60.0), ("hurt", ("force", "assault", "sanction", "coerce", "threat"), 60.0))
FEATURES: tuple[str, ...] = (*tuple(f"{name}, {how}" for name, _, _ in COUNTED for how in ("lesser", "sum")), "hosts anybody", "dealt with at all")


class Host(Base, frozen=True, kw_only=True):
    """A candidate: its chance among all candidates (null where it stands here because it is on offer but has no record), the status of its offer
    (null where none), and on how many days it met either side."""

    name: str
    probability: float | None
    offer: str | None
    met_first: int
    met_second: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted by training/venues.py: log-odds of a host among the candidates = weights x features."""

    weights: Floats


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The shipped weights. Raises ModelError when they are missing or of other features."""
    try:
        stored = json.loads((DATA / "venues.json").read_text(encoding="utf-8"))
    except FileNotFoundError as err:
        raise ModelError("the ranking of hosts lacks venues.json; reinstall the package or run training/venues.py") from err
    if tuple(stored["features"]) != FEATURES:
        raise ModelError("venues.json was fitted on other features; run training/venues.py")
    return Weights(np.array(stored["weights"]))


#: Ids of actors of a store that can lend a hall: states and organisations that the tables know; names of other data have no colon.
HOSTING = re.compile(r"[^:]*|(government|country):[A-Z]{3}|(igo|ngo):.*")


def candidates(history: History, one: str, two: str, day: int) -> tuple[str, ...]:
    """Third parties that dealt with either side in the year before the day."""
    found: set[int] = set()
    for side in (one, two):
        found |= set(history.of(side).after(day - 366, day - 1).other.tolist())
    return tuple(sorted(name for name in {history.names[k] for k in found} - {one, two} if HOSTING.fullmatch(name)))


def features(history: History, one: str, two: str, names: Sequence[str], day: int) -> Floats:
    """One row per candidate, from deeds before the day."""
    number = {name: k for k, name in enumerate(names)}
    columns: list[Floats] = []
    sides = [_with(history, side, number, day) for side in (one, two)]
    for _, categories, half_life in COUNTED:
        wanted = history.numbers(categories)
        per_side = []
        for rows_, at in sides:
            keep = np.isin(rows_.category, wanted) & (at >= 0)
            per_side.append(np.log1p(np.bincount(at[keep], 0.5 ** ((day - rows_.day[keep]) / half_life), len(names))))
        columns += [np.minimum(*per_side), np.add(*per_side)]
    hosting_ = np.zeros(len(names))
    dealing = np.zeros(len(names))
    for name, k in number.items():
        hosting_[k], dealing[k] = np.log1p(_hosted(history, name, day))
    return np.column_stack([*columns, hosting_, dealing]) if len(names) else np.zeros((0, len(FEATURES)))


def hosts(history: History, one: str, two: str, day: int, offers: Sequence[VenueOffer] = (), names: dict[str, str] | None = None, top: int = 3,
          weights: Weights | None = None) -> tuple[Host, ...]:
    """Hosts for the two on the proleptic day: standing offers first (in the order of their chance), then the others, `top` of these.

    `names` renames hosts of offers to the names that the history uses. Empty where neither side has a record and nothing is on offer.
    """
    on_offer = {(names or {}).get(o.host, o.host): o.status for o in offers}
    found = candidates(history, one, two, day)
    chance: dict[str, float] = {}
    if found:
        z = features(history, one, two, found, day) @ (weights or shipped()).weights
        raised = np.exp(z - z.max())
        chance = dict(zip(found, (raised / raised.sum()).tolist()))
    standing = [n for n, s in on_offer.items() if s in ("offered", "accepted")]
    first = sorted(standing, key=lambda n: (-chance.get(n, 0.0), n))
    rest = sorted((n for n in found if n not in on_offer), key=lambda n: (-chance[n], n))[:top]
    return tuple(Host(name=n, probability=chance.get(n), offer=on_offer.get(n), met_first=_met(history, one, n, day), met_second=_met(history, two, n, day)) for n in [*first, *rest])


def hosting(history: History, names: Sequence[str], day: int) -> dict[str, float]:
    """By recurrence alone: each one's share of what these hosted, led or mediated in the year before the day, faded by age; empty where they did nothing of it."""
    found = {name: _hosted(history, name, day)[0] for name in names}
    total = sum(found.values())
    return {name: value / total for name, value in found.items()} if total else {}


def _hosted(history: History, name: str, day: int) -> tuple[float, float]:
    """Faded numbers of hostings and the like, and of all dealings."""
    own = history.of(name).after(day - 366, day - 1)
    fading = 0.5 ** ((day - own.day) / 30.0)
    host = history.among(own, ("host", "third", "negotiate", "mediate"))
    return float(np.sum(fading[host & own.forward])), float(np.sum(fading))


def _with(history: History, side: str, number: dict[str, int], day: int) -> tuple[Rows, Ints]:
    rows_ = history.of(side).after(day - 366, day - 1)
    place = np.array([number.get(name, -1) for name in history.names], dtype=np.int64)
    return rows_, place[rows_.other]


def _met(history: History, one: str, two: str, day: int) -> int:
    pair = history.pair(one, two).after(day - 366, day - 1)
    return len(np.unique(pair.day[np.isin(pair.category, history.numbers(("visit", "host", "third", "negotiate", "agreement")))]))
