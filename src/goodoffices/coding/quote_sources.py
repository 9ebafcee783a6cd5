"""Reports without a verb of saying: "according to A", "A's claim that ..."."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.quote_cues import kind_of, unsaid
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
    final = p.text[min(mine) - 1] == "," and max(mine) + 2 >= s.end(i)
    while p.head[head] != head and (p.dep[head] not in CLAUSE_HEADS or (p.dep[head] == "advcl" and (final or p.tag[head] == "VBG")) or (
            p.dep[head] == "conj" and not any(p.dep[c].startswith("nsubj") for c in p.children[head]))):
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
    if before and after:
        left, right = fit(s, before[0], before[-1], i), fit(s, after[0], after[-1], i)
        return Piece(left[0], right[1], (left[1] + 1, right[0] - 1)), node
    part = before or after
    return (Piece(*fit(s, part[0], part[-1], i)), node) if part else None


def noun_content(s: Scope, i: int) -> tuple[Piece, str] | None:
    """"his claim that ...", "has no doubt that ...": the that-clause of a noun and its owner."""
    p = s.p
    head = next((c for c in p.children[i] if p.dep[c] in ("acl", "ccomp") and c > i and syntax.marker(p, c) == "that"), None)
    if head is None:
        return None
    if p.dep[i] in ("obj", "obl") and p.pos[p.head[i]] in ("VERB", "AUX") and unsaid(s, p.head[i], "say"):
        return None
    if p.dep[i] == "obj" and kind_of(s, p.head[i]) == "deny":
        return None
    owner = owner_of(s, i)
    return (Piece(*clause(s, head, i)), owner) if owner is not None else None
