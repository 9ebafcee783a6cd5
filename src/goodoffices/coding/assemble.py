"""From matches to events: modality, date, place, statement, evidence and confidence joined; one fact, one event."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from goodoffices.coding import modality, syntax
from goodoffices.coding.announced import ANNOUNCED, announced
from goodoffices.coding.confidence import signs_of
from goodoffices.coding.event_match import Match
from goodoffices.coding.event_place import place_of
from goodoffices.coding.event_times import VERBAL, ahead, date_of, of_the_act, times_of
from goodoffices.coding.evidence import evidence_of
from goodoffices.coding.modality_words import DENY
from goodoffices.coding.non_acts import (
    at_home,
    brokers,
    by_accident,
    hit,
    in_condition,
    in_title,
    left_open,
    names_it,
    only_charged,
    only_denies,
    only_glad,
    only_looked_into,
    only_ponders,
    own,
    posted_to,
    put_up,
    set_phrase,
    shielded,
    sufferers,
    takes_back,
    tells_no_threat,
    told_of_others,
    warned_of,
    witnesses,
)
from goodoffices.coding.scene import Scene, at_table, principal, statement_at
from goodoffices.model import Event, EventDraft, Parsed, StatementDraft, TimeMention

#: Who does these is whom a threat is for.
SUFFERING = frozenset({"pay", "face", "suffer", "bear", "reap", "regret", "incur", "lose"})
#: A deed under one of these is in hand, but nobody has announced it.
UNSAID = frozenset({"prepared", "prepare", "prepares", "preparing", "planned", "planning", "ready", "poised", "gearing", "set"})
STOP = frozenset(["the", "a", "an", "of", "to", "in", "on", "and", "for", "with", "by", "that", "it", "its", "be", "have", "do", "not", "at", "as", "from", "this", "which", "who", "will", "would"])


#: A dated act further back than this is not the undated one told beside it.
LONG_AGO = 10


@dataclass(frozen=True, slots=True)
class _Made:
    draft: EventDraft
    words: frozenset[str]


#: What may happen around a game too: arrests and protests.
BESIDE_GAMES = frozenset({"COERCE", "PROTEST"})


def assemble(scene: Scene, matches: list[Match]) -> tuple[EventDraft, ...]:
    """Events in text order with ids event:1 ...; restatements are left out."""
    made: list[_Made] = []
    quoted = {s.statement.id for s in scene.statements if s.statement.direct}
    game = syntax.of_sport(scene.p, scene.book.classes["x_sport"])
    for match in matches:
        draft = _event(scene, match)
        if draft is None or (game and draft.event.type not in BESIDE_GAMES) or _names_again(scene, draft, made):
            continue
        new = _Made(draft, _content_words(scene.p, draft))
        if draft.event.statement in quoted and any(_told_before(scene.p, old, new) for old in made):
            continue
        double = next((k for k, old in enumerate(made) if _same_fact(scene.p, old, new, scene.published)), None)
        if double is None:
            made.append(new)
        elif scene.p.dep[match.trigger] == "advcl" and scene.p.head[match.trigger] == made[double].draft.trigger:
            continue
        elif made[double].draft.complement == match.trigger or (match.complement != made[double].draft.trigger and _fullness(new.draft) > _fullness(made[double].draft)):
            made[double] = new
    made.sort(key=lambda m: m.draft.trigger)
    out = []
    for number, item in enumerate(made, 1):
        out.append(replace(item.draft, event=replace(item.draft.event, id=f"event:{number}")))
    return tuple(out)


def _names_again(scene: Scene, draft: EventDraft, made: list[_Made]) -> bool:
    """ "its invitation", "their offer": the noun for what a verb has told before of the same party."""
    p, event = scene.p, draft.event
    if p.pos[draft.trigger] != "NOUN" or event.type != "AGREE" or not any(p.dep[c] == "nmod:poss" for c in p.children[draft.trigger]):
        return False
    return any(m.draft.event.type == "AGREE" and set(m.draft.event.actors) & set(event.actors) and m.draft.trigger < draft.trigger for m in made)


def _event(scene: Scene, match: Match) -> EventDraft | None:
    p, pattern, i = scene.p, match.pattern, match.trigger
    if in_title(p, i) or (pattern.type == "CONSULT" and names_it(p, i)) or (pattern.type not in VERBAL and only_charged(p, i)) or in_condition(p, i) or left_open(p, i) or told_of_others(scene, match) \
            or only_denies(scene, i) or set_phrase(p, i) or syntax.retracted(p, i) or (pattern.type in ("CONSULT", "AGREE") and syntax.arranged_by(p, i)) \
            or (pattern.type == "AGREE" and only_ponders(p, i, match.complement)):
        return None
    if pattern.type == "REJECT" and match.complement is not None and p.lemma[match.complement] in ("rule", "exclude", "comment", "confirm", "say", "elaborate"):
        return None
    holder = scene.frames.carrier(i) if p.pos[i] in ("NOUN", "PROPN") else None
    clause = holder if holder is not None else i
    times = times_of(p, scene.times, i, clause, match.complement)
    statement = statement_at(scene, i)
    judged = modality.judge(p, i, pattern.modality, times, scene.published, pattern.type, scene.times)
    if pattern.source == "demands.py":
        judged = modality.Judgement("actual", "said to be a duty of the other side")
    if pattern.type == "REJECT" and pattern.lemma in ("see", "have", "find"):
        if judged.modality != "negated":
            return None
        judged = modality.Judgement("actual", "a refusal that needs its negation")
    if pattern.type == "REJECT" and judged.modality == "negated" and syntax.marker(p, i) in ("if", "unless", "until"):
        return None
    if pattern.type == "REJECT" and judged.modality == "negated" and p.lemma[i] in ("reply", "respond", "answer", "comment", "react"):
        return None  # who has not answered has not refused
    if pattern.source.endswith("(negated)") or (pattern.type == "REJECT" and not pattern.lemma and judged.modality == "negated" and syntax.is_negated(p, i)):
        judged = modality.Judgement("actual", "refusal by negation")
    kind, mode, cameo, state = pattern.type, pattern.mode, pattern.cameo, judged.modality
    if (seen := witnesses(scene, i)) and match.actors:
        match = dataclasses.replace(match, actors=tuple(a for a in match.actors if a not in seen))
    if holder is not None and judged.modality in ("actual", "ongoing") and i != holder:
        state = modality.judge(p, holder, pattern.modality, times, scene.published, pattern.type, scene.times).modality
        state = judged.modality if state == "actual" else state
    if state == "hypothetical" and kind in ("AGREE", "CONSULT") and judged.reason.lower() == "could" and statement is not None and statement.statement.speaker and _own_words(scene, statement, match.actors):
        state = "offered"
    if state == "hypothetical" and (kind not in VERBAL or not (match.actors and match.recipients)):
        return None
    if kind == "CONSULT" and state in ("offered", "conditional") and pattern.reciprocal:
        match = _one_sided(scene, match)
    if kind == "CONSULT" and p.lemma[i] in syntax.ARRANGERS | {"bring"}:
        match = _go_betweens(scene, match)
    actors, recipients = _principals(scene, match.actors, match.recipients)
    if kind == "CONSULT" and len(actors) == 1 and not recipients:
        actors = tuple(dict.fromkeys((*at_table(scene, i), *actors)))
    if not pattern.reciprocal and actors and _one_by_one(scene, actors) == _one_by_one(scene, recipients):
        if p.lemma[i] == "invite":
            return None  # those who "had been invited" invited nobody
        recipients = ()
    recipients = _others(scene, match, kind, actors, recipients)
    if kind == "ASSAULT" and p.lemma[i] in ("attack", "hit", "slam", "strike", "lash") and recipients and syntax.said_of(p, i):
        kind, mode, cameo = "ACCUSE", None, "111"
    if kind == "ASSAULT" and not match.actors and by_accident(scene, i):
        return None
    if kind == "ASSAULT" and pattern.reciprocal and any(a.startswith("group:") for a in actors):
        recipients = ()  # "the two sides traded fire": on each other
    if kind == "ASSAULT" and p.pos[i] == "VERB" and any(p.lemma[c] == "toll" for c in p.children[i]):
        tellers = scene.frames.fill(i, ("subj",))[0]
        actors = tuple(a for a in actors if a not in {y for x in tellers for y in (x, principal(scene.cast, x))})  # who puts the toll at nine only counts
    if kind == "ASSAULT" and (victims := hit(scene, i)):
        actors = tuple(a for a in actors if a not in victims)
    if kind == "ASSAULT":
        recipients = tuple(r for r in recipients if r.partition(":")[0] not in ("government", "military") or r.partition(":")[2] not in {a.partition(":")[2] for a in actors if a.partition(":")[0] in STATE_BODIES})
    if kind in ("REQUEST", "AGREE") and (weighing := syntax.weighing(p, i)) is not None:
        asked_of = tuple(principal(scene.cast, a) for a in scene.frames.fill(weighing, ("subj",))[0])
        recipients = tuple(a for a in asked_of if a not in actors) or recipients
    if pattern.type in ("RETREAT", "CONCEDE", "COOPERATE") and takes_back(p, i, statement is not None and statement.statement.direct):
        return None
    if kind == "REJECT" and not recipients and at_home(scene, i, actors):
        return None
    if kind == "REJECT":
        recipients = tuple(r for r in recipients if r not in {a.replace("government:", "military:") for a in actors})
    asked = _asked_for(scene, match, i) if state == "conditional" and kind in ("MOBILIZE", "AID") else ()
    if asked:
        kind, mode, cameo, recipients = "AGREE", None, "033", asked
    elif state in ("planned", "conditional", "offered") and kind in ANNOUNCED and kind not in ("CONSULT",):
        if kind in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE"):
            if judged.reason == "is to" or not _own_words(scene, statement, match.actors) or (kind != "SANCTION" and judged.reason.lower() in UNSAID):
                return None
            state = "conditional" if state == "conditional" else "actual"
        if kind == "MOBILIZE" and set(recipients) & posted_to(scene, i):
            return None
        kind, mode, cameo = announced(p, i, pattern)
    elif kind == "CONSULT" and state in ("planned", "offered", "conditional"):
        kind, mode, cameo = ANNOUNCED["CONSULT"]
    if kind == "THREATEN" and state in ("planned", "ongoing"):
        state = "actual"
    if kind == "AGREE" and state == "actual" and p.lemma[i] in OFFERING and not _taken_up(p, i):
        state = "offered"
    if kind == "AGREE" and state == "actual" and match.complement is not None and _fixed_together(scene, match, times):
        state = "planned"
    meeting = state == "planned" and (pattern.type == "CONSULT" or cameo == "036")
    when = date_of(scene, ahead(scene, times) if meeting else of_the_act(scene, match, times, kind) if state != "planned" else times, statement, i, kind, meeting)
    if kind == "THREATEN" and tells_no_threat(p, i, match.complement):
        return None
    if kind == "THREATEN" and p.lemma[i] in SUFFERING and set(scene.frames.fill(i, ("subj",))[0]) & set(match.actors):
        return None
    if kind == "THREATEN" and (not any(_can_threaten(scene, a, p.lemma[i] in WARNING) for a in match.actors) or warned_of(scene, match)):
        return None
    if kind == "ACCUSE" and state == "negated":
        return None
    if kind == "AGREE" and len(actors) > 1:
        recipients = tuple(r for r in recipients if r not in scene.cast.would_be)
    if kind == "AGREE" and state == "offered" and only_glad(p, i, match.complement):
        return None
    if kind == "AGREE" and state == "offered":
        if p.lemma[i] == "give" and any(p.lemma[c] == "chance" for c in p.children[i]):
            return None  # "would give the talks a chance" offers nothing
        recipients = tuple(r for r in recipients if r not in put_up(scene, i))
    if kind == "AGREE" and len(actors) > 1 and state == "actual":
        recipients = tuple(r for r in recipients if r not in brokers(scene, i))
    if kind in ("ACCUSE", "PROTEST", "REJECT"):
        recipients = tuple(r for r in recipients if r not in sufferers(scene, i))
    if kind in ("AGREE", "CONSULT") and len(actors) > 1:
        recipients = tuple(r for r in recipients if not r.startswith("country:"))
    if kind == "AGREE" and (len(actors) > 1 or _two(scene, actors)):
        recipients = tuple(r for r in recipients if not _thing(scene, r))
    if kind == "CONCEDE" and any(p.lemma[c] == "evacuation" for c in p.children[i]):
        return None  # who brings people to safety has yielded to nobody
    if kind == "ACCUSE" and mode == "investigate" and not recipients and only_looked_into(p, i):
        return None
    if kind == "THREATEN":
        recipients = tuple(r for r in recipients if r not in shielded(scene, i))
    if kind == "REQUEST" and recipients and p.lemma[i] in COMMANDING and all(r.startswith("military:") and own(scene, r, actors) for r in recipients):
        return None  # what a state orders its own soldiers is what they do
    if kind in ALIEN:
        recipients = tuple(r for r in recipients if not own(scene, r, actors))
    quad, score, _ = scene.book.scores.get((kind, mode)) or scene.book.scores[kind, None]
    first, last = evidence_of(p, clause, (i, *((match.complement,) if match.complement is not None else ()), *(t.head for t in times if t.date.text == when.text and when.text)),
                              statement.statement.content if statement else None, _denial(p, i) if state == "negated" else None)
    event = Event(id="", type=kind, mode=mode, contexts=_contexts(scene, pattern.contexts, first, last), cameo=cameo, quad=quad, score=score,  # type: ignore[arg-type]
                  actors=actors, recipients=recipients, modality=state, date=when, place=None if mode == "phone" else place_of(p, scene.places, i, clause, kind, match.complement),  # type: ignore[arg-type]
                  statement=statement.statement.id if statement else None,
                  confidence=_confidence(match, state), evidence=(syntax.span(p, first, last),))
    return EventDraft(event=event, trigger=i, clause=clause, rule=f"{pattern.source} {judged.reason}".strip(), pattern=pattern.type,
                      who=match.actors, whom=match.recipients, complement=match.complement, signs=signs_of(match, state), reasons=match.reasons, told=bool(pattern.lemma), chance=match.chance)


def _one_by_one(scene: Scene, actors: tuple[str, ...]) -> set[str]:
    """With the members of a group in its place."""
    known = {x: scene.cast.actors.get(x) for x in actors}
    return {y for x, actor in known.items() for y in (actor.members if actor is not None and actor.members else (x,))}


def _two(scene: Scene, actors: tuple[str, ...]) -> bool:
    """Is the actor a pair ("the two sides")?"""
    return any((a := scene.cast.actors.get(x)) is not None and a.kind == "group" and a.count == 2 for x in actors)


def _thing(scene: Scene, ident: str) -> bool:
    """Prisoners or embassies that two sides agree to exchange or open: what the deal is about, and nobody it is made with."""
    actor = scene.cast.actors.get(ident)
    return actor is not None and (actor.kind == "civilians" or (actor.kind in ("government", "military") and actor.country is None))


def _go_betweens(scene: Scene, match: Match) -> Match:
    """Who brokered something together with others did so with them, not between them; those who were brought together brought nobody."""
    p, i = scene.p, match.trigger
    helping = {y for n in syntax.helpers(p, i) for a in scene.frames.actors(n) for y in (a, principal(scene.cast, a))}
    helping = {a for a in match.recipients if a in helping or principal(scene.cast, a) in helping}
    actors = (*match.actors, *(a for a in match.recipients if a in helping))
    recipients = tuple(a for a in match.recipients if a not in helping)
    if syntax.is_passive(p, i):
        actors = tuple(a for a in actors if not set(recipients) & {a, *(known.members if (known := scene.cast.actors.get(a)) is not None else ())})
    return dataclasses.replace(match, actors=tuple(dict.fromkeys(actors)), recipients=recipients)


def _one_sided(scene: Scene, match: Match) -> Match:
    """An encounter that only one side has put forward: who would come is the actor, whom he would meet the recipient."""
    actors, _ = scene.frames.fill(match.trigger, ("subj",))
    others = tuple(a for a in match.actors if a not in actors)
    return dataclasses.replace(match, actors=tuple(actors), recipients=others) if actors and others and not match.recipients else match


def _asked_for(scene: Scene, match: Match, trigger: int) -> tuple[str, ...]:
    """Who may call for troops or help that is held ready ("would send soldiers if Baku asked for them")."""
    p = scene.p
    node = trigger
    for _ in range(3):
        for c in p.children[node]:
            if p.dep[c] in ("advcl", "ccomp") and p.lemma[c] in ("ask", "request", "want", "need", "invite", "call", "wish") and syntax.marker(p, c) in ("if", "should", "when"):
                subject = syntax.surface_subject(p, c)
                found = scene.frames.actors(subject) if subject is not None else []
                return tuple(a for a in dict.fromkeys(principal(scene.cast, x) for x in found) if a not in match.actors)
        if p.dep[node] not in ("xcomp", "obj", "conj"):
            break
        node = p.head[node]
    return ()


def _fixed_together(scene: Scene, match: Match, times: list[TimeMention]) -> bool:
    """Have both sides settled on an encounter still to come ("agreed to meet in Izmir on Monday")?"""
    p, below = scene.p, match.complement
    assert below is not None
    return len(match.actors) > 1 and not match.recipients and p.lemma[match.trigger] == "agree" and p.lemma[below] in ("meet", "talk", "hold", "speak", "convene", "gather") and any(
        scene.published and t.date.start and t.date.start > scene.published.isoformat() for t in times)


#: Verbs of telling others what will come, by whomever.
WARNING = frozenset({"warn", "caution", "alert", "predict", "fear"})


def _can_threaten(scene: Scene, ident: str, warns: bool) -> bool:
    """Only a party can threaten; a scholar's or critic's warning is a judgement. Somebody of no known office threatens only with what he says he will do."""
    actor = scene.cast.actors.get(ident)
    if actor is None:
        return True
    if actor.kind == "person":
        return (bool(actor.code) or not warns) and not (actor.code or "").endswith(("EDU", "MED"))
    return actor.kind not in ("experts", "media", "civilians", "unknown") and not (actor.kind == "group" and not actor.members)


#: Verbs of putting something to another who may take or leave it.
OFFERING = frozenset({"offer", "propose", "invite", "suggest", "volunteer", "tender", "float", "pitch"})


def _taken_up(p: Parsed, i: int) -> bool:
    """ "agreed to offer", "accepted the proposed ...": the verb is not the act itself."""
    return p.dep[i] in ("xcomp", "amod") and p.lemma[p.head[i]] in ("agree", "accept", "decide", "help")


#: What nobody does to his own state, army or officials.
COMMANDING = frozenset({"order", "tell", "instruct", "command", "direct"})
ALIEN = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "THREATEN", "SANCTION", "MOBILIZE"})


#: Bodies of one state do not shoot at each other in a report that does not say so of both.
STATE_BODIES = frozenset({"government", "military", "country"})


#: Words for those who fight a state at home: what is done to them is not done to the country.
FIGHTERS = frozenset({"rebel", "militant", "terrorist", "insurgent", "guerrilla", "fighter", "extremist", "jihadist", "gunman", "bandit", "separatist"})


def _others(scene: Scene, match: Match, kind: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Recipients that are no doer of the same side: nobody threatens his own group, and an army that bombs rebels at home does not hit its country."""
    p, cast = scene.p, scene.cast
    codes = {cast.actors[a].code for a in actors if a in cast.actors and cast.actors[a].kind in ("person", "armed_group")}
    kept = tuple(r for r in recipients if not (kind in ("THREATEN", "REQUEST", "AGREE") and r in cast.actors and cast.actors[r].kind == "armed_group"
                                              and cast.actors[r].code in codes and cast.actors[r].code is not None))
    if kind == "ASSAULT" and any(a.startswith(("military:", "government:", "police:")) for a in actors):
        homes = {a.split(":")[1] for a in actors}
        below = {p.lemma[t] for t in syntax.subtree(p, match.trigger)}
        if below & FIGHTERS:
            kept = tuple(r for r in kept if r.split(":")[0] not in ("country", "government", "civilians") or r.split(":")[1] not in homes)
    return kept


