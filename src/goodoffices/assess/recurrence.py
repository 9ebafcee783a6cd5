"""How often it came back: a gamma-Poisson rate with a fading memory, and the chance of it in the days ahead."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from goodoffices.assess.history import Floats, History
from goodoffices.assess.questions import Rule, outcome_rows

#: Older deeds are forgotten, so that a long record looks like the one the models were fitted on.
WINDOW = 300


def outcome_ages(history: History, rule: Rule, issuer: str, other: str, day: int) -> Floats:
    """Days back from `day` to each day with a deed that would answer the rule, the latest last."""
    found = outcome_rows(history, rule, issuer, other).after(day - WINDOW, day)
    return (day - np.unique(found.day)).astype(np.float64)


def exposed(history: History, day: int) -> float:
    """Days that the record reaches back from `day`, at most `WINDOW`."""
    return float(max(0, min(WINDOW, day - history.first + 1))) if history.first is not None else 0.0


def posterior(ages: Floats | Sequence[float], exposure: float, memory: float, prior: tuple[float, float]) -> tuple[float, float]:
    """Shape and rate (in days) of the gamma distribution of the daily rate; `memory` is a half-life in days, `prior` (events, days)."""
    return prior[0] + float(np.sum(0.5 ** (np.asarray(ages, dtype=np.float64) / memory))), prior[1] + watched(exposure, memory)


def watched(exposure: float, memory: float) -> float:
    """Days that were looked at, faded as the deeds are."""
    return float((1.0 - 0.5 ** (exposure / memory)) / (1.0 - 0.5 ** (1.0 / memory)))


def recurrence(ages: Floats | Sequence[float], exposure: float, horizon: int, memory: float, prior: tuple[float, float] = (0.05, 10.0), above: int = 0) -> float:
    """Chance of more than `above` such days in `horizon` days (negative binomial)."""
    return more_days(*posterior(ages, exposure, memory, prior), horizon, above)


def more_days(shape: float, days: float, horizon: int, above: int = 0) -> float:
    """Chance of more than `above` such days in `horizon` days, where the daily rate has this gamma distribution."""
    kept = days / (days + horizon)
    term, total = kept**shape, 0.0
    for k in range(above + 1):
        total += term
        term *= (shape + k) / (k + 1) * (1.0 - kept)
    return max(0.0, 1.0 - total)


def recurrence_interval(ages: Floats | Sequence[float], exposure: float, horizon: int, memory: float, prior: tuple[float, float], above: int = 0) -> tuple[float, float]:
    """Credible interval (95 %) of that chance, by the quantiles of the daily rate."""
    shape, days = posterior(ages, exposure, memory, prior)
    low, high = (more_than(above, horizon * gamma_quantile(shape, z) / days) for z in (-1.959964, 1.959964))
    return low, high


def more_than(count: int, expected: float) -> float:
    """Chance that a Poisson number exceeds `count`."""
    term, total = math.exp(-expected), 0.0
    for k in range(count + 1):
        total += term
        term *= expected / (k + 1)
    return max(0.0, 1.0 - total)


def gamma_quantile(shape: float, z: float) -> float:
    """Quantile of the gamma distribution with scale 1 at a normal deviate `z`: Newton's steps on the regularised incomplete gamma function from the approximation of Wilson and
    Hilferty, halving where a step leaves what is known to hold the quantile."""
    target = 0.5 * math.erfc(-z / math.sqrt(2))
    near_zero = math.exp((math.log(target) + math.lgamma(shape + 1)) / shape)  # there the share is x^shape / gamma(shape + 1)
    if near_zero < 1e-6:
        return near_zero
    low, high = 0.0, shape + 20.0 * math.sqrt(shape) + 20.0
    guess = shape * (1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))) ** 3
    at = guess if low < guess < high else min(near_zero, 0.5 * high)
    scale = math.lgamma(shape)
    for _ in range(200):
        miss = gamma_share(shape, at) - target
        low, high = (at, high) if miss < 0 else (low, at)
        slope = math.exp((shape - 1) * math.log(at) - at - scale)
        step = at - miss / slope if slope > 0 else low
        following = step if low < step < high else 0.5 * (low + high)
        if abs(following - at) < 1e-10 * (1.0 + following):
            return following
        at = following
    return at


def gamma_share(shape: float, x: float) -> float:
    """Regularised lower incomplete gamma function, by its series, or its continued fraction (Lentz) beyond the mean."""
    if x <= 0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1.0 / shape
        k = shape
        while abs(term) > 1e-14 * abs(total):
            k += 1
            term *= x / k
            total += term
        return total * front
    b = x + 1 - shape
    c, d = 1e300, 1 / b
    product = d
    for i in range(1, 1000):
        step = -i * (i - shape)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        product *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    return 1.0 - front * product


def logit(chance: float) -> float:
    bounded = min(1 - 1e-6, max(1e-6, chance))
    return math.log(bounded / (1 - bounded))
