"""Turns of feature prose: semicolons, dashes, relative clauses, what a pronoun may not mean, two results of one deed."""

from __future__ import annotations

import pytest

from goodoffices.model import Record
from goodoffices.pipeline import code_text

DAY = "2024-05-10"


def coded(text: str) -> Record:
    return code_text(text, published=DAY)


def told(record: Record, kind: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(e.actors, e.recipients) for e in record.events if e.type == kind]


def test_behind_a_semicolon_another_speaks() -> None:
    record = coded("India's foreign secretary, Vikram Misri, accused Islamabad of repeated violations; Pakistan's information minister, Attaullah Tarar, said the claims were baseless.")
    assert [(s.speaker, s.content.text) for s in record.statements] == [("person:attaullah-tarar", "the claims were baseless")]
    assert told(record, "ACCUSE") == [(("government:IND",), ("government:PAK",))]
    assert record.events[0].evidence[0].text.endswith("violations")


def test_called_on_behind_a_set_off_name_is_active() -> None:
    record = coded("Britain's foreign secretary, David Lammy, called on India and Pakistan to keep to the truce.")
    assert told(record, "REQUEST") == [(("government:GBR",), ("government:IND", "government:PAK"))]


@pytest.mark.parametrize("opening", ["Asked about the plan", "Pressed on the plan", "Quoted by the agency"])
def test_who_is_asked_at_the_start_is_who_speaks(opening: str) -> None:
    assert [s.speaker for s in coded(f"{opening}, the Chilean foreign minister, Alberto van Klaveren, said talks would go on.").statements] == ["person:alberto-van-klaveren"]


def test_those_whom_others_name_do_the_deed() -> None:
    record = coded("Gunmen whom the army identified as rebel fighters ambushed a convoy near Tibú in Colombia, killing seven soldiers.")
    deeds = [e for e in record.events if e.type == "ASSAULT" and "ambushed" in e.evidence[0].text and e.evidence[0].text.startswith("Gunmen")]
    assert deeds
    assert all(a.startswith("armed_group:") for e in deeds for a in e.actors)


def test_a_past_tense_goes_on_from_a_past_tense() -> None:
    record = coded("The United States and Italy urged Albin Kurti to move the mayors out and called on Serbia to withdraw its army.")
    assert (("government:USA", "government:ITA"), ("government:SRB",)) in told(record, "REQUEST")


def test_what_stands_between_dashes_is_no_second_subject() -> None:
    record = coded("The United States, France and Italy — the so-called Quint — urged Chile to sign.")
    assert told(record, "REQUEST") == [(("government:USA", "government:FRA", "government:ITA"), ("government:CHL",))]
    assert not [a.id for a in record.actors if a.kind == "person"]


@pytest.mark.parametrize("phrase", ["In a letter to Josep Borrell", "At a meeting with Josep Borrell", "Speaking after talks with Josep Borrell"])
def test_he_is_not_the_one_named_in_a_phrase_of_his_own_verb(phrase: str) -> None:
    record = coded(f"Serbian President Aleksandar Vucic arrived on Monday. {phrase}, he offered to mediate.")
    offers = [e.actors for e in record.events if e.modality == "offered"]
    assert offers
    assert set(offers) == {("government:SRB",)}


def test_killed_and_wounded_is_one_deed() -> None:
    for text in ("RSF shelling of the Abu Shouk camp killed 11 people and wounded 26.", "A Russian missile killed 11 people and wounded 26 in Odesa on Monday."):
        record = coded(text)
        assert len(told(record, "ASSAULT")) == 1
        (deed,) = record.ledger.incidents
        assert deed.killed is not None and deed.injured is not None
        assert (deed.killed.min, deed.injured.min) == (11, 26)
    assert record.events[0].place is not None and record.events[0].place.name == "Odesa"


def test_killing_and_burning_are_two() -> None:
    assert len(told(coded("Gunmen killed four farmers and burned their village in Sudan."), "ASSAULT")) == 2


@pytest.mark.parametrize(("text", "speaker"), [
    ("The NATO-led peacekeeping force known as KFOR said four soldiers were hurt.", "igo:kfor"),
    ("The peacekeeping mission, known as UNIFIL, said four soldiers were hurt.", "igo:unifil"),
    ("A movement called Hamas said it would answer.", "armed_group:hamas"),
    ("The E.L.N. said it would answer.", "armed_group:eln"),
    ("Kenya denied the report. It recalled that the rebels had pulled out.", "government:KEN"),
])
def test_bodies_under_other_names_speak(text: str, speaker: str) -> None:
    assert coded(text).statements[-1].speaker == speaker


