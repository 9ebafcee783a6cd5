"""Claims that cannot both hold: both are shown with their passages and sources, neither is chosen (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from goodoffices.ledger.dossiers.accusations import CHARGE_DAYS, Charge, beginners, charges, incident_meant
from goodoffices.ledger.dossiers.claims import NEAR, Facts, Told
from goodoffices.ledger.dossiers.denials import contact_denied, denials, incident_denied, offer_denied, refusal_denied
from goodoffices.ledger.dossiers.encounters import of_one_meeting
from goodoffices.ledger.dossiers.fold_incidents import Count, counts, exclude, shown
from goodoffices.ledger.dossiers.fold_others import disputed
from goodoffices.ledger.dossiers.likeness import Group
from goodoffices.ledger.dossiers.order import clash_id, day_of, days_between, moment_of
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.words import telling
from goodoffices.model import Claim, Contradiction, DossierState, MergedItem, Passage, Record, Span

DENIED = "deed and denial"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims about an entry. Clashes of one `reason` and `key` about one entry are shown as one, with all passages."""

    about: str
    reason: str
    one: Claim
    other: Claim
    score: float
    key: str


def find_contradictions(state: DossierState, records: tuple[Record, ...], groups: dict[str, list[Group]], sides: Sides) -> tuple[Contradiction, ...]:
    """All of them, in order of the entries they are about; what a report warns of itself only where nothing else shows the same passages."""
    listed = {item.id: item.trail.observations for name in state.ledger.__struct_fields__ for item in getattr(state.ledger, name)}
    incidents = Facts(state.ledger.incidents, sides)
    begun = [b for record in records for b in beginners(record, sides)]
    meant = [(c, incident_meant(c, incidents, sides)) for c in (*begun, *(c for record in records for c in charges(record, sides)))]
    blamed: dict[str, list[Charge]] = {}
    for charge, item in meant:
        if item is not None:
            blamed.setdefault(item.id, []).append(charge)
    found: list[Clash] = []
    for group in groups["incidents"]:
        if group.sights[0].ident in listed:
            found += [*_figures(group), *_doers(group, blamed.get(group.sights[0].ident, []), sides)]
    for group in groups["contacts"]:
        if group.sights[0].ident in listed:
            found += _encounter(group)
    found += _denied(state, records, incidents, blamed, sides)
    found += _begun([(c, item.id if item else None) for c, item in meant[: len(begun)]])
    shown_denials = {clash.about for clash in found if clash.reason == DENIED}
    found += [clash for group in groups["incidents"] if group.sights[0].ident in listed.keys() - shown_denials for clash in _noted(group)]
    joined = _joined(found, listed)
    known: dict[str, list[Contradiction]] = {}
    for shown_already in joined:
        known.setdefault(shown_already.about, []).append(shown_already)
    joined += [c for c in _joined(_warned(state, records), listed) if not any(_same_passages(c, d) for d in known.get(c.about, ()))]
    return tuple(sorted(joined, key=lambda c: (c.about, -c.score, c.id)))


def _joined(found: Iterable[Clash], observed: dict[str, tuple[str, ...]]) -> list[Contradiction]:
    """One contradiction for each entry, reason and key, with the passages of all; `observed` are the ids of the entries with those of their observations."""
    by_key: dict[tuple[str, str, str], list[Clash]] = {}
    for clash in found:
        by_key.setdefault((clash.about, clash.reason, clash.key), []).append(clash)
    out = []
    for (about, reason, key), same in sorted(by_key.items()):
        sides = (_united([c.one for c in same]), _united([c.other for c in same]))
        also = tuple(sorted(clash_id(o, reason, key) for o in observed.get(about, ()) if o != about))
        out.append(Contradiction(id=clash_id(about, reason, key), about=about, sides=sides, score=round(max(c.score for c in same), 3), reason=reason, also=also))
    return out


def _united(claims: list[Claim]) -> Claim:
    """The claim in the words of the first, with the passages of all, in order of publication."""
    passages: dict[str, Passage] = {}
    for passage in (p for claim in claims for p in claim.sources):
        known = passages.get(passage.article)
        spans = known.evidence if known else ()
        new = tuple(s for s in passage.evidence if not any(_meet(s, t) for t in spans))
        passages[passage.article] = Passage(article=passage.article, published=passage.published, publisher=passage.publisher, evidence=(*spans, *new))
    return Claim(claim=claims[0].claim, sources=tuple(sorted(passages.values(), key=lambda p: (moment_of(p.published), p.article))))


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _same_passages(a: Contradiction, b: Contradiction) -> bool:
    """Does b show passages that meet each side of a?"""
    theirs = [p for side in b.sides for p in side.sources]
    return all(any(p.article == q.article and any(_meet(s, t) for s in p.evidence for t in q.evidence) for p in side.sources for q in theirs) for side in a.sides)


