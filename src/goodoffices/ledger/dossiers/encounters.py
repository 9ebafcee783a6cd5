"""Where and when one meeting was: what its reports tell differently (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from math import cos, radians
from typing import TypeVar

from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Place
from goodoffices.ontology.gazetteer import place_key

#: Kilometres within which two places may be one town and its surroundings.
TOWN = 60.0
T = TypeVar("T")
Sides = tuple[str, list[Sight], str, list[Sight]]


def of_one_meeting(group: Group) -> list[tuple[str, Sides]]:
    """Reason and sides of what the reports of a meeting held do not agree in: its place, its day."""
    held = [s for s in group.sights if s.item.status == "held"]
    found = [("where it took place", sides) for sides in _clashes(held, lambda s: s.item.place, other_town, lambda p: f"in {p.name}")]
    if not found:
        once = [s for s in held if not settings().words["again"] & frozenset(tokens(s.text))]
        found += [("when it took place", sides) for sides in _clashes(once, _day, lambda a, b: a != b, lambda d: f"on {d}")]
    return found


def _day(sight: Sight) -> str | None:
    """The one day on which it was, as the report has it."""
    date = sight.item.date
    return date.start if date.start and date.start == date.end and date.text else None


def _clashes(sights: Iterable[Sight], value: Callable[[Sight], T | None], other: Callable[[T, T], bool], say: Callable[[T], str]) -> list[Sides]:
    """Values of different reports that exclude each other, each once, with those who tell them."""
    told: list[tuple[T, list[Sight]]] = []
    for sight in sights:
        found = value(sight)
        if found is None:
            continue
        known = next((mine for v, mine in told if not other(v, found)), None)
        if known is None:
            told.append((found, [sight]))
        else:
            known.append(sight)
    return [(say(a), one, say(b), two) for (a, one), (b, two) in combinations(told, 2) if not {s.origin for s in one} & {s.origin for s in two}]


def other_town(a: Place, b: Place) -> bool:
    """Do two places exclude each other: another country, or far apart in one?"""
    if a.country and b.country and a.country != b.country:
        return not {place_key(p) for p in a.name.split(",")} & {place_key(p) for p in b.name.split(",")}
    if place_key(a.name) == place_key(b.name) or None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return False
    assert a.latitude is not None and a.longitude is not None and b.latitude is not None and b.longitude is not None
    north, east = a.latitude - b.latitude, (a.longitude - b.longitude) * cos(radians(a.latitude))
    return float((north * north + east * east) ** 0.5) * 111 > TOWN
