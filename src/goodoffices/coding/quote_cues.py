"""Which words report speech or thought, and whether anything was said at all."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.quote_scope import Scope

SPEECH = frozenset({"say", "deny", "warn", "ask", "think", "claim", "confirm", "write", "order"})
#: Speech that has not been uttered.
UNUTTERED = frozenset({"could", "might", "may", "should", "must", "can"})



def kind_of(s: Scope, i: int, pos: str = "v") -> str | None:
    """The kind of reporting ("say", "deny", "think" ...) of a word, None where it does not report."""
    p = s.p
    particle = syntax.dep(p, i, "compound:prt") if pos == "v" else None
    if pos == "v" and _phrase_end(s, i) is not None:
        return "say"
    if pos == "v" and p.lemma[i] in s.words("showing"):
        return "say" if _shows(s, i) else None
    keys = ([f"{p.lemma[i]} {p.lower[particle]}"] if particle is not None else []) + [p.lemma[i]]
    for key in keys:
        for cue in s.book.cues.get(key, ()):
            if cue.pos == pos and cue.kind in SPEECH:
                return cue.kind
    return None


def _shows(s: Scope, i: int) -> bool:
    """"The inquiry found that", "the survey shows": papers and counts that report, where persons only perceive."""
    p = s.p
    subject = syntax.surface_subject(p, i)
    return subject is not None and p.lemma[subject] in s.words("findings")


def reports(s: Scope, i: int) -> bool:
    """A verb of speech or thought."""
    return s.p.pos[i] in ("VERB", "AUX") and kind_of(s, i) is not None


def _phrase_end(s: Scope, i: int) -> int | None:
    """The last word of a report of several words that begins at `i` ("let it be known")."""
    p = s.p
    for phrase in s.words("phrase"):
        first, *rest = phrase.split()
        if first == p.lemma[i] and p.lower[i + 1 : i + 1 + len(rest)] == tuple(rest):
            return i + len(rest)
    return None


def cue_end(s: Scope, i: int) -> int:
    """The last token of the cue: a particle right behind it, the rest of "according to" or "put it"."""
    p = s.p
    end = _phrase_end(s, i)
    if end is not None:
        return end
    particle, fixed = syntax.dep(p, i, "compound:prt"), syntax.dep(p, i, "fixed")
    return particle if particle == i + 1 else fixed if fixed is not None and fixed == i + 1 else i


def unsaid(s: Scope, i: int, kind: str) -> bool:
    """Negated, hypothetical or asked-for speech: "did not say whether", "if he says", "could claim", "refused to say"."""
    p = s.p
    modals = syntax.auxiliaries(p, i)
    if kind != "think" and _negated(s, i):
        return True
    if _inverted(s, i) or _only_heard(s, i):
        return True
    if any(w in UNUTTERED for w in modals) or (kind != "think" and any(w in ("would", "will", "shall") for w in modals)):
        return True
    if p.dep[i] == "advcl" and syntax.marker(p, i) in ("if", "unless", "whether", "before", "so"):
        return True
    if any(p.lower[k] == "than" for k in range(max(p.sentences[p.sent[i]][0], i - 5), i)) and not any(p.dep[c] in ("ccomp", "xcomp") for c in p.children[i]):
        return True  # "four more than officials have acknowledged": they acknowledged something else
    infinitive = any(p.lower[c] == "to" and p.dep[c] == "mark" for c in p.children[i])
    if infinitive and p.dep[i] in ("xcomp", "advcl", "acl", "ccomp", "csubj", "conj") and not _carried_out(s, i):
        return True
    if kind == "ask" and p.tag[i] == "VBN" and p.dep[i] in ("advcl", "acl", "root") and not any(p.dep[c].startswith(("nsubj", "aux")) for c in p.children[i]):
        return True
    if kind == "think" and p.tag[i] == "VBN" and p.dep[i] in ("acl", "amod", "advcl"):
        return True
    return p.dep[i] in ("amod", "compound") or (p.lemma[p.head[i]] in s.words("unwilling") and p.dep[i] == "xcomp")


def _inverted(s: Scope, i: int) -> bool:
    """"Had he said so, ...", "Should Oslo say no, ...": a condition without "if"."""
    p = s.p
    subject, first = syntax.dep(p, i, "nsubj"), s.begin(i)
    return subject is not None and first < subject < i and p.lower[first] in ("had", "should", "were") and p.head[first] == i and not any(
        p.text[t] == "?" for t in range(i, s.end(i)))


def _only_heard(s: Scope, i: int) -> bool:
    """"wants to hear Oslo say that ...": the bare infinitive below a deed that is not done."""
    p, head = s.p, s.p.head[i]
    bare = p.tag[i] == "VB" and p.dep[i] in ("xcomp", "ccomp") and not any(p.dep[c] in ("aux", "mark") for c in p.children[i])
    return bare and p.tag[head] == "VB" and p.dep[head] == "xcomp" and p.lemma[p.head[head]] not in s.words("carried_out")


def _negated(s: Scope, i: int) -> bool:
    """Negated by words of the reporting clause; a "no" inside the quotation says nothing about the saying."""
    if not syntax.is_negated(s.p, i):
        return False
    words = syntax.NEGATIONS | syntax.NEGATIVE_DETERMINERS
    return any(s.p.lower[t] in words for t in syntax.subtree(s.p, i) if abs(t - i) <= 6 and (t not in s.quote_of or s.quote_of[t] == s.quote_of.get(i)))


def _carried_out(s: Scope, i: int) -> bool:
    head = s.p.head[i]
    return s.p.lemma[head] in s.words("carried_out") and not syntax.is_negated(s.p, head) and not any(w in UNUTTERED or w == "would" for w in syntax.auxiliaries(s.p, head))


def inner_voice(s: Scope, i: int, kind: str) -> bool:
    """A cue that is itself quoted, or the writer's own "I think": "you know", "he says" inside someone's words report nothing of
    their own, unless a third person is said to have said something."""
    p = s.p
    q = s.quote_of.get(i)
    subject = syntax.surface_subject(p, i)
    if q is None:
        return kind == "think" and subject is not None and p.lower[subject] in ("i", "you")
    if subject is not None and not q.first <= subject <= q.last:
        return False
    if subject is None and any(not q.first <= c <= q.last for c in p.children[i]):
        return False
    if kind in ("think", "ask", "order") or p.tag[i] in ("VB", "VBG", "VBP"):
        return True
    return subject is None or p.lower[subject] in ("i", "we", "you", "they", "it", "who", "that", "people", "everybody", "everyone")
