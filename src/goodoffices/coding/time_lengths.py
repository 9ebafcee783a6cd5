"""Shapes made of a number and a unit: "two weeks ago", "a day later", "within 72 hours", "a two-week deadline", "for eight days"."""

from __future__ import annotations

from goodoffices.coding import calendar_rules as cal
from goodoffices.coding.calendar_rules import Interval
from goodoffices.coding.time_words import DASHES, VAGUE, WEEKDAYS, Line, Setting, Shape, When, iso_length, unresolved

_RATES = frozenset("once twice times thrice per".split())
_OVER = frozenset({"than", "least", "over"})
_LONG = {"weeklong": "P1W", "monthlong": "P1M", "yearlong": "P1Y", "daylong": "P1D", "nightlong": "P1D", "decadelong": "P10Y"}


def counted(line: Line, i: int) -> Shape | None:
    """An expression that begins with a number ("three", "36", "a", "half", "several", "a few") or is "weeklong"."""
    if line.word(i) in _LONG:
        return Shape(i, i, i, "length", unresolved, length=_LONG[line.word(i)], kind="length")
    if line.word(i) == "half" and line.word(i + 1) in ("an", "a", "-") and line.unit(i + 2) in ("hour", "year", "day"):
        length = {"hour": "PT30M", "year": "P6M", "day": "PT12H"}[line.word(i + 2)] if line.word(i + 2) in ("hour", "year", "day") else None
        return Shape(i, i + 2, i + 2, "length", unresolved, length=length, kind="length")
    vague = _vague(line, i)
    if vague is not None:
        return vague
    found = line.number(i)
    if found is None:
        return None
    number, last = found
    if line.word(last + 1) in ("more", "further", "additional", "full", "whole", "consecutive", "straight", "extra", "other", "working", "calendar", "business"):
        last += 1
    dashed = line.word(last + 1) in DASHES
    at = last + 2 if dashed else last + 1
    name = line.unit(at)
    if name is None or name == "weekend" or (line.capital(at) and not line.p.text[at].isupper() and i > line.low):
        return None
    plural = line.word(at).endswith("s")
    if dashed and (plural or (line.word(at + 1) in (*DASHES, "old") and line.word(at + 2) in ("old", "olds"))):
        return None
    if not dashed and number != 1 and not plural and line.word(at + 1) not in ("deadline", "ultimatum", "truce", "ceasefire", "-"):
        return None
    if line.word(at + 1) in DASHES and line.word(at + 2) == "long":
        return None
    if line.word(at + 1) in ("old", "older", "younger") or (line.word(at + 1) == "-" and line.word(at + 2) == "old") or line.word(i - 1) == "aged":
        return None
    beside = beside_number(line, i, at, number, name)
    if beside is not None:
        return beside
    if line.word(i) in ("a", "an") and _is_rate(line, i, at):
        return None
    if line.word(i - 1) in ("to", "or", *DASHES) and line.number(i - 2) is not None and line.word(i - 2) not in ("a", "an"):
        return Shape(i, at, at, "length", unresolved, kind="length")
    if line.word(at + 1) in ("'s", "'") and line.word(at + 2) == "time" and line.word(i - 1) == "in":
        return Shape(i, at + 2, at, "relative", _ahead(number, name), tense=2)
    return Shape(i, at, at, "length", unresolved, length=iso_length(number, name), kind="length")


def bare_unit(line: Line, i: int) -> Shape | None:
    """ "week-long", "weeks ago", "days later", "hours earlier"."""
    name = line.unit(i)
    if name is None:
        return None
    if line.word(i + 1) in DASHES and line.word(i + 2) == "long" and not line.word(i).endswith("s"):
        return Shape(i, i + 2, i, "length", unresolved, length=iso_length(1, name), kind="length")
    if line.word(i).endswith("s") and line.word(i + 1) in ("ago", "earlier", "later"):
        return _some(line, i, i, name)
    return None


