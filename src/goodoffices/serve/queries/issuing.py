"""Forecasts and rankings of a dossier: made by rule, kept as they were made, shown as they were kept.

Every question whose days are not over is issued, also one that has been answered meanwhile: to leave those out would leave the record with the slow ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from goodoffices.assess import partners, venues
from goodoffices.assess.deeds import DATA
from goodoffices.assess.features import Observer
from goodoffices.assess.forecasts import Forecast, Level, forecast, planned_questions
from goodoffices.assess.history import History
from goodoffices.assess.questions import Question, questions, resolve, rules
from goodoffices.assess.rankings import Ranking, RankingKind, band_of, place_ranking, rank_hosts, rank_partners, recurrent_partners, reference_words
from goodoffices.assess.recurrence import exposed
from goodoffices.assess.ties import Ties
from goodoffices.errors import StoreLockedError, StoreReadOnlyError
from goodoffices.model import Base, Date, DossierState, MergedContact
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.serve.queries.deeds import OnRecord
from goodoffices.serve.queries.outlook import Candidate, Dyad, Order, Planned, Standing, StandingOrder
from goodoffices.store import forecasts as kept
from goodoffices.store.forecasts import Kept

#: Days on record from which on the rankings were fitted (training/ranker.py, training/venues.py).
FITTED_FROM = {"next_partner": 110, "next_host": 60}
#: Candidates named in a ranking of partners; more than these are not asked for.
PARTNERS = 5
HOSTS = 3
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Issue:
    """What is issued for: a dossier on a day, by what was known then. `histories` by naming, `observers` of these, `ties` between the sides;
    `entry` gives by id of a deed that of the ledger's entry it belongs to, empty where it belongs to none."""

    state: DossierState
    as_of: str
    histories: Mapping[Level, History]
    sides: History
    observers: Mapping[Level, Observer]
    ties: Ties
    entry: Callable[[str], str]

    @property
    def day(self) -> int:
        return date.fromisoformat(self.as_of).toordinal()


def forecasts_of(issue: Issue, dyads: Iterable[Dyad]) -> list[Forecast]:
    """The forecasts for all questions of the dyads whose days are not over, oldest first."""
    out = []
    for dyad in dyads:
        out += [forecast(issue.observers[dyad.level], question, dyad.level) for question in sorted(_asked(issue, dyad), key=lambda q: q.issued)]
    return sorted(out, key=lambda f: (f.question.issued, list(rules()).index(f.question.kind), f.question.horizon, f.question.id))


def _asked(issue: Issue, dyad: Dyad) -> list[Question]:
    history = issue.histories[dyad.level]
    pair = History(history.deeds[k] for k in history.pair(*dyad.parties).after(issue.day - LONGEST - 1, issue.day).at.tolist())
    found = {q.id: q for q in _planned(issue.state, dyad)}
    found |= {q.id: q for kind in rules() for q in questions(pair, kind, last=issue.day)}
    return [q for q in found.values() if q.issued <= issue.as_of <= q.due and not too_soon(issue, dyad, q)]


def too_soon(issue: Issue, dyad: Dyad, question: Question) -> bool:
    """Does the term end before the day for which the plan that raised the question is made, or before the middle of the time? Then "no" is as good as known, and not worth asking.
    An offer or intent counts as such a plan where all that raised the question is a contact planned for then ("agreed to meet again in October")."""
    days = {c.id: day for c in issue.state.ledger.contacts if c.date.start is not None and len(_sides(issue.state, dyad) & set(c.participants)) > 1 and (day := _middle(c.date)) > question.issued}
    if question.kind == "plan_contact":
        told = {c.id for c in issue.state.ledger.contacts if any(s.published and s.published[:10] == question.issued for s in c.sources)}
        fixed = [day for ident, day in days.items() if ident in told]
    elif question.kind.startswith("offer"):
        raised = [days.get(issue.entry(deed)) for deed in question.triggers]
        fixed = [day for day in raised if day is not None] if None not in raised else []
    else:
        fixed = []
    return bool(fixed) and min(fixed) > question.due


def _sides(state: DossierState, dyad: Dyad) -> set[str]:
    """All actors of the dossier who count for one of the two."""
    return {a.id for a in state.actors if a.id in dyad.parties or (dyad.level == "country" and a.country in dyad.sides)}


def far_plans(issue: Issue, dyads: Iterable[Dyad]) -> tuple[Planned, ...]:
    """Contacts of main parties that are planned for a time after all terms of the questions, the next first."""
    last = (date.fromisoformat(issue.as_of) + timedelta(days=LONGEST)).isoformat()
    found = {c.id: Planned(entry=c.id, channel=c.channel, parties=dyad.parties, start=c.date.start, end=c.date.end or c.date.start, sources=c.sources) for dyad in dyads for c in issue.state.ledger.contacts
             if c.status == "planned" and c.date.start is not None and _middle(c.date) > last and len(_sides(issue.state, dyad) & set(c.participants)) > 1}
    return tuple(sorted(found.values(), key=lambda p: (p.start, p.entry)))


