"""Proposals, the answers to them, and the offers of a venue (coding guide, sections 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from goodoffices.ledger.desk import Desk, dated
from goodoffices.model import Answer, Date, EventDraft, Place, Proposal, ProposalKind, ProposalStatus, Response, Span, VenueOffer

#: From the most telling word to the least: the first list that a proposal's words meet names its kind.
KINDS: tuple[tuple[ProposalKind, str], ...] = (("exchange", "l_exchange"), ("truce", "l_truce"), ("ceasefire", "l_ceasefire"),
                                                ("mediation", "l_mediation"), ("call", "l_call"), ("visit", "l_visit"), ("meeting", "l_meeting"),
                                                ("talks", "l_talks"), ("agreement", "l_agreement"))
NEIGHBOURS = ({"meeting", "talks", "call", "visit"}, {"ceasefire", "truce"}, {"agreement", "talks", "other"}, {"agreement", "ceasefire", "truce"})
PARTISAN = frozenset({"person", "government", "military", "armed_group", "party", "country"})


@dataclass(slots=True)
class Draft:
    """A proposal being put together; `trigger` is the token of the offer (later answers refer back to earlier ones)."""

    kind: ProposalKind
    proposer: str | None
    addressee: str | None
    trigger: int
    date: Date
    venue: Place | None
    evidence: list[Span]
    event: str | None
    statement: str | None
    confidence: float
    conditional: bool = False
    withdrawn: bool = False
    responses: list[Response] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)


def find_proposals(desk: Desk) -> tuple[list[Draft], list[VenueOffer]]:
    """Proposals with their answers, and venue offers."""
    drafts: list[Draft] = []
    venues: list[VenueOffer] = []
    hosts: list[EventDraft] = []
    for event in desk.coding.events:
        if event.event.modality in ("negated", "historical", "hypothetical"):
            continue
        if event.event.type == "AGREE" and event.event.actors and event.event.modality in ("offered", "conditional", "actual") and _is_venue(desk, event):
            _add_venues(venues, _venue_offers(desk, event, len(venues)))
            hosts.append(event)
        elif _is_offer(desk, event):
            _add(desk, drafts, _draft(desk, event))
    for event in desk.coding.events:
        _answer(desk, drafts, event, hosts)
    return drafts, venues


def finish(desk: Desk, drafts: list[Draft], conditions: dict[int, list[str]]) -> tuple[Proposal, ...]:
    """Records with status at the day of publication; `conditions` are condition ids by number of the draft."""
    out = []
    for number, d in enumerate(drafts, 1):
        ident = f"proposal:{number}"
        out.append(Proposal(id=ident, kind=d.kind, proposer=d.proposer, addressee=d.addressee, venue=d.venue, date=d.date,
                            conditions=tuple(conditions.get(number - 1, ())), status=_status(d), responses=tuple(d.responses),
                            confidence=d.confidence, event=d.event, statement=d.statement, evidence=tuple(d.evidence[:3])))
        desk.note(ident, "ledger.proposals", f"offer at {desk.p.text[d.trigger]!r}, {len(d.responses)} answers")
    return tuple(out)


def _status(d: Draft) -> ProposalStatus:
    if d.withdrawn:
        return "withdrawn"
    if not d.responses:
        return "open"
    answers = [r.answer for r in d.responses]
    if all(a == "accepts" for a in answers):
        return "accepted"
    if answers[-1] == "rejects" or all(a == "rejects" for a in answers):
        return "rejected"
    return "superseded" if answers[-1] == "counter_proposes" else "open"


def _is_offer(desk: Desk, draft: EventDraft) -> bool:
    """Something put to another for an answer: an AGREE that offers or invites, or a party's call to end its own war."""
    event, lemma, pos = draft.event, desk.p.lemma[draft.trigger], desk.p.pos[draft.trigger]
    if event.type not in ("AGREE", "CONSULT", "REQUEST", "SUPPORT") or event.modality not in ("offered", "conditional", "actual", "ongoing"):
        return False
    if not event.actors or (lemma in desk.words("l_accept") and event.type == "AGREE" and lemma not in desk.words("l_offer_verb")):
        return False
    if pos == "ADJ" or (desk.p.tag[draft.trigger] in ("VBN", "JJ") and lemma in ("prepare", "ready")):
        return event.type == "AGREE" and lemma in desk.words("l_offer_adjective") | {"prepare"} and _kind(desk, draft) != "other"
    if pos in ("NOUN", "PROPN"):
        return event.type in ("AGREE", "CONSULT") and event.modality == "offered" and lemma in desk.words("l_proposal_noun") and draft.pattern != "CONSULT"
    if event.type == "REQUEST":
        return lemma in ("invite", "propose") and bool(event.recipients)
    return (lemma in desk.words("l_offer_verb") or (event.modality == "offered" and event.type == "AGREE")) and (
        event.modality == "offered" or lemma in ("invite", "propose", "offer")) and _kind(desk, draft) != "other"


