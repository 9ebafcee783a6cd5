"""Reads tab-separated tables; every complaint names file and line. The format is described in docs/tables.md."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from goodoffices.errors import TableError

SHIPPED = Path(str(files("goodoffices.ontology") / "data"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells by column name, with where it stands for messages."""

    cells: list[str]
    columns: dict[str, int]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[self.columns[column]]

    def list(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, separated by semicolons."""
        cell = self.cells[self.columns[column]]
        return tuple([v.strip() for v in cell.split(";") if v.strip()]) if cell else ()

    def error(self, reason: str) -> TableError:
        return TableError(self.file, self.line, reason)


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows of one table. Raises TableError for a missing column, a row of the wrong width, or bytes that are not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as err:
        raise TableError(path.name, 1, f"not UTF-8: {err}") from err
    header: dict[str, int] | None = None
    name = path.name
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            missing = [c for c in columns if c not in cells]
            if missing:
                raise TableError(name, number, f"column missing: {', '.join(missing)}")
            header = {name: k for k, name in enumerate(cells)}
            continue
        if len(cells) > len(header):
            raise TableError(name, number, f"{len(cells)} cells where the header names {len(header)}")
        if len(cells) < len(header):
            cells += [""] * (len(header) - len(cells))
        yield Row(cells, header, name, number)


def find(pattern: str, user: Path | None) -> list[Path]:
    """The shipped tables whose names match, then those of the user's folder, which override rows with the same key."""
    found = sorted(SHIPPED.glob(pattern))
    return found + (sorted(user.glob(pattern)) if user is not None and user.is_dir() else [])


def digest(user: Path | None) -> str:
    """Digest over all tables in use, 12 hex digits."""
    total = hashlib.sha256()
    for path in find("**/*.tsv*", user):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
