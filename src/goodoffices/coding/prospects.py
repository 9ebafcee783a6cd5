"""Words that no pattern knows but that stand between two parties: somebody does something to somebody else.

What they mean is left to the learned typer (`goodoffices.coding.typer`); here only the grammar speaks.
"""

from __future__ import annotations

from goodoffices.coding import reach
from goodoffices.coding.event_features import SPEECH
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.model import Parsed
from goodoffices.ontology.patterns import Pattern, PatternBook

#: Verbs that tell no act of their own between two parties.
EMPTY = frozenset("""be have become seem appear remain stay do say tell add note mean know think believe hope feel look like love need include involve comprise contain
consist follow precede concern regard consider understand remember forget notice recall wonder imagine expect happen occur exist belong live die own resemble equal""".split())
#: Verbs that only report where they have something to report.
PLAIN = frozenset("say tell report add announce claim state declare note confirm insist explain allege assert maintain write disclose reveal".split())
#: What a deed did, told beside it ("shelled the port, killing two and wounding three").
RESULTS = frozenset("kill injure wound destroy damage hurt maim".split())
#: Where a second party may stand, nearest first.
SLOTS = ("obj", "to", "with", "against", "from", "on", "for", "of", "over", "at", "into", "toward")


def find_prospects(frames: Frames, found: list[Match], book: PatternBook) -> list[Match]:
    """A match of unknown category for each verb, or event noun that has an owner, with a party on one side at least and no pattern."""
    p = frames.p
    taken = {m.trigger for m in found} | {c for m in found if (c := frames.carrier(m.trigger) if p.pos[m.trigger] in ("NOUN", "PROPN") else None) is not None}
    out = []
    for i in range(len(p.text)):
        if i in taken or not _is_act(frames, i, book):
            continue
        match = _between(frames, i)
        if match is not None and not (match.complement in taken and p.dep[match.complement or 0] in ("xcomp", "advcl", "ccomp")):
            out.append(match)
    return out


def is_result(p: Parsed, i: int) -> bool:
    """Does a verb only tell what a deed beside it did?"""
    return p.pos[i] == "VERB" and p.lemma[i] in RESULTS and p.dep[i] in ("advcl", "conj", "xcomp", "acl")


def _is_act(frames: Frames, i: int, book: PatternBook) -> bool:
    p = frames.p
    if is_result(p, i):
        return False
    if p.pos[i] == "VERB":
        return p.dep[i] != "amod" and p.lemma[i] not in EMPTY and not _only_reports(p, i, book) and not (p.lemma[i] == "hold" and _is_ground(frames, i))
    if p.pos[i] == "NOUN":
        return p.dep[i] not in ("compound", "nmod:unmarked") and ("n", p.lemma[i]) in book.index
    return p.pos[i] == "ADJ" and p.dep[i] != "amod" and ("a", p.lemma[i]) in book.index


def _only_reports(p: Parsed, i: int, book: PatternBook) -> bool:
    """Is a verb of saying used to say something, or one that has no other use? ("called the demand baseless", "released the ship" are acts.)"""
    if not any(c.kind in SPEECH or c.kind == "deny" for c in book.cues.get(p.lemma[i], ())):
        return False
    if ("v", p.lemma[i]) not in book.index:
        return True
    return p.lemma[i] in PLAIN and (p.dep[i] == "parataxis" or any(p.dep[c] in ("ccomp", "parataxis") for c in p.children[i]))


def _is_ground(frames: Frames, i: int) -> bool:
    """ "hold the north of Yemen": who holds ground does nothing to anybody now."""
    p = frames.p
    return any(p.dep[c] == "obj" and (c in frames.places or any(g in frames.places for g in p.children[c])) for c in p.children[i])


def _between(frames: Frames, i: int) -> Match | None:
    p = frames.p
    noun = p.pos[i] == "NOUN"
    actors, slot = frames.fill(i, ("poss", "by", "mod", "subj") if noun else ("subj", "by"))
    for name in SLOTS:
        recipients, used = frames.fill(i, (name,))
        recipients = [r for r in recipients if r not in actors]
        if recipients:
            break
    else:
        recipients, used = reach.beyond(frames, i, "ACCUSE", actors)
    complement = next(iter(frames.tokens(i, "comp")), None)
    return Match(i, UNKNOWN, tuple(actors), tuple(recipients), slot, used, complement)


UNKNOWN = Pattern(pos="v", lemma="", companions=(), frame=(), type="", mode=None, cameo="", actor=("subj",), recipient=("obj",), reciprocal=False, modality=None,
                  contexts=(), source="learned", order=0)
