"""Threats: announced harm to a party by the one who would do it, hints included (coding guide, section 10)."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.ledger import grammar, idioms
from goodoffices.ledger.clauses import below, clause_span, trimmed, unbroken
from goodoffices.ledger.connectives import Tie, ties
from goodoffices.ledger.deadline_found import set_on
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, can_speak, other_side, principal, same_side, speaks_for_us
from goodoffices.model import EventDraft, Span, StatementDraft, Threat

FUTURE = frozenset({"will", "would", "'ll", "’ll", "shall", "ll"})
CONDITIONAL = frozenset({"if", "unless", "once", "when", "until", "as long as", "as soon as", "only if", "provided"})
DENYING = frozenset({"deny", "fear", "predict", "expect", "forecast", "doubt", "reject", "dismiss", "hope", "believe", "think", "accuse", "ask", "wonder"})
FRONTED = (("after", "that"), ("otherwise",), ("or", "else"), ("next", "time"), ("in", "that", "case"), ("then",), ("failing", "that"))
INTENT = frozenset({"intend", "determined", "determine", "ready", "prepare", "prepared", "plan"})
SUFFERING = frozenset({"face", "suffer", "meet", "risk", "incur", "lose", "feel"})
CROWD = frozenset({"people", "million", "hundred", "thousand", "world", "everyone", "everybody", "region", "civilian", "child", "population", "economy", "family", "consumer", "farmer", "all"})
DIRE = frozenset({"war", "consequence", "retaliation", "escalation", "bloodshed", "conflict", "disaster", "catastrophe", "clash", "confrontation"})
SHIELDING = frozenset({"defend", "protect", "support", "back", "shield", "assist"})
#: "its neighbour": the one other party of a quarrel of two.
RELATED = frozenset({"neighbour", "neighbor", "rival", "adversary", "opponent", "foe", "enemy"})
THREATENING = frozenset({"threaten", "threat", "vow", "warn", "warning", "promise", "pledge", "swear"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A threat at a verb, with its words."""

    at: int
    issuer: str
    target: str | None
    action: Span
    condition: Span | None
    evidence: tuple[Span, ...]
    rule: str
    weight: float
    event: EventDraft | None = None


def find_threats(desk: Desk) -> tuple[Threat, ...]:
    """Threats in text order; the same words found by several rules are one."""
    tied = ties(desk)
    found: list[_Found] = []
    for made in (*_announced(desk, tied), *_from_events(desk, tied), *_or_face(desk), *_hinted(desk, tied)):
        if not any(_overlap(made, old) for old in found):
            found.append(made)
    out = []
    for number, f in enumerate(sorted(found, key=lambda x: x.at), 1):
        said = desk.innermost(f.at)
        event = f.event or next((d for d in desk.coding.events if d.event.type == "THREATEN" and desk.p.sent[d.trigger] == desk.p.sent[f.at]), None)
        target = f.target or _guessed(desk, f)
        if target is not None and same_side(desk, target, f.issuer):
            target = None
        out.append(Threat(id=f"threat:{number}", issuer=principal(desk, f.issuer), target=target, action=f.action.text, condition=f.condition.text if f.condition else None,
                          date=set_on(desk, f.at, None), confidence=f.weight, event=event.event.id if event else None, statement=said.statement.id if said else None,
                          evidence=f.evidence))
        desk.note(f"threat:{number}", "ledger.threats", f"{f.rule}: {desk.p.text[f.at]!r}")
    return tuple(out)


def _guessed(desk: Desk, f: _Found) -> str | None:
    """Whom a threat that names nobody is most likely for: the other side; no court or crowd, and nobody for a body that only stops its own work."""
    found = other_side(desk, f.issuer, f.at)
    actor, issuer = desk.actor(found), desk.actor(f.issuer)
    if actor is None or actor.kind in ("judiciary", "media", "experts") or (issuer is not None and issuer.kind == "ngo"):
        return None
    if found is not None and _shields(desk, f, found):
        return None
    return None if actor.kind == "civilians" and (actor.country is None or actor.country == desk.country(f.issuer)) else found


