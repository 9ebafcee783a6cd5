"""What a party puts to another for an answer, read from verbs of proposing, from readiness, and from the noun ("Oslo's plan")."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.drafts import PARTISAN, SIDES, Draft, kind_of
from goodoffices.ledger.venues import brings_together, with_hosts
from goodoffices.model import Date, Place, Span

#: Prepositions of a place that is named for a meeting, and of phrases that never name an addressee.
AT_PLACE = frozenset({"in", "at", "to"})
NOT_TO_WHOM = frozenset({"in", "at", "near", "on", "from", "over", "by", "about", "against", "of", "under", "after", "before", "since", "inside", "into", "through", "via", "during", "alongside", "as", "like", "besides", "despite", "without"})


def find_offers(desk: Desk, taken: frozenset[int]) -> Iterator[Draft]:
    """Offers in text order; words in `taken` are offers of a venue and left alone."""
    p = desk.p
    for i, lemma in enumerate(p.lemma):
        if i in taken:
            continue
        made: Draft | None = None
        if p.pos[i] == "VERB" and p.dep[i] != "amod":
            if lemma in desk.words("d_propose"):
                made = _proposed(desk, i)
            if made is None and lemma in desk.words("d_put"):
                made = _put(desk, i)
            if lemma == "invite":
                made = _invited(desk, i)
            if lemma == "ask":
                made = _asked_for_truce(desk, i)
        if made is None and p.pos[i] in ("ADJ", "VERB") and lemma in desk.words("d_ready") and p.dep[i] != "amod":
            made = _ready(desk, i)
        if made is None and p.pos[i] == "VERB" and lemma in desk.words("d_engage"):
            made = _would(desk, i)
        if made is None and p.pos[i] == "NOUN" and (lemma in desk.words("d_paper") or (lemma in desk.words("d_appeal") and _answered(desk, i))):
            made = _noun(desk, i)
        if made is not None:
            yield made


def find_loans(desk: Desk, loans: list[tuple[int, int, str]]) -> Iterator[Draft]:
    """An offer to host talks of named parties, which they may accept or turn down like a proposal."""
    for word, head, host in loans:
        inside = sorted({*facts.content(desk, word), *(t for c in _infinitives(desk, word) for t in (c, *facts.content(desk, c)))})
        kind = kind_of(desk, inside)
        made = _made(desk, word, host, kind if kind in ("talks", "meeting") else "talks", inside, firm=False, nouns={*_things(desk, inside), "offer", "invitation"})
        made.evidence, made.loan = [with_hosts(desk, facts.clause_span(desk, head), [host], word)], True
        yield made


def _infinitives(desk: Desk, word: int) -> list[int]:
    """What is offered to be done, also where the tree hangs it on as a clause beside ("offered to host talks between Peru and Ecuador")."""
    p = desk.p
    return [*syntax.complements(p, word), *(c for c in p.children[word] if p.dep[c] == "advcl" and p.tag[c] == "VB" and c in (word + 2, word + 3))]


def proposer_of(desk: Desk, idents: list[str]) -> str | None:
    """The party that makes a proposal: an official's government; a group of several as such; nobody outside politics."""
    sides = list(dict.fromkeys(desk.principal(a) for a in idents if (actor := desk.actor(a)) is not None and actor.kind in SIDES and not desk.is_outsider(a)))
    if not sides:
        return None
    return sides[0] if len(sides) == 1 else desk.group(sides)


