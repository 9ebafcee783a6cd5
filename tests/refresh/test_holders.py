"""From tenures to rows: ids, roles, and how the rows take the place of shipped ones."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from goodoffices.errors import GoodOfficesError, TableError
from goodoffices.ontology.holder_ids import assign_ids, spellings
from goodoffices.ontology.holder_rows import Merged, merge
from goodoffices.ontology.holders import Holder, Known, PersonRow, Scope, Tenure, office_key, overlap
from goodoffices.ontology.knowledge import Office, load_knowledge
from goodoffices.ontology.user_tables import OFFICES, PEOPLE, known_holders, write_holders

ALL = Scope(frozenset({"head_of_state", "foreign_minister"}))
VINT = PersonRow("person:orla-vint", "Orla Vint", ("O. Vint", "Orla Wint"), "f", "NRU")


def fm(person: str, since: str, until: str, role: str = "foreign minister", country: str = "NRU") -> Office:
    return Office(f"person:{person}", "foreign_minister", country, None, role, "GOV", since, until)


def tenure(number: str, since: str, until: str, country: str = "NRU", office: str = "foreign_minister", post: str = "") -> Tenure:
    return Tenure(number, office, country, since, until, post)


def ids(holders: list[Holder], tenures: list[Tenure], *people: PersonRow, offices: tuple[Office, ...] = ()) -> dict[str, str]:
    return assign_ids(holders, tenures, Known(people=people, shipped=offices))


@pytest.mark.parametrize(("holder", "country", "expected"), [
    pytest.param(Holder("Q1", "Orla Vint"), "NRU", "person:orla-vint", id="name"),
    pytest.param(Holder("Q1", "ÓRLA VINT"), "NRU", "person:orla-vint", id="accents-and-capitals"),
    pytest.param(Holder("Q1", "Orla-Vint"), "NRU", "person:orla-vint", id="hyphen"),
    pytest.param(Holder("Q1", "Orla Wint"), "NRU", "person:orla-vint", id="alias-of-the-table"),
    pytest.param(Holder("Q1", "Orla Maria Vint", ("Orla Vint",)), "NRU", "person:orla-vint", id="alias-of-the-source"),
    pytest.param(Holder("Q1", "Orla Vint", countries=("FRA", "NRU")), "PLW", "person:orla-vint", id="one-of-several-citizenships"),
    pytest.param(Holder("Q1", "Orla Vint", countries=("FRA",)), "PLW", "person:orla-vint-plw", id="another-country"),
    pytest.param(Holder("Q1", "Jón Bør O'Brien"), "NRU", "person:jon-bor-obrien", id="new"),
    pytest.param(Holder("Q1", "Tam Brask", ("Vint",)), "NRU", "person:tam-brask", id="a-single-word-is-no-alias"),
])
def test_ids(holder: Holder, country: str, expected: str) -> None:
    assert ids([holder], [tenure("Q1", "2029", "..", country)], VINT) == {"Q1": expected}


def test_an_id_goes_to_one_person_only() -> None:
    holders = [Holder("Q9", "Orla Vint"), Holder("Q5", "Orla Vint"), Holder("Q7", "Orla V.", ("Orla Vint",))]
    tenures = [tenure("Q9", "2029", ".."), tenure("Q5", "2001", "2013", office="defence_minister"), tenure("Q7", "2020", "2021")]
    found = ids(holders, tenures, VINT, offices=(fm("orla-vint", "2028", ".."),))
    assert found == {"Q9": "person:orla-vint", "Q5": "person:orla-vint-nru", "Q7": "person:orla-v"}


def test_namesakes_of_one_country_keep_apart() -> None:
    holders = [Holder("Q2", "Li Wei"), Holder("Q10", "Li Wei"), Holder("Q3", "Li Wei")]
    found = ids(holders, [tenure(h.number, "2029", "..", "CHN") for h in holders])
    assert found == {"Q2": "person:li-wei", "Q3": "person:li-wei-chn", "Q10": "person:li-wei-q10"}


@pytest.mark.parametrize(("name", "aliases", "expected"), [
    pytest.param("Volodymyr Zelenskyy", ("Volodymyr Zelensky", "Wolodymyr Selenskyj"), ("Volodymyr Zelensky", "Wolodymyr Selenskyj"), id="transliterations"),
    pytest.param("Joe Biden", ("Joseph Biden", "Joseph R. Biden, Jr.", "President Joe", "JB", "POTUS 46", 'Joe "Sleepy" Biden'), ("Joseph Biden",), id="titles"),
    pytest.param("Orla Vint", ("Orla Vint", "orla vint", "Orla Marool", "Vint"), (), id="nothing-new"),
    pytest.param("Ann Bo", tuple(f"Ann {c} Bo" for c in "ABCDEFGHIJ"), tuple(f"Ann {c} Bo" for c in "ABCDEFGH"), id="at-most-eight"),
])
def test_spellings(name: str, aliases: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert spellings(Holder("Q1", name, aliases)) == expected


def merged(shipped: tuple[Office, ...], *tenures: Tenure, old: tuple[Office, ...] = (), own: tuple[Office, ...] = (), scope: Scope = ALL) -> Merged:
    names = {"Q1": "Orla Vint", "Q2": "Tam Brask", "Q3": "Ines Marool"}
    holders = [Holder(n, names[n], gender="f") for n in sorted({t.number for t in tenures})]
    return merge(Known(people=(VINT,), shipped=shipped, own=own, old=old), holders, tenures, scope)


def rows(m: Merged) -> list[tuple[str, str, str]]:
    return [(o.person.removeprefix("person:"), o.since, o.until) for o in m.offices]


@pytest.mark.parametrize(("shipped", "tenures", "expected"), [
    pytest.param([], [tenure("Q2", "2029-01", "..")], [("tam-brask", "2029-01", "..")], id="new"),
    pytest.param([fm("orla-vint", "2028-05-06", "..")], [tenure("Q1", "2028-05-06", "2031-01")], [("orla-vint", "2028-05-06", "2031-01")], id="has-ended"),
    pytest.param([fm("orla-vint", "2028-05-06", "..")], [tenure("Q1", "2028", "2031-01")], [("orla-vint", "2028-05-06", "2031-01")], id="the-table-knows-the-day"),
    pytest.param([fm("orla-vint", "2028", "..")], [tenure("Q1", "2028-05-06", "2031-01")],
                 [("orla-vint", "2028", ""), ("orla-vint", "2028-05-06", "2031-01")], id="the-source-knows-the-day"),
    pytest.param([fm("orla-vint", "2028-05-06", "2030")], [tenure("Q1", "2028-05-09", "2030-02")],
                 [("orla-vint", "2028-05-06", ""), ("orla-vint", "2028-05-09", "2030-02")], id="other-days"),
    pytest.param([fm("orla-vint", "2010", "..")], [tenure("Q1", "2014", "2019")], [("orla-vint", "2010", "2019"), ("orla-vint", "2014", "2019")], id="second-term-only"),
    pytest.param([fm("orla-vint", "2010", "2013")], [tenure("Q1", "2014", "2019")], [("orla-vint", "2014", "2019")], id="an-earlier-term-stays"),
    pytest.param([fm("orla-vint", "2028", "..")], [tenure("Q2", "2030-04-01", "..")], [("orla-vint", "2028", "2030-04-01"), ("tam-brask", "2030-04-01", "..")],
                 id="a-successor-ends-it"),
    pytest.param([fm("orla-vint", "2028", "..")], [tenure("Q2", "2019", "2028")], [("tam-brask", "2019", "2028")], id="a-predecessor-does-not"),
    pytest.param([fm("orla-vint", "2028", "..")], [tenure("Q2", "2029", "2030")], [("tam-brask", "2029", "2030")], id="nor-one-who-left"),
    pytest.param([fm("orla-vint", "2028", "..")], [tenure("Q1", "2028", ""), tenure("Q2", "2029", "2030")],
                 [("orla-vint", "2028", "2029"), ("tam-brask", "2029", "2030")], id="end-unknown-successor-known"),
    pytest.param([fm("orla-vint", "2028", "..")], [tenure("Q1", "2028", "")], [("orla-vint", "2028", "")], id="no-longer-in-office"),
    pytest.param([fm("orla-vint", "2028", "2030-02")], [tenure("Q1", "2028", "")], [], id="an-end-in-the-table-stays"),
    pytest.param([fm("orla-vint", "2028", "..", country="PLW")], [tenure("Q2", "2030", "..")], [("tam-brask", "2030", "..")], id="another-country"),
])
def test_rows(shipped: list[Office], tenures: list[Tenure], expected: list[tuple[str, str, str]]) -> None:
    assert rows(merged(tuple(shipped), *tenures)) == expected


@pytest.mark.parametrize(("post", "office", "shipped", "expected"), [
    ("President of the Republic of Nauru", "head_of_state", (), "president"), ("King of the Netherlands", "head_of_state", (), "king"),
    ("Taoiseach", "head_of_state", (), "taoiseach"), ("Head of State of Nauru", "head_of_state", (), "head of state"), ("", "head_of_state", (), "head of state"),
    ("Prime Minister of Nauru", "head_of_state", (), "prime minister"), ("Minister of Foreign Affairs of Nauru", "foreign_minister", (), "foreign minister"),
    ("", "foreign_minister", (fm("ines-marool", "2020", "2022", "external affairs minister"),), "external affairs minister"),
    ("Minister", "foreign_minister", (fm("orla-vint", "2029", "..", "acting foreign minister"),), "acting foreign minister"),
])
def test_roles(post: str, office: str, shipped: tuple[Office, ...], expected: str) -> None:
    assert merged(shipped, tenure("Q1", "2029", "..", office=office, post=post)).offices[-1].role == expected


def test_own_rows_are_left_alone() -> None:
    found = merged((), tenure("Q1", "2029", "2031"), tenure("Q2", "2031", ".."), own=(fm("orla-vint", "2029", ".."),))
    assert rows(found) == [("tam-brask", "2031", "..")]


def test_own_rows_never_give_way() -> None:
    """The user's row stands in the place of a shipped one that the source dates otherwise, or that a successor would end."""
    shipped = (fm("orla-vint", "2028", ".."), fm("ines-marool", "2020-02", ".."))
    found = merged(shipped, tenure("Q1", "2028-05-06", "2031"), tenure("Q2", "2031", ".."), own=shipped)
    assert rows(found) == [("orla-vint", "2028-05-06", "2031"), ("tam-brask", "2031", "..")]


