"""Which articles are copies of others: the same text, a text that says so, or one most of whose sentences stood in an earlier one."""

from __future__ import annotations

from collections import Counter

from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Record


def originals(records: tuple[Record, ...]) -> dict[str, str]:
    """The article each one is a copy of, by id; itself where it is none. `records` stand in order of publication."""
    limits = settings().limits
    by_digest: dict[str, str] = {}
    by_sentence: dict[str, str] = {}
    out: dict[str, str] = {}
    known = {r.document.id for r in records}
    for record in records:
        document = record.document
        sentences = fingerprints(record, int(limits["reprint_words"]))
        votes = Counter(by_sentence[s] for s in sentences if s in by_sentence)
        best = min(votes, key=lambda a: (-votes[a], a)) if votes else None
        if document.sha256 in by_digest:
            origin = by_digest[document.sha256]
        elif best is not None and votes[best] >= limits["reprint_share"] * len(sentences):
            origin = best
        else:
            origin = document.id
        out[document.id] = origin
        by_digest.setdefault(document.sha256, origin)
        for s in sentences:
            by_sentence.setdefault(s, origin)
    for record in records:
        told = record.document.duplicate_of
        if told in known and told is not None and told != record.document.id:
            out[record.document.id] = out[told]
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
