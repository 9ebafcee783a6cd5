"""Answers to proposals: yes, yes but, no, something else instead, neither; by word, by deed, in a quotation or by ellipsis."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.answer_things import POINTING, names_of, things_of, to_something_else
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.drafts import SIDES
from goodoffices.model import Answer, Span


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer read from a clause: what it says, who gives it, the word that names what is answered (None for ellipsis), where one would go,
    whether it is an aside ("backed by Cairo"), from an outsider mere support, and the nouns of what one would do where no word for a proposal names it
    ("refused to open the crossing")."""

    answer: Answer
    by: tuple[str, ...]
    verb: int
    what: int | None
    span: Span
    attending: bool = False
    place: int | None = None
    weak: bool = False
    things: frozenset[str] = frozenset()


def find_replies(desk: Desk) -> list[Reply]:
    """All clauses that could answer a proposal, in text order."""
    p = desk.p
    out: list[Reply] = []
    for i in range(len(p.text)):
        made = _judged(desk, i) or (_no_obstacle(desk, i) if p.lemma[i] == "obstacle" else None)
        if made is None and p.pos[i] in ("VERB", "AUX", "ADJ"):
            made = _instead(desk, i) or _verb(desk, i) or _ellipsis(desk, i) or _attending(desk, i) or _no_use(desk, i) or _later(desk, i) or _yes_or_no(desk, i) or _given(desk, i) or _in_no_way(desk, i)
        elif made is None and p.pos[i] == "NOUN":
            made = _noun(desk, i)
        if made is not None:
            out.append(made)
    return out


def _phrase(desk: Desk, verb: int, name: str) -> bool:
    """A phrasal verb of the list: its particle or adverb stands among the dependents or right behind."""
    p = desk.p
    near = {p.lower[c] for c in p.children[verb] if p.dep[c] in ("compound:prt", "advmod", "case", "obl")}
    if verb + 1 < len(p.text):
        near.add(p.lower[verb + 1])
    return any(f"{p.lemma[verb]} {particle}" in desk.words(name) for particle in near)


def _sides(desk: Desk, verb: int) -> tuple[str, ...]:
    found = facts.subjects(desk, verb)
    return tuple(a for a in found if (actor := desk.actor(a)) is not None and actor.kind in SIDES and not desk.is_outsider(a))


def _what(desk: Desk, verb: int) -> int | None:
    """The word for what is answered: object, phrase with to, of, with or at, or the passive subject."""
    p = desk.p
    found = syntax.logical_object(p, verb)
    if found is not None and p.dep[verb] == "acl:relcl" and found == p.head[verb]:
        return _named_above(desk, found)
    if found is not None and not (p.pos[found] == "PRON" and p.lower[found] not in POINTING):
        return found
    if p.dep[verb] == "acl:relcl" and any(p.lower[c] in ("which", "that") and p.dep[c] in ("obj", "obl", "nsubj:pass", "mark", "nmod") for c in p.children[verb]):
        return _named_above(desk, p.head[verb])
    for word, noun in syntax.obliques(p, verb):
        if word in ("to", "with", "at", "on", "out of", "from", "about") and (p.lemma[noun] in names_of(desk) or p.lower[noun] in POINTING):
            return noun
    return None


def _named_above(desk: Desk, noun: int) -> int:
    """A relative clause hung too low: the noun above that can be a proposal ("a plan for a force, which Suva accepted")."""
    p, node = desk.p, noun
    while p.lemma[node] not in names_of(desk) and p.dep[node] in ("nmod", "conj", "compound") and p.head[node] != node:
        node = p.head[node]
    return node if p.lemma[node] in names_of(desk) else noun


