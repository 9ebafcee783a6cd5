"""Finds the places of an article: where things happen, are to happen or are said to be (coding guide, section 11).

A country or capital that acts is an actor and no place; it is listed under a preposition of place and the like. A name of several places
is resolved by its own phrase ("Tripoli, Lebanon"), by the countries the article names, then by size. A village that no table knows gets
the country its phrase or sentence names, else the one where the article plays (place_theatre.py), and no coordinates.
"""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.actor_names import HYPHENS
from goodoffices.coding.place_names import Found, Named, find_names, is_state, weights
from goodoffices.coding.place_theatre import capitals, in_theatre
from goodoffices.coding.place_words import (
    AIMING,
    AREAS,
    BODIES,
    CALLED,
    CENTRES,
    DIRECTIONS,
    GIVING,
    GOING,
    LOCATIVE,
    MOTION,
    NOT_NAMES,
    PLACED,
    QUARTERS,
    SAYING,
    SETTLEMENTS,
    STRIKE,
    TITLES,
)
from goodoffices.model import Parsed, Place, PlaceMention
from goodoffices.ontology.gazetteer import Gazetteer, Spot, load_gazetteer
from goodoffices.ontology.knowledge import Knowledge, first_word

#: A namesake in a country the article names is preferred when it has at least this share of the largest one's people.
SHARE = 0.03
#: ... or this share, where the largest is a city that needs no country beside it ("American diplomats in Geneva").
SHARE_OF_CITY = 0.15
CITY = 100_000
#: People; below this a town may be a namesake of a village that no table knows.
SMALL = 100_000
_NEAR = ("in", "near", "at", "outside", "around", "off", "from", "to", "into", "towards")


def find_places(p: Parsed, know: Knowledge, gazetteer: Gazetteer | None = None) -> tuple[PlaceMention, ...]:
    """All place mentions in text order, none overlapping another."""
    gazetteer = gazetteer or load_gazetteer()
    named = find_names(p, know, gazetteer)
    context = weights(named)
    out: list[PlaceMention] = []
    used: set[int] = set()
    settled: dict[str, Spot] = {}
    for k, found in enumerate(named.places):
        if found.first in used:
            continue
        if _goes_on(p, found.last):
            continue
        larger = _larger(p, named.places, k)
        head = _head(p, found.first, found.last)
        if not _is_place(p, head, found):
            continue
        name = p.article.text[p.start[found.first]:p.end[found.last]]
        spot = _choose(p, found, larger, named, context)
        if larger is not None:
            settled[name] = spot
        elif name in settled:
            spot = settled[name]
        elif _doubtful(spot, context):
            spot = Spot(name, "village", _only_country(p, named, context, found.first, found.first), None, None)
        last = found.last
        if larger is not None:
            last = larger.last
            used.update(range(larger.first, last + 1))
            if larger.kind != "country":
                name = f"{name}, {p.article.text[p.start[larger.first]:p.end[larger.last]]}"
        out.append(_mention(p, (found.first, last, head), name, spot))
        used.update(range(found.first, last + 1))
    out.extend(_unknown(p, know, named, used, context))
    out = in_theatre(p, [*out, *capitals(p, know, gazetteer, named, used)], context)
    return tuple(sorted(out, key=lambda m: m.first))


def _mention(p: Parsed, tokens: tuple[int, int, int], name: str, spot: Spot | None) -> PlaceMention:
    first, last, head = tokens
    known = spot is not None and spot.latitude is not None and spot.longitude is not None
    place = Place(name=" ".join(name.split()), country=spot.country if spot else None, latitude=round(spot.latitude, 2) if known and spot and spot.latitude is not None else None,
                  longitude=round(spot.longitude, 2) if known and spot and spot.longitude is not None else None)
    return PlaceMention(first=first, last=last, head=head, place=place, kind=spot.kind if spot else "")


def _head(p: Parsed, first: int, last: int) -> int:
    """The token whose own head lies outside; where the tree has torn a name apart, the one that the preposition hangs on, else the last."""
    tops = [i for i in range(last, first - 1, -1) if (p.head[i] == i or not first <= p.head[i] <= last) and p.pos[i] not in ("PUNCT", "ADP", "DET")]
    return next((i for i in tops if len(tops) > 1 and syntax.case(p, i)), tops[0] if tops else last)


# -- which of several ---------------------------------------------------------------------------------------------------


