"""A process of its own works out the states of an open desk: the same ones, and it goes when the desk goes."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from goodoffices.errors import GoodOfficesError, HelperError
from goodoffices.model import ExplainedRecord
from goodoffices.serve.desk import beside
from goodoffices.serve.desk.app import make_app
from goodoffices.serve.desk.beside import Beside
from goodoffices.serve.desk.settings import Settings
from goodoffices.serve.queries import Archive, deciding, dossiers, filing, open_archive
from goodoffices.store import cache

Coded = tuple[ExplainedRecord, ...]
PAGES = ("/dossiers", "/timeline", "/network", "/actors", "/search?q=talks", "/api/dossiers", "/api/proposals", "/api/contradictions", "/api/timeline", "/api/events", "/scorecard")
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def file(url: str, *records: ExplainedRecord) -> None:
    with open_archive(url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), records, lambda *_: pytest.fail("refused"))


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came about")


def is_gone(pid: int) -> bool:
    """Also who has ended and was not yet asked after."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z" if Path("/proc/self").exists() else bool(os.kill(pid, 0))
    except (FileNotFoundError, ProcessLookupError):
        return True


def desk(url: str, *, apart: bool) -> TestClient:
    return TestClient(make_app(Settings(store=url, token="open sesame", rate=0), apart=apart), base_url="http://127.0.0.1", raise_server_exceptions=False)


def hand(client: TestClient) -> Any:
    return client.app.app.state.room._upkeep._hand  # type: ignore[attr-defined]


@pytest.fixture
def apart(store_url: str, coded: Coded) -> Iterator[TestClient]:
    """A desk over all reports but the last two, with a process beside it."""
    file(store_url, *coded[:-2])
    with desk(store_url, apart=True) as client:
        assert client.app.app.state.room.caught_up(120.0)  # type: ignore[attr-defined]
        yield client


def test_readers_see_what_the_desk_itself_would_have_worked_out(apart: TestClient, store_url: str, coded: Coded) -> None:
    """Pages, lists, states and timelines, at first, after new reports, and after a decision."""

    def body(client: TestClient, path: str) -> str:
        told = client.get(path)
        assert told.status_code == 200, path
        return re.sub(r'<p class="as-of">.*?</p>', "", told.text)

    def compared() -> list[str]:
        with desk(store_url, apart=False) as other:
            for one in (apart, other):
                assert one.app.app.state.room.caught_up(120.0)  # type: ignore[attr-defined]
            known = [d["id"] for d in apart.get("/api/dossiers").json()]
            for path in (*PAGES, *(f"/dossier/{d}" for d in known), *(f"/api/dossiers/{d}" for d in known), *(f"/timeline?dossier={d}" for d in known)):
                assert body(apart, path) == body(other, path), path
            return known

    (first,) = compared()
    file(store_url, *coded[-2:])
    assert len(compared()) == 3
    with open_archive(store_url) as archive:
        deciding.rename(archive, first, "A name of ours", deciding.Signed(who="Ana"))
    compared()
    assert "A name of ours" in apart.get(f"/dossier/{first}").text


