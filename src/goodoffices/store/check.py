"""Is the store sound? What `goodoffices doctor` asks of the database, and copies of it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select, text

from goodoffices.errors import StoreError
from goodoffices.model import ExplainedRecord
from goodoffices.store.flat import flatten
from goodoffices.store.tables import FLAT, articles, event_actors, events, history, mentions, statements
from goodoffices.store.watched import original_faults


def database_faults(connection: Connection) -> list[str]:
    """What the database itself finds wrong; PostgreSQL offers no such check to its users."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    return found + [f"row {row[1]} of {row[0]} belongs to no {row[2]}" for row in connection.execute(text("PRAGMA foreign_key_check"))]


def orphans(connection: Connection) -> list[str]:
    """Rows without their article, reprints of an article that is not there, originals that are damaged or nobody's."""
    found = []
    for table in (*FLAT, history):
        lost = connection.execute(select(func.count()).select_from(table).where(table.c.article.not_in(select(articles.c.number)))).scalar_one()
        if lost:
            found.append(f"{lost} rows of {table.name} without an article")
    known = select(articles.c.id).scalar_subquery()
    lost = connection.execute(select(func.count()).select_from(articles).where(articles.c.duplicate_of.is_not(None), articles.c.duplicate_of.not_in(known))).scalar_one()
    if lost:
        found.append(f"{lost} reprints of articles that are not there")
    return found + original_faults(connection)


def checked_records(connection: Connection) -> Iterator[tuple[str, ExplainedRecord | None, list[str]]]:
    """Every article's id with its record (None if it cannot be read) and what does not agree between record, text and flat rows."""
    decoder = msgspec.json.Decoder(ExplainedRecord)
    counts = {table.name: {row.article: row.rows for row in connection.execute(select(table.c.article, func.count().label("rows")).group_by(table.c.article))}
              for table in (events, event_actors, statements, mentions)}
    for number in connection.execute(select(articles.c.number).order_by(articles.c.number)).scalars().all():
        row = connection.execute(select(articles).where(articles.c.number == number)).mappings().one()
        try:
            body = zlib.decompress(row["record"])
            record = decoder.decode(body)
        except (zlib.error, msgspec.DecodeError) as err:
            yield row["id"], None, [f"the record cannot be read: {err}"]
            continue
        wrong = []
        if hashlib.sha256(body).hexdigest() != row["digest"]:
            wrong.append("the record is not the one that was filed")
        if hashlib.sha256(record.document.text.encode()).hexdigest() != row["sha256"]:
            wrong.append("the text is not the one that was filed")
        rows = flatten(record, number)
        wrong += [f"{name}: {counts[name].get(number, 0)} rows instead of {len(getattr(rows, name))}" for name in counts
                  if counts[name].get(number, 0) != len(getattr(rows, name))]
        yield row["id"], record, wrong


def back_up(connection: Connection, target: Path) -> None:
    """A copy of an SQLite store, whole and consistent, under its name only when complete. Raises StoreError for other databases."""
    raw = connection.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        raise StoreError(str(target), "PostgreSQL stores are backed up with pg_dump")
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(partial)) as copy:
            raw.backup(copy)
        os.replace(partial, target)
    except OSError as err:
        raise StoreError(str(target), f"the backup could not be written: {err.strerror}") from err
    finally:
        partial.unlink(missing_ok=True)
