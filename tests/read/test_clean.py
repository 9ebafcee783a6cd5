"""What pages add to a report goes; the report stays, word for word."""

from __future__ import annotations

import pytest

from goodoffices.read.boilerplate import Row, boilerplate, rows
from goodoffices.read.clean import clean, clean_paragraphs
from goodoffices.read.paragraphs import paragraphs, split_title

TITLE = "Chad offers to host river talks"
ONE = "Chad offered on Monday to host talks between Niger and Nigeria over the waters of the Komadugu."
TWO = 'Niger\'s water minister said she would attend. "We share this river," she told reporters.'
THREE = "Nigeria has not answered. Its envoy will read the proposal before Friday, an aide said."
REPORT = f"{ONE}\n\n{TWO}\n\n{THREE}"

ADDITIONS = {
    "share-bar": "Share on Facebook\n\nTweet\n\nWhatsApp\n\nEmail",
    "share-bar-on-one-line": "Facebook Twitter WhatsApp LinkedIn Copy link",
    "share-call": "Share this article",
    "read-more": "Read more",
    "read-more-with-a-headline": "READ MORE: Ten lakes that are shrinking",
    "exit-mobile": "Exit mobile version",
    "newsletter": "Sign up for our weekly newsletter and never miss a story.",
    "newsletter-inbox": "Get the latest headlines delivered to your inbox every morning.",
    "subscribe": "Subscribe now for unlimited access",
    "photo-credit": "Photo: AFP",
    "photo-by": "Photo by Amina Oumar",
    "caption-with-credit": "Boats on the lake shore near Bol. (AP Photo/Amina Oumar)",
    "agency-images": "Getty Images",
    "cookies": "We use cookies to improve your experience on this site. By staying you accept them.",
    "cookie-buttons": "Accept all cookies",
    "privacy": "We value your privacy",
    "advertisement": "ADVERTISEMENT",
    "story-continues": "Story continues below advertisement",
    "comments": "14 comments",
    "leave-a-comment": "Leave a comment",
    "tags": "Tags: Chad, Niger, water",
    "hashtags": "#Chad #Niger",
    "follow-us": "Follow us on Telegram for updates",
    "copyright": "© 2024 Lake Radio. All rights reserved.",
    "reporting-credit": "(Reporting by Amina Oumar; editing by Jon Berg)",
    "watch": "Watch: Fishermen on the lake",
    "minutes": "4 min read",
    "breadcrumbs": "Home > World > Africa",
    "skip": "Skip to main content",
    "dashes": "- - -",
    "stars": "***",
    "agency": "-- Reuters",
    "ends": "ENDS",
    "app": "Download our app",
    "donate": "Donate now",
    "preferred-source": "Add Lake Radio as a preferred source on Google",
}


@pytest.mark.parametrize("place", ["before", "between", "after"])
@pytest.mark.parametrize("name", ADDITIONS)
def test_addition_is_dropped_and_the_report_stays(name: str, place: str) -> None:
    at = {"before": 0, "between": 2, "after": 3}[place]
    parts = [ONE, TWO, THREE]
    page = "\n\n".join([*parts[:at], ADDITIONS[name], *parts[at:]])
    assert clean(page, TITLE).text == REPORT


def test_all_additions_at_once() -> None:
    assert clean("\n\n".join([ONE, *ADDITIONS.values(), TWO, THREE]), TITLE).text == REPORT


PROSE = {
    "share-as-verb": "Share prices fell after Chad refused the offer.",
    "read-as-verb": "Read aloud in parliament, the letter called for a truce.",
    "read-more-as-prose": "Read more widely, the treaty also binds Cameroon, the judge wrote in her opinion on Tuesday.",
    "subscriber": "The minister said every signatory must subscribe to the charter.",
    "photo-as-subject": "A photo of the two envoys at the lake was published by the ministry on Friday.",
    "cookies-as-food": "Aid workers handed out cookies and water to the families at the crossing.",
    "copyright-law": "Copyright law was not on the agenda, the delegation said.",
    "reuters-as-source": "Reuters reported on Monday that the envoy had left Bol.",
    "sign": "Sign the truce by Friday or lose the port, the general told the rebels.",
    "follow": "Follow the roadmap, the mediator urged both sides, or the war resumes.",
    "watch": "Watch groups counted nine breaches of the truce since Sunday.",
    "comment": "The ministry declined to comment.",
    "quote": '"Leave," the envoy told them.',
    "by-sea": "By Friday the convoy had crossed the border.",
    "facebook-post": "In a Facebook post, the president said the offer stands.",
    "donors": "Donors pledged two billion dollars for the lake.",
    "short": "Nobody answered.",
    "ends-as-verb": "The truce ends on Sunday.",
    "more": "More than forty people died.",
    "breaking": "Breaking the truce would end the talks, Niger warned.",
    "home": "Home rule for the islands is not on offer, the minister said.",
    "next": "Next week the envoys will meet again in Bol.",
    "advert": "Advertisements for the rally were banned on Monday.",
    "parenthesis": "The envoy (left on Monday) has not returned, the ministry said.",
}


