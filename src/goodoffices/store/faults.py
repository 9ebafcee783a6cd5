"""What databases say when something fails, in the words of this program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from goodoffices.errors import (
    NotAStoreError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreReadOnlyError,
    StoreRefusedError,
    StoreSlowError,
    StoreUnreachableError,
)

Fault = tuple[type[StoreError], str]

LOCKED: Fault = (StoreLockedError, "another process is writing to the store and did not finish in time; nothing was changed, try again")
SLOW: Fault = (StoreSlowError, "that took too long and was stopped; ask for less: fewer days, one actor, one place, or rarer words")
FULL: Fault = (StoreFullError, "the disk is full; what was filed before is safe, make room and run the same command again")
CORRUPT: Fault = (StoreCorruptError, "the database is damaged: run `goodoffices doctor`, or go back to a backup")
READ_ONLY: Fault = (StoreReadOnlyError, "the store can be read but not written: check the rights of the file and its folder")

#: By SQLite's primary result code.
SQLITE: dict[int, Fault] = {
    sqlite3.SQLITE_BUSY: LOCKED, sqlite3.SQLITE_LOCKED: LOCKED, sqlite3.SQLITE_INTERRUPT: SLOW, sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_CORRUPT: CORRUPT, sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_NOTADB: (NotAStoreError, "is no store: the file is not an SQLite database"),
    sqlite3.SQLITE_CANTOPEN: (StoreUnreachableError, "the file cannot be opened: check that its folder exists and may be read and written"),
    sqlite3.SQLITE_PERM: (StoreUnreachableError, "the file may not be opened: check its rights"),
    sqlite3.SQLITE_IOERR: (StoreUnreachableError, "the disk failed to read or write; what was filed before is safe if the disk is"),
    sqlite3.SQLITE_TOOBIG: (StoreRefusedError, "the article is too long for the database"),
}
#: By the first characters of PostgreSQL's SQLSTATE, longest first.
POSTGRESQL: dict[str, Fault] = {
    "53100": FULL, "55P03": LOCKED, "57014": SLOW, "40P01": LOCKED, "25006": READ_ONLY, "XX001": CORRUPT, "XX002": CORRUPT,
    "42501": (StoreReadOnlyError, "the user of the database lacks the right to do that"),
    "08": (StoreUnreachableError, "the server does not answer"), "53": (StoreUnreachableError, "the server has no room for another connection"),
    "57": (StoreUnreachableError, "the server is shutting down or starting up"),
}


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turns the errors of databases into StoreErrors about the store `where`; errors of the program itself pass as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as err:
        fault = _fault(err)
        if fault is None:
            raise
        kind, reason = fault
        raise kind(where, reason) from err
    except NoConnectionError as err:
        raise StoreUnreachableError(where, "too many ask it at once; try again") from err


def _fault(err: DBAPIError | sqlite3.Error) -> Fault | None:
    cause = err.orig if isinstance(err, DBAPIError) else err
    if isinstance(cause, sqlite3.Error):
        known = SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    else:
        state = getattr(cause, "sqlstate", None) or ""
        known = next((POSTGRESQL[state[:n]] for n in (5, 2) if state[:n] in POSTGRESQL), None)
        if known is None and isinstance(err, OperationalError) and not state:
            known = (StoreUnreachableError, f"the server does not let us in: {_first_line(cause)}")
    if known is None and isinstance(err, DataError | IntegrityError):
        return StoreRefusedError, f"the database refused it: {_first_line(cause)}"
    return known


def _first_line(cause: BaseException | None) -> str:
    return str(cause).strip().split("\n", 1)[0]
