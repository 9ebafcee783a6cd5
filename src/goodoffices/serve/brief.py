"""`goodoffices brief`: the record of an article as a person wants to read it, 80 columns wide, each line with its evidence."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import click

from goodoffices.model import Entry, Event, Record, Span
from goodoffices.serve.together import write_together
from goodoffices.serve.wording import ANSWERS, CHANNELS, Names, incident_words, place_words, proposal_words, shortened, span_words, wrapped


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the brief with the words it stands on."""

    text: str
    evidence: tuple[Span, ...] = ()
    style: str | None = None


class Page(Names):
    """Names, dates and places of one record in words."""

    def __init__(self, record: Record, width: int) -> None:
        super().__init__(record.actors)
        self.record = record
        self.width = width
        self.sentences = [(s.start, s.end) for s in record.sentences]

    def at(self, span: Span) -> str:
        """Sentence number of a span, as [s4]."""
        for number, (start, end) in enumerate(self.sentences, 1):
            if start <= span.start < end:
                return f"[s{number}]"
        return "[s?]"


def write_briefs(records: Iterable[Record], *, evidence: bool, publisher: str | None = None, ahead: Callable[[str], list[str]] | None = None) -> None:
    """One brief per article, then what several give together. `ahead` knows by article what may come next."""
    width = min(100, max(60, shutil.get_terminal_size((80, 24)).columns)) if sys.stdout.isatty() else 80
    kept: list[Record] = []
    for number, record in enumerate(records):
        if number:
            click.echo("\n" + "=" * width + "\n")
        for text in render(record, width, evidence=evidence):
            click.echo(text, color=None)
        for text in _ahead(ahead(record.document.id), width) if ahead is not None else ():
            click.echo(text, color=None)
        if number < 200:
            kept.append(record)
    if len(kept) > 1:
        click.echo("\n" + "=" * width + "\n")
        write_together(kept, width)


def _ahead(lines: list[str], width: int) -> Iterator[str]:
    """What may come next; nothing where nothing is known of it."""
    if lines:
        yield ""
        yield click.style("WHAT MAY COME NEXT", bold=True, fg="cyan")
        for line in lines:
            yield from wrapped(None, line, width, "- ", "  ")


def render(record: Record, width: int = 80, *, evidence: bool = False) -> Iterator[str]:
    """The lines of one brief, styled; click strips the styles where the output is no terminal."""
    page = Page(record, width)
    d = record.document
    yield from wrapped(click.style(d.title or d.id, bold=True), d.title or d.id, width)
    parts = [d.publisher or "outlet unknown", (d.published or "no date") + (f" ({d.published_source})" if d.published_source not in (None, "given") else "")]
    if d.dateline:
        parts.append(d.dateline)
    yield from wrapped(None, " | ".join(parts), width)
    for heading, lines in sections(page):
        if not lines:
            continue
        yield ""
        yield click.style(heading.upper(), bold=True, fg="cyan")
        for line in lines:
            yield from _line(page, line, evidence=evidence)
    if any(w.code == "unsupported_language" for w in record.warnings):
        yield ""
        yield "The text is not in English: it was not coded."
    elif not any(lines for heading, lines in sections(page) if heading not in ("Parties", "Warnings", "Left open")):
        yield ""
        yield "Nothing of the record was found in this text."


def sections(page: Page) -> list[tuple[str, list[Line]]]:
    """Headings with their lines, in the order in which a desk officer asks."""
    return [("Parties", _parties(page)), ("Proposals", _proposals(page)), ("Venues on offer", _venues(page)), ("Planned next", _contacts(page, ("planned",))),
            ("Contacts", _contacts(page, ("held", "cancelled", "refused", "unknown"))), ("Deadlines", _deadlines(page)), ("Threats", _threats(page)),
            ("Other conditions", _conditions(page)), ("On the ground", _incidents(page)), ("Other acts", _acts(page)), ("Who said what", _statements(page)),
            ("Judgements", _assessments(page)), ("Warnings", _warnings(page)), ("Left open", _uncoded(page))]


