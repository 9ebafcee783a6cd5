"""Offers, bargains and the answers to them, with what looks like them and is not."""

from __future__ import annotations

import pytest

from goodoffices import code_text
from goodoffices.model import Record

OFFERS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("prepared to mediate", "The European Union is prepared to mediate between Serbia and Kosovo if both governments ask for it.", "mediation", ("government:SRB", "government:XKX")),
    ("good offices", "Russia has proffered its good offices to Kyrgyzstan and Tajikistan.", "mediation", ("government:KGZ", "government:TJK")),
    ("messages", "Djibouti is ready to carry messages between Ethiopia and Eritrea.", "mediation", ("government:ERI", "government:ETH")),
    ("if the other does its part", "Uganda would release the fishermen if Congo returned two boats.", "agreement", ("government:COD",)),
    ("halting is no truce without arms", "Iran would halt enrichment for a year if the United States lifted sanctions.", "agreement", ("government:USA",)),
    ("willing, if", "Syria is willing to halve the fee if Jordan reopens the crossing.", "agreement", ("government:JOR",)),
    ("once they are freed", "The rebels would lay down their guns once Syria freed their families.", "agreement", ("government:SYR",)),
)
NONE = (
    "Analysts say Iran would halt enrichment if the United States lifted sanctions.",
    "Israel will attack if Hezbollah returns.",
    "Poland would close the border if Belarus sent more migrants.",
    "Peru would be happy if Chile won the match.",
    "Russia would halt the war if it ran out of shells.",
    "Russia has proffered flowers to Kyrgyzstan.",
    "Few believe that the two presidents are ready to share power. Kenya and Uganda quarrel over the lake.",
    "Observers doubt that Chad's government is willing to negotiate with the rebels. Most Chadians think the rebels are ready for talks.",
    "Nobody expects that Cuba is prepared to negotiate with the United States.",
    "Ethiopia offered Eritrea a final chance to withdraw its troops.",
    "Serbia gave Kosovo one more chance to lift the tariffs before it would act.",
    "Niger's president said he was ready to travel to Algeria.",
)


def code(text: str) -> Record:
    return code_text(text, published="2024-05-21")


def members(record: Record, ident: str | None) -> tuple[str, ...]:
    actor = next((a for a in record.actors if a.id == ident), None)
    return tuple(actor.members) if actor is not None and actor.members else (ident or "",)


@pytest.mark.parametrize(("text", "kind", "addressees"), [c[1:] for c in OFFERS], ids=[c[0] for c in OFFERS])
def test_offers(text: str, kind: str, addressees: tuple[str, ...]) -> None:
    record = code(text)
    (proposal,) = record.ledger.proposals
    assert (proposal.kind, members(record, proposal.addressee), proposal.status) == (kind, addressees, "open")


@pytest.mark.parametrize("text", NONE)
def test_what_offers_nothing(text: str) -> None:
    record = code(text)
    assert record.actors and record.ledger.proposals == ()


def test_who_accepts_a_proposal_is_among_its_addressees_and_a_deal_only_if_is_an_answer() -> None:
    record = code("Hamas has accepted a proposal by Egyptian and Qatari mediators for a 60-day ceasefire with Israel. Israel has not yet responded. "
                  "Netanyahu said Israel would agree to a deal only if all the hostages are released in one go.")
    (proposal,) = record.ledger.proposals
    assert members(record, proposal.addressee) == ("armed_group:hamas", "government:ISR")
    assert [(r.actor, r.answer) for r in proposal.responses] == [("armed_group:hamas", "accepts"), ("person:benjamin-netanyahu", "accepts_with_conditions")]
    assert proposal.status == "open"


def test_who_only_welcomes_an_offer_gives_no_answer() -> None:
    (proposal,) = code("Egypt has proposed a 60-day ceasefire to Israel and Hamas. The United States and France welcomed the proposal. Hamas accepted.").ledger.proposals
    assert [(r.actor, r.answer) for r in proposal.responses] == [("armed_group:hamas", "accepts")]


def test_what_an_accepted_offer_is_of() -> None:
    (talks,) = code("Japan has accepted an offer by South Korea to hold talks on the islands.").ledger.proposals
    assert (talks.kind, talks.proposer, talks.addressee, talks.status) == ("talks", "government:KOR", "government:JPN", "accepted")


ANSWERS: tuple[tuple[str, str, str], ...] = (
    ("but asked", "Thailand accepted the proposal but asked for changes.", "accepts_with_conditions"),
    ("in principle", "Thailand said it agreed with the proposal in principle.", "accepts_with_conditions"),
    ("but any truce must", "Thailand accepted the proposal but said that any truce must be monitored.", "accepts_with_conditions"),
    ("but of something else", "Thailand accepted the proposal, but said it would take a week to pull back.", "accepts"),
    ("and, not but", "Thailand accepted the proposal and asked for a copy.", "accepts"),
    ("another's demand", "Thailand accepted the proposal but Cambodia demanded a pledge.", "accepts"),
)


