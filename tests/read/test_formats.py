"""Every format a file may have: what each row gives, and what is said of a row that gives nothing."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from goodoffices.model import Article
from goodoffices.read import ReadFailure, read

FIRST = "Ghana sent a mediator to Lomé on Monday. The mediator met both ministers and heard their complaints about the ferry."
SECOND = "Togo refused the offer on Tuesday. Its foreign minister said the ferry must stop before any talks about tariffs."
ROWS = [
    {"text": FIRST, "title": "Ghana sends mediator", "url": "https://news.test/1", "publisher": "Lomé Wire", "published": "2024-03-04",
     "id": "r-1", "language": "en"},
    {"text": SECOND, "title": "Togo refuses", "url": "https://news.test/2", "publisher": "Lomé Wire", "published": "2024-03-05T08:00:00+01:00",
     "id": "r-2", "language": "en"},
]  # fmt: skip
PAGE = f"<html lang='en'><head><title>Ghana sends mediator</title></head><body><article><h1>Ghana sends mediator</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"


def table(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def parquet_file(rows: list[dict[str, Any]], first: int | None = None) -> bytes:
    """The rows as a Parquet file; `first`: only so many of them."""
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows).slice(0, first), out)
    return out.getvalue()


def lines(rows: list[Any]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


TABLES = {
    "rows.jsonl": lines(ROWS),
    "rows.ndjson": lines(ROWS).replace(b"\n", b"\r\n"),
    "list.json": json.dumps(ROWS, indent=2).encode(),
    "wrapped.json": json.dumps({"articles": ROWS}).encode(),
    "lines-called.json": lines(ROWS),
    "bom.jsonl": b"\xef\xbb\xbf" + lines(ROWS),
    "wide.jsonl": lines(ROWS).decode().encode("utf-16"),
    "laid-out.jsonl": json.dumps(ROWS, indent=1).encode(),
    "laid-out-below-an-empty-line.jsonl": b"\n" + json.dumps(ROWS, indent=1).encode(),
    "comma.csv": table(ROWS),
    "semicolon.csv": table(ROWS, ";"),
    "tab.csv": table(ROWS, "\t"),
    "bom.csv": b"\xef\xbb\xbf" + table(ROWS),
    "wide.csv": table(ROWS).decode().encode("utf-16"),
    "western.csv": table(ROWS).decode().encode("cp1252"),
    "rows.parquet": parquet_file(ROWS),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", TABLES)
def test_rows_with_all_their_fields(read_file: Callable[..., list[Article]], name: str, packed: bool) -> None:
    articles = read_file(name + ".gz", gzip.compress(TABLES[name])) if packed else read_file(name, TABLES[name])
    assert [a.text for a in articles] == [FIRST, SECOND]
    assert [a.title for a in articles] == ["Ghana sends mediator", "Togo refuses"]
    assert [a.id for a in articles] == ["r-1", "r-2"]
    assert [a.url for a in articles] == ["https://news.test/1", "https://news.test/2"]
    assert {a.publisher for a in articles} == {"Lomé Wire"}
    assert [a.published for a in articles] == ["2024-03-04", "2024-03-05T08:00:00+01:00"]
    assert {a.language for a in articles} == {"en"}


SINGLES = {
    "report.txt": f"Ghana sends mediator\n\n{FIRST}\n\n{SECOND}\n".encode(),
    "report.html": PAGE.encode(),
    "report.htm": PAGE.encode(),
    "report.json": json.dumps({"title": "Ghana sends mediator", "text": f"{FIRST}\n\n{SECOND}"}).encode(),
    "report.jsonl": json.dumps({"title": "Ghana sends mediator", "text": f"{FIRST}\n\n{SECOND}"}).encode(),
    "REPORT.TXT": f"Ghana sends mediator\r\n\r\n{FIRST}\r\n\r\n{SECOND}".encode(),
    "report": PAGE.encode(),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", SINGLES)
def test_one_report_in_every_format(read_one: Callable[..., Article], name: str, packed: bool) -> None:
    article = read_one(name + ".gz", gzip.compress(SINGLES[name])) if packed else read_one(name, SINGLES[name])
    assert article.title == "Ghana sends mediator"
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.published is None and article.warnings == ("no_publication_date",)


def test_broken_line_in_the_middle(read_file: Callable[..., list[Article | ReadFailure]], tmp_path: Path) -> None:
    first, second = lines(ROWS).splitlines()
    items = read_file("rows.jsonl", b"\n".join([first, b'{"text": "cut of', b"", second]))
    name = str(tmp_path / "rows.jsonl")
    assert [type(item).__name__ for item in items] == ["Article", "ReadFailure", "Article"]
    assert items[1] == ReadFailure(f"{name}:2", "not valid JSON")
    assert items[2].name == f"{name}:4"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(b'{"title": "no text here"}', "no field 'text'", id="no-text"),
        pytest.param(b'{"text": null}', "no field 'text'", id="null-text"),
        pytest.param(b'{"text": 7}', "the field 'text' is no text", id="number"),
        pytest.param(b'{"text": ["a", "b"]}', "the field 'text' is no text", id="list-as-text"),
        pytest.param(b'{"text": "  "}', "empty", id="blank"),
        pytest.param(b'{"text": "Share on Facebook"}', "no article text left after cleaning", id="nothing-but-a-share-bar"),
        pytest.param(b'{"text": "?!"}', "no article text left after cleaning", id="no-letter"),
        pytest.param(b'["a"]', "not a JSON object", id="a-list"),
        pytest.param(b'"a text"', "not a JSON object", id="a-string"),
        pytest.param(b"text", "not valid JSON", id="bare-words"),
        pytest.param(b"[" * 100_000, "not valid JSON", id="nested-too-deep"),
        pytest.param(b'{"text": "a" "b"}', "not valid JSON", id="missing-comma"),
    ],
)
def test_bad_json_row_does_not_stop_the_batch(read_file: Callable[..., list[Any]], tmp_path: Path, row: bytes, reason: str) -> None:
    first, second = lines(ROWS).splitlines()
    items = read_file("rows.jsonl", b"\n".join([first, row, second]))
    assert [getattr(item, "id", None) for item in items] == ["r-1", None, "r-2"]
    assert items[1] == ReadFailure(f"{tmp_path / 'rows.jsonl'}:2", reason)


def test_bad_entry_of_a_list_is_numbered(read_file: Callable[..., list[Any]], tmp_path: Path) -> None:
    items = read_file("list.json", json.dumps([ROWS[0], {"title": "x"}, ROWS[1]]))
    assert [getattr(item, "id", None) for item in items] == ["r-1", None, "r-2"]
    assert items[1] == ReadFailure(f"{tmp_path / 'list.json'}#2", "no field 'text'")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("none.txt", b"", "empty", id="empty-text"),
        pytest.param("none.json", b"", "empty", id="empty-json"),
        pytest.param("none.jsonl", b"\n\n", "empty", id="jsonl-of-empty-lines"),
        pytest.param("none.csv", b"", "empty", id="empty-csv"),
        pytest.param("none.parquet", b"", "empty", id="empty-parquet"),
        pytest.param("none.html", b"", "empty", id="empty-page"),
        pytest.param("none.txt", b"\xef\xbb\xbf", "empty", id="only-a-byte-order-mark"),
        pytest.param("none.txt", b" \r\n\t\x00", "empty", id="only-blanks-and-nul"),
        pytest.param("none.txt", "\u200b\u200e \n".encode(), "no article text left after cleaning", id="only-invisible-characters"),
        pytest.param("none.txt.gz", gzip.compress(b""), "empty", id="gzip-of-nothing"),
        pytest.param("none.json", b"[]", "empty", id="empty-list"),
        pytest.param("broken.json", b'{"text": "cut', "not valid JSON", id="cut-json"),
        pytest.param("broken.json", b"\xff\xfe\xff", "not valid JSON", id="bytes-as-json"),
        pytest.param("other.csv", b"title,body\na,b\n", "the table has no column 'text'", id="csv-without-text"),
        pytest.param("blank.csv", b"title,text\n,\n\n , \n", "the table has no rows", id="csv-of-empty-rows"),
        pytest.param("blank.jsonl", codecs.BOM_UTF16_LE * 2, "empty", id="two-byte-order-marks"),
        pytest.param("head.csv", b"title,text\n", "the table has no rows", id="csv-of-a-header"),
        pytest.param("other.parquet", parquet_file([{"body": "a"}]), "the table has no column 'text'", id="parquet-without-text"),
        pytest.param("head.parquet", parquet_file(ROWS, first=0), "the table has no rows", id="parquet-of-no-rows"),
        pytest.param("note.parquet", b"this is a note, not a table at all", "damaged Parquet file (ArrowInvalid)", id="not-a-parquet"),
        pytest.param("cut.parquet", parquet_file(ROWS)[:300], "damaged Parquet file (ArrowInvalid)", id="cut-parquet"),
        pytest.param("scan.pdf", b"%PDF-1.7 ...", "a PDF file, not text", id="pdf"),
        pytest.param("sheet.csv", b"PK\x03\x04rest", "a ZIP or office file, not text", id="office-file-called-csv"),
        pytest.param("feed.html", b"<?xml version='1.0'?><rss><channel/></rss>", "a feed or sitemap, not an article: `goodoffices watch` follows it", id="feed"),
    ],
)
def test_whole_file_that_gives_nothing(read_file: Callable[..., list[Any]], tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert read_file(name, data) == [ReadFailure(str(tmp_path / name), reason)]


@pytest.mark.parametrize("lost", [0.97, 0.5, 0.01], ids=["all-but-the-header", "half", "the-last-bytes"])
@pytest.mark.parametrize("name", ["rows.jsonl", "comma.csv", "rows.parquet", "report.txt", "report.html"])
def test_truncated_gzip_is_reported(read_file: Callable[..., list[Any]], tmp_path: Path, name: str, lost: float) -> None:
    packed = gzip.compress({**TABLES, **SINGLES}[name])
    items = read_file(name + ".gz", packed[: -int(len(packed) * lost + 1)])
    assert items[-1] == ReadFailure(str(tmp_path / (name + ".gz")), "damaged gzip file")


def test_rows_before_the_break_of_a_gzip_are_kept(read_file: Callable[..., list[Any]]) -> None:
    rows = [{"text": f"The envoy of harbour {n * 7919 % 10007} spoke to {n * 104729 % 99991} sailors.", "id": str(n)} for n in range(20_000)]
    packed = gzip.compress(lines(rows))
    items = read_file("rows.jsonl.gz", packed[: len(packed) // 2])
    assert [item.id for item in items[:1000]] == [str(n) for n in range(1000)]
    assert items[-1].reason == "damaged gzip file"
    assert all(isinstance(item, Article) for item in items[:-2])


def test_gzip_twice_and_misnamed(read_one: Callable[..., Article]) -> None:
    packed = gzip.compress(gzip.compress(SINGLES["report.txt"]))
    assert read_one("report.txt", packed).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        pytest.param(b'text\n"one, two"\nthree\n', ["one, two", "three"], id="quoted-comma"),
        pytest.param(b'text,title\n"first paragraph\n\nsecond ""quoted"" one",t\n', ['first paragraph\n\nsecond "quoted" one'], id="line-ends-in-a-cell"),
        pytest.param(b"TEXT , Title\na report,x\n", ["a report"], id="header-in-capitals-with-blanks"),
        pytest.param(b"id,text\n1,one,surplus,cells\n2,two\n", ["one", "two"], id="surplus-cells"),
        pytest.param(b"text,title\n\n,\nthree,x\n", ["three"], id="empty-rows-are-skipped"),
        pytest.param(b"text,title\nNor\0way,x\n", ["Norway"], id="nul"),
        pytest.param(b"text,title\r\none,x\r\ntwo,y\r\n", ["one", "two"], id="crlf"),
        pytest.param(b"text,title\none,x\ntwo", ["one", "two"], id="no-last-line-end"),
    ],
)
def test_layouts_of_csv(read_file: Callable[..., list[Article]], data: bytes, texts: list[str]) -> None:
    assert [item.text for item in read_file("t.csv", data)] == texts


def test_csv_in_windows_1251(read_one: Callable[..., Article]) -> None:
    text = "Министр иностранных дел заявил, что переговоры продолжатся в четверг в Женеве."
    assert read_one("t.csv", f'id,text\n1,"{text}"\n'.encode("cp1251")).text == text


def test_csv_row_without_text_is_numbered(read_file: Callable[..., list[Any]], tmp_path: Path) -> None:
    items = read_file("t.csv", b"id,text\n1,one\n2,\n3,three\n")
    assert [getattr(item, "id", None) for item in items] == ["1", None, "3"]
    assert items[1] == ReadFailure(f"{tmp_path / 't.csv'}#2", "no field 'text'")


def test_long_csv_cell(read_one: Callable[..., Article]) -> None:
    words = "The envoy left. " * 20_000
    assert len(read_one("t.csv", f'text,id\n"{words}",1\n').text) == len(words) - 1


@pytest.mark.parametrize(
    ("column", "published"),
    [
        pytest.param(pyarrow.array(["2024-03-04"]), "2024-03-04", id="string"),
        pytest.param(pyarrow.array([19786], pyarrow.date32()), "2024-03-04", id="date"),
        pytest.param(pyarrow.array([1709539200], pyarrow.timestamp("s")), "2024-03-04", id="time-without-zone"),
        pytest.param(pyarrow.array([1709539200], pyarrow.timestamp("s", "UTC")), "2024-03-04T08:00:00+00:00", id="time-with-zone"),
        pytest.param(pyarrow.array([None], pyarrow.string()), None, id="null"),
    ],
)
def test_types_of_a_parquet_date(tmp_path: Path, column: Any, published: str | None) -> None:
    path = tmp_path / "t.parquet"
    text = pyarrow.array([FIRST]).dictionary_encode()
    parquet.write_table(pyarrow.table({"Text": text, "published": column, "score": [0.5], "tags": [["a", "b"]]}), path)
    (article,) = read([str(path)])
    assert isinstance(article, Article)
    assert (article.text, article.published) == (FIRST, published)


def test_parquet_of_many_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    rows = [{"text": f"The envoy wrote letter {n}.", "id": str(n)} for n in range(1000)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=90)
    assert [item.id for item in read([str(path)]) if isinstance(item, Article)] == [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param(17, "17", id="number"),
        pytest.param("  a-1 ", "a-1", id="blanks-around"),
        pytest.param("a\nb", "a b", id="line-end"),
    ],
)
def test_id_is_kept_as_text(read_one: Callable[..., Article], given: object, kept: str) -> None:
    assert read_one("r.json", json.dumps({"text": FIRST, "id": given})).id == kept


@pytest.mark.parametrize("given", [None, "", " ", [], {"a": 1}, True], ids=repr)
def test_fields_that_are_no_text_count_as_absent(read_one: Callable[..., Article], given: object) -> None:
    article = read_one("r.json", json.dumps({"text": FIRST, **dict.fromkeys(("id", "title", "url", "publisher", "published"), given)}))
    assert article.id.startswith("sha256:")
    assert (article.title, article.url, article.publisher, article.published) == (None, None, None, None)


def test_unknown_fields_are_ignored(read_one: Callable[..., Article]) -> None:
    assert read_one("r.json", json.dumps({"text": FIRST, "body": "other", "tags": ["a"], "score": 1e400})).text == FIRST


@pytest.mark.parametrize("escaped", [True, False], ids=["escapes", "raw-bytes"])
def test_lone_surrogates_in_json(read_one: Callable[..., Article], escaped: bool) -> None:
    text = "The envoy \ud83d left for Lomé."
    data = json.dumps({"text": text}, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    article = read_one("r.json", data)
    assert article.text.startswith("The envoy \ufffd") and article.text.endswith(" left for Lomé.")
    article.text.encode("utf-8")


LARGE = 5_000_000
SENTENCE = "The envoy of district {} met the mediator in hall {} and left after an hour without a word. "


def test_large_text_is_read_whole(read_one: Callable[..., Article]) -> None:
    paragraphs = ["".join(SENTENCE.format(n, n % 9) for n in range(k, k + 8)).strip() for k in range(0, LARGE // len(SENTENCE), 8)]
    article = read_one("large.txt", "The long record\n\n" + "\n\n".join(paragraphs))
    assert len(article.text) > LARGE * 0.9
    assert article.text.split("\n\n") == paragraphs


def test_large_jsonl_is_read_row_by_row(read_file: Callable[..., list[Article]]) -> None:
    text = "".join(SENTENCE.format(n, n % 9) for n in range(50)).strip()
    items = read_file("large.jsonl", lines([{"text": text, "id": n} for n in range(LARGE // len(text))]))
    assert len(items) == LARGE // len(text)
    assert {item.text for item in items} == {text}


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(ROWS[:1]))
    items = read(endless(str(path)))
    assert [next(items).name for _ in range(3)] == [f"{path}:1"] * 3


def endless(name: str) -> Any:
    while True:
        yield name
