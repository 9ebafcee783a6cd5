"""Turns of ordinary agency prose that went wrong once: who is to withdraw whose troops, who was killed in what, who will only come to talks."""

from __future__ import annotations

import pytest

from goodoffices import code_text

DAY = "2024-05-21"


@pytest.mark.parametrize("text", [
    "Ethiopia gave Eritrea until May 30 to withdraw its troops.",
    "Ethiopia urged Eritrea to withdraw its troops from Zalambessa.",
    "Ethiopia's foreign ministry ordered Eritrea to pull its soldiers back.",
])
def test_who_is_told_to_withdraw_has_the_troops(text: str) -> None:
    assert [a.id for a in code_text(text, published=DAY).actors if a.kind == "military"] == ["military:ERI"]


def test_who_will_only_come_threatens_nobody() -> None:
    record = code_text("“We will go to Nairobi,” Ethiopian Foreign Minister Gedion Timothewos told a press conference.", published=DAY)
    assert record.ledger.threats == ()
    assert not [e for e in record.events if e.type == "THREATEN"]


def test_who_is_made_to_leave_is_threatened() -> None:
    text = "Ethiopia gave Eritrea until May 30 to withdraw its troops. “If they do not leave, they will be made to leave,” ministry spokesman Nebiat Getachew said."
    (threat,) = code_text(text, published=DAY).ledger.threats
    assert (threat.issuer, threat.target, threat.condition) == ("government:ETH", "military:ERI", "If they do not leave")


def test_who_was_killed_in_shelling_did_not_shell() -> None:
    (incident,) = code_text("Seven people were killed in shelling near Zalambessa on Tuesday, Eritrean officials said, blaming Ethiopian artillery.", published=DAY).ledger.incidents
    assert (incident.actors, incident.killed and incident.killed.min) == ((), 7)


def test_a_side_denies_what_nobody_is_named_for() -> None:
    text = "Shelling near Zalambessa killed three civilians on Tuesday night, residents told AFP. An Ethiopian army spokesman denied that its forces had fired."
    (incident,) = code_text(text, published=DAY).ledger.incidents
    assert (incident.actors, incident.denied_by) == ((), "military:ETH")


def test_ranks_cut_short_are_titles() -> None:
    actors = {a.id for a in code_text("Lt. Gen. Abdul Rahman met Col. Turki Salem and Brig. Salim Bawazeer on Friday. Cpl. Ann Lee was there.", published=DAY).actors}
    assert {"person:abdul-rahman", "person:turki-salem", "person:salim-bawazeer"} <= actors


def test_the_first_of_two_surnames_is_enough() -> None:
    text = "Rufino Mamani Choque leads the front. Police accused Mr Mamani of sabotage. Mr Mamani called the charge a lie."
    persons = [a.id for a in code_text(text, published=DAY).actors if a.kind == "person"]
    assert persons == ["person:rufino-mamani-choque"]


def test_a_mediator_of_another_state_keeps_his_own() -> None:
    text = "The mediator, Costa Rican President Oscar Arias, pleaded for 72 more hours. Carlos Lopez of Honduras spoke at Arias’ home. Honduras wants more time. Honduras is divided."
    assert {a.id: a.country for a in code_text(text, published="2009-07-20").actors}["person:oscar-arias"] == "CRI"


@pytest.mark.parametrize(("text", "person", "country"), [
    ("Kosovo is uneasy. Albin Kurti spoke of war, and his interior minister, Xhelal Svecla, sent 40 policemen north. Serbia protested.", "person:xhelal-svecla", "XKX"),
    ("Egypt's foreign ministry accused Ethiopia of delay. “Ethiopia's stance shows no good faith,” ministry spokesman Samir Fouad said.", "person:samir-fouad", "EGY"),
    ("Secretary of State Ann Doe telephoned the president of Honduras to warn him.", "person:ann-doe", "USA"),
    ("Guyana is calm. Kaieteur's attorney general, Nial Roy, said Guyana would go to court if Venezuela took any action. Venezuela objects.", "person:nial-roy", None),
])
def test_whose_official(text: str, person: str, country: str | None) -> None:
    assert {a.id: a.country for a in code_text(text, published=DAY).actors}[person] == country


