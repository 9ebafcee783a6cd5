"""What the clerks ask of a clause: who acts in it, is it real, when, and the shortest words that carry it."""

from __future__ import annotations

from datetime import date

from goodoffices.coding import syntax
from goodoffices.ledger.desk import Desk
from goodoffices.model import Date, EventDraft, Span, TimeMention

#: After so many days a dated act belongs to an earlier phase (coding guide, section 13).
OLD_DAYS = 150
UNREAL_MODALS = frozenset({"could", "might", "may", "should", "must", "ought"})
UNREAL_MARKS = frozenset({"if", "unless", "whether", "provided", "providing", "as long as", "so long as", "in case", "before", "until", "so that", "in order", "lest", "as if", "as though", "once"})
UNREAL_VERBS = frozenset("want hope wish seek try attempt aim consider mull ponder contemplate weigh need require demand deny expect fear plan discuss".split())
#: What others think of somebody's will is not his word.
OPINION = frozenset("believe think doubt expect assume suspect hope wonder question guess imagine predict suppose reckon judge bet fear".split())
NOBODY = frozenset({"few", "nobody", "none", "no-one", "no"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
#: What joins the other's part to one's own in a bargain.
PARTS = frozenset({"if", "once", "provided", "providing", "provided that", "as soon as", "as long as"})
FULL_CLAUSE = ("parataxis", "punct", "cc", "discourse", "advcl:relcl")


def parties(desk: Desk, token: int) -> list[str]:
    """Actors meant by the phrase of a token and what is coordinated with it; a group that names all its members stands for them."""
    out: list[str] = []
    for i in (*syntax.conjuncts(desk.p, token), *desk.coding.cast.rows.get(token, ())):
        for ident in _one(desk, i):
            if ident not in out:
                out.append(ident)
    return out


def _one(desk: Desk, i: int) -> list[str]:
    ident = desk.coding.cast.by_head.get(i) or desk.named.get(i)
    if ident is None and desk.p.lemma[i] in ("counterpart", "colleague", "homologue", "opposite"):
        named = [desk.coding.cast.modifier[c] for c in desk.p.children[i] if _says_whose(desk, c)]
        return named[-1:]
    if ident is None and desk.p.pos[i] in ("ADJ", "PROPN"):
        ident = desk.coding.cast.modifier.get(i)
    if ident is None:
        return []
    actor = desk.actor(ident)
    if actor is not None and actor.kind == "group" and actor.members and not actor.unnamed and actor.count in (None, len(actor.members)):
        return list(actor.members)
    return [ident]


def _says_whose(desk: Desk, token: int) -> bool:
    """A demonym that says whose colleague somebody is, not the possessive before it."""
    return token in desk.coding.cast.modifier and desk.p.dep[token] in ("amod", "compound", "nmod:desc", "obj")


def owners(desk: Desk, noun: int) -> list[str]:
    """Actors that own or qualify a noun: "Oslo's plan", "the Saudi plan", "their offer", "a plan by Oslo", "an offer from Oslo"."""
    p = desk.p
    out: list[str] = []
    for c in p.children[noun]:
        if p.dep[c] in ("nmod:poss", "amod", "compound", "nmod:desc", "nmod:unmarked"):
            named = desk.coding.cast.modifier.get(c)
            out += [named] if named and p.dep[c] != "nmod:poss" else parties(desk, c) or ([named] if named else [])
        elif p.dep[c] in ("nmod", "obl") and syntax.case(p, c) in ("by", "from"):
            out += parties(desk, c)
    return list(dict.fromkeys(out))


def subjects(desk: Desk, verb: int) -> list[str]:
    """Who does what a verb says; for a thing in subject place its owner ("the ministry's answer came")."""
    p = desk.p
    found = syntax.logical_subject(p, verb)
    if found is None:
        found = syntax.dep(p, verb, "expl")
        if found is None:
            found = syntax.dep(p, finite(desk, verb), "expl")
        if found is None or p.lower[found] != "it":
            return []
    named = parties(desk, found)
    if not named and (own := _own_body(desk, found)) is not None:
        return [own]
    if named or p.pos[found] != "PRON" or p.lower[found] not in ("it", "they", "he", "she", "both"):
        return named
    return reporter(desk, found)


#: Bodies for which their official speaks: "his government was ready".
BODIES = frozenset({"government", "country", "side", "delegation", "administration", "ministry", "nation", "movement", "group", "organisation", "organization"})


def _own_body(desk: Desk, noun: int) -> str | None:
    """Who says of his own government, country or side what the clause tells, in the first words of what he says."""
    p = desk.p
    if p.lemma[noun] not in BODIES or not any(p.dep[c] == "nmod:poss" and p.lower[c] in ("his", "her", "its", "their", "our", "my") for c in p.children[noun]):
        return None
    said = desk.innermost(noun)
    if said is None or not 0 <= p.start[min(p.children[noun])] - said.statement.content.start <= len("that "):
        return None
    return said.statement.speaker


def reporter(desk: Desk, token: int) -> list[str]:
    """Who says the clause of a token of himself, for a pronoun left open ("Slovakia confirmed that it was ready")."""
    p, node, reported = desk.p, clause_head(desk, token), False
    for _ in range(5):
        head = p.head[node]
        if head == node or p.dep[node] not in ("ccomp", "xcomp", "conj"):
            return []
        reported = reported or p.dep[node] == "ccomp"
        above = syntax.logical_subject(p, head) if reported else None
        found = parties(desk, above) if above is not None and above != token else []
        if found:
            return found
        node = head
    return []


def event_at(desk: Desk, *tokens: int) -> EventDraft | None:
    """The event read from one of these words."""
    return next((d for t in tokens for d in desk.by_trigger.get(t, ())), None)


def clause_head(desk: Desk, i: int) -> int:
    """The verb or predicate whose clause holds token i."""
    return syntax.clause_of(desk.p, i)


def finite(desk: Desk, verb: int) -> int:
    """The verb that carries tense for `verb`: itself, or the verb that governs it as infinitive or participle."""
    p, node = desk.p, verb
    for _ in range(4):
        if p.dep[node] in ("xcomp", "csubj") or (p.dep[node] == "acl" and p.tag[node] in ("VB",)):
            node = clause_head(desk, p.head[node])
        else:
            break
    return node


def is_real(desk: Desk, verb: int) -> bool:
    """Is a clause told as fact: not denied, not under an if, a may or a wish, and not of an earlier phase?"""
    return not is_negated(desk, verb) and not is_unreal(desk, verb) and not is_old(desk, verb)


def is_negated(desk: Desk, verb: int) -> bool:
    p, node = desk.p, verb
    for _ in range(4):
        if syntax.is_negated(p, node):
            return True
        if p.dep[node] != "xcomp" or p.head[node] == node:
            return False
        node = p.head[node]
        if p.lemma[node] in ("fail", "refuse", "decline"):
            return True
    return False


def is_unreal(desk: Desk, verb: int) -> bool:
    """Under a modal of possibility, an if, a purpose or a verb of wishing or denying, or told as what a medium had wrong."""
    p, node = desk.p, verb
    if syntax.retracted(p, verb):
        return True
    for _ in range(6):
        words = syntax.auxiliaries(p, node)
        if any(w in UNREAL_MODALS for w in words) or syntax.marker(p, node) in UNREAL_MARKS:
            return True
        if p.dep[node] == "advcl" and any(p.lower[c] == "should" and p.dep[c] == "aux" for c in p.children[node][:2]):
            return True
        relation, head = p.dep[node], p.head[node]
        if head == node or relation in ("parataxis", "acl:relcl", "appos"):
            return False
        if relation in ("xcomp", "ccomp", "csubj") and p.lemma[head] in UNREAL_VERBS:
            return True
        if relation == "conj" and any(p.dep[c].startswith("nsubj") for c in p.children[node]):
            return syntax.marker(p, head) in UNREAL_MARKS
        node = clause_head(desk, head)
    return False


def is_opinion(desk: Desk, token: int, ident: str) -> bool:
    """Only thought of a party by others, or said by nobody ("few believe that the two leaders are ready to share power")?"""
    p, node = desk.p, clause_head(desk, token)
    for _ in range(6):
        relation, head = p.dep[node], p.head[node]
        if head == node:
            return False
        if relation in ("ccomp", "csubj") and p.pos[head] == "VERB":
            subject = syntax.logical_subject(p, head)
            if subject is not None and (p.lower[subject] in NOBODY or any(p.lower[c] in NOBODY for c in p.children[subject])):
                return True
            if p.lemma[head] in OPINION:
                own = parties(desk, subject) if subject is not None else []
                return not any(desk.same_party(o, ident) or desk.overlapping(o, ident) for o in own) and p.lower[subject if subject is not None else head] not in ("i", "we")
        node = clause_head(desk, head)
    return False


def of_sport(desk: Desk) -> bool:
    """Is the report one of a game?"""
    return syntax.of_sport(desk.p, desk.words("x_sport"))


def is_old(desk: Desk, verb: int) -> bool:
    """Dated to an earlier phase: long before publication."""
    published = desk.published
    if published is None:
        return False
    return any(t.date.end and (published - date.fromisoformat(t.date.end)).days > OLD_DAYS for t in times(desk, verb))


def times(desk: Desk, verb: int, *more: int) -> list[TimeMention]:
    """Time expressions that hang on a verb, or on the phrases below it that are not clauses of their own."""
    p = desk.p
    heads = {verb, *more}
    out = []
    for t in desk.times_by_sentence.get(p.sent[verb], ()):
        node = t.head
        for _ in range(6):
            if node in heads:
                out.append(t)
                break
            if p.head[node] == node or p.dep[node] in ("ccomp", "acl:relcl", "parataxis", "advcl", "acl"):
                break
            if p.dep[node] == "conj" and p.pos[node] in ("VERB", "AUX"):
                break
            node = p.head[node]
    return out


def when(desk: Desk, verb: int, *more: int) -> Date:
    """The day of an act: a point or span at its verb; else, for words, at the verb of saying above."""
    found = [t for t in times(desk, verb, *more) if t.kind in ("point", "span")]
    if found:
        return min(found, key=lambda t: (_months(t.date), abs(t.head - verb))).date
    return Date()


def _months(day: Date) -> int:
    """A day goes before the month or year that it lies in ("for the third time this year ... on Monday")."""
    if day.start is None or day.end is None:
        return 0
    return (date.fromisoformat(day.end) - date.fromisoformat(day.start)).days // 28


def said_when(desk: Desk, verb: int) -> Date:
    """The day of the report in whose content a verb stands ("said on Monday that ...")."""
    p, node = desk.p, verb
    for _ in range(8):
        relation, head = p.dep[node], p.head[node]
        if head == node:
            break
        if relation in ("ccomp", "parataxis") or p.lemma[head] in ("say", "tell", "announce"):
            found = [t for t in times(desk, head) if t.kind in ("point", "span")]
            if found:
                return found[0].date
            if relation == "ccomp" and p.lemma[head] in ("say", "tell", "announce"):
                return Date()
        node = head
    around = [(s.statement, s.cue_token) for s in desk.coding.statements if s.cue_token is not None and s.statement.content.start <= p.start[verb] < s.statement.content.end]
    for said, cue in sorted(around, key=lambda x: x[0].content.end - x[0].content.start):
        found = [t for t in times(desk, cue) if t.kind in ("point", "span") and not said.content.start <= p.start[t.head] < said.content.end]
        if found:
            return found[0].date
    return Date()


def clause_span(desk: Desk, head: int) -> Span:
    """The clause of a predicate, without coordinated clauses, asides and the words that join it on."""
    p = desk.p
    low, high = syntax.extent(p, head, FULL_CLAUSE)
    for c in p.children[head]:
        if p.dep[c] in ("conj", "ccomp") and p.pos[c] in ("VERB", "AUX", "ADJ") and (p.dep[c] == "conj" or c < head):
            left, right = syntax.extent(p, c)
            if left > head:
                high = min(high, _before(desk, left))
            elif right < head:
                low = max(low, right + 1)
        elif p.dep[c] == "mark" and c == low and p.lower[c] in ("that", "after", "when", "while", "as", "but"):
            low = c + 1
        elif p.dep[c] == "advcl" and c > head and p.lemma[c] in ("say", "add", "call", "describe", "argue", "insist") and p.tag[c] == "VBG":
            high = min(high, _before(desk, syntax.extent(p, c)[0]))
    if p.dep[head] in ("acl", "acl:relcl") and p.pos[p.head[head]] in ("NOUN", "PROPN") and (p.dep[head] == "acl" or syntax.dep(p, head, "nsubj") is None):
        low = min(low, syntax.extent(p, p.head[head], ("acl", "acl:relcl", "nmod", "appos", "conj", "case", "punct", "cc"))[0])
    said = desk.said_at(head)
    if said is not None:
        while low < head and p.start[low] < said.start:
            low += 1
        while high > head and p.end[high] > said.end:
            high -= 1
    while low < high and (p.pos[low] in ("PUNCT", "CCONJ") or p.dep[low] == "cc"):
        low += 1
    return desk.span(low, high)


def _before(desk: Desk, i: int) -> int:
    i -= 1
    while i > 0 and desk.p.pos[i] in ("PUNCT", "CCONJ"):
        i -= 1
    return i


def phrase_span(desk: Desk, noun: int, skip: tuple[str, ...] = ("punct", "cc", "conj", "appos", "case", "acl:relcl")) -> Span:
    """A noun with what belongs to it, without its preposition and relative clauses."""
    low, high = syntax.extent(desk.p, noun, skip)
    return desk.span(low, high)


def content(desk: Desk, head: int) -> list[int]:
    """Tokens below a word without its subject and the clauses that only surround it (conditions, reasons, relative clauses), and
    within the words of the same speaker."""
    p = desk.p
    said = desk.said_at(head)
    out, stack = [], [c for c in p.children[head] if p.dep[c] not in syntax.SUBJECTS and p.dep[c] != "nmod:poss"]
    stack = [c for c in stack if p.dep[c] not in ("advcl", "parataxis", "conj", "acl:relcl", "punct", "aux", "mark", "cc")]
    while stack:
        node = stack.pop()
        out.append(node)
        stack.extend(c for c in p.children[node] if p.dep[c] not in ("advcl", "parataxis", "acl:relcl", "punct", "cc"))
    if said is not None:
        out = [t for t in out if said.start <= p.start[t] < said.end]
    return sorted(out)


def has_condition(desk: Desk, *heads: int) -> bool:
    """A yes or no tied to an if: "if", "unless", "provided", "on condition", "in principle", "subject to"."""
    p = desk.p
    for head in dict.fromkeys(heads):
        for c in p.children[head]:
            mark = syntax.marker(p, c)
            if p.dep[c] == "advmod" and p.lower[c] == "long" and any(p.dep[g] == "advcl" for g in p.children[c]) and any(p.lower[g] in ("as", "so") for g in p.children[c]):
                return True
            if p.dep[c] == "ccomp" and mark in ("if", "unless", "provided", "providing") and p.lemma[head] not in ("ask", "know", "see", "wonder", "say", "doubt"):
                return True
            if p.dep[c] == "advcl" and (mark in ("if", "unless", "provided", "providing", "as long as", "so long as", "once", "only if")
                                        or p.lower[c] in ("provided", "providing")
                                        or (mark in ("until", "before", "after", "when") and (syntax.is_negated(p, head) or _only(desk, c)))):
                return True
            if p.dep[c] in ("obl", "nmod", "advmod", "fixed") and (
                    (p.lemma[c] in ("condition", "principle") and syntax.case(p, c) in ("on", "in", "under", "with"))
                    or syntax.case(p, c) in ("subject to", "in return for", "in exchange for") or p.lower[c] in ("conditionally", "partly", "reservation", "reservations")):
                return True
            if p.lower[c] in ("provided", "providing") and p.dep[c] in ("advcl", "xcomp", "acl", "conj"):
                return True
    return False


def _only(desk: Desk, clause: int) -> bool:
    first = desk.subtree(clause)[0]
    return desk.p.lower[first] == "only" or (first > 0 and desk.p.lower[first - 1] == "only")


def others_part(desk: Desk, verb: int) -> int | None:
    """The clause that names the other's part in a bargain: "if Lima returned them", "once Lima frees them", "provided that Lima pays"; not after "only" or "unless"."""
    p = desk.p
    for c in (*p.children[verb], *p.children[finite(desk, verb)]):
        if p.dep[c] == "advcl" and syntax.marker(p, c) in PARTS and c > verb and not _only(desk, c):
            return c
    return None


def strings_attached(desk: Desk, verb: int) -> bool:
    """A yes "in principle", or one followed by "but asked for changes", "but said that any truce must ..."."""
    p = desk.p
    if any(p.lemma[t] == "principle" and syntax.case(p, t) == "in" for t in content(desk, verb)):
        return True
    for c in p.children[verb]:
        if c < verb or p.dep[c] not in ("conj", "parataxis", "ccomp") or not any(p.lower[g] == "but" and g > verb for g in (*p.children[c], c - 1)):
            continue
        if (others := subjects(desk, c)) and not any(desk.same_party(a, b) for a in others for b in subjects(desk, verb)):
            continue
        if p.lemma[c] in desk.words("d_but_ask") or any(p.lower[t] in ("must", "unless") or p.lower[t : t + 2] == ("only", "if") for t in desk.subtree(c)):
            return True
    return False