def _content(desk: Desk, draft: EventDraft, *, clauses: bool = True) -> list[int]:
    """Tokens that say what is offered; without `clauses` those of subordinate clauses (conditions, purposes) are left out."""
    p = desk.p
    if not clauses:
        out, stack = [], [draft.trigger]
        while stack:
            node = stack.pop()
            for c in p.children[node]:
                if p.dep[c] in ("xcomp", "obj", "obl", "nmod", "iobj", "nsubj:pass", "conj", "nmod:poss", "appos") or (
                        p.dep[c] in ("ccomp", "acl") and p.lemma[c] not in ("say", "announce")):
                    out.append(c)
                    stack.append(c)
        return sorted(out)
    below = [c for c in p.children[draft.trigger] if p.dep[c] in ("xcomp", "ccomp", "obj", "obl", "nmod", "acl", "advcl", "compound", "amod", "nsubj:pass", "iobj")]
    return [t for c in below for t in desk.subtree(c)]


def _kind(desk: Desk, draft: EventDraft) -> ProposalKind:
    p = desk.p
    near = [draft.trigger, *([draft.complement] if draft.complement is not None else [])]
    for start in list(near):
        near += [c for c in p.children[start] if p.dep[c] in ("obj", "xcomp", "compound", "nmod", "acl", "obl", "nsubj:pass")]
    for tokens in (near, _content(desk, draft)):
        lemmas = desk.lemmas(tokens)
        for kind, name in KINDS:
            if lemmas & desk.words(name):
                if kind == "exchange" and not lemmas & {"exchange", "swap", "release", "hand", "return", "free"}:
                    continue
                return kind
    return "other"


def _draft(desk: Desk, draft: EventDraft) -> Draft:
    event = draft.event
    addressee = _addressee(desk, draft)
    own = _content(desk, draft)
    venue = event.place if event.place and event.place.name else None
    if venue is None:
        venue = next((m.place for m in desk.coding.places if m.head in own and any(
            desk.p.dep[c] == "case" and desk.p.lower[c] in ("in", "at", "to") for c in desk.p.children[m.head])), None)
    return Draft(kind=_kind(desk, draft), proposer=event.actors[0] if event.actors else None, addressee=addressee, trigger=draft.trigger, date=event.date,
                 venue=venue, evidence=list(event.evidence), event=event.id, statement=event.statement, confidence=round(event.confidence * 0.95, 2),
                 conditional=event.modality == "conditional")


