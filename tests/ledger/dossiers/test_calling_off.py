"""A report that a meeting will not take place belongs to the one that announced it; what is only like it does not."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import group, state
from goodoffices.ledger.dossiers.calling_off import Plan, calls_off
from goodoffices.pipeline import code_text

ROUND = "Armenia and Azerbaijan will hold a second round of border talks in Tbilisi on May 14, Georgia's Foreign Ministry said."
CALL = "Egyptian President Karim Adel will speak by phone with Ethiopian Prime Minister Dawit Bekele on Monday about the filling of the dam, his office said."
VISIT = "Japanese Foreign Minister Aiko Tanaka will visit Seoul on May 20 for talks with her South Korean counterpart on wartime labour, the ministry said."


@pytest.mark.parametrize(("announced", "day", "later"), [
    (ROUND, "2024-05-12", "The second round of talks between Armenia and Azerbaijan, planned for Tuesday in Tbilisi, has been cancelled, Georgia's Foreign Ministry said on Sunday."),
    (CALL, "2024-05-06", "The telephone call between the leaders of Egypt and Ethiopia will not take place, the Egyptian presidency said on Monday."),
    (VISIT, "2024-05-15", "Japan has called off the visit of its foreign minister to South Korea, the ministry said on Wednesday.")], ids=["round", "call", "visit"])
def test_what_is_called_off_joins_its_announcement(announced: str, day: str, later: str, know: Any) -> None:
    records = filed(("2024-05-02", announced), (day, later))
    (found,) = group(records, know)
    (contact,) = state(found, records, know).ledger.contacts
    assert contact.status in ("cancelled", "refused") and len(contact.sources) == 2
    assert [turn.article for turn in contact.history] == ["a0", "a1"] and contact.history[0].status == "planned"


@pytest.mark.parametrize(("day", "later"), [
    ("2024-05-12", "Armenia has cancelled a meeting with Azerbaijan's culture minister on the exchange of carpets, the museum said."),
    ("2024-05-12", "Armenia has cancelled a meeting with Azerbaijan in Vienna on 3 June on the exchange of carpets, the museum said."),
    ("2024-08-12", "Armenia has cancelled a visit by Azerbaijan's culture minister to Yerevan, which was planned for September, the ministry said.")], ids=["other subject", "other town", "long after"])
def test_another_meeting_of_the_pair_stays_apart(day: str, later: str, know: Any) -> None:
    records = filed(("2024-05-02", ROUND), (day, later))
    assert any(c.status in ("cancelled", "refused") for c in records[1].ledger.contacts)
    assert [d.articles for d in group(records, know)] == [("a0",), ("a1",)]


def filed(*reports: tuple[str, str]) -> list[Any]:
    out = []
    for number, (day, text) in enumerate(reports):
        record = code_text(text, published=day, publisher=f"Outlet {number}")
        out.append(replace(record, document=replace(record.document, id=f"a{number}")))
    return out


PLAN = Plan(frozenset({"state:ARM", "state:AZE"}), "meeting", "2024-05-14", "2024-05-14", frozenset({"tbilisi"}), False)


@pytest.mark.parametrize(("change", "published", "worth"), [
    ({}, "2024-05-12", 1.0), ({"start": None, "end": None}, "2024-05-12", 1.0), ({"start": None, "end": None, "towns": frozenset(), "known": True}, "2024-05-12", 0.7),
    ({"start": None, "end": None, "towns": frozenset()}, "2024-05-12", 0.0),
    ({"channel": "visit"}, "2024-05-12", 1.0), ({"channel": "call", "towns": frozenset()}, "2024-05-12", 0.0), ({"start": "2024-05-24", "end": "2024-05-24"}, "2024-05-12", 0.0),
    ({"towns": frozenset({"vienna"})}, "2024-05-12", 0.0), ({"parties": frozenset({"state:ARM", "state:GEO"})}, "2024-05-12", 0.0), ({"off": False}, "2024-05-12", 0.0),
    ({}, "2024-05-01", 0.0), ({}, "2024-06-12", 0.0), ({}, None, 0.0)])
def test_what_calls_off(change: dict[str, Any], published: str | None, worth: float) -> None:
    import dataclasses

    off = dataclasses.replace(PLAN, off=True)
    assert calls_off(PLAN, "2024-05-02", dataclasses.replace(off, **change), published) == worth
