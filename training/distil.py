"""Trains the language model by distillation: many larger nets learn the treebanks, one net of the shipped size learns what they say together.

    python training/distil.py prepare --data ../shared/data --out training/runs/distilled    # two minutes on one core
    python training/distil.py teach   --out training/runs/distilled --teachers 5 --minutes 4.7 --words 3000 --rate 0.0025
    python training/distil.py soften  --out training/runs/distilled --words 16000
    python training/distil.py student --out training/runs/distilled --minutes 6.7 --words 2000 --dropout 0.2
    python training/export.py --data ../shared/data --run training/runs/distilled/student

`prepare` needs the project and writes one file of numbers; the other steps need PyTorch, that file and training/net.py only, and use a GPU where
there is one. They go by the clock (or by --steps): learning rates fall with the share of the time that is gone, and what there is at the end is
kept. The student learns from the treebanks, from sentences without a tree (train part of the corpus and its single sentences, examples, re3d) and from
variants of both with words exchanged for others of the same kind; what the teachers think of all these is written down by `soften`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

from net import HEADS, Net

if TYPE_CHECKING:
    from treebank import Sentence

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
PARTS = ("gold", "names", "plain", "ewt-dev", "gum-dev")  # what sentences are for; those from DEV on are for scores only
DEV = 3
COLUMNS = ("upos", "xpos", "feats", "ner", "rel")
WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.3, "ner": 1.0}
VARIANTS, SWAPS = 8, 10  # copies of the sentences to learn from: varied as in train.py, and with words exchanged besides
SWAP = 0.15
LARGE = ({"hidden": 400, "dropout": 0.40}, {"hidden": 448, "dropout": 0.42}, {"hidden": 384, "dropout": 0.36})
WIDER = {"word": 160, "sub": 224, "shape": 32, "mix": 320, "layers": 3, "arc": 320, "rel": 112}
IGNORE = -100


# --- prepare ---------------------------------------------------------------------------------------------------------------------------


def own_sentences(root: Path) -> list[Sentence]:
    """Sentences that the project's authors wrote, cut and tagged by the shipped model; nothing that figures are reported on."""
    sys.path[:0] = [str(root / "corpus")]
    import expand
    import sentences
    from treebank import Sentence

    from goodoffices.parse.nlp import reader

    texts = []
    for path in sorted((root / "corpus" / "reports").glob("*.yaml")):
        report = expand.load(path)
        if report["split"] == "train":
            texts += [report["title"], report["text"]]
    texts += [s.text for s in sentences.read() if not s.held_out]
    lines = (root / "corpus" / "nothing.txt").read_text(encoding="utf-8").splitlines()
    texts += [line for k, line in enumerate(x for x in lines if x and not x.startswith("#")) if k % 3 != 2]
    for path in sorted((root / "examples").glob("*.json*")):
        for row in path.read_text(encoding="utf-8").splitlines():
            texts += [json.loads(row)["title"], json.loads(row)["text"]]
    out = []
    for text in texts:
        a = reader()(text)
        names = ["O"] * len(a.words)
        for first, last, kind in a.names:
            names[first : last + 1] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
        starts = [i for i, flag in enumerate(a.starts) if flag]
        for b, e in zip(starts, [*starts[1:], len(a.words)]):
            out.append(Sentence("own", a.words[b:e], upos=a.pos[b:e], xpos=a.tag[b:e], feats=a.feats[b:e], names=names[b:e]))
    return out


class Exchange:
    """Puts other words of the same tag and features for some nouns, verbs, adjectives, numbers and adverbs in -ly."""

    def __init__(self, seed: int, sents: list[Sentence]) -> None:
        self.random = random.Random(seed)
        counts: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for sent in sents:
            for kind, form in zip(self.kinds(sent), sent.forms):
                if kind and form.isascii():
                    counts[kind][form.lower()] += 1
        self.words = {k: (list(v), np.cumsum([math.sqrt(n) for n in v.values()]).tolist()) for k, v in counts.items() if len(v) > 3}

    @staticmethod
    def kinds(sent: Sentence) -> list[tuple[str, ...] | None]:
        return [(x, f) if p in ("NOUN", "VERB", "ADJ", "NUM") or (p == "ADV" and form.lower().endswith("ly")) else None
                for p, x, f, form in zip(sent.upos, sent.xpos, sent.feats, sent.forms)]

    def __call__(self, sent: Sentence) -> Sentence:
        forms = list(sent.forms)
        for i, kind in enumerate(self.kinds(sent)):
            if kind in self.words and self.random.random() < SWAP:
                new = self.random.choices(self.words[kind][0], cum_weights=self.words[kind][1])[0]
                forms[i] = new[:1].upper() + new[1:] if forms[i][:1].isupper() else new
        return replace(sent, forms=forms)