def _verb(desk: Desk, verb: int) -> Reply | None:
    """"accepted the plan", "turned it down", "agreed to meet", "would study the invitation", "was rejected by Oslo"."""
    p = desk.p
    lemma = p.lemma[verb]
    if p.pos[verb] == "ADJ" or _only_asked(desk, verb):
        return None
    accepts = lemma in desk.words("d_accept") or _phrase(desk, verb, "d_accept_phrase")
    rejects = lemma in desk.words("d_reject") or _phrase(desk, verb, "d_reject_phrase")
    evades = lemma in desk.words("d_evade") or (lemma in ("look", "think") and _phrase_of(desk, verb, ("at", "about", "over"))) or (lemma == "take" and _has(desk, verb, "note"))
    if not (accepts or rejects or evades) or p.dep[verb] == "amod":
        return None
    head = facts.finite(desk, verb)
    if p.dep[head] == "acl" and p.tag[head] == "VB":
        head = facts.clause_head(desk, p.head[head])
    negated = facts.is_negated(desk, verb)
    if facts.is_unreal(desk, head) or facts.is_old(desk, head) or _first_only(desk, head):
        return None
    if p.lemma[head] in ("refuse", "decline") and head != verb:
        accepts, rejects, negated = False, True, False
    what = _what(desk, verb)
    complement = next(iter(syntax.complements(p, verb)), None)
    if what is None and complement is not None and not _concerns(desk, complement):
        return None
    if what is None and complement is not None:
        inner = syntax.logical_object(p, complement)
        what = inner if inner is not None and p.lemma[inner] in names_of(desk) else None
    if what is None and complement is not None and not _concerns(desk, complement):
        return None
    if what is not None and p.lower[what] not in POINTING and p.lemma[what] not in names_of(desk):
        return None
    if what is None and complement is None and (lemma in ("welcome", "back", "oppose", "dismiss", "discard", "review", "stall", "laugh") or syntax.is_passive(p, verb)):
        return None
    if negated:
        if evades or lemma == "welcome" or "have" in syntax.auxiliaries(p, head):
            return None
        if not accepts:
            return None
        accepts, rejects = False, True
    if lemma == "welcome" and what is not None and p.lemma[what] not in desk.words("d_paper") and p.lower[what] not in POINTING:
        return None
    by = _sides(desk, verb)
    span = facts.clause_span(desk, head)
    conditional = facts.has_condition(desk, verb, head) or (accepts and facts.strings_attached(desk, verb)) or (complement is not None and accepts and facts.has_condition(desk, complement))
    answer: Answer = "evades" if evades else "rejects" if rejects else "accepts_with_conditions" if conditional else "accepts"
    if rejects and conditional and lemma in ("accept", "agree"):
        answer = "accepts_with_conditions"
    things = things_of(desk, complement) if complement is not None and what is None else frozenset[str]()
    return Reply(answer, by, verb, what, span, weak=lemma in ("welcome", "back", "endorse") and p.dep[verb].startswith("acl"), things=things)


#: Who is asked to accept has not accepted.
ASKING = frozenset("call urge ask press appeal want tell order invite encourage advise demand request plead beg pressure persuade implore exhort".split())


def _only_asked(desk: Desk, verb: int) -> bool:
    """ "called on both sides to avoid clashes and to accept the invitation": an infinitive below a verb of asking."""
    p, node = desk.p, verb
    while p.tag[node] == "VB" and p.dep[node] in ("xcomp", "advcl", "conj", "acl", "ccomp") and p.head[node] < node:
        node = p.head[node]
        if p.lemma[node] in ASKING and p.pos[node] == "VERB":
            return True
    return False


def _phrase_of(desk: Desk, verb: int, words: tuple[str, ...]) -> bool:
    return any(word in words for word, _ in syntax.obliques(desk.p, verb))


def _has(desk: Desk, verb: int, lemma: str) -> bool:
    return any(desk.p.lemma[c] == lemma for c in desk.p.children[verb])


def _first_only(desk: Desk, verb: int) -> bool:
    """"had first agreed but changed its mind": an answer that stood only for a while."""
    p = desk.p
    return any(p.dep[c] == "advmod" and p.lower[c] in ("first", "initially", "earlier", "previously", "originally") and not p.children[c] for c in p.children[verb])


def _concerns(desk: Desk, complement: int) -> bool:
    """An infinitive that names the deed proposed ("agreed to meet", "refused to renew the truce", "agreed to a date")."""
    p = desk.p
    if p.lemma[complement] in desk.words("d_engage") | desk.words("d_attend") | {"accept", "consider", "host", "take"}:
        return True
    return any(p.lemma[c] in names_of(desk) for c in p.children[complement] if p.dep[c] in ("obj", "obl"))


