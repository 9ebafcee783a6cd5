"""Clauses and phrases that tie one thing to another: "if ...", "unless ...", "on condition that ...", "only after ...", "should it ..."."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import QUOTES, below, unbroken
from goodoffices.ledger.desk import Desk

#: Connectives of several words, longest first, with the name under which rules know them.
LONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("only", "on", "condition"), "on condition"), (("on", "the", "understanding"), "on condition"), (("on", "the", "condition"), "on condition"),
    (("on", "one", "condition"), "on condition"), (("on", "condition"), "on condition"), (("under", "the", "condition"), "on condition"), (("under", "one", "condition"), "on condition"), (("as", "long", "as"), "as long as"),
    (("so", "long", "as"), "as long as"), (("as", "soon", "as"), "as soon as"), (("only", "if"), "only if"), (("only", "after"), "only after"),
    (("only", "when"), "only when"), (("only", "once"), "only once"), (("not", "before"), "not before"), (("not", "until"), "not before"), (("not", "till"), "not before"), (("subject", "to"), "subject to"),
    (("with", "the", "proviso"), "on condition"), (("on", "the", "proviso"), "on condition"), (("dependent", "on"), "subject to"), (("dependent", "upon"), "subject to"),
    (("the", "moment"), "as soon as"), (("conditional", "on"), "subject to"), (("contingent", "on"), "subject to"), (("conditional", "upon"), "subject to"), (("contingent", "upon"), "subject to"),
    (("in", "return", "for"), "in return for"), (("in", "exchange", "for"), "in return for"), (("provided", "that"), "provided"), (("providing", "that"), "provided"),
    (("except", "if"), "unless"), (("in", "case"), "if"), (("in", "the", "event"), "if"))
SHORT = frozenset({"if", "unless", "provided", "providing", "once", "until", "till", "before", "after", "when", "while"})
CLAUSE_HEADS = ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADV")

#: First words of LONG, asked at every word of an article.
FIRST = frozenset(words[0] for words, _ in LONG)


@dataclass(frozen=True, slots=True)
class Tie:
    """Tokens `first`..`last` with their connective; `head` heads them, `main` is the word of the main clause they hang on."""

    first: int
    last: int
    word: str
    head: int
    main: int


def ties(desk: Desk) -> list[Tie]:
    """All conditional clauses and phrases of the article in order."""
    out, i, size = [], 0, len(desk.p.text)
    while i < size:
        tie = _tie(desk, i)
        if tie is not None:
            out.append(tie)
            i = max(tie.first + 1, i + 1)
        i += 1
    return out


def _tie(desk: Desk, i: int) -> Tie | None:
    p = desk.p
    here = p.lower[i]
    turned = here == "should" and p.dep[i] == "aux" and p.dep[p.head[i]] == "advcl" and any(i < c < p.head[i] and p.dep[c].startswith("nsubj") for c in p.children[p.head[i]])
    inverted = here == "should" and any(i < c < p.head[i] and p.dep[c].startswith(("nsubj", "expl")) for c in p.children[p.head[i]])
    if here == "should" and i + 2 < len(p.text) and p.dep[i] == "aux" and p.head[i] > i and (turned or (inverted and _opens(desk, i))):
        return _clause(desk, i, p.head[i], "if")
    found = next(((words, name) for words, name in LONG if here == words[0] and p.lower[i : i + len(words)] == words), None) if here in FIRST else None
    if found is not None:
        words, name = found
        last = i + len(words) - 1
        if name in ("subject to", "in return for"):
            noun = next((p.head[k] for k in range(last, i - 1, -1) if p.head[k] > last), None)
            return _phrase(desk, i, noun, name) if noun is not None else None
        head = next((p.head[k] for k in range(last, i - 1, -1) if p.head[k] > last), None)
        if head is None:
            head = next((n for n in range(last + 1, min(last + 12, desk.sentence(i).stop)) if p.pos[n] in ("VERB", "AUX") and not p.dep[n].startswith(("aux", "cop"))), None)
        if name == "on condition" and last + 1 < len(p.text) and p.lower[last + 1] == "of":
            return None
        return _clause(desk, i, head, name) if head is not None else None
    if here in SHORT and (p.dep[i] in ("mark", "case", "advmod", "fixed", "cc") or here in ("provided", "providing")):
        return _short(desk, i, here)
    return None


#: Behind these "if" is "whether".
ASKING = frozenset({"say", "ask", "know", "decide", "see", "tell", "determine", "clarify", "confirm", "indicate", "wonder", "check", "doubt", "reveal", "disclose", "specify", "announce", "consider", "learn", "explain", "establish",
                    "comment", "signal", "discuss", "examine", "investigate", "question", "inquire", "enquire"})


def _short(desk: Desk, i: int, here: str) -> Tie | None:
    p = desk.p
    before = p.lower[i - 1] if i and p.sent[i - 1] == p.sent[i] else ""
    if before in ("as", "even", "only", "ever", "and", "what") and here == "if" and before in ("as", "even", "what"):
        return None
    if i + 1 < len(p.text) and here == "if" and p.lower[i + 1] in ("any", "ever", "anything", "so", "not", "necessary", "possible", "needed"):
        return None
    if here in ("provided", "providing"):
        head = _provided(desk, i)
        return _clause(desk, i, head, "provided") if head is not None else None
    head = p.head[i]
    if head <= i or p.sent[head] != p.sent[i] or p.pos[head] not in CLAUSE_HEADS:
        return None
    if here == "if" and p.dep[head] in ("ccomp", "xcomp", "obj") and p.lemma[p.head[head]] in ASKING:
        return None  # "has yet to say if it will attend": whether
    if p.dep[i] == "case":
        return _phrase(desk, i, head, here) if here in ("before", "after", "until", "till") and not any(t.first <= head <= t.last for t in desk.times_near(head)) else None
    if here == "while" and not (grammar.negated(p, p.head[head]) and set(grammar.auxiliaries(p, p.head[head])) & {"will", "would", "can", "could", "wo", "ca"}):
        return None  # "will not pull back while they go on attacking"
    return _clause(desk, i, head, here)


def _provided(desk: Desk, i: int) -> int | None:
    """The finite verb of a clause behind "provided", which is no participle with an object there."""
    p = desk.p
    if p.dep[i] == "mark" and p.head[i] > i:
        return p.head[i]
    if any(p.dep[c].startswith(("aux", "nsubj")) for c in p.children[i]) or p.lower[i + 1] in ("by", "for", "to", "with", "in", "at", ",", "."):
        return None
    for n in range(i + 2, min(i + 14, desk.sentence(i).stop)):
        if p.pos[n] in ("VERB", "AUX", "ADJ", "NOUN") and (own := grammar.dep(p, n, "nsubj", "nsubj:pass", "expl")) is not None:
            return n if i < own < n else None
    return None


def _opens(desk: Desk, i: int) -> bool:
    """Does the token open its sentence, quotation or clause?"""
    p = desk.p
    return i == 0 or p.sent[i - 1] != p.sent[i] or p.pos[i - 1] in ("PUNCT", "CCONJ") or p.lower[i - 1] == "that"


def _clause(desk: Desk, first: int, head: int, word: str) -> Tie | None:
    p = desk.p
    if head == p.head[head]:
        main = _beside(desk, first, head)
    else:
        main = p.head[head]
        while (first <= main < head or p.lower[main] in ("provided", "providing", "condition")) and p.head[main] != main:
            main = p.head[main]
        while p.pos[main] in ("NOUN", "PROPN", "ADV") and main < first and p.head[main] < main and p.pos[p.head[main]] in ("VERB", "AUX", "ADJ", "NOUN") and word == "provided":
            main = p.head[main]
    if main is None:
        return None
    if main > head and any(s.cue_token == main for s in desk.coding.statements):  # "Only after they leave will we sit down, he said": tied to what is said
        main = next((c for c in p.children[main] if p.dep[c] == "ccomp" and head < c < main), main)
    if word == "not before" and any(t.head == head for t in desk.times_near(head)):
        return None
    start = _only(desk, first, main, word)
    tokens = [t for t in below(desk, head) if t >= first]
    if main in tokens:
        tokens = [t for t in tokens if t < main]
    last = head
    for t in tokens:
        if head < t <= last + 3:
            last = t
    if main > head:
        last = _before_main(desk, head, last, main)
    elif p.pos[head] == "VERB" and last == head:
        last = _object_behind(desk, head, last, main)
    if main < head and not any(p.pos[t] in ("VERB", "AUX") for t in range(first, last + 1)) and word in ("if", "only if", "when", "only when", "once", "unless", "until", "as long as", "as soon as"):
        last = next((t for t in range(last, desk.sentence(head).stop) if p.pos[t + 1 if t + 1 < len(p.text) else t] == "PUNCT" or t + 1 >= desk.sentence(head).stop), last)  # the verb was taken for a noun ("when Kigali hands over ...")
    last = _without_comment(desk, head, last)
    last = _inside_quotes(desk, start, last)
    while last > head and p.pos[last] == "PUNCT":
        last -= 1
    last = _closed(desk, start, last)
    return Tie(start, last, word if start == first else f"only {word}" if not word.startswith("only") else word, head, main)


def _object_behind(desk: Desk, head: int, last: int, main: int) -> int:
    """What stands right behind the verb of the clause is part of it, wherever the tree has hung it ("only if it lifted arrest warrants against us")."""
    p = desk.p
    behind = next((p.head[t] for t in range(last + 1, min(last + 4, desk.sentence(head).stop)) if p.head[t] > t and p.head[p.head[t]] == main), None)
    noun = last + 1 if last + 1 < len(p.text) and p.head[last + 1] == main and p.pos[last + 1] in ("NOUN", "PROPN") else behind
    if noun is None or p.pos[noun] not in ("NOUN", "PROPN") or any(p.pos[t] == "PUNCT" for t in range(last + 1, noun)):
        return last
    return unbroken(below(desk, noun), noun)


def _without_comment(desk: Desk, head: int, last: int) -> int:
    """Without the aside that judges the clause behind a comma (", a demand that Nicosia rejects")."""
    p = desk.p
    comma = next((t for t in range(head + 1, last) if p.text[t] == "," and p.lower[t + 1] in ("a", "an", "the", "something") and any(
        p.lower[k] in ("that", "which") for k in range(t + 2, min(t + 5, last))) and any(p.lemma[k] in COMMENTS for k in range(t + 2, min(t + 5, last)))), None)
    return comma - 1 if comma is not None else last


#: Nouns that take up what a clause has said.
COMMENTS = frozenset("demand condition step move requirement concession request measure idea point proposal claim position promise deed sign course something change goal".split())


def _only(desk: Desk, first: int, main: int, word: str) -> int:
    """Where the condition begins: at an "only" right before it, or at the one of "could only come after"."""
    p = desk.p
    if first and p.lower[first - 1] == "only" and p.sent[first - 1] == p.sent[first]:
        return first - 1
    if word in ("after", "when", "once", "if") and main < first and first - main <= 4:
        return next((c for c in p.children[main] if p.lower[c] == "only" and main - 3 <= c < first), first)
    return first


def _beside(desk: Desk, first: int, head: int) -> int | None:
    """The main clause where the parser made the conditional clause the root: the next finite verb behind a comma."""
    p = desk.p
    for c in p.children[head]:
        if c > first and p.dep[c] in ("conj", "parataxis", "ccomp") and p.pos[c] in ("VERB", "AUX", "ADJ"):
            return c
    return None


def _before_main(desk: Desk, head: int, last: int, main: int) -> int:
    """A fronted clause ends at the comma before its main clause."""
    p = desk.p
    subject = grammar.dep(p, main, *grammar.SUBJECTS)
    low = min([main, *([min(below(desk, subject))] if subject is not None and subject > head else [])])
    comma = next((t for t in range(low - 1, head, -1) if p.text[t] == ","), None)
    return min(last, comma - 1) if comma is not None else min(last, low - 1)


def _closed(desk: Desk, first: int, last: int) -> int:
    """The closing quotation mark of words quoted inside the clause belongs to it ("if Oslo "gives in"")."""
    text = desk.p.text
    within = text[first : last + 1]
    return last + 1 if text[last + 1 : last + 2] and text[last + 1] in ('"', "”", "»") and (within.count('"') % 2 == 1 or within.count("“") > within.count("”") or within.count("«") > within.count("»")) else last


def _inside_quotes(desk: Desk, first: int, last: int) -> int:
    """A clause that begins inside a quotation ends with it at the latest."""
    p = desk.p
    begin = desk.sentence(first).start
    stop = next((t for t in range(first + 1, last + 1) if p.text[t] in QUOTES and p.text[t] in ('"', "”", "''", "»")
                 and not (p.text[t] == '"' and p.text[begin:t].count('"') % 2 == 0)), None)
    opened = stop is not None and any(p.text[t] in QUOTES for t in range(first, stop))
    return stop - 1 if stop is not None and not opened and stop > first + 1 else last


def _phrase(desk: Desk, first: int, noun: int | None, word: str) -> Tie | None:
    p = desk.p
    if noun is None or noun <= first:
        return None
    main = p.head[noun] if p.head[noun] < first or p.head[noun] > noun else p.head[p.head[noun]]
    tokens = below(desk, noun)
    last = noun
    for t in tokens:
        if noun < t <= last + 2:
            last = t
    while last > noun and p.pos[last] == "PUNCT":
        last -= 1
    if main == noun:
        return None
    start = _only(desk, first, main, word)
    if word in ("before", "after", "until", "till"):
        if start == first:
            return None
        word = f"only {word}"
    return Tie(start, last, word, noun, main)
