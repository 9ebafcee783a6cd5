"""Whom a threat would hit: whom its words name, else the other side."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import grammar
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, other_side, principal, same_side
from goodoffices.ledger.threat_clauses import Found
from goodoffices.model import Actor, ActorKind, Span, StatementDraft

SHIELDING = frozenset({"defend", "protect", "support", "back", "shield", "assist"})
#: "its neighbour": the one other party of a quarrel of two.
RELATED = frozenset({"neighbour", "neighbor", "rival", "adversary", "opponent", "foe", "enemy"})


#: A threat with these is for whom it is meant to move, not for whom is asked, nor for the place where it would happen.
ASKING = frozenset({"ask", "request", "urge", "call", "appeal"})
#: Organs of a state, which threaten others in its name.
ORGANS = frozenset({"government", "military", "police", "judiciary", "legislature", "country"})
#: People and bodies that can be threatened though nothing identifies them ("the rebels", "farmers").
HIT: frozenset[ActorKind] = frozenset({"armed_group", "civilians", "military", "police", "company", "ngo", "party", "group", "unknown", "government"})


def aimed_at(desk: Desk, deed: int, condition: Span | None, said: StatementDraft | None, issuer: str) -> str | None:
    """Whom it would hit: who is told or warned, the object, "against X", the doer of the condition, whom else the condition names."""
    p = desk.p
    told = actor_of(desk, grammar.dep(p, said.cue_token, "obj", "iobj")) if said is not None and said.cue_token is not None else None
    if _other(desk, told, issuer):
        return told
    doer = doer_of(desk, condition, issuer)
    for c, word in _slots(desk, deed):
        if word == "on" and (doer is not None or c in {m.head for m in desk.coding.places}):
            continue  # "march on Manbij"
        rival = _rival(desk, c, issuer)
        found = rival or (actor_of(desk, c) if p.lemma[c] not in syntax.IMPOSED else None)
        if _other(desk, found, issuer):
            return found
    return doer or _in_condition(desk, condition, issuer)


def _other(desk: Desk, ident: str | None, issuer: str) -> bool:
    actor = desk.actor(ident)
    if actor is None or actor.kind in ("media", "experts") or same_side(desk, ident, issuer):
        return False
    me = desk.actor(issuer)
    return me is None or me.country is None or me.country != actor.country or not {me.kind, actor.kind} <= ORGANS


def _slots(desk: Desk, deed: int) -> list[tuple[int, str]]:
    """Objects of the deed and of its nouns ("sanctions against X"), each with its preposition."""
    p = desk.p
    if p.lemma[deed] in ASKING:
        return []
    near = [(c, grammar.words_of(p, c, "case")) for c in p.children[deed] if p.dep[c] in ("obj", "iobj", "obl")]
    slots = [(c, word) for c, word in near if p.dep[c] != "obl" or word in ("against", "on", "to", "with", "at")]
    return slots + [(g, word) for c, _ in near for g in p.children[c] if p.dep[g] == "nmod" and (word := grammar.words_of(p, g, "case")) in ("against", "on", "to", "with", "at", "of")]


def _rival(desk: Desk, noun: int, issuer: str) -> str | None:
    """ "its neighbour", "our enemies": the one other party of a quarrel of two."""
    p = desk.p
    if p.lemma[noun] not in RELATED or noun in desk.coding.cast.by_head or not any(p.dep[g] == "nmod:poss" and p.lower[g] in ("its", "his", "her", "their", "our") for g in p.children[noun]):
        return None
    rivals = desk.rivals(principal(desk, issuer))
    return rivals[0] if len(rivals) == 1 else None


def doer_of(desk: Desk, condition: Span | None, issuer: str) -> str | None:
    """Who would do or leave undone what the threat is tied to ("if Kurdish fighters did not leave"); one's own where named so ("if Ruto gave in")."""
    p, cast = desk.p, desk.coding.cast
    inside = desk.tokens_in(condition) if condition is not None else []
    subject = next((t for t in inside if p.dep[t] in ("nsubj", "nsubj:pass", "csubj") and p.head[t] in inside and p.lower[t] not in grammar.RELATIVE), None)
    if subject is None:
        subject = next((t for t in inside if p.pos[t] in ("NOUN", "PROPN") and p.dep[t] in ("nsubj", "nsubj:pass", "nsubj:outer")), None)  # "students who block roads"
    if subject is None:
        return None
    if p.dep[subject] == "nsubj:pass" and p.head[subject] in inside:
        return actor_of(desk, agent) if (agent := grammar.agent(p, p.head[subject])) is not None and _other(desk, actor_of(desk, agent), issuer) else None
    known = cast.by_head.get(subject)
    if known is None:
        named = actor_of(desk, subject)
        if named is not None and _other(desk, named, issuer):
            return principal(desk, named)
        latent = desk.latent(subject, HIT)
        return latent if _other(desk, latent, issuer) else None
    if p.pos[subject] == "PROPN" and same_side(desk, known, issuer):
        return known
    return principal(desk, known) if _other(desk, known, issuer) and not _ones_own(desk, known, issuer) else None


def _ones_own(desk: Desk, ident: str, issuer: str) -> bool:
    actor = desk.actor(ident)
    return actor is not None and actor.kind == "civilians" and actor.country == desk.country(issuer)


def _in_condition(desk: Desk, condition: Span | None, issuer: str) -> str | None:
    """Whom else the condition names; none whom the issuer owns."""
    p, cast = desk.p, desk.coding.cast
    inside = desk.tokens_in(condition) if condition is not None else []
    named = [cast.by_head[t] for t in inside if _other(desk, cast.by_head.get(t), issuer) and not any(
        p.dep[c] == "nmod:poss" and same_side(desk, cast.by_head.get(c) or cast.modifier.get(c), issuer) for c in p.children[t])]
    return next((principal(desk, a) for a in named if not _ones_own(desk, a, issuer)), None)


def of_known_side(actor: Actor) -> bool:
    """Does the report or a table show whose side a person is on?"""
    return actor.kind != "person" or (bool(actor.code) and (actor.country is not None or (actor.code or "").startswith(("IGO", "NGO"))))


def guessed(desk: Desk, f: Found) -> str | None:
    """Whom a threat that names nobody is most likely for: the other side; no court or crowd, and nobody for a body that only stops its own work."""
    found = other_side(desk, f.issuer, f.at)
    actor, issuer = desk.actor(found), desk.actor(f.issuer)
    if actor is None or issuer is None or actor.kind in ("judiciary", "media", "experts") or issuer.kind == "ngo" or not of_known_side(issuer):
        return None
    if found is not None and _shields(desk, f, found):
        return None
    return None if actor.kind == "civilians" and (actor.country is None or actor.country == desk.country(f.issuer)) else found


def _shields(desk: Desk, f: Found, ident: str) -> bool:
    """Whom the issuer backs or would defend is not whom it threatens ("is obligated to defend Manila")."""
    p = desk.p
    for t in desk.sentence(f.at):
        if p.lemma[t] in SHIELDING and any(p.dep[c] == "obj" and same_side(desk, desk.coding.cast.by_head.get(c), ident) for c in p.children[t]):
            return True
    return any(any(same_side(desk, a, f.issuer) for a in d.event.actors) and any(same_side(desk, r, ident) for r in d.event.recipients)
               for d in desk.events("SUPPORT", "AID") if d.event.modality in ("actual", "ongoing"))
