"""The hand-made sequences are sound, and the checker finds what is not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sequences

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
Entry = dict[str, Any]
FIRST = CORPUS / "sequences" / "s-01.yaml"


def test_all_sequences_are_sound_and_the_seal_holds() -> None:
    assert sequences.check() == []


@pytest.mark.parametrize("path", sequences.files(), ids=lambda path: path.stem)
def test_gold_quotes_stand_in_their_articles(path: Path) -> None:
    gold = sequences.gold(sequences.load(path))
    texts = {document["id"]: document["text"] for document in gold["gold_meta"]["documents"]}
    entries = [entry for entries in gold["ledger"].values() for entry in entries]
    answers = [answer for proposal in gold["ledger"]["proposals"] for answer in proposal["responses"]]
    sides = [side for item in gold["contradictions"] for side in item["sides"]]
    assert len(entries) >= 4
    for item in (*entries, *answers, *sides):
        assert item["sources"]
        for source in item["sources"]:
            assert source["evidence"]
            assert all(texts[source["article"]][span["start"] : span["end"]] == span["text"] for span in source["evidence"])


@pytest.mark.parametrize("path", sequences.files(), ids=lambda path: path.stem)
def test_histories_run_forward_and_end_in_the_final_status(path: Path) -> None:
    gold = sequences.gold(sequences.load(path))
    for entry in (entry for entries in gold["ledger"].values() for entry in entries if entry["history"]):
        days = [change["date"] for change in entry["history"]]
        assert days == sorted(days) and days[-1] <= gold["as_of"]
        assert entry["history"][-1]["status"] == entry["status"]


def test_each_split_has_its_sequences_and_other_affairs() -> None:
    loaded = [sequences.load(path) for path in sequences.files()]
    assert all(len(sequence["dossiers"]) >= 2 for sequence in loaded)
    assert len({sequence["conflict"] for sequence in loaded}) == len(loaded)


def wrong_quote(sequence: Entry) -> None:
    sequence["proposals"][0]["sources"] = {"a1": ["words that nobody wrote"]}


def wrong_weekday(sequence: Entry) -> None:
    sequence["proposals"][0]["date"] = "2024-03-05"


def wrong_status(sequence: Entry) -> None:
    sequence["contacts"][0]["status"] = "accepted"


def unknown_actor(sequence: Entry) -> None:
    sequence["contacts"][0]["participants"] = ["government:XXX"]


def other_affair(sequence: Entry) -> None:
    sequence["contacts"][0]["sources"] = {"a4": ["The reporter's family met the minister on Monday"]}


def foreign_condition(sequence: Entry) -> None:
    sequence["proposals"][0]["conditions"] = []


def unknown_checkpoint(sequence: Entry) -> None:
    sequence["checkpoints"][0]["p9"] = "open"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (wrong_quote, "not in the text"), (wrong_weekday, "is a Tuesday"), (wrong_status, "is not allowed"), (unknown_actor, "unknown actor"),
        (other_affair, "another affair"), (foreign_condition, "not among the conditions"), (unknown_checkpoint, "no entry p9"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)  # fmt: skip
def test_the_checker_finds_mistakes(spoil: Callable[[Entry], None], said: str) -> None:
    sequence = copy.deepcopy(sequences.load(FIRST))
    assert sequences.validate(sequence) == []
    spoil(sequence)
    assert any(said in problem for problem in sequences.validate(sequence))
