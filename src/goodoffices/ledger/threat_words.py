"""Threats by their words: threaten, vow, warn, set phrases ("all options are on the table"), "or face arrest"."""

from __future__ import annotations

from goodoffices.ledger import grammar, idioms
from goodoffices.ledger.clauses import below, clause_span, trimmed, unbroken
from goodoffices.ledger.connectives import Tie
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, can_speak, can_threaten, leads, same_side
from goodoffices.ledger.threat_aims import aimed_at
from goodoffices.ledger.threat_clauses import (
    CONDITIONAL,
    FUTURE,
    Found,
    condition_of,
    denied,
    fronted,
    harm_of,
    last_of,
    nouns_of,
    relative,
    unreal,
    words_of_deed,
    yields,
)
from goodoffices.ledger.threat_deeds import CROWD, SUFFERING
from goodoffices.model import EventDraft, Span

#: A word of threatening less sure than this makes no entry.
SURE = 0.2
DIRE = frozenset({"war", "consequence", "retaliation", "escalation", "bloodshed", "conflict", "disaster", "catastrophe", "clash", "confrontation"})
THREATENING = frozenset({"threaten", "threat", "vow", "warn", "warning", "promise", "pledge", "swear"})


def from_events(desk: Desk, tied: list[Tie]) -> list[Found]:
    """Words of threatening themselves: threaten, vow, warn of consequences, a threat."""
    p, out = desk.p, []
    for draft in desk.events("THREATEN"):
        event = draft.event
        if draft.pattern != "THREATEN" or event.modality in ("negated", "historical", "hypothetical") or not event.actors or not can_threaten(desk, event.actors[0]):
            continue
        if event.confidence < SURE or _of_another(desk, draft) or _no_harm(desk, draft):
            continue
        drop = [c for c in tied if c.word in CONDITIONAL and p.sent[c.head] == p.sent[draft.trigger] and c.first > draft.trigger]
        condition = trimmed(desk, drop[0].first, drop[0].last) if drop else next((
            trimmed(desk, c.first, c.last) for c in tied if c.word in CONDITIONAL and c.main in (draft.trigger, draft.clause, draft.complement)), None)
        if condition is not None and condition.text.lower().startswith("only ") and p.lemma[draft.trigger] not in THREATENING:
            continue
        if draft.rule.startswith("typer") and condition is None and event.modality == "actual" and fronted(desk, draft.trigger) is None and _harmless(desk, draft.trigger):
            continue  # a guess by the words around
        first = _threat_body(desk, draft)
        last = unbroken([t for t in words_of_deed(desk, first[1]) if not any(c.first <= t <= c.last for c in drop)], first[1])
        suffers = grammar.dep(p, first[1], "nsubj:pass")
        begin = min([first[0], *(below(desk, suffers) if suffers is not None and grammar.passive(p, first[1]) else ())])
        target = event.recipients[0] if event.recipients else aimed_at(desk, first[1], condition, desk.innermost(first[1]), event.actors[0])
        out.append(Found(draft.trigger, event.actors[0], target, trimmed(desk, begin, last), condition, event.evidence, draft.rule, event.confidence, draft))
    return out


def _of_another(desk: Desk, draft: EventDraft) -> bool:
    """Does somebody else only fear or foretell it ("Algiers fears that Rabat will strike"), or deny it?"""
    said = desk.innermost(draft.trigger)
    if said is None:
        return False
    voice, told = said.statement.speaker, desk.p.lemma[draft.trigger] in THREATENING or any(s.cue_token == draft.trigger for s in desk.coding.statements)
    return denied(desk, said) or (not told and voice is not None and not any(same_side(desk, voice, a) for a in draft.event.actors))


