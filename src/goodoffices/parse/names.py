"""Proper names of an article with their kind: PERSON, ORG or PLACE.

Runs of proper nouns (and of what the network takes for names) are cut where a title, a nationality or a date stands; each run is
then judged by a softmax regression over what the network says, what the tables know, the words of the name and its
neighbours (weights in data/names.json, learned by training/name_kinds.py). A run may turn out to be no name. A word that is the last of a
person's full name in the same article means the person where it stands alone, unless it is also used as a place.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from goodoffices.ontology import load
from goodoffices.ontology.gazetteer import load_gazetteer, place_key
from goodoffices.ontology.knowledge import first_word, straight
from goodoffices.ontology.tables import find, rows

KINDS = ("O", "PERSON", "ORG", "PLACE")
#: Prepositions before a place.
LOCAL = frozenset("in at near from to across into outside inside around off towards toward through throughout over via between".split())
SAYING = frozenset("say tell ask add write warn argue note insist deny claim announce declare call urge believe think want know state explain reply reject".split())
SURE = math.log(0.95)
_HYPHENS = frozenset("-–‐")
_STRAY = frozenset(["the", "a", "an", "this", "that"])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the tables know about words and names, as sets of lower-case words."""

    words: dict[str, frozenset[str]]
    titles: frozenset[str]
    offices: dict[str, tuple[tuple[str, ...], ...]]

    def office_at(self, forms: Sequence[str], i: int, end: int) -> int:
        """Number of words of an office of several words that begins at i ("Foreign Minister", "Secretary of State"), 0 if none."""
        for words in self.offices.get(forms[i].lower(), ()):
            size = len(words)
            if i + size <= end and all(forms[i + k].lower() == words[k] for k in range(1, size)):
                return size
        return 0

    def sorts(self, text: str) -> frozenset[str]:
        """Sorts of all table entries that the text is the name of ("country", "outlet", "city")."""
        return _sorts(text)


@lru_cache(maxsize=30_000)
def _sorts(text: str) -> frozenset[str]:
    plain = straight(text)
    found = {m.sort for m in load().know.names.get(first_word(plain), ()) if m.text == plain}
    key = place_key(plain)
    gazetteer = load_gazetteer()
    if gazetteer.region(key) is not None:
        found.add("region")
    towns = gazetteer.cities(key)
    if towns:
        found.add("city" if towns[0].weight >= 100_000 else "town")
    return frozenset(found)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word classes of name_words.tsv and the words of titles.tsv."""
    words: dict[str, set[str]] = {}
    for path in find("name_words.tsv", None):
        for row in rows(path, ("class", "words")):
            words.setdefault(row["class"], set()).update(row.list("words"))
    titles = {t.title.lower() for ts in load().know.titles.values() for t in ts if " " not in t.title and t.kind not in ("civilians", "group", "country", "unknown")}
    offices: dict[str, list[tuple[str, ...]]] = {}
    for title in (t for ts in load().know.titles.values() for t in ts if t.office and " " in t.title):
        parts = tuple(title.title.lower().split())
        offices.setdefault(parts[0], []).append(parts)
    return Lexicon({k: frozenset(v) for k, v in words.items()}, frozenset(titles) - words["given"] - words["org"],
                   {k: tuple(sorted(v, key=len, reverse=True)) for k, v in offices.items()})


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists over the words of an article, as the network tagged them; `chance[i]` are its log-probabilities of KINDS."""

    form: Sequence[str]
    begin: Sequence[int]
    end: Sequence[int]
    tag: Sequence[str]
    pos: Sequence[str]
    lemma: Sequence[str]
    head: Sequence[int]
    dep: Sequence[str]
    chance: Any


