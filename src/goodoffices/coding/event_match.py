"""A word taken for an act, with who fills its slots; what the finders of events hand to `assemble`."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.ontology.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at a token, with who fills its slots. `complement` heads what is offered, asked, refused ...; `chance` is the typer's
    probability for the category (0 where it was not asked), `actor_chance` and `recipient_chance` those for its parties, `reasons` what spoke for it."""

    trigger: int
    pattern: Pattern
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_slot: str
    recipient_slot: str
    complement: int | None
    chance: float = 0.0
    actor_chance: float = 0.5
    recipient_chance: float = 0.5
    reasons: tuple[str, ...] = ()
