"""An open store together with what is needed to answer questions from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import goodoffices
from goodoffices.serve.queries.memo import Memo
from goodoffices.serve.queries.sorting import Sorting
from goodoffices.store import Repository, open_store
from goodoffices.store.repository import PATIENCE
from goodoffices.store.revision import revision

if TYPE_CHECKING:
    from goodoffices.ontology.knowledge import Knowledge
    from goodoffices.serve.queries.keeping import Kept
    from goodoffices.serve.queries.working import Finished

#: Pages that are kept, compressed.
PAGES = 2000
#: Outlooks of dossiers that are kept.
OUTLOOKS = 100
#: The parts of the program that decide what a dossier says: rules, and what is known about the world.
PROGRAM = Path(goodoffices.__file__).parent
RULES = (PROGRAM / "ledger", PROGRAM / "ontology")


class Archive:
    """`repository`, opened at `url`, with the user's own tables. What is known about the world is loaded only when something has to be worked out; `memo`, `sorting`, `pages` and `outlooks` hold what was.

    `finished`: answers rest on this state of the store and on no later one, and nothing is written for them. `later`: what was worked out is put there, to be written
    afterwards. `owed`: ids that readers were given and that are still to be written down, in their order; all views of an archive share them."""

    finished: Finished | None = None
    later: dict[tuple[str, str], Kept] | None = None

    def __init__(self, repository: Repository, tables: Path | None, url: str) -> None:
        self.repository = repository
        self.url = url
        self.tables = tables
        self.memo = Memo()
        self.sorting = Sorting()
        self.pages = Memo(PAGES)
        self.outlooks = Memo(OUTLOOKS)
        self.owed: dict[str, None] = {}

    def resting_on(self, finished: Finished) -> Archive:
        """The same archive for somebody who reads a finished state."""
        view = copy(self)
        view.finished, view.later = finished, None
        return view

    def working_on(self, repository: Repository, later: dict[tuple[str, str], Kept]) -> Archive:
        """The same archive for whoever works out the next state."""
        view = copy(self)
        view.repository, view.finished, view.later = repository, None, later
        return view

    def revision(self) -> int:
        """The revision of the store that answers rest on."""
        if self.finished is not None:
            return self.finished.revision
        with self.repository.reading() as connection:
            return revision(connection)

    @cached_property
    def know(self) -> Knowledge:
        from goodoffices.ontology import load

        return load(self.tables).know

    @cached_property
    def stamp(self) -> str:
        """Digest of rules and tables: what was worked out under others is worked out again. The same on every machine with the same program."""
        found = hashlib.sha256(goodoffices.__version__.encode())
        for folder in (*RULES, self.tables):
            for file in sorted(folder.rglob("*")) if folder else ():
                if file.suffix in (".py", ".tsv", ".gz"):
                    found.update(file.name.encode("utf-8", "surrogateescape"))
                    found.update(file.read_bytes())
        return found.hexdigest()


@contextmanager
def open_archive(url: str, tables: Path | None = None, *, create: bool = False, wait: float = PATIENCE) -> Iterator[Archive]:
    """Opens a store; `sqlite://` is an empty one in memory. `wait`: seconds to wait for another writer. Raises StoreError and its children."""
    with open_store(url, create=create, wait=wait) as repository:
        yield Archive(repository, tables, url)


def now() -> str:
    """The time, for what is filed and decided: ISO 8601 in UTC, to the microsecond, so that decisions keep their order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
