"""Statements in agency prose: joint speakers, offices, media that carry, denials without content, interrupted and quoted-as clauses."""

from __future__ import annotations

import pytest

from goodoffices import code_text

DATE = "2024-05-07"

SAID = [
    ("relative-inside", 'Turkish Foreign Minister Hakan Fidan said both sides, which met for less than two hours, had shown "a constructive approach".',
     'both sides, which met for less than two hours, had shown "a constructive approach"', "person:hakan-fidan", None),
    ("after-talks", 'Kenyan President William Ruto said, after talks with his Ugandan counterpart in Kampala, that Kenya would "not stand idle".', 'that Kenya would "not stand idle"', "person:william-ruto", None),
    ("quoted-lead", 'In what he called a "final warning", Kenyan President William Ruto said the militia must leave by Friday.', "the militia must leave by Friday", "person:william-ruto", None),
    ("however", "Kenya said, however, that time was short.", "that time was short", "government:KEN", None),
    ("was-quoted-as-saying", 'U.S. demands that Tehran stop enriching uranium were "excessive", Foreign Minister Abbas Araqchi was quoted as saying by the IRNA news agency.',
     'U.S. demands that Tehran stop enriching uranium were "excessive"', "person:abbas-araghchi", "media:irna"),
    ("voicing-doubt", "Voicing doubt that the talks would succeed, Russian Foreign Minister Sergei Lavrov told reporters that Washington was asking for too much.",
     "that the talks would succeed", "person:sergei-lavrov", None),
    ("expressing-hope", "Expressing hope that the truce would hold, Kenyan President William Ruto flew to Doha.", "that the truce would hold", "person:william-ruto", None),
    ("office", "Kenyan President William Ruto's office said he had spoken to the Ugandan president by telephone.", "he had spoken to the Ugandan president by telephone", "government:KEN", None),
    ("counterpart", "Togo's foreign minister spoke first. His Kenyan counterpart, Musalia Mudavadi, said that Nairobi had proposed a meeting.", "that Nairobi had proposed a meeting", "person:musalia-mudavadi", None),
    ("saying-of-the-subject", "Kenya's Foreign Minister Musalia Mudavadi on Friday rejected accusations by Uganda that his country had massed troops on the border, saying the claims were false.",
     "the claims were false", "person:musalia-mudavadi", None),
    ("carried", "Kenyan President William Ruto said the road was open, Reuters reported.", "the road was open", "person:william-ruto", "media:reuters"),
    ("according-to-a-medium", 'Russian Foreign Minister Sergei Lavrov said, according to the Tass news agency, that the drills were "a direct threat".', 'that the drills were "a direct threat"',
     "person:sergei-lavrov", "media:tass"),
    ("over-a-medium", "North Korea said on Thursday it had tested a missile, state news agency KCNA reported, and warned that the South would pay.", "that the South would pay", "government:PRK", None),
    ("judgement-quoted", 'Kenyan President William Ruto dismissed as "a lie" claims by Uganda that Kenyan police had crossed the border.',
     'as "a lie" claims by Uganda that Kenyan police had crossed the border', "person:william-ruto", None),
    ("following-statement", 'The foreign ministry of Qatar issued the following statement: "We regret the decision. We will study it."', '"We regret the decision. We will study it."', "government:QAT", None),
    ("a-member", "The road stays shut, a member of the provincial council, Jan Novak, said.", "The road stays shut", "person:jan-novak", None),
    ("one-of-them", '"I slept on my tomatoes," recounted one of them, Jan Novak.', '"I slept on my tomatoes,"', "person:jan-novak", None),
    ("colleague", "Our colleague Jan Novak says the road is shut.", "the road is shut", "person:jan-novak", None),
    ("not-the-quoted-they", '"They wanted to show that they can, nothing more," reckons Jan Novak, who teaches in Accra.', '"They wanted to show that they can, nothing more,"', "person:jan-novak", None),
    ("short", "He will see, says Kenyan President William Ruto.", "He will see", "person:william-ruto", None),
    ("end-of-the-inner", "Kenya's spy agency told lawmakers that Uganda was preparing a raid, a lawmaker told reporters after the session.", "that Uganda was preparing a raid", "government:KEN", None),
]


@pytest.mark.parametrize(("text", "content", "speaker", "outlet"), [c[1:] for c in SAID], ids=[c[0] for c in SAID])
def test_said(text: str, content: str, speaker: str, outlet: str | None) -> None:
    assert (content, speaker, outlet) in [(s.content.text, s.speaker, s.outlet) for s in code_text(text, published=DATE).statements]


