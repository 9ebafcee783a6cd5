"""Proposals being put together: what they are of, between whom, and which tellings are of the same one."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.ledger.desk import Desk, dated
from goodoffices.model import Date, Place, ProposalKind, Response, Span

#: From the most telling word to the least: the first list that a proposal's words meet names its kind.
KINDS: tuple[tuple[ProposalKind, str], ...] = (("exchange", "l_exchange"), ("truce", "l_truce"), ("ceasefire", "l_ceasefire"),
                                                ("mediation", "l_mediation"), ("call", "l_call"), ("visit", "l_visit"), ("meeting", "l_meeting"),
                                                ("talks", "l_talks"), ("agreement", "l_agreement"))
NEIGHBOURS = ({"meeting", "talks", "call", "visit"}, {"ceasefire", "truce"}, {"agreement", "talks", "other"}, {"agreement", "ceasefire", "truce"})
PARTISAN = frozenset({"person", "government", "military", "armed_group", "party", "country", "legislature"})
SIDES = PARTISAN | {"igo", "ngo", "group"}


@dataclass(slots=True)
class Draft:
    """A proposal being put together; `trigger` is the token of the offer (later answers refer back to earlier ones).

    `named` is false while the addressee is only inferred; `definite` marks a telling that points back ("its offer"); `firm`
    that it is more than a bare word of unknown content; `loan` an offer of a roof, which is a proposal only if one of the parties answers it.
    """

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
    superseded: bool = False
    named: bool = False
    definite: bool = False
    by_noun: bool = False
    firm: bool = True
    loan: bool = False
    nouns: set[str] = field(default_factory=set)
    responses: list[Response] = field(default_factory=list)


def kind_of(desk: Desk, *layers: list[int]) -> ProposalKind:
    """The kind that the nearest telling words name; farther layers are asked only when nearer ones say nothing."""
    for tokens in layers:
        lemmas = desk.lemmas(tokens)
        for kind, name in KINDS:
            if not lemmas & desk.words(name) and not any(lemmas.issuperset(words.split()) for words in desk.words(name) if " " in words):
                continue
            if kind == "exchange" and not lemmas & {"exchange", "swap", "release", "hand", "return", "free"}:
                continue
            if kind == "exchange" and lemmas & {"information", "data", "view", "letter", "ambassador"}:
                continue
            return kind
    return "other"


def near_kinds(a: str, b: str) -> bool:
    return a == b or "other" in (a, b) or any({a, b} <= n for n in NEIGHBOURS)


def file(desk: Desk, drafts: list[Draft], new: Draft) -> Draft:
    """Enters a telling: with an earlier one of the same parties and object as one proposal, else as a new one."""
    old = same_as(desk, drafts, new)
    if old is None:
        drafts.append(new)
        return new
    if old.by_noun and not new.by_noun:
        old.evidence, old.by_noun, old.trigger, old.event, old.statement = [], False, new.trigger, new.event or old.event, new.statement
    if not new.by_noun or old.by_noun:
        old.evidence += [e for e in new.evidence if e not in old.evidence and not any(x.start <= e.start and e.end <= x.end for x in old.evidence)]
    old.venue = old.venue or new.venue
    if new.addressee and (not old.addressee or (new.named and not old.named)):
        old.addressee, old.named = new.addressee, new.named
    if old.kind == "other":
        old.kind = new.kind
    old.date = dated(old.date, new.date)
    old.conditional = old.conditional or new.conditional
    old.firm = old.firm or new.firm
    old.loan = old.loan and new.loan
    old.event = old.event or new.event
    old.nouns |= new.nouns
    return old


def same_as(desk: Desk, drafts: list[Draft], new: Draft) -> Draft | None:
    """The draft that a telling repeats: same proposer, no other addressee, neighbouring object."""
    for old in reversed(drafts):
        if old.trigger == new.trigger:
            return old
        if old.proposer is None or new.proposer is None or not desk.same_party(old.proposer, new.proposer):
            continue
        if old.named and new.named and old.addressee and new.addressee and not (
                desk.same_party(old.addressee, new.addressee) or desk.overlapping(old.addressee, new.addressee)):
            continue
        if old.venue and new.venue and old.venue.name != new.venue.name and not new.definite:
            continue
        if near_kinds(old.kind, new.kind) or new.definite:
            return old
    return None
