"""Rows with the columns of ACLED: one for each incident, and one for each event on the ground that no incident tells (docs/formats.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from goodoffices.model import Actor, Base, DossierActor, DossierState, Event, Incident, Passage, Place, Record
from goodoffices.ontology.crosswalks import Counterpart, counterpart, iso_numbers
from goodoffices.ontology.gazetteer import load_gazetteer, place_key
from goodoffices.serve.wording import loss_words

COLUMNS = ("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2",
           "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude",
           "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp")
#: Modalities of what took place; ACLED codes nothing else.
TOOK_PLACE = frozenset({"actual", "ongoing"})
ARMED = frozenset({"military", "police", "armed_group"})
CIVILIAN = frozenset({"civilians", "person", "experts", "media", "ngo", "company", "party", "legislature", "judiciary"})
STATE = frozenset({"government", "country", "military", "police", "legislature", "judiciary"})
#: What the last three letters of a person's code say of somebody who acts for a state.
STATE_CODES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
#: The id of a place that nobody tells begins with these letters, which ISO 3166 leaves to users.
NOWHERE = "ZZZ"

#: Degrees by which two coordinates of one town may differ.
NEAR = 0.1

Cast = Mapping[str, Actor | DossierActor]


class Deed(Base, frozen=True, kw_only=True):
    """An incident or an event with what ACLED asks for; `told` are its passages, the earliest first."""

    key: str
    item: Incident | Event
    doers: tuple[str, ...]
    hit: tuple[str, ...]
    sort: Counterpart
    told: tuple[Passage, ...]


def record_rows(record: Record, countries: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of one article. `countries`: what the tables know, by ISO 3166-1 alpha-3."""
    cast: Cast = {a.id: a for a in record.actors}
    for item in record.ledger.incidents:
        yield from _incident(item, f"{record.document.id} {item.id}", (_passage(record, item),), cast, countries)
    yield from event_rows(record, countries)


def event_rows(record: Record, countries: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of the events that no incident of the article tells."""
    cast: Cast = {a.id: a for a in record.actors}
    told = {i.event for i in record.ledger.incidents}
    for event in record.events:
        if event.modality in TOOK_PLACE and event.id not in told:
            sort = counterpart("event", event.type, _target(event.recipients, cast), event.mode or "", event.cameo or "")
            if sort is not None:
                yield _row(Deed(key=f"{record.document.id} {event.id}", item=event, doers=event.actors, hit=event.recipients, sort=sort,
                                told=(_passage(record, event),)), cast, countries)


def incident_rows(state: DossierState, countries: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a dossier's incidents, each once with all its sources."""
    cast: Cast = {a.id: a for a in state.actors}
    for item in state.ledger.incidents:
        yield from _incident(item, item.id, item.sources, cast, countries)


def _incident(item: Incident, key: str, told: tuple[Passage, ...], cast: Cast, countries: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    sort = counterpart("incident", item.kind, _target(item.targets, cast))
    if sort is not None:
        yield _row(Deed(key=key, item=item, doers=item.actors, hit=item.targets, sort=sort, told=told), cast, countries)


def _passage(record: Record, item: Incident | Event) -> Passage:
    d = record.document
    return Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=item.evidence)


def _row(deed: Deed, cast: Cast, countries: Mapping[str, Any]) -> dict[str, Any]:
    place = deed.item.place
    iso3 = place.country if place else None
    inter1, inter2 = _inter(deed.doers, deed, cast, iso3, doing=True), _inter(deed.hit, deed, cast, iso3, doing=False)
    civilian = deed.sort.disorder_type == "Political violence" and _target(deed.hit, cast) == "civilian"
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"event_id_cnty": f"{iso3 or NOWHERE}{_number(deed.key)}", "disorder_type": deed.sort.disorder_type, "event_type": deed.sort.event_type,
            "sub_event_type": deed.sort.sub_event_type, "inter1": inter1, "inter2": inter2, "interaction": _interaction(inter1, inter2),
            "civilian_targeting": "Civilian targeting" if civilian else None, "source": "; ".join(dict.fromkeys(p.publisher for p in deed.told if p.publisher)) or None,
            "notes": _notes(deed), "fatalities": _fatalities(deed.item), "tags": _tags(deed, cast)}
    for number, side in (("1", deed.doers), ("2", deed.hit)):
        names = [cast[i].name if i in cast else i for i in side]
        row |= {f"actor{number}": names[0] if names else None, f"assoc_actor_{number}": "; ".join(names[1:]) or None}
    return row | _when(deed) | _where(place, countries)