@pytest.mark.parametrize(("answer", "kind"), [c[1:] for c in ANSWERS], ids=[c[0] for c in ANSWERS])
def test_strings_attached(answer: str, kind: str) -> None:
    (proposal,) = code("Malaysia proposed a truce to Thailand. " + answer).ledger.proposals
    assert [(r.on_behalf_of or r.actor, r.answer) for r in proposal.responses] == [("government:THA", kind)]
    assert proposal.status == ("accepted" if kind == "accepts" else "open")


PUT: tuple[tuple[str, str, str, str, tuple[str, ...], list[tuple[str, str]]], ...] = (
    ("plan put to both", "Norway's seven-point plan, put to Sudan and Chad on Saturday, would have returned the border posts to civilian hands. Sudan signed up to it.",
     "agreement", "government:NOR", ("government:SDN", "government:TCD"), [("government:SDN", "accepts")]),
    ("plan submitted last week", "A Swiss plan, submitted to Cyprus and Turkey last week, foresees a joint port. Ankara rejected it.",
     "agreement", "government:CHE", ("government:CYP", "government:TUR"), [("government:TUR", "rejects")]),
    ("request being weighed", "The Taliban are weighing a Qatari request to prolong a three-day truce that ends on Sunday, the group's spokesman said. Pakistan has accepted it.",
     "truce", "government:QAT", ("government:AFG", "government:PAK"), [("government:AFG", "evades"), ("government:PAK", "accepts")]),
    ("appeal considered", "Colombia's ELN rebels are considering a United Nations appeal to extend a ceasefire which runs out on Friday.",
     "ceasefire", "igo:united-nations", ("armed_group:eln",), [("armed_group:eln", "evades")]),
    ("answer before the invitation", "\"Lima and La Paz have confirmed their participation in the Santiago talks,\" a diplomat said. Chilean President Gabriel Boric issued the invitation on Monday after calls with "
     "Peru's president and with Bolivian President Luis Arce.", "meeting", "government:CHL", ("government:BOL", "government:PER"), [("government:PER", "accepts"), ("government:BOL", "accepts")]),
)
NOT_PUT = (
    "Saudi Arabia's plan for a new city, presented to investors on Monday, will cost billions.",
    "The government of Ghana is considering a plan to raise taxes, put to parliament on Monday.",
    "Qatar is considering a request for more gas.",
    "The junta in Niger is mulling an African Union call to release the president.",
)


@pytest.mark.parametrize(("text", "kind", "proposer", "addressees", "answers"), [c[1:] for c in PUT], ids=[c[0] for c in PUT])
def test_plans_and_requests(text: str, kind: str, proposer: str, addressees: tuple[str, ...], answers: list[tuple[str, str]]) -> None:
    record = code(text)
    (proposal,) = record.ledger.proposals
    assert (proposal.kind, proposal.proposer, members(record, proposal.addressee)) == (kind, proposer, addressees)
    assert [(r.on_behalf_of or r.actor, r.answer) for r in proposal.responses] == answers


@pytest.mark.parametrize("text", NOT_PUT)
def test_plans_of_ones_own(text: str) -> None:
    record = code(text)
    assert record.actors and record.ledger.proposals == ()


def test_invited_groups_that_nothing_identifies_are_the_addressee() -> None:
    record = code("Algerian Foreign Minister Ramtane Lamamra on Friday invited all the northern factions to Algiers for exploratory talks. Bamako would be ready to receive them in the north too.")
    proposal = record.ledger.proposals[0]
    assert (proposal.kind, proposal.proposer) == ("talks", "government:DZA")
    assert next(a.name for a in record.actors if a.id == proposal.addressee) == "northern factions"


@pytest.mark.parametrize(("text", "kind", "addressees"), [
    ("Fiji's prime minister has written to his Tongan counterpart proposing a meeting in Apia on June 20.", "meeting", ("government:TON",)),
    ("Georgia offered Armenia talks on Monday.", "talks", ("government:ARM",)),
    ("Qatar presented Yemen and Oman with a plan to exchange 400 prisoners.", "exchange", ("government:OMN", "government:YEM")),
], ids=["written to", "run together with the thing", "presented with a plan"])
def test_to_whom_it_is_put(text: str, kind: str, addressees: tuple[str, ...]) -> None:
    record = code(text)
    (proposal,) = record.ledger.proposals
    assert (proposal.kind, tuple(sorted(members(record, proposal.addressee)))) == (kind, addressees)


def test_ones_own_part_behind_a_no_is_no_new_offer() -> None:
    record = code("Chad on Wednesday rejected the ceasefire proposed by Khartoum. Defence Minister Issaka Malloua said Chad would only stop firing once the last Sudanese soldier had left Tine.")
    assert [(p.proposer, p.kind) for p in record.ledger.proposals] == [("government:SDN", "ceasefire")]
