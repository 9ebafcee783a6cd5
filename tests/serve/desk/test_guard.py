"""What every request passes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from goodoffices.serve.desk.settings import names_of

Open = Callable[..., TestClient]


@pytest.mark.parametrize("path", ["/api/dossiers", "/api/nothing", "/", "/nothing", "/static/desk.css"])
def test_headers(desk: TestClient, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert "access-control-allow-origin" not in desk.get(path, headers={"origin": "https://elsewhere.example"}).headers


@pytest.mark.parametrize(("host", "passes"), [("127.0.0.1:8765", True), ("localhost", True), ("[::1]:80", True), ("LOCALHOST:1", True), ("evil.example", False),
                                              ("127.0.0.1.evil.example", False), ("", False)])
def test_names(desk: TestClient, host: str, passes: bool) -> None:
    told = desk.get("/api/dossiers", headers={"host": host})
    assert (told.status_code == 200) == passes
    assert passes or told.json()["error"]["code"] == "wrong_host"


@pytest.mark.parametrize(("host", "names"), [("0.0.0.0", ()), ("::", ()), ("127.0.0.1", ("127.0.0.1", "localhost", "[::1]")), ("desk.lan", ("desk.lan", "127.0.0.1", "localhost", "[::1]")),
                                             ("::1", ("[::1]", "127.0.0.1", "localhost"))])
def test_names_of(host: str, names: tuple[str, ...]) -> None:
    assert names_of(host) == names


def test_rate(filed: str, open_desk: Open) -> None:
    seconds = [0.0]
    desk = open_desk(clock=lambda: seconds[0], store=filed, rate=2)
    told = [desk.get("/api/dossiers") for _ in range(3)]
    assert [t.status_code for t in told] == [200, 200, 429]
    assert told[2].headers["retry-after"] == "31" and told[2].json()["error"]["code"] == "too_many_requests"
    seconds[0] = 30.0
    assert [desk.get("/api/dossiers").status_code for _ in range(2)] == [200, 429]


def test_only_reading(desk: TestClient) -> None:
    for method in ("post", "put", "delete", "patch"):
        told = getattr(desk, method)("/api/dossiers")
        assert (told.status_code, told.headers["allow"]) == (405, "GET")
