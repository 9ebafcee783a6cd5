"""What every clause about a contact is asked: is it held or planned, who sits at the table, where, and by which channel."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk
from goodoffices.model import Channel, ContactStatus, Date, Place, Span

CHANNELS: tuple[tuple[Channel, frozenset[str]], ...] = (
    ("call", frozenset(["call", "phone", "telephone", "hotline", "video", "videoconference", "phone-call", "ring", "line", "videolink"])),
    ("letter", frozenset(["letter", "write", "note", "cable", "telegram"])),
    ("summit", frozenset({"summit"})),
    ("meeting", frozenset(["talk", "talks", "meet", "meeting", "negotiation", "negotiations", "negotiate", "sit", "round", "dialogue", "gather", "session", "confer", "encounter", "huddle",
                           "conference", "consultation", "dinner", "lunch", "breakfast", "consultations", "consult", "convene", "parley", "discussion", "spend"])),
    ("visit", frozenset(["visit", "trip", "fly", "travel", "arrive", "tour", "receive", "host", "go", "come", "head", "depart", "leave", "land", "journey"])),
)
TABLE = frozenset({"person", "government", "military", "armed_group", "party", "igo", "ngo", "legislature", "police", "group"})
PHONE = frozenset({"phone", "telephone", "hotline", "video", "videolink", "line", "call", "videoconference"})
PROPOSING = frozenset("propose suggest urge ask demand call recommend insist invite offer advise request want wish hope plead appeal let allow".split())
CONTEST = frozenset({"battle", "combat", "final", "match", "court", "semifinal", "duel"})
FUTURE_ADJECTIVES = frozenset({"due", "expect", "expected", "schedule", "scheduled", "set", "slate", "slated", "plan", "planned", "bind", "bound", "agree", "agreed", "intend", "likely"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact as one clause tells it: `who` meets, rings or goes to `whom`; `turn` is the day it had been fixed for, where the clause tells what became of it;
    `loose` where that clause does not say who was to meet."""

    who: tuple[str, ...]
    whom: tuple[str, ...]
    channel: Channel
    status: ContactStatus
    date: Date
    place: Place | None
    span: Span
    trigger: int
    event: str | None
    confidence: float
    together: bool = False
    group: bool = False
    turn: Date | None = None
    loose: bool = False


# -- status ------------------------------------------------------------------------------------------------------------------


def status_of(desk: Desk, verb: int, when: Date) -> ContactStatus | None:
    """Held, planned, refused or cancelled as the verb's clause tells it; nothing for what is not told as fact."""
    p = desk.p
    head = facts.finite(desk, verb)
    if facts.is_old(desk, head) or facts.is_old(desk, verb):
        return None
    if only_proposed(desk, verb):
        return None
    lemma = p.lemma[head]
    words = [*syntax.auxiliaries(p, verb), *(syntax.auxiliaries(p, head) if head != verb else [])]
    if head != verb and lemma in ("refuse", "decline"):
        return "refused"
    if facts.is_negated(desk, verb):
        refusing = any(w in ("will", "wo", "would", "'ll") for w in words)
        if not refusing and p.tag[verb] == "VBG" and any(p.lower[c] in ("is", "are") for c in p.children[verb]) and coming(desk, when):
            return "cancelled"
        return "refused" if refusing else None
    if facts.is_unreal(desk, head) or (head != verb and lemma not in FUTURE_ADJECTIVES and facts.is_unreal(desk, verb)):
        return None
    if syntax.at_any_time(p, verb):
        return None  # an offer: nothing is fixed
    if lemma == "likely" and head != verb and _foretold(desk, verb):
        return None
    if head != verb:
        if lemma in FUTURE_ADJECTIVES or (lemma == "be" and p.pos[head] == "AUX"):
            return "unknown" if _had_been(desk, head) and not coming(desk, when) else "planned"
        if lemma in ("go", "fly", "travel", "come", "arrive", "return", "head", "manage", "continue", "begin", "start", "keep", "get"):
            return status_of(desk, head, when) if lemma != "go" or p.tag[head] != "VBG" else "planned"
        return None
    if any(w in ("will", "'ll", "’ll", "shall", "wo") for w in words):
        return "planned"
    if "would" in words:
        return "planned" if told_before(desk, verb) else None
    if any(p.dep[c] == "mark" and p.lower[c] == "to" for c in p.children[verb]):
        if any(p.lemma[c] == "be" and p.dep[c] in ("aux", "cop") for c in p.children[verb]):
            return "unknown" if (_had_been(desk, verb) or "have" in words) and not coming(desk, when) else "planned"
        return None
    if p.tag[verb] == "VBG" and "be" in words:
        return "planned" if coming(desk, when) else "held"
    if p.tag[verb] in ("VBD", "VBN") or "have" in words:
        return "planned" if coming(desk, when) and p.tag[verb] != "VBD" else "held"
    if p.tag[verb] in ("VBZ", "VBP", "VB"):
        return "planned" if coming(desk, when) else "held" if p.tag[verb] == "VBZ" and when.start else None
    above = syntax.auxiliaries(p, p.head[verb]) if p.dep[verb] == "advcl" else []
    return "held" if p.tag[verb] == "VBG" and p.dep[verb] in ("advcl", "acl", "conj") and not {"will", "'ll", "would", "shall"} & set(above) else None


