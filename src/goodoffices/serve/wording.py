"""Entries in words that a person reads: names instead of ids, days, places, losses. Shared by the brief and the dossier."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from goodoffices.model import Actor, Date, DossierActor, Incident, MergedItem, Place, Proposal, Range

ANSWERS = {"accepts": "accepts", "accepts_with_conditions": "accepts on conditions", "rejects": "rejects", "counter_proposes": "proposes something else",
           "evades": "evades"}
KINDS = {"meeting": "a meeting", "call": "a call", "talks": "talks", "ceasefire": "a ceasefire", "truce": "a truce", "exchange": "an exchange",
         "agreement": "an agreement", "mediation": "to mediate", "visit": "a visit", "other": "a step"}
CHANNELS = {"call": "call", "meeting": "meeting", "visit": "visit", "letter": "letter", "envoy": "envoy", "summit": "summit", "unknown": "contact"}
#: Letters of a line that is handed to another program.
LONGEST = 600
#: Joiners that scripts need; all other characters without a shape of their own are left out.
JOINERS = "\u200c\u200d"


class Names:
    """Actors in words."""

    def __init__(self, actors: Iterable[Actor | DossierActor]) -> None:
        self.actors: dict[str, Actor | DossierActor] = {a.id: a for a in actors}

    def name(self, ident: str | None) -> str:
        """A reader's name for an actor: a government goes by its country."""
        if ident is None:
            return "unknown"
        actor = self.actors.get(ident)
        if actor is None:
            return "a group" if ident.startswith("group:") else ident.partition(":")[2] or ident
        if actor.kind == "government" and actor.name.startswith("Government of "):
            return actor.name.removeprefix("Government of ")
        if actor.kind == "group" and actor.members and actor.unnamed:
            rest = f"{actor.unnamed} unnamed" if actor.unnamed > 1 else "1 unnamed"
            return f"{actor.name} ({rest})"
        return actor.name

    def side(self, ident: str | None) -> str:
        """A reader's name for a side: a country goes by the name of its government here, where it has one."""
        return self.name(f"government:{ident}" if f"government:{ident}" in self.actors else ident)

    def names(self, idents: Iterable[str]) -> str:
        found = [self.name(i) for i in idents]
        return ", ".join(found[:-1]) + (" and " if len(found) > 1 else "") + found[-1] if found else "unknown"

    def when(self, d: Date) -> str:
        if d.start and d.end:
            return d.start if d.start == d.end else f"{d.start} to {d.end}"
        return f'"{d.text}"' if d.text else ""


def proposal_words(names: Names, p: Proposal) -> str:
    text = f"{names.name(p.proposer)} offers {KINDS[p.kind]}"
    if p.addressee:
        text += f" {'between' if p.kind == 'mediation' else 'to'} {names.name(p.addressee)}"
    if p.venue:
        text += f" in {p.venue.name}"
    if names.when(p.date):
        text += f", {names.when(p.date)}"
    return f"{text}: {p.status.upper()}"


def place_words(place: Place | None) -> str:
    return f" in {place.name}" if place else ""


def span_words(length: str) -> str:
    """An ISO 8601 duration in words: P2W -> "2 weeks"."""
    names = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}
    out = []
    for part, number, unit in re.findall(r"(T?)(\d+)([YMWDH])", length.removeprefix("P")):
        word = names[f"T{unit}" if part or unit == "H" else unit]
        out.append(f"{number} {word}{'' if number == '1' else 's'}")
    return " ".join(out) or length


def incident_words(names: Names, i: Incident) -> str:
    text = i.kind + (f" by {names.names(i.actors)}" if i.actors else ", by whom is not said") + (f" against {names.names(i.targets)}" if i.targets else "") + place_words(i.place)
    losses = ", ".join(x for x in (loss_words(i.killed, "killed"), loss_words(i.injured, "injured"), " ".join((i.damage or "").split())) if x)
    text += f": {losses}" if losses else ""
    text += f" ({names.when(i.date)})" if names.when(i.date) else ""
    if i.alleged_by:
        text += f"; says {names.name(i.alleged_by)}"
    return text + (f"; denied by {names.name(i.denied_by)}" if i.denied_by else "")


def loss_words(r: Range | None, word: str) -> str:
    if r is None or (r.min is None and r.max is None):
        return ""
    if r.min == r.max:
        return f"nobody {word}" if r.min == 0 else f"{r.min} {word}"
    if r.max is None:
        return f"at least {r.min} {word}"
    return f"up to {r.max} {word}" if r.min is None else f"{r.min} to {r.max} {word}"


def wrapped(styled: str | None, text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Wrapped by display width; wide characters count two."""
    out, line = [], first
    for word in text.split():
        if columns(line) + columns(word) + (not line.endswith(" ") and bool(line.strip())) > width and line.strip() and line != first:
            out.append(line.rstrip())
            line = rest
        line += ("" if line.endswith(" ") or not line else " ") + word
    out.append(line.rstrip())
    if styled is not None and len(out) == 1:
        yield styled
    else:
        yield from out


def columns(text: str) -> int:
    """Width on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shortened(text: str, room: int) -> str:
    flat = '"' + " ".join(text.split()) + '"'
    if columns(flat) <= room:
        return flat
    while columns(flat) > room - 4:
        flat = flat[:-1]
    return flat.rsplit(" ", 1)[0] + ' ..."'


def plain(text: str | None, room: int = LONGEST) -> str:
    """One line of a bearable length, without control, direction and other invisible characters."""
    flat = " ".join((text or "").split())
    kept = "".join(c for c in flat if c in JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return kept if len(kept) <= room else kept[: room - 1] + "…"


def corrected(item: MergedItem) -> bool:
    """Has a user changed what the entry says? A note alone changes nothing."""
    return bool(set(item.trail.decisions) - {n.decision for n in item.trail.notes})
