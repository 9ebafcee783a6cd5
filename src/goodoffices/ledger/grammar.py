"""What the ledger asks of the tree: subject, object, preposition, negation, the words that govern a token."""

from __future__ import annotations

from goodoffices.coding.syntax import RELATIVE, antecedent, conjuncts, dep
from goodoffices.model import Parsed

__all__ = ["NOT", "RELATIVE", "SUBJECTS", "UNREAL", "above", "agent", "antecedent", "auxiliaries", "conjuncts", "dep", "infinitive", "negated", "obliques", "passive", "subject",
           "words_of"]

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
NOT = frozenset({"not", "n't", "never", "nt", "neither", "nor", "no-one", "n’t"})
UNREAL = frozenset({"could", "might", "may"})


def words_of(p: Parsed, i: int, relation: str) -> str:
    """The preposition ("case") or subordinator ("mark") of i, multiword ones joined, "" if none."""
    for c in p.children[i]:
        if p.dep[c] == relation and p.lower[c] not in ("'s", "'", "s", "’s", "’"):
            return " ".join(p.lower[k] for k in [c, *[g for g in p.children[c] if p.dep[g] == "fixed"]])
    return ""


def obliques(p: Parsed, i: int) -> list[tuple[str, int]]:
    """(preposition, noun) of the obliques and noun modifiers of i."""
    return [(word, c) for c in p.children[i] if p.dep[c] in ("obl", "nmod", "obl:agent") and (word := words_of(p, c, "case"))]


def passive(p: Parsed, i: int) -> bool:
    return any(p.dep[c] in ("nsubj:pass", "aux:pass", "csubj:pass") for c in p.children[i]) or (
        p.dep[i] in ("acl", "advcl") and p.tag[i] == "VBN" and dep(p, i, "obj", "aux") is None)


def subject(p: Parsed, verb: int) -> int | None:
    """The grammatical subject of a clause, own or shared through coordination or control."""
    node = verb
    for _ in range(5):
        found = dep(p, node, *SUBJECTS)
        if found is not None:
            return antecedent(p, found)
        if p.dep[node] == "acl:relcl":
            return p.head[node]
        if p.dep[node] not in ("conj", "xcomp", "advcl", "acl") or p.head[node] == node:
            return None
        node = p.head[node]
    return None


def agent(p: Parsed, verb: int) -> int | None:
    """The by-phrase of a passive."""
    return dep(p, verb, "obl:agent") or next((n for word, n in obliques(p, verb) if word == "by" and p.pos[n] in ("NOUN", "PROPN", "PRON")), None)


def auxiliaries(p: Parsed, i: int) -> list[str]:
    return [p.lower[c] for c in p.children[i] if p.dep[c] in ("aux", "aux:pass", "cop")]


def negated(p: Parsed, i: int) -> bool:
    """Negated by its own adverb, determiner, or a negative subject or object."""
    for c in p.children[i]:
        if p.dep[c] in ("advmod", "aux", "cc", "det") and (p.lower[c] in NOT or (p.dep[c] == "det" and p.lower[c] in ("no", "neither"))):
            return True
        if p.dep[c] in ("nsubj", "nsubj:pass", "obj") and (p.lower[c] in ("nobody", "nothing", "none", "neither") or any(
                p.lower[g] in ("no", "neither") and p.dep[g] == "det" for g in p.children[c])):
            return True
    return False


def above(p: Parsed, i: int, limit: int = 6) -> list[int]:
    """The words that govern i, nearest first."""
    out: list[int] = []
    node = i
    while p.head[node] != node and len(out) < limit:
        node = p.head[node]
        out.append(node)
    return out


def infinitive(p: Parsed, i: int) -> bool:
    """A verb with its own "to"."""
    return any(p.lower[c] == "to" and p.dep[c] == "mark" for c in p.children[i])
