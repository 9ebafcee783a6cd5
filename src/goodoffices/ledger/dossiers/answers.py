"""Answers to an offer that only earlier reports describe: read from what a report's acts and statements say of coming, accepting, refusing, studying.

An article by itself knows of no offer when it says "Jakarta has agreed to come" or "Oman will attend the Kuwait meeting as long as ..."; the dossier does.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from goodoffices.ledger.dossiers.claims import Told, told_of
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import day_of, days_between
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import points_back, shared, tokens
from goodoffices.model import Answer, Date, Entry, Passage, Record, Response, Span, Statement

#: Share of telling words, names of parties aside, from which an answer is about an offer without other signs.
FIT = 0.25
#: Characters at the beginning of a statement in which its subject stands.
SUBJECT = 30
#: Characters after the verb of saying in which its day stands.
BESIDE = 60
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\bon ({'|'.join(WEEKDAYS)})\b")
SITTING = frozenset({"meeting", "talks", "call", "visit", "mediation"})
_ASSENT = frozenset({"accepts", "accepts_with_conditions"})


@dataclass(frozen=True, slots=True)
class Reply:
    """A passage that answers something: who, how, when, and the words before any condition."""

    told: Told
    number: int
    by: frozenset[str]
    response: Response
    head: str

    @property
    def article(self) -> str:
        return self.told.article

    @property
    def day(self) -> str | None:
        """When it was given: its own day unless that lies ahead of the report."""
        published, start = day_of(self.told.record.document.published), self.response.date.start
        return start if start and (published is None or start <= published) else published

    def passage(self) -> Passage:
        return self.told.passage()


def replies(record: Record, number: int, sides: Sides) -> Iterator[Reply]:
    """What the report's acts and statements answer, on words that no offer of the report stands on."""
    taken = [s for item in record.ledger.proposals for s in _spans(item)]
    for event in record.events:
        if event.type not in ("AGREE", "REJECT", "CONCEDE") or event.modality not in ("actual", "conditional", "ongoing", "planned") or not event.actors:
            continue
        answer = answer_of(tokens(event.evidence[0].text))
        fits = answer == "rejects" if event.type == "REJECT" else answer is not None and answer != "rejects"
        if answer is not None and fits and not any(_meet(e, s) for e in event.evidence for s in taken):
            taken += event.evidence
            yield _reply(record, number, event.evidence[0], sides.parties(event.actors), Response(actor=event.actors[0], answer=answer, date=event.date, evidence=event.evidence), sides)
    for said in record.statements:
        answer = None if any(_meet(said.content, s) for s in taken) else answer_of(tokens(said.content.text), said=True)
        subject = _subject(record, said.content) or said.speaker
        if answer is not None and subject is not None and said.speaker is not None:
            behalf = subject if sides.party(subject) == sides.party(said.speaker) and subject != said.speaker else None
            by = sides.party(said.speaker) if sides.party(subject) == sides.party(said.speaker) else frozenset()
            yield _reply(record, number, said.content, by, Response(actor=said.speaker, on_behalf_of=behalf, answer=answer, date=said_on(record, said), evidence=(said.content,)), sides)


def _reply(record: Record, number: int, span: Span, by: frozenset[str], response: Response, sides: Sides) -> Reply:
    head = before_condition(span.text)
    cut = Span(start=span.start, end=span.start + len(head), text=head)
    return Reply(told_of(record, cut, head, by, frozenset(), sides), number, by, response, head)


def _subject(record: Record, content: Span) -> str | None:
    """Who stands at the beginning of a statement."""
    found = sorted((m.start, m.start - m.end, a.id) for a in record.actors for m in a.mentions if content.start <= m.start <= content.start + SUBJECT and m.end <= content.end)
    return found[0][2] if found else None


def said_on(record: Record, said: Statement) -> Date:
    """The day of a statement where its sentence names a day of the week beside what is said: "..., she said on Tuesday"."""
    published = day_of(record.document.published)
    if said.cue is None or published is None:
        return Date()
    rest = record.document.text[said.cue.start : said.cue.end + BESIDE]
    found = _WEEKDAY.search(rest.partition(". ")[0])
    if found is None or said.content.start <= said.cue.start + found.start() < said.content.end:
        return Date()
    last = date.fromisoformat(published)
    day = (last - timedelta(days=(last.weekday() - WEEKDAYS.index(found[1])) % 7)).isoformat()
    return Date(start=day, end=day, text=found[0])


def _spans(item: Entry) -> Iterator[Span]:
    yield from item.evidence
    for response in getattr(item, "responses", ()):
        yield from response.evidence


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def before_condition(text: str) -> str:
    """The words before what an answer is tied to."""
    plain = text.lower()
    ends = [at for mark in settings().phrases["condition"] if (at := plain.find(f" {mark} ")) > 0]
    return text[: min(ends)] if ends else text


