"""What a deed becomes while it is only announced: a threat, a concession or an agreement (coding guide, section 5; codebook 3.1, 3.11)."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.model import Parsed
from goodoffices.ontology.patterns import Pattern

Coded = tuple[str, str | None, str]
#: Category, mode and CAMEO code, where neither mode nor object tell more.
ANNOUNCED: dict[str, Coded] = {
    "ASSAULT": ("THREATEN", "violence", "138"), "COERCE": ("THREATEN", "restrict", "131"), "SANCTION": ("THREATEN", "restrict", "131"), "MOBILIZE": ("THREATEN", None, "138"),
    "RETREAT": ("CONCEDE", None, "087"), "CONSULT": ("AGREE", None, "036"), "AID": ("AGREE", None, "033"), "COOPERATE": ("AGREE", None, "031"), "SUPPORT": ("AGREE", None, "030")}
#: By the mode of the deed.
BY_MODE: dict[tuple[str, str], Coded] = {
    ("SANCTION", "expel"): ("THREATEN", "expel", "136"), ("SANCTION", "withdraw"): ("THREATEN", "relations", "1313"), ("SANCTION", "convict"): ("THREATEN", "arrest", "132"),
    ("COERCE", "arrest"): ("THREATEN", "arrest", "132"), ("COERCE", "curfew"): ("THREATEN", "restrict", "1323"), ("COERCE", "martial-law"): ("THREATEN", "restrict", "1324"),
    ("COERCE", "deport"): ("THREATEN", "expel", "136"), ("ASSAULT", "unconventional"): ("THREATEN", "violence", "1383")}
RELATIONS = frozenset("relation relations tie ties link links diplomatic ambassador cooperation embassy consulate contact contacts treaty accord agreement".split())
TALKS = frozenset("talk talks negotiation negotiations dialogue mediation".split())
AID = frozenset("aid assistance funding loan grant".split())
EMBARGO = frozenset("sanction sanctions embargo boycott".split())


def announced(p: Parsed, trigger: int, pattern: Pattern) -> Coded:
    """Category, mode and CAMEO code of the announcement of the deed at `trigger`."""
    if pattern.mode and (pattern.type, pattern.mode) in BY_MODE:
        return BY_MODE[pattern.type, pattern.mode]
    if pattern.type == "SANCTION":
        words = {p.lower[trigger], *(w for c in p.children[trigger] if p.dep[c] in ("obj", "nsubj:pass", "obl", "compound", "amod") for w in (p.lower[c], *_parts(p, c)))}
        if words & TALKS:
            return "THREATEN", "relations", "134"
        if words & RELATIONS:
            return "THREATEN", "relations", "1313"
        if words & AID:
            return "THREATEN", "relations", "1311"
        if words & EMBARGO:
            return "THREATEN", "restrict", "1312"
    return ANNOUNCED[pattern.type]


def _parts(p: Parsed, noun: int) -> list[str]:
    return [p.lower[c] for n in syntax.conjuncts(p, noun) for c in (n, *p.children[n]) if p.dep[c] in ("amod", "compound", "conj")]
