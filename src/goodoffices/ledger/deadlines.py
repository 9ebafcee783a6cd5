"""Deadlines: dates and spans by which someone demands that someone act, and what became of them (coding guide, section 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import below
from goodoffices.ledger.deadline_found import LIMITS, Found, demanded, due_of, limit_word, of_condition, old_time, set_on, told_as_fact
from goodoffices.ledger.deadline_nouns import from_nouns
from goodoffices.ledger.deadline_verbs import from_time
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import other_side, principal, same_side
from goodoffices.model import Deadline, Due, Span

#: How far the day on which a deadline "ran out" may lie from the one reckoned.
NEAR_DAYS = 3
#: So many days behind a weekday that somebody "had been given" it is the one gone by.
JUST_OVER = 2
#: Sentences that open a report with its news.
FIRST = 3
#: A demand that is an event makes a deadline of its own from this confidence on.
SURE = 0.35
DAYS = frozenset(LIMITS) - {"before", "prior to"}
ENDED = frozenset({"met", "expired", "extended", "lifted"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """A deadline with all that the article says of it so far."""

    found: Found
    due: Due
    length: str | None
    evidence: tuple[Span, ...]


def find_deadlines(desk: Desk) -> tuple[Deadline, ...]:
    """One entry per demand; later mentions add evidence and tell what became of it."""
    read = [*(f for t in desk.coding.times if (f := from_time(desk, t)) is not None), *from_nouns(desk)]
    found = sorted((*read, *_from_requests(desk, read)), key=lambda f: f.at)
    entries: list[_Entry] = []
    for new in found:
        new = replace(new, news=_is_news(desk, new))
        entry = _Entry(new, _gone_by(desk, new, due_of(new, desk.published)), new.when.length if new.when else None, new.evidence)
        old = next((k for k in range(len(entries) - 1, -1, -1) if _same(desk, entries[k], entry)), None)
        if old is None:
            entries.append(entry)
        else:
            entries[old] = _joined(entries[old], entry)
    return tuple(_record(desk, e, n) for n, e in enumerate(entries, 1))


def _is_news(desk: Desk, f: Found) -> bool:
    """Told among the first sentences, with no day before it that it could be counted from, and not as something gone by: its length runs from the day of the report."""
    p = desk.p
    earlier = any(t.date.start and t.kind != "length" and t is not f.when for t in desk.coding.times if p.sent[t.head] <= p.sent[f.at])
    return f.status == "pending" and p.sent[f.at] < FIRST and not earlier and "had" not in [p.lower[c] for c in p.children[f.at]]


def _gone_by(desk: Desk, f: Found, due: Due) -> Due:
    """ "had given them until Sunday", read on a Monday: that Sunday is over, and not six days ahead."""
    if desk.published is None or f.when is None or not due.end or not re.search(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", (f.when.date.text or "").lower()):
        return due
    before = date.fromisoformat(due.end) - timedelta(days=7)
    if not 0 < (desk.published - before).days <= JUST_OVER or "had" not in grammar.auxiliaries(desk.p, f.at):
        return due
    return Due(start=before.isoformat(), end=before.isoformat())


def _from_requests(desk: Desk, read: list[Found]) -> list[Found]:
    """Demands that are events and whose words name a day by which ("told the ambassador to be out within 48 hours"), where no other rule has read it."""
    p, out = desk.p, []
    for draft in desk.events("REQUEST"):
        event, i = draft.event, draft.trigger
        if event.confidence < SURE or event.modality != "actual" or draft.complement is None or not told_as_fact(desk, i):
            continue
        inside = below(desk, i)
        limit = next((t for t in desk.times_near(i) if t.head in inside and (t.kind == "deadline" or limit_word(desk, t) in DAYS)
                      and not old_time(desk, t) and not of_condition(desk, t)), None)
        if limit is None or any(p.sent[f.at] == p.sent[i] or f.when is limit for f in read):
            continue
        words = below(desk, draft.complement)
        out.append(Found(i, event.actors[0] if event.actors else None, event.recipients[0] if event.recipients else None, demanded(desk, limit, i, min(words), max(words)), limit,
                         set_on(desk, i, limit), "pending", event.evidence, "demand with a day", event.confidence, from_today=True))
    return out


def _same(desk: Desk, a: _Entry, b: _Entry) -> bool:
    if a.found.setter and b.found.setter and not same_side(desk, a.found.setter, b.found.setter):
        return False
    if a.found.addressee and b.found.addressee and not same_side(desk, a.found.addressee, b.found.addressee):
        return False
    later = b.found.status in ENDED or b.found.rule == "deadline noun"
    if a.due.end and b.due.end:
        apart = abs((date.fromisoformat(a.due.end) - date.fromisoformat(b.due.end)).days)
        return apart == 0 or b.found.status == "extended" or (later and b.found.status in ENDED and apart <= NEAR_DAYS)
    if a.length and b.length and a.length != b.length:
        return b.found.status == "extended"
    if a.length and b.length:
        return True
    if a.found.when is None or b.found.when is None:
        return later or a.found.when is None
    return desk.p.sent[a.found.at] == desk.p.sent[b.found.at] or b.found.status in ENDED


def _joined(a: _Entry, b: _Entry) -> _Entry:
    one, two = a.found, b.found
    status = two.status if two.status != "pending" else one.status
    due = b.due if two.status == "extended" and b.due.end else a.due if a.due.end else b.due
    demand = one.demand if one.rule != "deadline noun" or two.rule == "deadline noun" else two.demand
    both = replace(one, setter=one.setter or two.setter, addressee=one.addressee or two.addressee, demand=demand, when=one.when or two.when,
                   day=one.day if one.day.start else two.day, status=status, weight=max(one.weight, two.weight))
    return _Entry(both, due, a.length or b.length, tuple(dict.fromkeys((*a.evidence, *b.evidence)))[:3])


def _record(desk: Desk, e: _Entry, number: int) -> Deadline:
    f = e.found
    ident = f"deadline:{number}"
    sentence = desk.p.sent[f.at]
    event = next((d for d in desk.coding.events if d.event.type in ("REQUEST", "CONCEDE") and desk.p.sent[d.trigger] == sentence), None)
    said = desk.innermost(f.at)
    told = event.event if event is not None and event.event.type == "REQUEST" else None
    f = replace(f, setter=f.setter or (told.actors[0] if told and told.actors else None))
    asked = told.recipients[0] if told and len(told.recipients) == 1 and f.status == "pending" and not same_side(desk, told.recipients[0], f.setter) else None
    addressee = f.addressee or (other_side(desk, f.setter, f.at) if f.rule != "deadline noun" else asked)
    ahead = bool(desk.published and e.due.end and e.due.end >= desk.published.isoformat())
    status = "pending" if f.status == "expired" and ahead and f.ended is None else f.status
    past = bool(desk.published and e.due.end and e.due.end < desk.published.isoformat())
    if status == "pending" and past and "had" in grammar.auxiliaries(desk.p, f.at):
        status = "expired"  # told in the pluperfect: the report stands behind it, and tells of no deed
    setter, addressee = (principal(desk, f.setter) if f.setter else None), (principal(desk, addressee) if addressee else None)
    overdue = status == "pending" and past
    desk.note(ident, "ledger.deadlines", f"{f.rule}: {desk.p.text[f.at]!r}")
    return Deadline(id=ident, setter=setter, addressee=addressee, demand=f.demand, length=e.length, set=f.day, due=e.due, status=status, overdue=overdue,
                    confidence=round(f.weight if f.setter and addressee else f.weight - 0.15, 2), event=event.event.id if event else None,
                    statement=said.statement.id if said else None, evidence=e.evidence)

