"""One check after another: what is due is claimed, sent, and marked when it was sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from goodoffices.errors import StoreLockedError
from goodoffices.read.hooks import Hooks
from goodoffices.serve.alerts.deliver import DeliveryError, Sender
from goodoffices.serve.alerts.messages import message
from goodoffices.serve.alerts.rules import Rules
from goodoffices.serve.queries import Archive, alerting
from goodoffices.serve.queries.alerting import Alert

#: More than so many alerts to a target in one check go as one message, with at most so many.
SINGLY, MOST = 20, 200
#: Seconds for which a target that failed is left alone, twice as long each time, up to the longest.
REST, LONGEST_REST = 60.0, 3600.0
#: Times that one tries to mark what was sent; each waits for another writer.
MARKED = 3


class Telling:
    """Rules at work. `daily`: every target gets one message a day; `say` is told what goes wrong; `today` gives the day, ISO 8601, `clock` seconds that only grow."""

    def __init__(self, archive: Archive, rules: Rules, sender: Sender, say: Callable[[str], None], *, daily: bool = False, today: Callable[[], str] | None = None,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._archive = archive
        self._rules = rules
        self._sender = sender
        self._say = say
        self._daily = daily
        self._today = today or (lambda: datetime.now(UTC).date().isoformat())
        self._clock = clock
        self._begun = False
        self._done: tuple[int, str] | None = None
        self._rests: dict[str, tuple[int, float]] = {}
        self.sent = 0
        self.failed = 0
        self.later = 0

    def check(self, *, backlog: bool = False) -> bool:
        """Tells what is due; whether all of it was told. Raises StoreError."""
        day = self._today()
        at = (alerting.mark(self._archive), day)
        if at == self._done:
            return True
        if not self._begun:
            self._begun = True
            for rule in alerting.unmet(self._archive, self._rules.rules):
                self._say(f"rule {rule.name!r}: no dossier is called {rule.dossier!r} yet")
        found = alerting.due(self._archive, self._rules.rules, self._rules.mutes, today=day, backlog=backlog)
        alerting.mute(self._archive, [a for a in found if a.muted])
        last = alerting.digests(self._archive)
        self.later = 0
        outcomes = [self._told(name, [a for a in found if a.target == name and not a.muted], day, last.get(name, "")) for name in self._rules.targets]
        self._done = at if all(outcomes) and not self.later and not alerting.on_their_way(self._archive) else None
        return all(outcomes)

    def _told(self, name: str, mine: Sequence[Alert], day: str, last: str) -> bool:
        """Whether a target was told all that is due, by this process or by another one."""
        failures, rests = self._rests.get(name, (0, 0.0))
        if not mine:
            return True
        if failures and self._clock() < rests:
            return False
        digest = day if self._daily or self._rules.targets[name].digest else None
        if digest and last >= digest:
            self.later += len(mine)
            return True
        size = MOST if digest or len(mine) > SINGLY else 1
        for start in range(0, len(mine), size):
            if not self._batch(name, mine[start : start + size], digest, is_last=start + size >= len(mine)):
                self.failed += len(mine) - start
                self._rests[name] = (failures + 1, self._clock() + min(LONGEST_REST, REST * 2 ** min(failures, 10)))
                return False
        self._rests.pop(name, None)
        return True

    def _batch(self, name: str, wanted: Sequence[Alert], digest: str | None, *, is_last: bool) -> bool:
        """One message with those of these alerts that nobody else is sending; False where it could not be sent."""
        mine = alerting.claim(self._archive, wanted)
        if not mine:
            return True
        try:
            self._sender.send(name, message(mine, self._rules.desk, digest))
        except DeliveryError as err:
            self._say(str(err))
            self._marked(lambda: alerting.release(self._archive, mine))
            return False
        self.sent += len(mine)
        self._marked(lambda: alerting.settle(self._archive, mine, (name, digest) if digest and is_last else None))
        return True

    def _marked(self, mark: Callable[[], None]) -> None:
        """Marks in the store, also where others are writing."""
        for number in range(1, MARKED + 1):
            try:
                mark()
                return
            except StoreLockedError:
                if number == MARKED:
                    raise


def telling(archive: Archive, rules: Rules, hooks: Hooks, say: Callable[[str], None], *, daily: bool = False) -> Telling:
    """Rules at work with what they need to reach their targets."""
    return Telling(archive, rules, Sender(rules, hooks, say), say, daily=daily)
