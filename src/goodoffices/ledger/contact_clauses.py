"""Clauses that tell of a contact: verbs of meeting, calling, going and writing, nouns of encounter, and results signed somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk
from goodoffices.model import Channel, ContactStatus, Date, Place, Span

CHANNELS: tuple[tuple[Channel, frozenset[str]], ...] = (
    ("call", frozenset(["call", "phone", "telephone", "hotline", "video", "videoconference", "phone-call", "ring", "line", "videolink"])),
    ("letter", frozenset(["letter", "write", "note", "cable", "telegram"])),
    ("summit", frozenset({"summit"})),
    ("meeting", frozenset(["talk", "talks", "meet", "meeting", "negotiation", "negotiations", "negotiate", "sit", "round", "dialogue", "gather", "session", "confer", "encounter", "huddle",
                           "conference", "consultation", "consultations", "consult", "convene", "parley", "discussion", "spend"])),
    ("visit", frozenset(["visit", "trip", "fly", "travel", "arrive", "tour", "receive", "host", "go", "come", "head", "depart", "leave", "land", "journey"])),
)
TABLE = frozenset({"person", "government", "military", "armed_group", "party", "igo", "ngo", "legislature", "police", "group"})
PHONE = frozenset({"phone", "telephone", "hotline", "video", "videolink", "line", "call", "videoconference"})
PROPOSING = frozenset("propose suggest urge ask demand call recommend insist invite offer advise request want wish hope plead appeal let allow".split())
FUTURE_ADJECTIVES = frozenset({"due", "expect", "expected", "schedule", "scheduled", "set", "slate", "slated", "plan", "planned", "bind", "bound", "agree", "agreed", "intend"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact as one clause tells it: `who` meets, rings or goes to `whom`."""

    who: tuple[str, ...]
    whom: tuple[str, ...]
    channel: Channel
    status: ContactStatus
    date: Date
    place: Place | None
    span: Span
    trigger: int
    event: str | None
    confidence: float
    together: bool = False
    group: bool = False


def find_seen(desk: Desk) -> Iterator[Seen]:
    """Contacts in text order, as often as they are told."""
    p = desk.p
    for i, lemma in enumerate(p.lemma):
        made: Seen | None = None
        if p.pos[i] == "VERB" and p.dep[i] != "amod":
            if lemma in desk.words("d_hail"):
                made = _hailed(desk, i)
            elif lemma in desk.words("d_travel"):
                made = _travelled(desk, i)
            elif lemma in ("sign", "initial", "conclude", "ink"):
                made = _signed(desk, i)
            elif lemma == "spend":
                made = _spent(desk, i)
            elif lemma in ("tell", "inform", "assure", "warn", "urge", "ask", "congratulate", "thank", "say", "propose", "discuss", "put"):
                made = _told(desk, i)
            elif lemma in ("expect", "due", "schedule"):
                made = _travelled(desk, i)
        elif p.pos[i] == "ADJ" and lemma in ("due", "expected"):
            made = _travelled(desk, i)
        elif p.pos[i] == "NOUN" and lemma in desk.words("d_contact_noun"):
            made = _noun(desk, i)
        elif p.pos[i] == "NOUN" and lemma == "letter":
            made = _letter(desk, i)
        if made is not None:
            yield made


# -- status ------------------------------------------------------------------------------------------------------------------


