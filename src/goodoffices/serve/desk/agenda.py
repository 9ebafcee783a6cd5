"""The calendar as a page: what those who subscribe to it get, by month, and what has no day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import quote

from goodoffices.serve.desk.boards import Board, Dated, boards, called
from goodoffices.serve.desk.record import TONES
from goodoffices.serve.desk.rows import Row
from goodoffices.serve.feeds import ALL
from goodoffices.serve.queries import Archive, dossiers, paging
from goodoffices.serve.queries.issuing import asked_words
from goodoffices.serve.queries.outlook import Standing
from goodoffices.serve.queries.scoring import scorecard

ON_PAGE = 150
#: What each list is called in the calendar.
KINDS = {"contacts": "contact", "deadlines": "deadline", "questions": "question"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the calendar with where it leads. `ahead` says that its last day is not over."""

    row: Row
    kind: str
    day: str
    address: str
    ahead: bool

    @property
    def group(self) -> tuple[bool, str]:
        return self.ahead, self.day[:7]


def view(archive: Archive, words: str, questions: bool, today: str, cursor: str | None) -> dict[str, Any]:
    """The page: what lies ahead, soonest first, then what is past, the latest first. Raises NotFoundError, AmbiguousError."""
    every = boards(archive)
    chosen = dossiers.find_dossier(archive, words).dossier.id if words else ""
    shown = [b for b in every if not chosen or b.id == chosen]
    lines = [_line(d, today) for b in shown for d in b.dated]
    if questions:
        lines += _questions(archive, every, {b.id: b for b in shown}, today)
    ahead = sorted((x for x in lines if x.ahead), key=lambda x: (x.day, x.row.id))
    past = sorted((x for x in lines if not x.ahead), key=lambda x: (x.day, x.row.id), reverse=True)
    page = paging.page_of([*ahead, *past], ON_PAGE, cursor)
    undated = [r for b in shown for r in (*b.planned, *b.deadlines) if r.id not in {d.row.id for d in b.dated}]
    feed = f"/feeds/{quote(chosen or ALL, safe=':')}.ics" + ("?questions=1" if questions else "")
    return {"months": _months(page.rows), "next": page.next, "total": len(lines), "ahead": len(ahead), "undated": undated if not page.next and not cursor else [], "cases": dossiers.list_dossiers(archive),
            "chosen": chosen, "questions": questions, "feed": feed}


def _line(dated: Dated, today: str) -> Line:
    return Line(dated.row, KINDS[dated.row.kind], dated.first, f"/entry/{quote(dated.row.id, safe=':')}", dated.last >= today)


def _questions(archive: Archive, every: Sequence[Board], shown: dict[str, Board], today: str) -> Iterable[Line]:
    """The forecasts that were issued, on the days they are due."""
    names = called(every)
    for standing in scorecard(archive).forecasts:
        if standing.dossier in shown:
            due = standing.forecast.question.due
            yield Line(_question(standing, shown[standing.dossier], names), "question", due, f"/outlook/{quote(standing.dossier, safe=':')}", due >= today)


def _question(standing: Standing, board: Board, names: dict[str, str]) -> Row:
    q, f = standing.forecast.question, standing.forecast
    one, two = (names.get(i, i.partition(":")[2] or i) for i in (q.issuer, q.other))
    return Row(id=q.id, text=f"{one} and {two}: {asked_words(q, one)}?", status=standing.answer, tone=TONES[standing.answer], day=q.due, when=q.due, kind="questions",
               detail=f"{f.words[:1].upper()}{f.words[1:]}", dossier=board.id, dossier_name=board.name)


def _months(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Lines by month, each with its heading."""
    return [{"ahead": ahead, "title": f"{date.fromisoformat(month + '-01'):%B %Y}", "lines": list(found)} for (ahead, month), found in groupby(lines, key=lambda x: x.group)]
