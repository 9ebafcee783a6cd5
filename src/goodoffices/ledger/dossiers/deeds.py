"""Demands fulfilled: a later report tells in the words of the demand that the one who was to do it has done it in time.

A report by itself knows of no deadline when it says "Cambodia removed its posts"; the dossier does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import day_of
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import stem, tokens
from goodoffices.model import Passage, Record, Span
from goodoffices.ontology.tables import SHIPPED, rows

#: Share of the demand's words that must be told as done, and how many at least.
SHARE, LEAST = 0.6, 2
_NAME = re.compile(r"\b[A-Z][\w'’-]+")
#: Days after the last one within which a report may tell that the demand was fulfilled in time.
LATE = 3


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
    """The first report of fulfilment for each deadline that has a day, published by that day, or soon after it where it tells a day by which it was done."""
    by_day: dict[str, list[tuple[int, Record]]] = {}
    for number, record in records:
        if (day := day_of(record.document.published)) is not None:
            by_day.setdefault(day, []).append((number, record))
    out: dict[int, Done] = {}
    for group in groups:
        asked, due = identified(group.second), max((s.item.due.end for s in group.sights if s.item.due.end), default=None)
        begun = min((s.day for s in group.sights if s.day), default=None)
        text = group.sights[0].item.demand.text
        demand, plain = demand_words(text), demand_words(_NAME.sub(" ", text))
        if not asked or due is None or begun is None or len(demand) < LEAST:
            continue
        last = (date.fromisoformat(due) + timedelta(days=LATE)).isoformat()
        for day in sorted(d for d in by_day if begun < d <= last):
            found = next((done for number, record in by_day[day] for done in _told_in(record, number, demand, plain, asked, sides) if day <= due or _in_time(done, due)), None)
            if found is not None:
                out[group.number] = found
                break
    return out


def _in_time(done: Done, due: str) -> bool:
    """Does the sentence give a day by which it was done, the last one or before?"""
    told = [e.date.end or e.date.start for e in done.record.events if e.date.start and any(done.span.start <= s.start and s.end <= done.span.end for s in e.evidence)]
    return bool(told) and all(day is not None and day <= due for day in told)


def _told_in(record: Record, number: int, demand: frozenset[str], plain: frozenset[str], asked: frozenset[str], sides: Sides) -> Iterator[Done]:
    text = record.document.text
    who = [(m.start, m.end) for a in record.actors if sides.party(a.id) & asked for m in a.mentions]
    lower = text.lower()
    if not any(word in lower for word in demand):
        return
    for extent in record.sentences:
        words = tokens(text[extent.start:extent.end])
        if is_done(words, demand) and (any(extent.start <= a and b <= extent.end for a, b in who) or _by_nobody(words, plain)):
            yield Done(number, record, Span(start=extent.start, end=extent.end, text=text[extent.start:extent.end]))


def _by_nobody(words: list[str], demand: frozenset[str]) -> bool:
    """Is all that was demanded told as done, and no doer: "the three fishermen were released"?"""
    return len(demand) >= LEAST and demand <= frozenset(_base(w) for w in words) and bool(frozenset(words) & {"was", "were", "been"}) and "by" not in words


def is_done(words: list[str], demand: frozenset[str]) -> bool:
    """Do the words tell what was demanded as done: most of its words, its act in the past, nothing that denies or only plans it?"""
    lists = settings().words
    ahead = next((k for k, w in enumerate(words) if w in ("before", "ahead") and frozenset(words[k + 1 : k + 4]) & lists["demand_noun"]), len(words))
    words = words[:ahead]
    words = [w for k, w in enumerate(words) if not (w in ("demanded", "asked", "ordered") and words[max(0, k - 1) : k] == ["had"] and k > 3)]
    have = frozenset(words)
    if have & (lists["negation"] | lists["modal"] | lists["condition"] | lists["undone"]) or any(w.endswith("n't") for w in words):
        return False
    found = frozenset(_base(w) for w in words) & demand
    carried = bool(have & {"completed", "finished", "concluded"})
    past = carried or any(_base(w) in demand and (w in settings().irregular or w.endswith("ed")) and words[k - 1 : k] != ["to"] for k, w in enumerate(words))
    return past and len(found) >= max(LEAST, SHARE * len(demand))


def demand_words(text: str) -> frozenset[str]:
    """The stems of a demand that tell what is to be done; its span of time and stop words apart."""
    stop = settings().words["stop"]
    return frozenset(_base(w) for w in tokens(text) if len(w) > 2 and w not in stop and not w[0].isdigit() and w not in settings().words["span"])


def _base(word: str) -> str:
    """The stem of a word, or of the word that tells the same deed."""
    found = stem(settings().irregular.get(word, word))
    return synonyms().get(found, found)


@lru_cache(maxsize=1)
def synonyms() -> MappingProxyType[str, str]:
    """Stems with the stem of the word that tells the same deed. Raises TableError with file and line for a bad row."""
    return MappingProxyType({stem(r["word"]): stem(r["as"]) for r in rows(SHIPPED / "dossier_synonyms.tsv", ("word", "as"))})
