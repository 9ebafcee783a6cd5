"""Warnings (coding guide, section 13) and the sentences that gave nothing."""

from __future__ import annotations

from goodoffices.ledger.desk import Desk
from goodoffices.ledger.proposals import Draft
from goodoffices.model import Incident, Ledger, Uncoded, VenueOffer, Warning

DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "CONSULT", "REJECT", "AGREE", "COOPERATE", "AID", "SANCTION"})


def find_warnings(desk: Desk, drafts: list[Draft], venues: list[VenueOffer], incidents: tuple[Incident, ...]) -> tuple[Warning, ...]:
    """Contradictions between deed and denial, and counts that do not add up."""
    return (*_denials(desk), *_never(desk, drafts), *_counts(desk, venues))


def _denials(desk: Desk) -> list[Warning]:
    out = []
    for denied in desk.coding.events:
        if denied.event.modality != "negated" or denied.event.statement is None or desk.p.lemma[denied.trigger] == "oppose":
            continue
        for done in desk.coding.events:
            if done.event.type != denied.event.type or done.event.modality not in ("actual", "ongoing") or done is denied:
                continue
            if any(desk.same_party(a, b) for a in done.event.actors for b in denied.event.actors) and (
                    not denied.event.recipients or not done.event.recipients or any(desk.same_party(a, b) for a in done.event.recipients for b in denied.event.recipients)):
                span = denied.event.evidence[0]
                out.append(Warning(code="contradiction", message=f"denies what is reported: {brief_words(done.event.evidence[0].text)}", start=span.start, end=span.end))
                break
    return out


def _never(desk: Desk, drafts: list[Draft]) -> list[Warning]:
    """"never refused" beside a recorded refusal by the same side."""
    out = []
    refusals = [(r.on_behalf_of or r.actor, r) for d in drafts for r in d.responses if r.answer == "rejects"]
    for event in desk.coding.events:
        if event.event.type != "REJECT" or event.event.modality != "negated":
            continue
        for by, _response in refusals:
            if any(desk.same_party(by, a) for a in event.event.actors):
                span = event.event.evidence[0]
                out.append(Warning(code="contradiction", message=f"{by} says it did not refuse, beside a refusal recorded", start=span.start, end=span.end))
                break
    return out


def _counts(desk: Desk, venues: list[VenueOffer]) -> list[Warning]:
    """A list that claims to be complete names more or fewer hosts than announced."""
    out = []
    for ident in dict.fromkeys(a for d in desk.coding.events for a in (*d.event.actors, *d.who)):
        actor = desk.actor(ident)
        if actor is None or actor.kind != "group" or not actor.count or not actor.members or not actor.mentions:
            continue
        span = actor.mentions[0]
        stated = len(actor.members) + (actor.unnamed or 0)
        if stated != actor.count and not (desk.coding.parsed.article.text[span.end : span.end + 25].lower().lstrip(" ,—–-").startswith(("including", "among", "such as"))
                                          and stated < actor.count):
            out.append(Warning(code="count_mismatch", message=f"{actor.count} announced, {stated} listed", start=span.start, end=span.end))
    return out


def find_uncoded(desk: Desk, ledger: Ledger) -> tuple[Uncoded, ...]:
    """Sentences with an actor and an event word that gave neither event nor entry nor statement."""
    p = desk.p
    busy = {p.sent[d.trigger] for d in desk.coding.events}
    for said in desk.coding.statements:
        busy.update(p.sent[t] for t in range(said.first, said.last + 1))
    for name in Ledger.__struct_fields__:
        for entry in getattr(ledger, name):
            for span in entry.evidence:
                busy.update(k for k, (a, b) in enumerate(p.sentence_spans) if a < span.end and span.start < b)
    acting = {p.sent[t] for t in desk.coding.cast.by_head}
    index = desk.tables.book.index
    out = []
    for number, (first, end) in enumerate(p.sentences):
        if number in busy or number not in acting:
            continue
        word = next((p.text[t] for t in range(first, end) if p.pos[t] in ("VERB", "NOUN") and ((("v" if p.pos[t] == "VERB" else "n"), p.lemma[t]) in index)), None)
        if word is not None:
            a, b = p.sentence_spans[number]
            out.append(Uncoded(start=a, end=b, reason=f"an actor and {word!r}, but no pattern's frame is filled"))
    return tuple(out)


def brief_words(text: str, room: int = 70) -> str:
    """The words of a passage on one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= room else flat[:room].rsplit(" ", 1)[0] + " ..."
