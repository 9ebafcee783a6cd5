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


#: What a party announces in other words than "threaten", with its target and condition.
ANNOUNCED: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("Ghana \"would not stand idle\" if Togo closed the lagoon, Ghanaian Defence Minister Dominic Nitiwul said.", "would not stand idle", "government:TGO", "if Togo closed the lagoon"),
    ("Latvia's foreign ministry said further steps would follow if Belarus kept the crossing shut.", "further steps would follow", "government:BLR", "if Belarus kept the crossing shut"),
    ("Guyana would go to court if Suriname did not halt the dredging, President Irfaan Ali said.", "go to court", "government:SUR", "if Suriname did not halt the dredging"),
    ("Iceland said it would take legal action against Norway over the quota.", "take legal action against Norway over the quota", "government:NOR", None),
    ("Estonia did not rule out closing its remaining crossings with Russia.", "did not rule out closing its remaining crossings with Russia", "government:RUS", None),
    ("Chad reserves the right to withdraw from the talks with Sudan, its president said.", "reserves the right to withdraw from the talks with Sudan", "government:SDN", None),
    ("Beijing vowed to take \"necessary countermeasures\" if Canberra raised duties again.", "take \"necessary countermeasures\"", "government:AUS", "if Canberra raised duties again"),
    ("\"This is our last warning to Rwanda,\" Congolese government spokesman Patrick Muyaya said.", "last warning to Rwanda", "government:RWA", None),
    ("North Korea said Japan would \"face a grave situation\" should it send its ships again.", "would \"face a grave situation\"", "government:JPN", "should it send its ships again"),
    ("The junta in Niger said it would shoot down any foreign aircraft that entered its airspace.", "shoot down any foreign aircraft that entered its airspace", None,
     "any foreign aircraft that entered its airspace"),
    ("Bangladesh's prime minister said students who blocked roads would be dealt with severely.", "students who blocked roads would be dealt with severely", "civilians:BGD",
     "students who blocked roads"),
    ("Sri Lanka's navy will arrest Indian fishermen who cross the line, a minister said.", "arrest Indian fishermen who cross the line", "civilians:IND", "Indian fishermen who cross the line"),
    ("Deputy Foreign Minister Sergei Ryabkov warned Washington that the deployment of missiles would bring a military response.", "would bring a military response", "government:USA", None),
    ("Slovakia's prime minister said it would cut the power supply to Ukraine if Kyiv halted the transit of gas.", "cut the power supply to Ukraine", "government:UKR", "if Kyiv halted the transit of gas"),
    ("Jordan's king said any attempt to move people across the river would be regarded as a declaration of war by Israel.", "would be regarded as a declaration of war by Israel", "government:ISR",
     "any attempt to move people across the river"),
    ("The Houthi movement warned on Monday that no ship bound for Israel would be safe in the Red Sea.", "no ship bound for Israel would be safe in the Red Sea", "government:ISR", None),
)


@pytest.mark.parametrize(("text", "action", "target", "condition"), ANNOUNCED, ids=[c[1] for c in ANNOUNCED])
def test_what_a_party_announces(text: str, action: str, target: str | None, condition: str | None) -> None:
    found = threat(text)
    assert (found.action, found.target, found.condition) == (action, target, condition)


def test_the_doer_of_the_condition_is_whom_it_is_for() -> None:
    record = code_text("If Kurdish fighters did not leave Manbij by Sunday, the army would go in, Turkish President Recep Tayyip Erdogan said.", published="2024-05-21")
    (found,), names = record.ledger.threats, {a.id: a.name for a in record.actors}
    assert names[found.target or ""] == "Kurdish fighters"
    (event,) = (e for e in record.events if e.type == "THREATEN")
    assert (event.recipients, event.modality) == ((found.target,), "conditional")


#: Words like those of threats that threaten nobody.
HARMLESS: tuple[str, ...] = (
    "Algeria fears that Morocco will strike if the talks fail.",
    "Egypt said that it would have retaliated had Ethiopia filled the dam.",
    "The Kremlin said Moscow would not stand in the way of a grain deal.",
    "The United Nations warned of serious consequences for civilians if the fighting reached Rafah.",
    "Norway ruled out closing its border with Russia.",
    "The mayor of Goma said that no one would be safe in the town until the war ended.",
    "Egypt has no choice but to accept the deal, a former Egyptian minister said.",
    "Sudan's army said hospitals were never legitimate targets.",
    "Turkey would not hesitate to send soldiers if Azerbaijan asked for them, its vice president said.",
    "The Houthis said they would stop once Israel ended its offensive in Gaza.",
    "In 2021 Lukashenko threatened to cut off gas deliveries to Europe.",
    "\"They know where to find us,\" Iranian Foreign Minister Hossein Amirabdollahian said of the Americans.",
    "Manila promised at the time to tow the wreck away.",
    "Managua said it would seek other buyers for its coffee.",
    "Ghana's finance minister warned that the cedi would suffer if lawmakers rejected the budget.",
    "Brazil reserved the right to comment on the report of the United Nations.",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    assert not code_text(text, published="2024-05-21").ledger.threats
