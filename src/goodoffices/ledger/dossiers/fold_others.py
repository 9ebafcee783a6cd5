"""Venue offers, contacts, deadlines, threats, conditions and assessments over articles (guide, sections 7 to 12 and 15; docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from goodoffices.ledger.dossiers.acts import Act
from goodoffices.ledger.dossiers.deeds import Done
from goodoffices.ledger.dossiers.encounters import other_town
from goodoffices.ledger.dossiers.endings import Turned
from goodoffices.ledger.dossiers.folding import Step, View, chosen, common, date_of, is_over, moved, party_of, place_of, since, with_sources
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import days_between
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.model import (
    Due,
    MergedAssessment,
    MergedCondition,
    MergedContact,
    MergedDeadline,
    MergedThreat,
    MergedVenueOffer,
    Place,
    Turn,
)

#: What a status may not go back to.
NO_WAY_BACK = {"held": frozenset({"planned", "unknown"}), "cancelled": frozenset({"planned"}), "refused": frozenset({"planned"}),
               "accepted": frozenset({"offered"}), "declined": frozenset({"offered"}), "withdrawn": frozenset({"offered"}),
               "met": frozenset({"pending"}), "expired": frozenset({"pending"}), "lifted": frozenset({"pending"}), "extended": frozenset({"pending"})}


def forward(old: str, new: str) -> bool:
    """May a status follow another? A weaker word for what is settled never does."""
    return new not in NO_WAY_BACK.get(old, frozenset())


def venue_offer(group: Group, view: View, told: Sequence[Turned] = (), contacts: Sequence[MergedContact] = ()) -> MergedVenueOffer:
    """`told`: passages in which the host backs out, or a party says yes or no. Where the parties meet under the host's roof, or are to, the offer is accepted."""
    sights = group.sights
    steps = [Step(s.since if s.item.status == "offered" else s.day, s.number, s.item.status, s.article) for s in sights]
    steps += [Step(t.day, t.number, t.status, t.article, t.why) for t in told]
    steps += [Step(turn.date, 10**9, "accepted", turn.article, f"they meet there: {c.id}") for c in contacts if (turn := _under_roof(c, group, view)) is not None]
    status, history = moved(steps, view, forward)
    shown = [t.passage for t in told if view.shows(t.day) and t.article not in group.articles]
    return MergedVenueOffer(**with_sources(common(group), shown), host=party_of(sights, "host", view.sides), place=place_of(sights), purpose=chosen(sights, lambda s: s.item.purpose),
                            status=status or "offered", date=date_of(sights), history=history)


def _under_roof(contact: MergedContact, group: Group, view: View) -> Turn | None:
    """The turn by which a meeting of others in the host's land was announced or held, after the offer."""
    there = view.sides.parties(contact.participants)
    land = {f"state:{contact.place.country}"} if contact.place is not None and contact.place.country else set()
    if contact.status not in ("planned", "held") or contact.channel in ("call", "letter") or not land & group.first or len(there - group.first) < 2:
        return None
    return next((t for t in contact.history if t.status in ("planned", "held") and (days := days_between(group.begun, t.date)) is not None and 0 <= days <= settings().limits["live_days"]), None)


def contact(group: Group, view: View, told: Sequence[Act] = ()) -> MergedContact:
    """`told`: acts that show that it was held. Planned becomes held, cancelled, refused; past its day with no word it is unknown, and also where one report has it and another has not."""
    sights = group.sights
    steps = [Step(_contact_day(s), s.number, s.item.status, s.article) for s in sights if not _too_early(s, sights)]
    steps += [Step(act.day, act.number, "held", act.article, "told by another report") for act in told]
    status, history = moved(steps, view, forward)
    status = status or sights[0].item.status
    known = [s for s in sights if view.shows(_contact_day(s))] or sights[:1]
    telling = [s for s in known if s.item.status == status and s.start] or [s for s in known if s.start]
    when = (telling[-1].item.date if status == "planned" else date_of(telling)) if telling else sights[0].item.date
    if disputed(known):
        status = "unknown"
        history = (*history, Turn(date=max(s.day or "" for s in known) or None, status="unknown", why="one report has it, another denies it"))
    elif status == "planned" and is_over(when.end, view.as_of):
        status = "unknown"
        history = (*history, Turn(date=_next_day(when.end), status="unknown", why="past its day; what became of it was not read in any report"))
    where = _moved_to(known) if status == "planned" else None
    where = where or place_of([s for s in known if s.item.status == status] or known) or place_of(known)
    channels = [s for s in sights if s.item.channel != "unknown"] or sights
    shown = [act.passage() for act in told if view.shows(act.day) and act.article not in group.articles]
    return MergedContact(**with_sources(common(group), shown), participants=party_of(sights, "participants", view.sides) or (), channel=chosen(channels, lambda s: s.item.channel),
                         date=when, place=where, status=status, history=history)


def _moved_to(sights: Sequence[Sight]) -> Place | None:
    """Where a contact that is to come will be by the last report that says so ("in Ankara, not in Istanbul"); its fullest name where others mean the same place."""
    named = [s for s in sights if s.item.status == "planned" and s.item.place is not None]
    found: Place | None = place_of([s for s in named if not other_town(s.item.place, named[-1].item.place)]) if named else None
    return found