def _proposed(desk: Desk, verb: int) -> Draft | None:
    """"proposed talks", "suggested that they meet", "offered to swap", "a truce proposed by Doha"."""
    p = desk.p
    if not facts.is_real(desk, verb):
        return None
    proposer = proposer_of(desk, facts.subjects(desk, verb))
    thing = _thing(desk, verb)
    complement = next(iter(syntax.complements(p, verb)), None)
    if proposer is None or (thing is None and complement is None):
        return None
    told = complement is not None and (p.tag[complement] in ("VBD", "VBZ") or any(
        p.tag[c] in ("VBD", "VBZ", "VBP", "MD") and p.lower[c] != "should" for c in p.children[complement] if p.dep[c] in ("aux", "cop", "aux:pass")))
    if told and p.lemma[verb] != "propose" and thing is None:
        return None
    inside = facts.content(desk, verb)
    lemmas = desk.lemmas(inside)
    if thing is not None and p.lemma[thing] not in desk.words("d_topic") and not _paper(desk, thing) and not _engaging(desk, thing) and (
            kind_of(desk, [thing, *p.children[thing]]) != "mediation"):
        return None
    if p.lemma[verb] in ("suggest", "float", "pitch") and not lemmas & (desk.words("d_topic") | desk.words("d_engage") | desk.words("d_paper")):
        return None
    kind = kind_of(desk, [*([thing] if thing is not None else []), *([complement, *p.children[complement]] if complement is not None else [])], inside)
    if kind == "other" and complement is not None and brings_together(desk, complement):
        kind = "meeting"
    made = _made(desk, verb, proposer, kind, inside, firm=kind != "other", nouns=_things(desk, inside))
    if not made.named and complement is not None and (other := _their_people(desk, complement, proposer)) is not None:
        made.addressee, made.named = other, True
    return made


def _their_people(desk: Desk, clause: int, proposer: str) -> str | None:
    """The other side whose people are to do what is proposed ("proposed that Slovak shippers pay half")."""
    lands = {actor.country for a in facts.subjects(desk, clause) if (actor := desk.actor(a)) is not None and actor.country}
    found = [r for r in desk.rivals(proposer) if (x := desk.actor(r)) is not None and x.country in lands]
    return found[0] if len(found) == 1 else None


def _things(desk: Desk, tokens: list[int]) -> set[str]:
    """What things a text speaks of, by which an answer may name the proposal."""
    return {desk.p.lemma[t] for t in tokens if desk.p.pos[t] == "NOUN"}


def _engaging(desk: Desk, noun: int) -> bool:
    """A noun whose own phrase tells of talks ("a date for talks", "a new round of negotiations")."""
    return any(desk.p.lemma[c] in desk.words("d_topic") for c in desk.p.children[noun] if desk.p.dep[c] in ("nmod", "compound"))


def _thing(desk: Desk, verb: int) -> int | None:
    """The thing offered: the object that is no party (of two objects the later one), or what a passive is about."""
    p = desk.p
    times = {t.head for t in desk.times_by_sentence.get(p.sent[verb], ())}
    objects = [c for c in p.children[verb] if p.dep[c] in ("obj", "iobj", "obl:unmarked", "nsubj:pass") and p.pos[c] in ("NOUN", "PROPN", "PRON") and c not in times]
    if not objects or (p.dep[verb] == "acl:relcl" and all(p.lower[o] in ("which", "that") for o in objects)):
        found = syntax.logical_object(p, verb)
        objects = [found] if found is not None else []
    objects += [c for c in p.children[verb] if p.dep[c] == "obl" and syntax.case(p, c) in ("over", "forward", "out", "up") and p.lemma[c] in desk.words("d_paper")]
    things = [o for o in objects if not facts.parties(desk, o) and p.pos[o] != "PRON" and o not in times and p.lemma[o] not in ("party", "side")]
    return things[-1] if things else None


def _paper(desk: Desk, noun: int) -> bool:
    """A word for a proposal, or what a draft is of ("a draft agreement", "a peace plan")."""
    p = desk.p
    return p.lemma[noun] in desk.words("d_paper") or any(p.dep[c] in ("compound", "amod") and p.lemma[c] in ("draft", "compromise", "counter") for c in p.children[noun])


