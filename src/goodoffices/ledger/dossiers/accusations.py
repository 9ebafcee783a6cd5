"""Charges that reports carry: whom somebody blames for a recorded deed, and who is said to have begun (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.ledger.dossiers.claims import Fact, Facts, Told, fit, may_mean, told_before, told_of
from goodoffices.ledger.dossiers.denials import FAR_FIT
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import stem, tokens
from goodoffices.model import MergedIncident, Record

#: Days between a deed and a charge.
CHARGE_DAYS = 30
_ATTACKS = frozenset({"ASSAULT", "COERCE"})


@dataclass(frozen=True, slots=True)
class Charge:
    """A passage that lays a deed to somebody: to which party, the ids by which the report names it, and whether it says "it was he"."""

    told: Told
    against: frozenset[str]
    names: tuple[str, ...]
    pointed: bool = False


def charges(record: Record, sides: Sides) -> Iterator[Charge]:
    """Accusations of one party by another."""
    for event in record.events:
        against = sides.parties(event.recipients)
        if event.type == "ACCUSE" and event.modality == "actual" and against:
            span = event.evidence[0]
            yield Charge(told_of(record, span, span.text, sides.parties(event.actors), frozenset({"deed"}), sides), against, tuple(sides.one(i) for i in event.recipients))


def beginners(record: Record, sides: Sides) -> Iterator[Charge]:
    """Statements that somebody else fired first, began the fighting, or that it was he who did it."""
    for said in record.statements:
        words = tokens(said.content.text)
        voice = sides.party(said.speaker)
        pointed = says_who_it_was(words)
        if not voice or not (pointed or says_who_began(words)):
            continue
        inside = [e for e in record.events if (pointed or e.type in _ATTACKS) and e.actors and any(said.content.start <= s.start and s.end <= said.content.end for s in e.evidence)]
        mentions = sorted((m.start, a.id) for a in record.actors for m in a.mentions if said.content.start <= m.start and m.end <= said.content.end)
        names = inside[-1].actors if inside else tuple(i for _, i in mentions[:1])
        if pointed and not inside:
            names = _land(words, sides) or names
        against = identified(sides.parties(names))
        if against and not against & voice:
            yield Charge(told_of(record, said.content, said.content.text, voice, frozenset({"deed"}), sides), against, tuple(sides.one(i) for i in names), pointed)


def _land(words: list[str], sides: Sides) -> tuple[str, ...]:
    """Whose thing it was, by the adjective of a country: "it was the Philippine vessel that ..."."""
    end = next((k for k, w in enumerate(words) if w in ("that", "which", "who")), 0)
    return tuple(f"government:{sides.nations[w].removeprefix('state:')}" for w in words[2:end] if w in sides.nations)[:1]


def says_who_began(words: list[str]) -> bool:
    """ "Fired first", "was the first to shoot", "fired the first shot", "started the fighting"; not in the passive, nor denied."""
    lists = settings().words
    if frozenset(words) & (lists["negation"] | lists["condition"]):
        return False
    for k, word in enumerate(words):
        if word in lists["first_deed"] and (words[k - 1] if k else "") not in ("was", "were", "been", "being") and ("first" in words[k + 1:k + 4] or words[max(0, k - 2):k] == ["first", "to"]):
            return True
        if word in lists["beginning"] and lists["fighting"] & frozenset(words[k + 1:k + 4]):
            return True
    return False


def says_who_it_was(words: list[str]) -> bool:
    """ "It was the vessel of the others that sailed into ours"."""
    return words[:1] == ["it"] and words[1:2] in (["was"], ["is"]) and "not" not in words[:4] and bool({"that", "who", "which"} & frozenset(words[3:9]))


def incident_meant(charge: Charge, incidents: Facts, sides: Sides) -> MergedIncident | None:
    """The deed that a charge is about: told just before it in the same report, or in the same words elsewhere."""
    told = charge.told
    thing = told.thing - frozenset(stem(w) for w in settings().words["accusing"])
    found: list[tuple[float, str, MergedIncident]] = []
    for fact in incidents.near(told, CHARGE_DAYS, (*thing, told.article, *(told.named if charge.pointed else ()))):
        if not may_mean(told, fact) and not (charge.pointed and _same_day_and_parties(charge, fact, sides)):
            continue
        gap, same = told_before(told, fact), bool(thing & fact.words)
        if gap is not None and (same or not thing):
            found.append((2.0 - gap / 1000, fact.item.id, fact.item))
        elif same and fit(told, fact) >= FAR_FIT:
            found.append((fit(told, fact), fact.item.id, fact.item))
    return max(found, key=lambda f: (f[0], f[1]))[2] if found else None


def _same_day_and_parties(charge: Charge, fact: Fact, sides: Sides) -> bool:
    """A place may have another name on each side; the day and those who met there have not."""
    there = identified(sides.parties((*fact.item.actors, *fact.item.targets)))
    return (fact.item.date.start, fact.item.date.end) in charge.told.days and len(there) > 1 and there <= charge.told.named
