"""The ledger over articles: which dossier an article belongs to, and the state of a dossier. docs/dossiers.md writes the rules down.

Everything here is a pure function of the set of records and the log of decisions, equal under any order of arrival. There is no clock: "now" is
the day `at`, else the day of the last report.
"""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.model import Decision, Dossier, DossierState, Explanation, MergedItem, Moment, Record
from goodoffices.ontology.knowledge import Knowledge

__all__ = ["explain", "group", "resolve_dossier", "resolve_entry", "state", "timeline"]


def group(records: Iterable[Record], know: Knowledge, decisions: Iterable[Decision] = ()) -> tuple[Dossier, ...]:
    """The dossiers that the records form, in order of their first report."""
    raise NotImplementedError


def resolve_dossier(dossiers: Iterable[Dossier], ident: str) -> Dossier | None:
    """The dossier that an id or a name means; an id that was absorbed by another dossier, or stood before an earlier report arrived, means the one that holds it now."""
    raise NotImplementedError


def state(dossier: Dossier, records: Iterable[Record], know: Knowledge, decisions: Iterable[Decision] = (), *, at: str | None = None,
          known_at: str | None = None) -> DossierState:
    """The state of a dossier; `records` may hold more than its articles. `at`: of the world on that day; `known_at`: by reports published until then."""
    raise NotImplementedError


def resolve_entry(state: DossierState, ident: str) -> MergedItem | None:
    """The entry that holds the observation with this id, also among those taken out of view."""
    raise NotImplementedError


def timeline(dossier: Dossier, records: Iterable[Record], know: Knowledge, decisions: Iterable[Decision] = ()) -> tuple[Moment, ...]:
    """What happened and was said, in order of time."""
    raise NotImplementedError


def explain(state: DossierState, ident: str) -> Explanation | None:
    """Why an entry is here; None if no entry has this id."""
    raise NotImplementedError
