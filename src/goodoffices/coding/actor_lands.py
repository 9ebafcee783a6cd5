"""Whose army, police or government is meant where no nationality stands beside it: the land that the sentence, the clause or the report so far tells of."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.actor_home import country_counts, home_country, main_country, torn_country, unknown_land, weighty
from goodoffices.coding.actor_names import REFERENCE
from goodoffices.coding.actor_register import Register
from goodoffices.coding.actor_states import HARM, SPEAK, locative


def one_land(r: Register, i: int) -> str | None:
    """The one country that the sentence names or speaks for, or the one before names, or that the article is about."""
    if unknown_land(r):
        return None
    for back in (0, 1):
        if r.p.sent[i] < back:
            break
        named = {r.scan.country_of(r.scan.at[j]) for j in range(*r.p.sentences[r.p.sent[i] - back]) if j in r.scan.at and r.scan.at[j].meaning.sort in REFERENCE} - {None}
        if len(named) == 1:
            return named.pop()
        if named:
            return _speaks_of_itself(r, i) if not back else None
    return main_country(r)


def scene_country(r: Register, i: int, kind: str) -> str | None:
    """The one country that the sentence, or the article so far, is about."""
    p, s = r.p, r.scan
    if unknown_land(r):
        return None
    if kind == "military" and (torn := torn_country(r)) is not None and r.scan.word(i - 1) in ("the", "and"):
        return torn
    for sentence in (p.sent[i], p.sent[i] - 1):
        if sentence >= 0 and kind != "government":
            land = {h.meaning.ref for j in range(*p.sentences[sentence]) if (h := s.at.get(j)) is not None and h.first == j and h.meaning.sort in ("country", "capital") and locative(r, h)}
            if len(land) == 1 and (sentence != p.sent[i] or _told_there(r, i, land)):
                return land.pop()
    if kind == "government" and s.word(i + 1) == "there" and (told := _pointed_at(r, i)) is not None:
        return told
    begin, end = p.sentences[p.sent[i]]
    if kind == "government" and (told := _fronted_land(r, i) or _reporter(r, i)) is not None:
        return told
    others = _speaks_of_others(r, i) if kind == "government" else frozenset()
    here = {s.country_of(s.at[j]) for j in range(begin, end) if j in s.at and j not in others and s.at[j].meaning.sort in REFERENCE}
    here.discard(None)
    if len(here) == 1:
        return here.pop()
    if here:
        return _speaks_of_itself(r, i) if kind == "government" else None
    if kind == "government":
        return home_country(r, i)
    so_far = {s.country_of(h) for h in s.hits if h.first < i and h.meaning.sort in REFERENCE}
    return so_far.pop() if len(so_far) == 1 else main_country(r)


def _pointed_at(r: Register, i: int) -> str | None:
    """ "recalled its ambassador from Lima. The government there ...": the one land or capital told as object or place, in this sentence or else the one before."""
    p, s = r.p, r.scan
    for sentence in (p.sent[i], p.sent[i] - 1):
        near = [h for h in s.hits if p.sent[h.first] == sentence and h.last < i and h.meaning.sort in ("country", "capital")]
        lands = {s.country_of(h) for h in near if p.dep[h.last] == "obj" or (p.dep[h.last] in ("obl", "nmod") and syntax.case(p, h.last) in ("from", "in", "to", "at", "of", "for", "into"))}
        if near:
            return lands.pop() if len(lands) == 1 else None
    return None


def _told_there(r: Register, i: int, land: set[str]) -> bool:
    """Is a land of the sentence that of a clause about soldiers or police? "X, who lives in Chad since soldiers ousted him" tells of another, unless the report is about no other."""
    p, s = r.p, r.scan
    clause = syntax.clause_of(p, i)
    near = any(syntax.clause_of(p, h.last) == clause for h in s.hits if h.meaning.ref in land and p.sent[h.last] == p.sent[i])
    return near or p.dep[clause] not in ("advcl", "acl:relcl") or all(weighty(country_counts(r), x) for x in land)


#: Whoever stands behind these is another than who does it.
ADDRESSING = frozenset("demand urge call condemn protest summon accuse warn criticise criticize denounce reject deplore thank invite blame expel recall".split())


def _speaks_of_others(r: Register, i: int) -> frozenset[int]:
    """ "the foreign ministry said it would summon the U.S. envoy": the tokens of what a body says of itself; countries named there are not its own."""
    p = r.p
    verb = p.head[i]
    if p.dep[i].startswith("nsubj") and p.lemma[verb] in ADDRESSING:
        return frozenset(t for t in syntax.subtree(p, verb) if t > verb)
    if not p.dep[i].startswith("nsubj") or p.lemma[verb] not in SPEAK:
        return frozenset()
    for c in p.children[verb]:
        if p.dep[c] in ("ccomp", "xcomp") and any(p.dep[k].startswith("nsubj") and p.lower[k] in ("it", "they") for k in p.children[c]):
            return frozenset(syntax.subtree(p, c))
    return frozenset()


def _fronted_land(r: Register, i: int) -> str | None:
    """ "In Mali, the junta ended the truce": the country that opens the sentence."""
    p, s = r.p, r.scan
    begin = p.sentences[p.sent[i]][0]
    hit = s.at.get(begin + 1)
    if p.lower[begin] == "in" and hit is not None and hit.meaning.sort in ("country", "capital") and hit.last + 1 < i and p.text[hit.last + 1] == "," and i - hit.last <= 5:
        return s.country_of(hit)
    return None


def _reporter(r: Register, i: int) -> str | None:
    """ "South Korea's ministry said the government would stay": the country of the body that speaks of "the government"."""
    p, s, node = r.p, r.scan, i
    for _ in range(8):
        if p.head[node] == node:
            return None
        below, node = node, p.head[node]
        if p.pos[node] == "VERB" and p.lemma[node] in SPEAK and p.dep[below] in ("ccomp", "xcomp"):
            subject = syntax.surface_subject(p, node)
            if subject is None:
                return None
            lands = {s.country_of(s.at[j]) for j in syntax.subtree(p, subject) if j in s.at and s.at[j].meaning.sort in (*REFERENCE, "institution")} - {None}
            return lands.pop() if len(lands) == 1 else None
    return None


def _speaks_of_itself(r: Register, i: int) -> str | None:
    """ "Kuwait welcomed the withdrawal of two Iraqi gunboats, the foreign ministry said": the country whose peaceful act the sentence tells."""
    p, s = r.p, r.scan
    for j in range(p.sentences[p.sent[i]][0], i):
        hit = s.at.get(j)
        if hit is None or hit.last != j or hit.meaning.sort not in ("country", "capital", "metonym") or not p.dep[j].startswith("nsubj") or p.dep[j] == "nsubj:pass":
            continue
        verb = p.head[j]
        return s.country_of(hit) if p.lemma[verb] not in HARM and p.dep[verb] in ("ccomp", "root", "parataxis") else None
    return None
