"""`goodoffices dossier`: the state of a dossier as a person wants to read it, each entry with the number of its sources and the first of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from goodoffices.model import Decision, Dossier, DossierState, Explanation, MergedItem, MergedProposal, Moment, Passage
from goodoffices.serve.wording import ANSWERS, CHANNELS, Names, corrected, incident_words, place_words, proposal_words, shortened, span_words, wrapped

_IDENT = re.compile(r"\b[a-z_]+:[\w-]+")
COLOURS = {"rejected": "red", "accepted": "green", "held": "green", "past due": "yellow", "expired": "red", "cancelled": "red", "refused": "red"}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words, with what it stands on; `more` are lines below it."""

    text: str
    item: MergedItem | None = None
    style: str | None = None
    more: tuple[str, ...] = ()


class DossierPage(Names):
    """A state with names for its actors."""

    def __init__(self, state: DossierState, width: int, *, ids: bool = False) -> None:
        super().__init__(state.actors)
        self.actors |= {other: a for a in state.actors for other in a.also if other not in self.actors}
        self.state = state
        self.width = width
        self.ids = ids

    def named(self, text: str) -> str:
        """The text with the names of the actors whose ids stand in it."""
        return _IDENT.sub(lambda found: self.name(found[0]) if found[0] in self.actors else found[0], text)


def dossier_text(state: DossierState, width: int, *, ids: bool = False) -> Iterator[str]:
    """The lines of a dossier, styled; `ids` shows the id of each entry, as `correct` and `explain` take it."""
    page = DossierPage(state, width, ids=ids)
    yield from wrapped(click.style(state.name, bold=True), state.name, width)
    days = sorted(a.published[:10] for a in state.articles if a.published)
    reach = f", {days[0]} to {days[-1]}" if days and days[0] != days[-1] else f", {days[0]}" if days else ""
    later = ": what they tell of that day" if days and state.as_of and days[-1] > state.as_of else ""
    yield from wrapped(None, f"{state.id} | as of {state.as_of or 'no date'} | by {counted(len(state.articles), 'article')}{reach}{later}", width)
    empty = True
    for heading, lines in sections(page):
        if lines:
            empty = False
            yield ""
            yield click.style(heading.upper(), bold=True, fg="cyan")
            for line in lines:
                yield from _lines(page, line)
    if empty:
        yield ""
        yield "Nothing of the record was found in these articles."


def sections(page: DossierPage) -> list[tuple[str, list[Line]]]:
    """Headings with their lines, in the order in which a desk officer asks."""
    proposals = page.state.ledger.proposals
    contacts = page.state.ledger.contacts
    return [("Parties", _parties(page)), ("Open proposals", [_proposal(page, p) for p in proposals if p.status == "open"]), ("Venues on offer", _venues(page)),
            ("Planned next", [_contact(page, c) for c in contacts if c.status == "planned"]), ("Deadlines", _deadlines(page)), ("Threats", _threats(page)),
            ("Other conditions", _conditions(page)), ("Agreed and done", _outcomes(page)), ("Settled proposals", [_proposal(page, p) for p in proposals if p.status != "open"]),
            ("Contacts", [_contact(page, c) for c in contacts if c.status != "planned"]), ("On the ground", _incidents(page)), ("Judgements", _judgements(page)),
            ("Contradictions", _contradictions(page))]


def _lines(page: DossierPage, line: Line) -> Iterator[str]:
    body = line.text
    if line.item is not None:
        body += f" ({_sources(line.item)})" + (f" [{line.item.id}]" if page.ids else "")
    for text in wrapped(None, body, page.width, "- ", "  "):
        yield click.style(text, fg=line.style) if line.style else text
    for more in line.more:
        yield from wrapped(None, more, page.width, "    ", "      ")
    if line.item is not None:
        yield click.style("    " + first_source(line.item.sources, page.width - 6), dim=True)
        for note in line.item.trail.notes:
            yield from wrapped(None, f"note of {note.who}, {note.at[:10]}: {note.text}", page.width, "    ", "      ")


def _sources(item: MergedItem) -> str:
    """ "3 sources, 2 independent" """
    total, independent = len({p.article for p in item.sources}), item.trail.independent
    return counted(total, "source") + (f", {independent} independent" if independent != total else "") + (", corrected by a user" if corrected(item) else "")


