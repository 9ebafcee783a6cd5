"""Threats and conditions told in words that name no harm: what makes them is the clause they hang on and who speaks."""

from __future__ import annotations

import pytest

from goodoffices import code_text
from goodoffices.model import Ledger


def ledger(text: str) -> Ledger:
    return code_text(text, published="2024-03-13").ledger


@pytest.mark.parametrize(("text", "issuer", "action"), [
    ("Guinea told Liberia on Monday to open the bridge. Otherwise it would dump gravel on the ramp, Guinea's foreign minister said.", "government:GIN", "dump gravel"),
    ("Unless Chad returns the lorries, Niger said, it will paint over the border stones.", "government:NER", "paint over"),
    ('"If Kenya does not yield, we will roll logs onto the runway," said Omondi Barasa, chairman of the growers.', "person:omondi-barasa", "roll logs"),
])
def test_what_follows_an_unmet_demand_is_a_threat(text: str, issuer: str, action: str) -> None:
    found = ledger(text).threats
    assert [t.issuer for t in found] == [issuer]
    assert action in found[0].action
    assert found[0].condition


@pytest.mark.parametrize("text", [
    "Turkey would halt the drilling if Greece withdrew its complaint, Turkey's foreign minister said.",
    "Sudan will leave the field only if Chad ends its raids, Sudan's foreign minister said.",
    "Otherwise thousands will starve, the United Nations said.",
    "Niger is ready to free the pilot if Benin returns the lorries, Niger's foreign ministry said.",
])
def test_an_offer_or_a_forecast_is_no_threat(text: str) -> None:
    assert ledger(text).threats == ()


@pytest.mark.parametrize(("text", "holder", "words"), [
    ("Chad made its consent dependent on the freeing of two pilots.", "government:TCD", "dependent on"),
    ("Niger will grease the locks only once Benin has paid, Niger's foreign minister said.", "government:NER", "only once"),
    ("Eritrea said its approval was contingent on the removal of the militia.", "government:ERI", "contingent on"),
])
def test_conditions_without_a_verb_of_willingness(text: str, holder: str, words: str) -> None:
    found = ledger(text).conditions
    assert [c.holder for c in found] == [holder]
    assert found[0].text.startswith(words)


def test_setter_of_a_passive_deadline_stands_behind_the_time() -> None:
    found = ledger("Mali was given until Friday by ECOWAS to free the Ivorian soldiers.").deadlines
    assert [(d.setter, d.addressee) for d in found] == [("igo:ecowas", "government:MLI")]
