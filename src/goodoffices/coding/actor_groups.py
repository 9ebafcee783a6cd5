"""Several parties in one phrase: "the two presidents", "both sides", "seven nations including ...", "European leaders"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.coding.actor_names import REFERENCE, phrase_start
from goodoffices.coding.actor_register import Register
from goodoffices.model import ActorKind

NUMBERS = {w: n for n, w in enumerate("""
zero one two three four five six seven eight nine ten eleven twelve
""".split())} | {"both": 2, "dozen": 12, "pair": 2}
#: Nouns for parties as such; the others need a number or a region.
_SIDES = frozenset(["sides", "parties", "neighbours", "neighbors", "rivals", "foes", "enemies", "adversaries", "belligerents", "antagonists", "camps"])
_STATES = frozenset("""
countries nations states governments capitals powers republics monarchies kingdoms allies neighbours neighbors members
""".split())
_PEOPLE = frozenset("""
leaders presidents ministers premiers officials diplomats envoys ambassadors negotiators representatives delegations teams generals armies militaries kings
monarchs chiefs heads commanders mediators counterparts men women
""".split())
_REGIONS = {"european": "europe", "gulf": "gulf", "arab": "arab", "african": "africa", "western": "western", "nordic": "nordic", "baltic": "baltic",
            "balkan": "balkans", "asian": "asia", "latin": "latin_america", "caribbean": "caribbean", "sahel": "sahel", "pacific": "pacific",
            "neighbouring": "", "neighboring": "", "world": "", "regional": "", "foreign": "", "allied": "", "eu": "europe", "nato": "western", "islamic": "", "muslim": ""}
_LISTING = frozenset({"including", "include", "namely", "notably", "like"})
_CRITICS = frozenset({"critics", "opponents", "supporters", "observers", "detractors", "sceptics", "skeptics"})
#: Bodies of organisations that stand in a list beside states, and of states that stand there for the state.
_BODIES = frozenset({"igo", "armed_group"})
_STATE_BODIES = frozenset({"army", "military", "forces", "government", "authorities"})
_RULERS = frozenset({"presidents", "leaders", "premiers"})
#: "The two men", "both": the two persons who were just named side by side.
_PAIRED = frozenset({"men", "women", "leaders", "presidents", "premiers", "ministers", "rivals", "foes", "adversaries", "politicians", "generals", "both", "two"})


@dataclass(frozen=True, slots=True)
class Plural:
    """A plural noun phrase of parties."""

    first: int
    noun: int
    count: int | None
    both: bool


def find_groups(r: Register, named: bool) -> None:
    """With `named`: groups told by a list, a region or a nationality. Without: those that mean the parties of the article."""
    p = r.p
    for i, word in enumerate(p.lower):
        if p.pos[i] not in ("NOUN", "PROPN", "ADJ") or not r.free(i, i) or i in r.scan.at:
            continue
        if word in _SIDES or word in _STATES or word in _PEOPLE:
            found = _plural(r, i)
            if named and not any(k in r.taken for k in range(found.first, i)):
                _listed(r, found) or _coordinated(r, found) or _regional(r, found)
            elif not named and found.both:
                _parties(r, found)
            elif not named and (found.count or 0) > 2 and p.lower[found.first] in ("the", "all", "these"):
                _all_named(r, found)
        elif named and word in _CRITICS and i not in r.taken and p.dep[i].startswith("nsubj"):
            r.mention(r.group(word, (), None, None), phrase_start(r.scan, i), i, "group", True)
        elif named and i in r.scan.title_at and r.scan.title_at[i].last == i and word.endswith(("s", "men", "police", "forces")):
            _coordinated(r, _plural(r, i))
    if not named:
        for i, word in enumerate(p.lower):
            if word in ("both", "two") and p.pos[i] in ("PRON", "NUM", "DET") and r.free(i, i) and p.dep[i].startswith("nsubj") and (word == "both" or r.scan.word(i - 1) == "the"):
                _parties(r, Plural(i if word == "both" else i - 1, i, 2, True))


def _plural(r: Register, noun: int) -> Plural:
    p = r.p
    first = phrase_start(r.scan, noun)
    while first > 0 and p.sent[first - 1] == p.sent[noun] and p.lower[first - 1] in ("the", "both", "these", "those", "all"):
        first -= 1
    count = None
    both = False
    for k in range(first, noun):
        word = p.lower[k]
        if word in NUMBERS:
            count = NUMBERS[word]
        elif p.text[k].isdigit() and len(p.text[k]) < 4:
            count = int(p.text[k])
        both = both or word in ("both",) or (word == "two" and first < k)
    if p.lower[noun] in _SIDES and count is None and p.lower[first] == "the":
        both = True
    both = both or (p.lower[first] == "their" and p.lower[noun] in _PEOPLE - {"men", "women", "armies"} and count is None)
    if noun in r.scan.title_at and both:
        r.pending.update(range(first, noun + 1))
    if count == 2 and p.lower[first] in ("the", "both", "these", "their"):
        both = True
    return Plural(first, noun, count, both)


def _countries_from(r: Register, i: int, stop: int) -> tuple[list[str], int, int | None]:
    """Governments named from token i on in a list, the last token used, and unnamed ones stated in so many words."""
    p, s = r.p, r.scan
    out: list[str] = []
    last, unnamed = i, None
    j = i
    while j < stop:
        hit = s.at.get(j)
        body = _body_at(r, j, stop)
        if body is not None:
            out.append(body[0])
            last, j = body[1], body[1] + 1
            continue
        if hit is not None and hit.first == j and hit.meaning.sort in REFERENCE:
            if hit.meaning.sort == "demonym":
                break
            out.append(r.body("government", hit.meaning.ref))
            last = hit.last
            j = hit.last + 1
            continue
        if hit is not None and hit.first == j and hit.meaning.sort in _BODIES:
            out.append(r.organisation(hit.meaning.ref))
            last = hit.last
            j = hit.last + 1
            continue
        if p.lower[j] in NUMBERS and p.lower[j] != "both":
            noun = next((k for k in range(j, min(j + 5, stop)) if p.lower[k] in _STATES or p.lower[k] in _PEOPLE), None)
            if noun is None:
                break
            unnamed = (unnamed or 0) + NUMBERS[p.lower[j]]
            last = j = noun
            j += 1
            continue
        if p.text[j] in (",", ";", ":") or p.lower[j] in ("and", "the", "as", "well", "both", "or") or p.pos[j] == "DET":
            j += 1
            continue
        break
    return list(dict.fromkeys(out)), last, unnamed


def _body_at(r: Register, j: int, stop: int) -> tuple[str, int] | None:
    """A state's army or government in a list, with its last token: "Sudan's army", "the Colombian government"."""
    hit = r.scan.at.get(j)
    if hit is None or hit.first != j or hit.meaning.sort not in REFERENCE or (iso := r.scan.country_of(hit)) is None:
        return None
    at = hit.last + 1 + (r.scan.word(hit.last + 1) in ("'s", "’s", "'", "’"))
    title = r.scan.title_at.get(at)
    if title is None or title.first != at or title.last >= stop or r.scan.word(title.last + 1) in ("'s", "’s", "'", "’") or title.title.kind not in ("military", "government") or r.p.pos[title.last] not in ("NOUN", "PROPN"):
        return None
    return (r.body("government" if title.title.kind == "government" else "military", iso), title.last) if r.p.lower[title.last] in _STATE_BODIES else None


