"""Contacts: planned, held, refused, and what is none; proposals with their answers beside them."""

from __future__ import annotations

import pytest

from goodoffices import code_text

TWO = "Burundi and Rwanda have quarrelled for a year. Rwanda opened the border and Burundi shut it. "

CASES: tuple[tuple[str, str, list[tuple[set[str], str]]], ...] = (
    ("refused in the same sentence", "Russia has agreed to meet Ukraine in Istanbul on Friday, but Ukraine refused.", [({"government:RUS", "government:UKR"}, "refused")]),
    ("their ministers", "Iran and Saudi Arabia agreed to resume ties. Their foreign ministers are to meet next week.", [({"government:IRN", "government:SAU"}, "planned")]),
    ("flew to a capital", "Chad's president, Mahamat Idriss Deby, flew to Niamey on Sunday.", [({"person:mahamat-idriss-deby", "government:NER"}, "held")]),
    ("a round of talks", "Peru and Ecuador opened a new round of talks in Bogota on Monday.", [({"government:PER", "government:ECU"}, "held")]),
    ("due to visit", "Energy Minister Teresa Ugarte of Peru is due to visit Bolivia on Friday.", [({"person:teresa-ugarte", "government:BOL"}, "planned")]),
    ("saw each other", "The presidents of Peru and Bolivia will see each other in Lima on 22 May.", [({"government:PER", "government:BOL"}, "planned")]),
    ("called on a person", "Emmanuel Macron called on Volodymyr Zelensky in Kyiv on Monday.", [({"person:emmanuel-macron", "person:volodymyr-zelensky"}, "held")]),
    ("an answer sent", "Iran sent the European Union its reply on Monday.", [({"government:IRN", "igo:european-union"}, "held")]),
    ("signatures put", "Iran and Saudi Arabia put their signatures to a pact in Beijing on Friday.", [({"government:IRN", "government:SAU"}, "held")]),
    ("an accord reached", "Eritrea and Ethiopia reached an accord in Asmara on Sunday.", [({"government:ERI", "government:ETH"}, "held")]),
    ("during a call", "During a call with Benjamin Netanyahu on Sunday, Joe Biden urged restraint.", [({"person:benjamin-netanyahu", "person:joe-biden"}, "held")]),
    ("said after a meeting", "Viktor Orban said after a meeting with Vladimir Putin in Moscow on Friday that peace was far away.", [({"person:viktor-orban", "person:vladimir-putin"}, "held")]),
    ("ahead of talks", "Ahead of talks with his Iranian counterpart in Muscat on Saturday, Antony Blinken said that he was hopeful.", [({"person:antony-blinken", "government:IRN"}, "planned")]),
    ("on the line", "President William Ruto had Abiy Ahmed on the line on Monday.", [({"person:william-ruto", "person:abiy-ahmed"}, "held")]),
    ("discussed somewhere", "Presidents William Ruto and Abiy Ahmed discussed the port in Nairobi on Monday.", [({"person:william-ruto", "person:abiy-ahmed"}, "held")]),
    ("not coming after all", "Kenya's president, William Ruto, is not coming to Uganda on Sunday after all.", [({"person:william-ruto", "government:UGA"}, "cancelled")]),
    ("had been due", "Kenya's president, William Ruto, had been due to fly to Kampala on Sunday.", [({"person:william-ruto", "government:UGA"}, "unknown")]),
    ("both sides' officers", TWO + "Officers of the two armies will meet in Arusha on Friday.", [({"government:BDI", "government:RWA"}, "planned")]),
    ("the two delegations", TWO + "The two delegations agreed on a truce at a session in Arusha on Monday.", [({"government:BDI", "government:RWA"}, "held")]),
    ("called off by one", TWO + "A meeting planned for Monday was called off by Rwanda.", [({"government:BDI", "government:RWA"}, "cancelled")]),
    ("officers of one", TWO + "Officers of the army will meet in Arusha on Friday.", []),
    ("a session of parliament", TWO + "Rwanda's minister spoke at a session of parliament in Kigali on Monday.", []),
    ("called on to do something", "Peru called on Chile to withdraw its troops.", []),
    ("saw as", "Peru saw Bolivia as a partner on Monday.", []),
    ("welcomed a decision", "Emmanuel Macron welcomed the decision of President Zelensky in Kyiv on Monday.", []),
    ("goods sent", "Iran sent Russia a hundred drones on Monday.", []),
    ("met in battle", "The armies of Chad and Sudan met in battle near Adre on Monday.", []),
    ("its own people", "Kenya is still consulting its commanders on Monday.", []),
    ("only proposed", "Peru proposed that its foreign minister meet Bolivia's in Lima.", []),
    ("did not meet", "The presidents of Peru and Bolivia did not meet in New York.", []),
    ("years ago", "The presidents of Peru and Bolivia met in Lima in 2015.", []),
)


