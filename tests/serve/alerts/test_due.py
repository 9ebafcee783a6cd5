"""What rules have to tell: what is new, once, whatever arrives later or is read otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from goodoffices.model import ExplainedRecord
from goodoffices.serve.alerts.messages import told
from goodoffices.serve.queries import Archive, alerting, deciding, dossiers
from goodoffices.serve.queries.alerting import Mute, Occasion, Rule

Coded = tuple[ExplainedRecord, ...]
File = Callable[..., None]
Code = Callable[..., ExplainedRecord]
EVERY: tuple[Occasion, ...] = get_args(Occasion)
EARLY = "2024-05-01"


def rule(**more: Any) -> Rule:
    return Rule(**{"name": "r", "on": EVERY, "to": ("t",), **more})


def tell(archive: Archive, *rules: Rule, today: str = EARLY, **more: Any) -> list[tuple[str, str]]:
    """What is told now, by occasion and text; it is marked as told."""
    found = alerting.due(archive, rules or (rule(),), today=today, **more)
    alerting.mute(archive, [a for a in found if a.muted])
    mine = alerting.claim(archive, [a for a in found if not a.muted])
    alerting.settle(archive, mine)
    return [(a.occasion, told(a, "http://desk").text) for a in mine]


def kinds(archive: Archive, *rules: Rule, **more: Any) -> list[str]:
    return sorted(kind for kind, _ in tell(archive, *rules, **more))


@pytest.fixture
def lake(archive: Archive, file: File, coded: Coded) -> Archive:
    """A store with the offer, in which the rule `r` has begun."""
    file(coded[0])
    assert tell(archive) == []  # it was on record
    return archive


def test_each_thing_is_told_once(lake: Archive, file: File, coded: Coded, later: dict[str, ExplainedRecord]) -> None:
    told_of = []
    for record in (*coded[1:4], later["threat"], later["expired"], later["denial"], later["cancelled"]):
        file(record)
        told_of.append(kinds(lake))
        assert tell(lake) == []
    assert told_of == [["answer"], ["contact_planned", "incident"], [], ["threat"], ["deadline_past"], ["contradiction"], ["contact_cancelled"]]


def test_words_of_an_alert(lake: Archive, file: File, coded: Coded) -> None:
    file(coded[1])
    (found,) = alerting.due(lake, [rule()], today=EARLY)
    one = told(found, "https://desk.example")
    assert one.text == "Bolivia rejects: Peru offers talks to Bolivia" and one.link == f"https://desk.example/entry/{one.entry}"
    assert [(s.outlet, s.title, s.date, s.quoted) for s in one.sources] == [("La Paz Post", "Bolivia rejects talks", "2024-05-03", ("Bolivia rejected Peru's offer of talks on Friday",))]


def test_more_outlets_are_no_news(lake: Archive, file: File, coded: Coded) -> None:
    file(coded[2])
    assert kinds(lake) == ["contact_planned", "incident"]
    text = coded[2].document.text
    for number in range(10):
        twin = replace(coded[2], document=replace(coded[2].document, id=f"twin-{number}", publisher=f"Outlet {number}", sha256=f"{number:064}", published=f"2024-05-0{4 + number % 3}", text=text))
        file(twin)
        assert tell(lake) == []
    state = dossiers.state(lake, "Peru")
    assert max(len(i.sources) for i in state.ledger.incidents) == 11


def test_an_earlier_report_that_arrives_late_is_no_news(archive: Archive, file: File, coded: Coded) -> None:
    tell(archive)
    file(coded[1])
    first = tell(archive)
    assert ("answer", "Bolivia rejects: Peru offers talks to Bolivia") in first or ("proposal", "Peru offers talks to Bolivia") in first
    before = {p.id for p in dossiers.state(archive, "Peru").ledger.proposals}
    file(coded[0])
    again = tell(archive)
    assert not {p.id for p in dossiers.state(archive, "Peru").ledger.proposals} & before  # it is called otherwise now
    assert not set(again) & set(first)


def test_an_answer_that_was_on_record_is_known(archive: Archive, file: File, coded: Coded, code: Code) -> None:
    file(coded[0], coded[1])
    assert tell(archive) == []
    file(code("early", "Bolivia rejected Peru's offer of talks in Quito on Thursday, its government said in La Paz.", "2024-05-02T23:00:00Z"))
    (offer,) = dossiers.state(archive, "Peru").ledger.proposals
    assert [r.article for r in offer.responses] == ["early"]  # published before the report that was there
    assert tell(archive) == []


def test_another_reading_is_no_news(lake: Archive, file: File, coded: Coded, code: Code) -> None:
    file(coded[2])
    assert len(tell(lake)) == 2
    text = "By our staff.\n\n" + coded[2].document.text
    file(code("lake-3", text, "2024-05-04", title="Ministers to meet", publisher="Quito Times"))
    assert tell(lake) == []


def test_a_page_that_grows(lake: Archive, file: File, coded: Coded, code: Code) -> None:
    text = coded[0].document.text + "\n\nBolivia threatened on Thursday to close the border with Peru."
    file(code("lake-1", text, "2024-05-02", title="Peru offers talks over lake", publisher="Andes Wire"))
    assert kinds(lake) == ["threat"]  # the offer stood there before the rule began


def test_a_toll_that_rises(archive: Archive, file: File, coded: Coded, later: dict[str, ExplainedRecord]) -> None:
    file(coded[2])
    many, few, nine = rule(name="many", on=("incident",), killed=5), rule(name="few", on=("incident",), killed=1), rule(name="nine", on=("incident",), killed=9)
    assert tell(archive, many, few, nine) == []
    file(later["toll"])
    assert len(dossiers.state(archive, "Peru").ledger.incidents) == 1
    found = alerting.due(archive, [many, few, nine], today=EARLY)
    assert [a.rule for a in found] == ["many"]  # that more than one died was on record


def test_deadlines_by_the_day(lake: Archive, file: File, coded: Coded) -> None:
    rules = rule(on=("deadline_near", "deadline_past"), days=2)
    file(coded[1])
    told_of = {day: kinds(lake, rules, today=day) for day in ("2024-05-07", "2024-05-08", "2024-05-09", "2024-05-10", "2024-05-11", "2024-05-12")}
    assert told_of == {"2024-05-07": [], "2024-05-08": ["deadline_near"], "2024-05-09": [], "2024-05-10": [], "2024-05-11": [], "2024-05-12": []}
    assert kinds(lake, replace(rules, name="new"), today="2999-01-01") == []  # it ran out long before the rule began


def test_deadlines_that_run_out_later(archive: Archive, file: File, code: Code) -> None:
    tell(archive)
    file(code("a", "Bolivia gave Peru until May 10, 2190 to withdraw its patrol boats from Lake Titicaca, it said on Thursday.", "2190-05-02"))
    due = dossiers.state(archive, "Peru").ledger.deadlines[0].due
    assert due.end == "2190-05-10"
    assert kinds(archive, today="2190-05-10") == ["deadline_near"] and kinds(archive, today="2190-05-11") == ["deadline_past"] and kinds(archive, today="2190-05-12") == []


def test_a_backlog_is_told_where_it_is_asked_for(archive: Archive, file: File, coded: Coded) -> None:
    file(*coded[:4])
    assert kinds(archive, rule(name="new"), backlog=True) == ["answer", "contact_planned", "incident", "proposal"]
    assert tell(archive, rule(name="new"), backlog=True) == [] and tell(archive) == []


def test_a_new_target_begins_anew(lake: Archive, file: File, coded: Coded) -> None:
    file(coded[1])
    assert kinds(lake) == ["answer"]
    assert kinds(lake, rule(to=("t", "u"))) == []
    file(coded[2])
    assert kinds(lake, rule(to=("t", "u"))) == ["contact_planned", "contact_planned", "incident", "incident"]


@pytest.mark.parametrize(("filters", "found"), [
    ({"dossier": "Peru"}, True), ({"dossier": "bolivia"}, True), ({"dossier": "Greece"}, False), ({"dossier": "nobody"}, False), ({"actor": "Bolivia"}, True), ({"actor": "government:PER"}, True),
    ({"actor": "government:GRC"}, False), ({"country": "BOL"}, True), ({"country": "GRC"}, False), ({"on": ("threat",)}, False), ({"on": ("answer",)}, True)])
def test_filters(lake: Archive, file: File, coded: Coded, filters: dict[str, Any], found: bool) -> None:
    wanted = rule(name="f", **filters)
    tell(lake, wanted)
    file(coded[1], coded[4])
    assert [t for t in tell(lake, wanted) if "Peru offers" in t[1]] == ([("answer", "Bolivia rejects: Peru offers talks to Bolivia")] if found else [])
    assert [r.name for r in alerting.unmet(lake, [wanted])] == (["f"] if filters.get("dossier") == "nobody" else [])


def test_muted_rules_and_entries(lake: Archive, file: File, coded: Coded) -> None:
    file(coded[1])
    offer = dossiers.state(lake, "Peru").ledger.proposals[0].id
    assert tell(lake, mutes=[Mute(entry=offer, until="2024-04-30", rule="r"), Mute(entry=offer, rule="other")]) != []
    file(coded[2])
    assert tell(lake, rule(muted_until=EARLY)) == [] and tell(lake) == []  # what came up meanwhile is not told later


def test_a_muted_entry(archive: Archive, file: File, coded: Coded) -> None:
    file(coded[1])
    deadline = dossiers.state(archive, "Peru").ledger.deadlines[0].id
    near = rule(on=("deadline_near",))
    assert kinds(archive, near, today="2024-05-09", mutes=[Mute(entry=deadline, until="2024-05-09")]) == []
    assert kinds(archive, near, today="2024-05-10") == []  # muted is not put off
    assert kinds(archive, replace(near, name="other"), today="2024-05-10", mutes=[Mute(entry=deadline, rule="r")]) == ["deadline_near"]


def test_what_users_reject_is_not_told(lake: Archive, file: File, coded: Coded) -> None:
    file(coded[2])
    incident = dossiers.state(lake, "Peru").ledger.incidents[0].id
    deciding.reject(lake, incident, deciding.Signed(who="Ana"))
    assert kinds(lake) == ["contact_planned"]


def test_nothing_is_written_down_without_begin(archive: Archive, file: File, coded: Coded) -> None:
    alerting.due(archive, [rule()], today=EARLY, begin=False)
    file(coded[0])
    assert tell(archive) == []  # it begins only now
    assert [a.occasion for a in alerting.due(archive, [rule(name="x")], today=EARLY, begin=False, backlog=True)] == ["proposal"]


def test_ids_last(lake: Archive, file: File, coded: Coded) -> None:
    file(coded[1])
    one, two = (alerting.due(lake, [rule()], today=EARLY)[0].id for _ in range(2))
    assert one == two and one.startswith("alert:")
