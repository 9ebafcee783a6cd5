"""How many were killed and injured, as a sentence words it (coding guide, section 11).

Read from the words around each word of killing or injuring rather than from the tree, which often loses bare numbers ("killing nine and
wounding 30", "two killed, three wounded"): behind an active verb or gerund, before a passive, a participle or "dead".
"""

from __future__ import annotations

import re

from goodoffices.ledger.desk import Desk
from goodoffices.model import Parsed, Range

NUMBERS = {w: n for n, w in enumerate("""zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen""".split())} | {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
MULTIPLIERS = {"dozen": 12, "hundred": 100, "thousand": 1000}
MONTHS = frozenset("january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec".split())
NOBODY = frozenset({"nobody", "none"})
#: Words before a figure that is not so.
CORRECTING = (("and", "not"), ("rather", "than"), ("instead", "of"))
AT_LEAST = re.compile(r"(?:at least|more than|over|upwards of|no fewer than|no less than|not less than|in excess of|a minimum of) $")
AT_MOST = re.compile(r"(?:up to|as many as|at most|fewer than|less than|under|a maximum of) $")
#: Forms that taggers take for adjectives or nouns.
FORMS = {"wounded": "wound", "injured": "injure", "wounding": "wound", "injuring": "injure", "killed": "kill", "killing": "kill", "hurt": "hurt"}
BE = frozenset({"was", "were", "been", "being", "is", "are", "be", "got"})
#: What may stand between a number and the word of loss it belongs to.
FILLERS = frozenset("""people person persons civilian civilians others other more soldiers soldier men women children fighters troops officers police policemen villagers residents
passengers workers militants rebels guards protesters of them wounded injured killed dead were was had have has been being also reportedly""".split())
STOPS = frozenset({".", ";", ":", "—", "–", "?", "!"})
#: Of whom one is counted ("one of its sailors").
OWN_PEOPLE = FILLERS & frozenset("civilians soldiers men women children fighters troops officers policemen villagers residents passengers workers militants rebels guards".split()) | frozenset(
    """servicemen servicewomen sailors marines airmen pilots citizens nationals members commanders peacekeepers reservists conscripts recruits employees students pupils teachers doctors
    nurses drivers farmers fishermen fishers activists officials personnel""".split())
REACH, BACK = 9, 13
#: What opens an aside that tells some of those counted ("including seven civilians", "four of them children") or how old they were.
OF_THESE = frozenset({"including", "among", "most", "mostly", "many", "some", "aged", "all", "both", "half", "mainly", "largely"})
ASIDE = 16


def losses(desk: Desk, first: int, end: int, skip: frozenset[int] = frozenset()) -> tuple[Range | None, Range | None]:
    """Killed and injured told in tokens first..end-1; words of loss among `skip` belong to another deed."""
    return _told(desk, first, end, desk.words("l_kill"), skip), _told(desk, first, end, desk.words("l_injure"), skip)


#: Between a toll and its figure.
TOLL = frozenset({"to", "at", "of", "reached", "reach", "passed", "exceeded", "topped", "surpassed", "hit", "is", "was", "stands", "stood"})


def _toll(p: Parsed, i: int, end: int) -> Range | None:
    """ "The death toll from the raid rose to 22", "put the toll at 16": the last figure behind such a word; no figure that it rose from or by."""
    found = None
    for k in range(i + 1, end):
        if p.text[k] in STOPS:
            break
        value = _value(p, k)
        if value is None or _of_time(p, k):
            continue
        lead = k - 1
        while lead > i and (p.lower[lead] in ("least", "more", "than", "over", "nearly", "almost", "around", "about", "some", "now", "today") or (p.lower[lead] == "at" and p.lower[lead + 1] == "least")):
            lead -= 1
        if p.lower[lead] in TOLL and not (p.lower[lead] == "of" and lead > i + 1):
            found = _range(p, k, value)
    return found


def _told(desk: Desk, first: int, end: int, words: frozenset[str], skip: frozenset[int]) -> Range | None:
    p = desk.p
    if "kill" in words:
        for i in range(first, end):
            if p.lower[i] == "toll" and i not in skip and (found := _toll(p, i, end)) is not None:
                return found
    for i in range(first, end):
        if i not in skip and (p.lemma[i] in words or FORMS.get(p.lower[i]) in words) and p.lower[i] != "fire":
            found = _around(p, i, first, end)
            if found is not None:
                return found
    return None


def _around(p: Parsed, i: int, first: int, end: int) -> Range | None:
    """The figure of one word of loss."""
    if p.lemma[i] in ("die", "perish", "succumb"):
        return _before(p, i, first)
    if p.lower[i] == "dead" and p.lower[i - 1 : i] == ("shot",):
        return _behind(p, i, end) or _before(p, i, first)
    passive = any(p.lower[k] in BE for k in range(max(first, i - 4), i)) and (p.tag[i] in ("VBN", "VBD", "JJ") or p.lower[i] in ("wounded", "injured", "killed", "hurt"))
    gerund = p.lower[i] in ("killing", "wounding", "injuring")
    verbal = gerund or (p.pos[i] == "VERB" and p.tag[i] in ("VBD", "VBG", "VB", "VBZ", "VBP", "VBN"))
    if verbal and not passive:
        behind = _behind(p, i, end)
        if behind is not None and not _elided(p, i, first):
            return behind
    near = _adjacent(p, i, first)
    if near is not None:
        return near
    if passive or p.pos[i] == "ADJ" or (p.lower[i] in FORMS and not verbal):
        return _before(p, i, first)
    if p.pos[i] == "NOUN" and p.lower[i + 1 : i + 2] in (("of",), ("to",)):
        return _behind(p, i + 1, end)
    return None


def _elided(p: Parsed, i: int, first: int) -> bool:
    """ "... and 12 wounded": a number right before a participle that shares the auxiliary of the one before."""
    return p.tag[i] in ("VBN", "VBD", "JJ") and i > first and _value(p, i - 1) is not None


def _behind(p: Parsed, i: int, end: int) -> Range | None:
    """The first figure right of a verb, before another verb or a stop."""
    for k in range(i + 1, min(i + REACH, end)):
        if p.lower[k] in NOBODY or (p.lower[k] == "no" and p.lower[k + 1 : k + 2] == ("one",)):
            return Range(min=0, max=0)
        if p.text[k] in STOPS or p.text[k] == "," or p.lower[k] in FORMS or (p.pos[k] == "VERB" and p.tag[k] != "VBN") or p.lower[k] in ("in", "near", "when", "after", "that", "who"):
            return None
        if (value := _value(p, k)) is not None and not _of_time(p, k):
            return _sum(p, k, _range(p, k, value), end)
        if p.lower[k] in ("a", "an") and k + 1 < end and (p.tag[k + 1] in ("NN", "JJ") or p.text[k + 1].islower()) and not _indefinite(p, k + 1, end):
            return _sum(p, k, Range(min=1, max=1), end)
    return None


def _before(p: Parsed, i: int, first: int) -> Range | None:
    """The figure of the subject left of a passive or of "died"."""
    k, floor = i - 1, max(first - 1, i - BACK - 1)
    while k > floor:
        if p.text[k] == "," and (opened := _aside(p, k, first)) is not None:
            k, floor = opened - 1, max(first - 1, floor - (k - opened))
            continue
        if p.text[k] in STOPS or (p.pos[k] == "VERB" and p.tag[k] in ("VBD", "VBZ", "VBP", "VBG") and p.lower[k] not in BE):
            return None
        if p.lower[k] in NOBODY or (p.lower[k] == "one" and p.lower[k - 1 : k] == ("no",)):
            return Range(min=0, max=0)
        if (value := _value(p, k)) is not None and not _of_time(p, k):
            return _with_those_before(p, k, _range(p, k, value), first)
        if p.lower[k] in ("a", "an") and (p.tag[k + 1] in ("NN", "JJ") or p.text[k + 1].islower()) and not _indefinite(p, k + 1, i):
            return _with_those_before(p, k, Range(min=1, max=1), first)
        k -= 1
    return None


def _aside(p: Parsed, close: int, first: int) -> int | None:
    """The comma that opens an aside about some of those counted, or about a figure put right, which another comma closes: ", including seven civilians,", ", four of them
    children,", ", and not four,"."""
    for k in range(close - 2, max(first - 1, close - ASIDE), -1):
        if p.text[k] in STOPS:
            return None
        if p.text[k] == "," and (p.lower[k + 1] in OF_THESE or p.lower[k + 1 : k + 3] in CORRECTING or p.lower[k + 1] == "not" or (p.lower[k + 2] == "of" and _value(p, k + 1) is not None)):
            return k
    return None


def _with_those_before(p: Parsed, k: int, found: Range, first: int) -> Range:
    """ "30 peacekeepers and 52 protesters were hurt": adds the figures coordinated to the left, unless they suffer another verb ("killed two men and nine women were hurt")."""
    low, high, at, joint = found.min, found.max, _limits(p, k, first), "and"
    while at - 2 > first and p.lower[at - 1] == joint and p.pos[at - 2] == "NOUN" and p.lower[at - 2] not in MULTIPLIERS:
        t = at - 2
        while t > first and p.pos[t] in ("NOUN", "ADJ", "PROPN") and _value(p, t) is None:
            t -= 1
        if p.lower[t] in (*OWNING, "its", "our") and p.lower[t - 1] == "of" and t - 2 >= first:
            t -= 2  # "two of its troops and a policeman"
        more = _range(p, t, value) if (value := _value(p, t)) is not None else Range(min=1, max=1) if p.lower[t] in ("a", "an") and not _indefinite(p, t + 1, at - 1) else None
        if more is None or more.min is None or low is None or _of_time(p, t):
            return found
        low, high = low + more.min, None if high is None or more.max is None else high + more.max
        at, joint = _limits(p, t, first), ","
    suffers = at > first and (p.lower[at - 1] in FORMS or p.pos[at - 1] == "VERB") and p.lemma[at - 1] != "leave"
    return found if suffers else Range(min=low, max=high)


def _limits(p: Parsed, k: int, first: int) -> int:
    """Where the figure at k begins, with "at least" or "more than" before it."""
    return k - 2 if k - 2 >= first and AT_LEAST.search(" ".join(p.lower[k - 2 : k]) + " ") else k


def _adjacent(p: Parsed, i: int, first: int) -> Range | None:
    """A figure right before a participle or "dead", with at most a noun between ("three wounded", "30 others injured", "five soldiers dead")."""
    for k in range(i - 1, max(first - 1, i - 4), -1):
        if (value := _value(p, k)) is not None and not _of_time(p, k):
            return _range(p, k, value) if k == i - 1 else _with_those_before(p, k, _range(p, k, value), first)
        if p.lower[k] not in FILLERS and p.pos[k] not in ("NOUN", "ADJ"):
            return None
    return None


def _indefinite(p: Parsed, k: int, end: int) -> bool:
    """ "a number of", "a building", "a further": one of these is no casualty."""
    noun = next((t for t in range(k, min(k + 4, end)) if p.pos[t] == "NOUN"), k)
    return p.lemma[noun] in ("number", "lot", "series", "group", "dozen", "hundred", "thousand", "building", "house", "hospital", "school", "city", "village", "drone", "missile",
                             "attack", "strike", "raid", "blast", "week", "day", "month", "year", "hour", "result", "statement", "tank", "truck", "base", "post", "road", "bridge",
                             "handful", "couple", "ceasefire", "truce", "deal", "further", "explosion", "bombing", "clash", "row", "market", "vehicle", "ship", "boat", "spate")


def _of_time(p: Parsed, k: int) -> bool:
    """A figure of days, kilometres, years or places, not of people; a year or clock time."""
    after = p.lower[k + 1] if k + 1 < len(p.text) else ""
    if after in ("-",) and k + 2 < len(p.text):
        after = p.lower[k + 2]
    plain = p.lower[k].replace(",", "")
    return after.rstrip("s") in ("day", "hour", "week", "month", "year", "minute", "kilometre", "kilometer", "km", "mile", "metre", "meter", "percent", "%", "attack", "strike", "raid",
                                 "house", "building", "home", "truck", "tank", "drone", "missile", "rocket", "shell", "village", "town", "country", "occasion", "time", "side", "bomb",
                                 "blast", "vehicle", "boat", "ship", "dollar", "million") or (plain.isdigit() and len(plain) == 4 and plain[:2] in ("19", "20") and "," not in p.lower[k])


def _value(p: Parsed, k: int) -> int | None:
    """The number a token stands for, with the multiplier behind it ("two dozen"); nothing for dozens and hundreds without one."""
    if k < 0:
        return None
    word = p.lower[k]
    if word.isdigit() and MONTHS & {p.lower[n] for n in (k - 1, k + 1) if 0 <= n < len(p.text)}:
        return None  # "on February 21 killed nine"
    plain = word.replace(",", "")
    value = int(plain) if plain.isdigit() and len(plain) < 8 else NUMBERS.get(word)
    if value is None and "-" in word:
        tens, _, units = word.partition("-")
        value = NUMBERS[tens] + NUMBERS[units] if tens in NUMBERS and units in NUMBERS else None
    after = p.lower[k + 1] if k + 1 < len(p.text) else ""
    if word in ("a", "an") and after in MULTIPLIERS:
        return MULTIPLIERS[after]
    if value is None or (word == "one" and ((after == "of" and not _of_own(p, k)) or p.lower[k - 1 : k] in (("no",), ("this",), ("every",)))):
        return None
    if after == "-" and k + 2 < len(p.text) and p.lower[k + 2] in NUMBERS and value % 10 == 0:
        return value + NUMBERS[p.lower[k + 2]]
    return value * MULTIPLIERS.get(after, 1)


def _of_own(p: Parsed, k: int) -> bool:
    """ "One of its soldiers": one of somebody's own people, which is a figure, unlike "one of the worst"."""
    return p.lower[k + 2 : k + 3] != () and p.lower[k + 2] in (*OWNING, "its", "our", "my") and any(p.lower[t] in OWN_PEOPLE for t in range(k + 3, min(k + 6, len(p.text))))


def _range(p: Parsed, k: int, value: int) -> Range:
    """The figure at k with what limits it: "at least", "up to", "between five and seven", "three to five"."""
    before = " ".join(p.lower[max(0, k - 4) : k]) + " "
    if p.lower[k - 1 : k] in (("and",), ("to",), ("or",)) and (low := _value(p, k - 2)) is not None and low < value and (p.lower[k - 1] != "and" or "between" in before):
        return Range(min=low, max=value)
    if p.lower[k + 1 : k + 2] in (("and",), ("to",), ("or",)) and (high := _value(p, k + 2)) is not None and high > value and (p.lower[k + 1] != "and" or "between" in before):
        return Range(min=value, max=high)
    if AT_LEAST.search(before):
        return Range(min=value, max=None)
    return Range(min=None, max=value) if AT_MOST.search(before) else Range(min=value, max=value)


def _sum(p: Parsed, k: int, found: Range, end: int) -> Range:
    """ "two civilians and a policeman", "two men, a woman and her three children": what is coordinated to the right is added while it is persons too."""
    low, high, t = found.min, found.max, _past_noun(p, k + 1, end)
    if low is None or p.pos[t - 1] != "NOUN":
        return found
    listed = 0
    while t + 2 < end and p.lower[t] in (",", "and"):
        last = p.lower[t] == "and" or p.lower[t + 1] == "and"
        s = t + 2 if p.text[t] == "," and last else t + 1
        owned = p.lower[s] in OWNING
        s += owned
        more = 1 if (p.lower[s] in ("a", "an") and not _indefinite(p, s + 1, end)) or (owned and p.tag[s] == "NN") else _value(p, s)
        noun = s if owned and p.tag[s] == "NN" else s + 3 if p.lower[s + 1 : s + 3] in (("of", "his"), ("of", "her"), ("of", "their")) else s + 1
        if more is None or noun >= end or p.pos[noun] not in ("NOUN", "ADJ") or _of_time(p, s):
            break
        t = _past_noun(p, noun, end)
        if p.pos[t - 1] != "NOUN" or (t < end and (p.tag[t] in ("VBN", "VBD") or p.lower[t] in FORMS)):
            break
        listed += more
        if last:
            return Range(min=low + listed, max=None if high is None else high + listed)
    return found


#: Of whom a relative is ("a woman and her two children").
OWNING = frozenset({"his", "her", "their"})


def _past_noun(p: Parsed, t: int, end: int) -> int:
    """Behind the noun phrase whose first noun or adjective stands at t."""
    stop = min(t + 4, end)
    while t < stop and p.pos[t] in ("NOUN", "ADJ", "PROPN") and p.lower[t] not in ("wounded", "injured"):
        t += 1
    return t
