"""The timeline: verbs of statements, denials, fragments, days that are those of the report; names of dossiers."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.ledger.dossiers import fact_ids, group, timeline
from goodoffices.model import Decision, Dossier

FJI, TON = "government:FJI", "government:TON"


def lines(record: Any, know: Any, decisions: Any = ()) -> list[str]:
    dossier = Dossier(id="dossier:test", name="test", articles=(record.document.id,))
    return [f"{m.kind}{'*' if m.reported else ''}: {m.text}" for m in timeline(dossier, [record], know, decisions)]


def test_denials_are_told_as_denials_and_fragments_left_out(news: Any, know: Any) -> None:
    told = lines(news.report("a", "2024-05-06", statements=((FJI, "denied", "that its boats had rammed a trawler"), (TON, "said", "this"), (TON, "warned", "that it would arm its crews"))), know)
    assert sorted(told) == ["statement: Ton warned that it would arm its crews", "statement: denial: Fji denied that its boats had rammed a trawler"]


def test_acts_without_a_day_are_marked_as_reported(news: Any, know: Any) -> None:
    told = lines(news.report("a", "2024-05-06", ("incidents", {"says": "Boats were shelled off the reef", "date": None}),
                             ("incidents", {"says": "A wharf was shelled on Sunday", "date": "2024-05-05"})), know)
    assert told == ["incident: shelling on 2024-05-05", "incident*: shelling"]


def test_a_rejected_statement_is_not_told(news: Any, know: Any) -> None:
    record = news.report("a", "2024-05-06", statements=((FJI, "warned", "that the reef is shut"), (TON, "warned", "that it would arm its crews")))
    out = Decision(id="decision:1", at="2024-06-01T10:00:00", who="ana", why="", kind="reject", target=fact_ids(record)["statement:1"], value={})
    assert lines(record, know, [out]) == ["statement: Ton warned that it would arm its crews"]


def shelling(says: str, place: str) -> tuple[str, dict[str, Any]]:
    return "incidents", {"says": says, "actors": (FJI,), "targets": (TON,), "place": place, "kind": "shelling"}


NAMES = [
    ("one deed names nothing", (shelling("Boats were hit off Nadi", "Nadi, FJI"),), "Fiji – Tonga"),
    ("two deeds of a kind do", (shelling("Boats were hit off Nadi", "Nadi, FJI"), shelling("A wharf burned in Nadi", "Nadi, FJI")), "Fiji – Tonga: shelling in Nadi"),
    ("the place is that of the deed", (("incidents", {"says": "Two clerks were taken", "actors": (FJI,), "targets": (TON,), "kind": "abduction"}),
                                       shelling("Boats were hit off Nadi", "Nadi, FJI")), "Fiji – Tonga"),
    ("one offer does", (("proposals", {"says": "Fiji proposed a truce to Tonga", "proposer": FJI, "addressee": TON, "kind": "truce"}), shelling("Boats were hit off Nadi", "Nadi, FJI")),
     "Fiji – Tonga: truce"),
]


@pytest.mark.parametrize(("entries", "name"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names_of_dossiers_invent_nothing(entries: Any, name: str, news: Any, know: Any) -> None:
    assert [d.name for d in group([news.report("a", "2024-05-06", *entries)], know)] == [name]


def test_turns_name_actors_not_their_ids(news: Any, know: Any) -> None:
    told = lines(news.report("a", "2024-05-06", ("incidents", {"says": "Boats were shelled on Sunday, which Fiji denies", "date": "2024-05-05", "denied_by": FJI})), know)
    assert any(line.startswith("status") and "denied by Fji" in line for line in told) and not any(FJI in line for line in told)


def test_turns_show_no_ids_of_entries(news: Any, know: Any) -> None:
    offer = news.report("a", "2024-05-06", ("proposals", {"says": "Fiji invited Tonga to talks in Nadi", "proposer": "government:FJI", "addressee": "government:TON", "venue": "Nadi, FJI", "date": "2024-05-06"}))
    held = news.report("b", "2024-05-12", ("contacts", {"says": "The delegations met in Nadi on Sunday", "participants": ("government:FJI", "government:TON"), "place": "Nadi, FJI", "date": "2024-05-12"}))
    told = [m.text for m in timeline(Dossier(id="dossier:one", name="Test", articles=("a", "b")), [offer, held], know) if m.kind == "status"]
    assert len(told) == 1 and told[0].endswith("(the meeting took place)")
