"""Deadlines in verbs: "gave them a week to leave", "has until Friday to answer", "demanded that they go by Sunday", "must leave within 48
hours", "unless they are freed by noon, we will ..."."""

from __future__ import annotations

import itertools

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import below, clause_span, trimmed, unbroken
from goodoffices.ledger.deadline_found import WORDS_OF_TIME, Found, demanded, limit_word, of_condition, set_on, told_as_fact
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, can_speak, other_side, principal, same_side, voice_at
from goodoffices.model import Span, TimeMention

MUST = frozenset({"must", "shall"})
NEED = frozenset({"have", "need"})
IDLE = frozenset({"go", "run", "live", "spare", "come"})
SUBJUNCTIVE = frozenset({"demand", "insist", "require", "order", "ask", "request", "urge", "rule", "decree", "stipulate", "want", "direct", "instruct"})
NO_PASSIVE = frozenset({"expect", "want", "call", "charge", "rule"})


def from_time(desk: Desk, t: TimeMention) -> Found | None:
    """The deadline that a time expression belongs to, if it is one."""
    p = desk.p
    if t.kind not in ("length", "deadline", "span", "point") or _under_noun(desk, t):
        return None
    word = limit_word(desk, t)
    if t.kind in ("length", "deadline") or word:
        for rule in (_given, _had, _waited):
            found = rule(desk, t, word)
            if found is not None:
                return found
    if word and word not in ("until", "till"):
        verb = next((n for n in grammar.above(p, t.head) if p.pos[n] in ("VERB", "AUX", "ADJ")), None)
        if verb is None:
            return None
        for check in (_asked, _must, _unless, _imperative):
            found = check(desk, t, verb)
            if found is not None:
                return found
    return None


def _under_noun(desk: Desk, t: TimeMention) -> bool:
    """Does the expression belong to a word like "deadline" (which is read elsewhere)?"""
    p = desk.p
    nouns = desk.words("l_deadline_noun")
    near = (*grammar.above(p, t.head, 2), t.last + 1 if t.last + 1 < len(p.text) else t.last, max(t.first - 2, 0))
    return any(p.lemma[n] in nouns and p.pos[n] == "NOUN" and p.sent[n] == p.sent[t.head] for n in near)


def _purpose(desk: Desk, t: TimeMention) -> tuple[int, int, int] | None:
    """The "to withdraw the guards" behind a time expression: first token, verb, last token."""
    p = desk.p
    i = t.last + 1
    i = next((x.last + 1 for x in desk.times_near(t.head) if x.first == i), i)
    if i + 1 < len(p.text) and p.text[i] == "," and t.first and p.text[t.first - 1] == ",":
        i += 1  # the time is itself the aside
    if i + 3 < len(p.text) and p.text[i] == "," and (aside := next((x for x in desk.times_near(t.head) if x.first in (i + 1, i + 2)), None)) is not None and p.text[aside.last + 1 : aside.last + 2] == (",",):
        i = aside.last + 2  # "a week, until midnight on Sunday, to step down"
    if i + 2 < len(p.text) and p.lower[i] == "in" and p.lower[i + 1] == "which":
        i += 2
    if i < len(p.text) and p.lower[i] == "for" and (verb := next((n for n in range(i + 1, min(i + 9, desk.sentence(t.head).stop)) if p.lower[n] == "to" and p.dep[n] == "mark"), None)):
        return i, p.head[verb], unbroken(below(desk, p.head[verb]), p.head[verb])
    if i + 1 >= len(p.text) or p.lower[i] != "to" or p.sent[i] != p.sent[t.head]:
        return None
    verb = p.head[i] if p.head[i] > i and p.pos[p.head[i]] in ("VERB", "AUX", "NOUN", "ADJ") else i + 1
    if p.pos[verb] not in ("VERB", "AUX") and p.dep[i] != "mark":
        return None
    return i, verb, unbroken(below(desk, verb), verb)