def first_source(sources: tuple[Passage, ...], room: int) -> str:
    """Outlet, day and words of the earliest source."""
    if not sources:
        return ""
    first = sources[0]
    head = f"{first.publisher or first.article}, {(first.published or 'no date')[:10]}: "
    return head + (shortened(first.evidence[0].text, max(20, room - len(head))) if first.evidence else "")


def counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _parties(page: DossierPage) -> list[Line]:
    lines = [Line(", ".join(page.name(p) for p in page.state.parties))] if page.state.parties else []
    return lines + ([Line("go-between: " + ", ".join(page.name(m) for m in page.state.mediators))] if page.state.mediators else [])


def _proposal(page: DossierPage, p: MergedProposal) -> Line:
    conditions = {c.id: c for c in page.state.ledger.conditions}
    more = [f"condition of {page.name(conditions[i].holder)}: {' '.join(conditions[i].text.split())}" for i in p.conditions if i in conditions]
    for a in p.responses:
        who = page.name(a.actor) + (f" for {page.name(a.on_behalf_of)}" if a.on_behalf_of and a.on_behalf_of != a.actor else "")
        more.append(f"answer: {who} {ANSWERS[a.answer]}" + (f", {page.when(a.date)}" if page.when(a.date) else ""))
    return Line(proposal_words(page, p), p, COLOURS.get(p.status), tuple(more))


def _venues(page: DossierPage) -> list[Line]:
    out = []
    for v in page.state.ledger.venue_offers:
        where = f" ({v.place.name})" if v.place else ""
        out.append(Line(f"{page.name(v.host)}{where}: {v.status}" + (f", {page.when(v.date)}" if page.when(v.date) else ""), v))
    return out


def _contact(page: DossierPage, c: MergedItem) -> Line:
    text = f"{page.when(c.date) or 'no date'}: {CHANNELS[c.channel]} of {page.names(c.participants)}{place_words(c.place)}"  # type: ignore[union-attr]
    status = c.status  # type: ignore[union-attr]
    return Line(text + ("" if status == "planned" else f": {status.upper()}"), c, COLOURS.get(status))


def _deadlines(page: DossierPage) -> list[Line]:
    out = []
    for d in page.state.ledger.deadlines:
        limit = d.due.end or (f"after {span_words(d.length)}" if d.length else "no date")
        status = "past due" if d.overdue else d.status
        text = f"{page.name(d.setter)} to {page.name(d.addressee)}, due {limit}: {' '.join(d.demand.text.split())}: {status.upper()}"
        out.append(Line(text, d, COLOURS.get(status)))
    return out


def _threats(page: DossierPage) -> list[Line]:
    out = []
    for t in page.state.ledger.threats:
        text = page.name(t.issuer) + (f" to {page.name(t.target)}" if t.target else "") + f": {' '.join(t.action.split())}"
        out.append(Line(text + (f" -- {' '.join(t.condition.split())}" if t.condition else "") + (f", {page.when(t.date)}" if page.when(t.date) else "") + (f": {t.history[-1].status.upper()}" if len(t.history) > 1 else ""), t))
    return out


def _conditions(page: DossierPage) -> list[Line]:
    tied = {i for p in page.state.ledger.proposals for i in p.conditions}
    return [Line(f"{page.name(c.holder)}: {' '.join(c.text.split())}", c) for c in page.state.ledger.conditions if c.id not in tied]


def _outcomes(page: DossierPage) -> list[Line]:
    out = []
    for o in page.state.outcomes:
        who = page.names(tuple(dict.fromkeys((*o.actors, *o.recipients))))
        head = (page.when(o.date) or f"reported {(o.sources[0].published or 'with no date')[:10]}") + (f", {who}" if who else "") + f": \"{o.text}\""
        count = counted(len(o.sources), "source")
        notes = tuple(f"note of {note.who}, {note.at[:10]}: {note.text}" for note in o.notes)
        out.append(Line(f"{head} ({count})" + (f" [{o.id}]" if page.ids else ""), None, None, (*(first_source(o.sources[:1], 0).partition(": ")[:1]), *notes)))
    return out


