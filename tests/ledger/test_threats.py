"""Whom a threat is for, and where its condition ends."""

from __future__ import annotations

import pytest

from goodoffices import code_text
from goodoffices.model import Threat


def threat(text: str) -> Threat:
    (found,) = code_text(text, published="2024-05-21").ledger.threats
    return found


TARGETS: tuple[tuple[str, str, str | None], ...] = (
    ("bodies of one organisation are one side", "European Commission chief Ursula von der Leyen said the European Union was preparing a new package of sanctions.", None),
    ("whom its own would be is told", "European Commission chief Ursula von der Leyen said the European Union was preparing a new package of sanctions against Russia.", "government:RUS"),
    ("an aid group that stops its work is after nobody", "Doctors Without Borders said it would suspend work at its hospital in Khartoum unless its staff were protected. "
     "Sudan's army and the RSF shelled patients there.", None),
    ("one's own, who must not give in", "Israel's security minister, Itamar Ben-Gvir, warned that he would leave the government if Netanyahu \"surrenders to Hamas\".", None),
    ("whom one would defend", "The United States renewed a warning that it is obligated to defend the Philippines, a treaty ally, against China.", None),
    ("the other side's deed against one's own", "Russia will respond if Ukraine attacks its soldiers, the Kremlin said.", "government:UKR"),
    ("whom one attacks, not whom one supports", "The United States said it would strike Iran if Tehran attacked Israel. The United States supports Israel.", "government:IRN"),
    ("before a court", "First Quantum said it will bring the case against Panama before an arbitration court in Miami unless deliveries resume within seven days.", "government:PAN"),
)


@pytest.mark.parametrize(("text", "target"), [c[1:] for c in TARGETS], ids=[c[0] for c in TARGETS])
def test_target(text: str, target: str | None) -> None:
    assert threat(text).target == target


def test_words_quoted_inside_a_condition_belong_to_it() -> None:
    assert threat("Ethiopia will close the border if Eritrea \"keeps arming rebels\", Abiy Ahmed said.").condition == "if Eritrea \"keeps arming rebels\""
    assert threat("Ethiopia will close the border if Eritrea “keeps arming rebels”, Abiy Ahmed said.").condition == "if Eritrea “keeps arming rebels”"


def test_a_condition_inside_a_quotation_ends_with_it() -> None:
    assert threat("“We will close the border if Eritrea keeps arming rebels,” Ethiopian Prime Minister Abiy Ahmed said.").condition == "if Eritrea keeps arming rebels"
    assert threat('"We will close the border if Eritrea keeps arming rebels," Ethiopian Prime Minister Abiy Ahmed said.').condition == "if Eritrea keeps arming rebels"


def test_the_action_begins_with_the_verb_that_is_to_come() -> None:
    found = threat("Azerbaijan had said it would continue the operation until the separatists surrendered.")
    assert found.action == "continue the operation"
