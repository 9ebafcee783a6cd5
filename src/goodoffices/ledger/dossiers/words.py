"""Words that tell which affair or fact a passage is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ontology.knowledge import folded, straight

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_MARKS = str.maketrans("“”„«»–—…‘’", "\"\"\"\"\"  .''")
#: Marks that stand for one character; the dots of an ellipsis would move what follows.
_PLACED = str.maketrans("“”„«»–—‘’", "\"\"\"\"\"  ''")
_ENDINGS = ("'s", "ing", "ied", "ies", "ed", "es", "s")


def tokens(text: str) -> list[str]:
    """Words and numbers in lower case, without accents."""
    plain = text.translate(_MARKS)
    return _WORD.findall((plain if plain.isascii() else folded(straight(plain))).lower())


def placed(text: str) -> list[tuple[str, int, int]]:
    """The words of `tokens`, each with where it begins and ends in the text."""
    plain = text.translate(_PLACED)
    return [(m[0].lower() if m[0].isascii() else folded(m[0]).lower(), m.start(), m.end()) for m in _WORD.finditer(plain)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its inflection, roughly: enough for "prisoners" to meet "prisoner", and "swapped" "swap"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            if ending in ("ied", "ies"):
                return base + "y"
            if ending in ("ing", "ed") and len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl":
                base = base[:-1]
            return base.removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def telling(text: str) -> frozenset[str]:
    """The stems of a passage that are no stop words."""
    stop = settings().words["stop"]
    return frozenset(stem(w) for w in tokens(text) if len(w) > 2 and w not in stop and not w[0].isdigit())


def numbers(text: str) -> frozenset[str]:
    """Numbers written in digits, years and days of months apart."""
    found = {w.replace(",", "") for w in tokens(text) if w[0].isdigit()}
    return frozenset(n for n in found if n.isdigit() and int(n) > 31 and not 1900 <= int(n) <= 2100)


def points_back(text: str, more: str = "") -> bool:
    """Does the passage speak of an offer as known: "the plan", "yesterday's invitation", "the Nadi idea"? `more`: a class of further words by which it
    may be called; then its author's name does as well ("Hungary's invitation")."""
    lists = settings().words
    words, nouns = tokens(text), lists["pointing"] | lists.get(more, frozenset())
    return any(w in nouns and any(a in lists["article"] or (more and a.endswith("'s")) for a in words[max(0, k - 3):k]) for k, w in enumerate(words))


def is_fresh(text: str) -> bool:
    """Does the passage call the thing another one than before: "a new offer", "a second round"?"""
    fresh = settings().words["fresh"]
    return any(w in fresh for w in tokens(text))


def shared(a: Iterable[str], b: frozenset[str], weight: dict[str, float]) -> float:
    """Share of the weight of the smaller set that both have, 0..1; a word without weight counts 1."""
    one, two = frozenset(a), b
    if not one or not two:
        return 0.0
    both = sum(weight.get(w, 1.0) for w in one & two)
    least = min(sum(weight.get(w, 1.0) for w in one), sum(weight.get(w, 1.0) for w in two))
    return both / max(least, 3.0)