def _no_harm(desk: Desk, draft: EventDraft) -> bool:
    """Words of warning and of rights that announce no harm: what is warned against or told to do, what lies ahead of a crowd, a right to speak."""
    p, word = desk.p, draft.trigger
    near = p.children[word]
    if p.lemma[word] == "reserve":
        right = next((c for c in near if p.lemma[c] == "right"), None)
        deed = next((c for c in (p.children[right] if right is not None else ()) if p.dep[c] in ("acl", "nmod", "advcl", "xcomp")), None)
        return deed is None or p.lemma[deed] in desk.words("l_benign") | desk.words("l_rights")
    if p.lemma[word] in ("say", "announce", "declare", "state", "add") and draft.complement is not None:
        return _harmless(desk, draft.complement)
    if p.lemma[word] not in ("warn", "caution", "warning"):
        return False
    if any(p.dep[c] in ("obl", "advcl") and "against" in (grammar.words_of(p, c, "case"), grammar.words_of(p, c, "mark")) for c in near):
        return True
    inside = [t for t in below(desk, word) if t > word]
    if any(p.lemma[t] in CROWD and grammar.words_of(p, t, "case") == "for" for t in inside):
        return True
    body = draft.complement
    if body is not None and grammar.infinitive(p, body) and not {p.lemma[t] for t in inside} & (desk.words("l_harm_itself") | desk.words("l_harm") | DIRE):
        return True
    if body is not None and p.lemma[body] in SUFFERING and (hurt := grammar.dep(p, body, "nsubj")) is not None and actor_of(desk, hurt) is None and hurt not in desk.coding.cast.latent:
        return True  # "warned that the currency would suffer"
    issuer = desk.actor(draft.event.actors[0])
    return issuer is not None and (issuer.kind == "ngo" or (issuer.code or "").startswith(("IGOUNO", "NGO"))) and not {p.lemma[t] for t in inside} & {"sanction", "sanctions", "force", "countermeasure"}


def _harmless(desk: Desk, deed: int) -> bool:
    return harm_of(desk, deed) is None and not nouns_of(desk, deed) & desk.words("l_harm_noun") and not _hostile(desk, deed)


def _hostile(desk: Desk, deed: int) -> bool:
    """A deed that the tables of events know for an attack or a sanction, or that a set phrase of threat tells."""
    p = desk.p
    return any(d.trigger == deed and d.event.type in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE") for d in desk.coding.events) or bool(idioms.find(p, desk.sentence(deed), desk.words("t_threat"))) or any(
        grammar.words_of(p, c, "case") == "against" for c in p.children[deed]) or p.lemma[deed] in ("scatter", "dump", "drop", "tolerate")


def _threat_body(desk: Desk, draft: EventDraft) -> tuple[int, int]:
    """First token and head of the harm that a word of threatening announces."""
    p = desk.p
    body = draft.complement
    if p.lemma[draft.trigger] == "reserve" or p.lemma[draft.trigger] in ("warning", "ultimatum"):
        return min([draft.trigger, *(c for c in p.children[draft.trigger] if p.dep[c] in ("amod", "compound") and c < draft.trigger)]), draft.trigger
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


def or_face(desk: Desk) -> list[Found]:
    """"leave by Friday or face arrest", said by or told of the one who demands it."""
    p, out = desk.p, []
    for i in range(len(p.text) - 2):
        if p.lower[i] != "or" or p.lemma[i + 1] not in SUFFERING | {"bear", "be"} or p.sent[i + 1] != p.sent[i] or (
                p.tag[i + 1] not in ("VB", "VBP") and p.lower[i + 1] != "face"):
            continue
        verb = i + 1
        ups = grammar.above(p, verb, 4)
        asking = next((n for n in ups if p.pos[n] == "VERB" and p.lemma[n] in desk.words("l_demand") | desk.words("l_give_time")), None)
        said = desk.innermost(i)
        issuer = actor_of(desk, grammar.subject(p, asking)) if asking is not None else said.statement.speaker if said is not None else None
        if issuer is None or not can_speak(desk, issuer) or (asking is not None and (grammar.negated(p, asking) or grammar.passive(p, asking))):
            continue
        target = actor_of(desk, grammar.dep(p, asking, "iobj", "obj")) if asking is not None else actor_of(desk, grammar.subject(p, verb))
        last = unbroken(below(desk, verb), verb)
        if last == verb:
            last = next((t - 1 for t in range(verb + 1, desk.sentence(i).stop) if p.pos[t] in ("PUNCT", "CCONJ", "SCONJ") or p.lower[t] == "to"), verb)
        action = trimmed(desk, verb, last)
        out.append(Found(verb, issuer, target, action, None, (clause_span(desk, ups[0] if asking is None else asking, include=(verb,)),), "or face", 0.75))
    return out


