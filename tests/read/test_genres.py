"""What is no plain report of the day is marked; reports that only sound like it are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from goodoffices.model import Article, Warning, WarningCode
from goodoffices.pipeline import code_article
from goodoffices.read import genres

TEXT = "Peru recalled its ambassador from Bolivia on Monday. Bolivia's foreign minister called the step a mistake.\n\nNobody was hurt, the ministry said in Lima."


def page(title: str = "Lima recalls envoy", head: str = "", body: str = TEXT) -> str:
    prose = "".join(f"<p>{p}</p>" for p in body.split("\n\n"))
    return f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{prose}</article></body></html>"


def marked(article: Article) -> set[str]:
    return set(article.warnings) & set(genres.GENRES)


@pytest.mark.parametrize("sign", genres.signs(), ids=lambda s: f"{s.genre}-{s.where}-{s.example[:30]}")
def test_every_sign_shows_in_its_example(sign: genres.Sign) -> None:
    assert genres._shows(sign, sign.example)


ROWS = [
    ({"title": "Opinion: the truce that never was"}, {"opinion"}), ({"url": "https://a.example/opinion/2024/truce"}, {"opinion"}), ({"title": "The truce that never was | Editorial"}, {"opinion"}),
    ({"text": TEXT + "\n\nThe writer is a former ambassador to Lima."}, {"opinion"}), ({"text": TEXT + "\n\nThe views expressed here are the author's own."}, {"opinion"}),
    ({"text": "OPINION\n\n" + TEXT}, {"opinion"}), ({"title": "On This Day in 1973: tanks in Lima"}, {"retrospective"}),
    ({"text": "On this day in 1973 the two armies agreed to a truce near Puno. Both presidents signed it."}, {"retrospective"}),
    ({"text": "Fifty years ago this week, Peru closed the border. Bolivia protested."}, {"retrospective"}), ({"title": "Twenty-five years on: what the accord left behind"}, {"retrospective"}),
    ({"url": "https://a.example/world/live/2024/may/07/truce"}, {"live_blog"}), ({"title": "Truce talks in Quito – as it happened"}, {"live_blog"}),
    # Reports that are none of these.
    ({"title": "Opinion poll puts the truce ahead"}, set()), ({"title": "Comment by minister angers La Paz"}, set()), ({"title": "Column of tanks nears Puno"}, set()),
    ({"title": "Leaders mark 30th anniversary of accord in Quito"}, set()), ({"title": "Live fire drill near Puno angers La Paz"}, set()), ({"title": "Peru live-fire drill: three hurt"}, set()),
    ({"url": "https://a.example/2024/live-fire-drill"}, set()), ({"url": "https://a.example/world/opinion-poll-truce"}, set()), ({"title": "Ten years after, Peru wants its ships back"}, set()),
    ({"title": "Peru wants its ships back ten years after the raid"}, set()), ({"text": "Ten years ago Peru closed the border. On Monday it was opened again."}, set()),
    ({"text": "Peru and Bolivia, which signed an accord 30 years ago this month, agreed on Monday to talk."}, set()),
    ({"text": TEXT + "\n\nThe author is unknown, police said."}, set()), ({"text": "The writer is a critic of the president, police said on Monday. He was freed on Tuesday.\n\n" + TEXT + "\n\n" + TEXT}, set()),
    ({}, set()),
]


@pytest.mark.parametrize(("fields", "expected"), ROWS, ids=[str(next(iter(f.values()), "plain"))[-40:].replace("\n", " ") for f, _ in ROWS])
def test_rows(read_one: Callable[..., Article], fields: dict[str, Any], expected: set[str]) -> None:
    article = read_one("r.json", json.dumps({"title": "Lima recalls envoy", "published": "2024-05-07", "text": TEXT, **fields}))
    assert marked(article) == expected


HEADS = [('<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": "x"}</script>', {"opinion"}),
         ('<script type="application/ld+json">{"@type": ["NewsArticle", "LiveBlogPosting"]}</script>', {"live_blog"}), ('<meta property="article:section" content="Opinion">', {"opinion"}),
         ('<meta property="article:section" content="World">', set()), ('<script type="application/ld+json">{"@type": "NewsArticle", "articleSection": ["Africa", "Editorials"]}</script>', {"opinion"})]


@pytest.mark.parametrize(("head", "expected"), HEADS, ids=["kind", "kinds", "section", "news", "sections"])
def test_pages_say_it_themselves(read_one: Callable[..., Article], head: str, expected: set[str]) -> None:
    assert marked(read_one("page.html", page(head=head))) == expected


def test_the_label_is_no_text_and_no_title(read_one: Callable[..., Article]) -> None:
    article = read_one("report.txt", f"OPINION\n\nThe truce that never was\n\n{TEXT}")
    assert (article.title, article.text, marked(article)) == ("The truce that never was", TEXT, {"opinion"})


def test_the_record_warns(read_one: Callable[..., Article]) -> None:
    record = code_article(read_one("r.json", json.dumps({"title": "On this day: tanks in Lima", "published": "2024-05-07", "text": TEXT})))
    assert [w for w in record.warnings if w.code == "retrospective"] == [Warning(code="retrospective", message="looks back: what it tells may have happened years before")]
    assert set(genres.GENRES) <= set(WarningCode.__args__)
