"""Who the parties and go-betweens of a dossier are, and a readable name for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from goodoffices.ledger.dossiers.order import day_of
from goodoffices.ledger.dossiers.sides import Sides
from goodoffices.ledger.dossiers.traits import common_words, is_telling, rarity
from goodoffices.ledger.dossiers.words import stem, tokens
from goodoffices.model import Date, Place, Record
from goodoffices.ontology.knowledge import Knowledge

_FORM = re.compile(r"[^\W\d_]{3,}")
#: Parties a dossier lists at most, and those its name gives.
LISTED, NAMED = 6, 2
#: A party of a dossier has at least this share of what its main party does and is done to.
SHARE = 0.25
#: Entries that must carry what is no offer, for the name to have it.
CARRIED = 2
OBJECTS = {"ceasefire": "ceasefire", "truce": "truce", "exchange": "exchange", "agreement": "agreement", "mediation": "mediation", "visit": "visit", "call": "call",
           "talks": "talks", "meeting": "meeting"}
FORCE = {"airstrike": "air strikes", "shelling": "shelling", "drone": "drone attacks", "missile": "missile attacks", "ground": "fighting", "bombing": "bombings",
         "shooting": "shooting", "seizure": "seizures", "arrest": "arrests", "abduction": "abductions", "riot": "unrest", "protest": "protests", "cyber": "cyber attacks",
         "naval": "incidents at sea"}


def parties_of(records: Iterable[Record], cast: Sides, until: str | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parties, those that act most first, and the go-betweens: who offers a roof, mediates or writes to both sides. With `until` only by what was in
    the world on that day."""
    weight: Counter[str] = Counter()
    between: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for record in records:
        for day, ends, third in _acts(record, cast):
            if until is not None and day is not None and day > until:
                continue
            for ident in ends:
                for party in cast.party(ident):
                    if not party.startswith("group:"):
                        weight[party] += 1
                        written.setdefault(party, Counter())[_spelled(party, ident, cast)] += 1
            for ident in third:
                for party in cast.party(ident):
                    between[party] += 1
    first = {p: min(written[p], key=lambda i: (-written[p][i], i)) for p in weight}
    go_between = {p for p in between if between[p] * 2 >= weight[p]}
    everyone = sorted(weight, key=lambda p: (-weight[p], p))
    ranked = [p for p in everyone if p not in go_between]
    if not ranked:
        ranked = everyone
        go_between.clear()
    kept = [p for k, p in enumerate(ranked[:LISTED]) if k < NAMED or weight[p] >= SHARE * weight[ranked[0]]]
    helpers = sorted((p for p in go_between if p in first), key=lambda p: (-between[p], p))[:LISTED]
    return tuple(first[p] for p in kept), tuple(first[p] for p in helpers)


def _spelled(party: str, ident: str, cast: Sides) -> str:
    """The id that stands for a party: its government or the body itself, rather than one who speaks for it."""
    kind, _, rest = party.partition(":")
    if kind == "state":
        return f"government:{rest}"
    return cast.bodies.get(rest, cast.one(ident)) if kind == "body" else party


