"""Office holders as Wikidata tells them: asks a SPARQL service, and decodes its answers into tenures and holders.

What Wikidata leaves open stays open; what cannot be used is left out and counted, by reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from goodoffices.errors import FetchError
from goodoffices.ontology.holders import Holder, Tenure, first_day, last_day
from goodoffices.ontology.knowledge import slug
from goodoffices.read.fetch import Fetcher, shown
from goodoffices.read.wikidata_queries import HEADS, people, tenures
from goodoffices.read.wikidata_statements import Row, Statement, statements

ACCEPT = "application/sparql-results+json"
#: Office classes in the order in which they are asked for, with their names for messages.
CLASSES = {"head_of_state": "heads of state", "head_of_government": "heads of government", "foreign_minister": "foreign ministers",
           "defence_minister": "defence ministers"}
PEOPLE_AT_ONCE = 200
_NUMBER = re.compile(r"Q\d+\Z")
_BRACKETS = re.compile(r"\s*\([^)]*\)\Z")
_GENDERS = {"Q6581097": "m", "Q2449503": "m", "Q6581072": "f", "Q1052281": "f"}
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Question:
    """`countries`: ISO3 codes asked for, empty for all; `known`: those the tables know; `since`: tenures that ended before are not wanted;
    `today`: tenures that begin later are refused."""

    endpoint: str
    known: frozenset[str]
    since: date
    today: date
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`offices`: the classes of which the service told anything; `left_out`: how many tenures for which reason."""

    tenures: tuple[Tenure, ...]
    holders: tuple[Holder, ...]
    offices: frozenset[str]
    left_out: Counter[str]


class _Results(msgspec.Struct):
    bindings: list[Row]


class _Body(msgspec.Struct):
    results: _Results


@dataclass(slots=True)
class _Person:
    """What is collected of one person while rows are read."""

    name: str = ""
    common_name: str = ""
    aliases: dict[str, None] | None = None
    gender: str = ""
    countries: tuple[str, ...] = ()
    dead: bool = False


def ask(fetcher: Fetcher, question: Question, say: Callable[[str], None] = lambda text: None) -> Answer:
    """All tenures with their holders. Raises FetchError when the service cannot be had or its answer is no SPARQL result."""
    left_out: Counter[str] = Counter()
    found: list[Statement] = []
    for office, words in CLASSES.items():
        say(f"asking {shown(question.endpoint)} for {words}")
        found += statements(_rows(fetcher, question, tenures(office, question.countries, question.since)), office, question.today, left_out)
    persons: dict[str, _Person] = {}
    numbers = sorted({s.number for s in found}, key=lambda number: int(number[1:]))
    for start in range(0, len(numbers), PEOPLE_AT_ONCE):
        say(f"asking {shown(question.endpoint)} for people: {start} of {len(numbers)}")
        _collect(persons, _rows(fetcher, question, people(numbers[start : start + PEOPLE_AT_ONCE])))
    offices = frozenset(s.office for s in found)
    kept = [s for s in found if _usable(s, persons.get(s.number, _Person()), question, left_out)]
    told = dict.fromkeys(_tenure(s, persons[s.number].dead, kept) for s in kept)
    wanted = tuple(t for t in told if t.until or first_day(t.since) >= question.since.isoformat())
    numbers = list(dict.fromkeys(t.number for t in wanted))
    return Answer(wanted, tuple(_holder(number, persons[number]) for number in numbers), offices, left_out)


def _rows(fetcher: Fetcher, question: Question, query: str) -> list[Row]:
    body = fetcher.post(question.endpoint, {"query": query, "format": "json"}, ACCEPT)
    try:
        return msgspec.json.decode(body, type=_Body).results.bindings
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        # The service sends what it has and an error text after it when its time for a query is over.
        late = " (the service ran out of time: ask for fewer countries)" if b"TimeoutException" in body[-20_000:] else ""
        raise FetchError(shown(question.endpoint), f"the answer is no SPARQL result in JSON{late}: {err}") from err


def _usable(s: Statement, person: _Person, question: Question, left_out: Counter[str]) -> bool:
    """Fills in the country where only the citizenship tells it. Drops what has no name or no country, or was not asked for."""
    if not s.country and not s.elsewhere and len(person.countries) == 1:
        s.country = person.countries[0]
    if s.country not in question.known:
        left_out["without a country of the tables"] += 1
    elif not (person.name or person.common_name):
        left_out["of people without a name in Latin letters"] += 1
    else:
        return (not question.countries or s.country in question.countries) and (s.open or not s.until or last_day(s.until) >= question.since.isoformat())
    return False


def _tenure(s: Statement, dead: bool, others: Sequence[Statement]) -> Tenure:
    """A statement as a tenure. It is held still only where Wikidata says so: no end and nobody in their stead, the holder
    alive, and, of a head, the statement among the preferred ones, of a minister, nobody in the same post later."""
    still = s.open and not dead
    if still and s.office in HEADS:
        still = s.best
    elif still:
        still = not any(o.post_item == s.post_item and o.country == s.country and o.number != s.number and o.since > s.since for o in others
                        if o.office == s.office)
    return Tenure(s.number, s.office, s.country, s.since, ".." if still else s.until, s.post)


def _collect(persons: dict[str, _Person], rows: Iterable[Row]) -> None:
    for person, what, row in _properties(rows):
        known = persons.setdefault(person, _Person())
        value = row["value"]
        if what == "label":
            name = cleaned(value.value)
            if value.language == "mul":
                known.common_name = known.common_name or name
            else:
                known.name = known.name or name
        elif what == "altLabel":
            known.aliases = (known.aliases or {}) | {cleaned(value.value): None}
        elif what == "P21":
            known.gender = known.gender or _GENDERS.get(value.item, "")
        elif what == "P27":
            if "iso" in row:
                known.countries = tuple(dict.fromkeys((*known.countries, row["iso"].value)))
        elif what == "P570":
            known.dead = True


def _properties(rows: Iterable[Row]) -> Iterator[tuple[str, str, Row]]:
    """Person, last part of the property's address ("label", "P21"), row."""
    for row in rows:
        if "value" in row and "person" in row and "property" in row and _NUMBER.match(row["person"].item):
            yield row["person"].item, re.split(r"[/#]", row["property"].value)[-1], row


def _holder(number: str, p: _Person) -> Holder:
    name = p.name or p.common_name
    aliases = tuple(sorted(a for a in {*(p.aliases or ()), p.common_name} if a and a != name))
    return Holder(number, name, aliases, p.gender, p.countries)


def cleaned(label: str) -> str:
    """A label as a name: one line, no control characters, no semicolons, no explanation in brackets at its end; empty where it is an
    item number, has no Latin letters, or is no name at all."""
    text = "".join(" " if c == ";" or unicodedata.category(c) in ("Cc", "Zl", "Zp") else "" if unicodedata.category(c) == "Cf" else c for c in label)
    text = _BRACKETS.sub("", " ".join(unicodedata.normalize("NFC", text).split()))
    return "" if _NUMBER.match(text) or not slug(text) or len(text) > _LONGEST else text

