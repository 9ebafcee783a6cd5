"""Conditions told by nouns and verbs: "depends on", "would require", "is a precondition for", "set two conditions: ...", "must first ... before", "will accept only ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import below, clause_span, trimmed, unbroken
from goodoffices.ledger.connectives import Tie
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, can_speak, principal, same_side, voice_at
from goodoffices.model import Span

NOUNS = frozenset({"condition", "precondition", "prerequisite", "pre-condition", "requirement"})
HANGING = frozenset({"depend", "hinge"})
NAMING = frozenset({"make", "call", "name", "declare", "set", "describe", "regard", "see", "cite", "consider"})
SETTING = frozenset({"set", "lay", "put", "list", "name", "present", "impose", "attach", "state", "outline", "have", "spell", "issue", "give"})
DUTY = frozenset({"must", "have", "need", "has"})
CHOOSING = frozenset({"accept", "negotiate", "talk", "meet", "deal", "sign", "recognise", "recognize", "agree", "speak"})
FIRST_PERSON = frozenset({"our", "my"})


@dataclass(frozen=True, slots=True)
class Told:
    """A condition with who sets it, its words and the token it is found at."""

    holder: str
    span: Span
    at: int
    rule: str


def told_conditions(desk: Desk, tied: list[Tie]) -> Iterator[Told]:
    """All conditions that words other than conjunctions tell, in text order."""
    p = desk.p
    for i in range(len(p.text)):
        hangs = _hangs(desk, i)
        if hangs is not None:
            yield hangs
        if p.pos[i] == "VERB":
            for found in (_requires(desk, i), _named(desk, i), _must_before(desk, i, tied), _only_that(desk, i), _insists(desk, i, tied)):
                if found is not None:
                    yield found
            yield from _listed(desk, i)
        if p.pos[i] in ("NOUN", "VERB", "ADJ", "PROPN"):
            told = _is_condition(desk, i)
            if told is not None:
                yield told


def _party(desk: Desk, at: int, owned: int | None) -> str | None:
    """Whose consent it is: the owner of the noun ("Kyiv's acceptance"), else the party that speaks; nobody where an outsider only explains."""
    voice = voice_at(desk, at)
    if voice is not None and not can_speak(desk, voice):
        return None
    owner = _owner(desk, owned, voice) if owned is not None else None
    holder = owner or voice
    return principal(desk, holder) if holder is not None and can_speak(desk, holder) else None


def _owner(desk: Desk, noun: int, voice: str | None) -> str | None:
    p, cast = desk.p, desk.coding.cast
    for c in p.children[noun]:
        if p.dep[c] == "nmod:poss":
            return voice if p.lower[c] in FIRST_PERSON else cast.by_head.get(c) or cast.modifier.get(c)
    return next((cast.modifier[c] for c in p.children[noun] if p.dep[c] in ("amod", "compound") and c in cast.modifier), None)


def _dealt(desk: Desk, noun: int | None) -> bool:
    """A deal, or a consent to one."""
    return noun is not None and desk.p.lemma[noun] in desk.words("l_negotiable") | desk.words("l_assent")


def _of_parties(desk: Desk, tokens: list[int]) -> bool:
    """Is what is required something that somebody is to do: a party's deed, a withdrawal, a release, guarantees?"""
    p, cast = desk.p, desk.coding.cast
    return any(t in cast.by_head or t in cast.modifier or p.lemma[t] in desk.words("l_answer_noun") | desk.words("l_negotiable") | desk.words("l_concession") for t in tokens)


def _hangs(desk: Desk, i: int) -> Told | None:
    """ "Kyiv's acceptance hinges on ...", "made his consent depend on ..."."""
    p = desk.p
    if p.lemma[i] not in HANGING or grammar.negated(p, i):
        return None
    on = next((n for word, n in grammar.obliques(p, i) if word in ("on", "upon")), None)
    if on is None:
        return None
    made = p.head[i] if p.dep[i] in ("xcomp", "ccomp") and p.lemma[p.head[i]] == "make" else None
    subject = grammar.dep(p, i, "nsubj") or (grammar.dep(p, made, "obj") if made is not None else None)
    if not _dealt(desk, subject) or (made is None and not _of_parties(desk, below(desk, on))):
        return None
    doer = actor_of(desk, grammar.subject(p, made)) if made is not None else None
    holder = principal(desk, doer) if doer is not None and can_speak(desk, doer) else _party(desk, i, subject)
    return Told(holder, trimmed(desk, i, unbroken(below(desk, on), i, 4)), i, "consent that depends") if holder is not None else None


