"""Which articles are copies of others: the same text, a text that says so, or one most of whose sentences stood in an earlier one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Record


@dataclass(frozen=True, slots=True)
class Print:
    """What of an article shows whether it is a copy: its text's digest, its longer sentences as bare words, and what it was filed as a copy of."""

    article: str
    sha256: str
    sentences: frozenset[str]
    duplicate_of: str | None


def print_of(record: Record) -> Print:
    document = record.document
    return Print(document.id, document.sha256, fingerprints(record, int(settings().limits["reprint_words"])), document.duplicate_of)


def originals(records: tuple[Record, ...]) -> dict[str, str]:
    """The article each one is a copy of, by id; itself where it is none. `records` stand in order of publication."""
    return copies([print_of(record) for record in records])


def copies(prints: Sequence[Print]) -> dict[str, str]:
    """As `originals`."""
    return Copier().copies(prints)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An article that was looked at, with its original, and what nobody before it had: its digest, these sentences."""

    print: Print
    origin: str
    first: bool
    new: tuple[str, ...]


class Copier:
    """Finds the originals, and again when there are more articles: what stands before the first change in the order is not looked at anew."""

    def __init__(self) -> None:
        self._by_digest: dict[str, str] = {}
        self._by_sentence: dict[str, str] = {}
        self._seen: list[_Seen] = []

    def copies(self, prints: Sequence[Print]) -> dict[str, str]:
        """As `originals`; `prints` stand in order of publication."""
        same = next((n for n, (seen, new) in enumerate(zip(self._seen, prints)) if seen.print is not new), min(len(self._seen), len(prints)))
        while len(self._seen) > same:
            self._forget()
        for new in prints[same:]:
            self._look(new)
        out = {seen.print.article: seen.origin for seen in self._seen}
        for new in prints:
            told = new.duplicate_of
            if told is not None and told in out and told != new.article:
                out[new.article] = out[told]
        return {k: _root(out, k) for k in out}

    def _look(self, new: Print) -> None:
        votes = Counter(self._by_sentence[s] for s in new.sentences if s in self._by_sentence)
        best = min(votes, key=lambda a: (-votes[a], a)) if votes else None
        if new.sha256 in self._by_digest:
            origin = self._by_digest[new.sha256]
        elif best is not None and votes[best] >= settings().limits["reprint_share"] * len(new.sentences):
            origin = best
        else:
            origin = new.article
        seen = _Seen(new, origin, new.sha256 not in self._by_digest, tuple(s for s in new.sentences if s not in self._by_sentence))
        self._by_digest.setdefault(new.sha256, origin)
        self._by_sentence |= dict.fromkeys(seen.new, origin)
        self._seen.append(seen)

    def _forget(self) -> None:
        """The last article, as if it had never been there."""
        seen = self._seen.pop()
        if seen.first:
            del self._by_digest[seen.print.sha256]
        for sentence in seen.new:
            del self._by_sentence[sentence]


def fingerprints(record: Record, least: int) -> frozenset[str]:
    """The sentences of an article as bare words, those of fewer than `least` words left out."""
    text = record.document.text
    found = (tokens(text[s.start:s.end]) for s in record.sentences)
    return frozenset(" ".join(words) for words in found if len(words) >= least)


def _root(links: dict[str, str], ident: str) -> str:
    seen = {ident}
    while links[ident] not in seen:
        ident = links[ident]
        seen.add(ident)
    return ident if links[ident] == ident else min(seen)
