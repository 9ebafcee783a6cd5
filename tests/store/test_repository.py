"""Opening, filing, finding: the same on every database."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.event import listen

from goodoffices.errors import StoreReadOnlyError, StoreSlowError
from goodoffices.model import Decision, ExplainedRecord
from goodoffices.store import Repository, articles, cache, check, decisions, find, open_store, words
from goodoffices.store.revision import revision
from goodoffices.store.schema import STEPS

Make = Callable[..., ExplainedRecord]
NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def store(store_url: str) -> Iterator[Repository]:
    with open_store(store_url) as opened:
        yield opened


def file(store: Repository, *records: ExplainedRecord, now: str = NOW) -> list[str]:
    outcomes = []
    for record in records:
        with store.writing() as connection:
            outcomes.append(articles.save(connection, record, now))
    return outcomes


def contents(store: Repository) -> list[ExplainedRecord]:
    with store.reading() as connection:
        return sorted(articles.load(connection), key=lambda r: r.document.id)


def test_what_is_filed_comes_back_as_it_was(store: Repository, make_record: Make) -> None:
    records = [make_record("a", "Peru offered talks – ‘soon’ 🕊."), make_record("ü/日本 ?#%", "Bolivia declined."), make_record("b", "No date.", published=None)]
    assert file(store, *records) == ["added"] * 3
    assert contents(store) == sorted(records, key=lambda r: r.document.id)
    with store.reading() as connection:
        assert [h.id for h in articles.headers(connection)] == ["a", "ü/日本 ?#%", "b"]
        assert [r.document.id for r in articles.load(connection, ["b", "none"])] == ["b"]


def test_characters_that_databases_refuse_do_no_harm(store: Repository, make_record: Make) -> None:
    record = make_record("nul", "Peru\0 offered talks.", title="A\0 title")
    assert file(store, record) == ["added"] and contents(store) == [record]


def test_the_same_article_twice_changes_nothing(store: Repository, make_record: Make) -> None:
    file(store, make_record("a"))
    with store.reading() as connection:
        before = revision(connection), articles.headers(connection)
    assert file(store, make_record("a"), now="2027-01-01T00:00:00Z") == ["unchanged"]
    with store.reading() as connection:
        assert (revision(connection), articles.headers(connection)) == before


@pytest.mark.parametrize(("change", "outcome"), [({"version": "0.2.0"}, "updated"), ({"version": "0.10.0"}, "updated"), ({"version": "0.0.9"}, "unchanged"),
                                                 ({"text": "Peru withdrew."}, "updated"), ({"published": "2024-05-09"}, "updated"), ({"title": "New"}, "updated")],
                         ids=["newer-coder", "ten-after-nine", "older-coder", "other-text", "other-date", "other-title"])
def test_what_replaces_a_record_keeps_the_old_one(store: Repository, make_record: Make, change: dict[str, Any], outcome: str) -> None:
    first = make_record("a", version="0.1.0")
    second = make_record("a", **{"version": "0.1.0", **change})
    assert file(store, first, second) == ["added", outcome]
    assert contents(store) == [second if outcome == "updated" else first]
    with store.reading() as connection:
        assert articles.earlier(connection, "a") == ([first] if outcome == "updated" else [])
        assert check.orphans(connection) == [] and [wrong for _, _, wrong in check.checked_records(connection)] == [[]]


@pytest.mark.parametrize("order", list(itertools.permutations(["late", "early", "same-day"])), ids="-".join)
def test_reprints_point_to_the_earliest_in_any_order(store: Repository, make_record: Make, order: tuple[str, ...]) -> None:
    days = {"late": "2024-05-09", "early": "2024-05-07", "same-day": "2024-05-07"}
    file(store, *(make_record(name, "One text.", published=days[name]) for name in order), make_record("other", "Another text."))
    assert {r.document.id: r.document.duplicate_of for r in contents(store)} == {"early": None, "late": "early", "same-day": "early", "other": None}


def test_a_removed_article_is_gone_from_every_answer_and_can_come_back(store: Repository, make_record: Make) -> None:
    file(store, make_record("a", "One text."), make_record("b", "One text.", published="2024-05-08"))
    with store.writing() as connection:
        articles.set_removed(connection, "a", removed=True)
    with store.reading() as connection:
        assert [(r.document.id, r.document.duplicate_of) for r in articles.load(connection)] == [("b", None)]
        assert [h.article for h in find.find_events(connection, find.Filter())] == ["b"]
        assert [f.id for f in words.search(connection, "text", 10)] == ["b"]
        assert find.find_actors(connection, find.Filter())[0].articles == 1
    with store.writing() as connection:
        articles.set_removed(connection, "a", removed=False)
    assert {r.document.id: r.document.duplicate_of for r in contents(store)} == {"a": None, "b": "a"}


def test_a_failure_undoes_the_whole_article(store: Repository, make_record: Make) -> None:
    def interrupted() -> None:
        with store.writing() as connection:
            articles.save(connection, make_record("a"), NOW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert contents(store) == [] and file(store, make_record("a")) == ["added"]


def test_a_question_that_takes_too_long_is_stopped(store: Repository, make_record: Make) -> None:
    """Whoever waits as long as it takes gets the answer, on the connection that was stopped before."""
    file(store, make_record("a", "One text."))
    counted = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT count(*) FROM n")
    hasty = store.within(0.2)
    with pytest.raises(StoreSlowError, match="took too long"), hasty.reading() as connection:
        connection.execute(counted, {"last": 10**9})
    with hasty.reading() as connection:
        assert [r.document.id for r in articles.load(connection)] == ["a"]
    with store.reading() as connection:
        assert connection.execute(counted, {"last": 10**6}).scalar_one() == 10**6


@pytest.mark.parametrize(("wanted", "expected"), [
    ({}, ["a", "b", "c"]), ({"actor": "government:PER"}, ["a", "b", "c"]), ({"actor": "peru"}, ["a", "b", "c"]), ({"actor": "chile"}, []), ({"actor": "%"}, []),
    ({"type": "REJECT"}, ["b"]), ({"modality": "planned"}, []), ({"country": "ECU"}, ["a", "b", "c"]), ({"country": "BOL"}, ["a", "b", "c"]), ({"country": "CHL"}, []),
    ({"since": "2024-05-08"}, ["b"]), ({"until": "2024-05-07"}, ["a"]), ({"source": "wire"}, ["a"]), ({"source": "c"}, ["c"]), ({"among": {"a", "c"}}, ["a", "c"]),
    ({"limit": 1}, ["b"]), ({"among": {"a", "c"}, "limit": 1}, ["a"]),
], ids=lambda v: "-".join(f"{k}={x}" for k, x in v.items()) or "all" if isinstance(v, dict) else None)
def test_events_are_found(store: Repository, make_record: Make, wanted: dict[str, Any], expected: list[str]) -> None:
    file(store, make_record("a", "One.", publisher="Wire"), make_record("b", "Two.", kind="REJECT", published="2024-05-08"), make_record("c", "Three.", published=None))
    with store.reading() as connection:
        assert sorted(h.article for h in find.find_events(connection, find.Filter(**wanted))) == expected


@pytest.mark.parametrize("wanted", [{"actor": "government:PER"}, {"actor": "peru"}, {"country": "PER"}], ids=["id", "name", "country"])
def test_parties_are_not_looked_up_event_by_event(store: Repository, make_record: Make, wanted: dict[str, Any]) -> None:
    """SQLite says of a question that is asked again for each event that it is correlated."""
    file(store, make_record("a", "One."))
    asked: list[tuple[str, Any]] = []
    with store.reading() as connection:
        listen(connection, "before_cursor_execute", lambda c, cursor, statement, parameters, *_: asked.append((statement, parameters)))
        assert find.find_events(connection, find.Filter(**wanted, limit=5))
        if connection.dialect.name != "sqlite":
            return
        statement, parameters = asked[0]
        plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    whole = [step for step in plan if "SUBQUERY" in step]
    assert any("LIST SUBQUERY" in step for step in whole) and not any("CORRELATED" in step and "LIST" in step for step in whole), plan


def test_events_come_in_order_of_time_and_the_latest_are_kept(store: Repository, make_record: Make) -> None:
    file(store, *(make_record(f"a{day}", f"Day {day}.", published=f"2024-05-0{day}") for day in (3, 1, 2)), make_record("none", published=None))
    with store.reading() as connection:
        assert [h.article for h in find.find_events(connection, find.Filter())] == ["none", "a1", "a2", "a3"]
        assert [h.article for h in find.find_events(connection, find.Filter(limit=2))] == ["a2", "a3"]


@pytest.mark.parametrize("limit", [None, 1, 2])
def test_of_few_and_of_many_articles_the_same_rows_are_found(store: Repository, make_record: Make, monkeypatch: pytest.MonkeyPatch, limit: int | None) -> None:
    file(store, *(make_record(f"a{day}", f"Day {day}.", published=f"2024-05-0{day}") for day in (3, 1, 2, 4)), make_record("none", published=None))
    wanted = find.Filter(among={"none", "a1", "a2", "a3"}, limit=limit)
    with store.reading() as connection:
        few = [look(connection, wanted) for look in (find.find_events, find.find_statements)]
        monkeypatch.setattr(find, "CHUNK", 3)
        assert [look(connection, wanted) for look in (find.find_events, find.find_statements)] == few
    assert all([h.article for h in found] == ["none", "a1", "a2", "a3"][-(limit or 4):] for found in few)


@pytest.mark.parametrize(("wanted", "count"), [({}, 2), ({"type": "direct"}, 2), ({"type": "indirect"}, 0), ({"actor": "government:PER"}, 2), ({"actor": "bolivia"}, 0),
                                               ({"country": "PER", "since": "2024-05-08"}, 1)])
def test_statements_are_found(store: Repository, make_record: Make, wanted: dict[str, Any], count: int) -> None:
    file(store, make_record("a", "One."), make_record("b", "Two.", published="2024-05-08"))
    with store.reading() as connection:
        assert len(find.find_statements(connection, find.Filter(**wanted))) == count


def test_actors_are_counted_over_articles(store: Repository, make_record: Make) -> None:
    file(store, make_record("a", "One."), make_record("b", "Two.", published="2024-05-08"))
    with store.reading() as connection:
        found = find.find_actors(connection, find.Filter(country="PER"))
        assert [(a.id, a.mentions, a.articles, a.first, a.last) for a in found] == [("government:PER", 2, 2, "2024-05-07", "2024-05-08")]
        assert [a.id for a in find.find_actors(connection, find.Filter(actor="of PERU"))] == [a.id for a in find.find_actors(connection, find.Filter(actor="government:PER"))] == ["government:PER"]
        assert find.find_actors(connection, find.Filter(actor="nobody")) == []
        assert find.find_actors(connection, find.Filter(type="person")) == [] and len(find.find_actors(connection, find.Filter(limit=1))) == 1


@pytest.mark.parametrize(("asked", "expected"), [
    ("talks", ["a", "b"]), ("Talk", ["a", "b"]), ("talks ceasefire", ["b"]), ('"offered talks"', ["a"]), ('"talks offered"', []), ("talks -ceasefire", ["a"]),
    ("envoy", ["c"]), ("-talks", []), ("", []), ('"', []), ("AND OR NOT ( * ^ : ' \\", []), ("nothing", []), ("cafe", ["c"]),
], ids=["word", "ending", "both", "phrase", "wrong-order", "minus", "title", "only-minus", "empty", "quote", "signs", "none", "accent"])
def test_words_are_found(store: Repository, make_record: Make, asked: str, expected: list[str]) -> None:
    file(store, make_record("a", "Peru offered talks to Bolivia."), make_record("b", "Peru wanted talks on a ceasefire."), make_record("c", "Bolivia met at the cafe.", title="An envoy"))
    with store.reading() as connection:
        assert sorted(f.id for f in words.search(connection, asked, 10)) == expected


def test_an_excerpt_shows_the_word(store: Repository, make_record: Make) -> None:
    file(store, make_record("a", "Peru offered talks to Bolivia."))
    with store.reading() as connection:
        assert "[talks]" in words.search(connection, "talks", 10)[0].excerpt


def test_search_follows_a_changed_text(store: Repository, make_record: Make) -> None:
    file(store, make_record("a", "Peru offered talks."), make_record("a", "Peru withdrew."))
    with store.reading() as connection:
        assert words.search(connection, "talks", 10) == [] and len(words.search(connection, "withdrew", 10)) == 1


def test_decisions_are_kept_in_order(store: Repository) -> None:
    made = [Decision(id=f"decision:{n}", at=NOW, who="Ana", why="wrong", kind="reject", target="x", value={"note": "ü"}) for n in range(3)]
    for decision in made:
        with store.writing() as connection:
            decisions.record_decision(connection, decision)
    with store.reading() as connection:
        assert decisions.log(connection) == made and revision(connection) == 3


def test_a_cached_value_counts_only_for_its_inputs(store: Repository) -> None:
    with store.writing() as connection:
        cache.put(connection, "state", "d", "one", b"value")
    with store.reading() as connection:
        assert cache.get(connection, "state", "d", "one") == b"value" and cache.get(connection, "state", "d", "two") is None
    with store.writing() as connection:
        cache.keep_only(connection, "state", [])
    with store.reading() as connection:
        assert cache.get(connection, "state", "d", "one") is None


def test_a_store_is_opened_again_and_stands_at_the_last_step(store: Repository, store_url: str, make_record: Make) -> None:
    file(store, make_record("a"))
    with open_store(store_url) as again, again.reading() as connection:
        assert [h.id for h in articles.headers(connection)] == ["a"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == STEPS[-1]


def test_readers_do_not_wait_for_a_writer_nor_see_its_half(store: Repository, make_record: Make) -> None:
    with store.writing() as writer:
        articles.save(writer, make_record("a"), NOW)
        assert contents(store) == []
    assert len(contents(store)) == 1


OPERATIONS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["One.", "Two."]), st.sampled_from(["2024-05-07", "2024-05-08", None])), max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS, st.randoms(use_true_random=False))
def test_arrival_in_any_order_gives_the_same_store(make_record: Make, made: list[tuple[str, str, str | None]], random: Any) -> None:
    records = [make_record(ident, body, published=day) for ident, body, day in {item[0]: item for item in made}.values()]
    shuffled = [*records, *records[:2]]
    random.shuffle(shuffled)
    with open_store("sqlite://") as one, open_store("sqlite://") as two:
        file(one, *records)
        file(two, *shuffled)
        assert contents(one) == contents(two)
        for store in (one, two):
            with store.reading() as connection:
                assert check.orphans(connection) == [] and check.database_faults(connection) == []


def test_a_backup_is_a_store(tmp_path: Path, make_record: Make) -> None:
    with open_store(f"sqlite:///{tmp_path / 'one.db'}") as store:
        file(store, make_record("a"))
        with store.reading() as connection:
            check.back_up(connection, tmp_path / "copy.db")
        with open_store(f"sqlite:///{tmp_path / 'copy.db'}", create=False) as copy:
            assert contents(copy) == contents(store)
    assert not list(tmp_path.glob("*.part"))


def test_damage_inside_a_record_is_found(store: Repository, make_record: Make) -> None:
    file(store, make_record("a", "One."), make_record("b", "Two."), make_record("c", "Three."))
    with store.writing() as connection:
        connection.execute(text("UPDATE articles SET record = :junk WHERE id = 'a'"), {"junk": b"junk"})
        connection.execute(text("UPDATE articles SET digest = 'x' WHERE id = 'b'"))
        connection.execute(text("DELETE FROM events"))
    with store.reading() as connection:
        found = {ident: wrong for ident, _, wrong in check.checked_records(connection)}
    assert "cannot be read" in found["a"][0] and found["b"][0] == "the record is not the one that was filed" and found["c"] == ["events: 0 rows instead of 1"]


def test_replaced_documents_keep_their_own_reprint_mark_out_of_the_record(store: Repository, make_record: Make) -> None:
    record = make_record("a", "One.")
    file(store, replace(record, document=replace(record.document, duplicate_of="elsewhere")))
    assert contents(store)[0].document.duplicate_of is None


def test_a_steady_repository_sees_one_moment(store: Repository, make_record: Make) -> None:
    file(store, make_record("a"))
    with store.steady() as steady:
        with steady.reading() as connection:
            before = revision(connection)
        file(store, make_record("b"))
        with steady.reading() as connection:
            assert [h.id for h in articles.headers(connection)] == ["a"] and revision(connection) == before
        with pytest.raises(StoreReadOnlyError), steady.writing():
            pass
    assert len(contents(store)) == 2
