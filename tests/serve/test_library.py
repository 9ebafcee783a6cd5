"""The store for programs, and tables of what it gives."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from goodoffices import Store, frames
from goodoffices.errors import AmbiguousError, MissingLibraryError, NotFoundError, StoreMissingError, UsageError
from goodoffices.model import DossierState, ExplainedRecord, MergedIncident, Record
from goodoffices.serve.queries import lookups

Run = Callable[..., Any]
Coded = tuple[ExplainedRecord, ...]
ARROW = {"text": pa.string(), "texts": pa.list_(pa.string()), "day": pa.date32(), "number": pa.float64(), "count": pa.int64(), "flag": pa.bool_()}
POLARS = {"text": pl.String, "texts": pl.List(pl.String), "day": pl.Date, "number": pl.Float64, "count": pl.Int64, "flag": pl.Boolean}
PANDAS = {"text": "string", "texts": "object", "day": "datetime64", "number": "float64", "count": "Int64", "flag": "bool"}


@pytest.fixture
def store(coded: Coded, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("GOODOFFICES_STORE", store_url)
    with Store(store_url, create=True) as made:
        assert made.add(coded).added == len(coded)
        yield made


ANSWERS: dict[str, Callable[[Store], Any]] = {
    "events": lambda s: s.events(), "statements": lambda s: s.statements(), "actors": lambda s: s.actors(), "articles": lambda s: s.articles(), "found": lambda s: s.search("talks"),
    "dossiers": lambda s: s.dossiers(), "timeline": lambda s: s.timeline(), "contradictions": lambda s: s.contradictions(), **{name: lambda s, n=name: s.ledger(n) for name in frames.LEDGER}}


def test_every_frame_is_some_answer() -> None:
    assert set(ANSWERS) == set(frames.COLUMNS)


@pytest.mark.parametrize("name", ANSWERS)
def test_columns_have_the_kinds_that_are_documented(store: Store, name: str) -> None:
    rows = ANSWERS[name](store)
    assert rows.name == name and (len(rows) > 0 or name in ("contradictions", "conditions", "threats", "assessments"))
    kinds = {c.name: c.kind for c in frames.COLUMNS[name]}
    assert len(kinds) == len(frames.COLUMNS[name])
    arrow, polars, pandas = rows.to_arrow(), rows.to_polars(), rows.to_pandas()
    assert {f.name: f.type for f in arrow.schema} == {n: ARROW[k] for n, k in kinds.items()}
    assert dict(polars.schema) == {n: POLARS[k] for n, k in kinds.items()}
    assert {n: str(t).startswith(PANDAS[kinds[n]]) for n, t in pandas.dtypes.items()} == dict.fromkeys(kinds, True)
    assert len(arrow) == len(polars) == len(pandas) == len(rows)


@pytest.mark.parametrize("name", ANSWERS)
def test_no_column_is_always_empty_by_mistake(name: str, store: Store, coded: Coded) -> None:
    """A path that leads nowhere would give nulls for ever: every path of a column is one of the records' fields."""
    rows = ANSWERS[name](store)
    told = list(rows.frame().rows)
    for column in frames.COLUMNS[name]:
        if told and column.name not in ("place", "place_country", "latitude", "longitude", "venue", "venue_country", "cue", "killed_min", "killed_max", "injured_min", "injured_max", "articles"):
            closure = inspect.getclosurevars(column.find).nonlocals
            if "steps" in closure:
                row: Any = told[0]
                for step in closure["steps"]:
                    assert row is None or step in row, column.name
                    row = row[step] if row else None


def test_values(store: Store) -> None:
    (shelling,) = [r for r in store.ledger("incidents").to_polars().iter_rows(named=True) if r["kind"] == "shelling"]
    assert (shelling["place"], shelling["killed_min"], shelling["start"], shelling["articles"]) == ("Arequipa", 2, date(2024, 5, 3), ["lake-3", "lake-3-copy"])
    events = store.events(dossier="peru").to_pandas()
    assert set(events["article"]) == {"lake-1", "lake-2", "lake-3", "lake-3-copy"} and pd.api.types.is_datetime64_any_dtype(events["start"])
    assert "Government of Bolivia" in {n for names in events["actor_names"] for n in names}
    assert store.timeline("peru").to_polars()["date"].is_sorted()
    (deadline,) = store.ledger("deadlines", country="GRC")
    assert store.ledger("deadlines", country="grc").to_polars().row(0, named=True)["due_end"].isoformat() == deadline.due.end


