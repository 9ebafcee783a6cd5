"""What is known of a pair on the day a question is asked, as numbers. Only deeds up to and including that day enter, none older than `WINDOW` days.

The state of a pair and of an actor is carried from day to day (running.py); questions asked in the order of their days cost only what is new.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import Floats, History, Ints
from goodoffices.assess.questions import Rule, rules
from goodoffices.assess.recurrence import WINDOW, exposed, logit, more_days, watched
from goodoffices.assess.running import FAR, HALF_LIVES, MEMORIES, PRESENT, Actor, Marks, Pair, marks_of
from goodoffices.ontology.tables import rows

#: Prior days with the outcome and prior days watched, for the rates among the features; the recurrence forecast has its own, fitted.
PRIOR = (0.05, 10.0)


@lru_cache(maxsize=1)
def _grouped() -> dict[str, tuple[str, ...]]:
    return {r["group"]: r.list("categories") for r in rows(DATA / "groups.tsv", ("group", "categories"))}


@lru_cache(maxsize=4)
def _marks(categories: tuple[str, ...]) -> Marks:
    return marks_of(categories, _grouped())


def feature_names() -> tuple[str, ...]:
    """Names of the features, in order."""
    groups = list(_grouped())
    names = [f"{g} ({h:g} d)" for h in HALF_LIVES for g in groups]
    names += [f"{g} by issuer (15 d)" for g in groups] + [f"{g} on the day" for g in groups]
    names += [f"since {g}" for g in SINCE] + [f"ever {g}" for g in SINCE]
    names += ["both invited", "invited back (7 d)", "invitations by issuer (30 d)", "invitations by other (30 d)", "phoned (3 d)", "phoned (30 d)"]
    names += [f"{g} in 30 d" for g in ("force", "threat", "sanction", "refusal")]
    names += ["meetings while force is used", "invitations while force is used", "days met (14 d)"]
    names += [f"{what} of {who}" for who in ("issuer", "other") for what in ("meetings (10 d)", "meetings (60 d)", "invitations (10 d)", "deeds (30 d)", "force (30 d)",
                                                                             "partners (30 d)", "share of pair in meetings", "share of pair in deeds")]
    names += ["shared third parties (30 d)", "shared third parties met (30 d)"] + [f"recurrence ({m:g} d)" for m in MEMORIES]
    return (*names, "invitations kept by pair", "invitations of pair", "invitations kept by issuer", "invitations kept by other")


SINCE = ("meeting", "consultation", "invitation", "force", "any")


@lru_cache(maxsize=1)
def _horizons() -> tuple[int, ...]:
    return tuple(sorted({h for rule in rules().values() for h in rule.horizons}))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a pair on a day: what all questions share, faded days by mark and memory, what became of invitations by horizon."""

    common: Floats
    times: Floats
    promises: dict[int, Floats]


