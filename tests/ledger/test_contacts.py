"""Who met whom: planned, held, called off, only offered; helpers are no partners, rows of names are whole, days stand where they belong."""

from __future__ import annotations

import pytest

from goodoffices.model import Record
from goodoffices.pipeline import code_text

DAY = "2024-05-10"  # a Friday
Told = set[tuple[str, str, frozenset[str]]]


def coded(text: str) -> Record:
    return code_text(text, published=DAY)


def contacts(text: str) -> Told:
    return {(c.status, c.channel, frozenset(c.participants)) for c in coded(text).ledger.contacts}


@pytest.mark.parametrize(("text", "status", "channel", "who"), [
    ("William Ruto and the Ugandan leader are scheduled to meet Thursday at the airport in Busia under pressure from neighbors who fear that the quarrel could turn violent.",
     "planned", "meeting", {"person:william-ruto", "government:UGA"}),
    ("Kenya will bring the foreign ministers of Chad and Niger to Nairobi on Monday for talks.", "planned", "meeting", {"government:KEN", "government:TCD", "government:NER"}),
    ("Chad rejected Niger's map on Monday, and Niger accused Chad of theft. Kenyan President William Ruto plans to bring both parties to a peace conference in Nairobi on May 20.",
     "planned", "meeting", {"person:william-ruto", "government:TCD", "government:NER"}),
    ("Kenyan Foreign Minister Musalia Mudavadi called off a stop in the Ugandan capital in anger.", "cancelled", "visit", {"person:musalia-mudavadi", "government:UGA"}),
    ("The Kenyan foreign minister called off his visit to Addis Ababa planned for Monday.", "cancelled", "visit", {"government:KEN", "government:ETH"}),
    ("Rwanda's president cancelled a stopover in Kinshasa planned for Tuesday.", "cancelled", "visit", {"government:RWA", "government:COD"}),
    ("Kenya's foreign minister is likely to travel to Juba next week.", "planned", "visit", {"government:KEN", "government:SSD"}),
    ("Ruto put the vote off by a month after a telephone call from the American ambassador, Meg Whitman.", "held", "call", {"person:william-ruto", "person:meg-whitman"}),
    ("The presidents of Kenya, Uganda and Rwanda conferred by video conference on Monday.", "held", "call", {"government:KEN", "government:UGA", "government:RWA"}),
    ("Yoweri Museveni and Paul Kagame came on Thursday. They spent close to three hours in the same room.", "held", "meeting", {"person:yoweri-museveni", "person:paul-kagame"}),
    ("President William Ruto and opposition leader Raila Odinga, brought together by Tanzania's president, shook hands in Nairobi on Monday.",
     "held", "meeting", {"person:william-ruto", "person:raila-odinga"}),
    ("Lt. Gen. Asim Malik, Maj. Gen. Ahsan Khan and Col. Tariq Aziz of Pakistan met the Afghan defence minister, Mullah Yaqoob, in Kabul on Monday.",
     "held", "meeting", {"person:asim-malik", "person:ahsan-khan", "person:tariq-aziz", "person:mohammad-yaqoob"}),
    ("President William Ruto, President Yoweri Museveni and the African Union's Moussa Faki met in Nairobi on Monday.",
     "held", "meeting", {"person:william-ruto", "person:yoweri-museveni", "person:moussa-faki-mahamat"}),
    ("A telephone conversation took place on Monday between Vice Premier Ding Xuexiang, US Trade Representative Katherine Tai and Treasury Secretary Janet Yellen.",
     "held", "call", {"person:ding-xuexiang", "person:katherine-tai", "person:janet-yellen"}),
], ids=["bare-day", "brought-for-talks", "brought-to-conference", "stop", "visit-called-off", "stopover", "likely", "put-off-after-call", "video-conference", "same-room", "handshake",
        "generals", "titles-in-a-row", "conversation-between-three"])
def test_contact(text: str, status: str, channel: str, who: set[str]) -> None:
    assert (status, channel, frozenset(who)) in contacts(text)


@pytest.mark.parametrize("text", [
    "Prime Minister Philip Davis of the Bahamas, who brokered the encounter together with Barbados's Mia Mottley, spoke on Monday.",
    "Ruto is unlikely to meet Museveni next week.",
    "Chad's president has said he will meet the Sudanese leader any time, anywhere.",
    "The United Nations wants to bring Chad and Niger to the table.",
    "Rebels are likely to attack Goma next week.",
], ids=["helper", "unlikely", "any-time", "wanted", "foreseen"])
def test_no_contact(text: str) -> None:
    assert coded(text).ledger.contacts == ()


