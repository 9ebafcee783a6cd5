"""Finds in one pass the names that the tables of places know: countries, regions, waters, towns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.coding.place_words import AREAS, COMMON, FEATURES
from goodoffices.model import Parsed
from goodoffices.ontology.gazetteer import Gazetteer, Spot, place_key
from goodoffices.ontology.knowledge import Knowledge, first_word, straight

LONGEST = 6
_BODIES = frozenset({"institution", "igo", "armed_group", "outlet", "party", "ngo", "experts", "company", "person"})
_PARTICLES = frozenset("of the al el ad as ar an ash de del la le les da do du di au aux sous and es ez bin i upon sur".split())
_JOINTS = frozenset({"-", "–", "'", ",", "."})


@dataclass(frozen=True, slots=True)
class Found:
    """A known name over tokens `first`..`last`. `kind`: country, region (any kind of regions.tsv) or city; `spots` are the places it may be."""

    first: int
    last: int
    kind: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """`places` found, `countries` mentioned at each token (names, demonyms), `taken` tokens that are parts of other names, `implied`
    the countries of institutions named."""

    places: tuple[Found, ...]
    countries: dict[int, str]
    taken: frozenset[int]
    implied: tuple[str, ...] = ()


def is_state(code: str) -> bool:
    """ISO codes and Kosovo; not the codes made up for de facto states."""
    return not code.startswith("X") or code == "XKX"


def find_names(p: Parsed, know: Knowledge, gazetteer: Gazetteer) -> Named:
    """All names of places in an article."""
    text = straight(p.article.text)
    ends = {end: i for i, end in enumerate(p.end)}
    kinds: dict[int, str] = {}
    runs: dict[int, tuple[int, int, str]] = {}
    for name in p.names:
        for i in range(name.first, name.last + 1):
            kinds[i] = name.kind
            runs[i] = (name.first, name.last, name.kind)
    implied: list[str] = []
    bodies, countries, named, seats = _known(p, know, text, ends, implied)
    found: list[Found] = []
    i = 0
    while i < len(p.text):
        if not _opens(p, i) or i in bodies:
            i += 1
            continue
        place = _longest(p, gazetteer, named, i, kinds)
        if place is None or (i in seats and place.spots[0].other_name) or _part_of_name(p, place, runs) or _is_surname(p, know, place, kinds) \
                or (place.kind == "city" and _feature_behind(p, place.last)):
            i += 1
            continue
        found.append(place)
        i = place.last + 1
    return Named(tuple(found), countries, frozenset(bodies), tuple(implied))


def _opens(p: Parsed, i: int) -> bool:
    word = p.text[i]
    return word[0].isupper() or (word in ("al", "el", "the") and i + 2 < len(p.text) and p.text[i + 1] in ("-", "–") and p.text[i + 2][:1].isupper())


def _known(p: Parsed, know: Knowledge, text: str, ends: dict[int, int], implied: list[str]) -> tuple[set[int], dict[int, str], dict[int, tuple[int, str]], frozenset[int]]:
    """Tokens of bodies and persons; the country meant at each token by name or demonym; country names as first token -> (last, code);
    first tokens of seats of government of several words."""
    bodies: set[int] = set()
    countries: dict[int, str] = {}
    named: dict[int, tuple[int, str]] = {}
    seats: set[int] = set()
    i = 0
    while i < len(p.text):
        word = p.text[i]
        last = i
        if word[0].isupper() or word[0].isdigit():
            for meaning in know.names.get(first_word(word), ()):
                at = ends.get(p.start[i] + len(meaning.text)) if text.startswith(meaning.text, p.start[i]) else None
                if at is None or p.sent[at] != p.sent[i]:
                    continue
                if meaning.sort == "country":
                    named[i] = (at, meaning.ref)
                    countries[i] = meaning.ref
                elif meaning.sort in ("demonym", "capital", "metonym"):
                    if meaning.sort == "capital" and _feature_behind(p, at):
                        last = at
                        break
                    countries[i] = meaning.ref
                    if meaning.sort == "metonym" and at > i:
                        seats.add(i)
                elif meaning.sort in _BODIES and (at > i or meaning.sort != "person"):
                    bodies.update(range(i, at + 1))
                    if meaning.sort == "institution":
                        implied.append(know.institutions[meaning.ref].country)
                last = at
                break
        i = last + 1
    return bodies, countries, named, frozenset(seats)


def _feature_behind(p: Parsed, last: int) -> bool:
    """ "the Sofia valley", "the Havana Hills": not the town of that name."""
    return last + 1 < len(p.text) and p.lower[last + 1] in FEATURES and p.sent[last + 1] == p.sent[last]


def _longest(p: Parsed, gazetteer: Gazetteer, named: dict[int, tuple[int, str]], i: int, kinds: dict[int, str]) -> Found | None:
    country = named.get(i)
    limit = i
    for k in range(i + 1, min(i + LONGEST, len(p.text))):
        if p.sent[k] != p.sent[i] or p.start[k] - p.end[k - 1] > 1:
            break
        word = p.text[k]
        if not (word[0].isupper() or p.lower[k] in _PARTICLES or word in _JOINTS or word.islower() or word == "'s"):
            break
        limit = k
    for last in range(limit, i - 1, -1):
        if country is not None and last == country[0] and is_state(country[1]):
            return Found(i, last, "country", (Spot(p.article.text[p.start[i]:p.end[last]], "country", country[1], None, None),))
        if country is not None and last < country[0]:
            break
        if p.text[last] in _JOINTS or (p.text[last].islower() and p.lower[last] in _PARTICLES and last > i):
            continue
        key = place_key(p.article.text[p.start[i]:p.end[last]])
        region = gazetteer.region(key)
        if region is not None:
            towns = tuple(s for s in gazetteer.cities(key) if s.country == region.country and not s.other_name) if region.latitude is None else ()
            return Found(i, last, "city", towns) if towns else Found(i, last, "region", (region,))
        if all(p.text[k][0].isupper() or p.lower[k] in _PARTICLES or p.text[k] in _JOINTS for k in range(i, last + 1)):
            spots = gazetteer.cities(key)
            if spots and _may_be_town(p, i, last, spots, kinds):
                return Found(i, last, "city", spots)
    return None


def _may_be_town(p: Parsed, first: int, last: int, spots: tuple[Spot, ...], kinds: dict[int, str]) -> bool:
    """Many small towns are called like words: they need a proper-noun tag, and the model's word or a preposition of place."""
    if len(p.text[first]) < 3 and first == last:
        return False
    if p.lower[first] in ("may", "march", "april", "june", "august", "union", "the") and first == last:
        return False
    big = spots[0].population >= 200_000 or spots[0].capital
    opens = first == 0 or p.sent[first - 1] != p.sent[first]
    if not opens and p.tag[last] in ("VB", "VBP") and p.lower[first - 1] in ("to", "in", "from", "near", "towards"):
        return True
    if kinds.get(first) == "PLACE" or big:
        return p.tag[last] in ("NNP", "NNPS") or (big and p.pos[last] in ("PROPN", "NOUN"))
    return p.tag[last] in ("NNP", "NNPS") and not opens and p.lower[first - 1] in ("in", "near", "at", "from", "to", "outside", "of", "around", "towards", "into")