def _addressee(desk: Desk, draft: EventDraft) -> str | None:
    """The one who is to answer: recipient, else a party named in what is offered."""
    event = draft.event
    others = [r for r in event.recipients if not desk.same_party(r, event.actors[0]) and not _is_where(desk, draft, r)]
    if len(others) == 1:
        return others[0]
    if len(others) > 1:
        return desk.group(others)
    found: list[str] = []
    for t in _content(desk, draft, clauses=False):
        ident = desk.coding.cast.by_head.get(t)
        actor = desk.actor(ident)
        if ident and actor and actor.kind == "group" and len(actor.members) > 1 and not actor.unnamed:
            return ident
        if any(desk.p.dep[c] == "case" and desk.p.lower[c] in ("in", "at", "near", "on", "from", "over") for c in desk.p.children[t]):
            continue
        if ident and actor and actor.kind in PARTISAN and not any(desk.same_party(ident, a) for a in (*event.actors, *found)):
            government = f"government:{actor.country}"
            found.append(government if actor.kind in ("person", "country") and actor.country and government in desk.coding.cast.actors else ident)
    return found[0] if len(found) == 1 else desk.group(found) if 1 < len(found) <= 3 else None


def _is_where(desk: Desk, draft: EventDraft, ident: str) -> bool:
    """Is an actor only named as the place of the meeting ("proposed that they meet in Djibouti")?"""
    p = desk.p
    tokens = [t for t in desk.subtree(draft.clause) if desk.coding.cast.by_head.get(t) == ident]
    return bool(tokens) and all(any(p.dep[c] == "case" and p.lower[c] in ("in", "at", "near") for c in p.children[t]) for t in tokens)


def _add(desk: Desk, drafts: list[Draft], new: Draft) -> None:
    """Same proposer, same addressee, neighbouring object: one proposal, told twice."""
    for old in drafts:
        if not desk.same_party(old.proposer, new.proposer) and old.proposer != new.proposer:
            continue
        if old.addressee and new.addressee and not desk.same_party(old.addressee, new.addressee):
            continue
        if old.kind == new.kind or "other" in (old.kind, new.kind) or any({old.kind, new.kind} <= n for n in NEIGHBOURS):
            old.evidence += [e for e in new.evidence if e not in old.evidence]
            old.venue = old.venue or new.venue
            old.addressee = old.addressee or new.addressee
            old.date = dated(old.date, new.date)
            old.conditional = old.conditional or new.conditional
            return
    drafts.append(new)


# -- answers --------------------------------------------------------------------------------------------------------------


def _from_host(desk: Desk, hosts: list[EventDraft], draft: EventDraft) -> Draft | None:
    """An answer to an invitation that was an offer to host: the host's offer becomes a proposal."""
    if not desk.lemmas(_content(desk, draft)) & {"invitation", "offer", "proposal", "venue"}:
        return None
    for host in reversed(hosts):
        if host.trigger < draft.trigger and len(host.event.actors) == 1 and not desk.same_party(host.event.actors[0], draft.event.actors[0]):
            made = _draft(desk, host)
            made.kind = "talks" if made.kind == "other" else made.kind
            return made
    return None


def _add_venues(venues: list[VenueOffer], new: list[VenueOffer]) -> None:
    """One entry per host: a second telling adds its evidence and place."""
    for v in new:
        double = next((k for k, old in enumerate(venues) if old.host == v.host), None)
        if double is None:
            venues.append(replace(v, id=f"venue_offer:{len(venues) + 1}"))
        else:
            old = venues[double]
            venues[double] = replace(old, place=old.place or v.place, date=old.date if old.date.start else v.date, evidence=tuple(dict.fromkeys((*old.evidence, *v.evidence)))[:3])


