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
