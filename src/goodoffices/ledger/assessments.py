"""Assessments: someone outside the quarrel judges a move (coding guide, section 12)."""

from __future__ import annotations

from goodoffices.ledger.desk import Desk
from goodoffices.ledger.proposals import Draft
from goodoffices.model import Assessment, Span, Stance, StatementDraft

#: Which list of words gives which stance; earlier lists win.
LISTS: tuple[tuple[Stance, str], ...] = (("ploy", "l_ploy"), ("unlikely", "l_unlikely"), ("doubtful", "l_doubt"), ("neutral", "l_neutral"),
                                         ("likely", "l_likely"), ("genuine", "l_genuine"))
OUTSIDE = frozenset({"experts", "group", "unknown", "ngo", "media"})
BELIEF = frozenset(["believe", "think", "doubt", "expect", "consider", "see", "regard", "view", "reckon", "suspect", "predict", "call", "describe", "dismiss", "judge", "question"])


def find_assessments(desk: Desk, drafts: list[Draft]) -> tuple[tuple[Assessment, ...], dict[str, Stance]]:
    """Assessments, and the stance of each statement that is one."""
    out: list[Assessment] = []
    stances: dict[str, Stance] = {}
    for said in desk.coding.statements:
        by = said.statement.speaker
        if not _outsider(desk, by):
            continue
        tokens = desk.tokens_in(said.statement.content)
        if said.cue_token is not None:
            tokens = [said.cue_token, *tokens]
        stance = _stance(desk, tokens)
        if stance is None or not _about_move(desk, tokens):
            continue
        stances[said.statement.id] = stance
        _add(desk, out, drafts, by, said.statement.content, stance, tokens, said)
    out_spans = [a.evidence[0] for a in out]
    for number, (first, end) in enumerate(desk.p.sentences):
        span = Span(start=desk.p.sentence_spans[number][0], end=desk.p.sentence_spans[number][1], text="")
        if any(s.start < span.end and span.start < s.end for s in out_spans) or any(
                s.statement.content.start < span.end and span.start < s.statement.content.end for s in desk.coding.statements):
            continue
        voice = _own_voice(desk, first, end)
        if voice is not None:
            stance, low, high = voice
            _add(desk, out, drafts, None, desk.span(low, high), stance, list(range(first, end)), None)
    return tuple(out), stances


def _outsider(desk: Desk, ident: str | None) -> bool:
    """Scholars, former officials and groups of critics; no party of the quarrel."""
    actor = desk.actor(ident)
    if actor is None:
        return False
    if actor.kind == "person":
        return not actor.code or actor.code.endswith(("EDU", "MED", "NGO")) or (actor.role or "").startswith(("former", "ex-", "retired"))
    if actor.kind == "group":
        return not actor.members and any(w in actor.name.lower() for w in desk.words("l_outsider"))
    return actor.kind in OUTSIDE


def _stance(desk: Desk, tokens: list[int]) -> Stance | None:
    p = desk.p
    for stance, name in LISTS:
        for t in tokens:
            if p.lemma[t] not in desk.words(name) and p.lower[t] not in desk.words(name):
                continue
            if p.lemma[t] == "time" and not any(p.lemma[x] in ("buy", "gain", "play", "win") for x in tokens):
                continue
            if p.lemma[t] in ("show", "appear", "question", "open", "expect", "real", "bargaining", "delay", "serious", "faith") and not _fits(desk, t):
                continue
            negated = any(p.lower[c] in ("not", "no", "n't", "never", "little", "hardly") for c in p.children[t]) or (
                p.dep[t] in ("obj", "xcomp", "amod", "ccomp") and any(p.lower[c] in ("not", "n't", "never", "no") for c in p.children[p.head[t]]))
            if not negated:
                return stance
            if stance == "genuine":
                return "doubtful"
            if stance == "likely":
                return "unlikely"
            if stance in ("doubtful",):
                return "genuine"
    for _k, t in enumerate(tokens[:-1]):
        if p.lower[t] == "no" and p.lower[t + 1] in ("way", "chance", "prospect", "hope"):
            return "unlikely"
        if p.lower[t] == "no" and p.lower[t + 1] == "doubt":
            return "genuine"
    return None


def _fits(desk: Desk, t: int) -> bool:
    """Words with an everyday sense count only in the sense that judges."""
    p = desk.p
    if p.lemma[t] == "show":
        return p.pos[t] == "NOUN"
    if p.lemma[t] == "appear":
        return any(p.lemma[c] in ("open", "willing", "reasonable", "ready", "constructive", "cooperative", "peaceful") for c in p.children[t]) or p.lemma[p.head[t]] in ("try", "want", "seek")
    if p.lemma[t] == "question":
        return p.pos[t] == "VERB"
    if p.lemma[t] == "open":
        return any(p.lemma[x] in ("question", "remain") for x in (p.head[t], *p.children[t]))
    if p.lemma[t] == "expect":
        return p.pos[t] == "VERB"
    return p.pos[t] in ("ADJ", "NOUN")


def _about_move(desk: Desk, tokens: list[int]) -> bool:
    p = desk.p
    return bool({p.lemma[t] for t in tokens} & desk.words("l_move")) or any(
        (a := desk.actor(desk.coding.cast.by_head.get(t))) is not None and a.kind in ("person", "government", "armed_group") and p.dep[t].startswith("nsubj") for t in tokens)


def _own_voice(desk: Desk, first: int, end: int) -> tuple[Stance, int, int] | None:
    """The report's own judgement: "Whether the offer is genuine remains unclear", "he is unlikely to come"."""
    p = desk.p
    tokens = list(range(first, end))
    for t in tokens:
        if p.lower[t] == "whether" and p.dep[t] == "mark" and {p.lemma[x] for x in tokens} & desk.words("l_move"):
            if {p.lemma[x] for x in tokens} & (desk.words("l_neutral") | {"remain", "see"}):
                return "neutral", first, end - 1
        if p.lower[t] == "unlikely" and p.dep[t] in ("root", "ccomp", "csubj", "parataxis", "conj", "acl:relcl") and any(p.dep[c] == "xcomp" or p.dep[c].startswith("nsubj") or p.dep[c] == "csubj" for c in p.children[t]):
            whole = desk.subtree(t)
            return "unlikely", whole[0], whole[-1]
    return None


def _add(desk: Desk, out: list[Assessment], drafts: list[Draft], by: str | None, claim: Span, stance: Stance, tokens: list[int], said: StatementDraft | None) -> None:
    ident = f"assessment:{len(out) + 1}"
    evidence = desk.sentence_span(tokens[0]) if said is None else claim
    out.append(Assessment(id=ident, by=by, subject=_subject(desk, drafts, tokens), claim=claim.text, stance=stance, confidence=0.65 if by else 0.55,
                          event=None, statement=said.statement.id if said else None, evidence=(evidence,)))
    desk.note(ident, "ledger.assessments", stance)


def _subject(desk: Desk, drafts: list[Draft], tokens: list[int]) -> str | None:
    """The proposal judged, when its proposer or its noun is named; else the actor that is subject."""
    p = desk.p
    named = [a for t in tokens if (a := desk.coding.cast.by_head.get(t) or desk.coding.cast.modifier.get(t))]
    moves = {p.lemma[t] for t in tokens} & desk.words("l_move")
    for k, d in enumerate(drafts):
        if moves & desk.words("l_proposal_noun") and (any(desk.same_party(d.proposer, a) for a in named) or len(drafts) == 1):
            return f"proposal:{k + 1}"
    return named[0] if named else None