def _ellipsis(desk: Desk, verb: int) -> Reply | None:
    """"Sudan accepted and Libya did not", "Oslo agreed, and so did Lima"."""
    p = desk.p
    plain = verb + 2 < len(p.text) and p.lower[verb + 1] in ("not", "n't") and p.pos[verb + 2] in ("PUNCT", "CCONJ") and verb > 0
    if plain and p.lower[verb] in ("did", "has", "have", "does", "do", "would", "will"):
        return _denied(desk, verb)
    if p.lemma[verb] not in ("do", "have", "be", "will") or p.dep[verb] in ("aux", "aux:pass", "cop") or syntax.dep(p, verb, "obj", "xcomp", "ccomp") is not None:
        return None
    by = _sides(desk, verb)
    if not by:
        return None
    node, before = verb, None
    if p.dep[verb] == "conj":
        before = _verb(desk, p.head[verb])
    else:
        for node in range(verb - 1, max(verb - 25, -1), -1):
            if p.sent[node] < p.sent[verb] - 1:
                break
            if p.pos[node] == "VERB" and (p.lemma[node] in desk.words("d_accept") or p.lemma[node] in desk.words("d_reject")):
                before = _verb(desk, node)
                break
    if before is None or before.answer == "evades":
        return None
    same = not syntax.is_negated(p, verb)
    if same and not any(p.lower[c] in ("so", "likewise", "too", "neither") for c in p.children[verb]):
        return None
    answer: Answer = before.answer if same else "rejects" if before.answer.startswith("accepts") else "accepts"
    return Reply(answer, by, verb, before.what, facts.clause_span(desk, verb))


def _denied(desk: Desk, verb: int) -> Reply | None:
    """"... and Libya did not" at the end of a clause, whatever the parser hung it on."""
    p = desk.p
    by = tuple(a for a in facts.parties(desk, verb - 1) if not desk.is_outsider(a))
    if not by:
        return None
    for node in range(verb - 1, max(verb - 25, -1), -1):
        if p.sent[node] < p.sent[verb] - 1:
            break
        if p.pos[node] == "VERB" and (p.lemma[node] in desk.words("d_accept") or p.lemma[node] in desk.words("d_reject")):
            before = _verb(desk, node)
            if before is None or before.answer == "evades":
                return None
            return Reply("rejects" if before.answer.startswith("accepts") else "accepts", by, verb, before.what, desk.span(verb - 1, verb + 1))
    return None


def _attending(desk: Desk, verb: int) -> Reply | None:
    """Coming or staying away: "would come only if", "will not attend the talks", "is ready to take part", "sent no delegation"."""
    p = desk.p
    lemma = p.lemma[verb]
    if lemma == "stay" and _phrase(desk, verb, "d_reject_phrase"):
        by = _sides(desk, verb)
        return Reply("rejects", by, verb, _what(desk, verb), facts.clause_span(desk, verb), attending=True) if by else None
    if lemma not in desk.words("d_attend") or p.pos[verb] != "VERB":
        return None
    if lemma in ("take", "show", "turn", "send") and not (
            (lemma == "take" and _has(desk, verb, "part")) or (lemma in ("show", "turn") and any(p.lower[c] == "up" for c in p.children[verb]))
            or (lemma == "send" and any(p.lemma[c] in ("delegation", "delegate", "representative", "negotiator", "envoy", "team", "minister") for c in p.children[verb]))):
        return None
    head = facts.finite(desk, verb)
    words = {*syntax.auxiliaries(p, verb), *syntax.auxiliaries(p, head)}
    willing = bool(words & {"will", "would", "wo", "'ll", "’ll"}) or (head != verb and p.lemma[head] in desk.words("d_ready") | {"agree", "promise", "confirm"})
    negated = facts.is_negated(desk, verb) or (head != verb and p.lemma[head] in ("refuse", "decline"))
    if negated and "have" in words:
        return None
    if not negated and not willing:
        return None
    if facts.is_unreal(desk, head) or facts.is_old(desk, head):
        return None
    place = None
    if lemma in ("go", "travel") and not negated and not any(word in ("to", "before") and p.lemma[n] in names_of(desk) for word, n in syntax.obliques(p, verb)):
        place = next((n for word, n in syntax.obliques(p, verb) if word == "to" and any(m.head == n for m in desk.coding.places)), None)
        if place is None:
            return None
    by = _sides(desk, verb)
    conditional = facts.has_condition(desk, verb, head)
    answer: Answer = "accepts_with_conditions" if conditional else "rejects" if negated else "accepts"
    what = _what(desk, verb)
    things = frozenset[str]() if what is not None else things_of(desk, verb)
    return Reply(answer, by, verb, what, facts.clause_span(desk, head), attending=True, place=place, things=things) if by else None


