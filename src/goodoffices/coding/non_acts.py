"""What looks like an act and is none, or not of those who stand beside it: charges, conditions, titles, witnesses, names given, whom a threat protects."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.coding.event_match import Match
from goodoffices.coding.scene import Scene, principal
from goodoffices.model import Parsed

#: Verbs whose "of ..." or "for ..." is only charged.
CHARGING = frozenset({"accuse", "suspect", "blame", "charge", "fault"})
#: Who is told of these accuses nobody ("was looking into the reports").
LOOKED_INTO = frozenset({"report", "claim", "incident", "matter", "footage", "video", "cause", "circumstance", "possibility", "case", "question", "issue"})
#: What one does for somebody: who is to be defended is not threatened.
SHIELDING = frozenset({"defend", "protect", "shield", "support", "assist", "aid", "help", "back"})
#: Being glad to do something is an offer; being glad to see what others do is none.
GLADNESS = frozenset({"happy", "glad", "pleased", "delighted"})
WITNESSING = frozenset({"see", "hear", "note", "learn", "know", "report", "say", "announce", "find"})
#: What a place is offered as.
AS_PLACES = frozenset({"venue", "host", "site", "location", "setting", "place", "ground", "base"})
#: Offices whose title goes on with "of" ("the head of military operations").
HEADS_OF = frozenset({"head", "chief", "director", "commander", "deputy", "minister", "secretary", "ministry", "department", "office", "directorate"})
#: Who hears or sees a deed has not done it.
PERCEIVING = frozenset({"hear", "see", "witness", "notice", "observe", "film", "watch", "record"})


def in_condition(p: Parsed, i: int) -> bool:
    """Is a word told only as what must be so first ("on condition that the fighters leave", "provided that ...")?"""
    for k in range(i - 1, max(p.sentences[p.sent[i]][0], i - 14), -1):
        if p.text[k] in (";", ":", "”", '"'):
            return False
        if p.lower[k] in ("provided", "providing") and p.lower[k + 1] == "that":
            return True
        if p.lower[k] == "that" and p.lower[k - 1 : k] == ("condition",):
            return True
        if p.text[k] == "," and p.pos[i] == "VERB" and p.dep[i] in ("root", "parataxis", "conj"):
            return False
    return False


def only_charged(p: Parsed, i: int) -> bool:
    """Is a deed only what somebody is accused of ("accused Accra of raids")?"""
    node = i
    for _ in range(4):
        relation, above = p.dep[node], p.head[node]
        if above == node or relation not in ("advcl", "obl", "nmod", "conj", "xcomp", "obj", "ccomp", "acl"):
            return False
        if relation == "acl":
            return p.lemma[p.head[above]] in CHARGING and p.dep[above] in ("obj", "nsubj:pass") and syntax.case_mark(p, node) in ("of", "for", "with")
        if p.lemma[above] in CHARGING and p.pos[above] == "VERB" and relation != "obj":
            return relation in ("ccomp", "xcomp") or (syntax.case(p, node) or syntax.case_mark(p, node)) in ("of", "for", "with")
        node = above
    return False


def only_denies(scene: Scene, i: int) -> bool:
    """ "denied the accusation": who says that a charge is untrue turns no offer down."""
    p = scene.p
    return p.lemma[i] == "deny" and any(p.dep[c] in ("obj", "nsubj:pass") and p.lemma[c] in scene.book.classes["q_bare"] for c in p.children[i])


#: What one is ready to do before one says yes or no.
PONDERING = frozenset({"consider", "study", "examine", "review", "weigh", "ponder", "assess", "evaluate", "analyse", "analyze"})


def only_ponders(p: Parsed, i: int, complement: int | None) -> bool:
    """ "is ready to consider it": neither a yes nor an offer."""
    return complement is not None and p.lemma[complement] in PONDERING and (p.pos[i] == "ADJ" or p.lemma[i] in ("prepare", "agree", "promise"))


def left_open(p: Parsed, i: int) -> bool:
    """ "no details of what Armenia would accept", "what it called blackmail": a question that is left open, or a word for a thing, tells no act."""
    if p.dep[i] != "root" and any(p.lower[c] in ("what", "whatever") and p.dep[c] in ("obj", "nsubj", "nsubj:pass", "obl") and c < i for c in p.children[i]):
        return True
    if p.pos[i] != "VERB":
        return False
    for k in range(i - 1, max(p.sentences[p.sent[i]][0], i - 7), -1):
        if p.lower[k] in ("what", "whatever"):
            return k > p.sentences[p.sent[i]][0]
        if p.pos[k] in ("VERB", "PUNCT", "CCONJ", "SCONJ"):
            return False
    return False


def own(scene: Scene, ident: str, actors: tuple[str, ...]) -> bool:
    """Is a party only another name of who acts: his state, its land or its army?"""
    state = _state_of(scene, ident)
    return state is not None and any(_state_of(scene, x) == state for x in actors)


def _state_of(scene: Scene, ident: str) -> str | None:
    """The country of a state, its land or its army; of an actor nobody has entered yet, by its id."""
    one = scene.cast.actors.get(ident)
    kind, country = (one.kind, one.country) if one is not None else (ident.partition(":")[0], ident.partition(":")[2])
    return country if kind in ("government", "country", "military") else None


def warned_of(scene: Scene, match: Match) -> bool:
    """ "warned that 400,000 people would starve": what others do or suffer by itself is no threat by who warns of it, nor is a warning without words ("we warned them")."""
    p, i = scene.p, match.trigger
    content = any(p.dep[c] in ("ccomp", "xcomp", "advcl", "parataxis", "obl") for c in p.children[i])
    if p.lemma[i] == "warn" and p.pos[i] == "VERB" and p.dep[i] != "parataxis" and not content and match.complement is None and not any(d.cue_token == i for d in scene.statements):
        return True
    if p.lemma[i] not in ("warn", "caution", "alert") or match.complement is None or p.dep[match.complement] != "ccomp":
        return False
    subject = next((c for c in p.children[match.complement] if p.dep[c] == "nsubj"), None)
    if subject is None or p.tag[subject] in ("PRP", "WP", "WDT", "DT", "EX"):
        return False
    if p.lemma[match.complement] in ("face", "suffer", "regret", "pay", "lose", "meet", "risk"):
        return not scene.frames.actors(subject) and subject not in scene.cast.latent and p.tag[subject] == "NN"  # "that the currency would suffer"
    named = set(scene.frames.actors(subject))
    parties = {principal(scene.cast, a) for a in match.actors} | set(match.actors)
    return not any(principal(scene.cast, x) in parties or own(scene, x, tuple(parties)) for x in named)


def put_up(scene: Scene, i: int) -> set[str]:
    """What is offered as a place ("offered the Vatican as a venue") is not whom it is offered to."""
    p = scene.p
    if not any(p.dep[c] in ("obl", "advcl", "xcomp") and p.lemma[c] in AS_PLACES and "as" in (syntax.case(p, c), syntax.case_mark(p, c)) for n in (i, *p.children[i]) for c in p.children[n]):
        nmods = [g for c in p.children[i] if p.dep[c] == "obj" for g in p.children[c] if p.dep[g] == "nmod" and p.lemma[g] in AS_PLACES and syntax.case(p, g) == "as"]
        if not nmods:
            return set()
    return {principal(scene.cast, a) for c in p.children[i] if p.dep[c] == "obj" for a in scene.frames.actors(c)}


def witnesses(scene: Scene, i: int) -> set[str]:
    """ "Residents heard shooting": those of whom it is told that they perceived a deed."""
    p = scene.p
    verb = p.head[i]
    if p.dep[i] not in ("obj", "ccomp", "xcomp", "advcl") or p.lemma[verb] not in PERCEIVING or verb > i:
        return set()
    subject = syntax.surface_subject(p, verb)
    return set(scene.frames.actors(subject)) if subject is not None else set()


def names_it(p: Parsed, i: int) -> bool:
    """ "called the fishermen "smugglers"", "called the talks premature": a name for somebody is no call."""
    if p.lemma[i] != "call" or p.pos[i] != "VERB":
        return False
    if any(p.dep[c] == "xcomp" and c > i and p.pos[c] in ("ADJ", "NOUN") and p.text[c].islower() for c in p.children[i]):
        return True
    if any(p.dep[c] == "iobj" for c in p.children[i]) and any(p.dep[c] == "obj" and p.text[c].islower() for c in p.children[i]):
        return True
    for k in range(i + 1, min(p.sentences[p.sent[i]][1], i + 7)):
        if p.text[k] in ('"', "“", "‘"):
            return True
        if p.pos[k] in ("VERB", "PUNCT", "ADP", "CCONJ"):
            return False
    return False


def in_title(p: Parsed, i: int) -> bool:
    """Is a noun only part of an office's name ("the head of Pakistan's military operations")?"""
    if p.pos[i] != "NOUN":
        return False
    for k in range(i - 1, max(p.sentences[p.sent[i]][0], i - 6), -1):
        if p.lower[k] == "of":
            return p.lower[k - 1] in HEADS_OF
        if p.pos[k] in ("VERB", "AUX", "PUNCT", "ADP"):
            return False
    return False


