"""Trains the language model: python training/train.py --data ../shared/data --out training/runs/base [--epochs 40]

Resumable (start the same command again), fixed seed, one core. Each epoch writes a checkpoint and prints scores on the
tuning data (gold tokens). `training/export.py` turns a checkpoint into the files the package ships.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import names as world
from net import HEADS, Net
from treebank import NAME_TYPES, Sentence, Variants, load

from goodoffices.parse.features import normalise, shape_row, subwords

SIZES = {"word": 128, "sub": 128, "shape": 32, "mix": 224, "hidden": 200, "layers": 3, "arc": 192, "rel": 80}
NER = ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BI"]
IGNORE = -100


class Codec:
    """Words and labels to rows and back."""

    def __init__(self, train: list[Sentence]) -> None:
        counts = Counter(normalise(f) for s in train for f in s.forms)
        self.words = {w: i + 1 for i, (w, n) in enumerate(counts.most_common()) if n >= 2}
        self.counts = counts
        self.labels = {"ner": NER}
        for name, column in (("upos", "upos"), ("xpos", "xpos"), ("feats", "feats"), ("deprel", "deprels")):
            seen = Counter(x for s in train for x in getattr(s, column))
            self.labels[name] = [x for x, n in seen.most_common() if n >= 3]
        self.index = {k: {x: i for i, x in enumerate(v)} for k, v in self.labels.items()}
        self.cache: dict[str, tuple[str, list[int], int]] = {}

    def batch(self, sents: list[Sentence], rng: random.Random | None) -> tuple[dict[str, Tensor], Tensor, Tensor]:
        lengths = torch.tensor([len(s.forms) for s in sents])
        ids = torch.zeros(len(sents), int(lengths.max()), dtype=torch.long)
        known: dict[tuple[str, bool], int] = {}
        word, sub, offsets, shapes = [], [], [], []
        for r, sent in enumerate(sents):
            row = []
            for form in sent.forms:
                entry = self.cache.get(form)
                if entry is None:
                    norm = normalise(form)
                    entry = self.cache[form] = (norm, subwords(norm), shape_row(form))
                norm, rows, shp = entry
                drop = rng is not None and rng.random() < 0.4 / (0.4 + self.counts.get(norm, 0)) + 0.05
                at = known.get((form, drop))
                if at is None:
                    at = known[(form, drop)] = len(word)
                    word.append(0 if drop else self.words.get(norm, 0))
                    offsets.append(len(sub))
                    sub.extend(rows)
                    shapes.append(shp)
                row.append(at)
            ids[r, : len(row)] = torch.tensor(row)
        types = {"word": torch.tensor(word), "sub": torch.tensor(sub), "offsets": torch.tensor(offsets), "shape": torch.tensor(shapes)}
        return types, ids, lengths

    def gold(self, sents: list[Sentence], width: int) -> dict[str, Tensor]:
        out = {k: torch.full((len(sents), width), IGNORE) for k in (*HEADS, "arc", "rel")}
        for r, s in enumerate(sents):
            n = len(s.forms)
            if s.heads:
                out["arc"][r, :n] = torch.tensor(s.heads)
                columns = {"rel": ("deprel", s.deprels), "upos": ("upos", s.upos), "xpos": ("xpos", s.xpos), "feats": ("feats", s.feats)}
                for key, (labels, values) in columns.items():
                    out[key][r, :n] = torch.tensor([self.index[labels].get(v, IGNORE) for v in values])
            if s.names is not None:
                out["ner"][r, :n] = torch.tensor([self.index["ner"][t] for t in s.names])
        return out


def batches(sents: list[Sentence], words: int, rng: random.Random) -> list[list[Sentence]]:
    """Sentences of like length together, about `words` words a batch."""
    order = sorted(sents, key=lambda s: (len(s.forms) + rng.random() * 3))
    out: list[list[Sentence]] = [[]]
    size = 0
    for sent in order:
        if out[-1] and size + len(sent.forms) > words:
            out.append([])
            size = 0
        out[-1].append(sent)
        size += len(sent.forms)
    rng.shuffle(out)
    return out


def loss_of(net: Net, out: dict[str, Tensor], gold: dict[str, Tensor]) -> Tensor:
    ce = torch.nn.functional.cross_entropy
    total = torch.zeros(())
    weights = {"upos": 0.5, "xpos": 0.5, "feats": 0.3, "ner": 1.0}
    for name, weight in weights.items():
        if (gold[name] != IGNORE).any():
            total = total + weight * ce(out[name].flatten(0, 1), gold[name].flatten(), ignore_index=IGNORE)
    rows = gold["arc"][:, 0] != IGNORE
    if rows.any():
        arc = out["arc"][rows]
        real = torch.cat([torch.ones_like(gold["arc"][rows][:, :1]), gold["arc"][rows]], 1) != IGNORE
        arc = arc.masked_fill(~real.unsqueeze(1), -1e9)
        total = total + ce(arc.flatten(0, 1), gold["arc"][rows].flatten(), ignore_index=IGNORE)
        part = {k: out[k][rows] for k in ("rel_dep", "rel_head")}
        rel = net.rel_scores(part, gold["arc"][rows].clamp(min=0))
        total = total + ce(rel.flatten(0, 1), gold["rel"][rows].flatten(), ignore_index=IGNORE)
    return total


@torch.no_grad()
def score(net: Net, codec: Codec, sents: list[Sentence]) -> dict[str, float]:
    """Gold-token scores: UPOS, XPOS, UAS, LAS (all words, greedy heads)."""
    net.eval()
    hits: Counter[str] = Counter()
    for batch in batches(sents, 3000, random.Random(0)):
        types, ids, lengths = codec.batch(batch, None)
        out = net(types, ids, lengths)
        gold = codec.gold(batch, ids.shape[1])
        valid = torch.arange(ids.shape[1])[None] < lengths[:, None]
        full = torch.cat([torch.ones_like(valid[:, :1]), valid], 1)
        heads = out["arc"].masked_fill(~full.unsqueeze(1), -1e9).argmax(-1)
        rels = net.rel_scores(out, heads).argmax(-1)
        right = (heads == gold["arc"]) & valid
        hits["n"] += int(valid.sum())
        hits["uas"] += int(right.sum())
        hits["las"] += int((right & (rels == gold["rel"])).sum())
        for name in ("upos", "xpos", "feats"):
            hits[name] += int(((out[name].argmax(-1) == gold[name]) & valid).sum())
    net.train()
    return {k: round(100 * v / hits["n"], 2) for k, v in hits.items() if k != "n"}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, default=Path("training/runs/base"))
    ap.add_argument("--epochs", type=int, default=40)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--words", type=int, default=1000, help="words per batch")
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--hidden", type=int, default=SIZES["hidden"])
    args = ap.parse_args()
    if not (args.data / "treebanks").is_dir():
        raise SystemExit(f"{args.data}: no folder 'treebanks' there; give the data folder with --data")
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    train = [s for s in load(args.data, "train") if len(s.forms) <= 120]
    dev = load(args.data, "dev")
    news = [s for s in dev if "_news_" in s.doc]
    codec = Codec(train)
    sizes = SIZES | {"hidden": args.hidden}
    net = Net(len(codec.words) + 1, {k: len(v) for k, v in codec.labels.items()}, sizes)
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, betas=(0.9, 0.95), weight_decay=1e-4)
    per_epoch = len(batches(train, args.words, random.Random(0)))
    total = per_epoch * args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1.0, (k + 1) / 300) * (1.0 if k < 0.5 * total else max(0.02, 2 * (1 - k / total))))
    first, seconds = 0, 0.0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        average = state["average"]
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        first, seconds = state["epoch"], state["seconds"]
    given, family = world.people(Path(__file__).parents[1] / "src/goodoffices/ontology/data")
    towns = world.places()
    print(f"{len(train)} sentences, {len(codec.words)} words, {per_epoch} batches an epoch", flush=True)
    for epoch in range(first, args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        vary = Variants(args.seed * 1000 + epoch, towns, given, family)
        start, running = time.process_time(), 0.0
        for batch in batches([vary(s) for s in train], args.words, rng):
            types, ids, lengths = codec.batch(batch, rng)
            loss = loss_of(net, net(types, ids, lengths), codec.gold(batch, ids.shape[1]))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            running += float(loss)
            decay = min(0.999, 1 - 1 / (schedule.last_epoch + 1))
            with torch.no_grad():
                for key, value in net.state_dict().items():
                    average[key].lerp_(value, 1 - decay)
        seconds += time.process_time() - start
        shadow = Net(len(codec.words) + 1, {k: len(v) for k, v in codec.labels.items()}, sizes)
        shadow.load_state_dict(average)
        print(json.dumps({"epoch": epoch + 1, "loss": round(running / per_epoch, 4), "seconds": round(seconds),
                          "dev": score(shadow, codec, dev), "news": score(shadow, codec, news)}), flush=True)
        state = {"net": net.state_dict(), "average": average, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(),
                 "epoch": epoch + 1, "seconds": seconds}
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
        (args.out / "codec.json").write_text(json.dumps({"words": list(codec.words), "labels": codec.labels, "sizes": sizes}), encoding="utf-8")


if __name__ == "__main__":
    main()
