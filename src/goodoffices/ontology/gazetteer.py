"""Places and where they are: the gazetteer (GeoNames, CC BY 4.0, made by tables/gazetteer.py) and the project's table of regions.

The gazetteer stays one sorted list of lines that is searched by bisection, so that loading costs a few hundredths of a second.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from goodoffices.ontology.knowledge import folded, straight
from goodoffices.ontology.tables import SHIPPED, find, rows

_SEPARATORS = re.compile(r"[-–—‐\s]+")
_DROPPED = re.compile(r"['.`´\"]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the tables. `country` is None where it belongs to none or to several; `kind` "city" or that of regions.tsv;
    `state` the US state's letters."""

    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int = 0
    capital: bool = False
    other_name: bool = False
    state: str = ""

    @property
    def weight(self) -> float:
        """People, an eighth of them where the name is not the place's own in English."""
        return self.population / (8 if self.other_name else 1)


def place_key(name: str) -> str:
    """Lower case ASCII, hyphens as spaces, without apostrophes and points ("Kök-Tash" -> "kok tash")."""
    plain = straight(name)
    if not plain.isascii():
        plain = folded(plain)
    return _SEPARATORS.sub(" ", _DROPPED.sub("", plain)).strip().lower()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    lines: tuple[str, ...]
    regions: MappingProxyType[str, Spot]

    def cities(self, key: str) -> tuple[Spot, ...]:
        """Towns of that name, any country, largest first."""
        start = key + "\t"
        i, found = bisect_left(self.lines, start), []
        while i < len(self.lines) and self.lines[i].startswith(start):
            found.append(_city(self.lines[i]))
            i += 1
        return tuple(sorted(found, key=lambda s: -s.weight))

    def region(self, key: str) -> Spot | None:
        return self.regions.get(key)


def _city(line: str) -> Spot:
    _, name, country, latitude, longitude, population, flags, state = line.split("\t")
    return Spot(name, "city", country, float(latitude), float(longitude), int(population), "C" in flags, "A" in flags, state)


@lru_cache(maxsize=2)
def load_gazetteer(user: Path | None = None) -> Gazetteer:
    """The shipped gazetteer with the regions, those of the folder `user` overriding. Raises TableError for a bad row."""
    lines = gzip.decompress((SHIPPED / "gazetteer.tsv.gz").read_bytes()).decode().split("\n")
    return Gazetteer(tuple(lines), MappingProxyType(_regions(user)))


def _regions(user: Path | None) -> dict[str, Spot]:
    out: dict[str, Spot] = {}
    for path in find("regions*.tsv", user):
        for row in rows(path, ("name", "aliases", "kind", "country", "latitude", "longitude", "state")):
            try:
                at = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else (None, None)
            except ValueError as err:
                raise row.error("latitude and longitude must be degrees") from err
            spot = Spot(row["name"], row["kind"], row["country"] or None, at[0], at[1], state=row["state"])
            for name in (row["name"], *row.list("aliases")):
                out[place_key(name)] = spot
    return out
