"""Good Offices keeps the record of the diplomacy in the news.

>>> from goodoffices import code_text
>>> record = code_text("Oslo offered to host talks, Norway's foreign minister said on Monday.", published="2024-05-07")

>>> record.frame("events").to_pandas()

Public names: `code_text`, `code_article`, `Record`, `Store`, the record types in `goodoffices.model` and the errors in `goodoffices.errors` (docs/python.md). Nothing
heavy is loaded on import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from goodoffices.model import Record
    from goodoffices.pipeline import code_article, code_text
    from goodoffices.serve.library import Store

__all__ = ["Record", "Store", "__version__", "code_article", "code_text"]


def __getattr__(name: str) -> Any:
    if name in ("code_text", "code_article"):
        from goodoffices import pipeline

        return getattr(pipeline, name)
    if name == "Record":
        from goodoffices.model import Record

        return Record
    if name == "Store":
        from goodoffices.serve.library import Store

        return Store
    if name == "__version__":
        from importlib import metadata

        return metadata.version("goodoffices")
    raise AttributeError(name)
