"""Answers to a proposal in the sentences behind it: by nouns, judgements, passives, pronouns and going there; and what is no answer."""

from __future__ import annotations

import pytest

from goodoffices import code_text
from goodoffices.model import Record

ANSWERS: tuple[tuple[str, str, list[tuple[str, str]], str], ...] = (
    ("consent given", "The United Nations has asked Sudan and the RSF to extend a truce that runs out on Thursday. The Sudanese government gave its consent through Foreign Minister Ali Youssef. "
     "The RSF has not replied.", [("government:SDN", "accepts")], "open"),
    ("participation confirmed", "Chile on Monday invited Peru and Bolivia to talks in Santiago. Lima and La Paz have confirmed their participation in the consultations.",
     [("government:PER", "accepts"), ("government:BOL", "accepts")], "accepted"),
    ("agreement signalled, non-starter", "Qatar has sent Rwanda and Congo a draft peace agreement. Kigali has signalled its agreement. Kinshasa called the draft a non-starter.",
     [("government:RWA", "accepts"), ("government:COD", "rejects")], "open rejected"),
    ("blessing", "Turkey offered to mediate between Armenia and Georgia. Tbilisi has given its blessing to it.", [("government:GEO", "accepts")], "open"),
    ("unacceptable to", "Norway's foreign minister, Espen Barth Eide, has put a five-point plan to Peru and Ecuador. \"The proposals that we have been shown are unacceptable to the government of "
     "Peru,\" Javier Ramos, the head of its delegation, said.", [("government:PER", "rejects")], "open rejected"),
    ("out of the question", "Oman has proposed a meeting between Iran and Kuwait in Muscat. For Kuwait the idea is out of the question, its foreign minister said.", [("government:KWT", "rejects")], "open rejected"),
    ("already said yes", "Kenya has offered to send observers to both sides of the border if Sudan and Chad so request. Chad has already said yes; Sudan is still thinking about it.",
     [("government:TCD", "accepts"), ("government:SDN", "evades")], "open"),
    ("by both", "Turkey has proposed a ceasefire to Syria and the Kurdish YPG militia. The proposal was accepted by both.", [("armed_group:ypg", "accepts"), ("government:SYR", "accepts")], "accepted"),
    ("ready to go there", "Algeria on Friday invited Mali and Niger to Algiers for exploratory talks. Niger will not attend. Bamako said it was \"ready to go to Algiers without preconditions\".",
     [("government:NER", "rejects"), ("government:MLI", "accepts")], "open"),
    ("not in the way", "Oman has proposed a truce to Yemen and the Houthis. The Houthis said they would not stand in the way of the truce as long as Sanaa airport is opened. Yemen said it had no "
     "objection to it.", [("armed_group:houthis", "accepts_with_conditions"), ("government:YEM", "accepts")], "open"),
    ("no obstacle", "Oman has proposed a truce to Yemen and the Houthis. Houthi leader Mahdi al-Mashat said the movement would \"not be an obstacle\" to prolonging the deal as long as salaries are "
     "paid.", [("armed_group:houthis", "accepts_with_conditions")], "open"),
    ("backed by a third", "Sudan rejected an Ethiopian proposal, backed by Kenya, to bring in the African Union as mediator.", [("government:SDN", "rejects")], "rejected"),
    ("welcomed by a third", "Sudan accepted a Kenyan proposal, welcomed by Chad, to hold talks in Nairobi.", [("government:SDN", "accepts")], "accepted"),
)
SILENT = (
    "Ghana has proposed a joint patrol to Togo. The shelling of a village is unacceptable to Togo.",
    "Kenya has proposed talks to Sudan and Chad. Sudan has not given its consent.",
    "Kenya has proposed talks to Sudan and Chad. Chad will give its consent to a new bank.",
    "Algeria has invited Mali and Niger to Algiers for talks. Niger's president said he was ready to travel to Paris.",
    "Turkey has proposed a ceasefire to Syria and the Kurdish YPG militia. Both lost many men this week.",
    "Ethiopia offered talks with Eritrea on Monday. Eritrea declined to let observers in.",
    "Norway offered to mediate between Georgia and Armenia. Georgia refused to apologise for the detention of two Armenian fishermen.",
    "Qatar invited Sudan and Chad to Doha for talks. Chad refused to open the border crossing at Adre.",
    "Chile proposed talks with Bolivia in Lima. Bolivia said it would take part in naval exercises with Peru.",
    "Chile proposed talks with Bolivia. Bolivia said it would respond to any attack with all its means.",
    "Chile proposed talks with Bolivia. Bolivia said no to foreign troops on its soil.",
    "Chile proposed talks with Bolivia. Bolivia saw no reason to reply to the accusations.",
    "Chile proposed talks with Bolivia. Bolivia rejected calls for an inquiry into the shooting.",
    "Chile proposed talks with Bolivia. Bolivia rejected an offer of aid for flood victims.",
    "Chile proposed an exchange of prisoners to Bolivia. Bolivia agreed to exchange data on fish stocks with Peru.",
    "Chile proposed a truce to Bolivia. Bolivia refused to return the tanker.",
    "Georgia offered Armenia talks on Monday. Armenia has not responded to the offer, but told state television that it wanted peace.",
    "Fiji proposed a meeting with Tonga in Apia. Samoa has agreed to host it.",
    "Chile on Monday offered Bolivia a truce along the border, during which both armies would pull back ten kilometres.",
)
#: What is answered by a deed that the offer named, or by a word for it.
TIED = (
    ("Chile proposed to Bolivia that both reopen the Colchane crossing. Bolivia refused to open the crossing.", "rejects"),
    ("Chile proposed an exchange of prisoners to Bolivia. Bolivia agreed to exchange the prisoners on Friday.", "accepts"),
    ("Chile proposed a truce to Bolivia. Bolivia agreed to stop shelling the port.", "accepts"),
    ("Chile proposed to Bolivia a meeting in Lima. Bolivia agreed to send a delegation.", "accepts"),
    ("Chile proposed talks with Bolivia. Bolivia said no to talks.", "rejects"),
    ("Chile proposed talks with Bolivia. Bolivia rejected Chile's call for talks.", "rejects"),
    ("Norway offered to mediate between Georgia and Armenia. Georgia said it saw no need for mediation.", "rejects"),
    ("Sudan offered Chad a ceasefire on Saturday. Chad's foreign minister said his government was ready to consider it.", "evades"),
)


