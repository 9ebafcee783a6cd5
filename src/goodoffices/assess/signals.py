"""What the ledger tells of an offer beside its bare words, each with its source, and which way the literature on costly signals reads it (signals.tsv).

Nothing here is inferred from counts, and nothing says what anybody means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from goodoffices.assess.deeds import DATA, as_side
from goodoffices.model import Base, DossierActor, DossierState, MergedCondition, MergedContact, MergedDeadline, MergedProposal, Passage
from goodoffices.ontology.tables import rows

Reading = Literal["strengthens", "weakens", "either"]
#: Days around an offer within which an attack counts as one of the same time.
BESIDE = 7
FOR, AGAINST = ("genuine", "likely"), ("ploy", "doubtful", "unlikely")
PRIVATE = ("letter", "envoy", "call")
#: Kinds of actors that speak for their side, and roles in codes of persons who do.
SPEAKING = ("government", "country", "military", "police", "legislature", "armed_group")
OFFICES = ("GOV", "MIL", "SPY", "COP", "REB")


class TextSignal(Base, frozen=True, kw_only=True):
    """One thing that the text says. `entry` is the ledger's entry it is read from, `by` whose it is (of an attack: who alleges it); `reading` is which way the literature reads such a thing, `why`
    its reason, `cites` the works."""

    kind: str
    entry: str
    by: str | None
    words: str
    reading: Reading
    why: str
    cites: tuple[str, ...]
    sources: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of signals.tsv."""

    words: str
    reading: Reading
    why: str
    cites: tuple[str, ...]


@lru_cache(maxsize=1)
def literature() -> dict[str, str]:
    """Works by key."""
    return {r["key"]: r["cited"] for r in rows(DATA / "literature.tsv", ("key", "cited"))}


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """The shipped kinds. Raises TableError for a work that is not listed or a reading that is none."""
    known, out = literature(), {}
    for r in rows(DATA / "signals.tsv", ("kind", "words", "reading", "why", "cites")):
        if any(key not in known for key in r.list("cites")):
            raise r.error("a work that literature.tsv lacks")
        reading: Reading | None = {"strengthens": "strengthens", "weakens": "weakens", "either": "either"}.get(r["reading"])  # type: ignore[assignment]
        if reading is None:
            raise r.error(f"{r['reading']!r} is no reading")
        out[r["kind"]] = Kind(r["words"], reading, r["why"], r.list("cites"))
    return out


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    return {r["kind"]: re.compile(r"\b(?:" + "|".join(map(re.escape, r.list("words"))) + r")\b", re.IGNORECASE) for r in rows(DATA / "cues.tsv", ("kind", "words"))}


@dataclass(frozen=True, slots=True)
class _Offer:
    """A proposal with its two sides and its day."""

    state: DossierState
    item: MergedProposal
    actors: dict[str, DossierActor]
    proposer: str | None
    other: str | None
    day: int | None

    def side(self, ident: str | None) -> str | None:
        """The side that an actor belongs to."""
        actor = self.actors.get(ident or "")
        return ident if actor is None else as_side(actor)

    def sides(self, idents: Iterable[str]) -> set[str]:
        return {side for ident in idents for member in (self.actors[ident].members if ident in self.actors and self.actors[ident].members else (ident,)) if (side := self.side(member))}

    def between(self, idents: Iterable[str]) -> bool:
        """Are both sides among these actors?"""
        return self.proposer is not None and self.other is not None and {self.proposer, self.other} <= self.sides(idents)


def offer_sides(state: DossierState, item: MergedProposal) -> tuple[str | None, str | None]:
    """The sides of a proposal. An unnamed addressee is the other party where the dossier has only two sides."""
    actors = {a.id: a for a in state.actors}
    proposer, other = (as_side(actors[i]) if i in actors else i for i in (item.proposer, item.addressee))
    parties = list(dict.fromkeys(as_side(actors[p]) for p in state.parties if p in actors))
    if other is None and proposer in parties and len(parties) == 2:
        other = next(p for p in parties if p != proposer)
    return proposer, other


