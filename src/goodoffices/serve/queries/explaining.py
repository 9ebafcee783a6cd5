"""Why is this here? The words, the rules that read them, what joined the sources, what changed the state, what users decided."""

from __future__ import annotations

from goodoffices.errors import NotFoundError
from goodoffices.ledger import dossiers as ledger
from goodoffices.ledger.dossiers.order import LISTS, entry_ids
from goodoffices.model import Event, ExplainedRecord, Explanation, MergedItem, Passage
from goodoffices.ontology.speech import retold
from goodoffices.serve.queries.archive import Archive
from goodoffices.serve.queries.dossiers import find_contradiction, find_entry, log
from goodoffices.serve.queries.facts import Fact, find_fact
from goodoffices.serve.queries.lookups import article
from goodoffices.store import articles


def explain(archive: Archive, entry: str) -> Explanation:
    """Explains an entry of a dossier by its id, or one of an article by "ARTICLE#event:1". Raises NotFoundError."""
    ident, mark, local = entry.rpartition("#")
    fact = find_fact(archive, entry)
    if fact is not None:
        return _single(archive, fact, entry)
    if not mark:
        return _merged(archive, entry)
    record = article(archive, ident)
    name = LISTS.get(local.partition(":")[0])
    if name is None:
        raise NotFoundError(f"there is no {local!r} in the article {ident!r}")
    public = entry_ids(record).get(f"{name}|{local}")
    if public is None:
        raise NotFoundError(f"there is no {local!r} in the article {ident!r}")
    return _merged(archive, public)


def _merged(archive: Archive, entry: str) -> Explanation:
    clash = find_contradiction(archive, entry)
    if clash is not None:
        shown = ledger.explain(clash[0], clash[1].id)
        assert shown is not None
        return shown
    state, item = find_entry(archive, entry)
    told = ledger.explain(state, item.id)
    if told is None:
        raise NotFoundError(f"there is no entry {entry!r}")
    with archive.repository.reading() as connection:
        records = {r.document.id: r for r in articles.load(connection, list(dict.fromkeys(p.article for p in item.sources)))}
    rules = tuple(line for p in item.sources if p.article in records for line in _rules(records[p.article], item))
    return Explanation(**{**{name: getattr(told, name) for name in told.__struct_fields__}, "reasons": (*told.reasons, *dict.fromkeys(rules))})


def _rules(record: ExplainedRecord, item: MergedItem) -> list[str]:
    """The rules that read this entry in one article, and the event it stands on."""
    ids = entry_ids(record)
    own = {key.partition("|")[2] for key, public in ids.items() if public in item.trail.observations}
    own |= {e.event for name in LISTS.values() for e in getattr(record.ledger, name) if e.id in own and e.event}
    return [f"read in {record.document.id} by {r.rule}: {r.detail}" for r in record.reasons if r.entry in own]


def _single(archive: Archive, fact: Fact, entry: str) -> Explanation:
    """An event or a statement of one article, also one that users rejected."""
    record, found = fact.record, fact.item
    mine = [d for d in ledger.in_force(log(archive)) if d.target == fact.public]
    names = {a.id: a.name for a in record.actors}
    if isinstance(found, Event):
        who, evidence = (*found.actors, *found.recipients), found.evidence
        summary = f"{found.type}, {found.modality}: {_named(found.actors, names)} -> {_named(found.recipients, names)}"
        score = found.confidence
    else:
        who, evidence = tuple(x for x in (found.speaker, found.outlet) if x), found.parts or (found.content,)
        summary, score = retold(names.get(found.speaker or "", "an unknown speaker").removeprefix("Government of "), found), 1.0
    document = record.document
    return Explanation(
        entry=entry, summary=summary, score=score, actors=tuple(f"{i}: {names.get(i, i)}" for i in who), history=(),
        sources=(Passage(article=document.id, published=document.published, publisher=document.publisher, evidence=evidence),),
        reasons=tuple(f"read by {r.rule}: {r.detail}" for r in record.reasons if r.entry == found.id),
        notes=ledger.notes_on(mine).get(fact.public, ()), decisions=tuple(f"{d.id}: {d.kind}, {d.who}" + (f": {d.why}" if d.why else "") for d in mine))


def _named(ids: tuple[str, ...], names: dict[str, str]) -> str:
    return ", ".join(names.get(i, i) for i in ids) or "unknown"
