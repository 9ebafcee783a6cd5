"""Fits the forecasts of questions (src/goodoffices/assess/data/forecasts.json) on the train part of ICEWS14.

    python training/forecasts.py --data ../shared/data/icews14

Everything is chosen by rolling origin inside the train part: a month is forecast from what was due before it began. The valid part is not read.
Needs scikit-learn (extra `eval`).
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent))

import icews
from goodoffices.assess import calibration
from goodoffices.assess.deeds import DATA
from goodoffices.assess.features import Observer, feature_names
from goodoffices.assess.forecasts import Band, Fitted, Models, Scale, Share, case_class, encode, features_digest
from goodoffices.assess.history import Floats, History, Ints
from goodoffices.assess.questions import questions, resolve, rules
from goodoffices.assess.recurrence import exposed, outcome_ages, posterior

#: Days since 2014-01-01: from when questions are used, the end of the train part, and the first month forecast by rolling origin.
WARM_UP, END, FIRST_ORIGIN, MONTH = 45, 304, 150, 30
#: The longer horizon ends a month earlier, so that no window of a fitted question reaches into that of a tested one.
LAST_DUE = {7: 303, 30: 273}
STRENGTHS = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
BORROWED = (0.0, 0.1, 0.3)
MEMORIES = (10.0, 30.0, 90.0, 300.0)
PRIORS = tuple((shape, days) for shape in (0.05, 0.15, 0.3, 0.6, 1.0, 2.0) for days in (1.0, 3.0, 10.0, 30.0))
LIMIT, LEAN = 4.0, 5.0


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
    deviation = x.std(0)
    return Scale(mean=tuple(round(float(v), 3) for v in x.mean(0)), deviation=tuple(round(float(v), 3) if v >= 0.01 else 1.0 for v in deviation))


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


def fit(x: Floats, y: Floats, strength: float, also: tuple[Floats, Floats, float] | None) -> LogisticRegression:
    """L2 logistic regression; `also` are cases of the other level with their weight."""
    if also is None or not also[2]:
        return LogisticRegression(C=strength, max_iter=3000).fit(x, y)
    weights = np.concatenate([np.ones(len(y)), np.full(len(also[1]), also[2])])
    return LogisticRegression(C=strength, max_iter=3000).fit(np.concatenate([x, also[0]]), np.concatenate([y, also[1]]), sample_weight=weights)


@dataclass(frozen=True)
class Rolled:
    """Forecasts made a month ahead of what is known, and the positions of their cases."""

    model: Floats
    past: Floats
    where: Ints


def rolling(own: Cases, other: Cases | None, horizon: int, more: bool, strength: float, borrowed: float) -> Rolled:
    """Forecasts of each month from what was due before it."""
    made, pasts, where = [], [], []
    for origin in range(FIRST_ORIGIN, LAST_DUE[horizon] + 1 - horizon, MONTH):
        test = np.flatnonzero((own.day >= origin) & (own.day < origin + MONTH))
        before = own.day + horizon < origin
        if not len(test) or len(set(own.y[before])) < 2:
            continue
        scale, past = scale_of(own.x[before]), recurrent(own, horizon, *best_recurrence(own, before, horizon, more), more)
        x = with_recurrence(scaled(own.x, scale), past)
        model = fit(x[before], own.y[before], strength, lent(other, None if other is None else other.day + horizon < origin, horizon, more, borrowed))
        made.append(model.predict_proba(x[test])[:, 1])
        pasts.append(past[test])
        where.append(test)
    return Rolled(np.concatenate(made), np.concatenate(pasts), np.concatenate(where))


def lent(other: Cases | None, use: Floats | None, horizon: int, more: bool, weight: float) -> tuple[Floats, Floats, float] | None:
    """Cases of the other level, scaled by themselves."""
    if other is None or use is None or not weight:
        return None
    past = recurrent(other, horizon, *best_recurrence(other, use, horizon, more), more)
    return with_recurrence(scaled(other.x[use], scale_of(other.x[use])), past[use]), other.y[use], weight


def share(name: str, outcome: Floats, dyads: list[str]) -> Share:
    """A share with its interval over dyads, never narrower than Wilson's."""
    low, high = calibration.wilson(float(outcome.sum()), len(outcome))
    drawn = calibration.bootstrap(lambda k: float(np.mean(outcome[k])), dyads)
    assert drawn is not None
    return Share(name=name, happened=int(outcome.sum()), n=len(outcome), low=round(min(low, drawn.low), 3), high=round(max(high, drawn.high), 3))


