"""What is carried from day to day is the same to the last bit as what is made anew, late arrivals and corrections included."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.assess.deeds import Deed, acts, category_of
from goodoffices.assess.features import Observer, feature_names, first_changes
from goodoffices.assess.history import History
from goodoffices.assess.questions import rules
from goodoffices.assess.recurrence import WINDOW
from goodoffices.assess.running import FAR, Fading, Promises

START = date(2030, 1, 1).toordinal()
NAMES = "ABCD"
CODES = ("010", "036", "040", "041", "042", "043", "044", "057", "112", "125", "138", "163", "190", "193")
KINDS = tuple(rules())

deeds = st.builds(lambda day, pair, code, n: Deed(id=f"{day}{pair}{code}{n}", day=START + day, actor=NAMES[pair[0]], recipient=NAMES[pair[1]], cameo=code, category=category_of(code) or "", score=acts().scores[code]),
                  st.one_of(st.integers(0, 40), st.integers(0, 700)), st.sampled_from([(a, b) for a in range(4) for b in range(4) if a != b]), st.sampled_from(CODES), st.integers(0, 1))
asked = st.tuples(st.sampled_from(KINDS), st.sampled_from([("A", "B"), ("B", "A"), ("A", "C"), ("D", "B")]), st.one_of(st.integers(0, 60), st.integers(0, 1100)), st.sampled_from([7, 30]))
#: What arrives at once, whenever it is dated, what is taken out of view again, and what is asked then.
steps = st.lists(st.tuples(st.lists(deeds, max_size=25), st.integers(0, 3), st.lists(asked, min_size=1, max_size=4)), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_carried_is_the_same_as_made_anew(told) -> None:
    carried, known = Observer(History([])), set()
    for came, gone, wanted in told:
        known = set(sorted(known, key=lambda d: d.id)[gone:]) | set(came)
        history = History(known)
        carried = carried.moved(history)
        for kind, pair, day, horizon in wanted:
            for issuer, other in (pair, pair[::-1]):
                question = (rules()[kind], issuer, other, START + day, horizon)
                assert np.array_equal(carried.features(*question), Observer(history).features(*question))


def test_day_by_day_over_the_end_of_the_window(quarrel, make) -> None:
    """Every third day of 900: deeds go in and, 300 days later, out again."""
    history = History([*quarrel, make(505, "A", "B", "042")])
    carried = Observer(history)
    for day in range(0, 900, 3):
        for issuer, other in (("A", "B"), ("B", "A")):
            question = (rules()["threat_deed"], issuer, other, START + day, 7)
            assert np.array_equal(carried.features(*question), Observer(history).features(*question))


def test_counts_are_those_of_the_formulas(quarrel) -> None:
    """Against the deeds one by one, for some features of each sort."""
    day = START + 199
    named = dict(zip(feature_names(), Observer(History(quarrel)).features(rules()["offer_meeting"], "A", "B", day, 7)))
    own = [d for d in quarrel if {d.actor, d.recipient} == {"A", "B"}]
    of = {"meeting": ("042", "043"), "force": ("190", "193"), "invitation": ("036",)}
    for group, codes in of.items():
        for half_life in (3, 10, 30, 120):
            assert named[f"{group} ({half_life} d)"] == pytest.approx(math.log1p(sum(0.5 ** ((day - d.day) / half_life) for d in own if d.cameo in codes)), rel=1e-12)
        assert named[f"{group} by issuer (15 d)"] == pytest.approx(math.log1p(sum(0.5 ** ((day - d.day) / 15) for d in own if d.cameo in codes and d.actor == "A")), rel=1e-12)
    mine = [d for d in quarrel if "A" in (d.actor, d.recipient)]
    assert named["deeds (30 d) of issuer"] == pytest.approx(math.log1p(sum(0.5 ** ((day - d.day) / 30) for d in mine)), rel=1e-12)
    assert named["partners (30 d) of issuer"] == pytest.approx(math.log1p(2))
    assert named["invitations by issuer (30 d)"] == pytest.approx(math.log1p(len({d.day for d in own if d.cameo == "036" and d.actor == "A" and d.day >= day - 30})))


@given(st.lists(st.integers(0, 299), max_size=30), st.sampled_from([3, 10, 15, 30, 60, 120, 150]), st.randoms())
def test_a_fading_sum_does_not_depend_on_how_it_came_about(ages, half_life, random) -> None:
    end, mixed = START + 5000, list(ages)
    random.shuffle(mixed)
    straight, carried = Fading(half_life, 1, end), Fading(half_life, 1, end - WINDOW)
    for age in ages:
        straight.sums[0] += straight.weight(end - age)
    for day in range(end - WINDOW + 1, end + 1):
        carried.move(day)
        carried.sums[0] += sum(carried.weight(day) for age in mixed if end - age == day)
    assert straight.sums == carried.sums and straight.at(end)[0] == carried.at(end)[0] == pytest.approx(sum(0.5 ** (a / half_life) for a in ages), rel=1e-13)
    for age in mixed:
        carried.sums[0] -= carried.weight(end - age)
    assert carried.sums == [0]


def test_promises_are_kept_by_the_next_meeting_with_that_partner_after_their_day() -> None:
    promises = Promises()
    promises.add(1, ["B", "C"], ["B"])
    promises.add(3, ["B"], ["C"])
    promises.add(9, [], ["B"])
    assert [c.tolist() for c in promises.columns()] == [[1, 1, 3], [9, 3, 9]]
    promises.forget(1)
    promises.add(10, ["B"], ["C"])
    assert [c.tolist() for c in promises.columns()] == [[3, 10], [9, FAR]]


def test_a_late_arrival_leaves_what_was_known_before_its_day(quarrel, make) -> None:
    before, after = History(quarrel), History([*quarrel, make(100, "B", "A", "190")])
    assert first_changes(before, after) == {("A", "B"): START + 100} == first_changes(after, before)
    observer = Observer(before)
    for day in (99, 150):
        for pair in (("A", "B"), ("A", "C"), ("C", "D")):
            observer.features(rules()["offer_meeting"], *pair, START + day, 7)
    kept = set(observer.moved(after)._known)
    assert kept == {("A", "B", START + 99), ("A", "C", START + 99), ("C", "D", START + 99), ("C", "D", START + 150)}


@settings(max_examples=60, deadline=None)
@given(st.sets(deeds, max_size=60), st.sets(deeds, max_size=8), st.integers(0, 4))
def test_a_history_that_was_changed_is_the_one_made_anew(told, came, gone) -> None:
    out = sorted(told, key=lambda d: d.id)[:gone]
    changed, anew = History(told).changed(out, came), History((told - set(out)) | came)
    assert (changed.deeds, changed.names, changed.pairs()) == (anew.deeds, anew.names, anew.pairs())
    for name in ("day", "actor", "recipient", "category", "score", "days_on_record"):
        assert getattr(changed, name).tolist() == getattr(anew, name).tolist() and getattr(changed, name).dtype == getattr(anew, name).dtype
    for name in anew.names:
        assert all(np.array_equal(getattr(changed.of(name), column), getattr(anew.of(name), column)) for column in ("day", "category", "forward", "other", "score", "at"))
