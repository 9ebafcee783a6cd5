"""What holds of reading whatever the input is."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goodoffices.model import Article
from goodoffices.read import ReadFailure, ReadOptions, read
from goodoffices.read.clean import clean
from goodoffices.read.dateline import find_dateline
from goodoffices.read.dates import date_in_url, publication_date
from goodoffices.read.decode import decode, normalise
from goodoffices.read.paragraphs import paragraphs, split_title

slow = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
quick = settings(max_examples=300, deadline=None)

ENDINGS = [".txt", ".html", ".json", ".jsonl", ".csv", ".parquet", "", ".txt.gz", ".csv.gz", ".html.gz"]
PARTS = [
    "Share on Facebook", "Read more", "Read more: a ferry", "Exit mobile version", "By Ama Darko", "12 March 2024", "KYIV (Reuters) - ",
    "New Delhi: ", "GENEVA, 3 March (AFP) -- ", "Related articles", "Photo: AFP", "Sign up for our newsletter", "Accra hosts talks",
    "The envoy left Accra on Friday.", "He said “nothing is agreed”.", "(Reporting by Ama Darko; editing by Jon Berg)", "- - -", "© 2024", "…",
    "\u200b", "\x00", "\ud83d", "\u202e", "🕊", "Malmo\u0308", "\ufeff", " ", "\t", "\r\n", "\n", "\n\n", "\u2028", "ﬁ", "İ", "ǅ", "word ", "1,204 shares",
]  # fmt: skip
texts = st.one_of(st.text(st.characters()), st.lists(st.sampled_from(PARTS), max_size=14).map("".join), st.lists(st.sampled_from(PARTS), max_size=14).map("\n\n".join))
MARKUP = [
    "<!DOCTYPE html>", "<html lang=en>", "<head>", "<title>", "</title>", "</head>", "<body>", "<article>", "<p>", "</p>", "<div", ">", "<", "&amp", "&#xD800;",
    "&#0;", "<meta charset=shift_jis>", "<meta property='og:title' content=''>", "<meta name=date content='2024-03-04'>", "<time datetime=x>", "<!--", "-->",
    "<script type='application/ld+json'>", '{"@type": "NewsArticle", "datePublished": 7, "headline": {"a": []}}', "</script>", "<table><tr><td>", "<svg/>",
    "<![CDATA[", "<?xml version='1.0' encoding='utf-7'?>", "The envoy left Accra on Friday for talks with both ministers.", "<h1>Talks</h1>", "\x00", "é",
]  # fmt: skip
markups = st.lists(st.sampled_from(MARKUP), max_size=25).map("".join)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)
rows = st.dictionaries(st.sampled_from(["text", "title", "url", "publisher", "published", "id", "language", "articles", "other"]), values, max_size=6)
contents = st.one_of(
    st.binary(max_size=400),
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    texts.map(lambda text: text.encode("utf-16", "surrogatepass")),
    markups.map(lambda text: text.encode("utf-8")),
    rows.map(lambda row: json.dumps(row).encode()),
    st.lists(rows, max_size=4).map(lambda many: b"\n".join(json.dumps(row).encode() for row in many)),
    st.builds(lambda magic, rest: magic + rest, st.sampled_from([b"PAR1", b"\x1f\x8b", b"\x1f\x8b\x08\x00", b"text,", b"{", b"[{", b"\xff\xfe", b"\xef\xbb\xbf"]),
              st.binary(max_size=200)),
    st.builds(lambda data, cut: gzip.compress(data, mtime=0)[: -cut or None], st.binary(max_size=300), st.integers(0, 40)),
)  # fmt: skip


def read_bytes(data: bytes, ending: str, options: ReadOptions | None = None) -> list[Article | ReadFailure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "input" + ending)
        path.write_bytes(data)
        items = list(read([str(path)], options))
        assert all(item.name.startswith(str(path)) for item in items)
        return [with_name(item, item.name[len(str(folder)) :]) for item in items]


def with_name(item: Article | ReadFailure, name: str) -> Article | ReadFailure:
    return msgspec.structs.replace(item, name=name)


def check(item: Article | ReadFailure) -> None:
    if isinstance(item, ReadFailure):
        assert item.name and item.reason
        return
    item.text.encode("utf-8")  # no lone surrogate
    assert item.id and any(character.isalnum() for character in item.text)
    assert item.text == normalise(item.text)
    assert (item.published is None) == (item.published_source is None)
    assert item.published is None or publication_date(item.published) == item.published
    assert item.title is None or ("\n" not in item.title and item.title.strip() == item.title != "")


@slow
@given(contents, st.sampled_from(ENDINGS))
def test_any_bytes_give_articles_or_a_reported_failure(data: bytes, ending: str) -> None:
    items = read_bytes(data, ending)
    assert items
    for item in items:
        check(item)


@slow
@given(contents)
def test_any_bytes_from_standard_input_too(data: bytes) -> None:
    items = list(read(["-"], ReadOptions(stdin=BytesIO(data))))
    assert items
    for item in items:
        check(item)


@slow
@given(markups, st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_markup_gives_an_article_or_a_reported_failure(markup: str, encoding: str) -> None:
    items = read_bytes(markup.encode(encoding), ".html")
    assert len(items) == 1
    check(items[0])


@slow
@given(contents, st.sampled_from(ENDINGS))
def test_reading_twice_gives_the_same(data: bytes, ending: str) -> None:
    assert read_bytes(data, ending) == read_bytes(data, ending)


@quick
@given(texts)
def test_cleaned_text_is_never_longer_in_words_than_the_input(text: str) -> None:
    assert len(words(clean(text).text)) <= len(words(normalise(text)))


@quick
@given(texts, texts)
def test_cleaned_words_stand_in_the_input_in_the_same_order(text: str, title: str) -> None:
    given_words = iter(words(normalise(text)))
    assert all(word in given_words for word in words(clean(text, title).text))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@quick
@given(texts, texts)
def test_cleaning_twice_changes_nothing(text: str, title: str) -> None:
    once = clean(text, title).text
    assert clean(once, title).text == once


@quick
@given(texts)
def test_normal_form_is_stable_and_writable(text: str) -> None:
    plain = normalise(text)
    plain.encode("utf-8")
    assert normalise(plain) == plain
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]|\n{3}|  | \n|\n ", plain)


@quick
@given(texts)
def test_paragraphs_keep_every_letter(text: str) -> None:
    plain = normalise(text)
    parts = paragraphs(plain)
    assert "".join("".join(parts).split()) == "".join(plain.split())
    assert all(part.strip() == part != "" and "\n" not in part for part in parts)
    titled = split_title(plain)
    assert titled.paragraphs == (parts if titled.title is None and len(titled.paragraphs) == len(parts) else parts[1:])


@quick
@given(texts)
def test_dateline_is_a_beginning_of_the_paragraph(text: str) -> None:
    paragraph = " ".join(normalise(text).split())
    found = find_dateline(paragraph)
    if found is not None:
        assert 0 < found.end <= len(paragraph)
        assert paragraph[: found.end].startswith(found.words)


@quick
@given(st.binary(max_size=300), st.booleans())
def test_decoding_never_fails(data: bytes, markup: bool) -> None:
    assert isinstance(decode(data, markup=markup), str)


@quick
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\x00"), max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_unicode_files_are_decoded_exactly(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@quick
@given(st.one_of(values, st.text("0123456789-/.:T Z+", max_size=30), st.dates(), st.datetimes()))
@example("0001-01-01")
@example("9999-12-31T23:59:59+14:00")
def test_a_publication_date_is_read_to_a_stable_form(value: object) -> None:
    day = publication_date(value)
    assert day is None or publication_date(day) == day


@quick
@given(st.text(st.sampled_from("/0123456789-news.html"), max_size=40))
def test_date_in_an_address_is_a_date(url: str) -> None:
    day = date_in_url(url)
    assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day)


@slow
@given(rows, st.lists(rows, max_size=3), st.lists(rows, max_size=3))
def test_a_row_is_read_the_same_among_others(row: dict[str, Any], before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    def lines(many: list[dict[str, Any]]) -> bytes:
        return b"".join(json.dumps(each).encode() + b"\n" for each in many)

    alone = read_bytes(lines([row]), ".jsonl")
    among = read_bytes(lines([*before, row, *after]), ".jsonl")
    assert len(among) == len(before) + 1 + len(after)
    assert with_name(among[len(before)], alone[0].name) == alone[0]


@slow
@given(contents, st.sampled_from(ENDINGS))
def test_what_the_caller_knows_changes_no_id_and_no_text(data: bytes, ending: str) -> None:
    plain = read_bytes(data, ending)
    told = read_bytes(data, ending, ReadOptions(publisher="Lake Radio", published="2024-01-01"))
    assert [(item.name, getattr(item, "id", None), getattr(item, "text", None)) for item in plain] == [
        (item.name, getattr(item, "id", None), getattr(item, "text", None)) for item in told
    ]
    assert all(item.published and item.publisher for item in told if isinstance(item, Article))
