"""First-level divisions of countries as a table of names: python tables/divisions.py > src/goodoffices/ontology/data/regions_divisions.tsv

Takes names and countries (facts, no text) from the ISO 3166-2 list that pycountry packs. A name is left out when several countries have it, when it is only
a direction or a common word, when it is also a country or demonym, or when regions.tsv or a large town of another country has it.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict

import pycountry

from goodoffices.coding.actor_given import HER_NAMES, HIS_NAMES
from goodoffices.ontology import load
from goodoffices.ontology.gazetteer import load_gazetteer, place_key

#: Words that are no name by themselves.
COMMON = frozenset("""
central centre center north south east west northern southern eastern western northeast northwest southeast southwest north-eastern north-western south-eastern south-western upper lower
capital metropolitan federal islands island littoral coast plateaux highlands lakes rivers sud nord est ouest este oeste norte sur centro centrale plateau equator equateur union
distrito capitale national general maritime savannah savanes plains delta border gulf bay river lake mountain forest desert valley port saint victoria independence liberty freedom
hope peace justice unity progress colon bolivar sucre washington florida carolina orange trinity christ mary mark george andrew david john paul peter patrick philip thomas james
""".split())
#: A town of another country this large is meant rather than the division.
LARGE_TOWN = 300_000
_TAIL = re.compile(r"\s*[\[(,].*$")
_WORDS = re.compile(r"^(?:Al|El|Ad|An|Ar|As|Ash|Az|At)\s")
_KIND = re.compile(r"\b(province|region|district|governorate|department|prefecture|county|oblast|krai|state|division|municipality|republic|autonomous|city|rayon|wilaya|canton)\b", re.IGNORECASE)


def main() -> None:
    know, gazetteer = load().know, load_gazetteer()
    countries = {pycountry.countries.get(alpha_2=s.country_code).alpha_3 for s in pycountry.subdivisions}
    owners: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for division in pycountry.subdivisions:
        if division.parent_code is not None:
            continue
        country = pycountry.countries.get(alpha_2=division.country_code).alpha_3
        name = _KIND.sub("", _TAIL.sub("", division.name)).strip(" -,'’ʼ")
        for form in {name, *(part.strip() for part in name.split("/"))}:
            key = place_key(form)
            owners[key].add(country)
            names.setdefault(key, form)
    taken = {place_key(n) for meanings in know.names.values() for m in meanings for n in (m.text,)}
    print("# First-level divisions of countries: names and countries. Origin: ISO 3166-2 codes as packed by pycountry (facts only); made by tables/divisions.py.")
    print("# Licence: that of the project. Date: 2026-11. Known gaps: names shared by several countries or with large towns elsewhere; exonyms; no points.")
    print("name\taliases\tkind\tcountry\tlatitude\tlongitude\tstate")
    kept = 0
    for key in sorted(names):
        if len(owners[key]) != 1 or len(key) < 4 or key in taken or gazetteer.region(key) is not None or any(w in COMMON or w in HER_NAMES or w in HIS_NAMES for w in key.split()) or not names[key][:1].isupper():
            continue
        country = next(iter(owners[key]))
        if country not in countries or country not in know.countries or names[key].split()[-1] in know.surnames:
            continue
        if any(s.country != country and not s.other_name and (s.population >= LARGE_TOWN or s.capital) and not any(x.country == country and x.population * 3 > s.population for x in gazetteer.cities(key))
               for s in gazetteer.cities(key)):
            continue
        if _WORDS.match(names[key]) and len(key) < 7:
            continue
        print(f"{names[key]}\t\tregion\t{country}\t\t\t")
        kept += 1
    print(f"{kept} divisions", file=sys.stderr)


if __name__ == "__main__":
    main()
