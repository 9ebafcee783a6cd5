"""Feeds at /feeds/DOSSIER.atom, .json and .ics (planned contacts and deadlines, to subscribe to), with ETag and Last-Modified, so that readers who ask often get little."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from threading import Lock

from fastapi import APIRouter, Request
from starlette.responses import Response

from goodoffices.serve import feeds as made
from goodoffices.serve.calendars import planned
from goodoffices.serve.desk.answers import answer
from goodoffices.serve.desk.parameters import Store
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.dossiers import states

feeds = APIRouter(include_in_schema=False)
#: Feeds whose times are remembered; the oldest are forgotten.
ROOM = 2000


class Times:
    """When this desk first sent a feed as it is now. Times of reports cannot say that: an old report may be filed today, and a new version of the program may read it otherwise."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._seen: dict[str, tuple[str, int]] = {}
        self._lock = Lock()

    def changed(self, name: str, tag: str) -> int | None:
        """Seconds since 1970; never the same for two forms of a feed. None while that second is not over."""
        now = int(self._clock())
        with self._lock:
            old = self._seen.pop(name, None)
            kept = old if old is not None and old[0] == tag else (tag, max(now, old[1] + 1 if old else now))
            self._seen[name] = kept
            if len(self._seen) > ROOM:
                del self._seen[next(iter(self._seen))]
        return kept[1] if kept[1] < now else None


@feeds.get("/feeds/{name:path}.atom")
def atom(request: Request, name: str, store: Store) -> Response:
    return _sent(request, store, name, made.atom, "application/atom+xml; charset=utf-8")


@feeds.get("/feeds/{name:path}.json")
def json_feed(request: Request, name: str, store: Store) -> Response:
    return _sent(request, store, name, made.json_feed, "application/feed+json; charset=utf-8")


@feeds.get("/feeds/{name:path}.ics")
def calendar(request: Request, name: str, store: Store, questions: bool = False) -> Response:
    """RFC 5545: planned contacts and deadlines of one dossier, or of all; the UID of an entry stays. `questions`: also the days on which forecasts are due."""
    found = list(states(store, None if name == made.ALL else name))
    return answer(request, planned(store, found, questions), media_type="text/calendar; charset=utf-8")


def _sent(request: Request, store: Archive, name: str, form: Callable[[made.Feed, str], bytes], media: str) -> Response:
    desk = request.app.state.settings.url or str(request.base_url).rstrip("/")
    body = form(made.feed(store, None if name == made.ALL else name), desk)
    told = answer(request, body, media_type=media)
    at = request.app.state.times.changed(f"{request.url.path} {desk}", told.headers["etag"])
    if at is None:
        return told
    headers = {"last-modified": format_datetime(datetime.fromtimestamp(at, UTC), usegmt=True)}
    if "if-none-match" not in request.headers and _not_since(request.headers.get("if-modified-since"), at):
        return Response(None, 304, {**headers, "etag": told.headers["etag"]})
    told.headers.update(headers)
    return told


def _not_since(given: str | None, at: int) -> bool:
    """Has nothing changed since the time of an If-Modified-Since header? What is no time asks nothing."""
    try:
        since = parsedate_to_datetime(given) if given else None
    except ValueError:
        return False
    return since is not None and since.tzinfo is not None and at <= since.timestamp()
