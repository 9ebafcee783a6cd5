"""The state is a function of the set of records and the log of decisions: no order of arrival, no repetition, no unrelated article changes it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.ledger.dossiers import explain, group, resolve_entry, state, timeline
from goodoffices.model import Decision

FJI, TON, NZL = "government:FJI", "government:TON", "government:NZL"
REEF = "The reef of Minerva, its lobster grounds and the chained longliner troubled the lagoon again."


@pytest.fixture(scope="module")
def records(news: Any) -> list[Any]:
    base = {"proposer": FJI, "addressee": TON, "venue": "Nadi, FJI"}
    shells = ("incidents", {"says": "Shells fell on a school in Berdan on Sunday and killed three", "place": "Berdan, TUR", "date": "2024-05-05", "killed": (3, 3)})
    return [
        news.report("a", "2024-05-06", ("proposals", {**base, "says": "Fiji invited Tonga to talks in Nadi", "date": "2024-05-06"}), shells, also=REEF),
        news.report("b", "2024-05-06T20:00:00+12:00", ("proposals", {**base, "says": "the invitation to Nadi", "answers": [(TON, "evades", "2024-05-06")]}), publisher="Radio", also=REEF),
        news.report("c", "2024-05-06", shells, also=REEF, publisher="Post", duplicate_of="a"),
        news.report("d", "2024-05-08", ("proposals", {**base, "says": "Tonga turned down the Nadi plan", "answers": [(TON, "rejects", "2024-05-08")]}), publisher="Radio", also=REEF),
        news.report("e", "2024-05-09", ("contacts", {"says": "They are to meet in Nadi on Sunday", "participants": (FJI, TON), "date": "2024-05-12", "place": "Nadi, FJI", "status": "planned"}),
                    ("conditions", {"says": "if the reef is on the agenda", "holder": TON}), also=REEF),
        news.report("f", "2024-05-13", ("contacts", {"says": "They met in Nadi on Sunday", "participants": (FJI, TON), "date": "2024-05-12", "place": "Nadi, FJI"}), publisher="Post", also=REEF),
        news.report("g", None, ("venue_offers", {"says": "New Zealand would host them", "host": NZL}), also=REEF),
        news.report("h", "2024-05-07", ("incidents", {"says": "Seven people died in Berdan on Sunday", "place": "Berdan, TUR", "date": "2024-05-05", "killed": (7, 7)}), publisher="Sun", also=REEF),
        news.report("i", "2024-05-06", ("incidents", {"says": "Four people died in Berdan on Sunday", "place": "Berdan, TUR", "date": "2024-05-05", "killed": (4, 4)}), publisher="Star", also=REEF),
    ]


@pytest.fixture(scope="module")
def log(records: list[Any], state_of: Any) -> list[Decision]:
    now = state_of(records)
    return [Decision(id="decision:1", at="2024-06-01", who="ana", kind="annotate", target=now.ledger.proposals[0].id, value={"note": "x"}),
            Decision(id="decision:2", at="2024-06-01", who="ana", kind="reject", target=now.ledger.venue_offers[0].id),
            Decision(id="decision:3", at="2024-06-02", who="bo", kind="undo", target="decision:2"),
            Decision(id="decision:4", at="2024-06-03", who="bo", kind="reassign", target=now.ledger.contacts[0].id, value={"status": "cancelled"})]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_arrival_gives_the_same(data: Any, records: list[Any], log: list[Decision], know: Any) -> None:
    shuffled = data.draw(st.permutations(records)) + data.draw(st.lists(st.sampled_from(records), max_size=3))
    decisions = data.draw(st.permutations(log))
    dossiers = group(records, know, log)
    assert group(shuffled, know, decisions) == dossiers
    for d in dossiers:
        assert state(d, shuffled, know, decisions) == state(d, records, know, log)
        assert timeline(d, shuffled, know, decisions) == timeline(d, records, know, log)


def test_every_id_ever_shown_resolves(records: list[Any], know: Any, state_of: Any) -> None:
    """Ids shown while only some articles had come resolve when all have."""
    whole = state_of(records)
    for left_out in range(len(records)):
        part = state_of(records[:left_out] + records[left_out + 1:])
        for name in part.ledger.__struct_fields__:
            for item in getattr(part.ledger, name):
                found = resolve_entry(whole, item.id)
                assert found is not None and item.id in found.trail.observations
                explained = explain(whole, item.id)
                assert explained is not None and explained.sources == found.sources


def test_every_passage_stands_in_its_article(records: list[Any], state_of: Any) -> None:
    texts = {r.document.id: r.document.text for r in records}
    now = state_of(records)
    passages = [p for name in now.ledger.__struct_fields__ for i in getattr(now.ledger, name) for p in i.sources]
    passages += [p for c in now.contradictions for side in c.sides for p in side.sources]
    assert len(passages) > 10
    assert all(texts[p.article][s.start:s.end] == s.text for p in passages for s in p.evidence)


def test_unrelated_articles_change_nothing(records: list[Any], news: Any, know: Any) -> None:
    other = [news.report(f"z{k}", f"2024-05-{k + 5:02}", ("incidents", {"says": f"Truck drivers in Lima burned tyre number {k}", "kind": "protest", "place": "Lima, PER", "date": None,
                                                                   "targets": ("government:PER",)})) for k in range(5)]
    mine = group(records, know)
    found = [d for d in group([*other, *records], know) if "a" in d.articles]
    assert [d.articles for d in found] == [d.articles for d in mine if "a" in d.articles]


def test_reports_without_diplomacy_or_force_need_no_dossier(news: Any, know: Any) -> None:
    assert group([news.report("w", "2024-05-06", also="It rained on the maize all week."), news.report("e", None)], know) == ()
