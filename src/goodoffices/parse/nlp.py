"""Loads the shipped model and runs it: tokenizer, sentence rules, network, lemmas.

`Reader` is what the program uses; `goodoffices.parse.pipeline` offers the same as a spaCy `Language`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from goodoffices.errors import ModelError
from goodoffices.parse import enumerated
from goodoffices.parse.lemmas import Lemmatizer
from goodoffices.parse.names import KINDS, Words, find_names
from goodoffices.parse.net import Net
from goodoffices.parse.sentences import starts
from goodoffices.parse.tokens import load_tokenizer

DATA = files("goodoffices.parse") / "data"
MODEL_FILES = ("weights.npz", "words.txt", "labels.json", "lemmas.json", "tokenizer.json", "names.json")
CHUNK_WORDS = 20_000
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
NEVER_OVER = SUBJECTS | {"appos"}


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
        firsts = [i for i, flag in enumerate(flags) if flag]
        whole = list(zip(firsts, [*firsts[1:], len(words)]))
        marks = [enumerated.mark(words, a, b) for a, b in whole]
        ranges = [part for (a, b), n in zip(whole, marks, strict=True) for part in ((a, a + n), (a + n, b)) if part[0] < part[1]]
        found, feats = self._run(words, begin, end, ranges)
        annotation = Annotation(words, begin, end, flags, list(found.tag), list(found.pos), feats, list(found.lemma), list(found.head), list(found.dep),
                                find_names(found, ranges))
        for first, last in ranges:
            self._halves(annotation, first, last)
        for (first, last), n in zip(whole, marks, strict=True):
            if n:  # the number hangs on the clause that it stands before
                root = next(i for i in range(first + n, last) if annotation.head[i] == i)
                annotation.head[first : first + n], annotation.dep[first : first + n], annotation.pos[first : first + n] = [root] * n, ["punct"] * n, ["PUNCT"] * n
                word = words[root]
                if root == first + n and annotation.tag[root] == "VB" and word.istitle() and word.endswith("s"):  # "1. Condemns the raid"
                    annotation.tag[root], annotation.lemma[root] = "VBZ", self.lemmatize(word.lower(), "VBZ")
        return annotation

    def words(self, words: list[str], begin: list[int], end: list[int], sentences: list[tuple[int, int]]) -> Words:
        """Given words and sentences with tags and chances, without names (for training them)."""
        return self._run(words, begin, end, sentences)[0]

    def _run(self, words: list[str], begin: list[int], end: list[int], ranges: list[tuple[int, int]]) -> tuple[Words, list[str]]:
        labels = self.labels
        tag: list[str] = []
        pos: list[str] = []
        feats: list[str] = []
        lemma: list[str] = []
        head: list[int] = []
        dep: list[str] = []
        chance: list[Any] = []
        for chunk in _chunks(ranges):
            base, limit = chunk[0][0], chunk[-1][1]
            with self.threads.limit(limits=1, user_api="blas"):  # the matrices are small, and sums must not depend on the machine
                scores = self.net.run(words[base:limit], [(a - base, b - base) for a, b in chunk])
            tags = [labels["xpos"][k] for k in scores["xpos"]]
            tag.extend(tags)
            pos.extend(labels["upos"][k] for k in scores["upos"])
            feats.extend(labels["feats"][k] for k in scores["feats"])
            dep.extend(labels["deprel"][k] for k in scores["deprel"])
            head.extend(int(h) + base for h in scores["head"])
            lemma.extend(self.lemmatize(w, t) for w, t in zip(words[base:limit], tags))
            chance.extend(self._chances(scores["ner"]))
        return Words(words, begin, end, tag, pos, lemma, head, dep, chance), feats

    def _halves(self, a: Annotation, first: int, last: int) -> None:
        """A subject or an apposition never reaches over a semicolon: where the tree has one that does, both sides are read again, each by itself, and kept if what follows is a clause."""
        cuts = [i for i in range(first + 1, last - 1) if a.words[i] == ";"]
        if not any(a.dep[i] in NEVER_OVER and min(i, a.head[i]) < cut < max(i, a.head[i]) for cut in cuts for i in range(first, last)):
            return
        bounds = [first, *(cut + 1 for cut in cuts), last]
        parts = [self._run(a.words[x:y], a.begin[x:y], a.end[x:y], [(0, y - x)])[0] for x, y in itertools.pairwise(bounds)]
        roots = [next(i for i, h in enumerate(w.head) if h == i) for w in parts]
        for w, root in zip(parts[1:], roots[1:], strict=True):
            own = [i for i, h in enumerate(w.head) if h == root]
            if not any(w.dep[i] in SUBJECTS for i in own) or not any(p == "VERB" for p in parts[0].pos) or not any(w.tag[i] in FINITE for i in own):
                return
        for x, w in zip(bounds, parts, strict=False):
            y = x + len(w.form)
            a.tag[x:y], a.pos[x:y], a.lemma[x:y], a.dep[x:y], a.head[x:y] = w.tag, w.pos, w.lemma, w.dep, [h + x for h in w.head]
        for cut, root in zip(cuts, roots[1:], strict=True):
            a.head[cut + 1 + root], a.dep[cut + 1 + root] = first + roots[0], "parataxis"
            a.head[cut] = cut + 1 + root

    def _chances(self, scores: Any) -> list[list[float]]:
        """Log-probabilities of no name, PERSON, ORG, PLACE for each word."""
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        columns = [[k for k, label in enumerate(self.labels["ner"]) if label[2:] == kind or label == kind] for kind in KINDS]
        chances: list[list[float]] = np.log(np.stack([odds[:, c].sum(1) for c in columns], 1) + 1e-9).tolist()
        return chances


def _chunks(ranges: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Sentences in groups of at most CHUNK_WORDS words, so that a very long text does not need memory without bound."""
    groups: list[list[tuple[int, int]]] = []
    for pair in ranges:
        if groups and pair[1] - groups[-1][0][0] <= CHUNK_WORDS:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The one shipped model of this process."""
    return Reader()
