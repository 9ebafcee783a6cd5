"""Did it happen? Modality of an event word from its grammar: the first that fits of negated, historical, hypothetical,
conditional, planned, offered, ongoing, actual (coding guide, section 5).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from goodoffices.coding import syntax
from goodoffices.model import Parsed, TimeMention

DENY = frozenset(["deny", "denies", "refute", "disavow", "dispute", "dismiss", "disclaim", "debunk", "repudiate", "rule"])
UNDONE = frozenset(["fail", "decline", "omit", "forget", "cease", "refrain", "stop", "avoid", "abandon", "cancel", "scrap", "scupper", "forgo", "postpone"])
WISH = frozenset(["want", "hope", "wish", "seek", "try", "attempt", "aim", "consider", "mull", "ponder", "contemplate", "weigh", "discuss", "explore", "examine", "study", "propose", "suggest", "desire", "long", "struggle", "strive", "bid", "debate", "expect", "anticipate", "fear", "worry", "dream", "imagine", "suppose", "speculate", "wonder", "doubt", "argue", "prefer", "risk", "need", "require", "call", "urge", "demand", "ask"])
PLAN = frozenset(["plan", "intend", "prepare", "schedule", "set", "arrange", "agree", "expect", "slate", "due", "poise", "decide", "vow", "promise", "pledge", "undertake", "resolve", "ready", "gear"])
GO_ON = frozenset(["continue", "keep", "go", "persist", "remain", "rage", "drag", "carry", "press", "proceed", "grind", "last"])
UNREAL_NOUNS = frozenset(["prospect", "possibility", "risk", "threat", "fear", "danger", "likelihood", "chance", "idea", "notion", "scenario", "talk", "rumour", "rumor", "warning", "plan", "hope", "speculation", "option", "question", "attempt", "bid", "effort", "pretext", "claim", "spectre", "specter"])
UNREAL_ADJECTIVES = frozenset(["possible", "potential", "hypothetical", "alleged", "future", "eventual", "imminent", "prospective", "feared", "would-be", "rumoured", "rumored", "so-called"])
PAST_ADJECTIVES = frozenset(["previous", "past", "former", "earlier", "historic"])
CONDITIONS = frozenset({"if", "unless", "provided", "providing", "as long as", "so long as", "only if", "on condition", "in case", "should"})
ABANDONED_NOUN = frozenset(["cancel", "call", "scrap", "postpone", "abandon", "avert", "avoid", "prevent", "boycott", "skip", "shelve", "abort", "suspend", "delay"])
OLD_DAYS = 150


@dataclass(frozen=True, slots=True)
class Judgement:
    """A modality with the word that decided it."""

    modality: str
    reason: str


def judge(p: Parsed, trigger: int, default: str | None, times: list[TimeMention], published: date | None, kind: str) -> Judgement:
    """Modality of the event at `trigger`. `times` are the expressions of its clause, `default` what its pattern says, `kind` its category."""
    chain = _chain(p, trigger)
    for check in (_negated, _historical_word, _hypothetical):
        found = check(p, chain, kind, default)
        if found:
            return found
    old = _old(times, published)
    if old:
        return old
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
        if relation in ("root", "parataxis", "acl:relcl", "advcl:relcl", "appos", "advcl"):
            break
        if relation == "conj" and p.pos[node] in ("VERB", "AUX"):
            if any(p.dep[c] in ("nsubj", "nsubj:pass", "aux") for c in p.children[node]) or p.tag[node] in ("VBD", "VBZ", "VBP"):
                break
        node = p.head[node]
        chain.append(node)
        if relation == "ccomp":
            break
    return chain


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
        if syntax.is_negated(p, node):
            return Judgement("negated", f"negation at {p.text[node]}")
        if k and p.lemma[node] in UNDONE and p.dep[own[k - 1]] in ("xcomp", "obj", "advcl"):
            return Judgement("negated", p.text[node])
        if k and p.pos[own[0]] == "NOUN" and p.lemma[node] in ABANDONED_NOUN and p.dep[own[k - 1]] in ("obj", "nsubj:pass") and kind == "CONSULT":
            if p.lemma[node] != "call" or any(p.lower[c] == "off" for c in p.children[node]):
                return Judgement("negated", p.text[node])
    for below, node in itertools.pairwise(chain):
        if p.lemma[node] in DENY and p.dep[below] in ("ccomp", "xcomp", "obj", "advcl") and p.lemma[node] != "rule":
            return Judgement("negated", p.text[node])
        if p.dep[below] == "ccomp" and syntax.is_negated(p, node) and p.lemma[node] in ("say", "confirm", "claim", "believe", "think", "show"):
            return Judgement("hypothetical", f"not {p.text[node]}")
    first = own[0]
    if syntax.marker(p, first) == "without" or any(p.lower[c] == "without" and p.dep[c] in ("mark", "case") for c in p.children[first]):
        return Judgement("negated", "without")
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


def _old(times: list[TimeMention], published: date | None) -> Judgement | None:
    for t in times:
        if published and t.date.end and (published - date.fromisoformat(t.date.end)).days > OLD_DAYS:
            return Judgement("historical", t.date.text or "")
        if published and t.date.start and t.date.end and (published - date.fromisoformat(t.date.start)).days > 300 and (t.date.text or "").lower().startswith("since"):
            return Judgement("historical", t.date.text or "")
    return None


def _hypothetical(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    own = _finite_part(p, chain)
    for k, node in enumerate(own):
        words = syntax.auxiliaries(p, node)
        if any(w in ("could", "might", "may", "should", "must", "ought") for w in words) and not (kind in ("REQUEST", "AGREE", "REJECT") and "must" in words):
            return Judgement("hypothetical", p.text[node])
        if "would" in words and kind != "AGREE" and not any(p.lower[c] in ("be", "like") for c in p.children[node] if p.dep[c] == "advmod"):
            if not _has_condition(p, own) and kind in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "CONSULT", "AID", "COOPERATE", "RETREAT"):
                return Judgement("planned" if _reported_in_past(p, node) else "hypothetical", "would")
        if k and p.lemma[node] in WISH and p.dep[own[k - 1]] in ("xcomp", "advcl"):
            return Judgement("hypothetical", p.text[node])
        if k and p.pos[node] == "NOUN" and p.lemma[node] in UNREAL_NOUNS and p.dep[own[k - 1]] in ("nmod", "acl"):
            return Judgement("hypothetical", p.text[node])
        if syntax.marker(p, node) in ("whether", "so that", "in order", "lest", "as if", "as though", "before", "instead of", "rather than"):
            return Judgement("hypothetical", syntax.marker(p, node))
        if _is_purpose(p, node):
            return Judgement("hypothetical", "purpose")
        if _in_condition(p, node):
            return Judgement("hypothetical", syntax.marker(p, node))
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
    return p.dep[node] == "advcl" and (syntax.marker(p, node) in CONDITIONS or (syntax.marker(p, node) == "" and any(p.lower[c] == "should" for c in p.children[node][:1])))


def _has_condition(p: Parsed, own: list[int]) -> bool:
    for node in own:
        for c in p.children[node]:
            if p.dep[c] == "advcl" and _in_condition(p, c):
                return True
            if p.dep[c] in ("obl", "nmod") and syntax.case(p, c) in ("in return for", "in exchange for", "in case of", "in the event of", "on condition"):
                return True
    return False


def _conditional(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    own = _finite_part(p, chain)
    return Judgement("conditional", "if") if _has_condition(p, own) else None


def _planned(p: Parsed, chain: list[int], kind: str, default: str | None) -> Judgement | None:
    own = _finite_part(p, chain)
    for k, node in enumerate(own):
        words = syntax.auxiliaries(p, node)
        if any(w in ("will", "'ll", "shall", "wo", "ll", "’ll") for w in words):
            if default == "offered" or kind in ("THREATEN", "REQUEST", "ACCUSE", "REJECT"):
                return Judgement(default or "actual", "will")
            return Judgement("planned", "will")
        if "would" in words and default != "offered":
            return Judgement("offered" if kind == "AGREE" else "planned", "would")
        if k and p.lemma[node] in PLAN and p.dep[own[k - 1]] in ("xcomp", "advcl", "ccomp"):
            return Judgement("planned", p.text[node])
        if p.lemma[node] in ("go",) and k and p.tag[node] == "VBG" and p.dep[own[k - 1]] == "xcomp":
            return Judgement("planned", "going to")
        if p.pos[own[0]] == "NOUN" and k and p.lemma[node] in ("schedule", "plan", "due", "expect", "slate", "set") and p.dep[own[k - 1]] in ("nsubj:pass", "obj", "nsubj"):
            return Judgement("planned", p.text[node])
    for c in p.children[own[0]]:
        if p.pos[own[0]] == "NOUN" and p.dep[c] in ("amod", "acl") and p.lemma[c] in ("upcoming", "plan", "planned", "schedule", "scheduled", "forthcoming", "due", "next"):
            return Judgement("planned", p.text[c])
    first = own[0]
    if p.pos[first] == "VERB" and any(p.lower[c] == "to" and p.dep[c] == "mark" for c in p.children[first]) and any(
            p.lemma[c] == "be" and p.dep[c] in ("aux", "cop") for c in p.children[first]):
        return Judgement("planned", "is to")
    return None


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
