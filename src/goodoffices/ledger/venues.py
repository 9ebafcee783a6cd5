"""Offers of territory or house for others' talks: one entry per host, the unnamed ones of a phrase as one (coding guide, section 7)."""

from __future__ import annotations

from msgspec.structs import replace

from goodoffices.coding import syntax
from goodoffices.ledger import facts
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.drafts import PARTISAN, SIDES
from goodoffices.ledger.venue_hosts import as_host, host_by_city, offer_above, offerers, seat
from goodoffices.model import Actor, Date, Place, Span, VenueOffer, VenueStatus

#: Verbs that put a venue forward.
OFFERING = frozenset({"offer", "propose", "volunteer", "pledge", "promise", "agree"})
#: Behind "on" they say where talks are held.
GROUNDS = frozenset({"island", "soil", "territory", "ground", "ship", "vessel", "bank", "side", "border"})
HOSTS = SIDES | {"company", "experts", "unknown"}


def find_venues(desk: Desk) -> tuple[list[VenueOffer], frozenset[int], list[tuple[int, int, str]]]:
    """Venue offers, the words of offering that they used up (no proposals are read from these), and the loans of a single host as (word, verb that
    carries it, host): a party may answer such an offer like a proposal."""
    p = desk.p
    out: list[VenueOffer] = []
    loans: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    last: tuple[int, int] | None = None
    for i, lemma in enumerate(p.lemma):
        found: list[str] = []
        status: VenueStatus = "offered"
        head = i
        if p.pos[i] == "VERB" and p.dep[i] != "amod" and (lemma in desk.words("d_host") or lemma in desk.words("d_lend") or lemma in desk.words("d_pledge_ground") or lemma in desk.words("d_serve")):
            judged = _lent(desk, i)
            if judged is None:
                continue
            found, head, status = judged
        elif p.pos[i] == "VERB" and (lemma == "invite" or brings_together(desk, i)):
            found, head = _own_city(desk, i), facts.finite(desk, i)
        elif last is not None and p.lower[i] == "so" and p.sent[i] - last[1] in (0, 1):
            found, head = _so_have(desk, i)
        elif last is not None and p.lower[i] == "as" and p.sent[i] == last[1]:
            found, head = _as_did(desk, i), i + 1
        elif last is not None and p.lower[i] in ("similar", "same") and p.sent[i] - last[1] in (0, 1):
            found, head = _similar(desk, i)
        if not found:
            continue
        if lemma not in ("invite", "bring"):
            taken |= {i, head, p.head[i]}
            last = (i, p.sent[i])
            if len(found) == 1 and status == "offered":
                loans.append((i, head, desk.principal(found[0])))
        _enter(desk, out, found, i, head, status)
    _settle(desk, out)
    return out, frozenset(taken), loans


def _lent(desk: Desk, verb: int) -> tuple[list[str], int, VenueStatus] | None:
    """Hosts, the verb that carries the offer, and its status, where a clause lends house or ground to others' talks."""
    p = desk.p
    serving = as_host(desk, verb)
    if not (serving or _hosting(desk, verb) or _lending(desk, verb)):
        return None
    above = facts.finite(desk, verb)
    chain = {verb, above, p.head[verb]}
    words = {w for t in (verb, above) for w in syntax.auxiliaries(p, t)}
    negated = any(syntax.is_negated(p, t) for t in chain if p.pos[t] in ("VERB", "ADJ", "AUX", "NOUN"))
    noun = offer_above(desk, verb)
    withdrawn = any(p.lemma[t] in ("withdraw", "rescind", "retract", "revoke") for t in (*chain, *([p.head[noun]] if noun is not None else [])))
    offering = {p.lemma[t] for t in (*chain, *([noun] if noun is not None else []))} & {"offer", "volunteer", "propose", "ready", "willing", "prepare", "prepared", "happy", "glad", "open", "readiness", "willingness",
                                             "agree", "bid", "invite", "proposal", "keen", "eager", "pleased", "honour", "honor", "delighted", "privilege"}
    at_disposal = p.lemma[verb] in ("put", "place", "make") and (p.lemma[verb] == "put" or bool(desk.lemmas(_inside(desk, verb)) & {"disposal", "available"}))
    offering = offering or {"put"} & {p.lemma[verb]} if serving else offering
    lending = (_lending(desk, verb) and p.lemma[verb] in desk.words("d_pledge_ground")) or (at_disposal and "would" not in words)
    willing = bool(words & {"would", "'d", "’d"}) or ("will" in words and any(p.lower[c] in ("gladly", "happily") for c in p.children[verb]))
    could = "could" in words and _says_so(desk, verb)
    if not (offering or lending or willing or could) or negated or (facts.is_unreal(desk, above) and not could) or facts.is_old(desk, above):
        return None
    if noun is not None:
        found = offerers(desk, noun)
    else:
        found = _raised(desk, verb) or host_by_city(desk, verb)
    hosts = [h for h in found if (a := desk.actor(h)) is not None and (a.kind in HOSTS or a.kind == "group")]
    if not hosts or _own_talks(desk, verb, hosts):
        return None
    return hosts, (above if noun is None else facts.clause_head(desk, noun)), "withdrawn" if withdrawn else "offered"