def _put(desk: Desk, verb: int) -> Draft | None:
    """"put forward a plan", "sent both sides a draft", "made an offer", "handed over Lima's draft" (Lima's then)."""
    p = desk.p
    thing = _thing(desk, verb)
    if thing is None and p.lemma[verb] == "present":  # "presented both sides with a plan"
        thing = next((n for word, n in syntax.obliques(p, verb) if word == "with" and _paper(desk, n)), None)
    if thing is None or not _paper(desk, thing) or not facts.is_real(desk, verb):
        return None
    if p.lemma[thing] in ("bid", "text", "package", "scheme", "framework", "compromise") and p.lemma[verb] in ("make", "give", "set", "bring", "carry", "announce"):
        return None
    subject = facts.subjects(desk, verb)
    author = [o for o in facts.owners(desk, thing) if not any(desk.same_party(o, s) for s in subject)]
    proposer = proposer_of(desk, author if author and (p.lemma[verb] in desk.words("d_courier") or not subject) else subject)
    if proposer is None:
        return None
    inside = facts.content(desk, verb)
    kind = kind_of(desk, facts.content(desk, thing), [thing])
    made = _made(desk, verb, proposer, kind, inside, firm=kind != "other" or p.lemma[thing] in desk.words("d_firm_paper"), nouns={p.lemma[thing], *_things(desk, facts.content(desk, thing))})
    made.definite = _is_definite(desk, thing)
    if not subject:  # "Lima's plan, put to both sides on Monday": to nobody it may be a plan of its own
        made.firm, made.definite = made.named, True
    if p.dep[verb] in ("acl", "acl:relcl") and p.head[verb] == thing:
        made.evidence = [desk.span(min(thing, *(c for c in p.children[thing] if p.dep[c] not in ("case", "punct", "cc"))), syntax.extent(p, verb)[1])]
    if kind == "other" and p.lemma[thing] in ("invitation", "invite"):
        made.kind = "meeting"
    return made


def _is_definite(desk: Desk, noun: int) -> bool:
    p = desk.p
    return any(p.lower[c] in ("the", "this", "that", "its", "his", "her", "their", "our") for c in p.children[noun] if p.dep[c] in ("det", "nmod:poss"))


def _invited(desk: Desk, verb: int) -> Draft | None:
    """"invited Quito to talks in Loja", "invited her to come"; not journalists, observers or investors."""
    p = desk.p
    guest = syntax.logical_object(p, verb)
    if guest is None or not facts.is_real(desk, verb):
        return None
    guests = [a for a in facts.parties(desk, guest) if (actor := desk.actor(a)) is not None and actor.kind in SIDES]
    proposer = proposer_of(desk, facts.subjects(desk, verb))
    if not guests and proposer is not None:
        guests = _camps(desk, guest, proposer)
    if proposer is None or not guests or any(desk.same_party(proposer, g) for g in guests):
        return None
    inside = facts.content(desk, verb)
    below = [c for c in p.children[verb] if c != guest]
    kind = kind_of(desk, below, inside)
    if kind == "other":
        kind = "visit" if any(m.head in inside for m in desk.coding.places) else "meeting"
    made = _made(desk, verb, proposer, kind, inside, firm=True, nouns={"invitation", "invite"})
    made.addressee, made.named = _joined(desk, [desk.principal(g) for g in guests]), True
    return made


def _camps(desk: Desk, noun: int, proposer: str) -> list[str]:
    """Parties that a phrase only describes ("both delegations", "the warring parties", "all the northern groups"): the two sides of the affair where two are meant, else a group of its own."""
    p = desk.p
    words = {p.lower[c] for c in p.children[noun] if p.dep[c] in ("det", "nummod", "amod", "det:predet")}
    if p.lemma[noun] not in desk.words("d_camp") or p.tag[noun] != "NNS" or not words & {"both", "two", "all", "warring", "rival", "three", "four", "five", "feuding"}:
        return []
    two = p.lemma[noun] in ("side", "party", "delegation", "camp", "team") and not words & {"all", "three", "four", "five"}
    rivals = desk.rivals(proposer) if two else []
    return rivals if len(rivals) == 2 else [desk.described(noun)]


def _asked_for_truce(desk: Desk, verb: int) -> Draft | None:
    """A mediator who asks both sides for a truce or its renewal, without a date by which."""
    p = desk.p
    complement = next(iter(syntax.complements(p, verb)), None)
    asked = syntax.logical_object(p, verb)
    if complement is None or asked is None or p.lemma[complement] not in ("extend", "renew", "prolong", "declare", "observe", "accept", "sign", "agree") or not facts.is_real(desk, verb):
        return None
    inside = facts.content(desk, complement)
    kind = kind_of(desk, inside)
    proposer = proposer_of(desk, facts.subjects(desk, verb))
    guests = facts.parties(desk, asked)
    if proposer is None or not guests or kind not in ("truce", "ceasefire") or any(t.kind == "deadline" for t in facts.times(desk, verb, complement)):
        return None
    made = _made(desk, verb, proposer, kind, inside, firm=True, nouns=_things(desk, inside))
    made.addressee, made.named = _joined(desk, [desk.principal(g) for g in guests]), True
    return made


