"""Daily curves of a dyad: cooperation, conflict, contact, hardness, tempo of offers, violence. What each is stands in indices.tsv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from goodoffices.assess.calibration import wilson
from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import Floats, History, Ints, Rows
from goodoffices.assess.recurrence import gamma_quantile
from goodoffices.model import Base
from goodoffices.ontology.tables import rows

#: Prior of a daily rate: events and days; weak, so that a single act gives a wide interval instead of a sharp one.
PRIOR = (0.1, 10.0)
NORMAL = 1.959964
#: A curve longer than this is refused: a date far off is more likely a slip than a history.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Index:
    """One row of indices.tsv."""

    name: str
    formula: str
    measure: str
    categories: tuple[str, ...]
    against: tuple[str, ...]
    weight: float
    sign: str
    half_life: float


class Point(Base, frozen=True, kw_only=True):
    """The value at the end of a day with its 95 % interval. `value` is null where nothing is on record to make it from; `moved` are the ids of that
    day's events that went into it."""

    day: str
    value: float | None
    low: float | None
    high: float | None
    moved: tuple[str, ...]


class Curve(Base, frozen=True, kw_only=True):
    """One index over the days. `statement` says in words why there is no curve; empty where there is one."""

    name: str
    formula: str
    parties: tuple[str, str]
    half_life: float
    points: tuple[Point, ...]
    statement: str


@lru_cache(maxsize=1)
def indices() -> tuple[Index, ...]:
    """The shipped definitions, in the order of the table."""
    names = ("name", "formula", "measure", "categories", "against", "weight", "sign", "half_life")
    return tuple(Index(r["name"], r["formula"], r["measure"], r.list("categories"), r.list("against"), float(r["weight"]), r["sign"], float(r["half_life"]))
                 for r in rows(DATA / "indices.tsv", names))


def curves(history: History, one: str, two: str, now: str, first: str | None = None) -> tuple[Curve, ...]:
    """All indices of a dyad for every day from `first` (else its first deed) to `now`, both ISO.

    Deeds dated after `now` are left out. Where nothing is on record by then, each curve is empty and says so.
    """
    last = date.fromisoformat(now[:10]).toordinal()
    pair = history.pair(one, two).until(last)
    start = int(pair.day[0]) if len(pair.day) else last
    if first is not None:
        start = max(start, date.fromisoformat(first[:10]).toordinal()) if len(pair.day) else start
    parties = (min(one, two), max(one, two))
    why = _silence(history, pair, start, last, one, two)
    return tuple(Curve(name=i.name, formula=i.formula, parties=parties, half_life=i.half_life, points=() if why else _points(history, i, pair, start, last), statement=why)
                 for i in indices())


def dossier_curves(history: History, parties: Sequence[str], now: str, first: str | None = None) -> tuple[Curve, ...]:
    """The curves of every dyad of the parties, in alphabetical order of the pairs."""
    ordered = sorted(set(parties))
    return tuple(c for k, one in enumerate(ordered) for two in ordered[k + 1:] for c in curves(history, one, two, now, first))


def _silence(history: History, pair: Rows, start: int, last: int, one: str, two: str) -> str:
    if one == two:
        return "a dyad needs two parties"
    if not len(pair.day):
        later = len(history.pair(one, two).day)
        return f"nothing is on record between the two by {date.fromordinal(last).isoformat()}" + (f"; {later} deeds are dated later" if later else "")
    if last - start > LONGEST:
        return f"the record spans {last - start} days, which is more likely a wrong date than a history"
    return ""


def _points(history: History, index: Index, pair: Rows, start: int, last: int) -> tuple[Point, ...]:
    days = last - start + 1
    keep = _kept(history, index, pair)
    weight = np.abs(pair.score) if index.measure == "score" else np.full(len(pair.day), abs(index.weight))
    first = int(pair.day[0])
    counted = _faded(pair.day[keep] - first, np.ones(int(keep.sum())), last - first + 1, index.half_life)[start - first:]
    amount = _faded(pair.day[keep] - first, weight[keep], last - first + 1, index.half_life)[start - first:]
    watched = _faded(np.arange(last - first + 1), np.ones(last - first + 1), last - first + 1, index.half_life)[start - first:]
    moved: list[set[str]] = [set() for _ in range(days)]
    for row, day in zip(pair.at[keep], pair.day[keep]):
        if day >= start:
            moved[int(day) - start].add(history.deeds[int(row)].id)
    values: Sequence[tuple[float | None, float | None, float | None]]
    if index.measure == "share":
        among = np.isin(pair.category, history.numbers(index.against))
        total = _faded(pair.day[among] - first, np.ones(int(among.sum())), last - first + 1, index.half_life)[start - first:]
        values = [_share(c, t) for c, t in zip(counted, total)]
    else:
        values = _rates(counted, amount, watched)
    return tuple(Point(day=date.fromordinal(start + k).isoformat(), value=_short(v), low=_short(lo), high=_short(hi), moved=tuple(sorted(moved[k])))
                 for k, (v, lo, hi) in enumerate(values))


def _kept(history: History, index: Index, pair: Rows) -> npt.NDArray[np.bool_]:
    keep = np.ones(len(pair.day), dtype=bool) if index.categories == ("*",) else np.isin(pair.category, history.numbers(index.categories))
    if index.sign:
        keep &= pair.score > 0 if index.sign == "+" else pair.score < 0
    return keep


def _faded(days: Ints, values: Floats, length: int, half_life: float) -> Floats:
    """For each day the sum of what came before it and on it, faded by its age."""
    daily = np.bincount(days, values, length)
    out, level, keep = np.empty(length), 0.0, 0.5 ** (1.0 / half_life)
    for k in range(length):
        level = level * keep + daily[k]
        out[k] = level
    return out


def _rates(counted: Floats, amount: Floats, watched: Floats) -> list[tuple[float, float, float]]:
    """Posterior mean of the daily rate times the mean amount of an act, with the interval of the rate."""
    shape = PRIOR[0] + counted
    each = np.where(counted > 1e-9, amount / np.maximum(counted, 1e-9), 1.0) / (PRIOR[1] + watched)
    low, high = (quantiles(shape, z) for z in (-NORMAL, NORMAL))
    return list(zip((shape * each).tolist(), (low * each).tolist(), (high * each).tolist()))


def quantiles(shapes: Floats, z: float) -> Floats:
    """Gamma quantiles, between exact ones at grid points (their cube roots are nearly straight); good to a thousandth of the value."""
    grid, roots = _grid(z)
    return np.asarray(np.interp(np.log(np.clip(shapes, grid[0], grid[-1])), np.log(grid), roots) ** 3 * np.maximum(1.0, shapes / grid[-1]), dtype=np.float64)


@lru_cache(maxsize=4)
def _grid(z: float) -> tuple[Floats, Floats]:
    grid = np.geomspace(PRIOR[0], 3000.0, 250)
    return grid, np.array([gamma_quantile(float(s), z) ** (1 / 3) for s in grid])


def _share(counted: float, total: float) -> tuple[float | None, float | None, float | None]:
    if total < 0.05:
        return None, None, None
    low, high = wilson(float(counted), float(total))
    return float(counted / total), low, high


def _short(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
