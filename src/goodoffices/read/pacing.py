"""When to ask again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")

DAY = 24 * 3600.0
_LONGEST_ASKED = 7 * DAY


def seconds_until_next(interval: float, failures: int, asked: float | None, chance: float) -> float:
    """Seconds to wait after a request: the interval, doubled with each failure in a row up to a day, a tenth more or less by `chance` (0..1) so that
    not all ask at once; never less than the server asked for, up to a week."""
    wait = interval if not failures else max(interval, min(interval * 2.0 ** min(failures, 20), DAY))
    return max(wait * (0.9 + 0.2 * chance), min(asked or 0.0, _LONGEST_ASKED))


def in_turn(things: Iterable[Thing], host: Callable[[Thing], str]) -> Iterator[Thing]:
    """The things such that hosts take turns, each in its own order: while one host rests, others are asked."""
    queues: dict[str, deque[Thing]] = {}
    for thing in things:
        queues.setdefault(host(thing), deque()).append(thing)
    while queues:
        for name in list(queues):
            yield queues[name].popleft()
            if not queues[name]:
                del queues[name]
