"""Who said it, and through which medium. Columns: id, text, words of the content, speaker, outlet."""

from __future__ import annotations

import pytest

from goodoffices import code_text

CASES = [
    ("same-source-adding", "Kenya said the dam was unsafe, adding that Ethiopia had been warned.", "had been warned", "government:KEN", None),
    ("own-next-act", "Kenya denied that Somali troops had crossed the border and accused Uganda of lying.", "of lying", "government:KEN", None),
    ("quoted-by", "The Kenyan president, William Ruto, was quoted by Interfax as saying that the bridge would reopen.", "would reopen", "person:william-ruto", "media:interfax"),
    ("quotes-as-saying", "Reuters quoted the Kenyan president, William Ruto, as saying that the bridge would reopen.", "would reopen", "person:william-ruto", "media:reuters"),
    ("citing", "Lusa, citing the Portuguese police, reported that two men drowned.", "two men drowned", "police:PRT", "media:lusa"),
    ("told-medium", "Norway's foreign minister told Reuters he was ready to fly.", "ready to fly", "government:NOR", "media:reuters"),
    ("apposition", "The road is open again, Togo's interior minister, Kodjo Amewu, told Reuters.", "road is open", "person:kodjo-amewu", "media:reuters"),
    ("on-a-platform", 'President Gustavo Petro wrote on X: "We will not yield."', "not yield", "person:gustavo-petro", None),
    ("it-added", '"The border stays shut," the Togolese government said. "Our patience has limits," it added.', "patience", "government:TGO", None),
    ("free-standing", '"We want peace," Kenyan President William Ruto said. "Peace needs two."', "needs two", "person:william-ruto", None),
    ("label", 'William Ruto: "We are ready to go."', "ready to go", "person:william-ruto", None),
    ("signed", '"Peace needs two." - William Ruto, in Mombasa', "needs two", "person:william-ruto", None),
    ("who-of-a-club", "The deal is off, said Kenyan President William Ruto of the Harbour Club in Mombasa, who thinks that the vote will be close.", "will be close", "person:william-ruto", None),
    ("report-by", "A report by the Kenyan government found that 40 villages had been burned.", "40 villages", "government:KEN", None),
]


@pytest.mark.parametrize(("text", "words", "speaker", "outlet"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_source(text: str, words: str, speaker: str, outlet: str | None) -> None:
    statements = [s for s in code_text(text, published="2024-05-07").statements if words in s.content.text]
    assert (speaker, outlet) in [(s.speaker, s.outlet) for s in statements]
