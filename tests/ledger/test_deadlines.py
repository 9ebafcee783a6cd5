"""To whom a deadline is given."""

from __future__ import annotations

import pytest

from goodoffices import code_text

CASES: tuple[tuple[str, str, str], ...] = (
    ("companies, not the other government", "President Maduro's government accused Guyana of acting for ExxonMobil and gave oil companies operating in the disputed waters three months to leave.",
     "oil companies"),
    ("people, not the state of the place", "The rebels gave residents 48 hours to leave the Syrian town of Homs.", "residents"),
    ("a country's troops are known", "Niger's junta gave French troops 30 days to leave.", "military:FRA"),
    ("the soldiers are those just named", "Soldiers toppled the president of Niger on Sunday. The African Union gave the soldiers 15 days to return to their barracks.", "military:NER"),
    ("a state", "Kuwait gave Iraq until Thursday to pull the gunboats back.", "government:IRQ"),
)


@pytest.mark.parametrize(("text", "addressee"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_addressee(text: str, addressee: str) -> None:
    record = code_text(text, published="2024-05-21")
    (deadline,) = record.ledger.deadlines
    actor = next(a for a in record.actors if a.id == deadline.addressee)
    assert addressee in (actor.id, actor.name if actor.kind == "group" else None)
