"""Bars and maps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.model import Date, MergedIncident, Place, Span
from goodoffices.serve.desk import charts
from goodoffices.serve.queries.activity import By, Period
from goodoffices.serve.queries.scoring import Bin

WORDS = (Span(start=0, end=1, text="x"),)


def incident(day: str | None, place: Place | None = None) -> MergedIncident:
    return MergedIncident(id="i", kind="shelling", date=Date(start=day, end=day), place=place, confidence=1.0, evidence=WORDS, sources=())


def test_periods_stand_side_by_side() -> None:
    periods = [Period(start="2024-04-29", end="2024-05-05", cooperation=1, conflict=2), Period(start="2024-05-20", end="2024-05-26", cooperation=1, conflict=0)]
    made = charts.by_period(periods, "week", lambda p: f"/{p.start}")
    assert made is not None
    assert [(b.label, b.up, b.down, b.address) for b in made.bars] == [("2024-04-29", 1, 2, "/2024-04-29"), ("2024-05-06", 0, 0, ""), ("2024-05-13", 0, 0, ""), ("2024-05-20", 1, 0, "/2024-05-20")]
    assert all(b.x >= charts.LEFT and b.x + b.width <= charts.WIDTH for b in made.bars)
    assert all(b.up_y >= 0 and made.zero + b.down_height <= charts.HEIGHT for b in made.bars)


@pytest.mark.parametrize(("by", "starts"), [("month", ["2023-12-01", "2024-01-01", "2024-02-01"]), ("quarter", ["2023-10-01", "2024-01-01"])])
def test_months_and_quarters_have_no_gap(by: By, starts: list[str]) -> None:
    made = charts.by_period([Period(start=s, end=s, cooperation=1, conflict=0) for s in (starts[0], starts[-1])], by)
    assert made is not None and [b.label for b in made.bars] == starts


def test_forecasts_stand_where_they_were_and_what_came() -> None:
    said = charts.reliability([Bin(forecast=0.0, n=4, happened=0, low=0.0, high=0.5), Bin(forecast=1.0, n=1, happened=1, low=0.2, high=1.0)])
    assert [(h.x, h.y) for h in said] == [(charts.EDGE, charts.SIDE - charts.EDGE), (charts.SIDE - charts.EDGE, charts.EDGE)]
    assert [(h.said, h.happened, h.n) for h in said] == [(0, 0, 4), (100, 100, 1)]
    assert all(h.top <= h.y <= h.bottom for h in said)


def test_days_of_incidents() -> None:
    made = charts.by_day([incident("2024-05-01"), incident("2024-05-01"), incident("2024-05-03"), incident(None)])
    assert made is not None and [(b.label, b.up) for b in made.bars] == [("2024-05-01", 2), ("2024-05-02", 0), ("2024-05-03", 1)]


@pytest.mark.parametrize("found", [[], [incident(None)]], ids=["none", "no day"])
def test_nothing_to_draw(found: list[MergedIncident]) -> None:
    assert charts.by_day(found) is None
    assert charts.world(found) is None


def test_a_long_time_is_cut() -> None:
    made = charts.by_day([incident("1998-01-01"), *(incident(f"2024-{m:02}-01") for m in range(1, 13))])
    assert made is not None and len(made.bars) == charts.MOST_BARS and made.left_out > 0
    assert made.bars[-1].label == "2024-12-01"


@pytest.mark.parametrize("places", [[(6.46, -71.74)], [(64.1, -21.9), (70.0, 31.0)], [(-18.1, 178.4), (-13.8, -171.8)], [(5.0, 5.0), (5.1, 5.1), (5.2, 5.2)]],
                         ids=["one", "north", "across the date line", "close"])
def test_dots_stand_where_the_map_has_them(places: list[tuple[float, float]]) -> None:
    made = charts.world([incident("2024-05-01", Place(name=str(n), latitude=lat, longitude=lon)) for n, (lat, lon) in enumerate(places)] + [incident("2024-05-01")])
    assert made is not None and made.unplaced == 1
    shift = re.fullmatch(r"translate\((\S+) (\S+)\) scale\((\S+) (\S+)\)", made.transform)
    assert shift is not None
    x0, y0, kx, ky = map(float, shift.groups())
    for dot in made.dots:
        lat, lon = places[int(dot.name)]
        assert (dot.x, dot.y) == (pytest.approx(x0 + lon * 10 * kx, abs=0.5), pytest.approx(y0 - lat * 10 * ky, abs=0.5))
        assert 0 <= dot.x <= charts.WIDTH and 0 <= dot.y <= charts.MAP_HEIGHT


def test_no_coast_runs_across_the_whole_map() -> None:
    import goodoffices.serve.desk as package

    drawn = (Path(package.__file__).parent / "static" / "world.svg").read_text(encoding="utf-8")
    shapes = re.findall(r"M[^z]+z", drawn)
    steps = [abs(int(x)) for shape in shapes for x in re.findall(r"-?\d+", shape)[2::2]]
    assert len(shapes) > 250 and len(steps) > 5000 and max(steps) < 1800
    assert any(int(re.findall(r"-?\d+", shape)[0]) > 1750 for shape in shapes) and any(int(re.findall(r"-?\d+", shape)[0]) < -1750 for shape in shapes)
