"""What a rule has to tell: something new about an entry that was not told before.

New is what articles bring that were filed since the rule began to tell its target, whatever day they tell of; what was on record before is known. The days of deadlines are reckoned
from today. What was told is known by all ids that the entry had then, so that later sources, an earlier one, or another coding do not make it new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from goodoffices.ledger import dossiers as ledger
from goodoffices.ledger.dossiers.order import LISTS, SINGULAR, article_mark, digest, whereabouts
from goodoffices.model import (
    Base,
    Contradiction,
    DossierState,
    MergedContact,
    MergedDeadline,
    MergedIncident,
    MergedItem,
    MergedProposal,
    Turn,
)
from goodoffices.serve.queries import dossiers
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.serve.queries.entries import Wanted, fits
from goodoffices.store import alerts as kept
from goodoffices.store import articles
from goodoffices.store.alerts import Key
from goodoffices.store.revision import revision

__all__ = ["LEASE", "Alert", "Key", "Mute", "Occasion", "Rule", "claim", "digests", "due", "mark", "mute", "on_their_way", "release", "settle", "unmet"]

Occasion = Literal["proposal", "answer", "threat", "incident", "contradiction", "contact_planned", "contact_cancelled", "deadline_near", "deadline_past"]
#: Seconds after which an alert that was claimed and not told is sent again: its sender is gone.
LEASE = 900
ALWAYS = "0001-01-01T00:00:00Z"


class Rule(Base, frozen=True, kw_only=True):
    """What is told to whom. `dossier`: an id or words of names; `actor`: an id or part of a name; `days`: how near a deadline is; `killed`: an incident with more; `muted_until`: the
    last day on which nothing is told."""

    name: str
    on: tuple[Occasion, ...]
    to: tuple[str, ...]
    dossier: str | None = None
    actor: str | None = None
    country: str | None = None
    days: int = 3
    killed: int = 0
    muted_until: str | None = None


class Mute(Base, frozen=True, kw_only=True):
    """An entry of which nothing is told, until a day or for ever, by one rule or by all."""

    entry: str
    rule: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell. `about` is the entry or the contradiction, `item` the entry where there is one; `groups`: it was told if one id of each was."""

    rule: str
    target: str
    occasion: Occasion
    detail: str
    state: DossierState
    about: MergedItem | Contradiction
    item: MergedItem | None
    groups: tuple[tuple[str, ...], ...]
    muted: bool = False

    @property
    def key(self) -> Key:
        return Key(rule=self.rule, target=self.target, occasion=_name(self.occasion, self.detail), groups=self.groups)

    @property
    def id(self) -> str:
        """The same for the same alert, so that whoever gets one twice can tell."""
        return "alert:" + digest(self.rule, self.target, _name(self.occasion, self.detail), self.groups[0][0], size=20)


def _name(occasion: str, detail: str) -> str:
    return f"{occasion}:{detail}" if detail else occasion


@dataclass
class _View:
    """What is new since a time. `fresh`: articles filed since then; `before`: by article that was changed since, the words of its entries by list as they stood then; `past`: by dossier
    its state by the other articles alone, worked out only where new articles tell of an entry that they had too."""

    archive: Archive
    since: str
    fresh: frozenset[str]
    before: Mapping[str, frozenset[tuple[str, str]]]
    past: dict[str, DossierState] = field(default_factory=dict)

    def is_new(self, item: MergedItem) -> bool:
        """Do only new articles tell of it, in words that they did not have before?"""
        prefix = item.id.partition(":")[0]
        return all(p.article in self.fresh and not any((prefix, _flat(s.text)) in self.before.get(p.article, ()) for s in p.evidence[:1]) for p in item.sources)

    def turned(self, state: DossierState, item: Any) -> bool:
        """Did new articles, and only they, tell that it is in this state?"""
        run: list[Turn] = []
        for turn in reversed(item.history):
            if turn.status != item.status:
                break
            run.append(turn)
        return bool(run) and all(t.article in self.fresh for t in run) and all(old.status != item.status for old in self.old(state, item))

    def old(self, state: DossierState, item: MergedItem) -> list[Any]:
        """The entry as the older articles alone tell it; empty where they do not."""
        if all(p.article in self.fresh for p in item.sources):
            return []
        if state.id not in self.past:
            self.past[state.id] = dossiers.state_without(self.archive, state.id, self.fresh)
        own = set(item.trail.observations)
        return [i for i in getattr(self.past[state.id].ledger, LISTS[item.id.partition(":")[0]]) if own & set(i.trail.observations)]


def _flat(text: str) -> str:
    return " ".join(text.split())


