"""A process beside the desk that works out the states of its store: who answers readers shares no interpreter with that work, and is first where both want a processor.

The process has the store open for itself, is told which pages readers opened, and hands over what is new in each state. It ends with the desk, however that ends.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any, Literal, NamedTuple

from goodoffices.errors import GoodOfficesError, HelperError, StoreError
from goodoffices.model import Dossier
from goodoffices.serve.desk.settings import HELD
from goodoffices.serve.queries import Archive, open_archive
from goodoffices.serve.queries.dossiers import Sorted, Whole
from goodoffices.serve.queries.memo import Noting, Packed
from goodoffices.serve.queries.working import Finished, Here, Say, Stopping, Warm

#: By how much readers and writers come first where they want a processor too (nice).
BEHIND = 10
#: Seconds between two looks whether the desk is closing; seconds that it waits for the process to end.
LOOK, LAST = 0.2, 5.0
#: Seconds until a process that ended is started again: twice as long each time, at most so many.
AGAIN, LONGEST = 1.0, 60.0
#: What a reader is told of a fault of the program.
FAULT = "something went wrong while the dossiers were worked out; the log of the desk says what"
logger = logging.getLogger(__name__)
Task = tuple[Literal["work", "keep"], list[str]]


class Step(NamedTuple):
    """How far the work is."""

    text: str


class Failed(NamedTuple):
    reason: str


class Kept(NamedTuple):
    """Asked to write what was worked out into the cache; `owes`: is it yet to be written?"""

    owes: bool


class News(NamedTuple):
    """A state, as it differs from the last one handed over. `order`: all dossiers by id with the digests of their inputs; `made` and `states`: those of them that are new or changed;
    `values`, `pages`: what was made of them for readers, by kind, key and inputs."""

    revision: int
    at: str
    order: tuple[tuple[str, str], ...]
    made: Mapping[str, Dossier]
    states: Mapping[str, bytes]
    values: Mapping[tuple[str, str], tuple[str, Any]]
    pages: Mapping[tuple[str, str], tuple[str, Any]]
    owes: bool


Message = Step | Failed | Kept | News


class Beside:
    """Has a process of its own work out the states of an archive. `warm`: what readers need of each; functions that can be imported."""

    rest = 1.0

    def __init__(self, archive: Archive, warm: Warm, main: Callable[[Connection, str, Path | None, Warm], object] | None = None) -> None:
        self._archive = archive
        self._warm = warm
        self._main = main or serve
        self._finished: Finished | None = None
        self._process: Any = None
        self._pipe: Connection | None = None
        self._busy = self._owes = False
        self._wait = AGAIN

    def work(self, say: Say, stopping: Stopping) -> Finished | None:
        self._started()
        self._busy = True
        self._send(("work", self._archive.pages.keys("dossier")))
        told = self._answer(say, stopping)
        if not isinstance(told, News):
            return None
        self._busy, self._owes, self._wait = False, told.owes, AGAIN
        for memo, values in ((self._archive.memo, told.values), (self._archive.pages, told.pages)):
            for (kind, key), (inputs, value) in values.items():
                memo.keep(kind, key, inputs, value)
        self._finished = _joined(self._finished, told)
        return self._finished

    @property
    def owes(self) -> bool:
        return self._owes

    def keep(self, wait: float = float("inf")) -> None:
        """Nothing while a state is being worked out: it comes with the next one."""
        if self._pipe is None or self._busy or not self._owes:
            return
        self._send(("keep", []))
        told = self._answer(lambda _: None, lambda: False, wait)
        self._owes = isinstance(told, Kept) and told.owes

    def close(self) -> None:
        if self._pipe is not None:
            self._pipe.close()  # whoever waits for a task ends
        if self._process is not None:
            self._process.join(LOOK)
            for end in (self._process.terminate, self._process.kill):
                if self._process.is_alive():
                    end()
                    self._process.join(LAST)
            self._process.close()
        self._process = self._pipe = None
        self._busy = self._owes = False

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return self._process.pid if self._process is not None else None

    def _started(self) -> None:
        """Starts the process where there is none."""
        if self._process is not None:
            return
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=self._main, args=(theirs, self._archive.url, self._archive.tables, self._warm), name="upkeep", daemon=True)
        try:
            with _spared_from_interrupts():
                self._process.start()
        except OSError as err:
            self._process = None
            raise self._lost(f"no process can be started that works out the dossiers ({err.strerror})") from err
        finally:
            theirs.close()
        self._finished = None  # a new process hands over everything

    def _send(self, task: Task) -> None:
        assert self._pipe is not None
        try:
            self._pipe.send(task)
        except OSError as err:
            raise self._ended() from err

    def _answer(self, say: Say, stopping: Stopping, wait: float = float("inf")) -> News | Kept | None:
        """What the process says next; None when the desk is closing, or after so many seconds. Raises GoodOfficesError."""
        assert self._pipe is not None
        while not stopping() and wait > 0:
            try:
                if not self._pipe.poll(LOOK):
                    wait -= LOOK
                    continue
                told: Message = self._pipe.recv()
            except (EOFError, OSError) as err:
                raise self._ended() from err
            if isinstance(told, Step):
                say(told.text)
            elif isinstance(told, Failed):
                self._busy = False
                raise GoodOfficesError(told.reason)
            else:
                return told
        return None

    def _ended(self) -> HelperError:
        """The process has ended though nobody asked it to."""
        self._process.join(LAST)
        return self._lost(f"the process that works out the dossiers has ended ({_how(self._process.exitcode)}) and is started again")

    def _lost(self, reason: str) -> HelperError:
        logger.warning("%s; next try in %.0f s", reason, self._wait)
        self.close()
        wait, self._wait = self._wait, min(2 * self._wait, LONGEST)
        return HelperError(reason, wait)


def _joined(before: Finished | None, news: News) -> Finished:
    """The whole state out of the last one and what is new."""
    known = {found.dossier.id: found.dossier for found in before.whole.dossiers} if before is not None else {}
    states = {ident: (inputs, news.states[ident]) if ident in news.states else before.states[ident] for ident, inputs in news.order}  # type: ignore[union-attr]
    whole = Whole(dossiers=tuple(Sorted(dossier=news.made.get(ident) or known[ident], inputs=inputs, revision=news.revision) for ident, inputs in news.order))
    return Finished(news.revision, news.at, whole, states)


def _how(status: int | None) -> str:
    return "it does not answer" if status is None else f"status {status}" if status >= 0 else f"by signal {-status}"


@contextmanager
def _spared_from_interrupts() -> Iterator[None]:
    """Ctrl-C is for the desk, which closes the process itself: what is started here never sees it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would let interrupts in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(pipe: Connection, url: str, tables: Path | None, warm: Warm) -> None:
    """What the process does: one task after the other, until the desk closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_desk, daemon=True).start()
    with suppress(_ClosedError):
        while True:
            task = _next(pipe)
            try:
                with open_archive(url, tables, wait=HELD) as archive:
                    _Helper(pipe, archive, warm).run(task)
            except GoodOfficesError as err:
                _tell(pipe, _failed(err))


def _end_with_the_desk() -> None:
    desk = parent_process()
    if desk is not None:
        connection.wait([desk.sentinel])
        os._exit(1)  # in the middle of whatever it is: a transaction of the store that is not finished counts for nothing


class _ClosedError(Exception):
    """Nobody is at the other end of the pipe."""


def _next(pipe: Connection) -> Task:
    try:
        return pipe.recv()  # type: ignore[no-any-return]
    except (EOFError, OSError) as err:
        raise _ClosedError from err


def _tell(pipe: Connection, message: Message) -> None:
    try:
        pipe.send(message)
    except OSError as err:
        raise _ClosedError from err


def _failed(error: GoodOfficesError) -> Failed:
    return Failed(error.reason if isinstance(error, StoreError) else str(error))


class _Helper:
    """Carries out tasks with the store open."""

    def __init__(self, pipe: Connection, archive: Archive, warm: Warm) -> None:
        self._pipe = pipe
        self._values, self._pages = Noting.like(archive.memo), Noting.like(archive.pages)
        archive.memo, archive.pages = self._values, self._pages
        self._here = Here(archive, warm)
        self._handed: dict[str, str] = {}

    def run(self, task: Task) -> None:
        """Carries out a task and those that follow, until the desk is closed."""
        while True:
            _tell(self._pipe, self._done(*task))
            task = _next(self._pipe)

    def _done(self, kind: str, opened: list[str]) -> Message:
        try:
            if kind == "work":
                return self._news(opened)
            self._here.keep()
            return Kept(self._here.owes)
        except _ClosedError:
            raise
        except GoodOfficesError as err:
            return _failed(err)
        except Exception:  # the process must outlive a fault of the program, and readers are told of it
            logger.exception("the state of the store cannot be brought up to date")
            return Failed(FAULT)

    def _news(self, opened: list[str]) -> News | Failed:
        self._pages.ask("dossier", reversed(opened))
        finished = self._here.work(lambda step: _tell(self._pipe, Step(step)), lambda: False)
        if finished is None:
            return Failed(FAULT)
        first, handed = not self._handed, self._handed
        self._handed = {found.dossier.id: found.inputs for found in finished.whole.dossiers}
        fresh = {f.dossier.id: f.dossier for f in finished.whole.dossiers if handed.get(f.dossier.id) != f.inputs}
        values = {place: (inputs, Packed(value)) for place, (inputs, value) in self._values.taken().items() if place[0] != "grouping"}
        if first:
            gc.collect()
            gc.freeze()  # what is known by now stays
            if hasattr(os, "nice"):
                os.nice(max(0, BEHIND - os.nice(0)))  # from now on there are readers; the first state is what they wait for
        return News(finished.revision, finished.at, tuple(self._handed.items()), fresh, {ident: finished.states[ident][1] for ident in fresh}, values, self._pages.taken(), self._here.owes)
