"""How many requests one address may make: for the desk and for assistants over HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

#: Addresses whose requests are counted at a time; those not heard of for the longest are forgotten.
COUNTED = 4096


class Bucket:
    """Requests that one address may still make; it fills up over a minute."""

    def __init__(self, rate: int, now: float) -> None:
        self.left, self.seen = float(rate), now

    def take(self, rate: int, now: float) -> float:
        """Takes one; the seconds to wait where there is none, else 0."""
        self.left = min(float(rate), self.left + (now - self.seen) * rate / 60)
        self.seen = now
        if self.left < 1:
            return (1 - self.left) * 60 / rate
        self.left -= 1
        return 0.0


class Rate:
    """`rate` requests a minute from each address; 0 for no limit. `clock` gives seconds that only grow."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def wait(self, scope: Scope) -> float:
        """Counts a request; the seconds to wait where it is one too many, else 0."""
        if not self.rate:
            return 0.0
        client = (scope.get("client") or ("unknown",))[0]
        now = self._clock()
        bucket = self._buckets.pop(client, None) or Bucket(self.rate, now)
        self._buckets[client] = bucket
        if len(self._buckets) > COUNTED:
            del self._buckets[next(iter(self._buckets))]
        return bucket.take(self.rate, now)

    @property
    def refusal(self) -> str:
        """What one who asked too often is told."""
        return f"more than {self.rate} requests a minute; wait a little"


class Limited:
    """ASGI middleware that answers 429 to requests beyond a limit."""

    def __init__(self, app: ASGIApp, limit: Rate) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = self.limit.wait(scope) if scope["type"] == "http" else 0.0
        if not wait:
            await self.app(scope, receive, send)
            return
        await refuse(send, HTTPStatus.TOO_MANY_REQUESTS, "too_many_requests", self.limit.refusal, {"retry-after": retry_after(wait)})


def retry_after(wait: float) -> str:
    """Whole seconds after which there is room again."""
    return str(int(wait) + 1)


async def refuse(send: Send, status: int, code: str, message: str, headers: dict[str, str]) -> None:
    """Answers with the error envelope, whatever was asked."""
    body = msgspec.json.encode({"error": {"code": code, "message": message}})
    listed = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *((k.encode(), v.encode()) for k, v in headers.items())]
    await send({"type": "http.response.start", "status": status, "headers": listed})
    await send({"type": "http.response.body", "body": body})