def _answer(desk: Desk, drafts: list[Draft], draft: EventDraft, hosts: list[EventDraft]) -> None:
    """Files an event as an answer where it is one; an offer taken back by its proposer is withdrawn."""
    event, p = draft.event, desk.p
    if event.modality in ("negated", "historical", "hypothetical", "planned") or not event.actors:
        return
    lemma = p.lemma[draft.trigger]
    answer: Answer | None = None
    if event.type == "REJECT":
        answer = "rejects"
    elif event.type == "AGREE" and (lemma in desk.words("l_accept") or (draft.pattern == "AGREE" and event.modality != "offered")) and event.id not in {d.event for d in drafts}:
        answer = "accepts_with_conditions" if event.modality == "conditional" or _partial(desk, draft) else "accepts"
    if answer is None:
        return
    target = _target(desk, drafts, draft)
    by = event.actors[0]
    if target is None:
        target = _from_host(desk, hosts, draft) or _implied(desk, draft) if answer == "rejects" or lemma in ("accept",) else None
        if target is None:
            return
        drafts.append(target)
    if desk.same_party(target.proposer, by):
        if event.type == "REJECT" and lemma in desk.words("l_withdraw"):
            target.withdrawn = True
        return
    person = next((w for w in draft.who if w not in event.actors), None)
    if person is None and (said := desk.speaker_of(draft)) and said != by and desk.same_party(said, by):
        person = said
    response = Response(actor=person or by, on_behalf_of=by if person else None, answer=answer, date=event.date, evidence=event.evidence[:1])
    for k, old in enumerate(target.responses):
        if desk.same_party(old.on_behalf_of or old.actor, by):
            if old.answer == response.answer:
                return
            target.responses[k] = response
            return
    target.responses.append(response)
    target.addressee = target.addressee or by


def _partial(desk: Desk, draft: EventDraft) -> bool:
    tokens = [t for span in draft.event.evidence for t in desk.tokens_in(span)]
    return bool(desk.lemmas(tokens) & {"if", "provided", "unless"}) or any(desk.p.lower[t] in ("condition", "conditions", "partly", "principle") for t in tokens)


def _target(desk: Desk, drafts: list[Draft], draft: EventDraft) -> Draft | None:
    """The proposal an answer refers to: put by its recipient, or named by noun, latest before it; never one's own unless withdrawn."""
    event, p = draft.event, desk.p
    tokens = _content(desk, draft)
    lemmas = desk.lemmas(tokens)
    named = bool(lemmas & desk.words("l_proposal_noun")) or any(p.lower[t] in ("it", "this", "that", "them") for t in tokens[:3])
    by = event.actors[0]
    owned = [desk.coding.cast.by_head.get(t) or desk.coding.cast.modifier.get(t) for t in tokens]
    best: tuple[float, Draft] | None = None
    for d in drafts:
        if d.trigger == draft.trigger or d.proposer is None:
            continue
        score = 0.0
        if desk.same_party(d.proposer, by):
            if event.type != "REJECT" or p.lemma[draft.trigger] not in desk.words("l_withdraw"):
                continue
            score += 2
        if any(desk.same_party(d.proposer, r) for r in event.recipients) or any(desk.same_party(d.proposer, o) for o in owned):
            score += 2
        if d.addressee and desk.same_party(d.addressee, by):
            score += 1.5
        if named:
            score += 1
        if d.venue and d.venue.name.lower() in {p.lower[t] for t in tokens}:
            score += 1
        if lemmas & next(desk.words(w) for k, w in (*KINDS, ("other", "l_proposal_noun")) if k == d.kind):
            score += 0.5
        if d.trigger > draft.trigger:
            score -= 0.7
        if score >= 2 and (best is None or score > best[0]):
            best = (score, d)
    return best[1] if best else None


def _implied(desk: Desk, draft: EventDraft) -> Draft | None:
    """"Lima turned down Quito's offer of talks" tells of the offer too."""
    p = desk.p
    for t in _content(desk, draft):
        if p.lemma[t] not in ("offer", "proposal", "invitation", "plan", "initiative", "overture", "draft", "call", "mediation", "truce", "ceasefire"):
            continue
        owners = [desk.coding.cast.modifier.get(c) or desk.coding.cast.by_head.get(c) for c in p.children[t] if p.dep[c] in ("nmod:poss", "amod", "nmod", "compound")]
        proposer = next((o for o in owners if o and not any(desk.same_party(o, a) for a in draft.event.actors)), None)
        if proposer is None:
            continue
        tokens = desk.subtree(t)
        lemmas = desk.lemmas(tokens)
        kind: ProposalKind = next((k for k, name in KINDS if lemmas & desk.words(name)), "other")
        venue = next((m.place for m in desk.coding.places if m.head in tokens), None)
        actor = desk.actor(proposer)
        if actor and actor.kind == "person" and actor.country and f"government:{actor.country}" in desk.coding.cast.actors and (actor.code or "").endswith("GOV"):
            proposer = f"government:{actor.country}"
        return Draft(kind=kind, proposer=proposer, addressee=draft.event.actors[0], trigger=t, date=Date(), venue=venue,
                     evidence=[desk.span(tokens[0], tokens[-1])], event=None, statement=draft.event.statement, confidence=0.6)
    return None


