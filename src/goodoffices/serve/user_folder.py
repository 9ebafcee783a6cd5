"""Where the user's own tables stand: what `--tables` names, else what GOODOFFICES_TABLES names, else the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

from goodoffices.errors import UsageError

VARIABLE = "GOODOFFICES_TABLES"
OFF = ("", "off")


def tables_to_read(given: Path | None) -> Path | None:
    """The folder whose tables override the shipped ones; None where there is none. Raises UsageError when the variable names no folder."""
    if given is not None:
        return given
    named = os.environ.get(VARIABLE)
    if named is None:
        folder = default_folder()
        return folder if folder.is_dir() else None
    if named in OFF:
        return None
    if not Path(named).is_dir():
        raise UsageError(f"{VARIABLE}: there is no folder {named}")
    return Path(named)


def tables_to_write(given: Path | None) -> Path:
    """The folder for new tables; it need not exist yet. Raises UsageError when the variable turns the user's tables off."""
    if given is not None:
        return given
    named = os.environ.get(VARIABLE)
    if named is None:
        return default_folder()
    if named in OFF:
        raise UsageError(f"{VARIABLE} turns your own tables off: name a folder with --tables")
    return Path(named)


def default_folder() -> Path:
    """The folder `tables` in the user's data folder, by the custom of the system."""
    import platformdirs

    return platformdirs.user_data_path("goodoffices", appauthor=False) / "tables"
