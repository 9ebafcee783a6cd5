"""Which proposal an answer is to, whose answer it is, and what it makes of the proposal (coding guide, section 6)."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.answer_things import POINTING, names_of
from goodoffices.ledger.answers import Reply
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.drafts import KINDS, Draft
from goodoffices.ledger.offers import proposer_of
from goodoffices.model import Actor, Date, Response

ENCOUNTERS = frozenset({"meeting", "talks", "visit", "call"})
#: Kinds of proposals that an answer may call a deal.
BARGAINS = frozenset({"ceasefire", "truce", "exchange", "agreement"})
#: Offices whose holder answers for himself, not on behalf of another.
LEADERS = ("president", "prime minister", "king", "emir", "chancellor", "premier", "leader", "chairman", "sultan", "head of state", "crown prince", "chief", "secretary-general", "pope")
FAR = 6



def target(desk: Desk, drafts: list[Draft], reply: Reply, by: str | None) -> Draft | None:
    """The proposal a reply of one party refers to: the one its words name, put to it by another, the latest before it."""
    best: tuple[float, Draft] | None = None
    for d in drafts:
        score = _fit(desk, d, reply, by)
        if score is not None and score >= 2 and (best is None or score >= best[0]):
            best = (score, d)
    return best[1] if best else None


def _fit(desk: Desk, d: Draft, reply: Reply, by: str | None) -> float | None:
    p = desk.p
    if d.trigger == reply.verb or d.proposer is None:
        return None
    if by is not None and (desk.same_party(d.proposer, by) or desk.overlapping(d.proposer, by)):
        return None
    apart = p.sent[reply.verb] - p.sent[d.trigger]
    if apart > FAR or apart < -FAR:
        return None
    if reply.things and not reply.things & (d.nouns | _words_for(desk, d)):
        return None
    score = 0.0
    asked = by is not None and d.addressee is not None and (desk.same_party(d.addressee, by) or desk.overlapping(d.addressee, by))
    if reply.weak and not (asked and (d.named or d.responses)):
        return None
    if asked:
        score += 1.5
    elif d.addressee is not None and d.named and by is not None and not named_here(reply, d):
        if not _joint_body(desk, d.addressee) or not _may_be_one(desk, d.addressee, by):
            return None
        score += 1.0 if (known := desk.actor(d.addressee)) is not None and _described(known) else 0.5
    else:
        score += 0.75
    what = reply.what
    if what is not None and p.lower[what] not in POINTING:
        score += _named_fit(desk, d, what, by)
        if p.lemma[what] in desk.words("l_bargain") and d.kind in BARGAINS and reply.answer == "accepts_with_conditions":
            score += 1.0
    elif what is not None:
        score += 1.0 if 0 <= apart <= 2 else -1.0
    elif reply.attending:
        if d.kind not in ENCOUNTERS or (reply.place is not None and not _held_there(desk, d, reply.place)):
            return None
        score += 0.75
    else:
        score += 0.5 if 0 <= apart <= 3 else -0.5
    if apart == 0 or (apart == 1 and d.trigger < reply.verb) or (apart == -1 and d.definite and not d.by_noun):
        score += 0.75
    elif 1 < apart <= 3:
        score += 0.4
    if d.trigger > reply.verb and (apart == 0 or not d.definite or d.by_noun):
        score -= 0.75
    return score


#: What is done in a truce with the arms.
ARMS = frozenset("fire attack hostility hostilities fighting gun arms weapon shelling strike bombing raid operation violence".split())


def _words_for(desk: Desk, d: Draft) -> frozenset[str]:
    """Words that say a proposal's kind."""
    return next((desk.words(w) for k, w in KINDS if k == d.kind), frozenset()) | (ARMS if d.kind in ("ceasefire", "truce") else frozenset())


def _held_there(desk: Desk, d: Draft, place: int) -> bool:
    """Is a place the one proposed, or in the country of a proposer who named none?"""
    found = next((m.place for m in desk.coding.places if m.head == place), None)
    if found is None:
        return False
    return found.name == d.venue.name if d.venue is not None else found.country is not None and found.country == desk.country(d.proposer)


def named_here(reply: Reply, d: Draft) -> bool:
    """Is the proposal read from the very word that the answer takes ("accepted a proposal by Cairo for a truce with Israel")?"""
    return d.by_noun and reply.what == d.trigger


def _joint_body(desk: Desk, ident: str) -> bool:
    """A commission or organisation that is to meet: the states in it answer for it."""
    actor = desk.actor(ident)
    return actor is not None and (actor.kind in ("igo", "unknown") or _described(actor))


def _described(actor: Actor) -> bool:
    """A group whose members the text does not name ("all the northern groups")."""
    return actor.kind == "group" and not actor.members


def _pair(actor: Actor) -> bool:
    return actor.count == 2 or actor.name.split()[-1:] in (["sides"], ["parties"], ["delegations"], ["camps"])


