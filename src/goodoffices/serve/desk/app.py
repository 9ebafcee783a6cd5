"""The desk as an ASGI application: API, pages, and what becomes of errors in each."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from goodoffices.errors import GoodOfficesError
from goodoffices.serve.desk.answers import CODES, encoded, envelope, meaning
from goodoffices.serve.desk.api import api
from goodoffices.serve.desk.boards import boards
from goodoffices.serve.desk.described import describe
from goodoffices.serve.desk.feed_routes import Times, feeds
from goodoffices.serve.desk.guard import Guard
from goodoffices.serve.desk.pages import error_page, is_page, made_anew, pages
from goodoffices.serve.desk.reading import ReadingRoom
from goodoffices.serve.desk.settings import Settings

#: Seconds after which it is worth asking again, where the store does not answer or there is no finished state of it yet.
SOON = "5"


def make_app(settings: Settings, clock: Callable[[], float] = time.monotonic, ready: Callable[[], object] = lambda: None, *, apart: bool = False) -> Guard:
    """An application of its own for each call. `clock` counts seconds for the rate limit, `ready` is called when there is a first state to answer from. `apart`: a process of its own
    works out the states of the store."""
    room = ReadingRoom(settings.store, (boards, made_anew), ready, apart=apart)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(room.close)

    silent: Any = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
    app = FastAPI(title="Good Offices", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan, redirect_slashes=False, telemetry=silent)
    app.state.room, app.state.settings, app.state.times = room, settings, Times()
    described: dict[str, Any] = {}

    def openapi(request: Request) -> Response:
        if not described:
            described.update(describe())
        return encoded(request, described)

    app.add_route("/api/openapi.json", openapi, methods=["GET"])
    app.include_router(api)
    app.include_router(feeds)
    app.include_router(pages)
    app.mount("/static", StaticFiles(packages=[("goodoffices.serve.desk", "static")]))
    app.add_exception_handler(GoodOfficesError, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(Exception, _told)
    return Guard(app, settings, clock)


def _told(request: Request, error: Exception) -> Response:
    """An error in the words of the one who asked: the envelope for programs, a page for readers."""
    status, code, message = _meaning(error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {"retry-after": SOON} if status == 503 else {}
    if is_page(request):
        return error_page(request, status, code, message, headers)
    return envelope(status, code, message, headers)


def _meaning(error: Exception) -> tuple[int, str, str]:
    if isinstance(error, GoodOfficesError):
        return meaning(error)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return 422, "invalid_parameter", f"{first['loc'][-1]}: {first['msg']}"
    if isinstance(error, HTTPException):
        return error.status_code, CODES.get(error.status_code, "refused"), "there is nothing at this address" if error.status_code == 404 else str(error.detail)
    return 500, "internal", "something went wrong here; the log of the desk says what"
