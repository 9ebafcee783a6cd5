"""`assess` and `scorecard`: what is issued is kept, answered by later reports, and scored as one would by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from goodoffices.assess.forecasts import Forecast
from goodoffices.model import Date, ExplainedRecord
from goodoffices.serve.queries import Archive, filing, open_archive
from goodoffices.serve.queries.assessing import assess
from goodoffices.serve.queries.deeds import on_record
from goodoffices.serve.queries.dossiers import list_dossiers
from goodoffices.serve.queries.scoring import scorecard
from goodoffices.store import forecasts as kept

Run = Callable[..., Any]
Make = Callable[..., ExplainedRecord]


def put(archive: Archive, *records: ExplainedRecord) -> None:
    filing.file_records(archive, filing.Filing(), records, lambda *_: None)


@pytest.fixture
def archive(coded: tuple[ExplainedRecord, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    address = f"sqlite:///{tmp_path / 'cases.db'}"
    monkeypatch.setenv("GOODOFFICES_STORE", address)
    with open_archive(address, create=True) as opened:
        put(opened, *coded)
        yield opened


def lake(archive: Archive) -> str:
    return next(d.id for d in list_dossiers(archive) if "lake-1" in d.articles)


def rows(archive: Archive) -> list[kept.Kept]:
    with archive.repository.reading() as connection:
        return kept.issued(connection)


def meeting(make_record: Make, ident: str, day: str) -> ExplainedRecord:
    """A report of its day that Peru and Bolivia met."""
    record = make_record(ident, f"Peru and Bolivia met on {day}.", published=day)
    return replace(record, events=tuple(replace(e, cameo="042", date=Date(start=day, end=day)) for e in record.events))


def test_assess_has_the_documented_shape(archive: Archive, goodoffices: Run) -> None:
    told = json.loads(goodoffices("assess", lake(archive), "--json").out)
    assert set(told) == {"dossier", "name", "as_of", "reports_until", "dyads", "indices", "events", "forecasts", "planned", "rankings", "evidence", "offers", "literature", "what_if", "not_known", "kept", "names"}
    assert told["kept"] and told["dyads"][0]["parties"] == ["BOL", "PER"] and told["dyads"][0]["level"] == "country"
    assert {i["name"] for i in told["indices"] if not i["parties"]} == {"cooperation", "conflict", "contact", "hardness", "offers", "violence"}
    events = {e["id"] for e in told["events"]}
    assert events and all(i["low"] <= i["value"] <= i["high"] and set(i["moved"][:5]) <= events for i in told["indices"] if i["value"] is not None)
    assert {"offer_meeting", "rejection_meeting", "plan_contact"} <= {f["forecast"]["question"]["kind"] for f in told["forecasts"]}
    hosts = next(r for r in told["rankings"] if r["order"]["ranking"]["kind"] == "next_host")
    assert "in comparable cases the first three by recurrence held the host" in hosts["order"]["words"]
    assert hosts["order"]["candidates"][0] == {**hosts["order"]["candidates"][0], "name": "ECU", "offer": "accepted", "probability": None}


def test_a_record_with_gaps_carries_no_probability_but_base_rate_and_n(archive: Archive) -> None:
    told = [s.forecast for s in assess(archive, lake(archive)).forecasts]
    assert told and all(f.probability is None and f.abstained and f.base_n > 100 and "n = " in f.words for f in told)


def test_the_page_never_says_what_anybody_means(archive: Archive, goodoffices: Run) -> None:
    out = goodoffices("assess", lake(archive)).out
    assert "in comparable cases" in out.casefold() and "WHAT IS NOT KNOWN" in out and "Ecuador (on offer: accepted)" in out
    assert not any(word in out.casefold() for word in ("bluff", "sincere", "insincere"))


def test_the_same_event_told_by_many_is_one_deed(archive: Archive, coded: tuple[ExplainedRecord, ...]) -> None:
    before = on_record(archive).history("country", "2024-05-30").deeds
    again = next(r for r in coded if r.document.id == "lake-2")
    text = again.document.text + " "
    put(archive, replace(again, document=replace(again.document, id="lake-2-other", publisher="Other Wire", sha256="0" * 64, text=text)))
    assert on_record(archive).history("country", "2024-05-30").deeds == before


def test_asking_again_changes_nothing_also_after_more_is_known(archive: Archive, make_record: Make) -> None:
    first = assess(archive, lake(archive))
    before = rows(archive)
    assert assess(archive, lake(archive)) == first and rows(archive) == before
    put(archive, meeting(make_record, "late", "2024-05-01"))
    later = assess(archive, lake(archive), "2024-05-04")
    assert rows(archive)[: len(before)] == before
    assert {s.forecast.question.id: s.forecast for s in first.forecasts}.items() <= {s.forecast.question.id: s.forecast for s in later.forecasts}.items()


def test_a_later_report_answers(archive: Archive, make_record: Make) -> None:
    assess(archive, lake(archive))
    assert set(scorecard(archive).answers) == {"open"}
    put(archive, meeting(make_record, "met", "2024-05-08"), meeting(make_record, "again", "2024-07-20"))
    card = scorecard(archive)
    assert card.as_of == "2024-07-20" and card.answers == {"yes": card.issued}
    assert {d for s in card.forecasts for d in s.deeds} == {"met/event:1"}


def test_silence_is_void_not_no(archive: Archive, make_record: Make) -> None:
    assess(archive, lake(archive))
    put(archive, make_record("other", "Chile met Argentina.", published="2024-08-01"))
    assert set(scorecard(archive).answers) == {"void"}


def test_figures_worked_out_by_hand(archive: Archive, make_record: Make) -> None:
    """Two forecasts that come true were given 0.8 and, by abstention, a base rate of 0.4: Brier (0.04 + 0.36) / 2 = 0.2 against 0.36 of the base rate."""
    made = assess(archive, lake(archive)).forecasts[:2]
    numbers = [(0.8, 0.5), (None, None)]
    with archive.repository.writing() as connection:
        connection.exec_driver_sql("DELETE FROM forecasts")
        for standing, (chance, past) in zip(made, numbers):
            body: Forecast = replace(standing.forecast, probability=chance, base_rate=0.4, recurrence=past)
            q = body.question
            kept.keep(connection, [kept.Kept(question=q.id, kind=q.kind, dossier="d", issued=q.issued, horizon=q.horizon, due=q.due, as_of=q.issued, made_at=f"{q.issued}T12:00:00Z",
                                             model="m", body=msgspec.json.encode(body).decode())])
    put(archive, meeting(make_record, "met", "2024-05-08"), meeting(make_record, "again", "2024-07-20"))
    groups = {g.name: g.report for g in scorecard(archive).groups}
    found = groups["all"]
    assert found is not None and groups["in time"] == found and (found.n, found.happened, found.coverage) == (2, 2, 0.5)
    assert found.brier.value == pytest.approx(0.2)
    assert found.log_score.value == pytest.approx(0.56972, abs=1e-4)  # (-ln 0.8 - ln 0.4) / 2
    assert found.skill_base is not None and found.skill_base.value == pytest.approx(1 - 0.2 / 0.36)
    assert found.skill_recurrence is not None and found.skill_recurrence.value == pytest.approx(1 - 0.2 / ((0.25 + 0.36) / 2))


def test_the_scorecard_lists_every_forecast(archive: Archive, goodoffices: Run) -> None:
    issued = len(assess(archive, lake(archive)).forecasts)
    told = json.loads(goodoffices("scorecard", "--json").out)
    assert set(told) == {"as_of", "issued", "answers", "groups", "ranked", "forecasts", "rankings"} and told["issued"] == len(told["forecasts"]) == issued
    assert f"{issued} forecasts issued" in goodoffices("scorecard").out


REFUSED = [
    pytest.param(("assess", "no such dossier"), 1, "there is no dossier 'no such dossier'", id="unknown dossier"),
    pytest.param(("assess", "Peru", "--at", "2999-01-01"), 2, "lies ahead", id="a day to come"),
    pytest.param(("assess", "Peru", "--at", "2001-01-01"), 1, "was published by 2001-01-01", id="before the first report"),
    pytest.param(("assess", "Peru", "--at", "soon"), 2, "no ISO 8601 date", id="no date"),
]


@pytest.mark.parametrize(("arguments", "status", "message"), REFUSED)
def test_what_cannot_be_answered_is_said(archive: Archive, goodoffices: Run, arguments: tuple[str, ...], status: int, message: str) -> None:
    done = goodoffices(*arguments)
    assert (done.status, done.out) == (status, "") and message in done.err


def test_an_empty_store(goodoffices: Run) -> None:
    assert goodoffices("assess", "Peru", "--store", "sqlite://")[0::2] == (1, "goodoffices: nothing filed yet: `goodoffices add` files articles\n")
    done = goodoffices("scorecard", "--store", "sqlite://")
    assert done.status == 0 and "no forecast issued yet" in done.err
    assert json.loads(goodoffices("scorecard", "--store", "sqlite://", "--json").out)["forecasts"] == []


def test_what_if_says_once_that_the_model_is_silent(archive: Archive, goodoffices: Run) -> None:
    out = " ".join(goodoffices("assess", lake(archive), "--what-if", "accepts").out.split())
    assert "WHAT IF" in out and "In comparable cases" in out
    assert "none -> none" not in out and out.count("the model gives no probability to") == 1
