"""Bars and maps in units of the drawing, ready for the templates: no script is needed to see them, and each has its numbers as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians, sqrt

from goodoffices.model import MergedIncident
from goodoffices.serve.queries.activity import By, Period, first_day
from goodoffices.serve.queries.scoring import Bin

WIDTH, HEIGHT = 720, 150
LEFT, RIGHT, TOP, BOTTOM = 66, 8, 14, 26
MAP_HEIGHT = 300
#: Room for a day on the axis, also in the larger letters of a phone.
LABEL = 130
#: Bars that fit; earlier ones are left out and named in the text.
MOST_BARS = 80


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its height upwards and downwards as rectangles (x, y, width, height), and its numbers."""

    label: str
    up: float
    down: float
    x: float
    width: float
    up_y: float
    up_height: float
    down_height: float
    address: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over a zero line at `zero`; `ticks` are (y, words) of the axis, `marks` (x, words) of the time."""

    bars: tuple[Bar, ...]
    zero: float
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[tuple[float, str], ...]
    left_out: int = 0


def chart(rows: Sequence[tuple[str, float, float]], addresses: Sequence[str] = ()) -> Chart | None:
    """Bars of (label, up, down) in order, each with where it leads; None where there is nothing to draw."""
    left_out = max(0, len(rows) - MOST_BARS)
    rows, addresses = rows[left_out:], (addresses or [""] * len(rows))[left_out:]
    most, least = max((r[1] for r in rows), default=0), max((r[2] for r in rows), default=0)
    if not most and not least:
        return None
    scale = (HEIGHT - TOP - BOTTOM) / (most + least)
    zero = TOP + most * scale
    step = min((WIDTH - LEFT - RIGHT) / len(rows), 48)
    bars = tuple(Bar(label, up, down, round(LEFT + n * step + step * 0.12, 1), round(step * 0.76, 1), round(zero - up * scale, 1), round(up * scale, 1), round(down * scale, 1), addresses[n])
                 for n, (label, up, down) in enumerate(rows))
    ticks = [(round(y, 1), f"{value:g}") for y, value in ((TOP, most), (zero, 0), (HEIGHT - BOTTOM, least))
             if value or y == zero]
    every = -int(-LABEL // step)
    marks = [(b.x, b.label) for n, b in enumerate(bars) if n % every == 0 and b.x + LABEL < WIDTH]
    return Chart(bars, round(zero, 1), tuple(ticks), tuple(marks), left_out)


def by_period(periods: Sequence[Period], by: By, address: Callable[[Period], str] | None = None) -> Chart | None:
    """Acts that took place, by the first day of their period: cooperation upwards, conflict downwards. `address` gives each bar with acts where it leads."""
    known = {p.start: p for p in periods}
    rows, leads = [], []
    for start in _starts([date.fromisoformat(p.start) for p in periods], by):
        period = known.get(start.isoformat())
        rows.append((start.isoformat(), period.cooperation if period else 0, period.conflict if period else 0))
        leads.append(address(period) if address and period else "")
    return chart(rows, leads)


def _starts(found: list[date], by: By) -> list[date]:
    """All periods from the first to the last, only the last ones where there are too many to draw: one more than fits tells that some are left out."""
    if not found:
        return []
    out = [found[-1]]
    while out[-1] > found[0] and len(out) < 4 * MOST_BARS:
        out.append(first_day(out[-1] - timedelta(days=1), by))
    return out[::-1]


def by_day(incidents: Iterable[MergedIncident]) -> Chart | None:
    """Incidents by the day."""
    count = Counter(date.fromisoformat(i.date.start) for i in incidents if i.date.start)
    return chart([(d.isoformat(), count[d], 0) for d in _every(sorted(count), 1)])


def _every(found: list[date], step: int) -> list[date]:
    """All periods from the first to the last; only the last where the gap is too long to draw."""
    if not found:
        return []
    first = max(found[0], found[-1] - timedelta(days=step * 4 * MOST_BARS))
    return [first + timedelta(days=n) for n in range(0, (found[-1] - first).days + 1, step)]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place with what happened there; `label` is empty where it would cover another one."""

    name: str
    count: int
    x: float
    y: float
    radius: float
    label: str
    left: bool


@dataclass(frozen=True, slots=True)
class Map:
    """Dots on a drawing of WIDTH x MAP_HEIGHT; `transform` puts the world (tenths of a degree) behind them."""

    dots: tuple[Dot, ...]
    transform: str
    unplaced: int


def world(incidents: Iterable[MergedIncident]) -> Map | None:
    """Where incidents took place; None where no place is known."""
    count: Counter[tuple[str, float, float]] = Counter()
    unplaced = 0
    for i in incidents:
        if i.place is not None and i.place.latitude is not None and i.place.longitude is not None:
            count[i.place.name, i.place.longitude, i.place.latitude] += 1
        else:
            unplaced += 1
    if not count:
        return None
    east, north = [p[1] for p in count], [p[2] for p in count]
    middle_x, middle_y = (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
    narrow = max(0.3, cos(radians(middle_y)))
    degrees = max(24.0, (max(east) - min(east)) * narrow * 1.5, (max(north) - min(north)) * 1.5 * WIDTH / MAP_HEIGHT)
    scale = WIDTH / degrees
    taken: list[tuple[float, float]] = []
    dots = []
    for (name, x, y), number in sorted(count.items(), key=lambda row: (-row[1], row[0])):
        px, py = WIDTH / 2 + (x - middle_x) * narrow * scale, MAP_HEIGHT / 2 - (y - middle_y) * scale
        free = all(abs(px - ox) > 130 or abs(py - oy) > 16 for ox, oy in taken)
        taken += [(px, py)] * free
        dots.append(Dot(name, number, round(px, 1), round(py, 1), round(min(5 * sqrt(number), 24), 1), name if free else "", px > WIDTH - 150))
    shift = f"translate({WIDTH / 2 - middle_x * narrow * scale:.2f} {MAP_HEIGHT / 2 + middle_y * scale:.2f})"
    return Map(tuple(dots), f"{shift} scale({narrow * scale / 10:.4f} {scale / 10:.4f})", unplaced)


#: The drawing of how forecasts held: its side, and room for the axes.
SIDE, EDGE = 320, 34


@dataclass(frozen=True, slots=True)
class Held:
    """Forecasts of like height: where they stand, from where to where their share may reach, and the numbers in per cent."""

    x: float
    y: float
    top: float
    bottom: float
    radius: float
    said: float
    happened: float
    low: float
    high: float
    n: int


def reliability(bins: Iterable[Bin]) -> tuple[Held, ...]:
    """What was said against how often it came true, on a square of SIDE; on the line from corner to corner all is well."""
    room = SIDE - 2 * EDGE

    def down(share: float) -> float:
        return round(EDGE + (1 - share) * room, 1)

    return tuple(Held(round(EDGE + b.forecast * room, 1), down(b.happened / b.n), down(b.high), down(b.low), round(min(3 + sqrt(b.n), 10), 1), 100 * b.forecast, 100 * b.happened / b.n, 100 * b.low,
                      100 * b.high, b.n) for b in bins if b.n)
