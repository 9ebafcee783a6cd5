"""Tables and typer together: what a pattern says stands unless the typer knows better; a word without a pattern needs a sure typer."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding.event_features import SPEECH, features_of
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.coding.prospects import is_result
from goodoffices.coding.roles import cast_roles
from goodoffices.coding.typer import NONE, Learned
from goodoffices.ontology.patterns import Pattern, PatternBook

#: Chosen on the train and dev parts of the project's corpus and on the folds of PLV.
DROP = 0.95
RETYPE = 0.5
ADD = 0.35
#: Cutting off and forcing lie close, and those who label differ: between them the tables yield only to a sure typer.
NEIGHBOURS = {"SANCTION", "COERCE"}
NEIGHBOUR = 0.85
#: What is done, not said.
DEEDS = frozenset({"COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
#: Who only goes or comes somewhere threatens nobody, unless a pattern knows the turn of phrase ("go to war").
GOING = frozenset("go come travel fly head visit attend return arrive meet sit talk participate join begin start continue".split())
#: How much surer the typer has to be for each point of a pattern's weight.
SPECIFIC = 0.16


def typed(frames: Frames, book: PatternBook, found: list[Match], learned: Learned) -> list[Match]:
    """Matches with their final category, in text order; those that tell no act are left out."""
    types = {m.trigger: m.pattern.type for m in found if m.pattern.type}
    out = []
    for match in found:
        features = features_of(frames, book, match, types)
        chances = learned.types.chances(features)
        own = match.pattern.type
        best = max((k for k in chances if k != NONE and (own or _may_be(frames, book, match, k))), key=chances.__getitem__)
        if not own:
            if chances[best] < max(ADD, chances[NONE]):
                continue
            match = replace(match, pattern=plain(book, best))
        elif own == "ASSAULT" and is_result(frames.p, match.trigger):
            best = own
        elif chances[NONE] > DROP:
            continue
        elif own == "REQUEST" and best == "THREATEN" and _deadline(frames, match):
            chances = {**chances, own: chances[own] + chances[best]}
        elif best != own and chances[best] > max(RETYPE + SPECIFIC * min(4.0, match.pattern.weight), NEIGHBOUR if {own, best} == NEIGHBOURS else 0.0):
            match = replace(match, pattern=replace(plain(book, best), pos=match.pattern.pos, reciprocal=match.pattern.reciprocal and not match.recipients))
        kind = match.pattern.type
        match = cast_roles(frames, match, learned.roles)
        if not match.actors and not match.recipients:
            continue
        out.append(replace(match, chance=chances[kind], reasons=tuple(name for name, _ in learned.types.reasons(features, kind))))
    return out


def _deadline(frames: Frames, match: Match) -> bool:
    """A deadline or ultimatum is a demand (coding guide, section 5), though PLOVER's sentences often have it as a threat."""
    p = frames.p
    return any(p.lemma[t] in ("deadline", "ultimatum") for t in (match.trigger, *frames.tokens(match.trigger, "obj")))


def _may_be(frames: Frames, book: PatternBook, match: Match, kind: str) -> bool:
    """May a word that no pattern knows be of a category?"""
    if kind == "THREATEN" and frames.p.lemma[match.trigger] in GOING:
        return False
    return kind not in DEEDS or not _only_words(frames, book, match)


def _only_words(frames: Frames, book: PatternBook, match: Match) -> bool:
    """Is a word without a pattern one of saying or denying ("denied responsibility")? Nothing is done by it."""
    p = frames.p
    return p.pos[match.trigger] == "VERB" and any(c.kind in SPEECH or c.kind == "deny" for c in book.cues.get(p.lemma[match.trigger], ()))


def plain(book: PatternBook, kind: str) -> Pattern:
    """A bare pattern of a category, for what the typer found."""
    return Pattern(pos="v", lemma="", companions=(), frame=(), type=kind, mode=None, cameo=book.scores[kind, None][2], actor=("subj",), recipient=("obj",), reciprocal=False,
                   modality=None, contexts=(), source="typer", order=0)
