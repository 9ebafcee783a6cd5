"""Turns of plain agency prose: whose words, when they were said, where it was, and what is only a plan or a question."""

from __future__ import annotations

import pytest

from goodoffices.model import Record
from goodoffices.pipeline import code_text

DAY = "2024-05-10"


def coded(text: str) -> Record:
    return code_text(text, published=DAY)


@pytest.mark.parametrize("when", ["a day after a truce along the border collapsed", "two weeks before voters go to the polls", "hours after rebels seized a town"])
def test_when_it_was_said_is_not_what_was_said(when: str) -> None:
    said = coded(f"The two ministers will meet in Oslo on Friday, the Chilean foreign ministry said on Tuesday, {when}.").statements
    assert [(s.speaker, s.content.text) for s in said] == [("government:CHL", "The two ministers will meet in Oslo on Friday")]


@pytest.mark.parametrize(("text", "speaker"), [
    ("Kenya will send engineers, the president said on Monday.", "government:KEN"),
    ("Peru turned the offer down. The foreign minister said on Monday that the talks were over.", "government:PER"),
    ("China and India met on Monday. The foreign minister said that the talks were over.", None),
    ("The talks are over, the prime minister told reporters.", None),
], ids=["same sentence", "sentence before", "two countries", "no country"])
def test_an_office_of_no_stated_country_speaks_for_the_only_one(text: str, speaker: str | None) -> None:
    said = coded(text).statements
    assert said
    assert {s.speaker for s in said} == {speaker}


@pytest.mark.parametrize(("text", "country"), [
    ("American diplomats met Iranian negotiators in Geneva on Monday.", "CHE"),
    ("Chilean envoys met Peruvian officials in Vienna on Monday.", "AUT"),
])
def test_a_city_of_talks_needs_no_country_beside_it(text: str, country: str) -> None:
    places = [c.place for c in coded(text).ledger.contacts]
    assert places
    assert {p.country for p in places if p is not None} == {country}


def test_a_call_has_no_place_and_what_is_told_beside_it_keeps_its_own() -> None:
    found = {(e.type, e.mode): e.place.name if e.place else None for e in coded("The Norwegian foreign minister spoke by phone with Sudan's president on Tuesday and offered to host talks in Bergen.").events}
    assert found[("CONSULT", "phone")] is None
    assert "Bergen" in found.values()


def test_what_officials_expect_to_happen_is_a_plan() -> None:
    record = coded("The presidents of Chad and Niger are expected to discuss a draft treaty, the Swiss foreign ministry said.")
    assert record.statements
    assert record.ledger.assessments == ()
    assert coded("The presidents of Chad and Niger are unlikely to sign the treaty, said Piet Moor, a scholar at Leiden University.").ledger.assessments


def test_a_question_left_open_is_no_act() -> None:
    told = [e.type for e in coded("Armenia rejected the draft on Monday. The spokesman gave no details of what Armenia would accept.").events]
    assert told == ["REJECT"]


def test_an_official_and_his_government_are_not_both_doers() -> None:
    record = coded("""Turkey's Foreign Ministry rejected the ultimatum of Greece. "We do not take orders from Athens," said Selin Ortak, a ministry spokeswoman.""")
    assert record.events
    assert all(e.actors == ("government:TUR",) for e in record.events)


@pytest.mark.parametrize(("rebels", "army"), [("Rebels of the M23 group shelled Goma", "military:COD"), ("Fighters of the New People's Army attacked a village near Davao", "military:PHL")])
def test_the_army_is_that_of_the_land_whose_rebels_are_named(rebels: str, army: str) -> None:
    said = coded(f"{rebels} on Monday. The army said it had lost two soldiers. Kenya and Chad sent condolences.").statements
    assert [s.speaker for s in said] == [army]


def test_shells_of_nobody_act_for_nobody() -> None:
    shelling = [e for e in coded("Shells hit the town of Kassala on Monday.").events if e.type == "ASSAULT"]
    assert shelling
    assert all(e.actors == () for e in shelling)


