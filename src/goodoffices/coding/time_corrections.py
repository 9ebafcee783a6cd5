"""Days that a correction in the text gives in place of wrong ones: "Correction: ... It accepted on March 4, not March 2"."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from goodoffices.coding import syntax
from goodoffices.model import Parsed, TimeMention

#: Words by which a text says that it corrects itself, and sentences before the right day in which they stand.
CORRECTING = frozenset({"correction", "corrections", "corrects", "correcting", "corrected", "clarification", "erratum"})
NEAR = 2
#: Words between the right day and the wrong one: ", not on".
BETWEEN = 4


def corrected(p: Parsed, found: tuple[TimeMention, ...]) -> tuple[TimeMention, ...]:
    """The mentions without those that a correction denies; the same wrong day of the same verb elsewhere in the text becomes the right one."""
    out = list(found)
    for right, wrong in pairwise(found):
        if not _denied(p, right, wrong) or right.date.start is None or wrong.date.start is None:
            continue
        out = [t for t in out if t is not wrong]
        verb = _verb(p, right)
        for k, t in enumerate(out):
            if t is not right and t.kind == wrong.kind and (t.date.start, t.date.end) == (wrong.date.start, wrong.date.end) and (verb is None or _verb(p, t) == verb):
                out[k] = replace(t, date=replace(t.date, start=right.date.start, end=right.date.end))
    return tuple(out)


def _denied(p: Parsed, right: TimeMention, wrong: TimeMention) -> bool:
    """Does a correction say of two days in a row that the second is wrong?"""
    between = p.lower[right.last + 1 : wrong.first]
    if p.sent[right.first] != p.sent[wrong.first] or "not" not in between or len(between) > BETWEEN or set(between) - {",", "and", "not", "on", "in", "of", "as", "reported"}:
        return False
    first = max(0, p.sent[right.first] - NEAR)
    near = range(p.sentences[first][0], p.sentences[p.sent[right.first]][1])
    return any(p.lower[t] in CORRECTING or syntax.retracted(p, t) for t in near)


def _verb(p: Parsed, time: TimeMention) -> str | None:
    """The verb on which a day hangs, or the noun of an act ("the date of acceptance") as none."""
    node = time.head
    for _ in range(4):
        if p.pos[node] == "VERB":
            return p.lemma[node]
        node = p.head[node]
    return None
