"""Conditions, and what only looks like one."""

from __future__ import annotations

import pytest

from goodoffices.pipeline import code_text


@pytest.mark.parametrize("text", [
    "Sudan proposed talks with Egypt in Khartoum. Khartoum has yet to say if it will attend.",
    "Sudan proposed talks with Egypt in Khartoum. Egypt has not decided if its minister will come.",
])
def test_whether_is_no_condition(text: str) -> None:
    assert code_text(text, published="2024-05-21").ledger.conditions == ()


#: Conditions told without "if", with who sets them.
TOLD: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Ethiopia must first apologise before Somalia returns to the table, Somali President Hassan Sheikh Mohamud said.", "government:SOM",
     ("Ethiopia must first apologise before Somalia returns to the table",)),
    ("There will be no hostages released until Israel ends the war, Hamas said.", "armed_group:hamas", ("until Israel ends the war",)),
    ("Any agreement would require the withdrawal of Rwandan troops, Congolese Foreign Minister Therese Kayikwamba Wagner said.", "government:COD",
     ("Any agreement would require the withdrawal of Rwandan troops",)),
    ("Sudan's return to the bloc depends on an apology from Kenya, its foreign ministry said.", "government:SDN", ("depends on an apology from Kenya",)),
    ("Withdrawal of Armenian troops is a precondition for talks, Azerbaijan's president said.", "government:AZE", ("Withdrawal of Armenian troops is a precondition for talks",)),
    ("Kosovo set three preconditions for the meeting: (a) the release of its policemen; (b) the removal of Serbian troops from the border; and (c) the return of the seized vehicles.",
     "government:XKX", ("the release of its policemen", "the removal of Serbian troops from the border", "the return of the seized vehicles")),
    ("Mali's junta made the departure of UN peacekeepers a condition for elections.", "government:MLI", ("the departure of UN peacekeepers a condition for elections",)),
    ("Cuba said it would negotiate only with the president of the United States.", "government:CUB", ("only with the president of the United States",)),
    ("The embassy will remain closed until Niger frees the ambassador, France's foreign ministry said.", "government:FRA", ("until Niger frees the ambassador",)),
    ("Ukraine will not pull back its guns while Russia goes on shelling, its defence minister said.", "government:UKR", ("while Russia goes on shelling",)),
    ("Colombia's president said he would come when Venezuela had reopened the bridge.", "government:COL", ("when Venezuela had reopened the bridge",)),
    ("Not until the sanctions are lifted will Zimbabwe invite observers, President Emmerson Mnangagwa said.", "government:ZWE", ("Not until the sanctions are lifted",)),
    ("Mali said French troops could stay so long as they obeyed its laws.", "government:MLI", ("so long as they obeyed its laws",)),
    ("Azerbaijan would be ready to open the corridor under one condition: Armenian guards must leave.", "government:AZE", ("under one condition: Armenian guards must leave",)),
    ("Ethiopia insists on access to the sea before it signs the treaty.", "government:ETH", ("on access to the sea before it signs the treaty",)),
)


@pytest.mark.parametrize(("text", "holder", "words"), TOLD, ids=[c[2][0] for c in TOLD])
def test_conditions_told_without_if(text: str, holder: str, words: tuple[str, ...]) -> None:
    found = code_text(text, published="2024-05-21").ledger.conditions
    assert (tuple(c.text for c in found), {c.holder for c in found}) == (words, {holder})


#: Words like those of conditions by which nobody binds himself.
UNTIED = (
    "The success of the talks depends on goodwill, the UN envoy said.",
    "The talks required patience, Qatar's foreign minister said.",
    "A ceasefire is not a precondition for talks, Armenia's foreign ministry said.",
    "Both sides must act before it is too late, the Egyptian president said.",
    "We must finish the road before the rains begin, Guinea's prime minister said.",
    "Voters must register before the election on Sunday, Ghana's electoral commission said.",
    "Peru will accept only two of the five proposals, its foreign minister said.",
    "The airport will remain closed until Friday, Kenya's aviation authority said.",
    "No flights will leave until the ash has settled, Iceland said.",
    "Meetings will take place if the weather permits, the South Korean ministry said.",
    "The ministry said the road would open once the snow had melted.",
    "Norway said it had made no conditions for the talks.",
)


@pytest.mark.parametrize("text", UNTIED)
def test_no_condition(text: str) -> None:
    assert code_text(text, published="2024-05-21").ledger.conditions == ()
