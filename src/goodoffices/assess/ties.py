"""Who is tied to whom, by act: what the ranking of partners looks at. Only deeds before the day asked about enter.

A query is (subject, act, day): whom will the subject do this to, or suffer it from. Acts are CAMEO codes; the number of an act suffered is that of
the act done plus the number of codes. All vectors run over all actors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.assess.deeds import Deed, acts
from goodoffices.assess.history import Floats, History, Ints

#: Days since the last deed where there is none.
NEVER = 400.0
STRICT, ANY, SAME, BACK, MOOD = (2.0, 8.0, 30.0, 300.0), (1.0, 4.0, 15.0, 60.0, 300.0), (4.0, 30.0), (4.0, 30.0), 10.0
RELAXED, POPULAR = (3.0, 20.0, 200.0), (3.0, 30.0, 300.0)
#: Neighbours that the two-step walk goes through.
WALKED = 60


@dataclass(frozen=True, slots=True)
class Table:
    """Deeds in both directions as columns, sorted by a key and then by day; `first[k]` is where the rows of key k begin."""

    subject: Ints
    act: Ints
    object: Ints
    day: Ints
    first: Ints

    def before(self, key: int, day: int) -> slice:
        start, end = int(self.first[key]), int(self.first[key + 1])
        return slice(start, start + int(np.searchsorted(self.day[start:end], day, side="left")))


class Ties:
    """Deeds indexed by subject and by act. `land` and `sector` give what is known of actors; unknown ones are left out."""

    def __init__(self, deeds: Iterable[Deed] | History, land: Mapping[str, str], sector: Mapping[str, str], names: Iterable[str] = ()) -> None:
        found = (deeds if isinstance(deeds, History) else History(deeds)).deeds
        self.names: tuple[str, ...] = tuple(sorted({d.actor for d in found} | {d.recipient for d in found} | set(names)))
        self.number = {name: k for k, name in enumerate(self.names)}
        self.codes: tuple[str, ...] = tuple(sorted(acts().categories))
        code = {c: k for k, c in enumerate(self.codes)}
        groups = sorted(set(acts().categories.values()))
        self.group: Ints = np.array([groups.index(acts().categories[c]) for c in self.codes] * 2) + np.repeat([0, len(groups)], len(self.codes))
        self.score: Floats = np.array([acts().scores[c] for c in self.codes] * 2)
        self.land, self.lands = _numbered(land, self.names)
        self.sector, self.sectors = _numbered(sector, self.names)
        numbers = {cameo: code[_known(cameo, code)] for cameo in {d.cameo for d in found}}
        one = np.array([(self.number[d.actor], numbers[d.cameo], self.number[d.recipient], d.day) for d in found], dtype=np.int64).reshape(-1, 4)
        two = one[:, [2, 1, 0, 3]] + np.array([0, len(self.codes), 0, 0])
        both = np.concatenate([one, two])
        self.by_subject = _table(both, both[:, 0], len(self.names))
        self.by_act = _table(both, both[:, 1], 2 * len(self.codes))
        self.by_day = _table(both, np.zeros(len(both), dtype=np.int64), 1)
        self.by_land = _table(both, self.land[both[:, 0]], self.lands)

    def act(self, code: str, suffered: bool = False) -> int:
        """The number of an act. Raises KeyError for a code that acts.tsv does not list."""
        if code not in self.codes:
            raise KeyError(code)
        return self.codes.index(code) + (len(self.codes) if suffered else 0)

    def inverse(self, act: int) -> int:
        return act - len(self.codes) if act >= len(self.codes) else act + len(self.codes)


class Day:
    """The state of the ties on the morning of one day; what several queries share is worked out once."""

    def __init__(self, ties: Ties, day: int, follow: Floats) -> None:
        self.ties, self.day, self.follow, self.size = ties, day, follow, len(ties.names)
        self._kept: dict[tuple[str, int, int], tuple[Floats, ...]] = {}

    def query(self, subject: int, act: int) -> Query:
        """All that is known for one query."""
        return Query(self, subject, act)

    def keep(self, what: str, a: int, b: int, make: Callable[[], tuple[Floats, ...]]) -> tuple[Floats, ...]:
        key = (what, a, b)
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def sums(self, objects: Ints, ages: Floats | Ints, half_life: float) -> Floats:
        return weighed(objects, 0.5 ** (ages / half_life), self.size)

    def relaxed(self, act: int) -> tuple[Floats, ...]:
        """Who the act is done to, by whomever: shares with three memories."""

        def make() -> tuple[Floats, ...]:
            table = self.ties.by_act
            cut = table.before(act, self.day)
            return tuple(_share(self.sums(table.object[cut], self.day - table.day[cut], h)) for h in RELAXED)

        return self.keep("relaxed", act, 0, make)

    def popular(self) -> tuple[Floats, ...]:
        """How much each actor is dealt with at all."""

        def make() -> tuple[Floats, ...]:
            cut = self.ties.by_day.before(0, self.day)
            rows = self.ties.by_day
            return tuple(np.log1p(self.sums(rows.object[cut], self.day - rows.day[cut], h)) for h in POPULAR)

        return self.keep("popular", 0, 0, make)

    def group(self, group: int) -> Floats:
        """Who acts of this group are done to."""

        def make() -> tuple[Floats, ...]:
            rows = self.ties.by_day
            cut = rows.before(0, self.day)
            keep = self.ties.group[rows.act[cut]] == group
            return (_share(self.sums(rows.object[cut][keep], self.day - rows.day[cut][keep], 30.0)),)

        return self.keep("group", group, 0, make)[0]

    def compatriots(self, land: int, act: int) -> tuple[Floats, ...]:
        """Whom actors of the same land do this to; the lands they do it to; and all they deal with, over a month and over days."""

        def make() -> tuple[Floats, ...]:
            rows = self.ties.by_act
            cut = rows.before(act, self.day)
            keep = self.ties.land[rows.subject[cut]] == land
            objects, ages = rows.object[cut][keep], (self.day - rows.day[cut][keep]).astype(np.float64)
            lands = weighed(self.ties.land[objects], 0.5 ** (ages / 100.0), self.ties.lands)
            return _share(self.sums(objects, ages, 30.0)), _without_first(lands)[self.ties.land]

        def dealings() -> tuple[Floats, ...]:
            rows = self.ties.by_land
            cut = rows.before(land, self.day)
            return tuple(_share(self.sums(rows.object[cut], self.day - rows.day[cut], h)) for h in (30.0, 4.0))

        return (*self.keep("compatriots", land, act, make), *self.keep("dealings", land, 0, dealings))

    def sectors(self, act: int, sector: int) -> tuple[Floats, Floats, float]:
        """Sectors the act is done to, by all and by this sector, spread over actors; and how often it stays inside one land."""

        def make() -> tuple[Floats, ...]:
            rows, ties = self.ties.by_act, self.ties
            cut = rows.before(act, self.day)
            objects, subjects = rows.object[cut], rows.subject[cut]
            all_of = np.bincount(ties.sector[objects], minlength=ties.sectors).astype(np.float64)
            own = np.bincount(ties.sector[objects[ties.sector[subjects] == sector]], minlength=ties.sectors).astype(np.float64)
            inside = float(np.mean((ties.land[objects] == ties.land[subjects]) & (ties.land[objects] > 0))) if len(objects) else 0.0
            return _share(all_of), own / (own.sum() + 1.0), np.array([inside])

        all_of, own, inside = self.keep("sectors", act, sector, make)
        return all_of[self.ties.sector], own[self.ties.sector], float(inside[0])

    def neighbours(self, actor: int) -> tuple[Ints, Floats]:
        """Partners of an actor with their shares of its dealings."""

        def make() -> tuple[Floats, ...]:
            rows = self.ties.by_subject
            cut = rows.before(actor, self.day)
            total = self.sums(rows.object[cut], self.day - rows.day[cut], 30.0)
            at = np.flatnonzero(total > 1e-3)
            return at.astype(np.float64), _share(total[at])

        at, shares = self.keep("neighbours", actor, 0, make)
        return at.astype(np.int64), shares

    def two_steps(self, actor: int) -> Floats:
        """Partners of partners."""

        def make() -> tuple[Floats, ...]:
            total = np.zeros(self.size)
            at, shares = self.neighbours(actor)
            best = np.argsort(-shares, kind="stable")[:WALKED]
            for k, s in zip(at[best], shares[best]):
                there, more = self.neighbours(int(k))
                total[there] += s * more
            return (total,)

        return self.keep("steps", actor, 0, make)[0]


class Query:
    """Features of all actors as answers to one query. `features` has one row per feature of `names`; `first` sorts candidates roughly; `line` is
    the baseline: decayed strict count + share of the relaxed count + a little of all dealings."""

    def __init__(self, day: Day, subject: int, act: int) -> None:
        ties = day.ties
        rows = ties.by_subject
        cut = rows.before(subject, day.day)
        acted, objects, ages = rows.act[cut], rows.object[cut], (day.day - rows.day[cut]).astype(np.float64)
        same, group, score = acted == act, ties.group[acted], ties.score[acted]
        back = acted == ties.inverse(act)
        sums = day.sums

        def of(mask: npt.NDArray[np.bool_], half_life: float) -> Floats:
            return sums(objects[mask], ages[mask], half_life)

        strict, dealt = [of(same, h) for h in STRICT], [sums(objects, ages, h) for h in ANY]
        relaxed, popular = day.relaxed(act), day.popular()
        found = [*map(np.log1p, strict), _share(strict[2]), *map(np.log1p, dealt), _share(dealt[2])]
        found += [np.log1p(of(group == ties.group[act], h)) for h in SAME] + [np.log1p(of(back, h)) for h in BACK]
        found.append(np.log1p(of(group == ties.group[ties.inverse(act)], 15.0)))
        found += [np.log1p(of(m, MOOD)) for m in (score >= 1, score <= -5, (score < 0) & (score > -5), score == 0)]
        found += [_last(objects, ages, day.size), _last(objects[same], ages[same], day.size), *relaxed, day.group(int(ties.group[act])), *popular, popular[0] - popular[1]]
        land = int(ties.land[subject])
        home = day.compatriots(land, act) if land else (np.zeros(day.size),) * 4
        found += [*home, (ties.land == land).astype(np.float64) if land else np.zeros(day.size)]
        found.append(_without_first(weighed(ties.land[objects], 0.5 ** (ages / 60.0), ties.lands))[ties.land])
        found.append(_without_first(weighed(ties.land[objects[same]], 0.5 ** (ages[same] / 200.0), ties.lands))[ties.land])
        all_of, own, inside = day.sectors(act, int(ties.sector[subject]))
        follow = day.follow[group, ties.group[act]]
        steps = day.two_steps(subject)
        found += [all_of, own, steps] + [np.log1p(weighed(objects, follow * 0.5 ** (ages / h), day.size)) for h in (10.0, 40.0)]
        reach = ties.by_act.before(act, day.day)
        self.constant = np.array([np.log1p(len(acted)), np.log1p(same.sum()), len(np.unique(objects[same])), ties.score[act], float(act >= len(ties.codes)), float(land > 0), inside,
                                  np.log1p(reach.stop - reach.start), float(np.max(strict[2]) / (strict[2].sum() + 1e-9))])
        self.features = found
        self.line = strict[2] + 0.3 * relaxed[1] + 0.03 * dealt[2]
        self.first = 2 * np.log1p(strict[2]) + np.log1p(dealt[2]) + 10 * relaxed[1] + 10 * steps + 5 * home[0]

    def candidates(self, most: int) -> Ints:
        """The actors worth a closer look."""
        return np.argsort(-self.first, kind="stable")[:most] if most < len(self.first) else np.arange(len(self.first))

    def rows(self, candidates: Ints) -> Floats:
        """One row of features per candidate."""
        return np.column_stack([f[candidates] for f in self.features] + [np.full(len(candidates), c) for c in self.constant])


def follow_table(ties: Ties, until: int, within: int = 7) -> Floats:
    """Lift of one group of acts after another on the same pair within some days, from deeds before the day `until`."""
    groups = int(ties.group.max()) + 1
    found = np.full((groups, groups), 5.0)
    rows = ties.by_subject
    for subject in range(len(ties.names)):
        cut = rows.before(subject, until)
        objects, days, group = rows.object[cut], rows.day[cut], ties.group[rows.act[cut]]
        order = np.lexsort((days, objects))
        for part in np.split(order, np.flatnonzero(np.diff(objects[order])) + 1):
            gap = days[part][None, :] - days[part][:, None]
            early, late = np.nonzero((gap > 0) & (gap <= within))
            np.add.at(found, (group[part][early], group[part][late]), 1.0 / (1 + np.bincount(late, minlength=len(part))[late]))
    chance = found / found.sum(1, keepdims=True)
    return np.asarray(chance / chance.mean(0), dtype=np.float64)


def weighed(numbers: Ints, weights: Floats, size: int) -> Floats:
    """Sum of the weights for each number below `size`."""
    return np.asarray(np.bincount(numbers, weights, size), dtype=np.float64)


def _known(code: str, codes: Mapping[str, int]) -> str:
    return next(code[:n] for n in range(len(code), 1, -1) if code[:n] in codes)


def _numbered(values: Mapping[str, str], names: tuple[str, ...]) -> tuple[Ints, int]:
    """Numbers from 1, 0 for unknown; and how many numbers there are."""
    known = {v: k for k, v in enumerate(sorted({values[n] for n in names if n in values}), 1)}
    return np.array([known.get(values.get(n, ""), 0) for n in names], dtype=np.int64), len(known) + 1


def _table(both: Ints, keys: Ints, size: int) -> Table:
    order = np.lexsort((both[:, 3], keys))
    rows = both[order]
    return Table(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], np.searchsorted(keys[order], np.arange(size + 1)))


def _share(values: Floats) -> Floats:
    return np.asarray(values / (values.sum() + 1e-9), dtype=np.float64)


def _without_first(values: Floats) -> Floats:
    """Shares without the unknown."""
    kept = np.array(values, dtype=np.float64)
    kept[0] = 0.0
    return _share(kept)


def _last(objects: Ints, ages: Floats, size: int) -> Floats:
    found = np.full(size, NEVER)
    np.minimum.at(found, objects, ages)
    return found