def test_rows_outside_of_the_answer_stay() -> None:
    old = (fm("tam-brask", "2020", "..", country="PLW"), fm("ines-marool", "2020", ".."), Office("person:orla-vint", "defence_minister", "NRU", None, "d", "GOV", "2001", ""))
    found = merged((), tenure("Q1", "2029", ".."), old=old, scope=Scope(frozenset({"foreign_minister"}), frozenset({"NRU"})))
    assert rows(found) == [("orla-vint", "2001", ""), ("orla-vint", "2029", ".."), ("tam-brask", "2020", "..")]
    assert found.gone == 1


def test_counts() -> None:
    shipped = (fm("orla-vint", "2028", ".."), fm("ines-marool", "2020", "2028"))
    found = merged(shipped, tenure("Q1", "2028-03", "2031"), tenure("Q3", "2020", "2028"), tenure("Q2", "2031", ".."))
    assert ([o.person for o in found.new], [o.person for o in found.changed], found.unchanged) == (["person:tam-brask"], ["person:orla-vint"], 1)
    assert (found.superseded, found.gone, found.new_people) == (1, 0, 2)
    again = merged(shipped, tenure("Q1", "2028-03", "2031"), tenure("Q3", "2020", "2028"), tenure("Q2", "2031", ".."), old=found.offices)
    assert (again.new, again.changed, again.unchanged, again.superseded, again.offices) == ((), (), 3, 0, found.offices)


