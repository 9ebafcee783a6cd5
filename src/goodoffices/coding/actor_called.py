"""Descriptions that give their own name: "the peacekeeping force known as KFOR", "a movement called Hamas"."""

from __future__ import annotations

from goodoffices.coding.actor_register import Register

CALLED = frozenset({"known", "called", "named", "dubbed", "nicknamed", "styled", "abbreviated"})
#: Words between such a participle and the name.
BETWEEN = frozenset({"as", "by", "its", "their", "the", "initials", "acronym", "abbreviation", "name", "french", "spanish", "english", "arabic", "russian", "locally", "collectively", "better", "widely", "also",
                     "commonly", "officially", "simply", '"', "“", "‘", "'"})
BODIES = frozenset({"igo", "ngo", "armed_group", "party", "company", "experts", "outlet", "institution"})
LIMIT = 7
LED = frozenset({"led", "headed"})
TEAMS = frozenset({"delegation", "delegations", "team", "teams", "negotiators"})
#: Nouns for the body whose name stands behind a comma ("the mission, MINUSMA, said").
MEMBERLESS = frozenset("mission force operation organisation organization bloc alliance group movement agency body coalition union commission court fund bank council committee watchdog charity party militia".split())


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
        _named(r, noun, actor)
    for hit in r.scan.hits:
        noun = p.head[hit.last]
        if hit.meaning.sort not in BODIES or p.dep[hit.last] != "appos" or not hit.first - 3 <= noun < hit.first or p.pos[noun] != "NOUN" or noun in r.taken or p.text[hit.first - 1] not in (",", "("):
            continue
        if p.lower[noun] in MEMBERLESS and (actor := r.named(hit)) is not None:
            _named(r, noun, actor)


def find_led(r: Register) -> None:
    """ "Delegations led by the two foreign ministers": where nothing else says whose they are, they are theirs; runs when descriptions and groups have been read."""
    p = r.p
    for i, word in enumerate(p.lower):
        noun = p.head[i]
        if word not in LED or p.dep[i] not in ("acl", "acl:relcl") or p.lower[noun] not in TEAMS or noun in r.by_head or not noun < i <= noun + 3:
            continue
        leader = next((c for c in p.children[i] if p.dep[c] in ("obl:agent", "obl") and c > i and c in r.by_head), None)
        if leader is not None:
            _named(r, noun, r.by_head[leader])


def _named(r: Register, noun: int, actor: str) -> None:
    p = r.p
    first = min((c for c in p.children[noun] if p.dep[c] in ("det", "amod", "compound", "nmod:poss") and c < noun), default=noun)
    start = next((c for c in range(noun, first - 1, -1) if c in r.taken), first - 1) + 1
    r.mention(actor, start, noun, "description")
