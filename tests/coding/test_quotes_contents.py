"""Which words a statement holds, and whether any of them are quoted. Columns: id, text, content, direct."""

from __future__ import annotations

import pytest

from goodoffices import code_text

CASES = [
    # reporting clause behind the words
    ("quote-comma", '"Nobody will sign under fire," Peru\'s foreign minister said on Tuesday.', '"Nobody will sign under fire,"', True),
    ("quote-inverted", '"We want peace," said Ghana\'s foreign minister.', '"We want peace,"', True),
    ("quote-question", '"Who fired first?" Norway\'s foreign minister asked.', '"Who fired first?"', True),
    ("quote-comma-outside", "'We want peace', Ghana's foreign minister said.", "'We want peace'", True),
    ("quote-negative", '"Nothing we could offer would be enough," the Kenyan president, William Ruto, said in Mombasa.', '"Nothing we could offer would be enough,"', True),
    ("quote-two-sentences", '"It is late. We go home," Ghana\'s foreign minister told Radio Accra.', '"It is late. We go home,"', True),
    ("quote-doubled-marks", "''We want peace,'' Ghana's foreign minister said.", "''We want peace,''", True),
    ("quote-after-words", 'Oslo would read the text "with care," Norway\'s foreign minister said.', 'Oslo would read the text "with care,"', True),
    ("put-it", '"The plan is dead," as the Kenyan president put it.', '"The plan is dead,"', True),
    ("it-added", '"The border stays shut," the Togolese government said. "Our patience has limits," it added.', '"Our patience has limits,"', True),
    ("plain-last", "Two boats were sunk off the cape, the Ghanaian navy said.", "Two boats were sunk off the cape", False),
    ("plain-last-inverted", "A truce without dates was of no use, said Norway's foreign minister.", "A truce without dates was of no use", False),
    ("plain-last-apposition", "The road is open again, Togo's interior minister, Kodjo Amewu, told Reuters.", "The road is open again", False),
    ("plain-last-goes-on", "Kenya has agreed to the truce, Prime Minister Musalia Mudavadi said on Friday, after two days of talks.", "Kenya has agreed to the truce", False),
    ("plain-last-aside", "The truce will be extended, the Ghanaian navy said, without giving a date.", "The truce will be extended", False),
    # reporting clause before the words
    ("colon", 'President Gustavo Petro wrote on X: "We will not yield."', '"We will not yield."', True),
    ("comma-before", 'Norway\'s foreign minister said, "We shall see."', '"We shall see."', True),
    ("that-quoted", 'Norway\'s foreign minister said that "nothing is agreed".', 'that "nothing is agreed"', True),
    ("two-thats", 'Norway\'s foreign minister said that "nothing is agreed" and that "much is open".', 'that "nothing is agreed" and that "much is open"', True),
    ("asked-first", 'Asked whether he would come, Norway\'s foreign minister said: "Why not?"', '"Why not?"', True),
    ("weekday", "Kenya said on Monday the road was closed.", "the road was closed", False),
    ("told-reporters", "Norway's foreign minister told reporters in Bergen the offer was still open.", "the offer was still open", False),
    ("told-paper", "Norway's foreign minister told Reuters he was ready to fly.", "he was ready to fly", False),
    ("aside-before-that", "Kenya said, without giving details, that the road was open.", "that the road was open", False),
    ("listed-subject", "Kenya said Ghana, Togo and the United States had offered to help.", "Ghana, Togo and the United States had offered to help", False),
    ("did-not-elaborate", "Kenya's foreign minister said he would come and did not elaborate.", "he would come", False),
    ("own-next-act", "Kenya said the dam was unsafe and urged Ethiopia to stop the works.", "the dam was unsafe", False),
    ("denial-next-act", "Kenya denied that soldiers had crossed the border and accused Somalia of lying.", "that soldiers had crossed the border", False),
    ("adding", "Kenya said the dam was unsafe, adding that Ethiopia had been warned.", "the dam was unsafe", False),
    ("added", "Kenya said the dam was unsafe, adding that Ethiopia had been warned.", "that Ethiopia had been warned", False),
    ("while", "Kenya says the dam is unsafe, while Ethiopia calls it sound.", "the dam is unsafe", False),
    ("hoped-goes-on", "Norway's foreign minister said he hoped the court could rule this week.", "he hoped the court could rule this week", False),
    # other frames
    ("according-first", "According to the Kenyan government, four officers were wounded.", "four officers were wounded", False),
    ("according-last", "A boat rammed a ferry and injured two sailors, according to the Ghanaian navy.", "A boat rammed a ferry and injured two sailors", False),
    ("according-relative", "The line, which, according to the Kenyan government, was never marked, runs west.", "was never marked", False),
    ("expects", "Kenya expects no talks before the end of the year.", "no talks before the end of the year", False),
    ("expects-to", "Kenya expects the talks to fail.", "the talks to fail", False),
    ("considers", "Kenya considers the treaty dead.", "the treaty dead", False),
    ("called", "Kenya called the charge absurd.", "the charge absurd", False),
    ("described-as", "Kenya described the offer as a ransom demand.", "the offer as a ransom demand", False),
    ("accused-of", "Kenya accused Somalia of arming the rebels.", "Somalia of arming the rebels", False),
    ("ruled-out", "Kenya ruled out any release before the trial.", "any release before the trial", False),
    ("report-found", "A report by the Kenyan government found that 40 villages had been burned.", "that 40 villages had been burned", False),
    ("as-saying", 'The Kenyan president was quoted by Interfax as saying that the bridge would reopen.', "that the bridge would reopen", False),
]


