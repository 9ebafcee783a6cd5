"""What the parties agreed on, and what they gave, freed or left: acts of the reports that no list of the ledger holds, each once over all articles (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from goodoffices.ledger.dossiers.facts import fact_ids, notes_on
from goodoffices.ledger.dossiers.folding import View
from goodoffices.ledger.dossiers.order import day_of, days_between
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import shared, telling
from goodoffices.model import Date, Decision, Event, Note, Outcome, Passage, Record

#: Share of telling words from which two reports of neighbouring days tell one act of the same parties.
FIT = 0.3
#: Acts that are deeds by themselves, and the code of a signature.
DEEDS, SIGNED = frozenset({"RETREAT"}), "057"


@dataclass(slots=True)
class _Same:
    """Events of several articles that are one act."""

    ids: list[str]
    first: Event
    record: Record
    day: str | None
    key: tuple[str, frozenset[str], frozenset[str]]
    words: frozenset[str]
    sources: dict[str, Passage] = field(default_factory=dict)


def outcomes(records: Iterable[Record], origin: dict[str, str], sides: Sides, view: View, force: Iterable[Decision]) -> tuple[Outcome, ...]:
    """Agreements of two parties or more, and deeds of one, in order of their days; of copies only the original tells."""
    found: dict[tuple[str, frozenset[str], frozenset[str]], list[_Same]] = {}
    for record in (r for r in records if origin[r.document.id] == r.document.id):
        ids = fact_ids(record)
        for event in _telling(record, sides):
            _place(found, record, ids[event.id], event, sides)
    notes = notes_on(force)
    every = [_folded(s, sides, tuple(n for i in s.ids for n in notes.get(i, ()))) for same in found.values() for s in same if view.shows(s.day)]
    return tuple(sorted(every, key=lambda o: (o.date.start or "", o.id)))


def _telling(record: Record, sides: Sides) -> Iterator[Event]:
    """What is told as agreed or done, not as an answer to an offer nor as a meeting to come."""
    entries = (*record.ledger.proposals, *record.ledger.contacts, *record.ledger.venue_offers)
    taken = [s for item in entries for s in (*item.evidence, *(s for r in getattr(item, "responses", ()) for s in r.evidence))]
    for event in record.events:
        if event.modality != "actual" or any(e.start < s.end and s.start < e.end for e in event.evidence for s in taken):
            continue
        by = identified(sides.parties(event.actors))
        both = by | identified(sides.parties(event.recipients))
        if (event.type == "AGREE" and len(by) > 1) or (event.cameo == SIGNED and len(both) > 1) or (event.type in DEEDS and by):
            yield event


def _place(found: dict[tuple[str, frozenset[str], frozenset[str]], list[_Same]], record: Record, ident: str, event: Event, sides: Sides) -> None:
    """Joins the event to the act of the same parties, days and words, or begins one."""
    d = record.document
    key = event.type, sides.parties(event.actors), sides.parties(event.recipients)
    day, words = event.date.start or day_of(d.published), telling(" ".join(s.text for s in event.evidence))
    passage = Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=event.evidence)
    for same in found.setdefault(key, []):
        apart = days_between(same.day, day)
        if apart is not None and abs(apart) <= settings().limits["near_days"] and d.id not in same.sources and shared(words, same.words, {}) >= FIT:
            same.ids.append(ident)
            same.sources[d.id] = passage
            same.words |= words
            return
    found[key].append(_Same([ident], event, record, day, key, words, {d.id: passage}))


def _folded(same: _Same, sides: Sides, notes: tuple[Note, ...]) -> Outcome:
    event = same.first
    told = event.date if event.date.start else Date()
    return Outcome(id=same.ids[0], also=tuple(same.ids[1:]), type=event.type, actors=tuple(dict.fromkeys(sides.one(i) for i in event.actors)),
                   recipients=tuple(dict.fromkeys(sides.one(i) for i in event.recipients)), date=told, text=" ".join(event.evidence[0].text.split()), sources=tuple(same.sources.values()), notes=notes)
