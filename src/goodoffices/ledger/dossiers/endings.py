"""What a later report ends of what earlier ones told: an offer or a venue taken back, a demand met, dropped or given more time, a threat taken back or carried out.

An article by itself knows of no offer when it says "Kenya withdrew its invitation", and of no deadline when it says "the demand had been met"; the dossier does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from goodoffices.ledger.dossiers.answers import FIT, elsewhere, words_of
from goodoffices.ledger.dossiers.hearing import hear
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import days_between
from goodoffices.ledger.dossiers.replies import Reply
from goodoffices.ledger.dossiers.sides import identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import points_back, shared, telling, tokens
from goodoffices.model import Passage

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SETTLED = {"accepts": "accepted", "rejects": "declined"}
_THREAT_ENDS = {"withdrawn": ("withdrawn", "taken back"), "carried_out": ("carried out", "told as carried out")}
_MORE = re.compile(r"\b(?:another|further|additional|more)\b")


@dataclass(frozen=True, slots=True)
class Turned:
    """A passage of a report that moves the status of an entry, with the new last day of a deadline where one is told."""

    day: str | None
    number: int
    article: str
    status: str
    why: str
    passage: Passage
    due: str | None = None


def withdrawn_offers(groups: list[Group], found: Iterable[Reply]) -> dict[int, list[Turned]]:
    """Offers that their author takes back, by number."""
    out: dict[int, list[Turned]] = {}
    authors = _by_party(groups, lambda g: g.first)
    for reply in found:
        if reply.answer != "withdrawn" or _demand(reply) or _threatens(reply):
            continue
        own = [g for g in _of(authors, reply.by) if _open(g, reply) and not g.first - reply.by]
        best = max(((_tie(reply, g, len(own) == 1), -g.number) for g in own), default=None)
        if best is not None and best[0] > 0:
            out.setdefault(-best[1], []).append(_turned(reply, "withdrawn", "taken back"))
    return out


def ended_deadlines(groups: list[Group], found: Iterable[Reply]) -> dict[int, list[Turned]]:
    """Deadlines lifted, met or extended by a report that tells nothing else of them, by number."""
    out: dict[int, list[Turned]] = {}
    sides = _by_party(groups, lambda g: g.first | g.second)
    for reply in found:
        status = {"withdrawn": "lifted", "met": "met", "extended": "extended"}.get(reply.answer)
        if status is None or not (_demand(reply) or (reply.answer == "met" and reply.heard.bare) or (reply.answer == "extended" and _time(reply))):
            continue
        near = [g for g in _of(sides, reply.by | reply.speaker | reply.told.named) if _open(g, reply) and reply.article not in g.articles and _may(g, reply)]
        own = [g for g in near if len(near) == 1 or shared(reply.told.thing, frozenset().union(*(s.thing for s in g.sights)), {}) >= FIT]
        if len(own) != 1:
            continue
        due = max((s.item.due.end for s in own[0].sights if s.item.due.end), default=None)
        late = days_between(due, reply.day)
        if status == "met" and late is not None and late > 0:
            continue
        out.setdefault(own[0].number, []).append(_turned(reply, status, f"told as {status}", _later(reply, due) if status == "extended" else None))
    return out


def ended_threats(groups: list[Group], found: Iterable[Reply]) -> dict[int, list[Turned]]:
    """Threats that their author takes back or carries out ("withdrew its threat to shut the pipeline", "made good on its threat"), by number."""
    out: dict[int, list[Turned]] = {}
    authors = _by_party(groups, lambda g: g.first)
    for reply in found:
        if reply.answer not in _THREAT_ENDS or not _threatens(reply):
            continue
        own = [g for g in _of(authors, reply.by) if _open(g, reply) and not g.first - reply.by]
        words = telling(reply.thing) - settings().words["threat_noun"] - settings().words["answering"]
        near = {g.number: len(words & frozenset().union(*(s.words for s in g.sights))) for g in own}
        best = [n for n, both in near.items() if both == max(near.values())]
        if len(best) == 1 and (near[best[0]] or not words):
            out.setdefault(best[0], []).append(_turned(reply, *_THREAT_ENDS[reply.answer]))
    return out


def _threatens(reply: Reply) -> bool:
    """Is the thing called a threat?"""
    return bool(frozenset(tokens(reply.thing)[:4]) & settings().words["threat_noun"])


def settled_venues(groups: list[Group], offers: list[Group], answers: Iterable[Reply], found: Iterable[Reply]) -> dict[int, list[Turned]]:
    """Venue offers that their host takes back, that one of the parties accepts or turns down, by number. `offers`: the proposals, of which some are no more than the host's offer
    told by its answer ("turned down the Kenyan offer")."""
    out: dict[int, list[Turned]] = {}
    hosts = _by_party(groups, lambda g: g.first)
    for offer in offers:
        for group in _of(hosts, offer.first | offer.second):
            if roof_only(offer, [group]):
                out.setdefault(group.number, []).extend(_answers_in(offer))
    for reply in found:
        if reply.answer == "withdrawn" and not _demand(reply) and (points_back(reply.thing) or _sits(reply) or reply.heard.bare):
            for group in _of(hosts, reply.by):
                if _open(group, reply):
                    out.setdefault(group.number, []).append(_turned(reply, "withdrawn", "taken back"))
    for reply in answers:
        status = _SETTLED.get(reply.answer)
        for group in groups:
            if status is not None and _open(group, reply) and not group.first & (reply.by | reply.speaker) and _of_venue(reply, group):
                out.setdefault(group.number, []).append(_turned(reply, status, f"{', '.join(sorted(reply.by))} {reply.answer}"))
    return out


def _by_party(groups: Iterable[Group], parties: Callable[[Group], Iterable[str]]) -> dict[str, list[Group]]:
    out: dict[str, list[Group]] = {}
    for group in groups:
        for party in parties(group):
            out.setdefault(party, []).append(group)
    return out


def _of(by_party: dict[str, list[Group]], parties: Iterable[str]) -> list[Group]:
    """The groups of any of the parties, each once, in order."""
    found = {g.number: g for party in parties for g in by_party.get(party, ())}
    return [found[n] for n in sorted(found)]


def roof_only(offer: Group, venues: list[Group]) -> bool:
    """Is a proposal nothing but an earlier offer of a venue, spoken of as known, or the readiness to come there?"""
    late = [v for v in venues if v.sights[0].number < offer.sights[0].number]
    if any(v.first == offer.first and all(s.kind == "other" and points_back(s.text) for s in offer.sights) for v in late):
        return True
    return any(v.first == offer.second and all(_comes(s.text) for s in offer.sights) for v in late)


def _comes(text: str) -> bool:
    return any(h.of == "coming" and h.answer == "accepts" for h in hear(text))


def _answers_in(offer: Group) -> list[Turned]:
    """What the reports of such a proposal tell of its answers and of its end."""
    out = []
    for s in offer.sights:
        for r in s.item.responses:
            if (status := _SETTLED.get(r.answer)) is not None:
                day = r.date.start if r.date.start and (not s.day or r.date.start <= s.day) else s.day
                out.append(Turned(day, s.number, s.article, status, f"{r.on_behalf_of or r.actor or 'somebody'} {r.answer}", replace(s.passage(), evidence=r.evidence)))
        if s.item.status == "withdrawn":
            out.append(Turned(s.day, s.number, s.article, "withdrawn", "taken back", s.passage()))
    return out


def _turned(reply: Reply, status: str, why: str, due: str | None = None) -> Turned:
    return Turned(reply.day, reply.number, reply.article, status, why, reply.passage(), due)


def _open(group: Group, reply: Reply) -> bool:
    """Was the entry told by an earlier report, not long ago?"""
    days = days_between(group.begun, reply.day)
    return group.sights[0].number < reply.number and days is not None and 0 <= days <= settings().limits["live_days"]


def _demand(reply: Reply) -> bool:
    """Is the thing called a demand, an ultimatum, a deadline?"""
    return bool(frozenset(tokens(reply.thing)[:8]) & settings().words["demand_noun"])


def _sits(reply: Reply) -> bool:
    return bool(frozenset(tokens(reply.thing)) & settings().words["meeting_noun"])


def _time(reply: Reply) -> bool:
    words = tokens(f"{reply.told.span.text} {reply.thing}")
    return bool(_MORE.search(" ".join(words))) and bool(frozenset(words) & ({"time", "hours", "month", "months"} | _UNITS.keys()))


def _tie(reply: Reply, group: Group, only: bool) -> float:
    """0 where the words of what is taken back tie it to no offer."""
    if elsewhere(reply.names, group):
        return 0.0
    thing = reply.told.thing & telling(reply.thing) - settings().words["answering"]
    known = frozenset().union(*(s.words for s in group.sights[-6:]))
    both, called = len(thing & known), points_back(reply.thing, "answerable")
    tied = (called and (only or both)) or both > 1
    return both + 0.2 * called + 0.1 if tied and (called or 2 * both >= len(thing)) else 0.0


def _may(group: Group, reply: Reply) -> bool:
    """Is the deadline that of who takes it back, or given to who meets it?"""
    setter, asked = identified(group.first), identified(group.second)
    if reply.answer == "met":
        return bool(asked & reply.by) or (reply.heard.bare and bool(setter & (reply.by | reply.speaker | reply.told.named)))
    return bool(setter & reply.by) and not (asked and identified(reply.owners) - reply.by and not asked & reply.owners)


def _later(reply: Reply, due: str | None) -> str | None:
    """The last day after "another week", "ten more days"; none where no span is told."""
    words = tokens(f"{reply.told.span.text} {reply.thing}")
    for k, word in enumerate(words):
        if word in _UNITS and due is not None:
            told = next((w for w in reversed(words[max(0, k - 2):k]) if w.isdigit() or w in _NUMBERS), None)
            count = (int(told) if told.isdigit() else _NUMBERS[told]) if told is not None else 1 if word in ("day", "week", "fortnight") else None
            if count is not None and count < 100:
                return (date.fromisoformat(due) + timedelta(days=count * _UNITS[word])).isoformat()
    return None


def _of_venue(reply: Reply, group: Group) -> bool:
    """Is the answer about the host's roof: its offer, or coming to its place for nothing else?"""
    host = bool(reply.owners & group.first)
    there = bool(words_of(group.places) & frozenset(tokens(reply.thing)))
    if not (host or there):
        return False
    known = frozenset().union(*(s.words for s in group.sights[-6:]))
    other = reply.told.thing & telling(reply.thing) - settings().words["answering"] - known
    if reply.heard.of == "coming":
        return not other or _sits(reply)
    return (points_back(reply.thing) or _sits(reply)) and len(other) <= 1
