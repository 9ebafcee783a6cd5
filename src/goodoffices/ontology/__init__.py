"""What Good Offices knows about the world, as immutable look-ups read from tables (docs/tables.md)."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.ontology.knowledge import Knowledge
    from goodoffices.ontology.patterns import PatternBook

__all__ = ["Tables", "load"]


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables: `know` actors and places' names, `book` event patterns and cues; `digest` identifies their content."""

    know: Knowledge
    book: PatternBook
    digest: str


def load(user: Path | None = None) -> Tables:
    """The shipped tables, overridden by those in the folder `user`, read once. Raises TableError with file and line for a bad row."""
    return _load(user)


@lru_cache(maxsize=4)
def _load(user: Path | None) -> Tables:
    from goodoffices.ontology.knowledge import load_knowledge
    from goodoffices.ontology.patterns import load_patterns
    from goodoffices.ontology.tables import digest

    collecting = gc.isenabled()
    gc.disable()  # some hundred thousand objects that all stay: looking for garbage among them takes a third of the time
    try:
        return Tables(load_knowledge(user), load_patterns(user), digest(user))
    finally:
        if collecting:
            gc.enable()