def _shields(desk: Desk, f: _Found, ident: str) -> bool:
    """Whom the issuer backs or would defend is not whom it threatens ("is obligated to defend Manila")."""
    p = desk.p
    for t in desk.sentence(f.at):
        if p.lemma[t] in SHIELDING and any(p.dep[c] == "obj" and same_side(desk, desk.coding.cast.by_head.get(c), ident) for c in p.children[t]):
            return True
    return any(any(same_side(desk, a, f.issuer) for a in d.event.actors) and any(same_side(desk, r, ident) for r in d.event.recipients)
               for d in desk.events("SUPPORT", "AID") if d.event.modality in ("actual", "ongoing"))


def _overlap(a: _Found, b: _Found) -> bool:
    return a.at == b.at or any(x.start < y.end and y.start < x.end for x in (a.action,) for y in (b.action,)) or any(
        x == y for x in a.evidence for y in b.evidence)


# -- by the grammar ------------------------------------------------------------------------------------------------------


def _announced(desk: Desk, tied: list[Tie]) -> list[_Found]:
    """"will cut off the gas if ...", "anyone who crosses will be shot", "otherwise we will be forced to ...", "after that we burn them"."""
    p, out = desk.p, []
    for i in range(len(p.text)):
        if p.lower[i] in FUTURE and p.dep[i] == "aux" and p.head[i] > i:
            found = _future(desk, p.head[i], i, tied)
        elif p.pos[i] == "VERB" and p.tag[i] in ("VBP", "VB") and p.lemma[i] in desk.words("l_harm") and _fronted(desk, i) is not None and grammar.dep(p, i, "aux", "mark") is None:
            found = _future(desk, i, i, tied)
        elif p.lemma[i] in INTENT and (deed := _intended(desk, i)) is not None:
            found = _future(desk, i, deed, tied, deed)
        else:
            continue
        if found is not None:
            out.append(found)
    return out


def _intended(desk: Desk, i: int) -> int | None:
    """The harmful deed of "intend to dump", "are determined to strike", "is ready to send warships", in the present or past."""
    p = desk.p
    if p.pos[i] not in ("VERB", "ADJ") or (grammar.dep(p, i, "mark") is not None and grammar.words_of(p, i, "mark") != "that"):
        return None
    if set(grammar.auxiliaries(p, i)) & (FUTURE | grammar.UNREAL):
        return None
    return next((c for c in p.children[i] if c > i and p.dep[c] in ("xcomp", "advcl", "ccomp") and grammar.infinitive(p, c)), None)


def _future(desk: Desk, verb: int, aux: int, tied: list[Tie], intended: int | None = None) -> _Found | None:
    p = desk.p
    said = desk.innermost(aux)
    if (grammar.negated(p, verb) and _deed(desk, verb) == verb) or p.text[desk.sentence(verb).stop - 1] == "?" or (said is not None and _denied(desk, said)):
        return None
    if any(t.first <= verb <= t.last for t in tied) or _relative(desk, verb):
        return None
    voice = said.statement.speaker if said is not None else None
    ours = speaks_for_us(desk, voice, grammar.dep(p, verb, "nsubj"))
    if voice is not None and not can_speak(desk, voice) and not ours:
        return None
    deed = _deed(desk, verb) if intended is None else intended
    subject = grammar.subject(p, verb)
    condition = _condition(desk, verb, deed, subject, tied, said)
    if intended is not None and condition is None:
        return None
    generic = subject is not None and (p.lower[subject] in desk.words("l_generic") or any(p.lower[c] in ("any", "whoever", "all", "every") for c in p.children[subject]))
    doer = actor_of(desk, subject)
    own = doer is not None and (voice is None or same_side(desk, doer, voice) or (condition is not None and _of_no_known_side(desk, voice))) and (can_speak(desk, doer) or ours)
    adverse = _adverse(desk, verb, tied, said, condition)
    harm = _harm(desk, deed) or ("if" if adverse and p.lemma[deed] not in desk.words("l_benign") | desk.words("l_commit") else None)
    if harm != "yes" and condition is not None and (condition.text.lower().startswith("only ") or (not adverse and _relents(desk, deed))):
        return None
    if intended is not None and p.lemma[deed] in desk.words("l_commit") and not (adverse or harm == "yes"):
        return None
    passive = grammar.passive(p, deed) or (p.pos[deed] == "ADJ" and grammar.dep(p, deed, "cop") is not None)
    suffers = p.lemma[deed] in SUFFERING and condition is not None and bool(_nouns(desk, deed) & desk.words("l_harm_noun"))
    if own and doer is not None and not passive:
        if harm is None or (harm == "if" and condition is None) or (voice is None and condition is None):
            return None
        issuer, action = doer, trimmed(desk, deed, _last(desk, deed, tied))
        target = _aimed_at(desk, deed, condition, said, doer)
    elif voice is not None and ((passive and harm == "yes") or (adverse and _befalls(desk, deed, subject, said)) or suffers or (generic and (harm is not None or _reacts(desk, deed, voice)))):
        if doer is not None and same_side(desk, doer, voice) and not generic:
            return None
        issuer = voice
        action = trimmed(desk, _with_subject(desk, deed, aux) if passive else aux, _last(desk, verb, tied))
        target = doer if doer is not None and not same_side(desk, doer, voice) else _aimed_at(desk, deed, condition, said, voice)
    else:
        return None
    weight = 0.8 if condition is not None else 0.65
    return _Found(verb, issuer, target, action, condition, (clause_span(desk, verb),), "harm announced", weight)


