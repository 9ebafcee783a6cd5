"""Actors over all articles of a dossier: which ids mean the same one, and which party each of them is or speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goodoffices.model import Actor, Record
from goodoffices.ontology.knowledge import Knowledge, slug

#: Kinds that stand for the state of their country when entries are compared: a raid on "the army" and one on "the country" are one.
STATE = frozenset({"government", "country", "military", "police", "civilians", "legislature", "judiciary"})
#: Roles of persons that speak for their state.
SPEAKING = ("GOV", "MIL", "COP", "SPY", "LEG", "JUD")
#: Kinds of bodies that are known by several names.
BODIES = frozenset({"igo", "ngo", "armed_group", "party", "company", "media", "experts", "unknown"})
#: Ids of those whom nothing names end in a digest.
_UNNAMED = re.compile(r":[0-9a-f]{10}$")
_NAME = re.compile(r"^(?:the )?([A-Z][\w'’.-]*(?: (?:of|for|and|the|de|al|[A-Z][\w'’.-]*))*)$")


@dataclass(frozen=True, slots=True)
class Sides:
    """`same` maps an id to the one used for the dossier, `actors` are those by that id (the fullest description), `bodies` a code of an organisation
    or armed group to the one body that has it, `nations` the adjective of a country and the name of its capital to its state."""

    same: dict[str, str]
    actors: dict[str, Actor]
    bodies: dict[str, str]
    nations: Mapping[str, str] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def one(self, ident: str) -> str:
        return self.same.get(ident, ident)

    def party(self, ident: str | None) -> frozenset[str]:
        """Whom the actor is or speaks for: a state by its country, a body by its code or id, the members of a group; empty where nobody is named."""
        if ident is None:
            return frozenset()
        found = self.known.get(ident)
        if found is None:
            found = self.known[ident] = self._party(self.one(ident), ())
        return found

    def parties(self, idents: Iterable[str]) -> frozenset[str]:
        return frozenset(x for i in idents for x in self.party(i))

    def _party(self, ident: str, above: tuple[str, ...]) -> frozenset[str]:
        actor = self.actors.get(ident)
        kind = actor.kind if actor else ident.partition(":")[0]
        code, country = (actor.code or "", actor.country) if actor else ("", None)
        if kind in STATE:
            return frozenset({f"state:{country or ident.rpartition(':')[2]}"})
        if kind == "person" and actor is not None:
            if country and code.startswith(country) and code[len(country):] in SPEAKING:
                return frozenset({f"state:{country}"})
            if code in self.bodies:
                return self._party(self.bodies[code], (*above, ident)) if self.bodies[code] not in above else frozenset({ident})
        if kind == "igo" and code:
            return frozenset({f"body:{code}"})
        if kind == "group" and actor is not None:
            members = frozenset(x for m in actor.members if m not in above for x in self._party(self.one(m), (*above, ident)))
            return members | (frozenset({f"group:{actor.unnamed or actor.count or ''}"}) if not members or actor.unnamed else frozenset())
        return frozenset({ident})


def identified(parties: Iterable[str]) -> frozenset[str]:
    """The parties that are known by a name: not "gunmen", not a group nobody names."""
    return frozenset(p for p in parties if not _UNNAMED.search(p) and not p.startswith("group:"))


def sides(records: Iterable[Record], know: Knowledge) -> Sides:
    """The actors of all records. The result does not depend on the order of the records."""
    seen: dict[str, list[Actor]] = {}
    for record in records:
        for actor in record.actors:
            seen.setdefault(actor.id, []).append(actor)
    fullest = {ident: _fullest(found) for ident, found in seen.items()}
    same = {**_full_names(fullest), **_bodies(fullest, seen, know)}
    same |= _described(fullest, same)
    actors: dict[str, Actor] = {}
    for ident in sorted(fullest):
        target = same.get(ident, ident)
        actors[target] = _fullest([actors[target], fullest[ident]]) if target in actors else fullest.get(target, fullest[ident])
    codes: dict[str, set[str]] = {}
    for actor in actors.values():
        if actor.kind in ("igo", "armed_group", "ngo") and actor.code:
            codes.setdefault(actor.code, set()).add(actor.id)
    bodies = {code: next(iter(ids)) for code, ids in codes.items() if len(ids) == 1}
    bodies |= {code: min(ids) for code, ids in codes.items() if len(ids) > 1 and code.startswith("IGO")}
    return Sides(same, actors, bodies, know.nations)


def _fullest(found: list[Actor]) -> Actor:
    """The description with a code that most articles give, else the longest name."""
    if len(found) == 1:
        return found[0]
    votes = Counter((a.kind, a.country or "", a.code or "", a.role or "") for a in found)
    return min(found, key=lambda a: (not a.code, -votes[a.kind, a.country or "", a.code or "", a.role or ""], -len(a.name), a.name, a.role or "", a.id, repr(a.members)))


def _full_names(actors: dict[str, Actor]) -> dict[str, str]:
    """Persons known by a surname only, with the one person of that surname whom another article names in full."""
    full: dict[str, list[Actor]] = {}
    for actor in actors.values():
        parts = actor.id.partition(":")[2].split("-")
        if actor.kind == "person" and len(parts) > 1:
            for n in range(1, len(parts)):
                full.setdefault("-".join(parts[n:]), []).append(actor)
    out = {}
    for actor in actors.values():
        if actor.kind != "person":
            continue
        name = actor.id.partition(":")[2]
        fits = [a for a in full.get(name, ()) if not (a.country and actor.country) or a.country == actor.country]
        if len(fits) == 1 and "-".join(slug(actor.name).split("-")[-len(name.split("-")):]) == name:
            out[actor.id] = fits[0].id
    return {k: out.get(v, v) for k, v in out.items()}


def _bodies(actors: dict[str, Actor], seen: dict[str, list[Actor]], know: Knowledge) -> dict[str, str]:
    """Bodies that no table knows, with the one of the same kind that is called by the same name or letters elsewhere."""
    by_name: dict[tuple[str, str], set[str]] = {}
    for ident, actor in actors.items():
        if actor.kind not in BODIES:
            continue
        for name in {actor.name, *(m.text for a in seen[ident] for m in a.mentions)}:
            found = _NAME.match(name)
            if found and (len(found[1]) > 3 or found[1].isupper()):
                by_name.setdefault((actor.kind, found[1].casefold()), set()).add(ident)
    out: dict[str, str] = {}
    for (_, _), idents in sorted(by_name.items()):
        group = sorted({_root(out, i) for i in idents}, key=lambda i: (i not in know.organisations, -len(actors[i].name), i))
        first = actors[group[0]]
        for other in group[1:]:
            fits = not (actors[other].country and first.country) or actors[other].country == first.country
            if other not in know.organisations and fits:
                out[other] = first.id
    return {k: _root(out, k) for k in out}


def _described(actors: dict[str, Actor], same: dict[str, str]) -> dict[str, str]:
    """Bodies named in one report that another calls by what they are: under a kind it did not know, or "the rebels", "the front" where the dossier has one such group."""
    groups = sorted({same.get(i, i) for i, a in actors.items() if a.kind == "armed_group" and not _UNNAMED.search(i)})
    named = {i.partition(":")[2]: i for i, a in sorted(actors.items(), key=lambda x: (x[1].kind != "unknown", x[0])) if a.kind in BODIES and not _UNNAMED.search(i)}
    out: dict[str, str] = {}
    for ident, actor in actors.items():
        name = ident.partition(":")[2]
        twin = named.get(name, ident)
        if twin != ident and (actor.kind == "unknown" or (actor.kind == "person" and name.count("-"))):
            out[ident] = same.get(twin, twin)
        elif _UNNAMED.search(ident) and len(groups) == 1 and _means(actor, actors[groups[0]]):
            out[ident] = groups[0]
    return out


def _means(actor: Actor, group: Actor) -> bool:
    """Can a description mean the one group there is: "the rebels", or the last word of its name ("the front")?"""
    if actor.country and group.country and actor.country != group.country:
        return False
    told = {m.text.casefold() for m in actor.mentions if m.text.casefold().startswith("the ")}
    return bool(told) and ((actor.kind == "armed_group" and not actor.count and not actor.members) or (actor.kind in ("unknown", "armed_group") and all(
        w.removeprefix("the ") == group.name.split()[-1].casefold() for w in told)))


def _root(links: dict[str, str], ident: str) -> str:
    while ident in links:
        ident = links[ident]
    return ident
