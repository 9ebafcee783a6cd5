"""Who said what: direct, indirect and mixed statements with speaker, outlet and cue (coding guide, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.coding.quotation_marks import Quotation, find_quotations
from goodoffices.model import Cast, Parsed, Span, Statement, StatementDraft
from goodoffices.ontology.patterns import PatternBook

SPEECH = frozenset({"say", "deny", "warn", "ask", "think", "claim", "confirm", "write", "order"})
#: Verbs that characterise something in the speaker's words: their whole complement is content when it is quoted.
NAMING = frozenset("call describe label brand term dub characterise characterize hail praise condemn denounce dismiss slam portray decry criticise criticize blast deride welcome refer".split())
#: Verbs of the cue table that need a quotation or a that-clause of their own to be speech.
ACTS = frozenset("accuse condemn reject propose invite meet call urge demand order ask welcome praise criticise criticize criticize denounce blame promise vow pledge threaten".split())
CERTAIN = frozenset("confident sure certain convinced optimistic hopeful afraid adamant sceptical skeptical worried concerned doubtful positive".split())
VOICES = frozenset("statement communique communiqué note letter report document text release post tweet message memo resolution declaration editorial article interview study survey paper".split())
REMARKS = frozenset("remark comment statement interview word speech announcement message".split())
PLATFORMS = frozenset({"media:x", "media:twitter", "media:facebook", "media:telegram", "media:truth-social", "media:instagram", "media:tiktok", "media:youtube",
                       "media:whatsapp", "media:weibo", "media:wechat", "media:linkedin", "media:threads", "media:bluesky", "media:vkontakte"})
SENTENCE_END = frozenset({".", "?", "!", "…", "..."})


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement before it is numbered: content tokens, cue, speaker and outlet."""

    first: int
    last: int
    cue: int | None
    kind: str
    speaker: str | None
    speaker_token: int | None
    outlet: str | None
    hole: tuple[int, int] | None = None


def find_statements(p: Parsed, cast: Cast, book: PatternBook) -> tuple[StatementDraft, ...]:
    """All statements of an article in text order, with ids statement:1 ..."""
    clerk = _Clerk(p, cast, book)
    return clerk.statements()


