"""Loads the event patterns, word classes, contexts, cues and PLOVER scores (format: docs/tables.md, section Patterns)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from goodoffices.model import EventType
from goodoffices.ontology.tables import Row, find, rows

TYPES = frozenset(get_args(EventType))
PARTS = {"v": "VERB", "n": "NOUN", "a": "ADJ"}
FIXED_TESTS = frozenset({"actor", "any"})
STRUCTURAL = frozenset({"obj", "-obj", "comp", "subj", "passive", "-passive"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """One condition of a frame: `slot` (obj, comp, subj, passive, or a preposition), `test` (any, actor, words, type), `negated`."""

    slot: str
    test: str
    words: frozenset[str] = frozenset()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the pattern tables."""

    pos: str
    lemma: str
    companions: tuple[str, ...]
    frame: tuple[Constraint, ...]
    type: str
    mode: str | None
    cameo: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    modality: str | None
    contexts: tuple[str, ...]
    source: str
    order: int

    @property
    def weight(self) -> float:
        """How specific the pattern is."""
        tests = sum(1.5 if c.test == "words" else 1.2 if c.test in ("actor", "type") else 1 for c in self.frame)
        return 2 * len(self.companions) + tests


@dataclass(frozen=True, slots=True)
class PatternBook:
    """All patterns by part of speech and head lemma, most specific first, with the tables they lean on."""

    index: Mapping[tuple[str, str], tuple[Pattern, ...]]
    classes: dict[str, frozenset[str]]
    contexts: dict[str, tuple[str, ...]]
    scores: dict[tuple[str, str | None], tuple[str, float, str]]
    cues: dict[str, tuple[Cue, ...]]


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting or modality cue (`cues.tsv`)."""

    lemma: str
    pos: str
    kind: str
    frame: str


class PatternIndex(Mapping[tuple[str, str], tuple[Pattern, ...]]):
    """Patterns by part of speech and head lemma, most specific first; a row is read when its word is first met, since an article needs few of them.

    Raises TableError with file and line for a bad row, then; `check` reads them all at once (for a user's tables, and in the tests for the shipped ones).
    """

    def __init__(self, found: dict[tuple[str, str, str], tuple[Row, int]], cells: _Cells, scores: dict[tuple[str, str | None], tuple[str, float, str]]) -> None:
        self.cells, self.scores = cells, scores
        self.read: dict[tuple[str, str], tuple[Pattern, ...]] = {}
        self.rows: dict[tuple[str, str], list[tuple[Row, int]]] = {}
        for (pos, lemma, _), entry in found.items():
            self.rows.setdefault((pos, lemma.split(" ", 1)[0].lower()), []).append(entry)

    def __getitem__(self, key: tuple[str, str]) -> tuple[Pattern, ...]:
        made = self.read.get(key)
        if made is None:
            made = self.read[key] = tuple(sorted((_pattern(row, self.cells, self.scores, order) for row, order in self.rows[key]), key=lambda x: (-x.weight, x.order)))
        return made

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        """As a dict's, without the cost of an exception for the many words that have no pattern."""
        return self[key] if key in self.rows else default

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def check(self) -> None:
        """Reads every row."""
        for key in self.rows:
            self[key]


def load_patterns(user: Path | None = None) -> PatternBook:
    """All pattern tables. Raises TableError with file and line for a bad row."""
    classes = _load_classes(user)
    scores = {}
    for path in find("plover.tsv", user):
        for row in rows(path, ("type", "mode", "quad", "score", "cameo")):
            scores[row["type"], row["mode"] or None] = (row["quad"], float(row["score"]), row["cameo"])
    contexts: dict[str, list[str]] = {}
    for path in find("contexts.tsv", user):
        for row in rows(path, ("context", "lemma")):
            contexts.setdefault(row["lemma"].lower(), []).append(row["context"])
    cues: dict[str, list[Cue]] = {}
    for path in find("cues.tsv", user):
        for row in rows(path, ("lemma", "pos", "kind", "frame")):
            cues.setdefault(row["lemma"].lower(), []).append(Cue(row["lemma"].lower(), row["pos"], row["kind"], row["frame"]))
    found: dict[tuple[str, str, str], tuple[Row, int]] = {}
    order = 0
    columns = ("pos", "lemma", "frame", "type", "mode", "cameo", "actor", "recipient", "modality", "contexts")
    for path in find("patterns/*.tsv", user):
        for row in rows(path, columns):
            order += 1
            found[row["pos"], row["lemma"], row["frame"]] = (row, order)
    index = PatternIndex(found, _Cells(classes), scores)
    if user is not None and any(any(user.glob(name)) for name in ("patterns/*.tsv", "classes*.tsv", "plover.tsv")):
        index.check()  # all rows now, not when their words are met: a bad row is the user's
    return PatternBook(index, classes, {k: tuple(v) for k, v in contexts.items()}, scores, {k: tuple(v) for k, v in cues.items()})


def _load_classes(user: Path | None) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for path in find("classes*.tsv", user):
        for row in rows(path, ("class", "lemma")):
            classes.setdefault(row["class"], set()).update(x.lower() for x in row.list("lemma"))
    return {k: frozenset(v) for k, v in classes.items()}


def _pattern(row: Row, cells: _Cells, scores: dict[tuple[str, str | None], tuple[str, float, str]], order: int) -> Pattern:
    pos, kind, mode = row["pos"], row["type"], row["mode"] or None
    if pos not in PARTS:
        raise row.error(f"pos must be v, n or a, not {pos!r}")
    if kind not in TYPES:
        raise row.error(f"no such PLOVER category: {kind!r}")
    if (kind, mode) not in scores:
        raise row.error(f"no such mode of {kind}: {mode!r}")
    words = row["lemma"].lower().split()
    if not words:
        raise row.error("lemma missing")
    actor, reciprocal = cells.actor(row["actor"], pos == "n")
    return Pattern(pos=pos, lemma=words[0], companions=tuple(words[1:]), frame=cells.frame(row["frame"], row), type=kind, mode=mode,
                   cameo=row["cameo"] or scores[kind, mode][2], actor=actor, recipient=cells.recipient(row["recipient"], pos == "n", reciprocal),
                   reciprocal=reciprocal, modality=row["modality"] or None, contexts=row.list("contexts"), source=f"{row.file}:{row.line}", order=order)


class _Cells:
    """Reads the cells that many rows share, each text once."""

    def __init__(self, classes: dict[str, frozenset[str]]) -> None:
        self.classes = classes
        self.frames: dict[str, tuple[Constraint, ...]] = {}
        self.actors: dict[tuple[str, bool], tuple[tuple[str, ...], bool]] = {}
        self.recipients: dict[tuple[str, bool, bool], tuple[str, ...]] = {}

    def frame(self, text: str, row: Row) -> tuple[Constraint, ...]:
        found = self.frames.get(text)
        if found is None:
            found = self.frames[text] = tuple(_constraint(c, row, self.classes) for c in text.split())
        return found

    def actor(self, text: str, noun: bool) -> tuple[tuple[str, ...], bool]:
        """Slots of the actor, and whether they are reciprocal."""
        found = self.actors.get((text, noun))
        if found is None:
            slots = tuple(text.replace("+", "|").split("|")) if text else ("poss", "mod", "by", "from") if noun else ("subj",)
            found = self.actors[text, noun] = (slots, "+" in text)
        return found

    def recipient(self, text: str, noun: bool, reciprocal: bool) -> tuple[str, ...]:
        key = (text, noun, reciprocal)
        found = self.recipients.get(key)
        if found is None:
            default = () if reciprocal else ("on", "against", "of", "to", "with") if noun else ("obj", "to", "with", "against", "on", "obj.poss", "obj.mod", "obj.of")
            found = self.recipients[key] = tuple(t for t in (text.split("|") if text else default) if t != "none")
        return found


def _constraint(text: str, row: Row, classes: dict[str, frozenset[str]]) -> Constraint:
    negated = text.startswith("-")
    slot, _, test = text.lstrip("-").partition(":")
    if not test:
        return Constraint(slot, "any", negated=negated)
    if test == "actor":
        return Constraint(slot, "actor", negated=negated)
    words: set[str] = set()
    for part in test.split("|"):
        if part in TYPES:
            return Constraint(slot, "type", frozenset(test.split("|")), negated)
        if part.startswith("@"):
            if part[1:] not in classes:
                raise row.error(f"no such class: {part}")
            words |= classes[part[1:]]
        else:
            words.add(part.lower().replace("_", " "))
    return Constraint(slot, "words", frozenset(words), negated)
