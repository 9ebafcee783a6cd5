"""Statements: who said what. Columns: id, text, content, speaker, direct."""

from __future__ import annotations

import pytest

from goodoffices import code_text

CASES = [
    ("straight", '"Nobody haggles over his own pump," Foreign Minister Nigina Rahmatova said.', '"Nobody haggles over his own pump,"', "person:nigina-rahmatova", True),
    ("curly", "“We will wait,” Foreign Minister Nigina Rahmatova said.", "“We will wait,”", "person:nigina-rahmatova", True),
    ("several-sentences", '"It is over. We go home," said Prime Minister Aibek Toromatov.', '"It is over. We go home,"', "person:aibek-toromatov", True),
    ("indirect", "Kenya said on Monday that it would send a mediator.", "that it would send a mediator", "government:KEN", False),
    ("indirect-last", "Five ships have left the port, the Norwegian government said.", "Five ships have left the port", "government:NOR", False),
    ("mixed", 'Rabat would study the text "with cold eyes", the Moroccan foreign minister said.', 'Rabat would study the text "with cold eyes"', "government:MAR", True),
    ("denial-clause", "Ghana denied that its soldiers had crossed the border.", "that its soldiers had crossed the border", "government:GHA", False),
    ("denial-gerund", "Ghana denied having trained the gunmen.", "having trained the gunmen", "government:GHA", False),
    ("according-to", "According to the Kenyan government, five soldiers died.", "five soldiers died", "government:KEN", False),
    ("warned", "Egypt warned that the dam would dry the river.", "that the dam would dry the river", "government:EGY", False),
]


@pytest.mark.parametrize(("text", "content", "speaker", "direct"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_statement(text: str, content: str, speaker: str, direct: bool) -> None:
    statements = code_text(text, published="2024-05-07").statements
    assert (content, speaker, direct) in [(s.content.text, s.speaker, s.direct) for s in statements]


def test_split_quotation_has_parts() -> None:
    record = code_text('"We will come," Foreign Minister Nigina Rahmatova said, "if they stop."', published="2024-05-07")
    (said,) = record.statements
    assert [p.text for p in said.parts] == ['"We will come,"', '"if they stop."']
    assert said.content.text.startswith('"We will come,"') and said.content.text.endswith('"if they stop."')


def test_outlet() -> None:
    record = code_text('"We will wait," Foreign Minister Nigina Rahmatova told Radio Sughd.', published="2024-05-07")
    assert record.statements[0].outlet == "media:radio-sughd"


def test_medium_that_cites_a_source_is_the_outlet() -> None:
    record = code_text("Lusa, citing the Portuguese police, reported that two men drowned.", published="2024-05-07")
    assert (record.statements[0].speaker, record.statements[0].outlet) == ("police:PRT", "media:lusa")


SILENT = [("not-said", "Kenya did not say whether it would send a mediator."), ("if-said", "If Kenya says that it will come, the talks can begin."),
          ("scare-quotes", 'The "peace committee" met in Nairobi.')]


@pytest.mark.parametrize("text", [c[1] for c in SILENT], ids=[c[0] for c in SILENT])
def test_no_statement_where_nobody_says_anything(text: str) -> None:
    assert code_text(text, published="2024-05-07").statements == ()
