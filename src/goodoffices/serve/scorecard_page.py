"""`goodoffices scorecard`: the track record for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from goodoffices.serve.dossier_page import counted
from goodoffices.serve.wording import wrapped

if TYPE_CHECKING:
    from goodoffices.serve.queries.scoring import Estimate, Group, Ranked, Scorecard

NONE_YET = "goodoffices: no forecast issued yet: `goodoffices assess DOSSIER` issues them"


def scorecard_text(card: Scorecard, width: int) -> Iterator[str]:
    """The lines of a scorecard; none where nothing has been issued."""
    if not card.forecasts and not card.rankings:
        return
    told = ", ".join(f"{card.answers.get(a, 0)} {a}" for a in ("yes", "no", "open", "void"))
    yield from wrapped(None, f"{counted(card.issued, 'forecast')} issued: {told}. By the reports until {card.as_of}.", width)
    yield from wrapped(None, "Brier and log score: 0 is perfect, 0.250 and 0.693 are those of always saying 50 %. In brackets 95 % intervals from resampling pairs. In time: written down no later than the day after the question arose.", width)
    void = card.answers.get("void", 0)
    if void:
        yield from wrapped(None, f"Void, and not scored, are {counted(void, 'question')} that nothing on record answers while too few of their days are on record to say no. "
                                 "What happened is counted all the same, so the shares that happened below are too high.", width)
    for group in (g for g in card.groups if g.report is not None or g.kind is None):
        yield ""
        yield click.style(f"{group.name.upper() if group.kind is None else group.name} ({group.issued} issued, {group.open} open, {group.void} void)", bold=group.kind is None)
        for line in _group(group):
            yield from wrapped(None, line, width, "  ", "    ")
    for ranked in card.ranked:
        yield ""
        yield from wrapped(None, _ranked(ranked), width, "", "  ")


#: With fewer answered questions a ratio of two scores says nothing.
ENOUGH = 20


def _group(group: Group) -> Iterator[str]:
    r = group.report
    if r is None:
        yield "nothing answered yes or no yet"
        return
    yield f"n {r.n} of {counted(r.dyads, 'dyad')}, happened {r.happened}; probability shown for {100 * r.coverage:.0f} %, the rest scored as the base rate"
    yield f"Brier {_told(r.brier, r.dyads)}, log score {_told(r.log_score, r.dyads)}" + ("" if r.dyads > 1 else "; one dyad: no interval")
    if r.n < ENOUGH:
        yield f"too few answered to tell a skill (fewer than {ENOUGH})"
        return
    yield f"skill against base rate {_told(r.skill_base, r.dyads)}, against recurrence {_told(r.skill_recurrence, r.dyads)}; recurrence against base rate {_told(r.recurrence_skill_base, r.dyads)}"
    if group.kind is None:
        yield "said and happened: " + "; ".join(f"{100 * b.forecast:.0f} %: {b.happened} of {b.n}" for b in r.bins)


def _told(estimate: Estimate | None, dyads: int) -> str:
    """A figure with its interval, which comes from resampling dyads: of a single one there is none."""
    if estimate is None:
        return "not defined"
    return f"{estimate.value:.3f}" + (f" ({estimate.low:.3f} to {estimate.high:.3f})" if dyads > 1 else "")


def _ranked(r: Ranked) -> str:
    what = "Whom an actor meets next" if r.kind == "next_partner" else "Who hosts"
    head = f"{what}: {r.issued} issued, {r.open} open, {r.no} with nobody, {r.void} void, {r.happened} came true"
    if r.reciprocal_rank is None or r.first_three is None:
        return head
    return f"{head}; mean reciprocal rank {r.reciprocal_rank:.2f}, among the first three {100 * r.first_three:.0f} %"
