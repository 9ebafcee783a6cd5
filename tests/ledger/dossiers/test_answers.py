"""Answers to an offer that an earlier report describes: what words answer, and to which offer they go."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.ledger.dossiers.hearing import hear
from goodoffices.ledger.dossiers.replies import answered
from goodoffices.model import Dossier
from goodoffices.pipeline import code_text

WORDS = [
    ("Oman will attend the Kuwait meeting", "accepts"), ("The delegation would take part in the talks", "accepts"), ("Moscow is ready for the exchange", "accepts"),
    ("Oman will attend as long as lorries may pass", "accepts_with_conditions"), ("Kenya would join the survey on condition that the men are freed", "accepts_with_conditions"),
    ("Peru will not come to Manaus", "rejects"), ("Chile would study the invitation", "evades"), ("Peru will not come unless the fleet leaves", "accepts_with_conditions"),
    ("Azerbaijan has turned down the exchange", "rejects"), ("Somalia has agreed to come", "accepts"), ("Chile will now attend the talks", "accepts"),
    ("Chile would also take part in the talks", "accepts"), ("Chile will now not come to the talks", "rejects"), ("Chad welcomed the idea but said that Sudan must first open the road", "accepts_with_conditions"),
    ("Chad on Thursday brushed the plan aside", "rejects"), ("Oslo poured cold water on the bid", "rejects"), ("Suva agreed on Wednesday to the draft", "accepts"),
    ("Accra dropped its objections to the survey", "accepts"), ("Lima neither accepted nor rejected the text", "evades"), ("Quito wants a truce of ten days instead", "counter_proposes"),
    ("Riga put forward a plan of its own", "counter_proposes"), ("The rebels' answer was no", "rejects"), ("Baku accepted the first part of the plan", "accepts_with_conditions"),
    ("Bern said yes to the talks", "accepts"), ("Rabat wants nothing to do with the scheme", "rejects"), ("The offer was rejected by Tunis", "rejects"), ("Asmara accepted at once", "accepts"),
    ("Lagos turned its back on the plan", "rejects"), ("Dhaka took Delhi up on its offer", "accepts"), ("Oslo asked the envoy for a week", "evades"),
    ("Doha will give its answer next week", "evades"), ("Chad would only attend if the fleet left", "accepts_with_conditions"), ("Chad confirmed that it would be represented in Algiers", "accepts"),
    ("Chad plans to attend", "accepts"), ("Chad set three conditions for the talks", "accepts_with_conditions"), ("Chad refused to talk to the rebels", "rejects"),
    ("Chad will not negotiate under fire", "rejects"), ("An exchange is out of the question", "rejects"), ("Chad is ready to consider the plan", "evades"),
    ("Chad declined to say whether it would come", "evades")]
NO_ANSWERS = ["The harvest will be good", "Peru turned thirty nets over to the police", "Nobody accepted blame", "Oman urged Sudan to accept the proposal", "If Chad accepts the proposal, the road could reopen",
              "Sudan denied that it had rejected the plan", "Chad has not accepted the plan", "Chad wants to accept the plan", "Lima rejected the charge that its boats had fired",
              "Chad may turn down the offer", "Oslo accepted the ambassador's credentials", "Suva hoped the rebels would accept the truce",
              "Chad declined to comment on the proposal", "Georgia refused to apologise for the detention", "Sudan refused to hand over the two men", "Tripoli accepted no conditions",
              "Chad has not sent a delegation to Doha"]


@pytest.mark.parametrize(("words", "answer"), WORDS, ids=[w[0] for w in WORDS])
def test_what_words_answer(words: str, answer: str) -> None:
    assert [answered(heard, words) for heard in hear(words)] == [answer]


@pytest.mark.parametrize("words", NO_ANSWERS)
def test_words_that_answer_nothing(words: str) -> None:
    assert list(hear(words)) == []


def test_the_words_of_the_thing_answered() -> None:
    heard = next(hear("Sudan turned the Omani plan down on Tuesday."))
    assert (heard.thing, heard.bare) == ("the Omani plan", False)
    assert next(hear("Sudan rejected it.")).bare


EXCHANGE = ("2024-03-04", "Armenia on Monday proposed an exchange of all prisoners to Azerbaijan.")
TALKS = ("2024-11-04", "Brazil on Monday invited Peru to talks in Manaus about the anchovy fishery.")
MUSCAT = ("2024-03-04", "Oman on Sunday proposed a meeting of the foreign ministers of Sudan and Chad in Muscat over the closed crossing at Tine.")
PLAN = ("2024-03-04", "Sudan on Sunday offered Chad a plan to reopen the crossing at Tine in three stages. The plan was handed to the Chadian ambassador in Khartoum.")
PAUSE = ("2024-03-04", "Mali's government on Sunday proposed a truce of twenty days to the Azawad Salvation Front after the shelling of Ber.")
FISH = ("2024-03-04", "Norway on Sunday proposed to Russia a joint commission on fishing rights around Svalbard.")
FOUR = ("2024-03-04", "The European Union on Sunday offered to mediate between Serbia and Kosovo in the dispute over the bridge at Mitrovica.")
REPORTS = [
    ("refused after a pause", [EXCHANGE, ("2024-03-11", "Azerbaijan has turned down the exchange of prisoners. Its foreign minister, Jeyhun Bayramov, said on Monday that the lists were incomplete.")],
     [("rejects", None, "r1")], "rejected"),
    ("a yes told as readiness", [("2024-03-04", "Ukraine on Monday proposed to Russia an exchange of all badly wounded prisoners."),
                                 ("2024-03-06", "Russia is ready for an exchange of wounded prisoners provided that it covers the airmen held in Poltava, human rights commissioner Tatyana Moskalkova "
                                  "said on Wednesday.")], [("accepts_with_conditions", "2024-03-06", "r1")], "open"),
    ("with conditions, then without", [("2024-03-04", "Serbia on Monday offered Kosovo a truce along the Ibar river until Easter."),
                                       ("2024-03-06", "Kosovo will agree to the truce if Serbia withdraws its police from Zvecan, Prime Minister Albin Kurti said on Wednesday."),
                                       ("2024-03-09", "Kosovo accepted the truce on Saturday without conditions.")],
     [("accepts_with_conditions", "2024-03-06", "r1"), ("accepts", "2024-03-09", "r2")], "accepted"),
    ("both of those invited", [("2024-11-04", "Kuwait on Monday invited Oman and the United Arab Emirates to Kuwait City on 20 November to talk about the barrier at Dibba."),
                               ("2024-11-06", "The United Arab Emirates will take part in the meeting in Kuwait City, Minister of State Khalifa Shaheen said on Tuesday."),
                               ("2024-11-11", "Oman will attend the Kuwait meeting as long as lorries are waved through until then, Foreign Minister Badr al-Busaidi said on Sunday.")],
     [("accepts", "2024-11-05", "r1"), ("accepts_with_conditions", "2024-11-10", "r2")], "open"),
    ("will not come", [TALKS, ("2024-11-06", "Peru will not come to Manaus, its foreign minister said on Tuesday.")], [("rejects", "2024-11-05", "r1")], "rejected"),
    ("comes to something else", [TALKS, ("2024-11-06", "Peru will attend the copper fair in Santiago, its trade minister said on Tuesday.")], [], "open"),
    ("refuses something else", [("2024-03-04", "Iran on Monday proposed to Iraq a joint patrol on the Shatt al-Arab."),
                                ("2024-03-07", "Iraq rejected a loan offered by Iran for the port of Fao on Thursday.")], [], "open"),
    ("another offer of its own", [("2024-03-04", "Ukraine on Monday proposed to Russia an exchange of all badly wounded prisoners."),
                                  ("2024-03-06", "Russia is ready to open a corridor for grain ships to Ukraine, the foreign ministry in Moscow said on Wednesday.")], [], "open"),
    ("as a trap", [MUSCAT, ("2024-03-08", "Sudan dismissed the invitation as a trap.")], [("rejects", None, "r1")], "rejected"),
    ("both sides", [MUSCAT, ("2024-03-08", "Both sides accepted the Omani invitation on Thursday.")], [("accepts", "2024-03-07", "r1"), ("accepts", "2024-03-07", "r1")], "accepted"),
    ("one and the other", [MUSCAT, ("2024-03-08", "Chad said yes to the talks in Muscat, while Sudan said it needed more time.")], [("accepts", None, "r1"), ("evades", None, "r1")], "open"),
    ("it", [PLAN, ("2024-03-08", "The Sudanese plan found few friends. Chad's government has rejected it.")], [("rejects", None, "r1")], "rejected"),
    ("something of their own", [PLAN, ("2024-03-08", "Chad put forward a plan of its own on Thursday.")], [("counter_proposes", "2024-03-07", "r1")], "superseded"),
    ("half of it", [PLAN, ("2024-03-08", "Chad accepted the first stage of the plan.")], [("accepts_with_conditions", None, "r1")], "open"),
    ("the rebels", [PAUSE, ("2024-03-08", "The rebels dismissed the plan as a trap.")], [("rejects", None, "r1")], "rejected"),
    ("the pause", [PAUSE, ("2024-03-08", "The Azawad Salvation Front said it would respect the pause.")], [("accepts", None, "r1")], "accepted"),
    ("asked about it", [MUSCAT, ("2024-03-08", "Asked about the Omani initiative, Chad's foreign minister said only that he had read it.")], [("evades", None, "r1")], "open"),
    ("one yes, one no", [FOUR, ("2024-03-08", "Pristina said yes to EU mediation, Belgrade said no.")], [("accepts", None, "r1"), ("rejects", None, "r1")], "open"),
    ("in principle", [FISH, ("2024-03-06", "Russia on Wednesday agreed in principle to the commission proposed by Norway.")], [("accepts_with_conditions", "2024-03-06", "r1")], "open"),
    ("merit", [FISH, ("2024-03-06", "Russia sees merit in the Norwegian proposal, Deputy Foreign Minister Igor Petrov said on Wednesday.")], [("accepts", "2024-03-06", "r1")], "accepted"),
    ("back turned", [FISH, ("2024-03-06", "Russia turned its back on the Norwegian proposal.")], [("rejects", None, "r1")], "rejected"),
    ("called names", [FISH, ("2024-03-06", "Moscow called the Norwegian offer a farce.")], [("rejects", None, "r1")], "rejected"),
    ("willing if", [FISH, ("2024-03-06", "Russia is willing to sit on the commission if Norway releases two trawlers.")], [("accepts_with_conditions", None, "r1")], "open"),
    ("green light", [FISH, ("2024-03-06", "Russia gave the green light to a joint commission with Norway on Wednesday.")], [("accepts", "2024-03-06", "r1")], "accepted"),
    ("only expected", [FISH, ("2024-03-06", "Norway expects Russia to reject the proposal.")], [], "open"),
    ("a protest", [FISH, ("2024-03-06", "Russia rejected a Norwegian protest over a drone.")], [], "open"),
    ("a union of fishermen", [FISH, ("2024-03-06", "Russia's fishermen's union welcomed the Norwegian proposal.")], [], "open"),
    ("neither", [FOUR, ("2024-03-08", "Neither Serbia nor Kosovo has accepted the plan.")], [], "open"),
    ("another host", [MUSCAT, ("2024-03-08", "Sudan will come to Nairobi for talks with Chad, its foreign minister said on Thursday.")], [], "open"),
    ("somebody else's offer", [MUSCAT, ("2024-03-08", "Chad accepted Qatar's offer of food aid for the refugees.")], [], "open"),
    ("others welcome it", [MUSCAT, ("2024-03-08", "France welcomed the Omani proposal.")], [], "open"),
    ("a charge, no offer", [PLAN, ("2024-03-08", "Chad rejected the charge that it had closed the crossing.")], [], "open"),
    ("only urged", [MUSCAT, ("2024-03-08", "Oman urged Sudan to accept the proposal. Chad has not replied to the invitation.")], [], "open"),
    ("a budget", [MUSCAT, ("2024-03-08", "Sudan's parliament rejected the budget on Wednesday.")], [], "open"),
    ("outside help", [FOUR, ("2024-03-06", "Kosovo would gladly accept the European Union's help, Prime Minister Albin Kurti said on Wednesday.")], [("accepts", "2024-03-06", "r1")], "open"),
    ("no mediator needed", [FOUR, ("2024-03-06", "Serbia's foreign minister, Marko Djuric, said on Wednesday that his country did not need a mediator.")], [("rejects", "2024-03-06", "r1")], "open rejected"),
    ("out of the question", [EXCHANGE, ("2024-03-08", "An exchange of prisoners is out of the question, Azerbaijani Foreign Minister Jeyhun Bayramov said on Thursday.")],
     [("rejects", "2024-03-07", "r1")], "rejected"),
    ("prepared to accept", [PAUSE, ("2024-03-08", "The Azawad Salvation Front was prepared to accept the truce provided that Mali lifted its blockade of Ber, it said on Thursday.")],
     [("accepts_with_conditions", "2024-03-07", "r1")], "open"),
    ("a journey to come", [TALKS, ("2024-11-06", "Peruvian Foreign Minister Ana Soto will travel to Manaus next week, her ministry announced on Tuesday.")], [("accepts", "2024-11-05", "r1")], "accepted"),
    ("refuses to apologise", [TALKS, ("2024-11-06", "Peru refused to apologise for the detention of two Brazilian fishermen.")], [], "open"),
    ("agrees to a deed of its own", [FOUR, ("2024-03-08", "Kosovo agreed to reopen the bridge.")], [], "open"),
    ("declines to comment", [TALKS, ("2024-11-06", "Peru declined to comment on the Brazilian invitation.")], [], "open"),
    ("silent but speaking", [TALKS, ("2024-11-06", "Peru has not responded to the invitation, but told state television that its fleet would stay.")], [], "open"),
    ("who was not asked", [PLAN, ("2024-03-08", "The African Union rejected the plan as too slow.")], [], "open"),
]


@pytest.mark.parametrize(("reports", "answers", "status"), [r[1:] for r in REPORTS], ids=[r[0] for r in REPORTS])
def test_answers_over_reports(reports: list[tuple[str, str]], answers: list[tuple[str, str | None, str]], status: str, know: Any) -> None:
    made = [code_text(text, published=day, publisher=f"Outlet {k}") for k, (day, text) in enumerate(reports)]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]
    now = state(Dossier(id="dossier:test", name="test", articles=tuple(r.document.id for r in records)), records, know)
    offer = now.ledger.proposals[0]
    assert [(r.answer, r.date.start, r.article) for r in offer.responses] == answers
    assert offer.status in status
    assert {article for _, _, article in answers} <= {p.article for p in offer.sources}
