"""What is promised or asked in so many words, told with an infinitive: "vowed to reopen the road", "urged both camps to settle it peacefully"."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.quote_edges import clause, fit
from goodoffices.coding.quote_scope import Piece, Scope


def pledged(s: Scope, i: int) -> Piece | None:
    """The infinitive of a verb of promising, with its "to"."""
    p = s.p
    if p.lemma[i] not in s.words("pledge") or syntax.is_passive(p, i) or _bare_participle(s, i) or _of_a_thing(s, i):
        return None
    deed = next((c for c in p.children[i] if c > i and p.dep[c] in ("xcomp", "ccomp", "advcl") and _to(s, c) is not None), None)
    to = _to(s, deed) if deed is not None else None
    if deed is None or to is None or any(s.finite(t) for t in range(i + 1, to)):
        return None
    low, high = fit(s, to, clause(s, deed, i)[1], i)
    return None if any(p.dep[t] == "ccomp" and p.head[t] == deed and syntax.dep(p, t, "aux:pass") is not None and syntax.marker(p, t) == "" for t in range(low, high + 1)) else Piece(low, high)


def urged(s: Scope, i: int) -> Piece | None:
    """Who is to do it and the infinitive, behind a verb of urging ("called on the rebels to ..." from "the rebels" on)."""
    p = s.p
    urging, calling = p.lemma[i] in s.words("urge"), p.lemma[i] in s.words("call")
    if not (urging or calling) or syntax.is_passive(p, i) or _bare_participle(s, i) or syntax.dep(p, i, "compound:prt") is not None:
        return None
    for c in p.children[i]:
        if c < i or p.lower[c] in s.words("times") or p.dep[c] not in (("obj", "iobj") if urging else ("obl", "obj", "nmod")) or (calling and syntax.case(p, c) not in ("on", "upon", "to")):
            continue
        deed = next((d for d in (*p.children[i], *p.children[c]) if d > c and p.dep[d] in ("xcomp", "acl", "advcl", "ccomp") and _to(s, d) is not None), None)
        to = _to(s, deed) if deed is not None else None
        if deed is None or to is None or any(s.finite(t) and not s.in_relative(t, i) for t in range(c, to)):
            continue
        low = min(syntax.subtree(p, c))
        low += p.lower[low] in ("on", "upon")
        return Piece(*fit(s, low, max(clause(s, deed, i)[1], deed), i))
    return None


def _of_a_thing(s: Scope, i: int) -> bool:
    """"the tariffs that he vowed to impose": what he vowed stands outside the clause."""
    p = s.p
    subject = syntax.dep(p, i, "nsubj")
    return p.dep[i] == "acl:relcl" and subject is not None and p.lower[subject] not in ("who", "which", "that")


def _to(s: Scope, verb: int) -> int | None:
    return next((c for c in s.p.children[verb] if s.p.lower[c] == "to" and s.p.dep[c] == "mark" and c < verb), None)


def _bare_participle(s: Scope, i: int) -> bool:
    """"pledged" behind a noun ("the sum pledged to rebuild the town") tells no promise."""
    p = s.p
    return p.tag[i] == "VBN" and not any(p.dep[c] == "aux" for c in p.children[i])