@pytest.mark.parametrize("name", PROSE)
def test_prose_that_looks_like_an_addition_stays(name: str) -> None:
    parts = [ONE, PROSE[name], TWO]
    assert clean("\n\n".join(parts), TITLE).text == "\n\n".join(parts)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        pytest.param(f"{ONE} Read more", ONE, id="read-more"),
        pytest.param(f"{ONE} Exit mobile version", ONE, id="exit-mobile"),
        pytest.param(f"{ONE} (Reporting by Amina Oumar; editing by Jon Berg)", ONE, id="credit"),
        pytest.param(f"{ONE} -- Reuters", ONE, id="agency"),
        pytest.param(f"{ONE} ADVERTISEMENT", ONE, id="advertisement"),
        pytest.param(f"{ONE} © 2024 Lake Radio", ONE, id="copyright"),
        pytest.param(f"Photo: AFP {ONE}", ONE, id="photo-before"),
        pytest.param(f"Share this article {ONE}", ONE, id="share-before"),
        pytest.param("They signed the text they called Nonexit mobile version", "They signed the text they called Nonexit mobile version", id="part-of-a-word"),
        pytest.param(f"{ONE}Exit mobile version", ONE, id="without-a-blank"),
        pytest.param(f"{ONE} He asked them to read more", f"{ONE} He asked them to read more", id="prose-at-the-end"),
    ],
)
def test_addition_run_into_prose(raw: str, kept: str) -> None:
    assert clean(f"{raw}\n\n{TWO}").text == f"{kept}\n\n{TWO}"


