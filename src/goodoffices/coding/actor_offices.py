"""Ties a person's name to its title: office, country and body."""

from __future__ import annotations

from goodoffices.coding.actor_given import HER_NAMES, HIS_NAMES
from goodoffices.coding.actor_home import home_country, same_title
from goodoffices.coding.actor_names import HYPHENS, PARTICLES, REFERENCE, TitleHit, only_country
from goodoffices.coding.actor_owners import Owner, Phrase, phrase, possessor, role_text, surname_country
from goodoffices.coding.actor_register import Draft, Register
from goodoffices.coding.actor_titles import HONORIFICS, MEN, STATE_BODIES, STUDY, WOMEN, personal, title_after, title_before
from goodoffices.ontology.knowledge import straight


def attach(r: Register, identity: str, first: int, last: int, title: TitleHit | None) -> None:
    """Notes the mention, with its title, and takes from the title what the person is."""
    s, p = r.scan, r.p
    while s.word(first - 1) in HYPHENS and s.word(first - 2) in PARTICLES:
        first -= 2
    while s.word(first - 1) in ("al", "el", "bin", "ben", "abu", "von", "van", "de") and s.same_sentence(first - 1, first) and p.lower[first - 1] in PARTICLES:
        first -= 1
    begin, end = first, last
    draft = r.drafts[identity]
    found = None
    outer = None
    if title is not None:
        found = phrase(r, title)
        begin = min(found.first, first)
        double = title_before(r, found.first)
        if double is not None:
            outer = phrase(r, double)
            begin = outer.first
        else:
            behind = title_after(r, last)
            outer = phrase(r, behind) if behind is not None else None
    else:
        before = title_before(r, first)
        if before is not None:
            found = phrase(r, before)
            begin = found.first
        else:
            after = title_after(r, last)
            if after is not None:
                found = phrase(r, after)
    r.mention(identity, begin, end, "name")
    for ph in (outer, found):
        if ph is not None and ph.first > last:
            r.mention(identity, ph.first, ph.last, "description")
    stated = _country_behind(r, last)
    for ph in sorted((x for x in (outer, found) if x is not None), key=lambda x: x.owner.country is None and x.owner.body is None):
        _describe(r, draft, ph, stated)  # the title that names its state first: "the mediator, Costa Rican President Oscar Arias"
    if outer is not None and found is not None and found.hit.title.code == "MIL" and outer.hit.title.title.startswith("spokes") and (draft.code or "").endswith("GOV"):
        draft.code = f"{draft.country}MIL"
    if draft.country is None and draft.code is None:
        _from_possessor(r, draft, first, last)
        _from_house(r, draft, last)
    if not draft.gender:
        given = draft.name.split()[0].lower()
        draft.gender = "f" if given in HER_NAMES else "m" if given in HIS_NAMES else ""
    _gender(draft, outer)
    _gender(draft, found)


#: Offices that reports give without a country where the American one is meant; juniors elsewhere are "of state for" something.
AMERICAN = frozenset({"secretary of state", "acting secretary of state", "deputy secretary of state", "under secretary of state", "undersecretary of state", "assistant secretary of state",
                      "deputy assistant secretary of state", "treasury secretary", "u.s. trade representative"})


def _country_behind(r: Register, last: int) -> str | None:
    """The country said behind a name: "Foreign Minister Teresa Ugarte of Peru"."""
    hit = r.scan.at.get(last + 2)
    if hit is None or r.scan.word(last + 1) != "of" or hit.meaning.sort != "country" or not r.scan.same_sentence(last, hit.last):
        return None
    return hit.meaning.ref


