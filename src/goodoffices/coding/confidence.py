"""How likely an event is right: category, actors and recipients (logistic regression on what the coders saw of it).

Fitted by training/event_types.py on the dev part of the project's corpus; eval/corpus.py shows on the test part how far it can be trusted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from msgspec.structs import replace

from goodoffices.coding.event_match import Match
from goodoffices.errors import ModelError
from goodoffices.model import EventDraft

DATA = files("goodoffices.coding") / "data"
#: Nothing is ever certain, and nothing entered is hopeless.
LEAST, MOST = 0.05, 0.97


def signs_of(match: Match, state: str) -> dict[str, float]:
    """What speaks for and against an event, by name."""
    chance = match.chance if match.chance > 0 else 0.5
    return {"category": _odds(chance), "actor": _odds(match.actor_chance), "recipient": _odds(match.recipient_chance), "specific": min(1.0, match.pattern.weight / 4),
            "learned word": float(match.pattern.source.startswith("typer")), "rule": float(match.pattern.source.endswith(".py")), "noun": float(match.pattern.pos == "n"),
            "no actor": float(not match.actors), "no recipient": float(not match.recipients), "several actors": float(len(match.actors) > 1), f"state={state}": 1.0}


def with_confidence(before: Iterable[EventDraft], drafts: tuple[EventDraft, ...]) -> tuple[EventDraft, ...]:
    """The drafts with their confidence; `before` are those whose recipients were not yet inferred from the affair."""
    told = {d.event.id: d.event.recipients for d in before}
    out = []
    for draft in drafts:
        signs = {**draft.signs, "inferred": float(draft.event.recipients != told.get(draft.event.id, draft.event.recipients)), f"type={draft.event.type}": 1.0}
        out.append(replace(draft, signs=signs, event=replace(draft.event, confidence=confidence(signs))))
    return tuple(out)


def confidence(signs: dict[str, float]) -> float:
    """The probability, rounded to hundredths."""
    bias, weights = _fitted()
    z = bias + sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-z)))), 2)


@lru_cache(maxsize=1)
def _fitted() -> tuple[float, dict[str, float]]:
    """Bias and weights. Raises ModelError when the file is missing."""
    try:
        stored = json.loads((DATA / "confidence.json").read_text(encoding="utf-8"))
    except FileNotFoundError as err:
        raise ModelError("the event coder lacks confidence.json; reinstall the package or run training/event_types.py") from err
    return stored["bias"], stored["weights"]


def _odds(chance: float) -> float:
    chance = min(0.99, max(0.01, chance))
    return math.log(chance / (1 - chance))