def only_looked_into(p: Parsed, i: int) -> bool:
    return any(p.dep[c] in ("obj", "obl") and p.lemma[c] in LOOKED_INTO for c in p.children[i])


def shielded(scene: Scene, i: int) -> set[str]:
    """Whom a threat is meant to protect ("a warning that it would defend Manila")."""
    p = scene.p
    top = p.head[i] if p.pos[i] == "NOUN" and p.dep[i] == "obj" else i
    guards = [t for t in syntax.subtree(p, top) if p.pos[t] == "VERB" and p.lemma[t] in SHIELDING]
    return {principal(scene.cast, a) for g in guards for c in p.children[g] if p.dep[c] == "obj" for a in scene.frames.actors(c)}


def only_glad(p: Parsed, i: int, complement: int | None) -> bool:
    """ "is happy to see talks resume" offers nothing, "is happy to host them" does."""
    return p.lemma[i] in GLADNESS and complement is not None and p.lemma[complement] in WITNESSING


TELLING = frozenset("announce say declare confirm disclose reveal report tell state claim add".split())


def told_of_others(scene: Scene, match: Match) -> bool:
    """ "Fourteen factions signed, Wang announced": what others have done is no act of who tells of it."""
    p, i = scene.p, match.trigger
    if p.lemma[i] not in TELLING or p.pos[i] != "VERB":
        return False
    clause = next((c for c in p.children[i] if p.dep[c] == "ccomp"), None)
    subject = syntax.surface_subject(p, clause) if clause is not None else None
    if clause is None or subject is None or p.tag[subject] in ("PRP", "WP", "WDT", "EX", "DT") or not any(p.tag[t] in ("VBD", "VBZ", "VBP") for t in (clause, *p.children[clause])):
        return False
    named = scene.frames.actors(subject) or tuple(x for x in (scene.cast.latent.get(subject),) if x)
    return bool(named) and not any(x in match.actors or own(scene, x, match.actors) or principal(scene.cast, x) in {principal(scene.cast, a) for a in match.actors} for x in named)


