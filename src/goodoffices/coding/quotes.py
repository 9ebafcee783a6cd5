"""Who said what: direct, indirect and mixed statements with speaker, outlet and cue (coding guide, section 4).

Each cue is asked for its content (`quote_contents`) and its source (`quote_voices`); two cues for the same words are settled;
quotations that no clause introduces take the nearest speaker.
"""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import syntax
from goodoffices.coding.quotation_marks import Quotation
from goodoffices.coding.quote_clauses import free
from goodoffices.coding.quote_contents import content_of
from goodoffices.coding.quote_cues import cue_end, inner_voice, kind_of, reports, unsaid
from goodoffices.coding.quote_edges import clause
from goodoffices.coding.quote_scope import Found, Piece, Scope, make_scope
from goodoffices.coding.quote_sources import according, in_view, noun_content
from goodoffices.coding.quote_voices import (
    NOBODY,
    actor_of,
    beside,
    cited,
    is_medium,
    outlet_of,
    owner_token,
    subject_of,
    with_carriers,
    without_carriers,
)
from goodoffices.model import Cast, Parsed, Span, Statement, StatementDraft
from goodoffices.ontology.patterns import PatternBook

DASHES = frozenset({"-", "--", "–", "—", "―"})
#: Sentences that a free-standing quotation may be away from the clause whose speaker it takes.
NEAR = 2
#: What a relative clause with "that" tells of.
COMMENTED = frozenset({"demand", "claim", "step", "move", "condition", "charge", "offer", "proposal", "plan", "deal", "war", "conflict"})


def find_statements(p: Parsed, cast: Cast, book: PatternBook) -> tuple[StatementDraft, ...]:
    """All statements of an article in text order, with ids statement:1 ..."""
    s = make_scope(p, cast, book)
    found: list[Found] = []
    for i in range(len(p.text)):
        item = _at(s, i)
        if item is not None:
            _put(found, _follower(s, found, item))
    found.sort(key=_order)
    for q in s.quotations:
        _leftover(s, found, q)
    found = without_carriers(s, _inside(s, [f for f in found if _says_something(s, f)]))
    found.sort(key=_order)
    return tuple(_draft(s, k, f) for k, f in enumerate(with_carriers(s, found), 1))


def _says_something(s: Scope, f: Found) -> bool:
    """Reported words are more than the pointer and particle of a phrasal verb ("ruled that out"), and than a bare reporting clause ("he added"); a bare pointer may be what is denied ("denies this")."""
    p = s.p
    if 0 < f.last - f.first <= 2 and f.last not in s.quote_of and p.tag[f.last] in ("VBD", "VBZ") and reports(s, f.last) and p.pos[f.first] in ("PRON", "PROPN"):
        return False
    if f.first == f.last or any(t in s.quote_of for t in range(f.first, f.last + 1)):
        return True
    return any(p.pos[t] not in ("PRON", "DET", "ADP", "PART", "SCONJ", "PUNCT", "ADV") for t in range(f.first, f.last + 1))


def _inside(s: Scope, found: list[Found]) -> list[Found]:
    """A report told within another one ends where that one's words end ("India hopes that China will yield, the embassy said")."""
    out = []
    for f in found:
        outer = next((g for g in found if g is not f and g.cue is not None and f.cue is not None and g.piece.hole is None and f.piece.hole is None
                      and g.first <= f.cue <= g.last < g.cue <= f.last and f.first <= g.last), None)
        out.append(replace(f, piece=replace(f.piece, last=outer.last)) if outer is not None else f)
    return out


def _order(f: Found) -> tuple[int, int]:
    return f.first, -f.last


def _put(found: list[Found], new: Found) -> None:
    """Two cues for the same words: the one with a speaker, else the first."""
    for k in range(len(found) - 1, max(-1, len(found) - 12), -1):
        old = found[k]
        both = min(old.last, new.last) - max(old.first, new.first) + 1
        if both > 0 and both >= 0.8 * max(old.last - old.first, new.last - new.first) + 1:
            if old.speaker is None and new.speaker is not None:
                found[k] = new
            return
    found.append(new)


