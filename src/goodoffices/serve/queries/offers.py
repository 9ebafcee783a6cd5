"""The offers of a dossier with what is known of such offers, and what would move if other facts were on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from goodoffices.assess.deeds import as_side
from goodoffices.assess.history import History
from goodoffices.assess.odds import FEWEST, FEWEST_MET, FEWEST_PAIRS, HORIZONS, LATELY, STATES, Few, Move, Odds, State, move_of, moves, shipped
from goodoffices.assess.signals import literature, offer_day, offer_sides, text_signals
from goodoffices.assess.supposing import Fact, Supposed, facts, what_if
from goodoffices.model import MergedProposal
from goodoffices.serve.queries.issuing import LONGEST, Issue, too_soon
from goodoffices.serve.queries.outlook import Dyad, Offer, Standing, Weighed, WhatIf

#: Offers shown: those still open first, then the latest.
SHOWN = 6
#: How warnings begin that the model gives no probability, and that a supposed fact is on record.
NO_MODEL = "no probability of the model"
ALREADY = "already so on record"
OVERLAP = "The intervals overlap: these counts do not show that it matters."
#: An interval whose upper end is more than so many times the lower one hardly says how much.
WIDE = 5


def offers_of(issue: Issue, dyads: Sequence[Dyad], forecasts: Sequence[Standing]) -> tuple[Offer, ...]:
    """Open offers first, the latest first."""
    ordered = sorted(issue.state.ledger.proposals, key=lambda p: (p.status not in ("open", "accepted"), _latest_first(offer_day(p)), p.id))
    return tuple(_offer(issue, item, dyads, forecasts) for item in ordered[:SHOWN])


def _latest_first(day: str | None) -> int:
    return -date.fromisoformat(day).toordinal() if day else 0


def cited(offers: Iterable[Offer]) -> dict[str, str]:
    """The works that the signals of these offers rest on."""
    wanted = {key for offer in offers for signal in offer.signals for key in signal.cites}
    return {key: work for key, work in literature().items() if key in wanted}


def _offer(issue: Issue, item: MergedProposal, dyads: Sequence[Dyad], forecasts: Sequence[Standing]) -> Offer:
    proposer, other = offer_sides(issue.state, item)
    day, name = offer_day(item), move_of(item.kind)
    between = _between(issue, item, proposer, dyads)
    dyad = between or next((d for d in dyads if {proposer, other} == set(d.sides)), None)
    asked = tuple(s.forecast.question.id for s in forecasts if dyad is not None and s.forecast.question.kind.startswith(("offer", "plan")) and s.forecast.question.issued == day
                  and {s.forecast.question.issuer, s.forecast.question.other} == set(dyad.parties))
    weight = () if dyad is None or name is None or between is not None else tuple(_weighed(issue.histories[dyad.level], dyad, moves()[name], day))
    return Offer(entry=item.id, kind=item.kind, status=item.status, day=day, proposer=proposer, other=other, sources=item.sources, questions=asked, weight=weight,
                 signals=text_signals(issue.state, item), statement="; ".join(_silence(issue, dyad, name, day, asked, between is not None)))


def _between(issue: Issue, item: MergedProposal, proposer: str | None, dyads: Sequence[Dyad]) -> Dyad | None:
    """The main parties to whom both a third party makes an offer."""
    actors = {a.id: a for a in issue.state.actors}
    asked = actors.get(item.addressee or "")
    told = {as_side(actors[m]) for m in asked.members if m in actors} if asked is not None else set()
    return next((d for d in dyads if proposer is not None and proposer not in d.sides and set(d.sides) <= told), None)


def _silence(issue: Issue, dyad: Dyad | None, move: str | None, day: str | None, asked: tuple[str, ...], third: bool) -> Iterable[str]:
    if dyad is None:
        yield "no chance and no weight: it is not clear between which two main parties the offer is"
        return
    if not asked:
        old = day is not None and date.fromisoformat(day).toordinal() + LONGEST < issue.day
        yield f"no open question: the {LONGEST} days after the offer are over" if old else "no open question: the record holds no invitation or declared intent to meet of the two on that day"
    if third:
        yield "no weight: what a third party's offer to both sides moves was not measured"
    elif move is None:
        yield "no weight: offers of this kind were not measured"


def _weighed(history: History, dyad: Dyad, move: Move, day: str | None) -> Iterable[Weighed]:
    now = _state(history, dyad, day)
    for state in STATES:
        for horizon in HORIZONS:
            key = f"{dyad.level} {move.name} {horizon} {state}"
            found = shipped().odds.get(key)
            yield Weighed(state=state, horizon=horizon, now=state == now, odds=found, words=weight_words(move, state, horizon, found, shipped().few.get(key)))


def _state(history: History, dyad: Dyad, day: str | None) -> State | None:
    if day is None:
        return None
    at = date.fromisoformat(day).toordinal()
    pair = history.pair(*dyad.parties).after(at - LATELY - 1, at)
    return "hostility" if np.any(np.isin(pair.category, history.numbers(("force", "assault")))) else "calm"


def weight_words(move: Move, state: str, horizon: int, odds: Odds | None, few: Few | None) -> str:
    """How such a move shifts the odds, with n and how far that can be trusted; where there were too few cases, how many."""
    while_ = "in calm" if state == "calm" else f"with force on record in the {LATELY} days before"
    if odds is None:
        return f"too few comparable cases of {move.words} {while_} to say how it moves the odds within {horizon} days" + (f" ({_counted(few)})" if few else "")
    wide = ("; far too wide to say whether such a move shifts the odds at all" if odds.low <= 1 <= odds.high else "; wide: it says which way the odds shift, hardly by how much" if odds.high > WIDE * odds.low else "")
    return (f"{while_}, days with {move.words} had {odds.value:.1f} times the odds of a recorded meeting within {horizon} days of the same pairs' days without one "
            f"(n = {odds.days} such days, {odds.met} followed by a meeting, {odds.pairs} pairs; 95 % interval {odds.low:.1f} to {odds.high:.1f}{wide})")


def _counted(few: Few) -> str:
    return f"n = {few.days} such days, {few.met} followed by a meeting, {few.pairs} pair{'' if few.pairs == 1 else 's'}; at least {FEWEST}, {FEWEST_MET} and {FEWEST_PAIRS} are asked for"


def suppose(issue: Issue, dyads: Sequence[Dyad], forecasts: Sequence[Standing], wanted: Sequence[Fact]) -> WhatIf:
    """The open questions, the latest of each kind and horizon of a pair, before and after. Nothing is kept."""
    moved: list[Supposed] = []
    for dyad in dyads:
        latest = {}
        for standing in forecasts:
            q = standing.forecast.question
            if standing.answer == "open" and {q.issuer, q.other} == set(dyad.parties) and standing.forecast.level == dyad.level:
                latest[q.kind, q.horizon] = q
        moved += [m for m in what_if(issue.histories[dyad.level], list(latest.values()), dyad.level, wanted) if m.before is not None or not too_soon(issue, dyad, m.question)]
    return WhatIf(facts=tuple(f.name for f in wanted), words=tuple(f.words for f in wanted), moved=tuple(moved),
                  statement="" if moved else "No question is open, so there is nothing that these facts could move.")


def supposable() -> dict[str, str]:
    """What can be supposed, as it is asked for, in words."""
    return {"venue=neutral" if name == "venue" else name: fact.words for name, fact in facts().items()}


def common_warnings(told: WhatIf | None) -> tuple[str, ...]:
    """What is said of every question alike."""
    found = [m.warnings for m in told.moved] if told else []
    return tuple(w for w in (found[0] if found else ()) if all(w in other for other in found))


def tells(moved: Supposed) -> bool:
    """Does what is supposed change a number, or are there at least cases that had it, of a question for which it is not on record already?"""
    return bool(moved.moved) or (moved.with_facts is not None and not any(w.startswith(ALREADY) for w in moved.warnings))


def overlaps(moved: Supposed) -> bool:
    """Do the intervals of the comparable cases with the facts and without them share any value?"""
    one, two = moved.with_facts, moved.without
    return one is not None and two is not None and one.low <= two.high and two.low <= one.high


def unmoved(told: WhatIf) -> dict[str, int]:
    """How many questions what is supposed says nothing of, by reason; what is said of every question alike is left out."""
    common = common_warnings(told)
    return dict(Counter("; ".join(w for w in m.warnings if w not in common and not w.startswith(NO_MODEL)) for m in told.moved if not tells(m)))