@pytest.mark.parametrize("text", [
    "Moscow handed over a memorandum with its terms on Monday and is waiting for Kiev's response.",
    "Under a joint declaration released by Ankara, the border stays open.",
    "A convoy has been waiting since April 3 for the Sudanese army's permission to cross.",
])
def test_papers_and_waiting_are_no_deeds(text: str) -> None:
    record = coded(text)
    assert record.actors
    assert not [e.type for e in record.events if e.type in ("COERCE", "RETREAT", "CONCEDE")]


def test_who_criticises_a_treaty_of_others_has_not_left_it() -> None:
    assert told(coded("Israeli Foreign Minister Israel Katz denounced the accord."), "ACCUSE")
    assert told(coded("Mali denounced the convention."), "SANCTION")


def test_what_others_did_is_no_act_of_who_announces_it() -> None:
    record = coded("Oman's foreign minister announced that Iran and the United States had agreed to meet in Rome.")
    assert told(record, "AGREE") == [(("government:IRN", "government:USA"), ())]


def test_agreeing_to_meet_at_a_neutral_site_lends_no_house() -> None:
    record = coded("India and Pakistan have agreed to hold talks at a neutral site.")
    assert told(record, "AGREE")
    assert record.ledger.venue_offers == ()
    assert [v.host for v in coded("Qatar offered to hold the talks in Doha.").ledger.venue_offers] == ["government:QAT"]


def test_a_ceasefire_in_a_land_is_no_venue_and_whom_one_talks_to_no_place() -> None:
    (proposal,) = coded("China proposed a ceasefire in the Gaza Strip.").ledger.proposals
    assert proposal.venue is None
    (offer,) = [e for e in coded("Taiwan has repeatedly offered to talk to Beijing on an equal footing.").events if e.type == "AGREE"]
    assert offer.place is None


def test_what_is_called_an_ultimatum_sets_no_deadline() -> None:
    record = coded("Ukraine's foreign minister said that the document was an ultimatum and that Kyiv insisted on a ceasefire of at least 30 days.")
    assert record.statements
    assert record.ledger.deadlines == ()
    assert len(coded("Israel gave Hamas a two-week ultimatum to free the hostages.").ledger.deadlines) == 1


def test_what_is_asked_is_no_judgement() -> None:
    record = coded("The talks are suspended “until the rebels decide whether they want peace”, a former Colombian negotiator said.")
    assert record.statements
    assert record.ledger.assessments == ()


@pytest.mark.parametrize("text", [
    "Technical negotiations between Somalia and Ethiopia are to begin by the end of June.",
    "A meeting between the Somali and Ethiopian foreign ministers is being prepared, Ankara said.",
])
def test_talks_that_are_to_begin_are_planned(text: str) -> None:
    record = coded(text)
    assert [e.modality for e in record.events] == ["planned"]
    assert [c.status for c in record.ledger.contacts] == ["planned"]


def test_who_arranged_a_meeting_did_not_sit_there() -> None:
    record = coded("The presidents of Chad and Niger met on Tuesday. The encounter had been arranged by Gabon and Benin.")
    assert [set(c.participants) for c in record.ledger.contacts] == [{"government:TCD", "government:NER"}]
    assert [set(e.actors) for e in record.events if e.type in ("CONSULT", "AGREE")] == [{"government:TCD", "government:NER"}]
    assert told(coded("The plan was proposed by Egypt on Monday."), "AGREE")


def test_who_leads_the_teams_is_no_further_party() -> None:
    record = coded("Iran and the United States are due to meet in Oman on Saturday, with Steve Witkoff and Abbas Araghchi leading the delegations.")
    assert [set(c.participants) for c in record.ledger.contacts] == [{"government:IRN", "government:USA"}]
    assert told(record, "AGREE") == [(("government:IRN", "government:USA"), ())]


def test_who_speaks_after_talks_took_part_in_them() -> None:
    record = coded("Togo's foreign minister, Robert Dussey, said after talks with Malian leader Assimi Goita that mediation would go on.")
    assert set(told(record, "CONSULT")[0][0]) == {"government:TGO", "government:MLI"}


@pytest.mark.parametrize("text", ["Bamako calls them mercenaries.", "Washington says they will be face to face.",
                                  "Trump repeated that Israel would lead an attack if Tehran did not agree to give up its plans.", "Britain said it would send a patrol ship to Guyana later this month."])
def test_names_phrases_ifs_and_help_are_no_acts(text: str) -> None:
    record = coded(text)
    assert record.actors
    assert not [e.type for e in record.events if e.type in ("CONSULT", "THREATEN", "REJECT")]


def test_the_court_of_nations_named_before_is_of_no_state() -> None:
    record = coded("Guyana wants the International Court of Justice to settle the border. Venezuela, which refuses to recognise the court's jurisdiction, complained of U.S. meddling.")
    assert "igo:international-court-of-justice" in {r for e in record.events if e.type == "REJECT" for r in e.recipients}
    assert not [a.id for a in record.actors if a.kind == "judiciary"]


