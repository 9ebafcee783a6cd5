"""A deadline as one passage shows it, and the arithmetic of its last day (coding guide, sections 3 and 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import trimmed
from goodoffices.ledger.desk import Desk
from goodoffices.model import Date, DeadlineStatus, Due, Span, TimeMention

_LENGTH = re.compile(r"^P(?:T(\d+)H|(\d+)([DWMY]))$")
LIMITS = ("by", "within", "before", "no later than", "not later than", "prior to", "until", "till")
UNREAL_VERBS = frozenset({"consider", "threaten", "want", "plan", "refuse", "decline", "mull", "hope", "propose", "suggest", "deny", "weigh"})
OLD_DAYS = 150
WORDS_OF_TIME = frozenset({"another", "additional", "further", "more", "extra"})


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline at a verb or noun; `when` is the time expression, `day` when it was set, `weight` how sure the rule is;
    `news` where the report tells it, without a day, as what has just been said."""

    at: int
    setter: str | None
    addressee: str | None
    demand: Span
    when: TimeMention | None
    day: Date
    status: DeadlineStatus
    evidence: tuple[Span, ...]
    rule: str
    weight: float
    from_today: bool = False
    ended: Date | None = None
    news: bool = False


def due_of(found: Found, published: date | None) -> Due:
    """The last day: the date named, or the day it was set plus the length."""
    t = found.when
    if found.ended is not None and found.ended.end:
        return Due(start=found.ended.start, end=found.ended.end)
    if t is None:
        return Due()
    if not t.length:
        whole = (t.date.text or "").lower()
        first = t.date.start if "end of" in whole or "weekend" in whole else t.date.end
        return Due(start=first, end=t.date.end)
    base = found.day.end or (published.isoformat() if published and (found.from_today or found.news) else None)
    end = added(date.fromisoformat(base), t.length) if base else None
    return Due(start=end.isoformat(), end=end.isoformat()) if end else Due()


def added(day: date, length: str) -> date | None:
    """Due day of a length: hours are turned into days (48 hours from Monday end on Wednesday)."""
    found = _LENGTH.match(length)
    if not found:
        return None
    if found[1]:
        return day + timedelta(days=max(1, round(int(found[1]) / 24)))
    number, unit = int(found[2]), found[3]
    if unit in "DW":
        return day + timedelta(days=number * (7 if unit == "W" else 1))
    months = day.month - 1 + number * (12 if unit == "Y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return None


def limit_word(desk: Desk, t: TimeMention) -> str:
    """The word that makes a time expression a limit ("by", "within", "until", ...), "" if none."""
    if not t.date.start and t.kind == "length":
        return "within" if desk.p.lower[t.first] == "within" or desk.p.lower[max(t.first - 1, 0)] == "within" else ""
    words = " ".join(desk.p.lower[max(t.first - 1, 0) : t.last + 1])
    text = " ".join(desk.p.lower[t.first : t.last + 1])
    return next((w for w in LIMITS if text.startswith(w + " ")), "") or next((w for w in LIMITS[:4] if words.startswith(w + " ")), "")


def of_condition(desk: Desk, t: TimeMention) -> bool:
    """Is the day that of an "if", "once" or "when" clause: "will ask a court to rule if talks fail by Friday"?"""
    return any(grammar.words_of(desk.p, n, "mark") in ("if", "once", "when") for n in grammar.above(desk.p, t.head, 3) if desk.p.dep[n] == "advcl")


def told_as_fact(desk: Desk, verb: int) -> bool:
    """Is the setting of the deadline told as done: not denied, imagined, wished for, or years ago?"""
    p = desk.p
    if grammar.negated(p, verb) or set(grammar.auxiliaries(p, verb)) & {*grammar.UNREAL, "would"} or grammar.words_of(p, verb, "mark") in ("if", "whether", "unless", "without"):
        return False
    for node, relation in zip(grammar.above(p, verb), [p.dep[verb], *(p.dep[n] for n in grammar.above(p, verb))], strict=False):
        if relation in ("xcomp", "advcl", "acl", "ccomp") and (p.lemma[node] in UNREAL_VERBS or (grammar.negated(p, node) and relation != "ccomp")):
            return False
        if relation not in ("xcomp", "conj"):
            break
    return not any(old_time(desk, t) and verb in grammar.above(p, t.head, 3) for t in desk.times_near(verb))


def old_time(desk: Desk, t: TimeMention) -> bool:
    return bool(desk.published and t.date.end and (desk.published - date.fromisoformat(t.date.end)).days > OLD_DAYS)


def set_on(desk: Desk, verb: int, limit: TimeMention | None) -> Date:
    """The day the words were uttered: a past or present date of the giving verb, else of its reporting clause."""
    p, own, cue = desk.p, Date(), Date()
    for t in desk.times_near(verb):
        if t is limit or t.kind in ("length", "deadline", "set") or not t.date.start or not desk.published or t.date.start > desk.published.isoformat():
            continue
        governor = next((n for n in grammar.above(p, t.head, 5) if p.pos[n] in ("VERB", "AUX")), None)
        if governor == verb:
            own = own if own.start else t.date
        elif governor is not None and any(s.cue_token == governor for s in desk.coding.statements):
            cue = cue if cue.start else t.date
        elif governor is not None and governor in grammar.above(p, verb, 3):
            own = own if own.start else t.date
    return own if own.start else cue


def demanded(desk: Desk, t: TimeMention | None, verb: int | None, first: int, last: int) -> Span:
    """The words of what is to be done, `first`..`last`, without the time limit at their end or beginning."""
    p = desk.p
    if p.lower[first] == "to" and last <= first + 1:  # the tree has lost what is to be done: the words up to the next mark
        end = desk.sentence(first).stop
        last = next((k - 1 for k in range(last + 1, end) if p.pos[k] == "PUNCT"), end - 1)
    stop = next((k for k in range(first + 1, last) if p.lower[k] == "or" and p.lemma[k + 1] in ("face", "else", "risk", "suffer", "be")), None)
    if stop is not None:
        last = stop - 1
    if (t is not None and first <= t.first and t.last <= last and t.last >= last - 1) or (t is not None and first <= t.first <= last and all(p.pos[k] == "PUNCT" or p.lower[k] in ("or", "and") for k in range(t.last + 1, last + 1))):
        last = max(first, t.first - 1)
    elif t is not None and t.first <= first <= t.last < last:
        first = t.last + 1
    return trimmed(desk, first, last)
