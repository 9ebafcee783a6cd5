"""The last finished state of a store, for a process that answers many readers while others write.

One thread works out how the articles fall into dossiers and what each dossier says, all of one moment of the store, and then puts it in the place of the state before.
Readers are answered from the last finished state: they wait neither for a writer nor for the working out. What was worked out is written into the store's cache
afterwards, by the same thread.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Condition, Thread
from time import monotonic
from typing import Literal

from goodoffices.errors import GoodOfficesError, StateNotReadyError, StoreError, StoreLockedError, StoreReadOnlyError
from goodoffices.serve.queries import dossiers
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.serve.queries.dossiers import Sorted, Whole
from goodoffices.serve.queries.giving import hand_over
from goodoffices.serve.queries.keeping import Kept, write

#: Seconds between two looks whether the store has moved on.
POLL = 0.5
#: Seconds between two times that what was worked out is written into the store while it changes all the time.
KEPT_FOR = 30.0
#: After working something out the thread rests so many times as long as it took, at most so many seconds: readers and writers need the processor too.
REST, LONGEST_REST = 3.0, 5.0
Course = Literal["starting", "up to date", "behind", "failing"]
logger = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the state cannot be brought up to date, and since when (ISO 8601, UTC)."""

    reason: str
    since: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the last finished state stands to the store. `as_of`: when it was finished, None before the first one. `step` tells what is being worked out."""

    course: Course
    as_of: str | None
    trouble: Trouble | None = None
    step: str = ""


class Upkeep:
    """Keeps the last finished state of an archive. `warm`: what else readers need of each state; called before it takes the place of the one before. `ready` is called
    after the first one."""

    def __init__(self, archive: Archive, warm: Sequence[Callable[[Archive], object]] = (), ready: Callable[[], object] = lambda: None) -> None:
        self._archive = archive
        self._warm = warm
        self._ready = ready
        self._changed = Condition()
        self._finished: Finished | None = None
        self._standing = Standing("starting", None)
        self._later: dict[tuple[str, str], Kept] = {}
        self._written = float("-inf")
        self._asked = self._stopping = False
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, wait: float = 10.0) -> None:
        """Ends after the dossier that is being worked out; not waited for longer than some seconds."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(wait)

    @property
    def standing(self) -> Standing:
        return self._standing

    def read(self, wait: float) -> Archive:
        """The archive for a reader: it answers from the last finished state. Raises StateNotReadyError where there is none and none comes in so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._finished is not None or self._standing.trouble is not None, wait)
            finished, standing = self._finished, self._standing
        if finished is not None:
            return self._archive.resting_on(finished)
        raise StateNotReadyError(standing.trouble.reason if standing.trouble else f"the dossiers of this store are being worked out for the first time ({standing.step or 'just begun'})", failing=standing.trouble is not None)

    def caught_up(self, wait: float) -> bool:
        """Whether the state is as new as the store is now, after waiting so many seconds for it at most. Raises StoreError."""
        wanted = self._archive.revision()
        with self._changed:
            self._asked = True
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._stopping or (self._finished is not None and self._finished.revision >= wanted), wait) and not self._stopping

    def _run(self) -> None:
        rest = 0.0
        while self._sleep(rest):
            begun = monotonic()
            try:
                rest = self._turn()
            except GoodOfficesError as err:
                self._fails(err.reason if isinstance(err, StoreError) else str(err))
                rest = POLL
            except Exception:  # the thread must outlive a fault of the program, and readers are told of it
                logger.exception("the state of the store cannot be brought up to date")
                self._fails("something went wrong while the dossiers were worked out; the log of the desk says what")
                rest = max(POLL, min(monotonic() - begun, LONGEST_REST))
        if self._standing.trouble is None:
            self._write()  # what readers were given in the last moments

    def _sleep(self, seconds: float) -> bool:
        """Rests until the time is over or somebody asks; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._asked, seconds)
            self._asked = False
            return not self._stopping

    def _turn(self) -> float:
        """Brings the state up to date if it is not, else writes down what is still to be written. How long to rest."""
        begun, at = monotonic(), self._archive.revision()
        if self._finished is not None and self._finished.revision == at:
            self._say(Standing("up to date", self._finished.at))
            self._write()
            return POLL
        self._says_behind()
        if not self._work():
            return 0.0
        took = monotonic() - begun
        if monotonic() - self._written > KEPT_FOR:
            self._write()
        return max(min(REST * took, LONGEST_REST), 0.05)

    def _work(self) -> bool:
        """Works out the state of this moment and puts it in the place of the last; False when it was stopped."""
        before = self._finished.states if self._finished is not None else {}
        with self._archive.repository.steady() as repository:
            working = self._archive.working_on(repository, self._later)
            at, whole = working.revision(), dossiers.grouped(working)
            states: dict[str, tuple[str, bytes]] = {}
            for number, found in enumerate(whole.dossiers, 1):
                if self._stopping:
                    return False
                ident = found.dossier.id
                self._say(replace(self._standing, step=f"{number} of {len(whole.dossiers)} dossiers"))
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
        first = self._finished is None
        with self._changed:
            self._finished = finished
            self._standing = Standing("up to date", finished.at)
            self._changed.notify_all()
        if first:
            self._ready()
        return True

    def _write(self) -> None:
        """Writes what was worked out, and the ids that readers were given, into the store: what was worked out only if the store has not moved on, else with the next state.
        A store that may only be read keeps nothing."""
        if self._finished is None or not (self._later or self._archive.owed):
            return
        self._written = monotonic()
        try:
            hand_over(self._archive)
            if self._later and write(self._archive, self._finished.revision, self._later):
                self._later.clear()
        except StoreLockedError:
            return  # tried again with the next look
        except StoreReadOnlyError:
            self._later.clear()

    def _says_behind(self) -> None:
        course: Course = "starting" if self._finished is None else "failing" if self._standing.trouble else "behind"
        self._say(replace(self._standing, course=course, step=""))

    def _fails(self, reason: str) -> None:
        known = self._standing.trouble
        self._say(Standing("failing", self._finished.at if self._finished else None, Trouble(reason, known.since if known else now())))

    def _say(self, standing: Standing) -> None:
        with self._changed:
            self._standing = standing
            self._changed.notify_all()
