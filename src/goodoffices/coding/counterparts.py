"""To whom an act is addressed when its own clause does not say: the author of what is answered, or the other side of the affair.

From the nearest evidence outward: an actor inside the phrase that the act is about; for an answer, whoever put forward what is answered;
who holds the captives whose release is asked for; the one other party of the sentence; the opponent in this affair. Nothing is filled
where two candidates come near each other.
"""

from __future__ import annotations

from msgspec.structs import replace

from goodoffices.coding import syntax
from goodoffices.coding.affair import PUT, PUTTING, Affair, read_affair, side_of, sides_of
from goodoffices.coding.non_acts import sufferers
from goodoffices.coding.scene import Scene, principal
from goodoffices.model import EventDraft, Parsed

ANSWERS = frozenset({"AGREE", "REJECT", "CONCEDE", "SUPPORT"})
FILLED = frozenset({"AGREE", "REJECT", "REQUEST", "THREATEN", "CONCEDE", "ACCUSE", "SUPPORT", "ASSAULT"})
#: Who can be addressed; a threat is not aimed at the council one threatens to call on.
ADDRESSEES = frozenset({"government", "person", "military", "armed_group", "igo", "party", "country", "ngo", "company"})
TARGETS = ADDRESSEES - {"igo"}
ABOUT = frozenset({"of", "for", "to", "with", "against", "by", "from", "towards", "toward", "on", "over", ""})
FREED = frozenset("free release liberate return repatriate".split())
#: Words for the sides of a quarrel when nobody in particular is named.
BOTH = frozenset("command army force group faction nation community side party country neighbour neighbor capital government rival camp delegation leader state belligerent combatant".split())
#: "The groups" may be those on one side only.
FORCES = frozenset("group army force faction command combatant leader belligerent camp".split())
SIGNING = frozenset({"sign", "ratify", "initial", "conclude", "seal"})
CHARGES = frozenset("charge accusation allegation claim criticism complaint assertion".split())
NEAR_SENTENCES = 6


def fill_counterparts(scene: Scene, drafts: tuple[EventDraft, ...]) -> tuple[EventDraft, ...]:
    """Events with inferred recipients; inferred ones lower the confidence by 0.1. The affair is read twice, for answers that find
    their addressee tell who stands against whom."""
    drafts = tuple(_recalled(scene, draft) for draft in drafts)
    first = _filled(scene, read_affair(scene, drafts), drafts)
    answered = tuple(new if old.event.type in ("REJECT", "SUPPORT") else old for old, new in zip(drafts, first, strict=True))
    return _filled(scene, read_affair(scene, answered), drafts)


def _filled(scene: Scene, affair: Affair, drafts: tuple[EventDraft, ...]) -> tuple[EventDraft, ...]:
    out: list[EventDraft] = []
    for draft in drafts:
        event = draft.event
        if event.type == "ASSAULT":
            out.append(_with_victims(scene, affair, draft))
            continue
        if event.type == "REQUEST" and event.recipients and sides_of(scene, event.recipients) <= _mine(scene, draft) and _frees(scene, draft):
            event = replace(event, recipients=())
            draft = replace(draft, event=event, whom=())
        if event.type == "REQUEST" and event.recipients and all(_to_be_freed(scene, draft, x) for x in event.recipients):
            event = replace(event, recipients=())
            draft = replace(draft, event=event, whom=())
        if event.type == "SUPPORT" and scene.p.lemma[draft.trigger] in SIGNING:
            out.append(draft)
            continue
        if event.type in ("REQUEST", "AGREE") and len(event.recipients) == 1 and _faceless(scene, event.recipients[0], _mine(scene, draft)) and event.modality != "historical":
            both = _both(scene, affair, draft) if _speaks_of_both(scene, draft) else ()
            out.append(replace(draft, event=replace(event, recipients=both), whom=both) if both else draft)
            continue
        open_end = not event.recipients and event.type in FILLED and event.actors and event.modality not in ("historical", "hypothetical", "negated")
        if not open_end or (event.type == "AGREE" and (event.modality == "planned" or (len(event.actors) > 1 and event.modality == "actual" and scene.p.lemma[draft.trigger] != "accept"))):
            out.append(draft)
            continue
        found = _recipients(scene, affair, out, draft)
        if found and event.type in ("ACCUSE", "PROTEST", "REJECT"):
            victims = sufferers(scene, draft.trigger)
            found = tuple(f for f in found if f not in victims)
        if found:
            draft = replace(draft, event=replace(event, recipients=found, confidence=round(max(0.1, event.confidence - 0.1), 2)), whom=found)
        out.append(draft)
    return tuple(out)


