"""Forecasts as they were issued. Rows are only ever added; a question that has been answered with a number keeps it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import asdict
from sqlalchemy import Connection, func, insert, select

from goodoffices.model import Base
from goodoffices.store.tables import forecasts


class Kept(Base, frozen=True, kw_only=True):
    """A row: `question` is the digest of what is asked, `body` all numbers as JSON. `issued`, `due` and `as_of` are ISO days, `made_at` a time in UTC."""

    question: str
    kind: str
    dossier: str
    issued: str
    horizon: int
    due: str
    as_of: str
    made_at: str
    model: str
    body: str


COLUMNS = [forecasts.c[name] for name in Kept.__struct_fields__]
#: Questions asked for at a time.
CHUNK = 200


def keep(connection: Connection, made: Iterable[Kept]) -> int:
    """Adds what is asked for the first time and leaves the rest as it was; how many were added."""
    wanted = {one.question: one for one in made}
    known = {one.question for one in issued(connection, list(wanted))}
    fresh = [asdict(one) for ident, one in wanted.items() if ident not in known]
    if fresh:
        connection.execute(insert(forecasts), fresh)
    return len(fresh)


def issued_for(connection: Connection, dossier: str, since: str) -> list[Kept]:
    """The forecasts of a dossier that are due on a day or later, in the order they are due."""
    query = select(*COLUMNS).where(forecasts.c.dossier == dossier, forecasts.c.due >= since).order_by(forecasts.c.due, forecasts.c.number)
    return [Kept(**row) for row in connection.execute(query).mappings()]


def count_for(connection: Connection, dossier: str, since: str) -> int:
    """How many these are."""
    return int(connection.execute(select(func.count()).select_from(forecasts).where(forecasts.c.dossier == dossier, forecasts.c.due >= since)).scalar_one())


def count(connection: Connection) -> int:
    """How many forecasts were issued; changes with each."""
    return int(connection.execute(select(func.count()).select_from(forecasts)).scalar_one())


def issued(connection: Connection, questions: list[str] | None = None) -> list[Kept]:
    """All forecasts in the order they were issued, or those of some questions."""
    query = select(*COLUMNS).order_by(forecasts.c.number)
    if questions is None:
        return [Kept(**row) for row in connection.execute(query).mappings()]
    return [Kept(**row) for start in range(0, len(questions), CHUNK)
            for row in connection.execute(query.where(forecasts.c.question.in_(questions[start : start + CHUNK]))).mappings()]
