"""`goodoffices recode`: what is coded anew, from what, and what is passed over."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.model import ExplainedRecord, Warning
from goodoffices.serve.queries import lookups, open_archive
from goodoffices.store import articles, watched

Run = Callable[..., Any]
PAGE = ("<html><head><title>Peru offers talks</title><meta property='article:published_time' content='2024-05-07T08:00:00Z'></head><body><article><h1>Peru offers talks</h1>"
        "<p>Peru offered on Tuesday to hold talks with Bolivia in Quito, its foreign ministry said, and an answer is due this week.</p></article></body></html>")


def records() -> dict[str, ExplainedRecord]:
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive:
        return {r.document.id: r for r in lookups.records(archive)}


def aged(record: ExplainedRecord, **document: Any) -> ExplainedRecord:
    """The record as an older version of the program would have made it, without events."""
    return replace(record, coder=replace(record.coder, version="0.0.1"), events=(), document=replace(record.document, **document))


@pytest.fixture
def old_store(coded: tuple[ExplainedRecord, ...]) -> list[str]:
    with open_archive(os.environ["GOODOFFICES_STORE"], create=True) as archive:
        for record in coded[:2]:
            with archive.repository.writing() as connection:
                articles.save(connection, aged(record), "2026-01-01T00:00:00Z")
        with archive.repository.writing() as connection:
            articles.save(connection, coded[2], "2026-01-01T00:00:00Z")
    return [r.document.id for r in coded[:3]]


def test_old_records_are_made_anew_and_new_ones_passed_over(goodoffices: Run, old_store: list[str], coded: tuple[ExplainedRecord, ...]) -> None:
    done = goodoffices("recode", "--json")
    assert done.status == 0 and json.loads(done.out) == {"updated": 2, "unchanged": 1, "failed": 0}
    assert records() == {r.document.id: r for r in coded[:3]}
    assert goodoffices("recode").out == "0 updated, 3 unchanged, 0 failed\n"


def test_what_reading_noticed_outlives_it(goodoffices: Run, coded: tuple[ExplainedRecord, ...]) -> None:
    noticed = (Warning(code="truncated", message=""), Warning(code="opinion", message=""))
    with open_archive(os.environ["GOODOFFICES_STORE"], create=True) as archive, archive.repository.writing() as connection:
        articles.save(connection, replace(aged(coded[0]), warnings=noticed), "2026-01-01T00:00:00Z")
    assert goodoffices("recode").status == 0
    assert {"truncated", "opinion"} <= {w.code for r in records().values() for w in r.warnings}


def test_the_bytes_kept_are_read_again(goodoffices: Run, site: Any) -> None:
    site.pages |= {"/a": PAGE, "/rss": f"<rss version='2.0'><channel><item><link>{site.url}/a</link></item></channel></rss>"}
    assert goodoffices("watch", f"{site.url}/rss", "--once", "--allow-private", "--pause", "0").status == 0
    (fresh,) = records().values()
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive, archive.repository.writing() as connection:
        articles.save(connection, replace(aged(fresh, title="A title read wrongly"), coder=replace(fresh.coder, version="9.0")), "2026-01-01T00:00:00Z")
        articles.save(connection, replace(aged(fresh, title="A title read wrongly"), coder=replace(fresh.coder, model="another")), "2026-01-01T00:00:00Z")
        assert len(list(watched.latest_originals(connection, [fresh.document.id]))) == 1
    done = goodoffices("recode")
    assert done.out == "1 updated, 0 unchanged, 0 failed\n", done.err
    assert records() == {fresh.document.id: fresh}


def test_nothing_to_do(goodoffices: Run, tmp_path: Path) -> None:
    assert goodoffices("recode", "--store", f"sqlite:///{tmp_path / 'none.db'}").status == 1