def _too_early(s: Sight, sights: Sequence[Sight]) -> bool:
    """Does a report that names no day tell as held what others plan for a day well after it? What it tells of then is not the sitting itself."""
    if s.item.status != "held" or s.start is not None or s.day is None:
        return False
    fixed = [t.start for t in sights if t.item.status == "planned" and t.start and t.day and t.day <= s.day]
    days = days_between(s.day, min(fixed)) if fixed else None
    return days is not None and days > 1


def _contact_day(s: Sight) -> str | None:
    if s.item.status == "held":
        return min(s.item.date.end, s.day) if s.item.date.end and s.day else s.item.date.end or s.day
    return s.day or s.start


def disputed(sights: list[Sight]) -> bool:
    """Do reports made after the day tell both that it was held and that it was not?"""
    held = {s.origin for s in sights if s.item.status == "held"}
    days = [s.item.date.end for s in sights if s.item.status == "held" and s.item.date.end]
    against = {s.origin for s in sights if s.item.status in ("refused", "cancelled", "unknown") and days and s.day and s.day > min(days)}
    return bool(held) and bool(against - held)


def deadline(group: Group, view: View, done: Done | None = None, told: Sequence[Turned] = ()) -> MergedDeadline:
    """One entry through extension, fulfilment or lifting; expired only by a report dated after it. `done`: another report tells the demand as fulfilled; `told`: passages that
    tell it as lifted, met or extended."""
    sights = group.sights
    seen = [s for s in sights if view.shows(s.day)] or sights[:1]
    dated = next((s.item.due for s in seen if s.item.due.end), Due())
    due, steps = dated, []
    for s in seen:
        status, new = s.item.status, s.item.due
        later = days_between(due.end, new.end)
        if later is not None and later > settings().limits["near_days"] and status in ("pending", "extended"):
            due, status = new, "extended"
        if status == "expired" and due.end and not is_over(due.end, s.day):
            status = "pending"
        steps.append(Step(s.item.set.start or s.day if s is seen[0] else s.day, s.number, status, s.article, f"due {due.end}" if status == "extended" else ""))
    shown = [done.passage()] if done is not None and view.shows(done.day) and done.article not in group.articles else []
    if done is not None and view.shows(done.day):
        steps.append(Step(done.day, done.number, "met", done.article, "told as done by another report"))
    for turned in (t for t in told if view.shows(t.day)):
        due = Due(start=turned.due, end=turned.due) if turned.due else due
        steps.append(Step(turned.day, turned.number, turned.status, turned.article, turned.why))
        shown.append(turned.passage)
    status, history = moved(steps, view, forward)
    set_on = chosen([s for s in sights if s.item.set.start], lambda s: s.item.set, lambda d: d.start) or sights[0].item.set
    return MergedDeadline(**with_sources(common(group), shown), setter=party_of(sights, "setter", view.sides), addressee=party_of(sights, "addressee", view.sides),
                          demand=sights[0].item.demand, length=chosen(sights[:1], lambda s: s.item.length) or chosen(sights, lambda s: s.item.length), set=set_on,
                          due=due, status=status or "pending", overdue=status in ("", "pending", "extended") and is_over(due.end, view.as_of), history=history)


def threat(group: Group, view: View, told: Sequence[Turned] = ()) -> MergedThreat:
    """`told`: passages of later reports in which it is taken back or carried out; its history says so."""
    sights = group.sights
    first = sights[0].item
    ends = [t for t in told if view.shows(t.day)]
    later = (Turn(date=t.day, status=t.status, article=t.article, why=t.why) for t in ends)
    return MergedThreat(**with_sources(common(group), [t.passage for t in ends if t.article not in group.articles]), issuer=party_of(sights, "issuer", view.sides),
                        target=party_of(sights, "target", view.sides), action=first.action, condition=first.condition or chosen(sights, lambda s: s.item.condition),
                        date=date_of(sights), history=(*_once(group, "made"), *later))


def condition(group: Group, view: View, offers: dict[str, str]) -> MergedCondition:
    """`offers`: ids of observed proposals with those of their entries."""
    sights = group.sights
    of = chosen(sights, lambda s: offers.get(s.item.of) if s.item.of else None)
    return MergedCondition(**common(group), holder=party_of(sights, "holder", view.sides), of=of, text=sights[0].item.text, history=_once(group, "set"))


def assessment(group: Group, view: View, entries: dict[str, str]) -> MergedAssessment:
    """`entries`: ids of all observed entries with those of the merged ones."""
    sights = group.sights
    subject = chosen(sights, lambda s: entries.get(s.item.subject, s.item.subject) if s.item.subject else None)
    return MergedAssessment(**common(group), by=party_of(sights, "by", view.sides), subject=subject, claim=sights[0].item.claim,
                            stance=chosen(sights, lambda s: s.item.stance), history=_once(group, "given"))


def _once(group: Group, word: str) -> tuple[Turn, ...]:
    return (Turn(date=since(group), status=word, article=group.sights[0].article),)


def _next_day(day: str | None) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else None
