"""Did it happen? Modality of an event word from its grammar: the first that fits of negated, historical, hypothetical,
conditional, planned, offered, ongoing, actual (coding guide, section 5).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from goodoffices.coding import syntax
from goodoffices.coding.modality_words import (
    ABANDONED_NOUN,
    ASKING,
    CONDITIONS,
    DENY,
    FIXED,
    GO_ON,
    MULLING,
    PAST_ADJECTIVES,
    PLAN,
    REPORTS,
    TURMOIL,
    TWICE,
    UNDONE,
    UNREAL_ADJECTIVES,
    UNREAL_NOUNS,
    UNTRUE,
    WILLING,
    WISH,
)
from goodoffices.model import Parsed, TimeMention

OLD_DAYS = 150
BESIDE = frozenset({"after", "when", "while", "as", "since", "until", "before", "once"})
HOPING = frozenset({"hope", "wish", "pray", "dream", "doubt", "wonder"})
QUESTIONS = frozenset("will would did does do is are was were has have had can could should may might must".split())
FUTURE = frozenset({"will", "'ll", "shall", "wo", "ll", "’ll", "would", "could", "may", "might"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A modality with the word that decided it."""

    modality: str
    reason: str


def judge(p: Parsed, trigger: int, default: str | None, times: list[TimeMention], published: date | None, kind: str,
          around: tuple[TimeMention, ...] = ()) -> Judgement:
    """Modality of the event at `trigger`. `times` are the expressions of its clause, `around` those of the article, `default` what its
    pattern says, `kind` its category."""
    chain = _chain(p, trigger)
    if kind in ("REQUEST", "AGREE") and syntax.weighing(p, trigger) is not None:
        return Judgement("actual" if kind == "REQUEST" else "offered", "under consideration")
    for check in (_negated, _historical_word):
        found = check(p, chain, kind, default)
        if found:
            return found
    old = _old([t for t in times if not _time_before(p, t)], published) or (None if times else _background(p, trigger, around, published))
    if old and not any(w in FUTURE for node in _finite_part(p, chain) for w in syntax.auxiliaries(p, node)):
        return old
    found = _asked(p, chain) or _hypothetical(p, chain, kind, default)
    if found:
        return found
    if p.lower[trigger] == "due" and p.pos[trigger] == "ADJ":
        return Judgement("planned", "due")
    for check in (_conditional, _planned):
        found = check(p, chain, kind, default)
        if found:
            return found
    if default:
        return Judgement(default, "pattern")
    future = next((t for t in times if published and t.date.start and t.date.start > published.isoformat()), None)
    if future is not None and p.pos[trigger] in ("NOUN", "PROPN"):
        return Judgement("planned", future.date.text or "future date")
    return _ongoing(p, chain) or Judgement("actual", "")


def _chain(p: Parsed, trigger: int) -> list[int]:
    """The trigger and the words that govern it inside the same statement: light verb, control verb, noun; stops at a finite
    reported clause (its reporting verb says nothing about whether the deed was done, unless it denies)."""
    chain, node = [trigger], trigger
    while p.head[node] != node:
        relation = p.dep[node]
        if relation in ("root", "parataxis", "acl:relcl", "advcl:relcl", "appos", "advcl") and not (relation == "advcl" and p.tag[node] == "VBG" and p.lower[node - 1] == "on" and p.lemma[p.head[node]] in ("go", "carry")):
            break
        if relation == "conj" and p.pos[node] in ("VERB", "AUX") and not _under_one_if(p, node):
            if any(p.dep[c] in ("nsubj", "nsubj:pass", "aux") for c in p.children[node]) or p.tag[node] in ("VBD", "VBZ", "VBP"):
                break
        node = p.head[node]
        chain.append(node)
        if relation == "ccomp":
            break
    return chain


def _forbids(p: Parsed, node: int) -> bool:
    """ "don't bomb us": an imperative tells nothing that was or was not done."""
    return p.tag[node] in ("VB", "VBP") and any(p.lemma[c] == "do" and p.dep[c] == "aux" for c in p.children[node]) and not any(p.dep[c] in ("nsubj", "expl") for c in p.children[node]) \
        and p.dep[node] not in ("conj", "acl:relcl")


