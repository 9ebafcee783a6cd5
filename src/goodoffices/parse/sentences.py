"""Sentence boundaries by rules made for news; the words are already cut.

A paragraph break always ends a sentence. A full stop, question or exclamation mark ends one when what follows can begin a
sentence; closing quotation marks and brackets belong to the sentence they close.
"""

from __future__ import annotations

from collections.abc import Sequence

STOPS = frozenset({".", "?", "!", "…", "...", "?!", "!!", "??", "!?", "....", "。"})
CLOSERS = frozenset({'"', "”", "’", "''", "'", ")", "]", "»", "’’", "“"})
OPENERS = frozenset({'"', "“", "‘", "``", "''", "'", "(", "[", "«", "„", "¿", "¡", "-", "–", "—", "•", "*", "…", "..."})
#: Abbreviations that are always followed by more of the same sentence.
TITLES = frozenset("""mr. mrs. ms. dr. prof. sen. rep. gen. col. lt. maj. capt. sgt. cmdr. adm. brig. gov. pres. rev. hon. st. fr. sr.
messrs. mme. mlle. amb. sec. supt. insp. det. cpl. pvt. ald. no. nos. vol. fig. vs. v. e.g. i.e. cf. al. approx. ca. art. para.
jan. feb. mar. apr. aug. sept. sep. oct. nov. dec. mt. ft. lt-gen. maj.-gen. lt.-gen. lt.-col.""".split())
#: Abbreviations after which a sentence may or may not go on: decided by the next word.
MAYBE = frozenset("""u.s. u.k. u.n. e.u. u.a.e. u.s.a. d.c. a.m. p.m. inc. corp. co. ltd. jr. etc. l.l.c. b.c. a.d. est. dept. univ. ph.d.
m.d. n.y. calif. wash. pa. va. md. mass. conn. ore. ariz. colo. fla. ga. ill. ind. kan. ky. la. mich. minn. miss. mo. mont. neb. nev.
okla. tenn. tex. vt. wis. wyo. s.a. p.l.c.""".split())
STARTERS = frozenset("""the a an he she it they we i you this that these those his her their its our my there here in on at for from with
by after before during when while as if although though but and so yet however meanwhile since under over between among earlier later
what who why where how which no not some many most several both all each every any one two another other such according last next
asked speaking""".split())
REPORTING = frozenset("""said says say asked asks added adds told tells wrote writes replied answered insisted warned argued noted claimed
declared continued concluded stated explained recalled remarked joked quipped wondered exclaimed shouted demanded responded
commented observed tweeted posted""".split())


def starts(text: str, words: Sequence[str], begin: Sequence[int], end: Sequence[int]) -> list[bool]:
    """For each word whether a sentence starts there. `begin` and `end` are character offsets into `text`."""
    count = len(words)
    flags = [False] * count
    if count:
        flags[0] = True
    for i in range(1, count):
        gap = text[end[i - 1] : begin[i]]
        if "\n" in gap or _ends(words, gap, i, flags):
            flags[i] = True
    return flags


def _ends(words: Sequence[str], gap: str, i: int, flags: list[bool]) -> bool:
    """Does a sentence end between word i - 1 and word i (same paragraph)?"""
    if _numbers(words, i, flags):
        return False
    last = i - 1
    closed = False
    while last > 0 and words[last] in CLOSERS and not flags[last]:
        if not closed and words[last] in ('"', "'", "''", "“") and gap == "" and last == i - 1:
            return False
        last -= 1
        closed = True
    stop = words[last]
    low = stop.lower()
    if not (stop in STOPS or low[-1:] in ".?!…"):
        return False
    if not gap and not closed and stop not in STOPS:
        return False
    if last == 0 or (last > 0 and flags[last] and not closed and stop in STOPS):
        return False
    if words[i] in CLOSERS and gap == "":
        return False
    return _may_follow(words, i, stop, low, closed)


def _numbers(words: Sequence[str], i: int, flags: list[bool]) -> bool:
    """ "3. The Authority took note": the number before a paragraph is no sentence."""
    if words[i - 1] == ".":
        return i > 1 and flags[i - 2] and not flags[i - 1] and words[i - 2].isdigit() and len(words[i - 2]) < 4
    return flags[i - 1] and words[i - 1][:-1].isdigit() and words[i - 1].endswith(".") and len(words[i - 1]) < 5


def _may_follow(words: Sequence[str], i: int, stop: str, low: str, closed: bool) -> bool:
    after = i
    while after < len(words) - 1 and words[after] in OPENERS:
        after += 1
    word = words[after]
    first = word[:1]
    if not (first.isupper() or first.isdigit() or (after > i and first.isalpha() and first == first.upper())):
        return first.isalpha() is False and not first.isspace() and word not in (",", ";", ":", ")", "-", "–", "—", "%") and stop in STOPS and after > i and first.isdigit()
    if low in TITLES:
        return False
    if low in MAYBE or (len(low) > 1 and low.endswith(".") and (low.count(".") > 1 or len(low) <= 3)):
        return word.lower() in STARTERS and word[:1].isupper()
    if stop.startswith("…") or stop.startswith(".."):
        return first.isupper()
    if closed and stop in ("?", "!"):
        following = [w.lower() for w in words[i : i + 5]]
        cut = next((k for k, w in enumerate(following) if w in (",", ".", ";")), len(following))
        return not REPORTING.intersection(following[:cut])
    return True