def _incidents(page: DossierPage) -> list[Line]:
    return [Line(incident_words(page, i), i) for i in page.state.ledger.incidents]


def _judgements(page: DossierPage) -> list[Line]:
    offers = {p.id: p for p in page.state.ledger.proposals}
    out = []
    for a in page.state.ledger.assessments:
        about = f" on the offer of {page.name(offers[a.subject].proposer)}" if a.subject in offers else f" on {page.name(a.subject)}" if a.subject else ""
        out.append(Line(f"{page.name(a.by) if a.by else 'the report itself'}{about}: {a.stance.upper()}", a))
    return out


def _contradictions(page: DossierPage) -> list[Line]:
    out = []
    for c in page.state.contradictions:
        sides = tuple(f"{page.named(side.claim)} ({counted(len({p.article for p in side.sources}), 'source')}; {first_source(side.sources, 60)})" for side in c.sides)
        notes = tuple(f"note of {note.who}, {note.at[:10]}: {note.text}" for note in c.notes)
        out.append(Line(c.reason + (f" [{c.id}]" if page.ids else ""), None, "yellow", sides + notes))
    return out


def dossier_list(dossiers: Iterable[Dossier], width: int) -> Iterator[str]:
    """One paragraph per dossier."""
    for d in dossiers:
        yield from wrapped(None, d.name, width)
        yield from wrapped(None, f"{d.id} | {counted(d.article_count, 'article')}, {d.first or 'no date'} to {d.last or 'no date'}", width, "  ", "  ")


def timeline_text(moments: Iterable[Moment], width: int) -> Iterator[str]:
    """One line per moment, with its first source."""
    for m in moments:
        when = (m.date or "no date") + (f" to {m.end}" if m.end and m.end != m.date else "")
        yield from wrapped(None, f"{m.kind}{' (day of the report)' if m.reported and m.date else ''}: {' '.join(m.text.split())}", width, f"{when}  ", "            ")
        if m.sources:
            yield click.style("            " + first_source(m.sources, width - 14), dim=True)


def _decided(d: Decision) -> str:
    """ "reassign by Ana, 2024-05-08: status=lifted: official note (decision:...)" """
    what = ", ".join(f"{k}={v}" for k, v in sorted(d.value.items())) if d.kind == "reassign" else ""
    return ": ".join(x for x in (f"{d.kind} by {d.who}, {d.at[:10]}", what, d.why) if x) + f" ({d.id})"


def explanation_text(told: Explanation, width: int, taken: Sequence[Decision] = ()) -> Iterator[str]:
    """Why an entry is there: words, reasons, history, decisions; `taken` are these, with who, when and why."""
    known = {d.id: d for d in taken}
    yield from wrapped(click.style(told.summary, bold=True), told.summary, width)
    yield f"{told.entry} | {counted(len(told.sources), 'source')}"
    parts: list[tuple[str, list[str]]] = [
        ("The words", [f"{p.publisher or p.article}, {(p.published or 'no date')[:10]}, {s.start}-{s.end}: \"{' '.join(s.text.split())}\" ({p.article})"
                       for p in told.sources for s in p.evidence]),
        (f"{'What is claimed' if told.entry.startswith('contradiction:') else 'Why these are one'} (score {told.score:.2f})", [r for r in told.reasons if not r.startswith("read ")]),
        ("How it was read", [r.removeprefix("read ") for r in told.reasons if r.startswith("read ")]), ("Actors", list(told.actors)),
        ("What changed its state", [f"{t.date or 'no date'}: {t.status}" + (f", by {t.article or t.decision}" if t.article or t.decision else "") + (f": {t.why}" if t.why else "")
                                    for t in told.history]),
        ("Contradictions", [f"{c.reason} ({c.id})" for c in told.contradictions if c.id != told.entry]), ("Notes", [f"{n.who}, {n.at[:10]}: {n.text}" for n in told.notes]),
        ("Decisions", [_decided(known[d]) if d in known else d for d in told.decisions])]
    for heading, lines in parts:
        if lines:
            yield ""
            yield click.style(heading.upper(), bold=True, fg="cyan")
            for line in lines:
                yield from wrapped(None, line, width, "- ", "  ")