def _follower(s: Scope, found: list[Found], item: Found) -> Found:
    """", adding that ...": the participle behind a comma has the source of the reporting clause before it."""
    p, cue = s.p, item.cue
    if cue is None or not found or p.lower[cue] == "according":
        return item
    last = found[-1]
    named = any(p.dep[c].startswith("nsubj") and p.pos[c] in ("NOUN", "PROPN") for c in p.children[cue])  # ", Kenya said, but Somalia said it would not"
    if not named and p.dep[cue] == "conj" and last.first <= p.head[cue] <= last.last < cue and last.piece.hole is None:
        return replace(item, speaker=last.speaker, speaker_token=last.speaker_token, outlet=None)
    if p.tag[cue] != "VBG" or p.text[cue - 1] != ",":
        return item
    if last.cue is None or p.sent[last.cue] != p.sent[cue] or last.cue in s.quote_of or last.speaker_token is None or last.first <= cue <= last.last:
        return item
    return replace(item, speaker=last.speaker, speaker_token=last.speaker_token, outlet=last.outlet)


def _at(s: Scope, i: int) -> Found | None:
    """The statement that token `i` reports."""
    p = s.p
    pos = p.pos[i]
    if p.lower[i] == "according" and pos in ("ADP", "VERB", "SCONJ", "ADV"):
        source = according(s, i)
        return _made(s, source[0], i, "say", source[1]) if source is not None else None
    if pos in ("VERB", "AUX"):
        kind = kind_of(s, i) or ("say" if p.lemma[i] in s.words("naming") else None)
        if kind is None or unsaid(s, i, kind) or inner_voice(s, i, kind):
            return None
        content = content_of(s, i, kind)
        return _made(s, content, i, kind, subject_of(s, i)) if content is not None else None
    if pos == "NOUN" and (view := in_view(s, i)) is not None:
        return Found(view[0], i, "think", view[2], view[1])
    if pos == "NOUN":
        kind = kind_of(s, i, "n")
        words = noun_content(s, i) if kind is not None else None
        return Found(words[0], i, kind or "say", words[1]) if words is not None else None
    if pos == "ADJ" and p.lemma[i] in s.words("certain"):
        head, subject = syntax.dep(p, i, "ccomp"), syntax.dep(p, i, "nsubj")
        if head is not None and head > i and subject is not None and syntax.marker(p, head) in ("that", "") and not inner_voice(s, i, "think"):
            return _made(s, Piece(*clause(s, head, i)), i, "think", subject)
    return None


def _made(s: Scope, content: Piece, cue: int, kind: str, subject: int | None) -> Found | None:
    p = s.p
    if p.lower[content.first] == "that" and p.tag[content.first] == "WDT" and p.dep[content.first] != "mark" and p.dep[p.head[content.first]] == "acl:relcl" and cue < content.first - 2 and (
            p.head[p.head[content.first]] == content.first - 1 and content.first - 1 not in s.cast.by_head and p.lemma[content.first - 1] in s.words("bare") | COMMENTED):
        return None  # "a demand that Nicosia has rejected" tells of the demand
    if subject is None:
        subject = beside(s, cue, content)
    elif p.lemma[subject] in s.words("voices") and subject not in s.cast.by_head:
        subject = owner_token(s, subject) or subject
    outside = content.hole is not None and content.hole[0] <= cue <= content.hole[1]
    if (content.last == content.first and p.pos[content.first] == "PUNCT") or (content.first <= cue <= content.last and not outside):
        return None
    if subject is not None and content.first <= subject <= content.last and (
            p.pos[subject] != "PRON" or p.tag[subject] == "WP" or (subject in s.quote_of and cue not in s.quote_of)) and not (
            content.hole is not None and content.hole[0] <= subject <= content.hole[1]):
        subject = beside(s, cue, content)
    if subject is not None and subject not in s.cast.by_head and (p.lower[subject] in NOBODY or (
            p.lower[subject] == "it" and (p.dep[subject].startswith("expl") or syntax.is_passive(p, cue) or kind == "think"))):
        return None
    speaker = actor_of(s, subject)
    outlet = outlet_of(s, cue, content, speaker)
    if speaker is not None and is_medium(s, speaker):
        source = cited(s, cue, content)
        if source is not None:
            outlet, speaker = speaker, source
    return Found(content, cue, kind, speaker, subject, outlet)