def test_a_condition_ends_before_the_aside_that_judges_it_and_holds_its_object() -> None:
    (condition,) = coded("Ersin Tatar said that formal talks could not resume until the Turkish Cypriots' equality was recognised, a demand that Nicosia has rejected.").ledger.conditions
    assert condition.text == "until the Turkish Cypriots' equality was recognised"
    (condition,) = coded("The ELN would return to the table only if the government lifted arrest warrants against its delegates, a spokesman said.").ledger.conditions
    assert condition.text == "only if the government lifted arrest warrants against its delegates"


def test_a_relative_clause_is_nobodys_words() -> None:
    record = coded("Talks could not resume until equality was recognised, a demand that Nicosia has rejected, the Turkish Cypriot leader, Ersin Tatar, said.")
    assert {s.speaker for s in record.statements} == {"person:ersin-tatar"}


def test_a_singular_verb_goes_on_from_the_singular_subject() -> None:
    record = coded("Mali arrested 49 Ivorian soldiers. Abidjan says they were on a U.N. support mission and has demanded their immediate release.")
    assert "government:CIV" in {a for e in record.events if e.type == "REQUEST" for a in e.actors}
    assert [s.content.text for s in record.statements] == ["they were on a U.N. support mission"]


def test_who_accuses_and_threatens_is_one() -> None:
    record = coded("Pyongyang accused Seoul of sending drones over its capital and threatened “a terrible calamity.”")
    assert told(record, "THREATEN") == [(("government:PRK",), ("government:KOR",))]
    assert {s.speaker for s in record.statements} == {"government:PRK"}


@pytest.mark.parametrize("text", ["Turkey denounced the killing of Hamas leader Ismail Haniyeh in Tehran.", "The European Union condemned the arrest of Ekrem Imamoglu.", "France condemned the invasion of Ukraine."])
def test_who_suffered_is_not_blamed(text: str) -> None:
    (blame,) = [e for e in coded(text).events if e.type == "ACCUSE"]
    assert not {"person:ismail-haniyeh", "person:ekrem-imamoglu", "armed_group:hamas", "government:UKR"} & set(blame.recipients)


def test_north_and_south_of_a_report_about_korea() -> None:
    record = coded("North Korea fired a missile on Tuesday, the South's military said. The South condemned it.")
    assert [s.speaker for s in record.statements] == ["military:KOR"]
    assert ("government:KOR",) in [e.actors for e in record.events if e.type == "ACCUSE"]
    assert [i.targets for i in record.ledger.incidents] == [()]
    assert "government:KOR" not in [a.id for a in coded("Floods in the South of Brazil killed ten people.").actors]


def test_the_weapon_is_that_of_the_deed_itself() -> None:
    (deed,) = coded("North Korea blew up roads on Tuesday, days after Pyongyang accused Seoul of sending drones over its capital.").ledger.incidents
    assert deed.kind == "bombing"


def test_a_deadline_for_a_deal_is_set_to_whom_it_is_demanded_of() -> None:
    (deadline,) = coded("U.S. President Joe Biden has set a two-month deadline for a deal with Iran.").ledger.deadlines
    assert (deadline.setter, deadline.addressee) == ("government:USA", "government:IRN")


@pytest.mark.parametrize(("name", "person"), [("Secretary of State Antony J. Blinken", "person:antony-blinken"), ("President Donald J. Trump", "person:donald-trump")])
def test_middle_initials_are_no_other_person(name: str, person: str) -> None:
    assert [s.speaker for s in coded(f"{name} said on Monday that talks would go on.").statements] == [person]


def test_he_is_the_subject_of_the_sentence_before() -> None:
    record = coded("Jimmy Chérizier, a gang leader, had threatened war if Mr. Henry did not quit. On Tuesday he told reporters that the talks were over.")
    assert record.statements[-1].speaker == "person:jimmy-cherizier"


def test_a_list_of_mediators_does_not_own_the_troops_behind_it() -> None:
    record = coded("Under the deal, brokered by the United States and France, Israeli troops are to leave southern Lebanon within 60 days.")
    assert "military:ISR" in {a for e in record.events for a in e.actors}
    assert not {"military:FRA", "military:USA"} & {a for e in record.events for a in e.actors}


def test_a_toll_before_a_semicolon_is_not_that_of_the_deed_behind_it() -> None:
    record = coded("At least 24 people were killed in Lebanon, its Health Ministry said; Hezbollah launched more than 20 rockets into northern Israel, wounding two.")
    (rockets,) = [i for i in record.ledger.incidents if i.actors == ("armed_group:hezbollah",)]
    assert rockets.killed is None
    assert rockets.injured is not None and rockets.injured.max == 2
    assert (rockets.kind, rockets.targets) == ("missile", ("civilians:ISR",))
    assert [i.kind for i in record.ledger.incidents if i is not rockets] == ["other"]


