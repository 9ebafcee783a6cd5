"""Fits the forecasts of questions (src/goodoffices/assess/data/forecasts.json) on the train part of ICEWS14.

    python training/forecasts.py --data ../shared/data/icews14

Everything is chosen by rolling origin inside the train part: a month is forecast from what was due before it began. The valid part is not read.
Needs scikit-learn (extra `eval`).
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import icews

from goodoffices.assess import calibration
from goodoffices.assess.deeds import DATA
from goodoffices.assess.features import Observer, feature_names
from goodoffices.assess.forecasts import Band, Count, Fitted, Models, Scale, case_class, encode, features_digest
from goodoffices.assess.history import Floats, History, Ints
from goodoffices.assess.questions import questions, resolve, rules
from goodoffices.assess.recurrence import WINDOW, exposed, outcome_ages, posterior

#: Days since 2014-01-01: from when questions are used, the end of the train part, and the first month forecast by rolling origin.
WARM_UP, END, FIRST_ORIGIN, MONTH = 45, 304, 150, 30
#: The longer horizon ends a month earlier, so that no window of a fitted question reaches into that of a tested one.
LAST_DUE = {7: 303, 30: 273}
STRENGTHS = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
BORROWED = (0.0, 0.1, 0.3)
MEMORIES = (10.0, 30.0, 90.0, 300.0)
PRIORS = tuple((shape, days) for shape in (0.05, 0.15, 0.3, 0.6, 1.0, 2.0) for days in (1.0, 3.0, 10.0, 30.0))
LIMIT, LEAN = 4.0, 5.0
#: With fewer cases only the weaker strengths are tried.
MANY, WEAK = 1000, 0.01


@dataclass(frozen=True)
class Cases:
    """Resolved questions of one kind and horizon: features, outcomes, day of issue, dyad, class, coverage, and what recurrence needs."""

    x: Floats
    y: Floats
    day: Ints
    dyad: list[str]
    name: list[str]
    events: Ints
    span: Ints
    ages: list[Floats]
    horizon: int

    @cached_property
    def counts(self) -> dict[float, tuple[Floats, Floats]]:
        return {memory: counts(self, memory) for memory in MEMORIES}

    @cached_property
    def lately(self) -> Ints:
        """Days with the outcome in as long a time before."""
        return np.array([int(np.sum(a < self.horizon)) for a in self.ages])

    def __len__(self) -> int:
        return len(self.y)


def cases(observer: Observer, kind: str, horizon: int, first: int, last_due: int) -> Cases:
    """Questions issued from day `first` on and due by `last_due` (days since the start of the data). Void ones are left out."""
    history, rule = observer.history, rules()[kind]
    kept: dict[str, list] = {k: [] for k in ("x", "y", "day", "dyad", "name", "events", "span", "ages")}
    for q in questions(history, kind, icews.START + first, icews.START + last_due - horizon):
        if q.horizon != horizon:
            continue
        day = date.fromisoformat(q.issued).toordinal()
        answer = resolve(q, history, date.fromordinal(day + horizon + 1).isoformat()).answer
        if answer not in ("yes", "no"):
            continue
        values = {"x": observer.features(rule, q.issuer, q.other, day, horizon), "y": float(answer == "yes"), "day": day - icews.START, "dyad": "|".join(sorted((q.issuer, q.other))),
                  "name": case_class(history, rule, q, day), "events": len(history.pair(q.issuer, q.other).after(day - 300, day - 1).day),
                  "span": int(exposed(history, day)), "ages": outcome_ages(history, rule, q.issuer, q.other, day)}
        for key, value in values.items():
            kept[key].append(value)
    return Cases(np.array(kept["x"]), np.array(kept["y"]), np.array(kept["day"]), kept["dyad"], kept["name"], np.array(kept["events"]), np.array(kept["span"]), kept["ages"], horizon)


def scaled(x: Floats, scale: Scale) -> Floats:
    return np.clip((x - np.array(scale.mean)) / np.array(scale.deviation), -LIMIT, LIMIT)


def scale_of(x: Floats) -> Scale:
    """Rounded to thousandths; what hardly varies is left as it is."""
    return Scale(mean=tuple(round(float(v), 3) for v in x.mean(0)), deviation=tuple(round(float(v), 3) if v >= 0.01 else 1.0 for v in x.std(0)))


def counts(own: Cases, memory: float) -> tuple[Floats, Floats]:
    """Decayed days with the outcome and decayed days watched, per case."""
    both = [posterior(a, float(s), memory, (0.0, 0.0)) for a, s in zip(own.ages, own.span)]
    return np.array([b[0] for b in both]), np.array([b[1] for b in both])


def recurrent(own: Cases, horizon: int, memory: float, prior: tuple[float, float], more: bool) -> Floats:
    """The recurrence forecast of every case (as `recurrence`, over arrays)."""
    seen, watched = own.counts[memory]
    shape, days = seen + prior[0], watched + prior[1]
    kept = days / (days + horizon)
    above = own.lately if more else np.zeros(len(own), dtype=np.int64)
    term, total = kept**shape, np.zeros(len(own))
    for k in range(int(above.max(initial=0)) + 1):
        total += np.where(k <= above, term, 0.0)
        term = term * (shape + k) / (k + 1) * (1.0 - kept)
    return np.clip(1.0 - total, 1e-6, 1 - 1e-6)


def best_recurrence(own: Cases, use: Floats, horizon: int, more: bool) -> tuple[float, tuple[float, float]]:
    """Memory and prior with the best log score on the cases in use."""
    return min((calibration.log_score(recurrent(own, horizon, m, p, more)[use], own.y[use]), m, p) for m in MEMORIES for p in PRIORS)[1:]


def with_recurrence(x: Floats, past: Floats) -> Floats:
    """The scaled features and the log-odds of recurrence, made so large that the penalty hardly touches their weight."""
    return np.hstack([x, LEAN * np.log(past / (1 - past))[:, None]])


def fit(x: Floats, y: Floats, strength: float, also: tuple[Floats, Floats, float] | None) -> Any:
    """L2 logistic regression; `also` are cases of the other level with their weight."""
    from sklearn.linear_model import LogisticRegression  # needed to fit, not to score

    if also is None or not also[2]:
        return LogisticRegression(C=strength, max_iter=3000).fit(x, y)
    weights = np.concatenate([np.ones(len(y)), np.full(len(also[1]), also[2])])
    return LogisticRegression(C=strength, max_iter=3000).fit(np.concatenate([x, also[0]]), np.concatenate([y, also[1]]), sample_weight=weights)


def count(outcome: Floats, dyads: list[str]) -> Count:
    """A share with its interval over dyads, never narrower than Wilson's."""
    low, high = calibration.wilson(float(outcome.sum()), len(outcome))
    drawn = calibration.bootstrap(lambda k: float(np.mean(outcome[k])), dyads)
    assert drawn is not None
    return Count(happened=int(outcome.sum()), n=len(outcome), low=round(min(low, drawn.low), 3), high=round(max(high, drawn.high), 3))


