"""From the sights that are one entry to the entry: values chosen among the sources, status moved through its history. Common to all lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import days_between, moment_of
from goodoffices.ledger.dossiers.sides import Sides
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Date, Passage, Trail, Turn


@dataclass(frozen=True, slots=True)
class View:
    """From where a dossier is seen: `at` the day whose state is asked, `as_of` the day that counts as today, with what is known of the actors."""

    sides: Sides
    at: str | None
    as_of: str | None

    def shows(self, day: str | None) -> bool:
        """Had it happened by the day asked for?"""
        return self.at is None or day is None or day <= self.at


@dataclass(frozen=True, slots=True)
class Step:
    """Something that may move a status: on which day of the world, by which article."""

    day: str | None
    number: int
    status: str
    article: str | None
    why: str = ""

    @property
    def order(self) -> tuple[str, int]:
        return self.day or "", self.number

    def turn(self) -> Turn:
        return Turn(date=self.day, status=self.status, article=self.article, why=self.why)


def chosen(sights: Iterable[Sight], value: Callable[[Sight], Any], key: Callable[[Any], Any] = repr) -> Any:
    """The value most independent sources give, the earliest one among equals; None where none gives one. `key` tells which values count as one."""
    votes: dict[Any, set[str]] = {}
    first: dict[Any, Any] = {}
    for sight in sights:
        found = value(sight)
        if found in (None, (), ""):
            continue
        k = key(found)
        votes.setdefault(k, set()).add(sight.origin)
        first.setdefault(k, found)
    if not votes:
        return None
    return first[max(votes, key=lambda k: (len(votes[k]), -list(votes).index(k)))]


def party_of(sights: list[Sight], field: str, sides: Sides) -> Any:
    """The actor or actors most sources name, those of one party counted together, written as the earliest source has it; where they tie, the
    fullest list."""

    def key(value: Any) -> Any:
        return sides.parties(value) if isinstance(value, tuple) else sides.party(value)

    found = chosen(sights, lambda s: getattr(s.item, field), key)
    if isinstance(found, tuple):
        whole = max((getattr(s.item, field) for s in sights), key=lambda v: len(key(v)))
        return whole if key(whole) >= key(found) else found
    return found


def date_of(sights: list[Sight]) -> Date:
    """The day most sources give; the words alone where none gives a day."""
    found: Date | None = chosen([s for s in sights if s.item.date.start], lambda s: s.item.date, lambda d: (d.start, d.end))
    return found or sights[0].item.date


def place_of(sights: list[Sight], field: str = "place") -> Any:
    """The place most sources name, the fullest name of it."""
    found = chosen(sights, lambda s: getattr(s.item, field), lambda p: (p.country, p.name.split(",")[0].casefold()))
    if found is None:
        return None
    same = [p for s in sights if (p := getattr(s.item, field)) and p.country == found.country and p.name.split(",")[0].casefold() == found.name.split(",")[0].casefold()]
    return max(same, key=lambda p: (p.latitude is not None, len(p.name)))


def passages(sights: list[Sight]) -> tuple[Passage, ...]:
    """One passage for each source, in order of publication."""
    out: dict[str, Passage] = {}
    for sight in sights:
        if sight.article not in out:
            out[sight.article] = sight.passage()
    return tuple(out.values())


def independent(sights: list[Sight]) -> int:
    """Sources that do not hang together: none is a copy of another article, nor in the very words of another source, nor from the same outlet."""
    heads: dict[str, str] = {}

    def root(x: str) -> str:
        while heads.get(x, x) != x:
            x = heads[x]
        return x

    def join(x: str, y: str) -> None:
        if root(x) != root(y):
            heads[root(y)] = root(x)

    said: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for sight in sights:
        heads.setdefault(sight.origin, sight.origin)
        if sight.publisher:
            join(outlets.setdefault(sight.publisher.casefold(), sight.origin), sight.origin)
        for span in sight.item.evidence:
            words = " ".join(tokens(span.text))
            if words.count(" ") < 7:
                continue
            join(said.setdefault(words, sight.origin), sight.origin)
    return len({root(x) for x in heads})


def trail(group: Group) -> Trail:
    """Score, reasons and ids of what was joined."""
    reasons = tuple(f"{s.article}: {why}" for s, why in zip(group.sights, group.reasons) if why)
    return Trail(score=min(group.scores), reasons=reasons, independent=independent(group.sights), observations=tuple(s.ident for s in group.sights))


def confidence(sights: list[Sight]) -> float:
    """The chance that at least one independent source was read rightly."""
    best: dict[str, float] = {}
    for s in sights:
        best[s.origin] = max(best.get(s.origin, 0.0), s.item.confidence)
    miss = 1.0
    for value in best.values():
        miss *= 1 - value
    return round(min(0.99, 1 - miss), 3) if len(best) > 1 else next(iter(best.values()), 0.0)


def common(group: Group) -> dict[str, Any]:
    """The fields that every merged entry has, from its earliest source where they can have only one value."""
    first = group.sights[0].item
    return {"id": group.sights[0].ident, "confidence": confidence(group.sights), "event": first.event, "statement": first.statement, "evidence": first.evidence,
            "sources": passages(group.sights), "trail": trail(group)}


def with_sources(fields: dict[str, Any], more: Iterable[Passage]) -> dict[str, Any]:
    """The fields with further sources, in order of publication."""
    every = {p.article: p for p in (*more, *fields["sources"])}
    return {**fields, "sources": tuple(sorted(every.values(), key=lambda p: (moment_of(p.published), p.article)))}


def since(group: Group) -> str | None:
    """The day from which the entry was in the world."""
    return group.begun


def moved(steps: Iterable[Step], view: View, allowed: Callable[[str, str], bool]) -> tuple[Any, tuple[Turn, ...]]:
    """The status after all steps up to the day asked for, and the turns that changed it. `allowed(old, new)` is the list's rule."""
    status, turns = "", []
    for step in sorted(steps, key=lambda s: s.order):
        if not view.shows(step.day):
            continue
        if status and (step.status == status or not allowed(status, step.status)):
            continue
        status = step.status
        turns.append(step.turn())
    return status, tuple(turns)


def is_over(end: str | None, as_of: str | None) -> bool:
    """Does the day lie before the one that counts as today?"""
    days = days_between(end, as_of)
    return days is not None and days > 0
