"""One address to its bytes, as a polite and careful reader: at most so often per host, bounded in time, size and redirects, never to private networks.

    with Web(WebLimits(), allow_private=False) as web:
        answer = web.get("https://example.org/news.xml", etag='"abc"')
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urljoin

import httpx
import msgspec

from goodoffices.errors import FetchError
from goodoffices.read import fetch
from goodoffices.read.addresses import RefusedError, host_of, port_of, resolve, split
from goodoffices.read.clients import opened
from goodoffices.read.unpack import ACCEPTED, unpacked

ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
_MOVED = frozenset({301, 302, 303, 307, 308})


class WebLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds and bytes that an answer may take, redirects that are followed, and the seconds between two requests to one host."""

    connect: float = 10
    silence: float = 20
    total: float = 60
    size: int = 20 * 1024 * 1024
    redirects: int = 5
    pause: float = 1


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server said. `url` is where the redirects ended; `media` and `charset` are from the Content-Type; `wait`: seconds it asks to be left alone."""

    url: str
    status: int
    body: bytes
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    wait: float | None = None


class Web:
    """Used in a `with` block. `sleep` waits between requests to one host."""

    def __init__(self, limits: WebLimits | None = None, *, allow_private: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        self.limits = limits or WebLimits()
        self._allow_private = allow_private
        self._sleep = sleep
        self._pauses: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self._client = opened(self.limits.silence, self.limits.connect)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def slow_down(self, host: str, seconds: float) -> None:
        """Leaves at least so many seconds between two requests to `host`, as its robots.txt asks."""
        self._pauses[host] = max(seconds, self.limits.pause)

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None, permit: Callable[[str], None] = lambda url: None) -> Answer:
        """The answer after redirects, whatever its status; with a tag or date of an earlier answer it may be 304 without a body. `permit` is asked
        before each address and raises where it must not be read.

        Raises RefusedError for what is never asked, FetchError for what failed this time: unreachable, too slow, too large, damaged, in circles.
        """
        conditions = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)) if value}
        seen = [url]
        while True:
            parts = split(seen[-1])
            permit(seen[-1])
            number = resolve(parts, allow_private=self._allow_private)
            self._take_turn(host_of(seen[-1]))
            answer, target = self._once(seen[-1], parts, number, conditions)
            if target is None:
                return answer
            if target in seen:
                raise FetchError(fetch.shown(url), "redirects in circles")
            if len(seen) > self.limits.redirects:
                raise FetchError(fetch.shown(url), f"more than {self.limits.redirects} redirects")
            seen.append(target)

    def _take_turn(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None:
            rest = last + self._pauses.get(host, self.limits.pause) - time.monotonic()
            if rest > 0:
                self._sleep(rest)
        self._asked[host] = time.monotonic()

    def _once(self, url: str, parts: SplitResult, number: str, conditions: Mapping[str, str]) -> tuple[Answer, str | None]:
        """The answer of one server, or the address it sends us to."""
        where = fetch.shown(url)
        deadline = time.monotonic() + self.limits.total
        host = f"[{number}]" if ":" in number else number
        headers = {"Host": host_of(url), "User-Agent": fetch.user_agent(), "Accept": ACCEPT, "Accept-Encoding": ACCEPTED, **conditions}
        direct = httpx.URL(scheme=parts.scheme, host=host, port=port_of(parts), raw_path=_raw_path(url))
        try:
            request = self._client.build_request("GET", direct, headers=headers, extensions={"sni_hostname": parts.hostname})
            answer = self._client.send(request, stream=True)
            try:
                if answer.status_code in _MOVED and answer.headers.get("Location"):
                    return Answer(url=url, status=answer.status_code, body=b""), urljoin(url, answer.headers["Location"].strip())
                body = b"" if answer.status_code == 304 else unpacked(self._pieces(answer, where, deadline), answer.headers.get("Content-Encoding", ""), self.limits.size, where)
            finally:
                answer.close()
        except httpx.TimeoutException as err:
            raise FetchError(where, "no answer in time") from err
        except httpx.TransportError as err:
            raise FetchError(where, str(err) or type(err).__name__) from err
        except (httpx.InvalidURL, UnicodeError, ValueError) as err:
            raise RefusedError(where, f"is no web address: {err}") from err
        media, charset = _content_type(answer.headers.get("Content-Type"))
        return Answer(url=url, status=answer.status_code, body=body, media=media, charset=charset, etag=answer.headers.get("ETag"),
                      last_modified=answer.headers.get("Last-Modified"), wait=fetch.retry_after(answer.headers.get("Retry-After"))), None

    def _pieces(self, answer: httpx.Response, where: str, deadline: float) -> Iterator[bytes]:
        """The body as it comes over the line; what is over the limit already in that form is not read on."""
        size = 0
        for piece in answer.iter_raw():
            size += len(piece)
            if size > self.limits.size:
                raise FetchError(where, f"the answer is larger than {self.limits.size:,} bytes")
            if time.monotonic() > deadline:
                raise FetchError(where, "the answer took too long")
            yield piece


def _raw_path(url: str) -> bytes:
    return httpx.URL(url).raw_path


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    """Media type and charset."""
    if not header:
        return None, None
    message = Message()
    message["Content-Type"] = header[:200]
    charset = message.get_param("charset")
    return message.get_content_type(), charset.strip().lower()[:40] or None if isinstance(charset, str) else None
