"""Shapes that cut a part out of another: "early May", "the end of the week", "the third week of October", "the week of 3 May"."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.coding import calendar_rules as cal
from goodoffices.coding import time_dates as dates
from goodoffices.coding.calendar_rules import Interval
from goodoffices.coding.time_relative import from_published, plus, unit_from_last
from goodoffices.coding.time_words import DASHES, DAYPARTS, EDGES, LONG, ORDINALS, PARTS, WEEKDAYS, Line, Setting, Shape, When


def parted(line: Line, i: int, inner: Callable[[int], Shape | None]) -> Shape | None:
    """ "early May", "mid-June", "late last year", "earlier this week", "later on Sunday", "late on Saturday", "later in the day"."""
    word = line.word(i)
    which = PARTS[word]
    at = i + 1
    if which == "mid" and line.word(at) in DASHES:
        at += 1
    if which != "mid" and line.word(at) == "-" and line.word(at + 1) != "":
        at += 1
    if word in ("later", "earlier") and line.word(at) in ("in", "on", "the"):
        if line.word(at) == "in" and line.word(at + 1) == "the" and line.word(at + 2) in ("day", "evening", "week", "month", "year"):
            name = line.word(at + 2)
            return Shape(i, at + 2, at + 2, "relative", (lambda s: s.last()) if name in ("day", "evening") else unit_from_last(name, 0))
        if line.word(at) == "the":
            return None
    if line.word(at) in ("on", "in", "of") and which != "mid":
        at += 1
    if line.word(at) == "the":
        at += 1
    found = inner(at)
    if found is None or found.sort in ("length", "vague"):
        return None
    if found.sort in ("weekday", "day") or line.word(found.last) in (*DAYPARTS, "day", "today", "tonight"):
        return Shape(i, found.last, found.core, found.sort, found.when, in_year=found.in_year, year=found.year, tense=found.tense)
    if which in ("before", "after"):
        return Shape(i, found.last, found.core, found.sort, _up_to(found.when, which), kind="span", tense=-2 if which == "before" else found.tense)
    make = found.in_year
    return Shape(i, found.last, found.core, found.sort, _part_of(found.when, which), in_year=(lambda y: _cut(make(y), which)) if make else None, year=found.year,
                 tense=found.tense)


def _cut(whole: Interval | None, which: str) -> Interval | None:
    return cal.part(whole, which) if whole else None


def _part_of(when: When, which: str) -> When:
    return lambda s: _cut(when(s), which)


def _up_to(when: When, which: str) -> When:
    """ "earlier this week": up to P; "later this week": from P on."""
    def cut(s: Setting) -> Interval | None:
        whole = when(s)
        if whole is None or s.published is None or not whole.start <= s.published <= whole.end:
            return whole
        return Interval(whole.start, s.published) if which == "before" else Interval(s.published, whole.end)
    return cut


def edged(line: Line, i: int, inner: Callable[[int], Shape | None]) -> Shape | None:
    """ "the end of the week", "the start of May", "the end of next year", "the end of the day"."""
    which = EDGES[line.word(i)]
    if line.word(i + 1) != "of":
        return None
    the = line.word(i + 2) == "the"
    at = i + 3 if the else i + 2
    name = line.unit(at)
    if name is not None and (the or line.word(i - 1) == "by") and not line.word(at).endswith("s") and not (line.word(at) in LONG and line.word(at + 1) == "of"):
        if name == "day":
            return Shape(i, at, at, "relative", plus(0)) if which == "late" else None
        if name not in LONG:
            return None
        base = from_published(lambda s: cal.unit(s.published, name, 0))  # type: ignore[arg-type]
        return Shape(i, at, i, "relative", _edge_of(base, which))
    found = inner(at)
    if found is None or found.sort in ("length", "vague", "weekday"):
        return None
    make = found.in_year
    return Shape(i, found.last, i, found.sort, _edge_of(found.when, which), in_year=(lambda y: (x := make(y)) and cal.edge(x, which, False)) if make else None,
                 year=found.year, tense=found.tense)


def _edge_of(when: When, which: str) -> When:
    def cut(s: Setting) -> Interval | None:
        whole = when(s)
        return cal.edge(whole, which, s.exact) if whole else None
    return cut


def ends_of_unit(line: Line, i: int) -> Shape | None:
    """ "year-end", "year's end", "month's end", "the week's end"; "midweek"."""
    name = line.unit(i)
    if name not in ("week", "month", "year", "quarter"):
        return None
    if line.word(i + 1) in ("-", "'s") and line.word(i + 2) == "end" and line.word(i + 3) != "of":
        base = from_published(lambda s: cal.unit(s.published, name, 0))  # type: ignore[arg-type]
        return Shape(i, i + 2, i, "relative", _edge_of(base, "late"))
    return None


def ordinal(line: Line, i: int, inner: Callable[[int], Shape | None]) -> Shape | None:
    """ "the third week of October", "the first half of May", "the second quarter of 2023", "the first Monday in June"."""
    number = ORDINALS[line.word(i)]
    target, at = line.word(i + 1), i + 2
    tail: Shape | None = None
    if line.word(at) in ("of", "in"):
        at += 1
        at += line.word(at) == "the"
        tail = inner(at)
        if tail is None and line.unit(at) in ("month", "year") and line.word(at - 1) == "the":
            name = line.word(at)
            tail = Shape(at, at, at, "relative", from_published(lambda s: cal.unit(s.published, name, 0)))  # type: ignore[arg-type]
    elif target == "quarter" and line.year(at):
        tail = dates.year(line, at, loose=True)
    if target == "quarter" and number > 0:
        base = tail.when if tail else from_published(lambda s: cal.year(s.published.year))  # type: ignore[union-attr]
        return Shape(i, tail.last if tail else i + 1, i + 1, "quarter", _cut_by(base, lambda w: cal.quarter(w.start.year, number) if number <= 4 else None))
    if tail is None or tail.sort in ("length", "vague", "weekday"):
        return None
    weekday = WEEKDAYS.get(target)
    if weekday is not None and line.capital(i + 1):
        return Shape(i, tail.last, i + 1, "day", _cut_by(tail.when, lambda w: cal.nth_weekday(w, number, weekday)), tense=tail.tense)
    if target == "week":
        return Shape(i, tail.last, i + 1, "week", _cut_by(tail.when, lambda w: cal.nth_week(w, number)), tense=tail.tense)
    if target == "half" and number in (1, 2):
        return Shape(i, tail.last, i + 1, "half", _cut_by(tail.when, lambda w: _half(w, number)), tense=tail.tense)
    if target == "day" and number in (1, -1):
        return Shape(i, tail.last, i + 1, "day", _cut_by(tail.when, lambda w: cal.day(w.start if number == 1 else w.end)), tense=tail.tense)
    return None


def _cut_by(when: When, cut: Callable[[Interval], Interval | None]) -> When:
    def result(s: Setting) -> Interval | None:
        whole = when(s)
        return cut(whole) if whole else None
    return result


def _half(whole: Interval, number: int) -> Interval:
    if (whole.end - whole.start).days > 300:
        half = cal.month(whole.start.year, 6).end
    else:
        half = cal.shifted(whole.start, 14)
    return Interval(whole.start, half) if number == 1 else Interval(cal.shifted(half, 1), whole.end)


def week_named(line: Line, i: int, inner: Callable[[int], Shape | None]) -> Shape | None:
    """ "the week beginning 3 May", "the week of May 3", "the week ending 9 May", "the week before last"."""
    if line.word(i) != "week":
        return None
    if line.word(i + 1) == "before" and line.word(i + 2) == "last":
        return Shape(i, i + 2, i, "relative", from_published(lambda s: cal.week(s.published, -2)), tense=-2)  # type: ignore[arg-type]
    if line.word(i + 1) == "after" and line.word(i + 2) == "next":
        return Shape(i, i + 2, i, "relative", from_published(lambda s: cal.week(s.published, 2)), tense=2)  # type: ignore[arg-type]
    if line.word(i + 1) in ("beginning", "starting", "ending", "of", "commencing"):
        at = i + 2 + (line.word(i + 2) in ("on", "from"))
        found = inner(at)
        if found is not None and found.sort in ("day", "weekday"):
            word = line.word(i + 1)
            cut: Callable[[Interval], Interval] = (lambda w: Interval(cal.shifted(w.start, -6), w.start)) if word == "ending" else (
                cal_week if word == "of" else lambda w: Interval(w.start, cal.shifted(w.start, 6)))
            return Shape(i, found.last, i, "week", _cut_by(found.when, cut), tense=found.tense)
    return None


def cal_week(whole: Interval) -> Interval:
    return cal.week(whole.start)
