"""Offers and what if, as the commands and the API tell them: with sources, and without a trace in the store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest

from goodoffices.model import ExplainedRecord
from goodoffices.serve.queries import Archive, filing, open_archive
from goodoffices.serve.queries.assessing import assess
from goodoffices.serve.queries.dossiers import list_dossiers

Run = Callable[..., Any]
EVERY = ("accepts", "call", "ceasefire", "quiet", "venue=neutral", "date=2024-06-01", "guarantor")


@pytest.fixture
def archive(coded: tuple[ExplainedRecord, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    address = f"sqlite:///{tmp_path / 'cases.db'}"
    monkeypatch.setenv("GOODOFFICES_STORE", address)
    with open_archive(address, create=True) as opened:
        filing.file_records(opened, filing.Filing(), coded, lambda *_: None)
        yield opened


def lake(archive: Archive) -> str:
    return next(d.id for d in list_dossiers(archive) if "lake-1" in d.articles)


def content(archive: Archive) -> list[str]:
    """All that the store holds."""
    with archive.repository.reading() as connection:
        names = [r[0] for r in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return [f"{name}: {row}" for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]


def test_an_offer_has_three_separate_things_each_with_its_source(archive: Archive, coded: tuple[ExplainedRecord, ...]) -> None:
    texts = {r.document.id: r.document.text for r in coded}
    told = assess(archive, lake(archive))
    offer = next(o for o in told.offers if o.proposer == "PER")
    asked = {s.forecast.question.id for s in told.forecasts}
    assert offer.questions and set(offer.questions) <= asked
    assert {(w.state, w.horizon) for w in offer.weight} == {("calm", 7), ("calm", 30), ("hostility", 7), ("hostility", 30)} and sum(w.now for w in offer.weight) == 2
    assert all(f"n = {w.odds.days}" in w.words if w.odds else "too few" in w.words for w in offer.weight) and any(w.odds for w in offer.weight)
    signals = {s.kind: s for s in offer.signals}
    assert "refused_by_other" in signals and signals["refused_by_other"].sources[0].article == "lake-2"
    for signal in offer.signals:
        assert all(texts[p.article][s.start : s.end] == s.text for p in signal.sources for s in p.evidence)
        assert set(signal.cites) <= set(told.literature)


def test_what_if_leaves_no_trace(archive: Archive, goodoffices: Run) -> None:
    """Neither facts nor forecasts: what was asked for the first time with a supposition is not issued."""
    assess(archive, lake(archive), keep=False)  # fills the caches
    before = content(archive)
    told = json.loads(goodoffices("assess", lake(archive), "--json", *(x for fact in EVERY for x in ("--what-if", fact))).out)
    assert content(archive) == before and not told["kept"]
    assert not any(row.startswith("forecasts:") for row in before)
    assess(archive, lake(archive))
    assert any(row.startswith("forecasts:") for row in content(archive))


def test_what_if_tells_before_after_cases_and_what_has_none(archive: Archive, goodoffices: Run) -> None:
    told = assess(archive, lake(archive), what_if=("accepts", "venue=neutral")).what_if
    assert told is not None and told.facts == ("accepts", "venue") and told.moved
    for moved in told.moved:
        assert any("neutral venue" in w for w in moved.warnings)
        assert moved.with_facts is None or (moved.with_facts.n > 0 and "n = " in moved.words)
    out = goodoffices("assess", lake(archive), "--what-if", "accepts", "--what-if", "venue=neutral").out
    assert "WHAT IF" in out and "nowhere kept" in out and "no comparable case for a neutral venue" in " ".join(out.split()) and "bluff" not in out.casefold()


def test_without_a_supposition_there_is_none(archive: Archive) -> None:
    assert assess(archive, lake(archive)).what_if is None


def test_what_cannot_be_supposed_is_said(archive: Archive, goodoffices: Run) -> None:
    done = goodoffices("assess", lake(archive), "--what-if", "sunshine")
    assert (done.status, done.out) == (2, "") and "is none of accepts" in done.err


def test_no_open_question(archive: Archive, make_record: Callable[..., ExplainedRecord]) -> None:
    filing.file_records(archive, filing.Filing(), [make_record("later", "Chile met Argentina.", published="2024-08-01")], lambda *_: None)
    told = assess(archive, lake(archive), what_if=("accepts",)).what_if
    assert told is not None and not told.moved and "nothing" in told.statement


def test_the_brief_of_a_filed_article_says_what_may_come_next(archive: Archive, archive_file: Path, goodoffices: Run) -> None:
    plain = goodoffices("brief", str(archive_file)).out
    told = goodoffices("brief", str(archive_file), "--store", os.environ["GOODOFFICES_STORE"]).out
    assert "WHAT MAY COME NEXT" not in plain and told.count("WHAT MAY COME NEXT") == 4  # the lake's four; the ferry's days are over, one has no date
    assert "in comparable cases" in told and "`goodoffices assess dossier:" in told and not any(row.startswith("forecasts:") for row in content(archive))


def test_questions_due_stand_in_the_calendar_with_what_became_of_them(archive: Archive, goodoffices: Run, make_record: Callable[..., ExplainedRecord]) -> None:
    def due() -> dict[str, Any]:
        made = icalendar.Calendar.from_ical(goodoffices("export", "--format", "ics").out)
        return {str(e["uid"]): e for e in made.walk("VEVENT") if str(e["summary"]).startswith("Question due")}

    assert due() == {}
    issued = {s.forecast.question.id: s.forecast.question for s in assess(archive, lake(archive)).forecasts}
    first = due()
    assert {u.removesuffix("@goodoffices") for u in first} == set(issued)
    for uid, event in first.items():
        assert event["dtstart"].dt.isoformat() == issued[uid.removesuffix("@goodoffices")].due and event["sequence"] == 0 and ": open" in event["description"]
    filing.file_records(archive, filing.Filing(), [make_record("later", "Chile met Argentina.", published="2024-08-01")], lambda *_: None)
    again = due()
    assert again.keys() == first.keys() and all(e["sequence"] == 1 and ": void" in e["description"] for e in again.values())
