"""The ledger over articles: which dossier an article belongs to, and the state of a dossier. docs/dossiers.md writes the rules down.

Everything here is a pure function of the set of records and the log of decisions, equal under any order of arrival. There is no clock: "now" is
the day `at`, else the day of the last report.
"""

from __future__ import annotations

from goodoffices.ledger.dossiers.building import state
from goodoffices.ledger.dossiers.decisions import in_force, problem_with
from goodoffices.ledger.dossiers.explaining import explain
from goodoffices.ledger.dossiers.facts import corrected, fact_ids, notes_on, rejected_facts
from goodoffices.ledger.dossiers.grouping import group
from goodoffices.ledger.dossiers.order import dossier_id
from goodoffices.ledger.dossiers.resolving import disputed_entry, resolve_contradiction, resolve_dossier, resolve_entry
from goodoffices.ledger.dossiers.timelines import timeline

__all__ = ["corrected", "disputed_entry", "dossier_id", "explain", "fact_ids", "group", "in_force", "notes_on", "problem_with", "rejected_facts", "resolve_contradiction", "resolve_dossier",
           "resolve_entry", "state", "timeline"]