def bands(forecast: Floats, outcome: Floats, dyads: list[str]) -> tuple[Band, ...]:
    """What came of forecasts of like height."""
    order = np.argsort(forecast, kind="stable")
    out = []
    for part in np.array_split(order, max(1, min(8, len(order) // 40))):
        told = share("", outcome[part], [dyads[k] for k in part])
        out.append(Band(upto=round(float(forecast[part].max()), 3), happened=told.happened, n=told.n, low=told.low, high=told.high))
    return tuple(out)


def fitted(own: Cases, other: Cases | None, kind: str, horizon: int, scale: str) -> tuple[Fitted, Scale]:
    """One model, its strength chosen by the log score of the rolling origin."""
    more, tried = rules()[kind].rule == "more", []
    for borrowed in BORROWED if other is not None else (0.0,):
        for strength in STRENGTHS:
            rolled = rolling(own, other, horizon, more, strength, borrowed)
            tried.append((calibration.log_score(rolled.model, own.y[rolled.where]), strength, borrowed, rolled))
    _, strength, borrowed, rolled = min(tried, key=lambda t: t[:3])
    everything = np.ones(len(own), dtype=bool)
    memory, prior = best_recurrence(own, everything, horizon, more)
    measured = scale_of(own.x)
    model = fit(with_recurrence(scaled(own.x, measured), recurrent(own, horizon, memory, prior, more)), own.y, strength,
                lent(other, None if other is None else np.ones(len(other), dtype=bool), horizon, more, borrowed))
    forecast, where = rolled.model, rolled.where
    base = np.full(len(where), own.y.mean())
    print(f"  {scale} d: n {len(own)}, base {own.y.mean():.3f}, strength {strength}, borrowed {borrowed}, rolling skill {calibration.skill(forecast, base, own.y[where]):+.3f} "
          f"(recurrence {calibration.skill(rolled.past, base, own.y[where]):+.3f}, memory {memory:g} d, prior {prior}), AUC {calibration.auc(forecast, own.y[where]):.3f}, "
          f"ECE {calibration.ece(forecast, own.y[where]):.3f}, lean {LEAN * model.coef_[0][-1]:.2f}", flush=True)
    names = sorted(set(own.name))
    classes = tuple(share(n, own.y[[k for k, m in enumerate(own.name) if m == n]], [d for d, m in zip(own.dyad, own.name) if m == n]) for n in names)
    whole = share("all cases of this kind", own.y, own.dyad)
    return Fitted(bias=round(float(model.intercept_[0]), 4), lean=round(float(LEAN * model.coef_[0][-1]), 4), weights=tuple(round(float(w), 3) for w in model.coef_[0][:-1]), scale=scale, base=whole, classes=classes,
                  bands=bands(forecast, own.y[where], [own.dyad[k] for k in where]), memory=memory, prior=prior,
                  events=(1, int(np.quantile(own.events, 0.995))), span=(int(own.span.min()), 300)), measured


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with train.txt, entity2id.txt and relation2id.txt")
    ap.add_argument("--output", type=Path, default=DATA / "forecasts.json")
    options = ap.parse_args()
    if not (options.data / "train.txt").is_file():
        sys.exit(f"no train.txt in {options.data}")
    actors = icews.deeds(options.data, ("train",))
    observers = {"actor": Observer(History(actors)), "country": Observer(History(icews.between_countries(actors, options.data)))}
    scales, models = {}, {}
    for kind, rule in rules().items():
        for horizon in rule.horizons:
            own = {level: cases(observer, kind, horizon, WARM_UP, LAST_DUE[horizon]) for level, observer in observers.items()}
            for level in observers:
                key = f"{level} {kind} {horizon}"
                model, scale = fitted(own[level], own["actor"] if level == "country" else None, kind, horizon, key)
                models[key], scales[key] = model, scale
    whole = Models(origin=f"ICEWS14, train part (days 0 to 303 of 2014); {len(feature_names())} features; training/forecasts.py", features=features_digest(), scales=scales, models=models)
    options.output.write_bytes(encode(whole))
    print(f"wrote {options.output}: {options.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
