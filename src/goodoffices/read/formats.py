"""Tables and JSON to drafts, one row at a time."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

import msgspec

from goodoffices.errors import ReadError
from goodoffices.read import services
from goodoffices.read.decode import decode, guess_encoding
from goodoffices.read.records import MAX_TEXT_BYTES, Draft, ReadFailure

_MIB = 2**20
MAX_ARRAY_BYTES = 1024 * _MIB
_FIELDS = ("text", "title", "url", "publisher", "published", "id", "language")
_BLANK = b"\xef\xbb\xbf\x00 \t\r\n"  # bytes of which a line says nothing
_BATCH = 256  # rows of a Parquet file in memory at once
_UNWIELDY = f"larger than {MAX_TEXT_BYTES // _MIB} MiB"


def read_lines(stream: BinaryIO, name: str) -> Iterator[Draft | ReadFailure]:
    """One JSON object per line; a bad line gives a failure that names its number.

    A single object laid out over several lines is read as one.
    """
    found = False
    for number, line in enumerate(_lines(stream), 1):
        place = f"{name}:{number}"
        if not line.strip(_BLANK):
            continue
        first, found = not found, True
        if len(line) > MAX_TEXT_BYTES:
            yield ReadFailure(place, f"line {_UNWIELDY}")
        else:
            row = _loads(line)
            if first and row is _BAD and line.strip(b"\xef\xbb\xbf \t\r\n") in (b"{", b"["):
                yield from read_json(line + stream.read(MAX_ARRAY_BYTES), name)
                return
            yield from _rows(row, place) if services.is_answer(_list_in(row)) else [_draft(row, place)]
    if not found:
        yield ReadFailure(name, "empty")


def read_json(data: bytes, name: str) -> Iterator[Draft | ReadFailure]:
    """One object, a list of objects, an object with the list `articles` (or `results`), or one object per line."""
    if len(data) >= MAX_ARRAY_BYTES:
        yield ReadFailure(name, f"larger than {MAX_ARRAY_BYTES // _MIB} MiB; give it as JSON lines")
        return
    value = _loads(data)
    if value is _BAD:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _loads(data.strip().split(b"\n", 1)[0]) is not _BAD:
            yield from read_lines(io.BytesIO(data), name)
        else:
            yield ReadFailure(name, "not valid JSON")
        return
    if isinstance(value, list) or _list_in(value) is not None:
        yield from _rows(value, name)
    else:
        yield _draft(value, name)


def _rows(value: Any, name: str) -> Iterator[Draft | ReadFailure]:
    """The rows of a list, or of the list in an object. A list without any text gives one failure."""
    rows = value if isinstance(value, list) else _list_in(value) or []
    if not rows:
        yield ReadFailure(name, "empty")
        return
    textless = services.list_without_texts(rows)
    if textless is not None:
        yield ReadFailure(name, textless)
        return
    for number, row in enumerate(rows, 1):
        yield _draft(row, f"{name}#{number}")


def _list_in(value: Any) -> list[Any] | None:
    """The list `articles` or `results` of an object that has no text itself."""
    if not isinstance(value, dict) or "text" in value:
        return None
    return next((value[key] for key in ("articles", "results") if isinstance(value.get(key), list)), None)


def read_csv(stream: BinaryIO, name: str) -> Iterator[Draft | ReadFailure]:
    """The rows of a table with a header line; comma, semicolon and tab are told apart by it."""
    csv.field_size_limit(MAX_TEXT_BYTES)
    text = _text_stream(stream)
    header = text.readline()
    delimiter = max(",;\t", key=header.count)
    columns = [cell.strip().casefold() for cell in next(csv.reader([header], delimiter=delimiter), [])]
    bare = header.rstrip("\r\n").split("\t")
    if services.gdelt_table(bare) is not None:
        raise ReadError(name, services.table_without_text(bare))
    if not services.has_text(columns):
        raise ReadError(name, services.table_without_text(columns))
    reader = csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
    number = 0
    found = False
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            found = True
            yield ReadFailure(f"{name}#{number}", f"bad row: {error}")
            continue
        if any(cell.strip() for cell in cells):
            found = True
            yield _draft({column: cell for column, cell in zip(columns, cells, strict=False) if cell}, f"{name}#{number}")
    if not found:
        yield ReadFailure(name, "the table has no rows")


def read_parquet(source: Any, name: str) -> Iterator[Draft | ReadFailure]:
    """The rows of a Parquet file (a path or a seekable stream), a batch at a time."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(source)
        wanted = {column: column.strip().casefold() for column in table.schema_arrow.names}
        if not services.has_text(wanted.values()):
            raise ReadError(name, services.table_without_text(list(wanted.values())))
        read = [column for column, plain in wanted.items() if plain in _FIELDS or plain in services.FIELDS]
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=read):
            for row in batch.to_pylist():
                number += 1
                yield _draft({wanted[c]: v for c, v in row.items() if v is not None}, f"{name}#{number}")
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise ReadError(name, f"damaged Parquet file ({type(error).__name__})") from error
    if not number:
        yield ReadFailure(name, "the table has no rows")


