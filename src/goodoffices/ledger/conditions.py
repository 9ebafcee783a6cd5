"""Conditions: what a party says must be so before it agrees, comes, signs or keeps going (coding guide, section 10)."""

from __future__ import annotations

from goodoffices.ledger import grammar
from goodoffices.ledger.clauses import below, clause_span, trimmed, unbroken
from goodoffices.ledger.condition_words import told_conditions
from goodoffices.ledger.connectives import Tie, ties
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.parties import actor_of, can_speak, principal, same_side, speaks_for_us, voice_at
from goodoffices.ledger.proposals import Draft
from goodoffices.model import ActorKind, Condition, Deadline, Span, Threat

#: Connectives that make a condition of any willing clause; those that do so only beside a no; those that do so only with "only".
PLAIN = frozenset({"if", "unless", "provided", "as long as", "as soon as", "once", "on condition", "subject to", "in return for", "only if", "only once", "only after", "only when",
                   "not before", "only as soon as", "only in return for", "only until"})
BESIDE_NO = frozenset({"until", "till", "before", "unless", "not before", "while"})
MODALS = frozenset({"will", "would", "'ll", "’ll", "shall", "can", "could", "wo", "ca", "may", "might", "must", "should"})
#: Connectives that news prose uses for conditions alone.
ONLY_CONDITIONS = frozenset({"provided", "on condition", "only if", "only once", "only after", "only when", "only as soon as", "as long as", "subject to"})
#: Bodies that set conditions though nothing identifies them ("the rebels").
BODIES: frozenset[ActorKind] = frozenset({"armed_group", "ngo", "party", "company", "group", "government", "legislature", "military"})
COMING = frozenset({"will", "would", "'ll", "’ll", "shall", "wo", "can", "ca"})
#: What nobody makes come or go: who waits for it sets no condition.
NATURE = frozenset({"weather", "rain", "rains", "snow", "ash", "wind", "sea", "season", "storm", "sun", "ice", "flood", "water", "smoke", "virus", "outbreak"})
WITH = frozenset({("lay", "down"), ("set", "free"), ("set", "out")})
STAYING = frozenset({"stay", "remain", "keep", "retain", "hold", "continue"})


#: So many sentences behind an offer its addressee may still be setting a condition for it without naming it.
NEAR = 4
#: A yes that is an event makes its if-clause a condition from this confidence on.
SURE = 0.25


def find_conditions(desk: Desk, drafts: list[Draft], threats: tuple[Threat, ...], deadlines: tuple[Deadline, ...]) -> tuple[tuple[Condition, ...], dict[int, list[str]]]:
    """Conditions with the proposals they are tied to: ids by number of the proposal."""
    out: list[Condition] = []
    tied: dict[int, list[str]] = {}
    taken = [s for t in threats for s in t.evidence if t.condition]

    def add(holder: str, span: Span, token: int, value: float, rule: str) -> None:
        if any(s.start < span.end and span.start < s.end for s in taken):
            return
        taken.append(span)
        ident, of = f"condition:{len(out) + 1}", _proposal(desk, drafts, holder, span, token)
        said = desk.innermost(token)
        event = next((d.event.id for d in desk.coding.events if d.event.type in ("AGREE", "REJECT", "CONCEDE") and desk.p.sent[d.trigger] == desk.p.sent[token]), None)
        out.append(Condition(id=ident, holder=holder, of=f"proposal:{of + 1}" if of is not None else None, text=span.text, confidence=value, event=event,
                             statement=said.statement.id if said else None, evidence=(span,)))
        if of is not None:
            tied.setdefault(of, []).append(ident)
        desk.note(ident, "ledger.conditions", rule)

    tied_words = ties(desk)
    for tie in tied_words:
        holder = _holder(desk, tie) or _by_event(desk, tie)
        if holder is not None and not _failure_of_demand(desk, tie, holder, deadlines):
            add(holder, trimmed(desk, tie.first, tie.last), tie.head, 0.75, f"{tie.word!r} at {desk.p.text[tie.main]!r}")
    for holder, span, token in _insisted(desk):
        if not any(d.evidence[0].start < span.end and span.start < d.evidence[0].end for d in deadlines):
            add(holder, span, token, 0.65, "insisting on what a deal must be")
    for told in told_conditions(desk, tied_words):
        add(told.holder, told.span, told.at, 0.65, told.rule)
    return tuple(out), tied


