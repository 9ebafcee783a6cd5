"""What an answer is to: words by which a proposal may be called, and the things that are none."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk

POINTING = frozenset({"it", "this", "that", "them", "which", "these", "both", "either"})


def names_of(desk: Desk) -> frozenset[str]:
    """Words by which a proposal may be called."""
    return desk.words("d_paper") | desk.words("d_topic") | desk.words("d_appeal") | desk.words("l_proposal_noun")


#: Words beside a deed that say nothing of what it is done with.
LIGHT = frozenset("part place seat table end invitation step way time effect account consideration thing anything something home front while moment".split())


def things_of(desk: Desk, verb: int) -> frozenset[str]:
    """The nouns of what somebody would do something with, parties, places, times and words for meetings and proposals apart ("refused to open *the crossing*")."""
    p = desk.p
    times = {t.head for t in desk.times_by_sentence.get(p.sent[verb], ())}
    places = {m.head for m in desk.coding.places}
    out: set[str] = set()
    for c in p.children[verb]:
        if c < verb or p.pos[c] != "NOUN" or c in times or not (p.dep[c] == "obj" or (p.dep[c] == "obl" and syntax.case(p, c) in ("to", "in", "into", "with", "from", "at", "on"))):
            continue
        for noun in syntax.conjuncts(p, c):
            if p.lemma[noun] in names_of(desk) or p.lemma[noun] in LIGHT or p.lemma[noun] in desk.words("d_meeting_thing") or facts.parties(desk, noun) or noun in places:
                return frozenset()
            out |= {p.lemma[t] for t in (noun, *p.children[noun]) if p.pos[t] == "NOUN"}
    return frozenset(out)


def to_something_else(desk: Desk, *words: int) -> bool:
    """Is the answer told to be one to what is no proposal ("no to foreign troops", "reply to the accusations")?"""
    p = desk.p
    return any(word == "to" and p.pos[n] == "NOUN" and p.lemma[n] not in names_of(desk) | desk.words("d_camp") for x in words for word, n in syntax.obliques(p, x))
