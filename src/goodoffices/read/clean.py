"""Takes from a text what pages and agencies add to the report: §1 of the coding guide.

Real prose stays, word for word. Cleaning a cleaned text changes nothing.
"""

from __future__ import annotations

import re

import msgspec

from goodoffices.read.boilerplate import Boilerplate, boilerplate
from goodoffices.read.byline import Byline, find_byline
from goodoffices.read.dateline import Dateline, find_dateline, whole_dateline
from goodoffices.read.decode import normalise
from goodoffices.read.paragraphs import paragraphs

_OPENING = 6  # paragraphs from the beginning in which bylines stand
_CLOSING = 3  # and from the end
_DATELINE_WITHIN = 3
_MOST_PASSES = 50
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_AGENCY_TAIL = frozenset(".!?\"”'’:;,…")
_TERMINAL = (".", "!", "?", '."', '!"', '?"', ".”", "!”", "?”", ".'", ".’", ":", ")")


class Cleaned(msgspec.Struct, frozen=True, kw_only=True):
    """A cleaned text: paragraphs divided by one empty line, without title and dateline.

    `byline_date` and `dateline_date` are the ISO dates in those lines; `dateline_day` the words of
    a day without a year.
    """

    text: str
    title: str | None = None
    dateline: str | None = None
    byline_date: str | None = None
    dateline_date: str | None = None
    dateline_day: str | None = None


class _Found:
    """What was met while cutting; the first dateline and the first date count."""

    def __init__(self) -> None:
        self.dateline: Dateline | None = None
        self.published: str | None = None
        self.updated: str | None = None

    def note(self, byline: Byline) -> None:
        self.published = self.published or byline.published
        self.updated = self.updated or byline.updated


def clean(text: str, title: str | None = None) -> Cleaned:
    """`text` without additions, title and dateline; `title` is cut where it is repeated."""
    return clean_paragraphs(paragraphs(normalise(text)), title)


def clean_paragraphs(parts: list[str], title: str | None) -> Cleaned:
    """The same for a text that is divided already; `parts` are normalised paragraphs."""
    found = _Found()
    rules = boilerplate()
    heading = one_line(title)
    repeats = _title_keys(heading)
    for _ in range(_MOST_PASSES):
        before = parts
        parts = _cut_dateline(_cut_title(_cut_lines(parts, rules, found), heading, repeats), found)
        if parts == before:
            break
    line = found.dateline
    return Cleaned(
        text="\n\n".join(parts),
        title=heading,
        dateline=line.words if line else None,
        byline_date=found.published or found.updated,
        dateline_date=line.day if line else None,
        dateline_day=line.month_day if line else None,
    )


def one_line(text: str | None) -> str | None:
    """`text` normalised to one line, None if nothing is left."""
    return " ".join(normalise(text or "").split()) or None


def is_addition(paragraph: str) -> bool:
    """Whether a line is none of the report's own: share bar, label, byline or the like."""
    return boilerplate().is_line(paragraph) or find_byline(paragraph) is not None


def _cut_lines(parts: list[str], rules: Boilerplate, found: _Found) -> list[str]:
    """Drops additions that are paragraphs of their own and trims those around prose."""
    kept: list[str] = []
    last = len(parts) - _CLOSING
    for index, part in enumerate(parts):
        if index < _OPENING or index >= last:
            byline = find_byline(part)
            if byline is not None and whole_dateline(part) is None:
                found.note(byline)
                continue
        trimmed = rules.without_head(part) if index < _OPENING else part
        if rules.is_line(trimmed) and not rules.is_list_heading(trimmed):
            continue
        if index < _OPENING or index >= last or trimmed[-1] not in _AGENCY_TAIL:
            trimmed = rules.without_tail(trimmed)
        if trimmed:
            kept.append(trimmed)
    return [part for part in _cut_list(kept, rules) if not rules.is_line(part)]


def _cut_list(parts: list[str], rules: Boilerplate) -> list[str]:
    """Drops a list of other headlines at the foot, with its heading."""
    index = len(parts)
    while index and len(parts[index - 1].split()) <= 18 and not parts[index - 1].endswith(_TERMINAL):
        index -= 1
    for start in range(index, len(parts)):
        if rules.is_list_heading(parts[start]):
            return parts[:start]
    return parts


def _title_keys(title: str | None) -> frozenset[str]:
    """The forms, folded, in which the headline may be printed again."""
    if title is None:
        return frozenset()
    forms = {_fold(title), _fold(_SITE_SUFFIX.sub("", title))}
    return frozenset(form for form in forms if form)


def _cut_title(parts: list[str], title: str | None, keys: frozenset[str]) -> list[str]:
    if title is None or not keys:
        return parts
    longest = 2 * len(title) + 20
    kept = [part for part in parts if len(part) > longest or _fold(part) not in keys]
    if kept:
        kept[0] = _without_leading_title(kept[0], title)
    return [part for part in kept if part]


def _without_leading_title(part: str, title: str) -> str:
    """Cuts the headline off the paragraph it was run into ("Headline The minister said ...")."""
    for form in (title, _SITE_SUFFIX.sub("", title)):
        if len(form.split()) < 4:
            continue
        words = [re.escape(word) for word in re.findall(r"\w+", form)]
        if not words:
            continue
        found = re.match(r"\W*" + r"\W+".join(words) + r"(?!\w)[.!?'\"”’)]*(\s*[-–—:|.]?\s*)", part, re.IGNORECASE)
        if found is None:
            continue
        rest = part[found.end() :]
        opening = rest.lstrip("\"'“‘([")[:1]
        if not rest or ((opening.isupper() or opening.isdigit()) and found.group(1)):
            return rest
    return part


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _cut_dateline(parts: list[str], found: _Found) -> list[str]:
    for index, part in enumerate(parts[:_DATELINE_WITHIN]):
        line = find_dateline(part, strong_only=index > 0)
        if line is None and index == 0 and len(parts) > 1:
            line = whole_dateline(part)
        if line is None:
            continue
        rest = part[line.end :]
        if not rest and len(parts) == 1:
            continue
        found.dateline = found.dateline or line
        return parts[:index] + ([rest] if rest else []) + parts[index + 1 :]
    return parts