def bands(forecast: Floats, outcome: Floats, dyads: list[str], most: int = 6) -> tuple[Band, ...]:
    """What came of forecasts of like height, in `most` groups of about the same size or fewer."""
    order = np.argsort(forecast, kind="stable")
    out = []
    for part in np.array_split(order, max(1, min(most, len(order) // 40))):
        told = count(outcome[part], [dyads[k] for k in part])
        out.append(Band(upto=round(float(forecast[part].max()), 3), happened=told.happened, n=told.n, low=told.low, high=told.high))
    return tuple(out)


@dataclass(frozen=True)
class Setting:
    """What one model is for, with the scales of its level and of the other one."""

    level: str
    kind: str
    horizon: int
    scale: Scale
    other: Scale | None

    @property
    def more(self) -> bool:
        return rules()[self.kind].rule == "more"


@dataclass(frozen=True)
class Lent:
    """Cases of the other level and their weight."""

    cases: Cases
    weight: float


def design(setting: Setting, own: Cases, use: Floats) -> Floats:
    """Scaled features and recurrence, with memory and prior fitted on the cases in use."""
    return with_recurrence(scaled(own.x, setting.scale), recurrent(own, setting.horizon, *best_recurrence(own, use, setting.horizon, setting.more), setting.more))


def fit_with(setting: Setting, x: Floats, own: Cases, use: Floats, lent: Lent | None, origin: int, strength: float) -> Any:
    """The model on the cases in use, and on those of the other level that were due before `origin`."""
    also = None
    if lent is not None and lent.weight and setting.other is not None:
        early = lent.cases.day + setting.horizon < origin
        past = recurrent(lent.cases, setting.horizon, *best_recurrence(lent.cases, early, setting.horizon, setting.more), setting.more)
        also = (with_recurrence(scaled(lent.cases.x, setting.other), past)[early], lent.cases.y[early], lent.weight)
    return fit(x[use], own.y[use], strength, also)


@dataclass(frozen=True)
class Rolled:
    """Forecasts made a month ahead of what is known, and the positions of their cases."""

    model: Floats
    past: Floats
    where: Ints


def rolling(setting: Setting, own: Cases, lent: Lent | None, strength: float) -> Rolled:
    """Forecasts of each month from what was due before it."""
    made, pasts, where = [], [], []
    for origin in range(FIRST_ORIGIN, LAST_DUE[setting.horizon] + 1 - setting.horizon, MONTH):
        test = np.flatnonzero((own.day >= origin) & (own.day < origin + MONTH))
        before = own.day + setting.horizon < origin
        if not len(test) or len(set(own.y[before])) < 2:
            continue
        x = design(setting, own, before)
        made.append(fit_with(setting, x, own, before, lent, origin, strength).predict_proba(x[test])[:, 1])
        pasts.append(1 / (1 + np.exp(-x[test, -1] / LEAN)))
        where.append(test)
    return Rolled(np.concatenate(made), np.concatenate(pasts), np.concatenate(where))


def fitted(setting: Setting, own: Cases, other: Cases | None) -> Fitted:
    """One model, its strength chosen by the log score of the rolling origin; few cases get a weak one only."""
    tried = []
    for borrowed in BORROWED if other is not None else (0.0,):
        lent = None if other is None else Lent(other, borrowed)
        for strength in STRENGTHS if len(own) >= MANY else [s for s in STRENGTHS if s <= WEAK]:
            rolled = rolling(setting, own, lent, strength)
            tried.append((calibration.log_score(rolled.model, own.y[rolled.where]), strength, borrowed, rolled))
    _, strength, borrowed, rolled = min(tried, key=lambda t: t[:3])
    everything = np.ones(len(own), dtype=bool)
    memory, prior = best_recurrence(own, everything, setting.horizon, setting.more)
    model = fit_with(setting, design(setting, own, everything), own, everything, None if other is None else Lent(other, borrowed), END, strength)
    lean = float(LEAN * model.coef_[0][-1])
    forecast, outcome = rolled.model, own.y[rolled.where]
    base = np.full(len(outcome), own.y.mean())
    print(f"  {setting.level} {setting.kind} {setting.horizon} d: n {len(own)}, base {own.y.mean():.3f}, strength {strength}, borrowed {borrowed}, rolling skill "
          f"{calibration.skill(forecast, base, outcome):+.3f} (recurrence {calibration.skill(rolled.past, base, outcome):+.3f}, memory {memory:g} d, prior {prior}), "
          f"AUC {calibration.auc(forecast, outcome):.3f}, ECE {calibration.ece(forecast, outcome):.3f}, lean {lean:.2f}", flush=True)
    classes = {name: [k for k, n in enumerate(own.name) if n == name] for name in sorted(set(own.name))}
    return Fitted(bias=round(float(model.intercept_[0]), 3), lean=round(lean, 3), weights=tuple(round(1000 * float(w)) for w in model.coef_[0][:-1]), base=count(own.y, own.dyad),
                  classes={name: count(own.y[at], [own.dyad[k] for k in at]) for name, at in classes.items()}, bands=bands(forecast, outcome, [own.dyad[k] for k in rolled.where]),
                  memory=memory, prior=prior, events=(1, math.ceil(float(np.max(own.events / own.span)) * WINDOW)), span=(int(own.span.min()), 300))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "forecasts.json")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    actors = icews.deeds(options.data, ("train",))
    observers = {"actor": Observer(History(actors)), "country": Observer(History(icews.between_countries(actors, options.data)))}
    found = {(level, kind, h): cases(observer, kind, h, WARM_UP, LAST_DUE[h]) for level, observer in observers.items() for kind, rule in rules().items() for h in rule.horizons}
    scales = {level: scale_of(np.concatenate([c.x for (at, _, _), c in found.items() if at == level])) for level in observers}
    models = {}
    for (level, kind, horizon), own in found.items():
        setting = Setting(level, kind, horizon, scales[level], scales["actor"] if level == "country" else None)
        models[f"{level} {kind} {horizon}"] = fitted(setting, own, found["actor", kind, horizon] if level == "country" else None)
    whole = Models(origin=f"ICEWS14, train part (days 0 to 303 of 2014); {len(feature_names())} features; training/forecasts.py", features=features_digest(), scales=scales, models=models)
    options.output.write_bytes(encode(whole))
    print(f"wrote {options.output}: {options.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