def test_what_a_deal_obliges_to_is_no_threat() -> None:
    record = coded("Under the deal Hezbollah's fighters are to move north of the Litani River, with Lebanese soldiers taking their place.")
    assert record.actors
    assert not told(record, "THREATEN")


def test_the_world_is_nobody_in_particular() -> None:
    record = coded("Hezbollah fired on Israel and Israel bombed Beirut. Lebanese Prime Minister Najib Mikati urged the world to act quickly.")
    assert told(record, "REQUEST") == [(("government:LBN",), ())]


def test_a_treaty_does_nothing_and_nobody_sanctions_himself() -> None:
    record = coded("India had on Wednesday suspended the Indus Waters Treaty, shut the Attari crossing and expelled Pakistani attachés.")
    found = told(record, "SANCTION")
    assert len(found) == 3
    assert not [a.id for a in record.actors if "treaty" in a.id]
    assert not any("IND" in r for _, recipients in found for r in recipients)


def test_vowing_to_chase_is_a_threat() -> None:
    assert told(coded("Prime Minister Narendra Modi vowed to chase the attackers to the ends of the earth."), "THREATEN")


def test_presidents_before_two_names() -> None:
    record = coded("Presidents Sadyr Japarov and Emomali Rahmon, meeting on the sidelines of a summit in Samarkand, ordered their troops to pull back.")
    assert [set(c.participants) for c in record.ledger.contacts] == [{"person:sadyr-japarov", "person:emomali-rahmon"}]
    assert not told(coded("Kyrgyz President Sadyr Japarov ordered his troops to pull back."), "REQUEST")


def test_the_same_offer_is_one_of_a_venue_too() -> None:
    record = coded("Armenia and Azerbaijan have agreed a text. Moscow offered to host the ceremony. Tbilisi has made the same offer.")
    assert {v.host for v in record.ledger.venue_offers} == {"government:RUS", "government:GEO"}
    assert record.ledger.proposals == ()


def test_its_ministry_is_that_of_the_subject_of_what_it_says() -> None:
    assert coded("China hoped that Thailand and Cambodia would show restraint, its foreign ministry said.").statements[0].speaker == "government:CHN"
    assert not [e for e in coded("Beijing hoped the neighbours Thailand and Cambodia would show restraint, it said.").events if e.type == "AGREE"]


def test_for_the_first_time_since_is_no_old_date() -> None:
    (visit,) = [e for e in coded("The envoy, Hans Grundberg, arrived in Sana on Monday for the first time since May 2022.").events if e.type == "CONSULT"]
    assert (visit.modality, visit.date.start) == ("actual", "2024-05-06")


def test_a_bloc_that_holds_a_summit_meets_no_main_parties() -> None:
    record = coded("Niger expelled the U.S. ambassador and Washington protested. The bloc ECOWAS said it would hold a summit in Abuja on Thursday.")
    assert record.events
    assert not [c for c in record.ledger.contacts if {"government:NER", "government:USA"} <= set(c.participants)]


def test_a_weekday_had_been_given_and_is_gone() -> None:
    (deadline,) = code_text("ECOWAS had given the coup leaders a week, until midnight on Sunday, to step down or face force.", published="2023-08-07").ledger.deadlines
    assert deadline.due.end == "2023-08-06"
    assert deadline.demand is not None and deadline.demand.text.startswith("to step down")


def test_receiving_delegates_of_both_camps_is_a_venue() -> None:
    record = coded("Clashes broke out in Tripoli. Turkey offered to receive representatives of both camps in Istanbul.")
    assert [(v.host, v.place and v.place.name) for v in record.ledger.venue_offers] == [("government:TUR", "Istanbul")]


def test_a_name_given_in_the_report_is_not_a_parliament() -> None:
    record = coded("The Special Deterrence Force, or Rada, is the last big faction in Tripoli. Rada has not replied to the offer.")
    assert not [a.id for a in record.actors if a.kind == "legislature"]
    assert not told(record, "REJECT")


@pytest.mark.parametrize("who", ["A Western military official", "A senior security official", "Two military officials"])
def test_officials_of_no_land_speak_as_themselves(who: str) -> None:
    (said,) = coded(f"{who} told AFP that talks had ended.").statements
    assert said.speaker is not None and said.speaker.startswith("group:")
    assert said.outlet == "media:afp"


def test_at_sea_nobody_is_hit_for_lack_of_a_name() -> None:
    record = coded("Saudi Arabia sought a way out of the war with the Houthis until the Houthis began firing at ships in the Red Sea.")
    assert told(record, "ASSAULT")
    assert not any("SAU" in r for _, recipients in told(record, "ASSAULT") for r in recipients)
