"""The one exception tree. Each error knows the exit status it leads to (CONTRACT: 1 not done, 2 wrong usage)."""

from __future__ import annotations


class GoodOfficesError(Exception):
    """Something that is told to the user in one line, without a traceback."""

    exit_code = 1


class UsageError(GoodOfficesError):
    """The command was called wrongly."""

    exit_code = 2


class AmbiguousError(UsageError):
    """A name fits several things; the message lists them."""


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


class StoreError(GoodOfficesError):
    """The store could not do what it was asked; nothing of the transaction that failed is kept. `where` is the address, without password."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class StoreAddressError(StoreError):
    """The address of the store is wrong."""

    exit_code = 2


class StoreMissingError(StoreError):
    """There is no store at the address, and nothing was to be filed."""


class StoreDriverMissingError(StoreError):
    """The library that speaks to this kind of database is not installed."""


class StoreUnreachableError(StoreError):
    """The file cannot be opened or the server does not answer."""


class StoreReadOnlyError(StoreError):
    """The store can be read but not written."""


class StoreLockedError(StoreError):
    """Another process holds the store for longer than one waits."""


class StoreSlowError(StoreError):
    """A question took longer than its reader may wait, and was stopped."""


class StoreFullError(StoreError):
    """The disk is full."""


class StoreCorruptError(StoreError):
    """The database is damaged."""


class NotAStoreError(StoreError):
    """What is at the address is no database, or one of another program."""


class StoreTooNewError(StoreError):
    """The store was written by a later version of the program."""


class StoreRefusedError(StoreError):
    """The database does not take what was to be filed; other articles are not concerned."""


class StateNotReadyError(GoodOfficesError):
    """An open desk has no finished state of its store to answer from: it is still being worked out, or that is `failing`."""

    def __init__(self, reason: str, *, failing: bool) -> None:
        super().__init__(reason)
        self.failing = failing


class HelperError(GoodOfficesError):
    """A process that works for this one cannot be had, or has ended; it is started again in `wait` seconds."""

    def __init__(self, reason: str, wait: float) -> None:
        super().__init__(reason)
        self.wait = wait


class LibraryMissingError(GoodOfficesError):
    """A part of the program that was not installed with it; the message says how to get it."""


class NotFoundError(GoodOfficesError):
    """What was asked for is not in the store."""


class MissingLibraryError(GoodOfficesError):
    """A library that only this needs is not installed; the message says how to install it. `library` is its name and that of the extra."""

    def __init__(self, library: str) -> None:
        super().__init__(f"{library} is not installed: pip install 'goodoffices[{library}]'")
        self.library = library


class NotPossibleError(GoodOfficesError):
    """What was asked for cannot be done with what the store holds; the message says why."""
