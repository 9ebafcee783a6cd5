"""What moved since a time, and since the visit before this one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from goodoffices.model import ExplainedRecord
from goodoffices.serve.desk.visits import COOKIE, PAUSE, visit
from goodoffices.serve.queries import Archive, deciding, filing, open_archive
from goodoffices.serve.queries.archive import now
from goodoffices.serve.queries.moved import moved

Open = Callable[..., TestClient]
LONG_AGO = "2001-01-01T00:00:00Z"


def put(archive: Archive, *records: ExplainedRecord) -> None:
    filing.file_records(archive, filing.Filing(), records, lambda *_: pytest.fail("refused"))


def test_only_what_came_since(store_url: str, coded: tuple[ExplainedRecord, ...]) -> None:
    with open_archive(store_url, create=True) as archive:
        put(archive, *coded[:2])
        before = now()
        assert moved(archive, before).dossiers == ()
        put(archive, *coded[2:5])
        told = moved(archive, before)
        assert told.articles == 3 and {d.reports for d in told.dossiers} == {1}
        lake = next(d for d in told.dossiers if "Peru" in d.name)
        assert (lake.reports, lake.reprints) == (1, 1)
        texts = [m.text for m in lake.lines]
        assert any("helling" in t for t in texts) and any("eeting" in t for t in texts)
        assert not any("offers a venue" in t or "rejects" in t for t in texts)
        assert all({p.article for p in m.sources} <= {"lake-3", "lake-3-copy"} for m in lake.lines)
        everything = moved(archive, LONG_AGO)
        assert everything.articles == 5 and len(everything.dossiers) == 2


@pytest.mark.parametrize(("change", "moves"), [("coder", False), ("title", True)])
def test_coding_anew_is_no_move(store_url: str, coded: tuple[ExplainedRecord, ...], change: str, moves: bool) -> None:
    record = coded[0]
    newer = replace(record, coder=replace(record.coder, version="99.0"))
    if change == "title":
        newer = replace(newer, document=replace(record.document, title="Peru offers talks again"))
    with open_archive(store_url, create=True) as archive:
        put(archive, record)
        before = now()
        put(archive, newer)
        assert (moved(archive, before).articles == 1) == moves
        assert moved(archive, LONG_AGO).articles == 1


def test_decisions_are_told(filed: str) -> None:
    with open_archive(filed) as archive:
        before = now()
        made = deciding.annotate(archive, "lake-1#event:1", "seen twice", deciding.Signed(who="Ana"))
        assert [d.id for d in moved(archive, before).decisions] == [made.id]


HOUR = 3600
CASES = [("", 10**9, None), ("0-999999000", 10**9, None), (f"0-{10**9 - HOUR}", 10**9, 10**9 - HOUR), (f"{10**9 - 9 * HOUR}-{10**9 - 60}", 10**9, 10**9 - 9 * HOUR),
         (f"5-{10**9 + 5}", 10**9, None), (f"{10**9}-{10**8}", 10**9, None), ("x", 10**9, None), ("1-2; Path=/x", 10**9, None), ("9" * 30 + "-1", 10**9, None)]


@pytest.mark.parametrize(("cookie", "at", "before"), CASES)
def test_a_visit_ends_after_a_while(cookie: str, at: int, before: int | None) -> None:
    found = visit(cookie, at)
    assert (found.before, found.latest) == (before, at)
    assert (found.since is None) == (before is None)


def shown(told: Any) -> str:
    body = told.text
    return body[body.index('id="news"'):body.index("</section>", body.index('id="news"'))]


def test_the_overview_remembers_without_an_account(filed: str, open_desk: Open) -> None:
    desk = open_desk(store=filed)
    first = desk.get("/")
    assert "first visit" in shown(first)
    cookie = first.headers["set-cookie"]
    assert re.fullmatch(rf"{COOKIE}=0-\d+; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax", cookie)
    assert "first visit" in shown(desk.get("/")), "the same visit goes on"
    past = int(datetime.now(UTC).timestamp()) - PAUSE - 60
    desk.cookies.clear()
    later = shown(desk.get("/", headers={"cookie": f"{COOKIE}=0-{past}"}))
    assert "6 articles filed, in 3 dossiers" in later and "Peru" in later and "rejects" in later
    soon = int(datetime.now(UTC).timestamp()) + 1
    assert "first visit" in shown(desk.get("/", headers={"cookie": f"{COOKIE}={soon}-{soon + 5}"})), "a time to come is no visit"


def test_since_a_day(filed: str, open_desk: Open) -> None:
    desk = open_desk(store=filed)
    assert "Since 2020-01-01" in shown(desk.get("/?since=2020-01-01"))
    assert "Nothing new" in shown(desk.get("/?since=2999-01-01"))
    assert desk.get("/?since=May").status_code == 400


def test_api(filed: str, open_desk: Open) -> None:
    desk = open_desk(store=filed)
    told = desk.get("/api/moved?since=2020-01-01T00:00:00Z").json()
    assert told["articles"] == 6 and {d["name"] for d in told["dossiers"]} == {d["name"] for d in desk.get("/api/dossiers").json()}
    assert desk.get("/api/moved?since=2999-01-01").json()["dossiers"] == []
    for wrong in ("", "yesterday", "2024-13-01", "2024-01-01T25:00:00Z", "2024-01-01 00:00:00", "٢٠٢٤-01-01"):
        assert desk.get("/api/moved", params={"since": wrong}).status_code == 422, wrong
