"""Whose official, army or paper is it: the country or body a title phrase names, and the role in words."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding.actor_names import HYPHENS, REFERENCE, Hit, TitleHit, capital, leans, phrase_start
from goodoffices.coding.actor_register import RULERS, Register
from goodoffices.model import ActorKind

FORMER = frozenset({"former", "ex", "retired", "late", "ousted", "deposed", "one-time", "onetime", "erstwhile", "then", "ex-", "fired", "sacked"})
_SORTS = {"institution": 5, "igo": 5, "armed_group": 5, "party": 5, "metonym": 4, "demonym": 4, "country": 4, "company": 3, "ngo": 3, "experts": 5, "outlet": 3,
          "capital": 2}
_BODIES = frozenset({"igo", "ngo", "armed_group", "party", "company", "media", "experts"})
#: Kinds of titles to which the place behind says nothing about the nationality ("an analyst in Nairobi").
_PLACELESS = frozenset({"igo", "experts", "media", "ngo", "group", "country", "unknown"})
#: Prepositions behind a title that lead to its owner.
_OF = {"of": True, "for": False, "in": False, "from": True, "at": False}


#: What ministers are in charge of, in capitals behind "Minister of".
PORTFOLIOS = frozenset("""
water irrigation energy trade industry justice defence defense finance economy commerce agriculture information culture health education tourism
planning security transport mining mines environment affairs foreign cooperation labour labor housing sports youth fisheries communications
development interior petroleum electricity resources infrastructure science technology religious women home expatriates
""".split())
#: Common nouns that mean a body named before, with its kind.
GENERIC: dict[str, ActorKind] = {
    "bloc": "igo", "alliance": "igo", "union": "igo", "commission": "igo", "council": "igo", "agency": "igo", "organisation": "igo", "organization": "igo", "court": "igo",
    "company": "company", "firm": "company", "group": "armed_group", "movement": "armed_group", "militia": "armed_group", "insurgents": "armed_group", "rebels": "armed_group",
    "front": "armed_group", "brigade": "armed_group", "newspaper": "media", "daily": "media", "broadcaster": "media", "institute": "experts", "university": "experts",
    "observatory": "experts", "charity": "ngo", "forum": "ngo", "diocese": "ngo", "network": "ngo", "foundation": "ngo", "party": "party"}


@dataclass(frozen=True, slots=True)
class Owner:
    """`country` or `body` (an organisation's or armed group's id, or a person's); `last` the last token used, if behind the title."""

    country: str | None = None
    body: str | None = None
    hit: Hit | None = None
    last: int | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title with its noun phrase: `first` its determiner or possessor, `last` the end of its of-phrase."""

    first: int
    last: int
    hit: TitleHit
    owner: Owner
    former: bool
    possessive: int | None


def phrase(r: Register, t: TitleHit) -> Phrase:
    """The noun phrase around a title."""
    s = r.scan
    first = phrase_start(s, t.first)
    owner = _inside(r, first, t)
    possessive = next((i for i in range(first, t.first) if s.p.lower[i] in ("its", "his", "her", "their")), None)
    behind, last = _behind(r, t)
    if owner.country is None and owner.body is None and behind.sort and not (possessive is not None and s.word(t.last + 1) in ("in", "at", "from")):
        owner = behind
    if owner.body in RULERS and t.title.kind in ("government", "judiciary", "police", "legislature") and r.published is not None and r.published >= RULERS[owner.body][1]:
        owner = Owner(country=RULERS[owner.body][0], hit=owner.hit, last=owner.last, sort="country")  # "the Taliban government"
    former = any(s.p.lower[i] in FORMER for i in range(first, t.last)) or t.title.title.startswith(("former ", "ex-", "retired "))
    return Phrase(first, last, t, owner, former, possessive)


def _owner(r: Register, hit: Hit, last: int | None = None) -> Owner:
    sort, ref = hit.meaning.sort, hit.meaning.ref
    if sort in (*REFERENCE, "institution"):
        return Owner(country=r.scan.country_of(hit), hit=hit, last=last, sort=sort)
    if sort == "person":
        return Owner(country=r.scan.country_of(hit), body=ref, hit=hit, last=last, sort=sort)
    return Owner(country=r.scan.country_of(hit), body=ref, hit=hit, last=last, sort=sort)


def _inside(r: Register, first: int, t: TitleHit) -> Owner:
    """Names before or inside the title: the strongest, of equals the nearest."""
    best: Hit | None = None
    for i in range(first, t.last + 1):
        hit = r.scan.at.get(i)
        if hit is not None and hit.meaning.sort in _SORTS and not leans(r.scan, hit) and (best is None or _SORTS[hit.meaning.sort] >= _SORTS[best.meaning.sort]):
            best = hit
    if best is not None:
        return _owner(r, best)
    for i in range(first, t.first):
        if i in r.taken and r.drafts[r.taken[i]].kind != "group":
            d = r.drafts[r.taken[i]]
            return Owner(country=d.country, body=d.id if d.kind in _BODIES else None, sort="known")
    named = _possessor(r, first, t)
    if named is not None:
        return named
    for i in range(first, t.first):
        if r.scan.word(i) in GENERIC and r.scan.word(i + 1) in ("'s", "’s"):
            return _meant(r, i, GENERIC[r.scan.word(i)])
    return Owner()


def possessor(r: Register, first: int, t: TitleHit) -> int | None:
    """The person of whom a title is ("Ali's attorney general"): the token, if it is a name in no table of states or bodies."""
    i = next((k - 1 for k in range(first + 1, t.first) if r.scan.word(k) in ("'s", "’s")), None)
    return i if i is not None and r.p.pos[i] == "PROPN" and i not in r.scan.at else None


def _possessor(r: Register, first: int, t: TitleHit) -> Owner | None:
    i = possessor(r, first, t)
    country = surname_country(r, r.p.text[i]) if i is not None else None
    return Owner(country=country, sort="known") if country is not None else None


def surname_country(r: Register, word: str) -> str | None:
    """The country of the one person of a surname, of the report or holding office."""
    known = {d.country for d in r.drafts.values() if d.kind == "person" and d.name.split()[-1] == word}
    if not known:
        known = {r.know.people[x].country for x in r.know.surnames.get(word, ()) if r.know.held(x, r.published)}
    return next(iter(known)) if len(known) == 1 else None


def _meant(r: Register, i: int, kind: str) -> Owner:
    """ "the group's secretary": the body of that kind last named before."""
    for j in range(i - 1, -1, -1):
        hit = r.scan.at.get(j)
        if hit is not None and hit.meaning.sort == kind:
            return _owner(r, hit)
        if j in r.taken and r.drafts[r.taken[j]].kind == kind:
            d = r.drafts[r.taken[j]]
            return Owner(country=d.country, body=d.id, sort="known")
    return Owner()


def _behind(r: Register, t: TitleHit) -> tuple[Owner, int]:
    """An owner named behind: "of Chad", "for the Iranian foreign ministry", "of the regional command"."""
    s, p = r.scan, r.scan.p
    i = t.last + 1
    envoy = t.title.office == "envoy" or t.title.title.endswith("adviser") or t.title.title.endswith("advisor") or t.title.title.startswith(("aide", "ambassador"))
    if (s.word(i) not in _OF and not (s.word(i) == "to" and envoy)) or not s.same_sentence(i, t.last):
        return Owner(), t.last
    aside = s.word(i) == "to" or ((t.title.office == "envoy" or t.title.title.startswith(("embass", "consulat", "diplomat", "mission"))) and s.word(i) in ("for", "in", "at"))
    end = t.last
    found = Owner()
    j = i + 1
    while j < len(p.text) and p.sent[j] == p.sent[i] and j <= i + 8:
        hit = s.at.get(j)
        if hit is not None and hit.first == j and leans(s, hit):
            j = hit.last + 3
            continue
        if hit is not None and hit.first == j:
            if hit.meaning.sort in _SORTS and (not found.sort or _SORTS[hit.meaning.sort] > _SORTS.get(found.sort, 0)):
                found = _owner(r, hit, hit.last)
            end = hit.last
            j = hit.last + 1
            continue
        if p.lower[j] == "and" and p.pos[j - 1] == "PROPN" and j > i + 1 and p.dep[p.head[j]] == "conj" and p.head[p.head[j]] == j - 1 and j + 1 not in s.at:
            j += 1
            continue
        if j in r.taken and hit is None and not found.sort:
            d = r.drafts[r.taken[j]]
            if d.kind in _BODIES:
                while j + 1 < len(p.text) and r.taken.get(j + 1) == d.id:
                    j += 1
                found, end = Owner(country=d.country, body=d.id, last=j, sort="known"), j
                j += 1
                continue
        if j in r.scenery.at and not found.sort and not aside and s.word(i) in ("of", "in") and t.title.kind not in _PLACELESS:
            country = r.scenery.at[j]
            while j + 1 < len(p.text) and r.scenery.at.get(j + 1) == country and p.text[j + 1] != ",":
                j += 1
            found, end = Owner(country=country, last=j, sort="place"), j
            j += 1
            continue
        if (p.lower[j] == "and" or p.text[j] == ",") and s.word(j - 1) in PORTFOLIOS and (s.word(j + 1) in PORTFOLIOS or (s.word(j + 1) == "and" and s.word(j + 2) in PORTFOLIOS)):
            j += 1
            continue
        if p.lower[j] in PORTFOLIOS:
            end = j
            j += 1
            continue
        if p.lower[j] in ("'s", "’s", "of", "the", "its", "for") or p.pos[j] in ("DET", "ADJ", "NOUN", "PROPN") or p.text[j] in HYPHENS:
            if p.lower[j] == "for" and found.sort:
                break
            if j not in s.at and p.pos[j] in ("NOUN", "PROPN", "ADJ"):
                if p.pos[j] == "PROPN" and capital(s, j) and j in s.person_tokens and p.pos[j - 1] not in ("ADP", "DET"):
                    break
                end = j
            j += 1
            continue
        break
    if aside:
        return Owner(), end
    if not found.sort and s.word(i) == "in":
        return Owner(), end if s.word(end + 1) == "," else t.last
    if s.word(i) in ("in", "at") and found.last is not None:
        end = found.last
    return found, end


def role_text(r: Register, ph: Phrase) -> str | None:
    """The office in lower case, without nationality, determiner or possessor ("deputy foreign minister")."""
    s, p = r.scan, r.scan.p
    begin = ph.hit.first
    for i in range(ph.hit.first - 1, ph.first - 1, -1):
        hit = s.at.get(i)
        if hit is not None and hit.meaning.sort in REFERENCE and hit.meaning.sort != "capital":
            break
        if p.lower[i] in ("'s", "’s", "the", "a", "an", "its", "his", "her", "their", "our", "own", "same", "evening", "'", "’") or p.pos[i] in ("NUM", "PRON"):
            break
        begin = i
    while begin < ph.hit.first and begin in s.at and s.at[begin].meaning.sort in ("demonym", "country", "capital"):
        begin = s.at[begin].last + 1
    last = ph.last
    if ph.owner.last is not None and ph.owner.sort in ("country", "demonym", "capital") and s.word(ph.hit.last + 1) == "of" and ph.owner.last <= ph.hit.last + 3:
        last = ph.hit.last
    if s.word(ph.hit.last + 1) in ("in", "at", "from"):
        last = ph.hit.last
    while begin < ph.hit.last and begin in s.at and s.at[begin].meaning.sort == "igo" and s.at[begin].last < ph.hit.last and ph.hit.title.kind == "igo":
        begin = s.at[begin].last + 1
    text = ""
    for i in range(begin, last + 1):
        if i > ph.hit.last and ((i in s.at and s.at[i].meaning.sort in ("country", "demonym") and s.at[i].last < last) or (
                p.lower[i] in ("'s", "’s") and i - 1 in s.at and s.at[i - 1].meaning.sort == "country")):
            continue
        keep = i in s.at or (p.lower[i] not in PORTFOLIOS and (i > ph.hit.last and p.pos[i] == "PROPN")) or (p.text[i].isupper() and len(p.text[i]) > 1)
        word = p.text[i] if keep else p.text[i].lower()
        gap = p.article.text[p.end[i - 1]:p.start[i]] if i > begin else ""
        text += (" " if gap.strip() == "" and gap else gap) + word
    gone = next((p.lower[i] for i in range(ph.first, begin) if p.lower[i] in ("former", "retired")), None)
    if gone is not None:
        text = f"{gone} {text}"
    if text in ("leader", "strongman", "ruler", "boss", "chief", "official", "mr", "mrs", "ms", "mr.", "mrs.", "ms.", "dr", "dr.", "sir", "son", "daughter", "man", "woman"):
        return None
    return text or None
