"""What was learned about events: typer, roles, unknown parties, confidence."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.coding import code, typer
from goodoffices.coding.confidence import LEAST, MOST, confidence
from goodoffices.coding.event_typing import plain
from goodoffices.coding.typer import NONE, Learned, LinearModel, shipped
from goodoffices.errors import ModelError
from goodoffices.model import Article, Coding
from goodoffices.ontology import load
from goodoffices.parse import parse
from goodoffices.pipeline import code_text

DAY = date(2024, 5, 7)


def coded(text: str, learned: Learned | None = None) -> Coding:
    return code(parse(Article(id="x", text=text, name="x", language="en")), load(), DAY, learned)


def constant(kind: str, classes: tuple[str, ...]) -> LinearModel:
    """A model that always answers the same."""
    bias = np.array([9.0 if c == kind else 0.0 for c in classes], dtype=np.float32)
    return LinearModel({}, np.zeros((0, len(classes)), dtype=np.float32), bias, classes)


def test_chances_are_a_distribution_and_reasons_speak_for_the_class() -> None:
    model = shipped().types
    chances = model.chances({"pattern=ACCUSE": 1.0, "t=accuse": 1.0, "t.tag=VBD": 0.5, "no such feature": 1.0})
    assert sum(chances.values()) == pytest.approx(1.0)
    assert max(chances, key=chances.__getitem__) == "ACCUSE"
    assert all(weight > 0 for _, weight in model.reasons({"pattern=ACCUSE": 1.0}, "ACCUSE"))


def test_every_class_has_a_plain_pattern() -> None:
    book = load().book
    for kind in shipped().types.classes:
        if kind != NONE:
            assert plain(book, kind).type == kind


def test_the_typer_decides_against_the_tables_only_when_sure() -> None:
    types = shipped().types.classes
    roles = shipped().roles
    text = "Kenya condemned Uganda on Monday."
    assert [d.event.type for d in coded(text).events] == ["ACCUSE"]
    assert [d.event.type for d in coded(text, Learned(constant("SUPPORT", types), roles)).events] == ["SUPPORT"]
    assert coded(text, Learned(constant(NONE, types), roles)).events == ()


def test_roles_empty_a_doubtful_side() -> None:
    classes = shipped().roles.classes
    text = "Kenya condemned Uganda on Monday."
    assert coded(text, Learned(shipped().types, constant("none", classes))).events == ()


@pytest.mark.parametrize(("text", "kind", "who"), [
    ("Teachers said they will not end the strike.", "REJECT", "teachers"),
    ("Two conservative newspapers accused Kenya of fraud on Monday.", "ACCUSE", "conservative newspapers"),
])
def test_parties_that_nothing_identifies_enter_where_an_act_needs_them(text: str, kind: str, who: str) -> None:
    record = code_text(text, published="2024-05-07")
    names = {a.id: a.name for a in record.actors}
    assert [(e.type, [names[a] for a in e.actors]) for e in record.events] in ([(kind, [who])], [(kind, [f"Two {who}"])])


def test_such_parties_are_no_entries_by_themselves() -> None:
    assert code_text("Teachers walk along the river.", published="2024-05-07").actors == ()


def test_who_only_reports_an_act_is_not_its_doer() -> None:
    record = code_text("Eight people were wounded in Friday's attack near Gao, the army said.", published="2024-05-07")
    assert all(not a.startswith("military:") for e in record.events for a in e.actors)


def test_a_surname_is_no_modal() -> None:
    record = code_text("British Prime Minister Theresa May has held talks with the Irish premier Leo Varadkar.", published="2018-05-07")
    assert [(e.type, e.modality) for e in record.events] == [("CONSULT", "actual")]


@given(st.dictionaries(st.text(max_size=8), st.floats(-50, 50), max_size=6))
def test_confidence_is_a_probability(signs: dict[str, float]) -> None:
    assert LEAST <= confidence(signs) <= MOST


def test_unlikely_events_are_left_out_unless_the_ledger_stands_on_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Kenya condemned Uganda on Monday. Rebels bombed a market in Kampala on Monday, killing nine people."
    monkeypatch.setattr("goodoffices.pipeline.ABSTAIN", 1.1)
    monkeypatch.setattr("goodoffices.pipeline.ABSTAIN_NARROW", 1.1)
    record = code_text(text, published="2024-05-07")
    assert {i.event for i in record.ledger.incidents} == {e.id for e in record.events}
    assert "ACCUSE" not in {e.type for e in record.events}


def test_reasons_of_the_typer_are_explained() -> None:
    from goodoffices.pipeline import code_article

    record = code_article(Article(id="x", text="Kenya condemned Uganda on Monday.", name="x", language="en", published="2024-05-07"), explain=True)
    assert any("learned from" in r.detail and "pattern=ACCUSE" in r.detail for r in record.reasons)  # type: ignore[attr-defined]
    assert json.dumps([r.detail for r in record.reasons])  # type: ignore[attr-defined]


def test_a_missing_file_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(typer, "DATA", tmp_path)
    with pytest.raises(ModelError, match="event_types"):
        typer._read("event_types.npz")


def test_no_event_without_a_party_or_evidence() -> None:
    text = "Rebels bombed a market in Kampala. Kenya and Uganda met in Nairobi. A court jailed two men. Teachers rallied in Lima against the government."
    record = code_text(text, published="2024-05-07")
    known = {a.id for a in record.actors}
    assert record.events
    for e in record.events:
        assert (e.actors or e.recipients) and e.evidence
        assert set(e.actors) | set(e.recipients) <= known


def test_an_event_left_out_leaves_its_sentence_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.pipeline.ABSTAIN", 1.1)
    monkeypatch.setattr("goodoffices.pipeline.ABSTAIN_NARROW", 1.1)
    record = code_text("Police in Lima detained two men on Monday.", published="2024-05-07")
    assert (record.events, record.statements, record.ledger.incidents) == ((), (), ())
    assert [(u.start, "too unsure" in u.reason) for u in record.uncoded] == [(0, True)]


def test_whom_something_is_demanded_for_is_not_asked() -> None:
    record = code_text("Divers' unions demanded compensation for the families on Wednesday.", published="2024-05-07")
    assert [(e.type, e.recipients) for e in record.events] == [("REQUEST", ())]