@pytest.mark.parametrize(("a", "b", "expected"), [
    (("2010", "2012"), ("2012-06", ".."), True), (("2010", "2012"), ("2013", ".."), False), (("", "2012"), ("2001", "2002"), True), (("2010", ""), ("2010", ".."), False),
    (("2010-03", "2010-03"), ("2010-03-31", ".."), True),
])
def test_overlap(a: tuple[str, str], b: tuple[str, str], expected: bool) -> None:
    assert overlap(fm("x", *a), fm("y", *b)) is overlap(fm("y", *b), fm("x", *a)) is expected


def test_merged_tables_win_over_the_shipped_ones(tmp_path: Path) -> None:
    """For every country with a foreign minister "held still" in the shipped tables, a successor is the only holder from the first day on."""
    shipped = [o for o in known_holders(tmp_path).shipped if o.office == "foreign_minister" and o.until == ".."]
    assert len(shipped) > 20
    tenures = [tenure(f"Q{n}", "2031-02-03", "..", o.country or "") for n, o in enumerate(shipped, 1)]
    holders = [Holder(f"Q{n}", f"Zed Newperson{chr(96 + n % 26)}{chr(97 + n // 26)}") for n in range(1, len(shipped) + 1)]
    found = merge(known_holders(tmp_path), holders, tenures, Scope(frozenset({"foreign_minister"})))
    assert write_holders(tmp_path, found.people, found.offices, ["note"])
    know = load_knowledge(tmp_path)
    for o in shipped:
        assert (know.holder("foreign_minister", o.country or "", date(2031, 3, 1)) or "").startswith("person:zed-newperson")
        assert know.holder("foreign_minister", o.country or "", date(2031, 2, 2)) == o.person


