"""What users decided about single events and statements. The ledger is imported only where somebody has decided anything about one."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import NotFoundError
from goodoffices.model import Decision, Event, ExplainedRecord, Note, Statement
from goodoffices.serve.queries.archive import Archive
from goodoffices.store import articles

KINDS = ("event:", "statement:")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Public ids of the events and statements that are out of view, and remarks by public id."""

    rejected: frozenset[str] = frozenset()
    notes: tuple[tuple[str, tuple[Note, ...]], ...] = ()

    def on(self, record: ExplainedRecord) -> dict[str, tuple[Note, ...] | None]:
        """By local id: the remarks on a fact, None for one that was rejected; what nobody decided about is left out."""
        if not self.rejected and not self.notes:
            return {}
        from goodoffices.ledger.dossiers import fact_ids

        notes = dict(self.notes)
        return {local: None if public in self.rejected else notes[public] for local, public in fact_ids(record).items() if public in self.rejected or public in notes}

    def applied(self, record: ExplainedRecord) -> ExplainedRecord:
        """The record without what was rejected."""
        if not self.rejected:
            return record
        from goodoffices.ledger.dossiers import corrected

        return corrected(record, self.rejected)


def verdicts(log: list[Decision]) -> Verdicts:
    """What holds by this log of decisions."""
    if not any(d.target.startswith(KINDS) for d in log):
        return Verdicts()
    from goodoffices.ledger.dossiers import notes_on, rejected_facts

    return Verdicts(rejected_facts(log), tuple(notes_on(log).items()))


@dataclass(frozen=True, slots=True)
class Fact:
    """An event or a statement with its public id and the record it stands in."""

    public: str
    record: ExplainedRecord
    item: Event | Statement


def find_fact(archive: Archive, ident: str) -> Fact | None:
    """The event or statement that "ARTICLE#event:4", or a public id, means; None for ids of another sort. Raises NotFoundError when it is not there."""
    article, mark, local = ident.rpartition("#")
    if not local.startswith(KINDS):
        return None
    from goodoffices.ledger.dossiers import fact_ids
    from goodoffices.ledger.dossiers.order import article_mark, observation_id, whereabouts

    with archive.repository.reading() as connection:
        if not mark:
            place = whereabouts(local)
            article = next((h.id for h in articles.headers(connection) if place is not None and article_mark(h.id) == place[1]), "")
        record = next(articles.load(connection, [article]), None)
    if record is None:
        raise NotFoundError(f"there is no article {article!r} in the store" if article else f"there is no {local!r}: ids stand in `goodoffices events` and `statements`")
    ids = fact_ids(record)
    every: tuple[Event | Statement, ...] = (*record.events, *record.statements)
    found = next((f for f in every if local in (f.id, ids[f.id]) or (isinstance(f, Statement) and local == observation_id("statement", article, f.content.start, f.content.text))), None)
    if found is None:
        raise NotFoundError(f"there is no {local!r} in the article {article!r}")
    return Fact(ids[found.id], record, found)