# -- venues ---------------------------------------------------------------------------------------------------------------


def _is_venue(desk: Desk, draft: EventDraft) -> bool:
    """An offer to lend house or territory to others' talks: to host something that is not a counterpart."""
    p = desk.p
    verbs = {draft.trigger, *([draft.complement] if draft.complement is not None else [])}
    for v in verbs:
        if p.lemma[v] not in desk.words("l_venue_verb") and not (p.lemma[v] in ("offer", "propose") and any(
                p.lemma[c] in ("venue", "territory", "roof", "hall", "site", "good") for c in p.children[v])):
            continue
        objects = [c for c in p.children[v] if p.dep[c] in ("obj", "iobj", "nsubj:pass", "obl")]
        if not objects and p.lemma[v] == "host":
            return True
        heads = [o for o in objects if p.dep[o] != "obl"] or objects
        if any(p.lemma[o] in desk.words("l_venue_noun") for o in heads):
            return not _is_principal_party(desk, draft)
        people = [desk.actor(desk.coding.cast.by_head.get(o)) for o in heads]
        if any(a is not None and a.kind == "group" for a in people):
            return True
    return False


def _is_principal_party(desk: Desk, draft: EventDraft) -> bool:
    """Does the offer name a counterpart of its maker ("host talks with Kyiv")? Then it is a proposal of the maker's own talks."""
    p = desk.p
    for t in _content(desk, draft):
        if p.dep[t] in ("nmod", "obl") and any(p.dep[c] == "case" and p.lower[c] == "with" for c in p.children[t]):
            actor = desk.actor(desk.coding.cast.by_head.get(t))
            if actor is not None and actor.kind in PARTISAN:
                return True
    return False


def _venue_offers(desk: Desk, draft: EventDraft, before: int) -> list[VenueOffer]:
    """One entry per named host and one for all unnamed hosts of the phrase."""
    event = draft.event
    hosts: list[str] = []
    for ident in event.actors:
        actor = desk.actor(ident)
        if actor is not None and actor.kind == "group" and (actor.members or actor.unnamed or actor.count):
            hosts += [m for m in actor.members if m not in hosts]
            if actor.unnamed or not actor.members:
                hosts.append(ident)
        elif ident not in hosts:
            hosts.append(ident)
    status = "withdrawn" if desk.p.lemma[draft.trigger] in desk.words("l_withdraw") else "offered"
    out: list[VenueOffer] = []
    for host in hosts:
        ident = f"venue_offer:{before + len(out) + 1}"
        place = event.place if event.place and len(hosts) == 1 else None
        out.append(VenueOffer(id=ident, host=host, place=place, purpose=_purpose(desk, draft), status=status, date=event.date,  # type: ignore[arg-type]
                              confidence=event.confidence, event=event.id, statement=event.statement, evidence=event.evidence))
        desk.note(ident, "ledger.venue", f"host at {desk.p.text[draft.trigger]!r}")
    return out


def _purpose(desk: Desk, draft: EventDraft) -> str | None:
    p = desk.p
    for t in _content(desk, draft):
        if p.lemma[t] in ("talk", "talks", "meeting", "summit", "negotiation", "negotiations", "conference", "dialogue", "round") and p.pos[t] == "NOUN":
            low = [c for c in p.children[t] if p.dep[c] in ("compound", "amod", "det")]
            tokens = [x for c in [*low, *[c for c in p.children[t] if p.dep[c] == "nmod"]] for x in desk.subtree(c)] + [t]
            return desk.span(min(tokens), max(tokens)).text
    return None
