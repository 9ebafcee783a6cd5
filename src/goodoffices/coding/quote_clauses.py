"""Reporting clauses beside the words they report: "...," A said; A said: "..."; A, B said, C.

These go by quotation marks, commas and word order first, since the parser often hangs long quotations and final reporting clauses wrongly.
"""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.quotation_marks import Quotation
from goodoffices.coding.quote_cues import cue_end, reports
from goodoffices.coding.quote_edges import fit, new_report, piece, tail, told_by
from goodoffices.coding.quote_scope import PAUSES, SENTENCE_END, Piece, Scope

#: Words between a cue and the quotation it introduces, and between a quotation and its cue.
REACH = 28
#: Words that go on with the writer's own sentence behind a reporting clause.
SIDE_STARTS = frozenset("""who whom whose which where when as according citing while although though after before without since because amid despite
following including""".split())
RELATIVES = frozenset({"who", "whom", "whose", "which", "where", "when", "as", "according", "citing"})
BREAKS = frozenset({",", ";", ":", "—", "–", "--", "-"})



def after_quotation(s: Scope, cue: int) -> Piece | None:
    """"...," A said: the quotation right before the reporting clause, with the unquoted words that begin its sentence."""
    p = s.p
    if (p.tag[cue] in ("VBG", "VBN", "VB") and not any(p.dep[c] == "aux" for c in p.children[cue])) or any(p.dep[c] == "aux:pass" for c in p.children[cue]):
        return None
    q = s.previous_quotation(cue)
    if q is None or cue - q.last > REACH or cue in s.quote_of or not _adjacent(s, q, cue):
        return None
    if not s.utterance(q) and q.first != s.begin(cue) and _has_content(s, cue) and _goes_on(s, cue, q) is None:
        return None
    low = _start(s, q)
    hole = _goes_on(s, cue, q)
    if hole is not None:
        return Piece(low, s.quote_of[hole[1] + 1].until if hole[1] + 1 in s.quote_of else hole[1] + 1, hole)
    return Piece(low, q.last)


def _adjacent(s: Scope, q: Quotation, cue: int) -> bool:
    """Is the quotation cut off by a comma or other mark from a reporting clause in which nothing else is said?"""
    p = s.p
    first = q.last + 1
    inside = p.text[q.last - 1]
    ended = inside in SENTENCE_END or inside in BREAKS or p.text[first] in BREAKS
    if p.sent[q.last] != p.sent[cue] and not (ended and s.begin(cue) == first and "\n" not in p.article.text[p.end[q.last] : p.start[first]] and inside != "."):
        return False
    if not ended and not (first == cue or (cue - first <= 3 and q.first == s.begin(q.first))):
        return False
    if p.text[first] in BREAKS:
        first += 1
    if p.lower[first] == "as" and any(p.lower[t] == "as" and p.dep[t] == "mark" for t in p.children[cue]):
        first += 1
    if first < cue and (p.pos[first] in ("CCONJ", "SCONJ") or p.tag[first] == "WRB" or p.lower[first] in ("which", "who", "that")):
        return False
    for t in range(first, cue):
        if p.tag[t] in ("WP", "WDT", "WRB") or p.text[t] in (";", ":") or p.text[t] in SENTENCE_END - {"."} or (t in s.quote_of and s.quote_of[t].first == t and s.utterance(s.quote_of[t])):
            return False
        if s.finite(t) and p.head[t] != cue and not s.in_relative(t, cue):
            return False
    return True


def _start(s: Scope, q: Quotation) -> int:
    """The first token of the content that ends with this quotation: the mark, or the sentence it stands in."""
    p = s.p
    while q.goes_on:
        before = s.previous_quotation(q.first)
        if before is None or before.closed:
            break
        q = before
    begin = s.begin(q.first)
    if begin == q.first or (p.text[q.first - 1] == ":" and s.utterance(q)):
        return q.first
    if p.pos[q.first - 1] == "CCONJ" and p.text[q.first - 2] == "," and any(reports(s, t) and s.finite(t) for t in range(begin, q.first)):
        return q.first
    earlier = s.previous_quotation(q.first)
    if earlier is not None and earlier.last >= begin and s.utterance(q) and any(reports(s, t) for t in range(earlier.last, q.first)):
        return q.first
    return fit(s, begin, q.last)[0]


