"""Fits what is learned about events, category and roles: python training/event_types.py --data ../shared/data

Learns from the train part of the project's own corpus (each candidate of a sentence is the act that the gold evidence tells, or none) and from
the training part of PLV (the candidate between source and target has the row's class; other words of the row are left out).
`fit` and `examples` also serve eval/plover.py, which reports PLV by folds. Writes src/goodoffices/coding/data/event_types.npz.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "eval")]

import expand
import plover
import sentences

import corpus
from goodoffices.coding import code, syntax
from goodoffices.coding.actors import find_actors
from goodoffices.coding.announced import ANNOUNCED
from goodoffices.coding.event_features import Features, features_of
from goodoffices.coding.event_match import Match
from goodoffices.coding.event_typing import plain
from goodoffices.coding.events import WILLING, candidates
from goodoffices.coding.frames import Frames
from goodoffices.coding.places import find_places
from goodoffices.coding.quotes import find_statements
from goodoffices.coding.role_features import sides_of
from goodoffices.coding.typer import NONE, Learned, LinearModel
from goodoffices.coding.voices import with_first_persons
from goodoffices.model import Article, Coding, Parsed
from goodoffices.ontology import Tables, load
from goodoffices.ontology.patterns import PatternBook
from goodoffices.parse import parse

OUT = ROOT / "src" / "goodoffices" / "coding" / "data"
STRENGTH = 1.5
ROLE_STRENGTH = 0.2
LEAST = 2
#: What an example weighs by where it is from; chosen on the dev part and the folds of PLV.
WEIGHTS = {"reports": 1.5, "sentences": 0.6, "plv": 2.0}
#: Sentences of corpus/nothing.txt with this remainder by three are not learnt from.
HELD_OUT = 2


@dataclass(frozen=True)
class Example:
    """Features of a candidate, its class, the group that must stay together in folds, its weight, and its sides: features and role."""

    features: Features
    label: str
    group: str
    weight: float = 1.0
    sides: tuple[tuple[Features, str], ...] = ()


def scene(p: Parsed, tables: Tables, published: date | None) -> Frames:
    """The frames of an article, as `goodoffices.coding.code` makes them."""
    places = find_places(p, tables.know)
    cast = find_actors(p, tables.know, published, places)
    cast = with_first_persons(p, cast, find_statements(p, cast, tables.book), tables.know)
    return Frames(p, cast, {m.head: m for m in places})


def corpus_examples(tables: Tables, splits: tuple[str, ...]) -> list[Example]:
    out: list[Example] = []
    for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml")):
        gold = expand.expand(expand.load(path))
        if gold["gold_meta"]["split"] not in splits:
            continue
        document = gold["document"]
        p = parse(Article(id=path.stem, text=document["text"], name=path.stem, language="en"))
        frames = scene(p, tables, date.fromisoformat(document["published"][:10]))
        found = candidates(frames, tables.book)
        types = {m.trigger: m.pattern.type for m in found if m.pattern.type}
        labels = aligned(p, found, gold["events"], gold["gold_meta"].get("also", {}))
        loose = set(gold["gold_meta"].get("optional", []))
        for k, match in enumerate(found):
            label, ident = labels.get(k, (NONE, ""))
            told = next((e for e in gold["events"] if e["id"] == ident), None)
            out.append(Example(features_of(frames, tables.book, match, types), label, path.stem, WEIGHTS["reports"] * (0.5 if ident in loose else 1.0),
                               roles_in_corpus(frames, tables.book, match, label, told, gold) if told else ()))
    return out


def roles_in_corpus(frames: Frames, book: PatternBook, match: Match, label: str, event: dict[str, Any], gold: dict[str, Any]) -> tuple[tuple[Features, str], ...]:
    """For every actor of the sentence: is it the actor of the gold event, its recipient, or neither?"""
    mine = [msgspec.to_builtins(a) for a in (*frames.cast.actors.values(), *frames.cast.would_be.values())]
    theirs, ours = corpus.Side(gold["actors"]), corpus.Side(mine, gold["actors"])
    also = gold["gold_meta"].get("also", {})
    wanted = {field: frozenset(x for value in corpus.allowed(event, also, field) for x in _loose(theirs.parties(value))) for field in ("actors", "recipients")}
    typed = match if match.pattern.type == label else replace(match, pattern=plain(book, label))
    out = []
    for side in sides_of(frames, typed):
        party = _loose(ours.party(side.ident))
        first = "actor" if party & wanted["actors"] else "recipient" if party & wanted["recipients"] else "none"
        out.append((side.features, first))
    return tuple(out)


def _loose(parties: frozenset[str]) -> frozenset[str]:
    """An army or police force is a party with its state."""
    return frozenset(x.replace("military:", "state:").replace("civilians:", "people:").replace("police:", "state:") for x in parties)


def nothing_examples(tables: Tables) -> list[Example]:
    """Candidates in sentences that report no event (corpus/nothing.txt); every third sentence is kept aside for eval/corpus.py."""
    out = []
    for number, sentence in enumerate(nothing()):
        if number % 3 == HELD_OUT:
            continue
        p = plover.article_of(sentence)
        frames = scene(p, tables, None)
        found = candidates(frames, tables.book)
        types = {m.trigger: m.pattern.type for m in found if m.pattern.type}
        out += [Example(features_of(frames, tables.book, m, types), NONE, f"nothing-{number}") for m in found]
    return out


def sentence_examples(tables: Tables, held_out: bool = False) -> list[Example]:
    """Candidates of the single sentences (corpus/sentences): the act whose word they are, or none."""
    out = []
    for sentence in sentences.read():
        if sentence.held_out != held_out:
            continue
        p = plover.article_of(sentence.text)
        frames = scene(p, tables, None)
        found = candidates(frames, tables.book)
        types = {m.trigger: m.pattern.type for m in found if m.pattern.type}
        told = {k: act for act in sentence.acts if (k := _told_by(frames, found, act)) is not None}
        nouns = {frames.carrier(found[k].trigger) for k in told if p.pos[found[k].trigger] in ("NOUN", "PROPN")}
        for k, match in enumerate(found):
            act = told.get(k)
            if act is None and (match.trigger in nouns or any(a.trigger[0] <= p.start[match.trigger] < a.trigger[1] for a in sentence.acts)):
                continue
            label = as_done(p, match, act.kind) if act is not None else NONE
            sides = _roles_in_sentence(frames, tables.book, match, label, act) if act is not None else ()
            out.append(Example(features_of(frames, tables.book, match, types), label, sentence.name, WEIGHTS["sentences"], sides))
    return out


def _told_by(frames: Frames, found: list[Match], act: sentences.Act) -> int | None:
    """The candidate that is the word of an act, or the verb that carries it, or the event noun that it carries."""
    p = frames.p
    exact = [k for k, m in enumerate(found) if act.trigger[0] <= p.start[m.trigger] < act.trigger[1]]
    if exact:
        return exact[0]
    word = next((i for i in range(len(p.text)) if act.trigger[0] <= p.start[i] < act.trigger[1]), None)
    if word is None:
        return None
    return next((k for k, m in enumerate(found) if (p.pos[m.trigger] in ("NOUN", "PROPN") and frames.carrier(m.trigger) == word) or frames.carrier(word) == m.trigger), None)


def _roles_in_sentence(frames: Frames, book: PatternBook, match: Match, label: str, act: sentences.Act) -> tuple[tuple[Features, str], ...]:
    typed = match if match.pattern.type == label else replace(match, pattern=plain(book, label))
    sides = sides_of(frames, typed)
    named = {role: {s.ident for s in sides if s.token >= 0 and any(a <= frames.p.start[s.token] < b for a, b in extents)} for role, extents in (("actor", act.actors), ("recipient", act.recipients))}
    return tuple((s.features, "actor" if s.ident in named["actor"] else "recipient" if s.ident in named["recipient"] else "none") for s in sides)


def nothing() -> list[str]:
    """The sentences of corpus/nothing.txt."""
    return [line for line in (ROOT / "corpus" / "nothing.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def aligned(p: Parsed, found: list[Match], events: list[dict[str, Any]], also: dict[str, Any]) -> dict[int, tuple[str, str]]:
    """For candidates that tell a gold event, its category and id: inside the evidence, of the same category if any is, else the highest word."""
    out: dict[int, tuple[str, str]] = {}
    for event in events:
        inside = [k for k, m in enumerate(found) if k not in out and any(s["start"] <= p.start[m.trigger] < s["end"] for s in event["evidence"])]
        allowed = [event["type"], *also.get(event["id"], {}).get("type", [])]
        same = [k for k in inside if found[k].pattern.type in allowed]
        chosen = min(same or inside, key=lambda k: (_depth(p, found[k].trigger), found[k].trigger), default=None)
        if chosen is not None:
            kind = found[chosen].pattern.type
            out[chosen] = (kind if kind in allowed else as_done(p, found[chosen], event["type"]), event["id"])
    return out


def as_done(p: Parsed, match: Match, told: str) -> str:
    """The category of the deed behind one that is only announced or refused: what is promised, threatened or refused is worked out after typing."""
    kind = match.pattern.type
    words = syntax.auxiliaries(p, match.trigger)
    coming = any(w in ("will", "would", "shall", "'ll", "’ll", "wo", "could", "may", "might") for w in words) or p.dep[match.trigger] == "xcomp"
    if kind in ANNOUNCED and coming and told in ("AGREE", "CONCEDE", "THREATEN"):
        return kind
    if kind in WILLING and told == "REJECT" and syntax.is_negated(p, match.trigger):
        return kind
    return told


def _depth(p: Parsed, i: int) -> int:
    steps = 0
    while p.head[i] != i:
        i, steps = p.head[i], steps + 1
    return steps


def plv_examples(tables: Tables, rows: list[plover.Row]) -> list[Example | None]:
    """One example a row; None where no candidate touches source or target."""
    out: list[Example | None] = []
    for row in rows:
        p = plover.article_of(row.sentence)
        frames = scene(p, tables, None)
        found = candidates(frames, tables.book)
        types = {m.trigger: m.pattern.type for m in found if m.pattern.type}
        coding = Coding(parsed=p, cast=frames.cast, times=(), places=tuple(frames.places.values()), statements=(), events=(), warnings=())
        source, target = plover.named(coding, row.source), plover.named(coding, row.target)
        best: tuple[tuple[Any, ...], Match] | None = None
        for m in found:
            if m.recipients or len(m.actors) < 2:
                ends = plover.lies_in(coding, m.actors, source), plover.lies_in(coding, m.recipients, target)
            else:
                ends = plover.lies_in(coding, m.actors, source), plover.lies_in(coding, m.actors, target)
            rank = (sum(ends), plover.ROOT_OF.get(m.pattern.type, m.pattern.type) == row.root, bool(m.pattern.type), -_depth(p, m.trigger))
            if sum(ends) and (best is None or rank > best[0]):
                best = (rank, m)
        if best is None:
            out.append(None)
            continue
        label = _label(row.root, best[1], p, tables)
        typed = best[1] if best[1].pattern.type == label else replace(best[1], pattern=plain(tables.book, label))
        sides = tuple((s.features, "actor" if plover.lies_in(coding, (s.ident,), source) else "recipient" if plover.lies_in(coding, (s.ident,), target) else "none")
                      for s in sides_of(frames, typed))
        out.append(Example(features_of(frames, tables.book, best[1], types), label, row.sentence, WEIGHTS["plv"] * (1.0 if best[0][0] == 2 else 0.6), sides))
    return out


def _label(root: str, match: Match, p: Parsed, tables: Tables) -> str:
    """PLV's YIELD is our CONCEDE or RETREAT, as the tables have the word."""
    if root == "COERCE" and match.pattern.type == "SANCTION" and match.pattern.cameo == "163":
        return "SANCTION"  # the set has sanctions as COERCE, the codebook (3.13) as SANCTION discontinue
    if root != "YIELD":
        return as_done(p, match, root)
    if match.pattern.type in ("CONCEDE", "RETREAT"):
        return match.pattern.type
    words = [match.trigger, *(c for c in p.children[match.trigger] if p.dep[c] in ("obj", "xcomp", "nsubj:pass"))]
    known = Counter(x.type for w in words for part in "vna" for x in tables.book.index.get((part, p.lemma[w]), ()) if x.type in ("CONCEDE", "RETREAT"))
    return "RETREAT" if known["RETREAT"] > known["CONCEDE"] else "CONCEDE"


