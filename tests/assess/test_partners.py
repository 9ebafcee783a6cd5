"""The ranking of partners: trees in numpy, past only, ties in rank counted half."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import pytest

from goodoffices.assess.deeds import DATA
from goodoffices.assess.partners import Forest, load, next_partners, place, scores, shipped, softmax
from goodoffices.assess.ties import Day, Ties
from goodoffices.errors import ModelError

BASE = date(2030, 1, 1).toordinal()
STUMPS = Forest(feature=np.array([1, 0, 0, 0, 0, 0], np.int16), threshold=np.array([2.5, 0, 0, 1.0, 0, 0], np.float32), left=np.array([1, 1, 2, 4, 4, 5], np.int32),
                right=np.array([2, 1, 2, 5, 4, 5], np.int32), value=np.array([0, -1, 1, 0, 10, 20], np.float32), roots=np.array([0, 3], np.int32), depth=1)


@pytest.mark.parametrize(("row", "expected"), [([0, 0], 9), ([0, 3], 11), ([5, 2.5], 19), ([1.0, 2.6], 11)])
def test_a_row_goes_left_where_it_is_at_most_the_threshold(row, expected):
    assert STUMPS.score(np.array([row], dtype=float)).tolist() == [expected]


@pytest.mark.parametrize(("values", "target", "others", "expected"), [([3, 2, 1], 0, [], 1), ([3, 2, 1], 2, [], 3), ([3, 2, 1], 2, [0], 2), ([1, 1, 1], 1, [], 2), ([1, 1, 1, 0], 0, [1], 1.5)])
def test_place(values, target, others, expected):
    assert place(np.array(values, dtype=float), target, others) == expected


def test_the_shipped_ranker_is_small_and_fits_the_features(quarrel):
    assert (DATA / "partners.npz").stat().st_size <= 600_000
    ties = Ties(quarrel, {}, {})
    query = Day(ties, BASE + 200, shipped().follow).query(ties.number["A"], ties.act("042"))
    assert shipped().forest.feature.max() < query.rows(np.array([0, 1])).shape[1]
    assert np.isfinite(scores(query, shipped())).all()


@pytest.mark.parametrize("content", [None, b"no numbers"], ids=["missing", "unreadable"])
def test_a_bad_file_is_named(tmp_path, content):
    if content is not None:
        (tmp_path / "partners.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"partners\.npz"):
        load(tmp_path / "partners.npz")


def test_the_usual_partner_comes_first(quarrel):
    found = next_partners(Ties(quarrel, {}, {}), "A", BASE + 200)
    assert found[0].name == "B" and found[0].last == 1 and found[0].probability > 0.5
    assert sum(p.probability for p in next_partners(Ties(quarrel, {}, {}), "A", BASE + 200, top=9)) == pytest.approx(1)
    assert all(p.name != "A" for p in found)


@pytest.mark.parametrize("name", ["Q", "D"], ids=["unknown", "met nobody"])
def test_nothing_from_nothing(quarrel, name):
    assert next_partners(Ties(quarrel, {}, {}), name, BASE + 200) == ()


def test_the_day_itself_and_later_do_not_count_and_order_neither(quarrel):
    names = [d.actor for d in quarrel]
    past = [d for d in quarrel if d.day < BASE + 120]
    mixed = list(quarrel)
    random.Random(2).shuffle(mixed)
    land = {"A": "a", "B": "b", "C": "a", "D": "d"}
    found = [next_partners(Ties(d, land, {}, names), "A", BASE + 120) for d in (quarrel, past, mixed)]
    assert found[0] == found[1] == found[2]


def test_softmax_sums_to_one():
    assert softmax(np.array([1000.0, 999.0, -1e6])).sum() == pytest.approx(1)
