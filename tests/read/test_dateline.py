"""Place, day and agency before the first sentence; where the publication date comes from; where the id comes from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from goodoffices.model import Article
from goodoffices.read.clean import clean
from goodoffices.read.dateline import find_dateline
from goodoffices.read.dates import date_in_url, publication_date, year_in_url

NAMESAKE = pytest.mark.xfail(strict=True, reason="a town of the gazetteer bears the name of the organisation")
SENTENCE = "The foreign minister met the envoy on Tuesday and asked for a longer truce, the ministry said."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("NEW DELHI: ", "NEW DELHI", id="capitals-colon"),
        pytest.param("New Delhi: ", "New Delhi", id="title-case-colon"),
        pytest.param("KYIV (Reuters) - ", "KYIV (Reuters)", id="agency-dash"),
        pytest.param("KYIV, Ukraine (AP) — ", "KYIV, Ukraine (AP)", id="country-agency-long-dash"),
        pytest.param("GENEVA, 3 March (AFP) -- ", "GENEVA, 3 March (AFP)", id="day-agency-two-dashes"),
        pytest.param("GENEVA, March 3 (Xinhua) -- ", "GENEVA, March 3 (Xinhua)", id="american-day"),
        pytest.param("MOSCOW, May 7. /TASS/. ", "MOSCOW, May 7. /TASS/.", id="slashed-agency"),
        pytest.param("Geneva, 3 March 2024 – ", "Geneva, 3 March 2024", id="full-day"),
        pytest.param("UNITED NATIONS — ", "UNITED NATIONS", id="two-words-dash"),
        pytest.param("WASHINGTON/BRUSSELS (Reuters) - ", "WASHINGTON/BRUSSELS (Reuters)", id="two-places"),
        pytest.param("ADDIS ABABA, Ethiopia — ", "ADDIS ABABA, Ethiopia", id="city-country"),
        pytest.param("PORT-AU-PRINCE, Haiti (AP) — ", "PORT-AU-PRINCE, Haiti (AP)", id="hyphens"),
        pytest.param("N'DJAMENA (AFP) - ", "N'DJAMENA (AFP)", id="apostrophe"),
        pytest.param("SÃO PAULO (Reuters) - ", "SÃO PAULO (Reuters)", id="accents"),
        pytest.param("The Hague: ", "The Hague", id="article-in-the-name"),
        pytest.param("Nairobi — ", "Nairobi", id="title-case-dash"),
        pytest.param("TEHRAN - ", "TEHRAN", id="capitals-hyphen"),
        pytest.param("ISLAMABAD: ", "ISLAMABAD", id="capital-of-a-state"),
    ],
)
def test_dateline(line: str, words: str) -> None:
    cleaned = clean(line + SENTENCE)
    assert (cleaned.dateline, cleaned.text) == (words, SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Analysis: {SENTENCE}", id="label"),
        pytest.param(f"BREAKING: {SENTENCE}", id="label-in-capitals"),
        pytest.param(f"UPDATE - {SENTENCE}", id="update"),
        pytest.param(f"Question: {SENTENCE}", id="question"),
        pytest.param(f"President: {SENTENCE}", id="office"),
        pytest.param(f"NATO: {SENTENCE}", id="alliance", marks=NAMESAKE),
        pytest.param(f"HAMAS: {SENTENCE}", id="armed-group", marks=NAMESAKE),
        pytest.param(f"UNESCO: {SENTENCE}", id="organisation"),
        pytest.param(f"Nice: {SENTENCE}", id="city-that-is-an-everyday-word"),
        pytest.param(f"Monday: {SENTENCE}", id="weekday"),
        pytest.param("Kenya: three dead in clashes near the border, the governor said.", id="country-and-a-small-letter"),
        pytest.param("Kyiv said: the talks are over.", id="place-and-verb"),
        pytest.param("Paris - a city that has hosted such talks before - was proposed.", id="aside-between-hyphens"),
        pytest.param("Geneva-based mediators said on Monday that the truce holds.", id="compound"),
        pytest.param("Moscow's demands: a corridor, a truce and an exchange.", id="genitive"),
        pytest.param("The two sides — Armenia and Azerbaijan — met in Brussels.", id="long-dashes-in-prose"),
        pytest.param("On 3 March (a Sunday) the envoys left.", id="date-in-prose"),
        pytest.param("It was clear: Nobody in the delegation had seen the letter.", id="clause-before-a-colon"),
        pytest.param(SENTENCE, id="plain-prose"),
        pytest.param("", id="nothing"),
        pytest.param("KYIV", id="place-alone"),
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None
    cleaned = clean(text)
    assert (cleaned.dateline, cleaned.text) == (None, text)


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        pytest.param("KYIV, 3 March (Reuters) - ", "KYIV, 3 March (Reuters)", id="strong"),
        pytest.param("Kyiv: ", None, id="weak"),
    ],
)
def test_below_the_first_paragraph_only_a_strong_dateline_counts(line: str, dateline: str | None) -> None:
    lead = "Ukraine and Moldova opened a joint crossing, officials of both countries said."
    cleaned = clean(f"{lead}\n\n{line}{SENTENCE}")
    assert cleaned.dateline == dateline
    assert cleaned.text == f"{lead}\n\n{'' if dateline else line}{SENTENCE}"


def test_dateline_on_a_line_of_its_own() -> None:
    cleaned = clean(f"Geneva, 3 March 2024\n\n{SENTENCE}")
    assert (cleaned.dateline, cleaned.dateline_date, cleaned.text) == ("Geneva, 3 March 2024", "2024-03-03", SENTENCE)


PAGE = "<html lang='en'><head><title>Truce talks</title>{head}</head><body><article><h1>Truce talks</h1>{body}</article></body></html>"
BODY = f"<p>{SENTENCE}</p><p>Her guest agreed to carry the request to the rebels, who had not answered by the evening.</p>"


def json_row(**fields: str) -> str:
    return json.dumps({"text": SENTENCE, **fields})


@pytest.mark.parametrize(
    ("name", "data", "options", "published", "source"),
    [
        pytest.param("a.json", json_row(published="2024-03-04"), {}, "2024-03-04", "given", id="row"),
        pytest.param("a.json", json_row(published="2024-03-04"), {"published": "2024-01-01"}, "2024-03-04", "given", id="row-before-option"),
        pytest.param("a.txt", f"Truce talks\n\n{SENTENCE}", {"published": "2024-03-04"}, "2024-03-04", "given", id="option"),
        pytest.param("a.json", json_row(published="2024-03-04", text=f"GENEVA, March 3, 2024 (AFP) - {SENTENCE}"), {}, "2024-03-04", "given",
                     id="row-before-dateline"),
        pytest.param("a.txt", f"T\n\nGENEVA, March 3, 2024 (AFP) - {SENTENCE}", {"published": "2024-03-04"}, "2024-03-04", "given",
                     id="option-before-dateline"),
        pytest.param("a.html", PAGE.format(head='<meta property="article:published_time" content="2024-03-04T09:00:00Z">', body=BODY), {},
                     "2024-03-04T09:00:00Z", "page", id="meta-of-a-page"),
        pytest.param("a.html", PAGE.format(head='<meta property="article:published_time" content="2024-03-04">', body=BODY),
                     {"published": "2024-01-01"}, "2024-03-04", "page", id="page-before-option"),
        pytest.param("a.html", PAGE.format(head="", body=f'<time itemprop="datePublished" datetime="2024-03-04">4 March</time>{BODY}'), {},
                     "2024-03-04", "page", id="time-element"),
        pytest.param("a.txt", f"Truce talks\n\nBy Amina Oumar | 4 March 2024\n\n{SENTENCE}", {}, "2024-03-04", "page", id="byline"),
        pytest.param("a.txt", f"Truce talks\n\nGENEVA, March 3, 2024 (AFP) - {SENTENCE}", {}, "2024-03-03", "dateline", id="dateline"),
        pytest.param("a.json", json_row(text=f"GENEVA, March 3 (AFP) - {SENTENCE}", url="https://n.test/2024/item"), {}, "2024-03-03",
                     "dateline", id="dateline-with-the-year-of-the-address"),
        pytest.param("a.json", json_row(url="https://n.test/2024/03/04/truce"), {}, "2024-03-04", "guessed", id="address"),
        pytest.param("a.json", json_row(url="https://n.test/truce"), {}, None, None, id="nowhere"),
        pytest.param("a.txt", f"Truce talks\n\nGENEVA, March 3 (AFP) - {SENTENCE}", {}, None, None, id="dateline-without-a-year"),
    ],
)  # fmt: skip
def test_publication_date_and_its_source(
    read_one: Callable[..., Article], name: str, data: str, options: dict[str, str], published: str | None, source: str | None
) -> None:
    article = read_one(name, data, **options)
    assert (article.published, article.published_source) == (published, source)
    assert ("no_publication_date" in article.warnings) == (published is None)
    assert ("guessed_publication_date" in article.warnings) == (source == "guessed")


@pytest.mark.parametrize("value", ["soon", "2024-13-01", "2024-02-30", "04/03/2024", "2024", "March 2024"])
def test_date_that_cannot_be_read_is_ignored_with_a_warning(read_one: Callable[..., Article], value: str) -> None:
    article = read_one("a.json", json_row(published=value))
    assert article.published is None
    assert article.warnings == ("invalid_publication_date", "no_publication_date")


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        pytest.param("2024-03-04", "2024-03-04", id="iso-day"),
        pytest.param("2024-03-04T09:30:00Z", "2024-03-04T09:30:00Z", id="iso-zulu"),
        pytest.param("2024-03-04T09:30:00+05:30", "2024-03-04T09:30:00+05:30", id="iso-zone"),
        pytest.param("2024-03-04 09:30:00", "2024-03-04", id="clock-without-zone-is-dropped"),
        pytest.param("Mon, 04 Mar 2024 09:30:00 +0000", "2024-03-04T09:30:00+00:00", id="mail"),
        pytest.param("4 March 2024", "2024-03-04", id="british"),
        pytest.param("March 4, 2024", "2024-03-04", id="american"),
        pytest.param("04.03.2024", "2024-03-04", id="dots-are-day-first"),
        pytest.param("13/03/2024", "2024-03-13", id="slashes-that-allow-one-reading"),
        pytest.param("04/03/2024", None, id="slashes-that-allow-two"),
        pytest.param(1709544600, "2024-03-04T09:30:00+00:00", id="seconds"),
        pytest.param(1709544600000, "2024-03-04T09:30:00+00:00", id="milliseconds"),
        pytest.param("1709544600", "2024-03-04T09:30:00+00:00", id="seconds-as-text"),
        pytest.param(2024, None, id="a-year-as-number"),
        pytest.param(date(2024, 3, 4), "2024-03-04", id="date"),
        pytest.param(datetime(2024, 3, 4, 9, 30), "2024-03-04", id="datetime-without-zone"),
        pytest.param(datetime(2024, 3, 4, 9, 30, tzinfo=UTC), "2024-03-04T09:30:00+00:00", id="datetime"),
        pytest.param(datetime(2024, 3, 4, 9, tzinfo=timezone(timedelta(hours=3))), "2024-03-04T09:00:00+03:00", id="datetime-with-offset"),
        pytest.param("2023-02-29", None, id="no-such-day"),
        pytest.param("2024-03-04T25:00:00Z", None, id="no-such-hour"),
        pytest.param("March 2024", None, id="no-day"),
        pytest.param("4 March", None, id="no-year"),
        pytest.param("yesterday", None, id="word"),
        pytest.param("", None, id="nothing"),
        pytest.param(None, None, id="none"),
        pytest.param(True, None, id="truth-value"),
        pytest.param(float("nan"), None, id="not-a-number"),
        pytest.param(float("inf"), None, id="infinite"),
        pytest.param("9" * 200, None, id="long"),
    ],
)
def test_publication_date(value: object, iso: str | None) -> None:
    assert publication_date(value) == iso


@pytest.mark.parametrize(
    ("url", "day", "year"),
    [
        pytest.param("https://n.test/2024/03/04/truce", "2024-03-04", "2024", id="folders"),
        pytest.param("https://n.test/news/2024-03-04-truce.html", "2024-03-04", None, id="hyphens"),
        pytest.param("https://n.test/20240304/truce", "2024-03-04", "2024", id="digits"),
        pytest.param("https://n.test/2024/truce", None, "2024", id="year-only"),
        pytest.param("https://n.test/story-192024030499", None, None, id="number-of-a-story"),
        pytest.param("https://n.test/2024/02/30/truce", None, "2024", id="no-such-day"),
        pytest.param(None, None, None, id="no-address"),
    ],
)
def test_date_in_an_address(url: str | None, day: str | None, year: str | None) -> None:
    assert (date_in_url(url), year_in_url(url)) == (day, year)


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()[:16]


def test_id_is_the_input_s_own(read_one: Callable[..., Article]) -> None:
    assert read_one("a.json", json_row(id="doc-7", url="https://n.test/7")).id == "doc-7"


def test_id_without_an_own_one_is_made_from_the_address(read_one: Callable[..., Article]) -> None:
    url = "https://n.test/truce"
    assert read_one("a.json", json_row(url=url)).id == digest(url.encode())
    link = f'<link rel="canonical" href="{url}">'
    assert read_one("a.html", PAGE.format(head=link, body=BODY)).id == digest(url.encode())


def test_id_without_address_is_made_from_the_original_bytes(read_one: Callable[..., Article]) -> None:
    data = f"Truce talks\r\n\r\n{SENTENCE}\r\n".encode()
    assert read_one("a.txt", data).id == digest(data)
    page = PAGE.format(head="", body=BODY).encode()
    assert read_one("a.html", page).id == digest(page)


def test_texts_that_are_cleaned_to_the_same_keep_their_own_ids(read_one: Callable[..., Article]) -> None:
    plain = read_one("a.txt", f"Truce talks\n\n{SENTENCE}")
    shared = read_one("b.txt", f"Truce talks\n\n{SENTENCE}\n\nRead more")
    assert plain.text == shared.text
    assert plain.id != shared.id


def test_id_of_a_row_does_not_hang_on_its_layout(read_file: Callable[..., list[Article]]) -> None:
    row = {"text": SENTENCE, "title": "Truce talks"}
    forms = [json.dumps(row), json.dumps(row, indent=2), json.dumps(dict(reversed(row.items()))), json.dumps([row])]
    table = f'title,text\nTruce talks,"{SENTENCE}"\n'
    ids = {item.id for form in forms for item in read_file("a.json", form)} | {read_file("a.csv", table)[0].id}
    assert len(ids) == 1
    assert {item.id for item in read_file("a.json", json.dumps({**row, "title": "Other"}))} != ids


@pytest.mark.parametrize(("first", "title"), [
    ("LUSAKA, March 14 (Copperbelt News) - Zambia said on Thursday it was ready to host a meeting between both sides.", None),
    ("NAIROBI, 3 May 2024 - The talks were put off, two officials of the host said late on Friday.", None),
    ("LUSAKA, March 14 (Copperbelt News) - Zambia ready to host talks", "LUSAKA, March 14 (Copperbelt News) - Zambia ready to host talks"),
    ("Zambia says it is ready to host a meeting between both sides.", "Zambia says it is ready to host a meeting between both sides."),
], ids=["agency and day", "day", "no sentence", "no dateline"])
def test_a_lead_with_its_dateline_is_no_title(read_one: Callable[..., Article], first: str, title: str | None) -> None:
    article = read_one("a.txt", f"{first}\n\nThe ministry gave no day. Officials declined to comment.\n")
    assert article.title == title
    assert article.text.startswith("The ministry" if title else first.partition(" - ")[2][:30])


def test_text_of_one_paragraph_has_no_title(read_one: Callable[..., Article]) -> None:
    article = read_one("a.txt", SENTENCE)
    assert (article.title, article.text) == (None, SENTENCE)


def test_text_of_one_paragraph_among_additions_has_no_title(read_one: Callable[..., Article]) -> None:
    article = read_one("a.txt", f"{SENTENCE}\n\nShare this article\n\nExit mobile version")
    assert (article.title, article.text) == (None, SENTENCE)


def test_share_bar_above_the_title_is_not_the_title(read_one: Callable[..., Article]) -> None:
    article = read_one("a.txt", f"Skip to main content\n\nFacebook Twitter\n\nTruce talks\n\n{SENTENCE}")
    assert (article.title, article.text) == ("Truce talks", SENTENCE)


@pytest.mark.parametrize(("given", "publisher"), [("Lake Radio", "Lake Radio"), (None, "Fallback FM")], ids=["own", "option"])
def test_publisher(read_one: Callable[..., Article], given: str | None, publisher: str) -> None:
    assert read_one("a.json", json.dumps({"text": SENTENCE, "publisher": given}), publisher="Fallback FM").publisher == publisher


@pytest.mark.parametrize(
    ("text", "given", "language", "warned"),
    [
        pytest.param(SENTENCE, None, "en", False, id="english"),
        pytest.param(SENTENCE, "en-GB", "en", False, id="tag-with-region"),
        pytest.param(SENTENCE, "fr", "fr", True, id="as-given"),
        pytest.param("Le ministre des affaires étrangères a rencontré l'émissaire mardi et lui a demandé une trêve plus longue.", None, "fr", True,
                     id="french"),
        pytest.param("Министр иностранных дел встретился с посланником во вторник и попросил продлить перемирие.", None, "ru", True, id="russian"),
        pytest.param("Lomé.", None, None, False, id="too-short-to-tell"),
    ],
)  # fmt: skip
def test_language(read_one: Callable[..., Article], text: str, given: str | None, language: str | None, warned: bool) -> None:
    article = read_one("a.json", json.dumps({"text": text, "language": given}))
    assert article.language == language
    assert ("unsupported_language" in article.warnings) == warned
