"""One source to the drafts in it, by the kind of its content."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from goodoffices.errors import FetchError, ReadError
from goodoffices.read import formats
from goodoffices.read.decode import decode
from goodoffices.read.records import MAX_PAGE_BYTES, MAX_TEXT_BYTES, Draft, ReadFailure
from goodoffices.read.sources import Opened, Source, opened, opened_answer
from goodoffices.read.tracking import without_tracking

if TYPE_CHECKING:
    from goodoffices.read.web import Answer

#: Asks a web address. Raises FetchError.
Get = Callable[[str], "Answer"]


def drafts(source: Source, get: Get) -> Iterator[Draft | ReadFailure]:
    """The drafts of one source; what breaks it off becomes its last item."""
    try:
        if source.url is not None:
            yield from by_kind(opened_answer(source, get(source.url)), source.name)
            return
        with opened(source) as content:
            yield from by_kind(content, source.name)
    except ReadError as error:
        yield ReadFailure(error.name, error.reason)
    except FetchError as error:
        yield ReadFailure(source.name, error.reason)


def by_kind(content: Opened, name: str) -> Iterator[Draft | ReadFailure]:
    """The drafts in opened content. Raises ReadError where it breaks off."""
    stream, kind = content.stream, content.kind
    if kind == "feed":
        yield ReadFailure(name, "a feed or sitemap, not an article: `goodoffices watch` follows it")
    elif kind == "warc":
        yield from read_warc(stream, name)
    elif kind == "lines":
        yield from formats.read_lines(stream, name)
    elif kind == "json":
        yield from formats.read_json(stream.read(formats.MAX_ARRAY_BYTES), name)
    elif kind == "csv":
        yield from formats.read_csv(stream, name)
    elif kind == "parquet":
        yield from formats.read_parquet(stream if stream.seekable() else io.BytesIO(stream.read()), name)
    elif kind == "html":
        yield page_draft(_whole(stream, MAX_PAGE_BYTES, name), name, content.url, content.charset)
    else:
        yield text_draft(_whole(stream, MAX_TEXT_BYTES, name), name, content.url, content.charset)


def _whole(stream: BinaryIO, limit: int, name: str) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(name, f"larger than {limit // 2**20} MiB; an article is never that long")
    return data


def text_draft(data: bytes, name: str, url: str | None = None, charset: str | None = None) -> Draft:
    """A plain text, whose first line is the title."""
    return Draft(name=name, text=decode(data, charset=charset), fingerprint=data, titled=True, url=without_tracking(url) if url else None)


def page_draft(data: bytes, name: str, url: str | None = None, charset: str | None = None) -> Draft:
    """A web page; `url` is where it was found. Raises ReadError where it holds no report."""
    from goodoffices.read.html import read_page

    page = read_page(data, name, charset=charset)
    return Draft(
        name=name,
        text=page.text,
        fingerprint=data,
        title=page.title,
        url=_own_address(page.url, url),
        publisher=page.publisher,
        page_date=page.published,
        language=page.language,
        labels=page.labels,
    )


def _own_address(stated: str | None, found: str | None) -> str | None:
    """The address a page states for itself, where it is one of the site that it was found on and not only the front page; else where it was found."""
    if found is None:
        return stated
    own, here = urlsplit((stated or "").strip()), urlsplit(found)
    same_site = own.hostname is not None and (own.hostname or "").removeprefix("www.") == (here.hostname or "").removeprefix("www.")
    front = own.path.strip("/") == "" and not own.query and here.path.strip("/") != ""
    return without_tracking(stated or "") if same_site and not front else without_tracking(found)


def read_warc(stream: BinaryIO, name: str) -> Iterator[Draft | ReadFailure]:
    """The pages and texts of a web archive, each under the address it was found at; images, scripts, failed answers and the like are passed over."""
    from goodoffices.read.warc import archived

    for page in archived(stream, name):
        place = f"{name}#{page.url}"
        try:
            yield (page_draft if page.markup else text_draft)(page.body, place, page.url, page.charset)
        except ReadError as error:
            yield ReadFailure(error.name, error.reason)
