"""Contacts that a third one convenes: "plans to bring all parties to a conference in Berlin", "gathered both leaders for talks in Accra"."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.contact_parts import Seen, channel_of, made_seen, one_each, status_of, table, where
from goodoffices.ledger.contact_sides import both_sides
from goodoffices.ledger.desk import Desk
from goodoffices.model import ContactStatus, Date

CONVENING = frozenset({"bring", "gather", "convene", "assemble", "host", "seat", "unite"})
#: What others are brought to, beside the nouns of encounter.
TABLES = frozenset({"conference", "gathering", "table"})
#: Words for the two of the quarrel where they are not named.
ALL = frozenset({"party", "side", "rival", "foe", "faction", "belligerent", "adversary", "camp", "delegation"})
EVERY = frozenset({"all", "both", "the", "two", "warring"})


def gathered(desk: Desk, verb: int) -> Seen | None:
    """Somebody brings others to one table, at a day or in a place that is told."""
    p = desk.p
    found = syntax.logical_object(p, verb)
    if found is None or found == verb:
        return None
    nouns = desk.words("d_contact_noun") - {"exchange", "call", "visit", "trip"} | TABLES
    talks = next((n for head in (verb, found) for word, n in syntax.obliques(p, head) if word in ("to", "for", "at", "around", "into") and p.lemma[n] in nouns), None)
    if talks is None:
        talks = next((n for _, m in syntax.obliques(p, verb) for word, n in syntax.obliques(p, m) if word == "for" and p.lemma[n] in nouns), None)
    who, guests = table(desk, facts.subjects(desk, verb)), one_each(desk, table(desk, facts.parties(desk, found)))
    if talks is None or not who:
        return None
    if not guests and p.lemma[found] in ALL and any(p.lower[c] in EVERY for c in p.children[found]) and not any(p.dep[c] == "nmod" for c in p.children[found]):
        guests = both_sides(desk, found) or one_each(desk, table(desk, list(desk.main_sides)))
    guests = tuple(g for g in guests if not any(desk.same_party(g, w) for w in who))
    when, place = facts.when(desk, verb, talks, found), where(desk, talks) or where(desk, verb) or where(desk, found)
    status = _status(desk, verb, when)
    if len(guests) < 2 or not (when.start or place):
        return None
    return made_seen(desk, verb, who, guests, "summit" if p.lemma[talks] == "summit" else channel_of(desk, talks), status, when, place, facts.finite(desk, verb), together=True, sure=0.6)


def _status(desk: Desk, verb: int, when: Date) -> ContactStatus | None:
    """As the clause tells it; what somebody plans or means to do on a day that he names is planned."""
    p, head = desk.p, facts.finite(desk, verb)
    if head != verb and p.lemma[head] in ("plan", "intend", "prepare") and p.dep[verb] == "xcomp" and when.start:
        return None if facts.is_negated(desk, verb) or facts.is_old(desk, verb) else "planned"
    return status_of(desk, verb, when)
