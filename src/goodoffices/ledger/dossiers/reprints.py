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
    limits = settings().limits
    by_digest: dict[str, str] = {}
    by_sentence: dict[str, str] = {}
    out: dict[str, str] = {}
    known = {p.article for p in prints}
    for new in prints:
        sentences = new.sentences
        votes = Counter(by_sentence[s] for s in sentences if s in by_sentence)
        best = min(votes, key=lambda a: (-votes[a], a)) if votes else None
        if new.sha256 in by_digest:
            origin = by_digest[new.sha256]
        elif best is not None and votes[best] >= limits["reprint_share"] * len(sentences):
            origin = best
        else:
            origin = new.article
        out[new.article] = origin
        by_digest.setdefault(new.sha256, origin)
        for s in sentences:
            by_sentence.setdefault(s, origin)
    for new in prints:
        told = new.duplicate_of
        if told in known and told is not None and told != new.article:
            out[new.article] = out[told]
    return {k: _root(out, k) for k in out}


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
