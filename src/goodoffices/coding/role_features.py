"""Who may stand on either side of an act: every actor of its sentence, and how each stands to the act's word."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.coding.event_features import Features
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.model import Parsed

STEPS = 6
#: Verbs whose subject only tells of an act in their clause.
REPORTING = frozenset("say tell report add announce claim state declare note confirm insist explain allege assert maintain write disclose reveal".split())


@dataclass(frozen=True, slots=True)
class Side:
    """An actor that may be doer or addressee of an act: the token that names it there, and what the typer of roles sees."""

    ident: str
    token: int
    features: Features


def sides_of(frames: Frames, match: Match) -> list[Side]:
    """All actors named in the sentence of a match, each once at the mention nearest to its word in the tree, in text order; without those who only report it."""
    p, cast, i = frames.p, frames.cast, match.trigger
    first, last = p.sentences[p.sent[i]]
    heads: dict[int, str] = {}
    for k in range(first, last):
        ident = cast.by_head.get(k) or cast.modifier.get(k) or cast.latent.get(k)
        if ident is not None and k != i:
            heads[k] = ident
    nearest: dict[str, int] = {}
    for k, ident in heads.items():
        if _stands_aside(p, k, i) and ident not in (*match.actors, *match.recipients):
            continue
        if ident not in nearest or (_steps(p, k, i), abs(k - i)) < (_steps(p, nearest[ident], i), abs(nearest[ident] - i)):
            nearest[ident] = k
    for ident in (*match.actors, *match.recipients):
        nearest.setdefault(ident, -1)
    order = sorted(nearest.items(), key=lambda x: x[1])
    return [Side(ident, k, _features(frames, match, ident, k, heads)) for ident, k in order]


def _stands_aside(p: Parsed, k: int, i: int) -> bool:
    """Is a token the subject of a verb of saying that tells of the act, the source behind "according to", or party of a condition of the act?"""
    head = p.head[k]
    if p.dep[k].startswith("nsubj") and head != i and p.lemma[head] in REPORTING:
        return True
    if p.dep[k] in ("obl", "nmod") and syntax.case(p, k) == "according to":
        return True
    return i < k and any(p.lower[n : n + 2] in (("provided", "that"), ("providing", "that"), ("condition", "that")) for n in range(i + 1, k - 1))


def _steps(p: Parsed, k: int, i: int) -> int:
    path, _ = path_between(p, k, i)
    return 9 if path == "far" else path.count(">") + path.count("<") + 2


def _features(frames: Frames, match: Match, ident: str, k: int, heads: dict[int, str]) -> Features:
    p, cast, i = frames.p, frames.cast, match.trigger
    kind = match.pattern.type or "?"
    f: Features = {}
    picked = "actor" if ident in match.actors else "recipient" if ident in match.recipients else "no"
    slot = match.actor_slot if picked == "actor" else match.recipient_slot if picked == "recipient" else ""
    f[f"picked={picked}"] = 1.0
    f[f"picked={picked}/{slot or '-'}"] = 1.0
    f[f"picked={picked}/{kind}"] = 0.7
    f[f"picked={picked}/{match.pattern.source.split(':')[0]}"] = 0.5
    f[f"others={picked}/{bool(match.actors)}/{bool(match.recipients)}"] = 1.0
    actor = cast.actors.get(ident) or cast.would_be.get(ident)
    what = actor.kind if actor else ident.split(":", 1)[0]
    f["kind=" + what] = 1.0
    f[f"kind={what}/{kind}"] = 0.7
    if ident in cast.would_be:
        f["unknown"] = 1.0
    if k < 0:
        f["elsewhere"] = 1.0
        return f
    side = "before" if k < i else "behind"
    passive = p.pos[i] == "VERB" and syntax.is_passive(p, i)
    f[f"side={side}"] = 1.0
    f[f"side={side}/{kind}"] = 0.7
    f[f"side={side}/{p.pos[i]}/{passive}"] = 1.0
    between = sum(min(k, i) < other < max(k, i) for other in heads)
    f[f"between={side}/{min(3, between)}"] = 1.0
    f["far"] = min(1.0, abs(k - i) / 25)
    case = syntax.case(p, k) or "-"
    f[f"case={case}/{side}"] = 1.0
    f[f"case={case}/{kind}"] = 0.7
    f[f"dep={p.dep[k]}/{side}"] = 1.0
    if k in cast.modifier and k not in cast.by_head:
        f["owner"] = 1.0
    path, top = path_between(p, k, i)
    f["path=" + path] = 1.0
    f[f"path={path}/{passive}"] = 1.0
    f[f"path={path}/{kind}"] = 0.7
    if top == i:
        f["below"] = 1.0
    elif top == k:
        f["above"] = 1.0
    head = p.head[k]
    if head != i:
        f[f"head={p.lemma[head]}/{p.dep[k]}"] = 0.5
    rank = sum(min(k, i) < other < max(k, i) and _not_one(p, other, k) for other in heads)
    f[f"rank={side}/{min(3, rank)}/{kind}"] = 0.7
    f[f"rank={side}/{min(3, rank)}/{passive}"] = 0.7
    f[f"pos={p.pos[k]}"] = 0.7
    if k in frames.places:
        f[f"place={case}"] = 1.0
        f[f"place/{kind}"] = 0.7
    lands = {a.country for x in match.actors if x != ident and (a := cast.actors.get(x)) is not None and a.country}
    if actor is not None and actor.country and lands:
        f[f"own={actor.country in lands}"] = 1.0
        f[f"own={actor.country in lands}/{what}"] = 0.7
    f[f"alone={side}/{sum((o < i) == (k < i) for o in heads if o != i) == 1}/{kind}"] = 0.7
    frame = "".join(sorted({p.dep[c].split(":")[0][:4] + ":" for c in p.children[i] if p.dep[c] in ("nsubj", "nsubj:pass", "obj", "obl:agent", "ccomp", "xcomp", "iobj")}))
    f[f"frame={frame}/{path}"] = 0.7
    f[f"frame={frame}/{side}/{kind}"] = 0.7
    if p.head[i] != i:
        f[f"above={p.dep[i]}/{path}"] = 0.7
        f[f"above={p.dep[i]}/{side}"] = 0.7
    if top not in (i, k, -1):
        f[f"meet={p.pos[top]}/{path}"] = 0.5
    if p.pos[i] in ("NOUN", "PROPN"):
        carrier = frames.carrier(i)
        if carrier is not None:
            cpath, _ = path_between(p, k, carrier)
            f[f"carrier path={cpath}/{kind}"] = 0.7
            f[f"carrier path={cpath}/{syntax.is_passive(p, carrier)}"] = 1.0
    distance = abs(k - i)
    f[f"distance={side}/{min(distance, 4) if distance < 5 else 5 if distance < 9 else 6 if distance < 16 else 7}"] = 1.0
    before = p.lower[k - 1] if k > p.sentences[p.sent[k]][0] else "^"
    f[f"before={before}"] = 0.5
    f[f"before={before}/{kind}"] = 0.4
    top = k
    while p.dep[top] in ("conj", "nmod:poss", "compound", "appos", "flat", "amod") and p.head[top] != top:
        top = p.head[top]
    if top != k:
        tpath, _ = path_between(p, top, i)
        f["top path=" + tpath] = 1.0
        f[f"top path={tpath}/{passive}"] = 1.0
        f[f"top case={syntax.case(p, top) or '-'}/{side}"] = 1.0
        f[f"link={p.dep[k]}"] = 1.0
    clause = syntax.clause_of(p, k)
    f["clause=" + ("same" if clause == syntax.clause_of(p, i) else "other")] = 1.0
    return f


def _not_one(p: Parsed, a: int, b: int) -> bool:
    """Are two tokens no parts of one list or phrase?"""
    return p.head[a] != b and p.head[b] != a


def path_between(p: Parsed, k: int, i: int) -> tuple[str, int]:
    """The relations on the way from k up to the lowest word above both and down to i, and that word; "far" beyond STEPS."""
    ups, node = [k], k
    while p.head[node] != node:
        node = p.head[node]
        ups.append(node)
    downs, node = [i], i
    while node not in ups and p.head[node] != node:
        node = p.head[node]
        downs.append(node)
    if node not in ups:
        return "far", -1
    steps = ups[: ups.index(node)]
    back = downs[:-1]
    if len(steps) + len(back) > STEPS:
        return "far", node
    up = ">".join(_relation(p, t) for t in steps)
    down = "<".join(p.dep[t].split(":")[0] if p.dep[t] != "acl:relcl" else "relcl" for t in reversed(back))
    return f"{up}|{down}", node


def _relation(p: Parsed, t: int) -> str:
    relation = p.dep[t]
    if relation in ("obl", "nmod"):
        return relation + "." + (syntax.case(p, t) or "-")
    return relation
