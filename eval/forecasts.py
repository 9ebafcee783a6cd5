"""Forecasts on the valid part of ICEWS14, which nothing was fitted or tuned on; figures with 95 % intervals from resampling dyads.

    python eval/forecasts.py --data ../shared/data/icews14 [--queries N]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "training"))

import forecasts as training
import icews
import ranker
import venues

from goodoffices.assess import calibration, forecasts, partners
from goodoffices.assess import venues as hosts
from goodoffices.assess.features import Observer, feature_names
from goodoffices.assess.history import Floats, History
from goodoffices.assess.questions import Question, questions, resolve, rules
from goodoffices.assess.recurrence import posterior, recurrence, recurrence_interval
from goodoffices.assess.ties import Day

#: First day of issue and last due day of the test questions, in days since the start of the data; the longer horizon begins a month earlier, after
#: the last due day of the questions it was fitted on.
TESTED = {7: (303, 333), 30: (274, 333)}
VALID = (304, 334)


@dataclass(frozen=True)
class Asked:
    """A resolved question: what was shown, and what the model says where the guard is left off."""

    question: Question
    shown: forecasts.Forecast
    chance: float
    past: float
    outcome: bool
    met_before: bool


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--queries", type=int, default=0, help="rank only so many queries, drawn at random (0: all)")
    options = ap.parse_args()
    report(options.data, options.queries)


def report(data: Path, most: int = 0) -> None:
    """Prints everything; `data` is the folder with ICEWS14."""
    deeds = icews.deeds(data)
    observers = {"country": Observer(History(icews.between_countries(deeds, data))), "actor": Observer(History(deeds))}
    print("\nforecasts on the valid part of ICEWS14 (interval: 95 %, dyads resampled)")
    for level, observer in observers.items():
        for kind, rule in rules().items():
            for horizon in rule.horizons:
                answered = list(ask(observer, level, kind, horizon))
                if answered:
                    print_questions(f"{level} {kind} {horizon} d", answered, bins=kind == "offer_meeting")
    ablations(observers)
    simulation()
    print_hosts(deeds, data)
    print_partners(deeds, data, most)


def ask(observer: Observer, level: forecasts.Level, kind: str, horizon: int) -> Iterator[Asked]:
    """The test questions of a kind with their forecasts; void ones are left out."""
    first, last = TESTED[horizon]
    models, rule = forecasts.shipped(), rules()[kind]
    fitted = models.models[f"{level} {kind} {horizon}"]
    for q in questions(observer.history, kind, icews.START + first, icews.START + last - horizon):
        day = date.fromisoformat(q.issued).toordinal()
        answer = resolve(q, observer.history, date.fromordinal(day + horizon + 1).isoformat()).answer
        if q.horizon != horizon or answer not in ("yes", "no"):
            continue
        past = forecasts.recurrence_of(observer.history, rule, q, fitted)[0]
        chance = forecasts.probability(models, level, fitted, observer.features(rule, q.issuer, q.other, day, horizon), past)
        pair = observer.history.pair(q.issuer, q.other).until(day - 1)
        met = bool(np.any(np.isin(pair.category, observer.history.numbers(rules()["offer_meeting"].outcome))))
        yield Asked(q, forecasts.forecast(observer, q, level, models), chance, past, answer == "yes", met)


def scored(answered: list[Asked], shown: bool) -> list[calibration.Scored]:
    return [calibration.Scored(probability=a.shown.probability if shown else a.chance, base=a.shown.base_rate, recurrence=a.past, outcome=a.outcome,
                               cluster="|".join(sorted((a.question.issuer, a.question.other)))) for a in answered]


def print_questions(name: str, answered: list[Asked], bins: bool) -> None:
    full, shown = calibration.report(scored(answered, shown=False)), calibration.report(scored(answered, shown=True))
    assert full is not None and shown is not None
    print(f"{name}: n {full.n}, dyads {full.dyads}, happened {full.happened / full.n:.3f} | model: skill over base {told(full.skill_base)}, over recurrence "
          f"{told(full.skill_recurrence)}, recurrence over base {told(full.recurrence_skill_base)}, Brier {full.brier.value:.3f}, log {full.log_score.value:.3f}, "
          f"AUC {told(full.auc)}, ECE {full.ece.value:.3f}")
    classes = calibration.report([replace(s, probability=a.shown.comparable.happened / a.shown.comparable.n) if s.probability is None else s
                                  for s, a in zip(scored(answered, shown=True), answered)])
    assert classes is not None
    print(f"    as shown: coverage {shown.coverage:.2f}, skill over base {told(shown.skill_base)} with abstentions scored as base rate, {told(classes.skill_base)} as the rate of comparable cases")
    for title, part in (("with earlier meeting", [a for a in answered if a.met_before]), ("without", [a for a in answered if not a.met_before])):
        split = calibration.report(scored(part, shown=False))
        if split is not None and bins:
            print(f"    {title}: n {split.n}, happened {split.happened / split.n:.3f}, skill over base {told(split.skill_base)}")
    if bins:
        print("    reliability: " + "; ".join(f"said {b.forecast:.2f}, happened {b.happened}/{b.n}" for b in full.bins))


def told(estimate: calibration.Estimate | None) -> str:
    return "not defined" if estimate is None else f"{estimate.value:+.2f} ({estimate.low:+.2f} to {estimate.high:+.2f})"


def ablations(observers: dict[str, Observer]) -> None:
    """Models refitted with fewer features on the same fitting part: recency only, features without recurrence, all."""
    names = feature_names()
    recency = [k for k, n in enumerate(names) if n.startswith(("since ", "ever "))]
    print("\nablations, invitation to recorded meeting: skill over base of recurrence alone, recency alone, recurrence and recency, full")
    for level, observer in observers.items():
        for horizon, (first, last) in TESTED.items():
            fit = training.cases(observer, "offer_meeting", horizon, training.WARM_UP, training.LAST_DUE[horizon])
            test = training.cases(observer, "offer_meeting", horizon, first, last)
            best = training.best_recurrence(fit, np.ones(len(fit), dtype=bool), horizon, False)
            pasts = [training.recurrent(c, horizon, *best, False) for c in (fit, test)]
            scale = training.scale_of(fit.x)
            x, z = (training.scaled(c.x, scale) for c in (fit, test))
            line = [f"recurrence {measured(pasts[1], fit.y, test)}"]
            for title, columns, lean in (("recency", recency, False), ("both", recency, True), ("full", list(range(len(names))), True)):
                a, b = ((training.with_recurrence(v[:, columns], p) if lean else v[:, columns]) for v, p in ((x, pasts[0]), (z, pasts[1])))
                line.append(f"{title} {measured(training.fit(a, fit.y, 0.01, None).predict_proba(b)[:, 1], fit.y, test)}")
            print(f"  {level} {horizon} d: " + ", ".join(line))


def measured(forecast: Floats, fitted: Floats, test: training.Cases) -> str:
    base = np.full(len(test), fitted.mean())
    return told(calibration.bootstrap(lambda k: calibration.skill(forecast[k], base[k], test.y[k]), test.dyad))


def simulation(runs: int = 400) -> None:
    """Events from known daily rates: is the chance recovered without bias, and how often does the 95 % interval hold the true one?"""
    random = np.random.default_rng(3)
    print("\nsimulation: recurrence from events drawn at known rates (300 days, memory 150 d, prior 0.05 events in 10 days)")
    for rate in (0.01, 0.03, 0.1, 0.3):
        found, rates, held, true = [], [], 0, 1 - np.exp(-7 * rate)
        for _ in range(runs):
            count = random.poisson(rate, 300)
            ages = np.repeat(np.arange(300.0), count)
            found.append(recurrence(ages, 300.0, 7, 150.0))
            low, high = recurrence_interval(ages, 300.0, 7, 150.0, (0.05, 10.0))
            held += low <= true <= high
            shape, days = posterior(ages, 300.0, 150.0, (0.05, 10.0))
            rates.append(shape / days)
        print(f"  rate {rate}: mean of the fitted rates {np.mean(rates):.4f}; true chance in 7 days {true:.3f}, mean forecast {np.mean(found):.3f}, interval holds it in "
              f"{100 * held / runs:.0f} % of {runs} runs")


def print_hosts(deeds: list, data: Path) -> None:
    history, lands = History(deeds), icews.countries(icews.names(data / "entity2id.txt"))
    found = venues.tables(history, venues.cases(history, lands, VALID[0], VALID[1] - 1))
    weights = hosts.shipped().weights
    rank = np.array([venues.reciprocal(x, k, weights) for x, k, _ in found])
    popular = np.array([venues.reciprocal(x, k, np.eye(len(weights))[-2]) for x, k, _ in found])
    pairs = [p for _, _, p in found]
    for title, values in (("model", rank), ("who hosts most", popular)):
        mean, three = (calibration.bootstrap(lambda k, v=v: float(np.mean(v[k])), pairs) for v in (values, (values >= 1 / 3).astype(float)))
        assert mean is not None and three is not None
        print(f"third-party host, {title}: {len(found)} cases, MRR {mean.value:.2f} ({mean.low:.2f} to {mean.high:.2f}), top three {100 * three.value:.0f} % ({100 * three.low:.0f} to {100 * three.high:.0f})")


def print_partners(deeds: list, data: Path, most: int) -> None:
    """Temporal link prediction, one step ahead, both directions, time-aware filter; ties count half."""
    ties, shipped = ranker.ties_of(deeds, data), partners.shipped()
    asked, true = ranker.queries(ties, *VALID)
    if most:
        asked = asked[np.sort(np.random.default_rng(0).permutation(len(asked))[:most])]
    places, lines, dyads, now = [], [], [], None
    for s, a, o, d in asked[np.argsort(asked[:, 3], kind="stable")].tolist():
        if now is None or now.day != d:
            now = Day(ties, d, shipped.follow)
        query = now.query(s, a)
        lines.append(partners.place(query.line, o, true[s, a, d]))
        places.append(partners.place(partners.scores(query, shipped), o, true[s, a, d]))
        dyads.append(f"{min(s, o)}|{max(s, o)}")
    print(f"\nwho next, valid part: {len(asked)} queries")
    for title, values in (("decayed recurrence, strict and relaxed", np.array(lines)), ("ranker", np.array(places))):
        mean = calibration.bootstrap(lambda k, v=values: float(np.mean(1 / v[k])), dyads, draws=200)
        assert mean is not None
        print(f"  {title}: MRR {100 * mean.value:.1f} ({100 * mean.low:.1f} to {100 * mean.high:.1f}), first {100 * np.mean(values <= 1):.1f} %, "
              f"first three {100 * np.mean(values <= 3):.1f} %, first ten {100 * np.mean(values <= 10):.1f} %")


if __name__ == "__main__":
    main()
