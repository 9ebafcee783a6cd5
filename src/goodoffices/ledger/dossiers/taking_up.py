"""A report that answers somebody's offer as one that the reader has heard of belongs to the report that made it, however little else the two share (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.ledger.dossiers.order import days_between
from goodoffices.ledger.dossiers.replies import Reply, replies
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import is_fresh, points_back, telling, tokens
from goodoffices.model import Record, Span
from goodoffices.ontology.gazetteer import place_key

#: What an offer between two states is worth; they may have more than one affair.
BETWEEN = 0.7


@dataclass(frozen=True, slots=True)
class Bid:
    """An offer that a report makes, or answers (`answered`): by whom, to whom (or who answers), the names of its places, its telling words."""

    by: frozenset[str]
    to: frozenset[str]
    towns: frozenset[str]
    words: frozenset[str]
    answered: bool

    @property
    def keys(self) -> list[str]:
        return sorted(self.by)


def bids_of(record: Record, cast: Sides) -> Iterator[Bid]:
    """The offers that a record makes, with all parties that it tells of as those who may answer, and those that it answers without making them."""
    everyone = identified(cast.parties(i for e in record.events for i in (*e.actors, *e.recipients)))
    made: set[str] = set()
    for item in (*record.ledger.proposals, *record.ledger.venue_offers):
        by = identified(cast.party(getattr(item, "proposer", None) or getattr(item, "host", None)))
        text = item.evidence[0].text
        if by and not (points_back(text, "answerable") and len(tokens(text)) <= SHORT):
            place = getattr(item, "venue", None) or getattr(item, "place", None)
            asked = identified(cast.party(getattr(item, "addressee", None)))
            everyone |= identified(cast.parties(a.id for a in record.actors if a.kind != "person" and any(_inside(m, item.evidence) for m in a.mentions)))
            made |= by
            yield Bid(by, asked or everyone - by, _towns(place.name) if place is not None else frozenset(), telling(record.document.text), False)
    for reply in replies(record, 0, cast):
        author = identified(reply.owners) - reply.by
        if author and not author & made and identified(reply.by) and _known(reply):
            yield Bid(author, identified(reply.by), reply.names, _left(reply), True)
    for item in record.ledger.proposals:
        by, text = identified(cast.party(item.proposer)), item.evidence[0].text
        answering = identified(cast.parties(r.on_behalf_of or r.actor or "" for r in item.responses))
        if by and answering and not by & made and points_back(text, "answerable") and not is_fresh(text) and len(tokens(text)) <= SHORT:
            names = telling(" ".join(m.text for a in record.actors for m in a.mentions if _inside(m, item.evidence)))
            yield Bid(by, answering, frozenset(), telling(text) - names - frozenset(cast.nations), True)


#: Words of a phrase that only names an offer: "the Georgian offer of talks".
SHORT = 7


def _inside(span: Span, others: tuple[Span, ...]) -> bool:
    return any(o.start <= span.start and span.end <= o.end for o in others)


def _known(reply: Reply) -> bool:
    """Is the thing answered spoken of as known, or is it coming to somebody's place?"""
    return (points_back(reply.thing, "answerable") or reply.heard.of == "coming") and not is_fresh(reply.thing)


def _left(reply: Reply) -> frozenset[str]:
    """The words of the thing that say more than that it is an offer, and whose."""
    return reply.told.thing & telling(reply.thing) - settings().words["answering"] - frozenset(w for n in reply.names for w in telling(n))


def _towns(name: str) -> frozenset[str]:
    return frozenset(word for part in name.split(",") for word in place_key(part).split())


def takes_up(made: Bid, told: str | None, answer: Bid, published: str | None) -> float:
    """How far a report published on a day answers what a report of the day `told` offered: the same author, one of those asked, no other place, nothing told of the offer that
    the first report does not tell."""
    days = days_between(told, published)
    if made.answered or not answer.answered or days is None or days < 0 or days > settings().limits["live_days"]:
        return 0.0
    if not made.by & answer.by or not answer.to <= made.to or (made.towns and answer.towns and not made.towns & answer.towns) or not answer.words <= made.words:
        return 0.0
    return 1.0 if len(made.to) > 1 else BETWEEN
