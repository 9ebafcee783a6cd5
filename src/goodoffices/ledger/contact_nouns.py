"""Contacts told by nouns: a letter, talks, a meeting, a visit, and what became of them."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.contact_moves import fixed_day, fixing, is_moved, new_day
from goodoffices.ledger.contact_parts import (
    Seen,
    channel_of,
    coming,
    companions,
    is_group,
    made_seen,
    one_each,
    only_proposed,
    status_of,
    table,
    where,
)
from goodoffices.ledger.contact_sides import both_sides, counterpart, met_before
from goodoffices.ledger.contact_verbs import host_of
from goodoffices.ledger.desk import Desk
from goodoffices.model import ContactStatus, Date, Place

#: A day fixed for one of these, with nobody named, is one of the two parties that the report is about ("the next round is set for 2 March").
GOES_ON = frozenset({"round", "meeting", "talk", "talks", "session", "negotiation", "negotiations", "summit", "consultation"})
#: What one pays to another place.
GOING = frozenset({"visit", "trip", "stop", "stopover", "layover"})
#: Behind these a meeting is when or why something else was put off, and not what was.
BESIDE = frozenset({"after", "before", "during", "following", "at", "in", "amid", "ahead of", "because of", "over", "since", "until", "by", "on"})
#: Verbs that take two; whoever does this at a session did it with the other side.
AGREEING = frozenset("agree settle negotiate bargain reach conclude resume compromise hold".split())


def letter(desk: Desk, noun: int) -> Seen | None:
    """"a letter that reached Accra", "his letter to", "sent a letter to", "exchanged letters"."""
    p = desk.p
    head = p.head[noun]
    if p.pos[head] != "VERB" or facts.is_unreal(desk, head) or facts.is_negated(desk, head) or facts.is_old(desk, head):
        return None
    who = list(facts.owners(desk, noun)) or facts.subjects(desk, head)
    whom: list[str] = []
    for word, n in (*syntax.obliques(p, noun), *syntax.obliques(p, head)):
        if word == "to":
            whom += facts.parties(desk, n)
    span_head = head
    for c in p.children[noun]:
        if p.dep[c] in ("acl:relcl", "acl") and p.lemma[c] in ("reach", "deliver", "address", "send"):
            found = syntax.dep(p, c, "obj")
            whom += facts.parties(desk, found) if found is not None else [a for w, n in syntax.obliques(p, c) if w == "to" for a in facts.parties(desk, n)]
    if p.lemma[head] == "send" and not whom:
        target = [c for c in p.children[head] if p.dep[c] in ("obj", "iobj") and c != noun]
        whom += [a for t in target for a in facts.parties(desk, t)]
    one, two = table(desk, who), one_each(desk, table(desk, whom))
    if not one or not two or (desk.lemmas([noun]) and any(p.lemma[c] == "open" for c in p.children[noun])):
        return None
    when = facts.when(desk, head)
    if not when.start:
        inner = next((c for c in p.children[noun] if p.dep[c] == "acl:relcl"), None)
        when = facts.when(desk, inner) if inner is not None else when
    return made_seen(desk, noun, one, two, "letter", "held" if p.tag[facts.finite(desk, head)] in ("VBD", "VBN", "VBZ") else None, when, None, span_head)


def noun_of(desk: Desk, noun: int) -> Seen | None:
    """Nouns of encounter: held, planned, called off, or told by where and how long they were."""
    p = desk.p
    lemma = p.lemma[noun]
    if p.dep[noun] in ("compound", "nmod:poss") or any(p.dep[c] in ("det", "amod") and p.lower[c] in ("any", "no", "possible", "future", "previous", "earlier", "further", "another") for c in p.children[noun]):
        return None
    if syntax.arranged_by(p, noun):
        return None
    node = noun
    while p.dep[node] == "nmod" and p.lemma[p.head[node]] in ("round", "series", "day", "hour", "week", "session", "set", "start", "end", "beginning", "course", "opening", "hours", "minute"):
        node = p.head[node]
    head = p.head[node]
    if p.pos[head] == "ADV" and p.lower[head] == "ahead":
        head = p.head[head]
    if head == node:  # "a new round of talks opened in Lima", the verb taken for a participle
        head = next((c for t in (node, noun) for c in p.children[t] if p.dep[c] == "acl" and p.tag[c] in ("VBN", "VBD") and p.lemma[c] in desk.words("d_proceed")), head)
    people = list(companions(desk, noun, node))
    owned = list(facts.owners(desk, noun))
    whom: list[str] = []
    if lemma in GOING | {"call"}:
        behind = [c for c in p.children[head] if p.dep[c] == "obl" and c > noun] if p.pos[head] == "VERB" and p.dep[node] == "obj" else []
        for n in (*facts.content(desk, noun), *behind):
            word = syntax.case(p, n)
            if word == "to" or (word in ("in", "at") and lemma in ("stop", "stopover", "layover")):
                host = host_of(desk, n)
                whom += facts.parties(desk, n) or ([host] if host else [])
            elif word in ("of", "by"):
                owned += facts.parties(desk, n)
    elif not people:
        people += [a for word, n in syntax.obliques(p, noun) if word == "of" for a in facts.parties(desk, n)]
    who = [*owned, *people]
    status, date, span_head = _noun_status(desk, noun, node, head)
    if status is None:
        return None
    if not people and p.dep[node] in ("nsubj", "nsubj:pass") and p.pos[head] == "VERB":  # "talks took place on Monday between ..."
        who += [a for word, n in syntax.obliques(p, head) if word == "between" for a in facts.parties(desk, n)]
    if status == "held" and p.dep[node] in ("obj", "obl", "nsubj:pass") and p.pos[head] == "VERB":
        if p.dep[node] == "obl" and not (where(desk, noun, node) or people or (owned and lemma in ("call", "visit", "trip"))):
            return None
        joined = p.lemma[head] not in ("say", "describe", "call") or (p.lemma[head] == "say" and bool(people) and _with(desk, noun))
        who = [*facts.subjects(desk, head), *who] if joined and not _between(desk, noun) else who
        if p.lemma[head] in desk.words("d_held"):
            who += companions(desk, head)
    elif status in ("planned", "cancelled", "refused") and p.pos[head] == "VERB" and p.dep[node] in ("obj", "obl", "nsubj:pass"):
        who = [*(facts.subjects(desk, head) if len(one_each(desk, table(desk, who))) < 2 or not _between(desk, noun) else ()), *who, *(companions(desk, head) if status == "planned" else ())]
    one, two = one_each(desk, table(desk, who)), one_each(desk, table(desk, whom))
    turn = fixed_day(desk, noun, node) if status == "cancelled" or is_moved(desk, node, head) else None
    loose = turn is not None and not one and not two
    place = where(desk, noun) or where(desk, node) or (where(desk, head) if p.pos[head] in ("VERB", "ADJ") else None) or (_fixed_place(desk, noun, node) if turn is not None else None)
    if lemma in GOES_ON and len({*one, *two}) < 2 and not _of_its_members(desk, one, lemma) and ((status == "planned" and (date.start or turn is not None)) or (status == "cancelled" and not one and p.dep[node] != "obj")):
        sides = met_before(desk, noun) or (desk.main_sides if date.start or place else ())
        one, two = one_each(desk, table(desk, list(sides))), ()
    if len({*one, *two}) < 2 and not is_group(desk, one) and lemma in GOES_ON and (place or date.start or status == "cancelled"):
        one = _both_of(desk, noun, node, head, status, one, two, place)
    channel = channel_of(desk, noun)
    if lemma in GOING:
        channel = "visit"
    group = is_group(desk, one) and not two
    seen = made_seen(desk, noun, one, two, channel, status, date, place, span_head, together=True, group=group, sure=0.65)
    known = not any(p.lower[c] in ("a", "an", "new", "second", "next") for t in (noun, node) for c in p.children[t])
    if not known:
        return seen
    if seen is None and loose:  # "the meeting was called off": which one, the report has said
        return Seen((), (), channel, status, date, place, facts.clause_span(desk, span_head), noun, None, 0.6, together=True, turn=turn, loose=True)
    return replace(seen, turn=turn, loose=loose) if seen is not None and turn is not None else seen


def _both_of(desk: Desk, noun: int, node: int, head: int, status: ContactStatus, one: tuple[str, ...], two: tuple[str, ...], place: Place | None) -> tuple[str, ...]:
    """Both parties of a round of talks of which only one, or none, is named: the counterpart of that one, "the two sides", the two of the report."""
    p = desk.p
    other = counterpart(desk, one[0]) if len(one) == 1 and not two else None
    if other and (status in ("cancelled", "refused") or p.lemma[head] in AGREEING):
        return (*one, other)
    if p.lemma[noun] == "meeting":  # anybody may have met
        return one
    if status in ("cancelled", "refused") or (status == "held" and p.dep[node] in ("obl", "obj")):
        subject = syntax.logical_subject(p, head) if p.pos[head] == "VERB" else None
        return both_sides(desk, subject) or one
    if status == "held" and not one and place:
        return one_each(desk, table(desk, list(desk.main_sides)))
    return one


def _fixed_place(desk: Desk, *nouns: int) -> Place | None:
    """Where it was to be: "talks planned for Thursday in Oslo", "a meeting that was due to take place in Brasilia"."""
    p = desk.p
    return next((place for c in fixing(desk, *nouns) for t in syntax.subtree(p, c) if (place := where(desk, t)) is not None), None)


def it_will_be(desk: Desk, i: int) -> Seen | None:
    """ "It will be held in Ankara on June 25", where the sentence before speaks of a round of talks."""
    p, head = desk.p, desk.p.head[i]
    takes_place = p.lemma[head] == "take" and any(p.lemma[c] == "place" for c in p.children[head])
    if not p.dep[i].startswith("nsubj") or not (p.lemma[head] in ("hold", "convene", "resume") or takes_place) or "will" not in syntax.auxiliaries(p, head) or facts.is_negated(desk, head) or facts.is_unreal(desk, head):
        return None
    before = range(*p.sentences[p.sent[i] - 1]) if p.sent[i] else range(0)
    if not any(p.lemma[t] in GOES_ON and p.pos[t] == "NOUN" for t in before):
        return None
    pairs = [facts.parties(desk, one) + facts.parties(desk, two) for one, two in syntax.pairs_between(p) if 0 <= p.sent[i] - p.sent[one] <= 2]
    who = table(desk, list(pairs[-1] if pairs else met_before(desk, i)))
    when, place = facts.when(desk, head), where(desk, head)
    return made_seen(desk, i, one_each(desk, who), (), "meeting", "planned", when, place, head, together=True, sure=0.6) if len(who) > 1 and (when.start or place) else None


def _of_its_members(desk: Desk, one: tuple[str, ...], lemma: str) -> bool:
    """ "The bloc will hold a summit on Thursday": its members meet each other, not the main parties."""
    holder = desk.actor(one[0]) if one else None
    return holder is not None and holder.kind == "igo" and lemma in ("summit", "meeting", "session", "conference")


def _with(desk: Desk, noun: int) -> bool:
    return any(word == "with" for word, _ in syntax.obliques(desk.p, noun))


def _between(desk: Desk, noun: int) -> bool:
    """Talks between others: who speaks after them did not sit there."""
    return any(word in ("between", "among") for word, _ in syntax.obliques(desk.p, noun))


def _noun_status(desk: Desk, noun: int, node: int, head: int) -> tuple[ContactStatus | None, Date, int]:
    """Status, day and the clause that tells it, for a noun of encounter."""
    p = desk.p
    nothing: tuple[ContactStatus | None, Date, int] = (None, Date(), noun)
    planned = next((c for c in p.children[noun] if p.dep[c] in ("amod", "acl") and p.lemma[c] in ("plan", "planned", "schedule", "scheduled", "due", "upcoming", "slate", "fix", "set")), None)
    if p.pos[head] not in ("VERB", "AUX", "ADJ"):
        return nothing
    inner = [*([planned] if planned is not None else []), noun, node]
    when = facts.when(desk, head, *inner)
    clause = facts.clause_head(desk, head)
    lemma = p.lemma[head]
    if facts.is_old(desk, head):
        return nothing
    if is_moved(desk, node, head) and not facts.is_negated(desk, head) and not facts.is_unreal(desk, head) and not only_proposed(desk, head):
        later = new_day(desk, head, fixed_day(desk, noun, node))
        if later is not None:
            return (None if desk.is_past(later) else "planned"), later, clause
    particle = {p.lower[c] for c in p.children[head]}
    away = p.dep[node] == "obl" and syntax.case(p, node) not in BESIDE
    cancelling = (lemma in desk.words("d_cancel") or (lemma in ("call", "put") and "off" in particle)) and (p.dep[node] in ("obj", "nsubj:pass") or away)
    if cancelling:
        return (None if facts.is_negated(desk, head) or facts.is_unreal(desk, head) else "cancelled"), fixed_day(desk, *inner), clause
    if _fell_through(desk, node, head):
        return "cancelled", fixed_day(desk, *inner), clause
    if _unreal(desk, head):
        return nothing
    if lemma in desk.words("d_held") | {"take"} and (p.dep[node] in ("obj", "nsubj:pass") or (lemma == "take" and _has_place(desk, head))):
        return status_of(desk, head, when), when, facts.finite(desk, head)
    if (p.dep[node] in ("nsubj", "nsubj:pass") or p.head[node] == node) and (lemma in desk.words("d_proceed") or lemma in ("schedule", "plan", "set", "due", "hold", "expect", "arrange")):
        if lemma in ("schedule", "plan", "set", "due", "expect", "arrange"):
            return (None if facts.is_negated(desk, head) else "planned"), when, clause
        return status_of(desk, head, when), when, clause
    if p.dep[node] == "nsubj:pass" and lemma in syntax.ARRANGING and any(p.lower[c] == "being" for c in p.children[head]) and not facts.is_negated(desk, head):
        return "planned", when, clause
    if p.tag[head] == "VBG" and p.dep[head] in ("advcl", "conj") and p.pos[p.head[head]] in ("VERB", "AUX"):
        head = p.head[head]
    if _ahead(desk, node) and planned is None:
        own = facts.when(desk, noun, node)
        return ("planned" if coming(desk, own) and not facts.is_negated(desk, head) else None), own, clause
    if p.dep[node] in ("obl", "nmod") and (syntax.case(p, node) in ("after", "during", "at", "in", "following") or _left(desk, node, head)):
        if planned is not None or coming(desk, when):
            return nothing
        own = facts.when(desk, noun, node)
        past = p.tag[facts.finite(desk, head)] in ("VBD", "VBN") or "have" in syntax.auxiliaries(p, head)
        if not past or (facts.is_negated(desk, head) and syntax.case(p, node) != "after"):
            return nothing
        return "held", own if own.start else (when if syntax.case(p, node) != "after" else Date()), clause
    return nothing


def _fell_through(desk: Desk, node: int, head: int) -> bool:
    """ "the meeting did not take place", "never happened"."""
    p = desk.p
    happens = p.lemma[head] in ("happen", "occur", "materialise", "materialize") or (p.lemma[head] == "take" and _has_place(desk, head)) or (p.lemma[head] == "go" and any(p.lower[c] == "ahead" for c in p.children[head]))
    return happens and p.dep[node] == "nsubj" and facts.is_negated(desk, head) and any(p.lower[c] in ("did", "has", "had", "have") for c in p.children[head]) and not facts.is_unreal(desk, head)


def _unreal(desk: Desk, verb: int) -> bool:
    """Only imagined or wished; what "is expected to" take place is announced."""
    head = facts.finite(desk, verb)
    return facts.is_unreal(desk, head if head != verb and desk.p.lemma[head] == "expect" and syntax.is_passive(desk.p, head) else verb)


def _ahead(desk: Desk, node: int) -> bool:
    """"ahead of talks on Saturday", "before a meeting on Friday"."""
    p, word = desk.p, syntax.case(desk.p, node)
    return p.dep[node] in ("obl", "nmod") and (word in ("before", "ahead of") or (word == "of" and p.lower[p.head[node]] == "ahead"))


def _left(desk: Desk, node: int, head: int) -> bool:
    """"stormed out of a meeting with", "returned from talks in": it was held."""
    p = desk.p
    words = {p.lower[c] for c in p.children[node] if p.dep[c] == "case"}
    return p.pos[head] == "VERB" and (({"out", "of"} <= words) or ("from" in words and p.lemma[head] in ("return", "emerge", "come", "walk", "fly")) or (
        "of" in words and any(p.lower[c] == "out" for c in p.children[head])))


def _has_place(desk: Desk, verb: int) -> bool:
    return any(desk.p.lemma[c] == "place" for c in desk.p.children[verb])
