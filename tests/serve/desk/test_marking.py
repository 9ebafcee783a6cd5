"""The words of a search in the text of an article: where they stand, and that no character is lost or told twice."""

from __future__ import annotations

import pytest

from goodoffices.model import Span
from goodoffices.serve.desk.marking import Entry, paragraphs, places

TEXT = "Talks began.\nPeru's talks with Bolivia: TALKS about the lake, small talk (a lake)."


@pytest.mark.parametrize(("asked", "found"), [("talks", ["Talks", "talks", "TALKS"]), ("lake talks", ["Talks", "talks", "TALKS", "lake", "lake"]), ('"the lake"', ["the lake"]), ("talks -lake", ["Talks", "talks", "TALKS"]),
                                              ("tal", []), ("", []), ("-talks", []), ("peru's", ["Peru's"]), ("(", []), ("[a", ["a"])])
def test_places(asked: str, found: list[str]) -> None:
    assert [TEXT[a:b] for a, b in places(TEXT, asked)] == found


def test_coded_words_and_those_looked_for_may_overlap() -> None:
    start = TEXT.index("talks with")
    entry = Entry(1, "x", "event", "event", "", (), (Span(start=start, end=start + 18, text=TEXT[start : start + 18]),))
    shown = paragraphs(TEXT, [entry], [(start - 7, start + 5), (start + 11, start + 25)])
    assert ["".join(p.text for p in pieces) for pieces in shown] == TEXT.split("\n")
    assert [(p.text, p.kind, p.hit, p.opens) for p in shown[1] if p.hit] == [("Peru's ", "", 1, True), ("talks", "event", 1, False), ("Bolivia", "event", 2, True), (": TALKS", "", 2, False)]
    assert [p.ends for p in shown[1] if p.ends] == [(1,)]
