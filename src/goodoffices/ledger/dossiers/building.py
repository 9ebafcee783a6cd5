"""The state of a dossier: records -> sights -> entries -> decisions -> contradictions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from goodoffices.ledger.dossiers import fold_incidents, fold_others, fold_proposals
from goodoffices.ledger.dossiers.acts import Act, acts_of, confirmations
from goodoffices.ledger.dossiers.answers import answers_to
from goodoffices.ledger.dossiers.contradictions import find_contradictions
from goodoffices.ledger.dossiers.decisions import applied, in_force, on_contradiction
from goodoffices.ledger.dossiers.deeds import Done, fulfilments
from goodoffices.ledger.dossiers.endings import ended_deadlines, ended_threats, roof_only, settled_venues, withdrawn_offers
from goodoffices.ledger.dossiers.facts import corrected, rejected_facts
from goodoffices.ledger.dossiers.folding import View, since
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.merging import merged
from goodoffices.ledger.dossiers.naming import parties_of
from goodoffices.ledger.dossiers.order import SINGULAR, day_of, in_order, whereabouts
from goodoffices.ledger.dossiers.outcomes import outcomes
from goodoffices.ledger.dossiers.replies import Reply, endings, replies
from goodoffices.ledger.dossiers.reprints import originals
from goodoffices.ledger.dossiers.resolving import resolve_entry
from goodoffices.ledger.dossiers.sides import STATE, Sides, sides
from goodoffices.ledger.dossiers.sights import ACTORS, sights_of
from goodoffices.model import (
    Decision,
    Dossier,
    DossierActor,
    DossierArticle,
    DossierMention,
    DossierState,
    MergedItem,
    MergedLedger,
    Record,
)
from goodoffices.ontology.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Basis:
    """What a state is made from: the articles that count, in order, what they are copies of, their actors, and what they say joined to entries."""

    records: tuple[Record, ...]
    origin: dict[str, str]
    sides: Sides
    groups: dict[str, list[Group]]
    acts: list[Act]
    replies: list[Reply]
    endings: list[Reply]
    done: dict[int, Done]
    last: str | None


def basis(dossier: Dossier, records: Iterable[Record], know: Knowledge, decisions: tuple[Decision, ...], known_at: str | None) -> Basis:
    """`decisions` are those in force."""
    gone = {d.target for d in decisions if d.kind == "remove"}
    mine = set(dossier.articles) - gone
    out = rejected_facts(decisions)
    kept = in_order(corrected(r, out) for r in records if r.document.id in mine and (known_at is None or (day_of(r.document.published) or "") <= known_at[:10]))
    origin, cast = originals(kept), sides(kept, know)
    sights = [s for number, r in enumerate(kept) for s in sights_of(r, number, origin[r.document.id], cast)]
    days = [day for r in kept if (day := day_of(r.document.published))]
    first = [(number, r) for number, r in enumerate(kept) if origin[r.document.id] == r.document.id]
    acts = [a for number, r in first for a in acts_of(r, number, cast)]
    answers = [a for number, r in first for a in replies(r, number, cast)]
    ends = [a for number, r in first for a in endings(r, number, cast)]
    groups = merged(sights)
    return Basis(kept, origin, cast, groups, acts, answers, ends, fulfilments(groups["deadlines"], first, cast), max(days) if days else None)


def state(dossier: Dossier, records: Iterable[Record], know: Knowledge, decisions: Iterable[Decision] = (), *, at: str | None = None,
          known_at: str | None = None) -> DossierState:
    """The state of a dossier; `records` may hold more than its articles. `at`: of the world on that day; `known_at`: by reports published until then."""
    force = in_force(decisions)
    base = basis(dossier, records, know, force, known_at)
    as_of = (at or known_at or base.last or "")[:10] or None
    view = View(base.sides, at[:10] if at else None, as_of)
    ledger = _ledger(base, view)
    parties, mediators = (dossier.parties, dossier.mediators) if at is None and known_at is None else parties_of(base.records, base.sides, view.at)
    bare = DossierState(id=dossier.id, name=dossier.name, parties=_ids(parties, base.sides), mediators=_ids(mediators, base.sides), as_of=as_of,
                        articles=tuple(_article(r, base.origin) for r in base.records), actors=_actors(base), ledger=ledger, contradictions=(),
                        outcomes=outcomes(base.records, base.origin, base.sides, view, force))
    decided = _decided(bare, force)
    whole = replace(decided, actors=(*decided.actors, *_unmentioned(decided, know)))
    clashes = [on_contradiction(c, force) for c in find_contradictions(whole, base.records, base.groups, base.sides)]
    return replace(whole, contradictions=tuple(c for c, out in clashes if not out), rejected_contradictions=tuple(c for c, out in clashes if out))


def _ledger(base: Basis, view: View) -> MergedLedger:
    """Every list folded, in order of time; entries refer to each other by their merged ids."""
    seen = {name: [g for g in found if view.shows(since(g))] for name, found in base.groups.items()}
    seen["proposals"] = [g for g in seen["proposals"] if not roof_only(g, base.groups["venue_offers"])]
    answers, met = answers_to(base.groups["proposals"], base.replies), confirmations(base.groups["contacts"], base.acts)
    ids = {s.ident: g.sights[0].ident for found in seen.values() for g in found for s in g.sights}
    contacts = tuple(fold_others.contact(g, view, met.get(g.number, ())) for g in seen["contacts"])
    held = fold_proposals.meetings(contacts, view)
    back, lifted = withdrawn_offers(base.groups["proposals"], base.endings), ended_deadlines(base.groups["deadlines"], base.endings)
    ended = ended_threats(base.groups["threats"], base.endings)
    settled = settled_venues(base.groups["venue_offers"], base.groups["proposals"], base.replies, base.endings)
    folded: dict[str, list[MergedItem]] = {
        "proposals": [fold_proposals.fold(g, view, held, ids, answers.get(g.number, ()), back.get(g.number, ())) for g in seen["proposals"]],
        "venue_offers": [fold_others.venue_offer(g, view, settled.get(g.number, ()), contacts) for g in seen["venue_offers"]],
        "contacts": list(contacts),
        "deadlines": [fold_others.deadline(g, view, base.done.get(g.number), lifted.get(g.number, ())) for g in seen["deadlines"]],
        "threats": [fold_others.threat(g, view, ended.get(g.number, ())) for g in seen["threats"]],
        "conditions": [fold_others.condition(g, view, ids) for g in seen["conditions"]],
        "incidents": [fold_incidents.fold(g, view) for g in seen["incidents"]],
        "assessments": [fold_others.assessment(g, view, ids) for g in seen["assessments"]]}
    begun = {g.sights[0].ident: since(g) or "" for found in seen.values() for g in found}
    return MergedLedger(**{name: tuple(sorted(items, key=lambda i: (begun[i.id], i.id))) for name, items in folded.items()})  # type: ignore[arg-type]


def _decided(bare: DossierState, force: tuple[Decision, ...]) -> DossierState:
    """The state with users' decisions on entries carried out."""
    changed: dict[str, MergedItem] = {}
    out: set[str] = set()
    for decision in force:
        if decision.kind not in ("reject", "reassign", "annotate") or whereabouts(decision.target) is None:
            continue
        item = resolve_entry(bare, decision.target)
        if item is None:
            continue
        now = changed.get(item.id, item)
        if decision.kind == "reject":
            out.add(item.id)
            changed[item.id] = replace(now, trail=replace(now.trail, decisions=(*now.trail.decisions, decision.id)))
        else:
            changed[item.id] = applied(now, decision, bare.as_of)
    if not changed:
        return bare
    kept: dict[str, tuple[MergedItem, ...]] = {}
    gone: dict[str, tuple[MergedItem, ...]] = {}
    for name in SINGULAR:
        items = [changed.get(i.id, i) for i in getattr(bare.ledger, name)]
        kept[name], gone[name] = tuple(i for i in items if i.id not in out), tuple(i for i in items if i.id in out)
    return replace(bare, ledger=MergedLedger(**kept), rejected=MergedLedger(**gone))  # type: ignore[arg-type]


