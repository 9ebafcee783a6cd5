"""Where a store is: `sqlite:///file`, `sqlite://` (in memory) or `postgresql://user@host/database`."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from goodoffices.errors import StoreAddressError, StoreDriverMissingError

HINT = "write sqlite:///FILE or postgresql://USER@HOST/DATABASE"
POSTGRESQL = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Address:
    """`shown` is for messages: a file's path, or the URL without its password. `file` is None for servers and in-memory stores."""

    url: URL
    shown: str
    file: Path | None = None

    @property
    def memory(self) -> bool:
        return self.url.get_backend_name() == "sqlite" and self.file is None


def parse_address(text: str) -> Address:
    """Raises StoreAddressError for what is no address of a store, StoreDriverMissingError where the library for it is not installed."""
    if "://" not in text:
        raise StoreAddressError(text or "''", f"is no address of a store: {HINT}")
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as err:
        raise StoreAddressError(_before_secret(text), f"is no address of a store: {HINT}") from err
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _file(url, text)
    if backend not in POSTGRESQL:
        raise StoreAddressError(url.render_as_string(), f"stores are kept in SQLite or PostgreSQL, not in {backend}: {HINT}")
    if not url.database:
        raise StoreAddressError(url.render_as_string(), f"names no database: {HINT}")
    if importlib.util.find_spec("psycopg") is None:
        raise StoreDriverMissingError(url.render_as_string(), "PostgreSQL needs the library psycopg: pip install 'goodoffices[postgres]'")
    return Address(url.set(drivername="postgresql+psycopg"), url.render_as_string())


def _file(url: URL, text: str) -> Address:
    """The path is taken as it stands after `sqlite:///`, so that file names may hold any character."""
    if url.host:
        raise StoreAddressError(text, f"a file's address has three slashes, four for a path from the root: {HINT}")
    path = text.partition(":///")[2]
    if path in ("", ":memory:"):
        return Address(url, "the store in memory")
    file = Path(path).expanduser()
    return Address(url, str(file), file.absolute())


def _before_secret(text: str) -> str:
    """The kind of address only: what cannot be taken apart may hold a password anywhere."""
    return text.partition("://")[0] + "://..."
