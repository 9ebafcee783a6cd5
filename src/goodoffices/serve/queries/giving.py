"""Ids for the outside world, kept over late arrivals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goodoffices.errors import StoreLockedError, StoreReadOnlyError
from goodoffices.serve.queries.archive import Archive
from goodoffices.store import issued


def lasting_ids(archive: Archive, entries: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each entry (the ids of its observations, its own first) the id by which calendars know it, by the entry's own id. New ones are written
    down; a store that may only be read, or that others write to all the time, keeps none. Readers of an open desk leave the writing to its upkeep (`hand_over`)."""
    wanted = [tuple(ids) for ids in entries if ids]
    with archive.repository.reading() as connection:
        known = issued.given_out(connection)
    if archive.finished is not None:
        return issued.lasting_ids(_with_owed(archive, known, wanted), wanted)
    if any(not set(ids) & set(known) for ids in wanted):
        try:
            with archive.repository.writing() as connection:
                known = issued.given_out(connection)
                issued.give_out(connection, (ids[0] for ids in wanted if not set(ids) & set(known)))
                known = issued.given_out(connection)
        except (StoreReadOnlyError, StoreLockedError):
            pass
    return issued.lasting_ids(known, wanted)


def _with_owed(archive: Archive, known: dict[str, int], wanted: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """The ids given out, also those that are not yet written down, in their order; those that are new now are owed to the store."""
    last = max(known.values(), default=0)
    known = known | {ident: last + n for n, ident in enumerate([i for i in list(archive.owed) if i not in known], 1)}
    for ids in wanted:
        if not known.keys() & set(ids):
            archive.owed.setdefault(ids[0])
            known[ids[0]] = len(known) + last
    return known


def hand_over(archive: Archive) -> None:
    """Writes down the ids that readers were given. Raises StoreError."""
    owed = list(archive.owed)
    if owed:
        with archive.repository.writing() as connection:
            known = issued.given_out(connection)
            issued.give_out(connection, (i for i in owed if i not in known))
        for ident in owed:
            del archive.owed[ident]
