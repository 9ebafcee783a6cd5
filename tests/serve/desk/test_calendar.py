"""The calendar as a page and as a file to subscribe to: the same entries in both, questions of forecasts only where they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import icalendar
import pytest
from fastapi.testclient import TestClient

from goodoffices.serve.desk import agenda
from goodoffices.serve.queries import dossiers, open_archive

Run = Callable[..., Any]


@pytest.fixture
def lake(filed: str) -> str:
    with open_archive(filed) as archive:
        return next(d.id for d in dossiers.list_dossiers(archive) if "lake-1" in d.articles)


def told(page: str) -> list[tuple[str, str]]:
    """Day and kind of each line."""
    rows = re.findall(r'<li class="row" data-id="[^"]+"><span class="day">([^<]+)</span><span class="kind[^"]*">([^<]+)', page)
    return sorted((unescape(day)[:10], kind) for day, kind in rows)


def sent(body: bytes) -> list[tuple[str, str]]:
    """The same of a calendar file: a contact lasts from its first day, a deadline stands on its last."""
    kinds = {"Deadline": "deadline", "Question due": "question"}
    return sorted((e["dtstart"].dt.isoformat(), kinds.get(str(e["summary"]).partition(":")[0], "contact")) for e in icalendar.Calendar.from_ical(body).walk("VEVENT"))


@pytest.mark.parametrize("chosen", [False, True], ids=["all", "one dossier"])
@pytest.mark.parametrize("questions", [False, True], ids=["plain", "with questions"])
def test_the_page_and_the_file_have_the_same_entries(desk: TestClient, lake: str, goodoffices: Run, chosen: bool, questions: bool) -> None:
    goodoffices("assess", lake, "--at", "2024-05-04")
    asked = {**({"dossier": lake} if chosen else {}), **({"questions": "1"} if questions else {})}
    page = desk.get("/calendar", params=asked)
    feed = re.search(r'<a href="(/feeds/[^"]+\.ics[^"]*)">Subscribe', page.text)
    assert page.status_code == 200 and feed and f'value="http://127.0.0.1{feed.group(1)}"' in page.text
    made = desk.get(unescape(feed.group(1)))
    assert made.headers["content-type"].startswith("text/calendar") and told(page.text) == sent(made.content)
    assert ("2024-05-10", "deadline") in told(page.text) and {"contact"} <= {kind for _, kind in told(page.text)}
    assert ("question" in {kind for _, kind in told(page.text)}) is questions


def test_questions_of_a_dossier_are_told_where_they_are_asked_for(desk: TestClient, lake: str, goodoffices: Run) -> None:
    assert "of forecasts due" not in desk.get(f"/dossier/{lake}?at=2024-05-04").text
    goodoffices("assess", lake, "--at", "2024-05-04")
    plain = desk.get(f"/dossier/{lake}?at=2024-05-04").text
    assert "a recorded meeting within 30 days of 2024-05-02" not in re.sub("<[^>]+>", "", plain)
    link = re.search(r'<a href="([^"]+)">\d+ questions? of forecasts due', plain)
    assert link and "at=2024-05-04" in link.group(1)
    asked = desk.get(unescape(link.group(1))).text
    assert "a recorded meeting within 30 days of 2024-05-02?" in re.sub("<[^>]+>", "", asked) and 'value="2024-05-04"' in asked


def test_what_lies_ahead_stands_first(filed: str, desk: TestClient) -> None:
    desk.get("/")
    with open_archive(filed) as archive:
        shown = agenda.view(archive, "", False, "2024-05-09", None)
    days = [(x.ahead, x.day) for m in shown["months"] for x in m["lines"]]
    ahead, past = [d for soon, d in days if soon], [d for soon, d in days if not soon]
    assert ahead and past and days == [(True, d) for d in sorted(ahead)] + [(False, d) for d in sorted(past, reverse=True)]
    assert min(ahead) >= "2024-05-09" > max(past) and (shown["ahead"], shown["total"]) == (len(ahead), len(days))


def test_pages_follow_each_other(filed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(filed) as archive:
        whole = agenda.view(archive, "", False, "2024-05-09", None)
        monkeypatch.setattr(agenda, "ON_PAGE", 1)
        found, cursor = [], None
        for _ in range(whole["total"]):
            page = agenda.view(archive, "", False, "2024-05-09", cursor)
            found += [x.row.id for m in page["months"] for x in m["lines"]]
            cursor = page["next"]
    assert cursor is None and found == [x.row.id for m in whole["months"] for x in m["lines"]]


@pytest.mark.parametrize(("address", "status"), [("/calendar?dossier=nothing-like-it", 404), ("/calendar?questions=maybe", 422), ("/calendar?cursor=x", 404), ("/calendar?dossier=", 200)])
def test_what_cannot_be_answered_is_said(desk: TestClient, address: str, status: int) -> None:
    page = desk.get(address)
    assert page.status_code == status and "<main" in page.text


@pytest.mark.parametrize(("status", "turns", "said"), [
    ("pending", (), "CONFIRMED"), ("expired", (), "CONFIRMED"), ("lifted", (), "CANCELLED"),
    ("extended", (("2024-05-08", "due 2024-05-17"),), "CONFIRMED"),
    ("extended", (("2024-05-08", "told as extended"),), "TENTATIVE"),
    ("extended", (("2024-05-18", "told as extended"),), "CANCELLED"),
])
def test_the_day_of_an_extended_deadline(status: str, turns: tuple[tuple[str, str], ...], said: str) -> None:
    from types import SimpleNamespace

    from goodoffices.model import Due, Turn
    from goodoffices.serve.calendars import _deadline_status

    item = SimpleNamespace(status=status, due=Due(start="2024-05-17", end="2024-05-17"), history=tuple(Turn(date=d, status="extended", why=w) for d, w in turns))
    assert _deadline_status(item) == said  # type: ignore[arg-type]
