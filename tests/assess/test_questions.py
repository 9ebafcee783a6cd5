"""Questions are made and answered by rule, and never change after issue."""

from __future__ import annotations

from datetime import date

import pytest

from goodoffices.assess.deeds import acts
from goodoffices.assess.features import _grouped
from goodoffices.assess.history import History
from goodoffices.assess.indices import indices
from goodoffices.assess.questions import questions, resolve, rules

BASE = date(2030, 1, 1)


def on(day: int) -> str:
    return date.fromordinal(BASE.toordinal() + day).isoformat()


def filler(make, first, last):
    return [make(day, "X", "Y", "010") for day in range(first, last + 1)]


CASES = [
    pytest.param("offer_meeting", [(1, "A", "B", "036"), (5, "B", "A", "043")], 9, "yes", id="hosted in time"),
    pytest.param("offer_meeting", [(1, "A", "B", "036"), (8, "B", "A", "043")], 9, "yes", id="on the due day"),
    pytest.param("offer_meeting", [(1, "A", "B", "036"), (9, "B", "A", "043")], 9, "no", id="a day late"),
    pytest.param("offer_meeting", [(1, "A", "B", "036"), (1, "B", "A", "043")], 9, "no", id="the day of issue does not count"),
    pytest.param("offer_meeting", [(1, "A", "B", "036"), (4, "A", "B", "040")], 9, "no", id="a consultation is no meeting"),
    pytest.param("offer_contact", [(1, "A", "B", "036"), (4, "A", "B", "040")], 9, "yes", id="but it is a contact"),
    pytest.param("offer_meeting", [(1, "A", "B", "036"), (4, "A", "C", "042")], 9, "no", id="somebody else was met"),
    pytest.param("offer_meeting", [(1, "A", "B", "036")], 6, "open", id="not due yet"),
    pytest.param("offer_meeting", [(1, "A", "B", "036")], 8, "open", id="the due day is not over"),
    pytest.param("rejection_meeting", [(1, "A", "B", "125"), (5, "B", "A", "046")], 9, "yes", id="met after all"),
    pytest.param("threat_deed", [(1, "A", "B", "138"), (3, "A", "B", "195")], 9, "yes", id="the issuer strikes"),
    pytest.param("threat_deed", [(1, "A", "B", "138"), (3, "B", "A", "195")], 9, "no", id="the other strikes"),
    pytest.param("threat_more", [(0, "A", "B", "195"), (1, "A", "B", "138"), (3, "A", "B", "195")], 9, "no", id="no more than before"),
    pytest.param("threat_more", [(0, "A", "B", "195"), (1, "A", "B", "138"), (3, "A", "B", "195"), (4, "A", "B", "190")], 9, "yes", id="more than before"),
]


@pytest.mark.parametrize(("kind", "deeds", "now", "expected"), CASES)
def test_answers(make, kind, deeds, now, expected):
    history = History([make(*d) for d in deeds] + filler(make, 0, now))
    asked = [q for q in questions(history, kind) if q.horizon == 7]
    assert len(asked) == 1
    assert resolve(asked[0], history, on(now)).answer == expected


def test_silence_of_the_whole_record_is_void_not_no(make):
    history = History([make(1, "A", "B", "036"), make(3, "X", "Y", "010"), make(40, "X", "Y", "010")])
    found = resolve(next(q for q in questions(history, "offer_meeting") if q.horizon == 7), history, on(41))
    assert (found.answer, found.reason) == ("void", "only 1 of 7 days are on record")


def test_yes_names_the_deeds(make):
    history = History([make(1, "A", "B", "036"), make(5, "B", "A", "043"), make(5, "A", "B", "042")])
    found = resolve(next(iter(questions(history, "offer_meeting"))), history, on(6))
    assert found.deeds == ("d5-A-B-042-0", "d5-B-A-043-0")


def test_both_sides_on_one_day_are_one_question(make):
    history = History([make(1, "B", "A", "036"), make(1, "A", "B", "036"), make(1, "A", "B", "106")])
    asked = list(questions(history, "offer_meeting"))
    assert [(q.issuer, q.horizon, len(q.triggers)) for q in asked] == [("A", 7, 3), ("A", 30, 3)]
    assert len(list(questions(history, "plan_contact"))) == 2
    assert list(questions(History([make(1, "B", "A", "036")]), "plan_contact")) == []


def test_ids_depend_on_content_only(make):
    one = [q.id for q in questions(History([make(1, "A", "B", "036")]), "offer_meeting")]
    two = [q.id for q in questions(History([make(1, "A", "B", "036", 9), make(0, "A", "B", "042"), make(30, "A", "B", "111")]), "offer_meeting")]
    assert one == two
    assert len(set(one)) == 2


def test_tables_use_known_categories():
    known = {*acts().categories.values(), "condition", "*"}
    used = [c for r in rules().values() for c in (*r.trigger, *r.outcome)] + [c for g in _grouped().values() for c in g] + [c for i in indices() for c in (*i.categories, *i.against)]
    assert [c for c in used if c not in known] == []
