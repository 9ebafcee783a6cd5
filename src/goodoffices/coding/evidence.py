"""The words that prove an event: its clause with the verb, as short as still proves it (coding guide, section 14)."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.model import Parsed, Span

SKIPPED = ("parataxis", "punct", "cc", "discourse", "advcl:relcl")
#: Openings that tie a clause to its sentence and say nothing of the event.
OPENINGS = frozenset({"that", "after", "when", "while", "as", "because", "since", "although", "though", "before", "whereas", "meanwhile"})
#: Clauses at the end that tell something else.
TAILS = frozenset({"after", "when", "while", "as", "because", "although", "though", "whereas"})
SPEAKING = frozenset("say insist cite call claim add warn accuse argue describe demand stress note tell declare".split())
PAIRS = {"”": "“", "’": "‘", ")": "(", '"': '"'}


def evidence_of(p: Parsed, clause: int, keep: tuple[int, ...] = (), content: Span | None = None, denial: int | None = None) -> tuple[int, int]:
    """First and last token: the clause around its head, without coordinated and parenthetical clauses, the words that join it to its
    sentence, other events told behind it and the clause that says who said it. Tokens in `keep` stay inside; `denial` is the verb
    that denies the deed, which is part of the proof."""
    head = _head(p, clause)
    low, high = syntax.extent(p, head, SKIPPED)
    if denial is not None and denial < low:
        low = denial
    if content is not None and denial is None:
        keep = tuple(k for k in keep if content.start <= p.start[k] < content.end)
    kept = {clause, *keep}
    for c in p.children[head]:
        if p.dep[c] == "conj" and p.pos[c] in ("VERB", "AUX", "ADJ"):
            left, right = syntax.extent(p, c)
            if not any(left <= k <= right for k in kept):
                high = min(high, _before(p, left)) if left > head else high
                low = max(low, right + 1) if right < head else low
    if content is not None and denial is None:
        low, high = _within(p, low, high, content, kept)
    high = _without_tail(p, low, high, kept)
    while low < high and (p.pos[low] in ("PUNCT", "CCONJ") or (p.lower[low] in OPENINGS and p.pos[low] in ("SCONJ", "ADV", "ADP") and p.pos[low + 1] != "NUM"
                                                             and (p.dep[low] == "mark" or p.lower[low] == "meanwhile"))):
        low += 1
    while high > low and p.pos[high] == "PUNCT":
        high -= 1
    return _closed(p, low, high)


def _head(p: Parsed, clause: int) -> int:
    head = clause
    if p.pos[clause] in ("NOUN", "PROPN", "ADJ") and p.dep[clause] not in syntax.CLAUSAL:
        while p.dep[head] not in syntax.CLAUSAL and p.head[head] != head and not (p.dep[head] == "conj" and p.pos[head] == "VERB"):
            head = p.head[head]
    return p.head[head] if p.dep[head] == "xcomp" else head


def _within(p: Parsed, low: int, high: int, content: Span, kept: set[int]) -> tuple[int, int]:
    """No further than what is said, where the event stands in it."""
    if any(not content.start <= p.start[k] < content.end for k in kept):
        return low, high
    while low < high and p.start[low] < content.start:
        low += 1
    while high > low and p.end[high] > content.end:
        high -= 1
    return low, high


def _without_tail(p: Parsed, low: int, high: int, kept: set[int]) -> int:
    """The end moved before trailing clauses of time and reason, "saying that ...", and relatives and descriptions behind a comma."""
    last = max(k for k in kept)
    for i in range(max(last, low) + 1, high + 1):
        left, right = syntax.extent(p, i)
        if right < high - 1 or left <= last or left <= low + 1:
            continue
        comma = p.text[left - 1] == ","
        relation = p.dep[i]
        other = relation == "advcl" and (syntax.marker(p, i) in TAILS or (comma and p.tag[i] == "VBG" and p.lemma[i] in SPEAKING and not syntax.marker(p, i)))
        if other and syntax.marker(p, i) in ("as", "since", "when") and any(p.lower[k] in ("long", "soon", "only") for k in range(max(low, left - 2), left + 1)):
            other = False
        described = comma and (relation == "acl:relcl" or (relation == "appos" and p.lower[left] in ("a", "an")))
        source = relation in ("obl", "nmod") and syntax.case(p, i) == "according to"
        if other or described or source:
            return _before(p, left)
    return high


def _closed(p: Parsed, low: int, high: int) -> tuple[int, int]:
    """With the mark that closes a quotation or bracket opened inside."""
    words = p.text[low:high + 1]
    after = high + 1
    if after < len(p.text) and p.sent[after] == p.sent[high] and p.text[after] in PAIRS:
        opening = PAIRS[p.text[after]]
        if (opening == '"' and words.count('"') % 2) or (opening != '"' and words.count(opening) > words.count(p.text[after])):
            return low, after
    return low, high


def _before(p: Parsed, i: int) -> int:
    i -= 1
    while i > 0 and p.pos[i] in ("PUNCT", "CCONJ"):
        i -= 1
    return i