#: What those can be whom a word for several describes; words not listed may mean anybody.
CALLED = (({"groups", "movements", "factions", "rebels", "militias", "insurgents", "fighters"}, {"armed_group", "party", "ngo", "group", "person"}),
          ({"governments", "countries", "states", "capitals", "neighbours", "neighbors", "nations"}, {"government", "person", "country", "legislature"}))


def _may_be_one(desk: Desk, ident: str, by: str) -> bool:
    """Can a party be among those described, by what they are called? No government is one of "the northern groups"."""
    known, actor = desk.actor(ident), desk.actor(by)
    if known is None or actor is None or not _described(known):
        return True
    last = known.name.split()[-1]
    kinds = next((kinds for words, kinds in CALLED if last in words), None)
    official = actor.kind == "person" and (actor.code or "").endswith("GOV")
    return kinds is None or (actor.kind in kinds and not (official and "armed_group" in kinds))


def _named_fit(desk: Desk, d: Draft, what: int, by: str | None) -> float:
    """How well the word for what is answered fits a proposal: same thing, same owner, or a word for any proposal."""
    p = desk.p
    score = 0.0
    inside = {what, *(c for c in p.children[what])}
    if d.trigger in inside or any(p.head[d.trigger] == t for t in (what,)):
        return 2.5
    owned = [o for o in facts.owners(desk, what) if by is None or not desk.same_party(o, by)]
    if owned:
        if any(desk.same_party(d.proposer, o) for o in owned):
            score += 1.5
        else:
            return -3.0
    elif _of_something_else(desk, d, what):
        return -3.0
    lemma = p.lemma[what]
    kinds = next((desk.words(w) for k, w in KINDS if k == d.kind), frozenset())
    near = d.kind in ENCOUNTERS and any(lemma in desk.words(w) for k, w in KINDS if k in ENCOUNTERS)
    if lemma in d.nouns:
        score += 1.5
    elif near and not kinds & {lemma}:
        score += 0.75
    elif lemma in desk.words("d_paper") or lemma in kinds:
        score += 1.0
    else:
        score -= 0.5
    return score


#: Prepositions behind a word for a proposal that say what it is of.
OF_WHAT = frozenset({"for", "of", "on", "about", "over", "to"})


def _of_something_else(desk: Desk, d: Draft, what: int) -> bool:
    """Does a word for a proposal that has not been told before go on to say that it is of another thing ("an offer of aid", "calls for an inquiry")?"""
    p = desk.p
    if any(p.dep[c] == "nmod:poss" or (p.dep[c] == "det" and p.lower[c] not in ("a", "an", "another", "any")) for c in p.children[what]):
        return False
    places = {m.head for m in desk.coding.places}
    below = [c for c in p.children[what] if (p.dep[c] == "nmod" and syntax.case(p, c) in OF_WHAT) or (p.dep[c] in ("acl", "compound") and p.pos[c] != "PROPN")]
    below += [c for c in p.children[p.head[what]] if p.dep[c] == "obl" and syntax.case(p, c) in OF_WHAT and what + 1 in p.children[c]]
    told = [t for c in below for t in (desk.subtree(c) if p.dep[c] != "compound" else [c]) if p.pos[t] in ("NOUN", "VERB") and t not in places and not facts.parties(desk, t)]
    known = d.nouns | _words_for(desk, d) | {w for k, name in KINDS if k in ENCOUNTERS and d.kind in ENCOUNTERS for w in desk.words(name)} | desk.words("d_meeting_thing") | {p.lemma[d.trigger]}
    return bool(told) and not desk.lemmas(told) & known


# -- filing ------------------------------------------------------------------------------------------------------------------


def answer_all(desk: Desk, drafts: list[Draft], replies: list[Reply]) -> None:
    """Files every reply with the proposal it answers; takes back what its proposer withdraws."""
    for reply in replies:
        for ident in reply.by:
            found = target(desk, drafts, reply, ident)
            if found is not None:
                _file(desk, found, reply, ident)
        if not reply.by and reply.what is not None and (found := target(desk, drafts, reply, None)) is not None and found.named:
            for ident in _asked(desk, reply, found):
                _file(desk, found, reply, ident)
    for draft in drafts:
        _withdraw(desk, draft)


def is_answer(desk: Desk, drafts: list[Draft], replies: list[Reply], offer: Draft) -> bool:
    """Is a willingness only the yes to an earlier proposal ("Bamako said it was ready to go to Algiers")?"""
    words = {offer.trigger, facts.finite(desk, offer.trigger)}
    return any((r.verb in words or facts.finite(desk, r.verb) in words) and any(
        (d := target(desk, drafts, r, by)) is not None and d.trigger < offer.trigger for by in r.by) for r in replies)


