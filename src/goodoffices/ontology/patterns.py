"""Loads the event patterns, word classes, contexts, cues and PLOVER scores (format: docs/tables.md, section Patterns)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

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

    index: dict[tuple[str, str], tuple[Pattern, ...]]
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
    found: dict[tuple[str, ...], Pattern] = {}
    order = 0
    for path in find("patterns/*.tsv", user):
        for row in rows(path, ("pos", "lemma", "frame", "type", "mode", "cameo", "actor", "recipient", "modality", "contexts")):
            order += 1
            pattern = _pattern(row, classes, scores, order)
            found[row["pos"], row["lemma"], row["frame"]] = pattern
    index: dict[tuple[str, str], list[Pattern]] = {}
    for pattern in found.values():
        index.setdefault((pattern.pos, pattern.lemma), []).append(pattern)
    ordered = {key: tuple(sorted(value, key=lambda x: (-x.weight, x.order))) for key, value in index.items()}
    return PatternBook(ordered, classes, {k: tuple(v) for k, v in contexts.items()}, scores, {k: tuple(v) for k, v in cues.items()})


def _load_classes(user: Path | None) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for path in find("classes*.tsv", user):
        for row in rows(path, ("class", "lemma")):
            classes.setdefault(row["class"], set()).update(x.lower() for x in row.list("lemma"))
    return {k: frozenset(v) for k, v in classes.items()}


def _pattern(row: Row, classes: dict[str, frozenset[str]], scores: dict[tuple[str, str | None], tuple[str, float, str]], order: int) -> Pattern:
    if row["pos"] not in PARTS:
        raise row.error(f"pos must be v, n or a, not {row['pos']!r}")
    if row["type"] not in TYPES:
        raise row.error(f"no such PLOVER category: {row['type']!r}")
    mode = row["mode"] or None
    if (row["type"], mode) not in scores:
        raise row.error(f"no such mode of {row['type']}: {mode!r}")
    words = row["lemma"].lower().split()
    if not words:
        raise row.error("lemma missing")
    actor = row["actor"]
    reciprocal = "+" in actor
    slots = tuple(actor.replace("+", "|").split("|")) if actor else ("subj",) if row["pos"] != "n" else ("poss", "mod", "by", "from")
    recipient = row["recipient"]
    targets = tuple(recipient.split("|")) if recipient else () if reciprocal else (
        ("obj", "to", "with", "against", "on", "obj.poss", "obj.mod", "obj.of") if row["pos"] != "n" else ("on", "against", "of", "to", "with"))
    return Pattern(pos=row["pos"], lemma=words[0], companions=tuple(words[1:]), frame=tuple(_constraint(c, row, classes) for c in row["frame"].split()),
                   type=row["type"], mode=mode, cameo=row["cameo"] or scores[row["type"], mode][2], actor=slots,
                   recipient=tuple(t for t in targets if t != "none"), reciprocal=reciprocal, modality=row["modality"] or None,
                   contexts=row.list("contexts"), source=f"{row.file}:{row.line}", order=order)


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
            words.add(part.lower())
    return Constraint(slot, "words", frozenset(words), negated)
