"""Losses that a side tells of its own people, victims of a blow on a place, and kinds of blows."""

from __future__ import annotations

import pytest

from goodoffices.model import Incident
from goodoffices.pipeline import code_text


def only(text: str) -> Incident:
    incidents = code_text(text, published="2024-05-21").ledger.incidents
    assert len(incidents) == 1
    return incidents[0]


@pytest.mark.parametrize("text, targets", [
    ("Armenia said four of its soldiers were killed by Azerbaijani shelling near Tegh on Monday.", ("military:ARM",)),
    ("Israel's army said that one of its soldiers was killed by a Hamas sniper in Rafah on Monday.", ("military:ISR",)),
    ("Mali's army said 15 of its soldiers were wounded in an attack by jihadists at Dioura on Monday.", ("military:MLI",)),
    ("A drone strike on a market in the Sudanese city of El Fasher killed at least 17 civilians on Saturday.", ("civilians:SDN",)),
    ("Explosions tore through a bus station in the Pakistani city of Quetta on Sunday, killing 12 people.", ("civilians:PAK",)),
])
def test_who_was_hurt(text: str, targets: tuple[str, ...]) -> None:
    assert only(text).targets == targets


def test_one_of_its_own_is_a_figure_and_one_of_the_worst_is_none() -> None:
    own = only("Israel's army said that one of its soldiers was killed by a Hamas sniper in Rafah on Monday.").killed
    worst = only("One of the worst attacks killed forty people in Mosul on Sunday.").killed
    assert own is not None and (own.min, own.max) == (1, 1)
    assert worst is not None and (worst.min, worst.max) == (40, 40)


def test_a_suicide_bomber_is_no_aircraft() -> None:
    assert only("A suicide bomber blew himself up at a checkpoint in Mogadishu on Monday, killing five soldiers.").kind == "bombing"


def test_what_is_told_of_a_former_year_is_background() -> None:
    assert not code_text("Last year rebels killed eleven people in an attack on a road near Kalemie.", published="2024-05-21").ledger.incidents
    assert only("Last week rebels killed eleven people in an attack on a road near Kalemie.").killed is not None
