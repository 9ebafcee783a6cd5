"""The dateline: place, day and agency before the first sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import msgspec

from goodoffices.ontology import load
from goodoffices.ontology.gazetteer import load_gazetteer, place_key
from goodoffices.read.dates import publication_date

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = (
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:(?i:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?i:{_MONTH}))"
    r"(?:,? \d{4})?"
)
_WORD = r"[^\W\d_][\w'’.-]*(?<![-])"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,4}}(?:/{_WORD}(?: {_WORD}){{0,2}}){{0,2}}(?:, {_WORD}(?: {_WORD}){{0,3}}?){{0,2}}"
_SHAPE = re.compile(
    rf"(?P<place>{_PLACE}?)"
    rf"(?P<rest>(?:[,.]? ?\(?(?P<day>{_DAY})\)?[.,]?)?"
    r"(?:,? ?(?P<agency>\([^()]{2,60}\)|/[A-Z][\w. -]{1,30}/\.?|\[[^\[\]]{2,40}\]))?"
    rf"(?:[,.]? (?P<day2>{_DAY}))?)"
    r"(?P<mark> ?: | ?(?:--|—|–|―) ?| _ | - | -(?=[A-Z“\"])|(?<=/\.) |(?<=/) |:$| ?[-–—]+$)"
)
_AGENCIES = re.compile(
    r"\b(?:reuters|ap|afp|tass|itar-tass|interfax|xinhua|dpa|upi|efe|ansa|pti|ani|ians|bernama|kyodo|"
    r"yonhap|anadolu|aa|associated press|bloomberg|bbc|cnn|ria|ukrinform|irna|sana|wam|petra|mena|"
    r"lusa|pap|mti|belga|antara|news|agency|agencies|wire|times|courier|post|herald|press|radio|tribune|"
    r"gazette|daily|journal|chronicle|telegraph|observer|monitor|dispatch|mail|star|service)\b",
    re.IGNORECASE,
)
# Words in front of a colon or dash that are labels, not places.
_LABELS_TEXT = """
    note notes update updates updated breaking watch live exclusive analysis opinion video photo photos
    factbox timeline explainer explained correction corrected interview commentary editorial review preview
    warning important question answer background context summary highlights key fact check factcheck
    special report feature profile obituary letter letters developing alert urgent news brief briefs world
    business sport sports weather politics source sources image caption read more related advertisement
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december today yesterday tomorrow part chapter section table figure
    statement transcript speech remarks resolution minister president ambassador spokesman spokesperson
    moderator host reporter journalist speaker chairman chair conclusion introduction overview results
    date time place subject from by title author published
"""
_LABELS = frozenset(_LABELS_TEXT.split())
# Cities whose names are everyday words: in title case before a bare colon or dash they prove nothing.
_EVERYDAY_TEXT = """
    nice reading mobile orange split bath most man date male van batman police same best of
    lead march date victoria sale bury deal battle hope rugby sandy central union liberty enterprise
    independence progress commerce surprise normal eagle why media
