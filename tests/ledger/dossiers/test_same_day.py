"""Reports that tell of one day of one pair are of one affair, however little else they share; a move to another town counts."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import group, state
from goodoffices.pipeline import code_text

ULTIMATUM = ("2024-05-06", "Chad on Monday gave Sudan until May 15 to withdraw its troops from the wells of Tine after three herders were shot there.")
TALKS = ("2024-05-06", "Talks between Chad and Sudan over the wells of Tine ended on Monday. The second round will be held in Abeche on May 20.")


def filed(*reports: tuple[str, str]) -> list[Any]:
    return [replace(r, document=replace(r.document, id=f"a{n}")) for n, r in enumerate(code_text(text, published=day, publisher=f"Outlet {n}") for n, (day, text) in enumerate(reports))]


@pytest.mark.parametrize(("first", "later"), [
    (ULTIMATUM, ("2024-05-16", "A deadline set by Chad for Sudan to withdraw its men passed on May 15 without a word. In the bazaars the price of sugar fell.")),
    (TALKS, ("2024-05-10", "Talks between Chad and Sudan over the wells will be held in Moundou on May 20, the ministry of water said.")),
])
def test_one_day_of_one_pair(first: tuple[str, str], later: tuple[str, str], know: Any) -> None:
    assert [d.articles for d in group(filed(first, later), know)] == [("a0", "a1")]


@pytest.mark.parametrize(("first", "later"), [
    (ULTIMATUM, ("2024-05-16", "A deadline set by Chad for Libya to pay its gas bill passed on May 15 without a word. In the bazaars the price of sugar fell.")),
    (ULTIMATUM, ("2024-05-16", "A deadline set by Chad for Sudan to name judges for a fishing court passed on May 14. In the bazaars the price of sugar fell.")),
])
def test_another_day_or_pair(first: tuple[str, str], later: tuple[str, str], know: Any) -> None:
    assert not any(len(d.articles) == 2 for d in group(filed(first, later), know))


def test_a_meeting_that_moves_to_another_town(know: Any) -> None:
    records = filed(TALKS, ("2024-05-10", "Correction: In a report on Monday about talks between Chad and Sudan over the wells of Tine, we said the second round would be held in Abeche. It will be held in Moundou on May 20."))
    (found,) = group(records, know)
    coming = [c for c in state(found, records, know).ledger.contacts if c.status == "planned"]
    assert [(c.date.start, c.place and c.place.name, len(c.sources)) for c in coming] == [("2024-05-20", "Moundou", 2)]
