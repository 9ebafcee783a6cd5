"""Judgements by outsiders: what counts as one, and with which stance."""

from __future__ import annotations

import pytest

from goodoffices import code_text

LEAD = "Kenya on Monday offered Somalia talks in Nairobi on the maritime border.\n\n"

JUDGED = [
    ("ploy", "Amina Duale, an analyst at the Mogadishu Policy Centre, said the offer was meant to buy time."),
    ("ploy", "“It is a charade for the cameras,” said Peter Lindqvist, a political scientist at Uppsala University."),
    ("ploy", "Critics dismissed the offer as a publicity stunt."),
    ("genuine", "Amina Duale, an analyst at the Mogadishu Policy Centre, believes that Nairobi is serious about the talks."),
    ("genuine", "Former Ethiopian ambassador Tesfaye Bekele called the invitation a sincere gesture."),
    ("doubtful", "Observers are sceptical about the Kenyan offer."),
    ("doubtful", "A former UN mediator, Carla Oddone, said she was not convinced that Kenya meant it."),
    ("unlikely", "Analysts say Somalia is unlikely to accept the offer."),
    ("unlikely", "Professor Ali Warsame of Hargeisa University sees little chance of a deal this year."),
    ("unlikely", "“I don't expect these talks to lead anywhere,” said Ali Warsame, a historian at Hargeisa University."),
    ("likely", "Peter Lindqvist, a political scientist at Uppsala University, expects Somalia to accept."),
    ("likely", "Analysts believe that Mogadishu will come to the table in the end."),
    ("neutral", "It remains unclear whether the offer is meant seriously."),
    ("neutral", "“It is too early to say whether the offer is genuine,” said Amina Duale, an analyst at the Mogadishu Policy Centre."),
    ("doubtful", "Western diplomats doubt that the offer is sincere."),
    ("unlikely", "A breakthrough is unlikely, according to experts."),
    ("doubtful", "The International Crisis Group warned that the plan was too vague to work."),
    ("ploy", "Retired Kenyan general Joseph Kibet said the move was aimed at voters at home rather than at Somalia."),
    ("unlikely", "The analyst Rosa Lund does not expect the border to be closed."),
    ("unlikely", "“I do not think that Nairobi can replace Geneva,” said Rosa Lund, a Danish analyst."),
]

NOT_JUDGED = [
    "Somalia's foreign minister Abdi Said called the offer a trick.",
    "Analysts said the border dispute dates back to 2009.",
    "Amina Duale, an analyst at the Mogadishu Policy Centre, said the talks would cover fishing rights.",
    "Kenyan president William Ruto said he was serious about peace.",
    "Experts said the area may hold oil and gas.",
    "A professor at Hargeisa University said the rains were likely to last until June.",
    "Kenya said it was not bluffing.",
    "The two countries have a long history of mistrust.",
    "Fishermen in Lamu said they expected a good catch this year.",
    "The spokesman told reporters that it was too early to say when the talks would begin.",
    "The delegations are expected to arrive in Nairobi on Friday.",
    "A diplomat said the two ministers would meet on Friday.",
    "The United Nations called on both sides to negotiate in good faith.",
    "Somali lawmakers doubt the government's figures on the budget.",
    "An economist at the central bank expects inflation to fall.",
    "A resident said he had lost his boat in the storm.",
    "The United States welcomed the offer as an important step.",
    "Somalia believes that Kenya will drop its claim.",
    "The historian Ali Warsame was born in Kismayo and is likely to turn 80 this year.",
    "Lawyers for the fishermen said the arrests were unlawful.",
    "Somalia's economy secretary, Farah Nur, called the step blackmail.",
    "Opposition chairman Omar Jama dismissed the charge as propaganda.",
]


@pytest.mark.parametrize(("stance", "sentence"), [pytest.param(*row, id=row[1][:60]) for row in JUDGED])
def test_outsiders_judge(stance: str, sentence: str) -> None:
    assert [a.stance for a in code_text(LEAD + sentence, published="2024-05-07").ledger.assessments] == [stance]


@pytest.mark.parametrize("sentence", [pytest.param(row, id=row[:60]) for row in NOT_JUDGED])
def test_no_judgement(sentence: str) -> None:
    assert code_text(LEAD + sentence, published="2024-05-07").ledger.assessments == ()


def test_the_judged_thing_is_the_proposal_or_its_party() -> None:
    record = code_text(LEAD + "Critics dismissed the offer as a publicity stunt. Observers doubt that Somalia will sign.", published="2024-05-07")
    assert [(a.stance, a.subject) for a in record.ledger.assessments] == [("ploy", record.ledger.proposals[0].id), ("doubtful", "government:SOM")]


def test_the_move_that_is_judged_is_that_of_its_owner() -> None:
    text = """Kenya offered on Monday to meet Ugandan negotiators in Nairobi. Uganda proposed talks in Kampala instead on Tuesday.

Kenya's offer is a ploy to gain time, said Piet Moor, a scholar at Leiden University. Analysts called the Ugandan proposal sincere."""
    ledger = code_text(text, published="2024-05-08").ledger
    proposer = {p.id: p.proposer for p in ledger.proposals}
    assert [(proposer[a.subject or ""], a.stance) for a in ledger.assessments] == [("government:KEN", "ploy"), ("government:UGA", "genuine")]