@pytest.mark.parametrize(("text", "content", "direct"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_content(text: str, content: str, direct: bool) -> None:
    assert (content, direct) in [(s.content.text, s.direct) for s in code_text(text, published="2024-05-07").statements]


PARTS = [
    ("fragment", '"We want peace," Ghana\'s foreign minister said, "but peace needs two."', ['"We want peace,"', '"but peace needs two."']),
    ("subject", 'Both sides, Ghana\'s foreign minister said, "have a duty to talk".', ["Both sides", '"have a duty to talk"']),
    ("plain", "The rebels, Ghana's foreign minister said, had fired first.", ["The rebels", "had fired first"]),
    ("according", "Four officers, according to the Kenyan government, were wounded in the clash.", ["Four officers", "were wounded in the clash"]),
    ("second-clause", "A part is on its way, and the catch, Ghana's foreign minister says, will not wait.", ["the catch", "will not wait"]),
]


@pytest.mark.parametrize(("text", "parts"), [c[1:] for c in PARTS], ids=[c[0] for c in PARTS])
def test_words_around_an_interrupting_clause_are_one_statement(text: str, parts: list[str]) -> None:
    (said,) = code_text(text, published="2024-05-07").statements
    assert [p.text for p in said.parts] == parts


SEVERAL = [
    ("full-sentence-after", '"We want peace," Ghana\'s foreign minister said. "Peace needs two."', ['"We want peace,"', '"Peace needs two."']),
    ("next-paragraph", '"We want peace," Ghana\'s foreign minister said.\n\n"Peace needs two."', ['"We want peace,"', '"Peace needs two."']),
    ("over-paragraphs", 'Ghana\'s foreign minister said: "We want peace.\n\n"Peace needs two."', ['"We want peace.\n\n"Peace needs two."']),
    ("no-mark-in-between", 'Ghana\'s foreign minister said: "We want peace.\n\nPeace needs two.\n\n"And it needs time."', ['"We want peace.\n\nPeace needs two.\n\n"And it needs time."']),
    ("two-cues", "Kenya said the dam was unsafe, adding that Ethiopia knew.", ["the dam was unsafe", "that Ethiopia knew"]),
]


@pytest.mark.parametrize(("text", "contents"), [c[1:] for c in SEVERAL], ids=[c[0] for c in SEVERAL])
def test_statements_of_one_speaker(text: str, contents: list[str]) -> None:
    record = code_text(text, published="2024-05-07")
    assert [s.content.text for s in record.statements] == contents
    assert len({s.speaker for s in record.statements}) == 1 and record.statements[0].speaker is not None


SILENT = [
    ("refused-to-say", "Kenya refused to say who fired first."), ("declined", "Kenya declined to comment on the reports."), ("could-say", "Kenya could say tomorrow that the deal is off."),
    ("rejected", "Kenya rejected the charge."), ("invited", "Kenya invited both sides to Nairobi."), ("intends", "Kenya intends to leave the pact."), ("sum", "The sum pledged to rebuild the town has not been paid."), ("urged", "The traders were urged to leave."),
    ("called-in", "Kenya called in the ambassador on Sunday to hear its displeasure."), ("relative-gap", "The tariffs that Kenya has vowed to impose start on Monday."),
    ("named", "A group called Dawn Front attacked a post."), ("is-expected", "The president is expected to arrive on Friday."),
    ("relative", "The two men met but did not settle the region that Kenya claims."), ("blamed-for", "The group blamed for the raid fled."), ("believed", "The man believed to be the bomber fled."),
    ("rejected-notion", "Kenya rejected the notion that the dam was safe."), ("inverted", "Had he said the border was closed, the lorries would have turned back."), ("wants-to-hear", "The envoy wants to hear Oslo say that the camps will be closed."),
    ("title", 'The film "Over the Hills" opens in Nairobi.'),
]


@pytest.mark.parametrize("text", [c[1] for c in SILENT], ids=[c[0] for c in SILENT])
def test_nothing_is_said(text: str) -> None:
    assert code_text(text, published="2024-05-07").statements == ()


#: id, text, what is said
JOINED = [
    ("and-quoted", 'The ambassador noted that he had long felt that way, and "in this case I am right."', 'that he had long felt that way, and "in this case I am right."'),
    ("nouns-behind", 'The mayor urged Kenya to "send a message" to foreign banks and traders.', 'Kenya to "send a message" to foreign banks and traders'),
    ("in-a-statement", 'The mayor said in a statement the plan was "a hollow gesture" and nothing else.', 'the plan was "a hollow gesture" and nothing else'),
    ("demands-were", 'Kenyan demands that Somalia stop digging were "excessive", Somali Foreign Minister Ahmed Fiqi said.', 'Kenyan demands that Somalia stop digging were "excessive"'),
    ("notes-name", '"The other side picked the fight," notes Jan Novak, who chairs the council.', '"The other side picked the fight,"'),
    ("no-cue-in-a-question", 'The general told senators that the truce was "peanuts," compared to what the rebels were asking for.', 'that the truce was "peanuts,"'),
]


@pytest.mark.parametrize(("text", "content"), [c[1:] for c in JOINED], ids=[c[0] for c in JOINED])
def test_quoted_words_and_what_joins_them(text: str, content: str) -> None:
    assert [s.content.text for s in code_text(text, published="2024-05-07").statements] == [content]


def test_a_report_within_another_ends_with_it() -> None:
    text = "Kenya hopes that Uganda will meet it halfway, the embassy's spokesperson, Jan Novak, posted on X."
    assert [s.content.text for s in code_text(text, published="2024-05-07").statements] == ["Kenya hopes that Uganda will meet it halfway", "that Uganda will meet it halfway"]


def test_a_second_report_is_not_joined() -> None:
    text = 'The ambassador noted that he had waited long, and "now it is enough," his deputy added.'
    assert "that he had waited long" in [s.content.text for s in code_text(text, published="2024-05-07").statements]


#: id, text, what is said
TOLD = [
    ("vowed", "Kenya vowed to leave the pact.", ["to leave the pact"]),
    ("promised-however", "Kenya promised, however, to go over the rules once more.", ["to go over the rules once more"]),
    ("urged", "Kenya urged both camps to settle the crisis and to free the men.", ["both camps to settle the crisis and to free the men"]),
    ("called-on", "Kenya called on the rebels to name a single delegation.", ["the rebels to name a single delegation"]),
    ("appealed", "Kenya appealed to both sides on Wednesday to stay at the table.", ["to both sides on Wednesday to stay at the table"]),
    ("let-it-be-known", "Kenya let it be known that it would look at the draft.", ["that it would look at the draft"]),
    ("made-plain", "The president is not travelling, Kenyan spokesman Isaac Mwaura made plain late on Wednesday.", ["The president is not travelling"]),
    ("semicolons", "Nobody was hurt, Kenya replied; such questions, it added, were for others to answer.", ["Nobody was hurt", "such questions, it added, were for others to answer"]),
    ("both-clauses", "Five people were hurt when the guards came, and three sailors were held, according to Kenya.", ["Five people were hurt when the guards came, and three sailors were held"]),
    ("while", "Eleven people died, according to Kenya, while the market stayed shut.", ["Eleven people died"]),
    ("vowed-behind", "Kenya will hold the line, President William Ruto vowed on Thursday, hours after the raid.", ["Kenya will hold the line"]),
    ("admitted-firing", "Kenya admitted firing first.", ["firing first"]),
    ("what-as", 'Kenya will drop what it described as its "useless" post.', ['its "useless" post']),
    ("in-ones-view", "In Kenya's view, the plan is dead.", ["the plan is dead"]),
    ("in-the-view-of", "In the view of Kenya, the plan is dead.", ["the plan is dead"]),
]


@pytest.mark.parametrize(("text", "contents"), [c[1:] for c in TOLD], ids=[c[0] for c in TOLD])
def test_told_with_an_infinitive_or_a_phrase(text: str, contents: list[str]) -> None:
    record = code_text(text, published="2024-05-07")
    assert [s.content.text for s in record.statements] == contents
    assert all(s.speaker is not None for s in record.statements)
