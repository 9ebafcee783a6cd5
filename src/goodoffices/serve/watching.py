"""`goodoffices watch`: the loop, and what it tells; `goodoffices sources` as lines."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from goodoffices.read.feedlist import watched
from goodoffices.read.web import Web, WebLimits
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.dossiers import refresh
from goodoffices.serve.queries.sources import Health
from goodoffices.serve.queries.watching import Round, Watch
from goodoffices.serve.wording import wrapped

#: Nobody is asked sooner than that, whatever the clock of the machine says.
SHORTEST = 1.0


def watch_sources(archive: Archive, feeds: Iterable[str], *, once: bool, minutes: float, pause: float, allow_private: bool, quiet: bool) -> bool:
    """Watches until interrupted, or one round with `once`; whether every source could be read. Raises UsageError for a bad list of sources."""
    sources = [source for given in feeds for source in watched(given)]
    with Web(WebLimits(pause=pause), allow_private=allow_private) as web, _stopped_by_term():
        watch = Watch(archive, web, sources, interval=minutes * 60, say=lambda text: None if quiet else click.echo(f"goodoffices: {text}", err=True))
        try:
            _run(archive, watch, once=once)
        finally:
            if not quiet:
                click.echo(summary(watch.done))
    return not watch.done.faults


def _run(archive: Archive, watch: Watch, *, once: bool) -> None:
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
        if once:
            return
        if not batch:
            time.sleep(max(SHORTEST, watch.seconds_to_wait()))


@contextmanager
def _stopped_by_term() -> Iterator[None]:
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


