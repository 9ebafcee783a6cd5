"""Turns of ordinary agency prose that went wrong once: who is to withdraw whose troops, who was killed in what, who will only come to talks."""

from __future__ import annotations

import pytest

from goodoffices import code_text

DAY = "2024-05-21"


@pytest.mark.parametrize("text", [
    "Ethiopia gave Eritrea until May 30 to withdraw its troops.",
    "Ethiopia urged Eritrea to withdraw its troops from Zalambessa.",
    "Ethiopia's foreign ministry ordered Eritrea to pull its soldiers back.",
])
def test_who_is_told_to_withdraw_has_the_troops(text: str) -> None:
    assert [a.id for a in code_text(text, published=DAY).actors if a.kind == "military"] == ["military:ERI"]


def test_who_will_only_come_threatens_nobody() -> None:
    record = code_text("“We will go to Nairobi,” Ethiopian Foreign Minister Gedion Timothewos told a press conference.", published=DAY)
    assert record.ledger.threats == ()
    assert not [e for e in record.events if e.type == "THREATEN"]


def test_who_is_made_to_leave_is_threatened() -> None:
    text = "Ethiopia gave Eritrea until May 30 to withdraw its troops. “If they do not leave, they will be made to leave,” ministry spokesman Nebiat Getachew said."
    (threat,) = code_text(text, published=DAY).ledger.threats
    assert (threat.issuer, threat.target, threat.condition) == ("government:ETH", "military:ERI", "If they do not leave")


def test_who_was_killed_in_shelling_did_not_shell() -> None:
    (incident,) = code_text("Seven people were killed in shelling near Zalambessa on Tuesday, Eritrean officials said, blaming Ethiopian artillery.", published=DAY).ledger.incidents
    assert (incident.actors, incident.killed and incident.killed.min) == ((), 7)


def test_a_side_denies_what_nobody_is_named_for() -> None:
    text = "Shelling near Zalambessa killed three civilians on Tuesday night, residents told AFP. An Ethiopian army spokesman denied that its forces had fired."
    (incident,) = code_text(text, published=DAY).ledger.incidents
    assert (incident.actors, incident.denied_by) == ((), "military:ETH")


def test_ranks_cut_short_are_titles() -> None:
    actors = {a.id for a in code_text("Lt. Gen. Abdul Rahman met Col. Turki Salem and Brig. Salim Bawazeer on Friday. Cpl. Ann Lee was there.", published=DAY).actors}
    assert {"person:abdul-rahman", "person:turki-salem", "person:salim-bawazeer"} <= actors


def test_the_first_of_two_surnames_is_enough() -> None:
    text = "Rufino Mamani Choque leads the front. Police accused Mr Mamani of sabotage. Mr Mamani called the charge a lie."
    persons = [a.id for a in code_text(text, published=DAY).actors if a.kind == "person"]
    assert persons == ["person:rufino-mamani-choque"]
