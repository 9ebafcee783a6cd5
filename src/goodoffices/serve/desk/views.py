"""What each page shows, gathered from the queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodoffices.errors import NotFoundError
from goodoffices.ledger.dossiers.order import SINGULAR
from goodoffices.model import Dossier, DossierState, Moment
from goodoffices.serve.desk import charts, marking
from goodoffices.serve.desk.rows import Cite, Row, Teller, cites, flat, moment_row, quoted
from goodoffices.serve.queries import Archive, dossiers, entries, explaining, lookups
from goodoffices.serve.queries.lookups import Filter, StatementRow

#: Lines that a list on a page shows before it points to the whole.
SHOWN = 12
MOVES = 3
#: Dossiers on the overview; the others stand in a list of their own.
CASES = 40
ON_PAGE = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction."""

    claim: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    about: str
    reason: str
    sides: tuple[Side, ...]


def overview(archive: Archive, today: date) -> dict[str, Any]:
    """Dossiers with what moved last, deadlines that run, contacts planned, contradictions."""
    listed = sorted(dossiers.list_dossiers(archive), key=lambda d: (d.last or "", d.article_count), reverse=True)
    states = {s.id: s for s in dossiers.states(archive)}
    tellers = {ident: Teller(s) for ident, s in states.items()}
    told = dict(dossiers.timelines(archive, (d.id for d in listed[:CASES])))
    deadlines = [r for t in tellers.values() for r in t.rows("deadlines") if r.status in ("pending", "extended", "past due")]
    planned = [r for t in tellers.values() for r in t.rows("contacts") if r.status == "planned"]
    return {"cases": [_case(d, tellers[d.id], told.get(d.id, ())) for d in listed[:CASES] if d.id in states], "total": len(listed), "deadlines": _next(deadlines, today), "planned": _next(planned, today),
            "clashes": [(states[i].id, states[i].name, c) for i in states for c in _clashes(states[i])][:SHOWN], "articles": sum(d.article_count for d in listed)}


def _case(dossier: Dossier, teller: Teller, told: Iterable[Moment]) -> dict[str, Any]:
    state = teller.state
    moments = [m for m in told if m.kind != "statement" and m.date and (not dossier.last or m.date <= dossier.last)]
    return {"dossier": dossier, "parties": [teller.name(p) for p in dossier.parties], "moves": [moment_row(m) for m in reversed(moments[-MOVES:])],
            "open": sum(p.status == "open" for p in state.ledger.proposals), "incidents": len(state.ledger.incidents), "clashes": len(state.contradictions)}


def _next(rows: list[Row], today: date) -> dict[str, list[Row]]:
    """What lies ahead, soonest first; what is past or has no day, latest first."""
    ahead = sorted((r for r in rows if r.day and r.day >= today.isoformat()), key=lambda r: r.day or "")
    behind = sorted((r for r in rows if not r.day or r.day < today.isoformat()), key=lambda r: r.day or "", reverse=True)
    return {"ahead": ahead[:SHOWN], "behind": behind[: SHOWN - len(ahead[:SHOWN])]}


def _clashes(state: DossierState) -> list[Clash]:
    return [Clash(c.about, flat(c.reason), tuple(Side(flat(s.claim), cites(s.sources)) for s in c.sides)) for c in state.contradictions]


def dossier(archive: Archive, ident: str, at: str | None, known_at: str | None) -> dict[str, Any]:
    """The state of the talks."""
    state = dossiers.state(archive, ident, at=at, known_at=known_at)
    teller = Teller(state)
    lists = {name: teller.rows(name) for name in SINGULAR}
    tied = {c.id for p in lists["proposals"] for c in p.conditions}
    calendar = [r for r in lists["contacts"] if r.status == "planned"] + lists["deadlines"]
    readable = {a.id for a in state.articles if not a.duplicate_of}
    events = [e for r in lookups.records(archive, state.id) if r.document.id in readable for e in r.events if not at or (e.date.start or at) <= at]
    said = lookups.statements(archive, Filter(among=frozenset(a.id for a in state.articles), limit=SHOWN * 2, until=known_at))
    return {"state": state, "lists": lists, "names": teller, "at": at, "known_at": known_at, "conditions": [c for c in lists["conditions"] if c.id not in tied],
            "proposals": sorted(lists["proposals"], key=lambda r: (r.status != "open", _latest_first(r.day))), "calendar": sorted(calendar, key=lambda r: (r.day is None, r.day or "")),
            "held": [r for r in lists["contacts"] if r.status != "planned"], "clashes": _clashes(state), "weeks": charts.by_week(events),
            "days": charts.by_day(state.ledger.incidents), "map": charts.world(state.ledger.incidents), "said": _said(said[::-1], {a.id for a in state.articles if a.duplicate_of})}


