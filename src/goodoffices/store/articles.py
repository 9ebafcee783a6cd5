"""Articles and their records: filed in one go, read back as they were. Functions take the transaction of a `Repository`."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Select, delete, insert, select, update

from goodoffices.model import Article, Base, Coder, Document, ExplainedRecord, Record
from goodoffices.store import reprints
from goodoffices.store.flat import flatten, plain
from goodoffices.store.revision import advance
from goodoffices.store.tables import FLAT, articles, event_actors, events, history, mentions, statements

Outcome = Literal["added", "unchanged", "updated"]

#: Records read from the database at a time.
CHUNK = 200
#: What a reader takes from an input; together they decide whether an article has been filed as it is.
READ_FIELDS = ("id", "url", "publisher", "published", "published_source", "title", "dateline", "language")


class Filed(Base, frozen=True, kw_only=True):
    """What the store knows of an article without opening its record. `digest` changes with the record, `version` is that of the coder."""

    id: str
    url: str | None
    publisher: str | None
    published: str | None
    title: str | None
    sha256: str
    source: str
    coder: str
    version: str
    digest: str
    duplicate_of: str | None
    removed: bool
    filed_at: str


COLUMNS = [articles.c[name] for name in Filed.__struct_fields__]


def source_digest(article: Article | Document) -> str:
    """SHA-256 of what was read: text and fields."""
    text = hashlib.sha256(article.text.encode()).hexdigest()
    return hashlib.sha256(msgspec.json.encode([text, *(getattr(article, name) for name in READ_FIELDS)])).hexdigest()


def coder_digest(coder: Coder) -> str:
    return hashlib.sha256(msgspec.json.encode(coder)).hexdigest()


def is_filed(filed: Filed | None, source: str, coder: Coder) -> bool:
    """Does the store have this very reading, by this coder or a later version of the program?"""
    return filed is not None and filed.source == source and (filed.coder == coder_digest(coder) or _order(filed.version) > _order(coder.version))


def find(connection: Connection, ident: str) -> Filed | None:
    row = connection.execute(select(*COLUMNS).where(articles.c.id == ident)).mappings().one_or_none()
    return Filed(**row) if row is not None else None


def headers(connection: Connection, *, removed: bool = False) -> list[Filed]:
    """All articles in order of publication, those without a date last; with `removed` also those that users removed."""
    query = select(*COLUMNS).order_by(articles.c.published.is_(None), articles.c.published, articles.c.id)
    return [Filed(**row) for row in connection.execute(query if removed else query.where(articles.c.removed.is_(False))).mappings()]


def marks(connection: Connection) -> dict[str, str]:
    """A digest of each article that is not removed: it changes with the record and with what the article is a reprint of."""
    query = select(articles.c.id, articles.c.digest, articles.c.duplicate_of).where(articles.c.removed.is_(False))
    return {row.id: f"{row.digest} {row.duplicate_of}" for row in connection.execute(query)}


def save(connection: Connection, record: Record, now: str) -> Outcome:
    """Files a record. The same reading by the same coder changes nothing; anything newer under the same id replaces the record, which is kept in
    the history. `now`: ISO 8601 time."""
    document = record.document
    source, coder = source_digest(document), coder_digest(record.coder)
    filed = find(connection, document.id)
    if is_filed(filed, source, record.coder):
        return "unchanged"
    body = msgspec.json.encode(replace(record, document=replace(document, duplicate_of=None)))
    values: dict[str, Any] = {
        "id": document.id, "url": plain(document.url), "publisher": plain(document.publisher), "published": document.published, "title": plain(document.title),
        "language": document.language, "sha256": document.sha256, "text": plain(document.text), "source": source, "coder": coder, "version": record.coder.version,
        "digest": hashlib.sha256(body).hexdigest(), "record": zlib.compress(body, 1), "filed_at": now}
    if filed is None:
        key = connection.execute(insert(articles).values(**values, removed=False)).inserted_primary_key
        assert key is not None
        number = key[0]
    else:
        number = _replace(connection, values, now)
    rows = flatten(record, number)
    for table, found in ((events, rows.events), (event_actors, rows.event_actors), (statements, rows.statements), (mentions, rows.mentions)):
        if found:
            connection.execute(insert(table), found)
    reprints.settle(connection, document.id)
    advance(connection)
    return "updated" if filed else "added"


def _replace(connection: Connection, values: dict[str, Any], now: str) -> int:
    """Puts the old record into the history and the new one in its place; the number of the article."""
    kept = ("number", "filed_at", "sha256", "source", "coder", "record")
    old = connection.execute(select(*(articles.c[name] for name in kept)).where(articles.c.id == values["id"])).mappings().one()
    number: int = old["number"]
    connection.execute(insert(history).values(article=number, replaced_at=now, **{name: old[name] for name in kept[1:]}))
    connection.execute(update(articles).where(articles.c.number == number).values(**values))
    for table in FLAT:
        connection.execute(delete(table).where(table.c.article == number))
    return number


def changed_since(connection: Connection, since: str) -> dict[str, bool]:
    """Ids of the articles that were filed for the first time after a time (ISO 8601, UTC), or read anew with another result, each with whether it is a reprint. The
    same reading coded anew is no change."""
    rows = connection.execute(select(articles.c.number, articles.c.id, articles.c.source, articles.c.duplicate_of)
                              .where(articles.c.filed_at > since, articles.c.removed.is_(False)).order_by(articles.c.number)).all()
    before: dict[int, str] = {}
    for start in range(0, len(rows), CHUNK):
        old = select(history.c.article, history.c.source).where(history.c.article.in_([r.number for r in rows[start : start + CHUNK]]), history.c.filed_at <= since,
                                                                history.c.replaced_at > since)
        before |= {row.article: row.source for row in connection.execute(old)}
    return {r.id: r.duplicate_of is not None for r in rows if before.get(r.number) != r.source}


def in_force(connection: Connection, idents: Collection[str], at: str) -> Iterator[ExplainedRecord]:
    """The records that these articles had at a time (ISO 8601, UTC) and that newer ones have replaced since."""
    decoder = msgspec.json.Decoder(ExplainedRecord)
    query = select(history.c.number, articles.c.id).join(articles, articles.c.number == history.c.article).where(history.c.filed_at <= at, history.c.replaced_at > at)
    numbers = [row.number for row in connection.execute(query.order_by(history.c.number)) if row.id in idents]
    for number in numbers:
        yield _opened(decoder, connection.execute(select(history.c.record).where(history.c.number == number)).scalar_one(), None)


def digests(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The digest of each record by the id of its article; of others nothing."""
    out: dict[str, str] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(articles.c.id, articles.c.digest).where(articles.c.id.in_(ids[start : start + CHUNK]), articles.c.removed.is_(False))
        out |= {row.id: row.digest for row in connection.execute(query)}
    return out