class Observer:
    """Asks a history for features. It holds the state of each pair and actor asked about on the last day it was asked for; an earlier day is made anew. Threads may share it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.marks = _marks(history.categories)
        self._pairs: dict[tuple[str, str], Pair] = {}
        self._actors: dict[str, Actor] = {}
        self._known: dict[tuple[str, str, int], Known] = {}
        self._lock = Lock()

    def features(self, rule: Rule, issuer: str, other: str, day: int, horizon: int) -> Floats:
        """The features of a question of this rule and one of its horizons, in the order of `feature_names`."""
        with self._lock:
            known = self._known.get((issuer, other, day))
            if known is None:
                known = self._known[issuer, other, day] = self._look(issuer, other, day)
        times, exposure = known.times[:, self.marks.outcome[rule.kind, issuer <= other]], exposed(self.history, day)
        rates = [logit(more_days(PRIOR[0] + t, PRIOR[1] + watched(exposure, memory), horizon)) for t, memory in zip(times.tolist(), MEMORIES)]
        return np.concatenate([known.common, np.array(rates), known.promises[horizon]])

    def moved(self, history: History) -> Observer:
        """One for a record with other deeds. What these do not touch is kept: of the pairs and actors that they concern all up to the day before the first of them."""
        if not self.history.deeds:
            return Observer(history)
        out, pairs = Observer(history), first_changes(self.history, history)
        actors: dict[str, int] = {}
        for pair, day in pairs.items():
            for name in pair:
                actors[name] = min(day, actors.get(name, day))
        with self._lock:
            out._pairs = {pair: state for pair, state in self._pairs.items() if state.day < pairs.get(pair, FAR)}
            out._actors = {name: state for name, state in self._actors.items() if state.day < actors.get(name, FAR)}
            out._known = {key: known for key, known in self._known.items() if key[2] < min(actors.get(key[0], FAR), actors.get(key[1], FAR))}
            self._pairs, self._actors = {}, {}  # states go on in one place only
        return out

    def _pair(self, issuer: str, other: str, day: int) -> Pair:
        key = (issuer, other) if issuer <= other else (other, issuer)
        state = self._pairs.get(key)
        if state is None or state.day > day:
            state = self._pairs[key] = Pair(self.marks, day - WINDOW)
        state.advance(self.history.pair(issuer, other), day)
        return state

    def _actor(self, name: str, day: int) -> Actor:
        state = self._actors.get(name)
        if state is None or state.day > day:
            state = self._actors[name] = Actor(self.marks, day - WINDOW)
        state.advance(self.history.of(name), day, self.history.names)
        return state

    def _look(self, issuer: str, other: str, day: int) -> Known:
        pair, one, two = self._pair(issuer, other, day), self._actor(issuer, day), self._actor(other, day)
        faded = np.stack([f.at(day) for f in pair.faded])
        whole = len(self.marks.group) - 1  # the last group takes all
        start = 0 if issuer <= other else whole + 1
        parts = [np.log1p(faded[:, :whole]).ravel(), np.log1p(pair.issuer.at(day)[start:start + whole]), np.log1p(pair.today[:whole]), *self._recency(pair, day)]
        parts += [self._invitations(pair, issuer <= other, day), self._states(pair, faded[2], day)]
        parts += [self._standing(one, faded[2], day), self._standing(two, faded[2], day), self._third_parties(one, two, day)]
        kept = [promises.columns() for promises in (pair.promises, one.promises, two.promises)]
        return Known(np.concatenate(parts), np.stack([f.at(day) for f in pair.times]), {h: self._promises(kept, day, h) for h in _horizons()})

    def _days(self, pair: Pair, group: str) -> list[int]:
        return pair.days[self.marks.group[group]]

    def _recency(self, pair: Pair, day: int) -> list[Floats]:
        since, ever = [], []
        for name in SINCE:
            days = self._days(pair, name)
            earlier = bisect_left(days, day)
            since.append(np.log1p(float(day - days[earlier - 1] if earlier else WINDOW)))
            ever.append(float(earlier > 0))
        return [np.array(since), np.array(ever)]

    def _invitations(self, pair: Pair, first: bool, day: int) -> Floats:
        mine, theirs = pair.days[self.marks.invited[first]], pair.days[self.marks.invited[not first]]
        phoned = self._days(pair, "phone")
        flags = [float(_since(self._days(pair, g), day - 30) > 0) for g in ("force", "threat", "sanction", "refusal")]
        return np.array([float(_since(mine, day) > 0 and _since(theirs, day) > 0), float(_since(mine, day - 7) > 0 and _since(theirs, day - 7) > 0),
                         np.log1p(_since(mine, day - 30)), np.log1p(_since(theirs, day - 30)), float(_since(phoned, day - 3) > 0), float(_since(phoned, day - 30) > 0), *flags])

    def _states(self, pair: Pair, month: Floats, day: int) -> Floats:
        force = float(_since(self._days(pair, "force"), day - 30) > 0)
        lately = np.log1p(pair.times[0].at(day)[self.marks.group["meeting"]])
        return np.array([force * lately, force * np.log1p(month[self.marks.group["invitation"]]), np.log1p(_since(self._days(pair, "meeting"), day - 13))])

    def _standing(self, side: Actor, pair: Floats, day: int) -> Floats:
        meeting, invitation, force, whole = (self.marks.group[g] for g in ("meeting", "invitation", "force", "any"))
        ten, season, month = (f.at(day) for f in side.faded)
        return np.array([*np.log1p([ten[meeting], season[meeting], ten[invitation], month[whole], month[force], len(side.dealt)]),
                         pair[meeting] / (month[meeting] + 1.0), pair[whole] / (month[whole] + 1.0)])

    def _third_parties(self, one: Actor, two: Actor, day: int) -> Floats:
        last = day - PRESENT  # a day less than for partners
        return np.log1p([float(sum(at > last and b.get(name, last) > last for name, at in a.items())) for a, b in ((one.dealt, two.dealt), (one.met, two.met))])

    def _promises(self, kept: list[tuple[Ints, Ints]], day: int, horizon: int) -> Floats:
        """How often earlier invitations were followed by a meeting, as shrunken log-odds; only those that were decided by `day`."""
        pair, *sides = (decided(*columns, day, horizon) for columns in kept)
        return np.array([logit((pair[0] + 1.0) / (pair[1] + 3.0)), np.log1p(pair[1]), *(logit((held + 2.0) / (asked + 6.0)) for held, asked in sides)])


def _since(days: list[int], first: int) -> int:
    """How many of the days are no earlier than `first`."""
    return len(days) - bisect_left(days, first)


def first_changes(one: History, two: History) -> dict[tuple[str, str], int]:
    """By pair the first day of which two records tell different deeds."""
    out: dict[tuple[str, str], int] = {}
    for deed in set(one.deeds) ^ set(two.deeds):
        pair = (min(deed.actor, deed.recipient), max(deed.actor, deed.recipient))
        out[pair] = min(deed.day, out.get(pair, deed.day))
    return out


def decided(asked: Ints, met: Ints, day: int, horizon: int) -> tuple[int, int]:
    """How many invitations that were decided by `day` were followed by a meeting within the horizon, and how many were decided."""
    kept = (met <= asked + horizon) & (met <= day)
    over = asked + horizon <= day
    early = (asked < day) & (asked > day - WINDOW)
    return int(np.sum(kept & early)), int(np.sum((kept | over) & early))
