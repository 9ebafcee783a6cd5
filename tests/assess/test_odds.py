"""The weight of a move, against counts made by hand and events with a known effect."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.assess.history import History
from goodoffices.assess.odds import FEWEST_PAIRS, HORIZONS, STATES, Strata, encode, move_of, moves, odds_ratio, shipped, strata


def test_the_days_of_a_pair_fall_where_they_belong(make) -> None:
    """Twenty days: a deed on day 0, an invitation on day 5, a meeting on day 8, force on day 12. Within 3 days of day 5 they meet."""
    history = History([make(0, "A", "B", "010"), make(5, "A", "B", "036"), make(8, "B", "A", "042"), make(12, "A", "B", "190")])
    first = history.deeds[0].day
    found = strata(history, history.pairs(), moves()["invitation"], 3, first, first + 20)
    calm, hostile = found["calm"], found["hostility"]
    assert (calm.met.tolist(), calm.unmet.tolist()) == ([1.0], [0.0])
    assert (calm.other_met.tolist(), calm.other_unmet.tolist()) == ([0.0], [8.0])  # days 0 to 4 and 9 to 11: on 6 to 8 the invitation still runs
    assert (hostile.met.tolist(), hostile.other_met.tolist(), hostile.other_unmet.tolist()) == ([0.0], [0.0], [6.0])  # days 12 to 17; later ones reach beyond the end


def test_mantel_haenszel_by_hand() -> None:
    """Two sorts of pairs, half each: 6 of 10 against 10 of 100, and 2 of 10 against 2 of 100: (6 x 90 / 110 + 2 x 98 / 110) / (4 x 10 / 110 + 8 x 2 / 110)."""
    counted = Strata(*(np.array(c * FEWEST_PAIRS, dtype=float) for c in ([6, 2], [4, 8], [10, 2], [90, 98])))
    found = odds_ratio(counted)
    assert found is not None and found.value == pytest.approx((540 + 196) / (40 + 16), abs=0.01)
    assert found.low < found.value < found.high and (found.days, found.met, found.pairs) == (20 * FEWEST_PAIRS, 8 * FEWEST_PAIRS, 2 * FEWEST_PAIRS)


FEW = [
    pytest.param(([], [], [], []), id="nothing"),
    pytest.param(([9], [9], [9], [9]), id="one pair"),
    pytest.param(([1] * 30, [0] * 30, [0] * 30, [0] * 30), id="no day without the move"),
    pytest.param(([0] * 30, [5] * 30, [1] * 30, [9] * 30), id="never met after it"),
    pytest.param(([5] * 30, [1] * 30, [0] * 30, [9] * 30), id="never met otherwise"),
]


@pytest.mark.parametrize("counts", FEW)
def test_too_few_cases_give_no_number(counts: tuple[list[int], ...]) -> None:
    assert odds_ratio(Strata(*(np.array(c, dtype=float) for c in counts))) is None


def test_an_effect_is_found_and_none_is_not_invented() -> None:
    random = np.random.default_rng(5)
    base = random.uniform(0.05, 0.2, 400)
    for true in (1.0, 4.0):
        raised = true * base / (1 - base + true * base)
        met, other = random.binomial(6, raised).astype(float), random.binomial(150, base).astype(float)
        found = odds_ratio(Strata(met, 6 - met, other, 150 - other))
        assert found is not None and found.low < true < found.high and found.high / found.low < 1.7


def test_what_is_shipped_is_sound() -> None:
    for key, odds in shipped().odds.items():
        level, move, horizon, state = key.split()
        assert level in ("country", "actor") and move in moves() and int(horizon) in HORIZONS and state in STATES
        assert 0 < odds.low <= odds.value <= odds.high and odds.met <= odds.days and odds.pairs >= FEWEST_PAIRS
    assert shipped().odds["actor invitation 7 calm"].low > shipped().odds["actor invitation 7 hostility"].value > 1
    assert encode(shipped()) == encode(shipped()) and "train part" in shipped().origin


def test_kinds_of_proposals() -> None:
    assert (move_of("talks"), move_of("ceasefire"), move_of("mediation"), move_of("other")) == ("invitation", "settlement", "mediation", None)


def test_moves_of_a_time_against_the_days_of_the_whole(make) -> None:
    """An invitation on day 5 lies before the time asked for: it is neither a day with the move nor one without."""
    history = History([make(0, "A", "B", "010"), make(5, "A", "B", "036"), make(30, "A", "B", "036"), make(32, "A", "B", "042")])
    first = history.deeds[0].day
    found = strata(history, history.pairs(), moves()["invitation"], 3, first, first + 40, since=first + 20)["calm"]
    assert (found.met.tolist(), found.unmet.tolist(), found.other_met.tolist(), found.other_unmet.tolist()) == ([1.0], [0.0], [1.0], [29.0])  # day 29: the meeting of day 32 falls into its window
