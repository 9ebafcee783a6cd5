"""From what readers of the desk are answered: the last finished state of the store, kept up to date beside them, and how it stands to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from goodoffices.serve.desk.beside import Beside
from goodoffices.serve.desk.settings import HELD, Shelf
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.upkeep import Standing, Upkeep
from goodoffices.serve.queries.working import Here, Warm

#: Seconds that a reader waits at most: for the first state, after a decision of his own.
FIRST, OWN = 3.0, 10.0
#: Of a store without any article.
EMPTY = Standing("up to date", None)


class ReadingRoom:
    """The store for many readers at once; opened when first asked for. `warm`: what is made of a state before readers are answered from it. `ready` is called when the
    first one is finished. `apart`: a process of its own works out the states."""

    def __init__(self, store: str | None, warm: Warm, ready: Callable[[], object], *, apart: bool = False) -> None:
        self._warm, self._ready, self._apart = warm, ready, apart
        self._shelf = Shelf(store, HELD)
        self._upkeep: Upkeep | None = None
        self._lock = Lock()

    @contextmanager
    def open(self) -> Iterator[tuple[Archive, Standing]]:
        """The archive for a reader, with how it stands. Raises StoreError, and StateNotReadyError as long as there is no finished state."""
        with self._shelf.open() as archive:
            if archive.repository.address.memory:
                yield archive, EMPTY
                return
            upkeep = self._kept(archive)
            reader = upkeep.read(FIRST)
            yield reader, replace(upkeep.standing, as_of=reader.finished.at if reader.finished else None)

    def at_hand(self) -> tuple[Archive, Standing] | None:
        """As `open`, at once; None where something has to be opened or waited for."""
        upkeep = self._upkeep
        reader = upkeep.at_hand() if upkeep is not None else None
        return (reader, replace(upkeep.standing, as_of=reader.finished.at)) if upkeep is not None and reader is not None and reader.finished is not None else None

    def standing(self) -> Standing:
        """How the state stands now, without waiting for it. Raises StoreError."""
        with self._shelf.open() as archive:
            return EMPTY if archive.repository.address.memory else self._kept(archive).standing

    def caught_up(self, wait: float = OWN) -> bool:
        """Whether the state is as new as the store is now, after waiting at most so many seconds. Raises StoreError."""
        with self._shelf.open() as archive:
            return archive.repository.address.memory or self._kept(archive).caught_up(wait)

    def close(self) -> None:
        with self._lock:
            if self._upkeep is not None:
                self._upkeep.stop()
            self._upkeep = None
        self._shelf.close()

    def _kept(self, archive: Archive) -> Upkeep:
        with self._lock:
            if self._upkeep is None:
                self._upkeep = Upkeep(archive, (Beside if self._apart else Here)(archive, self._warm), self._ready)
                self._upkeep.start()
            return self._upkeep
