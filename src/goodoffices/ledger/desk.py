"""What all ledger clerks ask of an article's coding: words of a clause, time expressions near, spans, principals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from goodoffices.coding import syntax
from goodoffices.model import Actor, ActorKind, Coding, Date, EventDraft, Parsed, Reason, Span, StatementDraft, TimeMention
from goodoffices.ontology import Tables

OPENING, CLOSING = frozenset("“‘\"«"), frozenset("”’\"»")
#: Kinds of actors that act for the state of their country.
STATE = frozenset({"government", "person", "military", "country", "legislature", "police"})


#: So many acts between two parties, and twice as many as between any other two, make them the two of the report.
ACTS = 3


@dataclass
class Desk:
    """One article's coding with look-ups; `reasons` collects why entries were made."""

    coding: Coding
    tables: Tables
    published: date | None
    reasons: list[Reason] = field(default_factory=list)
    groups: dict[str, Actor] = field(default_factory=dict)
    by_trigger: dict[int, list[EventDraft]] = field(init=False, default_factory=dict)
    times_by_sentence: dict[int, list[TimeMention]] = field(init=False, default_factory=dict)
    named: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for event in self.coding.events:
            self.by_trigger.setdefault(event.trigger, []).append(event)
            if event.clause != event.trigger:
                self.by_trigger.setdefault(event.clause, []).append(event)
        for time in self.coding.times:
            self.times_by_sentence.setdefault(self.p.sent[time.head], []).append(time)
        for mention in self.coding.cast.mentions:
            if mention.kind in ("name", "description"):
                for token in range(mention.first, mention.last + 1):
                    if self.p.dep[token] not in ("nmod:poss", "amod"):
                        self.named.setdefault(token, mention.actor)

    @property
    def p(self) -> Parsed:
        return self.coding.parsed

    def words(self, name: str) -> frozenset[str]:
        """A word list of classes_ledger.tsv."""
        return self.tables.book.classes[name]

    def actor(self, ident: str | None) -> Actor | None:
        return self.coding.cast.actors.get(ident) or self.groups.get(ident) if ident else None

    def group(self, members: list[str]) -> str:
        """The group actor with exactly these members, made if the text has none."""
        for ident, actor in {**self.coding.cast.actors, **self.groups}.items():
            if actor.kind == "group" and set(actor.members) == set(members) and not actor.unnamed:
                return ident
        names = [known.name if (known := self.actor(m)) else m for m in members]
        ident = f"group:{sha256(' '.join(sorted(members)).encode()).hexdigest()[:10]}"
        self.groups[ident] = Actor(id=ident, name=" and ".join(n.removeprefix("Government of ") for n in names), kind="group", code="UNK",
                                   members=tuple(sorted(members)), count=len(members), unnamed=0)
        return ident

    def unnamed(self, count: int, noun: str = "hosts") -> str:
        """A group of so many that the text does not name."""
        ident = f"group:{sha256(f'{self.coding.parsed.article.id} unnamed {noun} {count}'.encode()).hexdigest()[:10]}"
        name = f"{count} unnamed {noun}"
        self.groups[ident] = Actor(id=ident, name=name, kind="group", code="UNK", count=count, unnamed=count)
        return ident

    def described(self, noun: int) -> str:
        """A group that the text only describes ("oil companies", "local leaders")."""
        p = self.p
        first = noun
        while first > 0 and p.head[first - 1] == noun and p.dep[first - 1] in ("amod", "compound"):
            first -= 1
        name = p.article.text[p.start[first] : p.end[noun]].lower()
        ident = f"group:{sha256(f'{p.article.id} described {name}'.encode()).hexdigest()[:10]}"
        self.groups[ident] = Actor(id=ident, name=name, kind="group", code="UNK")
        return ident

    def latent(self, token: int, kinds: frozenset[ActorKind]) -> str | None:
        """People or a body whom nothing identifies ("the rebels", "dockers"), of one of the kinds; entered among the actors."""
        ident = self.coding.cast.latent.get(token)
        actor = self.coding.cast.would_be.get(ident) if ident else None
        if ident is None or actor is None or actor.kind not in kinds:
            return None
        if self.actor(ident) is None:
            self.groups[ident] = actor
        return ident

    def principal(self, ident: str) -> str:
        """The government a person in office acts for; every other actor stands for itself."""
        actor = self.actor(ident)
        if actor is None or actor.kind not in ("person", "country") or not actor.country or (actor.kind == "person" and actor.code != f"{actor.country}GOV"):
            return ident
        return self.government(actor.country)

    def government(self, country: str) -> str:
        """The government of a country, entered among the actors if the text shows only its officials."""
        ident = f"government:{country}"
        if self.actor(ident) is None:
            known = self.tables.know.countries.get(country)
            self.groups[ident] = Actor(id=ident, name=f"Government of {known.name if known else country}", kind="government", country=country, code=f"{country}GOV")
        return ident

    def country(self, ident: str | None) -> str | None:
        actor = self.actor(ident)
        return actor.country if actor else None

    def same_party(self, a: str | None, b: str | None) -> bool:
        """The same actor, or two that act for the same state or group."""
        if a is None or b is None:
            return False
        if a == b:
            return True
        one, two = self.actor(a), self.actor(b)
        if one is None or two is None:
            return False
        if set(one.members) & {b, *two.members} or a in two.members:
            return True
        if one.country is not None and one.country == two.country:
            if one.kind in STATE and two.kind in STATE:
                return not {one.code, two.code} & {f"{one.country}REB", f"{one.country}OPP"} or one.code == two.code
            person = one if one.kind == "person" else two
            return {one.kind, two.kind} == {"person", "armed_group"} and person.code == f"{one.country}REB" and len(self.armed(one.country)) == 1
        return {one.kind, two.kind} == {"person", "igo"} and one.code is not None and one.code == two.code

    def armed(self, country: str) -> list[str]:
        """The armed groups of a country that the article names."""
        return [a.id for a in self.coding.cast.actors.values() if a.kind == "armed_group" and a.country == country]

    def overlapping(self, a: str, b: str) -> bool:
        """Do two actors share a party: one is among the other's members, or both have a common member?"""
        one, two = self.actor(a), self.actor(b)
        mine, theirs = (one.members if one and one.members else (a,)), (two.members if two and two.members else (b,))
        return any(self.same_party(x, y) for x in mine for y in theirs)

    def is_outsider(self, ident: str) -> bool:
        """Scholars, media, civilians, firms: they put nothing to a party for an answer."""
        actor = self.actor(ident)
        if actor is None:
            return True
        if actor.kind == "person":
            return not actor.code or actor.code.endswith(("EDU", "MED", "BUS", "CVL", "JUD"))
        return actor.kind in ("experts", "media", "civilians", "company", "unknown")

    @cached_property
    def main_sides(self) -> tuple[str, ...]:
        """The two parties of whom it is told that something is between them, else those the article speaks of most, states as their governments; empty when no two stand out."""
        by_head = self.coding.cast.by_head
        count: Counter[str] = Counter()
        for ident in (*by_head.values(), *self.coding.cast.modifier.values()):
            actor = self.actor(ident)
            if actor is None or (self.is_outsider(ident) and actor.kind != "country"):
                continue
            if actor.kind in STATE and actor.country:
                count[f"government:{actor.country}"] += 1
            elif actor.kind in ("armed_group", "party"):
                count[ident] += 1
        told = {frozenset(self.principal(by_head[i]) for i in pair) for pair in syntax.pairs_between(self.p) if all(i in by_head for i in pair)}
        told = {pair for pair in told if len(pair) == 2 and all(count[x] > 1 for x in pair)}
        if len(told) == 1:
            one, two = sorted(next(iter(told)), key=lambda x: (-count[x], x))
            return (one, two)
        acts = Counter(pair for d in self.coding.events if len(pair := frozenset(self.principal(x) for x in (*d.event.actors, *d.event.recipients))) == 2 and all(count[x] > 1 for x in pair))
        most = acts.most_common(2)
        if most and most[0][1] >= ACTS and (len(most) < 2 or most[1][1] * 2 <= most[0][1]):
            one, two = sorted(most[0][0], key=lambda x: (-count[x], x))
            return (one, two)
        first = count.most_common(3)
        if len(first) < 2 or first[1][1] < 2 or (len(first) == 3 and first[2][1] == first[1][1]):
            return ()
        return (first[0][0], first[1][0])

    def rivals(self, ident: str) -> list[str]:
        """The other of the two main parties, or both for a third; nothing when no two stand out."""
        sides = self.main_sides
        others = [s for s in sides if not self.same_party(s, ident)]
        for other in others:
            if self.actor(other) is None and other.startswith("government:"):
                self.government(other.removeprefix("government:"))
        return others

    def statement_at(self, token: int) -> str | None:
        """The id of the innermost statement whose content holds a token."""
        found = self.innermost(token)
        return found.statement.id if found else None

    def said_at(self, token: int) -> Span | None:
        """The piece of reported words in which a token stands (one of the parts where the reporting clause interrupts them)."""
        found = self.innermost(token)
        if found is None:
            return None
        at = self.p.start[token]
        return next((s for s in found.statement.parts if s.start <= at < s.end), found.statement.content)

    def innermost(self, token: int) -> StatementDraft | None:
        """The innermost statement whose content holds a token."""
        at, best = self.p.start[token], None
        for draft in self.coding.statements:
            said = draft.statement.content
            if said.start <= at < said.end and draft.cue_token != token and (
                    best is None or said.end - said.start < best.statement.content.end - best.statement.content.start):
                best = draft
        return best

    def speaker_at(self, token: int) -> str | None:
        """Who utters the words that a token belongs to, null for the report itself."""
        said = self.statement_of(self.statement_at(token))
        return said.statement.speaker if said else None

    def subtree(self, i: int) -> list[int]:
        out, stack = [], [i]
        while stack:
            node = stack.pop()
            out.append(node)
            stack.extend(self.p.children[node])
        return sorted(out)

    def sentence(self, i: int) -> range:
        return range(*self.p.sentences[self.p.sent[i]])

    def lemmas(self, tokens: Iterable[int]) -> set[str]:
        return {self.p.lemma[t] for t in tokens}

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens first..last, without punctuation at the ends."""
        p = self.p
        while first < last and p.pos[first] == "PUNCT":
            first += 1
        while last > first and p.pos[last] == "PUNCT":
            last -= 1
        if last + 1 < len(p.text) and p.text[last + 1] in CLOSING and any(p.text[t] in OPENING for t in range(first, last)) and not any(
                p.text[t] in CLOSING and t > first for t in range(first, last + 1) if p.text[t] != p.text[first]):
            last += 1
        begin, end = p.start[first], p.end[last]
        return Span(start=begin, end=end, text=p.article.text[begin:end])

    def sentence_span(self, i: int) -> Span:
        begin, end = self.p.sentence_spans[self.p.sent[i]]
        return Span(start=begin, end=end, text=self.p.article.text[begin:end])

    def tokens_in(self, span: Span) -> list[int]:
        p = self.p
        first = bisect_left(p.start, span.start)
        last = bisect_right(p.end, span.end)
        return list(range(first, last))

    def times_near(self, i: int) -> list[TimeMention]:
        """Time expressions of the sentence of token i."""
        return [t for t in self.coding.times if self.p.sent[t.head] == self.p.sent[i]]

    def statement_of(self, ident: str | None) -> StatementDraft | None:
        return next((s for s in self.coding.statements if s.statement.id == ident), None) if ident else None

    def speaker_of(self, draft: EventDraft) -> str | None:
        said = self.statement_of(draft.event.statement)
        return said.statement.speaker if said else None

    def events(self, *types: str) -> Iterator[EventDraft]:
        return (d for d in self.coding.events if d.event.type in types)

    def note(self, entry: str, rule: str, detail: str) -> None:
        self.reasons.append(Reason(entry=entry, rule=rule, detail=detail))

    def is_past(self, when: Date) -> bool:
        return bool(self.published and when.end and when.end < self.published.isoformat())


def dated(first: Date, second: Date) -> Date:
    """The first date that is resolved, else the first that has words."""
    if first.start or not (second.start or second.text):
        return first
    return second if second.start or not first.text else first
