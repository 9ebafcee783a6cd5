"""An open store: transactions whose failures are told in this program's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine

from goodoffices.errors import StoreMissingError, StoreReadOnlyError, StoreUnreachableError
from goodoffices.store.address import Address, parse_address
from goodoffices.store.engine import make_engine
from goodoffices.store.faults import explained
from goodoffices.store.schema import prepare

#: Seconds to wait for another writer; writers hold the lock for one article.
PATIENCE = 30.0


class Repository:
    """`reading()` and `writing()` give a transaction to hand to the functions of this package; a transaction sees one state of the store."""

    def __init__(self, engine: Engine, address: Address, within: float | None = None) -> None:
        self._engine = engine
        self._within = within
        self.address = address

    @property
    def where(self) -> str:
        """The store's place, for messages; without password."""
        return self.address.shown

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with explained(self.where), self._engine.connect().execution_options(within=self._within) as connection, connection.begin():
            yield connection

    def within(self, seconds: float) -> Repository:
        """The same store for somebody who waits so long at most: what takes longer in `reading()` is stopped with StoreSlowError."""
        return Repository(self._engine, self.address, seconds)

    @contextmanager
    def steady(self) -> Iterator[Repository]:
        """A repository whose every `reading()` sees the store as it is now, for work that takes a while. It belongs to one thread and cannot be written."""
        with self.reading() as connection:
            yield _Steady(self._engine, self.address, connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Committed at the end, or undone as a whole. Raises StoreLockedError when another writer does not finish in time."""
        with explained(self.where), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Steady(Repository):
    """Everything is read in one transaction."""

    def __init__(self, engine: Engine, address: Address, connection: Connection) -> None:
        super().__init__(engine, address)
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with explained(self.where):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        raise StoreReadOnlyError(self.where, "a state of the store that is being read is not written")
        yield  # a context manager has to


def open_store(url: str, *, create: bool = True, wait: float = PATIENCE) -> Repository:
    """Opens the store at `url`, brings its schema up to date, and makes it where there is none (unless `create` is false: StoreMissingError).

    Raises children of StoreError that say what is wrong: an address, a missing driver or server, a file that is no store, is damaged
    or was written by a later version.
    """
    address = parse_address(url)
    if address.file is not None:
        if address.file.is_dir():
            raise StoreUnreachableError(address.shown, "is a folder: name a file in it")
        if not create and not address.file.exists():
            raise StoreMissingError(address.shown, "there is no store")
        if create and not address.file.parent.is_dir():
            raise StoreUnreachableError(address.shown, f"the folder {address.file.parent} does not exist")
    engine = make_engine(address, wait=wait, create=create)
    try:
        with explained(address.shown):
            prepare(engine, address)
    except BaseException:
        engine.dispose()
        raise
    return Repository(engine, address)