def test_records_answer(store: Store, coded: Coded) -> None:
    assert isinstance(store.ledger("incidents")[0], MergedIncident) and store.events()[-1].event in [e for r in coded for e in r.events]
    assert store.article("lake-1").events == coded[0].events and {r.document.id for r in store.records("peru")} == {"lake-1", "lake-2", "lake-3", "lake-3-copy"}
    state = store.dossier("peru", known_at=date(2024, 5, 3))
    assert isinstance(state, DossierState) and {a.id for a in state.articles} == {"lake-1", "lake-2"}
    assert [len(state.frame(name)) for name in ("articles", "proposals")] == [2, len(state.ledger.proposals)]
    told = store.assess("peru", at="2024-05-04", what_if=["accepts"])
    assert told.what_if is not None and told.what_if.moved and told.offers and not told.kept
    assert store.explain("lake-1#event:1").sources[0].article == "lake-1" and store.decisions() == []
    assert len(store.events()[1:3]) == 2 and store.events()[1:3].to_polars().height == 2
    assert store.add(coded[0]).unchanged == 1


SAME = [("events", {"actor": "peru"}, ("events", "--actor", "peru")), ("events", {"type": "reject", "until": "2024-05-03"}, ("events", "--type", "reject", "--to", "2024-05-03")),
        ("statements", {"direct": True}, ("statements", "--type", "direct")), ("actors", {"kind": "person", "country": "per"}, ("actors", "--type", "person", "--country", "per")),
        ("dossiers", {}, ("dossiers",)), ("timeline", {"dossier": "peru", "since": date(2024, 5, 4)}, ("timeline", "peru", "--from", "2024-05-04")), ("search", {"words": "fishermen"}, ("search", "fishermen"))]


@pytest.mark.parametrize(("method", "arguments", "command"), SAME, ids=[" ".join(c) for _, _, c in SAME])
def test_says_what_the_command_says(store: Store, goodoffices: Run, method: str, arguments: dict[str, Any], command: tuple[str, ...]) -> None:
    rows = list(getattr(store, method)(**arguments))
    printed = json.loads(goodoffices(*command, "--json").out)
    assert rows and len(printed) == len(rows)
    if method in ("events", "statements"):
        assert printed == json.loads(lookups.as_json(rows))
    elif method == "dossiers":
        assert [d["id"] for d in printed] == [d.id for d in rows]
    else:
        assert printed == json.loads(msgspec.json.encode(rows))


def test_record_as_tables(coded: Coded) -> None:
    record = coded[2]
    for name in frames.RECORD:
        frame = record.frame(name)
        assert len(frame) == len(record.ledger.__getattribute__(name) if name in frames.LEDGER else getattr(record, name))
        assert frame.columns == tuple(c.name for c in frames.COLUMNS[name]) == tuple(frame.to_arrow().column_names)
    (row,) = [r for r in record.frame("incidents") if r["kind"] == "shelling"]
    assert (row["articles"], row["killed_min"], row["dossier"]) == (["lake-3"], 2, None)
    assert record.frame("events").to_polars()["id"].to_list() == [f"lake-3#{e.id}" for e in record.events]
    assert isinstance(Record(**{n: getattr(record, n) for n in Record.__struct_fields__}).frame("actors"), frames.Frame)


WRONG = [(lambda s: s.events(type="shouting"), UsageError, "ACCUSE"), (lambda s: s.events(since="May"), UsageError, "since"), (lambda s: s.ledger("wishes"), UsageError, "proposals"),
         (lambda s: s.dossier("nobody"), NotFoundError, "nobody"), (lambda s: s.dossier("e"), AmbiguousError, "several"), (lambda s: s.article("none"), NotFoundError, "none"),
         (lambda s: s.explain("x"), NotFoundError, "x"), (lambda s: s.dossier("peru").frame("wishes"), UsageError, "incidents"), (lambda s: s.actors(kind="ghost"), UsageError, "government")]


@pytest.mark.parametrize(("ask", "error", "word"), WRONG, ids=["type", "day", "list", "dossier", "ambiguous", "article", "entry", "frame", "kind"])
def test_errors(store: Store, ask: Callable[[Store], Any], error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word):
        ask(store)


def test_files_and_addresses(tmp_path: Path, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreMissingError):
        Store(tmp_path / "none.db")
    with Store(tmp_path / "new ü.db", create=True) as made:
        made.add(coded[0])
    assert len(Store(str(tmp_path / "new ü.db")).articles()) == len(Store(f"sqlite:///{tmp_path / 'new ü.db'}").articles()) == 1
    monkeypatch.setenv("GOODOFFICES_STORE", f"sqlite:///{tmp_path / 'new ü.db'}")
    assert len(Store().articles()) == 1
    with Store("sqlite://") as empty:
        assert [len(ANSWERS[name](empty).to_pandas()) for name in ANSWERS] == [0] * len(ANSWERS)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named(coded: Coded, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    frame = coded[0].frame("events")
    with pytest.raises(MissingLibraryError, match=rf"pip install 'goodoffices\[{library}\]'"):
        getattr(frame, f"to_{library}")()
    assert frame.to_arrow().num_rows == len(frame)


def test_nothing_heavy_on_import() -> None:
    program = "import sys, goodoffices; from goodoffices import Store; print([m for m in ('pandas', 'polars', 'pyarrow', 'numpy', 'click') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_every_method_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    public = [name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")]
    assert [name for name in public if f"{name}(" not in page] == []
    assert all(inspect.getdoc(getattr(Store, name)) for name in public)