def _status(desk: Desk, verb: int, when: Date) -> ContactStatus | None:
    """Held, planned, refused or cancelled as the verb's clause tells it; nothing for what is not told as fact."""
    p = desk.p
    head = facts.finite(desk, verb)
    if facts.is_old(desk, head) or facts.is_old(desk, verb):
        return None
    if _only_proposed(desk, verb):
        return None
    lemma = p.lemma[head]
    words = [*syntax.auxiliaries(p, verb), *(syntax.auxiliaries(p, head) if head != verb else [])]
    if head != verb and lemma in ("refuse", "decline"):
        return "refused"
    if facts.is_negated(desk, verb):
        refusing = any(w in ("will", "wo", "would", "'ll") for w in words)
        return "refused" if refusing else None
    if facts.is_unreal(desk, head) or (head != verb and lemma not in FUTURE_ADJECTIVES and facts.is_unreal(desk, verb)):
        return None
    if head != verb:
        if lemma in FUTURE_ADJECTIVES or (lemma == "be" and p.pos[head] == "AUX"):
            return "planned"
        if lemma in ("go", "fly", "travel", "come", "arrive", "return", "head", "manage", "continue", "begin", "start", "keep", "get"):
            return _status(desk, head, when) if lemma != "go" or p.tag[head] != "VBG" else "planned"
        return None
    if any(w in ("will", "'ll", "’ll", "shall", "wo") for w in words):
        return "planned"
    if "would" in words:
        return "planned" if _told_before(desk, verb) else None
    if any(p.dep[c] == "mark" and p.lower[c] == "to" for c in p.children[verb]):
        if any(p.lemma[c] == "be" and p.dep[c] in ("aux", "cop") for c in p.children[verb]):
            return "planned"
        return None
    if p.tag[verb] == "VBG" and "be" in words:
        return "planned" if _coming(desk, when) else "held"
    if p.tag[verb] in ("VBD", "VBN") or "have" in words:
        return "planned" if _coming(desk, when) and p.tag[verb] != "VBD" else "held"
    if p.tag[verb] in ("VBZ", "VBP", "VB"):
        return "planned" if _coming(desk, when) else "held" if p.tag[verb] == "VBZ" and when.start else None
    return "held" if p.tag[verb] == "VBG" and p.dep[verb] in ("advcl", "acl", "conj") else None


def _only_proposed(desk: Desk, verb: int) -> bool:
    """What is proposed, urged or wanted has no place among the contacts yet."""
    p, node = desk.p, verb
    for _ in range(4):
        relation, head = p.dep[node], p.head[node]
        if head == node or relation not in ("ccomp", "xcomp", "conj", "csubj"):
            return False
        if relation in ("ccomp", "xcomp") and p.lemma[head] in PROPOSING:
            return True
        node = head
    return False


def _told_before(desk: Desk, verb: int) -> bool:
    """"said he would fly": a future told in the past; not "would meet if"."""
    p = desk.p
    if facts.has_condition(desk, verb) or any(p.lower[c] in ("gladly", "rather", "like", "love", "happily") for c in p.children[verb]):
        return False
    when = facts.when(desk, verb)
    return bool(when.text) or p.lemma[verb] in desk.words("d_travel")


def _coming(desk: Desk, when: Date) -> bool:
    return bool(desk.published and when.start and when.start > desk.published.isoformat())


# -- parties, places ---------------------------------------------------------------------------------------------------------


def _table(desk: Desk, idents: list[str]) -> tuple[str, ...]:
    """Those who can take part: no media, scholars, crowds."""
    out = []
    for ident in dict.fromkeys(idents):
        actor = desk.actor(ident)
        if actor is None:
            continue
        if actor.kind == "country" and actor.country:
            out.append(desk.government(actor.country))
        elif actor.kind in TABLE and not (actor.kind == "person" and (actor.code or "").endswith(("EDU", "MED"))):
            out.append(ident)
    return tuple(dict.fromkeys(out))


def _with(desk: Desk, *heads: int) -> tuple[str, ...]:
    """Parties behind "with", "between" or "and" below any of these words, however deep the parser hung them inside the clause."""
    p = desk.p
    found: list[str] = []
    for head in heads:
        for t in facts.content(desk, head):
            if t == head or p.dep[t] in ("nmod:poss", "amod", "compound", "flat"):
                continue
            if syntax.case(p, t) in ("with", "between", "among", "alongside"):
                found += facts.parties(desk, t)
                found += [a for c in p.children[t] if p.dep[c] == "appos" for a in facts.parties(desk, c) if (x := desk.actor(a)) is not None and x.kind == "person"]
    return _one_each(desk, _table(desk, found))


def _one_each(desk: Desk, idents: tuple[str, ...]) -> tuple[str, ...]:
    """A person and the description of the same person are one."""
    out: list[str] = []
    for ident in idents:
        actor = desk.actor(ident)
        rival = next((o for o in out if actor is not None and desk.same_party(o, ident) and "person" in (actor.kind, getattr(desk.actor(o), "kind", ""))
                      and actor.kind != getattr(desk.actor(o), "kind", "")), None)
        if rival is None:
            out.append(ident)
        elif actor is not None and actor.kind == "person":
            out[out.index(rival)] = ident
    return tuple(out)