def find_names(w: Words, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """(first, last, kind) of the names, in order, without overlap."""
    weights = kinds()
    found = [(a, b, weights.judge(features(w, a, b, first))) for first, end in sentences for a, b in runs(w, first, end)]
    found = [(a, b, _by_network(w, a, b) if kind == "O" else kind) for a, b, kind in found]
    found = [(a, b, "PLACE" if kind == "PERSON" and _is_town(w, a, b) else kind) for a, b, kind in found]
    found = [(a, b, "PLACE" if kind == "ORG" and _is_before_place(w, a, b) else kind) for a, b, kind in found]
    families = {w.form[b] for a, b, kind in found if kind == "PERSON" and b > a}
    firm = {w.form[b] for a, b, kind in found if kind == "PLACE" and b == a and w.form[a - 1 if a else a].lower() in LOCAL}
    out = []
    for a, b, kind in found:
        if a == b and w.form[b] in families - firm and kind != "PERSON" and w.form[a - 1 if a else a].lower() not in LOCAL:
            kind = "PERSON"
        if kind != "O":
            out.append((a, b, kind))
    return out


def _is_before_place(w: Words, a: int, b: int) -> bool:
    """ "the Xa Pho temple": an unknown name before the word of a place, without the word of a body."""
    book = lexicon()
    return b + 1 < len(w.form) and w.form[b + 1] in book.words["place"] and not book.sorts(_text(w, a, b)) and not any(f.lower() in book.words["org"] for f in w.form[a : b + 1])


def _is_town(w: Words, a: int, b: int) -> bool:
    """A well-known town named by one word, without a title and followed by a comma or preceded by one."""
    if a != b or w.form[a].lower() in lexicon().words["given"] or w.form[a - 1 if a else a].lower().rstrip(".") in lexicon().titles:
        return False
    towns = load_gazetteer().cities(place_key(w.form[a]))
    sorts = lexicon().sorts(w.form[a])
    return bool(sorts & {"country", "capital"}) or bool(towns and towns[0].weight >= 30_000 and "person" not in sorts and a and w.form[a - 1] == ",")


def _by_network(w: Words, a: int, b: int) -> str:
    """The kind the network is sure of for an unknown name that nothing else tells."""
    if not all(w.tag[i] == "NNP" and w.form[i][:1].isupper() for i in (a, b)) or lexicon().sorts(_text(w, a, b)) & {"demonym"}:
        return "O"
    best = max(range(1, len(KINDS)), key=lambda k: min(w.chance[a][k], w.chance[b][k]))
    return KINDS[best] if min(w.chance[a][best], w.chance[b][best]) > SURE else "O"


def runs(w: Words, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Candidates of a sentence."""
    lex = lexicon()
    i = first
    while i < end:
        title = lex.office_at(w.form, i, end)
        if title or not _nameable(w, i, lex):
            i += title or 1
            continue
        start = i
        while i + 1 < end and not lex.office_at(w.form, i + 1, end) and (step := _onward(w, i, end, lex, start)):
            i += step
        yield from _cut(w, start, i, lex)
        i += 1


def _nameable(w: Words, i: int, lex: Lexicon) -> bool:
    form = w.form[i]
    if not form[:1].isalnum() or (form.lower().rstrip(".") in lex.words["never"] and not (form.isupper() and len(form) > 3)):
        return False
    if w.tag[i] in ("NNP", "NNPS"):
        return True
    return form[:1].isupper() and w.tag[i] not in ("PRP", "PRP$", "DT", "IN", "CC", "WP", "WRB", "WDT", "CD", "EX", "TO", "MD", "UH") and w.chance[i][0] < math.log(0.5)


def _onward(w: Words, i: int, end: int, lex: Lexicon, start: int) -> int:
    """How many words on the run continues, 0 if it ends at i."""
    if _nameable(w, i + 1, lex) and w.form[i] not in (",", ";"):
        return 1
    if i + 2 >= end or not _nameable(w, i + 2, lex):
        return 0
    between = w.form[i + 1]
    if between in _HYPHENS and w.end[i] == w.begin[i + 1] and w.end[i + 1] == w.begin[i + 2]:
        whole = w.form[i] + between + w.form[i + 2]
        known = bool(lex.sorts(whole)) or w.form[i].lower() in lex.words["particle"] or w.form[i + 2].lower() in lex.words["particle"]
        return 2 if known or not (lex.sorts(w.form[i]) & {"country", "capital"} and lex.sorts(w.form[i + 2]) & {"country", "capital"}) else 0
    if between in _HYPHENS and w.form[i].lower() in lex.words["particle"]:
        return 2
    low = between.lower()
    if low in lex.words["particle"] and between.islower() and low != "y":
        return 2
    bodily = any(w.form[k].lower() in lex.words["org"] for k in range(start, i + 1))
    if low in ("of", "for") and (bodily or w.form[i].lower() in lex.words["place"] or w.form[i].lower() in ("bank", "gulf", "sea", "house")):
        return 2
    if low == "&" or (low == "'s" and bodily):
        return 2
    if low in ("of", "for") and i + 3 < end and w.form[i + 2].lower() == "the" and bodily and _nameable(w, i + 3, lex):
        return 3
    return 0


def _cut(w: Words, start: int, last: int, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Titles and leading nationalities are taken off; what stands before a title is a name of its own."""
    low = [w.form[k].lower().rstrip(".") for k in range(start, last + 1)]
    bodily = low[-1] in lex.words["org"] or any(x in lex.words["org"] for x in low[:-1])
    cut = None
    for k in range(start, last + 1):
        word = low[k - start]
        if word in lex.titles and (not bodily or k == start) and k < last:
            cut = k
        elif cut is not None and k > cut + 3:
            break
    if cut is None:
        a, b = _trim(w, start, last, lex)
        if a <= b:
            yield a, b
        return
    first_title = next(k for k in range(start, last + 1) if low[k - start] in lex.titles)
    if first_title > start:
        a, b = _trim(w, start, first_title - 1, lex)
        if a <= b:
            yield a, b
    a, b = _trim(w, cut + 1, last, lex)
    if a <= b:
        yield a, b


def _trim(w: Words, a: int, b: int, lex: Lexicon) -> tuple[int, int]:
    def idle(k: int) -> bool:
        return w.form[k].lower() in _STRAY | {"of", "for", "and", "'s"} or not w.form[k][:1].isalnum()

    while a <= b and (idle(a) or (a < b and w.form[a].lower().rstrip(".") in lex.words["never"])):
        a += 1
    while b >= a and idle(b):
        b -= 1
    return a, b


def features(w: Words, a: int, b: int, first: int) -> dict[str, float]:
    """What speaks for one kind or another; names of features are stable, values between 0 and about 10."""
    lex = lexicon()
    size = b - a + 1
    out: dict[str, float] = {"bias": 1.0}
    for k, kind in enumerate(KINDS):
        mean = sum(math.exp(float(w.chance[i][k])) for i in range(a, b + 1)) / size
        out[f"net-log:{kind}"] = max(-8.0, math.log(mean + 1e-6)) / 4
    low = [w.form[i].lower() for i in range(a, b + 1)]
    text = _text(w, a, b)
    sorts = lex.sorts(text)
    for sort in sorts:
        out[f"is:{sort}"] = 1.0
    if not sorts:
        out["is:unknown"] = 1.0
    if size > 1:
        for sort in lex.sorts(w.form[a]):
            out[f"starts:{sort}"] = 1.0
    for name in ("org", "place", "given", "particle"):
        words = lex.words[name]
        if low[-1] in words:
            out[f"last:{name}"] = 1.0
        if size > 1 and low[0] in words:
            out[f"first:{name}"] = 1.0
        if any(x in words for x in low[1:-1]):
            out[f"inside:{name}"] = 1.0
    out[f"size:{min(size, 4)}"] = 1.0
    out[f"end:{low[-1][-3:]}"] = out[f"word:{low[-1]}"] = 1.0
    if size > 1:
        out[f"begin:{low[0]}"] = 1.0
    if all(w.form[i].isupper() for i in range(a, b + 1)) and len(text) > 1:
        out["capitals"] = 1.0
        out[f"capitals:{'short' if len(text) <= 5 else 'long'}"] = 1.0
    if not w.form[a][:1].isupper():
        out["lower"] = 1.0
    if any(c.isdigit() for c in text):
        out["digit"] = 1.0
    if w.tag[b] == "NNPS":
        out["plural"] = 1.0
    if a == first:
        out["opens"] = 1.0
    if any(len(x.rstrip(".")) == 1 for x in low[1:-1]):
        out["initial"] = 1.0
    _around(w, a, b, lex, out)
    return out


def _around(w: Words, a: int, b: int, lex: Lexicon, out: dict[str, float]) -> None:
    before = w.form[a - 1].lower() if a else ""
    after = w.form[b + 1].lower() if b + 1 < len(w.form) else ""
    if before in LOCAL:
        out["after-local"] = 1.0
    out[f"before:{before}"] = out[f"after:{after}"] = 1.0
    if before.rstrip(".") in lex.titles or before.rstrip(".") in ("mr", "mrs", "ms", "dr", "sir"):
        out["titled"] = 1.0
    head = next((i for i in range(a, b + 1) if not a <= w.head[i] <= b), b)
    out[f"dep:{w.dep[head]}"] = 1.0
    if w.dep[head].startswith("nsubj") and w.lemma[w.head[head]] in SAYING:
        out["says"] = 1.0
    if w.dep[head] in ("compound", "nmod", "flat") and w.pos[w.head[head]] == "NOUN":
        out["modifies"] = 1.0
        if w.lemma[w.head[head]] in lex.titles:
            out["modifies-title"] = 1.0
        if w.lemma[w.head[head]] in lex.words["place"]:
            out["modifies-place"] = 1.0
        if w.lemma[w.head[head]] in lex.words["org"]:
            out["modifies-org"] = 1.0


def _text(w: Words, a: int, b: int) -> str:
    return "".join(w.form[i] + (" " if i < b and w.begin[i + 1] > w.end[i] else "") for i in range(a, b + 1))


class NameKinds:
    """Softmax regression: `weights` maps a feature to its weight for each of KINDS."""

    def __init__(self, weights: dict[str, list[float]]) -> None:
        self.weights = weights

    def scores(self, found: dict[str, float]) -> list[float]:
        total = [0.0] * len(KINDS)
        for name, value in found.items():
            row = self.weights.get(name)
            if row is not None:
                for k, weight in enumerate(row):
                    total[k] += weight * value
        return total

    def judge(self, found: dict[str, float]) -> str:
        total = self.scores(found)
        return KINDS[max(range(len(KINDS)), key=lambda k: total[k])]


@lru_cache(maxsize=1)
def kinds() -> NameKinds:
    """The shipped weights."""
    return NameKinds(json.loads((files("goodoffices.parse") / "data" / "names.json").read_text(encoding="utf-8")))
