"""The gamma-Poisson rate against values worked out otherwise."""

from __future__ import annotations

import math

import numpy as np
import pytest

from goodoffices.assess.recurrence import gamma_quantile, gamma_share, more_than, posterior, recurrence, recurrence_interval


@pytest.mark.parametrize(("shape", "x", "expected"), [(1.0, 1.0, 1 - math.exp(-1)), (2.0, 3.0, 1 - 4 * math.exp(-3)), (0.5, 0.5, math.erf(math.sqrt(0.5))), (3.0, 0.0, 0.0), (1.0, 50.0, 1.0)])
def test_gamma_share(shape, x, expected):
    assert gamma_share(shape, x) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("shape", [0.05, 0.5, 1.0, 7.0, 300.0])
def test_quantiles_turn_the_share_round(shape):
    for z in (-1.96, 0.0, 1.96):
        assert gamma_share(shape, gamma_quantile(shape, z)) == pytest.approx(0.5 * math.erfc(-z / math.sqrt(2)), abs=1e-6)


def test_without_memory_loss_it_is_the_textbook_formula():
    shape, days = posterior([1, 5, 9], 100.0, 1e9, (0.5, 10.0))
    assert (shape, days) == (pytest.approx(3.5), pytest.approx(110.0, rel=1e-4))
    assert recurrence([1, 5, 9], 100.0, 7, 1e9, (0.5, 10.0)) == pytest.approx(1 - (110 / 117) ** 3.5, abs=1e-6)


def test_more_than_some_days():
    chances = [recurrence([1, 2, 3], 50.0, 7, 100.0, (0.1, 10.0), above) for above in range(4)]
    assert chances == sorted(chances, reverse=True) and chances[3] > 0
    assert more_than(0, 0.2) == pytest.approx(1 - math.exp(-0.2)) and more_than(1, 0.2) == pytest.approx(1 - 1.2 * math.exp(-0.2))


def test_the_interval_holds_the_true_chance_about_as_often_as_it_says():
    random, held = np.random.default_rng(1), 0
    for _ in range(300):
        ages = np.repeat(np.arange(300.0), random.poisson(0.05, 300))
        low, high = recurrence_interval(ages, 300.0, 7, 1e6, (0.05, 1.0))
        held += low <= 1 - math.exp(-0.35) <= high
    assert 0.90 <= held / 300 <= 0.99


def test_more_history_narrows_the_interval():
    widths = [high - low for low, high in (recurrence_interval(np.arange(0.0, days, 10.0), days, 7, 1e6, (0.05, 10.0)) for days in (20.0, 100.0, 300.0))]
    assert widths == sorted(widths, reverse=True)
