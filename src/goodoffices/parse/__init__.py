"""Words, sentences, tags, lemmas, UD trees and names of an article, by the shipped model."""

from __future__ import annotations

from goodoffices.model import Article, Parsed

__all__ = ["model_digest", "parse"]


def parse(article: Article) -> Parsed:
    """Parses the article's text. Loads the model on first use (about half a second)."""
    from goodoffices.parse.convert import to_parsed
    from goodoffices.parse.nlp import reader

    return to_parsed(article, reader()(article.text))


def model_digest() -> str:
    """Digest of the shipped model files, 12 hex digits."""
    from goodoffices.parse.nlp import reader

    return reader().digest
