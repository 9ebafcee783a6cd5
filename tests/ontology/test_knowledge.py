"""The loader of countries, bodies, people and titles: what it finds, what it refuses, and where it says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goodoffices.errors import TableError
from goodoffices.ontology.knowledge import Knowledge, Office, first_word, load_knowledge, slug
from goodoffices.ontology.patterns import load_patterns

PEOPLE = "id\tname\taliases\tgender\tcountry\n"
OFFICES = "person\toffice\tcountry\torganisation\trole\tcode\tfrom\tuntil\n"


@pytest.fixture(scope="module")
def know() -> Knowledge:
    return load_knowledge()


def meaning(know: Knowledge, text: str) -> tuple[str, str] | None:
    return next(((m.sort, m.ref) for m in know.names.get(first_word(text), ()) if m.text == text), None)


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("Kyrgyzstan", ("country", "KGZ"), id="country"),
    pytest.param("Kyrgyz", ("demonym", "KGZ"), id="demonym"),
    pytest.param("Bishkek", ("capital", "KGZ"), id="capital"),
    pytest.param("Kremlin", ("metonym", "RUS"), id="seat"),
    pytest.param("Elysee", ("metonym", "FRA"), id="seat-without-accents"),
    pytest.param("Pentagon", ("institution", "Pentagon"), id="institution"),
    pytest.param("NATO", ("igo", "igo:nato"), id="organisation"),
    pytest.param("Hezbollah", ("armed_group", "armed_group:hezbollah"), id="armed-group"),
    pytest.param("Reuters", ("outlet", "media:reuters"), id="outlet"),
    pytest.param("Turkey", ("country", "TUR"), id="capital-letter"),
    pytest.param("turkey", None, id="bird"),
])
def test_names(know: Knowledge, text: str, expected: tuple[str, str] | None) -> None:
    assert meaning(know, text) == expected


def test_longest_name_comes_first(know: Knowledge) -> None:
    for found in know.names.values():
        assert [len(m.text) for m in found] == sorted((len(m.text) for m in found), reverse=True)


def test_titles_carry_kind_code_and_office(know: Knowledge) -> None:
    title = next(t for t in know.titles["foreign"] if t.title == "foreign minister")
    assert (title.kind, title.code, title.office) == ("government", "GOV", "foreign_minister")


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("Radio Sughd", "radio-sughd", id="two-words"),
    pytest.param("Tromsø Water Forum", "tromso-water-forum", id="letter-without-decomposition"),
    pytest.param("Mahamat Idriss Déby", "mahamat-idriss-deby", id="accent"),
    pytest.param("O’Neill", "oneill", id="apostrophe"),
])
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(("since", "until", "day", "held"), [
    pytest.param("2019-05-20", "..", date(2025, 1, 1), True, id="open-end"),
    pytest.param("2019-05-20", "..", date(2019, 5, 19), False, id="day-before"),
    pytest.param("2019", "2021", date(2021, 12, 31), True, id="whole-last-year"),
    pytest.param("2019", "2021-03", date(2021, 4, 1), False, id="month-after"),
    pytest.param("", "2021", date(1990, 1, 1), True, id="unknown-beginning"),
    pytest.param("2019", "", date(2020, 1, 1), False, id="unknown-end"),
    pytest.param("2019", "..", None, True, id="no-day-still-held"),
    pytest.param("2019", "2021", None, False, id="no-day-ended"),
])
def test_tenure(since: str, until: str, day: date | None, held: bool) -> None:
    office = Office("person:x", "head_of_state", "NRU", None, "president", "GOV", since, until)
    assert office.held_on(day) is held


def test_people_and_offices_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "people_mine.tsv").write_text(PEOPLE + "person:orla-vint\tOrla Vint\tO. Vint;Wint\tf\tNRU\n", encoding="utf-8")
    (tmp_path / "offices_mine.tsv").write_text(OFFICES + "person:orla-vint\tforeign_minister\tNRU\t\tforeign minister\tGOV\t2031-02\t..\n", encoding="utf-8")
    know = load_knowledge(tmp_path)
    assert know.people["person:orla-vint"].gender == "f"
    assert meaning(know, "Orla Vint") == ("person", "person:orla-vint")
    assert know.surnames["Vint"] == ("person:orla-vint",)
    assert know.surnames["Wint"] == ("person:orla-vint",)
    assert know.holder("foreign_minister", "NRU", date(2031, 6, 1)) == "person:orla-vint"
    assert [o.role for o in know.held("person:orla-vint", date(2031, 6, 1))] == ["foreign minister"]
    assert know.held("person:orla-vint", date(2030, 6, 1)) == ()


@pytest.mark.parametrize(("file", "content", "line", "words"), [
    pytest.param("people_bad.tsv", PEOPLE + "# note\nvint\tOrla Vint\t\tf\tNRU\n", 3, "id must be", id="person-id"),
    pytest.param("people_bad.tsv", PEOPLE + "person:orla-vint\tOrla Vint\t\tx\tNRU\n", 2, "gender", id="gender"),
    pytest.param("offices_bad.tsv", OFFICES + "person:v\tqueen_bee\tNRU\t\tqueen\tGOV\t2031\t..\n", 2, "office", id="office"),
    pytest.param("offices_bad.tsv", OFFICES + "person:v\troyal\tNRU\t\tqueen\tGOV\tspring 2031\t..\n", 2, "from", id="date"),
    pytest.param("institutions.tsv", "name\taliases\tkind\tcountry\nMill\t\tbakery\tNRU\n", 2, "bakery", id="institution-kind"),
    pytest.param("institutions.tsv", "name\taliases\tkind\tcountry\nMill\t\tmilitary\tQQQ\n", 2, "QQQ", id="institution-country"),
    pytest.param("titles.tsv", "title\tkind\tcode\toffice\nmiller\tflour\t\t\n", 2, "flour", id="title-kind"),
    pytest.param("countries.tsv", "iso3\tiso2\tname\taliases\tdemonyms\tpeople\tcapital\tmetonyms\tregions\nqq\t\tQ\t\t\t\t\t\t\n", 2, "3166", id="country-code"),
    pytest.param("outlets.tsv", "id\tname\taliases\tcountry\townership\tmedium\nigo:x\tX\t\t\t\t\n", 2, "media:", id="outlet-id"),
    pytest.param("titles.tsv", "title\tkind\tcode\n", 1, "office", id="missing-column"),
])
def test_bad_rows_name_file_and_line(tmp_path: Path, file: str, content: str, line: int, words: str) -> None:
    (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        load_knowledge(tmp_path)
    assert (caught.value.file, caught.value.line) == (file, line)
    assert words in caught.value.reason


def test_user_rows_override(tmp_path: Path) -> None:
    (tmp_path / "outlets.tsv").write_text("id\tname\taliases\tcountry\townership\tmedium\nmedia:reuters\tReuters Reborn\t\tCAN\tprivate\tagency\n", encoding="utf-8")
    assert load_knowledge(tmp_path).organisations["media:reuters"].name == "Reuters Reborn"


def test_every_shipped_pattern_can_be_read() -> None:
    index = load_patterns().index
    assert sum(len(index[key]) for key in index) > 5_000


def test_an_office_held_until_some_day_at_least() -> None:
    know = load_knowledge()
    assert know.holder("head_of_government", "ISR", date(2024, 5, 7)) == "person:benjamin-netanyahu"
    assert know.holder("head_of_government", "ISR", date(2027, 5, 7)) is None