@pytest.mark.parametrize(("text", "absent"), [
    ("Yemen's Iran-aligned Houthis are considering a United Nations request to extend a truce.", "government:IRN"),
    ("Commander Khalifa Haftar rejected talks with the head of the country's UN-recognised government in Tripoli.", "igo:united-nations"),
    ("Central Military Commission of the Workers' Party of Korea met in Pyongyang.", "military:CHN"),
])
def test_whom_somebody_leans_on_does_not_act(text: str, absent: str) -> None:
    record = code_text(text, published=DAY)
    assert record.events
    assert all(absent not in (*e.actors, *e.recipients) for e in record.events)


def test_who_considers_a_request_was_asked() -> None:
    (event,) = code_text("Yemen's Iran-aligned Houthis are considering a United Nations request to extend a truce.", published=DAY).events
    assert (event.type, event.actors, event.recipients, event.modality) == ("REQUEST", ("igo:united-nations",), ("armed_group:houthis",), "actual")


@pytest.mark.parametrize("text", [
    "Five soldiers were killed when their helicopter crashed in bad weather in Guyana.",
    "An earthquake killed 40 people in Turkey on Monday.",
    "Six people were killed in a collision between a bus and a lorry in Kenya.",
    "Landslides killed 12 villagers in Nepal.",
    "North Korea's Kim canceled a scheduled trip to a regional town.",
    "“We will return our lands anyway,” Aliyev said of Armenia.",
])
def test_nobody_did_anything_to_anybody(text: str) -> None:
    record = code_text(text, published=DAY)
    assert not [e for e in record.events if e.type in ("ASSAULT", "REJECT", "CONCEDE")]
    assert record.ledger.incidents == ()


@pytest.mark.parametrize(("text", "killed"), [
    ("A helicopter was shot down near Kandahar in Afghanistan on Monday, killing six soldiers.", 6),
    ("Three people were killed when a car bomb exploded in Kabul on Monday.", 3),
    ("A landmine killed two farmers in Angola on Monday and maimed a third.", 2),
])
def test_violence_that_looks_like_an_accident(text: str, killed: int) -> None:
    assert [i.killed.min for i in code_text(text, published=DAY).ledger.incidents if i.killed] == [killed]


@pytest.mark.parametrize(("text", "actors", "targets"), [
    ("Armed gangs had fired on LNA positions in Libya.", "armed_group:", "armed_group:libyan-national-army"),
    ("The rebels fired on army positions near Goma.", "armed_group:", "military:COD"),
])
def test_who_fired_on_whose_posts(text: str, actors: str, targets: str) -> None:
    (event,) = code_text(text, published=DAY).events
    assert event.actors[0].startswith(actors)
    assert event.recipients == (targets,)
    assert event.actors != event.recipients


def test_two_sides_that_trade_fire_hit_each_other() -> None:
    (event,) = code_text("The two sides traded artillery fire near the border of North and South Korea.", published=DAY).events
    assert event.recipients == ()


@pytest.mark.parametrize(("text", "killed"), [
    ("Shelling killed a woman and her two children in Tripoli on Monday.", 3),
    ("An airstrike killed a father and three of his sons in Sanaa on Monday.", 4),
    ("Rockets killed two men, a woman and a child in Sderot on Monday.", 4),
    ("Rockets killed two soldiers in Sderot on Monday, a policeman and a doctor said.", 2),
    ("Rockets killed five people in Sderot on Monday and wounded two others.", 5),
])
def test_a_family_is_counted_together(text: str, killed: int) -> None:
    assert [i.killed.min for i in code_text(text, published=DAY).ledger.incidents if i.killed] == [killed]


