"""The last finished state of a store, for a process that answers many readers while others write.

One thread sees to it that somebody (a `Hand`: this process, or one of its own) works out how the articles fall into dossiers and what each dossier says, all of one moment of the
store, and then puts it in the place of the state before. Readers are answered from the last finished state: they wait neither for a writer nor for the working out. What was worked
out is written into the store's cache afterwards.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Condition, Thread
from time import monotonic
from typing import Literal

from goodoffices.errors import GoodOfficesError, HelperError, StateNotReadyError, StoreError, StoreLockedError, StoreReadOnlyError
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.serve.queries.giving import hand_over
from goodoffices.serve.queries.working import Finished, Hand

#: Seconds that the store may take over one question of a reader.
ANSWER = 20.0
#: Seconds between two looks whether the store has moved on.
POLL = 0.5
#: Seconds between two times that what was worked out is written into the store while it changes all the time.
KEPT_FOR = 30.0
#: Seconds that the thread rests at most after a state.
LONGEST_REST = 5.0
#: Seconds that the end waits for what is still to be written.
LAST = 5.0
Course = Literal["starting", "up to date", "behind", "failing"]
logger = logging.getLogger(__name__)


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
    """Keeps the last finished state of an archive, as `hand` works it out. `ready` is called after the first one."""

    def __init__(self, archive: Archive, hand: Hand, ready: Callable[[], object] = lambda: None) -> None:
        self._archive = archive
        self._hand = hand
        self._ready = ready
        self._changed = Condition()
        self._finished: Finished | None = None
        self._standing = Standing("starting", None)
        self._written = float("-inf")
        self._asked = self._stopping = False
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, wait: float = 10.0) -> None:
        """Ends the work, after the dossier that is being worked out at the latest; not waited for longer than some seconds."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(wait)

    @property
    def standing(self) -> Standing:
        return self._standing

    def at_hand(self) -> Archive | None:
        """The archive for a reader, without waiting; None as long as there is no finished state."""
        finished = self._finished
        return self._reader(finished) if finished is not None else None

    def read(self, wait: float) -> Archive:
        """The archive for a reader: it answers from the last finished state. Raises StateNotReadyError where there is none and none comes in so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._finished is not None or self._standing.trouble is not None, wait)
            finished, standing = self._finished, self._standing
        if finished is not None:
            return self._reader(finished)
        raise StateNotReadyError(standing.trouble.reason if standing.trouble else f"the dossiers of this store are being worked out for the first time ({standing.step or 'just begun'})", failing=standing.trouble is not None)

    def _reader(self, finished: Finished) -> Archive:
        view = self._archive.resting_on(finished)
        view.repository = self._archive.repository.within(ANSWER)
        return view

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
            except HelperError as err:
                self._fails(str(err))
                rest = err.wait
            except GoodOfficesError as err:
                self._fails(err.reason if isinstance(err, StoreError) else str(err))
                rest = POLL
            except Exception:  # the thread must outlive a fault of the program, and readers are told of it
                logger.exception("the state of the store cannot be brought up to date")
                self._fails("something went wrong while the dossiers were worked out; the log of the desk says what")
                rest = max(POLL, min(monotonic() - begun, LONGEST_REST))
        try:
            if self._standing.trouble is None:
                self._write(LAST)  # what readers were given in the last moments
        except GoodOfficesError as err:
            logger.warning("what was worked out last is not written into the store: %s", err)
        finally:
            self._hand.close()

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
        return max(min(self._hand.rest * took, LONGEST_REST), 0.05)

    def _work(self) -> bool:
        """Works out the state of this moment and puts it in the place of the last; False when it was stopped."""
        finished = self._hand.work(lambda step: self._say(replace(self._standing, step=step)), lambda: self._stopping)
        if finished is None:
            return False
        first = self._finished is None
        with self._changed:
            self._finished = finished
            self._standing = Standing("up to date", finished.at)
            self._changed.notify_all()
        if first:
            self._ready()
        return True

    def _write(self, wait: float = float("inf")) -> None:
        """Writes the ids that readers were given, and what was worked out, into the store. A store that may only be read keeps nothing."""
        if self._finished is None or not (self._hand.owes or self._archive.owed):
            return
        self._written = monotonic()
        try:
            hand_over(self._archive)
        except StoreLockedError:
            return  # tried again with the next look
        except StoreReadOnlyError:
            logger.debug("ids that readers were given cannot be written down: the store may only be read")
        self._hand.keep(wait)

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