def _where(desk: Desk, *heads: int) -> Place | None:
    p = desk.p
    for head in heads:
        inside = frozenset((*facts.content(desk, head), *p.children[head]))
        best = [m for m in desk.coding.places if m.head in inside and (syntax.case(p, m.head) or (syntax.case(p, p.head[m.head]) if p.dep[m.head] in ("appos", "flat", "nmod", "conj") else "")) in ("in", "at", "to", "near", "on", "for", "into")
                and not (m.head in desk.coding.cast.by_head and syntax.case(p, m.head) in ("for", "on"))]
        towns = [m for m in best if m.place.latitude is not None] or best
        if towns:
            return towns[0].place
    return None


def _channel(desk: Desk, verb: int, *more: int) -> Channel:
    p = desk.p
    near: set[str] = set()
    for t in (verb, *more):
        if not (p.lemma[t] in ("speak", "talk") and p.pos[t] == "VERB"):
            near.add(p.lemma[t])
        near |= {p.lemma[c] for c in p.children[t] if p.dep[c] in ("obj", "obl", "compound", "amod", "nmod", "advmod", "xcomp")}
    if p.lemma[verb] in ("speak", "talk", "discuss", "confer", "tell", "hold", "say", "ask", "urge", "put", "propose") and near & PHONE:
        return "call"
    for channel, words in CHANNELS:
        if near & words and not (channel == "call" and p.lemma[verb] not in ("call", "phone", "telephone", "ring", "hold", "have") and not near & PHONE):
            return channel
    return "call" if p.lemma[verb] in ("speak", "talk") else "unknown"


def _seen(desk: Desk, trigger: int, who: tuple[str, ...], whom: tuple[str, ...], channel: Channel, status: ContactStatus | None, when: Date, place: Place | None,
          head: int, *, together: bool = False, group: bool = False, sure: float = 0.7) -> Seen | None:
    if status is None:
        return None
    whom = tuple(w for w in whom if w not in who)
    alone = tuple(dict.fromkeys((*who, *whom)))
    if len(alone) < 2 and not group:
        return None
    if len(alone) == 2 and desk.same_party(alone[0], alone[1]):
        return None
    event = facts.event_at(desk, trigger, head)
    return Seen(who, whom, channel, status, when, place, facts.clause_span(desk, head), trigger, event.event.id if event else None,
                max(sure, event.event.confidence) if event else sure, together, group)


def _is_group(desk: Desk, idents: tuple[str, ...]) -> bool:
    """One actor that stands for several ("the two presidents", "the sides")."""
    return len(idents) == 1 and (a := desk.actor(idents[0])) is not None and a.kind == "group" and max(a.count or 0, len(a.members)) >= 2


# -- readings ----------------------------------------------------------------------------------------------------------------


def _hailed(desk: Desk, verb: int) -> Seen | None:
    """"met", "spoke by phone with", "called", "visited", "wrote to", "received", "sat down with"."""
    p = desk.p
    lemma = p.lemma[verb]
    if lemma == "call" and (p.lower[min(verb + 1, len(p.text) - 1)] in ("on", "for", "off", "in", "out", "up", "upon") or any(w == "for" for w, _ in syntax.obliques(p, verb)) or syntax.dep(p, verb, "xcomp", "ccomp") is not None):
        return None
    if lemma == "reach" and not any(p.lemma[c] in PHONE for c in facts.content(desk, verb)):
        return None
    if lemma == "sit" and not any(p.lower[c] == "down" for c in p.children[verb]) and not _with(desk, verb):
        return None
    who = _table(desk, facts.subjects(desk, verb))
    found = syntax.logical_object(p, verb)
    if found is not None and p.lower[found] in ("face", "face-to-face"):
        found = None
    whom = _table(desk, facts.parties(desk, found)) if found is not None else ()
    if found is not None and whom:
        more = [a for c in p.children[found] if p.dep[c] == "appos" for a in facts.parties(desk, c)]
        whom = _one_each(desk, _table(desk, [*whom, *more]))
    if found is not None and not whom and lemma in ("meet", "call", "receive", "consult") and p.lemma[found] not in ("talk", "talks", "meeting", "negotiation"):
        return None
    if lemma == "write":
        whom = _table(desk, [a for word, n in syntax.obliques(p, verb) if word == "to" for a in facts.parties(desk, n)]) or whom
        if not whom:
            return None
    with_whom = _with(desk, verb)
    if lemma in ("visit", "call", "phone", "telephone", "ring", "write", "receive", "host"):
        with_whom = ()
    if lemma in ("speak", "talk") and not with_whom:
        with_whom = _table(desk, [a for word, n in syntax.obliques(p, verb) if word == "to" for a in facts.parties(desk, n)])
        if not with_whom and not (len(who) > 1 or _is_group(desk, who)):
            return None
    if lemma == "visit" and not whom and found is not None:
        host = _host_of(desk, found)
        whom = (host,) if host and not any(desk.same_party(host, w) for w in who) else ()
    if lemma in ("host", "receive") and not whom:
        return None
    if desk.lemmas(facts.content(desk, verb)) & desk.words("d_not_contact") and lemma in ("meet", "call", "receive", "visit", "host", "write", "speak", "talk") and not (whom or with_whom):
        return None
    when = facts.when(desk, verb, facts.finite(desk, verb))
    status = _status(desk, verb, when)
    channel = _channel(desk, verb)
    if lemma == "visit":
        channel = "visit"
    head = facts.finite(desk, verb)
    together = lemma not in ("call", "phone", "telephone", "ring", "visit", "write", "speak", "talk")
    group = len(who) == 1 and _is_group(desk, who) and not whom and not with_whom and lemma in ("meet", "confer", "talk", "speak", "negotiate", "convene", "gather", "sit", "huddle")
    if lemma in ("meet", "gather", "convene") and not whom and not with_whom and len(who) == 1 and not group:
        return None
    return _seen(desk, verb, who, tuple(dict.fromkeys((*whom, *with_whom))), channel, status, when, _where(desk, verb), head, together=together, group=group)


