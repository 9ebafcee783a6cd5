"""Measures how much a move shifts the odds of a recorded meeting (src/goodoffices/assess/data/odds.json) on the train part of ICEWS14.

    python training/odds.py --data ../shared/data/icews14

Each pair is compared with its own days without the move. The valid part is not read.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import icews

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import History
from goodoffices.assess.odds import HORIZONS, Few, Odds, Table, encode, moves, odds_ratio, strata, too_few

#: Days since 2014-01-01: from when days are compared, and the last that a horizon may reach.
WARM_UP, LAST = 45, 303


def histories(folder: Path, parts: tuple[str, ...]) -> dict[str, History]:
    """The record between countries and between actors."""
    found = icews.deeds(folder, parts)
    return {"country": History(icews.between_countries(found, folder)), "actor": History(found)}


def measured(history: History, level: str, first: int, last: int) -> tuple[dict[str, Odds], dict[str, Few]]:
    """All moves, horizons and states of a level that have enough cases, and the counts of those that have not, from day `first` to `last` of the data."""
    out, few = {}, {}
    for move in moves().values():
        for horizon in HORIZONS:
            for state, counted in strata(history, history.pairs(), move, horizon, icews.START + first, icews.START + last).items():
                found = odds_ratio(counted)
                told = f"too few cases: {too_few(counted)}" if found is None else f"{found.value} ({found.low} to {found.high}), days {found.days} ({found.met} met), other days {found.other_days} ({found.other_met} met), pairs {found.pairs}"
                print(f"  {level} {move.name} {horizon} d, {state}: {told}", flush=True)
                if found is not None:
                    out[f"{level} {move.name} {horizon} {state}"] = found
                else:
                    few[f"{level} {move.name} {horizon} {state}"] = too_few(counted)
    return out, few


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "odds.json")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    found: dict[str, Odds] = {}
    few: dict[str, Few] = {}
    for level, history in histories(options.data, ("train",)).items():
        enough, rest = measured(history, level, WARM_UP, LAST)
        found |= enough
        few |= rest
    options.output.write_bytes(encode(Table(origin="ICEWS14, train part (days 45 to 303 of 2014); training/odds.py", odds=found, few=few)))
    print(f"wrote {options.output}: {options.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
