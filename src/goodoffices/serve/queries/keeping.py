"""What was worked out, written into the store's cache for other processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from goodoffices.errors import StoreLockedError, StoreReadOnlyError
from goodoffices.serve.queries.archive import Archive
from goodoffices.store import cache
from goodoffices.store.revision import revision


class Kept(NamedTuple):
    """A value beside the digest of what it was made from. `dossiers`: all that there are; what is kept of others is thrown away."""

    inputs: str
    value: bytes
    dossiers: tuple[str, ...] | None = None


def keep(archive: Archive, at: int, kind: str, key: str, kept: Kept) -> None:
    """Keeps a value, unless the store has moved on from revision `at` meanwhile. A store that may only be read, or where somebody writes all the time, keeps
    nothing: the answer is right all the same. For readers of a finished state nothing is written."""
    if archive.finished is not None:
        return
    if archive.later is not None:
        archive.later[kind, key] = kept
        return
    try:
        write(archive, at, {(kind, key): kept})
    except (StoreReadOnlyError, StoreLockedError):
        return


def write(archive: Archive, at: int, values: Mapping[tuple[str, str], Kept]) -> bool:
    """Writes values by kind and key in one transaction; False where the store has moved on from revision `at`. Raises StoreError."""
    with archive.repository.writing() as connection:
        if revision(connection) != at:
            return False
        for (kind, key), kept in values.items():
            cache.put(connection, kind, key, kept.inputs, kept.value)
            if kept.dossiers is not None:
                for made in ("state", "timeline"):
                    cache.keep_only(connection, made, kept.dossiers)
    return True
