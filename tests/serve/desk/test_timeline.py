"""The timeline at four heights, and the acts beside it."""

from __future__ import annotations

from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from goodoffices.model import Moment
from goodoffices.serve.desk.zoom import SHOWN, Wanted, beside, height, stretches, title
from goodoffices.serve.queries import deciding, open_archive
from goodoffices.serve.queries.activity import By, activity, first_day, last_day

PERIODS = [("day", "2024-02-29", "2024-02-29", "2024-02-29"), ("week", "2024-03-03", "2024-02-26", "2024-03-03"), ("week", "2024-01-01", "2024-01-01", "2024-01-07"),
           ("month", "2024-02-29", "2024-02-01", "2024-02-29"), ("month", "2023-12-31", "2023-12-01", "2023-12-31"), ("quarter", "2023-11-05", "2023-10-01", "2023-12-31"),
           ("quarter", "2024-01-01", "2024-01-01", "2024-03-31"), ("quarter", "9999-12-31", "9999-10-01", "9999-12-31"), ("month", "9999-12-01", "9999-12-01", "9999-12-31")]


@pytest.mark.parametrize(("by", "day", "first", "last"), PERIODS)
def test_periods(by: By, day: str, first: str, last: str) -> None:
    start = first_day(date.fromisoformat(day), by)
    assert (start.isoformat(), last_day(start, by).isoformat()) == (first, last)


@pytest.mark.parametrize(("start", "by", "words"), [
    ("2026-08-03", "day", "Monday, 3 August 2026"), ("2026-08-03", "week", "3 – 9 August 2026"), ("2026-08-31", "week", "31 August – 6 September 2026"),
    ("2025-12-29", "week", "29 December 2025 – 4 January 2026"), ("2026-08-01", "month", "August 2026"), ("2026-07-01", "quarter", "July – September 2026")])
def test_titles(start: str, by: By, words: str) -> None:
    assert title(date.fromisoformat(start), by) == words


@pytest.mark.parametrize(("days", "by"), [([], "day"), (["2024-05-01", "2024-05-20"], "day"), (["2024-01-01", "2024-05-20"], "week"), (["2022-01-01", "2024-05-20"], "month"),
                                          (["1998-01-01", "2024-05-20"], "quarter")])
def test_the_longer_the_time_the_coarser(days: list[str], by: str) -> None:
    assert height(days, Wanted()) == by


def test_busy_stretches_fold_what_was_said_away() -> None:
    said = [Moment(date="2024-05-06", kind="statement", entry=f"s{n}", text="", sources=()) for n in range(30)]
    done = [Moment(date="2024-05-07", kind="threat", entry=f"d{n}", text="", sources=()) for n in range(3)]
    (week,) = stretches([*said, *done], "week", Wanted(dossier="d"))
    assert len(week.rows) == SHOWN["week"] and [r.id for r in week.rows[-3:]] == ["d0", "d1", "d2"]
    assert week.total == 33 and week.hidden == (("statement", 33 - SHOWN["week"]),)
    assert dict(parse_qsl(urlsplit(week.address).query)) == {"dossier": "d", "from": "2024-05-06", "to": "2024-05-12", "by": "day"}


@pytest.mark.parametrize(("since", "until", "days", "before", "after"), [
    ("2024-05-06", "2024-05-12", ["2024-04-30", "2024-05-13"], ("2024-04-29", "2024-05-05"), ("2024-05-13", "2024-05-19")),
    ("2024-05-01", "2024-05-31", ["2024-02-11", "2024-09-30"], ("2024-02-01", "2024-02-29"), ("2024-09-01", "2024-09-30")),
    ("2024-04-01", "2024-06-30", ["2023-12-31"], ("2023-10-01", "2023-12-31"), None), ("2024-05-06", "2024-05-12", ["2024-05-07"], None, None), ("", "2024-05-12", ["2024-01-01"], None, None)])
def test_before_and_after(since: str, until: str, days: list[str], before: tuple[str, str] | None, after: tuple[str, str] | None) -> None:
    for address, wanted in zip(beside(Wanted(since=since, until=until), days), (before, after), strict=True):
        asked = dict(parse_qsl(urlsplit(address).query))
        assert (asked.get("from"), asked.get("to")) == (wanted or (None, None))


def test_page(desk: TestClient) -> None:
    day = desk.get("/timeline?from=2024-05-01&to=2024-05-05&by=day").text
    assert "Thursday, 2 May 2024" in day and "Friday, 3 May 2024" in day and "Monday" not in day
    quarter = desk.get("/timeline?by=quarter").text
    assert "April – June 2024" in quarter and "April – June 2022" in quarter and "from=2024-04-01&amp;to=2024-06-30&amp;by=month" in quarter
    assert "No date" in quarter and "No date" not in day
    assert 'aria-current="true">Quarter' in quarter and "The numbers" in quarter
    assert desk.get("/timeline?by=century").status_code == 200
    assert desk.get("/timeline?from=9999-12-31&to=9999-12-31&by=quarter").status_code == 200
    assert desk.get("/timeline?from=0001-01-01&to=0001-01-01").status_code == 200


def test_every_zoom_shows_the_same_moments(desk: TestClient) -> None:
    shown = []
    for by in ("day", "week", "month", "quarter"):
        lines = desk.get(f"/timeline?by={by}&kind=statement").text.split('<li class="row">')[1:]
        shown.append(sorted(unescape(line.split("<bdi>")[1].split("</bdi>")[0]) for line in lines))
    assert len(shown[0]) > 2 and all(found == shown[0] for found in shown)


def test_acts(filed: str) -> None:
    with open_archive(filed) as archive:
        weeks = activity(archive, "week")
        assert [p.start for p in weeks] == sorted(p.start for p in weeks) and len(weeks) > 1
        total = sum(p.cooperation + p.conflict for p in weeks)
        assert total == sum(p.cooperation + p.conflict for p in activity(archive, "quarter")) == sum(p.cooperation + p.conflict for p in activity(archive, "day"))
        peru = activity(archive, "day", dossier="peru")
        assert sum(p.conflict for p in peru) > 0 and total > sum(p.cooperation + p.conflict for p in peru)
        assert all("2024-05-03" <= p.start <= "2024-05-03" for p in activity(archive, "day", since="2024-05-03", until="2024-05-03"))
        assert activity(archive, "day", dossier="peru", until="2023-01-01") == []


def test_acts_without_reprints_and_what_was_rejected(filed: str) -> None:
    with open_archive(filed) as archive:
        before = activity(archive, "day", dossier="peru", since="2024-05-03", until="2024-05-03")
        assert [(p.cooperation, p.conflict) for p in before] == [(0, before[0].conflict)], "the shelling counts once, not with its reprint"
        made = deciding.reject(archive, "lake-2#event:1", deciding.Signed(who="Ana", why="no"))
        after = activity(archive, "day", dossier="peru", since="2024-05-03", until="2024-05-03")
        assert after[0].conflict == before[0].conflict - 1
        deciding.undo(archive, made.id, deciding.Signed(who="Ana"))
        assert activity(archive, "day", dossier="peru", since="2024-05-03", until="2024-05-03") == before


def test_api(desk: TestClient) -> None:
    told = desk.get("/api/activity?by=month&dossier=peru").json()
    assert [(p["start"], p["end"]) for p in told] == [("2024-05-01", "2024-05-31")] and told[0]["conflict"] > 0
    assert desk.get("/api/activity?by=year").status_code == 422
    assert desk.get("/api/activity?dossier=nobody").status_code == 404
