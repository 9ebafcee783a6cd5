"""What users decide about entries and dossiers, and that it can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.ledger.dossiers import dossier_id, group, problem_with, resolve_dossier, resolve_entry, state
from goodoffices.model import Decision

FJI, TON = "government:FJI", "government:TON"
OFFER = {"says": "Fiji invited Tonga to talks about the reef in Nadi", "proposer": FJI, "addressee": TON, "venue": "Nadi, FJI", "date": "2024-05-06"}


def decision(number: int, kind: str, target: str, **value: Any) -> Decision:
    return Decision(id=f"decision:{number}", at=f"2024-06-{number:02}T10:00:00", who="ana", why="read again", kind=kind, target=target, value=value)  # type: ignore[arg-type]


@pytest.fixture
def records(news: Any) -> Any:
    return [news.report("a", "2024-05-06", ("proposals", OFFER)), news.report("b", "2024-05-07", ("proposals", {**OFFER, "says": "the invitation to Nadi, on the reef"}), publisher="Radio")]


def test_rejected_entries_leave_the_view_and_still_resolve(records: Any, state_of: Any) -> None:
    ident = state_of(records).ledger.proposals[0].id
    gone = state_of(records, [decision(1, "reject", ident)])
    assert gone.ledger.proposals == ()
    assert resolve_entry(gone, ident) is not None
    assert gone.rejected.proposals[0].trail.decisions == ("decision:1",)
    back = state_of(records, [decision(1, "reject", ident), decision(2, "undo", "decision:1")])
    assert back == state_of(records)
    again = state_of(records, [decision(1, "reject", ident), decision(2, "undo", "decision:1"), decision(3, "undo", "decision:2")])
    assert again == gone


def test_reassigned_and_annotated(records: Any, state_of: Any) -> None:
    ident = state_of(records).ledger.proposals[0].trail.observations[1]
    found = state_of(records, [decision(1, "reassign", ident, status="withdrawn", proposer=TON), decision(2, "annotate", ident, note="ask Suva")]).ledger.proposals[0]
    assert (found.status, found.proposer, found.history[-1].decision) == ("withdrawn", TON, "decision:1")
    assert [(n.who, n.text) for n in found.trail.notes] == [("ana", "ask Suva")]
    assert found.trail.decisions == ("decision:1", "decision:2")


@pytest.mark.parametrize(("value", "fits"), [({"status": "withdrawn"}, True), ({"status": "lost"}, False), ({"id": "x"}, False), ({"colour": "red"}, False), ({}, False)])
def test_a_reassignment_must_fit_its_field(value: dict[str, Any], fits: bool, records: Any, state_of: Any) -> None:
    item = state_of(records).ledger.proposals[0]
    wrong = decision(1, "reassign", item.id, **value)
    assert (problem_with(wrong, item) is None) == fits
    if not fits:
        assert state_of(records, [wrong]).ledger == state_of(records).ledger


def test_decisions_hold_after_a_late_arrival(records: Any, news: Any, state_of: Any) -> None:
    ident = state_of(records).ledger.proposals[0].id
    early = news.report("c", "2024-05-05", ("proposals", {**OFFER, "says": "Fiji will invite Tonga to talks about the reef in Nadi", "date": "2024-05-05"}), publisher="Post")
    found = state_of([*records, early], [decision(1, "annotate", ident, note="ours")])
    assert found.ledger.proposals[0].id != ident
    assert resolve_entry(found, ident) == found.ledger.proposals[0]
    assert [n.text for n in found.ledger.proposals[0].trail.notes] == ["ours"]


def test_an_id_survives_that_the_passage_is_read_a_little_otherwise(records: Any, news: Any, state_of: Any) -> None:
    ident = state_of(records).ledger.proposals[0].id
    anew = news.report("a", "2024-05-06", ("proposals", {**OFFER, "says": "Fiji invited Tonga to talks about the reef"}))
    found = state_of([anew, records[1]])
    assert ident not in found.ledger.proposals[0].trail.observations
    assert resolve_entry(found, ident) == found.ledger.proposals[0]


def test_an_unknown_id_means_nothing(records: Any, state_of: Any) -> None:
    found = state_of(records)
    assert [resolve_entry(found, x) for x in ("proposal:1", "proposal:" + "0" * 20, "nonsense", "")] == [None] * 4


@pytest.fixture
def affairs(news: Any) -> Any:
    """Two affairs of one pair of parties."""
    reef = "The reef of Minerva, its lobster grounds and the chained longliner troubled the lagoon again"
    cable = "The undersea cable, its broken repeater and the unpaid repair ship vexed telephone users"
    out = []
    for k, (what, day) in enumerate([(reef, "2024-05-01"), (reef, "2024-05-03"), (cable, "2024-05-02"), (cable, "2024-05-04")]):
        out.append(news.report(f"a{k}", day, ("proposals", {**OFFER, "says": f"Fiji proposed talks, report {k}", "date": None, "venue": None}), also=f"{what}.", publisher=f"Outlet {k}"))
    return out


def members(found: Any) -> list[tuple[str, ...]]:
    return [d.articles for d in found]


def test_dossiers_form_by_substance_not_by_parties_alone(affairs: Any, know: Any) -> None:
    assert members(group(affairs, know)) == [("a0", "a1"), ("a2", "a3")]


def test_join_split_pin_rename_remove_and_back(affairs: Any, know: Any) -> None:
    one, two = group(affairs, know)
    join = decision(1, "join", two.id, into=one.id)
    joined = group(affairs, know, [join])
    assert members(joined) == [("a0", "a2", "a1", "a3")]
    assert resolve_dossier(joined, two.id) == joined[0]
    named = group(affairs, know, [join, decision(2, "rename", two.id, name="Reef and cable")])
    assert (named[0].name, resolve_dossier(named, "reef AND cable")) == ("Reef and cable", named[0])
    split = group(affairs, know, [join, decision(2, "split", one.id, articles=["a3"])])
    assert members(split) == [("a0", "a2", "a1"), ("a3",)]
    pinned = group(affairs, know, [decision(1, "pin", "a3", dossier=one.id)])
    assert members(pinned) == [("a0", "a1", "a3"), ("a2",)]
    removed = group(affairs, know, [decision(1, "remove", "a0")])
    assert members(removed) == [("a2", "a3"), ("a1",)]
    assert group(affairs, know, [join, decision(2, "undo", "decision:1")]) == (one, two)


def test_a_removed_article_leaves_the_state(affairs: Any, know: Any) -> None:
    one = group(affairs, know)[0]
    found = state(one, affairs, know, [decision(1, "remove", "a0")])
    assert [a.id for a in found.articles] == ["a1"]
    assert [p.trail.observations for p in found.ledger.proposals] != []


def test_the_id_is_that_of_the_earliest_article(affairs: Any, know: Any) -> None:
    late = group(affairs[1:], know)[0]
    assert late.id == dossier_id("a2")
    assert resolve_dossier(group(affairs, know), dossier_id("a1")) == group(affairs, know)[0]
    assert resolve_dossier(group(affairs, know), dossier_id("nobody")) is None


def test_a_wrong_status_is_answered_with_the_allowed_ones(records: Any, state_of: Any) -> None:
    (item,) = state_of(records).ledger.proposals
    told = problem_with(decision(1, "reassign", item.id, status="refused"), item)
    assert told is not None and "allowed: " in told and "rejected" in told
    other = problem_with(decision(2, "reassign", item.id, parties="x"), item)
    assert other is not None and "proposer" in other and "trail" not in other
