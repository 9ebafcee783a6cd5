"""Deeds: who did what to whom on which day, in categories that ICEWS rows and our own events share (acts.tsv)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from goodoffices.model import Actor, Base, DossierActor, Event, Record
from goodoffices.ontology.tables import SHIPPED, rows

DATA = Path(str(files("goodoffices.assess") / "data"))
#: Modalities of events that took place; the rest was only said, feared or denied.
DONE = ("actual", "ongoing")
#: Verbal acts take place by being uttered, also as an offer, under a condition or for a fixed day.
UTTERED = (*DONE, "planned", "offered", "conditional")
VERBAL = ("verbal_cooperation", "verbal_conflict")
#: What the other side does in the same encounter: a visit is hosted, a talk has two ends.
MIRROR = {"042": "043", "043": "042", "040": "040", "041": "041", "044": "044", "046": "046", "057": "057"}


#: A meeting of which nothing more is told, talks face to face, and channels by which both sides sit together.
CONSULTED, TALKS = "040", "046"
FACE_TO_FACE = ("meeting", "visit", "summit")
#: How the id of a country's armed forces as a whole begins.
_FORCES = re.compile(r"^military:(?=[A-Z]{3}$)")
#: Category of conditions that a party sets; they come from the ledger, not from an act of the table, and have no score.
CONDITION = "condition"


class Deed(Base, frozen=True, kw_only=True):
    """One act of `actor` towards `recipient`. `day` is a proleptic ordinal (`date.toordinal`), `score` PLOVER's, -10 to 10."""

    id: str
    day: int
    actor: str
    recipient: str
    cameo: str
    category: str
    score: float


@dataclass(frozen=True, slots=True)
class Acts:
    """Category and score by CAMEO code, CAMEO code by ICEWS name, and by PLOVER type and mode."""

    categories: Mapping[str, str]
    scores: Mapping[str, float]
    icews: Mapping[str, str]
    plover: Mapping[tuple[str, str], str]


@lru_cache(maxsize=1)
def acts() -> Acts:
    """The shipped table. Raises TableError naming file and line where it is malformed."""
    categories, scores, icews = {}, {}, {}
    for row in rows(DATA / "acts.tsv", ("code", "icews", "category", "score")):
        code = row["code"]
        if code in categories:
            raise row.error(f"code {code} stands twice")
        categories[code] = row["category"]
        scores[code] = float(row["score"])
        if row["icews"]:
            icews[row["icews"]] = code
    plover = {(row["type"], row["mode"]): row["cameo"] for row in rows(SHIPPED / "plover.tsv", ("type", "mode", "cameo"))}
    return Acts(categories, scores, icews, plover)


@lru_cache(maxsize=4096)
def listed(code: str) -> str | None:
    """The longest beginning of a CAMEO code that the table lists; None for an unknown code."""
    table = acts().categories
    return next((code[:n] for n in range(len(code), 1, -1) if code[:n] in table), None)


def category_of(code: str) -> str | None:
    found = listed(code)
    return None if found is None else acts().categories[found]


def deed_of_icews(day: int, actor: str, relation: str, recipient: str, number: int = 0) -> Deed:
    """A deed from an ICEWS row; `relation` is its name with underscores. Raises KeyError for a name that the table lacks."""
    code = acts().icews[relation]
    return Deed(id=f"icews:{day}:{number}", day=day, actor=actor, recipient=recipient, cameo=code, category=acts().categories[code], score=acts().scores[code])


def as_actor(actor: Actor) -> str | None:
    """Naming by actor: its id."""
    return actor.id


def as_country(actor: Actor | DossierActor) -> str | None:
    """Naming by country: ISO 3166-1 alpha-3; None for international organisations, unknown gunmen and others without a country."""
    return None if actor.kind == "armed_group" else actor.country


def as_side(actor: Actor | DossierActor) -> str:
    """Naming by side: a country with all who act for it, others by their id."""
    return as_country(actor) or actor.id


