"""Text to words: spaCy's English tokenization, cut as the UD treebanks cut, without importing spaCy.

The rules stand in data/tokenizer.json, written by training/tokenizer.py from spaCy's own (MIT licence); the steps are those of
`spacy.tokenizer.Tokenizer` (see its `explain`). Importing spaCy alone would take half of the start-up time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files

CACHE_CHUNKS = 60_000
LONGEST_CACHED = 40  # characters; longer chunks are addresses and noise that will not come again

_CHUNK = re.compile(r"\S+")


class Tokenizer:
    """`prefix`, `suffix`, `infix` and `url` are regular expressions, `exceptions` maps a chunk to its words."""

    def __init__(self, prefix: str, suffix: str, infix: str, url: str, exceptions: Mapping[str, Sequence[str]]) -> None:
        self.prefix = re.compile(prefix).search
        self.suffix = re.compile(suffix).search
        self.infix = re.compile(infix).finditer
        self.url = re.compile(url).match
        self.exceptions = {form: tuple(words) for form, words in exceptions.items()}
        self.cache: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> tuple[list[str], list[int], list[int]]:
        """Words with their first and past-the-last character; white space is no word."""
        words: list[str] = []
        begin: list[int] = []
        end: list[int] = []
        for chunk in _CHUNK.finditer(text):
            at = chunk.start()
            for word in self.split(chunk.group()):
                words.append(word)
                begin.append(at)
                at += len(word)
                end.append(at)
        return words, begin, end

    def split(self, chunk: str) -> tuple[str, ...]:
        """The words of a chunk without white space, which together are the chunk."""
        found = self.cache.get(chunk)
        if found is None:
            found = self.exceptions.get(chunk) or self._split(chunk)
            if len(chunk) <= LONGEST_CACHED:
                if len(self.cache) >= CACHE_CHUNKS:
                    self.cache.clear()
                self.cache[chunk] = found
        return found

    def _split(self, chunk: str) -> tuple[str, ...]:
        before: list[str] = []
        after: list[str] = []
        rest, size = chunk, 0
        while rest and len(rest) != size and rest not in self.exceptions:
            size = len(rest)
            front, tail = self.prefix(rest), None
            low = front.end() if front else 0
            if low and rest[low:] in self.exceptions:
                before.append(rest[:low])
                rest = rest[low:]
                break
            tail = self.suffix(rest[low:])
            high = len(rest[low:]) - tail.start() if tail else 0
            if high and rest[:-high] in self.exceptions:
                after.append(rest[-high:])
                rest = rest[:-high]
                break
            if low and high and low + high <= len(rest):
                before.append(rest[:low])
                after.append(rest[-high:])
                rest = rest[low:-high]
            elif low:
                before.append(rest[:low])
                rest = rest[low:]
            elif high:
                after.append(rest[-high:])
                rest = rest[:-high]
        return self._joined([*before, *self._middle(rest), *reversed(after)])

    def _joined(self, words: list[str]) -> tuple[str, ...]:
        """Abbreviations and doubled apostrophes that the affix rules cut are put together again ("(R-Fla.)"); smileys are not."""
        out: list[str] = []
        for word in words:
            both = out[-1] + word if out else ""
            if both and self.exceptions.get(both) == (both,) and (both[0].isalpha() or both == "''"):
                out[-1] = both
            else:
                out.append(word)
        return tuple(out)

    def _middle(self, rest: str) -> tuple[str, ...]:
        known = self.exceptions.get(rest)
        if known is not None or not rest:
            return known or ()
        if self.url(rest):
            return (rest,)
        out: list[str] = []
        start = first = 0
        for cut in self.infix(rest):
            low, high = cut.span()
            if low == first:
                continue
            if low != start:
                out.append(rest[start:low])
            if low != high:
                out.append(rest[low:high])
            start = high
        if start < len(rest):
            out.append(rest[start:])
        return tuple(out)


def load_tokenizer() -> Tokenizer:
    """The shipped tokenizer."""
    rules = json.loads((files("goodoffices.parse") / "data" / "tokenizer.json").read_text(encoding="utf-8"))
    return Tokenizer(**rules)
