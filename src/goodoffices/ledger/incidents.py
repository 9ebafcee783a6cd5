"""Incidents: deeds on the ground with kind, parties, place, date and losses (coding guide, section 11)."""

from __future__ import annotations

from goodoffices.coding import syntax
from goodoffices.ledger.desk import Desk
from goodoffices.ledger.incident_scene import is_background, is_passing, parties_of, scene_before
from goodoffices.ledger.losses import losses
from goodoffices.ledger.parties import can_speak
from goodoffices.model import EventDraft, Incident, IncidentKind, Range, Span

BY_MODE: dict[str | None, IncidentKind] = {"aerial": "airstrike", "drone": "drone", "heavy-weapons": "shelling", "firearms": "shooting",
                                           "explosives": "bombing", "suicide-attack": "bombing", "abduct": "abduction", "arrest": "arrest",
                                           "seize": "seizure", "cyber": "cyber", "riot": "riot", "demo": "protest", "crowd-control": "other"}
#: Words of the clause that name the kind better than the mode; the first list that is met counts.
BY_WORD: tuple[tuple[IncidentKind, frozenset[str]], ...] = (
    ("drone", frozenset({"drone", "uav", "quadcopter"})),
    ("missile", frozenset({"missile", "rocket"})),
    ("airstrike", frozenset({"airstrike", "warplane", "jet", "aircraft", "helicopter", "air", "bomber", "airstrikes"})),
    ("shelling", frozenset({"shell", "shelling", "mortar", "artillery", "howitzer", "tank", "bombard", "bombardment", "gun"})),
    ("bombing", frozenset({"bomb", "bombing", "explosion", "explode", "blast", "grenade", "mine", "ied", "detonate"})),
    ("shooting", frozenset({"shoot", "gunman", "sniper", "gunfire", "open fire", "rifle", "shooting", "marksman", "ambush"})),
    ("naval", frozenset({"ram", "board", "vessel", "ship", "boat", "frigate", "trawler", "tanker"})),
    ("ground", frozenset({"clash", "fight", "fighting", "incursion", "offensive", "storm", "raid", "advance", "assault", "battle", "capture", "overrun", "skirmish"})),
)


#: What is told in words about something else names no weapon of this deed ("blew up a road days after it accused Seoul of sending drones").
VERBAL = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT", "AGREE", "SUPPORT"})
#: Words by which a deed is denied as a whole, and how many sentences behind it.
DEEDS = frozenset({"strike", "attack", "raid", "shelling", "bombing", "shooting", "incident", "assault", "bombardment", "charge", "allegation", "involvement", "responsibility", "it", "this"})
DENIED_WITHIN = 2
#: What a side denies that its own have done, in few words ("that its forces had fired").
FIRED = frozenset({"fire", "shell", "shoot", "bomb", "strike", "hit", "attack", "launch", "carry", "raid", "cross"})
FEW_WORDS = 9


def find_incidents(desk: Desk) -> tuple[Incident, ...]:
    """One entry per deed told as done; the same deed told again adds its figures."""
    out: list[Incident] = []
    for draft in desk.events("ASSAULT", "COERCE", "PROTEST", "MOBILIZE"):
        event = draft.event
        kind = _kind(desk, draft)
        if event.modality not in ("actual", "ongoing") or kind is None or _only_losses(desk, draft) or is_background(desk, draft) or is_passing(desk, draft):
            continue
        killed, injured, spans = _losses(desk, draft)
        alleged = _alleged(desk, draft)
        actors, targets = parties_of(desk, draft)
        place, when = event.place, event.date
        if _tells_losses(desk, draft) and (scene := scene_before(desk, draft)) is not None:
            kind, place, when = _kind_told(scene.words) or kind, scene.place, scene.date if scene.date.start else when
            spans = [scene.span, *spans]
        made = Incident(id="", kind=kind, actors=actors, targets=targets, place=place, date=when, killed=killed, injured=injured,
                        damage=_damage(desk, draft), alleged_by=alleged, denied_by=_denied(desk, draft), confidence=event.confidence, event=event.id,
                        statement=event.statement, evidence=tuple(dict.fromkeys((*event.evidence, *spans)))[:2])
        double = next((k for k, i in enumerate(out) if _same(desk, i, made)), None)
        if double is None:
            out.append(made)
        else:
            old = out[double]
            out[double] = _copy(old, killed=old.killed or made.killed, injured=old.injured or made.injured, place=old.place or made.place,
                                date=old.date if old.date.start else made.date, damage=old.damage or made.damage, actors=old.actors or made.actors)
    numbered = []
    for k, i in enumerate(out, 1):
        numbered.append(_copy(i, id=f"incident:{k}"))
        desk.note(f"incident:{k}", "ledger.incidents", i.kind)
    return tuple(numbered)


