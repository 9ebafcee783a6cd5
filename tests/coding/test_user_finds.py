"""Lines that readers found wrong, in other words than theirs: who did it, whom it was aimed at, what is no threat, what is only offered."""

from __future__ import annotations

import pytest

from goodoffices.pipeline import code_text

DAY = "2024-05-10"
Told = set[tuple[str, tuple[str, ...], tuple[str, ...]]]


def told(text: str) -> Told:
    return {(e.type, e.actors, e.recipients) for e in code_text(text, published=DAY).events}


@pytest.mark.parametrize(("text", "kind", "actor"), [
    ("On Tuesday Armenian gunners shelled the outskirts of Ganza, killing three farmers.", "ASSAULT", "military:ARM"),
    ("On Sunday Peruvian marines seized two trawlers of Chile.", "COERCE", "military:PER"),
], ids=["gunners", "marines"])
def test_the_day_in_front_does_not_swallow_the_doer(text: str, kind: str, actor: str) -> None:
    assert any(t == kind and actor in a and actor not in r for t, a, r in told(text))


def test_a_village_that_no_table_knows_is_no_party() -> None:
    assert not [a for _, _, r in told("Rebels shelled the outskirts of Kwimba on Tuesday.") for a in r if a.startswith("unknown:")]


def test_each_other_is_nobody_else() -> None:
    found = [r for t, _, r in told("Chad and Niger accused each other of burning a convoy of the Red Cross.") if t == "ACCUSE"]
    assert found
    assert not any("red-cross" in x for r in found for x in r)


def test_what_befalls_others_is_no_threat_by_who_warns_of_it() -> None:
    assert code_text("The World Food Programme warned that two million people in Chad would go hungry by June.", published=DAY).ledger.threats == ()


def test_a_promise_of_goods_is_no_threat() -> None:
    assert not [t for t, _, _ in told("Norway promised Moldova eight armoured cars.") if t == "THREATEN"]


@pytest.mark.parametrize("text", ["Armenia withdrew Armenian troops from the bridge on Monday.", "The government of Chad suspended the army of Chad's exercise on Monday."], ids=["troops", "exercise"])
def test_nobody_acts_on_himself(text: str) -> None:
    found = told(text)
    assert found
    for kind, actors, recipients in found:
        if kind in ("RETREAT", "CONCEDE", "AGREE", "AID"):
            assert not {a.split(":")[-1] for a in actors} & {r.split(":")[-1] for r in recipients}


def test_an_offer_of_a_thing_is_offered_and_a_proposal() -> None:
    record = code_text("Sudan offered Chad a share of the oil revenue on Monday.", published=DAY)
    assert ("AGREE", "offered") in {(e.type, e.modality) for e in record.events}
    assert [(p.proposer, p.addressee) for p in record.ledger.proposals] == [("government:SDN", "government:TCD")]


def test_the_next_round_is_that_of_the_two_parties() -> None:
    record = code_text("Chad and Niger met in Geneva on Tuesday. Niger rejected the map of Chad. A second round is planned for May 20.", published=DAY)
    assert ("planned", frozenset({"government:TCD", "government:NER"}), "2024-05-20") in {(c.status, frozenset(c.participants), c.date.start) for c in record.ledger.contacts}


def test_the_government_whose_offer_it_is() -> None:
    record = code_text("The Blue Lagoon Front threw out the government's offer on Monday. Its men hold a village near Abuja.", published=DAY)
    assert ("REJECT", ("government:NGA",)) in {(e.type, e.recipients) for e in record.events}


def test_a_body_that_no_table_knows_has_the_same_id_everywhere() -> None:
    ids = [{a.id for a in code_text(text, published=DAY).actors} for text in (
        "The Blue Lagoon Front rejected the offer of Nigeria on Monday.", "On Friday Nigeria accused the Blue Lagoon Front of piracy.")]
    assert [i for i in ids[0] & ids[1] if i.endswith("blue-lagoon-front")]


def test_a_demand_with_a_day_is_a_deadline() -> None:
    record = code_text("Kuwait told the envoy of Iraq on Thursday to leave the country within 48 hours.", published=DAY)
    assert [(d.setter, d.length) for d in record.ledger.deadlines] == [("government:KWT", "PT48H")]


def test_an_official_who_speaks_in_a_capital() -> None:
    text = "Azerbaijan and Armenia traded fire. President Orkhan Huseyli said in Baku on Monday that the truce was dead. Kazakhstan called for calm."
    assert {a.country for a in code_text(text, published=DAY).actors if a.name == "Orkhan Huseyli"} == {"AZE"}


