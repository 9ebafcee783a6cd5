"""Offers and what if, as the commands and the API tell them: with sources, and without a trace in the store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest

from goodoffices.assess.forecasts import Forecast, Share
from goodoffices.assess.odds import State, moves, shipped
from goodoffices.assess.questions import Question
from goodoffices.assess.supposing import Supposed
from goodoffices.model import Article, ExplainedRecord
from goodoffices.pipeline import code_article
from goodoffices.serve.queries import Archive, filing, open_archive
from goodoffices.serve.queries.assessing import assess
from goodoffices.serve.queries.dossiers import list_dossiers
from goodoffices.serve.queries.offers import tells, unmoved, weight_words
from goodoffices.serve.queries.outlook import WhatIf

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
    assert "comparable cases" in " ".join(told.split()) and "`goodoffices assess dossier:" in told and not any(row.startswith("forecasts:") for row in content(archive))


def test_questions_due_stand_in_the_calendar_with_what_became_of_them(archive: Archive, goodoffices: Run, make_record: Callable[..., ExplainedRecord]) -> None:
    def due(*more: str) -> dict[str, Any]:
        made = icalendar.Calendar.from_ical(goodoffices("export", "--format", "ics", *(more or ("--questions",))).out)
        return {str(e["uid"]): e for e in made.walk("VEVENT") if str(e["summary"]).startswith("Question due")}

    assert due() == {}
    issued = {s.forecast.question.id: s.forecast.question for s in assess(archive, lake(archive)).forecasts}
    first = due()
    assert due("--dossier", lake(archive)) == {} and goodoffices("export", "--format", "atom", "--questions").status == 2
    assert {u.removesuffix("@goodoffices") for u in first} == set(issued)
    for uid, event in first.items():
        assert event["dtstart"].dt.isoformat() == issued[uid.removesuffix("@goodoffices")].due and event["sequence"] == 0 and ": open" in event["description"]
    filing.file_records(archive, filing.Filing(), [make_record("later", "Chile met Argentina.", published="2024-08-01")], lambda *_: None)
    again = due()
    assert again.keys() == first.keys() and all(e["sequence"] == 1 and ": void" in e["description"] for e in again.values())


def supposed(kind: str = "offer_meeting", moved: float | None = None, cases: Share | None = None, warnings: tuple[str, ...] = ()) -> Supposed:
    """A question of the lake as it would stand."""
    asked = Question(id=f"question:{kind}", kind=kind, issuer="PER", other="BOL", issued="2024-05-02", horizon=7, due="2024-05-09", triggers=())
    made = Forecast(question=asked, level="country", probability=None, low=None, high=None, base_rate=0.4, base_n=100, recurrence=None, recurrence_low=None, recurrence_high=None, usual=None,
                    comparable=SOME, events=0, span=1, abstained="too short", words="", model="")
    return Supposed(question=asked, level="country", before=made, after=made, moved=moved, with_facts=cases, without=None, words="in comparable cases", warnings=warnings)


SOME = Share(name="cases", happened=3, n=20, low=0.05, high=0.36)
TELLING = [
    pytest.param(supposed(moved=0.1), True, id="the probability moves"), pytest.param(supposed(moved=0.0), False, id="it stays"), pytest.param(supposed(cases=SOME), True, id="there are cases"),
    pytest.param(supposed(cases=SOME, warnings=("already so on record: a call",)), False, id="on record already"), pytest.param(supposed(warnings=("no comparable case: none",)), False, id="no case"),
]


@pytest.mark.parametrize(("moved", "told"), TELLING)
def test_what_if_shows_what_moves(moved: Supposed, told: bool) -> None:
    assert tells(moved) is told


def test_what_does_not_move_is_one_line_for_each_reason() -> None:
    why, common = "already so on record: a call", "no comparable case for a guarantor"
    told = WhatIf(facts=(), words=(), moved=(supposed(cases=SOME, warnings=(common,)), *(supposed(k, warnings=(common, why)) for k in ("plan_contact", "threat_deed")), supposed("threat_more", warnings=(common,))), statement="")
    assert unmoved(told) == {why: 2, "": 1}


def test_what_if_of_facts_without_cases_takes_a_line_not_a_list(archive: Archive, goodoffices: Run) -> None:
    out = " ".join(goodoffices("assess", lake(archive), "--what-if", "guarantor", "--what-if", "venue=neutral").out.split())
    part = out[out.index("WHAT IF"):out.index("OFFERS")]
    assert part.count("no comparable case for") == 2 and part.count("Nothing moves for") == 1 and "->" not in part and " - " not in part


WORDS = [
    pytest.param("country", "calm", 7, "invitation", ("5.1 times the odds", "n = 571 such days"), ("wide",), id="narrow"),
    pytest.param("actor", "hostility", 7, "invitation", ("5.3 times the odds", "wide: it says which way"), ("far too wide",), id="wide"),
    pytest.param("actor", "hostility", 30, "invitation", ("n = 105 such days", "0.3 to 29.8; far too wide to say whether such a move shifts the odds at all"), (), id="says nothing"),
    pytest.param("actor", "calm", 30, "mediation", ("too few comparable cases", "n = 43 such days, 2 followed by a meeting, 40 pairs; at least 15, 10 and 15 are asked for"), ("times",), id="too few"),
]


@pytest.mark.parametrize(("level", "state", "horizon", "move", "said", "unsaid"), WORDS)
def test_how_far_a_weight_can_be_trusted_is_said_with_n(level: str, state: State, horizon: int, move: str, said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    key = f"{level} {move} {horizon} {state}"
    words = weight_words(moves()[move], state, horizon, shipped().odds.get(key), shipped().few.get(key))
    assert all(w in words for w in said) and not any(w in words for w in unsaid)


def test_every_weight_without_a_ratio_has_its_counts() -> None:
    keys = {f"{level} {move} {horizon} {state}" for level in ("country", "actor") for move in moves() for horizon in (7, 30) for state in ("calm", "hostility")}
    assert keys == set(shipped().odds) | set(shipped().few) and not set(shipped().odds) & set(shipped().few)


def test_an_offer_of_a_third_party_to_both_sides_is_told_as_such(archive: Archive) -> None:
    text = "Qatar offered on Tuesday to host talks between Peru and Bolivia in Doha.\n\nPeru and Bolivia agreed to meet, Qatar's foreign ministry said.\n\nPeru told Bolivia it was ready to meet."
    record = code_article(Article(id="third", text=text, name="text", published="2024-05-07", published_source="given", language="en"), explain=True)
    filing.file_records(archive, filing.Filing(), [record], lambda *_: None)
    told = assess(archive, next(d.id for d in list_dossiers(archive) if "third" in d.articles), keep=False)
    offer = next(o for o in told.offers if o.proposer == "QAT")
    assert "what a third party's offer to both sides moves was not measured" in offer.statement and "not clear" not in offer.statement and not offer.weight