def prepare(data: Path, out: Path, sample: int) -> None:
    """Writes data.npz (numbers) and codec.json (words, labels, sizes of the student)."""
    import names as world
    from train import SIZES, Codec
    from treebank import Variants, load

    from goodoffices.parse.features import normalise, shape_row, subwords

    root = HERE.parent
    labelled = [s for s in load(data, "train") if len(s.forms) <= 120]
    codec = Codec(labelled)
    own = [s for s in own_sentences(root) if 2 <= len(s.forms) <= 80]
    dev = load(data, "dev")
    labelled, own, dev = labelled[::sample], own[::sample], dev[::sample]
    given, family = world.people(root / "src/goodoffices/ontology/data")
    learn = labelled + own
    part = [0 if s.heads else 1 for s in labelled] + [2] * len(own)
    every = learn + [s for s in dev if not s.doc.startswith("GUM")] + [s for s in dev if s.doc.startswith("GUM")]
    part += [DEV + s.doc.startswith("GUM") for s in every[len(learn) :]]
    types: dict[str, int] = {}

    def rows(sents: list[Sentence]) -> np.ndarray:
        return np.array([types.setdefault(f, len(types)) for s in sents for f in s.forms], np.int32)

    base = rows(every)
    vary, exchange = Variants(5, world.places(), given, family), Exchange(6, learn)
    copies = [rows([vary(s) for s in learn]) for _ in range(VARIANTS)] + [rows([vary(exchange(s)) for s in learn]) for _ in range(SWAPS)]
    norms = [normalise(form) for form in types]
    subs = [subwords(norm) for norm in norms]
    gold: dict[str, list[int]] = {k: [] for k in (*COLUMNS, "head")}
    for sent, kind in zip(every, part):
        tree, nothing = kind != 2 and bool(sent.heads), [IGNORE] * len(sent.forms)
        gold["head"] += sent.heads if tree else nothing
        for name, values, labels in (("upos", sent.upos, "upos"), ("xpos", sent.xpos, "xpos"), ("feats", sent.feats, "feats"), ("rel", sent.deprels, "deprel")):
            gold[name] += [codec.index[labels].get(v, IGNORE) for v in values] if tree else nothing
        gold["ner"] += [codec.index["ner"][t] for t in sent.names] if sent.names is not None and kind != 2 else nothing
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / "data.npz", part=np.array(part, np.int8), length=np.array([len(s.forms) for s in every], np.int16), base=base,
                        change=np.stack(copies) - base[: len(copies[0])], type_word=np.array([codec.words.get(n, 0) for n in norms], np.int32),
                        type_count=np.array([codec.counts.get(n, 0) for n in norms], np.int32), type_shape=np.array([shape_row(f) for f in types], np.int16),
                        type_subs=np.array([len(s) for s in subs], np.int16), subs=np.array([r for s in subs for r in s], np.int16),
                        **{f"gold_{k}": np.array(v, np.int16) for k, v in gold.items()})
    (out / "codec.json").write_text(json.dumps({"words": list(codec.words), "labels": codec.labels, "sizes": SIZES}), encoding="utf-8")
    print(f"{len(labelled)} sentences of the treebanks, {len(own)} of our own ({sum(len(s.forms) for s in own)} words), {len(types)} forms in {len(copies)} copies")


# --- batches ---------------------------------------------------------------------------------------------------------------------------


