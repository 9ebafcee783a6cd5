"""Dossiers from records: the clusters, then what users decided about them, then parties and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from goodoffices.ledger.dossiers.decisions import in_force
from goodoffices.ledger.dossiers.facts import corrected, rejected_facts
from goodoffices.ledger.dossiers.membership import Clusters, Sorter
from goodoffices.ledger.dossiers.naming import name_of, parties_of
from goodoffices.ledger.dossiers.order import day_of, dossier_id, in_order, moment_of
from goodoffices.ledger.dossiers.reprints import Copier, Print, print_of
from goodoffices.ledger.dossiers.sides import sides
from goodoffices.ledger.dossiers.traits import Traits, traits_of
from goodoffices.model import Decision, Dossier, Record
from goodoffices.ontology.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Sketch:
    """What grouping has to know of an article; the same object as long as the record is the same."""

    article: str
    published: str | None
    traits: Traits
    print: Print


@dataclass(frozen=True, slots=True)
class Before:
    """What was found out when sketches were arranged before; sketches that are the same objects in the same order are not looked at again."""

    sorter: Sorter = field(default_factory=Sorter)
    copier: Copier = field(default_factory=Copier)


#: Makes a dossier of its articles (ids in order of publication) and the name that users gave it, if any.
Told = Callable[[tuple[str, ...], str | None], Dossier]


def sketch_of(record: Record, know: Knowledge) -> Sketch:
    return Sketch(record.document.id, record.document.published, traits_of(record, know), print_of(record))


def group(records: Iterable[Record], know: Knowledge, decisions: Iterable[Decision] = ()) -> tuple[Dossier, ...]:
    """The dossiers that the records form, in order of their first report. Decisions whose target no longer exists change nothing."""
    force = in_force(decisions)
    gone = {d.target for d in force if d.kind == "remove"}
    out = rejected_facts(force)
    kept = {r.document.id: r for r in in_order(corrected(r, out) for r in records if r.document.id not in gone)}
    return arranged([sketch_of(r, know) for r in kept.values()], Before(), force, lambda ids, name: dossier_of(tuple(kept[i] for i in ids), know, name))


def arranged(sketches: Iterable[Sketch], before: Before, force: tuple[Decision, ...], told: Told) -> tuple[Dossier, ...]:
    """As `group`, of sketches of the articles that count; `force` are the decisions in force."""
    kept = sorted(sketches, key=lambda s: (moment_of(s.published), s.article))
    clusters = before.sorter.clusters([s.traits for s in kept], before.copier.copies([s.print for s in kept]))
    names = _decided(kept, clusters, force)
    by_number: dict[int, list[str]] = {}
    for sketch in kept:
        if sketch.article in clusters.of:
            by_number.setdefault(clusters.of[sketch.article], []).append(sketch.article)
    found = [told(tuple(members), names.get(number)) for number, members in by_number.items()]
    return _told_apart(sorted(found, key=lambda d: (d.first or "9999", d.id)))


def _decided(sketches: Sequence[Sketch], clusters: Clusters, force: tuple[Decision, ...]) -> dict[int, str]:
    """Carries out joins, splits and pins in `clusters`; returns the names given, by number."""
    article = {dossier_id(s.article): s.article for s in sketches} if force else {}
    days = {s.article: day_of(s.published) or "" for s in sketches} if force else {}
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


def dossier_of(members: tuple[Record, ...], know: Knowledge, given: str | None) -> Dossier:
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
