"""Counts how rankings made by recurrence alone fared (src/goodoffices/assess/data/rankings.json), on the train part of ICEWS14.

    python training/rankings.py --data ../shared/data/icews14

Nothing is fitted, so no case is told twice: whom an actor meets next is asked every ten days of each one that has met somebody, who hosts of the cases of training/venues.py.

What came of candidates by the chance that a model gave them is counted out of sample: with trees fitted, as training/ranker.py does, on what lies before the last two months, and with
weights of hosts fitted on the cases before each of three spans. LightGBM is needed for the trees.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parent))

import forecasts as training
import icews
import ranker
import venues

from goodoffices.assess import partners as ranked
from goodoffices.assess.deeds import DATA
from goodoffices.assess.forecasts import Band
from goodoffices.assess.history import History
from goodoffices.assess.partners import Ranker
from goodoffices.assess.rankings import Ranking, RankingKind, Reference, References, place_ranking, recurrent_partners

#: Days since the start of the data: the first asked on, the last, and the days between.
FIRST, LAST, EVERY, HORIZON = 110, 273, 10, 30
#: Trees are fitted before this day and asked from it on; queries that they learn from, trees, candidates that are asked about.
SPLIT, QUERIES, TREES, TOP = 240, 36_000, 160, 5
#: Spans of cases of hosts, each told by weights fitted on what lies before it; the penalty that training/venues.py chose.
SPANS, PENALTY = ((120, 179), (180, 239), (240, 303)), 1.0
#: Groups of candidates by their chance.
GROUPS = 8


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
                     first=training.count(np.array([float(p == 1) for _, p in met]), [n for n, _ in met]), bands=())


def partner_bands(history: History, data: Path) -> tuple[Band, ...]:
    """How often the candidates of actors that met somebody were the next one met, by the chance given to them."""
    ties = ranker.ties_of(icews.deeds(data, ("train",)), data)
    follow = ranker.follow_table(ties, icews.START + SPLIT)
    asked, true = ranker.queries(ties, ranker.FIRST, SPLIT)
    asked = asked[np.sort(np.random.default_rng(1).permutation(len(asked))[:QUERIES])]
    trees = Ranker(ranker.forest_of(ranker.fit(*ranker.examples(ties, asked, true, follow), TREES), TREES), follow)
    told: list[tuple[float, float, str]] = []
    for day in range(icews.START + SPLIT, icews.START + LAST + 1, EVERY):
        issued, due = (date.fromordinal(d).isoformat() for d in (day, day + HORIZON))
        for name in history.names:
            found = ranked.next_partners(ties, name, day + 1, TOP, trees)
            if not found:
                continue
            ranking = Ranking(id="", kind="next_partner", about=(name,), issued=issued, horizon=HORIZON, due=due, candidates=tuple(p.name for p in found))
            placed = place_ranking(ranking, history, date.fromordinal(day + HORIZON + 1).isoformat())
            if placed.answer == "yes":
                told += [(p.probability, float(p.name in placed.happened), name) for p in found]
    return by_chance(told)


def host_bands(history: History, data: Path) -> tuple[Band, ...]:
    """How often candidates hosted two parties that somebody hosted, by the chance given to them; of each case the first five and, where it is none of them, not the host."""
    lands = icews.countries(icews.names(data / "entity2id.txt"))
    told: list[tuple[float, float, str]] = []
    for first, last in SPANS:
        weights = venues.fit(venues.tables(history, venues.cases(history, lands, venues.WARM_UP, first - 1)), PENALTY)
        for x, host, pair in venues.tables(history, venues.cases(history, lands, first, last)):
            if not len(x):
                continue
            z = x @ weights
            chance = np.exp(z - z.max())
            chance /= chance.sum()
            told += [(float(chance[k]), float(k == host), pair) for k in np.argsort(-chance, kind="stable")[:TOP].tolist()]
    return by_chance(told)


def by_chance(told: list[tuple[float, float, str]]) -> tuple[Band, ...]:
    chance, happened, about = zip(*told)
    return training.bands(np.array(chance), np.array(happened), list(about), GROUPS)


def hosts(history: History, data: Path) -> Reference:
    """Who hosts two parties, by who hosts most."""
    lands = icews.countries(icews.names(data / "entity2id.txt"))
    found = venues.tables(history, venues.cases(history, lands, venues.WARM_UP, 303))
    most = np.eye(len(found[0][0][0]))[-2]
    rank = np.array([venues.reciprocal(x, k, most) for x, k, _ in found])
    pairs = [p for _, _, p in found]
    return Reference(base=training.count(np.ones(len(found)), pairs), first_three=training.count((rank >= 1 / 3).astype(float), pairs), first=training.count((rank >= 1).astype(float), pairs), bands=())


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "rankings.json")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    history = History(icews.deeds(options.data, ("train",)))
    kinds: dict[RankingKind, Reference] = {"next_partner": replace(partners(history), bands=partner_bands(history, options.data)),
                                           "next_host": replace(hosts(history, options.data), bands=host_bands(history, options.data))}
    options.output.write_bytes(msgspec.json.format(msgspec.json.encode(References(origin="ICEWS14, train part (days 0 to 303 of 2014); training/rankings.py", kinds=kinds)), indent=1) + b"\n")
    print(options.output.read_text())


if __name__ == "__main__":
    main()
