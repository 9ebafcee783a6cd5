"""The deeds on record: what all articles tell, each act once, named by country, by actor or by side.

Articles without a date have no place in time and are left out. What an article tells is kept in the store's cache beside the digest of its record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

import goodoffices
from goodoffices.assess.deeds import CONDITION, Deed, as_actor, as_country, as_side, conditions_of, deeds_of, with_states
from goodoffices.assess.history import History
from goodoffices.assess.retold import told_once
from goodoffices.errors import NotPossibleError, StoreLockedError, StoreReadOnlyError
from goodoffices.model import Actor, Base, DossierState, ExplainedRecord, MergedLedger
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import states
from goodoffices.store import articles, cache

Naming = Literal["country", "actor", "side"]
NAMINGS: dict[Naming, Callable[[Actor], str | None]] = {"country": as_country, "actor": as_actor, "side": as_side}
#: Histories held ready beside what is told.
READY = 18
ASSESS = Path(goodoffices.__file__).parent / "assess"


class Told(Base, frozen=True, kw_only=True):
    """What one article tells. `deeds` by naming, conditions included; `entries` gives by id of a deed that of the ledger's entry it belongs to; `names`
    and `kinds` say by side how a reader calls it and what it is."""

    article: str
    digest: str
    published: str
    deeds: dict[Naming, tuple[Deed, ...]]
    entries: dict[str, str]
    names: dict[str, str]
    kinds: dict[str, str]


@dataclass(frozen=True, slots=True)
class OnRecord:
    """All that is told, in order of publication. `merged` gives the entry that an observation is part of, `rejected` what users took out of view,
    `alias` by article the one id of actors known by several."""

    told: tuple[Told, ...]
    merged: dict[str, str]
    rejected: frozenset[str]
    alias: dict[str, dict[str, str]]
    made: dict[tuple[Naming, str, bool], History] = field(default_factory=dict, compare=False, repr=False)

    @property
    def last(self) -> str:
        """The day of the last report, not later than today. Raises NotPossibleError where no report has a date."""
        if not self.told:
            raise NotPossibleError("no report in the store has a date, so there is no day to reckon from")
        return min(self.told[-1].published, today())

    def history(self, naming: Naming, until: str, *, conditions: bool = False) -> History:
        """The deeds dated and published until a day (ISO), each once. Conditions count for the index of hardness only. The latest few are held ready."""
        known = self.made.get((naming, until, conditions))
        if known is None:
            last = date.fromisoformat(until).toordinal()
            known = History(d for d in told_once(self._tellings(naming, until)) if d.day <= last and (conditions or d.category != CONDITION))
            if len(self.made) >= READY:
                self.made.clear()
            self.made[naming, until, conditions] = known
        return known

    def one(self, name: str) -> str:
        """The id by which an actor is known now."""
        return next((found[name] for found in self.alias.values() if name in found), name)

    def names(self) -> dict[str, str]:
        """How a reader calls the sides."""
        return {side: name for told in self.told for side, name in told.names.items()}

    def kinds(self) -> dict[str, str]:
        """What the sides are; a country is a `country`."""
        return {side: kind for told in self.told for side, kind in told.kinds.items()}

    def _tellings(self, naming: Naming, until: str) -> Iterable[tuple[str, Deed]]:
        for told in self.told:
            if told.published > until:
                continue
            alias = {} if naming == "country" else self.alias.get(told.article, {})
            for deed in told.deeds.get(naming, ()):
                entry = self.merged.get(told.entries.get(deed.id, ""), "")
                actor, recipient = alias.get(deed.actor, deed.actor), alias.get(deed.recipient, deed.recipient)
                if entry in self.rejected or actor == recipient:
                    continue
                yield entry, replace(deed, actor=actor, recipient=recipient)


def today() -> str:
    """The day in UTC."""
    return datetime.now(UTC).date().isoformat()


def on_record(archive: Archive) -> OnRecord:
    """The deeds of the whole store; worked out once for each of its revisions."""
    return archive.memo.get("on record", "", f"{archive.stamp} {archive.revision()}", lambda: _on_record(archive))


def _on_record(archive: Archive) -> OnRecord:
    told = _all_told(archive)
    merged: dict[str, str] = {}
    rejected: set[str] = set()
    alias: dict[str, dict[str, str]] = {}
    for state in states(archive):
        merged |= _entries(state.ledger) | _entries(state.rejected)
        rejected |= set(_entries(state.rejected).values())
        known = _aliases(state)
        alias |= {a.id: known for a in state.articles if known}
    return OnRecord(told, merged, frozenset(rejected), alias)


def _entries(ledger: MergedLedger) -> dict[str, str]:
    return {observation: item.id for name in ledger.__struct_fields__ for item in getattr(ledger, name) for observation in item.trail.observations}


def _aliases(state: DossierState) -> dict[str, str]:
    return {other: actor.id for actor in state.actors for other in actor.also}


def _all_told(archive: Archive) -> tuple[Told, ...]:
    """Of all dated articles that are no reprints, in order of publication; only what has changed is read again."""
    inputs = _inputs(archive)
    with archive.repository.reading() as connection:
        kept = cache.get(connection, "deeds", "", inputs)
        known = {t.article: t for t in msgspec.json.decode(kept, type=tuple[Told, ...])} if kept else {}
        wanted = {h.id: h for h in articles.headers(connection) if h.published and h.duplicate_of is None}
        stale = [i for i, h in wanted.items() if i not in known or known[i].digest != h.digest]
        fresh = {r.document.id: _told(r, wanted[r.document.id].digest) for r in articles.load(connection, stale)}
    told = tuple(sorted((fresh.get(i) or known[i] for i in wanted), key=lambda t: (t.published, t.article)))
    if archive.finished is None and (fresh or set(known) - set(wanted)):
        try:
            with archive.repository.writing() as connection:
                cache.put(connection, "deeds", "", inputs, msgspec.json.encode(told))
        except (StoreReadOnlyError, StoreLockedError):
            pass
    return told


def _inputs(archive: Archive) -> str:
    """Digest of the program that makes deeds of records."""
    found = hashlib.sha256(archive.stamp.encode())
    for file in sorted(ASSESS.rglob("*")):
        if file.suffix in (".py", ".tsv"):
            found.update(file.read_bytes())
    return found.hexdigest()


def _told(record: ExplainedRecord, digest: str) -> Told:
    from goodoffices.ledger.dossiers.order import SINGULAR, entry_ids

    ident, public = record.document.id, entry_ids(record)
    entries: dict[str, str] = {}
    for name in SINGULAR:
        for item in getattr(record.ledger, name):
            if name == "conditions":
                entries[f"{ident}/{item.id}"] = public[f"{name}|{item.id}"]
            elif item.event:
                entries.setdefault(f"{ident}/{item.event}", public[f"{name}|{item.id}"])
    return Told(article=ident, digest=digest, published=(record.document.published or "")[:10], entries=entries,
                deeds={naming: _named(record, naming) for naming in NAMINGS},
                names={as_side(a): _reader(a) for a in record.actors if as_country(a) is None or a.kind in ("government", "country")},
                kinds={as_side(a): "country" if as_country(a) else a.kind for a in record.actors})


def _named(record: ExplainedRecord, naming: Naming) -> tuple[Deed, ...]:
    found = (*deeds_of(record, NAMINGS[naming]), *conditions_of(record, NAMINGS[naming]))
    return with_states(found) if naming == "actor" else found


def _reader(actor: Actor) -> str:
    return actor.name.removeprefix("Government of ") if actor.kind == "government" else actor.name
