"""What was agreed on and done stands in the state of a dossier, each act once, and nothing that is only offered, planned or denied."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.ledger.dossiers import fact_ids, group, timeline
from goodoffices.model import Decision
from goodoffices.pipeline import code_text


def coded(*reports: tuple[str, str]) -> list[Any]:
    made = [code_text(text, published=day, publisher=f"Outlet {k}") for k, (day, text) in enumerate(reports)]
    return [replace(r, document=replace(r.document, id=f"t{k}")) for k, r in enumerate(made)]


@pytest.mark.parametrize(("text", "told"), [
    pytest.param("Bolivia and Chile agreed on Friday to set up a joint commission on the springs.", ["Bolivia and Chile agreed on Friday to set up a joint commission on the springs"], id="agreed"),
    pytest.param("Bolivia released the Chilean surveyor on Sunday.", ["Bolivia released the Chilean surveyor on Sunday"], id="freed"),
    pytest.param("Bolivia did not release the Chilean surveyor on Sunday.", [], id="not-freed"),
    pytest.param("Bolivia will release the Chilean surveyor on Sunday.", [], id="to-be-freed"),
    pytest.param("Bolivia invited Chile to talks in Sucre on Friday.", [], id="offered"),
    pytest.param("Chile accepted an invitation by Bolivia to talks in Sucre.", [], id="answered"),
])
def test_what_was_agreed_or_done(text: str, told: list[str], state_of: Any) -> None:
    assert [o.text for o in state_of(coded(("2024-03-23", text))).outcomes] == told


REPORTS = (("2024-03-22", "Bolivia and Chile agreed on Friday to set up a joint commission on the springs of Silala."),
           ("2024-03-23", "Bolivia and Chile have agreed to set up a joint commission on the springs, officials said on Saturday."),
           ("2024-04-22", "Bolivia and Chile agreed on Monday to set up a joint commission on fishing."))


def test_one_act_told_twice_is_one_and_another_of_a_later_day_is_not(state_of: Any, know: Any) -> None:
    records = coded(*REPORTS)
    found = state_of(records).outcomes
    assert [[p.article for p in o.sources] for o in found] == [["t0", "t1"], ["t2"]]
    assert found[0].id in fact_ids(records[0]).values() and found[0].also[0] in fact_ids(records[1]).values()
    assert all(state_of(list(order)).outcomes == found for order in permutations(records))
    assert [o.id for o in state_of(records, at="2024-04-01").outcomes] == [found[0].id]


def test_users_note_and_reject_them_as_the_events_they_are(state_of: Any) -> None:
    records = coded(*REPORTS[:1])
    ident = state_of(records).outcomes[0].id
    noted = Decision(id="decision:1", at="2024-06-01T10:00:00", who="ana", kind="annotate", target=ident, value={"note": "read the annex"})
    assert [n.text for n in state_of(records, [noted]).outcomes[0].notes] == ["read the annex"]
    assert state_of(records, [Decision(id="decision:2", at="2024-06-01T10:00:00", who="ana", kind="reject", target=ident)]).outcomes == ()


def test_the_timeline_has_them(know: Any) -> None:
    records = coded(("2024-03-20", "Chile accused Bolivia of closing the springs of Silala."), REPORTS[0])
    told = [m for d in group(records, know) for m in timeline(d, records, know)]
    assert [(m.date, m.text) for m in told if m.kind == "outcome"] == [("2024-03-22", REPORTS[0][1].removesuffix(" of Silala.") + " of Silala")]
