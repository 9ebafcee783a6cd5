"""The same act told again is one deed; another act is another."""

from __future__ import annotations

import pytest

from goodoffices.assess.retold import told_once

CASES = [
    pytest.param([("", 1, "A", "B", "036"), ("", 1, "A", "B", "036")], [0], id="two outlets, one day"),
    pytest.param([("", 1, "A", "B", "036"), ("", 1, "B", "A", "036")], [0, 1], id="each side for itself"),
    pytest.param([("", 1, "A", "B", "036"), ("", 2, "A", "B", "036")], [0, 1], id="two days without an entry are two acts"),
    pytest.param([("e", 1, "A", "B", "036"), ("e", 2, "A", "B", "106")], [0], id="one entry, dated differently"),
    pytest.param([("e", 1, "A", "B", "036"), ("e", 8, "A", "B", "046")], [0, 1], id="planned, then held"),
    pytest.param([("e", 1, "A", "B", "036"), ("f", 2, "A", "B", "036")], [0, 1], id="two entries"),
    pytest.param([("", 1, "A", "B", "036"), ("e", 1, "A", "B", "036"), ("e", 2, "A", "B", "036")], [0], id="known by its day, then by its entry"),
]


@pytest.mark.parametrize(("tellings", "kept"), CASES)
def test_what_was_told_before_is_left_out(make, tellings, kept):
    told = [(entry, make(*deed, number)) for number, (entry, *deed) in enumerate(tellings)]
    assert told_once(told) == tuple(told[k][1] for k in kept)
