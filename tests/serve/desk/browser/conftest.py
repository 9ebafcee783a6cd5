"""A desk over sixty reports, and Chromium to open it with. What asks for the browser is skipped where Chromium or Playwright is missing."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from goodoffices.model import Article
from goodoffices.pipeline import code_article
from goodoffices.serve.desk.app import make_app
from goodoffices.serve.desk.settings import Settings
from goodoffices.serve.queries import Archive, assessing, dossiers, filing, open_archive
from goodoffices.serve.queries.entries import Wanted, entries
from goodoffices.store import watched

CHROMIUM = shutil.which("chromium")
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
TOKEN = "open sesame"
LONG = {"id": "long", "published": "2026-11-20", "publisher": "Tageblatt" * 20, "title": "Donaudampfschifffahrt" * 30, "url": "https://news.example/" + "x" * 300,
        "text": "Peru gave Bolivia until December 10 to withdraw its patrols. " + "The talks over the fishing rights of the lake went on in the Sunday night. " * 4 + "Intergovernmental" * 12}


def affairs() -> list[dict[str, str]]:
    import importlib.util

    spec = importlib.util.spec_from_file_location("affairs", Path(__file__).parents[1] / "affairs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[dict[str, str]] = module.reports()
    return found


@contextmanager
def served(settings: Settings, ready: Callable[[], object] = lambda: None) -> Iterator[str]:
    """The address of a desk on a port of its own. `ready` is called when it has a first state to answer from."""
    server = uvicorn.Server(uvicorn.Config(make_app(settings, ready=ready), host="127.0.0.1", port=0, log_level="error"))
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


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    return served


@pytest.fixture(scope="session")
def token() -> str:
    """What lets write on the desk."""
    return TOKEN


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as made:
        found = made.chromium.launch(executable_path=CHROMIUM, args=list(QUIET), chromium_sandbox=False)
        yield found
        found.close()


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def desk(store: str) -> Iterator[str]:
    with served(Settings(store=store, token=TOKEN, rate=0)) as address:
        yield address


@pytest.fixture(scope="session")
def pages(store: str) -> dict[str, str]:
    """One address of each kind of page."""
    with open_archive(store) as archive:
        busiest = max(dossiers.list_dossiers(archive), key=lambda d: d.article_count)
        proposal = entries(archive, "proposals", Wanted(dossier=busiest.id))[0]["id"]
    return {"overview": "/?since=2026-01-01", "dossiers": "/dossiers", "dossier": f"/dossier/{busiest.id}", "timeline": "/timeline?by=month&kind=contact", "day": "/timeline?by=day&from=2026-08-01&to=2026-08-12",
            "network": "/network", "countries": "/network?by=country", "actors": "/actors", "actor": "/actor/government:PER", "article": "/article/lake-1", "long": "/article/long", "hit": "/article/lake-1?q=talks", "calendar": "/calendar", "questions": f"/calendar?questions=1&dossier={busiest.id}", "contacts": f"/entries/contacts/{busiest.id}",
            "articles": f"/entries/articles/{busiest.id}", "outlook": f"/outlook/{busiest.id}?at={busiest.last}", "what if": f"/outlook/{busiest.id}?at={busiest.last}&what_if=accepts&what_if=call",
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
