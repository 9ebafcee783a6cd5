"""What the words of a passage answer (yes, no, something else, neither: dossier_answers.tsv) or end (an offer, a demand: dossier_endings.tsv), and which words name the thing.

No tree is at hand here: reports of a dossier are records. So an answer must stand in words that can hardly mean anything else, and what is only wished,
feared, asked for or supposed is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import placed, points_back, stem
from goodoffices.model import Answer
from goodoffices.ontology.tables import SHIPPED, rows

#: Words that `*` may stand for, words of the thing answered, and words before an answer in which a doubt counts.
GAP, OBJECT, BEFORE = 8, 16, 6
_MINUS = 3


Table = Literal["answers", "endings"]
#: What becomes of an offer, a demand or a threat.
ENDINGS = ("withdrawn", "met", "extended", "carried_out")
Of = Literal["thing", "bare", "coming"]
By = Literal["any", "asked"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that answer or end something: for each word those it may be ("~" and a stem: a form of the verb), None for a gap; whether a thing must stand with them; of whom they are an answer."""

    answer: str
    phrase: tuple[frozenset[str] | None, ...]
    of: Of
    by: By


@lru_cache(maxsize=2)
def cues(table: Table) -> MappingProxyType[str, tuple[Cue, ...]]:
    """The words of a table by each first word they may begin with. Raises TableError with file and line for a bad row."""
    out: dict[str, list[Cue]] = {}
    for row in rows(SHIPPED / f"dossier_{table}.tsv", ("answer", "phrase", "of", "by")):
        for column, allowed in (("answer", get_args(Answer) if table == "answers" else ENDINGS), ("of", get_args(Of)), ("by", get_args(By))):
            if row[column] not in allowed:
                raise row.error(f"{column} must be one of {', '.join(allowed)}")
        phrase = tuple(None if word == "*" else _options(word) for word in row["phrase"].split())
        if not phrase or not phrase[0]:
            raise row.error("a phrase must begin with a word")
        cue = Cue(row["answer"], phrase, row["of"], row["by"])  # type: ignore[arg-type]
        for first in phrase[0]:
            out.setdefault(first, []).append(cue)
    return MappingProxyType({first: tuple(found) for first, found in out.items()})


def _options(word: str) -> frozenset[str]:
    """What may stand in the place of a word of a phrase."""
    verb = word.startswith("~")
    return frozenset(f"~{_base(w)}" if verb else w for w in word.removeprefix("~").split("/"))


def _beginning(word: str, table: Table) -> Iterator[Cue]:
    yield from cues(table).get(word, ())
    yield from cues(table).get(f"~{_base(word)}", ())


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: where its words begin and end in the passage, how its thing is told, and the words of the thing; whether who answers stands behind it,
    where the words of the answer and its thing end, and whether the thing is told as a deed of one's own ("agreed to reopen the road")."""

    answer: str
    of: Of
    by: By
    start: int
    end: int
    thing: str
    thing_at: int
    behind: bool = False
    whole: int = 0
    deed: bool = False

    @property
    def bare(self) -> bool:
        """Is what is answered left out, or a mere pronoun?"""
        return self.of == "bare" or not self.thing.split() or self.thing.lower().split()[0] in settings().words["pronoun"]


def hear(text: str, table: Table = "answers") -> Iterator[Heard]:
    """The answers or endings in a passage of one sentence, in order; each word belongs to one at most."""
    words = placed(text)
    plain = [w for w, _, _ in words]
    at = 0
    while at < len(words):
        found = _longest(plain, at, table)
        if found is None or _supposed(plain, at, found[0]):
            at += 1
            continue
        cue, length = found
        heard = _filled(text, words, cue, at, length, table)
        if heard is not None:
            yield heard
        at += length


def _longest(words: list[str], at: int, table: Table) -> tuple[Cue, int] | None:
    """The longest phrase that begins at the word; of phrases of one length the one that needs a thing comes first."""
    best: tuple[Cue, int] | None = None
    for cue in _beginning(words[at], table):
        length = _matches(words, at, cue.phrase)
        if length and (best is None or length > best[1]):
            best = (cue, length)
    return best


def _matches(words: list[str], at: int, phrase: tuple[frozenset[str] | None, ...]) -> int:
    """How many words the phrase takes from here; 0 where it does not fit. None in a phrase is the gap."""
    if not phrase:
        return 0
    position = at
    for k, options in enumerate(phrase):
        if options is None:
            rest = phrase[k + 1:]
            for skip in range(1, GAP + 1):
                length = _matches(words, position + skip, rest)
                if length:
                    return position + skip + length - at
            return 0
        position += _aside(words, position) if k else 0
        if position >= len(words) or not _is(words[position], options):
            return 0
        position += 1
    return position - at


def _aside(words: list[str], at: int) -> int:
    """Words of time and manner inside a phrase: "agreed on Wednesday to", "agreed in principle to", "turned it firmly down"."""
    if words[at:at + 2] in (["in", "principle"], ["in", "part"]):
        return 2
    if words[at:at + 1] == ["on"] and words[at + 1:at + 2] and words[at + 1].endswith("day"):
        return 2
    return int(bool(words[at:at + 1]) and ((words[at].endswith("ly") and len(words[at]) > 4) or words[at] in ("only", "also", "now", "therefore", "nevertheless")))


