"""Acts that a report tells of without an entry in its own ledger: meetings that earlier reports announced. They turn planned contacts into held ones and
never make an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import day_of, days_between
from goodoffices.ledger.dossiers.sides import Sides
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.model import Entry, Event, Passage, Record, Span


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a report, with the article it stands in."""

    number: int
    article: str
    published: str | None
    publisher: str | None
    event: Event
    by: frozenset[str]
    to: frozenset[str]

    @property
    def day(self) -> str | None:
        """When it was done: its own day unless that lies ahead of the report."""
        told, start = day_of(self.published), self.event.date.start
        return start if start and (told is None or start <= told) else told

    def passage(self) -> Passage:
        return Passage(article=self.article, published=self.published, publisher=self.publisher, evidence=self.event.evidence)


def acts_of(record: Record, number: int, sides: Sides) -> Iterator[Act]:
    """Acts that report a meeting or an agreement, on words that no contact, or no proposal, of the record stands on."""
    offers, contacts = ([s for item in found for s in _spans(item)] for found in (record.ledger.proposals, record.ledger.contacts))
    d = record.document
    for event in record.events:
        taken = contacts if event.type == "CONSULT" else offers
        if event.type in ("AGREE", "CONSULT") and event.modality == "actual" and not any(_meet(e, s) for e in event.evidence for s in taken):
            yield Act(number, d.id, d.published, d.publisher, event, sides.parties(event.actors), sides.parties(event.recipients))


def _spans(item: Entry) -> Iterator[Span]:
    yield from item.evidence
    for response in getattr(item, "responses", ()):
        yield from response.evidence


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def confirmations(groups: list[Group], acts: list[Act]) -> dict[int, list[Act]]:
    """The meetings told that were announced before, by the number of the contact: those who were to meet have met, on the day or soon after it, or have
    agreed on something on that very day."""
    by_party: dict[str, list[Group]] = {}
    for group in groups:
        if any(s.item.status == "planned" for s in group.sights) and not any(s.item.status == "held" for s in group.sights):
            for party in group.first:
                by_party.setdefault(party, []).append(group)
    out: dict[int, list[Act]] = {}
    for act in acts:
        there = act.by | act.to
        if act.event.type not in ("CONSULT", "AGREE") or act.event.modality != "actual" or len(there) < 2 or (act.event.type == "AGREE" and not act.event.date.start):
            continue
        for group in sorted({g.number: g for party in there for g in by_party.get(party, ())}.values(), key=lambda g: g.number):
            if there >= group.first and act.article not in group.articles and _on_the_day(group, act):
                out.setdefault(group.number, []).append(act)
                break
    return out


def _on_the_day(group: Group, act: Act) -> bool:
    """The day told is the one announced; where no day is told, the report is of the days just after it."""
    limit = settings().limits["held_days"]
    for start, end in group.spans:
        own = act.event.date.start
        days = days_between(end, own or day_of(act.published))
        if days is not None and ((own and start <= own <= end) or (not own and 0 <= days <= limit)):
            return True
    return False
