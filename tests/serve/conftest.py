"""The program as a user calls it, in this process; reports of two affairs, coded once."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from goodoffices.model import ExplainedRecord

REPORTS = [
    {"id": "lake-1", "published": "2024-05-02", "publisher": "Andes Wire", "title": "Peru offers talks over lake",
     "text": "Peru offered on Thursday to hold talks with Bolivia in Quito over fishing rights on Lake Titicaca.\n\nPeruvian Foreign Minister Rosa Quispe said the talks "
             "could begin next week. \"We are ready to sit down,\" she said.\n\nEcuador offered to host the meeting."},
    {"id": "lake-2", "published": "2024-05-03", "publisher": "La Paz Post", "title": "Bolivia rejects talks",
     "text": "Bolivia rejected Peru's offer of talks on Friday.\n\n\"There is nothing to discuss,\" Bolivian Defence Minister Luis Mamani said in La Paz.\n\nBolivia gave Peru "
             "until May 10 to withdraw its patrol boats from Lake Titicaca."},
    {"id": "lake-3", "published": "2024-05-04", "publisher": "Quito Times", "title": "Ministers to meet",
     "text": "The foreign ministers of Peru and Bolivia will meet in Quito on May 8 for talks over fishing rights on Lake Titicaca, Ecuador's Foreign Ministry said on Saturday.\n\nBolivian forces "
             "shelled a village near Arequipa on Friday, killing two fishermen, Peru said."},
    {"id": "lake-3-copy", "published": "2024-05-05", "publisher": "Guayaquil Daily", "title": "Ministers to meet",
     "text": "The foreign ministers of Peru and Bolivia will meet in Quito on May 8 for talks over fishing rights on Lake Titicaca, Ecuador's Foreign Ministry said on Saturday.\n\nBolivian forces "
             "shelled a village near Arequipa on Friday, killing two fishermen, Peru said."},
    {"id": "fer:ry ü#1", "published": "2022-05-18", "publisher": "Aegean Courier", "title": "Athens gives Ankara ten days",
     "text": "Greece on Tuesday gave Turkey ten days to release the ferry Agia Marina and its crew.\n\nTurkey's Foreign Ministry rejected the ultimatum. \"We do not take orders "
             "from Athens,\" spokeswoman Selin Ortak said on Wednesday."},
    {"id": "undated", "text": "Chad has offered to host talks between Nigeria and Cameroon on a prisoner exchange, Foreign Minister Idriss Hassane Bakary said."},
]


class Result(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def goodoffices(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the program with these arguments."""
    from goodoffices.serve.cli import main

    def call(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["goodoffices", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        return Result(left.value.code if isinstance(left.value.code, int) else 0, told.out, told.err)

    return call


@pytest.fixture(scope="session")
def reports() -> list[dict[str, str]]:
    return REPORTS


@pytest.fixture
def archive_file(tmp_path: Path) -> Path:
    """The reports as one file of JSON lines."""
    path = tmp_path / "archive ü.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in REPORTS), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def coded() -> tuple[ExplainedRecord, ...]:
    """The records of the reports."""
    from goodoffices.model import Article
    from goodoffices.pipeline import code_article

    return tuple(code_article(Article(name=r["id"], language="en", published_source="given" if "published" in r else None, **r), explain=True)  # type: ignore[misc,arg-type]
                 for r in REPORTS)
