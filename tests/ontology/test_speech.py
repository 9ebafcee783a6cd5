"""How statements are told again."""

from __future__ import annotations

import pytest

from goodoffices.model import Span, Statement
from goodoffices.ontology.speech import denies, is_fragment, retold


def said(cue: str | None, words: str, *, direct: bool = False) -> Statement:
    return Statement(id="statement:1", speaker="government:FJI", direct=direct, cue=Span(start=0, end=len(cue), text=cue) if cue else None,
                     content=Span(start=100, end=100 + len(words), text=words))


TOLD = [
    ("a denial keeps its verb", "denied", "that boats had been rammed", "Fiji denied that boats had been rammed", True),
    ("a participle is told in the past", "denying", "that boats had been rammed", "Fiji denied that boats had been rammed", True),
    ("another participle", "accusing", "Tonga of ramming boats", "Fiji accused Tonga of ramming boats", False),
    ("told is said", "told", "that the reef is shut", "Fiji said that the reef is shut", False),
    ("a preposition is no verb", "according to", "The reef is shut", "Fiji said: The reef is shut", False),
    ("a noun is no verb", "post", "that the reef is shut", "Fiji said that the reef is shut", False),
    ("no cue", None, "The reef is shut", "Fiji said: The reef is shut", False),
    ("a quotation stands behind a colon", "wrote", '"The reef is shut,"', 'Fiji wrote: "The reef is shut,"', False),
    ("scorn is no denial", "dismissed", "the note as noise", "Fiji dismissed the note as noise", False),
]


@pytest.mark.parametrize(("cue", "words", "line", "denial"), [c[1:] for c in TOLD], ids=[c[0] for c in TOLD])
def test_statements_are_told_with_their_verb(cue: str | None, words: str, line: str, denial: bool) -> None:
    statement = said(cue, words)
    assert (retold("Fiji", statement), denies(statement)) == (line, denial)


@pytest.mark.parametrize(("words", "direct", "fragment"), [("this", False, True), ("yes", True, True), ("of hiding boats", False, True), ("no to both", False, False),
                                                           ("of all things, a reef", True, False), ("the reef is shut", False, False)])
def test_fragments(words: str, direct: bool, fragment: bool) -> None:
    assert is_fragment(said("said", words, direct=direct)) is fragment
