"""Threats: announced harm to a party by the one who would do it, hints included (coding guide, section 10)."""

from __future__ import annotations

from goodoffices.ledger.connectives import ties
from goodoffices.ledger.deadline_found import set_on
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import principal, same_side
from goodoffices.ledger.threat_aims import guessed
from goodoffices.ledger.threat_clauses import Found
from goodoffices.ledger.threat_deeds import announced
from goodoffices.ledger.threat_words import from_events, hinted, or_face
from goodoffices.model import Threat


def find_threats(desk: Desk) -> tuple[Threat, ...]:
    """Threats in text order; the same words found by several rules are one."""
    tied = ties(desk)
    found: list[Found] = []
    for made in (*announced(desk, tied), *from_events(desk, tied), *or_face(desk), *hinted(desk, tied)):
        if not any(_overlap(made, old) for old in found):
            found.append(made)
    out = []
    for number, f in enumerate(sorted(found, key=lambda x: x.at), 1):
        said = desk.innermost(f.at)
        event = f.event or next((d for d in desk.coding.events if d.event.type == "THREATEN" and desk.p.sent[d.trigger] == desk.p.sent[f.at]), None)
        told = event.event.recipients if event is not None and not f.target and any(same_side(desk, f.issuer, a) for a in event.event.actors) else ()
        target = f.target or (told[0] if told else guessed(desk, f))
        if target is not None and same_side(desk, target, f.issuer):
            target = None
        out.append(Threat(id=f"threat:{number}", issuer=principal(desk, f.issuer), target=target, action=f.action.text, condition=f.condition.text if f.condition else None,
                          date=set_on(desk, f.at, None), confidence=f.weight, event=event.event.id if event else None, statement=said.statement.id if said else None,
                          evidence=f.evidence))
        desk.note(f"threat:{number}", "ledger.threats", f"{f.rule}: {desk.p.text[f.at]!r}")
    return tuple(out)


def _overlap(a: Found, b: Found) -> bool:
    return a.at == b.at or any(x.start < y.end and y.start < x.end for x in (a.action,) for y in (b.action,)) or any(
        x == y for x in a.evidence for y in b.evidence)
