"""The lists of a dossier in full, a page at a time; its own page shows the first of each."""

from __future__ import annotations

from typing import Any

from goodoffices.errors import NotFoundError
from goodoffices.ledger.dossiers.order import SINGULAR
from goodoffices.model import DossierState
from goodoffices.serve.desk import boards
from goodoffices.serve.desk.rows import Row, Teller
from goodoffices.serve.queries import Archive, dossiers, lookups, paging

ON_PAGE = 100
#: Lists with a page, and how a reader calls them.
TITLES = {"proposals": "Proposals", "venue_offers": "Venues on offer", "contacts": "Contacts", "deadlines": "Deadlines", "threats": "Threats", "conditions": "Conditions", "incidents": "Incidents",
          "assessments": "Judgements", "contradictions": "Contradictions", "articles": "Articles"}


def view(archive: Archive, name: str, ident: str, at: str | None, known_at: str | None, cursor: str | None) -> dict[str, Any]:
    """The page. Raises NotFoundError and UsageError as the state of a dossier."""
    if name not in TITLES:
        raise NotFoundError(f"there is no list {name!r}; there are {', '.join(TITLES)}")
    state = dossiers.state(archive, ident, at=at, known_at=known_at)
    page = paging.page_of(_listed(state, name), ON_PAGE, cursor)
    genres = lookups.genres(archive, (a.id for a in page.rows)) if name == "articles" else {}
    counts = {n: len(state.articles) if n == "articles" else len(state.contradictions) if n == "contradictions" else len(getattr(state.ledger, n)) for n in TITLES}
    return {"state": state, "name": name, "titles": TITLES, "counts": counts, "rows": page.rows, "next": page.next, "total": counts[name], "genres": genres, "at": at, "known_at": known_at}


def _listed(state: DossierState, name: str) -> list[Any]:
    """All of a list, the latest first; contradictions in the order of their entries."""
    teller = Teller(state)
    if name == "articles":
        return list(reversed(state.articles))
    if name == "contradictions":
        return list(boards.clashes(teller))
    return latest_first(teller.rows(name)) if name in SINGULAR else []


def latest_first(rows: list[Row]) -> list[Row]:
    """Those without a day last; of one day in the order they were in."""
    return sorted(rows, key=lambda r: r.day or "", reverse=True)