def _principals(scene: Scene, actors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Officials act for their government, soldiers for their army; persons stay where both ends would become one."""
    actors = tuple(a for a in actors if (p := principal(scene.cast, a)) == a or p not in actors)
    one = tuple(dict.fromkeys(principal(scene.cast, a) for a in actors))
    two = tuple(dict.fromkeys(principal(scene.cast, a) for a in recipients))
    if set(one) & set(two) or (len(actors) > 1 and len(one) == 1):
        return actors, recipients
    return one, two


def _own_words(scene: Scene, statement: StatementDraft | None, actors: tuple[str, ...]) -> bool:
    """Is a coming deed announced by its doer (or told by the report itself), not predicted by someone else?"""
    if statement is None or not statement.statement.speaker:
        return True
    speaker = scene.cast.actors.get(statement.statement.speaker)
    if speaker is None:
        return False
    for a in actors:
        actor = scene.cast.actors.get(a)
        if a == speaker.id or (actor is not None and actor.country and actor.country == speaker.country):
            return True
    return False


def _denial(p: Parsed, trigger: int) -> int | None:
    """The verb of denial above an event word ("denied that soldiers had crossed")."""
    node = trigger
    for _ in range(4):
        if p.dep[node] not in ("ccomp", "xcomp", "advcl", "conj", "obj"):
            return None
        node = p.head[node]
        if p.lemma[node] in DENY and p.pos[node] == "VERB":
            return node
    return None


def _contexts(scene: Scene, given: tuple[str, ...], first: int, last: int) -> tuple[str, ...]:
    found = list(given)
    words = scene.book.contexts
    for i in range(first, last + 1):
        if scene.p.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB"):
            found.extend(words.get(scene.p.lemma[i], ()))
    counts = {c: found.count(c) for c in found}
    return tuple(sorted(counts, key=lambda c: (-counts[c], found.index(c)))[:4])


def _confidence(match: Match, state: str) -> float:
    """Which of two tellings of a fact is the fuller: 0.5 for a bare pattern, more for each end that is filled directly, for a frame
    that constrains, and less for anything but plain fact. The record's confidence is worked out at the end (`confidence.py`)."""
    value = 0.45 + 0.15 * bool(match.actors) + 0.15 * bool(match.recipients) + min(0.15, 0.05 * match.pattern.weight)
    if match.pattern.pos == "n":
        value -= 0.1
    if state in ("hypothetical", "negated", "historical"):
        value -= 0.1
    return round(max(0.1, min(0.95, value)), 2)


def _content_words(p: Parsed, draft: EventDraft) -> frozenset[str]:
    span = draft.event.evidence[0]
    return frozenset(p.lemma[i] for i in range(len(p.text)) if span.start <= p.start[i] < span.end and p.lemma[i] not in STOP and p.pos[i] != "PUNCT")


def _told_before(p: Parsed, a: _Made, b: _Made) -> bool:
    """A refusal that is told and then quoted is one (coding guide, first principle)."""
    x, y = a.draft.event, b.draft.event
    if x.type != "REJECT" or y.type != "REJECT" or abs(p.sent[a.draft.trigger] - p.sent[b.draft.trigger]) > 2:
        return False
    return {x.modality, y.modality} == {"actual"} and set(x.actors) == set(y.actors) and (not x.recipients or not y.recipients or _overlap(x.recipients, y.recipients))


def _same_fact(p: Parsed, a: _Made, b: _Made, published: date | None) -> bool:
    """Is b a restatement of a: same category and parties, no other date, and for most categories much the same words?"""
    x, y = a.draft.event, b.draft.event
    if x.type != y.type or not _overlap(x.actors, y.actors) or (x.recipients and y.recipients and not _overlap(x.recipients, y.recipients)):
        return False
    if (a.draft.clause == b.draft.clause or a.draft.complement == b.draft.trigger) and x.actors == y.actors:
        return True
    if x.date.start and y.date.start and x.date.start != y.date.start:
        return False
    if x.place and y.place and x.place.name != y.place.name:
        return False
    dated = [e.date.end for e in (x, y) if e.date.end]
    if published and len(dated) == 1 and (published - date.fromisoformat(dated[0])).days > LONG_AGO:
        return False
    if ("negated" in (x.modality, y.modality) or "historical" in (x.modality, y.modality)) and x.modality != y.modality:
        return False
    if x.cameo == y.cameo == "036" and x.modality == y.modality == "planned" and set(x.actors) == set(y.actors) and len(x.actors) > 1:
        return True
    shared = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    need = 0.35 if x.type in ("AGREE", "CONSULT", "REJECT", "CONCEDE") and set(x.actors) == set(y.actors) else 0.55
    below = [c for d in (a.draft, b.draft) if (c := _charge(p, d)) is not None]
    if len(below) == 2 and x.type in ("ACCUSE", "REQUEST", "THREATEN") and p.lemma[below[0]] != p.lemma[below[1]]:
        need = 0.75
    return shared >= need


def _charge(p: Parsed, draft: EventDraft) -> int | None:
    """The verb of what is charged, asked or threatened."""
    if draft.complement is not None:
        return draft.complement
    return next((g for c in p.children[draft.trigger] if p.dep[c] == "obj" for g in p.children[c] if p.dep[g] == "acl"), None)


def _overlap(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a == b or bool(set(a) & set(b))


def _fullness(draft: EventDraft) -> tuple[int, int, float]:
    e = draft.event
    return (bool(e.actors) + bool(e.recipients), bool(e.date.start) + bool(e.place), e.confidence)
