"""What a process has worked out is not worked out again until it has changed."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.model import DossierState, ExplainedRecord
from goodoffices.serve.queries import Archive, dossiers, filing, lookups, open_archive
from goodoffices.serve.queries.entries import Wanted, contradictions, entries
from goodoffices.serve.queries.memo import Memo, Noting, Packed


def test_made_again_for_other_inputs() -> None:
    memo, made = Memo(), iter(range(9))
    assert [memo.get("a", "k", inputs, lambda: next(made)) for inputs in ("1", "1", "2", "1")] == [0, 0, 1, 0]
    assert memo.get("b", "k", "1", lambda: next(made)) == 2
    assert memo.get("a", "k", "3", lambda: next(made)) == 3
    assert [memo.known("a", "k", inputs) for inputs in ("1", "2", "3")] == [None, 1, 3], "the latest two"


def test_what_nobody_asks_for_goes_first() -> None:
    memo = Memo(room=2)
    for key in "ab":
        memo.keep("x", key, "1", key)
    memo.known("x", "a", "1")
    memo.keep("x", "c", "1", "c")
    assert [memo.known("x", key, "1") for key in "abc"] == ["a", None, "c"]


def test_what_another_process_packed_is_opened_once() -> None:
    memo = Memo()
    memo.keep("x", "a", "1", Packed(("one", 1)))
    first = memo.known("x", "a", "1")
    assert first == ("one", 1) and memo.known("x", "a", "1") is first
    memo.keep("x", "a", "2", Packed("two"))
    assert memo.get("x", "a", "2", lambda: pytest.fail("made again")) == "two" and memo.known("x", "a", "1") is first


def test_what_is_asked_for_has_a_key_without_a_value() -> None:
    memo = Memo()
    memo.keep("x", "a", "1", "one")
    memo.ask("x", ["b", "a"])
    assert memo.keys("x") == ["a", "b"] and [memo.known("x", key, "1") for key in "ab"] == ["one", None]


def test_what_is_put_in_is_taken_elsewhere_once() -> None:
    memo = Noting.like(Memo(room=1))
    memo.keep("x", "a", "1", "one")
    memo.keep("x", "a", "2", "two")
    memo.get("y", "b", "1", lambda: "made")
    assert memo.taken() == {("x", "a"): ("2", "two"), ("y", "b"): ("1", "made")} and memo.taken() == {}
    assert memo.keys("x") == [] and memo.keys("y") == ["b"], "as large as the other"


def test_only_dossiers_that_changed_are_opened(store_url: str, coded: tuple[ExplainedRecord, ...]) -> None:
    opened: list[str] = []

    def name(state: DossierState) -> str:
        opened.append(state.name)
        return state.name

    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded[:3] + coded[4:], lambda *_: pytest.fail("refused"))
        first = dossiers.remembered(archive, "names", name)
        assert opened == [made for _, made in first] and len(opened) == 3
        assert dossiers.remembered(archive, "names", name) == first and len(opened) == 3
        with open_archive(store_url) as other:
            filing.file_records(other, filing.Filing(), coded[3:4], lambda *_: pytest.fail("refused"))
        again = dossiers.remembered(archive, "names", name)
        assert [made for _, made in again] and opened[3:] == [d.name for d, _ in again if "lake-3-copy" in d.articles]


@pytest.mark.parametrize("name", ["contacts", "contradictions"])
def test_lists_open_only_dossiers_that_changed(store_url: str, coded: tuple[ExplainedRecord, ...], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    opened: list[str] = []
    state_json = dossiers.state_of

    def counted(archive: Archive, found: dossiers.Sorted) -> bytes:
        opened.append(found.dossier.id)
        return state_json(archive, found)

    def ask(archive: Archive, wanted: Wanted) -> list[dict[str, Any]]:
        return contradictions(archive, wanted) if name == "contradictions" else entries(archive, name, wanted)

    monkeypatch.setattr(dossiers, "state_of", counted)
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded[:3] + coded[4:], lambda *_: pytest.fail("refused"))
        first = ask(archive, Wanted())
        assert len(opened) == 3 and (first or name == "contradictions")
        assert ask(archive, Wanted()) == first and ask(archive, Wanted(source="nobody")) == [] and len(opened) == 3
        with open_archive(store_url) as other:
            filing.file_records(other, filing.Filing(), coded[3:4], lambda *_: pytest.fail("refused"))
        again = ask(archive, Wanted())
        assert opened[3:] == [d.id for d in dossiers.list_dossiers(archive) if "lake-3-copy" in d.articles]
        archive.memo = Memo()
        assert ask(archive, Wanted()) == again


def test_genres_follow_the_record(store_url: str, coded: tuple[ExplainedRecord, ...]) -> None:
    from msgspec.structs import replace

    from goodoffices import model

    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded[:2], lambda *_: pytest.fail("refused"))
        assert lookups.genres(archive, ["lake-1", "lake-2", "none"]) == {}
        opinion = replace(coded[0], warnings=(model.Warning(code="opinion", message=""),), coder=replace(coded[0].coder, version="99.0"))
        filing.file_records(archive, filing.Filing(), [opinion], lambda *_: pytest.fail("refused"))
        assert lookups.genres(archive, ["lake-1", "lake-2", "lake-1"]) == {"lake-1": ("opinion",)}
