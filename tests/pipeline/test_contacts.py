"""Contacts: planned, held, refused, and what is none; proposals with their answers beside them."""

from __future__ import annotations

import pytest

from goodoffices import code_text

CASES: tuple[tuple[str, str, list[tuple[set[str], str]]], ...] = (
    ("refused in the same sentence", "Russia has agreed to meet Ukraine in Istanbul on Friday, but Ukraine refused.", [({"government:RUS", "government:UKR"}, "refused")]),
    ("their ministers", "Iran and Saudi Arabia agreed to resume ties. Their foreign ministers are to meet next week.", [({"government:IRN", "government:SAU"}, "planned")]),
    ("flew to a capital", "Chad's president, Mahamat Idriss Deby, flew to Niamey on Sunday.", [({"person:mahamat-idriss-deby", "government:NER"}, "held")]),
    ("a round of talks", "Peru and Ecuador opened a new round of talks in Bogota on Monday.", [({"government:PER", "government:ECU"}, "held")]),
    ("due to visit", "Energy Minister Teresa Ugarte of Peru is due to visit Bolivia on Friday.", [({"person:teresa-ugarte", "government:BOL"}, "planned")]),
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
