"""What the API sends: bodies with an ETag, and one envelope for everything that went wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from goodoffices.errors import (
    AmbiguousError,
    GoodOfficesError,
    NotFoundError,
    NotPossibleError,
    StateNotReadyError,
    StoreError,
    StoreReadOnlyError,
    StoreRefusedError,
    StoreSlowError,
    UsageError,
)
from goodoffices.serve.queries import lookups
from goodoffices.serve.queries.paging import Page

#: Status and code of each kind of error; the first that fits.
MEANINGS: tuple[tuple[type[GoodOfficesError], int, str], ...] = (
    (NotFoundError, 404, "not_found"), (AmbiguousError, 409, "ambiguous"), (UsageError, 400, "bad_request"), (NotPossibleError, 409, "not_possible"), (StoreReadOnlyError, 403, "store_read_only"),
    (StoreRefusedError, 400, "store_refused"), (StoreSlowError, 503, "too_slow"), (StoreError, 503, "store_unavailable"))
#: Codes of what the framework refuses by itself.
CODES = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 422: "invalid_parameter"}


class ApiError(GoodOfficesError):
    """A request that cannot be answered, with status and code."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def meaning(error: GoodOfficesError) -> tuple[int, str, str]:
    """Status, code and message. Of a store that fails the reason is told, not where it is."""
    if isinstance(error, ApiError):
        return error.status, error.code, str(error)
    if isinstance(error, StateNotReadyError):
        return 503, ("failing" if error.failing else "not_ready"), str(error)
    message = error.reason if isinstance(error, StoreError) else str(error)
    for kind, status, code in MEANINGS:
        if isinstance(error, kind):
            return status, code, message
    return 500, "failed", message


def envelope(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """`headers`: more to send, such as the methods that an address allows."""
    headers = {**(headers or {}), **({"www-authenticate": "Bearer"} if status == 401 else {})}
    return Response(msgspec.json.encode({"error": {"code": code, "message": message}}), status, headers, "application/json")


def answer(request: Request, body: bytes, status: int = 200, headers: dict[str, str] | None = None, media_type: str = "application/json") -> Response:
    """The body with its ETag, or 304 where the reader has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {**(headers or {}), **_standing(request), "etag": tag}
    asked = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    if status == 200 and (tag in asked or "*" in asked):
        return Response(None, 304, headers)
    return Response(body, status, headers, media_type)


def _standing(request: Request) -> dict[str, str]:
    """How the state that the answer was made from stands to the store."""
    standing = getattr(request.state, "standing", None)
    return {} if standing is None or standing.as_of is None else {"x-state": standing.course, "x-state-as-of": standing.as_of}


def listed(request: Request, page: Page) -> Response:
    """A page of rows: the JSON that the command prints, with the address of the next page in `Link`."""
    headers = {}
    if page.next is not None:
        headers = {"link": f'<{request.url.include_query_params(cursor=page.next).replace(scheme="", netloc="")}>; rel="next"', "x-next-cursor": page.next}
    return answer(request, lookups.as_json(page.rows), headers=headers)


def encoded(request: Request, value: Any) -> Response:
    return answer(request, msgspec.json.encode(value))
