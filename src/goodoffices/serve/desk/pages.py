"""The pages: made on the server, whole without scripts."""

from __future__ import annotations

import re
import time
import zlib
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from goodoffices import __version__
from goodoffices.errors import GoodOfficesError, NotFoundError, UsageError
from goodoffices.serve.desk import agenda, ahead, amending, charts, health, record, ties, views, visits, whole, zoom
from goodoffices.serve.desk.answers import answer, meaning
from goodoffices.serve.desk.parameters import Store
from goodoffices.serve.desk.rows import quoted
from goodoffices.serve.queries import Archive, dossiers, issuing, lookups, paging
from goodoffices.serve.queries.dossiers import Sorted
from goodoffices.serve.queries.lookups import Filter

pages = APIRouter(include_in_schema=False)
#: Letters of a name that a page shows; the rest is cut off.
LONGEST = 160
HTML = "text/html; charset=utf-8"
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
#: Pages of dossiers that are made anew for readers before they ask.
READY = 200
KINDS = ("proposal", "answer", "venue", "contact", "deadline", "threat", "incident", "outcome", "statement", "status")
Words = Annotated[str, Query(max_length=1000)]


def shortened(text: object, room: int = LONGEST) -> str:
    """Text of a bearable length."""
    plain = str(text)
    return plain if len(plain) <= room else plain[: room - 1] + "…"


def path(ident: object) -> str:
    """An id as part of an address."""
    return quote(str(ident), safe=":")


def called(name: str) -> str:
    """A government goes by its country."""
    return name.removeprefix("Government of ")


def web(url: str | None) -> str | None:
    """An address that a browser may be sent to; None for anything but http(s)."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def dated(text: object) -> Markup:
    """Text whose days stay on one line."""
    return Markup(ISO_DAY.sub(r'<span class="d">\g<0></span>', str(escape(text))))


def templates() -> Environment:
    made = Environment(loader=PackageLoader("goodoffices.serve.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"short": shortened, "quoted": quoted, "path": path, "web": web, "called": called, "dated": dated}
    made.globals |= {"version": __version__, "left": charts.LEFT, "width": charts.WIDTH, "height": charts.HEIGHT, "map_height": charts.MAP_HEIGHT}
    return made


TEMPLATES = templates()
STANDING = TEMPLATES.get_template("standing.html")
#: Marks of `base.html` that make room for how the state stands to the store.
PLACES = {"top": b"<!-- standing: top -->", "foot": b"<!-- standing: foot -->"}
#: Headings of pages that tell of an error, by its code.
HEADINGS = {"not_found": "Not here", "too_many_requests": "Wait a little", "store_unavailable": "The store does not answer", "too_slow": "That took too long", "not_ready": "The desk is getting ready",
            "failing": "The desk cannot work out its dossiers"}


def render(request: Request, name: str, shown: dict[str, Any], code: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A page with its ETag."""
    return sent(request, rendered(request.url.path, name, shown), code, headers)