def _asked(desk: Desk, reply: Reply, draft: Draft) -> tuple[str, ...]:
    """Who answers where the clause names nobody: the one addressee, or both where it says so ("was accepted by both sides")."""
    actor = desk.actor(draft.addressee)
    if actor is None:
        return ()
    if actor.kind != "group":
        return (actor.id,)
    p, subject = desk.p, syntax.logical_subject(desk.p, reply.verb)
    both = subject is not None and (p.lower[subject] == "both" or any(p.lower[c] == "both" for c in p.children[subject]))
    return tuple(actor.members) if both and len(actor.members) == 2 and not actor.unnamed else ()


def _file(desk: Desk, draft: Draft, reply: Reply, by: str) -> None:
    person, principal = _who(desk, reply, by)
    when = facts.when(desk, facts.finite(desk, reply.verb) if desk.p.pos[reply.verb] != "NOUN" else reply.verb, reply.verb)
    if when.start and desk.published and when.start > desk.published.isoformat():
        when = Date()
    if not when.start:
        when = facts.said_when(desk, reply.verb)
    response = Response(actor=person, on_behalf_of=principal, answer=reply.answer, date=when, evidence=(reply.span,))
    for k, old in enumerate(draft.responses):
        if not desk.same_party(old.on_behalf_of or old.actor, principal or person):
            continue
        if old.answer == reply.answer or (old.date.start and when.start and when.start < old.date.start):
            return
        if old.answer == "rejects" and reply.answer == "evades":
            return
        draft.responses[k] = response
        return
    draft.responses.append(response)
    _settle_addressee(desk, draft, reply, by)


def _settle_addressee(desk: Desk, draft: Draft, reply: Reply, by: str) -> None:
    """Who answers was asked, where nobody was named; of a group that is only described he is one of several."""
    known = desk.actor(draft.addressee)
    asked = draft.addressee is not None and (desk.same_party(draft.addressee, by) or desk.overlapping(draft.addressee, by))
    if named_here(reply, draft) and draft.named and draft.addressee is not None and not asked:
        draft.addressee = desk.group(list(dict.fromkeys((desk.principal(by), *(known.members if known is not None and known.members else (draft.addressee,))))))
        return
    joint = draft.addressee is not None and _joint_body(desk, draft.addressee)
    if (draft.named and not joint) or (asked and not joint):
        return
    sides = list(dict.fromkeys(desk.principal(r.on_behalf_of or r.actor) for r in draft.responses if r.actor))
    if known is not None and _described(known) and len(sides) < (2 if _pair(known) else 99):
        return
    draft.addressee, draft.named = sides[0] if len(sides) == 1 else desk.group(sides), False


def _who(desk: Desk, reply: Reply, by: str) -> tuple[str, str | None]:
    """Who gave the answer, and for whom: the person who speaks for a government or group, else the party itself."""
    p = desk.p
    actor = desk.actor(by)
    person = by if actor is not None and actor.kind == "person" else None
    if person is None:
        for word, noun in syntax.obliques(p, reply.verb):
            if word == "through":
                person = next((a for a in facts.parties(desk, noun) if (x := desk.actor(a)) is not None and x.kind == "person"), person)
    if person is None:
        speaker = desk.speaker_at(reply.verb)
        known = desk.actor(speaker)
        if speaker and known is not None and known.kind == "person" and desk.same_party(speaker, by):
            person = speaker
    if person is None:
        return by, None
    known = desk.actor(person)
    role = (known.role or "") if known else ""
    principal = by if by != person else desk.principal(person)
    if principal == person and known is not None and known.country and (known.code or "").endswith("REB"):
        groups = desk.armed(known.country)
        principal = groups[0] if len(groups) == 1 else person
    if principal == person:
        return person, None
    leads = any(role.startswith(x) or role.endswith(x) for x in LEADERS) and not role.startswith(("vice", "deputy", "spokes"))
    return person, None if leads and by == person else principal


def _withdraw(desk: Desk, draft: Draft) -> None:
    """"withdrew its offer", "took the plan back", "the offer no longer stands", by the one who made it."""
    p = desk.p
    for i in range(len(p.text)):
        if p.pos[i] != "VERB" or p.lemma[i] not in desk.words("d_withdraw"):
            continue
        if p.lemma[i] in ("pull", "take", "drop", "shelve") and not any(p.lower[c] in ("back", "off") for c in p.children[i]) and p.lemma[i] != "shelve":
            continue
        what = syntax.logical_object(p, i)
        if what is None or p.lemma[what] not in names_of(desk) or not facts.is_real(desk, i):
            continue
        by = proposer_of(desk, facts.subjects(desk, i))
        if by is not None and draft.proposer is not None and desk.same_party(by, draft.proposer) and (
                p.lemma[what] in desk.words("d_paper") or p.lemma[what] in draft.nouns):
            draft.withdrawn = True
            span = facts.clause_span(desk, i)
            if span not in draft.evidence:
                draft.evidence.append(span)
