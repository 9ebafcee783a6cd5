"""What users decided, in the order in which they did; taken-back decisions are left out. A decision whose target is not there changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args, get_type_hints

import msgspec

from goodoffices.ledger.dossiers.folding import is_over
from goodoffices.model import Contradiction, Decision, MergedDeadline, MergedItem, Note, Turn

#: Fields that no decision changes: they are what the sources say, or what the program keeps about them.
FIXED = frozenset({"id", "evidence", "sources", "history", "trail", "confidence", "event", "statement"})


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions without those taken back; an `undo` may itself be undone."""
    log = sorted({d.id: d for d in decisions}.values(), key=lambda d: (d.at, d.id))
    dead: set[str] = set()
    for decision in reversed(log):
        if decision.kind == "undo" and decision.id not in dead:
            dead.add(decision.target)
    return tuple(d for d in log if d.id not in dead and d.kind != "undo")


def problem_with(decision: Decision, item: MergedItem) -> str | None:
    """Why a `reassign` cannot be carried out on this entry; None if it can."""
    if decision.kind != "reassign":
        return None
    if not decision.value:
        return "no field given"
    for name in decision.value:
        if name in FIXED or name not in type(item).__struct_fields__:
            return f"no field that can be changed: {name!r}; there are {', '.join(n for n in type(item).__struct_fields__ if n not in FIXED)}"
    try:
        _converted(item, decision.value)
    except msgspec.ValidationError as err:
        allowed = _allowed(item, str(err))
        return f"{err}; allowed: {', '.join(allowed)}" if allowed else str(err)
    return None


def _allowed(item: MergedItem, problem: str) -> list[str]:
    """The values of the field that a problem names, where it has a fixed list of them."""
    for name, hint in get_type_hints(type(item)).items():
        if f"`$.{name}`" in problem:
            return [str(x) for x in get_args(hint) if isinstance(x, str)]
    return []


def applied(item: MergedItem, decision: Decision, as_of: str | None = None) -> MergedItem:
    """The entry with a reassignment or a note; a status set by a user is a turn of its history. Whether a corrected deadline is past due is reckoned for the day `as_of`."""
    trail = msgspec.structs.replace(item.trail, decisions=(*item.trail.decisions, decision.id))
    if decision.kind == "annotate":
        return msgspec.structs.replace(item, trail=msgspec.structs.replace(trail, notes=(*trail.notes, _note(decision))))
    if decision.kind != "reassign" or problem_with(decision, item) is not None:
        return item
    changed = _converted(item, decision.value)
    history = item.history
    if "status" in decision.value:
        history = (*history, Turn(date=decision.at[:10], status=str(decision.value["status"]), decision=decision.id, why=f"set by {decision.who}"
                                  + (f": {decision.why}" if decision.why else "")))
    if isinstance(changed, MergedDeadline) and decision.value.keys() & {"due", "status"}:
        changed = msgspec.structs.replace(changed, overdue=changed.status in ("pending", "extended") and is_over(changed.due.end or changed.due.start, as_of))
    return msgspec.structs.replace(changed, trail=trail, history=history)


def _note(decision: Decision) -> Note:
    return Note(decision=decision.id, at=decision.at, who=decision.who, text=str(decision.value.get("note", "")))


def on_contradiction(clash: Contradiction, force: Iterable[Decision]) -> tuple[Contradiction, bool]:
    """The contradiction with what users noted about it, and whether one of them took it out of view."""
    mine = [d for d in force if d.kind in ("reject", "annotate") and d.target in (clash.id, *clash.also)]
    if not mine:
        return clash, False
    notes = (*clash.notes, *(_note(d) for d in mine if d.kind == "annotate"))
    return msgspec.structs.replace(clash, notes=notes, decisions=(*clash.decisions, *(d.id for d in mine))), any(d.kind == "reject" for d in mine)


def _converted(item: MergedItem, value: dict[str, Any]) -> MergedItem:
    """The entry with new values. Raises msgspec.ValidationError where one does not fit its field."""
    return msgspec.convert({**msgspec.to_builtins(item), **value}, type(item))
