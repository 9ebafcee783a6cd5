"""Descriptions that give their own name: "the peacekeeping force known as KFOR", "a movement called Hamas"."""

from __future__ import annotations

from goodoffices.coding.actor_register import Register

CALLED = frozenset({"known", "called", "named", "dubbed", "nicknamed", "styled", "abbreviated"})
#: Words between such a participle and the name.
BETWEEN = frozenset({"as", "by", "its", "their", "the", "initials", "acronym", "abbreviation", "name", "french", "spanish", "english", "arabic", "russian", "locally", "collectively", "better", "widely", "also",
                     "commonly", "officially", "simply", '"', "“", "‘", "'"})
BODIES = frozenset({"igo", "ngo", "armed_group", "party", "company", "experts", "outlet", "institution"})
LIMIT = 7


def find_called(r: Register) -> None:
    """The noun before "known as NAME" is whom the name means; runs before descriptions are read."""
    p = r.p
    for i, word in enumerate(p.lower):
        noun = p.head[i]
        if word not in CALLED or p.dep[i] not in ("acl", "acl:relcl") or not max(0, i - 4) <= noun < i or p.pos[noun] != "NOUN" or noun in r.taken:
            continue
        k = i + 1
        while k < min(len(p.text), i + LIMIT) and p.lower[k] in BETWEEN and k not in r.scan.at:
            k += 1
        hit = r.scan.at.get(k)
        if hit is None or hit.first != k or hit.meaning.sort not in BODIES or p.sent[k] != p.sent[i] or (actor := r.taken.get(k) or r.named(hit)) is None:
            continue
        first = min((c for c in p.children[noun] if p.dep[c] in ("det", "amod", "compound", "nmod:poss") and c < noun), default=noun)
        start = next((c for c in range(noun, first - 1, -1) if c in r.taken), first - 1) + 1
        r.mention(actor, start, noun, "description")
