"""Deadlines in nouns: "a 48-hour ultimatum", "set a deadline of 15 May for X to withdraw", "the deadline expired", "extended the deadline"."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import below, clause_span, unbroken
from goodoffices.ledger.deadline_found import Found, demanded, old_time, set_on, told_as_fact
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, principal, same_side
from goodoffices.model import Date, DeadlineStatus, TimeMention

PLANNING = frozenset({"registration", "application", "submission", "filing", "nomination", "tax", "transfer", "budget", "court", "payment"})
SUFFERED = frozenset({"miss", "ignore", "meet", "face", "reject", "defy", "receive", "get", "comply", "obey", "heed", "beat", "fulfil", "fulfill"})
ENDING = frozenset({"expire", "pass", "elapse", "lapse", "end", "run", "loom", "fall", "come", "be", "approach", "near"})


def from_nouns(desk: Desk) -> list[Found]:
    p, nouns = desk.p, desk.words("l_deadline_noun")
    return [f for i in range(len(p.text)) if p.lemma[i] in nouns and p.pos[i] == "NOUN" and (f := _at(desk, i)) is not None]


def _at(desk: Desk, i: int) -> Found | None:
    p = desk.p
    if grammar.negated(p, i) or any(p.lemma[c] in PLANNING for c in p.children[i]):
        return None
    if _is_called(desk, i) and not any(t.last == i - 1 or p.head[t.head] == i for t in desk.times_near(i)):
        return None
    verb = _verb_of(desk, i)
    if verb is not None and not told_as_fact(desk, verb) and p.lemma[verb] not in desk.words("l_meet_deadline") | desk.words("l_expire"):
        return None
    setting = verb is not None and p.lemma[verb] in desk.words("l_issue_deadline") and p.dep[i] in ("obj", "nsubj:pass")
    status = _status(desk, i, verb)
    times = [t for t in desk.times_near(i) if not old_time(desk, t)]
    if len(times) < len(desk.times_near(i)) and not times:
        return None
    owner = _owner(desk, i, verb if setting or status in ("extended", "lifted") else None)
    addressee, first, last = _target(desk, i, verb, owner)
    when = _limit(desk, i, verb, times, status, (first, last) if first is not None and last is not None else None)
    ended = next((t.date for t in times if status == "expired" and verb is not None and p.lemma[verb] in desk.words("l_expire") and verb in grammar.above(p, t.head, 2)
                  and t.date.start and t.kind != "length"), None)
    if when is None and owner is None and addressee is None and status == "pending":
        return None
    if when is None and not setting and status == "pending":
        return None
    evidence = clause_span(desk, verb, include=(i,)) if verb is not None else desk.sentence_span(i)
    demand = demanded(desk, when, None, first, last) if first is not None and last is not None else desk.span(*_phrase(desk, i))
    given = next((c for c in p.children[i] if p.dep[c] == "acl" and p.lemma[c] in desk.words("l_issue_deadline")), None)
    setter = verb if verb is not None and (setting or status == "extended") else given
    day = set_on(desk, setter, when) if setter is not None else Date()
    return Found(i, principal(desk, owner) if owner else None, addressee, demand, when, day, status, (evidence,), "deadline noun", 0.75 if owner else 0.6,
                 setting and verb is not None and "have" in [p.lemma[c] for c in p.children[verb] if p.dep[c] == "aux"], ended)


def _is_called(desk: Desk, i: int) -> bool:
    """Is it only what something is said to be ("the document was an ultimatum", "described it as an ultimatum")?"""
    p = desk.p
    if any(p.dep[c] == "cop" for c in p.children[i]):
        return True
    return p.dep[i] in ("xcomp", "obl", "ccomp") and p.lemma[p.head[i]] in ("call", "describe", "see", "view", "regard", "denounce", "dismiss", "consider", "deem", "label", "portray", "condemn")


def _phrase(desk: Desk, i: int) -> tuple[int, int]:
    tokens = [t for t in below(desk, i) if not (desk.p.dep[t] == "case" and desk.p.head[t] == i)]
    return min(tokens), max(tokens)


def _verb_of(desk: Desk, i: int) -> int | None:
    """The verb that says what happens to the deadline; for a copula ("the deadline is Friday") none."""
    p = desk.p
    node = i
    while p.dep[node] == "conj" and p.head[node] != node:
        node = p.head[node]
    lost = next((t for t in range(i + 1, min(i + 14, desk.sentence(i).stop)) if p.lemma[t] in ("expire", "elapse", "lapse") and p.tag[t] in ("VBD", "VBN")
                 and grammar.dep(p, t, "nsubj") is None), None)
    if lost is not None and p.dep[node] not in ("nsubj", "obj", "nsubj:pass", "iobj"):
        return lost
    if p.dep[node] in ("nsubj", "obj", "nsubj:pass", "obl", "iobj") and p.pos[p.head[node]] in ("VERB", "AUX"):
        return p.head[node]
    if lost is not None:
        return lost
    if p.dep[node] == "nmod" and p.lemma[p.head[node]] in ("hour", "day", "expiry", "end", "expiration", "eve"):
        return None
    return None


def _status(desk: Desk, i: int, verb: int | None) -> DeadlineStatus:
    p = desk.p
    if verb is None:
        end = p.head[i]
        over = p.dep[i] == "nmod" and p.lemma[end] in ("expiry", "expiration", "lapse") and {"after", "following", "since", "upon"} & set(p.lower[max(desk.sentence(i).start, end - 3) : end])
        return "expired" if over else "pending"
    if any(p.dep[c] == "mark" and p.lower[c] == "before" for c in p.children[verb]):
        return "pending"  # "hours before the deadline ran out"
    no = grammar.negated(p, verb)
    ahead = bool(set(grammar.auxiliaries(p, verb)) & {"will", "'ll", "would", "could", "may", "might", "must", "shall"}) or (p.tag[verb] in ("VB", "VBG") and "have" not in [
        p.lemma[c] for c in p.children[verb]])
    if ahead and not any(p.tag[c] in ("VBD", "VBZ", "VBP") for c in p.children[verb] if p.dep[c] == "aux"):
        return "pending"
    if p.lemma[verb] in ("miss", "ignore", "defy", "flout", "breach") and p.dep[i] in ("obj", "nsubj:pass") and not no:
        return "expired"
    if p.lemma[verb] == "let" or (p.lemma[p.head[verb]] == "let" and p.lemma[verb] in desk.words("l_expire")):
        return "expired"
    if p.lemma[verb] in desk.words("l_expire") and p.dep[i] in ("nsubj", "nsubj:pass", "nmod", "obl") and p.tag[verb] in ("VBD", "VBN"):
        return "pending" if no or (p.lemma[verb] in ("end",) and p.dep[i] == "obl") else "expired"
    if p.lemma[verb] in desk.words("l_extend") and p.dep[i] in ("obj", "nsubj:pass") and not no:
        return "extended"
    if p.lemma[verb] in desk.words("l_lift") and p.dep[i] in ("obj", "nsubj:pass") and not no:
        return "lifted"
    if p.lemma[verb] in desk.words("l_meet_deadline") and p.dep[i] in ("obj", "obl", "nsubj:pass"):
        return "expired" if no else "met"
    return "pending"


def _limit(desk: Desk, i: int, verb: int | None, times: list[TimeMention], status: DeadlineStatus, to_do: tuple[int, int] | None) -> TimeMention | None:
    """The length or last day: of the noun's own phrase, of "expires on", "is", or behind an extension."""
    p = desk.p
    told = {n for c in p.children[i] if p.dep[c] == "acl:relcl" or (p.dep[c] == "acl" and p.lemma[c] in desk.words("l_issue_deadline")) for n in below(desk, c)}
    times = [t for t in times if t.head not in told or p.lower[t.first] in ("by", "until", "within")]  # "that he issued on Saturday" is when it was set
    own = [t for t in times if (i in grammar.above(p, t.head, 3) and (status != "lifted" or t.first < i or p.lower[t.first - 1] == "of")) or t.last == i - 1 or (
        t.first == i + 1 and status != "lifted")]
    if status == "extended":
        new = [t for t in times if (t.kind in ("deadline", "point", "span") and t.date.start and t not in own and t.first > 0 and p.lower[t.first] in ("to", "until", "till", "by")) or
               p.lower[max(t.first - 1, 0)] in ("to", "until", "till")]
        if new:
            return new[0]
    if not own and to_do is not None:
        own = [t for t in times if to_do[0] <= t.first and t.last <= to_do[1] + 1 and t.kind == "deadline"]
    length = next((t for t in own if t.length and t.kind in ("length", "deadline")), None)
    if length is not None and status != "extended":
        return length
    dated = next((t for t in own if t.kind in ("point", "deadline", "span") and t.date.start), None)
    if dated is None and verb is not None and status in ("pending", "expired", "met") and (p.lemma[verb] in ENDING or p.lemma[verb] in desk.words("l_expire")):
        dated = next((t for t in times if verb in grammar.above(p, t.head, 3) and t.date.start and t.kind in ("point", "deadline", "span")), None)
    if dated is None and p.dep[i] == "nsubj":
        dated = next((t for t in times if t.head == p.head[i] and t.date.start), None)
    if dated is None and verb is not None and p.lemma[verb] in desk.words("l_issue_deadline"):
        dated = next((t for t in times if t.kind == "deadline" and t.date.start), None)
    return _coming(desk, dated) if dated is not None and status == "pending" else dated