def _given(desk: Desk, t: TimeMention, word: str) -> Found | None:
    """"gave X one week to withdraw", "has been given until noon"."""
    p = desk.p
    give = desk.words("l_give_time")
    verb = next((n for n in grammar.above(p, t.head, 4) if p.lemma[n] in give and p.pos[n] == "VERB"), None)
    purpose = _purpose(desk, t)
    if verb is None and purpose is not None:
        verb = next((n for n in range(t.first - 1, desk.sentence(t.head).start - 1, -1) if p.lemma[n] in give and p.pos[n] == "VERB" and p.dep[n] not in ("acl:relcl", "advcl")), None)
    if t.length and p.text[t.last + 1 : t.last + 2] == (",",) and any(x.first in (t.last + 2, t.last + 3) and p.text[x.last + 1 : x.last + 2] == (",",) and limit_word(desk, x) for x in desk.times_near(t.head)):
        return None  # "a week, until midnight on Sunday, to ...": the day says more than the length
    if verb is None or verb > t.first or not told_as_fact(desk, verb) or (word in ("by", "before", "within") and purpose is None):
        return None
    passive = grammar.passive(p, verb)
    target = grammar.subject(p, verb) if passive else grammar.dep(p, verb, "iobj")
    if target is None:
        target = next((c for c in p.children[verb] if p.dep[c] in ("obj", "xcomp", "obl") and not t.first <= c <= t.last and c != t.head and (
            p.dep[c] == "obj" or grammar.words_of(p, c, "case") == "to")), None)
    if not passive and (target is None or not actor_of(desk, target)):
        target = next((n for n in range(verb + 1, t.first) if n in desk.coding.cast.by_head), target)
    addressee = actor_of(desk, target)
    if purpose is not None and not passive and (receivers := _receivers(desk, verb, t)) is not None:
        addressee = desk.described(receivers)
    if addressee is None and not passive:
        addressee = next((a for n in range(verb + 1, t.first) if (a := desk.coding.cast.modifier.get(n)) and p.pos[n] == "PROPN"), None)
    if purpose is None and not (word in ("until", "till") or ((t.length or "").endswith(("H", "D", "W")) and addressee)):
        return None
    if purpose is None and (p.lemma[verb] == "leave" or (word not in ("until", "till") and p.head[t.head] != verb)):
        return None
    if (purpose is None and target is None) or (grammar.subject(p, verb) is None and not passive):
        return None
    giver = grammar.agent(p, verb) if passive else grammar.subject(p, verb)
    if passive and giver is None:  # the tree may hang "by the bloc" on the time: "was given until Friday by the bloc to ..."
        end = purpose[0] if purpose is not None else desk.sentence(verb).stop
        giver = next((p.head[k] for k in range(verb + 1, end) if p.lower[k] == "by" and p.dep[k] == "case" and p.head[k] in desk.coding.cast.by_head), None)
    setter = actor_of(desk, giver)
    if passive and setter is None:
        setter = _evident(desk, verb, addressee)
    if purpose is not None:
        demand, last = demanded(desk, t, purpose[1], purpose[0], purpose[2]), purpose[2]
    else:
        demand, last = _earlier_demand(desk, setter, verb) or clause_span(desk, verb), t.last
    more = any(p.lower[k] in WORDS_OF_TIME for k in range(max(t.first - 1, 0), t.last + 1))
    return Found(verb, setter, addressee, demand, t, set_on(desk, verb, t), "extended" if more else "pending", (clause_span(desk, verb, include=(t.last, last)),),
                 "time given", 0.85, "have" in [p.lemma[c] for c in p.children[verb] if p.dep[c] == "aux"])


def _receivers(desk: Desk, verb: int, t: TimeMention) -> int | None:
    """A plural right behind the verb that is no actor of the cast and points back to none: "gave oil companies operating off Guyana three months to leave"."""
    p = desk.p
    for n in range(verb + 1, t.first):
        if p.dep[n] in ("amod", "compound", "det", "nummod") and p.head[n] > n and n not in desk.coding.cast.modifier:
            continue
        plain = p.tag[n] == "NNS" and p.pos[n] == "NOUN" and p.head[n] == verb and n not in desk.coding.cast.by_head
        known = any(c in desk.coding.cast.modifier or p.dep[c] == "nmod:poss" or p.lower[c] in ("the", "those", "these", "both") for c in p.children[n])
        return n if plain and not known else None
    return None


def _had(desk: Desk, t: TimeMention, word: str) -> Found | None:
    """"has two weeks to take its rigs down", "have until Sunday to lay down their arms"."""
    p = desk.p
    verb = next((n for n in grammar.above(p, t.head, 3) if p.lemma[n] == "have" and p.pos[n] in ("VERB", "AUX")), None)
    purpose = _purpose(desk, t)
    if verb is None or not t.first - 3 <= verb < t.first or (purpose is None and word not in ("until", "till")) or grammar.negated(p, verb):
        return None
    if set(grammar.auxiliaries(p, verb)) & grammar.UNREAL or (purpose is not None and p.lemma[purpose[1]] in IDLE):
        return None
    subject = grammar.subject(p, verb)
    addressee = actor_of(desk, subject)
    if addressee is None and (subject is None or p.pos[subject] not in ("NOUN", "PROPN", "PRON")):
        return None
    setter = _evident(desk, verb, addressee)
    if setter is None or same_side(desk, setter, addressee):
        return None
    first, last = (purpose[0], purpose[2]) if purpose is not None else (t.first, t.last)
    demand = demanded(desk, t, None, first, last) if purpose is not None else _earlier_demand(desk, setter, verb) or clause_span(desk, verb)
    return Found(verb, setter, addressee, demand, t, set_on(desk, verb, t), "pending", (clause_span(desk, verb, include=(t.last, last)),), "time left", 0.8,
                 p.tag[verb] in ("VBP", "VBZ", "VB"))


