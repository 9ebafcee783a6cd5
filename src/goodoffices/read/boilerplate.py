"""The rules of boilerplate.tsv, compiled."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from goodoffices.errors import TableError

FILE = "boilerplate.tsv"
_COLUMNS = ["kind", "pattern", "words", "example"]
_KINDS = frozenset({"line", "tail", "head", "list", "bar", "network"})
_DEFAULT_WORDS = 25
_TAIL_REACH = 480  # characters at the end of a paragraph where a tail is looked for
_STOP = re.compile(r"[.!?…\"'”’)\]]+")
_SENTENCE = 5  # words that must follow a label for it to have been run into prose


class Row(msgspec.Struct, frozen=True):
    """One row of the table; `line` is its number in the file."""

    kind: str
    pattern: str
    words: int
    example: str
    line: int


class Boilerplate(msgspec.Struct, frozen=True):
    """Recognises what pages add to articles. `lines`: (most words, pattern), fewest words first."""

    lines: tuple[tuple[int, re.Pattern[str]], ...]
    lists: re.Pattern[str]
    tails: re.Pattern[str]
    heads: re.Pattern[str]
    bar: frozenset[str]
    network: frozenset[str]
    longest: int

    def is_line(self, paragraph: str) -> bool:
        """Whether the whole paragraph is an addition of the page."""
        if len(paragraph) > self.longest * 12:
            return False
        count = paragraph.count(" ") + 1
        if count > self.longest:
            return False
        if any(count <= most and pattern.fullmatch(paragraph) for most, pattern in self.lines):
            return True
        return count <= 20 and self._is_share_bar(paragraph)

    def is_list_heading(self, paragraph: str) -> bool:
        """Whether headlines of other reports may follow this line."""
        return len(paragraph) < 60 and self.lists.fullmatch(paragraph) is not None

    def without_head(self, paragraph: str) -> str:
        """The paragraph without a credit or label run into its first sentence."""
        found = self.heads.match(paragraph)
        rest = paragraph[found.end() :] if found is not None else ""
        return rest if rest.count(" ") >= _SENTENCE - 1 else paragraph

    def without_tail(self, paragraph: str) -> str:
        """The paragraph without additions behind its prose, whose own stop and quotation marks stay."""
        start = max(0, len(paragraph) - _TAIL_REACH)
        cut = self.tails.search(paragraph, start)
        if cut is None:
            return paragraph
        stop = _STOP.match(paragraph, cut.start())
        return paragraph[: stop.end() if stop else cut.start()].rstrip()

    def _is_share_bar(self, paragraph: str) -> bool:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", paragraph.casefold())
        return any(w in self.network for w in words) and all(w in self.bar for w in words)


def rows() -> list[Row]:
    """The rows of the table; raises TableError with file and line for a bad one."""
    text = files("goodoffices").joinpath(f"ontology/data/{FILE}").read_text(encoding="utf-8")
    found: list[Row] = []
    header = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if not header:
            if cells != _COLUMNS:
                raise TableError(FILE, number, f"the columns must be {' '.join(_COLUMNS)}")
            header = True
        else:
            found.append(_row(cells, number))
    return found


def _row(cells: list[str], number: int) -> Row:
    if len(cells) != len(_COLUMNS):
        raise TableError(FILE, number, f"{len(cells)} cells instead of {len(_COLUMNS)}")
    kind, pattern, words, example = cells
    if kind not in _KINDS:
        raise TableError(FILE, number, f"unknown kind {kind!r}")
    if words and not words.isdecimal():
        raise TableError(FILE, number, f"{words!r} is no number of words")
    if kind not in ("bar", "network"):
        try:
            re.compile(pattern)
        except re.error as error:
            raise TableError(FILE, number, f"bad pattern: {error}") from error
    return Row(kind, pattern, int(words or _DEFAULT_WORDS), example, number)


@cache
def boilerplate() -> Boilerplate:
    """The shipped rules, compiled once."""
    table = rows()
    by_words: dict[int, list[str]] = {}
    for row in table:
        if row.kind == "line":
            by_words.setdefault(row.words, []).append(row.pattern)
    return Boilerplate(
        lines=tuple((most, _any(patterns)) for most, patterns in sorted(by_words.items())),
        lists=_any([row.pattern for row in table if row.kind == "list"]),
        tails=re.compile(
            r"(?:(?<!\w)|(?=\W))" + _any([row.pattern for row in table if row.kind == "tail"]).pattern + r"\s*\Z", re.IGNORECASE
        ),
        heads=_any([row.pattern for row in table if row.kind == "head"]),
        bar=frozenset(row.pattern for row in table if row.kind in ("bar", "network")),
        network=frozenset(row.pattern for row in table if row.kind == "network"),
        longest=max(by_words),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")", re.IGNORECASE)
