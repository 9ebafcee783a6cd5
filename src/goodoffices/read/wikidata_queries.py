"""The questions put to a SPARQL service that holds Wikidata; plain SPARQL 1.1, nothing that only one service knows.

A tenure is a statement: on the country, "head of state" (P35) or "head of government" (P6); on the person, "position held" (P39) with a
position that is a kind of foreign or defence minister. Qualifiers P580 and P582 are its beginning and end, P298 is a country's ISO code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

#: Property of the country, and property that names the post itself ("President of Nauru").
HEADS = MappingProxyType({"head_of_state": ("P35", "P1906"), "head_of_government": ("P6", "P1313")})
#: The class of all such posts.
MINISTERS = MappingProxyType({"foreign_minister": "Q7330070", "defence_minister": "Q2518115"})

PREFIXES = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

#: ?ended is bound for every end, also "unknown value", which has no time.
_QUALIFIERS = """\
  ?held wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  BIND(EXISTS { ?held a wikibase:BestRank } AS ?best)
  OPTIONAL { ?held pqv:P580 ?beginning . ?beginning wikibase:timeValue ?from ; wikibase:timePrecision ?fromPrecision . }
  OPTIONAL { ?held pq:P582 ?ended . }
  OPTIONAL { ?held pqv:P582 ?end . ?end wikibase:timeValue ?until ; wikibase:timePrecision ?untilPrecision . }
  FILTER(!BOUND(?until) || ?until >= "%s-01-01T00:00:00Z"^^xsd:dateTime)
"""


def tenures(office: str, countries: Sequence[str], since: date) -> str:
    """The query for one office class; no `countries` (ISO3) means all. Tenures that ended before the year of `since` are left out."""
    if office in HEADS:
        return _heads(office, countries, since)
    return _ministers(office, countries, since)


def _heads(office: str, countries: Sequence[str], since: date) -> str:
    holder, post = HEADS[office]
    return f"""{PREFIXES}# {office}
SELECT DISTINCT ?held ?person ?iso ?rank ?best ?from ?fromPrecision ?ended ?until ?untilPrecision ?postLabel WHERE {{
{_values("iso", [f'"{iso}"' for iso in countries])}\
  ?country wdt:P298 ?iso ; p:{holder} ?held .
  ?held ps:{holder} ?person .
{_QUALIFIERS % f"{since.year:04}"}\
  OPTIONAL {{ ?country wdt:{post} ?post . ?post rdfs:label ?postLabel . FILTER(LANG(?postLabel) = "en") }}
}}
"""


def _ministers(office: str, countries: Sequence[str], since: date) -> str:
    """The country is that of the statement's own qualifier, else where the post has its jurisdiction, else the post's state."""
    chosen = ", ".join(f'"{iso}"' for iso in ("", *countries))
    only = f'  FILTER(COALESCE(?ofIso, ?placeIso, ?stateIso, "") IN ({chosen}))\n' if countries else ""
    return f"""{PREFIXES}# {office}
SELECT DISTINCT ?held ?person ?ofIso ?place ?placeIso ?stateIso ?rank ?best ?from ?fromPrecision ?ended ?until ?untilPrecision ?replaced ?postLabel WHERE {{
  ?post wdt:P279* wd:{MINISTERS[office]} .
  ?held ps:P39 ?post .
  ?person p:P39 ?held .
{_QUALIFIERS % f"{since.year:04}"}\
  OPTIONAL {{ ?held pq:P1001|pq:P642 ?of . ?of wdt:P298 ?ofIso . }}
  OPTIONAL {{ ?post wdt:P1001 ?place . OPTIONAL {{ ?place wdt:P298 ?placeIso . }} }}
  OPTIONAL {{ ?post wdt:P17 ?state . ?state wdt:P298 ?stateIso . }}
  OPTIONAL {{ ?held pq:P1366 ?replaced . }}
  OPTIONAL {{ ?post rdfs:label ?postLabel . FILTER(LANG(?postLabel) = "en") }}
{only}}}
"""


def people(numbers: Sequence[str]) -> str:
    """The query for what is known of persons, given their item numbers (Q...): one row per person, property and value."""
    return f"""{PREFIXES}# people
SELECT DISTINCT ?person ?property ?value ?iso WHERE {{
{_values("person", [f"wd:{number}" for number in numbers])}\
  VALUES ?property {{ rdfs:label skos:altLabel wdt:P21 wdt:P27 wdt:P570 }}
  ?person ?property ?value .
  FILTER(!ISLITERAL(?value) || LANG(?value) IN ("", "en", "mul"))
  OPTIONAL {{ ?value wdt:P298 ?iso . }}
}}
"""


def _values(name: str, values: Sequence[str]) -> str:
    return f"  VALUES ?{name} {{ {' '.join(values)} }}\n" if values else ""
