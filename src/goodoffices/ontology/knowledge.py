"""What is known of countries, people, offices and bodies, read from tables into look-ups that never change.

Names are found by their first word: `Knowledge.names` maps it to the names beginning with it, longest first, so that a text
is searched in one pass. Names keep their capitals ("Turkey", "turkey"), titles are compared without regard to case
except where the table itself writes capitals ("MP", "Sen."). Apostrophes are straight in all keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from goodoffices.errors import TableError
from goodoffices.model import ActorKind
from goodoffices.ontology.tables import Row, find, rows

KINDS = frozenset(get_args(ActorKind))
INSTITUTION_KINDS = frozenset({"government", "military", "police", "legislature", "judiciary", "company"})
ORGANISATION_KINDS = frozenset({"igo", "ngo", "party", "company", "experts"})
OFFICES = frozenset("""
head_of_state head_of_government foreign_minister defence_minister negotiator spokesperson minister envoy org_head org_official opposition
royal group_leader military_chief other
""".split())
CODES = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "OPP", "MED", "BUS", "EDU", "CVL", "REB", "NGO", "IGO", "PTY", ""})
#: Of two tables that know the same name, the earlier one keeps it.
RANK = ("country", "capital", "metonym", "demonym", "institution", "igo", "armed_group", "outlet", "party", "ngo", "experts", "company", "person", "surname")
_FIRST = re.compile(r"\w+")
_ISO = re.compile(r"[A-Z]{3}\Z")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")


@dataclass(frozen=True, slots=True)
class Country:
    iso3: str
    name: str
    capital: str
    demonyms: tuple[str, ...]
    people: tuple[str, ...]
    regions: frozenset[str]
    iso2: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    name: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    gender: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """One tenure. `since`, `until`: EDTF days, months or years; `until` is ".." for a tenure without end yet (a "?" in the table, "held until then at least", is dropped)."""

    person: str
    office: str
    country: str | None
    organisation: str | None
    role: str
    code: str
    since: str
    until: str

    def held_on(self, day: date | None) -> bool:
        """Was it held on that day? Without a day: is it held still? An end the table does not know counts as past."""
        if self.until == "":
            return False
        if day is None:
            return self.until == ".."
        text = day.isoformat()
        return (not self.since or text[: len(self.since)] >= self.since) and (self.until == ".." or text[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, armed group or outlet: anything with an id of its own that is neither state nor person."""

    id: str
    name: str
    kind: str
    country: str | None
    code: str | None
    members: tuple[str, ...] = ()
    ownership: str = ""
    #: Other countries in which it is at home or fights.
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    title: str
    kind: str
    code: str
    office: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for. `sort` is one of RANK, `ref` an ISO3 code, an id or an institution's name."""

    text: str
    sort: str
    ref: str


Index = MappingProxyType[str, tuple[Meaning, ...]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    countries: MappingProxyType[str, Country]
    institutions: MappingProxyType[str, Institution]
    people: MappingProxyType[str, Person]
    offices: MappingProxyType[str, tuple[Office, ...]]
    holders: MappingProxyType[tuple[str, str], tuple[Office, ...]]
    organisations: MappingProxyType[str, Organisation]
    names: Index
    surnames: MappingProxyType[str, tuple[str, ...]]
    titles: MappingProxyType[str, tuple[Title, ...]]
    nations: MappingProxyType[str, str]

    def held(self, person: str, day: date | None) -> tuple[Office, ...]:
        """Offices a person held on a day, in the order of the table."""
        return tuple([o for o in self.offices.get(person, ()) if o.held_on(day)])

    def holder(self, office: str, owner: str, day: date | None) -> str | None:
        """Who held an office of a country (ISO3) or organisation (id) on a day; None if nobody or several are known."""
        found = {o.person for o in self.holders.get((office, owner), ()) if o.held_on(day)}
        return found.pop() if len(found) == 1 else None


def straight(text: str) -> str:
    """Curly apostrophes made straight, character for character."""
    return text.replace("’", "'").replace("‘", "'").replace("ʼ", "'")


def folded(text: str) -> str:
    """Without accents ("Élysée" -> "Elysee")."""
    plain = text.translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "ð": "d", "þ": "th"})


def slug(text: str) -> str:
    """ASCII words joined by hyphens ("Radio Sughd" -> "radio-sughd")."""
    return re.sub(r"[^a-z0-9]+", "-", folded(straight(text)).lower().replace("'", "")).strip("-")


def first_word(text: str) -> str:
    """The key under which a name or a token is looked up."""
    found = _FIRST.search(text)
    return found.group() if found else text


