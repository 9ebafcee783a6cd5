"""Who met, called or visited whom, by the contacts on record. A contact of several makes a tie between each two of them; a group stands for its members."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from goodoffices.model import Base, DossierState
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import remembered
from goodoffices.serve.queries.entries import days

Level = Literal["actor", "country"]
#: What did not come about is no contact.
VOID = frozenset({"cancelled", "refused"})
_GOVERNMENT = "Government of "


class Linked(Base, frozen=True, kw_only=True):
    """An actor, or a country by its ISO code; `contacts` counts those that he took part in."""

    id: str
    name: str
    country: str | None
    contacts: int


class Tie(Base, frozen=True, kw_only=True):
    """The contacts of two, the smaller id first. `statuses` and `channels` count them, `first` and `last` are their days, `entries` the ids of the latest ones, the
    latest first."""

    one: str
    two: str
    contacts: int
    statuses: dict[str, int]
    channels: dict[str, int]
    first: str | None
    last: str | None
    entries: tuple[str, ...]


class Network(Base, frozen=True, kw_only=True):
    """Actors and ties, those with most contacts first."""

    actors: tuple[Linked, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A contact: `actors` and `countries` map the ids of those who took part to their names."""

    entry: str
    channel: str
    status: str
    first: str | None
    last: str | None
    actors: dict[str, tuple[str, str | None]]
    countries: dict[str, tuple[str, str | None]]


@dataclass(slots=True)
class _Bundle:
    met: list[Met] = field(default_factory=list)


#: Ids of entries that a tie names.
NAMED = 12


def network(archive: Archive, *, dossier: str | None = None, by: Level = "actor", status: str | None = None, since: str | None = None, until: str | None = None) -> Network:
    """Of one dossier (an id or a name) or of all. `by`: people and bodies by themselves, or all that belong to a country as one. `status`: only contacts of this one;
    without it all but those cancelled and refused. Raises UsageError and NotFoundError as `find_dossier`."""
    bundles: dict[tuple[str, str], _Bundle] = {}
    names: dict[str, tuple[str, str | None]] = {}
    taking_part: Counter[str] = Counter()
    for _, found in remembered(archive, "contacts", _contacts, dossier):
        for met in found:
            if not _fits(met, status, since, until):
                continue
            who = met.actors if by == "actor" else met.countries
            for ident in who if len(who) > 1 else ():
                names[ident] = who[ident]
                taking_part[ident] += 1
            for one, two in combinations(sorted(who), 2):
                bundles.setdefault((one, two), _Bundle()).met.append(met)
    ties = sorted((_tie(one, two, b.met) for (one, two), b in bundles.items()), key=lambda t: (-t.contacts, t.one, t.two))
    actors = [Linked(id=i, name=names[i][0], country=names[i][1], contacts=n) for i, n in taking_part.items()]
    return Network(actors=tuple(sorted(actors, key=lambda a: (-a.contacts, a.id))), ties=tuple(ties))


def _fits(met: Met, status: str | None, since: str | None, until: str | None) -> bool:
    if met.status != status if status else met.status in VOID:
        return False
    return not (since and (not met.last or met.last < since)) and not (until and (not met.first or met.first > until))


def _tie(one: str, two: str, met: list[Met]) -> Tie:
    latest = sorted(met, key=lambda m: (m.last or "", m.entry), reverse=True)
    told = sorted(d for m in met for d in (m.first, m.last) if d)
    return Tie(one=one, two=two, contacts=len(met), statuses=dict(sorted(Counter(m.status for m in met).items())), channels=dict(sorted(Counter(m.channel for m in met).items())),
               first=told[0] if told else None, last=told[-1] if told else None, entries=tuple(m.entry for m in latest[:NAMED]))


def _contacts(state: DossierState) -> list[Met]:
    """The contacts of a dossier."""
    actors = {a.id: a for a in state.actors}
    lands = {a.country: a.name.removeprefix(_GOVERNMENT) for a in state.actors if a.country and a.kind in ("country", "government")}
    out = []
    for contact in state.ledger.contacts:
        idents = dict.fromkeys(m for p in contact.participants for m in (actors[p].members if p in actors and actors[p].kind == "group" and actors[p].members else (p,)))
        known = {i: actors.get(i) for i in idents}
        who = {i: (a.name.removeprefix(_GOVERNMENT) if a else i.partition(":")[2] or i, a.country if a else None) for i, a in known.items()}
        countries = {(a.country if a and a.country else i): (lands.get(a.country, a.country) if a and a.country else who[i][0], a.country if a else None) for i, a in known.items()}
        first, last = days(contact)
        out.append(Met(contact.id, contact.channel, contact.status, first, last, who, countries))
    return out
