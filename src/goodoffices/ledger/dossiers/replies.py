"""Who answers or ends something in a report: the words of it (hearing) with the act, the statement or the name that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from goodoffices.ledger.dossiers.claims import Told, told_of
from goodoffices.ledger.dossiers.hearing import Heard, Table, hear
from goodoffices.ledger.dossiers.order import day_of
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import tokens
from goodoffices.model import Answer, Date, Event, Passage, Record, Response, Span, Statement
from goodoffices.ontology.gazetteer import place_key
from goodoffices.ontology.knowledge import slug

#: Acts that may be an answer, and what they may not be where they are told.
ACTS = frozenset({"AGREE", "REJECT", "CONCEDE", "SUPPORT", "REQUEST", "RETREAT"})
REAL = frozenset({"actual", "conditional", "ongoing", "planned", "offered"})
#: Characters within which who answers stands before or behind the words of the answer, and characters after the verb of saying in which its day stands.
NEAR, BESIDE = 90, 60
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\bon ({'|'.join(WEEKDAYS)})\b")
#: "dropped its demand on Monday and confirmed that ...".
_AND_SAID = re.compile(rf"\bon (?:{'|'.join(WEEKDAYS)}) and $")
_PREPOSITION = re.compile(r"\b(?:of|to|by|from|with|for|in|on|at|about|between|against|towards?)\s+(?:the\s+)?$", re.I)
_ENDS = re.compile(r"[.!?;“”\"]")
_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_FIRST_PART = re.compile(r"^(?:the\s+)?(?:first|parts?|half|some|most|elements|main|broad|(?:one|two|three|four|five|six) of)\b", re.I)
_PARTLY = re.compile(r"\bin (?:principle|part)\b", re.I)


@dataclass(frozen=True, slots=True)
class Reply:
    """A passage that answers or ends something: who, how, when; the words of the thing answered, and for a thing left out those before the answer; who says so where
    it is in a statement; where the answer and the words of the thing begin and end; the parties and the other names in the words of the thing; whether the report's own ledger takes it for an offer."""

    told: Told
    number: int
    by: frozenset[str]
    answer: str
    actor: str
    on_behalf_of: str | None
    date: Date
    evidence: tuple[Span, ...]
    heard: Heard
    thing: str
    before: str
    speaker: frozenset[str]
    at: int
    begins: int
    ends: int
    owners: frozenset[str]
    names: frozenset[str]
    own: bool

    @property
    def article(self) -> str:
        return self.told.article

    @property
    def response(self) -> Response:
        return Response(actor=self.actor, on_behalf_of=self.on_behalf_of, answer=cast(Answer, self.answer), date=self.date, evidence=self.evidence)

    @property
    def day(self) -> str | None:
        """When it was given: its own day unless that lies ahead of the report."""
        published, start = day_of(self.told.record.document.published), self.date.start
        return start if start and (published is None or start <= published) else published

    def passage(self) -> Passage:
        d = self.told.record.document
        return Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=self.evidence)


@dataclass(frozen=True, slots=True)
class _Who:
    """Who answers, with the act or statement that it was read from."""

    ident: str
    event: Event | None = None
    said: Statement | None = None
    start: int | None = None


def replies(record: Record, number: int, sides: Sides) -> Iterator[Reply]:
    """What a report's sentences answer, on words that no answer of the report's own ledger stands on."""
    return _told(record, number, sides, "answers", [s for item in record.ledger.proposals for r in item.responses for s in r.evidence])


def endings(record: Record, number: int, sides: Sides) -> Iterator[Reply]:
    """What a report's sentences tell as withdrawn, met or extended."""
    return _told(record, number, sides, "endings", [])


def _told(record: Record, number: int, sides: Sides, table: Table, taken: list[Span]) -> Iterator[Reply]:
    text, previous = record.document.text, ""
    for extent in record.sentences:
        sentence = text[extent.start:extent.end]
        for heard in hear(sentence, table):
            at = Span(start=extent.start + heard.start, end=extent.start + heard.end, text=text[extent.start + heard.start:extent.start + heard.end])
            if any(meet(at, s) for s in taken):
                continue
            own = table == "answers" and heard.answer != "counter_proposes" and _own_offer(record, at)
            for who in _who(record, heard, at, extent.start, extent.end, sides):
                found = _reply(record, number, heard, who, at, (extent.start, sentence, previous), sides, own)
                if found is not None:
                    yield found
        previous = sentence


def meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _own_offer(record: Record, at: Span) -> bool:
    """Are these words themselves an offer of the report ("is ready to meet him")? Those that only name what is offered are none."""
    return any(meet(at, s) for item in record.ledger.proposals for s in item.evidence if not item.responses)


def _who(record: Record, heard: Heard, at: Span, start: int, end: int, sides: Sides) -> Iterator[_Who]:
    """Those who answer: of an act its doers, else who is named before the words (behind them where the answer is passive), else who speaks."""
    said = min((s for s in record.statements if s.content.start <= at.start and at.end <= s.content.end), key=lambda s: s.content.end - s.content.start, default=None)
    acts = sorted((e for e in record.events if e.type in ACTS and any(s.start <= at.start and at.end <= s.end for s in e.evidence)), key=lambda e: e.evidence[0].end - e.evidence[0].start)
    fits = [e for e in acts if (e.type == "REJECT") == (heard.answer == "rejects") or heard.answer not in ("accepts", "rejects")]
    if any(e.modality not in REAL for e in acts) and not any(e.modality in REAL for e in fits):
        return
    first = max(start, said.content.start if said is not None else start)
    named = _behind(record, start + heard.whole, end) if heard.behind else _before(record, at, first) or (_behind(record, at.start, at.end) if heard.of == "bare" else None)
    event = next((e for e in fits if e.modality in REAL and e.actors and e.type != "REQUEST" and not (
        e.modality == "offered" and named is not None and not sides.parties(e.actors) & sides.party(named[0]))), None)
    if event is not None:
        for ident in _several(event.actors, sides):
            yield _Who(ident, event, said if said is not None and sides.party(said.speaker) == sides.party(ident) else None)
    elif named is not None:
        same = said is not None and sides.party(said.speaker) == sides.party(named[0])
        if said is None or same or not identified(sides.party(said.speaker)) or not _coming(at.text):
            for ident in _several((named[0],), sides):
                yield _Who(ident, None, said if same else None, named[1])
    elif said is not None and said.speaker is not None and not heard.behind:
        yield _Who(said.speaker, None, said)


def _several(idents: tuple[str, ...], sides: Sides) -> Iterator[str]:
    """The actors, the members of a group each by itself where they are two known parties or more."""
    for ident in idents:
        actor = sides.actors.get(sides.one(ident))
        members = [m for m in actor.members if identified(sides.party(m))] if actor is not None and actor.kind == "group" and not actor.unnamed else []
        yield from members if len(members) > 1 else (ident,)


def _coming(words: str) -> bool:
    return bool(frozenset(tokens(words)) & {"will", "would", "wo", "won't", "wouldn't"})


def _before(record: Record, words: Span, start: int) -> tuple[str, int] | None:
    """Who is named last before the words in their sentence, not as part of a phrase ("the army of Chad") and with nothing between that ends a clause."""
    at, text = words.start, record.document.text
    found = sorted((m.end, m.start, a.id) for a in record.actors for m in a.mentions if start <= m.start and m.end <= at and at - m.end <= NEAR)
    for m_end, m_start, ident in reversed(found):
        between = text[m_end:at]
        if between.strip() in ("'s", "’s", "'", "’") and words.text.lower().startswith(("answer", "reply", "response")):
            return ident, m_start
        if _ENDS.search(between):
            return None
        if _PREPOSITION.search(text[max(start, m_start - 16):m_start]) or between.startswith(("'s ", "’s ", "' ")):
            continue
        return ident, m_start
    return None


def _behind(record: Record, at: int, end: int) -> tuple[str, int] | None:
    found = sorted((m.start, m.start - m.end, a.id) for a in record.actors for m in a.mentions if at <= m.start <= at + NEAR and m.end <= end)
    return (found[0][2], found[0][0]) if found else None


