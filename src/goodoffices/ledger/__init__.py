"""From what the coders found to the ledger of one article: proposals, venue offers, contacts, deadlines, threats, conditions,
incidents, assessments; with warnings and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from goodoffices.ledger.assessments import find_assessments
from goodoffices.ledger.contacts import find_contacts
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.doubts import find_uncoded, find_warnings
from goodoffices.ledger.incidents import find_incidents
from goodoffices.ledger.proposals import find_proposals, finish
from goodoffices.ledger.terms import find_conditions, find_deadlines, find_threats
from goodoffices.model import Actor, Coding, Ledger, Reason, Statement, StatementDraft, Uncoded, Warning
from goodoffices.ontology import Tables

__all__ = ["Entered", "enter"]


@dataclass(frozen=True, slots=True)
class Entered:
    """The ledger of one article, with the statements now carrying their stance."""

    ledger: Ledger
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    warnings: tuple[Warning, ...]
    uncoded: tuple[Uncoded, ...]
    reasons: tuple[Reason, ...]


def enter(coding: Coding, tables: Tables, published: date | None) -> Entered:
    """Enters one article's coding. `published` anchors statuses ("expired", "overdue")."""
    desk = Desk(coding, tables, published)
    drafts, venues = find_proposals(desk)
    conditions, tied = find_conditions(desk, drafts)
    incidents = find_incidents(desk)
    assessments, stances = find_assessments(desk, drafts)
    ledger = Ledger(proposals=finish(desk, drafts, tied), venue_offers=tuple(venues), contacts=find_contacts(desk), deadlines=find_deadlines(desk),
                    threats=find_threats(desk), conditions=conditions, incidents=incidents, assessments=assessments)
    warnings = find_warnings(desk, drafts, venues, incidents)
    for draft in coding.events:
        desk.note(draft.event.id, draft.rule, f"{coding.parsed.text[draft.trigger]!r}: {draft.event.type}, {draft.event.modality}")
    statements = tuple(_with_stance(s, stances.get(s.statement.id), ledger) for s in coding.statements)
    return Entered(ledger, (*coding.cast.actors.values(), *desk.groups.values()), statements, warnings, find_uncoded(desk, ledger), tuple(desk.reasons))


def _with_stance(draft: StatementDraft, stance: str | None, ledger: Ledger) -> Statement:
    """A judgement's stance, or support for or opposition to a proposal that an answer in the same statement shows."""
    said = draft.statement
    if stance is None:
        for proposal in ledger.proposals:
            for response in proposal.responses:
                span = response.evidence[0] if response.evidence else None
                if span and said.content.start <= span.start and span.end <= said.content.end:
                    stance = "opposes" if response.answer == "rejects" else "supports" if response.answer.startswith("accepts") else None
    return replace(said, stance=stance) if stance else said