def _listed(r: Register, g: Plural) -> bool:
    """ "seven nations, including A, B and three Gulf states", "A and B are among three governments", "the presidents of A and B"."""
    p, s = r.p, r.scan
    end = p.sentences[p.sent[g.noun]][1]
    i = g.noun + 1
    while i < end and p.text[i] in (",", "—", "–", "-", "--", ":", "("):
        i += 1
    listing = s.word(i) in _LISTING or (s.word(i) == "such" and s.word(i + 1) == "as") or (s.word(i) == "among" and s.word(i + 1) in ("them", "which"))
    if listing and i < end:
        start = i + 2 if s.word(i) in ("such", "among") else i + 1
        members, _, stated = _countries_from(r, start, end)
        if members:
            unnamed = max(0, g.count - len(members)) if g.count is not None else stated
            _enter(r, g, tuple(members), g.count, unnamed)
            return True
    if s.word(g.noun + 1) in ("of", "from", "for") and g.noun + 2 < end:
        members, last, stated = _countries_from(r, g.noun + 2, end)
        if len(members) > 1 and stated is None:
            _enter(r, g, tuple(members), len(members), 0, last)
            return True
    if g.count is not None and s.word(g.first - 1) == "among" and g.first >= 2:
        begin = p.sentences[p.sent[g.noun]][0]
        members = [r.body("government", s.at[j].meaning.ref) for j in range(begin, g.first) if j in s.at and s.at[j].first == j
                   and s.at[j].meaning.sort in ("country", "capital", "metonym") and not _prepositional(r, s.at[j].first)]
        members = list(dict.fromkeys(members))
        if members and len(members) <= g.count:
            _enter(r, g, tuple(members), g.count, g.count - len(members))
            return True
    return False


