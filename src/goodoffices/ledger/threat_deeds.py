"""Threats by their grammar: harm to come, announced by the one who would do it or by the voice of those who would."""

from __future__ import annotations

from goodoffices.ledger import facts, grammar
from goodoffices.ledger.clauses import below, clause_span, trimmed
from goodoffices.ledger.connectives import Tie
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, can_speak, can_threaten, same_side, speaks_for_us
from goodoffices.ledger.threat_aims import aimed_at, doer_of, of_known_side
from goodoffices.ledger.threat_clauses import (
    FUTURE,
    Found,
    compelled,
    condition_of,
    deed_of,
    denied,
    fronted,
    harm_of,
    last_of,
    nouns_of,
    relative,
    unreal,
    yields,
)
from goodoffices.model import Span, StatementDraft

INTENT = frozenset({"intend", "determined", "determine", "ready", "prepare", "prepared", "plan"})
SUFFERING = frozenset({"face", "suffer", "meet", "risk", "incur", "lose", "feel"})
FOLLOWING = frozenset({"follow", "come", "ensue", "await", "result", "impose", "take", "introduce", "launch"})
VOWING = frozenset({"threaten", "vow", "swear", "promise", "pledge"})
SPARED = frozenset({"safe", "spare", "immune", "secure"})
ARMED = frozenset({"commander", "rebel", "militia", "warlord", "general", "colonel", "fighter", "army", "guerrilla", "gunman", "pirate", "jihadist"})
CROWD = frozenset({"people", "million", "hundred", "thousand", "world", "everyone", "everybody", "region", "civilian", "child", "population", "economy", "family", "consumer", "farmer", "all", "one", "nobody", "everything"})


def announced(desk: Desk, tied: list[Tie]) -> list[Found]:
    """"will cut off the gas if ...", "anyone who crosses will be shot", "otherwise we will be forced to ...", "after that we burn them", "vowed to strike"."""
    p, out = desk.p, []
    for i in range(len(p.text)):
        found = None
        if p.lower[i] in FUTURE and p.dep[i] == "aux" and p.head[i] > i:
            found = _future(desk, p.head[i], i, tied)
        elif p.pos[i] == "VERB" and p.tag[i] in ("VBP", "VB") and grammar.dep(p, i, "aux", "mark") is None and fronted(desk, i) is not None and _harms(desk, i):
            found = _future(desk, i, i, tied)
        elif p.lemma[i] in INTENT and (deed := _intended(desk, i)) is not None:
            found = _future(desk, i, deed, tied, deed)
        if found is not None:
            out.append(found)
    for said in desk.coding.statements:
        found = _vowed(desk, said, tied)
        if found is not None:
            out.append(found)
    return out


def _harms(desk: Desk, verb: int) -> bool:
    """Harm by itself, or in what goes on with it ("we marry the girls and bury the men")."""
    return any(desk.p.lemma[t] in desk.words("l_harm") for t in grammar.conjuncts(desk.p, verb))


