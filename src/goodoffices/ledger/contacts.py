"""Contacts: meetings, calls, visits, letters and envoys, planned, held, cancelled or refused (coding guide, section 8)."""

from __future__ import annotations

from msgspec.structs import replace

from goodoffices.ledger.by_event import encounters_by_event, shut_out
from goodoffices.ledger.contact_clauses import Seen, find_seen
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.drafts import Draft
from goodoffices.model import Contact, Span

KIN = ({"meeting", "visit", "summit", "envoy"}, {"call", "unknown"}, {"meeting", "unknown"}, {"envoy", "letter"})
#: One party goes to or rings several: an entry for each of them.
#: So many sentences after it was told as fixed, a meeting is told as moved or off.
NEAR = 3
IN_TURN = frozenset({"call", "visit", "letter"})


def find_contacts(desk: Desk, drafts: list[Draft]) -> tuple[Contact, ...]:
    """Contacts told, planned, cancelled or refused; the same one told twice is one entry."""
    out: list[Contact] = []
    moved: set[tuple[Span, ...]] = set()
    closed = list(shut_out(desk))
    told = [s for s in find_seen(desk) if not _told(s, closed)]
    for seen in (*told, *closed, *(s for s in encounters_by_event(desk) if not _told(s, told))):
        for parties in _tables(seen) or ([()] if seen.loose else []):
            made = Contact(id="", participants=parties, channel=seen.channel, date=seen.date, place=seen.place, status=seen.status, confidence=seen.confidence,
                           event=seen.event, statement=desk.statement_at(seen.trigger), evidence=(seen.span,))
            k = next((k for k, c in enumerate(out) if _same(desk, c, made)), None)
            before = _turned(desk, out, made, seen) if seen.turn is not None else None
            if before is not None:
                out[before] = _after(out[before], made)
            elif not parties:
                continue
            elif k is None:
                out.append(made)
            else:
                out[k] = _merged(out[k], made)
            moved |= {made.evidence} if seen.turn is not None else set()
    out = [replace(c, status="refused") if not moved & {(s,) for s in c.evidence} and _turned_down(desk, c) else c for c in out]
    out = [c for c in out if not any(_within(desk, c, d) for d in out)]
    named = [replace(c, id=f"contact:{k}") for k, c in enumerate(out, 1)]
    for c in named:
        desk.note(c.id, "ledger.contacts", f"{c.status} {c.channel}")
    return tuple(named)


def _turned(desk: Desk, out: list[Contact], made: Contact, seen: Seen) -> int | None:
    """The encounter fixed a little earlier in the report that is now put off, moved or called off."""
    at = _sentence(desk, made.evidence[0].start)
    for k in range(len(out) - 1, -1, -1):
        c = out[k]
        if c.status not in ("planned", "unknown") or c.evidence[0].start >= made.evidence[0].start or not 0 <= at - _sentence(desk, c.evidence[0].start) <= NEAR:
            continue
        same = seen.loose or (len(c.participants) == len(made.participants) and all(any(desk.same_party(x, y) for y in c.participants) for x in made.participants))
        other_day = c.date.start and seen.turn is not None and seen.turn.start and c.date.start != seen.turn.start
        other_place = c.place and made.place and c.place.name != made.place.name and (made.status == "cancelled" or bool(seen.turn and seen.turn.start))
        if same and not other_day and not other_place and (c.channel == made.channel or any({c.channel, made.channel} <= kin for kin in KIN)):
            return k
    return None


def _after(old: Contact, turn: Contact) -> Contact:
    """What became of an encounter that had been fixed: its new day, or that it is off."""
    evidence = old.evidence if turn.evidence[0] in old.evidence else (*old.evidence, *turn.evidence)
    return replace(old, status=turn.status, date=turn.date if turn.date.text else old.date, place=turn.place or old.place, evidence=evidence)


def _within(desk: Desk, small: Contact, large: Contact) -> bool:
    """A pair of a call or meeting that the same words tell as one of more parties."""
    if len(small.participants) >= len(large.participants) or (small.channel, small.status) != (large.channel, large.status):
        return False
    together = any(a.start < b.end and b.start < a.end for a in small.evidence for b in large.evidence)
    return together and all(any(desk.same_party(x, y) for y in large.participants) for x in small.participants)


def _told(seen: Seen, told: list[Seen]) -> bool:
    """Have the clerks read the words of an event already?"""
    return any(s.event == seen.event or min(s.span.end, seen.span.end) > max(s.span.start, seen.span.start) for s in told)


def _sentence(desk: Desk, at: int) -> int:
    """Number of the sentence in which a character stands."""
    return next((k for k, (a, b) in enumerate(desk.p.sentence_spans) if a <= at < b), -1)


def _turned_down(desk: Desk, contact: Contact) -> bool:
    """Planned by one side and refused by the other in the same sentence: "agreed to meet Ukraine on Friday, but Ukraine refused"."""
    if contact.status != "planned":
        return False
    p, first = desk.p, contact.evidence[0].start
    sentence = _sentence(desk, first)
    for draft in desk.events("REJECT"):
        event = draft.event
        if p.sent[draft.trigger] != sentence or event.modality != "actual" or p.start[draft.trigger] < first or draft.complement is not None:
            continue
        if any(desk.same_party(a, x) for a in event.actors for x in contact.participants) and all(
                any(desk.same_party(r, x) for x in contact.participants) for r in event.recipients):
            return True
    return False


def _tables(seen: Seen) -> list[tuple[str, ...]]:
    """Who sat together: everyone at a common table, one pair each where one party goes to or rings several."""
    if seen.channel in IN_TURN and len(seen.who) == 1 and len(seen.whom) > 1 and not seen.together:
        return [(seen.who[0], other) for other in seen.whom]
    everyone = tuple(dict.fromkeys((*seen.who, *seen.whom)))
    return [everyone] if len(everyone) >= 2 or (len(everyone) == 1 and seen.group) else []


def _merged(old: Contact, new: Contact) -> Contact:
    participants = new.participants if len(new.participants) > len(old.participants) else old.participants
    channel = old.channel if old.channel != "unknown" else new.channel
    evidence = old.evidence if new.evidence[0] in old.evidence or len(old.evidence) > 1 else (*old.evidence, *new.evidence)
    return replace(old, participants=participants, channel=channel, date=old.date if old.date.start else new.date, place=old.place or new.place, evidence=evidence)


def _same(desk: Desk, a: Contact, b: Contact) -> bool:
    """The same encounter: one table holds the other's parties, same status, no other day, neighbouring channel."""
    if a.status != b.status:
        return False
    small, large = sorted((a.participants, b.participants), key=len)
    if not all(any(desk.same_party(x, y) for y in large) for x in small):
        return False
    if a.date.start and b.date.start and not (a.date.start <= (b.date.end or "") and b.date.start <= (a.date.end or "")):
        return False
    if a.place and b.place and a.place.country and b.place.country and a.place.country != b.place.country:
        return False
    return a.channel == b.channel or any({a.channel, b.channel} <= kin for kin in KIN)