def _by_event(desk: Desk, tie: Tie) -> str | None:
    """Who gives a yes that is an event, where its clause carries the connective and no other rule has read it ("would lay down their guns once ...")."""
    if tie.word not in PLAIN:
        return None
    p = desk.p
    for draft in desk.coding.events:
        event = draft.event
        if event.type not in ("AGREE", "CONCEDE") or event.modality not in ("conditional", "offered", "planned") or event.confidence < SURE or p.sent[draft.trigger] != p.sent[tie.head] or not event.actors:
            continue
        if tie.main in (draft.trigger, draft.clause) or grammar.above(p, draft.trigger, 2)[:1] == [tie.main]:
            return principal(desk, event.actors[0])
    return None


def _failure_of_demand(desk: Desk, tie: Tie, holder: str, deadlines: tuple[Deadline, ...]) -> bool:
    """ "... five days to hand them over, and would go to court if they were not delivered": what follows when one's own demand is not met is no condition."""
    if tie.word != "unless" and not (tie.word == "if" and grammar.negated(desk.p, tie.head)):
        return False
    begin, _ = desk.p.sentence_spans[max(0, desk.p.sent[tie.head] - 1)]
    return any(same_side(desk, d.setter, holder) and begin <= d.evidence[0].start <= desk.p.start[tie.head] for d in deadlines)


def _holder(desk: Desk, tie: Tie) -> str | None:
    """Who sets the condition, where the main clause is a willingness (or a refusal until ...), else None."""
    p = desk.p
    main = _willing(desk, tie.main) or _strict(desk, tie) or _consent(desk, tie) or _withheld(desk, tie) or _kept_until(desk, tie)
    if main is None or _of_nature(desk, tie):
        return None
    no = any(grammar.negated(p, m) for m in (tie.main, main)) or p.lemma[main] in desk.words("l_no") or p.lemma[tie.main] in desk.words("l_no")
    if not (tie.word in PLAIN or (tie.word in BESIDE_NO and no) or (tie.word == "when" and _done_first(desk, tie)) or _kept_until(desk, tie) is not None) or (tie.word == "once" and no) or _question(desk, tie.main):
        return None
    if tie.word in ("if", "provided") and _harmful(desk, main) and not no:
        return None
    voice = voice_at(desk, tie.head)
    doer = actor_of(desk, grammar.subject(p, main) if grammar.subject(p, main) is not None else grammar.subject(p, tie.main))
    ours = speaks_for_us(desk, voice, grammar.dep(p, main, "nsubj"))
    if voice is not None and not can_speak(desk, voice) and not ours:
        return None
    if doer is None and voice is None and (subject := grammar.subject(p, main)) is not None:
        doer = desk.latent(subject, BODIES)
    if doer is not None and voice is not None and not same_side(desk, doer, voice) and set(grammar.auxiliaries(p, main)) & {"can", "could", "may", "might"}:
        return principal(desk, voice)  # who lets others stay sets the condition
    if doer is not None and (can_speak(desk, doer) or ours or (voice is None and _named(desk, doer))) and not grammar.passive(p, main) and not (voice and _is_group(desk, doer)):
        return principal(desk, doer)
    return principal(desk, voice) if voice is not None else None


def _withheld(desk: Desk, tie: Tie) -> int | None:
    """What a party says will not come about until another has acted ("there will be no hostages released until ...")."""
    p, main = desk.p, tie.main
    subject = grammar.dep(p, main, "nsubj", "nsubj:pass")
    if tie.word not in BESIDE_NO or subject is None or not set(grammar.auxiliaries(p, main)) & MODALS or not grammar.negated(p, main) or not _by_others(desk, tie):
        return None
    given = grammar.passive(p, main) and p.lemma[main] in desk.words("l_commit")
    there = p.lemma[main] == "be" and any(p.dep[c].startswith("acl") and p.lemma[c] in desk.words("l_commit") for c in p.children[subject])
    return main if given or there or p.lemma[subject] in desk.words("l_negotiable") else None


def _kept_until(desk: Desk, tie: Tie) -> int | None:
    """What stays as it is until another comes round ("will stay in Madrid until Milei apologises")."""
    p, main = desk.p, tie.main
    if p.dep[main] == "xcomp" and p.lemma[p.head[main]] in STAYING:
        main = p.head[main]  # "will remain closed until ..."
    if tie.word not in ("until", "till") or p.lemma[main] not in STAYING or not set(grammar.auxiliaries(p, main)) & COMING or not _by_others(desk, tie):
        return None
    return main if p.lemma[tie.head] in desk.words("l_comply") | desk.words("l_commit") | {"apologise", "apologize", "quit", "resign"} else None


