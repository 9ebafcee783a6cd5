"""How states move: the table of docs/dossiers.md."""

from __future__ import annotations

from typing import Any

import pytest

FJI, TON, NZL, BOTH = "government:FJI", "government:TON", "government:NZL", "group:both"
OFFER = {"says": "Fiji invited Tonga to talks in Nadi", "proposer": FJI, "addressee": TON, "venue": "Nadi, FJI", "date": "2024-05-06"}


def told(day: str, says: str, name: str = "proposals", **fields: Any) -> tuple[str, tuple[str, dict[str, Any]]]:
    base = {"proposer": FJI, "addressee": TON, "venue": "Nadi, FJI"} if name == "proposals" else {}
    return day, (name, {"says": says, **base, **fields})


PROPOSALS = [
    ("no answer", [], "open", []),
    ("evasion, then a no", [told("2024-05-07", "Tonga will look at the invitation to Nadi", answers=[(TON, "evades", "2024-05-07")]),
                            told("2024-05-09", "Tonga turned down the invitation to Nadi", answers=[(TON, "rejects", "2024-05-09")])], "rejected", ["evades", "rejects"]),
    ("the last answer counts", [told("2024-05-07", "Tonga turned down the invitation to Nadi", answers=[(TON, "rejects", "2024-05-07")]),
                                told("2024-05-12", "Tonga has accepted the invitation to Nadi after all", answers=[(TON, "accepts", "2024-05-12")])],
     "accepted", ["rejects", "accepts"]),
    ("a yes with a condition leaves it open", [told("2024-05-07", "Tonga will come to Nadi if the reef is on the agenda", answers=[(TON, "accepts_with_conditions", "2024-05-07")])],
     "open", ["accepts_with_conditions"]),
    ("an answer told twice is one", [told("2024-05-07", "Tonga turned down the invitation to Nadi", answers=[(TON, "rejects", "2024-05-07")]),
                                     told("2024-05-08", "the Nadi invitation, which Tonga refused", answers=[(TON, "rejects", None)])], "rejected", ["rejects"]),
    ("withdrawn beats the refusal", [told("2024-05-07", "Tonga turned down the invitation to Nadi", answers=[(TON, "rejects", "2024-05-07")]),
                                     told("2024-05-08", "Fiji took back its invitation to Nadi", status="withdrawn")], "withdrawn", ["rejects"]),
    ("nothing reopens a withdrawn offer", [told("2024-05-07", "Fiji took back its invitation to Nadi", status="withdrawn"),
                                           told("2024-05-08", "Tonga would have come to Nadi", answers=[(TON, "accepts", "2024-05-08")])], "withdrawn", ["accepts"]),
    ("another's opinion is no answer", [told("2024-05-07", "New Zealand called the invitation to Nadi wise", answers=[(NZL, "accepts", "2024-05-07"), (TON, "rejects", "2024-05-07")])],
     "rejected", ["accepts", "rejects"]),
    ("a counter-proposal supersedes", [told("2024-05-07", "Tonga answered the invitation to Nadi with one to Nuku'alofa", answers=[(TON, "counter_proposes", "2024-05-07")])],
     "superseded", ["counter_proposes"]),
    ("held when the meeting took place", [told("2024-05-07", "Tonga accepted the invitation to Nadi", answers=[(TON, "accepts", "2024-05-07")]),
                                          told("2024-05-13", "The delegations met in Nadi on Sunday", "contacts", participants=(FJI, TON), place="Nadi, FJI", date="2024-05-12")],
     "held", ["accepts"]),
]


@pytest.mark.parametrize(("later", "status", "answers"), [c[1:] for c in PROPOSALS], ids=[c[0] for c in PROPOSALS])
def test_proposals(later: Any, status: str, answers: list[str], news: Any, state_of: Any) -> None:
    records = [news.report("a0", "2024-05-06", ("proposals", OFFER))]
    records += [news.report(f"a{k}", day, entry, publisher=f"Outlet {k}") for k, (day, entry) in enumerate(later, 1)]
    found = state_of(reversed(records)).ledger.proposals
    assert [(p.status, [r.answer for r in p.responses]) for p in found] == [(status, answers)]


