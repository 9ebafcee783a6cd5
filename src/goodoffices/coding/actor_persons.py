"""Persons: full names with their titles first, then the short forms that point back to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from goodoffices.coding.actor_given import HER_NAMES, HIS_NAMES
from goodoffices.coding.actor_names import CALENDAR, HYPHENS, PARTICLES, REFERENCE, Hit, TitleHit
from goodoffices.coding.actor_offices import attach, by_surname
from goodoffices.coding.actor_owners import PORTFOLIOS, Owner, phrase
from goodoffices.coding.actor_register import Draft, Register
from goodoffices.coding.actor_shapes import is_body_name, set_off
from goodoffices.coding.actor_titles import MEN, WOMEN, personal, plural_title, title_after, title_before
from goodoffices.ontology.knowledge import first_word, slug, straight

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


@dataclass(slots=True)
class Names:
    """Persons of the article by words of their names."""

    families: dict[str, list[str]] = field(default_factory=dict)
    givens: dict[str, list[str]] = field(default_factory=dict)
    middles: dict[str, list[str]] = field(default_factory=dict)
    later: list[tuple[int, int, TitleHit | None]] = field(default_factory=list)

    def note(self, identity: str, words: list[str]) -> None:
        plain = [w for w in words if w.lower() not in PARTICLES and w not in HYPHENS]
        if not plain:
            return
        middle = [(self.middles, w) for w in plain[1:-1] if len(w) > 2]  # "Rufino Mamani Choque" is Mr Mamani to others
        for table, word in ((self.families, plain[-1]), (self.givens, plain[0]), *middle):
            known = table.setdefault(straight(word), [])
            if identity not in known:
                known.append(identity)


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
        attach(r, identity, first, last, title)
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
    identity = _longer(r, joined) or _without_initials(r, core) or (_without_middle(r, core) if title is not None and title.title.office else None) or _new(r, first, last)
    names.note(identity, words)
    names.families.setdefault(straight(joined.split()[-1]), [identity])
    attach(r, identity, first, last, title)


def _is_person(r: Register, first: int, last: int, title: TitleHit | None) -> bool:
    s, p = r.scan, r.p
    if title is not None:
        return True
    if title_before(r, first) is not None or title_after(r, last) is not None:
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


def _without_middle(r: Register, words: list[str]) -> str | None:
    """An office holder of the tables written with all names ("Secretary of State Hillary Rodham Clinton")."""
    if len(words) != 3:
        return None
    text = straight(f"{words[0]} {words[2]}")
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


def _short(r: Register, names: Names, first: int, last: int, title: TitleHit | None) -> None:
    """A surname or given name alone."""
    s, p = r.scan, r.p
    if not r.free(first, last) or (first in s.at and s.at[first].meaning.sort != "person"):
        return
    word = straight(s.text(first, last))
    found = names.families.get(word) or names.families.get(straight(p.text[last])) or names.givens.get(word) or names.middles.get(word, [])
    if len(found) > 1 and title is not None:
        gender = "f" if set(title.title.title.lower().split()) & WOMEN else "m" if set(title.title.title.lower().split()) & MEN else ""
        found = [x for x in found if not gender or r.drafts[x].gender in ("", gender)]
    if len(found) > 1 and title is None:
        before = {m.actor for m in r.mentions if m.first < first}
        found = [x for x in found if x in before]  # of two of one name, none of whom has been named yet, nobody is meant for sure
    if found:
        identity = found[0] if len(found) == 1 else _latest(r, found, first)
        attach(r, identity, first, last, title)
        return
    owner = phrase(r, title).owner if title is not None else Owner()
    known = by_surname(r, word, owner.country, title, first)
    if known is not None:
        r.person(known)
        names.note(known, [word])
        attach(r, known, first, last, title)
        return
    if title is not None and title.title.office and p.pos[last] == "PROPN" and not plural_title(title) and title.title.kind not in ("company", "media") and s.word(last + 1) not in HYPHENS:
        identity = _new(r, first, last)
        names.note(identity, [p.text[last]])
        attach(r, identity, first, last, title)


def _latest(r: Register, found: list[str], before: int) -> str:
    last = {m.actor: m.first for m in sorted(r.mentions, key=lambda m: m.first) if m.first < before}
    return max(found, key=lambda x: last.get(x, -1))
