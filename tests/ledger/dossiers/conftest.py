"""Records as a careful human would make them, from sentences and fields, without the coder."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from goodoffices.ledger.dossiers import state
from goodoffices.model import (
    Actor,
    Assessment,
    Coder,
    Condition,
    Contact,
    Date,
    Deadline,
    Document,
    Dossier,
    DossierState,
    Due,
    Event,
    Extent,
    Incident,
    Ledger,
    Place,
    Proposal,
    Range,
    Record,
    Response,
    Span,
    Statement,
    Threat,
    VenueOffer,
    Warning,
)
from goodoffices.ontology import load
from goodoffices.ontology.knowledge import Knowledge

TYPES = {"proposals": Proposal, "venue_offers": VenueOffer, "contacts": Contact, "deadlines": Deadline, "threats": Threat, "conditions": Condition,
         "incidents": Incident, "assessments": Assessment}
DEFAULTS: dict[str, dict[str, Any]] = {
    "proposals": {"kind": "talks", "date": None, "status": "open"}, "venue_offers": {"date": None, "status": "offered"},
    "contacts": {"channel": "meeting", "date": None, "status": "held"}, "deadlines": {"set": None, "status": "pending", "overdue": False},
    "threats": {"date": None}, "conditions": {}, "incidents": {"kind": "shelling", "date": None}, "assessments": {"stance": "ploy"}}


def day(value: Any) -> Date:
    """A Date from "2024-05-07", "2024-05-07/2024-05-08" or None."""
    if value is None:
        return Date()
    start, _, end = str(value).partition("/")
    return Date(start=start, end=end or start)


def place(value: Any) -> Place | None:
    if value is None:
        return None
    name, _, country = value.rpartition(", ")
    return Place(name=name or country, country=country if name else None)


class Newsroom:
    """Makes records. Every entry gives its `says`, a sentence that is written into the article's text; the other fields are those of the contract, dates as
    text, places as "Nadi, FJI", losses as pairs."""

    def __init__(self) -> None:
        self.coder = Coder(program="test", version="0", model="", tables="")

    def report(self, ident: str, published: str | None, *entries: tuple[str, dict[str, Any]], publisher: str = "Wire", also: str = "", duplicate_of: str | None = None,
               actors: tuple[Actor, ...] = (), statements: tuple[tuple[str, str, str], ...] = (), title: str | None = None,
               events: tuple[Event, ...] = (), warned: str | None = None) -> Record:
        """`statements` are (speaker, cue, words)."""
        sentences = [e[1]["says"] for e in entries] + [f"{words}, {speaker.partition(':')[2]} {cue}." for speaker, cue, words in statements]
        sentences += [also] if also else []
        text = " ".join(sentences)
        lists: dict[str, list[Any]] = {name: [] for name in TYPES}
        for name, fields in entries:
            lists[name].append(self._entry(name, dict(fields), text, len(lists[name]) + 1))
        said = []
        for k, (speaker, cue, words) in enumerate(statements, 1):
            at = text.index(words)
            told = text.index(cue, at + len(words))
            said.append(Statement(id=f"statement:{k}", speaker=speaker, direct=False, cue=Span(start=told, end=told + len(cue), text=cue),
                                  content=Span(start=at, end=at + len(words), text=words)))
        warnings = (Warning(code="contradiction", message="denies what is reported", start=text.index(warned), end=text.index(warned) + len(warned)),) if warned else ()
        extents, at = [], 0
        for sentence in sentences:
            extents.append(Extent(start=at, end=at + len(sentence)))
            at += len(sentence) + 1
        document = Document(id=ident, text=text, sha256=sha256(text.encode()).hexdigest(), publisher=publisher, published=published, duplicate_of=duplicate_of, title=title)
        ledger = Ledger(**{name: tuple(found) for name, found in lists.items()})
        return Record(coder=self.coder, document=document, sentences=tuple(extents), actors=(*self._cast(entries, statements), *actors), statements=tuple(said), events=events,
                      ledger=ledger, warnings=warnings, uncoded=())

    def _entry(self, name: str, fields: dict[str, Any], text: str, number: int) -> Any:
        says = fields.pop("says")
        start = text.index(says)
        span = Span(start=start, end=start + len(says), text=says)
        values: dict[str, Any] = {"id": f"{name[:-1]}:{number}", "confidence": 0.8, "evidence": (span,), **DEFAULTS[name], **fields}
        for field in ("date", "set"):
            if field in values:
                values[field] = day(values[field])
        for field in ("place", "venue"):
            if field in values:
                values[field] = place(values[field])
        for field in ("killed", "injured"):
            if field in values:
                values[field] = Range(min=values[field][0], max=values[field][1])
        if name == "deadlines":
            values["demand"] = span
            due = day(values.pop("due", None))
            values["due"] = Due(start=due.start, end=due.end)
        if name == "conditions":
            values.setdefault("text", says)
        if name == "threats":
            values.setdefault("action", says)
        if name == "assessments":
            values.setdefault("claim", says)
        if "answers" in values:
            values["responses"] = tuple(Response(actor=who, answer=answer, date=day(when), evidence=(span,)) for who, answer, when in values.pop("answers"))
        return TYPES[name](**values)

    def _cast(self, entries: tuple[tuple[str, dict[str, Any]], ...], statements: tuple[tuple[str, str, str], ...]) -> tuple[Actor, ...]:
        idents: dict[str, None] = {speaker: None for speaker, _, _ in statements}
        for _, fields in entries:
            for field in ("proposer", "addressee", "host", "setter", "issuer", "target", "holder", "by", "alleged_by", "denied_by"):
                if fields.get(field):
                    idents[fields[field]] = None
            for field in ("participants", "actors", "targets"):
                idents.update(dict.fromkeys(fields.get(field, ())))
            idents.update({who: None for who, _, _ in fields.get("answers", ())})
        return tuple(self.actor(i) for i in idents if not i.startswith("group:"))

    def actor(self, ident: str) -> Actor:
        kind, _, rest = ident.partition(":")
        known = {"government": "GOV", "military": "MIL"}
        code = rest + known[kind] if kind in known else None
        return Actor(id=ident, name=rest.replace("-", " ").title(), kind=kind, country=rest if kind in known else None, code=code)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def news() -> Newsroom:
    return Newsroom()


@pytest.fixture(scope="session")
def know() -> Knowledge:
    return load().know


@pytest.fixture(scope="session")
def state_of(know: Knowledge) -> Any:
    """The state of one dossier that holds all the records."""

    def made(records: Any, decisions: Any = (), **when: Any) -> DossierState:
        every = tuple(records)
        dossier = Dossier(id="dossier:test", name="test", articles=tuple(r.document.id for r in every))
        return state(dossier, every, know, decisions, **when)

    return made
