"""Deeds indexed by pair and by actor, so that what was known on a day is a slice. Same-day deeds have no order."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from goodoffices.assess.deeds import CONDITION, Deed, acts

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Number = TypeVar("Number", np.int64, np.float64)
#: Place of a deed that a history before did not hold.
NEW = -1
#: Where more than one deed in so many changes, a history is made anew.
MANY = 8


@dataclass(frozen=True, slots=True)
class Rows:
    """Parallel columns in the order of days: `category` indexes `History.categories`; `forward` is true where the pair's first actor (the
    smaller name) acted, in the rows of an actor where that actor did; `other` is the partner's number; `at` the position in `History.deeds`."""

    day: Ints
    category: Ints
    forward: npt.NDArray[np.bool_]
    other: Ints
    score: Floats
    at: Ints

    def until(self, day: int) -> Rows:
        """The rows of days up to and including `day`."""
        end = int(np.searchsorted(self.day, day, side="right"))
        return Rows(self.day[:end], self.category[:end], self.forward[:end], self.other[:end], self.score[:end], self.at[:end])

    def after(self, day: int, last: int) -> Rows:
        """The rows of days later than `day`, up to and including `last`."""
        first, end = (int(np.searchsorted(self.day, d, side="right")) for d in (day, last))
        return Rows(self.day[first:end], self.category[first:end], self.forward[first:end], self.other[first:end], self.score[first:end], self.at[first:end])


def _order(deed: Deed) -> tuple[int, str, str, str, str, str, float]:
    return deed.day, deed.actor, deed.recipient, deed.cameo, deed.id, deed.category, deed.score


