"""Claims that cannot both hold: both are shown with their passages and sources, neither is chosen (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goodoffices.ledger.dossiers.fold_incidents import Count, counts, exclude, shown
from goodoffices.ledger.dossiers.fold_others import disputed
from goodoffices.ledger.dossiers.likeness import Group, logistic
from goodoffices.ledger.dossiers.order import day_of, days_between, digest
from goodoffices.ledger.dossiers.sides import Sides
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import shared, telling, tokens
from goodoffices.model import Claim, Contradiction, DossierState, MergedContact, MergedIncident, MergedItem, Passage, Record, Span, Statement
from goodoffices.ontology.speech import retold

Deed = MergedIncident | MergedContact
#: Days between a statement of denial and what it denies.
DENIAL_DAYS = 30
#: Words that a denial of having had a part in something has at most.
SHORT = 8
#: Characters between a passage that contradicts and the entry it speaks of.
NEAR = 600


def find_contradictions(state: DossierState, records: tuple[Record, ...], groups: dict[str, list[Group]], sides: Sides) -> tuple[Contradiction, ...]:
    """All of them, in order of the entries they are about; one between the same passages once."""
    shown_ids = {item.id for name in state.ledger.__struct_fields__ for item in getattr(state.ledger, name)}
    found: list[Contradiction] = []
    for group in groups["incidents"]:
        if group.sights[0].ident in shown_ids:
            found += [*_figures(group), *_doers(group, sides)]
    for group in groups["contacts"]:
        if group.sights[0].ident in shown_ids and disputed(group.sights):
            found.append(_encounter(group))
    known = {r.document.id: r for r in records}
    found += _warned(state, records)
    found += _denied(state, known, sides)
    found += _not_met(state, records, sides)
    out: dict[tuple[str, ...], Contradiction] = {}
    for c in sorted(found, key=lambda c: (c.about, -c.score, c.id)):
        key = (c.about, *sorted({f"{p.article}:{p.evidence[0].start}" for side in c.sides for p in side.sources if p.evidence}))
        out.setdefault(key, c)
    return tuple(out.values())


def _made(about: str, sides: tuple[Claim, ...], score: float, reason: str) -> Contradiction:
    marks = [f"{p.article}:{s.start}" for side in sides for p in side.sources for s in p.evidence[:1]]
    return Contradiction(id=f"contradiction:{digest(about, reason, *sorted(marks), size=20)}", about=about, sides=sides, score=round(score, 3), reason=reason)


def _figures(group: Group) -> Iterator[Contradiction]:
    """Numbers that exclude each other, unless the later report merely counts more than the earlier one of another day."""
    for field, word in (("killed", "dead"), ("injured", "injured")):
        sides: list[list[Count]] = []
        for c in counts(group.sights, field):
            side = next((s for s in sides if not exclude(s[0].range, c.range)), None)
            if side is None:
                sides.append([c])
            else:
                side.append(c)
        pairs = [(a, b) for k, a in enumerate(sides) for b in sides[k + 1:] if any(_clash(x, y) for x in a for y in b)]
        for a, b in pairs:
            claims = tuple(Claim(claim=f"{shown(s[0].range)} {word}", sources=tuple(c.sight.passage() for c in s)) for s in (a, b))
            yield _made(group.sights[0].ident, claims, min(0.95, 0.6 + 0.1 * (len(a) + len(b))) * min(group.scores), f"number of {word}")


def _clash(a: Count, b: Count) -> bool:
    """Of the same day, or the later one smaller: no plain update."""
    if a.outlet == b.outlet or not exclude(a.range, b.range):
        return False
    first, second = (a, b) if (a.day, a.number) <= (b.day, b.number) else (b, a)
    return first.day == second.day or (first.range.min is not None and second.range.max is not None and second.range.max < first.range.min)


def _doers(group: Group, sides: Sides) -> Iterator[Contradiction]:
    """Two doers of one deed; the word of one side against the other."""
    named: dict[frozenset[str], list[Sight]] = {}
    for s in group.sights:
        if s.first:
            named.setdefault(s.first, []).append(s)
    keys = sorted(named, key=lambda k: (named[k][0].number, sorted(k)))
    for k, a in enumerate(keys):
        for b in keys[k + 1:]:
            if not a & b:
                claims = tuple(Claim(claim=f"done by {', '.join(named[x][0].item.actors)}", sources=tuple(s.passage() for s in named[x])) for x in (a, b))
                yield _made(group.sights[0].ident, claims, 0.7 * min(group.scores), "who did it")
    for s in group.sights:
        if s.item.denied_by and s.item.actors:
            claims = (Claim(claim=f"done by {', '.join(s.item.actors)}", sources=(group.sights[0].passage(),)),
                      Claim(claim=f"denied by {s.item.denied_by}", sources=(s.passage(),)))
            yield _made(group.sights[0].ident, claims, 0.8, "deed and denial")
            return


def _encounter(group: Group) -> Contradiction:
    held = [s for s in group.sights if s.item.status == "held"]
    not_held = [s for s in group.sights if s.item.status in ("refused", "cancelled", "unknown")]
    claims = (Claim(claim="took place", sources=tuple(s.passage() for s in held)), Claim(claim="did not take place", sources=tuple(s.passage() for s in not_held)))
    return _made(group.sights[0].ident, claims, 0.75 * min(group.scores), "whether it took place")


def _warned(state: DossierState, records: tuple[Record, ...]) -> Iterator[Contradiction]:
    """What a single report already sets against each other: the voice that contradicts, and the entry told nearest before it."""
    at: dict[str, list[tuple[Span, MergedItem]]] = {}
    for name in ("incidents", "contacts", "proposals", "deadlines"):
        for item in getattr(state.ledger, name):
            for passage in item.sources:
                at.setdefault(passage.article, []).extend((span, item) for span in passage.evidence)
    for record in records:
        text = record.document.text
        for warning in record.warnings:
            if warning.code != "contradiction" or warning.start is None or warning.end is None:
                continue
            voice = Span(start=warning.start, end=warning.end, text=text[warning.start:warning.end])
            said = telling(voice.text)
            near = [(-len(said & telling(span.text)), abs(span.start - voice.start), span, item) for span, item in at.get(record.document.id, ()) if abs(span.start - voice.start) <= NEAR
                    and span.start != voice.start]
            best = min(near, key=lambda n: (n[0], n[1], n[3].id), default=None)
            if best is not None and best[0] < 0:
                *_, span, item = best
                yield _made(item.id, (Claim(claim=_words(span.text), sources=(_passage(record, span),)), Claim(claim=_words(voice.text), sources=(_passage(record, voice),))),
                            0.6, warning.message)


def _denied(state: DossierState, records: dict[str, Record], sides: Sides) -> Iterator[Contradiction]:
    """Statements that deny a recorded deed, contact or refusal of the speaker's own side."""
    lists = settings().words
    refusals = [(sides.party(r.on_behalf_of) or sides.party(r.actor), p, r) for p in state.ledger.proposals for r in p.responses if r.answer == "rejects"]
    deeds, encounters = _by_month(state.ledger.incidents, sides, "actors"), _by_month(state.ledger.contacts, sides, "participants")
    for record in records.values():
        for said in record.statements:
            party = sides.party(said.speaker)
            words = tokens(said.content.text)
            denies = bool(said.cue and lists["denial"] & frozenset(tokens(said.cue.text)))
            if denies and (not party or (lists["part"] & frozenset(words) and len(words) <= SHORT)):
                yield from _told_before(record, said, state.ledger.incidents, vague=bool(party))
            if not party or not (denies or lists["never"] & frozenset(words)):
                continue
            if _negated(words, lists["never"], lists["refusal"]):
                against = next(((p, r) for who, p, r in refusals if who & party and _within(record, r.date.start)), None)
                if against is not None:
                    proposal, answer = against
                    yield _against(record, said, proposal, answer.article, answer.evidence[0], "never refused, beside a refusal recorded", 0.7)
            for index, kind in ((deeds, "deed"), (encounters, "encounter")):
                if (denies and lists[kind] & frozenset(words)) or _negated(words, lists["never"], lists[kind]):
                    items = {i.id: i for side in sorted(party) for month in _months(record) for i in index.get((side, month), ())}
                    yield from _denied_deeds(record, said, items)


