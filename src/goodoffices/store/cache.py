"""What was worked out of the rest. A value counts only while the digest of its inputs is the one asked for; anything may be thrown away."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from goodoffices.store.tables import cache


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


def clear(connection: Connection) -> None:
    connection.execute(delete(cache))
