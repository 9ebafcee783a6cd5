"""Features know the past only, and same-day deeds have no order."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import pytest

from goodoffices.assess.features import Observer, decided, feature_names
from goodoffices.assess.history import History
from goodoffices.assess.questions import rules

START = date(2030, 1, 1).toordinal()


@pytest.mark.parametrize("kind", list(rules()))
@pytest.mark.parametrize("day", [0, 3, 61, 150, 199])
def test_later_deeds_change_nothing(quarrel, kind, day):
    whole, past = (Observer(History(d)) for d in (quarrel, [d for d in quarrel if d.day <= START + day]))
    for issuer, other in (("A", "B"), ("B", "A"), ("A", "D"), ("D", "B")):
        for horizon in (7, 30):
            assert np.array_equal(whole.features(rules()[kind], issuer, other, START + day, horizon), past.features(rules()[kind], issuer, other, START + day, horizon))


def test_order_of_input_changes_nothing(quarrel):
    mixed = list(quarrel)
    random.Random(4).shuffle(mixed)
    one, two = (Observer(History(d)).features(rules()["offer_meeting"], "A", "B", START + 150, 7) for d in (quarrel, mixed))
    assert np.array_equal(one, two)


def test_deeds_older_than_the_window_change_nothing(quarrel, make):
    deeds = [d for d in quarrel if d.day > START + 1]
    old = [make(-400, "A", "B", "042"), make(-390, "A", "B", "195"), make(-380, "B", "A", "036")]
    start = [make(-330, "X", "Y", "010")]
    one, two = (Observer(History(d)).features(rules()["offer_meeting"], "A", "B", START + 150, 7) for d in (deeds + start, deeds + start + old))
    assert np.array_equal(one, two)


def test_names_fit_the_values_and_are_unique(quarrel):
    values = Observer(History(quarrel)).features(rules()["offer_meeting"], "A", "B", START + 199, 7)
    named = dict(zip(feature_names(), values))
    assert len(named) == len(values) and np.all(np.isfinite(values))
    assert named["both invited"] == 1.0
    assert named["phoned (30 d)"] == 1.0
    assert named["invitation on the day"] == pytest.approx(np.log1p(2))
    assert named["since meeting"] == pytest.approx(np.log1p(6))
    assert named["shared third parties (30 d)"] == pytest.approx(np.log1p(1))


def test_an_unknown_pair_gives_zeros_and_no_error(quarrel):
    named = dict(zip(feature_names(), Observer(History(quarrel)).features(rules()["offer_meeting"], "Q", "R", START + 50, 7)))
    assert named["meeting (3 d)"] == 0.0 and named["ever any"] == 0.0 and named["share of pair in deeds of issuer"] == 0.0


@pytest.mark.parametrize(("asked", "met", "day", "expected"), [([1], [5], 20, (1, 1)), ([1], [9], 20, (0, 1)), ([1], [9], 5, (0, 0)), ([1], [5], 5, (1, 1)), ([1], [5], 4, (0, 0)),
                                                              ([20], [22], 20, (0, 0)), ([], [], 20, (0, 0))])
def test_only_decided_invitations_count(asked, met, day, expected):
    assert decided(np.array(asked, dtype=np.int64), np.array(met, dtype=np.int64), day, 7) == expected
