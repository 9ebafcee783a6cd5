"""An open store sorts its articles anew only as far as they have changed, and says what a store just opened says."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.model import Dossier, ExplainedRecord
from goodoffices.serve.queries import Archive, deciding, dossiers, filing, open_archive, sorting

Coded = tuple[ExplainedRecord, ...]
SIGNED = deciding.Signed(who="Ana", why="")


def add(archive: Archive, *records: ExplainedRecord) -> None:
    filing.file_records(archive, filing.Filing(), records, lambda *_: pytest.fail("refused"))


def newly_opened(url: str) -> tuple[Dossier, ...]:
    """The dossiers without anything that was kept, in memory or in the store."""
    with open_archive(url) as archive:
        from goodoffices.ledger.dossiers import group
        from goodoffices.store import articles, decisions

        with archive.repository.reading() as connection:
            return group(articles.load(connection), archive.know, decisions.log(connection))


def test_says_what_a_new_one_says(store_url: str, coded: Coded) -> None:
    with open_archive(store_url, create=True) as archive:
        first = coded[0].document
        steps: list[Any] = [
            lambda: add(archive, *coded[2:]), lambda: add(archive, coded[1]), lambda: add(archive, coded[0]),
            lambda: add(archive, replace(coded[0], document=replace(first, published="2024-05-20"), coder=replace(coded[0].coder, version="9.0"))),
            lambda: deciding.reject(archive, "lake-2#event:1", SIGNED), lambda: deciding.rename(archive, dossiers.list_dossiers(archive)[-1].id, "A name of ours", SIGNED),
            lambda: deciding.remove(archive, "lake-3", SIGNED), lambda: deciding.split(archive, next(d.id for d in dossiers.list_dossiers(archive) if d.article_count > 1), ["lake-2"], SIGNED),
            lambda: deciding.undo(archive, next(d.id for d in dossiers.log(archive) if d.kind == "remove"), SIGNED)]
        seen = set()
        for step in steps:
            step()
            now = dossiers.list_dossiers(archive)
            assert now == newly_opened(store_url)
            seen.add(tuple((d.name, d.articles) for d in now))
        assert len(seen) > 5


def test_only_new_records_are_opened(store_url: str, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    load = sorting.articles.load
    monkeypatch.setattr(sorting.articles, "load", lambda connection, ids: opened.extend(ids) or load(connection, ids))
    with open_archive(store_url, create=True) as archive:
        add(archive, *coded[:4])
        dossiers.list_dossiers(archive)
        assert sorted(opened) == sorted(r.document.id for r in coded[:4])
        opened.clear()
        add(archive, coded[4])
        assert len(dossiers.list_dossiers(archive)) == 2 and opened == [coded[4].document.id]


def test_many_who_ask_at_once_wait_for_one_answer(store_url: str, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[int] = []
    sort = sorting.Sorting.dossiers

    def slowly(*arguments: Any) -> Any:
        worked.append(1)
        time.sleep(0.05)
        return sort(*arguments)

    with open_archive(store_url, create=True) as archive:
        add(archive, *coded)
        monkeypatch.setattr(sorting.Sorting, "dossiers", slowly)
        monkeypatch.setattr(dossiers, "keep", lambda *_: None)
        monkeypatch.setattr(dossiers.cache, "get", lambda *_: None)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: dossiers.list_dossiers(archive), range(8)))
    assert len(worked) == 1 and all(a == answers[0] for a in answers)


def test_nobody_gets_what_was_begun_before_he_asked() -> None:
    turns, values = sorting.Turns(), iter(range(9))
    assert [turns.take(lambda: next(values)) for _ in range(3)] == [0, 1, 2]


def test_a_failure_is_that_of_whoever_asked() -> None:
    turns = sorting.Turns()
    with pytest.raises(ZeroDivisionError):
        turns.take(lambda: 1 / 0)
    assert turns.take(lambda: "then") == "then"


def test_work_that_is_asked_for_all_the_time_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    now = [100.0]
    monkeypatch.setattr(sorting, "monotonic", lambda: now[0])
    monkeypatch.setattr(sorting, "sleep", rests.append)

    def working(seconds: float) -> None:
        now[0] += seconds

    turns = sorting.Turns()
    for after, seconds in ((0.0, 0.1), (0.04, 0.01), (0.1, 0.1), (60.0, 0.1)):
        now[0] += after
        turns.take(lambda seconds=seconds: working(seconds))
    assert rests == [pytest.approx(sorting.REST * 0.1 - 0.04)]


def test_kept_for_others_at_once_and_then_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(sorting, "monotonic", lambda: now[0])
    found = sorting.Sorting()
    told = []
    for moment in (100.0, 110.0, 129.0, 131.0, 140.0):
        now[0] = moment
        told.append(found.is_time_to_keep())
    assert told == [True, False, False, True, False]