def fit(examples: list[Example], strength: float = STRENGTH) -> LinearModel:
    """Logistic regression, rarer classes weighing more (square root), features seen at least LEAST times."""
    counts = Counter(name for e in examples for name in e.features)
    names = sorted(n for n, c in counts.items() if c >= LEAST)
    rows = {n: k for k, n in enumerate(names)}
    data, column, start = [], [], [0]
    for e in examples:
        for name, value in e.features.items():
            if name in rows:
                data.append(value)
                column.append(rows[name])
        start.append(len(data))
    x = csr_matrix((data, column, start), shape=(len(examples), len(names)))
    y = np.array([e.label for e in examples])
    share = Counter(y)
    mean = len(y) / len(share)
    weight = np.array([e.weight * min(4.0, (mean / share[e.label]) ** 0.5) for e in examples])
    model = LogisticRegression(C=strength, max_iter=400).fit(x, y, sample_weight=weight)
    return LinearModel(rows, model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32), tuple(str(c) for c in model.classes_))


def fit_all(examples: list[Example]) -> Learned:
    """Both models."""
    return Learned(fit(examples), fit([Example(f, role, e.group) for e in examples for f, role in e.sides], ROLE_STRENGTH))


def fit_confidence(tables: Tables, learned: Learned) -> dict[str, Any]:
    """Weights of the confidence of an event, from the dev part: is it right in category, actors and recipients?"""
    signs, right = [], []
    for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml")):
        gold = expand.expand(expand.load(path))
        if gold["gold_meta"]["split"] != "dev":
            continue
        document = gold["document"]
        coding = code(parse(Article(id=path.stem, text=document["text"], name=path.stem, language="en")), tables, date.fromisoformat(document["published"][:10]), learned)
        events = [msgspec.to_builtins(d.event) for d in coding.events]
        theirs, ours = corpus.Side(gold["actors"]), corpus.Side([msgspec.to_builtins(a) for a in coding.cast.actors.values()], gold["actors"])
        also, optional = gold["gold_meta"].get("also", {}), set(gold["gold_meta"].get("optional", []))
        found = {id(s): g for g, s in corpus.match(gold["events"], events, also, theirs, ours, ("actors", "recipients"))}
        for draft, event in zip(coding.events, events, strict=True):
            meant = found.get(id(event))
            if meant is None or meant["id"] not in optional:
                signs.append(draft.signs)
                right.append(meant is not None and all(corpus.agree(meant, also, event, f, theirs, ours) for f in ("actors", "recipients")))
    names = sorted({n for s in signs for n in s})
    x = np.array([[s.get(n, 0.0) for n in names] for s in signs])
    model = LogisticRegression(C=0.3, max_iter=1000).fit(x, right)
    print(f"confidence: {len(right)} events of the dev part, {sum(right)} right")
    return {"bias": round(float(model.intercept_[0]), 4), "weights": {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}}