def _had_been(desk: Desk, head: int) -> bool:
    """"had been due to fly on Sunday": nothing tells whether it came to that."""
    return any(desk.p.lower[c] == "had" for c in desk.p.children[head])


def _foretold(desk: Desk, verb: int) -> bool:
    """ "is likely to visit", said by one who only watches."""
    speaker = desk.speaker_at(verb)
    return speaker is not None and desk.is_outsider(speaker)


def fought(desk: Desk, verb: int) -> bool:
    """"met in battle", "met in the final"."""
    return any(word == "in" and desk.p.lemma[n] in CONTEST for word, n in syntax.obliques(desk.p, verb))


def only_proposed(desk: Desk, verb: int) -> bool:
    """What is proposed, urged or wanted has no place among the contacts yet."""
    p, node = desk.p, verb
    for _ in range(4):
        relation, head = p.dep[node], p.head[node]
        if head == node or relation not in ("ccomp", "xcomp", "conj", "csubj"):
            return False
        if relation in ("ccomp", "xcomp") and p.lemma[head] in PROPOSING:
            return True
        node = head
    return False


def told_before(desk: Desk, verb: int) -> bool:
    """"said he would fly": a future told in the past; not "would meet if"."""
    p = desk.p
    if facts.has_condition(desk, verb) or any(p.lower[c] in ("gladly", "rather", "like", "love", "happily") for c in p.children[verb]):
        return False
    when = facts.when(desk, verb)
    return bool(when.text) or p.lemma[verb] in desk.words("d_travel")


def coming(desk: Desk, when: Date) -> bool:
    return bool(desk.published and when.start and when.start > desk.published.isoformat())


# -- parties, places ---------------------------------------------------------------------------------------------------------


def table(desk: Desk, idents: list[str]) -> tuple[str, ...]:
    """Those who can take part: no media, scholars, crowds."""
    out = []
    for ident in dict.fromkeys(idents):
        actor = desk.actor(ident)
        if actor is None:
            continue
        if actor.kind == "country" and actor.country:
            out.append(desk.government(actor.country))
        elif actor.kind in TABLE and not (actor.kind == "person" and (actor.code or "").endswith(("EDU", "MED"))):
            out.append(ident)
    return tuple(dict.fromkeys(out))


def companions(desk: Desk, *heads: int) -> tuple[str, ...]:
    """Parties behind "with", "between" or "and" below any of these words, however deep the parser hung them inside the clause."""
    p = desk.p
    found: list[str] = []
    for head in heads:
        for t in facts.content(desk, head):
            if t == head or p.dep[t] in ("nmod:poss", "amod", "compound", "flat"):
                continue
            if syntax.case(p, t) in ("with", "between", "among", "alongside") and not syntax.absolute(p, t):
                found += facts.parties(desk, t)
                found += [a for c in p.children[t] if p.dep[c] == "appos" for a in facts.parties(desk, c) if (x := desk.actor(a)) is not None and x.kind == "person"]
    return one_each(desk, table(desk, found))


