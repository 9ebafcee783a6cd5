"""The count of what was written: whoever worked something out of the store can tell whether it still holds."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from goodoffices.store.tables import meta


def revision(connection: Connection) -> int:
    return int(connection.execute(select(meta.c.value).where(meta.c.key == "revision")).scalar_one())


def advance(connection: Connection) -> None:
    """To be called inside every transaction that changes articles or decisions."""
    connection.execute(update(meta).where(meta.c.key == "revision").values(value=str(revision(connection) + 1)))