@pytest.mark.parametrize(("text", "speaker"), [
    ("Kuwait on Wednesday welcomed the withdrawal of two Iraqi gunboats, the foreign ministry said in a statement.", "government:KWT"),
    ("President Emmanuel Macron flew to Mayotte on Wednesday. The state of emergency would end as soon as the barricades came down, he told a press conference.", "person:emmanuel-macron"),
    ("The coast guard raided three huts, the commander of the Ganza station, Captain Yorman Lezama, said on Friday.", "person:yorman-lezama"),
], ids=["its own ministry", "no stranger between", "no station"])
def test_speakers(text: str, speaker: str) -> None:
    assert speaker in {s.speaker for s in code_text(text, published=DAY).statements}


def test_what_somebody_was_invited_to_do_is_not_done() -> None:
    assert not [t for t, _, _ in told("Both Chad and Niger had been invited to send soldiers to the parade on May 21.") if t in ("AID", "MOBILIZE", "CONSULT")]


@pytest.mark.parametrize("text", [
    "Vietnam offered to host talks in Da Nang on Tuesday.",
    "Vietnam on Tuesday offered to host talks between Laos and Cambodia in Da Nang after a fourth night of gunfire along their disputed border.",
], ids=["short", "with a long tail"])
def test_the_city_of_an_offer_to_host(text: str) -> None:
    assert {(v.host, v.place.name if v.place else "") for v in code_text(text, published=DAY).ledger.venue_offers} == {("government:VNM", "Da Nang")}


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), [
    ("Oslo called the demand of Lima groundless.", "REJECT", ("government:NOR",), ("government:PER",)),
    ("Accra described the Togolese proposal as unacceptable.", "REJECT", ("government:GHA",), ("government:TGO",)),
    ("Niger's opposition denounced the coup.", "ACCUSE", ("party:ner-opposition",), None),
    ("The Peruvian opposition rejected the offer on Monday.", "REJECT", ("party:per-opposition",), None),
    ("Greek policemen took six Albanian reporters into custody on Monday.", "COERCE", ("police:GRC",), None),
], ids=["groundless", "unacceptable", "opposition", "Peruvian opposition", "custody"])
def test_verbs_that_mostly_report_tell_acts_too(text: str, kind: str, actors: tuple[str, ...], recipients: tuple[str, ...] | None) -> None:
    assert any(t == kind and a == actors and recipients in (None, r) for t, a, r in told(text))


def test_a_firm_or_newspaper_does_not_act_for_its_country() -> None:
    for text in ("The Georgian company accused Russia of theft.", "A Kenyan newspaper accused Uganda of theft."):
        found = [a for t, a, _ in told(text) if t == "ACCUSE"]
        assert found
        assert not any(x.startswith("government:") for a in found for x in a)


def test_a_stranger_threatens_with_what_he_will_do_and_not_with_what_he_fears() -> None:
    assert not [t for t, _, _ in told("A villager, Ana Quiroga, warned that the river would flood the town.") if t == "THREATEN"]


@pytest.mark.parametrize(("text", "ident"), [("Jan Moor, a scholar at Leiden University, doubts it.", "person:jan-moor"), ("The envoy met Jan Tessel in Prague on Monday.", "person:jan-tessel")])
def test_jan_is_a_given_name(text: str, ident: str) -> None:
    assert ident in {a.id for a in code_text(text, published=DAY).actors}


def test_a_month_is_no_name() -> None:
    assert not [a.id for a in code_text("In May Russia shelled Kharkiv. Last April Nigeria closed the border.", published=DAY).actors if a.kind == "person"]


HAITI = """Haiti's transitional council rejected the offer of a gang leader, Jimmy Cherizier, on Monday in Port-au-Prince.

At least 12 people were killed over the weekend, a rights group said. Police said they had killed five gang members.

The Caribbean Community proposed to hold a conference in Jamaica next month. The United States and Canada welcomed the proposal. Caricom gave the council until 15 November to name its delegates."""


def test_the_place_of_a_conference_is_not_the_home_of_the_police() -> None:
    found = {a.id for a in code_text(HAITI, published="2024-10-22").actors}
    assert "police:HTI" in found
    assert not found & {"police:JAM", "civilians:JAM"}


def test_the_delegates_of_whoever_is_to_name_them_are_not_those_of_a_bystander() -> None:
    record = code_text(HAITI, published="2024-10-22")
    begin = record.document.text.index("its delegates")
    assert any(a.id == "government:USA" for a in record.actors)
    assert not [a.id for a in record.actors if a.id == "government:USA" and any(m.start >= begin for m in a.mentions)]


def test_a_refusal_told_by_a_negation_is_no_denial_of_a_refusal() -> None:
    record = code_text("""Turkey's Foreign Ministry rejected the ultimatum of Greece. "We do not take orders from Athens," said Selin Ortak, a ministry spokeswoman.""", published=DAY)
    assert any(e.type == "REJECT" for e in record.events)
    assert not [w for w in record.warnings if w.code == "contradiction"]


