"""Asking a service: tries, pauses, limits, and what the user is told when it fails."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from goodoffices.errors import FetchError
from goodoffices.read.fetch import Fetcher, Limits, shown

QUICK = Limits(tries=3, pause=0)
FORM = {"query": "# any\nASK {}"}


def post(service: Any, limits: Limits = QUICK, told: list[str] | None = None, url: str = "") -> bytes:
    with Fetcher(limits, (told if told is not None else []).append) as fetcher:
        return fetcher.post(url or service.url, FORM, "application/json")


def test_the_program_names_itself(service: Any, says: Callable[..., Any]) -> None:
    service.always = says(200, b"yes")
    assert post(service) == b"yes"
    assert re.fullmatch(r"goodoffices/\d+\.\d+\.\d+ \(python-httpx/[\d.]+\)", service.agents[0])


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(service: Any, says: Callable[..., Any], status: int) -> None:
    told: list[str] = []
    service.plan = [says(status, b"busy", Retry_After="0")]
    service.always = says(200, b"yes")
    assert post(service, Limits(tries=2, pause=1000), told) == b"yes"
    assert len(service.queries) == 2 and f"status {status}" in told[0] and "next try in 0 s" in told[0]


def test_pauses_double_where_none_is_asked_for(service: Any, says: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    service.always = says(500)
    with pytest.raises(FetchError, match=r"status 500 .*\(4 tries\)"):
        post(service, Limits(tries=4, pause=2))
    assert slept == [2, 4, 8]


@pytest.mark.parametrize("header", ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=2))], ids=["seconds", "date"])
def test_nobody_waits_for_an_hour(service: Any, says: Callable[..., Any], header: str) -> None:
    service.always = says(429, b"", Retry_After=header)
    with pytest.raises(FetchError, match=r"asks to wait .* try again later"):
        post(service)
    assert len(service.queries) == 1


@pytest.mark.parametrize("header", ["soon", "-5", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_odd_pauses_do_no_harm(service: Any, says: Callable[..., Any], header: str) -> None:
    service.plan = [says(503, b"", Retry_After=header)]
    service.always = says(200, b"yes")
    assert post(service) == b"yes"


@pytest.mark.parametrize(("status", "words"), [(404, "status 404"), (403, "status 403"), (204, "status 204")])
def test_a_lasting_failure_is_told_at_once(service: Any, says: Callable[..., Any], status: int, words: str) -> None:
    service.always = says(status)
    with pytest.raises(FetchError, match=words):
        post(service)
    assert len(service.queries) == 1


def test_redirects_are_told_not_followed(service: Any, says: Callable[..., Any]) -> None:
    service.always = says(301, b"", Location="https://elsewhere.example/sparql?x=1")
    with pytest.raises(FetchError, match=r"moved to https://elsewhere\.example/sparql; nothing was sent there"):
        post(service)


def test_silence_ends(service: Any, silent: Any) -> None:
    service.always = silent
    with pytest.raises(FetchError, match=r"no answer in time \(2 tries\)"):
        post(service, Limits(silence=0.2, tries=2, pause=0))


def test_an_endless_trickle_ends(service: Any) -> None:
    def trickle(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not service.over.wait(0.01):
            handler.wfile.write(b"x")

    service.always = trickle
    with pytest.raises(FetchError, match="took too long"):
        post(service, Limits(total=0.2, tries=1))


def test_large_answers_are_cut(service: Any, says: Callable[..., Any]) -> None:
    service.always = says(200, b"x" * 5000)
    with pytest.raises(FetchError, match="larger than 4,999 bytes"):
        post(service, Limits(size=4999))
    assert len(service.queries) == 1
    assert len(post(service, Limits(size=5000))) == 5000


def test_an_answer_that_breaks_off_is_tried_again(service: Any, says: Callable[..., Any]) -> None:
    def broken(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10")
        handler.end_headers()
        handler.wfile.write(b"ye")

    service.plan = [broken]
    service.always = says(200, b"yes")
    assert post(service) == b"yes"


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match=rf"^http://127.0.0.1:{port}/sparql: .*\(3 tries\)$"):
        post(None, url=f"http://ann:secret@127.0.0.1:{port}/sparql?key=secret")


def test_bad_proxy_settings_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://proxy.example")
    with pytest.raises(FetchError, match="proxy or certificate settings"):
        Fetcher()


@pytest.mark.parametrize(("url", "expected"), [
    pytest.param("https://a:b@host.example:81/x?y=z#f", "https://host.example:81/x", id="secrets"),
    pytest.param("nowhere", "nowhere", id="no-address"),
    pytest.param("ann:secret@host", "host", id="secret-without-scheme"),
    pytest.param("http://[::1/x", "an address that cannot be read", id="no-host"),
])
def test_shown(url: str, expected: str) -> None:
    assert shown(url) == expected
