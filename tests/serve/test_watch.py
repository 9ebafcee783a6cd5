"""`goodoffices watch` on a site of the test: what is filed, what is asked for again, what goes wrong, what happens when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goodoffices.errors import StoreRefusedError
from goodoffices.model import ExplainedRecord
from goodoffices.read.feedlist import Watched
from goodoffices.read.web import Web, WebLimits
from goodoffices.serve.queries import Archive, lookups, open_archive, watching
from goodoffices.serve.queries.sources import health
from goodoffices.serve.queries.watching import MOST_TRIES, Watch
from goodoffices.store import watched

Run = Callable[..., Any]
WORDS = ("Peru", "Chad", "Oman", "Togo", "Fiji", "Cuba", "Mali", "Laos", "Iran", "Iraq")


def page(n: int, extra: str = "") -> str:
    country = WORDS[n % len(WORDS)]
    return (f"<html><head><title>{country} offers talks, day {n}</title><meta property='article:published_time' content='2024-05-07T08:00:00Z'></head><body><article>"
            f"<h1>{country} offers talks, day {n}</h1><p>{country} offered on Tuesday to hold talks with Bolivia in Quito on matter number {n}, its foreign ministry said.</p>"
            f"<p>The two governments have exchanged messages number {n} for three months, and neither of them has said what the letters hold. {extra}</p></article></body></html>")


def rss(base: str, numbers: range, title: str = "Andes Wire") -> str:
    items = "".join(f"<item><title>Item {n}</title><link>{base}/a/{n}</link><pubDate>Tue, 07 May 2024 10:00:00 GMT</pubDate></item>" for n in numbers)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def fill(site: Any, count: int) -> None:
    site.pages |= {f"/a/{n}": page(n) for n in range(count)}
    site.pages["/rss"] = rss(site.url, range(count))


def filed() -> list[str]:
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive:
        return sorted(h.url or "" for h in lookups.headers(archive))


ONCE = ("--once", "--allow-private", "--pause", "0")


def test_what_a_feed_lists_is_filed_once(goodoffices: Run, site: Any) -> None:
    fill(site, 2)
    first = goodoffices("watch", f"{site.url}/rss", *ONCE)
    assert first.status == 0 and "2 new; 2 articles filed" in first.out, first.err
    assert filed() == [f"{site.url}/a/0", f"{site.url}/a/1"]
    site.asked.clear()
    again = goodoffices("watch", f"{site.url}/rss", *ONCE)
    assert again.status == 0 and "0 new; 0 articles filed" in again.out and site.asked == ["/robots.txt", "/rss"]


def test_sources_tell_how_they_fare(goodoffices: Run, site: Any, tmp_path: Path) -> None:
    fill(site, 1)
    site.pages["/rss"] = rss(site.url, range(2))
    lists = tmp_path / "s.toml"
    lists.write_text(f'[[source]]\nurl = "{site.url}/rss"\nname = "Andes"\npublisher = "Andes Wire"\n[[source]]\nurl = "{site.url}/broken"\nname = "Broken"\n', encoding="utf-8")
    done = goodoffices("watch", str(lists), *ONCE)
    assert done.status == 1 and "Broken: the server answers with status 404" in done.err and "/a/1: the server answers with status 404" in done.err
    rows = json.loads(goodoffices("sources", "--json").out)
    told = [(r["name"], r["kind"], r["filed"], r["failed"], r["waiting"], r["failures"], r["error"]) for r in rows]
    assert told == [("Andes", "feed", 1, 1, 0, 0, None), ("Broken", "auto", 0, 0, 0, 1, "the server answers with status 404")]
    shown = goodoffices("sources").out
    assert "Andes (feed)" in shown and "1 filed, 0 waiting, 1 not readable" in shown and "failed once: the server answers" in shown
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive:
        (record,) = lookups.records(archive)
    assert record.document.publisher == "Andes Wire" and record.document.published == "2024-05-07T08:00:00Z"


def test_a_feed_may_bring_its_texts_along(goodoffices: Run, site: Any, tmp_path: Path) -> None:
    text = "Peru offered on Tuesday to hold talks with Bolivia in Quito, its foreign ministry said, and Bolivia is to answer by the end of the week."
    items = [{"id": "1", "url": f"{site.url}/never", "title": "Peru offers talks", "date_published": "2024-05-07T10:00:00Z", "content_html": f"<p>{text}</p>"}]
    site.pages["/feed.json"] = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    lists = tmp_path / "s.toml"
    lists.write_text(f'[[source]]\nurl = "{site.url}/feed.json"\ntext = "feed"\n', encoding="utf-8")
    assert goodoffices("watch", str(lists), *ONCE).status == 0 and "/never" not in site.asked
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive:
        (record,) = lookups.records(archive)
    assert (record.document.text, record.document.title, record.document.published) == (text, "Peru offers talks", "2024-05-07T10:00:00Z")


def test_private_addresses_and_wrong_lists(goodoffices: Run, site: Any) -> None:
    refused = goodoffices("watch", f"{site.url}/rss", "--once")
    assert refused.status == 1 and "--allow-private" in refused.err and site.asked == []
    assert goodoffices("watch", "none.toml", "--once").status == 2


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 1, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_watch(store_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, make_record: Callable[..., ExplainedRecord]) -> Any:
    """A watch on either database with a clock of the test; records are made by hand, as these tests are about what is asked and filed."""
    def code(article: Any, tables: Any, explain: bool) -> ExplainedRecord:
        told = {name: getattr(article, name) for name in ("url", "publisher", "title")}
        return make_record(article.id, article.text, published=article.published, **told)

    monkeypatch.setattr("goodoffices.serve.queries.watching.code_article", code)
    with open_archive(store_url, create=True) as archive, Web(WebLimits(pause=0, silence=2), allow_private=True) as web:
        def make(*sources: Watched) -> tuple[Watch, Archive, list[str]]:
            told: list[str] = []
            return Watch(archive, web, sources, interval=900, say=told.append, chance=lambda: 0.5, clock=clock), archive, told
        yield make


def urls(archive: Archive) -> list[str]:
    return sorted(h.url or "" for h in lookups.headers(archive))


def rounds(watch: Watch) -> None:
    watch.poll()
    while watch.read():
        pass


def test_nothing_is_asked_before_its_time_and_nothing_twice(site: Any, make_watch: Any, clock: Clock) -> None:
    def feed(handler: Any) -> None:
        fresh = handler.headers.get("If-None-Match") != '"1"'
        site.send(handler, 200 if fresh else 304, rss(site.url, range(2)) if fresh else "", ETag='"1"', Last_Modified="Tue, 07 May 2024 10:00:00 GMT")

    fill(site, 2)
    site.pages["/rss"] = feed
    watch, archive, told = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/0", f"{site.url}/a/1"] and told == []
    site.asked.clear()
    clock.pass_(minutes=14)
    rounds(watch)
    assert site.asked == [] and watch.seconds_to_wait() == pytest.approx(60, abs=1)
    clock.pass_(minutes=2)
    rounds(watch)
    assert site.asked == ["/rss"] and site.headers[-1]["If-Modified-Since"].startswith("Tue, 07 May") and health(archive)[0].failures == 0


def test_a_source_that_fails_is_left_alone_for_longer_each_time(site: Any, make_watch: Any, clock: Clock) -> None:
    site.pages["/rss"] = site.says(500)
    watch, archive, told = make_watch(Watched(url=f"{site.url}/rss"))
    waits = []
    for _ in range(3):
        rounds(watch)
        waits.append(round(watch.seconds_to_wait()))
        clock.pass_(seconds=waits[-1] + 1)
    assert waits == [1800, 3600, 7200] and health(archive)[0].failures == 3 and len(told) == 3
    fill(site, 1)
    rounds(watch)
    assert health(archive)[0].failures == 0 and health(archive)[0].error is None and len(urls(archive)) == 1


def test_a_server_that_asks_for_rest_gets_it(site: Any, make_watch: Any) -> None:
    site.pages["/rss"] = site.says(429, Retry_After="50000")
    watch, _, _ = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(watch)
    assert watch.seconds_to_wait() == pytest.approx(50000, abs=1)


def test_an_article_that_cannot_be_had_is_tried_again_then_given_up(site: Any, make_watch: Any, clock: Clock) -> None:
    fill(site, 1)
    site.pages["/a/0"] = site.says(503)
    watch, archive, told = make_watch(Watched(url=f"{site.url}/rss", every=7 * 24 * 60))
    for _ in range(MOST_TRIES + 2):
        rounds(watch)
        clock.pass_(hours=12)
    assert site.asked.count("/a/0") == MOST_TRIES and health(archive)[0].failed == 1 and f"({MOST_TRIES} tries)" in told[-1]


def test_an_article_that_comes_back_is_filed(site: Any, make_watch: Any, clock: Clock) -> None:
    fill(site, 1)
    site.pages["/a/0"] = site.says(503)
    watch, archive, _ = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(watch)
    assert urls(archive) == [] and health(archive)[0].waiting == 1
    site.pages["/a/0"] = page(0)
    clock.pass_(minutes=6)
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/0"] and health(archive)[0].waiting == 0


@pytest.mark.parametrize(("answer", "reason"), [
    ((200, "%PDF-1.7"), "a PDF file"), ((200, "<html><body></body></html>"), "no article text"), ((410, ""), "status 410"), ((302, "", "file:///etc/passwd"), "only http and https")],
    ids=["pdf", "empty", "gone", "file"])
def test_what_is_no_article_is_told_and_not_tried_again(site: Any, make_watch: Any, clock: Clock, answer: Any, reason: str) -> None:
    fill(site, 2)
    site.pages["/a/0"] = site.says(answer[0], answer[1], **({"Location": answer[2]} if len(answer) > 2 else {}))
    watch, archive, told = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(watch)
    clock.pass_(days=1)
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/1"] and len(told) == 1 and reason in told[0] and site.asked.count("/a/0") == 1


def test_robots_are_obeyed(site: Any, make_watch: Any) -> None:
    fill(site, 2)
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /a/1\n"
    watch, archive, told = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/0"] and "robots.txt" in told[0] and "/a/1" not in site.asked


def test_a_sitemap_index_is_followed(site: Any, make_watch: Any) -> None:
    fill(site, 3)
    site.pages["/map"] = f"<sitemapindex><sitemap><loc>{site.url}/m1</loc></sitemap><sitemap><loc>{site.url}/m2</loc></sitemap></sitemapindex>"
    site.pages["/m1"] = f"<urlset><url><loc>{site.url}/a/0</loc></url><url><loc>{site.url}/a/1</loc></url></urlset>"
    site.pages["/m2"] = f"<urlset><url><loc>{site.url}/a/2</loc></url></urlset>"
    watch, archive, told = make_watch(Watched(url=f"{site.url}/map"))
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/{n}" for n in range(3)] and told == [] and health(archive)[0].kind == "index"


def test_a_part_of_an_index_that_fails_loses_nothing(site: Any, make_watch: Any, clock: Clock) -> None:
    fill(site, 1)
    site.pages["/map"] = f"<sitemapindex><sitemap><loc>{site.url}/m1</loc></sitemap></sitemapindex>"
    watch, archive, told = make_watch(Watched(url=f"{site.url}/map"))
    rounds(watch)
    assert len(told) == 1
    site.pages["/m1"] = f"<urlset><url><loc>{site.url}/a/0</loc></url></urlset>"
    clock.pass_(days=1)
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/0"]


def test_a_page_is_filed_anew_when_it_changes(site: Any, make_watch: Any, clock: Clock) -> None:
    site.pages["/live"] = page(0)
    watch, archive, _ = make_watch(Watched(url=f"{site.url}/live", kind="page"))
    texts = []
    for extra in ("", "", "An answer came on Friday."):
        site.pages["/live"] = page(0, extra)
        rounds(watch)
        clock.pass_(hours=1)
        texts.append([r.document.text.endswith("Friday.") for r in lookups.records(archive)])
    assert texts == [[False], [False], [True]] and watch.done.filed == 2


def test_a_page_that_was_taken_for_a_feed_is_told(site: Any, make_watch: Any) -> None:
    site.pages["/live"] = page(0)
    watch, archive, told = make_watch(Watched(url=f"{site.url}/live"))
    rounds(watch)
    assert urls(archive) == [] and 'kind = "page"' in told[0]


def test_two_feeds_with_one_article_file_it_once(site: Any, make_watch: Any) -> None:
    fill(site, 1)
    site.pages["/other"] = rss(site.url, range(1), "Other")
    watch, archive, _ = make_watch(Watched(url=f"{site.url}/rss"), Watched(url=f"{site.url}/other"))
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/0"] and site.asked.count("/a/0") == 1


def test_originals_are_kept_with_their_digest(site: Any, make_watch: Any) -> None:
    site.pages["/a/0"] = site.says(200, page(0).encode("utf-16"), Content_Type="text/html; charset=utf-16")
    site.pages["/rss"] = rss(site.url, range(1))
    watch, archive, _ = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(watch)
    ids = [h.id for h in lookups.headers(archive)]
    with archive.repository.reading() as connection:
        (original,) = watched.latest_originals(connection, ids)
        assert watched.original_faults(connection) == []
    assert original.body == page(0).encode("utf-16") and (original.media, original.charset, original.published) == ("text/html", "utf-16", "2024-05-07T10:00:00+00:00")


class Killed(BaseException):
    """The process ends at this very moment."""


@pytest.mark.parametrize("after", range(1, 8))
def test_whatever_moment_it_is_stopped_nothing_is_lost_or_doubled(site: Any, make_watch: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Stopped inside the n-th transaction, before its commit; then started again with a feed that says that nothing is new."""
    fill(site, 5)
    body = rss(site.url, range(5))
    site.pages["/rss"] = lambda h: site.send(h, 304) if h.headers.get("If-None-Match") else site.send(h, 200, body, ETag='"1"')
    watch, archive, _ = make_watch(Watched(url=f"{site.url}/rss"))
    writing = type(archive.repository).writing
    count = 0

    @contextmanager
    def stopped(self: Any) -> Iterator[Any]:
        nonlocal count
        count += 1
        with writing(self) as connection:
            yield connection
            if count == after:
                raise Killed

    monkeypatch.setattr(type(archive.repository), "writing", stopped)
    try:
        rounds(watch)
        survived = True
    except Killed:
        survived = False
    monkeypatch.setattr(type(archive.repository), "writing", writing)
    assert survived == (count < after)
    clock.pass_(hours=1)
    again, archive, _ = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(again)
    assert urls(archive) == [f"{site.url}/a/{n}" for n in range(5)]
    row = health(archive)[0]
    assert (row.filed, row.waiting, row.failed) == (5, 0, 0)


