"""Inputs as the user names them: files, folders, standard input, web addresses; and what kind of content they hold."""

from __future__ import annotations

import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

import msgspec

from goodoffices.errors import ReadError
from goodoffices.read.decode import decode
from goodoffices.read.records import ReadFailure
from goodoffices.read.services import gdelt_table, has_text

if TYPE_CHECKING:
    from goodoffices.read.web import Answer

Kind = Literal["text", "html", "json", "lines", "csv", "parquet", "warc", "feed"]

STREAM_ERRORS = (OSError, EOFError, zlib.error)
_ENDINGS: dict[str, Kind] = {
    ".txt": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json", ".jsonl": "lines",
    ".ndjson": "lines", ".csv": "csv", ".parquet": "parquet", ".warc": "warc",
}  # fmt: skip
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"), (b"PK\x03\x04", "a ZIP or office file"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"), (b"\xd0\xcf\x11\xe0", "an old office file"), (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"), (b"\x28\xb5\x2f\xfd", "a zstd file"),
)  # fmt: skip
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_TAG = re.compile(r"<(?:!doctype html|html|head|body|meta|title|article|div|p|h1|span|section|script|link|!--)\b|<!--", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_HEAD = 65536
_SNIFFED = 4096
_ENOUGH = 512


class Source(msgspec.Struct, frozen=True):
    """One file, stream or web address. `path` is None for standard input and addresses, `kind` None where only content can tell."""

    name: str
    path: Path | None
    kind: Kind | None = None
    stdin: BinaryIO | None = None
    url: str | None = None


class Opened(msgspec.Struct, frozen=True):
    """An open source: its decompressed bytes from the first one on, and what they are."""

    stream: BinaryIO
    kind: Kind
    url: str | None = None
    charset: str | None = None


def sources(inputs: Iterable[str], stdin: BinaryIO | None) -> Iterator[Source | ReadFailure]:
    """Each file behind each input, folders recursively in sorted order without hidden files."""
    for given in inputs:
        if given == "-":
            yield Source("-", None, None, stdin or sys.stdin.buffer)
        elif _URL.match(given):
            yield Source(printable(given), None, None, url=printable(given))
        else:
            yield from _on_disk(given)


def printable(name: str) -> str:
    """`name` without the lone surrogates that stand for undecodable bytes in file names."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _on_disk(given: str) -> Iterator[Source | ReadFailure]:
    name = printable(given)
    path = Path(given)
    try:
        if not path.exists():
            yield ReadFailure(name, "no such file or folder")
        elif path.is_dir():
            yield from _in_folder(path, name)
        else:
            yield Source(name, path, _by_ending(path))
    except (OSError, ValueError) as error:
        yield ReadFailure(name, _reason(error))


def _in_folder(folder: Path, name: str) -> Iterator[Source | ReadFailure]:
    problems: list[OSError] = []
    count = 0
    for place, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        for entry in sorted(files):
            path = Path(place, entry)
            kind = _by_ending(path)
            if entry.startswith(".") or not path.is_file() or (kind is None and _bare(path).suffix):
                continue
            count += 1
            yield Source(printable(str(path)), path, kind)
    for problem in problems:
        yield ReadFailure(printable(str(problem.filename)), _reason(problem))
    if not count and not problems:
        yield ReadFailure(name, "no readable file in this folder")


def _bare(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.casefold() == ".gz" else path


def _by_ending(path: Path) -> Kind | None:
    return _ENDINGS.get(_bare(path).suffix.casefold())


@contextmanager
def opened(source: Source) -> Iterator[Opened]:
    """The source's content; raises ReadError where it is empty, missing or no text."""
    try:
        raw = source.path.open("rb") if source.path is not None else cast(BinaryIO, source.stdin)
    except (OSError, ValueError) as error:
        raise ReadError(source.name, _reason(error)) from error
    try:
        stream, head = _unpacked(raw)
        yield Opened(stream, _kind(source, head))
    except STREAM_ERRORS as error:
        raise ReadError(source.name, _reason(error)) from error
    finally:
        if source.path is not None:
            raw.close()


def opened_answer(source: Source, answer: Answer) -> Opened:
    """What a web address answered; raises ReadError where it is empty, refused or no text."""
    if answer.status != 200:
        raise ReadError(source.name, f"the server answers with status {answer.status}")
    try:
        stream, head = _unpacked(io.BytesIO(answer.body))
        return Opened(stream, _kind(source, head), answer.url, answer.charset)
    except STREAM_ERRORS as error:
        raise ReadError(source.name, _reason(error)) from error


def _unpacked(raw: BinaryIO) -> tuple[BinaryIO, bytes]:
    """The stream with its head put back, decompressed as often as it is gzip (twice at most)."""
    rewindable = raw.seekable()
    head = _first_bytes(raw)
    stream = _again(raw, head, rewindable)
    for _ in range(2):
        if not head.startswith(b"\x1f\x8b"):
            break
        unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))
        head = _first_bytes(unpacked)
        stream = _again(unpacked, head, rewindable)
    return stream, head


def _again(stream: BinaryIO, head: bytes, rewindable: bool) -> BinaryIO:
    if rewindable:
        stream.seek(0)
        return stream
    return cast(BinaryIO, io.BufferedReader(_Rewound(stream, head), _HEAD))


def _first_bytes(stream: BinaryIO) -> bytes:
    """The beginning of a stream, without waiting for more of a slow one than is needed to know it."""
    head = b""
    step = getattr(stream, "read1", stream.read)
    while len(head) < _ENOUGH:
        more = step(_HEAD)
        if not more:
            break
        head += more
    return head


class _Rewound(io.RawIOBase):
    """A stream that gives bytes read before once more."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        self._stream = stream
        self._head = head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self._head:
            self._head = getattr(self._stream, "read1", self._stream.read)(len(buffer)) or b""
        part, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _kind(source: Source, head: bytes) -> Kind:
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ReadError(source.name, "empty")
    if head.startswith(b"PAR1"):
        return "parquet"
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise ReadError(source.name, f"{what}, not text")
    if source.kind in (None, "text", "html"):
        found = sniff(head)
        if source.kind is None or found in ("warc", "feed"):
            return found
    return source.kind or "text"


def sniff(head: bytes) -> Kind:
    """What kind of content begins with `head`."""
    text = decode(head[:_SNIFFED]).lstrip("\ufeff \t\r\n\x00")
    if text.startswith("WARC/1"):
        return "warc"
    if text.startswith("{"):
        return "lines"
    if re.match(r"\[\s*[{\]]", text):
        return "json"
    if text.startswith("<"):
        if _FEED.search(text):
            return "feed"
        if _TAG.search(text[:_ENOUGH]) or text.startswith("<?xml"):
            return "html"
    line = text.split("\n", 1)[0].strip("\r")
    columns = [cell.strip(' "').casefold() for cell in re.split(r"[,;\t]", line.strip())]
    table = (len(columns) > 1 and has_text(columns)) or {"url", "title"} <= set(columns) or gdelt_table(line.split("\t")) is not None
    return "csv" if table else "text"


def _reason(error: BaseException) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not allowed to read it"
    if isinstance(error, EOFError | gzip.BadGzipFile | zlib.error):
        return "damaged gzip file"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
