"""What a user wants watched: a TOML file, an OPML file of another feed reader, or addresses."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from goodoffices.errors import FetchError, UsageError
from goodoffices.read.addresses import split


class Watched(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source to watch. `kind`: "page" for a page that is an article itself, else found out; `text`: where the words of an article are taken from, its page
    or the feed itself; `every`: minutes between two requests."""

    url: str
    name: str = ""
    kind: Literal["auto", "page"] = "auto"
    publisher: str | None = None
    text: Literal["page", "feed"] = "page"
    every: float | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: list[Watched]
    every: float | None = None


def watched(given: str) -> list[Watched]:
    """The sources that an argument names. Raises UsageError with the reason and, in a file, the place."""
    if "://" in given:
        return [_checked(Watched(url=given.strip()), given)]
    try:
        data = Path(given).read_bytes()
    except OSError as err:
        raise UsageError(f"{given}: {err.strerror or 'cannot be read'}") from err
    found = _opml(data, given) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _toml(data, given)
    if not found:
        raise UsageError(f"{given}: names no source")
    return [_checked(source, given) for source in found]


def _checked(source: Watched, given: str) -> Watched:
    try:
        split(source.url)
    except FetchError as err:
        raise UsageError(f"{given}: {source.url[:200]}: {err.reason}") from err
    if source.every is not None and not 1 <= source.every <= 7 * 24 * 60:
        raise UsageError(f"{given}: {source.url[:200]}: `every` is minutes, from 1 to a week")
    return source if source.name else msgspec.structs.replace(source, name=urlsplit(source.url).netloc.rpartition("@")[2] + urlsplit(source.url).path.rstrip("/"))


def _toml(data: bytes, given: str) -> list[Watched]:
    try:
        read = msgspec.convert(tomllib.loads(data.decode("utf-8-sig")), _File)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as err:
        raise UsageError(f"{given}: {err}") from err
    return [s if s.every is not None else msgspec.structs.replace(s, every=read.every) for s in read.source]


def _opml(data: bytes, given: str) -> list[Watched]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as err:
        raise UsageError(f"{given}: no OPML: {err}") from err
    return [Watched(url=str(o.get("xmlUrl")).strip(), name=" ".join(str(o.get("title") or o.get("text") or "").split())[:200]) for o in root.iter("outline") if o.get("xmlUrl")]
