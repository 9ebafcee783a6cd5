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
    ("its own talks", "Iran offered to host talks with Iraq in Tehran.", ()),
    ("its own talks in its own city", "Turkey proposed Istanbul for its own talks with Greece.", ()),
    ("a city elsewhere", "Ukraine proposed Istanbul for talks with Russia.", ()),
    ("a place, but not for talks", "France has offered Paris for the games.", ()),
    ("could, as others say", "Fiji said that Samoa could provide a place for talks with Tonga.", ()),
    ("a similar thing that is no offer", "Kenya has offered to host talks between Sudan and South Sudan. Uganda has made a similar mistake.", ("government:KEN",)),
    ("brought together elsewhere", "Kenya's president has offered to bring the leaders of Rwanda and Congo together in Kampala.", ()),
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