def _no_use(desk: Desk, verb: int) -> Reply | None:
    """"saw no need for mediation", "there is nothing to talk about", "has no intention of meeting him"."""
    p = desk.p
    for c in p.children[verb]:
        if p.dep[c] not in ("obj", "nsubj", "obl") and p.dep[c] != "expl":
            continue
        if p.lemma[c] not in desk.words("d_no_use"):
            continue
        none = p.lower[c] == "nothing" or any(p.lower[g] in ("no", "little") and p.dep[g] in ("det", "amod") for g in p.children[c]) or syntax.is_negated(p, verb)
        below = set(desk.lemmas(desk.subtree(c)))
        about = below & (desk.words("d_topic") | desk.words("d_engage") | desk.words("l_mediation") | {"come", "attend", "travel", "go", "reply", "answer"})
        if none and about and not to_something_else(desk, *desk.subtree(c)) and not facts.is_unreal(desk, verb) and not facts.is_old(desk, verb):
            by = _sides(desk, verb) if p.dep[c] == "obj" and p.lemma[verb] in ("see", "have", "find", "feel") else ()
            speaker = desk.speaker_at(verb)
            if not by and speaker and (p.lemma[verb] == "be"):
                by = (speaker,)
            if by:
                what = next((t for t in desk.subtree(c) if t != c and p.pos[t] == "NOUN" and p.lemma[t] in names_of(desk)), None)
                return Reply("rejects", by, verb, what, facts.clause_span(desk, verb), attending=what is None)
    return None


def _later(desk: Desk, verb: int) -> Reply | None:
    """"would give its answer in due course", "would reply next week", "needed time", "has yet to decide"."""
    p = desk.p
    lemma = p.lemma[verb]
    words = syntax.auxiliaries(p, verb)
    if facts.is_unreal(desk, verb) or facts.is_old(desk, verb) or facts.is_negated(desk, verb):
        return None
    by = _sides(desk, verb)
    if not by:
        return None
    coming = any(w in ("will", "would", "'ll", "’ll") for w in words)
    answering = lemma in ("answer", "reply", "respond", "decide") or (lemma in ("give", "make", "announce", "send") and any(
        p.lemma[c] in ("answer", "reply", "response", "decision") for c in p.children[verb] if p.dep[c] == "obj"))
    time = lemma in ("need", "want", "require", "ask") and any(p.lemma[c] == "time" and p.dep[c] in ("obj", "obl") for c in p.children[verb])
    if answering and to_something_else(desk, verb):
        return None
    if (coming and answering) or time:
        return Reply("evades", by, verb, None, facts.clause_span(desk, verb))
    return None


def _yes_or_no(desk: Desk, verb: int) -> Reply | None:
    """"said no", "said yes to the plan"."""
    p = desk.p
    if p.lemma[verb] != "say" or facts.is_unreal(desk, verb) or facts.is_negated(desk, verb):
        return None
    for c in p.children[verb]:
        if p.lower[c] in ("yes", "no") and p.dep[c] in ("obj", "iobj", "ccomp", "discourse", "xcomp", "intj", "advmod", "det", "obl:unmarked") and abs(c - verb) < 4 and not p.children[c]:
            by = _sides(desk, verb)
            what = _what(desk, verb)
            if what in (None, c) and to_something_else(desk, verb, c):
                return None
            return Reply("accepts" if p.lower[c] == "yes" else "rejects", by, verb, what if what != c else None, facts.clause_span(desk, verb)) if by else None
    return None


