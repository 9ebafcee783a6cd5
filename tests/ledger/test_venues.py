"""Who lends house or ground to others' talks, and what looks like it and is not."""

from __future__ import annotations

import pytest

from goodoffices import code_text

OFFERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("a city of its own", "France has volunteered Paris for a follow-up meeting of the Libyan parties.", ("government:FRA",)),
    ("for a ceremony", "Switzerland has proposed Geneva for the signing ceremony of Armenia and Azerbaijan.", ("government:CHE",)),
    ("to host a ceremony", "Qatar offered to host a signing ceremony in Doha for Congo and Rwanda.", ("government:QAT",)),
    ("the Pope's Vatican", "Pope Leo has offered the Vatican as a venue for future talks between Russia and Ukraine.", ("person:leo",)),
    ("as did another", "Brazil offered its capital for the talks between Guyana and Venezuela, as did Qatar.", ("government:BRA", "government:QAT")),
    ("a similar offer", "Kenya has offered to host talks between Sudan and South Sudan. Uganda has made a similar offer.", ("government:KEN", "government:UGA")),
    ("at their disposal", "Baku and Tashkent have placed halls at the disposal of the two delegations.", ("government:AZE", "government:UZB")),
    ("could, as it says", "Samoa has said that it could provide a place for talks between Fiji and Tonga.", ("government:WSM",)),
    ("brought together at home", "Kenya's president has offered to bring the leaders of Rwanda and Congo together in Nairobi.", ("government:KEN",)),
    ("both leaders", "Germany invited both Libyan leaders to a conference in Berlin.", ("government:DEU",)),
    ("a platform", "Turkey and Kazakhstan have likewise said they would provide a platform for negotiations between Armenia and Georgia.", ("government:KAZ", "government:TUR")),
    ("take over as hosts", "Panama and Ecuador are ready to take over as hosts should Peru throw in the towel.", ("government:ECU", "government:PAN")),
    ("serve as host", "Finland has offered to serve as host of a summit between Russia and the United States.", ("government:FIN",)),
    ("forward as host", "Slovenia put itself forward as host of the talks between Serbia and Kosovo.", ("government:SVN",)),
    ("could serve as the venue", "Kenya could serve as the venue for the talks, President William Ruto said.", ("government:KEN",)),
    ("an offer welcomed", "The African Union welcomes the offer of the President of Ghana, Nana Akufo-Addo, to receive the representatives of the parties in Accra.", ("government:GHA",)),
    ("described guests", "Algerian Foreign Minister Ramtane Lamamra on Friday invited all the northern groups to Algiers for exploratory talks.", ("government:DZA",)),
    ("a city that is no capital", "Geneva is willing to host the next round of talks between Sudan's army and the RSF, the Swiss government said.", ("government:CHE",)),
    ("as chair", "Norway is ready to take over as chair of the Arctic Council.", ()),
    ("host of a cup", "Morocco has offered to serve as host of the football cup.", ()),
    ("refugees", "Jordan is ready to receive refugees from Syria.", ()),
    ("a platform for sales", "Estonia said it would provide a platform for online sales.", ()),
    ("its own talks", "Iran offered to host talks with Iraq in Tehran.", ()),
    ("its own talks in its own city", "Turkey proposed Istanbul for its own talks with Greece.", ()),
    ("a city elsewhere", "Ukraine proposed Istanbul for talks with Russia.", ()),
    ("a place, but not for talks", "France has offered Paris for the games.", ()),
    ("could, as others say", "Fiji said that Samoa could provide a place for talks with Tonga.", ()),
    ("a similar thing that is no offer", "Kenya has offered to host talks between Sudan and South Sudan. Uganda has made a similar mistake.", ("government:KEN",)),
    ("brought together elsewhere", "Kenya's president has offered to bring the leaders of Rwanda and Congo together in Kampala.", ()),
    ("a river to talk of", "Paraguay on Tuesday turned down a Bolivian proposal to hold talks on navigation of the Paraguay River.", ()),
    ("an island to talk on", "Tunisia offered to hold the talks on the island of Djerba.", ("government:TUN",)),
    ("a town behind the topic", "Qatar offered to hold talks between Chad and Libya on the crisis in Doha.", ("government:QAT",)),
    ("as before", "Kenya has offered to host talks between Sudan and South Sudan, as Uganda knows.", ("government:KEN",)),
)


@pytest.mark.parametrize(("text", "hosts"), [c[1:] for c in OFFERS], ids=[c[0] for c in OFFERS])
def test_hosts(text: str, hosts: tuple[str, ...]) -> None:
    offers = code_text(text, published="2024-05-21").ledger.venue_offers
    assert tuple(sorted(v.host for v in offers)) == hosts
    assert all(v.status == "offered" and v.evidence[0].text in text for v in offers)


def test_own_talks_are_a_proposal_and_an_invitation_is_both() -> None:
    (own,) = code_text("Iran offered to host talks with Iraq in Tehran.", published="2024-05-21").ledger.proposals
    assert (own.proposer, own.addressee) == ("government:IRN", "government:IRQ")
    record = code_text("Kenya's president has offered to bring the leaders of Rwanda and Congo together in Nairobi.", published="2024-05-21")
    (both,) = record.ledger.proposals
    assert (both.kind, both.venue and both.venue.name) == ("meeting", "Nairobi")
    assert record.ledger.venue_offers[0].evidence[0].text.startswith("Kenya's president")


PLACES: tuple[tuple[str, str, str | None], ...] = (
    ("host named by its city", "Uruguayan President Tabare Vazquez said Montevideo would be willing to host a meeting between the leaders of Peru and Chile.", "Montevideo"),
    ("city offered", "Austria offered Vienna as a venue for talks between Russia and Ukraine.", "Vienna"),
    ("invited to", "Kenya has invited both sides to Nairobi for talks.", "Nairobi"),
    ("by country", "Uruguay would be willing to host a meeting between the leaders of Peru and Chile.", None),
    ("another city", "Uruguay's capital is calm. Montevideo would be willing to host a meeting between the leaders of Peru and Chile in Salto.", "Salto"),
)


@pytest.mark.parametrize(("text", "place"), [c[1:] for c in PLACES], ids=[c[0] for c in PLACES])
def test_places(text: str, place: str | None) -> None:
    (offer,) = code_text(text, published="2024-05-21").ledger.venue_offers
    assert (offer.place and offer.place.name) == place


def test_who_takes_refugees_in_proposes_nothing() -> None:
    record = code_text("Jordan is ready to receive refugees from Syria.", published="2024-05-21")
    assert record.actors and record.ledger.proposals == ()


@pytest.mark.parametrize(("text", "day"), [
    ("Oman, which offered last Tuesday to host talks between Yemen's government and the Houthis, said on Wednesday it was still waiting.", "2024-04-09"),
    ("Kuwait had offered on April 2 to host the talks between Yemen and the Houthis.", "2024-04-02"),
    ("Kenya said on Monday it was ready to host talks between Sudan's army and the Rapid Support Forces on May 3.", "2024-04-08"),
    ("Kenya is ready to host talks between Sudan's army and the Rapid Support Forces on May 3.", None),
], ids=["relative", "pluperfect", "said", "day-of-the-talks"])
def test_the_day_of_an_offer(text: str, day: str | None) -> None:
    assert [v.date.start for v in code_text(text, published="2024-04-10").ledger.venue_offers] == [day]
