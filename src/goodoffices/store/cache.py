"""What was worked out of the rest. A value counts only while the digest of its inputs is the one asked for; anything may be thrown away."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from goodoffices.store.tables import cache, entries


def get(connection: Connection, kind: str, key: str, inputs: str) -> bytes | None:
    """The value if it was made from these inputs."""
    row = connection.execute(select(cache.c.inputs, cache.c.value).where(cache.c.kind == kind, cache.c.key == key)).one_or_none()
    return zlib.decompress(row.value) if row is not None and row.inputs == inputs else None


def put(connection: Connection, kind: str, key: str, inputs: str, value: bytes) -> None:
    connection.execute(delete(cache).where(cache.c.kind == kind, cache.c.key == key))
    connection.execute(insert(cache).values(kind=kind, key=key, inputs=inputs, value=zlib.compress(value, 1)))


def is_fresh(connection: Connection, kind: str, key: str, inputs: str) -> bool:
    return connection.execute(select(cache.c.inputs).where(cache.c.kind == kind, cache.c.key == key)).scalar_one_or_none() == inputs


def keep_only(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    """Throws away the values of keys that are no more."""
    present = connection.execute(select(cache.c.key).where(cache.c.kind == kind)).scalars().all()
    for key in set(present) - set(keys):
        connection.execute(delete(cache).where(cache.c.kind == kind, cache.c.key == key))
        connection.execute(delete(entries).where(entries.c.dossier == key))


def place_entries(connection: Connection, dossier: str, ids: Iterable[str]) -> None:
    """Notes that these entries (and the observations joined in them) are in a dossier."""
    connection.execute(delete(entries).where(entries.c.dossier == dossier))
    rows = [{"entry": ident, "dossier": dossier} for ident in dict.fromkeys(ids)]
    if rows:
        connection.execute(insert(entries), rows)


def dossiers_of(connection: Connection, entry: str) -> list[str]:
    """Dossiers that had the entry when their state was last worked out."""
    return list(connection.execute(select(entries.c.dossier).where(entries.c.entry == entry).order_by(entries.c.dossier)).scalars())


def clear(connection: Connection) -> None:
    connection.execute(delete(cache))
    connection.execute(delete(entries))
