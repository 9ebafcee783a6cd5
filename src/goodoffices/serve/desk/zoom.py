"""The timeline at four heights: days tell everything, weeks, months and quarters less and less of each, and lead down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from goodoffices.model import Moment
from goodoffices.serve.desk import charts
from goodoffices.serve.desk.rows import Row, moment_row
from goodoffices.serve.queries import Archive, dossiers, paging
from goodoffices.serve.queries.activity import By, Period, activity, first_day, last_day

HEIGHTS: tuple[By, ...] = get_args(By)
FINER: Mapping[By, By] = {"quarter": "month", "month": "week", "week": "day"}
#: Lines shown of each period; of a day all that a page can bear.
SHOWN: Mapping[By, int] = {"day": 200, "week": 12, "month": 12, "quarter": 12}
#: Periods on a page.
ON_PAGE: Mapping[By, int] = {"day": 31, "week": 13, "month": 12, "quarter": 12}
#: The longest stretch, in days, that is shown by day, week, month where nobody has chosen.
REACH: tuple[tuple[By, int], ...] = (("day", 35), ("week", 200), ("month", 1100))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: `since` and `until` are days, empty for none."""

    dossier: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""
    by: str = ""

    def address(self, **other: str) -> str:
        """The address of this view with other choices."""
        told = {"dossier": self.dossier, "from": self.since, "to": self.until, "kind": self.kind, "by": self.by} | other
        return "/timeline?" + urlencode({k: v for k, v in told.items() if v})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period with the lines that are shown of it; `hidden` counts the others by kind, `address` leads closer."""

    title: str
    rows: tuple[Row, ...]
    total: int
    hidden: tuple[tuple[str, int], ...]
    address: str


def timeline(archive: Archive, wanted: Wanted, cursor: str | None) -> dict[str, Any]:
    """What happened and was said, by periods. Raises NotFoundError and UsageError as the timeline of a dossier."""
    every = dossiers.timeline(archive, wanted.dossier or None)
    moments = [m for m in dossiers.within(every, wanted.since or None, wanted.until or None) if not wanted.kind or m.kind == wanted.kind]
    by = next((h for h in HEIGHTS if h == wanted.by), None) or height([m.date for m in moments if m.date], wanted)
    page = paging.page_of(list(stretches(moments, by, wanted)), ON_PAGE[by], cursor)
    acts = activity(archive, by, dossier=wanted.dossier or None, since=wanted.since or None, until=wanted.until or None)

    def closer(period: Period) -> str:
        return wanted.address(**{"from": period.start, "to": period.end, "by": FINER.get(by, "day")})

    return {"stretches": page.rows, "next": page.next, "total": len(moments), "by": by, "heights": [(h, wanted.address(by=h)) for h in HEIGHTS], "acts": charts.by_period(acts, by, closer),
            "wanted": wanted, "beside": beside(wanted, {m.date for m in every if m.date}), "whole": wanted.address(**{"from": "", "to": "", "by": ""})}


def height(days: Iterable[str], wanted: Wanted) -> By:
    """By what to show a stretch of time: the finer, the shorter it is."""
    found = sorted(days)
    first, last = (wanted.since or (found[0] if found else "")), (wanted.until or (found[-1] if found else ""))
    if not first or not last:
        return "day"
    long = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return next((by for by, most in REACH if long <= most), "quarter")


def stretches(moments: Iterable[Moment], by: By, wanted: Wanted) -> Iterable[Stretch]:
    """Periods in order; what has no day comes last."""
    groups: dict[str, list[Moment]] = {}
    firsts: dict[str, str] = {}
    for moment in moments:
        day = moment.date or ""
        if day not in firsts:
            firsts[day] = first_day(date.fromisoformat(day), by).isoformat() if day else ""
        groups.setdefault(firsts[day], []).append(moment)
    for start in sorted(groups, key=lambda first: (not first, first)):
        found = groups[start]
        shown = _chosen(found, SHOWN[by])
        hidden = Counter(m.kind for m in found) - Counter(m.kind for m in shown)
        first = date.fromisoformat(start) if start else None
        lead = wanted.address(**{"from": start, "to": last_day(first, by).isoformat(), "by": FINER[by]}) if first and by in FINER else ""
        yield Stretch(title(first, by) if first else "No date", tuple(moment_row(m) for m in shown), len(found), tuple(sorted(hidden.items())), lead)


def _chosen(moments: list[Moment], room: int) -> list[Moment]:
    """The lines of a period that are shown, in order: what was done before what was said."""
    if len(moments) <= room:
        return moments
    kept = {id(m) for m in [*(m for m in moments if m.kind != "statement"), *(m for m in moments if m.kind == "statement")][:room]}
    return [m for m in moments if id(m) in kept]


def title(start: date, by: By) -> str:
    """A period as a reader says it."""
    end = last_day(start, by)
    if by == "day":
        return f"{start:%A}, {start.day} {start:%B} {start.year}"
    if by == "month":
        return f"{start:%B} {start.year}"
    if by == "quarter":
        return f"{start:%B} – {end:%B} {start.year}"
    first = f"{start.day}" if start.month == end.month else f"{start.day} {start:%B}" + (f" {start.year}" if start.year != end.year else "")
    return f"{first} – {end.day} {end:%B} {end.year}"


def beside(wanted: Wanted, days: Iterable[str]) -> tuple[str, str]:
    """Addresses of the stretches before and after, as long as this one, in which the nearest of the `days` lie; empty where there is none, or where the stretch has no
    two ends."""
    if not wanted.since or not wanted.until or wanted.until < wanted.since:
        return "", ""
    first, last = date.fromisoformat(wanted.since), date.fromisoformat(wanted.until)
    before, after = max((d for d in days if d < wanted.since), default=""), min((d for d in days if d > wanted.until), default="")
    return tuple(wanted.address(**{"from": a.isoformat(), "to": b.isoformat()}) if day else "" for day in (before, after)
                 for a, b in [_like(first, last, date.fromisoformat(day) if day else first)])  # type: ignore[return-value]


def _like(first: date, last: date, day: date) -> tuple[date, date]:
    """The stretch around a day that is like this one: a month for a month, a quarter for a quarter, else whole lengths away."""
    wholes: tuple[By, ...] = ("quarter", "month")
    for by in wholes:
        if first == first_day(first, by) and last == last_day(first, by):
            return first_day(day, by), last_day(first_day(day, by), by)
    long = (last - first).days + 1
    start = first.toordinal() + (day - first).days // long * long
    return date.fromordinal(max(1, start)), date.fromordinal(min(date.max.toordinal(), start + long - 1))
