"""Who did what to whom: event words in their frames, by the pattern tables (PLOVER codebook 0.8, CAMEO 1.1b3).

`find` returns matches only; modality, dates, places and statements are judged by the other coders and joined in
`goodoffices.coding.assemble`.
"""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import reach, syntax
from goodoffices.coding.event_match import Match
from goodoffices.coding.event_place import HARM
from goodoffices.coding.event_typing import typed
from goodoffices.coding.frames import Frames
from goodoffices.coding.prospects import find_prospects
from goodoffices.coding.typer import Learned
from goodoffices.model import Parsed
from goodoffices.ontology.patterns import Constraint, Pattern, PatternBook

#: Verbs whose complement is content (wanted, refused, offered), not a fact told.
CONTENT = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "ACCUSE", "SUPPORT"})
#: What a party may be unwilling to do: "will not lift the siege" is a refusal, "will not bomb the port" none.
WILLING = frozenset({"AGREE", "CONSULT", "CONCEDE", "RETREAT", "COOPERATE", "AID", "SUPPORT"})
MATERIAL = frozenset({"COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
#: Acts whose object, though nothing identifies it, is whom they are aimed at; elsewhere it may be what is sent or named ("send an envoy").
AIMED = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "PROTEST", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE", "REJECT"})
RECIPIENT_ONLY = frozenset({"ASSAULT", "COERCE", "PROTEST"})
#: What a deed did, beside the verb of the deed itself ("bombed the port, killing five").
RESULTS = frozenset("kill injure wound destroy damage hurt leave claim".split())
#: Heads that only measure out the noun behind "of": "a round of talks", "some of its troops", "$3m in aid".
PARTS = frozenset("""round series wave barrage number set kind form group dozen hundred thousand million billion session batch part portion majority bulk rest half
third quarter handful lot some many most several all any few more other package tonne ton shipment consignment load amount volume range host string spate sort type
couple pair score bit piece worth share percent % plenty truckload convoy""".split())
CURRENCIES = frozenset({"$", "€", "£", "¥", "usd", "eur", "us$", "a$", "c$", "can$", "nz$", "rs", "m", "bn"})


def find(frames: Frames, book: PatternBook, learned: Learned) -> list[Match]:
    """All events of an article in text order, without those that are only the content of another."""
    found = typed(frames, book, candidates(frames, book), learned)
    return refusals(frames.p, _without_content(frames, _with_results(frames, found)), book)


def candidates(frames: Frames, book: PatternBook) -> list[Match]:
    """Words whose pattern holds, and words without one that stand between two parties (their pattern has the type ""), in text order."""
    matcher = _Matcher(frames, book)
    found = [m for i in range(len(frames.p.text)) if (m := matcher.at(i)) is not None]
    return sorted([*found, *find_prospects(frames, found, book)], key=lambda m: m.trigger)


def _with_results(frames: Frames, found: list[Match]) -> list[Match]:
    """Joins a result clause to its deed: the deed keeps its word and mode, and takes the victims if it names none."""
    p = frames.p
    deeds = {m.trigger: m for m in found if m.pattern.type == "ASSAULT" and p.lemma[m.trigger] not in RESULTS}
    out: dict[int, Match] = {m.trigger: m for m in found}
    joined: dict[int, int] = {}
    for match in found:
        if match.pattern.type != "ASSAULT" or p.lemma[match.trigger] not in RESULTS:
            continue
        first = out.get(joined.get(p.head[match.trigger], p.head[match.trigger])) if p.dep[match.trigger] == "conj" else None
        if first is not None and first.pattern.type == "ASSAULT" and _second_result(frames, match.trigger):
            joined[match.trigger] = first.trigger
            out[first.trigger] = replace(first, recipients=first.recipients or match.recipients, actors=first.actors or tuple(a for a in match.actors if a not in first.recipients))
            del out[match.trigger]
            continue
        deed = out.get(_deed_of(p, match.trigger))
        if deed is None and not match.actors:
            behind = next((t for t in sorted(deeds) if t in out and t > match.trigger and p.sent[t] == p.sent[match.trigger] and deeds[t].actors and _in_time_clause(p, t)), None)
            if behind is not None:  # the main clause has day and victims, the one behind it the doer and the weapon
                done = out.pop(behind)
                out[match.trigger] = replace(match, pattern=done.pattern, actors=done.actors, recipients=tuple(
                    r for r in match.recipients or done.recipients if r not in done.actors))
            continue
        if deed is None or deed.trigger not in deeds:
            continue
        victims = deed.recipients if deed.recipients and not all(r.startswith("country:") for r in deed.recipients) else match.recipients or deed.recipients
        actors = deed.actors or tuple(a for a in match.actors if a not in victims)
        out[deed.trigger] = replace(deed, recipients=tuple(v for v in victims if v not in actors), actors=actors)
        del out[match.trigger]
        joined[match.trigger] = deed.trigger
    return [out[k] for k in sorted(out)]


def _second_result(frames: Frames, i: int) -> bool:
    """ "killed 11 people and wounded 26", "the blast killed two and destroyed a bridge": one deed with two results; a doer who kills and then burns has done two."""
    p = frames.p
    first = p.head[i]
    if any(p.dep[c].startswith("nsubj") for c in p.children[i]):
        return False
    subject = syntax.surface_subject(p, first)
    thing = subject is not None and not frames.actors(subject) and p.pos[subject] == "NOUN"
    return p.lemma[i] in HARM if not thing else p.lemma[first] in RESULTS


def _in_time_clause(p: Parsed, i: int) -> bool:
    """ "... were killed when drones struck a post": the clause of the deed behind what it did."""
    return any(p.lower[c] in ("when", "after", "as") and p.dep[c] in ("mark", "advmod") for c in p.children[i])


def _deed_of(p: Parsed, i: int) -> int:
    """The word of the deed that a result clause belongs to: its governing verb, or the noun that is its subject."""
    if p.dep[i] in ("advcl", "conj", "xcomp", "acl", "acl:relcl"):
        return p.head[i]
    subject = next((c for c in p.children[i] if p.dep[c] == "nsubj"), -1)
    return subject


def refusals(p: Parsed, found: list[Match], book: PatternBook) -> list[Match]:
    """"will not meet", "does not accept": a willingness denied by the one who would have it is a refusal, not a non-event."""
    plain = next((x for x in book.index.get(("v", "reject"), ()) if x.type == "REJECT"), None)
    if plain is None:
        return found
    return [_refused(match, plain) if _is_refusal(p, match) else match for match in found]


def _is_refusal(p: Parsed, match: Match) -> bool:
    i = match.trigger
    if not match.actors or p.pos[i] not in ("VERB", "ADJ") or not syntax.is_negated(p, i):
        return False
    if match.pattern.type in ("AGREE", "CONSULT") and (p.pos[i] == "ADJ" or p.lemma[i] in ("accept", "agree", "recognise", "recognize")):
        return True
    return match.pattern.type in WILLING and syntax.is_unwilling(p, i)


def _refused(match: Match, plain: Pattern) -> Match:
    mode = "meet" if match.pattern.type == "CONSULT" or match.pattern.cameo == "036" else None
    changed = replace(plain, mode=mode, cameo="125" if mode else "120", modality="actual", source=f"{match.pattern.source} (negated)", reciprocal=False)
    people = match.actors
    if match.pattern.reciprocal and len(people) > 1:
        return replace(match, pattern=changed, actors=people[:1], recipients=people[1:])
    return replace(match, pattern=changed)


#: Words that as companions of a verb are its particles.
PARTICLES = frozenset({"in", "up", "off", "out", "down", "away", "back", "over"})


class _Matcher:
    def __init__(self, frames: Frames, book: PatternBook) -> None:
        self.frames = frames
        self.book = book
        self.memo: dict[int, Match | None] = {}
        self.near: dict[int, set[str]] = {}

    def at(self, i: int) -> Match | None:
        """The most specific pattern whose frame holds at token i and whose needed slots are filled."""
        if i not in self.memo:
            self.memo[i] = None
            self.memo[i] = self._search(i)
        return self.memo[i]

    def _search(self, i: int) -> Match | None:
        p = self.frames.p
        for key in self._keys(i):
            for pattern in self.book.index.get((key, p.lemma[i]), ()):
                if self._companions(i, pattern) and all(self._holds(i, c) for c in pattern.frame):
                    match = self._fill(i, pattern)
                    if match is not None:
                        return match
        return None

    def _keys(self, i: int) -> tuple[str, ...]:
        p = self.frames.p
        pos = p.pos[i]
        if pos == "VERB":
            if p.dep[i] == "amod":
                return ()
            return ("v", "n") if p.tag[i] == "VBG" and p.dep[i] not in ("root", "xcomp", "advcl") else ("v", "a") if p.tag[i] in ("VBN", "VBD") else ("v",)
        if pos == "NOUN":
            return ("n",) if p.dep[i] not in ("compound", "nmod:unmarked") else ()
        if pos == "ADJ" and p.dep[i] not in ("amod",):
            return ("a",)
        return ()

    def _companions(self, i: int, pattern: Pattern) -> bool:
        if not pattern.companions:
            return True
        near = self.near.get(i)
        if near is None:
            near = self.near[i] = self._around(i)
        return all(word in near and (word not in PARTICLES or self._particle(i, word)) for word in pattern.companions)

    def _particle(self, i: int, word: str) -> bool:
        """"gave in to Lima", "shut it down", and not "gave Lima a week in a letter": the particle is the verb's own."""
        p = self.frames.p
        return p.lower[i + 1 : i + 2] == (word,) or any(p.lower[c] == word and p.dep[c] != "case" for c in p.children[i]) or p.pos[i] != "VERB"

    def _around(self, i: int) -> set[str]:
        """Lemmas and words among which the fixed companions of a pattern must stand."""
        p = self.frames.p
        near = {p.lemma[c] for c in p.children[i] if p.dep[c] != "punct"} | {p.lower[c] for c in p.children[i]}
        for c in p.children[i]:
            if p.dep[c] in ("obj", "obl", "nsubj:pass", "compound:prt", "advmod", "xcomp", "nmod"):
                near.update(p.lemma[g] for g in p.children[c])
                near.update(p.lower[g] for g in p.children[c])
        return near

    def _holds(self, i: int, need: Constraint) -> bool:
        p = self.frames.p
        if need.slot == "passive":
            return syntax.is_passive(p, i) != need.negated
        tokens = self.frames.tokens(i, need.slot)
        if need.slot == "obj" and need.test == "any":
            return bool(tokens) != need.negated
        return self._tested(tokens, need) != need.negated

    def _tested(self, tokens: list[int], need: Constraint) -> bool:
        p = self.frames.p
        if need.test == "any":
            return bool(tokens)
        if need.test == "actor":
            return any(self.frames.anyone(t) for t in tokens)
        if need.test == "type":
            found = [self.at(t) for t in tokens]
            return any(m is not None and m.pattern.type in need.words for m in found)
        for t in tokens:
            for n in syntax.conjuncts(p, t):
                if p.lemma[n] in need.words or self._phrase_in(n, need.words):
                    return True
        return False

    def _phrase_in(self, noun: int, words: frozenset[str]) -> bool:
        """Two-word members of a class ("phone call", "hand over"), sums of money, and the noun of "a round of talks", "some of its troops"."""
        p = self.frames.p
        if "money" in words and (p.pos[noun] == "SYM" or p.lower[noun] in CURRENCIES):
            return True
        part = p.lemma[noun] in PARTS or p.pos[noun] in ("DET", "NUM", "SYM")
        for c in p.children[noun]:
            if p.dep[c] in ("compound", "amod", "compound:prt", "obj", "advmod") and (f"{p.lemma[c]} {p.lemma[noun]}" in words or f"{p.lemma[noun]} {p.lemma[c]}" in words):
                return True
            if part and p.dep[c] in ("nmod", "obl") and p.lemma[c] in words and syntax.case(p, c) in ("of", "in"):
                return True
        return False

    def _fill(self, i: int, pattern: Pattern) -> Match | None:
        frames = self.frames
        actors: list[str] = []
        slot = ""
        if pattern.reciprocal:
            for name in pattern.actor:
                more, used = frames.fill(i, (name,))
                actors += [a for a in more if a not in actors]
                slot = slot or used
            if len(actors) < 2 and not (actors and pattern.pos != "n"):
                return None
        else:
            slots = pattern.actor if pattern.pos != "n" or "subj" in pattern.actor else (*pattern.actor, "subj")
            actors, slot = frames.fill(i, slots)
        recipients: list[str] = []
        target = ""
        for name in pattern.recipient:
            recipients, target = frames.fill(i, (name,))
            recipients = [r for r in recipients if r not in actors and (name != "obj" or r not in frames.cast.would_be or pattern.type in AIMED)]
            if recipients:
                break
        if not recipients and pattern.type == "ASSAULT":
            recipients, target = frames.fill(i, ("on", "against", "over", "into", "at"))
            if not recipients:
                recipients, target = frames.fill(i, ("in", "across", "near", "around", "inside"))
                recipients = [r for r in recipients if r.startswith("country:")]
            recipients = [r for r in recipients if r not in actors]
        if not recipients and not pattern.reciprocal and pattern.recipient:
            recipients, target = reach.beyond(frames, i, pattern.type, actors)
        if not actors and not (recipients and pattern.type in RECIPIENT_ONLY):
            return None
        if not actors and pattern.pos != "n" and not syntax.is_passive(frames.p, i) and frames.tokens(i, "subj") and pattern.type != "ASSAULT":
            return None
        complement = next(iter(frames.tokens(i, "comp")), None)
        if pattern.type == "REQUEST" and pattern.lemma == "tell" and complement is not None and not _is_told_to(frames.p, complement):
            return None
        if pattern.type in reach.SPOKEN and recipients and all(reach.is_bystander(frames, r, only=("media",)) for r in recipients):
            return None
        return Match(i, pattern, tuple(actors), tuple(recipients), slot, target, complement)


def _is_told_to(p: Parsed, complement: int) -> bool:
    """ "told them to leave", "told them that they must leave"; what is merely told is no demand."""
    words = syntax.auxiliaries(p, complement)
    return (p.tag[complement] == "VB" and syntax.marker(p, complement) == "to") or any(w in ("must", "should") for w in words) or any(
        p.lower[c] == "to" for c in p.children[complement])


def _without_content(frames: Frames, found: list[Match]) -> list[Match]:
    """Drops matches that stand in the content of an offer, demand, refusal or threat, and nouns that a matched verb governs."""
    p = frames.p
    by_token = {m.trigger: m for m in found}
    out = []
    for match in found:
        node, keep = match.trigger, not _only_asked(p, match.trigger)
        while p.head[node] != node:
            parent = p.head[node]
            above = by_token.get(parent)
            if above is not None and _is_content(p, node, above, match):
                keep = False
                break
            if p.dep[node] in ("parataxis",) and above is None:
                break
            node = parent
        if keep:
            out.append(match)
    return out


#: What hangs on these as an infinitive is asked for or allowed, not done, also where the asking itself gives no event ("both had been invited to send delegations").
ASKING = frozenset({"invite", "ask", "urge", "request", "beg", "implore", "order", "instruct", "encourage", "advise"})


def _only_asked(p: Parsed, i: int) -> bool:
    return p.dep[i] in ("xcomp", "advcl", "ccomp") and p.tag[i] == "VB" and p.lemma[p.head[i]] in ASKING and p.pos[p.head[i]] == "VERB" and p.head[i] < i


def _is_content(p: Parsed, node: int, above: Match, below: Match) -> bool:
    """Is a match at or below `node`, a dependent of `above`'s word, only the content of `above`?"""
    relation = p.dep[node]
    if relation == "advcl":
        return node == above.complement and above.pattern.type in CONTENT
    if relation in ("conj", "parataxis", "acl:relcl", "advcl:relcl", "nsubj", "csubj", "appos"):
        return False
    kind = above.pattern.type
    if relation in ("xcomp", "ccomp", "acl"):
        return True
    if relation in ("obj", "obl", "nmod", "nsubj:pass", "iobj", "obl:agent"):
        if below.pattern.type in ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION") and kind in ("ACCUSE",):
            return False
        if kind in MATERIAL and below.pattern.type != kind:
            return relation == "obj"
        return True
    return False