# -- what the reports of one entry tell differently -------------------------------------------------------------------------------


def _figures(group: Group) -> Iterator[Clash]:
    """Numbers that exclude each other, unless the later report merely counts more than the earlier one of another day."""
    for field, word in (("killed", "dead"), ("injured", "injured")):
        sides: list[list[Count]] = []
        for c in counts(group.sights, field):
            side = next((s for s in sides if not exclude(s[0].range, c.range)), None)
            if side is None:
                sides.append([c])
            else:
                side.append(c)
        for a, b in combinations(sides, 2):
            if any(_apart(x, y) for x in a for y in b):
                one, other = (Claim(claim=f"{shown(s[0].range)} {word}", sources=tuple(c.sight.passage() for c in s)) for s in (a, b))
                yield Clash(group.sights[0].ident, f"number of {word}", one, other, min(0.95, 0.6 + 0.1 * (len(a) + len(b))) * min(group.scores), f"{one.claim}, {other.claim}")


def _apart(a: Count, b: Count) -> bool:
    """Of the same day, or the later one smaller: no plain update."""
    if a.outlet == b.outlet or not exclude(a.range, b.range):
        return False
    first, second = (a, b) if (a.day, a.number) <= (b.day, b.number) else (b, a)
    return first.day == second.day or (first.range.min is not None and second.range.max is not None and second.range.max < first.range.min)


def _doers(group: Group, blamed: list[Charge], sides: Sides) -> Iterator[Clash]:
    """Two doers of one deed, each told or blamed by name; the word of one side against the other."""
    named: dict[frozenset[str], list[Passage]] = {}
    ids: dict[frozenset[str], tuple[str, ...]] = {}
    for party, who, passage in (*((identified(s.first), s.item.actors, s.passage()) for s in group.sights), *((identified(c.against), c.names, c.told.passage()) for c in blamed)):
        if party:
            named.setdefault(party, []).append(passage)
            ids.setdefault(party, tuple(sides.one(i) for i in who))
    for a, b in combinations(sorted(named, key=sorted), 2):
        if not a & b:
            one, other = (Claim(claim=f"done by {', '.join(ids[x])}", sources=tuple(named[x])) for x in (a, b))
            yield Clash(group.sights[0].ident, "who did it", one, other, 0.7 * min(group.scores), _both(a, b))


def _noted(group: Group) -> Iterator[Clash]:
    """A denial that only the entry of another report notes."""
    denying = [s for s in group.sights if s.item.denied_by and s.article != group.sights[0].article]
    if denying and any(s.first for s in group.sights):
        doers = next(s.item.actors for s in group.sights if s.first)
        told = [s for s in group.sights if not s.item.denied_by] or group.sights[:1]
        yield Clash(group.sights[0].ident, DENIED, _claim(f"done by {', '.join(doers)}", told), _claim(f"denied by {denying[0].item.denied_by}", denying), 0.7, "")


def _both(a: frozenset[str], b: frozenset[str]) -> str:
    return ", ".join(sorted((" ".join(sorted(a)), " ".join(sorted(b)))))


def _encounter(group: Group) -> Iterator[Clash]:
    """Told as held and as not held; told of two places or days."""
    about = group.sights[0].ident
    if disputed(group.sights):
        held = [s for s in group.sights if s.item.status == "held"]
        not_held = [s for s in group.sights if s.item.status in ("refused", "cancelled", "unknown")]
        yield Clash(about, "whether it took place", _claim("took place", held), _claim("did not take place", not_held), 0.75 * min(group.scores), "")
    for reason, (said, one, other_said, other) in of_one_meeting(group):
        yield Clash(about, reason, _claim(said, one), _claim(other_said, other), 0.7 * min(group.scores), f"{said}, {other_said}")


def _claim(said: str, sights: list[Sight]) -> Claim:
    return Claim(claim=said, sources=tuple(s.passage() for s in sights))


# -- what passages say against an entry -------------------------------------------------------------------------------------------


