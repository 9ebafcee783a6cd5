"""One JSON object per event with the field names of NGEC, the coder of POLECAT; what it has no name for stands under names of ours (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goodoffices.model import Actor, Event, Extent, Record, Span
from goodoffices.serve.formats import NOT_DONE, QUADS

#: Kinds of actors whose names NGEC lists as those of people.
PERSON = "person"
#: Kinds that are no organisation of that name.
NO_BODY = frozenset({"person", "country", "civilians", "experts", "group", "unknown"})


def event_lines(record: Record, countries: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The events told as done or intended. `countries`: what the tables know, by ISO 3166-1 alpha-3."""
    d, cast = record.document, {a.id: a for a in record.actors}
    places = list(dict.fromkeys(e.place.name for e in record.events if e.place))
    people = [a.name for a in record.actors if a.kind == PERSON]
    bodies = [a.name for a in record.actors if a.kind not in NO_BODY]
    for e in record.events:
        if e.modality in NOT_DONE:
            continue
        where = _around(record.sentences, e.evidence)
        yield {
            "id": f"{d.id}#{e.id}", "story_id": d.id, "version": f"{record.coder.program} {record.coder.version}", "headline": d.title, "publisher": d.publisher,
            "url": d.url, "pub_date": (d.published or "")[:10] or None, "date": (d.published or "")[:10] or None, "event_type": e.type,
            "event_mode": [e.mode] if e.mode else [], "contexts": list(e.contexts), "event_text": d.text[where.start : where.end], "event_text_start": where.start,
            "attributes": {"ACTOR": [_side(cast, i, where, countries) for i in e.actors], "RECIP": [_side(cast, i, where, countries) for i in e.recipients],
                           "LOC": [{"text": e.place.name}] if e.place else [], "DATE": [{"text": e.date.text}] if e.date.text else []},
            "event_geolocation": _geolocation(e), "date_resolved": e.date.start, "date_resolved_end": e.date.end, "date_raw": e.date.text,
            "quad_code": QUADS[e.quad], "intensity": e.score, "cameo": e.cameo, "modality": e.modality, "confidence": e.confidence,
            "quotes": [{"text": s.text, "start": s.start, "end": s.end} for s in e.evidence], "statement": e.statement,
            "story_people": people, "story_orgs": bodies, "story_locs": places}


def _around(sentences: Sequence[Extent], evidence: Sequence[Span]) -> Extent:
    """From the beginning of the first sentence that the evidence touches to the end of the last."""
    first, last = min(s.start for s in evidence), max(s.end for s in evidence)
    touched = [s for s in sentences if s.end > first and s.start < last]
    return Extent(start=min([first, *(s.start for s in touched)]), end=max([last, *(s.end for s in touched)]))


def _side(cast: Mapping[str, Actor], ident: str, where: Extent, countries: Mapping[str, Any]) -> dict[str, Any]:
    """An actor as NGEC writes one: the words of the text, its country, its sector. Offsets count in `event_text`; null where it is not named there."""
    actor = cast.get(ident)
    if actor is None:
        return {"text": ident, "name": ident, "id": ident, "country": "", "country_name": "", "code_1": "", "code_2": "", "qa_start_char": None, "qa_end_char": None}
    named = next((m for m in actor.mentions if where.start <= m.start and m.end <= where.end), None)
    country, one, two = _codes(actor)
    return {"text": named.text if named else actor.name, "name": actor.name, "id": ident, "country": country,
            "country_name": "Intergovernmental Organization" if country == "IGO" else countries[country].name if country in countries else "", "code_1": one, "code_2": two,
            "qa_start_char": named.start - where.start if named else None, "qa_end_char": named.end - where.start if named else None}


def _codes(actor: Actor) -> tuple[str, str, str]:
    """Country and sectors out of a code such as RUSGOV or IGOEUR, which begins with the country of the actor or, for bodies of no country, with the sector."""
    code, country = actor.code or "", actor.country or ""
    parts = [code[n : n + 3] for n in range(0, len(code), 3)]
    if parts[:1] == ["IGO"]:
        return "IGO", "IGO", parts[1] if len(parts) > 1 else ""
    sectors = parts[1:] if country and parts[:1] == [country] else parts
    return country, sectors[0] if sectors else "", sectors[1] if len(sectors) > 1 else ""


def _geolocation(e: Event) -> dict[str, Any]:
    """Null with the reason where an event has no place, or the place no coordinates."""
    if e.place is None:
        return {"reason": "no place is told", "geo": None}
    geo = {"resolved_placename": e.place.name, "country_code3": e.place.country or "", "lat": e.place.latitude, "lon": e.place.longitude}
    return {"reason": "the place of the act" if e.place.latitude is not None else "the place is in no table: no coordinates", "geo": geo}