def _instead(desk: Desk, verb: int) -> Reply | None:
    """A proposal of one's own in place of the other's: "proposed Vienna instead", "countered with a plan of its own"."""
    p = desk.p
    lemma = p.lemma[verb]
    counter = lemma in ("counter", "counterpropose", "counter-propose") or (
        lemma in ("propose", "suggest", "offer", "demand", "want", "prefer") and any(
            p.lower[t] == "instead" or (p.lower[t] == "rather" and lemma != "prefer") for t in desk.subtree(verb) if abs(t - verb) < 15)) or (
        lemma in desk.words("d_put") | {"respond", "reply", "answer", "come"} and any(
            p.lemma[c] in ("counter-proposal", "counterproposal", "counteroffer", "counter-offer") for t in p.children[verb] for c in (t, *p.children[t])))
    if not counter or not facts.is_real(desk, verb):
        return None
    by = _sides(desk, verb)
    return Reply("counter_proposes", by, verb, None, facts.clause_span(desk, verb)) if by else None


def _noun(desk: Desk, noun: int) -> Reply | None:
    """"Lima's rejection of the plan", "its acceptance of the invitation"."""
    p = desk.p
    answer: Answer | None = "rejects" if p.lemma[noun] in ("refusal", "rejection", "rebuff") else "accepts" if p.lemma[noun] in ("acceptance", "approval", "consent") else None
    if answer is None:
        return None
    what = next((n for word, n in syntax.obliques(p, noun) if word in ("of", "to") and p.lemma[n] in names_of(desk)), None)
    by = tuple(a for a in facts.owners(desk, noun) if not desk.is_outsider(a))
    if what is None or not by or any(p.lower[c] in ("any", "no", "possible") for c in p.children[noun]):
        return None
    return Reply(answer, by, noun, what, facts.phrase_span(desk, noun))


def _given(desk: Desk, verb: int) -> Reply | None:
    """"gave its consent", "have confirmed their participation in the talks", "withheld its approval of the plan"."""
    p = desk.p
    lemma = p.lemma[verb]
    if lemma not in desk.words("d_give_yes") | desk.words("d_withhold") or p.dep[verb] == "amod" or not facts.is_real(desk, verb) or _only_asked(desk, verb):
        return None
    noun = next((c for c in p.children[verb] if p.dep[c] in ("obj", "nsubj:pass") and p.lemma[c] in desk.words("d_yes_noun")), None)
    if noun is None or {"will", "would", "wo"} & set(syntax.auxiliaries(p, verb)):
        return None
    by = _sides(desk, verb)
    owned = [c for c in p.children[noun] if p.dep[c] == "nmod:poss"]
    whose = tuple(a for c in owned for a in facts.parties(desk, c))
    if not by or (whose and not any(desk.same_party(a, b) or desk.overlapping(a, b) for a in whose for b in by)) or (p.lemma[noun] == "agreement" and not owned):
        return None
    below = [n for x in (verb, noun) for word, n in syntax.obliques(p, x) if word in ("to", "for", "of", "in", "at")]
    to_whom = [c for c in p.children[verb] if p.dep[c] == "iobj"]
    what = next((n for n in (*below, *to_whom) if p.lemma[n] in names_of(desk) or p.lower[n] in POINTING), None)
    if what is None and below:
        return None
    conditional = facts.has_condition(desk, verb, noun)
    answer: Answer = "rejects" if lemma in desk.words("d_withhold") else "accepts_with_conditions" if conditional else "accepts"
    return Reply(answer, by, verb, what, facts.clause_span(desk, facts.finite(desk, verb)), attending=what is None and p.lemma[noun] in ("participation", "attendance"))


