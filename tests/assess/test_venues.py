"""Hosts: those on offer first, the rest by their record."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from goodoffices.assess.history import History
from goodoffices.assess.venues import FEATURES, candidates, features, hosts, shipped
from goodoffices.model import Date, VenueOffer

BASE = date(2030, 1, 1).toordinal()


def offer(host: str, status: str = "offered") -> VenueOffer:
    return VenueOffer(id=host, confidence=1, evidence=(), host=host, status=status, date=Date())


@pytest.fixture
def hosting(make):
    return [*(make(d, "H", g, "043") for d in (80, 90, 95) for g in ("A", "B")), make(90, "K", "A", "111"), make(91, "A", "B", "190"), make(120, "L", "A", "043")]


def test_weights_fit_the_features(hosting):
    assert len(shipped().weights) == len(FEATURES) == features(History(hosting), "A", "B", ["H", "K"], BASE + 100).shape[1]


def test_third_parties_with_a_record_only(hosting):
    assert candidates(History(hosting), "A", "B", BASE + 100) == ("H", "K")


def test_fighters_persons_and_bodies_that_nothing_identifies_host_nobody(make):
    deeds = [make(90, name, "A", "043") for name in ("government:KEN", "armed_group:rsf", "person:faki", "government:0123456789", "igo:african-union", "civilians:SDN")]
    assert candidates(History(deeds), "A", "B", BASE + 100) == ("government:KEN", "igo:african-union")


def test_who_hosted_both_is_likelier_than_an_accuser(hosting):
    found = hosts(History(hosting), "A", "B", BASE + 100)
    assert [h.name for h in found] == ["H", "K"] and found[0].met_first == found[0].met_second == 3
    assert sum(h.probability for h in found) == pytest.approx(1)


@pytest.mark.parametrize(("offers", "names", "expected"), [((offer("N"), offer("K")), {}, [("K", "offered"), ("N", "offered"), ("H", None)]), ((offer("H", "declined"),), {}, [("K", None)]),
                                                            ((offer("igo:h"),), {"igo:h": "H"}, [("H", "offered"), ("K", None)])], ids=["first on offer", "declined is out", "renamed"])
def test_offers(hosting, offers, names, expected):
    assert [(h.name, h.offer) for h in hosts(History(hosting), "A", "B", BASE + 100, offers, names)] == expected


def test_nothing_on_record_leaves_the_offers(make):
    assert [(h.name, h.probability) for h in hosts(History([]), "A", "B", BASE, (offer("N"),))] == [("N", None)]
    assert hosts(History([]), "A", "B", BASE) == ()


def test_later_deeds_change_nothing(hosting):
    one, two = (features(History(d), "A", "B", ["H", "K"], BASE + 100) for d in (hosting, [d for d in hosting if d.day < BASE + 100]))
    assert np.array_equal(one, two)


def test_hosting_by_recurrence_alone(make) -> None:
    from goodoffices.assess.venues import hosting

    history = History([make(0, "C", "A", "043"), make(0, "C", "B", "043"), make(0, "D", "A", "043"), make(0, "E", "A", "040")])
    day = history.deeds[0].day + 10
    assert hosting(history, ("C", "D", "E"), day) == pytest.approx({"C": 2 / 3, "D": 1 / 3, "E": 0.0}) and hosting(history, ("E",), day) == {}