def _recipients(scene: Scene, affair: Affair, earlier: list[EventDraft], draft: EventDraft) -> tuple[str, ...]:
    event = draft.event
    offer = event.type == "AGREE" and event.modality == "offered"
    bound = event.type == "AGREE" and event.modality == "conditional"
    if (offer or event.type == "REQUEST") and _speaks_of_both(scene, draft):
        return _both(scene, affair, draft)
    found = _within(scene, draft) or (_if_they(scene, draft) if event.type == "THREATEN" else ())
    if found or (event.type == "THREATEN" and _if_our_own(scene, draft)):
        return found
    if event.type == "REJECT" and _object(scene, draft) in CHARGES:
        found = _accuser(scene, earlier, draft)
        if found:
            return found
    if event.type in ANSWERS and not offer:
        if _by_somebody(scene, draft):
            return _authors(scene, affair, draft)
        found = _answered(scene, affair, draft)
        if found or _about_what_was_put(scene, draft):
            return found or (_other_side(scene, affair, draft) if _acts_for_a_side(scene, draft) else ())
    if event.type == "REQUEST" and any(scene.p.lemma[c] in ("world", "community", "humanity", "everyone", "mankind") and scene.p.dep[c] in ("obj", "iobj", "obl") for c in scene.p.children[draft.trigger]):
        return ()  # the whole world is asked, and nobody in particular
    if event.type == "REQUEST":
        found = _holders(scene, earlier, draft)
        if found:
            return found
    if offer and not affair.opponent(_mine(scene, draft)):
        return _both(scene, affair, draft)
    if (event.type in ("SUPPORT", "AGREE") and not offer and not bound) or not _acts_for_a_side(scene, draft):
        return ()
    return _other_side(scene, affair, draft) or _exchange(scene, earlier, draft)


def _if_they(scene: Scene, draft: EventDraft) -> tuple[str, ...]:
    """Whose yielding a threat is tied to ("will reimpose sanctions unless Iran signs")."""
    p, mine = scene.p, _mine(scene, draft)
    for c in _if_clauses(p, draft.trigger):
        if syntax.marker(p, c) != "should":
            subject = syntax.surface_subject(p, c)
            found = tuple(dict.fromkeys(principal(scene.cast, a) for a in (scene.frames.actors(subject) if subject is not None else [])))
            if found and all((a := scene.cast.actors.get(x)) is not None and a.kind in TARGETS for x in found) and not sides_of(scene, found) & mine:
                return found
    return ()


def _if_clauses(p: Parsed, trigger: int) -> list[int]:
    """The clauses that tie a threat, also below a verb of warning ("warned that he would leave if ...")."""
    nodes = (trigger, *(c for c in p.children[trigger] if p.dep[c] in ("ccomp", "xcomp")))
    return [c for n in nodes for c in p.children[n] if p.dep[c] == "advcl" and syntax.marker(p, c) in ("if", "unless", "until", "should")]


def _if_our_own(scene: Scene, draft: EventDraft) -> bool:
    """Is a threat tied to what one's own side does ("would quit the cabinet if the prime minister yields")? Then no other side is threatened."""
    p, mine = scene.p, _mine(scene, draft)
    who = [a for c in _if_clauses(p, draft.trigger) if (s := syntax.surface_subject(p, c)) is not None for a in scene.frames.actors(s)]
    return bool(who) and sides_of(scene, tuple(who)) <= mine


