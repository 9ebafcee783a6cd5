"""Names no title has used: states that act, countries as land, nationality words, institutions and organisations."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.actor_names import HYPHENS, REFERENCE, Hit, leans
from goodoffices.coding.actor_register import Register
from goodoffices.model import Mention

LAND = frozenset("""
in inside across throughout within through over around near outside along into via off beyond at from under
""".split())
_PLACE_NOUNS = frozenset("""
region province district oblast suburb suburbs area city airport street border agreement accord accords conference treaty memorandum
protocol protocols convention time university stock exchange summit resident residents neighbourhood neighborhood metro
""".split())
HARM = frozenset("""
kill wound injure maim behead shoot arrest detain abduct kidnap hit strike bomb shell attack seize hurt die protest demonstrate rally flee march riot
displace evacuate block gather burn clash beat execute hold free release drown strand hold trap target massacre stab murder jail expel
deport
""".split())

SPEAK = frozenset("""
say tell add warn note argue write announce declare deny confirm claim report state insist stress believe think expect doubt question see
consider call urge suggest explain point caution fear predict describe criticise criticize accuse praise raise estimate reckon agree ask
""".split())


def find_names(r: Register) -> None:
    """Enters the names that are left."""
    for hit in r.scan.hits:
        _name(r, hit)


def acts(r: Register, i: int) -> bool:
    """Is the noun subject, object or agent of a verb?"""
    p = r.p
    node = i
    for _ in range(3):
        if p.dep[node] in ("conj", "nmod") and p.head[node] != node:
            node = p.head[node]
    return p.dep[node].startswith(("nsubj", "obj", "iobj")) or p.dep[node] == "obl:agent" or (p.dep[node] == "obl" and syntax.case(p, node) in ("by", "at", "on", "against"))


def locative(r: Register, hit: Hit) -> bool:
    """Is the country meant as land: "in Ukraine", "across northern Iraq", also in a list?"""
    p, s = r.p, r.scan
    i = hit.first - 1
    steps = 0
    while i >= 0 and s.same_sentence(i, hit.first) and steps < 4 and (p.pos[i] in ("DET", "ADJ") or p.lower[i] in ("the", "northern", "southern", "eastern", "western", "central")):
        i -= 1
        steps += 1
    if i >= 0 and s.same_sentence(i, hit.first) and p.lower[i] in LAND and p.pos[i] in ("ADP", "SCONJ", "ADV"):
        return True
    if i >= 0 and s.word(i) in (",", "and", "or") and s.same_sentence(i, hit.first):
        before = s.at.get(i - 1)
        if before is not None and before.meaning.sort in REFERENCE and (s.word(i) != "," or p.dep[hit.last] in ("appos", "conj", "nmod", "nmod:unmarked", "flat")) and p.dep[hit.last] != "nsubj":
            return locative(r, before)
        if s.word(i) == "," and p.pos[i - 1] == "PROPN" and s.word(i - 2) in ("in", "near", "at", "from", "of") and (s.word(hit.last + 1) in (",", ".", "on", "and")):
            return True
    return False


def _name(r: Register, hit: Hit) -> None:
    """A name no phrase has used: a body, a state that acts, a country as land, or a nationality."""
    p, s = r.p, r.scan
    sort = hit.meaning.sort
    i = hit.last
    nxt = s.word(i + 1)
    if leans(s, hit):
        return  # "Yemen's Iran-aligned Houthis", "the UN-recognised government": not who acts
    owns = nxt in ("'s", "’s") or (nxt in ("'", "’") and p.text[i].endswith("s") and p.pos[i + 1] == "PART")
    if sort == "person":
        if r.free(hit.first, hit.last):
            actor = r.person(hit.meaning.ref)
            r.mention(actor, hit.first, hit.last, "name")
        return
    if sort not in REFERENCE:
        _institution(r, hit, owns)
        return
    inside = not r.free(hit.first, hit.last)
    if sort == "demonym":
        _demonym(r, hit, inside)
        return
    government = r.body("government", hit.meaning.ref) if not inside or owns or i not in r.modifier else r.modifier[i]
    if inside:
        if r.taken.get(i) != government and p.dep[i] in ("nmod:poss", "compound", "nmod", "amod", "nmod:desc", "nmod:unmarked"):
            r.modifier.setdefault(i, government)
        if owns and r.drafts[r.taken[i]].kind not in ("media", "experts", "ngo", "company", "armed_group") and sort in ("country", "metonym", "capital"):
            r.modifier[i] = government
            r.mentions.append(_mention_of(government, hit, "possessive"))
        return
    if s.word(hit.first - 1) in HYPHENS or nxt in HYPHENS:
        if nxt in HYPHENS:
            r.modifier.setdefault(i, government)
        return
    land = locative(r, hit)
    if sort == "capital" and s.word(hit.first - 1) == "of" and s.word(hit.first - 2) in ("city", "town", "capital", "port", "outskirts", "south", "north", "east", "west", "centre", "center", "treaty", "university",
                                                                                                  "bishop", "archbishop", "battle", "siege", "fall", "streets", "suburb", "district", "protocol", "convention"):
        return
    if sort in ("capital",) and (land or (owns and _place_behind(r, i + 2)) or nxt in _PLACE_NOUNS):
        return
    if sort == "metonym" and land and s.word(hit.first - 1) not in ("from",):
        return
    if land and sort == "country" and not (owns and not _place_behind(r, i + 2)):
        r.mention(r.body("country", hit.meaning.ref), hit.first, hit.last, "name")
        return
    following = i + 1 < len(p.text) and s.same_sentence(i, i + 1) and p.head[i] > i and p.dep[i] in ("compound", "amod", "nmod:desc", "nmod:unmarked", "nmod") and not owns \
        and p.pos[p.head[i]] in ("NOUN", "PROPN") and syntax.case(p, i) == "" and p.head[i] - i <= 4
    if following:
        r.modifier.setdefault(i, government)
        r.taken.setdefault(i, government)
        return
    if sort == "capital" and p.dep[i] in ("obl", "nmod") and s.word(hit.first - 1) == "to" and (p.lemma[p.head[i]] in ("trip", "flight", "road", "route", "train", "way")):
        return
    front = hit.first - 1 if s.word(hit.first - 1) == "the" else hit.first
    r.mention(government, front, hit.last, "possessive" if owns else "metonym" if sort in ("capital", "metonym") else "name")
    if owns:
        r.modifier[i] = government


def _mention_of(actor: str, hit: Hit, kind: str) -> Mention:
    return Mention(actor=actor, first=hit.first, last=hit.last, head=hit.last, kind=kind)


def _place_behind(r: Register, i: int) -> bool:
    """Is what is possessed a place ("Iraq's Basra province", "Kyiv's suburbs")?"""
    p, s = r.p, r.scan
    for j in range(i, min(i + 5, len(p.text))):
        if not s.same_sentence(j, i) or p.pos[j] in ("VERB", "AUX", "ADP", "PUNCT"):
            return False
        if p.lower[j] in _PLACE_NOUNS or p.lower[j] in ("capital", "north", "south", "east", "west", "coast", "territory", "valley", "mountains", "towns", "town", "villages", "village"):
            return True
        if any(n.first <= j <= n.last and n.kind == "PLACE" for n in p.names) and j not in s.at:
            return True
    return False


def _institution(r: Register, hit: Hit, owns: bool) -> None:
    p, s = r.p, r.scan
    if not r.free(hit.first, hit.last):
        found = r.named(hit)
        taken = r.taken.get(hit.last)
        if found is not None and found != taken:
            r.modifier.setdefault(hit.last, found)
        return
    if hit.meaning.sort == "outlet" and r.know.organisations[hit.meaning.ref].ownership == "platform" and not p.dep[hit.last].startswith("nsubj"):
        return
    actor = r.named(hit)
    if actor is None:
        return
    head = p.head[hit.last]
    if p.dep[hit.last] in ("compound", "amod", "nmod:desc", "nmod:unmarked") and head > hit.last and not owns and p.pos[head] == "NOUN":
        r.modifier.setdefault(hit.last, actor)
    front = hit.first - 1 if s.word(hit.first - 1) == "the" and hit.meaning.sort not in ("outlet",) else hit.first
    r.mention(actor, front, hit.last, "possessive" if owns else "name")
    if owns:
        r.modifier[hit.last] = actor


def _demonym(r: Register, hit: Hit, inside: bool) -> None:
    """Nationality words: modifiers of things, or people when they stand alone."""
    p, s = r.p, r.scan
    i = hit.last
    iso = hit.meaning.ref
    known = s.know.countries[iso]
    word = hit.meaning.text
    if inside:
        r.modifier.setdefault(i, r.body("government", iso))
        return
    alone = p.dep[i] not in ("amod", "compound", "nmod:desc", "flat") and (i + 1 >= len(p.text) or p.pos[i + 1] not in ("NOUN", "PROPN", "ADJ") or not s.same_sentence(i, i + 1)) \
        and s.word(i + 1) not in HYPHENS
    plural = word in known.people and (word.endswith("s") or s.word(hit.first - 1) == "the" or p.tag[i] in ("NNPS", "NNS"))
    if alone and plural and acts(r, i):
        front = hit.first - 1 if s.word(hit.first - 1) == "the" else hit.first
        actor = r.body("government", iso) if front < hit.first and p.lemma[p.head[i]] not in HARM \
            else r.body("civilians", iso)
        r.mention(actor, front, i, "description", True)
        return
    r.modifier.setdefault(i, r.body("government", iso))
