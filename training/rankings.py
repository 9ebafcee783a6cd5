"""Counts how rankings made by recurrence alone fared (src/goodoffices/assess/data/rankings.json), on the train part of ICEWS14.

    python training/rankings.py --data ../shared/data/icews14

Nothing is fitted, so no case is told twice: whom an actor meets next is asked every ten days of each one that has met somebody, who hosts of the cases of training/venues.py.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import forecasts as training
import icews
import venues

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import History
from goodoffices.assess.rankings import Ranking, RankingKind, Reference, References, place_ranking, recurrent_partners

#: Days since the start of the data: the first asked on, the last, and the days between.
FIRST, LAST, EVERY, HORIZON = 110, 273, 10, 30


def partners(history: History) -> Reference:
    """Whom each actor meets next, by what it met before."""
    asked: list[tuple[str, str, int | None]] = []
    for day in range(icews.START + FIRST, icews.START + LAST + 1, EVERY):
        issued, due = (date.fromordinal(d).isoformat() for d in (day, day + HORIZON))
        for name in history.names:
            order = tuple(recurrent_partners(history, name, day + 1))
            if order:
                ranking = Ranking(id="", kind="next_partner", about=(name,), issued=issued, horizon=HORIZON, due=due, candidates=order[:3])
                placed = place_ranking(ranking, history, date.fromordinal(day + HORIZON + 1).isoformat())
                if placed.answer in ("yes", "no"):
                    asked.append((name, placed.answer, placed.place))
    met = [(name, place) for name, answer, place in asked if answer == "yes"]
    return Reference(base=training.count(np.array([float(a == "yes") for _, a, _ in asked]), [n for n, _, _ in asked]),
                     first_three=training.count(np.array([float(p is not None) for _, p in met]), [n for n, _ in met]),
                     first=training.count(np.array([float(p == 1) for _, p in met]), [n for n, _ in met]))


def hosts(history: History, data: Path) -> Reference:
    """Who hosts two parties, by who hosts most."""
    lands = icews.countries(icews.names(data / "entity2id.txt"))
    found = venues.tables(history, venues.cases(history, lands, venues.WARM_UP, 303))
    most = np.eye(len(found[0][0][0]))[-2]
    rank = np.array([venues.reciprocal(x, k, most) for x, k, _ in found])
    pairs = [p for _, _, p in found]
    return Reference(base=training.count(np.ones(len(found)), pairs), first_three=training.count((rank >= 1 / 3).astype(float), pairs), first=training.count((rank >= 1).astype(float), pairs))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "rankings.json")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    history = History(icews.deeds(options.data, ("train",)))
    kinds: dict[RankingKind, Reference] = {"next_partner": partners(history), "next_host": hosts(history, options.data)}
    options.output.write_bytes(msgspec.json.format(msgspec.json.encode(References(origin="ICEWS14, train part (days 0 to 303 of 2014); training/rankings.py", kinds=kinds)), indent=1) + b"\n")
    print(options.output.read_text())


if __name__ == "__main__":
    main()
