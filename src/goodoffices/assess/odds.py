"""How much a move shifts the odds of a recorded meeting, against the same pair's days without one: in calm, and while force is on record.

Each pair is compared with itself (Mantel-Haenszel over pairs), so that pairs which both invite and meet often do not make the move look strong. The numbers
in data/odds.json are fitted by training/odds.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import msgspec
import numpy as np

from goodoffices.assess.deeds import DATA, listed
from goodoffices.assess.history import Floats, History, Ints, Rows
from goodoffices.assess.questions import rules
from goodoffices.errors import ModelError
from goodoffices.model import Base
from goodoffices.ontology.tables import rows

State = Literal["calm", "hostility"]
STATES: tuple[State, ...] = ("calm", "hostility")
HORIZONS = (7, 30)
#: Days, the day itself included, within which force makes a day one of hostility.
LATELY = 30
#: With fewer days of the move, fewer of them followed by a meeting, or fewer pairs, nothing is said.
FEWEST, FEWEST_MET, FEWEST_PAIRS = 15, 10, 15


@dataclass(frozen=True, slots=True)
class Move:
    """One row of moves.tsv."""

    name: str
    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    words: str


class Odds(Base, frozen=True, kw_only=True):
    """A ratio of odds with its 95 % interval over pairs. `days` are days with the move, `met` those followed by a meeting within the horizon; `other_days` and
    `other_met` those of the same pairs without one; `pairs` those that had both sorts."""

    value: float
    low: float
    high: float
    days: int
    met: int
    other_days: int
    other_met: int
    pairs: int


class Few(Base, frozen=True, kw_only=True):
    """How many cases there were where they were too few for a ratio: as in `Odds`."""

    days: int
    met: int
    pairs: int


class Table(Base, frozen=True, kw_only=True):
    """What is shipped: keys are "level move horizon state"; `few` where there is no ratio."""

    origin: str
    odds: dict[str, Odds]
    few: dict[str, Few]


@dataclass(frozen=True, slots=True)
class Strata:
    """Counts by pair: days with the move and a meeting after it, with it and none, without it and a meeting, without both."""

    met: Floats
    unmet: Floats
    other_met: Floats
    other_unmet: Floats

    def telling(self) -> Strata:
        """Only pairs that have days of both sorts; others say nothing."""
        keep = (self.met + self.unmet > 0) & (self.other_met + self.other_unmet > 0)
        return Strata(self.met[keep], self.unmet[keep], self.other_met[keep], self.other_unmet[keep])


@lru_cache(maxsize=1)
def moves() -> dict[str, Move]:
    """The shipped moves by name, in the order of the table."""
    return {r["move"]: Move(r["move"], r.list("codes"), r.list("kinds"), r["words"]) for r in rows(DATA / "moves.tsv", ("move", "codes", "kinds", "words"))}


def move_of(kind: str) -> str | None:
    """The move that a proposal of the ledger is; None for kinds that were not measured."""
    return next((m.name for m in moves().values() if kind in m.kinds), None)


@lru_cache(maxsize=1)
def shipped() -> Table:
    """The shipped numbers. Raises ModelError where they are missing or broken."""
    try:
        return msgspec.json.decode((DATA / "odds.json").read_bytes(), type=Table)
    except (FileNotFoundError, msgspec.MsgspecError) as err:
        raise ModelError(f"the weight of moves lacks a usable odds.json ({err}); reinstall the package or run training/odds.py") from err


def days_of(history: History, rows_: Rows, move: Move) -> Ints:
    """The different days on which either side made the move."""
    keep = np.array([_is_move(history.deeds[k].cameo, move) for k in rows_.at.tolist()], dtype=bool)
    return np.unique(rows_.day[keep])


@lru_cache(maxsize=4096)
def _is_move(cameo: str, move: Move) -> bool:
    return (listed(cameo) or "").startswith(move.codes)


def strata(history: History, pairs: Sequence[tuple[str, str]], move: Move, horizon: int, first: int, last: int, since: int | None = None) -> dict[State, Strata]:
    """Days from `first` to `last` (the last day that a horizon may reach) of each pair, from its first deed on, by state. With `since` only moves of that day and later
    are counted, against the days without one of the whole time.

    A day without the move is one of no move on it or within the horizon before it, so that no earlier move still runs. What happens on the day itself does
    not count; a deed of that day may make it one of hostility.
    """
    outcome, force = history.numbers(rules()["offer_meeting"].outcome), history.numbers(("force", "assault"))
    found: dict[State, list[tuple[int, int, int, int]]] = {s: [] for s in STATES}
    for pair in pairs:
        own = history.pair(*pair).until(last)
        moved = days_of(history, own, move)
        start = max(first, int(own.day[0])) if len(own.day) else last
        if not len(moved) or start > last - horizon:
            continue
        day = np.arange(start, last - horizon + 1)
        made, running = _within(moved, day, 0) & (day >= (first if since is None else since)), _within(moved, day, horizon)
        met = _within(np.unique(own.day[np.isin(own.category, outcome)]), day + horizon, horizon - 1)
        hostile = _within(np.unique(own.day[np.isin(own.category, force)]), day, LATELY)
        for state in STATES:
            here = hostile if state == "hostility" else ~hostile
            found[state].append((int(np.sum(here & made & met)), int(np.sum(here & made & ~met)), int(np.sum(here & ~running & met)), int(np.sum(here & ~running & ~met))))
    return {state: Strata(*np.array(counts, dtype=np.float64).reshape(-1, 4).T) for state, counts in found.items()}


def _within(days: Ints, asked: Ints, back: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Is any of the sorted days one of the `back` days before an asked day, or that day?"""
    return np.searchsorted(days, asked, side="right") > np.searchsorted(days, asked - back, side="left")


