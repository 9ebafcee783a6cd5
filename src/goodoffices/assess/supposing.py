"""What if: a question asked again as if other facts had been on record on its day (suppositions.tsv). What is supposed lives only in the answer.

Comparable cases are those of the fitted record in which the facts held (data/facts.json, training/facts.py); where there are none, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec
import numpy as np
from msgspec.structs import replace

from goodoffices.assess.calibration import wilson
from goodoffices.assess.deeds import DATA, Deed, acts, category_of
from goodoffices.assess.features import Observer
from goodoffices.assess.forecasts import FEW, Count, Forecast, Level, Share, forecast, shipped, wording
from goodoffices.assess.history import History
from goodoffices.assess.questions import Question, question_id, rules
from goodoffices.errors import ModelError, UsageError
from goodoffices.model import Base
from goodoffices.ontology.tables import rows


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of suppositions.tsv."""

    name: str
    words: str
    adds: str
    by: str
    drops: tuple[str, ...]
    days: int
    within: int
    missing: str


class Facts(Base, frozen=True, kw_only=True):
    """What is shipped: keys are "level kind horizon fact+fact", facts in the order of the table."""

    origin: str
    cases: dict[str, Count]


class Supposed(Base, frozen=True, kw_only=True):
    """A question as it stands and as it would stand. `before` is null for a question that only the supposed facts raise. `with_facts` are the comparable cases in
    which these facts held, `without` those in which they did not; null where there are none. `moved` is the change of the probability shown; `warnings` say what
    carries no number."""

    question: Question
    level: Level
    before: Forecast | None
    after: Forecast
    moved: float | None
    with_facts: Share | None
    without: Share | None
    words: str
    warnings: tuple[str, ...]


@lru_cache(maxsize=1)
def facts() -> dict[str, Fact]:
    """The shipped facts by name, in the order of the table."""
    names = ("fact", "words", "adds", "by", "drops", "days", "within", "missing")
    return {r["fact"]: Fact(r["fact"], r["words"], r["adds"], r["by"], r.list("drops"), int(r["days"] or 0), int(r["within"]), r["missing"]) for r in rows(DATA / "suppositions.tsv", names)}


@lru_cache(maxsize=1)
def fitted_cases() -> Facts:
    """The shipped cases. Raises ModelError where they are missing or broken."""
    try:
        return msgspec.json.decode((DATA / "facts.json").read_bytes(), type=Facts)
    except (FileNotFoundError, msgspec.MsgspecError) as err:
        raise ModelError(f"supposed facts lack a usable facts.json ({err}); reinstall the package or run training/facts.py") from err


def supposed_facts(words: Iterable[str]) -> tuple[Fact, ...]:
    """The facts that a user names ("accepts", "venue=neutral"), once each, in the order of the table. Raises UsageError for one that is not known, for a venue other
    than a neutral one, and for a date that is none."""
    wanted = set()
    for text in words:
        name, _, value = text.strip().partition("=")
        if name not in facts():
            raise UsageError(f"--what-if: {name[:40]!r} is none of {', '.join(facts())}")
        if value and name == "venue" and value != "neutral":
            raise UsageError("--what-if: a venue can only be supposed to be neutral: venue=neutral")
        if value and name == "date" and not _is_day(value):
            raise UsageError(f"--what-if: {value[:40]!r} is no ISO 8601 date such as 2024-05-07")
        if value and name not in ("venue", "date"):
            raise UsageError(f"--what-if: {name} takes no value")
        wanted.add(name)
    return tuple(f for name, f in facts().items() if name in wanted)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def accepter(question: Question) -> tuple[str, str]:
    """Who would accept, towards whom: of an offer the other side, after a rejection the one who rejected."""
    return (question.issuer, question.other) if question.kind.startswith("rejection") else (question.other, question.issuer)


def _does(question: Question, fact: Fact) -> tuple[tuple[str, str], ...]:
    """Who does what a fact puts on record, towards whom: one side or both. A contact that both intend is accepted by both."""
    one_sided = fact.by == "accepter" and question.kind != "plan_contact"
    return (accepter(question),) if one_sided else ((question.issuer, question.other), (question.other, question.issuer))


def with_facts(history: History, question: Question, wanted: Sequence[Fact]) -> History:
    """The record of the two as it would be: what neither has a part in is left out, but for one deed a day, which keeps the days on record as they are."""
    day, sides = date.fromisoformat(question.issued).toordinal(), {question.issuer, question.other}
    numbers = [history.number[s] for s in sides if s in history.number]
    own = np.isin(history.actor, numbers) | np.isin(history.recipient, numbers)
    own[np.unique(history.day, return_index=True)[1]] = True
    kept = [history.deeds[k] for k in np.flatnonzero(own).tolist()]
    for fact in wanted:
        if fact.drops:
            kept = [d for d in kept if not ({d.actor, d.recipient} == sides and d.category in fact.drops and day - fact.days < d.day <= day)]
        if fact.adds:
            done = {(d.actor, d.recipient) for d in kept if d.day == day and fact.by == "accepter" and d.category == category_of(fact.adds)}
            kept += [Deed(id=f"supposed:{fact.name}", day=day, actor=a, recipient=b, cameo=fact.adds, category=category_of(fact.adds) or "", score=acts().scores[fact.adds])
                     for a, b in _does(question, fact) if question.kind != "plan_contact" or (a, b) not in done]
    return History(kept)


