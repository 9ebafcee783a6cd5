"""What the overview and the pages of actors need of each dossier: made once, made again when the dossier has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goodoffices.ledger.dossiers.order import SINGULAR
from goodoffices.model import DossierState, Note
from goodoffices.serve import calendars
from goodoffices.serve.desk.rows import Cite, Row, Teller, cites, flat
from goodoffices.serve.queries import Archive, dossiers, entries


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction."""

    claim: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    id: str
    about: str
    reason: str
    sides: tuple[Side, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry of the calendar, from its first to its last day."""

    row: Row
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Board:
    """A dossier at a glance. `names` are readers' names by actor, `same` all ids of an actor by each of them, `rows` by actor what he takes part in: (list, row);
    `dated` are the entries of its calendar, as those who subscribe get them."""

    id: str
    name: str
    parties: tuple[str, ...]
    open: int
    incidents: int
    deadlines: tuple[Row, ...]
    planned: tuple[Row, ...]
    dated: tuple[Dated, ...]
    clashes: tuple[Clash, ...]
    names: Mapping[str, str]
    same: Mapping[str, frozenset[str]]
    rows: Mapping[str, tuple[tuple[str, Row], ...]]


def boards(archive: Archive) -> list[Board]:
    """One for each dossier, in order of their first report."""
    return [board for _, board in dossiers.remembered(archive, "board", _board)]


def clashes(teller: Teller) -> tuple[Clash, ...]:
    return tuple(Clash(c.id, c.about, flat(c.reason), tuple(Side(teller.told(s.claim), cites(s.sources)) for s in c.sides), c.notes) for c in teller.state.contradictions)


def called(found: Iterable[Board]) -> dict[str, str]:
    """Readers' names of all actors; countries also by their ISO code."""
    names = {ident: name for board in found for ident, name in board.names.items()}
    return names | {ident.partition(":")[2]: name for ident, name in names.items() if ident.startswith("government:")}


def _board(state: DossierState) -> Board:
    teller = Teller(state)
    same = {ident: frozenset((a.id, *a.also)) for a in state.actors for ident in (a.id, *a.also)}
    rows: dict[str, list[tuple[str, Row]]] = {}
    lists = {name: [(item, teller.row(item, name)) for item in getattr(state.ledger, name)] for name in SINGULAR}
    for name, found in lists.items():
        for item, row in found:
            for ident in entries.parties(item):
                rows.setdefault(ident, []).append((name, row))
    told = {row.id: row for _, row in (*lists["contacts"], *lists["deadlines"])}
    return Board(id=state.id, name=state.name, parties=tuple(teller.name(p) for p in state.parties), open=sum(p.status == "open" for p in state.ledger.proposals),
                 incidents=len(state.ledger.incidents), deadlines=tuple(r for _, r in lists["deadlines"] if r.status in ("pending", "extended", "past due")),
                 planned=tuple(r for _, r in lists["contacts"] if r.status == "planned"),
                 dated=tuple(Dated(told[item.id], *calendars.days_of(item)) for item in calendars.dated(state)), clashes=clashes(teller), names={i: teller.name(i) for i in teller.actors}, same=same,
                 rows={i: tuple(found) for i, found in rows.items()})
