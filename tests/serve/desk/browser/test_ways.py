"""Ways through the desk in a real browser over sixty reports: from a dossier to the words, the calendar, search, what if, corrections, and what is said where there is nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import icalendar
import pytest
from sqlalchemy import create_engine, text

from goodoffices.serve.desk import reading
from goodoffices.serve.desk.settings import Settings
from goodoffices.serve.queries import dossiers, lookups, upkeep

Serve = Callable[..., AbstractContextManager[str]]


def test_from_the_overview_to_the_words(opened: Callable[..., Any]) -> None:
    page = opened("/")
    page.get_by_role("link", name="Peru – Bolivia", exact=False).first.click()
    assert "/dossier/" in page.url
    page.locator("#proposals h3 a").first.click()
    words = page.locator("blockquote").first.inner_text()
    page.locator(".passage .source a").first.click()
    assert "/article/" in page.url
    marked = " ".join("".join(page.locator("article.text mark").all_inner_texts()).split())
    assert words and words in marked
    page.locator("article.text sup a").first.click()
    assert page.locator(".explained li:target").count() == 1


def test_correcting_without_scripts(opened: Callable[..., Any], pages: dict[str, str], token: str) -> None:
    page = opened(pages["entry"], 390, java_script_enabled=False)
    page.locator("#correct summary").click()
    page.get_by_label("Note", exact=True).fill("Compare the French text")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Token of this desk").fill("wrong")
    page.get_by_role("button", name="Keep").click()
    assert "not the token" in page.get_by_role("alert").inner_text() and page.get_by_label("Note", exact=True).input_value() == "Compare the French text"
    page.get_by_label("Token of this desk").fill(token)
    page.get_by_role("button", name="Keep").click()
    assert page.get_by_role("status").inner_text() == "Kept." and "Compare the French text" in page.locator("#decided").inner_text()
    page.locator("#decided summary").click()
    form = page.locator("#decided form")
    form.get_by_label("Your name").fill("Ana")
    form.get_by_label("Why").fill("mine was wrong")
    form.get_by_label("Token of this desk").fill(token)
    form.get_by_role("button", name="Take back").click()
    assert page.get_by_role("status").inner_text() == "Taken back." and page.locator("#decided").get_by_text("taken back").count() == 1


def test_what_moved_since_the_last_visit(opened: Callable[..., Any]) -> None:
    page = opened("/", java_script_enabled=False)
    assert "first visit" in page.locator("#news").inner_text()
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("visit", True, "Lax")
    now = int(time.time())
    page.context.add_cookies([{**cookie, "value": f"{now - 7200}-{now - 3600}"}])
    page.reload()
    assert "61 articles filed" in page.locator("#news").inner_text()
    page.reload()
    assert "61 articles filed" in page.locator("#news").inner_text(), "a reload is the same visit"


def test_zoom_by_links(opened: Callable[..., Any]) -> None:
    page = opened("/timeline?by=quarter")
    page.locator(".month h2 a").first.click()
    assert page.locator(".zoom [aria-current]").inner_text() == "Month"
    page.locator(".month h2 a").first.click()
    page.locator(".month h2 a").first.click()
    assert page.locator(".zoom [aria-current]").inner_text() == "Day" and page.locator(".moments .row").count() > 0
    page.get_by_role("link", name="After →").click()
    assert page.locator(".moments .row").count() > 0
    page.locator(".chart summary").first.click()
    page.locator(".chart td, .chart th a").first.wait_for()


def test_empty_store_and_wrong_address(serve: Serve, browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOODOFFICES_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with serve(Settings(rate=0)) as address:
        page = browser.new_page()
        for path, words in (("/", "Nothing filed yet"), ("/timeline", "Nothing filed yet"), ("/calendar", "No planned contact"), ("/search?q=talks", "0 articles"), ("/actors", "Nobody"), ("/outlook/x", "Not here"), ("/entries/threats/x", "Not here"), ("/network", "No contact of two"), ("/sources", "No sources are watched yet"),
                            ("/scorecard", "No forecast has been issued"), ("/nothing", "Not here"), (f"/entry/{quote('x y')}", "Not here")):
            page.goto(address + path)
            assert words in page.locator("main").inner_text(), path
        page.close()


def test_the_calendar_can_be_subscribed_to(opened: Callable[..., Any], tmp_path: Path) -> None:
    page = opened("/dossiers")
    page.get_by_role("link", name="Peru – Bolivia", exact=False).first.click()
    page.locator("#calendar").get_by_role("link", name="as a page of its own").click()

    def subscribed() -> list[tuple[str, str]]:
        """Day and status of each entry of the file that the link gives, which is the one whose address stands there to be copied."""
        link = page.get_by_role("link", name="Subscribe to this calendar")
        assert page.get_by_label("Address of this calendar").input_value().endswith(link.get_attribute("href"))
        with page.expect_download() as taken:
            link.click()
        taken.value.save_as(tmp_path / "taken.ics")
        events = icalendar.Calendar.from_ical((tmp_path / "taken.ics").read_bytes()).walk("VEVENT")
        assert len({str(e["uid"]) for e in events}) == len(events)
        return sorted((e["dtstart"].dt.isoformat(), str(e["summary"]).partition(":")[0]) for e in events)

    def shown(kind: str) -> list[str]:
        rows = page.locator(".agenda .row").filter(has=page.locator(f".k-{kind}"))
        return sorted(day[:10] for day in rows.locator(".day").all_inner_texts())

    plain = subscribed()
    assert [d for d, sort in plain if sort == "Deadline"] == shown("deadline") and [d for d, sort in plain if sort != "Deadline"] == shown("contact")
    assert shown("deadline") and shown("contact") and not shown("question")
    page.get_by_label("Questions of forecasts too").check()
    page.get_by_role("button", name="Show").click()
    asked = [d for d, sort in subscribed() if sort == "Question due"]
    assert asked and asked == shown("question") and len(subscribed()) == len(plain) + len(asked)


def test_from_a_search_to_the_words(opened: Callable[..., Any]) -> None:
    expect = pytest.importorskip("playwright.sync_api").expect
    page = opened("/")
    page.get_by_label("Search the articles").fill('"fishing rights" talks')
    page.get_by_role("search").get_by_role("button").click()
    assert page.locator(".found li").count() > 0 and page.locator(".found li mark").first.inner_text().casefold() in ("fishing rights", "fishing", "rights", "talks")
    page.locator(".found h2 a").first.click()
    assert page.url.endswith("#hit") and "/article/" in page.url
    assert {t.casefold() for t in page.locator("article.text p:not(.legend) .hit").all_inner_texts()} == {"fishing rights", "talks"}
    expect(page.locator(".hit:target")).to_be_in_viewport()
    page.get_by_role("link", name="back to the search").click()
    assert page.get_by_label("Search the articles").input_value() == '"fishing rights" talks' and page.locator(".found li").count() > 0


def test_what_if(opened: Callable[..., Any]) -> None:
    """From a dossier, as it was on a day of its talks, to its outlook with facts supposed."""
    page = opened("/dossiers", java_script_enabled=False)
    page.get_by_role("link", name="Peru – Bolivia: talks", exact=False).first.click()
    page.get_by_label("World on").fill("2026-08-26")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_label("a telephone call between the two").check()
    page.get_by_role("button", name="Show the forecasts before and after").click()
    assert "/outlook/" in page.url and "at=2026-08-26" in page.url and page.get_by_label("a telephone call between the two").is_checked()
    assert page.locator("#forecasts tbody tr").count() > 1 and page.locator("#offers article").count() > 0 and page.locator("#indices svg").count() >= 5
    assert page.locator("#what-if .row, #what-if .note").count() > 0
    page.get_by_label("a telephone call between the two").uncheck()
    page.get_by_role("button", name="Show the forecasts before and after").click()
    assert "what_if" not in page.url and page.locator("#what-if .row, #what-if .note").count() == 0


def test_a_citation_is_copied(opened: Callable[..., Any], pages: dict[str, str], desk: str) -> None:
    page = opened(pages["entry"], permissions=["clipboard-read", "clipboard-write"])
    page.locator(".passage").first.get_by_role("button", name="Copy citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    outlet, words = page.locator(".passage .source a").first.inner_text(), page.locator("blockquote").first.inner_text()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(outlet.split(",")[0]) and "2026-" in copied and words in copied and "https://news.example/" in copied


def test_a_store_that_is_held(serve: Serve, browser: Any, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program keeps the store to itself every page says so, and leads on once it is free."""
    monkeypatch.setattr(reading, "HELD", 0.1)
    copy = tmp_path / "held.db"
    copy.write_bytes(Path(store.removeprefix("sqlite:///")).read_bytes())
    holder = create_engine(f"sqlite:///{copy}").connect()
    holder.exec_driver_sql("PRAGMA locking_mode = EXCLUSIVE")
    holder.exec_driver_sql("BEGIN EXCLUSIVE")
    holder.exec_driver_sql("UPDATE decisions SET who = who")
    ready = threading.Event()
    with serve(Settings(store=f"sqlite:///{copy}", rate=0), ready.set) as address:
        page = browser.new_page()
        for path in ("/", "/timeline", "/calendar", "/search?q=talks"):
            told = page.goto(address + path)
            assert told is not None and told.status == 503 and page.get_by_role("heading", level=1).inner_text() == "The store does not answer", path
        holder.close()
        holder.engine.dispose()
        page.get_by_role("link", name="Try again").click()
        assert ready.wait(60)
        page.goto(address + "/search?q=talks")
        assert page.locator(".found li").count() > 3
        page.close()


