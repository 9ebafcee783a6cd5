"""Inputs as a user names them: files, folders, standard input, and what is none of these."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from goodoffices.model import Article
from goodoffices.read import ReadFailure, ReadOptions, read
from goodoffices.read.sources import printable, sniff

ONE = "Oman passed the letter on Monday, an official in Muscat said."
REPORT = f"Oman passes letter\n\n{ONE}\n\nThe answer is due before the end of the week.\n"
ROW = json.dumps({"text": ONE, "id": "r-1"}) + "\n"


class Slow(io.RawIOBase):
    """Standard input from a pipe: no seeking, few bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data = io.BytesIO(data)
        self._step = step

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._data.read(min(len(buffer), self._step))
        buffer[: len(part)] = part
        return len(part)


def from_stdin(data: bytes, step: int | None = None) -> list[Article | ReadFailure]:
    stream: BinaryIO = io.BytesIO(data) if step is None else io.BufferedReader(Slow(data, step), 16)
    return list(read(["-"], ReadOptions(stdin=stream)))


STDIN = {
    "text": REPORT.encode(),
    "jsonl": (ROW * 2).encode(),
    "json-list": json.dumps([json.loads(ROW)] * 2).encode(),
    "csv": f"id,text\nr-1,\"{ONE}\"\nr-2,\"{ONE}\"\n".encode(),
    "html": f"<html><body><article><h1>Oman passes letter</h1><p>{ONE}</p></article></body></html>".encode(),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("step", [None, 1, 7, 4096], ids=["file", "1-byte", "7-bytes", "blocks"])
@pytest.mark.parametrize("kind", STDIN)
def test_standard_input_is_known_by_its_content(kind: str, step: int | None, packed: bool) -> None:
    items = from_stdin(gzip.compress(STDIN[kind]) if packed else STDIN[kind], step)
    assert items and all(isinstance(item, Article) and ONE in item.text for item in items)
    assert len(items) == {"text": 1, "html": 1}.get(kind, 2)
    assert {item.name.partition(":")[0].partition("#")[0] for item in items} == {"-"}


def test_parquet_from_a_pipe() -> None:
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": [ONE, ONE]}), out)
    assert [item.name for item in from_stdin(out.getvalue(), 100)] == ["-#1", "-#2"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00", b"\xef\xbb\xbf"], ids=["nothing", "line-ends", "nul", "byte-order-mark"])
@pytest.mark.parametrize("step", [None, 1], ids=["file", "pipe"])
def test_empty_standard_input(data: bytes, step: int | None) -> None:
    assert from_stdin(data, step) == [ReadFailure("-", "empty")]


def test_standard_input_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    (article,) = read(["-"])
    assert isinstance(article, Article) and article.title == "Oman passes letter"


def test_standard_input_stays_open() -> None:
    stream = io.BytesIO(REPORT.encode())
    list(read(["-"], ReadOptions(stdin=stream)))
    assert not stream.closed


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "reports"
    for name, data in {
        "b.txt": REPORT, "a.jsonl": ROW, "sub/c.txt": REPORT, "sub/deep/d.csv": f'text,id\n"{ONE}",d\n', "no-ending": REPORT,
        ".hidden.txt": REPORT, ".git/e.txt": REPORT, "picture.png": "\x89PNG", "notes.docx": "PK", "readme.md": REPORT,
    }.items():  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(data, encoding="utf-8")
    (root / "z.txt.gz").write_bytes(gzip.compress(REPORT.encode()))
    yield root


def test_folder_is_read_in_order_without_hidden_and_foreign_files(folder: Path) -> None:
    names = [Path(item.name).relative_to(folder).as_posix() for item in read([str(folder)])]
    assert names == ["a.jsonl:1", "b.txt", "no-ending", "z.txt.gz", "sub/c.txt", "sub/deep/d.csv#1"]


def test_bad_file_in_a_folder_does_not_stop_it(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"")
    (folder / "a.jsonl").write_bytes(b"{broken\n")
    kinds = [type(item).__name__ for item in read([str(folder)])]
    assert kinds == ["ReadFailure", "ReadFailure", "Article", "Article", "Article", "Article"]


def test_several_inputs_in_the_order_given(folder: Path) -> None:
    inputs = [str(folder / "b.txt"), str(folder / "none.txt"), "-", str(folder / "a.jsonl"), str(folder / "b.txt")]
    items = list(read(inputs, ReadOptions(stdin=io.BytesIO(ROW.encode()))))
    assert [item.name for item in items] == [inputs[0], inputs[1], "-:1", f"{inputs[3]}:1", inputs[4]]
    assert items[1] == ReadFailure(inputs[1], "no such file or folder")


def test_one_name_instead_of_a_list(folder: Path) -> None:
    assert len(list(read(str(folder / "b.txt")))) == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("nowhere.txt", "no such file or folder", id="missing"),
        pytest.param("ftp://news.test/a", "only http and https addresses are read", id="address"),
        pytest.param("", "no readable file in this folder", id="empty-folder"),
    ],
)
def test_input_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str) -> None:
    monkeypatch.chdir(tmp_path)
    given = name or str(tmp_path)
    assert list(read([given])) == [ReadFailure(given, reason)]


