"""Asks services on the network, politely: one request at a time, named, bounded in time and size, with pauses where they are asked for.

For services that are asked for data; pages and feeds of anybody are read by `web`. Nothing here is imported before a command needs it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from goodoffices.errors import FetchError

#: What a service answers when it may well answer otherwise a little later.
PASSING = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes that a request may take; `tries` in all, the first pause `pause` seconds and twice as long each time,
    and no pause longer than `patience`."""

    connect: float = 10
    silence: float = 75  # the query service thinks for up to 60 seconds before its first byte
    total: float = 240
    size: int = 64 * 1024 * 1024
    tries: int = 4
    pause: float = 2
    patience: float = 120


class _PassingError(Exception):
    """A failure after which another try makes sense, `wait` seconds later where the service said so."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Fetcher:
    """A connection that is kept open over several requests; used in a `with` block. `say` is told of pauses. Raises FetchError where
    the proxy or certificates that the environment names cannot be used."""

    def __init__(self, limits: Limits | None = None, say: Callable[[str], None] = lambda text: None) -> None:
        self.limits = limits or Limits()
        self.say = say
        timeout = httpx.Timeout(self.limits.silence, connect=self.limits.connect)
        try:
            self._client = httpx.Client(timeout=timeout, headers={"User-Agent": user_agent()}, follow_redirects=False)
        except (ValueError, OSError, ImportError, httpx.InvalidURL) as err:  # proxies and certificates are taken from the environment
            raise FetchError("proxy or certificate settings", str(err)) from err

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def post(self, url: str, form: Mapping[str, str], accept: str) -> bytes:
        """The body of the answer to a form, after a few tries. Raises FetchError: unreachable, refused, too slow, too large."""
        where = shown(url)
        for number in range(1, self.limits.tries + 1):
            try:
                return self._once(url, form, accept)
            except _PassingError as err:
                wait = self.limits.pause * 2 ** (number - 1) if err.wait is None else err.wait
                if number == self.limits.tries:
                    raise FetchError(where, f"{err} ({number} tries)") from err
                if wait > self.limits.patience:
                    raise FetchError(where, f"{err}; it asks to wait {wait:.0f} seconds: try again later") from err
                self.say(f"{where}: {err}; next try in {wait:.0f} s")
                time.sleep(wait)
        raise AssertionError("a fetcher needs at least one try")

    def _once(self, url: str, form: Mapping[str, str], accept: str) -> bytes:
        started = time.monotonic()
        try:
            with self._client.stream("POST", url, data=form, headers={"Accept": accept}) as answer:
                if answer.status_code in PASSING:
                    raise _PassingError(_status(answer), retry_after(answer.headers.get("Retry-After")))
                if answer.is_redirect:
                    raise FetchError(shown(url), f"moved to {shown(answer.headers.get('Location', 'an unnamed address'))}; nothing was sent there")
                if answer.status_code != 200:
                    raise FetchError(shown(url), _status(answer))
                return self._body(answer, shown(url), started)
        except httpx.TimeoutException as err:
            raise _PassingError("no answer in time") from err
        except httpx.TransportError as err:
            raise _PassingError(str(err) or type(err).__name__) from err
        except (httpx.InvalidURL, httpx.DecodingError) as err:
            raise FetchError(shown(url), str(err)) from err

    def _body(self, answer: httpx.Response, where: str, started: float) -> bytes:
        """The unpacked body; never holds much more than the limit."""
        body = bytearray()
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > self.limits.size:
                raise FetchError(where, f"the answer is larger than {self.limits.size:,} bytes")
            if time.monotonic() - started > self.limits.total:
                raise _PassingError("the answer took too long")
        return bytes(body)


def user_agent() -> str:
    """How the program names itself to a service."""
    return f"goodoffices/{metadata.version('goodoffices')} (python-httpx/{httpx.__version__})"


def shown(url: str) -> str:
    """An address for messages, without user names, passwords and queries."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that cannot be read"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.netloc else url.rpartition("@")[2]


def _status(answer: httpx.Response) -> str:
    return f"status {answer.status_code} {answer.reason_phrase}".rstrip()


def retry_after(header: str | None) -> float | None:
    """Seconds of a Retry-After header, which gives seconds or a date; None where it gives neither."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