def due(archive: Archive, rules: Sequence[Rule], mutes: Sequence[Mute] = (), *, today: str | None = None, backlog: bool = False, begin: bool = True) -> list[Alert]:
    """What is to be told now, dossier by dossier. A rule that is seen for the first time begins now, with `backlog` before everything; not written down unless `begin`."""
    day, at = today or datetime.now(UTC).date().isoformat(), now()
    pairs = [(rule.name, target) for rule in rules for target in rule.to]
    start = ALWAYS if backlog else at
    with archive.repository.reading() as connection:
        since = kept.since(connection)
    if begin and any(pair not in since for pair in pairs):
        with archive.repository.writing() as connection:
            kept.begin(connection, pairs, start)
            since = kept.since(connection)
    views = {time: _view(archive, time) for time in {since.get(pair, start) for pair in pairs}}
    with archive.repository.reading() as connection:
        told = {pair: kept.told(connection, *pair, _stale(at)) for pair in pairs}
    chosen = {rule.name: _chosen(archive, rule.dossier) for rule in rules}
    out: list[Alert] = []
    for state in dossiers.states(archive):
        mine = [rule for rule in rules if chosen[rule.name] is None or state.id in (chosen[rule.name] or ())]
        hushed = [(m, _meant(state, {m.entry})) for m in mutes if m.until is None or m.until >= day] if mine else []
        for rule in mine:
            for target in rule.to:
                known = told[rule.name, target]
                names = {occasion: _meant(state, ids) for occasion, ids in known.items()}
                for found in _found(state, rule, target, views[since.get((rule.name, target), start)], day):
                    name = _name(found.occasion, found.detail)
                    if all(set(group) & known.get(name, set()) for group in found.groups) or (found.about is found.item and found.about.id in names.get(name, ())):
                        continue
                    quiet = bool(rule.muted_until and rule.muted_until >= day) or any(m.rule in (None, rule.name) and ((found.item and found.item.id in ids) or m.entry == found.about.id) for m, ids in hushed)
                    out.append(_replaced(found, quiet))
    return out


def _replaced(found: Alert, muted: bool) -> Alert:
    return Alert(found.rule, found.target, found.occasion, found.detail, found.state, found.about, found.item, found.groups, muted)


