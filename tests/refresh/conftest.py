"""A service on 127.0.0.1 that answers SPARQL queries from a small graph of the shape that Wikidata has, or fails as it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
import rdflib
from rdflib import RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

WD, WDT = Namespace("http://www.wikidata.org/entity/"), Namespace("http://www.wikidata.org/prop/direct/")
P, PS = Namespace("http://www.wikidata.org/prop/"), Namespace("http://www.wikidata.org/prop/statement/")
PQ, PQV = Namespace("http://www.wikidata.org/prop/qualifier/"), Namespace("http://www.wikidata.org/prop/qualifier/value/")
WIKIBASE = Namespace("http://wikiba.se/ontology#")
KINDS = {"foreign": "Q7330070", "defence": "Q2518115"}

#: Reading a query takes longer than answering it.
prepared = lru_cache(maxsize=None)(prepareQuery)

Step = Callable[[BaseHTTPRequestHandler], None]


class World:
    """The graph. Times are EDTF ("2031-02"), "?" for "unknown value", or any text with its precision."""

    def __init__(self) -> None:
        self.graph = Graph()

    def add(self, *triple: object) -> None:
        self.graph.add(triple)  # type: ignore[arg-type]

    def country(self, number: str, iso: str, head: str = "", premier: str = "") -> None:
        self.add(WD[number], WDT.P298, Literal(iso))
        for prop, name in (("P1906", head), ("P1313", premier)):
            if name:
                post = WD[f"{number}{prop[1:]}"]
                self.add(WD[number], WDT[prop], post)
                self.add(post, RDFS.label, Literal(name, lang="en"))

    def person(self, number: str, name: str = "", *, lang: str = "en", aliases: tuple[str, ...] = (), gender: str = "Q6581072",
               citizen: tuple[str, ...] = (), died: str = "") -> None:
        if name:
            self.add(WD[number], RDFS.label, Literal(name, lang=lang))
        self.add(WD[number], RDFS.label, Literal("Иное имя", lang="ru"))
        for alias in aliases:
            self.add(WD[number], SKOS.altLabel, Literal(alias, lang="en"))
        self.add(WD[number], WDT.P21, WD[gender])
        for state in citizen:
            self.add(WD[number], WDT.P27, WD[state])
        if died:
            self.add(WD[number], WDT.P570, Literal(f"{died}T00:00:00Z", datatype=rdflib.XSD.dateTime))

    def post(self, number: str, name: str, kind: str, *, state: str = "", place: str = "") -> None:
        middle = WD[f"{number}0"]  # a kind of a kind
        self.add(WD[number], WDT.P279, middle)
        self.add(middle, WDT.P279, WD[KINDS[kind]])
        self.add(WD[number], RDFS.label, Literal(name, lang="en"))
        for prop, item in (("P17", state), ("P1001", place)):
            if item:
                self.add(WD[number], WDT[prop], WD[item])

    def held(self, subject: str, prop: str, value: str, since: str | tuple[str, int] = "", until: str | tuple[str, int] = "", *, rank: str = "Normal",
             best: bool = False, **qualifiers: str) -> None:
        statement = URIRef(f"http://www.wikidata.org/entity/statement/{subject}-{len(self.graph)}")
        self.add(WD[subject], P[prop], statement)
        self.add(statement, PS[prop], WD[value] if value != "?" else BNode())
        self.add(statement, WIKIBASE.rank, WIKIBASE[f"{rank}Rank"])
        if best:
            self.add(statement, RDF.type, WIKIBASE.BestRank)
        for name, time in (("P580", since), ("P582", until)):
            if time == "?":
                self.add(statement, PQ[name], BNode())
            elif time:
                text, precision = self._time(time)
                node = BNode()
                self.add(statement, PQ[name], Literal(text, datatype=rdflib.XSD.dateTime))
                self.add(statement, PQV[name], node)
                self.add(node, WIKIBASE.timeValue, Literal(text, datatype=rdflib.XSD.dateTime))
                self.add(node, WIKIBASE.timePrecision, Literal(precision))
        for name, item in qualifiers.items():
            self.add(statement, PQ[name], WD[item])

    @staticmethod
    def _time(time: str | tuple[str, int]) -> tuple[str, int]:
        if isinstance(time, tuple):
            return time
        return f"{time}{'0000-01-01'[len(time):]}T00:00:00Z", {4: 9, 7: 10, 10: 11}[len(time)]

    def head(self, country: str, person: str, since: str | tuple[str, int] = "", until: str | tuple[str, int] = "", *, best: bool = False, rank: str = "Normal",
             of: str = "P35") -> None:
        self.held(country, of, person, since, until, best=best, rank=rank)

    def minister(self, person: str, post: str, since: str | tuple[str, int] = "", until: str | tuple[str, int] = "", *, rank: str = "Normal",
                 **qualifiers: str) -> None:
        self.held(person, "P39", post, since, until, rank=rank, **qualifiers)


@dataclass
class Service:
    """`plan` says what becomes of the next requests, `always` of those after it; where they hold None, the graph answers."""

    world: World = field(default_factory=World)
    plan: list[Step | None] = field(default_factory=list)
    always: Step | None = None
    queries: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    url: str = ""
    asked: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        form = parse_qs(handler.rfile.read(int(handler.headers["Content-Length"])).decode())
        self.queries.append(form["query"][0])
        self.agents.append(handler.headers["User-Agent"])
        self.asked.set()
        step = self.plan.pop(0) if self.plan else self.always
        if step is not None:
            step(handler)
            return
        found = self.world.graph.query(prepared(form["query"][0])).serialize(format="json")
        assert found is not None
        reply(handler, 200, found)

    def classes(self) -> list[str]:
        """What was asked for, in order."""
        return [next(line[2:] for line in q.splitlines() if line.startswith("# ")) for q in self.queries]


def reply(handler: BaseHTTPRequestHandler, status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def says() -> Callable[..., Step]:
    """A step that sends a status, a body and headers."""
    def step(status: int = 200, body: bytes = b"", **headers: str) -> Step:
        return partial(reply, status=status, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})
    return step


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                made.answer(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/sparql"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def silent(service: Service) -> Step:
    """A step that answers nothing until the test is over."""
    def step(handler: BaseHTTPRequestHandler) -> None:
        service.over.wait()
    return step
