"""Whether two reports tell one fact, from their texts: other words for one thing join, near misses do not."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.model import Dossier
from goodoffices.pipeline import code_text

PATROL = ("2024-03-04", "Iran on Monday offered Iraq a joint patrol on the Shatt al-Arab.")
POSTS = ("2024-03-04", "Thailand on Monday gave Cambodia ten days to remove the posts at Chong Bok.")
STRAIT = ("2024-03-04", "Iran threatened on Monday to close the strait to Iraqi tankers.")
CASES = [
    ("one offer in other words", "proposals", [PATROL, ("2024-03-06", "Baghdad is studying Tehran's proposal of common patrols on the Shatt al-Arab, an Iraqi official said.")], 1),
    ("two offers", "proposals", [PATROL, ("2024-03-08", "Iran on Friday offered Iraq an exchange of students and teachers.")], 2),
    ("an ultimatum about something else", "deadlines", [POSTS, ("2024-03-08", "Thailand on Friday gave Cambodia three weeks to free two Thai soldiers.")], 2),
    ("an ultimatum with more time", "deadlines", [POSTS, ("2024-03-13", "Thailand extended the deadline for the removal of the posts at Chong Bok by a week, until 21 March.")], 1),
    ("a threat repeated", "threats", [STRAIT, ("2024-03-08", "Iran repeated its threat to close the strait to tankers from Iraq.")], 1),
    ("another threat", "threats", [STRAIT, ("2024-03-08", "Iran threatened on Friday to cut off gas supplies to Iraq.")], 2),
    ("one call, no day told", "contacts", [("2024-03-04", "President William Ruto telephoned Yoweri Museveni on Monday about Migingo."),
                                           ("2024-03-05", "In a call with Museveni, Ruto spoke about the fishermen of Migingo, his office said.")], 1),
    ("two calls", "contacts", [("2024-03-04", "The presidents of Kenya and Uganda spoke by telephone on Monday about Migingo."),
                               ("2024-03-08", "The presidents of Kenya and Uganda spoke by telephone on Friday about Migingo.")], 2),
    ("talks moved", "contacts", [("2024-03-04", "Serbia and Kosovo will hold talks in Ohrid on March 8."),
                                 ("2024-03-07", "The talks between Serbia and Kosovo in Ohrid were moved to March 14.")], 1),
    ("two rounds", "contacts", [("2024-03-04", "Serbia and Kosovo will hold talks in Ohrid on March 8."),
                                ("2024-03-07", "Serbia and Kosovo will hold talks in Brussels on March 14.")], 2),
    ("one ambush", "incidents", [("2024-03-04", "Gunmen attacked a convoy of the World Food Programme near Torit on Sunday and killed two drivers."),
                                 ("2024-03-05", "Two drivers of the World Food Programme were shot dead near Torit on Sunday, South Sudan's police said.")], 1),
    ("a raid without a day, and a later one", "incidents", [("2024-03-04", "Chad closed the crossing after gunmen killed four customs officers near the town of Adre."),
                                                            ("2024-03-13", "Gunmen killed seven customs officers near the town of Adre on Tuesday.")], 2),
    ("two raids on one road", "incidents", [("2024-03-04", "Gunmen attacked a convoy near Torit on Sunday and killed two drivers."),
                                            ("2024-03-12", "Gunmen attacked a convoy near Torit on Monday and killed one driver.")], 2),
]


@pytest.mark.parametrize(("name", "reports", "count"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_reports_of_one_fact_and_of_two(name: str, reports: list[tuple[str, str]], count: int, know: Any) -> None:
    made = [code_text(text, published=day, publisher=f"Outlet {k}") for k, (day, text) in enumerate(reports)]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(made)]
    assert all(getattr(r.ledger, name) for r in records)
    found = getattr(state(Dossier(id="dossier:test", name="test", articles=("r0", "r1")), records, know).ledger, name)
    assert sorted(tuple(p.article for p in item.sources) for item in found) == ([("r0", "r1")] if count == 1 else [("r0",), ("r1",)])


def test_a_call_is_not_the_meeting_that_was_offered(know: Any) -> None:
    reports = [("2024-03-04", "Oman offered on Monday to host talks between Sudan and Chad. Sudan accepted the offer. Chad accepted the offer."),
               ("2024-03-15", "The presidents of Sudan and Chad spoke by telephone on Thursday.")]
    records = [replace(r, document=replace(r.document, id=f"r{k}")) for k, r in enumerate(code_text(text, published=day, publisher=f"Outlet {k}") for k, (day, text) in enumerate(reports))]
    found = state(Dossier(id="dossier:test", name="test", articles=("r0", "r1")), records, know).ledger
    assert found.contacts and found.proposals
    assert all(p.status != "held" for p in found.proposals)