def odds_ratio(counted: Strata, draws: int = 1000, seed: int = 0) -> Odds | None:
    """Mantel-Haenszel over the pairs, with the interval from resampling them; None where there are too few cases."""
    s = counted.telling()
    days, met = float(np.sum(s.met + s.unmet)), float(np.sum(s.met))
    if days < FEWEST or met < FEWEST_MET or len(s.met) < FEWEST_PAIRS:
        return None
    total = s.met + s.unmet + s.other_met + s.other_unmet
    up, down = s.met * s.other_unmet / total, s.unmet * s.other_met / total
    if not up.sum() or not down.sum():
        return None
    drawn = np.random.default_rng(seed).multinomial(len(up), np.full(len(up), 1 / len(up)), size=draws).astype(np.float64)
    ups, downs = drawn @ up, drawn @ down
    kept = (ups > 0) & (downs > 0)
    low, high = np.quantile(ups[kept] / downs[kept], [0.025, 0.975])
    return Odds(value=round(float(up.sum() / down.sum()), 2), low=round(float(low), 2), high=round(float(high), 2), days=int(days), met=int(met),
                other_days=int(np.sum(s.other_met + s.other_unmet)), other_met=int(np.sum(s.other_met)), pairs=len(up))


def too_few(counted: Strata) -> Few:
    """The counts of what gives no ratio."""
    s = counted.telling()
    return Few(days=int(np.sum(s.met + s.unmet)), met=int(np.sum(s.met)), pairs=len(s.met))


def encode(table: Table) -> bytes:
    """The bytes of data/odds.json, one row a line."""
    odds, few = (",\n".join(f"{msgspec.json.encode(k).decode()}: {msgspec.json.encode(v).decode()}" for k, v in part.items()) for part in (table.odds, table.few))
    return f'{{\n"origin": {msgspec.json.encode(table.origin).decode()},\n"odds": {{\n{odds}\n}},\n"few": {{\n{few}\n}}\n}}\n'.encode()
