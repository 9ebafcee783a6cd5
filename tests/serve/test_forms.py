"""The shapes that others have defined: ACLED columns, NGEC objects, FollowTheMoney entities."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from goodoffices.model import Actor, Date, EventType, ExplainedRecord, Incident, IncidentKind, Ledger, Place, Range, Record, Span
from goodoffices.ontology import load
from goodoffices.ontology.crosswalks import acled as table
from goodoffices.ontology.crosswalks import counterpart, iso_numbers
from goodoffices.serve import acled, followthemoney, formats, plover_lines
from goodoffices.serve.queries import filing, open_archive

Run = Callable[..., Any]
Coded = tuple[ExplainedRecord, ...]
COUNTRIES = load().know.countries
#: What the schemata of FollowTheMoney 4 know, of what we write; read off the library's own schema files.
FTM = {
    "Article": {"title", "fileName", "publisher", "sourceUrl", "publishedAt", "bodyText", "language"},
    "Person": {"name", "country", "position"},
    **{schema: {"name", "country", "classification"} for schema in ("PublicBody", "Organization", "Company")},
    "Event": {"name", "summary", "startDate", "endDate", "involved", "location", "country", "proof", "publisher", "sourceUrl", "recordId", "keywords"},
}


def incident(record: Record, kind: str = "shelling", targets: tuple[str, ...] = ("civilians:PER",), **fields: Any) -> Record:
    """The record with one incident and the actors it needs."""
    whole = record.events[0].evidence
    made = Incident(**{"id": "incident:1", "kind": kind, "actors": ("military:BOL",), "targets": targets, "date": Date(start="2024-05-03", end="2024-05-03"),  # type: ignore[arg-type]
                       "place": Place(name="Arequipa", country="PER", latitude=-16.4, longitude=-71.54), "confidence": 0.8, "evidence": whole, **fields})
    more = (Actor(id="military:BOL", name="Armed forces of Bolivia", kind="military", country="BOL"), Actor(id="civilians:PER", name="Civilians in Peru", kind="civilians", country="PER"),
            Actor(id="armed_group:x", name="Red Path", kind="armed_group", country="PER"))
    return replace(record, actors=(*record.actors, *more), events=(), ledger=Ledger(incidents=(made,)))


def only_row(record: Record) -> dict[str, Any]:
    (row,) = acled.record_rows(record, COUNTRIES)
    return row


# -- ACLED ------------------------------------------------------------------------------------------------------------


def test_every_kind_of_incident_has_a_counterpart() -> None:
    assert [k for k in get_args(IncidentKind) if counterpart("incident", k) is None] == []


def test_the_table_names_what_there_is() -> None:
    assert {c.sort for c in table() if c.of == "event"} <= set(get_args(EventType)) and {c.sort for c in table() if c.of == "incident"} == set(get_args(IncidentKind))
    assert len(table()) == len(set(table())) and len(iso_numbers()) == len(set(iso_numbers().values())) > 190


@pytest.mark.parametrize("said", ["REQUEST", "REJECT", "ACCUSE", "THREATEN", "CONSULT", "AGREE", "AID", "SANCTION", "CONCEDE"])
def test_talk_is_no_deed_on_the_ground(make_record: Callable[..., Any], said: str) -> None:
    assert list(acled.record_rows(make_record("a", kind=said), COUNTRIES)) == []


CALLED = [("shooting", ("civilians:PER",), "Violence against civilians", "Attack"), ("shooting", ("military:BOL",), "Battles", "Armed clash"), ("shooting", (), "Strategic developments", "Other"),
          ("ground", ("armed_group:x",), "Battles", "Armed clash"), ("drone", (), "Explosions/Remote violence", "Air/drone strike"),
          ("riot", (), "Riots", "Violent demonstration"), ("arrest", (), "Strategic developments", "Arrests")]


@pytest.mark.parametrize(("kind", "targets", "event_type", "sub"), CALLED, ids=[f"{k}-{'-'.join(t) or 'nobody'}" for k, t, _, _ in CALLED])
def test_what_a_deed_is_called(make_record: Callable[..., Any], kind: str, targets: tuple[str, ...], event_type: str, sub: str) -> None:
    row = only_row(incident(make_record("a"), kind, targets))
    assert (row["event_type"], row["sub_event_type"]) == (event_type, sub)


def test_row_of_an_incident(make_record: Callable[..., Any]) -> None:
    row = only_row(incident(make_record("a", publisher="Andes Wire"), killed=Range(min=3), injured=Range(min=4, max=6), alleged_by="government:PER"))
    assert tuple(row) == acled.COLUMNS
    told = {"event_date": "2024-05-03", "time_precision": 1, "disorder_type": "Political violence", "actor1": "Armed forces of Bolivia", "inter1": 8, "actor2": "Civilians in Peru", "inter2": 7,
            "interaction": 78, "civilian_targeting": "Civilian targeting", "iso": 604, "country": "Peru", "location": "Arequipa", "geo_precision": 1, "source": "Andes Wire", "fatalities": 3,
            "tags": "alleged by Government of Peru"}
    assert {k: row[k] for k in told} == told
    assert re.fullmatch(r"PER\d+", row["event_id_cnty"]) and row == only_row(incident(make_record("a", publisher="Andes Wire"), killed=Range(min=3), injured=Range(min=4, max=6), alleged_by="government:PER"))
    assert row["notes"] == '"Peru offered talks to Bolivia." (Andes Wire, 2024-05-07) [at least 3 killed, 4 to 6 injured]'


DAYS = [(Date(start="2024-05-01", end="2024-05-05"), "2024-05-01", 2), (Date(start="2024-04-01", end="2024-04-30"), "2024-04-01", 3), (Date(text="lately"), "2024-05-07", 2)]


@pytest.mark.parametrize(("when", "day", "precision"), DAYS, ids=["week", "month", "report"])
def test_precision_of_days(make_record: Callable[..., Any], when: Date, day: str, precision: int) -> None:
    row = only_row(incident(make_record("a"), date=when))
    assert (row["event_date"], row["time_precision"], row["tags"]) == (day, precision, "day of the report" if when.text else None)


PLACES = [(Place(name="Peru", country="PER", latitude=-9.2, longitude=-75.0), 3), (Place(name="Puno", country="PER", latitude=-15.84, longitude=-70.02), 1),
          (Place(name="Nowhere-on-Sea", country="PER"), None)]


@pytest.mark.parametrize(("place", "precision"), PLACES, ids=[p.name for p, _ in PLACES])
def test_precision_of_places(make_record: Callable[..., Any], place: Place, precision: int | None) -> None:
    assert only_row(incident(make_record("a"), place=place))["geo_precision"] == precision


def test_what_nobody_tells_stays_empty(make_record: Callable[..., Any]) -> None:
    row = only_row(incident(make_record("a"), actors=(), targets=(), place=None))
    assert [row[k] for k in ("actor1", "inter1", "actor2", "interaction", "iso", "country", "fatalities", "civilian_targeting")] == [None] * 8
    assert row["event_id_cnty"].startswith(acled.NOWHERE)


def test_an_event_told_by_an_incident_is_one_row(make_record: Callable[..., Any]) -> None:
    record = make_record("a", kind="ASSAULT")
    assert len(list(acled.record_rows(record, COUNTRIES))) == 1
    assert len(list(acled.record_rows(replace(incident(record, event="event:1"), events=record.events), COUNTRIES))) == 1
    planned = replace(record, events=(replace(record.events[0], modality="planned"),))
    assert list(acled.record_rows(planned, COUNTRIES)) == []


# -- NGEC -------------------------------------------------------------------------------------------------------------


def test_object_of_an_event(make_record: Callable[..., Any]) -> None:
    text = "It rained. Peru offered talks to Bolivia. It rained."
    record = make_record("a", text)
    named = Span(start=11, end=15, text="Peru")
    record = replace(record, sentences=tuple(type(record.sentences[0])(start=a, end=b) for a, b in ((0, 10), (11, 41), (42, 52))),
                     actors=tuple(replace(a, mentions=(named,) if a.country == "PER" else ()) for a in record.actors),
                     events=(replace(record.events[0], evidence=(Span(start=16, end=29, text=text[16:29]),)),))
    (line,) = plover_lines.event_lines(record, COUNTRIES)
    assert (line["event_text"], line["event_text_start"]) == ("Peru offered talks to Bolivia.", 11)
    (actor,), (recipient,) = line["attributes"]["ACTOR"], line["attributes"]["RECIP"]
    assert (actor["text"], actor["country"], actor["country_name"], actor["code_1"], actor["qa_start_char"], actor["qa_end_char"]) == ("Peru", "PER", "Peru", "GOV", 0, 4)
    assert (recipient["text"], recipient["qa_start_char"]) == ("Government of Bolivia", None)
    assert (line["event_type"], line["event_mode"], line["date_resolved"], line["quad_code"], line["quotes"][0]["text"]) == ("CONSULT", [], "2024-05-07", 1, "offered talks")
    assert line["event_geolocation"] == {"reason": "the place is in no table: no coordinates", "geo": {"resolved_placename": "Quito", "country_code3": "ECU", "lat": None, "lon": None}}


@pytest.mark.parametrize(("code", "country", "parts"), [("RUSGOVMIL", "RUS", ("RUS", "GOV", "MIL")), ("IGOEUR", None, ("IGO", "IGO", "EUR")), ("NGO", None, ("", "NGO", "")), (None, "PER", ("PER", "", ""))])
def test_codes_come_apart(code: str | None, country: str | None, parts: tuple[str, str, str]) -> None:
    assert plover_lines._codes(Actor(id="x", name="x", kind="unknown", code=code, country=country)) == parts


def test_what_was_not_done_is_left_out(make_record: Callable[..., Any]) -> None:
    record = make_record("a")
    assert list(plover_lines.event_lines(replace(record, events=(replace(record.events[0], modality="negated"),)), COUNTRIES)) == []


# -- FollowTheMoney -----------------------------------------------------------------------------------------------------


def test_entities_fit_the_model(coded: Coded) -> None:
    made = list(followthemoney.entities(coded, COUNTRIES))
    assert {e["schema"] for e in made} >= {"Article", "Person", "PublicBody", "Event"}
    known = {e["id"] for e in made}
    for entity in made:
        assert set(entity["properties"]) <= FTM[entity["schema"]]
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", entity["id"])
        assert all(isinstance(v, list) and v and all(isinstance(x, str) and x for x in v) for v in entity["properties"].values())
        assert {*entity["properties"].get("involved", ()), *entity["properties"].get("proof", ())} <= known
    events = [e for e in made if e["schema"] == "Event"]
    assert events and all("proof" in e["properties"] for e in events)
    assert {c for e in made for c in e["properties"].get("country", ())} >= {"pe", "bo"}


def test_an_actor_is_written_once_while_nothing_new_is_said(coded: Coded) -> None:
    made = [e for e in followthemoney.entities([*coded, *coded], COUNTRIES) if e["schema"] not in ("Article", "Event")]
    assert len({json.dumps(e, sort_keys=True) for e in made}) == len(made)


# -- all of them --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", formats.FOREIGN)
def test_one_article_at_a_time(coded: Coded, form: str) -> None:
    taken: list[str] = []

    def records() -> Iterator[Record]:
        for record in coded:
            taken.append(record.document.id)
            yield record

    lines = formats.foreign_lines(records(), form, COUNTRIES)
    next(lines)
    assert len(taken) <= 1
    assert len(list(lines)) > 1 and len(taken) == len(coded)


def test_export(goodoffices: Run, coded: Coded, store_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOODOFFICES_STORE", store_url)
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded, lambda *_: None)
    rows = list(csv.DictReader(io.StringIO(goodoffices("export", "--format", "acled").out)))
    (shelling,) = [r for r in rows if r["sub_event_type"].startswith("Shelling")]
    assert (shelling["fatalities"], shelling["source"]) == ("2", "Quito Times; Guayaquil Daily")
    assert len({r["event_id_cnty"] for r in rows}) == len(rows)
    told = [json.loads(line) for line in goodoffices("export", "--format", "plover", "--dossier", "peru").out.splitlines()]
    assert told and {t["story_id"] for t in told} <= {"lake-1", "lake-2", "lake-3", "lake-3-copy"}
    assert goodoffices("export", "--format", "ftm", "--output", str(tmp_path / "x.ftm.json")).status == 0
    assert {json.loads(line)["schema"] for line in (tmp_path / "x.ftm.json").read_text(encoding="utf-8").splitlines()} >= {"Article", "Event"}


@pytest.mark.parametrize("form", formats.FOREIGN)
def test_code(goodoffices: Run, archive_file: Path, form: str) -> None:
    done = goodoffices("code", str(archive_file), "--format", form, "--quiet")
    assert done.status == 0 and len(done.out.splitlines()) > 1
