"""Grammar and learning together: the parties that the slots of a pattern gave stand unless the learned roles know better."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.coding.role_features import sides_of
from goodoffices.coding.typer import LinearModel

#: Chosen on the dev part of the corpus and by folds of PLV (training/event_types.py).
FILL = 0.5
DOUBT = 0.15
SURE = 0.6


def cast_roles(frames: Frames, match: Match, model: LinearModel) -> Match:
    """The match with its parties judged: empty sides filled, doubtful ones replaced or emptied."""
    sides = sides_of(frames, match)
    if not sides or (match.pattern.reciprocal and len(match.actors) > 1):
        return match
    judged = {s.ident: model.chances(s.features) for s in sides}
    actors = _side(match.actors, {k: v["actor"] for k, v in judged.items()})
    chances = {k: v["recipient"] for k, v in judged.items() if k not in actors and not _one_party(frames, k, actors)}
    recipients = _side(tuple(r for r in match.recipients if r not in actors), chances)
    return replace(match, actors=actors, recipients=recipients, actor_slot=match.actor_slot if actors == match.actors else "learned",
                   recipient_slot=match.recipient_slot if recipients == match.recipients else "learned")


def _side(given: tuple[str, ...], chances: dict[str, float]) -> tuple[str, ...]:
    best = max(chances, key=lambda k: chances[k], default=None)
    if not given:
        return (best,) if best is not None and chances[best] > FILL else ()
    kept = tuple(g for g in given if chances.get(g, 1.0) >= DOUBT)
    if kept:
        return kept
    return (best,) if best is not None and chances[best] > SURE else ()


def _one_party(frames: Frames, ident: str, actors: tuple[str, ...]) -> bool:
    """An official and his government are one party."""
    cast = frames.cast
    one = cast.actors.get(ident)
    return any(one is not None and (other := cast.actors.get(a)) is not None and one.country is not None and one.country == other.country
               and {one.kind, other.kind} <= {"government", "person", "country"} for a in actors)