def _reply(record: Record, number: int, heard: Heard, who: _Who, at: Span, where: tuple[int, str, str], sides: Sides, own: bool) -> Reply | None:
    start, sentence, previous = where
    by = sides.party(who.ident)
    if not by:
        return None
    actor, behalf = who.ident, None
    if who.said is not None and who.said.speaker is not None and who.said.speaker != who.ident:
        actor, behalf = who.said.speaker, who.ident
    evidence = _evidence(record, heard, who, at, start)
    speaking = next((s.speaker for s in record.statements if s.content.start <= at.start and at.end <= s.content.end), None)
    nations = frozenset(sides.nations[slug(m[0])] for m in _NAME.finditer(heard.thing) if slug(m[0]) in sides.nations)
    inside = [(m.start, m.end, a.id) for a in record.actors for m in a.mentions if start + heard.thing_at <= m.start and m.end <= start + heard.thing_at + len(heard.thing)]
    names = {place_key(m[0]) for m in _NAME.finditer(heard.thing) if not any(a <= start + heard.thing_at + m.start() < b for a, b, _ in inside) and slug(m[0]) not in sides.nations} - settings().words["stop"]
    return Reply(told_of(record, evidence[0], evidence[0].text, by, frozenset(), sides), number, by, answered(heard, sentence), actor, behalf,
                 _day(record, heard, who, start, sentence), evidence, heard, heard.thing, f"{previous} {sentence[:heard.start]}",
                 sides.party(speaking), at.start, start + heard.thing_at, start + heard.thing_at + len(heard.thing), sides.parties(i for *_, i in inside) | nations, frozenset(names), own)


def _evidence(record: Record, heard: Heard, who: _Who, at: Span, start: int) -> tuple[Span, ...]:
    if who.event is not None:
        return who.event.evidence
    if who.said is not None:
        return (who.said.content,)
    first = min(at.start, who.start if who.start is not None else at.start)
    last = max(start + heard.whole, at.end)
    return (Span(start=first, end=last, text=record.document.text[first:last]),)


def _day(record: Record, heard: Heard, who: _Who, start: int, sentence: str) -> Date:
    if who.event is not None and who.event.date.start and not _later(record, who.event.date):
        return who.event.date
    if who.said is not None:
        return said_on(record, who.said)
    return _weekday(record, sentence[max(0, heard.start - BESIDE):heard.whole]) or Date()


def _later(record: Record, when: Date) -> bool:
    """A day behind that of the report is the one agreed on, not the one of the answer."""
    published = day_of(record.document.published)
    return published is not None and (when.start or "") > published


def _weekday(record: Record, text: str) -> Date | None:
    published, found = day_of(record.document.published), _WEEKDAY.search(text)
    if found is None or published is None:
        return None
    last = date.fromisoformat(published)
    day = (last - timedelta(days=(last.weekday() - WEEKDAYS.index(found[1])) % 7)).isoformat()
    return Date(start=day, end=day, text=found[0])


def said_on(record: Record, said: Statement) -> Date:
    """The day of a statement where its sentence names a day of the week beside what is said: "..., she said on Tuesday"."""
    if said.cue is None:
        return Date()
    rest = record.document.text[said.cue.start : said.cue.end + BESIDE].partition(". ")[0]
    found = _WEEKDAY.search(rest)
    if found is None and (before := _AND_SAID.search(record.document.text[max(0, said.cue.start - BESIDE) : said.cue.start])):
        return _weekday(record, before[0]) or Date()
    if found is None or said.content.start <= said.cue.start + found.start() < said.content.end:
        return Date()
    return _weekday(record, rest) or Date()


def answered(heard: Heard, sentence: str) -> str:
    """The answer with what the sentence ties it to: "if", "but only", "must first"; half a yes; and a no that an "unless" opens again."""
    rest = f" {' '.join(tokens(sentence[heard.end:]))} ".replace(" at once ", " ")
    tied = any(f" {mark} " in rest for mark in settings().phrases["condition"])
    if heard.answer == "accepts":
        part = (bool(_FIRST_PART.match(heard.thing)) and heard.of == "thing") or bool(_PARTLY.search(sentence[heard.start:heard.end]))
        behind = f" {rest.partition(' but ')[2]}"
        back = any(f" {mark} " in behind for mark in settings().phrases["but"])
        return "accepts_with_conditions" if tied or part or back else "accepts"
    if heard.answer == "rejects" and tied and heard.of == "coming":
        return "accepts_with_conditions"
    return heard.answer
