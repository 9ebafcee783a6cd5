"""A web page to the report on it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from goodoffices.errors import ReadError
from goodoffices.model import Article
from goodoffices.read import ReadFailure
from goodoffices.read.html import read_page

ONE = "Uruguay invited both sides to Montevideo on Monday, its foreign ministry said after a meeting of the cabinet."
TWO = "Paraguay accepted the invitation an hour later. Its president will travel on Friday with two of his ministers."
THREE = "Bolivia set a condition: the border must open first. A spokesman said that no date had been agreed so far."
TEXT = f"{ONE}\n\n{TWO}\n\n{THREE}"
TITLE = "Uruguay invites neighbours to Montevideo"


def page(*, head: str = "", before: str = "", after: str = "", lang: str = ' lang="en"', title: str = TITLE) -> str:
    return (
        f"<!DOCTYPE html><html{lang}><head><title>{title} | Radio Plata</title>{head}</head><body>{before}"
        f"<article><h1>{title}</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article>{after}</body></html>"
    )


ADDITIONS = {
    "menu": "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>",
    "header": "<header><a href='/'>Radio Plata</a><form><input name='q'><button>Search</button></form></header>",
    "footer": "<footer><p>© 2024 Radio Plata. All rights reserved.</p><a href='/privacy'>Privacy policy</a></footer>",
    "script": "<script>var text = 'Uruguay broke off all talks';</script>",
    "style": "<style>p { content: 'Uruguay broke off all talks' }</style>",
    "comment": "<!-- Uruguay broke off all talks -->",
    "cookies": "<div class='cookie-consent'><p>We use cookies to improve your experience.</p><button>Accept all cookies</button></div>",
    "aside": "<aside><h3>Most read</h3><ul><li><a href='/a'>Peso falls again</a></li><li><a href='/b'>Cup final tonight</a></li></ul></aside>",
    "newsletter": "<form class='newsletter'><p>Sign up for our newsletter</p><input type='email'></form>",
    "share": "<div class='share'><a href='#'>Facebook</a><a href='#'>Twitter</a><a href='#'>WhatsApp</a></div>",
    "comments": "<section id='comments' class='comments'><h3>Comments</h3><p>I never trusted any of these ministers.</p></section>",
}


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("name", ADDITIONS)
def test_what_stands_around_the_report_is_dropped(read_one: Callable[..., Article], name: str, place: str) -> None:
    article = read_one("a.html", page(before=ADDITIONS[name]) if place == "before" else page(after=ADDITIONS[name]))
    assert (article.title, article.text) == (TITLE, TEXT)


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("<p>Read more: <a href='/x'>The long border row</a></p>", id="read-more"),
        pytest.param("<p>Exit mobile version</p>", id="exit-mobile"),
        pytest.param("<p>Sign up for our daily newsletter</p>", id="newsletter"),
        pytest.param("<p>Photo: Radio Plata/Handout</p>", id="photo-credit"),
        pytest.param("<p>ADVERTISEMENT</p>", id="advertisement"),
        pytest.param(f"<p>{TITLE}</p>", id="headline-again"),
        pytest.param("<p>Share on Facebook Twitter WhatsApp</p>", id="share-bar"),
    ],
)
def test_what_stands_inside_the_report_is_dropped(read_one: Callable[..., Article], extra: str) -> None:
    article = read_one("a.html", page().replace(f"<p>{TWO}", f"{extra}<p>{TWO}"))
    assert article.text == TEXT


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("Uruguay&rsquo;s &ldquo;last&nbsp;offer&rdquo;", "Uruguay’s “last offer”", id="entities"),
        pytest.param("Caf&#233; talks", "Café talks", id="number"),
        pytest.param("the <b>only</b> <a href='/x'>offer</a>", "the only offer", id="inline-marks"),
        pytest.param("first<br>second", "first second", id="line-break"),
        pytest.param("5 &lt; 7 &amp; 8", "5 < 7 & 8", id="escaped-signs"),
        pytest.param("peace 🕊 talks", "peace 🕊 talks", id="emoji"),
    ],
)
def test_marks_inside_a_paragraph(read_one: Callable[..., Article], written: str, read: str) -> None:
    article = read_one("a.html", page().replace(ONE, f"{ONE} The note said {written} and nothing else."))
    assert f"The note said {read} and nothing else." in article.text.replace("\n\n", " ")


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        pytest.param("utf-8", "utf-8", id="utf-8"),
        pytest.param("utf-8-sig", "", id="utf-8-bom"),
        pytest.param("utf-16", "", id="utf-16"),
        pytest.param("cp1252", "windows-1252", id="windows-1252"),
        pytest.param("cp1252", "", id="windows-1252-undeclared"),
        pytest.param("cp1252", "utf-8", id="windows-1252-called-utf-8"),
        pytest.param("utf-8", "iso-8859-1", id="utf-8-called-latin-1"),
    ],
)
def test_one_page_in_many_encodings(read_one: Callable[..., Article], encoding: str, label: str) -> None:
    meta = f'<meta charset="{label}">' if label else ""
    words = "“Así es”, the envoy’s aide said in Asunción – and left."
    article = read_one("a.html", page(head=meta).replace(ONE, f"{ONE} {words}").encode(encoding))
    assert words in article.text


def test_russian_page_in_windows_1251(read_one: Callable[..., Article]) -> None:
    words = "Министр иностранных дел заявил, что переговоры продолжатся в четверг в Женеве, если стороны согласятся."
    markup = f"<html><head><meta charset='windows-1251'></head><body><article><h1>Переговоры</h1><p>{words}</p></article></body></html>"
    article = read_one("a.html", markup.encode("cp1251"))
    assert (article.text, article.title, article.language) == (words, "Переговоры", "ru")


def structured(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        pytest.param(structured(headline="From the data"), "title", "From the data", id="title-from-structured-data"),
        pytest.param('<meta property="og:title" content="From the meta">', "title", "From the meta", id="title-from-meta"),
        pytest.param("", "title", TITLE, id="title-from-the-heading"),
        pytest.param('<meta property="og:site_name" content="Radio Plata">', "publisher", "Radio Plata", id="site-from-meta"),
        pytest.param(structured(publisher={"name": "Radio Plata"}), "publisher", "Radio Plata", id="site-from-structured-data"),
        pytest.param('<link rel="canonical" href="https://p.test/a">', "url", "https://p.test/a", id="canonical-address"),
        pytest.param('<meta property="og:url" content="https://p.test/b">', "url", "https://p.test/b", id="address-from-meta"),
        pytest.param('<link rel="canonical" href="/a">', "url", None, id="relative-address-is-none"),
        pytest.param('<link rel="canonical" href="javascript:x">', "url", None, id="script-is-no-address"),
        pytest.param(structured(datePublished="2024-03-04T09:00:00-03:00"), "published", "2024-03-04T09:00:00-03:00", id="date-from-data"),
        pytest.param('<meta name="date" content="2024-03-04">', "published", "2024-03-04", id="date-from-meta"),
        pytest.param('<meta name="date" content="soon"><meta name="pubdate" content="2024-03-04">', "published", "2024-03-04",
                     id="unreadable-date-is-passed-over"),
        pytest.param(structured(dateModified="2024-03-09", datePublished="2024-03-04"), "published", "2024-03-04", id="not-the-later-change"),
        pytest.param('<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", '
                     '"datePublished": "2024-03-04"}]}</script>', "published", "2024-03-04", id="date-inside-a-graph"),
        pytest.param('<script type="application/ld+json">{broken</script>', "published", None, id="broken-structured-data"),
        pytest.param('<script type="application/ld+json">' + "[" * 50_000 + "</script>", "published", None, id="deep-structured-data"),
    ],
)  # fmt: skip
def test_what_the_head_of_a_page_says(read_one: Callable[..., Article], head: str, field: str, value: str | None) -> None:
    article = read_one("a.html", page(head=head))
    assert getattr(article, field) == value
    assert TWO in article.text


def test_source_of_a_page_s_date(read_one: Callable[..., Article]) -> None:
    assert read_one("a.html", page(head='<meta name="date" content="2024-03-04">')).published_source == "page"


@pytest.mark.parametrize(("lang", "language"), [(' lang="en-US"', "en"), (' lang="es"', "es"), ("", "en")], ids=["region", "other", "absent"])
def test_language_of_a_page(read_one: Callable[..., Article], lang: str, language: str) -> None:
    assert read_one("a.html", page(lang=lang)).language == language


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        pytest.param("<html></html>", "no article text found", id="empty-page"),
        pytest.param("<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text found", id="menu-only"),
        pytest.param("<html><body><ul><li>Home</li><li>World news</li><li>About us</li><li>Radio</li><li>Weather</li><li>Sport</li></ul></body></html>", "no article text found", id="list-of-links"),
        pytest.param("<html><body><script>var a = 1;</script></body></html>", "no article text found", id="script-only"),
        pytest.param("<!DOCTYPE html><!-- nothing -->", "no article text found", id="comment-only"),
        pytest.param("<", "no article text found", id="one-sign"),
        pytest.param("\x00\x00", "empty", id="nul"),
    ],
)
def test_page_without_a_report(read_failure: Callable[..., ReadFailure], markup: str, reason: str) -> None:
    assert read_failure("a.html", markup).reason == reason


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(page().removesuffix("</article></body></html>"), id="never-closed"),
        pytest.param(page().replace("</p>", ""), id="paragraphs-never-closed"),
        pytest.param(page().replace("<p>", "<p class=x id=>"), id="empty-attribute"),
        pytest.param(page().replace("<h1>", "<h1><h1>"), id="heading-in-heading"),
        pytest.param(page(before="<div>" * 200), id="deeply-nested"),
        pytest.param("\x00" + page(), id="nul-in-front"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?>' + page(), id="xml-declaration"),
        pytest.param(page().replace("\n", "\r\n"), id="crlf"),
        pytest.param(page().upper().replace(TITLE.upper(), TITLE).replace(ONE.upper(), ONE).replace(TWO.upper(), TWO), id="tags-in-capitals"),
    ],
)
def test_broken_markup_still_gives_the_report(read_one: Callable[..., Article], markup: str) -> None:
    article = read_one("a.html", markup)
    assert ONE in article.text and TWO in article.text


def test_short_report_on_a_page(read_one: Callable[..., Article]) -> None:
    assert read_one("a.html", "<html><body><article><h1>Talks end</h1><p>Both sides left.</p></article></body></html>").text == "Both sides left."


def test_page_above_the_limit_is_refused(read_failure: Callable[..., ReadFailure]) -> None:
    assert "larger than 20 MiB" in read_failure("a.html", page() + " " * (20 * 2**20)).reason


def test_read_page_raises_a_read_error_with_the_name() -> None:
    with pytest.raises(ReadError) as caught:
        read_page(b"<html></html>", "the-name")
    assert (caught.value.name, caught.value.reason) == ("the-name", "no article text found")


def test_text_that_mentions_tags_is_no_page(read_one: Callable[..., Article]) -> None:
    assert read_one("a.txt", f"{TITLE}\n\n{ONE}\n\nThe file began with <html> and <p>, he said.").text.endswith("<html> and <p>, he said.")


def test_large_page(read_one: Callable[..., Article]) -> None:
    many = "".join(f"<p>Delegate {n} of the assembly spoke for an hour about the border and then asked for a vote.</p>" for n in range(3000))
    article = read_one("a.html", page().replace("</article>", f"{many}</article>"))
    assert "Delegate 0 of" in article.text and "Delegate 2999 of" in article.text
