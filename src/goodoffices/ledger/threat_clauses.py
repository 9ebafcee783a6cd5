"""What the clause of a threat consists of: the deed that hurts, how far its words go, and what it is tied to."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import below, trimmed, unbroken
from goodoffices.ledger.connectives import Tie
from goodoffices.ledger.desk import Desk
from goodoffices.model import EventDraft, Span, StatementDraft

FUTURE = frozenset({"will", "would", "'ll", "’ll", "shall", "ll"})
CONDITIONAL = frozenset({"if", "unless", "once", "when", "until", "as long as", "as soon as", "only if", "provided"})
DENYING = frozenset({"deny", "fear", "predict", "expect", "forecast", "doubt", "reject", "dismiss", "hope", "believe", "think", "accuse", "ask", "wonder"})
ENDING = frozenset({"end", "stop", "halt", "cease", "lift", "suspend", "remove", "abandon", "drop"})
FRONTED = (("after", "that"), ("otherwise",), ("or", "else"), ("next", "time"), ("in", "that", "case"), ("then",), ("failing", "that"))


@dataclass(frozen=True, slots=True)
class Found:
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


def deed_of(desk: Desk, verb: int) -> int:
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


def harm_of(desk: Desk, deed: int) -> str | None:
    """"yes" for harm by itself, "if" for what is harm only beside a condition."""
    p = desk.p
    nouns = nouns_of(desk, deed)
    if p.lemma[deed] in desk.words("l_harm") or (p.lemma[deed] == "hold" and any(p.lower[c] in ("responsible", "accountable", "liable") for c in p.children[deed])):
        return "yes"
    harmful = bool(nouns & desk.words("l_harm_noun"))
    if p.lemma[deed] in desk.words("l_harm_with") and harmful:
        return "yes" if nouns & {"sanction", "force", "weapon", "war", "blockade", "embargo", "reprisal", "retaliation", "revenge", "countermeasure", "tariff", "electricity", "gas", "border", "airspace"} else "if"
    if p.lemma[deed] in ("deal", "treat", "consider", "regard") and {p.lemma[t] for t in below(desk, deed)} & desk.words("l_harsh"):
        return "yes"
    if p.lemma[deed] in desk.words("l_harm_if") or (p.lemma[deed] == "try" and grammar.passive(p, deed)) or compelled(desk, deed):
        return "if"
    return None


def compelled(desk: Desk, deed: int) -> bool:
    """ "will be made to leave", "will be forced out": against the will of who is told so."""
    p = desk.p
    return grammar.passive(p, deed) and p.lemma[deed] in ("make", "force", "compel") and any(p.dep[c] in ("xcomp", "compound:prt", "ccomp") for c in p.children[deed])


def nouns_of(desk: Desk, deed: int) -> set[str]:
    p = desk.p
    return {p.lemma[n] for c in p.children[deed] if p.dep[c] in ("obj", "obl", "nsubj:pass", "nmod")
            for n in (*grammar.conjuncts(p, c), *(g for g in p.children[c] if p.dep[g] == "nmod"))}


def denied(desk: Desk, said: StatementDraft) -> bool:
    p, cue = desk.p, said.cue_token
    return cue is not None and (p.lemma[cue] in DENYING or grammar.negated(p, cue))


def unreal(desk: Desk, verb: int) -> bool:
    """ "would have struck had they crossed": what did not happen threatens nobody."""
    p = desk.p
    words = grammar.auxiliaries(p, verb)
    return any(w in ("have", "'ve", "’ve") for w in words) and bool(set(words) & FUTURE) and p.tag[verb] in ("VBN", "VBD")


def yields(desk: Desk, condition: Span) -> bool:
    """Does the condition say that the other side comes round ("if Iran complied")?"""
    p = desk.p
    verb = next((t for t in desk.tokens_in(condition) if p.pos[t] == "VERB"), None)
    if verb is None or grammar.negated(p, verb):
        return False
    return p.lemma[verb] in desk.words("l_comply") or (p.lemma[verb] in ENDING and bool(nouns_of(desk, verb) & (desk.words("l_hostile") | {"war"})))


def relative(desk: Desk, verb: int) -> bool:
    """A clause inside another one that only describes ("a bill that would punish banks")."""
    p = desk.p
    return p.dep[verb] == "acl:relcl" or (p.dep[verb] in ("advcl", "ccomp") and grammar.words_of(p, verb, "mark") in ("whether", "if", "although", "while", "because", "lest", "so", "before"))


def last_of(desk: Desk, verb: int, tied: list[Tie]) -> int:
    """Last token of a verb phrase before a condition that follows it."""
    return unbroken([t for t in words_of_deed(desk, verb) if t >= verb and not any(c.first <= t <= c.last for c in tied if c.first > verb)], verb)


def words_of_deed(desk: Desk, verb: int) -> list[int]:
    """The words below a verb without further clauses that have another subject or time ("..., and that it would", "... and asked for help")."""
    p = desk.p
    inside = below(desk, verb)
    further = {k for t in inside if t != verb and p.dep[t] == "conj" and p.pos[t] in ("VERB", "AUX", "ADJ") and (
        grammar.dep(p, t, "nsubj", "nsubj:pass") is not None or (p.tag[t] == "VBD" and p.tag[verb] == "VB")) for k in below(desk, t)}
    return [t for t in inside if t not in further]


def condition_of(desk: Desk, verb: int, deed: int, subject: int | None, tied: list[Tie], said: StatementDraft | None) -> Span | None:
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
            return trimmed(desk, tokens[0], min([c for c in p.children[verb] if p.dep[c].startswith(("aux", "cop")) and c > subject] or [verb]) - 1)
        if any(p.lower[c] in ("any", "another", "further") for c in p.children[subject]):
            tokens = below(desk, subject)
            return trimmed(desk, tokens[0], tokens[-1]) if tokens[-1] < verb else None
    return fronted(desk, verb) or _whatever(desk, deed)


def _whatever(desk: Desk, deed: int) -> Span | None:
    """ "shoot down any aircraft that enters", "arrest fishermen who cross the line", "react to any threat": whom or what it would hit tells when."""
    p = desk.p
    for c in p.children[deed]:
        open_ = any(p.lower[g] in ("any", "anyone", "whoever") for g in (c, *p.children[c]))
        open_ = open_ or (p.tag[c] == "NNS" and p.lemma[deed] in desk.words("l_harm") and any(p.dep[g] == "acl:relcl" for g in p.children[c]) and not any(p.lower[g] == "the" for g in p.children[c]))
        tied_to = any(p.dep[g].startswith("acl") for g in p.children[c]) if p.dep[c] == "obj" else p.dep[c] == "obl" and grammar.words_of(p, c, "case") in ("to", "against", "for", "in case of")
        if open_ and tied_to and c > deed:
            tokens = [t for t in below(desk, c) if p.dep[t] != "case" or p.head[t] != c]
            return trimmed(desk, tokens[0], unbroken(tokens, tokens[0]))
    return None


def fronted(desk: Desk, verb: int) -> Span | None:
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
            end = start + len(words)
            return desk.span(start, end if words == ("after", "that") and end < verb and p.pos[end] == "NOUN" else end - 1)
    return None
