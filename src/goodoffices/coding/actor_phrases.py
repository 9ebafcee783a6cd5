"""Actors that are described or stand for a state: "the Kyrgyz health ministry", "Tajik soldiers", "Bishkek", "the Ukrainian leader"."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.actor_home import kingdoms
from goodoffices.coding.actor_lands import one_land, scene_country
from goodoffices.coding.actor_names import REFERENCE, TitleHit, only_country
from goodoffices.coding.actor_owners import GENERIC, Owner, Phrase, phrase
from goodoffices.coding.actor_register import Draft, Register
from goodoffices.coding.actor_states import SPEAK, find_names, locative
from goodoffices.coding.actor_titles import personal, plural_title
from goodoffices.coding.actor_victims import civilians, find_victims
from goodoffices.model import ActorKind

#: Arms and vessels: without an owner they are nobody's.
WEAPONS = frozenset("""
aircraft jet jets warplane warplanes helicopter helicopters gunship gunships artillery rocket rockets missile missiles drone drones tank tanks shells
guns howitzer howitzers batteries mortars vehicles
""".split())
STATE_KINDS = frozenset({"government", "military", "police", "legislature", "judiciary"})
def find_phrases(r: Register) -> None:
    """Enters descriptions, then the names that are left."""
    for t in r.scan.titles:
        if t.last not in r.taken and t.last not in r.pending:
            _describe(r, t)
    find_names(r)
    find_victims(r)
    _again(r)


def _describe(r: Register, t: TitleHit) -> None:
    p = r.p
    kind = t.title.kind
    if p.dep[t.last] in ("compound", "nmod:desc", "flat") and p.head[t.last] > t.last and p.pos[p.head[t.last]] in ("NOUN", "PROPN") and p.head[t.last] - t.last <= 2:
        outer = r.scan.title_at.get(p.head[t.last])
        if outer is None:
            _as_modifier(r, t)
            return
    if t.title.title.split()[-1] in WEAPONS and not _wielded(r, t.last):
        return
    ph = phrase(r, t)
    if kind == "judiciary" and ph.first < t.first and p.lower[t.first - 1] == "the" and ph.owner.country is None:
        if any(h.last < t.first and h.meaning.sort == "igo" and p.lower[t.last] in p.lower[h.first : h.last + 1] for h in r.scan.hits):
            return  # the court of nations named before, found with the other short names
    if kind == "military" and _their_armies(r, t, ph):
        return
    owner = _owner(r, ph)
    if kind == "igo" and owner.country and t.title.title.split()[-1] in ("peacekeeper", "peacekeepers"):
        r.mention(r.body("military", owner.country), ph.first, t.last, "description", plural_title(t))
        _mark_modifiers(r, ph)
    elif kind in STATE_KINDS:
        _state(r, ph, owner)
    elif kind == "civilians":
        civilians(r, ph, owner)
    elif kind == "armed_group":
        _armed(r, ph, owner)
    elif kind == "igo":
        _igo(r, ph, owner)
    elif kind == "experts":
        _experts(r, ph, owner)
    elif kind in ("party", "media", "company", "ngo", "unknown"):
        _other(r, ph, owner)
    elif kind == "group" and t.title.title in ("counterpart", "counterparts") and owner.country:
        r.mention(r.body("government", owner.country), ph.first, t.last, "description", plural_title(t))
        _mark_modifiers(r, ph)
    elif kind == "country" and t.title.title in ("country", "nation", "kingdom") and not plural_title(t) and p.lower[ph.first] in ("the", "this"):
        _the_country(r, ph)


def _wielded(r: Register, i: int) -> bool:
    """Does the weapon or vessel do something, or is it owned by name ("Greek gunboats opened fire", "hit by an Iranian missile")?"""
    p = r.p
    node = i
    while p.dep[node] == "conj" and p.head[node] != node:
        node = p.head[node]
    return p.dep[node] in ("nsubj", "obl:agent") or (p.dep[node] == "obl" and syntax.case(p, node) == "by")


def _their_armies(r: Register, t: TitleHit, ph: Phrase) -> bool:
    """ "Talks between Burundi and Rwanda after their troops exchanged fire": the troops of both."""
    p, s = r.p, r.scan
    if ph.possessive is None or p.lower[ph.possessive] != "their" or not p.dep[t.last].startswith("nsubj"):
        return False
    begin = p.sentences[p.sent[t.last]][0]
    for i in range(ph.possessive - 1, begin, -1):
        one, two = s.at.get(p.head[i]), s.at.get(i)
        if p.dep[i] == "conj" and one is not None and two is not None and one.meaning.sort in REFERENCE and two.meaning.sort in REFERENCE and p.head[i] < i:
            members = tuple(r.body("military", x) for x in dict.fromkeys((s.country_of(one), s.country_of(two))) if x is not None)
            if len(members) == 2:
                r.mention(r.group(s.text(ph.first, t.last), members, 2, 0), ph.first, t.last, "group", True)
                return True
    return False


def _again(r: Register) -> None:
    """ "the guards" after "border guards": the same body named again by its last noun."""
    p, s = r.p, r.scan
    heads: dict[str, dict[str, int]] = {}
    for m in r.mentions:
        if m.kind == "description" and r.drafts[m.actor].kind in ("military", "police", "armed_group", "civilians", "judiciary", "legislature") and p.pos[m.head] == "NOUN":
            known = heads.setdefault(p.lower[m.head], {})
            known[m.actor] = min(known.get(m.actor, m.first), m.first)
    for i, word in enumerate(p.lower):
        if word not in heads or i in r.taken or s.word(i - 1) not in ("the", "these", "those", "its"):
            continue
        earlier = [x for x, at in heads[word].items() if at < i]
        if len(earlier) == 1:
            r.mention(earlier[0], i - 1, i, "description", word.endswith("s") or word.endswith("men"))
    for i, word in enumerate(p.lower):
        if word in GENERIC and i not in r.taken and s.word(i - 1) in ("the", "this", "that") and p.text[i].islower() and p.dep[i] not in ("compound", "nmod:desc"):
            _generic(r, i, word)


def _generic(r: Register, i: int, word: str) -> None:
    """ "the bloc", "the commission", "the company": the one body of that sort named before."""
    if r.scan.word(i + 1) == "of":
        return
    kind = GENERIC[word]
    seen = [(m.last, m.actor) for m in r.mentions if m.last < i and m.kind in ("name", "possessive") and r.drafts[m.actor].kind == kind]
    seen += [(h.last, h.meaning.ref) for h in r.scan.hits if h.last < i and h.meaning.sort == kind]  # "Hezbollah leader Naim Qassem said the group ..."
    before = {actor for _, actor in seen}
    near = {actor for at, actor in seen if r.p.sent[i] - r.p.sent[at] <= 1}
    exact = {x for x in before if word in _body_name(r, x).lower().split()}
    for choice in (exact, before if word in _ANY else set(), near if word in _ANY else set()):
        if len(choice) == 1:
            found = choice.pop()
            _body_of(r, found)
            r.mention(found, i - 1, i, "description")
            return


def _body_name(r: Register, ident: str) -> str:
    return r.drafts[ident].name if ident in r.drafts else r.know.organisations[ident].name if ident in r.know.organisations else ""


#: Common nouns of GENERIC that need not stand in the body's name.
_ANY = frozenset({"party", "bloc", "alliance", "company", "firm", "group", "movement", "militia", "newspaper", "broadcaster", "daily", "charity"})


def _as_modifier(r: Register, t: TitleHit) -> None:
    """ "army positions", "police station": the word qualifies another noun; its owner may still act."""
    owner = _owner(r, phrase(r, t))
    if owner.country and t.title.kind in ("military", "police") and t.last not in r.modifier:
        r.modifier[t.last] = r.body(t.title.kind, owner.country)  # type: ignore[arg-type]


def _owner(r: Register, ph: Phrase) -> Owner:
    """The owner named in the phrase, or the one its possessive pronoun means."""
    if ph.owner.country or ph.owner.body or ph.possessive is None:
        return ph.owner
    found = r.by_head.get(ph.possessive) or r.modifier.get(ph.possessive) or _its(r, ph.possessive)
    draft = r.drafts.get(found or "")
    if draft is None or draft.kind in ("person", "group"):
        return Owner(country=draft.country, sort="known") if draft is not None and draft.country else ph.owner
    return Owner(country=draft.country, body=draft.id if draft.kind in ("igo", "armed_group", "party", "ngo") else None, sort="known")


def _its(r: Register, i: int) -> str | None:
    """The state or body that "its" means: the subject last named in this sentence or the one before."""
    p, s = r.p, r.scan
    if p.lower[i] not in ("its", "their"):
        return None
    fallback = None
    content = syntax.subject_of_content(p, i)
    if content is not None and (hit := s.at.get(content)) is not None and hit.meaning.sort in REFERENCE:
        return r.body("government", hit.meaning.ref)
    told = syntax.told(p, syntax.clause_of(p, i))
    if told is not None and told not in s.at:
        return r.taken.get(told)
    if told is not None and s.at[told].meaning.sort in REFERENCE:
        return r.body("government", s.at[told].meaning.ref)
    for j in range(i - 1, -1, -1):
        if p.sent[j] < p.sent[i] - 1:
            break
        hit = s.at.get(j)
        found = r.taken.get(j)
        if found is None and hit is not None and hit.last == j and hit.meaning.sort in ("igo", "party", "armed_group", "ngo") and p.dep[j].startswith("nsubj"):
            _body_of(r, hit.meaning.ref)
            found = hit.meaning.ref if hit.meaning.ref in r.drafts else None
        if (j in s.quoted) != (i in s.quoted):
            continue
        if p.lower[i] == "their" and found is None and p.tag[j] == "NNS" and p.sent[j] == p.sent[i] and p.dep[j].startswith(("nsubj", "obj", "obl")):
            return None
        if found is None and hit is not None and hit.last == j and hit.meaning.sort in REFERENCE and not locative(r, hit):
            found = r.body("government", hit.meaning.ref)
        if found is None or r.drafts[found].kind in ("person", "group", "civilians", "media", "experts"):
            continue
        if p.dep[j].startswith("nsubj"):
            return found
        fallback = fallback or found
    return fallback


def _state(r: Register, ph: Phrase, owner: Owner) -> None:
    """Officials, ministries, armies, parliaments, police, courts."""
    t = ph.hit
    kind: ActorKind = t.title.kind  # type: ignore[assignment]
    if owner.body is not None and (drafted := _body_of(r, owner.body)) is not None and drafted != "person":
        r.mention(owner.body, ph.first, ph.last, "description", plural_title(t))
        return
    single = personal(t) and not plural_title(t)
    if owner.country is None:
        if single:
            found = _known_titleholder(r, ph)
            if found is not None:
                r.mention(found, ph.first, ph.last, "description")
                return
        _stateless(r, ph, kind, single)
        return
    if ph.former:
        return
    person = _holder(r, ph, owner.country) if single and kind in ("government", "legislature") else None
    actor = person or r.body(kind, owner.country)
    last = ph.last if ph.owner.last is not None else t.last
    r.mention(actor, ph.first, last, "description", plural_title(t) or kind == "police")
    _mark_modifiers(r, ph)


def _body_of(r: Register, identity: str) -> str | None:
    """Makes sure that a body of the tables is entered; its kind."""
    if identity in r.know.people:
        return "person"
    if identity in r.know.organisations:
        r.organisation(identity)
        return r.drafts[identity].kind
    return r.drafts[identity].kind if identity in r.drafts else None


def _mark_modifiers(r: Register, ph: Phrase) -> None:
    """Nationality words and possessors inside the phrase name their government."""
    for i in range(ph.first, ph.last + 1):
        hit = r.scan.at.get(i)
        if hit is not None and hit.last == i and hit.meaning.sort in REFERENCE:
            r.modifier.setdefault(i, r.body("government", hit.meaning.ref))


def _holder(r: Register, ph: Phrase, country: str) -> str | None:
    """Who holds the office, if the article names that person; a name that the text does not give is never brought in."""
    title = ph.hit.title
    offices = {"leader": ("head_of_state", "head_of_government")}.get(title.title.lower(), (title.office,) if title.office else ())
    if not offices:
        return None
    named = [d for d in r.drafts.values() if d.kind == "person" and d.country == country and not d.former]
    word = title.title.lower().split()[-1]
    if word == "leader":  # "the Chadian leader" is not the leader of the opposition
        named = [d for d in named if not (d.code or "").endswith(("OPP", "REB")) and not {"opposition", "rebel", "party", "faction", "protest"} & set((d.role or "").lower().split())]
    by_role = [d.id for d in named if d.role and (title.title.lower() == d.role.lower() or (d.role.lower().split()[-1] == word and title.title.lower() == word))]
    if len(by_role) == 1:
        return by_role[0]
    if title.title.lower() == "leader":
        heads = [d.id for d in named if (d.role or "").lower() in ("president", "prime minister", "supreme leader", "king", "chancellor", "premier", "emir", "sultan", "interim president")]
        if len(heads) == 1:
            return heads[0]
    for office in offices:
        known = [d.id for d in named if any(o.office == office and o.country == country for o in r.know.held(d.id, r.published))]
        if len(known) == 1 and office not in ("other", "minister", "envoy", "spokesperson"):
            return known[0]
        if len(known) == 1 and office == "spokesperson" and title.title.lower() in (d.role or "" for d in named):
            return known[0]
    return None


def _known_titleholder(r: Register, ph: Phrase) -> str | None:
    """ "the minister", "the spokeswoman": the person of that title last named before."""
    p = r.p
    if p.lower[ph.first] not in ("the", "his", "her"):
        return None
    words = ph.hit.title.title.lower()
    seen: dict[str, int] = {}
    for m in r.mentions:
        if m.first < ph.first and r.drafts[m.actor].kind == "person":
            seen[m.actor] = max(seen.get(m.actor, -1), m.first)
    fit = [x for x in seen if (role := r.drafts[x].role) and _fits(words, role.lower())]
    if not fit:
        return None
    best = max(fit, key=lambda x: seen[x])
    return best if len(fit) == 1 or p.sent[seen[best]] >= p.sent[ph.first] - 2 else None


def _fits(title: str, role: str) -> bool:
    """ "the minister" fits "foreign minister", "the president" does not fit "vice president"."""
    if title == role or role.startswith(title + " of") or role.startswith(title + " for"):
        return True
    return role.endswith(" " + title) and not role.startswith(("vice", "deputy"))


#: "The president", "the foreign minister" of no stated nationality speaks for the country that the report tells of.
OFFICES = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})


def _stateless(r: Register, ph: Phrase, kind: ActorKind, single: bool) -> None:
    """An official, army or police of no stated nationality: the one in play, else a vague source or nobody."""
    p, t = r.p, ph.hit
    word = p.lower[t.last]
    before = [m for m in r.mentions if m.first < ph.first and r.drafts[m.actor].kind == kind and m.kind == "description"]
    same = {m.actor for m in before if p.lower[m.head] in (word, word.rstrip("s"), word + "s")}
    there = {m.actor for m in before} if kind != "government" else set()
    definite = p.lower[ph.first] in ("the", "those", "these")
    if definite or kind in ("police",):
        for choice in (same, there):
            if len(choice) == 1 and not (kind == "government" and not single and word not in ("government", "ministry", "authorities", "junta", "cabinet", "embassy", "delegation",
                                                                                           "negotiators", "officials", "diplomats", "regime", "administration")):
                r.mention(choice.pop(), ph.first, t.last, "description", plural_title(t))
                return
    if word in ("government", "ministry", "junta", "cabinet", "parliament", "army", "military", "police", "authorities", "regime", "troops", "soldiers", "navy", "court", "forces",
                "marines", "guards", "coastguard") and (definite or ph.first == t.first) and _takes_part(r, t.last):
        country = scene_country(r, t.last, kind)
        if country is not None:
            r.mention(r.body(kind, country), ph.first, t.last, "description", plural_title(t) or kind == "police")
            return
    if kind == "government" and single and definite and t.title.office in OFFICES and r.scan.word(t.last + 1) not in ("of", "for") and _takes_part(r, t.last):
        country = one_land(r, t.last)
        if country is not None:
            r.mention(r.body(kind, country), ph.first, t.last, "description")
            return
    officer = kind in ("military", "police") and word in ("official", "officials", "source", "sources")
    if (kind == "government" or officer) and _speaks(r, t.last) and t.title.office in ("", "other", "envoy", "negotiator") and not definite and ph.possessive is None:
        _vague(r, ph)


def _takes_part(r: Register, i: int) -> bool:
    """Does the phrase of a noun stand where a party of an act stands: subject, object, owner, or behind "to", "with", "by", "from", "against"?"""
    p = r.p
    return p.dep[i].startswith(("nsubj", "obj", "iobj", "obl:agent", "nmod:poss")) or (p.dep[i] in ("obl", "nmod") and syntax.case(p, i) in ("to", "with", "by", "from", "against", "for"))


def _speaks(r: Register, i: int) -> bool:
    p = r.p
    head = p.head[i]
    return (p.dep[i].startswith("nsubj") and p.lemma[head] in SPEAK) or (p.dep[i] in ("obl", "nmod") and syntax.case(p, i) == "according to")


def _vague(r: Register, ph: Phrase, kind: ActorKind = "group") -> None:
    """ "critics", "a diplomat": somebody unnamed of no nationality."""
    p, t = r.p, ph.hit
    count = 1 if not plural_title(t) else None
    name = r.scan.text(ph.first if p.lower[ph.first] not in ("the", "a", "an") else ph.first + 1, t.last)
    actor = r.group(name, (), count, count, kind)
    if r.scan.word(t.last + 1) != "of":
        r.mention(actor, ph.first, t.last, "group", plural_title(t))


#: Who may be anybody, whatever group the report names.
NAMELESS = frozenset({"bomber", "bombers", "attackers", "attacker", "terrorists", "terrorist", "gunmen", "gunman", "pirates", "pirate", "bandits", "bandit", "kidnappers", "mercenaries", "assailants", "mercenary",
                      "gangs", "gang", "armed men"})


def _met_there(r: Register, t: TitleHit, group: str) -> bool:
    """Is the group named behind in the same clause ("the militiamen fired on LNA positions")? Then it is the other side there."""
    clause = syntax.clause_of(r.p, t.last)
    return any(h.meaning.ref == group and h.first > t.last and syntax.clause_of(r.p, h.last) == clause for h in r.scan.hits)


def _armed(r: Register, ph: Phrase, owner: Owner) -> None:
    """Fighters of a named group, "the rebels" of the one group in play, or the rebels of a country."""
    p, t = r.p, ph.hit
    if owner.body is not None:
        kind = _body_of(r, owner.body)
        if kind == "armed_group":
            r.mention(owner.body, ph.first, max(t.last, ph.last), "description", plural_title(t))
            return
    single = personal(t) and not plural_title(t)
    if single:
        found = _known_titleholder(r, ph)
        if found is not None:
            r.mention(found, ph.first, t.last, "description")
            return
    groups = {d.id for d in r.drafts.values() if d.kind == "armed_group"} | {h.meaning.ref for h in r.scan.hits if h.meaning.sort == "armed_group"}
    if owner.country is not None:
        groups = {g for g in groups if (_body_of(r, g) or True) and r.drafts[g].country == owner.country}
    definite = p.lower[ph.first] in ("the", "its", "their", "these", "those") or (ph.first == t.first and plural_title(t))
    if len(groups) == 1 and definite and not {t.title.title.lower(), t.title.title.split()[-1].lower()} & NAMELESS and not _met_there(r, t, next(iter(groups))):
        only = groups.pop()
        _body_of(r, only)
        r.mention(only, ph.first, t.last, "description", plural_title(t))
        return
    if t.title.title.split()[-1].lower() not in ("rebels", "rebel", "insurgents", "separatists", "separatist", "guerrillas", "insurgent", "militants", "jihadists", "guerrilla", "militia", "militias"):
        return
    word = t.title.title.split()[-1].lower().rstrip("s") + "s"
    name = next((r.scan.p.text[i] for i in range(ph.first, t.first) if p.pos[i] == "PROPN" and p.text[i][:1].isupper() and i not in r.scan.at), None)
    if name is not None and owner.country is None:
        country = only_country(r.scan)
        actor = r.enter(Draft(f"armed_group:{name.lower()}-{word}", f"{name} {word}", "armed_group", country, f"{country or ''}REB"))
    elif owner.country is not None:
        known = r.know.countries.get(owner.country)
        actor = r.enter(Draft(f"armed_group:{owner.country.lower()}-{word}", f"{word.capitalize()} in {known.name if known else owner.country}", "armed_group", owner.country, f"{owner.country}REB"))
    else:
        return
    r.mention(actor, ph.first, ph.last if ph.owner.last else t.last, "description", plural_title(t))


def _igo(r: Register, ph: Phrase, owner: Owner) -> None:
    p, t = r.p, ph.hit
    body = owner.body
    if body is None:
        single = personal(t) and not plural_title(t)
        found = _known_titleholder(r, ph) if single else None
        if found is not None:
            r.mention(found, ph.first, t.last, "description")
            return
        entered = [d.id for d in r.drafts.values() if d.kind == "igo"]
        if len(entered) == 1 and p.lower[ph.first] == "the" and p.dep[t.last].startswith(("nsubj", "obj")) and t.title.title not in ("inspectors", "monitor", "monitors", "inspector"):
            r.mention(entered[0], ph.first, t.last, "description", plural_title(t))
        return
    if _body_of(r, body) != "igo" or ph.former:
        return
    if personal(t) and not plural_title(t):
        named = [d.id for d in r.drafts.values() if d.kind == "person" and d.code and d.code == r.drafts[body].code and d.role and d.role.split()[-1] == p.lower[t.last]]
        if len(named) == 1:
            r.mention(named[0], ph.first, ph.last, "description")
            return
        holder = r.know.holder("org_head", body, r.published) if t.title.office == "org_head" else None
        if holder is not None:
            r.mention(r.person(holder), ph.first, ph.last, "description")
            return
    r.mention(body, ph.first, max(t.last, ph.last), "description", plural_title(t))


def _experts(r: Register, ph: Phrase, owner: Owner) -> None:
    t = ph.hit
    if personal(t) and not plural_title(t):
        found = _known_titleholder(r, ph)
        if found is not None:
            r.mention(found, ph.first, t.last, "description")
            return
    if not _speaks(r, t.last) or ph.former:
        return
    if owner.country is not None and plural_title(t):
        r.mention(r.body("experts", owner.country), ph.first, t.last, "description", True)
    else:
        _vague(r, ph, "experts")


def _other(r: Register, ph: Phrase, owner: Owner) -> None:
    """Parties, media, firms and sources that are described, not named."""
    t = ph.hit
    kind = t.title.kind
    single = personal(t) and not plural_title(t) and t.title.title.split()[-1] != "opposition"
    if owner.body is not None:
        held = _body_of(r, owner.body)
        if held not in (None, "person") and t.first > 0 and (single or kind != "unknown"):
            r.mention(owner.body, ph.first, max(t.last, ph.last), "description", plural_title(t))
        return
    if single:
        found = _known_titleholder(r, ph)
        if found is not None:
            r.mention(found, ph.first, t.last, "description")
            return
    if owner.country is not None and kind == "unknown" and t.title.title.split()[-1] in ("source", "sources"):
        r.mention(r.body("government", owner.country), ph.first, t.last, "description", plural_title(t))
    elif owner.country is not None and kind == "party" and "opposition" in t.title.title and not single:
        country = r.know.countries.get(owner.country)
        actor = r.enter(Draft(f"party:{owner.country.lower()}-opposition", f"Opposition in {country.name if country else owner.country}", "party", owner.country, f"{owner.country}OPP"))
        r.mention(actor, ph.first, t.last, "description", plural_title(t))
    elif owner.country is not None and kind == "media" and t.title.title.startswith(("state", "official")) and "official" not in t.title.title.split()[1:]:
        country = r.know.countries.get(owner.country)
        if t.last + 1 in r.scan.at and r.scan.at[t.last + 1].meaning.sort == "outlet":
            return
        actor = r.enter(Draft(f"media:{owner.country.lower()}-state-media", f"State media of {country.name if country else owner.country}", "media", owner.country, f"{owner.country}MED"))
        r.mention(actor, ph.first, t.last, "description")
    elif owner.country is None and kind in ("party", "unknown") and _speaks(r, t.last) and plural_title(t) and t.title.title.split()[-1] in ("sources", "critics", "opponents", "insiders"):
        _vague(r, ph)


def _the_country(r: Register, ph: Phrase) -> None:
    """ "the country": the one last named, in this sentence or the one before; "the kingdom": the last one whose full name says that it is one."""
    p, s = r.p, r.scan
    fitting = kingdoms(s) if ph.hit.title.title == "kingdom" else None
    for back in (0, 1):
        sentence = p.sent[ph.first] - back
        if sentence < 0:
            return
        begin, end = p.sentences[sentence]
        named = {s.country_of(s.at[j]) for j in range(begin, min(end, ph.first)) if j in s.at and s.at[j].meaning.sort in REFERENCE}
        named = named if fitting is None else named & fitting
        if len(named) == 1:
            only = named.pop()
            if only is not None:
                r.mention(r.body("country", only), ph.first, ph.hit.last, "description")
            return
        if named:
            return
