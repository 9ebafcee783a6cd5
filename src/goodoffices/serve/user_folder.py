"""Where the user's own tables and store are: what `--tables` and `--store` name, else what GOODOFFICES_TABLES and GOODOFFICES_STORE name, else the user's
data folder."""

from __future__ import annotations

import os
from pathlib import Path

from goodoffices.errors import StoreUnreachableError, UsageError

VARIABLE = "GOODOFFICES_TABLES"
STORE_VARIABLE = "GOODOFFICES_STORE"
#: The address of an empty store in memory.
NOWHERE = "sqlite://"
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


def store_to_read(given: str | None) -> str:
    """The address of the store to look into; where nobody named one and nothing has been filed yet, an empty one."""
    named = given or os.environ.get(STORE_VARIABLE)
    if named is not None:
        return named
    file = data_folder() / "store.db"
    return f"sqlite:///{file}" if file.exists() else NOWHERE


def store_to_write(given: str | None) -> str:
    """The address of the store to file in; the user's data folder is made where it is missing."""
    named = given or os.environ.get(STORE_VARIABLE)
    if named is not None:
        return named
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StoreUnreachableError(str(folder), f"the folder cannot be made: {err.strerror}") from err
    return f"sqlite:///{folder / 'store.db'}"


def default_folder() -> Path:
    """The folder `tables` in the user's data folder."""
    return data_folder() / "tables"


def data_folder() -> Path:
    """The user's data folder, by the custom of the system."""
    import platformdirs

    return platformdirs.user_data_path("goodoffices", appauthor=False)
