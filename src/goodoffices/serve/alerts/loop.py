"""`goodoffices alerts`: the loop, and what it tells."""

from __future__ import annotations

import time

import click

from goodoffices.errors import StoreLockedError
from goodoffices.read.hooks import Hooks
from goodoffices.serve.alerts.messages import lines, told
from goodoffices.serve.alerts.rules import Rules
from goodoffices.serve.alerts.run import Telling, telling
from goodoffices.serve.queries import Archive, alerting
from goodoffices.serve.watching import stopped_by_term


def tell_until_stopped(archive: Archive, rules: Rules, *, once: bool, daily: bool, minutes: float, backlog: bool, quiet: bool) -> bool:
    """Checks until interrupted, or once; whether all was told. A store that others hold is tried again at the next check, unless this is the only one."""
    def say(text: str) -> None:
        if not quiet:
            click.echo(f"goodoffices: {text}", err=True)

    with Hooks() as hooks, stopped_by_term():
        work = telling(archive, rules, hooks, say, daily=daily)
        try:
            while True:
                try:
                    good = work.check(backlog=backlog)
                except StoreLockedError as err:
                    if once:
                        raise
                    say(str(err))
                if once:
                    return good
                time.sleep(minutes * 60)
        finally:
            say(summary(work))


def summary(work: Telling) -> str:
    """One line on what was told."""
    return f"{work.sent} alerts sent, {work.failed} could not be sent" + (f", {work.later} wait for the next digest" if work.later else "")


def dry_run(archive: Archive, rules: Rules, *, backlog: bool) -> None:
    """Prints what would be told now, and nothing else."""
    found = alerting.due(archive, rules.rules, rules.mutes, backlog=backlog, begin=False)
    for alert in found:
        click.echo(f"to {alert.target}{' (muted)' if alert.muted else ''}: " + "\n".join(lines(told(alert, rules.desk))))
    click.echo(f"goodoffices: {len(found)} alerts would be sent now", err=True)
