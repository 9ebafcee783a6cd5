"""What was told: claimed once, marked after it was sent, given back where it could not be."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from goodoffices.store import alerts, open_store
from goodoffices.store.alerts import Key

OFFER = Key(rule="r", target="t", occasion="proposal", groups=(("a", "b"),))
CLASH = Key(rule="r", target="t", occasion="contradiction:x", groups=(("side:1", "side:2"), ("side:3",)))
EARLY, NOW, LATE = "2024-05-07T10:00:00Z", "2024-05-07T11:00:00Z", "2024-05-07T12:00:00Z"


def test_an_alert_is_claimed_once(store_url: str) -> None:
    with open_store(store_url) as store:
        with store.writing() as connection:
            assert alerts.claim(connection, [OFFER, OFFER], NOW, EARLY) == [OFFER]
        with store.writing() as connection:
            assert alerts.claim(connection, [OFFER, Key(rule="r", target="t", occasion="proposal", groups=(("c", "b"),))], NOW, EARLY) == []
            others = [Key(rule="q", target="t", occasion="proposal", groups=(("a",),)), Key(rule="r", target="u", occasion="proposal", groups=(("a",),)), Key(rule="r", target="t", occasion="answer", groups=(("a",),))]
            assert alerts.claim(connection, others, NOW, EARLY) == others
        with store.reading() as connection:
            assert alerts.told(connection, "r", "t", EARLY) == {"proposal": {"a", "b"}, "answer": {"a"}}


def test_what_was_not_sent_is_claimed_again(store_url: str) -> None:
    with open_store(store_url) as store, store.writing() as connection:
        alerts.claim(connection, [OFFER], NOW, EARLY)
        alerts.release(connection, [OFFER])
        assert alerts.told(connection, "r", "t", EARLY) == {} and alerts.claim(connection, [OFFER], NOW, EARLY) == [OFFER]
        assert alerts.told(connection, "r", "t", LATE) == {} and alerts.claim(connection, [OFFER], LATE, LATE) == [OFFER]  # whoever was sending it is gone
        alerts.settle(connection, [OFFER], LATE)
        alerts.release(connection, [OFFER])
        assert alerts.told(connection, "r", "t", "2025-01-01") == {"proposal": {"a", "b"}} and alerts.claim(connection, [OFFER], LATE, "2025-01-01") == []


def test_both_sides_of_a_contradiction_count(store_url: str) -> None:
    with open_store(store_url) as store, store.writing() as connection:
        alerts.claim(connection, [CLASH], NOW, EARLY)
        alerts.settle(connection, [CLASH], NOW)
        same = Key(rule="r", target="t", occasion="contradiction:x", groups=(("side:2",), ("side:3", "side:4")))
        other = Key(rule="r", target="t", occasion="contradiction:x", groups=(("side:2",), ("side:9",)))
        assert alerts.claim(connection, [same, other], NOW, EARLY) == [other]
        alerts.release(connection, [other])
        assert alerts.told(connection, "r", "t", EARLY) == {"contradiction:x": {"side:1", "side:2", "side:3"}}


@pytest.mark.parametrize("count", [1, 450])
def test_any_number_of_ids(tmp_path: Path, count: int) -> None:
    key = Key(rule="r", target="t", occasion="incident", groups=(tuple(f"i{k}" for k in range(count)),))
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store, store.writing() as connection:
        assert alerts.claim(connection, [key], NOW, EARLY) == [key] and alerts.claim(connection, [key], NOW, EARLY) == []
        alerts.settle(connection, [key], NOW)
        assert len(alerts.told(connection, "r", "t", LATE)["incident"]) == count


def test_a_rule_begins_once(store_url: str) -> None:
    with open_store(store_url) as store, store.writing() as connection:
        alerts.begin(connection, [("r", "t")], EARLY)
        alerts.begin(connection, [("r", "t"), ("r", "u"), ("r", "u")], LATE)
        assert alerts.since(connection) == {("r", "t"): EARLY, ("r", "u"): LATE}
        alerts.digest_sent(connection, "t", "2024-05-07")
        alerts.digest_sent(connection, "t", "2024-05-08")
        assert alerts.last_digests(connection) == {"t": "2024-05-08"}


def test_a_store_of_the_version_before_gets_the_tables(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'store.db'}"
    with open_store(address) as store, store.writing() as connection:
        for table in ("alerts", "alert_rules", "alert_digests"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = 'v0003'"))
    with open_store(address) as store, store.reading() as connection:
        assert {"alerts", "alert_rules", "alert_digests"} <= set(inspect(connection).get_table_names()) and alerts.since(connection) == {}
