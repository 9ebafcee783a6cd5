"""Learns which runs of proper nouns are names of what: python training/name_kinds.py --data ../shared/data

Two judges whose log-odds are added: a softmax regression with an L2 prior over what the tables, the words of the name and its
neighbours say (fitted on the training parts of GUM and re3d, and with the tuning part of GUM), and the network's own chances, whose
weight is chosen on the names of GUM dev and of EWT dev (UNER): on its training part the network would seem too good. The six held-out news documents
and re3d dev are for reporting. Writes src/goodoffices/parse/data/names.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / p) for p in ("src", "eval", "training")]

from language import gold_names, read_uner, words_of
from treebank import Sentence, load

from goodoffices.parse.names import KINDS, NameKinds, features, runs

PRIORS = (5.0, 10.0)
OFTEN = 4  # a feature counts when it was seen in so many runs
TRUST = (0.05, 0.1, 0.2, 0.3)


def examples(sents: list[Sentence]) -> list[tuple[dict[str, float], int]]:
    out = []
    for sent in sents:
        gold = sorted(gold_names(sent))
        w = words_of(sent)
        for a, b in runs(w, 0, len(sent.forms)):
            best = max(gold, key=lambda g: (min(b, g[1]) - max(a, g[0]) + 1) / (max(b, g[1]) - min(a, g[0]) + 1), default=None)
            kind = "O"
            if best is not None:
                both, either = min(b, best[1]) - max(a, best[0]) + 1, max(b, best[1]) - min(a, best[0]) + 1
                kind = best[2] if both / either >= 0.5 else "O"
            out.append((features(w, a, b, 0), KINDS.index(kind)))
    return out


def fit(x: np.ndarray, y: np.ndarray, prior: float, rounds: int = 250) -> np.ndarray:
    """Weights [features, kinds] by Nesterov's accelerated gradient."""
    n, target = len(x), np.eye(len(KINDS))[y]
    w = np.zeros((x.shape[1], len(KINDS)))
    v, step = w.copy(), 2.0 / max(1.0, float((x**2).sum(1).mean()))
    for k in range(rounds):
        z = x @ v
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        new = v - step * (x.T @ (p - target) + prior * v) / n
        v = new + k / (k + 3) * (new - w)
        w = new
    return w


def spoken(found: dict[str, float]) -> dict[str, float]:
    """Without what the network says."""
    return {f: v for f, v in found.items() if not f.startswith("net")}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    data = ap.parse_args().data
    dev = [s for s in load(data, "dev") if s.doc.startswith("GUM")]
    train = examples([s for s in load(data, "train") if s.names is not None])
    tune = examples(dev) + examples(read_uner(data / "ner" / "uner_ewt-dev.iob2"))
    seen = Counter(f for found, _ in train for f in spoken(found))
    names = sorted(f for f, n in seen.items() if n >= OFTEN)
    index = {f: i for i, f in enumerate(names)}
    x = np.zeros((len(train), len(names)))
    for r, (found, _) in enumerate(train):
        for f, value in spoken(found).items():
            if f in index:
                x[r, index[f]] = value
    most, best = -1, {}
    for prior in PRIORS:
        w = fit(x, np.array([y for _, y in train]), prior)
        weights = {f: [round(float(v), 3) for v in w[i]] for f, i in index.items() if np.abs(w[i]).max() >= 0.05}
        for trust in TRUST:
            judge = NameKinds(weights | network(trust))
            right = sum(KINDS.index(judge.judge(found)) == y for found, y in tune)
            print(f"prior {prior}, trust {trust}: {100 * right / len(tune):.2f} % of {len(tune)} runs of the tuning parts right", flush=True)
            if right > most:
                most, best = right, weights | network(trust)
    to = Path("src/goodoffices/parse/data/names.json")
    to.write_text(json.dumps(best, ensure_ascii=False, sort_keys=True).replace("], ", "],\n") + "\n", encoding="utf-8")
    print(f"{len(best)} features from {len(train)} runs to {to}")


def network(trust: float) -> dict[str, list[float]]:
    """Weights of the network's log-chances, each for its own kind."""
    return {f"net-log:{kind}": [4 * trust if k == j else 0.0 for j in range(len(KINDS))] for k, kind in enumerate(KINDS)}


if __name__ == "__main__":
    main()