@pytest.mark.parametrize("name", ["a\x00b.txt", "x" * 5000, "\udcff\ud800"], ids=["nul", "too-long", "surrogates"])
def test_name_that_no_file_can_have(name: str) -> None:
    (item,) = read([name])
    assert isinstance(item, ReadFailure)
    assert item.name == printable(name)
    assert item.reason


def test_loop_of_links_and_broken_link(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "never-was.txt")
    for name in ("loop.txt", "gone.txt"):
        (item,) = read([str(tmp_path / name)])
        assert isinstance(item, ReadFailure) and item.name == str(tmp_path / name)
    assert list(read([str(tmp_path)])) == [ReadFailure(str(tmp_path), "no readable file in this folder")]


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(REPORT, encoding="utf-8")

    def refuse(self: Path, mode: str = "r") -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert list(read([str(path)])) == [ReadFailure(str(path), "not allowed to read it")]


def test_name_that_is_no_unicode(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/r\xe9port.txt"
    try:
        with open(raw, "wb") as out:
            out.write(REPORT.encode())
    except OSError:
        pytest.skip("the file system takes no such name")
    (item,) = read([os.fsdecode(raw)])
    assert isinstance(item, Article)
    assert item.name == printable(os.fsdecode(raw)) == f"{tmp_path}/r?port.txt"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(b"Oman passes letter\n\n", "text", id="text"),
        pytest.param(b'{"text": "a"}', "lines", id="object"),
        pytest.param(b'\xef\xbb\xbf {"text": "a"}', "lines", id="object-behind-a-byte-order-mark"),
        pytest.param(b'[{"text": "a"}]', "json", id="list-of-objects"),
        pytest.param(b"[]", "json", id="empty-list"),
        pytest.param(b"[Updated] Oman passes letter", "text", id="words-in-brackets"),
        pytest.param(b"<!DOCTYPE html><html>", "html", id="page"),
        pytest.param(b"<p>Oman passes letter</p>", "html", id="fragment"),
        pytest.param(b"<3 from Muscat", "text", id="sign-that-opens-no-tag"),
        pytest.param(b"<?xml version='1.0'?><html xmlns='x'>", "html", id="xhtml"),
        pytest.param(b"<?xml version='1.0'?><rss>", "feed", id="feed"),
        pytest.param(b"<?xml version='1.0'?><urlset>", "feed", id="sitemap"),
        pytest.param(b"WARC/1.0\r\n", "warc", id="web-archive"),
        pytest.param(b"id,title,text\n1,a,b", "csv", id="comma-table"),
        pytest.param(b"id;text\n1;b", "csv", id="semicolon-table"),
        pytest.param(b'"id"\t"Text"\n', "csv", id="quoted-tab-table"),
        pytest.param(b"text\nA word", "text", id="one-word-is-no-table"),
        pytest.param("[{}]".encode("utf-16"), "json", id="utf-16"),
    ],
)
def test_sniff(head: bytes, kind: str) -> None:
    assert sniff(head) == kind
