"""Proposals over articles: every answer in order, status after the last one (guide, sections 6 and 15; docs/dossiers.md)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from goodoffices.ledger.dossiers.endings import Turned
from goodoffices.ledger.dossiers.folding import Step, View, chosen, common, date_of, moved, party_of, place_of, with_sources
from goodoffices.ledger.dossiers.hearing import hear
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import days_between
from goodoffices.ledger.dossiers.replies import Reply
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import telling
from goodoffices.model import Actor, MergedContact, MergedProposal, MergedResponse, Response

#: What ends a proposal: no later answer reopens it.
FINAL = frozenset({"withdrawn", "held", "lapsed"})
SITTING = frozenset({"meeting", "talks", "call", "visit", "mediation"})
_YES = frozenset({"accepts", "accepts_with_conditions"})


@dataclass(frozen=True, slots=True)
class Given:
    """An answer on the day it was given, by the party; `beside` are the answers that the same report tells."""

    day: str | None
    party: frozenset[str]
    response: Response
    number: int
    article: str
    beside: tuple[Response, ...] = ()

    @property
    def order(self) -> tuple[str, int, bool]:
        return self.day or "", self.number, self.response.answer == "accepts_with_conditions"


Meetings = dict[str, list[MergedContact]]


def meetings(contacts: Iterable[MergedContact], view: View) -> Meetings:
    """The contacts held, by party, in order of their days."""
    out: Meetings = {}
    for contact in sorted((c for c in contacts if c.status == "held" and c.date.start), key=lambda c: (c.date.start or "", c.id)):
        for party in view.sides.parties(contact.participants):
            out.setdefault(party, []).append(contact)
    return out


def fold(group: Group, view: View, contacts: Meetings, conditions: dict[str, str],
         told: Sequence[Reply] = (), back: Sequence[Turned] = ()) -> MergedProposal:
    """`told` are answers that reports give without describing the offer, `back` passages in which its author takes it back, `contacts` the merged ones held, `conditions` ids of observed conditions with those of their entries."""
    sights = group.sights
    proposer, addressee = party_of(sights, "proposer", view.sides), party_of(naming(sights, "addressee", view.sides) or sights, "addressee", view.sides)
    venue = place_of(sights, "venue")
    asked = view.sides.party(addressee)
    answers = standing(sights, view, told, addressee)
    steps = [Step(min((s.since or "" for s in sights), default="") or None, sights[0].number, "open", sights[0].article, "put forward")]
    for k, given in enumerate(answers):
        status = _after(answers[: k + 1], asked)
        steps.append(Step(given.day, given.number, status, given.article, f"{', '.join(sorted(given.party)) or 'somebody'} {given.response.answer.replace('_', ' ')}"))
    steps.extend(_told(sights, bool(answers)))
    steps.extend(Step(t.day, t.number, t.status, t.article, t.why) for t in back)
    made = date_of(sights)
    kind = chosen([s for s in sights if s.item.kind != "other"] or sights, lambda s: s.item.kind)
    if kind in SITTING and (meeting := _sitting(view, sights, venue, view.sides.party(proposer), asked, contacts)) is not None:
        day = meeting.date.end or next((t.date for t in meeting.history if t.status == "held"), None)
        by = next((s for s in sights if s.article == meeting.history[-1].article), None)
        steps.append(Step(day, by.number if by else 10**9, "held", meeting.history[-1].article, f"the meeting took place: {meeting.id}"))
    status, history = moved(steps, view, lambda old, new: old not in FINAL and not (old == "superseded" and new == "open"))
    ids = tuple(dict.fromkeys(conditions[c] for s in sights for c in s.item.conditions if c in conditions))
    responses = tuple(MergedResponse(actor=g.response.actor, on_behalf_of=g.response.on_behalf_of, answer=g.response.answer, date=g.response.date,
                                     evidence=g.response.evidence, article=g.article) for g in answers if view.shows(g.day))
    shown = [reply.passage() for reply in told if view.shows(reply.day)] + [t.passage for t in back if view.shows(t.day)]
    return MergedProposal(**with_sources(common(group), shown), kind=kind, proposer=proposer, addressee=addressee, venue=venue, date=made, conditions=ids,
                          status=status or "open", responses=responses, history=history)


def naming(sights: list[Sight], field: str, sides: Sides) -> list[Sight]:
    """Those of the sights whose passage names the party: a report that only speaks of the offer as known leaves it to be guessed."""
    return [s for s in sights if any(_names(a) & s.words for a in _everyone(getattr(s.item, field), sides))]


def _everyone(ident: str | None, sides: Sides) -> list[Actor]:
    actor = sides.actors.get(ident or "")
    return [a for i in ((actor.members or (actor.id,)) if actor is not None else ()) if (a := sides.actors.get(sides.one(i))) is not None]


def _names(actor: Actor) -> frozenset[str]:
    return telling(" ".join(m.text for m in actor.mentions if m.text[:1].isupper() or " " in m.text))


def standing(sights: list[Sight], view: View, told: Sequence[Reply] = (), addressee: str | None = None) -> list[Given]:
    """Every answer once, in order: what repeats the answer a party last gave adds nothing, nor does a look back at an earlier one. Both sides' answer is that of each;
    the welcome of those who were not asked is none."""
    found = []
    asked, everyone = view.sides.party(addressee), [a.id for a in _everyone(addressee, view.sides)]
    for sight in sights:
        for one in sight.item.responses:
            day = one.date.start if one.date.start and (not sight.day or one.date.start <= sight.day) else sight.day
            for r, party in _each(one, view, everyone):
                if not (identified(asked) and not party & asked and _mere_welcome(r)):
                    found.append(Given(day, party, r, sight.number, sight.article, sight.item.responses))
    found += [Given(reply.day, party, r, reply.number, reply.article) for reply in told for r, party in _each(reply.response, view, everyone)]
    limit = settings().limits["answer_days"]
    out: list[Given] = []
    for given in sorted(found, key=lambda g: g.order):
        own = [g for g in out if g.party == given.party]
        if own and own[-1].response.answer == given.response.answer:
            continue
        if own and any(g.response.answer == given.response.answer for g in own) and given.response.date.start is None and _also_latest(given, own[-1]):
            continue
        near = days_between(own[-1].day, given.day) if own else None
        if own and near is not None and near <= limit and given.response.answer == "accepts" and own[-1].response.answer == "accepts_with_conditions" \
                and given.response.date.start is None:
            continue  # "agreed", told loosely by another report of the same answer
        out.append(given)
    return out


def _each(response: Response, view: View, asked: Sequence[str]) -> list[tuple[Response, frozenset[str]]]:
    """The answer by party: that of a group of those asked counts for each of its members, and "both" of nobody named are the two who were asked."""
    whole = view.sides.party(response.on_behalf_of) or view.sides.party(response.actor)
    group = view.sides.actors.get(response.actor or "")
    if group is None or group.kind != "group":
        return [(response, whole)]
    if len(whole) > 1 and whole <= view.sides.parties(asked):
        members: Sequence[str] = group.members
    elif len(asked) == 2 and not group.members and group.count == 2:
        members = asked
    else:
        return [(response, whole)]
    return [(replace(response, actor=view.sides.one(m), on_behalf_of=None), view.sides.party(m)) for m in members]


def _mere_welcome(response: Response) -> bool:
    """Words that others say as well: "welcomed the plan", "backed it"."""
    return any(heard.by == "asked" for span in response.evidence for heard in hear(span.text))


def _also_latest(given: Given, latest: Given) -> bool:
    """Does the same report tell the party's latest answer as well?"""
    return any(r is not given.response and r.answer == latest.response.answer for r in given.beside)


