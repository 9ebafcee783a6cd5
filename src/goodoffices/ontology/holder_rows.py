"""From an answer of the source to the rows of the user's tables, so that the loader prefers them to the shipped rows.

The loader replaces a shipped row only by one with the same beginning. A shipped tenure that the source dates otherwise is therefore
written once more with an empty `until`, which is never held, beside the source's own row; and a shipped tenure "held still" whose holder
the source no longer has ends where the successor begins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from goodoffices.ontology.holder_ids import assign_ids, spellings
from goodoffices.ontology.holders import Holder, Known, OfficeKey, PersonRow, Post, Scope, Tenure, first_day, last_day, office_key, overlap
from goodoffices.ontology.knowledge import Office

ROLES = {"head_of_state": "head of state", "head_of_government": "head of government", "foreign_minister": "foreign minister",
         "defence_minister": "defence minister"}
_OF_COUNTRY = re.compile(r"\s+of\s+(?:the\s+)?[^\W\d_a-z].*")
_GENERAL = re.compile(r"head of (?:state|government)\b", re.IGNORECASE)

Offices = Mapping[Post, Sequence[Office]]


@dataclass(frozen=True, slots=True)
class Merged:
    """The two tables to be written, and what a user wants to be told. `new`, `changed`: tenures of the answer that the tables did not have,
    or had otherwise; `superseded`: shipped rows that give way; `gone`: rows of the last refresh that the source no longer has."""

    people: tuple[PersonRow, ...]
    offices: tuple[Office, ...]
    new: tuple[Office, ...]
    changed: tuple[Office, ...]
    unchanged: int
    superseded: int
    gone: int
    new_people: int


def merge(known: Known, holders: Sequence[Holder], tenures: Sequence[Tenure], scope: Scope) -> Merged:
    """The tables after a refresh. Every tenure has its holder among `holders`; rows of the user's own tables are left alone."""
    ids = assign_ids(holders, tenures, known)
    shipped = _by_post(known.shipped)
    own = {office_key(o) for o in known.own}
    made = _made(tenures, ids, shipped, own)
    giving_way = {k: o for k, o in _giving_way(shipped, made).items() if k not in own}
    kept = {office_key(o): o for o in known.old if not scope.covers(o)}
    final = {**kept, **made, **giving_way}
    new, changed, unchanged = _compared([made[k] for k in made if k not in giving_way], known)
    old = {office_key(o): o for o in known.old}
    people = _people(final.values(), holders, tenures, ids, known)
    before = {row.id for row in (*known.people, *known.old_people)}
    return Merged(people=people, offices=tuple(sorted(final.values(), key=_order)), new=new, changed=changed, unchanged=unchanged,
                  superseded=sum(old.get(k) != o for k, o in giving_way.items()), gone=sum(k not in final for k in old),
                  new_people=sum(row.id not in before for row in people))


def _made(tenures: Iterable[Tenure], ids: Mapping[str, str], shipped: Offices, own: set[OfficeKey]) -> dict[OfficeKey, Office]:
    """The tenures as rows; of two with one key the longer stays. A beginning that the shipped table knows to the month or day, where the
    source has only the year, is taken from there."""
    out: dict[OfficeKey, Office] = {}
    for t in tenures:
        rows = [o for o in shipped.get((t.office, t.country), ()) if o.person == ids[t.number]]
        since = next((o.since for o in rows if o.since.startswith(t.since) and (not t.until or o.since <= last_day(t.until))), t.since)
        made = Office(ids[t.number], t.office, t.country, None, "", "GOV", since, t.until)
        made = replace(made, role=_role(t, made, rows, shipped))
        key = office_key(made)
        same = next((o for o in rows if o.since == since), None)
        if key in own or (not made.until and same is not None and same.until not in ("", "..")):
            continue  # an end that the source does not know takes nothing from a table that knows it
        if key not in out or last_day(out[key].until) < last_day(made.until) or not out[key].until:
            out[key] = made
    return out


