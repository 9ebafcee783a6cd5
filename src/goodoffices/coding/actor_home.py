"""Whose official is it when no nationality stands beside the title: the country whose affairs the sentence or the report tells."""

from __future__ import annotations

from goodoffices.coding.actor_names import REFERENCE, Scan, capital
from goodoffices.coding.actor_owners import phrase
from goodoffices.coding.actor_register import Register
from goodoffices.ontology.gazetteer import load_gazetteer, place_key

#: Endings of words for nationalities.
NATIONAL = ("ian", "ean", "ish", "ese", "ari", "ani")
#: Words that end so and tell no nationality.
NO_NATION = frozenset("""european asian eurasian christian civilian mediterranean caribbean scandinavian presidential muslim guardian antarctic australasian ukrainian palestinian
pan-european transatlantic iberian arabian balkan orthodox episcopalian presbyterian utilitarian totalitarian authoritarian humanitarian parliamentarian librarian veterinarian""".split())
#: What a land has and a person has not.
OF_LANDS = frozenset({"president", "prime minister", "army", "parliament", "foreign minister", "foreign ministry", "police", "navy", "defence minister", "defense minister", "king", "ambassador"})
_STATE = frozenset({"government", "military", "police", "legislature", "judiciary", "person"})
#: A town in a body's or paper's name tells where it stands if it has at least so many people.
_KNOWN_TOWN = 60_000
#: An official of no stated nationality belongs to a country named at least so often, measured by the one named most.
_WEIGHTY = 0.34
#: Words of names of bodies that are also names of towns.
_NO_TOWNS = frozenset("""
union peace security victoria national central independent progress hope liberty freedom forum front orange reading mobile nice bath split
concord enterprise republic general time times mission post star sun mercury herald courier world global international regional university
institute center centre college council monitor observer people peoples federal social democratic liberal northern southern eastern western
""".split())


def same_title(r: Register, title: str) -> str | None:
    """The one country whose holder of this title the article names elsewhere ("China's ambassador ... Ambassador Huang")."""
    found: set[str] = set()
    for t in r.scan.titles:
        behind = t.last + 1
        if t.title.title.lower() == title.lower() and r.scan.word(behind) != "," and not (r.scan.same_sentence(t.last, behind) and capital(r.scan, behind)):
            country = phrase(r, t).owner.country
            if country is not None:
                found.add(country)
    return found.pop() if len(found) == 1 else None


def unknown_land(r: Register) -> bool:
    """Does the article tell of a land that no table has ("Ostravian artillery", "Velmark's prime minister")? Then nobody's country is guessed."""
    if r.strange is None:
        r.strange = any(_strange(r, t.first, t.last) for t in r.scan.titles)
    return r.strange


def _strange(r: Register, first: int, last: int) -> bool:
    """Is a title owned or qualified by a capitalised word that is no known country, nationality, place or body?"""
    p, s = r.p, r.scan
    title = s.title_at.get(last)
    if title is None or title.title.kind not in _STATE:
        return False
    for c in p.children[last]:
        if first <= c <= last or not p.text[c][:1].isupper() or c in s.at or c in r.scenery.at or any(g in s.at for g in p.children[c]):
            continue
        owned = p.dep[c] == "nmod:poss" and p.tag[c] == "NNP" and title.title.title in OF_LANDS
        qualified = c < last and p.dep[c] == "amod" and p.tag[c] in ("JJ", "NNP") and p.lower[c].endswith(NATIONAL) and p.lower[c] not in NO_NATION
        if owned or qualified:
            return True
    return False


def home_country(r: Register, i: int) -> str | None:
    """The country whose affairs the sentence tells, for officials of no stated nationality."""
    if unknown_land(r):
        return None
    s, p = r.scan, r.p
    here = subject_country(r, p.sent[i], i)
    if here is not None:
        return here
    counts = country_counts(r)
    spoken_in = _in_capital(r, i)
    if spoken_in is not None and weighty(counts, spoken_in) and not _only_of_another(r, i, spoken_in):
        return spoken_in
    for back in (1, 2):
        if p.sent[i] - back >= 0:
            found = subject_country(r, p.sent[i] - back, None) or (_only_named(r, p.sent[i] - back) if back == 1 else None)
            if found is not None and weighty(counts, found):
                return found
    for written in (dateline_country(s), publisher_country(s)):
        if written is not None and (not counts or counts.get(written, 0) >= max(counts.values()) * 0.5):
            return written
    main = main_country(r)
    return main if main is None or not _only_of_another(r, i, main) else None


def _only_of_another(r: Register, i: int, country: str) -> bool:
    """Is a country named only before the title of somebody who stands later in the sentence ("Defence Minister X met British envoy Y")? It is not X's too."""
    s, p = r.scan, r.p
    hits = [h for h in s.hits if h.meaning.sort in REFERENCE and s.country_of(h) == country and not (h.meaning.sort == "capital" and s.word(h.first - 1) == "in" and p.sent[h.first] == p.sent[i])]
    return bool(hits) and all(p.sent[h.first] == p.sent[i] and h.first > i and (t := s.title_at.get(h.last + 1)) is not None and t.first <= h.last + 1 and capital(s, t.last + 1) for h in hits)


