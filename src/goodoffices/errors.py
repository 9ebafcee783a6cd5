"""The one exception tree. Each error knows the exit status it leads to (CONTRACT: 1 not done, 2 wrong usage)."""

from __future__ import annotations


class GoodOfficesError(Exception):
    """Something that is told to the user in one line, without a traceback."""

    exit_code = 1


class UsageError(GoodOfficesError):
    """The command was called wrongly."""

    exit_code = 2


class ReadError(GoodOfficesError):
    """An input could not be read: `name` says which, `reason` why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class FetchError(GoodOfficesError):
    """A service on the network gave no usable answer: `where` says which, `reason` why."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class TableError(GoodOfficesError):
    """A table has a bad row; the message names file and line."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class ModelError(GoodOfficesError):
    """The shipped language model is missing or does not fit this version."""
