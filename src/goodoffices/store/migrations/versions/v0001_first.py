"""The first schema: articles with their records, what is laid flat from them, decisions, cache, full-text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None

#: The text of a very long article is searched up to here: PostgreSQL takes at most 1 MiB of words.
SEARCHED = 200_000
SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE words USING fts5(title, text, content='articles', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER words_added AFTER INSERT ON articles BEGIN INSERT INTO words(rowid, title, text) VALUES (new.number, new.title, new.text); END",
    "CREATE TRIGGER words_removed AFTER DELETE ON articles BEGIN INSERT INTO words(words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); END",
    "CREATE TRIGGER words_changed AFTER UPDATE OF title, text ON articles BEGIN "
    "INSERT INTO words(words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); "
    "INSERT INTO words(rowid, title, text) VALUES (new.number, new.title, new.text); END",
)
POSTGRESQL_SEARCH = (
    "ALTER TABLE articles ADD COLUMN words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english'::regconfig, coalesce(left(title, 2000), '')), 'A') || "
    f"to_tsvector('english'::regconfig, left(text, {SEARCHED}))) STORED",
    "CREATE INDEX ix_articles_words ON articles USING gin (words)",
)


def upgrade() -> None:
    meta = op.create_table("meta", sa.Column("key", sa.String(40), nullable=False), sa.Column("value", sa.Text, nullable=False), sa.PrimaryKeyConstraint("key", name="pk_meta"))
    op.bulk_insert(meta, [{"key": "program", "value": "goodoffices"}, {"key": "revision", "value": "0"}])
    _articles()
    _flat()
    op.create_table(
        "decisions", sa.Column("number", sa.Integer, nullable=False), sa.Column("id", sa.String(40), nullable=False), sa.Column("at", sa.String(40), nullable=False),
        sa.Column("who", sa.Text, nullable=False), sa.Column("why", sa.Text, nullable=False), sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target", sa.Text, nullable=False), sa.Column("value", sa.Text, nullable=False), sa.PrimaryKeyConstraint("number", name="pk_decisions"),
        sa.UniqueConstraint("id", name="uq_decisions_id"))
    op.create_index("ix_decisions_target", "decisions", ["target"])
    op.create_table(
        "cache", sa.Column("kind", sa.String(20), nullable=False), sa.Column("key", sa.Text, nullable=False), sa.Column("inputs", sa.String(64), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False), sa.PrimaryKeyConstraint("kind", "key", name="pk_cache"))
    op.create_table("issued", sa.Column("number", sa.Integer, nullable=False), sa.Column("entry", sa.Text, nullable=False),
                    sa.PrimaryKeyConstraint("number", name="pk_issued"), sa.UniqueConstraint("entry", name="uq_issued_entry"))
    for statement in SQLITE_SEARCH if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_SEARCH:
        op.execute(statement)


def _articles() -> None:
    op.create_table(
        "articles", sa.Column("number", sa.Integer, nullable=False), sa.Column("id", sa.Text, nullable=False), sa.Column("url", sa.Text),
        sa.Column("publisher", sa.Text), sa.Column("published", sa.String(40)), sa.Column("title", sa.Text), sa.Column("language", sa.String(20)),
        sa.Column("sha256", sa.String(64), nullable=False), sa.Column("text", sa.Text, nullable=False), sa.Column("source", sa.String(64), nullable=False),
        sa.Column("coder", sa.String(64), nullable=False), sa.Column("version", sa.String(40), nullable=False), sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False), sa.Column("duplicate_of", sa.Text), sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("filed_at", sa.String(40), nullable=False), sa.PrimaryKeyConstraint("number", name="pk_articles"), sa.UniqueConstraint("id", name="uq_articles_id"))
    _index("articles", "sha256", "published")
    op.create_table(
        "history", sa.Column("number", sa.Integer, nullable=False), _article("history"), sa.Column("replaced_at", sa.String(40), nullable=False),
        sa.Column("filed_at", sa.String(40), nullable=False), sa.Column("sha256", sa.String(64), nullable=False), sa.Column("source", sa.String(64), nullable=False),
        sa.Column("coder", sa.String(64), nullable=False), sa.Column("record", sa.LargeBinary, nullable=False), sa.PrimaryKeyConstraint("number", name="pk_history"))
    _index("history", "article")


def _flat() -> None:
    op.create_table(
        "events", _article("events"), sa.Column("ordinal", sa.Integer, nullable=False), sa.Column("type", sa.String(20), nullable=False),
        sa.Column("modality", sa.String(20), nullable=False), sa.Column("quad", sa.String(30), nullable=False), sa.Column("score", sa.Float, nullable=False),
        sa.Column("date_start", sa.String(10)), sa.Column("date_end", sa.String(10)), sa.Column("place", sa.Text), sa.Column("country", sa.String(3)),
        sa.Column("confidence", sa.Float, nullable=False), sa.PrimaryKeyConstraint("article", "ordinal", name="pk_events"))
    _index("events", "date_start", "type", "modality", "country")
    op.create_table(
        "event_actors", _article("event_actors"), sa.Column("ordinal", sa.Integer, nullable=False), sa.Column("side", sa.String(10), nullable=False),
        sa.Column("actor", sa.Text, nullable=False), sa.Column("country", sa.String(3)),
        sa.PrimaryKeyConstraint("article", "ordinal", "side", "actor", name="pk_event_actors"))
    _index("event_actors", "actor", "country")
    op.create_table(
        "statements", _article("statements"), sa.Column("ordinal", sa.Integer, nullable=False), sa.Column("speaker", sa.Text), sa.Column("country", sa.String(3)),
        sa.Column("outlet", sa.Text), sa.Column("direct", sa.Boolean, nullable=False), sa.Column("stance", sa.String(20)), sa.Column("day", sa.String(10)),
        sa.PrimaryKeyConstraint("article", "ordinal", name="pk_statements"))
    _index("statements", "speaker", "country", "outlet", "day")
    op.create_table(
        "mentions", _article("mentions"), sa.Column("actor", sa.Text, nullable=False), sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False), sa.Column("country", sa.String(3)), sa.Column("code", sa.String(40)), sa.Column("role", sa.Text),
        sa.Column("mentions", sa.Integer, nullable=False), sa.PrimaryKeyConstraint("article", "actor", name="pk_mentions"))
    _index("mentions", "actor", "country")


def _article(table: str) -> sa.Column[int]:
    return sa.Column("article", sa.Integer, sa.ForeignKey("articles.number", ondelete="CASCADE", name=f"fk_{table}_article"), nullable=False)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