"""
_EVERYDAY = frozenset(_EVERYDAY_TEXT.split())
# Places in datelines that an atlas of cities lists under another name or not at all.
_SEATS = (
    "Kyiv", "Kiev", "New Delhi", "Washington", "Washington DC", "Washington D.C.", "Jerusalem", "Gaza", "Gaza City",
    "Ramallah", "The Hague", "Geneva", "United Nations", "U.N.", "UN", "Brussels", "Strasbourg", "Vatican City",
    "Pristina", "Taipei", "Hargeisa", "West Bank", "Davos", "Camp David", "Nur-Sultan", "Naypyitaw", "Rangoon",
    "Bombay", "Calcutta", "Peking", "Saigon", "Luxembourg", "St Petersburg", "St. Petersburg", "New York", "Kashmir",
    "Crimea", "Donbas", "Darfur", "Tigray", "Sinai", "Golan Heights", "Guantanamo Bay", "Panmunjom", "Palestine",
)  # fmt: skip
_LARGE = 50_000
_REACH = 160  # characters in which a dateline ends


class Dateline(msgspec.Struct, frozen=True):
    """`words`: the dateline word for word without its dash; `end`: where the prose begins.

    `day` is its date as ISO, `month_day` the words of a date without a year.
    """

    words: str
    end: int
    day: str | None = None
    month_day: str | None = None


def find_dateline(paragraph: str, *, strong_only: bool = False) -> Dateline | None:
    """The dateline at the start of `paragraph`; `strong_only`: place in capitals with day or agency."""
    head = paragraph[:_REACH]
    found = _SHAPE.match(head)
    if found is None:
        return None
    place, mark = found["place"], found["mark"].strip()
    rest = paragraph[found.end() :].lstrip()
    capitals = _is_capitals(place)
    dated = found["day"] or found["day2"]
    if strong_only and not (capitals and (dated or found["agency"])):
        return None
    if not (_supported(found, capitals) or _bare_place(place, mark, rest, capitals)):
        return None
    end = len(paragraph) - len(rest)
    words = paragraph[: found.end("rest")].strip().rstrip(",")
    day = publication_date(dated) if dated else None
    return Dateline(words, end, day, dated if dated and day is None else None)


def whole_dateline(paragraph: str) -> Dateline | None:
    """A paragraph that is nothing but a known place with a full date ("Geneva, 12 March 2024")."""
    if len(paragraph) > 80 or not paragraph[:1].isupper():
        return None
    found = re.fullmatch(rf"(?P<place>{_PLACE}?),? \(?(?P<day>{_DAY})\)?\.?", paragraph)
    day = publication_date(found["day"]) if found else None
    if found is None or day is None or not known_place(found["place"]):
        return None
    return Dateline(paragraph, len(paragraph), day)


def _supported(found: re.Match[str], capitals: bool) -> bool:
    """Whether day and agency beside it make the first words a place."""
    place, agency = found["place"], found["agency"]
    if _is_label(place) or not _place_shaped(place):
        return False
    dated = bool(found["day"] or found["day2"])
    if agency:
        return capitals or dated or bool(_AGENCIES.search(agency)) or known_place(place)
    return dated and (capitals or len(place.split()) <= 3 or known_place(place))


def _bare_place(place: str, mark: str, rest: str, capitals: bool) -> bool:
    """Whether a place stands alone before its colon or dash, and prose after it."""
    if _is_label(place) or not _place_shaped(place):
        return False
    opening = rest.lstrip("\"'“‘([")[:1]
    if rest and not (opening.isupper() or opening.isdigit()):
        return False
    if capitals:
        if known_place(place):
            return True
        return mark != ":" and len(place.replace(" ", "")) >= 5 and len(place.split()) <= 4
    if place.casefold() in _EVERYDAY or not known_place(place, large=True):
        return False
    return not _is_country(place) or len(rest.split()) >= 10


def known_place(words: str, *, large: bool = False) -> bool:
    """Whether `words`, or what stands before or after its comma or slash, names a city, a region or a country.

    `large`: of the cities only capitals and those of 50,000 people and more count.
    """
    for part in [words, *re.split(r", |/", words)]:
        name = re.sub(r"^(?:near|outside|aboard|off|in|at) ", "", part, flags=re.IGNORECASE)
        if _fold(name) in _seats() or _is_country(name):
            return True
        key = place_key(name)
        gazetteer = load_gazetteer()
        if any(not large or spot.capital or spot.population >= _LARGE for spot in gazetteer.cities(key)):
            return True
        if not large and gazetteer.region(key):
            return True
    return False


@cache
def _seats() -> frozenset[str]:
    return frozenset(_fold(name) for name in _SEATS)


@cache
def _countries() -> frozenset[str]:
    return frozenset(_fold(country.name) for country in load().know.countries.values())


def _is_country(name: str) -> bool:
    return _fold(name) in _countries()


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'").strip(" .")


def _is_capitals(place: str) -> bool:
    """KYIV; HAVANA, Cuba; ABOARD AIR FORCE ONE: what stands before the first comma is in capitals."""
    first = place.partition(",")[0]
    return first in ("U.N.", "UN") or (first.isupper() and sum(c.isalpha() for c in first) >= 3)


def _is_label(place: str) -> bool:
    folded = re.findall(r"\w+", place.casefold())
    return not folded or folded[0] in _LABELS or folded[-1] in _LABELS


def _place_shaped(place: str) -> bool:
    """Every word begins with a capital, but for the small words inside names."""
    small = {"of", "the", "de", "del", "la", "el", "al", "and", "on", "upon", "in", "du", "da", "es"}
    words = re.split(r"[ /]", place)
    return place[:1].isupper() and all(w[:1].isupper() or w in small for w in words if w)
