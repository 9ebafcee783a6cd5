"""Incidents: how many were killed and injured, and one entry a deed."""

from __future__ import annotations

import pytest

from goodoffices import code_text

Pair = tuple[int | None, int | None] | None

CASES: tuple[tuple[str, str, Pair, Pair], ...] = (
    ("a bare number behind wounded", "A bomb killed nine people and wounded 30 in Kabul on Saturday, police said.", (9, 9), (30, 30)),
    ("a bare number behind wounding", "Rebels shelled the town of Homs, killing two travellers and wounding 14, state television said.", (2, 2), (14, 14)),
    ("died and were wounded", "Three soldiers died and 12 were wounded when rebels attacked their post near Homs on Monday.", (3, 3), (12, 12)),
    ("a shared auxiliary", "Rebels ambushed a patrol near Homs; two soldiers were killed and three wounded.", (2, 2), (3, 3)),
    ("dozens are no number", "Rebels bombed Homs on Monday, wounding dozens.", None, None),
    ("between and up to, in the next sentence", "Rebels bombed Homs on Monday. Between five and seven people were killed and up to 20 injured.", (5, 7), (None, 20)),
    ("nobody was hurt", "Rebels bombed Homs on Monday. Nobody was hurt.", None, (0, 0)),
    ("left dead and injured", "An air strike on Homs on Monday left five dead and ten injured.", (5, 5), (10, 10)),
    ("a subset is not added", "Rebels bombed Homs on Monday, killing at least a dozen people, two of them children.", (12, None), None),
    ("two kinds of victims", "Gunmen killed a policeman and two soldiers in Homs on Monday.", (3, 3), None),
    ("shot dead", "Rebels shot dead a policeman and wounded at least four farmers in Homs on Monday.", (1, 1), (4, None)),
    ("some of those counted, in an aside", "Rebels shelled Homs on Monday; at least 32 people, including seven civilians, were killed and more than 200 wounded.", (32, None), (200, None)),
    ("some of them, with a number", "Nine people, four of them from one family, died when rebels shelled Homs on Monday.", (9, 9), None),
    ("how old they were", "Three men, aged 20 and 35 and 40, were killed when rebels shelled Homs on Monday.", (3, 3), None),
    ("two groups before a passive", "Clashes broke out in Homs on Monday, and 30 peacekeepers and 52 protesters were hurt.", None, (82, 82)),
    ("left dead, of two groups", "Gunmen attacked a post near Homs on Monday, leaving three guards and a driver dead and five others wounded.", (4, 4), (5, 5)),
    ("whom another verb takes is not added", "Rebels shelled Homs on Monday and killed two soldiers and nine civilians were wounded.", (2, 2), (9, 9)),
    ("a range is no sum", "Between 30 and 52 people were hurt in clashes in Homs on Monday.", None, (30, 52)),
    ("a thousands comma and a span of days", "The shelling of Homs on Monday killed 1,250 people over three days.", (1250, 1250), None),
)


