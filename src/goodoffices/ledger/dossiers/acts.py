"""Acts that a report tells of without an entry in its own ledger: answers to an offer that only earlier reports describe, and meetings that earlier reports announced.

An article by itself knows of no offer when it says "Jakarta has agreed to come"; the dossier does. Such acts add answers to proposals and turn planned
contacts into held ones; they never make an entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import day_of, days_between
from goodoffices.ledger.dossiers.sides import Sides
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import points_back, shared, telling, tokens
from goodoffices.model import Answer, Entry, Event, Passage, Record, Response, Span

#: Share of telling words from which an answer is about an offer, without other signs.
FIT = 0.25


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
    text: str

    @property
    def day(self) -> str | None:
        """When it was done: its own day unless that lies ahead of the report."""
        told, start = day_of(self.published), self.event.date.start
        return start if start and (told is None or start <= told) else told

    def passage(self) -> Passage:
        return Passage(article=self.article, published=self.published, publisher=self.publisher, evidence=self.event.evidence)


def acts_of(record: Record, number: int, sides: Sides) -> Iterator[Act]:
    """Acts that say yes, say no or report a meeting, on words that no proposal, or no contact, of the record stands on."""
    offers, contacts = ([s for item in found for s in _spans(item)] for found in (record.ledger.proposals, record.ledger.contacts))
    d = record.document
    for event in record.events:
        taken = contacts if event.type == "CONSULT" else offers
        if event.type in ("AGREE", "REJECT", "CONSULT") and event.modality in ("actual", "conditional", "ongoing") and not any(_meet(e, s) for e in event.evidence for s in taken):
            yield Act(number, d.id, d.published, d.publisher, event, sides.parties(event.actors), sides.parties(event.recipients), " ".join(s.text for s in event.evidence))


def _spans(item: Entry) -> Iterator[Span]:
    yield from item.evidence
    for response in getattr(item, "responses", ()):
        yield from response.evidence


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def answers_to(groups: list[Group], acts: list[Act]) -> dict[int, list[tuple[Act, Response]]]:
    """The acts that answer a proposal, by its number. Each goes to the offer it fits best; where none fits, to none."""
    by_party: dict[str, list[Group]] = {}
    for group in groups:
        for party in group.first:
            by_party.setdefault(party, []).append(group)
    out: dict[int, list[tuple[Act, Response]]] = {}
    for act in acts:
        answer = _answer(act)
        if answer is None or not act.by:
            continue
        near = {g.number: g for party in sorted(act.to or by_party) for g in by_party.get(party, ()) if _open_to(g, act)}
        best = max(((_fit(act, g, len(near) == 1), -n) for n, g in near.items()), default=None)
        if best is not None and best[0] > 0:
            response = Response(actor=act.event.actors[0], answer=answer, date=act.event.date, evidence=act.event.evidence)
            out.setdefault(-best[1], []).append((act, response))
    return out


def _answer(act: Act) -> Answer | None:
    lists, words = settings().words, frozenset(tokens(act.text))
    if act.event.type == "REJECT" and words & lists["no"]:
        return "rejects"
    if act.event.type == "AGREE" and words & lists["yes"]:
        return "accepts_with_conditions" if act.event.modality == "conditional" else "accepts"
    return None


def _open_to(group: Group, act: Act) -> bool:
    """Was the offer made before, not long ago, by somebody else, to the one who answers?"""
    if act.article in group.articles or group.first & act.by or (group.second and not group.second & act.by):
        return False
    begun = min((s.since for s in group.sights if s.since), default=None)
    days = days_between(begun, act.day)
    return days is not None and 0 <= days <= settings().limits["live_days"]


def _fit(act: Act, group: Group, only: bool) -> float:
    """0 where nothing ties the answer to the offer."""
    words = max(shared(telling(act.text), s.words, {}) for s in group.sights[-6:])
    named = bool(act.to & group.first)
    tied = words >= FIT or (named and (only or points_back(act.text)))
    return words + 0.3 * named + 0.2 * only if tied else 0.0


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
