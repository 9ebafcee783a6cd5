"""What words deny, who is said to have begun, and which recorded entry that speaks against: tables of wordings, then whole reports."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.ledger.dossiers.accusations import says_who_began, says_who_it_was
from goodoffices.ledger.dossiers.denials import denied_sorts
from goodoffices.ledger.dossiers.encounters import other_town
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Dossier, Place
from goodoffices.pipeline import code_text

DENIED = [
    ("that its guns had not fired on the town", False, {"deed"}), ("Not a single shot was fired from our bank", False, {"deed"}),
    ("that no Beninese soldier had been near the ferry", False, {"deed"}), ("We never shelled anybody", False, {"deed"}),
    ("having taken the welders", True, {"deed"}), ("that it had nothing to do with the kidnapping", False, {"part"}), ("any part in it", True, {"part"}),
    ("that no telephone call between the two had taken place", False, {"encounter"}), ("The reported meeting never took place", False, {"encounter"}),
    ("that her minister hadn't met the envoy", False, {"encounter"}), ("We never refused to talk", False, {"refusal"}), ("that it had not turned anybody's offer down", False, {"refusal"}),
    ("that it had never received an offer of a truce", False, {"offer"}), ("that no proposal had reached it", False, {"offer"}), ("that it had offered a truce", True, {"offer"}),
    ("We have not been invited to any talks", False, {"offer"}), ("the story of a raid a fishmonger's tale", False, {"deed"}),
    # what comes, what is not yet, what is no meeting, what is no denial
    ("that it would not fire on anybody", False, set()), ("that its ships will never attack", False, set()), ("that it does not talk to rebels", False, set()),
    ("that no meeting is planned", False, set()), ("that Armenia had not met the conditions for peace", False, set()), ("that the other side had fired first", False, set()),
    ("Three soldiers, and not four, were killed in the fighting", False, set()), ("that they had not met unless by chance", False, set()),
    ("that it had not refused", True, set()), ("that the harvest was good", False, set()),
]


@pytest.mark.parametrize(("words", "cue", "sorts"), DENIED, ids=[d[0] for d in DENIED])
def test_what_words_deny(words: str, cue: bool, sorts: set[str]) -> None:
    assert denied_sorts(tokens(words), cue=cue) == sorts


@pytest.mark.parametrize(("words", "began"), [
    ("that the guards had fired first", True), ("the patrol opened fire first after crossing the line", True), ("it was the first to shoot", True), ("They fired the first shot", True),
    ("that the rebels had started the fighting", True), ("that its men were fired on first", False), ("that it had not fired first", False), ("that the talks had started", False),
    ("that the first convoy was attacked", False)])
def test_who_began(words: str, began: bool) -> None:
    assert says_who_began(tokens(words)) is began


@pytest.mark.parametrize(("words", "pointed"), [
    ("It was the Kenyan vessel that sailed into ours", True), ("It was not the vessel that was hit", False), ("It was cold in the town", False), ("The vessel that was hit sank", False)])
def test_who_it_was(words: str, pointed: bool) -> None:
    assert says_who_it_was(tokens(words)) is pointed


@pytest.mark.parametrize(("one", "two", "other"), [
    (Place(name="Vienna", country="AUT"), Place(name="Budapest", country="HUN"), True), (Place(name="Muscat", country="OMN"), Place(name="Seeb", country="OMN"), False),
    (Place(name="Muscat", country="OMN", latitude=23.6, longitude=58.5), Place(name="Salalah", country="OMN", latitude=17.0, longitude=54.1), True),
    (Place(name="Muscat", country="OMN", latitude=23.6, longitude=58.5), Place(name="Ruwi", country="OMN", latitude=23.59, longitude=58.54), False),
    (Place(name="Dibba", country="OMN"), Place(name="Dibba, Fujairah", country="ARE"), False)], ids=["countries", "no coordinates", "far", "near", "one name"])
def test_other_town(one: Place, two: Place, other: bool) -> None:
    assert other_town(one, two) is other and other_town(two, one) is other


REPORTS = [
    ("two counts of one night", [("2024-03-04", "Gunmen attacked a bus near Quetta on Sunday and killed five passengers."),
                                 ("2024-03-04", "Eleven passengers were killed when gunmen attacked a bus near Quetta on Sunday.")], ["number of dead"]),
    ("each says the other fired first", [("2024-03-04", "Thai and Cambodian soldiers exchanged fire at Chong Bok on Saturday and two of them were wounded. Thailand's army said that Cambodian "
                                          "soldiers had opened fire first."),
                                         ("2024-03-05", "Cambodia's defence ministry said that Thai soldiers had fired first at Chong Bok on Saturday.")], ["who did it"]),
    ("a call that one side says there was none of", [("2024-05-06", "The presidents of Kenya and Uganda spoke by telephone on Sunday about the fishing dispute, William Ruto's office said."),
                                                     ("2024-05-07", "Uganda's foreign ministry said that no telephone call between the two presidents had taken place.")],
     ["whether it took place"]),
    ("a letter never received", [("2024-03-04", "Bolivia's president, Luis Arce, sent a letter to Chile on Monday in which he proposed talks on the port of Arica."),
                                 ("2024-03-09", "Chile had not received any letter from Bolivia, the foreign ministry in Santiago said on Saturday.")], ["whether it took place"]),
    ("never refused", [("2024-05-06", "Armenia on Monday invited Azerbaijan to talks in Tbilisi about the canal at Zod."),
                       ("2024-05-08", "Azerbaijan rejected on Wednesday Armenia's invitation to talks in Tbilisi."),
                       ("2024-05-12", "\"We never refused to talk,\" Azerbaijan's foreign minister Jeyhun Bayramov said on Sunday.")], ["never refused, beside a refusal recorded"]),
    ("never received an offer", [("2024-05-06", "Armenia on Monday offered Azerbaijan a thirty-day truce along the canal at Zod."),
                                 ("2024-05-12", "Azerbaijan had not received any offer of a truce from Armenia, its foreign minister Jeyhun Bayramov said on Sunday.")],
     ["an offer recorded, and none made"]),
    ("an offer its author denies", [("2024-03-04", "Iran has offered Iraq a truce along the Shatt al-Arab, Iraqi officials said on Monday."),
                                    ("2024-03-06", "Iran denied on Wednesday that it had offered Iraq a truce.")], ["an offer recorded, and none made"]),
    ("a deed called an invention", [("2024-03-04", "Ukrainian drones struck a bridge at Chongar on Sunday and wounded two guards, Russia said."),
                                    ("2024-03-05", "Ukraine called the report of an attack on the bridge at Chongar an invention.")], ["deed and denial"]),
    ("two towns", [("2024-05-06", "The foreign ministers of Serbia and Croatia met in Vienna on Sunday to talk about the Danube islands."),
                   ("2024-05-07", "Croatia's foreign minister and his Serbian counterpart met in Budapest on Sunday to talk about the Danube islands.")], ["where it took place"]),
    ("conditions not met", [("2024-03-04", "The foreign ministers of Armenia and Azerbaijan met in Tbilisi on Friday."),
                            ("2024-03-06", "Armenia had not met the conditions for peace, Azerbaijan said on Tuesday.")], []),
    ("another raid denied", [("2024-03-04", "Rwandan soldiers attacked a Congolese post at Bunagana on Friday and killed four soldiers, Congo said."),
                             ("2024-03-06", "Rwanda denied that its soldiers had attacked a refugee camp in Burundi.")], []),
    ("another offer not received", [("2024-03-04", "Kenya on Monday invited Somalia to talks in Nairobi about the sea boundary."),
                                    ("2024-03-09", "Somalia had received no offer of grain from Kenya, its farm minister said on Saturday.")], []),
    ("an exchange refused, talks not", [("2024-05-06", "Armenia on Sunday offered Azerbaijan an exchange of prisoners. Azerbaijan rejected the exchange on Monday."),
                                        ("2024-05-12", "\"We never refused to talk,\" Azerbaijan's foreign minister Jeyhun Bayramov said on Sunday.")], []),
    ("a second day of talks", [("2024-03-04", "The foreign ministers of Serbia and Croatia met in Vienna on Saturday."),
                               ("2024-03-05", "The foreign ministers of Serbia and Croatia met again in Vienna on Sunday.")], []),
    ("two nights", [("2024-05-06", "Drones hit a fuel depot at Kremen on Saturday, killing two people. Ukraine blamed Russia."),
                    ("2024-05-09", "Drones hit a fuel depot at Kremen on Tuesday, killing seven people. Ukraine blamed Russia.")], []),
]


@pytest.mark.parametrize(("reports", "reasons"), [r[1:] for r in REPORTS], ids=[r[0] for r in REPORTS])
def test_contradictions_between_reports(reports: list[tuple[str, str]], reasons: list[str], know: Any) -> None:
    made = [code_text(text, published=day, publisher=f"Outlet {k}") for k, (day, text) in enumerate(reports)]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]
    now = state(Dossier(id="dossier:test", name="test", articles=tuple(r.document.id for r in records)), records, know)
    assert any(getattr(now.ledger, name) for name in now.ledger.__struct_fields__)
    assert [c.reason for c in now.contradictions] == reasons
    texts = {r.document.id: r.document.text for r in records}
    for c in now.contradictions:
        assert {p.article for p in c.sides[0].sources} != {p.article for p in c.sides[1].sources}
        assert all(texts[p.article][s.start:s.end] == s.text for side in c.sides for p in side.sources for s in p.evidence)
