"""`goodoffices watch`: the loop, and what it tells; `goodoffices sources` as lines."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from goodoffices.errors import StoreLockedError
from goodoffices.read.feedlist import watched
from goodoffices.read.web import Web, WebLimits
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.dossiers import refresh
from goodoffices.serve.queries.sources import Health
from goodoffices.serve.queries.watching import Round, Watch
from goodoffices.serve.wording import wrapped

if TYPE_CHECKING:
    from goodoffices.serve.alerts.rules import Rules

#: Nobody is asked sooner than that, whatever the clock of the machine says.
SHORTEST = 1.0


def watch_sources(archive: Archive, feeds: Iterable[str], *, once: bool, minutes: float, pause: float, allow_private: bool, quiet: bool, rules: Rules | None = None) -> bool:
    """Watches until interrupted, or one round with `once`; whether every source could be read and everything that `rules` say was told. Raises UsageError for a bad list of
    sources."""
    def say(text: str) -> None:
        if not quiet:
            click.echo(f"goodoffices: {text}", err=True)

    sources = [source for given in feeds for source in watched(given)]
    with Web(WebLimits(pause=pause), allow_private=allow_private) as web, stopped_by_term(), ExitStack() as stack:
        tell = _telling(archive, rules, stack, say) if rules is not None else lambda: True
        good = tell()  # rules that begin now know what is on record before the first round
        watch = Watch(archive, web, sources, interval=minutes * 60, say=say)
        try:
            good = _run(archive, watch, tell, once=once) and good
        finally:
            if not quiet:
                click.echo(summary(watch.done))
    return good and not watch.done.faults


def _telling(archive: Archive, rules: Rules, stack: ExitStack, say: Callable[[str], None]) -> Callable[[], bool]:
    """Tells what is due, whether all of it was told; the watch goes on whatever becomes of it."""
    from goodoffices.read.hooks import Hooks
    from goodoffices.serve.alerts.run import telling

    work = telling(archive, rules, stack.enter_context(Hooks()), say)

    def tell() -> bool:
        try:
            return work.check()
        except StoreLockedError as err:
            say(str(err))
            return False

    return tell


def _run(archive: Archive, watch: Watch, tell: Callable[[], bool], *, once: bool) -> bool:
    first = True
    while True:
        watch.poll(all_now=first and once)
        first = False
        while True:
            before = len(watch.done.changed)
            batch = watch.read()
            if len(watch.done.changed) > before:
                refresh(archive, lambda name: None)
            if not batch or not once:
                break
        good = tell()
        if once:
            return good
        if not batch:
            time.sleep(max(SHORTEST, watch.seconds_to_wait()))


@contextmanager
def stopped_by_term() -> Iterator[None]:
    """A service manager's request to stop is like Ctrl-C."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def summary(done: Round) -> str:
    """One line on what was done."""
    return (f"{done.asked} requests to sources, {done.faults} failed; {done.found} new; {done.filed} articles filed, {done.unchanged} unchanged, "
            f"{done.failed} could not be read, {done.later} to be tried again")


def source_lines(rows: list[Health], width: int) -> Iterator[str]:
    """Two lines a source, a third where something is wrong."""
    for row in rows:
        yield from wrapped(None, f"{row.name} ({row.kind})", width)
        state = f"asked {row.checked_at[:16].replace('T', ' ')} UTC" if row.checked_at else "not asked yet"
        changed = f", last new {row.changed_at[:16].replace('T', ' ')}" if row.changed_at else ""
        yield from wrapped(None, f"{row.url} | {state}{changed} | {row.filed} filed, {row.waiting} waiting, {row.failed} not readable", width, "  ", "  ")
        if row.error:
            times = f"{row.failures} times in a row" if row.failures > 1 else "once"
            yield from (click.style(line, fg="red") for line in wrapped(None, f"failed {times}: {row.error}", width, "  ", "  "))


