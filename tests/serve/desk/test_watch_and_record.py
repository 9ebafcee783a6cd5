"""The pages of sources and of forecasts, and labels of genre."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from goodoffices import model
from goodoffices.serve.desk import health
from goodoffices.serve.queries import filing, open_archive
from goodoffices.serve.queries.sources import Health
from goodoffices.store import watched

Open = Callable[..., TestClient]
Run = Callable[..., Any]
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def source(**told: Any) -> Health:
    blank: dict[str, Any] = dict.fromkeys(("publisher", "checked_at", "ok_at", "changed_at", "next_at", "error"))
    return Health(**{**blank, "url": "https://a.example/feed", "name": "A", "kind": "feed", "failures": 0, "waiting": 0, "filed": 0, "failed": 0, **told})


@pytest.mark.parametrize(("told", "state"), [
    ({}, ("not asked yet", "")), ({"failures": 1, "checked_at": "2026-11-26T11:00:00Z"}, ("failed once", "warn")), ({"failures": 4}, ("failed 4 times", "bad")),
    ({"checked_at": "2026-11-26T11:00:00Z", "changed_at": "2026-11-25T11:00:00Z"}, ("answers", "good")),
    ({"checked_at": "2026-11-26T11:00:00Z", "changed_at": "2026-11-01T11:00:00Z"}, ("quiet for 25 days", "warn"))])
def test_state_in_a_word(told: dict[str, Any], state: tuple[str, str]) -> None:
    assert health.state(source(**told), NOW) == state


def test_sources(filed: str, open_desk: Open, goodoffices: Run) -> None:
    desk = open_desk(store=filed)
    assert "No sources are watched yet" in desk.get("/sources").text and desk.get("/api/sources").json() == []
    with open_archive(filed) as archive, archive.repository.writing() as connection:
        watched.enrol(connection, "https://good.example/feed", "Good <News>", "feed", "Good News")
        watched.enrol(connection, "https://bad.example/feed", "Bad News", "feed", None)
        watched.answered(connection, "https://good.example/feed", "2026-11-26T11:00:00.000000Z", "2026-11-26T12:00:00.000000Z", [watched.Found(url="https://good.example/1")], kind="feed")
        for _ in range(3):
            watched.failed(connection, "https://bad.example/feed", "the server answers with status 500", "2026-11-26T11:00:00.000000Z", "2026-11-26T12:00:00.000000Z")
    body = desk.get("/sources").text
    rows = [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in body.split("<tr>")[2:]]
    assert len(rows) == 2 and rows[0].startswith("Bad News") and "failed 3 times the server answers with status 500" in rows[0]
    assert "Good <News>" in rows[1] and "2026-11-26 11:00" in rows[1]
    assert desk.get("/api/sources").text == goodoffices("sources", "--json").out.rstrip("\n")


def test_track_record(filed: str, open_desk: Open, goodoffices: Run) -> None:
    desk = open_desk(store=filed)
    assert "No forecast has been issued yet" in desk.get("/scorecard").text
    assert desk.get("/api/scorecard").json()["issued"] == 0
    assert goodoffices("assess", "peru", "--at", "2024-05-04").status == 0
    told = desk.get("/api/scorecard")
    assert told.json()["issued"] > 0 and told.text == goodoffices("scorecard", "--json").out.rstrip("\n")
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", desk.get("/scorecard").text)).split())
    assert f"{told.json()['issued']} forecasts issued" in shown and "made late" in shown and re.search(r"(Peru and Bolivia|Bolivia and Peru) , ", shown) and "base rate" in shown
    assert desk.get("/scorecard?cursor=x").status_code == 404


def test_genres(coded: tuple[model.ExplainedRecord, ...], store_url: str, open_desk: Open) -> None:
    opinion = replace(coded[0], warnings=(*coded[0].warnings, model.Warning(code="opinion", message="a comment")))
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), (opinion, *coded[1:]), lambda *_: pytest.fail("refused"))
    desk = open_desk(store=store_url)
    dossier = next(d["id"] for d in desk.get("/api/dossiers").json() if "Peru" in d["name"])
    for page in ("/article/lake-1", "/search?q=Quispe", f"/dossier/{dossier}"):
        assert desk.get(page).text.count('class="tag genre">opinion') == 1, page
    assert "tag genre" not in desk.get("/article/lake-2").text
