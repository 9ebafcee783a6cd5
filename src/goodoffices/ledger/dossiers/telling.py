"""Entries in plain English, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from goodoffices.ledger.dossiers.fold_incidents import shown
from goodoffices.model import Date, DossierState, MergedContact, MergedDeadline, MergedIncident, MergedItem, MergedProposal, MergedResponse, Place

ANSWERS = {"accepts": "accepts", "accepts_with_conditions": "accepts with conditions", "rejects": "rejects", "counter_proposes": "answers with a proposal of its own",
           "evades": "gives no clear answer to"}
CHANNELS = {"call": "call", "meeting": "meeting", "visit": "visit", "letter": "letter", "envoy": "mission of an envoy", "summit": "summit", "unknown": "contact"}
KINDS = {"airstrike": "air strike", "shelling": "shelling", "drone": "drone attack", "missile": "missile attack", "ground": "ground attack", "bombing": "bombing",
         "shooting": "shooting", "seizure": "seizure", "arrest": "arrest", "abduction": "abduction", "riot": "riot", "protest": "protest", "cyber": "cyber attack",
         "naval": "incident at sea", "other": "incident"}
Namer = Callable[[str | None], str]


def namer(state: DossierState) -> Namer:
    """Names of actors by id, governments by their country; what is unknown is "somebody"."""
    names = {other: a.name.removeprefix("Government of ") for a in state.actors for other in (*a.also, a.id)}

    def name(ident: str | None) -> str:
        if ident is None:
            return "somebody"
        return names.get(ident) or (ident.partition(":")[2] or ident).replace("-", " ")

    return name


def line(item: MergedItem, name: Namer) -> str:
    """What an entry says."""
    return _LINES[type(item).__name__](item, name)


def joined(names: Iterable[str]) -> str:
    """ "A, B and C"."""
    every = list(names)
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def answer(response: MergedResponse, proposal: MergedProposal, name: Namer) -> str:
    """ "Ethiopia accepts with conditions the talks put forward by Kenya"."""
    by = name(response.on_behalf_of or response.actor)
    through = f" ({name(response.actor)})" if response.on_behalf_of and response.actor and response.actor != response.on_behalf_of else ""
    return f"{by}{through} {ANSWERS[response.answer]} the {_offered(proposal)} put forward by {name(proposal.proposer)}"


def _offered(p: MergedProposal) -> str:
    return "offer" if p.kind == "other" else p.kind


def _proposal(p: MergedProposal, name: Namer) -> str:
    to = f" to {name(p.addressee)}" if p.addressee else ""
    return f"{name(p.proposer)} proposes {'something' if p.kind == 'other' else p.kind}{to}{_in(p.venue)}: {p.status}"


def _venue(v: Any, name: Namer) -> str:
    return f"{name(v.host)} offers a venue{_in(v.place)}: {v.status}"


def _contact(c: MergedContact, name: Namer) -> str:
    return f"{CHANNELS[c.channel]} of {joined(name(i) for i in c.participants)}{_in(c.place)}{_on(c.date)}: {c.status}"


def _deadline(d: MergedDeadline, name: Namer) -> str:
    due = f" by {d.due.end}" if d.due.end else ""
    return f"{name(d.setter)} demands of {name(d.addressee)}{due}: {_flat(d.demand.text)} ({d.status}{', past due' if d.overdue else ''})"


def _threat(t: Any, name: Namer) -> str:
    tied = f", {_flat(t.condition)}" if t.condition else ""
    return f"{name(t.issuer)} threatens {name(t.target)}: {_flat(t.action)}{tied}" + (f" ({t.history[-1].status})" if len(t.history) > 1 else "")


def _condition(c: Any, name: Namer) -> str:
    return f"{name(c.holder)} sets a condition: {_flat(c.text)}"


def _incident(i: MergedIncident, name: Namer) -> str:
    by = f" by {joined(name(a) for a in i.actors)}" if i.actors else ""
    on = f" on {joined(name(a) for a in i.targets)}" if i.targets else ""
    losses = [f"{shown(r)} {word}" for r, word in ((i.killed, "dead"), (i.injured, "injured")) if r is not None]
    said = [f"according to {name(i.alleged_by)}"] * bool(i.alleged_by) + [f"denied by {name(i.denied_by)}"] * bool(i.denied_by)
    return f"{KINDS[i.kind]}{by}{on}{_in(i.place)}{_on(i.date)}" + "".join(f", {x}" for x in (*losses, *said))


def _assessment(a: Any, name: Namer) -> str:
    return f"{name(a.by) if a.by else 'a report'} judges: {a.stance} ({_flat(a.claim)})"


def _in(place: Place | None) -> str:
    return f" in {place.name}" if place else ""


def _on(date: Date) -> str:
    if not date.start:
        return ""
    return f" on {date.start}" if date.end in (None, date.start) else f" between {date.start} and {date.end}"


def _flat(text: str, room: int = 110) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= room else plain[:room].rsplit(" ", 1)[0] + " ..."


_LINES: dict[str, Callable[[Any, Namer], str]] = {
    "MergedProposal": _proposal, "MergedVenueOffer": _venue, "MergedContact": _contact, "MergedDeadline": _deadline, "MergedThreat": _threat,
    "MergedCondition": _condition, "MergedIncident": _incident, "MergedAssessment": _assessment}
