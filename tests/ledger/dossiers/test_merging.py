"""What is one fact, and what is another one like it."""

from __future__ import annotations

from typing import Any

import pytest

FJI, TON, NZL = "government:FJI", "government:TON", "government:NZL"
ARM, AZE = "government:ARM", "government:AZE"


def proposal(says: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    return "proposals", {"says": says, **fields}


def incident(says: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    return "incidents", {"says": says, **fields}


def contact(says: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    return "contacts", {"says": says, **fields}


#: name, list, entries as (day of publication, entry), how many facts they are
CASES = [
    ("one offer under many names", "proposals", [
        ("2024-05-06", proposal("Fiji invited Tonga to talks about the reef in Nadi", proposer=FJI, addressee=TON, venue="Nadi, FJI", date="2024-05-06")),
        ("2024-05-07", proposal("Tonga's prime minister called yesterday's invitation a trap", proposer=FJI, addressee=TON, kind="meeting", answers=[(TON, "evades", "2024-05-07")])),
        ("2024-05-08", proposal("the Nadi idea", proposer=FJI, addressee=TON, venue="Nadi, FJI")),
        ("2024-05-09", proposal("Tonga turned down the plan", proposer=FJI, addressee=TON, kind="other", answers=[(TON, "rejects", "2024-05-09")])),
    ], 1),
    ("two swaps a month apart", "proposals", [
        ("2024-05-06", proposal("Armenia offered to exchange 31 soldiers for 33 held in Baku", kind="exchange", proposer=ARM, addressee=AZE, date="2024-05-06",
                                answers=[(AZE, "accepts", "2024-05-07")])),
        ("2024-06-10", proposal("Armenia proposed a new exchange, of bodies from the Kelbajar front", kind="exchange", proposer=ARM, addressee=AZE, date="2024-06-10")),
    ], 2),
    ("a counter-proposal is by the other side", "proposals", [
        ("2024-05-06", proposal("Fiji proposed talks on the reef", proposer=FJI, addressee=TON, date="2024-05-06")),
        ("2024-05-07", proposal("Tonga proposed talks on the reef under New Zealand's eyes", proposer=TON, addressee=FJI, date="2024-05-07")),
    ], 2),
    ("two kinds of attack on one city in one night", "incidents", [
        ("2024-05-06", incident("Drones struck the port of Berdan overnight", kind="drone", place="Berdan, TUR", date="2024-05-05/2024-05-06")),
        ("2024-05-06", incident("Shells fell on Berdan overnight", kind="shelling", place="Berdan, TUR", date="2024-05-05/2024-05-06")),
    ], 2),
    ("one attack told twice", "incidents", [
        ("2024-05-06", incident("Shells fell on a school in Berdan on Sunday", place="Berdan, TUR", date="2024-05-05", killed=(3, 3))),
        ("2024-05-07", incident("The mortar attack on the Berdan school that killed three children", place="Berdan, TUR", date="2024-05-05", killed=(3, 3))),
    ], 1),
    ("attacks on two places of one day", "incidents", [
        ("2024-05-06", incident("Shells fell on Berdan on Sunday", place="Berdan, TUR", date="2024-05-05")),
        ("2024-05-06", incident("Shells fell on Kozlu on Sunday", place="Kozlu, TUR", date="2024-05-05")),
    ], 2),
    ("the next round of talks", "contacts", [
        ("2024-05-06", contact("The two delegations met in Nadi on Sunday", participants=(FJI, TON), place="Nadi, FJI", date="2024-05-05")),
        ("2024-05-20", contact("The two delegations met again in Nadi on Sunday", participants=(FJI, TON), place="Nadi, FJI", date="2024-05-19")),
    ], 2),
    ("a minister and his government", "contacts", [
        ("2024-05-03", contact("Fiji and Tonga are to meet in Nadi on Sunday", participants=(FJI, TON), place="Nadi, FJI", date="2024-05-05", status="planned")),
        ("2024-05-06", contact("The foreign ministers met in Nadi on Sunday", participants=("military:FJI", TON), place="Nadi, FJI", date="2024-05-05")),
    ], 1),
    ("a call beside a meeting", "contacts", [
        ("2024-05-06", contact("The two delegations met in Nadi on Sunday", participants=(FJI, TON), place="Nadi, FJI", date="2024-05-05")),
        ("2024-05-06", contact("The two presidents spoke by telephone on Monday", participants=(FJI, TON), channel="call", date="2024-05-06")),
    ], 2),
    ("a deadline and its reminder", "deadlines", [
        ("2024-05-06", ("deadlines", {"says": "Fiji gave Tonga ten days to clear the reef", "setter": FJI, "addressee": TON, "set": "2024-05-06", "due": "2024-05-16", "length": "P10D"})),
        ("2024-05-10", ("deadlines", {"says": "the deadline of 16 May", "due": "2024-05-16"})),
        ("2024-05-17", ("deadlines", {"says": "the ultimatum ran out", "status": "expired"})),
    ], 1),
    ("threats of different harm", "threats", [
        ("2024-05-06", ("threats", {"says": "Fiji would seize every boat on the reef", "issuer": FJI, "target": TON, "date": "2024-05-06"})),
        ("2024-05-07", ("threats", {"says": "Fiji would cut the undersea cable", "issuer": FJI, "target": TON, "date": "2024-05-07"})),
    ], 2),
    ("each host once", "venue_offers", [
        ("2024-05-06", ("venue_offers", {"says": "New Zealand offered to host the talks", "host": NZL})),
        ("2024-05-08", ("venue_offers", {"says": "Wellington's offer of a roof still stands", "host": NZL, "place": "Wellington, NZL"})),
    ], 1),
]


@pytest.mark.parametrize(("name", "entries", "count"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_facts_are_counted_once(name: str, entries: Any, count: int, news: Any, state_of: Any) -> None:
    records = [news.report(f"a{k}", day, entry, publisher=f"Outlet {k}") for k, (day, entry) in enumerate(entries)]
    assert len(getattr(state_of(records).ledger, name)) == count


def test_entries_of_one_article_stay_apart(news: Any, state_of: Any) -> None:
    same = {"proposer": FJI, "addressee": TON, "date": "2024-05-06"}
    report = news.report("a", "2024-05-06", proposal("Fiji proposed talks on the reef", **same), proposal("Fiji also proposed talks on tuna", **same))
    assert len(state_of([report]).ledger.proposals) == 2


def test_ten_reprints_are_one_independent_source(news: Any, state_of: Any) -> None:
    entry = incident("Shells fell on a school in Berdan on Sunday, the mayor told this agency in the morning", place="Berdan, TUR", date="2024-05-05")
    records = [news.report(f"a{k}", "2024-05-06", entry, publisher=f"Outlet {k}", also=f"More on page {k}.") for k in range(10)]
    own = news.report("b", "2024-05-07", incident("The Berdan school was hit by three shells on Sunday", place="Berdan, TUR", date="2024-05-05"), publisher="Radio")
    found = state_of([*records, own]).ledger.incidents
    assert [len(i.sources) for i in found] == [11]
    assert found[0].trail.independent == 2


@pytest.mark.parametrize(("outlets", "count"), [(("Wire", "Wire", "Wire"), 1), (("Wire", "Radio", "wire"), 2), (("Wire", "Radio", "Post"), 3)])
def test_reports_of_one_outlet_are_one_independent_source(outlets: tuple[str, ...], count: int, news: Any, state_of: Any) -> None:
    told = ("Shells fell on a school in Berdan on Sunday", "The Berdan school was hit by three shells on Sunday", "On Sunday a school in Berdan was shelled")
    records = [news.report(f"a{k}", f"2024-05-0{6 + k}", incident(words, place="Berdan, TUR", date="2024-05-05"), publisher=outlets[k]) for k, words in enumerate(told)]
    found = state_of(records).ledger.incidents
    assert [(len(i.sources), i.trail.independent) for i in found] == [(3, count)]


def test_the_score_and_the_reasons_are_kept(news: Any, state_of: Any) -> None:
    a = news.report("a", "2024-05-06", proposal("Fiji invited Tonga to talks in Nadi", proposer=FJI, addressee=TON, venue="Nadi, FJI"))
    b = news.report("b", "2024-05-07", proposal("the invitation to Nadi", proposer=FJI, addressee=TON, venue="Nadi, FJI"), publisher="Radio")
    found = state_of([a, b]).ledger.proposals[0]
    assert 0.5 <= found.trail.score < 1
    assert "same place" in found.trail.reasons[0] and found.trail.reasons[0].startswith("b: ")


def test_a_surname_alone_is_the_person_named_in_full_elsewhere(news: Any, state_of: Any) -> None:
    from goodoffices.model import Actor

    short = Actor(id="person:tavaga", name="Tavaga", kind="person", country="FJI", code="FJIGOV")
    full = Actor(id="person:sela-tavaga", name="Sela Tavaga", kind="person", country="FJI", code="FJIGOV")
    a = news.report("a", "2024-05-06", contact("Tavaga met the Tongan envoy on Monday", participants=("person:tavaga", TON), date="2024-05-06"), actors=(short,))
    b = news.report("b", "2024-05-07", contact("Foreign minister Sela Tavaga received the envoy on Monday", participants=("person:sela-tavaga", TON), date="2024-05-06"), actors=(full,))
    found = state_of([a, b])
    assert len(found.ledger.contacts) == 1
    assert found.ledger.contacts[0].participants == ("person:sela-tavaga", TON)
    assert next(x for x in found.actors if x.id == "person:sela-tavaga").also == ("person:tavaga",)


def test_a_look_back_confirms_but_news_of_a_past_day_is_filed(news: Any, state_of: Any) -> None:
    first = news.report("a", "2024-05-06", proposal("Fiji invited Tonga to talks in Nadi", proposer=FJI, addressee=TON, venue="Nadi, FJI", date="2024-05-06"))
    later = news.report("b", "2024-05-27", proposal("It began on 6 May with an offer by Fiji", proposer=FJI, kind="other", date="2024-05-06"),
                        contact("On 9 May, it now appears, the two foreign ministers had spoken by telephone", participants=(FJI, TON), channel="call", date="2024-05-09"))
    found = state_of([first, later]).ledger
    assert (len(found.proposals), len(found.contacts)) == (1, 1)


def test_empty_and_actorless_articles_do_no_harm(news: Any, state_of: Any) -> None:
    empty = news.report("empty", None)
    bare = news.report("bare", "2024-05-06", incident("A bridge was blown up", kind="bombing"), ("deadlines", {"says": "the deadline"}),
                       ("assessments", {"says": "This is theatre"}), contact("They met", participants=()))
    found = state_of([empty, bare])
    assert [a.id for a in found.articles] == ["bare", "empty"]
    assert len(found.ledger.incidents) == 1
    assert state_of([]).as_of is None


def test_a_refusal_of_one_invitation_stays_apart_from_the_meeting_that_came_about(news: Any, state_of: Any) -> None:
    both = {"participants": (FJI, TON)}
    no = news.report("a", "2024-05-02", contact("Tonga would not sit down with Fiji while its boats stay", status="refused", date=None, **both))
    plan = news.report("b", "2024-05-09", contact("Fiji and Tonga are to meet in Nadi on Sunday", status="planned", place="Nadi, FJI", date="2024-05-12", **both), publisher="Radio")
    held = news.report("c", "2024-05-13", contact("Fiji and Tonga met in Nadi on Sunday", place="Nadi, FJI", date="2024-05-12", **both), publisher="Courier")
    assert sorted((c.status, c.date.start) for c in state_of([held, no, plan]).ledger.contacts) == [("held", "2024-05-12"), ("refused", None)]
    assert sorted(c.status for c in state_of([held, no, plan], at="2024-05-11").ledger.contacts) == ["planned", "refused"]


def test_what_was_planned_may_be_refused_later(news: Any, state_of: Any) -> None:
    both = {"participants": (FJI, TON)}
    plan = news.report("a", "2024-05-02", contact("Fiji and Tonga are to meet in Nadi on Sunday", status="planned", place="Nadi, FJI", date="2024-05-12", **both))
    no = news.report("b", "2024-05-09", contact("Tonga will not go to the meeting in Nadi after all", status="refused", place="Nadi, FJI", **both), publisher="Radio")
    assert [c.status for c in state_of([plan, no]).ledger.contacts] == ["refused"]
    elsewhere = news.report("b", "2024-05-09", contact("Tonga will not go to a meeting in Apia", status="refused", place="Apia, WSM", **both), publisher="Radio")
    assert sorted(c.status for c in state_of([plan, elsewhere]).ledger.contacts) == ["planned", "refused"]
