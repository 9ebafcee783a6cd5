"""Dossiers from records: the clusters, then what users decided about them, then parties and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from goodoffices.ledger.dossiers.decisions import in_force
from goodoffices.ledger.dossiers.facts import corrected, rejected_facts
from goodoffices.ledger.dossiers.membership import Clusters, clustered
from goodoffices.ledger.dossiers.naming import name_of, parties_of
from goodoffices.ledger.dossiers.order import day_of, dossier_id, in_order
from goodoffices.ledger.dossiers.reprints import originals
from goodoffices.ledger.dossiers.sides import sides
from goodoffices.ledger.dossiers.traits import traits_of
from goodoffices.model import Decision, Dossier, Record
from goodoffices.ontology.knowledge import Knowledge


def group(records: Iterable[Record], know: Knowledge, decisions: Iterable[Decision] = ()) -> tuple[Dossier, ...]:
    """The dossiers that the records form, in order of their first report. Decisions whose target no longer exists change nothing."""
    force = in_force(decisions)
    gone = {d.target for d in force if d.kind == "remove"}
    out = rejected_facts(force)
    kept = in_order(corrected(r, out) for r in records if r.document.id not in gone)
    clusters = clustered(tuple(traits_of(r, know) for r in kept), originals(kept))
    names = _decided(kept, clusters, force)
    by_number: dict[int, list[Record]] = {}
    for record in kept:
        if record.document.id in clusters.of:
            by_number.setdefault(clusters.of[record.document.id], []).append(record)
    found = [_dossier(tuple(members), know, names.get(number)) for number, members in by_number.items()]
    return _told_apart(sorted(found, key=lambda d: (d.first or "9999", d.id)))


def _decided(records: tuple[Record, ...], clusters: Clusters, force: tuple[Decision, ...]) -> dict[int, str]:
    """Carries out joins, splits and pins in `clusters`; returns the names given, by number."""
    article = {dossier_id(r.document.id): r.document.id for r in records}
    days = {r.document.id: day_of(r.document.published) or "" for r in records}
    names: dict[int, str] = {}

    def number(ident: object) -> int | None:
        return clusters.of.get(article.get(str(ident), ""))

    for d in force:
        here = number(d.target)
        if d.kind == "join":
            into = number(d.value.get("into"))
            if here is not None and into is not None and here != into:
                clusters.of.update({a: into for a, n in clusters.of.items() if n == here})
        elif d.kind == "split" and here is not None:
            _split(clusters, here, {str(a) for a in d.value.get("articles", ())}, d.at[:10], days)
        elif d.kind == "rename" and here is not None:
            names[here] = str(d.value.get("name", ""))
        elif d.kind == "pin" and d.target in days:
            into = number(d.value.get("dossier"))
            if into is not None:
                clusters.of[d.target] = into
            elif d.value.get("dossier") in (None, "", "new"):
                clusters.of[d.target] = _fresh(clusters)
    return names


def _split(clusters: Clusters, here: int, leaving: set[str], decided: str, days: dict[str, str]) -> None:
    """The articles named leave; those published after the decision follow the article they are most like."""
    members = sorted((a for a, n in clusters.of.items() if n == here), key=lambda a: (days.get(a, ""), a))
    out = {a for a in members if a in leaving}
    if not out or len(out) == len(members):
        return
    new = _fresh(clusters)
    for a in members:
        if a in out or (days.get(a, "") > decided and clusters.anchor.get(a) in out):
            out.add(a)
            clusters.of[a] = new


def _fresh(clusters: Clusters) -> int:
    return max(clusters.of.values(), default=-1) + 1


def _dossier(members: tuple[Record, ...], know: Knowledge, given: str | None) -> Dossier:
    """Its id is that of its earliest article."""
    cast = sides(members, know)
    parties, mediators = parties_of(members, cast)
    days = [day for r in members if (day := day_of(r.document.published))]
    return Dossier(id=dossier_id(members[0].document.id), name=given or name_of(parties, members, cast, know), parties=parties, mediators=mediators,
                   article_count=len(members), first=min(days, default=None), last=max(days, default=None), articles=tuple(r.document.id for r in members))


def _told_apart(found: list[Dossier]) -> tuple[Dossier, ...]:
    """Dossiers of one name with the month of their first report, else with a number."""
    for detail in (_month, _mark):
        count = Counter(d.name for d in found)
        found = [replace(d, name=f"{d.name} ({detail(d)})") if count[d.name] > 1 else d for d in found]
    return tuple(found)


def _month(d: Dossier) -> str:
    return d.first[:7] if d.first else "no date"


def _mark(d: Dossier) -> str:
    return d.id[-4:]
