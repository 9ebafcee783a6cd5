"""What news services answer, in our names: NewsAPI, GNews and the like (`articles` with `content` cut short), GDELT (addresses and titles, no texts)."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

#: The names that services give our fields, in lower case; the first that holds something counts.
NAMES = {"publisher": ("source.name", "source_name", "domain", "sourcecommonname"), "published": ("publishedat", "published_at", "pubdate", "seendate"), "url": ("link", "documentidentifier", "sourceurl")}
#: Fields that hold a report or a piece of it, the longest first. Counted only in rows that look like a service's.
TEXTS = ("content", "description")
#: Fields that show that a row comes from a service.
_MARKS = frozenset({"source", "source.name", "source_name", "publishedat", "published_at", "pubdate", "seendate", "sourcecountry"})
#: All names that a table may have and that are read here.
FIELDS = frozenset({*TEXTS, *_MARKS, *(name for names in NAMES.values() for name in names)})
GO_ON = "to code the reports give their addresses as INPUT, or `goodoffices add` them"
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?(\d+)\s+chars\]\s*$")
_OPEN = re.compile(r"\s*(?:…|\.\.\.)\s*$")
_STOP = re.compile(r"(?<=[^\s.!?])[.!?][\"'”’)\]]*(?=\s|$)")
_WITHHELD = re.compile(r"\s*(?:\[removed\]|only available in .*)\s*", re.IGNORECASE)
_BLOCK = re.compile(r"<br\s*/?>|</(?:p|li|div|ul|ol|h\d|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})Z?")
_NUMBER = re.compile(r"\d+")
#: Columns of the tables of GDELT, which have no header line.
_GDELT = {61: "GDELT event table", 58: "GDELT event table", 57: "GDELT event table", 16: "GDELT table of mentions"}
#: The first cell of its knowledge graph.
_KEY = re.compile(r"\d{14}-T?\d+")


class Whole(msgspec.Struct, frozen=True):
    """The whole sentences of a text; `cut` where it went on."""

    text: str
    cut: bool


def in_our_names(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row with what it holds under a service's names added under ours. What stands under ours stays; rows of our own are given back as they are."""
    lower = {str(key).casefold(): value for key, value in row.items()}
    source = lower.get("source")
    if isinstance(source, Mapping):
        lower["source.name"] = source.get("name")
    if not _MARKS & lower.keys():
        return row
    made = dict(row)
    if isinstance(source, str):
        lower.setdefault("source.name", source)
    for ours, theirs in NAMES.items():
        value = next((lower[name] for name in theirs if lower.get(name)), None)
        if not made.get(ours) and value:
            made[ours] = _iso(value) if ours == "published" else value
    if not made.get("title") and lower.get("title"):
        made["title"] = lower["title"]
    if made.get("text") is None:
        pieces = [_plain(lower[name]) for name in TEXTS if isinstance(lower.get(name), str)]
        found = next((p for p in pieces if whole_sentences(p, open_end=True).text), next((p for p in pieces if p), None))
        if found is not None:
            made["text"] = found
    return made


def whole_sentences(text: str, *, open_end: bool = False) -> Whole:
    """The text without the sentence that a service broke off ("... said the depu… [+1234 chars]"); `open_end`: dots at the end break it off too."""
    found = _CUT.search(text) or (_OPEN.search(text) if open_end else None)
    if found is None:
        return Whole(text, False)
    kept = text[: found.start()]
    stops = [m.end() for m in _STOP.finditer(kept) if not _is_abbreviation(kept[: m.start()])]
    return Whole(kept[: stops[-1]] if stops else "", True)


def is_service(row: Mapping[str, Any]) -> bool:
    return bool(_MARKS & {str(key).casefold() for key in row})


def is_answer(rows: Sequence[Any] | None) -> bool:
    """Whether a list is a service's whole answer, which some keep as one line."""
    return bool(rows) and all(isinstance(row, Mapping) and is_service(row) for row in rows or ())


def why_no_text(row: Mapping[str, Any]) -> str:
    """The reason why a row gives no article."""
    if row.get("url") and is_service(in_our_names(row)):
        return f"only address and title, no text: {GO_ON}"
    return "no field 'text'"


def list_without_texts(rows: Sequence[Any]) -> str | None:
    """What to say once of a list in which no row has a text, as GDELT's article lists; None where one has."""
    if len(rows) < 2 or not all(isinstance(row, Mapping) and in_our_names(row).get("text") is None and is_service(row) and in_our_names(row).get("url") for row in rows):
        return None
    what = "a GDELT list" if "seendate" in rows[0] else "a list"
    return f"{what} of {len(rows)} articles with address and title, without text: {GO_ON}"


def table_without_text(columns: Sequence[str]) -> str:
    """The reason why a table whose first line has these cells (in lower case) cannot be read."""
    kind = gdelt_table(columns)
    if kind is not None:
        return f"a {kind}: what GDELT coded, with addresses, without the texts: {GO_ON}"
    if "globaleventid" in columns or "documentidentifier" in columns:
        return f"a GDELT table with a header line: what GDELT coded, with addresses, without the texts: {GO_ON}"
    if "url" in columns:
        return f"the table has addresses but no column 'text': {GO_ON}"
    return "the table has no column 'text'"


def gdelt_table(cells: Sequence[str]) -> str | None:
    """Which of GDELT's tables begins with a line of these cells, the last of which may be missing; None for others."""
    if len(cells) > 2 and _KEY.fullmatch(cells[0]) and _NUMBER.fullmatch(cells[1]):
        return "GDELT knowledge graph table"
    return _GDELT.get(len(cells)) if len(cells) > 1 and _NUMBER.fullmatch(cells[0]) and _NUMBER.fullmatch(cells[1]) else None


def has_text(columns: Collection[str]) -> bool:
    """Whether a table with these columns holds reports."""
    return "text" in columns or (bool(set(TEXTS) & set(columns)) and bool(_MARKS & set(columns)))


def _plain(text: str) -> str:
    """Without markup; nothing where the service withholds the text."""
    if _WITHHELD.fullmatch(text):
        return ""
    if _TAG.search(text) is None:
        return text.strip()
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", text))).strip()


def _is_abbreviation(before: str) -> bool:
    """Whether a full stop behind this belongs to a shortened word ("Mr", "Gen", "U.S", "J"): then a sentence may go on."""
    word = re.split(r"[\s(\"'“‘]", before)[-1]
    return "." in word or (len(word) <= 4 and word[:1].isupper() and word.isalpha())


def _iso(value: object) -> object:
    """GDELT's 20230918T031500Z as ISO 8601."""
    found = _STAMP.fullmatch(str(value).strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else value