def _told_before(record: Record, said: Statement, incidents: tuple[MergedIncident, ...], *, vague: bool) -> Iterator[Contradiction]:
    """The deed told last before a denial in the same report. `vague`: the denial ("any part in it") says nothing of the deed itself; else, by somebody
    whom the report does not identify, it has words of it."""
    content = telling(said.content.text)
    near = [(said.content.start - span.start, item.id, item, p, span) for item in incidents for p in item.sources if p.article == record.document.id
            for span in p.evidence if 0 < said.content.start - span.start <= NEAR and said.content.start >= span.end]
    fitting = [n for n in near if vague or content & telling(n[4].text)]
    if fitting:
        item = min(fitting, key=lambda n: n[:2])[2]
        source = item.sources[0]
        yield _against(record, said, item, source.article, source.evidence[0], "deed and denial", 0.6)


def _not_met(state: DossierState, records: tuple[Record, ...], sides: Sides) -> Iterator[Contradiction]:
    """A report that those who are recorded to have met or spoken did not, on no other day than the one recorded."""
    held = [c for c in state.ledger.contacts if c.status in ("held", "unknown") and any(t.status == "held" for t in c.history)]
    for record in records:
        for event in record.events:
            there = sides.parties(event.actors) | sides.parties(event.recipients)
            if event.type != "CONSULT" or event.modality != "negated" or len(there) < 2:
                continue
            fits = [c for c in held if sides.parties(c.participants) == there and _within(record, c.date.start or day_of(c.sources[0].published))
                    and event.date.start in (None, c.date.start) and all(p.article != record.document.id for p in c.sources)]
            if len(fits) == 1:
                source = fits[0].sources[0]
                claims = (Claim(claim=_words(source.evidence[0].text), sources=(source,)), Claim(claim=_words(event.evidence[0].text), sources=(_passage(record, event.evidence[0]),)))
                yield _made(fits[0].id, claims, 0.6, "whether it took place")


