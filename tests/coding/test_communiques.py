"""Communiqués and resolutions: an organ speaks for its organisation, lists have one subject, numbers are no sentences; doors that were shut."""

from __future__ import annotations

import pytest

from goodoffices.model import Record
from goodoffices.pipeline import code_text

DAY = "2024-05-10"
Told = set[tuple[str, tuple[str, ...], tuple[str, ...]]]


def coded(text: str) -> Record:
    return code_text(text, published=DAY)


def told(text: str) -> Told:
    return {(e.type, e.actors, e.recipients) for e in coded(text).events}


FINAL = ("1. The Authority of Heads of State and Government of the Economic Community of West African States (ECOWAS) held a summit on 10 May 2024 in Abuja.\n\n"
         "2. The Authority condemns the coup in Chad.\n\n3. The Authority decides to:\n\n(a) close the borders with Chad;\n\n(b) call on the African Union to endorse the measures.\n\n"
         "4. The Heads of State express their gratitude to President Tinubu.")


def test_the_authority_is_its_organisation_and_does_what_the_letters_say() -> None:
    found = told(FINAL)
    assert {("ACCUSE", ("igo:ecowas",), ("country:TCD",)), ("SANCTION", ("igo:ecowas",), ("government:TCD",)), ("REQUEST", ("igo:ecowas",), ("igo:african-union",)),
            ("SUPPORT", ("igo:ecowas",), ("government:NGA",))} <= found


def test_numbers_of_paragraphs_are_no_sentences() -> None:
    record = coded(FINAL)
    texts = [record.document.text[s.start : s.end] for s in record.sentences]
    assert len(texts) == 6
    assert texts[1] == "2. The Authority condemns the coup in Chad."


@pytest.mark.parametrize(("text", "event"), [
    ("The Security Council,\n\nRecalling its previous resolutions on Sudan,\n\n1. Demands that the Rapid Support Forces halt the siege of El Fasher;\n\n2. Decides to remain seized of the matter.",
     ("REQUEST", ("igo:un-security-council",), ("armed_group:rapid-support-forces",))),
    ("The Assembly of Heads of State and Government of the Intergovernmental Authority on Development (IGAD) met in Djibouti. The Assembly calls on the Sudanese army to cease fire.",
     ("REQUEST", ("igo:igad",), ("military:SDN",))),
    ("The Council of the Arab League met in Cairo on 6 May 2024. The Council (a) condemns the Israeli strikes on Rafah; (b) calls on the Security Council to act.",
     ("ACCUSE", ("igo:arab-league",), ("government:ISR",))),
    ("The Summit of the Southern African Development Community (SADC) was held in Luanda.\n\n4. Summit commended Angola for its mediation.",
     ("SUPPORT", ("igo:southern-african-development-community",), ("government:AGO",))),
], ids=["resolution", "assembly", "letters-in-a-line", "summit"])
def test_organs(text: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert event in told(text)


@pytest.mark.parametrize("text", ["The mayor said the council would:\n\n1. repair the bridge;\n\n2. close the school.", "The town council repaired the bridge. The Council thanked the firm."], ids=["town", "unknown-council"])
def test_a_council_of_no_organisation_is_none(text: str) -> None:
    assert not [a for e in coded(text).events for a in e.actors if a.startswith("igo:")]


@pytest.mark.parametrize(("text", "channel", "shut", "sent"), [
    ("UN monitors were refused entry to Chad on Tuesday.", "visit", "government:TCD", "igo:united-nations"),
    ("Sudan denied the African Union's envoy a visa on Monday.", "visit", "government:SDN", "igo:african-union"),
    ("The EU's envoy was not allowed into Chad on Monday.", "visit", "government:TCD", "igo:european-union"),
    ("Kenya's foreign minister was barred from entering Sudan on Monday.", "visit", "government:SDN", "government:KEN"),
    ("Kenya's envoy was denied a meeting with the Sudanese army chief on Monday.", "meeting", "military:SDN", "government:KEN"),
], ids=["entry", "visa", "not-allowed", "barred", "audience"])
def test_a_door_that_was_shut(text: str, channel: str, shut: str, sent: str) -> None:
    record = coded(text)
    assert ("REJECT", (shut,), (sent,)) in {(e.type, e.actors, e.recipients) for e in record.events}
    assert [(c.status, c.channel, set(c.participants)) for c in record.ledger.contacts] == [("refused", channel, {shut, sent})]


@pytest.mark.parametrize("text", ["The players were denied entry to the stadium.", "The Kenyan envoy was not refused entry to Sudan.", "Chad would agree only if those people were barred from visiting Niger."],
                         ids=["players", "not-refused", "condition"])
def test_no_door_was_shut(text: str) -> None:
    record = coded(text)
    assert not [e for e in record.events if e.type == "REJECT" and e.modality == "actual"]
    assert record.ledger.contacts == ()
