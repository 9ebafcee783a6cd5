"""Civilians: people of a nationality, those who march or flee, and the unnamed who are hurt, each as the people of a country."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.actor_home import main_country, named_most, unknown_land
from goodoffices.coding.actor_names import REFERENCE, phrase_start
from goodoffices.coding.actor_owners import Owner, Phrase
from goodoffices.coding.actor_register import Register
from goodoffices.coding.actor_states import HARM, SPEAK, acts, locative
from goodoffices.coding.actor_titles import plural_title
from goodoffices.model import ActorKind

#: Civil words that only count beside a nationality or as victims and actors of a verb.
_VAGUE = frozenset("""
people population person family families child children woman women man men boy boys girl girls mother father son daughter parents relatives
relative driver drivers worker workers citizen citizens resident residents student students teacher teachers doctor doctors engineer
engineers youth youths nationals victim victims crew passengers passenger lawyer lawyers crowd crowds monk monks prisoner prisoners detainee
detainees hostage hostages visitors voters voter wounded casualties survivors drivers tourists
""".split())
_CROWD_NUMBERS = frozenset({"thousands", "dozens", "hundreds", "scores", "tens", "millions", "number", "group", "crowd"})
#: Endings of words for people ("dredgers", "activists"), and words that only look so.
_AGENTIVE = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "ant", "ants", "folk", "people", "ian", "ians", "child", "children", "herd", "herds")
_THINGS = frozenset("""
tanker tankers frigate cruiser cruisers destroyer destroyers carrier carriers bunker bunkers tower towers reactor reactors sector helicopter
helicopters launcher launchers border borders centre center headquarter headquarters letter letters order orders river power quarter
quarters corridor plant plants trawler trawlers freighter freighters number numbers paper papers computer computers container containers
bomber bombers fighter fighters water shelter shelters corner corners matter mortar mortars radar radars trailer trailers boiler boilers
transformer transformers counter chamber summer winter banner banners poster posters leader leaders member members partner partners offer
server servers factor pier piers car cars bus barrier barriers tractor tractors
""".split())
_SIDES = frozenset({"sides", "countries", "states", "nations", "neighbours", "neighbors", "armies", "camps", "republics"})
_COUNTS = frozenset({"others", "more", "dozens", "scores", "hundreds", "thousands", "many", "several", "some", "another", "few"})
#: A state's neighbours are states, not its people.
_NEXT_DOOR = frozenset({"neighbour", "neighbours", "neighbor", "neighbors"})
#: Words before those of one's own, and men who are only fighters or soldiers where they are somebody's own.
_OWN = frozenset({"its", "their", "his", "our", "my"})
_FIGHTERS = frozenset("men fighters troops members servicemen servicewomen guards commanders recruits conscripts reservists rangers".split())
_INJURY = frozenset("kill wound injure shoot hurt abduct kidnap massacre stab murder maim behead execute behead beat displace".split())
_DYING = frozenset({"die", "drown", "perish", "starve", "suffocate"})


def civilians(r: Register, ph: Phrase, owner: Owner) -> None:
    """A civil word with its number and nationality; victims of no stated nationality belong to the place of the deed."""
    p, t = r.p, ph.hit
    word = p.lower[t.last]
    if word in _NEXT_DOOR and (ph.possessive is not None or owner.country is not None):
        return
    first = ph.first
    while r.scan.word(first - 1) == "of" and (r.scan.word(first - 2) in _CROWD_NUMBERS or p.pos[first - 2] == "NUM"):
        first -= 2
        first = first - 1 if r.scan.word(first - 1) in ("a", "the", "some") else first
    anchor = first if first < ph.first else t.last
    verb = p.head[anchor]
    harmed = p.lemma[verb] in HARM or p.lemma[p.head[t.last]] in HARM or _beside_harm(r, t.last)
    country = owner.country
    if country is None and not (acts(r, anchor) or acts(r, t.last)):
        return
    if country is None and word in _VAGUE and not harmed:
        return
    if country is None:
        country = victims_country(r, t.last)
    if country is None and p.lower[ph.first] in ("the", "these", "those"):
        before = {m.actor for m in r.mentions if m.first < first and p.lower[m.head] == word and r.drafts[m.actor].kind == "civilians"}
        if len(before) == 1:
            r.mention(before.pop(), first, t.last, "description", plural_title(t))
            return
    if (country is None and not harmed) or (owner.body is not None and country is None):
        return
    _enter(r, country, first, ph.last if ph.owner.last is not None else t.last, plural_title(t))
    for i in range(ph.first, ph.last + 1):
        hit = r.scan.at.get(i)
        if hit is not None and hit.last == i and hit.meaning.sort in REFERENCE:
            r.modifier.setdefault(i, r.body("government", hit.meaning.ref))


def _beside_harm(r: Register, i: int) -> bool:
    """Is the noun coordinated with the object of a harmful verb ("a woman and her two children")?"""
    p = r.p
    node = i
    while p.dep[node] == "conj" and p.head[node] != node and p.pos[p.head[node]] in ("NOUN", "PROPN", "NUM"):
        node = p.head[node]
    return node != i and p.lemma[p.head[node]] in HARM


def _enter(r: Register, country: str | None, first: int, last: int, plural: bool) -> None:
    """Enters the people hurt: as civilians, or in arms where the noun says so ("four soldiers")."""
    if country is None and _background(r, *r.p.sentences[r.p.sent[first]]):
        return
    kind = _force(r, first, last, country)
    if country is not None:
        actor = r.body(kind, country)
    else:
        start = first + 1 if r.p.lower[first] in ("the", "a", "an") and first < last else first
        actor = r.group(" ".join(r.scan.text(start, last).split()), (), None, None, kind)
    r.mention(actor, first, last, "description", plural)


def _force(r: Register, first: int, last: int, country: str | None) -> ActorKind:
    """Military for soldiers, police for policemen; bare officers belong to the force named nearest to them.

    Sailors are military only after a force of their own country ("the Iranian navy said three sailors"): others sail on ferries.
    """
    title = r.scan.title_at.get(last)
    if title is None or title.title.kind not in ("military", "police"):
        return "civilians"
    if r.p.lower[last] in ("sailor", "sailors") and title.first == last:
        own = any(m.first < first and r.p.sent[m.first] == r.p.sent[first] and r.drafts[m.actor].kind == "military" and r.drafts[m.actor].country == country for m in r.mentions)
        return "military" if own and country is not None else "civilians"
    if r.p.lower[last] in ("officer", "officers") and title.first == last:
        forces = [t for t in r.scan.titles if t.title.kind in ("military", "police") and r.p.lower[t.last] not in ("officer", "officers")]
        title = min(forces, key=lambda t: abs(t.last - first), default=title)
    return title.title.kind  # type: ignore[return-value]


def victims_country(r: Register, i: int) -> str | None:
    """Where the clause plays; else the one country of the sentence that is not the attacker's; else where the report plays."""
    p, s = r.p, r.scan
    if unknown_land(r):
        return None
    here = r.scenery.here(i)
    if here is not None:
        return here
    begin, end = syntax.segment(p, i)
    hits = [s.at[j] for j in range(begin, end) if j in s.at and s.at[j].first == j and s.at[j].meaning.sort in REFERENCE]
    land = {h.meaning.ref for h in hits if locative(r, h) and s.word(h.first - 1) != "from" and syntax.case(p, h.last) != "from"}
    if len(land) == 1:
        return land.pop()
    attackers = _attackers(r, i)
    rest = {h.meaning.ref for h in hits} - attackers
    if len(rest) == 1:
        return rest.pop()
    if rest or _background(r, begin, end):
        return None
    nearby = r.scenery.before(i)
    if nearby is not None and nearby not in attackers:
        return nearby
    mostly = main_country(r) or r.scenery.mostly()
    return mostly if mostly not in attackers and named_most(r, mostly) and not _in_quarrel(r) else None