def _negated(words: list[str], never: frozenset[str], deeds: frozenset[str]) -> bool:
    """Does a word of negation stand just before the deed, which is past: "had not fired", "never refused", not "would not fire"?"""
    ahead = frozenset({"will", "would", "shall", "should", "can", "could", "may", "must", "to", "do", "does"})
    return any(w in never and deeds & frozenset(words[k + 1:k + 4]) and not ahead & frozenset(words[max(0, k - 1):k]) for k, w in enumerate(words))


def _by_month(items: tuple[Deed, ...], sides: Sides, field: str) -> dict[tuple[str, str], list[Deed]]:
    """Entries by party and month, so that a denial is not held against those of all time."""
    out: dict[tuple[str, str], list[Deed]] = {}
    for item in items:
        day = item.date.start or day_of(item.sources[0].published) or ""
        for party in sides.parties(getattr(item, field) or ()):
            out.setdefault((party, day[:7]), []).append(item)
    return out


def _months(record: Record) -> tuple[str, ...]:
    """The months from a denial back to the earliest deed it may mean."""
    day = day_of(record.document.published)
    if day is None:
        return ("",)
    return tuple(sorted({(date.fromisoformat(day) + timedelta(days=n)).isoformat()[:7] for n in (1, 0, -15, -DENIAL_DAYS)}))


def _denied_deeds(record: Record, said: Statement, items: dict[str, Deed]) -> Iterator[Contradiction]:
    """The deed or contact of the speaker's side that the words of a denial fit best."""
    content = telling(said.content.text)
    best: tuple[float, str, Deed] | None = None
    for item in items.values():
        if getattr(item, "status", "held") not in ("held", "unknown"):
            continue
        own = [s.start for p in item.sources if p.article == record.document.id for s in p.evidence]
        if own and any(said.content.start <= start < said.content.end for start in own):
            continue  # the entry stands on the denial itself
        day = item.date.start
        if not _within(record, day):
            continue
        fit = shared(content, telling(" ".join(s.text for p in item.sources for s in p.evidence)), {}) + (0.3 if own else 0.0)
        if best is None or fit > best[0]:
            best = (fit, item.id, item)
    if best is not None and best[0] >= 0.3:
        item = best[2]
        source = item.sources[0]
        yield _against(record, said, item, source.article, source.evidence[0], "deed and denial" if isinstance(item, MergedIncident) else "whether it took place", logistic(2 * best[0]))


def _against(record: Record, said: Statement, item: MergedItem, article: str, span: Span, reason: str, score: float) -> Contradiction:
    other = next((p for p in item.sources if p.article == article), item.sources[0])
    return _made(item.id, (Claim(claim=_words(span.text), sources=(Passage(article=other.article, published=other.published, publisher=other.publisher, evidence=(span,)),)),
                           Claim(claim=_words(retold(said.speaker or "somebody", said)), sources=(_passage(record, said.content),))), score, reason)


def _within(record: Record, day: str | None) -> bool:
    days = days_between(day, day_of(record.document.published))
    return days is None or -1 <= days <= DENIAL_DAYS


def _passage(record: Record, span: Span) -> Passage:
    d = record.document
    return Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=(span,))


def _words(text: str, room: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= room else flat[:room].rsplit(" ", 1)[0] + " ..."
