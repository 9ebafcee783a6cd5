"""What all coders found in one article, as those need it who make events of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