def _host_of(desk: Desk, place_token: int) -> str | None:
    """The government of a place that is visited."""
    for m in desk.coding.places:
        if m.head == place_token and m.place.country:
            return desk.government(m.place.country)
    return None


def _travelled(desk: Desk, verb: int) -> Seen | None:
    """"flew to Ankara to meet ...", "arrived in Cairo for talks with ...", "is expected in Muscat for talks with ..."."""
    p = desk.p
    found = syntax.surface_subject(p, verb) if p.lemma[verb] in ("expect", "schedule", "due") else None
    who = _table(desk, facts.parties(desk, found) if found is not None else facts.subjects(desk, verb) or _delegation(desk, verb))
    if not who or len(who) > 4:
        return None
    if p.lemma[verb] in ("go", "come", "head", "return", "leave", "depart", "land") and _where(desk, verb) is None:
        return None
    when = facts.when(desk, verb)
    status: ContactStatus | None
    if p.pos[verb] == "ADJ" or p.lemma[verb] in ("expect", "schedule"):
        if syntax.dep(p, verb, "xcomp", "ccomp") is not None or _where(desk, verb) is None or facts.is_negated(desk, verb):
            return None
        status = "planned"
    else:
        status = _status(desk, verb, when)
    place = _where(desk, verb)
    whom = list(_with(desk, verb))
    for c in p.children[verb]:
        if p.dep[c] in ("advcl", "xcomp", "conj") and p.lemma[c] in ("meet", "see", "visit", "mediate", "consult", "talk", "hold", "confer", "speak", "brief") and p.tag[c] == "VB":
            found = syntax.logical_object(p, c)
            whom += [*(facts.parties(desk, found) if found is not None else []), *_with(desk, c)]
    guests = _one_each(desk, _table(desk, whom))
    if not guests and place is not None and place.country:
        host = desk.government(place.country)
        guests = (host,) if not any(desk.same_party(host, w) for w in who) and _is_envoy(desk, who, verb) else ()
    channel: Channel = "visit"
    return _seen(desk, verb, who, guests, channel, status, when, place, facts.finite(desk, verb), together=True)


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


def _signed(desk: Desk, verb: int) -> Seen | None:
    """The result shows the meeting: signed by both in a named city."""
    p = desk.p
    found = syntax.logical_object(p, verb)
    if found is None or p.lemma[found] not in desk.words("d_topic") | {"declaration", "paper", "memorandum", "protocol", "document", "text", "communique", "communiqué", "convention"}:
        return None
    who = _table(desk, facts.subjects(desk, verb))
    place = _where(desk, verb, found)
    when = facts.when(desk, verb)
    if len(who) < 2 and not _is_group(desk, who):
        return None
    if place is None or facts.is_negated(desk, verb) or facts.finite(desk, verb) != verb:
        return None
    presence = _table(desk, [a for t in facts.content(desk, verb) if p.lemma[t] == "presence" for c in p.children[t] if syntax.case(p, c) == "of" for a in facts.parties(desk, c)])
    status = _status(desk, verb, when)
    return _seen(desk, verb, who, presence, "meeting", status if status == "held" else None, when, place, verb, together=True, group=_is_group(desk, who), sure=0.6)


