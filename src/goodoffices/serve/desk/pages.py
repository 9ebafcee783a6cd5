"""The pages: made on the server, whole without scripts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import RedirectResponse, Response

from goodoffices import __version__
from goodoffices.errors import UsageError
from goodoffices.serve.desk import charts, views
from goodoffices.serve.desk.answers import answer
from goodoffices.serve.desk.parameters import Store
from goodoffices.serve.desk.rows import quoted
from goodoffices.serve.queries import dossiers, lookups, paging
from goodoffices.serve.queries.lookups import Filter

pages = APIRouter(include_in_schema=False)
#: Letters of a name that a page shows; the rest is cut off.
LONGEST = 160
KINDS = ("proposal", "answer", "venue", "contact", "deadline", "threat", "incident", "statement", "status")
Words = Annotated[str, Query(max_length=1000)]


def shortened(text: object, room: int = LONGEST) -> str:
    """Text of a bearable length."""
    plain = str(text)
    return plain if len(plain) <= room else plain[: room - 1] + "…"


def path(ident: object) -> str:
    """An id as part of an address."""
    return quote(str(ident), safe=":")


def web(url: str | None) -> str | None:
    """An address that a browser may be sent to; None for anything but http(s)."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def templates() -> Environment:
    made = Environment(loader=PackageLoader("goodoffices.serve.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"short": shortened, "quoted": quoted, "path": path, "web": web}
    made.globals |= {"version": __version__, "width": charts.WIDTH, "height": charts.HEIGHT, "map_height": charts.MAP_HEIGHT}
    return made


TEMPLATES = templates()


def render(request: Request, name: str, shown: dict[str, Any], code: int = 200) -> Response:
    """A page with its ETag."""
    body = TEMPLATES.get_template(name).render({"asked": "", **shown})
    return answer(request, body.encode("utf-8", "replace"), code, media_type="text/html; charset=utf-8")


def error_page(request: Request, status: int, message: str) -> Response:
    return render(request, "error.html", {"status": status, "message": message}, status)


def _day(text: str) -> str | None:
    """A day out of a form; nothing where it was left empty. Raises UsageError."""
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as err:
        raise UsageError(f"{shortened(text, 40)!r} is no date such as 2024-05-07") from err


def _next(request: Request, page: paging.Page) -> str:
    """Address of the page that follows; empty at the end."""
    return str(request.url.include_query_params(cursor=page.next).replace(scheme="", netloc="")) if page.next else ""


@pages.get("/")
def overview(request: Request, store: Store) -> Response:
    return render(request, "overview.html", views.overview(store, date.today()))


@pages.get("/dossiers")
def all_dossiers(request: Request, store: Store, cursor: str = "") -> Response:
    rows = sorted(dossiers.list_dossiers(store), key=lambda d: d.last or "", reverse=True)
    page = paging.page_of(rows, views.ON_PAGE, cursor or None)
    return render(request, "dossiers.html", {"rows": page.rows, "more": _next(request, page)})


@pages.get("/dossier/{ident:path}")
def dossier(request: Request, ident: str, store: Store, at: str = "", known_at: str = "") -> Response:
    return render(request, "dossier.html", views.dossier(store, ident, _day(at), _day(known_at)))


@pages.get("/timeline")
def timeline(request: Request, store: Store, dossier: Words = "", since: Annotated[str, Query(alias="from")] = "", until: Annotated[str, Query(alias="to")] = "",
             kind: str = "", cursor: str = "") -> Response:
    rows = views.timeline(store, dossier or None, _day(since), _day(until), kind if kind in KINDS else None)
    page = paging.page_of(rows, views.ON_PAGE, cursor or None)
    return render(request, "timeline.html", {"rows": page.rows, "more": _next(request, page), "total": len(rows), "cases": dossiers.list_dossiers(store), "chosen": dossier, "since": since,
                                              "until": until, "kind": kind, "kinds": KINDS})


@pages.get("/article/{ident:path}")
def article(request: Request, ident: str, store: Store) -> Response:
    return render(request, "article.html", views.article(store, ident))


@pages.get("/actors")
def actors(request: Request, store: Store, q: Words = "") -> Response:
    return render(request, "actors.html", {"rows": lookups.actors(store, Filter(actor=q or None, limit=views.ON_PAGE)), "q": q})


@pages.get("/actor/{ident:path}")
def actor(request: Request, ident: str, store: Store) -> Response:
    return render(request, "actor.html", views.actor(store, ident))


@pages.get("/entry/{ident:path}")
def entry(request: Request, ident: str, store: Store) -> Response:
    return render(request, "entry.html", views.entry(store, ident))


@pages.get("/search")
def search(request: Request, store: Store, q: Words = "") -> Response:
    return render(request, "search.html", {"asked": q, "rows": views.search(store, q) if q.strip() else []})


@pages.get("/favicon.ico")
def icon() -> Response:
    return RedirectResponse("/static/icon.svg", 308)


def is_page(request: Request) -> bool:
    """Was a page asked for, and not the API or a file?"""
    return not request.url.path.startswith(("/api", "/static/"))
