"""Shapes of dates counted from another day: from publication ("yesterday", "next week") or from the date last mentioned."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.coding import calendar_rules as cal
from goodoffices.coding import time_dates as dates
from goodoffices.coding.calendar_rules import Interval
from goodoffices.coding.time_words import (
    DAYPARTS,
    MOMENTS,
    SEASON_NAMES,
    VAGUE,
    WEEKDAYS,
    Line,
    Setting,
    Shape,
    When,
    iso_length,
    unresolved,
)

_STEPS = {"last": -1, "next": 1, "this": 0, "past": -1, "coming": 1, "upcoming": 1, "previous": -1, "following": 1, "current": 0, "present": 0}
_FROM_MENTION = frozenset({"previous", "following", "same", "that"})
_OFTEN = frozenset("every each".split())


def from_published(count: Callable[[Setting], Interval | None]) -> When:
    """Null without a day of publication."""
    return lambda s: count(s) if s.published is not None else None


def plus(days: int, end: int | None = None) -> When:
    return from_published(lambda s: Interval(cal.shifted(s.published, days), cal.shifted(s.published, days if end is None else end)))  # type: ignore[arg-type]


def deictic(line: Line, i: int) -> Shape | None:
    """ "yesterday", "the day before yesterday", "tonight", "overnight into Monday"."""
    word = line.word(i)
    last = i + 1 if line.word(i + 1) in DAYPARTS or line.word(i + 1) in MOMENTS else i
    if word == "yesterday":
        return Shape(i, last, i, "relative", plus(-1), tense=-2)
    if word == "tomorrow":
        return Shape(i, last, i, "relative", plus(1), tense=2)
    if word == "today" and line.p.text[i - 1:i] not in (("USA",), ("Russia",), ("India",)):
        if line.word(i + 1) in ("'s", "'") and line.word(i + 2) in ("world", "youth", "generation"):
            return None
        return Shape(i, i, i, "relative", plus(0))
    if word == "tonight":
        return Shape(i, i, i, "relative", plus(0))
    if word == "overnight":
        return _overnight(line, i)
    return None


def _overnight(line: Line, i: int) -> Shape | None:
    """The evening's day and the day after."""
    if line.p.pos[i] == "ADJ" and line.p.head[i] > i and line.word(i + 1) not in ("on", "into"):
        return None if line.word(i + 1) in ("stay", "stays", "success", "train", "bus", "flight", "accommodation", "guests") else Shape(i, i, i, "relative", _night(None))
    before = WEEKDAYS.get(line.word(i - 1))
    at = i + 1
    while line.word(at) in ("on", "into", "to", "from"):
        at += 1
    number = WEEKDAYS.get(line.word(at)) if at > i + 1 else None
    if number is not None:
        into = "into" in (line.word(at - 1), line.word(i + 1)) or (line.word(at - 1) == "to" and line.word(i + 1) == "to")
        last = at
        if line.word(at + 1) in ("to", "into") and WEEKDAYS.get(line.word(at + 2)) is not None:
            last = at + 2
        return Shape(i, last, i, "relative", _night(number, into))
    if before is not None:
        return None
    return Shape(i, i, i, "relative", _night(None))


def _night(weekday: int | None, into: bool = False) -> When:
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        if weekday is None:
            first = s.published if s.direction > 0 else cal.shifted(s.published, -1)
        else:
            named = cal.weekday_on(s.published, weekday) if s.direction > 0 else cal.weekday_back(s.published, weekday)
            first = cal.shifted(named, -1) if into else named
        return Interval(first, cal.shifted(first, 1))
    return when