@pytest.mark.parametrize(
    "repeated",
    [
        pytest.param(TITLE, id="as-it-is"),
        pytest.param(TITLE.upper(), id="in-capitals"),
        pytest.param(f"{TITLE}.", id="with-a-stop"),
        pytest.param(f"“{TITLE}”", id="in-quotation-marks"),
        pytest.param(f"{TITLE}\n\n{TITLE}", id="twice-more"),
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_headline_printed_again_is_dropped(repeated: str, place: str) -> None:
    page = f"{repeated}\n\n{REPORT}" if place == "before" else f"{REPORT}\n\n{repeated}"
    cleaned = clean(page, TITLE)
    assert cleaned.text == REPORT and cleaned.title == TITLE


@pytest.mark.parametrize("suffix", [" | Lake Radio", " - Lake Radio", " – Lake Radio"])
def test_headline_repeated_without_the_name_of_the_site(suffix: str) -> None:
    assert clean(f"{TITLE}\n\n{REPORT}", TITLE + suffix).text == REPORT


@pytest.mark.parametrize("joint", [" ", ". ", ": ", " - "])
def test_headline_run_into_the_first_sentence(joint: str) -> None:
    assert clean(f"{TITLE}{joint}{REPORT}", TITLE).text == REPORT


def test_sentence_that_only_begins_like_the_headline_stays() -> None:
    sentence = f"{TITLE} between Niger and Nigeria."
    assert clean(f"{sentence}\n\n{TWO}", TITLE).text == f"{sentence}\n\n{TWO}"


@pytest.mark.parametrize(
    "heading", ["Related articles", "Most read", "More from Lake Radio", "Recommended for you", "You may also like"]
)
def test_list_of_other_headlines_at_the_foot(heading: str) -> None:
    page = f"{REPORT}\n\n{heading}\n\nMarkets fall in Lagos\n\nFootball: Mali through to the final\n\nTen lakes to see before summer"
    assert clean(page, TITLE).text == REPORT


def test_heading_above_prose_does_not_take_the_prose() -> None:
    assert clean(f"{ONE}\n\nRelated articles\n\n{TWO}\n\n{THREE}", TITLE).text == REPORT


@pytest.mark.parametrize(
    ("line", "date"),
    [
        pytest.param("By Amina Oumar", None, id="name"),
        pytest.param("By Amina Oumar and Jon Berg, diplomatic correspondents", None, id="two-names-and-office"),
        pytest.param("By Amina Oumar | 12 March 2024", "2024-03-12", id="name-and-date"),
        pytest.param("March 12, 2024", "2024-03-12", id="date"),
        pytest.param("Published: 12 March 2024, 10:30", "2024-03-12", id="published"),
        pytest.param("Published 12 March 2024. Updated 14 March 2024", "2024-03-12", id="published-before-updated"),
        pytest.param("Updated: March 14, 2024", "2024-03-14", id="updated-only"),
        pytest.param("Posted on 2024-03-12 10:30 UTC", "2024-03-12T10:30:00+00:00", id="clock-with-zone"),
    ],
)
def test_byline(line: str, date: str | None) -> None:
    cleaned = clean(f"{line}\n\n{REPORT}", TITLE)
    assert (cleaned.text, cleaned.byline_date) == (REPORT, date)


def test_byline_in_the_middle_of_a_long_report_stays() -> None:
    parts = [ONE, TWO, THREE] * 4
    parts.insert(7, "By Amina Oumar")
    assert "By Amina Oumar" in clean("\n\n".join(parts)).text


@pytest.mark.parametrize(
    ("text", "title", "parts"),
    [
        pytest.param(ONE, None, [ONE], id="one-paragraph-has-no-title"),
        pytest.param(f"{TITLE}\n\n{ONE}", TITLE, [ONE], id="two-paragraphs"),
        pytest.param(f"{TITLE}\n{ONE}", TITLE, [ONE], id="no-empty-line"),
        pytest.param(f"# {TITLE}\n\n{ONE}", TITLE, [ONE], id="markdown-heading"),
        pytest.param(f"{ONE * 4}\n\n{TWO}", None, [ONE * 4, TWO], id="too-long-for-a-title"),
        pytest.param("", None, [], id="nothing"),
    ],
)
def test_title_of_a_text(text: str, title: str | None, parts: list[str]) -> None:
    found = split_title(text)
    assert (found.title, found.paragraphs) == (title, parts)


WRAPPED = """\
Chad offered on Monday to host talks between Niger and Nigeria over
the waters of the Komadugu, which have fallen by half since the dam
upstream was closed in January, according to the lake commission in
Bol.

The minister said she would attend and asked that the commission be
present too."""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("one\n\ntwo", ["one", "two"], id="empty-line"),
        pytest.param(f"{ONE}\n{TWO}\n{THREE}", [ONE, TWO, THREE], id="one-paragraph-a-line"),
        pytest.param(WRAPPED, [block.replace("\n", " ") for block in WRAPPED.split("\n\n")], id="hard-wrapped"),
        pytest.param("a\nb\nc", ["a", "b", "c"], id="short-lines"),
    ],
)
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert paragraphs(text) == parts


def test_cleaning_again_changes_nothing() -> None:
    page = "\n\n".join([TITLE, "By Amina Oumar", f"BOL, Chad (AFP) - {ONE}", *ADDITIONS.values(), TWO, f"{THREE} Read more"])
    once = clean(page, TITLE).text
    assert once == REPORT
    assert clean(once, TITLE).text == once


def test_nothing_but_additions_leaves_nothing() -> None:
    assert clean_paragraphs(list(ADDITIONS.values()), None).text.split() == []


RULES = [row for row in rows() if row.example]


@pytest.mark.parametrize("row", RULES, ids=[f"line-{row.line}-{row.kind}" for row in RULES])
def test_example_of_each_rule_is_removed(row: Row) -> None:
    rules = boilerplate()
    seen = {
        "line": lambda: rules.is_line(row.example),
        "list": lambda: rules.is_list_heading(row.example),
        "tail": lambda: rules.without_tail(row.example) != row.example,
        "head": lambda: rules.without_head(row.example) != row.example,
    }
    assert seen[row.kind]()
