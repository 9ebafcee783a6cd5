"""Shapes of calendar dates: weekdays, days, months, years, feasts, and numerals such as 2024-05-04."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from goodoffices.coding import calendar_rules as cal
from goodoffices.coding.calendar_rules import Interval
from goodoffices.coding.time_words import (
    BLOODY,
    DASHES,
    DAYPARTS,
    FEASTS,
    MOMENTS,
    PAPERS,
    SEASON_NAMES,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Line,
    Setting,
    Shape,
    When,
    unresolved,
)

_NUMERAL = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}|\d{2})(?!\d)")
_DECADE = re.compile(r"(1\d|20)\d0'?s\Z")
_YEAR_WORDS = {"this": 0, "last": -1, "next": 1, "same": 0}
_ATTACK = frozenset("attack attacks massacre assault assaults".split())


def weekday(line: Line, i: int) -> Shape | None:
    """ "Sunday", "Sunday night", "Tuesday, May 7", "Friday last week", "Friday week"."""
    number = WEEKDAYS.get(line.word(i).rstrip("."))
    if number is None or not line.capital(i) or not _is_day(line, i):
        return None
    after = i + 1 + (line.word(i + 1) in (",", "(", "the"))
    dated = month_day(line, after) or day_month(line, after)
    if dated is not None and dated.sort == "day":
        last = dated.last + (line.word(dated.last + 1) == ")" and line.word(i + 1) == "(")
        return Shape(i, last, i, "day", _on_weekday(dated, number), in_year=dated.in_year, year=dated.year)
    last = i + 1 if line.word(i + 1) in DAYPARTS or line.word(i + 1) in MOMENTS else i
    step = _YEAR_WORDS.get(line.word(last + 1 + (line.word(last + 1) == "of")))
    ahead = last + 1 + (line.word(last + 1) == "of")
    if step is not None and line.word(ahead + 1) == "week":
        return Shape(i, ahead + 1, i, "weekday", _weekday_in_week(number, step))
    if line.word(last + 1) == "week" and line.word(last) not in DAYPARTS and line.word(last + 2) in ("", ".", ",", ";"):
        return Shape(i, last + 1, i, "weekday", lambda s: cal.day(cal.add(cal.weekday_on(s.published, number), "week", 1)) if s.published else None, tense=2)
    return Shape(i, last, i, "weekday", on_weekday(number))


def on_weekday(number: int) -> When:
    """A bare weekday by the tense of its clause; where nothing tells, the last one. Where the tense is but a guess ("urged them to stop
    on Monday"), the day before publication is meant rather than that of next week."""
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        back = cal.weekday_back(s.published, number)
        if s.direction > 1 or (s.direction == 1 and (s.published - back).days > 1):
            return cal.day(cal.weekday_on(s.published, number))
        return cal.day(back)
    return when


def _weekday_in_week(number: int, plus: int) -> When:
    return lambda s: cal.day(cal.shifted(cal.week(s.published, plus).start, number)) if s.published else None


def _on_weekday(dated: Shape, number: int) -> When:
    """A date with its weekday: the nearest year in which they agree, if there is one close by."""
    def when(s: Setting) -> Interval | None:
        if dated.in_year is not None and s.published is not None and dated.year is None:
            published = s.published
            years = (published.year, published.year - 1, published.year + 1)
            agreeing = [x for y in years if (x := dated.in_year(y)) and x.start.weekday() == number]
            if agreeing:
                return min(agreeing, key=lambda x: abs((x.start - published).days))
        return dated.when(s)
    return when


def _is_day(line: Line, i: int) -> bool:
    """Not "Bloody Sunday", "Sunday Times", "Mon" the people, "Sat" the verb."""
    before, after = line.word(i - 1), line.word(i + 1)
    if before in BLOODY and line.capital(i - 1):
        return False
    if after in PAPERS and line.capital(i + 1):
        return False
    word = line.word(i).rstrip(".")
    if word in SHORT_WEEKDAYS and not (line.p.text[i].endswith(".") or before in ("on", "last", "next", "by", "until") or after[:1].isdigit()):
        return False
    return not (line.p.tag[i] in ("NNP", "NNPS") and i - 1 > line.low and line.capital(i - 1) and line.p.tag[i - 1] == "NNP" and line.p.dep[i] == "flat" and line.p.head[i] == i - 1)


def month_day(line: Line, i: int) -> Shape | None:
    """ "May 4", "May 4, 2024", "May 4-6", "May 30-June 2", "May 4 and 6", "Sept. 11", "May 2024", "May"."""
    month = line.month(i)
    if month is None:
        return None
    at = i + 1 + (line.word(i + 1) == "." and line.day_number(i + 2) is not None) + (line.word(i + 1) == "the" and line.day_number(i + 2) is not None)
    first = line.day_number(at)
    if first is None or line.word(at + 1) in (":", "%", "percent", "per"):
        return _month_alone(line, i, month)
    last, end_month, end_day = at, month, first
    if line.word(at + 1) in DASHES or line.word(at + 1) in ("to", "through"):
        second = line.day_number(at + 2)
        if second is not None and second > first:
            last, end_day = at + 2, second
        elif (other := line.month(at + 2)) is not None and line.day_number(at + 3):
            last, end_month, end_day = at + 3, other, line.day_number(at + 3) or 1
    elif line.word(at + 1) == "and" and (second := line.day_number(at + 2)) is not None and second > first and line.p.head[at + 2] in (at, i):
        last, end_day = at + 2, second
    return _dated(line, (i, last, i), (month, first, end_month, end_day))


def day_month(line: Line, i: int) -> Shape | None:
    """ "4 May", "4th of May 2024", "4-6 May", "30 April-2 May", "3 and 5 May"."""
    first = line.day_number(i)
    if first is None:
        return None
    after = i + 1 + (line.word(i + 1) == "of")
    month = line.month(after)
    if month is not None:
        if line.word(after + 1) in DASHES or line.word(after + 1) in ("to", "through"):
            second = line.day_number(after + 2)
            other = line.month(after + 3) if second else None
            if second and other:
                return _dated(line, (i, after + 3, after), (month, first, other, second))
        return _dated(line, (i, after, after), (month, first, month, first))
    if line.word(i + 1) in DASHES or line.word(i + 1) in ("to", "and", "or"):
        second = line.day_number(i + 2)
        month = line.month(i + 3)
        if second is not None and month is not None and second > first:
            return _dated(line, (i, i + 3, i + 3), (month, first, month, second))
    return None


def _dated(line: Line, tokens: tuple[int, int, int], parts: tuple[int, int, int, int]) -> Shape:
    """A day or days of a month; the year is read behind it if there is one."""
    first, last, core = tokens
    month, begin, end_month, end = parts

    def in_year(year: int) -> Interval | None:
        one, two = cal.make_day(year, month, begin), cal.make_day(year + (end_month < month), end_month, end)
        return Interval(one, two) if one and two else None

    year, end_token, relative = _year_behind(line, last)
    if year is not None:
        return Shape(first, end_token, core, "day", lambda s: in_year(year), in_year=in_year, year=year)
    if relative is not None:
        return Shape(first, end_token, core, "day", _in_relative_year(in_year, relative), in_year=in_year)
    if parts[:2] == (10, 7) and line.word(last + 1) in _ATTACK:
        return Shape(first, last, core, "day", lambda s: in_year(2023 if s.published is None or s.published >= date(2023, 10, 7) else s.published.year), in_year=in_year)
    if parts[:2] == (9, 11) and line.word(last + 1) in _ATTACK:
        return Shape(first, last, core, "day", lambda s: in_year(2001), in_year=in_year, year=2001)
    return Shape(first, last, core, "day", near(in_year), in_year=in_year)


#: A day that lies so few days ahead is meant rather than the same day so many days ago, whatever the tense of the verb beside it.
SOON, LONG_PAST = 45, 300


def near(in_year: Callable[[int], Interval | None]) -> When:
    """Something that comes every year: the nearest to the day of publication that fits the tense."""
    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        here = s.published.year
        days = [x for y in (here - 1, here, here + 1) if (x := in_year(y))]
        found = cal.nearest(days, s.published, s.direction)
        soon = next((x for x in days if 0 < (x.start - s.published).days <= SOON and (x.end - x.start).days < 7), None)
        if found is not None and soon is not None and (s.published - found.end).days > LONG_PAST:
            return soon  # "proposed a meeting on June 25", a week before it: the day is that of the meeting
        return found
    return when


def _in_relative_year(in_year: Callable[[int], Interval | None], step: int | str) -> When:
    def when(s: Setting) -> Interval | None:
        if step == "that":
            known = s.last(400)
            return in_year(known.start.year) if known else None
        return in_year(s.published.year + int(step)) if s.published else None
    return when


def _year_behind(line: Line, last: int) -> tuple[int | None, int, int | str | None]:
    """(year, last token, relative year) behind a day or month: "2024", ", 2024", "this year", "of last year", "the same year"."""
    for at in (last + 1, last + 2 if line.word(last + 1) in (",", "of") else 0):
        if at and (found := line.year(at)) is not None and found >= 1800 and line.word(at + 1) not in (*DASHES, "/") and not (line.word(at - 1) == "," and line.p.pos[at + 1:at + 2] in (("NOUN",), ("PROPN",))):
            return found, at, None
    at = last + 1 + (line.word(last + 1) in (",", "of"))
    if line.word(at) == "the" and line.word(at + 1) in ("same", "following", "previous") and line.word(at + 2) == "year":
        return None, at + 2, "that" if line.word(at + 1) == "same" else None
    if line.word(at + 1) == "year" and line.word(at) in ("this", "last", "next", "that"):
        word = line.word(at)
        return None, at + 1, "that" if word == "that" else _YEAR_WORDS[word]
    return None, last, None


def _month_alone(line: Line, i: int, month: int) -> Shape | None:
    """ "May 2024", "May last year"; bare "May" only behind a preposition, or "May's"."""
    def in_year(year: int) -> Interval:
        return cal.month(year, month)

    year, last, relative = _year_behind(line, i)
    if year is not None:
        return Shape(i, last, i, "month", lambda s: in_year(year), in_year=in_year, year=year)
    if relative is not None:
        return Shape(i, last, i, "month", _in_relative_year(in_year, relative), in_year=in_year)
    follows = line.word(i + 1) in ("'s", "'")
    joined = line.word(i + 1) in ("and", "to", "or", "through", *DASHES) and line.month(i + 2) is not None
    return Shape(i, i, i, "month", _month_near(month), in_year=in_year, bare=not follows and not joined)


def _month_near(month: int) -> When:
    """ "in March": the nearest in the direction of the tense, the month of publication included."""
    return near(lambda year: cal.month(year, month))


def year(line: Line, i: int, loose: bool = False) -> Shape | None:
    """ "2014", "2014-16", "2014/15"; counts behind a preposition. "the 1990s", "2014's"."""
    word = line.word(i)
    if _DECADE.match(word) or (word.isdigit() and len(word) == 4 and word[3] == "0" and line.word(i + 1) in ("s", "'s") and line.p.end[i] == line.p.start[i + 1] and line.word(i - 1) == "the"):
        start = int(word[:4])
        last = i if _DECADE.match(word) else i + 1
        return Shape(i, last, i, "decade", lambda s: Interval(date(start, 1, 1), date(start + 9, 12, 31)), year=start)
    number = line.year(i)
    if number is None or (number < 1500 and line.word(i - 1) != "in"):
        return None
    after = line.word(i + 2)
    if line.word(i + 1) in (*DASHES, "/") and after.isascii() and after.isdigit():
        end = int(after) if len(after) == 4 else number // 100 * 100 + int(after) if len(after) == 2 else 0
        if number < end < number + 100:
            return Shape(i, i + 2, i, "year", lambda s: Interval(cal.year(number).start, cal.year(end).end), year=number, bare=not loose)
    if line.p.pos[i + 1:i + 2] in (("NOUN",), ("SYM",)) and line.p.dep[i] == "nummod" and line.p.head[i] == i + 1 and i + 1 < line.high:
        return None
    if line.word(i + 1) in ("hours", "gmt", "hrs", "utc", "metres", "meters", "km", "local", "%"):
        return None
    return Shape(i, i, i, "year", lambda s: cal.year(number), year=number, bare=not loose)


def numeral(line: Line, i: int) -> Shape | None:
    """ "2024-05-04", "04/05/2024", "4.5.2024": day first; null where day and month could be exchanged."""
    p = line.p
    if not p.text[i][0].isdigit():
        return None
    found = _NUMERAL.match(p.article.text, p.start[i])
    if not found:
        return None
    last = i
    while last + 1 < line.high and p.end[last] < found.end():
        last += 1
    if p.end[last] != found.end():
        return None
    if found[1]:
        whole = cal.make_day(int(found[1]), int(found[3]), int(found[4]))
        return Shape(i, last, i, "day", lambda s: cal.day(whole) if whole else None, year=int(found[1])) if whole else None
    if len(found[8]) == 2 and found[6] != "/":
        return None
    one, two, number = int(found[5]), int(found[7]), int(found[8]) + (2000 if len(found[8]) == 2 else 0)
    if not 1000 <= number <= 2199:
        return None
    if one <= 12 and two <= 12 and one != two and found[6] != ".":
        return Shape(i, last, i, "day", unresolved, year=number)
    whole = cal.make_day(number, two, one) or cal.make_day(number, one, two)
    return Shape(i, last, i, "day", lambda s: cal.day(whole) if whole else None, year=number) if whole else None


def feast(line: Line, i: int) -> Shape | None:
    """ "Ramadan", "Good Friday", "New Year's Eve", "Easter 2023"."""
    if not line.capital(i):
        return None
    for words in FEASTS.get(line.word(i), ()):
        if all(line.word(i + k) == w for k, w in enumerate(words)):
            last = i + len(words) - 1
            name = " ".join(words).replace("al - ", "al-").replace(" 's", "'s")
            break
    else:
        return None
    if name == "new year" and line.word(i - 1) not in ("the", "at", "by", "until", "before", "after", "since", "over"):
        return None
    if line.word(last + 1) in ("island", "tree", "rising", "accords", "sunday") and line.capital(last + 1):
        return None

    def in_year(number: int) -> Interval | None:
        found = cal.holiday(name, number)
        return found[0] if found else None

    def when(s: Setting) -> Interval | None:
        if s.published is None:
            return None
        here = s.published.year
        return cal.nearest([x for y in (here - 1, here, here + 1) for x in cal.holiday(name, y)], s.published, s.direction)

    number, end, relative = _year_behind(line, last)
    if number is not None:
        return Shape(i, end, i, "day", lambda s: in_year(number), year=number)
    if relative is not None:
        return Shape(i, end, i, "day", _in_relative_year(in_year, relative))
    return Shape(i, last, i, "day", when, in_year=in_year)


def season(line: Line, i: int) -> Shape | None:
    """ "spring 2024", "the summer of 2014"; bare behind a preposition."""
    name = line.word(i)
    if name not in SEASON_NAMES or line.p.tag[i] not in ("NN", "NNP"):
        return None

    def in_year(number: int) -> Interval:
        return cal.season(number, name)

    number, last, relative = _year_behind(line, i)
    if number is not None:
        return Shape(i, last, i, "season", lambda s: in_year(number), year=number)
    if relative is not None:
        return Shape(i, last, i, "season", _in_relative_year(in_year, relative))
    if name == "fall":
        return None
    return Shape(i, i, i, "season", near(in_year), in_year=in_year, bare=True)
