"""Rankings are kept and placed by rule."""

from __future__ import annotations

from datetime import date

import pytest

from goodoffices.assess.history import History
from goodoffices.assess.partners import Partner
from goodoffices.assess.rankings import place_ranking, rank_hosts, rank_partners
from goodoffices.assess.venues import Host

BASE = date(2030, 1, 1).toordinal()


def on(day: int) -> str:
    return date.fromordinal(BASE + day).isoformat()


def partners(*names):
    return [Partner(name=n, probability=0.5, last=1, dealings=1.0) for n in names]


def hosts(*names):
    return [Host(name=n, probability=0.5, offer=None, met_first=0, met_second=0) for n in names]


MET = [
    pytest.param([(2, "A", "B", "046")], 31, ("yes", ("B",), 2), id="second place"),
    pytest.param([(2, "B", "A", "043"), (2, "C", "A", "042")], 31, ("yes", ("B", "C"), 1), id="two on one day, the best counts"),
    pytest.param([(2, "A", "Q", "057"), (3, "A", "C", "042")], 31, ("yes", ("Q",), None), id="not among the candidates"),
    pytest.param([(0, "A", "B", "042")], 31, ("no", (), None), id="the day of issue does not count"),
    pytest.param([(31, "A", "B", "042")], 31, ("no", (), None), id="too late"),
    pytest.param([(2, "A", "B", "040")], 30, ("open", (), None), id="not due"),
]


@pytest.mark.parametrize(("deeds", "now", "expected"), MET)
def test_who_was_met(make, deeds, now, expected):
    history = History([make(*d) for d in deeds] + [make(d, "X", "Y", "010") for d in range(32)])
    found = place_ranking(rank_partners("A", partners("C", "B"), on(0)), history, on(now))
    assert (found.answer, found.happened, found.place) == expected


def test_silence_is_void(make):
    assert place_ranking(rank_partners("A", partners("C"), on(0)), History([make(0, "A", "B", "042")]), on(40)).answer == "void"


def test_a_host_receives_both_on_one_day(make):
    history = History([make(3, "H", "A", "043"), make(5, "K", "A", "043"), make(5, "K", "B", "043"), make(6, "H", "B", "043"), make(4, "A", "B", "043")])
    found = place_ranking(rank_hosts("B", "A", hosts("H", "K"), on(0)), history, on(9))
    assert (found.answer, found.happened, found.place, len(found.deeds)) == ("yes", ("K",), 2, 2)


def test_nobody_to_name_is_no_ranking():
    assert rank_partners("A", (), on(0)) is None and rank_hosts("A", "B", (), on(0)) is None


def test_ids_depend_on_what_is_asked():
    one, two, three = (rank_hosts(*sides, hosts("H"), on(0)) for sides in (("A", "B"), ("B", "A"), ("A", "C")))
    assert one.id == two.id != three.id


def test_recurrence_shares_by_hand(make) -> None:
    """A met B 30 days before the day, and C on the day before: weights 1/2 and 1/2^(1/30)."""
    from goodoffices.assess.rankings import FADING, recurrent_partners

    history = History([make(0, "A", "B", "042"), make(29, "C", "A", "043"), make(29, "A", "D", "190")])
    day = history.deeds[0].day + 30
    lately = 0.5 ** (1 / FADING)
    assert recurrent_partners(history, "A", day) == pytest.approx({"C": lately / (lately + 0.5), "B": 0.5 / (lately + 0.5)})
    assert list(recurrent_partners(history, "A", day)) == ["C", "B"] and recurrent_partners(history, "D", day) == {} and recurrent_partners(history, "nobody", day) == {}


def test_candidates_are_told_with_what_came_of_such_chances() -> None:
    """Higher chances came true more often, in the first group and the last; each group has its interval."""
    from goodoffices.assess.rankings import band_of, references

    for kind, known in references().kinds.items():
        shares = [b.happened / b.n for b in known.bands]
        assert len(known.bands) > 1 and shares[0] < shares[-1] and all(b.n >= 40 and b.low <= b.happened / b.n <= b.high for b in known.bands)
        assert [b.upto for b in known.bands] == sorted({b.upto for b in known.bands})
        assert band_of(kind, known.bands[0].upto) == known.bands[0] and band_of(kind, known.bands[0].upto + 1e-6) == known.bands[1] and band_of(kind, 1.0) == known.bands[-1]


def test_what_is_said_of_comparable_rankings() -> None:
    from goodoffices.assess.rankings import reference_words, references

    for kind, known in references().kinds.items():
        assert known.first.happened <= known.first_three.happened <= known.first_three.n <= known.base.n
        assert f"(n = {known.first_three.n}, 95 % interval" in reference_words(kind)
