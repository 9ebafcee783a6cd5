"""`assess` on poor records: a clear statement, never a number from nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import click
import pytest
from msgspec.structs import replace

from goodoffices.assess.calibration import Scored, report
from goodoffices.errors import NotFoundError, NotPossibleError
from goodoffices.model import Article, Date, ExplainedRecord
from goodoffices.pipeline import code_article
from goodoffices.serve.outlook_page import BLOCKS, outlook_text
from goodoffices.serve.queries import Archive, assessing, deciding, deeds, filing, open_archive, scoring
from goodoffices.serve.queries.assessing import assess
from goodoffices.serve.queries.dossiers import list_dossiers
from goodoffices.serve.queries.outlook import Outlook
from goodoffices.serve.queries.scoring import scorecard
from goodoffices.serve.queries.shortly import shortly
from goodoffices.serve.scorecard_page import scorecard_text

Make = Callable[..., ExplainedRecord]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(f"sqlite:///{tmp_path / 'poor.db'}", create=True) as opened:
        yield opened


def put(archive: Archive, *records: ExplainedRecord) -> str:
    filing.file_records(archive, filing.Filing(), records, lambda *_: None)
    return list_dossiers(archive)[0].id


def told(make_record: Make, ident: str, day: str | None, cameo: str, when: str | None = None) -> ExplainedRecord:
    """A report of its day of one act of Peru towards Bolivia; `when`: the act's own day."""
    record = make_record(ident, f"Peru and Bolivia, told by {ident}.", published=day)
    at = when or day
    return replace(record, events=tuple(replace(e, cameo=cameo, date=Date(start=at, end=at)) for e in record.events))


def no_number(outlook: Outlook) -> bool:
    """Is no chance shown, of a question or of a ranking, and is every index within its interval?"""
    sound = all(i.low <= i.value <= i.high for i in outlook.indices if i.value is not None and i.low is not None and i.high is not None)
    return sound and all(s.forecast.probability is None and s.forecast.abstained for s in outlook.forecasts) and all(c.probability is None for r in outlook.rankings for c in r.order.candidates)


def test_no_report_with_a_date(archive: Archive, make_record: Make) -> None:
    ident = put(archive, told(make_record, "one", None, "036"))
    with pytest.raises(NotPossibleError, match="no report in the store has a date"):
        assess(archive, ident)


def test_one_event(archive: Archive, make_record: Make) -> None:
    outlook = assess(archive, put(archive, told(make_record, "one", "2024-05-02", "036")))
    assert outlook.forecasts and no_number(outlook)
    assert {s.forecast.abstained for s in outlook.forecasts} == {"no earlier deed of the pair is on record"} and {s.forecast.recurrence for s in outlook.forecasts} == {None}
    assert any("1 of the last 30 days" in s for s in outlook.not_known)


def test_nothing_but_one_meeting(archive: Archive, make_record: Make) -> None:
    outlook = assess(archive, put(archive, told(make_record, "one", "2024-05-02", "042")), what_if=("accepts",))
    assert not outlook.forecasts and no_number(outlook) and any("No question is open" in s for s in outlook.not_known)
    assert outlook.what_if is not None and not outlook.what_if.moved and outlook.what_if.statement


def test_all_on_one_day(archive: Archive, make_record: Make) -> None:
    codes = ("036", "042", "190", "138", "125", "040", "057", "111")
    outlook = assess(archive, put(archive, *(told(make_record, f"r{n}", "2024-05-02", codes[n % len(codes)]) for n in range(40))), what_if=("accepts", "quiet"))
    assert outlook.forecasts and no_number(outlook)
    assert outlook.what_if is not None and all(m.after.probability is None and m.moved is None for m in outlook.what_if.moved)
    assert all(len(i.points) <= 1 for i in outlook.indices)