def _ready(desk: Desk, word: int) -> Draft | None:
    """Readiness for something with a named counterpart, or for talks, an exchange, a truce."""
    p = desk.p
    if not facts.is_real(desk, word) or any(p.lower[c] in ("less", "hardly") for c in p.children[word]):
        return None
    proposer = proposer_of(desk, facts.subjects(desk, word) or _told_of(desk, word))
    complement = next(iter(syntax.complements(p, word)), None)
    inside = facts.content(desk, word) if complement is None else [complement, *facts.content(desk, complement)]
    if proposer is None or not inside or facts.is_opinion(desk, word, proposer):
        return None
    if complement is not None and (takes_in(desk, complement) or takes_up(desk, complement)):
        return None
    bargain = complement is not None and bool(_asked_of(desk, complement, proposer))
    if complement is not None and p.lemma[complement] not in desk.words("d_engage") and not _sets_up(desk, complement) and not bargain:
        return None
    nouns = [t for t in inside if p.pos[t] in ("NOUN", "VERB") and p.lemma[t] in desk.words("d_topic")]
    kind = kind_of(desk, [t for t in inside if p.head[t] in (word, complement) or t == complement], inside)
    made = _made(desk, word, proposer, kind, inside, firm=True, nouns={*_things(desk, inside), "offer", "readiness"})
    founding = complement is not None and _sets_up(desk, complement)
    if bargain and kind == "other":
        made.kind = "agreement"
    elif (kind == "other" and not founding) or (not nouns and not made.named) or (complement is None and not nouns):
        return None
    return made


def takes_in(desk: Desk, verb: int) -> bool:
    """ "receive refugees", "welcome investors": no party is met."""
    if desk.p.lemma[verb] not in ("receive", "welcome"):
        return False
    objects = [n for c in desk.p.children[verb] if desk.p.dep[c] == "obj" for n in syntax.conjuncts(desk.p, c)]
    return bool(objects) and not any((a := desk.actor(x)) is not None and a.kind in SIDES for n in objects for x in facts.parties(desk, n)) and not (
        desk.lemmas(objects) & (desk.words("d_meeting_thing") | {"him", "he", "she", "they", "representative", "envoy", "emissary", "official", "counterpart", "delegate"}))


def takes_up(desk: Desk, verb: int) -> bool:
    """ "prepared to accept the truce", "would gladly accept Oslo's help", "ready to consider it": who says so answers what another has put, and puts nothing himself."""
    p = desk.p
    if p.lemma[verb] not in desk.words("d_accept") | desk.words("d_evade") or p.lemma[verb] in ("welcome", "back"):
        return False
    things = [c for c in p.children[verb] if p.dep[c] == "obj"] + [n for word, n in syntax.obliques(p, verb) if word in ("to", "with") and p.pos[n] != "PROPN"]
    return any(p.lower[t] in ("it", "this", "that", "them", "these", "both") or _is_definite(desk, t) or facts.owners(desk, t) or any(p.lemma[c] in desk.words("d_propose") for c in p.children[t]) for t in things)


def _told_of(desk: Desk, word: int) -> list[str]:
    """The subject of "is prepared to ...", where the parser sees a passive."""
    found = syntax.dep(desk.p, word, "nsubj:pass")
    return facts.parties(desk, found) if found is not None else []


def _sets_up(desk: Desk, verb: int) -> bool:
    """ "set up a joint commission", "form a panel", "put the case before a tribunal"."""
    p = desk.p
    if p.lemma[verb] not in ("set", "establish", "create", "form", "appoint", "put", "submit", "refer", "accept", "agree", "consider"):
        return False
    return any(p.dep[c] in ("obj", "obl") and p.lemma[c] in desk.words("d_topic") for c in p.children[verb])