def test_one_of_two_who_says_yes_leaves_it_open(news: Any, state_of: Any) -> None:
    from goodoffices.model import Actor

    pair = (Actor(id=BOTH, name="both sides", kind="group", members=(FJI, TON)), news.actor(FJI), news.actor(TON))
    ask = {"says": "New Zealand invited both to Wellington", "proposer": NZL, "addressee": BOTH, "date": "2024-05-06"}
    first = news.report("a", "2024-05-06", ("proposals", ask), actors=pair)
    yes = news.report("b", "2024-05-07", ("proposals", {**ask, "says": "Fiji accepted New Zealand's invitation to Wellington", "answers": [(FJI, "accepts", "2024-05-07")]}), actors=pair)
    also = news.report("c", "2024-05-09", ("proposals", {**ask, "says": "Tonga too accepted New Zealand's invitation to Wellington", "answers": [(TON, "accepts", "2024-05-09")]}), actors=pair)
    assert [p.status for p in state_of([first, yes]).ledger.proposals] == ["open"]
    assert [p.status for p in state_of([first, yes, also]).ledger.proposals] == ["accepted"]


def meeting(day: str, says: str, status: str, date: str | None = "2024-05-12", place: str = "Nadi, FJI") -> tuple[str, tuple[str, dict[str, Any]]]:
    return day, ("contacts", {"says": says, "participants": (FJI, TON), "place": place, "date": date, "status": status})


CONTACTS = [
    ("planned, then held", [meeting("2024-05-08", "They are to meet in Nadi on Sunday", "planned"), meeting("2024-05-13", "They met in Nadi on Sunday", "held")], None, "held"),
    ("a late article does not turn held back", [meeting("2024-05-13", "They met in Nadi on Sunday", "held"), meeting("2024-05-08", "They are to meet in Nadi on Sunday", "planned")],
     None, "held"),
    ("planned, then cancelled", [meeting("2024-05-08", "They are to meet in Nadi on Sunday", "planned"), meeting("2024-05-10", "Sunday's meeting in Nadi is off", "cancelled")],
     None, "cancelled"),
    ("past its day with no word", [meeting("2024-05-08", "They are to meet in Nadi on Sunday", "planned")], "2024-05-14", "unknown"),
    ("still planned on the day itself", [meeting("2024-05-08", "They are to meet in Nadi on Sunday", "planned")], "2024-05-12", "planned"),
    ("claimed and denied", [meeting("2024-05-13", "They met in Nadi on Sunday", "held"), meeting("2024-05-14", "There was no meeting in Nadi on Sunday", "refused")], None, "unknown"),
    ("before the news", [meeting("2024-05-08", "They are to meet in Nadi on Sunday", "planned"), meeting("2024-05-13", "They met in Nadi on Sunday", "held")], "2024-05-09", "planned"),
]


@pytest.mark.parametrize(("reports", "at", "status"), [c[1:] for c in CONTACTS], ids=[c[0] for c in CONTACTS])
def test_contacts(reports: Any, at: str | None, status: str, news: Any, state_of: Any) -> None:
    records = [news.report(f"a{k}", day, entry, publisher=f"Outlet {k}") for k, (day, entry) in enumerate(reports)]
    assert [c.status for c in state_of(records, at=at).ledger.contacts] == [status]


def test_moved_to_another_city_on_the_same_day(news: Any, state_of: Any) -> None:
    records = [news.report("a", "2024-05-08", meeting("", "They are to meet in Nadi on Sunday", "planned")[1]),
               news.report("b", "2024-05-10", meeting("", "Sunday's meeting has been moved to Suva", "planned", place="Suva, FJI")[1], publisher="Radio"),
               news.report("c", "2024-05-13", meeting("", "They met in Suva on Sunday", "held", place="Suva, FJI")[1])]
    found = state_of(records).ledger.contacts
    assert [(c.status, c.place.name) for c in found] == [("held", "Suva")]


def deadline(day: str, says: str, **fields: Any) -> tuple[str, tuple[str, dict[str, Any]]]:
    return day, ("deadlines", {"says": says, "setter": FJI, "addressee": TON, "set": None, **fields})


SET = deadline("2024-05-06", "Fiji gave Tonga ten days to clear the reef", set="2024-05-06", due="2024-05-16", length="P10D")
DEADLINES = [
    ("pending", [SET], None, ("pending", False, "2024-05-16")),
    ("overdue, not expired, without word", [SET], "2024-05-18", ("pending", True, "2024-05-16")),
    ("not overdue on the day itself", [SET], "2024-05-16", ("pending", False, "2024-05-16")),
    ("expired by a later report", [SET, deadline("2024-05-18", "the deadline to clear the reef ran out", status="expired")], None, ("expired", False, "2024-05-16")),
    ("not expired by a report of the day before", [SET, deadline("2024-05-15", "the deadline to clear the reef has run out", due="2024-05-16", status="expired")], None,
     ("pending", False, "2024-05-16")),
    ("extended", [SET, deadline("2024-05-14", "Fiji gave Tonga another week to clear the reef", due="2024-05-23", status="extended")], None, ("extended", False, "2024-05-23")),
    ("extended, then met", [SET, deadline("2024-05-14", "Fiji gave Tonga another week to clear the reef", due="2024-05-23", status="extended"),
                            deadline("2024-05-20", "Tonga cleared the reef before the deadline", status="met")], None, ("met", False, "2024-05-23")),
    ("lifted", [SET, deadline("2024-05-10", "Fiji lifted its deadline to clear the reef", status="lifted"), deadline("2024-05-11", "the deadline of 16 May", due="2024-05-16")],
     None, ("lifted", False, "2024-05-16")),
]


