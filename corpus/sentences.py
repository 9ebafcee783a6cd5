"""Single sentences with their acts (corpus/sentences/*.txt): python corpus/sentences.py check

A line is a sentence; below it, after a tab, stands one line for each act told in it: category, modality, the word that tells it, actors, recipients,
separated by tabs. Several parties are separated by "; ", nobody is "-"; "word#2" means the second occurrence. FORMAT.md says more.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from goodoffices.model import EventType, Modality

FOLDER = Path(__file__).resolve().parent / "sentences"
#: Sentences with this remainder by ten are not learnt from.
HELD_OUT = 7
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a sentence; the extents are character ranges in it."""

    kind: str
    modality: str
    trigger: Extent
    actors: tuple[Extent, ...]
    recipients: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    name: str
    text: str
    acts: tuple[Act, ...]
    held_out: bool


class FormatError(ValueError):
    """A line that breaks the format; the message says file, line and reason."""


def read(folder: Path = FOLDER) -> list[Sentence]:
    """All sentences, by file and line. Raises FormatError."""
    return [s for path in sorted(folder.glob("*.txt")) for s in _file(path)]


def _file(path: Path) -> Iterator[Sentence]:
    text, acts, number = "", [], 0
    for line_number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), "end"], 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("\t"):
            try:
                acts.append(_act(line[1:].split("\t"), text))
            except ValueError as err:
                raise FormatError(f"{path.name}:{line_number}: {err}") from err
            continue
        if text:
            yield Sentence(f"{path.stem}-{number}", text, tuple(acts), number % 10 == HELD_OUT)
            number += 1
        text, acts = line, []


def _act(fields: list[str], text: str) -> Act:
    if len(fields) != 5:
        raise ValueError(f"five fields wanted, {len(fields)} found")
    kind, modality, trigger, actors, recipients = fields
    if kind not in get_args(EventType) or modality not in get_args(Modality):
        raise ValueError(f"no such category or modality: {kind} {modality}")
    sides = tuple(tuple(_extent(x, text) for x in side.split("; ")) if side != "-" else () for side in (actors, recipients))
    return Act(kind, modality, _extent(trigger, text), sides[0], sides[1])


def _extent(phrase: str, text: str) -> Extent:
    words, _, number = phrase.partition("#")
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if len(found) < int(number or 1):
        raise ValueError(f"{phrase!r} does not stand in the sentence")
    return found[int(number or 1) - 1]


def main() -> None:
    sentences = read()
    kinds = Counter(a.kind for s in sentences for a in s.acts)
    print(f"{len(sentences)} sentences, {sum(kinds.values())} acts, {sum(not s.acts for s in sentences)} sentences without, {sum(s.held_out for s in sentences)} held out")
    print(", ".join(f"{k} {n}" for k, n in sorted(kinds.items())))


if __name__ == "__main__":
    try:
        main()
    except FormatError as err:
        sys.exit(str(err))
