"""Persons: full names with their titles first, then the short forms that point back to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from goodoffices.coding.actor_given import HER_NAMES, HIS_NAMES
from goodoffices.coding.actor_home import home_country, same_title
from goodoffices.coding.actor_names import CALENDAR, HYPHENS, PARTICLES, REFERENCE, Hit, TitleHit, capital, only_country
from goodoffices.coding.actor_owners import PORTFOLIOS, Owner, Phrase, phrase, role_text
from goodoffices.coding.actor_register import Draft, Register
from goodoffices.coding.actor_shapes import is_body_name, set_off
from goodoffices.ontology.knowledge import first_word, slug, straight

WOMEN = frozenset("""
spokeswoman chairwoman congresswoman policewoman businesswoman councilwoman assemblywoman queen princess duchess baroness dame lady mrs ms
mrs. ms. miss madame sister mother daughter wife widow nun stateswoman anchorwoman camerawoman sheikha woman girl actress heroine landlady
empress tsarina grandmother sisters schoolgirl
""".split())
MEN = frozenset("""
spokesman chairman congressman policeman businessman councilman assemblyman king prince duke baron lord sir mr mr. father son husband
widower monk priest bishop archbishop cardinal pope imam ayatollah sheikh emir sultan statesman anchorman cameraman emperor brother man boy
nuncio mullah patriarch gunman fisherman militiaman grandfather pontiff
""".split())
_OFFICIALS = frozenset({"leader", "statesman", "stateswoman", "president", "minister", "premier", "chancellor", "tánaiste", "vice-president", "vice-premier"})
_CROWDS = frozenset("""
people population crowd electorate clergy family press crew public diaspora staff media television radio opposition mob couple community
""".split())
#: Kinds whose unnamed country is that of the report's subject.
_STATE_KINDS = frozenset({"government", "military", "police", "legislature", "judiciary"})
_STUDY = frozenset({"study", "teach", "research", "lecture", "edit", "analyse", "analyze", "specialise", "specialize", "head", "lead", "run", "chair", "direct"})
_WHERE = frozenset("""
in near outside across through on around off into onto along inside
""".split())
_SITES = frozenset("""
islet island islands shoal reef river lake valley town village district province region mountain mountains pass bridge street crossing base
airport
""".split())
_STYLES = frozenset("""
sister brother father mother monsignor commander comrade uncle chief captain brigadier haji hajji
""".split())
_FIRMS = frozenset("""
company firm group organisation organization newspaper movement agency party charity operator airline ship vessel
""".split())
#: Endings of words for what somebody is, and words that only look so.
_TRADES = ("er", "or", "ist", "man", "woman", "ant", "ian", "yer", "eer", "ow", "nt", "smith", "nurse", "cook", "monk")
_NO_TRADES = frozenset("""
river quarter centre center border corner tower harbour harbor letter order number newspaper paper power sector corridor matter chamber
settlement agreement government parliament document plant movement front point amendment regiment department restaurant monument border
carrier cruiser tanker freighter trawler destroyer container statement instrument apartment contingent detachment
""".split())
_SAYS = frozenset(["say", "tell", "add", "warn", "argue", "write", "explain", "insist", "complain", "recall", "admit"])
_HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lady", "lord", "dame", "hon.", "miss", "monsignor", "msgr.", "fr.", "hajji", "haji", "sayyid", "sayed", "sheikha",
                         "shaikh", "rev."})


@dataclass(slots=True)
class Names:
    """Persons of the article by words of their names."""

    families: dict[str, list[str]] = field(default_factory=dict)
    givens: dict[str, list[str]] = field(default_factory=dict)
    later: list[tuple[int, int, TitleHit | None]] = field(default_factory=list)

    def note(self, identity: str, words: list[str]) -> None:
        plain = [w for w in words if w.lower() not in PARTICLES and w not in HYPHENS]
        if not plain:
            return
        for table, word in ((self.families, plain[-1]), (self.givens, plain[0])):
            known = table.setdefault(straight(word), [])
            if identity not in known:
                known.append(identity)


def personal(t: TitleHit) -> bool:
    """Does the title belong to one person?"""
    last = t.title.title.split()[-1].lower()
    if t.title.title.lower() in _HONORIFICS:
        return True
    if t.title.office:
        return last != "royal" and t.title.kind not in ("group", "country")
    return last in _OFFICIALS or (t.title.kind == "civilians" and last not in _CROWDS and not last.endswith("s"))


def plural_title(t: TitleHit) -> bool:
    last = t.title.title.split()[-1].lower()
    return (last.endswith("s") and not last.endswith(("ss", "boss"))) or last.endswith(("men", "women", "people", "police"))


def find_persons(r: Register) -> Names:
    """Enters all persons named in the article."""
    names = Names()
    for first, last in r.scan.runs:
        for begin, end, title, hit in _split(r, first, last):
            _take(r, names, begin, end, title, hit)
    for begin, end, title in names.later:
        _short(r, names, begin, end, title)
    return names


def _split(r: Register, first: int, last: int) -> list[tuple[int, int, TitleHit | None, Hit | None]]:
    """Names inside a run of capitalised words: (first, last, title right before, name of the tables)."""
    s = r.scan
    out: list[tuple[int, int, TitleHit | None, Hit | None]] = []
    i, title = first, None
    before = s.title_at.get(first - 1)
    if before is not None and before.last == first - 1 and personal(before) and s.same_sentence(first, first - 1):
        title = before
    while i <= last:
        hit, named = s.at.get(i), s.title_at.get(i)
        if named is not None and not (hit is not None and hit.first == i and hit.last >= named.last):
            title = named if personal(named) else None
            i = named.last + 1
            continue
        if hit is not None:
            if hit.meaning.sort == "person" and hit.first == i:
                if out and out[-1][3] is None and out[-1][1] == i - 1 and " " not in hit.meaning.text:
                    begin, _, before, _ = out.pop()
                    known = s.know.people[hit.meaning.ref].name.split()[0]
                    same = slug(known) == slug(s.p.text[begin]) or slug(known).startswith(slug(s.p.text[begin])[:4])
                    out.append((begin, hit.last, before, hit if same else None))
                else:
                    out.append((hit.first, hit.last, title, hit))
            title = None if hit.meaning.sort not in REFERENCE else title
            i = hit.last + 1
            continue
        if s.p.text[i] in HYPHENS:
            i += 1
            continue
        if title is None and s.p.lower[i] in PORTFOLIOS and i < last:
            title = _portfolio(r, i)
            i += title is not None
        end = i
        while end < last and end + 1 not in s.at and not (end + 1 in s.title_at and s.title_at[end + 1].first == end + 1 and s.title_at[end + 1].last < last):
            end += 1
        while s.p.text[end] in HYPHENS and end > i:
            end -= 1
        ahead = s.title_at.get(end + 1)
        if not (ahead is not None and end + 1 <= last and ahead.first == end + 1 and personal(ahead)):
            out.append((i, end, title, None))
        i, title = end + 1, None
    return out


def _portfolio(r: Register, i: int) -> TitleHit | None:
    """The minister whose last field stands before his name: "Minister of Water, Irrigation and Energy X"."""
    s, p = r.scan, r.p
    j = i - 1
    while j >= 0 and s.same_sentence(i, j) and i - j < 10 and (p.lower[j] in PORTFOLIOS or p.text[j] in (",", "&") or p.lower[j] in ("and", "of", "for", "the")):
        t = s.title_at.get(j)
        if t is not None:
            break
        j -= 1
    t = s.title_at.get(j) if j >= 0 and s.same_sentence(i, j) else None
    return t if t is not None and personal(t) and s.word(t.last + 1) in ("of", "for", ",", "and") else None


def _take(r: Register, names: Names, first: int, last: int, title: TitleHit | None, hit: Hit | None) -> None:
    """One name: known, new, or short (kept for later)."""
    s, p = r.scan, r.p
    if hit is not None:
        identity = r.person(hit.meaning.ref)
        names.note(identity, hit.meaning.text.split())
        known = s.know.people[identity].name
        names.note(identity, known.split())
        _attach(r, identity, first, last, title)
        return
    words = [p.text[i] for i in range(first, last + 1)]
    if words[0] in ("St", "St.", "Saint") or set_off(r, first) is not None or all(w.isupper() and len(w) > 3 for w in words):
        return
    core = [w for w in words if w not in HYPHENS and w.lower() not in PARTICLES]
    if not core or any(w.lower() in CALENDAR for w in core[1:]) or is_body_name(words):
        return
    joined = s.text(first, last)
    if len(core) == 1 or (" " not in joined and "-" in joined):
        names.later.append((first, last, title))
        return
    if not _is_person(r, first, last, title):
        return
    if len(core) > 2 and core[0].lower() in _STYLES:
        first += 1
        words = words[1:]
        joined = s.text(first, last)
    identity = _longer(r, joined) or _without_initials(r, core) or _new(r, first, last)
    names.note(identity, words)
    names.families.setdefault(straight(joined.split()[-1]), [identity])
    _attach(r, identity, first, last, title)


def _is_person(r: Register, first: int, last: int, title: TitleHit | None) -> bool:
    s, p = r.scan, r.p
    if title is not None:
        return True
    if _title_before(r, first) is not None or _title_after(r, last) is not None:
        return True
    behind = last + 1
    if behind < len(p.text) and p.pos[behind] == "NOUN" and s.same_sentence(last, behind) and p.head[last] == behind and p.dep[last] == "compound":
        return False
    if s.word(first - 1) in _WHERE or s.word(last + 1) in _SITES or s.word(first - 1) in _SITES or (s.word(first - 1) == "of" and s.word(first - 2) in _SITES):
        return False
    if s.word(last + 1) == "," and any(s.word(k) in _FIRMS for k in range(last + 2, last + 6)) and s.word(last + 2) in ("the", "a", "an"):
        return False
    if s.word(last + 1) in ("of", "at", "from") and any(r.drafts[r.taken[k]].kind in ("experts", "ngo", "media", "party", "company") for k in range(last + 2, last + 5) if k in r.taken):
        return not any(i in r.scenery.at for i in range(first, last + 1))
    given = straight(p.text[first]).lower()
    if (given in HER_NAMES or given in HIS_NAMES) and last > first and not any(i in r.scenery.at for i in range(first, last + 1)):
        return True
    if _human_behind(r, last) and not any(p.text[i].isupper() and len(p.text[i]) > 2 for i in range(first, last + 1)):
        return True
    if p.dep[first].startswith("nsubj") and p.lemma[p.head[first]] in _SAYS and all(p.pos[k] == "PROPN" or p.text[k] in HYPHENS for k in range(first, last + 1)):
        return True
    inside = sum(1 for i in range(first, last + 1) if i in s.person_tokens)
    if inside * 2 > last - first and not any(i in r.scenery.at for i in range(first, last + 1)):
        return not any(p.text[i].isupper() and len(p.text[i]) > 2 for i in range(first, last + 1))
    return False


def _human_behind(r: Register, last: int) -> bool:
    """Does what follows tell a human: ", who", ", 54," or ", a skipper"?"""
    s, p = r.scan, r.p
    i = last + 1
    if s.word(i) == "who":
        return True
    if s.word(i) != "," or not s.same_sentence(last, i + 1):
        return False
    if s.word(i + 1) in ("who", "whose") or (p.pos[i + 1] == "NUM" and p.text[i + 1].isdigit() and 15 < int(p.text[i + 1]) < 110 and s.word(i + 2) == ","):
        return True
    if s.word(i + 1) in ("a", "an"):
        for j in range(i + 2, min(i + 7, len(p.text))):
            if not s.same_sentence(j, last) or p.pos[j] not in ("NOUN", "ADJ", "PROPN", "PUNCT") or p.text[j] == ",":
                break
            if p.pos[j] == "NOUN" and (j + 1 >= len(p.text) or p.pos[j + 1] not in ("NOUN", "PROPN")):
                return p.lower[j].endswith(_TRADES) and p.lower[j] not in _FIRMS and p.lower[j] not in _NO_TRADES
    return False


_INITIAL = re.compile(r"[A-Z]\.?|[JS]r\.?|I{2,3}|IV")


def _without_initials(r: Register, words: list[str]) -> str | None:
    """A person of the tables written with middle initials or "Jr." ("Antony J. Blinken")."""
    plain = [w for k, w in enumerate(words) if not (k and _INITIAL.fullmatch(w))]
    if len(plain) == len(words) or len(plain) < 2:
        return None
    text = straight(" ".join(plain))
    found = next((m for m in r.know.names.get(first_word(text), ()) if m.text == text and m.sort == "person"), None)
    return r.person(found.ref) if found is not None else None


def _longer(r: Register, name: str) -> str | None:
    """A person already named more fully ("Abdul Rashid" after "Abdul Rashid Harun")."""
    padded = f" {name} "
    found = [d.id for d in r.drafts.values() if d.kind == "person" and padded in f" {d.name} "]
    return found[0] if len(found) == 1 else None


def _new(r: Register, first: int, last: int) -> str:
    name = " ".join(r.scan.text(first, last).split())
    return r.enter(Draft(f"person:{slug(name)}", name, "person"))


def _title_before(r: Register, first: int) -> TitleHit | None:
    """The title a name is in apposition to: "its spokeswoman, Nigina Rahmatova"."""
    s = r.scan
    if s.word(first - 1) != "," or not s.same_sentence(first, first - 2):
        return None
    for i in range(first - 2, max(first - 12, -1), -1):
        if not s.same_sentence(i, first) or s.p.pos[i] in ("VERB", "AUX") or s.word(i) in (",", "that"):
            return None
        t = s.title_at.get(i)
        if t is not None and t.last == i and personal(t) and not plural_title(t):
            if _named_already(r, t):
                return None
            if phrase(r, t).last == first - 2:
                return t
    return None


def _named_already(r: Register, t: TitleHit) -> bool:
    """Is there a name right behind the title or in front of it ("Foreign Minister X, Y")?"""
    return t.last + 1 in r.taken or t.first in r.taken


def _title_after(r: Register, last: int) -> TitleHit | None:
    """The title in apposition behind a name: "X, the spokesman of the regional command"."""
    s, p = r.scan, r.p
    i = last + 1
    if s.word(i) != "," or not s.same_sentence(last, i):
        return None
    if i + 2 < len(p.text) and p.pos[i + 1] == "NUM" and p.text[i + 2] == ",":
        i += 2
    for j in range(i + 1, min(i + 9, len(p.text))):
        if not s.same_sentence(j, last) or p.pos[j] in ("VERB", "AUX", "ADP", "CCONJ") or p.text[j] == ",":
            return None
        t = s.title_at.get(j)
        if t is not None and t.first == j and personal(t) and not plural_title(t):
            ph = phrase(r, t)
            ahead = t.last + 1
            if ahead < len(p.text) and s.same_sentence(ahead, j) and (capital(s, ahead) and ahead not in s.at):
                return None
            return t if ph.first <= i + 1 else None
    return None


def _attach(r: Register, identity: str, first: int, last: int, title: TitleHit | None) -> None:
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
        double = _title_before(r, found.first)
        if double is not None:
            outer = phrase(r, double)
            begin = outer.first
        else:
            behind = _title_after(r, last)
            outer = phrase(r, behind) if behind is not None else None
    else:
        before = _title_before(r, first)
        if before is not None:
            found = phrase(r, before)
            begin = found.first
        else:
            after = _title_after(r, last)
            if after is not None:
                found = phrase(r, after)
    r.mention(identity, begin, end, "name")
    for ph in (outer, found):
        if ph is not None and ph.first > last:
            r.mention(identity, ph.first, ph.last, "description")
    stated = _country_behind(r, last)
    for ph in (outer, found):
        if ph is not None:
            _describe(r, draft, ph, stated)
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
            elif not ph.former and title.code and draft.country and title.kind in _STATE_KINDS and title.title not in ("leader",):
                draft.code = draft.country + title.code
        return
    if title.title.lower() in _HONORIFICS:
        return
    owner = ph.owner
    if owner.country is None and owner.body is None and ph.possessive is not None:
        owner = _pronoun_owner(r, ph.possessive)
    if owner.country is None and owner.body is None and stated is not None:
        owner = Owner(country=stated)
    if owner.country is None and owner.body is None and title.office == "spokesperson":
        owner = Owner(country=_spoken_for(r, ph.hit.last))
    if owner.country is None and owner.body is None and title.kind in _STATE_KINDS and title.code and draft.country is None:
        owner = Owner(country=same_title(r, title.title) or home_country(r, ph.first))
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
    known = _by_surname(r, straight(r.p.text[last]), None, None, last)
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
             and t.title.kind in _STATE_KINDS and not personal(t)]
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
    who = s.word(i) == "," and s.word(i + 1) == "who" and any(p.lemma[k] in _STUDY for k in range(i + 2, min(i + 5, len(p.text))))
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
        if near and office is not None and office.first == j and office.title.kind in _STATE_KINDS and not personal(office):
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


def _pronoun_owner(r: Register, i: int) -> Owner:
    """ "its spokeswoman": the body last named as a subject in this or the sentence before."""
    s, p = r.scan, r.p
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
        if t is not None and t.last == j and t.title.kind in _STATE_KINDS and not personal(t) and p.dep[j].startswith("nsubj"):
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


def _short(r: Register, names: Names, first: int, last: int, title: TitleHit | None) -> None:
    """A surname or given name alone."""
    s, p = r.scan, r.p
    if not r.free(first, last) or (first in s.at and s.at[first].meaning.sort != "person"):
        return
    word = straight(s.text(first, last))
    found = names.families.get(word) or names.families.get(straight(p.text[last])) or names.givens.get(word, [])
    if len(found) > 1 and title is not None:
        gender = "f" if set(title.title.title.lower().split()) & WOMEN else "m" if set(title.title.title.lower().split()) & MEN else ""
        found = [x for x in found if not gender or r.drafts[x].gender in ("", gender)]
    if found:
        identity = found[0] if len(found) == 1 else _latest(r, found, first)
        _attach(r, identity, first, last, title)
        return
    owner = phrase(r, title).owner if title is not None else Owner()
    known = _by_surname(r, word, owner.country, title, first)
    if known is not None:
        r.person(known)
        names.note(known, [word])
        _attach(r, known, first, last, title)
        return
    if title is not None and title.title.office and p.pos[last] == "PROPN" and not plural_title(title) and title.title.kind not in ("company", "media") and s.word(last + 1) not in HYPHENS:
        identity = _new(r, first, last)
        names.note(identity, [p.text[last]])
        _attach(r, identity, first, last, title)


def _latest(r: Register, found: list[str], before: int) -> str:
    last = {m.actor: m.first for m in sorted(r.mentions, key=lambda m: m.first) if m.first < before}
    return max(found, key=lambda x: last.get(x, -1))


def _by_surname(r: Register, word: str, country: str | None, title: TitleHit | None, i: int) -> str | None:
    """A person of the tables named by surname alone: one who holds office, and no one else of the name does."""
    s = r.scan
    candidates = s.know.surnames.get(word, ())
    if not candidates:
        return None
    if country is not None:
        candidates = tuple(c for c in candidates if s.know.people[c].country == country)
    if r.p.pos[i] != "PROPN" or (s.opens(i) and title is None and i not in {n.first for n in r.p.names if n.kind == "PERSON"}):
        return None
    holding = [c for c in candidates if r.know.held(c, r.published)]
    top = [c for c in holding if any(o.office in ("head_of_state", "head_of_government", "org_head", "foreign_minister", "group_leader") for o in r.know.held(c, r.published))]
    for choice in (holding, top):
        if len(choice) == 1 and (title is not None or top):
            return choice[0]
    return candidates[0] if len(candidates) == 1 and len(word) > 4 and (title is not None or any(n.first <= i <= n.last and n.kind == "PERSON" for n in r.p.names)) else None