def _waited(desk: Desk, t: TimeMention, word: str) -> Found | None:
    """"would wait another 48 hours before fining drivers", "would wait until Saturday for the other side to come"."""
    p = desk.p
    verb = next((n for n in range(t.first - 1, max(t.first - 6, desk.sentence(t.head).start - 1), -1) if p.lemma[n] == "wait" and p.pos[n] == "VERB"), None)
    if verb is None or grammar.negated(p, verb) or not set(grammar.auxiliaries(p, verb)) & {"will", "would", "'ll", "shall"}:
        return None
    setter = actor_of(desk, grammar.subject(p, verb))
    purpose = _purpose(desk, t)
    deed = next((n for n in range(t.first, min(t.last + 4, desk.sentence(verb).stop - 1)) if p.lower[n] == "before" and p.tag[n + 1] == "VBG"), None)
    if setter is None or (purpose is None and deed is None):
        return None
    if purpose is not None:
        first, last, addressee = purpose[0], purpose[2], actor_of(desk, grammar.subject(p, purpose[1]))
    else:
        assert deed is not None
        first, last = deed, unbroken(below(desk, deed + 1), deed + 1)
        addressee = actor_of(desk, grammar.dep(p, deed + 1, "obj"))
    length = next((x for x in desk.times_near(verb) if x is not t and x.length and verb < x.first <= t.last), t)
    more = any(p.lower[k] in WORDS_OF_TIME for k in range(verb, t.last + 1))
    return Found(verb, setter, addressee or other_side(desk, setter, verb), trimmed(desk, first, last), length, set_on(desk, verb, t), "extended" if more else "pending",
                 (clause_span(desk, verb, include=(last,)),), "waiting", 0.7, True)


def _asked(desk: Desk, t: TimeMention, verb: int) -> Found | None:
    """"told the soldiers to return within 15 days", "demanded that they be freed by Sunday", "wants an answer by Friday"."""
    p = desk.p
    if of_condition(desk, t):
        return None
    verbs, nouns = desk.words("l_demand"), desk.words("l_demand_noun")
    if p.lemma[verb] in verbs and (noun := _demanded_noun(desk, verb)) is not None:
        return _asking(desk, t, verb, noun, noun)
    ups = [verb, *grammar.above(p, verb, 4)]
    for below_, node in itertools.pairwise(ups):
        if p.dep[below_] in ("acl:relcl", "parataxis") or (p.dep[below_] == "advcl" and not grammar.infinitive(p, below_)):
            return None
        if p.pos[node] == "VERB" and p.lemma[node] in verbs:
            return _asking(desk, t, node, below_, None)
        if p.pos[node] == "NOUN" and p.lemma[node] in nouns and p.dep[below_] == "acl":
            return _asking_noun(desk, t, node, below_)
        if p.dep[below_] not in ("conj", "xcomp"):
            return None
    return None


def _demanded_noun(desk: Desk, verb: int) -> int | None:
    """The thing demanded of "demanded the release of the crew", "wants an answer"."""
    p = desk.p
    noun = grammar.dep(p, verb, "obj", "nsubj:pass") or next((n for word, n in grammar.obliques(p, verb) if word in ("for", "on", "upon") and p.lemma[verb] in ("call", "ask", "insist", "press")), None)
    if noun is None or p.pos[noun] != "NOUN":
        return None
    if p.lemma[verb] in ("demand", "require", "insist", "request") and noun not in desk.coding.cast.by_head:
        return noun
    return noun if p.lemma[noun] in desk.words("l_answer_noun") else None


