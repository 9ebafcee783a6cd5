"""To whom an act is addressed when its own clause does not say: the one who is answered, or the other side of the exchange.

Only verbal acts are filled, from the nearest evidence outward: an answer goes to whoever made the offer or demand before it; else
the one other party named in the sentence; else the other side of this actor's last exchange in the article.
"""

from __future__ import annotations

from msgspec.structs import replace

from goodoffices.coding.assemble import Scene, principal
from goodoffices.model import EventDraft

FILLED = frozenset({"AGREE", "REJECT", "REQUEST", "THREATEN", "CONCEDE"})
SIDES = frozenset({"government", "person", "military", "armed_group", "igo", "party", "country", "ngo", "company"})
NEAR_SENTENCES = 5


def fill_counterparts(scene: Scene, drafts: tuple[EventDraft, ...]) -> tuple[EventDraft, ...]:
    """Events with inferred recipients; inferred ones lower the confidence by 0.1."""
    out: list[EventDraft] = []
    for draft in drafts:
        event = draft.event
        if event.recipients or event.type not in FILLED or len(event.actors) != 1 or event.modality in ("historical", "hypothetical", "negated") or (
                draft.pattern == "CONSULT" and event.type == "AGREE"):
            out.append(draft)
            continue
        found = _answered(scene, out, draft) or _beside(scene, draft) or _exchange(scene, out, draft)
        if found:
            event = replace(event, recipients=found, confidence=round(max(0.1, event.confidence - 0.1), 2))
            draft = replace(draft, event=event, whom=found)
        out.append(draft)
    return tuple(out)


def _party(scene: Scene, ident: str) -> str:
    """What side an actor is on: its state, else itself."""
    actor = scene.cast.actors.get(ident)
    state = ("government", "person", "military", "country", "legislature", "police")
    if actor is not None and actor.kind in state and actor.country:
        return actor.country
    return ident.partition(":")[2] if ident.startswith(("government:", "country:", "military:")) else ident


def _answered(scene: Scene, earlier: list[EventDraft], draft: EventDraft) -> tuple[str, ...]:
    event = draft.event
    if event.type not in ("REJECT", "AGREE", "CONCEDE") or (event.type == "AGREE" and event.modality == "offered"):
        return ()
    mine = _party(scene, event.actors[0])
    for old in reversed(earlier):
        if scene.p.sent[draft.trigger] - scene.p.sent[old.trigger] > NEAR_SENTENCES:
            break
        put = (old.event.type == "AGREE" and old.event.modality in ("offered", "conditional")) or old.event.type == "REQUEST"
        if put and old.event.actors and all(_party(scene, a) != mine for a in old.event.actors) and (
                not old.event.recipients or any(_party(scene, r) == mine for r in old.event.recipients)):
            return old.event.actors
    return ()


def _beside(scene: Scene, draft: EventDraft) -> tuple[str, ...]:
    """The one other party that the sentence names."""
    p = scene.p
    mine = {_party(scene, a) for a in (*draft.event.actors, *draft.who)}
    others: dict[str, str] = {}
    for i in range(*p.sentences[p.sent[draft.trigger]]):
        for ident in (scene.cast.by_head.get(i), scene.cast.modifier.get(i)):
            actor = scene.cast.actors.get(ident) if ident else None
            if ident is None or actor is None or actor.kind not in SIDES or (actor.kind == "person" and not actor.code):
                continue
            side = _party(scene, ident)
            if side not in mine:
                others.setdefault(side, principal(scene.cast, ident))
    return tuple(others.values()) if len(others) == 1 else ()


def _exchange(scene: Scene, earlier: list[EventDraft], draft: EventDraft) -> tuple[str, ...]:
    mine = _party(scene, draft.event.actors[0])
    for old in reversed(earlier):
        if scene.p.sent[draft.trigger] - scene.p.sent[old.trigger] > NEAR_SENTENCES:
            break
        ends = (old.event.actors, old.event.recipients)
        for here, there in (ends, ends[::-1]):
            if len(there) == 1 and any(_party(scene, a) == mine for a in here) and all(_party(scene, a) != mine for a in there):
                actor = scene.cast.actors.get(there[0])
                if actor is None or actor.kind in SIDES:
                    return there
    return ()