def _latest_first(day: str | None) -> int:
    return -date.fromisoformat(day).toordinal() if day else 0


def _said(rows: Iterable[StatementRow], reprints: set[str]) -> list[dict[str, Any]]:
    """Who says what; the words of reprints are left out."""
    return [{"id": r.id, "who": r.names.get(r.statement.speaker or "", "not clear who"), "actor": r.statement.speaker, "outlet": r.names.get(r.statement.outlet or "", ""),
             "words": (quoted if r.statement.direct else flat)(" ".join(s.text for s in r.statement.parts or (r.statement.content,))), "stance": r.statement.stance,
             "source": r.source, "day": (r.source.published or "no date")[:10]} for r in rows if r.source.article not in reprints]


def timeline(archive: Archive, words: str | None, since: str | None, until: str | None, kind: str | None) -> list[Row]:
    """Moments in order of time; `kind` picks one sort."""
    return [moment_row(m) for m in dossiers.timeline(archive, words, since=since, until=until) if not kind or m.kind == kind]


def article(archive: Archive, ident: str) -> dict[str, Any]:
    """The text with everything that was read from it."""
    record = lookups.article(archive, ident)
    found = marking.entries_of(record)
    home = next((d for d in dossiers.list_dossiers(archive) if ident in d.articles), None)
    return {"record": record, "document": record.document, "entries": found, "paragraphs": marking.paragraphs(record.document.text, found), "home": home}


def actor(archive: Archive, ident: str) -> dict[str, Any]:
    """Where an actor takes part: entries of all dossiers, his statements and events. Raises NotFoundError."""
    states = list(dossiers.states(archive))
    known = next(((s, a) for s in states for a in s.actors if a.id == ident or ident in a.also), None)
    found = lookups.actors(archive, Filter(actor=ident)) if ":" in ident else []
    if known is None and not found:
        raise NotFoundError(f"there is no actor {ident!r}")
    rows: dict[str, list[Row]] = {name: [] for name in SINGULAR}
    same = {ident, *((known[1].id, *known[1].also) if known else ())}
    for state in states:
        teller = Teller(state)
        for name in SINGULAR:
            rows[name] += [teller.row(item, name) for item in getattr(state.ledger, name) if same & entries.parties(item)]
    told = found[0] if found else None
    return {"ident": ident, "name": told.name if told else known[1].name if known else ident, "told": told, "lists": {k: v for k, v in rows.items() if v},
            "said": _said(reversed(lookups.statements(archive, Filter(actor=ident, limit=SHOWN * 2))), set()),
            "events": list(reversed(lookups.events(archive, Filter(actor=ident, limit=SHOWN * 2))))}


def entry(archive: Archive, ident: str) -> dict[str, Any]:
    """One entry with all its words, and why it is there."""
    told = explaining.explain(archive, ident)
    local = "#" in told.entry or told.entry.startswith(("event:", "statement:"))
    found = None if local else dossiers.find_entry(archive, told.entry)
    row = None
    if found is not None:
        state, item = found
        name = next(name for name in SINGULAR if any(x.id == item.id for x in getattr(state.ledger, name)) or any(x.id == item.id for x in getattr(state.rejected, name)))
        row = Teller(state).row(item, name)
    titles = lookups.filed(archive, {p.article for p in told.sources})
    passages = [{"passage": p, "words": [flat(s.text) for s in p.evidence], "cite": c, "header": titles.get(p.article)} for p, c in zip(told.sources, cites(told.sources))]
    read = [r.removeprefix("read ") for r in told.reasons if r.startswith("read ")]
    return {"told": told, "row": row, "passages": passages, "read": read, "joined": [r for r in told.reasons if not r.startswith("read ")], "local": local}


def search(archive: Archive, asked: str) -> list[dict[str, Any]]:
    """Articles with the words, the words apart from the rest of the excerpt."""
    return [{"found": f, "pieces": _pieces(f.excerpt)} for f in lookups.search(archive, asked, 50)]


def _pieces(excerpt: str) -> list[tuple[str, bool]]:
    """An excerpt as (text, is it a word that was looked for)."""
    out: list[tuple[str, bool]] = []
    for part in excerpt.replace("]", "[").split("["):
        out.append((part, bool(len(out) % 2)))
    return [p for p in out if p[0]]