def _describe(r: Register, draft: Draft, ph: Phrase, stated: str | None = None) -> None:
    """Country, code and role from a title; the tables know better where they know."""
    title = ph.hit.title
    if draft.id in r.know.people:
        if draft.role is None and draft.code is None:
            draft.role = role_text(r, ph)
            served = r.know.organisations.get(ph.owner.body or "")
            if not ph.former and served is not None and served.kind == "igo" and not (ph.owner.country and title.office not in ("envoy", "negotiator", "other", "")):
                draft.code = served.code
            elif not ph.former and title.code and draft.country and title.kind in STATE_BODIES and title.title not in ("leader",):
                draft.code = draft.country + title.code
        return
    if title.title.lower() in HONORIFICS:
        return
    owner = ph.owner
    if owner.country is None and owner.body is None and ph.possessive is not None:
        owner = _pronoun_owner(r, ph.possessive)
    if owner.country is None and owner.body is None and stated is not None:
        owner = Owner(country=stated)
    if owner.country is None and owner.body is None and title.office == "spokesperson":
        owner = Owner(country=_spoken_for(r, ph.hit.last))
    if owner.country is None and owner.body is None and title.title.lower() in AMERICAN and r.scan.word(ph.hit.last + 1) != "for":
        owner = Owner(country="USA")
    if owner.country is None and owner.body is None and title.kind in STATE_BODIES and title.code and draft.country is None and possessor(r, ph.first, ph.hit) is None:
        ministry = _ministry(r, ph.first) if title.title.startswith("ministry ") else None
        owner = Owner(country=ministry or same_title(r, title.title) or home_country(r, ph.first))
    if owner.country is None and owner.body is None and title.kind == "igo":
        owner = Owner(body=_main_organisation(r), sort="igo")
    role = role_text(r, ph)
    if role is not None and (draft.role is None or draft.code is None):
        draft.role = role
    if draft.code is not None or draft.former:
        return
    draft.former = ph.former
    apply_owner(r, draft, ph, owner)


def _spoken_for(r: Register, title: int) -> str | None:
    """The country of the one person named behind a title: "a spokeswoman for Rinkēvičs"."""
    s = r.scan
    i = title + 1
    if s.word(i) not in ("for", "of", "to") or not s.same_sentence(title, i + 1) or r.p.pos[i + 1] != "PROPN":
        return None
    last = i + 1
    while last + 1 < len(r.p.text) and r.p.pos[last + 1] == "PROPN" and s.same_sentence(last, last + 1):
        last += 1
    named = f" {s.text(i + 1, last)}"
    found = [d.country for d in r.drafts.values() if d.kind == "person" and f" {d.name}".endswith(named)]
    if found:
        return found[0] if len(set(found)) == 1 else None
    known = by_surname(r, straight(r.p.text[last]), None, None, last)
    return r.know.people[known].country if known else None


def _main_organisation(r: Register) -> str | None:
    """The international organisation the article names most."""
    counts: dict[str, int] = {}
    for hit in r.scan.hits:
        if hit.meaning.sort == "igo":
            counts[hit.meaning.ref] = counts.get(hit.meaning.ref, 0) + 1
    return max(counts, key=lambda x: counts[x]) if counts else None


def apply_owner(r: Register, draft: Draft, ph: Phrase, owner: Owner) -> None:
    """The code of a title holder: country + role, or that of his organisation or armed group."""
    title = ph.hit.title
    body = r.know.organisations.get(owner.body or "")
    drafted = r.drafts.get(owner.body or "")
    kind, code = (body.kind, body.code) if body else (drafted.kind, drafted.code) if drafted else ("", None)
    if kind == "person":
        kind = ""
    if kind == "igo" and title.code in ("", "GOV", "MIL", "NGO", "LEG"):
        draft.code = None if ph.former else code
        return
    draft.country = owner.country or draft.country
    if ph.former and title.code not in ("EDU", "MED"):
        return
    if kind == "armed_group":
        draft.code = code
    elif kind == "experts":
        draft.code = f"{draft.country}EDU" if draft.country else "EDU"
    elif kind in ("media", "company", "party", "ngo"):
        tail = {"media": "MED", "company": "BUS", "party": title.code or "OPP", "ngo": "NGO"}[kind]
        draft.code = (draft.country or "") + tail
    elif draft.country and title.office in ("spokesperson", "other") and (inner := _inner_body(r, ph)) is not None:
        draft.code = draft.country + inner
    elif title.code in ("CVL", ""):
        institution = r.know.institutions.get(owner.hit.meaning.ref) if owner.hit is not None and owner.sort == "institution" else None
        tails = {"government": "GOV", "military": "MIL", "police": "COP", "legislature": "LEG", "judiciary": "JUD", "company": "BUS"}
        if institution is not None:
            draft.code = draft.country + tails[institution.kind] if draft.country else None
        elif title.code == "CVL":
            draft.country = draft.country or only_country(r.scan)
            draft.code = f"{draft.country}CVL" if draft.country else None
    else:
        draft.code = (draft.country or "") + title.code if draft.country or title.code in ("EDU", "MED", "BUS", "NGO") else None