def _goes_on(s: Scope, cue: int, q: Quotation) -> tuple[int, int] | None:
    """The reporting clause as a hole when the quotation goes on behind it in the same sentence."""
    p = s.p
    nxt = s.next_quotation(cue)
    if nxt is None or p.sent[nxt.first] != p.sent[cue] or nxt.first - cue > REACH:
        return None
    if any((reports(s, t) and p.tag[t] != "VBN") or p.text[t] in (";", ":") for t in range(cue + 1, nxt.first)):
        return None
    word = next((t for t in range(nxt.first + 1, nxt.last) if p.pos[t] != "PUNCT"), None)
    if word is None or p.text[nxt.first - 1] not in BREAKS:
        return None
    return q.last + 1, nxt.first - 1


def before_quotation(s: Scope, cue: int, whole: bool) -> Piece | None:
    """A said: "...": the quotation that the reporting clause runs up to; `whole` asks for one that can stand by itself."""
    p = s.p
    q = s.next_quotation(cue)
    if q is None or cue in s.quote_of or q.first - cue > REACH:
        return None
    end = s.end(cue)
    if q.first >= end:
        return Piece(q.first, q.until) if q.first == end and p.text[end - 1] == ":" else None
    between = range(cue + 1, q.first)
    low = q.first
    last = p.text[q.first - 1]
    if last not in (":", ",") and any(s.finite(t) and not s.in_relative(t, cue) for t in between):
        return None
    if any(reports(s, t) and p.tag[t] != "VBN" for t in between) or any(p.text[t] in (";", *SENTENCE_END) and t < q.first - 1 and p.pos[t] == "PUNCT" for t in between):
        return None
    spoken = s.utterance(q)
    if whole and not spoken and last != ":":
        return None
    if p.lower[q.first - 1] == "that":
        low = q.first - 1
    elif last == ":" or q.first - 1 == cue_end(s, cue):
        pass
    elif last == ",":
        if not spoken and q.first - 2 != cue_end(s, cue):
            return None
    elif not spoken or p.pos[q.first - 1] not in ("NOUN", "PROPN", "PRON", "NUM", "ADV") or p.tag[q.first - 1] == "PRP$":
        return None
    high = q.until
    if not spoken and q.until == q.last and p.text[q.last - 1] not in SENTENCE_END:
        high = tail(s, q.last)
    return Piece(low, high)


def _limits(s: Scope, cue: int) -> tuple[int, int]:
    """The part of the sentence, between semicolons and behind a colon, in which a reporting clause stands, and one behind its last token."""
    p, q = s.p, s.quote_of.get(cue)
    begin, end = s.begin(cue), s.end(cue)
    for t in range(cue - 1, begin + 1, -1):
        if p.text[t] in (";", ":") and (t not in s.quote_of or s.quote_of[t] is q) and any(p.pos[k] in ("VERB", "AUX") for k in range(begin, t)) and cue - t > 4:
            begin = t + 1
            break
    last = next((t for t in range(cue + 1, end - 2) if p.text[t] == ";" and (t not in s.quote_of or s.quote_of[t] is q)), None)
    return begin, end if last is None else last


def final_clause(s: Scope, cue: int) -> Piece | None:
    """X, A said (on Monday): the reporting clause that ends or interrupts an unquoted sentence."""
    p = s.p
    begin, end = _limits(s, cue)
    start = clause_start(s, cue)
    if start is None or p.tag[start] in ("WDT", "WP") or any(p.tag[t] in ("WDT", "WP") or p.lower[t] == "that" for t in range(start, cue) if p.head[t] == cue):
        return None
    if start - begin < 2 or (p.text[start - 1] not in BREAKS and start - 1 not in s.quote_of) or _has_content(s, cue):
        return None
    low, high = fit(s, begin, start - 1, cue)
    if cue in s.quote_of and low <= s.quote_of[cue].first - 1:
        return None
    for t in range(low, high + 1):
        if reports(s, t) and s.finite(t) and p.dep[t] == "parataxis" and p.text[min(syntax.subtree(p, t)) - 1] == ",":
            low = fit(s, min(max(syntax.subtree(p, t)) + 1, high), high, cue)[0]
    resumed = _resumes(s, cue, end)
    said = p.dep[cue] == "parataxis" or _headed(s, cue, high) or p.lemma[cue] in s.words("saying")
    if resumed is not None and said:
        right = fit(s, resumed, end - 1, cue)
        return piece(low, right[1], (high + 1, right[0] - 1))
    if not said or high - low < 2 or not any(p.pos[t] in ("VERB", "AUX") for t in range(low, high + 1)):
        return None
    if p.pos[low] == "SCONJ" and p.dep[cue] == "root" and not _headed(s, cue, high) and not any(s.finite(t) and p.dep[t] in ("root", "ccomp", "parataxis") for t in range(low, high + 1)):
        return None
    return piece(low, high)


