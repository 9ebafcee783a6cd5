"""How far forecasts could be trusted: Brier and log score, reliability, skill, coverage, each with an interval over clusters of dyads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from goodoffices.assess.history import Floats, Ints
from goodoffices.model import Base


class Scored(Base, frozen=True, kw_only=True):
    """A forecast that came due. `probability` is None where it abstained; `cluster` names the dyad."""

    probability: float | None
    base: float
    recurrence: float
    outcome: bool
    cluster: str


class Estimate(Base, frozen=True, kw_only=True):
    """A figure with its 95 % interval, from resampling whole dyads."""

    value: float
    low: float
    high: float


class Bin(Base, frozen=True, kw_only=True):
    """Forecasts of similar height: their mean, how many, how many came true, and the Wilson interval of that share."""

    forecast: float
    n: int
    happened: int
    low: float
    high: float


class Report(Base, frozen=True, kw_only=True):
    """All measures of a set of forecasts. Abstentions are `coverage` and are scored as the base rate. Null where there is nothing to measure by."""

    n: int
    dyads: int
    happened: int
    coverage: float
    brier: Estimate
    log_score: Estimate
    skill_base: Estimate | None
    skill_recurrence: Estimate | None
    recurrence_skill_base: Estimate | None
    ece: Estimate
    auc: Estimate | None
    bins: tuple[Bin, ...]


def brier(forecast: Floats, outcome: Floats) -> float:
    """Mean squared error; 0 is perfect."""
    return float(np.mean((forecast - outcome) ** 2))


def log_score(forecast: Floats, outcome: Floats) -> float:
    """Mean negative natural logarithm of the chance given to what happened; forecasts are held within 0.001 and 0.999."""
    held = np.clip(forecast, 1e-3, 1 - 1e-3)
    return float(-np.mean(outcome * np.log(held) + (1 - outcome) * np.log(1 - held)))


def ece(forecast: Floats, outcome: Floats, bins: int = 10) -> float:
    """Expected calibration error: mean distance between forecast and frequency over bins of equal size, weighted by their number."""
    order = np.argsort(forecast, kind="stable")
    parts = [p for p in np.array_split(order, min(bins, len(order))) if len(p)]
    return float(sum(len(p) * abs(float(np.mean(forecast[p])) - float(np.mean(outcome[p]))) for p in parts) / len(forecast))


def auc(forecast: Floats, outcome: Floats) -> float:
    """Chance that a case that happened was given more than one that did not; ties count half. NaN where one kind is missing."""
    yes, no = forecast[outcome > 0.5], forecast[outcome < 0.5]
    if not len(yes) or not len(no):
        return float("nan")
    ordered = np.sort(no)
    below = (np.searchsorted(ordered, yes, side="left") + np.searchsorted(ordered, yes, side="right")) / 2
    return float(np.mean(below) / len(no))


def skill(forecast: Floats, reference: Floats, outcome: Floats) -> float:
    """1 - Brier / Brier of the reference; 0 is no better, 1 perfect. NaN where the reference is perfect."""
    worst = brier(reference, outcome)
    return 1.0 - brier(forecast, outcome) / worst if worst > 0 else float("nan")


def wilson(happened: float, n: float, z: float = 1.959964) -> tuple[float, float]:
    """Interval of a share (Wilson); (0, 1) where nothing was counted."""
    if n <= 0:
        return 0.0, 1.0
    share, extra = happened / n, z * z / n
    middle, half = (share + extra / 2) / (1 + extra), z / (1 + extra) * np.sqrt(share * (1 - share) / n + extra / (4 * n))
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def reliability(forecast: Floats, outcome: Floats, bins: int = 10) -> tuple[Bin, ...]:
    """Bins of equal size from the lowest forecasts to the highest."""
    order = np.argsort(forecast, kind="stable")
    out = []
    for part in np.array_split(order, min(bins, len(order))) if len(order) else []:
        happened = int(np.sum(outcome[part]))
        low, high = wilson(happened, len(part))
        out.append(Bin(forecast=float(np.mean(forecast[part])), n=len(part), happened=happened, low=low, high=high))
    return tuple(out)


def bootstrap(measure: Callable[[Ints], float], clusters: Sequence[str], draws: int = 500, seed: int = 0) -> Estimate | None:
    """`measure` of the positions drawn, over resamples of whole clusters. None where the measure is undefined on the data itself."""
    names, of = np.unique(np.array(clusters, dtype=object).astype(str), return_inverse=True)
    members = np.split(np.argsort(of, kind="stable"), np.cumsum(np.bincount(of))[:-1])
    value = measure(np.arange(len(of)))
    if np.isnan(value):
        return None
    random = np.random.default_rng(seed)
    drawn = [measure(np.concatenate([members[k] for k in random.integers(0, len(names), len(names))])) for _ in range(draws)]
    kept = np.array([d for d in drawn if not np.isnan(d)])
    low, high = np.quantile(kept, [0.025, 0.975]) if len(kept) else (value, value)
    return Estimate(value=value, low=float(low), high=float(high))


def report(scored: Sequence[Scored], draws: int = 500, seed: int = 0) -> Report | None:
    """All measures; None where nothing has come due. The same input gives the same intervals (`seed`)."""
    if not scored:
        return None
    base = np.array([s.base for s in scored])
    forecast = np.array([s.base if s.probability is None else s.probability for s in scored])
    past = np.array([s.recurrence for s in scored])
    outcome = np.array([float(s.outcome) for s in scored])
    clusters = [s.cluster for s in scored]

    def over(measure: Callable[[Ints], float]) -> Estimate | None:
        return bootstrap(measure, clusters, draws, seed)

    first, second, third = (over(lambda k, m=m: m(forecast[k], outcome[k])) for m in (brier, log_score, ece))  # type: ignore[misc]
    assert first is not None and second is not None and third is not None
    return Report(n=len(scored), dyads=len(set(clusters)), happened=int(outcome.sum()), coverage=float(np.mean([s.probability is not None for s in scored])),
                  brier=first, log_score=second, ece=third, skill_base=over(lambda k: skill(forecast[k], base[k], outcome[k])),
                  skill_recurrence=over(lambda k: skill(forecast[k], past[k], outcome[k])), recurrence_skill_base=over(lambda k: skill(past[k], base[k], outcome[k])),
                  auc=over(lambda k: auc(forecast[k], outcome[k])), bins=reliability(forecast, outcome))
