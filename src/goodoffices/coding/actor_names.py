"""Finds in one pass what the tables know: names, titles and runs of capitalised words, as token ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodoffices.coding.place_words import FEATURES
from goodoffices.model import Parsed
from goodoffices.ontology.knowledge import Knowledge, Meaning, Title, first_word, straight

#: Parts of names written small ("Ludwig van ...", "Abdel Fattah al-Burhan").
PARTICLES = frozenset("""
al el ul bin ibn bint ben abu von van der den de da do dos das di del della la le du y e af av zu ter ten ould uz á í
""".split())
#: Inside the names of towns in Romance languages.
OF_TOWN = frozenset("da do de dos das del di".split())
CALENDAR = frozenset("""
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec easter christmas ramadan nowruz eid
passover ascension pentecost gmt utc bst cet est local
""".split())
#: Words that begin a sentence with a capital and are no names.
OPENERS = frozenset("""
the a an this that these those it its he his she her they their we our you your i my in on at of to for from by with as and but or nor so
yet if when while after before since until although though because where who whom what why how both each neither either some any many most
several few all no not one two three four five six seven eight nine ten eleven twelve there here then now also meanwhile however still just
only even earlier later last next another other others such more less under over during despite without within amid among against between
about above according asked addressing speaking talking citing quoting once never always perhaps today yesterday tomorrow tonight instead
thus hence whether unless like unlike nobody everyone everybody nothing something much following given had has have is are was were will
would should could may might must can do does did let dear yes well across beyond near off out up down through throughout toward towards
upon per via versus whose which whoever whatever hundreds thousands dozens scores millions critics analysts experts officials sources
separately furthermore moreover additionally finally initially previously recently currently already nearly almost around roughly again too
former ex mr mrs ms dr not-yet nonetheless nevertheless else every half part reports reporting asking read watch photo
""".split())
QUOTES = frozenset({'"', "“", "”", "«", "»", "„"})
HYPHENS = frozenset({"-", "–", "‐"})
REFERENCE = frozenset({"country", "capital", "metonym", "demonym"})
#: Company, outlet and group names that are also words; at the beginning of a sentence they need a proper-noun tag.
_MODIFIERS = ("ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART", "ADV", "X", "VERB")


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `first`..`last` are a name the tables know."""

    first: int
    last: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class TitleHit:
    first: int
    last: int
    title: Title


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. `at` and `title_at` give the hit that covers a token, `runs` are ranges of capitalised words."""

    p: Parsed
    know: Knowledge
    hits: tuple[Hit, ...]
    at: dict[int, Hit]
    titles: tuple[TitleHit, ...]
    title_at: dict[int, TitleHit]
    runs: tuple[tuple[int, int], ...]
    person_tokens: frozenset[int] = field(default_factory=frozenset)
    quoted: dict[int, int] = field(default_factory=dict)

    def country_of(self, hit: Hit) -> str | None:
        """The country a hit belongs to."""
        sort, ref = hit.meaning.sort, hit.meaning.ref
        if sort in REFERENCE:
            return ref
        if sort == "institution":
            return self.know.institutions[ref].country
        if sort == "person":
            return self.know.people[ref].country
        known = self.know.organisations.get(ref)
        return known.country if known else None

    def opens(self, i: int) -> bool:
        """Does token i begin a sentence or a quotation?"""
        return i == 0 or self.p.sent[i] != self.p.sent[i - 1] or self.p.text[i - 1] in ('"', "“", "”", "'", "‘", ":", "—")

    def word(self, i: int) -> str:
        return self.p.lower[i] if 0 <= i < len(self.p.lower) else ""

    def same_sentence(self, i: int, j: int) -> bool:
        return 0 <= i < len(self.p.sent) and 0 <= j < len(self.p.sent) and self.p.sent[i] == self.p.sent[j]

    def text(self, first: int, last: int) -> str:
        return self.p.article.text[self.p.start[first]:self.p.end[last]]


def scan(p: Parsed, know: Knowledge) -> Scan:
    """Names, titles and runs of an article."""
    text = straight(p.article.text)
    ends = {end: i for i, end in enumerate(p.end)}
    keys = [first_word(word) for word in p.text]
    persons = frozenset(k for n in p.names if n.kind == "PERSON" and n.last > n.first for k in range(n.first, n.last + 1))
    hits = _with_halves(p, _of_no_state(p, _without_other_names(p, tuple(_names(p, know, text, ends, keys)))))
    at = {i: hit for hit in hits for i in range(hit.first, hit.last + 1)}
    titles = tuple(_titles(p, know, text.lower() if len(text.lower()) == len(text) else text, text, ends, keys, at))
    title_at = {i: hit for hit in titles for i in range(hit.first, hit.last + 1)}
    found = Scan(p, know, hits, at, titles, title_at, (), persons)
    return Scan(p, know, hits, at, titles, title_at, tuple(_runs(found)), persons, quotations(p))


#: What stands bare for the body of the United Nations, if these are named or nobody convenes it.
COUNCIL = "Security Council"
NATIONS = frozenset({"U.N.", "UN", "U.N", "Nations"})
CONVENING = frozenset({"convene", "chair", "summon", "assemble", "gather", "hold"})


def _of_no_state(p: Parsed, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Without the "Security Council" that somebody convenes in a report that does not name the United Nations: many a president has one of his own."""
    if any(w in NATIONS for w in p.text):
        return hits
    return tuple(h for h in hits if not (h.meaning.text == COUNCIL and _convened(p, h)))