def _inner_body(r: Register, ph: Phrase) -> str | None:
    """The code of the body a spokesman or head speaks for: "spokesman for the regional command", "head of the government's press office"."""
    if ph.hit.title.code not in ("", "GOV"):
        return None
    codes = [t.title.code for i in range(ph.first, ph.last + 1) if (t := r.scan.title_at.get(i)) is not None and t is not ph.hit and t.last == i
             and t.title.kind in STATE_BODIES and not personal(t)]
    return codes[0] if codes else None


def _from_possessor(r: Register, draft: Draft, first: int, last: int) -> None:
    """ "Pakistan's Shehbaz Sharif"."""
    s = r.scan
    hit = s.at.get(first - 2) if s.word(first - 1) in ("'s", "’s") else s.at.get(first - 1)
    if hit is not None and s.same_sentence(hit.last, first) and hit.meaning.sort in ("country", "demonym"):
        draft.country = hit.meaning.ref
    behind = s.at.get(last + 2)
    if s.word(last + 1) == "of" and behind is not None and behind.meaning.sort == "country":
        draft.country = behind.meaning.ref


def _from_house(r: Register, draft: Draft, last: int) -> None:
    """ "X of the Vilnius Security Forum", "X, who studies rivers at the Tromsø Water Forum": the scholar's house."""
    s, p = r.scan, r.p
    i = last + 1
    near = s.word(i) in ("of", "at", "from", "with")
    who = s.word(i) == "," and s.word(i + 1) == "who" and any(p.lemma[k] in STUDY for k in range(i + 2, min(i + 5, len(p.text))))
    if not near and not who:
        return
    for j in range(i + 1, min(i + (5 if near else 14), len(p.text))):
        if not s.same_sentence(j, last) or (p.text[j] == "," and j > i + 1):
            return
        if j in s.at and s.at[j].meaning.sort in ("experts", "ngo", "igo", "outlet", "party", "company", "armed_group"):
            body = s.know.organisations[s.at[j].meaning.ref]
            if body.kind != "igo":
                draft.country = body.country
            draft.code = f"{body.country or ''}EDU" if body.kind == "experts" else body.code
            return
        office = s.title_at.get(j)
        if near and office is not None and office.first == j and office.title.kind in STATE_BODIES and not personal(office):
            draft.country = phrase(r, office).owner.country or home_country(r, j)
            draft.code = f"{draft.country}{office.title.code}" if draft.country else None
            return
        found = r.taken.get(j)
        if found is not None and r.drafts[found].kind in ("experts", "ngo"):
            draft.country = r.drafts[found].country
            draft.code = f"{draft.country or ''}EDU"
            return


def _gender(draft: Draft, ph: Phrase | None) -> None:
    if ph is None or draft.gender:
        return
    words = set(ph.hit.title.title.lower().split())
    draft.gender = "f" if words & WOMEN else "m" if words & MEN else ""


def _master(r: Register, i: int) -> Owner:
    """The country of the one person who is subject of a clause before "his minister" in the sentence, else of the sentence before."""
    p = r.p
    for sentence in (p.sent[i], p.sent[i] - 1):
        subjects = [j for j in range(*p.sentences[sentence]) if j < i and p.dep[j].startswith("nsubj") and p.pos[j] == "PROPN"] if sentence >= 0 else []
        found = {r.drafts[r.taken[j]].country if j in r.taken else surname_country(r, p.text[j]) for j in subjects}
        if found:
            country = found.pop() if len(found) == 1 else None
            return Owner(country=country, sort="known") if country is not None else Owner()
    return Owner()