def _coming(desk: Desk, t: TimeMention) -> TimeMention:
    """A bare weekday of a pending deadline is the coming one, whatever the tense of its clause."""
    words = (t.date.text or "").lower()
    if desk.published and t.date.end and t.date.start == t.date.end and t.date.end < desk.published.isoformat() and words.endswith("day") and "last" not in words and "yesterday" not in words:
        day = (date.fromisoformat(t.date.end) + timedelta(days=7)).isoformat()
        return replace(t, date=Date(start=day, end=day, text=t.date.text))
    return t


def _owner(desk: Desk, i: int, verb: int | None) -> str | None:
    p, cast = desk.p, desk.coding.cast
    for c in p.children[i]:
        if p.dep[c] in ("nmod:poss", "amod", "compound", "nmod:desc") and (found := cast.modifier.get(c) or cast.by_head.get(c)):
            return found
        if p.dep[c] in ("acl", "acl:relcl") and p.lemma[c] in desk.words("l_issue_deadline") and (found := actor_of(desk, grammar.agent(p, c) or (
                grammar.dep(p, c, "nsubj") if p.dep[c] == "acl:relcl" else None))):
            return found
    source = next((a for word, n in grammar.obliques(p, i) if word in ("from", "by") and (a := actor_of(desk, n))), None)
    if source is not None:
        return source
    if verb is not None:
        return actor_of(desk, grammar.agent(p, verb) if grammar.passive(p, verb) else grammar.subject(p, verb))
    return None