def _spent(desk: Desk, verb: int) -> Seen | None:
    """"spent eight hours with ..."."""
    p = desk.p
    if not any(p.lemma[c] in ("hour", "minute", "day", "afternoon", "evening", "morning") for c in facts.content(desk, verb)):
        return None
    who, whom = _table(desk, facts.subjects(desk, verb)), _with(desk, verb)
    if not whom and not (len(who) >= 2 and _where(desk, verb)):
        return None
    when = facts.when(desk, verb)
    return _seen(desk, verb, who, whom, "meeting", _status(desk, verb, when), when, _where(desk, verb), verb, together=True)


def _told(desk: Desk, verb: int) -> Seen | None:
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
    who = _table(desk, facts.subjects(desk, verb))
    speaker = desk.speaker_at(verb)
    pronoun = any(p.lower[c] in ("him", "her", "them", "us", "me") for c in p.children[verb] if p.dep[c] in ("obj", "iobj", "obl"))
    if speaker and pronoun and not any(w not in who for w in whom):
        whom = [speaker]
    when = facts.when(desk, verb)
    return _seen(desk, noun, who, _one_each(desk, _table(desk, whom)), channel, _status(desk, verb, when), when, None, verb)


def _letter(desk: Desk, noun: int) -> Seen | None:
    """"a letter that reached Accra", "his letter to", "sent a letter to", "exchanged letters"."""
    p = desk.p
    head = p.head[noun]
    if p.pos[head] != "VERB" or facts.is_unreal(desk, head) or facts.is_negated(desk, head) or facts.is_old(desk, head):
        return None
    who = list(facts.owners(desk, noun)) or facts.subjects(desk, head)
    whom: list[str] = []
    for word, n in (*syntax.obliques(p, noun), *syntax.obliques(p, head)):
        if word == "to":
            whom += facts.parties(desk, n)
    span_head = head
    for c in p.children[noun]:
        if p.dep[c] in ("acl:relcl", "acl") and p.lemma[c] in ("reach", "deliver", "address", "send"):
            found = syntax.dep(p, c, "obj")
            whom += facts.parties(desk, found) if found is not None else [a for w, n in syntax.obliques(p, c) if w == "to" for a in facts.parties(desk, n)]
    if p.lemma[head] == "send" and not whom:
        target = [c for c in p.children[head] if p.dep[c] in ("obj", "iobj") and c != noun]
        whom += [a for t in target for a in facts.parties(desk, t)]
    one, two = _table(desk, who), _one_each(desk, _table(desk, whom))
    if not one or not two or (desk.lemmas([noun]) and any(p.lemma[c] == "open" for c in p.children[noun])):
        return None
    when = facts.when(desk, head)
    if not when.start:
        inner = next((c for c in p.children[noun] if p.dep[c] == "acl:relcl"), None)
        when = facts.when(desk, inner) if inner is not None else when
    return _seen(desk, noun, one, two, "letter", "held" if p.tag[facts.finite(desk, head)] in ("VBD", "VBN", "VBZ") else None, when, None, span_head)


