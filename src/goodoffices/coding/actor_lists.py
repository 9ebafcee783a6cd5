"""Persons named in one row ("Lt. Gen. A, Maj. Gen. B and Col. C met D"): titles before the names make parsers take such rows apart, the names do not."""

from __future__ import annotations

from itertools import pairwise

from goodoffices.model import Cast, Mention, Parsed

#: By these a member of a row hangs on the one before it; by a verb's relation it stands for itself.
NOMINAL = frozenset({"conj", "appos", "nmod", "nmod:desc", "nmod:unmarked", "nmod:poss", "compound", "flat", "list", "dep", "amod"})
JOINTS = frozenset({",", "and", "the", "'s", "’s"})
#: From so many on the row is told from the names alone.
ROW = 3


def rows_of(p: Parsed, cast: Cast) -> dict[int, tuple[int, ...]]:
    """The heads of a row of persons, for the head of each of them."""
    people = [m for m in sorted(cast.mentions, key=lambda m: (m.first, -m.last)) if m.kind == "name" and (a := cast.actors.get(m.actor)) is not None and a.kind == "person"]
    out: dict[int, tuple[int, ...]] = {}
    row: list[Mention] = []
    for mention in [*people, None]:
        if mention is not None and row and mention.first <= row[-1].last:
            continue
        if mention is not None and row and _joined(p, row[-1], mention):
            row.append(mention)
            continue
        if _is_row(p, row):
            out |= {m.head: tuple(x.head for x in row) for m in row}
        row = [mention] if mention is not None else []
    return out


def _joined(p: Parsed, one: Mention, two: Mention) -> bool:
    """Nothing stands between them but a comma, an "and" and words that say whose office it is."""
    if p.sent[one.first] != p.sent[two.first] or two.first - one.last > 8:
        return False
    between = range(one.last + 1, two.first)
    if not any(p.lower[k] in (",", "and") for k in between):
        return False
    return all(p.lower[k] in JOINTS or (p.pos[k] == "PROPN" and p.dep[k] in ("nmod:poss", "compound", "amod", "nmod:desc", "nmod", "flat")) or (p.pos[k] == "ADJ" and p.dep[k] == "amod")
               or (p.lower[k] == "of" and p.pos[k + 1] == "PROPN") for k in between)


def _is_row(p: Parsed, row: list[Mention]) -> bool:
    """Three or more of different names, "and" before the last, none of them an argument of its own."""
    if len(row) < ROW or len({m.actor for m in row}) < len(row):
        return False
    joints = ["and" in p.lower[a.last + 1 : b.first] for a, b in pairwise(row)]
    if not joints[-1] or any(joints[:-1]):
        return False
    within = {t for m in row for t in range(m.first, m.last + 1)}
    return all(_hangs_on(p, m.head, within, row[0].head) for m in row[1:])


def _hangs_on(p: Parsed, head: int, within: set[int], first: int) -> bool:
    node = head
    for _ in range(6):
        if node == first:
            return True
        if p.dep[node] not in NOMINAL or p.head[node] == node:
            return False
        node = p.head[node]
    return node in within


__all__ = ["rows_of"]