def one_each(desk: Desk, idents: tuple[str, ...]) -> tuple[str, ...]:
    """A person and the description of the same person are one."""
    out: list[str] = []
    for ident in idents:
        actor = desk.actor(ident)
        rival = next((o for o in out if actor is not None and desk.same_party(o, ident) and "person" in (actor.kind, getattr(desk.actor(o), "kind", ""))
                      and actor.kind != getattr(desk.actor(o), "kind", "")), None)
        if rival is None:
            out.append(ident)
        elif actor is not None and actor.kind == "person":
            out[out.index(rival)] = ident
    return tuple(out)


def where(desk: Desk, *heads: int) -> Place | None:
    p = desk.p
    for head in heads:
        inside = frozenset((*facts.content(desk, head), *p.children[head]))
        best = [m for m in desk.coding.places if m.head in inside and (syntax.case(p, m.head) or (syntax.case(p, p.head[m.head]) if p.dep[m.head] in ("appos", "flat", "nmod", "conj") else "")) in ("in", "at", "to", "near", "on", "for", "into")
                and not (m.head in desk.coding.cast.by_head and syntax.case(p, m.head) in ("for", "on"))]
        towns = [m for m in best if m.place.latitude is not None] or best
        if towns:
            return towns[0].place
    return next((place for head in heads if p.pos[head] == "VERB" and (place := _antecedent(desk, head)) is not None), None)


def _antecedent(desk: Desk, verb: int) -> Place | None:
    """The place of "Vienna, where he is due to meet ...": the last one named before the word "where" of the verb's clause."""
    p = desk.p
    word = next((c for head in (verb, facts.finite(desk, verb)) for c in p.children[head] if p.lower[c] == "where" and p.dep[c] == "advmod"), None)
    if word is None or word < 2:
        return None
    before = [m for m in desk.coding.places if p.sent[m.head] == p.sent[word] and m.head < word and syntax.case(p, m.head) in ("in", "at", "to", "for", "near")]
    return before[-1].place if before else None


def channel_of(desk: Desk, verb: int, *more: int) -> Channel:
    p = desk.p
    near: set[str] = set()
    for t in (verb, *more):
        if not (p.lemma[t] in ("speak", "talk") and p.pos[t] == "VERB"):
            near.add(p.lemma[t])
        below = [c for c in p.children[t] if p.dep[c] in ("obj", "obl", "compound", "amod", "nmod", "advmod", "xcomp")]
        near |= {p.lemma[c] for c in below} | {p.lemma[g] for c in below for g in p.children[c] if p.dep[g] in ("compound", "amod") and p.lemma[g] in PHONE}
    if p.lemma[verb] in ("speak", "talk", "discuss", "confer", "meet", "consult", "tell", "hold", "say", "ask", "urge", "put", "propose") and near & PHONE:
        return "call"
    for channel, words in CHANNELS:
        if near & words and not (channel == "call" and p.lemma[verb] not in ("call", "phone", "telephone", "ring", "hold", "have") and not near & PHONE):
            return channel
    return "call" if p.lemma[verb] in ("speak", "talk") else "unknown"


def made_seen(desk: Desk, trigger: int, who: tuple[str, ...], whom: tuple[str, ...], channel: Channel, status: ContactStatus | None, when: Date, place: Place | None,
          head: int, *, together: bool = False, group: bool = False, sure: float = 0.7) -> Seen | None:
    if status is None:
        return None
    whom = tuple(w for w in whom if w not in who)
    alone = tuple(dict.fromkeys((*who, *whom)))
    if len(alone) < 2 and not group:
        return None
    if len(alone) == 2 and desk.same_party(alone[0], alone[1]):
        return None
    event = facts.event_at(desk, trigger, head)
    return Seen(who, whom, channel, status, when, place, facts.clause_span(desk, head), trigger, event.event.id if event else None,
                max(sure, event.event.confidence) if event else sure, together, group)


def is_group(desk: Desk, idents: tuple[str, ...]) -> bool:
    """One actor that stands for several ("the two presidents", "the sides")."""
    return len(idents) == 1 and (a := desk.actor(idents[0])) is not None and a.kind == "group" and max(a.count or 0, len(a.members)) >= 2
