"""Who is meant when the clause does not say: recipients from the affair, victims from the place, doers of bare verbs."""

from __future__ import annotations

import pytest

from goodoffices import code_text

FIRST: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("an answer goes to the author of the draft",
     "Qatar sent the parties a new draft last week. Congo welcomed it, but the M23 rejected it.",
     "REJECT", ("armed_group:m23",), ("government:QAT",)),
    ("several answer one offer",
     "Ethiopia offered on Monday to share data on the dam. Egypt and Sudan turned down the offer.",
     "REJECT", ("government:EGY", "government:SDN"), ("government:ETH",)),
    ("praise for the position of somebody",
     "Vietnam and Cambodia have expressed full support for the just position of Laos.",
     "SUPPORT", ("government:VNM", "government:KHM"), ("government:LAO",)),
    ("a refusal of any concession goes to the other claimant",
     "Venezuela and Guyana agreed on Thursday to hold talks in Brasilia. Guyanese President Irfaan Ali ruled out any concession on the border. "
     "Venezuela rejected the ruling of the International Court of Justice.",
     "REJECT", ("government:GUY",), ("government:VEN",)),
    ("no threat to the council that one threatens to call on",
     "Egypt turned down an Ethiopian offer to share data on the dam. Cairo threatened to go to the Security Council.",
     "THREATEN", ("government:EGY",), ("government:ETH",)),
    ("victims of the place hit",
     "A shell hit a school in the town of Goris on Sunday, wounding two teachers, Armenian officials said.",
     "ASSAULT", (), ("civilians:ARM",)),
    ("victims of a place in no table are the opponent's",
     "Thai jets bombed two positions near the Xa Pho temple on Monday, Cambodia's defence ministry said. Thailand accused Cambodia of laying mines.",
     "ASSAULT", ("military:THA",), ("country:KHM",)),
    ("victims at home are no opponents",
     "Sudan's army bombed a market in Nyala on Saturday, killing at least 20 people. The Rapid Support Forces accused the army of murder.",
     "ASSAULT", ("military:SDN",), ("civilians:SDN",)),
    ("a cancelled meeting concerns the other of two",
     "India called off a meeting of the foreign ministers on Friday. Pakistan said it was disappointed. India accused Pakistan of sheltering rebels.",
     "REJECT", ("government:IND",), ("government:PAK",)),
    ("does not follow where several could be meant",
     "Kenya accused Somalia of smuggling. Kenya accused Ethiopia of smuggling. Kenya accused Uganda of smuggling.\n\nNairobi demanded an apology.",
     "REQUEST", ("government:KEN",), ()),
    ("bare did not",
     "Norway has invited the government of Colombia and the ELN to Oslo. Colombia accepted the invitation. The ELN did not.",
     "REJECT", ("armed_group:eln",), ("government:NOR",)),
    ("did the same",
     "The United States condemned China's conduct. Japan did the same.",
     "ACCUSE", ("government:JPN",), ("government:CHN",)),
    ("followed suit",
     "Poland expelled two Russian diplomats on Monday. Lithuania followed suit on Tuesday.",
     "SANCTION", ("government:LTU",), ("government:RUS",)),
    ("an ultimatum ignored", "Gabon gave Equatorial Guinea ten days on Tuesday to remove a flag from the islet of Mbanie. Malabo ignored the ultimatum.",
     "REJECT", ("government:GNQ",), ("government:GAB",)),
    ("a mediator's offer goes to both",
     "Gabon gave Equatorial Guinea ten days to remove a flag. Malabo rejected the ultimatum.\n\nAngola offered to mediate.",
     "AGREE", ("government:AGO",), ("government:GAB", "government:GNQ")),
    ("two neighbours are the two at odds",
     "Gabon gave Equatorial Guinea ten days to remove a flag. Malabo rejected the ultimatum. Kenya and Ghana called on the two neighbours to show restraint.",
     "REQUEST", ("government:KEN", "government:GHA"), ("government:GAB", "government:GNQ")),
    ("who holds the captives",
     "Honduras arrested two Salvadoran fishermen on Saturday. El Salvador demanded their release.", "REQUEST", ("government:SLV",), ("government:HND",)),
    ("a charge is brushed aside", "Kenya accused Somalia of theft on Monday. Somalia dismissed the charge.", "REJECT", ("government:SOM",), ("government:KEN",)),
    ("a refusal without its doer",
     "Kenya invited Somalia to talks in Nairobi. The invitation was turned down on Tuesday.",
     "REJECT", ("government:SOM",), ("government:KEN",)),
)


@pytest.mark.parametrize(("text", "type", "actors", "recipients"), [pytest.param(*row[1:], id=row[0]) for row in FIRST])
def test_ends_are_filled_from_the_affair(text: str, type: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    found = [(e.actors, e.recipients) for e in code_text(text, published="2024-05-07").events if e.type == type]
    assert (actors, recipients) in found


@pytest.mark.parametrize("text", ["Colombia accepted the invitation. The president did not speak to reporters.", "Peru did nothing.", "Japan did so much for the region.",
                                  "Colombia accepted the plan of Peru. It would sign if Chile did not."])
def test_other_uses_of_do_are_no_answer(text: str) -> None:
    assert not [e for e in code_text(text, published="2024-05-07").events if e.type == "REJECT"]