def _prepositional(r: Register, i: int) -> bool:
    p = r.p
    return i > 0 and p.pos[i - 1] == "ADP"


def _coordinated(r: Register, g: Plural) -> bool:
    """ "Ethiopian and Eritrean troops", "the Greek, Cypriot and Maltese ministers"."""
    p, s = r.p, r.scan
    i = g.noun - 1
    while i >= 0 and s.same_sentence(i, g.noun) and i not in s.at and p.pos[i] in ("ADJ", "NOUN", "PROPN"):
        i -= 1
    refs: list[str] = []
    first = g.noun
    while i >= 0 and s.same_sentence(i, g.noun):
        hit = s.at.get(i)
        if hit is not None and hit.meaning.sort in ("demonym", "country"):
            refs.append(hit.meaning.ref)
            first = hit.first
            i = hit.first - 1
        elif refs and (p.text[i] == "," or p.lower[i] in ("and", "the")) and i > 0 and (s.at.get(i - 1) is not None or s.at.get(i - 2) is not None or p.lower[i] == "the"):
            if p.lower[i] == "the" and s.word(i - 1) not in ("and", ","):
                first = i
                break
            i -= 1
        else:
            break
    refs = list(dict.fromkeys(reversed(refs)))
    joints = [k for k in range(first, g.noun) if p.lower[k] == "and" or p.text[k] == ","]
    if len(refs) < 2 or not any(p.lower[k] == "and" for k in joints) or (p.text[joints[-1]] == "," and joints[-1] == g.noun - 2):
        return False  # "brokered by the United States and France, Israeli troops ..." lists nobody
    if any(s.at[k].meaning.sort == "country" and s.word(s.at[k].last + 1) not in ("and", ",") and k + 1 < g.noun and p.dep[k].startswith(("nsubj", "obj")) for k in range(first, g.noun) if k in s.at):
        return False
    title = s.title_at.get(g.noun)
    kind: ActorKind = title.title.kind if title is not None and title.title.kind in ("military", "police", "legislature", "civilians") else "government"  # type: ignore[assignment]
    if title is None and p.lower[g.noun] not in _STATES | _PEOPLE | _SIDES:
        return False
    members = tuple(r.body(kind, x) for x in refs)
    for k in range(first, g.noun):
        hit = s.at.get(k)
        if hit is not None and hit.last == k:
            r.modifier[k] = r.body("government", hit.meaning.ref)
    r.mention(r.group(_text(r, first, g.noun), members, len(members), 0), first, g.noun, "group", True)
    return True


def _regional(r: Register, g: Plural) -> bool:
    """ "European leaders", "three Gulf states", "Western officials", "five nations"."""
    p, s = r.p, r.scan
    word = p.lower[g.noun]
    inside = range(g.first, g.noun)
    if p.lower[g.first] in ("their", "its", "his", "her"):
        return False
    if any(k in s.at and s.at[k].meaning.sort in REFERENCE for k in inside) or g.both or word in ("men", "women", "members", "chiefs", "heads"):
        return False
    region = next((k for k in inside if p.lower[k] in _REGIONS), None)
    if any(k in s.at and s.at[k].meaning.sort == "igo" for k in inside) and word not in ("countries", "states", "nations", "leaders", "members", "allies", "governments"):
        return False
    if region is None and (g.count is None or word not in _STATES):
        return False
    if region is None and not _argument(r, g.noun):
        return False
    _enter(r, g, (), g.count, g.count)
    return True


def _argument(r: Register, i: int) -> bool:
    p = r.p
    return p.dep[i].startswith(("nsubj", "obj", "obl:agent", "conj", "iobj")) or syntax.case(p, i) in ("to", "with", "by", "from", "between", "among")


def _text(r: Register, first: int, last: int) -> str:
    p = r.p
    if p.lower[first] in ("the", "these", "those") and first < last:
        first += 1
    return " ".join(r.scan.text(first, last).split())


def _enter(r: Register, g: Plural, members: tuple[str, ...], count: int | None, unnamed: int | None, last: int | None = None) -> None:
    actor = r.group(_text(r, g.first, g.noun), members, count, unnamed)
    r.mention(actor, g.first, g.noun if last is None else last, "group", True)