def _larger(p: Parsed, places: tuple[Found, ...], k: int) -> Found | None:
    """ "Tripoli, Lebanon", "Cambridge, Massachusetts": the region or country behind a comma that is no further item of a list."""
    found = places[k]
    if found.kind == "country" or k + 1 >= len(places):
        return None
    other = places[k + 1]
    if other.first != found.last + 2 or p.lower[found.last + 1] != "," or p.sent[other.first] != p.sent[found.first]:
        return None
    state = other.spots[0].state
    if state and any(s.country == "USA" and s.state == state for s in found.spots):
        return other
    if found.kind == "region" and not any(s.country == other.spots[0].country for s in found.spots):
        return None
    if other.kind == "city" and (found.kind != "city" or found.spots[0].population >= SMALL or other.spots[0].population < 2 * found.spots[0].population):
        return None
    after = other.last + 1
    if after < len(p.text) and p.sent[after] == p.sent[other.last]:
        if p.lower[after] in ("and", "or"):
            return None
        listed = k + 2 < len(places) and places[k + 2].first == other.last + 2
        if p.lower[after] == "," and (listed or p.lower[after + 1:after + 2] in (("and",), ("or",))):
            return None
        acts = other.kind == "country" or other.spots[0].capital
        if p.lower[after] in ("'s", "'") or (acts and p.pos[after] in ("VERB", "AUX") and p.dep[other.last].startswith("nsubj")):
            return None
    country = other.spots[0].country
    if country is None or (not any(s.country == country for s in found.spots) and (found.spots[0].population >= SMALL or found.spots[0].capital)):
        return None
    return other


def _doubtful(spot: Spot, context: dict[str, int]) -> bool:
    """A small town in a country that the article does not name is more likely a village of that name elsewhere."""
    return spot.kind == "city" and not spot.capital and spot.population < SMALL // 2 and bool(context) and not context.get(spot.country or "")


def _choose(p: Parsed, found: Found, larger: Found | None, named: Named, context: dict[str, int]) -> Spot:
    spots = found.spots
    if found.kind == "country":
        return _georgia(p, found, context) or spots[0]
    if larger is not None:
        area = _choose(p, larger, None, named, context)
        inside = [s for s in spots if s.country == area.country and (not area.state or s.state == area.state)]
        return inside[0] if inside else Spot(spots[0].name, "village", area.country, None, None)
    stated = _nation_ahead(p, found.first, named)
    if stated:
        inside = [s for s in spots if s.country == stated]
        return inside[0] if inside else Spot(spots[0].name, "village", stated, None, None)
    if len(spots) == 1:
        return spots[0]
    near = _in_phrase(p, found, named)
    if near:
        inside = [s for s in spots if s.country == near]
        if inside:
            return inside[0]
    top = spots[0]
    if not top.other_name:
        spots = tuple(s for s in spots if not s.other_name)
    least = (SHARE_OF_CITY if top.weight >= CITY else SHARE) * top.weight
    beside = {c for i, c in named.countries.items() if p.sent[i] == p.sent[found.first] and p.text[i] != p.text[found.first] and not _hyphened(p, i)}
    if len(beside) == 1 and top.country not in beside:
        inside = [s for s in spots if s.country in beside and s.weight >= least]
        if inside:
            return inside[0]
    elsewhere = dict(context)
    for i, country in named.countries.items():
        if p.text[i] == p.text[found.first] or _hyphened(p, i):
            elsewhere[country] = elsewhere.get(country, 0) - 1
    elsewhere = {c: n for c, n in elsewhere.items() if n > 0}
    settled = top.capital or top.weight >= 500_000
    if not top.country or (elsewhere.get(top.country) and settled):
        return top
    ranked = sorted((s for s in spots if s.country and elsewhere.get(s.country) and s.weight >= least),
                    key=lambda s: (-elsewhere[s.country or ""], -s.population))
    return ranked[0] if ranked else top


def _hyphened(p: Parsed, i: int) -> bool:
    """ "Russian-occupied", "Turkish-backed": who holds a place does not say in which country it lies."""
    return i + 1 < len(p.text) and p.text[i + 1] in HYPHENS


def _nation_ahead(p: Parsed, first: int, named: Named) -> str | None:
    """The country in whose town, village or province a name is said to be ("the northern Greek town of Pella")."""
    i = first - 1
    if i > 0 and p.lower[i] == "of":
        i -= 1
    if i < 1 or p.lemma[i] not in SETTLEMENTS - {"settlement"} or p.pos[i] not in ("NOUN", "PROPN") or p.sent[i] != p.sent[first]:
        return None
    i -= 1
    while i > 0 and p.pos[i] in ("ADJ", "NOUN") and p.lower[i - 1] not in HYPHENS and i not in named.countries and p.sent[i] == p.sent[first]:
        i -= 1
    return named.countries.get(i) if p.pos[i] in ("ADJ", "PROPN") and p.sent[i] == p.sent[first] else None


