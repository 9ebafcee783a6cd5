"""People and bodies that no country, name or table fixes ("teachers", "a court", "two conservative newspapers", "Uribe" alone).

They are no entries by themselves: only an act that needs one brings it into the record (`goodoffices.coding.voices.with_needed`), as an
actor of unknown country whose id is made from the document (record contract, Ids).
"""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from goodoffices.coding import syntax
from goodoffices.coding.actor_home import main_country, named_most, torn_country, unknown_land
from goodoffices.coding.actor_phrases import WEAPONS
from goodoffices.coding.actor_register import BODY_CODES, BODY_NAMES, Register
from goodoffices.coding.actor_titles import personal, plural_title
from goodoffices.coding.frames import NOT_PEOPLE
from goodoffices.model import Actor, ActorKind
from goodoffices.ontology.knowledge import slug

#: Plurals that end like words for people and are things.
THINGS = NOT_PEOPLE | frozenset("""leaders ministers premiers chancellors commissioners commanders negotiators matters numbers orders powers papers quarters letters chapters offers answers figures waters rivers factors errors doors floors colors colours tractors
motors sensors corridors monitors restaurants plants grants warrants variants containers shelters trailers computers servers customs barriers boosters thrusters mortars trawlers ferries
dinners winters summers centers meters metres newspapers banners posters stickers markers layers disorders encounters disasters boosters daughters-in-law mirrors vectors boulders
ladders covers bombers fighters-jets cylinders shutters registers calendars dollars pillars seminars altars""".split())
#: Names that end so are of papers, which do nothing.
PAPERS = frozenset("""treaty treaties agreement agreements accord accords pact convention protocol protocols resolution charter declaration act constitution memorandum statute code bill
communique roadmap plan law doctrine process initiative award prize""".split())
CALENDAR = frozenset("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan
feb mar apr jun jul aug sept sep oct nov dec ramadan christmas easter gmt utc""".split())
HOLDERS = frozenset({"government", "military", "police", "legislature", "judiciary", "experts", "party", "ngo", "company", "media", "armed_group"})
NEIGHBOURS = frozenset({"neighbour", "neighbours", "neighbor", "neighbors"})
PRONOUNS = frozenset({"he", "she", "they", "it", "we"})
SAYING = frozenset("say announce declare assert state warn add vow pledge promise insist threaten claim tell explain confirm".split())
PEOPLE = ("ers", "ors", "ists", "men", "women", "ians", "people", "children", "youths", "families")
#: Words of the tables of titles for bodies, not for one who holds an office.
_COLLECTIVE = frozenset("""opposition union party coalition alliance movement council committee commission court church clergy guild association federation bloc
company firm corporation conglomerate consortium subsidiary operator airline bank cartel gang militia group organisation organization charity newspaper daily weekly magazine
broadcaster station channel network agency institute watchdog front faction club team institution""".split())
#: "the group" behind the one body that the text has named.
_BODY_NOUNS = frozenset({"group", "movement", "organisation", "organization", "militia", "faction", "front", "outfit"})
ROLES: dict[str, ActorKind] = {"PERSON": "person", "ORG": "unknown"}


def find_latent(r: Register) -> tuple[dict[int, str], dict[str, Actor]]:
    """Heads of such phrases with the id of the actor they would be, and these actors."""
    p = r.p
    heads: dict[int, str] = {}
    actors: dict[str, Actor] = {}

    def enter(first: int, head: int, kind: ActorKind, name: str) -> None:
        key = slug(name) if p.pos[head] == "PROPN" and (kind == "person" or " " in name) else hashlib.sha256(f"{p.article.id}|{name.lower()}".encode()).hexdigest()[:10]
        ident = f"{kind}:{key}"
        span = syntax.span(p, first, head)
        known = actors.get(ident)
        mentions = (*known.mentions, span) if known else (span,)
        actors[ident] = Actor(id=ident, name=name, kind=kind, mentions=mentions)
        heads[head] = ident

    def again(first: int, head: int, ident: str) -> None:
        actors[ident] = replace(actors[ident], mentions=(*actors[ident].mentions, syntax.span(p, first, head)))
        heads[head] = ident

    short: dict[str, str] = {}
    for name in p.names:
        kind = ROLES.get(name.kind)
        if kind is None or any(i in r.taken or i in r.scenery.named for i in range(name.first, name.last + 1)):
            continue
        if p.lower[name.last] in PAPERS:
            continue
        head = next((i for i in range(name.first, name.last + 1) if not name.first <= p.head[i] <= name.last), name.last)
        if kind == "person" and name.first == name.last and any(p.lower[c] == "the" for c in p.children[head]):
            kind = "unknown"  # "the so-called Quint"
        first = name.first + 1 if p.lower[name.first] == "the" and name.last > name.first else name.first
        if name.first == name.last and p.lower[head] in short:
            again(first, head, short[p.lower[head]])
            continue
        enter(first, head, kind, " ".join(p.article.text[p.start[first] : p.end[name.last]].split()))
        if kind == "unknown" and first < name.last:
            short[p.lower[name.last]] = heads[head]
        if head != name.last:
            heads.setdefault(name.last, heads[head])
    for t in r.scan.titles:
        if t.last in r.taken or t.last in heads or not _is_head(r, t.last) or t.title.kind in ("group", "country", "unknown", "igo"):
            continue
        if t.title.title.split()[-1] in WEAPONS and all(p.pos[i] in ("DET", "NUM") for i in range(_first(r, t.last), t.last)):
            continue  # "a drone hit a market": whose it was is not told
        if p.lower[t.last] in NEIGHBOURS and (r.scan.word(t.first - 1) in ("its", "their", "'s", "’s") or not (p.dep[t.last].startswith("nsubj") and p.lemma[p.head[t.last]] in SAYING)):
            continue  # most often a state, where nobody asks the people next door
        sort = _sort(personal(t) and p.lower[t.last] not in _COLLECTIVE, plural_title(t), t.title.kind)  # type: ignore[arg-type]
        first = _first(r, t.last)
        if not _at_home(r, t.last, sort, heads, actors, first):
            enter(first, t.last, sort, _name(r, first, t.last))
    for i, word in enumerate(p.lower):
        if i not in r.taken and i not in heads and p.tag[i] == "NNS" and word.endswith(PEOPLE) and word not in THINGS and _is_head(r, i):
            first = _first(r, i)
            if not _at_home(r, i, "civilians", heads, actors, first):
                enter(first, i, "civilians", _name(r, first, i))
        elif i not in r.taken and i not in heads and word in short and p.tag[i] in ("NNP", "NNPS"):
            again(i, i, short[word])
        elif i not in r.taken and i not in heads and word in _BODY_NOUNS and p.lower[i - 1] == "the" and len(set(short.values())) == 1:
            again(i, i, next(iter(short.values())))
        elif i not in r.taken and i not in heads and p.tag[i] in ("NNP", "NNPS") and word not in PAPERS and _takes_part(r, i) and _is_head(r, i) and i not in r.scenery.named and word not in CALENDAR:
            first = _first(r, i)
            if not any(k in r.taken or k in heads for k in range(first, i)):
                enter(first, i, "unknown", _name(r, first, i))
    for i, word in enumerate(p.lower):
        if word in PRONOUNS and i not in r.by_head and p.dep[i].startswith("nsubj"):
            speaker = _speaker(r, i, heads)
            if speaker is not None:
                heads[i] = speaker
    return heads, actors


def _sort(titled: bool, plural: bool, kind: ActorKind) -> ActorKind:
    """One holder of a title is a person, several of a body are a group, the rest what the title says."""
    if titled and not plural and kind in HOLDERS:
        return "person"
    return "group" if titled and kind in ("government", "party", "legislature", "judiciary", "ngo", "company") else kind


def _speaker(r: Register, i: int, heads: dict[int, str]) -> str | None:
    """Who says the clause whose subject a pronoun is ("Teachers said they will not end the strike"): nobody else can be meant by it there."""
    p = r.p
    node = p.head[i]
    while p.dep[node] in ("conj", "xcomp") and p.head[node] != node:
        node = p.head[node]
    if p.dep[node] not in ("ccomp", "parataxis") or p.lemma[p.head[node]] not in SAYING:
        return None
    subject = syntax.surface_subject(p, p.head[node])
    if subject is None or subject >= i:
        return None
    plural = p.tag[subject] in ("NNS", "NNPS") or any(p.dep[c] == "conj" for c in p.children[subject])
    if plural != (p.lower[i] in ("they", "we")) and p.tag[subject] in ("NNS", "NNPS", "PRP"):
        return None
    return r.by_head.get(subject) or heads.get(subject)


#: Courts of these are no state's.
ABOVE_STATES = frozenset({"arbitration", "arbitral", "international", "regional", "european", "african", "world"})


def _at_home(r: Register, head: int, kind: ActorKind, heads: dict[int, str], actors: dict[str, Actor], first: int) -> bool:
    """Takes a force, court or people of no stated nationality for that of the place where the sentence plays, or most of the article."""
    if unknown_land(r) or (kind == "judiciary" and any(r.p.lower[k] in ABOVE_STATES for k in range(first, head))):
        return False
    torn = torn_country(r) if kind == "military" and r.scan.word(head - 1) in ("the", "and") else None
    country = torn or r.scenery.here(head) or r.scenery.before(head) or main_country(r)
    if country is None and named_most(r, r.scenery.mostly()):
        country = r.scenery.mostly()
    known = r.know.countries.get(country or "")
    if kind not in ("military", "police", "judiciary", "legislature", "civilians") or known is None or country is None:
        return False
    ident = f"{kind}:{country}"
    span = syntax.span(r.p, first, head)
    before = actors.get(ident)
    actors[ident] = Actor(id=ident, name=BODY_NAMES[kind].format(known.name), kind=kind, country=country, code=country + BODY_CODES[kind],
                          mentions=(*(before.mentions if before else ()), span))
    heads[head] = ident
    return True


def _is_head(r: Register, i: int) -> bool:
    p = r.p
    return p.pos[i] in ("NOUN", "PROPN") and not (p.dep[i] in ("compound", "nmod:desc", "flat", "nmod:unmarked") and p.pos[p.head[i]] in ("NOUN", "PROPN") and p.head[i] > i)


def _takes_part(r: Register, i: int) -> bool:
    """Does a name stand where a party stands? Behind "of", "in", "near" it is most often a place that no table knows."""
    p, node = r.p, i
    while p.dep[node] == "conj" and p.head[node] != node:
        node = p.head[node]
    return p.dep[node].startswith(("nsubj", "obj", "iobj", "nmod:poss", "obl:agent", "root", "appos")) or syntax.case(p, node) in ("by", "with", "against", "for", "between")


def _first(r: Register, head: int) -> int:
    """The first word of the phrase before its noun, without what others own."""
    p, first = r.p, head
    while first > p.sentences[p.sent[head]][0] and p.head[first - 1] == head and p.dep[first - 1] in ("det", "amod", "compound", "nummod", "nmod:desc", "nmod:unmarked"):
        first -= 1
    return first


def _name(r: Register, first: int, last: int) -> str:
    p = r.p
    while first < last and p.pos[first] in ("DET", "PUNCT"):
        first += 1
    return p.article.text[p.start[first] : p.end[last]]