#: "condemned the killing of Haniyeh": who suffered is not who is blamed.
SUFFERED = frozenset("""killing arrest detention expulsion murder assassination abduction kidnapping kidnap execution imprisonment jailing death poisoning shooting bombing shelling invasion
occupation persecution treatment mistreatment torture harassment wounding deportation hanging beating rape massacre siege blockade annexation sentencing trial seizure bombardment
slaughter starvation displacement destruction violation partition dismemberment targeting removal ouster overthrow dismissal suspension exclusion""".split())


def sufferers(scene: Scene, i: int) -> set[str]:
    """Those to whom was done what somebody condemns, protests or regrets."""
    p = scene.p
    things = [n for c in p.children[i] if p.dep[c] in ("obj", "obl", "nsubj:pass") for n in syntax.conjuncts(p, c) if p.lemma[n] in SUFFERED]
    doers = {a for n in things for word, x in syntax.obliques(p, n) if word == "by" for a in scene.frames.actors(x)}
    found = {a for n in things for word, x in syntax.obliques(p, n) if word == "of" for a in scene.frames.actors(x)}
    return {y for a in found - doers for y in (a, principal(scene.cast, a))}


def takes_back(p: Parsed, i: int, quoted: bool) -> bool:
    """ "We will return our lands": who says so in his own words speaks of what he will take, not of what he gives."""
    objects = [c for c in p.children[i] if p.dep[c] == "obj"]
    return quoted and p.lemma[i] in ("return", "regain", "recover", "restore", "liberate") and any(p.lower[g] == "our" for c in objects for g in p.children[c])


def brokers(scene: Scene, i: int) -> set[str]:
    """Who only mediated or hosted what others agreed ("agreed to a truce after talks mediated by Qatar")."""
    p = scene.p
    below = {t for c in p.children[i] if p.dep[c] in ("obl", "obj", "advcl", "nmod", "xcomp") for t in syntax.subtree(p, c)}
    verbs = [t for t in below if p.lemma[t] in ("mediate", "broker", "facilitate", "host", "sponsor", "arrange", "organise", "organize", "oversee", "chair", "lead") and p.tag[t] == "VBN"]
    return {y for v in verbs for c in p.children[v] if p.dep[c] in ("obl:agent", "obl") for a in scene.frames.actors(c) for y in (a, principal(scene.cast, a))}


