"""Contacts told by verbs: met, rang, flew to, signed somewhere, spent hours with, told by telephone."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.contact_parts import PHONE, Seen, channel_of, companions, is_group, made_seen, one_each, status_of, table, where
from goodoffices.ledger.desk import Desk
from goodoffices.model import Channel, ContactStatus


def hailed(desk: Desk, verb: int) -> Seen | None:
    """"met", "spoke by phone with", "called", "visited", "wrote to", "received", "sat down with"."""
    p = desk.p
    lemma = p.lemma[verb]
    if lemma == "call" and (p.lower[min(verb + 1, len(p.text) - 1)] in ("on", "for", "off", "in", "out", "up", "upon") or any(w == "for" for w, _ in syntax.obliques(p, verb)) or syntax.dep(p, verb, "xcomp", "ccomp") is not None):
        return None
    if lemma == "reach" and not any(p.lemma[c] in PHONE for c in facts.content(desk, verb)):
        return None
    if lemma == "sit" and not any(p.lower[c] == "down" for c in p.children[verb]) and not companions(desk, verb):
        return None
    who = table(desk, facts.subjects(desk, verb))
    found = syntax.logical_object(p, verb)
    if found is not None and p.lower[found] in ("face", "face-to-face"):
        found = None
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
    if lemma in ("visit", "call", "phone", "telephone", "ring", "write", "receive", "host"):
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
    status = status_of(desk, verb, when)
    channel = channel_of(desk, verb)
    if lemma == "visit":
        channel = "visit"
    head = facts.finite(desk, verb)
    together = lemma not in ("call", "phone", "telephone", "ring", "visit", "write", "speak", "talk")
    group = len(who) == 1 and is_group(desk, who) and not whom and not with_whom and lemma in ("meet", "confer", "talk", "speak", "negotiate", "convene", "gather", "sit", "huddle")
    if lemma in ("meet", "gather", "convene") and not whom and not with_whom and len(who) == 1 and not group:
        return None
    return made_seen(desk, verb, who, tuple(dict.fromkeys((*whom, *with_whom))), channel, status, when, where(desk, verb), head, together=together, group=group)


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
    if not who or len(who) > 4:
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
    whom = list(companions(desk, verb))
    for c in p.children[verb]:
        if p.dep[c] in ("advcl", "xcomp", "conj") and p.lemma[c] in ("meet", "see", "visit", "mediate", "consult", "talk", "hold", "confer", "speak", "brief") and p.tag[c] == "VB":
            found = syntax.logical_object(p, c)
            whom += [*(facts.parties(desk, found) if found is not None else []), *companions(desk, c)]
    guests = one_each(desk, table(desk, whom))
    if not guests and place is not None and place.country:
        host = desk.government(place.country)
        guests = (host,) if not any(desk.same_party(host, w) for w in who) and _is_envoy(desk, who, verb) else ()
    channel: Channel = "visit"
    return made_seen(desk, verb, who, guests, channel, status, when, place, facts.finite(desk, verb), together=True)


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
    if not whom and not (len(who) >= 2 and where(desk, verb)):
        return None
    when = facts.when(desk, verb)
    return made_seen(desk, verb, who, whom, "meeting", status_of(desk, verb, when), when, where(desk, verb), verb, together=True)


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
    for word, n in (*syntax.obliques(p, noun), *syntax.obliques(p, verb)):
        if word in ("to", "with"):
            whom += facts.parties(desk, n)
    who = table(desk, facts.subjects(desk, verb))
    speaker = desk.speaker_at(verb)
    pronoun = any(p.lower[c] in ("him", "her", "them", "us", "me") for c in p.children[verb] if p.dep[c] in ("obj", "iobj", "obl"))
    if speaker and pronoun and not any(w not in who for w in whom):
        whom = [speaker]
    when = facts.when(desk, verb)
    return made_seen(desk, noun, who, one_each(desk, table(desk, whom)), channel, status_of(desk, verb, when), when, None, verb)
