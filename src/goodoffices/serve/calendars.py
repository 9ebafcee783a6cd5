"""What lies ahead as iCalendar: planned contacts, deadlines and, where they are asked for, the days on which forecasts are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from goodoffices.model import DossierState, MergedContact, MergedDeadline
from goodoffices.serve.dossier_page import first_source
from goodoffices.serve.queries import Archive
from goodoffices.serve.queries.giving import lasting_ids
from goodoffices.serve.queries.issuing import asked_words, base_words
from goodoffices.serve.queries.outlook import Standing
from goodoffices.serve.queries.scoring import scorecard
from goodoffices.serve.wording import CHANNELS, Names

#: What a contact's status is called in a calendar.
STATUS = {"planned": "CONFIRMED", "cancelled": "CANCELLED", "refused": "CANCELLED", "held": "CONFIRMED", "unknown": "TENTATIVE"}


def dated(state: DossierState) -> Iterator[MergedContact | MergedDeadline]:
    """What stands in a calendar: contacts that are or were planned, and deadlines, with a day."""
    for c in state.ledger.contacts:
        if c.date.start and (c.status == "planned" or any(t.status == "planned" for t in c.history)):
            yield c
    for d in state.ledger.deadlines:
        if d.due.end or d.due.start:
            yield d


def days_of(item: MergedContact | MergedDeadline) -> tuple[str, str]:
    """First and last day of what `dated` gives; of a deadline the day on which it runs out."""
    if isinstance(item, MergedContact):
        return item.date.start or "", item.date.end or item.date.start or ""
    day = item.due.end or item.due.start or ""
    return day, day


def planned(archive: Archive, found: list[DossierState], questions: bool = False) -> bytes:
    """The calendar of some dossiers, as `export` writes it and the desk sends it to those who subscribe."""
    lasting = lasting_ids(archive, (c.trail.observations for s in found for c in dated(s)))
    return calendar(found, lasting, scorecard(archive).forecasts if questions else ())


def calendar(found: list[DossierState], lasting: dict[str, str], asked: Iterable[Standing] = ()) -> bytes:
    """RFC 5545. The UID of an entry stays over re-coding and late reports, so that calendars change the event they have. `asked`: forecasts issued, of which those of
    these dossiers stand on the days their questions are due."""
    questions: dict[str, list[Standing]] = {}
    for standing in asked:
        questions.setdefault(standing.dossier, []).append(standing)
    out = icalendar.Calendar()
    out.add("prodid", "-//Good Offices//goodoffices//EN")
    out.add("version", "2.0")
    out.add("x-wr-calname", f"Good Offices: {found[0].name}" if len(found) == 1 else "Good Offices")
    for state in found:
        names = Names(state.actors)
        for item in dated(state):
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


def _deadline_status(item: MergedDeadline) -> str:
    """CANCELLED for a day that no longer counts: lifted, or extended without a later day. TENTATIVE for an extended one whose day lies behind the word of it, and CONFIRMED where the report names that day."""
    if item.status != "extended":
        return "CANCELLED" if item.status == "lifted" else "CONFIRMED"
    turns = [t for t in item.history if t.status == "extended"]
    if item.due.end and any(t.why.endswith(item.due.end) for t in turns):
        return "CONFIRMED"
    return "TENTATIVE" if item.due.end and any(t.date and t.date < item.due.end for t in turns) else "CANCELLED"


def _entry(state: DossierState, names: Names, item: MergedContact | MergedDeadline, ident: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{ident}@goodoffices")
    known = max((p.published[:10] for p in item.sources if p.published), default=None) or state.as_of or "1970-01-01"
    event.add("dtstamp", datetime.combine(date.fromisoformat(known), time(), UTC))
    event.add("sequence", max(0, len(item.history) - 1))
    if isinstance(item, MergedContact):
        event.add("summary", f"{CHANNELS[item.channel].capitalize()}: {names.names(item.participants)}")
        event.add("status", STATUS[item.status])
        if item.place is not None:
            event.add("location", item.place.name)
            if item.place.latitude is not None and item.place.longitude is not None:
                event.add("geo", (item.place.latitude, item.place.longitude))
    else:
        event.add("summary", f"Deadline: {names.name(item.setter)} to {names.name(item.addressee)}: {' '.join(item.demand.text.split())}")
        event.add("status", _deadline_status(item))
    first, last = (date.fromisoformat(day) for day in days_of(item))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    told = [f"{state.name}: {'past due' if isinstance(item, MergedDeadline) and item.overdue else item.status}"]
    told += [first_source((p,), 200) for p in item.sources]
    event.add("description", "\n".join(told))
    event.add("transp", "TRANSPARENT")
    address = next((a.url for p in item.sources for a in state.articles if a.id == p.article and a.url), None)
    if address:
        event.add("url", address)
    return event
