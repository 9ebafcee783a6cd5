"""Speakers whom no table, country or full name fixes."""

from __future__ import annotations

import pytest

from goodoffices import Record, code_text

#: text, words of the content, name and kind of the speaker
DESCRIBED = [
    ("doctor", "A doctor at Benga hospital said on Monday that nine people had been brought in dead.", "nine people", "doctor at Benga hospital", "person"),
    ("residents", "Gunmen burned the market on Sunday, residents said.", "burned the market", "residents", "civilians"),
    ("lawyer-of", "Police arrested Jan Novak on Monday. His lawyer said he would appeal against the order.", "would appeal", "lawyer of Jan Novak", "person"),
    ("two-traders", "Two grain traders in Beira told Reuters that prices had doubled.", "had doubled", "two grain traders in Beira", "civilians"),
    ("union", "The dockers' union in Beira said the strike would go on.", "would go on", "union in Beira", "ngo"),
    ("company", "The company said the vessel had been freed.", "had been freed", "company", "company"),
    ("spokesman-for", "A spokesman for the diocese said the bishop had not been told.", "not been told", "spokesman for the diocese", "person"),
]


def _speaker(record: Record, words: str) -> tuple[str, str] | None:
    found = {a.id: (a.name, a.kind) for a in record.actors}
    said = [s for s in record.statements if words in s.content.text]
    assert len(said) == 1
    return found[said[0].speaker] if said[0].speaker is not None else None


@pytest.mark.parametrize(("text", "words", "name", "kind"), [c[1:] for c in DESCRIBED], ids=[c[0] for c in DESCRIBED])
def test_described(text: str, words: str, name: str, kind: str) -> None:
    assert _speaker(code_text(text, published="2024-05-07"), words) == (name, kind)


@pytest.mark.parametrize("who", ["An insider", "One source", "Three people familiar with the talks", "Some", "Several others"])
def test_a_vague_source_is_nobody(who: str) -> None:
    assert _speaker(code_text(f"{who} said the draft would be changed.", published="2024-05-07"), "would be changed") is None


@pytest.mark.parametrize("who", ["State law", "The figures", "The road"])
def test_a_thing_does_not_speak(who: str) -> None:
    record = code_text(f"{who} said the draft would be changed.", published="2024-05-07")
    assert [s.speaker for s in record.statements if "draft" in s.content.text] == [None]


#: text, words of the content, the id of a speaker whom the text fixes elsewhere
ELSEWHERE = [
    ("the-statement", 'Kenya will not sign, its foreign ministry said in a statement on Monday. "The terms are unfair," the statement said.', "terms are unfair", "government:KEN"),
    ("middle-name", "The rebels' chief negotiator, James Gatdet Mabior, left on Monday. Gatdet said the talks had failed.", "talks had failed", "James Gatdet Mabior"),
    ("agency-of-a-state", "Latvia's computer emergency team said the pumps had been switched off.", "switched off", "government:LVA"),
    ("mission-of-a-body", "Two peacekeepers were hurt, according to the United Nations mission in Goma.", "Two peacekeepers", "igo:united-nations"),
    ("one-of-them", 'Aid workers say the town is empty. "Hunger is everywhere," one of them said.', "Hunger is everywhere", "aid workers"),
    ("one-of-its", 'Hezbollah will not disarm, one of its commanders told Reuters.', "will not disarm", "armed_group:hezbollah"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), [c[1:] for c in ELSEWHERE], ids=[c[0] for c in ELSEWHERE])
def test_fixed_elsewhere(text: str, words: str, speaker: str) -> None:
    record = code_text(text, published="2024-05-07")
    names = {a.id: a.name for a in record.actors}
    assert [speaker in (s.speaker, names.get(s.speaker or "")) for s in record.statements if words in s.content.text] == [True]


