"""Small invented records of deeds."""

from __future__ import annotations

from datetime import date

import pytest

from goodoffices.assess.deeds import Deed, acts, category_of

START = date(2030, 1, 1).toordinal()


def deed(day: int, actor: str, recipient: str, code: str, number: int = 0) -> Deed:
    """A deed `day` days after the start of the invented year."""
    return Deed(id=f"d{day}-{actor}-{recipient}-{code}-{number}", day=START + day, actor=actor, recipient=recipient, cameo=code, category=category_of(code) or "", score=acts().scores[code])


@pytest.fixture(name="make")
def _make():
    return deed


@pytest.fixture
def quarrel() -> list[Deed]:
    """Two hundred days: A and B meet every tenth day after an invitation, fight now and then, C talks with both; D is seldom seen."""
    found = []
    for day in range(0, 200, 10):
        found += [deed(day, "A", "B", "036"), deed(day + 3, "A", "B", "042"), deed(day + 3, "B", "A", "043"), deed(day + 5, "C", "A", "040"), deed(day + 6, "C", "B", "043")]
    for day in range(5, 200, 35):
        found += [deed(day, "B", "A", "190"), deed(day, "A", "B", "138"), deed(day + 1, "A", "B", "193"), deed(day + 2, "B", "A", "125")]
    found += [deed(150, "A", "D", "036"), deed(152, "D", "C", "112"), deed(190, "C", "A", "043"), deed(191, "A", "B", "041"), deed(199, "B", "A", "036"), deed(199, "A", "B", "036")]
    return found
