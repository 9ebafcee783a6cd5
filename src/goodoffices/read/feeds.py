"""What a feed or sitemap lists: RSS, Atom and RDF (feedparser), JSON Feed, sitemaps of news and others. Lenient with broken ones, never with dangerous ones."""

from __future__ import annotations

import calendar
import html
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import feedparser
import msgspec
from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from goodoffices.errors import ReadError
from goodoffices.read.dates import publication_date
from goodoffices.read.decode import decode
from goodoffices.read.sources import sniff
from goodoffices.read.tracking import without_tracking

FeedKind = Literal["feed", "json", "sitemap", "index", "page"]
_LONGEST_TITLE = 1000


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a feed names it. `published`: ISO 8601; `content`: the text that the feed brings along, as HTML."""

    url: str
    title: str | None = None
    published: str | None = None
    content: str | None = None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """`items` in the order of the feed, each address once; `parts` are the sitemaps that an index lists, with the day of their last change."""

    kind: FeedKind
    title: str | None = None
    items: tuple[FeedItem, ...] = ()
    parts: tuple[tuple[str, str | None], ...] = ()


def read_feed(body: bytes, url: str, charset: str | None = None) -> Feed:
    """The feed found at `url`; of kind "page", without items, where it is a page or text. Raises ReadError for what cannot be read."""
    head = sniff(body[:4096])
    if body[:2] == b"\x1f\x8b":
        raise ReadError(url, "a compressed file, no feed")
    if head in ("lines", "json"):
        return _json(body, url)
    if head not in ("feed", "html"):
        return Feed(kind="page")
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise ReadError(url, "declares entities of its own; such feeds are not read")
    text = decode(body[:4096]).casefold()
    if head == "html" and "<?xml" not in text:
        return Feed(kind="page")
    if "<urlset" in text or "<sitemapindex" in text:
        return _sitemap(body, url)
    if head == "html":
        return Feed(kind="page")
    return _syndicated(body, url, charset)


def _once(items: Iterator[FeedItem]) -> tuple[FeedItem, ...]:
    found: dict[str, FeedItem] = {}
    for item in items:
        found.setdefault(item.url, item)
    return tuple(found.values())


def _address(link: object, base: str) -> str | None:
    """A link as an http(s) address without what counts readers; None for any other."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = without_tracking(urljoin(base, link.strip()))
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and len(url) <= 4000 else None


def _line(value: object) -> str | None:
    text = " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
    return text[:_LONGEST_TITLE] or None


def _syndicated(body: bytes, url: str, charset: str | None) -> Feed:
    """RSS, Atom, RDF; what is malformed is read as far as it can be understood."""
    headers = {"content-location": url, "content-type": "application/xml" + (f"; charset={charset}" if charset else "")}
    read = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not read.entries and not read.get("version"):
        raise ReadError(url, f"no feed that can be read ({read.get('bozo_exception') or 'unknown format'})"[:300])
    return Feed(kind="feed", title=_line(read.feed.get("title")), items=_once(_entries(read.entries, url)))


def _entries(entries: list[Any], base: str) -> Iterator[FeedItem]:
    for entry in entries:
        ident = entry.get("id")
        url = _address(entry.get("link"), base) or (_address(ident, base) if isinstance(ident, str) and ident.startswith("http") else None)
        if url is not None:
            bodies = [str(c.get("value") or "") for c in entry.get("content", ())] + [str(entry.get("summary") or "")]
            yield FeedItem(url=url, title=_line(entry.get("title")), published=_moment(entry), content=max(bodies, key=len) or None)


def _moment(entry: Mapping[str, Any]) -> str | None:
    for name in ("published", "updated", "created"):
        found = publication_date(entry.get(name))
        if found is not None:
            return found
        parsed = entry.get(f"{name}_parsed")
        if parsed is not None:
            try:
                return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
            except (ValueError, TypeError, OverflowError):
                continue
    return None


def _json(body: bytes, url: str) -> Feed:
    try:
        data = msgspec.json.decode(decode(body).lstrip("\ufeff").encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as err:
        raise ReadError(url, "no JSON that can be read") from err
    if not isinstance(data, dict) or not str(data.get("version", "")).startswith(("https://jsonfeed.org/", "http://jsonfeed.org/")) or not isinstance(data.get("items"), list):
        raise ReadError(url, "JSON, but no JSON Feed")
    return Feed(kind="json", title=_line(data.get("title")), items=_once(_json_items(data["items"], url)))


def _json_items(rows: list[Any], base: str) -> Iterator[FeedItem]:
    for row in rows:
        if not isinstance(row, dict):
            continue
        url = _address(row.get("url"), base) or (_address(row.get("id"), base) if str(row.get("id", "")).startswith("http") else None)
        if url is not None:
            plain = row.get("content_text")
            content = row.get("content_html") or ("".join(f"<p>{html.escape(p)}</p>" for p in plain.split("\n") if p.strip()) if isinstance(plain, str) else None)
            yield FeedItem(url=url, title=_line(row.get("title")), published=publication_date(row.get("date_published")) or publication_date(row.get("date_modified")),
                           content=content if isinstance(content, str) else None)


def _sitemap(body: bytes, url: str) -> Feed:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as err:
        raise ReadError(url, f"no sitemap that can be read ({err})"[:300]) from err
    if root is None:
        raise ReadError(url, "no sitemap that can be read")
    if etree.QName(root).localname == "sitemapindex":
        rows = ((_address(_text(row, "loc"), url), publication_date(_text(row, "lastmod"))) for row in _children(root, "sitemap"))
        return Feed(kind="index", parts=tuple((address, day) for address, day in rows if address))
    return Feed(kind="sitemap", items=_once(_listed(root, url)))


def _listed(root: Any, base: str) -> Iterator[FeedItem]:
    for row in _children(root, "url"):
        address = _address(_text(row, "loc"), base)
        if address is not None:
            yield FeedItem(url=address, title=_line(_text(row, "title")),
                           published=publication_date(_text(row, "publication_date")) or publication_date(_text(row, "lastmod")))


def _children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element.iter() if isinstance(child.tag, str) and etree.QName(child).localname == name)


def _text(element: Any, name: str) -> str | None:
    """The text of the first element of that name, whatever its namespace; images of a news sitemap have titles and places of their own."""
    for child in _children(element, name):
        if "image" not in (etree.QName(child).namespace or "") and "video" not in (etree.QName(child).namespace or ""):
            return (child.text or "").strip() or None
    return None