TOGETHER = [
    ("three", "Britain, France and Germany have said that any transfer would be illegal.", {"government:GBR", "government:FRA", "government:DEU"}),
    ("persons", "German Chancellor Friedrich Merz and French President Emmanuel Macron said that both sides should rest.", {"person:friedrich-merz", "person:emmanuel-macron"}),
    ("groups", "Hamas and Islamic Jihad said they had agreed.", {"armed_group:hamas", "armed_group:palestinian-islamic-jihad"}),
]


@pytest.mark.parametrize(("text", "members"), [c[1:] for c in TOGETHER], ids=[c[0] for c in TOGETHER])
def test_speakers_joined_by_and_speak_together(text: str, members: set[str]) -> None:
    record = code_text(text, published=DATE)
    (said,) = record.statements
    (group,) = [a for a in record.actors if a.id == said.speaker]
    assert (group.kind, set(group.members), group.count) == ("group", members, len(members))


def test_a_list_with_a_stranger_or_a_choice_is_no_group() -> None:
    for text in ("Iran or Iraq said the road was closed.", "Kenya said that Britain and France knew."):
        record = code_text(text, published=DATE)
        assert record.statements and not any((s.speaker or "").startswith("group:") for s in record.statements)


@pytest.mark.parametrize("who", ["A friend of Jan Novak", "Relatives of Jan Novak"])
def test_whose_friends_they_are_does_not_speak(who: str) -> None:
    (said,) = code_text(f"{who} said the bridge was safe.", published=DATE).statements
    assert said.speaker != "person:jan-novak"


ONE = [
    ("named", "Japanese Prime Minister Sanae Takaichi said she had ordered a search, Kyodo news agency reported."),
    ("unnamed", "Kenyan President William Ruto said he had ordered a search, state media reported."),
    ("final-clause", "Iran will not give up its missiles, Foreign Minister Abbas Araqchi said, state media reported."),
]


@pytest.mark.parametrize("text", [c[1] for c in ONE], ids=[c[0] for c in ONE])
def test_the_medium_that_carries_words_says_nothing_of_its_own(text: str) -> None:
    (said,) = code_text(text, published=DATE).statements
    assert (said.speaker or "").startswith("person:") and "report" not in said.content.text


def test_a_medium_with_no_further_source_speaks() -> None:
    (said,) = code_text("The bridge was closed on Monday, Reuters reported.", published=DATE).statements
    assert said.speaker == "media:reuters"


@pytest.mark.parametrize("words", ["the reports", "responsibility", "it", "the allegation", "any wrongdoing"])
def test_a_denial_without_content_is_no_statement(words: str) -> None:
    assert code_text(f"Kenya denied {words}.", published=DATE).statements == ()


@pytest.mark.parametrize("words", ["having fired first", "that it had fired first", "any link with the attack on the depot", "the allegation that it had fired first"])
def test_a_denial_with_content_is_one(words: str) -> None:
    (said,) = code_text(f"Kenya denied {words}.", published=DATE).statements
    assert (said.content.text, said.speaker) == (words, "government:KEN")


SPLIT = [
    ("title-between", '"What we see here," said William Ruto, the Kenyan president, "is a collapse of all restraint."', ['"What we see here,"', '"is a collapse of all restraint."']),
    ("because", "The talks, William Ruto added, because of the holiday would not resume before April.", ["The talks", "because of the holiday would not resume before April"]),
]


@pytest.mark.parametrize(("text", "parts"), [c[1:] for c in SPLIT], ids=[c[0] for c in SPLIT])
def test_the_rest_behind_the_clause_is_kept(text: str, parts: list[str]) -> None:
    (said,) = code_text(text, published=DATE).statements
    assert ([x.text for x in said.parts], said.speaker) == (parts, "person:william-ruto")


ENDS = [
    ("adding", "Kenya told reporters that Uganda “had a policy which was maniacal,” adding that it would not follow.", ["that Uganda “had a policy which was maniacal,”", "that it would not follow"]),
    ("interview", "Kenya accused Uganda of lying, saying it does not want “that quarrel,” in an interview with CNN on Sunday.", ["Uganda of lying", "it does not want “that quarrel,”"]),
    ("did-not-suggest", "Kenya said that it would offer “a prayer” for the dead but did not suggest that the talks would stop.", ["that it would offer “a prayer” for the dead"]),
]


@pytest.mark.parametrize(("text", "contents"), [c[1:] for c in ENDS], ids=[c[0] for c in ENDS])
def test_what_the_writer_goes_on_with_is_not_said(text: str, contents: list[str]) -> None:
    assert [s.content.text for s in code_text(text, published=DATE).statements] == contents


def test_a_place_before_a_dash_says_nothing() -> None:
    record = code_text("Rwanda waits.\n\nNAIROBI — Kenyan President William Ruto says he will not go.", published=DATE)
    assert [s.speaker for s in record.statements] == ["person:william-ruto"]
