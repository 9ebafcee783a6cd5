"""Words of a clause as the ledger quotes them: without reporting clauses and with the borders a reader would draw."""

from __future__ import annotations

from goodoffices.ledger.desk import Desk
from goodoffices.model import Span

QUOTES = frozenset({'"', "“", "”", "''", "``", "«", "»"})


def below(desk: Desk, head: int, *, without: frozenset[int] = frozenset()) -> list[int]:
    """Tokens of the subtree of `head` in its sentence, without what hangs on the tokens in `without` and without reporting clauses."""
    p = desk.p
    cues = {s.cue_token for s in desk.coding.statements if s.cue_token is not None}
    out, stack = [], [head]
    while stack:
        node = stack.pop()
        out.append(node)
        for c in p.children[node]:
            if c in without or (c in cues and c != head and p.dep[c] in ("parataxis", "conj", "root", "advcl", "ccomp") and _reports_back(desk, c, head)):
                continue
            stack.append(c)
    return sorted(out)


def _reports_back(desk: Desk, cue: int, head: int) -> bool:
    """Is the cue the "..., he said" of the clause it hangs on (not a verb of saying inside the clause)?"""
    return any(s.cue_token == cue and s.statement.content.start <= desk.p.start[head] < s.statement.content.end for s in desk.coding.statements)


def unbroken(tokens: list[int], start: int, gap: int = 2) -> int:
    """The last of the tokens that follow `start` without a hole of more than `gap`."""
    last = start
    for t in tokens:
        if t <= start:
            continue
        if t > last + gap:
            break
        last = t
    return last


def verb_phrase(desk: Desk, verb: int, *, drop: frozenset[int] = frozenset(), first: int | None = None) -> Span:
    """From `first` (else the verb) to the end of its complements, without `drop` at the end."""
    tokens = [t for t in below(desk, verb, without=drop) if t >= (verb if first is None else first)]
    start = verb if first is None else first
    last = unbroken(tokens, start)
    return trimmed(desk, start, last)


def trimmed(desk: Desk, first: int, last: int) -> Span:
    """The span without outer punctuation; a quotation mark that has its partner inside stays."""
    p = desk.p
    while last > first and p.pos[last] == "PUNCT" and not (p.text[last] in QUOTES and any(p.text[t] in QUOTES for t in range(first, last))):
        last -= 1
    while first < last and p.pos[first] == "PUNCT" and not (p.text[first] in QUOTES and any(p.text[t] in QUOTES for t in range(first + 1, last + 1))):
        first += 1
    if p.text[first] in QUOTES and sum(p.text[t] in QUOTES for t in range(first, last + 1)) == 1:
        first += first < last
    begin, end = p.start[first], p.end[last]
    return Span(start=begin, end=end, text=p.article.text[begin:end])


def clause_span(desk: Desk, verb: int, *, include: tuple[int, ...] = ()) -> Span:
    """The clause headed by a verb as evidence: its whole subtree without the reporting clause, within its statement or sentence."""
    p = desk.p
    sentence = desk.sentence(verb)
    tokens = [t for t in below(desk, verb) if t in sentence]
    first, last = min([*tokens, *include]), max([*tokens, *include])
    while first < verb and (p.pos[first] in ("PUNCT", "CCONJ") or (p.dep[first] == "mark" and p.lower[first] == "that")):
        first += 1
    return trimmed(desk, first, last)
