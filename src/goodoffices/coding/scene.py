"""What all coders found in one article, as those need it who make events of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goodoffices.coding import syntax
from goodoffices.coding.frames import Frames
from goodoffices.model import Cast, Parsed, PlaceMention, StatementDraft, TimeMention
from goodoffices.ontology.patterns import PatternBook


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the other coders found, as `assemble` needs it."""

    p: Parsed
    cast: Cast
    frames: Frames
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    statements: tuple[StatementDraft, ...]
    book: PatternBook
    published: date | None


def principal(cast: Cast, actor: str) -> str:
    """The government or force an official acts for; the actor itself for everyone else."""
    known = cast.actors.get(actor)
    if known is None or known.kind != "person" or not known.code or not known.country:
        return actor
    if known.code == f"{known.country}GOV":
        return f"government:{known.country}"
    if known.code == f"{known.country}MIL":
        return f"military:{known.country}"
    return actor


def at_table(scene: Scene, i: int) -> tuple[str, ...]:
    """ "said after talks with Goita", "speaking after a call with Lavrov, Rubio said": who does something after an encounter told by a noun has taken part in it."""
    p, node = scene.p, i
    if p.pos[i] != "NOUN" or p.dep[i] != "obl" or syntax.case(p, i) not in ("after", "following", "during", "at") or not any(word == "with" for word, _ in syntax.obliques(p, i)):
        return ()
    for _ in range(3):
        node = p.head[node]
        subject = next((c for c in p.children[node] if p.dep[c] == "nsubj"), None)
        if subject is not None:
            return tuple(principal(scene.cast, a) for a in scene.frames.actors(subject))
        if p.dep[node] != "advcl" or p.tag[node] != "VBG":
            return ()
    return ()


def statement_at(scene: Scene, token: int) -> StatementDraft | None:
    """The innermost statement whose content holds the token."""
    at = scene.p.start[token]
    best = None
    for draft in scene.statements:
        content = draft.statement.content
        if content.start <= at < content.end and draft.cue_token != token:
            if best is None or content.end - content.start < best.statement.content.end - best.statement.content.start:
                best = draft
    return best
