"""Turns of plain agency prose: whose words, when they were said, where it was, and what is only a plan or a question."""

from __future__ import annotations

import pytest

from goodoffices.model import Record
from goodoffices.pipeline import code_text

DAY = "2024-05-10"


def coded(text: str) -> Record:
    return code_text(text, published=DAY)


@pytest.mark.parametrize("when", ["a day after a truce along the border collapsed", "two weeks before voters go to the polls", "hours after rebels seized a town"])
def test_when_it_was_said_is_not_what_was_said(when: str) -> None:
    said = coded(f"The two ministers will meet in Oslo on Friday, the Chilean foreign ministry said on Tuesday, {when}.").statements
    assert [(s.speaker, s.content.text) for s in said] == [("government:CHL", "The two ministers will meet in Oslo on Friday")]


@pytest.mark.parametrize(("text", "speaker"), [
    ("Kenya will send engineers, the president said on Monday.", "government:KEN"),
    ("Peru turned the offer down. The foreign minister said on Monday that the talks were over.", "government:PER"),
    ("China and India met on Monday. The foreign minister said that the talks were over.", None),
    ("The talks are over, the prime minister told reporters.", None),
], ids=["same sentence", "sentence before", "two countries", "no country"])
def test_an_office_of_no_stated_country_speaks_for_the_only_one(text: str, speaker: str | None) -> None:
    said = coded(text).statements
    assert said
    assert {s.speaker for s in said} == {speaker}


@pytest.mark.parametrize(("text", "country"), [
    ("American diplomats met Iranian negotiators in Geneva on Monday.", "CHE"),
    ("Chilean envoys met Peruvian officials in Vienna on Monday.", "AUT"),
])
def test_a_city_of_talks_needs_no_country_beside_it(text: str, country: str) -> None:
    places = [c.place for c in coded(text).ledger.contacts]
    assert places
    assert {p.country for p in places if p is not None} == {country}


def test_a_call_has_no_place_and_what_is_told_beside_it_keeps_its_own() -> None:
    found = {(e.type, e.mode): e.place.name if e.place else None for e in coded("The Norwegian foreign minister spoke by phone with Sudan's president on Tuesday and offered to host talks in Bergen.").events}
    assert found[("CONSULT", "phone")] is None
    assert "Bergen" in found.values()


def test_what_officials_expect_to_happen_is_a_plan() -> None:
    record = coded("The presidents of Chad and Niger are expected to discuss a draft treaty, the Swiss foreign ministry said.")
    assert record.statements
    assert record.ledger.assessments == ()
    assert coded("The presidents of Chad and Niger are unlikely to sign the treaty, said Piet Moor, a scholar at Leiden University.").ledger.assessments


def test_a_question_left_open_is_no_act() -> None:
    told = [e.type for e in coded("Armenia rejected the draft on Monday. The spokesman gave no details of what Armenia would accept.").events]
    assert told == ["REJECT"]


def test_an_official_and_his_government_are_not_both_doers() -> None:
    record = coded("""Turkey's Foreign Ministry rejected the ultimatum of Greece. "We do not take orders from Athens," said Selin Ortak, a ministry spokeswoman.""")
    assert record.events
    assert all(e.actors == ("government:TUR",) for e in record.events)