@pytest.mark.parametrize(("body", "medium"), [("Guardian Council", False), ("Times Union", False), ("Guardian", True)])
def test_a_body_named_like_a_newspaper_is_none(body: str, medium: bool) -> None:
    record = coded(f"The {body} reported that the talks between Chad and Niger would go on.")
    assert record.statements
    assert any(a.kind == "media" for a in record.actors) is medium


def test_they_may_be_the_parties_just_listed() -> None:
    record = coded("Britain, France and Germany sent a letter to Chad on Monday. They said they would impose sanctions.")
    speakers = [next(a for a in record.actors if a.id == s.speaker) for s in record.statements]
    assert [(a.kind, set(a.members)) for a in speakers] == [("group", {"government:GBR", "government:FRA", "government:DEU"})]


def test_a_threat_is_aimed_at_whose_yielding_it_is_tied_to() -> None:
    record = coded("Germany said it would reimpose U.N. sanctions unless Chad signed the accord.")
    assert [t.target for t in record.ledger.threats] == ["government:TCD"]
    assert [e.recipients for e in record.events if e.type == "THREATEN"] == [("government:TCD",)]


def test_a_particle_belongs_to_its_verb() -> None:
    def told(text: str) -> list[str]:
        return [e.type for e in coded(text).events]
    assert "CONCEDE" in told("Chile gave in to Peru on Monday.")
    assert told("Chile gave Peru a week to reply in a letter on Monday.") == ["REQUEST"]


def test_whoever_an_envoy_is_sent_to_is_not_asked_for_it() -> None:
    asked = [(e.actors, e.recipients) for e in coded("Peru's ambassador to Kenya asked Chad for a truce on Monday.").events if e.type == "REQUEST"]
    assert asked == [(("government:PER",), ("government:TCD",))]


@pytest.mark.parametrize(("text", "types"), [
    ("Peru accused Ecuador of shelling Loja. Ecuador denied the accusation.", ["ACCUSE"]),
    ("Peru accused Ecuador of shelling Loja. Ecuador denied the charge on Tuesday.", ["ACCUSE"]),
    ("Peru accused Ecuador of shelling Loja. Ecuador dismissed the accusation as pure invention.", ["ACCUSE", "REJECT"]),
    ("Ecuador denied Peru's request for a meeting on Tuesday.", ["REJECT"]),
])
def test_denying_a_charge_turns_nothing_down(text: str, types: list[str]) -> None:
    assert [e.type for e in coded(text).events] == types


def test_who_is_ready_to_consider_something_has_not_agreed() -> None:
    assert coded("Chad is ready to consider the Sudanese plan.").events == ()
    assert [e.type for e in coded("Chad is ready to accept the Sudanese plan.").events] == ["AGREE"]


def test_denying_a_deed_is_none() -> None:
    record = coded("Kenya denied responsibility for the attack on Monday.")
    assert record.statements
    assert record.events == ()


@pytest.mark.parametrize(("publisher", "text", "actor"), [
    ("Norwegian Refugee Relief", "Shells hit the town on Monday. Our clinic was damaged. We call on Chad and Niger to open a corridor.", "ngo:norwegian-refugee-relief"),
    ("Ministry of Foreign Affairs of Ukraine", "We urge Chad to stop the strikes.", "government:UKR"),
    ("Doctors Without Borders", "We urge Chad to lift the siege of Abeche.", "ngo:doctors-without-borders"),
], ids=["staff", "ministry", "known"])
def test_we_are_the_body_that_publishes(publisher: str, text: str, actor: str) -> None:
    record = code_text(text, published=DAY, publisher=publisher)
    assert [e.actors for e in record.events if e.type == "REQUEST"] == [(actor,)]
    assert any(m.text == "We" for a in record.actors if a.id == actor for m in a.mentions)


