"""Web archives (WARC): the pages and texts in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecordType

from goodoffices.errors import ReadError
from goodoffices.read.records import MAX_PAGE_BYTES

_MARKUP = frozenset({"text/html", "application/xhtml+xml"})


class Archived(msgspec.Struct, frozen=True):
    """One page as it was answered at `url`; `markup` says that it is HTML, `charset` what the server named."""

    url: str
    body: bytes
    markup: bool
    charset: str | None


def archived(stream: BinaryIO, name: str) -> Iterator[Archived]:
    """The HTML pages and plain texts that were answered with status 200. Raises ReadError where the archive is damaged."""
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    found = 0
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all"):
            found += 1
            page = _page(record)
            if page is not None:
                yield page
    except (OSError, ValueError, EOFError) as error:
        raise ReadError(name, f"damaged web archive: {error}") from error
    if not found:
        raise ReadError(name, "a web archive without any page")


def _page(record: Any) -> Archived | None:
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not url.lower().startswith(("http://", "https://")):
        return None
    if record.is_http and record.record_type == WarcRecordType.response:
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        media, charset = record.http_content_type, record.http_charset
    else:
        media, charset = str(record.headers.get("Content-Type") or "").partition(";")[0].strip(), None
    media = (media or "").lower()
    if (media not in _MARKUP and media != "text/plain") or url.endswith("/robots.txt"):
        return None
    body = record.reader.read(MAX_PAGE_BYTES + 1)
    return Archived(url, body, media in _MARKUP, charset) if body.strip() else None
