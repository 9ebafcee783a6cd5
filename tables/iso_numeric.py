"""Numbers of countries as a table: python tables/iso_numeric.py > src/goodoffices/ontology/data/iso_numeric.tsv

Takes the numeric codes of ISO 3166-1 (facts) for the countries of countries.tsv from the list that pycountry packs.
"""

from __future__ import annotations

import pycountry

from goodoffices.ontology import load

HEAD = """# Numeric codes of ISO 3166-1 for the countries of countries.tsv. Made by tables/iso_numeric.py from the list that pycountry packs (facts). Date: 2026-11.
# Kosovo and de facto states have none: the standard gives them no number.
iso3	number"""


def main() -> None:
    print(HEAD)
    for iso3 in sorted(load().know.countries):
        found = pycountry.countries.get(alpha_3=iso3)
        if found is not None:
            print(f"{iso3}\t{int(found.numeric)}")


if __name__ == "__main__":
    main()
