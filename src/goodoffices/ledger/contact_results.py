"""Contacts that only their result or their papers show: a deal reached somewhere, signatures put, an answer sent."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.contact_parts import Seen, companions, is_group, made_seen, one_each, status_of, table, where
from goodoffices.ledger.desk import Desk

#: "put their signatures to", "set their names to".
HANDS = frozenset({"signature", "name", "initials", "pen", "seal"})


def struck(desk: Desk, verb: int) -> Seen | None:
    """"reached an accord in Asmara", "a deal struck in Doha between ...", "put their signatures to a pact in Beijing": two sides in a named place."""
    p = desk.p
    found = syntax.logical_object(p, verb)
    if p.lemma[verb] in ("put", "set"):
        paper = next((n for word, n in syntax.obliques(p, verb) if word in ("to", "on", "under")), None)
        if found is None or p.lemma[found] not in HANDS or paper is None:
            return None
    else:
        paper = found if found is not None else p.head[verb] if p.dep[verb] == "acl" and p.tag[verb] == "VBN" else None
        if paper is None or p.lemma[paper] not in desk.words("d_concord"):
            return None
    who = table(desk, [*facts.subjects(desk, verb), *companions(desk, verb, paper)])
    by = next((n for word, n in syntax.obliques(p, verb) if word == "by"), None)
    who = one_each(desk, table(desk, [*who, *(facts.parties(desk, by) if by is not None else [])]))
    place = where(desk, verb, paper)
    if place is None or facts.is_negated(desk, verb) or (len(who) < 2 and not is_group(desk, who)):
        return None
    when = facts.when(desk, verb)
    if p.dep[verb] == "acl":
        told = not facts.is_old(desk, verb)
    else:
        told = facts.finite(desk, verb) == verb and status_of(desk, verb, when) == "held"
    return made_seen(desk, verb, who, (), "meeting", "held", when, place, verb, together=True, group=is_group(desk, who), sure=0.55) if told else None


def sent(desk: Desk, verb: int) -> Seen | None:
    """"sent the European Union its reply", "handed his answer to the envoy", "a note handed to the ambassador": papers that pass between two."""
    p = desk.p
    objects = [c for c in p.children[verb] if p.dep[c] in ("obj", "iobj", "nsubj:pass")]
    paper = next((c for c in objects if p.lemma[c] in desk.words("d_missive")), None)
    reduced = paper is None and p.dep[verb] == "acl" and p.lemma[p.head[verb]] in desk.words("d_missive")
    if reduced:
        paper = p.head[verb]
    if paper is None or (p.lemma[paper] == "letter" and not reduced):
        return None
    who = facts.subjects(desk, verb) if not reduced and p.dep[paper] != "nsubj:pass" else []
    who = who or facts.owners(desk, paper)
    if reduced and not who:
        head = facts.clause_head(desk, p.head[verb])
        who = facts.subjects(desk, head) if p.pos[head] == "VERB" else []
    whom = [a for c in objects if c != paper for a in facts.parties(desk, c)]
    whom += [a for word, n in (*syntax.obliques(p, verb), *syntax.obliques(p, paper)) if word == "to" for a in facts.parties(desk, n)]
    one, two = table(desk, who), one_each(desk, table(desk, whom))
    if not one or not two or facts.is_negated(desk, verb) or facts.is_unreal(desk, verb) or facts.is_old(desk, verb):
        return None
    when = facts.when(desk, verb)
    status = "held" if reduced else status_of(desk, verb, when)
    return made_seen(desk, verb, one, two, "letter", "held" if status == "held" else "planned" if status == "planned" else None, when, None, facts.finite(desk, verb), sure=0.6)
