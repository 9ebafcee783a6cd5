"""From our categories to those of others: the tables acled.tsv and iso_numeric.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from goodoffices.ontology.tables import SHIPPED, rows

_COLUMNS = ("of", "sort", "mode", "cameo", "target", "event_type", "sub_event_type", "disorder_type")
TARGETS = ("", "armed", "civilian")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """How ACLED calls an incident of this kind, or an event of this category."""

    of: str
    sort: str
    mode: str
    cameo: str
    target: str
    event_type: str
    sub_event_type: str
    disorder_type: str


@lru_cache(maxsize=1)
def acled() -> tuple[Counterpart, ...]:
    """The rows of acled.tsv in order. Raises TableError for a bad one."""
    out = []
    for row in rows(SHIPPED / "acled.tsv", _COLUMNS):
        made = Counterpart(*(row[c] for c in _COLUMNS))
        if made.of not in ("incident", "event") or made.target not in TARGETS:
            raise row.error("of is incident or event, target armed, civilian or empty")
        if not (made.sort and made.event_type and made.sub_event_type and made.disorder_type):
            raise row.error("sort, event_type, sub_event_type and disorder_type are needed")
        out.append(made)
    return tuple(out)


def counterpart(of: str, sort: str, target: str = "", mode: str = "", cameo: str = "") -> Counterpart | None:
    """The first row that fits; None for what ACLED has no type for."""
    return next((c for c in acled() if c.of == of and c.sort == sort and c.mode in ("", mode) and cameo.startswith(c.cameo) and c.target in ("", target)), None)


@lru_cache(maxsize=1)
def iso_numbers() -> dict[str, int]:
    """Numeric codes of ISO 3166-1 by the three letters."""
    return {row["iso3"]: int(row["number"]) for row in rows(SHIPPED / "iso_numeric.tsv", ("iso3", "number"))}
