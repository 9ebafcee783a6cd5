"""Full-text search over titles and texts. The same words find the same on SQLite (FTS5) and PostgreSQL, endings apart."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, text

from goodoffices.model import Base


class Found(Base, frozen=True, kw_only=True):
    """An article that has the words; `excerpt` has them in brackets."""

    id: str
    url: str | None
    publisher: str | None
    published: str | None
    title: str | None
    duplicate_of: str | None
    excerpt: str


class Term(Base, frozen=True, kw_only=True):
    """Words that stand side by side, wanted or unwanted."""

    words: tuple[str, ...]
    wanted: bool = True


COLUMNS = "a.id, a.url, a.publisher, a.published, a.title, a.duplicate_of"
#: The best first, then excerpts of these only: of all that have the words, excerpts would take most of the time.
SQLITE = (f"SELECT {COLUMNS}, snippet(words, 1, '[', ']', ' ... ', 24) AS excerpt FROM (SELECT a.number, bm25(words, 4.0, 1.0) AS score FROM words "
          "JOIN articles a ON a.number = words.rowid WHERE words MATCH :asked AND NOT a.removed ORDER BY score, a.published DESC, a.id LIMIT :most) best "
          "CROSS JOIN words ON words.rowid = best.number JOIN articles a ON a.number = best.number WHERE words MATCH :asked ORDER BY best.score, a.published DESC, a.id")
POSTGRESQL = (f"SELECT {COLUMNS}, ts_headline('english', left(a.text, 20000), q.asked, 'StartSel=[, StopSel=], MaxWords=24, MinWords=12, MaxFragments=1') AS excerpt "
              "FROM articles a, (SELECT {asked} AS asked) q WHERE a.words @@ q.asked AND NOT a.removed "
              "ORDER BY ts_rank(a.words, q.asked) DESC, a.published DESC NULLS LAST, a.id LIMIT :most")


def terms(asked: str) -> list[Term]:
    """All words have to occur; "words in quotation marks" side by side; a word after a minus must not."""
    found = []
    for minus, phrase, word in re.findall(r'(?<!\S)(-?)(?:"([^"]*)"?|([^\s"]+))', asked):
        words = tuple(re.findall(r"[^\W_]+", phrase or word))
        if words:
            found.append(Term(words=words, wanted=not minus))
    return found


def search(connection: Connection, asked: str, limit: int) -> list[Found]:
    """The best first; nothing when no wanted word is given."""
    parts = terms(asked)
    if not any(t.wanted for t in parts):
        return []
    if connection.dialect.name == "sqlite":
        query, values = SQLITE, {"asked": _fts5(parts)}
    else:
        query, values = _postgresql(parts)
    rows = connection.execute(text(query), {**values, "most": limit}).mappings()
    return [Found(**{**row, "excerpt": " ".join(row["excerpt"].split())}) for row in rows]


def _fts5(parts: list[Term]) -> str:
    wanted = " AND ".join(f'"{" ".join(t.words)}"' for t in parts if t.wanted)
    return f"({wanted})" + "".join(f' NOT "{" ".join(t.words)}"' for t in parts if not t.wanted)


def _postgresql(parts: list[Term]) -> tuple[str, dict[str, Any]]:
    asked = " && ".join(f"{'' if t.wanted else '!!'}phraseto_tsquery('english', :term{n})" for n, t in enumerate(parts))
    return POSTGRESQL.format(asked=asked), {f"term{n}": " ".join(t.words) for n, t in enumerate(parts)}
