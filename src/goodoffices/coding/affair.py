"""The affair an article is about: which sides stand against each other, what each is called, what has been put forward and by whom.

Built once from the events found so far. A side is a state (all its officials, forces and people) or an actor that is no state's. Two
sides are tied by every act between them, more strongly by a hostile one; who acts on whom most is whose opponent.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.coding.scene import Scene
from goodoffices.model import EventDraft

HOSTILE = frozenset({"ACCUSE", "THREATEN", "ASSAULT", "SANCTION", "COERCE", "MOBILIZE"})
STATE_KINDS = frozenset({"government", "person", "military", "country", "legislature", "police", "civilians"})
PARTY_KINDS = frozenset({"government", "person", "military", "armed_group", "party", "country", "igo", "company", "ngo", "police"})
#: What is put forward for an answer, and the verbs that put it.
PUT = frozenset("""proposal plan draft offer invitation initiative suggestion text idea document roadmap overture bid deal package formula
swap truce ceasefire compromise blueprint demand ultimatum request call terms""".split())
PUTTING = frozenset("""send put present hand propose offer table submit make issue circulate deliver unveil float advance suggest announce draft convey give
extend publish outline lay bring""".split())


@dataclass(frozen=True, slots=True)
class Put:
    """Something put forward: the noun or verb that names it, and who put it."""

    token: int
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affair:
    """Ties between sides, the actor that stands for each side, what has been put forward in text order, and the sides (no
    organisations of states) that are named more than once, and the one country where the report is set."""

    ties: dict[frozenset[str], float]
    names: dict[str, str]
    puts: tuple[Put, ...]
    named: tuple[str, ...] = ()
    home: str | None = None

    def opponent(self, mine: frozenset[str]) -> str | None:
        """The one side these are most at odds with; None where two come near each other."""
        found: dict[str, float] = {}
        for pair, weight in self.ties.items():
            if len(pair) == 2 and len(pair & mine) == 1:
                (other,) = pair - mine
                found[other] = found.get(other, 0.0) + weight
        found = {side: weight for side, weight in found.items() if not side.startswith(("igo:", "IGO")) or weight >= 4}
        ranked = sorted(found.items(), key=lambda x: (-x[1], x[0]))
        if ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return ranked[0][0]
        if len(self.named) == 2 and len(set(self.named) & mine) == 1:
            return next(side for side in self.named if side not in mine)
        return None

    def others(self, mine: frozenset[str]) -> tuple[str, ...]:
        """The two sides these have to do with, where a third is far behind."""
        found: dict[str, float] = {}
        for pair, weight in self.ties.items():
            if len(pair & mine) == 1:
                (other,) = pair - mine
                found[other] = found.get(other, 0.0) + weight
        ranked = sorted(found.items(), key=lambda x: (-x[1], x[0]))
        if len(ranked) < 2 or ranked[1][1] < 1 or (len(ranked) > 2 and ranked[2][1] > ranked[1][1] / 2):
            return ()
        return tuple(sorted(side for side, _ in ranked[:2]))

    def pair(self) -> tuple[str, ...]:
        """The two sides of the quarrel; empty where no two stand out."""
        ranked = sorted(self.ties.items(), key=lambda x: (-x[1], sorted(x[0])))
        if ranked and ranked[0][1] >= 2.2 and (len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1]):
            return tuple(sorted(ranked[0][0]))
        return self.named if len(self.named) == 2 else ()


def side_of(scene: Scene, ident: str) -> str:
    """What side an actor is on: its state, the organisation it speaks for, else itself."""
    actor = scene.cast.actors.get(ident)
    if actor is not None and actor.kind in STATE_KINDS and actor.country:
        return actor.country
    if actor is not None and actor.code and len(actor.code) > 3 and actor.code.startswith("IGO") and actor.kind in ("person", "igo"):
        return actor.code
    kind, _, rest = ident.partition(":")
    return rest if kind in STATE_KINDS and kind != "person" and len(rest) == 3 else ident


def sides_of(scene: Scene, idents: tuple[str, ...]) -> frozenset[str]:
    return frozenset(side_of(scene, i) for i in idents)


def read_affair(scene: Scene, drafts: tuple[EventDraft, ...]) -> Affair:
    """The affair as the events with both ends show it."""
    ties: dict[frozenset[str], float] = {}
    names: dict[str, str] = {}
    for draft in drafts:
        event = draft.event
        if event.modality == "historical":
            continue
        weight = (2.0 if event.type in HOSTILE else 1.0) * (0.5 if event.modality in ("negated", "hypothetical") else 1.0)
        ends = [(a, b) for a in event.actors for b in event.recipients] if event.recipients else [
            (a, b) for k, a in enumerate(event.actors) for b in event.actors[k + 1:]]
        for a, b in ends:
            if _can_be_party(scene, a) and _can_be_party(scene, b):
                pair = frozenset({side_of(scene, a), side_of(scene, b)})
                if len(pair) == 2:
                    ties[pair] = ties.get(pair, 0.0) + weight / len(ends)
        for a in (*event.actors, *event.recipients):
            side = side_of(scene, a)
            names.setdefault(side, f"government:{side}" if len(side) == 3 and side.isupper() else a)
    for side in _in_title(scene):
        for pair in list(ties):
            if side in pair:
                ties[pair] += 0.5
    counts = _together(scene, ties, names)
    return Affair(ties, names, _puts(scene, drafts), tuple(sorted(side for side, n in counts.items() if n > 1)), _home(scene, counts))


def _home(scene: Scene, counts: dict[str, int]) -> str | None:
    """The one country that nearly all places and parties belong to."""
    found: dict[str, int] = {side: n for side, n in counts.items() if len(side) == 3 and side.isupper()}
    for side, n in counts.items():
        actor = scene.cast.actors.get(side)
        if actor is not None and actor.country:
            found[actor.country] = found.get(actor.country, 0) + n
    for mention in scene.places:
        if mention.place.country:
            found[mention.place.country] = found.get(mention.place.country, 0) + 1
    best = max(found, key=lambda c: (found[c], c), default=None)
    return best if best is not None and found[best] >= 3 and found[best] >= 0.75 * sum(found.values()) else None


def _together(scene: Scene, ties: dict[frozenset[str], float], names: dict[str, str]) -> dict[str, int]:
    """How often each side is named; two sides that share a sentence get a weak tie."""
    counts: dict[str, int] = {}
    shared: dict[int, set[str]] = {}
    for mention in scene.cast.mentions:
        actor = scene.cast.actors.get(mention.actor)
        if actor is None or mention.kind in ("pronoun", "group") or actor.kind not in PARTY_KINDS or actor.kind in ("igo", "ngo", "company") or (
                actor.kind == "person" and not (actor.country and actor.code)):
            continue
        side = side_of(scene, mention.actor)
        counts[side] = counts.get(side, 0) + 1
        names.setdefault(side, f"government:{side}" if len(side) == 3 and side.isupper() else mention.actor)
        shared.setdefault(scene.p.sent[mention.head], set()).add(side)
    for sides in shared.values():
        if len(sides) == 2:
            pair = frozenset(sides)
            ties[pair] = ties.get(pair, 0.0) + 0.4
    return counts


def _can_be_party(scene: Scene, ident: str) -> bool:
    actor = scene.cast.actors.get(ident)
    if actor is None:
        return not ident.endswith(":unknown")
    return actor.kind in PARTY_KINDS or (actor.kind == "civilians" and actor.country is not None)


def _in_title(scene: Scene) -> set[str]:
    title = scene.p.article.title or ""
    found: set[str] = set()
    if not title:
        return found
    for mention in scene.cast.mentions:
        if mention.kind in ("name", "metonym", "demonym") and mention.last - mention.first < 3:
            words = scene.p.article.text[scene.p.start[mention.first]:scene.p.end[mention.last]]
            if len(words) > 3 and words in title:
                found.add(side_of(scene, mention.actor))
    return found


def _puts(scene: Scene, drafts: tuple[EventDraft, ...]) -> tuple[Put, ...]:
    """Offers and demands told as acts, and proposals named with their author ("a Qatari draft", "Oslo sent a draft")."""
    found: dict[int, tuple[str, ...]] = {}
    for draft in drafts:
        event = draft.event
        if event.actors and ((event.type == "AGREE" and event.modality in ("offered", "conditional")) or event.type == "REQUEST"):
            found[draft.trigger] = event.actors
    p, frames = scene.p, scene.frames
    for i, lemma in enumerate(p.lemma):
        if lemma not in PUT or p.pos[i] not in ("NOUN", "PROPN"):
            continue
        head = p.head[i]
        who = frames.owners(i) or [a for word, n in syntax.obliques(p, i) if word in ("by", "from", "of") for a in frames.actors(n)]
        for c in p.children[i]:
            if not who and p.dep[c] in ("acl", "acl:relcl") and p.lemma[c] in PUTTING:
                agent = syntax.logical_subject(p, c)
                who = frames.actors(agent) if agent is not None and agent != i else []
        if not who and p.dep[i] in ("obj", "nsubj:pass") and p.lemma[head] in PUTTING:
            subject = syntax.logical_subject(p, head)
            who = frames.actors(subject) if subject is not None and subject != i else []
        if who:
            found.setdefault(i, tuple(who))
    return tuple(Put(token, found[token]) for token in sorted(found))
