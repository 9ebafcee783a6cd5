"""Curves of a dyad: what moves them, what they say where nothing is on record."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from goodoffices.assess.deeds import CONDITION, Deed
from goodoffices.assess.history import History
from goodoffices.assess.indices import curves, dossier_curves, indices, quantiles
from goodoffices.assess.recurrence import gamma_quantile

BASE = date(2030, 1, 1).toordinal()


def on(day: int) -> str:
    return date.fromordinal(BASE + day).isoformat()


def by_name(found):
    return {c.name: c for c in found}


MOVES = [("042", {"cooperation", "contact"}), ("111", {"conflict"}), ("125", {"conflict", "hardness"}), ("138", {"conflict", "hardness"}), ("036", {"cooperation", "offers"}),
         ("195", {"conflict", "violence"}), ("070", {"cooperation"}), ("010", set())]


@pytest.mark.parametrize(("code", "moved"), MOVES)
def test_which_index_an_act_moves(make, code, moved):
    found = by_name(curves(History([make(0, "A", "B", code)]), "B", "A", on(1)))
    assert {name for name, c in found.items() if c.points[0].moved} == moved
    assert all(not c.points[1].moved for c in found.values())


def test_values_fade_by_the_half_life_and_intervals_hold_them(make):
    found = by_name(curves(History([make(0, "A", "B", "195"), make(0, "A", "B", "042")]), "A", "B", on(60)))
    violence = found["violence"].points
    assert len(violence) == 61 and violence[0].value > violence[14].value > violence[60].value > 0
    assert all(p.low <= p.value <= p.high for c in found.values() for p in c.points if p.value is not None)
    assert found["hardness"].points[0].value is None


def test_few_acts_give_wide_intervals(make):
    few = by_name(curves(History([make(d, "A", "B", "040") for d in (0, 50)]), "A", "B", on(99)))["contact"].points[-1]
    many = by_name(curves(History([make(d, "A", "B", "040") for d in range(100)]), "A", "B", on(99)))["contact"].points[-1]
    assert (few.high - few.low) / few.value > (many.high - many.low) / many.value
    assert many.low < 1.0 < many.high * 1.5


def test_conditions_harden(make):
    talk = make(0, "A", "B", "040")
    condition = Deed(id="c", day=BASE, actor="B", recipient="A", cameo="", category=CONDITION, score=0.0)
    assert by_name(curves(History([talk, condition]), "A", "B", on(0)))["hardness"].points[0].value == pytest.approx(0.5)


STATEMENTS = [
    pytest.param([], on(5), "nothing is on record between the two by 2030-01-06", id="empty"),
    pytest.param([(9, "A", "B", "040")], on(5), "nothing is on record between the two by 2030-01-06; 1 deeds are dated later", id="in the future"),
    pytest.param([(3, "A", "C", "040")], on(5), "nothing is on record between the two by 2030-01-06", id="others only"),
    pytest.param([(-30000, "A", "B", "040")], on(5), "the record spans 30005 days, which is more likely a wrong date than a history", id="wrong date"),
]


@pytest.mark.parametrize(("deeds", "now", "statement"), STATEMENTS)
def test_no_number_from_nothing(make, deeds, now, statement):
    found = curves(History([make(*d) for d in deeds]), "A", "B", now)
    assert [c.points for c in found] == [()] * len(indices()) and {c.statement for c in found} == {statement}


def test_all_on_one_day_is_one_point(make):
    assert [len(c.points) for c in curves(History([make(5, "A", "B", "040"), make(5, "B", "A", "040")]), "A", "B", on(5))] == [1] * len(indices())


def test_starting_later_changes_no_value(quarrel):
    whole, part = (by_name(curves(History(quarrel), "A", "B", on(199), first)) for first in (None, on(150)))
    assert all(whole[n].points[-50:] == part[n].points for n in whole)


def test_later_deeds_do_not_change_earlier_days(quarrel):
    whole = by_name(curves(History(quarrel), "A", "B", on(100)))
    cut = by_name(curves(History([d for d in quarrel if d.day <= BASE + 100]), "A", "B", on(100)))
    assert whole == cut


def test_every_dyad_of_a_dossier(quarrel):
    assert [c.parties for c in dossier_curves(History(quarrel), ["C", "A", "B"], on(10)) if c.name == "contact"] == [("A", "B"), ("A", "C"), ("B", "C")]


@pytest.mark.parametrize("shape", [0.1, 0.13, 0.9, 3.3, 47.0, 2500.0])
@pytest.mark.parametrize("z", [-1.959964, 1.959964])
def test_quantiles_between_grid_points(shape, z):
    assert quantiles(np.array([shape]), z)[0] == pytest.approx(gamma_quantile(shape, z), rel=2e-3, abs=1e-6)
