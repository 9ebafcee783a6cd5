"""What all ledger clerks ask of an article's coding: words of a clause, time expressions near, spans, principals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from goodoffices.model import Actor, Coding, Date, EventDraft, Parsed, Reason, Span, StatementDraft, TimeMention
from goodoffices.ontology import Tables


@dataclass(slots=True)
class Desk:
    """One article's coding with look-ups; `reasons` collects why entries were made."""

    coding: Coding
    tables: Tables
    published: date | None
    reasons: list[Reason] = field(default_factory=list)
    groups: dict[str, Actor] = field(default_factory=dict)

    @property
    def p(self) -> Parsed:
        return self.coding.parsed

    def words(self, name: str) -> frozenset[str]:
        """A word list of classes_ledger.tsv."""
        return self.tables.book.classes[name]

    def actor(self, ident: str | None) -> Actor | None:
        return self.coding.cast.actors.get(ident) or self.groups.get(ident) if ident else None

    def group(self, members: list[str]) -> str:
        """The group actor with exactly these members, made if the text has none."""
        for ident, actor in {**self.coding.cast.actors, **self.groups}.items():
            if actor.kind == "group" and set(actor.members) == set(members) and not actor.unnamed:
                return ident
        names = [known.name if (known := self.actor(m)) else m for m in members]
        ident = f"group:{sha256(' '.join(sorted(members)).encode()).hexdigest()[:10]}"
        self.groups[ident] = Actor(id=ident, name=" and ".join(n.removeprefix("Government of ") for n in names), kind="group", code="UNK",
                                   members=tuple(sorted(members)), count=len(members), unnamed=0)
        return ident

    def country(self, ident: str | None) -> str | None:
        actor = self.actor(ident)
        return actor.country if actor else None

    def same_party(self, a: str | None, b: str | None) -> bool:
        """The same actor, or two that act for the same state or group."""
        if a is None or b is None:
            return False
        if a == b:
            return True
        one, two = self.actor(a), self.actor(b)
        if one is None or two is None:
            return False
        if set(one.members) & {b, *two.members} or a in two.members:
            return True
        state = ("government", "person", "military", "country", "legislature", "police")
        return one.country is not None and one.country == two.country and one.kind in state and two.kind in state

    def subtree(self, i: int) -> list[int]:
        out, stack = [], [i]
        while stack:
            node = stack.pop()
            out.append(node)
            stack.extend(self.p.children[node])
        return sorted(out)

    def sentence(self, i: int) -> range:
        return range(*self.p.sentences[self.p.sent[i]])

    def lemmas(self, tokens: Iterable[int]) -> set[str]:
        return {self.p.lemma[t] for t in tokens}

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens first..last, without punctuation at the ends."""
        p = self.p
        while first < last and p.pos[first] == "PUNCT":
            first += 1
        while last > first and p.pos[last] == "PUNCT":
            last -= 1
        begin, end = p.start[first], p.end[last]
        return Span(start=begin, end=end, text=p.article.text[begin:end])

    def sentence_span(self, i: int) -> Span:
        begin, end = self.p.sentence_spans[self.p.sent[i]]
        return Span(start=begin, end=end, text=self.p.article.text[begin:end])

    def tokens_in(self, span: Span) -> list[int]:
        p = self.p
        return [i for i in range(len(p.text)) if span.start <= p.start[i] and p.end[i] <= span.end]

    def times_near(self, i: int) -> list[TimeMention]:
        """Time expressions of the sentence of token i."""
        return [t for t in self.coding.times if self.p.sent[t.head] == self.p.sent[i]]

    def statement_of(self, ident: str | None) -> StatementDraft | None:
        return next((s for s in self.coding.statements if s.statement.id == ident), None) if ident else None

    def speaker_of(self, draft: EventDraft) -> str | None:
        said = self.statement_of(draft.event.statement)
        return said.statement.speaker if said else None

    def events(self, *types: str) -> Iterator[EventDraft]:
        return (d for d in self.coding.events if d.event.type in types)

    def note(self, entry: str, rule: str, detail: str) -> None:
        self.reasons.append(Reason(entry=entry, rule=rule, detail=detail))

    def is_past(self, when: Date) -> bool:
        return bool(self.published and when.end and when.end < self.published.isoformat())


def dated(first: Date, second: Date) -> Date:
    """The first date that is resolved, else the first that has words."""
    if first.start or not (second.start or second.text):
        return first
    return second if second.start or not first.text else first