def stepped(line: Line, i: int) -> Shape | None:
    """ "last Friday", "next week", "this past Sunday", "last May", "the coming days", "the past three days", "last night", "this summer"."""
    word = line.word(i)
    if word not in _STEPS or (word == "last" and line.p.tag[i] in ("VB", "VBP")) or (word in ("this", "past") and line.p.pos[i] == "ADP"):
        return None
    at = i + 1
    if word == "this" and line.word(at) in ("past", "last", "coming"):
        word, at = line.word(at), at + 1
    if word in ("last", "next") and line.word(at) == "-":
        return None
    target = line.word(at)
    step = _STEPS[word]
    if (number := WEEKDAYS.get(target)) is not None and line.capital(at):
        last = at + 1 if line.word(at + 1) in DAYPARTS else at
        return Shape(i, last, at, "weekday", _stepped_weekday(word, number), tense=2 * step)
    if target in ("night", "evening", "morning", "afternoon"):
        if word == "last":
            return Shape(i, at, at, "relative", plus(-1), tense=-2)
        if word == "this":
            return Shape(i, at, at, "relative", plus(0))
        return Shape(i, at, at, "relative", _from_last(step)) if word in ("next", "following", "previous") else None
    if (month := line.month(at)) is not None:
        return Shape(i, at, at, "month", _stepped_month(month, step), tense=2 * step)
    if target in SEASON_NAMES and line.p.tag[at] in ("NN", "NNP"):
        return Shape(i, at, at, "season", _stepped_season(target, step), tense=2 * step)
    if target == "year" and line.word(at + 1) in ("'s", "'") and line.word(at + 2) in ("eve", "day"):
        return None
    if target in ("day", "week", "weekend", "month", "year", "quarter", "decade", "century", "fortnight", "hour"):
        return _stepped_unit(line, i, at, word, step)
    return _stretch(line, i, at, word)


def _stepped_unit(line: Line, i: int, at: int, word: str, step: int) -> Shape | None:
    target = line.word(at)
    the = line.word(i - 1) == "the"
    if target == "day":
        return Shape(i, at, at, "relative", _from_last(step)) if the and word in ("next", "following", "previous") else None
    if target == "hour":
        return None
    if word in ("past", "coming") or (word == "last" and the):
        return Shape(i, at, at, "relative", _span(target, -1 if step < 0 else 1, 1), kind="span", tense=2 * step)
    if word in ("previous", "following") or (word == "next" and the and line.word(i - 2) != "over"):
        return Shape(i, at, at, "relative", unit_from_last(target, step))
    if target == "week" and word in ("last", "next", "this") and line.word(at + 1) in ("'s",) and line.word(at + 2) == "end":
        return None
    if target == "weekend":
        return Shape(i, at, at, "relative", _weekend(step), tense=2 * step)
    if line.word(at + 1) == "on" and WEEKDAYS.get(line.word(at + 2)) is not None:
        number = WEEKDAYS[line.word(at + 2)]
        return Shape(i, at + 2, at, "weekday", from_published(lambda s: cal.day(cal.shifted(cal.week(s.published, step).start, number))), tense=2 * step)  # type: ignore[arg-type]
    return Shape(i, at, at, "relative", from_published(lambda s: cal.unit(s.published, target, step)), tense=2 * step)  # type: ignore[arg-type]


def _weekend(step: int) -> When:
    """ "this weekend" said on a Monday or Tuesday of what is past is the one before."""
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        back = step == 0 and s.direction < 0 and s.published.weekday() < 5
        return cal.weekend(s.published, -1 if back else step)
    return when


def _stepped_weekday(word: str, number: int) -> When:
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        if word == "next":
            return cal.day(cal.shifted(cal.week(s.published, 1).start, number))
        if word in ("this", "coming", "upcoming"):
            return cal.day(cal.weekday_on(s.published, number))
        known = s.last() if word in ("previous", "following") else None
        if known is not None:
            return cal.day(cal.weekday_back(known.start, number, False) if word == "previous" else cal.weekday_on(known.end, number, False))
        if word == "following":
            return cal.day(cal.weekday_on(s.published, number, False))
        return cal.day(cal.weekday_back(s.published, number, False))
    return when


def _stepped_month(month: int, step: int) -> When:
    """ "last May": the last May that is over; "next May": the next to begin; "this May": of this year."""
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        here = s.published
        if step < 0:
            return cal.month(here.year if month < here.month else here.year - 1, month)
        if step > 0:
            return cal.month(here.year if month > here.month else here.year + 1, month)
        return cal.month(here.year, month)
    return when


