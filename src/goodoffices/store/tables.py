"""The tables of the store, in types that SQLite and PostgreSQL share. The migrations make them; a test compares the two.

Days are ISO 8601 text, so that they sort and compare alike everywhere; an article without a date has null. `number` is the internal key
of an article; ids of people, articles and entries are text as in the records. Full-text search is made apart (`words.py`), as each
database has its own.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s",
                                       "pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"})


def _article() -> Column[int]:
    """The article a row was read from; rows go with it."""
    return Column("article", Integer, ForeignKey("articles.number", ondelete="CASCADE"), nullable=False)


#: Small facts about the store: `revision` counts what was written.
meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

#: One row per article. `source` is a digest of all that was read, `coder` of what coded it, `record` the record as JSON, compressed (zlib).
#: `duplicate_of` is the id of the article that this one repeats (`reprints.py`); `removed` is set while a decision to remove it stands.
articles = Table(
    "articles", metadata,
    Column("number", Integer, primary_key=True), Column("id", Text, nullable=False, unique=True), Column("url", Text), Column("publisher", Text),
    Column("published", String(40)), Column("title", Text), Column("language", String(20)), Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False), Column("source", String(64), nullable=False), Column("coder", String(64), nullable=False),
    Column("version", String(40), nullable=False), Column("digest", String(64), nullable=False), Column("record", LargeBinary, nullable=False),
    Column("duplicate_of", Text), Column("removed", Boolean, nullable=False), Column("filed_at", String(40), nullable=False),
    Index(None, "sha256"), Index(None, "published"))

#: Records that a newer one has replaced.
history = Table(
    "history", metadata,
    Column("number", Integer, primary_key=True), _article(), Column("replaced_at", String(40), nullable=False), Column("filed_at", String(40), nullable=False),
    Column("sha256", String(64), nullable=False), Column("source", String(64), nullable=False), Column("coder", String(64), nullable=False),
    Column("record", LargeBinary, nullable=False), Index(None, "article"))

#: Events, statements and actors laid flat, so that a question does not open every record. `ordinal` is the place in the record.
events = Table(
    "events", metadata,
    _article(), Column("ordinal", Integer, nullable=False), Column("type", String(20), nullable=False), Column("modality", String(20), nullable=False),
    Column("quad", String(30), nullable=False), Column("score", Float, nullable=False), Column("date_start", String(10)), Column("date_end", String(10)),
    Column("place", Text), Column("country", String(3)), Column("confidence", Float, nullable=False),
    PrimaryKeyConstraint("article", "ordinal"), Index(None, "date_start"), Index(None, "type"), Index(None, "modality"), Index(None, "country"))

event_actors = Table(
    "event_actors", metadata,
    _article(), Column("ordinal", Integer, nullable=False), Column("side", String(10), nullable=False), Column("actor", Text, nullable=False),
    Column("country", String(3)), PrimaryKeyConstraint("article", "ordinal", "side", "actor"), Index(None, "actor"), Index(None, "country"))

statements = Table(
    "statements", metadata,
    _article(), Column("ordinal", Integer, nullable=False), Column("speaker", Text), Column("country", String(3)), Column("outlet", Text),
    Column("direct", Boolean, nullable=False), Column("stance", String(20)), Column("day", String(10)),
    PrimaryKeyConstraint("article", "ordinal"), Index(None, "speaker"), Index(None, "country"), Index(None, "outlet"), Index(None, "day"))

#: One row per actor of an article; `mentions` counts the places where it is named or meant.
mentions = Table(
    "mentions", metadata,
    _article(), Column("actor", Text, nullable=False), Column("name", Text, nullable=False), Column("kind", String(20), nullable=False),
    Column("country", String(3)), Column("code", String(40)), Column("role", Text), Column("mentions", Integer, nullable=False),
    PrimaryKeyConstraint("article", "actor"), Index(None, "actor"), Index(None, "country"))

#: What users decided; rows are only ever added.
decisions = Table(
    "decisions", metadata,
    Column("number", Integer, primary_key=True), Column("id", String(40), nullable=False, unique=True), Column("at", String(40), nullable=False),
    Column("who", Text, nullable=False), Column("why", Text, nullable=False), Column("kind", String(20), nullable=False), Column("target", Text, nullable=False),
    Column("value", Text, nullable=False), Index(None, "target"))

#: What was worked out from the rest and may be thrown away at any time: `inputs` is a digest of everything it depends on.
cache = Table(
    "cache", metadata,
    Column("kind", String(20), nullable=False), Column("key", Text, nullable=False), Column("inputs", String(64), nullable=False),
    Column("value", LargeBinary, nullable=False), PrimaryKeyConstraint("kind", "key"))

#: Ids of entries under which calendars know them: an entry keeps the id it was first given out with.
issued = Table(
    "issued", metadata, Column("number", Integer, primary_key=True), Column("entry", Text, nullable=False, unique=True))

#: What is watched, and how it fares. `etag`, `last_modified` and `digest` are of the last answer whose items were all noted; times are ISO 8601 in UTC.
sources = Table(
    "sources", metadata,
    Column("url", Text, primary_key=True), Column("name", Text, nullable=False), Column("kind", String(10), nullable=False), Column("publisher", Text),
    Column("etag", Text), Column("last_modified", Text), Column("digest", String(64)), Column("checked_at", String(40)), Column("ok_at", String(40)),
    Column("changed_at", String(40)), Column("next_at", String(40)), Column("failures", Integer, nullable=False), Column("error", Text))

#: What was found in sources, each address once. `state`: waiting | filed | failed. `content`: the text a feed brought along, compressed (zlib), until it is filed.
items = Table(
    "items", metadata,
    Column("number", Integer, primary_key=True), Column("url", Text, nullable=False, unique=True),
    Column("source", Text, ForeignKey("sources.url", ondelete="CASCADE"), nullable=False), Column("title", Text), Column("publisher", Text),
    Column("published", String(40)), Column("content", LargeBinary), Column("state", String(10), nullable=False), Column("tries", Integer, nullable=False),
    Column("next_at", String(40)), Column("error", Text), Column("article", Text), Column("found_at", String(40), nullable=False), Column("done_at", String(40)),
    Index(None, "source", "state"), Index(None, "state", "next_at"))

#: Bytes as they were answered, compressed (zlib), with what the source said of them, so that everything can be coded anew. `sha256` is of the bytes.
originals = Table(
    "originals", metadata,
    Column("number", Integer, primary_key=True), Column("article", Text, nullable=False), Column("sha256", String(64), nullable=False), Column("url", Text, nullable=False),
    Column("media", Text), Column("charset", String(40)), Column("title", Text), Column("publisher", Text), Column("published", String(40)),
    Column("fetched_at", String(40), nullable=False), Column("body", LargeBinary, nullable=False), UniqueConstraint("article", "sha256"))

#: By text, not by article: prints for a quick comparison (`likeness.py`); they may be made anew at any time.
prints = Table("prints", metadata, Column("sha256", String(64), primary_key=True), Column("print", LargeBinary, nullable=False))
#: Forecasts as they were issued; rows are only ever added, one per question. `as_of` is the day whose knowledge they rest on, `made_at` the time they
#: were made; `body` holds all numbers as JSON, the columns what questions are asked of. `model` is a digest of the fitted numbers.
forecasts = Table(
    "forecasts", metadata,
    Column("number", Integer, primary_key=True), Column("question", String(40), nullable=False, unique=True), Column("kind", String(40), nullable=False),
    Column("dossier", Text, nullable=False), Column("issued", String(10), nullable=False), Column("horizon", Integer, nullable=False), Column("due", String(10), nullable=False),
    Column("as_of", String(10), nullable=False), Column("made_at", String(40), nullable=False), Column("model", String(40), nullable=False), Column("body", Text, nullable=False),
    Index(None, "dossier"), Index(None, "due"))

#: Since when a rule tells a target: what was on record before is not told.
alert_rules = Table(
    "alert_rules", metadata, Column("rule", Text, nullable=False), Column("target", Text, nullable=False), Column("since", String(40), nullable=False), PrimaryKeyConstraint("rule", "target"))

#: What a rule told a target: one row for each id by which the entry was known then. `state`: sending (since `at`) | told | muted. `occasion`: what about the entry was told.
alerts = Table(
    "alerts", metadata, Column("number", Integer, primary_key=True), Column("rule", Text, nullable=False), Column("target", Text, nullable=False), Column("occasion", Text, nullable=False),
    Column("entry", Text, nullable=False), Column("state", String(10), nullable=False), Column("at", String(40), nullable=False), UniqueConstraint("rule", "target", "occasion", "entry"))

#: The day of the last digest that went to a target.
alert_digests = Table("alert_digests", metadata, Column("target", Text, primary_key=True), Column("day", String(10), nullable=False))

#: The tables that are made from the records.
FLAT = (events, event_actors, statements, mentions)