def save(typer: LinearModel, path: Path) -> None:
    """Weights as half floats; features whose weights are all near zero are left out."""
    names = list(typer.rows)
    kept = [k for k, row in enumerate(typer.weights) if np.abs(row).max() > 0.02]
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, weights=typer.weights[kept].astype(np.float16), bias=typer.bias, features=np.frombuffer("\n".join(names[k] for k in kept).encode(), dtype=np.uint8),
                        classes=np.frombuffer("\n".join(typer.classes).encode(), dtype=np.uint8))
    print(f"{path.name}: {len(kept)} features, {path.stat().st_size // 1024} KiB")


def curve(tables: Tables) -> None:
    """Prints how well the category of the candidates of the dev part is found with a growing share of what is learned from."""
    dev, nothing_ = corpus_examples(tables, ("dev",)), nothing_examples(tables)
    for name, all_ in (("reports", corpus_examples(tables, ("train",))), ("reports and sentences", [*corpus_examples(tables, ("train",)), *sentence_examples(tables)])):
        groups = sorted({e.group for e in all_})
        random.Random(1).shuffle(groups)
        for share in (0.125, 0.25, 0.5, 1.0):
            chosen = set(groups[: round(len(groups) * share)])
            model = fit([*(e for e in all_ if e.group in chosen), *nothing_])
            told = [(e.label, max((c := model.chances(e.features)), key=c.__getitem__)) for e in dev]
            hit, want, got = sum(a == b != NONE for a, b in told), sum(a != NONE for a, _ in told), sum(b != NONE for _, b in told)
            print(f"{name:22} {share:6.1%} {len(chosen):5} groups: F1 {200 * hit / max(1, want + got):.1f}", flush=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    ap.add_argument("--curve", action="store_true", help="print the learning curve on the dev part instead of writing models")
    args = ap.parse_args()
    tables = load()
    if args.curve:
        return curve(tables)
    own = [*corpus_examples(tables, ("train",)), *nothing_examples(tables)]
    plv = [e for e in plv_examples(tables, plover.read(args.data / "events" / "PLV_train.tsv")) if e is not None]
    single = sentence_examples(tables)
    print(f"{len(own)} candidates of the corpus ({sum(e.label != NONE for e in own)} acts), {len(single)} of single sentences ({sum(e.label != NONE for e in single)} acts), {len(plv)} rows of PLV")
    learned = fit_all(own + single + plv)
    save(learned.types, OUT / "event_types.npz")
    save(learned.roles, OUT / "event_roles.npz")
    if not (OUT / "confidence.json").exists():
        (OUT / "confidence.json").write_text(json.dumps({"bias": 0.0, "weights": {}}), encoding="utf-8")
    (OUT / "confidence.json").write_text(json.dumps(fit_confidence(tables, learned), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
