"""Scores of the shipped language model from raw text (own words and sentences): python eval/language.py --data ../shared/data

UPOS, UAS, LAS, CLAS-like relation scores and sentence boundaries are F1 over words aligned by their characters, as in the CoNLL
2018 shared task: a word counts when the same characters are one word on both sides. Names: typed spans, exact.

`news-held-out` are six news documents of GUM-train that were neither trained nor tuned on; intervals are 95 % bootstrap
intervals over sentences. Label mapping of the name sets: GUM person, organization, place -> PERSON, ORG, PLACE; UNER PER, ORG,
LOC -> the same; re3d Person, Organisation, Location -> the same, with titles, nominal mentions and leading articles left out.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from treebank import Sentence, load, read_re3d

from goodoffices.parse.names import Words, find_names
from goodoffices.parse.nlp import Annotation, reader

RELATIONS = {"subject": ("nsubj", "nsubj:pass", "csubj"), "object": ("obj", "iobj"), "ccomp": ("ccomp",), "xcomp": ("xcomp",),
             "advcl": ("advcl", "advcl:relcl"), "conj": ("conj",), "obl": ("obl", "obl:agent", "obl:unmarked"), "acl": ("acl", "acl:relcl")}


def documents(sents: list[Sentence]) -> list[list[Sentence]]:
    out: dict[str, list[Sentence]] = {}
    for sent in sents:
        out.setdefault(sent.doc, []).append(sent)
    return list(out.values())


def raw(doc: list[Sentence]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Text of a document with paragraph breaks, and the character ranges of the gold words of each sentence."""
    text, ranges = "", []
    for k, sent in enumerate(doc):
        if k and sent.new_paragraph:
            text = text.rstrip(" ") + "\n\n"
        spans = []
        for form, space in zip(sent.forms, sent.space_after):
            spans.append((len(text), len(text) + len(form)))
            text += form + (" " if space else "")
        ranges.append(spans)
        if not text.endswith((" ", "\n")):
            text += " "
    return text, ranges


def compare(doc: list[Sentence], text: str, ranges: list[list[tuple[int, int]]], got: Annotation) -> list[Counter[str]]:
    """Hit, gold and system counts; one counter per gold sentence so that they can be resampled."""
    index = {span: i for i, span in enumerate(zip(got.begin, got.end))}
    starts = {got.begin[i] for i, flag in enumerate(got.starts) if flag}
    out = []
    gold_starts = {spans[0][0] for spans in ranges}
    for sent, spans in zip(doc, ranges):
        c: Counter[str] = Counter()
        low, high = spans[0][0], spans[-1][1]
        system = [i for i in range(len(got.words)) if low <= got.begin[i] < high]
        c["words.gold"], c["words.system"] = len(spans), len(system)
        c["sentences.gold"] = 1
        c["sentences.system"] = sum(1 for s in starts if low <= s < high)
        end = min((s for s in gold_starts if s > low), default=len(text))
        following = min((s for s in starts if s > low), default=len(text))
        c["sentences.hit"] = int(low in starts and following == end)
        heads_right: dict[int, bool] = {}
        for k, span in enumerate(spans):
            i = index.get(span)
            if i is None:
                continue
            c["words.hit"] += 1
            c["upos.hit"] += got.pos[i] == sent.upos[k]
            c["xpos.hit"] += got.tag[i] == sent.xpos[k]
            c["feats.hit"] += got.feats[i] == sent.feats[k]
            c["lemma.hit"] += got.lemma[i].lower() == sent.lemmas[k].lower()
            head = sent.heads[k]
            same = got.head[i] == i if head == 0 else (got.begin[got.head[i]], got.end[got.head[i]]) == spans[head - 1] and got.head[i] != i
            c["uas.hit"] += same
            c["las.hit"] += same and got.dep[i] == sent.deprels[k]
            heads_right[i] = same
        for name, labels in RELATIONS.items():
            c[f"{name}.gold"] = sum(d in labels for d in sent.deprels)
            c[f"{name}.system"] = sum(got.dep[i] in labels for i in system)
            for k, span in enumerate(spans):
                i = index.get(span)
                if i is not None and sent.deprels[k] in labels and got.dep[i] in labels and heads_right.get(i):
                    c[f"{name}.hit"] += 1
        out.append(c)
    return out


def f1(total: Counter[str], name: str) -> float:
    base = name if f"{name}.gold" in total else "words"
    gold, system, hit = total[f"{base}.gold"], total[f"{base}.system"], total[f"{name}.hit"]
    return 100 * 2 * hit / (gold + system) if gold + system else 0.0


