"""One source to the drafts in it, by the kind of its content."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from goodoffices.errors import ReadError
from goodoffices.read import formats
from goodoffices.read.decode import decode
from goodoffices.read.records import MAX_PAGE_BYTES, MAX_TEXT_BYTES, Draft, ReadFailure
from goodoffices.read.sources import Kind, Source, opened

_NOT_ARTICLES: dict[Kind, str] = {
    "warc": "WARC archives are not supported yet",
    "feed": "a feed or sitemap, not an article",
}


def drafts(source: Source) -> Iterator[Draft | ReadFailure]:
    """The drafts of one source; what breaks it off becomes its last item."""
    try:
        with opened(source) as content:
            yield from _by_kind(content.stream, content.kind, source.name)
    except ReadError as error:
        yield ReadFailure(error.name, error.reason)


def _by_kind(stream: BinaryIO, kind: Kind, name: str) -> Iterator[Draft | ReadFailure]:
    if kind in _NOT_ARTICLES:
        yield ReadFailure(name, _NOT_ARTICLES[kind])
    elif kind == "lines":
        yield from formats.read_lines(stream, name)
    elif kind == "json":
        yield from formats.read_json(stream.read(formats.MAX_ARRAY_BYTES), name)
    elif kind == "csv":
        yield from formats.read_csv(stream, name)
    elif kind == "parquet":
        yield from formats.read_parquet(stream if stream.seekable() else io.BytesIO(stream.read()), name)
    elif kind == "html":
        yield _page(_whole(stream, MAX_PAGE_BYTES, name), name)
    else:
        yield _text(_whole(stream, MAX_TEXT_BYTES, name), name)


def _whole(stream: BinaryIO, limit: int, name: str) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(name, f"larger than {limit // 2**20} MiB; an article is never that long")
    return data


def _text(data: bytes, name: str) -> Draft:
    return Draft(name=name, text=decode(data), fingerprint=data, titled=True)


def _page(data: bytes, name: str) -> Draft:
    from goodoffices.read.html import read_page

    page = read_page(data, name)
    return Draft(
        name=name,
        text=page.text,
        fingerprint=data,
        title=page.title,
        url=page.url,
        publisher=page.publisher,
        page_date=page.published,
        language=page.language,
    )
