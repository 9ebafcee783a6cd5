"""Incidents over articles: one deed with the figures last reported, who is blamed and who denies it (guide, sections 11 and 15; docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.ledger.dossiers.folding import View, chosen, common, date_of, party_of, place_of, since
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.sides import identified
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.model import MergedIncident, Range, Turn


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as one source has it."""

    day: str
    number: int
    outlet: str
    range: Range
    sight: Sight


def fold(group: Group, view: View) -> MergedIncident:
    sights = [s for s in group.sights if view.shows(s.day)] or group.sights[:1]
    alleged, denied = chosen(sights, lambda s: s.item.alleged_by), chosen(sights, lambda s: s.item.denied_by)
    kind = chosen([s for s in sights if s.item.kind != "other"] or sights, lambda s: s.item.kind)
    turns = [Turn(date=since(group), status="alleged" if group.sights[0].item.alleged_by else "reported", article=group.sights[0].article)]
    turns += _turns(sights)
    return MergedIncident(**common(group), kind=kind, actors=party_of([s for s in sights if identified(s.first)] or sights, "actors", view.sides) or (), targets=party_of(sights, "targets", view.sides) or (),
                          place=place_of(sights), date=date_of(sights), killed=figure(sights, "killed"), injured=figure(sights, "injured"),
                          damage=chosen(sights, lambda s: s.item.damage), alleged_by=alleged, denied_by=denied, history=tuple(turns))


def counts(sights: Iterable[Sight], field: str) -> list[Count]:
    """The figures that stand: the last one of each outlet, in order of publication."""
    last: dict[str, Count] = {}
    for s in sights:
        found = getattr(s.item, field)
        if found is not None:
            outlet = s.publisher or s.origin
            last[outlet] = Count(s.day or "", s.number, outlet, found, s)
    return sorted(last.values(), key=lambda c: (c.day, c.number))


def figure(sights: Iterable[Sight], field: str) -> Range | None:
    """The figures of the last day on which any was reported; where sources of that day differ, from the least to the most."""
    found = counts(sights, field)
    if not found:
        return None
    last = [c.range for c in found if c.day == found[-1].day]
    narrow = Range(min=max((r.min for r in last if r.min is not None), default=None), max=min((r.max for r in last if r.max is not None), default=None))
    if narrow.min is None or narrow.max is None or narrow.min <= narrow.max:
        return narrow
    return Range(min=min(r.min for r in last if r.min is not None), max=max(r.max for r in last if r.max is not None))


def exclude(a: Range, b: Range) -> bool:
    """Can the two not both hold?"""
    return (a.min is not None and b.max is not None and a.min > b.max) or (b.min is not None and a.max is not None and b.min > a.max)


def _turns(sights: list[Sight]) -> list[Turn]:
    """What later reports changed: the figures, a denial, a charge."""
    out: list[Turn] = []
    before: dict[str, tuple[str, Range]] = {}
    for s in sights:
        for field in ("killed", "injured"):
            new = getattr(s.item, field)
            if new is None:
                continue
            if field in before and before[field][1] != new:
                word = "corrected" if before[field][0] == (s.publisher or s.origin) else "updated"
                out.append(Turn(date=s.day, status=word, article=s.article, why=f"{field}: {shown(before[field][1])}, then {shown(new)}"))
            before[field] = (s.publisher or s.origin, new)
        if s.item.denied_by and not any(t.status == "denied" for t in out):
            out.append(Turn(date=s.day, status="denied", article=s.article, why=f"denied by {s.item.denied_by}"))
    return out


def shown(r: Range) -> str:
    """A range in words."""
    if r.min is not None and r.min == r.max:
        return str(r.min)
    if r.max is None:
        return f"at least {r.min}"
    return f"up to {r.max}" if r.min is None else f"{r.min} to {r.max}"