def parse_scores(sents: list[Sentence], rounds: int = 300) -> dict[str, tuple[float, float, float]]:
    counters = []
    for doc in documents(sents):
        text, ranges = raw(doc)
        counters += compare(doc, text, ranges, reader()(text))
    names = ["words", "sentences", "upos", "xpos", "feats", "lemma", "uas", "las", *RELATIONS]
    total = sum(counters, Counter())
    rng = random.Random(1)
    samples: dict[str, list[float]] = {n: [] for n in names}
    for _ in range(rounds):
        pick = sum((rng.choice(counters) for _ in counters), Counter())
        for n in names:
            samples[n].append(f1(pick, n))
    return {n: (f1(total, n), sorted(samples[n])[int(0.025 * rounds)], sorted(samples[n])[int(0.975 * rounds)]) for n in names}


def gold_names(sent: Sentence) -> set[tuple[int, int, str]]:
    """(first, last, kind) of the annotated names."""
    gold, start = set(), None
    for i, tag in enumerate([*(sent.names or []), "O"]):
        if start is not None and not tag.startswith("I-"):
            gold.add((start[0], i - 1, start[1]))
            start = None
        if tag.startswith("B-"):
            start = (i, tag[2:])
    return gold


def words_of(sent: Sentence) -> Words:
    """The words of a sentence as the network tags them; where spacing is not known, hyphens are joined to their neighbours."""
    return article_of([sent])[0]


def article_of(sents: list[Sentence]) -> tuple[Words, list[tuple[int, int]]]:
    """Sentences as one article, and the first and past-the-last word of each."""
    text, forms, begin, ranges = "", [], [], []
    for sent in sents:
        text += "\n" if text else ""
        ranges.append((len(forms), len(forms) + len(sent.forms)))
        for k, form in enumerate(sent.forms):
            joined = form in ("-", "–") or (k and sent.forms[k - 1] in ("-", "–")) if not sent.space_after else k > 0 and not sent.space_after[k - 1]
            text += "" if not k or joined else " "
            begin.append(len(text))
            text += form
            forms.append(form)
    return reader().words(forms, begin, [b + len(f) for b, f in zip(begin, forms)], ranges), ranges


def name_scores(sents: list[Sentence]) -> dict[str, float]:
    """Typed exact F1 of names on gold words (the name sets have no raw text)."""
    hits: Counter[str] = Counter()
    for doc in documents([s for s in sents if s.names and s.forms]):
        article, ranges = article_of(doc)
        gold = {(a + first, b + first, kind) for sent, (first, _) in zip(doc, ranges) for a, b, kind in gold_names(sent)}
        got = set(find_names(article, ranges))
        for kind in ("PERSON", "ORG", "PLACE"):
            hits[f"{kind}.gold"] += sum(k == kind for *_, k in gold)
            hits[f"{kind}.system"] += sum(k == kind for *_, k in got)
            hits[f"{kind}.hit"] += sum(k == kind for *_, k in gold & got)
        hits["all.gold"] += len(gold)
        hits["all.system"] += len(got)
        hits["all.hit"] += len(gold & got)
        hits["overlap.gold"] += len(gold)
        hits["overlap.system"] += len(got)
        hits["overlap.hit"] += sum(any(a <= d and c <= b for c, d, _ in got) for a, b, _ in gold)
    return {k: f1(hits, k) for k in ("all", "PERSON", "ORG", "PLACE", "overlap")}


def read_uner(path: Path) -> list[Sentence]:
    mapping = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
    out, forms, tags, doc = [], [], [], ""
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            doc = line.split("=")[-1].strip().rsplit("-", 1)[0] if "sent_id" in line else doc
            continue
        cells = line.split("\t")
        if len(cells) < 3:
            if forms:
                out.append(Sentence(doc, forms, names=tags))
            forms, tags = [], []
            continue
        forms.append(cells[1])
        tags.append("O" if cells[2] == "O" else cells[2][:2] + mapping.get(cells[2][2:], "ORG"))
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    data = ap.parse_args().data
    report(data)


def report(data: Path) -> None:
    dev = load(data, "dev")
    held = load(data, "held_out")
    parts = {"news-held-out": held, "gum-news-dev": [s for s in dev if "_news_" in s.doc], "gum-dev": [s for s in dev if s.doc.startswith("GUM")],
             "ewt-test": load(data, "test")}
    for name, sents in parts.items():
        scores = parse_scores(sents)
        print(f"\nlanguage model, {name} ({len(sents)} sentences), F1 from raw text [95 % interval]")
        for key, (value, low, high) in scores.items():
            print(f"  {key:10} {value:5.1f}  [{low:.1f}, {high:.1f}]")
    names = {"news-held-out": held, "gum-dev": parts["gum-dev"], "re3d-dev": list(read_re3d(data / "ner" / "re3d-dev.txt")),
             "uner-ewt-dev": read_uner(data / "ner" / "uner_ewt-dev.iob2")}
    print("\nnames, typed exact F1 on given words (overlap: found at all, any kind); gum-dev and uner-ewt-dev fitted the kinds")
    for name, sents in names.items():
        print(f"  {name:14}", "  ".join(f"{k} {v:.1f}" for k, v in name_scores(sents).items()))


if __name__ == "__main__":
    main()