@pytest.mark.parametrize(("reports", "at", "want"), [c[1:] for c in DEADLINES], ids=[c[0] for c in DEADLINES])
def test_deadlines(reports: Any, at: str | None, want: Any, news: Any, state_of: Any) -> None:
    records = [news.report(f"a{k}", day, entry, publisher=f"Outlet {k}") for k, (day, entry) in enumerate(reports)]
    found = state_of(records, at=at).ledger.deadlines
    assert [(d.status, d.overdue, d.due.end) for d in found] == [want]
    assert found[0].length == "P10D"


def test_a_host_that_backs_out_stays_as_withdrawn(news: Any, state_of: Any) -> None:
    records = [news.report("a", "2024-05-06", ("venue_offers", {"says": "New Zealand offered to host the talks", "host": NZL})),
               news.report("b", "2024-05-08", ("venue_offers", {"says": "New Zealand is no longer available", "host": NZL, "status": "withdrawn"})),
               news.report("c", "2024-05-09", ("venue_offers", {"says": "New Zealand, which had offered its roof", "host": NZL}))]
    assert [(v.status, [t.status for t in v.history]) for v in state_of(records).ledger.venue_offers] == [("withdrawn", ["offered", "withdrawn"])]


def deed(day: str, says: str, **fields: Any) -> tuple[str, tuple[str, dict[str, Any]]]:
    return day, ("incidents", {"says": says, "place": "Berdan, TUR", "date": "2024-05-05", **fields})


def test_a_correction_by_the_same_outlet_replaces_the_figure_and_keeps_both_passages(news: Any, state_of: Any) -> None:
    records = [news.report("a", *deed("2024-05-06", "Shells on Berdan killed nine people on Sunday", killed=(9, 9))),
               news.report("b", *deed("2024-05-07", "Shells on Berdan on Sunday killed seven people, not nine as reported", killed=(7, 7)))]
    found = state_of(records)
    assert [(i.killed.min, i.killed.max, len(i.sources)) for i in found.ledger.incidents] == [(7, 7, 2)]
    assert [t.status for t in found.ledger.incidents[0].history] == ["reported", "corrected"]
    assert found.contradictions == ()


def test_an_alleged_deed_stays_alleged(news: Any, state_of: Any) -> None:
    records = [news.report("a", *deed("2024-05-06", "Fijian guns shelled Berdan on Sunday, Tonga said", actors=(FJI,), alleged_by=TON)),
               news.report("b", *deed("2024-05-07", "The shelling of Berdan on Sunday, which Fiji denies", actors=(FJI,), denied_by=FJI), publisher="Radio")]
    found = state_of(records)
    assert [(i.alleged_by, i.denied_by, i.actors) for i in found.ledger.incidents] == [(TON, FJI, (FJI,))]
    assert [c.reason for c in found.contradictions] == ["deed and denial"]


def test_known_at_leaves_out_later_reports_and_at_later_days(news: Any, state_of: Any) -> None:
    records = [news.report("a", "2024-05-06", ("proposals", OFFER)),
               news.report("b", "2024-05-20", ("proposals", {**OFFER, "says": "On 8 May Tonga had turned down the invitation to Nadi", "answers": [(TON, "rejects", "2024-05-08")]}))]
    assert [p.status for p in state_of(records, known_at="2024-05-10").ledger.proposals] == ["open"]
    assert [p.status for p in state_of(records, at="2024-05-10").ledger.proposals] == ["rejected"]
    assert [p.status for p in state_of(records, at="2024-05-07").ledger.proposals] == ["open"]
    assert state_of(records, at="2024-05-05").ledger.proposals == ()


