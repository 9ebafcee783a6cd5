"""What users decide: corrections of entries, changes of the grouping, removal of articles. Each is one row of the log, with who, when and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from goodoffices.errors import NotFoundError, NotPossibleError, UsageError
from goodoffices.ledger.dossiers.decisions import in_force, problem_with
from goodoffices.model import Base, Decision
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.serve.queries.cast import ACTORS, Cast
from goodoffices.serve.queries.correctable import PLACES, TIMES
from goodoffices.serve.queries.dossiers import find_contradiction, find_dossier, find_entry, list_dossiers
from goodoffices.serve.queries.facts import find_fact
from goodoffices.store import articles, decisions

#: How users write that there is nobody or nothing.
NOTHING = "none"


class Signed(Base, frozen=True, kw_only=True):
    """Who decides, and why."""

    who: str
    why: str = ""


class Ruling(Base, frozen=True, kw_only=True):
    """A decision with whether it holds; `undone` is the id of the one that took it back."""

    decision: Decision
    holds: bool
    undone: str | None = None


def rulings(archive: Archive, targets: Collection[str]) -> list[Ruling]:
    """What users decided about an entry, under any of its ids, in order."""
    with archive.repository.reading() as connection:
        log = decisions.log(connection)
    held = {d.id for d in in_force(log)}
    taken_back = {d.target: d.id for d in log if d.kind == "undo"}
    return [Ruling(decision=d, holds=d.id in held, undone=None if d.id in held else taken_back.get(d.id)) for d in log if d.target in targets]


def decided(archive: Archive, ids: Collection[str]) -> list[Decision]:
    """The decisions of these ids, in order."""
    with archive.repository.reading() as connection:
        return [d for d in decisions.log(connection) if d.id in set(ids)]


def reject(archive: Archive, entry: str, signed: Signed) -> Decision:
    """Takes an entry, an event or a statement out of view. Raises NotFoundError."""
    return _decide(archive, "reject", _target(archive, entry), {}, signed)


def reassign(archive: Archive, entry: str, fields: dict[str, str], signed: Signed) -> Decision:
    """Gives fields of an entry (parties, status) other values; commas separate the ids or names of a list. Raises NotFoundError, and UsageError for what
    does not fit and for actors that nothing knows."""
    if find_fact(archive, entry) is not None:
        raise UsageError(f"{entry}: an event or a statement is what one report says: it can be rejected (--reject) or annotated (--note)")
    if entry.startswith("contradiction:"):
        raise UsageError(f"{entry}: a contradiction can be rejected (--reject) or annotated (--note); what it is about is {find_entry(archive, entry)[1].id}")
    state, item = find_entry(archive, entry)
    value = {k: _as_written(k, v, isinstance(getattr(item, k, None), tuple)) for k, v in fields.items()}
    known = Cast(archive, state)
    for name in {n for n in ACTORS & value.keys() if value[n]}:
        value[name] = [known.ident(x) for x in value[name]] if isinstance(value[name], list) else known.ident(value[name])
    decision = Decision(id="", at="", who=signed.who, kind="reassign", target=item.id, value=value)
    problem = problem_with(decision, item)
    if problem is not None:
        raise UsageError(f"{entry}: {problem}")
    return _decide(archive, "reassign", item.id, value, signed)


def _as_written(field: str, text: str, several: bool) -> Any:
    """The value of a field as users write it: "none" for nobody or nothing, a day or "from/until" for a time, a name for a place. Raises UsageError for a day that is none."""
    if text.casefold() == NOTHING and field != "status":
        return [] if several else {} if field in TIMES else None
    if field in TIMES:
        first, _, last = text.partition("/")
        for day in (first, last or first):
            try:
                date.fromisoformat(day)
            except ValueError as err:
                raise UsageError(f"{field}: {day!r} is no day: write 2024-03-09, or 2024-03-09/2024-03-11 for a time") from err
        return {"start": first, "end": last or first}
    if field in PLACES:
        return {"name": text}
    return [x.strip() for x in text.split(",") if x.strip()] if several else text


def annotate(archive: Archive, entry: str, note: str, signed: Signed) -> Decision:
    """Ties a remark to an entry, an event, a statement, or to a dossier by its id. Raises NotFoundError."""
    target = find_dossier(archive, entry).dossier.id if entry.startswith("dossier:") else _target(archive, entry)
    return _decide(archive, "annotate", target, {"note": note}, signed)


def _target(archive: Archive, entry: str) -> str:
    """The public id of what is meant. Raises NotFoundError."""
    fact = find_fact(archive, entry)
    if fact is not None:
        return fact.public
    clash = find_contradiction(archive, entry)
    if clash is not None:
        return clash[1].id
    item = find_entry(archive, entry)[1]
    if entry.startswith("contradiction:"):
        raise NotFoundError(f"{entry}: these claims are at odds no more; they were about {item.id}")
    return item.id


def merge(archive: Archive, one: str, into: str, signed: Signed) -> Decision:
    """Puts the articles of one dossier into another."""
    first, second = find_dossier(archive, one).dossier, find_dossier(archive, into).dossier
    if first.id == second.id:
        raise UsageError(f"{one!r} and {into!r} are the same dossier")
    return _decide(archive, "join", first.id, {"into": second.id}, signed)


def split(archive: Archive, dossier: str, leaving: Sequence[str], signed: Signed) -> Decision:
    """Takes articles out of a dossier into one of their own. Raises NotFoundError for articles that are not in it."""
    found = find_dossier(archive, dossier).dossier
    for ident in leaving:
        if ident not in found.articles:
            raise NotFoundError(f"there is no article {ident!r} in the dossier {found.name!r}")
    if len(set(leaving)) == len(found.articles):
        raise NotPossibleError(f"these are all articles of {found.name!r}: nothing would be left")
    return _decide(archive, "split", found.id, {"articles": list(dict.fromkeys(leaving))}, signed)


def rename(archive: Archive, dossier: str, name: str, signed: Signed) -> Decision:
    """Gives a dossier a name. Raises UsageError for an empty one, or one that another dossier has."""
    found = find_dossier(archive, dossier).dossier
    name = " ".join(name.split())
    if not name:
        raise UsageError("a name has to have letters")
    if any(d.name.casefold() == name.casefold() and d.id != found.id for d in list_dossiers(archive)):
        raise UsageError(f"another dossier is called {name!r}")
    return _decide(archive, "rename", found.id, {"name": name}, signed)


def pin(archive: Archive, article: str, dossier: str, signed: Signed) -> Decision:
    """Says to which dossier an article belongs."""
    _article(archive, article)
    return _decide(archive, "pin", article, {"dossier": find_dossier(archive, dossier).dossier.id}, signed)


def remove(archive: Archive, article: str, signed: Signed) -> Decision:
    """Takes an article out of every answer; it stays in the store until the decision is undone. Raises NotFoundError."""
    _article(archive, article)
    return _decide(archive, "remove", article, {}, signed)


def undo(archive: Archive, decision: str, signed: Signed) -> Decision:
    """Takes a decision back. Raises NotFoundError, and NotPossibleError when it is not in force."""
    with archive.repository.reading() as connection:
        log = decisions.log(connection)
    found = next((d for d in log if d.id == decision), None)
    if found is None:
        raise NotFoundError(f"there is no decision {decision!r}; `goodoffices decisions` lists them")
    if found.kind != "undo" and found not in in_force(log):
        raise NotPossibleError(f"{decision} has been taken back already")
    return _decide(archive, "undo", decision, {}, signed)


def _article(archive: Archive, ident: str) -> None:
    with archive.repository.reading() as connection:
        filed = articles.find(connection, ident)
    if filed is None or filed.removed:
        raise NotFoundError(f"there is no article {ident!r} in the store")


def _decide(archive: Archive, kind: str, target: str, value: dict[str, Any], signed: Signed) -> Decision:
    """Writes a decision down, and sets or clears the mark of removed articles in the same transaction."""
    if not signed.who.strip():
        raise UsageError("a decision needs the name of who takes it: --who NAME")
    at = now()
    with archive.repository.writing() as connection:
        ident = decisions.next_id(connection, at, signed.who, kind, target)
        made = Decision(id=ident, at=at, who=signed.who.strip(), why=signed.why.strip(), kind=kind, target=target, value=value)  # type: ignore[arg-type]
        before = _removed(decisions.log(connection))
        decisions.record_decision(connection, made)
        after = _removed(decisions.log(connection))
        for article in before ^ after:
            articles.set_removed(connection, article, removed=article in after)
    return made


def _removed(log: list[Decision]) -> set[str]:
    return {d.target for d in in_force(log) if d.kind == "remove"}