def holds(history: History, question: Question, fact: Fact) -> bool:
    """Did a fact hold on the day of a question? For `quiet`: force before, and none in its days."""
    day = date.fromisoformat(question.issued).toordinal()
    pair = history.pair(question.issuer, question.other).after(day - fact.within, day)
    if fact.drops:
        force = pair.day[np.isin(pair.category, history.numbers(fact.drops))]
        return bool(len(force)) and int(force[-1]) <= day - fact.days
    done = [history.deeds[k] for k in pair.at.tolist()]
    if fact.by != "accepter":
        return any(d.cameo == fact.adds for d in done)
    return {(d.actor, d.recipient) for d in done if d.category == category_of(fact.adds)} >= set(_does(question, fact))


def case_key(level: str, kind: str, horizon: int, wanted: Iterable[Fact]) -> str:
    return f"{level} {kind} {horizon} {'+'.join(f.name for f in wanted)}"


def what_if(history: History, asked: Sequence[Question], level: Level, wanted: Sequence[Fact]) -> tuple[Supposed, ...]:
    """Each question before and after, from the same record; and what both sides would intend together, where only the facts raise that question."""
    observer, out = Observer(history), []
    counted = [f for f in wanted if not f.missing]
    for question in (*asked, *_raised(asked, counted)):
        before = forecast(observer, question, level) if question in asked else None
        held, without = _cases(level, question, counted)
        after = forecast(Observer(with_facts(history, question, counted)), question, level)
        if counted and held is None:
            after = replace(after, probability=None, low=None, high=None, abstained=after.abstained or "no comparable case of what is supposed")
        moved = after.probability - before.probability if before and after.probability is not None and before.probability is not None else None
        out.append(Supposed(question=question, level=level, before=before, after=after, moved=moved, with_facts=held, without=without,
                            words=wording(rules()[question.kind], question.horizon, held) if held else "", warnings=tuple(_warnings(history, question, wanted, held, after))))
    return tuple(out)


def _raised(asked: Sequence[Question], wanted: Sequence[Fact]) -> list[Question]:
    """Where the other side accepts an offer, both intend to meet: the question whether they will, unless it stands already."""
    rule = rules()["plan_contact"]
    if not any(f.name == "accepts" for f in wanted):
        return []
    known = {(frozenset((q.issuer, q.other)), q.issued, q.horizon) for q in asked if q.kind == rule.kind}
    found = {}
    for q in asked:
        key = (frozenset((q.issuer, q.other)), q.issued, q.horizon)
        if q.kind == "offer_meeting" and q.horizon in rule.horizons and key not in known:
            one, two = sorted((q.issuer, q.other))
            found[key] = Question(id=question_id(rule.kind, one, two, q.issued, q.horizon), kind=rule.kind, issuer=one, other=two, issued=q.issued, horizon=q.horizon, due=q.due, triggers=q.triggers)
    return list(found.values())


def _cases(level: Level, question: Question, wanted: Sequence[Fact]) -> tuple[Share | None, Share | None]:
    """The comparable cases in which the facts held, and those in which they did not."""
    base = shipped().models[f"{level} {question.kind} {question.horizon}"].base
    found = fitted_cases().cases.get(case_key(level, question.kind, question.horizon, wanted)) if wanted else None
    if found is None or not found.n:
        return None, None
    words = " and ".join(f.words for f in wanted)
    happened, n = base.happened - found.happened, base.n - found.n
    low, high = wilson(happened, n)
    return (Share(name=f"cases with {words}", happened=found.happened, n=found.n, low=found.low, high=found.high),
            Share(name="cases without", happened=happened, n=n, low=round(low, 3), high=round(high, 3)) if n else None)


def _warnings(history: History, question: Question, wanted: Sequence[Fact], held: Share | None, after: Forecast) -> Iterable[str]:
    counted = [f for f in wanted if not f.missing]
    for fact in wanted:
        if fact.missing:
            yield f"no comparable case for {fact.words}: {fact.missing} (n = 0); it moves no number here"
        elif _already(history, question, fact):
            yield f"already so on record: {fact.words}"
    if counted and held is None:
        yield f"no comparable case: none of the fitted ones had {' and '.join(f.words for f in counted)} (n = 0)"
    elif held is not None and held.n < FEW:
        yield f"only {held.n} comparable case{'' if held.n == 1 else 's'}"
    if after.abstained and held is not None:
        yield f"no probability of the model: {after.abstained}"


def _already(history: History, question: Question, fact: Fact) -> bool:
    """Does a fact hold on record, so that supposing it changes nothing?"""
    if not fact.drops:
        return holds(history, question, fact)
    day = date.fromisoformat(question.issued).toordinal()
    lately = history.pair(question.issuer, question.other).after(day - fact.days, day)
    return not bool(np.any(np.isin(lately.category, history.numbers(fact.drops))))


def encode(table: Facts) -> bytes:
    """The bytes of data/facts.json, one row a line."""
    lines = ",\n".join(f"{msgspec.json.encode(k).decode()}: {msgspec.json.encode(v).decode()}" for k, v in table.cases.items())
    return f'{{\n"origin": {msgspec.json.encode(table.origin).decode()},\n"cases": {{\n{lines}\n}}\n}}\n'.encode()
