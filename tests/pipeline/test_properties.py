"""What holds for any text: the record validates, offsets agree, the same input gives the same output, nothing escapes."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices import code_text
from goodoffices.model import Article, Record
from goodoffices.pipeline import code_article, code_stream, spans_agree

WORDS = st.sampled_from("""Russia Ukraine Kyiv the said offered rejected talks "We will come," not . , ; on Monday 48 hours President Xi Jinping if unless its he they attack
killed five people ’s “ ” ‘ ( ) – and of to in Oslo deadline ultimatum border 2021 \n\n U.S. Mr. ! ? ... ceasefire host meet between""".split(" "))
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_a_record_that_validates(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    record = code_text(text, published="2024-05-07")
    again = msgspec.json.decode(msgspec.json.encode(record), type=Record)
    assert again == record
    assert spans_agree(record)
    known = {a.id for a in record.actors}
    statements = {s.id for s in record.statements}
    for event in record.events:
        assert event.evidence and set(event.actors) | set(event.recipients) <= known
        assert event.statement is None or event.statement in statements
    for actor in record.actors:
        assert set(actor.members) <= known


def article(number: int, text: str) -> Article:
    return Article(id=f"a{number}", text=text, name=f"a{number}", published="2024-05-07", published_source="given", language="en")


ARTICLES = [article(0, "Norway has offered to mediate between Guyana and Venezuela."), article(1, "Peru recalled its ambassador from Bolivia. Lima closed the border."),
            article(2, '"We will wait," Foreign Minister Nigina Rahmatova told Radio Sughd on Monday.'), article(3, "")]


def test_neighbours_and_order_change_nothing() -> None:
    alone = [msgspec.json.encode(code_article(a)) for a in ARTICLES]
    together = [msgspec.json.encode(r) for r in code_stream(ARTICLES)]
    backwards = [msgspec.json.encode(r) for r in code_stream(reversed(ARTICLES))]
    assert alone == together == backwards[::-1]


def test_workers_change_nothing() -> None:
    assert list(code_stream(ARTICLES, workers=2)) == list(code_stream(ARTICLES))


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_hash_seed_changes_nothing(seed: str) -> None:
    program = "from goodoffices import code_text; import msgspec, hashlib; t = 'Kenya, Uganda and two other states have offered to host talks between Sudan and Chad. " \
              "Both sides accepted. Critics say it is a ploy.'; print(hashlib.sha256(msgspec.json.encode(code_text(t, published='2024-05-07'))).hexdigest())"
    outputs = {subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": s}, capture_output=True, text=True, check=True).stdout for s in (seed, "7")}
    assert len(outputs) == 1


def test_another_language_is_warned_of_and_not_coded() -> None:
    text = "Le président a déclaré mercredi que les pourparlers reprendraient la semaine prochaine à Genève."
    record = code_article(Article(id="f", text=text, name="f", language="fr", published="2024-05-07", published_source="given"))
    assert [w.code for w in record.warnings] == ["unsupported_language"]
    assert record.events == () and record.sentences


def test_without_a_publication_date_relative_dates_stay_open() -> None:
    record = code_text("Peru recalled its ambassador from Bolivia on Monday.")
    assert "no_publication_date" in {w.code for w in record.warnings}
    assert record.events[0].date.start is None and record.events[0].date.text == "on Monday"


def test_long_feature() -> None:
    text = "\n\n".join(["Norway has offered to mediate between Guyana and Venezuela, its foreign minister said on Monday. " * 6] * 40)
    record = code_text(text, published="2024-05-07")
    assert len(text.split()) > 3000 and spans_agree(record)


SHORT = ("Lima said it was ready and", "SAY C", "He told him", "said", "“", "that", "According to", "Oslo,", "told X: ", "X said Y", "He said that", "- ", "by", "Mr", "if", "\"said\"", "Lima said, Oslo")


@pytest.mark.parametrize("text", SHORT)
def test_the_shortest_texts_give_a_record(text: str) -> None:
    assert spans_agree(code_text(text, published="2024-05-07"))