def _recalled(scene: Scene, draft: EventDraft) -> EventDraft:
    """With the state whose capital an envoy is called back from ("recalled its ambassador from Addis Ababa")."""
    p, event = scene.p, draft.event
    if event.type != "SANCTION" or event.recipients or event.mode != "withdraw":
        return draft
    near = {draft.trigger, *(c for c in p.children[draft.trigger] if p.dep[c] == "obj")}
    for mention in scene.places:
        above = p.head[mention.head]
        if above in near and mention.place.country and (syntax.case(p, mention.head) or p.lower[mention.first - 1]) in ("from", "in", "to"):
            if mention.place.country not in _mine(scene, draft):
                found = (f"government:{mention.place.country}",)
                return replace(draft, event=replace(event, recipients=found), whom=found)
    return draft


def _mine(scene: Scene, draft: EventDraft) -> frozenset[str]:
    return sides_of(scene, (*draft.event.actors, *draft.who))


def _acts_for_a_side(scene: Scene, draft: EventDraft) -> bool:
    """Is this the act of one side: no private person's, and not that of both sides of the quarrel at once?"""
    actors = [scene.cast.actors.get(a) for a in draft.event.actors]
    if any(a is not None and (a.kind in ("civilians", "experts", "media", "unknown") or (a.kind == "person" and not (a.code and (a.country or a.code.startswith("IGO"))))) for a in actors):
        return False
    return len(_mine(scene, draft)) == 1 or draft.event.type in ("REQUEST", "ACCUSE")


def _named(scene: Scene, affair: Affair, side: str) -> tuple[str, ...]:
    """The actor that stands for a side, where it is one that can be addressed."""
    ident = affair.names.get(side)
    if ident is None:
        return ()
    actor = scene.cast.actors.get(ident)
    return (ident,) if actor is None or actor.kind in ADDRESSEES else ()


def _other_side(scene: Scene, affair: Affair, draft: EventDraft) -> tuple[str, ...]:
    found = affair.opponent(_mine(scene, draft))
    return _named(scene, affair, found) if found else ()


def _both(scene: Scene, affair: Affair, draft: EventDraft) -> tuple[str, ...]:
    """Both sides of the quarrel, for the offer of one who is no part of it."""
    mine = _mine(scene, draft)
    pair = affair.pair()
    if not pair or set(pair) & mine:
        pair = affair.others(mine) if _speaks_of_both(scene, draft) else ()
    found = tuple(a for side in pair for a in _named(scene, affair, side))
    return found if len(found) > 1 else ()


def _speaks_of_both(scene: Scene, draft: EventDraft) -> bool:
    p = scene.p
    below = p.children[draft.trigger] + (p.children[draft.complement] if draft.complement is not None else ())
    for c in below:
        if p.dep[c] in ("obj", "iobj", "obl") and p.lemma[c] in BOTH and _faceless(scene, scene.cast.by_head.get(c), _mine(scene, draft)):
            if any(p.lower[g] in ("both", "two", "all") or (p.lower[g] == "the" and p.lemma[c] not in FORCES) for g in p.children[c]):
                return True
    return False


def _faceless(scene: Scene, ident: str | None, mine: frozenset[str]) -> bool:
    """Nobody, a group of two whose members are not known, or one that was taken for the doers themselves."""
    actor = scene.cast.actors.get(ident) if ident else None
    if actor is None:
        return True
    return actor.kind == "group" and actor.count in (None, 2) and (not actor.members or sides_of(scene, actor.members) <= mine)


def _within(scene: Scene, draft: EventDraft) -> tuple[str, ...]:
    """The one party inside the phrase that the act is about ("support for the position of Vientiane")."""
    p, mine = scene.p, _mine(scene, draft)
    found: dict[str, str] = {}
    stack = [(draft.trigger, 0), *([(draft.clause, 0)] if draft.clause != draft.trigger else [])]
    seen: set[int] = set()
    while stack:
        node, depth = stack.pop()
        for c in p.children[node]:
            if c in seen or p.dep[c] not in ("obj", "iobj", "obl", "nmod", "nmod:poss", "amod", "compound", "nsubj:pass", "conj"):
                continue
            if p.dep[c] == "conj" and p.pos[c] not in ("NOUN", "PROPN"):
                continue
            if p.dep[c] in ("obl", "nmod") and syntax.case(p, c) not in ABOUT:
                continue
            seen.add(c)
            ident = scene.cast.by_head.get(c) or scene.cast.modifier.get(c)
            actor = scene.cast.actors.get(ident) if ident else None
            if ident and actor is not None and actor.kind in (TARGETS if draft.event.type == "THREATEN" else ADDRESSEES):
                side = side_of(scene, ident)
                if side not in mine:
                    found.setdefault(side, principal(scene.cast, ident))
            if depth < 3:
                stack.append((c, depth + 1))
    return tuple(found.values()) if len(found) == 1 else ()


