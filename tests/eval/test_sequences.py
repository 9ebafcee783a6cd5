"""Scores of dossiers: the gold scores full marks, and each kind of mistake lowers the figure that is meant for it."""

from __future__ import annotations

import copy
import importlib.util
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Entry = dict[str, Any]
PATH = Path(__file__).resolve().parents[2] / "eval" / "sequences.py"
spec = importlib.util.spec_from_file_location("eval_sequences", PATH)
assert spec and spec.loader
scores = importlib.util.module_from_spec(spec)
sys.modules["eval_sequences"] = scores
spec.loader.exec_module(scores)

GOLD = scores.hand.gold(scores.hand.load(scores.hand.FOLDER / "s-09.yaml"))
DOCUMENTS = GOLD["gold_meta"]["documents"]


def found() -> list[Entry]:
    dossiers: list[Entry] = copy.deepcopy(scores.by_gold([GOLD])(DOCUMENTS, None))
    return dossiers


def scored(dossiers: list[Entry]) -> Counter[str]:
    counts: Counter[str] = scores.score(scores.Sequence(GOLD, dossiers))
    return counts


def ledger(dossiers: list[Entry]) -> Entry:
    entries: Entry = next(dossier["ledger"] for dossier in dossiers if "ledger" in dossier)
    return entries


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_the_gold_scores_full_marks(split: str) -> None:
    golds = [scores.hand.gold(sequence) for sequence in map(scores.hand.load, scores.hand.files())]
    c = sum(scores.measure(split, scores.by_gold(golds), mix=split == "dev"), Counter())
    assert [scores.mean_f1(c), scores.mean_f1(c, "state"), scores.merge_f1(c)] == pytest.approx([100] * 3)
    assert split != "dev" or scores.bcubed_f1(c) == pytest.approx(100)
    assert c["checkpoints.hit"] == c["checkpoints.of"] > 30
    assert c["answers.whole"] == c["answers.whole.of"]
    assert c["contradictions.hit"] == c["contradictions.gold"]
    assert (c["triples.wrong"], c["merges.over"], c["merges.under"]) == (0, 0, 0)


def wrong_status(entries: Entry) -> None:
    entries["proposals"][0]["status"] = "open"


def wrong_party(entries: Entry) -> None:
    entries["deadlines"][0]["setter"] = "government:NGA"


def two_kidnappings_in_one(entries: Entry) -> None:
    entries["incidents"][0]["sources"] += entries["incidents"].pop(1)["sources"]


def torn_proposal(entries: Entry) -> None:
    first = entries["proposals"][0]
    entries["proposals"].append({**first, "id": "proposal:9", "sources": [first["sources"].pop()]})


def swapped_answers(entries: Entry) -> None:
    entries["proposals"][1]["responses"].reverse()


def moved_span(entries: Entry) -> None:
    entries["threats"][0]["sources"][0]["evidence"][0]["start"] += 1


def other_affair_within(entries: Entry) -> None:
    stray = DOCUMENTS[4]
    entries["proposals"][0]["sources"].append({"article": stray["id"], "published": stray["published"], "publisher": stray["publisher"],
                                               "evidence": [{"start": 0, "end": 10, "text": stray["text"][:10]}]})


def invented_entry(entries: Entry) -> None:
    entries["threats"].append({**entries["threats"][0], "id": "threat:9"})


@pytest.mark.parametrize(
    ("spoil", "figure", "change"),
    [
        (wrong_status, "proposals.status", -1), (wrong_party, "deadlines.parties", -1), (two_kidnappings_in_one, "merges.over", 6),
        (two_kidnappings_in_one, "incidents.hit", -1), (torn_proposal, "merges.under", 4), (swapped_answers, "answers.hit", -1),
        (moved_span, "triples.wrong", 1), (other_affair_within, "merges.over", 5), (invented_entry, "threats.got", 1),
    ],
    ids=lambda value: value.__name__ if callable(value) else str(value),
)  # fmt: skip
def test_each_mistake_moves_its_figure(spoil: Callable[[Entry], None], figure: str, change: int) -> None:
    dossiers = found()
    spoil(ledger(dossiers))
    assert scored(dossiers)[figure] - scored(found())[figure] == change


def test_entries_of_other_affairs_are_left_out_of_account() -> None:
    dossiers = found()
    stray = DOCUMENTS[4]
    source = {"article": stray["id"], "published": stray["published"], "publisher": stray["publisher"], "evidence": [{"start": 0, "end": 3, "text": stray["text"][:3]}]}
    ledger(dossiers)["threats"].append({**ledger(dossiers)["threats"][0], "id": "threat:9", "sources": [source]})
    assert scored(dossiers)["threats.got"] == scored(found())["threats.got"]


def test_one_dossier_for_all_has_full_recall_and_poor_precision() -> None:
    lump = [{"articles": [{"id": document["id"]} for document in DOCUMENTS]}]
    c = scores.b_cubed([GOLD], lump)["s-09"]
    assert scores.share(c, "bcubed.r", "bcubed.of") == 100
    assert scores.share(c, "bcubed.p", "bcubed.of") == pytest.approx(100 * (6 * 6 + 1) / 49)


def test_articles_of_no_dossier_stand_alone() -> None:
    c = scores.b_cubed([GOLD], [])["s-09"]
    assert scores.share(c, "bcubed.p", "bcubed.of") == 100
    assert scores.share(c, "bcubed.r", "bcubed.of") == pytest.approx(100 * (6 / 6 + 1) / 7)


@pytest.mark.parametrize("split", ["train", "dev"])
def test_the_mix_is_of_two_hundred_articles_none_of_which_is_of_a_scored_affair(split: str) -> None:
    loaded = [scores.hand.load(path) for path in scores.hand.files()]
    scored_ones = [sequence for sequence in loaded if sequence["split"] == split]
    others = scores.unrelated(split, [scores.hand.gold(sequence) for sequence in scored_ones])
    affairs = {sequence["conflict"] for sequence in scored_ones}
    known = {f"{sequence['id']}-{article['id']}": sequence for sequence in loaded for article in sequence["articles"]}
    assert len({article["id"] for article in others}) == len(others) >= 200
    assert sum(article["id"] in known for article in others) > 20
    assert not [article["id"] for article in others if article["id"] in known and (known[article["id"]]["conflict"] in affairs or known[article["id"]]["split"] == "test")]
    heads = {path.stem: scores._head(path) for path in (scores.ROOT / "corpus" / "reports").glob("*.yaml")}
    assert not [article["id"] for article in others if article["id"] in heads and (heads[article["id"]]["conflict"] in affairs or heads[article["id"]]["split"] == "test")]
    assert all(set(article) == set(scores.TOLD) and article["text"] for article in others)


def test_states_of_a_command() -> None:
    assert scores.by_command("echo '[]'")(DOCUMENTS, None) == []
