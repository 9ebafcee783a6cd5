"""What the words around a deed tell of it: whose weapon it was, where the sentence before lays it, whether it is long past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.losses import losses
from goodoffices.model import Date, EventDraft, Place, Span

#: From so many days on, what is told of a span is told of a year.
YEAR = 360


@dataclass(frozen=True, slots=True)
class Scene:
    """The sentence before a sentence that tells only losses."""

    words: set[str]
    place: Place | None
    date: Date
    span: Span


def is_background(desk: Desk, draft: EventDraft) -> bool:
    """Of an earlier phase, still to come, or a toll since years ago."""
    event, published = draft.event, desk.published
    if published is None:
        return False
    if event.type == "PROTEST" and event.date.start and event.date.start > published.isoformat():
        return True
    if facts.is_old(desk, draft.trigger) or facts.is_old(desk, draft.clause):
        return True
    if event.date.start:
        return event.type == "ASSAULT" and _of_a_former_year(event.date, published)
    inside = set(desk.subtree(draft.clause))
    return any(t.date.start and t.head in inside and (published - date.fromisoformat(t.date.start)).days > facts.OLD_DAYS for t in desk.times_near(draft.trigger))


def _of_a_former_year(when: Date, published: date) -> bool:
    """ "Last year rebels killed eleven people on the same road": told of a whole year that is over."""
    if when.start is None or when.end is None:
        return False
    begin, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    return (end - begin).days >= YEAR and end.year < published.year


def is_passing(desk: Desk, draft: EventDraft) -> bool:
    """Only referred to, in a clause beside: "since Russia invaded", "who had shot at the patrol", with neither day, place nor losses of its own."""
    event, p = draft.event, desk.p
    if event.type not in ("ASSAULT", "PROTEST") or event.date.start or event.place is not None:
        return False
    head = draft.clause
    beside = p.dep[head] == "acl:relcl" or (p.dep[head] == "advcl" and (syntax.marker(p, head) in ("since", "until", "before") or p.lemma[draft.trigger] in desk.words("l_war")))
    if not beside:
        return False
    low, high = syntax.extent(p, head)
    killed, injured = losses(desk, low, high + 1)
    return killed is None and injured is None


def scene_before(desk: Desk, draft: EventDraft) -> Scene | None:
    """The sentence before in the same paragraph, if it tells of a blow: "Two grenades exploded in X. One person was killed"."""
    p = desk.p
    k = p.sent[draft.trigger] - 1
    if k < 0 or "\n" in p.article.text[p.sentence_spans[k][1] : p.sentence_spans[k + 1][0]]:
        return None
    first, end = p.sentences[k]
    words = {p.lemma[t] for t in range(first, end)}
    root = next((t for t in range(first, end) if p.head[t] == t), first)
    if not words & (desk.words("l_deed_seen") | desk.words("l_weapon") | desk.words("l_blow")) or facts.is_unreal(desk, root) or facts.is_negated(desk, root) or facts.is_old(desk, root):
        return None
    places = [m for m in desk.coding.places if first <= m.first < end and m.kind != "country" and (syntax.case(p, m.head) or syntax.case(p, p.head[m.head])).split()[:1] not in (
        [], ["from"], ["of"], ["by"], ["for"], ["with"])]
    times = [t for t in desk.times_by_sentence.get(k, ()) if t.kind in ("point", "span")]
    begin, stop = p.sentence_spans[k]
    return Scene(words, places[0].place if places else None, times[0].date if times else Date(), Span(start=begin, end=stop, text=p.article.text[begin:stop]))


def parties_of(desk: Desk, draft: EventDraft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Doers and victims of a deed, mended by whose weapon it was."""
    event = draft.event
    actors, targets = event.actors, event.recipients
    if event.type != "ASSAULT":
        return actors, targets
    targets = _hurt(desk, draft) or targets
    token, country = _weapon(desk, draft)
    if country is not None and not any(desk.country(a) == country for a in actors):
        own = tuple(t for t in targets if desk.country(t) == country)
        if not actors or own == targets or all(desk.country(a) is not None for a in actors):
            actors = (_force(desk, country),)
            targets = tuple(t for t in targets if t not in own)
            where = event.place.country if event.place else None
            if not targets and where and where != country:
                targets = (_people(desk, where),)
    elif token is not None and actors and _of_rebels(desk, token) and all((a := desk.actor(x)) is not None and a.kind in ("military", "government", "country") for x in actors):
        here = {event.place.country if event.place else None, *(desk.country(x) for x in (*actors, *targets))} - {None}
        armed = [g for c in here if c is not None for g in desk.armed(c)]
        actors = tuple(armed) if len(armed) == 1 else ()
    elif token is not None and country is None and actors and _unowned(desk, token):
        where = event.place.country if event.place else None
        home = {where, *(desk.country(t) for t in targets)} - {None}
        actors = tuple(a for a in actors if desk.country(a) not in home)
    return actors, targets


