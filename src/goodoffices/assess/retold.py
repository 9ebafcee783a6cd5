"""An act told by ten outlets is one deed."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.assess.deeds import CONDITION, Deed, listed


def told_once(tellings: Iterable[tuple[str, Deed]]) -> tuple[Deed, ...]:
    """The deeds without what was told before, in the order they come in: that of publication.

    Each comes with the id of the entry it belongs to, empty where it belongs to none. A deed is told before when the same actor did the like to the same
    recipient in the same entry, or the same act on the same day: the data that the forecasts were fitted on hold one act of a kind per pair and day.
    Conditions have no such act; without an entry each stands.
    """
    seen: set[tuple[object, ...]] = set()
    out: list[Deed] = []
    for entry, deed in tellings:
        marks: list[tuple[object, ...]] = []
        if deed.category != CONDITION:
            marks.append((deed.day, deed.actor, deed.recipient, listed(deed.cameo)))
        if entry:
            marks.append((entry, deed.actor, deed.recipient, deed.category))
        known = any(mark in seen for mark in marks)
        seen.update(marks)
        if not known:
            out.append(deed)
    return tuple(out)