def _parties(r: Register, g: Plural) -> None:
    """ "both sides", "the two presidents": the two parties in play when that is clear, else two unnamed."""
    p = r.p
    word = p.lower[g.noun]
    if not r.free(g.first, g.noun) or any(k in r.scan.at for k in range(g.first, g.noun + 1)):
        return
    members = _rulers(r, g, word) if word in _RULERS else ()
    told = _pair_told(r, g) if not members and word in _PAIRED else ()
    if not members and word in (_SIDES - {"neighbours", "neighbors"}) | {"countries", "nations", "states", "governments"}:
        members = main_parties(r, None)
    if not members:
        members = main_parties(r, g.first)
    if members and _others_stand_here(r, g, members):
        members = ()
    members = told or members
    acting = _acting(r, g.noun)
    if acting is not None and any(acting == m or acting == _party(r, m) for m in members):
        members = ()
    if members:
        first = _heads_of(r, g.first)
        r.mention(r.group(_text(r, first, g.noun), members, 2, 0), first, g.noun, "group", True)
    elif word not in ("both", "two", "men", "women", "parties"):
        r.mention(r.group(_text(r, g.first, g.noun), (), 2, 2), g.first, g.noun, "group", True)


def _pair_told(r: Register, g: Plural) -> tuple[str, ...]:
    """The two who were last named side by side ("Kibaki and Odinga met. The two men ..."), or the pair of the sentence that "both" goes back to."""
    p = r.p
    if p.lower[g.noun] in ("both", "two"):
        earlier = [m for m in r.mentions if m.last < g.first and p.sent[m.first] in (p.sent[g.first], p.sent[g.first] - 1) and r.drafts[m.actor].kind == "group" and len(r.drafts[m.actor].members) == 2]
        if earlier:
            return tuple(r.drafts[max(earlier, key=lambda m: m.first).actor].members)
    for sentence in (p.sent[g.first], p.sent[g.first] - 1):
        people = {t: m.actor for m in r.mentions if m.last < g.first and p.sent[m.first] == sentence and r.drafts[m.actor].kind == "person" for t in range(m.first, m.last + 1)}
        rows = [syntax.conjuncts(p, h) for h in sorted(people) if p.dep[h] != "conj" and any(p.dep[c] == "conj" for c in p.children[h])]
        pairs = {tuple(names) for row in rows if all(t in people for t in row) and len(names := dict.fromkeys(people[t] for t in row)) == 2}
        if len(pairs) == 1:
            one, two = next(iter(pairs))
            return (one, two)
    return ()


def _others_stand_here(r: Register, g: Plural, members: tuple[str, ...]) -> bool:
    """Does the sentence name two parties and more before "both sides", and not both of the pair the report is about? Then who is meant stays open."""
    p = r.p
    here = {_party(r, m.actor) for m in r.mentions if p.sent[m.first] == p.sent[g.noun] and m.first < g.first} - {None}
    return len(here) > 1 and not set(members) <= here


def _heads_of(r: Register, first: int) -> int:
    """Where "the presidents of the two countries" begins: those who act for both are both."""
    s, p = r.scan, r.p
    if first < 3 or s.word(first - 1) != "of" or p.lower[first - 2] not in _PEOPLE - {"men", "women"} or not s.same_sentence(first - 2, first):
        return first
    start = phrase_start(s, first - 2)
    start = start - 1 if s.word(start - 1) == "the" else start
    return start if r.free(start, first - 1) and not any(k in s.at for k in range(start, first)) else first


def _acting(r: Register, noun: int) -> str | None:
    """The party that does something to the two: nobody telephones himself ("Kenyatta telephoned both leaders")."""
    p = r.p
    if p.dep[noun] not in ("obj", "iobj", "obl") or p.pos[p.head[noun]] != "VERB":
        return None
    subject = syntax.logical_subject(p, p.head[noun])
    found = next((m.actor for m in r.mentions if subject is not None and m.first <= subject <= m.last), None)
    return _party(r, found) if found is not None else None


def _rulers(r: Register, g: Plural, word: str) -> tuple[str, ...]:
    """The two heads of state or government named before."""
    titles = ("president",) if word == "presidents" else ("premier", "prime minister") if word == "premiers" else ("president", "prime minister", "premier", "king", "chancellor", "supreme leader")
    found = [d.id for d in r.drafts.values() if d.kind == "person" and d.role and (any(d.role.lower() == t for t in titles) or (word == "leaders" and d.role.lower().endswith("leader")))
             and any(m.actor == d.id and m.first < g.first for m in r.mentions)]
    if len(found) > 2:
        parties = set(main_parties(r, g.first))
        found = [x for x in found if f"government:{r.drafts[x].country}" in parties]
    if len(found) != 2:
        return ()
    one, two = r.drafts[found[0]], r.drafts[found[1]]
    return tuple(found) if one.country != two.country or {(one.code or "")[-3:], (two.code or "")[-3:]} > {"REB"} else ()


