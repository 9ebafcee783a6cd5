"""Forecasts: base rate, recurrence and model side by side, with intervals, the comparable cases, and abstention where the record is too thin.

The fitted numbers are in data/forecasts.json (training/forecasts.py); scoring is plain numpy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec
import numpy as np

from goodoffices.assess.deeds import DATA
from goodoffices.assess.features import Observer, feature_names
from goodoffices.assess.history import Floats, History
from goodoffices.assess.questions import Question, Rule, outcome_rows, question_id, rules
from goodoffices.assess.recurrence import WINDOW, exposed, logit, outcome_ages, recurrence, recurrence_interval
from goodoffices.errors import ModelError
from goodoffices.model import Base, Contact

Level = Literal["country", "actor"]
#: With fewer comparable cases than this they are counted out instead of given as a percentage.
FEW = 10


class Share(Base, frozen=True, kw_only=True):
    """How many of `n` cases of this kind came true, with the 95 % interval over dyads."""

    name: str
    happened: int
    n: int
    low: float
    high: float


class Count(Base, frozen=True, kw_only=True, array_like=True):
    """As stored: how many of `n` came true, and the interval."""

    happened: int
    n: int
    low: float
    high: float


class Band(Base, frozen=True, kw_only=True, array_like=True):
    """Cases to which the model gave at most `upto`, and what came of them: out of sample, in the fitting part."""

    upto: float
    happened: int
    n: int
    low: float
    high: float


class Fitted(Base, frozen=True, kw_only=True):
    """One model: log-odds = bias + lean x log-odds of the recurrence forecast + weights / 1000 x scaled features.

    `classes` are the comparable cases by `CLASSES`. `memory` (days) and `prior` (events, days) are those of the recurrence forecast, `span` and
    `events` the fitted range of coverage (days on record; deeds of the pair, the upper end per `WINDOW` days on record).
    """

    bias: float
    lean: float
    weights: tuple[int, ...]
    base: Count
    classes: dict[str, Count]
    bands: tuple[Band, ...]
    memory: float
    prior: tuple[float, float]
    events: tuple[int, int]
    span: tuple[int, int]


class Scale(Base, frozen=True, kw_only=True):
    """Mean and deviation of each feature in the fitting part."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]


class Models(Base, frozen=True, kw_only=True):
    """All that is shipped. Keys of `scales` are levels, of `models` "level kind horizon"."""

    origin: str
    features: str
    scales: dict[str, Scale]
    models: dict[str, Fitted]


#: Comparable cases, by what the pair did before.
CLASSES = {
    "new": "pairs without an earlier deed on record", "": "pairs with neither that result nor force on record in the 30 days before",
    "d": "pairs with that result but without force on record in the 30 days before", "f": "pairs with force but without that result on record in the 30 days before",
    "df": "pairs with both that result and force on record in the 30 days before"}


class Forecast(Base, frozen=True, kw_only=True):
    """One question with all that is said about it. `probability` is what is shown: the model's, or null where it abstains (`abstained` says why); `recurrence` and
    `usual` are null then too, since a rate made of a few days is a number from nothing.

    `events` and `span` are the pair's recorded deeds before the issue and the days on record. `low` and `high` are the interval of what came of
    cases to which the model gave a like chance, `base_low` and `base_high` that of the base rate (null in forecasts kept before it was told).
    """

    question: Question
    level: Level
    probability: float | None
    low: float | None
    high: float | None
    base_rate: float
    base_n: int
    base_low: float | None = None
    base_high: float | None = None
    recurrence: float | None
    recurrence_low: float | None
    recurrence_high: float | None
    usual: float | None
    comparable: Share
    events: int
    span: int
    abstained: str
    words: str
    model: str


