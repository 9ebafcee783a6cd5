"""The desk in a real browser over sixty reports: a way through it, accessibility, widths, keyboard, paper, no scripts. Skipped where Chromium or Playwright is missing."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn

from goodoffices.model import Article
from goodoffices.pipeline import code_article
from goodoffices.serve.desk.app import make_app
from goodoffices.serve.desk.settings import Settings
from goodoffices.serve.queries import Archive, assessing, dossiers, filing, open_archive
from goodoffices.serve.queries.entries import Wanted, entries
from goodoffices.store import watched

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
TOKEN = "open sesame"
WIDTHS = (390, 1280, 1920)
LONG = {"id": "long", "published": "2026-11-20", "publisher": "Tageblatt" * 20, "title": "Donaudampfschifffahrt" * 30, "url": "https://news.example/" + "x" * 300,
        "text": "Peru gave Bolivia until December 10 to withdraw its patrols. " + "The talks over the fishing rights of the lake went on in the Sunday night. " * 4 + "Intergovernmental" * 12}


def affairs() -> list[dict[str, str]]:
    import importlib.util

    spec = importlib.util.spec_from_file_location("affairs", Path(__file__).with_name("affairs.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[dict[str, str]] = module.reports()
    return found


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The address of a desk on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(make_app(settings), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        assert server.started
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as made:
        found = made.chromium.launch(executable_path=CHROMIUM, args=list(QUIET), chromium_sandbox=False)
        yield found
        found.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Sixty reports, one with long words, two sources, some forecasts."""
    url = f"sqlite:///{tmp_path_factory.mktemp('desk') / 'affairs.db'}"
    records = [code_article(Article(name=r["id"], language="en", published_source="given", **r), explain=True) for r in (*affairs(), LONG)]  # type: ignore[arg-type]
    with open_archive(url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), records, lambda *_: pytest.fail("refused"))
        _watched(archive)
        for dossier in dossiers.list_dossiers(archive)[:2]:
            assessing.assess(archive, dossier.id, dossier.last)
    return url


def _watched(archive: Archive) -> None:
    with archive.repository.writing() as connection:
        for name in ("Andes Wire", "Gazette" * 20):
            watched.enrol(connection, f"https://{name[:5].strip().lower()}.example/feed", name, "feed", None)
        watched.failed(connection, "https://gazet.example/feed", "the server answers with status 500 " * 3, "2026-11-26T11:00:00.000000Z", "2026-11-26T12:00:00.000000Z")


@pytest.fixture(scope="module")
def desk(store: str) -> Iterator[str]:
    with served(Settings(store=store, token=TOKEN, rate=0)) as address:
        yield address


@pytest.fixture(scope="module")
def pages(store: str) -> dict[str, str]:
    """One address of each kind of page."""
    with open_archive(store) as archive:
        busiest = max(dossiers.list_dossiers(archive), key=lambda d: d.article_count)
        proposal = entries(archive, "proposals", Wanted(dossier=busiest.id))[0]["id"]
    return {"overview": "/?since=2026-01-01", "dossiers": "/dossiers", "dossier": f"/dossier/{busiest.id}", "timeline": "/timeline?by=month&kind=contact", "day": "/timeline?by=day&from=2026-08-01&to=2026-08-12",
            "network": "/network", "countries": "/network?by=country", "actors": "/actors", "actor": "/actor/government:PER", "article": "/article/lake-1", "long": "/article/long",
            "entry": f"/entry/{proposal}", "scorecard": "/scorecard", "sources": "/sources", "search": "/search?q=drone", "none": "/search?q=nothinglikeit", "missing": "/nothing"}


@pytest.fixture
def opened(browser: Any, desk: str) -> Iterator[Callable[..., Any]]:
    """Opens a page in a context of its own; what the browser complains of, or asks of others, fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def call(path: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=desk, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and "status of 404" not in m.text and "status of 40" not in m.text else None)
        page.on("request", lambda r: None if r.url.startswith(desk) else complaints.append(f"asked {r.url}"))
        page.goto(path)
        return page

    yield call
    for context in contexts:
        context.close()
    assert complaints == []


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


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(opened: Callable[..., Any], pages: dict[str, str], scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    page, found = opened("/", width, color_scheme=scheme), {}
    for name, path in pages.items():
        if scheme == "dark" and name in ("day", "countries", "dossiers", "search", "none", "long"):
            continue  # differ from others by their words only
        page.goto(path)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        told = axe.run(page, options={"resultTypes": ["violations"]})
        assert told.response["testEngine"]["name"] == "axe-core"
        found |= {f"{name}: {v['id']}": [n["html"][:200] for n in v["nodes"]][:3] for v in told.response["violations"]}
    assert not found, json.dumps(found, indent=1)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_over_the_edge(opened: Callable[..., Any], pages: dict[str, str], width: int) -> None:
    page = opened("/", width)
    for name, path in pages.items():
        page.goto(path)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        covered = page.evaluate("""[...document.querySelectorAll('main p, main h1, main h2, main h3, main figure')].filter(e => {
            if (e.closest('.hidden, .scroll')) return false; const r = e.getBoundingClientRect(); return r.right > innerWidth + 1 || r.left < -1; }).map(e => e.outerHTML.slice(0, 120))""")
        assert covered == [], name


def test_names_of_the_network_stay_in_the_drawing(opened: Callable[..., Any]) -> None:
    for width in WIDTHS:
        page = opened("/network", width)
        outside = page.evaluate("""(() => { const box = document.querySelector('.web svg').getBoundingClientRect();
            return [...document.querySelectorAll('.web text')].filter(t => { const r = t.getBoundingClientRect(); return r.left < box.left - 1 || r.right > box.right + 1; }).map(t => t.textContent); })()""")
        assert page.locator(".web text").count() > 5 and outside == []


def test_correcting_without_scripts(opened: Callable[..., Any], pages: dict[str, str]) -> None:
    page = opened(pages["entry"], 390, java_script_enabled=False)
    page.locator("#correct summary").click()
    page.get_by_label("Note", exact=True).fill("Compare the French text")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Token of this desk").fill("wrong")
    page.get_by_role("button", name="Keep").click()
    assert "not the token" in page.get_by_role("alert").inner_text() and page.get_by_label("Note", exact=True).input_value() == "Compare the French text"
    page.get_by_label("Token of this desk").fill(TOKEN)
    page.get_by_role("button", name="Keep").click()
    assert page.get_by_role("status").inner_text() == "Kept." and "Compare the French text" in page.locator("#decided").inner_text()
    page.locator("#decided summary").click()
    form = page.locator("#decided form")
    form.get_by_label("Your name").fill("Ana")
    form.get_by_label("Why").fill("mine was wrong")
    form.get_by_label("Token of this desk").fill(TOKEN)
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


def test_keyboard(opened: Callable[..., Any]) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("talks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=talks")
    assert page.locator(".found li").count() > 3


def test_on_paper(opened: Callable[..., Any], pages: dict[str, str]) -> None:
    page = opened(pages["dossier"])
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".mast nav").is_visible() and page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_empty_store_and_wrong_address(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOODOFFICES_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with served(Settings(rate=0)) as address:
        page = browser.new_page()
        for path, words in (("/", "Nothing filed yet"), ("/timeline", "Nothing in that time"), ("/network", "No contact of two"), ("/sources", "No sources are watched yet"),
                            ("/scorecard", "No forecast has been issued"), ("/nothing", "Not here"), (f"/entry/{quote('x y')}", "Not here")):
            page.goto(address + path)
            assert words in page.locator("main").inner_text(), path
        page.close()
