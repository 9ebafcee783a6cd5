"""Fits the ranking of third-party hosts (src/goodoffices/assess/data/venues.json) on the train part of ICEWS14.

    python training/venues.py --data ../shared/data/icews14

ICEWS does not say where two parties met. A case is a day on which C recorded "host a visit" with both A and B, who had any deed with each other in the
90 days before or the week after: C is then taken for the host of the two. The valid part is not read.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import icews

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import Floats, History
from goodoffices.assess.venues import FEATURES, candidates, features

WARM_UP = 60


def cases(history: History, lands: dict[str, str], first: int, last: int) -> list[tuple[str, str, str, int]]:
    """Pairs with the host and the day; one per pair, host and week. Days since the start of the data, inclusive.

    A host from the known land of either guest is no third party.
    """
    hosted: dict[tuple[int, str], set[str]] = {}
    for deed in history.deeds:
        if deed.cameo == "043" and first <= deed.day - icews.START <= last:
            hosted.setdefault((deed.day, deed.actor), set()).add(deed.recipient)
    found, seen = [], set()
    for (day, host), guests in sorted(hosted.items()):
        for one, two in itertools.combinations(sorted(guests - {host}), 2):
            key = (one, two, host, day // 7)
            third = lands.get(host) is None or lands[host] not in (lands.get(one), lands.get(two))
            if third and key not in seen and len(history.pair(one, two).after(day - 91, day + 7).day):
                seen.add(key)
                found.append((one, two, host, day))
    return found


def tables(history: History, found: list[tuple[str, str, str, int]]) -> list[tuple[Floats, int | None, str]]:
    """Features of the candidates two days before, the position of the host (None where it is no candidate), and the pair."""
    out = []
    for one, two, host, day in found:
        names = candidates(history, one, two, day - 1)
        out.append((features(history, one, two, names, day - 1), names.index(host) if host in names else None, f"{one}|{two}"))
    return out


def fit(found: list[tuple[Floats, int | None, str]], penalty: float) -> Floats:
    """Conditional logit by Newton's method, with an L2 penalty."""
    weights = np.zeros(len(FEATURES))
    usable = [(x, k) for x, k, _ in found if k is not None]
    for _ in range(200):
        slope, curve = -penalty * weights, penalty * np.eye(len(weights))
        for x, k in usable:
            z = x @ weights
            p = np.exp(z - z.max())
            p /= p.sum()
            mean = p @ x
            slope += x[k] - mean
            curve += (x * p[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        weights += step / max(1.0, 2 * float(np.abs(step).max()))
        if np.abs(step).max() < 1e-8:
            break
    return weights


def reciprocal(x: Floats, host: int | None, weights: Floats) -> float:
    """1 / rank; 0 where the host is no candidate."""
    if host is None:
        return 0.0
    z = x @ weights
    return float(1 / (1 + np.sum(z > z[host]) + (np.sum(z == z[host]) - 1) / 2))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "venues.json")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    lands = icews.countries(icews.names(options.data / "entity2id.txt"))
    history = History(icews.deeds(options.data, ("train",)))
    early, late = (tables(history, cases(history, lands, *span)) for span in ((WARM_UP, 239), (240, 303)))
    tried = []
    for penalty in (1.0, 3.0, 10.0, 30.0):
        weights = fit(early, penalty)
        tried.append((np.mean([reciprocal(x, k, weights) for x, k, _ in late]), penalty))
        print(f"penalty {penalty}: MRR {tried[-1][0]:.3f} on the last two months of the train part ({len(late)} cases; {len(early)} before)")
    penalty = max(tried)[1]
    weights = fit(early + late, penalty)
    options.output.write_text(json.dumps({"origin": "ICEWS14, train part; training/venues.py", "penalty": penalty, "cases": len(early) + len(late), "features": list(FEATURES),
                                          "weights": [round(float(w), 3) for w in weights]}, indent=1) + "\n")
    print(f"wrote {options.output}")


if __name__ == "__main__":
    main()