def _vowed(desk: Desk, said: StatementDraft, tied: list[Tie]) -> Found | None:
    """The infinitive behind a word of threatening or vowing ("vowed to take countermeasures if ...", "threatened to walk out")."""
    p, cue, issuer = desk.p, said.cue_token, said.statement.speaker
    if cue is None or issuer is None or p.lemma[cue] not in VOWING or not can_threaten(desk, issuer) or grammar.negated(p, cue) or facts.is_old(desk, cue):
        return None
    if any(d.event.modality in ("negated", "historical", "hypothetical") for d in desk.by_trigger.get(cue, ())):
        return None
    verb = next((c for c in p.children[cue] if c > cue and p.dep[c] in ("xcomp", "advcl", "ccomp") and grammar.infinitive(p, c)), None)
    if verb is None or grammar.negated(p, verb):
        return None
    deed = deed_of(desk, verb)
    condition = condition_of(desk, verb, deed, None, tied, said)
    harm = harm_of(desk, deed)
    kind = p.lemma[deed] in desk.words("l_benign")
    if kind or (p.lemma[cue] != "threaten" and (harm is None or (harm == "if" and condition is None) or (condition is not None and condition.text.lower().startswith("only ")))):
        return None
    if p.lemma[cue] != "threaten" and (_relents(desk, deed) or (harm == "if" and p.lemma[deed] in desk.words("l_commit") and p.lemma[cue] in ("promise", "pledge"))):
        return None
    target = aimed_at(desk, deed, condition, said, issuer)
    if target is None and condition is None and p.lemma[cue] in ("promise", "pledge"):
        return None  # "promised to tow the wreck away"
    return Found(verb, issuer, target, trimmed(desk, verb, last_of(desk, verb, tied)), condition, (clause_span(desk, cue, include=(verb,)),), "vowed", 0.7)


def _intended(desk: Desk, i: int) -> int | None:
    """The harmful deed of "intend to dump", "are determined to strike", "is ready to send warships", in the present or past."""
    p = desk.p
    if p.pos[i] not in ("VERB", "ADJ") or p.dep[i].startswith("acl") or (grammar.dep(p, i, "mark") is not None and grammar.words_of(p, i, "mark") != "that"):
        return None
    if set(grammar.auxiliaries(p, i)) & (FUTURE | grammar.UNREAL) or grammar.negated(p, i):
        return None
    return next((c for c in p.children[i] if c > i and p.dep[c] in ("xcomp", "advcl", "ccomp") and grammar.infinitive(p, c)), None)


def _future(desk: Desk, verb: int, aux: int, tied: list[Tie], intended: int | None = None) -> Found | None:
    p = desk.p
    said = desk.innermost(aux)
    deed = deed_of(desk, verb) if intended is None else intended
    nothing = _nothing(desk, verb)
    if (grammar.negated(p, verb) and deed == verb and not nothing) or p.text[desk.sentence(verb).stop - 1] == "?" or (said is not None and denied(desk, said)):
        return None
    if any(t.first <= verb <= t.last for t in tied if t.word not in ("after", "before")) or relative(desk, verb) or unreal(desk, verb):
        return None
    voice = said.statement.speaker if said is not None else None
    ours = speaks_for_us(desk, voice, grammar.dep(p, verb, "nsubj"))
    subject = grammar.subject(p, verb)
    condition = condition_of(desk, verb, deed, subject, tied, said)
    if voice is not None and not can_speak(desk, voice) and not ours and not (condition is not None and can_threaten(desk, voice)):
        return None
    generic = subject is not None and (p.lower[subject] in desk.words("l_generic") or any(p.lower[c] in ("any", "whoever", "all", "every") for c in p.children[subject]))
    doer = _doer(desk, subject, voice)
    own = doer is not None and (voice is None or same_side(desk, doer, voice) or (condition is not None and (_of_no_known_side(desk, voice) or _its_members(desk, voice, doer)))) and (
        can_speak(desk, doer) or ours or (condition is not None and can_threaten(desk, doer)))
    adverse = _adverse(desk, verb, tied, condition)
    harm = _weight(desk, deed, adverse)
    if intended is not None and condition is None and harm != "yes":
        return None
    if harm != "yes" and condition is not None and (condition.text.lower().startswith("only ") or (not adverse and (_relents(desk, deed) or yields(desk, condition)))):
        return None
    if intended is not None and p.lemma[deed] in desk.words("l_commit") and not (adverse or harm == "yes"):
        return None
    passive = grammar.passive(p, deed) or (p.pos[deed] == "ADJ" and grammar.dep(p, deed, "cop") is not None)
    if own and doer is not None and not passive:
        if nothing or harm is None or (harm == "if" and condition is None and not _against(desk, deed, doer)) or (voice is None and condition is None):
            return None
        issuer, action = doer, trimmed(desk, deed, last_of(desk, deed, tied))
        target = aimed_at(desk, deed, condition, said, doer)
    elif said is not None and voice is not None and (_struck(desk, deed, subject, passive, adverse, nothing, condition, said) if not generic else harm is not None or p.lemma[deed] in SUFFERING or _reacts(desk, deed)):
        if doer is not None and same_side(desk, doer, voice) and not generic:
            return None
        issuer = voice
        action = trimmed(desk, aux if doer is not None and not passive and not nothing else _with_subject(desk, deed, aux), last_of(desk, verb, tied))
        vague = subject is not None and p.pos[subject] == "PRON" and _of_no_known_side(desk, voice)  # whose side he is on does not tell who "they" are
        target = doer if doer is not None and not vague and not same_side(desk, doer, voice) else aimed_at(desk, deed, condition, said, voice)
    else:
        return None
    weight = 0.8 if condition is not None else 0.65
    return Found(verb, issuer, target, action, condition, (clause_span(desk, verb),), "harm announced", weight)


