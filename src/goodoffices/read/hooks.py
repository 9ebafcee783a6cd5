"""Sends JSON to an address that a user named, as carefully as `web` reads: never to private networks unless allowed, through the address that was checked, bounded in time.

The path of such an address is often a secret: messages name the host only.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult

import httpx
import msgspec

from goodoffices.errors import FetchError
from goodoffices.read import fetch
from goodoffices.read.addresses import RefusedError, host_of, port_of, resolve, split
from goodoffices.read.clients import opened

#: What is answered otherwise a little later, perhaps.
PASSING = fetch.PASSING | {408, 425}


class HookLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds that a request may take; `tries` in all, the first pause `pause` seconds and twice as long each time, none longer than `patience`."""

    connect: float = 10
    silence: float = 20
    tries: int = 4
    pause: float = 2
    patience: float = 60


class Hooks:
    """Used in a `with` block. `sleep` waits between two tries."""

    def __init__(self, limits: HookLimits | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self.limits = limits or HookLimits()
        self._sleep = sleep
        self._client = opened(self.limits.silence, self.limits.connect)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def post(self, url: str, body: bytes, *, key: str, allow_private: bool = False) -> None:
        """Sends `body`, a JSON text, until the server takes it (status 2xx). `key` is the same for the same message, so that a receiver knows one that comes twice.

        Raises RefusedError for what is never asked, FetchError for what failed after some tries.
        """
        where = shown(url)
        for number in range(1, self.limits.tries + 1):
            wait = self.limits.pause * 2 ** (number - 1)
            try:
                parts = split(url)
                status, asked = self._once(url, parts, resolve(parts, allow_private=allow_private, hint="`allow_private = true`"), body, key)
                if 200 <= status < 300:
                    return
                if 300 <= status < 400:
                    raise RefusedError(where, f"the server answers with status {status}: it has moved, and nothing is sent elsewhere")
                if status not in PASSING:
                    raise RefusedError(where, f"the server answers with status {status}")
                reason, wait = f"the server answers with status {status}", wait if asked is None else asked
            except RefusedError as err:
                raise RefusedError(where, err.reason) from err
            except FetchError as err:
                reason = err.reason
            if number == self.limits.tries:
                raise FetchError(where, f"{reason} ({number} tries)")
            if wait > self.limits.patience:
                raise FetchError(where, f"{reason}; it asks to wait {wait:.0f} seconds")
            self._sleep(wait)
        raise AssertionError("a message needs at least one try")

    def _once(self, url: str, parts: SplitResult, number: str, body: bytes, key: str) -> tuple[int, float | None]:
        """Status, and the seconds that the server asks to be left alone. What it says else is not read."""
        where = shown(url)
        host = f"[{number}]" if ":" in number else number
        headers = {"Host": host_of(url), "User-Agent": fetch.user_agent(), "Content-Type": "application/json", "Idempotency-Key": key}
        try:
            direct = httpx.URL(scheme=parts.scheme, host=host, port=port_of(parts), raw_path=httpx.URL(url).raw_path)
            request = self._client.build_request("POST", direct, headers=headers, content=body, extensions={"sni_hostname": parts.hostname})
            answer = self._client.send(request, stream=True)
            answer.close()
        except httpx.TimeoutException as err:
            raise FetchError(where, "no answer in time") from err
        except httpx.TransportError as err:
            raise FetchError(where, str(err) or type(err).__name__) from err
        except (httpx.InvalidURL, UnicodeError, ValueError) as err:
            raise RefusedError(where, "is no web address") from err
        return answer.status_code, fetch.retry_after(answer.headers.get("Retry-After"))


def shown(url: str) -> str:
    """Scheme and host, for messages."""
    whole = fetch.shown(url)
    return "/".join(whole.split("/", 3)[:3]) if "://" in whole else "an address that cannot be read"
