"""Records of office holders on their way from a source outside into the user's tables."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.ontology.knowledge import Office

#: What a tenure is told apart by, as the loader does: person, office, country, organisation, beginning.
OfficeKey = tuple[str, str, str, str, str]
#: An office of a country, whoever holds it.
Post = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the source knows him or her: `number` is the source's own (Q7747), `gender` m, f or empty, `countries` the ISO3
    codes of the citizenships."""

    number: str
    name: str
    aliases: tuple[str, ...] = ()
    gender: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held which office from when until when. `since` is an EDTF year, month or day, `until` too, or ".." for held still, or empty
    for an end that is not known; `post` is the source's name of the office ("President of Nauru"), empty where it has none."""

    number: str
    office: str
    country: str
    since: str
    until: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of a table people*.tsv; `country` empty where the table has none."""

    id: str
    name: str
    aliases: tuple[str, ...]
    gender: str
    country: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables say before a refresh: `people` those of the shipped tables and of the user's own, `old_people` those of the last
    refresh; offices of the three likewise."""

    people: tuple[PersonRow, ...] = ()
    old_people: tuple[PersonRow, ...] = ()
    shipped: tuple[Office, ...] = ()
    own: tuple[Office, ...] = ()
    old: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What an answer covers: offices, and countries (ISO3; empty: all). Rows of an earlier refresh outside of it stay."""

    offices: frozenset[str]
    countries: frozenset[str] = frozenset()

    def covers(self, office: Office) -> bool:
        return office.office in self.offices and (not self.countries or office.country in self.countries)


def office_key(o: Office) -> OfficeKey:
    return o.person, o.office, o.country or "", o.organisation or "", o.since


def first_day(edtf: str) -> str:
    """The first day that a beginning may mean, as text that can be compared ("2025-03" -> "2025-03-01"); "" is before all days."""
    return edtf + "0000-01-01"[len(edtf) :]


def last_day(edtf: str) -> str:
    """The last day that an end may mean ("2025-03" -> "2025-03-31"); ".." is after all days."""
    return "9999-12-31" if edtf == ".." else edtf + "9999-12-31"[len(edtf) :]


def overlap(a: Office, b: Office) -> bool:
    """Did both tenures run on one day? A tenure with an unknown end is never held (Office.held_on), so it overlaps nothing."""
    if not a.until or not b.until:
        return False
    return first_day(a.since) <= last_day(b.until) and first_day(b.since) <= last_day(a.until)
