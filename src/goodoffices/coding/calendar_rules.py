"""Calendar arithmetic of the coding guide, section 3: closed intervals of days, weeks from Monday to Sunday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
#: First day of Ramadan and of Eid al-Adha by the Gregorian year, as kept in Saudi Arabia (local sighting may differ by a day).
#: A year may see two; 2030 does.
RAMADAN = ("2010-08-11 2011-08-01 2012-07-20 2013-07-10 2014-06-29 2015-06-18 2016-06-06 2017-05-27 2018-05-17 2019-05-06 2020-04-24 "
           "2021-04-13 2022-04-02 2023-03-23 2024-03-11 2025-03-01 2026-02-18 2027-02-08 2028-01-28 2029-01-16 2030-01-05 2030-12-26")
EID_FITR = ("2010-09-10 2011-08-30 2012-08-19 2013-08-08 2014-07-28 2015-07-17 2016-07-06 2017-06-25 2018-06-15 2019-06-04 2020-05-24 "
            "2021-05-13 2022-05-02 2023-04-21 2024-04-10 2025-03-30 2026-03-20 2027-03-09 2028-02-26 2029-02-14 2030-02-04")
EID_ADHA = ("2010-11-16 2011-11-06 2012-10-26 2013-10-15 2014-10-04 2015-09-24 2016-09-12 2017-09-01 2018-08-21 2019-08-11 2020-07-31 "
            "2021-07-20 2022-07-09 2023-06-28 2024-06-16 2025-06-06 2026-05-27 2027-05-16 2028-05-05 2029-04-24 2030-04-13")
PASSOVER = ("2010-03-30 2011-04-19 2012-04-07 2013-03-26 2014-04-15 2015-04-04 2016-04-23 2017-04-11 2018-03-31 2019-04-20 2020-04-09 "
            "2021-03-28 2022-04-16 2023-04-06 2024-04-23 2025-04-13 2026-04-02 2027-04-22 2028-04-11 2029-03-31 2030-04-18")
YOM_KIPPUR = ("2010-09-18 2011-10-08 2012-09-26 2013-09-14 2014-10-04 2015-09-23 2016-10-12 2017-09-30 2018-09-19 2019-10-09 2020-09-28 "
              "2021-09-16 2022-10-05 2023-09-25 2024-10-12 2025-10-02 2026-09-21 2027-10-11 2028-09-30 2029-09-19 2030-10-07")
_FIXED = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year": (1, 1), "new year's day": (1, 1),
          "new year's eve": (12, 31), "orthodox christmas": (1, 7), "nowruz": (3, 20), "may day": (5, 1), "valentine's day": (2, 14),
          "halloween": (10, 31), "epiphany": (1, 6)}
_EASTER = {"good friday": (-2, -2), "easter": (0, 0), "easter sunday": (0, 0), "easter monday": (1, 1), "palm sunday": (-7, -7), "ash wednesday": (-46, -46),
           "holy week": (-7, -1), "easter weekend": (-2, 1), "pentecost": (49, 49), "maundy thursday": (-3, -3), "ascension day": (39, 39)}
HOLIDAYS = frozenset({*_FIXED, *_EASTER, "orthodox easter", "ramadan", "eid al-fitr", "eid", "eid al-adha", "passover", "yom kippur"})


class Interval(NamedTuple):
    """Days `start` to `end`, both included."""

    start: date
    end: date


def day(d: date) -> Interval:
    return Interval(d, d)


def shifted(d: date, days: int) -> date:
    """`days` later, kept inside the calendar."""
    try:
        return d + timedelta(days=days)
    except OverflowError:
        return d


def make_day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def week(d: date, plus: int = 0) -> Interval:
    """Monday to Sunday of the week of `d`, `plus` weeks on."""
    monday = shifted(d, -d.weekday() + 7 * plus)
    return Interval(monday, shifted(monday, 6))


def weekend(d: date, plus: int = 0) -> Interval:
    """Saturday and Sunday of the week of `d`, `plus` weeks on."""
    sunday = week(d, plus).end
    return Interval(shifted(sunday, -1), sunday)


def month(year: int, number: int) -> Interval:
    """The month `number` of a year; numbers outside 1 to 12 count on into the neighbouring years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    year = min(max(year, 1), 9998)
    return Interval(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Interval:
    number = min(max(number, 1), 9998)
    return Interval(date(number, 1, 1), date(number, 12, 31))


def quarter(number: int, which: int) -> Interval:
    return Interval(month(number, 3 * which - 2).start, month(number, 3 * which).end)


def season(number: int, name: str) -> Interval:
    """The season that begins in a year: March to May, June to August, September to November, December to February."""
    first = SEASONS[name]
    return Interval(month(number, first).start, month(number, first + 2).end)


def part(whole: Interval, which: str) -> Interval:
    """Early, mid or late part: thirds of a month (1-10, 11-20, 21-end) and of a year (four months); Monday to Wednesday and
    Thursday to Sunday of a week; four, three and three years of a decade."""
    days = (whole.end - whole.start).days + 1
    if days <= 2:
        return whole
    if days <= 7:
        cut = {"early": (0, 2), "mid": (2, 2), "late": (3, days - 1)}[which]
        return Interval(shifted(whole.start, cut[0]), shifted(whole.start, cut[1]))
    if days <= 31:
        cut = {"early": (0, 9), "mid": (10, 19), "late": (20, days - 1)}[which]
        return Interval(shifted(whole.start, cut[0]), shifted(whole.start, cut[1]))
    if days <= 92:
        steps = {"early": (0, 0), "mid": (1, 1), "late": (2, 2)}[which]
    elif days <= 366:
        steps = {"early": (0, 3), "mid": (4, 7), "late": (8, 11)}[which]
    else:
        steps = {"early": (0, 47), "mid": (48, 83), "late": (84, 119)}[which]
    first = whole.start
    return Interval(month(first.year, first.month + steps[0]).start, min(month(first.year, first.month + steps[1]).end, whole.end))


def edge(whole: Interval, which: str, exact: bool) -> Interval:
    """The end (`late`), beginning (`early`) or middle of an interval. `exact`, as after "by": the last days of a week (Friday to
    Sunday), the last or first day of anything longer; else the late or early part, for a year its last or first month."""
    days = (whole.end - whole.start).days + 1
    if which == "late" and 3 <= days <= 7:
        return Interval(shifted(whole.end, -2), whole.end)
    if exact and which != "mid":
        return day(whole.end if which == "late" else whole.start)
    if which != "mid" and 300 < days <= 366:
        at = whole.end if which == "late" else whole.start
        return month(at.year, at.month)
    return part(whole, which)


def unit(d: date, name: str, plus: int) -> Interval:
    """The calendar unit around `d`, `plus` units on."""
    if name == "week":
        return week(d, plus)
    if name == "fortnight":
        return week(d, 2 * plus)
    if name == "weekend":
        return weekend(d, plus)
    if name == "month":
        return month(d.year, d.month + plus)
    if name == "quarter":
        first = month(d.year, (d.month - 1) // 3 * 3 + 1 + 3 * plus).start
        return quarter(first.year, (first.month + 2) // 3)
    if name == "year":
        return year(d.year + plus)
    if name == "decade":
        first_year = (d.year // 10 + plus) * 10
        return Interval(year(first_year).start, year(first_year + 9).end)
    if name == "century":
        first_year = (d.year // 100 + plus) * 100
        return Interval(year(first_year).start, year(first_year + 99).end)
    return day(shifted(d, plus))


def add(d: date, name: str, number: int) -> date:
    """The day `number` units on (months and years keep the day of the month where there is one)."""
    if name in ("minute", "hour"):
        days = number / (1440 if name == "minute" else 24)
        return shifted(d, int(days + 0.5) if days >= 0 else -int(-days + 0.5))
    if name in ("day", "night"):
        return shifted(d, number)
    if name in ("week", "fortnight"):
        return shifted(d, number * (7 if name == "week" else 14))
    months = number * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(name, 0)
    whole = month(d.year, d.month + months)
    return whole.start.replace(day=min(d.day, whole.end.day))


def counted(d: date, name: str, number: int) -> Interval:
    """`number` units from `d` as said with "ago", "earlier", "later": days exactly, several weeks, months and years as the whole
    calendar unit, one week as the day; hours count in days."""
    if name in ("minute", "hour", "day", "night") or (name == "week" and abs(number) == 1):
        return day(add(d, name, number))
    return unit(d, name, number)


def weekday_back(d: date, number: int, include: bool = True) -> date:
    """The last such weekday up to (and including) `d`."""
    back = (d.weekday() - number) % 7
    return shifted(d, -(back or (0 if include else 7)))


def weekday_on(d: date, number: int, include: bool = True) -> date:
    """The next such weekday from `d` on (included)."""
    on = (number - d.weekday()) % 7
    return shifted(d, on or (0 if include else 7))


def nth_week(whole: Interval, number: int) -> Interval | None:
    """The n-th full week of a month or year, counted by its Mondays; -1 are its last seven days."""
    if number == -1:
        return Interval(shifted(whole.end, -6), whole.end)
    monday = shifted(weekday_on(whole.start, 0), 7 * (number - 1))
    return Interval(monday, shifted(monday, 6)) if monday <= whole.end else None


def nth_weekday(whole: Interval, number: int, weekday: int) -> Interval | None:
    if number == -1:
        return day(weekday_back(whole.end, weekday))
    found = shifted(weekday_on(whole.start, weekday), 7 * (number - 1))
    return day(found) if found <= whole.end else None


def nearest(choices: list[Interval], anchor: date, direction: int) -> Interval | None:
    """The interval nearest to `anchor` on the side of the tense (negative: begun by then; positive: not over by then). Where the tense
    is only a guess (|direction| < 2), one more than eight months away yields to one less than two months away."""
    if not choices:
        return None

    def distance(x: Interval) -> int:
        return 0 if x.start <= anchor <= x.end else min(abs((x.start - anchor).days), abs((x.end - anchor).days))

    ordered = sorted(choices, key=distance)
    fitting = [x for x in ordered if (x.start <= anchor if direction < 0 else x.end >= anchor)] if direction else ordered
    if not fitting:
        return ordered[0]
    if abs(direction) < 2 and distance(fitting[0]) > 240 and distance(ordered[0]) < 60:
        return ordered[0]
    return fitting[0]


def holiday(name: str, number: int) -> list[Interval]:
    """A feast in a year; empty where the table does not reach."""
    if name in _FIXED:
        found = make_day(number, *_FIXED[name])
        return [day(found)] if found else []
    if not 1600 < number < 4000:
        return []
    if name in _EASTER:
        sunday = easter(number, EASTER_WESTERN)
        return [Interval(shifted(sunday, _EASTER[name][0]), shifted(sunday, _EASTER[name][1]))]
    if name == "orthodox easter":
        return [day(easter(number, EASTER_ORTHODOX))]
    if name == "ramadan":
        starts = _listed(RAMADAN, number)
        ends = [date.fromisoformat(x) for x in EID_FITR.split()]
        return [Interval(s, shifted(next((e for e in ends if e > s), shifted(s, 30)), -1)) for s in starts]
    if name == "passover":
        return [Interval(s, shifted(s, 6)) for s in _listed(PASSOVER, number)]
    tables = {"eid al-fitr": EID_FITR, "eid al-adha": EID_ADHA, "eid": f"{EID_FITR} {EID_ADHA}", "yom kippur": YOM_KIPPUR}
    length = 0 if name == "yom kippur" else 2
    return [Interval(s, shifted(s, length)) for s in _listed(tables[name], number)]


def _listed(days: str, number: int) -> list[date]:
    return [date.fromisoformat(x) for x in days.split() if x.startswith(str(number))]
