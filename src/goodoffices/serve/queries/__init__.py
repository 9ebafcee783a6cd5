"""Every read and write that the product offers, as typed functions. The only part that opens the store."""

from __future__ import annotations

from contextlib import AbstractContextManager

from goodoffices.serve.queries.archive import Archive, open_archive
from goodoffices.serve.user_folder import store_to_read, tables_to_read

__all__ = ["Archive", "open_archive", "open_for_reading"]


def open_for_reading(store: str | None) -> AbstractContextManager[Archive]:
    """The store that the user names, else the usual one; none is made. Raises StoreError and its children."""
    return open_archive(store_to_read(store), tables_to_read(None))