def _target(desk: Desk, i: int, verb: int | None, owner: str | None) -> tuple[str | None, int | None, int | None]:
    """Who is to act, and the first and last token of what is to be done."""
    p = desk.p
    stop = desk.sentence(i).stop
    to = next((n for n in range(i + 1, min(i + 16, stop)) if p.lower[n] == "to" and p.dep[n] == "mark" and p.head[n] > n and p.pos[p.head[n]] in ("VERB", "AUX")), None)
    addressee: str | None = None
    first = last = None
    if to is not None and not any(p.dep[n] in ("root", "parataxis") and p.pos[n] == "VERB" and n != verb for n in range(i + 1, to)):
        action = p.head[to]
        tokens = [t for t in below(desk, action) if t != verb]
        last = unbroken(tokens, action)
        if verb is not None and verb > action:
            last = min(last, verb - 1)
        first = to
        addressee = next((a for n in range(i + 1, to) if (a := desk.coding.cast.by_head.get(n)) and not same_side(desk, a, owner)), None)
    if to is None and (deed := next((n for word, n in grammar.obliques(p, i) if word == "for" and n not in desk.coding.cast.by_head and p.pos[n] in ("NOUN", "VERB")), None)) is not None:
        tokens = below(desk, deed)
        first, last = min(tokens), unbroken(tokens, deed)
        first += p.lower[first] == "for"
    gerund = next((c for c in p.children[i] if p.dep[c] in ("acl", "advcl") and p.tag[c] == "VBG" and p.lower[c - 1] == "for"), None)
    if first is None and gerund is not None:
        tokens = below(desk, gerund)
        first, last = gerund, unbroken(tokens, gerund)
    if verb is not None and last is not None and first is not None and first < verb <= last:
        last = max(first, verb - 1)
    if addressee is None:
        governors = [i, *([verb] if verb is not None else [])]
        addressee = next((a for g in governors for word, n in grammar.obliques(p, g) if word in ("to", "for", "on", "against") and (a := actor_of(desk, n)) and not same_side(desk, a, owner)), None)
    if addressee is None:
        given = next((c for c in p.children[i] if p.dep[c] == "acl:relcl"), None)
        addressee = actor_of(desk, grammar.dep(p, given, "iobj", "obj")) if given is not None else None
        addressee = None if same_side(desk, addressee, owner) else addressee
    if addressee is None and verb is not None and p.dep[i] == "obj":
        addressee = actor_of(desk, grammar.dep(p, verb, "iobj"))
    if addressee is None and verb is not None and p.dep[i] in ("obj", "obl") and p.lemma[verb] in SUFFERED:
        addressee = actor_of(desk, grammar.subject(p, verb))
    return (principal(desk, addressee) if addressee else None), first, last
