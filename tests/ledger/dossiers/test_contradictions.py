"""Claims that cannot both hold are shown with both passages, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.ledger.dossiers import disputed_entry, explain, resolve_contradiction
from goodoffices.model import Decision

FJI, TON = "government:FJI", "government:TON"


def deed(says: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    return "incidents", {"says": says, "place": "Berdan, TUR", "date": "2024-05-05", **fields}


CASES = [
    ("numbers of one day", ("2024-05-06", deed("Shells on Berdan killed nine people on Sunday", killed=(9, 9))),
     ("2024-05-06", deed("Twelve people were killed by shells on Berdan on Sunday", killed=(12, 12))), ["number of dead"]),
    ("a later, higher count is an update", ("2024-05-06", deed("Shells on Berdan killed nine people on Sunday", killed=(9, 9))),
     ("2024-05-08", deed("Twelve people were killed by shells on Berdan on Sunday", killed=(12, 12))), []),
    ("a later, lower count by another outlet", ("2024-05-06", deed("Shells on Berdan killed nine people on Sunday", killed=(9, 9))),
     ("2024-05-08", deed("Five people were killed by shells on Berdan on Sunday", killed=(5, 5))), ["number of dead"]),
    ("ranges that overlap", ("2024-05-06", deed("Shells on Berdan killed at least nine people on Sunday", killed=(9, None))),
     ("2024-05-06", deed("Twelve people were killed by shells on Berdan on Sunday", killed=(12, 12))), []),
    ("two doers", ("2024-05-06", deed("Fijian shells on Berdan killed nine people on Sunday", killed=(9, 9), actors=(FJI,))),
     ("2024-05-06", deed("Tongan shells on Berdan killed nine people on Sunday", killed=(9, 9), actors=(TON,))), ["who did it"]),
]


@pytest.mark.parametrize(("one", "two", "reasons"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_incidents(one: Any, two: Any, reasons: list[str], news: Any, state_of: Any) -> None:
    found = state_of([news.report("a", *one, publisher="Wire"), news.report("b", *two, publisher="Radio")])
    assert [c.reason for c in found.contradictions] == reasons
    for c in found.contradictions:
        assert c.about == found.ledger.incidents[0].id
        assert sorted(p.article for side in c.sides for p in side.sources) == ["a", "b"]
        assert 0 < c.score < 1


def test_whether_a_call_took_place(news: Any, state_of: Any) -> None:
    call = {"participants": (FJI, TON), "channel": "call", "date": "2024-05-05"}
    a = news.report("a", "2024-05-06", ("contacts", {"says": "The two presidents spoke by telephone on Sunday", **call}))
    b = news.report("b", "2024-05-07", publisher="Radio", statements=((TON, "denied", "that any call between the presidents took place"),))
    found = state_of([a, b])
    assert [(c.reason, c.about) for c in found.contradictions] == [("whether it took place", found.ledger.contacts[0].id)]
    assert [p.article for side in found.contradictions[0].sides for p in side.sources] == ["a", "b"]


def test_never_refused_beside_a_refusal(news: Any, state_of: Any) -> None:
    offer = {"says": "Tonga turned down Fiji's invitation to Nadi", "proposer": FJI, "addressee": TON, "date": "2024-05-06", "answers": [(TON, "rejects", "2024-05-06")]}
    a = news.report("a", "2024-05-06", ("proposals", offer))
    b = news.report("b", "2024-05-09", publisher="Radio", statements=((TON, "said", "that it had never refused to talk"),))
    found = state_of([a, b])
    assert [(c.reason, c.about) for c in found.contradictions] == [("never refused, beside a refusal recorded", found.ledger.proposals[0].id)]


@pytest.mark.parametrize("words", ["that it would not fire on anybody", "that Fiji had fired first", "that it had never refused to talk"])
def test_no_denial(words: str, news: Any, state_of: Any) -> None:
    a = news.report("a", "2024-05-06", deed("Tongan guns fired on Berdan on Sunday", actors=(TON,)))
    b = news.report("b", "2024-05-07", publisher="Radio", statements=((TON, "said", words),))
    assert state_of([a, b]).contradictions == ()


def test_deed_and_denial(news: Any, state_of: Any) -> None:
    a = news.report("a", "2024-05-06", deed("Tongan guns fired on Berdan on Sunday", actors=(TON,)))
    b = news.report("b", "2024-05-07", publisher="Radio", statements=((TON, "said", "that its guns had not fired on Berdan"),))
    assert [c.reason for c in state_of([a, b]).contradictions] == ["deed and denial"]


def test_what_one_report_sets_against_each_other(news: Any, state_of: Any) -> None:
    a = news.report("a", "2024-05-06", deed("Guns fired on Berdan on Sunday", actors=(TON,)), also="No gun fired on Berdan, said Tonga.", warned="No gun fired on Berdan")
    found = state_of([a])
    assert [(c.about, c.sides[1].claim) for c in found.contradictions] == [(found.ledger.incidents[0].id, "No gun fired on Berdan")]


RAID = {"says": "Gunmen raided the wharf of Apia on Sunday and burned nets", "kind": "ground", "place": "Apia, WSM", "date": "2024-05-05"}


@pytest.mark.parametrize(("speaker", "words", "found"), [("government:TON", "any part in it", ["deed and denial"]), ("government:TON", "any plan to raise the price of fish this year", [])])
def test_a_denial_of_any_part_is_held_against_the_deed_told_before(speaker: str, words: str, found: list[str], news: Any, state_of: Any) -> None:
    first = news.report("a", "2024-05-06", ("incidents", RAID))
    later = news.report("b", "2024-05-08", ("incidents", {**RAID, "says": "The raid on the wharf of Apia remains unexplained"}), statements=((speaker, "denies", words),), publisher="Radio")
    shown = state_of([first, later]).contradictions
    assert [c.reason for c in shown] == found
    assert [[p.article for p in side.sources] for c in shown for side in c.sides] == ([["a", "b"], ["b"]] if found else [])


@pytest.mark.parametrize(("day", "count"), [(None, 1), ("2024-05-05", 1), ("2024-05-09", 0)], ids=["no day", "the day", "another day"])
def test_a_meeting_that_another_report_says_never_took_place(day: str | None, count: int, news: Any, state_of: Any) -> None:
    from goodoffices.model import Date, Event, Span

    fiji, tonga = "government:FJI", "government:TON"
    call = ("contacts", {"says": "The two presidents spoke by telephone on Sunday", "participants": (fiji, tonga), "channel": "call", "date": "2024-05-05"})
    words = "The telephone call never took place"
    event = Event(id="event:1", type="CONSULT", contexts=(), quad="verbal_cooperation", score=1.0, actors=(fiji, tonga), recipients=(), modality="negated",
                  date=Date(start=day, end=day), confidence=0.9, evidence=(Span(start=0, end=len(words), text=words),))
    other = news.report("b", "2024-05-10", also=words, events=(event,), actors=(news.actor(fiji), news.actor(tonga)), publisher="Radio")
    assert [c.reason for c in state_of([news.report("a", "2024-05-06", call), other]).contradictions] == ["whether it took place"] * count


def told(news: Any, *more: Any) -> list[Any]:
    """Two counts of one day, and reports that may come late."""
    says = "Shells on Berdan killed {} people on Sunday"
    return [news.report("a", "2024-05-06", deed(says.format("nine"), killed=(9, 9)), publisher="Wire"),
            news.report("b", "2024-05-06", deed(says.format("twelve"), killed=(12, 12)), publisher="Radio"), *more]


def ruled(number: int, kind: str, target: str, **value: Any) -> Decision:
    return Decision(id=f"decision:{number}", at=f"2024-06-{number:02}T10:00:00", who="ana", kind=kind, target=target, value=value)  # type: ignore[arg-type]


def test_an_id_once_shown_leads_to_the_contradiction_also_after_a_late_report(news: Any, state_of: Any) -> None:
    ident = state_of(told(news)).contradictions[0].id
    early = news.report("0", "2024-05-06", deed("Shells on the port of Berdan on Sunday killed nine people", killed=(9, 9)), publisher="Post")
    found = state_of(told(news, early))
    assert found.contradictions[0].about != state_of(told(news)).contradictions[0].about
    assert resolve_contradiction(found, ident) == found.contradictions[0]
    seen = explain(found, ident)
    assert seen is not None and seen.entry == found.contradictions[0].id and {p.article for p in seen.sources} == {"0", "a", "b"}
    assert any("9 dead" in r for r in seen.reasons) and any("12 dead" in r for r in seen.reasons)


def test_an_id_of_claims_at_odds_no_more_leads_to_the_entry(news: Any, state_of: Any) -> None:
    ident = state_of(told(news)).contradictions[0].id
    found = state_of(told(news)[:1])
    assert found.contradictions == () and resolve_contradiction(found, ident) is None
    assert disputed_entry(found, ident) == found.ledger.incidents[0]


def test_a_contradiction_is_noted_and_taken_out_of_view(news: Any, state_of: Any) -> None:
    ident = state_of(told(news)).contradictions[0].id
    noted = state_of(told(news), [ruled(1, "annotate", ident, note="ask the hospital")])
    assert [n.text for n in noted.contradictions[0].notes] == ["ask the hospital"]
    gone = state_of(told(news), [ruled(1, "reject", ident)])
    assert gone.contradictions == () and len(gone.ledger.incidents) == 1
    assert resolve_contradiction(gone, ident) == gone.rejected_contradictions[0]
    assert state_of(told(news), [ruled(1, "reject", ident), ruled(2, "undo", "decision:1")]) == state_of(told(news))