def test_a_refused_article_does_not_stop_the_others(site: Any, make_watch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    save = watching.articles.save

    def refuse(connection: Any, record: Any, now: str) -> Any:
        if record.document.url.endswith("/0"):
            raise StoreRefusedError("here", "too long")
        return save(connection, record, now)

    monkeypatch.setattr(watching.articles, "save", refuse)
    fill(site, 2)
    watch, archive, told = make_watch(Watched(url=f"{site.url}/rss"))
    rounds(watch)
    assert urls(archive) == [f"{site.url}/a/1"] and "too long" in told[0]


#: A shell that runs the tests in the background has made its children deaf to Ctrl-C; this one listens again.
LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from goodoffices.__main__ import main; main()"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_it_stops_when_told_to_and_goes_on_where_it_was(goodoffices: Run, site: Any, number: signal.Signals) -> None:
    fill(site, 3)
    second = threading.Event()

    def slow(handler: Any) -> None:
        second.set()
        site.over.wait(20)

    site.pages["/a/1"] = slow
    arguments = [sys.executable, "-c", LISTENING, "watch", f"{site.url}/rss", "--allow-private", "--pause", "0"]
    running = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, start_new_session=True)
    assert second.wait(60)
    running.send_signal(number)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130 and b"interrupted" in err and b"Traceback" not in err and b"1 articles filed" in out
    assert filed() == [f"{site.url}/a/0"]
    site.pages["/a/1"] = page(1)
    assert goodoffices("watch", f"{site.url}/rss", *ONCE).status == 0
    assert filed() == [f"{site.url}/a/{n}" for n in range(3)]