def _stepped_season(name: str, step: int) -> When:
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        years = [cal.season(s.published.year + k, name) for k in (-2, -1, 0, 1)]
        if step < 0:
            return [x for x in years if x.end < s.published][-1]
        if step > 0:
            return next(x for x in years if x.start > s.published)
        return cal.nearest(years, s.published, 0)
    return when


def _from_last(step: int) -> When:
    """ "the next day": counted from the date last mentioned."""
    def when(s: Setting) -> Interval | None:
        known = s.last()
        if known is None:
            return None
        return cal.day(cal.shifted(known.end if step >= 0 else known.start, step))
    return when


def unit_from_last(name: str, step: int) -> When:
    def when(s: Setting) -> Interval | None:
        known = s.last(400 if name == "year" else 40)
        anchor = known.start if known else s.published
        return cal.unit(anchor, name, step) if anchor else None
    return when


def _span(name: str, number: int, size: int) -> When:
    """`size` units up to P (`number` negative) or from P on."""
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        other = cal.add(s.published, name, size if number > 0 else -size)
        return Interval(s.published, other) if number > 0 else Interval(other, s.published)
    return when


def vague_span(name: str, number: int) -> When:
    """ "the coming days": P to P+4; weeks: four; anything longer stays open."""
    days = {"day": 4, "night": 4, "week": 28}.get(name)
    if name in ("hour", "minute"):
        days = 1
    if days is None:
        return unresolved
    return plus(0, days) if number > 0 else plus(-days, 0)


def _stretch(line: Line, i: int, at: int, word: str) -> Shape | None:
    """ "the past three days", "the next few weeks", "the coming days", "the last 48 hours"."""
    step = _STEPS[word]
    if step == 0:
        return None
    if line.word(at) in VAGUE or (line.word(at) == "couple" and line.word(at + 1) == "of"):
        end = at + 1 + (line.word(at) == "couple")
        name = line.unit(end)
        if name is None:
            return None
        when = _span(name, step, 2) if line.word(at) == "couple" else vague_span(name, step)
        return Shape(i, end, end, "relative", when, kind="span", tense=2 * step)
    name = line.unit(at)
    if name is not None and line.word(at).endswith("s"):
        if word == "last":
            return None
        return Shape(i, at, at, "relative", vague_span(name, step), kind="span", tense=2 * step)
    number = line.number(at)
    if number is None or line.word(at) in ("a", "an"):
        return None
    end = number[1] + 1
    name = line.unit(end)
    if name is None or (line.word(end) == "days" and line.word(end + 1) == "of"):
        return None
    return Shape(i, end, end, "relative", _span(name, step, number[0]), length=iso_length(number[0], name), kind="span", tense=2 * step)


def recent(line: Line, i: int) -> Shape | None:
    """ "recent days"."""
    name = line.unit(i + 1)
    if name is None or not line.word(i + 1).endswith("s"):
        return None
    return Shape(i, i + 1, i + 1, "relative", vague_span(name, -1), kind="span", tense=-2)


def same(line: Line, i: int) -> Shape | None:
    """ "the same day", "that evening", "that week", "the same month"."""
    word, at = line.word(i), i + 1
    if word == "that" and line.p.pos[i] not in ("DET", "PRON"):
        if line.p.tag[i] != "DT":
            return None
    if word == "that" and line.word(at) == "same":
        at += 1
    target = line.word(at)
    if target in ("day", *DAYPARTS) and line.word(at + 1) != "-":
        last = at
        return Shape(i, last, at, "relative", lambda s: s.last())
    if target in ("week", "month", "year", "weekend"):
        return Shape(i, at, at, "relative", unit_from_last(target, 0) if target != "weekend" else unit_from_last("weekend", 0), bare=False)
    number = WEEKDAYS.get(target)
    if number is not None and line.capital(at):
        return Shape(i, at, at, "weekday", dates.on_weekday(number))
    month = line.month(at) if word == "that" else None
    if month is not None:
        def when(s: Setting) -> Interval | None:
            known = s.last(400)
            return cal.month(known.start.year, month) if known else None
        return Shape(i, at, at, "month", when)
    return None