def _by_others(desk: Desk, tie: Tie) -> bool:
    """Is the condition another's deed: of an actor that does not speak here, or a passive?"""
    p = desk.p
    subject = grammar.dep(p, tie.head, "nsubj", "nsubj:pass")
    doer = actor_of(desk, subject)
    return (doer is not None and not same_side(desk, doer, voice_at(desk, tie.head))) or grammar.passive(p, tie.head) or (subject is not None and p.lower[subject] in ("they", "he", "she", "you"))


def _done_first(desk: Desk, tie: Tie) -> bool:
    """ "when Colombia had stopped the contraband": another's deed, done before."""
    p = desk.p
    return p.tag[tie.head] == "VBN" and any(p.lemma[c] == "have" and p.dep[c] == "aux" for c in p.children[tie.head]) and _by_others(desk, tie)


def _of_nature(desk: Desk, tie: Tie) -> bool:
    """ "will open once the snow has melted": nobody makes it come or go, so nobody sets a condition."""
    doer = grammar.dep(desk.p, tie.head, "nsubj", "nsubj:pass")
    return doer is not None and desk.p.lemma[doer] in NATURE


def _named(desk: Desk, ident: str) -> bool:
    """A person who is willing or refuses in the report's own words sets the condition himself, whatever his office."""
    actor = desk.actor(ident)
    return actor is not None and actor.kind == "person"


def _strict(desk: Desk, tie: Tie) -> int | None:
    """Any deed to come that hangs on words which only conditions use ("will clear the runway only once ...", "won't move a wheel until ...")."""
    p, main = desk.p, tie.main
    if p.pos[main] in ("NOUN", "PROPN") and p.dep[main] in ("obj", "obl"):
        main = p.head[main]  # the tree has hung the clause on the object before it
    words = set(grammar.auxiliaries(p, main))
    if not (words & COMING or (tie.word in ("provided", "on condition") and words & {"could", "may", "might"})) or p.lemma[main] in desk.words("l_harsh"):
        return None
    no = grammar.negated(p, main)
    if tie.word in ONLY_CONDITIONS and not (no and tie.word == "as long as"):
        return main
    own = grammar.subject(p, main)
    doer = actor_of(desk, own)
    return main if no and tie.word in ("until", "till", "unless", "as long as", "before") and (can_speak(desk, doer) or p.lower[own if own is not None else main] in ("we", "i")) else None


def _consent(desk: Desk, tie: Tie) -> int | None:
    """Consent that is tied to something ("made its signature dependent on ...", "its approval is contingent on ...")."""
    p, main = desk.p, tie.main
    if tie.word not in ("subject to", "on condition"):
        return None
    for node in (main, p.head[main], tie.first):
        if any(p.dep[c] in ("obj", "nsubj", "nsubj:pass") and p.lemma[c] in desk.words("l_assent") for c in p.children[node]) or p.lemma[node] in desk.words("l_support"):
            return node
    return None


def _is_group(desk: Desk, ident: str) -> bool:
    actor = desk.actor(ident)
    return actor is not None and actor.kind == "group"


def _willing(desk: Desk, main: int) -> int | None:
    """The word of the main clause that tells a commitment: itself, its complement, or the verb it is the object of."""
    p = desk.p
    words = desk.words("l_commit")
    node = main
    for _ in range(4):
        modal = bool(set(grammar.auxiliaries(p, node)) & MODALS)
        if p.lemma[node] in desk.words("l_pledge") or (p.lemma[node] in desk.words("l_no") and p.pos[node] in ("VERB", "NOUN")):
            return node
        if (p.lemma[node] in words or any((p.lemma[node], p.lower[c]) in WITH for c in p.children[node])) and (modal or node != main or p.pos[node] in ("NOUN", "ADJ") or grammar.infinitive(p, node) or grammar.negated(p, node) or _reported(desk, node)):
            return node
        if modal and _about_talks(desk, node):
            return node
        down = next((c for c in p.children[node] if p.dep[c] in ("xcomp", "ccomp") and p.lemma[c] in words), None)
        if down is not None and p.lemma[node] not in ("say", "tell", "think", "believe", "report"):
            return down
        if p.dep[node] not in ("xcomp", "obj", "obl", "nmod", "acl", "nsubj", "advcl", "csubj") or p.head[node] == node:
            return None
        node = p.head[node]
    return None


