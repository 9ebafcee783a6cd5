"""What every request passes: names under which the desk may be called, a rate limit, headers that keep a browser from doing more than showing."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goodoffices.serve.desk.limiting import Rate, refuse, retry_after
from goodoffices.serve.desk.settings import Settings

HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware. `clock` gives seconds that only grow."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.settings = settings
        self.limit = Rate(settings.rate, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_headers(message["headers"], scope["path"])]}
            elif head:
                message = {**message, "body": b""}
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refuse(answer, *refusal)
            return
        await self.app({**scope, "method": "GET"} if head else scope, receive, answer)

    def _refusal(self, scope: Scope) -> tuple[int, str, str, dict[str, str]] | None:
        """Status, code, message and headers; None for a request that may pass."""
        hosts = self.settings.hosts
        named = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
        if hosts and _without_port(named) not in hosts:
            return 421, "wrong_host", "this desk does not go by that name; start it with --host NAME", {}
        if b"\0" in unquote_to_bytes(scope.get("raw_path") or scope["path"].encode()) or b"%00" in scope["query_string"] or b"\0" in scope["query_string"]:
            return 400, "bad_request", "the address holds a character that nothing can be called", {}
        wait = self.limit.wait(scope)
        if wait:
            return 429, "too_many_requests", self.limit.refusal, {"retry-after": retry_after(wait)}
        return None


def _without_port(host: str) -> str:
    return host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]


def _headers(given: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
    names = {name.lower() for name, _ in given}
    wanted = {**HEADERS, "cache-control": "max-age=3600" if path.startswith("/static/") else "no-cache"}
    return [(k.encode(), v.encode()) for k, v in wanted.items() if k.encode() not in names]
