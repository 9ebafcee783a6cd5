"""Entities of FollowTheMoney, the model of Aleph and OpenSanctions, as JSON lines: articles, actors, events (docs/formats.md).

Written by ourselves: the library needs ICU and a compiler (docs/decisions.md). What an entity says is a list of texts under a name that its schema knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from goodoffices.model import Actor, Event, Record
from goodoffices.serve.acled import TOOK_PLACE

#: Schema by kind of actor; kinds that are left out are nobody in particular.
SCHEMATA = {"person": "Person", "government": "PublicBody", "military": "PublicBody", "police": "PublicBody", "legislature": "PublicBody", "judiciary": "PublicBody",
            "igo": "Organization", "party": "Organization", "ngo": "Organization", "armed_group": "Organization", "media": "Organization", "company": "Company",
            "country": "PublicBody"}


def entities(records: Iterable[Record], countries: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each article, each actor and each event that took place. An actor is written again, under the same id, only where another article says something else
    of it; tools that read the format put such pieces together. Of what was written only digests are kept in memory."""
    written: set[bytes] = set()
    for record in records:
        for entity in _of_record(record, countries):
            mark = hashlib.blake2b(msgspec.json.encode(entity), digest_size=8).digest()
            if mark not in written:
                if entity["schema"] not in ("Article", "Event"):
                    written.add(mark)
                yield entity


def _of_record(record: Record, countries: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    article = ident("article", record.document.id)
    d = record.document
    yield _entity(article, "Article", title=d.title, fileName=d.id, publisher=d.publisher, sourceUrl=_address(d.url), publishedAt=d.published, bodyText=d.text,
                  language="eng" if d.language == "en" else None)
    known = {a.id: a for a in record.actors if a.kind in SCHEMATA}
    for actor in known.values():
        yield _actor(actor, countries)
    for event in record.events:
        if event.modality in TOOK_PLACE:
            yield _event(record, event, article, known, countries)


def _actor(actor: Actor, countries: Mapping[str, Any]) -> dict[str, Any]:
    schema = SCHEMATA[actor.kind]
    country = _country(actor.country, countries)
    if schema == "Person":
        return _entity(ident("actor", actor.id), schema, name=actor.name, country=country, position=actor.role)
    return _entity(ident("actor", actor.id), schema, name=actor.name, country=country, classification=actor.kind.replace("_", " "))


def _event(record: Record, event: Event, article: str, known: Mapping[str, Actor], countries: Mapping[str, Any]) -> dict[str, Any]:
    cast = {a.id: a.name for a in record.actors}
    names = [cast.get(i, i) for i in (*event.actors, *event.recipients)]
    d = record.document
    return _entity(ident("event", f"{d.id}#{event.id}"), "Event", name=f"{event.type}: {', '.join(names) or 'unknown'}",
                   summary=" ... ".join(" ".join(s.text.split()) for s in event.evidence), startDate=event.date.start, endDate=event.date.end,
                   involved=[ident("actor", i) for i in (*event.actors, *event.recipients) if i in known], location=event.place.name if event.place else None,
                   country=_country(event.place.country if event.place else None, countries), proof=article, publisher=d.publisher, sourceUrl=_address(d.url),
                   recordId=f"{d.id}#{event.id}", keywords=[x for x in (event.type, event.mode) if x])


def ident(kind: str, own: str) -> str:
    """An id as the format takes one: letters, digits, hyphens. The same for the same thing in every store."""
    return f"goodoffices-{kind}-{hashlib.sha256(own.encode()).hexdigest()[:24]}"


def _country(iso3: str | None, countries: Mapping[str, Any]) -> str | None:
    """Two letters in lower case; none for de facto states."""
    return countries[iso3].iso2.lower() or None if iso3 is not None and iso3 in countries else None


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _entity(ident_: str, schema: str, **values: str | list[str] | None) -> dict[str, Any]:
    said = {name: [value] if isinstance(value, str) else list(dict.fromkeys(value)) for name, value in values.items() if value}
    return {"id": ident_, "schema": schema, "properties": said, "datasets": ["goodoffices"]}