def _reported(desk: Desk, node: int) -> bool:
    """A commitment in the present tense of a party's own words ("we talk as long as ...")."""
    said = desk.innermost(node)
    return said is not None and can_speak(desk, said.statement.speaker) and desk.p.tag[node] in ("VBP", "VBZ")


def _about_talks(desk: Desk, node: int) -> bool:
    """A clause whose subject or predicate is the deal itself: "there can be no treaty until", "the release could only come after"."""
    p = desk.p
    nouns = desk.words("l_negotiable")
    near = [c for c in p.children[node] if p.dep[c] in ("nsubj", "nsubj:pass", "obj", "expl")]
    return any(p.lemma[n] in nouns for n in (node, *near))


def _harmful(desk: Desk, main: int) -> bool:
    return desk.p.lemma[main] in desk.words("l_harm")


def _question(desk: Desk, main: int) -> bool:
    p = desk.p
    return p.text[desk.sentence(main).stop - 1] == "?"


def _insisted(desk: Desk) -> list[tuple[str, Span, int]]:
    """"insists that the dispute be decided by the court", "any ceasefire must be based on ...", said by a party."""
    p, out = desk.p, []
    nouns, verbs = desk.words("l_negotiable"), desk.words("l_insist")
    for said in desk.coding.statements:
        speaker, cue = said.statement.speaker, said.cue_token
        if not can_speak(desk, speaker) or speaker is None:
            continue
        for i in desk.tokens_in(said.statement.content):
            if p.pos[i] not in ("VERB", "AUX", "ADJ", "NOUN"):
                continue
            subject = grammar.dep(p, i, "nsubj", "nsubj:pass")
            if subject is None:
                continue
            strict = cue is not None and p.lemma[cue] in verbs
            duty = next((c for c in p.children[i] if p.dep[c] == "aux" and p.lower[c] in ("must", "should")), None)
            if duty is not None and p.lemma[subject] in nouns and (strict or p.lower[duty] == "must"):
                out.append((principal(desk, speaker), clause_span(desk, i), i))
                break
            if strict and cue is not None and p.lemma[cue] == "insist" and p.dep[i] == "ccomp" and p.head[i] == cue and not (
                    set(grammar.auxiliaries(p, i)) & MODALS) and (
                    p.tag[i] == "VB" or any(p.lower[c] == "be" and p.dep[c] in ("cop", "aux:pass", "aux") for c in p.children[i])) and not same_side(desk, actor_of(desk, subject), speaker):
                tokens = below(desk, i)
                out.append((principal(desk, speaker), trimmed(desk, cue, max(unbroken(tokens, cue, 3), i)), i))
                break
    return out


def _proposal(desk: Desk, drafts: list[Draft], holder: str, span: Span, token: int) -> int | None:
    """The proposal whose offer or answer the condition stands beside, else the one that its holder made or is to answer."""
    begin, end = desk.p.sentence_spans[desk.p.sent[token]]
    for k, d in enumerate(drafts):
        beside = any(begin <= e.start < end for e in d.evidence) or any(begin <= e.start < end for r in d.responses for e in r.evidence)
        if beside and (d.addressee is None or _takes_part(desk, d, holder)):
            return k
    mine = [k for k, d in enumerate(drafts) if d.trigger < token and (same_side(desk, d.proposer, holder) or (
        desk.p.sent[token] - desk.p.sent[d.trigger] <= NEAR and (same_side(desk, d.addressee, holder) or _in_group(desk, d.addressee, holder))))]
    return mine[-1] if mine else None


def _takes_part(desk: Desk, d: Draft, holder: str) -> bool:
    """Is it proposer, addressee or answerer of the proposal? Who offers something else in the same sentence is not."""
    return same_side(desk, d.proposer, holder) or same_side(desk, d.addressee, holder) or _in_group(desk, d.addressee, holder) or any(
        same_side(desk, x, holder) for r in d.responses for x in (r.actor, r.on_behalf_of))


def _in_group(desk: Desk, group: str | None, holder: str) -> bool:
    actor = desk.actor(group)
    return actor is not None and any(same_side(desk, m, holder) for m in actor.members)
