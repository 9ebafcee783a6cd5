"""Feeds and sitemaps of every kind, whole and broken; lists of sources; when to ask again; robots.txt."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import FetchError, ReadError, UsageError
from goodoffices.read.addresses import RefusedError
from goodoffices.read.feedlist import Watched, watched
from goodoffices.read.feeds import Feed, FeedItem, read_feed
from goodoffices.read.pacing import DAY, in_turn, seconds_until_next
from goodoffices.read.robots import Robots
from goodoffices.read.web import Web, WebLimits

HERE = "https://wire.test/feed.xml"
RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lomé Wire</title>
<item><title>Togo &amp; Ghana “talk”</title><link>https://wire.test/a?utm_source=rss</link><pubDate>Tue, 07 May 2024 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>Togo and Ghana will talk on Friday.</p>]]></content:encoded></item>
<item><title>Again</title><link>https://wire.test/a</link></item>
<item><title>Bad link</title><link>javascript:alert(1)</link></item>
<item><title>Relative</title><link>/b#top</link></item>
<item><title>Permalink</title><guid isPermaLink="true">https://wire.test/c</guid></item>
</channel></rss>"""
A = FeedItem(url="https://wire.test/a", title="Togo & Ghana “talk”", published="2024-05-07T10:00:00+00:00", content="<p>Togo and Ghana will talk on Friday.</p>")
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; step</title><id>tag:x</id><updated>2024-05-07T10:00:00Z</updated>
<link rel="alternate" href="https://wire.test/a"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://wire.test/"><title>Wire</title></channel><item rdf:about="https://wire.test/a"><title>A</title><link>https://wire.test/a</link><dc:date>2024-05-07</dc:date></item></rdf:RDF>"""
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://wire.test/a.jpg</image:loc><image:title>A photo</image:title></image:image><loc>https://wire.test/a</loc><news:news><news:publication_date>2024-05-07T10:00:00Z</news:publication_date>
<news:title>Talks &amp; threats</news:title></news:news></url><url><loc>https://wire.test/b</loc><lastmod>2024-05-06</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://wire.test/s1.xml</loc><lastmod>2024-05-07</lastmod></sitemap>
<sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"""
JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [
    {"id": "1", "url": "https://wire.test/a", "title": "A", "date_published": "2024-05-07T10:00:00Z", "content_text": "One.\nTwo <b>."}, {"id": "https://wire.test/b"}, {"id": "3"}, "x"]}


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_rss_in_any_encoding(encoding: str) -> None:
    feed = read_feed(RSS.format(encoding=encoding).encode(encoding), HERE)
    assert feed.kind == "feed" and feed.title == "Lomé Wire" and feed.items[0] == A
    assert [i.url for i in feed.items] == ["https://wire.test/a", "https://wire.test/b", "https://wire.test/c"]


def test_the_charset_of_the_server_counts() -> None:
    body = RSS.format(encoding="utf-8").replace(' encoding="utf-8"', "").encode("windows-1252")
    assert read_feed(body, HERE, "windows-1252").title == "Lomé Wire"


@pytest.mark.parametrize(("body", "kind", "items"), [
    (ATOM, "feed", [("https://wire.test/a", "A <b>bold</b> step", "2024-05-07T10:00:00Z")]), (RDF, "feed", [("https://wire.test/a", "A", "2024-05-07")]),
    (NEWS, "sitemap", [("https://wire.test/a", "Talks & threats", "2024-05-07T10:00:00Z"), ("https://wire.test/b", None, "2024-05-06")]),
    (json.dumps(JSON), "json", [("https://wire.test/a", "A", "2024-05-07T10:00:00Z"), ("https://wire.test/b", None, None)])], ids=["atom", "rdf", "news", "json"])
def test_other_kinds(body: str, kind: str, items: list[Any]) -> None:
    feed = read_feed(body.encode(), HERE)
    assert feed.kind == kind and [(i.url, i.title, i.published) for i in feed.items] == items


def test_plain_text_of_a_json_feed_becomes_markup() -> None:
    assert read_feed(json.dumps(JSON).encode(), HERE).items[0].content == "<p>One.</p><p>Two &lt;b&gt;.</p>"


def test_a_sitemap_index() -> None:
    assert read_feed(INDEX.encode(), HERE).parts == (("https://wire.test/s1.xml", "2024-05-07"), ("https://wire.test/s2.xml", None))


@pytest.mark.parametrize("cut", [300, 500, 650, 760])
def test_of_a_feed_cut_off_what_is_whole_is_read(cut: int) -> None:
    whole = RSS.format(encoding="utf-8")
    try:
        items = read_feed(whole[:cut].encode(), HERE).items
    except ReadError:
        items = ()
    assert {i.url for i in items} <= {"https://wire.test/a", "https://wire.test/b", "https://wire.test/c"}


def test_malformed_feeds_are_read_as_far_as_possible() -> None:
    broken = RSS.format(encoding="utf-8").replace("<description>Short.</description>", "<description>Fish & chips <b>unclosed</description>")
    assert read_feed(broken.encode(), HERE).items[0].url == "https://wire.test/a"


LAUGHS = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>"""