def _after(answers: list[Given], asked: frozenset[str]) -> str:
    """The guide's table over the last answer of each party; answers of those who were not asked count only where nobody else answered."""
    last = {g.party: g.response.answer for g in answers}
    mine = {p: a for p, a in last.items() if p & asked} if asked else last
    values = list((mine or last).values())
    if all(v == "accepts" for v in values):
        done = frozenset(x for p in (mine or last) for x in p)
        several = next((int(x.removeprefix("group:")) for x in asked if x.startswith("group:") and x.removeprefix("group:").isdigit()), 0)
        if not mine and len(done) < several:
            return "open"  # "both governments" were asked, and one has answered
        return "accepted" if not asked or not mine or asked <= done else "open"
    if all(v in ("rejects", "counter_proposes") for v in values) and "rejects" in values:
        return "rejected"
    return "superseded" if values == ["counter_proposes"] else "open"


def _told(sights: list[Sight], answered: bool) -> list[Step]:
    """Statuses that reports give in so many words: withdrawn, lapsed, held, superseded; accepted and rejected only where no answer is recorded."""
    out = []
    for s in sights:
        status = s.item.status
        if status in FINAL or (status == "superseded" and not s.item.responses) or (status in ("accepted", "rejected") and not s.item.responses and not answered):
            out.append(Step(s.day, s.number, status, s.article, f"reported as {status}"))
    return out


def _sitting(view: View, sights: list[Sight], venue: object, proposer: frozenset[str], asked: frozenset[str], contacts: Meetings) -> MergedContact | None:
    """The contact that is the proposed meeting: held after the offer, by those it was put to, at the venue named or after a yes; no call or letter."""
    begun = min((s.since or "" for s in sights), default="")
    agreed = any(r.answer in _YES for s in sights for r in s.item.responses)
    known = min((contacts.get(party, []) for party in asked), key=len, default=[])
    for contact in known[bisect_right(known, begun, key=lambda c: c.date.start or ""):]:
        if contact.channel in ("call", "letter"):
            continue
        there = view.sides.parties(contact.participants)
        days = days_between(begun or None, contact.date.start)
        if days is None or days > settings().limits["live_days"]:
            break
        if not asked <= there or not (proposer & there or len(asked) > 1):
            continue
        same = venue is not None and contact.place is not None and getattr(venue, "country", None) == contact.place.country
        if same or (agreed and (venue is None or contact.place is None)):
            return contact
    return None
