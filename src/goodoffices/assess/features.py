"""What is known of a pair on the day a question is asked, as numbers. Only deeds up to and including that day enter, none older than `WINDOW` days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import Floats, History, Ints, Rows
from goodoffices.assess.questions import Rule
from goodoffices.assess.recurrence import WINDOW, exposed, logit, outcome_ages, recurrence
from goodoffices.ontology.tables import rows

HALF_LIVES = (3.0, 10.0, 30.0, 120.0)
#: Prior days with the outcome and prior days watched, for the rates among the features; the recurrence forecast has its own, fitted.
PRIOR = (0.05, 10.0)
MEMORIES = (30.0, 150.0)


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of categories (groups.tsv); `table[g, c]` is 1 where category number c counts in group g."""

    names: tuple[str, ...]
    table: Floats


@lru_cache(maxsize=1)
def _grouped() -> dict[str, tuple[str, ...]]:
    return {r["group"]: r.list("categories") for r in rows(DATA / "groups.tsv", ("group", "categories"))}


def groups_of(history: History) -> Groups:
    """The groups against the categories of a history."""
    names = tuple(_grouped())
    table = np.zeros((len(names), len(history.categories)))
    for g, members in enumerate(_grouped().values()):
        table[g, history.numbers(members)] = 1.0
    return Groups(names, table)


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