def _in_phrase(p: Parsed, found: Found, named: Named) -> str | None:
    """The country of the phrase right behind ("Tripoli in northern Lebanon")."""
    for other in named.places:
        if found.last < other.first <= found.last + 4 and p.sent[other.first] == p.sent[found.last]:
            between = p.lower[found.last + 1:other.first]
            if between and between[0] in ("in", "on") and len(other.spots) == 1 and not any(p.pos[k] == "VERB" for k in range(found.last + 1, other.first)):
                return other.spots[0].country
    return None


def _georgia(p: Parsed, found: Found, context: dict[str, int]) -> Spot | None:
    """Georgia is the US state where the article is about the United States and not about the Caucasus."""
    if p.lower[found.first] != "georgia" or not context.get("USA") or context.get("RUS") or context.get("ARM") or context.get("AZE") or context.get("GEO", 0) > 2:
        return None
    around = {"atlanta", "savannah", "republican", "republicans", "democrat", "democrats", "senate", "primary", "alabama", "florida", "arizona", "michigan", "pennsylvania",
              "wisconsin", "nevada", "carolina", "tennessee"}
    return Spot("Georgia", "region", "USA", None, None, state="GA") if around & set(p.lower) else None


# -- place or actor -------------------------------------------------------------------------------------------------------


def _is_place(p: Parsed, head: int, found: Found, depth: int = 0) -> bool:
    """Does the name stand for a place here?"""
    acts = found.kind == "country" or found.spots[0].capital or (found.kind == "region" and found.spots[0].name == "Washington")
    word, relation, governor = syntax.case(p, head), p.dep[head], p.head[head]
    if not word and found.first and p.lower[found.first - 1] in LOCATIVE and (p.pos[head] == "VERB" or found.first <= p.head[found.first - 1] < head):
        word = p.lower[found.first - 1]
    if word:
        return _under(p, word, governor, acts, found.kind)
    if relation in ("conj", "appos", "flat", "list") and governor != head and depth < 4:
        if relation == "appos" and p.lemma[governor] in SETTLEMENTS:
            return True
        return _is_place(p, governor, found, depth + 1) if p.pos[governor] == "PROPN" else not acts
    if relation in ("compound", "nmod:poss", "nmod", "nmod:unmarked") and governor != head:
        while relation == "compound" and p.dep[governor] == "compound" and p.head[governor] > governor:
            governor = p.head[governor]
        if relation == "compound" and p.lemma[governor] == "capital":
            return False
        if acts:
            return p.lemma[governor] in AREAS
        return relation == "nmod:poss" or found.kind == "region" or p.lemma[governor] in PLACED or p.lower[governor] in PLACED
    lemma = p.lemma[governor]
    if relation in ("obj", "nsubj:pass"):
        return lemma in MOTION or (found.kind != "country" and lemma in STRIKE) or not acts
    if acts:
        return relation == "root" and p.pos[head] == "PROPN" and len(p.children[head]) <= 1 and p.sentences[p.sent[head]][1] - p.sentences[p.sent[head]][0] <= 2
    return not (relation.startswith("nsubj") and lemma in SAYING)


def _under(p: Parsed, word: str, governor: int, acts: bool, kind: str) -> bool:
    """Under a preposition."""
    first = word.split(maxsplit=1)[0]
    if first == "of":
        return p.lemma[governor] in AREAS or p.lower[governor] in AREAS or (not acts and p.lemma[governor] not in ("government", "president", "leader", "minister"))
    if first not in LOCATIVE:
        return (not acts and first in ("against", "by", "for", "about", "like", "with", "after", "of", "under", "as", "than", "before", "until", "despite", "without") \
            and kind == "region") or (not acts and first in ("against", "for", "over", "about"))
    if first == "to" and acts and (p.lemma[governor] in GIVING or p.pos[governor] == "ADJ"):
        return False
    if first == "on" and acts and (p.lemma[governor] in AIMING or p.lower[governor] in AIMING):
        return False
    return not (first == "between" and acts)


# -- unknown names --------------------------------------------------------------------------------------------------------


