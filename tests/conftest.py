"""No test reaches the network, nor tables or the store of the person who runs it. Tests of stores run on SQLite and, where it is installed, PostgreSQL."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from goodoffices.model import Actor, Coder, Date, Document, Event, ExplainedRecord, Extent, Ledger, Place, Span, Statement


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections lead to servers of the test itself or nowhere."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] == "127.0.0.1":
            connect(self, address)
            return
        raise AssertionError("a test tried to open a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    yield


@pytest.fixture(autouse=True)
def no_tables_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODOFFICES_TABLES", "off")


@pytest.fixture(autouse=True)
def no_store_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOODOFFICES_STORE", f"sqlite:///{tmp_path / 'default.db'}")


def _postgresql_program(name: str) -> str | None:
    """The program of the server's own folder: wrappers on the path may not be for every user."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name, path=os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")]))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The folder of the socket of a server of the tests' own, without any port; skipped by name where PostgreSQL is not installed."""
    initdb, pg_ctl = _postgresql_program("initdb"), _postgresql_program("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("PostgreSQL is not installed")
    user: dict[str, Any] = {}
    memory = Path("/dev/shm")  # thousands of small files that nobody needs afterwards
    place = memory if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else None
    with tempfile.TemporaryDirectory(prefix="goodoffices-pg-", dir=place, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.getuid() == 0:  # the server refuses to run as root
            user = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(folder, "postgres", "postgres")
        data = str(folder / "data")
        subprocess.run([initdb, "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"], check=True, capture_output=True, cwd=folder, **user)
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        subprocess.run([pg_ctl, "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
        try:
            yield str(folder)
        finally:
            subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL, cwd=folder, **user)


NUMBERS = itertools.count()


def new_database(server: str) -> str:
    """The address of an empty schema: making one takes a thousandth of the time of a database."""
    import psycopg

    name = f"test{next(NUMBERS)}"
    with psycopg.connect(host=server, user="tester", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"postgresql://tester@/postgres?host={server}&options=-csearch_path%3D{name}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """The address of an empty store of PostgreSQL."""
    return new_database(postgresql_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'störe é.db'}"
    return new_database(request.getfixturevalue("postgresql_server"))


def build_record(ident: str, text: str = "Peru offered talks to Bolivia.", *, published: str | None = "2024-05-07", version: str = "0.1.0", kind: str = "CONSULT",
                 **document: Any) -> ExplainedRecord:
    """A record with one event, one statement and two actors, made by hand."""
    whole = Span(start=0, end=len(text), text=text)
    actors = tuple(Actor(id=f"government:{code}", name=f"Government of {name}", kind="government", country=code, code=f"{code}GOV", mentions=(whole,))
                   for code, name in (("PER", "Peru"), ("BOL", "Bolivia")))
    event = Event(id="event:1", type=kind, quad="verbal_cooperation", score=4.0, actors=("government:PER",), recipients=("government:BOL",), modality="actual",  # type: ignore[arg-type]
                  date=Date(start=published[:10] if published else None, end=published[:10] if published else None), place=Place(name="Quito", country="ECU"), confidence=0.9,
                  evidence=(whole,))
    said = Statement(id="statement:1", speaker="government:PER", direct=True, content=whole)
    return ExplainedRecord(
        coder=Coder(program="goodoffices", version=version, model="m", tables="t"), sentences=(Extent(start=0, end=len(text)),), actors=actors, statements=(said,),
        document=Document(id=ident, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), published=published, published_source="given" if published else None,
                          language="en", **document),
        events=(event,), ledger=Ledger(), warnings=(), uncoded=())


@pytest.fixture
def make_record() -> Callable[..., ExplainedRecord]:
    return build_record


Respond = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A web site of the test on 127.0.0.1. `pages` says by path what is answered: a body, or a function that answers; `asked` what was asked for, in order, `sent` what came with
    it."""

    pages: dict[str, bytes | str | Respond] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        self.headers.append(dict(handler.headers.items()))
        self.sent.append(handler.rfile.read(int(handler.headers.get("Content-Length", 0))))
        page = self.pages.get(handler.path)
        if callable(page):
            page(handler)
        elif page is None:
            self.send(handler, 404)
        else:
            self.send(handler, 200, page)

    @staticmethod
    def send(handler: BaseHTTPRequestHandler, status: int, body: bytes | str = b"", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **{k.replace("_", "-"): v for k, v in headers.items()}}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    def says(self, status: int, body: bytes | str = b"", **headers: str) -> Respond:
        return lambda handler: self.send(handler, status, body, **headers)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                made.answer(self)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()
    thread.join()
