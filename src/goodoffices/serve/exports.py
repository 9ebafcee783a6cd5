"""`goodoffices export`: records and events as `code` writes them, deeds as ACLED rows, places as GeoJSON, what lies ahead as iCalendar, what is new as a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import icalendar
import msgspec

from goodoffices.model import DossierState, MergedContact, MergedDeadline, MergedIncident, MergedVenueOffer, Place
from goodoffices.serve import acled, feeds
from goodoffices.serve.dossier_page import first_source
from goodoffices.serve.formats import table_lines, target_stream, write
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.dossiers import states
from goodoffices.serve.queries.giving import lasting_ids
from goodoffices.serve.queries.issuing import asked_words, base_words
from goodoffices.serve.queries.lookups import records
from goodoffices.serve.queries.outlook import Standing
from goodoffices.serve.queries.scoring import scorecard
from goodoffices.serve.wording import CHANNELS, Names, incident_words

#: What a contact's status is called in a calendar.
STATUS = {"planned": "CONFIRMED", "cancelled": "CANCELLED", "refused": "CANCELLED", "held": "CONFIRMED", "unknown": "TENTATIVE"}


def write_export(archive: Archive, form: str, dossier: str | None, output: Path | None, desk: str) -> None:
    """Writes all of the store or one dossier; a file appears under its name only when it is complete."""
    if form in ("jsonl", "csv", "parquet", "gdelt", "plover", "ftm"):
        write(records(archive, dossier), form, output, archive.tables)
        return
    if form == "acled":
        with target_stream(output) as stream:
            for line in table_lines(acled.COLUMNS, _deeds(archive, dossier)):
                stream.write(line)
        return
    with target_stream(output) as stream:
        stream.write(_body(archive, form, dossier, desk))


def _body(archive: Archive, form: str, dossier: str | None, desk: str) -> bytes:
    if form in ("atom", "jsonfeed"):
        made = feeds.feed(archive, dossier)
        return feeds.atom(made, desk) if form == "atom" else feeds.json_feed(made, desk)
    found = list(states(archive, dossier))
    return geojson(found) if form == "geojson" else calendar(found, lasting_ids(archive, (c.trail.observations for s in found for c in _dated(s))), scorecard(archive).forecasts)


def _deeds(archive: Archive, dossier: str | None) -> Iterator[dict[str, Any]]:
    """Incidents as they are merged over reports, a dossier at a time; then the events that no incident tells, an article at a time, without reprints."""
    countries = archive.know.countries
    for state in states(archive, dossier):
        yield from acled.incident_rows(state, countries)
    for record in records(archive, dossier):
        if record.document.duplicate_of is None:
            yield from acled.event_rows(record, countries)


def geojson(found: list[DossierState]) -> bytes:
    """RFC 7946: one point for each incident and venue with coordinates; longitude first."""
    return msgspec.json.encode({"type": "FeatureCollection", "features": [f for state in found for f in _features(state)]}) + b"\n"


def _features(state: DossierState) -> Iterator[dict[str, Any]]:
    names = Names(state.actors)
    items: list[MergedIncident | MergedVenueOffer] = [*state.ledger.incidents, *state.ledger.venue_offers]
    for item in items:
        if not _located(item.place):
            continue
        place: Any = item.place
        told: dict[str, Any] = {"list": "incidents" if isinstance(item, MergedIncident) else "venue_offers", "dossier": state.id, "dossier_name": state.name,
                                "summary": _words(names, item), "place": place.name, "country": place.country, "start": item.date.start, "end": item.date.end,
                                "sources": len({p.article for p in item.sources}), "independent_sources": item.trail.independent,
                                "first_source": first_source(item.sources, 200)}
        if isinstance(item, MergedIncident):
            told |= {"kind": item.kind, "actors": item.actors, "targets": item.targets, "killed": item.killed, "injured": item.injured, "alleged_by": item.alleged_by,
                     "denied_by": item.denied_by}
        else:
            told |= {"host": item.host, "status": item.status}
        yield {"type": "Feature", "id": item.id, "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]}, "properties": told}


def _located(place: Place | None) -> bool:
    return place is not None and place.latitude is not None and place.longitude is not None


def _words(names: Names, item: MergedIncident | MergedVenueOffer) -> str:
    return incident_words(names, item) if isinstance(item, MergedIncident) else f"{names.name(item.host)} offers to host: {item.status}"


def _dated(state: DossierState) -> Iterator[MergedContact | MergedDeadline]:
    """What stands in a calendar: contacts that are or were planned, and deadlines, with a day."""
    for c in state.ledger.contacts:
        if c.date.start and (c.status == "planned" or any(t.status == "planned" for t in c.history)):
            yield c
    for d in state.ledger.deadlines:
        if d.due.end or d.due.start:
            yield d


def planned(archive: Archive, found: list[DossierState]) -> bytes:
    """The calendar of planned contacts and deadlines of some dossiers, as the desk sends it to those who subscribe."""
    return calendar(found, lasting_ids(archive, (c.trail.observations for s in found for c in _dated(s))))


def calendar(found: list[DossierState], lasting: dict[str, str], asked: Iterable[Standing] = ()) -> bytes:
    """RFC 5545. The UID of an entry stays over re-coding and late reports, so that calendars change the event they have. `asked`: forecasts issued, of which those of
    these dossiers stand on the days their questions are due."""
    questions: dict[str, list[Standing]] = {}
    for standing in asked:
        questions.setdefault(standing.dossier, []).append(standing)
    out = icalendar.Calendar()
    out.add("prodid", "-//Good Offices//goodoffices//EN")
    out.add("version", "2.0")
    for state in found:
        names = Names(state.actors)
        for item in _dated(state):
            out.add_component(_entry(state, names, item, lasting.get(item.id, item.id)))
        for standing in questions.get(state.id, ()):
            out.add_component(_question(state, names, standing))
    return bytes(out.to_ical())


def _question(state: DossierState, names: Names, standing: Standing) -> icalendar.Event:
    """The day a question is due; once it is answered the event says so."""
    f, q = standing.forecast, standing.forecast.question
    event = icalendar.Event()
    event.add("uid", f"{q.id}@goodoffices")
    event.add("dtstamp", datetime.fromisoformat(standing.made_at).astimezone(UTC))
    event.add("sequence", 0 if standing.answer == "open" else 1)
    event.add("summary", f"Question due: {names.side(q.issuer)} and {names.side(q.other)}: {asked_words(q, names.side(q.issuer))}")
    event.add("status", "CONFIRMED")
    begin = date.fromisoformat(q.due)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(days=1))
    shown = f"no probability: {f.abstained}" if f.probability is None else f"model {100 * f.probability:.0f} %"
    event.add("description", "\n".join([f"{state.name}: {standing.answer}", f"{f.words[:1].upper()}{f.words[1:]}.", f"{shown}; base rate {base_words(f)}"]))
    event.add("transp", "TRANSPARENT")
    return event


def _entry(state: DossierState, names: Names, item: MergedContact | MergedDeadline, ident: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{ident}@goodoffices")
    known = max((p.published[:10] for p in item.sources if p.published), default=None) or state.as_of or "1970-01-01"
    event.add("dtstamp", datetime.combine(date.fromisoformat(known), time(), UTC))
    event.add("sequence", max(0, len(item.history) - 1))
    if isinstance(item, MergedContact):
        first, last = item.date.start, item.date.end
        event.add("summary", f"{CHANNELS[item.channel].capitalize()}: {names.names(item.participants)}")
        event.add("status", STATUS[item.status])
        if item.place is not None:
            event.add("location", item.place.name)
            if _located(item.place):
                event.add("geo", (item.place.latitude, item.place.longitude))
    else:
        first = last = item.due.end or item.due.start
        event.add("summary", f"Deadline: {names.name(item.setter)} to {names.name(item.addressee)}: {' '.join(item.demand.text.split())}")
        event.add("status", "CANCELLED" if item.status in ("lifted", "extended") else "CONFIRMED")
    begin = date.fromisoformat(first or known)
    event.add("dtstart", begin)
    event.add("dtend", (date.fromisoformat(last) if last else begin) + timedelta(days=1))
    told = [f"{state.name}: {'past due' if isinstance(item, MergedDeadline) and item.overdue else item.status}"]
    told += [first_source((p,), 200) for p in item.sources]
    event.add("description", "\n".join(told))
    event.add("transp", "TRANSPARENT")
    address = next((a.url for p in item.sources for a in state.articles if a.id == p.article and a.url), None)
    if address:
        event.add("url", address)
    return event