GOES_ON = [
    ("named-in-the-words", 'Sheikh Omar Haddad, the head of the clan, denied that anyone was held. "Mr. Selim Hadi is our guest," he told Reuters.', "our guest", "Omar Haddad"),
    ("owner-beside", 'President Mohamed Muizzu left early, his policy secretary, Jan Novak, told journalists. "He will be back," he said.', "will be back", "Jan Novak"),
    ("another-speaker", 'Jan Novak denied that anyone was held. Mr. Selim Hadi, the mayor, left early. "We are guests," he told Reuters.', "We are guests", "Selim Hadi"),
]


@pytest.mark.parametrize(("text", "words", "name"), [c[1:] for c in GOES_ON], ids=[c[0] for c in GOES_ON])
def test_a_pronoun_goes_on_with_the_last_speaker(text: str, words: str, name: str) -> None:
    record = code_text(text, published="2024-05-07")
    names = {a.id: a.name for a in record.actors}
    assert [names[s.speaker or ""] for s in record.statements if words in s.content.text] == [name]


def test_a_spokesman_of_another_is_not_hers() -> None:
    text = ("Belarusian spokesman Jan Novak said the camp was full. On Monday German Chancellor Angela Merkel telephoned Vladimir Putin about the migrants, her spokesman said.")
    record = code_text(text, published="2021-11-12")
    names = {a.id: a.name for a in record.actors}
    assert [names.get(s.speaker or "") for s in record.statements if "telephoned" in s.content.text] not in ([], ["Jan Novak"])


def test_what_a_warning_is_about_does_not_go_on_to_say() -> None:
    text = "Kenyan President William Ruto warned Ethiopia against touching the dam, saying all options were open."
    assert [s.speaker for s in code_text(text, published="2024-05-07").statements if "all options" in s.content.text] == ["person:william-ruto"]


def test_the_body_that_publishes_says_we() -> None:
    record = code_text("The cabinet has seen the draft. We believe that Oslo will sign it.", published="2024-05-07", publisher="Fjord Peace Institute")
    assert [s.speaker for s in record.statements] == ["media:fjord-peace-institute"]
    assert [s.speaker for s in code_text("We believe that Oslo will sign it.", published="2024-05-07").statements] == [None]


def test_the_land_named_most_does_not_speak_for_the_ministry_of_the_publishers_land() -> None:
    text = ("Iranian boats entered the bay on Monday. Iran said Iranian fishermen had lost their way. Iranian crews were held. "
            "The boats were warned off, the Ministry of Interior announced.")
    record = code_text(text, published="2024-05-07", publisher="Bahrain News Agency")
    assert [s.speaker for s in record.statements if "warned off" in s.content.text] != ["government:IRN"]


def test_the_agency_carries_what_it_carried_before() -> None:
    text = 'The talks are over, Kenyan President William Ruto told Interfax. "This is a red line," he told lawmakers, according to the agency.'
    assert [(s.content.text, s.speaker, s.outlet) for s in code_text(text, published="2024-05-07").statements] == [
        ("The talks are over", "person:william-ruto", "media:interfax"), ('"This is a red line,"', "person:william-ruto", "media:interfax")]


def test_the_media_of_a_land_are_not_its_government() -> None:
    assert [s.speaker for s in code_text("Kenyan media reported that the cabinet had fallen.", published="2024-05-07").statements] == [None]


def test_an_answer_right_before_its_reason_gives_the_stance() -> None:
    record = code_text('Norway proposed a truce to Sudan and Chad on Monday. Sudan backed the proposal, saying it would "save lives". Chad said it had seen it.', published="2024-05-07")
    assert [s.stance for s in record.statements if "save lives" in s.content.text] == ["supports"]
    assert [s.stance for s in record.statements if "had seen" in s.content.text] == [None]


def test_an_unnamed_spokesman_is_no_judge_from_outside() -> None:
    lead = "Somalia and Ethiopia quarrel over a port. Ethiopia offered on Monday to hold talks with Somalia in Nairobi. "
    assert code_text(lead + "The spokesman told reporters that it was too early to say when the talks would begin.", published="2024-05-07").ledger.assessments == ()
