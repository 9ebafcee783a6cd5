"""A passage of a report that speaks for or against something recorded, made comparable with the entries of the dossier (docs/dossiers.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goodoffices.ledger.dossiers.order import day_of, days_between
from goodoffices.ledger.dossiers.sides import Sides
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import shared, telling, tokens
from goodoffices.model import MergedItem, Passage, Record, Span
from goodoffices.ontology.gazetteer import place_key

#: Characters between a passage and what the same report tells before it.
NEAR = 600
#: Fields that name those whom an entry is about.
PARTIES = ("proposer", "addressee", "participants", "actors", "targets")
_NAME = re.compile(r"\b[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """The passage, the claim in words, the party of who speaks (empty where the report does not say), the sorts of things it is about, its telling
    words, those of them that name no party (thing), all its words, the parties and other names in it, the days it tells."""

    record: Record
    span: Span
    claim: str
    party: frozenset[str]
    sorts: frozenset[str]
    content: frozenset[str]
    thing: frozenset[str]
    words: frozenset[str]
    named: frozenset[str]
    names: frozenset[str]
    days: tuple[tuple[str, str], ...]

    @property
    def article(self) -> str:
        return self.record.document.id

    def passage(self) -> Passage:
        d = self.record.document
        return Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=(self.span,))


def told_of(record: Record, span: Span, claim: str, party: frozenset[str], sorts: frozenset[str], sides: Sides) -> Told:
    """The passage with what stands in it."""
    inside = [(m.start, m.end, a.id) for a in record.actors for m in a.mentions if span.start <= m.start and m.end <= span.end]
    within = [e for e in record.events if any(span.start <= s.start and s.end <= span.end for s in e.evidence)]
    names = {place_key(m[0]) for m in _NAME.finditer(span.text)
             if not any(a <= span.start + m.start() < b for a, b, _ in inside) and not _begins(span.text, m.start())}
    met = (i for e in within if e.type == "CONSULT" for i in (*e.actors, *e.recipients))
    content = telling(span.text)
    return Told(record=record, span=span, claim=claim, party=party, sorts=sorts, content=content, thing=content - telling(" ".join(m for a, b, _ in inside for m in _NAME.findall(record.document.text[a:b]))),
                words=frozenset(tokens(span.text)), named=sides.parties((*(i for *_, i in inside), *met)),
                names=frozenset(names) - settings().words["stop"], days=tuple((e.date.start, e.date.end or e.date.start) for e in within if e.date.start and (e.date.text or "") in span.text))


def _begins(text: str, at: int) -> bool:
    """Does a word stand at the beginning of the passage or of a sentence, where a capital says nothing?"""
    before = text[:at].rstrip(" \"“”'‘’")
    return not before or before[-1] in ".!?:"


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry with what passages are compared with: the day it is of, the telling words and names of its passages, the names of its place, and where
    each article tells it."""

    item: Any
    day: str | None
    words: frozenset[str]
    names: frozenset[str]
    place: frozenset[str]
    spans: dict[str, tuple[Span, ...]]


def fact_of(item: MergedItem) -> Fact:
    text = " ".join(s.text for p in item.sources for s in p.evidence)
    place = getattr(item, "place", None) or getattr(item, "venue", None)
    when = getattr(item, "date", None)
    return Fact(item=item, day=(when.start if when else None) or day_of(item.sources[0].published), words=telling(text), names=frozenset(place_key(text).split()),
                place=frozenset(word for part in place.name.split(",") for word in place_key(part).split()) if place else frozenset(),
                spans={p.article: p.evidence for p in item.sources})


class Facts:
    """Entries of one list by month and by what they have: telling words, articles, parties. A passage is held only against what it shares something with."""

    def __init__(self, items: Iterable[MergedItem], sides: Sides) -> None:
        self.found: dict[tuple[str, str], list[Fact]] = {}
        self.months: set[str] = set()
        for item in items:
            fact = fact_of(item)
            month = (fact.day or "")[:7]
            self.months.add(month)
            who = [i for field in PARTIES for i in _listed(getattr(item, field, None))]
            for mark in (*fact.words, *fact.spans, *sides.parties(who)):
                self.found.setdefault((month, mark), []).append(fact)

    def near(self, told: Told, days: int, marks: Iterable[str]) -> list[Fact]:
        """Those with one of the marks that were on the day of the report or at most so many days before it; the next day is that of another zone."""
        day = day_of(told.record.document.published)
        last = date.fromisoformat(day) if day else None
        months = {""} | {(last + timedelta(days=n)).isoformat()[:7] for n in (1, *range(0, -days, -25), -days)} if last else self.months
        every = {fact.item.id: fact for month in months & self.months for mark in marks for fact in self.found.get((month, mark), ())}
        return [every[ident] for ident in sorted(every) if since(told, every[ident].day, days)]


def _listed(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def may_mean(told: Told, fact: Fact) -> bool:
    """Can the passage be about the entry: of no other day or place, and not all that the entry stands on?"""
    if elsewhere(told, fact) or all(article == told.article and any(_meet(s, told.span) for s in spans) for article, spans in fact.spans.items()):
        return False
    when = fact.item.date
    return not told.days or not when.start or any(a <= (when.end or when.start) and when.start <= b for a, b in told.days)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def since(told: Told, day: str | None, most: int) -> bool:
    """Was the report published on the day or at most so many days after it?"""
    days = days_between(day, day_of(told.record.document.published))
    return days is None or -1 <= days <= most


def elsewhere(told: Told, fact: Fact) -> bool:
    """Does the passage name places or people, and none that the entry's passages have?"""
    return bool(told.names) and not told.names & (fact.names | fact.place)


def told_before(told: Told, fact: Fact) -> int | None:
    """Characters between a passage on the entry in the same report and the one after it, where that is near."""
    gaps = [told.span.start - s.end for s in fact.spans.get(told.article, ()) if 0 <= told.span.start - s.end <= NEAR]
    return min(gaps, default=None)


def fit(told: Told, fact: Fact) -> float:
    """Share of telling words, more where the place is named."""
    return shared(told.content, fact.words, {}) + 0.3 * bool(fact.place & told.names)