class Bank:
    """data.npz on the device; a batch is a list of sentences, each with the copy in which its words are read."""

    def __init__(self, out: Path) -> None:
        z = np.load(out / "data.npz")
        self.codec = json.loads((out / "codec.json").read_text(encoding="utf-8"))
        self.part, self.length = z["part"], z["length"].astype(np.int64)
        self.first = np.concatenate([[0], np.cumsum(self.length)])
        self.words_to_learn = z["change"].shape[1]
        copies = np.concatenate([z["base"][None, : self.words_to_learn], z["base"][: self.words_to_learn] + z["change"]])
        self.dev_shift = copies.size - self.words_to_learn  # words of dev stand behind the copies, in copy 0
        self.words = self.put(np.concatenate([copies.ravel(), z["base"][self.words_to_learn :]]))
        self.gold = {k: self.put(z[f"gold_{k}"]) for k in (*COLUMNS, "head")}
        self.type_word, self.type_count, self.type_shape = (self.put(z[f"type_{k}"]) for k in ("word", "count", "shape"))
        sizes = z["type_subs"].astype(np.int64)
        self.type_subs, self.type_first, self.subs = self.put(sizes), self.put(np.cumsum(sizes) - sizes), self.put(z["subs"])
        self.arcs = np.concatenate([[0], np.cumsum(self.length * (self.length + 1))])
        self.soft: dict[str, Tensor] = {}

    @staticmethod
    def put(x: np.ndarray) -> Tensor:
        return torch.tensor(x.astype(np.int64), device=DEVICE)

    def batches(self, sents: np.ndarray, words: int, rng: np.random.Generator) -> list[np.ndarray]:
        """Sentences of like length together, at most about `words` words in one."""
        order = sents[np.argsort(self.length[sents] + rng.random(len(sents)) * 3)]
        cut = np.cumsum(self.length[order]) // words
        groups = np.split(order, np.flatnonzero(np.diff(cut)) + 1)
        rng.shuffle(groups)  # type: ignore[arg-type]
        return groups

    def batch(self, sents: np.ndarray, copies: np.ndarray, drop: bool) -> Batch:
        return Batch(self, sents, copies, drop)


class Batch:
    """Inputs of the net for some sentences, and where their words and pairs of words stand in the flat arrays."""

    def __init__(self, bank: Bank, sents: np.ndarray, copies: np.ndarray, drop: bool) -> None:
        length = bank.length[sents]
        self.lengths = torch.tensor(length)
        size, first = bank.put(length), bank.put(bank.first[sents])
        step = torch.arange(int(length.max()), device=DEVICE)
        self.valid = step < size[:, None]
        self.at = (first[:, None] + step).clamp(max=int(bank.first[-1]) - 1)  # in the gold columns
        shift = np.where(bank.part[sents] >= DEV, bank.dev_shift, copies * bank.words_to_learn)
        self.word_at = torch.where(self.valid, self.at + bank.put(shift)[:, None], 0)  # in the words of the copy
        self.seen_at = self.word_at - bank.words_to_learn  # in what `soften` has written, for copies but the first
        wide = torch.arange(int(length.max()) + 1, device=DEVICE)
        self.full = wide <= size[:, None]
        start = bank.put(bank.arcs[sents] + (copies - 1) * bank.arcs[np.flatnonzero(bank.part >= DEV)[0]])
        self.pairs = start[:, None, None] + step[:, None] * (size + 1)[:, None, None] + wide
        self.is_pair = self.valid[:, :, None] & self.full[:, None, :]
        types = bank.words[self.word_at]
        lost = torch.zeros_like(types)
        if drop:
            lost = (torch.rand(types.shape, device=DEVICE) < 0.4 / (0.4 + bank.type_count[types]) + 0.05).long()
        keys, self.ids = torch.unique(types * 2 + lost, return_inverse=True)
        kinds = keys // 2
        count = bank.type_subs[kinds]
        offsets = count.cumsum(0) - count
        flat = torch.arange(int(count.sum()), device=DEVICE) + torch.repeat_interleave(bank.type_first[kinds] - offsets, count)
        self.types = {"word": torch.where(keys % 2 == 1, 0, bank.type_word[kinds]), "sub": bank.subs[flat], "offsets": offsets, "shape": bank.type_shape[kinds]}

    def column(self, values: Tensor) -> Tensor:
        """Gold numbers [sentences, words], IGNORE behind the end."""
        return torch.where(self.valid, values[self.at], IGNORE)


