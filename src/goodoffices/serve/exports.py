"""`goodoffices export`: records and events as `code` writes them, deeds as ACLED rows, places as GeoJSON, what lies ahead as iCalendar, what is new as a feed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from goodoffices.model import DossierState, MergedIncident, MergedVenueOffer, Place
from goodoffices.serve import acled, feeds
from goodoffices.serve.calendars import planned
from goodoffices.serve.dossier_page import first_source
from goodoffices.serve.formats import table_lines, target_stream, write
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.dossiers import states
from goodoffices.serve.queries.lookups import records
from goodoffices.serve.wording import Names, incident_words


def write_export(archive: Archive, form: str, dossier: str | None, output: Path | None, desk: str, questions: bool = False) -> None:
    """Writes all of the store or one dossier; a file appears under its name only when it is complete. `questions`: a calendar also has the days on which forecasts are due."""
    if form in ("jsonl", "csv", "parquet", "gdelt", "plover", "ftm"):
        write(records(archive, dossier), form, output, archive.tables)
        return
    if form == "acled":
        with target_stream(output) as stream:
            for line in table_lines(acled.COLUMNS, _deeds(archive, dossier)):
                stream.write(line)
        return
    with target_stream(output) as stream:
        stream.write(_body(archive, form, dossier, desk, questions))


def _body(archive: Archive, form: str, dossier: str | None, desk: str, questions: bool) -> bytes:
    if form in ("atom", "jsonfeed"):
        made = feeds.feed(archive, dossier)
        return feeds.atom(made, desk) if form == "atom" else feeds.json_feed(made, desk)
    found = list(states(archive, dossier))
    return geojson(found) if form == "geojson" else planned(archive, found, questions)


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
