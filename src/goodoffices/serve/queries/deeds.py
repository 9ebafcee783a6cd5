"""The deeds on record: what all articles tell, each act once, named by country, by actor or by side.

Articles without a date have no place in time and are left out; of a reprint counts what its original does not tell. What an article tells is kept in the store's cache beside the digest of its record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

import goodoffices
from goodoffices.assess.deeds import CONDITION, Deed, as_actor, as_country, as_side, conditions_of, deeds_of, with_states
from goodoffices.assess.features import Observer
from goodoffices.assess.forecasts import Level
from goodoffices.assess.history import History
from goodoffices.assess.retold import told_once
from goodoffices.assess.ties import Ties
from goodoffices.errors import NotPossibleError, StoreLockedError, StoreReadOnlyError
from goodoffices.model import Actor, Base, DossierState, ExplainedRecord, MergedLedger
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import remembered
from goodoffices.serve.queries.telling import Telling
from goodoffices.store import articles, cache

Naming = Literal["country", "actor", "side"]
NAMINGS: dict[Naming, Callable[[Actor], str | None]] = {"country": as_country, "actor": as_actor, "side": as_side}
#: Histories held ready beside what is told.
READY = 9
#: How far the clocks that are farthest ahead are before UTC.
FOREMOST = timedelta(hours=14)
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


def _tellings_by_naming() -> dict[Naming, Telling]:
    return {naming: Telling() for naming in NAMINGS}


def _observers() -> dict[Level, Observer]:
    return {level: Observer(History(())) for level in ("country", "actor")}


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes on from one revision of the store to the next: what articles tell, each act once, and who looked at these deeds last."""

    tellings: dict[Naming, Telling] = field(default_factory=_tellings_by_naming)
    observers: dict[Level, Observer] = field(default_factory=_observers)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """All that is told, in order of publication. `reprints` gives by article the one it was taken for a reprint of; `merged` gives the entry that an observation is part of, `rejected` what users took out of view,
    `alias` by article the one id of actors known by several. `homes`: by article
    what else its telling rests on; `carried`: what was worked out for revisions of the store before this one; none for the first that a process sees."""

    told: tuple[Told, ...]
    reprints: Mapping[str, str]
    merged: dict[str, str]
    rejected: frozenset[str]
    alias: dict[str, dict[str, str]]
    homes: Mapping[str, tuple[object, ...]] = field(default_factory=dict, compare=False, repr=False)
    carried: Carried | None = field(default=None, compare=False, repr=False)
    made: dict[tuple[Naming, str], tuple[History, History]] = field(default_factory=dict, compare=False, repr=False)
    places: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)
    observed: dict[tuple[Level, str], Observer] = field(default_factory=dict, compare=False, repr=False)
    tied: dict[str, Ties] = field(default_factory=dict, compare=False, repr=False)

    @property
    def last(self) -> str:
        """The day of the last report; those dated after today do not count. Raises NotPossibleError where there is none."""
        now = today()
        found = next((t.published for t in reversed(self.told) if t.published <= now), None)
        if found is None:
            raise NotPossibleError(f"no report in the store has a date up to today, {now}, so there is no day to reckon from" if self.told
                                   else "no report in the store has a date, so there is no day to reckon from")
        return found

    @property
    def ahead(self) -> tuple[int, str] | None:
        """How many reports are dated after today, and the last such date; None where there are none."""
        found = [t.published for t in self.told if t.published > today()]
        return (len(found), found[-1]) if found else None

    def history(self, naming: Naming, until: str, *, conditions: bool = False) -> History:
        """The deeds dated and published until a day (ISO), each once. Conditions count for the index of hardness only. The latest few are held ready."""
        if (naming, until) not in self.made:
            if len(self.made) >= READY:
                self.made.clear()
            self.made[naming, until] = self._whole(naming, until) if self.carried is None or until != self.last else self._further(self.carried, naming, until)
        return self.made[naming, until][0 if conditions else 1]

    def _whole(self, naming: Naming, until: str) -> tuple[History, History]:
        """With the conditions and without, made of all that is told."""
        last = date.fromisoformat(until).toordinal()
        known = {t.article: t for t in self.told if t.published <= until}
        told = told_once(telling for t in known.values() for telling in self._tellings(naming, t, self._original(t, known)))
        found = History(d for d in told if d.day <= last)
        return found, found.changed([d for d in found.deeds if d.category == CONDITION], ())

    def _further(self, carried: Carried, naming: Naming, until: str) -> tuple[History, History]:
        """The same, from what was told before and what has changed."""
        told = {t.article: t for t in self.told if t.published <= until}
        originals = {article: self._original(t, told) for article, t in told.items()}
        basis = {article: (t.published, (t, originals[article], *self.homes.get(article, ()))) for article, t in told.items()}
        return carried.tellings[naming].move(until, basis, lambda article: self._tellings(naming, told[article], originals[article]))

    def _original(self, told: Told, known: Mapping[str, Told]) -> Told | None:
        return known.get(self.reprints.get(told.article, ""))

    def observer(self, level: Level, until: str) -> Observer:
        """Who answers for features by the deeds until a day."""
        known = self.observed.get((level, until))
        if known is None:
            carried, history = self.carried, self.history(level, until)
            if carried is None or until != self.last:
                known = Observer(history)
            else:
                known = carried.observers[level] = carried.observers[level].moved(history)
            if len(self.observed) >= READY:
                self.observed.clear()
            self.observed[level, until] = known
        return known

    def ties(self, until: str) -> Ties:
        """Who is tied to whom, by side."""
        known = self.tied.get(until)
        if known is None:
            kinds = self.kinds()
            known = Ties(self.history("side", until), {s: s for s, kind in kinds.items() if kind == "country"}, kinds)
            if len(self.tied) >= READY:
                self.tied.clear()
            self.tied[until] = known
        return known

    def entry(self, deed: str) -> str:
        """The entry of the ledger that a deed belongs to, by its id; empty where it belongs to none."""
        places = self.places.get("all")
        if places is None:
            places = self.places["all"] = {own: entry for told in self.told for own, entry in told.entries.items()}
        return self.merged.get(places.get(deed, ""), "")

    def one(self, name: str) -> str:
        """The id by which an actor is known now."""
        return next((found[name] for found in self.alias.values() if name in found), name)

    def names(self) -> dict[str, str]:
        """How a reader calls the sides."""
        return {side: name for told in self.told for side, name in told.names.items()}

    def kinds(self) -> dict[str, str]:
        """What the sides are; a country is a `country`."""
        return {side: kind for told in self.told for side, kind in told.kinds.items()}

    def _tellings(self, naming: Naming, told: Told, original: Told | None) -> Iterable[tuple[str, Deed]]:
        """What an article tells, each deed with its entry; of a reprint what its original does not tell, on whatever day."""
        before = {(d.actor, d.recipient, d.category) for d in original.deeds.get(naming, ())} if original is not None else ()
        alias = {} if naming == "country" else self.alias.get(told.article, {})
        for deed in told.deeds.get(naming, ()):
            entry = self.merged.get(told.entries.get(deed.id, ""), "")
            actor, recipient = alias.get(deed.actor, deed.actor), alias.get(deed.recipient, deed.recipient)
            if entry in self.rejected or actor == recipient or (deed.actor, deed.recipient, deed.category) in before:
                continue
            yield entry, deed if (actor, recipient) == (deed.actor, deed.recipient) else replace(deed, actor=actor, recipient=recipient)


