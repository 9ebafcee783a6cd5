"""Reports that tell of one day of one pair belong together: the last day of the same ultimatum, the day of the same meeting (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.model import Record

#: What the day of a meeting is worth: two states may meet over more than one affair on one day.
MEETING = 0.75


def days_of(record: Record, cast: Sides) -> Iterator[tuple[str, float]]:
    """What a record tells for one day, as a key and what it is worth: the last day of a demand of one party on another, the day of a meeting of two or more."""
    for d in record.ledger.deadlines:
        by, to = identified(cast.party(d.setter)), identified(cast.party(d.addressee))
        if len(by) == 1 and len(to) == 1 and by != to and d.due.start and d.due.start == d.due.end:
            yield f"due {d.due.start} {min(by)} {min(to)}", 1.0
    for c in record.ledger.contacts:
        parties = identified(cast.parties(c.participants))
        if len(parties) == 2 and c.channel == "meeting" and c.status in ("planned", "held", "cancelled") and c.date.start and c.date.start == c.date.end:
            yield f"meeting {c.date.start} {' '.join(sorted(parties))}", MEETING


def one_day(a: dict[str, float], b: dict[str, float]) -> float:
    """The most that a day in both is worth."""
    return max((worth for key, worth in a.items() if key in b), default=0.0)
