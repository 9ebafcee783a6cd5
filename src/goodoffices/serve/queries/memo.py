"""What this process has worked out, each value beside the digest of what it was worked out from, so that an open desk opens a dossier again only when it has changed.

Of each thing two values are kept: who still reads the state before the last one does not drive out what belongs to the last.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, TypeVar

Value = TypeVar("Value")
#: Values kept; those that nobody asked for the longest go first.
ROOM = 50_000


class Packed:
    """A value that another process worked out, as it came; opened when somebody asks for it."""

    def __init__(self, value: object) -> None:
        self._bytes = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

    def open(self) -> Any:
        return pickle.loads(self._bytes)


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
        value = next((value for made_from, value in found if made_from == inputs), None)
        return self.keep(kind, key, inputs, value.open()) if isinstance(value, Packed) else value

    def keys(self, kind: str) -> list[str]:
        """The keys that have values, those asked for last first."""
        with self._lock:
            return [key for of, key in reversed(self._values) if of == kind]

    def ask(self, kind: str, keys: Iterable[str]) -> None:
        """Notes that somebody asks for these, the last one last, whether they have values or not."""
        with self._lock:
            for key in keys:
                self._values[kind, key] = self._values.pop((kind, key), ())

    def keep(self, kind: str, key: str, inputs: str, value: Value) -> Value:
        """Keeps a value and gives it back."""
        with self._lock:
            before = [pair for pair in self._values.pop((kind, key), ()) if pair[0] != inputs]
            self._values[kind, key] = ((inputs, value), *before[:1])
            while len(self._values) > self._room:
                del self._values[next(iter(self._values))]
        return value


class Noting(Memo):
    """A memo that notes what is put into it, for somebody who takes it elsewhere."""

    def __init__(self, room: int = ROOM) -> None:
        super().__init__(room)
        self._fresh: dict[tuple[str, str], tuple[str, Any]] = {}

    @classmethod
    def like(cls, memo: Memo) -> Noting:
        """An empty one as large as another memo."""
        return cls(memo._room)

    def keep(self, kind: str, key: str, inputs: str, value: Value) -> Value:
        with self._lock:
            self._fresh[kind, key] = (inputs, value)
        return super().keep(kind, key, inputs, value)

    def taken(self) -> dict[tuple[str, str], tuple[str, Any]]:
        """What was put into it since the last time, the latest of each."""
        with self._lock:
            fresh, self._fresh = self._fresh, {}
        return fresh