class _Clerk:
    def __init__(self, p: Parsed, cast: Cast, book: PatternBook) -> None:
        self.p = p
        self.cast = cast
        self.book = book
        self.quotations = find_quotations(p)
        self.quote_of: dict[int, Quotation] = {i: q for q in self.quotations for i in range(q.first, q.last + 1)}

    def statements(self) -> tuple[StatementDraft, ...]:
        found: list[_Found] = []
        for i in range(len(self.p.text)):
            item = self._at(i)
            if item is not None:
                self._put(found, item)
        found = [self._split(f) for f in found]
        found.sort(key=lambda f: (f.first, -f.last))
        for q in self.quotations:
            self._leftover(found, q)
        found.sort(key=lambda f: (f.first, -f.last))
        found = self._outlets(found)
        return tuple(self._draft(k, f) for k, f in enumerate(found, 1))

    def _put(self, found: list[_Found], new: _Found) -> None:
        """Two cues for the same words: the one with a speaker, else the first."""
        for k, old in enumerate(found):
            same = max(0, min(old.last, new.last) - max(old.first, new.first) + 1)
            if same and same >= 0.8 * max(old.last - old.first, new.last - new.first) + 1:
                if old.speaker is None and new.speaker is not None:
                    found[k] = new
                return
        found.append(new)

    def _split(self, f: _Found) -> _Found:
        """"We will come," he said, "if they stop": a quotation right behind the reporting clause that goes on with the sentence."""
        p = self.p
        if f.cue is None or f.hole is not None or f.last >= f.cue or f.last not in self.quote_of:
            return f
        for q in self.quotations:
            if f.cue < q.first and p.sent[q.first] == p.sent[f.cue]:
                if any(p.pos[t] == "VERB" and self._kind(t, "v") for t in range(f.cue + 1, q.first)):
                    return f
                word = next((t for t in range(q.first + 1, q.last) if p.pos[t] != "PUNCT"), None)
                ended = any(p.text[t] in SENTENCE_END for t in range(f.cue, q.first))
                if word is not None and not ended and (p.text[word][:1].islower() or p.text[q.first - 1] == ","):
                    return _Found(f.first, q.last, f.cue, f.kind, f.speaker, f.speaker_token, f.outlet, (f.last + 1, q.first - 1))
                return f
        return f

    # -- cues -----------------------------------------------------------------------------------------------------------

    def _at(self, i: int) -> _Found | None:
        p = self.p
        pos = p.pos[i]
        if p.lower[i] == "according" and pos in ("ADP", "VERB", "SCONJ", "ADV"):
            return self._according(i)
        if pos in ("VERB", "AUX"):
            kind = self._kind(i, "v")
            return self._verb(i, kind) if kind else self._naming(i) if p.lemma[i] in NAMING else None
        if pos == "NOUN":
            return self._noun(i)
        if pos == "ADJ" and p.lemma[i] in CERTAIN:
            content = syntax.dep(p, i, "ccomp", "advcl")
            subject = syntax.dep(p, i, "nsubj")
            if content is not None and subject is not None and syntax.marker(p, content) in ("that", "") and p.dep[content] == "ccomp":
                return self._made(*self._trim(content), i, "think", subject)
        return None

    def _kind(self, i: int, pos: str) -> str | None:
        lemma = self.p.lemma[i]
        particle = syntax.dep(self.p, i, "compound:prt")
        keys = ([f"{lemma} {self.p.lower[particle]}"] if particle is not None else []) + [lemma]
        for key in keys:
            for cue in self.book.cues.get(key, ()):
                if cue.pos == pos and cue.kind in SPEECH:
                    return cue.kind
        return None

    def _verb(self, i: int, kind: str) -> _Found | None:
        p = self.p
        if self._unsaid(i, kind):
            return None
        if i in self.quote_of and p.dep[i] not in ("ccomp", "parataxis", "root", "conj") and self._inside_quote_only(i):
            return None
        subject = syntax.logical_subject(p, i)
        content = self._complement(i, kind)
        if content is not None:
            return self._made(*content, i, kind, subject)
        paratactic = self._paratactic(i, kind, subject)
        if paratactic is not None:
            return paratactic
        if kind in ("say", "claim", "warn", "write", "deny", "confirm", "think") and p.lemma[i] not in ("accuse", "reject") and (near := self._near_quote(i)) is not None:
            return self._made(near.first, near.last, i, kind, subject)
        return self._naming(i) if p.lemma[i] in NAMING else None

    def _inside_quote_only(self, i: int) -> bool:
        q = self.quote_of[i]
        return not any(c < q.first or c > q.last for c in self.p.children[i])

    def _unsaid(self, i: int, kind: str) -> bool:
        """Negated, hypothetical or asked-for speech: "did not say whether", "if he says", "could claim"."""
        p = self.p
        words = syntax.auxiliaries(p, i)
        if syntax.is_negated(p, i) and kind != "think":
            return True
        if any(w in ("could", "might", "may", "should", "must", "can") for w in words) or ("would" in words and kind not in ("think", "say")):
            return True
        if p.dep[i] == "advcl" and syntax.marker(p, i) in ("if", "unless", "whether", "before", "to", "so"):
            return True
        if p.dep[i] in ("xcomp", "advcl", "acl") and any(p.lower[c] == "to" and p.dep[c] == "mark" for c in p.children[i]) and p.lemma[p.head[i]] not in ("go", "continue", "proceed"):
            return True
        return p.dep[i] in ("amod", "compound") or (p.lemma[p.head[i]] in ("decline", "refuse", "fail", "want", "ask", "urge") and p.dep[i] == "xcomp")

    def _complement(self, i: int, kind: str) -> tuple[int, int] | None:
        """The clause under the cue, "that" and quotation marks included."""
        p = self.p
        for c in p.children[i]:
            if p.dep[c] == "ccomp":
                word = syntax.marker(p, c)
                if word in ("whether", "if") and kind != "deny" and p.lemma[i] not in ("ask", "wonder", "doubt", "question"):
                    continue
                if c < i and word not in ("that",) and not any(p.dep[g].startswith("nsubj") for g in p.children[c]) and not self.quote_of.get(c):
                    continue
                if p.lemma[i] in ACTS and word != "that" and c not in self.quote_of:
                    continue
                low, high = self._trim(c)
                if low < i < high:
                    low, high = self._fit(i + 1, high) if c > i else self._fit(low, self._before_cue(i))
                if high in self.quote_of and self.quote_of[high].first < low and self._same_sentence(low, self.quote_of[high].first) and high < i:
                    low = self.quote_of[high].first
                return low, high
        if p.lemma[i] == "accuse":
            for c in p.children[i]:
                if p.dep[c] in ("advcl", "obl", "xcomp") and c > i and any(t in self.quote_of for t in syntax.subtree(p, c)):
                    return self._trim(c)
            return None
        if kind == "deny":
            for c in p.children[i]:
                if (p.dep[c] in ("xcomp", "advcl") and (p.tag[c] == "VBG" or any(p.lower[g] == "having" for g in p.children[c]))) or (p.dep[c] == "obj" and c > i and p.lemma[i] in ("deny", "disavow", "dispute")):
                    return self._trim(c)
        if kind == "claim" and p.lemma[i] not in ACTS:
            for c in p.children[i]:
                if p.dep[c] == "xcomp" and any(p.lower[g] == "to" for g in p.children[c]) and any(p.lemma[g] in ("have", "be") for g in p.children[c] if p.dep[g] in ("aux", "cop")):
                    return self._trim(c)
        return None

    def _before_cue(self, i: int) -> int:
        """The last content token before a reporting clause that follows it."""
        subject = syntax.surface_subject(self.p, i)
        first = min([i, *(syntax.subtree(self.p, subject) if subject is not None and subject < i else [])])
        return max(first - 1, 0)

    def _trim(self, head: int) -> tuple[int, int]:
        """Extent of a content clause, out to the quotation marks that it fills, without commas around it."""
        p = self.p
        low, high = syntax.extent(p, head, ("punct",))
        return self._fit(low, high)

    def _fit(self, low: int, high: int) -> tuple[int, int]:
        """Takes in marks that open or close inside, and leaves out commas and dashes at the edges."""
        p = self.p
        while (low < high and p.text[low] in (",", ":", ";", "-", "–", "—", "and", "but")) or (low < high and p.pos[low] == "CCONJ"):
            low += 1
        for at in (low, high):
            q = self.quote_of.get(at)
            if q is None:
                continue
            if low - q.first in (0, 1) or q.first >= low:
                low = min(low, q.first)
                high = max(high, q.last) if q.last - high <= 3 or (q.first >= low and self._same_sentence(high, q.last)) else high
            elif q.last <= high + 3 and (self._same_sentence(low, q.first) or self._fills(q, low)):
                if not self._same_sentence(low, q.first):
                    low = q.first
                high = max(high, q.last)
        while high > low and p.text[high] in (",", ":", ";", "-", "–", "—", ".") and high not in self.quote_of:
            high -= 1
        if high > low and p.text[high] in SENTENCE_END and not (high in self.quote_of and self.quote_of[high].first >= low):
            high -= 1
        return low, high

    def _fills(self, q: Quotation, low: int) -> bool:
        """Does a quotation of several sentences end with the one that starts at `low`?"""
        p = self.p
        return p.sentences[p.sent[low]][0] == low and q.first == p.sentences[p.sent[q.first]][0]

    def _same_sentence(self, a: int, b: int) -> bool:
        return self.p.sent[a] == self.p.sent[b]

    def _paratactic(self, i: int, kind: str, subject: int | None) -> _Found | None:
        """"..., X said": the clause that the reporting clause is hung on."""
        p = self.p
        if p.dep[i] != "parataxis" or (subject is None and kind != "say"):
            return None
        head = p.head[i]
        if kind in ("order",) or (p.lemma[i] in ACTS and head not in self.quote_of):
            return None
        mine = syntax.subtree(p, i)
        low_cue, high_cue = min(mine), max(mine)
        whole = [t for t in syntax.subtree(p, head) if t not in set(mine) and p.pos[t] != "PUNCT"]
        others = {t for c in p.children[head] if p.dep[c] == "parataxis" and c != i and self._kind(c, "v") for t in syntax.subtree(p, c)}
        whole = [t for t in whole if t not in others]
        if not whole:
            return None
        before = [t for t in whole if t < low_cue]
        after = [t for t in whole if t > high_cue]
        if not before and not after:
            return None
        if before and after:
            left = self._fit(before[0], before[-1])
            right = self._fit(after[0], after[-1])
            if (left[1] in self.quote_of and right[1] not in self.quote_of) or p.tag[after[0]] == "VBG":
                after = []
            else:
                return self._made(left[0], right[1], i, kind, subject, hole=(left[1] + 1, right[0] - 1))
        part = before or after
        low, high = self._fit(part[0], part[-1])
        q = self.quote_of.get(high)
        if q is not None and q.last >= high and q.first < low:
            low = q.first
            high = q.last if q.last < low_cue else high
        return self._made(low, high, i, kind, subject)

    def _near_quote(self, i: int) -> Quotation | None:
        """A quotation right before the reporting clause or right behind it."""
        p = self.p
        mine = syntax.subtree(p, i)
        low, high = mine[0], mine[-1]
        for q in self.quotations:
            if q.last - q.first < 2:
                continue
            if p.sent[q.last] == p.sent[i] and (0 <= i - q.last <= 12 and not any(p.text[t] in SENTENCE_END for t in range(q.last + 1, i))) and (low > q.last or q.last < i):
                if any(self._kind(t, "v") for t in range(q.last + 1, i) if p.pos[t] == "VERB"):
                    continue
                return q
            if p.sent[q.first] == p.sent[i] and 0 < q.first - i <= 14 and not any(p.pos[t] == "VERB" and self._kind(t, "v") for t in range(i + 1, q.first)):
                if q.last - q.first >= 4 or high >= q.first:
                    return q
        return None

    def _naming(self, i: int) -> _Found | None:
        """"calling it a "hollow gesture"": object and predicate, when quoted words are among them."""
        p = self.p
        if self._unsaid(i, "say"):
            return None
        parts = [c for c in p.children[i] if p.dep[c] in ("obj", "xcomp", "obl", "ccomp", "advcl") and c > i]
        tokens = [t for c in parts for t in syntax.subtree(p, c) if t > i]
        quoted = [t for t in tokens if t in self.quote_of and self.quote_of[t].first > i]
        if not quoted:
            return None
        q = self.quote_of[quoted[0]]
        first_object = next((c for c in parts if p.dep[c] == "obj"), None)
        low = min(tokens) if first_object is None else min(syntax.subtree(p, first_object))
        return self._made(max(low, i + 1) if low < q.first else q.first, q.last, i, "say", syntax.logical_subject(p, i))

    def _noun(self, i: int) -> _Found | None:
        """"his claim that ...", "a statement warning ...", "has no doubt that ..."."""
        p = self.p
        kind = self._kind(i, "n")
        if kind is None:
            return None
        content = next((c for c in p.children[i] if p.dep[c] in ("acl", "ccomp") and syntax.marker(p, c) == "that"), None)
        if content is None:
            return None
        owner = self._owner(i)
        if owner is None and p.dep[i] in ("obj", "obl") and p.pos[p.head[i]] in ("VERB", "AUX"):
            if self._unsaid(p.head[i], "say"):
                return None
            subject = syntax.logical_subject(p, p.head[i])
            owner = self._actor(subject) if subject is not None else None
        if owner is None:
            return None
        low, high = self._trim(content)
        return _Found(low, high, i, kind, owner, None, None)

    def _owner(self, noun: int) -> str | None:
        p = self.p
        for c in p.children[noun]:
            if p.dep[c] in ("nmod:poss", "amod", "compound") or (p.dep[c] == "nmod" and syntax.case(p, c) in ("by", "of", "from")):
                found = self.cast.by_head.get(c) or self.cast.modifier.get(c)
                if found:
                    return found
        return None

    def _according(self, i: int) -> _Found | None:
        p = self.p
        node = i
        if p.dep[i] in ("case", "mark"):
            node = p.head[i]
        else:
            node = next((c for c in p.children[i] if p.dep[c] in ("obl", "nmod")), i)
        if node == i:
            return None
        top = node if p.dep[i] in ("case", "mark") else i
        clause = p.head[top]
        mine = set(syntax.subtree(p, top))
        while (p.dep[clause] == "advcl" and p.tag[clause] == "VBG") or (p.dep[clause] not in ("root", "ccomp", "parataxis", "conj", "acl:relcl", "advcl") and p.head[clause] != clause):
            clause = p.head[clause]
        whole = [t for t in syntax.subtree(p, clause) if t not in mine and p.pos[t] != "PUNCT"]
        if not whole or p.pos[clause] not in ("VERB", "ADJ", "NOUN", "AUX", "PROPN"):
            return None
        before, after = [t for t in whole if t < min(mine)], [t for t in whole if t > max(mine)]
        hole = None
        if before and after:
            left, right = self._fit(before[0], before[-1]), self._fit(after[0], after[-1])
            low, high, hole = left[0], right[1], (left[1] + 1, right[0] - 1)
        else:
            part = before or after
            low, high = self._fit(part[0], part[-1])
        return self._made(low, high, i, "say", node, hole=hole)

    # -- speaker and outlet ---------------------------------------------------------------------------------------------

    def _actor(self, token: int | None) -> str | None:
        if token is None:
            return None
        found = self.cast.by_head.get(token)
        if found is not None:
            return found
        if self.p.lemma[token] in VOICES or self.p.lemma[token] in REMARKS:
            return self._owner(token)
        return None

    def _made(self, first: int, last: int, cue: int | None, kind: str, subject: int | None, hole: tuple[int, int] | None = None) -> _Found | None:
        q = self.quote_of.get(first)
        if q is not None and q.first == first and q.closed and q.last < last and cue is not None and cue > q.last and hole is None and (
                cue > last) and not any(self.p.pos[t] == "VERB" for t in range(q.last + 1, last + 1)):
            last = q.last
        if subject is None and cue is not None:
            subject = self._beside(cue, first, last)
        if last < first or (last == first and self.p.pos[first] == "PUNCT") or (cue is not None and first <= cue <= last and hole is None):
            return None
        if subject is not None and first <= subject <= last and hole is None and self.p.pos[subject] != "PRON":
            return None
        if subject is not None and self.p.lower[subject] in ("it", "there", "that", "this", "which", "what") and subject not in self.cast.by_head:
            return None
        speaker = self._actor(subject)
        outlet = self._outlet(cue, first, last, speaker)
        actor = self.cast.actors.get(speaker) if speaker else None
        if actor is not None and actor.kind == "media" and cue is not None:
            source = self._cited(cue, first, last)
            if source is not None:
                outlet, speaker = speaker, source
        return _Found(first, last, cue, kind, speaker, subject, outlet, hole)

    def _beside(self, cue: int, first: int, last: int) -> int | None:
        """Where the parser found no subject: the actor that stands between the words said and the cue, or right behind the cue."""
        p = self.p
        begin, end = p.sentences[p.sent[cue]]
        if last < cue:
            for t in range(cue - 1, max(last, begin - 1), -1):
                if t in self.cast.by_head and p.dep[t] not in ("obj", "obl"):
                    return t
            for t in range(cue + 1, min(cue + 7, end)):
                if p.text[t] in (",", ".", ";"):
                    break
                if t in self.cast.by_head and p.dep[t] not in ("obl", "iobj"):
                    return t
        return None

    def _cited(self, cue: int, first: int, last: int) -> str | None:
        """"Lusa, citing the harbour police, reported": the source cited by the medium."""
        p = self.p
        for t in range(*p.sentences[p.sent[cue]]):
            if first <= t <= last:
                continue
            if p.lemma[t] in ("cite", "quote") and p.pos[t] == "VERB":
                target = syntax.dep(p, t, "obj")
                if target is not None:
                    return self.cast.by_head.get(target)
        return None

    def _outlet(self, cue: int | None, first: int, last: int, speaker: str | None) -> str | None:
        """A medium inside the reporting clause: "told Radio Tamale", "in an interview with ...", "quoted by ...". """
        if cue is None:
            return None
        p = self.p
        if p.lemma[cue] in ("tweet", "post"):
            return None
        for t in syntax.subtree(p, cue):
            if first <= t <= last or (t in self.quote_of and self.quote_of[t].first <= t):
                continue
            found = self.cast.by_head.get(t)
            actor = self.cast.actors.get(found) if found else None
            if actor is not None and actor.kind == "media" and found != speaker and found not in PLATFORMS and p.dep[t] in ("obj", "iobj", "obl", "nmod", "obl:agent", "conj", "appos", "flat"):
                return found
        return None

    def _outlets(self, found: list[_Found]) -> list[_Found]:
        """"The remarks, carried by Tass, ...": the outlet of what was said just before, or in the same sentence."""
        p = self.p
        for number, (first, end) in enumerate(p.sentences):
            nouns = [t for t in range(first, end) if p.lemma[t] in REMARKS and p.pos[t] == "NOUN"]
            if not nouns:
                continue
            for t in range(first, end):
                ident = self.cast.by_head.get(t)
                actor = self.cast.actors.get(ident) if ident else None
                if actor is None or actor.kind != "media" or ident in PLATFORMS:
                    continue
                if not any(p.lemma[x] in ("carry", "broadcast", "publish", "report", "air", "release", "quote", "distribute") for x in range(first, end)):
                    continue
                near = [k for k, f in enumerate(found) if f.cue is not None and p.sent[f.cue] in (number, number - 1) and f.outlet is None and f.speaker != ident]
                if near:
                    found[near[-1]] = _replace(found[near[-1]], outlet=ident)
                break
        return found

    # -- quotations without a clause of their own -------------------------------------------------------------------------

    def _leftover(self, found: list[_Found], q: Quotation) -> None:
        """A free-standing quotation takes the cue and speaker of the nearest clause; a scare quote is no statement."""
        p = self.p
        if any(f.first <= q.last and q.first <= f.last for f in found):
            return
        words = [t for t in range(q.first, q.last + 1) if p.pos[t] != "PUNCT"]
        starts_sentence = q.first == p.sentences[p.sent[q.first]][0]
        full = any(p.text[t] in SENTENCE_END or p.text[t] == "," for t in (q.last - 1, q.last)) and any(p.pos[t] in ("VERB", "AUX") for t in words)
        if len(words) < 3 or not (full and starts_sentence):
            return
        before = [f for f in found if f.last < q.first and (f.cue is not None)]
        after = [f for f in found if f.first > q.last and f.cue is not None and p.sent[f.cue] - p.sent[q.last] <= 1]
        near = before[-1] if before and p.sent[q.first] - max(p.sent[before[-1].last], p.sent[before[-1].cue or 0]) <= 2 else None
        cue_before = self._colon(q.first)
        if cue_before is not None:
            self._put(found, _Found(q.first, q.last, cue_before[0], "say", cue_before[1], None, None))
        elif near is not None:
            self._put(found, _Found(q.first, q.last, near.cue, near.kind, near.speaker, near.speaker_token, None))
        elif after:
            self._put(found, _Found(q.first, q.last, after[0].cue, after[0].kind, after[0].speaker, after[0].speaker_token, None))
        found.sort(key=lambda f: (f.first, -f.last))

    def _colon(self, first: int) -> tuple[int, str | None] | None:
        """A reporting clause that ends in a colon right before the quotation."""
        p = self.p
        if first < 2 or p.text[first - 1] != ":":
            return None
        for t in range(first - 2, p.sentences[p.sent[first - 1]][0] - 1, -1):
            if p.pos[t] == "VERB" and self._kind(t, "v"):
                return t, self._actor(syntax.logical_subject(p, t))
        return None

    # -- records --------------------------------------------------------------------------------------------------------

    def _draft(self, number: int, f: _Found) -> StatementDraft:
        p = self.p
        content = syntax.span(p, f.first, f.last)
        parts: tuple[Span, ...] = ()
        if f.hole is not None:
            parts = (syntax.span(p, f.first, f.hole[0] - 1), syntax.span(p, f.hole[1] + 1, f.last))
        direct = any(t in self.quote_of for t in range(f.first, f.last + 1) if f.hole is None or not f.hole[0] <= t <= f.hole[1])
        cue = None
        if f.cue is not None:
            particle = syntax.dep(p, f.cue, "compound:prt")
            fixed = syntax.dep(p, f.cue, "fixed")
            end = particle if particle is not None and particle == f.cue + 1 else fixed if fixed is not None and fixed == f.cue + 1 else f.cue
            cue = syntax.span(p, f.cue, end)
        statement = Statement(id=f"statement:{number}", speaker=f.speaker, outlet=f.outlet, direct=direct, cue=cue, content=content, parts=parts)
        return StatementDraft(statement=statement, cue_token=f.cue, cue_kind=f.kind, first=f.first, last=f.last, speaker_token=f.speaker_token)


def _replace(f: _Found, outlet: str | None) -> _Found:
    return _Found(f.first, f.last, f.cue, f.kind, f.speaker, f.speaker_token, outlet, f.hole)