def _number(key: str) -> int:
    """The same for the same deed on every run."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:12], 16) % 10**9


def _when(deed: Deed) -> dict[str, Any]:
    """ACLED's precision: 1 the day, 2 within a week, 3 longer. Without a day of its own a deed has that of its first report, within a week."""
    first, last = deed.item.date.start, deed.item.date.end
    if not first:
        day = _reported(deed)
        return {"event_date": day, "year": day[:4] if day else None, "time_precision": 2 if day else None}
    length = (date.fromisoformat(last) - date.fromisoformat(first)).days if last else 0
    return {"event_date": first, "year": first[:4], "time_precision": 1 if length <= 0 else 2 if length <= 7 else 3}


def _reported(deed: Deed) -> str | None:
    return min((p.published[:10] for p in deed.told if p.published), default=None)


def _where(place: Place | None, countries: Mapping[str, Any]) -> dict[str, Any]:
    """ACLED's precision: 1 a town, 2 a region, 3 no more than the country. Without coordinates there is none."""
    if place is None:
        return {}
    country = countries.get(place.country or "")
    row: dict[str, Any] = {"iso": iso_numbers().get(place.country or ""), "country": country.name if country else None, "location": place.name, "latitude": place.latitude,
                           "longitude": place.longitude}
    if place.latitude is None:
        return row
    whole = country is not None and place_key(place.name) == place_key(country.name)
    return row | {"geo_precision": 3 if whole else 2 if _is_region(place) else 1}


def _is_region(place: Place) -> bool:
    """A region, and no town of the same name: those have the coordinates of the town."""
    key, known, here = place_key(place.name), load_gazetteer(), (place.latitude or 0.0, place.longitude or 0.0)
    return key in known.regions and not any(abs((c.latitude or 0) - here[0]) < NEAR and abs((c.longitude or 0) - here[1]) < NEAR for c in known.cities(key))


def _target(hit: Sequence[str], cast: Cast) -> str:
    """Who is hit: anybody armed, else civilians; empty where nobody is told, or only states and groups that may be either."""
    kinds = {cast[i].kind for i in hit if i in cast}
    return "armed" if kinds & ARMED else "civilian" if kinds & CIVILIAN else ""


def _inter(side: Sequence[str], deed: Deed, cast: Cast, iso3: str | None, *, doing: bool) -> int | None:
    """ACLED's number for the first actor of a side: 1 state, 2 rebels, 5 rioters, 6 protesters, 7 civilians, 8 from abroad and others, 0 nobody; None where
    we cannot tell."""
    if not side:
        return None if doing else 0
    actor = cast.get(side[0])
    if actor is None:
        return None
    if actor.kind in STATE or (actor.kind == "person" and (actor.code or "")[-3:] in STATE_CODES):
        return 8 if iso3 and actor.country and actor.country != iso3 else 1
    if actor.kind == "armed_group":
        return 2
    if doing and deed.sort.disorder_type == "Demonstrations" and deed.sort.sub_event_type != "Protest with intervention":
        return 5 if deed.sort.event_type == "Riots" else 6
    return 8 if actor.kind == "igo" else 7 if actor.kind in CIVILIAN else None


def _interaction(one: int | None, two: int | None) -> int | None:
    """Both numbers, the lower first; a deed of one side ends with 0."""
    if one is None or two is None:
        return None
    return one * 10 if two == 0 else min(one, two) * 10 + max(one, two)


def _fatalities(item: Incident | Event) -> int | None:
    """The lowest number told, as ACLED counts; None where nobody says whether anyone died."""
    killed = item.killed if isinstance(item, Incident) else None
    return None if killed is None else killed.min if killed.min is not None else killed.max


def _notes(deed: Deed) -> str:
    """The words of each source, then what they say of losses."""
    words = [f'"{" ... ".join(" ".join(s.text.split()) for s in p.evidence)}" ({", ".join(x for x in (p.publisher, (p.published or "")[:10]) if x) or p.article})' for p in deed.told]
    if isinstance(deed.item, Incident):
        losses = [x for x in (loss_words(deed.item.killed, "killed"), loss_words(deed.item.injured, "injured")) if x]
        words += [f"[{', '.join(losses)}]"] if losses else []
    return " ".join(words)


def _tags(deed: Deed, cast: Cast) -> str | None:
    """What ACLED has no column for: whose word it is, and days that are those of the report."""
    tags = []
    if isinstance(deed.item, Incident):
        tags = [f"{word} by {cast[who].name if who in cast else who}" for word, who in (("alleged", deed.item.alleged_by), ("denied", deed.item.denied_by)) if who]
    if not deed.item.date.start and _reported(deed):
        tags.append("day of the report")
    return "; ".join(tags) or None