def answer_of(words: list[str], *, said: bool = False) -> Answer | None:
    """What the words answer. `said`: they are no act by themselves, so that only what is to come or in force counts ("will attend", "is ready to")."""
    lists, text = settings().words, f" {' '.join(words)} "
    have = frozenset(words)
    tied = any(f" {mark} " in text for mark in settings().phrases["condition"])
    minus = have & lists["negation"] or any(w.endswith("n't") for w in words)
    if not minus and any(f" {phrase} " in text for phrase in settings().phrases["evades"]):
        return "evades"
    coming = any(w in ("will", "would") and (lists["attend"] & frozenset(words[k + 1:k + 3]) or words[k + 1:k + 3] == ["take", "part"]) for k, w in enumerate(words))
    refused = any(w in ("will", "would", "won't", "wouldn't") and (w.endswith("n't") or words[k + 1:k + 2] == ["not"]) and lists["attend"] & frozenset(words[k + 1:k + 4])
                  for k, w in enumerate(words))
    if (refused and not tied) or (have & lists["no"] and not minus and not said):
        return "rejects"
    assent = have & (lists["assent"] if said else lists["yes"])
    if (coming or assent) and (not minus or (tied and refused)):
        return "accepts_with_conditions" if tied else "accepts"
    return None


def as_answer(sight: Sight, groups: list[Group]) -> Sight | None:
    """The sight of an "offer" that is a yes to one made before by the other side, as a sight of that offer: "Moscow is ready for the exchange provided that ..."."""
    words = tokens(sight.text)
    answer = answer_of(words, said=True)
    if answer not in _ASSENT or sight.fresh or sight.item.responses or not frozenset(words) & settings().words["assent"]:
        return None
    thing = sight.thing - settings().words["answering"]
    found = []
    for group in groups:
        known = frozenset().union(*(s.thing for s in group.sights[-6:]))
        to_them = group.second & sight.first and not group.first & sight.first and (not sight.second or sight.second & group.first)
        days = days_between(group.last, sight.day)
        if to_them and not group.closed and sight.article not in group.articles and days is not None and days <= settings().limits["live_days"] and thing & known:
            found.append((shared(thing, known, {}), group.number, group))
    if not found or max(found)[0] < FIT:
        return None
    group = max(found)[2]
    offer = group.sights[0]
    response = Response(actor=sight.item.proposer, answer=answer, date=sight.item.date, evidence=sight.item.evidence)
    item = replace(sight.item, proposer=offer.item.proposer, addressee=offer.item.addressee, kind=offer.item.kind, venue=None, status="open", date=Date(), responses=(response,))
    return dataclasses.replace(sight, item=item, first=offer.first, second=offer.second, kind=offer.kind, places=frozenset(), start=None, end=None, points_back=True)


def answers_to(groups: list[Group], found: list[Reply]) -> dict[int, list[Reply]]:
    """The replies to a proposal, by its number. Each goes to the offer it fits best; where none fits, to none."""
    by_party: dict[str, list[Group]] = {}
    for group in sorted((g for g in groups if g.begun), key=lambda g: (g.begun or "", g.number)):
        for party in group.first:
            by_party.setdefault(party, []).append(group)
    out: dict[int, list[Reply]] = {}
    for reply in found:
        if not reply.by:
            continue
        others = reply.told.named - reply.by
        near = {g.number: g for party in sorted(others & by_party.keys() or by_party) for g in _recent(by_party[party], reply) if _open_to(g, reply)}
        best = max(((_fit(reply, g, len(near) == 1), -n) for n, g in near.items()), default=None)
        if best is not None and best[0] > 0:
            out.setdefault(-best[1], []).append(reply)
    return out


def _recent(groups: list[Group], reply: Reply) -> Iterator[Group]:
    """Those of the groups, which stand in order of their first day, that began by the day of the reply, back to where none is open to it any more."""
    for group in reversed(groups[: bisect_right(groups, reply.day or "", key=lambda g: g.begun or "")]):
        days = days_between(group.begun, reply.day)
        if days is None or days > settings().limits["live_days"]:
            return
        yield group


def _open_to(group: Group, reply: Reply) -> bool:
    """Was the offer made before, not long ago, by somebody else, to the one who answers?"""
    who = {reply.response.actor, reply.response.on_behalf_of} - {None}
    if group.sights[0].number >= reply.number or who & group.answered.get(reply.article, set()) or group.first & reply.by or ((asked := identified(group.second)) and not asked & reply.by):
        return False
    days = days_between(group.begun, reply.day)
    return days is not None and 0 <= days <= settings().limits["live_days"]


def _fit(reply: Reply, group: Group, only: bool) -> float:
    """0 where nothing ties the answer to the offer."""
    lists = settings().words
    thing = reply.told.thing - lists["answering"]
    both = len(thing & frozenset().union(*(s.words for s in group.sights[-6:])))
    near = max(shared(thing, s.thing, {}) for s in group.sights[-6:])
    venue = bool(frozenset(w for place in group.places if not place.startswith("country:") for w in place.split()) & frozenset(tokens(reply.head)))
    named, back = bool(reply.told.named & group.first), points_back(reply.head)
    sits = bool(group.kinds & SITTING) and reply.response.answer in _ASSENT and bool(frozenset(tokens(reply.head)) & lists["sitting_down"])
    tied = near >= FIT or both > 1 or 2 * both >= len(thing) > 0 or (named and both) or venue or (named and back) or ((named or back) and only and (not thing or sits))
    return both / max(len(thing), 3) + 0.4 * venue + 0.3 * named + 0.2 * back + 0.2 * only if tied else 0.0