def test_those_brought_together_met_and_not_the_one_who_brought_them() -> None:
    record = coded("Chad's President Mahamat Deby and opposition leader Succes Masra have met for the first time since the vote. The two men, brought together by former Nigerian President "
                   "Olusegun Obasanjo, shook hands in N'Djamena on Thursday and both spoke of the need for peace.")
    assert {frozenset(c.participants) for c in record.ledger.contacts} == {frozenset({"person:mahamat-idriss-deby", "person:succes-masra"})}
    assert record.ledger.contacts[0].date.start == "2024-05-09"
    assert not any("NGA" in x for e in record.events if e.type == "CONSULT" for x in (*e.actors, *e.recipients))


def test_who_helped_to_broker_stands_beside_the_broker() -> None:
    found = [(e.actors, e.recipients) for e in coded("Turkey, which brokered the accord together with Qatar, praised it on Monday.").events if e.type == "CONSULT"]
    assert found
    assert all("government:QAT" not in r for _, r in found)


@pytest.mark.parametrize("text", ["Chad's president has said he will meet the Sudanese leader any time, anywhere.",
                                  "Chad's president said he would meet the Sudanese leader at any place and at any hour."], ids=["will", "would"])
def test_a_meeting_left_to_the_other_is_an_offer(text: str) -> None:
    record = coded(text)
    assert [(p.kind, p.proposer, p.addressee) for p in record.ledger.proposals] == [("meeting", "government:TCD", "government:SDN")]
    assert [(e.type, e.modality) for e in record.events] == [("AGREE", "offered")]


def test_the_day_behind_said_is_that_of_the_saying() -> None:
    found = coded("Kenya's foreign minister said Tuesday he would fly to Juba this week.").ledger.contacts
    assert [(c.status, c.date.start, c.date.end) for c in found] == [("planned", "2024-05-06", "2024-05-12")]


def test_names_on_both_sides_of_a_verb_are_no_row() -> None:
    found = [(e.actors, e.recipients) for e in coded("Yoweri Museveni accused Paul Kagame, William Ruto and Felix Tshisekedi of arming rebels.").events]
    assert found == [(("government:UGA",), ("government:RWA", "government:KEN", "government:COD"))]


@pytest.mark.parametrize("text", [
    "Talks between Chad and Sudan ended on Friday. The second round will be held in Moundou on June 25.",
    "Chad and Sudan held talks in Abeche on Friday. The next round is due in Moundou on June 25.",
    "In a report on talks between Chad and Sudan, we said the second round would be held in Abeche. It will be held in Moundou on June 25.",
])
def test_the_next_round_is_of_those_who_just_met(text: str) -> None:
    (coming,) = [c for c in coded(text).ledger.contacts if c.status == "planned"]
    assert (set(coming.participants), coming.date.start, coming.place and coming.place.name) == ({"government:TCD", "government:SDN"}, "2024-06-25", "Moundou")


def test_what_will_be_held_is_not_always_talks() -> None:
    assert not [c for c in coded("Chad will hold an election in May after talks between parties. It will be held in two rounds.").ledger.contacts if c.status == "planned"]


def told(text: str, day: str = DAY) -> list[tuple[str, str, str | None, str | None, set[str]]]:
    found = code_text(text, published=day).ledger.contacts
    return [(c.status, c.channel, c.date.start, c.place.name if c.place else None, {x.split(":")[1] for x in c.participants}) for c in found]