def _middle(planned: Date) -> str:
    """The day itself; of a longer time ("in October") the day in its middle."""
    first, last = (date.fromisoformat(d or "").toordinal() for d in (planned.start, planned.end or planned.start))
    return date.fromordinal((first + last) // 2).isoformat()


def _planned(state: DossierState, dyad: Dyad) -> Iterable[Question]:
    """Whether the contacts that a report announced will be held; asked on the day of the first report, whatever became of them since, and of those planned for later than the longest term
    when their time comes within it, if they are still planned then."""
    names = {a.id: party for a in state.actors for party, side in zip(dyad.parties, dyad.sides) if a.id == party or (dyad.level == "country" and a.country == side)}
    for contact in state.ledger.contacts:
        first = min((s.published[:10] for s in contact.sources if s.published), default=None)
        if first is not None and contact.history and contact.history[0].status == "planned":
            for day in (first, *_when_near(contact, first)):
                yield from (q for q in planned_questions([replace(contact, status="planned")], day, names) if {q.issuer, q.other} == set(dyad.parties))


def _when_near(contact: MergedContact, first: str) -> Iterator[str]:
    """The day after `first` from which on a contact lies within the longest term, where it was still planned on that day."""
    if contact.date.end is None:
        return
    near = (date.fromisoformat(contact.date.end) - timedelta(days=LONGEST)).isoformat()
    then = [turn.status for turn in contact.history if turn.date is None or turn.date[:10] <= near]
    if near > first and then and then[-1] == "planned":
        yield near


def rankings_of(issue: Issue, dyads: Iterable[Dyad]) -> list[Order]:
    """Whom each main party will meet next, and who will host the first dyad."""
    chosen = list(dyads)
    sides = list(dict.fromkeys(side for dyad in chosen for side in dyad.sides))
    made = [_partners(issue, side) for side in sides] + [_hosts(issue, *dyad.sides) for dyad in chosen[:1]]
    return [order for order in made if order is not None]


def _partners(issue: Issue, side: str) -> Order | None:
    found = partners.next_partners(issue.ties, side, issue.day + 1, PARTNERS)
    ranking = rank_partners(side, found, issue.as_of)
    if ranking is None:
        return None
    why = _thin(issue, "next_partner")
    past = recurrent_partners(issue.sides, side, issue.day + 1)
    return Order(ranking=ranking, abstained=why, model=_digest("partners.npz"), words=reference_words("next_partner"),
                 candidates=tuple(_candidate("next_partner", p.name, None if why else p.probability, None, _last(p.last), past.get(p.name, 0.0)) for p in found))


def _hosts(issue: Issue, one: str, two: str) -> Order | None:
    names = {a.id: a.country for a in issue.state.actors if a.country and a.kind != "armed_group"}
    found = venues.hosts(issue.sides, one, two, issue.day + 1, issue.state.ledger.venue_offers, names, HOSTS)
    ranking = rank_hosts(one, two, found, issue.as_of)
    if ranking is None:
        return None
    why = _thin(issue, "next_host")
    past = venues.hosting(issue.sides, venues.candidates(issue.sides, one, two, issue.day + 1), issue.day + 1)
    return Order(ranking=ranking, abstained=why, model=_digest("venues.json"), words=reference_words("next_host"),
                 candidates=tuple(_candidate("next_host", h.name, None if why else h.probability, h.offer, _met(h, one, two), past.get(h.name)) for h in found))


def _candidate(kind: RankingKind, name: str, chance: float | None, offer: str | None, note: str, recurrence: float | None) -> Candidate:
    if chance is None:
        return Candidate(name=name, probability=None, offer=offer, note=note, recurrence=recurrence)
    band = band_of(kind, chance)
    return Candidate(name=name, probability=chance, offer=offer, note=note, recurrence=recurrence, low=min(band.low, chance), high=max(band.high, chance), n=band.n)


def _thin(issue: Issue, kind: str) -> str:
    span = int(exposed(issue.sides, issue.day))
    return "" if span >= FITTED_FROM[kind] else f"{span} days on record, the ranking was fitted on {FITTED_FROM[kind]} and more"


def _last(days: int | None) -> str:
    return "no earlier deed" if days is None else f"last deed {days - 1} days before" if days > 1 else "last deed that day"


def _met(host: venues.Host, one: str, two: str) -> str:
    return f"met {one} on {host.met_first} and {two} on {host.met_second} days of the last year"


def _digest(file: str) -> str:
    return hashlib.sha256((DATA / file).read_bytes()).hexdigest()[:12]


def keep(archive: Archive, issue: Issue, made: Iterable[Forecast], orders: Iterable[Order]) -> bool:
    """Writes down what is asked for the first time. False where the store takes nothing: what is shown then is not issued."""
    at = now()
    rows = [_row(issue, at, f.question.kind, f.question, f.model, f) for f in made] + [_row(issue, at, o.ranking.kind, o.ranking, o.model, o) for o in orders]
    with archive.repository.reading() as connection:
        if len(kept.issued(connection, [r.question for r in rows])) == len(rows):
            return True
    try:
        with archive.repository.writing() as connection:
            kept.keep(connection, rows)
    except (StoreReadOnlyError, StoreLockedError):
        return False
    return True


def are_kept(archive: Archive, made: Iterable[Forecast], orders: Iterable[Order]) -> bool:
    """Has all of this been issued before?"""
    wanted = {f.question.id for f in made} | {o.ranking.id for o in orders}
    with archive.repository.reading() as connection:
        return len(kept.issued(connection, sorted(wanted))) == len(wanted)


def _row(issue: Issue, at: str, kind: str, asked: Question | Ranking, model: str, body: Forecast | Order) -> Kept:
    return Kept(question=asked.id, kind=kind, dossier=issue.state.id, issued=asked.issued, horizon=asked.horizon, due=asked.due, as_of=issue.as_of, made_at=at, model=model,
                body=msgspec.json.encode(body).decode())


def as_issued(archive: Archive, issue: Issue, made: list[Forecast], orders: list[Order]) -> tuple[tuple[Standing, ...], tuple[StandingOrder, ...]]:
    """What was kept of these, with where it stands on the day; what could not be kept is shown as it was made now."""
    with archive.repository.reading() as connection:
        found = {row.question: row for row in kept.issued(connection, [f.question.id for f in made] + [o.ranking.id for o in orders])}
    at = now()
    forecasts = (found.get(f.question.id) or _row(issue, at, f.question.kind, f.question, f.model, f) for f in made)
    rankings = (found.get(o.ranking.id) or _row(issue, at, o.ranking.kind, o.ranking, o.model, o) for o in orders)
    return tuple(standing(row, issue.histories, issue.as_of) for row in forecasts), tuple(standing_order(row, issue.sides, issue.as_of) for row in rankings)


class Due(Base, frozen=True, kw_only=True):
    """A question of a dossier that has been issued and is not over: what is asked, and by when."""

    question: Question
    level: Level
    asked: str
    words: str


def questions_due(archive: Archive, dossier: str, since: str) -> tuple[Due, ...]:
    """The questions of a dossier that are due on a day or later, in the order they are due. Rankings are left out."""
    with archive.repository.reading() as connection:
        rows = kept.issued_for(connection, dossier, since)
    return tuple(_due(row) for row in rows if row.kind in rules())


def count_due(archive: Archive, dossier: str, since: str) -> int:
    """How many forecasts of a dossier are due on a day or later; changes whenever one is issued."""
    with archive.repository.reading() as connection:
        return kept.count_for(connection, dossier, since)


def _due(row: Kept) -> Due:
    made = msgspec.json.decode(row.body, type=Forecast)
    return Due(question=made.question, level=made.level, asked=asked_words(made.question), words=made.words)


def asked_words(question: Question, issuer: str = "its issuer") -> str:
    """What a question asks, and from when: "a recorded meeting within 7 days of 2024-05-02"."""
    return f"{outcome_words(question, issuer)} within {question.horizon} days of {question.issued}"


def outcome_words(question: Question, issuer: str = "its issuer") -> str:
    """What would answer a question with yes; `issuer` is how a reader calls whoever made the move."""
    return rules()[question.kind].result.replace("its issuer", issuer)


def question_words(question: Question, issuer: str, other: str) -> str:
    """What is asked, of whom, since which move: "Peru and Bolivia, after a threat (2024-05-02): ... until 2024-05-09"."""
    return f"{issuer} and {other}, after {raised_by(question)} ({question.issued}): {outcome_words(question, issuer)} until {question.due}"


def base_words(made: Forecast) -> str:
    """The base rate with its cases and their interval: "38 % (n = 649, 33 to 43 %)"."""
    reach = "" if made.base_low is None or made.base_high is None else f", {100 * made.base_low:.0f} to {100 * made.base_high:.0f} %"
    return f"{100 * made.base_rate:.0f} % (n = {made.base_n}{reach})"


def raised_by(question: Question) -> str:
    """The kind of move that raised a question: "a threat"."""
    return rules()[question.kind].case


def standing(row: Kept, histories: Mapping[Level, History], day: str, known: OnRecord | None = None) -> Standing:
    """A kept forecast and where its question stands on a day. With `known`, parties that are called otherwise by now are followed."""
    issued = msgspec.json.decode(row.body, type=Forecast)
    question = issued.question
    if known is not None and issued.level == "actor":
        question = replace(question, issuer=known.one(question.issuer), other=known.one(question.other))
    found = resolve(question, histories[issued.level], day)
    left = (date.fromisoformat(row.due) - date.fromisoformat(day)) / timedelta(days=1)
    return Standing(forecast=issued, dossier=row.dossier, as_of=row.as_of, made_at=row.made_at, answer=found.answer, deeds=found.deeds, days_left=max(0, int(left)))


def standing_order(row: Kept, sides: History, day: str) -> StandingOrder:
    """A kept ranking and what became of it by a day."""
    order = msgspec.json.decode(row.body, type=Order)
    return StandingOrder(order=order, dossier=row.dossier, as_of=row.as_of, made_at=row.made_at, placed=place_ranking(order.ranking, sides, day))
