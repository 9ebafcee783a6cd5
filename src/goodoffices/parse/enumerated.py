"""Numbered and lettered paragraphs, as communiqués and resolutions have them: "1. The Council ...", "decides to: (a) uphold ...; (b) call on ...".

The number is no sentence and no part of the clause behind it; a clause without a subject has that of the words that lead in the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.parse.nlp import Annotation

NUMBER = re.compile(r"(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])\Z")
JOINED = re.compile(r"(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\Z")
CLOSING = frozenset({".", ")"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})
#: Forms in which such a clause begins: "uphold", "Condemns", "Recalling".
FORMS = frozenset({"VB", "VBZ", "VBP", "VBG"})


def mark(words: Sequence[str], first: int, end: int) -> int:
    """How many words the number or letter before a paragraph has ("1 .", "( a )", "ii ."), 0 where there is none or nothing follows."""
    count = 0
    if first + 3 < end and words[first] in ("(", "[") and NUMBER.match(words[first + 1]) and words[first + 2] in (")", "]"):
        count = 3
    elif first + 2 < end and NUMBER.match(words[first]) and words[first + 1] in CLOSING and not words[first].isupper():
        count = 2
    elif first + 1 < end and JOINED.match(words[first]):
        count = 1
    return count


def style(words: Sequence[str], first: int, end: int) -> str:
    """The kind of number a paragraph begins with: "1", "a", or nothing."""
    count = mark(words, first, end)
    word = next((w for w in words[first : first + count] if w.strip("().[]")), "")
    return "" if not count else "1" if word[0].isdigit() else "a"


def leads(a: Annotation, sentences: Sequence[tuple[int, int]], begins: Sequence[bool]) -> dict[int, int]:
    """For the root of each clause of a list that has no subject, the subject of the words that lead it in. `begins` tells which sentences open a paragraph."""
    out: dict[int, int] = {}
    subject, own, kind = None, "", ""
    for number, (first, end) in enumerate(sentences):
        root = next((i for i in range(first, end) if a.head[i] == i), None)
        if root is None:
            continue
        here = style(a.words, first, end) if begins[number] else ""
        owned = any(a.head[k] == root and a.dep[k] in SUBJECTS for k in range(first, end))
        verb = a.pos[root] == "VERB" and a.tag[root] in FORMS and not owned
        if subject is not None and begins[number]:
            bare = kind == "," and a.tag[root] == "VBG"  # "Recalling its resolution,"
            if verb and ((here and here != own) or bare) and root <= first + mark(a.words, first, end) + 3:
                out[root] = subject
            elif here == own or (not here and (owned or kind != ",")):
                subject = None
        if begins[number] and subject is None and (found := _leading(a, first, end, root)) is not None:
            subject, own, kind = found, here, a.words[end - 1]
    return out


def _leading(a: Annotation, first: int, end: int, root: int) -> int | None:
    """The subject of words that lead in a list: "the Council decides to:", or "The Security Council," alone."""
    last = a.words[end - 1]
    if last == ":":
        return next((k for k in range(first, end) if a.head[k] == root and a.dep[k] in ("nsubj", "nsubj:pass")), None)
    alone = last == "," and a.pos[root] in ("PROPN", "NOUN") and end - first < 30 and (a.pos[first] == "DET" or end - first == 2) and all(a.pos[k] not in ("VERB", "AUX") for k in range(first, end))
    return root if alone else None
