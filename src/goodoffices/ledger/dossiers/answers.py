"""Answers to an offer that only earlier reports describe, brought to the offer that they are about.

An article by itself knows of no offer when it says "Jakarta has agreed to come" or "Oman will attend the Kuwait meeting as long as ..."; the dossier does.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from msgspec.structs import replace

from goodoffices.ledger.dossiers.hearing import hear
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import days_between
from goodoffices.ledger.dossiers.replies import Reply, answered
from goodoffices.ledger.dossiers.sides import identified
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import points_back, shared, stem, telling, tokens
from goodoffices.model import Answer, Date, Response

#: Share of telling words, names of parties aside, from which an answer is about an offer without other signs.
FIT = 0.25
#: Words right before an offer that is answered by what stands before them, and characters between the two.
RESPONDING = ("answering ", "answer to ", "reply to ", "replying to ", "response to ", "responding to ")
NEXT = 300
SITTING = frozenset({"meeting", "talks", "call", "visit", "mediation"})
#: Words by which an offer of a kind is called (dossier_words.tsv).
SORTS = {"truce": "truce", "ceasefire": "truce", "exchange": "exchange", "meeting": "parley", "talks": "parley", "mediation": "mediating"}
_ASSENT = frozenset({"accepts", "accepts_with_conditions"})
_PLAIN = frozenset({"accepts", "accepts_with_conditions", "rejects"})


def as_answer(sight: Sight, groups: list[Group]) -> Sight | None:
    """The sight of an "offer" that is a yes to one made before by the other side, as a sight of that offer: "Moscow is ready for the exchange provided that ..."."""
    heard = next((h for h in hear(sight.text) if h.answer in _ASSENT), None)
    if heard is None or sight.fresh or sight.item.responses:
        return None
    thing = sight.thing - settings().words["answering"]
    comes = heard.of == "coming" or (points_back(heard.thing, "answerable") and heard.of == "thing")
    found = []
    for group in groups:
        known = frozenset().union(*(s.thing for s in group.sights[-6:]))
        to_them = group.second & sight.first and not group.first & sight.first and (not sight.second or sight.second & (group.first | group.second))
        days = days_between(group.last, sight.day)
        if to_them and not group.closed and sight.article not in group.articles and days is not None and days <= settings().limits["live_days"]:
            found.append((shared(thing, known, {}), group.number, group, bool(group.kinds & SITTING) or heard.of == "thing"))
    if not found:
        return None
    fit, _, group, sits = max(found, key=lambda f: f[:2])
    if fit < FIT and not (comes and sits and len(found) == 1 and not elsewhere(words_of(sight.places), group)):
        return None
    offer = group.sights[0]
    response = Response(actor=sight.item.proposer, answer=cast(Answer, answered(heard, sight.text)), date=sight.item.date, evidence=sight.item.evidence)
    item = replace(sight.item, proposer=offer.item.proposer, addressee=offer.item.addressee, kind=offer.item.kind, venue=None, status="open", date=Date(), responses=(response,))
    return dataclasses.replace(sight, item=item, first=offer.first, second=offer.second, kind=offer.kind, places=frozenset(), start=None, end=None, points_back=True)


def answers_to(groups: list[Group], found: list[Reply]) -> dict[int, list[Reply]]:
    """The replies to a proposal, by its number. Each goes to the offer it fits best; where none fits, to none."""
    by_party: dict[str, list[Group]] = {}
    for group in sorted((g for g in groups if g.begun), key=lambda g: (g.begun or "", g.number)):
        for party in group.first:
            by_party.setdefault(party, []).append(group)
    out: dict[int, list[Reply]] = {}
    last: tuple[Reply, int] | None = None
    by_number = {g.number: g for g in groups}
    for reply in (r for r in found if not r.own):
        if last is not None and _goes_on(last[0], reply) and _open_to(by_number[last[1]], reply):
            out[last[1]].append(reply)
            continue
        others = reply.told.named - reply.by
        near = {g.number: g for party in sorted(others & by_party.keys() or by_party) for g in _recent(by_party[party], reply) if _open_to(g, reply)}
        best = max(((_fit(reply, g, len(near) == 1), -n) for n, g in near.items()), default=None)
        if best is not None and best[0] > 0:
            out.setdefault(-best[1], []).append(reply)
            last = reply, -best[1]
    return {number: [r for r in told if not _weaker(r, told)] for number, told in out.items()}


def _goes_on(before: Reply, reply: Reply) -> bool:
    """Does an answer that names nothing follow one of somebody else: "Suva said yes to the plan, Apia said no"?"""
    return reply.heard.bare and before.article == reply.article and not before.by & reply.by and 0 <= reply.at - before.at <= len(reply.before)


def _weaker(reply: Reply, told: list[Reply]) -> bool:
    """Does the same report give a plainer answer of the party on the same day? "Poured cold water on it" counts for more than "will study it"."""
    beside = [r for r in told if r is not reply and r.article == reply.article and r.by == reply.by and r.day == reply.day]
    return (reply.answer not in _PLAIN or reply.heard.behind) and any(r.answer in _PLAIN for r in beside)


def _recent(groups: list[Group], reply: Reply) -> Iterator[Group]:
    """Those of the groups, which stand in order of their first day, that began by the day of the reply, back to where none is open to it any more."""
    for group in reversed(groups[: bisect_right(groups, reply.day or "", key=lambda g: g.begun or "")]):
        days = days_between(group.begun, reply.day)
        if days is None or days > settings().limits["live_days"]:
            return
        yield group


def _open_to(group: Group, reply: Reply) -> bool:
    """Was the offer made before, not long ago, by somebody else, to the one who answers? What its author says about the other's answer is none."""
    who = {reply.actor, reply.on_behalf_of} - {None}
    asked = identified(group.second)
    if who & group.answered.get(reply.article, set()) or group.first & reply.by or (asked and not asked & reply.by and not (len(asked) == 2 and reply.by == {"group:2"})) or (group.first & reply.speaker and not reply.by & reply.speaker and not (reply.heard.answer == "accepts" and reply.heard.of == "thing")):
        return False
    if reply.heard.by == "asked" and not asked and reply.answer != "rejects":
        return False
    if group.sights[0].number > reply.number or (group.sights[0].number == reply.number and not _right_before(group, reply) and not _names_it(group, reply) and not _answers_next(group, reply)):
        return False
    days = days_between(group.begun, reply.day)
    return days is not None and 0 <= days <= settings().limits["live_days"]


