"""What a later report ends: offers and venues taken back, demands met, dropped or given more time."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.model import Dossier, DossierState
from goodoffices.pipeline import code_text

TINE = ("2024-03-04", "Chad on Sunday gave Sudan two weeks to withdraw its troops from the town of Tine. Otherwise it would close the border, Chadian Foreign Minister Mahamat Ali said.")
CREW = ("2024-03-04", "Peru on Sunday demanded that Ecuador release three fishermen by 15 March. Ecuador holds them in Guayaquil.")
ROOFS = ("2024-03-04", "Kenya on Sunday offered to host talks between Sudan and Chad in Nairobi. Qatar offered Doha as a place for the talks.")
PATROL = ("2024-03-04", "Sudan on Sunday proposed to Chad a joint patrol along the border near Tine. Sudanese Foreign Minister Osman Idris sent the plan to N'Djamena in a letter.")

DEADLINES = [
    (TINE, "Sudan completed the withdrawal of its troops from Tine on Wednesday.", "met"), (TINE, "Sudanese troops have left Tine, Chad's defence ministry confirmed on Thursday.", "met"),
    (TINE, "Chad said its demand had been met.", "met"), (TINE, "Sudan bowed to Chad's ultimatum on Thursday and pulled its soldiers out of Tine.", "met"),
    (TINE, "Chad dropped its ultimatum to Sudan on Thursday.", "lifted"), (TINE, "Chad withdrew its demand that Sudan pull back from Tine.", "lifted"),
    (TINE, "Chad gave Sudan another week to leave Tine.", "extended"), (TINE, "Chad extended the deadline for Sudan to 25 March.", "extended"),
    (CREW, "Ecuador freed the three fishermen on Thursday.", "met"), (CREW, "The three Peruvian fishermen held in Guayaquil were released on Thursday.", "met"),
    (CREW, "Ecuador handed the fishermen over to Peru on Thursday.", "met"),
    (TINE, "Chad took back its deadline after talks in Abeche.", "lifted"), (CREW, "Ecuador on Thursday released the three fishermen whose freedom Peru had demanded.", "met"),
    (TINE, "Sudan withdrew its soldiers from Tine on Thursday, ten days before the deadline set by Chad.", "met"),
    (TINE, "Chad had demanded that Sudan withdraw its troops from Tine.", "pending"), (TINE, "Sudan refused to withdraw its troops from Tine.", "pending"), (TINE, "Sudan withdrew its ambassador from N'Djamena on Thursday.", "pending"),
    (TINE, "Chad lifted a ban on Sudanese onions.", "pending"), (TINE, "Sudan said its troops would leave Tine if Chad opened the border.", "pending"),
    (CREW, "Ecuador will release the three fishermen next week, its foreign minister said.", "pending"), (CREW, "Ecuador has not released the fishermen.", "pending"),
    (CREW, "Peru repeated its demand that Ecuador release the fishermen by 15 March.", "pending")]
VENUES = [
    ("Kenya withdrew its offer to host the talks on Thursday.", "withdrawn", "offered"), ("Kenya is no longer ready to host the talks, its foreign minister said.", "withdrawn", "offered"),
    ("Sudan and Chad agreed on Thursday to meet in Doha.", "offered", "accepted"), ("Chad turned down the Kenyan offer.", "declined", "offered"),
    ("Sudan will not go to Nairobi, its foreign minister said.", "declined", "offered"), ("Sudan and Chad will meet in Nairobi on 20 March, both sides said.", "accepted", "offered"),
    ("The talks between Sudan and Chad opened in Doha on Thursday.", "offered", "accepted"), ("Chad is ready to come to Nairobi.", "accepted", "offered"),
    ("Qatar offered Sudan food aid on Thursday. Sudan accepted the aid.", "offered", "offered"), ("Sudan's trade minister will go to Nairobi for a fair.", "offered", "offered"),
    ("Kenya repeated its offer to host the talks.", "offered", "offered"), ("Kenya withdrew its troops from Somalia on Thursday.", "offered", "offered"),
    ("Kenya urged Sudan to accept the invitation.", "offered", "offered")]
OFFERS = [
    ("Sudan withdrew the plan on Thursday.", "withdrawn"), ("Sudan has taken its proposal for joint patrols off the table.", "withdrawn"),
    ("Sudan shelved the idea of joint patrols after an attack on Tine.", "withdrawn"), ("Khartoum no longer stands by its offer of joint patrols, a minister said.", "withdrawn"),
    ("Sudan retracted its offer.", "withdrawn"), ("Sudan withdrew its troops from the border on Thursday.", "open"), ("Sudan stands by its plan for joint patrols.", "open"),
    ("Sudan denied that it had withdrawn the plan.", "open"), ("Chad withdrew its plan for a new airport.", "open"), ("Sudan may withdraw the plan, a diplomat said.", "open")]


def _after(first: tuple[str, str], second: str, know: Any) -> DossierState:
    made = [code_text(first[1], published=first[0], publisher="One"), code_text(second, published="2024-03-15", publisher="Two")]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]
    return state(Dossier(id="dossier:test", name="test", articles=("r0", "r1")), records, know)


@pytest.mark.parametrize(("first", "second", "status"), DEADLINES, ids=[d[1] for d in DEADLINES])
def test_what_became_of_a_demand(first: tuple[str, str], second: str, status: str, know: Any) -> None:
    found = [d for d in _after(first, second, know).ledger.deadlines if any(p.article == "r0" for p in d.sources)]
    assert [d.status for d in found] == [status]
    assert status == "pending" or found[0].history[-1].article == "r1"


def test_another_week_moves_the_last_day(know: Any) -> None:
    assert _after(TINE, "Chad gave Sudan another week to leave Tine.", know).ledger.deadlines[0].due.end == "2024-03-24"


@pytest.mark.parametrize(("second", "kenya", "qatar"), VENUES, ids=[v[0] for v in VENUES])
def test_what_became_of_a_venue(second: str, kenya: str, qatar: str, know: Any) -> None:
    found = {v.host: v.status for v in _after(ROOFS, second, know).ledger.venue_offers}
    assert found == {"government:KEN": kenya, "government:QAT": qatar}


def test_an_answer_to_an_offer_of_a_venue_makes_no_proposal(know: Any) -> None:
    now = _after(ROOFS, "Chad turned down the Kenyan offer.", know)
    assert now.ledger.proposals == ()
    assert {p.article for p in next(v for v in now.ledger.venue_offers if v.host == "government:KEN").sources} == {"r0", "r1"}


@pytest.mark.parametrize(("second", "status"), OFFERS, ids=[o[0] for o in OFFERS])
def test_what_became_of_an_offer(second: str, status: str, know: Any) -> None:
    found = [p for p in _after(PATROL, second, know).ledger.proposals if any(s.article == "r0" for s in p.sources)]
    assert [p.status for p in found] == [status]


def test_an_offer_made_after_one_was_taken_back_is_another(know: Any) -> None:
    reports = [("2025-01-17", "South Sudan will come to Addis Ababa, its oil minister, Nyandeng Achuil, said on Friday. She was answering an invitation which the African Union's envoy, Théoneste "
                "Bizimana, sent to Sudan and South Sudan on Wednesday."),
               ("2025-01-22", "The African Union's envoy, Théoneste Bizimana, said on Wednesday that he had taken back his invitation."),
               ("2025-02-03", "The African Union's envoy has invited Sudan and South Sudan to Nairobi on 11 February. Sudan accepted the invitation.")]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(code_text(text, published=day, publisher=f"Outlet {k}") for k, (day, text) in enumerate(reports))]
    now = state(Dossier(id="dossier:test", name="test", articles=("r0", "r1", "r2")), records, know)
    assert [(p.status, len(p.responses)) for p in now.ledger.proposals] == [("withdrawn", 1), ("open", 1)]


PIPELINE = ("2024-03-10", "Niger said on Sunday it would close the pipeline to Benin unless Cotonou reopened the border to goods.")
THREATS = [
    ("Niger withdrew its threat to close the pipeline to Benin.", ["made", "withdrawn"]), ("Niger backed down from its threat on Thursday.", ["made", "withdrawn"]),
    ("Niger made good on its threat on Thursday.", ["made", "carried out"]), ("Niger carried out its threat to close the pipeline.", ["made", "carried out"]),
    ("Niger is unlikely to carry out its threat, analysts said.", ["made"]), ("Niger did not carry out its threat.", ["made"]),
    ("Niger withdrew its troops from the pipeline.", ["made"]), ("Niger withdrew its threat to boycott the games.", ["made"]), ("Mali withdrew its threat to close the pipeline.", ["made"])]


@pytest.mark.parametrize(("second", "statuses"), THREATS, ids=[t[0] for t in THREATS])
def test_what_became_of_a_threat(second: str, statuses: list[str], know: Any) -> None:
    (found,) = (t for t in _after(PIPELINE, second, know).ledger.threats if any(p.article == "r0" for p in t.sources))
    assert [turn.status for turn in found.history] == statuses
