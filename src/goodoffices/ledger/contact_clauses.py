"""Clauses that tell of a contact, in text order: verbs of meeting, calling, going and writing, nouns of encounter, results signed somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.ledger.contact_gathering import CONVENING, gathered
from goodoffices.ledger.contact_nouns import it_will_be, letter, noun_of
from goodoffices.ledger.contact_parts import Seen, where
from goodoffices.ledger.contact_results import sent, struck
from goodoffices.ledger.contact_verbs import attended, hailed, on_the_line, signed, spent, told, travelled
from goodoffices.ledger.desk import Desk

__all__ = ["Seen", "find_seen"]


def find_seen(desk: Desk) -> Iterator[Seen]:
    """Contacts in text order, as often as they are told."""
    p = desk.p
    for i, lemma in enumerate(p.lemma):
        made: Seen | None = None
        if p.pos[i] == "VERB" and p.dep[i] != "amod":
            if lemma in CONVENING:
                made = gathered(desk, i)
            if made is not None:
                pass
            elif lemma in desk.words("d_hail"):
                made = hailed(desk, i)
            elif lemma in desk.words("d_travel"):
                made = travelled(desk, i)
            elif lemma in ("sign", "initial", "conclude", "ink"):
                made = signed(desk, i)
            elif lemma == "spend":
                made = spent(desk, i)
            elif lemma in ("have", "get"):
                made = on_the_line(desk, i)
            elif lemma in ("expect", "due", "schedule"):
                made = travelled(desk, i)
            if made is None and lemma in ("attend", "join", "boycott", "skip", "shun", "snub", "send", "dispatch"):
                made = attended(desk, i)
            if made is None and lemma not in desk.words("d_hail"):
                made = told(desk, i)
            if made is None and (lemma in desk.words("d_strike") or lemma in ("put", "set")):
                made = struck(desk, i)
            if made is None and lemma in desk.words("d_deliver"):
                made = sent(desk, i)
        elif p.pos[i] == "ADJ" and lemma in ("due", "expected"):
            made = travelled(desk, i)
        elif p.pos[i] == "NOUN" and (lemma in desk.words("d_contact_noun") or (lemma == "stop" and where(desk, i) is not None)):
            made = noun_of(desk, i)
        elif p.lower[i] == "it":
            made = it_will_be(desk, i)
        elif p.pos[i] == "NOUN" and lemma == "letter":
            made = letter(desk, i)
        if made is not None:
            yield made
