"""Is the store sound? What `goodoffices doctor` says, and backups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goodoffices.model import Base
from goodoffices.pipeline import spans_agree
from goodoffices.serve.queries.archive import Archive
from goodoffices.store import check


class Ailment(Base, frozen=True, kw_only=True):
    """Something that is wrong; `where` is an article's id, or empty for the store as a whole."""

    where: str
    what: str


def ailments(archive: Archive) -> Iterator[Ailment | None]:
    """Everything that is wrong, while it is found; None for each article that is sound."""
    with archive.repository.reading() as connection:
        for what in (*check.database_faults(connection), *check.orphans(connection)):
            yield Ailment(where="", what=what)
        for ident, record, wrong in check.checked_records(connection):
            for what in wrong:
                yield Ailment(where=ident, what=what)
            if record is not None and not spans_agree(record):
                yield Ailment(where=ident, what="words of the record do not stand in the text where it says")
            elif not wrong:
                yield None


def back_up(archive: Archive, target: Path) -> None:
    """A copy of an SQLite store, taken while others may write. Raises StoreError."""
    with archive.repository.reading() as connection:
        check.back_up(connection, target)