def _role(t: Tenure, made: Office, rows: Sequence[Office], shipped: Offices) -> str:
    """The office in words: as the shipped table has it for this tenure, else the source's name of the post without the country (heads),
    else as the shipped table has it for the last holder."""
    same = next((o.role for o in rows if o.since == made.since or overlap(o, made)), "")
    if same:
        return same
    if t.post and t.office.startswith("head_of"):
        general = _GENERAL.match(t.post)
        return (general.group() if general else _OF_COUNTRY.sub("", t.post)).lower()
    last = max(shipped.get((t.office, t.country), ()), key=lambda o: first_day(o.since), default=None)
    return last.role if last else ROLES.get(t.office, t.office.replace("_", " "))


def _giving_way(shipped: Offices, made: Mapping[OfficeKey, Office]) -> dict[OfficeKey, Office]:
    """Rows in the place of shipped ones that the answer shows to be dated otherwise or to have ended."""
    out: dict[OfficeKey, Office] = {}
    for post, found in _by_post(made.values()).items():
        for s in shipped.get(post, ()):
            theirs = [o for o in found if o.person == s.person]
            row = _ended(s, theirs, [o for o in found if o.person != s.person]) if s.until == ".." else None
            if row is None and office_key(s) not in made:
                row = _redated(s, [o for o in theirs if overlap(o, s)])
            if row is not None:
                out[office_key(s)] = row
    return out


def _redated(s: Office, theirs: Sequence[Office]) -> Office | None:
    """A shipped tenure beside the source's rows of the same tenure: it is no longer held, or, where the source's rows begin much later,
    ends with them."""
    if not theirs:
        return None
    begins = min(first_day(o.since) for o in theirs)
    if int(begins[:4]) <= int(first_day(s.since)[:4]) + 1:
        return replace(s, until="")
    last = max(theirs, key=lambda o: last_day(o.until)).until
    return replace(s, until=last) if s.until == ".." and last != ".." else None


def _ended(s: Office, theirs: Sequence[Office], others: Sequence[Office]) -> Office | None:
    """A shipped tenure "held still" of somebody whom the source does not have in the office (any more, without telling the end)."""
    if any(o.until for o in theirs) or not (theirs or any(o.until == ".." for o in others)):
        return None
    after = [o.since for o in others if o.until and o.since > s.since]
    return replace(s, until=min(after)) if after else None


def _compared(made: Sequence[Office], known: Known) -> tuple[tuple[Office, ...], tuple[Office, ...], int]:
    """New, changed, and the number of unchanged tenures, against all tables as they were."""
    force = {office_key(o): o for o in (*known.shipped, *known.old, *known.own)}
    by_holder: defaultdict[tuple[str, str, str | None], list[Office]] = defaultdict(list)
    for o in force.values():
        by_holder[o.person, o.office, o.country].append(o)
    new, changed, unchanged = [], [], 0
    for o in sorted(made, key=_order):
        if force.get(office_key(o)) == o:
            unchanged += 1
        elif office_key(o) in force or any(overlap(o, x) for x in by_holder[o.person, o.office, o.country]):
            changed.append(o)
        else:
            new.append(o)
    return tuple(new), tuple(changed), unchanged


def _people(offices: Iterable[Office], holders: Sequence[Holder], tenures: Iterable[Tenure], ids: Mapping[str, str], known: Known) -> tuple[PersonRow, ...]:
    """Rows for the holders that no other table has; the country is that of the latest office."""
    country: dict[str, str] = {t.number: t.country for t in sorted(tenures, key=lambda t: (first_day(t.since), t.country))}
    rows = {row.id: row for row in known.old_people}
    for h in holders:
        rows[ids[h.number]] = PersonRow(ids[h.number], h.name, spellings(h), h.gender, country.get(h.number, ""))
    elsewhere = {row.id for row in known.people}
    needed = {o.person for o in offices} - elsewhere
    return tuple(rows[i] for i in sorted(needed) if i in rows)


def _by_post(offices: Iterable[Office]) -> dict[Post, list[Office]]:
    out: dict[Post, list[Office]] = {}
    for o in offices:
        if o.country:
            out.setdefault((o.office, o.country), []).append(o)
    return out


def _order(o: Office) -> tuple[str, str, str, str]:
    return o.country or "", o.office, o.since, o.person