def _relents(desk: Desk, deed: int) -> bool:
    """Ending what hurts the other side, on a condition, is an offer ("would halt the drilling if ...")."""
    return desk.p.lemma[deed] in desk.words("l_commit") and bool(_nouns(desk, deed) & desk.words("l_hostile"))


def _of_no_known_side(desk: Desk, voice: str) -> bool:
    """An official whose country or body the report does not show: who announces a party's deed in his mouth is most likely of that party."""
    actor = desk.actor(voice)
    return actor is not None and actor.kind == "person" and not actor.code


def _adverse(desk: Desk, verb: int, tied: list[Tie], said: StatementDraft | None, condition: Span | None) -> bool:
    """Does the condition say that a demand is not met, or that the other side does it again: "otherwise", "unless ...", "if they do not ...", "should it persist"?"""
    if condition is None:
        return False
    p = desk.p
    tie = next((t for t in tied if p.start[t.first] <= condition.start < p.end[t.last]), None)
    if tie is None:
        return _fronted(desk, verb) == condition
    if tie.word == "unless":
        return True
    words = {p.lemma[t] for t in range(tie.first, tie.last + 1) if p.pos[t] in ("VERB", "AUX")} & desk.words("l_defy")
    again = any(p.lower[t] == "again" for t in range(tie.first, tie.last + 2) if t < len(p.text))
    return tie.word == "if" and (again or grammar.negated(p, tie.head) or bool(words))


def _befalls(desk: Desk, deed: int, subject: int | None, said: StatementDraft | None) -> bool:
    """A thing that would come about by the speaker's doing, where nobody is named as the doer ("duties would follow", "the keys would be deleted"), no forecast of suffering."""
    p = desk.p
    if subject is None or p.lemma[subject] in CROWD or p.lemma[deed] in desk.words("l_benign"):
        return False
    harmful = p.lemma[subject] in desk.words("l_harm_noun")
    actor = desk.actor(said.statement.speaker) if said is not None else None
    if actor is not None and actor.kind not in ("igo", "ngo") and _fronted(desk, p.head[deed] if p.dep[deed] == "xcomp" else deed) is not None and actor_of(desk, subject) is None:
        return True
    own = said is not None and said.cue_token is not None and p.lemma[said.cue_token] in ("threaten", "vow", "swear")
    return own or harmful or _compelled(desk, deed) or (grammar.passive(p, deed) and p.lemma[deed] in desk.words("l_harm_if"))


def _with_subject(desk: Desk, deed: int, aux: int) -> int:
    """The first word of what is to suffer, where it stands right before the auxiliary ("the crossing will be closed")."""
    inside = {t for c in desk.p.children[deed] if desk.p.dep[c].startswith(("nsubj", "csubj")) for t in below(desk, c) if t < aux}
    return min(inside) if inside and max(inside) == aux - 1 and len(inside) == aux - min(inside) else aux