def _is(word: str, options: frozenset[str]) -> bool:
    return word in options or (f"~{_base(word)}" in options and not word.endswith("ing"))


@lru_cache(maxsize=10_000)
def _base(word: str) -> str:
    found = word if word.endswith("ss") else stem(settings().irregular.get(word, word))
    return found.removesuffix("e") if len(found) > 3 else found


def _supposed(words: list[str], at: int, cue: Cue) -> bool:
    """Is the answer only asked for, wished, feared or denied?"""
    lists = settings().words
    if at and words[at - 1] == "to":
        return not (at > 1 and words[at - 2] in lists["supposed_to"])
    near = words[max(0, at - _MINUS): at]
    if any(w in lists["negation"] or w.endswith("n't") for w in near):
        return True
    return any(w in lists["supposed"] for w in words[max(0, at - BEFORE): at])


def _filled(text: str, words: list[tuple[str, int, int]], cue: Cue, at: int, length: int, table: Table) -> Heard | None:
    """The answer with the words of its thing; None where a thing must stand and none does."""
    end = at + length
    start, stop = words[at][1], words[end - 1][2]
    if end < len(words) and words[end][0] == "by":
        return Heard(cue.answer, cue.of, cue.by, start, stop, text[words[max(0, at - 12)][1]: start], words[max(0, at - 12)][1], True, words[end][2])
    last, plain_words = end, [w for w, _, _ in words]
    while last < len(words) and last - end < OBJECT and not _ends(plain_words, last) and not _breaks(text[words[last - 1][2]: words[last][1]]) and words[last][0] != "and":
        last += 1
    behind = text[words[end][1]: words[last - 1][2]] if last > end else ""
    if cue.of == "bare" and points_back(text[start:stop]):
        return Heard(cue.answer, "thing", cue.by, start, stop, text[start:stop], start, False, stop)
    before, after = _gap(words, cue, at, length)
    thing, thing_at = (text[before:after], before) if after else (behind, words[end][1] if last > end else stop)
    plain = [w for w, _, _ in placed(thing)]
    if cue.of == "thing" and not plain:
        bare = next((c for c in _beginning(words[at][0], table) if c.of == "bare" and _matches(plain_words, at, c.phrase) == length), None)
        if bare is None:
            return None
        cue = bare
    if table == "answers" and frozenset(plain[:5]) & settings().words["no_offer"] and not points_back(thing):
        return None
    if cue.of == "bare" and plain and cue.answer in ("accepts", "rejects") and not _timed(plain):
        return None
    if table == "answers" and cue.of == "thing" and plain[:1] == ["no"]:
        return None  # "accepted no conditions"
    if table == "answers" and cue.of != "coming" and len(cue.phrase) == 1 and plain[:1] == ["to"]:
        return None  # "refused to apologise": what is refused is a deed, and no offer is named
    return Heard(cue.answer, cue.of, cue.by, start, stop, "" if cue.of == "bare" and cue.answer in ("accepts", "rejects") else thing, thing_at, plain_words[at : at + 2] == ["asked", "about"], words[last - 1][2],
                 cue.of == "thing" and not after and plain_words[end - 1] == "to" and _deed(thing, plain))


#: Words that stand behind a verb, and seldom behind a noun that is agreed to.
BEHIND_VERBS = frozenset("the a an its his her their it them all both any up back down off out away over on in with to part further more".split())


def _deed(thing: str, words: list[str]) -> bool:
    """Do the words of the thing begin with a verb ("keep their ships away"), not with a noun ("talks", "mediation by Oslo")?"""
    lists = settings().words
    nouns = lists["pointing"] | lists["answerable"] | lists["meeting_noun"] | lists["truce"] | lists["exchange"] | lists["article"]
    if not words or not thing[:1].islower() or words[0] in nouns or words[0] in lists["pronoun"] or words[0] in BEHIND_VERBS or words[0].endswith(("ing", "ion", "ment")):
        return False
    return len(words) == 1 or words[1] in BEHIND_VERBS or words[1] in lists["article"] or words[1].endswith("'s") or words[1].isdigit()


def _ends(words: list[str], at: int) -> bool:
    """Does the thing answered end before the word? "As proposed by Oslo" still says what it is."""
    return words[at] in settings().words["object_end"] and not (words[at] == "as" and words[at + 1 : at + 2] and words[at + 1] in ("proposed", "suggested", "offered", "drafted", "outlined"))


def _gap(words: list[tuple[str, int, int]], cue: Cue, at: int, length: int) -> tuple[int, int]:
    """Where the words in the gap of a phrase begin and end that takes its thing there ("turned the plan down"); zeros where it has none."""
    if cue.of != "thing" or None not in cue.phrase:
        return 0, 0
    before = cue.phrase.index(None)
    after = len(cue.phrase) - before - 1
    return words[at + before][1], words[at + length - after - 1][2]


def _breaks(between: str) -> bool:
    return any(mark in between for mark in (",", ";", ":", ".", "\"", "“", "”", "(", "–", "—"))


def _timed(words: list[str]) -> bool:
    """Words that only tell when or how: "accepted on Tuesday", "agreed at once"."""
    stop = settings().words["stop"]
    return all(w in stop or w in ("immediately", "promptly", "quickly", "unconditionally", "grudgingly") for w in words)