class Observer:
    """Asks a history for features, and keeps what several questions share."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.groups = groups_of(history)
        self.place = {name: k for k, name in enumerate(self.groups.names)}
        self._kept: dict[str, tuple[Ints, Ints]] = {}
        self._common: dict[tuple[str, str, int], Floats] = {}

    def features(self, rule: Rule, issuer: str, other: str, day: int, horizon: int) -> Floats:
        """The features of a question of this rule, in the order of `feature_names`."""
        common = self._common.get((issuer, other, day))
        if common is None:
            common = self._common[issuer, other, day] = self._of_pair(issuer, other, day)
        return np.concatenate([common, self._rates(rule, issuer, other, day, horizon), self._promises(issuer, other, day, horizon)])

    def _of_pair(self, issuer: str, other: str, day: int) -> Floats:
        """What does not depend on the question's kind and horizon."""
        pair = recent(self.history.pair(issuer, other).until(day), day)
        counted = self.groups.table[:, pair.category]
        age = (day - pair.day).astype(np.float64)
        mine = pair.forward == (issuer <= other)
        decays = np.stack([0.5 ** (age / h) for h in HALF_LIVES])
        parts = [np.log1p(decays @ counted.T).ravel(), np.log1p(counted @ (0.5 ** (age / 15) * mine)), np.log1p(counted @ (age == 0))]
        parts += [*self._recency(counted, age), self._invitations(counted, age, mine), self._states(counted, age)]
        parts += [self._standing(name, pair, decays, counted, day) for name in (issuer, other)]
        return np.concatenate([*parts, self._third_parties(issuer, other, day)])

    def _recency(self, counted: Floats, age: Floats) -> list[Floats]:
        since, ever = [], []
        for name in SINCE:
            at = age if name == "any" else age[counted[self.place[name]] > 0]
            earlier = at[at > 0]
            since.append(np.log1p(min(float(earlier[-1]) if len(earlier) else WINDOW, WINDOW)))
            ever.append(float(len(earlier) > 0))
        return [np.array(since), np.array(ever)]

    def _invitations(self, counted: Floats, age: Floats, mine: Floats) -> Floats:
        invited, phoned = counted[self.place["invitation"]] > 0, counted[self.place["phone"]] > 0
        by_me, by_them = invited & (mine > 0), invited & ~(mine > 0)
        month = age <= 30
        flags = [float(np.any(counted[self.place[g]][month] > 0)) for g in ("force", "threat", "sanction", "refusal")]
        return np.array([float(np.any(by_me & (age == 0)) and np.any(by_them & (age == 0))), float(np.any(by_me & (age <= 7)) and np.any(by_them & (age <= 7))),
                         np.log1p(len(np.unique(age[by_me & month]))), np.log1p(len(np.unique(age[by_them & month]))),
                         float(np.any(phoned & (age <= 3))), float(np.any(phoned & month)), *flags])

    def _rates(self, rule: Rule, issuer: str, other: str, day: int, horizon: int) -> Floats:
        ages, exposure = outcome_ages(self.history, rule, issuer, other, day), exposed(self.history, day)
        return np.array([logit(recurrence(ages, exposure, horizon, memory)) for memory in MEMORIES])

    def _states(self, counted: Floats, age: Floats) -> Floats:
        met = np.unique(age[counted[self.place["meeting"]] > 0])
        force = float(np.any(counted[self.place["force"]][age <= 30] > 0))
        lately = np.log1p(float(np.sum(0.5 ** (met / 30))))
        invited = np.log1p(float(np.sum(0.5 ** (age[counted[self.place["invitation"]] > 0] / 30))))
        return np.array([force * lately, force * invited, np.log1p(int(np.sum(met < 14)))])

    def _promises(self, issuer: str, other: str, day: int, horizon: int) -> Floats:
        """How often earlier invitations were followed by a meeting, as shrunken log-odds; only those that were decided by `day`."""
        kept, asked = self._pair_promises(issuer, other, day, horizon)
        out = [logit((kept + 1.0) / (asked + 3.0)), np.log1p(asked)]
        for name in (issuer, other):
            kept, asked = decided(*self.invitations_of(name), day, horizon)
            out.append(logit((kept + 2.0) / (asked + 6.0)))
        return np.array(out)

    def _pair_promises(self, issuer: str, other: str, day: int, horizon: int) -> tuple[int, int]:
        rows_ = self.history.pair(issuer, other)
        return decided(*self._next_meetings(rows_, np.zeros(len(rows_.day), dtype=np.int64)), day, horizon)

    def invitations_of(self, name: str) -> tuple[Ints, Ints]:
        """Days on which an actor invited or was invited, and the day of the next meeting with that partner (a far day where none)."""
        if name not in self._kept:
            rows_ = self.history.of(name)
            self._kept[name] = self._next_meetings(rows_, rows_.other)
        return self._kept[name]

    def _next_meetings(self, rows_: Rows, partner: Ints) -> tuple[Ints, Ints]:
        invited = self.groups.table[self.place["invitation"]][rows_.category] > 0
        met = self.groups.table[self.place["meeting"]][rows_.category] > 0
        asked = np.unique(partner[invited] * FAR + rows_.day[invited])
        meetings = np.append(np.unique(partner[met] * FAR + rows_.day[met]), np.iinfo(np.int64).max)
        following = meetings[np.searchsorted(meetings, asked, side="right")]
        same = following // FAR == asked // FAR
        day = asked % FAR
        order = np.argsort(day, kind="stable")
        return day[order], np.where(same, following % FAR, FAR)[order]

    def _standing(self, name: str, pair: Rows, decays: Floats, counted: Floats, day: int) -> Floats:
        own = recent(self.history.of(name).until(day), day)
        age = (day - own.day).astype(np.float64)
        table = self.groups.table[:, own.category]
        meeting, invitation, force = (self.place[g] for g in ("meeting", "invitation", "force"))
        ten, month, season = (0.5 ** (age / h) for h in (10.0, 30.0, 60.0))
        met, deeds = float(table[meeting] @ month), float(month.sum())
        with_pair, all_pair = float(counted[meeting] @ decays[2]), float(decays[2].sum())
        return np.array([np.log1p(table[meeting] @ ten), np.log1p(table[meeting] @ season), np.log1p(table[invitation] @ ten), np.log1p(deeds), np.log1p(table[force] @ month),
                         np.log1p(len(np.unique(own.other[age <= 30]))), with_pair / (met + 1.0), all_pair / (deeds + 1.0)])

    def _third_parties(self, issuer: str, other: str, day: int) -> Floats:
        shared = []
        for what in ("any", "meeting"):
            sets = []
            for name in (issuer, other):
                own = self.history.of(name).until(day).after(day - 30, day)
                keep = np.ones(len(own.day), dtype=bool) if what == "any" else self.groups.table[self.place["meeting"]][own.category] > 0
                sets.append(np.unique(own.other[keep]))
            shared.append(np.log1p(len(np.intersect1d(sets[0], sets[1], assume_unique=True))))
        return np.array(shared)


#: A day after all days (ordinals have seven digits at most).
FAR = 10_000_000


def recent(rows_: Rows, day: int) -> Rows:
    """The rows of the last `WINDOW` days up to `day`."""
    return rows_.after(day - WINDOW, day)


def decided(asked: Ints, met: Ints, day: int, horizon: int) -> tuple[int, int]:
    """How many invitations that were decided by `day` were followed by a meeting within the horizon, and how many were decided."""
    kept = (met <= asked + horizon) & (met <= day)
    over = asked + horizon <= day
    early = (asked < day) & (asked > day - WINDOW)
    return int(np.sum(kept & early)), int(np.sum((kept | over) & early))