def _object(scene: Scene, draft: EventDraft) -> str:
    found = syntax.logical_object(scene.p, draft.trigger) if scene.p.pos[draft.trigger] == "VERB" else None
    return "" if found is None else scene.p.lemma[found]


def _accuser(scene: Scene, earlier: list[EventDraft], draft: EventDraft) -> tuple[str, ...]:
    """Who made the charge that is brushed aside."""
    mine = _mine(scene, draft)
    for old in reversed(earlier):
        if scene.p.sent[draft.trigger] - scene.p.sent[old.trigger] > NEAR_SENTENCES:
            break
        event = old.event
        if event.type == "ACCUSE" and event.actors and (not event.recipients or sides_of(scene, event.recipients) & mine) and not sides_of(scene, event.actors) & mine:
            return event.actors
    return ()


def _by_somebody(scene: Scene, draft: EventDraft) -> bool:
    """Does the object say whose it is ("a proposal by the mediators"), whether or not that is a known actor?"""
    p = scene.p
    found = syntax.logical_object(p, draft.trigger) if p.pos[draft.trigger] == "VERB" else None
    if found is None:
        found = next((n for _, n in syntax.obliques(p, draft.trigger) if p.lemma[n] in PUT), None)
    if found is None or p.lemma[found] not in PUT:
        return False
    if any(word in ("by", "from") for word, _ in syntax.obliques(p, found)) or any(p.dep[c] == "nmod:poss" and p.pos[c] != "PRON" for c in p.children[found]):
        return True
    return any(p.dep[c] in ("acl", "acl:relcl") and p.lemma[c] in PUTTING and syntax.agent(p, c) is not None for c in p.children[found])


def _authors(scene: Scene, affair: Affair, draft: EventDraft) -> tuple[str, ...]:
    """The author named in the phrase of what is answered."""
    mine = _mine(scene, draft)
    for put in affair.puts:
        if put.token != draft.trigger and syntax.dominates(scene.p, draft.trigger, put.token) and not sides_of(scene, put.authors) & mine:
            return tuple(dict.fromkeys(principal(scene.cast, a) for a in put.authors))
    return ()


def _about_what_was_put(scene: Scene, draft: EventDraft) -> bool:
    """Is a proposal the object, or a bare pronoun, or nothing at all?"""
    p = scene.p
    found = syntax.logical_object(p, draft.trigger) if p.pos[draft.trigger] == "VERB" else None
    if found is None:
        return p.pos[draft.trigger] == "VERB" and not any(p.dep[c] in ("xcomp", "ccomp", "obl") for c in p.children[draft.trigger])
    return p.lemma[found] in PUT or p.lower[found] in ("it", "this", "that", "them", "both")


def _answered(scene: Scene, affair: Affair, draft: EventDraft) -> tuple[str, ...]:
    """Who put forward what is answered: the nearest proposal before it that is another side's."""
    if draft.event.type == "SUPPORT" and not _about_what_was_put(scene, draft):
        return ()
    p, mine = scene.p, _mine(scene, draft)
    for put in reversed(affair.puts):
        if put.token >= draft.trigger or (p.sent[put.token] == p.sent[draft.trigger] and syntax.dominates(p, draft.trigger, put.token)):
            continue
        if p.sent[draft.trigger] - p.sent[put.token] > NEAR_SENTENCES:
            break
        if not sides_of(scene, put.authors) & mine:
            return tuple(dict.fromkeys(principal(scene.cast, a) for a in put.authors))
    return ()


def _frees(scene: Scene, draft: EventDraft) -> bool:
    p = scene.p
    below = [draft.complement] if draft.complement is not None else []
    below += [c for c in p.children[draft.trigger] if p.dep[c] in ("obj", "ccomp", "xcomp", "obl")]
    return any(p.lemma[c] in FREED or any(p.lemma[g] in FREED for g in p.children[c]) for c in below)