def _hurt(desk: Desk, draft: EventDraft) -> tuple[str, ...]:
    """The people whom a blow on something of their state killed or hurt ("hit a market in the Sudanese city, killing 17 civilians"): they, and not the state, are its victims."""
    p, targets = desk.p, draft.event.recipients
    if any((a := desk.actor(t)) is None or a.kind not in ("government", "country", "legislature") for t in targets):
        return ()
    land = {desk.country(t) for t in targets} - {None}
    begin, end = syntax.segment(p, draft.trigger)
    found: list[str] = []
    for verb in range(begin, end):
        if p.pos[verb] != "VERB" or p.lemma[verb] not in desk.words("l_kill") | desk.words("l_injure"):
            continue
        noun = syntax.logical_object(p, verb)
        for i in syntax.conjuncts(p, noun) if noun is not None else ():
            ident = desk.coding.cast.by_head.get(i)
            actor = desk.actor(ident) if ident is not None else None
            if ident is not None and actor is not None and actor.kind in ("civilians", "military", "police") and actor.country in land and ident not in found:
                found.append(ident)
    return tuple(found)


def _weapon(desk: Desk, draft: EventDraft) -> tuple[int | None, str | None]:
    """The weapon or blow that strikes in the clause, and the country its adjective or owner names."""
    p = desk.p
    nodes = [draft.trigger, draft.clause]
    nodes += [c for n in (draft.trigger, draft.clause) for c in p.children[n] if p.dep[c] in ("nsubj", "obl:agent", "obl") or _active(desk, n, c) or (
        p.dep[c] == "advcl" and any(p.lower[g] == "when" for g in p.children[c]))]
    nodes += [c for n in nodes if p.dep[n] == "advcl" for c in p.children[n] if p.dep[c] == "nsubj"]
    for node in dict.fromkeys(nodes):
        if p.pos[node] not in ("NOUN", "PROPN") or p.lemma[node] not in desk.words("l_weapon") | desk.words("l_blow") or (p.dep[node] == "obl" and syntax.case(p, node) not in ("in", "by", "from", "under")):
            continue
        for c in p.children[node]:
            ident = desk.coding.cast.modifier.get(c) if p.dep[c] in ("amod", "compound", "nmod:poss", "nmod:desc") else None
            if ident is not None and (country := desk.country(ident)) is not None:
                return node, country
        if p.dep[node].startswith("nsubj"):
            return node, None
    return None, None


def _active(desk: Desk, verb: int, c: int) -> bool:
    """ "An Israeli drone fired on a van": a doer that the parser took for a sufferer, or for a part of "warning shots"."""
    p = desk.p
    if p.dep[c] == "nsubj:pass":
        return p.lemma[verb] in desk.words("l_firing") and not any(p.dep[a] == "aux:pass" for a in p.children[verb])
    return p.dep[c] == "compound" and p.pos[verb] == "NOUN" and p.lemma[c] in desk.words("l_weapon") and p.lemma[verb] in ("shot", "round", "fire")


def _of_rebels(desk: Desk, token: int) -> bool:
    """"rebel shells" are never their state's."""
    return any(desk.p.lemma[c] in desk.words("l_rebel") for c in desk.p.children[token] if desk.p.dep[c] in ("compound", "amod", "nmod:poss"))


def _unowned(desk: Desk, token: int) -> bool:
    """"a drone", "jets": nothing in the phrase says whose, and nobody else acts in the clause."""
    p = desk.p
    below = [c for c in p.children[token] if p.dep[c] in ("nmod", "nmod:poss", "acl", "acl:relcl")]
    owned = any(p.lemma[c] in desk.words("l_weapon_owner") for c in p.children[token] if p.dep[c] in ("compound", "amod"))
    return not below and not owned and not any(c in desk.coding.cast.by_head or c in desk.coding.cast.modifier for c in desk.subtree(token))


def _force(desk: Desk, country: str) -> str:
    return f"military:{country}" if desk.actor(f"military:{country}") is not None else desk.government(country)


def _people(desk: Desk, country: str) -> str:
    return next((i for i in (f"civilians:{country}", f"country:{country}") if desk.actor(i) is not None), None) or desk.government(country)