@pytest.mark.parametrize(("publisher", "text"), [
    ("The Lusaka Star", "Our reporter saw the crowd. We ask Zambia to release him."),
    ("Reuters", "We ask Zambia to release him."),
    ("Norwegian Refugee Relief", "Our clinic was damaged. “We ask Zambia to release him,” said a woman."),
])
def test_we_of_a_newspaper_or_of_a_quotation_is_no_party(publisher: str, text: str) -> None:
    record = code_text(text, published=DAY, publisher=publisher)
    assert record.sentences
    assert not any(a.kind in ("ngo", "media") for e in record.events for a in record.actors if a.id in e.actors)


@pytest.mark.parametrize(("text", "wanted"), [
    ("Chad said the measures taken by its coast guard were fair and blamed Niger for the raid.", ("ACCUSE", ("government:TCD",), ("government:NER",))),
    ("The Israeli military called the charge false. It said earlier that it had killed a Hamas commander in Khan Younis.", ("ASSAULT", ("military:ISR",), ("armed_group:hamas",))),
    ("The Rapid Support Forces sent a delegation to the talks, which are co-hosted by Kenya.", ("CONSULT", ("armed_group:rapid-support-forces",), ())),
], ids=["blamed", "it said", "delegation"])
def test_who_does_what_in_plain_sentences(text: str, wanted: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert wanted in [(e.type, e.actors, e.recipients) for e in coded(text).events]


@pytest.mark.parametrize("text", [
    "The Chadian military said it was looking into the reports.",
    "Cole has said Chad would not attend unless Niger withdrew from the town and implemented a deal signed last year.",
])
def test_what_is_looked_into_or_made_a_condition_is_no_deed(text: str) -> None:
    record = coded(text)
    assert record.statements
    assert not [e for e in record.events if e.type in ("ACCUSE", "RETREAT") and e.modality == "actual"]


def test_who_is_to_be_defended_is_not_threatened() -> None:
    found = [e.recipients for e in coded("China rammed a boat. The United States renewed a warning that it is obligated to defend the Philippines.").events if e.type == "THREATEN"]
    assert found
    assert all("government:PHL" not in r for r in found)


def test_who_threatens_his_own_side_threatens_no_other() -> None:
    found = [e.recipients for e in coded("Israel rejected the plan of Hamas. Israel's security minister, Itamar Ben-Gvir, warned that he would leave the government if Netanyahu yields.").events
             if e.type == "THREATEN"]
    assert found
    assert all("armed_group:hamas" not in r for r in found)


@pytest.mark.parametrize(("text", "kind", "actors"), [
    ("Iraq mourned the dead. The foreign ministry said it would summon the U.S. charge d'affaires to hand him a protest note.", "ACCUSE", ("government:IRQ",)),
    ("Algeria had mediated. In Mali, the junta ended a peace agreement with northern separatist groups on Thursday.", "SANCTION", ("government:MLI",)),
    ("Mali ended the truce. Algiers said it regretted the decision.", "ACCUSE", ("government:DZA",)),
    ("South Korea's Unification Ministry said the government would impose sanctions on Chad.", "THREATEN", ("government:KOR",)),
], ids=["ministry", "fronted", "regret", "reporter"])
def test_whose_government_it_is(text: str, kind: str, actors: tuple[str, ...]) -> None:
    assert (kind, actors) in [(e.type, e.actors) for e in coded(text).events]


def test_being_glad_to_see_something_is_no_offer() -> None:
    record = coded("China is happy to see parties to the conflict hold peace talks, its foreign ministry said.")
    assert record.statements
    assert record.ledger.proposals == ()
    assert not [e for e in record.events if e.modality == "offered"]


def test_time_asked_until_a_day_lies_ahead() -> None:
    record = code_text("Russia said on Monday that Chad had asked for time until Tuesday morning to consider it.", published="2020-01-13")
    days = [e.date.start for e in record.events] + [d.due.start for d in record.ledger.deadlines]
    assert "2020-01-07" not in days


def test_soldiers_on_a_peace_mission_are_their_states() -> None:
    found = [e.actors for e in coded("The ceasefire was brokered by Russian peacekeepers on Monday.").events]
    assert found == [("military:RUS",)]


def test_ministers_from_many_lands_meet_together() -> None:
    record = coded("Foreign ministers from Syria, Jordan, Iraq and Egypt met in Amman on Monday to discuss how to end Syria's isolation.")
    (event,) = [e for e in record.events if e.type == "CONSULT"]
    assert set(event.actors) == {"government:SYR", "government:JOR", "government:IRQ", "government:EGY"}
    assert event.evidence[0].text.startswith("Foreign ministers from Syria")


def test_who_is_hit_is_not_the_land_where_a_monitor_sits_or_of_the_attackers() -> None:
    seat = coded("The Syrian Observatory for Human Rights, a Britain-based monitor, said a house near Jandaris had been raided.")
    assert seat.statements
    assert not any("GBR" in x for e in seat.events for x in e.recipients)
    allies = coded("Ethiopian forces and their Eritrean allies seized a town on Monday after days of shelling that killed at least three people, aid sources said.")
    assert allies.events
    assert not any(x == "civilians:ERI" for e in allies.events for x in e.recipients)


def test_denying_a_strike_tells_none() -> None:
    record = coded("Ethiopia took the town. The government denies striking civilian targets.")
    assert record.statements
    assert not [e for e in record.events if e.type == "ASSAULT" and e.modality == "actual"]
    assert record.ledger.incidents == () or all(i.denied_by is None for i in record.ledger.incidents)


@pytest.mark.parametrize("who", ["African Union mediator Thabo Mbeki", "Thabo Mbeki, the African Union's mediator,"])
def test_a_mediator_of_an_organisation_is_not_his_country(who: str) -> None:
    found = [e.actors for e in code_text(f"{who} asked Sudan to resume talks.", published="2012-04-22").events if e.type == "REQUEST"]
    assert found
    assert all(a.startswith("person:") for x in found for a in x)


def test_who_is_due_somewhere_is_to_visit() -> None:
    found = [(e.type, e.modality, e.actors) for e in coded("South Sudanese President Salva Kiir is due in Beijing on Monday.").events]
    assert found == [("AGREE", "planned", ("government:SSD",))]


@pytest.mark.parametrize("text", ["Cyprus, which was not consulted, has called the Ankara talks premature.", 'Nicaragua\'s vice-president, Rosario Murillo, called the Hondurans "smugglers" on Monday.'])
def test_giving_somebody_a_name_is_no_call(text: str) -> None:
    record = coded(text)
    assert record.actors
    assert not [e for e in record.events if e.type == "CONSULT"]
    assert record.ledger.contacts == ()


def test_the_neighbours_of_a_state_are_no_civilians() -> None:
    record = coded("El Salvador urged its neighbours to show restraint on Monday.")
    assert record.events
    assert not any(a.kind == "civilians" for a in record.actors)


def test_no_state_fires_at_itself() -> None:
    found = [e for e in coded("A Turkish patrol boat and a Greek coast guard vessel collided off Farmakonisi on Tuesday. Athens said the Turkish vessel had rammed its boat.").events if e.type == "ASSAULT"]
    assert found
    assert not any("TUR" in r for e in found for r in e.recipients)


def test_what_one_says_another_must_do_is_a_demand_of_the_speaker() -> None:
    found = [(e.actors, e.recipients) for e in coded("“Chad must hand over the three suspects before any meeting can take place,” Sudanese Foreign Minister Ali Youssef told state television.").events if e.type == "REQUEST"]
    assert found == [(("government:SDN",), ("government:TCD",))]


def test_who_hears_shots_has_not_fired_them() -> None:
    record = coded("Residents of Adre said that they heard shooting on Sunday night.")
    assert record.statements
    assert not any(e.actors for e in record.events if e.type == "ASSAULT")


def test_having_spoken_to_both_sides_is_a_contact_and_no_charge() -> None:
    kinds = [e.type for e in coded("Sudan and Chad quarrel. “We have spoken to both sides,” Omani Foreign Minister Badr Albusaidi said.").events]
    assert kinds == ["CONSULT"]


def test_the_ministry_that_demands_is_not_of_the_land_it_addresses() -> None:
    text = "The Philippines summoned China's deputy ambassador on Thursday after Chinese ships fired water cannon at a Philippine boat. The foreign ministry demanded that Chinese vessels leave the area at once."
    assert [(e.actors, e.recipients) for e in coded(text).events if e.type == "REQUEST"] == [(("government:PHL",), ("government:CHN",))]


def test_the_two_countries_are_those_the_report_is_about() -> None:
    text = ("Chinese ships fired water cannon at a Philippine boat. China rejected the protest of the Philippines and accused Manila of trespassing. "
            "Australia called on China to abide by a ruling. The two countries are due to hold consultations in Shanghai on March 26.")
    found = [set(c.participants) for c in code_text(text, published="2024-03-07").ledger.contacts]
    assert {"government:CHN", "government:PHL"} in found
    assert not any("government:AUS" in x for x in found)


def test_paying_for_something_is_no_threat() -> None:
    record = coded("Peru and Ecuador signed an agreement on Tuesday. Peru will pay for two measuring stations.")
    assert record.events
    assert record.ledger.threats == ()


def test_a_toll_is_of_the_deed_that_the_sentence_is_about() -> None:
    record = coded("Israeli warplanes hit Sanaa airport on Tuesday, two days after a Houthi missile landed near Israel's main airport. Three people were killed and 38 wounded, local media said.")
    killed = {i.kind: i.killed.min if i.killed else None for i in record.ledger.incidents}
    assert killed.get("airstrike") == 3
    assert killed.get("missile") is None


def test_communities_abroad_are_not_their_kin_state() -> None:
    record = coded("Bosnia's prosecutors charged Milorad Dodik on Monday. Police of the Serb entity would protect him, its interior minister said.")
    assert record.statements
    assert not any("SRB" in (s.speaker or "") for s in record.statements)
    assert not any(a.country == "SRB" for a in record.actors)


def test_do_not_bomb_us_is_no_denial() -> None:
    record = coded("“Please don't bomb us any more,” the Houthis told the United States, President Donald Trump said.")
    assert record.statements
    assert not [e for e in record.events if e.type == "ASSAULT"]


BORDER = """Ghana offered on Wednesday to host talks between Togo and Burkina Faso after the army of Burkina Faso crossed the border.

Togo rejected an ultimatum of Burkina Faso. Ghana said that its doors were open. Togo closed the road.

The Economic Community of West African States said it would send an envoy to both capitals next week. "Nobody believes in this," said Kwesi Aning, a researcher at the Kofi Annan centre in Accra.

Villagers said that shooting was heard on Tuesday night and that a herder had been wounded."""


def test_the_sides_are_those_between_whom_something_is() -> None:
    record = coded(BORDER)
    envoys = [set(c.participants) for c in record.ledger.contacts if c.channel == "envoy"]
    assert envoys
    assert all({"government:TGO", "government:BFA"} <= e and "government:GHA" not in e for e in envoys)


def test_people_beside_two_quarrelling_states_belong_to_neither_by_guess() -> None:
    record = coded(BORDER)
    (said,) = [s for s in record.statements if s.content.text.endswith("wounded")]
    assert not any(a.country for a in record.actors if a.kind == "civilians" or a.id == said.speaker)


@pytest.mark.parametrize("court", ["an arbitration court", "an international tribunal", "a regional court"])
def test_a_court_above_states_is_of_no_state(court: str) -> None:
    record = coded(f"Cambodia will ask {court} to rule on a dam in Laos if talks fail by the end of the month, Prime Minister Hun Manet said on Monday.")
    assert any("government:KHM" in e.actors for e in record.events)
    assert {a.country for a in record.actors if a.kind == "judiciary"} == {None}
    assert record.ledger.deadlines == ()
