"""What is known of a pair and of an actor, carried from day to day: the deeds of new days go in, those that leave the window of 300 days come out.

Sums that fade are kept as whole numbers and different days as lists, so that what was carried is the same to the last bit as what is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import ldexp

import numpy as np

from goodoffices.assess.history import Floats, Ints, Rows
from goodoffices.assess.questions import rules
from goodoffices.assess.recurrence import WINDOW

HALF_LIVES = (3, 10, 30, 120)
#: Half-life of what one side did by itself, and half-lives (10, 60, 30 days) of what an actor did at all.
BY_ISSUER, STANDING = 15, (10, 60, 30)
#: Memories of the rates among the features, half-lives in days.
MEMORIES = (30, 150)
#: Days after which a partner no longer counts as a present one.
PRESENT = 30
#: Bits to which the weight of a deed is rounded.
BITS = 52
#: A day after all days (ordinals have seven digits at most).
FAR = 10_000_000


@lru_cache(maxsize=16)
def _steps(half_life: int) -> tuple[int, ...]:
    return tuple(round(2.0 ** (BITS + k / half_life)) for k in range(half_life))


class Fading:
    """Counts by key that lose half of their weight in `half_life` days. A deed of day d weighs 2 ** (d / half_life), rounded to 52 bits and kept as a whole number in units
    of the first day that counts: adding and taking away are exact, and come to the same in any order."""

    __slots__ = ("_unit", "half_life", "sums")

    def __init__(self, half_life: int, size: int, day: int) -> None:
        self.half_life, self.sums, self._unit = half_life, [0] * size, (day - WINDOW + 1) // half_life

    def weight(self, day: int) -> int:
        """What a deed of a day within the window weighs."""
        return _steps(self.half_life)[day % self.half_life] << (day // self.half_life - self._unit)

    def move(self, day: int) -> None:
        """Counts from now on in units of the window that ends on `day`; what has left it has been taken away before."""
        unit = (day - WINDOW + 1) // self.half_life
        if unit > self._unit:
            self.sums = [s >> (unit - self._unit) if s else 0 for s in self.sums]
            self._unit = unit

    def at(self, day: int) -> Floats:
        """The sums as seen on a day."""
        left = 0.5 ** (day % self.half_life / self.half_life)
        down = self._unit - day // self.half_life - BITS
        return np.array([ldexp(float(s), down) * left if s else 0.0 for s in self.sums])


@dataclass(frozen=True, slots=True)
class Marks:
    """What a deed counts in, by category number: `groups` (the last one takes all), of these those that make an actor's `standing`; by category and direction the marks
    whose different `days` are kept. `group`, `invited` and `outcome` say which number is what; an invitation and an outcome may be told by direction."""

    groups: tuple[tuple[int, ...], ...]
    standing: tuple[tuple[int, ...], ...]
    days: dict[tuple[int, bool], tuple[int, ...]]
    group: dict[str, int]
    invited: dict[bool, int]
    outcome: dict[tuple[str, bool], int]
    size: int


def marks_of(categories: Sequence[str], members: dict[str, tuple[str, ...]]) -> Marks:
    """The marks for these categories; `members` gives the categories of each group."""
    group = {name: k for k, name in enumerate((*members, "any"))}
    groups = tuple((*(group[name] for name, of in members.items() if c in of), group["any"]) for c in categories)
    kept = {group[name] for name in ("meeting", "invitation", "force", "any")}
    sets: dict[tuple[tuple[str, ...], bool | None], int] = {}
    for of, way in ((members["invitation"], True), (members["invitation"], False), *((r.outcome, way) for r in rules().values() for way in ((True, False) if r.by == "issuer" else (None,)))):
        sets.setdefault((of, way), len(group) + len(sets))
    days = {(c, way): (*groups[c], *(k for (of, only), k in sets.items() if name in of and only in (None, way))) for c, name in enumerate(categories) for way in (True, False)}
    return Marks(groups, tuple(tuple(g for g in own if g in kept) for own in groups), days, group, {way: sets[members["invitation"], way] for way in (True, False)},
                 {(r.kind, way): sets[r.outcome, way if r.by == "issuer" else None] for r in rules().values() for way in (True, False)}, len(group) + len(sets))


class Promises:
    """Invitations by day and partner, and the day of the next meeting with that partner (a far day where none)."""

    __slots__ = ("_open", "_told")

    def __init__(self) -> None:
        self._told: list[list[int]] = []
        self._open: dict[str, list[list[int]]] = {}

    def add(self, day: int, invited: Iterable[str], met: Iterable[str]) -> None:
        """One day, later than all before. A meeting of the day itself does not keep its invitation."""
        for partner in met:
            for told in self._open.pop(partner, ()):
                told[1] = day
        for partner in invited:
            told = [day, FAR]
            self._told.append(told)
            self._open.setdefault(partner, []).append(told)

    def forget(self, until: int) -> None:
        """Leaves out invitations of days up to `until`."""
        gone = next((k for k, told in enumerate(self._told) if told[0] > until), len(self._told))
        if gone:
            del self._told[:gone]
            self._open = {p: kept for p, told in self._open.items() if (kept := [t for t in told if t[0] > until])}

    def columns(self) -> tuple[Ints, Ints]:
        """Days of the invitations, and of the meetings that followed."""
        both = np.array(self._told, dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]


class Pair:
    """What two actors did to each other, as known at the end of `day`; at first nothing is, and no deed of that day or before is ever taken in."""

    __slots__ = ("_from", "day", "days", "faded", "issuer", "marks", "promises", "times", "today")

    def __init__(self, marks: Marks, day: int) -> None:
        size = len(marks.group)
        self.marks, self.day, self._from = marks, day, day
        self.faded = [Fading(h, size, day) for h in HALF_LIVES]
        self.issuer = Fading(BY_ISSUER, 2 * size, day)
        self.times = [Fading(m, marks.size, day) for m in MEMORIES]
        self.days: list[list[int]] = [[] for _ in range(marks.size)]
        self.today = [0] * size
        self.promises = Promises()

    def advance(self, rows: Rows, day: int) -> None:
        """Takes in the deeds of the days after `self.day` up to `day`, and lets go of those that are too old by then."""
        if day == self.day:
            return
        self._count(rows.after(max(self._from, self.day - WINDOW), min(self.day, day - WINDOW)), -1)
        self._forget(day - WINDOW)
        came, self.day = rows.after(max(self.day, day - WINDOW), day), day
        for fading in (*self.faded, self.issuer, *self.times):
            fading.move(day)
        self._count(came, 1)
        self.today = [0] * len(self.today)
        for at, told in _by_day(came):
            own = [g for c, _, _ in told for g in self.marks.groups[c]]
            for mark in sorted({m for c, way, _ in told for m in self.marks.days[c, way]}):
                self.days[mark].append(at)
                for fading in self.times:
                    fading.sums[mark] += fading.weight(at)
            self.promises.add(at, ("",) if self.marks.group["invitation"] in own else (), ("",) if self.marks.group["meeting"] in own else ())
            if at == day:
                for g in own:
                    self.today[g] += 1

    def _count(self, rows: Rows, times: int) -> None:
        """Adds deeds to the sums, or takes them away."""
        size = len(self.marks.group)
        for at, told in _by_day(rows):
            weights, own = [times * f.weight(at) for f in self.faded], times * self.issuer.weight(at)
            for c, way, _ in told:
                for g in self.marks.groups[c]:
                    for fading, weight in zip(self.faded, weights):
                        fading.sums[g] += weight
                    self.issuer.sums[g if way else size + g] += own

    def _forget(self, until: int) -> None:
        for mark, days in enumerate(self.days):
            while days and days[0] <= until:
                gone = days.pop(0)
                for fading in self.times:
                    fading.sums[mark] -= fading.weight(gone)
        self.promises.forget(until)


class Actor:
    """What an actor did and what was done to it, as known at the end of `day`. `dealt` and `met` give by partner the last day, where it is a present one."""

    __slots__ = ("_from", "day", "dealt", "faded", "marks", "met", "promises")

    def __init__(self, marks: Marks, day: int) -> None:
        self.marks, self.day, self._from = marks, day, day
        self.faded = [Fading(h, len(marks.group), day) for h in STANDING]
        self.dealt: dict[str, int] = {}
        self.met: dict[str, int] = {}
        self.promises = Promises()

    def advance(self, rows: Rows, day: int, names: Sequence[str]) -> None:
        """As that of a pair; `names` gives the partners by number."""
        if day == self.day:
            return
        self._count(rows.after(max(self._from, self.day - WINDOW), min(self.day, day - WINDOW)), -1)
        self.promises.forget(day - WINDOW)
        came, self.day = rows.after(max(self.day, day - WINDOW), day), day
        for fading in self.faded:
            fading.move(day)
        self._count(came, 1)
        meeting, invitation = self.marks.group["meeting"], self.marks.group["invitation"]
        for at, told in _by_day(came):
            met = sorted({names[other] for c, _, other in told if meeting in self.marks.standing[c]})
            self.promises.add(at, sorted({names[other] for c, _, other in told if invitation in self.marks.standing[c]}), met)
            if at >= day - PRESENT:
                self.dealt.update((names[other], at) for _, _, other in told)
                self.met.update((name, at) for name in met)
        self.dealt, self.met = ({name: at for name, at in of.items() if at >= day - PRESENT} for of in (self.dealt, self.met))

    def _count(self, rows: Rows, times: int) -> None:
        for at, told in _by_day(rows):
            weights = [times * f.weight(at) for f in self.faded]
            for c, _, _ in told:
                for g in self.marks.standing[c]:
                    for fading, weight in zip(self.faded, weights):
                        fading.sums[g] += weight


def _by_day(rows: Rows) -> Iterator[tuple[int, list[tuple[int, bool, int]]]]:
    """Category, direction and partner of the rows, day after day."""
    for day, told in groupby(zip(rows.day.tolist(), rows.category.tolist(), rows.forward.tolist(), rows.other.tolist()), lambda row: int(row[0])):
        yield day, [(c, way, other) for _, c, way, other in told]
