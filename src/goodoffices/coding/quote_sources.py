"""Reports without a verb of saying: "according to A", "A's claim that ..."."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.quote_cues import kind_of, reports, unsaid
from goodoffices.coding.quote_edges import clause, fit
from goodoffices.coding.quote_scope import Piece, Scope
from goodoffices.coding.quote_voices import owner_of

CLAUSE_HEADS = frozenset({"root", "ccomp", "parataxis", "conj", "acl:relcl", "advcl"})


def according(s: Scope, i: int) -> tuple[Piece, int] | None:
    """The clause that "according to" stands in, and the token of the source."""
    p = s.p
    inside = p.dep[i] in ("case", "mark")
    node = p.head[i] if inside else next((c for c in p.children[i] if p.dep[c] in ("obl", "nmod")), i)
    if node == i:
        return None
    top = node if inside else i
    mine = set(syntax.subtree(p, top))
    head = p.head[top]
    final = p.text[min(t for t in mine if p.pos[t] != "PUNCT") - 1] == "," and max(mine) + 2 >= s.end(i)
    while p.head[head] != head and (p.dep[head] not in CLAUSE_HEADS or (p.dep[head] == "advcl" and (final or p.tag[head] == "VBG")) or (
            p.dep[head] == "conj" and not any(p.dep[c].startswith("nsubj") for c in p.children[head]))):
        head = p.head[head]
    while final and p.dep[head] in ("conj", "acl:relcl", "advcl", "ccomp") and p.head[head] < head and not reports(s, p.head[head]):
        head = p.head[head]
    whole = [t for t in syntax.subtree(p, head) if t not in mine and p.pos[t] != "PUNCT"]
    if not whole or p.pos[head] not in ("VERB", "ADJ", "NOUN", "AUX", "PROPN"):
        return None
    before, after = [t for t in whole if t < min(mine)], [t for t in whole if t > max(mine)]
    if all(p.pos[t] == "CCONJ" or p.tag[t] in ("WDT", "WP") for t in before):
        before = []
        subject = next((c for c in p.children[head] if p.dep[c].startswith("nsubj") and c > node), None)
        low = min(syntax.subtree(p, subject)) if subject is not None else 0
        after = [t for t in after if t >= low or p.text[low - 1] != ","]
    if before and after and p.lower[after[0]] in ("while", "although", "though", "whereas", "but"):
        after = []
    if before and after:
        left, right = fit(s, before[0], before[-1], i), fit(s, after[0], after[-1], i)
        return Piece(left[0], right[1], (left[1] + 1, right[0] - 1)), node
    part = before or after
    return (Piece(*fit(s, part[0], part[-1], i)), node) if part else None


def _of_a_verb(s: Scope, noun: int, head: int) -> bool:
    """"said, after talks in Cairo, that ...": the clause behind the second comma goes with the verb before the first."""
    p = s.p
    that = next((c for c in p.children[head] if p.lower[c] == "that" and c > noun), None)
    if that is None or p.text[that - 1] != ",":
        return False
    comma = next((t for t in range(noun - 1, s.begin(noun), -1) if p.text[t] == ","), None)
    return comma is not None and reports(s, comma - 1)


def _opening(s: Scope, noun: int) -> str | None:
    """"Voicing doubt that ..., A told": the participle that opens a sentence is said of its subject, tagged as a participle or not."""
    p = s.p
    begin = s.begin(noun)
    if not (0 < noun - begin <= 3 and p.lower[begin].endswith("ing")) or any(p.text[t] == "," for t in range(begin, noun)):
        return None
    verb = next((t for t in range(noun, s.end(noun)) if s.finite(t) and p.dep[t] == "root"), None)
    subject = next((c for c in reversed(p.children[verb]) if noun < c < verb and p.dep[c] == "nsubj"), None) if verb is not None else None
    return s.cast.by_head.get(subject) if subject is not None else None


def in_view(s: Scope, i: int) -> tuple[Piece, int, str | None] | None:
    """"In Moscow's view, the plan is dead": what holds in somebody's eyes, the token of whose they are, and the actor."""
    p = s.p
    if p.lemma[i] not in s.words("view") or p.dep[i] != "obl" or syntax.case(p, i) != "in" or p.head[i] < i:
        return None
    head = p.head[i]
    owner = syntax.dep(p, i, "nmod:poss") or next((c for c in p.children[i] if p.dep[c] == "nmod" and syntax.case(p, c) == "of"), None)
    mine = syntax.subtree(p, i)
    subject = next((c for c in p.children[head] if p.dep[c].startswith("nsubj") and c > i), None)
    if owner is None or subject is None or p.pos[head] not in ("VERB", "ADJ", "NOUN", "PROPN") or i in s.quote_of or min(mine) != s.begin(i):
        return None
    low, high = min(syntax.subtree(p, subject)), max(t for t in syntax.subtree(p, head) if p.pos[t] != "PUNCT" or t in s.quote_of)
    actor = s.cast.modifier.get(owner) or s.cast.by_head.get(owner)
    return (Piece(*fit(s, low, high, i)), owner, actor) if low <= max(mine) + 2 else None


def noun_content(s: Scope, i: int) -> tuple[Piece, str] | None:
    """"his claim that ...", "has no doubt that ...": the that-clause of a noun and its owner."""
    p = s.p
    head = next((c for c in p.children[i] if p.dep[c] in ("acl", "ccomp") and c > i and syntax.marker(p, c) == "that"), None)
    if head is None or _of_a_verb(s, i, head):
        return None
    if p.dep[i] in ("obj", "obl") and p.pos[p.head[i]] in ("VERB", "AUX") and unsaid(s, p.head[i], "say"):
        return None
    if p.dep[i] == "obj" and kind_of(s, p.head[i]) == "deny":
        return None
    owner = owner_of(s, i) or _opening(s, i)
    return (Piece(*clause(s, head, i)), owner) if owner is not None else None