@lru_cache(maxsize=1)
def shipped() -> Models:
    """The shipped models. Raises ModelError when the file is missing or does not fit the features of this version."""
    try:
        models = msgspec.json.decode((DATA / "forecasts.json").read_bytes(), type=Models)
    except (FileNotFoundError, msgspec.MsgspecError) as err:
        raise ModelError(f"the forecasts lack a usable forecasts.json ({err}); reinstall the package or run training/forecasts.py") from err
    if models.features != features_digest():
        raise ModelError("forecasts.json was fitted on other features; run training/forecasts.py")
    return models


def features_digest() -> str:
    return hashlib.sha256("\n".join(feature_names()).encode()).hexdigest()[:12]


def model_digest(models: Models) -> str:
    """12 hex digits that name the fitted numbers."""
    return _shipped_digest() if models is shipped() else _digest(models)


@lru_cache(maxsize=1)
def _shipped_digest() -> str:
    return _digest(shipped())


def _digest(models: Models) -> str:
    return hashlib.sha256(msgspec.json.encode(models)).hexdigest()[:12]


def probability(models: Models, level: Level, fitted: Fitted, features: Floats, past: float) -> float:
    """The model's probability from features, held within four deviations, and the recurrence forecast `past`."""
    scale = models.scales[level]
    z = np.clip((features - np.array(scale.mean)) / np.array(scale.deviation), -4.0, 4.0)
    return float(1.0 / (1.0 + np.exp(-(fitted.bias + fitted.lean * logit(past) + z @ np.array(fitted.weights) / 1000))))


def case_class(history: History, rule: Rule, question: Question, day: int) -> str:
    """Which comparable cases (`CLASSES`) a question belongs to, by what the pair did in the 30 days before: the outcome itself, and force."""
    pair = history.pair(question.issuer, question.other)
    if not len(pair.until(day - 1).day):
        return "new"
    before = outcome_rows(history, rule, question.issuer, question.other).after(day - 31, day - 1)
    month = pair.after(day - 31, day - 1)
    force = bool(np.any(history.among(month, ("force", "assault"))))
    return ("d" if len(before.day) else "") + ("f" if force else "")


def comparable_cases(fitted: Fitted, name: str) -> Share:
    """The fitted cases of this class; all cases where the class is empty."""
    count = fitted.classes.get(name)
    kept, words = (fitted.base, "all such cases") if count is None else (count, CLASSES[name])
    return Share(name=words, happened=kept.happened, n=kept.n, low=kept.low, high=kept.high)


def forecast(observer: Observer, question: Question, level: Level, models: Models | None = None) -> Forecast:
    """What can be said on the day of issue, from deeds up to that day only. Raises ModelError for a kind or horizon without a model."""
    models = models or shipped()
    fitted = models.models.get(f"{level} {question.kind} {question.horizon}")
    if fitted is None:
        raise ModelError(f"no model for {question.kind} in {question.horizon} days between {level}s")
    history, rule, day = observer.history, rules()[question.kind], date.fromisoformat(question.issued).toordinal()
    events = len(history.pair(question.issuer, question.other).after(day - WINDOW, day - 1).day)
    span = int(exposed(history, day))
    why = abstention(fitted, events, span) or thin_record(fitted, history, day)
    comparable = comparable_cases(fitted, case_class(history, rule, question, day))
    past, past_low, past_high, usual = recurrence_of(history, rule, question, fitted)
    chance = None if why else probability(models, level, fitted, observer.features(rule, question.issuer, question.other, day, question.horizon), past)
    band = None if chance is None else next((b for b in fitted.bands if chance <= b.upto), fitted.bands[-1])
    low, high = (None, None) if band is None or chance is None else (min(band.low, chance), max(band.high, chance))
    return Forecast(question=question, level=level, probability=chance, low=low, high=high, base_rate=fitted.base.happened / fitted.base.n,
                    base_n=fitted.base.n, base_low=fitted.base.low, base_high=fitted.base.high, recurrence=None if why else past, recurrence_low=None if why else past_low,
                    recurrence_high=None if why else past_high, usual=None if why else usual, comparable=comparable, events=events, span=span,
                    abstained=why, words=wording(rule, question.horizon, comparable), model=model_digest(models))