def _requires(desk: Desk, i: int) -> Told | None:
    """ "any agreement would require the withdrawal of ...", in a party's mouth."""
    p = desk.p
    subject = grammar.dep(p, i, "nsubj")
    if p.lemma[i] not in ("require", "need") or not _dealt(desk, subject) or grammar.negated(p, i) or grammar.passive(p, i):
        return None
    thing = grammar.dep(p, i, "obj", "xcomp", "ccomp")
    holder = _party(desk, i, None)
    if thing is None or holder is None or not _of_parties(desk, below(desk, thing)):
        return None
    return Told(holder, clause_span(desk, i), i, "what a deal requires")


def _is_condition(desk: Desk, i: int) -> Told | None:
    """ "... is a precondition for talks", "our condition is that ...", "its conditions include ..."."""
    p = desk.p
    subject = grammar.dep(p, i, "nsubj")
    if subject is None or grammar.negated(p, i):
        return None
    if p.lemma[i] in NOUNS and p.pos[i] == "NOUN" and grammar.dep(p, i, "cop") is not None:
        noun, purpose = i, [n for word, n in grammar.obliques(p, i) if word in ("for", "of", "to")]
    elif p.lemma[subject] in NOUNS and (p.lemma[i] == "include" or grammar.dep(p, i, "cop") is not None):
        noun, purpose = subject, [n for word, n in grammar.obliques(p, subject) if word in ("for", "of", "to")]
    else:
        return None
    voice = voice_at(desk, i)
    if not (any(_dealt(desk, n) or p.tag[n] == "VBG" for n in purpose) or _owner(desk, noun, voice) is not None) or p.lower[noun - 1] == "no":
        return None
    holder = _party(desk, i, noun)
    return Told(holder, clause_span(desk, i), i, "called a condition") if holder is not None else None


def _named(desk: Desk, i: int) -> Told | None:
    """ "made the departure of the troops a condition for elections"."""
    p = desk.p
    if p.lemma[i] not in NAMING or grammar.negated(p, i):
        return None
    noun = next((c for c in p.children[i] if c > i and p.lemma[c] in NOUNS and p.dep[c] in ("obj", "xcomp", "obl")), None)
    thing = next((c for c in p.children[i] if noun is not None and i < c < noun and p.dep[c] in ("obj", "iobj")), None)
    holder = actor_of(desk, grammar.subject(p, i))
    if noun is None or thing is None or not can_speak(desk, holder) or holder is None:
        return None
    return Told(principal(desk, holder), trimmed(desk, below(desk, thing)[0], unbroken(below(desk, noun), noun)), i, "made a condition")


def _listed(desk: Desk, i: int) -> Iterator[Told]:
    """ "set three conditions: (a) ...; (b) ...": each item between semicolons or letters is one."""
    p = desk.p
    if p.lemma[i] not in SETTING or grammar.negated(p, i):
        return
    noun = next((c for c in p.children[i] if c > i and p.lemma[c] in NOUNS and p.dep[c] == "obj"), None)
    holder = actor_of(desk, grammar.subject(p, i))
    if noun is None or holder is None or not can_speak(desk, holder):
        return
    stop = desk.sentence(i).stop
    colon = next((t for t in range(noun + 1, stop) if p.text[t] == ":"), None)
    if colon is None:
        clause = next((c for c in p.children[noun] if p.dep[c] in ("acl", "ccomp") and grammar.words_of(p, c, "mark") == "that"), None)
        if clause is not None:
            yield Told(principal(desk, holder), trimmed(desk, below(desk, clause)[0], unbroken(below(desk, clause), clause)), i, "set as a condition")
        return
    starts = [colon + 1] + [t + 1 for t in range(colon + 1, stop - 1) if p.text[t] == ";"]
    for first, end in zip(starts, [*(s - 1 for s in starts[1:]), stop], strict=True):
        while first < end - 1 and (p.pos[first] in ("PUNCT", "CCONJ") or (p.text[first + 1] == ")" and len(p.text[first]) < 4)):
            first += 1
        if end - first > 1:
            yield Told(principal(desk, holder), trimmed(desk, first, end - 1), first, "listed as a condition")