class History:
    """An index over deeds that never changes what it says. Building it costs a sort; asking costs a lookup."""

    def __init__(self, deeds: Iterable[Deed]) -> None:
        self._index(sorted(set(deeds), key=_order))

    def changed(self, gone: Iterable[Deed], came: Iterable[Deed]) -> History:
        """The history without some deeds and with others: the same as one made anew, without looking up again what is known of the rest."""
        if not self.deeds:
            return History(came)
        gone, came = set(gone), set(came)
        if MANY * (len(gone) + len(came)) > len(self.deeds):
            return History((set(self.deeds) - gone) | came)
        deeds, at = list(self.deeds), list(range(len(self.deeds)))
        for deed in gone:
            k = bisect_left(deeds, _order(deed), key=_order)
            if k < len(deeds) and deeds[k] == deed:
                del deeds[k], at[k]
        for deed in came:
            k = bisect_left(deeds, _order(deed), key=_order)
            if k == len(deeds) or deeds[k] != deed:
                deeds.insert(k, deed)
                at.insert(k, NEW)
        out = History.__new__(History)
        out._index(deeds, self, np.array(at, dtype=np.int64))
        return out

    def _index(self, deeds: Sequence[Deed], before: History | None = None, at: Ints | None = None) -> None:
        """Takes in sorted deeds. `at` says where each stood `before`, NEW where it did not."""
        at = np.full(len(deeds), NEW) if at is None else at
        old, came = at[at != NEW], [deeds[k] for k in np.flatnonzero(at == NEW).tolist()]
        self.deeds: tuple[Deed, ...] = tuple(deeds)
        self.categories: tuple[str, ...] = tuple(sorted({*acts().categories.values(), CONDITION}))
        known = set() if before is None else {before.names[k] for k in np.unique(np.concatenate([before.actor[old], before.recipient[old]])).tolist()}
        self.names: tuple[str, ...] = tuple(sorted(known | {d.actor for d in came} | {d.recipient for d in came}))
        self.number: dict[str, int] = {name: k for k, name in enumerate(self.names)}
        numbers = {c: k for k, c in enumerate(self.categories)}
        now = np.array([] if before is None else [self.number.get(name, NEW) for name in before.names], dtype=np.int64)

        self.day: Ints = _column(at, None if before is None else before.day[old], np.array([d.day for d in came], dtype=np.int64))
        self.actor: Ints = _column(at, None if before is None else now[before.actor[old]], np.array([self.number[d.actor] for d in came], dtype=np.int64))
        self.recipient: Ints = _column(at, None if before is None else now[before.recipient[old]], np.array([self.number[d.recipient] for d in came], dtype=np.int64))
        self.category: Ints = _column(at, None if before is None else before.category[old], np.array([numbers[d.category] for d in came], dtype=np.int64))
        self.score: Floats = _column(at, None if before is None else before.score[old], np.array([d.score for d in came], dtype=np.float64))
        self._pairs = self._by_pair()
        self._actors = self._by_actor()
        self._kept: dict[int, Rows] = {}
        self._masks: dict[tuple[str, ...], npt.NDArray[np.bool_]] = {}

    @property
    def first(self) -> int | None:
        """The day of the first deed."""
        return int(self.day[0]) if self.deeds else None

    @property
    def last(self) -> int | None:
        return int(self.day[-1]) if self.deeds else None

    def pair(self, one: str, two: str) -> Rows:
        """What two actors did to each other."""
        low, high = self.number.get(min(one, two), -1), self.number.get(max(one, two), -1)
        at = self._pairs.get((low, high))
        return EMPTY if at is None else self._rows(at, self.actor[at] == low, np.full(len(at), high))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs with at least one deed, each with the smaller name first, in alphabetical order."""
        return tuple((self.names[a], self.names[b]) for a, b in sorted(self._pairs))

    def of(self, name: str) -> Rows:
        """What an actor did and what was done to it."""
        number = self.number.get(name, -1)
        if number not in self._actors:
            return EMPTY
        if number not in self._kept:
            at, forward = self._actors[number]
            self._kept[number] = self._rows(at, forward, np.where(forward, self.recipient[at], self.actor[at]))
        return self._kept[number]

    def numbers(self, categories: Iterable[str]) -> Ints:
        """Numbers of the categories with these names."""
        return np.array(sorted(self.categories.index(c) for c in categories), dtype=np.int64)

    def among(self, rows_: Rows, categories: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """Which rows are of these categories."""
        if categories not in self._masks:
            self._masks[categories] = np.isin(np.arange(len(self.categories)), self.numbers(categories))
        return self._masks[categories][rows_.category]

    @cached_property
    def days_on_record(self) -> Ints:
        """The days with at least one deed, in order."""
        return np.unique(self.day)

    def _by_pair(self) -> dict[tuple[int, int], Ints]:
        """Positions of the deeds of each pair."""
        low, high = np.minimum(self.actor, self.recipient), np.maximum(self.actor, self.recipient)
        order = np.lexsort((np.arange(len(low)), high, low))
        lows, highs = low[order].tolist(), high[order].tolist()
        return {(lows[a], highs[a]): order[a:b] for a, b in _groups(low[order] * (len(self.names) + 1) + high[order])}

    def _by_actor(self) -> dict[int, tuple[Ints, npt.NDArray[np.bool_]]]:
        """Positions of the deeds of each actor, and where it was the doer."""
        who = np.concatenate([self.actor, self.recipient])
        at = np.concatenate([np.arange(len(self.actor)), np.arange(len(self.actor))])
        forward = np.repeat([True, False], len(self.actor))
        order = np.lexsort((~forward, at, who))
        who, at, forward = who[order], at[order], forward[order]
        return {int(who[a]): (at[a:b], forward[a:b]) for a, b in _groups(who)}

    def _rows(self, at: Ints, forward: npt.NDArray[np.bool_], other: Ints) -> Rows:
        return Rows(self.day[at], self.category[at], forward, other, self.score[at], at)


def _column(at: Ints, old: npt.NDArray[Number] | None, new: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """What was known, and what is new, each at its place."""
    if old is None:
        return new
    out = np.empty(len(at), dtype=new.dtype)
    out[at != NEW], out[at == NEW] = old, new
    return out


def _groups(keys: Ints) -> list[tuple[int, int]]:
    """Start and end of each run of equal keys."""
    if not len(keys):
        return []
    cuts = np.flatnonzero(np.diff(keys)) + 1
    edges = [0, *cuts.tolist(), len(keys)]
    return list(itertools.pairwise(edges))


EMPTY = Rows(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64))