def _would(desk: Desk, verb: int) -> Draft | None:
    """"would gladly sit down with her", "would be happy to ..." are read at their adjective; here the bare would of one's own offer."""
    p = desk.p
    event = facts.event_at(desk, verb)
    if event is None or event.event.type != "AGREE" or event.event.modality not in ("offered", "conditional") or not facts.is_real(desk, verb):
        return None
    if "would" not in syntax.auxiliaries(p, verb) or p.lemma[verb] not in ("meet", "talk", "sit", "negotiate", "receive", "exchange", "swap", "speak", "mediate"):
        return None
    proposer = proposer_of(desk, facts.subjects(desk, verb))
    if proposer is None or facts.is_opinion(desk, verb, proposer):
        return None
    inside = facts.content(desk, verb)
    made = _made(desk, verb, proposer, kind_of(desk, [verb, *p.children[verb]], inside), inside, firm=True, nouns={*_things(desk, inside), "offer"})
    return made if made.named else None


def _noun(desk: Desk, noun: int) -> Draft | None:
    """"Oslo's offer of talks", "a proposal by Oslo to resume the talks"; a bare "plan" of a government at home is none."""
    p = desk.p
    if p.dep[noun] in ("compound", "amod") or any(p.dep[c] == "amod" and p.lemma[c] in ("previous", "earlier", "past", "former", "failed", "possible", "any") for c in p.children[noun]):
        return None
    if any(p.dep[c] == "det" and p.lower[c] in ("any", "no", "every", "such") for c in p.children[noun]):
        return None
    proposer = proposer_of(desk, list(facts.owners(desk, noun)))
    if proposer is None:
        return None
    inside = facts.content(desk, noun)
    kind = kind_of(desk, [c for c in inside if p.head[c] == noun], inside)
    if kind == "other" and (beside := _hung_too_high(desk, noun)):
        inside = sorted({*inside, *beside})
        kind = kind_of(desk, inside)
    named = p.lemma[noun] in ("invitation", "invite", "offer", "proposal")
    if kind == "other" and p.lemma[noun] not in desk.words("d_firm_paper"):
        return None
    if p.lemma[noun] == "plan" and kind == "other":
        return None
    if p.lemma[noun] in desk.words("d_appeal"):
        if kind not in ("truce", "ceasefire", "talks", "meeting", "mediation", "exchange", "visit"):
            return None
        named = True
    made = _made(desk, noun, proposer, kind, inside, firm=kind != "other" and named, nouns={p.lemma[noun], *_things(desk, inside)})
    if p.lemma[noun] in ("invitation", "invite") and kind == "other":
        made.kind = "visit" if made.venue else "meeting"
    if (own := desk.actor(proposer)) is not None and own.country and made.venue and made.venue.country == own.country and p.lemma[noun] not in ("invitation", "invite"):
        made.venue = made.venue if any(p.lower[c] in ("in", "at") for t in inside for c in p.children[t] if p.dep[c] == "case") else None
    made.evidence = [_noun_span(desk, noun)]
    made.definite = _is_definite(desk, noun) or any(p.dep[c] == "nmod:poss" for c in p.children[noun])
    made.confidence, made.by_noun = 0.6, True
    return made


def _answered(desk: Desk, noun: int) -> bool:
    """A request that somebody takes, turns down or looks into is put to him for an answer ("are weighing a Qatari request to prolong the truce")."""
    p, verb = desk.p, desk.p.head[noun]
    answering = desk.words("d_accept") | desk.words("d_reject") | desk.words("d_evade")
    return p.pos[verb] == "VERB" and p.lemma[verb] in answering and p.dep[noun] in ("obj", "nsubj:pass") and bool(facts.subjects(desk, verb)) and p.lemma[verb] not in ("welcome", "back", "endorse")


def _hung_too_high(desk: Desk, noun: int) -> list[int]:
    """What a proposal is of, where the tree hangs it on the verb of the answer ("agreed to an offer by Oslo to hold talks", "... for talks")."""
    p, verb = desk.p, desk.p.head[noun]
    if p.pos[verb] != "VERB" or p.lemma[verb] not in desk.words("d_accept") | desk.words("d_reject") | desk.words("d_evade"):
        return []
    found = [c for c in p.children[verb] if c > noun and ((p.dep[c] == "obl" and syntax.case(p, c) in ("for", "on")) or (p.dep[c] in ("advcl", "xcomp") and p.tag[c] == "VB"))]
    return [t for c in found for t in (c, *facts.content(desk, c))]


