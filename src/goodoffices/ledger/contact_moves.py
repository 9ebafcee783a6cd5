"""Encounters that are given another day: "was put off until Friday", "was moved to March 12", "pushed back a week", "brought forward to Thursday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk
from goodoffices.model import Date, TimeMention

#: Words before the new day.
TOWARDS = frozenset({"to", "until", "till", "for"})
#: Verbs that move a day only with one of these small words, and the words that move it nearer.
PHRASAL = {"put": frozenset({"off", "back"}), "push": frozenset({"back", "off", "forward"}), "bring": frozenset({"forward"}), "set": frozenset({"back"})}
NEARER = frozenset({"forward"})
#: What an encounter is said to have been, or to have been about to do, in a clause behind its parties ("..., which were due to resume on Monday, ...").
FIXED = frozenset("plan schedule set fix due slate resume begin start take open hold happen convene go".split())
_DAYS = re.compile(r"^P(\d+)([DW])$")


def is_moved(desk: Desk, node: int, head: int) -> bool:
    """Does the verb give the encounter another day, or none for now?"""
    p = desk.p
    if p.pos[head] != "VERB" or p.dep[node] not in (("nsubj",) if p.lemma[head] == "slip" else ("obj", "nsubj:pass")):
        return False
    if p.lemma[head] in desk.words("d_move"):
        return True
    return p.lemma[head] in PHRASAL and bool(_small(desk, head) & PHRASAL[p.lemma[head]])


def new_day(desk: Desk, head: int, fixed: Date) -> Date | None:
    """The day to which it is moved, without days where only the words are known; None where no new one is told."""
    p = desk.p
    behind = [t for t in facts.times(desk, head) if t.first > head]
    for t in behind:
        if (t.date.start and p.lower[t.first] in TOWARDS | {"on"}) or p.lower[t.first - 1] in TOWARDS:
            return t.date if t.date.start or p.lower[t.first] in TOWARDS else None
    span = next((t for t in behind if t.kind == "length" and (p.lower[t.first - 1] == "by" or t.first <= head + 3)), None)
    return _shifted(desk, head, fixed, span) if span is not None else None


def _shifted(desk: Desk, head: int, fixed: Date, span: TimeMention) -> Date:
    """So many days or weeks after the day that was fixed, or before it."""
    found = _DAYS.match(span.length or "")
    if found is None or not fixed.start or fixed.start != fixed.end:
        return Date(text=span.date.text)
    count = int(found[1]) * (7 if found[2] == "W" else 1)
    nearer = bool(_small(desk, head) & NEARER) or desk.p.lemma[head] == "advance"
    day = (date.fromisoformat(fixed.start) + timedelta(days=-count if nearer else count)).isoformat()
    return Date(start=day, end=day, text=span.date.text)


def fixed_day(desk: Desk, *nouns: int) -> Date:
    """The day that was fixed at first: "talks planned for Thursday", "a meeting that was due to take place on Wednesday"."""
    p = desk.p
    below = [k for c in fixing(desk, *nouns) for k in syntax.subtree(p, c)]
    own = [t for t in (*facts.times(desk, nouns[0], *nouns[1:]), *(t for t in desk.times_near(nouns[0]) if t.head in below)) if t.kind in ("point", "span") and t.date.start]
    return own[0].date if own else Date()


def fixing(desk: Desk, *nouns: int) -> list[int]:
    """Verbs of the clauses that say for when and where it was fixed, whichever noun of the phrase they hang on."""
    p = desk.p
    own = [c for n in nouns for c in p.children[n] if p.dep[c] in ("acl", "acl:relcl")]
    return own or [t for n in nouns for t in syntax.subtree(p, n) if p.dep[t] == "acl:relcl" and p.lemma[t] in FIXED]


def _small(desk: Desk, head: int) -> set[str]:
    """The particle and the adverbs right beside a verb."""
    p = desk.p
    return {p.lower[c] for c in p.children[head] if p.dep[c] in ("compound:prt", "advmod") and 0 < c - head <= 8} | set(p.lower[head + 1 : head + 2])