def deeds_of(record: Record, name: Callable[[Actor], str | None] = as_actor) -> tuple[Deed, ...]:
    """The deeds of one record, in the order of its events.

    An event without a day, or with a later one than its report (what is planned), takes the day of publication: the act on record then is the word
    given. Without either it gives nothing. A reciprocal event (all parties in
    `actors`) gives a deed in each direction, a visit also the hosting. Groups stand for their known members. Where no more is told of a meeting than that it was held, its place
    says whether it was one at a third place or a visit; where that is not told it counts as talks.
    """
    published = (record.document.published or "")[:10] or None
    actors = {a.id: a for a in record.actors}
    lands = {c.event: c.place.country if c.place is not None else None for c in record.ledger.contacts if c.event and c.status == "held" and c.channel in FACE_TO_FACE}
    homes = {called: a.country for a in record.actors if (called := name(a)) is not None}
    found: list[Deed] = []
    for event in record.events:
        day, code = min((d for d in (event.date.start, published) if d is not None), default=None), _code(event)
        if day is None or code is None:
            continue
        doers, targets = _names(event.actors, actors, name), _names(event.recipients, actors, name)
        pairs = [(a, b) for a in doers for b in (targets or doers) if a != b]
        key = f"{record.document.id}/{event.id}"
        for actor, recipient in pairs:
            if code == CONSULTED and event.id in lands:
                seated = _seated(lands[event.id], homes.get(actor), homes.get(recipient))
                found.append(_deed(key, day, actor, recipient, seated, event.score))
                if targets:
                    found.append(_deed(key, day, recipient, actor, MIRROR[seated], event.score))
                continue
            found.append(_deed(key, day, actor, recipient, code, event.score))
            if code[:3] in MIRROR and targets:
                found.append(_deed(key, day, recipient, actor, MIRROR[code[:3]], event.score))
    return tuple(found)


def with_states(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """Deeds between actors, with those of a country's armed forces told of its government too: where a dossier has a government for a party, what its army does
    and suffers is the government's. Between the two themselves nothing is added."""
    out: list[Deed] = []
    for deed in deeds:
        actor, recipient = (_FORCES.sub("government:", name) for name in (deed.actor, deed.recipient))
        out.append(deed)
        if (actor, recipient) != (deed.actor, deed.recipient) and actor != recipient:
            out.append(replace(deed, actor=actor, recipient=recipient))
    return tuple(out)


def conditions_of(record: Record, name: Callable[[Actor], str | None] = as_actor) -> tuple[Deed, ...]:
    """The conditions that parties set for a proposal, as deeds towards its other side, on the day of their event or of publication. For the index of
    hardness; the forecasts do not count them."""
    published = (record.document.published or "")[:10] or None
    actors, days = {a.id: a for a in record.actors}, {e.id: e.date.start for e in record.events}
    proposals = {p.id: p for p in record.ledger.proposals}
    found = []
    for condition in record.ledger.conditions:
        proposal, day = proposals.get(condition.of or ""), days.get(condition.event or "") or published
        if proposal is None or condition.holder is None or day is None:
            continue
        holders = _names((condition.holder,), actors, name)
        others = _names([p for p in (proposal.proposer, proposal.addressee) if p is not None], actors, name)
        found += [Deed(id=f"{record.document.id}/{condition.id}", day=date.fromisoformat(day).toordinal(), actor=a, recipient=b, cameo="", category=CONDITION, score=0.0)
                  for a in holders for b in others if b not in holders]
    return tuple(found)


def by_country(deeds: Iterable[Deed], country: Mapping[str, str]) -> tuple[Deed, ...]:
    """Deeds between countries: actors named by `country`; those without one, and deeds inside one country, are left out."""
    out = []
    for deed in deeds:
        actor, recipient = country.get(deed.actor), country.get(deed.recipient)
        if actor is not None and recipient is not None and actor != recipient:
            out.append(Deed(id=deed.id, day=deed.day, actor=actor, recipient=recipient, cameo=deed.cameo, category=deed.category, score=deed.score))
    return tuple(out)


def _deed(key: str, day: str, actor: str, recipient: str, code: str, score: float) -> Deed:
    return Deed(id=key, day=date.fromisoformat(day).toordinal(), actor=actor, recipient=recipient, cameo=code, category=category_of(code) or "", score=score)


def _code(event: Event) -> str | None:
    """The CAMEO code that counts; a planned encounter counts as the intent to meet. None for what did not take place."""
    code = event.cameo or acts().plover.get((event.type, event.mode or "")) or acts().plover.get((event.type, ""))
    if code is None or listed(code) is None:
        return None
    if event.type == "CONSULT" and event.modality in ("planned", "offered", "conditional"):
        return "036"
    return code if event.modality in (UTTERED if event.quad in VERBAL else DONE) else None


def _seated(land: str | None, actor: str | None, recipient: str | None) -> str:
    """The code of a meeting in a country: at a third place, a visit by `actor`, or one to it. Talks where the country or a home is not known, or the country is that of both."""
    if land is None or actor is None or recipient is None or actor == recipient == land:
        return TALKS
    return "044" if land not in (actor, recipient) else "043" if land == actor else "042"


def _names(ids: Iterable[str], actors: Mapping[str, Actor], name: Callable[[Actor], str | None]) -> list[str]:
    out: list[str] = []
    for key in ids:
        actor = actors.get(key)
        if actor is None:
            continue
        for one in [actors[m] for m in actor.members if m in actors] or [actor]:
            called = name(one)
            if called is not None and called not in out:
                out.append(called)
    return out