def _deed(desk: Desk, verb: int) -> int:
    """The verb of the harm itself: "be obliged to halt" is about halting."""
    p, node = desk.p, verb
    for _ in range(3):
        if p.lemma[node] not in desk.words("l_compelled"):
            return node
        down = next((c for c in p.children[node] if p.dep[c] in ("xcomp", "advcl", "acl", "ccomp") and grammar.infinitive(p, c)), None)
        choice = grammar.dep(p, node, "obj")
        if down is None and choice is not None and p.lemma[choice] in ("choice", "right", "option", "alternative"):
            down = next((c for c in p.children[choice] if p.dep[c] in ("acl", "nmod")), None)
            down = next((c for c in p.children[down] if grammar.infinitive(p, c)), down) if down is not None else None
        if down is None:
            return node
        node = down
    return node


def _harm(desk: Desk, deed: int) -> str | None:
    """"yes" for harm by itself, "if" for what is harm only beside a condition."""
    p = desk.p
    nouns = _nouns(desk, deed)
    if p.lemma[deed] in desk.words("l_harm") or (p.lemma[deed] == "hold" and any(p.lower[c] in ("responsible", "accountable", "liable") for c in p.children[deed])):
        return "yes"
    harmful = bool(nouns & desk.words("l_harm_noun"))
    if p.lemma[deed] in desk.words("l_harm_with") and harmful:
        return "yes" if nouns & {"sanction", "force", "weapon", "war", "blockade", "embargo", "reprisal", "retaliation", "revenge", "countermeasure", "tariff", "electricity", "gas", "border", "airspace"} else "if"
    if p.lemma[deed] in desk.words("l_harm_if") or _compelled(desk, deed):
        return "if"
    return None


def _compelled(desk: Desk, deed: int) -> bool:
    """ "will be made to leave", "will be forced out": against the will of who is told so."""
    p = desk.p
    return grammar.passive(p, deed) and p.lemma[deed] in ("make", "force", "compel") and any(p.dep[c] in ("xcomp", "compound:prt", "ccomp") for c in p.children[deed])


def _nouns(desk: Desk, deed: int) -> set[str]:
    p = desk.p
    return {p.lemma[n] for c in p.children[deed] if p.dep[c] in ("obj", "obl", "nsubj:pass", "nmod")
            for n in (*grammar.conjuncts(p, c), *(g for g in p.children[c] if p.dep[g] == "nmod"))}


def _reacts(desk: Desk, deed: int, voice: str) -> bool:
    """"will see Paris respond", "will have us to deal with", "will go to prison"."""
    p = desk.p
    words = {p.lemma[t] for t in below(desk, deed)}
    return bool(words & {"prison", "jail", "respond", "retaliate", "regret", "consequence", "price", "punishment", "justice", "wrath", "die", "enemy", "bullet", "grave", "death", "fire"})


def _denied(desk: Desk, said: StatementDraft) -> bool:
    p, cue = desk.p, said.cue_token
    return cue is not None and (p.lemma[cue] in DENYING or grammar.negated(p, cue))


def _relative(desk: Desk, verb: int) -> bool:
    """A clause inside another one that only describes ("a bill that would punish banks")."""
    p = desk.p
    return p.dep[verb] == "acl:relcl" or (p.dep[verb] in ("advcl", "ccomp") and grammar.words_of(p, verb, "mark") in ("whether", "if", "although", "while", "because", "lest", "so", "before"))


def _last(desk: Desk, verb: int, tied: list[Tie]) -> int:
    """Last token of a verb phrase before a condition that follows it."""
    p = desk.p
    tokens = [t for t in below(desk, verb) if t >= verb and not any(c.first <= t <= c.last for c in tied if c.first > verb)]
    tokens = [t for t in tokens if not (p.dep[t] == "conj" and p.pos[t] == "VERB" and grammar.dep(p, t, "nsubj") is not None)]
    last = unbroken(tokens, verb)
    return last


