"""Coding anew what is in the store: from the bytes that were kept, else from the text as it was read."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.model import Article, ExplainedRecord
from goodoffices.read.records import ReadFailure
from goodoffices.read.visited import Hints, article_at
from goodoffices.read.web import Answer
from goodoffices.serve.queries.archive import Archive
from goodoffices.store import articles, watched

#: Articles fetched from the store at a time; none is held open while they are coded.
PART = 50
#: Warnings of the reading stage that the text alone does not show again.
OF_READING = frozenset({"opinion", "retrospective", "live_blog", "truncated"})


def readings(archive: Archive) -> Iterator[Article]:
    """Every article that is not removed, as this version of the program reads it, under the id it has."""
    with archive.repository.reading() as connection:
        ids = [h.id for h in articles.headers(connection)]
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        with archive.repository.reading() as connection:
            originals = {o.article: o for o in watched.latest_originals(connection, part)}
            records = list(articles.load(connection, part))
        for record in records:
            yield _reread(record, originals.get(record.document.id)) or _as_read(record)


def _reread(record: ExplainedRecord, original: watched.Original | None) -> Article | None:
    """The article of the bytes kept; None where there are none, or where they are now read as nothing or as another article."""
    if original is None:
        return None
    answer = Answer(url=original.url, status=200, body=original.body, media=original.media, charset=original.charset)
    found = article_at(answer, Hints(title=original.title, publisher=original.publisher, published=original.published))
    return None if isinstance(found, ReadFailure) or found.id != record.document.id else found


def _as_read(record: ExplainedRecord) -> Article:
    d = record.document
    return Article(id=d.id, text=d.text, name=d.id, title=d.title, url=d.url, publisher=d.publisher, published=d.published, published_source=d.published_source,
                   dateline=d.dateline, language=d.language, warnings=tuple(w.code for w in record.warnings if w.code in OF_READING))