def quoted_as(s: Scope, cue: int) -> Piece | None:
    """X, A was quoted as saying (by M): the reporting clause, passive, behind the words it reports."""
    p = s.p
    verb = p.head[cue]
    if p.tag[cue] != "VBG" or p.lemma[verb] not in ("quote", "cite") or not syntax.is_passive(p, verb) or verb > cue or _has_content(s, cue):
        return None
    begin, start = s.begin(cue), clause_start(s, verb)
    if start is None or start - begin < 3 or (p.text[start - 1] not in BREAKS and start - 1 not in s.quote_of):
        return None
    low, high = fit(s, begin, start - 1, cue)
    return piece(low, high) if any(p.pos[t] in ("VERB", "AUX") for t in range(low, high + 1)) else None


def interposed(s: Scope, cue: int) -> Piece | None:
    """A, B said, C: a reporting clause between commas inside the sentence that it reports, also where A is no clause yet."""
    p = s.p
    comma, end = cue_end(s, cue) + 1, _limits(s, cue)[1]
    if cue in s.quote_of or comma + 2 >= end or p.text[comma] not in (",", "—", "–"):
        return None
    first = comma + 1
    if first in s.quote_of and s.utterance(s.quote_of[first]):
        return None
    start = clause_start(s, cue)
    if start is None or start == cue or p.tag[start] in ("WDT", "WP") or start - s.begin(cue) < 1 or p.text[start - 1] not in BREAKS:
        return None
    low = _own_clause(s, cue, start)
    if not _takes_up(s, first, end, cue, any(p.pos[t] in ("VERB", "AUX") for t in range(low, start))):
        return None
    left, right = fit(s, low, start - 1, cue), fit(s, first, end - 1, cue)
    stop = next((t - 2 for t in range(first + 2, right[1]) if p.text[t - 1] == "," and t not in s.quote_of and new_report(s, t, cue)), None)
    return piece(left[0], right[1] if stop is None else fit(s, first, stop, cue)[1], (left[1] + 1, right[0] - 1))


def _tells_when(s: Scope, first: int) -> bool:
    """ "..., A said on Tuesday, two weeks before the vote": when it was said, not what."""
    low = s.p.lower
    return any(low[t] in s.words("spans") and low[t + 1] in ("after", "before", "since", "into") for t in range(first, min(first + 4, len(low) - 1)))


def _own_clause(s: Scope, cue: int, start: int) -> int:
    """Where the clause begins that the reporting clause interrupts: behind a comma and "and" when a whole clause stands before."""
    p = s.p
    begin = _limits(s, cue)[0]
    for t in range(start - 2, begin + 2, -1):
        if p.pos[t] == "CCONJ" and p.text[t - 1] == "," and any(s.finite(x) for x in range(begin, t)) and not any(s.finite(x) for x in range(t, start)):
            return t + 1
    return begin


def _takes_up(s: Scope, first: int, end: int, cue: int, whole: bool = True) -> bool:
    """Does what follows the second comma go on with the sentence said, not with the reporting clause? A beginning that is not `whole`
    still waits for its verb, whatever comes between ("The talks, he added, because of the holiday would not resume")."""
    p = s.p
    if new_report(s, first, cue) or told_by(s, s.begin(cue), first) or p.tag[first] in ("VBG", "VBN") or (p.lower[first] in (SIDE_STARTS if whole else RELATIVES)) or _tells_when(s, first):
        return False
    verb = next((t for t in range(first, end) if s.finite(t) and not (p.dep[t] in ("acl:relcl", "acl") and p.head[t] >= first)), None)
    return verb is not None and not (p.pos[first] == "CCONJ" and (reports(s, verb) or not any(p.pos[t] in ("NOUN", "PRON", "PROPN") for t in range(first, verb))))


