"""Incursions told and denied, and whose vessel it was: from the text of two reports to a contradiction or none."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.model import Dossier
from goodoffices.pipeline import code_text

BADME = "Ethiopian soldiers crossed the border near Badme on Sunday, Eritrea's army said."
SHOAL = "A Chinese coast guard ship rammed a Philippine supply boat near Second Thomas Shoal on Sunday, the Philippine navy said."


@pytest.mark.parametrize(("first", "second", "reason"), [
    (BADME, "Ethiopia denied that its soldiers had crossed the border near Badme.", "deed and denial"),
    (BADME, "No Ethiopian soldier crossed the border near Badme on Sunday, the defence ministry in Addis Ababa said.", "deed and denial"),
    (BADME, "Ethiopia said none of its guards crossed the line near Badme on Sunday.", "deed and denial"),
    (SHOAL, "It was the Philippine boat that rammed the Chinese ship near the shoal on Sunday, China's foreign ministry said.", "who did it"),
    ("Rwandan troops entered Congolese territory near Goma on Monday, the army in Kinshasa said.", "Rwanda denied that its troops had entered Congolese territory near Goma.", "deed and denial"),
    (BADME, "Ethiopia said its soldiers would not cross the border again.", None),
    (BADME, "Eritrean soldiers crossed the border near Zalambessa on Thursday, Ethiopia said.", None),
    (BADME, "No Ethiopian soldier will cross the border, the defence ministry in Addis Ababa said.", None),
    ("Refugees crossed the border near Badme on Sunday, Eritrea's army said.", "Ethiopia said that no soldier had died near Badme.", None),
    (SHOAL, "China and the Philippines agreed on Thursday that their ships would keep a mile apart near the shoal.", None)])
def test_what_clashes(first: str, second: str, reason: str | None, know: Any) -> None:
    made = [code_text(first, published="2024-03-05", publisher="One"), code_text(second, published="2024-03-08", publisher="Two")]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]
    found = state(Dossier(id="dossier:test", name="test", articles=("r0", "r1")), records, know).contradictions
    assert [c.reason for c in found] == ([reason] if reason else [])


@pytest.mark.parametrize(("text", "kinds"), [
    ("Ethiopian soldiers crossed the border near Badme on Sunday.", ["ground"]), ("Armenian troops crossed the line of contact on Monday.", ["ground"]),
    ("Rwandan troops crossed the frontier near Goma on Monday.", ["ground"]), ("Refugees crossed the border into Chad.", []),
    ("Lorries crossed the border at Tine on Monday.", []), ("Ethiopian soldiers will cross the border on Monday.", []), ("Ethiopian soldiers never crossed the border.", []),
    ("The minister crossed the border to visit his mother.", []), ("Soldiers crossed the road in Asmara.", [])])
def test_an_incursion_is_a_deed(text: str, kinds: list[str]) -> None:
    assert [i.kind for i in code_text(text, published="2024-03-05").ledger.incidents] == kinds


@pytest.mark.parametrize(("text", "killed"), [
    ("Three Peruvian soldiers, and not four, were killed on Saturday in a clash above the Cenepa river.", 3), ("Two traders, not three, were killed in an attack on Remba on Monday.", 2),
    ("Nine men, rather than twelve, were killed in an attack on Jibia on Monday.", 9), ("Four soldiers were killed in a clash above the Cenepa river.", 4)])
def test_a_figure_put_right(text: str, killed: int) -> None:
    (incident,) = code_text(text, published="2024-03-12").ledger.incidents
    assert incident.killed is not None and (incident.killed.min, incident.killed.max) == (killed, killed)
