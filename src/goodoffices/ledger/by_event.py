"""Entries that no clerk read from the words, but that an event of their kind stands for: an offer is a proposal, an encounter a contact (coding guide, sections 5, 6 and 8)."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.contact_clauses import Seen
from goodoffices.ledger.contact_parts import CHANNELS, TABLE, fought
from goodoffices.ledger.contact_verbs import met_there
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.drafts import SIDES, Draft, kind_of
from goodoffices.ledger.offers import counterparts, proposer_of, takes_in, takes_up, venue_of
from goodoffices.model import Channel, ContactStatus, EventDraft, Span, VenueOffer

#: An event less sure than this makes no entry of its own. Chosen on the dev part of the corpus.
OFFERS = 0.3
UNNAMED = 0.4
#: Who brokered something is not told to have met one who helped, nor the one party that is named.
BROKERING = frozenset({"broker", "mediate", "facilitate", "arbitrate"})
ENCOUNTERS = 0.35
SENDING = frozenset({"send", "dispatch"})
#: What an ultimatum gives ("a last chance to settle").
LAST = frozenset({"chance", "opportunity", "warning", "ultimatum", "deadline", "time", "hour", "day", "week"})
#: Words without which halting something is no truce.
ARMS = frozenset({"fire", "attack", "hostility", "hostilities", "fighting", "gun", "arms", "weapon", "shelling", "strike", "ceasefire", "truce"})


def offers_by_event(desk: Desk, drafts: list[Draft], venues: list[VenueOffer], taken: frozenset[int]) -> Iterator[Draft]:
    """Offers that are events and nowhere in `drafts` or `venues`; an addressee is needed, or words that say what kind of thing is offered."""
    at = [desk.p.start[t] for t in taken]
    known = [s for d in drafts for s in d.evidence] + [s for v in venues for s in v.evidence if any(s.start <= x < s.end for x in at)]
    for draft in desk.events("AGREE"):
        event = draft.event
        if event.modality != "offered" or event.confidence < OFFERS or draft.trigger in taken or any(_overlap(s, event.evidence[0]) for s in known):
            continue
        proposer = proposer_of(desk, list(draft.who or event.actors))
        whom = [desk.principal(r) for r in event.recipients if (a := desk.actor(r)) is not None and a.kind in SIDES and proposer is not None and not desk.same_party(r, proposer)]
        if proposer is None or facts.is_old(desk, draft.trigger) or facts.is_negated(desk, draft.trigger) or facts.is_opinion(desk, draft.trigger, proposer):
            continue
        if desk.p.lemma[draft.trigger] not in ("meet", "see") and any(desk.p.lemma[c] in LAST and desk.p.dep[c] in ("obj", "obl:unmarked", "iobj") for c in desk.p.children[draft.trigger]):
            continue
        inside = facts.content(desk, draft.trigger)
        kind = kind_of(desk, [t for t in inside if desk.p.head[t] == draft.trigger], inside)
        if kind == "other" and desk.p.lemma[draft.trigger] in ("meet", "see"):
            kind = "meeting"
        if kind == "other" and (not whom or event.confidence < UNNAMED or _only_comes(desk, draft.trigger)):
            continue
        if any(takes_in(desk, t) or takes_up(desk, t) for t in (draft.trigger, *syntax.complements(desk.p, draft.trigger))):
            continue
        addressee = None if not whom else whom[0] if len(set(whom)) == 1 else desk.group(list(dict.fromkeys(whom)))
        yield Draft(kind=kind, proposer=proposer, addressee=addressee, trigger=draft.trigger, date=event.date, venue=venue_of(desk, inside, kind), evidence=list(event.evidence),
                    event=event.id, statement=event.statement, confidence=event.confidence, named=bool(whom), firm=kind != "other",
                    nouns={desk.p.lemma[t] for t in inside if desk.p.pos[t] == "NOUN"})


def _only_comes(desk: Desk, word: int) -> bool:
    """Who is ready to travel somewhere, and no more, puts nothing to anybody."""
    return any(desk.p.lemma[t] in ("go", "travel", "come", "fly", "attend", "participate") for t in (word, *syntax.complements(desk.p, word)))


def bargains(desk: Desk, drafts: list[Draft]) -> Iterator[Draft]:
    """What a party would do if another did its part ("would free the crew if Lima returned the boats"): a proposal to that other."""
    p = desk.p
    known = [s for d in drafts for s in d.evidence]
    for draft in desk.events("AGREE", "CONCEDE"):
        event, verb = draft.event, draft.trigger
        if event.modality not in ("conditional", "offered") or event.confidence < UNNAMED or p.pos[verb] != "VERB" or any(_overlap(s, event.evidence[0]) for s in known):
            continue
        if p.lemma[verb] in desk.words("d_attend") | desk.words("d_accept") | desk.words("d_engage") - {"return", "stop", "mediate", "facilitate", "exchange", "swap"}:
            continue
        proposer = proposer_of(desk, list(draft.who or event.actors))
        clause = facts.others_part(desk, verb)
        if proposer is None or clause is None or facts.is_old(desk, verb) or facts.is_negated(desk, verb) or not _own_word(desk, verb, proposer):
            continue
        doers = counterparts(desk, clause, proposer)
        inside = [verb, *facts.content(desk, verb)]
        kind = kind_of(desk, inside)
        kind = kind if kind in ("mediation", "exchange") or (kind in ("ceasefire", "truce") and desk.lemmas(inside) & ARMS) else "agreement"
        if not doers or any(_put_before(desk, d, proposer, doers, desk.lemmas(inside)) for d in drafts):
            continue
        yield Draft(kind=kind, proposer=proposer, addressee=doers[0] if len(doers) == 1 else desk.group(doers), trigger=verb, date=event.date,
                    venue=None, evidence=list(event.evidence), event=event.id, statement=event.statement, confidence=event.confidence, conditional=True, named=True,
                    nouns={p.lemma[t] for t in inside if p.pos[t] == "NOUN"})


def _put_before(desk: Desk, d: Draft, by: str, doers: list[str], words: set[str]) -> bool:
    """Has the other side offered the very thing? Then a part of his own in return for it is the condition of an answer."""
    same = bool(words & d.nouns) or (d.kind in ("ceasefire", "truce") and bool(words & (ARMS | {"firing"})))
    return same and d.proposer is not None and any(desk.same_party(d.proposer, x) for x in doers) and (d.addressee is None or desk.same_party(d.addressee, by))


def _own_word(desk: Desk, verb: int, proposer: str) -> bool:
    """Told by the report or by the side that would act, not by an observer of it."""
    speaker = desk.speaker_at(verb)
    return speaker is None or desk.same_party(speaker, proposer) or desk.overlapping(speaker, proposer)


def encounters_by_event(desk: Desk) -> Iterator[Seen]:
    """Encounters told or fixed whose event names two parties."""
    for draft in (*desk.events("CONSULT"), *desk.events("AGREE")):
        event = draft.event
        status = _status(draft)
        who = tuple(dict.fromkeys(draft.who or event.actors))
        who = tuple(x for x in who if _sits(desk, x))
        whom = tuple(x for x in dict.fromkeys(draft.whom or event.recipients) if x not in who and _sits(desk, x))
        if (desk.p.lemma[draft.trigger] in BROKERING and not _brokered_between(desk, draft)) or fought(desk, draft.trigger):
            continue
        if len(who) == len(whom) == 1 and desk.same_party(who[0], whom[0]):
            continue
        if desk.p.lemma[draft.trigger] in desk.words("d_travel") | SENDING and met_there(desk, draft.trigger):
            continue
        if status is None or event.confidence < ENCOUNTERS or len({*who, *whom}) < 2 or facts.is_old(desk, draft.trigger):
            continue
        yield Seen(who=who, whom=whom, channel=_channel(desk, draft), status=status, date=event.date, place=event.place, span=event.evidence[0], trigger=draft.trigger,
                   event=event.id, confidence=event.confidence, together=not whom)


def shut_out(desk: Desk) -> Iterator[Seen]:
    """Visits and audiences that were refused ("was denied entry into Niger")."""
    for draft in desk.events("REJECT"):
        event = draft.event
        who, whom = (tuple(x for x in dict.fromkeys(side) if _sits(desk, x)) for side in (draft.whom or event.recipients, draft.who or event.actors))
        if draft.rule.startswith("denied.py") and event.modality == "actual" and who and whom and not facts.is_old(desk, draft.trigger):
            yield Seen(who=who, whom=whom, channel="meeting" if event.mode == "meet" else "visit", status="refused", date=event.date, place=None, span=event.evidence[0], trigger=draft.trigger,
                       event=event.id, confidence=event.confidence, together=True)


def _brokered_between(desk: Desk, draft: EventDraft) -> bool:
    """Are those named behind "between" or "with" among whom it was brokered, and none that only helped?"""
    p, verb = desk.p, draft.trigger
    helping = {a for n in syntax.helpers(p, verb) for a in facts.parties(desk, n)}
    whom = [x for x in draft.whom or draft.event.recipients if not any(desk.same_party(x, h) for h in helping)]
    return len(whom) > 1


def _sits(desk: Desk, ident: str) -> bool:
    actor = desk.actor(ident)
    return actor is not None and actor.kind in TABLE


def _status(draft: EventDraft) -> ContactStatus | None:
    event = draft.event
    if event.type == "CONSULT":
        return "held" if event.modality in ("actual", "ongoing") else "planned" if event.modality == "planned" else None
    return "planned" if event.modality == "planned" and draft.pattern == "CONSULT" else None


def _channel(desk: Desk, draft: EventDraft) -> Channel:
    """The channel that the words of the clause name, nearest first."""
    p = desk.p
    words = {p.lemma[draft.trigger]} | {p.lemma[t] for t in facts.content(desk, draft.trigger)}
    return next((channel for channel, lemmas in CHANNELS if words & lemmas), "meeting")


def _overlap(a: Span, b: Span) -> bool:
    return min(a.end, b.end) > max(a.start, b.start)