def _line(page: Page, line: Line, *, evidence: bool) -> Iterator[str]:
    marks = " ".join(dict.fromkeys(page.at(s) for s in line.evidence[:3]))
    body = f"{line.text} {marks}".rstrip()
    lines = list(wrapped(None, body, page.width, "- ", "  "))
    yield from (click.style(x, fg=line.style) if line.style else x for x in lines)
    if not line.evidence:
        return
    if evidence:
        for span in line.evidence:
            quoted = '"' + " ".join(span.text.split()) + '"'
            yield from (click.style(x, dim=True) for x in textwrap.wrap(quoted, page.width - 4, initial_indent="    ", subsequent_indent="    ") or ["    "])
    else:
        yield click.style("    " + shortened(line.evidence[0].text, page.width - 6), dim=True)


def _parties(page: Page) -> list[Line]:
    """Everyone that acts in an entry, once, persons with their office."""
    r = page.record
    busy: dict[str, None] = {}
    for e in r.events:
        busy |= dict.fromkeys((*e.actors, *e.recipients))
    for s in r.statements:
        busy |= dict.fromkeys(x for x in (s.speaker, s.outlet) if x)
    for c in r.ledger.contacts:
        busy |= dict.fromkeys(c.participants)
    words: list[str] = []
    for ident in busy:
        actor = page.actors.get(ident)
        if actor is None or (actor.kind == "country" and f"government:{actor.country}" in busy):
            continue
        role = ", ".join(x for x in (actor.role, None if actor.kind in ("government", "country") else actor.country) if x)
        words.append(page.name(ident) + (f" ({role})" if role else ""))
    return [Line("; ".join(dict.fromkeys(words)))] if words else []


def _proposals(page: Page) -> list[Line]:
    conditions = {c.id: c for c in page.record.ledger.conditions}
    out = []
    for p in page.record.ledger.proposals:
        out.append(Line(proposal_words(page, p), p.evidence, "red" if p.status == "rejected" else "green" if p.status == "accepted" else None))
        for ident in p.conditions:
            if ident in conditions:
                c = conditions[ident]
                out.append(Line(f"  condition ({page.name(c.holder)}): {' '.join(c.text.split())}", c.evidence))
        for a in p.responses:
            who = page.name(a.actor) + (f" for {page.name(a.on_behalf_of)}" if a.on_behalf_of and a.on_behalf_of != a.actor else "")
            out.append(Line(f"  answer: {who} {ANSWERS[a.answer]}" + (f", {page.when(a.date)}" if page.when(a.date) else ""), a.evidence))
    return out


def _venues(page: Page) -> list[Line]:
    out = []
    for v in page.record.ledger.venue_offers:
        actor = page.actors.get(v.host)
        who = page.name(v.host)
        if actor is not None and actor.kind == "group" and actor.unnamed:
            who = f"{actor.unnamed} further host{'s' if actor.unnamed > 1 else ''} not named"
        where = f" ({v.place.name})" if v.place else ""
        out.append(Line(f"{who}{where}: {v.status}" + (f", {page.when(v.date)}" if page.when(v.date) else ""), v.evidence))
    hosts = {v.host for v in page.record.ledger.venue_offers}
    for ident in dict.fromkeys(x for v in page.record.ledger.venue_offers for e in page.record.events if e.id == v.event for x in e.actors):
        actor = page.actors.get(ident)
        if actor is not None and (ident in hosts or hosts & set(actor.members)) and actor.kind == "group" and actor.count:
            listed = len(actor.members) + (actor.unnamed or 0)
            verdict = "the count adds up" if listed == actor.count else f"but {listed} listed"
            out.append(Line(f"{actor.count} hosts announced: {len(actor.members)} named, {actor.unnamed or 0} unnamed; {verdict}", actor.mentions[:1]))
    return out


def _contacts(page: Page, states: tuple[str, ...]) -> list[Line]:
    found = sorted((c for c in page.record.ledger.contacts if c.status in states), key=lambda c: (c.date.start or "9", c.id))
    out = []
    for c in found:
        text = f"{page.when(c.date) or 'no date'}: {CHANNELS[c.channel]} of {page.names(c.participants)}" + place_words(c.place)
        out.append(Line(text + ("" if c.status == "planned" else f" ({c.status})"), c.evidence))
    return out


