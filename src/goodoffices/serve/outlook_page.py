"""`goodoffices assess`: the outlook of a dossier as a person wants to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click

from goodoffices.serve.dossier_page import counted, first_source
from goodoffices.serve.queries.assessing import is_share
from goodoffices.serve.queries.issuing import base_words, outcome_words, question_words
from goodoffices.serve.queries.offers import NO_MODEL, OVERLAP, common_warnings, overlaps, tells, unmoved
from goodoffices.serve.queries.outlook import Candidate, IndexNow, Outlook, Question, Share, Sign, Standing, StandingOrder, Supposed
from goodoffices.serve.queries.shortly import plan_words
from goodoffices.serve.wording import shortened, wrapped

BLOCKS = "▁▂▃▄▅▆▇█"
#: Lines named "moved by" below each index.
MOVERS = 2
#: Points of a curve.
WEEKS = 8


def outlook_text(told: Outlook, width: int) -> Iterator[str]:
    """The lines of an outlook, styled."""
    yield from wrapped(click.style(told.name, bold=True), told.name, width)
    yield from wrapped(None, f"{told.dossier} | as of {told.as_of}, reports until {told.reports_until}", width)
    for heading, lines in (("Indices", _indices(told, width)), ("What may come next", _forecasts(told, width)), ("What if", _what_if(told, width)), ("Offers", _offers(told, width)), ("Whom they meet, who hosts", _rankings(told, width)),
                           ("What the reports say of it", _evidence(told, width)), ("What is not known", (x for s in told.not_known for x in wrapped(None, s, width, "- ", "  ")))):
        body = list(lines)
        if body:
            yield ""
            yield click.style(heading.upper(), bold=True, fg="cyan")
            yield from body


def sparkline(values: Sequence[float | None]) -> str:
    """Heights from zero to the largest value; a dot where there is none."""
    top = max((v for v in values if v is not None), default=0.0)
    return "".join("·" if v is None else BLOCKS[min(7, int(8 * v / top))] if top > 0 else BLOCKS[0] for v in values)


def weekly(index: IndexNow) -> list[float | None]:
    """The values at the end of each of the last eight weeks, oldest first."""
    values = [p.value for p in index.points][::-7][:WEEKS][::-1]
    return [None] * (WEEKS - len(values)) + values


def _called(told: Outlook, ident: str | None) -> str:
    return told.names.get(ident or "", (ident or "unknown").partition(":")[2] or ident or "unknown")


def _pair(told: Outlook, parties: Sequence[str]) -> str:
    return " and ".join(_called(told, p) for p in parties)


def _indices(told: Outlook, width: int) -> Iterator[str]:
    events = {e.id: e for e in told.events}
    groups = list(dict.fromkeys(i.parties for i in told.indices))
    for parties in groups[:1] if len(groups) == 2 else groups:
        group = [i for i in told.indices if i.parties == parties]
        yield from wrapped(None, _pair(told, parties) if parties else f"The dossier as a whole, eight weeks to {told.as_of}: the end of each week as a share of the highest, then the last value with its 95 % interval", width)
        silent = {i.statement for i in group if not i.points}
        if silent:
            yield from wrapped(None, "; ".join(sorted(silent)), width, "  ", "  ")
            continue
        for index in group:
            yield f"  {index.name:<12}{_value(index)}"
            if not parties:
                yield from (click.style(x, dim=True) for x in wrapped(None, f"{index.formula}; half of it fades in {index.half_life:g} days", width, "    ", "    "))
            for event in [] if parties else [events[i] for i in index.moved[:MOVERS] if i in events]:
                who = ", ".join(event.actors) + (f" -> {', '.join(event.recipients)}" if event.recipients else "")
                head = f"    {event.day or 'no date'} {event.type}: {who}: "
                words = event.source.evidence[0].text if event.source.evidence else ""
                yield click.style(head + shortened(words, max(20, width - len(head))), dim=True)


def _value(index: IndexNow) -> str:
    """Curve, value and interval; of a rate to which nothing on record has gone in these weeks only how high it may be."""
    if index.value is None or index.low is None or index.high is None:
        return f"{sparkline([None] * WEEKS)}  {index.statement}"
    if not index.moved and not is_share(index.name):
        return f"{sparkline([None] * WEEKS)}  none on record in these weeks (so up to {index.high:.3f})"
    return f"{sparkline(weekly(index))}  {index.value:.3f} ({index.low:.3f} to {index.high:.3f})"


def _question(told: Outlook, q: Question) -> str:
    return question_words(q, _called(told, q.issuer), _called(told, q.other))


def _forecasts(told: Outlook, width: int) -> Iterator[str]:
    """The latest question of each kind, pair and horizon; all stand in --json."""
    latest: dict[tuple[str, tuple[str, ...], int], Standing] = {}
    for standing in told.forecasts:
        q = standing.forecast.question
        latest[q.kind, (q.issuer, q.other), q.horizon] = standing
    if len(latest) < len(told.forecasts):
        yield from wrapped(None, f"The latest question of each kind, pair and term; {counted(len(told.forecasts) - len(latest), 'earlier one')} of {len(told.forecasts)} in all stand in --json.", width)
    if any(s.forecast.probability is not None for s in latest.values()):
        yield from wrapped(None, "Model: the chance from all that is on record of the two; recurrence: from how often they did so before; base rate: from all cases alike. In brackets 95 % intervals.", width)
    for plan in told.planned:
        yield from wrapped(None, f"{plan_words(told, plan)}.", width, "- ", "  ")
        if plan.sources:
            yield click.style("    " + first_source(plan.sources, width - 6), dim=True)
    for standing in sorted(latest.values(), key=lambda s: s.answer != "open"):
        f, q = standing.forecast, standing.forecast.question
        state = "answered: yes" if standing.answer == "yes" else "open" if standing.answer == "open" else standing.answer
        left = f", {counted(standing.days_left, 'day')} left" if standing.answer == "open" else ""
        yield from wrapped(None, f"{_question(told, q)} ({state}{left})", width, "- ", "  ")
        yield from wrapped(None, f"{f.words[0].upper()}{f.words[1:]}.", width, "    ", "    ")
        base = f"base rate of all such cases {base_words(f)}"
        if f.abstained:
            yield from wrapped(None, f"{base}; no probability for this pair: {f.abstained}", width, "    ", "      ")
        else:
            yield from wrapped(None, f"model {_chance(f.probability, f.low, f.high)}; recurrence {_chance(f.recurrence, f.recurrence_low, f.recurrence_high)}; {base}", width, "    ", "      ")
        if f.usual is not None and not f.abstained and q.kind.startswith("threat"):
            yield from wrapped(None, f"at the usual level of this conflict: such deeds on {f.usual:.1f} of {q.horizon} days", width, "    ", "      ")


def _what_if(told: Outlook, width: int) -> Iterator[str]:
    """Each open question before and after what is supposed."""
    if told.what_if is None:
        return
    yield from wrapped(None, f"Supposed, and nowhere kept: {'; '.join(told.what_if.words)}.", width)
    if told.what_if.statement:
        yield from wrapped(None, told.what_if.statement, width)
    common = common_warnings(told.what_if)
    for warning in common:
        yield from wrapped(None, f"Warning: {warning}.", width)
    telling = [m for m in told.what_if.moved if tells(m)]
    for moved in telling:
        yield from _supposed(told, moved, common, width)
    silent = sum(m.after.probability is None for m in telling)
    if silent:
        yield from wrapped(None, f"Of {counted(len(telling), 'question')} the model gives no probability to {silent}: the record is outside the range that it was fitted on, or no fitted case is like this; of these only the counts of comparable cases can be compared.", width)
    for why, count in unmoved(told.what_if).items():
        yield from wrapped(None, f"Nothing moves for {counted(count, 'other question' if telling else 'question')}" + (f": {why}." if why else "."), width)


def _supposed(told: Outlook, moved: Supposed, common: Sequence[str], width: int) -> Iterator[str]:
    """One question before and after."""
    before = "not asked" if moved.before is None else _chance(moved.before.probability, moved.before.low, moved.before.high)
    after = _chance(moved.after.probability, moved.after.low, moved.after.high)
    yield from wrapped(None, _question(told, moved.question) + ("" if after == "none" else f": model {before} -> {after}"), width, "- ", "  ")
    if moved.words and moved.with_facts is not None:
        yield from wrapped(None, f"{moved.words[0].upper()}{moved.words[1:]}" + (f"; without: {_cases(moved.without)}." if moved.without else ".")
                           + (f" {OVERLAP}" if overlaps(moved) else ""), width, "    ", "    ")
    for warning in moved.warnings:
        if warning not in common and not (after == "none" and warning.startswith(NO_MODEL)):
            yield from wrapped(None, f"Warning: {warning}.", width, "    ", "    ")


def _cases(share: Share) -> str:
    return "none" if not share.n else f"{100 * share.happened / share.n:.0f} % (n = {share.n}, {100 * share.low:.0f} to {100 * share.high:.0f} %)"


def _offers(told: Outlook, width: int) -> Iterator[str]:
    """Of each offer its chance, the weight of such moves, and what the text says of it; the works stand in --json."""
    for offer in told.offers:
        head = f"{offer.kind} proposed by {_called(told, offer.proposer)}" + (f" to {_called(told, offer.other)}" if offer.other else "") + f", {offer.day or 'no date'} ({offer.status})"
        yield from wrapped(None, head, width, "- ", "  ")
        if offer.sources:
            yield click.style("    " + first_source(offer.sources, width - 6), dim=True)
        if offer.statement:
            yield from wrapped(None, f"{offer.statement[0].upper()}{offer.statement[1:]}.", width, "    ", "    ")
        for standing in told.forecasts:
            f = standing.forecast
            if f.question.id in offer.questions:
                model = "" if f.abstained else f"model {_chance(f.probability, f.low, f.high)}; "
                yield from wrapped(None, f"{outcome_words(f.question, _called(told, f.question.issuer))} within {f.question.horizon} days: {model}comparable cases {_cases(f.comparable)}", width, "    ", "      ")
        for weighed in offer.weight:
            if weighed.now or weighed.odds is not None:
                yield from wrapped(None, f"{'as on its day: ' if weighed.now else ''}{weighed.words}", width, "    ", "      ")
        for k, signal in enumerate(offer.signals):
            if k and (offer.signals[k - 1].kind, offer.signals[k - 1].by) == (signal.kind, signal.by):
                yield click.style("      " + first_source(signal.sources, width - 8), dim=True)
                continue
            by = f" ({'alleged by ' if signal.kind.startswith('attack') else ''}{_called(told, signal.by)})" if signal.by else ""
            works = ", ".join(sorted(_short(told.literature[key]) for key in signal.cites if key in told.literature))
            reading = "read either way" if signal.reading == "either" else f"{signal.reading} it"
            yield from wrapped(None, f"{signal.words}{by}: {reading}: {signal.why} ({works})", width, "    * ", "      ")
            yield click.style("      " + first_source(signal.sources, width - 8), dim=True)


def _short(work: str) -> str:
    """Author and year of a work."""
    authors = work.partition(",")[0].split(" and ")
    year = next((w.strip("(),") for w in reversed(work.split()) if w.strip("(),").isdigit() and len(w.strip("(),")) == 4), "")
    return f"{' and '.join(a.split()[-1] for a in authors)} {year}".strip()


def _chance(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return "none"
    return f"{100 * value:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def _rankings(told: Outlook, width: int) -> Iterator[str]:
    for standing in told.rankings:
        yield from wrapped(None, _ranking(told, standing), width, "- ", "  ")


def _ranking(told: Outlook, standing: StandingOrder) -> str:
    order, ranking = standing.order, standing.order.ranking
    asked = f"{_called(told, ranking.about[0])} may meet next" if ranking.kind == "next_partner" else f"a third party that may host {_pair(told, ranking.about)}"
    until = f"within {ranking.horizon} days of {date.fromisoformat(ranking.issued).isoformat()}"
    named = []
    for c in order.candidates:
        facts = [x for x in (_of_candidate(c) if c.probability is not None else "", f"recurrence {100 * c.recurrence:.0f} %" if c.recurrence is not None and not order.abstained else "", f"on offer: {c.offer}" if c.offer else "") if x]
        named.append(_called(told, c.name) + (f" ({', '.join(facts)})" if facts else ""))
    return f"{asked} ({until}): {'; '.join(named)}" + (f"; no probability: {order.abstained}" if order.abstained else "") + (f"; {order.words}" if order.words else "")


def _of_candidate(c: Candidate) -> str:
    """Its chance, with the interval and how many cases it rests on; rankings that were kept before intervals were made have none."""
    if c.low is None:
        return f"{100 * (c.probability or 0.0):.0f} %"
    return f"{_chance(c.probability, c.low, c.high).rstrip(')')}, n = {c.n})"


def _evidence(told: Outlook, width: int) -> Iterator[str]:
    for sign in told.evidence:
        yield from wrapped(None, _sign(told, sign), width, "- ", "  ")
        yield click.style("    " + first_source(sign.sources, width - 6), dim=True)


def _sign(told: Outlook, sign: Sign) -> str:
    if sign.kind == "condition":
        return f"condition of {_called(told, sign.by)}: {' '.join(sign.text.split())}"
    return f"{_called(told, sign.by) if sign.by else 'the report itself'} calls it {(sign.stance or 'neutral').upper()}: {' '.join(sign.text.split())}"
