"""Rankings that are asked and scored like questions: whom will A meet next, and which third party will host A and B."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec
import numpy as np

from goodoffices.assess.deeds import DATA
from goodoffices.assess.forecasts import Band, Count
from goodoffices.assess.history import History
from goodoffices.assess.partners import MEETINGS, Partner
from goodoffices.assess.questions import COVERED, Answered, question_id
from goodoffices.assess.venues import Host
from goodoffices.errors import ModelError
from goodoffices.model import Base

RankingKind = Literal["next_partner", "next_host"]
#: Half-life (days) by which earlier meetings fade in the order of recurrence.
FADING = 30.0


class Reference(Base, frozen=True, kw_only=True):
    """What came of such rankings in the fitted record when they were made by recurrence alone (data/rankings.json, training/rankings.py): of `base`, those asked, how often anybody was
    met or hosted; of those, how often who came stood among the first three, and first. `bands`: where somebody came, how often a candidate was the one, by the chance that the model
    gave it (out of sample: fitted on earlier days)."""

    base: Count
    first_three: Count
    first: Count
    bands: tuple[Band, ...]


class References(Base, frozen=True, kw_only=True):
    """What is shipped, by kind."""

    origin: str
    kinds: dict[RankingKind, Reference]


@lru_cache(maxsize=1)
def references() -> References:
    """The shipped numbers. Raises ModelError where they are missing or broken."""
    try:
        return msgspec.json.decode((DATA / "rankings.json").read_bytes(), type=References)
    except (FileNotFoundError, msgspec.MsgspecError) as err:
        raise ModelError(f"rankings lack a usable rankings.json ({err}); reinstall the package or run training/rankings.py") from err


def band_of(kind: RankingKind, probability: float) -> Band:
    """What came of candidates that were given about this chance."""
    bands = references().kinds[kind].bands
    return next((b for b in bands if probability <= b.upto), bands[-1])


def reference_words(kind: RankingKind) -> str:
    """What may be said of comparable rankings."""
    known = references().kinds[kind]
    told = f"in comparable cases the first three by recurrence held {'the one met next' if kind == 'next_partner' else 'the host'} {_share(known.first_three)}, the first {_share(known.first)}"
    return told + (f"; anybody was met within 30 days {_share(known.base)}" if kind == "next_partner" else "")


def _share(count: Count) -> str:
    return f"{100 * count.happened / count.n:.0f} % of the time (n = {count.n}, 95 % interval {100 * count.low:.0f} to {100 * count.high:.0f} %)"


def recurrent_partners(history: History, actor: str, day: int) -> dict[str, float]:
    """Each partner's share of the actor's meetings before the proleptic day, faded by age, the largest first; empty where it met nobody."""
    own = history.of(actor).until(day - 1)
    keep = np.array([history.deeds[k].cameo[:3] in MEETINGS for k in own.at.tolist()], dtype=bool)
    fading = 0.5 ** ((day - own.day[keep]) / FADING)
    weight = np.bincount(own.other[keep], fading, len(history.names)) if keep.any() else np.zeros(0)
    order = [int(k) for k in np.argsort(-weight, kind="stable") if weight[k] > 0]
    return {history.names[k]: float(weight[k] / weight.sum()) for k in order}


class Ranking(Base, frozen=True, kw_only=True):
    """Candidates in the order given on the day `issued`, for one actor (`next_partner`) or two parties (`next_host`). Never edited: the id is a digest
    of what is asked, on which day and until when."""

    id: str
    kind: RankingKind
    about: tuple[str, ...]
    issued: str
    horizon: int
    due: str
    candidates: tuple[str, ...]


class Placed(Base, frozen=True, kw_only=True):
    """What became of a ranking. `answer` is yes where somebody was met or hosted; `place` is that of the best-placed one of the first such day, null where it was not among the
    candidates."""

    ranking: str
    answer: Answered
    happened: tuple[str, ...] = ()
    place: int | None = None
    deeds: tuple[str, ...] = ()


def rank_partners(actor: str, partners: Sequence[Partner], issued: str, horizon: int = 30) -> Ranking | None:
    """A ranking from `partners.next_partners`; None where that abstained."""
    return _ranking("next_partner", (actor,), tuple(p.name for p in partners), issued, horizon) if partners else None


def rank_hosts(one: str, two: str, hosts: Sequence[Host], issued: str, horizon: int = 30) -> Ranking | None:
    """A ranking from `venues.hosts`; None where there was nobody to name."""
    return _ranking("next_host", (min(one, two), max(one, two)), tuple(h.name for h in hosts), issued, horizon) if hosts else None


def place_ranking(ranking: Ranking, history: History, now: str) -> Placed:
    """What became of a ranking by what is on record on the day `now` (ISO): the first day after issue with a meeting of the actor, or on which a third
    party hosted both. No and void are as for questions."""
    issued, due, today = (date.fromisoformat(d[:10]).toordinal() for d in (ranking.issued, ranking.due, now))
    first = _first_met(history, ranking.about[0], issued, min(due, today)) if ranking.kind == "next_partner" else _first_hosts(history, ranking.about, issued, min(due, today))
    if first:
        places = [ranking.candidates.index(name) + 1 for name in first if name in ranking.candidates]
        return Placed(ranking=ranking.id, answer="yes", happened=tuple(sorted(first)), place=min(places, default=None), deeds=tuple(sorted({d for ids in first.values() for d in ids})))
    if today <= due:
        return Placed(ranking=ranking.id, answer="open")
    days = history.days_on_record
    covered = int(np.searchsorted(days, due, side="right") - np.searchsorted(days, issued, side="right"))
    return Placed(ranking=ranking.id, answer="no" if covered >= COVERED * ranking.horizon else "void")


def _ranking(kind: RankingKind, about: tuple[str, ...], candidates: tuple[str, ...], issued: str, horizon: int) -> Ranking:
    day = date.fromisoformat(issued[:10])
    key = question_id(kind, about[0], about[-1], day.isoformat(), horizon)
    return Ranking(id=key, kind=kind, about=about, issued=day.isoformat(), horizon=horizon, due=date.fromordinal(day.toordinal() + horizon).isoformat(), candidates=candidates)


def _first_met(history: History, actor: str, issued: int, last: int) -> dict[str, list[str]]:
    """Partners met on the first day with a meeting, each with the ids of the deeds."""
    found: dict[int, dict[str, list[str]]] = {}
    own = history.of(actor).after(issued, last)
    for at, other in zip(own.at.tolist(), own.other.tolist()):
        deed = history.deeds[at]
        if deed.cameo[:3] in MEETINGS:
            found.setdefault(deed.day, {}).setdefault(history.names[other], []).append(deed.id)
    return found[min(found)] if found else {}


def _first_hosts(history: History, parties: Sequence[str], issued: int, last: int) -> dict[str, list[str]]:
    """Third parties that hosted both on the first such day."""
    guests: dict[tuple[int, str], dict[str, list[str]]] = {}
    for party in parties:
        own = history.of(party).after(issued, last)
        for at in own.at.tolist():
            deed = history.deeds[at]
            if deed.cameo == "043" and deed.recipient == party and deed.actor not in parties:
                guests.setdefault((deed.day, deed.actor), {}).setdefault(party, []).append(deed.id)
    both = {key: found for key, found in guests.items() if len(found) == len(parties)}
    if not both:
        return {}
    day = min(d for d, _ in both)
    return {host: [i for ids in found.values() for i in ids] for (d, host), found in both.items() if d == day}
