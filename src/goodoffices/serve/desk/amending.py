"""Correcting and annotating an entry on its page: what can be changed, what a form asks for, what users decided before.

Every form carries the token itself and no cookie does, so that no foreign page can write in a reader's name.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from goodoffices.errors import UsageError
from goodoffices.model import Date, Decision, DossierState, Due, MergedItem, Place
from goodoffices.serve.correcting import Correction
from goodoffices.serve.desk.answers import ApiError
from goodoffices.serve.desk.rows import Teller, flat
from goodoffices.serve.queries import Archive, deciding, dossiers
from goodoffices.serve.queries.cast import ACTORS
from goodoffices.serve.queries.correctable import fields_of
from goodoffices.serve.queries.facts import find_fact

#: Bytes that a form may have.
LONGEST = 64 * 1024
#: Letters that a field of a form takes.
LONGEST_FIELD = 1000
DONE = {"reject": "Taken out of view", "reassign": "Changed", "annotate": "Note"}


@dataclass(frozen=True, slots=True)
class Field:
    """Something of an entry that may be given another value. `choices` are all that it may be; `hint` says how others are written, empty for actors."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision in words. `open` says that it holds and can be taken back, `undone` is the id of the one that did."""

    id: str
    day: str
    who: str
    what: str
    detail: str
    why: str
    open: bool
    undone: str | None


def subject(archive: Archive, ident: str) -> tuple[DossierState, MergedItem] | None:
    """The entry of a dossier that an id means; None for a contradiction, and for an event or a statement of one article. Raises NotFoundError."""
    return None if find_fact(archive, ident) is not None or dossiers.find_contradiction(archive, ident) is not None else dossiers.find_entry(archive, ident)


def about(archive: Archive, ident: str, found: tuple[DossierState, MergedItem] | None) -> dict[str, Any]:
    """What the page of an entry needs for its form: fields, names that a field may take, decisions."""
    if found is None:
        fact, clash = find_fact(archive, ident), dossiers.find_contradiction(archive, ident)
        return {"fields": [], "cast": [], "ruled": ruled(archive, {fact.public} if fact else {clash[1].id, *clash[1].also} if clash else set(), None)}
    state, item = found
    teller = Teller(state)
    return {"fields": fields(item, teller), "cast": sorted({teller.name(a.id) for a in state.actors}), "ruled": ruled(archive, {item.id, *item.trail.observations}, teller)}


#: How days and places are written; other words of entries are what the sources say, and stay.
HINTS = {"day": "2024-05-09, or 2024-05-09/2024-05-11", "place": "its name"}


def fields(item: MergedItem, teller: Teller) -> list[Field]:
    """Parties, days, places, kind and status, as they stand now."""
    out = []
    for name, takes in fields_of(type(item)).items():
        choices = tuple(takes.split(" | ")) if " | " in takes else ()
        if takes != "text":
            value = getattr(item, name)
            out.append(Field(name, name.replace("_", " "), shown(value, teller) if takes in ("actor", "actors") else plain(value), choices, HINTS.get(takes, "")))
    return [f for f in out if len(f.value) <= LONGEST_FIELD]


def plain(value: Any) -> str:
    """A day, a time, a place or a word as a field shows and takes it; empty for nothing."""
    if isinstance(value, Date | Due):
        first, last = value.start or value.end or "", value.end or value.start or ""
        return first if first == last else f"{first}/{last}"
    return flat(value.name if isinstance(value, Place) else value)


def shown(value: str | tuple[str, ...] | None, teller: Teller) -> str:
    """Actors as a field shows and takes them: by name where it means one only, else by id."""
    idents = value if isinstance(value, tuple) else (value,) if value else ()
    names = [teller.name(a.id) for a in teller.state.actors]
    return flat(", ".join(n if names.count(n := teller.name(i)) == 1 and "," not in n else i for i in idents))


def ruled(archive: Archive, targets: set[str], teller: Teller | None) -> list[Ruled]:
    """What users decided about an entry, the latest first."""
    out = []
    for ruling in reversed(deciding.rulings(archive, targets)):
        d = ruling.decision
        out.append(Ruled(d.id, d.at[:10], d.who, DONE.get(d.kind, d.kind), _detail(d, teller), d.why, ruling.holds, ruling.undone))
    return out


def _detail(decision: Decision, teller: Teller | None) -> str:
    if decision.kind == "annotate":
        return str(decision.value.get("note", ""))
    return "; ".join(f"{name.replace('_', ' ')}: {_set(name, value, teller)}" for name, value in decision.value.items())


def _set(name: str, value: Any, teller: Teller | None) -> str:
    """What a field was set to, in words."""
    if not value:
        return "nobody" if name in ACTORS else "nothing"
    if isinstance(value, dict):
        return str(value.get("name") or "/".join(dict.fromkeys(str(day) for day in value.values() if day)))
    return ", ".join(teller.name(str(i)) if teller and name in ACTORS else str(i) for i in (value if isinstance(value, list) else [value]))


async def form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent. Raises ApiError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise ApiError(415, "unsupported_media_type", "this address takes forms")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise ApiError(413, "too_large", f"a correction has at most {LONGEST} bytes")
    try:
        return {k: v.replace("\0", "�").strip() for k, v in parse_qsl(body.decode("utf-8"), keep_blank_values=True, strict_parsing=bool(body), max_num_fields=100)}
    except ValueError as err:
        raise ApiError(422, "invalid_body", "the form cannot be read") from err


def authorise(request: Request, given: str) -> None:
    """Raises ApiError unless the desk may be written to, the form stood on this desk, and the token is right."""
    token = request.app.state.settings.token
    if not token:
        raise ApiError(403, "read_only", "this desk only shows: it was started without a token")
    origin = request.headers.get("origin", "null")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") or (origin != "null" and urlsplit(origin).netloc != request.headers.get("host")):
        raise ApiError(403, "forbidden", "a form of another page may not write here")
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise ApiError(401, "unauthorized", "that is not the token of this desk")


def carry_out(archive: Archive, ident: str, sent: Mapping[str, str]) -> list[Decision]:
    """Does what a form asks for. Raises UsageError where it asks for nothing, or for things that exclude each other, NotFoundError, NotPossibleError."""
    who, why, undo = sent.get("who", ""), sent.get("why", ""), sent.get("undo")
    if not who:
        raise UsageError("who decides? Give your name")
    if undo:
        found = subject(archive, ident)
        mine = {d.id for d in about(archive, ident, found)["ruled"] if d.open}
        if undo not in mine:
            raise UsageError("there is no such decision on this entry, or it has been taken back already")
        return list(Correction(None, False, {}, None, undo).carry_out(archive, who, why))
    found = subject(archive, ident)
    changed = {} if found is None else {f.name: sent[f.name] for f in fields(found[1], Teller(found[0])) if flat(sent.get(f.name, f.value)) != f.value}
    note, reject = sent.get("note") or None, "reject" in sent
    if not changed and not note and not reject:
        raise UsageError("nothing was changed: write a note, give a field another value, or take the entry out of view")
    if reject and changed:
        raise UsageError("an entry that is taken out of view has nothing to change: do one or the other")
    if (changed or reject) and not why:
        raise UsageError("why? Say what the sources say, in a line")
    return list(Correction(ident, reject, {name: value or deciding.NOTHING for name, value in changed.items()}, note, None).carry_out(archive, who, why))
