"""Readers of an open desk are answered from the last finished state: while others write, while the next state is worked out, and when that fails."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from goodoffices.model import ExplainedRecord
from goodoffices.serve.desk import views
from goodoffices.serve.desk.app import make_app
from goodoffices.serve.desk.settings import Settings
from goodoffices.serve.queries import deciding, dossiers, filing, open_archive
from goodoffices.store import Repository, articles, cache, decisions, issued

Coded = tuple[ExplainedRecord, ...]
TOKEN = "open sesame"


def file(url: str, *records: ExplainedRecord) -> None:
    with open_archive(url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), records, lambda *_: pytest.fail("refused"))


def text_of(body: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


class Gate:
    """Stands before the working out of the next state: it waits, or fails, as the test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.open.set()
        self.waiting = threading.Event()
        self.failure: Exception | None = None
        grouped = dossiers.grouped

        def held(archive: Any) -> Any:
            self.waiting.set()
            assert self.open.wait(30)
            if self.failure is not None:
                raise self.failure
            return grouped(archive)

        monkeypatch.setattr(dossiers, "grouped", held)

    def close(self) -> None:
        self.waiting.clear()
        self.open.clear()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open.set()


@pytest.fixture
def plain(store_url: str, coded: Coded) -> Iterator[TestClient]:
    """A desk over all reports but the last two, asked at once and never waited for."""
    file(store_url, *coded[:-2])
    with TestClient(make_app(Settings(store=store_url, token=TOKEN, rate=0)), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        client.app.app.state.room.caught_up(60.0)  # type: ignore[attr-defined]
        yield client


def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came about")


PAGES = ("/", "/dossiers", "/timeline", "/network", "/actors", "/search?q=talks", "/api/dossiers", "/api/proposals", "/api/contradictions", "/api/timeline", "/api/events", "/feeds/all.atom", "/feeds/all.ics", "/scorecard")


def test_nobody_who_reads_waits_for_who_writes(plain: TestClient, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process holds the store for writing every page answers, and none asks for the lock."""
    writers: list[str] = []
    writing = Repository.writing

    def noted(self: Repository) -> Any:
        writers.append(threading.current_thread().name)
        return writing(self)

    dossier = plain.get("/api/dossiers").json()[0]["id"]
    with open_archive(store_url) as other, other.repository.writing():
        monkeypatch.setattr(Repository, "writing", noted)
        for path in (*PAGES, f"/dossier/{dossier}", f"/dossier/{dossier}?at=2024-05-03", f"/outlook/{dossier}", f"/api/dossiers/{dossier}", f"/api/assess?dossier={dossier}"):
            assert plain.get(path).status_code == 200, path
    assert set(writers) <= {"upkeep"}


def test_an_older_state_is_shown_as_such(plain: TestClient, store_url: str, coded: Coded, gate: Gate) -> None:
    first = plain.get("/dossiers")
    assert first.headers["x-state"] == "up to date" and "nothing newer is filed" in text_of(first.text) and "Being brought up to date" not in first.text
    body = plain.get("/api/dossiers").content
    gate.close()
    file(store_url, *coded[-2:])
    assert gate.waiting.wait(30)
    told = plain.get("/dossiers")
    assert (told.status_code, told.headers["x-state"], told.headers["x-state-as-of"]) == (200, "behind", first.headers["x-state-as-of"])
    notice = text_of(told.text.split('role="status">')[1].split("</p>")[0])
    assert notice.startswith("Being brought up to date") and first.headers["x-state-as-of"][11:19] in notice and "nothing newer" not in told.text
    again = plain.get("/api/dossiers", headers={"if-none-match": plain.get("/api/dossiers").headers["etag"]})
    assert plain.get("/api/dossiers").content == body and again.status_code == 304 and again.headers["x-state"] == "behind"
    assert plain.get("/api/health").json() == {"state": "behind", "as_of": first.headers["x-state-as-of"]}
    gate.open.set()
    assert plain.app.app.state.room.caught_up(60.0)  # type: ignore[attr-defined]
    until(lambda: plain.get("/api/health").json()["state"] == "up to date")
    assert len(plain.get("/api/dossiers").json()) == 3 and plain.get("/dossiers").headers["x-state-as-of"] > first.headers["x-state-as-of"]


@pytest.mark.parametrize("failure", [RuntimeError("a fault of the program"), OSError("the disk")], ids=["fault", "disk"])
def test_what_fails_is_told_and_tried_again(plain: TestClient, store_url: str, coded: Coded, gate: Gate, failure: Exception, caplog: pytest.LogCaptureFixture) -> None:
    gate.failure = failure
    file(store_url, *coded[-2:])
    until(lambda: plain.get("/api/health").status_code == 503)
    told = plain.get("/api/health")
    assert told.json()["error"]["code"] == "failing" and "the log of the desk says what" in told.json()["error"]["message"] and told.headers["retry-after"]
    page = plain.get("/dossiers")
    assert page.status_code == 200 and page.headers["x-state"] == "failing" and "cannot be brought up to date" in text_of(page.text.split('role="alert">')[1].split("</p>")[0])
    assert str(failure) in caplog.text and str(failure) not in page.text
    gate.failure = None
    assert plain.app.app.state.room.caught_up(60.0)  # type: ignore[attr-defined]
    assert plain.get("/api/health").status_code == 200 and "cannot be brought" not in plain.get("/dossiers").text


def test_before_the_first_state(store_url: str, coded: Coded, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.serve.desk import reading

    monkeypatch.setattr(reading, "FIRST", 0.1)
    file(store_url, *coded)
    gate.close()
    with TestClient(make_app(Settings(store=store_url, rate=0)), base_url="http://127.0.0.1") as client:
        page, body = client.get("/"), client.get("/api/dossiers")
        assert (page.status_code, page.headers["retry-after"], body.json()["error"]["code"]) == (503, "5", "not_ready")
        assert "The desk is getting ready" in page.text and "for the first time" in text_of(page.text) and '<a href="/">Try again</a>' in page.text
        assert client.get("/api/health").json()["error"]["code"] == "not_ready"
        gate.open.set()
        until(lambda: client.get("/").status_code == 200)


def test_before_the_first_state_something_fails(store_url: str, coded: Coded, gate: Gate) -> None:
    file(store_url, *coded)
    gate.failure = RuntimeError("a fault")
    with TestClient(make_app(Settings(store=store_url, rate=0)), base_url="http://127.0.0.1") as client:
        page = client.get("/dossiers")
        assert page.status_code == 503 and "cannot work out its dossiers" in page.text


def test_who_decides_sees_it_at_once(plain: TestClient) -> None:
    (deadline, *_) = plain.get("/api/deadlines").json()
    made = plain.post("/api/corrections", json={"entry": deadline["id"], "who": "Ana", "reject": True, "why": "another affair"}, headers={"authorization": f"Bearer {TOKEN}"})
    assert made.status_code == 201 and deadline["id"] not in {d["id"] for d in plain.get("/api/deadlines").json()}
    page = plain.post(f"/entry/{deadline['id']}", data={"undo": made.json()[0]["id"], "who": "Ana", "why": "a slip", "token": TOKEN})
    assert page.status_code == 200 and deadline["id"] in {d["id"] for d in plain.get("/api/deadlines").json()}


def test_a_reader_stays_with_the_state_he_began_with(plain: TestClient, store_url: str, coded: Coded) -> None:
    room = plain.app.app.state.room  # type: ignore[attr-defined]
    with room.open() as (reader, _):
        before = dossiers.list_dossiers(reader)
        states = [dossiers.state(reader, d.id) for d in before]
        file(store_url, *coded[-2:])
        assert room.caught_up(60.0)
        assert dossiers.list_dossiers(reader) == before and [dossiers.state(reader, d.id) for d in before] == states
    with room.open() as (reader, _):
        assert len(dossiers.list_dossiers(reader)) > len(before)


def test_what_was_worked_out_is_written_for_others(plain: TestClient, store_url: str, coded: Coded) -> None:
    """Once nobody writes, the store's cache holds the grouping and every state as a process of its own would work them out."""
    file(store_url, *coded[-2:])
    with open_archive(store_url) as archive:
        def kept() -> bool:
            with archive.repository.reading() as connection:
                return cache.get(connection, "grouping", "", dossiers._now(archive)[1]) is not None
        until(kept)
        with archive.repository.reading() as connection:
            from goodoffices.ledger import dossiers as ledger

            found = dossiers.grouping(archive).dossiers
            assert len(found) == 3 and all(cache.is_fresh(connection, kind, s.dossier.id, s.inputs) for s in found for kind in ("state", "timeline"))
            for s in found:
                made = ledger.state(s.dossier, articles.load(connection, s.dossier.articles), archive.know, decisions.log(connection))
                assert dossiers.state(archive, s.dossier.id) == made
                assert dossiers.moments_of(archive, s) == ledger.timeline(s.dossier, articles.load(connection, s.dossier.articles), archive.know, decisions.log(connection))


def test_pages_that_readers_open_are_made_before_they_ask(plain: TestClient, store_url: str, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    dossier = views.dossier

    def noted(*arguments: Any) -> Any:
        made.append(threading.current_thread().name)
        return dossier(*arguments)

    monkeypatch.setattr(views, "dossier", noted)
    (ident,) = [d["id"] for d in plain.get("/api/dossiers").json()]
    first = plain.get(f"/dossier/{ident}").text
    assert len(made) == 1 and made != ["upkeep"]
    with open_archive(store_url) as archive:
        deciding.rename(archive, ident, "A name of ours", deciding.Signed(who="Ana"))
    assert plain.app.app.state.room.caught_up(60.0)  # type: ignore[attr-defined]
    assert made[1:] == ["upkeep"] and "A name of ours" in plain.get(f"/dossier/{ident}").text and "A name of ours" not in first and len(made) == 2


def test_ids_given_to_readers_are_written_down(plain: TestClient, store_url: str) -> None:
    """Feeds and calendars keep calling an entry as they did: while the store is held the desk remembers, afterwards it writes."""
    with open_archive(store_url) as other:
        with other.repository.writing():
            told = plain.get("/feeds/all.atom").text
            assert plain.get("/feeds/all.atom").text == told
        def written() -> int:
            with other.repository.reading() as connection:
                return len(issued.given_out(connection))
        until(lambda: written() > 3)
    assert "<entry>" in told and plain.get("/feeds/all.atom").text == told


def test_a_held_store_is_told_not_waited_for(plain: TestClient, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who wants to write while another process does not finish is told so within seconds, and what he decided is not half there."""
    entry = plain.get("/api/deadlines").json()[0]["id"]
    with open_archive(store_url) as other, other.repository.writing():
        told = plain.post("/api/corrections", json={"entry": entry, "who": "Ana", "note": "x", "why": "y"}, headers={"authorization": f"Bearer {TOKEN}"})
    assert (told.status_code, told.json()["error"]["code"]) == (503, "store_unavailable") and "another process" in told.json()["error"]["message"]
    assert plain.get("/api/decisions").json() == []
