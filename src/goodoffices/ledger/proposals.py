"""Proposals with the answers to them and their status, and the offers of a venue (coding guide, sections 6 and 7)."""

from __future__ import annotations

from goodoffices.ledger.answer_filing import answer_all, is_answer
from goodoffices.ledger.answers import find_replies
from goodoffices.ledger.by_event import bargains, offers_by_event
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.drafts import Draft, file
from goodoffices.ledger.offers import find_loans, find_offers
from goodoffices.ledger.venues import find_venues
from goodoffices.model import Proposal, ProposalStatus, VenueOffer

__all__ = ["Draft", "find_proposals", "finish"]


def find_proposals(desk: Desk) -> tuple[list[Draft], list[VenueOffer]]:
    """Proposals with their answers, and venue offers."""
    venues, taken, loans = find_venues(desk)
    drafts: list[Draft] = []
    for offer in sorted((*find_offers(desk, taken), *find_loans(desk, loans)), key=lambda d: d.trigger):
        file(desk, drafts, offer)
    replies = find_replies(desk)
    for offer in list(offers_by_event(desk, drafts, venues, taken)):
        if not is_answer(desk, drafts, replies, offer):
            file(desk, drafts, offer)
    for offer in list(bargains(desk, drafts)):
        file(desk, drafts, offer)
    for draft in drafts:
        if draft.addressee is None and draft.proposer is not None:
            _infer_addressee(desk, draft, drafts)
    answer_all(desk, drafts, replies)
    return [d for d in drafts if _stands(desk, d)], venues


def _infer_addressee(desk: Desk, draft: Draft, drafts: list[Draft]) -> None:
    """The other side of the affair where the clause names nobody; both sides for a third party. A go-between is no side."""
    assert draft.proposer is not None
    others = desk.rivals(draft.proposer)
    asked: set[str] = set()
    for d in drafts:
        to = desk.actor(d.addressee)
        if d.named and d.proposer and to is not None and len(to.members) > 1 and any(desk.same_party(d.proposer, side) for side in others):
            asked.add(to.id)
    if asked:
        pair = asked.pop()
        draft.addressee = None if asked or desk.overlapping(pair, draft.proposer) else pair
        return
    if len(others) == 1:
        draft.addressee = others[0]
    elif len(others) == 2 and (draft.firm or draft.loan):
        draft.addressee = desk.group(others)


def _stands(desk: Desk, draft: Draft) -> bool:
    """Enough to enter: an answer shows that it was put to someone, or what it is and to whom is told."""
    if draft.responses or draft.withdrawn:
        return True
    if draft.loan:
        return False
    if draft.addressee is None:
        return draft.firm and draft.kind != "agreement"
    return draft.named or draft.firm


def finish(desk: Desk, drafts: list[Draft], conditions: dict[int, list[str]]) -> tuple[Proposal, ...]:
    """Records with status at the day of publication; `conditions` are condition ids by number of the draft."""
    out = []
    for number, d in enumerate(drafts, 1):
        ident = f"proposal:{number}"
        out.append(Proposal(id=ident, kind=d.kind, proposer=d.proposer, addressee=d.addressee, venue=d.venue, date=d.date,
                            conditions=tuple(conditions.get(number - 1, ())), status=_status(desk, d), responses=tuple(d.responses),
                            confidence=d.confidence, event=d.event, statement=d.statement, evidence=tuple(d.evidence[:2])))
        desk.note(ident, "ledger.proposals", f"offer at {desk.p.text[d.trigger]!r}, {len(d.responses)} answers")
    return tuple(out)


def _status(desk: Desk, d: Draft) -> ProposalStatus:
    """The guide's table: withdrawn beats all; accepted needs a plain yes from every addressee; a yes and a no leave it open."""
    if d.withdrawn:
        return "withdrawn"
    if d.superseded:
        return "superseded"
    answers = [r.answer for r in d.responses]
    if not answers:
        return "open"
    addressee = desk.actor(d.addressee)
    asked = len(addressee.members) if addressee is not None and addressee.kind == "group" and addressee.members else 1
    if addressee is not None and addressee.kind == "group" and not addressee.members and all(r.actor != addressee.id for r in d.responses):
        asked = addressee.count or len(answers) + 1
    if all(a == "accepts" for a in answers):
        return "accepted" if len(answers) >= asked else "open"
    if all(a in ("rejects", "counter_proposes") for a in answers) and "rejects" in answers:
        return "rejected"
    if answers == ["counter_proposes"]:
        return "superseded"
    return "open"


