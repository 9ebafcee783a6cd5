"""Pairs of quotation marks over the words of an article: straight, curly, single, guillemets, doubled single marks and back-ticks.

A mark opens when it stands before a word, closes when it stands behind one. Quotations that run over paragraphs (each
paragraph opens anew, only the last closes) are one pair per paragraph; `until` is the end of the last of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from goodoffices.model import Parsed

DOUBLE_OPEN = frozenset({"“", "„", "«", "``", "‟"})
DOUBLE_CLOSE = frozenset({"”", "»", "''", "’’"})
#: The same mark at both ends.
STRAIGHT = frozenset({'"', "''"})
SINGLE_OPEN = frozenset({"‘"})
SINGLE_CLOSE = frozenset({"’", "'"})
BEFORE_OPENING = frozenset(" \n\t([—–-:/\u00a0…")
#: How far a single mark may be from its partner, in words: beyond that it is an apostrophe.
SINGLE_REACH = 120
PARAGRAPH_REACH = 150


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` (the opening mark) to `last` (the closing mark, or the last word of a paragraph that stays open).

    `until` is the last token of the whole quotation where it goes on in the next paragraphs; `goes_on` says that it began before.
    """

    first: int
    last: int
    closed: bool
    until: int
    goes_on: bool = False


def find_quotations(p: Parsed) -> tuple[Quotation, ...]:
    """All quotations in order, outermost only."""
    out: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for i in range(len(p.text)):
        if i > 0 and opened is not None and "\n" in p.article.text[p.end[i - 1] : p.start[i]]:
            if i - opened[0] > 2 and p.text[i] in DOUBLE_OPEN | STRAIGHT:
                out.append(Quotation(opened[0], i - 1, False, i - 1))
                opened = None
            elif not _runs_on(p, i, opened[1]):
                opened = None
        mark = p.text[i]
        if opened is None:
            if mark in DOUBLE_OPEN or (mark == "”" and _begins_paragraph(p, i)) or (mark in STRAIGHT and _opens(p, i)) or (mark in SINGLE_OPEN | {"'"} and _opens(p, i) and _single_closes(p, i)):
                opened = (i, mark)
        elif _closes(p, i, opened[1]):
            out.append(Quotation(opened[0], i, True, i))
            opened = None
    return _joined(out)


def _runs_on(p: Parsed, i: int, opener: str) -> bool:
    """Does a quotation go on in a paragraph without an opening mark of its own: is the next mark one that closes it, or opens a paragraph anew?"""
    if opener not in DOUBLE_OPEN | STRAIGHT:
        return False
    breaks = 0
    for j in range(i, min(len(p.text), i + PARAGRAPH_REACH)):
        fresh = j > i and "\n" in p.article.text[p.end[j - 1] : p.start[j]]
        breaks += fresh
        if breaks > 1:
            return False
        if p.text[j] in DOUBLE_OPEN | DOUBLE_CLOSE | STRAIGHT:
            return (fresh and p.text[j] in DOUBLE_OPEN | STRAIGHT) or (not _opens(p, j) and _closes(p, j, opener))
    return False


def _joined(found: list[Quotation]) -> tuple[Quotation, ...]:
    """With the end of each quotation that goes on over paragraphs."""
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        if not out[k].closed and out[k + 1].first == out[k].last + 1:
            out[k] = replace(out[k], until=out[k + 1].until)
            out[k + 1] = replace(out[k + 1], goes_on=True)
    return tuple(out)


def _opens(p: Parsed, i: int) -> bool:
    """Space (or a bracket, dash, or the beginning) before the mark and none behind it."""
    before = p.start[i] == 0 or p.article.text[p.start[i] - 1] in BEFORE_OPENING
    after = p.end[i] < len(p.article.text) and not p.article.text[p.end[i]].isspace()
    return before and after


def _begins_paragraph(p: Parsed, i: int) -> bool:
    """A closing mark typed for an opening one."""
    return (i == 0 or "\n" in p.article.text[p.end[i - 1] : p.start[i]]) and _opens(p, i)


def _closes(p: Parsed, i: int, opener: str) -> bool:
    mark = p.text[i]
    if opener in STRAIGHT:
        return (mark in STRAIGHT or mark in DOUBLE_CLOSE) and (opener != "''" or mark != '"')
    if opener in SINGLE_OPEN or opener == "'":
        if mark not in SINGLE_CLOSE:
            return False
        after = p.article.text[p.end[i] : p.end[i] + 1]
        possessive = i > 0 and p.text[i - 1].endswith("s") and p.tag[i] == "POS"
        return (not after or not after.isalnum()) and not possessive
    return mark in DOUBLE_CLOSE or (opener == "”" and mark == '"') or (mark == '"' and opener in DOUBLE_OPEN and not _opens(p, i)) or (opener == "„" and mark == "“") or (opener == "»" and mark == "«")


def _single_closes(p: Parsed, i: int) -> bool:
    """Is a single opening mark a quotation (closed in this paragraph), not an apostrophe?"""
    for j in range(i + 1, min(len(p.text), i + SINGLE_REACH)):
        if "\n" in p.article.text[p.end[j - 1] : p.start[j]]:
            return False
        if _closes(p, j, "‘"):
            return j > i + 1
    return False