def _says_so(desk: Desk, verb: int) -> bool:
    """Is it the host who says of himself that he could ("Samoa said that it could provide a place")?"""
    speaker = desk.speaker_at(verb)
    return speaker is not None and any(desk.same_party(speaker, s) or desk.overlapping(speaker, s) for s in facts.subjects(desk, verb))


def _raised(desk: Desk, verb: int) -> list[str]:
    """The host: subject of the verb or, in "are among seven states that offered", the named ones and the group they belong to."""
    p = desk.p
    found = syntax.logical_subject(p, verb)
    hosts = facts.subjects(desk, verb)
    if found is None:
        return hosts
    if p.dep[found] in ("nmod", "obl", "root", "ccomp", "parataxis") and any(p.lower[c] in ("among", "one", "of", "amongst") for c in p.children[found] if p.dep[c] in ("case", "nummod", "det")):
        outer = next((c for c in p.children[found] if p.dep[c] == "nsubj"), None)
        if outer is not None:
            hosts = [*facts.parties(desk, outer), *hosts]
    return list(dict.fromkeys(hosts))


def _hosting(desk: Desk, verb: int) -> bool:
    """"host the talks", "receive both delegations", "hold the meeting on its soil"."""
    p = desk.p
    if p.lemma[verb] not in desk.words("d_host"):
        return False
    objects = [c for c in p.children[verb] if p.dep[c] in ("obj", "iobj", "nsubj:pass")]
    if not objects:
        return p.lemma[verb] == "host"
    if p.lemma[verb] == "hold" and not _at_home(desk, verb):
        return False
    for o in objects:
        for n in syntax.conjuncts(p, o):
            if p.lemma[n] in desk.words("d_meeting_thing") or p.lower[n] in ("them", "both", "it", "event"):
                if p.lemma[verb] in ("receive", "welcome", "hold") and p.lemma[n] in ("president", "minister", "team", "leader", "group", "party", "side", "it"):
                    return any(p.lower[c] in ("both", "two", "all") for c in p.children[n]) or p.lower[n] == "both"
                return True
            if p.lemma[verb] in ("receive", "welcome") and p.lemma[n] in ("representative", "delegate", "envoy", "negotiator", "delegation", "emissary", "official"):
                return any(p.lower[k] in ("both", "two", "all", "parties", "sides", "camps", "factions") for c in p.children[n] for k in (c, *p.children[c]))
            if p.lemma[verb] in ("host", "accommodate", "house", "receive") and len(facts.parties(desk, n)) >= 2:
                return True
    return False


def _at_home(desk: Desk, verb: int) -> bool:
    """ "agreed to hold talks at a neutral site" lends nothing; "offered to hold the talks in Doha" does where Doha is the one speaker's own."""
    subjects = _raised(desk, verb)
    own = {c for s in subjects if (c := desk.country(s)) is not None}
    if len(own) > 1:
        return False
    inside = set(_inside(desk, verb))
    return bool(desk.lemmas(sorted(inside)) & {"soil", "territory", "ground", "embassy", "headquarters"}) or any(
        m.head in inside and m.place.country in own and not _is_topic(desk, verb, m.head) for m in desk.coding.places)


