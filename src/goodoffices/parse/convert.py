"""From the model's annotation to the record the coders read. Offsets are asserted; no spaCy object leaves this package."""

from __future__ import annotations

from goodoffices.model import Article, Name, Parsed
from goodoffices.parse.enumerated import leads
from goodoffices.parse.nlp import Annotation
from goodoffices.parse.repairs import repair


def to_parsed(article: Article, found: Annotation) -> Parsed:
    """A `Parsed` article; raises AssertionError if a word does not stand where the annotation says."""
    text, count = article.text, len(found.words)
    repair(found)
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
    opens = [a == 0 or "\n" in text[found.end[a - 1] : found.begin[a]] for a, _ in sentences]
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
        leads=leads(found, sentences, opens),
        names=tuple([Name(first=a, last=b, kind=k) for a, b, k in found.names]),
    )
