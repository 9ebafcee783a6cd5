"""What passes between the parts of the reading stage."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

MAX_TEXT_BYTES = 64 * 1024 * 1024
"""Largest text, JSON line or table cell that is read as one article, in bytes."""

MAX_PAGE_BYTES = 20 * 1024 * 1024
"""Largest HTML page, in bytes."""


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller knows about the inputs.

    `published` (ISO 8601) and `publisher` fill in what an input lacks. `stdin` is read for the
    input `-`; without it the standard input of the process. `allow_private` lets web addresses
    lead to this machine and private networks.
    """

    published: str | None = None
    publisher: str | None = None
    stdin: BinaryIO | None = None
    allow_private: bool = False


class ReadFailure(msgspec.Struct, frozen=True):
    """One input, or one row of an input, that gave no article: its name and the reason."""

    name: str
    reason: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An article as its format gives it: texts uncleaned, dates as written.

    `fingerprint` is what the id is made from when there is neither id nor url: the original bytes
    or the canonical JSON of the row. `titled` says that the first line of `text` is the title.
    `page_date` is the date a page states in its head. `warnings` are codes of what the format shows (`truncated`),
    `labels` the kinds and sections that a page states of itself.
    """

    name: str
    text: str
    fingerprint: bytes
    titled: bool = False
    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    page_date: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