def _copy(i: Incident, **changes: object) -> Incident:
    return Incident(**({name: getattr(i, name) for name in Incident.__struct_fields__} | changes))


def _kind(desk: Desk, draft: EventDraft) -> IncidentKind | None:
    event, p = draft.event, desk.p
    if event.type == "MOBILIZE":
        return "ground" if _intrudes(desk, draft) else None
    if event.type == "PROTEST":
        return "riot" if event.mode == "riot" else "protest" if event.mode in ("demo", "obstruct", None) else None
    if event.type == "COERCE":
        return BY_MODE.get(event.mode) if event.mode in ("arrest", "seize", "cyber") else None
    elsewhere = {t for d in desk.coding.events if d.event.type in VERBAL and d.trigger not in (draft.trigger, draft.clause, p.head[draft.trigger]) for t in desk.subtree(d.trigger)}
    begin, end = syntax.segment(p, draft.trigger)
    around = {t for top in {draft.trigger, draft.clause} for t in desk.subtree(top) if begin <= t < end} - elsewhere
    near = {p.lemma[t] for t in around}
    own = {p.lemma[draft.trigger]} | {p.lemma[c] for c in p.children[draft.trigger] if p.dep[c] in ("nsubj", "compound", "amod", "obl", "obj", "nsubj:pass", "obl:agent")}
    for words in (own, near):
        for kind, names in BY_WORD:
            if words & names and event.mode != "abduct":
                if (kind == "naval" and event.mode in ("aerial", "drone", "heavy-weapons")) or (kind == "airstrike" and event.mode in ("explosives", "suicide-attack")):
                    continue  # a suicide bomber is no aircraft
                return kind
    return BY_MODE.get(event.mode, "other")


def _intrudes(desk: Desk, draft: EventDraft) -> bool:
    """An incursion: armed men who crossed a border or a line, or went into the land of others."""
    p, verb = desk.p, draft.trigger
    if p.lemma[verb] not in desk.words("l_intrude") or not any((a := desk.actor(i)) is not None and a.kind in ("military", "armed_group", "police") for i in draft.event.actors):
        return False
    things = [c for c in p.children[verb] if p.dep[c] in ("obj", "obl", "nsubj:pass")]
    return any(p.lemma[t] in desk.words("l_bound") for t in things)


def _kind_told(words: set[str]) -> IncidentKind | None:
    return next((kind for kind, names in BY_WORD if words & names), None)


def _tells_losses(desk: Desk, draft: EventDraft) -> bool:
    """Only that people were killed or hurt, by nobody named and nowhere else: "Nine people were killed"."""
    event = draft.event
    return (event.type == "ASSAULT" and not event.actors and event.place is None and event.date.start is None
            and desk.p.lemma[draft.trigger] in desk.words("l_kill") | desk.words("l_injure"))


def _only_losses(desk: Desk, draft: EventDraft) -> bool:
    """Losses of a deed told in the same sentence, or in the one before in the same paragraph, are no deed of their own."""
    p = desk.p
    k = p.sent[draft.trigger]
    if not _tells_losses(desk, draft):
        return False
    deeds = {p.sent[d.trigger] for d in desk.coding.events if d.event.type == "ASSAULT" and d.event.modality in ("actual", "ongoing") and not _tells_losses(desk, d)}
    if k in deeds:
        return True
    if k == 0 or "\n" in p.article.text[p.sentence_spans[k - 1][1] : p.sentence_spans[k][0]]:
        return False
    return k - 1 in deeds


def _losses(desk: Desk, draft: EventDraft) -> tuple[Range | None, Range | None, list[Span]]:
    """Killed and injured in the sentence of the deed, else in the next one of the same paragraph that has no deed of its own."""
    p = desk.p
    number = p.sent[draft.trigger]
    for offset in (0, 1):
        k = number + offset
        if k >= len(p.sentences):
            break
        first, end = p.sentences[k]
        if offset:
            gap = p.article.text[p.sentence_spans[k - 1][1] : p.sentence_spans[k][0]]
            if "\n" in gap or _below_another(desk, draft) or any(p.sent[d.trigger] == k and d.event.type in ("ASSAULT", "COERCE") and d is not draft and not _tells_losses(desk, d) for d in desk.coding.events):
                break
        if not offset:  # what stands beyond a semicolon is told of something else
            first, end = _breath(desk, draft)
        killed, injured = losses(desk, first, end, _of_another(desk, draft, first, end))
        if killed or injured:
            later = _risen(desk, number)
            if later is not None and later != k:
                killed = losses(desk, *p.sentences[later])[0] or killed
            told = [x for x in (k if offset else None, later) if x is not None]
            return killed, injured, [_sentence(desk, x) for x in dict.fromkeys(told)]
    return None, None, []