def _is_topic(desk: Desk, verb: int, place: int) -> bool:
    """Is a place part of what would be talked about ("talks on navigation of the Paraguay River"), not where? "In Doha" says where, whatever it hangs on."""
    p, node = desk.p, place
    if syntax.case(p, place) in ("in", "at"):
        return False
    while node != verb and p.head[node] != node:
        if p.lemma[node] not in GROUNDS and syntax.case(p, node) in ("on", "over", "about", "regarding", "concerning"):
            return True
        node = p.head[node]
    return False


def _lending(desk: Desk, verb: int) -> bool:
    """"offer its guest house", "provide a venue", "give the panel a home", "put a villa at their disposal", "open its doors to the talks"."""
    p = desk.p
    if p.lemma[verb] not in desk.words("d_lend") | desk.words("d_pledge_ground"):
        return False
    things = [c for c in p.children[verb] if p.dep[c] in ("obj", "iobj", "obl:unmarked", "nsubj:pass", "xcomp", "nmod", "nmod:unmarked")]
    things += [g for c in things for g in p.children[c] if p.dep[g] == "nmod" and p.lemma[c] in ("use", "hospitality")]
    about = desk.lemmas(facts.content(desk, verb))
    if any(p.dep[t] == "obj" and _own_ground(desk, verb, t) for t in things):
        return p.lemma[verb] in desk.words("d_pledge_ground") and ("venue" in about or bool(about & desk.words("d_meeting_thing")))
    rooms = [t for t in things if p.lemma[t] in desk.words("d_premises") and p.pos[t] in ("NOUN", "PROPN")]
    if not rooms:
        return False
    if p.lemma[verb] in ("offer", "propose", "volunteer") and any(p.lemma[t] in ("venue", "territory", "roof", "soil", "hall", "house", "neutral ground") for t in rooms):
        return True
    return bool(about & desk.words("d_meeting_thing")) or any(p.lemma[t] in ("roof", "venue") for t in rooms)


def _own_ground(desk: Desk, verb: int, thing: int) -> bool:
    """A place of the subject's own country that it offers by name ("France has volunteered Paris", "the Pope offered the Vatican")."""
    subjects = facts.subjects(desk, verb)
    own = {c for s in subjects if (c := desk.country(s)) is not None} | ({"VAT"} if any(_is_pope(desk, s) for s in subjects) else set())
    here = {m.place.country for m in desk.coding.places if m.head == thing}
    here |= {desk.country(a) for a in (desk.coding.cast.by_head.get(thing),) if a is not None and a.startswith(("government:", "country:"))}
    return bool(own & here) and desk.p.pos[thing] == "PROPN"


def _is_pope(desk: Desk, ident: str) -> bool:
    actor = desk.actor(ident)
    return actor is not None and actor.kind == "person" and any((x or "").lower().startswith(("pope", "pontiff")) for x in (actor.role, actor.name))


def brings_together(desk: Desk, verb: int) -> bool:
    """ "offered to bring the two together", "to bring him and her to one table"."""
    p = desk.p
    if p.lemma[verb] != "bring" or p.lemma[facts.finite(desk, verb)] not in desk.words("d_propose"):
        return False
    return any(p.lower[t] == "together" or p.lemma[t] == "table" for t in _inside(desk, verb))


def _inside(desk: Desk, verb: int) -> list[int]:
    """What a verb of lending is about, also where the tree hangs it on the verb above ("offered to host talks with Iraq")."""
    above = facts.finite(desk, verb)
    return facts.content(desk, verb) if above == verb else sorted({*facts.content(desk, verb), *facts.content(desk, above)})


def _own_talks(desk: Desk, verb: int, hosts: list[str]) -> bool:
    """Does the offer name the host's own counterpart ("host talks with Kyiv")? Then it is a proposal, not a loan."""
    p = desk.p
    for t in _inside(desk, verb):
        if syntax.case(p, t) == "with" and any((a := desk.actor(x)) is not None and a.kind in PARTISAN for x in facts.parties(desk, t)):
            return True
        if p.lower[t] in ("us", "our"):
            continue
        for x in ([desk.coding.cast.by_head[t]] if t in desk.coding.cast.by_head else []):
            if x in hosts and p.pos[t] != "PRON" and syntax.case(p, t) in ("between", "and"):
                return True
    return False


