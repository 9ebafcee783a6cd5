"""Forecasts are added once and never changed; a store of an earlier version gets their table."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import inspect, text

from goodoffices.store import forecasts, open_store
from goodoffices.store.forecasts import Kept

FIRST = Kept(question="question:1", kind="offer_meeting", dossier="dossier:1", issued="2024-05-02", horizon=7, due="2024-05-09", as_of="2024-05-03", made_at="2024-05-03T10:00:00Z",
             model="abc", body='{"probability":0.5}')


def test_a_forecast_is_never_changed(store_url: str) -> None:
    with open_store(store_url) as store:
        with store.writing() as connection:
            assert forecasts.keep(connection, [FIRST, replace(FIRST, question="question:2")]) == 2
        with store.writing() as connection:
            assert forecasts.keep(connection, [replace(FIRST, body='{"probability":0.9}'), replace(FIRST, question="question:3")]) == 1
        with store.reading() as connection:
            assert [k.question for k in forecasts.issued(connection)] == ["question:1", "question:2", "question:3"]
            assert forecasts.issued(connection, ["question:1", "none"]) == [FIRST]


@pytest.mark.parametrize("count", [0, 1, 450])
def test_any_number_is_found_again(tmp_path: Path, count: int) -> None:
    made = [replace(FIRST, question=f"question:{k:04}") for k in range(count)]
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store, store.writing() as connection:
        assert forecasts.keep(connection, made) == count
        assert forecasts.issued(connection, [k.question for k in made]) == made


def test_a_store_of_the_version_before_gets_the_table(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'store.db'}"
    with open_store(address) as store, store.writing() as connection:
        for table in ("forecasts", "alerts", "alert_rules", "alert_digests"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = 'v0002'"))
    with open_store(address) as store, store.reading() as connection:
        assert "forecasts" in inspect(connection).get_table_names() and forecasts.issued(connection) == []
