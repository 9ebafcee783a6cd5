"""Finds the time expressions of an article and resolves them to closed intervals of days (coding guide, section 3).

An expression is recognised from its words (time_dates, time_relative, time_lengths), widened to what belongs to it on the left
(time_edges), joined with its other end ("from Monday to Wednesday"), and resolved against the day of publication, the tense of its
clause (tense.py) and the dates mentioned before it. Without a day of publication relative dates keep their words and stay null.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from goodoffices.coding import calendar_rules as cal
from goodoffices.coding import tense, time_dates, time_edges, time_lengths, time_parts, time_relative
from goodoffices.coding.calendar_rules import Interval
from goodoffices.coding.time_words import (
    DASHES,
    DEADLINES,
    EDGES,
    FEASTS,
    MOMENTS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    SEASON_NAMES,
    UNITS,
    VAGUE,
    WEEKDAYS,
    Line,
    Setting,
    Shape,
    unresolved,
)
from goodoffices.model import Date, Parsed, TimeMention

_DEICTIC = frozenset("yesterday tomorrow today tonight overnight".split())
_STEPPED = frozenset("last next this past coming upcoming previous following current".split())
_COUNTED = frozenset({*NUMBERS, *VAGUE, "a", "an", "half", "just", "only", "weeklong", "monthlong", "yearlong", "daylong", "nightlong", "decadelong"})
_TRIGGERS = frozenset({*WEEKDAYS, *MONTHS, *(m + "." for m in MONTHS), *(d + "." for d in WEEKDAYS), *_DEICTIC, *_STEPPED, *PARTS, *EDGES, *ORDINALS, *UNITS, *FEASTS,
                       *SEASON_NAMES, *_COUNTED, "same", "that", "recent", "within", "every", "each", "q1", "q2", "q3", "q4"})
_JOINS = frozenset({"to", "through", "thru", "until", "till", "and", "or", *DASHES})
_JOINABLE = frozenset({"weekday", "day", "month", "year", "season", "decade"})
_MOVED = frozenset("move postpone shift change delay reschedule bring put advance extend prolong push".split())
_DOCUMENTS = frozenset("""treaty agreement accord convention protocol charter pact deal law act constitution memorandum resolution declaration armistice
statute decree communique communiqué border line""".split())
_BARE_AFTER = frozenset("in since by until till from during before after between of through throughout for around about late early mid into and".split())


def find_times(p: Parsed, published: date | None) -> tuple[TimeMention, ...]:
    """All time expressions in text order, none overlapping another."""
    found: list[TimeMention] = []
    before: list[Interval] = []
    named = _named(p)
    for low, high in p.sentences:
        if any(w in _TRIGGERS or w[0].isdigit() or w in MOMENTS for w in p.lower[low:high]):
            _sentence(Line(p, low, high), published, named, before, found)
    return tuple(found)


def _named(p: Parsed) -> frozenset[int]:
    """Tokens inside names of persons and bodies that hold more than words of time ("Sunday Times", "October Movement")."""
    out: set[int] = set()
    for name in p.names:
        inside = range(name.first, name.last + 1)
        if name.kind in ("PERSON", "ORG") and name.last > name.first and any(p.text[i][:1].isupper() and p.lower[i].rstrip(".") not in _TRIGGERS for i in inside):
            if p.lower[name.first] in WEEKDAYS or (p.lower[name.first] in MONTHS and any(p.text[i][0].isdigit() for i in inside)):
                continue
            out.update(inside)
    return frozenset(out)


def _sentence(line: Line, published: date | None, named: frozenset[int], before: list[Interval], found: list[TimeMention]) -> None:
    i, floor, start = line.low, line.low, len(found)
    previous: Shape | None = None
    while i < line.high:
        word = line.p.lower[i]
        shape = None
        if (word in _TRIGGERS or word[0].isdigit()) and (i not in named or word in ("this", "last", "next")):
            loose = previous is not None and previous.last >= i - 2 and line.word(i - 1) in ("and", ",", "or") and previous.sort in ("year", "month", "decade")
            shape = shape_at(line, i, loose)
        if shape is not None and shape.bare and not _behind_preposition(line, shape):
            shape = None
        if shape is None:
            i += 1
            continue
        mention, interval, last = _mention(line, shape, floor, published, tuple(before))
        found.append(mention)
        if interval is not None and mention.kind in ("point", "span", "deadline") and mention.date.start:
            before.append(interval)
        previous = shape
        i = floor = last + 1
    found.extend(_moments(line, published, found[start:], before))
    found[start:] = sorted(found[start:], key=lambda t: t.first)


def shape_at(line: Line, i: int, loose: bool = False) -> Shape | None:
    """The expression that begins at a token, without what stands before it."""
    word = line.word(i)
    if not word:
        return None
    if word[0].isdigit():
        return (time_dates.numeral(line, i) or time_dates.day_month(line, i) or time_relative.the_nth(line, i) or (time_parts.ordinal(line, i, _inner(line)) if word in ORDINALS else None)
                or time_lengths.counted(line, i) or time_dates.year(line, i, loose))
    plain = word.rstrip(".")
    if plain in WEEKDAYS:
        return time_relative.weekday_beside(line, i) or time_dates.weekday(line, i)
    if plain in MONTHS:
        shape = time_dates.month_day(line, i)
        return Shape(shape.first, shape.last, shape.core, shape.sort, shape.when, in_year=shape.in_year, year=shape.year) if shape and loose else shape
    if word in _DEICTIC:
        return time_relative.deictic(line, i)
    shape = None
    if word in FEASTS:
        shape = time_dates.feast(line, i)
    if shape is None and word in ORDINALS:
        shape = time_parts.ordinal(line, i, _inner(line))
    if shape is None and word in _STEPPED:
        shape = time_relative.stepped(line, i)
    if shape is None and word in _COUNTED:
        shape = time_lengths.counted(line, i)
    if shape is not None:
        return shape
    if word in PARTS:
        shape = time_parts.parted(line, i, _inner(line))
        return shape or (time_parts.edged(line, i, _inner(line)) if word in EDGES else None)
    if word in EDGES:
        return time_parts.edged(line, i, _inner(line))
    if word in UNITS:
        return (time_parts.week_named(line, i, _inner(line)) or time_relative.day_beside(line, i) or time_parts.ends_of_unit(line, i)
                or time_lengths.bare_unit(line, i) or time_relative.the_weekend(line, i))
    if word in SEASON_NAMES:
        return time_dates.season(line, i)
    return _rest(line, i, word)


def _inner(line: Line) -> Callable[[int], Shape | None]:
    """Shapes inside other shapes ("the end of *May*")."""
    return lambda i: shape_at(line, i, True)


def _rest(line: Line, i: int, word: str) -> Shape | None:
    if word in ("same", "that"):
        return time_relative.same(line, i)
    if word == "recent":
        return time_relative.recent(line, i)
    if word == "within":
        return time_lengths.within(line, i)
    if word in ("every", "each"):
        return time_relative.often(line, i)
    if word in ("q1", "q2", "q3", "q4") and (number := line.year(i + 1)):
        return Shape(i, i + 1, i, "quarter", lambda s: cal.quarter(number, int(word[1])), year=number)
    return None


def _behind_preposition(line: Line, shape: Shape) -> bool:
    k = shape.first - 1
    while line.word(k) in ("the", "early", "late", "about", "around"):
        k -= 1
    word = line.word(k)
    if shape.sort == "year" and (_modifies(line.p, shape) or (line.word(shape.first - 1) == "the" and line.p.pos[shape.last + 1:shape.last + 2] in (("NOUN",), ("PROPN",), ("ADJ",)))):
        return False
    if word == "of" and shape.sort == "year" and line.p.lemma[k - 1] in _DOCUMENTS:
        return False
    if shape.sort == "season" and line.word(shape.first - 1) == "the" and word in ("and", "of"):
        return False
    if shape.sort == "month" and line.word(shape.first - 1) != "the" and line.p.head[shape.first] > shape.first and line.p.dep[shape.first] == "compound":
        return False
    return word in _BARE_AFTER and word != "and"


def _mention(line: Line, shape: Shape, floor: int, published: date | None, before: tuple[Interval, ...]) -> tuple[TimeMention, Interval | None, int]:
    """The mention with its interval and last token."""
    p = line.p
    if shape.sort == "length":
        first, word = time_edges.length_lead(line, shape.first, floor)
        head = _head(p, shape.first, shape.last, shape.core)
        return _length(line, shape, (first, shape.last, head), word, Setting(published, _direction(p, shape, "", head), before))
    first, word, timed = (shape.first, "", False) if _premodifier(line, shape) else time_edges.lead(line, shape.first, floor)
    other = _other_end(line, shape, word)
    last = other.last if other is not None else shape.last
    head = _head(p, first, last, shape.core)
    direction = _direction(p, shape, word, head)
    deadline = word in DEADLINES and direction > 0
    setting = Setting(published, direction, before, deadline)
    interval = shape.when(setting)
    if other is not None:
        joined = _joined(shape, other, setting, line.word(shape.last + 1) in ("and", "or") and word != "between")
        if joined is None:
            last = shape.last
            head = _head(p, first, last, shape.core)
        else:
            interval = joined[0]
    if interval is not None and interval.end < interval.start:
        interval = None
    kind = shape.kind or ("deadline" if deadline else "point")
    if word == "since" and interval is not None:
        interval = Interval(interval.start, published) if published and interval.start <= published else interval
        kind = "span"
    elif word in ("after", "before", "prior to") and not timed and not deadline:
        interval = None
    if kind == "point" and interval is not None and interval.end > interval.start:
        kind = "span"
    if word == "within" and kind == "span" and shape.length:
        kind = "deadline"
    last = last + 1 if line.word(last + 1) in ("'s", "'") and p.tag[last + 1] == "POS" else last
    length = shape.length if kind == "deadline" else None
    return _made(p, (first, last, head), interval, kind, length, setting), interval, last


def _premodifier(line: Line, shape: Shape) -> bool:
    """ "Wednesday's raid", "Friday prayers": what stands before belongs to the noun."""
    p = line.p
    if line.word(shape.last + 1) in ("'s", "'") and p.tag[shape.last + 1] == "POS":
        return True
    i = shape.last
    if shape.sort == "weekday" and i + 1 < line.high and p.pos[i + 1] == "NOUN":
        return p.dep[i] == "compound" and p.head[i] > i
    return shape.sort in ("day", "month") and line.word(shape.first - 1) == "the" and _modifies(p, shape)


def _modifies(p: Parsed, shape: Shape) -> bool:
    """Does it stand before a noun that it belongs to ("the 19 August attack", "the 2015 deal")?"""
    head = p.head[shape.core]
    return head > shape.last and p.pos[head] in ("NOUN", "PROPN") and p.dep[shape.core] in ("compound", "nummod", "nmod", "nmod:unmarked", "amod", "nmod:poss")


def _made(p: Parsed, tokens: tuple[int, int, int], interval: Interval | None, kind: str, length: str | None, s: Setting) -> TimeMention:
    first, last, head = tokens
    text = p.article.text[p.start[first]:p.end[last]]
    when = Date(start=interval.start.isoformat(), end=interval.end.isoformat(), text=text) if interval else Date(text=text)
    past = interval.end < s.published if interval and s.published else s.direction < 0
    return TimeMention(first=first, last=last, head=head, date=when, kind=kind, length=length, past=past)


def _length(line: Line, shape: Shape, tokens: tuple[int, int, int], word: str, s: Setting) -> tuple[TimeMention, Interval | None, int]:
    """A bare length: a deadline behind "within", a day to come behind "in", else only its duration."""
    p, last = line.p, tokens[1]
    interval, kind = None, "length"
    name = line.unit(last)
    number = line.number(shape.first)
    if word == "within":
        kind = "deadline"
        if s.published and number and name and s.direction >= 0:
            interval = Interval(s.published, cal.add(s.published, name, number[0]))
    elif word == "in" and s.direction > 0 and s.published and number and name and shape.length and line.word(last + 1) != "of" and not _looks_back(line, tokens[0]):
        interval, kind = cal.counted(s.published, name, number[0]), "point"
        kind = "span" if interval.end > interval.start else kind
    return _made(p, tokens, interval, kind, shape.length if kind in ("length", "deadline") else None, s), interval, last


def _looks_back(line: Line, first: int) -> bool:
    """ "the first trip in two decades", "the worst attack in ten years"."""
    return any(line.word(k) in ORDINALS or line.p.tag[k] in ("JJS", "RBS") for k in range(max(line.low, first - 12), first))


def _direction(p: Parsed, shape: Shape, word: str, head: int) -> int:
    if shape.tense:
        return shape.tense
    if word == "since":
        return -2
    if _beside_past(p, shape):
        return -2
    if word in ("before", "prior to"):
        found = tense.direction(p, head)
        return found if found < 0 else 2
    if word in DEADLINES:
        return -2 if tense.lasted(p, head) else 2
    if p.lower[shape.first - 1:shape.first] == ("to",) and any(p.lemma[k] in _MOVED and p.sent[k] == p.sent[shape.first] for k in range(max(0, shape.first - 14), shape.first)):
        return 2
    if shape.sort == "day" and any(p.lemma[k] in PROPOSING and p.tag[k] in ("VBG", "VB") for k in range(max(p.sentences[p.sent[head]][0], shape.first - 12), shape.first)):
        return 2  # "wrote to him proposing a meeting on June 20"
    found = tense.direction(p, head)
    if found > 0 and shape.sort in ("weekday", "day", "month") and word != "for" and _told(p, shape.first):
        return -1
    if word == "for" and shape.sort in ("weekday", "day", "month") and found > -2:
        return max(found, 1)
    if word == "for" and shape.sort in ("weekday", "day") and p.pos[p.head[head]] in ("NOUN", "ADJ", "VERB"):
        return 1
    return found


#: The day behind such an infinitive or participle is that of what is proposed.
PROPOSING = frozenset({"propose", "suggest", "invite"})


def _beside_past(p: Parsed, shape: Shape) -> bool:
    """ "said on Friday", "on Friday accused": the verb beside the expression decides, whatever it was attached to."""
    k = shape.first - 1
    while k >= 0 and p.lower[k] in ("on", "late", "early", "the"):
        k -= 1
    if k >= 0 and p.sent[k] == p.sent[shape.first] and p.tag[k] == "VBD" and p.lemma[k] not in tense.AHEAD and p.lemma[k] != "be":
        return True
    after = shape.last + 1
    if after >= len(p.text) or p.sent[after] != p.sent[shape.first]:
        return False
    if p.tag[after] == "VBD" and p.lemma[after] not in ("be", "have"):
        return not any(p.tag[i] == "MD" or p.tag[i] == "VB" or p.lemma[i] in tense.AHEAD for i in range(max(0, shape.first - 6), shape.first))
    if p.lower[after] == "that":
        verb = next((i for i in range(shape.first - 1, max(-1, shape.first - 12), -1) if p.pos[i] == "VERB"), None)
        return verb is not None and p.tag[verb] == "VBD" and p.lemma[verb] in tense.STATES
    return False


def _told(p: Parsed, first: int) -> bool:
    """Where the tree only guesses at what is to come: is the nearest finite verb before it a plain past?"""
    for i in range(first - 1, max(-1, first - 16), -1):
        if p.sent[i] != p.sent[first] or p.tag[i] in ("MD", "TO") or p.lemma[i] in tense.AHEAD:
            return False
        if p.tag[i] == "VBG" and any(p.dep[c] == "aux" for c in p.children[i]):
            return False
        if p.pos[i] in ("VERB", "AUX") and p.tag[i] != "VBG":
            return p.tag[i] == "VBD" and p.lemma[i] not in tense.FORWARD
    return False


def _head(p: Parsed, first: int, last: int, core: int) -> int:
    """The token of the expression whose own head lies outside of it; the core where several or none do."""
    if not first <= p.head[core] <= last or p.head[core] == core:
        return core
    for i in range(first, last + 1):
        if (p.head[i] == i or not first <= p.head[i] <= last) and p.pos[i] not in ("PUNCT", "ADP", "CCONJ", "SCONJ", "DET"):
            return i
    return core


def _other_end(line: Line, shape: Shape, word: str) -> Shape | None:
    """The second half of "from Monday to Wednesday", "between 3 and 5 May", "2014 to 2016", "Saturday and Sunday"."""
    if shape.sort not in _JOINABLE or line.word(shape.last + 1) not in _JOINS:
        return None
    join, at = line.word(shape.last + 1), shape.last + 2
    if join in ("to", "until", "till") and any(line.p.lemma[k] in _MOVED for k in range(max(line.low, shape.first - 8), shape.first)):
        return None
    if join in ("until", "till") and word != "from":
        return None
    while line.word(at) in ("the", "on", "in", "early", "late") and join in ("to", "and", "until", "through"):
        at += 1
    other = shape_at(line, at, True)
    if other is None or other.sort not in _JOINABLE or (other.sort != shape.sort and {other.sort, shape.sort} not in ({"day", "month"}, {"weekday", "day"})):
        return None
    return other


def _joined(one: Shape, two: Shape, s: Setting, neighbours: bool) -> tuple[Interval | None] | None:
    """From the first to the second; None where they are two expressions (`neighbours`: only days, months or years in a row are one)."""
    b = two.when(s)
    a = one.in_year(two.year) if one.in_year and one.year is None and two.year else one.when(s)
    if a is None or b is None:
        return None if neighbours else (None,)
    if a.start > b.start and one.in_year and one.year is None:
        a = one.in_year(b.start.year - 1) or a
        if (b.start - a.start).days > 366:
            a = one.in_year(b.start.year) or a
    if a.start > b.start and one.sort == "weekday":
        if s.direction > 0:
            b = Interval(cal.shifted(b.start, 7), cal.shifted(b.end, 7))
        else:
            a = Interval(cal.shifted(a.start, -7), cal.shifted(a.end, -7))
    if neighbours and (b.start - a.end).days != 1:
        return None
    return (Interval(a.start, b.end),)


def _moments(line: Line, published: date | None, found: list[TimeMention], before: list[Interval]) -> list[TimeMention]:
    """ "by midnight", "until 6 p.m.": the day of the sentence's last date, else the day of publication."""
    out: list[TimeMention] = []
    p = line.p
    for i in range(line.low, line.high):
        if p.lower[i] not in MOMENTS and p.lower[i] not in ("p.m.", "a.m.", "pm", "am"):
            continue
        if any(t.first <= i <= t.last for t in found):
            continue
        at = time_edges.clock(line, i)
        if at is None or line.word(at - 1) not in ("by", "until", "till", "before") or (line.word(at - 1) == "before" and p.lower[i] not in MOMENTS):
            continue
        near = [t for t in found if t.last < at and t.date.start and t.kind == "point" and t.date.start == t.date.end]
        day = date.fromisoformat(near[-1].date.start) if near and near[-1].date.start else published
        head = _head(p, at - 1, i, i)
        if tense.lasted(p, head):
            continue
        out.append(_made(p, (at - 1, i, head), cal.day(day) if day else None, "deadline", None, Setting(published, 2)))
    return out


__all__ = ["find_times", "shape_at", "unresolved"]
