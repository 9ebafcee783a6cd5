"""Bytes that a server answered, with what a feed said of them, to the article in them."""

from __future__ import annotations

import html

import msgspec

from goodoffices.errors import ReadError
from goodoffices.model import Article
from goodoffices.read.articles import article
from goodoffices.read.drafts import page_draft, text_draft
from goodoffices.read.records import Draft, ReadFailure, ReadOptions
from goodoffices.read.sources import Source, opened_answer
from goodoffices.read.web import Answer


class Hints(msgspec.Struct, frozen=True, kw_only=True):
    """What the source of an address says of it; the page itself is believed first, except about the outlet."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None


def article_at(answer: Answer, hints: Hints) -> Article | ReadFailure:
    """The article of one page or plain text; a failure where there is none."""
    name = answer.url
    try:
        content = opened_answer(Source(name, None, "html" if answer.media in ("text/html", "application/xhtml+xml") else None), answer)
        if content.kind not in ("html", "text"):
            return ReadFailure(name, "neither a page nor a text")
        draft = (page_draft if content.kind == "html" else text_draft)(content.stream.read(), name, answer.url, answer.charset)
    except ReadError as error:
        return ReadFailure(error.name, error.reason)
    return article(_hinted(draft, hints), ReadOptions())


def _hinted(draft: Draft, hints: Hints) -> Draft:
    title = draft.title or (None if draft.titled else hints.title)
    return msgspec.structs.replace(draft, title=title, publisher=hints.publisher or draft.publisher, published=None if draft.page_date else hints.published)


def as_page(content: str, title: str | None) -> bytes:
    """The text that a feed brings along as a page in UTF-8."""
    head = html.escape(title or "")
    body = f'<!doctype html><html><head><meta charset="utf-8"><title>{head}</title></head><body><article><h1>{head}</h1>{content}</article></body></html>'
    return body.encode("utf-8", "replace")
