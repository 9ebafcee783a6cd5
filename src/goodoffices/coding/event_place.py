"""Where a deed happened or an encounter is to be held: the smallest place of the event's own clause (coding guide, sections 5 and 11)."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.place_words import SETTLEMENTS
from goodoffices.model import Parsed, Place, PlaceMention

#: Verbal acts whose place is never coded; for offers and encounters it is the venue.
PLACELESS = frozenset({"REJECT", "ACCUSE", "SUPPORT", "REQUEST", "THREATEN", "CONCEDE"})
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "COOPERATE"})
LOCATED = frozenset("in at near outside around inside on over off across along below above under beneath beside through by between beyond within opposite".split())
GOALS = frozenset({"to", "into", "onto", "from", "towards", "toward"})
#: Clauses whose places are their own.
CLOSED = frozenset({"parataxis", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "acl"})
#: A promise has a place only where it is one to meet, to come or to house.
MEETING = frozenset("meet host hold convene sit gather receive invite come travel visit fly stage house lend send accommodate open provide speak talk".split())
VENUE = frozenset("talk talks meeting summit round conference negotiation session encounter dialogue discussion consultation seminary".split())
#: With a meeting these tell what it is about, or nothing of its place.
OVER = frozenset({"over", "through", "across", "beyond", "between", "on"})
ALOFT = frozenset({"shoot", "down", "intercept", "explode", "fly", "crash", "destroy", "jet", "drone", "plane", "balloon", "missile"})
WORDS_OF_AREA = frozenset("province region district county governorate prefecture oblast state area valley plain republic".split())


def place_of(p: Parsed, places: tuple[PlaceMention, ...], trigger: int, clause: int, kind: str, complement: int | None = None) -> Place | None:
    """The place of the event at `trigger`; None where its clause names none."""
    if kind in PLACELESS and not (kind == "SUPPORT" and p.lemma[trigger] == "sign"):
        return None
    best: tuple[tuple[int, int, int], Place] | None = None
    if kind == "AGREE" and not _of_a_meeting(p, trigger, clause, complement):
        return None
    own = {trigger, clause} if complement is None or kind in DEEDS else {trigger, clause, complement}
    for mention in places:
        if p.sent[mention.head] != p.sent[trigger] or (not mention.place.country and kind not in DEEDS and mention.kind != "village"):
            continue
        hops = _hops(p, mention, own, kind)
        if hops is None:
            continue
        rank = (2 if mention.kind == "country" else 1 if mention.kind not in ("city", "village", "") or _wide(p, mention) else 0, hops, mention.first)
        if best is None or rank < best[0]:
            best = (rank, mention.place)
    return best[1] if best else None


def _of_a_meeting(p: Parsed, *words: int | None) -> bool:
    for word in words:
        if word is not None and (p.lemma[word] in MEETING or p.lower[word] in VENUE or any(
                p.lower[c] in VENUE or p.lemma[c] in VENUE or (p.dep[c] in ("xcomp", "ccomp") and p.lemma[c] in MEETING) for c in p.children[word])):
            return True
    return False


def preposition(p: Parsed, mention: PlaceMention) -> str:
    """The preposition right before a place or on its head; parsers hang it on any word of a name."""
    word = syntax.case(p, mention.head)
    if not word and mention.first and p.pos[mention.first - 1] == "ADP" and p.sent[mention.first - 1] == p.sent[mention.first]:
        word = p.lower[mention.first - 1]
    return word.split()[0] if word else ""


def _hops(p: Parsed, mention: PlaceMention, own: set[int], kind: str) -> int | None:
    """Steps from the place up to the event's words; None where it does not say where the event is."""
    word, node = preposition(p, mention), mention.head
    located = word in LOCATED or (word in GOALS and word != "from" and kind in ("CONSULT", "AGREE", "MOBILIZE", "RETREAT", "AID"))
    if (kind in ("CONSULT", "AGREE") and word in OVER and not (word == "on" and p.lemma[mention.last] == "island")) or (word == "over" and kind == "ASSAULT" and p.lemma[p.head[mention.head]] not in ALOFT):
        return None
    hit = kind == "ASSAULT" or kind == "COERCE"
    for hops in range(1, 8):
        relation, above = p.dep[node], p.head[node]
        if above == node:
            return None
        if relation in ("nsubj", "obl:agent", "csubj", "nmod:poss") and node != mention.head:
            return None
        if relation.startswith("nsubj") and relation != "nsubj:pass":
            return None
        if relation in CLOSED and node not in own and not (kind == "AGREE" and p.lower[node] in VENUE):
            return None
        if p.pos[node] in ("NOUN", "PROPN") and node != mention.head:
            outer = syntax.case(p, node).split()
            if outer and (outer[0] in LOCATED or (outer[0] in GOALS and kind in ("CONSULT", "AGREE", "MOBILIZE", "RETREAT"))):
                located = True
            if p.lemma[node] in ("minister", "ministry", "government", "spokesman", "spokeswoman", "official", "company", "embassy", "leader", "president") and above not in own | {node}:
                return None
        if relation in ("obj", "nsubj:pass") and hit and (node == mention.head or p.lemma[node] in SETTLEMENTS or located):
            located = True
        if above in own:
            if kind == "AGREE" and relation == "obl" and syntax.case(p, node) in ("at",) and p.lemma[node] in VENUE:
                return None
            return hops if located else None
        if relation in ("obl", "nmod") and word == "with":
            return None
        node = above
    return None


def _wide(p: Parsed, mention: PlaceMention) -> bool:
    """A province or region, which a town in the same clause goes before."""
    after = mention.last + 1
    return (after < len(p.text) and p.lemma[after] in WORDS_OF_AREA) or (mention.first > 1 and p.lemma[mention.first - 2] in WORDS_OF_AREA)
