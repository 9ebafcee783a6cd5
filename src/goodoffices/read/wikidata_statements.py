"""Rows of a SPARQL answer read into statements about offices: ranks, dates with their precision, and the country meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec

from goodoffices.ontology.holders import first_day, last_day

_ITEM = re.compile(r"https?://[^/]+/entity/(Q\d+)\Z")
_MOMENT = re.compile(r"\+?(\d{4})-(\d\d)-(\d\d)T")
_DEPUTIES = re.compile(r"\b(?:deputy|vice|shadow|assistant|junior|under-?secretary|minister of state|spokesperson|spokesman)\b", re.IGNORECASE)
YEAR, MONTH, DAY = 9, 10, 11


class Cell(msgspec.Struct):
    """One value of a row: `type` uri, literal or bnode."""

    type: str
    value: str
    language: str = msgspec.field(name="xml:lang", default="")

    @property
    def item(self) -> str:
        """The number of the item that is meant (Q42); empty for anything else, also for "unknown value"."""
        found = _ITEM.match(self.value) if self.type == "uri" else None
        return found[1] if found else ""


Row = dict[str, Cell]


@dataclass(slots=True)
class Statement:
    """One statement. `since`, `until`: EDTF; `open`: no end is told, or one that is still to come; `best`: among the statements that
    Wikidata prefers; `elsewhere`: the post is of a place that is no country; `post_item`, `post`: number and name of the position."""

    number: str
    office: str
    country: str
    since: str
    until: str
    open: bool
    best: bool
    elsewhere: bool
    post_item: str
    post: str


def statements(rows: Iterable[Row], office: str, today: date, left_out: Counter[str]) -> list[Statement]:
    """The usable statements of one office class, each once; those that cannot be used are counted in `left_out`."""
    by_statement: dict[str, list[Row]] = {}
    for number, row in enumerate(rows):
        by_statement.setdefault(row["held"].value if "held" in row else str(number), []).append(row)
    out = []
    for group in by_statement.values():
        found = _statement(group, office, today)
        if isinstance(found, Statement):
            out.append(found)
        else:
            left_out[found] += 1
    return out


def _statement(rows: list[Row], office: str, today: date) -> Statement | str:
    """The statement that several rows tell (several qualifiers or names give several rows), or the reason why it cannot be used."""
    first = rows[0]
    number = first["person"].item if "person" in first else ""
    if not number:
        return "of unknown people"
    if "rank" in first and first["rank"].value.endswith("DeprecatedRank"):
        return "of deprecated rank"
    post = min((r["postLabel"].value for r in rows if "postLabel" in r), default="")
    if _DEPUTIES.search(post):
        return "of deputies"
    begins = {moment(r, "from") for r in rows if "from" in r}
    if None in begins:
        return "with a date that cannot be used"
    since = min((b for b in begins if b), default="")
    if not since:
        return "without a beginning"
    if first_day(since) > today.isoformat():
        return "that are still to begin"
    ends = [moment(r, "until") or "" for r in rows if "until" in r]
    until = max(ends, default="")
    if until and last_day(until) < first_day(since):
        return "that end before they begin"
    to_come = bool(until) and first_day(until) > today.isoformat()
    ended = any("ended" in r or "until" in r for r in rows) and not to_come
    country, elsewhere = _country(rows)
    return Statement(number=number, office=office, country=country, since=since, until="" if to_come else until,
                     open=not ended and not any("replaced" in r for r in rows), best=first["best"].value in ("true", "1") if "best" in first else False,
                     elsewhere=elsewhere, post_item=min((r["post"].item for r in rows if "post" in r), default=""), post=" ".join(post.split()))


def _country(rows: list[Row]) -> tuple[str, bool]:
    """The ISO3 code, and whether the post is of some place without one (a province), so that nothing else tells the country."""
    for column in ("iso", "ofIso", "placeIso"):
        codes = {r[column].value for r in rows if column in r}
        if codes:
            return min(codes), False
    if any("place" in r for r in rows):
        return "", True
    return min((r["stateIso"].value for r in rows if "stateIso" in r), default=""), False


def moment(row: Row, name: str) -> str | None:
    """A time value at its own precision ("2019-05", 10) -> EDTF; None for years before the common era, for what is vaguer than a year, and
    for days that no calendar has."""
    found = _MOMENT.match(row[name].value)
    precision = row.get(f"{name}Precision")
    exact = int(precision.value) if precision and precision.value.isdecimal() else DAY
    if found is None or exact < YEAR or found[1] == "0000":
        return None
    parts = found.groups()[: 1 + (exact >= MONTH) + (exact >= DAY)]
    try:
        date(*[int(p) for p in (*parts, "01", "01")[:3]])
    except ValueError:
        return None
    return "-".join(parts)