def _unmentioned(made: DossierState, know: Knowledge) -> tuple[DossierActor, ...]:
    """Those who stand in the state without a mention in any article: the government of a country that is mentioned, and whom users put there."""
    known = {other for a in made.actors for other in (a.id, *a.also)}
    meant = dict.fromkeys((*made.parties, *made.mediators))
    for name in SINGULAR:
        for item in (*getattr(made.ledger, name), *getattr(made.rejected, name)):
            for field in ACTORS:
                value = getattr(item, field, None)
                meant |= dict.fromkeys(value if isinstance(value, tuple) else (value,) if value else ())
    found = (_from_tables(ident, know) for ident in sorted(meant) if ident not in known)
    return tuple(a for a in found if a is not None)


def _from_tables(ident: str, know: Knowledge) -> DossierActor | None:
    """What the tables know of an id."""
    kind, _, rest = ident.partition(":")
    if kind in STATE and rest in know.countries:
        name = know.countries[rest].name
        return DossierActor(id=ident, name=_OFFICES.get(kind, "{}").format(name), kind=kind, country=rest, mentions=())  # type: ignore[arg-type]
    if ident in know.organisations:
        body = know.organisations[ident]
        return DossierActor(id=ident, name=body.name, kind=body.kind, country=body.country, code=body.code, mentions=())  # type: ignore[arg-type]
    if ident in know.people:
        person = know.people[ident]
        return DossierActor(id=ident, name=person.name, kind="person", country=person.country, mentions=())
    return None


#: Names of the bodies of a state.
_OFFICES = {"government": "Government of {}", "military": "Armed forces of {}", "police": "Police of {}", "legislature": "Legislature of {}",
            "judiciary": "Judiciary of {}", "civilians": "Civilians in {}"}


def _ids(idents: tuple[str, ...], cast: Sides) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cast.one(i) for i in idents))


def _article(record: Record, origin: dict[str, str]) -> DossierArticle:
    d = record.document
    copy = origin[d.id] if origin[d.id] != d.id else d.duplicate_of
    return DossierArticle(id=d.id, url=d.url, publisher=d.publisher, published=d.published, title=d.title, duplicate_of=copy)


def _actors(base: Basis) -> tuple[DossierActor, ...]:
    """Every actor once, with where each article means him."""
    mentions: dict[str, list[DossierMention]] = {}
    also: dict[str, set[str]] = {}
    for record in base.records:
        for actor in record.actors:
            one = base.sides.one(actor.id)
            also.setdefault(one, set())
            if one != actor.id:
                also[one].add(actor.id)
            mentions.setdefault(one, []).extend(DossierMention(article=record.document.id, start=m.start, end=m.end, text=m.text) for m in actor.mentions)
    out = []
    for ident in sorted(mentions):
        a = base.sides.actors[ident]
        out.append(DossierActor(id=ident, name=a.name, kind=a.kind, country=a.country, code=a.code, role=a.role, members=_ids(a.members, base.sides), count=a.count,
                                unnamed=a.unnamed, also=tuple(sorted(also[ident])), mentions=tuple(mentions[ident])))
    return tuple(out)