def hinted(desk: Desk, tied: list[Tie]) -> list[Found]:
    """Set phrases of threat in a party's mouth ("all options are on the table"), and dire warnings tied to a condition."""
    p, out = desk.p, []
    for hit in idioms.find(p, range(len(p.text)), desk.words("t_threat")):
        verb = _governing_verb(desk, hit.first, hit.last)
        said = desk.innermost(hit.first) or desk.innermost(hit.last)
        subject = grammar.subject(p, verb)
        doer = actor_of(desk, subject)
        issuer = said.statement.speaker if said is not None else doer
        if issuer is None or not (can_speak(desk, issuer) or (said is not None and leads(desk, issuer))) or (said is not None and denied(desk, said)) or relative(desk, verb) or any(t.first <= hit.first <= t.last for t in tied if t.word in CONDITIONAL):
            continue
        if "not" not in hit.phrase.split() and "only" not in hit.phrase and not hit.phrase.startswith(("no ", "nothing", "nowhere")) and grammar.negated(p, verb):
            continue
        if hit.phrase.startswith("know ") and not (subject is not None and (p.lower[subject] in ("we", "i") or (doer is not None and same_side(desk, doer, issuer)))):
            continue
        if subject is not None and (p.lemma[subject] in CROWD or (doer is not None and same_side(desk, doer, issuer) and hit.phrase.startswith(("pay", "have|face")))):
            continue
        deed = next((c for c in p.children[verb] if p.dep[c] in ("xcomp", "advcl") and grammar.infinitive(p, c)), verb) if "hesitate" in hit.phrase else verb
        if deed != verb and harm_of(desk, deed) is None:
            continue
        if said is None and "right" not in hit.phrase and p.lemma[verb] not in THREATENING and not set(grammar.auxiliaries(p, verb)) & FUTURE:
            continue
        if any(w in hit.phrase for w in ("price", "consequence", "pay ", "crushing", "response")) and p.tag[verb] in ("VBD", "VBN") and not set(grammar.auxiliaries(p, verb)) & FUTURE and (
                p.lemma[verb] not in THREATENING):
            continue
        condition = condition_of(desk, verb, deed, subject, tied, said)
        if unreal(desk, verb) or _for_crowd(desk, verb) or (condition is not None and yields(desk, condition)):
            continue
        target = doer if doer is not None and not same_side(desk, doer, issuer) else aimed_at(desk, verb, condition, said, issuer)
        own = [t for t in words_of_deed(desk, verb) if t >= min(verb, hit.first)]
        whole = clause_span(desk, verb, include=(hit.first, hit.last))
        if own[-1] < (last := max(below(desk, verb))) and any(p.dep[t] == "conj" for t in range(own[-1] + 1, last + 1)):  # without "..., and that the weapons would be used"
            whole = trimmed(desk, min(below(desk, verb)), max(own[-1], hit.last))
        out.append(Found(verb, issuer, target, _words(desk, verb, hit.first, hit.last, tied), condition, (whole,), f"phrase {hit.phrase!r}", 0.7))
    return [*out, *_warned(desk, tied), *_left_open(desk, tied)]


def _for_crowd(desk: Desk, verb: int) -> bool:
    """Consequences "for the region", "for civilians" are a forecast."""
    p = desk.p
    return any(p.lemma[t] in CROWD and grammar.words_of(p, t, "case") == "for" for t in below(desk, verb))


