"""Why an entry is in a dossier."""

from __future__ import annotations

from goodoffices.ledger.dossiers.resolving import resolve_entry
from goodoffices.ledger.dossiers.telling import line, namer
from goodoffices.model import DossierState, Explanation, MergedItem


def explain(state: DossierState, ident: str) -> Explanation | None:
    """The words in every source, why they are taken for one fact, which actors they mean, what changed its state and when, what users decided. None if no
    entry has this id."""
    item = resolve_entry(state, ident)
    if item is None:
        return None
    count = len(item.sources)
    told = f"{count} report{'s' if count > 1 else ''}, {item.trail.independent} of them independent" if count > 1 else "1 report"
    return Explanation(entry=item.id, summary=f"{line(item, namer(state))} ({told})", sources=item.sources, score=item.trail.score, reasons=item.trail.reasons,
                       actors=_meant(state, item), history=item.history, contradictions=tuple(c for c in state.contradictions if c.about == item.id),
                       notes=item.trail.notes, decisions=item.trail.decisions)


def _meant(state: DossierState, item: MergedItem) -> tuple[str, ...]:
    """For each actor the words by which the passages of the entry mean him."""
    spans = {p.article: p.evidence for p in item.sources}
    out = []
    for actor in state.actors:
        words = [f"{m.text!r} in {m.article}" for m in actor.mentions if any(s.start <= m.start < s.end for s in spans.get(m.article, ()))]
        if words:
            out.append(f"{actor.id} ({actor.name}): {', '.join(dict.fromkeys(words))}")
    return tuple(out)