def _in_quarrel(r: Register) -> bool:
    """Is something told to be between two states ("talks between Togo and Benin")? Then people of no stated nationality may be of either."""
    at = r.scan.at
    return any(len({r.scan.country_of(at[i]) for i in pair if i in at and at[i].meaning.sort in REFERENCE}) == 2 for pair in syntax.pairs_between(r.p))


def _attackers(r: Register, i: int) -> set[str]:
    """Countries named in the subject of the verbs above a victim."""
    p, s = r.p, r.scan
    found: set[str] = set()
    node = i
    for _ in range(6):
        if p.head[node] == node:
            break
        node = p.head[node]
        if p.pos[node] != "VERB" or p.lemma[node] in SPEAK:
            continue
        doer = syntax.logical_subject(p, node)
        if doer is None:
            continue
        low = min([k for k in p.children[doer] if p.dep[k] in ("amod", "compound", "nmod", "nmod:poss") and k < doer], default=doer)
        low = min(low, phrase_start(s, doer))
        found |= {s.at[k].meaning.ref for k in range(low, doer + 1) if k in s.at and s.at[k].meaning.sort in REFERENCE}
        for other in syntax.conjuncts(p, doer)[1:]:
            found |= {s.at[k].meaning.ref for k in (other, *p.children[other]) if k in s.at and s.at[k].meaning.sort in REFERENCE}
        if doer in r.taken and (country := r.drafts[r.taken[doer]].country) is not None:
            found.add(country)
    return found


def _background(r: Register, begin: int, end: int) -> bool:
    """Does the sentence tell of former years, or of what two sides did to each other?"""
    p = r.p
    for k in range(begin, end):
        if p.text[k].isdigit() and len(p.text[k]) == 4 and p.text[k][:2] in ("18", "19", "20"):
            return True
        if p.lower[k] in ("both", "two") and any(p.lower[j] in _SIDES for j in range(k + 1, min(k + 4, end))):
            return True
        if p.lower[k] in ("years", "decades", "decade") and k + 1 < end and p.lower[k + 1] in ("ago", "earlier", "of"):
            return True
    return False