def today() -> str:
    """The latest day that has begun anywhere: a report of the Pacific is dated a day ahead of UTC, and is of today."""
    return (datetime.now(UTC) + FOREMOST).date().isoformat()


def on_record(archive: Archive) -> OnRecord:
    """The deeds of the whole store; worked out once for each of its revisions."""
    return archive.memo.get("on record", "", f"{archive.stamp} {archive.revision()}", lambda: _on_record(archive))


def _on_record(archive: Archive) -> OnRecord:
    told, reprints = _all_told(archive)
    merged: dict[str, str] = {}
    rejected: set[str] = set()
    alias: dict[str, dict[str, str]] = {}
    homes: dict[str, tuple[object, ...]] = {}
    for dossier, grouped in remembered(archive, "merged entries", _grouped):
        homes |= {article: (*homes.get(article, ()), grouped) for article in dossier.articles}
        merged |= grouped.merged
        rejected |= grouped.rejected
        alias |= grouped.alias
    first = archive.memo.known("on record", "seen", archive.stamp) is None
    archive.memo.keep("on record", "seen", archive.stamp, True)
    return OnRecord(told, reprints, merged, frozenset(rejected), alias, homes, None if first else archive.memo.get("carried", "", archive.stamp, Carried))


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a dossier says of what its articles tell; as in `OnRecord`."""

    merged: Mapping[str, str]
    rejected: frozenset[str]
    alias: Mapping[str, dict[str, str]]


def _grouped(state: DossierState) -> Grouped:
    known, rejected = _aliases(state), _entries(state.rejected)
    return Grouped(_entries(state.ledger) | rejected, frozenset(rejected.values()), {a.id: known for a in state.articles} if known else {})


def _entries(ledger: MergedLedger) -> dict[str, str]:
    return {observation: item.id for name in ledger.__struct_fields__ for item in getattr(ledger, name) for observation in item.trail.observations}


def _aliases(state: DossierState) -> dict[str, str]:
    return {other: actor.id for actor in state.actors for other in actor.also}


def _all_told(archive: Archive) -> tuple[tuple[Told, ...], dict[str, str]]:
    """Of all dated articles, in order of publication, and the originals of reprints; only what has changed is read again."""
    inputs = archive.memo.get("program of deeds", "", archive.stamp, lambda: _inputs(archive))
    last: tuple[Told, ...] | None = archive.memo.known("told", "", inputs)
    with archive.repository.reading() as connection:
        if last is None:
            kept = cache.get(connection, "deeds", "", inputs)
            last = msgspec.json.decode(kept, type=tuple[Told, ...]) if kept else ()
        known = {t.article: t for t in last}
        wanted = {h.id: h for h in articles.headers(connection) if h.published}
        stale = [i for i, h in wanted.items() if i not in known or known[i].digest != h.digest]
        fresh = {r.document.id: _told(r, wanted[r.document.id].digest) for r in articles.load(connection, stale)}
    told = tuple(sorted((fresh.get(i) or known[i] for i in wanted), key=lambda t: (t.published, t.article)))
    if archive.finished is None and (fresh or set(known) - set(wanted)):
        try:
            with archive.repository.writing() as connection:
                cache.put(connection, "deeds", "", inputs, msgspec.json.encode(told))
        except (StoreReadOnlyError, StoreLockedError):
            pass
    return archive.memo.keep("told", "", inputs, told), {i: h.duplicate_of for i, h in wanted.items() if h.duplicate_of is not None}


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
