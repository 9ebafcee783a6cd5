"""The lists of the ledger and the contradictions over dossiers, with the same filters everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from goodoffices.model import Base, Contradiction, DossierActor, DossierState, MergedItem
from goodoffices.serve.queries import dossiers
from goodoffices.serve.queries.archive import Archive

#: Fields of entries and answers that hold ids of actors.
PARTIES = ("proposer", "addressee", "host", "participants", "setter", "issuer", "target", "holder", "actors", "targets", "alleged_by", "denied_by", "by", "subject", "of",
           "actor", "on_behalf_of")
#: Fields that say of what sort an entry is.
SORTS = ("kind", "channel", "stance")
#: Stands for the list that is none of the ledger.
CONTRADICTIONS = "contradictions"


class Listing(NamedTuple):
    """One list of a dossier, with what is needed to look through it."""

    id: str
    actors: tuple[DossierActor, ...]
    items: tuple[Any, ...]


class Wanted(Base, frozen=True, kw_only=True):
    """What is looked for; None means anything. `actor`: an id, or part of a name. `type`: a kind, channel or stance. `source`: an outlet's name or an
    article id. `since`, `until`: ISO 8601 days, inclusive. `at`, `known_at`: as for the state of a dossier."""

    dossier: str | None = None
    actor: str | None = None
    country: str | None = None
    type: str | None = None
    status: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    at: str | None = None
    known_at: str | None = None


def entries(archive: Archive, name: str, wanted: Wanted) -> list[dict[str, Any]]:
    """One list of the ledger, each entry with the id of its dossier. Raises UsageError and NotFoundError as `find_dossier`."""
    return [{**msgspec.to_builtins(item), "dossier": dossier} for dossier, item in items(archive, name, wanted)]


def items(archive: Archive, name: str, wanted: Wanted) -> Iterator[tuple[str, MergedItem]]:
    """As `entries`, each entry behind the id of its dossier."""
    return ((listing.id, item) for listing in _listings(archive, name, wanted) for item in listing.items if fits(listing.actors, item, wanted))


def contradictions(archive: Archive, wanted: Wanted) -> list[dict[str, Any]]:
    """Claims that cannot both hold, each with the id of its dossier. Only `dossier`, `source` and the days of the state are looked at."""
    return [{**msgspec.to_builtins(c), "dossier": dossier} for dossier, c in clashes(archive, wanted)]


def clashes(archive: Archive, wanted: Wanted) -> Iterator[tuple[str, Contradiction]]:
    """As `contradictions`, each behind the id of its dossier."""
    return ((listing.id, c) for listing in _listings(archive, CONTRADICTIONS, wanted) for c in listing.items
            if not wanted.source or any(_told_by(p, wanted.source) for side in c.sides for p in side.sources))


def _listings(archive: Archive, name: str, wanted: Wanted) -> Iterator[Listing]:
    """One list of each dossier. As of today a dossier is opened only if it has changed since the list was last asked for."""

    def listing(state: DossierState) -> Listing:
        return Listing(state.id, state.actors, state.contradictions if name == CONTRADICTIONS else getattr(state.ledger, name))

    if wanted.at is None and wanted.known_at is None:
        yield from (found for _, found in dossiers.remembered(archive, f"list of {name}", listing, wanted.dossier))
        return
    for ident in [wanted.dossier] if wanted.dossier else [d.id for d in dossiers.list_dossiers(archive)]:
        yield listing(dossiers.state(archive, ident, at=wanted.at, known_at=wanted.known_at))


def fits(actors: Sequence[DossierActor], item: MergedItem, wanted: Wanted) -> bool:
    """Does an entry answer what is looked for? `actors`: those of its dossier."""
    if wanted.status and getattr(item, "status", None) != wanted.status:
        return False
    if wanted.type and wanted.type not in {getattr(item, field, None) for field in SORTS}:
        return False
    if wanted.source and not any(_told_by(p, wanted.source) for p in item.sources):
        return False
    if wanted.actor and not any(_is_actor(actors, i, wanted.actor) for i in parties(item)):
        return False
    if wanted.country and wanted.country not in _countries(actors, item):
        return False
    first, last = days(item)
    return not (wanted.since and (not last or last < wanted.since)) and not (wanted.until and (not first or first > wanted.until))


def parties(item: Any) -> set[str]:
    """Ids of all actors that an entry names, those of its answers too."""
    found: set[str] = set()
    for field in PARTIES:
        value = getattr(item, field, None)
        found |= set(value) if isinstance(value, tuple) else {value} if isinstance(value, str) else set()
    for response in getattr(item, "responses", ()):
        found |= parties(response)
    return found


def days(item: Any) -> tuple[str | None, str | None]:
    """First and last day of an entry: of the act, of a deadline the day it runs out, else the days of its reports."""
    span = getattr(item, "due", None) or getattr(item, "date", None)
    if span is not None and (span.start or span.end):
        return span.start or span.end, span.end or span.start
    told = sorted(p.published[:10] for p in item.sources if p.published)
    return (told[0], told[-1]) if told else (None, None)


def _told_by(passage: Any, source: str) -> bool:
    return passage.article == source or (passage.publisher or "").casefold() == source.casefold()


def _is_actor(actors: Sequence[DossierActor], ident: str, words: str) -> bool:
    if ":" in words:
        return ident == words
    return any(a.id == ident and words.casefold() in a.name.casefold() for a in actors)


def _countries(actors: Sequence[DossierActor], item: Any) -> set[str | None]:
    named = parties(item)
    place = getattr(item, "place", None) or getattr(item, "venue", None)
    return {a.country for a in actors if a.id in named} | ({place.country} if place else set())
