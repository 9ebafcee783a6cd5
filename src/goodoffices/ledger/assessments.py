"""Assessments: someone outside the quarrel judges a move (coding guide, section 12)."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.ledger import grammar, idioms
from goodoffices.ledger.clauses import below, clause_span, trimmed, unbroken
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.outsiders import is_outsider, outsider_at, quarrelling
from goodoffices.ledger.parties import SIDES, actor_of, principal, same_side
from goodoffices.ledger.proposals import Draft
from goodoffices.model import Assessment, Span, Stance, StatementDraft

STANCES: tuple[tuple[Stance, str], ...] = (
    ("neutral", "s_neutral"),
    ("ploy", "s_ploy"),
    ("unlikely", "s_unlikely"),
    ("doubtful", "s_doubtful"),
    ("genuine", "s_genuine"),
    ("likely", "s_likely"),
)
FORECASTS = frozenset({"likely", "unlikely", "neutral"})
#: What a negated judgement says; None: nothing.
FLIPPED: dict[Stance, Stance | None] = {
    "genuine": "doubtful",
    "likely": "unlikely",
    "unlikely": "likely",
    "ploy": "genuine",
    "doubtful": None,
    "neutral": None,
}
NO_WORDS = frozenset(
    {"not", "n't", "n’t", "no", "never", "hardly", "little", "nothing", "without", "neither", "none", "nor", "anything", "few", "nobody"}
)
WILL = frozenset({"will", "would", "'ll", "’ll", "shall", "wo"})
ABLE = frozenset({"can", "could"})
UNLIKELY = frozenset({"unlikely", "improbable"})
#: Adjectives of forecasts: with a judge as their subject they speak of him, not for him.
FORECAST_OF = frozenset({"likely", "unlikely", "bound", "due", "set"})
REACH = 4
#: Judging verbs that take "as" or an object complement: their own words are part of no claim.
NAMING = frozenset(
    {
        "call",
        "consider",
        "see",
        "view",
        "regard",
        "describe",
        "dismiss",
        "deem",
        "label",
        "brand",
        "term",
        "judge",
        "portray",
        "characterise",
        "characterize",
        "interpret",
        "find",
    }
)


#: What is said of the motive of a move.
MOTIVES = frozenset({"genuine", "ploy", "doubtful"})


@dataclass(frozen=True, slots=True)
class _Judged:
    by: str | None
    claim: Span
    stance: Stance
    tokens: list[int]
    evidence: Span
    statement: str | None


def find_assessments(desk: Desk, drafts: list[Draft]) -> tuple[tuple[Assessment, ...], dict[str, Stance]]:
    """Assessments, and the stance of each statement that is one."""
    parties = quarrelling(desk, drafts)
    found: list[_Judged] = []
    stances: dict[str, Stance] = {}
    for said in desk.coding.statements:
        judged = _in_statement(desk, said, parties)
        if judged is not None:
            stances[said.statement.id] = judged.stance
            found.append(judged)
    spoken = [s.statement.content for s in desk.coding.statements if s.statement.id in stances]
    quoted = [s.statement.content for s in desk.coding.statements]
    for judged in (*_in_clauses(desk, parties, spoken), *_own_voice(desk, quoted)):
        if not any(s.start < judged.evidence.end and judged.evidence.start < s.end for s in (*spoken, *(j.evidence for j in found))):
            found.append(judged)
    out = []
    for number, j in enumerate(sorted(found, key=lambda x: x.evidence.start), 1):
        out.append(
            Assessment(
                id=f"assessment:{number}",
                by=j.by,
                subject=_subject(desk, drafts, j),
                claim=j.claim.text,
                stance=j.stance,
                confidence=0.7 if j.by else 0.55,
                event=None,
                statement=j.statement,
                evidence=(j.evidence,),
            )
        )
        desk.note(f"assessment:{number}", "ledger.assessments", j.stance)
    return tuple(out), stances


def _in_statement(desk: Desk, said: StatementDraft, parties: frozenset[str]) -> _Judged | None:
    p, by = desk.p, said.statement.speaker
    token = said.speaker_token if said.speaker_token is not None else grammar.subject(p, said.cue_token) if said.cue_token is not None else None
    ours = token is not None and p.lower[token] == "we" and not said.statement.direct
    if not (ours or is_outsider(desk, by, parties) or (by is None and outsider_at(desk, token))):
        return None
    tokens = desk.tokens_in(said.statement.content)
    if not tokens:
        return None
    cue = said.cue_token
    if cue is not None and p.lower[tokens[0]] != "that" and any(p.lemma[cue] in desk.words(name) for name in ("q_pledge", "q_urge", "q_call")):
        return None
    whole = tokens
    if cue is not None and cue < tokens[0] <= cue + 6:
        whole = [*range(cue, tokens[0]), *tokens]
    elif cue is not None:
        whole = [cue, *tokens] if cue < tokens[0] else tokens
    official = by is not None and not ours and not is_outsider(desk, by, frozenset(), strict=True)
    if official and any(d.trigger == cue for d in desk.events("SUPPORT")):
        return None  # a state that "welcomed the offer as an important step" backs it
    stance = _stance(desk, whole, cue)
    if stance is None or (official and (stance == "ploy" or (stance == "likely" and _only_scheduled(desk, tokens)))) or not _about_the_affair(desk, tokens, bool(parties) and not official, stance):
        return None
    return _Judged(by, said.statement.content, stance, tokens, said.statement.content, said.statement.id)


def _only_scheduled(desk: Desk, tokens: list[int]) -> bool:
    """ "are expected to meet", said by an official, is a plan and no forecast."""
    p = desk.p
    return any(p.lemma[t] == "expect" and p.tag[t] == "VBN" and any(p.tag[c] == "VB" and p.dep[c] in ("xcomp", "ccomp", "advcl") for c in p.children[t]) for t in tokens)


def _in_clauses(desk: Desk, parties: frozenset[str], taken: list[Span]) -> list[_Judged]:
    """Judgements without a reporting clause: "has no doubt that", "expects little from", "calls it a trick", "for her the panel is ..."."""
    p, out = desk.p, []
    verbs = desk.words("s_judging")
    for i in range(len(p.text)):
        if (
            p.pos[i] not in ("VERB", "ADJ", "NOUN", "AUX")
            or (p.lemma[i] not in verbs and grammar.dep(p, i, "cop") is None)
            or grammar.words_of(p, i, "mark") in ("if", "whether")
        ):
            continue
        subject = grammar.subject(p, i)
        judge = subject
        voice = (
            next((n for word, n in grammar.obliques(p, i) if word in ("for", "to") and n < i and (subject is None or n < subject)), None)
            if grammar.dep(p, i, "cop") is not None
            else None
        )
        if voice is not None:
            judge = voice
        if judge is None or (voice is None and p.lemma[i] in FORECAST_OF):
            continue
        by = desk.coding.cast.by_head.get(judge) or actor_of(desk, judge)
        if not (is_outsider(desk, by, frozenset(), strict=True) or (by is None and outsider_at(desk, judge))):
            continue
        at = p.start[i]
        if any(s.start <= at < s.end for s in taken) or any(
            s.cue_token == i for s in desk.coding.statements if any(t == s.statement.content for t in taken)
        ):
            continue
        own, copular = frozenset(below(desk, judge)), grammar.dep(p, i, "cop") is not None
        tokens = [t for t in below(desk, i) if (t >= i or (voice is not None and t > voice) or copular) and t not in own]
        stance = _stance(desk, tokens, i)
        if stance is None or not _about_the_affair(desk, tokens, bool(parties), stance):
            continue
        out.append(_Judged(by, _claim(desk, i, judge, voice), stance, tokens, clause_span(desk, i), None))
    return out


def _claim(desk: Desk, verb: int, judge: int, voice: int | None) -> Span:
    """The words of the judgement: the that-clause, the predicate, or the verb phrase."""
    p = desk.p
    inner = next((c for c in p.children[verb] if p.dep[c] in ("ccomp", "acl")), None)
    if inner is None:
        noun = grammar.dep(p, verb, "obj")
        inner = (
            next((c for c in p.children[noun] if p.dep[c] in ("acl", "ccomp") and grammar.words_of(p, c, "mark") == "that"), None)
            if noun is not None
            else None
        )
    if inner is not None and grammar.words_of(p, inner, "mark") == "that":
        tokens = below(desk, inner)
        return trimmed(desk, tokens[0], unbroken(tokens, tokens[0]))
    tokens = below(desk, verb)
    if voice is not None:
        first = next((t for t in tokens if t > voice and t not in below(desk, voice) and p.pos[t] != "PUNCT"), verb)
        return trimmed(desk, first, unbroken(tokens, first))
    first = verb + 1 if p.lemma[verb] in NAMING and verb + 1 in tokens else verb
    low = min([verb, *(c for c in p.children[verb] if p.dep[c] in ("cop", "advmod", "aux") and c > judge)])
    return trimmed(desk, first if first > verb else low, max(unbroken(tokens, first), first))


def _stance(desk: Desk, tokens: list[int], cue: int | None) -> Stance | None:
    """The first phrase that judges, turned round where it is negated; else a forecast of what will or will not be."""
    p = desk.p
    hits = sorted(
        ((h.first, -(h.last - h.first), stance, h) for stance, name in STANCES for h in idioms.find(p, tokens, desk.words(name))),
        key=lambda x: (x[0], x[1]),
    )
    if any(x[2] == "neutral" for x in hits) and any(p.lower[t] in ("whether", "if", "how", "depend", "depends") for t in tokens):
        return "neutral"
    ahead = _forecast(desk, tokens, cue)
    if (ahead == "unlikely" or any(p.lower[t] in UNLIKELY and not _denied(desk, tokens, idioms.Hit(p.lower[t], t, t)) for t in tokens)) and not any(
        x[2] == "ploy" for x in hits
    ):
        return "unlikely"
    end = -1
    for first, _, stance, hit in hits:
        if first <= end or _asked_whether(desk, first, tokens[0]) or (p.lemma[first] == "expect" and hit.first == hit.last and first != cue and p.pos[first] != "VERB"):
            continue
        end = hit.last
        if not _denied(desk, tokens, hit, cue):
            return stance
        turned = FLIPPED[stance]
        if turned is not None:
            return turned
    return ahead


def _asked_whether(desk: Desk, token: int, begin: int) -> bool:
    """ "until they decide whether they want peace": what is asked is no judgement."""
    p = desk.p
    return any(n >= begin and grammar.words_of(p, n, "mark") in ("whether", "if") for n in (token, *grammar.above(p, token, 4)))


def _denied(desk: Desk, tokens: list[int], hit: idioms.Hit, cue: int | None = None) -> bool:
    """A "not" or "no" shortly before the phrase in its clause, which is no part of it."""
    p = desk.p
    if any(w in NO_WORDS for w in hit.phrase.replace("|", " ").split()):
        return False
    if hit.first == cue and grammar.negated(p, cue):
        return True
    for t in range(hit.first - 1, max(hit.first - REACH - 1, -1), -1):
        if t not in tokens or p.text[t] in (",", ";", ":") or p.lower[t] in ("but", "that", "and", "because"):
            return False
        if p.lower[t] in NO_WORDS:
            return p.lower[t + 1] not in ("only", "just", "merely", "more", "doubt")
    return False


def _forecast(desk: Desk, tokens: list[int], cue: int | None) -> Stance | None:
    """ "believes the dinner will not bring a breakthrough": what a judge expects to happen or not."""
    p = desk.p
    if cue is None or p.lemma[cue] not in desk.words("s_forecast"):
        cue = next(
            (
                t
                for t in tokens
                if p.lemma[t] in desk.words("s_forecast")
                and p.pos[t] == "VERB"
                and (s := grammar.subject(p, t)) is not None
                and p.lower[s] in ("i", "we")
            ),
            None,
        )
    if cue is None:
        return None
    ahead = WILL | ABLE if grammar.negated(p, cue) else WILL
    verb = next((p.head[t] for t in tokens if t > cue and p.lower[t] in ahead and p.dep[t] == "aux"), None)
    if verb is None:
        return "likely" if any(p.lower[t] in WILL for t in tokens) else None
    no = grammar.negated(p, verb) or any(p.lower[t] in ("no", "not", "never", "nothing") for t in tokens if cue < t < verb)
    return "unlikely" if no != grammar.negated(p, cue) else "likely"


def _about_the_affair(desk: Desk, tokens: list[int], affair: bool, stance: Stance) -> bool:
    """Is a move or a party of the affair judged, not the weather? In a report with an `affair` an outsider's judgement is taken to be of it;
    a forecast has to name something of it."""
    p, cast = desk.p, desk.coding.cast
    lemmas = {p.lemma[t] for t in tokens}
    if (affair and stance not in FORECASTS) or lemmas & desk.words("l_move") or (affair and lemmas & desk.words("s_affair")):
        return True
    for t in tokens:
        for ident in (cast.by_head.get(t), cast.modifier.get(t)):
            actor = desk.actor(ident)
            if actor is not None and actor.kind in SIDES and not (actor.kind == "person" and (actor.code or "").endswith(("EDU", "MED", "CVL"))):
                return True
    return False


def _own_voice(desk: Desk, quoted: list[Span]) -> list[_Judged]:
    """The report's own judgement: "Whether the offer is genuine remains unclear", "he is unlikely to come"."""
    p, out = desk.p, []
    for first, end in p.sentences:
        begin, stop = p.start[first], p.end[end - 1]
        if any(s.start < stop and begin < s.end for s in quoted):
            continue
        tokens = list(range(first, end))
        if not {p.lemma[t] for t in tokens} & desk.words("l_move") and not any(t in desk.coding.cast.by_head for t in tokens):
            continue
        if any(p.lower[t] == "whether" for t in tokens) and idioms.find(p, tokens, desk.words("s_neutral")):
            span = trimmed(desk, first, end - 1)
            out.append(_Judged(None, span, "neutral", tokens, span, None))
            continue
        for t in tokens:
            if (
                p.lower[t] == "unlikely"
                and p.dep[t] in ("root", "ccomp", "csubj", "parataxis", "conj")
                and grammar.dep(p, t, "xcomp", "nsubj", "csubj", "ccomp", "expl") is not None
            ):
                span = clause_span(desk, t)
                out.append(_Judged(None, span, "unlikely", below(desk, t), span, None))
                break
    return out


