"""The ledger of short reports, list by list."""

from __future__ import annotations

from goodoffices import code_text
from goodoffices.model import Record


def code(text: str, published: str = "2024-05-07") -> Record:
    return code_text(text, published=published)


def test_proposal_with_condition_and_refusal() -> None:
    ledger = code("Kyrgyzstan has proposed talks in Batken on the canal, provided that the guards leave first. Tajikistan rejected the plan on Monday.").ledger
    (proposal,) = ledger.proposals
    assert (proposal.kind, proposal.proposer, proposal.addressee, proposal.status) == ("talks", "government:KGZ", "government:TJK", "rejected")
    assert [r.answer for r in proposal.responses] == ["rejects"]
    (condition,) = ledger.conditions
    assert (condition.text, condition.of, condition.holder) == ("provided that the guards leave first", proposal.id, "government:KGZ")
    assert proposal.conditions == (condition.id,)


def test_conditional_yes_leaves_the_proposal_open() -> None:
    ledger = code("Ethiopia invited Sudan to talks in Addis Ababa. Sudan accepted the invitation on condition that the dam is left empty.").ledger
    (proposal,) = ledger.proposals
    assert [r.answer for r in proposal.responses] == ["accepts_with_conditions"]
    assert proposal.status == "open"
    assert ledger.conditions[0].text == "on condition that the dam is left empty"


def test_proposal_to_two_sides_has_a_group_as_addressee() -> None:
    record = code("Turkey proposed a prisoner swap between Russia and Ukraine.")
    (proposal,) = record.ledger.proposals
    group = next(a for a in record.actors if a.id == proposal.addressee)
    assert (proposal.kind, group.kind, group.members) == ("exchange", "group", ("government:RUS", "government:UKR"))


def test_venue_offers_one_per_host_and_one_for_the_unnamed() -> None:
    record = code("Kenya, Uganda and Djibouti are among five countries that have offered to host negotiations, an African Union official said.")
    hosts = [v.host for v in record.ledger.venue_offers]
    assert {"government:KEN", "government:UGA", "government:DJI"} < set(hosts)
    (unnamed,) = [a for a in record.actors if a.id in hosts and a.kind == "group"]
    assert (unnamed.count, unnamed.unnamed) == (2, 2)
    assert all(v.evidence[0].text.startswith(("Kenya", "Uganda", "Djibouti")) for v in record.ledger.venue_offers if v.host != unnamed.id)
    assert record.ledger.proposals == ()


def test_planned_call() -> None:
    (contact,) = code("The presidents of Nigeria and Cameroon will speak by telephone on Thursday.").ledger.contacts
    assert (contact.channel, contact.status, contact.date.start) == ("call", "planned", "2024-05-09")
    assert set(contact.participants) == {"government:NGA", "government:CMR"}


def test_cancelled_visit() -> None:
    (contact,) = code("Israel's prime minister cancelled his visit to Poland.").ledger.contacts
    assert (contact.channel, contact.status) == ("visit", "cancelled")


def test_deadline_arithmetic() -> None:
    (deadline,) = code("On Tuesday Bishkek gave Tajikistan one week to withdraw the guards.", "2022-06-16").ledger.deadlines
    assert (deadline.setter, deadline.addressee, deadline.length) == ("government:KGZ", "government:TJK", "P1W")
    assert (deadline.set.start, deadline.due.end, deadline.status, deadline.overdue) == ("2022-06-14", "2022-06-21", "pending", False)
    assert deadline.demand.text == "to withdraw the guards"


def test_threat_with_condition() -> None:
    (threat,) = code("If they stay, Kyrgyzstan will cut off electricity to the Vorukh district, Deputy Prime Minister Aibek Toromatov warned.").ledger.threats
    assert (threat.issuer, threat.action, threat.condition) == ("government:KGZ", "cut off electricity to the Vorukh district", "If they stay")