def _asking(desk: Desk, t: TimeMention, verb: int, what: int, noun: int | None) -> Found | None:
    p = desk.p
    passive = grammar.passive(p, verb)
    if not told_as_fact(desk, verb) or (passive and p.lemma[verb] in NO_PASSIVE and noun is None):
        return None
    words = grammar.auxiliaries(p, what)
    target: int | None = None
    if noun is None and grammar.infinitive(p, what):
        target = grammar.subject(p, verb) if passive else grammar.dep(p, verb, "iobj", "obj")
        if target is None and not passive:
            target = next((n for word, n in grammar.obliques(p, verb) if word in ("on", "upon", "to", "from") and n < what), None) or grammar.dep(p, what, "nsubj")
        if target is None:
            return None
    elif noun is None:
        bound = set(words) & {"must", "should", "shall"} or any(p.lemma[c] in NEED for c in (what,))
        bare = p.lemma[verb] in SUBJUNCTIVE and not set(words) & {"will", "would", "have", "has", "had", "could", "can"} and p.tag[what] in ("VB", "VBN", "VBP", "VBD")
        if not (bound or bare) or grammar.words_of(p, what, "mark") == "whether":
            return None
        target = grammar.subject(p, what)
        if target is not None and (grammar.passive(p, what) or not actor_of(desk, target)):
            target = grammar.agent(p, what)
    else:
        target = next((n for word, n in (*grammar.obliques(p, verb), *grammar.obliques(p, noun)) if word in ("from", "of", "by") and n in desk.coding.cast.by_head), None)
    setter = actor_of(desk, grammar.agent(p, verb) if passive else grammar.subject(p, verb))
    addressee = actor_of(desk, target)
    if noun is not None and same_side(desk, setter, addressee):
        addressee = None
    if passive and setter is None:
        setter = _evident(desk, verb, addressee)
    if (not passive and (setter is None or not can_speak(desk, setter))) or same_side(desk, setter, addressee):
        return None
    tokens = below(desk, what)
    first = tokens[0] if noun is not None or not grammar.infinitive(p, what) else next(c for c in p.children[what] if p.lower[c] == "to" and p.dep[c] == "mark")
    demand = demanded(desk, t, what, first, unbroken(tokens, what))
    return Found(verb, setter, addressee or (other_side(desk, setter, verb) if setter else None), demand, t, set_on(desk, verb, t), "pending",
                 (clause_span(desk, verb, include=(t.last,)),), "demand with a date", 0.8, "have" in [p.lemma[c] for c in p.children[verb] if p.dep[c] == "aux"])


def _asking_noun(desk: Desk, t: TimeMention, noun: int, what: int) -> Found | None:
    """"sent an order to leave by Sunday", "ignored a UN demand to pull out by March"."""
    p = desk.p
    owner = actor_of(desk, next((c for c in p.children[noun] if p.dep[c] in ("nmod:poss", "amod", "compound")), None))
    owner = owner or next((a for c in p.children[noun] if p.dep[c] in ("nmod:poss", "amod", "compound") and (a := desk.coding.cast.modifier.get(c))), None)
    verb = p.head[noun]
    if owner is None and p.dep[noun] == "obj" and p.lemma[verb] in desk.words("l_issue_deadline"):
        owner = actor_of(desk, grammar.subject(p, verb))
    if owner is None or not can_speak(desk, owner) or (p.pos[verb] == "VERB" and not told_as_fact(desk, verb)):
        return None
    addressee = next((a for word, n in (*grammar.obliques(p, noun), *grammar.obliques(p, verb)) if word in ("to", "for") and (a := actor_of(desk, n))), None)
    if addressee is None and p.dep[noun] == "obj" and p.lemma[verb] in ("ignore", "defy", "reject", "receive", "get", "face"):
        addressee = actor_of(desk, grammar.subject(p, verb))
    tokens = below(desk, what)
    return Found(noun, owner, addressee or other_side(desk, owner, noun), demanded(desk, t, what, tokens[0], unbroken(tokens, what)), t, set_on(desk, verb, t), "pending",
                 (clause_span(desk, verb, include=(t.last,)) if p.pos[verb] == "VERB" else desk.sentence_span(noun),), "noun of demand with a date", 0.7)


def _must(desk: Desk, t: TimeMention, verb: int) -> Found | None:
    """"must leave the base by Sunday", said by the other side."""
    p = desk.p
    duty = next((c for c in p.children[verb] if p.dep[c] == "aux" and p.lower[c] in MUST), None)
    top = verb
    if duty is None and p.dep[verb] == "xcomp" and p.lemma[p.head[verb]] in NEED and grammar.infinitive(p, verb):
        top = duty = p.head[verb]
    if duty is None or grammar.negated(p, top) or grammar.words_of(p, top, "mark") in ("if", "whether", "when"):
        return None
    subject = grammar.subject(p, top)
    addressee = actor_of(desk, subject)
    if subject is not None and grammar.passive(p, verb) and actor_of(desk, grammar.agent(p, verb)):
        addressee = actor_of(desk, grammar.agent(p, verb))
    voice = voice_at(desk, duty)
    if voice is not None and (not can_speak(desk, voice) or same_side(desk, voice, addressee)):
        return None
    setter = principal(desk, voice) if voice else _evident(desk, duty, addressee) if addressee else None
    if setter is None or subject is None:
        return None
    if addressee is None or (grammar.passive(p, verb) and not can_speak(desk, addressee)):
        addressee = other_side(desk, setter, duty)
    if addressee is None:
        return None
    last = unbroken(below(desk, verb), verb)
    return Found(top, setter, addressee, demanded(desk, t, verb, verb, last), t, set_on(desk, top, t), "pending", (clause_span(desk, top, include=(t.last,)),), "duty with a date", 0.75)