def _weight(desk: Desk, deed: int, adverse: bool) -> str | None:
    """How harmful the deed is; what is done where a demand is not met is meant to hurt, unless it is kind."""
    p = desk.p
    if adverse and p.lemma[deed] == "go" and any(p.lower[c] in ("in", "ahead", "after", "further") for c in p.children[deed]):
        return "if"
    return harm_of(desk, deed) or ("if" if adverse and desk.p.lemma[deed] not in desk.words("l_benign") | desk.words("l_commit") else None)


def _doer(desk: Desk, subject: int | None, voice: str | None) -> str | None:
    """Who would do it; "it", "they", "we" that mean nobody else are who speaks."""
    known = actor_of(desk, subject)
    if known is None and subject is not None and desk.p.lower[subject] in ("it", "they", "we") and voice is not None and can_threaten(desk, voice):
        latent = desk.coding.cast.latent.get(subject)
        actor = desk.actor(voice)
        return voice if desk.p.lower[subject] == "we" or (latent == voice and actor is not None and actor.kind != "person") else None
    return known


def _nothing(desk: Desk, verb: int) -> bool:
    """ "not one potato will leave the highlands", "no ship would be safe": the subject itself is denied."""
    p = desk.p
    subject = grammar.dep(p, verb, "nsubj", "nsubj:pass")
    return subject is not None and p.lemma[subject] not in CROWD and not any(p.lower[c] in grammar.NOT and p.dep[c] in ("advmod", "aux") and c > subject for c in p.children[verb]) and any(
        p.lower[c] in ("no", "not") or (p.lower[c] in ("one", "single") and p.lower[c - 1] in ("not", "single")) for c in p.children[subject] if c < subject)


def _struck(desk: Desk, deed: int, subject: int | None, passive: bool, adverse: bool, nothing: bool, condition: Span | None, said: StatementDraft) -> bool:
    """Would a thing or a party suffer by the speaker's doing, where nobody is named as the doer?"""
    p = desk.p
    if nothing:
        return (adverse and not grammar.passive(p, deed)) or (p.lemma[deed] in SPARED and _armed(desk, said.statement.speaker))
    harm = harm_of(desk, deed) if passive else None
    if harm == "yes":
        return True
    if harm == "if" and condition is not None and not condition.text.lower().startswith("only ") and not yields(desk, condition) and (
            doer_of(desk, condition, said.statement.speaker or "") is not None or (subject is not None and condition.start <= p.start[subject] < condition.end)):
        return True
    if p.lemma[deed] in SUFFERING and adverse and can_threaten(desk, actor_of(desk, subject)):
        return True
    if p.lemma[deed] in SUFFERING and condition is not None and bool(nouns_of(desk, deed) & desk.words("l_harm_noun")):
        return True
    follows = p.lemma[deed] in FOLLOWING and condition is not None and subject is not None and p.lemma[subject] in desk.words("l_harm_itself") and not condition.text.lower().startswith("only ") and not yields(desk, condition)
    return follows or (adverse and _befalls(desk, deed, subject, said))