def _noun(desk: Desk, noun: int) -> Seen | None:
    """Nouns of encounter: held, planned, called off, or told by where and how long they were."""
    p = desk.p
    lemma = p.lemma[noun]
    if p.dep[noun] in ("compound", "nmod:poss") or any(p.dep[c] in ("det", "amod") and p.lower[c] in ("any", "no", "possible", "future", "previous", "earlier", "further", "another") for c in p.children[noun]):
        return None
    node = noun
    while p.dep[node] == "nmod" and p.lemma[p.head[node]] in ("round", "series", "day", "hour", "week", "session", "set", "start", "end", "beginning", "course", "opening", "hours", "minute"):
        node = p.head[node]
    head = p.head[node]
    people = list(_with(desk, noun, node))
    owned = list(facts.owners(desk, noun))
    whom: list[str] = []
    if lemma in ("visit", "trip", "call"):
        behind = [c for c in p.children[head] if p.dep[c] == "obl" and c > noun] if p.pos[head] == "VERB" and p.dep[node] == "obj" else []
        for n in (*facts.content(desk, noun), *behind):
            word = syntax.case(p, n)
            if word == "to":
                host = _host_of(desk, n)
                whom += facts.parties(desk, n) or ([host] if host else [])
            elif word in ("of", "by"):
                owned += facts.parties(desk, n)
    elif not people:
        people += [a for word, n in syntax.obliques(p, noun) if word == "of" for a in facts.parties(desk, n)]
    who = [*owned, *people]
    status, date, span_head = _noun_status(desk, noun, node, head)
    if status is None:
        return None
    if status == "held" and p.dep[node] in ("obj", "obl", "nsubj:pass") and p.pos[head] == "VERB":
        if p.dep[node] == "obl" and not (_where(desk, noun, node) or people):
            return None
        who = [*facts.subjects(desk, head), *who] if p.lemma[head] not in ("say", "describe", "call") else who
        if p.lemma[head] in desk.words("d_held"):
            who += _with(desk, head)
    elif status in ("planned", "cancelled", "refused") and p.pos[head] == "VERB" and p.dep[node] in ("obj", "obl"):
        who = [*facts.subjects(desk, head), *who, *(_with(desk, head) if status == "planned" else ())]
    one, two = _one_each(desk, _table(desk, who)), _one_each(desk, _table(desk, whom))
    channel = _channel(desk, noun)
    if lemma in ("visit", "trip"):
        channel = "visit"
    group = _is_group(desk, one) and not two
    place = _where(desk, noun) or _where(desk, node) or (_where(desk, head) if p.pos[head] == "VERB" else None)
    return _seen(desk, noun, one, two, channel, status, date, place, span_head, together=True, group=group, sure=0.65)


def _noun_status(desk: Desk, noun: int, node: int, head: int) -> tuple[ContactStatus | None, Date, int]:
    """Status, day and the clause that tells it, for a noun of encounter."""
    p = desk.p
    nothing: tuple[ContactStatus | None, Date, int] = (None, Date(), noun)
    planned = next((c for c in p.children[noun] if p.dep[c] in ("amod", "acl") and p.lemma[c] in ("plan", "planned", "schedule", "scheduled", "due", "upcoming", "slate", "fix", "set")), None)
    if p.pos[head] not in ("VERB", "AUX", "ADJ"):
        return nothing
    inner = [*([planned] if planned is not None else []), noun, node]
    when = facts.when(desk, head, *inner)
    clause = facts.clause_head(desk, head)
    lemma = p.lemma[head]
    if facts.is_old(desk, head):
        return nothing
    particle = {p.lower[c] for c in p.children[head]}
    cancelling = (lemma in desk.words("d_cancel") or (lemma in ("call", "put") and "off" in particle)) and p.dep[node] in ("obj", "nsubj:pass", "obl")
    if cancelling:
        fixed = next((t for t in facts.times(desk, *inner) if t.kind in ("point", "span")), None)
        return (None if facts.is_negated(desk, head) or facts.is_unreal(desk, head) else "cancelled"), fixed.date if fixed else Date(), clause
    if facts.is_unreal(desk, head):
        return nothing
    if lemma in desk.words("d_held") | {"take"} and (p.dep[node] in ("obj", "nsubj:pass") or (lemma == "take" and _has_place(desk, head))):
        return _status(desk, head, when), when, facts.finite(desk, head)
    if p.dep[node] in ("nsubj", "nsubj:pass") and lemma in ("take", "begin", "start", "open", "last", "end", "conclude", "continue", "resume", "close", "break", "collapse", "yield", "produce", "bring",
                                                          "fail", "come", "follow", "schedule", "plan", "set", "due", "hold", "expect", "arrange"):
        if lemma in ("schedule", "plan", "set", "due", "expect", "arrange"):
            return (None if facts.is_negated(desk, head) else "planned"), when, clause
        return _status(desk, head, when), when, clause
    if p.tag[head] == "VBG" and p.dep[head] in ("advcl", "conj") and p.pos[p.head[head]] in ("VERB", "AUX"):
        head = p.head[head]
    if p.dep[node] in ("obl", "nmod") and syntax.case(p, node) in ("after", "during", "at", "in", "following"):
        if planned is not None or _coming(desk, when):
            return nothing
        own = facts.when(desk, noun, node)
        past = p.tag[facts.finite(desk, head)] in ("VBD", "VBN") or "have" in syntax.auxiliaries(p, head)
        if not past or (facts.is_negated(desk, head) and syntax.case(p, node) != "after"):
            return nothing
        return "held", own if own.start else (when if syntax.case(p, node) != "after" else Date()), clause
    return nothing


def _has_place(desk: Desk, verb: int) -> bool:
    return any(desk.p.lemma[c] == "place" for c in desk.p.children[verb])