def _deadlines(page: Page) -> list[Line]:
    out = []
    for d in page.record.ledger.deadlines:
        limit = d.due.end or (f"after {span_words(d.length)}" if d.length else "no date")
        state = "past due" if d.overdue else d.status
        out.append(Line(f"{page.name(d.setter)} to {page.name(d.addressee)}, due {limit}: {' '.join(d.demand.text.split())}: {state.upper()}", d.evidence))
    return out


def _threats(page: Page) -> list[Line]:
    out = []
    for t in page.record.ledger.threats:
        text = f"{page.name(t.issuer)}" + (f" to {page.name(t.target)}" if t.target else "") + f": {' '.join(t.action.split())}"
        out.append(Line(text + (f" -- {' '.join(t.condition.split())}" if t.condition else ""), t.evidence))
    return out


def _conditions(page: Page) -> list[Line]:
    tied = {i for p in page.record.ledger.proposals for i in p.conditions}
    return [Line(f"{page.name(c.holder)}: {' '.join(c.text.split())}", c.evidence) for c in page.record.ledger.conditions if c.id not in tied]


def _incidents(page: Page) -> list[Line]:
    return [Line(incident_words(page, i), i.evidence) for i in page.record.ledger.incidents]


def _acts(page: Page) -> list[Line]:
    """Events that no ledger entry stands on."""
    ledger = page.record.ledger
    used = {x.event for name in ledger.__struct_fields__ for x in getattr(ledger, name)}
    answers = {a.evidence[0].start for p in ledger.proposals for a in p.responses if a.evidence}
    out = []
    for e in page.record.events:
        if e.id not in used and e.evidence[0].start not in answers and not any(_covers(x, e) for x in (*ledger.threats, *ledger.contacts)):
            mode = f" ({e.mode})" if e.mode else ""
            state = "" if e.modality == "actual" else f", {e.modality}"
            when = page.when(e.date)
            whom = f" -> {page.names(e.recipients)}" if e.recipients else ""
            out.append(Line(f"{e.type}{mode}{state}: {page.names(e.actors)}{whom}" + (f", {when}" if when else ""), e.evidence))
    return out


def _covers(entry: Entry, event: Event) -> bool:
    return bool(entry.evidence) and entry.evidence[0] == event.evidence[0]


def _statements(page: Page) -> list[Line]:
    out = []
    for s in page.record.statements:
        outlet = f" ({page.name(s.outlet)})" if s.outlet else ""
        stance = f" [{s.stance}]" if s.stance else ""
        words = " ".join(" ".join(part.text for part in s.parts or (s.content,)).split())
        who = page.name(s.speaker) if s.speaker else "not clear who"
        told = " ".join(s.cue.text.split()) if s.cue else ""
        plain = told.lower() if told else ""
        if plain in ("told", "saying", "tell", "told reporters"):
            told = "said"
        told = "" if plain.startswith(("according", "in ", "for ", "per ")) or not told else f" {told}"
        out.append(Line(f"{who}{outlet}{told}{stance}: {words if len(words) < 160 else words[:150].rsplit(' ', 1)[0] + ' ...'} {page.at(s.content)}"))
    return out


def _assessments(page: Page) -> list[Line]:
    out = []
    for a in page.record.ledger.assessments:
        about = f" on {_subject(page, a.subject)}" if a.subject else ""
        out.append(Line(f"{page.name(a.by) if a.by else 'the report itself'}{about}: {a.stance.upper()}", a.evidence))
    return out


def _subject(page: Page, ident: str) -> str:
    proposal = next((p for p in page.record.ledger.proposals if p.id == ident), None)
    return f"the offer of {page.name(proposal.proposer)}" if proposal else page.name(ident)


def _warnings(page: Page) -> list[Line]:
    text = page.record.document.text
    return [Line(f"{w.code}: {w.message}", (Span(start=w.start, end=w.end, text=text[w.start : w.end]),) if w.start is not None and w.end is not None else (), "yellow")
            for w in page.record.warnings]


def _uncoded(page: Page) -> list[Line]:
    count = len(page.record.uncoded)
    if not count:
        return []
    marks = " ".join(page.at(Span(start=u.start, end=u.end, text="")) for u in page.record.uncoded[:8])
    marks += f" and {count - 8} more" if count > 8 else ""
    return [Line(f"{count} sentence{'s' if count > 1 else ''} with an actor and a cue gave no entry: {marks}")]
