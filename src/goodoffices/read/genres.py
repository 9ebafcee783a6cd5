"""Is an article a plain report of the day? The signs of genres.tsv: opinion, a look back, a live blog."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

import msgspec

from goodoffices.ontology.tables import SHIPPED
from goodoffices.ontology.tables import rows as table_rows
from goodoffices.read.clean import Cleaned
from goodoffices.read.decode import normalise
from goodoffices.read.paragraphs import paragraphs
from goodoffices.read.records import Draft

GENRES = ("opinion", "retrospective", "live_blog")
PLACES = ("title", "end", "address", "label", "line", "first", "foot")
_HEAD = 4  # lines above the report where its sort may stand
_FOOT = 4  # and below it


class Sign(msgspec.Struct, frozen=True):
    """One row of the table."""

    genre: str
    where: str
    pattern: re.Pattern[str]
    example: str


def genres(draft: Draft, cleaned: Cleaned) -> tuple[str, ...]:
    """What shows in the article's title, address, labels, first and last lines; nothing for a plain report."""
    lines = paragraphs(normalise(draft.text))
    title = cleaned.title or ""
    seen: dict[str, Iterable[str]] = {
        "title": [title], "end": [title], "address": [urlsplit(draft.url or "").path] if _is_address(draft.url) else [], "label": draft.labels, "line": lines[:_HEAD],
        "first": cleaned.text.split("\n\n", 1)[:1], "foot": lines[-_FOOT:] if len(lines) > 1 else []}
    found = {sign.genre for sign in signs() if any(_shows(sign, text) for text in seen[sign.where])}
    return tuple(genre for genre in GENRES if genre in found)


def _shows(sign: Sign, text: str) -> bool:
    if sign.where in ("label", "line"):
        return sign.pattern.fullmatch(text.strip()) is not None
    return (sign.pattern.search if sign.where in ("end", "address") else sign.pattern.match)(text.strip()) is not None


def _is_address(url: str | None) -> bool:
    try:
        return bool(url and urlsplit(url).scheme)
    except ValueError:
        return False


@cache
def signs() -> tuple[Sign, ...]:
    """The rows of the table. Raises TableError for a bad one."""
    out = []
    for row in table_rows(SHIPPED / "genres.tsv", ("genre", "where", "pattern", "example")):
        if row["genre"] not in GENRES or row["where"] not in PLACES:
            raise row.error(f"genre is one of {', '.join(GENRES)}, where one of {', '.join(PLACES)}")
        end = r"\W*$" if row["where"] == "end" else ""
        try:
            out.append(Sign(row["genre"], row["where"], re.compile(f"(?:{row['pattern']}){end}", re.IGNORECASE), row["example"]))
        except re.error as error:
            raise row.error(f"bad pattern: {error}") from error
    return tuple(out)