def test_a_desk_that_is_not_ready(serve: Serve, browser: Any, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the dossiers have been worked out for the first time pages say so, and lead on afterwards."""
    monkeypatch.setattr(reading, "FIRST", 0.1)
    grouped, gate, ready = dossiers.grouped, threading.Event(), threading.Event()
    monkeypatch.setattr(dossiers, "grouped", lambda archive: gate.wait(60) and grouped(archive))
    with serve(Settings(store=store, rate=0), ready.set) as address:
        page = browser.new_page()
        told = page.goto(address + "/calendar")
        assert told is not None and told.status == 503 and page.get_by_role("heading", level=1).inner_text() == "The desk is getting ready"
        gate.set()
        assert ready.wait(60)
        page.get_by_role("link", name="Try again").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Calendar" and page.locator(".agenda .row").count() > 3
        page.close()


def test_a_question_that_takes_too_long(serve: Serve, browser: Any, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its page says so, names what helps, and can be asked again; other pages are as before."""
    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    search, ready = lookups.search, threading.Event()

    def slow(archive: Any, *arguments: Any) -> Any:
        with archive.repository.reading() as connection:
            connection.execute(endless)
        return search(archive, *arguments)

    monkeypatch.setattr(upkeep, "ANSWER", 0.3)
    with serve(Settings(store=store, rate=0), ready.set) as address:
        page = browser.new_page()
        page.goto(address + "/calendar")
        assert ready.wait(60)
        with monkeypatch.context() as patched:
            patched.setattr(lookups, "search", slow)
            told = page.goto(address + "/search?q=drone")
            assert told is not None and told.status == 503 and page.get_by_role("heading", level=1).inner_text() == "That took too long"
            assert "fewer days" in page.get_by_role("main").inner_text()
            api = page.request.get(address + "/api/search?q=drone")
            assert api.status == 503 and api.json()["error"]["code"] == "too_slow"
            assert page.request.get(address + "/calendar").status == 200
        page.get_by_role("link", name="Try again").click()
        page.locator(".found li").first.wait_for()
        page.close()


def test_one_slow_question_holds_up_nobody_else(opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    asked, gate, search = threading.Event(), threading.Event(), lookups.search

    def slow(*arguments: Any) -> Any:
        asked.set()
        assert gate.wait(60)
        return search(*arguments)

    monkeypatch.setattr(lookups, "search", slow)
    page, other = opened("/search"), opened("/dossiers")
    try:
        page.evaluate("location.assign('/search?q=drone')")
        assert asked.wait(60)
        for path in ("/", "/calendar", "/timeline"):
            told = other.goto(path)
            assert told.status == 200 and not gate.is_set(), path
    finally:
        gate.set()
    page.wait_for_url("**/search?q=drone")
    page.locator(".found li").first.wait_for()
