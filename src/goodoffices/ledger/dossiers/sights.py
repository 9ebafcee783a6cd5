"""What one article says of one fact, made comparable: parties instead of ids, days, places, telling words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from goodoffices.ledger.dossiers.order import SINGULAR, day_of, entry_ids
from goodoffices.ledger.dossiers.sides import Sides
from goodoffices.ledger.dossiers.words import is_fresh, numbers, points_back, telling
from goodoffices.model import Entry, Passage, Record
from goodoffices.ontology.gazetteer import place_key

#: The fields that name the two sides of an entry, by list.
FIRST = {"proposals": "proposer", "venue_offers": "host", "contacts": "participants", "deadlines": "setter", "threats": "issuer", "conditions": "holder",
         "incidents": "actors", "assessments": "by"}
SECOND = {"proposals": "addressee", "deadlines": "addressee", "threats": "target", "incidents": "targets"}
#: Fields that hold ids of actors.
ACTORS = ("proposer", "addressee", "host", "participants", "setter", "issuer", "target", "holder", "actors", "targets", "alleged_by", "denied_by", "by", "subject")
KIND = {"proposals": "kind", "contacts": "channel", "incidents": "kind", "assessments": "stance"}
WORDING = {"threats": ("action", "condition"), "conditions": ("text",), "assessments": ("claim",), "incidents": ("damage",)}


@dataclass(frozen=True, slots=True)
class Sight:
    """An entry of one article. `item` has the dossier's ids of actors; `number` is the article's place in the order of publication, `origin` the
    article this one is a copy of (itself where it is none), `day` that of publication; `start`, `end` the fact's own days, `thing` the telling words that
    name no actor."""

    ident: str
    name: str
    number: int
    article: str
    origin: str
    publisher: str | None
    published: str | None
    day: str | None
    item: Any
    first: frozenset[str]
    second: frozenset[str]
    kind: str | None
    places: frozenset[str]
    start: str | None
    end: str | None
    words: frozenset[str]
    thing: frozenset[str]
    numbers: frozenset[str]
    text: str
    points_back: bool
    fresh: bool

    @property
    def since(self) -> str | None:
        """The day from which the world knew it: the fact's own day, or that of the report where the fact lies ahead or has no day."""
        return min(self.start, self.day) if self.start and self.day else self.start or self.day

    def passage(self) -> Passage:
        return Passage(article=self.article, published=self.published, publisher=self.publisher, evidence=self.item.evidence)


def sights_of(record: Record, number: int, origin: str, sides: Sides) -> Iterator[Sight]:
    """All entries of a record, in the order of the lists."""
    ids = entry_ids(record)
    document = record.document
    named = telling(" ".join(word for actor in record.actors for m in actor.mentions for word in m.text.split() if word[:1].isupper()))
    for name in SINGULAR:
        for entry in getattr(record.ledger, name):
            item = _adapted(entry, record, ids, sides)
            text = _text(item, name)
            when = _days(item, name)
            place = getattr(item, "place", None) or getattr(item, "venue", None)
            yield Sight(ident=ids[f"{name}|{entry.id}"], name=name, number=number, article=document.id, origin=origin, publisher=document.publisher,
                        published=document.published, day=day_of(document.published), item=item, first=_parties(item, FIRST.get(name), sides),
                        second=_parties(item, SECOND.get(name), sides), kind=getattr(item, KIND[name]) if name in KIND else None,
                        places=_places(place.name, place.country) if place else frozenset(), start=when[0], end=when[1], words=(words := telling(text)), thing=words - named,
                        numbers=numbers(text), text=text, points_back=points_back(text), fresh=is_fresh(text))


def _adapted(entry: Entry, record: Record, ids: dict[str, str], sides: Sides) -> Any:
    """The entry under its public id, with the dossier's ids of actors and other entries; ids of events and statements say of which article."""
    document = record.document.id
    change: dict[str, Any] = {"id": next(ids[f"{n}|{entry.id}"] for n in SINGULAR if f"{n}|{entry.id}" in ids)}
    for field in ACTORS:
        value = getattr(entry, field, None)
        if isinstance(value, tuple):
            change[field] = tuple(dict.fromkeys(sides.one(v) for v in value))
        elif isinstance(value, str):
            local = next((ids[f"{n}|{value}"] for n in SINGULAR if f"{n}|{value}" in ids), None)
            change[field] = local or sides.one(value)
    for field in ("event", "statement"):
        value = getattr(entry, field)
        change[field] = f"{document}#{value}" if value else None
    if hasattr(entry, "conditions"):
        change["conditions"] = tuple(ids[f"conditions|{c}"] for c in entry.conditions if f"conditions|{c}" in ids)
    if getattr(entry, "of", None):
        change["of"] = ids.get(f"proposals|{entry.of}")  # type: ignore[attr-defined]
    if hasattr(entry, "responses"):
        change["responses"] = tuple(replace(r, actor=sides.one(r.actor) if r.actor else None, on_behalf_of=sides.one(r.on_behalf_of) if r.on_behalf_of else None)
                                    for r in entry.responses)
    return replace(entry, **change)


def _parties(item: Any, field: str | None, sides: Sides) -> frozenset[str]:
    value = getattr(item, field, None) if field else None
    return sides.parties(value) if isinstance(value, tuple) else sides.party(value)


def _text(item: Any, name: str) -> str:
    pieces = [s.text for s in item.evidence] + [getattr(item, f) or "" for f in WORDING.get(name, ())]
    if name == "deadlines":
        pieces.append(item.demand.text)
    return " ".join(pieces)


def _days(item: Any, name: str) -> tuple[str | None, str | None]:
    if name == "deadlines":
        return item.due.start, item.due.end
    date = getattr(item, "date", None)
    return (date.start, date.end) if date else (None, None)


def _places(name: str, country: str | None) -> frozenset[str]:
    """The names of a place phrase ("Balat, Famagusta"), each as in the gazetteer, and its country."""
    return frozenset({place_key(part) for part in name.split(",")} | ({f"country:{country}"} if country else set()))