@pytest.mark.parametrize(("body", "reason"), [
    (LAUGHS.encode(), "entities"), (LAUGHS.encode("utf-16"), "entities"), (LAUGHS.replace("rss", "urlset").encode(), "entities"), (b'{"version": "1"}', "no JSON Feed"), (b"{", "no JSON"),
    (gzip.compress(b"<rss/>"), "compressed"), (b'{"a":' * 100_000, "JSON")], ids=["entities", "entities-utf16", "entities-sitemap", "json", "bad-json", "gzip", "deep-json"])
def test_what_is_no_feed(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_feed(body, HERE)


@pytest.mark.parametrize("body", [b"<!doctype html><html><body>News</body></html>", b"just words"])
def test_pages_are_told_from_feeds(body: bytes) -> None:
    assert read_feed(body, HERE) == Feed(kind="page")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss version='2.0'><channel><item>", b"<urlset><url><loc>", b'{"version": "https://jsonfeed.org/version/1", "items": [']))
def test_no_bytes_stop_the_program(data: bytes, head: bytes) -> None:
    try:
        feed = read_feed(head + data, HERE)
    except ReadError:
        return
    assert all(i.url.startswith(("http://", "https://")) for i in feed.items)


def test_a_list_in_toml(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('every = 30\n[[source]]\nurl = "https://a.test/rss"\npublisher = "A"\n[[source]]\nurl = "https://b.test/page"\nkind = "page"\nevery = 60\nname = "B"\n', encoding="utf-8")
    assert watched(str(path)) == [Watched(url="https://a.test/rss", name="a.test/rss", publisher="A", every=30), Watched(url="https://b.test/page", name="B", kind="page", every=60)]


def test_a_list_in_opml(tmp_path: Path) -> None:
    path = tmp_path / "s.opml"
    path.write_text('<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" text="A wire" xmlUrl="https://a.test/rss"/></outline></body></opml>', encoding="utf-8")
    assert watched(str(path)) == [Watched(url="https://a.test/rss", name="A wire")]


def test_an_address_is_a_list_of_one() -> None:
    assert watched("https://a.test/rss") == [Watched(url="https://a.test/rss", name="a.test/rss")]


@pytest.mark.parametrize(("text", "said"), [
    ("", "source"), ("[[source]]\nname = 'x'\n", "url"), ("[[source]]\nurl = 'ftp://a.test'\n", "only http"), ("[[source]]\nurl = 'https://a.test'\nevry = 3\n", "evry"), ("= 3", "s.toml"),
    ("[[source]]\nurl = 'https://a.test'\nevery = 0\n", "minutes"), ("[[source]]\nurl = 'https://a.test'\nkind = 'gopher'\n", "kind"), ("source = []", "names no source"), ("<opml", "no OPML"),
    ("<opml><body/></opml>", "names no source")])
def test_lists_that_cannot_be(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        watched(str(path))


@pytest.mark.parametrize(("failures", "asked", "chance", "expected"), [
    (0, None, 0.5, 900), (0, None, 0, 810), (0, None, 1, 990), (1, None, 0.5, 1800), (3, None, 0.5, 7200), (50, None, 0.5, DAY), (0, 5000.0, 0.5, 5000), (0, 1e9, 0.5, 7 * DAY), (1, 3.0, 0.5, 1800)])
def test_when_to_ask_again(failures: int, asked: float | None, chance: float, expected: float) -> None:
    assert seconds_until_next(900, failures, asked, chance) == pytest.approx(expected)


def test_hosts_take_turns() -> None:
    assert list(in_turn(["a1", "a2", "a3", "b1", "c1", "c2"], lambda t: t[0])) == ["a1", "b1", "c1", "a2", "c2", "a3"]


@pytest.mark.parametrize(("rules", "status", "path", "outcome"), [
    ("User-agent: *\nDisallow: /private", 200, "/private/a", RefusedError), ("User-agent: *\nDisallow: /private", 200, "/a", None), ("User-agent: goodoffices\nDisallow: /", 200, "/a", RefusedError),
    ("User-agent: other\nDisallow: /", 200, "/a", None), ("User-agent: *\nDisallow: /\nAllow: /news$", 200, "/news", None), ("", 404, "/a", None), ("", 500, "/a", FetchError), ("<html>", 200, "/a", None)])
def test_robots(site: Any, rules: str, status: int, path: str, outcome: type[Exception] | None) -> None:
    site.pages["/robots.txt"] = site.says(status, rules)
    with Web(WebLimits(pause=0), allow_private=True) as web:
        robots = Robots(web)
        for _ in range(2):
            if outcome is None:
                robots.permit(site.url + path)
            else:
                with pytest.raises(outcome):
                    robots.permit(site.url + path)
    assert len(site.asked) == (2 if outcome is FetchError else 1)


def test_the_delay_that_robots_ask_for_is_kept(site: Any) -> None:
    slept: list[float] = []
    site.pages |= {"/robots.txt": "User-agent: *\nCrawl-delay: 7", "/a": b"x"}
    with Web(WebLimits(pause=0), allow_private=True, sleep=slept.append) as web:
        web.get(f"{site.url}/a", permit=Robots(web).permit)
    assert 6 < slept[0] <= 7


def test_robots_are_asked_for_every_redirect(site: Any) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /b", "/a": site.says(302, Location="/b"), "/b": b"x"}
    with Web(WebLimits(pause=0), allow_private=True) as web, pytest.raises(RefusedError, match="robots"):
        web.get(f"{site.url}/a", permit=Robots(web).permit)
    assert "/b" not in site.asked
