"""Answers that leave out their verb or their doer: "Kurti did not", "so did Japan", "the offer was turned down".

Each is read from the act it leans on: the last yes, no, praise or blame told before it within two sentences.
"""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import syntax
from goodoffices.coding.affair import PUT
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.model import Parsed
from goodoffices.ontology.patterns import Pattern, PatternBook

LEANING = frozenset({"AGREE", "REJECT", "SUPPORT", "ACCUSE", "SANCTION"})
SAME = frozenset({"same", "likewise", "so", "too", "suit"})
REFUSING = frozenset("reject decline refuse dismiss spurn rebuff".split())
ACCEPTING = frozenset("accept welcome approve".split())
NEAR = 2


def find_ellipses(frames: Frames, found: list[Match], book: PatternBook) -> list[Match]:
    """Matches for bare "did not", "did the same", "followed suit", and for passives that do not say who refused or accepted."""
    p = frames.p
    taken = {m.trigger for m in found}
    ordered = sorted(found, key=lambda m: m.trigger)
    refusal = next((x for x in book.index.get(("v", "reject"), ()) if x.type == "REJECT"), None)
    consent = next((x for x in book.index.get(("v", "accept"), ()) if x.type == "AGREE"), None)
    if refusal is None or consent is None:
        return []
    out: list[Match] = []
    for i in range(len(p.text)):
        if p.lemma[i] == "do" and i not in taken:
            made = _bare_do(frames, ordered, i, refusal)
        elif p.lemma[i] == "follow" and i not in taken and any(p.lower[c] == "suit" for c in p.children[i]):
            made = _same(frames, ordered, i)
        elif p.tag[i] in ("VBN", "VBD") and i not in taken:
            made = _without_doer(frames, ordered, i, refusal, consent)
        else:
            continue
        if made is not None:
            out.append(made)
    return out


def _before(p: Parsed, ordered: list[Match], i: int) -> Match | None:
    """The act that a bare "do" leans on."""
    near = [m for m in ordered if m.trigger < i and p.sent[i] - p.sent[m.trigger] <= NEAR and m.pattern.type in LEANING]
    return near[-1] if near else None


def _bare_do(frames: Frames, ordered: list[Match], i: int, refusal: Pattern) -> Match | None:
    p = frames.p
    after = [c for c in p.children[i] if p.pos[c] in ("VERB", "NOUN") and p.dep[c] in ("xcomp", "ccomp", "obj")]
    if p.dep[i] in ("aux", "aux:pass") or any(p.lower[c] != "same" for c in after if p.dep[c] == "obj") or any(p.dep[c] != "obj" for c in after):
        return None
    if any(p.dep[c] == "obj" and p.lower[c] != "same" for c in p.children[i]):
        return None
    if syntax.marker(p, i) in ("if", "unless", "whether", "until", "once", "provided"):
        return None
    if syntax.is_negated(p, i):
        old, who = _before(p, ordered, i), _subject(frames, i)
        if old is None or old.pattern.type != "AGREE" or not who or set(who) & set(old.actors):
            return None
        return Match(i, replace(refusal, modality="actual", source="ellipsis.py (negated)", reciprocal=False), tuple(who), old.recipients, "subj", "", None)
    return _same(frames, ordered, i) if any(p.lower[c] in SAME for c in p.children[i]) else None


def _same(frames: Frames, ordered: list[Match], i: int) -> Match | None:
    old, who = _before(frames.p, ordered, i), _subject(frames, i)
    if old is None or not who or set(who) & set(old.actors) or syntax.is_negated(frames.p, i):
        return None
    recipients = tuple(r for r in old.recipients if r not in who)
    return Match(i, replace(old.pattern, source="ellipsis.py", reciprocal=False), tuple(who), recipients, "subj", "", None)


def _subject(frames: Frames, i: int) -> list[str]:
    found = syntax.surface_subject(frames.p, i)
    return frames.actors(found) if found is not None else []


def _without_doer(frames: Frames, ordered: list[Match], i: int, refusal: Pattern, consent: Pattern) -> Match | None:
    """"The offer was turned down": the doer is the one party it had been put to, else the act is left out."""
    p = frames.p
    turned = p.lemma[i] == "turn" and any(p.lower[c] == "down" for c in p.children[i])
    pattern = refusal if turned or p.lemma[i] in REFUSING else consent if p.lemma[i] in ACCEPTING else None
    subject = syntax.dep(p, i, "nsubj:pass")
    if pattern is None or subject is None or p.lemma[subject] not in PUT or syntax.agent(p, i) is not None or syntax.is_negated(p, i):
        return None
    if p.dep[i] not in ("root", "conj", "parataxis", "ccomp") or frames.owners(subject):
        return None
    puts = [m for m in ordered if m.trigger < i and p.sent[i] - p.sent[m.trigger] <= NEAR and m.pattern.type in ("AGREE", "REQUEST") and m.actors]
    if not puts or len(puts[-1].recipients) != 1:
        return None
    return Match(i, replace(pattern, modality="actual", source="ellipsis.py", reciprocal=False), puts[-1].recipients, puts[-1].actors, "", "", None)
