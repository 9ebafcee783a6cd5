"""Names with their kind, from the parse, the tables and the context."""

from __future__ import annotations

import pytest

from goodoffices.parse.names import Words, runs
from goodoffices.parse.nlp import reader

CASES = {
    "person with title": ("Foreign Minister Daniyar Asanbekov spoke on Wednesday.", {"Daniyar Asanbekov": "PERSON"}),
    "country before a title": ("U.S. Secretary of State Carla Whitmore flew to Amman.", {"Carla Whitmore": "PERSON", "Amman": "PLACE"}),
    "body and town": ("The Riverfront Movement opened an office in Nairobi.", {"Riverfront Movement": "ORG", "Nairobi": "PLACE"}),
    "particle": ("Talks with Yahya al-Hamdani failed.", {"Yahya al-Hamdani": "PERSON"}),
    "days are no names": ("Rebels in Juba waited until Friday in March.", {"Juba": "PLACE"}),
    "building with an unknown name": ("Thai jets bombed two positions near the Xa Pho temple on Monday, Cambodia's defence ministry said.", {"Xa Pho": "PLACE"}),
    "base of a body": ("Fighters of the Riverfront Movement left the Riverfront Movement base.", {"Riverfront Movement": "ORG"}),
    "ministry of": ("The Ministry of Defence in Warsaw denied it.", {"Ministry of Defence": "ORG", "Warsaw": "PLACE"}),
}


def found(text: str) -> dict[str, str]:
    made = reader()(text)
    return {text[made.begin[a] : made.end[b]]: kind for a, b, kind in made.names}


@pytest.mark.parametrize(("text", "names"), CASES.values(), ids=CASES)
def test_names(text: str, names: dict[str, str]) -> None:
    got = found(text)
    assert {name: got.get(name) for name in names} == names
    assert not {"Wednesday", "Friday", "March"} & set(got)


def test_surname_alone_means_the_person_named_before() -> None:
    got = found("Valeska Paris left the group. Later Paris said she was held on a ship.")
    assert got["Valeska Paris"] == got["Paris"] == "PERSON"


def test_town_stays_a_town_beside_a_person_of_that_name() -> None:
    made = reader()("Valeska Paris spoke in London. Ministers met in Paris on Monday.")
    assert [k for a, _, k in made.names if made.words[a] == "Paris" and made.words[a - 1] == "in"] == ["PLACE"]


def test_runs_are_cut_at_titles() -> None:
    forms = "Iraqi Prime Minister Haider Abadi".split()
    begin = [0, 6, 12, 21, 28]
    words = Words(forms, begin, [b + len(f) for b, f in zip(begin, forms, strict=True)], ["JJ", "NNP", "NNP", "NNP", "NNP"], ["ADJ", *["PROPN"] * 4], forms,
                  [4, 2, 4, 4, 4], ["amod", "compound", "compound", "compound", "root"], [[0.0, -9.0, -9.0, -9.0]] * 5)
    assert list(runs(words, 0, 5)) == [(3, 4)]