def beside_number(line: Line, i: int, at: int, number: int, name: str) -> Shape | None:
    """ "ago", "earlier", "later", "before", "after", "from now", "on Tuesday", "today" behind a number of units."""
    side = line.word(at + 1)
    vague = line.word(i - 1) in _OVER and name in ("month", "year", "decade", "century")
    if side == "ago":
        last = at + 2 if line.word(at + 2) in ("today",) else at + 1
        exact = last == at + 2
        when = (lambda s: _day_from(s, name, -number)) if exact else (lambda s: cal.counted(s.published, name, -number) if s.published else None)
        return Shape(i, last, at, "relative", unresolved if vague else when, tense=-2)
    if side in ("earlier", "previously"):
        return Shape(i, at + 1, at, "relative", unresolved if vague else _from_last(name, -number), tense=0)
    if side in ("later", "afterwards", "afterward", "on"):
        if side == "on":
            if line.word(at + 2) == "," and i == line.low:
                return Shape(i, at + 1, at, "relative", _from_last(name, number))
            weekday = WEEKDAYS.get(line.word(at + 2))
            if weekday is None or number != 1 or name != "week" or line.word(i - 1) in ("for", "in"):
                return None
            return Shape(i, at + 2, at, "weekday", lambda s: cal.day(cal.add(cal.weekday_on(s.published, weekday), "week", 1)) if s.published else None, tense=2) \
                if line.p.head[at + 2] == at else None
        return Shape(i, at + 1, at, "relative", unresolved if vague else _from_last(name, number))
    if side == "from" and line.word(at + 2) in ("now", "today"):
        return Shape(i, at + 2, at, "relative", lambda s: cal.counted(s.published, name, number) if s.published else None, tense=2)
    if side == "before" and any(line.word(k) in ("wait", "waits", "waited", "waiting") for k in range(i - 3, i)):
        return None
    if side in ("before", "after") and name not in ("minute",):
        if _says_what(line, at + 2):
            return Shape(i, at + 1, at, "relative", unresolved)
        return Shape(i, at + 1, at, "relative", _from_last(name, number if side == "after" else -number))
    return None


def _says_what(line: Line, i: int) -> bool:
    """Is it said before or after what ("two days after the raid")?"""
    return bool(line.word(i)) and (line.p.pos[i] in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "ADP") or line.p.tag[i] == "VBG")


def _day_from(s: Setting, name: str, number: int) -> Interval | None:
    return cal.day(cal.add(s.published, name, number)) if s.published else None


def _from_last(name: str, number: int) -> When:
    """Counted from the date last mentioned."""
    def when(s: Setting) -> Interval | None:
        known = s.last(40 if name in ("week", "month") else 400 if name in ("year", "decade") else 2)
        if known is None:
            return None
        if name in ("minute", "hour") and abs(number) < 12:
            return known
        return cal.counted(known.end if number > 0 else known.start, name, number)
    return when


def _ahead(number: int, name: str) -> When:
    return lambda s: cal.counted(s.published, name, number) if s.published else None


def _is_rate(line: Line, i: int, at: int) -> bool:
    """ "twice a week", "$5 a day", "two million barrels a day"."""
    p, before = line.p, line.word(i - 1)
    if before in _RATES or before in ("%", "percent", "million", "billion"):
        return True
    if i > line.low and p.pos[i - 1] in ("NOUN", "NUM", "SYM") and p.dep[at] in ("nmod", "nmod:unmarked", "nmod:npmod", "compound") and p.head[at] == i - 1:
        return True
    return i > line.low and p.pos[i - 1] == "NUM"


def _vague(line: Line, i: int) -> Shape | None:
    """ "a few days ago", "several weeks earlier", "many years ago"."""
    at = i + 1 if line.word(i) in ("a", "just", "only") and line.word(i + 1) in VAGUE else i
    if line.word(at) not in VAGUE:
        return None
    name = line.unit(at + 1)
    if name is None or line.word(at + 2) not in ("ago", "earlier", "later", "before", "after"):
        return None
    if line.word(at + 2) in ("before", "after") and _says_what(line, at + 3):
        return None
    return _some(line, i, at + 1, name)


def _some(line: Line, i: int, at: int, name: str) -> Shape:
    """An unstated number of units: hours stay in the day, a few days are one to four, anything longer is open."""
    side = line.word(at + 1)
    sign = 1 if side in ("later", "after") else -1

    def when(s: Setting) -> Interval | None:
        if name in ("hour", "minute"):
            return (cal.day(s.published) if s.published else None) if side == "ago" else s.last()
        if name not in ("day", "night"):
            return None
        known = s.last() if side != "ago" else (cal.day(s.published) if s.published else None)
        if known is None:
            return None
        return Interval(cal.shifted(known.end, 1), cal.shifted(known.end, 4)) if sign > 0 else Interval(cal.shifted(known.start, -4), cal.shifted(known.start, -1))
    return Shape(i, at + 1, at, "relative", when, tense=-2 if side == "ago" else 0)


def within(line: Line, i: int) -> Shape | None:
    """ "within hours" of the date last mentioned, "within days", "within minutes"."""
    name = line.unit(i + 1)
    if line.word(i) != "within" or name is None:
        return None
    if name not in ("hour", "minute", "day"):
        return Shape(i, i + 1, i + 1, "relative", unresolved, kind="span")

    def when(s: Setting) -> Interval | None:
        known = s.last()
        if s.direction > 0 or known is None:
            if s.published is None or s.direction <= 0:
                return None
            return Interval(s.published, cal.shifted(s.published, 4 if name == "day" else 1))
        if name == "day":
            return Interval(known.start, cal.shifted(known.end, 4))
        return Interval(known.start, s.published) if s.published and 0 <= (s.published - known.start).days <= 3 else Interval(known.start, cal.shifted(known.start, 1))
    return Shape(i, i + 1, i + 1, "relative", when, kind="span")