def _stale(at: str) -> str:
    """Claims from before this time are nobody's."""
    return (datetime.fromisoformat(at) - timedelta(seconds=LEASE)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _view(archive: Archive, since: str) -> _View:
    before: dict[str, set[tuple[str, str]]] = {}
    with archive.repository.reading() as connection:
        fresh = frozenset(articles.changed_since(connection, since))
        for record in articles.in_force(connection, fresh, since):
            words = before.setdefault(record.document.id, set())
            words |= {(prefix, _flat(e.evidence[0].text)) for name, prefix in SINGULAR.items() for e in getattr(record.ledger, name) if e.evidence}
    return _View(archive, since, fresh, {i: frozenset(words) for i, words in before.items()})


def _chosen(archive: Archive, words: str | None) -> frozenset[str] | None:
    """The dossiers that a rule is about, None for all: that of an id, also an old one, else all whose names have the words."""
    if words is None:
        return None
    every = dossiers.list_dossiers(archive)
    meant = ledger.resolve_dossier(every, words)
    if meant is not None:
        return frozenset((meant.id,))
    wanted = words.casefold().split()
    return frozenset(d.id for d in every if all(w in d.name.casefold() for w in wanted))


def unmet(archive: Archive, rules: Iterable[Rule]) -> list[Rule]:
    """The rules about dossiers that are not there, or not yet."""
    return [rule for rule in rules if rule.dossier is not None and not _chosen(archive, rule.dossier)]


def _meant(state: DossierState, ids: Iterable[str]) -> set[str]:
    """The entries of a dossier that now hold what these ids meant; an id that an entry has means that one."""
    marks = {article_mark(a.id) for a in state.articles}
    known = {o: item.id for name in SINGULAR for part in (state.ledger, state.rejected) for item in getattr(part, name) for o in (item.id, *item.trail.observations)}
    out = set()
    for ident in ids:
        place = whereabouts(ident)
        if ident in known:
            out.add(known[ident])
        elif place is not None and place[1] in marks:
            item = ledger.resolve_entry(state, ident)
            out |= {item.id} if item is not None else set()
    return out


def _found(state: DossierState, rule: Rule, target: str, view: _View, today: str) -> Iterator[Alert]:
    wanted = Wanted(actor=rule.actor, country=rule.country)

    def alert(occasion: Occasion, item: MergedItem, detail: str = "") -> Alert:
        return Alert(rule.name, target, occasion, detail, state, item, item, (item.trail.observations or (item.id,),))

    for name, occasions in ENTRIES.items():
        for occasion, details in occasions.items():
            if occasion in rule.on:
                yield from (alert(occasion, item, detail) for item in getattr(state.ledger, name) if fits(state.actors, item, wanted) for detail in details(item, rule, view, state, today))
    if "contradiction" in rule.on:
        items = {i.id: i for name in SINGULAR for i in getattr(state.ledger, name)}
        for clash in state.contradictions:
            item = items.get(clash.about)
            if not _is_new_clash(clash, view) or ((rule.actor or rule.country) and (item is None or not fits(state.actors, item, wanted))):
                continue
            groups = tuple(tuple(dict.fromkeys(f"side:{article_mark(p.article)}" for p in side.sources)) for side in clash.sides if side.sources)
            yield Alert(rule.name, target, "contradiction", digest(clash.reason, size=8), state, clash, item, groups or ((clash.id,),))


def _is_new_clash(clash: Contradiction, view: _View) -> bool:
    """Has one side been told by new articles only?"""
    return any(side.sources and all(p.article in view.fresh and p.article not in view.before for p in side.sources) for side in clash.sides)


Details = Callable[[Any, Rule, _View, DossierState, str], Iterable[str]]


def _once(holds: bool) -> tuple[str, ...]:
    """Told once, or not at all."""
    return ("",) if holds else ()


def _new(item: MergedItem, rule: Rule, view: _View, state: DossierState, today: str) -> Iterable[str]:
    return _once(view.is_new(item))


def _answers(item: MergedProposal, rule: Rule, view: _View, state: DossierState, today: str) -> Iterable[str]:
    """Each answer of each party, unless an older report told it."""
    fresh = [r for r in item.responses if r.article in view.fresh]
    known = {(r.actor, r.answer) for old in view.old(state, item) for r in old.responses} if fresh else set()
    return dict.fromkeys(f"{r.actor}|{r.answer}" for r in fresh if (r.actor, r.answer) not in known)


def _killed(item: MergedIncident, rule: Rule, view: _View, state: DossierState, today: str) -> Iterable[str]:
    """More were killed than the rule says, and no older report told so."""
    if _toll(item) <= rule.killed or not any(p.article in view.fresh for p in item.sources):
        return ()
    return _once(view.is_new(item) or (any(p.article not in view.fresh for p in item.sources) and max(map(_toll, view.old(state, item)), default=0) <= rule.killed))


def _toll(item: Any) -> int:
    return max(item.killed.min or 0, item.killed.max or 0) if item.killed else 0


def _planned(item: MergedContact, rule: Rule, view: _View, state: DossierState, today: str) -> Iterable[str]:
    return _once(item.status == "planned" and (view.is_new(item) or view.turned(state, item)))


def _cancelled(item: MergedContact, rule: Rule, view: _View, state: DossierState, today: str) -> Iterable[str]:
    return _once(item.status in ("cancelled", "refused") and (view.is_new(item) or view.turned(state, item)))


def _near(item: MergedDeadline, rule: Rule, view: _View, state: DossierState, today: str) -> Iterable[str]:
    last = item.due.end or item.due.start
    return _once(item.status == "pending" and last is not None and today <= last <= (date.fromisoformat(today) + timedelta(days=rule.days)).isoformat())


def _past(item: MergedDeadline, rule: Rule, view: _View, state: DossierState, today: str) -> Iterable[str]:
    """It ran out since the rule began, or a new report says that it did."""
    last = item.due.end or item.due.start
    ran_out = item.status == "pending" and last is not None and view.since[:10] <= last < today
    return _once(ran_out or (item.status == "expired" and (view.is_new(item) or view.turned(state, item))))


#: By list of the ledger what is told about its entries.
ENTRIES: dict[str, dict[Occasion, Details]] = {
    "proposals": {"proposal": _new, "answer": _answers}, "threats": {"threat": _new}, "incidents": {"incident": _killed},
    "contacts": {"contact_planned": _planned, "contact_cancelled": _cancelled}, "deadlines": {"deadline_near": _near, "deadline_past": _past}}


def claim(archive: Archive, wanted: Sequence[Alert]) -> list[Alert]:
    """Takes alerts before they are sent; those that nobody else has taken."""
    at = now()
    with archive.repository.writing() as connection:
        return _taken(wanted, kept.claim(connection, [a.key for a in wanted], at, _stale(at)))


def mute(archive: Archive, wanted: Sequence[Alert]) -> None:
    """Marks alerts that are not to be told, now or later."""
    if wanted:
        at = now()
        with archive.repository.writing() as connection:
            kept.claim(connection, [a.key for a in wanted], at, _stale(at), "muted")


def _taken(wanted: Sequence[Alert], keys: list[Key]) -> list[Alert]:
    left = list(keys)
    out = []
    for alert in wanted:
        if alert.key in left:
            left.remove(alert.key)
            out.append(alert)
    return out


def settle(archive: Archive, sent: Sequence[Alert], digest_to: tuple[str, str] | None = None) -> None:
    """Marks alerts as told, together with the digest that told them: its target and day."""
    at = now()
    with archive.repository.writing() as connection:
        kept.settle(connection, [a.key for a in sent], at)
        if digest_to is not None:
            kept.digest_sent(connection, *digest_to)


def release(archive: Archive, failed: Sequence[Alert]) -> None:
    """Gives back alerts that could not be sent."""
    with archive.repository.writing() as connection:
        kept.release(connection, [a.key for a in failed])


def mark(archive: Archive) -> int:
    """The count of what was written: while it stays, nothing new is on record."""
    with archive.repository.reading() as connection:
        return revision(connection)


def on_their_way(archive: Archive) -> bool:
    """Has somebody claimed alerts and not told them yet?"""
    with archive.repository.reading() as connection:
        return kept.on_their_way(connection)


def digests(archive: Archive) -> dict[str, str]:
    """The day of the last digest to each target."""
    with archive.repository.reading() as connection:
        return kept.last_digests(connection)