def offer_day(item: MergedProposal) -> str | None:
    """The day an offer was made; where no report tells it, that of the first report."""
    return item.date.start or min((p.published[:10] for p in item.sources if p.published), default=None)


def text_signals(state: DossierState, item: MergedProposal) -> tuple[TextSignal, ...]:
    """All signals of a proposal, in the order of signals.tsv."""
    day = offer_day(item)
    offer = _Offer(state, item, {a.id: a for a in state.actors}, *offer_sides(state, item), date.fromisoformat(day).toordinal() if day else None)
    found = [signal for part in (_conditions, _venue, _channel, _dates, _level, _attacks, _refusals, _guarantees, _judgements) for signal in part(offer)]
    order = list(kinds())
    return tuple(sorted({(s.kind, s.entry, s.by): s for s in found}.values(), key=lambda s: (order.index(s.kind), s.entry)))


def _signal(kind: str, entry: str, by: str | None, sources: Sequence[Passage]) -> TextSignal:
    known = kinds()[kind]
    return TextSignal(kind=kind, entry=entry, by=by, words=known.words, reading=known.reading, why=known.why, cites=known.cites, sources=tuple(sources))


def _conditions(offer: _Offer) -> Iterator[TextSignal]:
    for condition in offer.state.ledger.conditions:
        if condition.id in offer.item.conditions or condition.of == offer.item.id:
            holder = offer.side(condition.holder)
            if holder is not None and holder == offer.proposer:
                yield _signal("precondition", condition.id, condition.holder, condition.sources)
            elif holder is not None and holder == offer.other:
                yield _signal("condition_of_other", condition.id, condition.holder, condition.sources)


def _venue(offer: _Offer) -> Iterator[TextSignal]:
    venue = offer.item.venue
    if venue is not None and venue.country is not None and offer.proposer is not None and offer.other is not None:
        kind = "venue_of_proposer" if venue.country == offer.proposer else "venue_of_other" if venue.country == offer.other else "venue_third"
        if kind != "venue_third" or all(len(side) == 3 for side in (offer.proposer, offer.other)):  # a side without a country may be at home anywhere
            yield _signal(kind, offer.item.id, offer.item.proposer, offer.item.sources)


def _channel(offer: _Offer) -> Iterator[TextSignal]:
    """Private where the offer's own words tell of a letter, an envoy or a call between the two; public where they are said in a statement."""
    private = [c for c in offer.state.ledger.contacts if c.channel in PRIVATE and offer.between(c.participants) and _shared(c.sources, offer.item.sources)]
    for contact in private:
        yield _signal("private", contact.id, offer.item.proposer, contact.sources)
    if not private and offer.item.statement is not None:
        yield _signal("public", offer.item.id, offer.item.proposer, offer.item.sources[:1])


def _dates(offer: _Offer) -> Iterator[TextSignal]:
    for contact in offer.state.ledger.contacts:
        if contact.date.start is not None and contact.date.end in (None, contact.date.start) and _ahead(offer, contact) and (offer.between(contact.participants) or offer.proposer in offer.sides(contact.participants)) and _shared(contact.sources, offer.item.sources):
            yield _signal("date_named", contact.id, offer.item.proposer, contact.sources)
    for deadline in offer.state.ledger.deadlines:
        if _of_offer(offer, deadline):
            yield _signal("deadline", deadline.id, deadline.setter, deadline.sources)


def _ahead(offer: _Offer, contact: MergedContact) -> bool:
    return offer.day is not None and contact.date.start is not None and date.fromisoformat(contact.date.start).toordinal() > offer.day


def _of_offer(offer: _Offer, deadline: MergedDeadline) -> bool:
    """Set by the proposer for the other side, in an article that tells of the offer."""
    told = {p.article for p in deadline.sources} & {p.article for p in offer.item.sources}
    return bool(told) and offer.proposer is not None and offer.side(deadline.setter) == offer.proposer and offer.side(deadline.addressee) == offer.other


def _level(offer: _Offer) -> Iterator[TextSignal]:
    actor = offer.actors.get(offer.item.proposer or "")
    if actor is None or actor.kind != "person" or actor.role is None:
        return
    found = [kind for kind, cue in _cues().items() if kind.startswith("level_") and cue.search(actor.role)]
    if found:
        yield _signal(found[-1], offer.item.id, actor.id, offer.item.sources)


