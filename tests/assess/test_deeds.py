"""One table maps ICEWS rows and our own events to deeds."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from goodoffices.assess.deeds import Deed, acts, as_country, by_country, category_of, conditions_of, deed_of_icews, deeds_of, listed, with_states
from goodoffices.model import Actor, Coder, Condition, Contact, Date, Document, Event, Ledger, Place, Proposal, Record

SPAN = ()


def event(key, type_, code, actors, recipients, modality="actual", quad="verbal_cooperation", day="2030-02-01", mode=None):
    return Event(id=key, type=type_, mode=mode, cameo=code, quad=quad, score=2.5, actors=actors, recipients=recipients, modality=modality, date=Date(start=day, end=day), confidence=0.9, evidence=SPAN)


def record(*events, conditions=(), proposals=()):
    people = (Actor(id="government:PER", name="Lima", kind="government", country="PER"), Actor(id="person:x", name="X", kind="person", country="PER"),
              Actor(id="government:NOR", name="Oslo", kind="government", country="NOR"), Actor(id="igo:un", name="UN", kind="igo"),
              Actor(id="group:1", name="both", kind="group", members=("government:PER", "government:NOR")))
    return Record(coder=Coder(program="p", version="1", model="m", tables="t"), document=Document(id="doc", text="", sha256="", published="2030-02-03T10:00:00Z"), sentences=(), actors=people,
                  statements=(), events=events, ledger=Ledger(conditions=conditions, proposals=proposals), warnings=(), uncoded=())


@pytest.mark.parametrize(("code", "category"), [("036", "invite"), ("0361", "invite"), ("106", "invite"), ("026", "plea"), ("125", "rebuff"), ("1241", "refuse"), ("138", "threat"), ("1382", "threat"),
                                                ("195", "force"), ("042", "visit"), ("155", "mobilise"), ("99", None), ("", None)])
def test_category_is_that_of_the_longest_beginning(code, category):
    assert category_of(code) == category


def test_every_plover_type_and_mode_has_a_listed_code():
    assert [key for key, code in acts().plover.items() if listed(code) is None] == []


def test_icews_names_are_unique_and_give_deeds():
    assert len(acts().icews) == 230
    assert deed_of_icews(7, "A", "Threaten_with_military_force", "B").category == "threat"
    with pytest.raises(KeyError):
        deed_of_icews(7, "A", "Dance", "B")


EVENTS = [
    pytest.param(event("e1", "CONSULT", "042", ("government:PER",), ("government:NOR",)), [("PER", "NOR", "042"), ("NOR", "PER", "043")], id="a visit is also hosted"),
    pytest.param(event("e1", "CONSULT", "040", ("government:PER", "government:NOR"), ()), [("PER", "NOR", "040"), ("NOR", "PER", "040")], id="a talk has two ends"),
    pytest.param(event("e1", "CONSULT", "040", ("group:1",), ()), [("PER", "NOR", "040"), ("NOR", "PER", "040")], id="groups stand for their members"),
    pytest.param(event("e1", "CONSULT", "042", ("government:PER",), ("government:NOR",), "planned"), [("PER", "NOR", "036")], id="a planned visit is an intent"),
    pytest.param(event("e1", "AGREE", "036", ("person:x",), ("government:NOR",), "offered"), [("PER", "NOR", "036")], id="an offer counts when uttered"),
    pytest.param(event("e1", "ASSAULT", "190", ("government:PER",), ("government:NOR",), "planned", "material_conflict"), [], id="a planned attack does not"),
    pytest.param(event("e1", "ASSAULT", "190", ("government:PER",), ("government:NOR",), "negated", "material_conflict"), [], id="nor a denied one"),
    pytest.param(event("e1", "REJECT", None, ("government:PER",), ("government:NOR",), quad="verbal_conflict", mode="meet"), [("PER", "NOR", "125")], id="code from type and mode"),
    pytest.param(event("e1", "ACCUSE", "111", ("igo:un",), ("government:NOR",), quad="verbal_conflict"), [], id="no country, no deed between countries"),
    pytest.param(event("e1", "ACCUSE", "111", ("person:x",), ("government:PER",), quad="verbal_conflict"), [], id="nobody acts on himself"),
]


@pytest.mark.parametrize(("one", "expected"), EVENTS)
def test_deeds_of_events(one, expected):
    assert [(d.actor, d.recipient, d.cameo) for d in deeds_of(record(one), as_country)] == expected


def test_an_event_without_a_day_takes_the_publication():
    found = deeds_of(record(event("e1", "ACCUSE", "111", ("government:PER",), ("government:NOR",), day=None)))
    assert [d.day for d in found] == [date(2030, 2, 3).toordinal()] and found[0].id == "doc/e1"


def test_what_is_planned_for_a_later_day_is_an_intent_of_the_day_it_was_told():
    found = deeds_of(record(event("e1", "CONSULT", "042", ("government:PER",), ("government:NOR",), "planned", day="2030-02-20")))
    assert [(d.day, d.cameo) for d in found] == [(date(2030, 2, 3).toordinal(), "036")]


def test_conditions_point_at_the_other_side():
    proposal = Proposal(id="p", confidence=1, evidence=SPAN, kind="talks", proposer="government:PER", addressee="government:NOR", date=Date(), status="open")
    condition = Condition(id="c", confidence=1, evidence=SPAN, holder="government:NOR", of="p", text="if")
    assert [(d.actor, d.recipient, d.category) for d in conditions_of(record(conditions=(condition,), proposals=(proposal,)), as_country)] == [("NOR", "PER", "condition")]


def test_by_country_leaves_out_what_stays_inside(make):
    found = by_country([make(1, "a", "b", "111"), make(1, "a", "c", "111"), make(1, "a", "x", "111")], {"a": "PER", "b": "PER", "c": "NOR"})
    assert [(d.actor, d.recipient) for d in found] == [("PER", "NOR")]


WITH_STATES = [("military:SDN", "armed_group:rsf", ("government:SDN", "armed_group:rsf")), ("armed_group:rsf", "military:SDN", ("armed_group:rsf", "government:SDN")),
               ("military:SDN", "military:EGY", ("government:SDN", "government:EGY")), ("military:SDN", "government:SDN", None), ("government:SDN", "armed_group:rsf", None),
               ("military:sdn-third-brigade", "armed_group:rsf", None)]


@pytest.mark.parametrize(("actor", "recipient", "added"), WITH_STATES)
def test_the_deeds_of_armed_forces_are_those_of_their_government_too(actor, recipient, added):
    deed = Deed(id="a/event:1", day=738_000, actor=actor, recipient=recipient, cameo="040", category="consult", score=1.0)
    found = with_states([deed])
    assert found[0] == deed and [(d.actor, d.recipient) for d in found[1:]] == ([added] if added else [])


BOTH, ONE = ("government:PER", "government:NOR"), ("government:PER",)
SEATED = [
    pytest.param(BOTH, (), "meeting", "held", "ITA", "040", [("PER", "NOR", "044"), ("NOR", "PER", "044")], id="at a third place"),
    pytest.param(BOTH, (), "meeting", "held", "NOR", "040", [("PER", "NOR", "042"), ("NOR", "PER", "043")], id="at home of one"),
    pytest.param(ONE, ("government:NOR",), "visit", "held", "PER", "040", [("PER", "NOR", "043"), ("NOR", "PER", "042")], id="received at home"),
    pytest.param(BOTH, (), "call", "held", "ITA", "040", [("PER", "NOR", "040"), ("NOR", "PER", "040")], id="a call has no place"),
    pytest.param(BOTH, (), "meeting", "planned", "ITA", "040", [("PER", "NOR", "040"), ("NOR", "PER", "040")], id="not held"),
    pytest.param(BOTH, (), "meeting", "held", None, "040", [("PER", "NOR", "046"), ("NOR", "PER", "046")], id="no country: talks all the same"),
    pytest.param(BOTH, (), "meeting", "held", "ITA", "046", [("PER", "NOR", "046"), ("NOR", "PER", "046")], id="talks stay talks"),
]


@pytest.mark.parametrize(("doers", "targets", "channel", "status", "land", "code", "expected"), SEATED)
def test_the_place_says_what_kind_of_meeting_it_was(doers, targets, channel, status, land, code, expected):
    told = record(event("e1", "CONSULT", code, doers, targets))
    held = Contact(id="contact:1", event="e1", confidence=1, evidence=(), participants=BOTH, channel=channel, date=Date(), status=status, place=Place(name="there", country=land))
    told = replace(told, ledger=replace(told.ledger, contacts=(held,)))
    assert [(d.actor, d.recipient, d.cameo) for d in deeds_of(told, as_country)] == expected


def test_no_place_is_third_to_two_of_one_land():
    people = (Actor(id="military:PER", name="Army", kind="military", country="PER"), Actor(id="armed_group:x", name="X", kind="armed_group", country="PER"))
    for land, code in (("PER", "046"), ("NOR", "044")):
        held = Contact(id="contact:1", event="e1", confidence=1, evidence=(), participants=("military:PER", "armed_group:x"), channel="meeting", date=Date(), status="held", place=Place(name="there", country=land))
        told = replace(record(event("e1", "CONSULT", "040", ("military:PER", "armed_group:x"), ())), actors=people, ledger=Ledger(contacts=(held,)))
        assert {d.cameo for d in deeds_of(told)} == {code}
