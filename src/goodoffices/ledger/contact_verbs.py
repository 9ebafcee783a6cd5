"""Contacts told by verbs: met, rang, flew to, signed somewhere, spent hours with, told by telephone."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.contact_parts import PHONE, Seen, channel_of, companions, fought, is_group, made_seen, one_each, status_of, table, where
from goodoffices.ledger.contact_sides import both_sides, counterpart
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.venue_hosts import seat
from goodoffices.model import Channel, ContactStatus

#: What two sides do together, and cities where one goes to meet a body, not the government.
TOGETHER = frozenset("meet confer talk speak negotiate convene gather sit huddle see".split())
SEATS = frozenset({"new york", "geneva", "brussels", "strasbourg", "davos", "the hague", "vienna"})
STAYING_AWAY = frozenset({"boycott", "skip", "shun", "snub"})
ROOMS = frozenset({"room", "table", "hall", "building", "villa", "palace", "compound"})
#: Verbs behind "where" that tell whom a traveller meets, and nouns that only tell that he travels.
MEETING = frozenset({"meet", "confer", "negotiate", "consult", "parley", "speak", "talk"})
GOING = frozenset({"visit", "trip", "stopover", "layover", "exchange"})
#: What somebody goes somewhere for.
SEEKING = frozenset({"meet", "see", "visit", "mediate", "consult", "talk", "hold", "confer", "speak", "brief", "negotiate", "discuss"})
MEALS = frozenset({"dinner", "lunch", "breakfast"})
ENVOYS = frozenset("delegation envoy team minister negotiator delegate representative emissary mediator mission diplomat".split())


def hailed(desk: Desk, verb: int) -> Seen | None:
    """"met", "spoke by phone with", "called", "visited", "wrote to", "received", "sat down with"."""
    p = desk.p
    lemma = p.lemma[verb]
    if lemma == "shuttle":
        return shuttled(desk, verb)
    if lemma == "discuss":
        return told(desk, verb) or discussed(desk, verb)
    if fought(desk, verb):
        return None
    if lemma in ("dine", "lunch", "shake") and not companions(desk, verb) and len(facts.subjects(desk, verb)) < 2:
        return None
    if lemma == "shake" and not any(p.lemma[c] == "hand" for c in p.children[verb]):
        return None
    if lemma == "call" and p.lower[verb + 1 : verb + 2] == ("on",):
        return called_on(desk, verb)
    if lemma in ("speak", "talk") and any(word == "of" for word, _ in syntax.obliques(p, verb)) and not companions(desk, verb):
        return None  # "both spoke of the need for peace": to whom, nobody says
    if lemma == "call" and (p.lower[min(verb + 1, len(p.text) - 1)] in ("on", "for", "off", "in", "out", "up", "upon") or any(w == "for" for w, _ in syntax.obliques(p, verb)) or syntax.dep(p, verb, "xcomp", "ccomp") is not None):
        return None
    if lemma == "reach" and not any(p.lemma[c] in PHONE for c in facts.content(desk, verb)):
        return None
    if lemma == "sit" and not any(p.lower[c] == "down" for c in p.children[verb]) and not companions(desk, verb):
        return None
    who = table(desk, facts.subjects(desk, verb))
    found = syntax.logical_object(p, verb)
    if found is not None and p.lower[found] in ("face", "face-to-face", "each", "one", "hands"):
        found = None
    if found is not None and _own_people(desk, found):
        return None
    if lemma == "call" and any(p.lower[c] == "back" for c in p.children[verb]):
        return None
    if lemma in ("see", "welcome", "greet") and not _in_person(desk, verb, found):
        return None
    whom = table(desk, facts.parties(desk, found)) if found is not None else ()
    if found is not None and whom:
        more = [a for c in p.children[found] if p.dep[c] == "appos" for a in facts.parties(desk, c)]
        whom = one_each(desk, table(desk, [*whom, *more]))
    if found is not None and not whom and lemma in ("meet", "call", "receive", "consult") and p.lemma[found] not in ("talk", "talks", "meeting", "negotiation"):
        return None
    if lemma == "write":
        whom = table(desk, [a for word, n in syntax.obliques(p, verb) if word == "to" for a in facts.parties(desk, n)]) or whom
        if not whom:
            return None
    with_whom = companions(desk, verb)
    if lemma in ("visit", "call", "phone", "telephone", "ring", "write", "receive", "host", "see", "welcome", "greet"):
        with_whom = ()
    if lemma in ("speak", "talk") and not with_whom:
        with_whom = table(desk, [a for word, n in syntax.obliques(p, verb) if word == "to" for a in facts.parties(desk, n)])
        if not with_whom and not (len(who) > 1 or is_group(desk, who)):
            return None
    if lemma == "visit" and not whom and found is not None:
        host = host_of(desk, found)
        whom = (host,) if host and not any(desk.same_party(host, w) for w in who) else ()
    if lemma in ("host", "receive") and not whom:
        return None
    if desk.lemmas(facts.content(desk, verb)) & desk.words("d_not_contact") and lemma in ("meet", "call", "receive", "visit", "host", "write", "speak", "talk") and not (whom or with_whom):
        return None
    when = facts.when(desk, verb, facts.finite(desk, verb))
    if lemma in TOGETHER and not whom and not with_whom and len(who) < 2 and not any((a := desk.actor(x)) and a.members for x in who) and (when.start or where(desk, verb)):
        who = both_sides(desk, syntax.logical_subject(p, verb)) or who
    status = status_of(desk, verb, when)
    channel = channel_of(desk, verb)
    if lemma in ("visit", "welcome", "greet"):
        channel = "visit"
    elif lemma in ("see", "shake", "dine", "lunch"):
        channel = "meeting"
    head = facts.finite(desk, verb)
    together = lemma not in ("call", "phone", "telephone", "ring", "visit", "write", "speak", "talk")
    group = len(who) == 1 and is_group(desk, who) and not whom and not with_whom and lemma in ("meet", "confer", "talk", "speak", "negotiate", "convene", "gather", "sit", "huddle", "see")
    if lemma in ("meet", "gather", "convene", "see") and not whom and not with_whom and len(who) == 1 and not group:
        return None
    return made_seen(desk, verb, who, tuple(dict.fromkeys((*whom, *with_whom))), channel, status, when, where(desk, verb), head, together=together, group=group)


def attended(desk: Desk, verb: int) -> Seen | None:
    """"will attend talks in Arusha", "boycotted the meeting", "will not send delegates to a round of talks with": who comes to a table, or stays away."""
    p = desk.p
    found = syntax.logical_object(p, verb)
    sending = p.lemma[verb] in ("send", "dispatch")
    if sending:
        if found is None or not {p.lemma[t] for t in (found, *p.children[found])} & ENVOYS:
            return None
        found = next((n for word, n in (*syntax.obliques(p, verb), *syntax.obliques(p, found)) if word == "to"), None)
    if found is None:
        return None
    talks = found
    while p.lemma[talks] in ("round", "session", "day", "series") and (inner := next((n for word, n in syntax.obliques(p, talks) if word == "of"), None)) is not None:
        talks = inner
    encounter = bool({p.lemma[found], p.lemma[talks], p.lower[talks]} & (desk.words("d_contact_noun") - {"exchange", "call"} - MEALS))
    who = table(desk, facts.subjects(desk, verb))
    whom = companions(desk, verb, found, talks)
    place = where(desk, talks) or where(desk, found) or where(desk, verb)
    when = facts.when(desk, verb, found, talks)
    if not encounter and (not sending or p.lemma[syntax.logical_object(p, verb) or verb] in ("team", "mission")):
        return None
    if not encounter:
        host = host_of(desk, found)
        land = next((x.country for a in facts.parties(desk, found) if (x := desk.actor(a)) is not None and x.kind == "government"), None)
        place = place or seat(desk, [found], land)
        whom = whom or one_each(desk, table(desk, sought(desk, verb)))
        if sending and not whom and met_there(desk, verb):
            return None
        whom = whom or (tuple(w for w in (host,) if w and place and place.name.lower() not in SEATS) if sending else ())
        whom = whom or (tuple(s for s in both_sides(desk, found) if not any(desk.same_party(s, w) for w in who)) if sending else ())
    elif not whom and len(who) == 1 and (place or when.start or facts.is_negated(desk, verb)):
        other = counterpart(desk, who[0])
        whom = (other,) if other else ()
    status = status_of(desk, verb, when)
    if p.lemma[verb] in STAYING_AWAY:
        status = "refused" if status in ("held", "planned") else None
    channel: Channel = "meeting" if encounter else "envoy" if found is not None and sending else "visit"
    return made_seen(desk, verb, who, whom, channel, status, when, place, facts.finite(desk, verb), together=True, sure=0.6)


def _own_people(desk: Desk, found: int) -> bool:
    """"consulted its commanders", not "met his counterpart"."""
    p = desk.p
    return p.tag[found] in ("NNS", "NN") and p.lemma[found] not in ("counterpart", "colleague", "opposite", "number", "rival", "neighbour", "neighbor", "host", "guest", "foe") and any(
        p.dep[c] == "nmod:poss" and p.lower[c] in ("its", "their", "his", "her") for c in p.children[found])


def _in_person(desk: Desk, verb: int, found: int | None) -> bool:
    """"saw the president in Taipei on Wednesday", "will see each other in Lima", not "saw no reason", "welcomed the plan"."""
    p = desk.p
    if syntax.dep(p, verb, "xcomp", "ccomp") is not None or any(word == "as" for word, _ in syntax.obliques(p, verb)):
        return False
    told = where(desk, verb) is not None or bool(facts.when(desk, verb).start)
    if found is None:
        return p.lemma[verb] == "see" and told and any(p.lower[c] in ("each", "one") and p.dep[c] == "obj" for c in p.children[verb])
    guests = [desk.actor(a) for a in facts.parties(desk, found)]
    if not told or not guests or not all(g is not None and g.kind in ("person", "group", "government") for g in guests):
        return False
    return p.lemma[verb] != "welcome" or (all(g is not None and g.kind == "person" for g in guests) and where(desk, verb) is not None)


def called_on(desk: Desk, verb: int) -> Seen | None:
    """"called on Déby on Monday": a visit to a person, not a call to do something."""
    p = desk.p
    if syntax.dep(p, verb, "xcomp", "ccomp", "advcl") is not None or any(word in ("to", "for") for word, _ in syntax.obliques(p, verb)):
        return None
    hosts = [a for word, n in syntax.obliques(p, verb) if word == "on" for a in facts.parties(desk, n)]
    if not hosts or not all((x := desk.actor(a)) is not None and x.kind == "person" for a in hosts):
        return None
    when = facts.when(desk, verb)
    return made_seen(desk, verb, table(desk, facts.subjects(desk, verb)), one_each(desk, table(desk, hosts)), "visit", status_of(desk, verb, when), when, where(desk, verb),
                     facts.finite(desk, verb), together=True)


def on_the_line(desk: Desk, verb: int) -> Seen | None:
    """"had the prime minister on the line", "got both commanders on the phone"."""
    p = desk.p
    found = syntax.logical_object(p, verb)
    if found is None or not any(word in ("on", "to") and p.lemma[n] in PHONE - {"call"} for word, n in (*syntax.obliques(p, verb), *syntax.obliques(p, found))):
        return None
    when = facts.when(desk, verb)
    more = [a for c in p.children[found] if p.dep[c] == "appos" for a in facts.parties(desk, c)]
    whom = one_each(desk, table(desk, [*facts.parties(desk, found), *more]))
    return made_seen(desk, verb, table(desk, facts.subjects(desk, verb)), whom, "call", status_of(desk, verb, when), when, None, facts.finite(desk, verb))


def discussed(desk: Desk, verb: int) -> Seen | None:
    """"discussed it in Ankara on Wednesday", "discussed the dam with his counterpart": two sides, and a place or a day."""
    who = table(desk, facts.subjects(desk, verb))
    whom = companions(desk, verb)
    when, place = facts.when(desk, verb), where(desk, verb)
    if not (place or when.start) or (not whom and len(who) < 2):
        return None
    return made_seen(desk, verb, who, whom, "meeting" if place else "unknown", status_of(desk, verb, when), when, place, facts.finite(desk, verb), together=True, sure=0.6)


def shuttled(desk: Desk, verb: int) -> Seen | None:
    """"shuttled between Cairo and Doha": a visit to each."""
    p = desk.p
    who = table(desk, facts.subjects(desk, verb))
    ends = [m for word, n in syntax.obliques(p, verb) if word in ("between", "to", "among") for m in desk.coding.places
            if m.place.country and (m.head in syntax.conjuncts(p, n) or m.head == n)]
    hosts = [desk.government(m.place.country) for m in ends if m.place.country] or [
        a for word, n in syntax.obliques(p, verb) if word == "between" for a in facts.parties(desk, n)]
    hosts = [h for h in dict.fromkeys(hosts) if not any(desk.same_party(h, w) for w in who)]
    when = facts.when(desk, verb)
    return made_seen(desk, verb, who, table(desk, hosts), "visit", status_of(desk, verb, when), when, None, facts.finite(desk, verb)) if hosts and who else None


def host_of(desk: Desk, place_token: int) -> str | None:
    """The government of a place that is visited."""
    for m in desk.coding.places:
        if m.head == place_token and m.place.country:
            return desk.government(m.place.country)
    return None


def travelled(desk: Desk, verb: int) -> Seen | None:
    """"flew to Ankara to meet ...", "arrived in Cairo for talks with ...", "is expected in Muscat for talks with ..."."""
    p = desk.p
    found = syntax.surface_subject(p, verb) if p.lemma[verb] in ("expect", "schedule", "due") else None
    who = table(desk, facts.parties(desk, found) if found is not None else facts.subjects(desk, verb) or _delegation(desk, verb))
    subject = syntax.surface_subject(p, verb)
    if not who or len(who) > 4 or (subject is not None and p.lower[subject] == "it"):
        return None
    if p.lemma[verb] in ("go", "come", "head", "return", "leave", "depart", "land") and where(desk, verb) is None:
        return None
    when = facts.when(desk, verb)
    status: ContactStatus | None
    if p.pos[verb] == "ADJ" or p.lemma[verb] in ("expect", "schedule"):
        if syntax.dep(p, verb, "xcomp", "ccomp") is not None or where(desk, verb) is None or facts.is_negated(desk, verb):
            return None
        status = "planned"
    else:
        status = status_of(desk, verb, when)
    place = where(desk, verb)
    whom = [*companions(desk, verb), *sought(desk, verb)]
    if not whom and met_there(desk, verb):
        return None  # "flew to Munich, where they are due to meet": that clause says whom he meets, and when
    guests = one_each(desk, table(desk, whom))
    if not guests and place is not None and place.country:
        host = desk.government(place.country)
        guests = () if place.name.lower() in SEATS else (host,) if not any(desk.same_party(host, w) for w in who) and _is_envoy(desk, who, verb) else ()
    channel: Channel = "visit"
    return made_seen(desk, verb, who, guests, channel, status, when, place, facts.finite(desk, verb), together=True)


def sought(desk: Desk, verb: int) -> list[str]:
    """Whom somebody goes, or is sent, to meet: "flew in to see ...", "sent an envoy to Doha to hold talks with ..."."""
    p, out = desk.p, []
    for c in p.children[verb]:
        if p.dep[c] in ("advcl", "xcomp", "conj") and p.lemma[c] in SEEKING and p.tag[c] == "VB":
            found = syntax.logical_object(p, c)
            out += [*(facts.parties(desk, found) if found is not None else []), *companions(desk, c)]
    return out


def met_there(desk: Desk, verb: int) -> bool:
    """Does a clause with "where" behind the goal of a journey tell of an encounter there?"""
    p = desk.p
    for word in range(verb + 2, desk.sentence(verb).stop):
        if p.lower[word] == "where" and p.dep[word] == "advmod" and p.pos[p.head[word]] in ("VERB", "ADJ", "AUX"):
            head = p.head[word]
            return syntax.dominates(p, verb, head) and any(p.lemma[t] in MEETING or (p.pos[t] == "NOUN" and p.lemma[t] in desk.words("d_contact_noun") - GOING)
                                                           for t in (head, *facts.content(desk, head)))
    return False


def _delegation(desk: Desk, verb: int) -> list[str]:
    """"a delegation would leave", said by a government of its own."""
    p = desk.p
    subject = syntax.logical_subject(p, verb)
    if subject is None or p.lemma[subject] not in ("delegation", "team", "envoy", "negotiator"):
        return []
    speaker = desk.speaker_at(verb)
    return [desk.principal(a) for a in ([speaker] if speaker else facts.reporter(desk, subject))]


def _is_envoy(desk: Desk, who: tuple[str, ...], verb: int) -> bool:
    """Goes as an office holder or delegation, not as an army or a crowd."""
    p = desk.p
    subject = syntax.logical_subject(p, verb)
    for ident in who:
        actor = desk.actor(ident)
        if actor is None:
            continue
        if actor.kind == "person" and actor.code:
            return True
        if subject is not None and p.lemma[subject] in ("delegation", "envoy", "team", "minister", "president", "negotiator", "mediator", "leader", "premier", "diplomat", "emissary", "king",
                                                        "emir", "secretary", "chief", "representative", "chancellor"):
            return True
    return False


def signed(desk: Desk, verb: int) -> Seen | None:
    """The result shows the meeting: signed by both in a named city."""
    p = desk.p
    found = syntax.logical_object(p, verb)
    if found is None or p.lemma[found] not in desk.words("d_topic") | {"declaration", "paper", "memorandum", "protocol", "document", "text", "communique", "communiqué", "convention"}:
        return None
    who = table(desk, facts.subjects(desk, verb))
    place = where(desk, verb, found)
    when = facts.when(desk, verb)
    if len(who) < 2 and not is_group(desk, who):
        return None
    if place is None or facts.is_negated(desk, verb) or facts.finite(desk, verb) != verb:
        return None
    presence = table(desk, [a for t in facts.content(desk, verb) if p.lemma[t] == "presence" for c in p.children[t] if syntax.case(p, c) == "of" for a in facts.parties(desk, c)])
    status = status_of(desk, verb, when)
    return made_seen(desk, verb, who, presence, "meeting", status if status == "held" else None, when, place, verb, together=True, group=is_group(desk, who), sure=0.6)


def spent(desk: Desk, verb: int) -> Seen | None:
    """"spent eight hours with ..."."""
    p = desk.p
    if not any(p.lemma[c] in ("hour", "minute", "day", "afternoon", "evening", "morning") for c in facts.content(desk, verb)):
        return None
    who, whom = table(desk, facts.subjects(desk, verb)), companions(desk, verb)
    if not whom and not (len(who) >= 2 and (where(desk, verb) or _in_one_room(desk, verb))):
        return None
    when = facts.when(desk, verb)
    return made_seen(desk, verb, who, whom, "meeting", status_of(desk, verb, when), when, where(desk, verb), verb, together=True)


def _in_one_room(desk: Desk, verb: int) -> bool:
    """ "spent three hours in the same room", "sat at one table", "behind closed doors together"."""
    p = desk.p
    inside = facts.content(desk, verb)
    return any(p.lower[t] == "together" or (p.lemma[t] in ROOMS and {"same", "one"} & {p.lower[c] for c in syntax.subtree(p, t)}) for t in inside)


def told(desk: Desk, verb: int) -> Seen | None:
    """Words passed by telephone or letter: "told her counterpart by phone", "said in a letter to ...", "in a phone call on Thursday"."""
    p = desk.p
    means = next(((syntax.case(p, c), c) for c in p.children[verb] if p.dep[c] in ("obl", "advmod") and p.lemma[c] in PHONE | {"letter", "note"}), None)
    if means is None or means[0] not in ("by", "in", "over", "on", "via"):
        return None
    noun = means[1]
    channel: Channel = "letter" if p.lemma[noun] in ("letter", "note") else "call"
    found = syntax.logical_object(p, verb)
    whom = [*(facts.parties(desk, found) if found is not None else [])]
    for word, n in (*syntax.obliques(p, noun), *syntax.obliques(p, verb), *(syntax.obliques(p, found) if found is not None else ())):
        if word in ("to", "with"):
            whom += facts.parties(desk, n)
    who = table(desk, facts.subjects(desk, verb))
    speaker = desk.speaker_at(verb)
    pronoun = any(p.lower[c] in ("him", "her", "them", "us", "me") for c in p.children[verb] if p.dep[c] in ("obj", "iobj", "obl"))
    if speaker and pronoun and not any(w not in who for w in whom):
        whom = [speaker]
    when = facts.when(desk, verb)
    return made_seen(desk, noun, who, one_each(desk, table(desk, whom)), channel, status_of(desk, verb, when), when, None, verb)