@pytest.mark.parametrize(("text", "contacts"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_contacts(text: str, contacts: list[tuple[set[str], str]]) -> None:
    found = code_text(text, published="2024-05-07").ledger.contacts
    assert [(set(c.participants), c.status) for c in found] == contacts


def test_one_refusal_ends_an_offer_that_nobody_accepted() -> None:
    (proposal,) = code_text("Kazakhstan has offered to host talks between Armenia and Azerbaijan. Azerbaijan rejected the offer.", published="2024-05-07").ledger.proposals
    assert proposal.status == "rejected"


def test_length_of_a_round_is_no_deadline() -> None:
    text = "A delegation led by Foreign Minister Sami Worku of Ethiopia left for Cairo on Sunday for a two-day round of negotiations with Egypt and Sudan."
    assert code_text(text, published="2025-03-03").ledger.deadlines == ()


def test_a_bare_year_is_background_without_a_publication_date_too() -> None:
    record = code_text("Armenia and Azerbaijan fought a six-week war in 2020 in which more than 6,500 people were killed.")
    assert record.ledger.incidents == () and {e.modality for e in record.events} <= {"historical"}


AFFAIR = "\n\n".join((
    "Costa Rica on Thursday gave Nicaragua five days to hand over two soldiers, and said it would go to court if they were not delivered.",
    "Panama offered on Wednesday to host a meeting of the two foreign ministers. Costa Rica's foreign minister, Adriana Calvo, welcomed the offer. "
    "Mexico and Colombia have said they would also provide a venue.",
    "The presidents of the two countries spoke by telephone on Wednesday evening, a Costa Rican official said.",
    "Nicaragua is ready to set up a joint commission provided that Costa Rica withdraws its police, Nicaraguan Foreign Minister Denis Morales said. "
    "Costa Rican Security Minister Mario Zamora ruled that out."))


def test_the_two_countries_are_those_of_the_affair_not_the_last_pair_named() -> None:
    record = code_text(AFFAIR, published="2024-03-14")
    assert [set(c.participants) for c in record.ledger.contacts if c.channel == "call"] == [{"government:CRI", "government:NIC"}]


def test_a_host_s_offer_taken_up_by_one_of_two_stays_open_and_conditions_keep_to_their_proposal() -> None:
    record = code_text(AFFAIR, published="2024-03-14")
    panama, nicaragua = record.ledger.proposals
    assert (panama.proposer, panama.status, panama.conditions) == ("government:PAN", "open", ())
    assert (nicaragua.proposer, nicaragua.status, [r.answer for r in nicaragua.responses]) == ("government:NIC", "rejected", ["rejects"])
    assert [c.text for c in record.ledger.conditions if c.id in nicaragua.conditions] == ["provided that Costa Rica withdraws its police"]
    assert len(record.ledger.conditions) == 1


def test_a_pointer_and_a_particle_are_no_statement() -> None:
    assert "that out" not in {s.content.text for s in code_text(AFFAIR, published="2024-03-14").statements}


def test_a_call_of_several_is_not_told_again_by_pairs() -> None:
    text = "Zelenskiy, speaking after a phone call with U.S. President Donald Trump and the leaders of France, Germany and Poland, urged sanctions on Russia."
    (call,) = code_text(text, published="2024-05-21").ledger.contacts
    assert (call.channel, len(call.participants)) == ("call", 5)


def test_calls_to_several_in_turn_stay_apart() -> None:
    calls = code_text("Egypt's president telephoned the leaders of Sudan and Ethiopia on Monday.", published="2024-05-21").ledger.contacts
    assert {frozenset(c.participants) for c in calls} == {frozenset({"government:EGY", "government:ETH"}), frozenset({"government:EGY", "government:SDN"})}


def test_envoys_to_both_capitals_visit_both() -> None:
    text = "India and Pakistan agreed to a ceasefire on Saturday, India said. Pakistan confirmed it. Saudi Arabia and Iran had sent envoys to both capitals."
    contacts = code_text(text, published="2024-05-21").ledger.contacts
    assert [set(c.participants) for c in contacts if c.channel == "envoy"] == [{"government:SAU", "government:IRN", "government:IND", "government:PAK"}]
