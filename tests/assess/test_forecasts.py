"""The shipped models load, give the documented value, keep to what they were fitted on, and never say what somebody means."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from goodoffices.assess.deeds import DATA
from goodoffices.assess.features import Observer, feature_names
from goodoffices.assess.forecasts import Share, abstention, forecast, planned_questions, probability, shipped, wording
from goodoffices.assess.history import History
from goodoffices.assess.questions import Question, questions, rules
from goodoffices.errors import ModelError
from goodoffices.model import Contact, Date

BASE = date(2030, 1, 1).toordinal()


def last_question(history: History, kind: str = "offer_meeting", horizon: int = 7) -> Question:
    return [q for q in questions(history, kind) if q.horizon == horizon][-1]


def test_there_is_a_model_for_every_kind_horizon_and_level():
    assert set(shipped().models) == {f"{level} {kind} {h}" for level in ("country", "actor") for kind, rule in rules().items() for h in rule.horizons}
    assert (DATA / "forecasts.json").stat().st_size < 40_000


def test_every_shipped_number_is_usable():
    models = shipped()
    for name, fitted in models.models.items():
        scale = models.scales[name.split()[0]]
        assert len(fitted.weights) == len(scale.mean) == len(scale.deviation) == len(feature_names())
        assert min(scale.deviation) > 0 and 0 < fitted.base.happened < fitted.base.n
        assert all(c.low <= c.happened / c.n <= c.high for c in (fitted.base, *fitted.classes.values()))
        assert sum(c.n for c in fitted.classes.values()) == fitted.base.n
        assert [b.upto for b in fitted.bands] == sorted(b.upto for b in fitted.bands)


def test_probability_is_the_logistic_of_what_is_documented():
    models = shipped()
    fitted = models.models["country offer_meeting 7"]
    scale = models.scales["country"]
    assert probability(models, "country", fitted, np.array(scale.mean), 0.5) == pytest.approx(1 / (1 + np.exp(-fitted.bias)))
    far = np.array(scale.mean) + 100 * np.array(scale.deviation)
    assert probability(models, "country", fitted, far, 0.5) == pytest.approx(1 / (1 + np.exp(-(fitted.bias + 4 * sum(fitted.weights) / 1000))))


def test_worked_example(quarrel):
    """The example of docs/forecasts.md."""
    found = forecast(Observer(History(quarrel)), last_question(History(quarrel)), "country")
    assert (found.probability, found.recurrence) == (pytest.approx(EXAMPLE[0], abs=5e-4), pytest.approx(EXAMPLE[1], abs=5e-4))
    assert found.recurrence_low < found.recurrence < found.recurrence_high and found.abstained == ""
    assert found.span == 200 and found.events == 85
    assert found.base_low is not None and found.base_high is not None and found.base_low < found.base_rate < found.base_high
    assert found.usual == pytest.approx(20 / 200 * 7)


def test_later_deeds_do_not_change_a_forecast(quarrel, make):
    asked = next(q for q in questions(History(quarrel), "offer_meeting") if q.issued == "2030-05-01")
    one, two = (forecast(Observer(History(d)), asked, "country") for d in (quarrel, [d for d in quarrel if d.day <= BASE + 120]))
    assert one == two


ABSTAINED = [
    pytest.param([(100, "A", "B", "036"), (0, "X", "Y", "010")], "no earlier deed of the pair is on record", id="empty history"),
    pytest.param([(5, "A", "B", "036"), (0, "A", "B", "040")], "6 days on record, outside the fitted range of", id="record too young"),
    pytest.param([(100, "A", "B", "036"), *((d, "A", "B", c) for d in range(100) for c in ("040", "041", "042", "043", "044", "046", "190", "111", "112", "010", "020", "050"))],
                 "1200 deeds of the pair in 101 days, outside the fitted range of", id="more deeds than ever seen"),
]


@pytest.mark.parametrize(("deeds", "reason"), ABSTAINED)
def test_abstains_and_still_gives_base_rate_and_n(make, deeds, reason):
    history = History([make(*d) for d in deeds])
    found = forecast(Observer(history), last_question(history), "country")
    assert found.probability is None and found.low is None and found.abstained.startswith(reason)
    assert 0 < found.base_rate < 1 and found.base_n > 100 and found.comparable.n > 0
    assert (found.recurrence, found.recurrence_low, found.recurrence_high, found.usual) == (None, None, None, None)


def test_range_is_inclusive():
    fitted = shipped().models["country offer_meeting 7"]
    assert abstention(fitted, fitted.events[1], 300) == "" and abstention(fitted, fitted.events[1] + 1, 300)
    assert abstention(fitted, fitted.events[1] // 2 - 1, 150) == "" and abstention(fitted, fitted.events[1] // 2 + 2, 150)
    assert abstention(fitted, 1, fitted.span[0]) == "" and abstention(fitted, 1, fitted.span[0] - 1)


def test_unknown_horizon_has_no_model(quarrel):
    asked = last_question(History(quarrel))
    other = Question(id="q", kind=asked.kind, issuer="A", other="B", issued=asked.issued, horizon=9, due=asked.due, triggers=())
    with pytest.raises(ModelError, match="no model"):
        forecast(Observer(History(quarrel)), other, "country")


def test_wording():
    words = wording(rules()["offer_meeting"], 7, Share(name="such pairs", happened=46, n=100, low=0.36, high=0.56))
    assert words == ("in comparable cases 46 % of the time an invitation, offer or declared intent to meet was followed by a recorded meeting within 7 days "
                     "(n = 100, 95 % interval 36 to 56 %; such pairs)")
    few = wording(rules()["threat_deed"], 7, Share(name="such pairs", happened=6, n=6, low=0.61, high=1))
    assert few.startswith("in 6 of 6 comparable cases, which are few, a threat was followed by") and "(n = 6, 95 % interval 61 to 100 %; such pairs)" in few and "100 % of the time" not in few
    assert wording(rules()["threat_deed"], 7, Share(name="", happened=0, n=0, low=0, high=1)) == "there is no comparable case of a threat"


@pytest.mark.parametrize("kind", list(rules()))
def test_nobody_is_said_to_bluff(kind):
    words = wording(rules()[kind], 30, Share(name="x", happened=1, n=2, low=0, high=1))
    assert not any(w in words for w in ("bluff", "ploy", "genuine", "sincere", "manoeuvre"))


CONTACTS = [("2030-02-05", "planned", ("B", "A"), [7]), ("2030-02-25", "planned", ("A", "B"), [30]), ("2030-04-25", "planned", ("A", "B"), []), ("2030-02-01", "planned", ("A", "B"), []),
            ("2030-02-05", "held", ("A", "B"), []), ("2030-02-05", "planned", ("A", "B", "C"), []), (None, "planned", ("A", "B"), [])]


@pytest.mark.parametrize(("day", "status", "parties", "horizons"), CONTACTS)
def test_questions_about_planned_contacts(day, status, parties, horizons):
    contact = Contact(id="contact:1", confidence=1, evidence=(), participants=parties, channel="meeting", date=Date(start=day, end=day), status=status)
    found = planned_questions([contact], "2030-02-01T12:00:00Z")
    assert [q.horizon for q in found] == horizons
    assert all((q.issuer, q.other, q.triggers) == ("A", "B", ("contact:1",)) for q in found)


#: Model and recurrence.
EXAMPLE = (0.633, 0.532)