def _against(desk: Desk, deed: int, doer: str) -> bool:
    """ "take legal action against Britain": harm to a party that is named."""
    p = desk.p
    nouns = [c for c in p.children[deed] if p.dep[c] == "obj"]
    against = [n for at in (deed, *nouns) for word, n in grammar.obliques(p, at) if word == "against"]
    return any((found := actor_of(desk, n)) is not None and not same_side(desk, found, doer) for n in against)


def _armed(desk: Desk, ident: str | None) -> bool:
    actor = desk.actor(ident)
    return actor is not None and (actor.kind in ("armed_group", "military") or (actor.code or "").endswith(("MIL", "REB")) or bool(ARMED & set((actor.role or "").lower().split())))


def _relents(desk: Desk, deed: int) -> bool:
    """Ending what hurts the other side, on a condition, is an offer ("would halt the drilling if ...")."""
    p = desk.p
    if p.lemma[deed] in ("stop", "halt", "cease", "end", "pause") and grammar.dep(p, deed, "obj", "nsubj:pass") is None:
        return True
    return p.lemma[deed] in desk.words("l_commit") and bool(nouns_of(desk, deed) & desk.words("l_hostile"))


def _of_no_known_side(desk: Desk, voice: str) -> bool:
    """An official whose country or body the report does not show: who announces a party's deed in his mouth is most likely of that party."""
    actor = desk.actor(voice)
    return actor is not None and not of_known_side(actor)


def _its_members(desk: Desk, voice: str, doer: str) -> bool:
    """A union that says what the teachers will do."""
    one, two = desk.actor(voice), desk.actor(doer)
    return one is not None and two is not None and one.kind in ("ngo", "party") and two.kind in ("civilians", "group") and (one.country is None or one.country == two.country)


def _adverse(desk: Desk, verb: int, tied: list[Tie], condition: Span | None) -> bool:
    """Does the condition say that a demand is not met, or that the other side does it again: "otherwise", "unless ...", "if they do not ...", "should it persist"?"""
    if condition is None:
        return False
    p = desk.p
    tie = next((t for t in tied if p.start[t.first] <= condition.start < p.end[t.last]), None)
    if tie is None:
        return fronted(desk, verb) == condition or condition.text.lower().startswith("next time") or condition.text.lower().endswith("next time")
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
    if actor is not None and actor.kind not in ("igo", "ngo") and fronted(desk, p.head[deed] if p.dep[deed] == "xcomp" else deed) is not None and actor_of(desk, subject) is None:
        return True
    own = said is not None and said.cue_token is not None and p.lemma[said.cue_token] in ("threaten", "vow", "swear")
    return own or harmful or compelled(desk, deed) or (grammar.passive(p, deed) and p.lemma[deed] in desk.words("l_harm_if"))


def _with_subject(desk: Desk, deed: int, aux: int) -> int:
    """The first word of what is to suffer, where it stands right before the auxiliary ("the crossing will be closed")."""
    inside = {t for c in desk.p.children[deed] if desk.p.dep[c].startswith(("nsubj", "csubj")) for t in below(desk, c) if t < aux}
    return min(inside) if inside and max(inside) == aux - 1 and len(inside) == aux - min(inside) else aux


def _reacts(desk: Desk, deed: int) -> bool:
    """"will see Paris respond", "will have us to deal with", "will go to prison"."""
    p = desk.p
    words = {p.lemma[t] for t in below(desk, deed)}
    return bool(words & {"prison", "jail", "respond", "retaliate", "regret", "consequence", "price", "punishment", "justice", "wrath", "die", "enemy", "bullet", "grave", "death", "fire", "cut"})
