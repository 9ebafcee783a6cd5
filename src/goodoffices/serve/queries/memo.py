"""What this process has worked out, each value beside the digest of what it was worked out from, so that an open desk opens a dossier again only when it has changed.

Of each thing two values are kept: who still reads the state before the last one does not drive out what belongs to the last.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

Value = TypeVar("Value")
#: Values kept; those that nobody asked for the longest go first.
ROOM = 50_000


class Memo:
    """Values by kind and key, the latest two of each. Threads share it; two that ask for the same at once may both work it out."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._values: dict[tuple[str, str], tuple[tuple[str, Any], ...]] = {}
        self._lock = Lock()

    def get(self, kind: str, key: str, inputs: str, make: Callable[[], Value]) -> Value:
        """The value made from these inputs; `make` is called where there is none. No value is None."""
        value: Value | None = self.known(kind, key, inputs)
        return self.keep(kind, key, inputs, make()) if value is None else value

    def known(self, kind: str, key: str, inputs: str) -> Any:
        """The value made from these inputs; None where there is none."""
        with self._lock:
            found = self._values.pop((kind, key), ())
            if found:
                self._values[kind, key] = found
        return next((value for made_from, value in found if made_from == inputs), None)

    def keys(self, kind: str) -> list[str]:
        """The keys that have values, those asked for last first."""
        with self._lock:
            return [key for of, key in reversed(self._values) if of == kind]

    def keep(self, kind: str, key: str, inputs: str, value: Value) -> Value:
        """Keeps a value and gives it back."""
        with self._lock:
            before = [pair for pair in self._values.pop((kind, key), ()) if pair[0] != inputs]
            self._values[kind, key] = ((inputs, value), *before[:1])
            while len(self._values) > self._room:
                del self._values[next(iter(self._values))]
        return value
