"""The REST API: the JSON of the commands, pages, ETags, errors, corrections."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from fastapi.testclient import TestClient

from goodoffices.ledger.dossiers.order import LISTS
from goodoffices.model import ExplainedRecord

Run = Callable[..., Any]
Open = Callable[..., TestClient]

SAME = [
    (("dossiers",), "/api/dossiers"),
    (("dossier", "peru"), "/api/dossiers/peru"),
    (("dossier", "peru", "--at", "2024-05-03", "--known-at", "2024-05-03"), "/api/dossiers/peru?at=2024-05-03&known_at=2024-05-03"),
    (("timeline",), "/api/timeline"),
    (("timeline", "peru", "--from", "2024-05-03", "--to", "2024-05-04"), "/api/timeline?dossier=peru&from=2024-05-03&to=2024-05-04"),
    (("events",), "/api/events"),
    (("events", "--actor", "peru", "--limit", "2"), "/api/events?actor=peru&limit=2"),
    (("events", "--type", "reject", "--country", "bol", "--source", "la paz post"), "/api/events?type=reject&country=bol&source=la%20paz%20post"),
    (("events", "--modality", "offered", "--dossier", "peru"), "/api/events?modality=offered&dossier=peru"),
    (("statements", "--type", "direct"), "/api/statements?type=direct"),
    (("statements", "--from", "2024-05-03"), "/api/statements?from=2024-05-03"),
    (("actors", "--country", "PER"), "/api/actors?country=PER"),
    (("search", "fishermen"), "/api/search?q=fishermen"),
    (("explain", "lake-1#event:1"), f"/api/explain/{quote('lake-1#event:1')}"),
    (("decisions",), "/api/decisions"),
]


@pytest.mark.parametrize(("arguments", "address"), SAME, ids=[" ".join(a) for a, _ in SAME])
def test_says_what_the_command_says(desk: TestClient, goodoffices: Run, arguments: tuple[str, ...], address: str) -> None:
    told = desk.get(address)
    assert told.status_code == 200
    assert told.text == goodoffices(*arguments, "--json").out.rstrip("\n")


@pytest.mark.parametrize("path", ["events", "statements", "actors", "articles", "dossiers", "timeline", "search?q=talks"])
def test_pages_make_the_whole(desk: TestClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    whole = desk.get(f"/api/{path}").json()
    found, address = [], f"/api/{path}{mark}limit=1"
    for _ in range(len(whole) + 1):
        page = desk.get(address)
        found.append(page.json())
        if "next" not in page.links:
            break
        address = page.links["next"]["url"]
    latest_first = path in ("events", "statements")
    assert len(whole) > 1
    assert [row for rows in (found[::-1] if latest_first else found) for row in rows] == whole


@pytest.mark.parametrize("name", LISTS.values())
def test_lists_of_the_ledger(desk: TestClient, name: str) -> None:
    states = [desk.get(f"/api/dossiers/{d['id']}").json() for d in desk.get("/api/dossiers").json()]
    assert desk.get(f"/api/{name}").json() == [{**item, "dossier": s["id"]} for s in states for item in s["ledger"][name]]
    assert desk.get(f"/api/{name}?actor=nobody").json() == []


def test_filters_of_entries(desk: TestClient) -> None:
    assert {d["setter"] for d in desk.get("/api/deadlines?country=GRC").json()} == {"government:GRC"}
    assert all(d["due"]["end"] <= "2024-05-31" for d in desk.get("/api/deadlines?to=2024-05-31&from=2024-05-01").json())
    assert {i["kind"] for i in desk.get("/api/incidents?type=shelling").json()} == {"shelling"}
    assert {c["status"] for c in desk.get("/api/contacts?status=planned&source=quito%20times").json()} == {"planned"}
    assert desk.get("/api/proposals?dossier=peru&known_at=2024-04-30").json() == []


def test_articles(desk: TestClient, coded: tuple[ExplainedRecord, ...]) -> None:
    assert len(desk.get("/api/articles").json()) == len(coded)
    assert [a["id"] for a in desk.get("/api/articles?source=andes%20wire").json()] == ["lake-1"]
    assert [a["id"] for a in desk.get("/api/articles?from=2024-05-04&dossier=peru").json()] == ["lake-3", "lake-3-copy"]
    for record in coded:
        told = desk.get(f"/api/articles/{quote(record.document.id)}")
        assert msgspec.json.decode(told.content, type=ExplainedRecord).events == record.events


def test_not_sent_twice(desk: TestClient) -> None:
    first = desk.get("/api/dossiers")
    again = desk.get("/api/dossiers", headers={"if-none-match": f'W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert desk.get("/api/dossiers", headers={"if-none-match": '"other"'}).status_code == 200
    head = desk.head("/api/dossiers")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


WRONG = [
    ("/api/nothing", 404, "not_found"), ("/api/dossiers/nobody", 404, "not_found"), ("/api/articles/none", 404, "not_found"), ("/api/explain/x", 404, "not_found"),
    ("/api/events?limit=0", 422, "invalid_parameter"), ("/api/events?from=May", 422, "invalid_parameter"), ("/api/events?country=Peru", 422, "invalid_parameter"),
    ("/api/events?cursor=x", 404, "not_found"), ("/api/events?cursor=e30", 404, "not_found"), ("/api/timeline?cursor=!", 404, "not_found"), ("/api/events?to=0", 422, "invalid_parameter"),
    ("/api/dossiers/e", 409, "ambiguous"),
    ("/api/events?actor=%00", 400, "bad_request"), ("/api/articles/%00", 400, "bad_request"), ("/api/statements?type=loud", 422, "invalid_parameter"),
    ("/api/search", 422, "invalid_parameter")]


@pytest.mark.parametrize(("address", "status", "code"), WRONG, ids=[a for a, _, _ in WRONG])
def test_errors_have_one_envelope(desk: TestClient, address: str, status: int, code: str) -> None:
    told = desk.get(address)
    assert (told.status_code, set(told.json()), told.json()["error"]["code"]) == (status, {"error"}, code)
    assert told.json()["error"]["message"]


def test_store_that_fails(open_desk: Open, tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("no database " * 100)
    told = open_desk(store=f"sqlite:///{tmp_path / 'no.db'}").get("/api/events")
    assert (told.status_code, told.json()["error"]["code"]) == (503, "store_unavailable")
    assert str(tmp_path) not in told.text


def test_empty_store(open_desk: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GOODOFFICES_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    desk = open_desk()
    assert [desk.get(f"/api/{path}").json() for path in ("dossiers", "events", "proposals", "timeline")] == [[], [], [], []]


def test_corrections_need_the_token(filed: str, open_desk: Open, goodoffices: Run) -> None:
    body = {"entry": "", "who": "Ana", "reject": True, "why": "another affair"}
    assert open_desk(store=filed).post("/api/corrections", json=body).json()["error"]["code"] == "read_only"
    desk = open_desk(store=filed, token="open sesame")
    body["entry"] = desk.get("/api/deadlines?country=GRC").json()[0]["id"]
    assert desk.post("/api/corrections", json=body).status_code == 401
    assert desk.post("/api/corrections", json=body, headers={"authorization": "Bearer nö".encode()}).status_code == 401
    with_token = {"authorization": "Bearer open sesame"}
    for wrong in ({"who": 1}, {**body, "unknown": 1}, [1]):
        assert desk.post("/api/corrections", json=wrong, headers=with_token).json()["error"]["code"] == "invalid_body"
    assert desk.post("/api/corrections", json={"who": "Ana"}, headers=with_token).status_code == 400
    assert desk.post("/api/corrections", content=b" " * 70_000, headers=with_token).status_code == 413
    made = desk.post("/api/corrections", json=body, headers=with_token)
    assert (made.status_code, [d["kind"] for d in made.json()]) == (201, ["reject"])
    assert desk.get("/api/deadlines?country=GRC").json() == []
    assert desk.get("/api/decisions").text == goodoffices("decisions", "--json").out.rstrip("\n")
    undone = desk.post("/api/corrections", json={"who": "Ana", "undo": made.json()[0]["id"]}, headers=with_token)
    assert undone.status_code == 201 and desk.get("/api/deadlines?country=GRC").json()


def test_described_as_it_is(desk: TestClient) -> None:
    from jsonschema import Draft202012Validator

    described = desk.get("/api/openapi.json").json()
    shared = {"components": described["components"]}
    seen = set()
    for path, operations in described["paths"].items():
        for told in operations["get"]["responses"].values() if "get" in operations else ():
            for content in told.get("content", {}).values():
                Draft202012Validator.check_schema({**shared, **content["schema"]})
        if "get" not in operations or "{" in path:
            continue
        answer = desk.get(path, params={"search": {"q": "talks"}, "moved": {"since": "2024-01-01"}, "assess": {"dossier": "peru", "what_if": "accepts"}}.get(path.rpartition("/")[2], {}))
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**shared, **schema}).validate(answer.json())
        seen.add(path)
    for path, value in (("dossiers/{dossier}", "peru"), ("articles/{article}", "lake-1"), ("explain/{entry}", quote("lake-1#event:1"))):
        schema = described["paths"][f"/api/{path}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**shared, **schema}).validate(desk.get(f"/api/{path.partition('{')[0]}{value}").json())
    assert len(seen) == 24
    assert json.dumps(described).count("HTTPValidationError") == 0