def test_pages_come_ready_from_the_other_process(apart: TestClient, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.serve.desk import views

    (ident,) = [d["id"] for d in apart.get("/api/dossiers").json()]
    apart.get(f"/dossier/{ident}")
    with open_archive(store_url) as archive:
        deciding.rename(archive, ident, "A name of ours", deciding.Signed(who="Ana"))
    assert apart.app.app.state.room.caught_up(60.0)  # type: ignore[attr-defined]
    monkeypatch.setattr(views, "dossier", lambda *_: pytest.fail("the page is made while a reader waits"))
    assert "A name of ours" in apart.get(f"/dossier/{ident}").text


def test_what_was_worked_out_is_written_for_others(apart: TestClient, store_url: str) -> None:
    with open_archive(store_url) as archive:
        def kept() -> bool:
            with archive.repository.reading() as connection:
                return cache.get(connection, "grouping", "", dossiers._now(archive)[1]) is not None

        until(kept)
        with archive.repository.reading() as connection:
            assert all(cache.is_fresh(connection, kind, s.dossier.id, s.inputs) for s in dossiers.grouping(archive).dossiers for kind in ("state", "timeline"))


@posix
def test_a_process_that_dies_is_told_and_started_again(apart: TestClient, store_url: str, coded: Coded, caplog: pytest.LogCaptureFixture) -> None:
    died = hand(apart).pid
    os.kill(died, signal.SIGKILL)
    file(store_url, *coded[-2:])
    until(lambda: "by signal 9" in caplog.text)
    assert apart.app.app.state.room.caught_up(120.0)  # type: ignore[attr-defined]
    assert len(apart.get("/api/dossiers").json()) == 3 and hand(apart).pid not in (None, died) and apart.get("/api/health").status_code == 200


def test_nothing_is_left_when_the_desk_is_closed(store_url: str, coded: Coded) -> None:
    file(store_url, *coded[:2])
    with desk(store_url, apart=True) as client:
        assert client.app.app.state.room.caught_up(120.0)  # type: ignore[attr-defined]
        pid = hand(client).pid
        assert pid in {p.pid for p in multiprocessing.active_children()}
    assert pid not in {p.pid for p in multiprocessing.active_children()} and is_gone(pid)


def ends(pipe: Connection, *_: object) -> None:
    """Stands for a process that dies as soon as it is asked for something."""
    pipe.recv()
    os._exit(3)


def fails(pipe: Connection, *_: object) -> None:
    """Stands for one that cannot do what it is asked for."""
    while True:
        pipe.recv()
        pipe.send(beside.Failed("the disk is full"))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}", create=True) as made:
        yield made


def test_tries_come_further_apart(archive: Archive) -> None:
    helper = Beside(archive, (), ends)
    waits = []
    for _ in range(3):
        with pytest.raises(HelperError, match="status 3") as told:
            helper.work(lambda _: None, lambda: False)
        waits.append(told.value.wait)
    assert waits == [1.0, 2.0, 4.0] and helper.pid is None


def test_what_the_other_process_cannot_do_is_told_in_its_words(archive: Archive) -> None:
    helper = Beside(archive, (), fails)
    for _ in range(2):
        with pytest.raises(GoodOfficesError, match="the disk is full"):
            helper.work(lambda _: None, lambda: False)
    helper.close()
    assert helper.pid is None


def test_a_store_that_is_gone_is_told_and_tried_again(archive: Archive, tmp_path: Path) -> None:
    file_, away = tmp_path / "a.db", tmp_path / "b.db"
    file_.rename(away)
    helper = Beside(archive, ())
    with pytest.raises(GoodOfficesError, match="no store"):
        helper.work(lambda _: None, lambda: False)
    away.rename(file_)
    finished = helper.work(lambda _: None, lambda: False)
    helper.close()
    assert finished is not None and finished.whole.dossiers == ()


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["interrupt", "term", "kill"])
def test_the_command_leaves_no_process_behind(tmp_path: Path, coded: Coded, number: signal.Signals) -> None:
    """Ctrl-C reaches the whole group of processes at once, the other signals the desk alone."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    file(url, *coded[:2])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "goodoffices", "serve", "--store", url, "--port", str(port)], stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        def answers() -> bool:
            assert process.poll() is None
            try:
                return httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=30).status_code == 200
            except httpx.TransportError:
                return False

        until(answers)
        others = members(process.pid)
        assert len(others) >= 2
        (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
        _, told = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    until(lambda: not members(process.pid))
    assert "Traceback" not in told and "status" not in told


def members(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    shown = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return [int(pid) for pid, of, state in (line.split() for line in shown.splitlines()) if int(of) == group and not state.startswith("Z")]