def _sentence(desk: Desk, k: int) -> Span:
    begin, end = desk.p.sentence_spans[k]
    return Span(start=begin, end=end, text=desk.p.article.text[begin:end])


def _risen(desk: Desk, number: int) -> int | None:
    """One of the next two sentences, if it says that the toll of the only deed told so far has risen ("The death toll later rose to 24")."""
    p = desk.p
    deeds = {p.sent[d.trigger] for d in desk.coding.events if d.event.type == "ASSAULT" and not _tells_losses(desk, d)}
    for k in range(number + 1, min(number + 3, len(p.sentences))):
        if k in deeds:
            return None
        words = {p.lower[t] for t in range(*p.sentences[k])}
        if "toll" in words and words & {"rose", "risen", "climbed", "reached", "later", "now", "raised", "increased", "grew", "stands"} and not words & desk.tables.book.classes["x_accident"]:
            return k if deeds <= {number} else None
    return None


def _breath(desk: Desk, draft: EventDraft) -> tuple[int, int]:
    """From the semicolon before the deed to its sentence's end, or to the semicolon before the next deed: "shelled Homs; two people were killed" is one."""
    p = desk.p
    first, end = syntax.segment(p, draft.trigger)
    stop = p.sentences[p.sent[draft.trigger]][1]
    while end < stop:
        _, behind = syntax.segment(p, end + 1) if end + 1 < stop else (end, stop)
        if any(end < d.trigger < behind and d.event.type in ("ASSAULT", "COERCE") and not _tells_losses(desk, d) for d in desk.coding.events):
            break
        end = behind
    return first, end


def _below_another(desk: Desk, draft: EventDraft) -> bool:
    """Is a deed told only beside another one of its sentence ("hit the airport, two days after a missile landed")? The toll that follows is that one's."""
    p = desk.p
    return any(d.event.type == "ASSAULT" and d is not draft and d.trigger != draft.trigger and p.sent[d.trigger] == p.sent[draft.trigger]
               and syntax.dominates(p, d.trigger, draft.trigger) for d in desk.coding.events)


def _of_another(desk: Desk, draft: EventDraft, first: int, end: int) -> frozenset[int]:
    """Words that tell another deed beside this one: "(camps used by men) who killed 26 tourists", "after rockets killed five"."""
    p, out = desk.p, set()
    others = {d.trigger for d in desk.coding.events if d.event.type == "ASSAULT" and d.trigger != draft.trigger}
    out |= {d.trigger for d in desk.coding.events if d.trigger in others and p.pos[d.trigger] == "NOUN" and p.lemma[d.trigger] in ("killing", "murder", "assassination", "death") and not _tells_losses(desk, d)}
    for t in range(first, end):
        culprits = p.dep[t] == "acl:relcl" and any(p.lower[c] == "who" and p.dep[c] == "nsubj" for c in p.children[t]) and not any(p.dep[c] == "aux:pass" for c in p.children[t])
        earlier = (p.dep[t] == "advcl" and syntax.marker(p, t) in ("after", "since", "because")) or (
            p.dep[t] in ("obl", "nmod") and syntax.case(p, t) in ("after", "since", "in response to", "in retaliation for"))
        if not (culprits or earlier):
            continue
        inside = set(desk.subtree(t))
        fell = earlier and desk.lemmas(inside) & (desk.words("l_kill") | desk.words("l_injure")) and not _tells_losses(desk, draft)
        if draft.trigger not in inside and draft.clause not in inside and (inside & others or culprits or fell):
            out |= inside
    return frozenset(out)


