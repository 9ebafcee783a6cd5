"""Whom will A meet next: a ranking of partners by boosted trees over ties, scored in plain numpy (data/partners.npz, made by training/ranker.py)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import Floats, Ints
from goodoffices.assess.ties import Day, Query, Ties
from goodoffices.errors import ModelError
from goodoffices.model import Base

#: Candidates that the trees look at; the rest keeps the order of the baseline behind them.
LOOKED_AT = 150
#: Acts that are a meeting: visit, host, third location, negotiation, agreement.
MEETINGS = ("042", "043", "044", "046", "057")


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays over all nodes: a row goes to `left` where its feature is at most the threshold, else to `right`; a leaf points to itself.

    `roots` are the first nodes of the trees, `depth` the longest way down, `value` what a leaf adds.
    """

    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    roots: npt.NDArray[np.int32]
    depth: int

    def score(self, rows: Floats) -> Floats:
        """Sum over the trees for each row."""
        narrow = rows.astype(np.float32)
        at = np.broadcast_to(self.roots, (len(narrow), len(self.roots))).copy()
        lines = np.arange(len(narrow))[:, None]
        for _ in range(self.depth):
            at = np.where(narrow[lines, self.feature[at]] <= self.threshold[at], self.left[at], self.right[at])
        return np.asarray(self.value[at].sum(axis=1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Ranker:
    """The trees, and the lift of acts after acts that the ties need."""

    forest: Forest
    follow: Floats


class Partner(Base, frozen=True, kw_only=True):
    """A candidate with the chance that the next recorded meeting is with it, and what speaks for it: days since their last deed (null where none)
    and the decayed number of their dealings (half-life 60 days)."""

    name: str
    probability: float
    last: int | None
    dealings: float


@lru_cache(maxsize=1)
def shipped() -> Ranker:
    """The shipped ranker. Raises ModelError when the file is missing or unreadable."""
    return load(DATA / "partners.npz")


def load(path: Path) -> Ranker:
    """Reads a ranker. Raises ModelError when the file is missing, unreadable or lacks a part."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            forest = Forest(stored["feature"].astype(np.int16), stored["threshold"].astype(np.float32), stored["left"].astype(np.int32), stored["right"].astype(np.int32),
                            stored["value"].astype(np.float32), stored["roots"].astype(np.int32), int(stored["depth"]))
            return Ranker(forest, stored["follow"].astype(np.float64))
    except (OSError, ValueError, KeyError) as err:
        raise ModelError(f"the ranking of partners lacks a usable {path.name} ({err}); reinstall the package or run training/ranker.py") from err


def scores(query: Query, ranker: Ranker, most: int = LOOKED_AT) -> Floats:
    """A score for every actor; those not looked at stand behind, in the order of the baseline."""
    candidates = query.candidates(most)
    behind = query.line / (query.line.max(initial=0.0) + 1.0) - 1e6
    behind[candidates] = ranker.forest.score(query.rows(candidates))
    return np.asarray(behind)


def next_partners(ties: Ties, actor: str, day: int, top: int = 5, ranker: Ranker | None = None) -> tuple[Partner, ...]:
    """Whom the actor will meet next, from deeds before the proleptic `day`; empty where the actor has met nobody on record.

    Each kind of meeting is ranked by itself and counts by how often the actor has it (half-life 100 days).
    """
    subject = ties.number.get(actor)
    if subject is None:
        return ()
    ranker = ranker or shipped()
    now = Day(ties, day, ranker.follow)
    rows = ties.by_subject
    cut = rows.before(subject, day)
    numbers = [ties.act(code) for code in MEETINGS]
    weight = np.array([np.sum(0.5 ** ((day - rows.day[cut][rows.act[cut] == n]) / 100.0)) for n in numbers])
    if not weight.sum():
        return ()
    chance = np.zeros(len(ties.names))
    for number, share in zip(numbers, weight / weight.sum()):
        if share:
            chance += share * softmax(scores(now.query(subject, number), ranker))
    chance[subject] = 0.0
    chance /= chance.sum()
    best = np.argsort(-chance, kind="stable")[:top]
    return tuple(_partner(ties, subject, int(k), day, float(chance[k])) for k in best if chance[k] > 0)


def softmax(values: Floats) -> Floats:
    raised = np.exp(values - values.max())
    return np.asarray(raised / raised.sum())


def place(values: Floats, target: int, others: Ints | list[int]) -> float:
    """Rank of the target (1 is best) among all but the `others`; ties count half."""
    kept = np.ones(len(values), dtype=bool)
    kept[others] = False
    kept[target] = False
    return float(1 + np.sum(values[kept] > values[target]) + np.sum(values[kept] == values[target]) / 2)


def _partner(ties: Ties, subject: int, other: int, day: int, chance: float) -> Partner:
    rows = ties.by_subject
    cut = rows.before(subject, day)
    days = rows.day[cut][rows.object[cut] == other]
    return Partner(name=ties.names[other], probability=chance, last=int(day - days.max()) if len(days) else None, dealings=float(np.sum(0.5 ** ((day - days) / 60.0))))
