"""Does a time expression look back or ahead? Read from the clause it hangs on."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.model import Parsed

FUTURE_MODALS = frozenset("will 'll ’ll wo shall sha would 'd could may might must should can ca".split())
#: An infinitive below one of these happened when its governor happened ("refused to meet on Friday").
IMPLICATIVE = frozenset("""manage fail refuse decline begin start continue help use force compel cause happen dare seem appear tend proceed get
bother neglect cease stop let allow enable oblige see hear watch go_on""".split())
#: Passives and adjectives that look ahead ("was scheduled for Friday", "due on Monday").
AHEAD = frozenset("schedule plan due set expect slate bind intend anticipate bill propose pencil fix upcoming forthcoming likely ready earmark".split())
INTENDING = frozenset("be agree plan promise vow intend hope want decide propose invite offer prepare pledge threaten wish continue".split())
#: Verbs whose object is still to come ("proposed a meeting on Friday").
FORWARD = frozenset("""propose plan schedule call invite offer arrange expect prepare seek await demand request suggest set organise organize
postpone cancel boycott face want urge summon announce hope threaten promise ask""".split())
#: Of what is not to be ("the meeting on October 1 has been called off").
CALLED_OFF = frozenset("postpone cancel call put scrap shelve suspend delay axe scrub push move reschedule".split())
EVENT_NOUNS = frozenset("""talk talks meeting summit vote election referendum runoff run-off session hearing round conference visit trip deadline ultimatum
inauguration strike rally march protest ceremony launch call ceasefire truce deal signing exercise drill poll polls exchange handover gathering
consultation negotiation return""".split())
STATES = frozenset("be have say tell show remain believe know think mean suggest report describe come follow claim insist accuse blame".split())
MOVES = frozenset("meet travel fly visit hold arrive leave start begin send go come return host open close depart head withdraw reopen attend".split())
LASTING = frozenset("last continue rage run stay persist remain rumble drag work serve live go wait fight".split())
#: Past forms that the tagger may take for the present.
PAST_FORMS = frozenset("shot hit cut set put shut quit met led fled struck fell lost left held kept sent sank won fought broke drove blew".split())
BACK_WORDS = frozenset({"after", "following", "since"})
AHEAD_WORDS = frozenset({"before", "ahead"})
#: "During a call on Sunday he urged ...": the encounter is where the words were said, not what they ask for.
WITHIN = frozenset({"during", "in", "at", "throughout", "amid"})
_PREDICATES = ("VERB", "AUX")


def direction(p: Parsed, i: int) -> int:
    """-2 or -1 for the past, 2 or 1 for the time to come, the larger number where the grammar says so; 0 where nothing tells.
    `i` is the syntactic head of the expression."""
    node, noun = i, None
    for _ in range(12):
        if (node != i and p.pos[node] in _PREDICATES) or syntax.dep(p, node, "cop") is not None:
            return _of_phrase(p, node, noun, i)
        if node != i and ((p.pos[node] == "ADJ" and p.lemma[node] in AHEAD) or (p.lower[node] in AHEAD_WORDS and p.dep[node] == "advmod")):
            return 1
        if node != i and p.pos[node] in ("NOUN", "PROPN"):
            noun = node
            word = _case(p, node)
            if word in AHEAD_WORDS:
                return 1
            if word in BACK_WORDS:
                return -1
        if p.head[node] == node:
            break
        node = p.head[node]
    return 0


#: What sets a term that lies ahead, also when it is told as past ("had asked for time until Tuesday").
GRANTING = frozenset("ask give grant demand request want allow set seek offer promise order tell urge".split())


def lasted(p: Parsed, i: int) -> bool:
    """Is an "until" part of what went on in the past ("raged until Friday"), or "by" of what had been done by then?"""
    verb = p.head[i]
    if p.pos[verb] not in _PREDICATES:
        return False
    lemmas = {p.lemma[c] for c in p.children[verb] if p.dep[c] in ("aux", "aux:pass")}
    words = {p.lower[c] for c in p.children[verb] if p.dep[c] in ("aux", "aux:pass")}
    if words & FUTURE_MODALS or "do" in lemmas:
        return False
    return ("had" in words and p.lemma[verb] not in GRANTING) or (p.tag[verb] == "VBD" and p.lemma[verb] in LASTING)


def _case(p: Parsed, node: int) -> str:
    return next((p.lower[c] for c in p.children[node] if p.dep[c] == "case"), "")


def _of_phrase(p: Parsed, verb: int, noun: int | None, i: int) -> int:
    found = of_verb(p, verb)
    if p.lemma[verb] == "invite" and verb < i and any(p.lower[k] in EVENT_NOUNS for k in range(verb + 1, i)):
        return 1
    if noun is None or p.head[noun] != verb:
        return found
    event = p.lemma[noun] in EVENT_NOUNS or p.lower[noun] in EVENT_NOUNS or any(
        c < noun and p.dep[c] in ("obj", "obl") and p.lower[c] in EVENT_NOUNS for c in p.children[verb])
    if p.dep[noun] in ("obj", "obl", "xcomp") and p.lemma[verb] in FORWARD and event and not (p.dep[noun] == "obl" and _case(p, noun) in WITHIN):
        return 1
    if p.dep[noun] == "nsubj:pass" and event and p.lemma[verb] in CALLED_OFF:
        return 1
    if p.dep[noun].startswith("nsubj") and p.tag[verb] in ("VBZ", "VBP") and abs(found) < 2:
        return 1 if event else -1
    return found


def of_verb(p: Parsed, v: int, depth: int = 0) -> int:
    """Direction of a clause from its head."""
    if depth > 6:
        return 0
    auxiliary = [c for c in p.children[v] if p.dep[c] in ("aux", "aux:pass", "cop")]
    words = {p.lower[c] for c in auxiliary}
    lemmas = {p.lemma[c] for c in auxiliary}
    have = bool(words & {"have", "has", "had", "'ve", "having"}) or (lemmas == {"have"})
    if "could" in words and any(p.lower[c] in syntax.NEGATIONS for c in p.children[v]):
        return -1
    if words & FUTURE_MODALS and not (have and "'d" in words):
        return -1 if "have" in words and not words & {"will", "'ll", "shall"} else 2
    if any(p.dep[c] == "mark" and p.lower[c] == "to" for c in p.children[v]) or (p.tag[v] == "VB" and p.dep[v] == "xcomp"):
        return _infinitive(p, v, have, depth)
    if p.pos[v] not in _PREDICATES:
        return _nominal(p, v, words)
    tag = p.tag[v] if not (p.tag[v] in ("VBP", "VB") and p.lower[v].endswith("ing") and p.lemma[v] != p.lower[v]) else "VBG"
    if tag in ("VBP", "VB") and not auxiliary and (p.lemma[v] != p.lower[v] or p.lower[v] in PAST_FORMS or p.lower[v].endswith("ed")):
        return -1
    if tag == "VBD":
        return -2
    if tag == "VBN":
        if p.lemma[v] in AHEAD and "had" not in words:
            return 1
        if have or words & {"was", "were"}:
            return -2
        if words & {"is", "are", "'s", "'re", "being", "be"}:
            return 1
        return -1
    if tag == "VBG":
        return _participle(p, v, words, have, depth)
    if tag in ("VBZ", "VBP"):
        return 1 if p.lemma[v] not in STATES or p.lemma[v] == "be" else -1
    if tag == "VB":
        return 1 if "did" not in words else -2
    return 0


def _infinitive(p: Parsed, v: int, have: bool, depth: int) -> int:
    if have:
        return -1
    governor = p.head[v]
    if any(p.lower[c] == "had" and p.dep[c] == "aux" for c in (*p.children[governor], *p.children[v])):
        return -1
    if governor != v and (p.lemma[governor] in IMPLICATIVE or p.text[v][0].isupper()):
        return of_verb(p, governor, depth + 1)
    return 2 if governor != v and (p.lemma[governor] in AHEAD or p.lemma[governor] in INTENDING) else 1


def _nominal(p: Parsed, v: int, words: set[str]) -> int:
    if p.lemma[v] in AHEAD:
        return 1
    if words & {"was", "were"}:
        return -2
    if words & {"is", "are", "'s", "'re", "am"}:
        return 1
    return 0


def _participle(p: Parsed, v: int, words: set[str], have: bool, depth: int) -> int:
    if have:
        return -1
    if words & {"is", "are", "'s", "'re", "am", "'m"}:
        return 1
    if words & {"was", "were"}:
        return 1 if p.dep[v] == "ccomp" and p.lemma[v] in MOVES else -1
    if p.head[v] != v:
        governor = p.head[v]
        while p.pos[governor] not in _PREDICATES and p.head[governor] != governor:
            governor = p.head[governor]
        return of_verb(p, governor, depth + 1)
    return 0