def load_knowledge(user: Path | None = None) -> Knowledge:
    """All tables about actors. Raises TableError with file and line for a bad row."""
    book = _Names()
    countries = _countries(user, book)
    institutions = _institutions(user, book, countries)
    organisations = _organisations(user, book)
    people = _people(user, book)
    offices: dict[str, list[Office]] = {}
    holders: dict[tuple[str, str], list[Office]] = {}
    for office in _offices(user):
        offices.setdefault(office.person, []).append(office)
        owner = office.country or office.organisation
        if owner:
            holders.setdefault((office.office, owner), []).append(office)
    return Knowledge(countries=MappingProxyType(countries), institutions=MappingProxyType(institutions), people=MappingProxyType(people),
                     offices=MappingProxyType({k: tuple(v) for k, v in offices.items()}),
                     holders=MappingProxyType({k: tuple(v) for k, v in holders.items()}), organisations=MappingProxyType(organisations),
                     names=book.index(), surnames=book.surnames(), titles=MappingProxyType(_titles(user)), nations=MappingProxyType(_nations(countries)))


#: Of these sorts the initials are also found with full stops ("E.L.N.").
DOTTED = frozenset({"institution", "igo", "ngo", "party", "armed_group", "company", "organisation"})


class _Names:
    """Collects names while the tables are read; of two meanings of one name the higher rank stays."""

    def __init__(self) -> None:
        self.found: dict[str, Meaning] = {}
        self.families: dict[str, dict[str, None]] = {}

    def add(self, names: Iterable[str], sort: str, ref: str) -> None:
        rank = RANK.index(sort)
        for name in names:
            key = straight(name)
            plain = key if key.isascii() or (sort == "outlet" and " " not in key) else folded(key)
            dotted = ".".join(key) + "." if sort in DOTTED and 2 < len(key) < 6 and key.isascii() and key.isalpha() and key.isupper() else key
            for text in dict.fromkeys((key, plain, dotted)):
                old = self.found.get(text)
                if text and (old is None or rank < RANK.index(old.sort)):
                    self.found[text] = Meaning(text, sort, ref)

    def add_family(self, name: str, person: str) -> None:
        for text in {straight(name), folded(straight(name))}:
            self.families.setdefault(text, {})[person] = None

    def index(self) -> Index:
        out: dict[str, list[Meaning]] = {}
        for meaning in self.found.values():
            out.setdefault(first_word(meaning.text), []).append(meaning)
        return MappingProxyType({k: tuple(sorted(v, key=lambda m: -len(m.text))) for k, v in out.items()})

    def surnames(self) -> MappingProxyType[str, tuple[str, ...]]:
        return MappingProxyType({k: tuple(v) for k, v in self.families.items()})


def _last_wins(pattern: str, user: Path | None, columns: tuple[str, ...], key: Callable[[Row], object]) -> Iterator[Row]:
    """Rows of all tables of a pattern; a row of the user's folder replaces the shipped one with the same key."""
    paths = find(pattern, user)
    if user is None or not any(path.parent == user for path in paths):
        for path in paths:
            yield from rows(path, columns)
        return
    found: dict[object, Row] = {}
    for path in paths:
        for row in rows(path, columns):
            found[key(row)] = row
    yield from found.values()


def _countries(user: Path | None, book: _Names) -> dict[str, Country]:
    out: dict[str, Country] = {}
    columns = ("iso3", "iso2", "name", "aliases", "demonyms", "people", "capital", "metonyms", "regions")
    for row in _last_wins("countries.tsv", user, columns, lambda r: r["iso3"]):
        iso = row["iso3"]
        if not _ISO.match(iso):
            raise row.error(f"not an ISO 3166-1 alpha-3 code: {iso!r}")
        if not row["name"]:
            raise row.error("name missing")
        if iso in out:
            raise row.error(f"{iso} stands twice")
        capitals = row.list("capital")
        out[iso] = Country(iso, row["name"], capitals[0] if capitals else "", row.list("demonyms"), row.list("people"), frozenset(row.list("regions")), row["iso2"])
        book.add([row["name"], *row.list("aliases")], "country", iso)
        book.add(capitals, "capital", iso)
        book.add(row.list("metonyms"), "metonym", iso)
        book.add([*row.list("demonyms"), *row.list("people")], "demonym", iso)
    return out


def _nations(countries: dict[str, Country]) -> dict[str, str]:
    """Words that call a thing a state's: "the Omani offer", "the Muscat plan"."""
    return {slug(word): f"state:{iso}" for iso, country in countries.items() for word in (*country.demonyms, country.name, country.capital) if word and " " not in word}


def _institutions(user: Path | None, book: _Names, countries: dict[str, Country]) -> dict[str, Institution]:
    out: dict[str, Institution] = {}
    for row in _last_wins("institutions.tsv", user, ("name", "aliases", "kind", "country"), lambda r: r["name"]):
        if row["kind"] not in INSTITUTION_KINDS:
            raise row.error(f"no such kind of institution: {row['kind']!r}")
        if row["country"] not in countries:
            raise row.error(f"no such country: {row['country']!r}")
        out[row["name"]] = Institution(row["name"], row["kind"], row["country"])
        book.add([row["name"], *row.list("aliases")], "institution", row["name"])
    return out


