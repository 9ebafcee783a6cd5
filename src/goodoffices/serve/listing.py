"""Events, statements, actors, articles and decisions as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from goodoffices.model import Decision, Note
from goodoffices.ontology.speech import denies, retold
from goodoffices.serve.queries.lookups import ActorRow, EventRow, Found, Source, StatementRow
from goodoffices.serve.wording import Names, shortened, wrapped

NOBODY = Names(())


def _name(names: dict[str, str], ident: str | None) -> str:
    name = names.get(ident or "")
    return name.removeprefix("Government of ") if name else NOBODY.name(ident)


def _said_by(source: Source) -> str:
    return f"{source.publisher or 'outlet unknown'}, {(source.published or 'no date')[:10]}"


def event_lines(rows: list[EventRow], width: int) -> Iterator[str]:
    for row in rows:
        e = row.event
        who = ", ".join(_name(row.names, a) for a in e.actors) or "unknown"
        whom = " -> " + ", ".join(_name(row.names, a) for a in e.recipients) if e.recipients else ""
        when = (e.date.start and NOBODY.when(e.date)) or f"({(row.source.published or 'no date')[:10]})"
        state = "" if e.modality == "actual" else f", {e.modality}"
        place = f" in {e.place.name}" if e.place else ""
        yield from wrapped(None, f"{e.type}{f' ({e.mode})' if e.mode else ''}{state}: {who}{whom}{place} [{row.id}]", width, f"{when}  ", "            ")
        head = f"            {_said_by(row.source)}: "
        yield click.style(head + shortened(e.evidence[0].text, max(20, width - len(head))), dim=True)
        yield from _notes(row.notes, width)


def statement_lines(rows: list[StatementRow], width: int) -> Iterator[str]:
    """Each with the verb it was made with; a piece of a sentence with its whole sentence."""
    for row in rows:
        s = row.statement
        outlet = f" ({_name(row.names, s.outlet)})" if s.outlet else ""
        marks = "".join(f" [{m}]" for m in (s.stance, "denial" if denies(s) else None) if m)
        who = _name(row.names, s.speaker) if s.speaker else "not clear who"
        yield from wrapped(None, retold(f"{who}{outlet}", s) + marks, width, f"{(row.source.published or 'no date')[:10]}  ", "            ")
        if row.sentence:
            yield from wrapped(None, f"in: {row.sentence}", width, "            ", "            ")
        yield click.style(f"            {_said_by(row.source)} [{row.id}]", dim=True)
        yield from _notes(row.notes, width)


def _notes(notes: tuple[Note, ...], width: int) -> Iterator[str]:
    for note in notes:
        yield from wrapped(None, f"note of {note.who}, {note.at[:10]}: {note.text}", width, "            ", "            ")


def actor_lines(rows: list[ActorRow], width: int) -> Iterator[str]:
    for row in rows:
        told = ", ".join(x for x in (row.role, row.kind, row.country) if x)
        yield from wrapped(None, f"{row.name} ({told})", width)
        reach = f", {row.first} to {row.last}" if row.first else ""
        also = f"; also {', '.join(row.aliases)}" if row.aliases else ""
        yield from wrapped(None, f"{row.id} | {row.mentions} mentions in {row.articles} article{'' if row.articles == 1 else 's'}{reach}{also}", width, "  ", "  ")


def found_lines(rows: list[Found], width: int) -> Iterator[str]:
    for row in rows:
        yield from wrapped(None, f"{row.title or row.id}", width)
        copy = f" | reprint of {row.duplicate_of}" if row.duplicate_of else ""
        yield from wrapped(None, f"{row.publisher or 'outlet unknown'}, {(row.published or 'no date')[:10]} | {row.id}{copy}", width, "  ", "  ")
        yield from (click.style(x, dim=True) for x in wrapped(None, row.excerpt, width, "    ", "    "))


def decision_lines(rows: list[Decision], width: int) -> Iterator[str]:
    for d in rows:
        value = f" {msgspec.json.encode(d.value).decode()}" if d.value else ""
        yield from wrapped(None, f"{d.kind} {d.target}{value}", width, f"{d.at[:19]}  ", "                     ")
        yield from wrapped(None, f"{d.who}{f': {d.why}' if d.why else ''} [{d.id}]", width, "                     ", "                     ")
