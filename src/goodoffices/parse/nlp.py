"""Loads the shipped model and runs it: tokenizer, sentence rules, network, lemmas.

`Reader` is what the program uses; `spacy_pipeline()` offers the same as a spaCy `Language`, whose docs carry sentence
starts, tags, morphology, lemmas, UD heads and relations, and entities.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab, create_vocab

from goodoffices.errors import ModelError
from goodoffices.parse.lemmas import Lemmatizer
from goodoffices.parse.net import Net
from goodoffices.parse.sentences import starts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DATA = files("goodoffices.parse") / "data"
MODEL_FILES = ("weights.npz", "words.txt", "labels.json", "lemmas.json")
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


#: Prefixes that the treebanks keep on their word ("anti-aircraft", "co-founder").
KEPT_PREFIXES = ("co", "non", "anti", "re", "pre", "inter", "counter", "mini", "e", "pro", "semi", "un", "de", "pan", "trans", "cross", "socio", "intra", "post")


def make_tokenizer(vocab: Vocab | None = None) -> Tokenizer:
    """spaCy's English tokenizer, cut as the UD treebanks cut: hyphens between words are words of their own, but not those
    behind a prefix."""
    defaults = English.Defaults
    keep = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.capitalize()})" for prefix in KEPT_PREFIXES)
    infixes = [rule for rule in (defaults.infixes or []) if "(?:-|" not in rule]
    infixes += [rf"(?<=[^\W_]){keep}(?:---|--|[-–—~/])(?=[^\W_])", r"(?<=[A-Z]\.)[-–](?=[a-z])", r"(?<=[a-z0-9][.?!])(?=[\"”’»])", r"—", r"(?<=[A-Za-z])[()\[\]](?=[A-Za-z])",
                r"(?<=[a-z])\.(?=[\"”’»])"]
    prefixes = [*(defaults.prefixes or []), r"(?:--+|[-–—](?=[A-Za-z]))"]
    suffixes = [*(defaults.suffixes or []), r"(?:--+|[-–—])", r"(?<=[a-z])['’]s?"]
    rules = dict(defaults.tokenizer_exceptions or {})
    for form in ("Nos.", "Mlle.", "Mme.", "div.", "etc.", "al.", "Ed.", "Sgt.", "Capt.", "Cmdr.", "Brig.", "Maj.", "Amb.", "[...]", "[…]"):
        rules[form] = [{"ORTH": form}]
    return Tokenizer(vocab or create_vocab("en", defaults), rules=rules, prefix_search=compile_prefix_regex(prefixes).search,
                     suffix_search=compile_suffix_regex(suffixes).search, infix_finditer=compile_infix_regex(infixes).finditer,
                     token_match=defaults.token_match, url_match=defaults.url_match)


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
        self.tokenizer = make_tokenizer()

    def __call__(self, text: str) -> Annotation:
        """All annotation of a text; empty lists for a text without words."""
        doc = self.tokenizer(text)
        words, begin, end = [], [], []
        for token in doc:
            if not token.is_space:
                words.append(token.text)
                begin.append(token.idx)
                end.append(token.idx + len(token.text))
        return self.annotate(text, words, begin, end)

    def annotate(self, text: str, words: list[str], begin: list[int], end: list[int]) -> Annotation:
        """Annotates given words."""
        flags = starts(text, words, begin, end)
        labels = self.labels
        out = Annotation(words, begin, end, flags, [], [], [], [], [], [], [])
        firsts = [i for i, flag in enumerate(flags) if flag]
        ranges = list(zip(firsts, [*firsts[1:], len(words)]))
        for chunk in _chunks(ranges):
            base, limit = chunk[0][0], chunk[-1][1]
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


def spacy_pipeline() -> Language:
    """The shipped model as a spaCy pipeline with one component, "goodoffices"."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)

    @spacy.Language.component("goodoffices")  # type: ignore[untyped-decorator]
    def annotate(doc: Doc) -> Doc:
        model = reader()
        index = [t.i for t in doc if not t.is_space]
        result = model.annotate(doc.text, [doc[i].text for i in index], [doc[i].idx for i in index], [doc[i].idx + len(doc[i]) for i in index])
        count = len(doc)
        heads, deps, tags, pos = list(range(count)), ["dep"] * count, ["_SP"] * count, ["SPACE"] * count
        lemmas, morphs, begin = [t.text for t in doc], [""] * count, [False] * count
        for k, i in enumerate(index):
            heads[i], deps[i], tags[i], pos[i] = index[result.head[k]], result.dep[k], result.tag[k], result.pos[k]
            lemmas[i], morphs[i], begin[i] = result.lemma[k], result.feats[k].replace("_", "") if result.feats[k] == "_" else result.feats[k], result.starts[k]
        deps = ["ROOT" if heads[i] == i and d == "root" else d for i, d in enumerate(deps)]
        for i in range(count):
            if pos[i] == "SPACE":
                heads[i] = i - 1 if i else min(1, count - 1)
        spaces = [bool(t.whitespace_) for t in doc]
        made = spacy.tokens.Doc(doc.vocab, [t.text for t in doc], spaces, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps)
        made.ents = [spacy.tokens.Span(made, index[a], index[b] + 1, label=kind) for a, b, kind in result.names]
        return made

    nlp.add_pipe("goodoffices")
    return nlp