@pytest.mark.parametrize(("text", "killed", "injured"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_losses(text: str, killed: Pair, injured: Pair) -> None:
    (incident,) = code_text(text, published="2024-05-07").ledger.incidents
    assert (incident.killed and (incident.killed.min, incident.killed.max), incident.injured and (incident.injured.min, incident.injured.max)) == (killed, injured)


def test_the_doer_in_a_clause_behind_and_the_denial_of_the_strike() -> None:
    text = "Two Armenian soldiers were killed on Sunday when Azerbaijani drones struck a post near Jermuk, Armenia's defence ministry said. Azerbaijan denied the strike."
    (incident,) = code_text(text, published="2024-05-21").ledger.incidents
    assert (incident.kind, incident.actors, incident.targets, incident.date.start) == ("drone", ("military:AZE",), ("military:ARM",), "2024-05-19")
    assert (incident.alleged_by, incident.denied_by) == ("government:ARM", "government:AZE")


def test_what_one_warns_against_is_no_threat() -> None:
    assert code_text("Russia warned both Armenia and Azerbaijan against replacing its own mediation.", published="2024-05-21").ledger.threats == ()


def test_the_day_of_a_month_is_no_number_of_dead() -> None:
    record = code_text("The sinking on February 21 killed nine Congolese sailors, officials said.", published="2024-02-24")
    assert [(i.killed.min, i.killed.max) for i in record.ledger.incidents if i.killed] == [(9, 9)]


SIDES: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("an adjective owns the blow", "At least six people have died in a Russian drone attack on the town of Sumy.", ("RUS",), ("UKR",)),
    ("in the clause of the blow", "A lorry driver was killed on Wednesday when a Ukrainian drone dived into a petrol depot at Kursk.", ("UKR",), ("RUS",)),
    ("nobody's jets", "Jets struck Homs on Monday, killing five.", (), ("SYR",)),
    ("the government's jets", "Government jets struck Homs on Monday, killing five.", ("SYR",), ("SYR",)),
    ("nobody's drone", "A drone crashed into the minister's house in Baghdad on Sunday.", (), ("IRQ",)),
    ("rebel shells are not the state's", "The Houthis hold the north of Yemen. Rebel shells hit the Yemeni town of Taiz on Monday.", ("YEM",), ()),
)


@pytest.mark.parametrize(("text", "actors", "targets"), [c[1:] for c in SIDES], ids=[c[0] for c in SIDES])
def test_whose_weapon_it_was(text: str, actors: tuple[str, ...], targets: tuple[str, ...]) -> None:
    record = code_text(text, published="2024-05-21")
    country = {a.id: a.country for a in record.actors}
    (incident,) = record.ledger.incidents
    assert (tuple(country[a] for a in incident.actors), tuple(country[t] for t in incident.targets)) == (actors, targets)
    assert not any(a.startswith("military:YEM") for a in incident.actors)


def test_losses_are_laid_where_the_sentence_before_lays_the_blow() -> None:
    text = "The army and the Front quarrel over Mopti in Mali. A crowd fled as shells rained on Gao on Sunday. Four women were killed."
    (incident,) = code_text(text, published="2024-05-21").ledger.incidents
    assert (incident.kind, incident.place and incident.place.name, incident.date.start) == ("shelling", "Gao", "2024-05-19")


def test_a_deed_told_by_the_way_counts_with_its_day() -> None:
    (incident,) = code_text("Kenya will question the gunmen who attacked the market in Mandera on Monday.", published="2024-05-21").ledger.incidents
    assert (incident.place and incident.place.name, incident.date.start) == ("Mandera", "2024-05-20")


def test_one_deed_told_by_two_verbs_is_one_entry() -> None:
    (incident,) = code_text("Russian missiles hit Odesa on Monday, wounding at least five people and damaging a school.", published="2024-05-21").ledger.incidents
    assert (incident.injured and incident.injured.min, incident.damage) == (5, "damaging a school")


@pytest.mark.parametrize("text", [
    "More than 300,000 people have been killed in Syria since the war began in 2011.",
    "The opposition has called a march for Saturday.",
    "Kenya will question the gunmen who attacked the market.",
], ids=["a toll of years", "a march to come", "told by the way"])
def test_background_and_plans_are_no_incidents(text: str) -> None:
    assert code_text(text, published="2024-05-21").ledger.incidents == ()


def test_whom_others_killed_before_is_not_counted() -> None:
    record = code_text("Turkey fired missiles at five camps in Iraq on Monday, saying they were used by militants who killed 26 tourists in Antalya last month.", published="2024-05-21")
    missiles, killing = record.ledger.incidents
    assert (missiles.kind, missiles.killed, killing.killed and killing.killed.min) == ("missile", None, 26)
    (strike,) = code_text("Israel bombed Rafah on Monday after rockets killed five people in Ashkelon.", published="2024-05-21").ledger.incidents
    assert strike.killed is None
    (same,) = code_text("Israel bombed Rafah on Monday in a strike that killed five people.", published="2024-05-21").ledger.incidents
    assert same.killed is not None and same.killed.min == 5
