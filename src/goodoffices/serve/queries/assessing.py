"""What `goodoffices assess` says of a dossier: indices with what moved them, forecasts side by side, the evidence in the text, what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

import numpy as np
from msgspec.structs import replace

from goodoffices.assess.deeds import Deed, as_country, as_side
from goodoffices.assess.forecasts import Level
from goodoffices.assess.history import History
from goodoffices.assess.indices import Curve, curves, indices
from goodoffices.assess.supposing import Fact, supposed_facts
from goodoffices.errors import NotPossibleError, UsageError
from goodoffices.model import DossierState, Passage
from goodoffices.serve.queries import issuing
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.deeds import OnRecord, on_record, today
from goodoffices.serve.queries.dossiers import find_dossier, state
from goodoffices.serve.queries.offers import cited, offers_of, suppose
from goodoffices.serve.queries.outlook import Dyad, IndexNow, Mover, Offer, Outlook, Sign, Standing, StandingOrder
from goodoffices.store import articles
from goodoffices.store import forecasts as kept

#: The dyads shown, those with most deeds first.
DYADS = 3
#: Days of an index that are shown.
SHOWN = 56
#: The record that the shipped numbers were fitted on, in words.
FITTED = "ICEWS, news of the world from January to October 2014"
#: Events named per index.
MOVERS = 5
#: Names of the two ends of all dealings within a dossier.
ENDS = ("dossier:one", "dossier:two")


def assess(archive: Archive, words: str, at: str | None = None, *, keep: bool = True, what_if: Sequence[str] = ()) -> Outlook:
    """The outlook of a dossier on a day: by default the day of the store's last report.

    Only reports published until the day count. Forecasts asked for the first time are issued, unless `keep` is false or something is supposed: then they are only
    shown. Raises UsageError for a day to come, for facts that nobody can suppose and for words that fit several dossiers, NotFoundError, and NotPossibleError where
    nothing of the dossier was published by then.
    """
    supposed = supposed_facts(what_if)
    if keep and not supposed:
        return _assess(archive, words, at, (), keep=True)
    with archive.repository.reading() as connection:
        issued = kept.count(connection)
    inputs = f"{archive.stamp} {archive.revision()} {today()} {issued}"
    asked = "\n".join([words, at or "", *(f.name for f in supposed)])
    return archive.outlooks.get("outlook", asked, inputs, lambda: _assess(archive, words, at, supposed, keep=False))


def _assess(archive: Archive, words: str, at: str | None, supposed: Sequence[Fact], *, keep: bool) -> Outlook:
    dossier = find_dossier(archive, words).dossier
    if at is not None and at > today():
        raise UsageError(f"--at: {at} lies ahead; forecasts are made of what is on record")
    known = on_record(archive)
    as_of = at or known.last
    seen = state(archive, dossier.id) if at is None else state(archive, dossier.id, at=at, known_at=at)
    days = sorted(a.published[:10] for a in seen.articles if a.published)
    if not days or days[0] > as_of:
        first = f"; the first is dated {days[0]}, which lies ahead: a wrong date, or a wrong clock" if days and days[0] > today() else ""
        raise NotPossibleError(f"no report of {dossier.name!r} was published by {as_of}{first}")
    histories: dict[Level, History] = {"country": known.history("country", as_of), "actor": known.history("actor", as_of)}
    issue = issuing.Issue(seen, as_of, histories, known.history("side", as_of), {level: known.observer(level, as_of) for level in histories}, known.ties(as_of), known.entry)
    dyads = main_dyads(issue)
    indices = _indices(known, issue, dyads)
    made, orders = issuing.forecasts_of(issue, dyads), issuing.rankings_of(issue, dyads)
    is_kept = issuing.keep(archive, issue, made, orders) if keep else issuing.are_kept(archive, made, orders)
    forecasts, rankings = issuing.as_issued(archive, issue, made, orders)
    offers = offers_of(issue, dyads, forecasts)
    names = {**known.names(), **{a.id: a.name.removeprefix("Government of ") for a in seen.actors}}
    return Outlook(dossier=dossier.id, name=seen.name, as_of=as_of, reports_until=days[-1], dyads=dyads, indices=indices, events=_movers(archive, indices), forecasts=forecasts,
                   planned=issuing.far_plans(issue, dyads), rankings=rankings, evidence=tuple(_evidence(seen)), offers=offers, literature=cited(offers),
                   what_if=suppose(issue, dyads, forecasts, supposed) if supposed else None, not_known=(*_ahead(known), *_not_known(issue, dyads, forecasts, rankings, keep, is_kept)), kept=is_kept,
                   names={k: v for k, v in sorted(names.items()) if k in _mentioned(dyads, rankings, offers, seen)})


def main_dyads(issue: issuing.Issue) -> tuple[Dyad, ...]:
    """The pairs of parties with most deeds between them: of two countries where both have one, else of the actors themselves. Pairs without any deed
    count only where no other is left."""
    actors = {a.id: a for a in issue.state.actors}
    found: dict[tuple[str, str], Dyad] = {}
    for one, two in combinations([actors[p] for p in issue.state.parties if p in actors], 2):
        lands = as_country(one), as_country(two)
        level: Level = "country" if None not in lands and lands[0] != lands[1] else "actor"
        pairs = sorted((lands[k] or "" if level == "country" else actor.id, as_side(actor)) for k, actor in enumerate((one, two)))
        parties, sides = (pairs[0][0], pairs[1][0]), (pairs[0][1], pairs[1][1])
        found[parties] = Dyad(parties=parties, sides=sides, level=level, deeds=len(issue.histories[level].pair(*parties).until(issue.day).day))
    ordered = sorted(found.values(), key=lambda d: -d.deeds)
    return tuple([d for d in ordered if d.deeds][:DYADS] or ordered[:1])


def _indices(known: OnRecord, issue: issuing.Issue, dyads: Iterable[Dyad]) -> tuple[IndexNow, ...]:
    """Those of the dossier as a whole, then those of its dyads."""
    first = date.fromordinal(issue.day - SHOWN + 1).isoformat()
    actors = {a.id: a for a in issue.state.actors}
    members = sorted({as_side(actors[p]) for p in issue.state.parties if p in actors})
    sides = known.history("side", issue.as_of, conditions=True)
    whole = History(_ends(sides.deeds[k]) for pair in combinations(members, 2) for k in sides.pair(*pair).at.tolist())
    found = [_now(c, ()) for c in curves(whole, *ENDS, issue.as_of, first)]
    by_level = {level: known.history(level, issue.as_of, conditions=True) for level in {d.level for d in dyads}}
    return tuple(found + [_now(c, d.parties) for d in dyads for c in curves(by_level[d.level], *d.parties, issue.as_of, first)])


def _ends(deed: Deed) -> Deed:
    """Whoever acts towards whomever within the dossier."""
    one, two = ENDS if deed.actor < deed.recipient else ENDS[::-1]
    return replace(deed, actor=one, recipient=two)


def _now(curve: Curve, parties: tuple[str, ...]) -> IndexNow:
    last = curve.points[-1] if curve.points else None
    moved = [ident for point in reversed(curve.points) for ident in point.moved]
    why = curve.statement or ("" if last is not None and last.value is not None else "nothing on record to make it from")
    return IndexNow(name=curve.name, formula=curve.formula, parties=parties, half_life=curve.half_life, value=last.value if last else None, low=last.low if last else None,
                    high=last.high if last else None, points=curve.points, moved=tuple(_public(i) for i in dict.fromkeys(moved)), statement=why)


def is_share(name: str) -> bool:
    """Is an index a share of what was said, and no rate?"""
    return any(i.name == name and i.measure == "share" for i in indices())


def _public(deed: str) -> str:
    """The id by which `explain` knows what a deed was read from."""
    return "#".join(deed.rsplit("/", 1))


def _movers(archive: Archive, indices: Iterable[IndexNow]) -> tuple[Mover, ...]:
    """The latest events of each index, in order of their days."""
    wanted = {i for index in indices for i in index.moved[:MOVERS]}
    out = []
    with archive.repository.reading() as connection:
        for record in articles.load(connection, sorted({i.rpartition("#")[0] for i in wanted})):
            names = {a.id: a.name.removeprefix("Government of ") for a in record.actors}
            document = record.document
            for event in record.events:
                ident = f"{document.id}#{event.id}"
                if ident in wanted:
                    out.append(Mover(id=ident, day=min((d for d in (event.date.start, (document.published or "")[:10]) if d), default=None), type=event.type, actors=tuple(names.get(a, a) for a in event.actors),
                                     recipients=tuple(names.get(a, a) for a in event.recipients),
                                     source=Passage(article=document.id, published=document.published, publisher=document.publisher, evidence=event.evidence)))
    return tuple(sorted(out, key=lambda m: (m.day or "", m.id)))


def _evidence(seen: DossierState) -> Iterable[Sign]:
    """Judgements by others and the conditions of open proposals, in the text's words."""
    for judged in seen.ledger.assessments:
        yield Sign(kind="judgement", entry=judged.id, by=judged.by, about=judged.subject, stance=judged.stance, text=judged.claim, sources=judged.sources)
    held = {c.id: c for c in seen.ledger.conditions}
    for proposal in seen.ledger.proposals:
        for condition in (held[i] for i in proposal.conditions if proposal.status == "open" and i in held):
            yield Sign(kind="condition", entry=condition.id, by=condition.holder, about=proposal.id, stance=None, text=condition.text, sources=condition.sources)