def _judged(desk: Desk, word: int) -> Reply | None:
    """"the proposals are unacceptable to Peru", "for Kuwait the idea is out of the question", "called the draft a non-starter"."""
    p = desk.p
    no = _is_word(desk, word, "d_no_word")
    if not (no or _is_word(desk, word, "d_yes_word")) or p.dep[word] == "amod":
        return None
    above = p.head[word]
    if any(p.dep[c] == "cop" for c in p.children[word]):
        head, what = word, syntax.dep(p, word, "nsubj")
    elif p.lemma[above] in ("call", "consider", "find", "deem", "judge", "declare", "describe", "dismiss", "reject", "regard", "brand") and p.pos[above] == "VERB":
        head, what = above, _what(desk, above)
    else:
        return None
    if what is None or (p.lower[what] not in POINTING and p.lemma[what] not in names_of(desk)) or facts.is_unreal(desk, head) or facts.is_old(desk, head):
        return None
    negated = syntax.is_negated(p, head) or syntax.is_negated(p, word)
    if negated and no and "basis" not in p.lemma[word]:
        return None
    by = tuple(a for w, n in syntax.obliques(p, word) if w in ("to", "for") for a in facts.parties(desk, n)) or (_sides(desk, head) if head != word else ())
    if not by and (speaker := desk.speaker_at(word)) is not None:
        by = (speaker,)
    by = tuple(a for a in by if (x := desk.actor(a)) is not None and x.kind in SIDES and not desk.is_outsider(a))
    return Reply("rejects" if no or negated else "accepts", by, head, what, facts.clause_span(desk, head)) if by else None


def _in_no_way(desk: Desk, verb: int) -> Reply | None:
    """"has no objection to the plan", "would not stand in the way of a truce"."""
    p = desk.p
    none = p.lemma[verb] in ("have", "see", "raise") and any(p.dep[c] == "obj" and p.lemma[c] in desk.words("d_no_hurdle") and any(p.lower[g] == "no" for g in p.children[c]) for c in p.children[verb])
    way = p.lemma[verb] == "stand" and syntax.is_negated(p, verb) and any(p.lemma[n] == "way" for _, n in syntax.obliques(p, verb))
    return _unopposed(desk, verb, next(c for c in p.children[verb] if p.lemma[c] in desk.words("d_no_hurdle") | {"way"})) if none or way else None


def _no_obstacle(desk: Desk, noun: int) -> Reply | None:
    """"will not be an obstacle to prolonging the deal"."""
    return _unopposed(desk, noun, noun) if syntax.is_negated(desk.p, noun) and syntax.dep(desk.p, noun, "cop") is not None else None


def _unopposed(desk: Desk, head: int, noun: int) -> Reply | None:
    """A yes of somebody who has nothing against what hangs on the noun."""
    p = desk.p
    if facts.is_unreal(desk, head) or facts.is_old(desk, head):
        return None
    below = [n for x in (head, noun) for word, n in syntax.obliques(p, x) if word in ("to", "of", "with") and n != noun]
    below += [c for x in (head, noun) for c in p.children[x] if p.dep[c] in ("acl", "advcl") and p.tag[c] == "VBG" and c > noun]
    things = [x for n in below for x in (n, *p.children[n]) if p.lemma[x] in names_of(desk) or p.lower[x] in POINTING]
    by = _sides(desk, head)
    if not by and (speaker := desk.speaker_at(head)) is not None and (x := desk.actor(speaker)) is not None and x.kind in SIDES and not desk.is_outsider(speaker):
        by = (speaker,)
    if not by or (below and not things):
        return None
    conditional = facts.has_condition(desk, head, noun, *below)
    return Reply("accepts_with_conditions" if conditional else "accepts", by, head, things[0] if things else None, facts.clause_span(desk, head))


def _is_word(desk: Desk, word: int, name: str) -> bool:
    """Is this a word of the list, or the last of the words of a phrase there ("out of the question", "no basis")?"""
    p = desk.p
    if p.lemma[word] in desk.words(name):
        return True
    before = {p.lower[c] for c in p.children[word] if c < word}
    return any(phrase.split()[-1] == p.lemma[word] and before.issuperset(phrase.split()[:-1]) for phrase in desk.words(name) if " " in phrase)
