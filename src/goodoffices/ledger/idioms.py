"""Finds set phrases of a word list in the text: words or lemmas in order, "a|b" for either, "*" for up to three words between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.model import Parsed

GAP = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """The phrase found and its first and last token."""

    phrase: str
    first: int
    last: int


@lru_cache(maxsize=64)
def _index(phrases: frozenset[str]) -> dict[str, tuple[tuple[str, tuple[frozenset[str] | None, ...]], ...]]:
    """Phrases by each word they may begin with, longest first."""
    out: dict[str, list[tuple[str, tuple[frozenset[str] | None, ...]]]] = {}
    for phrase in sorted(phrases, key=lambda x: (-len(x.split()), x)):
        words = tuple(None if w == "*" else frozenset(w.split("|")) for w in phrase.split())
        for first in words[0] or ():
            out.setdefault(first, []).append((phrase, words))
    return {k: tuple(v) for k, v in out.items()}


def find(p: Parsed, tokens: Iterable[int], phrases: frozenset[str]) -> list[Hit]:
    """All phrases that stand in the tokens, in text order."""
    index, inside, out = _index(phrases), list(tokens), []
    place = {t: k for k, t in enumerate(inside)}
    for t in inside:
        for word in {p.lower[t], p.lemma[t]}:
            for phrase, words in index.get(word, ()):
                last = _end(p, inside, place[t], words)
                if last is not None:
                    out.append(Hit(phrase, t, last))
                    break
            else:
                continue
            break
    return out


def _end(p: Parsed, tokens: list[int], at: int, words: tuple[frozenset[str] | None, ...]) -> int | None:
    """The last token of a phrase that begins at position `at`, None if it does not stand there."""
    k, gap = at, 0
    for word in words:
        if word is None:
            gap = GAP
            continue
        for step in range(gap + 1):
            if k + step < len(tokens) and (p.lower[tokens[k + step]] in word or p.lemma[tokens[k + step]] in word):
                k += step + 1
                break
        else:
            return None
        gap = 0
    return tokens[k - 1]