def _noun_span(desk: Desk, noun: int) -> Span:
    return facts.phrase_span(desk, noun)


def _made(desk: Desk, head: int, proposer: str, kind: str, inside: list[int], *, firm: bool, nouns: set[str]) -> Draft:
    p = desk.p
    event = facts.event_at(desk, head)
    when = facts.when(desk, head) if p.pos[head] != "NOUN" else Date()
    if not when.start and p.pos[head] != "NOUN":
        when = facts.said_when(desk, head)
    when = _not_of_the_content(desk, head, when, inside)
    found = _partners(desk, head, inside, proposer) or _written_to(desk, head, proposer) or _asked_of(desk, head, proposer) or _brought_together(desk, head, proposer)
    carrier = facts.finite(desk, head) if p.pos[head] != "NOUN" else head
    return Draft(kind=kind, proposer=proposer, addressee=_joined(desk, found), trigger=head, date=when, venue=venue_of(desk, inside, kind),  # type: ignore[arg-type]
                 evidence=[facts.clause_span(desk, carrier)], event=event.event.id if event else None,
                 statement=desk.statement_at(head), confidence=event.event.confidence if event else 0.7,
                 conditional=facts.has_condition(desk, head), named=bool(found), firm=firm, nouns=nouns)


def _written_to(desk: Desk, head: int, proposer: str) -> list[str]:
    """To whom was sent what proposes something ("has written to his Tongan counterpart proposing a meeting"); whose words of offering are run together with the thing ("offered Armenia talks")."""
    p, above = desk.p, desk.p.head[head]
    found: list[str] = []
    if p.dep[head] in ("advcl", "acl", "xcomp") and p.tag[head] in ("VBG", "VB") and above < head:
        verb = above if p.pos[above] == "VERB" else p.head[above]
        found = [a for c in p.children[verb] if p.dep[c] in ("obl", "iobj", "obj") and (syntax.case(p, c) == "to" or (not syntax.case(p, c) and p.dep[c] == "iobj")) for a in facts.parties(desk, c)]
    elif p.lemma[head] in ("offer", "propose", "grant") and p.pos[head] == "VERB" and (thing := syntax.dep(p, head, "obj")) is not None:
        found = [a for c in p.children[thing] if p.dep[c] in ("compound", "nmod:desc", "nmod:unmarked") and p.pos[c] == "PROPN" and c == head + 1 for a in (desk.coding.cast.by_head.get(c) or desk.coding.cast.modifier.get(c),) if a]
    return [desk.principal(a) for a in found if (x := desk.actor(a)) is not None and x.kind in PARTISAN and not desk.same_party(a, proposer)]


def _brought_together(desk: Desk, head: int, proposer: str) -> list[str]:
    """The two or more states whose meeting a third party proposes ("a meeting of the ministers of Sudan and Chad")."""
    event = facts.event_at(desk, head)
    found = [desk.principal(a) for a in event.event.recipients if (x := desk.actor(a)) is not None and x.kind in PARTISAN] if event is not None else []
    return found if len(found) > 1 and not any(desk.same_party(a, proposer) for a in found) else []


def _asked_of(desk: Desk, head: int, proposer: str) -> list[str]:
    """Who is to do its part ("offered to let the lorries through if the police pulled back")."""
    for verb in (head, *syntax.complements(desk.p, head)):
        clause = facts.others_part(desk, verb) if desk.p.pos[verb] != "NOUN" else None
        if clause is not None:
            return counterparts(desk, clause, proposer)
    return []


def counterparts(desk: Desk, clause: int, proposer: str) -> list[str]:
    """The parties that act in a clause, other than the one who proposes."""
    acting = [desk.principal(a) for a in facts.subjects(desk, clause) if (x := desk.actor(a)) is not None and x.kind in SIDES | {"police"} and not desk.is_outsider(a)]
    return [a for a in dict.fromkeys(acting) if not desk.same_party(a, proposer)]


