"""The commands as a user types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from goodoffices.model import Record

REPORT = "Lima recalls envoy\n\nPeru recalled its ambassador from Bolivia on Monday.\n\nThe two foreign ministers will meet in Quito on Friday.\n"


def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "goodoffices", *arguments], input=stdin, capture_output=True, text=True, check=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_help_loads_nothing_heavy() -> None:
    program = ("import sys; from goodoffices.serve.cli import cli\ntry:\n cli(['--help'])\nexcept SystemExit: pass\n"
               "print([m for m in ('spacy', 'numpy', 'pyarrow', 'trafilatura', 'msgspec', 'fastapi', 'starlette', 'uvicorn', 'jinja2', 'pydantic') if m in sys.modules])")
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert out.strip().endswith("[]") and "brief" in out


def test_code_writes_json_lines(report: Path) -> None:
    done = run("code", str(report), "--published", "2024-05-07", "--publisher", "Andes Wire")
    assert done.returncode == 0, done.stderr
    record = msgspec.json.decode(done.stdout.splitlines()[0], type=Record)
    assert record.document.title == "Lima recalls envoy"
    assert (record.document.publisher, record.document.published, record.document.published_source) == ("Andes Wire", "2024-05-07", "given")
    assert "SANCTION" in {e.type for e in record.events}


def test_brief_is_eighty_columns_and_plain_when_piped(report: Path) -> None:
    done = run("brief", str(report), "--published", "2024-05-07")
    assert done.returncode == 0 and "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert "PLANNED NEXT" in done.stdout and "2024-05-10" in done.stdout


def test_evidence_prints_the_words(report: Path) -> None:
    done = run("brief", str(report), "--published", "2024-05-07", "--evidence")
    assert '"The two foreign ministers will meet in Quito on Friday"' in done.stdout


def test_stdin() -> None:
    done = run("code", "-", "--published", "2024-05-07", stdin=REPORT)
    assert done.returncode == 0 and json.loads(done.stdout)["document"]["title"] == "Lima recalls envoy"


def test_a_bad_input_does_not_stop_the_batch(report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    errors = tmp_path / "errors.jsonl"
    done = run("code", str(tmp_path / "empty.txt"), str(report), str(tmp_path / "missing.txt"), "--errors", str(errors))
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 1
    assert "empty.txt" in done.stderr and "missing.txt" in done.stderr
    assert len(errors.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("arguments", [("code",), ("brief", "--nonsense", "x"), ("nonsense",), ("code", "x.txt", "--published", "tomorrow"), ("code", "x.txt", "--format", "parquet")],
                         ids=["no-input", "option", "command", "date", "parquet-needs-output"])
def test_wrong_usage_is_status_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 2


def test_csv_parquet_gdelt(report: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    table = run("code", str(report), "--published", "2024-05-07", "--format", "csv").stdout.splitlines()
    assert table[0].startswith("document,url,publisher") and any(",SANCTION," in row for row in table[1:])
    target = tmp_path / "events.parquet"
    assert run("code", str(report), "--published", "2024-05-07", "--format", "parquet", "--output", str(target)).returncode == 0
    assert pq.read_table(target).num_rows == len(table) - 1
    rows = run("code", str(report), "--published", "2024-05-07", "--format", "gdelt").stdout.splitlines()
    assert rows and all(len(row.split("\t")) == 61 for row in rows)


def test_schema_names_every_field() -> None:
    made = json.loads(run("schema").stdout)
    assert {"document", "events", "ledger", "uncoded"} <= set(made["$defs"]["ExplainedRecord"]["properties"])


def test_explain_gives_reasons(report: Path) -> None:
    reasons = json.loads(run("code", str(report), "--published", "2024-05-07", "--explain").stdout)["reasons"]
    assert any(r["entry"] == "event:1" and ".tsv:" in r["rule"] for r in reasons)


def test_missing_output_folder_is_said_before_the_work(report: Path, tmp_path: Path) -> None:
    done = run("code", str(report), "--output", str(tmp_path / "no" / "records.jsonl"))
    assert done.returncode == 2 and "does not exist" in done.stderr and "Traceback" not in done.stderr


def test_another_language_is_named_and_not_coded(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("Paris et Alger\n\nLe ministre a déclaré lundi que la France proposait des pourparlers à Genève avec la Russie et les autres pays de la région.\n", encoding="utf-8")
    done = run("brief", str(path), "--published", "2024-05-07")
    assert "The text is not in English: it was not coded." in done.stdout and done.stdout.count("unsupported_language") == 1
