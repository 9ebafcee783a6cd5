"""The track record as a page: what was forecast, what became of it, how good it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goodoffices.serve.desk import boards, charts
from goodoffices.serve.queries import Archive, paging
from goodoffices.serve.queries.outlook import Standing
from goodoffices.serve.queries.scoring import Estimate, Group, in_time, scorecard

ON_PAGE = 60
TONES = {"yes": "good", "no": "bad", "open": "open", "void": ""}


@dataclass(frozen=True, slots=True)
class Forecasted:
    """A forecast in words; chances in whole per cent, empty for none."""

    about: str
    question: str
    words: str
    issued: str
    due: str
    chance: str
    base: str
    answer: str
    tone: str
    late: bool
    dossier: str


@dataclass(frozen=True, slots=True)
class Scores:
    """A group of forecasts with its figures as text, and its drawing."""

    name: str
    group: Group
    figures: tuple[tuple[str, str, str], ...]
    drawing: tuple[charts.Held, ...]


def view(archive: Archive, cursor: str | None) -> dict[str, Any]:
    """The page. Raises NotFoundError for a wrong cursor."""
    card = scorecard(archive)
    names = boards.called(boards.boards(archive)) if card.forecasts else {}
    known = {b.id: b.name for b in boards.boards(archive)} if card.forecasts else {}
    rows = [_told(s, names) for s in reversed(card.forecasts)]
    page = paging.page_of(rows, ON_PAGE, cursor)
    return {"card": card, "whole": [_scores(g) for g in card.groups if g.kind is None], "kinds": [_scores(g) for g in card.groups if g.kind is not None], "rows": page.rows, "next": page.next,
            "cases": known, "side": charts.SIDE, "edge": charts.EDGE}


def _told(made: Standing, names: dict[str, str]) -> Forecasted:
    f, q = made.forecast, made.forecast.question
    about = " and ".join(names.get(i, i.partition(":")[2] or i) for i in (q.issuer, q.other))
    return Forecasted(about, question_words(q.kind), f"{f.words[:1].upper()}{f.words[1:]}", q.issued, q.due, _cent(f.probability), _cent(f.base_rate), made.answer, TONES[made.answer],
                      not in_time(made), made.dossier)


def question_words(kind: str) -> str:
    """ "offer_contact" -> "offer: contact" """
    return kind.replace("_", ": ", 1).replace("_", " ")


def _cent(chance: float | None) -> str:
    return "" if chance is None else f"{100 * chance:.0f} %"


def _scores(group: Group) -> Scores:
    r = group.report
    name = {"all": "All forecasts", "in time": "Made in time"}.get(group.name) or f"{question_words(group.kind or '')}, {group.horizon} days, {group.level}"
    if r is None:
        return Scores(name, group, (), ())
    figures = (("Brier score", *_figure(r.brier)), ("Log score", *_figure(r.log_score)), ("Skill against base rate", *_figure(r.skill_base)), ("Skill against recurrence", *_figure(r.skill_recurrence)))
    return Scores(name, group, figures, charts.reliability(r.bins))


def _figure(estimate: Estimate | None) -> tuple[str, str]:
    """Value and interval."""
    return ("–", "not defined") if estimate is None else (f"{estimate.value:.3f}", f"{estimate.low:.3f} to {estimate.high:.3f}")
