"""What an article is about, as weighted lists that can be compared: words, pairs of parties, parties, places, people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import log, sqrt

from goodoffices.ledger.dossiers.calling_off import Plan, calls_off, plans_of
from goodoffices.ledger.dossiers.order import day_of, days_between
from goodoffices.ledger.dossiers.same_day import days_of, one_day
from goodoffices.ledger.dossiers.sides import Sides, sides
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.taking_up import Bid, bids_of, takes_up
from goodoffices.ledger.dossiers.words import stem, tokens
from goodoffices.model import Event, Record
from goodoffices.ontology.gazetteer import place_key
from goodoffices.ontology.knowledge import Country, Knowledge

Vector = dict[str, float]
#: Events that are diplomacy or force between parties; praise and aid alone open no dossier.
ACTS = frozenset({"AGREE", "CONSULT", "CONCEDE", "COOPERATE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
#: Bodies that are parties: their names tell who acts, not what about.
BODIES = frozenset({"armed_group", "party", "igo", "government", "military"})
#: Lists of the ledger that show a negotiation or a quarrel by themselves.
OPENING = ("proposals", "venue_offers", "contacts", "deadlines", "threats", "incidents")


@dataclass(frozen=True, slots=True)
class Traits:
    """`opens`: does the article report diplomacy or force between two parties, so that it may open a dossier? Each vector has length 1 or is empty. `plans` are the contacts announced
    or called off, `bids` the offers made or answered, `days` what is told for one day of one pair."""

    article: str
    day: str | None
    opens: bool
    vectors: dict[str, Vector]
    plans: tuple[Plan, ...] = ()
    bids: tuple[Bid, ...] = ()
    days: dict[str, float] = field(default_factory=dict)


def traits_of(record: Record, know: Knowledge) -> Traits:
    """The traits of a record. They depend on nothing but the record and the tables, so that other articles never change what two have in common."""
    cast = sides((record,), know)
    opens, counts = _counted(record, cast, know)
    room = int(settings().limits["member_terms"])
    return Traits(record.document.id, day_of(record.document.published), opens, {trait: _vector(found, trait, room) for trait, found in counts.items()},
                  tuple(plans_of(record, cast)), tuple(bids_of(record, cast)), dict(days_of(record, cast)))


def likeness_of(a: Traits, b: Traits) -> float:
    """0..1: the weighted sum of the cosines, less the longer the two lie apart."""
    weights, half = settings().membership, settings().limits["member_half"]
    total = sum(w * cosine(a.vectors[t], b.vectors[t]) for t, w in weights.items())
    days = _gap(a.day, b.day)
    return total * half / (half + days)


def one_meeting(a: Traits, b: Traits) -> float:
    """How far one of the two tells as off a contact that the other announced."""
    return max((max(calls_off(p, a.day, q, b.day), calls_off(q, b.day, p, a.day)) for p in a.plans for q in b.plans), default=0.0)


def one_appointment(a: Traits, b: Traits) -> float:
    """How far the two tell of one day of one pair: the end of an ultimatum, a meeting."""
    return one_day(a.days, b.days)


def one_offer(a: Traits, b: Traits) -> float:
    """How far one of the two answers an offer that the other made."""
    return max((max(takes_up(p, a.day, q, b.day), takes_up(q, b.day, p, a.day)) for p in a.bids for q in b.bids), default=0.0)


def cosine(a: Vector, b: Vector) -> float:
    """Of two vectors of length 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(v * b[k] for k, v in a.items() if k in b)


def _gap(a: str | None, b: str | None) -> int:
    return abs(days_between(a, b) or 0)


def _vector(found: Counter[str], trait: str, room: int) -> Vector:
    """The most telling keys with their weights: how often they stand, and how few unrelated reports have them."""
    values = {k: (1 + log(n)) * rarity(trait, k) for k, n in found.items()}
    kept = sorted(values.items(), key=lambda kv: (-kv[1], kv[0]))[:room]
    length = sqrt(sum(v * v for _, v in kept))
    return {k: v / length for k, v in kept} if length else {}


def rarity(trait: str, key: str) -> float:
    """Log of one over the share of unrelated reports that have it; of a pair, that of both its parties."""
    tables = settings()
    if trait == "words":
        return log((tables.reports + 1) / (tables.background.get(f"word {key}", 0) + 1))
    if trait in ("parties", "pairs"):
        return sum(log((tables.reports + 1) / (tables.background.get(f"party {p}", 0) + 1)) for p in key.split(" "))
    return 1.0


def _counted(record: Record, cast: Sides, know: Knowledge) -> tuple[bool, dict[str, Counter[str]]]:
    pairs: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    for ends in _ends(record, cast):
        parties.update(ends)
        everyone = sorted(ends)
        pairs.update(f"{a} {b}" for k, a in enumerate(everyone) for b in everyone[k + 1:] if len(everyone) <= 6)
    ledger = record.ledger
    places: Counter[str] = Counter()
    spots = [e.place for e in record.events] + [getattr(i, "place", None) or getattr(i, "venue", None) for n in OPENING for i in getattr(ledger, n)]
    for place in spots:
        if place is not None:
            places.update(place_key(part) for part in place.name.split(","))
    people = Counter({a.id: max(1, len(a.mentions)) for a in record.actors if a.kind in ("person", "company", "ngo")})
    opens = bool(pairs) or any(getattr(ledger, n) for n in OPENING)
    return opens, {"words": _words(record, know), "pairs": pairs, "parties": parties, "places": places, "people": people}


def _words(record: Record, know: Knowledge) -> Counter[str]:
    """The words of title and text without those that all affairs of these parties have: names, capitals and peoples of states, names of bodies that act."""
    common = common_words(record, know)
    text = f"{record.document.title or ''}. {record.document.text}"
    found = Counter(stem(w) for w in tokens(text) if is_telling(w))
    return Counter({w: n for w, n in found.items() if w not in common})


def is_telling(word: str) -> bool:
    """Long enough, no number and no stop word."""
    return len(word) > 2 and not word[0].isdigit() and word not in settings().words["stop"]


def common_words(record: Record, know: Knowledge) -> frozenset[str]:
    """Stems of the words by which states and bodies of the report are named."""
    states = {c for a in record.actors if (c := a.country) and c in know.countries}
    bodies = {stem(w) for a in record.actors if a.kind in BODIES for w in tokens(a.name)}
    return frozenset(w for c in states for w in _names(know.countries[c])) | bodies


@lru_cache(maxsize=1000)
def _names(country: Country) -> frozenset[str]:
    return frozenset(stem(w) for n in (country.name, country.capital, *country.demonyms, *country.people) for w in tokens(n))


def _ends(record: Record, cast: Sides) -> Iterable[frozenset[str]]:
    """The parties of each act: of the events between two parties, and of the entries of the ledger."""
    for event in record.events:
        if event.type in ACTS and event.modality != "historical":
            yield _of(event, cast)
    ledger = record.ledger
    for p in ledger.proposals:
        yield cast.party(p.proposer) | cast.party(p.addressee)
    for c in ledger.contacts:
        yield cast.parties(c.participants)
    for d in ledger.deadlines:
        yield cast.party(d.setter) | cast.party(d.addressee)
    for t in ledger.threats:
        yield cast.party(t.issuer) | cast.party(t.target)
    for i in ledger.incidents:
        yield cast.parties(i.actors) | cast.parties(i.targets)
    for v in ledger.venue_offers:
        yield cast.party(v.host)


def _of(event: Event, cast: Sides) -> frozenset[str]:
    return cast.parties(event.actors) | cast.parties(event.recipients)
