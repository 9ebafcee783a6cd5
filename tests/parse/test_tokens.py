"""The shipped tokenizer cuts as spaCy does, and every word stands where it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.parse.pipeline import make_tokenizer, spacy_pipeline
from goodoffices.parse.tokens import load_tokenizer

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").iterdir())
OURS, SPACY = load_tokenizer(), make_tokenizer()

CASES = {
    "hyphens are words": ("a cease-fire", ["a", "cease", "-", "fire"]),
    "prefix stays": ("anti-aircraft guns", ["anti-aircraft", "guns"]),
    "dash without spaces": ("nations—including Oslo", ["nations", "—", "including", "Oslo"]),
    "possessive": ("Lima’s offer", ["Lima", "’s", "offer"]),
    "negation": ("they don't", ["they", "do", "n't"]),
    "abbreviation in brackets": ("(R-Fla.)", ["(", "R", "-", "Fla.", ")"]),
    "abbreviation before a comma": ("the U.S., Oslo", ["the", "U.S.", ",", "Oslo"]),
    "doubled apostrophes": ("''yes''", ["''", "yes", "''"]),
    "quotation marks": ("“We will come.”", ["“", "We", "will", "come", ".", "”"]),
    "address": ("see https://example.org/a-b", ["see", "https://example.org/a-b"]),
    "sum": ("$5m", ["$", "5", "m"]),
}


@pytest.mark.parametrize(("text", "words"), CASES.values(), ids=CASES)
def test_words(text: str, words: list[str]) -> None:
    assert OURS(text)[0] == words


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_as_spacy_cuts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words, begin, _ = OURS(text)
    assert list(zip(words, begin, strict=True)) == [(t.text, t.idx) for t in SPACY(text) if not t.is_space]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    words, begin, end = OURS(text)
    assert [text[a:b] for a, b in zip(begin, end, strict=True)] == words
    assert "".join(words) == "".join(text.split())


def test_spacy_pipeline() -> None:
    doc = spacy_pipeline()("Oslo offered to host talks. Lima refused.")
    assert [s.text for s in doc.sents] == ["Oslo offered to host talks.", "Lima refused."]
    assert doc[1].lemma_ == "offer" and doc[1].pos_ == "VERB" and doc[0].dep_ == "nsubj" and doc[0].head == doc[1]


def test_coding_does_without_spacy() -> None:
    code = "import sys; from goodoffices import code_text; code_text('Oslo offered to host talks.'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
