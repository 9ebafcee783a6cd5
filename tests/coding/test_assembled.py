"""Place, date and evidence of events, and what is no event at all, on whole sentences."""

from __future__ import annotations

import pytest

from goodoffices import code_text
from goodoffices.model import Event
from goodoffices.ontology import load

P = "2024-05-07"


def one(sentence: str, type: str) -> Event:
    found = [e for e in code_text(sentence, published=P).events if e.type == type]
    assert found, f"no {type}"
    return found[0]


@pytest.mark.parametrize(("sentence", "type", "place"), [
    ("Ghana has proposed that the commission meet in Keta on Monday.", "AGREE", "Keta"),
    ("Armenian rockets had hit the city of Terter on Tuesday.", "ASSAULT", "Terter"),
    ("About three hundred people marched through Katima Mulilo on Saturday.", "PROTEST", "Katima Mulilo"),
    ("Cambodian rockets hit a petrol station in Sisaket province on Thursday, killing at least eight people.", "ASSAULT", "Sisaket"),
    ("Pakistani troops fired mortars at villages in the Poonch district on Saturday.", "ASSAULT", "Poonch"),
    ("The presidents of Kenya and Uganda are due to meet in Addis Ababa next week.", "AGREE", "Addis Ababa"),
    ("Rebels attacked the town of Bria in the Central African Republic, killing ten.", "ASSAULT", "Bria"),
    ("A bomb exploded near Arlit in northern Niger on Monday.", "ASSAULT", "Arlit"),
    ("The three countries signed a declaration in Khartoum in April.", "SUPPORT", "Khartoum"),
    ("Fighters and soldiers of Congo clashed on Tuesday around Mulamba, in the province of South Kivu.", "ASSAULT", "Mulamba"),
    ("Russian missiles hit Odesa on Monday.", "ASSAULT", "Odesa"),
    ("The defence ministry in Bogota rejected the proposal of Peru.", "REJECT", None),
    ("Kenya accused the government in Kampala of arming the rebels.", "ACCUSE", None),
    ("Gabon demanded that oil companies in Angola pay the tax.", "REQUEST", None),
    ("Indian and Pakistani troops fought over Kashmir in April.", "ASSAULT", None),
    ("Norway's ministry in Oslo promised to send aid to Somalia.", "AGREE", None),
    # told from another side: what the deed did, what it was done to, who did it
    ("At least nine people were killed on Sunday when aircraft struck two houses in Homs.", "ASSAULT", "Homs"),
    ("Two miners were killed and six hurt on Friday when police tried to clear the bridge at Cajamarca.", "ASSAULT", "Cajamarca"),
    ("The car bomb that killed 12 people in Kabul on Thursday shook the city.", "ASSAULT", "Kabul"),
    ("Fresh fighting broke out west of Suwayda on Friday between the army and the rebels.", "ASSAULT", "Suwayda"),
    ("Hooded men set fire to two lorries of the mining company near Arequipa on Sunday.", "ASSAULT", "Arequipa"),
    ("Rebels struck the Central African capital from two sides on Monday.", "ASSAULT", "Bangui"),
    ("Customs officers in Lautoka have impounded eleven containers of kava.", "COERCE", "Lautoka"),
    ("Students in Belgrade demonstrated on Saturday against the killing of a boy in Novi Sad.", "PROTEST", "Belgrade"),
    ("The foreign ministers of Poland and Latvia are to confer in Warsaw on Friday.", "AGREE", "Warsaw"),
    ("Three Turkish soldiers were killed by a roadside bomb near Manbij on Monday.", "ASSAULT", "Manbij"),
    ("Armed men fell upon the town of Bria on Monday and killed ten.", "ASSAULT", "Bria"),
    ("The ministry in Moscow said that Ukrainian drones were shot down on Monday.", "ASSAULT", None),
])
def test_place_is_that_of_the_deed_or_the_venue(sentence: str, type: str, place: str | None) -> None:
    found = one(sentence, type).place
    assert (found.name if found else None) == place


@pytest.mark.parametrize(("sentence", "type", "start"), [
    ("Ghana has proposed that the commission meet in Keta on Monday.", "AGREE", None),
    ("Peru on Monday invited Chile to talks in Lima on Friday.", "AGREE", "2024-05-06"),
    ("Bolivia has invited Peru to talks in Geneva on June 23.", "AGREE", None),
    ("Peru invited Chile to talks on Monday, May 6.", "AGREE", "2024-05-06"),
    ("Kenya demanded on Sunday that Somalia reopen the port by Friday.", "REQUEST", "2024-05-05"),
    ("The presidents of Kenya and Uganda will meet in Nairobi on Friday.", "AGREE", "2024-05-10"),
    ("Peru's foreign minister said on Monday that Peru rejects the plan.", "REJECT", "2024-05-06"),
    ("Chile threatened to close the border on Friday.", "THREATEN", None),
])
def test_date_of_words_is_not_that_of_their_content(sentence: str, type: str, start: str | None) -> None:
    assert one(sentence, type).date.start == start


