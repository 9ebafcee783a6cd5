"""What users decided. Rows are only ever added: a decision is taken back by another one."""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import Connection, func, insert, select

from goodoffices.model import Decision
from goodoffices.store.revision import advance
from goodoffices.store.tables import decisions

FIELDS = ("id", "at", "who", "why", "kind", "target", "value")


def log(connection: Connection) -> list[Decision]:
    """All decisions in the order they were made."""
    rows = connection.execute(select(*(decisions.c[name] for name in FIELDS)).order_by(decisions.c.number)).mappings()
    return [Decision(**{**row, "value": msgspec.json.decode(row["value"])}) for row in rows]


def record_decision(connection: Connection, decision: Decision) -> None:
    connection.execute(insert(decisions).values(**{name: getattr(decision, name) for name in FIELDS[:-1]}, value=msgspec.json.encode(decision.value).decode()))
    advance(connection)


def next_id(connection: Connection, at: str, who: str, kind: str, target: str) -> str:
    """An id that no other decision has, also not one in another store that is put together with this one later."""
    count = connection.execute(select(func.count()).select_from(decisions)).scalar_one()
    return "decision:" + hashlib.sha256(msgspec.json.encode([count, at, who, kind, target])).hexdigest()[:12]
