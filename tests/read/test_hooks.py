"""JSON that is sent to an address: never to private networks unless allowed, some tries, no secrets in messages."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from goodoffices.errors import FetchError
from goodoffices.read.addresses import RefusedError
from goodoffices.read.hooks import HookLimits, Hooks, shown


def post(url: str, waits: list[float] | None = None, allow_private: bool = True, **limits: Any) -> None:
    with Hooks(HookLimits(**limits), sleep=(waits if waits is not None else []).append) as hooks:
        hooks.post(url, b'{"a":1}', key="message:1", allow_private=allow_private)


def answers(site: Any, *statuses: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answers with these statuses, one after the other."""
    left = list(statuses)
    return lambda handler: site.send(handler, left.pop(0), b"taken", **headers)


def test_it_is_sent_once(site: Any) -> None:
    site.pages["/secret?x=1"] = answers(site, 204)
    post(f"{site.url}/secret?x=1")
    assert site.asked == ["/secret?x=1"] and json.loads(site.sent[0]) == {"a": 1}
    assert site.headers[0]["Content-Type"] == "application/json" and site.headers[0]["Idempotency-Key"] == "message:1" and "goodoffices/" in site.headers[0]["User-Agent"]


def test_a_failing_server_is_tried_again_with_longer_pauses(site: Any) -> None:
    site.pages["/x"] = answers(site, 503, 500, 429, 200)
    waits: list[float] = []
    post(f"{site.url}/x", waits)
    assert len(site.asked) == 4 and waits == [2, 4, 8]


def test_at_last_it_gives_up(site: Any) -> None:
    site.pages["/secret"] = answers(site, *[502] * 9)
    with pytest.raises(FetchError, match=r"status 502 \(4 tries\)") as gone:
        post(f"{site.url}/secret")
    assert len(site.asked) == 4 and "secret" not in str(gone.value)


def test_the_server_may_ask_for_time(site: Any) -> None:
    site.pages["/x"] = answers(site, 429, 200, Retry_After="7")
    waits: list[float] = []
    post(f"{site.url}/x", waits)
    assert waits == [7]
    site.pages["/x"] = answers(site, 429, 200, Retry_After="7000")
    with pytest.raises(FetchError, match="asks to wait 7000 seconds"):
        post(f"{site.url}/x", waits)


@pytest.mark.parametrize(("status", "words"), [(404, "status 404"), (410, "status 410"), (301, "nothing is sent elsewhere"), (401, "status 401")])
def test_some_answers_are_final(site: Any, status: int, words: str) -> None:
    site.pages["/secret"] = answers(site, status, Location="http://127.0.0.1/other")
    with pytest.raises(RefusedError, match=words) as refused:
        post(f"{site.url}/secret")
    assert len(site.asked) == 1 and "secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://localhost:9/x", "http://[::1]:9/x", "http://10.0.0.1/x", "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/x", "ftp://a.example/x",
                                 "http://2130706433/x"])
def test_private_addresses_are_refused(url: str) -> None:
    waits: list[float] = []
    with pytest.raises(FetchError) as refused:
        post(url, waits, allow_private=False)
    assert isinstance(refused.value, RefusedError) and waits == []
    assert "allow_private = true" in str(refused.value) or "only http" in str(refused.value)


def test_a_name_that_leads_home_is_refused(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("192.168.0.1", 80))])
    with pytest.raises(RefusedError, match=r"192\.168\.0\.1"):
        post("http://hook.example/x", allow_private=False)


def test_a_silent_server_is_left(site: Any) -> None:
    def silent(handler: BaseHTTPRequestHandler) -> None:
        site.over.wait(5)

    site.pages["/x"] = silent
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"no answer in time \(2 tries\)"):
        post(f"{site.url}/x", silence=0.2, tries=2)
    assert time.monotonic() - started < 4


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match=r"\(4 tries\)"):
        post(f"http://127.0.0.1:{port}/secret")


@pytest.mark.parametrize(("url", "told"), [("https://u:p@h.example:8443/secret?x#y", "https://h.example:8443"), ("http://[", "an address that cannot be read"), ("nonsense", "an address that cannot be read")])
def test_what_messages_tell(url: str, told: str) -> None:
    assert shown(url) == told