def _subject(desk: Desk, drafts: list[Draft], judged: _Judged) -> str | None:
    """The proposal judged, when its noun stands there and its proposer fits; else the party named; else the offer before."""
    p, cast = desk.p, desk.coding.cast
    named = [
        principal(desk, a)
        for t in judged.tokens
        for a in (cast.by_head.get(t), cast.modifier.get(t))
        if a and a != judged.by and (actor := desk.actor(a)) is not None and actor.kind in SIDES
    ]
    named = _whose(desk, judged, named)
    moves = {p.lemma[t] for t in judged.tokens} & desk.words("l_proposal_noun")
    earlier = [k for k, d in enumerate(drafts) if d.trigger < judged.tokens[0]]
    if moves and earlier:
        mine = [k for k in earlier if any(same_side(desk, drafts[k].proposer, a) for a in named)]
        if mine or not named or len(drafts) == 1:
            return f"proposal:{(mine or earlier)[-1] + 1}"
    if named:
        return named[0]
    return f"proposal:{earlier[-1] + 1}" if earlier and p.sent[judged.tokens[0]] - p.sent[drafts[earlier[-1]].trigger] <= 4 else None


def _whose(desk: Desk, judged: _Judged, named: list[str]) -> list[str]:
    """Of several parties named, the one whose move is judged: the owner of the noun for it, else, where a motive is judged, whoever is last said to do something."""
    p, cast = desk.p, desk.coding.cast
    if len(set(named)) < 2:
        return named
    owners = [principal(desk, a) for t in judged.tokens if p.lemma[t] in desk.words("l_proposal_noun") for c in p.children[t]
              if p.dep[c] in ("nmod:poss", "amod", "compound") or (p.dep[c] == "nmod" and syntax.case(p, c) in ("of", "by", "from"))
              if (a := cast.modifier.get(c) or cast.by_head.get(c)) is not None]
    if not any(a in named for a in owners) and judged.stance in MOTIVES:
        owners = [principal(desk, a) for t in judged.tokens if p.dep[t].startswith("nsubj") and (a := cast.by_head.get(t)) is not None][-1:]
    return [a for a in named if a in owners] or named
