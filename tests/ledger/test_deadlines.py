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


@pytest.mark.parametrize(("text", "due", "status"), [
    ("The summit was convened following the expiration of the one-week ultimatum given to the military leaders of Niger on 30 April 2024 to release President Bazoum.", "2024-05-07", "expired"),
    ("After the expiry of the ten-day ultimatum issued by Uganda to Rwanda on 20 April to leave the island, troops moved on Monday.", "2024-04-30", "expired"),
    ("Uganda spoke of a ten-day ultimatum issued to Rwanda on 6 May to leave the island.", "2024-05-16", "pending"),
], ids=["expiration", "expiry", "running"])
def test_the_day_on_which_an_ultimatum_was_given_counts(text: str, due: str, status: str) -> None:
    found = code_text(text, published="2024-05-10").ledger.deadlines
    assert [(d.due.start, d.status) for d in found] == [(due, status)]


def test_the_day_it_was_given_is_not_its_last() -> None:
    assert not [d for d in code_text("The ultimatum given to Chad on Monday was called absurd by Niger.", published="2024-05-10").ledger.deadlines if d.due.start]


@pytest.mark.parametrize(("text", "due", "setter", "addressee"), [
    ("M23 rebels must leave Goma by Sunday, Congolese army spokesman Sylvain Ekenge said.", "2024-05-12", "person:sylvain-ekenge", "armed_group:m23"),
    ("Colombia's government and the ELN rebels are at odds. The ELN has ten days to free the mayor, President Gustavo Petro said.", "2024-05-20", "government:COL", "armed_group:eln"),
    ("Rwanda gave Congo 72 hours to withdraw its guns from the border.", "2024-05-13", "government:RWA", "government:COD"),
    ("On Tuesday Rwanda's army shelled Goma. Rwanda gave Congo 72 hours to withdraw its guns from the border.", None, "government:RWA", "government:COD"),
    ("Rwanda demanded on Tuesday that Congo withdraw its guns within ten days.", "2024-05-17", "government:RWA", "government:COD"),
], ids=["army-and-rebels", "president-and-rebels", "news-of-the-day", "after-a-day-gone-by", "with-its-day"])
def test_due_of_what_is_demanded(text: str, due: str | None, setter: str, addressee: str) -> None:
    found = code_text(text, published="2024-05-10").ledger.deadlines
    assert [(d.due.end, d.setter, d.addressee) for d in found] == [(due, setter, addressee)]
