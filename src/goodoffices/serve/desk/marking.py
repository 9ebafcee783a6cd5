"""The text of an article cut where coded words begin and end, so that a page can mark every span and tell what was read from it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.ledger.dossiers.order import SINGULAR, entry_ids
from goodoffices.model import ExplainedRecord, Span
from goodoffices.serve.queries import lookups
from goodoffices.serve.queries.entries import PARTIES
from goodoffices.serve.wording import Names

#: What wins where several kinds stand on the same words.
RANK = ("ledger", "event", "statement")


@dataclass(frozen=True, slots=True)
class Entry:
    """What was read from some words: `address` is its id for a permalink, `why` the rules that read it."""

    number: int
    address: str
    kind: str
    label: str
    text: str
    why: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the text with the numbers of the entries that stand on them; `ends` are those whose first words end here. `hit` counts the places with words
    that were looked for, 0 for what is none; `opens` says that its place begins here."""

    text: str
    kind: str = ""
    numbers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    hit: int = 0
    opens: bool = False


def entries_of(record: ExplainedRecord) -> list[Entry]:
    """Ledger, events and statements in the order of their words."""
    names = Names(record.actors)
    why: dict[str, list[str]] = {}
    for reason in record.reasons:
        why.setdefault(reason.entry, []).append(f"{reason.rule}: {reason.detail}")
    public = entry_ids(record)
    found: list[tuple[str, str, str, str, str, tuple[Span, ...]]] = []
    for name, prefix in SINGULAR.items():
        for item in getattr(record.ledger, name):
            said = ", ".join(f"{field.replace('_', ' ')} {_named(names, getattr(item, field))}" for field in PARTIES if getattr(item, field, None))
            sort = next((getattr(item, f) for f in ("kind", "channel", "stance") if getattr(item, f, None) not in (None, "other", "unknown")), "")
            state = getattr(item, "status", "")
            found.append((public[f"{name}|{item.id}"], "ledger", prefix.replace("_", " "), "; ".join(x for x in (sort, said, state) if x), item.id, item.evidence))
    for event in record.events:
        text = f"{event.type}, {event.modality}: {names.names(event.actors)} → {names.names(event.recipients)}"
        found.append((f"{record.document.id}#{event.id}", "event", "event", text, event.id, event.evidence))
    for said_ in record.statements:
        found.append((f"{record.document.id}#{said_.id}", "statement", "quotation" if said_.direct else "reported speech", names.name(said_.speaker), said_.id,
                      said_.parts or (said_.content,)))
    found.sort(key=lambda f: (f[5][0].start if f[5] else 0, RANK.index(f[1])))
    return [Entry(n, address, kind, label, text, tuple(why.get(local, ())), spans) for n, (address, kind, label, text, local, spans) in enumerate(found, 1)]


def _named(names: Names, value: str | tuple[str, ...]) -> str:
    return names.names(value if isinstance(value, tuple) else (value,))


def places(text: str, asked: str) -> list[tuple[int, int]]:
    """Where the words of a search stand, from where to where: as they are written, whatever their capitals."""
    wanted = [r"[\W_]+".join(map(re.escape, t.words)) for t in lookups.terms(asked) if t.wanted]
    return [m.span() for m in re.finditer(rf"(?<![^\W_])(?:{'|'.join(wanted)})(?![^\W_])", text, re.IGNORECASE)] if wanted else []


def paragraphs(text: str, entries: list[Entry], hits: Sequence[tuple[int, int]] = ()) -> list[list[Piece]]:
    """Every character of the text once, cut at the ends of spans; a list for each paragraph. `hits`: places to be marked besides."""
    out, start = [], 0
    for block in text.split("\n"):
        end = start + len(block)
        if block.strip():
            out.append(list(_pieces(text, start, end, entries, hits)))
        start = end + 1
    return out


def _pieces(text: str, start: int, end: int, entries: list[Entry], hits: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    here = [(e, s) for e in entries for s in e.spans if s.start < end and s.end > start]
    edges = [(s.start, s.end) for _, s in here] + [h for h in hits if h[0] < end and h[1] > start]
    cuts = sorted({start, end, *(min(max(x, start), end) for edge in edges for x in edge)})
    for a, b in itertools.pairwise(cuts):
        over = [e for e, s in here if s.start <= a and s.end >= b]
        kinds = {e.kind for e in over}
        ends = tuple(dict.fromkeys(e.number for e, s in here if s.end == b and s is e.spans[0]))
        hit = next((n for n, (first, last) in enumerate(hits, 1) if first <= a and last >= b), 0)
        yield Piece(text[a:b], next((k for k in RANK if k in kinds), ""), tuple(dict.fromkeys(e.number for e in over)), ends, hit, hit > 0 and hits[hit - 1][0] == a)
