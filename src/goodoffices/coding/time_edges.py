"""What stands before a time expression and belongs to it: prepositions, clock times, parts of the day, "about"."""

from __future__ import annotations

from goodoffices.coding.time_words import DAYPARTS, MOMENTS, PREPOSITIONS, ZONES, Line

_MERIDIEMS = frozenset({"a.m.", "p.m.", "am", "pm", "a.m", "p.m", "hrs", "o'clock"})
_ABOUT = frozenset("about nearly almost some around roughly just exactly approximately barely only at".split())
_HOURS = frozenset({"hours", "hour", "eve", "day", "start", "evening", "night", "morning", "afternoon", "dawn", "noon", "midnight", "midday"})
_ADVERBIAL = frozenset("last next this yesterday today tomorrow tonight overnight".split())
_UNSURE = frozenset("over about around before after since through across".split())
#: What belongs to a bare length ("within 72 hours", "for two weeks"), but not "by three days".
LENGTH_PREPOSITIONS = frozenset("within in for over after during throughout".split())
_LONG_PREPOSITIONS = (("no", "later", "than"), ("not", "later", "than"), ("prior", "to"), ("up", "to"), ("as", "of"), ("no", "sooner", "than"))


def clock(line: Line, k: int) -> int | None:
    """First token of a clock time that ends at `k` ("6 p.m.", "10:30 GMT", "noon", "midnight local time"); None if there is none."""
    word = line.word(k)
    if word in MOMENTS:
        return k - 1 if line.word(k - 1) in ("the", "around", "about") and line.word(k - 1) == "the" else k
    if word in ZONES or (word == "time" and line.word(k - 1) not in ("", "this", "that", "same", "first")):
        skip = k - 1 if word in ZONES else k - 2
        found = clock(line, skip)
        return found if found is not None else _digits(line, skip)
    if word in _MERIDIEMS or word == "hours":
        return _digits(line, k - 1)
    return k if ":" in word and word[:1].isdigit() else None


def _digits(line: Line, k: int) -> int | None:
    word = line.word(k)
    if not word[:1].isdigit():
        return None
    if line.word(k - 1) in (":", ".") and line.word(k - 2)[:1].isdigit():
        return k - 2
    return k


def lead(line: Line, first: int, floor: int) -> tuple[int, str, bool]:
    """Where an expression that begins at `first` really begins, not before `floor`; the preposition that governs it; whether a clock
    time or part of the day is meant."""
    k, governing, timed = first, "", False
    if line.word(k - 1) in _ABOUT and line.p.pos[first] == "NUM" and k - 1 >= floor and line.word(k - 1) != "at":
        k -= 1
    if line.word(k - 1) == "than" and line.word(k - 2) in ("more", "less", "fewer") and k - 2 >= floor:
        k -= 2
    if line.word(k - 1) == "the" and k - 1 >= floor:
        k -= 1
    for _ in range(3):
        if k - 1 < floor:
            break
        joined = k - 1 if line.word(k - 1) in ("on", ",", "of", "for") else k
        at = clock(line, joined - 1)
        if at is not None and at >= floor:
            k, timed = at, True
            continue
        part = _part_of_day(line, joined - 1) if joined < k and line.word(joined) in ("of", "on") else None
        if part is not None and part >= floor:
            k, timed = part, True
            continue
        if joined < k and line.word(joined) == "on" and line.word(joined - 1) in ("late", "early") and joined - 1 >= floor:
            return joined - 1, "on", timed
        long = _long_preposition(line, k, floor)
        if long is not None:
            return long[0], long[1], timed
        word = line.word(k - 1)
        if line.word(k) in _ADVERBIAL and word in ("at", "in", "on", "around", "about", "through", "as"):
            break
        if word not in PREPOSITIONS or word == "of" or (word in _UNSURE and line.p.pos[k - 1] not in ("ADP", "SCONJ")):
            break
        k, governing = k - 1, word
        if word in ("by", "until", "till", "since", "before", "after", "within", "from", "between", "in", "for", "during", "over"):
            break
        if word not in ("on", "at", "around", "about"):
            break
    if line.word(k - 1) in ("since",) and governing != "since" and k - 1 >= floor:
        k, governing = k - 1, "since"
    if governing in ("after", "before") and line.word(k - 1) in ("shortly", "soon", "just") and k - 1 >= floor and timed:
        k -= 1
    if line.word(k - 1) in ("by", "until") and governing in ("at", "about", "around") and k - 1 >= floor:
        k, governing = k - 1, line.word(k - 1)
    return k, governing, timed


def length_lead(line: Line, first: int, floor: int) -> tuple[int, str]:
    """The same for a bare length."""
    k = first
    if line.word(k - 1) in _ABOUT and k - 1 >= floor and line.word(k - 1) != "at":
        k -= 1
    word = line.word(k - 1)
    if k - 1 >= floor and word in LENGTH_PREPOSITIONS and line.p.pos[k - 1] in ("ADP", "SCONJ"):
        return k - 1, word
    return first, ""


def _part_of_day(line: Line, k: int) -> int | None:
    """ "the night of", "the early hours of", "dawn on", "the morning on"."""
    word = line.word(k)
    if word not in _HOURS and word not in DAYPARTS:
        return None
    if word == "hours" and line.word(k - 1) not in ("early", "small", "late", "morning", "evening", "final", "closing"):
        return None
    if word in ("day", "start", "hour", "eve"):
        return None
    k -= line.word(k - 1) in ("early", "small", "late", "morning", "evening", "final", "closing")
    return k - 1 if line.word(k - 1) == "the" else k


def _long_preposition(line: Line, k: int, floor: int) -> tuple[int, str] | None:
    for words in _LONG_PREPOSITIONS:
        begin = k - len(words)
        if begin >= floor and all(line.word(begin + n) == w for n, w in enumerate(words)):
            return begin, " ".join(words)
    return None