def _attacks(offer: _Offer) -> Iterator[TextSignal]:
    """Incidents between the two sides within a week of the offer."""
    for incident in offer.state.ledger.incidents:
        day = incident.date.start
        if offer.day is None or day is None or abs(date.fromisoformat(day).toordinal() - offer.day) > BESIDE or not incident.actors:
            continue
        doers, targets = offer.sides(incident.actors), offer.sides(incident.targets)
        if offer.proposer in doers and offer.other in targets:
            yield _signal("attack_by_proposer", incident.id, incident.alleged_by, incident.sources)
        elif offer.other in doers and offer.proposer in targets:
            yield _signal("attack_by_other", incident.id, incident.alleged_by, incident.sources)


def _refusals(offer: _Offer) -> Iterator[TextSignal]:
    """Refusals on either side until the offer, and of the offer itself."""
    for item in offer.state.ledger.proposals:
        first = offer_day(item)
        if item.id != offer.item.id and (first is None or offer.day is None or date.fromisoformat(first).toordinal() > offer.day):
            continue
        sides = set(offer_sides(offer.state, item))
        for response in item.responses:
            if response.answer != "rejects" or not sides <= {offer.proposer, offer.other, None}:
                continue
            who = offer.side(response.on_behalf_of or response.actor)
            kind = "refused_by_proposer" if who is not None and who == offer.proposer else "refused_by_other" if who is not None and who == offer.other else ""
            if kind and response.evidence:
                told = next((p for p in item.sources if p.article == response.article), None)
                passage = Passage(article=response.article, published=told.published if told else None, publisher=told.publisher if told else None, evidence=response.evidence)
                yield _signal(kind, item.id, response.actor, (passage,))


def _guarantees(offer: _Offer) -> Iterator[TextSignal]:
    """Guarantees in the words of the offer, of its conditions, or of what third parties propose."""
    cue = _cues()["guarantee"]
    told_by: tuple[MergedProposal | MergedCondition, ...] = (
        offer.item, *(c for c in offer.state.ledger.conditions if c.of == offer.item.id or c.id in offer.item.conditions),
        *(p for p in offer.state.ledger.proposals if p.proposer and offer.side(p.proposer) not in (offer.proposer, offer.other)))
    for item in told_by:
        told = [Passage(article=p.article, published=p.published, publisher=p.publisher, evidence=spans) for p in item.sources if (spans := tuple(s for s in p.evidence if cue.search(s.text)))]
        if told:
            yield _signal("guarantee", item.id, getattr(item, "holder", None) or getattr(item, "proposer", None), told)


def _judgements(offer: _Offer) -> Iterator[TextSignal]:
    for judged in offer.state.ledger.assessments:
        if judged.subject != offer.item.id and (judged.subject not in offer.actors or offer.proposer is None or offer.side(judged.subject) != offer.proposer):
            continue
        by = offer.side(judged.by)
        if by is not None and by in (offer.proposer, offer.other):
            kind = "party_judges" if _speaks_for_it(offer.actors.get(judged.by or "")) else "countryman"
        else:
            kind = "outsider_for" if judged.stance in FOR else "outsider_against" if judged.stance in AGAINST else "outsider_neutral"
        yield _signal(kind, judged.id, judged.by, judged.sources)


def _speaks_for_it(actor: DossierActor | None) -> bool:
    """Does an actor of a side speak for it? Governments, forces and who holds office in them do; scholars, editors, opponents and former officials of its country do not."""
    if actor is None or actor.kind not in ("person", "experts"):
        return actor is None or actor.kind in SPEAKING
    return (actor.code or "")[3:6] in OFFICES and not (actor.role or "").lower().startswith("former")


def _shared(one: Sequence[Passage], two: Sequence[Passage]) -> bool:
    """Do some words of both stand on the same place?"""
    return any(p.article == q.article and any(s.start < t.end and t.start < s.end for s in p.evidence for t in q.evidence) for p in one for q in two)