def _under_one_if(p: Parsed, node: int) -> bool:
    """ "unless the rebels withdrew and implemented the deal": the second verb has the first one's "unless", where it has no subject of its own."""
    first = p.head[node]
    return p.dep[first] == "advcl" and syntax.marker(p, first) in ("if", "unless", "once", "until", "provided") and not any(p.dep[c] in ("nsubj", "nsubj:pass") for c in p.children[node])


def _finite_part(p: Parsed, chain: list[int]) -> list[int]:
    """The chain without a verb above a that-clause."""
    out = [chain[0]]
    for below, node in itertools.pairwise(chain):
        if p.dep[below] == "ccomp":
            break
        out.append(node)
    return out


def _negated(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    own = _finite_part(p, chain)
    for k, node in enumerate(own):
        if k and p.dep[own[k - 1]] in ("nmod", "nsubj", "obl") and p.pos[own[k - 1]] in ("NOUN", "PROPN") and p.pos[node] == "VERB" and p.dep[own[k - 1]] == "obl":
            break
        if p.lemma[node] == "doubt" and p.pos[node] == "NOUN":
            return None
        if syntax.is_negated(p, node) or _neither(p, node):
            if _forbids(p, node):
                return Judgement("hypothetical", "imperative")
            if k and p.lemma[node] in TWICE:
                return None
            if k and p.lemma[node] == "rule":
                return Judgement("hypothetical", "not ruled out")
            return Judgement("negated", f"negation at {p.text[node]}")
        if k and p.lemma[node] in UNDONE and p.dep[own[k - 1]] in ("xcomp", "obj", "advcl"):
            return Judgement("negated", p.text[node])
        if k and p.pos[own[0]] == "NOUN" and p.lemma[node] in ABANDONED_NOUN and p.dep[own[k - 1]] in ("obj", "nsubj:pass") and kind == "CONSULT":
            if p.lemma[node] != "call" or any(p.lower[c] == "off" for c in p.children[node]):
                return Judgement("negated", p.text[node])
    if any(p.lower[c] in ("nearly", "almost") and p.dep[c] == "advmod" and c < own[0] for c in p.children[own[0]]) and p.pos[own[0]] == "VERB":
        return Judgement("negated", "almost")
    if p.pos[own[0]] in ("VERB", "AUX") and (words := _fell_through(p, own[0])):
        return Judgement("negated", words)
    if _untrue(p, chain):
        return Judgement("negated", "told as untrue")
    for below, node in itertools.pairwise(chain):
        if p.lemma[node] in DENY and p.dep[below] in ("ccomp", "xcomp", "obj", "advcl") and p.lemma[node] != "rule":
            return Judgement("negated", p.text[node])
        if p.dep[below] == "ccomp" and syntax.is_negated(p, node) and p.lemma[node] in ("say", "confirm", "claim", "believe", "think", "show"):
            return Judgement("hypothetical", f"not {p.text[node]}")
    first = own[0]
    if syntax.marker(p, first) == "without" or any(p.lower[c] == "without" and p.dep[c] in ("mark", "case") for c in p.children[first]):
        return Judgement("negated", "without")
    return None


def _neither(p: Parsed, node: int) -> bool:
    """"Neither Oslo nor Lima accepted": the negation stands at the first of its coordinated subjects, or before a verb of its own."""
    for c in p.children[node]:
        if p.dep[c] in syntax.SUBJECTS and any(p.lower[g] == "neither" for g in p.children[c]):
            return True
    return p.dep[node] == "conj" and any(p.lower[c] == "nor" and p.dep[c] == "cc" for c in p.children[node])


def _fell_through(p: Parsed, verb: int) -> str:
    """What had been fixed and did not come about ("had been due to fly", "was to have met", "stopped short of recalling"), read
    from the words before the verb: parsers take "due to" apart in many ways."""
    low = max(p.sentences[p.sent[verb]][0], verb - 7)
    before = p.lower[low:verb]
    if len(before) > 1 and before[-1] == "of" and "short" in before[-3:]:
        return "short of"
    if before[-2:] == ("had", "been") and p.lower[verb] in FIXED:
        return f"had been {p.lower[verb]}"
    if len(before) < 2 or "to" not in before[-3:]:
        return ""
    if before[-2:] == ("yet", "to") and {"have", "has", "had", "is", "are"} & set(before[-4:-2]):
        return "yet to"
    if p.tag[verb] in ("VBN", "VBD") and "have" in before[-2:]:
        to = next((k for k in range(len(before) - 1, -1, -1) if before[k] == "to"), 0)
        if to and before[to - 1] not in ("was", "were") and before[to - 1] not in FIXED | {"going", "about"}:
            return ""  # "was reported to have moved" tells that it did
        return " ".join(before[-4:]) if {"was", "were"} & set(before) else ""
    fixed = next((k for k in range(len(before) - 1, -1, -1) if before[k] in FIXED), None)
    if fixed is None or fixed < len(before) - 3 or fixed < 1:
        return ""
    had = before[max(0, fixed - 4):fixed]
    return f"had been {before[fixed]}" if "had" in had and "been" in had else ""


def _untrue(p: Parsed, chain: list[int]) -> bool:
    """"Reports that troops shelled the town are false", "It is not true that ...", "rumours that ... proved false"."""
    for below, node in itertools.pairwise(chain):
        if p.lemma[node] in REPORTS and p.pos[node] == "NOUN" and p.dep[below] in ("ccomp", "acl", "nmod", "acl:relcl"):
            low, high = p.sentences[p.sent[node]]
            rest = [c for c in p.children[node] if c > below] + ([p.head[node]] if p.dep[node].startswith("nsubj") else [])
            if any(p.lemma[c] in UNTRUE or p.lower[c] in UNTRUE or any(p.lemma[g] in UNTRUE for g in p.children[c] if p.dep[g] in ("xcomp", "obj", "advmod"))
                   for c in rest if low <= c < high):
                return True
        if p.dep[below] in ("ccomp", "csubj", "advcl") and (p.lemma[node] in UNTRUE or (p.lower[node] == "true" and syntax.is_negated(p, node))):
            return True
    first, (low, high) = chain[0], p.sentences[p.sent[chain[0]]]
    for i in range(first + 1, high):
        if p.lower[i] in UNTRUE and p.lemma[i - 1] in ("be", "prove", "call", "dismiss"):
            return any(p.lemma[k] in REPORTS and p.lower[k + 1] in ("that", "of") for k in range(low, first))
    return False


def _background(p: Parsed, trigger: int, around: tuple[TimeMention, ...], published: date | None) -> Judgement | None:
    """An undated deed that the sentence puts into an old time: in a war of that year, after or before what happened then."""
    for t in around:
        if p.sent[t.head] != p.sent[trigger] or _old([t], published) is None:
            continue
        path = [t.head]
        while p.head[path[-1]] != path[-1] and len(path) < 12:
            path.append(p.head[path[-1]])
        if trigger in path:
            below = path[:path.index(trigger)]
            if any(p.lemma[n] in TURMOIL and p.dep[n] in ("obl", "nmod") and all(p.pos[x] in ("NOUN", "PROPN") for x in below[k:]) for k, n in enumerate(below)):
                return Judgement("historical", t.date.text or "")
            if below and p.dep[below[-1]] == "advcl" and syntax.marker(p, below[-1]) in ("before", "until", "till"):
                return Judgement("historical", t.date.text or "")
            continue
        dated = next((n for n in path if p.pos[n] in ("VERB", "AUX") or p.dep[n] == "root"), None)
        node, behind = trigger, False
        while dated is not None and p.head[node] != node:
            if p.dep[node] in ("ccomp", "parataxis"):
                break
            behind = behind or p.dep[node] == "acl:relcl" or (p.dep[node] in ("advcl", "conj") and syntax.marker(p, node) in BESIDE)
            node = p.head[node]
            if node == dated:
                return Judgement("historical", t.date.text or "") if behind else None
    return None


def _asked(p: Parsed, chain: list[int]) -> Judgement | None:
    """A question of yes or no is no report ("Will Accra reject the offer?")."""
    low, high = p.sentences[p.sent[chain[0]]]
    end = high - 1
    while end > low and p.text[end] in ('"', "'", "”", "’", "''"):
        end -= 1
    if p.text[end] != "?":
        return None
    first = next((i for i in range(low, high) if p.pos[i] != "PUNCT"), low)
    if p.lower[first] in QUESTIONS and p.head[first] in chain:
        return Judgement("hypothetical", "question")
    return None


def _historical_word(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    first = chain[0]
    for c in p.children[first]:
        if p.dep[c] in ("amod", "advmod") and p.lemma[c] in PAST_ADJECTIVES and p.pos[first] == "NOUN":
            return Judgement("historical", p.text[c])
        if p.dep[c] == "advmod" and p.lower[c] in ("long", "once", "historically", "previously") and p.pos[first] == "VERB" and (
                "have" in syntax.auxiliaries(p, first) or p.lower[c] in ("historically", "previously")):
            return Judgement("historical", p.text[c])
    return None


def _time_before(p: Parsed, t: TimeMention) -> bool:
    """ "for the first time since May 2023": the year is that of the time before."""
    return (p.lower[t.first] in ("since", "in") and any(p.lower[k] == "time" and p.lower[k - 1] in ("first", "second", "third", "last") for k in range(max(1, t.first - 2), t.first))) or (
        t.first > 2 and p.lower[t.first - 1] == "since" and p.lower[t.first - 2] == "time")


def _old(times: list[TimeMention], published: date | None) -> Judgement | None:
    for t in times:
        if published and t.date.end and (published - date.fromisoformat(t.date.end)).days > OLD_DAYS:
            return Judgement("historical", t.date.text or "")
        if published and t.date.start and t.date.end and (published - date.fromisoformat(t.date.start)).days > 300 and (t.date.text or "").lower().startswith("since"):
            return Judgement("historical", t.date.text or "")
        if published is None and t.date.start and t.date.end and (t.date.start[4:], t.date.end[4:]) == ("-01-01", "-12-31"):
            return Judgement("historical", t.date.text or "")  # a bare year is background, whatever the day of the report
    return None


def _hypothetical(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    own = _finite_part(p, chain)
    if kind == "THREATEN" and p.lemma[own[0]] in MULLING:
        return Judgement("hypothetical", p.text[own[0]])
    for k, node in enumerate(own):
        words = syntax.auxiliaries(p, node)
        if any(w in ("could", "might", "may", "should", "must", "ought") for w in words) and not (kind in ("REQUEST", "AGREE", "REJECT") and "must" in words):
            return Judgement("hypothetical", p.text[node])
        if "would" in words and "have" in words and p.tag[node] in ("VBN", "VBD") and "be" not in words[words.index("have"):][:1]:
            return Judgement("hypothetical", "would have")
        if k and p.lemma[node] in WISH and p.dep[own[k - 1]] in ("xcomp", "advcl"):
            return Judgement("hypothetical", p.text[node])
        if k and p.lemma[node] in ("likely", "unlikely") and p.dep[own[k - 1]] in ("xcomp", "advcl", "ccomp", "csubj") and not (kind == "CONSULT" and p.lemma[node] == "likely"):
            return Judgement("hypothetical", p.text[node])
        if "would" in words and kind != "AGREE":
            if kind == "CONSULT" and syntax.at_any_time(p, node):
                return Judgement("offered", "at any time")
            if kind == "CONSULT" and (willing := next((p.text[c] for c in p.children[node] if p.lower[c] in WILLING), "")):
                return Judgement("offered", f"would {willing}")
            if not _has_condition(p, own) and kind in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "CONSULT", "AID", "COOPERATE", "RETREAT"):
                return Judgement("planned" if _reported_in_past(p, node) else "hypothetical", "would")
        if k and p.pos[node] == "NOUN" and p.lemma[node] in UNREAL_NOUNS and p.dep[own[k - 1]] in ("nmod", "acl"):
            return Judgement("hypothetical", p.text[node])
        if syntax.marker(p, node) in ("whether", "so that", "in order", "lest", "as if", "as though", "before", "instead of", "rather than"):
            return Judgement("hypothetical", syntax.marker(p, node))
        if p.dep[node] == "advcl" and syntax.marker(p, node) in ("until", "till") and any(w in ("will", "would", "shall", "must", "wo", "'ll") for w in syntax.auxiliaries(p, p.head[node])):
            return Judgement("hypothetical", syntax.marker(p, node))
        if p.tag[node] == "VBG" and syntax.case_mark(p, node) == "against" and p.pos[node] == "VERB":
            return Judgement("hypothetical", "against")
        if _is_purpose(p, node):
            return Judgement("hypothetical", "purpose")
        if _in_condition(p, node):
            return Judgement("hypothetical", syntax.marker(p, node) or "word order")
    if any(p.lower[node] in ("provided", "providing", "assuming", "supposing") and p.dep[below] == "ccomp" for below, node in itertools.pairwise(chain)):
        return Judgement("hypothetical", "provided that")
    if any(p.dep[below] == "ccomp" and p.lemma[node] in HOPING for below, node in itertools.pairwise(chain)):
        return Judgement("hypothetical", "hoped")
    first = chain[0]
    for c in p.children[first]:
        if p.dep[c] == "amod" and p.lemma[c] in UNREAL_ADJECTIVES and p.pos[first] == "NOUN":
            return Judgement("hypothetical", p.text[c])
    if p.pos[first] == "NOUN" and p.dep[first] in ("obl", "nmod") and syntax.case(p, first) in ("for", "to", "towards", "without", "against") and kind not in ("CONSULT",) and \
            p.lemma[p.head[first]] not in ("travel", "arrive", "respond", "react", "lead", "visit"):
        return Judgement("hypothetical", f"{syntax.case(p, first)} ...")
    return None


def _reported_in_past(p: Parsed, node: int) -> bool:
    """"said it would leave": a reported future."""
    return p.dep[node] == "ccomp" and p.tag[p.head[node]] in ("VBD", "VBN")


def _is_purpose(p: Parsed, node: int) -> bool:
    """An infinitive of purpose ("flew in to sign"); also behind a noun of intention ("a plan to attack")."""
    if not any(p.lower[c] == "to" and p.dep[c] == "mark" for c in p.children[node]):
        return False
    if p.dep[node] == "advcl":
        return p.pos[p.head[node]] == "VERB" and p.lemma[p.head[node]] not in ("meet", "go", "continue", "fly", "travel", "come", "agree", "be")
    return p.dep[node] == "acl" and p.lemma[p.head[node]] in UNREAL_NOUNS


def _in_condition(p: Parsed, node: int) -> bool:
    """Is the clause an "if"? A complement with "if" counts too, for parsers take many conditions for one."""
    opening = syntax.marker(p, node)
    opening = opening.removesuffix(" that")
    if p.lower[node] in ("provided", "providing") and p.dep[node] in ("advcl", "xcomp", "ccomp") and syntax.dep(p, node, "ccomp") is not None:
        return True
    if opening in ("once", "when", "after", "as soon as") and p.dep[node] == "advcl" and any(p.lower[c] == "only" for c in p.children[node]):
        return True
    if opening in ("once", "as soon as") and p.dep[node] == "advcl" and any(w in ("would", "will", "'ll") for w in syntax.auxiliaries(p, p.head[node])):
        return True
    if p.dep[node] == "ccomp":
        return opening in ("if", "unless") and p.lemma[p.head[node]] not in ASKING
    if p.dep[node] != "advcl":
        return p.head[node] == node and _turned(p, node)
    if opening in CONDITIONS:
        return True
    return opening == "" and _turned(p, node)


def _turned(p: Parsed, node: int) -> bool:
    """An "if" by word order alone ("Had Ankara fired, ...", "Were Lima to shell ...")."""
    first = next((c for c in p.children[node] if p.pos[c] != "PUNCT"), node)
    return p.lower[first] in ("should", "were", "had") and any(first < c < node and p.dep[c] in syntax.SUBJECTS for c in p.children[node])


def _has_condition(p: Parsed, own: list[int]) -> bool:
    for node in own:
        for c in p.children[node]:
            if p.dep[c] in ("advcl", "ccomp", "xcomp") and _in_condition(p, c):
                return True
            if p.dep[c] in ("obl", "nmod") and syntax.case(p, c) in ("in return for", "in exchange for", "in case of", "in the event of", "on condition"):
                return True
            if p.dep[c] in ("obl", "nmod") and p.lower[c] == "condition" and syntax.case(p, c) in ("on", "under") and p.children[c]:
                return True
    return False


def _conditional(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    own = _finite_part(p, chain)
    if kind in ("AGREE", "THREATEN", "CONCEDE"):
        first = own[0]
        own = own + syntax.complements(p, first) + syntax.deps(p, first, "obj")
    return Judgement("conditional", "if") if _has_condition(p, own) else None


def _planned(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    own = _finite_part(p, chain)
    for k, node in enumerate(own):
        words = syntax.auxiliaries(p, node)
        if any(w in ("will", "'ll", "shall", "wo", "ll", "’ll") for w in words):
            if default == "offered" or kind in ("THREATEN", "REQUEST", "ACCUSE", "REJECT"):
                return Judgement(default or "actual", "will")
            return Judgement("offered", "at any time") if kind == "CONSULT" and syntax.at_any_time(p, node) else Judgement("planned", "will")
        if "would" in words and kind == "REJECT":
            return Judgement(default or "actual", "would")
        if "would" in words and default != "offered":
            return Judgement("offered" if kind == "AGREE" or (kind == "CONSULT" and syntax.at_any_time(p, node)) else "planned", "would")
        if k and p.lemma[node] in PLAN | {"likely"} and p.dep[own[k - 1]] in ("xcomp", "advcl", "ccomp"):
            return Judgement("planned", p.text[node])
        if p.lemma[node] in ("go",) and k and p.tag[node] == "VBG" and p.dep[own[k - 1]] == "xcomp":
            return Judgement("planned", "going to")
        if p.pos[own[0]] == "NOUN" and k and p.lemma[node] in ("schedule", "plan", "due", "expect", "slate", "set") and p.dep[own[k - 1]] in ("nsubj:pass", "obj", "nsubj"):
            return Judgement("planned", p.text[node])
        if p.pos[own[0]] == "NOUN" and k and p.lemma[node] in syntax.ARRANGING and p.dep[own[k - 1]] in ("nsubj:pass", "obj", "nsubj") and (p.tag[node] == "VBG" or any(p.lower[c] == "being" for c in p.children[node])):
            return Judgement("planned", p.text[node])
        if k and p.dep[own[k - 1]] in ("nsubj", "nsubj:pass", "xcomp") and _is_to(p, node):
            return Judgement("planned", "is to")
    for c in p.children[own[0]]:
        if p.pos[own[0]] == "NOUN" and p.dep[c] in ("amod", "acl") and p.lemma[c] in ("upcoming", "plan", "planned", "schedule", "scheduled", "forthcoming", "due", "next"):
            return Judgement("planned", p.text[c])
    first = own[0]
    if p.pos[first] == "VERB" and _is_due(p, first):
        return Judgement("planned", "due to")
    return Judgement("planned", "is to") if _is_to(p, first) else None


def _is_to(p: Parsed, verb: int) -> bool:
    """ "is to fly", "are to begin"."""
    return p.pos[verb] == "VERB" and any(p.lower[c] == "to" and p.dep[c] == "mark" for c in p.children[verb]) and any(
        p.lemma[c] == "be" and p.dep[c] in ("aux", "cop") for c in p.children[verb])


def _is_due(p: Parsed, verb: int) -> bool:
    """"Is due to visit", "are scheduled to meet", read from the words before the verb."""
    before = p.lower[max(p.sentences[p.sent[verb]][0], verb - 6):verb]
    return len(before) > 2 and before[-1] == "to" and before[-2] in FIXED - {"supposed", "meant"} and bool({"is", "are", "was", "were", "be", "'s", "'re"} & set(before[-5:-2]))


def _ongoing(p: Parsed, chain: list[int]) -> Judgement | None:
    own = _finite_part(p, chain)
    first = own[0]
    if p.tag[first] == "VBG" and "be" in syntax.auxiliaries(p, first):
        return Judgement("ongoing", "progressive")
    for below, node in itertools.pairwise(own):
        if p.lemma[node] in GO_ON and p.dep[below] in ("xcomp", "nsubj", "obj", "obl", "advcl"):
            return Judgement("ongoing", p.text[node])
    for c in p.children[first]:
        if p.dep[c] == "amod" and p.lemma[c] in ("ongoing", "continue", "continued", "continuing", "constant", "relentless", "daily", "persistent"):
            return Judgement("ongoing", p.text[c])
    return None
