"""Events that entries of the ledger imply where no event pattern told them."""

import pytest

from goodoffices.model import Record
from goodoffices.pipeline import code_text


def coded(text: str) -> Record:
    return code_text(text, published="2024-05-10")


@pytest.mark.parametrize(("text", "kind", "state"), [
    ("Chad's president, Mahamat Deby, is expected in Niamey tomorrow.", "AGREE", "planned"),
    ("On Monday President William Ruto of Kenya had the Ethiopian prime minister, Abiy Ahmed, on the line.", "CONSULT", "actual"),
])
def test_an_encounter_is_an_event_too(text: str, kind: str, state: str) -> None:
    record = coded(text)
    contacts = record.ledger.contacts
    assert contacts
    events = {e.id: e for e in record.events}
    assert all(c.event in events for c in contacts)
    assert {(events[c.event].type, events[c.event].modality) for c in contacts if c.event} == {(kind, state)}


def test_a_threat_is_an_event_with_its_ends() -> None:
    record = coded("Britain, France and Germany have said they will reimpose U.N. sanctions unless Chad reaches an agreement by the end of August.")
    told = {e.id: e for e in record.events}
    found = [told[t.event] for t in record.ledger.threats if t.event]
    assert [(e.type, e.modality, e.recipients) for e in found] == [("THREATEN", "conditional", ("government:TCD",))]
    assert set(found[0].actors) == {"government:GBR", "government:FRA", "government:DEU"}


def test_ids_of_events_are_unique_and_every_party_is_an_actor() -> None:
    record = coded("Chad's president, Mahamat Deby, is expected in Niamey tomorrow. Niger rejected the plan of Chad on Monday. "
                   "Kenya and Ghana have said they will reimpose sanctions unless Chad yields.")
    ids = [e.id for e in record.events]
    assert len(ids) == len(set(ids)) >= 3
    assert {x for e in record.events for x in (*e.actors, *e.recipients)} <= {a.id for a in record.actors}


def test_who_is_asked_to_accept_has_not_accepted() -> None:
    record = code_text("Kenya offered to host talks between Chad and Sudan in Nairobi on Monday. African Union Commission chairman Moussa Faki Mahamat called on both sides to avoid any escalation "
                       "and to accept the Kenyan invitation.", published="2024-03-11")
    assert record.ledger.proposals
    assert not [r for p in record.ledger.proposals for r in p.responses if r.answer.startswith("accepts")]