def _condition(desk: Desk, verb: int, deed: int, subject: int | None, tied: list[Tie], said: StatementDraft | None) -> Span | None:
    """The words of the condition: a conditional clause, "whoever ...", "companies that stay", "otherwise"."""
    p = desk.p
    cue = said.cue_token if said is not None else None
    for tie in tied:
        if tie.word in CONDITIONAL and p.sent[tie.head] == p.sent[verb] and tie.main in (verb, deed, cue, p.head[verb]) and not (tie.word in ("when", "until", "once") and tie.main not in (verb, deed)):
            return trimmed(desk, tie.first, tie.last)
    if subject is not None:
        relative = next((c for c in p.children[subject] if p.dep[c] in ("acl:relcl", "acl")), None)
        if p.dep[subject] in ("csubj", "csubj:pass") or (relative is not None and (subject not in desk.coding.cast.by_head or p.tag[subject] == "NNS") and p.tag[relative] != "VBN"):
            tokens = below(desk, subject)
            return trimmed(desk, tokens[0], max((t for t in tokens if t < verb), default=tokens[0]))
        if any(p.lower[c] in ("any", "another", "further") for c in p.children[subject]):
            tokens = below(desk, subject)
            return trimmed(desk, tokens[0], tokens[-1]) if tokens[-1] < verb else None
    return _fronted(desk, verb)


def _fronted(desk: Desk, verb: int) -> Span | None:
    """"After that", "otherwise" at the beginning of the clause."""
    p = desk.p
    adverb = next((c for c in p.children[verb] if p.dep[c] == "advmod" and p.lower[c] == "otherwise"), None)
    if adverb is not None:
        return desk.span(adverb, adverb)
    start = next((t for t in below(desk, verb) if p.pos[t] not in ("PUNCT", "CCONJ")), verb)
    said = desk.innermost(verb)
    opening = next((t for t in desk.sentence(verb) if p.pos[t] not in ("PUNCT", "CCONJ")), start)
    if start - opening > 2 and said is not None and said.cue_token is not None and opening < said.cue_token < start:
        start = opening  # "Failing that, she threatened, the lock would ..."
    for words in FRONTED:
        if p.lower[start : start + len(words)] == words and start + len(words) <= verb:
            return desk.span(start, start + len(words) - 1)
    return None


def _aimed_at(desk: Desk, deed: int, condition: Span | None, said: StatementDraft | None, issuer: str) -> str | None:
    """Whom it would hit: the object, "against X", who is told or warned, the subject of the condition."""
    p, cast = desk.p, desk.coding.cast

    def other(ident: str | None) -> bool:
        return ident is not None and not same_side(desk, ident, issuer) and (actor := desk.actor(ident)) is not None and actor.kind not in ("media", "experts")

    if said is not None and said.cue_token is not None:
        told = actor_of(desk, grammar.dep(p, said.cue_token, "obj", "iobj"))
        if other(told):
            return told
    slots = [] if p.lemma[deed] in ("ask", "request", "urge", "call") else [c for c in p.children[deed] if p.dep[c] in ("obj", "iobj") or (p.dep[c] == "obl" and grammar.words_of(p, c, "case") in ("against", "on", "to", "with", "at"))]
    slots += [g for c in p.children[deed] if p.dep[c] in ("obj", "obl") for g in p.children[c] if p.dep[g] == "nmod" and grammar.words_of(p, g, "case") in ("against", "on", "to", "with", "at", "of")]
    for c in slots:
        if p.lemma[c] in RELATED and any(p.dep[g] == "nmod:poss" and p.lower[g] in ("its", "his", "her", "their", "our") for g in p.children[c]) and c not in cast.by_head:
            rivals = desk.rivals(principal(desk, issuer))
            if len(rivals) == 1:
                return rivals[0]
        found = actor_of(desk, c) if p.lemma[c] not in syntax.IMPOSED else None
        if other(found):
            return found
    inside = desk.tokens_in(condition) if condition is not None else []
    subject = next((t for t in inside if p.dep[t].startswith("nsubj")), None)
    doer = cast.by_head.get(subject) if subject is not None else None
    if doer is not None and p.pos[subject or 0] == "PROPN" and same_side(desk, doer, issuer):
        return doer  # "would leave the cabinet if Ruto gave in": aimed at one's own
    named = [cast.by_head[t] for t in inside if other(cast.by_head.get(t)) and not any(
        p.dep[c] == "nmod:poss" and same_side(desk, cast.by_head.get(c) or cast.modifier.get(c), issuer) for c in p.children[t])]
    own = [a for a in named if (x := desk.actor(a)) is not None and x.kind == "civilians" and x.country == desk.country(issuer)]
    return next((principal(desk, a) for a in named if a not in own), None)


# -- by words ------------------------------------------------------------------------------------------------------------