_BAD = object()


def _loads(data: bytes) -> Any:
    """The JSON value, `_BAD` if it is none."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(decode(data).strip("\ufeff\x00 \t\r\n"), strict=False)
    except (ValueError, RecursionError):
        return _BAD


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines, none longer than the limit and a byte; what exceeds it is skipped to the line's end."""
    first = True
    while line := stream.readline(MAX_TEXT_BYTES + 1):
        if first and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            whole = decode(line + stream.read(MAX_ARRAY_BYTES)).encode("utf-8", "replace")
            yield from whole.splitlines(keepends=True)
            return
        first = False
        yield line
        while len(line) > MAX_TEXT_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_TEXT_BYTES)
            if not line:
                return
            line = line if line.endswith(b"\n") else line + b" " * (MAX_TEXT_BYTES + 1 - len(line))


def _text_stream(stream: BinaryIO) -> io.TextIOBase:
    """The stream as text in the encoding its beginning shows."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, 65536)  # type: ignore[type-var]
    head = buffered.peek(65536)[:65536]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
            encoding = "utf-8-sig"
        except UnicodeDecodeError:
            encoding = guess_encoding(head)
    return io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="")


def _draft(row: Any, name: str) -> Draft | ReadFailure:
    if row is _BAD:
        return ReadFailure(name, "not valid JSON")
    if not isinstance(row, Mapping):
        return ReadFailure(name, "not a JSON object")
    given, row = row, services.in_our_names(row)
    text = row.get("text")
    if text is None:
        return ReadFailure(name, services.why_no_text(row))
    if not isinstance(text, str):
        return ReadFailure(name, "the field 'text' is no text")
    if not text.strip():
        return ReadFailure(name, "empty")
    if len(text) > MAX_TEXT_BYTES:
        return ReadFailure(name, f"text {_UNWIELDY}")
    whole = services.whole_sentences(text, open_end=given.get("text") is None)
    if whole.cut and not whole.text.strip():
        return ReadFailure(name, f"only the beginning of the report, without a whole sentence: {services.GO_ON}")
    return Draft(
        name=name,
        text=whole.text,
        fingerprint=_canonical(given),
        warnings=("truncated",) if whole.cut else (),
        id=_plain(row.get("id")),
        title=_plain(row.get("title")),
        url=_plain(row.get("url")),
        publisher=_plain(row.get("publisher")),
        published=_date(row.get("published")),
        language=_plain(row.get("language")),
    )


def _canonical(row: Mapping[str, Any]) -> bytes:
    """The row as JSON with sorted keys: the same for every layout of the same row."""
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode("utf-8", "surrogatepass")


def _plain(value: object) -> str | None:
    """A short field as text; lists and objects are no value for one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _date(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date | datetime) else _plain(value)
