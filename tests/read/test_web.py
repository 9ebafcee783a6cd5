"""One address to its bytes: what is refused, what is bounded, what is said to servers."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Iterator
from typing import Any

import brotli
import pytest

from goodoffices.errors import FetchError
from goodoffices.read.addresses import RefusedError, is_public, resolve, split
from goodoffices.read.tracking import without_tracking
from goodoffices.read.unpack import unpacked
from goodoffices.read.web import Answer, Web, WebLimits

SMALL = WebLimits(size=100_000, silence=2, total=2, redirects=3, pause=0)


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(SMALL, allow_private=True) as opened:
        yield opened


def test_an_answer_with_its_headers(web: Web, site: Any) -> None:
    site.pages["/a?b=%C3%BC"] = site.says(200, "hello", Content_Type="text/html; charset=Windows-1251", ETag='"x"', Last_Modified="Tue, 07 May 2024 10:00:00 GMT")
    got = web.get(f"{site.url}/a?b=%C3%BC#top")
    assert got == Answer(url=f"{site.url}/a?b=%C3%BC#top", status=200, body=b"hello", media="text/html", charset="windows-1251", etag='"x"',
                         last_modified="Tue, 07 May 2024 10:00:00 GMT")
    assert site.headers[0]["User-Agent"].startswith("goodoffices/") and site.headers[0]["Host"] == site.url.removeprefix("http://")


def test_a_condition_is_sent_and_304_has_no_body(web: Web, site: Any) -> None:
    site.pages["/feed"] = site.says(304)
    got = web.get(f"{site.url}/feed", etag='"x"', last_modified="then")
    assert (got.status, got.body) == (304, b"")
    assert site.headers[0]["If-None-Match"] == '"x"' and site.headers[0]["If-Modified-Since"] == "then"


@pytest.mark.parametrize(("status", "wait"), [(404, None), (429, 120.0), (503, 120.0), (500, None)])
def test_a_status_is_told_not_raised(web: Web, site: Any, status: int, wait: float | None) -> None:
    site.pages["/x"] = site.says(status, b"no", **({"Retry_After": "120"} if wait else {}))
    got = web.get(f"{site.url}/x")
    assert (got.status, got.wait) == (status, wait)


def test_redirects_are_followed(web: Web, site: Any) -> None:
    site.pages |= {"/a": site.says(301, Location="/b"), "/b": site.says(302, Location=f"{site.url}/c"), "/c": b"end"}
    got = web.get(f"{site.url}/a")
    assert (got.url, got.body) == (f"{site.url}/c", b"end")


@pytest.mark.parametrize(("pages", "reason"), [
    ({"/0": "/1", "/1": "/0"}, "circles"), ({f"/{n}": f"/{n + 1}" for n in range(9)}, "more than 3 redirects"), ({"/0": "file:///etc/passwd"}, "only http and https"),
    ({"/0": "ftp://news.test/"}, "only http and https"), ({"/0": "http://"}, "circles")], ids=["circle", "many", "file", "ftp", "empty"])
def test_redirects_are_bounded(web: Web, site: Any, pages: dict[str, str], reason: str) -> None:
    site.pages |= {path: site.says(302, Location=target) for path, target in pages.items()}
    with pytest.raises(FetchError, match=reason):
        web.get(f"{site.url}/0")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw-deflate", "br", ""])
def test_packed_answers_are_unpacked(web: Web, site: Any, encoding: str) -> None:
    text = b"Peru offered talks. " * 200
    raw = zlib.compressobj(wbits=-15)
    packed = {"gzip": gzip.compress(text), "deflate": zlib.compress(text), "raw-deflate": raw.compress(text) + raw.flush(), "br": brotli.compress(text), "": text}[encoding]
    site.pages["/p"] = site.says(200, packed, **({"Content_Encoding": encoding.removeprefix("raw-")} if encoding else {}))
    assert web.get(f"{site.url}/p").body == text


@pytest.mark.parametrize(("encoding", "body", "reason"), [
    ("gzip", gzip.compress(b"0" * 50_000_000), "larger than 100,000"), ("deflate", zlib.compress(b"0" * 50_000_000), "larger than 100,000"),
    ("br", brotli.compress(b"0" * 50_000_000), "larger than 100,000"), ("", b"0" * 200_000, "larger than 100,000"), ("gzip, gzip", b"x", "more than once"),
    ("zstd", b"x", "not asked for"), ("gzip", b"no gzip at all", "damaged"), ("br", b"no brotli at all", "damaged"), ("gzip", gzip.compress(b"cut off" * 99)[:20], "cut off"),
    ("br", brotli.compress(bytes(range(256)) * 9)[:20], "cut off|damaged")], ids=["gzip-bomb", "deflate-bomb", "brotli-bomb", "long", "twice", "zstd", "no-gzip", "no-brotli", "cut", "cut-brotli"])
def test_bombs_and_damage_are_refused(web: Web, site: Any, encoding: str, body: bytes, reason: str) -> None:
    site.pages["/p"] = site.says(200, body, Content_Encoding=encoding)
    with pytest.raises(FetchError, match=reason):
        web.get(f"{site.url}/p")


def test_a_bomb_is_never_held_in_memory() -> None:
    bomb = brotli.compress(b"\0" * 200_000_000)
    with pytest.raises(FetchError, match="larger"):
        unpacked([bomb], "br", 1000, "here")
    assert len(bomb) < 1000


def test_a_silent_server_is_left(site: Any) -> None:
    site.pages["/slow"] = lambda handler: site.over.wait(10)
    with Web(WebLimits(silence=0.05, pause=0), allow_private=True) as web, pytest.raises(FetchError, match="no answer in time"):
        web.get(f"{site.url}/slow")


def test_a_dripping_server_is_left(site: Any) -> None:
    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not site.over.wait(0.01):
            handler.wfile.write(b"x")

    site.pages["/drip"] = drip
    with Web(WebLimits(total=0.1, pause=0), allow_private=True) as web, pytest.raises(FetchError, match="took too long"):
        web.get(f"{site.url}/drip")


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::",
                                    "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:53aa:64c:0:7f00:1:1"])
def test_private_addresses(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_public_addresses(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1.", "user@127.0.0.1"])
def test_this_machine_is_refused_however_it_is_written(site: Any, host: str) -> None:
    port = site.url.rpartition(":")[2]
    with Web(SMALL) as web, pytest.raises(FetchError, match=r"private network|cannot be found"):
        web.get(f"http://{host}:{port}/secret")
    assert site.asked == []


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))])
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        resolve(split("http://news.test/"), allow_private=False)


def test_the_connection_goes_to_the_address_that_was_checked(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its address after the check gains nothing: it is looked up once, and the number is connected to."""
    lookups = []
    real = socket.getaddrinfo

    def once(host: Any, *rest: Any, **more: Any) -> Any:
        if host == "news.test":
            lookups.append(host)
            return [(2, 1, 6, "", ("127.0.0.1", 80))]
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    site.pages["/a"] = b"ok"
    with Web(SMALL, allow_private=True) as web:
        assert web.get(f"http://news.test:{site.url.rpartition(':')[2]}/a").body == b"ok"
    assert lookups == ["news.test"] and site.headers[0]["Host"].startswith("news.test:")


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, site: Any) -> None:
    monkeypatch.setattr("goodoffices.read.addresses.is_public", lambda number: number == "127.0.0.1")
    site.pages["/a"] = site.says(302, Location="http://169.254.169.254/latest/meta-data/")
    with Web(SMALL) as web, pytest.raises(RefusedError, match=r"leads to 169\.254"):
        web.get(f"{site.url}/a")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "http://", "http://[::1", "gopher://a/", "http://a:99999/", "http://" + "a" * 5000])
def test_what_is_no_web_address(web: Web, url: str) -> None:
    with pytest.raises(RefusedError):
        web.get(url)


def test_a_host_is_asked_only_so_often(site: Any) -> None:
    slept: list[float] = []
    site.pages |= {"/a": b"1", "/b": b"2"}
    with Web(WebLimits(pause=50), allow_private=True, sleep=slept.append) as web:
        web.get(f"{site.url}/a")
        web.get(f"{site.url}/b")
        web.slow_down(site.url.removeprefix("http://"), 200)
        web.get(f"{site.url}/b")
    assert 40 < slept[0] <= 50 and 190 < slept[1] <= 200


@pytest.mark.parametrize(("url", "expected"), [
    ("https://a.test/x?utm_source=rss&id=3#top", "https://a.test/x?id=3"), ("https://a.test/x?id=3&b=%C3%BC", "https://a.test/x?id=3&b=%C3%BC"),
    ("https://a.test/x?fbclid=1", "https://a.test/x"), (" https://a.test/x ", "https://a.test/x")])
def test_what_counts_readers_is_no_part_of_an_address(url: str, expected: str) -> None:
    assert without_tracking(url) == expected
