"""A watch that is killed again and again leaves the store of one that was left alone (the full measure: `python eval/killed_watch.py`)."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

ITEMS, KILLS = 300, 5


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "eval"))
    sys.modules.pop("killed_watch", None)
    import killed_watch

    return killed_watch


def test_killed_at_random_moments(script: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert script.compare(ITEMS, KILLS, 3, tmp_path) == []
    told = capfd.readouterr().out
    assert f"killed {KILLS} times" in told and f"{ITEMS} articles filed" in told and "the two stores are equal" in told
    rows = script.rows(tmp_path / "killed.db")
    assert len(rows["articles"]) == len(rows["originals"]) == len(rows["items"]) == ITEMS and len(rows["events"]) > ITEMS // 2
    assert sum("duplicate_of=None" not in row for row in rows["articles"]) >= ITEMS // 50, "reprints are found in both"
    with closing(sqlite3.connect(tmp_path / "killed.db")) as connection:
        connection.execute("UPDATE articles SET title = 'Another' WHERE number = 7")
        connection.commit()
    assert script.rows(tmp_path / "killed.db") != script.rows(tmp_path / "alone.db"), "a difference is seen"