def _not_of_the_content(desk: Desk, head: int, when: Date, inside: list[int]) -> Date:
    """The day proposed is not the day of the proposal: a coming day, or one that hangs inside what is proposed."""
    p = desk.p
    if when.start and desk.published and when.start > desk.published.isoformat():
        return facts.said_when(desk, head)
    for t in desk.times_by_sentence.get(p.sent[head], ()):
        if t.date == when and t.head in inside and p.head[t.head] != head:
            said = facts.said_when(desk, head)
            return said if said != when else Date()
    return when


#: "a ceasefire in Gaza" is to hold there, and nobody meets there.
ON_THE_GROUND = frozenset("""ceasefire cease-fire truce pause lull halt end war fighting conflict hostility violence withdrawal crisis settlement situation people refugee prisoner
referendum election patrol force troop zone monitor observer peace peacekeeper strike attack bombing operation siege blockade mission corridor aid relief reconstruction ambassador
embassy interest investment project base""".split())


def venue_of(desk: Desk, tokens: list[int], kind: str) -> Place | None:
    """The place named for what is proposed, where that is to meet."""
    p = desk.p
    if kind in ("ceasefire", "truce", "exchange") and not desk.lemmas(tokens) & desk.words("d_meeting_thing") and not any(p.lemma[t] in ("host", "meet", "sign") for t in tokens):
        return None
    inside = frozenset(t for t in tokens if not (p.dep[t] == "nmod" and p.lemma[p.head[t]] in ON_THE_GROUND))
    for m in desk.coding.places:
        if m.head in inside and (syntax.case(desk.p, m.head) in AT_PLACE) and m.head not in desk.coding.cast.by_head:
            return m.place
    return next((m.place for m in desk.coding.places if m.head in inside and syntax.case(desk.p, m.head) in ("in", "at")), None)


def _partners(desk: Desk, head: int, inside: list[int], proposer: str) -> list[str]:
    """Parties named in what is offered that are not the proposer: to whom, with whom, between whom."""
    p = desk.p
    found: list[str] = []
    for t in inside:
        if p.dep[t] in ("amod", "compound", "flat") or (p.dep[t] == "nmod:poss" and t not in desk.coding.cast.by_head):
            continue
        word = syntax.case(p, t)
        node = t
        while not word and p.dep[node] == "conj" and p.head[node] in inside:
            node = p.head[node]
            word = syntax.case(p, node)
        if word in NOT_TO_WHOM or (word == "for" and p.pos[t] != "PRON"):
            continue
        if t not in desk.coding.cast.by_head and p.lower[t] in ("sides", "parties", "both") and p.pos[t] in ("NOUN", "PRON"):
            found += [m for m in _camps(desk, t, proposer) or desk.rivals(proposer) if m not in found]
        elif t not in desk.coding.cast.by_head and word == "to" and p.pos[t] == "NOUN":
            found += [m for m in _camps(desk, t, proposer) if m not in found]
        for ident in ([desk.coding.cast.by_head[t]] if t in desk.coding.cast.by_head else []):
            actor = desk.actor(ident)
            if actor is None or actor.kind not in SIDES or desk.is_outsider(ident):
                continue
            if actor.kind == "group":
                members = [desk.principal(m) for m in actor.members]
                if len(members) > 1 and not actor.unnamed:
                    found += [m for m in members if not desk.same_party(m, proposer) and m not in found]
                elif ident not in found and actor.kind == "group" and (actor.count == 2 or p.lower[t] in ("sides", "parties")):
                    found += [m for m in desk.rivals(proposer) or [ident] if m not in found]
                continue
            if actor.kind in PARTISAN | {"igo"} and not desk.same_party(ident, proposer) and not any(desk.same_party(ident, f) for f in found):
                found.append(desk.principal(ident))
    states = [f for f in found if (a := desk.actor(f)) is not None and a.kind in PARTISAN]
    return states or found


def _joined(desk: Desk, idents: list[str]) -> str | None:
    unique = list(dict.fromkeys(idents))
    if not unique:
        return None
    return unique[0] if len(unique) == 1 else desk.group(unique) if len(unique) <= 6 else None