def _own_city(desk: Desk, verb: int) -> list[str]:
    """A third state that invites two or more parties to its own city lends its ground too."""
    p = desk.p
    guest = syntax.logical_object(p, verb)
    if guest is None or not facts.is_real(desk, verb):
        return []
    guests = facts.parties(desk, guest) + [a for word, n in syntax.obliques(p, verb) if word == "with" for a in facts.parties(desk, n)]
    actor = desk.actor(desk.coding.cast.by_head.get(guest))
    several = len(guests) >= 2 or (actor is not None and actor.kind == "group") or any(
        p.lower[c] in ("both", "two", "all", "three", "four") for c in p.children[guest])
    hosts = [desk.principal(a) for a in facts.subjects(desk, verb)]
    if not several or len(hosts) != 1 or not hosts[0].startswith("government:"):
        return []
    inside = set(facts.content(desk, verb))
    country = desk.country(hosts[0])
    return hosts if any(m.head in inside and m.place.country == country and syntax.case(p, m.head) in ("in", "to", "at") for m in desk.coding.places) else []


def _so_have(desk: Desk, word: int) -> tuple[list[str], int]:
    """"So, we hear, have two governments outside the region": the offer just told, by others too."""
    p = desk.p
    first, end = p.sentences[p.sent[word]]
    if not (word == first or p.lower[word - 1] in ("and", ",", ";")):
        return [], word
    aux = next((t for t in range(word + 1, min(word + 8, end)) if p.lower[t] in ("have", "has", "had", "did", "do", "does", "would", "will")), None)
    if aux is None:
        return [], word
    for t in range(aux + 1, min(aux + 8, end)):
        found = facts.parties(desk, t)
        if found:
            return found, facts.clause_head(desk, t)
    return [], word


def _as_did(desk: Desk, word: int) -> list[str]:
    """", as did Qatar" behind an offer."""
    p = desk.p
    _, end = p.sentences[p.sent[word]]
    behind = p.lower[word + 1 : word + 2]
    if p.lower[word - 1] != "," or not behind or behind[0] not in ("have", "has", "had", "did", "do", "does") or word + 2 >= end:
        return []
    subject = next((c for c in p.children[word + 1] if p.dep[c].startswith("nsubj") and c > word), None)
    return facts.parties(desk, subject) if subject is not None else []


def _similar(desk: Desk, word: int) -> tuple[list[str], int]:
    """ "Uganda has made a similar offer" behind an offer."""
    p = desk.p
    noun = p.head[word]
    verb = p.head[noun]
    if p.lemma[noun] != "offer" or p.pos[verb] != "VERB" or p.dep[noun] != "obj" or p.lemma[verb] not in ("make", "extend", "issue") or not facts.is_real(desk, verb):
        return [], word
    return facts.subjects(desk, verb), verb


# -- entries -----------------------------------------------------------------------------------------------------------------


def _enter(desk: Desk, out: list[VenueOffer], found: list[str], trigger: int, head: int, status: VenueStatus) -> None:
    named, unnamed = _hosts(desk, found, trigger)
    event = facts.event_at(desk, trigger, head, desk.p.head[trigger])
    bare = facts.clause_span(desk, head)
    if desk.p.lower[trigger] == "as":
        bare = Span(start=desk.p.start[trigger], end=bare.end, text=desk.p.article.text[desk.p.start[trigger] : bare.end])
    for host in (*named, *unnamed):
        span = with_hosts(desk, bare, named, trigger) if host in named else bare
        place = _place(desk, trigger, host, single=len(named) + len(unnamed) == 1)
        double = next((k for k, old in enumerate(out) if old.host == host), None)
        if double is not None:
            old = out[double]
            out[double] = replace(old, place=old.place or place, evidence=(*old.evidence, span)[:2] if span not in old.evidence else old.evidence,
                                  status=status if status == "withdrawn" else old.status)
            continue
        when = _offered_on(desk, head, trigger, host)
        made = VenueOffer(id=f"venue_offer:{len(out) + 1}", host=host, place=place, purpose=_purpose(desk, trigger), status=status, date=when,
                          confidence=event.event.confidence if event else 0.7, event=event.event.id if event else None, statement=desk.statement_at(trigger),
                          evidence=(span,))
        out.append(made)
        desk.note(made.id, "ledger.venues", f"host at {desk.p.text[trigger]!r}")