def _warned(desk: Desk, tied: list[Tie]) -> list[Found]:
    """Dire warnings of a party that are tied to a condition ("warned that there could be war if ...")."""
    p, out = desk.p, []
    for said in desk.coding.statements:
        cue = said.cue_token
        if cue is None or p.lemma[cue] != "warn" or not can_speak(desk, said.statement.speaker) or said.statement.speaker is None:
            continue
        for i in desk.tokens_in(said.statement.content):
            if p.lower[i] in (*FUTURE, "could", "may", "might", "can") and p.dep[i] == "aux" and {p.lemma[t] for t in below(desk, p.head[i])} & DIRE:
                verb = p.head[i]
                condition = condition_of(desk, verb, verb, grammar.subject(p, verb), tied, said)
                if condition is not None and not grammar.negated(p, verb) and not _for_crowd(desk, verb):
                    target = aimed_at(desk, verb, condition, said, said.statement.speaker)
                    out.append(Found(verb, said.statement.speaker, target, trimmed(desk, i, last_of(desk, verb, tied)), condition, (clause_span(desk, verb),), "dire warning", 0.6))
                break
    return out


def _left_open(desk: Desk, tied: list[Tie]) -> list[Found]:
    """Harm that a party would not rule out or take off the table ("does not rule out the use of force", "declined to rule out sanctions")."""
    p, out = desk.p, []
    for i in range(len(p.text)):
        ruled = (p.lemma[i] == "rule" and any(p.lower[c] == "out" for c in p.children[i])) or p.lemma[i] == "exclude"
        if p.pos[i] != "VERB" or not (ruled or (p.lemma[i] == "take" and any(p.lemma[t] == "table" for t in below(desk, i)))) or grammar.passive(p, i):
            continue
        up = p.head[i] if p.dep[i] == "xcomp" and p.lemma[p.head[i]] in ("refuse", "decline", "fail") else i
        if up == i and not grammar.negated(p, i):
            continue
        thing = next((c for c in p.children[i] if p.dep[c] in ("obj", "xcomp", "ccomp", "advcl") and c > i), None)
        said, doer = desk.innermost(i), actor_of(desk, grammar.subject(p, up))
        issuer = doer or (said.statement.speaker if said is not None else None)
        if thing is None or issuer is None or not can_speak(desk, issuer) or (said is not None and denied(desk, said)) or not (_dreaded(desk, thing) or p.lemma[i] == "take"):
            continue
        condition = condition_of(desk, up, i, grammar.subject(p, up), tied, said)
        first = min([c for c in p.children[i] if p.dep[c] in ("aux", "advmod") and c < i and p.lower[c] in (grammar.NOT | {"does", "do", "did", "would", "will"})] or [up])
        out.append(Found(i, issuer, aimed_at(desk, thing, condition, said, issuer) or aimed_at(desk, i, condition, said, issuer), trimmed(desk, min(first, up), last_of(desk, up, tied)), condition,
                         (clause_span(desk, up),), "harm left open", 0.6))
    return out


def _dreaded(desk: Desk, thing: int) -> bool:
    """Is it harm that is left open: a deed that hurts, force, sanctions, a strike?"""
    p = desk.p
    if p.pos[thing] == "VERB":
        return harm_of(desk, thing) is not None and not grammar.passive(p, thing)
    nouns = {p.lemma[thing], *(p.lemma[g] for c in p.children[thing] if p.dep[c] == "nmod" for g in grammar.conjuncts(p, c)), *(p.lemma[t] for t in grammar.conjuncts(p, thing))}
    return bool(nouns & (desk.words("l_harm_itself") | {"force", "weapon", "invasion", "intervention", "sanctions", "troop", "incursion", "escalation", "lawsuit"}))


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
    return trimmed(desk, min(low, first), max(last, last_of(desk, verb, tied)))
