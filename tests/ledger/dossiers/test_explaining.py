"""Every entry of every list answers why it is here: words, what joined and moved them, whom they mean."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.ledger.dossiers import explain
from goodoffices.model import DossierState

FJI, TON, NZL, GUN = "government:FJI", "government:TON", "government:NZL", "armed_group:reef-guard"


@pytest.fixture(scope="module")
def whole(news: Any, state_of: Any) -> DossierState:
    """One entry of each list; the offer and the meeting move, the offer in another report."""
    offer = {"proposer": FJI, "addressee": TON, "venue": "Nadi, FJI"}
    meeting = {"participants": (FJI, TON), "date": "2024-05-12", "place": "Nadi, FJI"}
    return state_of([
        news.report("a", "2024-05-06", ("proposals", {**offer, "says": "Fiji invited Tonga to talks in Nadi", "date": "2024-05-06"}), ("venue_offers", {"says": "New Zealand would host them", "host": NZL}),
                    ("contacts", {**meeting, "says": "They are to meet in Nadi on Sunday", "status": "planned"}),
                    ("deadlines", {"says": "Fiji gave Tonga ten days to leave the reef", "setter": FJI, "addressee": TON, "set": "2024-05-06", "due": "2024-05-16"}),
                    ("threats", {"says": "Fiji would chain the boats", "issuer": FJI, "target": TON}), ("conditions", {"says": "if the lobsters are counted", "holder": TON}),
                    ("incidents", {"says": "Shells of the Reef Guard fell on Minerva", "actors": (GUN,), "place": "Minerva, FJI", "date": "2024-05-05"}),
                    ("assessments", {"says": "The offer is bait, said the Tongan minister", "by": TON})),
        news.report("b", "2024-05-08", ("proposals", {**offer, "says": "Tonga turned down the Nadi plan", "answers": [(TON, "rejects", "2024-05-08")]}), publisher="Radio"),
        news.report("c", "2024-05-13", ("contacts", {**meeting, "says": "They met in Nadi on Sunday"}), publisher="Post")])


@pytest.mark.parametrize("name", ["proposals", "venue_offers", "contacts", "deadlines", "threats", "conditions", "incidents", "assessments"])
def test_every_list_answers(name: str, whole: DossierState) -> None:
    items = getattr(whole.ledger, name)
    assert items
    for item in items:
        told = explain(whole, item.id)
        assert told is not None and told.summary and told.sources == item.sources and all(p.evidence for p in told.sources)
        assert told.history and all(turn.date and turn.status and turn.article for turn in told.history)
        assert len(told.sources) == 1 or len(told.reasons) == len(told.sources) - 1
        assert {line.partition(" ")[0] for line in told.actors} >= meant(item)


def meant(item: Any) -> set[str]:
    fields = (getattr(item, field, None) for field in ("proposer", "addressee", "host", "participants", "setter", "issuer", "target", "holder", "actors", "by"))
    return {i for value in fields if value for i in (value if isinstance(value, tuple) else (value,))}


def test_what_moved_a_state_is_told(whole: DossierState) -> None:
    offer, meeting = explain(whole, whole.ledger.proposals[0].id), explain(whole, whole.ledger.contacts[0].id)
    assert offer is not None and [(t.status, t.article) for t in offer.history] == [("open", "a"), ("rejected", "b"), ("held", "c")]
    assert meeting is not None and [(t.status, t.article) for t in meeting.history] == [("planned", "a"), ("held", "c")]


def test_whom_the_words_do_not_name_is_said_to_be_named_before(know: Any) -> None:
    from goodoffices.ledger.dossiers import group, state
    from goodoffices.model import Article
    from goodoffices.pipeline import code_article

    text = "Peru and Bolivia quarrel over Lake Titicaca. Peru offered on Thursday to hold talks with Bolivia in Quito. It set a condition, that the patrol boats be withdrawn first."
    record = code_article(Article(id="x", name="x", language="en", published="2024-05-03", published_source="given", text=text))
    (found,) = group([record], know)
    now = state(found, [record], know)
    assert now.ledger.proposals
    for item in (*now.ledger.proposals, *now.ledger.conditions):
        told = explain(now, item.id)
        assert told is not None and {line.partition(" ")[0] for line in told.actors} >= meant(item)
