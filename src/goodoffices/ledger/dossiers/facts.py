"""Events and statements that users rejected or annotated: their public ids, and records without what was rejected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from goodoffices.ledger.dossiers.decisions import in_force
from goodoffices.ledger.dossiers.order import article_mark, observation_id, whereabouts
from goodoffices.model import Decision, Entry, Event, Note, Record, Statement

#: Beginnings of the public ids of what is no entry of a ledger.
FACTS = frozenset({"event", "statement"})
AnyRecord = TypeVar("AnyRecord", bound=Record)


def fact_ids(record: Record) -> dict[str, str]:
    """The local ids of a record's events and statements ("event:4") with their public ids, which outlive a new coding as long as the fact stands on the
    same words: an event also as long as it has the same type."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    every: tuple[Event | Statement, ...] = (*record.events, *record.statements)
    for fact in every:
        if isinstance(fact, Event):
            prefix, start, words, detail = "event", fact.evidence[0].start, fact.evidence[0].text, str(fact.type)
        else:
            prefix, start, words, detail = "statement", fact.content.start, fact.content.text, ""
        ident, number = observation_id(prefix, record.document.id, start, words, detail), 0
        while ident in taken:
            number += 1
            ident = observation_id(prefix, record.document.id, start, words, f"{detail}|{number}")
        taken.add(ident)
        out[fact.id] = ident
    return out


def rejected_facts(decisions: Iterable[Decision]) -> frozenset[str]:
    """The public ids of events and statements that are out of view."""
    return frozenset(d.target for d in in_force(decisions) if d.kind == "reject" and d.target.partition(":")[0] in FACTS)


def notes_on(decisions: Iterable[Decision]) -> dict[str, tuple[Note, ...]]:
    """Remarks on events and statements, by public id."""
    out: dict[str, tuple[Note, ...]] = {}
    for d in in_force(decisions):
        if d.kind == "annotate" and d.target.partition(":")[0] in FACTS:
            out[d.target] = (*out.get(d.target, ()), Note(decision=d.id, at=d.at, who=d.who, text=str(d.value.get("note", ""))))
    return out


def corrected(record: AnyRecord, rejected: frozenset[str]) -> AnyRecord:
    """The record without the rejected events and statements; entries that stand on one of them stay, without the reference."""
    mark = article_mark(record.document.id) if rejected else ""
    if not any((place := whereabouts(ident)) is not None and place[1] == mark for ident in rejected):
        return record
    out = {local for local, public in fact_ids(record).items() if public in rejected}
    events = tuple(_untied(e, out) for e in record.events if e.id not in out)
    ledger = replace(record.ledger, **{name: tuple(_untied(i, out) for i in getattr(record.ledger, name)) for name in record.ledger.__struct_fields__})
    return replace(record, events=events, statements=tuple(s for s in record.statements if s.id not in out), ledger=ledger)


Tied = TypeVar("Tied", Event, Entry)


def _untied(item: Tied, out: set[str]) -> Tied:
    """Without references to what is gone."""
    gone = {field: None for field in ("event", "statement") if getattr(item, field, None) in out}
    return replace(item, **gone) if gone else item
