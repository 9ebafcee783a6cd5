"""Dumps of news services: what is taken over, what is cut, and what is said of lists and tables that hold no text."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from goodoffices.model import Article
from goodoffices.pipeline import code_article
from goodoffices.read import ReadFailure, ReadOptions, read, services

LEAD = "Peru recalled its ambassador from Bolivia on Monday. Bolivia's foreign minister called the step a mistake."
ROW = {"source": {"id": None, "name": "Andes Wire"}, "author": "Ana Quispe", "title": "Lima recalls envoy", "description": "Peru recalled its ambassador …",
       "url": "https://andes-wire.example/1", "urlToImage": None, "publishedAt": "2024-05-07T09:30:00Z", "content": LEAD + " The two countries, which have quarrelled over fis… [+1234 chars]"}
LISTED = {"url": "https://andes-wire.example/1", "url_mobile": "", "title": "Lima recalls envoy", "seendate": "20240507T093000Z", "socialimage": "", "domain": "andes-wire.example",
          "language": "English", "sourcecountry": "Peru"}
EVENT = "\t".join(["1170000001", "20240507", "202405", "2024", "2024.3479", *[""] * 55, "https://andes-wire.example/1"])
GRAPH = "\t".join(["20240507093000-12", "20240507093000", "1", "andes-wire.example", "https://andes-wire.example/1", "", "", "TAX_FNCACT;DIPLOMACY;GOV,1;X,2;", *[""] * 19])
MENTION = "\t".join(["1170000001", "20240507093000", "20240507093000", "1", "andes-wire.example", "https://andes-wire.example/1", *["1"] * 10])


def dump(*rows: Any, **more: Any) -> str:
    return json.dumps({"status": "ok", "totalResults": len(rows), "articles": rows, **more})


def test_fields_are_taken_over(read_one: Callable[..., Article]) -> None:
    article = read_one("dump.json", dump(ROW))
    assert (article.publisher, article.published, article.published_source, article.url, article.title) == ("Andes Wire", "2024-05-07T09:30:00Z", "given", ROW["url"], "Lima recalls envoy")
    assert article.text == LEAD and article.warnings == ("truncated",)


@pytest.mark.parametrize("name", ["dump.json", "dump.jsonl", "dump"])
def test_known_by_what_it_holds(read_file: Callable[..., list[Any]], name: str) -> None:
    assert [a.text for a in read_file(name, dump(ROW, {**ROW, "url": "https://andes-wire.example/2"}))] == [LEAD, LEAD]


def test_rows_by_themselves_and_in_tables(read_one: Callable[..., Article]) -> None:
    assert read_one("rows.jsonl", json.dumps(ROW)).text == LEAD
    flat = {"source.name": "Andes Wire", "title": "Lima recalls envoy", "url": ROW["url"], "publishedAt": ROW["publishedAt"], "content": ROW["content"]}
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([flat]), out)
    cells = ",".join('"' + str(v) + '"' for v in flat.values())
    for name, data in (("t.csv", f"{','.join(flat)}\n{cells}\n"), ("t", f"{','.join(flat)}\n{cells}\n"), ("t.parquet", out.getvalue())):
        article = read_one(name, data)
        assert (article.text, article.publisher, article.published, article.warnings) == (LEAD, "Andes Wire", "2024-05-07T09:30:00Z", ("truncated",))


def test_the_record_says_so(read_one: Callable[..., Article]) -> None:
    record = code_article(read_one("dump.json", dump(ROW)))
    assert [w.code for w in record.warnings if w.code == "truncated"] == ["truncated"]
    assert "quarrelled" not in record.document.text and record.events


CUT = [
    ("Peru spoke. Bolivia ans… [+99 chars]", "Peru spoke."), ("Peru spoke. [+99 chars]", "Peru spoke."), ('He said "no." Then he l... [99 chars]', 'He said "no."'),
    ("Peru spoke. A letter from Gen. Lu… [+9 chars]", "Peru spoke."), ("Peru spoke. The U.S. Sen… [+9 chars]", "Peru spoke."), ("Peru said the talks with Mr. J… [+9 chars]", ""),
    ("Peru spoke. Bolivia answered.", "Peru spoke. Bolivia answered."), ("Peru spoke. And then…", "Peru spoke. And then…"), ("He has 99 chars [sic].", "He has 99 chars [sic].")]


@pytest.mark.parametrize(("text", "whole"), CUT, ids=[t for t, _ in CUT])
def test_whole_sentences(text: str, whole: str) -> None:
    assert services.whole_sentences(text) == services.Whole(whole, text != whole)


def test_dots_at_the_end_of_a_piece_cut_it_too() -> None:
    assert services.whole_sentences("Peru spoke. And then…", open_end=True) == services.Whole("Peru spoke.", True)


def test_our_own_field_may_be_cut_too(read_one: Callable[..., Article]) -> None:
    article = read_one("rows.jsonl", json.dumps({"text": ROW["content"], "publisher": "Andes Wire"}))
    assert (article.text, article.warnings) == (LEAD, ("truncated", "no_publication_date")) or set(article.warnings) == {"truncated", "no_publication_date"}


def test_the_description_where_the_content_has_no_sentence(read_one: Callable[..., Article]) -> None:
    assert read_one("dump.json", dump({**ROW, "description": "Peru recalled its ambassador.", "content": "Peru, which has qua… [+900 chars]"})).text == "Peru recalled its ambassador."
    assert read_one("dump.json", dump({**ROW, "content": None, "description": "Peru recalled its ambassador."})).warnings == ()


def test_markup_is_no_text(read_one: Callable[..., Article]) -> None:
    assert read_one("dump.json", dump({**ROW, "content": "<ul><li>Peru &amp; Chile met on Monday.</li><li>Nobody said why they had met.</li></ul>"})).text == "Peru & Chile met on Monday.\n\nNobody said why they had met."


NOTHING = [({**ROW, "content": "Peru, which has qua… [+900 chars]", "description": None}, "only the beginning of the report, without a whole sentence"),
           ({**ROW, "title": "[Removed]", "content": "[Removed]", "description": "[Removed]"}, "only address and title, no text"), ({**ROW, "content": None, "description": None}, "only address and title, no text"),
           ({**ROW, "content": "ONLY AVAILABLE IN PAID PLANS", "description": None}, "only address and title, no text"), (LISTED, "only address and title, no text")]


@pytest.mark.parametrize(("row", "reason"), NOTHING, ids=["cut", "removed", "null", "withheld", "listed"])
def test_a_row_that_gives_nothing(read_file: Callable[..., list[Any]], row: dict[str, Any], reason: str) -> None:
    good, bad = read_file("dump.json", dump(ROW, row))
    assert isinstance(good, Article) and isinstance(bad, ReadFailure) and bad.name.endswith("#2") and bad.reason.startswith(reason)


def test_a_list_of_addresses_is_said_once(read_failure: Callable[..., ReadFailure]) -> None:
    found = read_failure("list.json", json.dumps({"articles": [LISTED, {**LISTED, "url": "https://andes-wire.example/2"}]}, indent=1))
    assert found.reason.startswith("a GDELT list of 2 articles with address and title, without text: to code the reports give their addresses")


def test_a_list_with_texts_put_in(read_one: Callable[..., Article]) -> None:
    article = read_one("list.json", json.dumps({"articles": [{**LISTED, "text": LEAD}]}))
    assert (article.text, article.publisher, article.published, article.language) == (LEAD, "andes-wire.example", "2024-05-07T09:30:00Z", "en")


TABLES = [("20240507.export.CSV", EVENT, "a GDELT event table"), ("20240507.gkg.csv", GRAPH, "a GDELT knowledge graph table"), ("20240507.mentions.CSV", MENTION, "a GDELT table of mentions"),
          ("events", EVENT, "a GDELT event table"), ("graph", GRAPH, "a GDELT knowledge graph table"), ("list.csv", "url,title,seendate\nhttps://a.example/1,x,20240507T093000Z", "the table has addresses but no column 'text'"),
          ("headed.csv", "GLOBALEVENTID,SQLDATE,SOURCEURL\n1,20240507,https://a.example/1", "a GDELT table with a header line")]


@pytest.mark.parametrize(("name", "line", "reason"), TABLES, ids=[n for n, _, _ in TABLES])
def test_tables_without_texts(read_failure: Callable[..., ReadFailure], name: str, line: str, reason: str) -> None:
    found = read_failure(name, line + "\n" + line + "\n")
    assert found.reason.startswith(reason) and "addresses" in found.reason


def test_standard_input() -> None:
    (article,) = read(["-"], ReadOptions(stdin=io.BytesIO(dump(ROW).encode())))
    assert isinstance(article, Article) and article.text == LEAD


@pytest.mark.parametrize("row", [{"text": LEAD, "title": "x", "publisher": "y"}, {"text": LEAD, "content": "other", "description": "other"}], ids=["ours", "ours-with-more"])
def test_rows_of_our_own_stay_as_they_are(row: dict[str, str]) -> None:
    assert services.in_our_names(row) is row


def test_what_stands_under_our_names_wins(read_one: Callable[..., Article]) -> None:
    article = read_one("rows.jsonl", json.dumps({**ROW, "text": "Our text is whole.", "publisher": "Ours", "published": "2024-05-01"}))
    assert (article.text, article.publisher, article.published) == ("Our text is whole.", "Ours", "2024-05-01")
