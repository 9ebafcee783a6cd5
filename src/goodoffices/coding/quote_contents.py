"""What is said: the clause, quotation or phrase that belongs to one cue."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.quote_clauses import SIDE_STARTS, after_quotation, before_quotation, final_clause, interposed, quoted_as
from goodoffices.coding.quote_cues import cue_end, kind_of, reports
from goodoffices.coding.quote_edges import NOMINATIVE, before_pause, clause, fit, new_report, past_adverbials, piece, tail, told_by
from goodoffices.coding.quote_pledges import pledged, urged
from goodoffices.coding.quote_scope import PAUSES, SENTENCE_END, Piece, Scope


def content_of(s: Scope, i: int, kind: str) -> Piece | None:
    """The words reported by verb `i`; None where it reports none."""
    found = _content(s, i, kind)
    if found is not None and found.first == i + 1 and s.p.lower[i + 1] == "as" and "what" in s.p.lower[max(s.begin(i), i - 4) : i]:
        found = Piece(found.first + 1, found.last, found.hole)
    return _with_more(s, i, found) if found is not None else None


def _with_more(s: Scope, i: int, found: Piece) -> Piece:
    """"noted that he had waited long, and “now it is enough.”", "called it “useless”, “stupid”": quoted words that a comma joins to what was said."""
    p = s.p
    at = found.last + 1
    if found.hole is not None or found.first < i or i in s.quote_of or at + 2 >= len(p.text):
        return found
    quoted = any(t in s.quote_of for t in range(found.first, at))
    if p.text[at] != "," and not (p.text[found.last - 1] == "," and found.last in s.quote_of):
        return found
    at += p.text[at] == ","
    joined = p.lower[at] in ("and", "but", "or")
    at += joined
    q = s.quote_of.get(at)
    if q is None or q.first != at or not (joined or quoted) or p.sent[at] != p.sent[found.last] or q.until != q.last:
        return found
    end = s.end(at)
    if any(reports(s, t) and p.tag[t] not in ("VB", "VBG") for t in range(q.last + 1, end)) or (not joined and s.utterance(q)):
        return found
    return Piece(found.first, fit(s, found.first, tail(s, q.last), i)[1])


def _content(s: Scope, i: int, kind: str) -> Piece | None:
    p = s.p
    act = p.lemma[i] in s.words("acts") and p.lemma[i] not in s.words("final")
    beside = kind != "order" and p.lemma[i] not in ("accuse", "reject", "blame")
    if beside and (found := after_quotation(s, i) or before_quotation(s, i, True)) is not None:
        return _with_lead(s, i, found)
    if beside and not act and (found := interposed(s, i)) is not None:
        return found
    for look in (_complement, _denied, _charged, _judged):
        if (found := look(s, i, kind)) is not None:
            return _with_judgement(s, i, found)
    if (found := pledged(s, i) or urged(s, i)) is not None:
        return found
    if kind == "say" and (found := quoted_as(s, i)) is not None:
        return found
    if not act and kind not in ("order", "ask") and (found := final_clause(s, i)) is not None:
        return found
    if not act and (found := _rest(s, i, kind)) is not None:
        return _with_judgement(s, i, found)
    if beside and (found := before_quotation(s, i, False)) is not None:
        return found
    return _quoted_phrase(s, i) if p.lemma[i] in s.words("naming") or p.lemma[i] in s.words("saying") or kind in ("say", "warn", "claim", "think", "deny", "ask") else None


def _with_lead(s: Scope, i: int, found: Piece) -> Piece:
    """A quotation that fills only a part of the content clause is widened to the clause."""
    if found.first < i:
        return found
    for c in s.p.children[i]:
        if s.p.dep[c] == "ccomp" and c > i and s.p.sent[c] == s.p.sent[found.first]:
            low, high = clause(s, c, i)
            if s.p.lower[low] == "that" and low < found.first <= high:
                return Piece(low, max(high, found.last))
    return found


def _with_judgement(s: Scope, i: int, found: Piece) -> Piece:
    """"dismissed as "a lie" claims that X": the quoted judgement before the clause is what was said of it."""
    if s.p.lemma[i] not in s.words("naming") or not any(t in s.quote_of for t in range(i + 1, found.first)) or i in s.quote_of:
        return found
    return Piece(fit(s, i + 1, found.last, i)[0], found.last)


def _rest(s: Scope, i: int, kind: str) -> Piece | None:
    """What follows the cue, where the parser saw no clause in it: from "that" on, or all of it behind a verb that only reports."""
    p = s.p
    if i == s.begin(i) and p.lower[i].endswith("ing") and kind_of(s, i + 1, "n") is not None:
        return None
    first, end = cue_end(s, i) + 1, s.end(i)
    that = next((t for t in range(first, min(first + 18, end)) if p.lower[t] == "that" and p.pos[t] in ("SCONJ", "PRON", "DET")), None)
    if that is not None and ((that + 1 < end and s.finite(that + 1)) or any(p.lower[t] in ("so", "such") for t in range(first, that))):
        return None
    if that is not None and (any((s.finite(t) and not s.in_relative(t, i)) or p.text[t] in (":", ";") for t in range(first, that)) or p.pos[that] == "DET" or p.dep[that] == "det"):
        that = None
    addressed = syntax.dep(p, i, "iobj", "obj") if p.lemma[i] == "tell" else None
    if that is None and addressed is not None and addressed + 1 < end and p.lower[addressed + 1] in NOMINATIVE and p.dep[addressed + 1].startswith("nsubj"):
        first = addressed + 1
    elif that is None and not (p.lemma[i] in s.words("plain") and first < end and p.pos[first] in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "ADV") and p.lower[first] not in ("so", "yes", "no", "it", "as")):
        return None
    if that is not None and kind == "think" and p.lemma[i] not in s.words("plain"):
        return None
    if that is None and (p.text[i - 1] == "," or i - 1 in s.quote_of):
        return None
    low = that if that is not None else past_adverbials(s, first, end - 1, i)
    stops = ((t, before_pause(s, t)) for t in range(low + 2, end))
    high = next((last for t, last in stops if last is not None and (new_report(s, t, i) or told_by(s, low, t))), end - 1)
    verb = next((t for t in range(low + 1, high + 1) if s.finite(t) and not (p.dep[t] in ("acl:relcl", "acl") and p.head[t] >= low)), None)
    if verb is None and p.lemma[i] == "say":
        verb = next((t for t in range(low + 2, high) if p.tag[t] == "VBN" and p.pos[t - 1] in ("NOUN", "PROPN") and p.lower[t + 1] not in ("as", "by")), None)
    listed = low + 2 < end and p.pos[low] == "PROPN" and p.text[low + 1] == "," and p.pos[low + 2] == "PROPN"
    if verb is None or high - low < 3 or (any(p.text[t] in (",", ":", ";") for t in range(low, low + 2)) and not listed):
        return None
    if that is None and any(p.pos[t] in ("CCONJ", "SCONJ") or p.tag[t] == "WRB" or p.text[t] in ("-", "—", "–", "--") for t in range(low, verb)) and p.lemma[i] not in ("say", "tell"):
        return None
    return piece(*fit(s, low, high, i))


def _complement(s: Scope, i: int, kind: str) -> Piece | None:
    """The clause under the cue, "that" and quotation marks included."""
    p = s.p
    for c in (c for t in range(i, cue_end(s, i) + 1) for c in p.children[t]):
        if p.dep[c] != "ccomp" or c <= cue_end(s, i):
            continue
        word = syntax.marker(p, c)
        if word in SIDE_STARTS or (p.tag[c] == "VBG" and p.text[c - 1] == "," and reports(s, c)):
            continue
        if word in ("whether", "if") and kind not in ("deny", "ask") and p.lemma[i] not in ("ask", "wonder", "doubt", "question"):
            continue
        if p.lemma[i] in s.words("acts") and word != "that" and c not in s.quote_of:
            continue
        low, high = clause(s, c, i)
        if c > high or low > c or (s.finite(low) and low not in s.quote_of):
            continue
        if p.dep[i] not in ("acl:relcl", "acl") and high + 1 < s.end(i) and high not in s.quote_of and not s.finite(high + 1) and p.pos[high + 1] != "CCONJ":
            low, high = fit(s, low, tail(s, high), i)
        return _with_dash(s, low, high)
    return None


def _with_dash(s: Scope, low: int, high: int) -> Piece | None:
    """A quotation behind a dash still belongs to the clause before it."""
    p = s.p
    if high + 2 < len(p.text) and p.text[high + 1] in ("—", "–", "--") and high + 2 in s.quote_of and p.sent[high + 2] == p.sent[high]:
        high = s.quote_of[high + 2].until
    return piece(low, high)


def _denied(s: Scope, i: int, kind: str) -> Piece | None:
    """"denied having trained the gunmen", "ruled out any release": a gerund or noun that is denied."""
    p = s.p
    admits = p.lemma[i] in s.words("admit")
    if (kind != "deny" and not admits) or syntax.is_passive(p, i):
        return None
    plain = p.lemma[i] in ("deny", "disavow", "dispute") or (p.lemma[i] == "rule" and syntax.dep(p, i, "compound:prt") is not None)
    for c in p.children[i]:
        if c < i:
            continue
        first = next(t for t in syntax.subtree(p, c) if p.pos[t] != "PUNCT" or t in s.quote_of or t == c)
        gerund = p.text[first - 1] != "," and p.dep[c] in ("xcomp", "advcl") and (p.tag[c] == "VBG" or any(p.lower[g] == "having" for g in p.children[c]))
        if admits and not (p.tag[c] == "VBG" and c == i + 1):
            continue
        if gerund or (p.dep[c] == "obj" and plain and not _bare(s, c)):
            low, high = clause(s, c, i)
            return piece(low, high if gerund else max(high, fit(s, low, tail(s, high), i)[1]))
    return None


def _bare(s: Scope, noun: int) -> bool:
    """A pointer to what was said elsewhere ("it", "the reports", "these allegations"): no content of its own."""
    p = s.p
    if p.pos[noun] in ("PRON", "DET"):
        return True
    return p.lemma[noun] in s.words("bare") and not any(c > noun and p.dep[c] in ("nmod", "acl", "acl:relcl", "appos", "ccomp", "conj") for c in p.children[noun])


def _charged(s: Scope, i: int, kind: str) -> Piece | None:
    """"accused Oslo of "playing for time"" when words are quoted; "claims to have won"."""
    p = s.p
    if p.lemma[i] in ("accuse", "blame"):
        if syntax.is_passive(p, i):
            return None
        charged = syntax.dep(p, i, "obj")
        below = [*p.children[i], *(p.children[charged] if charged is not None else ())]
        what = next((c for c in below if c > i and p.dep[c] in ("advcl", "obl", "xcomp", "acl", "nmod") and syntax.case_mark(p, c) in ("of", "for") and (
            p.lemma[i] == "blame" or p.pos[c] == "VERB" or p.dep[c] == "obl")), None)
        if what is None:
            return None
        low = syntax.extent(p, charged)[0] if charged is not None and i < charged < what else syntax.extent(p, what)[0]
        return piece(*fit(s, low, _end_of(s, what, low), i))
    if p.lemma[i] in ("claim", "profess", "purport", "allege"):
        for c in p.children[i]:
            if p.dep[c] == "xcomp" and any(p.lower[g] == "to" for g in p.children[c]) and any(p.lemma[g] in ("have", "be") for g in p.children[c] if p.dep[g] in ("aux", "cop")):
                low, high = clause(s, c, i)
                return piece(low, high)
    return None


def _end_of(s: Scope, head: int, low: int) -> int:
    """The end of a phrase, before another report that the parser hangs on it."""
    p = s.p
    high = syntax.extent(p, head)[1]
    q = s.next_quotation(low - 1)
    while q is not None and q.last < high:
        if p.text[q.last - 1] in PAUSES or p.text[q.last + 1] in PAUSES:
            high = q.last
        q = s.next_quotation(q.last)
    return next((t - 2 for t in range(low + 2, high + 1) if s.p.text[t - 1] == "," and t not in s.quote_of and new_report(s, t, head)), high)


def _name_given(s: Scope, i: int, thing: int) -> int | None:
    """What a thing is called: a second object, an adjective or noun beside it, or a phrase with "as"."""
    p = s.p
    for c in p.children[i]:
        if c > thing and ((p.dep[c] == "obj" and (p.pos[c] == "ADJ" or p.lemma[i] in s.words("naming"))) or (p.dep[c] == "xcomp" and p.pos[c] in ("ADJ", "NOUN", "PROPN"))
                          or (p.dep[c] in ("obl", "advcl", "xcomp") and syntax.case_mark(p, c) == "as")):
            return c
    return next((c for c in p.children[thing] if c > thing and ((p.dep[c] == "amod" and p.lemma[i] in ("call", "consider", "deem")) or (p.dep[c] in ("nmod", "acl") and syntax.case_mark(p, c) == "as"))), None)


def _judged(s: Scope, i: int, kind: str) -> Piece | None:
    """"called the charge absurd", "described the offer as a ransom", "expects no talks", "considers a war improbable": thing and judgement."""
    p = s.p
    if syntax.is_passive(p, i) or (p.tag[i] == "VBN" and not any(p.dep[c] == "aux" for c in p.children[i])):
        return None
    thing = next((c for c in p.children[i] if p.dep[c] in ("obj", "expl") and c > i), None)
    named = _name_given(s, i, thing) if thing is not None else None
    if p.lemma[i] in s.words("judging") and thing is not None and named is not None and not p.lower[thing].endswith(("self", "selves")):
        return piece(*fit(s, syntax.extent(p, thing)[0], _end_of(s, named, thing), i))
    if p.lemma[i] not in s.words("expecting"):
        return None
    goal = next((c for c in p.children[i] if c > i and p.dep[c] in ("xcomp", "ccomp")), None)
    if thing is not None and p.pos[thing] in ("NOUN", "PROPN", "PRON"):
        low = syntax.extent(p, thing)[0]
        high = _end_of(s, goal if goal is not None and goal > thing else thing, low)
        return piece(*fit(s, low, high if goal is not None else tail(s, high), i))
    return piece(*clause(s, goal, i)) if goal is not None and p.lemma[i] == "expect" else None


def _quoted_phrase(s: Scope, i: int) -> Piece | None:
    """"calling it a "hollow gesture"", "pledged to "keep talking"": the complement of the cue when words of it are quoted."""
    p = s.p
    q = s.next_quotation(i)
    if q is None or i in s.quote_of or q.first >= s.end(i) or q.first - i > 20:
        return None
    if any(s.finite(t) and not s.in_relative(t, i) for t in range(i + 1, q.first)) and not any(p.dep[c] == "ccomp" and c > i for c in p.children[i]):
        return None
    for t in range(i + 1, q.first):
        if p.text[t] in SENTENCE_END or p.text[t] in (";", ",", ":") or (p.pos[t] == "VERB" and p.tag[t] != "VBN" and p.dep[t] in ("conj", "parataxis", "advcl")):
            return None
    words = [t for t in range(q.first + 1, q.last) if p.pos[t] != "PUNCT"]
    if p.lemma[i] not in s.words("naming") and len(words) == 1:
        return None
    if p.lemma[i] not in s.words("naming") and words and p.text[words[0]][:1].isupper() and not any(p.pos[t] in ("VERB", "AUX") for t in words):
        return None
    owner = q.first
    steps = 0
    while owner != i and steps < 12 and p.head[owner] != owner:
        owner, steps = p.head[owner], steps + 1
    if owner != i and q.first - i > 3:
        return None
    low, high = i + 1, tail(s, q.until)
    if p.dep[low] == "compound:prt":
        low += 1
    return piece(*fit(s, low, high, i))