def _denied(state: DossierState, records: tuple[Record, ...], incidents: Facts, blamed: dict[str, list[Charge]], sides: Sides) -> Iterator[Clash]:
    """Denials of a recorded deed, meeting, refusal or offer."""
    contacts, proposals = Facts(state.ledger.contacts, sides), Facts(state.ledger.proposals, sides)
    against = _Against()
    here: dict[tuple[str, str], list[Charge]] = {}
    for ident, laid in blamed.items():
        for charge in laid:
            here.setdefault((ident, charge.told.article), []).append(charge)
    for told in (d for record in records for d in denials(record, sides)):
        deed = incident_denied(told, incidents, sides) if told.sorts & {"deed", "part"} else None
        met = contact_denied(told, contacts, sides) if "encounter" in told.sorts else None
        refusal = refusal_denied(told, proposals, sides) if "refusal" in told.sorts else None
        offer = offer_denied(told, proposals, sides) if "offer" in told.sorts else None
        if refusal is not None:
            item, answer = refusal
            source = next((p for p in item.sources if p.article == answer.article), item.sources[0])
            told_by = (Passage(article=source.article, published=source.published, publisher=source.publisher, evidence=answer.evidence),)
            yield against(told, item, partial(tuple, told_by), "never refused, beside a refusal recorded", 0.7, told_by)
        elif offer is not None:
            yield against(told, offer[0], partial(tuple, offer[0].sources), "an offer recorded, and none made", 0.4 + 0.3 * offer[1])
        elif met is not None and (deed is None or met[1] >= deed[1]):
            yield against(told, met[0], partial(tuple, met[0].sources), "whether it took place", 0.5 + 0.3 * met[1])
        elif deed is not None:
            own = () if told.party else tuple(c.told.passage() for c in here.get((deed[0].id, told.article), ()))
            yield against(told, deed[0], partial(_accused, deed[0], blamed.get(deed[0].id, []), told), DENIED, 0.5 + 0.3 * deed[1], own)


def _accused(deed: MergedItem, laid: Iterable[Charge], told: Told) -> tuple[Passage, ...]:
    """The sources of a deed, and those that lay it to who denies it; where the report does not say who, what it says itself."""
    return (*deed.sources, *(c.told.passage() for c in laid if c.against & told.party or (not told.party and c.told.article == told.article)))


class _Against:
    """What the sources of an entry have, the denial itself aside, against each denial of it. Denials of one entry by one speaker are shown as one, so that
    only the first carries all the sources, and the others what that one left out."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, str], tuple[str, tuple[Passage, ...]]] = {}

    def __call__(self, told: Told, item: MergedItem, sources: Callable[[], tuple[Passage, ...]], reason: str, score: float, own: tuple[Passage, ...] = ()) -> Clash:
        """`sources` gives them all, `own` those that another denial by the same speaker need not have."""
        key = ", ".join(sorted(told.party))
        known = self._first.get((item.id, reason, key))
        every = (*known[1], *own) if known is not None else sources()
        kept = tuple(p for p in every if p.article != told.article or not any(_meet(s, told.span) for s in p.evidence))
        if known is None:
            kept = kept or every[:1]
            self._first[item.id, reason, key] = _words(kept[0].evidence[0].text), tuple(p for p in every if p.article == told.article)
        one, other = Claim(claim=self._first[item.id, reason, key][0], sources=kept), Claim(claim=_words(told.claim), sources=(told.passage(),))
        return Clash(item.id, reason, one, other, score, key)


def _begun(said: list[tuple[Charge, str | None]]) -> Iterator[Clash]:
    """Each of two sides says that the other one fired first, where only one of them says of which deed. `said` are in order of publication. A charge is
    held against the nearest one of its kind before and after it, not against all: the clashes of one deed are shown as one."""
    dated = [(day, c, deed) for c, deed in said if (day := day_of(c.told.record.document.published)) is not None]
    for run in (dated, dated[::-1]):
        last: dict[tuple[frozenset[str], frozenset[str], str | None], tuple[str, Charge]] = {}
        for day, a, deed in run:
            for (against, voice, other_deed), (other_day, b) in reversed(last.items()):
                if abs(days_between(other_day, day) or 0) > CHARGE_DAYS:
                    break
                about = deed or other_deed
                if about is None or (deed and other_deed and deed != other_deed) or a.against & against or a.told.party & voice:
                    continue
                one, other = (Claim(claim=f"done by {', '.join(c.names)}", sources=(c.told.passage(),)) for c in sorted((a, b), key=lambda c: sorted(c.against)))
                yield Clash(about, "who did it", one, other, 0.6, _both(a.against, b.against))
            kind = a.against, a.told.party, deed
            last.pop(kind, None)
            last[kind] = day, a


def _warned(state: DossierState, records: tuple[Record, ...]) -> Iterator[Clash]:
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
                yield Clash(item.id, warning.message, Claim(claim=_words(span.text), sources=(_passage(record, span),)),
                            Claim(claim=_words(voice.text), sources=(_passage(record, voice),)), 0.6, f"{record.document.id}:{voice.start}")


def _passage(record: Record, span: Span) -> Passage:
    d = record.document
    return Passage(article=d.id, published=d.published, publisher=d.publisher, evidence=(span,))


def _words(text: str, room: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= room else flat[:room].rsplit(" ", 1)[0] + " ..."
