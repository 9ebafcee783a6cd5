"""Grammar and learning together: the parties that the slots of a pattern gave stand unless the learned roles know better."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import syntax
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.coding.role_features import Side, sides_of
from goodoffices.coding.typer import LinearModel
from goodoffices.model import Parsed

#: Chosen on the dev part of the corpus and on the folds of PLV.
FILL = 0.5
#: Deeds whose doer is not guessed where grammar names none ("was killed", "the attack").
MATERIAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
DOUBT = 0.3
SURE = 0.5


def cast_roles(frames: Frames, match: Match, model: LinearModel) -> Match:
    """The match with its parties judged: empty sides filled, doubtful ones replaced or emptied."""
    sides = sides_of(frames, match)
    if not sides or (match.pattern.reciprocal and len(match.actors) > 1) or match.recipient_slot in ("subj", "by"):
        return match
    if _each_other(frames, match.trigger):
        return replace(match, recipients=match.actors, recipient_slot="", pattern=replace(match.pattern, reciprocal=True)) if len(match.actors) > 1 else match
    judged = {s.ident: model.chances(s.features) for s in sides}
    near = {s.ident for s in sides if "clause=same" in s.features or "below" in s.features}
    closed = match.pattern.type in MATERIAL and (frames.p.pos[match.trigger] != "VERB" or syntax.is_passive(frames.p, match.trigger))
    actors = _side(match.actors, {k: v["actor"] for k, v in judged.items() if k in match.actors or (k in near and not closed)})
    beside = _listed_with(frames, sides, actors) | _within(frames, sides, actors) | {s.ident for s in sides if _owns_measure(frames.p, s.token)}
    chances = {k: v["recipient"] for k, v in judged.items()
               if (k in near or k in match.recipients) and k not in actors and not _one_party(frames, k, actors) and (k in match.recipients or (k not in beside and not _holds(frames, k, actors)))}
    if _asks_all(frames.p, match):
        chances = {k: v for k, v in chances.items() if k in match.recipients}
    recipients = _side(tuple(r for r in match.recipients if r not in actors), chances)
    if not actors and not recipients and match.recipients and match.pattern.type in MATERIAL and match.pattern.lemma:  # a deed whose target the grammar names is not lost for a doubt
        recipients = match.recipients
    sure = min((judged[a]["actor"] for a in actors if a in judged), default=0.5)
    aimed = min((judged[r]["recipient"] for r in recipients if r in judged), default=1 - max(chances.values(), default=0.0))
    return replace(match, actors=actors, recipients=recipients, actor_chance=sure, recipient_chance=aimed, actor_slot=match.actor_slot if actors == match.actors else "learned",
                   recipient_slot=match.recipient_slot if recipients == match.recipients else "learned")


def _each_other(frames: Frames, trigger: int) -> bool:
    """ "accused each other of ...": all are doers, and nobody else is aimed at."""
    p = frames.p
    return any(p.lower[k : k + 2] in (("each", "other"), ("one", "another")) for k in range(trigger + 1, min(trigger + 4, len(p.lower))))


def _side(given: tuple[str, ...], chances: dict[str, float]) -> tuple[str, ...]:
    best = max(chances, key=lambda k: chances[k], default=None)
    if not given:
        return (best,) if best is not None and chances[best] > FILL else ()
    kept = tuple(g for g in given if chances.get(g, 1.0) >= DOUBT)
    if kept:
        return kept
    return (best,) if best is not None and chances[best] > SURE else ()


def _listed_with(frames: Frames, sides: list[Side], actors: tuple[str, ...]) -> set[str]:
    """Who stands in one list with an actor ("Oman, Peru and Chile offered"): he does the same, and is not whom it is done to."""
    p = frames.p
    tops = {_top(p, s.token) for s in sides if s.ident in actors and s.token >= 0}
    return {s.ident for s in sides if s.token >= 0 and s.ident not in actors and _top(p, s.token) in tops}


def _within(frames: Frames, sides: list[Side], actors: tuple[str, ...]) -> set[str]:
    """Who is named inside the phrase of an actor ("Peru's ambassador to the United Nations asked for a truce") is not whom he turns to."""
    p = frames.p
    heads = [s.token for s in sides if s.ident in actors and s.token >= 0 and p.pos[s.token] in ("NOUN", "PROPN")]
    return {s.ident for s in sides if s.token >= 0 and s.ident not in actors and any(syntax.dominates(p, h, s.token) for h in heads)}


#: Whoever is meant by these, it is no single party that stands elsewhere in the sentence.
EVERYBODY = frozenset({"side", "party", "everyone", "everybody", "all"})


def _asks_all(p: Parsed, match: Match) -> bool:
    """ "urged all sides to avoid escalation": whom an act is directed at is said, if not by name."""
    return p.pos[match.trigger] == "VERB" and any(p.dep[c] in ("obj", "iobj", "obl") and p.lemma[c] in EVERYBODY for c in p.children[match.trigger])


def _owns_measure(p: Parsed, i: int) -> bool:
    """Is a party named as owner of what is imposed ("U.N. sanctions")? It is not the one that is hit."""
    return i >= 0 and i < p.head[i] and p.lemma[p.head[i]] in syntax.IMPOSED


def _top(p: Parsed, i: int) -> int:
    while p.dep[i] == "conj" and p.head[i] != i:
        i = p.head[i]
    return i


def _holds(frames: Frames, ident: str, actors: tuple[str, ...]) -> bool:
    """Is this a group that the actor belongs to, or of which nobody is known?"""
    actor = frames.cast.actors.get(ident)
    if actor is None or actor.kind != "group":
        return False
    return not actor.members or bool(set(actor.members) & set(actors)) or any(_one_party(frames, m, actors) for m in actor.members)


def _one_party(frames: Frames, ident: str, actors: tuple[str, ...]) -> bool:
    """An official and his government are one party."""
    cast = frames.cast
    one = cast.actors.get(ident)
    return any(one is not None and (other := cast.actors.get(a)) is not None and one.country is not None and one.country == other.country
               and {one.kind, other.kind} <= {"government", "person", "country"} for a in actors)