def _acts(record: Record, cast: Sides) -> Iterable[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    """For every act the day from which it was in the world, the actors who are sides of it, and those who come between others."""
    ledger, told = record.ledger, day_of(record.document.published)

    def since(date: Date) -> str | None:
        return min(date.start, told) if date.start and told else date.start or told

    for p in ledger.proposals:
        ends = tuple(i for i in (p.proposer, p.addressee) if i)
        asked = cast.party(p.addressee)
        third = (p.proposer,) if p.proposer and (p.kind == "mediation" or (len(asked) > 1 and not asked & cast.party(p.proposer))) else ()
        yield since(p.date), ends, third
    for v in ledger.venue_offers:
        yield since(v.date), (), (v.host,)
    for c in ledger.contacts:
        yield since(c.date), c.participants, ()
    for d in ledger.deadlines:
        yield since(d.set), tuple(i for i in (d.setter, d.addressee) if i), ()
    for t in ledger.threats:
        yield since(t.date), tuple(i for i in (t.issuer, t.target) if i), ()
    for i in ledger.incidents:
        yield since(i.date), (*i.actors, *i.targets), ()
    for e in record.events:
        if e.modality != "historical":
            yield since(e.date), (*e.actors, *e.recipients), ()


def name_of(parties: tuple[str, ...], records: tuple[Record, ...], cast: Sides, know: Knowledge) -> str:
    """ "Kenya – Ethiopia: talks in Djibouti"; the title of the first article where no party is known."""
    if not parties:
        title = next((r.document.title for r in records if r.document.title), None)
        return title or f"Reports of {next((r.document.published[:10] for r in records if r.document.published), 'unknown date')}"
    return " – ".join(_plain(p, cast, know) for p in parties[:NAMED]) + (_object(records) or _topic(records, know))


def _plain(ident: str, cast: Sides, know: Knowledge) -> str:
    kind, _, rest = ident.partition(":")
    if kind in ("government", "country") and rest in know.countries:
        return know.countries[rest].name
    actor = cast.actors.get(ident)
    return actor.name if actor else rest.replace("-", " ")


def _object(records: tuple[Record, ...]) -> str:
    """What it is mostly about: the offer most reported, else the sort of meeting or deed that several entries tell of; and where, if they say so."""
    offers: Counter[str] = Counter()
    others: Counter[str] = Counter()
    places: dict[str, Counter[str]] = {}

    def at(thing: str, place: Place | None) -> None:
        if place:
            places.setdefault(thing, Counter())[place.name.split(",")[0]] += 1

    for record in records:
        for p in record.ledger.proposals:
            if p.kind in OBJECTS:
                offers[OBJECTS[p.kind]] += 1
                at(OBJECTS[p.kind], p.venue)
        for c in record.ledger.contacts:
            if c.channel in ("meeting", "summit"):
                others["talks"] += 1
                for sitting in ("talks", "meeting"):
                    at(sitting, c.place)
        for i in record.ledger.incidents:
            if i.kind in FORCE:
                others[FORCE[i.kind]] += 1
                at(FORCE[i.kind], i.place)
    thing = _most(offers) or _most(Counter({k: n for k, n in others.items() if n >= CARRIED}))
    if not thing:
        return ""
    where = _most(places.get(thing, Counter()))
    joint = "in" if thing in ("talks", "meeting", "visit", *FORCE.values()) else ","
    return f": {thing}" + (f" {joint} {where}".replace(" ,", ",") if where else "")


def _topic(records: tuple[Record, ...], know: Knowledge) -> str:
    """The most telling word that the words of several entries have, in the form they use most, where no offer, meeting or deed says what it is about."""
    entries: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for record in records:
        common = common_words(record, know)
        people = frozenset(w for a in record.actors if a.kind == "person" for w in tokens(a.name))
        for evidence in _evidence(record):
            here: set[str] = set()
            for form in _FORM.findall(evidence):
                word = "".join(tokens(form))
                if is_telling(word) and word not in people and stem(word) not in common:
                    forms.setdefault(stem(word), Counter())[form] += 1
                    here.add(stem(word))
            entries.update(here)
    weight = {base: rarity("words", base) * min(3, n) for base, n in entries.items() if n >= CARRIED}
    best = min(weight, key=lambda w: (-weight[w], w)) if weight else None
    return f": {_most(forms[best])}" if best else ""


def _evidence(record: Record) -> Iterable[str]:
    """The words of each entry; those of several entries on one passage once."""
    every = (item for name in record.ledger.__struct_fields__ for item in getattr(record.ledger, name))
    return dict.fromkeys(" ".join(s.text for s in item.evidence) for item in every)


def _most(found: Counter[str]) -> str | None:
    return min(found, key=lambda k: (-found[k], k)) if found else None
