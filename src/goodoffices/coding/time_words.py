"""The words of time: names of days and months, units, numbers, and how a sentence is read word by word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from goodoffices.coding.calendar_rules import HOLIDAYS, SEASONS, Interval
from goodoffices.model import Parsed


def _numbered(*names: str, start: int = 0) -> dict[str, int]:
    return {form: k for k, forms in enumerate(names, start) for form in forms.split()}


WEEKDAYS = _numbered("monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun")
SHORT_WEEKDAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
MONTHS = _numbered("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct",
                   "november nov", "december dec", start=1)
NUMBERS = _numbered("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
                    "sixteen", "seventeen", "eighteen", "nineteen", "twenty") | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
                    "ninety": 90, "hundred": 100, "dozen": 12}
TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
ORDINALS = _numbered("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", start=1) | {"last": -1, "final": -1}
UNITS = {form: name for name, forms in {
    "minute": "minute minutes", "hour": "hour hours hr hrs", "day": "day days", "night": "night nights", "week": "week weeks", "fortnight": "fortnight fortnights",
    "weekend": "weekend weekends", "month": "month months", "quarter": "quarter quarters", "year": "year years", "decade": "decade decades",
    "century": "century centuries"}.items() for form in forms.split()}
CALENDAR_UNITS = frozenset("day week fortnight weekend month quarter year decade century".split())
LONG = frozenset("week fortnight weekend month quarter year decade century".split())
DAYPARTS = frozenset("morning mornings afternoon evening night lunchtime".split())
MOMENTS = frozenset("noon midnight midday dawn dusk sunset sunrise nightfall sundown daybreak".split())
ZONES = frozenset("gmt utc est edt et bst cet cest eet eest msk ist pst pdt jst".split())
VAGUE = frozenset("few several many some".split())
PARTS = {"early": "early", "earlier": "before", "mid": "mid", "middle": "mid", "late": "late", "later": "after"}
EDGES = {"end": "late", "close": "late", "beginning": "early", "start": "early", "middle": "mid", "turn": "early"}
PREPOSITIONS = frozenset("on in at by until till til since from during over throughout through for within before after around about between of into across as".split())
GOVERNING = frozenset("by until till til since before after from between".split())
DEADLINES = frozenset({"by", "until", "till", "til", "before", "no later than", "not later than", "prior to", "up to"})
PAPERS = frozenset("times telegraph mail mirror express post herald independent tribune world guardian standard vision nation sun star age people".split())
BLOODY = frozenset("bloody black super holy cyber man girl cold casual fat red".split())
SEASON_NAMES = frozenset(SEASONS)
DASHES = frozenset({"-", "–", "—", "‐"})
#: First words of feasts; the names themselves are in calendar_rules.
FEASTS: dict[str, tuple[tuple[str, ...], ...]] = {}
for _name in sorted(HOLIDAYS, key=len, reverse=True):
    _words = tuple(_name.replace("al-", "al - ").replace("'s", " 's").split())
    FEASTS[_words[0]] = (*FEASTS.get(_words[0], ()), _words)


_ISO = {"minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
_TIMES = {"fortnight": ("week", 2), "decade": ("year", 10), "century": ("year", 100), "quarter": ("month", 3)}


def iso_length(number: int, name: str) -> str | None:
    """ISO 8601 duration: 36 hours are PT36H, two weeks P2W, a fortnight P2W."""
    if name in _TIMES:
        name, number = _TIMES[name][0], _TIMES[name][1] * number
    return _ISO[name].format(number) if name in _ISO and number > 0 else None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a shape is resolved against. `direction` as in tense.py; `before` are the resolved intervals mentioned so far, the last
    one last; `exact` after "by" and "until"."""

    published: date | None
    direction: int
    before: tuple[Interval, ...] = ()
    exact: bool = False

    def last(self, days: int = 2) -> Interval | None:
        """The date last mentioned, at most `days` long; after past tense one that is past, if there is one."""
        found = [x for x in self.before if (x.end - x.start).days < days]
        if self.direction < 0 and self.published:
            past = [x for x in found if x.start <= self.published]
            found = past or found
        return found[-1] if found else None

    def latest(self) -> Interval | None:
        """The latest day mentioned that is not to come."""
        found = [x for x in self.before if (x.end - x.start).days < 2 and (self.published is None or x.start <= self.published)]
        return max(found) if found else None


When = Callable[[Setting], Interval | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """An expression over tokens `first`..`last`; `core` its noun. `when` resolves it. `sort` is weekday, day, month, year, relative,
    length or vague. `in_year` resolves a day or month without a year in a given one. `tense` overrides the clause's direction.
    `bare`: counts only behind a preposition."""

    first: int
    last: int
    core: int
    sort: str
    when: When
    length: str | None = None
    kind: str | None = None
    in_year: Callable[[int], Interval | None] | None = None
    year: int | None = None
    tense: int = 0
    bare: bool = False


def unresolved(_: Setting) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: words by index, "" outside of it."""

    p: Parsed
    low: int
    high: int

    def word(self, i: int) -> str:
        return self.p.lower[i] if self.low <= i < self.high else ""

    def capital(self, i: int) -> bool:
        return self.low <= i < self.high and self.p.text[i][:1].isupper()

    def month(self, i: int) -> int | None:
        """The month named at a token: written with a capital, and no modal, verb or surname."""
        if not self.capital(i):
            return None
        word = self.p.lower[i].rstrip(".")
        number = MONTHS.get(word)
        if number is None or (self.p.tag[i] in ("MD", "VB", "VBP", "VBD") and not self._dated(i)):
            return None
        if word in ("mar", "jan", "may", "march", "april", "june", "august", "jun", "sep", "dec") and not self._dated(i):
            before = self.p.text[i - 1] if i > self.low else ""
            if before[:1].isupper() and self.p.tag[i - 1] in ("NNP", "NNPS") and before.lower() not in WEEKDAYS and before.lower().rstrip(".") not in MONTHS and i - 1 > self.low:
                return None
        return number

    def _dated(self, i: int) -> bool:
        """A number beside it: a day or a year."""
        after = self.word(i + 1)
        return bool(after[:1].isdigit()) or self.day_number(i - 1) is not None or (self.word(i - 1) == "of" and self.day_number(i - 2) is not None)

    def day_number(self, i: int) -> int | None:
        """1 to 31, also "4th"."""
        word = self.word(i)
        if not word or not word[0].isdigit():
            return None
        for ending in ("st", "nd", "rd", "th"):
            word = word.removesuffix(ending)
        return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 else None

    def year(self, i: int) -> int | None:
        word = self.word(i)
        return int(word) if len(word) == 4 and word.isascii() and word.isdigit() and 1000 <= int(word) <= 2199 else None

    def number(self, i: int) -> tuple[int, int] | None:
        """A number beginning at a token, with its last token: "three", "36", "twenty-four", "a", "a couple of", "a dozen"."""
        word = self.word(i)
        if word in ("a", "an"):
            if self.word(i + 1) == "couple":
                return 2, i + 2 if self.word(i + 2) == "of" else i + 1
            if self.word(i + 1) == "dozen":
                return 12, i + 1
            return 1, i
        if word in TENS and self.word(i + 1) in DASHES and NUMBERS.get(self.word(i + 2), 99) < 10:
            return NUMBERS[word] + NUMBERS[self.word(i + 2)], i + 2
        if word in NUMBERS:
            return NUMBERS[word], i
        plain = word.replace(",", "")
        if plain.isascii() and plain.isdigit() and len(plain) <= 4:
            return int(plain), i
        return None

    def unit(self, i: int) -> str | None:
        return UNITS.get(self.word(i))
