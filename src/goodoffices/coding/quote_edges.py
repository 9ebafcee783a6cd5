"""Where reported words begin and end: edges moved to quotation marks and away from commas, adverbials and cues."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.quote_cues import cue_end, kind_of, reports
from goodoffices.coding.quote_scope import PAUSES, SENTENCE_END, Piece, Scope
from goodoffices.model import Parsed

#: Words that open an indirect question or statement.
LINKS = frozenset({"that", "whether", "if", "how", "why", "what", "where", "when"})
NOMINATIVE = frozenset({"he", "she", "it", "they", "we", "i", "the", "there", "this", "these"})
#: First words of an adverbial between the cue and its content ("said on Monday the road was closed").
ADVERBIAL_STARTS = frozenset("on in at late early last this earlier to during after from through via over".split())


def fit(s: Scope, low: int, high: int, cue: int | None = None) -> tuple[int, int]:
    """Edges without commas and conjunctions, taken out to the marks of a quotation that they cut."""
    p = s.p
    while low < high and low not in s.quote_of and (p.text[low] in PAUSES or (p.pos[low] == "CCONJ" and p.dep[low] != "cc:preconj")):
        low += 1
    low, high = _uncut(s, low, high, cue)
    while high > low and p.text[high] in PAUSES - {")"} and high not in s.quote_of:
        high -= 1
    if high > low and p.text[high] in SENTENCE_END and high not in s.quote_of:
        high -= 1
    if p.text[high + 1 : high + 2] == (")",) and any(p.text[t] == "(" for t in range(low, high + 1)) and not any(p.text[t] == ")" for t in range(low, high + 1)):
        high += 1
    return low, high


def _uncut(s: Scope, low: int, high: int, cue: int | None) -> tuple[int, int]:
    """No quotation is cut in two by an edge, unless the cue stands in the same quotation."""
    first, last = s.quote_of.get(low), s.quote_of.get(high)
    if first is not None and not (cue is not None and first.first <= cue <= first.last):
        low = first.first
    elif low - 1 in s.quote_of and s.quote_of[low - 1].first == low - 1 and not (cue is not None and low - 1 <= cue <= s.quote_of[low - 1].last):
        low -= 1
    if last is not None and not (cue is not None and last.first <= cue <= last.last):
        high = last.until
    elif high + 1 in s.quote_of and s.quote_of[high + 1].last == high + 1:
        high += 1
    return low, high


def clause(s: Scope, head: int, cue: int) -> tuple[int, int]:
    """Extent of a content clause behind its cue."""
    p = s.p
    low, high = syntax.extent(p, head, ("punct",))
    first = cue_end(s, cue) + 1
    low = max(low, first)
    that = next((c for c in p.children[head] if p.lower[c] in LINKS and cue < c), None)
    if that is not None and all(p.lower[t] != "that" for t in range(first, low)):
        low = that
    else:
        low = _begin(s, low, head, cue)
    return fit(s, low, _stop(s, head, low, high), cue)


def _begin(s: Scope, low: int, head: int, cue: int) -> int:
    """The first word of a clause without "that": behind addressee and adverbials of the cue, with a subject that the parser gave to the cue."""
    p = s.p
    first = cue_end(s, cue) + 1
    linked = next((t for t in range(first, low) if p.lower[t] == "that" and p.pos[t] == "SCONJ"), None)
    if linked is not None:
        return linked
    if first < low <= first + 12 and p.lower[low - 1] in LINKS:
        return low - 1
    subject = next((c for c in p.children[head] if p.dep[c].startswith(("nsubj", "expl"))), None)
    if p.lemma[cue] in s.words("addressed"):
        subject = next((c for c in reversed(p.children[head]) if p.dep[c].startswith(("nsubj", "expl")) and c < head), subject)
        start = min(syntax.subtree(p, subject)) if subject is not None else low
        if low < start < head and not any(p.pos[t] in ("VERB", "AUX", "SCONJ", "PUNCT") for t in range(low, start)):
            return start
        named = next((n for n in p.names if n.first in (first, first + 1) and low <= n.last < head), None)
        start = named.last + 1 if named is not None else first + 1 if p.pos[first] in ("NOUN", "PRON") and low == first else low
        if start < head and p.lower[start] in NOMINATIVE:
            return start
        return past_adverbials(s, low, head, cue)
    gap = [t for t in range(first, low) if p.pos[t] in ("NOUN", "PROPN", "PRON")]
    if gap and subject is None and s.finite(low) and p.text[first] not in PAUSES and p.lower[first] not in ADVERBIAL_STARTS | LINKS and p.lemma[cue] in s.words("plain"):
        return first
    if gap and (subject is None or p.lemma[cue] in s.words("plain")) and p.text[low - 1] != "," and p.lower[first] not in ADVERBIAL_STARTS | {"of", "to", "with", "by", "for", "about"} and not any(
            p.lower[t] in s.words("times") for t in gap[:1]):
        low = first
    return past_adverbials(s, low, head, cue) if low <= first or (low == first + 1 and p.lower[low] in s.words("hedges")) else low


def past_adverbials(s: Scope, low: int, head: int, cue: int) -> int:
    """Past "on Monday", "however," right behind the cue, which belong to it and not to the content."""
    p = s.p
    at = low
    if p.lower[at] in ("however", "though", "meanwhile", "instead", "then", "again") and p.text[at - 1] != ",":
        at += 1
    if p.text[at] == "," or (at > cue_end(s, cue) + 1 and p.text[at - 1] == "," and p.lower[at] in s.words("hedges")):
        at -= p.text[at] != ","
        comma = next((t for t in range(at + 1, min(at + 8, head)) if p.text[t] == ","), None)
        if comma is not None and not any(p.pos[t] in ("VERB", "AUX") for t in range(at, comma)):
            at = comma + 1
    end, behind = at, at
    while end < head and (p.lower[end] in ADVERBIAL_STARTS or p.lower[end] in s.words("times") or p.pos[end] in ("NUM", "DET")):
        if p.lower[end] in s.words("times") or (p.pos[end] == "NUM" and p.lower[end - 1] in s.words("times")):
            behind = end + 1
        end += 1
    return behind if behind < head and p.pos[behind] in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ") else at


def _stop(s: Scope, head: int, low: int, high: int) -> int:
    """Before a participle of saying or a source that hangs on the content clause (", adding that", ", according to")."""
    p = s.p
    for t in range(low + 2, high + 1):
        if t in s.quote_of:
            if p.pos[t - 1] == "CCONJ" and s.quote_of[t].first == t and p.text[t - 2] == "," and _reported_behind(s, t):
                return t - 3
            continue
        last = before_pause(s, t)
        if last is not None and (new_report(s, t, head) or told_by(s, low, t) or (p.lower[t] == "while" and p.pos[t] == "SCONJ") or _where_told(s, t)):
            return last
        if p.pos[t] == "CCONJ" and _back_to_speaker(s, t, head):
            return t - 1
    return high


def _reported_behind(s: Scope, first: int) -> bool:
    """Has a quotation that opens at this token its own reporting clause behind it (", and “it is enough,” his deputy added")?"""
    p, last = s.p, s.quote_of[first].last
    return p.text[last - 1] in PAUSES and any(reports(s, t) and s.finite(t) for t in range(last + 1, min(last + 7, s.end(last))))


def before_pause(s: Scope, t: int) -> int | None:
    """The last word before the comma that stands right before `t`, or the mark that closes over such a comma (“...,” adding)."""
    p = s.p
    if p.text[t - 1] == ",":
        return t - 2
    q = s.quote_of.get(t - 1)
    return t - 1 if q is not None and q.last == t - 1 and p.text[t - 2] == "," else None


def _where_told(s: Scope, t: int) -> bool:
    """“...,” in an interview with CNN: where it was told, behind quoted words that a comma ends."""
    p = s.p
    if t - 1 not in s.quote_of or p.lower[t] not in ("in", "on", "during", "at"):
        return False
    return any(p.lemma[k] in s.words("occasions") for k in range(t + 1, min(t + 5, s.end(t))))


def told_by(s: Scope, low: int, t: int) -> bool:
    """Does a final reporting clause begin at `t` ("told lawmakers that X, a lawmaker told reporters after the session")?"""
    p, end = s.p, s.end(t)
    verb = next((v for v in range(t + 1, min(t + 9, end)) if p.pos[v] not in ("DET", "ADJ", "NOUN", "PROPN") and p.tag[v] != "HYPH" and p.tag[v - 1] != "HYPH"), None)
    if verb is None or not s.finite(verb) or (p.pos[low] == "SCONJ" and p.lower[low] != "that") or not any(s.finite(v) for v in range(low, t)):
        return False
    if p.lemma[verb] == "tell":
        return p.lower[verb + 1 : verb + 2] in (("reporters",), ("journalists",)) and not any(s.finite(v) or p.lower[v] == "that" for v in range(verb + 1, end))
    return p.lemma[verb] in ("say", "report", "announce") and (verb + 1 >= end or p.text[verb + 1] in SENTENCE_END or (p.lower[verb + 1] in ADVERBIAL_STARTS | s.words("times") and not any(
        s.finite(v) for v in range(verb + 1, end))))


def _back_to_speaker(s: Scope, t: int, head: int) -> bool:
    """"said that it was ready and urged Oslo": does the second verb go with the reporting clause, though the parser hangs it on the content?"""
    p = s.p
    if t + 1 >= len(p.text):
        return False
    verb = t + 1 if p.pos[t + 1] != "ADV" else t + 2
    if p.lower[t + 1] in ("did", "does") and p.lower[t + 2 : t + 3] in (("not",), ("n't",)) and t + 3 < len(p.text) and (
            p.lemma[t + 3] in ("elaborate", "comment", "specify") or kind_of(s, t + 3) is not None):
        return True
    if verb >= len(p.text) or p.dep[verb] != "conj" or p.tag[verb] not in ("VBD", "VBZ", "VBN") or any(p.dep[c] in ("aux", "aux:pass", "nsubj", "nsubj:pass") for c in p.children[verb]):
        return False
    subject = next((c for c in p.children[head] if p.dep[c].startswith("nsubj")), None)
    if subject is None or p.pos[subject] == "PRON" or not any(p.dep[c] in ("aux", "cop", "aux:pass") for c in p.children[head]):
        return False
    return kind_of(s, verb) is not None or p.lemma[verb] in s.words("naming") | s.words("acts")


def new_report(s: Scope, t: int, head: int) -> bool:
    """Does another report begin at token `t`, right behind a comma?"""
    p = s.p
    if p.tag[t] == "VBG" and (kind_of(s, t) is not None or p.lemma[t] in s.words("commenting")) and p.lemma[t] not in ("see", "hold", "view", "go", "hope"):
        return not s.in_relative(t, head)
    if p.lower[t] == "according":
        return True
    return p.pos[t] == "CCONJ" and t + 1 < len(p.text) and p.tag[t + 1] in ("VBD", "VBZ") and reports(s, t + 1) and p.dep[t + 1] == "conj"


def tail(s: Scope, last: int) -> int:
    """The end of the clause that goes on behind quoted words: before the next pause or cue."""
    p = s.p
    at = last + 1
    end = s.end(last)
    while at < end and p.text[at] not in PAUSES and p.text[at] not in SENTENCE_END and not (reports(s, at) and s.finite(at)):
        q = s.quote_of.get(at)
        if p.pos[at] == "CCONJ" and not (at + 1 in s.quote_of or at + 2 in s.quote_of) and not _joins_nouns(p, at, last):
            break
        at = q.last + 1 if q is not None and q.last < end else at + 1
    return at - 1


def _joins_nouns(p: Parsed, at: int, last: int) -> bool:
    """Does "and" at a token go on with a noun or adjective behind the quoted words ("to “send a message” to banks and traders")?"""
    joined = p.head[at]
    return p.dep[joined] == "conj" and p.pos[joined] in ("NOUN", "PROPN", "ADJ", "NUM") and last < p.head[joined] < at and not any(
        p.dep[c].startswith("nsubj") or p.dep[c] == "cop" for c in p.children[joined])


def piece(low: int, high: int, hole: tuple[int, int] | None = None) -> Piece | None:
    return Piece(low, high, hole) if high >= low else None
