"""Scores against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.assess.calibration import Scored, auc, bootstrap, brier, ece, log_score, reliability, report, skill, wilson

F, Y = np.array([0.9, 0.8, 0.3, 0.1]), np.array([1.0, 0.0, 1.0, 0.0])


def test_scores():
    assert brier(F, Y) == pytest.approx((0.01 + 0.64 + 0.49 + 0.01) / 4)
    assert log_score(F, Y) == pytest.approx(-np.mean(np.log([0.9, 0.2, 0.3, 0.9])))
    assert auc(F, Y) == pytest.approx(0.75) and auc(np.full(4, 0.5), Y) == 0.5
    assert skill(F, np.full(4, 0.5), Y) == pytest.approx(1 - 0.2875 / 0.25)
    assert ece(F, Y, bins=2) == pytest.approx((abs(0.85 - 0.5) + abs(0.2 - 0.5)) / 2)


@pytest.mark.parametrize(("k", "n", "low", "high"), [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)])
def test_wilson(k, n, low, high):
    assert wilson(k, n) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_abstentions_are_scored_as_the_base_rate():
    cases = [Scored(probability=None, base=0.3, recurrence=0.1, outcome=False, cluster="a"), Scored(probability=0.9, base=0.3, recurrence=0.5, outcome=True, cluster="b")]
    found = report(cases, draws=20)
    assert found.coverage == 0.5 and found.brier.value == pytest.approx((0.09 + 0.01) / 2) and found.dyads == 2


def test_nothing_due_gives_no_report():
    assert report([]) is None


def test_one_outcome_only_leaves_the_undefined_out():
    found = report([Scored(probability=0.2, base=0.0, recurrence=0.1, outcome=False, cluster="a")] * 3, draws=20)
    assert found.auc is None and found.skill_base is None


def test_intervals_resample_clusters_and_repeat():
    values = np.array([1.0] * 50 + [0.0] * 50)
    together = bootstrap(lambda k: float(np.mean(values[k])), ["a"] * 50 + ["b"] * 50)
    single = bootstrap(lambda k: float(np.mean(values[k])), [str(i) for i in range(100)])
    assert together.high - together.low > single.high - single.low
    assert together == bootstrap(lambda k: float(np.mean(values[k])), ["a"] * 50 + ["b"] * 50)


def test_bins_hold_everything_once():
    found = reliability(np.linspace(0, 1, 37), np.tile([0.0, 1.0], 19)[:37])
    assert sum(b.n for b in found) == 37 and [b.forecast for b in found] == sorted(b.forecast for b in found)
