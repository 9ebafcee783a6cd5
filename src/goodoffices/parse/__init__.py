"""Words, sentences, tags, lemmas, UD trees and names of an article, by the shipped model."""

from __future__ import annotations

from goodoffices.model import Article, Parsed

__all__ = ["model_digest", "parse", "split"]


def parse(article: Article) -> Parsed:
    """Parses the article's text. Loads the model on first use (about half a second)."""
    from goodoffices.parse.convert import to_parsed
    from goodoffices.parse.nlp import reader

    return to_parsed(article, reader()(article.text))


def model_digest() -> str:
    """Digest of the shipped model files, 12 hex digits."""
    from goodoffices.parse.nlp import reader

    return reader().digest


def split(text: str) -> list[tuple[int, int]]:
    """Sentence extents by the rules alone, without the network (for texts that are not coded)."""
    from goodoffices.parse.nlp import reader
    from goodoffices.parse.sentences import starts

    words, begin, end = reader().tokenizer(text)
    firsts = [i for i, flag in enumerate(starts(text, words, begin, end)) if flag]
    return [(begin[a], end[b - 1]) for a, b in zip(firsts, [*firsts[1:], len(words)])]