def _unknown(p: Parsed, know: Knowledge, named: Named, used: set[int], context: dict[str, int]) -> list[PlaceMention]:
    """Names of places in no table: what the model takes for one under a preposition, and names beside "village", "district"."""
    known = {i for f in named.places if not _goes_on(p, f.last) for i in range(f.first, f.last + 1)}
    runs = [(n.first, n.last) for n in p.names if n.kind == "PLACE"]
    runs += [(f.first, f.last + 2) for f in named.places if _goes_on(p, f.last)]
    runs += [r for i in range(len(p.text)) if p.lemma[i] in SETTLEMENTS | CENTRES and p.pos[i] in ("NOUN", "PROPN") for r in _beside(p, i)]
    out = []
    for first, last in sorted(set(runs), key=lambda r: (r[0], -r[1])):
        first, last = _trimmed(p, first, last)
        if first == last and any(m.sort == "demonym" and m.text == p.text[first] for m in know.names.get(first_word(p.text[first]), ())):
            continue
        whole = any(p.lower[i] in ("'s", "’s") for i in range(first, last + 1))
        if last < first or any(i in used or i in named.taken or i in known or (i in named.countries and not whole) for i in range(first, last + 1)):
            continue
        head = _head(p, first, last)
        placed = first > 0 and p.lower[first - 1] in _NEAR
        if not _looks_like_place(p, head, first, last) or (p.text[last] in know.surnames and not placed):
            continue
        larger = next((f for f in named.places if f.first == last + 2 and p.lower[last + 1] == "," and p.sent[f.first] == p.sent[first]), None)
        if larger is not None and not _closes(p, named.places, larger):
            larger = None
        inside = larger or _behind(p, named.places, last)
        name = p.article.text[p.start[first]:p.end[last]]
        end = last
        if inside is not None and inside.kind != "country" and (larger is not None or _is_quarter(p, first, last)):
            name = f"{name}, {p.article.text[p.start[inside.first]:p.end[inside.last]]}"
        if larger is not None:
            end = larger.last
        country = _choose(p, inside, None, named, context).country if inside is not None else None if whole else _nation_ahead(p, first, named) or _only_country(p, named, context, first)
        out.append(_mention(p, (first, end, head), name, Spot(name, "village", country, None, None)))
        for k, m in enumerate(list(out[:-1])):
            if larger is not None and larger.first <= m.first <= larger.last:
                out.pop(k)
        used.update(range(first, end + 1))
    return out


def _goes_on(p: Parsed, last: int) -> bool:
    """Is the name the first part of another ("Saint Martin's Island"), or tells where a body has its seat ("a Britain-based monitor")?"""
    if p.lower[last + 1 : last + 3] in (("-", "based"), ("-", "led"), ("-", "backed"), ("-", "registered"), ("-", "owned"), ("-", "born")):
        return True
    return last + 2 < len(p.text) and p.lower[last + 1] in ("'s", "’s") and p.text[last + 2][0].isupper() and p.lower[last + 2] in SETTLEMENTS


def _closes(p: Parsed, places: tuple[Found, ...], larger: Found) -> bool:
    """Ends a phrase, and no list goes on."""
    after = larger.last + 1
    if after >= len(p.text) or p.sent[after] != p.sent[larger.last]:
        return True
    return p.lower[after] not in ("and", "or") and not (p.lower[after] == "," and p.lower[after + 1:after + 2] in (("and",), ("or",)))


def _beside(p: Parsed, i: int) -> list[tuple[int, int]]:
    """Runs of capitalised words beside a place noun: "village of X", "the town X", "X district"."""
    found = []
    at = i + 1
    if at < len(p.text) and p.lower[at] == "of":
        at += 1
    run = _run(p, at)
    if p.lemma[i] in CENTRES and at == i + 1:
        run = None
    if run is not None and not p.text[i][0].isupper() and (at > i + 1 or p.lower[i] in CALLED):
        found.append(run)
    if i > 0 and not p.text[i][0].isupper() and p.lemma[i] not in CENTRES:
        low = i - 1
        if p.text[low].islower() and p.pos[low] == "NOUN" and low > 0 and p.dep[low] == "compound" and p.lemma[i] in ("site", "house", "crossing", "base", "post", "camp"):
            low -= 1
        last = low
        while low > 0 and p.sent[low] == p.sent[i] and (p.text[low][0].isupper() or p.text[low] in ("-", "–")) and p.pos[low] in ("PROPN", "PUNCT", "NOUN"):
            low -= 1
        if low + 1 <= last and p.tag[last] in ("NNP", "NNPS"):
            found.append((low + 1, last))
    return found


