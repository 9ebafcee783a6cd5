"""One question, one answer: the commands' `--json`, the API's body and the library say the same for every list and every filter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

import click
import pytest
from fastapi.testclient import TestClient

from goodoffices import Store
from goodoffices.frames import LEDGER
from goodoffices.serve.cli import cli
from goodoffices.serve.queries import deciding, dossiers, open_archive

Run = Callable[..., Any]
#: By command a value for each of its filters that leaves something out and something in. `words` and `name` are what stands without an option.
FILTERS: dict[str, dict[str, str]] = {
    "events": {"actor": "peru", "country": "bol", "type": "reject", "modality": "actual", "from": "2024-05-03", "to": "2024-05-03", "source": "la paz post", "dossier": "peru", "limit": "3"},
    "statements": {"actor": "government:PER", "country": "per", "type": "direct", "from": "2024-05-03", "to": "2024-05-02", "source": "lake-1", "dossier": "peru", "limit": "2"},
    "actors": {"actor": "government", "country": "PER", "type": "person", "from": "2024-05-03", "to": "2024-05-02", "source": "Andes Wire", "dossier": "peru", "limit": "2"},
    "timeline": {"name": "peru", "from": "2024-05-04", "to": "2024-05-04"},
    "search": {"words": "talks -Chad", "limit": "1"},
    "dossiers": {}, "decisions": {}, "sources": {},
}
#: What of a command chooses no rows.
NO_FILTER = {"store", "as_json", "help"}
#: Parameters of the API under the names of the commands.
CALLED = {"q": "words"}


@pytest.fixture
def decided(filed: str) -> str:
    """The store, with decisions that hide and annotate."""
    with open_archive(filed) as archive:
        signed = deciding.Signed(who="Ana", why="a slip")
        deciding.reject(archive, "lake-2#event:1", signed)
        deciding.annotate(archive, "lake-1#statement:1", "checked", signed)
    return filed


def options(command: str) -> set[str]:
    """The filters that a command has: by what users type."""
    found = set()
    for parameter in cli.commands[command].params:
        if parameter.name not in NO_FILTER:
            found.add(parameter.name or "" if isinstance(parameter, click.Argument) else parameter.opts[0].removeprefix("--"))
    return found


def choices(command: str, *, pairs: bool) -> Iterator[dict[str, str]]:
    """Without filters, with each, with each pair, with all."""
    filters = FILTERS[command]
    for size in sorted({0, 1, 2 if pairs or command == "search" else 1, len(filters)}):
        for names in combinations(filters, min(size, len(filters))):
            if "words" in names or command != "search":
                yield {name: filters[name] for name in names}


def typed(command: str, chosen: dict[str, str]) -> list[str]:
    words = [command, "--json"]
    for name, value in chosen.items():
        if name not in ("name", "words"):
            words += [f"--{name}", value]
    return [*words, "--", *chosen.get("words", chosen.get("name", "")).split()]


def asked(command: str, chosen: dict[str, str]) -> str:
    names = {"name": "dossier", "words": "q"}
    return f"/api/{command}?" + urlencode({names.get(name, name): value for name, value in chosen.items()})


@pytest.mark.parametrize("command", FILTERS)
def test_every_filter_is_tried(desk: TestClient, command: str) -> None:
    assert options(command) == set(FILTERS[command])
    parameters = {CALLED.get(p["name"], p["name"]) for p in desk.get("/api/openapi.json").json()["paths"][f"/api/{command}"]["get"].get("parameters", ())}
    told = {"dossier" if name == "name" else name for name in FILTERS[command]}
    assert parameters - {"cursor", "limit"} == told - {"limit"}


@pytest.mark.parametrize("command", FILTERS)
def test_command_and_api(decided: str, desk: TestClient, goodoffices: Run, command: str) -> None:
    bodies = {}
    for chosen in choices(command, pairs=decided.startswith("sqlite")):
        told = desk.get(asked(command, chosen))
        assert told.status_code == 200, chosen
        assert told.text == goodoffices(*typed(command, chosen)).out.rstrip("\n"), chosen
        bodies[tuple(chosen)] = told.json()
    whole = bodies[()] if () in bodies else bodies["words",]
    assert whole or command == "sources"
    for name in FILTERS[command]:
        if name != "words":
            part = bodies[name,] if command != "search" else bodies["words", name]
            assert 0 < len(part) < len(whole), f"--{name} leaves nothing out or nothing in"


@pytest.mark.parametrize("days", [{}, {"at": "2024-05-03"}, {"known_at": "2024-05-03"}, {"at": "2024-05-03", "known_at": "2024-05-04"}], ids=lambda d: "-".join(d) or "now")
def test_state_of_a_dossier(decided: str, desk: TestClient, goodoffices: Run, days: dict[str, str]) -> None:
    words = [word for name, value in days.items() for word in (f"--{name.replace('_', '-')}", value)]
    told = desk.get("/api/dossiers/peru", params=days)
    assert told.json()["articles"] and told.text == goodoffices("dossier", "peru", *words, "--json").out.rstrip("\n")


WANTED = [{}, {"dossier": "peru"}, {"actor": "bolivia"}, {"country": "PER"}, {"type": "talks"}, {"type": "shelling"}, {"status": "open"}, {"source": "La Paz Post"}, {"since": "2024-05-03"},
          {"until": "2024-05-04"}, {"at": "2024-05-03"}, {"known_at": "2024-05-03"}, {"country": "BOL", "since": "2024-05-03", "source": "lake-2"}]


@pytest.mark.parametrize("name", LEDGER)
def test_library_and_api(decided: str, desk: TestClient, name: str) -> None:
    found = []
    with Store(decided) as store:
        for wanted in WANTED:
            rows = store.ledger(name, **wanted)
            told = desk.get(f"/api/{name}", params={{"since": "from", "until": "to"}.get(k, k): v for k, v in wanted.items()}).json()
            assert told == json.loads(json.dumps(rows.frame().rows)), wanted
            found.append(len(told))
        assert [c.id for c in store.contradictions()] == [c["id"] for c in desk.get("/api/contradictions").json()]
    assert name in ("conditions", "threats", "assessments") or min(found) < max(found)


@pytest.mark.parametrize("facts", [(), ("accepts",), ("accepts", "venue=neutral", "quiet")], ids=["as it is", "one fact", "three"])
def test_assess(filed: str, desk: TestClient, goodoffices: Run, facts: tuple[str, ...]) -> None:
    """What has been issued is told alike; the API itself issues nothing."""
    with open_archive(filed) as archive:
        name = next(d.id for d in dossiers.list_dossiers(archive) if "lake-1" in d.articles)
    address = "/api/assess?" + urlencode([("dossier", name), *(("what_if", f) for f in facts)])
    assert desk.get(address).json()["kept"] is False
    goodoffices("assess", name)
    told = goodoffices("assess", name, "--json", *(x for f in facts for x in ("--what-if", f))).out
    assert desk.get(address).text == told.rstrip("\n") and json.loads(told)["kept"] is True
    assert desk.get("/api/assess?" + urlencode({"dossier": name, "what_if": "sunshine"})).status_code == 400
