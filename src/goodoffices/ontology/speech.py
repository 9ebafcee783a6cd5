"""How a statement is told again: with the verb it was made with, denials as denials, pieces of a sentence told apart from sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from goodoffices.model import Statement
from goodoffices.ontology.tables import SHIPPED, rows

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@lru_cache(maxsize=1)
def speech_words() -> MappingProxyType[str, frozenset[str]]:
    """The word lists of `speech_words.tsv`, by class. Raises TableError with file and line for a bad row."""
    return MappingProxyType({row["class"]: frozenset(row["words"].split()) for row in rows(SHIPPED / "speech_words.tsv", ("class", "words"))})


def verb_of(said: Statement) -> str:
    """The verb of the statement as it is told again ("denied"); "said" where the cue is plain, no verb ("according to"), or missing."""
    lists = speech_words()
    cue = " ".join(said.cue.text.split()) if said.cue else ""
    first, *rest = cue.split() or [""]
    word = first.casefold()
    if not word.isalpha() or word in lists["plain"]:
        return "said"
    if word.endswith("ing"):
        word = word[:-3]
        word = "wrote" if word == "writ" else f"{word[:-1]}ied" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}ed"
    elif not (word.endswith(("ed", "s")) or word in lists["verbs"]):
        return "said"
    return " ".join([word, *rest])


def denies(said: Statement) -> bool:
    """Does the speaker deny what the statement holds?"""
    return said.cue is not None and any(w in speech_words()["denial"] for w in _words(said.cue.text))


def is_fragment(said: Statement) -> bool:
    """Does what is said mean nothing without its sentence: a pronoun, a single word, a piece that hangs on the verb?"""
    lists = speech_words()
    found = _words(said.content.text)
    return len(found) < 2 or all(w in lists["word"] for w in found) or (not said.direct and found[0] in lists["head"])


def retold(who: str, said: Statement) -> str:
    """ "Ethiopia denied that its troops had fired"; what begins like a sentence of its own, or with a quotation mark, stands behind a colon."""
    words = " ".join(" ".join(part.text for part in said.parts or (said.content,)).split())
    verb = verb_of(said)
    joined = words[:1].islower() or (words[:1].isalnum() and verb.partition(" ")[0] in speech_words()["object"])
    return f"{who} {verb} {words}" if joined else f"{who} {verb}: {words}"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
