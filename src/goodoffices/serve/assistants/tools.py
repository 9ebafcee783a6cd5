"""What each tool answers. Functions take the open store and the parameters of the tool; they raise the errors of the questions they ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, get_args

import msgspec

from goodoffices.errors import UsageError
from goodoffices.ledger.dossiers.order import SINGULAR
from goodoffices.model import Contradiction, DossierState, EventType, Modality
from goodoffices.serve.assistants.answers import LONGEST_TITLE, Citing, answered
from goodoffices.serve.desk.rows import Teller
from goodoffices.serve.options import day
from goodoffices.serve.queries import Archive, assessing, dossiers, explaining, lookups, scoring
from goodoffices.serve.queries.outlook import Forecast, Offer, Share, Standing, StandingOrder, WhatIf
from goodoffices.serve.queries.shortly import plan_words
from goodoffices.serve.wording import plain

Thing = TypeVar("Thing")
#: Articles that a search counts.
COUNTED = 500
GUESSES = ("Forecasts count what was recorded after like moves; what anybody intends is not known.", "A probability of null means that the model abstains; `abstained` says why.")


def last(rows: Sequence[Thing], limit: int) -> list[Thing]:
    """The latest rows, in order."""
    return list(rows[max(0, len(rows) - limit) :])


def _one_of(name: str, value: str | None, allowed: Iterable[str]) -> str | None:
    if value is None:
        return None
    known = {a.casefold(): a for a in allowed}
    if value.casefold() not in known:
        raise UsageError(f"{name}: {plain(value, 60)!r} is none of {', '.join(sorted(known.values()))}")
    return known[value.casefold()]


def search(archive: Archive, words: str, limit: int) -> dict[str, Any]:
    found = lookups.search(archive, words, COUNTED)
    rows = [{"article": r.id, "title": plain(r.title, LONGEST_TITLE) or None, "outlet": plain(r.publisher, LONGEST_TITLE) or None, "date": r.published, "url": r.url if (r.url or "").lower().startswith(("http://", "https://")) else None,
             "quoted": [plain(r.excerpt.replace("[", "").replace("]", ""))], "reprint_of": r.duplicate_of} for r in found[:limit]]
    more = (f"Counting stops at {COUNTED} articles.",) if len(found) == COUNTED else ()
    return answered({"tool": "search", "words": words, "limit": limit}, {"sources": rows}, {"sources": len(found) - len(rows)}, ("Found are articles that have all the words; other words for the same thing are not looked for.", *more))


def list_dossiers(archive: Archive, words: str | None, limit: int) -> dict[str, Any]:
    wanted = (words or "").casefold().split()
    found = sorted((d for d in dossiers.list_dossiers(archive) if all(w in d.name.casefold() for w in wanted)), key=lambda d: d.last or "", reverse=True)
    citing = Citing(archive)
    rows = [{"id": d.id, "name": plain(d.name, LONGEST_TITLE), "parties": d.parties, "mediators": d.mediators, "articles": d.article_count, "first": d.first, "last": d.last,
             "sources": [citing.article(d.articles[-1])] if d.articles else [], "more_sources": max(0, d.article_count - 1)} for d in found[:limit]]
    return answered({"tool": "list_dossiers", "words": words, "limit": limit}, {"dossiers": rows}, {"dossiers": len(found) - len(rows)},
                    ("Articles were grouped by a program; an affair may be split over dossiers, or two may share one.",))


def dossier_state(archive: Archive, dossier: str, at: str | None, known_at: str | None, limit: int) -> dict[str, Any]:
    state = dossiers.state(archive, dossier, at=day("at", at), known_at=day("known_at", known_at))
    teller, citing = Teller(state), Citing(archive)
    lists, left_off = {}, {}
    for name in SINGULAR:
        items = getattr(state.ledger, name)
        lists[name] = [_entry(teller, citing, item, name) for item in last(items, limit)]
        left_off[name] = len(items) - len(lists[name])
    clashes = [_clash(state, teller, citing, c) for c in state.contradictions[:limit]]
    left_off["contradictions"] = len(state.contradictions) - len(clashes)
    found = {"dossier": state.id, "name": plain(state.name, LONGEST_TITLE), "as_of": state.as_of, "articles": len(state.articles), "parties": {p: plain(teller.name(p), LONGEST_TITLE) for p in state.parties},
             "mediators": {p: plain(teller.name(p), LONGEST_TITLE) for p in state.mediators}, **lists, "contradictions": clashes}
    return answered({"tool": "dossier_state", "dossier": dossier, "at": at, "known_at": known_at, "limit": limit}, found, left_off,
                    ("A status is the last that a report told; `past due` means that the day is over and no report says what became of it.",))


def _entry(teller: Teller, citing: Citing, item: Any, name: str) -> dict[str, Any]:
    row = teller.row(item, name)
    told: dict[str, Any] = {"id": row.id, "text": plain(row.text), "status": row.status or None, "when": row.when or None}
    if row.detail:
        told["detail"] = plain(row.detail)
    if row.answers:
        told["answers"] = [{"text": plain(a.text), "when": a.when or None, "sources": [{**citing.article(c.article), "quoted": [plain(c.words)]} for c in a.cites]} for a in row.answers]
    if row.conditions:
        told["conditions"] = [{"id": c.id, "text": plain(c.text)} for c in row.conditions]
    return {**told, "independent_sources": row.independent, **citing.passages(item.sources)}


def _clash(state: DossierState, teller: Teller, citing: Citing, clash: Contradiction) -> dict[str, Any]:
    return {"id": clash.id, "about": clash.about, "dossier": state.id, "reason": plain(teller.told(clash.reason)), "score": clash.score,
            "sides": [{"text": plain(teller.told(side.claim)), **citing.passages(side.sources)} for side in clash.sides]}


def timeline(archive: Archive, dossier: str | None, since: str | None, until: str | None, kind: str | None, limit: int) -> dict[str, Any]:
    moments = dossiers.timeline(archive, dossier, since=day("since", since), until=day("until", until))
    kinds = ("proposal", "answer", "venue", "contact", "deadline", "threat", "incident", "outcome", "statement", "status")
    wanted = _one_of("kind", kind, kinds)
    found = [m for m in moments if wanted is None or m.kind == wanted]
    citing = Citing(archive)
    rows = [{"date": m.date, "end": m.end, "kind": m.kind, "entry": m.entry, "text": plain(m.text), "date_is_that_of_the_report": m.reported, **citing.passages(m.sources)} for m in last(found, limit)]
    return answered({"tool": "timeline", "dossier": dossier, "since": since, "until": until, "kind": kind, "limit": limit}, {"moments": rows}, {"moments": len(found) - len(rows)},
                    ("The latest are shown. What has no day stands at the end, and is left out where days are asked for.",))


def events(archive: Archive, wanted: dict[str, Any], dossier: str | None, limit: int) -> dict[str, Any]:
    asked = {"tool": "events", "dossier": dossier, **wanted, "limit": limit}
    kinds = {"type": _one_of("type", wanted.get("type"), get_args(EventType)), "modality": _one_of("modality", wanted.get("modality"), get_args(Modality))}
    filter_ = _filter(archive, dossier, {**wanted, **kinds}, limit)
    rows, total = lookups.events(archive, filter_), lookups.count(archive, "events", filter_)
    if not rows:
        lookups.check_country(archive, filter_.country)
    citing = Citing(archive)
    told = [{"id": r.id, "type": r.event.type, "modality": r.event.modality, "date": r.event.date.start, "end": r.event.date.end, "place": plain(r.event.place.name, LONGEST_TITLE) if r.event.place else None,
             "actors": _named(r.event.actors, r.names), "recipients": _named(r.event.recipients, r.names), "confidence": r.event.confidence, **citing.read_in(r.source, r.event.evidence)} for r in rows]
    return answered(asked, {"events": told}, {"events": total - len(told)}, ("The latest are shown. The same act told by two reports stands here twice; `timeline` tells it once.",
                                                                             "Only events whose modality is actual or ongoing are told as having taken place."))


def statements(archive: Archive, wanted: dict[str, Any], dossier: str | None, limit: int) -> dict[str, Any]:
    asked = {"tool": "statements", "dossier": dossier, **wanted, "limit": limit}
    filter_ = _filter(archive, dossier, {**wanted, "type": _one_of("type", wanted.get("type"), ("direct", "indirect"))}, limit)
    rows, total = lookups.statements(archive, filter_), lookups.count(archive, "statements", filter_)
    if not rows:
        lookups.check_country(archive, filter_.country)
    citing = Citing(archive)
    told = [{"id": r.id, "speaker": next(iter(_named((r.statement.speaker,), r.names)), None) if r.statement.speaker else None, "word_for_word": r.statement.direct, "stance": r.statement.stance,
             "sentence": plain(r.sentence) if r.sentence else None, **citing.read_in(r.source, r.statement.parts or (r.statement.content,))} for r in rows]
    return answered(asked, {"statements": told}, {"statements": total - len(told)}, ("The latest are shown. A speaker of null means that the report does not make clear who spoke.",
                                                                                     "Only what is word_for_word may be quoted as the speaker's own words."))


def _filter(archive: Archive, dossier: str | None, wanted: dict[str, Any], limit: int) -> lookups.Filter:
    country = wanted.get("country")
    days = {"since": day("since", wanted.get("since")), "until": day("until", wanted.get("until"))}
    return lookups.within(archive, dossier, **{**wanted, **days, "country": country.upper() if country else None}, limit=limit)


def _named(idents: Iterable[str | None], names: dict[str, str]) -> list[dict[str, Any]]:
    return [{"id": i, "name": plain(names.get(i, i), LONGEST_TITLE)} for i in idents if i]


def contradictions(archive: Archive, dossier: str | None, limit: int) -> dict[str, Any]:
    citing = Citing(archive)
    found = sorted(((state, c) for state in dossiers.states(archive, dossier) for c in state.contradictions), key=lambda f: -f[1].score)
    rows = [_clash(state, Teller(state), citing, c) for state, c in found[:limit]]
    return answered({"tool": "contradictions", "dossier": dossier, "limit": limit}, {"contradictions": rows}, {"contradictions": len(found) - len(rows)},
                    ("Which side is right is not decided here. The surest are shown first.",))


def explain(archive: Archive, entry: str) -> dict[str, Any]:
    told = explaining.explain(archive, entry)
    citing = Citing(archive)
    found = {"entry": told.entry, "text": plain(told.summary), "score": told.score, "reasons": [plain(r) for r in told.reasons[:40]], "actors": [plain(a) for a in told.actors[:40]],
             "history": [{"date": t.date, "status": t.status, "article": t.article, "why": plain(t.why)} for t in told.history],
             "contradictions": [c.id for c in told.contradictions], "notes": [{"who": plain(n.who, 80), "at": n.at[:10], "text": plain(n.text)} for n in told.notes],
             "decisions": [plain(d) for d in told.decisions], **citing.passages(told.sources, 20)}
    return answered({"tool": "explain", "entry": entry}, found, {"reasons": len(told.reasons) - 40, "actors": len(told.actors) - 40, "sources": len(told.sources) - 20},
                    ("`score` is how sure it is that the sources tell of one thing, not that it happened.",))


def forecasts(archive: Archive, dossier: str, at: str | None, what_if: Sequence[str], limit: int) -> dict[str, Any]:
    told = assessing.assess(archive, dossier, day("at", at), keep=False, what_if=what_if)
    citing = Citing(archive)

    def called(ident: str) -> str:
        return plain(told.names.get(ident, ident), LONGEST_TITLE)

    indices = [{"name": i.name, "parties": [called(p) for p in i.parties], "value": i.value, "low": i.low, "high": i.high, "formula": i.formula, "without_value": i.statement or None, "moved_by": i.moved[:5]} for i in told.indices]
    found = {"dossier": told.dossier, "name": plain(told.name, LONGEST_TITLE), "as_of": told.as_of, "reports_until": told.reports_until, "indices": indices,
             "forecasts": [_forecast(f, called, citing) for f in told.forecasts[:limit]], "rankings": [_ranking(r, called) for r in told.rankings[:limit]],
             "planned_later": [{"entry": p.entry, "text": plain(plan_words(told, p)), **citing.passages(p.sources)} for p in told.planned[:limit]],
             "offers": [_offer(o, called, citing) for o in told.offers[:limit]], "literature": told.literature, "what_if": _what_if(told.what_if, called),
             "moved_by": [{"id": m.id, "day": m.day, "type": m.type, "actors": [plain(a, 80) for a in m.actors], "recipients": [plain(a, 80) for a in m.recipients], **citing.passages((m.source,))} for m in told.events[-limit:]],
             "judgements": [{"kind": s.kind, "entry": s.entry, "by": called(s.by) if s.by else None, "stance": s.stance, "text": plain(s.text), **citing.passages(s.sources)} for s in told.evidence[:limit]]}
    left_off = {"forecasts": len(told.forecasts) - limit, "rankings": len(told.rankings) - limit, "offers": len(told.offers) - limit, "moved_by": len(told.events) - limit, "judgements": len(told.evidence) - limit}
    return answered({"tool": "forecasts", "dossier": dossier, "at": at, "what_if": list(what_if) or None, "limit": limit}, found, left_off, (*GUESSES, *(plain(n) for n in told.not_known)))


def _forecast(made: Standing, called: Any, citing: Citing) -> dict[str, Any]:
    f = made.forecast
    return {"question": plain(f.words), "kind": f.question.kind, "by": called(f.question.issuer), "towards": called(f.question.other), "asked_on": f.question.issued, "due": f.question.due, "made_on_what_was_known": made.as_of,
            "probability": f.probability, "low": f.low, "high": f.high, "base_rate": f.base_rate, "base_cases": f.base_n, "base_low": f.base_low, "base_high": f.base_high, "recurrence": f.recurrence, "abstained": f.abstained or None, "answer": made.answer,
            "stands_on": [_public(d) for d in f.question.triggers], "answered_by": [_public(d) for d in made.deeds], **citing.deeds(f.question.triggers)}


def _offer(offer: Offer, called: Any, citing: Citing) -> dict[str, Any]:
    return {"entry": offer.entry, "kind": offer.kind, "status": offer.status, "day": offer.day, "by": called(offer.proposer) if offer.proposer else None, "to": called(offer.other) if offer.other else None,
            "without_number": plain(offer.statement) or None, "weight": [{"state": w.state, "on_its_day": w.now, "horizon": w.horizon, "text": plain(w.words)} for w in offer.weight],
            "signals": [{"kind": s.kind, "entry": s.entry, "by": called(s.by) if s.by else None, "text": s.words, "read_as": s.reading, "why": s.why, "literature": s.cites, **citing.passages(s.sources)} for s in offer.signals],
            **citing.passages(offer.sources)}


def _what_if(told: WhatIf | None, called: Any) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"supposed": told.words, "without_number": told.statement or None,
            "moved": [{"kind": m.question.kind, "by": called(m.question.issuer), "towards": called(m.question.other), "asked_on": m.question.issued, "due": m.question.due,
                       "before": _chance(m.before), "after": _chance(m.after), "without_facts": _share(m.without), "with_facts": _share(m.with_facts), "text": plain(m.words) or None, "warnings": [plain(w) for w in m.warnings]} for m in told.moved]}


def _chance(made: Forecast | None) -> dict[str, Any] | None:
    return None if made is None or made.probability is None else {"probability": made.probability, "low": made.low, "high": made.high}


def _share(cases: Share | None) -> dict[str, Any] | None:
    return None if cases is None or not cases.n else {"share": cases.happened / cases.n, "n": cases.n, "low": cases.low, "high": cases.high}


def _ranking(made: StandingOrder, called: Any) -> dict[str, Any]:
    order = made.order
    return {"kind": order.ranking.kind, "as_of": made.as_of, "abstained": order.abstained or None, "answer": made.placed.answer,
            "comparable": plain(order.words) or None, "candidates": [{"name": called(c.name), "probability": c.probability, "low": c.low, "high": c.high, "n": c.n, "recurrence": c.recurrence, "offer": c.offer, "note": plain(c.note)} for c in order.candidates[:10]]}


def _public(deed: str) -> str:
    """The id by which `explain` knows what a deed was read from."""
    return "#".join(deed.rsplit("/", 1))


def scorecard(archive: Archive, limit: int) -> dict[str, Any]:
    card = scoring.scorecard(archive)
    citing = Citing(archive)
    shown = list(reversed(last(card.forecasts, limit)))
    rows = [{**_forecast(f, lambda ident: ident, citing), "dossier": f.dossier} for f in shown]
    found = {"as_of": card.as_of, "issued": card.issued, "answers": card.answers, "groups": [msgspec.to_builtins(g) for g in card.groups], "ranked": [msgspec.to_builtins(r) for r in card.ranked], "forecasts": rows}
    return answered({"tool": "scorecard", "limit": limit}, found, {"forecasts": len(card.forecasts) - len(rows)}, ("With few answered forecasts the scores say little: look at the intervals.", GUESSES[0]))