def _headed(s: Scope, cue: int, high: int) -> bool:
    return any(s.p.dep[c] in ("ccomp", "parataxis") and c <= high for c in s.p.children[cue])


def _has_content(s: Scope, cue: int) -> bool:
    """Something said behind the cue: a clause, a quotation, or an object that is no addressee."""
    p = s.p
    for c in p.children[cue]:
        if c > cue and ((p.dep[c] in ("ccomp", "csubj") and syntax.marker(p, c) not in SIDE_STARTS) or (p.dep[c] == "xcomp" and p.pos[c] == "VERB")):
            return True
        if c > cue and p.dep[c] == "obj" and p.lemma[cue] not in ("tell", "inform", "warn", "remind", "assure") and p.lower[c] not in ("reporters", "journalists"):
            return True
    return False


def clause_start(s: Scope, cue: int) -> int | None:
    """The first token of the reporting clause that `cue` heads: its subject, whose apposition may stand between commas."""
    p = s.p
    begin = s.begin(cue)
    subject = next((c for c in p.children[cue] if p.dep[c] in ("nsubj", "nsubj:pass")), None)
    if subject is not None and subject > cue:
        return cue
    if subject is None and cue > begin and p.text[cue - 1] in BREAKS and p.lemma[cue] in s.words("saying") - {"tell"} and cue + 1 < len(p.text) and (
            p.pos[cue + 1] in ("PROPN", "DET", "NOUN", "ADJ", "PRON") or p.text[cue + 1][:1].isupper()):
        return cue
    if subject is not None:
        low = min(syntax.subtree(p, subject))
        low -= p.lower[low - 1] == "as" and low > begin
        if low > begin and (p.text[low - 1] in BREAKS or low - 1 in s.quote_of):
            return low
    at = cue - 1
    while at > begin and (p.pos[at] in ("ADV", "AUX", "PART")):
        at -= 1
    if p.text[at] == ",":
        comma = _break_before(s, at - 1, begin)
        if comma is None:
            return None
        at = comma - 1
    found = _break_before(s, at, begin)
    if found is None or any(s.finite(t) and p.head[t] != cue and not s.in_relative(t, cue) for t in range(found + 1, cue)):
        return None
    return found + 1


def _break_before(s: Scope, at: int, begin: int) -> int | None:
    while at > begin:
        if s.p.text[at] in BREAKS and s.p.text[at] != "-":
            return at
        at -= 1
    return None


def _resumes(s: Scope, cue: int, end: int) -> int | None:
    """Where the sentence goes on behind an interrupting reporting clause (", A said, but B"), None where it does not."""
    p = s.p
    comma = next((t for t in range(cue + 1, min(cue + 16, end)) if p.text[t] in (",", "—", "–", "--")), None)
    if comma is None or comma + 2 >= end or new_report(s, comma + 1, cue) or told_by(s, s.begin(cue), comma + 1):
        return None
    first = comma + 1
    if p.text[first - 1] == "," and comma > cue + 1 and p.pos[comma - 1] == "PROPN" and p.pos[first] in ("DET", "NOUN", "ADJ", "PROPN"):
        later = next((t for t in range(first, end) if p.text[t] in (",", "—")), None)
        if later is None:
            return None
        first = later + 1
    if p.lower[first] in SIDE_STARTS or p.lower[first] == "a" or p.tag[first] in ("VBG", "VBN") or _tells_when(s, first):
        return None
    verb = next((t for t in range(first, end) if s.finite(t) and not (p.dep[t] in ("acl:relcl", "acl") and p.head[t] >= first)), None)
    if verb is None and (comma != cue_end(s, cue) + 1 or any(s.finite(t) for t in range(s.begin(cue), cue) if p.head[t] != cue)):
        return None
    if p.pos[first] == "CCONJ" and (verb is None or reports(s, verb) or not any(p.pos[t] in ("NOUN", "PRON", "PROPN") for t in range(first, verb))):
        return None
    return first


def free(s: Scope, q: Quotation) -> bool:
    """Does a quotation stand by itself as a sentence?"""
    p = s.p
    return q.first == s.begin(q.first) and s.utterance(q) and (not q.closed or p.text[q.last - 1] in SENTENCE_END or p.text[q.last - 1] in PAUSES or q.last + 1 >= s.end(q.last))
