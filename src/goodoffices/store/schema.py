"""Brings a database to the newest schema when it is opened, and leaves alone what is none of ours or newer than the program."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, Engine, inspect, select, text

from goodoffices.errors import NotAStoreError, StoreTooNewError
from goodoffices.store.address import Address
from goodoffices.store.tables import meta, metadata

#: The steps of `migrations/versions`, oldest first; a store is up to date when it stands at the last one.
STEPS = ("v0001", "v0002", "v0003", "v0004")

State = Literal["empty", "older", "ready"]


def prepare(engine: Engine, address: Address) -> None:
    """Raises NotAStoreError for databases of other programs, StoreTooNewError for stores of later versions; both are left untouched."""
    with engine.connect() as connection:
        state = look(connection, address)
    if state == "ready":
        return
    if address.file is not None:
        with engine.connect() as connection:
            _write_ahead(connection)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if look(connection, address) != "ready":
            _upgrade(connection)


def look(connection: Connection, address: Address) -> State:
    """What is at the address, without changing it."""
    present = set(inspect(connection).get_table_names())
    if "alembic_version" not in present:
        foreign = present if connection.dialect.name == "sqlite" else present & set(metadata.tables)
        if foreign:
            raise NotAStoreError(address.shown, f"is no store: the database belongs to another program (table {min(foreign)!r})")
        return "empty"
    step = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    ours = "meta" in present and connection.execute(select(meta.c.value).where(meta.c.key == "program")).scalar_one_or_none() == "goodoffices"
    if not ours:
        raise NotAStoreError(address.shown, "is no store: the database belongs to another program")
    if step == STEPS[-1]:
        return "ready"
    if step not in STEPS:
        raise StoreTooNewError(address.shown, f"the store was written by a later version of goodoffices (schema {step}, this program knows {STEPS[-1]}): update the program")
    return "older"


def _write_ahead(connection: Connection) -> None:
    """Readers and a writer do not wait for each other. It cannot be set inside a transaction."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.cursor().execute("PRAGMA journal_mode = WAL").close()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "goodoffices.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
