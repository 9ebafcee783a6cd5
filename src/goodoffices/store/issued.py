"""Ids that were given out. An entry is called by its earliest source; when an earlier one arrives late, calendars still know the entry by its old id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select

from goodoffices.store.tables import issued


def given_out(connection: Connection) -> dict[str, int]:
    """All ids given out, with their order."""
    return {row.entry: row.number for row in connection.execute(select(issued.c.entry, issued.c.number))}


def lasting_ids(known: dict[str, int], entries: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each entry (its ids, its own first) the one that was given out first, else its own."""
    return {ids[0]: min((i for i in ids if i in known), key=lambda i: known[i], default=ids[0]) for ids in entries}


def give_out(connection: Connection, ids: Iterable[str]) -> None:
    rows = [{"entry": i} for i in dict.fromkeys(ids)]
    if rows:
        connection.execute(insert(issued), rows)