def _right_before(group: Group, reply: Reply) -> bool:
    """Does the same report make the offer right before an answer that names nothing? "Qatar invited both; Armenia accepted at once"."""
    ends = [span.end for s in group.sights if s.article == reply.article for span in s.item.evidence]
    return reply.heard.bare and any(0 <= reply.at - end <= len(reply.before) for end in ends)


def _answers_next(group: Group, reply: Reply) -> bool:
    """Does the report say behind the answer what it answers: "She was answering an invitation which the envoy sent to both"?"""
    text = reply.told.record.document.text
    starts = [s.item.evidence[0].start for s in group.sights if s.article == reply.article and s.item.evidence[0].start > reply.at]
    return any(start - reply.at <= NEXT and f"{text[reply.at:start].rstrip()} ".endswith(RESPONDING) for start in starts)


def _names_it(group: Group, reply: Reply) -> bool:
    """Are the words of the thing answered those that the same report's offer was read from?"""
    return not reply.heard.bare and any(s.article == reply.article and any(span.start < reply.ends and reply.begins < span.end for span in s.item.evidence) for s in group.sights)


def _fit(reply: Reply, group: Group, only: bool) -> float:
    """0 where nothing ties the answer to the offer. What is left out, or called "it", is looked for in the words before."""
    bare = reply.heard.bare
    text = reply.before if bare and not points_back(reply.thing, "answerable") else reply.thing
    lists = settings().words
    if (bare and reply.heard.of != "coming" and _right_before(group, reply)) or _answers_next(group, reply):
        return 1.0
    if _names_it(group, reply):
        return 2.0
    if elsewhere(reply.names, group) or (not bare and _anothers(reply, group)):
        return 0.0
    thing = reply.told.thing & telling(text) - lists["answering"] - frozenset(stem(n) for n in reply.names)
    words = frozenset().union(*(s.words for s in group.sights[-6:]))
    both = len(thing & words) + (0 if reply.heard.deed else len(reply.names & {w for s in group.sights[-6:] for w in tokens(s.text)}))
    near = max(shared(thing, s.thing, {}) for s in group.sights[-6:])
    head = tokens(f"{reply.told.span.text} {text}")
    venue = bool(words_of(group.places) & frozenset(head))
    named, back = bool((reply.told.named | reply.owners) & group.first), points_back(text, "answerable")
    sort = any(frozenset(tokens(text)) & lists[word] for kind in group.kinds if (word := SORTS.get(kind)))
    coming = reply.heard.of == "coming"
    sits = bool(group.kinds & SITTING) and (coming or bool(frozenset(tokens(text)) & lists["meeting_noun"]))
    if coming and not group.kinds & SITTING and not near:
        return 0.0
    tied = venue or (named and (back or sort)) or (back and only and len(thing - words) <= 1) or ((sits or sort) and only and not thing - words)
    if reply.heard.deed:
        verb = tokens(text)[0]
        tied = (stem(verb) in words or verb in lists["light_deed"]) and (sort or back or bool((thing - {stem(verb)}) & words))
    elif not bare:
        tied = tied or near >= FIT or both > 1 or 2 * both >= len(thing) > 0 or (named and both > 0) or (named and only and not thing)
    elif reply.heard.answer == "counter_proposes":
        tied = tied or both > 1 or only
    return 0.1 + both / max(len(thing), 3) + 0.4 * venue + 0.3 * named + 0.2 * back + 0.2 * sort + 0.2 * only if tied else 0.0


def words_of(places: frozenset[str] | set[str]) -> frozenset[str]:
    """The words of the names of places, their countries apart."""
    return frozenset(w for place in places if not place.startswith("country:") for w in place.split())


def elsewhere(names: frozenset[str], group: Group) -> bool:
    """Does the answer name a place or another thing by name, and the offer others only? A yes to Nairobi is none to Muscat."""
    known = words_of(group.places)
    return bool(known) and bool(names) and not names & (known | {w for s in group.sights for w in tokens(s.text)})


def _anothers(reply: Reply, group: Group) -> bool:
    """Is what is answered called somebody else's: "Kenya's offer", "an invitation from Kenya"?"""
    lands = {f"state:{place.removeprefix('country:')}" for place in group.places if place.startswith("country:")}
    return bool(identified(reply.owners) - group.first - group.second - reply.by - lands) and not reply.owners & group.first
