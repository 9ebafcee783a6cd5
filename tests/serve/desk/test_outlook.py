"""What may come next, on the desk: a panel on the page of a dossier, a page of its own, and nothing that stays behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from goodoffices.serve.queries import dossiers, open_archive
from goodoffices.store import forecasts as kept

Run = Callable[..., Any]


@pytest.fixture
def lake(filed: str) -> str:
    with open_archive(filed) as archive:
        return next(d.id for d in dossiers.list_dossiers(archive) if "lake-1" in d.articles)


def issued(filed: str) -> int:
    with open_archive(filed) as archive, archive.repository.reading() as connection:
        return len(kept.issued(connection))


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).replace(" :", ":").split())


def test_from_the_dossier_to_what_if(desk: TestClient, lake: str, filed: str) -> None:
    """As a reader without scripts does it: the form of the dossier's page, with two facts chosen."""
    page = desk.get(f"/dossier/{lake}").text
    form = re.search(r'<form class="suppose" action="([^"]+)".*?</form>', page, re.DOTALL)
    assert form and 'method' not in form.group(0)
    values = re.findall(r'name="what_if" value="([^"]+)"', form.group(0))
    assert set(values) == {"accepts", "call", "ceasefire", "quiet", "venue=neutral", "date", "guarantor"}
    told = desk.get(form.group(1), params={"what_if": ["accepts", "venue=neutral"]})
    assert told.status_code == 200 and told.text.count(" checked") == 2
    plain = words(told.text)
    assert "No comparable case for a neutral venue" in plain and "Without:" in plain and "in comparable cases" in plain.casefold()
    assert plain.count("The model gives no probability to") == 1 and "The intervals overlap: these counts do not show that it matters." in plain and "after an invitation, offer or declared intent to meet (" in plain
    assert issued(filed) == 0


def test_the_page_shows_three_things_of_an_offer_with_sources(desk: TestClient, lake: str) -> None:
    page = desk.get(f"/outlook/{lake}").text
    plain = words(page)
    assert "times the odds of a recorded meeting" in plain and "Chance of a recorded meeting within 30 days" in plain and "Fearon" in plain and "What is not known" in plain
    assert "/article/lake-2" in page and page.count('<polyline class="curve"') >= 5 and "bluff" not in plain.casefold()


WRONG = [pytest.param("/outlook/dossier:none", 404, id="no such dossier"), pytest.param("/outlook/{}?what_if=sunshine", 400, id="no such fact"), pytest.param("/outlook/{}?at=soon", 400, id="no day"),
         pytest.param("/outlook/{}?at=2999-01-01", 400, id="a day to come"), pytest.param("/outlook/{}?at=2001-01-01", 409, id="before the first report")]


@pytest.mark.parametrize(("address", "status"), WRONG)
def test_what_cannot_be_answered_is_said(desk: TestClient, lake: str, address: str, status: int) -> None:
    told = desk.get(address.format(lake))
    assert told.status_code == status and "<main" in told.text
