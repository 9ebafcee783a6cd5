"""Connections: SQLite in WAL mode with foreign keys and patience, PostgreSQL with snapshots; a transaction is either reading or writing."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from goodoffices.store.address import Address

#: Number of the advisory lock that makes writers of a PostgreSQL store wait for each other.
WRITERS = 0x600D0FF1CE
#: Connections that are kept open, and as many more for a moment: an open desk reads in many threads.
READERS = 25
#: Instructions of SQLite between two looks at the clock, where a reader waits no longer than told.
LOOK = 20_000


def make_engine(address: Address, *, wait: float, create: bool) -> Engine:
    """An engine; nothing is opened yet. `wait`: seconds to wait for another writer."""
    if address.url.get_backend_name() != "sqlite":
        engine = create_engine(address.url, pool_pre_ping=True, pool_size=READERS, max_overflow=READERS, pool_timeout=wait, connect_args={"connect_timeout": 10, "options": _options(address, wait)})
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    pool: Any = {"poolclass": StaticPool} if address.memory else {"poolclass": QueuePool, "pool_size": READERS, "max_overflow": READERS, "pool_timeout": wait}
    engine = create_engine("sqlite://", creator=lambda: _connect(address.file, wait, create=create), **pool)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _options(address: Address, wait: float) -> str:
    """Server settings: those of the URL and how long to wait for a lock."""
    given = address.url.query.get("options", "")
    return f"{given if isinstance(given, str) else ' '.join(given)} -c lock_timeout={int(wait * 1000)}".strip()


def _connect(file: Path | None, wait: float, *, create: bool) -> sqlite3.Connection:
    target = ":memory:" if file is None else f"{file.as_uri()}?{_mode(file, create=create)}"
    connection = sqlite3.connect(target, uri=file is not None, timeout=wait, isolation_level=None, check_same_thread=False)
    for setting in ("foreign_keys = ON", f"busy_timeout = {int(wait * 1000)}", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _mode(file: Path, *, create: bool) -> str:
    """How to open a file. One that cannot be written, in a folder where SQLite may make no files beside it, is read as it lies."""
    if not file.exists() or (_writable(file) and _writable(file.parent)):
        return f"mode={'rwc' if create else 'rw'}"
    log = file.with_name(file.name + "-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once, so that what they read before writing stays true."""
    options = connection.get_execution_options()
    _stop_after(connection, options.get("within"))
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


def _stop_after(connection: Connection, seconds: float | None) -> None:
    """Has SQLite give up what is not done by then; a connection keeps no limit of its last user."""
    raw: Any = connection.connection.dbapi_connection
    if seconds is None:
        raw.set_progress_handler(None, LOOK)
        return
    until = time.monotonic() + seconds
    raw.set_progress_handler(lambda: time.monotonic() > until, LOOK)


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        within = connection.get_execution_options().get("within")
        if within is not None:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(within * 1000))}")