def _from_events(desk: Desk, tied: list[Tie]) -> list[_Found]:
    """Words of threatening themselves: threaten, vow, warn of consequences, a threat."""
    p, out = desk.p, []
    for draft in desk.events("THREATEN"):
        event = draft.event
        if draft.pattern != "THREATEN" or event.modality in ("negated", "historical", "hypothetical") or not event.actors or not can_speak(desk, event.actors[0]):
            continue
        if p.lemma[draft.trigger] in ("warn", "caution") and any(p.dep[c] in ("obl", "advcl") and "against" in (grammar.words_of(p, c, "case"), grammar.words_of(p, c, "mark")) for c in p.children[draft.trigger]):
            continue  # what somebody is warned against is not the harm
        if p.lemma[draft.trigger] == "reserve" and not idioms.find(p, desk.sentence(draft.trigger), desk.words("t_right")):
            continue
        drop = [c for c in tied if c.word in CONDITIONAL and p.sent[c.head] == p.sent[draft.trigger] and c.first > draft.trigger]
        condition = trimmed(desk, drop[0].first, drop[0].last) if drop else next((
            trimmed(desk, c.first, c.last) for c in tied if c.word in CONDITIONAL and c.main in (draft.trigger, draft.clause, draft.complement)), None)
        first = _threat_body(desk, draft)
        last = unbroken([t for t in below(desk, first[1]) if not any(c.first <= t <= c.last for c in drop)], first[1])
        out.append(_Found(draft.trigger, event.actors[0], event.recipients[0] if event.recipients else None, trimmed(desk, first[0], last), condition, event.evidence, draft.rule,
                          event.confidence, draft))
    return out


def _threat_body(desk: Desk, draft: EventDraft) -> tuple[int, int]:
    """First token and head of the harm that a word of threatening announces."""
    p = desk.p
    body = draft.complement
    if body is None and set(grammar.auxiliaries(p, draft.trigger)) & FUTURE and p.lemma[draft.trigger] not in THREATENING:
        return draft.trigger, draft.trigger
    if body is None:
        slots = [c for c in p.children[draft.trigger] if p.dep[c] in ("obj", "obl", "nmod", "acl", "xcomp", "ccomp", "advcl") and c > draft.trigger]
        wanted = [c for c in slots if grammar.words_of(p, c, "case") in ("of", "with", "to") or p.dep[c] in ("acl", "xcomp", "ccomp") or (p.dep[c] == "obj" and c not in desk.coding.cast.by_head)]
        if not wanted:
            return draft.trigger, draft.trigger
        body = wanted[0]
        if p.pos[body] in ("NOUN", "PROPN"):
            tokens = [t for t in below(desk, body) if not (p.dep[t] == "case" and p.head[t] == body)]
            return tokens[0], body
    return body, body


def _or_face(desk: Desk) -> list[_Found]:
    """"leave by Friday or face arrest", said by or told of the one who demands it."""
    p, out = desk.p, []
    for i in range(len(p.text) - 2):
        if p.lower[i] != "or" or p.lemma[i + 1] not in SUFFERING | {"bear", "be"} or p.sent[i + 1] != p.sent[i] or (
                p.tag[i + 1] not in ("VB", "VBP") and p.lower[i + 1] != "face"):
            continue
        verb = i + 1
        ups = grammar.above(p, verb, 4)
        asking = next((n for n in ups if p.pos[n] == "VERB" and p.lemma[n] in desk.words("l_demand")), None)
        said = desk.innermost(i)
        issuer = actor_of(desk, grammar.subject(p, asking)) if asking is not None else said.statement.speaker if said is not None else None
        if issuer is None or not can_speak(desk, issuer) or (asking is not None and (grammar.negated(p, asking) or grammar.passive(p, asking))):
            continue
        target = actor_of(desk, grammar.dep(p, asking, "iobj", "obj")) if asking is not None else actor_of(desk, grammar.subject(p, verb))
        last = unbroken(below(desk, verb), verb)
        if last == verb:
            last = next((t - 1 for t in range(verb + 1, desk.sentence(i).stop) if p.pos[t] in ("PUNCT", "CCONJ", "SCONJ") or p.lower[t] == "to"), verb)
        action = trimmed(desk, verb, last)
        out.append(_Found(verb, issuer, target, action, None, (clause_span(desk, ups[0] if asking is None else asking, include=(verb,)),), "or face", 0.75))
    return out


