"""From texts to the state of a dossier, through the coder."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import explain, group, state, timeline
from goodoffices.pipeline import code_text

REPORTS = [
    ("2024-03-04", "Wire", "Kenya on Monday invited Ethiopia to talks in Djibouti about the locked fishing weirs at Omorate on Lake Turkana. Kenya's foreign minister, Musalia Mudavadi, said "
     "fishermen on both banks of the lake had suffered long enough from the weirs."),
    ("2024-03-06", "Lake Radio", "Ethiopia has rejected Kenya's proposal of talks in Djibouti on the weirs of Lake Turkana. A spokesman for the Ethiopian foreign ministry said on Wednesday that the "
     "fishing weirs at Omorate were an internal matter."),
    ("2024-03-05", "Standard Post", "Tea growers in Kenya met in Kericho on Tuesday. Kenya accused Ethiopia of dumping cheap tea leaves at the Moyale auction house and demanded a customs probe of the sacks."),
]


@pytest.fixture(scope="module")
def records() -> Any:
    made = [code_text(text, published=day, publisher=outlet) for day, outlet, text in REPORTS]
    return [replace(r, document=replace(r.document, id=f"t{k}")) for k, r in enumerate(made)]


def test_two_affairs_of_one_pair_are_two_dossiers(records: Any, know: Any) -> None:
    assert [d.articles for d in group(records, know)] == [("t0", "t1"), ("t2",)]


def test_the_refusal_in_the_second_report_closes_the_offer_of_the_first(records: Any, know: Any) -> None:
    dossier = group(records, know)[0]
    assert set(dossier.parties) == {"government:KEN", "government:ETH"}
    assert "Kenya" in dossier.name and "Ethiopia" in dossier.name
    now = state(dossier, records, know)
    assert [(p.status, [r.answer for r in p.responses]) for p in now.ledger.proposals] == [("rejected", ["rejects"])]
    assert [p.status for p in state(dossier, records, know, at="2024-03-05").ledger.proposals] == ["open"]
    told = explain(now, now.ledger.proposals[0].id)
    assert told is not None and len(told.sources) == 2 and any("Kenya" in line for line in told.actors)
    lines = [m.text for m in timeline(dossier, records, know) if m.kind in ("proposal", "answer")]
    assert len(lines) == 2 and "rejects" in lines[1]
