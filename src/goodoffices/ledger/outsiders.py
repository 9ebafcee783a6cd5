"""Who stands outside a quarrel and may judge its moves (coding guide, section 12)."""

from __future__ import annotations

from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import FORMER, principal
from goodoffices.ledger.proposals import Draft

BEFORE = 6
KINDS = frozenset({"experts", "group", "unknown", "ngo", "media"})
LEARNED = ("EDU", "MED", "NGO")
FIGHTING = frozenset({"ASSAULT", "THREATEN", "COERCE", "SANCTION", "MOBILIZE", "ACCUSE", "REQUEST", "REJECT", "AGREE"})


def is_outsider(desk: Desk, ident: str | None, parties: frozenset[str], *, strict: bool = False) -> bool:
    """Scholars, former officials, critics as a group; unless `strict` also officials of states that are no party. An unnamed one counts by what he is called."""
    actor = desk.actor(ident)
    if actor is None or ident is None:
        return False
    if actor.kind == "person":
        role = (actor.role or "").lower()
        if role.startswith(FORMER) or _called_former(desk, ident):
            return True
        if not role and not actor.code and actor.name[:1].islower():
            return bool(set(actor.name.lower().split()) & desk.words("l_outsider"))
        if not actor.code:
            return not role or bool(set(role.replace(",", " ").split()) & desk.words("l_outsider"))
        if actor.code.endswith(LEARNED):
            return not role.startswith(("president", "king", "leader"))
        return (
            not strict
            and bool(parties)
            and principal(desk, ident) not in parties
            and (actor.country is None or f"government:{actor.country}" not in parties)
        )
    if actor.kind == "group":
        return not actor.members and any(w in actor.name.lower() for w in desk.words("l_outsider"))
    if actor.kind in ("government", "igo"):
        return not strict and bool(parties) and ident not in parties
    return actor.kind in KINDS


def _called_former(desk: Desk, ident: str) -> bool:
    """Does a mention begin with words of a past office ("retired Kenyan general X")?"""
    p = desk.p
    for token, who in desk.coding.cast.by_head.items():
        if who == ident:
            for t in range(token - 1, max(token - BEFORE - 1, -1), -1):
                if p.pos[t] not in ("ADJ", "NOUN", "PROPN", "VERB") or p.sent[t] != p.sent[token]:
                    break
                if p.lower[t].startswith(FORMER):
                    return True
    return False


def outsider_at(desk: Desk, token: int | None) -> bool:
    """An unnamed analyst, critic or diplomat of no stated side."""
    return token is not None and desk.p.pos[token] in ("NOUN", "PROPN") and desk.p.lemma[token] in desk.words("l_outsider")


def quarrelling(desk: Desk, drafts: list[Draft]) -> frozenset[str]:
    """The parties of the affair: who makes and gets proposals, and who acts on whom in events."""
    out: set[str] = set()
    for d in drafts:
        out.update(x for x in (d.proposer, d.addressee) if x)
    for draft in desk.coding.events:
        if draft.event.type in FIGHTING:
            out.update((*draft.event.actors, *draft.event.recipients))
    for ident in list(out):
        actor = desk.actor(ident)
        if actor is not None:
            out.update(actor.members)
            if actor.country:
                out.add(f"government:{actor.country}")
    return frozenset(out)