def _offered_on(desk: Desk, head: int, trigger: int, host: str) -> Date:
    """The day of the offer: of its own clause, of the verb of offering above it ("offered last Tuesday to host"), of the host's words; never the day it is for."""
    p, above = desk.p, desk.p.head[head]
    found = [facts.when(desk, head, trigger)]
    if p.dep[head] in ("advcl", "xcomp", "acl") and p.lemma[above] in OFFERING:
        found.append(facts.when(desk, above))
    speaker = desk.speaker_at(trigger)
    if speaker is not None and desk.same_party(speaker, host):
        found.append(facts.said_when(desk, head))
    return next((d for d in found if d.start and not (desk.published and d.start > desk.published.isoformat())), Date(text=found[0].text if not found[0].start else None))


def with_hosts(desk: Desk, span: Span, hosts: list[str], trigger: int) -> Span:
    """The clause of the offer, begun early enough to name the hosts where a relative clause carries it ("Oslo is among five that offered ...")."""
    first, end = desk.p.sentences[desk.p.sent[trigger]]
    heads = [t for t in range(first, end) if (ident := desk.coding.cast.by_head.get(t)) is not None and any(ident == h or desk.same_party(ident, h) for h in hosts)]
    if not heads or any(span.start <= desk.p.start[t] < span.end for t in heads):
        return span
    start = min(desk.p.start[t] for t in heads)
    if start > span.start:
        return span
    return Span(start=start, end=span.end, text=desk.p.article.text[start : span.end])


def _hosts(desk: Desk, found: list[str], trigger: int) -> tuple[list[str], list[str]]:
    """Named hosts each for itself; the rest of an announced number as one unnamed group, unless a list claims to be complete."""
    named: list[str] = []
    unnamed: list[str] = []
    for ident in found:
        actor = desk.actor(ident)
        if actor is None:
            continue
        if actor.kind != "group":
            host = desk.principal(ident)
            if host not in named:
                named.append(host)
            continue
        listed = [*actor.members, *(m for m in _listed(desk, trigger, actor) if m not in actor.members)]
        named += [m for m in (desk.principal(x) for x in listed) if m not in named]
        rest = actor.unnamed if actor.unnamed is not None and actor.members else (actor.count or 0) - len(listed)
        if actor.members and actor.count and actor.unnamed is None:
            rest = actor.count - len(actor.members)
        if listed and not actor.members and not is_sample(desk, trigger):
            rest = _unnamed_in_list(desk, trigger)
        if not listed:
            unnamed.append(ident)
        elif rest > 0:
            unnamed.append(desk.unnamed(rest))
    return named, unnamed


def list_after(desk: Desk, trigger: int) -> list[int]:
    """Head tokens of a list that follows a colon, or stands between dashes or brackets, in the sentence of a word."""
    p = desk.p
    first, end = p.sentences[p.sent[trigger]]
    among = next((t for t in range(first, end - 1) if (p.lower[t] in ("among", "including") and p.lower[t + 1] in ("them", "these")) or p.lower[t] == "including"), None)
    if among is not None:
        return [t for t in range(among + 1, end) if t in desk.coding.cast.by_head and p.pos[t] == "PROPN" and (p.dep[t] != "nsubj" or t < among + 6)]
    open_at = next((t for t in range(first, end) if p.text[t] in (":", "(", "–", "—", "-") and t > first and p.text[t - 1] != p.text[t]), None)
    if open_at is None:
        return []
    close = next((t for t in range(open_at + 1, end) if p.text[t] in (")", "–", "—", "-", ";")), end)
    if p.text[open_at] == ":":
        close = end
    return [t for t in range(open_at + 1, close) if t in desk.coding.cast.by_head and p.dep[t] not in ("nmod:poss", "amod")]


