"""A web page to the report on it: text, title, site and publication date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree, html  # type: ignore[import-untyped, unused-ignore]

from goodoffices.errors import ReadError
from goodoffices.read.dates import publication_date
from goodoffices.read.decode import decode
from goodoffices.read.records import MAX_PAGE_BYTES

# What parsers of broken pages are known to raise.
_PARSER_ERRORS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, ArithmeticError, AssertionError, etree.LxmlError)
_DATE_KEYS = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate",
              "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "sailthru.date", "parsely-pub-date",
              "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate", "publication_date")  # fmt: skip
_ARTICLE_TYPES = re.compile(r"(?:News)?Article|BlogPosting|ReportageNewsArticle|LiveBlogPosting|WebPage|Report", re.IGNORECASE)
# What a menu has nowhere: a line that is ended by a stop, or one of eight words.
_PROSE = re.compile(r"[.!?…。।؟][\"'”’»)\]]*$|(?<!\S)\S++(?:[^\S\n]++\S++){7}", re.MULTILINE)
_DEEPEST = 12  # levels of structured data that are looked through


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page holds; `published` is ISO 8601 with the page's own zone, `labels` the kinds and sections that it states of itself."""

    text: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    language: str | None
    labels: tuple[str, ...] = ()


def read_page(data: bytes, name: str, url: str | None = None, charset: str | None = None) -> Page:
    """The report on the page `data`, sent with `charset` where a server named one; raises ReadError where there is none."""
    if len(data) > MAX_PAGE_BYTES:
        raise ReadError(name, f"page larger than {MAX_PAGE_BYTES // 2**20} MiB")
    markup = decode(data, markup=True, charset=charset).replace("\x00", "")
    if not markup.strip():
        raise ReadError(name, "empty")
    tree = _tree(markup)
    found = _extract(markup, url) if tree is not None else None
    text = (getattr(found, "text", None) or "").strip()
    if tree is None or not text:
        raise ReadError(name, "no article text found")
    metas = dict(_metas(tree))
    structured = list(_structured(tree))
    return Page(
        text=text,
        title=_title(found, metas, structured, tree),
        url=url or _address(tree, metas),
        publisher=_first(metas.get("og:site_name"), _publisher(structured), getattr(found, "sitename", None)),
        published=_published(tree, metas, structured, markup, url),
        language=tree.get("lang") or tree.get("xml:lang") or None,
        labels=tuple(_labels(metas, structured)),
    )


def _tree(markup: str) -> Any:
    try:
        # As bytes: lxml refuses text that declares an encoding of its own.
        return html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except _PARSER_ERRORS:
        return None


def _extract(markup: str, url: str | None) -> Any:
    """Trafilatura's document: by precision first, then with its defaults; None where neither holds a sentence."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    for precise in (True, False):
        try:
            found = trafilatura.bare_extraction(
                markup, url=url, favor_precision=precise, include_comments=False, include_tables=False, with_metadata=True
            )
        except _PARSER_ERRORS:
            found = None
        if found is not None and _PROSE.search(getattr(found, "text", None) or ""):
            return found
    return None


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    """Name and content of the page's meta elements, the last first so that a dict keeps the first."""
    for element in reversed(tree.xpath("//meta[@content]")):
        for attribute in ("property", "name", "itemprop"):
            key = element.get(attribute)
            if key:
                yield key.strip().casefold(), element.get("content").strip()


def _structured(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article, outermost first."""
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(data, _DEEPEST)


def _articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if not depth:
        return
    if isinstance(data, list):
        for item in data:
            yield from _articles(item, depth - 1)
    elif isinstance(data, dict):
        if _ARTICLE_TYPES.search(str(data.get("@type", ""))):
            yield data
        yield from _articles(data.get("@graph"), depth - 1)


def _labels(metas: dict[str, str], structured: list[dict[str, Any]]) -> Iterator[str]:
    """Kinds of article and names of sections, of the page's own article only."""
    stated: list[object] = [metas.get("article:section"), metas.get("og:article:section")]
    for item in structured[:1]:
        for key in ("@type", "articleSection"):
            value = item.get(key)
            stated += value if isinstance(value, list) else [value]
    yield from (value.strip() for value in stated if isinstance(value, str) and value.strip())


def _title(found: Any, metas: dict[str, str], structured: list[dict[str, Any]], tree: Any) -> str | None:
    headlines = [str(item["headline"]) for item in structured if item.get("headline")]
    heads = [" ".join(element.text_content().split()) for element in tree.xpath("//h1")]
    heading = heads[0] if len(heads) == 1 else None
    return _first(*headlines[:1], metas.get("og:title"), heading, getattr(found, "title", None))


def _publisher(structured: list[dict[str, Any]]) -> str | None:
    for item in structured:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return None


def _address(tree: Any, metas: dict[str, str]) -> str | None:
    links = [element.get("href") for element in tree.xpath('//link[@rel="canonical"][@href]')]
    return _first(*(link for link in [*links, metas.get("og:url")] if link and re.fullmatch(r"\s*https?://[^\s/]+\S*\s*", link)))


def _published(tree: Any, metas: dict[str, str], structured: list[dict[str, Any]], markup: str, url: str | None) -> str | None:
    """What the page states in its head or its time elements, else what htmldate finds."""
    stated: list[object] = [item.get("datePublished") for item in structured]
    stated += [metas.get(key) for key in _DATE_KEYS]
    stated += tree.xpath('//time[@itemprop="datePublished" or @pubdate]/@datetime')
    stated += tree.xpath('//*[@itemprop="datePublished"]/@content') + tree.xpath("(//article//time|//header//time)[1]/@datetime")
    for value in stated:
        day = publication_date(value)
        if day is not None:
            return day
    return _searched(markup, url)


def _searched(markup: str, url: str | None) -> str | None:
    import htmldate

    try:
        return publication_date(htmldate.find_date(markup, url=url, original_date=True))
    except _PARSER_ERRORS:
        return None


def _first(*values: object) -> str | None:
    for value in values:
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None