TRAVELS = frozenset({"trip", "visit", "tour", "journey", "engagement", "appearance", "holiday", "vacation"})


def at_home(scene: Scene, i: int, actors: tuple[str, ...]) -> bool:
    """Who calls off a trip that goes to no other state has turned nobody down ("cancelled a scheduled trip to a regional town")."""
    p = scene.p
    trips = [c for c in p.children[i] if p.dep[c] in ("obj", "nsubj:pass") and p.lemma[c] in TRAVELS]
    if not trips:
        return False
    own = {a.partition(":")[2] for a in actors} | {x.country for a in actors if (x := scene.cast.actors.get(a)) is not None}
    lands = {m.place.country for m in scene.places if p.sent[m.head] == p.sent[i]} - {None}
    return not lands - own


#: Losses that need not be anybody's doing.
LOSSES = frozenset({"kill", "injure", "wound", "hurt", "die", "death", "maim", "perish", "drown", "crash", "claim"})


def by_accident(scene: Scene, i: int) -> bool:
    """Losses in a storm, a crash, an epidemic, with no word of violence beside them: nobody attacked."""
    p = scene.p
    toll = any(p.lemma[c] == "toll" for c in p.children[i])
    if p.lemma[i] not in LOSSES and not toll:
        return False
    begin, end = syntax.segment(p, i)
    words = {p.lemma[t] for t in range(begin, end)} | {p.lower[t] for t in range(begin, end)}
    if toll:  # "The death toll rose to 22": of what, this sentence has to say
        return not words & scene.book.classes["x_violence"]
    return bool(words & scene.book.classes["x_accident"]) and not words & scene.book.classes["x_violence"]


#: What befalls those who stand as its subject.
BEFALLS = frozenset({"kill", "injure", "wound", "hurt", "die", "perish", "maim", "displace", "fall"})


def hit(scene: Scene, i: int) -> set[str]:
    """The victims told by the verb above a blow ("seven people were killed in shelling"): they did not strike it."""
    p, verb = scene.p, scene.p.head[i]
    within = p.dep[i] in ("obl", "obl:agent") or (p.dep[i] == "advcl" and syntax.marker(p, i) in ("in", "by", "during", "from"))
    if not within or p.lemma[verb] not in BEFALLS:
        return set()
    fell = [c for c in p.children[verb] if p.dep[c] == "nsubj:pass" or (p.dep[c] == "nsubj" and p.lemma[verb] in ("die", "perish", "fall"))]
    return {y for c in fell for n in syntax.conjuncts(p, c) for a in scene.frames.actors(n) for y in (a, principal(scene.cast, a))}


def set_phrase(p: Parsed, i: int) -> bool:
    """ "face to face", "side by side": no verb and no deed."""
    near = p.lower[max(0, i - 2) : i + 3]
    return any(near[k : k + 3] in (("face", "to", "face"), ("side", "by", "side"), ("hand", "in", "hand"), ("back", "to", "back")) for k in range(len(near) - 2))


def posted_to(scene: Scene, i: int) -> set[str]:
    """Where soldiers will be sent need not be whom that threatens ("will send a patrol ship to Guyana"): it may be to help."""
    p = scene.p
    words = [i, *(c for c in p.children[i] if p.dep[c] in ("obj", "nsubj:pass"))]
    return {principal(scene.cast, a) for w in words for word, n in syntax.obliques(p, w) if word in ("to", "in", "into", "off", "around", "at") for a in scene.frames.actors(n)}


#: Verbs that only report what their clause tells.
TELLING = frozenset({"say", "announce", "declare", "state", "tell", "report", "confirm", "add", "claim"})
TO_COME = frozenset({"will", "'ll", "’ll", "ll", "shall", "wo", "would", "could", "may", "might"})


def tells_no_threat(p: Parsed, verb: int, complement: int | None) -> bool:
    """Who says that he "had retaliated" tells a deed, and who "would have retaliated" has not."""
    for i in (verb, complement):
        words = set(syntax.auxiliaries(p, i)) if i is not None else set()
        if i is not None and p.tag[i] in ("VBD", "VBN") and words & TO_COME and words & {"have", "'ve", "’ve"}:
            return True
    return p.lemma[verb] in TELLING and complement is not None and p.tag[complement] in ("VBD", "VBN") and not set(syntax.auxiliaries(p, complement)) & TO_COME