def _convened(p: Parsed, hit: Hit) -> bool:
    """Whether a name is the object of such a verb, itself or as the body that meets ("chaired a meeting of the Security Council")."""
    node = next((i for i in range(hit.first, hit.last + 1) if not hit.first <= p.head[i] <= hit.last), hit.last)
    if p.dep[node].startswith("nmod"):
        node = p.head[node]
    return p.dep[node] == "obj" and p.lemma[p.head[node]] in CONVENING


def _without_other_names(p: Parsed, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Without names that the report itself gives to somebody else: "the Special Deterrence Force, or Rada, said" is not Ukraine's parliament."""
    given = {p.text[h.first] for h in hits if h.first == h.last and h.first > 2 and h.last + 1 < len(p.text) and h.meaning.sort not in ("country", "demonym", "capital")
             and p.lower[h.first - 1] == "or" and p.text[h.first - 2] == "," and p.text[h.last + 1] in (",", ".") and p.text[h.first - 3][:1].isupper()
             and not p.text[h.first].isupper()}
    return tuple(h for h in hits if not (h.first == h.last and p.text[h.first] in given)) if given else hits


#: Behind a name and a hyphen: whom somebody leans on, not who acts.
LEANING = frozenset({"aligned", "backed", "recognised", "recognized", "supported", "sponsored", "funded", "financed", "allied", "friendly", "trained", "armed", "equipped", "born", "educated", "occupied", "annexed",
                     "designated", "sanctioned", "leaning", "installed", "appointed", "made", "built", "owned", "flagged", "registered", "based", "linked", "affiliated", "inspired", "loyal", "brokered", "mediated",
                     "facilitated"})


def leans(s: Scan, hit: Hit) -> bool:
    """Does a name only tell whom somebody leans on ("Yemen's Iran-aligned Houthis", "the UN-recognised government")?"""
    return hit.meaning.sort != "person" and s.word(hit.last + 1) in HYPHENS and s.word(hit.last + 2) in LEANING


#: "the North" and "the South" of a report that names one of the two states.
HALVES = {"North": "PRK", "South": "KOR"}


def _with_halves(p: Parsed, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits with "the North" and "the South" where the report is about Korea."""
    if not any(h.meaning.ref in HALVES.values() and h.meaning.sort in REFERENCE for h in hits):
        return hits
    taken = {i for h in hits for i in range(h.first, h.last + 1)}
    more = [Hit(i, i, Meaning(word, "country", HALVES[word])) for i, word in enumerate(p.text)
            if word in HALVES and i and i not in taken and p.lower[i - 1] == "the" and p.pos[i] in ("PROPN", "NOUN") and p.dep[i] not in ("compound", "amod", "flat")
            and not (i + 1 < len(p.text) and (p.text[i + 1][:1].isupper() or p.lower[i + 1] in ("of", "and", "-")))]
    for i in range(len(p.text) - 3):  # "North and South Korea"
        one, two = p.text[i], p.text[i + 2]
        if one in HALVES and two in HALVES and one != two and p.lower[i + 1] in ("and", "or") and p.text[i + 3] == "Korea" and i not in taken:
            more.append(Hit(i, i, Meaning(one, "country", HALVES[one])))
    return tuple(sorted([*hits, *more], key=lambda h: h.first))


def quotations(p: Parsed) -> dict[int, int]:
    """For each token inside quotation marks, the token that opens the quotation."""
    out: dict[int, int] = {}
    opened: int | None = None
    for i, word in enumerate(p.text):
        if opened is not None and p.sent[i] != p.sent[i - 1] and word not in QUOTES and "\n" in p.article.text[p.end[i - 1]:p.start[i]]:
            opened = None
        if word in QUOTES:
            opened = i if opened is None and word not in ("”", "»") else None
        elif opened is not None:
            out[i] = opened
    return out


def _names(p: Parsed, know: Knowledge, text: str, ends: dict[int, int], keys: list[str]) -> Iterator[Hit]:
    state = us_state(text)
    i = 0
    while i < len(keys):
        hit = None
        for meaning in know.names.get(keys[i], ()):
            begin = p.start[i]
            if text.startswith(meaning.text, begin) or (meaning.text[0].islower() and text.startswith(meaning.text[0].upper() + meaning.text[1:], begin)):
                last = ends.get(begin + len(meaning.text))
                if last is not None and last >= i and p.sent[last] == p.sent[i] and _plausible(p, i, last, meaning, state):
                    hit = Hit(i, last, meaning)
                    break
        if hit is None:
            i += 1
        else:
            yield hit
            i = hit.last + 1


_GROUND = frozenset("island islands river street avenue road bay sea strait lake square airport port bridge hotel stadium cup hill mountain mountains university".split())


def _names_ground(p: Parsed, last: int) -> bool:
    """Does the name go on to name a place or thing of its own ("Saint Martin's Island", "Jordan River", "Panama Hotel")?"""
    i = last + 1
    if i + 1 < len(p.text) and p.text[i] in ("'s", "’s") and p.sent[i] == p.sent[last]:
        i += 1
    return i < len(p.text) and p.sent[i] == p.sent[last] and p.text[i][:1].isupper() and p.lower[i] in _GROUND and p.pos[i] == "PROPN"


def us_state(text: str) -> bool:
    """Does "Georgia" mean the American state here?"""
    return "Tbilisi" not in text and "Georgian" not in text and any(w in text for w in ("Atlanta", "Georgia Senate", "Savannah", "Georgia's governor", "runoff in Georgia",
                                                                                        "in Georgia in support", "state of Georgia"))


#: Behind the name of a medium these tell that the name is another's ("The Guardian Council", "The Times Square attack").
_OF_BODIES = frozenset("""Council Square Group Party Community Union Committee Commission Court Bank Institute Forum Agency Conference Summit Alliance Movement Front Army Ministry University Foundation League
Federation Association Tribunal Assembly Congress Parliament Brigade Brigades Force Forces Region Province Island Islands Pact Accord Accords Treaty Declaration Initiative""".split())


#: Behind a nationality these name people who live in another state ("the Serb entity", "a Turkish minority").
COMMUNITIES = frozenset({"entity", "minority", "minorities", "majority", "community", "communities", "enclave", "enclaves", "diaspora", "half"})


def _plausible(p: Parsed, first: int, last: int, meaning: Meaning, state: bool) -> bool:
    """Is it the name, and not a word or part of a longer name written alike?"""
    before = p.text[first - 1] if first and p.sent[first - 1] == p.sent[first] else ""
    after = p.text[last + 1] if last + 1 < len(p.text) and p.sent[last + 1] == p.sent[last] else ""
    if meaning.text == "X":
        return before.lower() in ("on", "to", "via", "platform") or after.lower() in ("post", "account")
    if meaning.text in ("Security Council", "General Assembly", "Human Rights Council") and ((before[:1].isupper() and before != "The") or before in ("'s", "’s")):
        return False
    if meaning.text == "Joint Chiefs of Staff" and any(t in ("Korea", "Korean", "Seoul") for t in p.text):
        return False
    if meaning.sort == "outlet" and after in _OF_BODIES:
        return False
    if meaning.sort == "institution" and after == "of" and any(w[:1].isupper() for w in p.text[last + 2 : last + 4]):
        return False  # "Central Military Commission of the Workers' Party of Korea" is not China's
    if meaning.text == "CCTV" and after.lower() in ("footage", "camera", "cameras", "images", "video", "or"):
        return False
    if meaning.sort == "demonym" and (before == "ethnic" or after.lower() in COMMUNITIES or (after == "-" and p.lower[last + 2 : last + 3] in (("run",), ("majority",), ("dominated",), ("populated",)))):
        return False
    if meaning.text in ("America", "American", "Americans") and before in ("Latin", "South", "Central", "North"):
        return False
    if meaning.text == "Ireland" and before == "Northern":
        return False
    if meaning.ref == "GEO" and meaning.text == "Georgia" and (state or after == ","):
        return not state and not (last + 2 < len(p.text) and p.text[last + 2] in ("USA", "U.S."))
    if meaning.sort == "capital" and before in OF_TOWN and first > 1 and p.text[first - 2][:1].isupper():
        return False  # "Mocimboa da Praia"
    if meaning.sort in ("country", "capital", "metonym") and (_names_ground(p, last) or (meaning.sort == "capital" and after in FEATURES)):
        return False
    if meaning.sort in REFERENCE:
        if last == first and before[:1].isupper() and before.lower() not in OPENERS and meaning.sort in ("country", "capital"):
            named = any(n.kind == "PERSON" and n.first < first <= n.last for n in p.names)
            return not (named and p.pos[first - 1] == "PROPN" and p.dep[first] == "flat")
        return meaning.text != "Washington" or after not in ("Post", "Times", "state")
    if last == first and meaning.sort not in ("institution",) and not meaning.text.isupper():
        alone = first == 0 or p.sent[first - 1] != p.sent[first] or before in ('"', "“", "‘", ":")
        if alone and p.pos[first] != "PROPN":
            return False
        if before in HYPHENS or after in HYPHENS:
            return False
        if before[:1].isupper() and p.pos[first - 1] == "PROPN" and before.lower() not in OPENERS and p.dep[first] == "flat":
            return False
    return True


def _titles(p: Parsed, know: Knowledge, low: str, text: str, ends: dict[int, int], keys: list[str], at: dict[int, Hit]) -> Iterator[TitleHit]:
    i = 0
    while i < len(keys):
        found = None
        begin = p.start[i]
        for title in know.titles.get(keys[i].lower(), ()):
            size = len(title.title)
            if not low.startswith(title.title.lower(), begin):
                continue
            last = ends.get(begin + size)
            if last is None or p.sent[last] != p.sent[i]:
                continue
            if any(c.isupper() and text[begin + k] != c for k, c in enumerate(title.title)):
                continue
            inside = at.get(i)
            if inside is not None and inside.last > inside.first and inside.first <= i and last <= inside.last:
                continue
            if inside is not None and last == inside.last and inside.meaning.sort != "metonym":
                continue
            if p.pos[last] in ("NOUN", "PROPN") or (last > i and any(p.pos[k] in ("NOUN", "PROPN") for k in range(i, last)) and p.pos[last] not in ("ADP", "PUNCT")) or (p.pos[last] in ("ADJ", "X") and text[p.end[last] + 1: p.end[last] + 2].isupper()):
                found = TitleHit(i, last, title)
                break
        if found is None:
            i += 1
        else:
            yield found
            i = found.last + 1


def _runs(s: Scan) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with particles and hyphens inside; calendar words and sentence openers are no part."""
    p = s.p
    i, n = 0, len(p.text)
    while i < n:
        if not capital(s, i):
            i += 1
            continue
        last = i
        j = i + 1
        while j < n and p.sent[j] == p.sent[i]:
            if capital(s, j):
                last = j
                j += 1
            elif p.text[j] in HYPHENS and j + 1 < n and p.start[j] == p.end[j - 1] and p.start[j + 1] == p.end[j]:
                j += 1
                if p.text[j - 2].lower() in PARTICLES or capital(s, j) or p.text[j].isalpha():
                    last = j
                    j += 1
            elif p.lower[j] in PARTICLES and _leads_on(s, j):
                j += 1
            else:
                break
        first = i
        yield first, last
        i = max(last, i) + 1


def _leads_on(s: Scan, j: int) -> bool:
    """Does a particle lead to a capitalised word of the same sentence?"""
    p = s.p
    for k in range(j + 1, min(j + 4, len(p.text))):
        if p.sent[k] != p.sent[j]:
            return False
        if p.text[k] in HYPHENS or p.lower[k] in PARTICLES:
            continue
        return p.lower[j] not in ("e", "y", "de", "la", "le") or p.pos[k] == "PROPN" if capital(s, k) else False
    return False


def capital(s: Scan, i: int) -> bool:
    """A capitalised word that may be part of a name."""
    p = s.p
    word = p.text[i]
    if not word[:1].isupper() or (p.lower[i] in CALENDAR and not _given(s, i)):
        return False
    if s.opens(i) and i not in s.at:
        return p.lower[i] not in OPENERS and (p.pos[i] not in ("DET", "ADP", "ADV", "CCONJ", "SCONJ", "PRON", "AUX", "NUM", "PART", "INTJ") or (i + 1 < len(p.text) and p.text[i + 1][:1].isupper() and p.pos[i] in ("ADV", "INTJ")))
    return p.lower[i] not in ("the", "a", "an", "i") and p.pos[i] not in ("PRON", "DET", "CCONJ")


#: Names of months that people are called by.
GIVEN = frozenset({"jan", "april", "june", "may", "august"})


def _given(s: Scan, i: int) -> bool:
    """Is the name of a month somebody's given name ("Jan Eliasson")?"""
    p = s.p
    if p.lower[i] not in GIVEN or i + 1 >= len(p.text) or p.sent[i + 1] != p.sent[i] or (i and (p.text[i - 1][:1].isdigit() or p.lower[i - 1] in ("in", "since", "until", "last", "next", "early", "late", "mid"))):
        return False
    behind = p.text[i + 1]
    return behind[:1].isupper() and behind[1:].islower() and p.pos[i] == p.pos[i + 1] == "PROPN" and p.lower[i + 1] not in CALENDAR and i + 1 not in s.at


def phrase_start(s: Scan, first: int) -> int:
    """The first token of the noun phrase whose core begins at `first`: determiner, possessor, adjectives, nouns."""
    p = s.p
    start = first
    j = first - 1
    while j >= 0 and p.sent[j] == p.sent[first] and first - j <= 9:
        word, pos = p.lower[j], p.pos[j]
        if word in ("least", "most") and s.word(j - 1) == "at":
            return j - 1
        if pos == "ADV" and word not in ("about", "some", "around", "nearly", "almost", "roughly", "over", "more", "still", "long", "newly", "then"):
            break
        if pos == "DET" or word in ("the", "a", "an", "its", "his", "her", "their", "our", "my"):
            return j
        if word in ("'s", "’s", "'", "’") and pos in ("PART", "PUNCT") and j > 0 and (p.pos[j - 1] in ("PROPN", "NOUN")):
            start = j - 1
            j -= 2
            while j >= 0 and j in s.at and s.at[j].last >= start:
                start = j
                j -= 1
            while j >= 0 and p.sent[j] == p.sent[first] and p.head[j] == p.head[start] and p.dep[j] in ("flat", "compound") and j not in s.at:
                start = j
                j -= 1
            if j >= 0 and p.sent[j] == p.sent[first] and p.pos[j] == "DET":
                return j
            return start
        if word in HYPHENS and start == j + 1 and j > 0 and p.end[j - 1] == p.start[j]:
            start = j - 1
            j -= 2
            continue
        if j in s.at and s.at[j].last == j and s.at[j].meaning.sort in (*REFERENCE, "institution", "igo", "ngo", "armed_group", "party", "company"):
            if s.at[j].meaning.sort in ("demonym",) or start == j + 1:
                start = s.at[j].first
                j = start - 1
                continue
            break
        if pos in _MODIFIERS and j < p.head[j] <= first + 12 and p.sent[p.head[j]] == p.sent[j] and p.dep[j] in ("amod", "compound", "nummod", "nmod", "nmod:desc", "nmod:unmarked", "flat", "det", "advmod", "case", "nmod:poss") and pos != "VERB":
            if p.dep[j] == "case" or (p.dep[j] == "advmod" and pos != "ADV"):
                break
            start = j
            j -= 1
            continue
        if pos == "ADJ" and word not in ("same",):
            start = j
            j -= 1
            continue
        if pos == "NUM":
            start = j
            if j >= 2 and p.lower[j - 1] == "least" and p.lower[j - 2] == "at":
                return j - 2
            j -= 1
            continue
        break
    return start


def only_country(s: Scan) -> str | None:
    """The country of an article that names one only, or one far more often than others."""
    counts: dict[str, int] = {}
    for hit in s.hits:
        if hit.meaning.sort in REFERENCE:
            counts[hit.meaning.ref] = counts.get(hit.meaning.ref, 0) + 1
    top = sorted(counts, key=lambda x: -counts[x])
    return top[0] if len(top) == 1 or (len(top) > 1 and counts[top[0]] > 3 * counts[top[1]]) else None
