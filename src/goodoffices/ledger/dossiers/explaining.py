"""Why an entry is in a dossier."""

from __future__ import annotations

import re

from goodoffices.ledger.dossiers.order import moment_of
from goodoffices.ledger.dossiers.resolving import disputed_entry, resolve_contradiction, resolve_entry
from goodoffices.ledger.dossiers.sights import ACTORS
from goodoffices.ledger.dossiers.telling import line, namer
from goodoffices.model import Contradiction, DossierState, Explanation, MergedItem, Passage

#: Ids of actors in a claim.
_ACTOR = re.compile(r"\b[a-z_]+:[\w-]+")


def explain(state: DossierState, ident: str) -> Explanation | None:
    """The words in every source, why they are taken for one fact, which actors they mean, what changed its state and when, what users decided. None if no
    entry has this id."""
    clash = resolve_contradiction(state, ident)
    if clash is not None:
        return _clash(state, clash)
    item = resolve_entry(state, ident) or disputed_entry(state, ident)
    if item is None:
        return None
    count = len(item.sources)
    told = f"{count} report{'s' if count > 1 else ''}, {item.trail.independent} of them independent" if count > 1 else "1 report"
    return Explanation(entry=item.id, summary=f"{line(item, namer(state))} ({told})", sources=item.sources, score=item.trail.score, reasons=item.trail.reasons,
                       actors=_meant(state, item), history=item.history, contradictions=tuple(c for c in state.contradictions if c.about == item.id),
                       notes=item.trail.notes, decisions=item.trail.decisions)


def _clash(state: DossierState, clash: Contradiction) -> Explanation:
    """Both claims with all their passages, and the entry that they are about."""
    name = namer(state)
    item = resolve_entry(state, clash.about)
    passages: dict[str, Passage] = {}
    for passage in (p for side in clash.sides for p in side.sources):
        known = passages.get(passage.article)
        spans = dict.fromkeys((*(known.evidence if known else ()), *passage.evidence))
        passages[passage.article] = Passage(article=passage.article, published=passage.published, publisher=passage.publisher, evidence=tuple(spans))
    claims = tuple(f"{_ACTOR.sub(lambda found: name(found[0]), side.claim)}: {', '.join(dict.fromkeys(p.publisher or p.article for p in side.sources))}" for side in clash.sides)
    about = (f"about {line(item, name)} ({item.id})",) if item is not None else ()
    return Explanation(entry=clash.id, summary=f"contradiction: {clash.reason}", sources=tuple(sorted(passages.values(), key=lambda p: (moment_of(p.published), p.article))), score=clash.score,
                       reasons=(*claims, *about), actors=(), history=(), contradictions=(clash,), notes=clash.notes, decisions=clash.decisions)


def _meant(state: DossierState, item: MergedItem) -> tuple[str, ...]:
    """For each actor the words by which the passages of the entry mean him; for those of the entry whom they do not name, the words before them that do."""
    spans = {p.article: p.evidence for p in item.sources}
    mine = {i for field in ACTORS for i in _listed(getattr(item, field, None))} | {i for r in getattr(item, "responses", ()) for i in (r.actor, r.on_behalf_of) if i}
    out = []
    for actor in state.actors:
        words = [f"{m.text!r} in {m.article}" for m in actor.mentions if any(s.start <= m.start < s.end for s in spans.get(m.article, ()))]
        if not words and mine & {actor.id, *actor.also}:
            before = [m for m in actor.mentions if any(m.start < s.start for s in spans.get(m.article, ()))]
            last = max((m for m in before if m.article == before[0].article), key=lambda m: m.start, default=None)
            words = [f"not named in these words; {last.text!r} before them in {last.article}" if last else "not named in these words nor before them"]
        if words:
            out.append(f"{actor.id} ({actor.name}): {', '.join(dict.fromkeys(words))}")
    return tuple(out)


def _listed(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()
