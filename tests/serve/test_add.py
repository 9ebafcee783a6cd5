"""`goodoffices add`: what is filed, what is not coded again, what happens when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodoffices.errors import StoreError
from goodoffices.model import Article, ExplainedRecord
from goodoffices.serve.queries import Archive, filing, lookups, open_archive

Run = Callable[..., Any]
Coded = tuple[ExplainedRecord, ...]


def ids(url: str) -> list[str]:
    with open_archive(url) as archive:
        return sorted(h.id for h in lookups.headers(archive))


def test_articles_are_filed_once(goodoffices: Run, archive_file: Path, reports: list[dict[str, str]]) -> None:
    url = os.environ["GOODOFFICES_STORE"]
    first = goodoffices("add", str(archive_file))
    assert first.status == 0 and first.out.startswith("6 added, 0 updated, 0 unchanged, 0 failed; ")
    assert ids(url) == sorted(r["id"] for r in reports)
    again = goodoffices("add", str(archive_file), "--json")
    assert json.loads(again.out) == {"added": 0, "updated": 0, "unchanged": 6, "failed": 0, "dossiers": []}


def test_what_was_filed_is_not_coded_again(goodoffices: Run, archive_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goodoffices("add", str(archive_file))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("coded again")

    monkeypatch.setattr("goodoffices.pipeline.code_article", refuse)
    assert goodoffices("add", str(archive_file)).status == 0


def test_another_text_under_the_same_id_is_told(goodoffices: Run, archive_file: Path, tmp_path: Path) -> None:
    goodoffices("add", str(archive_file))
    changed = tmp_path / "changed.jsonl"
    changed.write_text(json.dumps({"id": "lake-2", "published": "2024-05-03", "text": "Bolivia accepted Peru's offer of talks on Friday."}), encoding="utf-8")
    done = goodoffices("add", str(changed), "--json")
    assert done.status == 0 and json.loads(done.out)["updated"] == 1 and "lake-2: another text" in done.err


def test_a_broken_article_is_reported_and_left_out(goodoffices: Run, archive_file: Path, tmp_path: Path) -> None:
    (tmp_path / "brökén.json").write_text("{", encoding="utf-8")
    done = goodoffices("add", str(tmp_path / "brökén.json"), str(archive_file), str(tmp_path / "missing.txt"))
    assert done.status == 1 and done.out.startswith("6 added, 0 updated, 0 unchanged, 2 failed")
    assert "brökén.json" in done.err and "missing.txt" in done.err and "Traceback" not in done.err


@pytest.mark.parametrize(("url", "status", "said"), [("nonsense", 2, "is no address of a store"), ("mysql://a/b", 2, "not in mysql"), ("sqlite:////no/folder/x.db", 1, "does not exist")])
def test_stores_that_cannot_be(goodoffices: Run, archive_file: Path, url: str, status: int, said: str) -> None:
    done = goodoffices("add", str(archive_file), "--store", url)
    assert done.status == status and said in done.err and done.out == ""


def test_a_file_that_is_no_store_is_told(goodoffices: Run, archive_file: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("notes" * 1000, encoding="utf-8")
    done = goodoffices("add", str(archive_file), "--store", f"sqlite:///{tmp_path / 'notes.db'}")
    assert done.status == 1 and "no store" in done.err


def test_the_data_folder_is_made(goodoffices: Run, archive_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOODOFFICES_STORE")
    monkeypatch.setattr("goodoffices.serve.user_folder.data_folder", lambda: tmp_path / "data" / "goodoffices")
    assert goodoffices("dossiers").err.startswith("goodoffices: nothing filed yet")
    assert not (tmp_path / "data").exists()
    assert goodoffices("add", str(archive_file)).status == 0 and (tmp_path / "data" / "goodoffices" / "store.db").exists()


def test_two_workers_file_the_same(goodoffices: Run, archive_file: Path, tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}" for name in ("one.db", "two.db")]
    for url, workers in zip(urls, ("1", "2")):
        assert goodoffices("add", str(archive_file), "--workers", workers, "--store", url).status == 0
    made = []
    for url in urls:
        with open_archive(url) as archive:
            made.append([*lookups.records(archive)])
    assert made[0] == made[1]


def many(path: Path, count: int) -> Path:
    text = "Peru offered talks to Bolivia on day {n}. Bolivia's foreign minister said it would answer on Friday. " * 10
    path.write_text("".join(json.dumps({"id": f"a{n:03}", "published": "2024-05-07", "text": text.format(n=n)}) + "\n" for n in range(count)), encoding="utf-8")
    return path


#: A shell that runs the tests in the background has made its children deaf to Ctrl-C; this one listens again.
LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from goodoffices.__main__ import main; main()"


def started(url: str, source: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", LISTENING, "add", str(source), "--store", url], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, start_new_session=True)


def wait_for_some(url: str, process: subprocess.Popen[bytes], least: int) -> None:
    """Until some articles are filed, or the process has ended."""
    while process.poll() is None:
        try:
            if len(ids(url)) >= least:
                return
        except StoreError:
            pass
        time.sleep(0.05)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill", "ctrl-c"])
def test_stopped_in_the_middle_the_rest_is_filed_the_next_time(goodoffices: Run, tmp_path: Path, how: signal.Signals) -> None:
    source, url = many(tmp_path / "many.jsonl", 24), f"sqlite:///{tmp_path / 'many.db'}"
    process = started(url, source)
    wait_for_some(url, process, 3)
    process.send_signal(how)
    _, told = process.communicate()
    assert process.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 130), told
    before = ids(url)
    assert 3 <= len(before) < 24
    assert goodoffices("doctor", "--store", url).status == 0
    done = json.loads(goodoffices("add", str(source), "--store", url, "--json").out)
    assert (done["added"], done["unchanged"], done["failed"]) == (24 - len(before), len(before), 0)
    whole = f"sqlite:///{tmp_path / 'whole.db'}"
    goodoffices("add", str(source), "--store", whole)
    assert goodoffices("dossiers", "--json", "--store", url).out == goodoffices("dossiers", "--json", "--store", whole).out
    assert goodoffices("doctor", "--store", url).out.startswith("24 articles sound, 0 faults")


def test_an_article_that_the_database_refuses_concerns_only_itself(coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import DataError

    from goodoffices.store import articles

    save = articles.save

    def refuse_one(connection: Any, record: ExplainedRecord, now: str) -> str:
        if record.document.id == "lake-2":
            raise DataError("INSERT", {}, ValueError("value too long"))
        return save(connection, record, now)

    monkeypatch.setattr(articles, "save", refuse_one)
    refused: list[tuple[str, str]] = []
    with open_archive("sqlite://") as archive:
        count = filing.Filing()
        filing.file_records(archive, count, coded, lambda name, reason: refused.append((name, reason)))
        assert count.added == 5 and [name for name, _ in refused] == ["lake-2"] and "value too long" in refused[0][1]


def test_a_reading_is_known_by_all_its_fields(coded: Coded) -> None:
    document = coded[0].document
    same = {name: getattr(document, name) for name in ("id", "text", "url", "publisher", "published", "published_source", "title", "dateline", "language")}
    with open_archive("sqlite://") as archive:
        count = filing.Filing()
        filing.file_records(archive, count, coded[:1], lambda *_: None)
        assert _to_code(archive, Article(name="x", **same)) == 0
        for change in ({"text": "Other."}, {"title": "Other"}, {"published": "2024-05-09"}, {"publisher": "Other Wire"}, {"url": "https://x.example/1"}):
            assert _to_code(archive, Article(name="x", **{**same, **change})) == 1


def _to_code(archive: Archive, article: Article) -> int:
    return len(list(filing.new_only(archive, filing.Filing(), [article])))


def test_what_was_given_once_is_kept(goodoffices: Run, tmp_path: Path) -> None:
    report = tmp_path / "reef.txt"
    report.write_text("Talks on reef\n\nFiji invited Tonga on Tuesday to talks in Nadi.\n\nTonga has not answered.\n", encoding="utf-8")
    goodoffices("add", str(report), "--published", "2024-05-09", "--publisher", "Reef Radio")
    again = goodoffices("add", str(report), "--json")
    assert json.loads(again.out)["unchanged"] == 1 and again.err == ""
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive:
        assert [(h.published, h.publisher) for h in lookups.headers(archive)] == [("2024-05-09", "Reef Radio")]
    other = goodoffices("add", str(report), "--published", "2024-05-10", "--json")
    assert json.loads(other.out)["updated"] == 1
    with open_archive(os.environ["GOODOFFICES_STORE"]) as archive:
        assert [(h.published, h.publisher) for h in lookups.headers(archive)] == [("2024-05-10", "Reef Radio")]


def test_articles_without_a_date_are_told_once(goodoffices: Run, archive_file: Path) -> None:
    for _ in range(2):
        done = goodoffices("add", str(archive_file))
        assert done.status == 0 and done.err.count("no publication date") == 1 and "1 article has" in done.err
