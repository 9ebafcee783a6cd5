"""Conditions, and what only looks like one."""

from __future__ import annotations

import pytest

from goodoffices.pipeline import code_text


@pytest.mark.parametrize("text", [
    "Sudan proposed talks with Egypt in Khartoum. Khartoum has yet to say if it will attend.",
    "Sudan proposed talks with Egypt in Khartoum. Egypt has not decided if its minister will come.",
])
def test_whether_is_no_condition(text: str) -> None:
    assert code_text(text, published="2024-05-21").ledger.conditions == ()
