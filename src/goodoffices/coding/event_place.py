"""Where a deed happened or an encounter is to be held: the smallest place of the event's own clause (coding guide, sections 5 and 11)."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.place_words import DIRECTIONS, SETTLEMENTS
from goodoffices.model import Parsed, Place, PlaceMention

#: Verbal acts whose place is never coded; for offers and encounters it is the venue.
PLACELESS = frozenset({"REJECT", "ACCUSE", "SUPPORT", "REQUEST", "THREATEN", "CONCEDE"})
#: What people march against or for says nothing of where they are.
CAUSES = frozenset("against over about for after".split())
#: By these one is hit where they are: "killed by a bomb near X".
BLOWS = frozenset("bomb mine fire shell rocket drone missile explosion blast strike attack grenade mortar gunfire shelling raid ambush device sniper shot bullet".split())
#: Deeds of people that take place where these are.
#: "offered to talk to Beijing": to whom, not where.
ADDRESSING = frozenset({"talk", "speak", "write", "answer", "reply", "respond", "listen", "appeal", "explain"})
HARM = frozenset({"wound", "injure", "hurt", "maim"})
FROM_WITHIN = frozenset({"COERCE", "PROTEST"})
SEATED = frozenset("embassy government ministry headquarters office leader minister mission commander".split())
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "COOPERATE"})
LOCATED = frozenset("upon in at near outside around inside on over off across along below above under beneath beside through by between beyond within opposite".split())
GOALS = frozenset({"to", "into", "onto", "from", "towards", "toward"})
SPEAKERS = frozenset("minister ministry government spokesman spokeswoman official company embassy leader president".split())
#: Clauses whose places are their own.
CLOSED = frozenset({"parataxis", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "acl"})
#: A promise has a place only where it is one to meet, to come or to house.
MEETING = frozenset("""meet host hold convene sit gather receive invite come travel visit fly stage house lend send accommodate open provide speak talk confer discuss see go leave
depart land arrive return expect due negotiate consult resume bring sign initial""".split())
#: "proposed Geneva for the talks": the place is what is put forward.
NAMING = frozenset("propose suggest offer name choose pick select".split())
VENUE = frozenset("talk talks meeting summit round conference negotiation session encounter dialogue discussion consultation seminary".split())
#: With a meeting these tell what it is about, or nothing of its place.
OVER = frozenset({"over", "through", "across", "beyond", "between", "on"})
ALOFT = frozenset({"shoot", "down", "intercept", "explode", "fly", "crash", "destroy", "jet", "drone", "plane", "balloon", "missile"})
WORDS_OF_AREA = frozenset("province region district county governorate prefecture oblast state area valley plain republic".split())


def place_of(p: Parsed, places: tuple[PlaceMention, ...], trigger: int, clause: int, kind: str, complement: int | None = None) -> Place | None:
    """The place of the event at `trigger`; None where its clause names none."""
    if kind in PLACELESS and not (kind == "SUPPORT" and p.lemma[trigger] == "sign"):
        return None
    best: tuple[tuple[int, int, int, int], Place] | None = None
    if kind == "AGREE" and not _of_a_meeting(p, trigger, clause, complement) and p.lemma[trigger] not in NAMING:
        return None
    own = {trigger, clause} if complement is None or kind in DEEDS else {trigger, clause, complement}
    for mention in places:
        if p.sent[mention.head] != p.sent[trigger] or (not mention.place.country and kind not in DEEDS and mention.kind != "village"):
            continue
        hops, far = _hops(p, mention, own, kind), 0
        if hops is None and kind in DEEDS:
            hops, far = _hops(p, mention, own | _told_beside(p, trigger, clause, kind), kind), 1
        if hops is None and kind in FROM_WITHIN and mention.kind != "country":
            hops, far = _of_the_doers(p, mention, own), 2
        if hops is None:
            continue
        rank = (far, 2 if mention.kind == "country" else 1 if mention.kind not in ("city", "village", "") or _wide(p, mention) else 0, hops, mention.first)
        if best is None or rank < best[0]:
            best = (rank, mention.place)
    return best[1] if best else None


def _told_beside(p: Parsed, trigger: int, clause: int, kind: str) -> set[int]:
    """Predicates that tell the same deed from another side: "were killed when jets struck X", "hit X, killing five", "the bomb that went off in X"."""
    out: set[int] = set()
    for node in {trigger, clause}:
        head = p.head[node]
        if kind == "ASSAULT":
            spoken = [node, *(c for c in p.children[node] if p.dep[c] == "conj" and p.pos[c] == "VERB")]
            told = {c for verb in spoken for c in p.children[verb] if p.dep[c] == "advcl" and _when(p, c)}
            out |= {c for c in p.children[node] if p.dep[c] == "conj" and p.lemma[c] in HARM and p.pos[c] == "VERB" and not any(p.dep[k].startswith("nsubj") for k in p.children[c])}
            out |= told | {g for c in told for g in p.children[c] if p.dep[g] == "xcomp"}
            if p.dep[node] == "advcl" and p.pos[head] == "VERB" and (p.tag[node] == "VBG" or _when(p, node)):
                out.add(head)
            if p.dep[node] == "conj" and p.pos[node] == p.pos[head] == "VERB" and not any(p.dep[c].startswith("nsubj") for c in p.children[node]):
                out.add(head)
        if p.pos[node] == "NOUN":
            out |= {c for c in p.children[node] if p.dep[c] in ("acl", "acl:relcl")}
    return out - {trigger, clause}


def _when(p: Parsed, clause: int) -> bool:
    return any(p.lower[c] in ("when", "as") and p.dep[c] in ("advmod", "mark") for c in p.children[clause])


def _of_the_doers(p: Parsed, mention: PlaceMention, own: set[int]) -> int | None:
    """ "Officers in Lautoka impounded ...", "traders in Kabale marched": unnamed people who act where they are."""
    node, above = mention.head, p.head[mention.head]
    if preposition(p, mention) not in ("in", "at", "near", "outside", "around") or p.dep[node] != "nmod" or p.pos[above] != "NOUN":
        return None
    return 1 if p.dep[above].startswith("nsubj") and p.head[above] in own and p.lemma[above] not in SEATED else None


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
    above = p.head[node]
    if kind in ("CONSULT", "AGREE") and word == "to" and p.lemma[above] in ADDRESSING:
        return None
    if kind == "AGREE" and p.dep[node] == "obj" and above in own and p.lemma[above] in NAMING:
        return 1
    if hit and word == "of" and above in own and p.pos[above] == "NOUN":
        located = True
    for hops in range(1, 8):
        relation, above = p.dep[node], p.head[node]
        if above == node:
            return None
        if relation == "obl:agent" and hit and p.lemma[node] in BLOWS and node != mention.head:
            return hops if located and above in own else None
        if relation in ("nsubj", "obl:agent", "csubj", "nmod:poss") and node != mention.head:
            return None
        if relation.startswith("nsubj") and relation != "nsubj:pass":
            return None
        if relation in CLOSED and node not in own and not (kind == "AGREE" and p.lower[node] in VENUE):
            return None
        if p.lemma[node] in DIRECTIONS and p.pos[node] == "ADV":
            located = True
        if p.pos[node] in ("NOUN", "PROPN") and node != mention.head:
            outer = syntax.case(p, node).split()
            if kind == "PROTEST" and outer and outer[0] in CAUSES:
                return None
            if outer and (outer[0] in LOCATED or (outer[0] in GOALS and kind in ("CONSULT", "AGREE", "MOBILIZE", "RETREAT"))):
                located = True
            if p.lemma[node] in SPEAKERS and above not in own | {node} and not (kind in DEEDS and p.lemma[node] in ("company", "embassy")):
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