def arcs_of(out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Scores of heads, the root first; impossible ones far below."""
    return out["arc"].float().masked_fill(~batch.full.unsqueeze(1), -1e9)


def loss_of(net: Net, bank: Bank, batch: Batch, share: Tensor | None) -> Tensor:
    """Cross-entropy with the gold labels; with `share` ([sentences], how much the gold counts where there is one) also with what the teachers say."""
    out = net(batch.types, batch.ids, batch.lengths)
    head = batch.column(bank.gold["head"])
    logits = {name: out[name].float() for name in HEADS} | {"arc": arcs_of(out, batch)}
    gold = {name: batch.column(bank.gold[name]) for name in COLUMNS} | {"arc": head}
    soft: dict[str, Tensor] = {}
    if share is not None:
        at = batch.seen_at.clamp(min=0)
        soft = {name: bank.soft[name][at].float() for name in COLUMNS}
        soft["arc"] = bank.soft["arc"][torch.where(batch.is_pair, batch.pairs, 0)].float() * batch.is_pair
        head = torch.where(head >= 0, head, bank.soft["head"][at].long() * batch.valid)
    logits["rel"] = net.rel_scores(out, head.clamp(min=0)).float()
    total = torch.zeros((), device=DEVICE)
    for name, scores in logits.items():
        log = torch.log_softmax(scores, -1)
        known = gold[name] >= 0
        each = -log.gather(-1, gold[name].clamp(min=0).unsqueeze(-1)).squeeze(-1)
        counted = known
        if share is not None:
            part = share[:, None] * known
            each, counted = part * each - (1 - part) * (soft[name] * log).sum(-1), batch.valid
        total = total + WEIGHTS.get(name, 1.0) * (each * counted).sum() / counted.sum().clamp(min=1)
    return total


@torch.no_grad()
def score(nets: list[Net], bank: Bank, part: str) -> dict[str, float]:
    """Gold-token scores of one net, or of the mean chances of several (greedy heads)."""
    hits: dict[str, float] = defaultdict(float)
    for sents in bank.batches(np.flatnonzero(bank.part == PARTS.index(part)), 8000, np.random.default_rng(0)):
        batch = bank.batch(sents, np.zeros_like(sents), False)
        mean = opinions(nets, batch, None)
        right = (mean["head"] == batch.column(bank.gold["head"])) & batch.valid
        hits["n"] += int(batch.valid.sum())
        hits["uas"] += int(right.sum())
        hits["las"] += int((right & (mean["rel"].argmax(-1) == batch.column(bank.gold["rel"]))).sum())
        for name in ("upos", "xpos", "feats"):
            hits[name] += int(((mean[name].argmax(-1) == batch.column(bank.gold[name])) & batch.valid).sum())
    return {k: round(100 * v / hits["n"], 2) for k, v in hits.items() if k != "n"}


@torch.no_grad()
def opinions(nets: list[Net], batch: Batch, gold: Tensor | None) -> dict[str, Tensor]:
    """Mean chances of heads, tags and relations; relations are judged at the gold head where there is one, else at the likeliest."""
    outs = []
    for net in nets:
        net.eval()
        outs.append(net(batch.types, batch.ids, batch.lengths))
    mean = {name: torch.stack([torch.softmax(o[name].float(), -1) for o in outs]).mean(0) for name in HEADS}
    mean["arc"] = torch.stack([torch.softmax(arcs_of(o, batch), -1) for o in outs]).mean(0)
    head = mean["arc"].argmax(-1)
    if gold is not None:
        head = torch.where(gold >= 0, gold, head)
    mean["head"] = head
    mean["rel"] = torch.stack([torch.softmax(n.rel_scores(o, head).float(), -1) for n, o in zip(nets, outs)]).mean(0)
    return mean


# --- training --------------------------------------------------------------------------------------------------------------------------


class Course:
    """A net, its optimiser and the running average of its weights, on the way through a given time."""

    def __init__(self, net: Net, rate: float, until: float, steps: int) -> None:
        self.net, self.start, self.until, self.steps, self.step, self.rate = net, time.time(), until, steps, 0, rate
        self.optimiser = torch.optim.AdamW(net.parameters(), lr=rate, betas=(0.9, 0.95), weight_decay=1e-4, fused=DEVICE == "cuda")
        self.average = {k: v.detach().clone() for k, v in net.state_dict().items()}
        self.mean = torch.zeros((), device=DEVICE)

    @property
    def gone(self) -> float:
        """Share of the time, or of the steps, that is over."""
        return max((time.time() - self.start) / max(1e-9, self.until - self.start), self.step / self.steps)

    def __call__(self, loss: Tensor) -> None:
        rate = self.rate * min(1.0, (self.step + 1) / 300) * (1.0 if self.gone < 0.4 else max(0.01, (1 - self.gone) / 0.6))
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        self.mean.lerp_(loss.detach(), 0.01)
        keep = min(0.999, 1 - 1 / (self.step + 1))
        state = list(self.net.state_dict().values())
        torch._foreach_lerp_(list(self.average.values()), state, 1 - keep)


def make(bank: Bank, sizes: dict[str, int], dropout: float) -> Net:
    labels = {k: len(v) for k, v in bank.codec["labels"].items()}
    return Net(len(bank.codec["words"]) + 1, labels, sizes, dropout).to(DEVICE)


def log(name: str, course: Course, bank: Bank, sizes: dict[str, int], extra: dict[str, Any]) -> None:
    shadow = make(bank, sizes, 0.0)
    shadow.load_state_dict(course.average)
    facts = {"name": name, "steps": course.step, "seconds": round(time.time() - course.start), "loss": round(float(course.mean), 3), **extra}
    print(json.dumps(facts | {part: score([shadow], bank, part) for part in PARTS[DEV:]}), flush=True)


def rounds(course: Course) -> Iterator[int]:
    k = 0
    while course.gone < 1:
        yield k
        k += 1


def teacher(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    bank = Bank(args.out)
    large = LARGE[args.seed % len(LARGE)]
    sizes = WIDER | {"hidden": int(large["hidden"])}
    if args.small:
        sizes |= {"hidden": 60}
    course = Course(make(bank, sizes, float(large["dropout"])), args.rate, args.until, args.steps)
    sents = np.flatnonzero(bank.part <= 1)
    for epoch in rounds(course):
        for group in bank.batches(sents, args.words, rng):
            course(loss_of(course.net, bank, bank.batch(group, np.full_like(group, 1 + (epoch + args.seed) % VARIANTS), True), None))
            if course.gone >= 1:
                break
        if epoch % 10 == 0 and args.seed == 0:
            log("teacher 0", course, bank, sizes, {"epoch": epoch})
    log(f"teacher {args.seed}", course, bank, sizes, {"epoch": epoch})
    torch.save({"average": {k: v.half() for k, v in course.average.items()}, "sizes": sizes}, args.out / f"teacher-{args.seed}.pt")


def teach(args: argparse.Namespace) -> None:
    """All teachers side by side."""
    until = time.time() + 60 * args.minutes
    command = [sys.executable, str(Path(__file__).resolve()), "teacher", "--out", str(args.out), "--until", str(until), "--words", str(args.words), "--steps", str(args.steps), "--rate", str(args.rate)]
    started = [subprocess.Popen([*command, "--seed", str(k), *(["--small"] if args.small else [])]) for k in range(args.teachers)]
    failed = [p.args for p in started if p.wait()]
    if failed:
        raise SystemExit(f"failed: {failed}")


def load_teachers(out: Path, bank: Bank) -> list[Net]:
    nets = []
    for path in sorted(out.glob("teacher-*.pt")):
        state = torch.load(path, weights_only=True, map_location=DEVICE)
        nets.append(make(bank, state["sizes"], 0.0))
        nets[-1].load_state_dict(state["average"])
    return nets


@torch.no_grad()
def soften(args: argparse.Namespace) -> None:
    """Writes soft.pt: what the teachers say of each copy of the sentences to learn from."""
    start = time.time()
    bank = Bank(args.out)
    nets = load_teachers(args.out, bank)
    print(f"{len(nets)} teachers together:", {part: score(nets, bank, part) for part in PARTS[DEV:]}, f"{time.time() - start:.0f} s", flush=True)
    sents = np.flatnonzero(bank.part < DEV)
    words, pairs = bank.words_to_learn * (VARIANTS + SWAPS), int(bank.arcs[len(sents)]) * (VARIANTS + SWAPS)
    widths = {k: len(bank.codec["labels"]["deprel" if k == "rel" else k]) for k in COLUMNS}
    soft = {k: torch.zeros(words, n, dtype=torch.half, device=DEVICE) for k, n in widths.items()}
    soft["arc"], soft["head"] = torch.zeros(pairs, dtype=torch.half, device=DEVICE), torch.zeros(words, dtype=torch.int16, device=DEVICE)
    for copy in range(1, 1 + VARIANTS + SWAPS):
        for group in bank.batches(sents, args.words, np.random.default_rng(0)):
            batch = bank.batch(group, np.full_like(group, copy), False)
            mean = opinions(nets, batch, batch.column(bank.gold["head"]))
            for name in COLUMNS:
                soft[name][batch.seen_at[batch.valid]] = mean[name][batch.valid].half()
            soft["head"][batch.seen_at[batch.valid]] = mean["head"][batch.valid].short()
            soft["arc"][batch.pairs[batch.is_pair]] = mean["arc"][batch.is_pair].half()
    torch.save(soft, args.out / "soft.pt")
    print(f"softened in {time.time() - start:.0f} s", flush=True)


def student(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    bank = Bank(args.out)
    bank.soft = torch.load(args.out / "soft.pt", weights_only=True, map_location=DEVICE)
    sizes = bank.codec["sizes"]
    to = args.out / args.name
    to.mkdir(exist_ok=True)
    course = Course(make(bank, sizes, args.dropout), args.rate, args.until or time.time() + 60 * args.minutes, args.steps)
    sents = np.flatnonzero(bank.part < DEV)
    shown = 0
    for epoch in rounds(course):
        swapped = rng.random(len(bank.part)) < 0.5
        copies = np.where(swapped, 1 + VARIANTS + rng.integers(SWAPS, size=len(bank.part)), 1 + rng.integers(VARIANTS, size=len(bank.part)))
        share = torch.tensor(np.where(swapped, 0.0, args.gold), device=DEVICE, dtype=torch.float)
        for group in bank.batches(sents, args.words, rng):
            course(loss_of(course.net, bank, bank.batch(group, copies[group], True), share[bank.put(group)]))
            if course.gone >= 1:
                break
        if course.gone * 8 >= shown + 1:
            shown = int(course.gone * 8)
            log(args.name, course, bank, sizes, {"epoch": epoch})
    log(args.name, course, bank, sizes, {"epoch": epoch, "last": True})
    torch.save({"average": {k: v.half().cpu() for k, v in course.average.items()}, "epoch": epoch}, to / "checkpoint.pt")
    (to / "codec.json").write_text(json.dumps(bank.codec), encoding="utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("step", choices=("prepare", "teach", "teacher", "soften", "student"))
    ap.add_argument("--data", type=Path)
    ap.add_argument("--out", type=Path, default=Path("training/runs/distilled"))
    ap.add_argument("--teachers", type=int, default=5)
    ap.add_argument("--minutes", type=float, default=1e9, help="time for teach or student")
    ap.add_argument("--until", type=float, default=0.0, help="the same as a time of day, in seconds since 1970")
    ap.add_argument("--steps", type=int, default=20_000, help="at most so many batches")
    ap.add_argument("--words", type=int, default=2500, help="words per batch")
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--dropout", type=float, default=0.2, help="of the student")
    ap.add_argument("--gold", type=float, default=0.4, help="weight of the gold labels beside the teachers'")
    ap.add_argument("--name", default="student")
    ap.add_argument("--sample", type=int, default=1, help="of prepare: only every so many sentences, to try the steps")
    ap.add_argument("--small", action="store_true", help="small teachers, to try the steps")
    args = ap.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    if DEVICE == "cpu":
        torch.set_num_threads(1)
    if args.step == "prepare":
        if args.data is None or not (args.data / "treebanks").is_dir():
            raise SystemExit(f"{args.data}: no folder 'treebanks' there; give the data folder with --data")
        prepare(args.data, args.out, args.sample)
    else:
        {"teach": teach, "teacher": teacher, "soften": soften, "student": student}[args.step](args)


if __name__ == "__main__":
    main()
