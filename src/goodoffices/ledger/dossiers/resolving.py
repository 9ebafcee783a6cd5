"""Public ids, once shown, always lead to the dossier and the entry that hold now what they meant."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.ledger.dossiers.order import LISTS, article_mark, dossier_id, whereabouts
from goodoffices.model import Contradiction, Dossier, DossierState, MergedItem

#: Characters by which the evidence of an entry may have moved when its article was coded anew.
MOVED = 120


def resolve_dossier(dossiers: Iterable[Dossier], ident: str) -> Dossier | None:
    """The dossier that an id or a name means; an id that was absorbed by another dossier, or stood before an earlier report arrived, means the one that
    holds its article now. None for an id of no article, and for a name that several dossiers have."""
    every = tuple(dossiers)
    for dossier in every:
        if dossier.id == ident:
            return dossier
    for dossier in every:
        if any(dossier_id(a) == ident for a in dossier.articles):
            return dossier
    named = [d for d in every if d.name.casefold() == ident.casefold()]
    return named[0] if len(named) == 1 else None


def resolve_entry(state: DossierState, ident: str) -> MergedItem | None:
    """The entry that holds the observation with this id, also among those taken out of view. Where the article was coded anew since, the entry of the same
    list that stands on the same passage of it."""
    place = whereabouts(ident)
    if place is None or place[0] not in LISTS:
        return None
    prefix, mark, start = place
    items: list[MergedItem] = [*getattr(state.ledger, LISTS[prefix]), *getattr(state.rejected, LISTS[prefix])]
    for item in items:
        if ident in item.trail.observations:
            return item
    near = [(abs(span.start - start), item.id, item) for item in items for passage in item.sources if article_mark(passage.article) == mark
            for span in passage.evidence if abs(span.start - start) <= MOVED or span.start <= start < span.end]
    return min(near, key=lambda n: n[:2])[2] if near else None


def resolve_contradiction(state: DossierState, ident: str) -> Contradiction | None:
    """The contradiction that was shown under this id, also one taken out of view; None where its claims are at odds no more."""
    return next((c for c in (*state.contradictions, *state.rejected_contradictions) if ident == c.id or ident in c.also), None)


def disputed_entry(state: DossierState, ident: str) -> MergedItem | None:
    """The entry that the contradiction with this id is or was about: the one that holds an observation of that place."""
    place = whereabouts(ident)
    if place is None or place[0] != "contradiction":
        return None
    items: list[MergedItem] = [i for ledger in (state.ledger, state.rejected) for name in LISTS.values() for i in getattr(ledger, name)]
    held = resolve_contradiction(state, ident)
    return next((i for i in items if (held is not None and i.id == held.about) or (held is None and any((at := whereabouts(o)) is not None and at[1:] == place[1:] for o in i.trail.observations))), None)