def _unless(desk: Desk, t: TimeMention, verb: int) -> Found | None:
    """"Unless the crew is freed by Friday, Tunis will close its ports"."""
    p = desk.p
    mark = grammar.words_of(p, verb, "mark")
    if p.dep[verb] != "advcl" or not (mark == "unless" or (mark == "if" and grammar.negated(p, verb))):
        return None
    head = p.head[verb]
    voice = voice_at(desk, verb)
    doer = actor_of(desk, grammar.subject(p, head))
    setter = voice if voice and can_speak(desk, voice) else doer if voice is None and can_speak(desk, doer) else None
    if setter is None or not set(grammar.auxiliaries(p, head)) & {"will", "would", "'ll", "shall"} or grammar.negated(p, head):
        return None
    subject = grammar.subject(p, verb)
    addressee = actor_of(desk, grammar.agent(p, verb)) if grammar.passive(p, verb) else actor_of(desk, subject)
    if addressee is None or same_side(desk, addressee, setter):
        addressee = other_side(desk, setter, verb)
    if addressee is None:
        return None
    tokens = [x for x in below(desk, verb) if p.lower[x] not in ("unless", "if")]
    return Found(verb, principal(desk, setter), addressee, demanded(desk, t, verb, tokens[0], unbroken(tokens, verb)), t, set_on(desk, head, t), "pending",
                 (clause_span(desk, head),), "consequence after a date", 0.65)


def _imperative(desk: Desk, t: TimeMention, verb: int) -> Found | None:
    """"Leave by Friday or we come and fetch you," the commander said."""
    p = desk.p
    said = desk.innermost(verb)
    if said is None or not said.statement.direct or not can_speak(desk, said.statement.speaker) or p.tag[verb] != "VB" or p.pos[verb] != "VERB":
        return None
    if p.dep[verb] not in ("root", "ccomp", "parataxis") or grammar.dep(p, verb, *grammar.SUBJECTS, "aux", "mark") is not None or grammar.negated(p, verb):
        return None
    setter = principal(desk, said.statement.speaker or "")
    last = unbroken([x for x in below(desk, verb) if x <= t.last], verb)
    return Found(verb, setter, other_side(desk, setter, verb), demanded(desk, t, verb, verb, last), t, set_on(desk, verb, t), "pending", (clause_span(desk, verb),), "command with a date", 0.65)


def _evident(desk: Desk, token: int, addressee: str | None) -> str | None:
    """Whose demand it evidently is: the voice that says so, else who last asked something of the addressee."""
    voice = voice_at(desk, token)
    if voice is not None and can_speak(desk, voice) and not same_side(desk, voice, addressee):
        return principal(desk, voice)
    p = desk.p
    for draft in reversed(desk.coding.events):
        if draft.event.type in ("REQUEST", "THREATEN") and draft.event.actors and p.sent[token] - 3 <= p.sent[draft.trigger] <= p.sent[token] and draft.trigger != token:
            if not same_side(desk, draft.event.actors[0], addressee) and (not draft.event.recipients or any(same_side(desk, r, addressee) for r in draft.event.recipients)):
                return draft.event.actors[0]
    return None


def _earlier_demand(desk: Desk, setter: str | None, token: int) -> Span | None:
    """What the setter demanded just before, where the clause with the time does not say it."""
    p = desk.p
    for draft in reversed(desk.coding.events):
        if draft.event.type == "REQUEST" and draft.trigger != token and p.sent[token] - 2 <= p.sent[draft.trigger] <= p.sent[token] and any(
                same_side(desk, a, setter) for a in draft.event.actors):
            what = draft.complement if draft.complement is not None else grammar.dep(p, draft.trigger, "obj", "nsubj:pass")
            if what is not None:
                tokens = below(desk, what)
                return trimmed(desk, tokens[0], unbroken(tokens, what))
    return None
