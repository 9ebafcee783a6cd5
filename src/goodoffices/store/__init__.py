"""The store: a file of SQLite or a database of PostgreSQL. `docs/store.md` says what is kept where."""

from goodoffices.store.repository import Repository, open_store

__all__ = ["Repository", "open_store"]
