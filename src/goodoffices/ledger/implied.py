"""Events that entries of the ledger imply and no event pattern told: an encounter is a CONSULT, a fixed one an AGREE, a threat a THREATEN (coding guide, sections 5, 8 and 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from goodoffices.ledger.desk import Desk
from goodoffices.model import Coding, Contact, Date, Event, EventType, Ledger, Modality, Threat

#: An entry less sure than this implies nothing.
SURE = 0.5
#: A concession that is surer than this stands beside a threat in the same words.
CLEAR = 0.5
#: PLOVER's modes of an encounter, by channel; the others have none.
MODES = {"call": "phone", "visit": "visit"}
#: CAMEO 036: express intent to meet.
MEET = "036"
E = TypeVar("E", Contact, Threat)


def implied(desk: Desk, ledger: Ledger) -> tuple[tuple[Event, ...], Ledger]:
    """The events that contacts and threats without one imply, with ids that follow those of the coders; and the ledger that refers to them."""
    made: list[Event] = []
    contacts, threats = [], []
    wrong = _mistaken(desk, ledger)
    for contact in ledger.contacts:
        event = _encounter(desk, contact) if _alone(desk, contact, wrong) else None
        contacts.append(_joined(desk, contact, event, made))
    for threat in ledger.threats:
        event = _threat(desk, threat) if _alone(desk, threat, wrong) else None
        threats.append(_joined(desk, threat, event, made))
    return tuple(made), replace(ledger, contacts=tuple(contacts), threats=tuple(threats))


def told_by_threats(desk: Desk, ledger: Ledger) -> Coding:
    """The coding whose THREATEN events have the target of the threat that stands on them where they have none, and hang on its condition; without guesses that a threat was a concession."""
    on = {t.event: t for t in ledger.threats if t.event is not None}
    wrong = _mistaken(desk, ledger)
    events = tuple(replace(d, event=_told(desk, d.event, on[d.event.id])) if d.event.type == "THREATEN" and d.event.id in on else d for d in desk.coding.events if d.event.id not in wrong)
    return replace(desk.coding, events=events)


def _mistaken(desk: Desk, ledger: Ledger) -> frozenset[str]:
    """Unsure concessions in the very words of a threat by the same party ("would return to war unless ...") on which no entry stands."""
    used = {entry.event for name in ledger.__struct_fields__ for entry in getattr(ledger, name)}
    return frozenset(d.event.id for d in desk.events("AGREE", "CONCEDE", "RETREAT") if d.event.confidence < CLEAR and d.event.id not in used and any(
        t.evidence[0] == d.event.evidence[0] and t.condition and any(desk.same_party(t.issuer, a) for a in d.event.actors) for t in ledger.threats))


def _told(desk: Desk, event: Event, threat: Threat) -> Event:
    targets = tuple(x for x in _members(desk, threat.target) if not any(desk.same_party(x, a) for a in event.actors))
    return replace(event, recipients=event.recipients or targets,
                   modality="conditional" if threat.condition and event.modality == "actual" else event.modality)


def _alone(desk: Desk, entry: Contact | Threat, wrong: frozenset[str]) -> bool:
    """Does an entry stand on no event, sure enough, and does no event stand on its words?"""
    held = isinstance(entry, Contact) and entry.status == "held"
    base = next((d for d in desk.coding.events if d.event.id == entry.event), None)
    agreed = held and base is not None and base.event.type == "AGREE" and desk.p.lemma[base.trigger] != "shake"
    if (entry.event is not None and not agreed) or entry.confidence < SURE:
        return False
    if isinstance(entry, Threat):  # what is demanded of the target may stand as its deed in the same words
        own = [d for d in desk.events("THREATEN", "CONCEDE", "RETREAT") if d.event.id not in wrong and (d.event.type == "THREATEN" or any(desk.same_party(entry.issuer, a) for a in d.event.actors))]
        return not any(a.start < b.end and b.start < a.end for d in own for a in d.event.evidence for b in entry.evidence)
    kinds = {"CONSULT"} if held else {"CONSULT", "AGREE", "REJECT"}
    return not any(d.event.type in kinds and a.start < b.end and b.start < a.end for d in desk.coding.events for a in d.event.evidence for b in entry.evidence)


def _joined(desk: Desk, entry: E, event: Event | None, made: list[Event]) -> E:
    if event is None:
        return entry
    event = replace(event, id=f"event:{len(desk.coding.events) + len(made) + 1}")
    made.append(event)
    desk.note(event.id, "ledger.implied", f"{event.type} that {entry.id} implies")
    return replace(entry, event=event.id)


def _encounter(desk: Desk, contact: Contact) -> Event | None:
    who = tuple(dict.fromkeys(desk.principal(x) for x in contact.participants))
    if len(who) < 2 or contact.status not in ("held", "planned"):
        return None
    if contact.status == "planned":
        return _event(desk, contact, "AGREE", None, MEET, who, (), "planned", contact.date)
    sent = contact.channel in ("letter", "envoy")
    return _event(desk, contact, "CONSULT", MODES.get(contact.channel), None, who[:1] if sent else who, who[1:] if sent else (), "actual", contact.date)


def _threat(desk: Desk, threat: Threat) -> Event | None:
    if threat.issuer is None:
        return None
    targets = tuple(_members(desk, threat.target))
    return _event(desk, threat, "THREATEN", None, None, tuple(_members(desk, threat.issuer)), targets, "conditional" if threat.condition else "actual", threat.date)


def _members(desk: Desk, ident: str | None) -> Iterator[str]:
    actor = desk.actor(ident)
    for x in actor.members if actor is not None and actor.members and not actor.unnamed else (ident,):
        if x is not None:
            yield desk.principal(x)


def _event(desk: Desk, entry: Contact | Threat, kind: EventType, mode: str | None, cameo: str | None, actors: tuple[str, ...], recipients: tuple[str, ...], state: Modality, when: Date) -> Event:
    scores = desk.tables.book.scores
    quad, score, code = scores.get((kind, mode)) or scores[kind, None]
    return Event(id="", type=kind, mode=mode, contexts=_contexts(desk, entry), cameo=cameo or code, quad=quad, score=score, actors=actors, recipients=recipients, modality=state, date=when,  # type: ignore[arg-type]
                 place=entry.place if isinstance(entry, Contact) and entry.channel != "call" else None, statement=entry.statement, confidence=entry.confidence, evidence=entry.evidence[:1])


def _contexts(desk: Desk, entry: Contact | Threat) -> tuple[str, ...]:
    """PLOVER's contexts that words of the evidence show."""
    p, words, span = desk.p, desk.tables.book.contexts, entry.evidence[0]
    found = [c for i in range(len(p.text)) if span.start <= p.start[i] < span.end and p.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB") for c in words.get(p.lemma[i], ())]
    return tuple(dict.fromkeys(found))[:4]


__all__ = ["implied", "told_by_threats"]