def _hinted(desk: Desk, tied: list[Tie]) -> list[_Found]:
    """Set phrases of threat in a party's mouth ("all options are on the table"), and dire warnings tied to a condition."""
    p, out = desk.p, []
    for hit in idioms.find(p, range(len(p.text)), desk.words("t_threat")):
        verb = _governing_verb(desk, hit.first, hit.last)
        said = desk.innermost(hit.first) or desk.innermost(hit.last)
        subject = grammar.subject(p, verb)
        doer = actor_of(desk, subject)
        if said is not None and (not can_speak(desk, said.statement.speaker) or _denied(desk, said)):
            continue
        issuer = said.statement.speaker if said is not None else doer
        if issuer is None or not can_speak(desk, issuer) or _relative(desk, verb) or any(t.first <= hit.first <= t.last for t in tied if t.word in CONDITIONAL):
            continue
        if "not" not in hit.phrase.split() and "only" not in hit.phrase and not hit.phrase.startswith(("no ", "nothing", "nowhere")) and grammar.negated(p, verb):
            continue
        if subject is not None and (p.lemma[subject] in CROWD or (doer is not None and same_side(desk, doer, issuer) and hit.phrase.startswith(("pay", "have|face")))):
            continue
        if "hesitate" in hit.phrase and (deed := next((c for c in p.children[verb] if p.dep[c] in ("xcomp", "advcl")), None)) is not None and _harm(desk, deed) is None:
            continue
        if said is None and "right" not in hit.phrase and p.lemma[verb] not in THREATENING and not set(grammar.auxiliaries(p, verb)) & FUTURE:
            continue
        if any(w in hit.phrase for w in ("price", "consequence", "pay ", "crushing", "response")) and p.tag[verb] in ("VBD", "VBN") and not set(grammar.auxiliaries(p, verb)) & FUTURE and (
                p.lemma[verb] not in THREATENING):
            continue
        condition = _condition(desk, verb, verb, subject, tied, said)
        target = doer if doer is not None and not same_side(desk, doer, issuer) else _aimed_at(desk, verb, condition, said, issuer)
        whole = clause_span(desk, verb, include=(hit.first, hit.last))
        out.append(_Found(verb, issuer, target, _words(desk, verb, hit.first, hit.last, tied), condition, (whole,), f"phrase {hit.phrase!r}", 0.7))
    for said in desk.coding.statements:
        cue = said.cue_token
        if cue is None or p.lemma[cue] != "warn" or not can_speak(desk, said.statement.speaker) or said.statement.speaker is None:
            continue
        for i in desk.tokens_in(said.statement.content):
            if p.lower[i] in (*FUTURE, "could", "may", "might", "can") and p.dep[i] == "aux" and {p.lemma[t] for t in below(desk, p.head[i])} & DIRE:
                verb = p.head[i]
                condition = _condition(desk, verb, verb, grammar.subject(p, verb), tied, said)
                if condition is not None and not grammar.negated(p, verb):
                    out.append(_Found(verb, said.statement.speaker, None, trimmed(desk, i, _last(desk, verb, tied)), condition, (clause_span(desk, verb),), "dire warning", 0.6))
                break
    return out


def _governing_verb(desk: Desk, first: int, last: int) -> int:
    p = desk.p
    node = next((t for t in range(first, last + 1) if p.pos[t] in ("VERB", "AUX") and p.dep[t] not in ("aux", "aux:pass", "cop")), first)
    for _ in range(4):
        if p.pos[node] == "VERB" or grammar.dep(p, node, "cop", "nsubj", "expl") is not None or p.head[node] == node:
            break
        node = p.head[node]
    return node


def _words(desk: Desk, verb: int, first: int, last: int, tied: list[Tie]) -> Span:
    """From the phrase, or the auxiliary before it, to the end of its clause; the whole clause where the phrase is its subject."""
    p = desk.p
    low = next((c for c in p.children[verb] if p.dep[c] in ("aux", "cop", "expl") and c < first), first)
    if first < verb and p.dep[first] in ("nsubj", "det", "amod", "nsubj:pass"):
        low = first
    return trimmed(desk, min(low, first), max(last, _last(desk, verb, tied)))
