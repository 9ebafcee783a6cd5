"""Who lends his ground in other words than "host the talks": as host or venue, by an offer of his, under a city's name."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk
from goodoffices.model import Place
from goodoffices.ontology.gazetteer import load_gazetteer, place_key

#: Nouns that carry an offer.
OFFERS = frozenset({"offer", "proposal", "readiness", "willingness", "bid"})


def as_host(desk: Desk, verb: int) -> bool:
    """"take over as hosts", "serve as the venue for the talks", "put itself forward as host of the summit"; not "host of the Olympic games"."""
    p = desk.p
    if p.lemma[verb] not in desk.words("d_serve"):
        return False
    for c in p.children[verb]:
        if p.dep[c] not in ("obl", "nmod", "obl:unmarked") or not _behind_as(desk, c):
            continue
        if p.lemma[c] not in desk.words("d_host_noun") and not any(f"{p.lemma[g]} {p.lemma[c]}" in desk.words("d_host_noun") for g in p.children[c] if p.dep[g] == "compound"):
            continue
        of = [n for x in (c, verb) for word, n in syntax.obliques(p, x) if word in ("of", "for") and n != c]
        if any(p.lemma[n] in desk.words("d_meeting_thing") for n in of) or p.lemma[c] in ("place", "ground", "point"):
            return True
        return not of and p.lemma[verb] in ("take", "step")
    return False


def _behind_as(desk: Desk, noun: int) -> bool:
    """Is "as" right before the phrase, wherever the tree hangs it?"""
    p = desk.p
    first = min([noun, *(c for c in p.children[noun] if p.dep[c] in ("det", "amod", "compound", "nmod:poss", "case", "mark") and c < noun)])
    return p.lower[first] == "as" or (first > 0 and p.lower[first - 1] == "as")


def offer_above(desk: Desk, verb: int) -> int | None:
    """The noun whose offer an infinitive tells: it hangs on it, or stands behind it and what belongs to it ("the offer of the President of Togo, X, to receive ...")."""
    p = desk.p
    if p.dep[verb] == "acl" and p.pos[p.head[verb]] == "NOUN":
        return p.head[verb]
    if p.dep[verb] in ("advcl", "xcomp") and p.tag[verb] == "VB":
        return next((c for c in reversed(p.children[p.head[verb]]) if c < verb and p.dep[c] in ("obj", "obl") and p.lemma[c] in OFFERS and _whose(desk, c)), None)
    return None


def _whose(desk: Desk, noun: int) -> list[str]:
    return facts.owners(desk, noun) or [a for word, n in syntax.obliques(desk.p, noun) if word == "of" for a in facts.parties(desk, n)]


def offerers(desk: Desk, noun: int) -> list[str]:
    """Whose offer it is: an owner ("Togo's offer"), "the offer of Togo", or the subject of its verb ("made an offer")."""
    p = desk.p
    if found := _whose(desk, noun):
        return found
    return facts.subjects(desk, p.head[noun]) if p.pos[p.head[noun]] == "VERB" else []


def host_by_city(desk: Desk, verb: int) -> list[str]:
    """A city that is willing stands for its country ("Geneva is willing to host the talks")."""
    found = syntax.logical_subject(desk.p, verb)
    place = next((m.place for m in desk.coding.places if m.head == found and m.kind == "city"), None) if found is not None and desk.p.pos[found] == "PROPN" else None
    return [desk.government(place.country)] if place is not None and place.country else []


def seat(desk: Desk, tokens: list[int], country: str | None) -> Place | None:
    """The city by whose name a host is called or which it offers ("Montevideo is ready to host", "offered Vienna as a venue")."""
    p = desk.p
    for t in tokens:
        if p.pos[t] != "PROPN" or country is None:
            continue
        if place := next((m.place for m in desk.coding.places if m.head == t and m.kind == "city" and m.place.country == country), None):
            return place
        if t not in desk.coding.cast.by_head or any(p.dep[c] == "flat" for c in p.children[t]):
            continue
        name = " ".join(p.text[x] for x in (*(c for c in p.children[t] if p.dep[c] == "compound" and p.pos[c] == "PROPN"), t))
        spot = next((s for s in load_gazetteer().cities(place_key(name)) if s.country == country and s.capital), None)
        if spot is not None and spot.latitude is not None and spot.longitude is not None:
            return Place(name=name, country=country, latitude=round(spot.latitude, 2), longitude=round(spot.longitude, 2))
    return None