def _run(p: Parsed, at: int) -> tuple[int, int] | None:
    if at >= len(p.text) or not p.text[at][0].isupper() or p.pos[at] not in ("PROPN", "NOUN", "X"):
        return None
    last = at
    while last + 1 < len(p.text) and p.sent[last + 1] == p.sent[at] and (
            (p.text[last + 1][0].isupper() and p.pos[last + 1] == "PROPN") or (p.text[last + 1] in ("-", "–") and p.text[last + 2:last + 3] and p.text[last + 2][0].isalpha())):
        last += 1
        if p.text[last] in ("-", "–"):
            last += 1
    return at, last


def _trimmed(p: Parsed, first: int, last: int) -> tuple[int, int]:
    """Without days, titles and articles at its ends, and nothing behind a comma."""
    for i in range(first, last + 1):
        if p.text[i] == "," or (p.lower[i] in ("'s", "’s") and not _goes_on(p, i - 1)):
            last = i - 1
            break
    if (first and p.lower[first - 1] in TITLES) or p.lower[first] in TITLES:
        return first, first - 1
    while first <= last and (p.lower[first] in NOT_NAMES or not (p.text[first][0].isalpha())):
        first += 1
    while last >= first and (p.lower[last] in NOT_NAMES or p.pos[last] == "PUNCT"):
        last -= 1
    return first, last


def _looks_like_place(p: Parsed, head: int, first: int, last: int) -> bool:
    if p.pos[head] not in ("PROPN", "NOUN", "X") or (not p.text[first][0].isupper() and p.lower[first] not in ("al", "el")):
        return False
    if first == last and (p.tag[first] == "JJ" or p.lower[first] in DIRECTIONS or p.lower[first] in SETTLEMENTS):
        return False
    if p.lower[last] in BODIES or (first == last and p.text[first].isupper() and len(p.text[first]) > 2):
        return False
    governor = p.head[head]
    beside = any(k < len(p.text) and p.lemma[k] in SETTLEMENTS and p.sent[k] == p.sent[last] for k in ((last + 1,) if last + 1 >= len(p.text) or p.dep[last + 1] != "compound" else (last + 1, last + 2)))
    before = p.lower[first - 1] if first else ""
    named = before in SETTLEMENTS or (before == "of" and first > 1 and p.lemma[first - 2] in SETTLEMENTS | CENTRES)
    if beside or named:
        return True
    word = syntax.case(p, head)
    if word:
        if word == "to" or (word == "from" and first == last):
            return p.lemma[governor] in GOING
        return word.split()[0] in _NEAR or (word == "of" and p.lemma[governor] in AREAS) or (word in ("on", "over", "through", "across", "along", "inside", "between"))
    if p.dep[head] == "compound" and p.lemma[governor] in SETTLEMENTS and syntax.case(p, governor):
        return True
    if p.dep[head] == "conj" and governor != head:
        return syntax.case(p, governor) in _NEAR and p.pos[governor] == "PROPN"
    return p.dep[head] in ("obj", "nsubj:pass") and p.lemma[governor] in STRIKE | MOTION


def _is_quarter(p: Parsed, first: int, last: int) -> bool:
    after = p.lemma[last + 1] if last + 1 < len(p.text) else ""
    return after in QUARTERS or (first > 1 and p.lemma[first - 2] in QUARTERS)


def _behind(p: Parsed, places: tuple[Found, ...], last: int) -> Found | None:
    """The larger place of the same phrase: "Nakhil quarter of El Obeid", "X in northern Niger", "X, in Niger"."""
    for found in places:
        if last < found.first <= last + 6 and p.sent[found.first] == p.sent[last]:
            between = [w for w in p.lower[last + 1:found.first] if w != ","]
            joined = any(w in ("of", "in", "on") for w in between)
            plain = all(p.pos[k] in ("ADP", "DET", "ADJ", "NOUN", "PUNCT", "PROPN") for k in range(last + 1, found.first))
            return found if joined and plain and sum(p.pos[k] == "ADP" for k in range(last + 1, found.first)) <= 2 else None
    return None


def _only_country(p: Parsed, named: Named, context: dict[str, int], token: int, leave: int = -1) -> str | None:
    """The one country whose name or place stands in the sentence, the place at `leave` not counted."""
    found = set()
    for other in named.places:
        if other.first != leave and p.sent[other.first] == p.sent[token] and not _goes_on(p, other.last):
            spot = _choose(p, other, None, named, context)
            if spot.country is not None and is_state(spot.country) and not _doubtful(spot, context):
                found.add(spot.country)
    return found.pop() if len(found) == 1 else None