def _to_be_freed(scene: Scene, draft: EventDraft, ident: str) -> bool:
    """Is somebody the one whose release is asked for ("demanded the release of the captives")? He is not the one asked."""
    p = scene.p
    freed = [t for t in syntax.subtree(p, draft.trigger) if p.lemma[t] in FREED and t != draft.trigger]
    heads = [t for t, who in (*scene.cast.by_head.items(), *scene.cast.latent.items()) if who == ident and syntax.dominates(p, draft.trigger, t)]
    return ident.partition(":")[0] in ("civilians", "military") and bool(heads) and all(
        any(p.head[t] == f and (p.dep[t] in ("obj", "nsubj:pass") or (p.pos[f] == "NOUN" and p.dep[t] == "nmod" and syntax.case(p, t) == "of")) for f in freed) for t in heads)


def _holders(scene: Scene, earlier: list[EventDraft], draft: EventDraft) -> tuple[str, ...]:
    """Who holds those whose release is asked for: the doer of the last seizure told."""
    if not _frees(scene, draft):
        return ()
    mine = _mine(scene, draft)
    for old in reversed(earlier):
        event = old.event
        if event.type in ("ASSAULT", "COERCE") and event.mode in ("abduct", "arrest", "seize") and event.actors and not sides_of(scene, event.actors) & mine:
            return event.actors
    return ()


def _exchange(scene: Scene, earlier: list[EventDraft], draft: EventDraft) -> tuple[str, ...]:
    """The other end of this actor's latest acts and of those upon it, where all of them in the sentences before have the same."""
    mine = _mine(scene, draft)
    kinds = TARGETS if draft.event.type == "THREATEN" else ADDRESSEES
    found: dict[str, str] = {}
    for old in reversed(earlier):
        if scene.p.sent[draft.trigger] - scene.p.sent[old.trigger] > NEAR_SENTENCES - 1:
            break
        ends = (old.event.actors, old.event.recipients)
        for here, there in (ends, ends[::-1]):
            if len(there) == 1 and sides_of(scene, here) & mine and not sides_of(scene, there) & mine:
                actor = scene.cast.actors.get(there[0])
                if actor is None or (actor.kind in kinds and (actor.kind != "person" or actor.code)):
                    found.setdefault(side_of(scene, there[0]), there[0])
    return tuple(found.values()) if len(found) == 1 else ()


def _owns_only(scene: Scene, ident: str) -> bool:
    """Somebody without name or country who only owns what was hit ("the minister's house")."""
    heads = [i for i, who in scene.cast.latent.items() if who == ident]
    return bool(heads) and all(scene.p.dep[i] == "nmod:poss" and scene.p.pos[i] == "NOUN" for i in heads)


def _with_victims(scene: Scene, affair: Affair, draft: EventDraft) -> EventDraft:
    """An attack whose victims the clause leaves without a country: those of the place that was hit, else the opponent's."""
    event = draft.event
    known = tuple(r for r in event.recipients if not r.endswith(":unknown") and not _owns_only(scene, r))
    if not known and any(a.startswith("group:") for a in event.actors) and scene.p.lemma[draft.trigger] in ("trade", "exchange", "swap"):
        return draft  # "the two sides traded fire": on each other
    if known or event.modality == "historical" or (event.place is not None and event.place.country is None and not event.recipients):
        return draft  # at sea, or on ground that two states claim, nobody is hit for lack of another name
    kind = event.recipients[0].partition(":")[0] if event.recipients and not _owns_only(scene, event.recipients[0]) else "country"
    mine = _mine(scene, draft)
    country = event.place.country if event.place is not None and event.place.country else None
    if country is not None and country in mine:
        if not event.recipients:
            return draft
    elif country is None and event.recipients and not (mine and affair.opponent(mine)):
        country = affair.home
    elif country is None:
        found = affair.opponent(mine) if mine else None
        country = found if found and len(found) == 3 and found.isupper() else None if mine else country
        if found and country is None:
            recipients = _named(scene, affair, found)
            return replace(draft, event=replace(event, recipients=recipients), whom=recipients) if recipients else draft
    if country is None:
        return draft
    recipients = (f"{kind}:{country}",)
    return replace(draft, event=replace(event, recipients=recipients), whom=recipients)
