"""Speed of `assess` on 100,000 events, for `make bench`: the index over deeds, the curves of the busiest dyads, the forecasts of all open questions, what if; and the deeds of
one more day, with the features of all open questions carried on to them.

Events are invented: actors and pairs of very unequal business over 300 days, acts in the proportions of news. `python eval/bench_assess.py [--events 100000]`
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from datetime import date

import numpy as np

from goodoffices.assess.deeds import Deed, acts
from goodoffices.assess.features import Observer
from goodoffices.assess.forecasts import Forecast, forecast
from goodoffices.assess.history import History
from goodoffices.assess.indices import curves
from goodoffices.assess.questions import Question, questions, rules
from goodoffices.assess.supposing import supposed_facts, what_if

DAYS, ACTORS, PAIRS, RUNS = 300, 4000, 20_000, 3
#: Share of each act, by CAMEO code.
ACTS = {"010": 22, "042": 9, "043": 9, "040": 10, "036": 12, "051": 8, "111": 6, "190": 6, "020": 5, "112": 4, "173": 4, "046": 3, "057": 2, "030": 4, "012": 2, "125": 1, "138": 1, "141": 1, "163": 1, "041": 1}
#: Dyads whose indices are drawn: three of each of fifty dossiers.
DYADS = 150


def deeds(events: int) -> list[Deed]:
    """Invented deeds; the same for the same number."""
    random = np.random.default_rng(11)
    busy = np.exp(random.normal(0.0, 1.2, ACTORS))
    ends = random.choice(ACTORS, (PAIRS, 2), p=busy / busy.sum())
    one, two = ends[:, 0], np.where(ends[:, 1] == ends[:, 0], (ends[:, 0] + 1) % ACTORS, ends[:, 1])
    weight = np.exp(random.normal(0.0, 1.5, PAIRS))
    pair = random.choice(PAIRS, events, p=weight / weight.sum())
    day = random.integers(0, DAYS, events)
    code = random.choice(list(ACTS), events, p=np.array(list(ACTS.values())) / sum(ACTS.values()))
    start, table = date(2031, 1, 1).toordinal(), acts()
    out = []
    for n in range(events):
        a, b = f"a{one[pair[n]]:05}", f"a{two[pair[n]]:05}"
        actor, recipient = (a, b) if n % 2 else (b, a)
        out.append(Deed(id=f"d{n}", day=start + int(day[n]), actor=actor, recipient=recipient, cameo=str(code[n]), category=table.categories[str(code[n])], score=table.scores[str(code[n])]))
    return out


def open_questions(history: History) -> list[Question]:
    """All questions whose days are not over on the last day."""
    last = history.last or 0
    return [q for kind in rules() for q in questions(history, kind, first=last - 29) if date.fromisoformat(q.due).toordinal() >= last]


def run(made: list[Deed]) -> tuple[list[float], list[Forecast]]:
    """CPU seconds for the index, the curves, the open questions, and one what if; and the forecasts."""
    at = [time.process_time()]
    history = History(made)
    at.append(time.process_time())
    end = date.fromordinal(history.last or 0)
    busiest = sorted(history.pairs(), key=lambda p: -len(history.pair(*p).day))[:DYADS]
    for pair in busiest:
        curves(history, *pair, end.isoformat(), date.fromordinal(end.toordinal() - 55).isoformat())
    at.append(time.process_time())
    asked, observer = sorted(open_questions(history), key=lambda q: q.issued), Observer(history)
    found = [forecast(observer, q, "actor") for q in asked]
    at.append(time.process_time())
    one = [q for q in asked if {q.issuer, q.other} == {asked[0].issuer, asked[0].other}]
    what_if(history, one, "actor", supposed_facts(["accepts", "quiet"]))
    at.append(time.process_time())
    return [b - a for a, b in itertools.pairwise(at)], found


def day_on(made: list[Deed]) -> tuple[float, float, int]:
    """CPU seconds for the features of all open questions once the deeds of the last day have come: carried on, and made anew; and how many deeds they are."""
    last = max(d.day for d in made)
    before, whole = History(d for d in made if d.day < last), History(made)
    asked = sorted(open_questions(whole), key=lambda q: q.issued)
    observer = Observer(before)
    _features(observer, [q for q in asked if date.fromisoformat(q.issued).toordinal() < last])
    at = time.process_time()
    new = [d for d in made if d.day == last]
    _features(observer.moved(before.changed((), new)), asked)
    carried = time.process_time() - at
    at = time.process_time()
    _features(Observer(History(made)), asked)
    return carried, time.process_time() - at, len(new)


def _features(observer: Observer, asked: list[Question]) -> None:
    for q in asked:
        observer.features(rules()[q.kind], q.issuer, q.other, date.fromisoformat(q.issued).toordinal(), q.horizon)


def report(events: int = 100_000) -> None:
    """Prints the medians of several runs."""
    made = deeds(events)
    runs = [run(made) for _ in range(RUNS)]
    spent = [statistics.median(r[0][k] for r in runs) for k in range(4)]
    found = runs[0][1]
    shown = sum(f.probability is not None for f in found)
    print(f"assess, {len(made)} events, CPU: index {spent[0]:.1f} s, indices of {DYADS} dyads over eight weeks {spent[1]:.1f} s, {len(found)} open questions ({shown} with a probability) {spent[2]:.1f} s, "
          f"together {sum(spent[:3]):.1f} s; what if on one pair {spent[3]:.2f} s")
    carried, anew, new = day_on(made)
    print(f"one more day of {new} events, index and features of all open questions: {carried:.2f} s carried on, {anew:.2f} s made anew")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--events", type=int, default=100_000)
    report(ap.parse_args().events)


if __name__ == "__main__":
    main()