def test_incident_with_losses_and_who_says_so() -> None:
    text = "Tajik forces shelled the village of Ak-Sai on Monday, killing at least 24 people and wounding three, the Kyrgyz health ministry said."
    (incident,) = code(text).ledger.incidents
    assert (incident.kind, incident.actors, incident.alleged_by) == ("shelling", ("military:TJK",), "government:KGZ")
    assert incident.killed is not None and (incident.killed.min, incident.killed.max) == (24, None)
    assert incident.injured is not None and (incident.injured.min, incident.injured.max) == (3, 3)
    assert incident.place is not None and incident.place.name == "Ak-Sai"
    assert incident.date.start == "2024-05-06"


def test_background_makes_no_incident() -> None:
    assert code("More than 50 people died when the two countries fought over the canal in April 2021.").ledger.incidents == ()


def test_assessment() -> None:
    ledger = code("Iran has offered to meet American diplomats. Analysts doubt that the offer is genuine.").ledger
    assert [(a.stance, a.claim) for a in ledger.assessments] == [("doubtful", "that the offer is genuine")]


def test_a_party_is_no_outsider() -> None:
    assert code("Israel said the Iranian offer was a ploy.").ledger.assessments == ()


def test_denial_beside_the_deed_is_a_contradiction() -> None:
    record = code("Russian forces shelled Kharkiv on Monday, the Ukrainian government said. Russia denied having shelled Kharkiv.")
    assert "contradiction" in {w.code for w in record.warnings}


def test_what_one_plans_to_do_is_planned() -> None:
    contacts = code("Kenyan President William Ruto confirmed he will speak with Salva Kiir on Thursday and plans to talk with Abiy Ahmed over the next few days.").ledger.contacts
    assert {(c.participants[1], c.status) for c in contacts} == {("person:salva-kiir", "planned"), ("person:abiy-ahmed", "planned")}


def test_deadline_that_ran_out_behind_its_demand() -> None:
    (deadline,) = code("The remarks came as Algeria's two-week deadline for the Malian army to leave Kidal expired.").ledger.deadlines
    assert (deadline.status, deadline.length, deadline.demand.text) == ("expired", "P2W", "to leave Kidal")


def test_a_hint_at_harm_is_a_threat() -> None:
    (threat,) = code("Kenya's president hinted at reprisals against Uganda if the border stays closed.").ledger.threats
    assert (threat.issuer, threat.target, threat.condition) == ("government:KEN", "government:UGA", "if the border stays closed")


def test_a_go_between_is_no_party_and_both_offers_are_refused() -> None:
    text = ("Chile invited Peru and Bolivia to a meeting in Santiago. Chile said that its door was open and that Santiago would wait. "
            "Peru welcomed it. Brazil made a similar offer last month, but La Paz turned it down. Norway and Oman made offers of talks in April, but Bolivia rejected both.")
    record = code_text(text, published="2024-05-07")
    members = {a.id: set(a.members) for a in record.actors}
    put = {p.evidence[0].text[:6]: p for p in record.ledger.proposals}
    assert members[put["Norway"].addressee] == {"government:PER", "government:BOL"}
    assert [(r.actor, r.answer) for r in put["Norway"].responses] == [("government:BOL", "rejects")]


def test_a_condition_of_another_offer_in_the_sentence_is_not_tied() -> None:
    text = ("Costa Rica has offered to host a meeting of the two foreign ministers in San José, and Guatemala said it could send investigators if both governments asked "
            "for them. Nicaragua accepted the Costa Rican offer. Honduras accused Nicaragua of lying.")
    record = code_text(text, published="2024-03-15")
    assert all(c.holder != "government:GTM" or c.of is None for c in record.ledger.conditions)
    assert record.ledger.proposals and all(not p.conditions for p in record.ledger.proposals)


def test_the_harm_announced_keeps_what_suffers() -> None:
    record = code_text("If the crew is not handed over, Honduran President Xiomara Castro warned Nicaragua, the border crossing at El Espino will be closed to freight.", published="2024-03-15")
    assert [t.action for t in record.ledger.threats] == ["the border crossing at El Espino will be closed to freight"]
