"""What each page shows, gathered from the queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from goodoffices.errors import NotFoundError
from goodoffices.ledger.dossiers.order import SINGULAR
from goodoffices.model import Dossier, Moment
from goodoffices.serve.desk import amending, boards, charts, marking, whole
from goodoffices.serve.desk.rows import Row, Teller, cites, flat, moment_row, quoted
from goodoffices.serve.queries import Archive, dossiers, explaining, issuing, lookups
from goodoffices.serve.queries.activity import activity
from goodoffices.serve.queries.lookups import Filter, StatementRow
from goodoffices.serve.queries.moved import moved
from goodoffices.serve.queries.offers import supposable

#: Lines that a list on a page shows before it points to the whole.
SHOWN = 12
#: Lines of which a dossier's page has those behind the first folded away; a page of its own has all.
FOLDED = 40
#: Proposals shown as cards.
CARDS = 8
MOVES = 3
#: Dossiers on the overview; the others stand in a list of their own.
CASES = 40
ON_PAGE = 200
#: Lines of a dossier, and dossiers, that the overview shows of what is new.
NEWS, FRESH = 4, 9


def overview(archive: Archive, today: date, since: str | None) -> dict[str, Any]:
    """Dossiers with what moved last, what moved since a time, deadlines that run, contacts planned, contradictions."""
    listed = sorted(dossiers.list_dossiers(archive), key=lambda d: (d.last or "", d.article_count), reverse=True)
    every = {b.id: b for b in boards.boards(archive)}
    told = dict(dossiers.timelines(archive, (d.id for d in listed[:CASES])))
    deadlines = [r for b in every.values() for r in b.deadlines]
    planned = [r for b in every.values() for r in b.planned]
    return {"cases": [_case(d, every[d.id], told.get(d.id, ())) for d in listed[:CASES] if d.id in every], "total": len(listed), "deadlines": _next(deadlines, today), "planned": _next(planned, today),
            "clashes": [(b.id, b.name, c) for b in every.values() for c in b.clashes][:SHOWN], "articles": sum(d.article_count for d in listed), "since": since,
            "news": _news(archive, since) if since else None}


def _news(archive: Archive, since: str) -> dict[str, Any]:
    """What moved since a time: per dossier its new lines, the latest first."""
    found = moved(archive, since)
    cases = [{"told": m, "lines": [moment_row(x) for x in reversed(m.lines)][:NEWS], "more": max(0, len(m.lines) - NEWS)} for m in found.dossiers if m.reports]
    return {"articles": found.articles, "cases": cases[:FRESH], "others": cases[FRESH:CASES], "total": len(cases), "decisions": len(found.decisions)}


def _case(dossier: Dossier, board: boards.Board, told: Iterable[Moment]) -> dict[str, Any]:
    moments = [m for m in told if m.kind != "statement" and m.date and (not dossier.last or m.date <= dossier.last)]
    return {"dossier": dossier, "board": board, "moves": [moment_row(m) for m in reversed(moments[-MOVES:])]}


def _next(rows: list[Row], today: date) -> dict[str, list[Row]]:
    """What lies ahead, soonest first; what is past or has no day, latest first."""
    ahead = sorted((r for r in rows if r.day and r.day >= today.isoformat()), key=lambda r: r.day or "")
    behind = sorted((r for r in rows if not r.day or r.day < today.isoformat()), key=lambda r: r.day or "", reverse=True)
    return {"ahead": ahead[:SHOWN], "behind": behind[: SHOWN - len(ahead[:SHOWN])]}


def dossier(archive: Archive, ident: str, at: str | None, known_at: str | None) -> dict[str, Any]:
    """The state of the talks."""
    state = dossiers.state(archive, ident, at=at, known_at=known_at)
    teller = Teller(state)
    lists = {name: teller.rows(name) for name in SINGULAR}
    tied = {c.id for p in lists["proposals"] for c in p.conditions}
    calendar = [r for r in lists["contacts"] if r.status == "planned"] + lists["deadlines"]
    acts = activity(archive, "week", among=[a.id for a in state.articles if not a.duplicate_of], until=at)
    said = lookups.statements(archive, Filter(among=frozenset(a.id for a in state.articles), limit=SHOWN * 2, until=known_at))
    own = [a for a in state.articles if not a.duplicate_of]
    few = state.articles if len(state.articles) <= SHOWN else own
    due = [d for d in issuing.questions_due(archive, state.id, at or date.today().isoformat()) if d.question.issued <= (at or "9999")]
    return {"state": state, "first": SHOWN, "most": FOLDED, "cards": CARDS, "shown": few[-FOLDED:][::-1], "reprints": len(state.articles) - len(own), "latest": whole.latest_first, "lists": lists, "names": teller, "due": due, "dated": any(a.published for a in state.articles), "facts": supposable(), "at": at, "known_at": known_at, "conditions": [c for c in lists["conditions"] if c.id not in tied],
            "proposals": sorted(lists["proposals"], key=lambda r: (r.status != "open", _latest_first(r.day))), "calendar": sorted(calendar, key=lambda r: (r.day is None, r.day or "")),
            "held": [r for r in lists["contacts"] if r.status != "planned"], "clashes": boards.clashes(teller), "weeks": charts.by_period(acts, "week"),
            "days": charts.by_day(state.ledger.incidents), "map": charts.world(state.ledger.incidents), "genres": lookups.genres(archive, (a.id for a in state.articles)), "said": _said(said[::-1], {a.id for a in state.articles if a.duplicate_of})}


def _latest_first(day: str | None) -> int:
    return -date.fromisoformat(day).toordinal() if day else 0


def _said(rows: Iterable[StatementRow], reprints: set[str]) -> list[dict[str, Any]]:
    """Who says what; the words of reprints are left out."""
    return [{"id": r.id, "who": r.names.get(r.statement.speaker or "", "not clear who"), "actor": r.statement.speaker, "outlet": r.names.get(r.statement.outlet or "", ""),
             "words": (quoted if r.statement.direct else flat)(" ".join(s.text for s in r.statement.parts or (r.statement.content,))), "stance": r.statement.stance,
             "source": r.source, "day": (r.source.published or "no date")[:10]} for r in rows if r.source.article not in reprints]


def article(archive: Archive, ident: str, asked: str = "") -> dict[str, Any]:
    """The text with everything that was read from it, and with the words of a search."""
    record = lookups.article(archive, ident)
    found = marking.entries_of(record)
    home = next((d for d in dossiers.list_dossiers(archive) if ident in d.articles), None)
    hits = marking.places(record.document.text, asked)
    return {"record": record, "document": record.document, "entries": found, "paragraphs": marking.paragraphs(record.document.text, found, hits), "hits": len(hits), "asked": asked, "home": home,
            "genres": lookups.genres_of(record)}


def actor(archive: Archive, ident: str) -> dict[str, Any]:
    """Where an actor takes part: entries of all dossiers, the latest first, his statements and events. Raises NotFoundError."""
    every = boards.boards(archive)
    same = next((b.same[ident] for b in every if ident in b.same), frozenset((ident,)))
    found = lookups.actors(archive, Filter(actor=ident)) if ":" in ident else []
    name = next((b.names[ident] for b in every if ident in b.names), None)
    if name is None and not found:
        raise NotFoundError(f"there is no actor {ident!r}")
    rows: dict[str, dict[str, Row]] = {name: {} for name in SINGULAR}
    for board in every:
        for own in same:
            for list_, row in board.rows.get(own, ()):
                rows[list_][row.id] = row
    told = found[0] if found else None
    return {"ident": ident, "name": told.name if told else name, "told": told, "lists": {k: sorted(v.values(), key=lambda r: r.day or "", reverse=True) for k, v in rows.items() if v},
            "said": _said(reversed(lookups.statements(archive, Filter(actor=ident, limit=SHOWN * 2))), set()),
            "events": list(reversed(lookups.events(archive, Filter(actor=ident, limit=SHOWN * 2))))}


def entry(archive: Archive, ident: str) -> dict[str, Any]:
    """One entry with all its words, why it is there, and what users decided about it."""
    told = explaining.explain(archive, ident)
    local = "#" in told.entry or told.entry.startswith(("event:", "statement:"))
    clash = dossiers.find_contradiction(archive, told.entry)
    found = None if local or clash else dossiers.find_entry(archive, told.entry)
    row, rejected, turns = None, clash is not None and clash[1] in clash[0].rejected_contradictions, [(t, t.why) for t in told.history]
    if found is not None:
        state, item = found
        teller = Teller(state)
        turns = [(t, teller.told(t.why)) for t in told.history]
        rejected = any(x.id == item.id for n in SINGULAR for x in getattr(state.rejected, n))
        name = next(name for name in SINGULAR if any(x.id == item.id for x in getattr(state.ledger, name)) or any(x.id == item.id for x in getattr(state.rejected, name)))
        row = teller.row(item, name)
    titles = lookups.filed(archive, {p.article for p in told.sources})
    passages: list[dict[str, Any]] = [{"passage": p, "words": [flat(s.text) for s in p.evidence], "cite": c, "header": titles.get(p.article)} for p, c in zip(told.sources, cites(told.sources))]
    told_once: dict[tuple[str, ...], dict[str, Any]] = {}
    for p in passages:
        first = told_once.setdefault(tuple(p["words"]), p | {"again": []})
        if first["passage"] is not p["passage"]:
            first["again"].append(p)
    read = [r.removeprefix("read ") for r in told.reasons if r.startswith("read ")]
    return {"told": told, "row": row, "passages": list(told_once.values()), "read": read, "joined": [r for r in told.reasons if not r.startswith("read ")], "local": local, "ident": ident,
            "rejected": rejected, "turns": turns, "at_issue": clash[1].about if clash else None, **amending.about(archive, told.entry, found)}


def search(archive: Archive, asked: str) -> list[dict[str, Any]]:
    """Articles with the words, the words apart from the rest of the excerpt."""
    found = lookups.search(archive, asked, 50)
    genres = lookups.genres(archive, (f.id for f in found))
    return [{"found": f, "pieces": _pieces(f.excerpt), "genres": genres.get(f.id, ())} for f in found]


def _pieces(excerpt: str) -> list[tuple[str, bool]]:
    """An excerpt as (text, is it a word that was looked for)."""
    out: list[tuple[str, bool]] = []
    for part in excerpt.replace("]", "[").split("["):
        out.append((part, bool(len(out) % 2)))
    return [p for p in out if p[0]]
