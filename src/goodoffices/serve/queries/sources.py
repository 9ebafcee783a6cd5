"""How the watched sources fare, told without loading what reads them."""

from __future__ import annotations

from goodoffices.serve.queries.archive import Archive
from goodoffices.store import watched
from goodoffices.store.watched import Health

__all__ = ["Health", "health"]


def health(archive: Archive) -> list[Health]:
    """The sources by name."""
    with archive.repository.reading() as connection:
        return watched.health(connection)