def sent(request: Request, page: bytes, code: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A page, with how the state that it was made from stands to the store."""
    standing = getattr(request.state, "standing", None)
    for place, mark in PLACES.items():
        told = STANDING.render({"standing": standing, "place": place}).strip() if standing is not None else ""
        page = page.replace(mark, told.encode("utf-8", "replace"), 1)
    return answer(request, page, code, headers, media_type=HTML)


def rendered(here: str, name: str, shown: dict[str, Any]) -> bytes:
    """A page without that; it may be kept as long as what it shows has not changed."""
    return TEMPLATES.get_template(name).render({"asked": "", "here": here, **shown}).encode("utf-8", "replace")


def error_page(request: Request, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    shown = {"status": status, "heading": HEADINGS.get(code, "That did not work"), "message": message, "again": str(request.url.replace(scheme="", netloc="")) if status == 503 else ""}
    return render(request, "error.html", shown, status, headers)


def _day(text: str) -> str | None:
    """A day out of a form; nothing where it was left empty. Raises UsageError."""
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as err:
        raise UsageError(f"{shortened(text, 40)!r} is no date such as 2024-05-07") from err


def _next(request: Request, cursor: str | None) -> str:
    """Address of the page that follows; empty at the end."""
    return str(request.url.include_query_params(cursor=cursor).replace(scheme="", netloc="")) if cursor else ""


@pages.get("/")
def overview(request: Request, store: Store, since: str = "") -> Response:
    """What moved since a day that is asked for, else since the visit before this one."""
    seen = visits.visit(request.cookies.get(visits.COOKIE), int(time.time()))
    shown = views.overview(store, date.today(), _day(since) or seen.since) | {"asked_since": since}
    return render(request, "overview.html", shown, headers={"set-cookie": seen.cookie, "vary": "cookie"})


@pages.get("/dossiers")
def all_dossiers(request: Request, store: Store, cursor: str = "") -> Response:
    rows = sorted(dossiers.list_dossiers(store), key=lambda d: d.last or "", reverse=True)
    page = paging.page_of(rows, views.ON_PAGE, cursor or None)
    return render(request, "dossiers.html", {"rows": page.rows, "more": _next(request, page.next)})


@pages.get("/dossier/{ident:path}")
def dossier(request: Request, ident: str, store: Store, at: str = "", known_at: str = "", questions: bool = False) -> Response:
    """The state of the talks. `questions`: the calendar also tells which forecasts are due."""
    if at or known_at or questions:
        return render(request, "dossier.html", {**views.dossier(store, ident, _day(at), _day(known_at)), "questions": questions})
    return sent(request, _dossier(store, request.url.path, dossiers.find_dossier(store, ident)))


def _dossier(store: Archive, here: str, found: Sorted) -> bytes:
    """The page of a dossier as of today; made again only when it has changed."""
    today = date.today().isoformat()
    inputs = f"{found.inputs} {today} {issuing.count_due(store, found.dossier.id, today)}"
    return zlib.decompress(store.pages.get("dossier", here, inputs, lambda: zlib.compress(rendered(here, "dossier.html", {**views.dossier(store, found.dossier.id, None, None), "questions": False}), 1)))


def made_anew(store: Archive) -> None:
    """The pages of dossiers that readers opened last, where the dossiers have changed: so that nobody waits for them."""
    known = {path(found.dossier.id): found for found in dossiers.grouping(store).dossiers}
    for here in store.pages.keys("dossier")[:READY]:
        found = known.get(quote(here.removeprefix("/dossier/"), safe=":"))
        if found is not None:
            _dossier(store, here, found)


@pages.get("/entries/{name}/{ident:path}")
def entries(request: Request, name: str, ident: str, store: Store, at: str = "", known_at: str = "", cursor: str = "") -> Response:
    """One of the lists of a dossier in full."""
    shown = whole.view(store, name, ident, _day(at), _day(known_at), cursor or None)
    return render(request, "entries.html", {**shown, "more": _next(request, shown["next"])})


@pages.get("/outlook/{ident:path}")
def outlook(request: Request, ident: str, store: Store, at: str = "", what_if: Annotated[tuple[Annotated[str, Query(max_length=40)], ...], Query(max_length=20)] = ()) -> Response:
    """Forecasts, offers and what if. Looking issues nothing, and supposing keeps nothing."""
    return render(request, "outlook.html", ahead.view(store, ident, _day(at), what_if))


@pages.get("/timeline")
def timeline(request: Request, store: Store, dossier: Words = "", since: Annotated[str, Query(alias="from")] = "", until: Annotated[str, Query(alias="to")] = "",
             kind: str = "", by: str = "", cursor: str = "") -> Response:
    wanted = zoom.Wanted(dossier, _day(since) or "", _day(until) or "", kind if kind in KINDS else "", by if by in zoom.HEIGHTS else "")
    shown = zoom.timeline(store, wanted, cursor or None)
    return render(request, "timeline.html", {**shown, "more": _next(request, shown["next"]), "cases": dossiers.list_dossiers(store), "kinds": KINDS})


@pages.get("/calendar")
def calendar(request: Request, store: Store, dossier: Words = "", questions: bool = False, cursor: str = "") -> Response:
    """Planned contacts and deadlines, with `questions` also the days on which forecasts are due; the calendar to subscribe to has the same."""
    shown = agenda.view(store, dossier, questions, date.today().isoformat(), cursor or None)
    return render(request, "calendar.html", {**shown, "more": _next(request, shown["next"]), "base": request.app.state.settings.url or str(request.base_url).rstrip("/")})


@pages.get("/network")
def network(request: Request, store: Store, dossier: Words = "", by: str = "", status: str = "", since: Annotated[str, Query(alias="from")] = "",
            until: Annotated[str, Query(alias="to")] = "") -> Response:
    return render(request, "network.html", ties.view(store, dossier, by, status if status in ties.STATUSES else "", _day(since), _day(until)))


@pages.get("/sources")
def sources(request: Request, store: Store) -> Response:
    return render(request, "sources.html", {"rows": health.view(store)})


@pages.get("/scorecard")
def scorecard(request: Request, store: Store, cursor: str = "") -> Response:
    shown = record.view(store, cursor or None)
    return render(request, "scorecard.html", {**shown, "more": _next(request, shown["next"])})


@pages.get("/article/{ident:path}")
def article(request: Request, ident: str, store: Store, q: Words = "") -> Response:
    """The text; `q`: words to be marked in it."""
    return render(request, "article.html", views.article(store, ident, q))


@pages.get("/actors")
def actors(request: Request, store: Store, q: Words = "") -> Response:
    return render(request, "actors.html", {"rows": lookups.actors(store, Filter(actor=q or None, limit=views.ON_PAGE)), "q": q})


@pages.get("/actor/{ident:path}")
def actor(request: Request, ident: str, store: Store) -> Response:
    return render(request, "actor.html", views.actor(store, ident))


@pages.get("/entry/{ident:path}")
def entry(request: Request, ident: str, store: Store, done: str = "") -> Response:
    return _entry(request, store, ident, {"done": done})


@pages.post("/entry/{ident:path}")
async def amend(request: Request, ident: str, store: Store) -> Response:
    """A correction, a note, or one taken back; then the page again, with what came of it."""
    return await run_in_threadpool(_amend, request, store, ident, await amending.form(request))


def _amend(request: Request, store: Archive, ident: str, given: dict[str, str]) -> Response:
    try:
        amending.authorise(request, given.pop("token", ""))
        made = amending.carry_out(store, ident, given)
    except NotFoundError:
        raise
    except GoodOfficesError as err:
        status, _, message = meaning(err)
        return _entry(request, store, ident, {"sent": given, "refusal": message}, status)
    request.app.state.room.caught_up()  # the page shows what was decided
    return RedirectResponse(f"/entry/{path(ident)}?done={path(made[-1].id)}#decided", 303)


def _entry(request: Request, store: Archive, ident: str, more: dict[str, Any], status: int = 200) -> Response:
    shown = {"sent": {}, "refusal": "", "done": "", "writable": bool(request.app.state.settings.token)}
    return render(request, "entry.html", {**shown, **views.entry(store, ident), **more}, status)


@pages.get("/search")
def search(request: Request, store: Store, q: Words = "") -> Response:
    return render(request, "search.html", {"asked": q, "rows": views.search(store, q) if q.strip() else []})


@pages.get("/favicon.ico")
def icon() -> Response:
    return RedirectResponse("/static/icon.svg", 308)


def is_page(request: Request) -> bool:
    """Was a page asked for, and not the API or a file?"""
    return not request.url.path.startswith(("/api", "/static/"))