def find_victims(r: Register) -> None:
    """Those hurt whom no title names: "nine dredgers", "at least seven", "two others"."""
    p = r.p
    for verb, lemma in enumerate(p.lemma):
        if p.pos[verb] != "VERB":
            continue
        if lemma in _INJURY or lemma in HARM:
            noun = syntax.logical_object(p, verb)
        elif lemma in _DYING:
            noun = syntax.surface_subject(p, verb)
        else:
            continue
        if noun is None:
            continue
        for i in syntax.conjuncts(p, noun):
            if i not in r.taken and i not in r.scan.at:
                _victim(r, i, bodily=lemma in _INJURY or lemma in _DYING)


def _victim(r: Register, i: int, bodily: bool) -> None:
    p = r.p
    first = phrase_start(r.scan, i)
    if any(k in r.taken for k in range(first, i + 1)):
        return
    word = p.lower[i]
    counted = p.pos[i] == "NUM" or word in _COUNTS
    if counted and not bodily:
        return
    if not counted and not (p.pos[i] == "NOUN" and (word in _VAGUE or word.endswith(_AGENTIVE)) and word not in _THINGS):
        return
    if i + 1 < len(p.text) and p.lower[i + 1] == "of" and p.pos[i] != "NUM":
        return
    if counted:
        same = [m for m in r.mentions if syntax.segment(p, i)[0] <= m.first and m.last < i and m.kind == "description"
                and r.drafts[m.actor].kind in ("civilians", "military", "police", "armed_group") and p.lemma[p.head[m.head]] in HARM]
        if same:
            r.mention(same[-1].actor, first, i, "description", True)
            return
    if counted and (noun := _of_own(r, i)) is not None:
        if noun in r.taken:
            r.mention(r.taken[noun], first, i, "description", p.lower[i] != "one")
        else:
            _enter_own(r, noun, first)
        return
    nation = next((r.scan.at[k].meaning.ref for k in range(first, i) if k in r.scan.at and r.scan.at[k].meaning.sort in REFERENCE), None)
    if nation is None and any(r.scan.word(k) in ("its", "his", "her", "their") for k in range(first, i)):
        return
    pointing = counted and r.scan.word(i + 1) == "of" and r.scan.word(i + 2) in ("them", "whom", "these", "those")
    _enter(r, nation or (None if pointing else victims_country(r, i)), first, i, counted or word.endswith(("s", "men", "women", "people", "children")))


def _of_own(r: Register, i: int) -> int | None:
    """ "Two of its soldiers", "one of the army's officers": the noun of people in arms, or of fighters, counted out of somebody's own."""
    p = r.p
    noun = next((c for c in p.children[i] if p.dep[c] == "nmod" and c > i + 2 and r.scan.word(i + 1) == "of"), None)
    if noun is None or not (r.scan.word(i + 2) in _OWN or any(p.dep[c] == "nmod:poss" for c in p.children[noun])):
        return None
    title = r.scan.title_at.get(noun)
    return noun if p.lower[noun] in _FIGHTERS or (title is not None and title.title.kind in ("military", "police")) else None


def _enter_own(r: Register, noun: int, first: int) -> None:
    """Those counted are of the force, the group or the country whose own they are called: who says so ("Mali said two of its soldiers"), or the owner named."""
    p = r.p
    owner = _owner(r, noun)
    draft = r.drafts[owner] if owner is not None else None
    if draft is not None and owner is not None and draft.kind == "armed_group":
        r.mention(owner, first, noun, "description", True)
        return
    country = (draft.country if draft is not None else None) or victims_country(r, noun)
    if country is None:
        return
    title = r.scan.title_at.get(noun)
    kind: ActorKind = "police" if title is not None and title.title.kind == "police" and not (draft is not None and draft.kind == "military") else "military"
    r.mention(r.body(kind, country), first, noun, "description", p.lower[first] != "one")


def _owner(r: Register, noun: int) -> str | None:
    """Whom "its" means: the owner in the phrase, else who says the clause, unless that is who strikes in it."""
    p = r.p
    named = next((c for c in p.children[noun] if p.dep[c] == "nmod:poss" and p.pos[c] != "PRON"), None)
    if named is not None:
        return _actor_at(r, named)
    node, attackers = noun, _attackers(r, noun)
    for _ in range(8):
        if p.head[node] == node:
            return None
        node = p.head[node]
        if p.lemma[node] in SPEAK and (speaker := syntax.logical_subject(p, node)) is not None:
            found = _actor_at(r, speaker)
            return found if found is None or r.drafts[found].country not in attackers or r.drafts[found].country is None else None
    return None


def _actor_at(r: Register, i: int) -> str | None:
    """The actor of a phrase: its own, or the state or force that its adjective or owner names ("Armenia's defence ministry", "the army")."""
    if i in r.taken:
        return r.taken[i]
    for k in (i, *r.p.children[i]):
        hit = r.scan.at.get(k)
        if hit is not None and hit.meaning.sort in REFERENCE:
            return r.body("government", hit.meaning.ref)
    return None


__all__ = ["civilians", "find_victims", "victims_country"]
