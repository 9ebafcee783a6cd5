"""Filing: what `goodoffices add` does with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from goodoffices import __version__
from goodoffices.errors import StoreRefusedError
from goodoffices.model import Article, Coder, Record
from goodoffices.ontology import load
from goodoffices.parse import model_digest
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.store import articles

#: Warnings of a reading whose date nobody gave.
OF_DATES = ("no_publication_date", "guessed_publication_date")


@dataclass(slots=True)
class Filing:
    """What a run did: counts of articles, how many of them have no publication date, ids of those that changed the store, ids whose text was replaced by
    another one."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    undated: int = 0
    changed: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


def new_only(archive: Archive, filing: Filing, readings: Iterable[Article]) -> Iterator[Article]:
    """The articles that have to be coded, with the date and outlet that were given for them earlier; those that the store has in the very same form are
    counted as unchanged."""
    coder = Coder(program="goodoffices", version=__version__, model=model_digest(), tables=load(archive.tables).digest)
    for article in readings:
        with archive.repository.reading() as connection:
            filed = articles.find(connection, article.id)
            known = articles.is_filed(filed, articles.source_digest(article), coder)
            if filed is not None and not known:
                article = _with_given(article, next(articles.load(connection, [article.id]), None))
                known = articles.is_filed(filed, articles.source_digest(article), coder)
        if known:
            filing.unchanged += 1
            filing.undated += filed is not None and filed.published is None
        else:
            yield article


def _with_given(article: Article, filed: Record | None) -> Article:
    """The reading with what an earlier one was given and this one was not: outlet and date. A date that was given outlives one that is only found in the
    text or the address."""
    if filed is None:
        return article
    before = filed.document
    if article.publisher is None and before.publisher:
        article = replace(article, publisher=before.publisher)
    if before.published and (article.published is None or (before.published_source == "given" and article.published_source != "given")):
        article = replace(article, published=before.published, published_source=before.published_source, warnings=tuple(w for w in article.warnings if w not in OF_DATES))
    return article


def file_records(archive: Archive, filing: Filing, records: Iterable[Record], refuse: Callable[[str, str], None]) -> None:
    """Files each record in a transaction of its own; `refuse` is told the name of an article that the database does not take, and why."""
    for record in records:
        ident = record.document.id
        try:
            with archive.repository.writing() as connection:
                before = articles.find(connection, ident)
                outcome = articles.save(connection, record, now())
        except StoreRefusedError as err:
            refuse(ident, err.reason)
            continue
        if outcome == "unchanged":
            filing.unchanged += 1
            continue
        filing.changed.append(ident)
        filing.undated += record.document.published is None
        if outcome == "added":
            filing.added += 1
        else:
            filing.updated += 1
            if before is not None and before.sha256 != record.document.sha256:
                filing.replaced.append(ident)
