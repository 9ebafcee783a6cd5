"""Where a sentence plays: the countries of its places, for victims, armies and officials whose nationality the text does not spell out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from goodoffices.coding import syntax
from goodoffices.model import Parsed, PlaceMention

#: Prepositions of a place that lies elsewhere than the deed ("rockets fired from Gaza").
_AWAY = frozenset({"from", "to", "towards", "toward", "via"})
_NEAR_SENTENCES = 2
#: A place behind these is where somebody sits who speaks of what happens elsewhere ("two diplomats in Abuja", "the institute in Accra").
_SEATS = frozenset("""researcher analyst expert scholar professor diplomat diplomats official officials source sources spokesman spokeswoman spokesperson correspondent reporter reporters observer monitor
centre center institute university college think-tank foundation school office offices headquarters embassy council studies research""".split())


@dataclass(frozen=True, slots=True)
class Scenery:
    """Places with a country, by sentence; how often each country is a place of the article; countries by token; tokens of any place."""

    p: Parsed
    by_sentence: dict[int, list[PlaceMention]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    at: dict[int, str] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)

    def here(self, i: int) -> str | None:
        """The country of the places of token i's sentence: the only one, else that of its own clause, else the nearest behind it."""
        begin, end = syntax.segment(self.p, i)
        around = [m for m in self.by_sentence.get(self.p.sent[i], ()) if begin <= m.first < end]
        mentions = [m for m in around if syntax.case(self.p, m.head) not in _AWAY] or [m for m in around if syntax.case(self.p, m.head) == "into"]
        found = {m.place.country for m in mentions}
        if len(found) > 1:
            clause = syntax.clause_of(self.p, i)
            own = [m for m in mentions if syntax.clause_of(self.p, m.head) == clause]
            found = {m.place.country for m in own}
            if len(found) > 1:
                behind = [m for m in own if m.first > i] or own
                found = {min(behind, key=lambda m: abs(m.first - i)).place.country}
        if len(found) == 1 and self._of_the_clause_above(i, mentions):
            return None
        return found.pop() if len(found) == 1 else None

    def _of_the_clause_above(self, i: int, mentions: list[PlaceMention]) -> bool:
        """Do the places only tell where somebody is of whom token i's clause tells more ("X, who lives in Chad since soldiers ousted him"), in a land that the report hardly names?"""
        clause = syntax.clause_of(self.p, i)
        if self.p.dep[clause] not in ("advcl", "acl:relcl") or any(syntax.dominates(self.p, clause, m.head) for m in mentions):
            return False
        most = max(self.counts.values(), default=0)
        return all(self.counts[m.place.country or ""] * 3 <= most for m in mentions)

    def before(self, i: int) -> str | None:
        """The one country of the places of the nearest of the sentences before that names any."""
        for back in range(1, _NEAR_SENTENCES + 1):
            found = {m.place.country for m in self.by_sentence.get(self.p.sent[i] - back, ()) if syntax.case(self.p, m.head) not in _AWAY and not _is_seat(self.p, m)}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def mostly(self) -> str | None:
        """The country in which most places of the article lie."""
        top = self.counts.most_common(2)
        return top[0][0] if top and (len(top) == 1 or top[0][1] >= 2 * top[1][1]) else None


def _is_seat(p: Parsed, m: PlaceMention) -> bool:
    above = p.head[m.head]
    return above != m.head and p.pos[above] in ("NOUN", "PROPN") and p.lower[above] in _SEATS


def _border(p: Parsed, m: PlaceMention) -> bool:
    """A river or lake may part two states: who fell there need not be of the one that the gazetteer names."""
    near = p.lower[max(0, m.first - 1) : m.last + 2]
    return any(w in ("river", "strait", "lake", "sea", "gulf", "channel") for w in near)


def scenery(p: Parsed, places: tuple[PlaceMention, ...]) -> Scenery:
    found = Scenery(p)
    for m in places:
        found.named.update(range(m.first, m.last + 1))
        if m.place.country is not None and not _border(p, m):
            found.by_sentence.setdefault(p.sent[m.head], []).append(m)
            found.counts[m.place.country] += not _is_seat(p, m)
            for i in range(m.first, m.last + 1):
                found.at[i] = m.place.country
    return found