@pytest.mark.parametrize(("sentence", "type", "words"), [
    ("Iran denied that its soldiers had crossed the border.", "MOBILIZE", "denied that its soldiers had crossed the border"),
    ("Kenya closed the border after Somali rebels attacked the town of Mandera.", "ASSAULT", "Somali rebels attacked the town of Mandera"),
    ("Peru accepted the plan, saying that it had waited for years.", "AGREE", "Peru accepted the plan"),
    ("Peru rejected the plan on Monday, and Chile has closed the border.", "REJECT", "Peru rejected the plan on Monday"),
    ("Turkish jets bombed two villages in Syria, according to the ministry.", "ASSAULT", "Turkish jets bombed two villages in Syria"),
    ("Turkish forces shelled the town of Afrin, killing three people.", "ASSAULT", "Turkish forces shelled the town of Afrin, killing three people"),
    ("Chile will withdraw its troops if Peru disarms the militia.", "CONCEDE", "Chile will withdraw its troops if Peru disarms the militia"),
    ("Peru thanked the envoy of Norway for his “engagement”.", "SUPPORT", "Peru thanked the envoy of Norway for his “engagement”"),
])
def test_evidence_is_the_clause(sentence: str, type: str, words: str) -> None:
    assert one(sentence, type).evidence[0].text == words


def test_a_planned_encounter_is_agree_036() -> None:
    event = one("The presidents of Kenya and Uganda will meet in Nairobi on Friday.", "AGREE")
    assert (event.modality, event.cameo, event.quad, event.score, event.mode) == ("planned", "036", "verbal_cooperation", 2.5, None)


def test_scores_are_those_of_the_codebook() -> None:
    scores = load().book.scores
    assert (scores["ACCUSE", None][1], scores["ACCUSE", "disapprove"][1], scores["CONSULT", "phone"][1], scores["RETREAT", "disarm"][1]) == (-3, -2, 1.5, 10)
    quads = {kind: {quad for (other, _), (quad, _, _) in scores.items() if other == kind} for kind, _ in scores}
    assert all(len(quad) == 1 for quad in quads.values()) and quads["REQUEST"] == {"verbal_conflict"} and quads["RETREAT"] == {"material_cooperation"}


@pytest.mark.parametrize(("text", "count"), [
    ("Togo rejected the plan on Tuesday. Lome rejected the plan outright.", 1),
    ("Togo rejected the plan on Tuesday. Togo rejected the plan again on Friday.", 2),
    ("Togo rejected the Ghanaian plan on Monday. \"We reject the plan,\" Togolese Foreign Minister Robert Dussey said.", 1),
])
def test_one_fact_is_one_event(text: str, count: int) -> None:
    assert len([e for e in code_text(text, published="2024-05-11").events if e.type == "REJECT"]) == count


@pytest.mark.parametrize(("text", "type", "count"), [
    ("Peru accused Chile of spying on Monday. Peru accused Chile of lying on Tuesday.", "ACCUSE", 2),
    ("Peru accused Chile of spying on Monday.", "COERCE", 0),
    ("Ghana accuses Togolese patrols of firing on its fishermen last week.", "ASSAULT", 0),
    ("Kenya blamed Somalia for shelling the town of Mandera.", "ASSAULT", 0),
    ("Sudan rejected the proposal of Egypt. Sudan had rejected a first proposal of Egypt in March.", "REJECT", 2),
    ("The presidents of Peru and Chile will meet in Tacna on Friday. On Monday a spokesman said the presidents of Peru and Chile would discuss the port.", "AGREE", 1),
    ("Kenyan President William Ruto announced he was ready to meet the president of Uganda in Kampala.", "AGREE", 1),
])
def test_what_is_one_event_and_what_is_none(text: str, type: str, count: int) -> None:
    assert len([e for e in code_text(text, published=P).events if e.type == type]) == count


@pytest.mark.parametrize(("sentence", "mode", "cameo"), [
    ("If Chile stays, Peru will break off relations.", "relations", "1313"),
    ("Iran will expel the ambassador of France if he speaks.", "expel", "136"),
    ("Norway will impose sanctions on Iran if it fires again.", "restrict", "1312"),
    ("Chile will close the border if Peru keeps its troops there.", "restrict", "131"),
])
def test_a_deed_announced_is_a_threat_of_its_kind(sentence: str, mode: str, cameo: str) -> None:
    event = one(sentence, "THREATEN")
    assert (event.mode, event.cameo, event.modality) == (mode, cameo, "conditional")


def test_an_ambassador_is_called_back_from_a_state() -> None:
    assert one("Somalia on Tuesday recalled its ambassador from Addis Ababa.", "SANCTION").recipients == ("government:ETH",)