DELEGATIONS = [("Delegations of Israel and Hamas met in Cairo on Saturday.", {"government:ISR", "armed_group:hamas"}), ("Leaders of Hamas and Hezbollah met in Beirut.", {"armed_group:hamas", "armed_group:hezbollah"}),
               ("Representatives of the Colombian government and the FARC met in Havana.", {"government:COL", "armed_group:farc"}),
               ("Negotiators for Sudan's army and the Rapid Support Forces met in Cairo.", {"military:SDN", "armed_group:rapid-support-forces"}),
               ("Delegations of Israel met in Cairo on Saturday.", {"government:ISR"}), ("Diplomats for Turkey and the Syrian army's allies met.", {"military:SYR"})]


@pytest.mark.parametrize(("text", "met"), DELEGATIONS)
def test_whose_delegations_meet(text: str, met: set[str]) -> None:
    """States, their armies and governments and armed groups stand in one list; the allies of an army are not the army beside another state."""
    assert [set(a) for t, a, _ in told(text) if t == "CONSULT"] == [met]


def test_a_weapon_is_nobodys_army() -> None:
    record = code_text("At least seven people were killed when a drone hit a market in the Tajik village of Ovchi-Qalacha.", published=DAY)
    (strike,) = [e for e in record.events if e.type == "ASSAULT"]
    assert strike.actors == ()
    assert not [a.id for a in record.actors if a.kind == "military"]


def test_their_troops_are_those_of_both() -> None:
    record = code_text("Uganda offered to host talks between Burundi and Rwanda after their troops exchanged fire along the Ruzizi river, killing at least three people, "
                       "but Bujumbura will not come until Kigali withdraws from eastern Congo.", published=DAY)
    (deed,) = record.ledger.incidents
    assert set(deed.actors) == {"military:BDI", "military:RWA"}
    assert "civilians:COD" not in deed.targets


def test_a_president_has_a_security_council_of_his_own() -> None:
    at_home = code_text("Kyrgyz President Sadyr Japarov convened the Security Council late on Sunday.", published=DAY)
    assert at_home.events
    assert not [a.id for a in at_home.actors if a.id == "igo:un-security-council"]
    assert [a.id for a in code_text("The Security Council condemned the raid on Friday, a U.N. envoy said.", published=DAY).actors if a.id == "igo:un-security-council"]


def test_what_is_reported_to_have_been_done_was_not_only_planned() -> None:
    (move,) = [e for e in code_text("Tajikistan was reported to have moved an armoured brigade to Isfara.", published=DAY).events if e.type == "MOBILIZE"]
    assert move.modality == "actual"
    assert [e.modality for e in code_text("The two presidents were to have met on Monday.", published=DAY).events if e.type in ("CONSULT", "AGREE")] == ["negated"]


@pytest.mark.parametrize(("text", "kind"), [
    ("“We warned them and they did not listen,” Kyrgyz security chief Kamchybek Tashiev said of the Tajik side.", "THREATEN"),
    ("Kyrgyz President Sadyr Japarov ordered the evacuation of some 1,200 people from villages in Batken region.", "CONCEDE"),
    ("Tajik President Emomali Rahmon cut short a visit to Ashgabat on Saturday.", "REJECT"),
    ("“You cannot negotiate with a neighbour that is burning your house,” Burundi's foreign minister said.", "CONSULT"),
])
def test_looking_back_bringing_to_safety_and_flying_home_are_no_acts_towards_others(text: str, kind: str) -> None:
    record = code_text(text, published=DAY)
    assert record.actors
    assert not [e for e in record.events if e.type == kind]


def test_a_warning_with_words_is_a_threat_still() -> None:
    assert [t for t, _, _ in told("Russia warned that it would strike Ukrainian ports.") if t == "THREATEN"]


def test_the_day_an_ultimatum_was_issued_is_not_its_last() -> None:
    (deadline,) = code_text("The ultimatum that Turkey issued to Greece on Saturday runs out at midnight tonight.", published=DAY).ledger.deadlines
    assert deadline.due.end == DAY


def test_a_delegation_is_its_leaders() -> None:
    (meeting,) = code_text("Delegations led by the two foreign ministers of Kyrgyzstan and Tajikistan are to meet in Bishkek on 2 June.", published=DAY).ledger.contacts
    assert set(meeting.participants) == {"government:KGZ", "government:TJK"}
    assert meeting.status == "planned"


def test_more_than_somebody_admits_is_not_what_he_says() -> None:
    record = code_text("Eleven people have died in Khujand, a doctor said, four more than Tajik officials have acknowledged.", published=DAY)
    assert record.statements
    assert "government:TJK" not in {s.speaker for s in record.statements}
