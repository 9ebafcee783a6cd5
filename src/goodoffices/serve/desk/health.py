"""How the watched sources fare, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.sources import Health, health

#: Days without anything new after which a source is called quiet.
QUIET = 14


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its state in a word, and how that sounds."""

    told: Health
    state: str
    tone: str

    @property
    def asked(self) -> str:
        return minute(self.told.checked_at)

    @property
    def new(self) -> str:
        return minute(self.told.changed_at)

    @property
    def next(self) -> str:
        return minute(self.told.next_at)


def view(archive: Archive, now: datetime | None = None) -> list[Source]:
    """What is wrong stands first, then by name."""
    day = now or datetime.now(UTC)
    rows = [Source(h, *state(h, day)) for h in health(archive)]
    return sorted(rows, key=lambda s: (("bad", "warn").index(s.tone) if s.tone in ("bad", "warn") else 2))


def state(told: Health, now: datetime) -> tuple[str, str]:
    """A word for how a source fares, and its tone."""
    if told.failures:
        return (f"failed {told.failures} times" if told.failures > 1 else "failed once"), ("bad" if told.failures > 2 else "warn")
    if not told.checked_at:
        return "not asked yet", ""
    last = told.changed_at or told.ok_at
    quiet = (now - datetime.fromisoformat(last)).days if last else 0
    return (f"quiet for {quiet} days", "warn") if quiet >= QUIET else ("answers", "good")


def minute(time: str | None) -> str:
    """A time in UTC to the minute; empty for none."""
    return time[:16].replace("T", " ") if time else ""
