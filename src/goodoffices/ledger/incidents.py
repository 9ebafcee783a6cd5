"""Incidents: deeds on the ground with kind, parties, place, date and losses (coding guide, section 11)."""

from __future__ import annotations

import re

from goodoffices.ledger.desk import Desk
from goodoffices.model import EventDraft, Incident, IncidentKind, Range, Span

BY_MODE: dict[str | None, IncidentKind] = {"aerial": "airstrike", "drone": "drone", "heavy-weapons": "shelling", "firearms": "shooting",
                                           "explosives": "bombing", "suicide-attack": "bombing", "abduct": "abduction", "arrest": "arrest",
                                           "seize": "seizure", "cyber": "cyber", "riot": "riot", "demo": "protest", "crowd-control": "shooting"}
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
NUMBERS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}
NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "hundred": 100, "thousand": 1000,
            "a": 1, "an": 1, "no": 0, "nobody": 0, "couple": 2}
VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "many", "some", "few", "numerous"})


def find_incidents(desk: Desk) -> tuple[Incident, ...]:
    """One entry per deed told as done; the same deed told again adds its figures."""
    out: list[Incident] = []
    for draft in desk.events("ASSAULT", "COERCE", "PROTEST"):
        event = draft.event
        kind = _kind(desk, draft)
        if event.modality not in ("actual", "ongoing") or kind is None:
            continue
        killed, injured, spans = _losses(desk, draft)
        alleged = _alleged(desk, draft)
        made = Incident(id="", kind=kind, actors=event.actors, targets=event.recipients, place=event.place, date=event.date, killed=killed, injured=injured,
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
    if event.type == "PROTEST":
        return "riot" if event.mode == "riot" else "protest" if event.mode in ("demo", "obstruct", None) else None
    if event.type == "COERCE":
        return BY_MODE.get(event.mode) if event.mode in ("arrest", "seize", "cyber") else None
    near = {p.lemma[t] for t in desk.subtree(draft.clause)} if draft.clause == draft.trigger else {p.lemma[t] for t in (*desk.subtree(draft.trigger), *desk.subtree(draft.clause))}
    own = {p.lemma[draft.trigger]} | {p.lemma[c] for c in p.children[draft.trigger] if p.dep[c] in ("nsubj", "compound", "amod", "obl", "obj", "nsubj:pass", "obl:agent")}
    for words in (own, near):
        for kind, names in BY_WORD:
            if words & names and event.mode != "abduct":
                if kind == "naval" and event.mode in ("aerial", "drone", "heavy-weapons"):
                    continue
                return kind
    return BY_MODE.get(event.mode, "other")


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
            if "\n" in gap or any(p.sent[d.trigger] == k and d.event.type in ("ASSAULT", "COERCE") and d is not draft for d in desk.coding.events):
                break
        killed = _count(desk, first, end, desk.words("l_kill"))
        injured = _count(desk, first, end, desk.words("l_injure"))
        if killed or injured:
            begin, stop = p.sentence_spans[k]
            return killed, injured, [Span(start=begin, end=stop, text=p.article.text[begin:stop])] if offset else []
    return None, None, []


def _count(desk: Desk, first: int, end: int, words: frozenset[str]) -> Range | None:
    """The figure that goes with a word of killing or injuring: its object, subject or the number before it."""
    p = desk.p
    for i in range(first, end):
        if p.lemma[i] not in words:
            continue
        slots = [c for c in p.children[i] if p.dep[c] in ("obj", "nsubj:pass", "nummod", "nmod", "obl", "nsubj", "conj", "xcomp")]
        if p.dep[i] == "conj":
            slots += [c for c in p.children[p.head[i]] if p.dep[c] in ("nsubj:pass", "obj")] if not any(p.dep[c] in ("obj", "nsubj:pass", "nummod", "nsubj") for c in p.children[i]) else []
        if p.dep[i] in ("amod", "acl", "xcomp", "nummod", "advcl"):
            slots.append(p.head[i])
        if p.lemma[i] in ("die", "dead", "perish") or p.pos[i] == "NOUN":
            pass
        elif p.tag[i] in ("VBD", "VBP", "VBZ", "VB", "VBG") and not any(p.dep[c] == "aux:pass" for c in p.children[i]):
            slots = [c for c in slots if p.dep[c] not in ("nsubj",)]
        for slot in slots:
            found = _number(desk, slot)
            if found is not None:
                return found
    return None


def _number(desk: Desk, noun: int) -> Range | None:
    p = desk.p
    words = [noun] if p.pos[noun] == "NUM" or p.lower[noun] in ("dozen", "nobody") else [c for c in p.children[noun] if p.dep[c] in ("nummod", "det", "amod", "nmod") and (
        p.pos[c] in ("NUM",) or p.lower[c] in NUMBERS)]
    if p.dep[noun] == "nmod" and p.lemma[p.head[noun]] in ("dozen", "hundred", "thousand"):
        return None
    total: Range | None = None
    for c in words:
        if p.lower[c] in ("a", "an") and (p.tag[noun] != "NN" or (p.lemma[noun] in ("number", "lot", "series", "attack", "strike", "raid", "blast", "group", "building", "house",
                                                                                     "hospital", "school", "city", "village", "drone", "missile", "result", "child") and p.lemma[noun] != "child")):
            continue
        value = _value(desk, c)
        if value is None:
            continue
        before = " ".join(p.lower[max(0, c - 3) : c])
        text = " ".join(p.lower[max(0, c - 3) : c + 3])
        if re.search(r"at least|more than|over|no fewer than|no less than|upwards of|some of", before) and not re.search(r"just over|not more than", before):
            return Range(min=value, max=None)
        if re.search(r"up to|as many as|at most|fewer than|less than|under", before):
            return Range(min=None, max=value)
        other = re.search(r"(?:between )?(\d+|[a-z]+) (?:and|to|or) (\d+|[a-z]+)", text) if "between" in before or " to " in f" {text} " else None
        if other and (low2 := _word_value(other[1])) is not None and (high2 := _word_value(other[2])) is not None and low2 < high2:
            return Range(min=low2, max=high2)
        total = Range(min=value, max=value)
        break
    if total is None:
        return None
    for c in p.children[noun]:
        if p.dep[c] == "conj" and total.min is not None and not any(p.lower[x] == "or" for x in p.children[c]) and p.pos[c] in ("NOUN",):
            more = _number(desk, c)
            if more is not None and more.min is not None and more.max is not None:
                total = Range(min=total.min + more.min, max=(total.max or 0) + more.max)
    return total


def _value(desk: Desk, i: int) -> int | None:
    p = desk.p
    value = _word_value(p.lower[i])
    if value is None:
        return None
    for c in p.children[i]:
        if p.dep[c] in ("compound", "nummod") and (more := _word_value(p.lower[c])) is not None and p.lower[i] in ("hundred", "thousand", "dozen", "million"):
            return more * value
        if p.dep[c] == "compound" and (more := _word_value(p.lower[c])) is not None:
            return more + value if more > value else value
    return value


def _word_value(word: str) -> int | None:
    if word in VAGUE:
        return None
    if word in NUMBERS:
        return NUMBERS[word]
    plain = word.replace(",", "")
    if plain.isdigit() and len(plain) < 8:
        return int(plain)
    parts = word.split("-")
    if len(parts) == 2 and parts[0] in NUMBERS and parts[1] in NUMBERS:
        return NUMBERS[parts[0]] + NUMBERS[parts[1]]
    return None


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
    return None


def _same(desk: Desk, a: Incident, b: Incident) -> bool:
    related = ({"airstrike", "bombing", "missile", "drone", "shelling", "other"}, {"shooting", "other", "ground"})
    if a.kind != b.kind and not any({a.kind, b.kind} <= group for group in related):
        return False
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
