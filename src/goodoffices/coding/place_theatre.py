"""Places that no name tells by itself: the country of a village that no table knows, and "the Omani capital"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from goodoffices.coding import syntax
from goodoffices.coding.place_names import Named, is_state
from goodoffices.coding.place_words import LOCATIVE, MOTION, STRIKE
from goodoffices.model import Parsed, Place, PlaceMention
from goodoffices.ontology.gazetteer import Gazetteer, place_key
from goodoffices.ontology.knowledge import Knowledge

#: So many times as often as all others together must the places of one country be named.
OUTWEIGHS = 2
#: One town by the way is no theatre.
TWICE = 2
#: Waters and what lies in them may be nobody's.
AT_SEA = frozenset("shoal reef strait sea gulf bay bank cape islet atoll channel ocean island".split())


def in_theatre(p: Parsed, mentions: list[PlaceMention], context: dict[str, int]) -> list[PlaceMention]:
    """Villages of no known country lie in the one country whose places the article names, where no other stands out."""
    country = theatre(mentions, context)
    if country is None:
        return mentions
    return [replace(m, place=replace(m.place, country=country)) if m.kind == "village" and m.place.country is None and not _at_sea(p, m) else m for m in mentions]


def theatre(mentions: Iterable[PlaceMention], context: dict[str, int]) -> str | None:
    """The country where an article plays: most of its places lie there, and no other country is named more often."""
    count = Counter(m.place.country for m in mentions if m.place.country and is_state(m.place.country))
    if not count:
        return None
    top, times = count.most_common(1)[0]
    rest = sum(count.values()) - times
    return top if times >= OUTWEIGHS * rest and context.get(top, 0) >= TWICE and all(context.get(top, 0) >= n for n in context.values()) else None


def _at_sea(p: Parsed, mention: PlaceMention) -> bool:
    return any(p.lemma[i].lower() in AT_SEA for i in range(max(0, mention.first - 2), min(mention.last + 2, len(p.text))))


def capitals(p: Parsed, know: Knowledge, gazetteer: Gazetteer, named: Named, used: set[int]) -> list[PlaceMention]:
    """"in the Omani capital", "stormed Chad's capital": the city, where its name does not stand beside it."""
    out = []
    for i, word in enumerate(p.lower):
        if word != "capital" or i in used or not _is_scene(p, i) or _named_beside(p, i, used):
            continue
        first, iso = _whose(p, i, named)
        if iso is None or iso not in know.countries or not know.countries[iso].capital:
            continue
        name = know.countries[iso].capital
        spot = next((s for s in gazetteer.cities(place_key(name)) if s.country == iso), None)
        at = (None, None) if spot is None or spot.latitude is None or spot.longitude is None else (round(spot.latitude, 2), round(spot.longitude, 2))
        out.append(PlaceMention(first=first, last=i, head=i, place=Place(name=name, country=iso, latitude=at[0], longitude=at[1]), kind="city"))
    return out


def _whose(p: Parsed, i: int, named: Named) -> tuple[int, str | None]:
    """The country before "capital", and the first of the words."""
    for k in range(i - 1, max(-1, i - 5), -1):
        if p.sent[k] != p.sent[i]:
            break
        if k in named.countries:
            return k, named.countries[k]
        if p.pos[k] not in ("ADJ", "PROPN", "PART", "NOUN"):
            break
    return i, None


def _is_scene(p: Parsed, i: int) -> bool:
    word, head = syntax.case(p, i), p.head[i]
    if word:
        return word.split()[0] in LOCATIVE
    return p.dep[i] in ("obj", "nsubj:pass") and p.lemma[head] in STRIKE | MOTION


def _named_beside(p: Parsed, i: int, used: set[int]) -> bool:
    """ "the Omani capital, Muscat", "the capital Muscat"."""
    k = i + 1
    while k < len(p.text) and p.text[k] in (",", "of", "(", "–", "—"):
        k += 1
    return k < len(p.text) and p.sent[k] == p.sent[i] and (k in used or p.pos[k] == "PROPN")
