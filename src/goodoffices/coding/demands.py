"""Demands made in speech without a verb of asking: "Serbia must stop issuing plates, the EU's envoy said" (REQUEST)."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import syntax
from goodoffices.coding.event_match import Match
from goodoffices.coding.frames import Frames
from goodoffices.model import StatementDraft
from goodoffices.ontology.patterns import Pattern, PatternBook

OBLIGATION = frozenset({"must", "should", "ought"})
PARTIES = frozenset({"government", "person", "military", "armed_group", "igo", "party", "ngo", "group"})


def find_demands(frames: Frames, statements: tuple[StatementDraft, ...], found: list[Match], book: PatternBook) -> list[Match]:
    """A match per statement in which a party says what another party must or should do; nothing where a pattern has told an event already."""
    p, cast = frames.p, frames.cast
    plain = next((x for x in book.index.get(("v", "demand"), ()) if x.type == "REQUEST"), None)
    if plain is None:
        return []
    taken = {m.trigger for m in found if m.pattern.type in ("REQUEST", "THREATEN", "REJECT", "AGREE") and m.pattern.lemma}
    out: list[Match] = []
    for said in statements:
        speaker = cast.actors.get(said.statement.speaker or "")
        if speaker is None or speaker.kind not in PARTIES or (speaker.kind == "person" and (not speaker.code or speaker.code.endswith(("EDU", "MED")))):
            continue
        for i in range(said.first, said.last + 1):
            if p.lower[i] not in OBLIGATION or p.dep[i] != "aux":
                continue
            verb = p.head[i]
            subject = syntax.surface_subject(p, verb)
            if subject is None or verb in taken or syntax.marker(p, verb) in ("if", "unless", "whether"):
                continue
            asked = [a for a in frames.actors(subject) if not _same_side(frames, a, speaker.id)]
            if asked:
                out.append(Match(verb, _as_request(plain), (speaker.id,), tuple(asked), "speaker", "subject", None))
                break
    return out


def _as_request(plain: Pattern) -> Pattern:
    return replace(plain, mode="yield", cameo="105", modality="actual", source="demands.py", reciprocal=False)


def _same_side(frames: Frames, a: str, b: str) -> bool:
    one, two = frames.cast.actors.get(a), frames.cast.actors.get(b)
    return a == b or (one is not None and two is not None and one.country is not None and one.country == two.country)
