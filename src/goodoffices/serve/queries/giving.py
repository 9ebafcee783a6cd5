"""Ids for the outside world, kept over late arrivals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goodoffices.errors import StoreLockedError, StoreReadOnlyError
from goodoffices.serve.queries.archive import Archive
from goodoffices.store import issued


def lasting_ids(archive: Archive, entries: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each entry (the ids of its observations, its own first) the id by which calendars know it, by the entry's own id. New ones are written
    down; a store that may only be read, or that others write to all the time, keeps none."""
    wanted = [tuple(ids) for ids in entries if ids]
    with archive.repository.reading() as connection:
        known = issued.given_out(connection)
    if any(not set(ids) & set(known) for ids in wanted):
        try:
            with archive.repository.writing() as connection:
                known = issued.given_out(connection)
                issued.give_out(connection, (ids[0] for ids in wanted if not set(ids) & set(known)))
                known = issued.given_out(connection)
        except (StoreReadOnlyError, StoreLockedError):
            pass
    return issued.lasting_ids(known, wanted)
