"""One check after another: what is due is claimed, sent, and marked when it was sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from goodoffices.errors import StoreLockedError
from goodoffices.read.hooks import Hooks
from goodoffices.serve.alerts.deliver import DeliveryError, Sender
from goodoffices.serve.alerts.messages import message
from goodoffices.serve.alerts.rules import Rules
from goodoffices.serve.queries import Archive, alerting
from goodoffices.serve.queries.alerting import Alert

#: More than so many alerts to a target in one check go as one message.
SINGLY = 20
#: Times that one tries to mark what was sent; each waits for another writer.
MARKED = 3


class Telling:
    """Rules at work. `daily`: every target gets one message a day; `say` is told what goes wrong; `today` gives the day, ISO 8601."""

    def __init__(self, archive: Archive, rules: Rules, sender: Sender, say: Callable[[str], None], *, daily: bool = False, today: Callable[[], str] | None = None) -> None:
        self._archive = archive
        self._rules = rules
        self._sender = sender
        self._say = say
        self._daily = daily
        self._today = today or (lambda: datetime.now(UTC).date().isoformat())
        self._begun = False
        self.sent = 0
        self.failed = 0
        self.later = 0

    def due(self, *, backlog: bool = False, begin: bool = True) -> list[Alert]:
        """What is to be told now."""
        return alerting.due(self._archive, self._rules.rules, self._rules.mutes, today=self._today(), backlog=backlog, begin=begin)

    def check(self, *, backlog: bool = False) -> bool:
        """Tells what is due; whether all of it was told. Raises StoreError."""
        if not self._begun:
            self._begun = True
            for rule in alerting.unmet(self._archive, self._rules.rules):
                self._say(f"rule {rule.name!r}: no dossier is called {rule.dossier!r} yet")
        found = self.due(backlog=backlog)
        alerting.mute(self._archive, [a for a in found if a.muted])
        failed = self.failed
        last = alerting.digests(self._archive)
        for name, target in self._rules.targets.items():
            mine = [a for a in found if a.target == name and not a.muted]
            if not mine:
                continue
            if not (self._daily or target.digest):
                self._tell(name, mine)
            elif last.get(name, "") < self._today():
                self._batch(name, mine, self._today())
            else:
                self.later += len(mine)
        return self.failed == failed

    def _tell(self, name: str, mine: Sequence[Alert]) -> None:
        """One by one, unless there are too many; a target that fails is left alone until the next check."""
        if len(mine) > SINGLY:
            self._batch(name, mine, None)
            return
        for place, alert in enumerate(mine):
            if not self._batch(name, [alert], None):
                self.failed += len(mine) - place - 1
                return

    def _batch(self, name: str, wanted: Sequence[Alert], digest: str | None) -> bool:
        """One message with these alerts; False where it could not be sent."""
        mine = alerting.claim(self._archive, wanted)
        if not mine:
            return True
        try:
            self._sender.send(name, message(mine, self._rules.desk, digest))
        except DeliveryError as err:
            self.failed += len(mine)
            self._say(str(err))
            self._marked(lambda: alerting.release(self._archive, mine))
            return False
        self.sent += len(mine)
        self._marked(lambda: alerting.settle(self._archive, mine, (name, digest) if digest else None))
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
