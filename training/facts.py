"""Counts what came of questions for which facts held that a user may suppose (src/goodoffices/assess/data/facts.json), on the train part of ICEWS14.

    python training/facts.py --data ../shared/data/icews14

The cases are those that the forecasts were fitted on (training/forecasts.py). The valid part is not read.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import forecasts as training
import icews

from goodoffices.assess.deeds import DATA
from goodoffices.assess.forecasts import Count
from goodoffices.assess.history import History
from goodoffices.assess.questions import questions, resolve, rules
from goodoffices.assess.supposing import Facts, case_key, encode, facts, holds


def counted(history: History, level: str, kind: str) -> dict[str, Count]:
    """For each horizon and each choice of facts: the cases in which all of them held."""
    known = [f for f in facts().values() if not f.missing]
    out = {}
    for horizon in rules()[kind].horizons:
        last = training.LAST_DUE[horizon] - horizon
        yes, held, dyads = [], [], []
        for q in questions(history, kind, icews.START + training.WARM_UP, icews.START + last):
            if q.horizon != horizon:
                continue
            answer = resolve(q, history, date.fromordinal(date.fromisoformat(q.due).toordinal() + 1).isoformat()).answer
            if answer in ("yes", "no"):
                yes.append(float(answer == "yes"))
                held.append([holds(history, q, f) for f in known])
                dyads.append("|".join(sorted((q.issuer, q.other))))
        for size in range(1, len(known) + 1):
            for chosen in combinations(range(len(known)), size):
                at = np.flatnonzero(np.array(held, dtype=bool).reshape(-1, len(known))[:, list(chosen)].all(axis=1))
                if len(at):
                    out[case_key(level, kind, horizon, [known[k] for k in chosen])] = training.count(np.array(yes)[at], [dyads[k] for k in at])
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "facts.json")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    deeds = icews.deeds(options.data, ("train",))
    cases: dict[str, Count] = {}
    for level, history in (("country", History(icews.between_countries(deeds, options.data))), ("actor", History(deeds))):
        for kind in rules():
            cases |= counted(history, level, kind)
    options.output.write_bytes(encode(Facts(origin="ICEWS14, train part (days 0 to 303 of 2014); training/facts.py", cases=cases)))
    print(f"wrote {options.output}: {options.output.stat().st_size} bytes, {len(cases)} rows")


if __name__ == "__main__":
    main()
