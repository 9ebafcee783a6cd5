"""Joins what articles say into entries, in order of publication, so that the result does not depend on the order of arrival.

For each sight the entries that share a party, words or nothing but the lack of a party are looked at, those seen last first; the most like one takes
it if the weights of dossier_matching.tsv reach 0. Two entries of one article stay two. What looks back to days that earlier reports covered is taken for
something known already if there is anything like it: a summary creates nothing, but news of a past day does.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from math import log

from goodoffices.ledger.dossiers.answers import as_answer
from goodoffices.ledger.dossiers.likeness import Group, Setting, likeness, logistic
from goodoffices.ledger.dossiers.order import SINGULAR, days_between
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import Settings, settings
from goodoffices.ledger.dossiers.words import tokens

#: Conditions come after the offers they are tied to.
SEQUENCE = ("proposals", "venue_offers", "contacts", "deadlines", "threats", "incidents", "conditions", "assessments")
#: Words a passage must have for its repetition to be a reprint.
REPEATED = 8


def merged(sights: Iterable[Sight]) -> dict[str, list[Group]]:
    """The groups of sights that are one entry, by list. `sights` stand in order of publication."""
    tables = settings()
    every = list(sights)
    weight = weights(every)
    days = sorted({s.day for s in every if s.day})
    by_list: dict[str, list[Sight]] = {name: [] for name in SINGULAR}
    for sight in every:
        by_list[sight.name].append(sight)
    out: dict[str, list[Group]] = {}
    offers: dict[str, int] = {}
    for name in SEQUENCE:
        pool = _Pool(tables, weight, days, offers if name == "conditions" else {})
        for sight in by_list[name]:
            pool.place(sight)
        out[name] = pool.groups
        if name == "proposals":
            offers = {s.ident: g.number for g in pool.groups for s in g.sights}
    return out


def weights(sights: list[Sight]) -> dict[str, float]:
    """How telling a word is in this dossier: little where most articles have it."""
    articles = {s.article for s in sights}
    count: Counter[str] = Counter(w for _, w in {(s.article, w) for s in sights for w in s.words})
    return {w: log((len(articles) + 2) / (n + 0.5)) for w, n in count.items()}


class _Pool:
    """The entries of one list while sights are placed one after the other."""

    def __init__(self, tables: Settings, weight: dict[str, float], days: list[str], offers: dict[str, int]) -> None:
        self.tables, self.weight, self.days, self.offers = tables, weight, days, offers
        self.groups: list[Group] = []
        self.recent: dict[str, deque[int]] = {}
        self.repeated: dict[str, int] = {}

    def place(self, sight: Sight) -> None:
        """Adds the sight to the entry most like it, or makes one of it, or leaves it out."""
        sight = (as_answer(sight, self._candidates(sight)) if sight.name == "proposals" else None) or sight
        wording = " ".join(tokens(sight.text))
        key = f"{wording}|{sorted(sight.first)}|{sorted(sight.second)}|{sight.kind}"
        offer = self.offers.get(getattr(sight.item, "of", None) or "")
        again = self.repeated.get(key)
        if again is not None and self._lives(self.groups[again], sight) and sight.article not in self.groups[again].articles:
            self._enter(self.groups[again], sight, 1.0, "the same words", key, offer)
            return
        found = self._candidates(sight)
        only = self._only(found, sight)
        best, total, why = None, -self.tables.limits["summary_lenience"] if self._looks_back(sight) else 0.0, ""
        for group in found:
            setting = Setting(self.tables, self.weight, offer, group.number == only)
            value, reason = likeness(sight, group, setting)
            if value > total or (value == total and best is None):
                best, total, why = group, value, reason
        if best is not None:
            self._enter(best, sight, logistic(total), why, key, offer)
        else:
            group = Group(len(self.groups))
            self.groups.append(group)
            self._enter(group, sight, 1.0, "", key, offer)

    def _enter(self, group: Group, sight: Sight, score: float, reason: str, key: str, offer: int | None) -> None:
        group.add(sight, score, reason, offer)
        if key.count(" ") >= REPEATED:
            self.repeated[key] = group.number
        room = int(self.tables.limits["candidates"])
        for mark in (*(f"party {x}" for x in group.first | group.second), *sight.words, "party any", *(("party none",) if not group.first else ())):
            self.recent.setdefault(mark, deque(maxlen=room)).append(group.number)

    def _candidates(self, sight: Sight) -> list[Group]:
        """The entries worth a close look: those that share most of what is telling, of the ones reported last."""
        votes: dict[int, float] = {}
        marks = {f"party {x}": 1.0 for x in sight.first | sight.second} | {"party none": 0.5}
        if not sight.first:
            marks["party any"] = 0.1
        for mark, value in (*marks.items(), *((w, self.weight.get(w, 1.0)) for w in sight.words)):
            for number in set(self.recent.get(mark, ())):
                votes[number] = votes.get(number, 0.0) + value
        ranked = sorted(votes, key=lambda n: (-votes[n], -n))[: int(self.tables.limits["candidates"])]
        return [self.groups[n] for n in sorted(ranked) if sight.article not in self.groups[n].articles and self._lives(self.groups[n], sight)]

    def _lives(self, group: Group, sight: Sight) -> bool:
        days = days_between(group.last, sight.day)
        if days is None or days <= self.tables.limits["live_days"]:
            return True
        return days <= self.tables.limits["window_days"] and bool(sight.start) and any(a <= (sight.end or sight.start or "") and (sight.start or "") <= b for a, b in group.spans)

    def _only(self, found: list[Group], sight: Sight) -> int | None:
        """The one entry of the same author that is not settled, where there is just one; of a deadline of nobody named, the one there is."""
        vague = sight.name == "deadlines" and not sight.first
        live = [g.number for g in found if (vague or g.first & sight.first) and not g.closed]
        return live[0] if len(live) == 1 else None

    def _looks_back(self, sight: Sight) -> bool:
        """Told of days long before the report, which earlier reports of this dossier covered."""
        told: str | None = sight.item.set.start if sight.name == "deadlines" else sight.start
        late = days_between(told, sight.day)
        limit = self.tables.limits["summary_days"]
        if told is None or late is None or late <= limit or not self.days:
            return False
        return self.days[0] <= told and any(told <= d and (days_between(d, sight.day) or 0) > limit / 2 for d in self.days)
