"""`code_text` takes a report as it is printed: dateline and additions are no part of its prose."""

from __future__ import annotations

import pytest

from goodoffices import code_text


@pytest.mark.parametrize(("dateline", "mark"), [("KIGALI (Reuters)", " - "), ("KIGALI, Feb 11 (AP)", " — ")])
def test_dateline_is_cut_and_its_agency_says_nothing(dateline: str, mark: str) -> None:
    record = code_text(f"{dateline}{mark}Rwanda accused Burundi on Monday of shelling a village.\n\nRead more", published="2025-02-11")
    assert record.document.dateline == dateline
    assert record.document.text == "Rwanda accused Burundi on Monday of shelling a village."
    assert [(e.type, e.actors, e.recipients) for e in record.events] == [("ACCUSE", ("government:RWA",), ("government:BDI",))]
    assert not any(a.kind == "media" for a in record.actors)


def test_a_text_of_nothing_but_additions_is_kept() -> None:
    assert code_text("Read more", published="2025-02-11").document.text == "Read more"
