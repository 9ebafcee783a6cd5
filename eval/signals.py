"""How much a move shifts the odds of a meeting: on the valid part of ICEWS14, and from events drawn with a known effect.

    python eval/signals.py --data ../shared/data/icews14
"""

from __future__ import annotations

import argparse
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "training"))

import icews
import odds as training

from goodoffices.assess.deeds import Deed
from goodoffices.assess.history import Floats, History
from goodoffices.assess.odds import STATES, Odds, Strata, moves, odds_ratio, shipped, strata

#: Days of the valid part: the first day compared, and the last that a horizon may reach.
VALID = (303, 333)
PAIRS, DAYS, OFFERS, HORIZON = 300, 259, 0.012, 7
#: Daily chances of a meeting that pairs have, from one in two hundred days to one in ten.
RATES = tuple(np.geomspace(0.005, 0.1, 12).tolist())


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    report(ap.parse_args().data)


def report(data: Path) -> None:
    """Prints everything; `data` is the folder with ICEWS14."""
    print("\nhow much a move shifts the odds of a recorded meeting (interval: 95 %, pairs resampled): moves of the valid part against the same pairs' days without one of the whole\n"
          "record, and of that month alone; beside what is shipped")
    first, last = (icews.START + d for d in VALID)
    for level, history in training.histories(data, ("train", "valid")).items():
        for move in moves().values():
            whole = strata(history, history.pairs(), move, HORIZON, icews.START + training.WARM_UP, last, since=first)
            month = strata(history, history.pairs(), move, HORIZON, first, last)
            for state in STATES:
                fitted = shipped().odds.get(f"{level} {move.name} {HORIZON} {state}")
                found, alone = odds_ratio(whole[state]), odds_ratio(month[state])
                if found is not None or alone is not None or fitted is not None:
                    print(f"  {level} {move.name} {HORIZON} d, {state}: {told(found)}; month alone {told(alone)}; shipped {told(fitted)}")
    simulation()


def told(found: Odds | None) -> str:
    return "too few cases" if found is None else f"{found.value} ({found.low} to {found.high}; {found.days} days, {found.met} met, {found.pairs} pairs)"


def simulation(runs: int = 200) -> None:
    """Is a known ratio of odds recovered without bias, and how often does the 95 % interval hold it?"""
    print(f"\nsimulation: {PAIRS} pairs of {DAYS} days, rates of their own, an offer on {100 * OFFERS:.1f} % of the days, meetings within {HORIZON} days")
    for true in (1.0, 3.0, 10.0):
        found, held = [], 0
        for run in range(runs):
            made = odds_ratio(counted(drawn(true, np.random.default_rng(1000 * run + int(true)))), draws=500)
            assert made is not None
            found.append(np.log(made.value))
            held += made.low <= true <= made.high
        print(f"  ratio of odds {true:g}: mean estimate {np.exp(np.mean(found)):.2f} (error of the mean {100 * np.std(found) / np.sqrt(runs):.1f} %), interval holds it in {100 * held / runs:.0f} % of {runs} runs")


def counted(history: History) -> Strata:
    return strata(history, history.pairs(), moves()["invitation"], HORIZON, 1, DAYS)["calm"]


def drawn(true: float, random: np.random.Generator) -> History:
    """Pairs whose chance of a meeting within the horizon has odds `true` times as high after an offer as without one.

    The daily chance is one number without an offer in the days before and another one with; the second is solved for, as later offers also run into days
    that are compared.
    """
    deeds: list[Deed] = []
    for k in range(PAIRS):
        base = float(random.choice(RATES))
        raised = solved(base, true)
        offers = random.random(DAYS + 1) < OFFERS
        running = np.array([bool(offers[max(0, d - HORIZON) : d].any()) for d in range(DAYS + 1)])
        met = random.random(DAYS + 1) < np.where(running, raised, base)
        deeds.append(_deed(0, k, "010"))
        deeds += [_deed(int(d), k, "036") for d in np.flatnonzero(offers[1:]) + 1] + [_deed(int(d), k, "042") for d in np.flatnonzero(met[1:]) + 1]
    return History(deeds)


@lru_cache(maxsize=1000)
def solved(base: float, true: float) -> float:
    """The daily chance after an offer that makes the odds of the horizon `true` times those without one."""
    low, high = base / 10, 0.9999
    for _ in range(60):
        middle = (low + high) / 2
        with_, without = 1 - (1 - middle) ** HORIZON, 1 - _none(base, middle)
        low, high = (middle, high) if with_ / (1 - with_) < true * without / (1 - without) else (low, middle)
    return (low + high) / 2


def _none(base: float, raised: float) -> float:
    """Chance of no meeting in the days after a day without an offer: up to the first later offer at the one chance, after it at the other."""
    days = np.arange(1, HORIZON + 1)
    first: Floats = (1 - OFFERS) ** (days - 1) * OFFERS * (1 - base) ** days * (1 - raised) ** (HORIZON - days)
    return float(first.sum() + (1 - OFFERS) ** HORIZON * (1 - base) ** HORIZON)


def _deed(day: int, pair: int, code: str) -> Deed:
    return Deed(id=f"{day}-{pair}-{code}", day=day, actor=f"a{pair:04}", recipient=f"b{pair:04}", cameo=code, category={"010": "comment", "036": "invite", "042": "visit"}[code], score=0.0)


if __name__ == "__main__":
    main()