def day_beside(line: Line, i: int) -> Shape | None:
    """ "the day before", "the day after", "the day before yesterday", "the day after tomorrow", "the week before"; `i` is the unit."""
    name, side = line.unit(i), line.word(i + 1)
    if name not in ("day", "night", "week", "month", "year", "weekend") or side not in ("before", "after", "earlier"):
        return None
    step = 1 if side == "after" else -1
    if name == "day" and line.word(i + 2) == "yesterday" and step < 0:
        return Shape(i, i + 2, i, "relative", plus(-2), tense=-2)
    if name == "day" and line.word(i + 2) == "tomorrow" and step > 0:
        return Shape(i, i + 2, i, "relative", plus(2), tense=2)
    if _noun_follows(line, i + 2):
        return Shape(i, i, i, "vague", unresolved) if line.word(i - 1) == "the" and name == "day" else None
    return Shape(i, i + 1, i, "relative", _from_last(step) if name in ("day", "night") else unit_from_last(name, step))


def weekday_beside(line: Line, i: int) -> Shape | None:
    """ "the Wednesday before", "the Friday after": counted from the date last mentioned."""
    number, side = WEEKDAYS.get(line.word(i)), line.word(i + 1)
    if number is None or side not in ("before", "after") or line.word(i - 1) != "the":
        return None
    if line.word(i + 2) == "last" and side == "before":
        return Shape(i, i + 2, i, "weekday", from_published(lambda s: cal.day(cal.shifted(cal.weekday_back(s.published, number, False), -7))), tense=-2)  # type: ignore[arg-type]
    if _noun_follows(line, i + 2):
        return None

    def when(s: Setting) -> Interval | None:
        known = s.latest() if side == "before" else s.last()
        if known is None:
            return None
        return cal.day(cal.weekday_back(known.start, number, False) if side == "before" else cal.weekday_on(known.end, number, False))
    return Shape(i, i + 1, i, "weekday", when)


def _noun_follows(line: Line, i: int) -> bool:
    """Does a phrase or clause follow that says before or after what?"""
    return (bool(line.word(i)) and line.p.pos[i] in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")) or line.p.tag[i:i + 1] == ("VBG",)


def the_weekend(line: Line, i: int) -> Shape | None:
    """ "at the weekend", "over the weekend", "on the weekend": by tense."""
    if line.word(i) != "weekend" or line.word(i - 1) != "the":
        return None

    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        return cal.weekend(s.published, 0 if s.direction > 0 or s.published.weekday() >= 5 else -1)
    return Shape(i, i, i, "relative", when)


def often(line: Line, i: int) -> Shape | None:
    """ "every Friday", "each week"."""
    if line.word(i) in _OFTEN and (WEEKDAYS.get(line.word(i + 1)) is not None or line.word(i + 1) in ("day", "week", "month", "year", "night", "morning")):
        return Shape(i, i + 1, i + 1, "vague", unresolved, kind="set")
    return None


def the_nth(line: Line, i: int) -> Shape | None:
    """ "on the 15th": the nearest that fits the tense."""
    word, number = line.word(i), line.day_number(i)
    if number is None or word[-1].isdigit() or line.word(i - 1) != "the" or line.word(i - 2) not in ("on", "by", "until", "since"):
        return None
    if line.p.head[i] > i and line.p.pos[line.p.head[i]] in ("NOUN", "PROPN"):
        return None

    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        here = s.published
        found = [cal.make_day(m.year, m.month, number) for k in (-1, 0, 1) for m in (cal.month(here.year, here.month + k).start,)]
        return cal.nearest([cal.day(x) for x in found if x], here, s.direction)
    return Shape(i, i, i, "day", when)