def _part_of_name(p: Parsed, place: Found, runs: dict[int, tuple[int, int, str]]) -> bool:
    """Inside a longer name of a person or body ("Michael Jordan", "Paris Club", "Oslo Accords")."""
    first, last = place.first, place.last
    run = runs.get(first)
    if run is not None and (run[0] < first or run[1] > last):
        begin, end, kind = run
        if kind in ("PERSON", "ORG") and not _list_of_places(p, begin, end):
            return True
        if kind == "PLACE" and begin < first and p.text[begin][0].isupper() and place.kind != "region" and all(p.text[k][0].isupper() for k in range(begin, first)):
            return p.lower[begin] not in ("northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "greater", "upper", "lower")
    if last + 1 < len(p.text) and p.sent[last + 1] == p.sent[last] and p.text[last + 1][0].isupper() and p.tag[last + 1] in ("NNP", "NNPS"):
        if p.head[last] == last + 1 and p.dep[last] in ("compound", "nmod", "flat") and p.lower[last + 1] not in _ALLOWED:
            return True
        if p.dep[last + 1] == "flat" and p.head[last + 1] == last and p.lower[last + 1] not in _ALLOWED:
            return True
    if first > 0 and p.sent[first - 1] == p.sent[first] and p.text[first - 1][0].isupper() and p.dep[first] == "flat" and p.head[first] < first:
        return p.lower[first - 1] not in _ALLOWED
    return _larger_compound(p, place)


def _larger_compound(p: Parsed, place: Found) -> bool:
    """ "Sahel Relief Network": the head of a capitalised compound stands further right."""
    last, head = place.last, p.head[place.last]
    if p.dep[last] not in ("compound", "nmod", "amod") or not last + 1 < head <= last + 5 or p.sent[head] != p.sent[last]:
        return False
    return all(p.text[k][0].isupper() and p.tag[k] in ("NNP", "NNPS", "JJ") for k in range(last + 1, head + 1)) and p.lower[head] not in _ALLOWED


def _is_surname(p: Parsed, know: Knowledge, place: Found, kinds: dict[int, str]) -> bool:
    """A town called like a person needs a preposition of place before it."""
    if place.kind != "city" or (place.spots[0].capital and p.lower[place.first] not in COMMON):
        return False
    before = p.lower[place.first - 1] if place.first and p.sent[place.first - 1] == p.sent[place.first] else ""
    if p.text[place.last] in know.surnames and place.spots[0].population < 100_000:
        return before not in ("in", "near", "at", "outside")
    placed = before in _BEFORE or (before == "of" and place.first > 1 and p.lemma[place.first - 2] in AREAS)
    if place.first == place.last and p.lower[place.first] in COMMON:
        return not placed
    if kinds.get(place.last) == "PERSON" and place.spots[0].population < 200_000:
        return not placed
    return p.text[place.last] in know.surnames and place.spots[0].population < 1_000_000 and not placed


_BEFORE = frozenset("in near at outside from to into around towards toward off between via".split())
_ALLOWED = frozenset("""city airport crossing island strait river sea peninsula monday tuesday wednesday
thursday friday saturday sunday port town village""".split())


def _list_of_places(p: Parsed, first: int, last: int) -> bool:
    """The model ran several names into one."""
    return any(p.text[i] in (",", "and") for i in range(first, last + 1))


def weights(named: Named) -> dict[str, int]:
    """How often each country is named or implied by an unmistakable place."""
    out: dict[str, int] = {}
    for code in _all(named):
        out[code] = out.get(code, 0) + 1
    return out


def _all(named: Named) -> Iterable[str]:
    for code in (*named.countries.values(), *named.implied):
        if is_state(code):
            yield code
    for place in named.places:
        countries = {s.country for s in place.spots if s.country}
        if place.kind != "country" and len(countries) == 1 and (place.kind == "region" or place.spots[0].capital or place.spots[0].population >= 100_000):
            yield countries.pop()
