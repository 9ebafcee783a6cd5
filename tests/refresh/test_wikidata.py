"""What becomes of Wikidata's statements: the queries are run against a small graph of Wikidata's shape, the answers decoded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from goodoffices.errors import FetchError
from goodoffices.ontology.holders import Tenure
from goodoffices.read.fetch import Fetcher, Limits
from goodoffices.read.wikidata import Answer, Question, ask, cleaned
from goodoffices.read.wikidata_statements import Cell, moment

TODAY = date(2031, 6, 15)
KNOWN = frozenset({"NRU", "PLW", "FRA"})


@pytest.fixture
def world(service: Any) -> Any:
    w = service.world
    w.country("Q697", "NRU", head="President of the Republic of Nauru", premier="Prime Minister of Nauru")
    w.country("Q695", "PLW")
    w.country("Q142", "FRA")
    for number, name in (("Q11", "Orla Vint"), ("Q12", "Tam Brask"), ("Q13", "Ines Marool")):
        w.person(number, name)
    w.post("Q21", "Minister of Foreign Affairs of Nauru", "foreign", state="Q697")
    w.post("Q22", "Minister of Defence of Palau", "defence", place="Q695")
    return w


def answer(service: Any, *countries: str, since: date = date(2012, 1, 1)) -> Answer:
    with Fetcher(Limits(tries=1)) as fetcher:
        return ask(fetcher, Question(service.url, KNOWN, since, TODAY, countries))


def told(service: Any, *countries: str, since: date = date(2012, 1, 1)) -> list[tuple[str, ...]]:
    return sorted((t.number, t.office, t.country, t.since, t.until) for t in answer(service, *countries, since=since).tenures)


def test_four_classes_are_asked_for_then_people(service: Any, world: Any) -> None:
    world.head("Q697", "Q11", "2029-03-04", best=True)
    world.head("Q697", "Q12", "2028-02", of="P6", best=True)
    world.minister("Q13", "Q21", "2030")
    world.minister("Q11", "Q22", "2020-05-06", "2021-07")
    found = answer(service)
    assert service.classes() == ["head_of_state", "head_of_government", "foreign_minister", "defence_minister", "people"]
    assert set(found.tenures) == {
        Tenure("Q11", "head_of_state", "NRU", "2029-03-04", "..", "President of the Republic of Nauru"),
        Tenure("Q12", "head_of_government", "NRU", "2028-02", "..", "Prime Minister of Nauru"),
        Tenure("Q13", "foreign_minister", "NRU", "2030", "..", "Minister of Foreign Affairs of Nauru"),
        Tenure("Q11", "defence_minister", "PLW", "2020-05-06", "2021-07", "Minister of Defence of Palau")}
    assert {h.number: (h.name, h.gender) for h in found.holders} == {"Q11": ("Orla Vint", "f"), "Q12": ("Tam Brask", "f"), "Q13": ("Ines Marool", "f")}
    assert found.offices == {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"} and not found.left_out


@pytest.mark.parametrize(("since", "until", "options", "expected"), [
    pytest.param("2029", "", {"best": True}, "..", id="no-end-and-preferred"),
    pytest.param("2029", "", {}, "", id="no-end-but-others-preferred"),
    pytest.param("2029", "?", {"best": True}, "", id="end-of-unknown-date"),
    pytest.param("2029", ("1700-01-01T00:00:00Z", 7), {"best": True}, None, id="end-before-since"),
    pytest.param("2029", "2033-01-01", {"best": True}, "..", id="end-still-to-come"),
    pytest.param("2029", "2031-06-15", {"best": True}, "2031-06-15", id="end-today"),
    pytest.param("2029", "2031", {"best": True}, "2031", id="end-in-this-year"),
    pytest.param("2031-06-16", "", {"best": True}, None, id="beginning-tomorrow"),
    pytest.param("", "", {"best": True}, None, id="no-beginning"),
    pytest.param("?", "", {"best": True}, None, id="beginning-of-unknown-date"),
    pytest.param("2029", "", {"best": True, "rank": "Deprecated"}, None, id="deprecated"),
    pytest.param(("-0044-03-15T00:00:00Z", 11), "", {"best": True}, None, id="before-the-common-era"),
    pytest.param(("2020-01-01T00:00:00Z", 8), "", {"best": True}, None, id="only-the-decade"),
    pytest.param("2029-05", "2028", {"best": True}, None, id="end-before-beginning"),
])
def test_heads(service: Any, world: Any, since: Any, until: Any, options: dict[str, Any], expected: str | None) -> None:
    world.head("Q697", "Q11", since, until, **options)
    assert told(service) == ([] if expected is None else [("Q11", "head_of_state", "NRU", since, expected)])


def test_several_heads_at_once(service: Any, world: Any) -> None:
    world.head("Q697", "Q11", "2029", best=True)
    world.head("Q697", "Q12", "2030", best=True)
    assert [t[4] for t in told(service)] == ["..", ".."]


def test_the_dead_hold_no_office(service: Any, world: Any) -> None:
    world.person("Q14", "Pell Agnew", died="2030-01-01")
    world.head("Q697", "Q14", "2029", best=True)
    assert told(service) == [("Q14", "head_of_state", "NRU", "2029", "")]


def test_only_the_latest_minister_without_an_end_holds_the_post(service: Any, world: Any) -> None:
    world.minister("Q11", "Q21", "2020")
    world.minister("Q12", "Q21", "2025-03-01")
    world.minister("Q12", "Q21", "2022")
    assert told(service) == [("Q11", "foreign_minister", "NRU", "2020", ""), ("Q12", "foreign_minister", "NRU", "2022", ".."),
                             ("Q12", "foreign_minister", "NRU", "2025-03-01", "..")]


def test_a_minister_who_was_replaced(service: Any, world: Any) -> None:
    world.minister("Q11", "Q21", "2020", P1366="Q12")
    assert told(service) == [("Q11", "foreign_minister", "NRU", "2020", "")]


@pytest.mark.parametrize(("post", "qualifier", "citizen", "country"), [
    pytest.param({"state": "Q697"}, {}, (), "NRU", id="state-of-the-post"),
    pytest.param({"place": "Q695", "state": "Q697"}, {}, (), "PLW", id="jurisdiction-first"),
    pytest.param({"place": "Q9999", "state": "Q697"}, {}, ("Q697",), None, id="province"),
    pytest.param({}, {"P642": "Q695"}, (), "PLW", id="qualifier-of"),
    pytest.param({"state": "Q697"}, {"P1001": "Q695"}, (), "PLW", id="qualifier-first"),
    pytest.param({}, {}, ("Q697",), "NRU", id="citizenship"),
    pytest.param({}, {}, ("Q697", "Q695"), None, id="two-citizenships"),
    pytest.param({}, {}, (), None, id="nothing"),
    pytest.param({"state": "Q30"}, {}, (), None, id="country-the-tables-do-not-know"),
])
def test_country_of_a_minister(service: Any, world: Any, post: dict[str, str], qualifier: dict[str, str], citizen: tuple[str, ...], country: str | None) -> None:
    world.country("Q30", "USA")
    world.post("Q23", "Minister of Foreign Affairs", "foreign", **post)
    world.person("Q15", "Lio Terce", citizen=citizen)
    world.minister("Q15", "Q23", "2029", **qualifier)
    assert [t[2] for t in told(service)] == ([] if country is None else [country])
    service.queries.clear()
    assert [t[2] for t in told(service, "PLW")] == ([country] if country == "PLW" else [])


@pytest.mark.parametrize("name", ["Deputy Minister of Foreign Affairs", "Shadow Foreign Secretary", "Minister of State for Foreign Affairs"])
def test_deputies_are_left_out(service: Any, world: Any, name: str) -> None:
    world.post("Q24", name, "foreign", state="Q697")
    world.minister("Q11", "Q24", "2029")
    found = answer(service)
    assert not found.tenures and found.left_out["of deputies"] == 1


@pytest.mark.parametrize(("label", "lang", "expected"), [
    pytest.param("Orla Vint", "en", "Orla Vint", id="english"),
    pytest.param("Orla Vint", "mul", "Orla Vint", id="all-languages"),
    pytest.param("", "en", None, id="only-another-language"),
    pytest.param("Q15", "en", None, id="item-number"),
    pytest.param("Орла Винт", "en", None, id="no-latin-letters"),
    pytest.param("Orla\tVint\n", "en", "Orla Vint", id="tab-and-line-end"),
    pytest.param("Orla Vint (politician)", "en", "Orla Vint", id="explanation"),
])
def test_names(service: Any, world: Any, label: str, lang: str, expected: str | None) -> None:
    world.person("Q15", label, lang=lang)
    world.head("Q697", "Q15", "2029", best=True)
    found = answer(service)
    assert [h.name for h in found.holders] == ([] if expected is None else [expected])
    assert found.left_out.total() == (expected is None)


@pytest.mark.parametrize(("text", "expected"), [
    ("A;B", "A B"), ("\u200fOrla\u2028Vint\x00", "Orla Vint"), ("Ann " * 40, ""), ("José", "José"), ("#1 Ann", "#1 Ann"), ("—", ""), ("Jose\u0301", "José"),
])
def test_cleaned(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@pytest.mark.parametrize(("value", "precision", "expected"), [
    ("2019-05-20T00:00:00Z", "11", "2019-05-20"), ("2019-05-01T00:00:00Z", "10", "2019-05"), ("2019-01-01T00:00:00Z", "9", "2019"),
    ("+2019-00-00T00:00:00Z", "9", "2019"), ("2019-02-30T00:00:00Z", "11", None), ("2010-01-01T00:00:00Z", "8", None), ("-0043-01-01T00:00:00Z", "9", None),
    ("0000-01-01T00:00:00Z", "9", None), ("12019-01-01T00:00:00Z", "9", None), ("spring", "11", None), ("2019-05-20T00:00:00Z", "", "2019-05-20"),
])
def test_moment(value: str, precision: str, expected: str | None) -> None:
    row = {"from": Cell("literal", value)} | ({"fromPrecision": Cell("literal", precision)} if precision else {})
    assert moment(row, "from") == expected


def test_since_leaves_out_who_left_before(service: Any, world: Any) -> None:
    world.head("Q697", "Q11", "2001", "2012-06")
    world.head("Q697", "Q12", "2012-06", "2015")
    assert [t[0] for t in told(service, since=date(2012, 6, 30))] == ["Q11", "Q12"]
    assert [t[0] for t in told(service, since=date(2012, 7, 1))] == ["Q12"]
    world.head("Q697", "Q13", "1990")  # no end told, not preferred: nothing says that she was there later
    assert [t[0] for t in told(service)] == ["Q11", "Q12"]


def test_chosen_countries(service: Any, world: Any) -> None:
    world.head("Q697", "Q11", "2029", best=True)
    world.head("Q695", "Q12", "2029", best=True)
    assert [t[0] for t in told(service, "PLW", "FRA")] == ["Q12"]


def test_people_are_asked_for_in_batches(service: Any, world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.read.wikidata.PEOPLE_AT_ONCE", 2)
    for number in ("Q11", "Q12", "Q13"):
        world.head("Q697", number, "2029", best=True)
    assert len(answer(service).holders) == 3
    assert service.classes().count("people") == 2


def test_an_unknown_holder_is_left_out(service: Any, world: Any) -> None:
    world.head("Q697", "?", "2029", best=True)
    assert answer(service).left_out == {"of unknown people": 1}


@pytest.mark.parametrize(("body", "words"), [
    pytest.param(b"<html>busy</html>", "no SPARQL result in JSON: ", id="html"),
    pytest.param(b'{"results": {"bindings": [{"held": ', "no SPARQL result in JSON: ", id="cut-off"),
    pytest.param(b'{"boolean": true}', "no SPARQL result in JSON: ", id="another-shape"),
    pytest.param(b'{"results": {"bindings": [{"held": 3}]}}', "no SPARQL result in JSON: ", id="bad-cell"),
    pytest.param(b'{"results": {"bindings": [\xff]}}', "no SPARQL result in JSON: ", id="no-utf-8"),
    pytest.param(b"", "no SPARQL result in JSON: ", id="empty"),
    pytest.param(b'{"results": {"bindings": [ java.util.concurrent.TimeoutException', "ran out of time: ask for fewer countries", id="out-of-time"),
])
def test_malformed_answers_are_told(service: Any, says: Callable[..., Any], body: bytes, words: str) -> None:
    service.always = says(200, body)
    with pytest.raises(FetchError, match=words):
        answer(service)
    assert len(service.queries) == 1


def test_odd_rows_do_no_harm(service: Any, says: Callable[..., Any]) -> None:
    service.always = says(200, b'{"results": {"bindings": [{}, {"person": {"type": "uri", "value": "http://x/entity/Q1"}}, {"other": {"type": "bnode", "value": "b"}}]}}')
    assert not answer(service).tenures
