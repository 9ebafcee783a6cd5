"""Demands fulfilled: a later report tells in the words of the demand that the one who was to do it has done it in time.

A report by itself knows of no deadline when it says "Cambodia removed its posts"; the dossier does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import day_of
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import stem, tokens
from goodoffices.model import Passage, Record, Span

#: Share of the demand's words that must be told as done, and how many at least.
SHARE, LEAST = 0.6, 2


@dataclass(frozen=True, slots=True)
class Done:
    """A sentence that tells a demand as fulfilled."""

    number: int
    record: Record
    span: Span

    @property
    def article(self) -> str:
        return self.record.document.id

    @property
    def day(self) -> str | None:
        return day_of(self.record.document.published)

    def passage(self) -> Passage:
        d = self.record.document
        return Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=(self.span,))


def fulfilments(groups: Iterable[Group], records: Iterable[tuple[int, Record]], sides: Sides) -> dict[int, Done]:
    """The first report of fulfilment for each deadline that has a day, published by that day."""
    by_day: dict[str, list[tuple[int, Record]]] = {}
    for number, record in records:
        if (day := day_of(record.document.published)) is not None:
            by_day.setdefault(day, []).append((number, record))
    out: dict[int, Done] = {}
    for group in groups:
        asked, due = identified(group.second), max((s.item.due.end for s in group.sights if s.item.due.end), default=None)
        begun = min((s.day for s in group.sights if s.day), default=None)
        demand = demand_words(group.sights[0].item.demand.text)
        if not asked or due is None or begun is None or len(demand) < LEAST:
            continue
        for day in sorted(d for d in by_day if begun < d <= due):
            found = next((done for number, record in by_day[day] for done in _told_in(record, number, demand, asked, sides)), None)
            if found is not None:
                out[group.number] = found
                break
    return out


def _told_in(record: Record, number: int, demand: frozenset[str], asked: frozenset[str], sides: Sides) -> Iterator[Done]:
    text = record.document.text
    who = [(m.start, m.end) for a in record.actors if sides.party(a.id) & asked for m in a.mentions]
    plain = text.lower()
    if not who or sum(word in plain for word in demand) < SHARE * len(demand) - 1:  # an irregular verb may look different
        return
    for extent in record.sentences:
        if any(extent.start <= a and b <= extent.end for a, b in who) and is_done(tokens(text[extent.start:extent.end]), demand):
            yield Done(number, record, Span(start=extent.start, end=extent.end, text=text[extent.start:extent.end]))


def is_done(words: list[str], demand: frozenset[str]) -> bool:
    """Do the words tell what was demanded as done: most of its words, its act in the past, nothing that denies or only plans it?"""
    lists = settings().words
    have = frozenset(words)
    if have & (lists["negation"] | lists["modal"] | lists["condition"] | lists["undone"]) or any(w.endswith("n't") for w in words):
        return False
    found = frozenset(_base(w) for w in words) & demand
    past = any(_base(w) in demand and (w in settings().irregular or w.endswith("ed")) and words[k - 1 : k] != ["to"] for k, w in enumerate(words))
    return past and len(found) >= max(LEAST, SHARE * len(demand))


def demand_words(text: str) -> frozenset[str]:
    """The stems of a demand that tell what is to be done; its span of time and stop words apart."""
    stop = settings().words["stop"]
    return frozenset(_base(w) for w in tokens(text) if len(w) > 2 and w not in stop and not w[0].isdigit() and w not in settings().words["span"])


def _base(word: str) -> str:
    return stem(settings().irregular.get(word, word))