def abstention(fitted: Fitted, events: int, span: int) -> str:
    """Why no probability is shown; empty where it is."""
    if not events:
        return "no earlier deed of the pair is on record"
    most = round(fitted.events[1] * span / WINDOW)
    for what, value, (low, high) in ((f"deeds of the pair in {span} days", events, (fitted.events[0], most)), ("days on record", span, fitted.span)):
        if not low <= value <= high:
            return f"{value} {what}, outside the fitted range of {low} to {high}"
    return ""


def thin_record(fitted: Fitted, history: History, day: int) -> str:
    """Why a record with gaps carries no probability; empty where it does. The models were fitted on records without a day missing; here as many days with
    any deed are asked for as the youngest of these had."""
    covered = int(np.searchsorted(history.days_on_record, day, side="right") - np.searchsorted(history.days_on_record, day - WINDOW, side="right"))
    return "" if covered >= fitted.span[0] else f"{covered} days with any deed, fewer than the {fitted.span[0]} of the shortest fitted record"


def recurrence_of(history: History, rule: Rule, question: Question, fitted: Fitted) -> tuple[float, float, float, float]:
    """Recurrence forecast, its interval, and the days with such deeds that the pair's usual level lets expect within the horizon."""
    day = date.fromisoformat(question.issued).toordinal()
    ages, exposure = outcome_ages(history, rule, question.issuer, question.other, day), exposed(history, day)
    above = int(np.sum(ages < question.horizon)) if rule.rule == "more" else 0
    chance = recurrence(ages, exposure, question.horizon, fitted.memory, fitted.prior, above)
    low, high = recurrence_interval(ages, exposure, question.horizon, fitted.memory, fitted.prior, above)
    return chance, low, high, len(ages) / exposure * question.horizon if exposure else 0.0


def wording(rule: Rule, horizon: int, cases: Share) -> str:
    """What may be said of comparable cases; never what somebody means by it."""
    if not cases.n:
        return f"there is no comparable case of {rule.case}"
    often = f"in comparable cases {100 * cases.happened / cases.n:.0f} % of the time" if cases.n >= FEW else f"in {cases.happened} of {cases.n} comparable cases, which are few,"
    return (f"{often} {rule.case} was followed by {rule.result} within {horizon} days "
            f"(n = {cases.n}, 95 % interval {100 * cases.low:.0f} to {100 * cases.high:.0f} %; {cases.name})")


def planned_questions(contacts: Iterable[Contact], known: str, names: dict[str, str] | None = None) -> tuple[Question, ...]:
    """Questions whether planned contacts of two parties will be held: asked on the day `known` (ISO), due at the first horizon that holds the planned day.

    `names` renames participants (to countries, for instance). Contacts without a day, already past, farther off than the longest horizon, or with
    other than two parties are left out.
    """
    out, today, rule = [], date.fromisoformat(known[:10]).toordinal(), rules()["plan_contact"]
    for contact in contacts:
        parties = sorted({(names or {}).get(p, p) for p in contact.participants})
        if contact.status != "planned" or contact.date.end is None or len(parties) != 2:
            continue
        ahead = date.fromisoformat(contact.date.end).toordinal() - today
        horizon = next((h for h in sorted(rule.horizons) if 0 < ahead <= h), None)
        if horizon is not None:
            issued = date.fromordinal(today).isoformat()
            out.append(Question(id=question_id(rule.kind, parties[0], parties[1], issued, horizon), kind=rule.kind, issuer=parties[0], other=parties[1], issued=issued,
                                horizon=horizon, due=date.fromordinal(today + horizon).isoformat(), triggers=(contact.id,)))
    return tuple(out)


def encode(models: Models) -> bytes:
    """The bytes of data/forecasts.json: one model a line, so that a change can be read."""
    whole = msgspec.to_builtins(models)
    lines = [f'"{k}": {json.dumps(whole[k])}' for k in ("origin", "features")]
    for part in ("scales", "models"):
        inner = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in whole[part].items())
        lines.append(f'"{part}": {{\n{inner}\n}}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
