"""Fits the ranking of partners (src/goodoffices/assess/data/partners.npz) on the train part of ICEWS14 by LightGBM, and writes it as arrays.

    python training/ranker.py --data ../shared/data/icews14

The trees are fitted on what lies before the last two weeks of the train part; these two weeks choose how many are kept. The valid part is not read.
One thread; LightGBM is needed here only.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import icews

from goodoffices.assess.deeds import DATA, Deed
from goodoffices.assess.history import Floats, Ints
from goodoffices.assess.partners import LOOKED_AT, Forest, Ranker, load, place
from goodoffices.assess.ties import Day, Ties, follow_table

FIRST, HELD_OUT, END = 110, 290, 304
HARD, RANDOM = 35, 25
OPTIONS = {"objective": "lambdarank", "learning_rate": 0.06, "num_leaves": 31, "max_depth": 9, "min_data_in_leaf": 200, "num_threads": 1, "verbosity": -1, "lambdarank_truncation_level": 30,
           "label_gain": [0, 1], "feature_fraction": 0.6, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10, "max_bin": 63, "seed": 1, "deterministic": True,
           "force_row_wise": True}
ROUNDS = (60, 90, 120, 160)


def ties_of(deeds: list[Deed], folder: Path) -> Ties:
    """The ties with what the names of ICEWS actors tell of them."""
    actors = icews.names(folder / "entity2id.txt")
    return Ties(deeds, icews.countries(actors), icews.sectors(actors), actors)


def queries(ties: Ties, first: int, last: int) -> tuple[Ints, dict[tuple[int, int, int], list[int]]]:
    """Queries of both directions (subject, act, object, day) with days in [first, last), and all true objects of each (subject, act, day)."""
    rows = ties.by_day
    keep = (rows.day >= first + icews.START) & (rows.day < last + icews.START)
    found = np.column_stack([rows.subject[keep], rows.act[keep], rows.object[keep], rows.day[keep]])
    true: dict[tuple[int, int, int], list[int]] = {}
    for s, a, o, d in found.tolist():
        true.setdefault((s, a, d), []).append(o)
    return found, true


def examples(ties: Ties, asked: Ints, true: dict[tuple[int, int, int], list[int]], follow: Floats) -> tuple[Floats, Ints, Ints]:
    """Features, labels and group sizes: the right answer, the best-placed wrong ones and some others."""
    random = np.random.default_rng(0)
    features, labels, sizes, now = [], [], [], None
    for s, a, o, d in asked[np.argsort(asked[:, 3], kind="stable")].tolist():
        if now is None or now.day != d:
            now = Day(ties, d, follow)
        query = now.query(s, a)
        found = query.candidates(LOOKED_AT)
        if o not in found:
            continue
        wrong = found[~np.isin(found, true[s, a, d])]
        rest = wrong[HARD:]
        chosen = np.concatenate([[o], wrong[:HARD], random.choice(rest, min(RANDOM, len(rest)), replace=False)])
        features.append(query.rows(chosen).astype(np.float32))
        labels.append(np.arange(len(chosen)) == 0)
        sizes.append(len(chosen))
    return np.concatenate(features), np.concatenate(labels).astype(np.int64), np.array(sizes)


def fit(features: Floats, labels: Ints, sizes: Ints, rounds: int) -> Any:
    """A `lightgbm.Booster`; LightGBM is imported here only, so that what measures the shipped trees needs none."""
    import lightgbm

    return lightgbm.train(OPTIONS, lightgbm.Dataset(features, labels, group=sizes), rounds)


def forest_of(model: Any, rounds: int) -> Forest:
    """The trees as arrays; leaves point to themselves."""
    feature, threshold, left, right, value, roots, depth = [], [], [], [], [], [], 0

    def add(node: dict, level: int) -> int:
        nonlocal depth
        at = len(feature)
        depth = max(depth, level)
        leaf = "leaf_value" in node
        feature.append(0 if leaf else node["split_feature"])
        threshold.append(0.0 if leaf else node["threshold"])
        value.append(node["leaf_value"] if leaf else 0.0)
        left.append(at)
        right.append(at)
        if not leaf:
            left[at] = add(node["left_child"], level + 1)
            right[at] = add(node["right_child"], level + 1)
        return at

    for tree in model.dump_model(num_iteration=rounds)["tree_info"]:
        roots.append(add(tree["tree_structure"], 0))
    return Forest(np.array(feature, np.int16), np.array(threshold, np.float32), np.array(left, np.int32), np.array(right, np.int32), np.array(value, np.float32),
                  np.array(roots, np.int32), depth)


def held_out(ties: Ties, asked: Ints, true: dict[tuple[int, int, int], list[int]], follow: Floats) -> list[tuple[Floats, int | None]]:
    """Features of the candidates that the filter leaves, and the position of the right one (None where it is no candidate)."""
    found, now = [], None
    for s, a, o, d in asked[np.argsort(asked[:, 3], kind="stable")].tolist():
        if now is None or now.day != d:
            now = Day(ties, d, follow)
        query = now.query(s, a)
        left = query.candidates(LOOKED_AT)
        left = left[~np.isin(left, [other for other in true[s, a, d] if other != o])]
        found.append((query.rows(left), int(np.flatnonzero(left == o)[0]) if o in left else None))
    return found


def reciprocal_rank(held: list[tuple[Floats, int | None]], forest: Forest) -> float:
    """Mean reciprocal rank among the candidates; 0 where the right one is none of them."""
    return float(np.mean([0.0 if at is None else 1 / place(forest.score(rows), at, []) for rows, at in held]))


def save(path: Path, ranker: Ranker) -> None:
    forest = ranker.forest
    np.savez_compressed(path, feature=forest.feature.astype(np.int8), threshold=forest.threshold, left=forest.left, right=forest.right, value=forest.value.astype(np.float32),
                        roots=forest.roots, depth=forest.depth, follow=ranker.follow.astype(np.float32))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "partners.npz")
    ap.add_argument("--queries", type=int, default=36000, help="queries to learn from")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    start = time.perf_counter()
    ties = ties_of(icews.deeds(options.data, ("train",)), options.data)
    follow = follow_table(ties, icews.START + HELD_OUT).astype(np.float32).astype(np.float64)
    random = np.random.default_rng(1)
    asked, true = queries(ties, FIRST, HELD_OUT)
    asked = asked[np.sort(random.permutation(len(asked))[: options.queries])]
    features, labels, sizes = examples(ties, asked, true, follow)
    print(f"{len(sizes)} queries, {features.shape} features, {time.perf_counter() - start:.0f} s", flush=True)
    model = fit(features, labels, sizes, max(ROUNDS))
    asked, true = queries(ties, HELD_OUT, END)
    held = held_out(ties, asked[np.sort(random.permutation(len(asked))[:1500])], true, follow)
    tried = []
    for rounds in ROUNDS:
        tried.append((reciprocal_rank(held, forest_of(model, rounds)), -rounds))
        print(f"  {rounds} trees: MRR {100 * tried[-1][0]:.1f} on held-out weeks of the train part, {time.perf_counter() - start:.0f} s", flush=True)
    rounds = -max(tried)[1]
    save(options.output, Ranker(forest_of(model, rounds), follow))
    load(options.output)
    print(f"wrote {options.output}: {rounds} trees, {options.output.stat().st_size} bytes, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