@pytest.mark.parametrize(("text", "status", "channel", "day", "place", "who"), [
    ("Kenyan Foreign Minister Musalia Mudavadi flew to Paris on Thursday, where he is due to meet his Rwandan counterpart, Olivier Nduhungirehe, on Saturday.",
     "planned", "meeting", "2024-05-11", "Paris", {"musalia-mudavadi", "olivier-nduhungirehe"}),
    ("Kenyan President William Ruto and Ugandan President Yoweri Museveni flew to Geneva, where they are due to meet on Sunday.",
     "planned", "meeting", "2024-05-12", "Geneva", {"william-ruto", "yoweri-museveni"}),
    ("Iran's foreign minister flew to Doha, where he is expected to hold talks with Hamas leaders.", "planned", "meeting", None, "Doha", {"IRN", "hamas"}),
    ("The Houthis will send a delegation to Doha on Sunday for talks with Saudi officials.", "planned", "envoy", "2024-05-12", "Doha", {"houthis", "SAU"}),
    ("Norway sent envoy Dag Nylander to Havana to meet the rebels of the ELN.", "held", "envoy", None, "Havana", {"NOR", "eln"}),
    ("A second round of talks between Serbia and Kosovo, planned for Saturday in Novi Sad, was put off until Sunday because of snow.",
     "planned", "meeting", "2024-05-12", "Novi Sad", {"SRB", "XKX"}),
    ("A meeting of the foreign ministers of Venezuela and Guyana that was due to take place in Brasilia on Saturday has been pushed back a week.",
     "planned", "meeting", "2024-05-18", "Brasilia", {"VEN", "GUY"}),
    ("Talks between Chad and Niger scheduled for Monday were delayed by two days.", "planned", "meeting", "2024-05-15", None, {"TCD", "NER"}),
    ("The summit between William Ruto and Yoweri Museveni was brought forward to Sunday.", "planned", "summit", "2024-05-12", None, {"william-ruto", "yoweri-museveni"}),
    ("Serbia postponed talks with Kosovo until June 3.", "planned", "meeting", "2024-06-03", None, {"SRB", "XKX"}),
    ("Qatar put off the talks between Israel and Hamas to Sunday.", "planned", "meeting", "2024-05-12", None, {"ISR", "hamas"}),
    ("Talks between Armenia and Azerbaijan were postponed indefinitely.", "cancelled", "meeting", None, None, {"ARM", "AZE"}),
    ("Peace talks between Colombia's government and the ELN rebels, which were due to resume in Havana on Monday, have been suspended.",
     "cancelled", "meeting", "2024-05-13", "Havana", {"COL", "eln"}),
    ("The Serbian and Hungarian ministers had been scheduled to hold talks in Budapest on May 18, but the meeting was moved to May 22.",
     "planned", "meeting", "2024-05-22", "Budapest", {"SRB", "HUN"}),
    ("Iran and Iraq are to meet in Geneva on Saturday. The meeting was called off on Thursday after a bomb blast.", "cancelled", "meeting", "2024-05-11", "Geneva", {"IRN", "IRQ"}),
    ("William Ruto was to have met Yoweri Museveni in New York last week but the meeting did not take place.",
     "cancelled", "meeting", "2024-04-29", "New York", {"william-ruto", "yoweri-museveni"}),
], ids=["where-due", "where-they", "where-expected", "delegation-to-third", "envoy-to-third", "put-off-until", "pushed-back", "delayed-by", "brought-forward", "one-side-postpones",
        "host-postpones", "indefinitely", "due-and-suspended", "then-moved", "then-called-off", "did-not-take-place"])
def test_contact_with_day_and_place(text: str, status: str, channel: str, day: str | None, place: str | None, who: set[str]) -> None:
    assert told(text) == [(status, channel, day, place, who)]


@pytest.mark.parametrize("text", [
    "Kosovo asked to move the talks with Serbia to June 3.",
    "Talks between Armenia and Azerbaijan may be pushed back to June 10.",
    "Armenia delayed the withdrawal of its troops until Friday.",
    "The talks between Serbia and Kosovo were not postponed.",
], ids=["asked", "may", "no-meeting", "denied"])
def test_nothing_is_moved(text: str) -> None:
    assert told(text) == []


def test_another_meeting_is_not_the_one_called_off() -> None:
    found = told("Iran and Iraq are to meet in Geneva on Saturday. Talks between Oman and Yemen were called off on Thursday.")
    assert [(status, who) for status, _, _, _, who in found] == [("planned", {"IRN", "IRQ"}), ("cancelled", {"OMN", "YEM"})]


def test_the_two_sides_are_those_who_act_on_each_other() -> None:
    found = told("South Korea and North Korea restored a hotline on Thursday. The North demanded that Seoul cancel its drills with the United States. U.S. envoy Sung Kim is in Seoul, the U.S. "
                 "embassy said. Officers of the two sides met on Wednesday at the border village.")
    assert [who for status, _, _, _, who in found if status == "held"] == [{"KOR", "PRK"}]
