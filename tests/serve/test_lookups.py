"""Looking things up, exporting, looking after the store."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest

from goodoffices.model import ExplainedRecord
from goodoffices.serve.queries import filing, open_archive

Run = Callable[..., Any]
Coded = tuple[ExplainedRecord, ...]


@pytest.fixture(autouse=True)
def filed(coded: Coded, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODOFFICES_STORE", store_url)
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded, lambda *_: None)


@pytest.mark.parametrize("arguments", [(), ("--actor", "government:PER"), ("--actor", "peru"), ("--country", "bol"), ("--type", "reject"), ("--from", "2024-05-03"), ("--to", "2024-05-02"),
                                       ("--source", "andes wire"), ("--dossier", "peru"), ("--limit", "2")], ids=lambda a: " ".join(a) or "all")
def test_events(goodoffices: Run, coded: Coded, arguments: tuple[str, ...]) -> None:
    told = json.loads(goodoffices("events", *arguments, "--json").out)
    every = {f"{r.document.id}#{e.id}": e for r in coded for e in r.events}
    assert told and {e["id"] for e in told} <= set(every)
    assert (len(told) == len(every)) == (arguments == ())
    assert all(e["type"] == every[e["id"]].type and e["article"] in e["id"] for e in told)
    assert goodoffices("events", *arguments).out


def test_filters_pick(goodoffices: Run) -> None:
    assert {e["type"] for e in json.loads(goodoffices("events", "--type", "reject", "--json").out)} == {"REJECT"}
    assert {e["article"] for e in json.loads(goodoffices("events", "--source", "La Paz Post", "--json").out)} == {"lake-2"}
    assert {e["modality"] for e in json.loads(goodoffices("events", "--modality", "offered", "--json").out)} == {"offered"}
    assert goodoffices("events", "--actor", "nobody").err == "goodoffices: nothing found\n"
    assert goodoffices("events", "--from", "May").status == 2
    assert goodoffices("events", "--dossier", "nothing like it").status == 1


def test_statements(goodoffices: Run) -> None:
    told = json.loads(goodoffices("statements", "--type", "direct", "--json").out)
    assert told and all(s["direct"] for s in told)
    assert "There is nothing to discuss" in goodoffices("statements", "--source", "lake-2").out


def test_actors(goodoffices: Run) -> None:
    told = json.loads(goodoffices("actors", "--country", "PER", "--json").out)
    assert told and {a["country"] for a in told} == {"PER"}
    assert [a["mentions"] for a in told] == sorted((a["mentions"] for a in told), reverse=True)
    assert all(a["kind"] == "person" for a in json.loads(goodoffices("actors", "--type", "person", "--json").out))
    assert "government:PER" in goodoffices("actors").out


def test_search(goodoffices: Run) -> None:
    assert {a["id"] for a in json.loads(goodoffices("search", "fishermen", "arequipa", "--json").out)} == {"lake-3", "lake-3-copy"}
    assert {a["id"] for a in json.loads(goodoffices("search", "--json", "--", "talks", "-Chad", "-rejected", "-fishermen").out)} == {"lake-1"}
    assert "reprint of lake-3" in goodoffices("search", '"two fishermen"').out
    assert goodoffices("search", "nothing-like-it").err == "goodoffices: nothing found\n"


def test_records_and_rows(goodoffices: Run, coded: Coded, tmp_path: Path) -> None:
    lines = goodoffices("export", "--format", "jsonl").out.splitlines()
    assert {json.loads(line)["document"]["id"] for line in lines} == {r.document.id for r in coded}
    assert len(goodoffices("export", "--format", "jsonl", "--dossier", "peru").out.splitlines()) == 4
    assert goodoffices("export", "--format", "csv").out.startswith("document,url,publisher")
    assert all(len(row.split("\t")) == 61 for row in goodoffices("export", "--format", "gdelt").out.splitlines())
    assert goodoffices("export", "--format", "parquet").status == 2
    assert goodoffices("export", "--format", "parquet", "--output", str(tmp_path / "e.parquet")).status == 0 and (tmp_path / "e.parquet").stat().st_size
    assert goodoffices("export", "--format", "jsonl", "--output", str(tmp_path / "no" / "x")).status == 2


def test_geojson_has_points_with_coordinates_only(goodoffices: Run, tmp_path: Path) -> None:
    assert goodoffices("export", "--format", "geojson", "--output", str(tmp_path / "map.geojson")).status == 0
    made = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))
    assert made["type"] == "FeatureCollection" and made["features"]
    for feature in made["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90 and feature["properties"]["summary"] and feature["properties"]["sources"] >= 1
    assert "incidents" in {f["properties"]["list"] for f in made["features"]}


def calendar(goodoffices: Run) -> dict[str, Any]:
    made = icalendar.Calendar.from_ical(goodoffices("export", "--format", "ics").out)
    return {str(e["uid"]): e for e in made.walk("VEVENT")}


def test_calendar(goodoffices: Run) -> None:
    events = calendar(goodoffices)
    by_day = {e["dtstart"].dt.isoformat(): e for e in events.values()}
    assert str(by_day["2024-05-10"]["summary"]).startswith("Deadline: Bolivia to Peru")
    meeting = by_day["2024-05-08"]
    assert "Meeting" in meeting["summary"] and meeting["location"] == "Quito" and (meeting["dtend"].dt - meeting["dtstart"].dt).days == 1
    assert calendar(goodoffices).keys() == events.keys()


def test_calendar_ids_outlast_late_reports_and_new_coding(goodoffices: Run, coded: Coded) -> None:
    before = calendar(goodoffices)
    lake_2 = next(r for r in coded if r.document.id == "lake-2")
    from msgspec.structs import replace

    earlier = replace(lake_2, document=replace(lake_2.document, id="a-late", published="2024-05-02", publisher="Earlier"))
    recoded = replace(lake_2, coder=replace(lake_2.coder, version="99.0"))
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive:
        filing.file_records(archive, filing.Filing(), [earlier, recoded], lambda *_: None)
    assert set(calendar(goodoffices)) == set(before)


def test_doctor(goodoffices: Run, tmp_path: Path) -> None:
    assert goodoffices("doctor").out == "6 articles sound, 0 faults\n"
    if not os.environ["GOODOFFICES_STORE"].startswith("sqlite"):
        refused = goodoffices("doctor", "--backup", str(tmp_path / "copy.db"))
        assert refused.status == 1 and "pg_dump" in refused.err and not (tmp_path / "copy.db").exists()
        return
    told = goodoffices("doctor", "--backup", str(tmp_path / "copy.db"), "--json")
    assert told.status == 0 and json.loads(told.out)["articles_sound"] == 6
    copy = f"sqlite:///{tmp_path / 'copy.db'}"
    assert goodoffices("dossiers", "--json", "--store", copy).out == goodoffices("dossiers", "--json").out
    with sqlite3.connect(tmp_path / "copy.db") as connection:
        connection.execute("UPDATE articles SET record = x'00' WHERE id = 'lake-1'")
        connection.execute("DELETE FROM statements")
    connection.close()
    told = goodoffices("doctor", "--store", copy)
    assert told.status == 1 and "lake-1: the record cannot be read" in told.out and "statements: 0 rows instead of" in told.out


def test_help_loads_no_database() -> None:
    program = ("import sys; from goodoffices.serve.cli import cli\ntry:\n cli(['--help'])\nexcept SystemExit: pass\n"
               "print([m for m in ('sqlalchemy', 'alembic', 'icalendar', 'sqlite3', 'msgspec', 'numpy') if m in sys.modules])")
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip().endswith("[]")


def test_looking_loads_no_language_model() -> None:
    program = ("import sys; from goodoffices.serve.cli import cli\ntry:\n cli(['events', '--json'])\nexcept SystemExit: pass\n"
               "print([m for m in ('alembic', 'icalendar', 'numpy', 'goodoffices.pipeline', 'goodoffices.coding') if m in sys.modules])")
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip().endswith("[]")


@pytest.mark.parametrize(("arguments", "said"), [(("events", "--type", "FOO"), "CONSULT"), (("events", "--modality", "maybe"), "hypothetical"), (("actors", "--type", "king"), "armed_group"),
                                                 (("events", "--country", "XXX"), "no country"), (("statements", "--country", "peru"), "PER (Peru)")], ids=lambda a: " ".join(a) if isinstance(a, tuple) else a)
def test_values_that_are_none_are_wrong_usage(goodoffices: Run, arguments: tuple[str, ...], said: str) -> None:
    told = goodoffices(*arguments)
    assert told.status == 2 and said in told.err and told.out == ""


def test_a_country_of_which_nothing_is_told_is_no_mistake(goodoffices: Run) -> None:
    assert goodoffices("events", "--country", "NZL").err == "goodoffices: nothing found\n"


def test_statements_are_told_with_their_verbs(goodoffices: Run) -> None:
    told = goodoffices("statements", "--source", "lake-1").out
    assert "Rosa Quispe said" in told