def test_what_is_dated_ahead_does_not_count(archive: Archive, make_record: Make) -> None:
    """A slip of the date: an act of the year 2924, and a report that claims to be from then."""
    ident = put(archive, told(make_record, "one", "2024-05-02", "036"))
    before = assess(archive, ident, keep=False)
    put(archive, told(make_record, "two", "2924-05-02", "042"), told(make_record, "three", "2024-05-02", "190", when="2924-06-01"))
    after = assess(archive, ident, "2024-05-02", keep=False)
    assert [s.forecast.comparable for s in after.forecasts if s.forecast.question.kind == "offer_meeting"] == [s.forecast.comparable for s in before.forecasts if s.forecast.question.kind == "offer_meeting"]
    today = assess(archive, ident, keep=False)
    assert today.as_of == "2024-05-02" and [s.forecast for s in today.forecasts] == [s.forecast for s in after.forecasts] and today.indices == after.indices
    assert no_number(after) and all(p.day <= "2024-05-02" for i in after.indices for p in i.points)


def test_a_clock_set_back(archive: Archive, make_record: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was issued under a later clock stays as it was; nothing is forecast for days of which the clock knows nothing, and nothing is answered by them."""
    ident = put(archive, told(make_record, "one", "2024-05-02", "036"), told(make_record, "two", "2024-05-20", "042"))
    issued = assess(archive, ident, "2024-05-02").forecasts
    assert {s.answer for s in issued} == {"open"} and "yes" in scorecard(archive).answers
    for module in (deeds, assessing, scoring):
        monkeypatch.setattr(module, "today", lambda: "2024-05-03")
    early = assess(archive, ident)
    assert early.as_of == "2024-05-02" and "1 report of the store is dated after today (until 2024-05-20): a wrong date, or a wrong clock. It does not count." in early.not_known
    assert {s.forecast.question.id: s.forecast for s in early.forecasts} == {s.forecast.question.id: s.forecast for s in issued}
    assert set(scorecard(archive).answers) == {"open"}


def test_a_dossier_of_which_nothing_is_left(archive: Archive, make_record: Make) -> None:
    ident = put(archive, told(make_record, "one", "2024-05-02", "036"))
    deciding.reject(archive, "one#event:1", deciding.Signed(who="Ana", why="a slip"))
    with pytest.raises(NotFoundError):
        assess(archive, ident)


@pytest.mark.parametrize(("day", "horizons"), [("on May 28", {30}), ("on May 8", {7, 30}), ("in June", set())])
def test_a_plan_is_not_asked_after_before_its_day(archive: Archive, day: str, horizons: set[int]) -> None:
    text = f"The foreign ministers of Peru and Bolivia will meet in Quito {day}, Peru's foreign ministry said."
    found = assess(archive, put(archive, code_article(Article(id="plan", text=text, name="text", published="2024-05-04", published_source="given", language="en"), explain=True))).forecasts
    assert {s.forecast.question.horizon for s in found if s.forecast.question.kind == "plan_contact"} == horizons


def test_the_page_says_what_is_asked_and_what_is_not_on_record(archive: Archive) -> None:
    text = "Peru on Saturday threatened Bolivia with sanctions.\n\nPeru invited Bolivia to talks, Peru's foreign ministry said."
    ident = put(archive, code_article(Article(id="page", text=text, name="text", published="2024-05-04", published_source="given", language="en"), explain=True))
    lines = [click.unstyle(line) for line in outlook_text(assess(archive, ident, keep=False), 78)]
    out = " ".join(" ".join(lines).split())
    assert "Peru and Bolivia, after a threat (2024-05-04): recorded force, sanctions or mobilisation by Peru until 2024-05-11 (open, 7 days left)" in out
    assert all(i.formula in out for i in assess(archive, ident, keep=False).indices)
    assert "those of another record (ICEWS, news of the world from January to October 2014)" in out
    violence = next(line for line in lines if line.strip().startswith("violence"))
    assert "none on record in these weeks" in violence and not set(violence) & set(BLOCKS)
    assert "recurrence" not in out[out.index("WHAT MAY COME NEXT"):out.index("WHAT IS NOT KNOWN")].replace("by recurrence", "")


def test_a_score_of_one_dyad_has_no_interval_and_void_is_explained() -> None:
    part = report([Scored(probability=None, base=0.4, recurrence=0.4, outcome=True, cluster="PER|BOL")] * 3)
    group = scoring.Group(name="all", kind=None, horizon=None, level=None, issued=5, open=0, void=2, report=part)
    card = scoring.Scorecard(as_of="2024-05-30", issued=5, answers={"yes": 3, "void": 2}, groups=(group,), ranked=(), forecasts=(object(),), rankings=())  # type: ignore[arg-type]
    out = " ".join(" ".join(scorecard_text(card, 78)).split())
    assert "0 is perfect" in out and "In time: written down no later" in out
    assert "Brier 0.360, log score 0.916; one dyad: no interval" in out and "2 questions that nothing on record answers" in out and "too high" in out


def test_what_an_army_does_its_government_does(archive: Archive) -> None:
    """A government is a party; its army agrees to meet the other party: the question is asked of the two parties."""
    told = [("2024-05-04", "Sudan on Saturday rejected talks with the Rapid Support Forces, the Sudanese government said."),
            ("2024-05-06", "Sudan's army said on Monday it would meet the Rapid Support Forces in Cairo on May 10.")]
    records = [code_article(Article(id=f"army-{k}", text=text, name="text", published=day, published_source="given", language="en"), explain=True) for k, (day, text) in enumerate(told)]
    found = assess(archive, put(archive, *records), keep=False)
    asked = [s.forecast.question for s in found.forecasts if s.forecast.question.kind == "plan_contact"]
    assert {frozenset((q.issuer, q.other)) for q in asked} == {frozenset(found.dyads[0].parties)} == {frozenset(("government:SDN", "armed_group:rapid-support-forces"))}


CALLS = [pytest.param("Peru's president telephoned Bolivia's president on Monday, his office said.", "yes", id="a call"), pytest.param("Peru and Bolivia ended two days of talks in Quito, officials said.", "yes", id="talks without a day"),
         pytest.param("Peru and Bolivia were to meet in Quito, officials said.", "open", id="only planned")]


@pytest.mark.parametrize(("text", "answer"), CALLS)
def test_what_was_held_answers_the_plan(archive: Archive, text: str, answer: str) -> None:
    told = [("2024-05-04", "The foreign ministers of Peru and Bolivia will meet in Quito on May 8, Peru's foreign ministry said."), ("2024-05-07", text)]
    records = [code_article(Article(id=f"held-{k}", text=words, name="text", published=day, published_source="given", language="en"), explain=True) for k, (day, words) in enumerate(told)]
    found = assess(archive, put(archive, *records), keep=False)
    plans = [s for s in found.forecasts if s.forecast.question.kind == "plan_contact" and s.forecast.question.issued == "2024-05-04"]
    assert plans and {s.answer for s in plans} == {answer}


def coded(ident: str, day: str, text: str) -> ExplainedRecord:
    return code_article(Article(id=ident, text=text, name="text", published=day, published_source="given", language="en"), explain=True)


def test_a_meeting_held_answers_also_where_its_report_looks_like_a_reprint(archive: Archive) -> None:
    """The report of the meeting in the words in which it was announced; nothing that the announcement told counts twice."""
    rest = "\n\nThe border has been closed to lorries since the spring, and traders on both banks of the lake have lost most of their income, according to the chamber of commerce of the region."
    told = [("2024-05-07", "The foreign ministers of Peru and Bolivia will meet in Quito on May 12, Ecuador's foreign ministry said on Tuesday." + rest),
            ("2024-05-13", "The foreign ministers of Peru and Bolivia met in Quito on Sunday, Ecuador's foreign ministry said on Monday." + rest)]
    ident = put(archive, *(coded(f"r{k}", day, text) for k, (day, text) in enumerate(told)))
    assert deeds.on_record(archive).reprints == {"r1": "r0"}
    found = [s for s in assess(archive, ident, keep=False).forecasts if s.forecast.question.kind in ("offer_meeting", "plan_contact")]
    assert found and {s.answer for s in found} == {"yes"} and {s.forecast.question.issued for s in found} == {"2024-05-07"}


def test_a_meeting_without_a_place_answers(archive: Archive) -> None:
    told = [("2024-05-07", "Peru invited Bolivia to talks on the border, Peru's foreign ministry said."), ("2024-05-13", "The presidents of Peru and Bolivia met on Sunday, Peru's foreign ministry said.")]
    found = [s for s in assess(archive, put(archive, *(coded(f"r{k}", day, text) for k, (day, text) in enumerate(told))), keep=False).forecasts if s.forecast.question.kind == "offer_meeting"]
    assert found and {s.answer for s in found} == {"yes"}


FAR = [pytest.param("The foreign ministers of Peru and Bolivia met in Quito on Sunday and agreed to meet again in October, Ecuador's foreign ministry said on Monday.", ("2024-10-01", "2024-10-31"), set(), id="in October"),
       pytest.param("The foreign ministers of Peru and Bolivia will meet in Quito on May 25, Ecuador's foreign ministry said.", None, {30}, id="in twelve days"),
       pytest.param("Peru invited Bolivia on Monday to talks.\n\nThe foreign ministers of Peru and Bolivia will meet in Quito in October, Ecuador's foreign ministry said.", ("2024-10-01", "2024-10-31"), {7, 30}, id="another offer beside")]


@pytest.mark.parametrize(("text", "planned", "horizons"), FAR)
def test_what_is_planned_for_later_than_a_term_is_told_and_not_asked_after(archive: Archive, text: str, planned: tuple[str, str] | None, horizons: set[int]) -> None:
    found = assess(archive, put(archive, coded("far", "2024-05-13", text)), keep=False)
    assert {s.forecast.question.horizon for s in found.forecasts if s.forecast.question.kind.startswith("offer")} == horizons
    assert [(p.start, p.end) for p in found.planned] == ([planned] if planned else [])
    lines = " ".join(shortly(archive)("far"))
    assert ("later than the 30 days that a question asks about" in lines) == ("later than the 30 days" in " ".join(click.unstyle(x) for x in outlook_text(found, 400))) == bool(planned)


LATER = [pytest.param("Peru's foreign ministry said on Monday that traders at the lake waited for the talks.", "2024-09-05", {("2024-09-01", 30)}, id="as planned"),
         pytest.param("The meeting of the foreign ministers of Peru and Bolivia in Quito on October 1 has been called off, Ecuador's foreign ministry said on Monday.", "2024-08-05", set(), id="called off before")]


@pytest.mark.parametrize(("text", "day", "asked"), LATER)
def test_what_is_planned_for_later_is_asked_after_when_its_time_is_near(archive: Archive, text: str, day: str, asked: set[tuple[str, int]]) -> None:
    announced = "The foreign ministers of Peru and Bolivia will meet in Quito on October 1, Ecuador's foreign ministry said on Monday."
    ident = put(archive, coded("first", "2024-05-13", announced), coded("later", day, text))
    for now in ("2024-08-31", "2024-09-06", "2024-10-02"):
        found = {(s.forecast.question.issued, s.forecast.question.horizon) for s in assess(archive, ident, at=now, keep=False).forecasts if s.forecast.question.kind == "plan_contact"}
        assert found == (asked if now == "2024-09-06" else set()), now


def test_all_reports_from_days_to_come(archive: Archive, make_record: Make) -> None:
    ident = put(archive, told(make_record, "one", "2924-05-02", "036"))
    with pytest.raises(NotPossibleError, match="no report in the store has a date up to today"):
        assess(archive, ident)
    put(archive, code_article(Article(id="far", text="Chad invited Sudan to talks.", name="text", published="2024-05-04", published_source="given", language="en"), explain=True))
    with pytest.raises(NotPossibleError, match=r"was published by 2024-05-04; the first is dated 2924-05-02, which lies ahead"):
        assess(archive, ident)
    assert scorecard(archive).issued == 0


def test_articles_that_make_no_dossier(archive: Archive) -> None:
    filing.file_records(archive, filing.Filing(), [coded("dull", "2024-05-04", "The weather was mild in spring.")], lambda *_: None)
    with pytest.raises(NotFoundError, match="no dossier yet: nothing in the 1 article filed makes one"):
        assess(archive, "Peru")


def test_a_report_of_the_pacific_is_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2024, 3, 31, 11, 30, tzinfo=tz)

    monkeypatch.setattr(deeds, "datetime", Clock)
    assert deeds.today() == "2024-04-01"
