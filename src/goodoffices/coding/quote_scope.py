"""What the parts of the statement coder hand to each other: the article with its quotations, and a statement in the making."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from goodoffices.coding.quotation_marks import Quotation, find_quotations
from goodoffices.model import Cast, Parsed
from goodoffices.ontology.patterns import PatternBook

SENTENCE_END = frozenset({".", "?", "!", "…", "...", "....", "?!", "!!"})
PAUSES = frozenset({",", ";", ":", "-", "--", "–", "—", "(", ")"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Content tokens `first`..`last`; `hole` is a reporting clause inside (its first and last token)."""

    first: int
    last: int
    hole: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A statement before it is numbered: content, cue, speaker and outlet."""

    piece: Piece
    cue: int | None
    kind: str
    speaker: str | None = None
    speaker_token: int | None = None
    outlet: str | None = None

    @property
    def first(self) -> int:
        return self.piece.first

    @property
    def last(self) -> int:
        return self.piece.last


@dataclass(frozen=True, slots=True)
class Scope:
    """One article with everything that the parts ask for."""

    p: Parsed
    cast: Cast
    book: PatternBook
    quotations: tuple[Quotation, ...]
    quote_of: dict[int, Quotation]

    def words(self, name: str) -> frozenset[str]:
        """A word list of classes_statements.tsv, without its prefix."""
        return self.book.classes["q_" + name]

    def next_quotation(self, token: int) -> Quotation | None:
        """The first quotation that opens behind `token`."""
        k = bisect_left(self.quotations, token + 1, key=lambda q: q.first)
        return self.quotations[k] if k < len(self.quotations) else None

    def previous_quotation(self, token: int) -> Quotation | None:
        """The last quotation that closes before `token`."""
        k = bisect_left(self.quotations, token, key=lambda q: q.last)
        return self.quotations[k - 1] if k else None

    def begin(self, token: int) -> int:
        return self.p.sentences[self.p.sent[token]][0]

    def end(self, token: int) -> int:
        """One behind the last token of the sentence."""
        return self.p.sentences[self.p.sent[token]][1]

    def finite(self, token: int) -> bool:
        """A verb or auxiliary that can head a clause."""
        return self.p.pos[token] in ("VERB", "AUX") and self.p.tag[token] in ("VBD", "VBZ", "VBP", "MD")

    def in_relative(self, token: int, above: int) -> bool:
        """Is `token` in a relative clause or participle hung on a noun, below `above`?"""
        node = token
        while node != above and self.p.head[node] != node:
            if self.p.dep[node] in ("acl", "acl:relcl"):
                return True
            node = self.p.head[node]
        return False

    def utterance(self, q: Quotation) -> bool:
        """Quoted speech that can stand by itself, not words of somebody inside a sentence of the writer's."""
        p = self.p
        words = [t for t in range(q.first + 1, q.last + 1) if p.pos[t] != "PUNCT"]
        if not words or not (p.text[words[0]][:1].isupper() or p.text[words[0]][:1].isdigit() or q.goes_on):
            return False
        if len(words) > 1 and p.text[q.last - 1] not in ("?", "!") and all(p.text[t][:1].isupper() or p.pos[t] in ("ADP", "DET", "CCONJ") for t in words) and not any(
                self.finite(t) for t in words):
            return False
        if not q.closed or p.text[q.last - 1] in SENTENCE_END or p.text[q.last - 1] == "," or p.text[q.last + 1 : q.last + 2] == (",",):
            return len(words) > 1 or p.text[q.last - 1] in SENTENCE_END
        return any(self.finite(t) for t in words)


def make_scope(p: Parsed, cast: Cast, book: PatternBook) -> Scope:
    quotations = find_quotations(p)
    return Scope(p, cast, book, quotations, {i: q for q in quotations for i in range(q.first, q.last + 1)})