def _all_named(r: Register, g: Plural) -> None:
    """ "the four parties": as many as were named together just before."""
    p = r.p
    if not r.free(g.first, g.noun) or any(k in r.scan.at for k in range(g.first, g.noun + 1)):
        return
    for sentence in (p.sent[g.first] - 1, p.sent[g.first] - 2):
        near: dict[str, None] = {}
        for m in sorted(r.mentions, key=lambda m: m.first):
            if p.sent[m.first] == sentence:
                party = m.actor if r.drafts[m.actor].kind == "igo" else _party(r, m.actor)
                near |= {party: None} if party is not None else {}
        if len(near) == g.count:
            r.mention(r.group(_text(r, g.first, g.noun), tuple(near), g.count, 0), g.first, g.noun, "group", True)
            return


def main_parties(r: Register, before: int | None = None) -> tuple[str, ...]:
    """The two parties of the quarrel: a pair just named together, else those told as a pair ("talks between Togo and Benin"), else the two most often mentioned; empty when unclear.

    A pair just named that has neither of the two the article is about ("Mexico and Colombia would also host") is none of the quarrel.
    """
    p = r.p
    main = _told_between(r) or _most_named(r)
    if before is not None:
        for sentence in (p.sent[before], p.sent[before] - 1):
            if sentence < 0:
                continue
            near = dict.fromkeys(_party(r, m.actor) for m in sorted(r.mentions, key=lambda m: m.first) if p.sent[m.first] == sentence and m.first < before)
            pair = [x for x in near if x is not None]
            if len(pair) == 2 and (not main or set(pair) & set(main)):
                return tuple(pair)
    return main


def _told_between(r: Register) -> tuple[str, ...]:
    """The one pair of parties, each named again elsewhere, of whom the report tells that something is between them."""
    p = r.p
    counts = Counter(party for m in r.mentions if (party := _party(r, m.actor)) is not None)
    found: set[frozenset[str]] = set()
    for first, second in (*syntax.pairs_between(p), *_acting_together(r)):
        pair = {_party(r, r.by_head[i]) for i in (first, second) if i in r.by_head} - {None}
        if len(pair) == 2 and all(counts[x] > 1 for x in pair if x is not None):
            found.add(frozenset(x for x in pair if x is not None))
    return tuple(sorted(next(iter(found)))) if len(found) == 1 else ()


#: What two do with each other.
MUTUAL = frozenset({"agree", "meet", "sign", "hold", "exchange", "trade", "accuse", "blame", "resume", "negotiate", "clash", "fight", "begin", "start", "restore", "sever", "share", "dispute", "swap", "talk", "end", "open", "conclude",
                    "initial", "reach", "extend"})


def _acting_together(r: Register) -> list[tuple[int, int]]:
    """Two and no more that are subject of such a verb ("Pakistan and Afghanistan agreed to a ceasefire")."""
    p, out = r.p, []
    for i, found in enumerate(p.children):
        if p.lemma[i] in MUTUAL and p.pos[i] == "VERB":
            subject = next((c for c in found if p.dep[c] == "nsubj"), None)
            others = [c for c in p.children[subject] if p.dep[c] == "conj"] if subject is not None else []
            if subject is not None and len(others) == 1:
                out.append((subject, others[0]))
    return out


def _most_named(r: Register) -> tuple[str, ...]:
    """The two parties that are mentioned more often than any other."""
    counts: Counter[str] = Counter()
    for m in r.mentions:
        party = _party(r, m.actor)
        if party is not None:
            counts[party] += 1
    top = counts.most_common(3)
    if len(top) == 2 or (len(top) == 3 and top[1][1] > top[2][1]):
        return (top[0][0], top[1][0])
    return ()


def _party(r: Register, actor: str) -> str | None:
    """The party an actor counts for: his government, or the armed group."""
    d = r.drafts[actor]
    if d.kind == "armed_group":
        return d.id
    if d.kind == "person" and ((d.code or "").endswith("REB") or "rebel" in (d.role or "").split()):
        return d.id
    if d.country and d.kind in ("government", "military", "person", "country", "police", "legislature", "civilians") and not (d.kind == "person" and (d.code or "").endswith(("EDU", "MED", "NGO"))):
        return r.body("government", d.country)
    return None
