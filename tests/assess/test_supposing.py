"""What if: questions asked again as if other facts had been on record."""

from __future__ import annotations

from datetime import date

import pytest

from goodoffices.assess.deeds import Deed
from goodoffices.assess.features import Observer
from goodoffices.assess.forecasts import forecast, shipped
from goodoffices.assess.history import History
from goodoffices.assess.questions import Question, questions
from goodoffices.assess.supposing import facts, fitted_cases, holds, supposed_facts, what_if, with_facts
from goodoffices.errors import UsageError


@pytest.fixture
def asked(quarrel: list[Deed], make) -> tuple[History, Question]:
    """An invitation by A on the last day, not answered."""
    history = History([*quarrel, make(210, "A", "B", "036"), make(204, "B", "A", "190")])
    return history, next(q for q in questions(history, "offer_meeting", first=history.last) if q.horizon == 7)


def test_the_same_record_gives_the_same_forecast(asked: tuple[History, Question]) -> None:
    """Leaving out what neither side has a part in changes no number."""
    history, question = asked
    assert forecast(Observer(with_facts(history, question, ())), question, "actor") == forecast(Observer(history), question, "actor")


def test_acceptance_moves_the_forecast_and_raises_the_question_whether_it_is_held(asked: tuple[History, Question]) -> None:
    history, question = asked
    deeds = history.deeds
    moved = what_if(history, [question], "actor", supposed_facts(["accepts"]))
    assert [m.question.kind for m in moved] == ["offer_meeting", "plan_contact"] and history.deeds == deeds
    first, raised = moved
    assert first.before is not None and first.before.probability is not None and first.after.probability is not None
    assert first.moved == pytest.approx(first.after.probability - first.before.probability) and first.moved > 0
    assert first.with_facts is not None and first.without is not None and first.with_facts.n + first.without.n == shipped().models["actor offer_meeting 7"].base.n
    assert f"n = {first.with_facts.n}" in first.words and raised.before is None and raised.moved is None


MISSING = [pytest.param("venue=neutral", id="venue"), pytest.param("date=2030-08-01", id="date"), pytest.param("date", id="any date"), pytest.param("guarantor", id="guarantor")]


@pytest.mark.parametrize("fact", MISSING)
def test_what_no_case_carries_moves_nothing_and_is_said(asked: tuple[History, Question], fact: str) -> None:
    history, question = asked
    (moved,) = what_if(history, [question], "actor", supposed_facts([fact]))
    assert moved.after == moved.before and moved.moved == 0 and moved.with_facts is None and any(w.startswith("no comparable case") and "(n = 0); it moves no number here" in w for w in moved.warnings)


def test_facts_that_never_held_together_carry_no_number(asked: tuple[History, Question]) -> None:
    history, question = asked
    wanted = ["accepts", "call", "ceasefire", "quiet"]
    assert "actor offer_meeting 7 accepts+call+ceasefire+quiet" not in fitted_cases().cases
    moved = what_if(history, [question], "actor", supposed_facts(wanted))[0]
    assert moved.after.probability is None and moved.moved is None and any("none of the fitted ones" in w and w.endswith("(n = 0)") for w in moved.warnings)


def test_quiet_takes_the_attacks_of_two_weeks_away(asked: tuple[History, Question]) -> None:
    history, question = asked
    quiet = facts()["quiet"]
    day = date.fromisoformat(question.issued).toordinal()
    left = [d.day for d in with_facts(history, question, [quiet]).deeds if d.category == "force" and {d.actor, d.recipient} == {"A", "B"}]
    assert left and max(left) <= day - quiet.days < max(d.day for d in history.deeds if d.category == "force")
    assert not holds(history, question, quiet) and holds(with_facts(history, question, [quiet]), question, quiet)
    assert "already so on record" in " ".join(what_if(with_facts(history, question, [quiet]), [question], "actor", [quiet])[0].warnings)


@pytest.mark.parametrize("name", ["accepts", "call", "ceasefire"])
def test_what_is_supposed_holds(asked: tuple[History, Question], name: str) -> None:
    history, question = asked
    assert not holds(history, question, facts()[name]) and holds(with_facts(history, question, [facts()[name]]), question, facts()[name])


def test_after_a_rejection_the_one_who_rejected_accepts(quarrel: list[Deed], make) -> None:
    history = History([*quarrel, make(205, "A", "B", "125")])
    question = next(questions(history, "rejection_meeting", first=history.last))
    found = [d for d in with_facts(history, question, [facts()["accepts"]]).deeds if d.id.startswith("supposed")]
    assert [(d.actor, d.recipient) for d in found] == [("A", "B")]


@pytest.mark.parametrize("inviter", ["A", "B"])
def test_an_invitation_alone_is_no_acceptance_whoever_made_it(quarrel: list[Deed], make, inviter: str) -> None:
    history = History([*quarrel, make(210, inviter, "B" if inviter == "A" else "A", "036")])
    question = next(q for q in questions(history, "offer_meeting", first=history.last) if q.horizon == 7)
    raised = what_if(history, [question], "actor", supposed_facts(["accepts"]))[-1]
    assert raised.question.kind == "plan_contact" and not raised.warnings and raised.before is None and raised.with_facts is not None
    assert raised.with_facts.n == shipped().models["actor plan_contact 7"].base.n and raised.without is None
    day = date.fromisoformat(question.issued).toordinal()
    intents = [(d.actor, d.recipient) for d in with_facts(history, raised.question, [facts()["accepts"]]).deeds if d.day == day and d.category == "invite"]
    assert sorted(intents) == [("A", "B"), ("B", "A")]


WRONG = [pytest.param("bluff", "is none of accepts", id="unknown"), pytest.param("venue=Minsk", "only be supposed to be neutral", id="venue"), pytest.param("date=soon", "no ISO 8601 date", id="date"),
         pytest.param("accepts=no", "takes no value", id="value"), pytest.param("", "is none of", id="empty")]


@pytest.mark.parametrize(("fact", "message"), WRONG)
def test_what_cannot_be_supposed(fact: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        supposed_facts([fact])


def test_once_each_in_the_order_of_the_table() -> None:
    assert [f.name for f in supposed_facts(["quiet", "accepts", "quiet"])] == ["accepts", "quiet"]


def test_the_shipped_cases_fit_the_forecasts() -> None:
    assert fitted_cases().cases
    for key, count in fitted_cases().cases.items():
        level, kind, horizon, names = key.split()
        assert count.happened <= count.n <= shipped().models[f"{level} {kind} {horizon}"].base.n and set(names.split("+")) <= set(facts())
        assert 0 <= count.low <= count.happened / count.n <= count.high <= 1
