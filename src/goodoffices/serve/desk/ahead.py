"""What may come next, as a page: curves, forecasts side by side, offers with what is known of such offers, and what if."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.serve.desk import charts
from goodoffices.serve.desk.record import TONES
from goodoffices.serve.desk.rows import cites
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.assessing import assess
from goodoffices.serve.queries.issuing import outcome_words, question_words
from goodoffices.serve.queries.offers import NO_MODEL, OVERLAP, common_warnings, overlaps, supposable, tells, unmoved
from goodoffices.serve.queries.outlook import IndexNow, Mover, Outlook, Standing
from goodoffices.serve.queries.scoring import scorecard
from goodoffices.serve.queries.shortly import plan_words

WIDE, HIGH = 240, 44
#: Events named below a curve.
MOVERS = 3
READ = {"strengthens": ("read as strengthening it", "good"), "weakens": ("read as weakening it", "bad"), "either": ("read either way", "")}


@dataclass(frozen=True, slots=True)
class Drawn:
    """An index over eight weeks: its line and the band of its interval in units of the drawing, its value, the events that moved it."""

    name: str
    formula: str
    line: str
    band: str
    value: str
    reach: str
    moved: tuple[Mover, ...]


def view(archive: Archive, ident: str, at: str | None, what_if: Sequence[str]) -> dict[str, Any]:
    """The page. Nothing is issued by looking at it. Raises as `assess`."""
    told = assess(archive, ident, at, keep=False, what_if=what_if)
    record = scorecard(archive)
    whole = next((g.report for g in record.groups if g.name == "all"), None)
    return {"told": told, "at": at, "chosen": tuple(what_if), "facts": supposable(), "drawn": _groups(told), "called": lambda ident: _called(told, ident), "cites": cites, "read": READ, "tones": TONES,
            "question": lambda q: question_words(q, _called(told, q.issuer), _called(told, q.other)), "outcome": lambda q: outcome_words(q, _called(told, q.issuer)), "cent": cent, "plan_words": plan_words, "latest": _latest(told), "common": common_warnings(told.what_if), "tells": tells, "overlaps": overlaps, "overlap": OVERLAP, "no_model": NO_MODEL, "unmoved": unmoved(told.what_if) if told.what_if else {}, "wide": WIDE, "high": HIGH, "bins": charts.reliability(whole.bins) if whole else (), "scored": whole.n if whole else 0,
            "side": charts.SIDE, "edge": charts.EDGE}


def _called(told: Outlook, ident: str | None) -> str:
    return told.names.get(ident or "", (ident or "unknown").partition(":")[2] or ident or "unknown")


def cent(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """A chance in whole per cent with its interval; "none" where there is none."""
    if value is None:
        return "none"
    return f"{100 * value:.0f} %" + ("" if low is None or high is None else f" ({100 * low:.0f} to {100 * high:.0f})")


def _latest(told: Outlook) -> list[Standing]:
    """The latest question of each kind, pair and horizon, those still open first."""
    found = {(s.forecast.question.kind, frozenset((s.forecast.question.issuer, s.forecast.question.other)), s.forecast.question.horizon): s for s in told.forecasts}
    return sorted(found.values(), key=lambda s: s.answer != "open")


def _groups(told: Outlook) -> list[tuple[tuple[str, ...], list[Drawn], str]]:
    """The curves of the dossier as a whole and of its dyads; of a dossier with one dyad only the first. With the reason where there are none."""
    groups = list(dict.fromkeys(i.parties for i in told.indices))
    events = {e.id: e for e in told.events}
    out = []
    for parties in groups[:1] if len(groups) == 2 else groups:
        own = [i for i in told.indices if i.parties == parties]
        silent = {i.statement for i in own if not i.points}
        out.append((parties, [_drawn(i, events) for i in own if i.points], "; ".join(sorted(silent))))
    return out


def _drawn(index: IndexNow, events: dict[str, Mover]) -> Drawn:
    told = [(n, p.value, p.low, p.high) for n, p in enumerate(index.points) if p.value is not None and p.low is not None and p.high is not None]
    top = max((v for _, v, _, _ in told), default=0.0) * 1.5 or 1.0
    step = WIDE / max(1, len(index.points) - 1)

    def at(n: int, value: float) -> str:
        return f"{n * step:.1f},{HIGH - 1 - min(1.0, value / top) * (HIGH - 2):.1f}"

    line = " ".join(at(n, v) for n, v, _, _ in told)
    band = " ".join([at(n, high) for n, _, _, high in told] + [at(n, low) for n, _, low, _ in reversed(told)])
    value = "none" if index.value is None else f"{index.value:.3f}"
    reach = index.statement if index.low is None or index.high is None else f"{index.low:.3f} to {index.high:.3f}"
    return Drawn(index.name, index.formula, line, band, value, reach, tuple(events[i] for i in index.moved[:MOVERS] if i in events))