def _damage(desk: Desk, draft: EventDraft) -> str | None:
    p = desk.p
    for t in desk.sentence(draft.trigger):
        if p.lemma[t] in desk.words("l_damage") and p.pos[t] in ("VERB", "ADJ", "ADV") and t != draft.trigger:
            if p.lemma[t] == "fire" or p.dep[t] in ("amod",):
                continue
            noun = next((c for c in p.children[t] if p.dep[c] in ("nsubj:pass", "obj")), p.head[t] if p.dep[t] in ("acl", "xcomp", "ccomp", "advcl") else None)
            if noun is None or p.pos[noun] not in ("NOUN", "PROPN"):
                continue
            tokens = [x for c in p.children[noun] if p.dep[c] in ("det", "nummod", "amod", "compound", "nmod:poss") for x in desk.subtree(c)] + [noun]
            low, high = min([*tokens, t]), max([*tokens, t])
            if high - low <= 8:
                return desk.span(low, high).text
    return None


def _alleged(desk: Desk, draft: EventDraft) -> str | None:
    """Who says so, when the report does not say it itself; an outlet or an unknown voice does not count."""
    said = desk.statement_of(draft.event.statement)
    if said is None or not said.statement.speaker:
        return None
    speaker = desk.actor(said.statement.speaker)
    if speaker is None or speaker.kind == "media":
        return None
    return said.statement.speaker


def _denied(desk: Desk, draft: EventDraft) -> str | None:
    """Another event of the same sort that the doer's side denies."""
    for other in desk.coding.events:
        if other.event.modality == "negated" and other.event.type == draft.event.type and any(
                desk.same_party(a, b) for a in other.event.actors for b in draft.event.actors):
            speaker = desk.speaker_of(other)
            if speaker and any(desk.same_party(speaker, a) for a in draft.event.actors):
                return speaker
    return _denied_by_word(desk, draft)


def _denied_by_word(desk: Desk, draft: EventDraft) -> str | None:
    """The doer's side denies "the strike", "the attack", "it" soon after the deed is told."""
    p, here = desk.p, desk.p.sent[draft.trigger]
    for said in desk.coding.statements:
        cue, speaker = said.cue_token, said.statement.speaker
        if cue is None or speaker is None or p.lemma[cue] not in ("deny", "dispute") or not 0 <= p.sent[cue] - here <= DENIED_WITHIN:
            continue
        words = {p.lemma[t] for t in desk.tokens_in(said.statement.content)}
        whole = len(words) <= 5 and bool(words & (DEEDS | {p.lemma[draft.trigger]}))
        if whole and any(desk.same_party(speaker, a) for a in draft.event.actors):
            return speaker
        fired = len(words) <= FEW_WORDS and bool(words & (DEEDS | FIRED | {p.lemma[draft.trigger]}))
        if fired and not draft.event.actors and can_speak(desk, speaker) and desk.country(speaker) is not None and not any(
                desk.same_party(speaker, t) or desk.country(speaker) == desk.country(t) for t in draft.event.recipients):
            return speaker  # nobody is named as the doer, and a side denies that it was its own
    return None


def _one_sentence(desk: Desk, a: Incident, b: Incident) -> bool:
    """Told in one breath, with no other place or day: "hit Odesa, wounding five"."""
    spans = desk.p.sentence_spans
    at = [next((k for k, (x, y) in enumerate(spans) if x <= i.evidence[0].start < y), -1) for i in (a, b)]
    return at[0] == at[1] and (a.place == b.place or not a.place or not b.place) and (a.date == b.date or not a.date.start or not b.date.start)


def _one_side(desk: Desk, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same doers, or nobody against somebody; armies and their governments are one."""
    return not a or not b or a == b or any(desk.same_party(x, y) for x in a for y in b)


def _same(desk: Desk, a: Incident, b: Incident) -> bool:
    related = ({"airstrike", "bombing", "missile", "drone", "shelling", "other"}, {"shooting", "other", "ground"})
    if a.kind != b.kind and not any({a.kind, b.kind} <= group for group in related):
        return False
    if b.actors and not a.actors and ";" in desk.p.article.text[a.evidence[0].end : b.evidence[0].start]:
        return False
    if a.kind == b.kind and _one_sentence(desk, a, b) and _one_side(desk, a.actors, b.actors):
        return True
    if a.place and b.place and a.place.name != b.place.name:
        return False
    if a.date.start and b.date.start and a.date != b.date:
        return False
    if a.actors and b.actors and not any(desk.same_party(x, y) for x in a.actors for y in b.actors):
        return False
    if a.kind != b.kind and not (a.place and b.place):
        return False
    if a.targets and b.targets and not any(desk.same_party(x, y) for x in a.targets for y in b.targets):
        return False
    return bool(a.place and b.place) or (a.actors == b.actors and a.kind == b.kind and (a.date == b.date or not a.date.start or not b.date.start))
