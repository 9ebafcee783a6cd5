"""Working out the state of a store at one moment, in this process."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from goodoffices.errors import StoreLockedError, StoreReadOnlyError
from goodoffices.serve.queries import dossiers
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.serve.queries.dossiers import Sorted, Whole
from goodoffices.serve.queries.keeping import Kept, write

#: What readers are given of each state beyond the state itself.
Warm = Sequence[Callable[[Archive], object]]
Say = Callable[[str], None]
Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Finished:
    """All of one moment: the revision of the store, when it was finished (ISO 8601, UTC), how the articles fall into dossiers, and by dossier the digest of its inputs and
    its state as compressed JSON."""

    revision: int
    at: str
    whole: Whole
    states: Mapping[str, tuple[str, bytes]]

    def state(self, found: Sorted) -> bytes | None:
        """The state of a dossier as JSON; None where it was made from something else."""
        inputs, packed = self.states.get(found.dossier.id, ("", b""))
        return zlib.decompress(packed) if inputs == found.inputs else None


class Hand(Protocol):
    """Who works out one state of a store after the other. `rest`: after each it rests so many times as long as it took."""

    rest: float

    def work(self, say: Say, stopping: Stopping) -> Finished | None:
        """The state of this moment; None when it was stopped. `say` is told how far it is. Raises GoodOfficesError."""

    @property
    def owes(self) -> bool:
        """Is there something that was worked out and is not in the store's cache?"""

    def keep(self, wait: float = float("inf")) -> None:
        """Writes it there, unless the store has moved on: then it comes with the next state. Somebody else is waited for so many seconds. Raises GoodOfficesError."""

    def close(self) -> None:
        """Ends the work."""


class Here:
    """Works in the thread that asks."""

    rest = 3.0  # readers and writers need the processor too

    def __init__(self, archive: Archive, warm: Warm) -> None:
        self._archive = archive
        self._warm = warm
        self._finished: Finished | None = None
        self._later: dict[tuple[str, str], Kept] = {}

    def work(self, say: Say, stopping: Stopping) -> Finished | None:
        before = self._finished.states if self._finished is not None else {}
        with self._archive.repository.steady() as repository:
            working = self._archive.working_on(repository, self._later)
            at, whole = working.revision(), dossiers.grouped(working)
            states: dict[str, tuple[str, bytes]] = {}
            for number, found in enumerate(whole.dossiers, 1):
                if stopping():
                    return None
                say(f"{number} of {len(whole.dossiers)} dossiers")
                ident = found.dossier.id
                known = before.get(ident)
                body = None if known is not None and known[0] == found.inputs else dossiers.state_of(working, found)
                states[ident] = known if known is not None and body is None else (found.inputs, zlib.compress(body or b"", 1))
                dossiers.moments_of(working, found, body)
            finished = Finished(at, now(), whole, states)
            view = self._archive.resting_on(finished)
            view.repository = repository
            for warm in self._warm:
                warm(view)
        for kind, key in [k for k in self._later if k[0] in ("state", "timeline") and k[1] not in states]:
            del self._later[kind, key]
        self._finished = finished
        return finished

    @property
    def owes(self) -> bool:
        return bool(self._later)

    def keep(self, wait: float = float("inf")) -> None:
        """A store that may only be read keeps nothing; one that somebody holds is tried again."""
        try:
            if self._finished is not None and write(self._archive, self._finished.revision, self._later):
                self._later.clear()
        except StoreReadOnlyError:
            self._later.clear()
        except StoreLockedError:
            return

    def close(self) -> None:
        """Nothing is left over."""