def _agreed(news: Any, day: str | None) -> Any:
    """A report of 13 May by which Fiji and Tonga agreed on something, on that day."""
    from goodoffices.model import Date, Event, Span

    words = "Fiji and Tonga agreed to share the reef"
    event = Event(id="event:1", type="AGREE", contexts=(), quad="verbal_cooperation", score=5.0, actors=(FJI, TON), recipients=(), modality="actual",
                  date=Date(start=day, end=day), confidence=0.9, evidence=(Span(start=0, end=len(words), text=words),))
    return news.report("b", "2024-05-13", also=words, events=(event,), actors=(news.actor(FJI), news.actor(TON)), publisher="Radio")


@pytest.mark.parametrize(("day", "status"), [("2024-05-12", "held"), ("2024-05-10", "unknown"), (None, "unknown")], ids=["on the day", "before it", "no day told"])
def test_what_they_agreed_on_the_day_shows_that_they_met(day: str | None, status: str, news: Any, state_of: Any) -> None:
    plan = news.report("a", "2024-05-06", ("contacts", {"says": "Fiji and Tonga are to meet in Nadi on Sunday", "participants": (FJI, TON), "place": "Nadi, FJI",
                                                        "date": "2024-05-12", "status": "planned"}))
    found = state_of([plan, _agreed(news, day)]).ledger.contacts
    assert [c.status for c in found] == [status]
    assert "no report says" not in " ".join(t.why for t in found[0].history)


def test_go_betweens_and_parties_are_those_of_the_day(news: Any, know: Any) -> None:
    from goodoffices.ledger.dossiers import group, state

    first = news.report("a", "2024-05-06", ("proposals", OFFER), ("incidents", {"says": "Fijian patrol boats shelled a Tongan wharf", "actors": (FJI,), "targets": (TON,)}))
    later = news.report("b", "2024-05-20", ("proposals", {**OFFER, "says": "the invitation to talks in Nadi"}),
                        ("proposals", {"says": "New Zealand offered to mediate over the reef", "proposer": NZL, "kind": "mediation", "date": "2024-05-20"}))
    dossier = group([first, later], know)[0]
    assert dossier.mediators == (NZL,)
    assert state(dossier, [first, later], know, at="2024-05-10").mediators == ()
    assert state(dossier, [first, later], know, known_at="2024-05-10").mediators == ()
    assert state(dossier, [first, later], know).mediators == (NZL,)


def test_who_is_in_no_article_has_a_name(news: Any, state_of: Any) -> None:
    from goodoffices.model import Decision

    record = news.report("a", "2024-05-06", ("proposals", OFFER))
    ident = state_of([record]).ledger.proposals[0].id
    moved = Decision(id="decision:1", at="2024-06-01T10:00:00", who="ana", why="", kind="reassign", target=ident, value={"proposer": "government:DJI"})
    assert {a.id: a.name for a in state_of([record], [moved]).actors}["government:DJI"] == "Government of Djibouti"


@pytest.mark.parametrize(("day", "status"), [("2024-05-07", "planned"), ("2024-05-12", "held"), ("2024-05-13", "held")])
def test_a_meeting_is_not_held_before_the_day_it_is_planned_for(day: str, status: str, news: Any, state_of: Any) -> None:
    """A report that names no day and speaks of the encounter days before it does not tell of its sitting."""
    plan = news.report("a", "2024-05-06", ("contacts", {"says": "Fiji and Tonga will meet in Nadi on Sunday", "participants": (FJI, TON), "place": "Nadi, FJI", "date": "2024-05-12", "status": "planned"}))
    later = news.report("b", day, ("contacts", {"says": "Fiji and Tonga spoke of the meeting in Nadi", "participants": (FJI, TON), "place": "Nadi, FJI", "date": None, "status": "held"}))
    assert [c.status for c in state_of([plan, later], at=day).ledger.contacts] == [status]


@pytest.mark.parametrize(("where", "status"), [("Auckland, NZL", "accepted"), ("Nadi, FJI", "offered")])
def test_a_roof_is_accepted_where_they_meet_under_it_though_the_meeting_was_planned_before(where: str, status: str, news: Any, state_of: Any) -> None:
    meeting = {"participants": (FJI, TON), "date": "2024-05-12"}
    records = [news.report("a", "2024-05-04", ("contacts", {"says": "Fiji and Tonga will meet over the reef on Sunday week", "status": "planned", **meeting})),
               news.report("b", "2024-05-06", ("venue_offers", {"says": "New Zealand offered to host the talks", "host": NZL, "place": "Auckland, NZL"})),
               news.report("c", "2024-05-12", ("contacts", {"says": "Fiji and Tonga met over the reef on Sunday", "place": where, **meeting}))]
    assert [v.status for v in state_of(records).ledger.venue_offers] == [status]
