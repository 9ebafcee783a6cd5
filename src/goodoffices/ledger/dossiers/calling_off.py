"""A report that a meeting or call will not take place belongs to the report that announced it, however little else the two share (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.ledger.dossiers.order import apart, days_between
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Contact, Record
from goodoffices.ontology.gazetteer import place_key

#: What parties and way of meeting alone are worth.
VAGUE = 0.7
OFF = frozenset({"cancelled", "refused"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A contact that a report announces, or tells as called off (`off`): of two or more parties, by which channel, on which days, in which towns; whether the report speaks of it as
    known ("the call", "its visit")."""

    parties: frozenset[str]
    channel: str
    start: str | None
    end: str | None
    towns: frozenset[str]
    off: bool
    known: bool = False

    @property
    def key(self) -> str:
        return " ".join(sorted(self.parties))


def plans_of(record: Record, cast: Sides) -> Iterator[Plan]:
    """The contacts of a record that are to come or are off."""
    for contact in record.ledger.contacts:
        parties = identified(cast.parties(contact.participants))
        if contact.status in OFF | {"planned"} and len(parties) > 1:
            yield Plan(frozenset(parties), contact.channel, contact.date.start, contact.date.end or contact.date.start, _towns(contact), contact.status in OFF, _known(contact))


def _towns(contact: Contact) -> frozenset[str]:
    """The names of its place; none where only a country is told."""
    place = contact.place
    names = frozenset(place_key(part) for part in place.name.split(",")) if place else frozenset()
    return names if place and place.latitude is not None else frozenset()


def _known(contact: Contact) -> bool:
    """Do the words speak of a meeting that the reader has heard of: "the telephone call", not "a meeting"?"""
    lists, words = settings().words, [w for s in contact.evidence for w in tokens(s.text)]
    return any(w in lists["encounter"] and any(a in lists["article"] for a in words[max(0, k - 3) : k]) for k, w in enumerate(words))


def calls_off(plan: Plan, told: str | None, off: Plan, published: str | None) -> float:
    """How far a report published on a day tells as off what a report of the day `told` announced: the same parties, no other day, town or way, not before it was
    announced nor long after its day. Where neither day nor town is the same, the way of meeting must be, of a meeting spoken of as known, and the two must share something else
    (`VAGUE`)."""
    limits = settings().limits
    since, over = days_between(told, published), days_between(plan.end, published)
    if plan.off or not off.off or plan.parties != off.parties or since is None or since < 0 or since > limits["live_days"] or (over is not None and over > limits["held_days"]):
        return 0.0
    days, town = apart((plan.start, plan.end), (off.start, off.end)), plan.towns & off.towns
    if (days is not None and days > limits["near_days"]) or (plan.towns and off.towns and not town):
        return 0.0
    same = plan.channel == off.channel != "unknown"
    near = same or any({plan.channel, off.channel} <= kinds or ("*" in kinds and {plan.channel, off.channel} & kinds) for kinds in settings().kinds.get("contacts", ()))
    return 1.0 if near and (days is not None or town) else VAGUE if same and off.known else 0.0
