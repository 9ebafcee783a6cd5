"""Who stands behind a phrase or a voice, and who is the other side: what deadlines, threats and conditions ask of the cast."""

from __future__ import annotations

from goodoffices.ledger import grammar
from goodoffices.ledger.desk import Desk

#: Kinds of actors that can be a side of a quarrel.
SIDES = frozenset({"government", "person", "military", "police", "legislature", "judiciary", "armed_group", "igo", "party", "country", "company", "civilians", "ngo", "group"})
#: Kinds that can demand, threaten or set a condition.
SPEAKING = SIDES - {"civilians"}
FORMER = ("former", "ex-", "retired", "one-time", "onetime", "ousted")
#: Who leads a union or an association speaks for its members.
LEADING = frozenset({"leader", "chief", "secretary", "chairman", "chairwoman", "chair", "head", "coordinator", "convenor", "spokesman", "spokeswoman"})
NEAR_SENTENCES = 3
FACING = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "COERCE", "SANCTION", "ASSAULT", "CONCEDE", "AGREE", "MOBILIZE"})


def principal(desk: Desk, ident: str) -> str:
    """The government, force or body in the cast that a person speaks for, else the person."""
    actor = desk.actor(ident)
    if actor is None or actor.kind != "person" or not actor.code:
        return ident
    actors = desk.coding.cast.actors
    code, country = actor.code, actor.country
    for suffix, kind in (("GOV", "government"), ("MIL", "military")):
        if country and code == country + suffix and f"{kind}:{country}" in actors:
            return f"{kind}:{country}"
    if code.endswith("REB") or code.startswith(("IGO", "NGO")):
        same = [a.id for a in actors.values() if a.kind in ("armed_group", "igo", "ngo") and a.code == code and a.id != ident and a.mentions]
        return same[0] if len(same) == 1 else ident
    return ident


def can_speak(desk: Desk, ident: str | None) -> bool:
    """Can this actor demand or threaten: a party, an official, a body; no scholar, medium, former official or crowd."""
    actor = desk.actor(ident)
    if actor is None or actor.kind not in SPEAKING:
        return False
    if actor.kind == "person":
        role = (actor.role or "").lower()
        if role.startswith(FORMER) or (actor.code or "").endswith(("EDU", "MED", "CVL")):
            return False
        return (bool(actor.code) and not (actor.code or "").endswith("BUS")) or bool(desk.words("l_office") & set(role.replace("-", " ").split()))
    return actor.kind != "group" or bool(actor.members)


def can_threaten(desk: Desk, ident: str | None) -> bool:
    """Can this actor announce harm: whoever can demand, and crowds with something to withhold (farmers, dockers), and bodies that no table knows."""
    actor = desk.actor(ident)
    if actor is None or can_speak(desk, ident):
        return actor is not None
    return actor.kind == "civilians" or leads(desk, ident) or (actor.kind == "unknown" and not actor.id.startswith("group:"))


def leads(desk: Desk, ident: str | None) -> bool:
    """Somebody of no state who leads or speaks for a union, a movement, an association."""
    actor = desk.actor(ident)
    role = (actor.role or "").lower() if actor is not None else ""
    return actor is not None and actor.kind == "person" and not actor.code and bool(LEADING & set(role.replace("-", " ").split())) and not role.startswith(FORMER)


def speaks_for_us(desk: Desk, ident: str | None, subject: int | None) -> bool:
    """Somebody of no known office who says "we will ...": he speaks for a party, unless he is a scholar, reporter or former official."""
    actor = desk.actor(ident)
    if subject is None or desk.p.lower[subject] not in ("we", "i") or actor is None or actor.kind != "person":
        return False
    return not (actor.code or "").endswith(("EDU", "MED")) and not (actor.role or "").lower().startswith(FORMER)


def actor_of(desk: Desk, token: int | None) -> str | None:
    """The actor meant by the phrase headed by a token; a thing of somebody's stands for its owner, coordinated actors for their group."""
    if token is None:
        return None
    cast, p = desk.coding.cast, desk.p
    token = grammar.antecedent(p, token)
    heads = grammar.conjuncts(p, token)
    found = [a for i in heads if (a := cast.by_head.get(i))]
    if len(found) > 1 and len(set(found)) > 1 and all(not (x := desk.actor(a)) or x.kind != "group" for a in found):
        return desk.group(list(dict.fromkeys(principal(desk, a) for a in found)))
    if found:
        return found[0]
    for c in p.children[token]:
        if p.dep[c] in ("nmod:poss", "amod", "compound") and (named := cast.modifier.get(c) or cast.by_head.get(c)):
            return named
    whole = next((m.actor for m in cast.mentions if m.first <= token <= m.last and m.kind in ("name", "description", "group")), None)
    return whole or next((a for word, n in grammar.obliques(p, token) if word in ("of", "from") and (a := cast.by_head.get(n))), None)


def voice_at(desk: Desk, token: int) -> str | None:
    """Who utters the words at the token, where it is not the report itself."""
    said = desk.innermost(token)
    return said.statement.speaker if said else None


def same_side(desk: Desk, a: str | None, b: str | None) -> bool:
    """One party, or a person and the body he speaks for."""
    if a is None or b is None:
        return False
    return desk.same_party(a, b) or principal(desk, a) == principal(desk, b) or _one_organisation(desk, a, b)


def _one_organisation(desk: Desk, a: str, b: str) -> bool:
    """Bodies of one organisation ("the European Commission", "the EU")."""
    one, two = desk.actor(a), desk.actor(b)
    return one is not None and two is not None and one.kind == two.kind == "igo" and one.code is not None and len(one.code) > len("IGO") and one.code == two.code


def other_side(desk: Desk, me: str | None, token: int) -> str | None:
    """Whom the side `me` faces at this point of the report: the one other party of the sentence, else of its last dealings, else the
    one other party named just before."""
    if me is None:
        return None
    p = desk.p
    number = p.sent[token]
    beside = _named(desk, me, p.sentences[number])
    if len(beside) == 1:
        return beside[0]
    for draft in reversed(desk.coding.events):
        if draft.event.type not in FACING or not number - NEAR_SENTENCES <= p.sent[draft.trigger] <= number:
            continue
        ends = (draft.event.actors, draft.event.recipients)
        for here, there in (ends, ends[::-1]):
            if len(there) == 1 and any(same_side(desk, me, a) for a in here) and not same_side(desk, me, there[0]) and _is_side(desk, there[0]):
                return there[0]
    for k in range(number - 1, max(-1, number - NEAR_SENTENCES - 1), -1):
        before = _named(desk, me, p.sentences[k])
        if before:
            return before[0] if len(before) == 1 else None
    return None


def _named(desk: Desk, me: str, sentence: tuple[int, int]) -> list[str]:
    """The parties other than `me` that a sentence names, one for each side."""
    out: list[str] = []
    for i in range(*sentence):
        for ident in (desk.coding.cast.by_head.get(i), desk.coding.cast.modifier.get(i)):
            if ident and _is_side(desk, ident) and not same_side(desk, ident, me) and not any(same_side(desk, ident, x) for x in out):
                out.append(principal(desk, ident))
    return out


def _is_side(desk: Desk, ident: str) -> bool:
    actor = desk.actor(ident)
    if actor is None or actor.kind not in SIDES or (actor.kind == "group" and not actor.members):
        return False
    return actor.kind != "person" or (bool(actor.code) and not (actor.code or "").endswith(("EDU", "MED", "CVL")))
