"""Answers to an offer that an earlier report describes: what words answer, and to which offer they go."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.ledger.dossiers.answers import answer_of, before_condition
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Dossier
from goodoffices.pipeline import code_text

WORDS = [
    ("Oman will attend the Kuwait meeting", True, "accepts"), ("The delegation would take part in the talks", True, "accepts"), ("Moscow is ready for the exchange", True, "accepts"),
    ("Oman will attend as long as lorries may pass", True, "accepts_with_conditions"), ("Kenya would join the survey on condition that the men are freed", True, "accepts_with_conditions"),
    ("Peru will not come to Manaus", True, "rejects"), ("We won't attend", True, "rejects"), ("Chile would study the invitation", True, "evades"),
    ("Peru will not come unless the fleet leaves", True, "accepts_with_conditions"), ("Azerbaijan has turned down the exchange", False, "rejects"), ("Somalia has agreed to come", False, "accepts"),
    ("The harvest will be good", True, None), ("Peru turned thirty nets over to the police", True, None), ("Nobody accepted blame", True, None)]


@pytest.mark.parametrize(("words", "said", "answer"), WORDS, ids=[w[0] for w in WORDS])
def test_what_words_answer(words: str, said: bool, answer: str | None) -> None:
    assert answer_of(tokens(words), said=said) == answer


def test_the_words_before_a_condition() -> None:
    assert before_condition("Oman will attend the meeting as long as lorries pass") == "Oman will attend the meeting"
    assert before_condition("Oman will attend the meeting") == "Oman will attend the meeting"


EXCHANGE = ("2024-03-04", "Armenia on Monday proposed an exchange of all prisoners to Azerbaijan.")
TALKS = ("2024-11-04", "Brazil on Monday invited Peru to talks in Manaus about the anchovy fishery.")
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
     [("accepts", "2024-11-05", "r1"), ("accepts_with_conditions", None, "r2")], "open"),
    ("will not come", [TALKS, ("2024-11-06", "Peru will not come to Manaus, its foreign minister said on Tuesday.")], [("rejects", "2024-11-05", "r1")], "rejected"),
    ("comes to something else", [TALKS, ("2024-11-06", "Peru will attend the copper fair in Santiago, its trade minister said on Tuesday.")], [], "open"),
    ("refuses something else", [("2024-03-04", "Iran on Monday proposed to Iraq a joint patrol on the Shatt al-Arab."),
                                ("2024-03-07", "Iraq rejected a loan offered by Iran for the port of Fao on Thursday.")], [], "open"),
    ("another offer of its own", [("2024-03-04", "Ukraine on Monday proposed to Russia an exchange of all badly wounded prisoners."),
                                  ("2024-03-06", "Russia is ready to open a corridor for grain ships to Ukraine, the foreign ministry in Moscow said on Wednesday.")], [], "open"),
]


@pytest.mark.parametrize(("reports", "answers", "status"), [r[1:] for r in REPORTS], ids=[r[0] for r in REPORTS])
def test_answers_over_reports(reports: list[tuple[str, str]], answers: list[tuple[str, str | None, str]], status: str, know: Any) -> None:
    made = [code_text(text, published=day, publisher=f"Outlet {k}") for k, (day, text) in enumerate(reports)]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]
    now = state(Dossier(id="dossier:test", name="test", articles=tuple(r.document.id for r in records)), records, know)
    offer = now.ledger.proposals[0]
    assert [(r.answer, r.date.start, r.article) for r in offer.responses] == answers
    assert offer.status == status
    assert {article for _, _, article in answers} <= {p.article for p in offer.sources}