def _in_capital(r: Register, i: int) -> str | None:
    """The country in whose capital an official speaks or acts: "President Huseynov said in Baku"."""
    p, s = r.p, r.scan
    found = {s.at[k].meaning.ref for k in range(*p.sentences[p.sent[i]]) if k in s.at and s.at[k].meaning.sort == "capital" and s.word(s.at[k].first - 1) == "in" and k > i}
    return found.pop() if len(found) == 1 else None


def weighty(counts: dict[str, int], country: str) -> bool:
    """Is a country no mere bystander of the report (a host, a far-off ally)?"""
    return counts.get(country, 0) >= max(counts.values(), default=0) * _WEIGHTY


def country_counts(r: Register) -> dict[str, int]:
    """How often each country is named, by name, seat, nationality or as the place of something."""
    counts: dict[str, int] = {}
    for hit in r.scan.hits:
        if hit.meaning.sort in REFERENCE and hit.first not in r.scenery.at:  # places are counted below
            counts[hit.meaning.ref] = counts.get(hit.meaning.ref, 0) + 1
    for country, number in r.scenery.counts.items():
        counts[country] = counts.get(country, 0) + number
    return counts


def main_country(r: Register) -> str | None:
    """The country the article names only, or far more often than others."""
    counts = country_counts(r)
    top = sorted(counts, key=lambda x: -counts[x])
    return top[0] if top and (len(top) == 1 or counts[top[0]] >= 2 * counts[top[1]]) else None


#: Where armed groups fight another state before their own: "the army" beside them may be a neighbour's.
_FOREIGN_FOES = frozenset({"PSE", "LBN", "YEM", "IRQ", "SYR"})


def torn_country(r: Register) -> str | None:
    """The one country whose armed groups the article names, if they fight in no other: "the army" there is the one they fight."""
    groups = [r.know.organisations[h.meaning.ref] for h in r.scan.hits if h.meaning.sort == "armed_group" and h.meaning.ref in r.know.organisations]
    found = {g.country for g in groups} - {None}
    return next(iter(found)) if len(found) == 1 and not found & _FOREIGN_FOES and not any(g.elsewhere for g in groups) else None


def named_most(r: Register, country: str | None) -> bool:
    """Is no other country named more often?"""
    counts = country_counts(r)
    return country is not None and counts.get(country, 0) >= max(counts.values(), default=0)


def dateline_country(s: Scan) -> str | None:
    """The country of the place of writing, if it is a capital or country."""
    for word in (s.p.article.dateline or "").replace(",", " ").split("(")[0].split():
        plain = word.title() if word.isupper() else word
        for meaning in s.know.names.get(plain, ()):
            if meaning.sort in ("country", "capital") and meaning.text == plain:
                return meaning.ref
    return None


def publisher_country(s: Scan) -> str | None:
    """The country of the medium that publishes the report: of the tables, or told by its name ("Vientiane Courier")."""
    name = (s.p.article.publisher or "").strip()
    for word in name.split():
        for meaning in s.know.names.get(word, ()):
            if meaning.sort == "outlet" and name.startswith(meaning.text):
                return s.know.organisations[meaning.ref].country
            if meaning.sort in REFERENCE and meaning.text in name:
                return meaning.ref
    return town_country(name.split())


def kingdoms(s: Scan) -> frozenset[str]:
    """The countries whose full name says that they are a kingdom ("Hashemite Kingdom of Jordan")."""
    return frozenset(m.ref for word in ("Kingdom", "Hashemite", "United") for m in s.know.names.get(word, ()) if m.sort == "country" and "Kingdom" in m.text.split())


def town_country(words: list[str]) -> str | None:
    """The country of a town in a name ("Bergen Conflict Institute")."""
    gazetteer = load_gazetteer()
    for k, word in enumerate(words):
        for name in ([f"{word} {words[k + 1]}"] if k + 1 < len(words) else []) + [word]:
            key = place_key(name)
            if word[:1].isupper() and len(word) > 3 and key not in _NO_TOWNS:
                spots = gazetteer.cities(key)
                if spots and (spots[0].capital or spots[0].weight >= _KNOWN_TOWN):
                    return spots[0].country
    return None


def subject_country(r: Register, sentence: int, before: int | None) -> str | None:
    """The country of a sentence's subject: named, a nationality in front of it, or an official's or army's."""
    s, p = r.scan, r.p
    begin, end = p.sentences[sentence]
    for j in range(begin, end if before is None else before):
        hit = s.at.get(j)
        if hit is not None and hit.meaning.sort in REFERENCE and hit.last == j:
            if p.dep[j].startswith("nsubj") or (p.head[j] > j and p.dep[p.head[j]].startswith("nsubj") and hit.meaning.sort == "demonym"):
                return hit.meaning.ref
        elif p.dep[j].startswith("nsubj") and j in r.taken:
            draft = r.drafts[r.taken[j]]
            if draft.kind in _STATE and draft.country is not None and not (draft.code or "").endswith(("EDU", "MED", "NGO")):
                return draft.country
    return None


def _only_named(r: Register, sentence: int) -> str | None:
    found = {r.scan.at[j].meaning.ref for j in range(*r.p.sentences[sentence]) if j in r.scan.at and r.scan.at[j].meaning.sort in REFERENCE}
    return found.pop() if len(found) == 1 else None
