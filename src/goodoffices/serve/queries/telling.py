"""What all articles tell, each act once, kept up as articles come, change and go: only pairs that a changed article tells of are gone through again.

An act is told before by the same actor towards the same recipient, so that each pair and direction can be gone through by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from threading import Lock

from goodoffices.assess.deeds import CONDITION, Deed
from goodoffices.assess.history import History
from goodoffices.assess.retold import told_once

Way = tuple[str, str]
#: What an article tells: deeds with the entry that each belongs to.
Tellings = Iterable[tuple[str, Deed]]


class Telling:
    """The deeds of one naming. Threads share it; the histories that it gives never change."""

    def __init__(self) -> None:
        self._until = ""
        self._basis: dict[str, tuple[object, ...]] = {}
        self._ways: dict[Way, dict[tuple[str, str], list[tuple[str, Deed]]]] = {}
        self._of: dict[str, tuple[tuple[str, str], tuple[Way, ...]]] = {}
        self._once: dict[Way, tuple[Deed, ...]] = {}
        self._ahead: set[Way] = set()
        self._all, self._acts = History(()), History(())
        self._lock = Lock()

    def move(self, until: str, articles: Mapping[str, tuple[str, tuple[object, ...]]], tell: Callable[[str], Tellings]) -> tuple[History, History]:
        """The deeds dated until a day, with the conditions and without. `articles` gives by id the day of publication and what the telling rests on: where these are
        the same objects as before, `tell` is not asked again."""
        with self._lock:
            touched = set(self._ahead) if until >= self._until else set(self._once)
            for article in [a for a, basis in self._basis.items() if a not in articles or not _same(basis, articles[a][1])]:
                touched.update(self._drop(article))
            for article, (day, basis) in articles.items():
                if article not in self._basis:
                    touched.update(self._take(article, day, basis, tell(article)))
            self._until = until
            gone, came = self._again(touched, date.fromisoformat(until).toordinal())
            if gone or came:
                acts = ([d for d in deeds if d.category != CONDITION] for deeds in (gone, came))
                fresh, self._all = not self._all.deeds, self._all.changed(gone, came)
                self._acts = self._all.changed([d for d in self._all.deeds if d.category == CONDITION], ()) if fresh else self._acts.changed(*acts)
            return self._all, self._acts

    def _drop(self, article: str) -> tuple[Way, ...]:
        place, ways = self._of.pop(article)
        del self._basis[article]
        for way in ways:
            del self._ways[way][place]
        return ways

    def _take(self, article: str, day: str, basis: tuple[object, ...], told: Tellings) -> tuple[Way, ...]:
        place = (day, article)
        own: dict[Way, list[tuple[str, Deed]]] = {}
        for entry, deed in told:
            own.setdefault((deed.actor, deed.recipient), []).append((entry, deed))
        for way, deeds in own.items():
            self._ways.setdefault(way, {})[place] = deeds
        self._of[article], self._basis[article] = (place, tuple(own)), basis
        return tuple(own)

    def _again(self, ways: Iterable[Way], last: int) -> tuple[list[Deed], list[Deed]]:
        """Goes through some ways anew; the deeds that are gone, and those that came."""
        gone: list[Deed] = []
        came: list[Deed] = []
        for way in ways:
            told = self._ways.get(way, {})
            whole = told_once(telling for place in sorted(told) for telling in told[place])
            once, before = tuple(d for d in whole if d.day <= last), self._once.pop(way, ())
            self._ahead.discard(way)
            if len(once) < len(whole):
                self._ahead.add(way)
            if once or told:
                self._once[way] = once
            if not before:
                came += once
            elif once != before:
                gone += set(before) - set(once)
                came += set(once) - set(before)
        return gone, came


def _same(one: tuple[object, ...], two: tuple[object, ...]) -> bool:
    return len(one) == len(two) and all(a is b for a, b in zip(one, two))