_BRACKETS = re.compile(r"\s*\([^)]*\)\Z")


def _organisations(user: Path | None, book: _Names) -> dict[str, Organisation]:
    out: dict[str, Organisation] = {}

    def enter(row: Row, kind: str, code: str, members: tuple[str, ...] = (), ownership: str = "") -> None:
        identity = row["id"]
        if not re.fullmatch(rf"{kind}:[a-z0-9-]+", identity):
            raise row.error(f"id must be {kind}: and ASCII words joined by hyphens, not {identity!r}")
        if not row["name"]:
            raise row.error("name missing")
        if identity in out:
            raise row.error(f"{identity} stands twice")
        homes = row.list("country")
        out[identity] = Organisation(identity, row["name"], kind, homes[0] if homes else None, code or None, members, ownership, homes[1:])
        book.add([row["name"], *row.list("aliases")] if not _BRACKETS.search(row["name"]) else row.list("aliases"), "outlet" if kind == "media" else kind, identity)

    for row in _last_wins("organisations.tsv", user, ("id", "name", "aliases", "kind", "country", "code", "members", "seat"), lambda r: r["id"]):
        if row["kind"] not in ORGANISATION_KINDS:
            raise row.error(f"no such kind of organisation: {row['kind']!r}")
        enter(row, row["kind"], row["code"], row.list("members"))
    for row in _last_wins("armed_groups.tsv", user, ("id", "name", "aliases", "country", "code"), lambda r: r["id"]):
        enter(row, "armed_group", row["code"])
    for row in _last_wins("outlets.tsv", user, ("id", "name", "aliases", "country", "ownership", "medium"), lambda r: r["id"]):
        home = row.list("country")
        enter(row, "media", f"{home[0]}MED" if home else "MED", ownership=row["ownership"])
    return out


def _people(user: Path | None, book: _Names) -> dict[str, Person]:
    out: dict[str, Person] = {}
    for row in _last_wins("people*.tsv", user, ("id", "name", "aliases", "gender", "country"), lambda r: r["id"]):
        identity = row["id"]
        if not re.fullmatch(r"person:[a-z0-9-]+", identity):
            raise row.error(f"id must be person: and ASCII words joined by hyphens, not {identity!r}")
        if not row["name"]:
            raise row.error("name missing")
        if row["gender"] not in ("m", "f", ""):
            raise row.error(f"gender must be m or f, not {row['gender']!r}")
        if identity in out:
            continue
        out[identity] = Person(identity, row["name"], row["gender"], row["country"] or None)
        full = [n for n in (row["name"], *row.list("aliases")) if " " in n or "-" in n]
        book.add(full, "person", identity)
        for name in (row["name"], *row.list("aliases")):
            book.add_family(name.split()[-1] if name == row["name"] else name, identity)
    return out


def _offices(user: Path | None) -> Iterator[Office]:
    columns = ("person", "office", "country", "organisation", "role", "code", "from", "until")
    for row in _last_wins("offices*.tsv", user, columns, lambda r: (r["person"], r["office"], r["country"], r["organisation"], r["from"])):
        if row["office"] not in OFFICES:
            raise row.error(f"no such office: {row['office']!r}")
        for column in ("from", "until"):
            if row[column] and not _DAY.match(row[column].removesuffix("?") if column == "until" else row[column]) and not (column == "until" and row[column] == ".."):
                raise row.error(f"{column} is no day, month or year: {row[column]!r}")
        yield Office(row["person"], row["office"], row["country"] or None, row["organisation"] or None, row["role"], row["code"], row["from"], row["until"].removesuffix("?"))


def _titles(user: Path | None) -> dict[str, tuple[Title, ...]]:
    found: dict[str, Title] = {}
    for row in _last_wins("titles.tsv", user, ("title", "kind", "code", "office"), lambda r: r["title"]):
        if row["kind"] not in KINDS:
            raise row.error(f"no such kind of actor: {row['kind']!r}")
        if row["code"] not in CODES:
            raise row.error(f"no such code: {row['code']!r}")
        if row["office"] and row["office"] not in OFFICES:
            raise row.error(f"no such office: {row['office']!r}")
        text = straight(row["title"])
        found.setdefault(text, Title(text, row["kind"], row["code"], row["office"]))
    index: dict[str, list[Title]] = {}
    for title in found.values():
        index.setdefault(first_word(title.title).lower(), []).append(title)
    return {k: tuple(sorted(v, key=lambda t: -len(t.title))) for k, v in index.items()}


__all__ = ["Country", "Institution", "Knowledge", "Meaning", "Office", "Organisation", "Person", "TableError", "Title", "first_word", "folded",
           "load_knowledge", "slug", "straight"]
