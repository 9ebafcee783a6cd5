"""Reads the ICEWS14 files of the TKG-Forecasting-Evaluation benchmark (numbers with tabs, hours since 2014-01-01) as deeds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from goodoffices.assess.deeds import Deed, by_country, deed_of_icews

START = date(2014, 1, 1).toordinal()
PARENTHESIS = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")


def names(path: Path) -> list[str]:
    """Names in the order of their numbers."""
    return [line.split("\t")[0] for line in path.read_text(encoding="utf-8").split("\n") if line]


def deeds(folder: Path, parts: tuple[str, ...] = ("train", "valid")) -> list[Deed]:
    """The deeds of these parts, actors by their ICEWS names."""
    actors, relations = names(folder / "entity2id.txt"), names(folder / "relation2id.txt")
    found = []
    for part in parts:
        for number, line in enumerate((folder / f"{part}.txt").read_text().split("\n")):
            if line:
                subject, relation, recipient, hours = (int(x) for x in line.split("\t")[:4])
                found.append(deed_of_icews(START + hours // 24, actors[subject], relations[relation], actors[recipient], number))
    return found


def countries(actors: list[str]) -> dict[str, str]:
    """Country by actor: the parenthesis, or the name itself where it is one of those; others have none."""
    inside = {a: found.group(1) for a in actors if (found := PARENTHESIS.search(a))}
    known = set(inside.values())
    return {**{a: a for a in actors if a in known}, **inside}


def sectors(actors: list[str]) -> dict[str, str]:
    """Sector by actor: what stands before the parenthesis; `country` for countries, `name` for other proper names."""
    lands = countries(actors)
    return {a: ("country" if lands.get(a) == a else PARENTHESIS.sub("", a).rstrip("_") if a in lands else "name") for a in actors}


def between_countries(found: list[Deed], folder: Path) -> list[Deed]:
    """The same deeds between countries."""
    return list(by_country(found, countries(names(folder / "entity2id.txt"))))
