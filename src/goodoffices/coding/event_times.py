"""On which day an event was: the times that belong to its word, without those of what is offered, asked or counted."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.event_match import Match
from goodoffices.coding.scene import Scene
from goodoffices.model import Date, Parsed, StatementDraft, TimeMention

VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: Dates beside these are theirs, and not of the words about them.
ENCOUNTERS = frozenset({"meeting", "talks", "summit", "conference", "visit", "vote", "election", "referendum", "ceremony", "hearing"})


def times_of(p: Parsed, times: tuple[TimeMention, ...], trigger: int, clause: int, complement: int | None = None) -> list[TimeMention]:
    """Time expressions that hang on the event word, its light verb or the verb it is subject or object of; those of the verb it is
    coordinated with only where it has none of its own."""
    own = {trigger, clause} if complement is None else {trigger, clause, complement}
    heads, shared = set(own), False
    node = trigger
    while p.dep[node] in ("xcomp", "obj", "nsubj", "nsubj:pass", "conj", "nmod", "obl") and p.head[node] != node and len(heads) < 6:
        shared = shared or p.dep[node] == "conj"
        node = p.head[node]
        heads.add(node)
        if not shared:
            own.add(node)
        if p.pos[node] == "VERB" and p.dep[node] not in ("xcomp", "conj"):
            break
    found = [(t, at) for t in times if p.sent[t.head] == p.sent[trigger] and t.kind != "length" and not _of_a_thing(p, t, trigger) for at in [_reached(p, t.head, heads)] if at is not None]
    nearest = [t for t, at in found if at in own]
    return nearest or [t for t, _ in found]


def _of_a_thing(p: Parsed, t: TimeMention, trigger: int) -> bool:
    """"The ruling of 2002": a date that names something."""
    before = t.first - 1
    if before < 1 or p.lower[before] != "of" or p.sent[before] != p.sent[t.first]:
        return False
    noun = before - 1
    return noun != trigger and p.pos[noun] in ("NOUN", "PROPN") and p.lemma[noun] not in ("evening", "morning", "night", "afternoon", "end", "start", "beginning", "middle", "day", "week", "month")


def _reached(p: Parsed, node: int, heads: set[int]) -> int | None:
    """The first of `heads` on the way up from a time expression, within its clause."""
    for _ in range(5):
        if node in heads:
            return node
        if p.head[node] == node or p.dep[node] in ("ccomp", "acl:relcl", "advcl", "parataxis", "acl", "xcomp"):
            return None
        node = p.head[node]
    return None


def ahead(scene: Scene, times: list[TimeMention]) -> list[TimeMention]:
    """Without the days gone by, on which a coming encounter was only announced."""
    today = scene.published.isoformat() if scene.published else ""
    return [t for t in times if not t.date.end or t.date.end >= today]


def of_the_act(scene: Scene, match: Match, times: list[TimeMention], kind: str) -> list[TimeMention]:
    """Without the dates of what is offered, asked or threatened: what lies ahead, or hangs on the content, is not the day of the words."""
    if kind == "ASSAULT" and (toll := _toll(scene.p, match.trigger)) is not None:
        of_toll = [t for t in scene.times if t.kind in ("point", "span") and syntax.dominates(scene.p, toll, t.head)]
        return [t for t in of_toll or times if _before_figure(scene.p, scene.p.head[toll], toll, t.head)]
    if kind not in VERBAL or kind == "CONSULT":
        return times
    p, today = scene.p, scene.published.isoformat() if scene.published else None
    kept = []
    for t in times:
        node, inside = t.head, False
        while node != match.trigger and p.head[node] != node and not inside:
            inside = node == match.complement or (p.lower[node] in ENCOUNTERS and node != match.trigger and not _past(t, today))
            node = p.head[node]
        if not inside and not (today and t.date.start and t.date.start > today):
            kept.append(t)
    return kept


def _toll(p: Parsed, i: int) -> int | None:
    """The toll that a verb or the noun of a blow tells."""
    node = i
    for _ in range(4):
        if p.lemma[node] == "toll":
            return node
        node = p.head[node]
    return next((c for c in p.children[i] if p.lemma[c] == "toll"), None)


def _before_figure(p: Parsed, verb: int, toll: int, at: int) -> bool:
    """Does a day stand before the figure of a toll ("the toll of Sunday's raid rose to nine on Tuesday")? The day behind it is that of the count."""
    if toll < verb:
        return at < verb
    return any(p.pos[k] == "NUM" and p.lower[k - 1] in ("at", "to") for k in range(at + 1, p.sentences[p.sent[at]][1]))


def _past(t: TimeMention, today: str | None) -> bool:
    return bool(today and t.date.end and t.date.end <= today)


def date_of(scene: Scene, times: list[TimeMention], statement: StatementDraft | None, trigger: int, kind: str, coming: bool) -> Date:
    points = [t for t in times if t.kind in ("point", "span")]
    if points:
        inside = [t for t in points if not (statement and statement.cue_token is not None and scene.p.head[t.head] == statement.cue_token)]
        chosen = min(inside or points, key=lambda t: abs(t.head - trigger))
        return chosen.date
    if kind in VERBAL and statement is not None and statement.cue_token is not None and not coming:
        said = times_of(scene.p, scene.times, statement.cue_token, statement.cue_token)
        if said:
            return said[0].date
    return Date()
