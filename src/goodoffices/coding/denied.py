"""Doors that were shut: "was refused an audience with the general", "was denied entry into Niger", "was barred from entering", "was not allowed into Chad".

Who shut them stands behind "by" or is the subject; else it is he with whom the audience was sought, or the state that could not be entered.
"""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import syntax
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.ontology.patterns import PatternBook

#: What one is refused: to be received, and to be let in.
AUDIENCE = frozenset("audience meeting interview hearing talk talks reception".split())
ADMISSION = frozenset("entry access visa passage admission landing permission clearance visit".split())
REFUSING = frozenset({"deny", "refuse"})
BARRING = frozenset({"bar", "prevent", "stop", "block", "ban", "prohibit"})
ALLOWING = frozenset({"allow", "permit", "let", "grant", "admit"})
ENTERING = frozenset("enter visit land cross meet see attend travel".split())
#: How sure such a refusal is that names both ends.
SURE = 0.8
INTO = ("into", "to", "in", "at", "for")


def find_denied(frames: Frames, book: PatternBook) -> list[Match]:
    """Such refusals, with the side that shut the door as actor."""
    plain = next((x for x in book.index.get(("v", "reject"), ()) if x.type == "REJECT"), None)
    out: list[Match] = []
    for i in range(len(frames.p.text)):
        if plain is None or frames.p.pos[i] != "VERB" or (told := _told(frames, i)) is None:
            continue
        whom, thing, received = told
        shut, sent = _who(frames, i, thing, received), _sent(frames, whom)
        envoys = [a for a in sent if a in frames.cast.actors and frames.cast.actors[a].kind != "civilians"]
        if not shut or not envoys or set(shut) & set(sent) or syntax.marker(frames.p, i) in ("if", "unless", "until", "whether"):
            continue
        source = "denied.py (negated)" if syntax.is_negated(frames.p, i) else "denied.py"
        pattern = replace(plain, mode="meet" if received else "yield", cameo="125" if received else "1245", modality="actual", source=source, reciprocal=False)
        out.append(Match(i, pattern, tuple(shut), tuple(sent), "subj", "obj", None, chance=SURE))
    return out


def _told(frames: Frames, i: int) -> tuple[int, int | None, bool] | None:
    """Who was kept out, the noun for what he was refused, and whether it was to be received."""
    p, lemma = frames.p, frames.p.lemma[i]
    if lemma not in REFUSING | BARRING | ALLOWING:
        return None
    objects = [c for c in p.children[i] if p.dep[c] in ("obj", "iobj", "xcomp") and p.pos[c] in ("NOUN", "PROPN", "PRON")]
    thing = next((c for c in objects if p.lemma[c] in AUDIENCE | ADMISSION), None)
    passive = syntax.is_passive(p, i)
    whom = syntax.dep(p, i, "nsubj:pass") if passive else next((c for c in objects if c != thing), None)
    if whom is None and thing is not None and not passive:
        whom = next((n for h in (i, thing) for word, n in syntax.obliques(p, h) if word == "to"), None)
    negated = syntax.is_negated(p, i)
    verb = next((c for c in p.children[i] if p.dep[c] in ("xcomp", "advcl", "ccomp") and p.lemma[c] in ENTERING), None)
    if whom is None or negated is not (lemma in ALLOWING):
        return None
    if lemma in REFUSING | {"grant"}:
        return (whom, thing, p.lemma[thing] in AUDIENCE) if thing is not None else None
    if lemma in BARRING:
        return (whom, verb, p.lemma[verb] in ("meet", "see")) if verb is not None and syntax.case_mark(p, verb) == "from" else None
    if verb is not None:
        return whom, verb, p.lemma[verb] in ("meet", "see")
    return (whom, None, False) if any(word == "into" for word, _ in syntax.obliques(p, i)) else None


def _who(frames: Frames, i: int, thing: int | None, received: bool) -> list[str]:
    """Who shut the door."""
    p = frames.p
    doer = syntax.agent(p, i) if syntax.is_passive(p, i) else syntax.surface_subject(p, i)
    if doer is not None:
        return frames.actors(doer)
    heads = [h for h in (thing, i) if h is not None]
    if received:
        hosts = [a for h in heads for word, n in syntax.obliques(p, h) if word == "with" for a in _named(frames, n)]
        hosts += [a for h in heads if p.pos[h] == "VERB" for c in p.children[h] if p.dep[c] == "obj" for a in frames.actors(c)]
        return list(dict.fromkeys(hosts))
    grounds = [n for h in heads for word, n in syntax.obliques(p, h) if word in INTO] + [c for h in heads if p.pos[h] == "VERB" for c in p.children[h] if p.dep[c] == "obj"]
    return list(dict.fromkeys(a for n in grounds for a in _state_at(frames, n)))[:1]


def _named(frames: Frames, n: int) -> list[str]:
    """Who is meant by a phrase, by the name behind it or by the state whose office it is."""
    p = frames.p
    behind = [a for c in p.children[n] if p.dep[c] == "appos" for a in frames.actors(c)]
    return frames.actors(n) or behind or [a for word, c in syntax.obliques(p, n) if word == "of" for a in frames.actors(c)]


def _state_at(frames: Frames, n: int) -> list[str]:
    """The government of a place or country."""
    place = frames.places.get(n)
    country = place.place.country if place is not None else None
    named = [frames.cast.actors[a] for a in frames.actors(n) if a in frames.cast.actors] if country is None else []
    return [f"government:{country}"] if country else [f"government:{a.country}" for a in named if a.country and a.kind in ("government", "country")]


def _sent(frames: Frames, whom: int) -> list[str]:
    """Who was kept out: the envoys, or those whose mission it was."""
    p = frames.p
    named = frames.actors(whom)
    owners = [a for c in p.children[whom] if p.dep[c] in ("compound", "nmod:poss", "amod", "nmod:desc", "nmod") for n in syntax.conjuncts(p, c) for a in (frames.actors(n) or [frames.cast.modifier.get(n, "")])]
    return list(dict.fromkeys(a for a in named or owners if a)) or frames.unknown(whom)