def _ministry(r: Register, first: int) -> str | None:
    """The country of the ministry named in the two sentences before "ministry spokesman", where it is one."""
    p = r.p
    for back in (0, 1, 2):
        near = [t for t in r.scan.titles if p.sent[t.last] == p.sent[first] - back and t.last < first and t.title.title.split()[-1] in ("ministry", "minister")]
        found = {phrase(r, t).owner.country for t in near} - {None}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _pronoun_owner(r: Register, i: int) -> Owner:
    """ "its spokeswoman": the body last named as a subject in this or the sentence before; "his interior minister": the country of the person."""
    s, p = r.scan, r.p
    if p.lower[i] in ("his", "her"):
        return _master(r, i)
    if p.lower[i] not in ("its", "their"):
        return Owner()
    best = None
    for j in range(i - 1, -1, -1):
        if p.sent[j] < p.sent[i] - 1:
            break
        hit = s.at.get(j)
        found = r.taken.get(j)
        if (j in s.quoted) != (i in s.quoted):
            continue
        t = s.title_at.get(j)
        if t is not None and t.last == j and t.title.kind in STATE_BODIES and not personal(t) and p.dep[j].startswith("nsubj"):
            owner = phrase(r, t).owner
            return owner if owner.sort else Owner(country=home_country(r, j))
        if hit is not None and hit.last == j and hit.meaning.sort != "person":
            candidate = Owner(country=s.country_of(hit), body=None if hit.meaning.sort in (*REFERENCE, "institution") else hit.meaning.ref, hit=hit, sort=hit.meaning.sort)
        elif found is not None and r.drafts[found].kind in ("armed_group", "igo", "ngo", "party", "military", "government"):
            d = r.drafts[found]
            candidate = Owner(country=d.country, body=d.id if d.kind in ("armed_group", "igo", "ngo", "party") else None, sort="known")
        else:
            continue
        if p.dep[j].startswith("nsubj") or (hit is not None and hit.meaning.sort == "demonym" and p.head[j] > j and p.dep[p.head[j]].startswith("nsubj")):
            return candidate
        best = best or candidate
    return best or Owner()


#: Offices whose title nobody has by another office.
_LEADERS = frozenset({"head_of_state", "head_of_government"})


def _told_of(r: Register, person: str) -> bool:
    """Does the report name the person's country, its people, its seat, one of its persons, or nobody's country at all?"""
    know = r.know
    lands = {know.institutions[hit.meaning.ref].country if hit.meaning.ref in know.institutions else hit.meaning.ref
             for hit in r.scan.at.values() if hit.meaning.sort in ("country", "capital", "metonym", "demonym", "institution")}
    return know.people[person].country in (lands | {d.country for d in r.drafts.values()}) or not lands


def by_surname(r: Register, word: str, country: str | None, title: TitleHit | None, i: int) -> str | None:
    """A person of the tables named by surname alone: one who holds office, and no one else of the name does. Who leads no state, body or its diplomacy is meant only in a report
    that tells of his country; no "president" is meant who never was one."""
    s = r.scan
    candidates = s.know.surnames.get(word, ())
    if not candidates:
        return None
    if country is not None:
        candidates = tuple(c for c in candidates if s.know.people[c].country == country)
    if r.p.pos[i] != "PROPN" or (s.opens(i) and title is None and i not in {n.first for n in r.p.names if n.kind == "PERSON"}):
        return None
    if title is not None and title.title.office in _LEADERS:
        candidates = tuple(c for c in candidates if any(o.office in _LEADERS for o in s.know.offices.get(c, ())))
    holding = [c for c in candidates if r.know.held(c, r.published)]
    top = [c for c in holding if any(o.office in ("head_of_state", "head_of_government", "org_head", "foreign_minister", "group_leader") for o in r.know.held(c, r.published))]
    for choice in (holding, top):
        if len(choice) == 1 and (title is not None or top) and (choice[0] in top or _told_of(r, choice[0])):
            return choice[0]
    return candidates[0] if len(candidates) == 1 and len(word) > 4 and (candidates[0] in top or _told_of(r, candidates[0])) and (title is not None or any(n.first <= i <= n.last and n.kind == "PERSON" for n in r.p.names)) else None
