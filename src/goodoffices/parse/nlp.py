"""Loads the shipped model and runs it: tokenizer, sentence rules, network, lemmas.

`Reader` is what the program uses; `goodoffices.parse.pipeline` offers the same as a spaCy `Language`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from goodoffices.errors import ModelError
from goodoffices.parse.lemmas import Lemmatizer
from goodoffices.parse.net import Net
from goodoffices.parse.sentences import starts
from goodoffices.parse.tokens import load_tokenizer

DATA = files("goodoffices.parse") / "data"
MODEL_FILES = ("weights.npz", "words.txt", "labels.json", "lemmas.json", "tokenizer.json")
CHUNK_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Annotation:
    """Parallel lists over the words of a text; `head` are indices, `names` (first, last, kind) with inclusive ends."""

    words: list[str]
    begin: list[int]
    end: list[int]
    starts: list[bool]
    tag: list[str]
    pos: list[str]
    feats: list[str]
    lemma: list[str]
    head: list[int]
    dep: list[str]
    names: list[tuple[int, int, str]]


class Reader:
    """The shipped model. `digest` identifies its files; raises ModelError when one is missing."""

    def __init__(self) -> None:
        digest = hashlib.sha256()
        for name in MODEL_FILES:
            try:
                digest.update((DATA / name).read_bytes())
            except FileNotFoundError as err:
                raise ModelError(f"the language model lacks {name}; reinstall the package or run training/export.py") from err
        self.digest = digest.hexdigest()[:12]
        with (DATA / "weights.npz").open("rb") as handle:
            stored = np.load(handle, allow_pickle=False)
            keep = ("word", "sub", "shape")
            weights = {k: stored[k] if k in keep else stored[k].astype(np.float32) for k in stored.files}
        self.labels: dict[str, Any] = json.loads((DATA / "labels.json").read_text(encoding="utf-8"))
        words = (DATA / "words.txt").read_text(encoding="utf-8").split("\n")[:-1]
        lemmas = json.loads((DATA / "lemmas.json").read_text(encoding="utf-8"))
        self.net = Net(weights, words, int(self.labels["layers"]))
        self.lemmatize = Lemmatizer(lemmas["forms"], lemmas["suffixes"], lemmas["bases"])
        self.tokenizer = load_tokenizer()
        self.threads = ThreadpoolController()

    def __call__(self, text: str) -> Annotation:
        """All annotation of a text; empty lists for a text without words."""
        return self.annotate(text, *self.tokenizer(text))

    def annotate(self, text: str, words: list[str], begin: list[int], end: list[int]) -> Annotation:
        """Annotates given words."""
        flags = starts(text, words, begin, end)
        labels = self.labels
        out = Annotation(words, begin, end, flags, [], [], [], [], [], [], [])
        firsts = [i for i, flag in enumerate(flags) if flag]
        ranges = list(zip(firsts, [*firsts[1:], len(words)]))
        for chunk in _chunks(ranges):
            base, limit = chunk[0][0], chunk[-1][1]
            with self.threads.limit(limits=1, user_api="blas"):  # the matrices are small, and sums must not depend on the machine
                scores = self.net.run(words[base:limit], [(a - base, b - base) for a, b in chunk])
            tags = [labels["xpos"][k] for k in scores["xpos"]]
            out.tag.extend(tags)
            out.pos.extend(labels["upos"][k] for k in scores["upos"])
            out.feats.extend(labels["feats"][k] for k in scores["feats"])
            out.dep.extend(labels["deprel"][k] for k in scores["deprel"])
            out.head.extend(int(h) + base for h in scores["head"])
            out.lemma.extend(self.lemmatize(w, t) for w, t in zip(words[base:limit], tags))
            out.names.extend((a + base, b + base, kind) for a, b, kind in _names(scores["ner"], labels["ner"], [(x - base, y - base) for x, y in chunk]))
        return out


def _chunks(ranges: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Sentences in groups of at most CHUNK_WORDS words, so that a very long text does not need memory without bound."""
    groups: list[list[tuple[int, int]]] = []
    for pair in ranges:
        if groups and pair[1] - groups[-1][0][0] <= CHUNK_WORDS:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _names(scores: Any, labels: list[str], sentences: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Name runs from the BIO scores: a run takes the kind of its best-scored first word; I after O opens a run."""
    best = scores.argmax(1)
    found: list[tuple[int, int, str]] = []
    for first, end in sentences:
        i = first
        while i < end:
            label = labels[best[i]]
            if label == "O":
                i += 1
                continue
            kind, last = label[2:], i
            while last + 1 < end and labels[best[last + 1]].startswith("I-"):
                last += 1
            found.append((i, last, kind))
            i = last + 1
    return found


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The one shipped model of this process."""
    return Reader()
