"""Contacts: meetings, calls, visits, letters and envoys, planned, held, cancelled or refused (coding guide, section 8)."""

from __future__ import annotations

from goodoffices.ledger.desk import Desk
from goodoffices.model import Channel, Contact, ContactStatus, EventDraft

CHANNELS: tuple[tuple[Channel, frozenset[str]], ...] = (
    ("call", frozenset(["call", "phone", "telephone", "hotline", "video", "videoconference", "phone-call", "ring"])),
    ("letter", frozenset(["letter", "write", "note", "message", "cable", "telegram", "reply"])),
    ("envoy", frozenset(["envoy", "emissary", "shuttle"])),
    ("summit", frozenset({"summit"})),
    ("visit", frozenset(["visit", "trip", "fly", "travel", "arrive", "tour", "host", "receive"])),
    ("meeting", frozenset(["meet", "meeting", "talks", "negotiation", "negotiations", "negotiate", "sit", "conference", "encounter", "round", "dialogue", "gather", "hold", "session", "confer"])),
)
CANCELLING = frozenset(["cancel", "call", "scrap", "postpone", "abandon", "shelve", "suspend", "drop"])
PUBLIC = frozenset(["parade", "rally", "reception", "congress", "speech", "parliament"])


def find_contacts(desk: Desk) -> tuple[Contact, ...]:
    """Contacts from consultations told, planned, cancelled or refused."""
    out: list[Contact] = []
    for draft in desk.coding.events:
        status = _status(desk, draft)
        if status is None:
            continue
        channel = _channel(desk, draft)
        for parties in _parties(desk, draft, channel):
            made = Contact(id="", participants=parties, channel=channel, date=draft.event.date, place=draft.event.place, status=status,
                           confidence=draft.event.confidence, event=draft.event.id, statement=draft.event.statement, evidence=draft.event.evidence)
            double = next((k for k, c in enumerate(out) if _same(desk, c, made)), None)
            if double is None:
                out.append(made)
    numbered = []
    for k, c in enumerate(out, 1):
        fields = {name: getattr(c, name) for name in Contact.__struct_fields__} | {"id": f"contact:{k}"}
        numbered.append(Contact(**fields))
        desk.note(f"contact:{k}", "ledger.contacts", f"{c.status} {c.channel}")
    return tuple(numbered)


def _status(desk: Desk, draft: EventDraft) -> ContactStatus | None:
    event, p = draft.event, desk.p
    if draft.pattern == "CONSULT":
        if event.modality in ("actual", "ongoing"):
            return "held"
        if event.modality == "planned":
            return "planned"
        if event.modality == "negated":
            words = {p.lemma[draft.trigger], p.lemma[draft.clause], p.lemma[p.head[draft.trigger]]}
            return "cancelled" if words & CANCELLING or "had been" in draft.rule else None
        return None
    if event.type == "AGREE" and event.modality == "planned" and event.cameo == "036" and len({*event.actors, *event.recipients}) >= 2:
        return "planned"
    if draft.pattern == "REJECT" and event.modality == "actual" and p.lemma[draft.trigger] in ("cancel", "call", "postpone", "scrap") and event.mode == "meet":
        return "cancelled"
    return None


def _channel(desk: Desk, draft: EventDraft) -> Channel:
    p = desk.p
    if draft.event.mode == "phone":
        return "call"
    near = {p.lemma[draft.trigger], p.lemma[draft.clause]}
    near |= {p.lemma[c] for t in (draft.trigger, draft.clause) for c in p.children[t] if p.dep[c] in ("obj", "obl", "compound", "amod", "xcomp", "nmod", "conj")}
    for channel, words in CHANNELS:
        if near & words:
            return channel
    return "visit" if draft.event.mode == "visit" else "call" if near & {"speak", "talk"} and _individuals(desk, draft) else "unknown"


def _individuals(desk: Desk, draft: EventDraft) -> bool:
    people = [desk.actor(a) for a in (*draft.who, *draft.whom)]
    return bool(people) and all(a is not None and a.kind == "person" for a in people)


def _parties(desk: Desk, draft: EventDraft, channel: Channel) -> list[tuple[str, ...]]:
    """Who took part: persons as the text names them; one entry per pair for calls and visits of one to several."""
    who = [a for a in draft.who if _can_take_part(desk, a)]
    whom = [a for a in draft.whom if _can_take_part(desk, a) and a not in who]
    if not whom and draft.event.place is not None and channel == "visit" and draft.event.place.country:
        host = f"government:{draft.event.place.country}"
        if host in desk.coding.cast.actors and not any(desk.same_party(host, a) for a in who):
            whom = [host]
    if channel in ("call", "visit", "letter") and len(who) == 1 and len(whom) > 1:
        return [(who[0], other) for other in whom]
    everyone = tuple(dict.fromkeys((*who, *whom)))
    return [everyone] if len(everyone) >= 2 else []


def _can_take_part(desk: Desk, ident: str) -> bool:
    actor = desk.actor(ident)
    return actor is not None and actor.kind not in ("media", "civilians", "experts", "country")


def _same(desk: Desk, a: Contact, b: Contact) -> bool:
    if a.status != b.status and {a.status, b.status} != {"planned", "held"}:
        return False
    if not all(any(desk.same_party(x, y) for y in a.participants) for x in b.participants):
        return False
    if a.date.start and b.date.start and a.date.start != b.date.start:
        return False
    if a.status != b.status:
        return False
    return a.channel == b.channel or "unknown" in (a.channel, b.channel) or {a.channel, b.channel} <= {"meeting", "visit", "summit"}
