"""The REST API under /api: every answer is the JSON that the command of the same name prints."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any, Literal

import msgspec
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from goodoffices.errors import StateNotReadyError
from goodoffices.ledger.dossiers.order import LISTS
from goodoffices.serve.correcting import Correction
from goodoffices.serve.desk.answers import ApiError, answer, encoded, listed
from goodoffices.serve.desk.parameters import (
    Actor,
    ActorKind,
    At,
    By,
    ContactStatus,
    Country,
    Cursor,
    Dossier,
    EntryType,
    EventType,
    KnownAt,
    Latest,
    Level,
    Modality,
    Most,
    Named,
    Since,
    SinceTime,
    Source,
    SpeechType,
    Status,
    Store,
    Until,
    WhatIf,
    Words,
    iso,
)
from goodoffices.serve.queries import activity as acts
from goodoffices.serve.queries import assessing, entries, explaining, lookups, paging, scoring
from goodoffices.serve.queries import dossiers as cases
from goodoffices.serve.queries import moved as moving
from goodoffices.serve.queries import network as contacts
from goodoffices.serve.queries import sources as watched
from goodoffices.serve.queries.entries import Wanted
from goodoffices.serve.queries.upkeep import Standing

api = APIRouter(prefix="/api")
#: Bytes that a correction may have.
LONGEST = 64 * 1024


@api.get("/articles", summary="Articles in order of publication")
def articles(request: Request, store: Store, dossier: Dossier = None, source: Source = None, since: Since = None, until: Until = None, limit: Most = 1000,
             cursor: Cursor = None) -> Response:
    rows = lookups.article_rows(store, lookups.within(store, dossier, source=source, since=iso(since), until=iso(until)))
    return listed(request, paging.page_of(rows, limit, cursor))


@api.get("/articles/{article:path}", summary="The record of an article, with its text and the reason of each entry")
def article(request: Request, article: str, store: Store) -> Response:
    return encoded(request, lookups.article(store, article))


@api.get("/actors", summary="Actors, the most mentioned first")
def actors(request: Request, store: Store, actor: Actor = None, country: Country = None, type_: ActorKind = None, since: Since = None, until: Until = None,
           source: Source = None, dossier: Dossier = None, limit: Latest = 100, cursor: Cursor = None) -> Response:
    wanted = lookups.within(store, dossier, actor=actor, country=_upper(country), type=type_, since=iso(since), until=iso(until), source=source)
    return listed(request, paging.page_of(lookups.actors(store, wanted), limit, cursor))


@api.get("/statements", summary="Who said what, in order of publication; the latest")
def statements(request: Request, store: Store, actor: Actor = None, country: Country = None, type_: SpeechType = None, since: Since = None, until: Until = None,
               source: Source = None, dossier: Dossier = None, limit: Latest = 100, cursor: Cursor = None) -> Response:
    wanted = lookups.within(store, dossier, actor=actor, country=_upper(country), type=type_, since=iso(since), until=iso(until), source=source, limit=limit)
    return listed(request, paging.statements_page(store, wanted, cursor))


@api.get("/events", summary="Events in order of time; the latest")
def events(request: Request, store: Store, actor: Actor = None, country: Country = None, type_: EventType = None, modality: Modality = None, since: Since = None,
           until: Until = None, source: Source = None, dossier: Dossier = None, limit: Latest = 100, cursor: Cursor = None) -> Response:
    wanted = lookups.within(store, dossier, actor=actor, country=_upper(country), type=_upper(type_), modality=modality, since=iso(since), until=iso(until),
                            source=source, limit=limit)
    return listed(request, paging.events_page(store, wanted, cursor))


@api.get("/dossiers", summary="Dossiers in order of their first report")
def dossiers(request: Request, store: Store, limit: Most = 1000, cursor: Cursor = None) -> Response:
    return listed(request, paging.page_of(cases.dossier_rows(store), limit, cursor))


@api.get("/dossiers/{dossier:path}", summary="The state of a dossier")
def dossier(request: Request, dossier: str, store: Store, at: At = None, known_at: KnownAt = None) -> Response:
    return answer(request, cases.state_json(store, dossier, at=iso(at), known_at=iso(known_at)))


@api.get("/timeline", summary="What happened and was said, in order of time")
def timeline(request: Request, store: Store, dossier: Dossier = None, since: Since = None, until: Until = None, limit: Most = 1000, cursor: Cursor = None) -> Response:
    return listed(request, paging.page_of(cases.timeline(store, dossier, since=iso(since), until=iso(until)), limit, cursor))


@api.get("/search", summary="Articles that have all the words, the best first")
def search(request: Request, store: Store, q: Words, limit: Most = 20, cursor: Cursor = None) -> Response:
    return listed(request, paging.search_page(store, q, limit, cursor))


@api.get("/contradictions", summary="Claims that cannot both hold")
def contradictions(request: Request, store: Store, dossier: Dossier = None, source: Source = None, at: At = None, known_at: KnownAt = None, limit: Most = 1000,
                   cursor: Cursor = None) -> Response:
    wanted = Wanted(dossier=dossier, source=source, at=iso(at), known_at=iso(known_at))
    return listed(request, paging.page_of(entries.contradictions(store, wanted), limit, cursor))


@api.get("/moved", summary="What moved since a time: what was filed since then brings to the record")
def moved(request: Request, store: Store, since: SinceTime) -> Response:
    return encoded(request, moving.moved(store, since))


@api.get("/activity", summary="Acts of cooperation and conflict by day, week, month or quarter")
def activity(request: Request, store: Store, by: By = "week", dossier: Dossier = None, since: Since = None, until: Until = None) -> Response:
    return encoded(request, acts.activity(store, by, dossier=dossier, since=iso(since), until=iso(until)))


@api.get("/network", summary="Who met, called or visited whom")
def network(request: Request, store: Store, dossier: Dossier = None, by: Level = "actor", status: ContactStatus = None, since: Since = None, until: Until = None) -> Response:
    return encoded(request, contacts.network(store, dossier=dossier, by=by, status=status, since=iso(since), until=iso(until)))


@api.get("/sources", summary="The sources that are watched, and how they fare")
def sources(request: Request, store: Store) -> Response:
    return encoded(request, watched.health(store))


@api.get("/scorecard", summary="How good the issued forecasts were")
def scorecard(request: Request, store: Store) -> Response:
    return encoded(request, scoring.scorecard(store))


@api.get("/assess", summary="Indices, forecasts, offers and what is not known of a dossier, as `goodoffices assess` prints them; nothing is issued")
def assess(request: Request, store: Store, dossier: Named, at: At = None, what_if: WhatIf = ()) -> Response:
    return encoded(request, assessing.assess(store, dossier, iso(at), keep=False, what_if=what_if))


@api.get("/health", summary="Whether the desk answers, and from a state how new; 503 while there is none or it cannot be brought up to date")
def health(request: Request) -> Response:
    standing: Standing = request.app.state.room.standing()
    if standing.trouble is not None:
        raise StateNotReadyError(f"since {standing.trouble.since}: {standing.trouble.reason}", failing=True)
    if standing.course == "starting":
        raise StateNotReadyError(f"the dossiers are being worked out for the first time ({standing.step or 'just begun'})", failing=False)
    return encoded(request, Health(state="behind" if standing.course == "behind" else "up to date", as_of=standing.as_of))


@api.get("/explain/{entry:path}", summary="Why an entry is there")
def explain(request: Request, entry: str, store: Store) -> Response:
    return encoded(request, explaining.explain(store, entry))


@api.get("/decisions", summary="What users decided")
def decisions(request: Request, store: Store, limit: Most = 1000, cursor: Cursor = None) -> Response:
    return listed(request, paging.page_of(cases.log(store), limit, cursor))


def _list_of(name: str) -> Callable[..., Response]:
    """The route of one list of the ledger."""

    def entries_of(request: Request, store: Store, dossier: Dossier = None, actor: Actor = None, country: Country = None, type_: EntryType = None,
                   status: Status = None, source: Source = None, since: Since = None, until: Until = None, at: At = None, known_at: KnownAt = None,
                   limit: Most = 1000, cursor: Cursor = None) -> Response:
        wanted = Wanted(dossier=dossier, actor=actor, country=_upper(country), type=type_, status=status, source=source, since=iso(since), until=iso(until),
                        at=iso(at), known_at=iso(known_at))
        return listed(request, paging.page_of(entries.entries(store, name, wanted), limit, cursor))

    return entries_of


for _name in LISTS.values():
    api.get(f"/{_name}", name=_name, operation_id=_name, summary=f"The {_name.replace('_', ' ')} of all dossiers, or of one")(_list_of(_name))


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How the state that readers are answered from stands to the store; `as_of`: when it was finished (ISO 8601, UTC), null where nothing has been filed."""

    state: Literal["up to date", "behind"]
    as_of: str | None


class CorrectionWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `goodoffices correct` takes. `fields`: parties of the entry with the ids of their new actors. `undo`: a decision to take back."""

    who: str
    why: str = ""
    entry: str | None = None
    reject: bool = False
    fields: dict[str, str] = {}
    status: str | None = None
    note: str | None = None
    undo: str | None = None


@api.post("/corrections", status_code=201, summary="Correct an entry; needs the token")
async def correct(request: Request) -> Response:
    _authorise(request)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise ApiError(413, "too_large", f"a correction has at most {LONGEST} bytes")
    try:
        wanted = msgspec.json.decode(body, type=CorrectionWanted)
    except msgspec.DecodeError as err:
        raise ApiError(422, "invalid_body", str(err)) from err
    return answer(request, msgspec.json.encode(await run_in_threadpool(_carry_out, request, wanted)), 201)


def _carry_out(request: Request, wanted: CorrectionWanted) -> list[Any]:
    correction = Correction.read(wanted.entry, reject=wanted.reject, actors=tuple(f"{k}={v}" for k, v in wanted.fields.items()), status=wanted.status, note=wanted.note,
                                 undo=wanted.undo)
    room = request.app.state.room
    with room.open() as (archive, _):
        made = list(correction.carry_out(archive, wanted.who, wanted.why))
    room.caught_up()  # who reads next sees what he decided
    return made


def _authorise(request: Request) -> None:
    token = request.app.state.settings.token
    if not token:
        raise ApiError(403, "read_only", "this desk only shows: it was started without a token")
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise ApiError(401, "unauthorized", "corrections need the header Authorization: Bearer TOKEN")


def _upper(text: str | None) -> str | None:
    return text.upper() if text else None