def _must_before(desk: Desk, i: int, tied: list[Tie]) -> Told | None:
    """ "Ethiopia must first apologise before we return to the table": another's duty, before a deal, in a party's mouth."""
    p, voice = desk.p, voice_at(desk, i)
    duty = any(p.lower[c] in DUTY and p.dep[c] == "aux" for c in p.children[i]) or (p.dep[i] == "xcomp" and p.lemma[p.head[i]] in ("have", "need"))
    if not duty or voice is None or not can_speak(desk, voice) or grammar.negated(p, i):
        return None
    tie = next((t for t in tied if t.word in ("before", "only before") and t.main in (i, p.head[i]) and t.first > i), None)
    if tie is not None:
        head, last = tie.head, tie.last
        subject = grammar.dep(p, head, "nsubj", "nsubj:pass", "expl")
        about = p.lemma[head] in desk.words("l_commit") or _dealt(desk, subject) or _dealt(desk, head) or any(_dealt(desk, c) for c in p.children[head])
    else:
        noun = next((n for word, n in grammar.obliques(p, i) if word in ("before", "prior to", "ahead of") and n > i), None)
        about, last = _dealt(desk, noun), unbroken(below(desk, noun), noun) if noun is not None else i
    doer = grammar.subject(p, i)
    if not about or doer is None or same_side(desk, actor_of(desk, doer), voice) or p.lower[doer] in ("we", "i"):
        return None
    first = below(desk, doer)[0] if doer < i else i
    return Told(principal(desk, voice), trimmed(desk, first, last), i, "must be done before")


def _only_that(desk: Desk, i: int) -> Told | None:
    """ "would accept only a laboratory of its own choosing", "will talk only to the president"."""
    p = desk.p
    if p.lemma[i] not in CHOOSING or not {p.lower[c] for c in p.children[i] if p.dep[c] == "aux"} & {"will", "would", "'ll", "can"} or grammar.negated(p, i):
        return None
    noun = next((c for c in p.children[i] if c > i and p.dep[c] in ("obj", "obl") and p.pos[c] in ("NOUN", "PROPN")), None)
    only = next((t for t in range(i + 1, noun or i) if p.lower[t] == "only"), None)
    if noun is None or only is None or any(p.dep[c] == "nummod" for c in p.children[noun]) or noun in {t.head for t in desk.times_near(noun)}:
        return None
    doer, voice = actor_of(desk, grammar.subject(p, i)), voice_at(desk, i)
    holder = doer if can_speak(desk, doer) else voice
    if holder is None or not can_speak(desk, holder) or (voice is not None and not can_speak(desk, voice)):
        return None
    return Told(principal(desk, holder), trimmed(desk, only, unbroken(below(desk, noun), noun)), i, "only that")


def _insists(desk: Desk, i: int, tied: list[Tie]) -> Told | None:
    """ "insist on the trial of the officers before anyone returns"."""
    p = desk.p
    if p.lemma[i] != "insist" or grammar.negated(p, i):
        return None
    tie = next((t for t in tied if t.word == "before" and p.sent[t.head] == p.sent[i] and t.first > i), None)
    on = next((n for word, n in grammar.obliques(p, i) if word in ("on", "upon")), None)
    holder = actor_of(desk, grammar.subject(p, i))
    if tie is None or on is None or holder is None or not can_speak(desk, holder):
        return None
    return Told(principal(desk, holder), trimmed(desk, below(desk, on)[0], tie.last), i, "insisted on before")
