"""A report that answers an offer as known belongs to the one that made it; what only looks like it does not."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import group, state
from goodoffices.ledger.dossiers.taking_up import Bid, takes_up
from goodoffices.pipeline import code_text

BATUMI = "Georgia on Monday offered to host talks between Armenia and Azerbaijan in Batumi after a week of shooting along the border near Tegh."
TRUCE = "The United Nations envoy for the Horn, Lars Ekholm, proposed a ceasefire to Eritrea and Djibouti on Monday after two days of shelling on the Ras Doumeira peninsula."
KUWAIT = "Kuwait on Monday invited Oman and the United Arab Emirates to Kuwait City to look at maps of the road into Musandam together."


@pytest.mark.parametrize(("first", "later"), [
    (BATUMI, "Armenia's foreign minister welcomed the Georgian offer. He is fond of chess and mountain honey."),
    (BATUMI, "Azerbaijan turned down Georgia's proposal on Thursday, saying that neighbours know each other's telephone numbers."),
    (BATUMI, "Armenia will come to Batumi for the talks, its foreign minister told students of veterinary medicine."),
    (TRUCE, "Djibouti accepted the ceasefire plan of the UN envoy on Thursday. In the markets the price of tomatoes fell."),
    (KUWAIT, "The United Arab Emirates will take part in the meeting in Kuwait City, a minister said, and praised the hospital at Dibba.")])
def test_an_answer_joins_the_offer(first: str, later: str, know: Any) -> None:
    records = filed(("2024-03-05", first), ("2024-03-08", later))
    assert [d.articles for d in group(records, know)] == [("a0", "a1")]


@pytest.mark.parametrize(("first", "later"), [
    (BATUMI, "Armenia accepted the Georgian offer of seed potatoes for its mountain villages on Thursday."),
    (BATUMI, "Armenia turned down a new Georgian offer on Thursday, of cheaper cement for a dam."),
    (BATUMI, "Armenia accepted the Iranian offer on Thursday. In the markets the price of tomatoes fell."),
    (TRUCE, "Kenya accepted the plan of the UN envoy on Thursday. In the markets the price of tomatoes fell."),
    (KUWAIT, "Oman will come to Riyadh for the camel races, its sports minister said."),
    (KUWAIT, "The United Arab Emirates accepted an invitation to the fair of date growers on Thursday.")])
def test_another_answer_stays_apart(first: str, later: str, know: Any) -> None:
    records = filed(("2024-03-05", first), ("2024-03-08", later))
    assert not any(d.articles == ("a0", "a1") for d in group(records, know))


def test_the_answer_counts_in_the_state(know: Any) -> None:
    records = filed(("2024-03-05", TRUCE), ("2024-03-08", "Djibouti accepted the ceasefire plan of the UN envoy on Thursday."), ("2024-03-12", "Eritrea will abide by the ceasefire of the UN envoy, it said on Tuesday."))
    (found,) = group(records, know)
    (offer,) = state(found, records, know).ledger.proposals
    assert (offer.status, [r.actor for r in offer.responses]) == ("accepted", ["government:DJI", "government:ERI"])


def filed(*reports: tuple[str, str]) -> list[Any]:
    out = []
    for number, (day, text) in enumerate(reports):
        record = code_text(text, published=day, publisher=f"Outlet {number}")
        out.append(replace(record, document=replace(record.document, id=f"a{number}")))
    return out


MADE = Bid(frozenset({"state:GEO"}), frozenset({"state:ARM", "state:AZE"}), frozenset({"batumi"}), frozenset({"border", "shoot"}), False)
ANSWER = Bid(frozenset({"state:GEO"}), frozenset({"state:ARM"}), frozenset(), frozenset(), True)


@pytest.mark.parametrize(("made", "answer", "published", "worth"), [
    ({}, {}, "2024-03-08", 1.0), ({"to": frozenset({"state:ARM"})}, {}, "2024-03-08", 0.7), ({}, {"towns": frozenset({"batumi"})}, "2024-03-08", 1.0), ({}, {"words": frozenset({"border"})}, "2024-03-08", 1.0),
    ({}, {"towns": frozenset({"gori"})}, "2024-03-08", 0.0), ({}, {"words": frozenset({"potato"})}, "2024-03-08", 0.0), ({}, {"by": frozenset({"state:IRN"})}, "2024-03-08", 0.0),
    ({}, {"to": frozenset({"state:KEN"})}, "2024-03-08", 0.0), ({}, {"answered": False}, "2024-03-08", 0.0), ({"answered": True}, {}, "2024-03-08", 0.0), ({}, {}, "2024-03-01", 0.0),
    ({}, {}, "2024-06-08", 0.0), ({}, {}, None, 0.0)])
def test_what_takes_up_an_offer(made: dict[str, Any], answer: dict[str, Any], published: str | None, worth: float) -> None:
    assert takes_up(dataclasses.replace(MADE, **made), "2024-03-05", dataclasses.replace(ANSWER, **answer), published) == worth
