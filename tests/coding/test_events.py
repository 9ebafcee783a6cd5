"""Who did what to whom: plain sentences of news, one act each. Columns: id, text, category, modality, actors, recipients."""

from __future__ import annotations

import pytest

from goodoffices import code_text

PUBLISHED = "2024-05-07"


@pytest.fixture(autouse=True)
def _all_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """The coder is tested here, not the threshold below which the record leaves an event out."""
    monkeypatch.setattr("goodoffices.pipeline.ABSTAIN", 0.0)
    monkeypatch.setattr("goodoffices.pipeline.ABSTAIN_NARROW", 0.0)


CASES = [
    ("active", "France condemned the raid by Chad.", "ACCUSE", "actual", ("government:FRA",), ("government:TCD",)),
    ("passive-agent", "Russia was condemned by the UN General Assembly.", "ACCUSE", "actual", ("igo:un-general-assembly",), ("government:RUS",)),
    ("accuse-gerund", "Togo accused Ghana of shelling a village.", "ACCUSE", "actual", ("government:TGO",), ("government:GHA",)),
    ("refusal-infinitive", "Russia refused on Monday to prolong the deal.", "REJECT", "actual", ("government:RUS",), ()),
    ("refusal-by-negation", "The Greek prime minister will not meet the Turkish president.", "REJECT", "actual", ("government:GRC",), ("government:TUR",)),
    ("phrasal-refusal", "Washington turned down the Iranian offer.", "REJECT", "actual", ("government:USA",), ("government:IRN",)),
    ("offer-mediation", "Norway has offered to mediate in the dispute between Guyana and Venezuela.", "AGREE", "offered", ("government:NOR",), ("government:GUY", "government:VEN")),
    ("agree-resume", "Iran and Saudi Arabia agreed on Friday to resume diplomatic relations.", "AGREE", "actual", ("government:IRN", "government:SAU"), ()),
    ("meet", "Jordan's king and Egypt's president met in Aqaba on Tuesday.", "CONSULT", "actual", ("government:JOR", "government:EGY"), ()),
    ("call", "Germany's chancellor telephoned the Turkish president on Monday.", "CONSULT", "actual", ("government:DEU",), ("government:TUR",)),
    ("planned-meeting", "The president of Kenya will host Somalia's leader in Nairobi next week.", "AGREE", "planned", ("government:SOM",), ("government:KEN",)),
    ("threat-condition", "The United States threatened to impose sanctions on Serbia unless it recognised the deal.", "THREATEN", None, ("government:USA",), ("government:SRB",)),
    ("warn", "Pakistan warned India that it would respond with full force if its water was cut off.", "THREATEN", None, ("government:PAK",), ("government:IND",)),
    ("demand-length", "On Tuesday Bishkek gave Tajikistan one week to withdraw the guards.", "REQUEST", "actual", ("government:KGZ",), ("government:TJK",)),
    ("told-to", "The African Union told the soldiers of Niger to return to their barracks.", "REQUEST", "actual", ("igo:african-union",), ("military:NER",)),
    ("recall-ambassador", "Peru recalled its ambassador from Bolivia.", "SANCTION", "actual", ("government:PER",), ("country:BOL",)),
    ("expel", "France expelled two Azerbaijani diplomats.", "SANCTION", "actual", ("government:FRA",), ("government:AZE",)),
    ("border", "Poland closed its border with Belarus on Thursday night.", "SANCTION", "actual", ("government:POL",), ("government:BLR",)),
    ("release", "Hamas released four Israeli hostages on Saturday.", "RETREAT", "actual", ("armed_group:hamas",), ("civilians:ISR",)),
    ("exchange", "Armenia and Azerbaijan exchanged 20 prisoners of war at the border on Friday.", "COOPERATE", "actual", ("government:ARM", "government:AZE"), ()),
    ("aid", "Germany sent medical aid to Sudan.", "AID", "actual", ("government:DEU",), ("government:SDN",)),
    ("future-withdrawal", "Ethiopia will withdraw its troops from Somalia by December.", "CONCEDE", "planned", ("government:ETH",), ("country:SOM",)),
    ("apology", "Armenia's prime minister apologised to Georgia for the incident.", "CONCEDE", "actual", ("government:ARM",), ("government:GEO",)),
    ("arrest", "Thai marine police arrested nine Lao sand dredgers on Monday.", "COERCE", "actual", ("police:THA",), ("civilians:LAO",)),
    ("negated-deed", "Russia did not attack Poland.", "ASSAULT", "negated", ("government:RUS",), ("government:POL",)),
    ("denied-deed", "Ghana denied having shelled the village.", "ASSAULT", "negated", ("government:GHA",), ()),
    ("visit", "Chad's leader, Mahamat Idriss Déby, flew to Niamey on Sunday.", "CONSULT", "actual", ("government:TCD",), ("government:NER",)),
    ("cancelled", "Israel's prime minister cancelled his visit to Poland.", "REJECT", "actual", ("government:ISR",), ("government:POL",)),
]


@pytest.mark.parametrize(("text", "kind", "modality", "actors", "recipients"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_event(text: str, kind: str, modality: str | None, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    events = code_text(text, published=PUBLISHED).events
    found = [(e.type, e.actors, e.recipients) for e in events]
    assert (kind, actors, recipients) in found
    if modality is not None:
        assert modality in {e.modality for e in events if e.type == kind}


NOTHING = [
    ("weather", "Heavy rain fell on the coast of Portugal on Sunday."),
    ("sport", "Brazil beat Chile by two goals to one."),
    ("no-verb", "A long day. Then silence."),
    ("figure", "The book was a success in Norway and Sweden."),
]


@pytest.mark.parametrize("text", [c[1] for c in NOTHING], ids=[c[0] for c in NOTHING])
def test_a_sentence_that_reports_nothing_gives_nothing(text: str) -> None:
    record = code_text(text, published=PUBLISHED)
    assert [e.type for e in record.events if e.modality in ("actual", "ongoing", "planned", "offered")] == []
    assert record.ledger.proposals == ()


UNREAL = [
    ("could", "Turkey could attack Greece.", "ASSAULT"),
    ("if", "If Iran attacked Israel, thousands would flee.", "ASSAULT"),
    ("accused-of", "Niger accused Benin of plotting to attack the country.", "ASSAULT"),
    ("long-ago", "Argentina invaded the islands in 1982.", "ASSAULT"),
    ("denied", "Ghana denied having shelled the village.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "kind"), [c[1:] for c in UNREAL], ids=[c[0] for c in UNREAL])
def test_unreal_deeds_are_never_actual(text: str, kind: str) -> None:
    record = code_text(text, published=PUBLISHED)
    assert not [e for e in record.events if e.type == kind and e.modality in ("actual", "ongoing")]
    assert record.ledger.incidents == ()