def test_an_explosion_that_tore_through_something_has_a_day_and_a_place() -> None:
    (incident,) = code_text("An explosion tore through a mosque in Peshawar on Monday, killing at least 59 people.", published=DAY).ledger.incidents
    assert (incident.kind, incident.place and incident.place.name, incident.date.start) == ("bombing", "Peshawar", "2024-05-20")


def test_the_ministry_that_reports_shelling_did_not_shell() -> None:
    (event,) = code_text("Shelling in Tripoli in which three people were killed went on until dawn, the health ministry said.", published=DAY).events
    assert event.actors == ()


@pytest.mark.parametrize(("text", "issuer", "target"), [
    ("Hezbollah leader Naim Qassem said the group would resume firing rockets should Israel breach the truce.", "armed_group:hezbollah", "government:ISR"),
    ("ECOWAS leaders met in Abuja. The bloc threatened force against Niger.", "igo:ecowas", "government:NER"),
    ("Ethiopia would have no choice but to act if Egypt sends troops to Somalia, its army chief said.", "government:ETH", "government:EGY"),
    ("Mali's junta warned that France would be held responsible for any attack on Niger.", "government:MLI", "government:FRA"),
])
def test_who_threatens_whom(text: str, issuer: str, target: str) -> None:
    (threat,) = code_text(text, published=DAY).ledger.threats
    assert (threat.issuer, threat.target) == (issuer, target)


@pytest.mark.parametrize(("text", "kind", "day", "killed"), [
    ("He put the death toll of the air strikes in Khost on Sunday at 16.", "airstrike", "2024-05-19", 16),
    ("The death toll from an airstrike on a school in Myanmar rose to 22 on Monday.", "airstrike", None, 22),
    ("Officials raised the death toll from the bombing in Quetta to 24.", "bombing", None, 24),
    ("The toll from Sunday’s attack in Mali has risen to at least 31 from 20, the army said.", "other", "2024-05-19", 31),
    ("A bomb exploded in Quetta on Saturday, killing 20 people. The death toll later rose to 24.", "bombing", "2024-05-18", 24),
])
def test_a_toll_is_of_its_attack(text: str, kind: str, day: str | None, killed: int) -> None:
    (incident,) = code_text(text, published=DAY).ledger.incidents
    assert (incident.kind, incident.date.start, incident.killed and incident.killed.min) == (kind, day, killed)


@pytest.mark.parametrize("text", ["The death toll from the earthquake in Turkey rose to 400.", "The toll of the cholera outbreak in Haiti has risen to 60."])
def test_a_toll_of_no_attack(text: str) -> None:
    assert code_text(text, published=DAY).ledger.incidents == ()


def test_a_deadline_that_passed_has_its_sides() -> None:
    (deadline,) = code_text("A deadline set by Pakistan for Afghanistan to hand over militants passed on Sunday without action by Kabul.", published=DAY).ledger.deadlines
    assert (deadline.setter, deadline.addressee, deadline.status, deadline.due.start) == ("government:PAK", "government:AFG", "expired", "2024-05-19")
    assert deadline.demand.text == "to hand over militants"


def test_whose_jets_bombed_when_people_were_killed() -> None:
    (incident,) = code_text("At least 11 people were killed on Sunday when Pakistani jets bombed villages in Afghanistan's Khost province, the Taliban administration said.", published=DAY).ledger.incidents
    assert (incident.kind, incident.actors, incident.place and incident.place.name) == ("airstrike", ("military:PAK",), "Khost province")


def test_the_two_sides_are_those_who_acted_together() -> None:
    text = ("Pakistan and Afghanistan agreed to an immediate ceasefire after talks in Doha mediated by Qatar, the Qatari foreign ministry said on Friday. The two sides met on Thursday. "
            "Qatari officials praised Pakistan. Afghan officials thanked Qatar.")
    record = code_text(text, published=DAY)
    (group,) = [a for a in record.actors if a.kind == "group"]
    assert set(group.members) == {"government:PAK", "government:AFG"}
    assert [e.recipients for e in record.events if e.type == "AGREE"] == [()]


