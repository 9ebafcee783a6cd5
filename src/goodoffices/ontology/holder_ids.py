"""Who of the source is who of the tables: an id once in a table stays, a new person gets one made from the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from goodoffices.ontology.holders import Holder, Known, PersonRow, Post, Tenure
from goodoffices.ontology.knowledge import folded, slug

#: A name that can stand in a news text: letters, points, hyphens and apostrophes, two to five words.
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*[.]?(?:[ '’.-]+[^\W\d_][^\W\d_.'’-]*[.]?){1,6}\Z")
_LIKE = 0.7
_MOST = 8


def assign_ids(holders: Sequence[Holder], tenures: Iterable[Tenure], known: Known) -> dict[str, str]:
    """Id by number, for every holder. A person of the tables is met by name or alias, compared without accents, capitals and hyphens,
    in a country that is the office's or a citizenship; one id never goes to two persons.

    Where two could have it, the one with the very name is preferred to one with an alias, then the one of an office that the tables
    know, then the lower number.
    """
    offices: defaultdict[str, set[Post]] = defaultdict(set)
    for t in tenures:
        offices[t.number].add((t.office, t.country))
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, _, number, identity in sorted(_claims(holders, offices, known)):
        if number not in ids and identity not in taken:
            ids[number] = identity
            taken.add(identity)
    taken |= {row.id for row in (*known.people, *known.old_people)}
    for h in sorted(holders, key=_number):
        if h.number not in ids:
            ids[h.number] = _fresh(h, sorted(country for _, country in offices[h.number]), taken)
            taken.add(ids[h.number])
    return ids


def _claims(holders: Sequence[Holder], offices: Mapping[str, set[Post]], known: Known) -> set[tuple[bool, bool, int, str, str]]:
    """Every way to take a holder for a person of the tables, the best first when sorted."""
    index = _index((*known.people, *known.old_people))
    held: defaultdict[str, set[Post]] = defaultdict(set)
    for o in (*known.shipped, *known.own, *known.old):
        held[o.person].add((o.office, o.country or ""))
    out = set()
    for h in holders:
        posts = offices.get(h.number, set())
        home = {country for _, country in posts} | set(h.countries)
        for name in (h.name, *h.aliases):
            key = slug(name)
            if name != h.name and "-" not in key:
                continue  # a single word is nobody's name alone
            for row in index.get(key, ()):
                if not row.country or row.country in home:
                    out.add((name != h.name, not held[row.id] & posts, _number(h), h.number, row.id))
    return out


def _index(people: Iterable[PersonRow]) -> dict[str, list[PersonRow]]:
    out: dict[str, list[PersonRow]] = {}
    for row in people:
        keys = {slug(row.name)} | {key for key in map(slug, row.aliases) if "-" in key}
        for key in keys - {""}:
            out.setdefault(key, []).append(row)
    return out


def _fresh(h: Holder, countries: Sequence[str], taken: set[str]) -> str:
    """person:given-family; where that is somebody else's, with the country, then with the source's number."""
    name = f"person:{slug(h.name)}"
    choices = [name, *(f"{name}-{country.lower()}" for country in countries), f"{name}-{h.number.lower()}"]
    return next((c for c in choices if c not in taken), choices[-1])


def _number(h: Holder) -> int:
    return int(h.number.removeprefix("Q"))


def spellings(h: Holder) -> tuple[str, ...]:
    """Those of the aliases that are other spellings of the full name: the loader takes every alias for a name in texts, so titles,
    initials, nicknames and maiden names stay out."""
    found: dict[str, str] = {}
    family = folded(h.name.split()[-1]).lower()
    for alias in h.aliases:
        words = alias.split()
        if _NAME.match(alias) and 2 <= len(words) <= 5 and words[0][0].isupper() and alias.lower() != h.name.lower():
            if SequenceMatcher(None, family, folded(words[-1]).lower()).ratio() >= _LIKE:
                found.setdefault(alias.lower(), alias)
    return tuple(sorted(found.values())[:_MOST])
