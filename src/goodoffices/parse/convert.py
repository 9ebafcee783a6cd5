"""From the model's annotation to the record the coders read. Offsets are asserted; no spaCy object leaves this package."""

from __future__ import annotations

from goodoffices.model import Article, Name, Parsed
from goodoffices.parse.nlp import Annotation


def _repair_infinitives(found: Annotation) -> None:
    """"to" before a name is a preposition, and "offered to host talks" is not read as "to [host talks]": a base verb between "to" and its noun is made the infinitive it is."""
    head, dep, pos = found.head, found.dep, found.pos
    for i in range(1, len(found.words)):
        if dep[i] == "xcomp" and pos[i] in ("PROPN", "PRON") and found.words[i - 1].lower() == "to" and head[i - 1] == i:
            dep[i], dep[i - 1], pos[i - 1] = "obl", "case", "ADP"
    for i in range(1, len(found.words) - 1):
        noun = head[i]
        if found.tag[i] not in ("VB", "NN", "VBP") or pos[i] != "VERB" or dep[i] not in ("amod", "compound") or noun <= i or found.words[i - 1].lower() != "to":
            continue
        governor = head[noun]
        if head[i - 1] not in (noun, i) or governor in (noun, i) or governor > i:
            continue
        head[i], dep[i] = governor, "xcomp"
        head[i - 1], dep[i - 1] = i, "mark"
        head[noun], dep[noun] = i, "obj"


def to_parsed(article: Article, found: Annotation) -> Parsed:
    """A `Parsed` article; raises AssertionError if a word does not stand where the annotation says."""
    text, count = article.text, len(found.words)
    _repair_infinitives(found)
    firsts = [i for i, flag in enumerate(found.starts) if flag]
    sentences = list(zip(firsts, [*firsts[1:], count]))
    sent = [0] * count
    for number, (first, end) in enumerate(sentences):
        for i in range(first, end):
            sent[i] = number
    children: list[list[int]] = [[] for _ in range(count)]
    for i, head in enumerate(found.head):
        if head != i:
            children[head].append(i)
    for word, begin, end in zip(found.words, found.begin, found.end):
        assert text[begin:end] == word, "a word does not stand where the tokenizer says"
    return Parsed(
        article=article,
        text=tuple(found.words),
        lower=tuple([w.lower().replace("’", "'") for w in found.words]),
        start=tuple(found.begin),
        end=tuple(found.end),
        lemma=tuple([lemma.lower() for lemma in found.lemma]),
        pos=tuple(found.pos),
        tag=tuple(found.tag),
        feats=tuple(found.feats),
        head=tuple(found.head),
        dep=tuple(found.dep),
        sent=tuple(sent),
        children=tuple([tuple(c) for c in children]),
        sentences=tuple(sentences),
        sentence_spans=tuple([(found.begin[a], found.end[b - 1]) for a, b in sentences]),
        names=tuple([Name(first=a, last=b, kind=k) for a, b, k in found.names]),
    )