def test_he_behind_a_spokesman_who_only_reports() -> None:
    text = ("Sheikh Mohammed bin Abdulrahman Al Thani, the Qatari prime minister, proposed that delegations meet in Doha on June 10, ministry spokesman Majed al-Ansari said. "
            "He telephoned Pakistani Foreign Minister Ishaq Dar on Monday.")
    (call,) = code_text(text, published=DAY).ledger.contacts
    assert set(call.participants) == {"person:mohammed-bin-abdulrahman-al-thani", "person:ishaq-dar"}


def test_giving_talks_a_chance_offers_nothing() -> None:
    assert code_text("Islamabad said it would give the talks with Kabul in Doha a chance.", published=DAY).ledger.proposals == ()


@pytest.mark.parametrize("text", [
    "An earlier version of this story incorrectly said that Pakistan had rejected the talks with Afghanistan.",
    "In a report on June 13 about talks between Pakistan and Afghanistan, we said the second round would be held in Istanbul.",
    "A previous version of this article misstated that Chad had bombed a village in Sudan on Monday.",
])
def test_what_a_medium_had_wrong_did_not_happen(text: str) -> None:
    record = code_text(text, published=DAY)
    assert record.events == ()
    assert (record.ledger.contacts, record.ledger.incidents, record.ledger.proposals) == ((), (), ())


def test_a_report_of_others_is_no_correction() -> None:
    assert code_text("The United Nations said in an earlier version of its report that Rwanda had shelled Goma in January.", published="2024-02-21").events


GAME = ("Kenya and Rwanda fought out a 2-2 draw on Saturday in a Cup qualifier. Rwanda attacked from the start and struck twice in the first half hour, the striker said. "
        "Kenya's captain shot from 30 metres, and a late header by a substitute rescued a point at the stadium. Rwanda coach Eric Habimana accused the referee of ignoring two clear penalties. "
        "The teams will meet again in Kigali on June 26. The federation has given Kenya until June 20 to repair the floodlights. Both squads rested on Sunday, and fans sang.")


def test_a_game_is_no_war() -> None:
    record = code_text(GAME, published=DAY)
    assert record.events == ()
    assert (record.ledger.contacts, record.ledger.deadlines, record.ledger.incidents) == ((), (), ())


def test_a_blast_at_a_game_is_one() -> None:
    text = "A bomb exploded at a football stadium in Baidoa in Somalia on Monday, killing five people. The match between two teams had just begun, a coach said. Al-Shabaab claimed the attack."
    assert [i.kind for i in code_text(text, published=DAY).ledger.incidents] == ["bombing"]


def test_who_attacks_in_parliament_only_speaks() -> None:
    record = code_text("Portugal's opposition attacked the energy minister in parliament on Monday, saying she had ignored warnings.", published=DAY)
    assert record.ledger.incidents == ()
    assert not [e for e in record.events if e.type == "ASSAULT"]


@pytest.mark.parametrize("text", [
    "Tajik guards had crossed the line, the Kyrgyz Foreign Ministry said on Friday, but Dushanbe said it would not come to Almaty.",
    "The border was open, Kyrgyzstan said, but Tajikistan said it would not attend.",
])
def test_the_other_side_speaks_behind_but(text: str) -> None:
    assert [s.speaker for s in code_text(text, published=DAY).statements] == ["government:KGZ", "government:TJK"]


def test_who_has_retaliated_threatens_no_more() -> None:
    record = code_text("Baku said it had retaliated for an incident a day earlier in which one of its border guards was wounded. Armenia objected.", published=DAY)
    assert record.statements
    assert record.ledger.threats == ()
    assert [t.issuer for t in code_text("Azerbaijan vowed to retaliate against Armenia.", published=DAY).ledger.threats] == ["government:AZE"]