AWKWARD = (PersonRow("person:a", "Ann\tBo\nCo", ("A;B Co", "A\r\nB"), "f", "NRU"),)


def test_cells_hold_no_tabs_and_line_ends(tmp_path: Path) -> None:
    write_holders(tmp_path, AWKWARD, [fm("a", "2029", "..", "role\twith\ttabs")], ["a\nnote"])
    found = known_holders(tmp_path)
    assert found.old_people == (PersonRow("person:a", "Ann Bo Co", ("A B Co", "A B"), "f", "NRU"),)
    assert found.old == (fm("a", "2029", "..", "role with tabs"),)
    assert load_knowledge(tmp_path).people["person:a"].name == "Ann Bo Co"


def test_equal_tables_are_left_as_they_are(tmp_path: Path) -> None:
    office = [fm("orla-vint", "2029", "..")]
    assert write_holders(tmp_path, [VINT], office, ["first"]) is True
    assert write_holders(tmp_path, [VINT], office, ["second"]) is False
    assert "first" in (tmp_path / PEOPLE).read_text(encoding="utf-8")


def test_a_table_that_the_loader_refuses_is_never_written(tmp_path: Path) -> None:
    write_holders(tmp_path, [VINT], [fm("orla-vint", "2029", "..")], [])
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(TableError):
        write_holders(tmp_path, [VINT], [fm("orla-vint", "spring", "..")], [])
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize("broken", [1, 2, 3])
def test_every_office_has_its_person_whenever_writing_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: int) -> None:
    tam = PersonRow("person:tam-brask", "Tam Brask", (), "m", "NRU")
    write_holders(tmp_path, [VINT], [fm("orla-vint", "2029", "..")], [])
    replace, calls = os.replace, []

    def breaking(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == broken:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", breaking)
    with pytest.raises(GoodOfficesError, match="cannot be written: No space left on device"):
        write_holders(tmp_path, [tam], [fm("tam-brask", "2030", "..")], [])
    know = load_knowledge(tmp_path)
    assert {o.person for o in known_holders(tmp_path).old} <= set(know.people)
    assert sorted(p.name for p in tmp_path.iterdir()) == [OFFICES, PEOPLE]


def test_a_bad_row_of_the_last_refresh_is_named(tmp_path: Path) -> None:
    (tmp_path / PEOPLE).write_text("id\tname\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"people_wikidata\.tsv:1: column missing"):
        known_holders(tmp_path)


def test_keys_are_those_of_the_loader() -> None:
    assert office_key(fm("a", "2029", "..")) == ("person:a", "foreign_minister", "NRU", "", "2029")
