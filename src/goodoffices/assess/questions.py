"""Questions that are made and resolved by rule from dated deeds (questions.tsv). Ids come from the content, so that nothing can be edited after issue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np

from goodoffices.assess.deeds import DATA
from goodoffices.assess.history import History, Ints, Rows
from goodoffices.model import Base
from goodoffices.ontology.tables import rows

Answered = Literal["yes", "no", "void", "open"]
#: Share of a question's days on which the record must hold any deed at all before silence counts as "no".
COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of questions.tsv."""

    kind: str
    trigger: tuple[str, ...]
    outcome: tuple[str, ...]
    by: str
    rule: str
    horizons: tuple[int, ...]
    case: str
    result: str


class Question(Base, frozen=True, kw_only=True):
    """`issuer` made the move towards `other` on the day `issued`; `due` is the last day that counts. `triggers` are ids of the deeds it stands on."""

    id: str
    kind: str
    issuer: str
    other: str
    issued: str
    horizon: int
    due: str
    triggers: tuple[str, ...]


class Resolution(Base, frozen=True, kw_only=True):
    """`deeds` are the ids of the deeds that answered it; `reason` says why it is void or open."""

    question: str
    answer: Answered
    deeds: tuple[str, ...] = ()
    reason: str = ""


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """The shipped rules by kind, in the order of the table."""
    names = ("kind", "trigger", "outcome", "by", "rule", "horizons", "case", "result")
    return {r["kind"]: Rule(r["kind"], r.list("trigger"), r.list("outcome"), r["by"], r["rule"], tuple(map(int, r.list("horizons"))), r["case"], r["result"])
            for r in rows(DATA / "questions.tsv", names)}


def question_id(kind: str, issuer: str, other: str, issued: str, horizon: int) -> str:
    """Stable for ever: a digest of what is asked."""
    return "question:" + hashlib.sha256("\t".join([kind, issuer, other, issued, str(horizon)]).encode()).hexdigest()[:16]


def questions(history: History, kind: str, first: int | None = None, last: int | None = None) -> Iterator[Question]:
    """All questions of a kind that deeds from day `first` to `last` (inclusive) raise: one per pair, day and horizon, in the order of days.

    Where both sides moved on one day, a question about either side counts once, under the smaller name; one about the issuer counts for each.
    """
    rule = rules()[kind]
    at = np.flatnonzero(np.isin(history.category, history.numbers(rule.trigger)) & (history.actor != history.recipient))
    asked: dict[tuple[int, str, str], list[str]] = {}
    for k in at:
        deed = history.deeds[k]
        if (first is None or deed.day >= first) and (last is None or deed.day <= last):
            asked.setdefault((deed.day, deed.actor, deed.recipient), []).append(deed.id)
    for (day, actor, recipient), ids in asked.items():
        back = asked.get((day, recipient, actor))
        if rule.by != "issuer" and back is not None:
            if recipient < actor:
                continue
            ids = ids + back
        elif rule.by == "both":
            continue
        for horizon in rule.horizons:
            issued = date.fromordinal(day).isoformat()
            yield Question(id=question_id(kind, actor, recipient, issued, horizon), kind=kind, issuer=actor, other=recipient, issued=issued, horizon=horizon,
                           due=date.fromordinal(day + horizon).isoformat(), triggers=tuple(sorted(set(ids))))


def resolve(question: Question, history: History, now: str) -> Resolution:
    """What became of a question by what is on record on the day `now` (ISO).

    Yes as soon as the outcome is recorded. No only when it is due and the record covers its days (`COVERED`); without that cover it is void.
    """
    rule = rules()[question.kind]
    issued, due, today = (date.fromisoformat(d[:10]).toordinal() for d in (question.issued, question.due, now))
    found = outcome_rows(history, rule, question.issuer, question.other).until(today)
    window = found.after(issued, due)
    if _happened(rule, found, window, issued, question.horizon):
        return Resolution(question=question.id, answer="yes", deeds=tuple(sorted({history.deeds[k].id for k in window.at})))
    if today <= due:
        return Resolution(question=question.id, answer="open", reason=f"due on {question.due}")
    days = history.days_on_record
    covered = int(np.searchsorted(days, due, side="right") - np.searchsorted(days, issued, side="right"))
    if covered < COVERED * question.horizon:
        return Resolution(question=question.id, answer="void", reason=f"only {covered} of {question.horizon} days are on record")
    return Resolution(question=question.id, answer="no")


def outcome_rows(history: History, rule: Rule, issuer: str, other: str) -> Rows:
    """The pair's deeds that would answer a question of this rule."""
    pair = history.pair(issuer, other)
    keep = history.among(pair, rule.outcome)
    if rule.by == "issuer":
        keep &= pair.forward == (issuer <= other)
    return Rows(pair.day[keep], pair.category[keep], pair.forward[keep], pair.other[keep], pair.score[keep], pair.at[keep])


def days_with(rows_: Rows) -> Ints:
    """The different days of the rows."""
    return np.unique(rows_.day)


def _happened(rule: Rule, found: Rows, window: Rows, issued: int, horizon: int) -> bool:
    if rule.rule == "more":
        return len(days_with(window)) > len(days_with(found.after(issued - horizon, issued)))
    return len(window.day) > 0