def set_removed(connection: Connection, ident: str, *, removed: bool) -> None:
    """Takes an article out of every answer, or puts it back; reprints of it then stand for themselves."""
    connection.execute(update(articles).where(articles.c.id == ident).values(removed=removed))
    reprints.settle(connection, ident)
    advance(connection)


def load(connection: Connection, ids: Sequence[str] | None = None) -> Iterator[ExplainedRecord]:
    """Records with their `duplicate_of`, by id; all that are not removed, or those asked for. Read in portions: never all in memory at once."""
    query = select(articles.c.number, articles.c.record, articles.c.duplicate_of).where(articles.c.removed.is_(False))
    decoder = msgspec.json.Decoder(ExplainedRecord)
    for part in _portions(connection, query, ids):
        for row in connection.execute(part):
            yield _opened(decoder, row.record, row.duplicate_of)


def _portions(connection: Connection, query: Select[Any], ids: Sequence[str] | None) -> Iterator[Select[Any]]:
    """The query cut into pieces by internal number or by the ids asked for."""
    if ids is not None:
        for start in range(0, len(ids), CHUNK):
            yield query.where(articles.c.id.in_(ids[start : start + CHUNK])).order_by(articles.c.id)
        return
    numbers = connection.execute(select(articles.c.number).where(articles.c.removed.is_(False)).order_by(articles.c.number)).scalars().all()
    for start in range(0, len(numbers), CHUNK):
        piece = numbers[start : start + CHUNK]
        yield query.where(articles.c.number.between(piece[0], piece[-1])).order_by(articles.c.number)


def earlier(connection: Connection, ident: str) -> list[ExplainedRecord]:
    """The records of an article that newer ones replaced, oldest first."""
    query = select(history.c.record).join(articles, articles.c.number == history.c.article).where(articles.c.id == ident).order_by(history.c.number)
    decoder = msgspec.json.Decoder(ExplainedRecord)
    return [_opened(decoder, body, None) for body in connection.execute(query).scalars()]


def _opened(decoder: msgspec.json.Decoder[ExplainedRecord], body: bytes, duplicate_of: str | None) -> ExplainedRecord:
    record = decoder.decode(zlib.decompress(body))
    return replace(record, document=replace(record.document, duplicate_of=duplicate_of)) if duplicate_of else record


def _order(version: str) -> tuple[int, ...]:
    """Versions of the program in order: the numbers of "0.10.2"."""
    return tuple(int(n) for n in re.findall(r"\d+", version.partition("+")[0]))
