"""A sorter that has sorted other articles before gives what a new one gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.ledger.dossiers import membership
from goodoffices.ledger.dossiers.membership import Sorter
from goodoffices.ledger.dossiers.reprints import Copier, Print
from goodoffices.ledger.dossiers.traits import Traits

WORDS = ("reef", "dam", "canal", "ferry")


@st.composite
def one_traits(draw: st.DrawFn) -> Traits:
    number = draw(st.integers(0, 30))
    used = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
    weight = 1 / len(used) ** 0.5
    vectors = {"words": dict.fromkeys(used, weight), "pairs": {f"A {used[0]}": 1.0}, "parties": {"A": 1.0}, "places": {}, "people": {}}
    return Traits(f"a{number:02}", draw(st.sampled_from((None, "2024-05-01", "2024-05-09", "2024-09-01"))), draw(st.booleans()), vectors)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pool=st.lists(one_traits(), min_size=1, max_size=14, unique_by=lambda t: t.article), data=st.data())
def test_what_was_sorted_before_leaves_no_trace(pool: list[Traits], data: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(membership, "REMEMBERED", 2)  # so that marks push one another out
    used = Sorter()
    for _ in range(4):
        chosen = [t for t in pool if data.draw(st.booleans())]
        copies = {t.article: data.draw(st.sampled_from([t.article, chosen[0].article])) for t in chosen}
        fresh, again = Sorter().clusters(chosen, copies), used.clusters(chosen, copies)
        assert again == fresh
        assert set(again.of) <= {t.article for t in chosen}


def test_only_what_follows_a_change_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    near = membership._near
    monkeypatch.setattr(membership, "_near", lambda new, *rest: looked.append(new.article) or near(new, *rest))
    made = [Traits(f"a{n}", f"2024-05-0{n + 1}", True, {"words": {"reef": 1.0}, "pairs": {"A B": 1.0}, "parties": {}, "places": {}, "people": {}}) for n in range(5)]
    sorter = Sorter()
    sorter.clusters(made[:3], {})
    looked.clear()
    sorter.clusters(made, {})
    assert looked == ["a3", "a4"]
    sorter.clusters([*made[:2], *made[3:]], {})
    assert looked[2:] == ["a3", "a4"]


@st.composite
def one_print(draw: st.DrawFn) -> Print:
    number = draw(st.integers(0, 20))
    return Print(f"a{number:02}", draw(st.sampled_from(("x", "y", f"z{number}"))), draw(st.frozensets(st.sampled_from("pqrst"), max_size=4)), draw(st.sampled_from((None, "a01", "a05"))))


@settings(max_examples=80, deadline=None)
@given(pool=st.lists(one_print(), min_size=1, max_size=12, unique_by=lambda p: p.article), data=st.data())
def test_originals_too(pool: list[Print], data: Any) -> None:
    used = Copier()
    for _ in range(4):
        chosen = [p for p in pool if data.draw(st.booleans())]
        assert used.copies(chosen) == Copier().copies(chosen)