def is_sample(desk: Desk, trigger: int) -> bool:
    """"among them ...", "including ...": a list that does not claim to be complete."""
    p = desk.p
    first, end = p.sentences[p.sent[trigger]]
    return any(p.lower[t] in ("among", "including") or (p.lower[t] == "such" and p.lower[t + 1] == "as") for t in range(first, end - 1))


def _listed(desk: Desk, trigger: int, actor: Actor) -> list[str]:
    """Members that a list after the announced number names ("seven nations have offered: Oman, Chile ...")."""
    if not actor.count or actor.count < 2:
        return []
    found = [desk.coding.cast.by_head[t] for t in list_after(desk, trigger)]
    states = [desk.principal(f) for f in found if (a := desk.actor(f)) is not None and a.kind in ("government", "country", "igo", "ngo")]
    states = [desk.government(s.removeprefix("country:")) if s.startswith("country:") else s for s in states]
    return list(dict.fromkeys(states)) if len(set(states)) >= 2 else []


def _unnamed_in_list(desk: Desk, trigger: int) -> int:
    """Members of the list that are described but not named ("... and an island state")."""
    total = 0
    for t in list_after(desk, trigger):
        actor = desk.actor(desk.coding.cast.by_head[t])
        if actor is not None and actor.kind in ("group", "unknown") and not actor.members:
            total += actor.count or 1
    return total


def _place(desk: Desk, trigger: int, host: str, *, single: bool) -> Place | None:
    """The city or building named for the talks; nothing for a bare country."""
    if not single:
        return None
    inside = set(_inside(desk, trigger)) | set(desk.p.children[trigger])
    country = desk.country(host)
    for m in desk.coding.places:
        if m.head in inside and desk.p.dep[m.head] == "obj" and country is not None and m.place.country == country:
            return m.place
        if m.head in inside and (syntax.case(desk.p, m.head) in ("in", "at", "near", "on", "of") or (desk.p.lemma[trigger] == "invite" and syntax.case(desk.p, m.head) == "to")) and (country is None or m.place.country in (country, None)):
            return m.place
    offered = [c for c in desk.p.children[trigger] if desk.p.dep[c] == "obj" and desk.p.lemma[trigger] in desk.words("d_pledge_ground")]
    willing = syntax.logical_subject(desk.p, trigger)
    return seat(desk, [*offered, *([willing] if willing is not None else [])], country)


def _purpose(desk: Desk, trigger: int) -> str | None:
    p = desk.p
    for t in _inside(desk, trigger):
        if p.pos[t] == "NOUN" and p.dep[t] != "compound" and p.lemma[t] in desk.words("d_topic") | {"delegation", "panel", "event"} and p.lemma[t] not in desk.words("d_premises"):
            return facts.phrase_span(desk, t).text
    return None


def _settle(desk: Desk, out: list[VenueOffer]) -> None:
    """A host whose offer is declined or taken back in a later clause."""
    p = desk.p
    for i in range(len(p.text)):
        if p.pos[i] != "VERB" or p.lemma[i] not in desk.words("d_reject") | {"withdraw", "thank", "turn"}:
            continue
        if p.lemma[i] == "turn" and not any(p.lower[c] == "down" for c in p.children[i]):
            continue
        what = syntax.logical_object(p, i)
        if not facts.is_real(desk, i):
            continue
        status: VenueStatus = "withdrawn" if p.lemma[i] == "withdraw" else "declined"
        by = [desk.principal(a) for a in facts.subjects(desk, i)]
        for k, venue in enumerate(out):
            if any(e.start <= p.start[i] < e.end for e in venue.evidence) or p.start[i] < venue.evidence[0].start:
                continue
            if status == "withdrawn":
                hit = any(desk.same_party(b, venue.host) for b in by) and what is not None and p.lemma[what] in ("offer", "invitation", "bid")
            else:
                owned = facts.owners(desk, what) if what is not None else []
                hit = bool(by) and not any(desk.same_party(b, venue.host) for b in by) and what is not None and (
                    any(desk.same_party(o, venue.host) for o in owned) or (len(out) == 1 and p.lemma[what] in ("offer", "venue", "invitation") and not owned))
            if hit and p.lemma[i] != "thank":
                out[k] = replace(venue, status=status)
