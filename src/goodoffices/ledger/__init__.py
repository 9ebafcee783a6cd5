"""From what the coders found to the ledger of one article: proposals, venue offers, contacts, deadlines, threats, conditions,
incidents, assessments; with warnings and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from goodoffices.ledger import facts
from goodoffices.ledger.assessments import find_assessments
from goodoffices.ledger.conditions import find_conditions
from goodoffices.ledger.contacts import find_contacts
from goodoffices.ledger.deadlines import find_deadlines
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.doubts import find_uncoded, find_warnings
from goodoffices.ledger.implied import implied, told_by_threats
from goodoffices.ledger.incidents import find_incidents
from goodoffices.ledger.proposals import find_proposals, finish
from goodoffices.ledger.threats import find_threats
from goodoffices.model import Actor, Coding, Event, Ledger, Reason, Statement, StatementDraft, Uncoded, Warning
from goodoffices.ontology import Tables

__all__ = ["Entered", "enter"]

#: Characters between an answer and the participle that goes on with it (", saying").
BEHIND = 3


@dataclass(frozen=True, slots=True)
class Entered:
    """The ledger of one article, with the statements now carrying their stance, the coding as the ledger completes it, and the events that only entries of the ledger tell."""

    ledger: Ledger
    coding: Coding
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    warnings: tuple[Warning, ...]
    uncoded: tuple[Uncoded, ...]
    reasons: tuple[Reason, ...]
    events: tuple[Event, ...]


def enter(coding: Coding, tables: Tables, published: date | None) -> Entered:
    """Enters one article's coding. `published` anchors statuses ("expired", "overdue")."""
    desk = Desk(coding, tables, published)
    drafts, venues = find_proposals(desk)
    threats, deadlines = find_threats(desk), find_deadlines(desk)
    conditions, tied = find_conditions(desk, drafts, threats, deadlines)
    incidents = find_incidents(desk)
    assessments, stances = find_assessments(desk, drafts)
    ledger = Ledger(proposals=finish(desk, drafts, tied), venue_offers=tuple(venues), contacts=find_contacts(desk, drafts), deadlines=deadlines,
                    threats=threats, conditions=conditions, incidents=incidents, assessments=assessments)
    if facts.of_sport(desk):
        ledger = Ledger(incidents=incidents)  # who meets again in Kigali plays there
    further, ledger = implied(desk, ledger)
    warnings = find_warnings(desk, drafts, venues, incidents)
    for draft in coding.events:
        desk.note(draft.event.id, draft.rule, f"{coding.parsed.text[draft.trigger]!r}: {draft.event.type}, {draft.event.modality}, confidence {draft.event.confidence}{'; learned from ' + ', '.join(draft.reasons) if draft.reasons else ''}")
    statements = tuple(_with_stance(s, stances.get(s.statement.id), ledger) for s in coding.statements)
    coding = told_by_threats(desk, ledger)
    uncoded = find_uncoded(desk, ledger)
    used = _mentioned(ledger) | {a for e in (*further, *(d.event for d in coding.events)) for a in (*e.actors, *e.recipients)}
    groups = tuple(g for g in desk.groups.values() if g.id in used)
    return Entered(ledger, coding, (*coding.cast.actors.values(), *groups), statements, warnings, uncoded, tuple(desk.reasons), further)


def _mentioned(ledger: Ledger) -> frozenset[str]:
    """What entries name, ids of actors among it: actors are made on the way that no entry keeps."""
    out: set[str] = set()
    stack: list[object] = [ledger]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            out.add(item)
        elif isinstance(item, tuple):
            stack.extend(item)
        elif isinstance(item, Struct):
            stack.extend(getattr(item, name) for name in item.__struct_fields__)
    return frozenset(out)


def _with_stance(draft: StatementDraft, stance: str | None, ledger: Ledger) -> Statement:
    """A judgement's stance, or support for or opposition to a proposal that an answer shows, in the same statement or right before it ("Sudan backed the plan, saying ...")."""
    said = draft.statement
    if stance is None:
        for proposal in ledger.proposals:
            for response in proposal.responses:
                span = response.evidence[0] if response.evidence else None
                inside = span is not None and said.content.start <= span.start and span.end <= said.content.end
                if span is not None and (inside or (said.speaker == response.actor and said.cue is not None and 0 <= said.cue.start - span.end <= BEHIND)):
                    stance = "opposes" if response.answer == "rejects" else "supports" if response.answer.startswith("accepts") else None
    return replace(said, stance=stance) if stance else said
