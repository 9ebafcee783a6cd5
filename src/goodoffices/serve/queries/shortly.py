"""What may come next in the dossier of an article, in a line or two."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.errors import NotPossibleError
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.assessing import assess
from goodoffices.serve.queries.dossiers import list_dossiers
from goodoffices.serve.queries.issuing import LONGEST, asked_words
from goodoffices.serve.queries.outlook import Outlook, Planned, Standing

#: Questions named, the first of these kinds that are open.
LINES = 3
KINDS = ("plan_contact", "offer_meeting", "rejection_meeting", "threat_deed")


def shortly(archive: Archive) -> Callable[[str], list[str]]:
    """Asks by article; each dossier is worked out once. Nothing is issued."""
    home = {article: d.id for d in list_dossiers(archive) for article in d.articles}
    known: dict[str, list[str]] = {}

    def lines(article: str) -> list[str]:
        dossier = home.get(article)
        if dossier is None:
            return []
        if dossier not in known:
            try:
                known[dossier] = _lines(assess(archive, dossier, keep=False))
            except NotPossibleError:  # no report of it has a date
                known[dossier] = []
        return known[dossier]

    return lines


def _lines(told: Outlook) -> list[str]:
    latest: dict[tuple[str, frozenset[str]], Standing] = {}
    for standing in told.forecasts:
        q = standing.forecast.question
        if standing.answer == "open" and q.kind in KINDS:
            known = latest.get((q.kind, frozenset((q.issuer, q.other))))
            if known is None or q.due < known.forecast.question.due or q.issued > known.forecast.question.issued:
                latest[q.kind, frozenset((q.issuer, q.other))] = standing
    chosen = sorted(latest.values(), key=lambda s: KINDS.index(s.forecast.question.kind))[:LINES]
    lines = [_line(told, s) for s in chosen] + [plan_words(told, plan) for plan in told.planned[:1]]
    return lines + ([f"as of {told.as_of}; `goodoffices assess {told.dossier}` tells more"] if lines else [])


def plan_words(told: Outlook, plan: Planned) -> str:
    """A contact planned for later than any question asks: "Peru and Bolivia plan a meeting for 2024-10-01 to 2024-10-31: ..."."""
    parties = " and ".join(told.names.get(p, p.partition(":")[2] or p) for p in plan.parties)
    when = plan.start if plan.end == plan.start else f"{plan.start} to {plan.end}"
    what = "contact" if plan.channel == "unknown" else plan.channel
    return f"{parties}: a {what} is planned for {when}, later than the {LONGEST} days that a question asks about at most; none asks after it"


def _line(told: Outlook, standing: Standing) -> str:
    f, q = standing.forecast, standing.forecast.question
    issuer, other = (told.names.get(p, p.partition(":")[2] or p) for p in (q.issuer, q.other))
    model = "" if f.probability is None or f.low is None or f.high is None else f"; model {100 * f.probability:.0f} % ({100 * f.low:.0f} to {100 * f.high:.0f})"
    return f"{issuer} and {other}, {asked_words(q, issuer)}: {f.words}{model}"
