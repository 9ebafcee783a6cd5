"""Who met where the words only say "the two delegations", "teams of both sides", "the joint commission": the two parties of the report."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger.contact_parts import is_group, one_each, table
from goodoffices.ledger.desk import Desk

#: People and bodies by which a party sits at a table.
DELEGATES = frozenset("""delegation delegate team negotiator officer commander minister official expert envoy representative technician diplomat leader president premier chief general
side party country government committee commission panel group adviser advisor foe rival neighbour neighbor capital""".split())
#: Of these the bare plural with an article is enough ("the negotiators resumed").
NEGOTIATING = frozenset({"negotiator", "delegation", "delegate", "side", "party"})
JOINT = frozenset({"committee", "commission", "panel", "group", "body", "mechanism"})
PAIRING = frozenset({"both", "two"})


def both_sides(desk: Desk, token: int | None) -> tuple[str, ...]:
    """The two main parties, where a subject stands for both of them and names neither."""
    if token is None or not _means_both(desk, token):
        return ()
    for found in (_members(desk, token), met_before(desk, token)):
        near = one_each(desk, table(desk, list(found)))
        if len(near) == 2:
            return near
    return one_each(desk, table(desk, list(desk.main_sides))) if len(desk.main_sides) == 2 else ()


def _members(desk: Desk, token: int) -> tuple[str, ...]:
    """Those whom "the two sides" are known to be, also in "officers of the two sides"."""
    p = desk.p
    for n in (token, *(n for word, n in syntax.obliques(p, token) if word in ("of", "from"))):
        group = desk.actor(desk.coding.cast.by_head.get(n) or "")
        if group is not None and group.kind == "group" and len(group.members) == 2 and not group.unnamed:
            return tuple(desk.principal(m) for m in group.members)
    return ()


def met_before(desk: Desk, noun: int) -> tuple[str, ...]:
    """Those who met in the sentences right before "The next round will be held in ..."."""
    p = desk.p
    near = [d.event for d in desk.events("CONSULT", "AGREE") if d.trigger < noun and 0 <= p.sent[noun] - p.sent[d.trigger] <= 3 and (d.event.type == "CONSULT" or d.event.modality == "planned")]
    for event in reversed(near):
        who = tuple(dict.fromkeys(desk.principal(x) for x in (*event.actors, *event.recipients)))
        if len(who) == 2 or (len(who) == 1 and is_group(desk, who)):
            return who
    return ()


def _means_both(desk: Desk, token: int) -> bool:
    p = desk.p
    if p.lower[token] in PAIRING:
        return True
    if p.lemma[token] not in DELEGATES:
        return False
    near = {p.lower[c] for c in p.children[token] if p.dep[c] in ("det", "nummod", "amod")}
    if "joint" in near and p.lemma[token] in JOINT:
        return True
    plural = p.tag[token] in ("NNS", "NNPS")
    if plural and near & PAIRING:
        return True
    for word, n in syntax.obliques(p, token):
        if word in ("of", "from") and p.lemma[n] in DELEGATES | {"army", "force", "capital", "nation", "state"} and any(p.lower[c] in PAIRING for c in p.children[n]):
            return True
    return plural and p.lemma[token] in NEGOTIATING and "the" in near and not any(p.dep[c] in ("nmod", "nmod:poss", "amod") for c in p.children[token] if p.lemma[c] != "chief")


def counterpart(desk: Desk, ident: str) -> str | None:
    """The other main party, where `ident` is of one of the two."""
    sides = desk.main_sides
    if len(sides) != 2 or not any(desk.same_party(s, ident) for s in sides):
        return None
    others = desk.rivals(ident)
    return others[0] if len(others) == 1 else None
