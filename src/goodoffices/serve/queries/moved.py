"""What moved since a time: what articles bring to the record that were filed since then, whatever day they tell of.

An article counts that was filed for the first time after that time, or whose text or fields were read anew with another result. Coding the same text
anew is no move, nor is a reprint. A line of the timeline is new if all its sources are such articles; one that also has an older source was told again.
"""

from __future__ import annotations

from goodoffices.model import Base, Decision, Dossier, Moment
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import grouping, timelines
from goodoffices.store import articles, decisions


class DossierMoved(Base, frozen=True, kw_only=True):
    """What moved in a dossier. `reports` and `reprints` count articles, `statements` and `told_again` lines; `lines` are the new ones but for statements."""

    dossier: str
    name: str
    last: str | None
    reports: int
    reprints: int
    lines: tuple[Moment, ...]
    statements: int
    told_again: int


class Moved(Base, frozen=True, kw_only=True):
    """What moved since a time (ISO 8601, UTC), the dossiers with the latest reports first. `decisions` are what users decided since."""

    since: str
    articles: int
    dossiers: tuple[DossierMoved, ...]
    decisions: tuple[Decision, ...]


def moved(archive: Archive, since: str) -> Moved:
    """`since`: ISO 8601 in UTC, a day or a time."""
    with archive.repository.reading() as connection:
        fresh = articles.changed_since(connection, since)
        made = tuple(d for d in decisions.log(connection) if d.at > since)
    touched = {s.dossier.id: s.dossier for s in grouping(archive).dossiers if any(a in fresh for a in s.dossier.articles)}
    told = [_moved(touched[ident], moments, fresh) for ident, moments in timelines(archive, touched)]
    return Moved(since=since, articles=len(fresh), dossiers=tuple(sorted(told, key=lambda m: (m.last or "", m.dossier), reverse=True)), decisions=made)


def _moved(dossier: Dossier, moments: tuple[Moment, ...], fresh: dict[str, bool]) -> DossierMoved:
    own = {a: fresh[a] for a in dossier.articles if a in fresh}
    readable = {a for a, is_reprint in own.items() if not is_reprint}
    lines, again = [], 0
    for moment in moments:
        told_by = {p.article for p in moment.sources}
        if told_by & readable and told_by <= own.keys():
            lines.append(moment)
        elif told_by & readable:
            again += 1
    said = sum(m.kind == "statement" for m in lines)
    return DossierMoved(dossier=dossier.id, name=dossier.name, last=dossier.last, reports=len(readable), reprints=len(own) - len(readable),
                        lines=tuple(m for m in lines if m.kind != "statement"), statements=said, told_again=again)
