"""Filing: what `goodoffices add` does with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from goodoffices import __version__
from goodoffices.errors import StoreRefusedError
from goodoffices.model import Article, Coder, Record
from goodoffices.ontology import load
from goodoffices.parse import model_digest
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.store import articles


@dataclass(slots=True)
class Filing:
    """What a run did: counts of articles, ids of those that changed the store, ids whose text was replaced by another one."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


def new_only(archive: Archive, filing: Filing, readings: Iterable[Article]) -> Iterator[Article]:
    """The articles that have to be coded; those that the store has in the very same form are counted as unchanged."""
    coder = Coder(program="goodoffices", version=__version__, model=model_digest(), tables=load(archive.tables).digest)
    for article in readings:
        source = articles.source_digest(article)
        with archive.repository.reading() as connection:
            filed = articles.find(connection, article.id)
        if articles.is_filed(filed, source, coder):
            filing.unchanged += 1
        else:
            yield article


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
        if outcome == "added":
            filing.added += 1
        else:
            filing.updated += 1
            if before is not None and before.sha256 != record.document.sha256:
                filing.replaced.append(ident)