# -- quotations without a clause of their own -----------------------------------------------------------------------------


def _leftover(s: Scope, found: list[Found], q: Quotation) -> None:
    """A free-standing quotation takes the cue and speaker of the nearest clause; a scare quote is no statement."""
    p = s.p
    introduced, label = _colon(s, q.first), _label(s, q.first)
    if q.goes_on or not (free(s, q) or label is not None or (introduced is not None and s.utterance(q))) or any(f.first <= q.last and q.first <= f.last for f in found):
        return
    content = Piece(q.first, q.until)
    if label is None:
        label = _signed(s, q.until)
    if introduced is None and label is not None:
        found.append(Found(content, None, "say", actor_of(s, label), label))
        found.sort(key=_order)
        return
    if introduced is not None:
        found.append(Found(content, introduced, "say", actor_of(s, subject_of(s, introduced)), subject_of(s, introduced)))
        found.sort(key=_order)
        return
    before = [f for f in found if f.last < q.first and f.cue is not None and f.cue not in s.quote_of]
    after = [f for f in found if f.first > q.last and f.cue is not None and f.cue not in s.quote_of and p.sent[f.cue] - p.sent[q.last] <= 1]
    near = next((f for f in reversed(before) if p.sent[q.first] - max(p.sent[f.last], p.sent[f.cue or 0]) <= NEAR), None)
    if near is None and after:
        near = after[0]
    if near is not None:
        found.append(Found(content, near.cue, near.kind, near.speaker, near.speaker_token))
        found.sort(key=_order)


def _colon(s: Scope, first: int) -> int | None:
    """The cue of a reporting clause that ends in a colon right before the quotation."""
    p = s.p
    if first < 2 or p.text[first - 1] != ":":
        return None
    before = range(first - 2, s.begin(first - 1) - 1, -1)
    told = next((t for t in before if reports(s, t)), None)
    if told is None and any(p.lemma[t] in s.words("voices") and p.pos[t] == "NOUN" for t in before):
        told = next((t for t in before if p.pos[t] == "VERB" and p.lemma[t] in s.words("issuing") and s.finite(t)), None)
    return told


def _label(s: Scope, first: int) -> int | None:
    """The name before a colon and a quotation ("Minister: "We are ready.""), as in interviews and headlines."""
    p = s.p
    if first < 2 or p.text[first - 1] != ":":
        return None
    before = range(s.begin(first - 1), first - 1)
    if not 1 <= len(before) <= 6 or any(p.pos[t] in ("VERB", "AUX", "PUNCT") for t in before) or not s.utterance(s.quote_of[first]):
        return None
    name = next((t for t in reversed(before) if p.pos[t] in ("PROPN", "NOUN")), None)
    while name is not None and p.head[name] in before and p.head[name] != name:
        name = p.head[name]
    return name


def _signed(s: Scope, last: int) -> int | None:
    """The name behind a quotation and a dash ("..." - Name), as in lists of sayings."""
    p = s.p
    if last + 2 >= len(p.text) or p.text[last + 1] not in DASHES or "\n" in p.article.text[p.end[last] : p.start[last + 2]]:
        return None
    return next((t for t in range(last + 2, min(last + 6, len(p.text))) if t in s.cast.by_head), last + 2 if p.pos[last + 2] == "PROPN" else None)


# -- records --------------------------------------------------------------------------------------------------------------


def _draft(s: Scope, number: int, f: Found) -> StatementDraft:
    p = s.p
    content = syntax.span(p, f.first, f.last)
    parts: tuple[Span, ...] = ()
    hole = f.piece.hole
    if hole is not None:
        parts = (syntax.span(p, f.first, hole[0] - 1), syntax.span(p, hole[1] + 1, f.last))
    direct = any(t in s.quote_of for t in range(f.first, f.last + 1) if hole is None or not hole[0] <= t <= hole[1])
    cue = syntax.span(p, f.cue, cue_end(s, f.cue)) if f.cue is not None else None
    statement = Statement(id=f"statement:{number}", speaker=f.speaker, outlet=f.outlet, direct=direct, cue=cue, content=content, parts=parts)
    return StatementDraft(statement=statement, cue_token=f.cue, cue_kind=f.kind, first=f.first, last=f.last, speaker_token=f.speaker_token)
