"""Whom an act is aimed at when no slot of its pattern holds anybody: the nearest party inside what the act is about.

"Condemned the arrest of two Chadian priests" names Chad only inside the object; "agreed to lend Sudan two ships" only inside the
infinitive. The search goes outward from the event word, slot by slot, and takes the party that stands highest in the phrase.
"""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.frames import Frames

#: Slots in the order in which they are searched, by category; a reciprocal act needs none.
ORDER = {
    "ASSAULT": ("obj", "on", "against", "at", "into", "over", "of", "to", "near", "in", "across"),
    "COERCE": ("obj", "of", "from", "against", "on", "to", "for", "in"),
    "SANCTION": ("to", "on", "against", "with", "from", "obj", "for", "of", "in"),
    "AID": ("to", "for", "obj", "of", "in", "comp"),
    "RETREAT": ("obj", "from", "to", "of", "for", "in"),
    "CONCEDE": ("obj", "to", "on", "from", "with", "for", "comp", "of", "in"),
    "MOBILIZE": ("against", "to", "along", "near", "on", "into", "at", "in"),
    "PROTEST": ("against", "outside", "at", "over", "for"),
    "AGREE": ("with", "to", "comp", "obj", "for", "on"),
    "SUPPORT": ("obj", "for", "to", "with", "of", "on", "comp"),
    "ACCUSE": ("obj", "against", "of", "at", "with", "into", "over", "about", "on", "comp"),
    "REQUEST": ("obj", "from", "to", "on", "of", "comp", "for"),
    "REJECT": ("obj", "to", "from", "with", "of", "on", "comp"),
    "THREATEN": ("obj", "to", "against", "comp", "with", "on"),
}
#: Deeds that hit or spare a land where only the place is named.
TERRITORIAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "CONCEDE", "MOBILIZE"})
#: Inside a noun phrase these relations lead on; clauses of their own do not.
INWARD = frozenset({"nmod", "nmod:poss", "amod", "compound", "appos", "conj", "nmod:desc", "nmod:unmarked", "flat", "acl"})
#: Phrases that name somebody else: the doer of the thing, a companion, an occasion.
ASIDE = frozenset({"after", "before", "since", "during", "despite", "like", "such as", "including", "under", "until", "because of", "due to", "according to",
                   "alongside", "via", "through", "without", "except", "amid", "following", "as"})
#: What is answered, praised or condemned is somebody's doing: there "by" names whom the word is meant for.
ANSWERING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE"})
#: Words are addressed to parties; people who are only talked about are not their recipients.
SPOKEN = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
#: Verbs whose goal is asked for help, not acted on ("threatened to go to the Security Council").
RECOURSE = frozenset({"go", "turn", "appeal", "take", "bring", "refer", "complain", "apply", "return", "come"})
DEPTH = 4
OBJECTS = ("obj", "iobj")


def beyond(frames: Frames, trigger: int, kind: str, actors: list[str]) -> tuple[list[str], str]:
    """Recipients found inside the phrases around an event word, and the slot they came from; nobody of the actors' own side."""
    for slot in ORDER.get(kind, ()):
        for token in frames.tokens(trigger, slot):
            found = _inside_clause(frames, token, kind) if slot == "comp" else _inside(frames, token, kind)
            found = [a for a in found if not _same_party(frames, a, actors) and not (kind in SPOKEN and is_bystander(frames, a))]
            if found:
                return list(dict.fromkeys(found)), slot
    if kind in ("ACCUSE", "ASSAULT", "COERCE", "SANCTION", "REJECT", "PROTEST", "SUPPORT", "CONCEDE", "AID"):
        for slot in ORDER[kind]:
            for token in frames.tokens(trigger, slot):
                if slot != "comp" and (unknown := _unknown_inside(frames, token, kind)):
                    return unknown, slot
    return [], ""


def _unknown_inside(frames: Frames, top: int, kind: str) -> list[str]:
    """People and bodies whom nothing identifies, highest in a noun phrase."""
    p, level = frames.p, [top]
    for _ in range(DEPTH):
        found = [a for i in level if i in frames.cast.latent for a in (frames.cast.latent[i],)]
        if found:
            return found
        level = [c for i in level for c in p.children[i] if p.dep[c] in INWARD and _leads_on(syntax.case(p, c), kind)]
    return []


def _inside_clause(frames: Frames, verb: int, kind: str) -> list[str]:
    """A party in the objects and phrases of an infinitive or gerund."""
    p = frames.p
    if p.lemma[verb] in RECOURSE:
        return []
    for c in (*syntax.deps(p, verb, *OBJECTS), *(c for c in p.children[verb] if p.dep[c] == "obl" and syntax.case(p, c) not in ASIDE)):
        found = _inside(frames, c, kind)
        if found:
            return found
    return []


def _inside(frames: Frames, top: int, kind: str) -> list[str]:
    """The parties that stand highest in a noun phrase: an actor, a nationality, or for deeds on the ground the country of a place."""
    p = frames.p
    level, place = [top], ""
    for _ in range(DEPTH):
        found: list[str] = []
        for i in level:
            found += frames.actors(i) or _nationality(frames, i)
            if not place and i in frames.places and frames.places[i].place.country:
                place = f"country:{frames.places[i].place.country}"
        if found:
            return found
        level = [c for i in level for c in p.children[i] if (p.dep[c] in INWARD or (p.dep[c] in ("obl", "obl:agent") and p.dep[i] == "acl")) and _leads_on(syntax.case(p, c), kind)
                 and not (p.lemma[i] in syntax.IMPOSED and c < i)]
        if not level:
            break
    return [place] if place and kind in TERRITORIAL else []


def _leads_on(word: str, kind: str) -> bool:
    return kind in ANSWERING if word == "by" else word not in ASIDE


def _nationality(frames: Frames, i: int) -> list[str]:
    named = frames.cast.modifier.get(i)
    return [named] if named else []


def is_bystander(frames: Frames, ident: str, only: tuple[str, ...] = ("civilians", "experts", "media", "group")) -> bool:
    """Somebody who is talked about or told something, but no party to what is done: people, scholars, media, groups without members."""
    actor = frames.cast.actors.get(ident) or frames.cast.would_be.get(ident)
    return actor is not None and actor.kind in only and not actor.members


def _same_party(frames: Frames, ident: str, actors: list[str]) -> bool:
    one = frames.cast.actors.get(ident)
    for actor in actors:
        other = frames.cast.actors.get(actor)
        if ident == actor or (one is not None and other is not None and one.country is not None and one.country == other.country and one.kind in (
                "government", "country", "person") and other.kind in ("government", "person", "military")):
            return True
    return False
