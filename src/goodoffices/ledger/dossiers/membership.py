"""Which articles belong together. Written down in docs/dossiers.md.

Articles are taken in order of publication. Each joins the dossier whose articles are most like it if that reaches `member_score`, else it begins one. A dossier
in which no article reports diplomacy or force between parties is none. The earlier articles to compare with come from an index of what is telling about
them, so that the work grows with the number of articles and not with its square.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodoffices.ledger.dossiers.order import days_between
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.traits import Traits, likeness_of, one_appointment, one_meeting, one_offer

#: Telling things of an article under which it is found again, and articles remembered for each of them.
MARKS, REMEMBERED = 12, 40
#: Articles of a dossier, the most like ones, whose likeness to a new one is averaged.
NEAREST = 2


@dataclass(slots=True)
class Clusters:
    """`of` gives the number of an article's dossier, `anchor` the earlier article it is most like."""

    of: dict[str, int] = field(default_factory=dict)
    anchor: dict[str, str] = field(default_factory=dict)
    last: dict[int, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Step:
    """An article that was taken in, with what is needed to take it out again: the day that its dossier had before, and what its marks pushed out."""

    traits: Traits
    origin: str
    begun: bool
    day_before: str | None
    pushed: tuple[tuple[str, str | None], ...]


class Sorter:
    """Sorts articles into clusters, and again when there are more: what stands before the first change in the order is not looked at anew."""

    def __init__(self) -> None:
        self._out = Clusters()
        self._index: dict[str, deque[str]] = {}
        self._known: dict[str, Traits] = {}
        self._steps: list[_Step] = []

    def clusters(self, traits: Sequence[Traits], copies: Mapping[str, str]) -> Clusters:
        """Dossiers as numbers. `traits` stand in order of publication; a copy of another article goes where that one is."""
        same = 0
        for step, new in zip(self._steps, traits):
            if step.traits is not new or step.origin != copies.get(new.article, new.article):
                break
            same += 1
        while len(self._steps) > same:
            self._take_out()
        for new in traits[same:]:
            self._take_in(new, copies.get(new.article, new.article))
        opened = {self._out.of[t.article] for t in traits if t.opens}
        return Clusters({article: n for article, n in self._out.of.items() if n in opened}, dict(self._out.anchor), dict(self._out.last))

    def _take_in(self, new: Traits, origin: str) -> None:
        limits, out = settings().limits, self._out
        pushed: list[tuple[str, str | None]] = []
        if origin != new.article and origin in out.of:
            number, anchor = out.of[origin], origin
        else:
            scored = [(likeness_of(new, self._known[a]), a) for a in _near(new, self._index, int(limits["member_candidates"]))]
            tied = {a: max(one_meeting(new, self._known[a]), one_offer(new, self._known[a]), one_appointment(new, self._known[a])) for _, a in scored}
            best = _best(scored, out, new, limits["member_window"], tied)
            number, anchor = (best[1], best[2]) if best is not None and best[0] >= limits["member_score"] else (len(out.last), new.article)
            for mark in (*_marks(new), *_planned(new)):
                found = self._index.setdefault(mark, deque())
                pushed.append((mark, found.popleft() if len(found) == REMEMBERED else None))
                found.append(new.article)
        self._steps.append(_Step(new, origin, number not in out.last, out.last.get(number), tuple(pushed)))
        self._known[new.article] = new
        out.of[new.article], out.anchor[new.article] = number, anchor
        out.last[number] = new.day or out.last.get(number)

    def _take_out(self) -> None:
        """The last article, as if it had never been there."""
        step, out = self._steps.pop(), self._out
        article = step.traits.article
        for mark, gone in reversed(step.pushed):
            self._index[mark].pop()
            if gone is not None:
                self._index[mark].appendleft(gone)
        number = out.of.pop(article)
        del out.anchor[article], self._known[article]
        if step.begun:
            del out.last[number]
        else:
            out.last[number] = step.day_before


def _marks(t: Traits) -> list[str]:
    """What is most telling about an article."""
    found = [(v, f"{trait} {k}") for trait in ("words", "pairs", "places", "people") for k, v in t.vectors[trait].items()]
    top = dict.fromkeys(t.vectors, 0)
    out = []
    for _, mark in sorted(found, key=lambda x: (-x[0], x[1])):
        trait = mark.partition(" ")[0]
        if top[trait] < MARKS:
            top[trait] += 1
            out.append(mark)
    return out


def _planned(t: Traits) -> list[str]:
    """Who is to meet, or is not to; whose offer is made or answered."""
    return sorted({f"meeting {plan.key}" for plan in t.plans} | {f"offer {key}" for bid in t.bids for key in bid.keys} | {f"day {key}" for key in t.days})


def _near(new: Traits, index: dict[str, deque[str]], room: int) -> list[str]:
    """Earlier articles that share most of what is telling."""
    votes: dict[str, float] = {}
    for mark in _marks(new):
        trait, _, key = mark.partition(" ")
        value = new.vectors[trait][key] * settings().membership[trait]
        for article in index.get(mark, ()):
            votes[article] = votes.get(article, 0.0) + value
    for mark in _planned(new):
        for article in index.get(mark, ()):
            votes[article] = votes.get(article, 0.0) + 1.0
    return sorted(votes, key=lambda a: (-votes[a], a))[:room]


def _best(scored: list[tuple[float, str]], out: Clusters, new: Traits, window: float, tied: Mapping[str, float]) -> tuple[float, int, str] | None:
    """The dossier most like the article: the mean over its most like articles, with the one that is most like. To call off
    what one of its articles announced, to answer what one of them offered, or to tell of one day of one pair, is as much as it takes to belong to it."""
    by: dict[int, list[tuple[float, str]]] = {}
    for score, article in scored:
        number = out.of[article]
        days = days_between(out.last[number], new.day)
        if days is None or days <= window:
            by.setdefault(number, []).append((score, article))
    best: tuple[float, int, str] | None = None
    for number in sorted(by):
        found = sorted(by[number], key=lambda x: (-x[0], x[1]))[:NEAREST]
        mean = sum(s for s, _ in found) / len(found) + settings().limits["member_score"] * max(tied[a] for _, a in by[number])
        if best is None or mean > best[0]:
            best = (mean, number, found[0][1])
    return best