def code(text: str) -> Record:
    return code_text(text, published="2024-05-21")


@pytest.mark.parametrize(("text", "answers", "status"), [c[1:] for c in ANSWERS], ids=[c[0] for c in ANSWERS])
def test_answers(text: str, answers: list[tuple[str, str]], status: str) -> None:
    (proposal,) = code(text).ledger.proposals
    assert [(r.on_behalf_of or r.actor, r.answer) for r in proposal.responses] == answers
    assert proposal.status in status


@pytest.mark.parametrize("text", SILENT)
def test_what_answers_nothing(text: str) -> None:
    (proposal,) = code(text).ledger.proposals
    assert (proposal.responses, proposal.status) == ((), "open")


@pytest.mark.parametrize(("text", "answer"), TIED)
def test_answers_to_the_thing_offered(text: str, answer: str) -> None:
    (proposal,) = code(text).ledger.proposals
    assert [r.answer for r in proposal.responses] == [answer]


@pytest.mark.parametrize(("text", "answers", "status"), [
    ("Algeria invited all the northern groups to Algiers for talks. France's government accepted an invitation to attend as an observer.", [], "open"),
    ("Algeria invited all the northern groups to talks in Algiers. The Azawad Front accepted the invitation.", ["armed_group:azawad-front"], "open"),
    ("Algeria invited both sides to talks in Algiers. Mali accepted the invitation.", ["government:MLI"], "open"),
], ids=["no government is a group of the north", "one of several", "one of two"])
def test_a_described_group_stays_the_addressee(text: str, answers: list[str], status: str) -> None:
    record = code(text)
    (proposal,) = record.ledger.proposals
    asked = next(a for a in record.actors if a.id == proposal.addressee)
    assert (asked.kind, asked.members) == ("group", ())
    assert ([r.actor for r in proposal.responses], proposal.status) == (answers, status)


def test_both_who_answered_are_those_described() -> None:
    record = code("Algeria invited both sides to talks in Algiers. Mali accepted the invitation, Niger said no.")
    (proposal,) = record.ledger.proposals
    assert set(next(a for a in record.actors if a.id == proposal.addressee).members) == {"government:MLI", "government:NER"}


@pytest.mark.parametrize("text", [
    "Deputy Foreign Minister Lucia Paz of Bolivia said La Paz was now prepared to accept the truce provided that Chile lifted its blockade of Arica.",
    "Armenian Foreign Minister Ararat Mirzoyan said on Wednesday that Yerevan would gladly accept the European Union's help.",
    "Chad is ready to consider the plan put forward by Sudan.",
])
def test_who_is_ready_to_accept_puts_nothing(text: str) -> None:
    record = code(text)
    assert record.actors
    assert not [p for p in record.ledger.proposals if p.proposer in ("government:BOL", "government:ARM", "government:TCD")]


def test_a_corrected_day_of_an_answer() -> None:
    record = code("Peru on May 6 offered Ecuador a ceasefire. Ecuador accepted the ceasefire on May 8.\n\nCorrection: An earlier version of this story gave the wrong date for Ecuador's answer. "
                  "It accepted on May 10, not May 8.")
    (proposal,) = record.ledger.proposals
    assert [r.date.start for r in proposal.responses] == ["2024-05-10"]
    assert {e.date.start for e in record.events if e.type == "AGREE" and e.actors == ("government:ECU",)} == {"2024-05-10"}