def _ahead(known: OnRecord) -> Iterable[str]:
    """What is said of reports from days to come."""
    if known.ahead is not None:
        count, last = known.ahead
        yield f"{count} report{' of the store is' if count == 1 else 's of the store are'} dated after today (until {last}): a wrong date, or a wrong clock. {'It does' if count == 1 else 'They do'} not count."


def _not_known(issue: issuing.Issue, dyads: tuple[Dyad, ...], forecasts: tuple[Standing, ...], rankings: tuple[StandingOrder, ...], keep: bool, is_kept: bool) -> Iterable[str]:
    """What the figures do not say."""
    yield "What anybody intends is not known; the figures count what was recorded after like moves."
    if forecasts or rankings:
        yield f"Comparable cases, base rates and weights of moves are those of another record ({FITTED}), not of this store; a pair of today may differ from them."
    days = issue.sides.days_on_record
    recorded = int(np.sum((days > issue.day - 30) & (days <= issue.day)))
    yield f"Not recorded is not the same as did not happen: {recorded} of the last 30 days have any deed in this store."
    if not dyads:
        yield "The reports name fewer than two parties, so there is nobody to forecast for."
    elif forecasts:
        yield "Each chance is that of the whole term, as of its first day; where days have gone by without an answer, fewer are left for it."
    else:
        yield f"No question is open: no offer, rejection, threat or planned contact between the main parties is on record in the {issuing.LONGEST} days before {issue.as_of}."
    reasons = [s.forecast.abstained for s in forecasts if s.forecast.abstained]
    if reasons:
        latest = {re.sub(r"\d+", "", reason): reason for reason in reasons}
        yield f"No probability of the model for {len(reasons)} of {len(forecasts)} questions: {'; '.join(latest.values())}."
    if dyads and not any(r.order.ranking.kind == "next_partner" for r in rankings):
        yield "Whom the parties will meet next cannot be ranked: none of them has a meeting on record."
    if not is_kept:
        yield ("The store cannot be written: these forecasts are not kept and will not be scored." if keep
               else "These forecasts are only shown here; `goodoffices assess` issues them, and what is issued is kept and scored.")


def _mentioned(dyads: Iterable[Dyad], rankings: Iterable[StandingOrder], offers: Iterable[Offer], seen: DossierState) -> set[str]:
    found = {x for d in dyads for x in (*d.parties, *d.sides)} | set(seen.parties)
    found |= {c.name for r in rankings for c in r.order.candidates} | {x for r in rankings for x in r.order.ranking.about}
    found |= {x for o in offers for x in (o.proposer, o.other, *(s.by for s in o.signals)) if x}
    return found | {x for a in seen.ledger.assessments for x in (a.by, a.subject) if x} | {c.holder for c in seen.ledger.conditions if c.holder}
