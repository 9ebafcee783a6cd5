"""What the typer sees of an act: its word, what hangs on it, what it hangs on, who is on both sides, and what the tables say of all these."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.model import Parsed
from goodoffices.ontology.patterns import PatternBook

#: Kinds of cues whose verbs only report.
SPEECH = frozenset({"say", "think", "claim", "write", "confirm"})
ARGUMENTS = frozenset({"obj", "nsubj:pass", "xcomp", "ccomp", "advcl", "obl", "nmod", "compound:prt", "acl", "advmod", "amod", "compound"})
INNER = frozenset({"obj", "xcomp", "ccomp", "nsubj:pass"})
PARTS = (("v", "VERB"), ("n", "NOUN"), ("a", "ADJ"))
Features = dict[str, float]


def features_of(frames: Frames, book: PatternBook, match: Match, types: dict[int, str]) -> Features:
    """Names of features, each with its strength. `types` are the categories that patterns gave to the words of the article."""
    p, i = frames.p, match.trigger
    f: Features = {}
    f["pattern=" + (match.pattern.type or "-")] = 1.0
    if match.pattern.type:
        f[f"pattern={match.pattern.type}/{match.pattern.mode}"] = 0.5
        f["specific"] = min(1.0, match.pattern.weight / 4)
    _word(p, book, i, "t", f)
    node = i
    if p.pos[i] in ("NOUN", "PROPN"):
        carrier = frames.carrier(i)
        if carrier is not None:
            _word(p, book, carrier, "c", f)
            node = carrier
    _above(p, book, node, types, f)
    for c in (*p.children[i], *(p.children[node] if node != i else ())):
        if c in types:
            f[f"below={types[c]}/{p.dep[c]}"] = 1.0
    _sides(frames, match, f)
    return f


def _word(p: Parsed, book: PatternBook, i: int, pre: str, f: Features) -> None:
    lemma = p.lemma[i]
    f[f"{pre}={lemma}"] = 1.0
    f[f"{pre}.tag={p.tag[i]}"] = 0.5
    for part, _ in PARTS:
        for pattern in book.index.get((part, lemma), ()):
            f[f"{pre}.table={pattern.type}"] = 0.7
    for c in p.children[i]:
        relation = p.dep[c]
        if relation not in ARGUMENTS:
            continue
        case = (syntax.case(p, c) if relation in ("obl", "nmod") else "") or ""
        f[f"{pre}.{relation}.{case}={p.lemma[c]}"] = 1.0
        f[f"{pre}.arg={p.lemma[c]}"] = 1.0
        if case:
            f[f"{pre}.case={lemma} {case}"] = 1.0
        if relation == "compound:prt":
            f[f"{pre}.verb={lemma} {p.lemma[c]}"] = 1.0
        if relation in INNER:
            f[f"{pre}.pair={lemma} {p.lemma[c]}"] = 1.0
            for part in ("v", "n"):
                for pattern in book.index.get((part, p.lemma[c]), ()):
                    f[f"{pre}.{relation}.table={pattern.type}"] = 0.7
            for g in p.children[c]:
                if p.dep[g] in ("obj", "amod", "compound", "nmod", "xcomp"):
                    f[f"{pre}.inner={p.lemma[g]}"] = 0.7
    if p.pos[i] == "VERB" and syntax.is_passive(p, i):
        f[f"{pre}.passive"] = 1.0
    if syntax.is_negated(p, i):
        f[f"{pre}.negated"] = 1.0
    for word in syntax.auxiliaries(p, i):
        f[f"{pre}.aux={word}"] = 0.7


def _above(p: Parsed, book: PatternBook, node: int, types: dict[int, str], f: Features) -> None:
    """What governs the clause, three steps up."""
    f["rel=" + p.dep[node]] = 1.0
    f["mark=" + (syntax.marker(p, node) or "-")] = 0.7
    for step in range(3):
        up = p.head[node]
        if up == node:
            break
        kinds = {c.kind for c in book.cues.get(p.lemma[up], ()) if c.kind in SPEECH}
        f[f"up{step}={'/'.join(sorted(kinds)) or p.lemma[up]}"] = 1.0
        f[f"up{step}.rel={p.dep[node]}"] = 0.7
        if up in types:
            f[f"up={types[up]}/{p.dep[node]}"] = 1.0
        node = up


def _sides(frames: Frames, match: Match, f: Features) -> None:
    for pre, idents, slot in (("actor", match.actors, match.actor_slot), ("recipient", match.recipients, match.recipient_slot)):
        f[f"{pre}.slot={slot or '-'}"] = 1.0
        if len(idents) > 1:
            f[pre + ".many"] = 1.0
        for ident in idents[:2]:
            actor = frames.cast.actors.get(ident)
            kind = actor.kind if actor else ident.split(":", 1)[0]
            f[f"{pre}.kind={kind}"] = 1.0
            if actor is not None and actor.kind == "person" and actor.code:
                f[f"{pre}.role={actor.code[-3:]}"] = 0.7
    one, two = ({_country(frames, a) for a in side} - {""} for side in (match.actors, match.recipients))
    if one and two:
        f["home" if one & two else "abroad"] = 1.0


def _country(frames: Frames, ident: str) -> str:
    actor = frames.cast.actors.get(ident)
    return (actor.country or "") if actor else ident.partition(":")[2]
