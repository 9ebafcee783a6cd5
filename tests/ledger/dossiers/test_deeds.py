"""A demand is met by the report that tells it as done, in time and by the one who was to do it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.ledger.dossiers.deeds import demand_words, is_done
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Dossier
from goodoffices.pipeline import code_text

DEMAND = "to remove the posts at Chong Bok"


@pytest.mark.parametrize(("words", "done"), [
    ("Cambodia removed its posts at Chong Bok on Tuesday", True), ("Cambodia has removed the last of the posts at Chong Bok", True),
    ("Cambodia has not removed its posts at Chong Bok", False), ("Cambodia will remove its posts at Chong Bok", False), ("Cambodia is to remove its posts at Chong Bok", False),
    ("Cambodia refused to remove the posts at Chong Bok", False), ("Thailand demanded that the posts at Chong Bok be removed", False), ("Cambodia removed a fence at Poipet", False),
    ("Cambodia would have removed its posts at Chong Bok", False)])
def test_told_as_done(words: str, done: bool) -> None:
    assert is_done(tokens(words), demand_words(DEMAND)) is done


def test_past_forms_of_their_own() -> None:
    assert is_done(tokens("Chad withdrew its soldiers from the island"), demand_words("withdraw its soldiers from the island within ten days"))
    assert demand_words("withdraw its soldiers within ten days") == demand_words("withdraw the soldiers")


SET = ("2024-03-04", "Thailand on Monday gave Cambodia ten days to remove the posts at Chong Bok.")


@pytest.mark.parametrize(("day", "text", "status"), [
    ("2024-03-13", "Cambodia removed its posts at Chong Bok on Tuesday, Thailand's army said.", "met"), ("2024-03-20", "Cambodia removed its posts at Chong Bok on Tuesday.", "pending"),
    ("2024-03-13", "Cambodia has refused to remove its posts at Chong Bok.", "pending"), ("2024-03-13", "Thai soldiers removed the snow from their posts at Chong Bok.", "pending")],
    ids=["in time", "too late", "refused", "somebody else"])
def test_a_later_report_tells_the_demand_as_done(day: str, text: str, status: str, know: Any) -> None:
    made = [code_text(words, published=when, publisher=f"Outlet {k}") for k, (when, words) in enumerate([SET, (day, text)])]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]
    dossier = Dossier(id="dossier:test", name="test", articles=("r0", "r1"))
    (found,) = state(dossier, records, know).ledger.deadlines
    assert (found.status, [p.article for p in found.sources]) == (status, ["r0", "r1"] if status == "met" else ["r0"])
    assert [d.status for d in state(dossier, records, know, at="2024-03-10").ledger.deadlines] == ["pending"]


@pytest.mark.parametrize(("day", "text", "status"), [
    ("2024-03-10", "Bolivia released the Chilean surveyor on Sunday, hours before a deadline set by Santiago ran out.", "met"),
    ("2024-03-11", "Bolivia released the Chilean surveyor on Sunday, hours before a deadline set by Santiago ran out.", "met"),
    ("2024-03-11", "Bolivia had not released the Chilean surveyor when a deadline set by Santiago ran out on Sunday.", "expired")], ids=["that day", "the day after", "not done"])
def test_a_report_that_speaks_of_the_deadline_may_tell_it_as_met(day: str, text: str, status: str, state_of: Any) -> None:
    made = [code_text(words, published=when, publisher=f"Outlet {k}") for k, (when, words) in enumerate(
        [("2024-03-06", "Chile demanded on Wednesday that Bolivia release a detained surveyor by Sunday."), (day, text)])]
    (found,) = state_of([replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]).ledger.deadlines
    assert (found.status, len(found.sources)) == (status, 2)
