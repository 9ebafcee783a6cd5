"""Entries that stand on an event because no clerk read them from the words."""

from __future__ import annotations

import pytest

from goodoffices.pipeline import code_text


@pytest.mark.parametrize(("text", "pair"), [
    ("Brazilian President Lula rang President Gustavo Petro of Colombia on Monday about the border.", {"BRA", "COL"}),
    ("Prime Minister Narendra Modi received the foreign minister of Nepal in New Delhi on Monday.", {"IND", "NPL"}),
], ids=["rang", "received"])
def test_an_encounter_is_a_contact(text: str, pair: set[str]) -> None:
    record = code_text(text, published="2024-05-07")
    country = {a.id: a.country for a in record.actors}
    assert {frozenset(country[p] for p in c.participants) for c in record.ledger.contacts} == {frozenset(pair)}


def test_an_encounter_of_years_ago_is_none() -> None:
    assert code_text("In 2011 the presidents of Brazil and Colombia met in Leticia.", published="2024-05-07").ledger.contacts == ()


def test_every_proposal_and_contact_names_an_event_of_the_record() -> None:
    record = code_text("Norway offered Chad and Niger a truce plan on Monday. The foreign minister of Chad met the Norwegian ambassador on Tuesday.", published="2024-05-08")
    events = {e.id for e in record.events}
    named = [x.event for x in (*record.ledger.proposals, *record.ledger.contacts) if x.event is not None]
    assert named
    assert set(named) <= events


@pytest.mark.parametrize(("text", "holder", "words"), [
    ("The rebels of Chad would lay down their guns once their prisoners were freed, their spokesman said.", "armed_group", "once their prisoners were freed"),
    ("Angola will hand back the boats as soon as Namibia pays the fine, the government of Angola said.", "government:AGO", "as soon as Namibia pays the fine"),
], ids=["lay down", "hand back"])
def test_what_a_yes_is_tied_to_is_a_condition(text: str, holder: str, words: str) -> None:
    found = [(c.holder or "", c.text) for c in code_text(text, published="2024-05-07").ledger.conditions]
    assert any(h.startswith(holder) and t == words for h, t in found)
