"""Dossiers: worked out from the records and the decisions, kept in the store's cache, and worked out again when anything they rest on has changed.

The grouping holds for one revision of the store, a state for the records of its dossier and the log of decisions. What cannot be kept
(a store that may only be read) is worked out for the answer and forgotten. Readers of an open desk are answered from the last finished state (`upkeep`). The ledger is imported only where something has to be worked out: what is
in the cache answers at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from goodoffices.errors import AmbiguousError, NotFoundError
from goodoffices.model import Base, Contradiction, Decision, Dossier, DossierState, MergedItem, Moment
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.keeping import Kept, keep
from goodoffices.store import articles, cache, decisions
from goodoffices.store.revision import revision


class Sorted(Base, frozen=True, kw_only=True):
    """A dossier with the digest of all that its state rests on, as of a revision of the store."""

    dossier: Dossier
    inputs: str
    revision: int


class Whole(Base, frozen=True, kw_only=True):
    """How the articles fall into dossiers at one revision of the store."""

    dossiers: tuple[Sorted, ...]


#: From this likeness on a name is offered to somebody who mistyped one.
NEAR = 0.7
Step = Callable[[str], None]
Made = TypeVar("Made")


def list_dossiers(archive: Archive) -> tuple[Dossier, ...]:
    """All dossiers in order of their first report."""
    return tuple(s.dossier for s in grouping(archive).dossiers)


#: What a list of dossiers tells of each.
TOLD = ("id", "name", "parties", "mediators", "article_count", "first", "last")


def dossier_rows(archive: Archive) -> list[dict[str, Any]]:
    """As `list_dossiers`, each without the ids of its articles."""
    return [{field: getattr(d, field) for field in TOLD} for d in list_dossiers(archive)]


def grouping(archive: Archive) -> Whole:
    """How the articles fall into dossiers now; in the finished state that is read, where it is one."""
    if archive.finished is not None:
        return archive.finished.whole
    known: Whole | None = archive.memo.known("grouping", "", _now(archive)[1])
    return known if known is not None else archive.sorting.turns.take(lambda: grouped(archive))


def grouped(archive: Archive) -> Whole:
    """How the articles fall into dossiers now, for who need not wait for others that ask the same."""
    at, inputs = _now(archive)
    return archive.memo.get("grouping", "", inputs, lambda: _grouping(archive, at, inputs))


def _now(archive: Archive) -> tuple[int, str]:
    """The revision of the store, and the digest of all that the grouping rests on."""
    with archive.repository.reading() as connection:
        at = revision(connection)
    return at, hashlib.sha256(f"{at} {archive.stamp}".encode()).hexdigest()


def _grouping(archive: Archive, at: int, inputs: str) -> Whole:
    with archive.repository.reading() as connection:
        known = cache.get(connection, "grouping", "", inputs)
        if known is not None:
            return msgspec.json.decode(known, type=Whole)
        log = decisions.log(connection)
        marks = articles.marks(connection)
        found = archive.sorting.dossiers(connection, archive.know, archive.stamp, marks, log)
    rules = hashlib.sha256(archive.stamp.encode() + msgspec.json.encode(log)).hexdigest()
    whole = Whole(dossiers=tuple(Sorted(dossier=d, inputs=_inputs(d, rules, marks), revision=at) for d in found))
    if archive.later is not None or archive.sorting.is_time_to_keep():
        keep(archive, at, "grouping", "", Kept(inputs, msgspec.json.encode(whole), tuple(d.id for d in found)))
    return whole


def _inputs(dossier: Dossier, rules: str, marks: dict[str, str]) -> str:
    """Digest of all that a dossier's state is a function of."""
    parts = [rules, msgspec.json.encode(dossier).decode(), *(marks.get(a, "") for a in dossier.articles)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _none(archive: Archive) -> str:
    """Why there is no dossier at all."""
    with archive.repository.reading() as connection:
        filed = len(articles.headers(connection))
    return f"no dossier yet: nothing in the {filed} article{'' if filed == 1 else 's'} filed makes one" if filed else "nothing filed yet: `goodoffices add` files articles"


def find_dossier(archive: Archive, words: str) -> Sorted:
    """The dossier with this id, name, or unique part of a name. Raises AmbiguousError that lists the candidates, NotFoundError when there is none."""
    whole = grouping(archive)
    wanted = words.casefold().split()
    same = [s for s in whole.dossiers if s.dossier.id == words] or [s for s in whole.dossiers if s.dossier.name.casefold() == words.casefold()]
    fitting = same or _by_old_id(whole, words) or [s for s in whole.dossiers if wanted and all(w in s.dossier.name.casefold() for w in wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        listed = "".join(f"\n  {s.dossier.id}  {s.dossier.name} ({_count(s.dossier)})" for s in fitting)
        raise AmbiguousError(f"{words!r} may mean several dossiers:{listed}")
    raise NotFoundError(f"there is no dossier {words!r}{_near(whole, words)}; `goodoffices dossiers` lists them" if whole.dossiers else _none(archive))


def _near(whole: Whole, words: str) -> str:
    """The dossiers whose names are most like what was asked for, for a message; empty where none is."""
    from difflib import SequenceMatcher

    asked = words.casefold().split()
    likeness = [(sum(max((SequenceMatcher(None, a, w).ratio() for w in re.findall(r"\w+", s.dossier.name.casefold())), default=0.0) for a in asked) / max(1, len(asked)), s.dossier) for s in whole.dossiers]
    near = [d for score, d in sorted(likeness, key=lambda f: -f[0]) if score >= NEAR][:3]
    return ("; near to it: " + ", ".join(f"{d.name} ({d.id})" for d in near)) if near else ""


def _by_old_id(whole: Whole, words: str) -> list[Sorted]:
    """The dossier that now holds what an id meant when it was shown."""
    if not words.startswith("dossier:"):
        return []
    from goodoffices.ledger import dossiers as ledger

    found = ledger.resolve_dossier((s.dossier for s in whole.dossiers), words)
    return [s for s in whole.dossiers if found is not None and s.dossier.id == found.id]


def _count(dossier: Dossier) -> str:
    return f"{dossier.article_count} article{'' if dossier.article_count == 1 else 's'}, {dossier.first or 'no date'} to {dossier.last or 'no date'}"


def state_json(archive: Archive, words: str, *, at: str | None = None, known_at: str | None = None) -> bytes:
    """The state of a dossier as JSON. `at`: of the world on that day; `known_at`: by reports published until then."""
    return state_of(archive, find_dossier(archive, words), at, known_at)


def state(archive: Archive, words: str, *, at: str | None = None, known_at: str | None = None) -> DossierState:
    """As `state_json`, opened."""
    return msgspec.json.decode(state_json(archive, words, at=at, known_at=known_at), type=DossierState)


def state_without(archive: Archive, ident: str, left_out: Collection[str]) -> DossierState:
    """The state of a dossier by its articles without some; nothing of it is kept."""
    from msgspec.structs import replace

    from goodoffices.ledger import dossiers as ledger

    whole = find_dossier(archive, ident).dossier
    rest = replace(whole, articles=tuple(a for a in whole.articles if a not in left_out))
    with archive.repository.reading() as connection:
        return ledger.state(rest, articles.load(connection, rest.articles), archive.know, decisions.log(connection))


def states(archive: Archive, words: str | None = None) -> Iterator[DossierState]:
    """The states of all dossiers, or of one."""
    for found in [find_dossier(archive, words)] if words else grouping(archive).dossiers:
        yield msgspec.json.decode(state_of(archive, found), type=DossierState)


def state_of(archive: Archive, found: Sorted, at: str | None = None, known_at: str | None = None) -> bytes:
    """As `state_json`, of a dossier that has been found."""
    today = at is None and known_at is None
    finished = archive.finished.state(found) if archive.finished is not None and today else None
    if finished is not None:
        return finished
    with archive.repository.reading() as connection:
        known = cache.get(connection, "state", found.dossier.id, found.inputs) if today else None
        if known is not None:
            return known
        from goodoffices.ledger import dossiers as ledger

        made = ledger.state(found.dossier, articles.load(connection, found.dossier.articles), archive.know, decisions.log(connection), at=at, known_at=known_at)
    body = msgspec.json.encode(made)
    if today:
        keep(archive, found.revision, "state", found.dossier.id, Kept(found.inputs, body))
    return body


def remembered(archive: Archive, kind: str, make: Callable[[DossierState], Made], words: str | None = None) -> list[tuple[Dossier, Made]]:
    """What `make` gives of the state of each dossier, or of one; asked again only for those that have changed since. `kind` names what is made."""
    return [(found.dossier, archive.memo.get(kind, found.dossier.id, found.inputs, lambda f=found: make(msgspec.json.decode(state_of(archive, f), type=DossierState))))  # type: ignore[misc]
            for found in ([find_dossier(archive, words)] if words else grouping(archive).dossiers)]


def timeline(archive: Archive, words: str | None, *, since: str | None = None, until: str | None = None) -> tuple[Moment, ...]:
    """What happened and was said, in order of time: of one dossier or of all. Moments without a date come only where no days are asked for."""
    chosen = [find_dossier(archive, words)] if words else list(grouping(archive).dossiers)
    moments = [m for found in chosen for m in moments_of(archive, found)]
    moments = within(moments, since, until)
    return tuple(moments if len(chosen) == 1 else sorted(moments, key=lambda m: (m.date is None, m.date or "")))


def within(moments: Sequence[Moment], since: str | None, until: str | None) -> list[Moment]:
    """The moments that reach into these days; all where none are asked for."""
    return [m for m in moments if not (since or until) or (m.date and (not since or (m.end or m.date) >= since) and (not until or m.date <= until))]


def timelines(archive: Archive, chosen: Iterable[str]) -> Iterator[tuple[str, tuple[Moment, ...]]]:
    """The timelines of several dossiers, by id."""
    wanted = set(chosen)
    for found in grouping(archive).dossiers:
        if found.dossier.id in wanted:
            yield found.dossier.id, moments_of(archive, found)


def moments_of(archive: Archive, found: Sorted, state: bytes | None = None) -> tuple[Moment, ...]:
    """The timeline of a dossier that has been found. `state`: its state of today as JSON, where it is at hand."""
    return archive.memo.get("timeline", found.dossier.id, found.inputs, lambda: _told(archive, found, state))


def _told(archive: Archive, found: Sorted, state: bytes | None) -> tuple[Moment, ...]:
    with archive.repository.reading() as connection:
        known = cache.get(connection, "timeline", found.dossier.id, found.inputs)
        if known is not None:
            return msgspec.json.decode(known, type=tuple[Moment, ...])
        from goodoffices.ledger import dossiers as ledger

        now = msgspec.json.decode(state if state is not None else state_of(archive, found), type=DossierState)
        made = ledger.timeline(found.dossier, articles.load(connection, found.dossier.articles), archive.know, decisions.log(connection), now)
    keep(archive, found.revision, "timeline", found.dossier.id, Kept(found.inputs, msgspec.json.encode(made)))
    return made


def states_of_entry(archive: Archive, entry: str) -> list[DossierState]:
    """The dossiers that hold the article an entry's id was made from."""
    from goodoffices.ledger.dossiers.order import article_mark, whereabouts

    place = whereabouts(entry)
    if place is None:
        return []
    return [msgspec.json.decode(state_of(archive, found), type=DossierState) for found in grouping(archive).dossiers
            if any(article_mark(a) == place[1] for a in found.dossier.articles)]


def find_entry(archive: Archive, entry: str) -> tuple[DossierState, MergedItem]:
    """The entry that an id, once shown, means now; the one that holds what one report tells ("ARTICLE#proposal:1"), or that a contradiction is about. Raises NotFoundError."""
    from goodoffices.ledger import dossiers as ledger

    entry = _observed(archive, entry)
    for made in states_of_entry(archive, entry):
        item = ledger.resolve_entry(made, entry) or ledger.disputed_entry(made, entry)
        if item is not None:
            return made, item
    raise NotFoundError(f"there is no entry {entry!r}; ids stand in `goodoffices dossier NAME --ids` and in --json")


def find_contradiction(archive: Archive, ident: str) -> tuple[DossierState, Contradiction] | None:
    """The contradiction that an id, once shown, means, also one out of view; None for ids of another sort, and where its claims are at odds no more."""
    from goodoffices.ledger import dossiers as ledger

    if not ident.startswith("contradiction:"):
        return None
    found = ((made, ledger.resolve_contradiction(made, ident)) for made in states_of_entry(archive, ident))
    return next(((made, clash) for made, clash in found if clash is not None), None)


def _observed(archive: Archive, entry: str) -> str:
    """The public id of an entry of one report given as "ARTICLE#proposal:1"; other ids as they are. Raises NotFoundError."""
    article, mark, local = entry.rpartition("#")
    if not mark:
        return entry
    from goodoffices.ledger.dossiers.order import LISTS, entry_ids

    with archive.repository.reading() as connection:
        record = next(articles.load(connection, [article]), None)
    if record is None:
        raise NotFoundError(f"there is no article {article!r} in the store")
    public = entry_ids(record).get(f"{LISTS.get(local.partition(':')[0], '')}|{local}")
    if public is None:
        raise NotFoundError(f"there is no {local!r} in the article {article!r}")
    return public


def refresh(archive: Archive, step: Step) -> None:
    """Works out every dossier whose inputs have changed; `step` is told the name of each before."""
    for found in grouping(archive).dossiers:
        with archive.repository.reading() as connection:
            fresh = cache.is_fresh(connection, "state", found.dossier.id, found.inputs)
        if not fresh:
            step(found.dossier.name)
            state_of(archive, found)


def touched(archive: Archive, changed: Iterable[str]) -> tuple[Dossier, ...]:
    """The dossiers that hold one of these articles."""
    ids = set(changed)
    return tuple(d for d in list_dossiers(archive) if ids & set(d.articles))


def log(archive: Archive) -> list[Decision]:
    """Everything that users decided, in order."""
    with archive.repository.reading() as connection:
        return decisions.log(connection)
