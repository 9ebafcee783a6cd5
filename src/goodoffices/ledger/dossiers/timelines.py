"""What happened and was said, in order of time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from goodoffices.ledger.dossiers.building import state
from goodoffices.ledger.dossiers.decisions import in_force
from goodoffices.ledger.dossiers.facts import corrected, rejected_facts
from goodoffices.ledger.dossiers.order import NEVER, SINGULAR, day_of, in_order, observation_id
from goodoffices.ledger.dossiers.sides import Sides, sides
from goodoffices.ledger.dossiers.telling import Namer, answer, line, namer
from goodoffices.model import Decision, Dossier, DossierState, MergedItem, Moment, Passage, Record, Turn
from goodoffices.ontology.knowledge import Knowledge
from goodoffices.ontology.speech import denies, is_fragment, retold

#: Kinds of speakers whose words a timeline has.
SPEAKERS = frozenset({"person", "government", "military", "police", "legislature", "judiciary", "party", "igo", "armed_group", "group", "ngo"})
#: Turns that the entry's own line or its answers already tell.
TOLD = frozenset({"open", "offered", "planned", "pending", "reported", "alleged", "made", "set", "given", "accepted", "rejected", "superseded"})
KIND = {"proposals": "proposal", "venue_offers": "venue", "contacts": "contact", "deadlines": "deadline", "threats": "threat", "incidents": "incident"}
#: Ids of other entries in a reason: for machines, not for readers.
_ENTRY = re.compile(rf":? ?\b(?:{'|'.join(SINGULAR.values())}):[\w-]+")
_ORDER = ("incident", "outcome", "proposal", "venue", "threat", "deadline", "answer", "contact", "status", "statement")


def timeline(dossier: Dossier, records: Iterable[Record], know: Knowledge, decisions: Iterable[Decision] = (), now: DossierState | None = None) -> tuple[Moment, ...]:
    """Proposals, answers, venue offers, contacts, deadlines, threats and incidents on their days, what became of them, and who said what. What has no day
    stands on that of its first report and is marked so; what has neither comes last. Fragments of sentences ("this", "of arming them") are left out.
    `now`: the state of the dossier by these records and decisions, where it is at hand."""
    log = tuple(decisions)
    gone = {d.target for d in in_force(log) if d.kind == "remove"}
    mine = [r for r in records if r.document.id in set(dossier.articles) - gone]
    now = now or state(dossier, mine, know, log)
    out = rejected_facts(log)
    kept = in_order(corrected(r, out) for r in mine)
    name = namer(now)
    moments = [*_entries(now, name), *_outcomes(now), *_statements(kept, sides(kept, know), name)]
    return tuple(sorted(moments, key=lambda m: (m.date or NEVER, _ORDER.index(m.kind), m.entry, m.text)))


def _entries(now: DossierState, name: Namer) -> Iterator[Moment]:
    for list_name, kind in KIND.items():
        for item in getattr(now.ledger, list_name):
            yield Moment(date=_day(item), end=_end(item), kind=kind, entry=item.id, text=line(item, name), sources=item.sources,  # type: ignore[arg-type]
                         reported=_own_day(item) is None)
            for r in getattr(item, "responses", ()):
                source = next((p for p in item.sources if p.article == r.article), item.sources[0])
                yield Moment(date=r.date.start or day_of(source.published), kind="answer", entry=item.id, text=answer(r, item, name), reported=r.date.start is None,
                             sources=(Passage(article=r.article, published=source.published, publisher=source.publisher, evidence=r.evidence),))
            for turn in item.history:
                if turn.status not in TOLD and not (turn is item.history[0] and turn.status == getattr(item, "status", None)):
                    told = _of(item, turn)
                    reported = turn.date not in _days(item) and any(day_of(p.published) == turn.date for p in told)
                    yield Moment(date=turn.date, kind="status", entry=item.id, text=_turned(item, turn, name), sources=told, reported=reported)


def _outcomes(now: DossierState) -> Iterator[Moment]:
    """What was agreed on or done, in the words of the first report."""
    for o in now.outcomes:
        yield Moment(date=o.date.start or day_of(o.sources[0].published), end=o.date.end if o.date.end != o.date.start else None, kind="outcome", entry=o.id, text=o.text, sources=o.sources,
                     reported=o.date.start is None)


def _turned(item: MergedItem, turn: Turn, name: Namer) -> str:
    told = line(item, name)
    why = re.sub(r"\b[a-z]+:[\w-]+", lambda ident: name(ident[0]), _ENTRY.sub("", turn.why or ""))
    return f"{turn.status}: {told}" + (f" ({why})" if why and why not in told else "")


def _of(item: MergedItem, turn: Turn) -> tuple[Passage, ...]:
    return tuple(p for p in item.sources if p.article == turn.article)


def _day(item: MergedItem) -> str | None:
    """The item's own day, else the first of its history, which is that of a report."""
    return _own_day(item) or next((t.date for t in item.history if t.date), None) or day_of(item.sources[0].published)


def _own_day(item: MergedItem) -> str | None:
    date = getattr(item, "set", None) or getattr(item, "date", None)
    return date.start if date is not None else None


def _days(item: MergedItem) -> tuple[str | None, ...]:
    """The days that the reports give it themselves."""
    return tuple(day for field in ("set", "date", "due") if (date := getattr(item, field, None)) is not None for day in (date.start, date.end))


def _end(item: MergedItem) -> str | None:
    date = getattr(item, "date", None)
    return date.end if date is not None and date.end != date.start else None


def _statements(records: tuple[Record, ...], cast: Sides, name: Namer) -> Iterator[Moment]:
    """Each statement once: the same words in another report add a source."""
    seen: dict[tuple[str, str], tuple[str, str | None, str, list[Passage]]] = {}
    for record in records:
        d = record.document
        kinds = {a.id: a.kind for a in record.actors}
        for said in record.statements:
            if said.speaker is None or kinds.get(said.speaker) not in SPEAKERS or is_fragment(said):
                continue
            words = " ".join(said.content.text.split())
            key = (cast.one(said.speaker), ("denied " if denies(said) else "") + words.casefold())
            passage = Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=(said.content,))
            if key in seen:
                seen[key][3].append(passage)
            else:
                ident = observation_id("statement", d.id, said.content.start, said.content.text)
                seen[key] = (ident, day_of(d.published), ("denial: " if denies(said) else "") + retold(name(key[0]), said), [passage])
    for ident, day, text, sources in seen.values():
        yield Moment(date=day, kind="statement", entry=ident, text=text, sources=tuple(sources))
