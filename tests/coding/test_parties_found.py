"""Parties that are hard to see: letters taken for a verb, bodies told by an apposition, officials beside a bystander, pronouns behind strangers, places that are no actors."""

from __future__ import annotations

import pytest

from goodoffices.model import Record
from goodoffices.pipeline import code_text

DAY = "2024-05-07"


def coded(text: str) -> Record:
    return code_text(text, published=DAY)


@pytest.mark.parametrize(("text", "kind", "name"), [
    ("FRELAN, a coalition of opposition parties, rejected the offer of the government of Togo on Monday.", "party", "FRELAN"),
    ("The government of Peru sued Altamina, a company from Lima, on Monday.", "company", "Altamina"),
    ("MLK, an armed group from the north of Chad, attacked a convoy near Faya on Monday.", "armed_group", "MLK"),
], ids=["party", "company", "armed group"])
def test_what_an_apposition_says_of_a_name(text: str, kind: str, name: str) -> None:
    assert (kind, name) in {(a.kind, a.name) for a in coded(text).actors}


def test_a_movement_is_no_armed_group_by_itself() -> None:
    assert not [a for a in coded("MLK, a movement for clean rivers, met the mayor of Lima on Monday.").actors if a.kind == "armed_group"]


def test_an_official_is_not_given_the_country_of_a_bystander() -> None:
    text = ("Belize and Guatemala have stepped back from the river. Belize accepted the plan on Tuesday, and Guatemala followed. Belize and Guatemala will talk again. "
            "Mexico had offered to host them. National Security Minister Carla Pech called the plan a beginning.")
    found = {a.country for a in coded(text).actors if a.name == "Carla Pech"}
    assert found
    assert "MEX" not in found


def test_a_pronoun_behind_a_stranger_means_nobody_else() -> None:
    text = "President Emmanuel Macron visited the depot on Monday. The driver was in tears. He accused the police of lying."
    meant = {m.text for a in coded(text).actors if a.id == "person:emmanuel-macron" for m in a.mentions}
    assert meant == {"President Emmanuel Macron"}


def test_a_valley_is_not_the_capital_called_like_it() -> None:
    record = coded("Floods tore through the Sofia valley on Sunday, and the minister of the interior of Madagascar apologised to the villagers.")
    assert "BGR" not in {a.country for a in record.actors}


def test_a_province_has_its_country() -> None:
    record = coded("Gunmen killed three policemen in Zamora Chinchipe on Sunday.")
    assert {i.place.country for i in record.ledger.incidents if i.place} == {"ECU"}


@pytest.mark.parametrize(("text", "official"), [
    ("Donald Trump accused Mexico of cheating. He has run for president since 2015, and the debate of 2016 is on Monday.", False),
    ("Donald Trump accused Mexico of cheating. His order of March 2018 stays in force.", True),
], ids=["a candidate", "in office"])
def test_without_a_date_the_years_of_the_text_tell_who_held_office(text: str, official: bool) -> None:
    (trump,) = (a for a in code_text(text).actors if a.id == "person:donald-trump")
    assert (trump.code == "USAGOV") is official
