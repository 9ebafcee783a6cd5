"""What several articles give together: parties, proposals, plans, deadlines and incidents side by side, with their outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from goodoffices.model import Record
from goodoffices.serve.wording import CHANNELS, KINDS, span_words, wrapped


def write_together(records: list[Record], width: int) -> None:
    for text in together(records, width):
        click.echo(text)


def together(records: list[Record], width: int) -> Iterator[str]:
    """Lines of the overview; entries of the same kind between the same parties on the same day are one line with a count."""
    from goodoffices.serve.brief import Page

    yield click.style(f"TOGETHER: {len(records)} articles", bold=True)
    pages = [Page(r, width) for r in records]
    parties: Counter[str] = Counter()
    for page in pages:
        parties.update({page.name(a) for e in page.record.events for a in (*e.actors, *e.recipients)})
    if parties:
        yield from wrapped(None, "Parties: " + "; ".join(f"{n} ({c})" if c > 1 else n for n, c in parties.most_common(16)), width, "", "  ")
    rows: dict[str, dict[str, list[str]]] = {"Proposals": {}, "Planned": {}, "Deadlines": {}, "On the ground": {}}
    for number, page in enumerate(pages, 1):
        mark = f"[{number}]"
        ledger = page.record.ledger
        for p in ledger.proposals:
            key = f"{page.name(p.proposer)}: {KINDS[p.kind]}" + (f" with {page.name(p.addressee)}" if p.addressee else "") + f": {p.status}"
            rows["Proposals"].setdefault(key, []).append(mark)
        for c in ledger.contacts:
            if c.status == "planned":
                rows["Planned"].setdefault(f"{page.when(c.date) or 'no date'}: {CHANNELS[c.channel]} of {page.names(sorted(c.participants))}", []).append(mark)
        for d in ledger.deadlines:
            rows["Deadlines"].setdefault(f"{d.due.end or (span_words(d.length) if d.length else 'no date')}: {page.name(d.setter)} to {page.name(d.addressee)}: {d.status}", []).append(mark)
        for i in ledger.incidents:
            rows["On the ground"].setdefault(f"{page.when(i.date) or 'no date'}: {i.kind}" + (f" in {i.place.name}" if i.place else "") + (f" by {page.names(i.actors)}" if i.actors else ""), []).append(mark)
    for heading, found in rows.items():
        if found:
            yield ""
            yield click.style(heading.upper(), bold=True, fg="cyan")
            for key, marks in sorted(found.items()) if heading != "Proposals" else found.items():
                yield from wrapped(None, f"{key} {' '.join(dict.fromkeys(marks))}", width, "- ", "  ")
    yield ""
    for number, page in enumerate(pages, 1):
        document = page.record.document
        yield from wrapped(None, f"[{number}] {document.title or document.id}, {document.publisher or 'outlet unknown'}, {document.published or 'no date'}", width, "", "    ")
