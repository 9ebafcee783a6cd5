"""Denials that a report carries: who denies what sort of thing, in which words, and which recorded entry they fit (docs/dossiers.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from goodoffices.ledger.dossiers.claims import NEAR, Fact, Facts, Told, elsewhere, fit, may_mean, since, told_before, told_of
from goodoffices.ledger.dossiers.sides import Sides, identified
from goodoffices.ledger.dossiers.tables import settings
from goodoffices.ledger.dossiers.words import stem, telling, tokens
from goodoffices.model import Event, MergedContact, MergedIncident, MergedProposal, MergedResponse, Record, Statement
from goodoffices.ontology.speech import retold

#: Days between a denial and what it denies.
DENIAL_DAYS, OFFER_DAYS = 30, 60
#: From which fit a denial is about an entry: one by who is said to have done it, one by somebody else in the report that tells it, or in another.
FIT, NEAR_FIT, FAR_FIT = 0.3, 0.2, 0.45
#: Sorts of what can be denied: a deed, a part in it, a meeting or call, a refusal, an offer.
SORTS = ("deed", "part", "encounter", "refusal", "offer")
SITTING = frozenset({"meeting", "talks", "call", "visit", "mediation"})


def denials(record: Record, sides: Sides) -> Iterator[Told]:
    """What is denied in statements, and in the report's own voice."""
    lists = settings().words
    for said in record.statements:
        words = tokens(said.content.text)
        cue = bool(said.cue and lists["denial"] & frozenset(tokens(said.cue.text)))
        sorts = denied_sorts(words, cue=cue)
        if sorts:
            party = sides.party(said.speaker)
            yield told_of(record, said.content, retold(said.speaker or "somebody", said), party, sorts, sides)
    for event in record.events:
        span = event.evidence[0]
        if any(_within(event, s) for s in record.statements):
            continue
        if event.type == "CONSULT" and event.modality == "negated" and "encounter" in denied_sorts(tokens(span.text), cue=False):
            yield told_of(record, span, span.text, frozenset(), frozenset({"encounter"}), sides)
        elif event.type == "REJECT" and event.modality == "actual" and (sorts := _brushed_aside(tokens(span.text))):
            yield told_of(record, span, span.text, sides.parties(event.actors), sorts, sides)


def _within(event: Event, said: Statement) -> bool:
    return any(said.content.start <= s.start and s.end <= said.content.end for s in event.evidence)


def _brushed_aside(words: list[str]) -> frozenset[str]:
    """ "Dismissed the reports of a raid", "called the story of the call an invention": the sorts of what is brushed aside."""
    lists = settings().words
    have = frozenset(words)
    told = have & (lists["fabrication"] | lists["allegation"])
    return frozenset(sort for sort in ("deed", "encounter") if lists[sort] & have) if told and not have & lists["condition"] else frozenset()


def denied_sorts(words: list[str], *, cue: bool) -> frozenset[str]:
    """The sorts of things that words deny. `cue`: the verb they are told with is one of denial."""
    lists = settings().words
    have = frozenset(words)
    if have & lists["condition"]:
        return frozenset()
    found: set[str] = set()
    minus = list(_negations(words))
    if cue:
        if not minus:
            found |= {sort for sort in SORTS if lists[sort] & have} or ({"deed"} if telling(" ".join(words)) else set())
        elif any(lists["refusal"] & frozenset(words[k + 1:k + 5]) for k in minus):
            return frozenset()
    elif have & lists["fabrication"]:
        found |= {sort for sort in ("deed", "encounter", "refusal", "offer") if lists[sort] & have}
    else:
        for k in minus:
            found |= _sorts_after(words, k)
    return frozenset(found)


def _negations(words: list[str]) -> Iterator[int]:
    """Places of words of negation that say something of the past: not "will not", "does not", "to no"."""
    lists = settings().words
    for k, word in enumerate(words):
        short = word.endswith(("n't", "n’t"))
        if not short and word not in lists["negation"]:
            continue
        verb = word.replace("’", "'").removesuffix("n't") if short else words[k - 1] if k else ""
        if verb in lists["present"] or any(w in lists["modal"] for w in (verb, *words[max(0, k - 3):k])):
            continue
        if word == "not" and verb not in lists["auxiliary"] and not lists["single"] & frozenset(words[k + 1:k + 2]):
            continue  # "three, and not four"
        yield k


def _sorts_after(words: list[str], k: int) -> set[str]:
    """The sorts of what the negation at place k denies."""
    lists = settings().words
    after, rest, past = frozenset(words[k + 1:k + 5]), words[k + 1:], bool(frozenset(words[k:]) & lists["past"]) or _nobody_did(words, k)
    found: set[str] = set()
    whole = words[k] in lists["whole"] or bool(rest and words[k] == "not" and rest[0] in lists["single"])
    if words[k:k + 4] in (["nothing", "to", "do", "with"], ["nothing", "whatever", "to", "do"]) or (lists["part"] & after and (past or not whole or "had" in words[:k])):
        found.add("part")
    if whole and not past and "part" not in found:
        return found
    if lists["deed"] & after or (whole and lists["forces"] & frozenset(words[k + 1:k + 4])):
        found.add("deed")
    if lists["refusal"] & after:
        found.add("refusal")
    happened = rest[:2] in (["taken", "place"], ["take", "place"], ["happened"], ["happen"], ["been", "held"]) or rest[:2] == ["took", "place"]
    met = lists["encounter"] & after
    if (met and not _meets_a_thing(rest)) or (happened and lists["encounter"] & frozenset(words[:k])):
        found.add("encounter")
    if lists["offer"] & frozenset(rest) and ((lists["receiving"] | lists["making"] | frozenset({"been"})) & after or (whole and lists["offer"] & after)):
        found.add("offer")
    if words[k] in ("never", "not") or words[k].endswith("n't"):
        if rest[:1] == ["been"] and rest[1:2] and rest[1] in lists["asked"]:
            found.add("offer")
        if found & {"refusal", "offer"}:
            found -= {"encounter", "deed"}
    return found


def _nobody_did(words: list[str], k: int) -> bool:
    """ "No Ethiopian soldier crossed", "none of our guards fired": a deed in the past right behind those who have not done it."""
    lists, irregular = settings().words, settings().irregular
    return any(words[j] in lists["deed"] and words[j - 1] in lists["forces"] and (words[j].endswith("ed") or words[j] in irregular) for j in range(k + 2, min(k + 7, len(words))))


def _meets_a_thing(rest: list[str]) -> bool:
    """ "Had not met the conditions": no encounter."""
    lists = settings().words
    at = next((k for k, w in enumerate(rest[:4]) if w in ("met", "meet")), None)
    return at is not None and bool(lists["met_thing"] & frozenset(rest[at + 1:at + 5]))


# -- which entry --------------------------------------------------------------------------------------------------------------


def incident_denied(denial: Told, incidents: Facts, sides: Sides) -> tuple[MergedIncident, float] | None:
    """The deed that a denial is about, and how well it fits: one of the speaker's side, or of nobody identified."""
    vague = "part" in denial.sorts and "deed" not in denial.sorts
    found: list[tuple[float, str, MergedIncident]] = []
    for fact in incidents.near(denial, DENIAL_DAYS, (*denial.thing, denial.article)):
        item: MergedIncident = fact.item
        doers, before = identified(sides.parties(item.actors)), told_before(denial, fact)
        if not may_mean(denial, fact) or (doers and denial.party and not doers & denial.party):
            continue
        if not doers and denial.party and denial.party <= sides.parties(item.targets) and before is None:
            continue
        value, own = fit(denial, fact), bool(doers & denial.party)
        enough = 0.0 if own and before is not None else FIT if own else NEAR_FIT if before is not None else FAR_FIT
        if vague and before is not None:
            found.append((1.3 + value - before / NEAR, item.id, item))
        elif value >= enough and denial.thing & fact.words:
            found.append((value + 0.3 * (before is not None), item.id, item))
    return _best(found)


def contact_denied(denial: Told, contacts: Facts, sides: Sides) -> tuple[MergedContact, float] | None:
    """The meeting or call that a denial is about: one of the speaker's side, or of the parties named, with no other party named."""
    lists = settings().words
    called, sat = denial.words & lists["calling"], denial.words & lists["sitting"]
    others = identified(denial.named) - denial.party
    found: list[tuple[float, str, MergedContact]] = []
    for fact in contacts.near(denial, DENIAL_DAYS, denial.party | denial.named):
        item: MergedContact = fact.item
        there = sides.parties(item.participants)
        if not (item.status == "held" or any(turn.status == "held" for turn in item.history)) or not may_mean(denial, fact):
            continue
        if not (denial.party & there or (not denial.party and len(denial.named & there) > 1)) or (others and not others & there):
            continue
        if (called and not sat and item.channel not in ("call", "unknown")) or (sat and not called and item.channel in ("call", "letter")):
            continue
        value = fit(denial, fact) + 0.3 * bool(others & there) + 0.2 * bool(called and item.channel == "call") + 0.3 * (told_before(denial, fact) is not None)
        if value >= FIT:
            found.append((value, item.id, item))
    return _best(found)


def refusal_denied(denial: Told, proposals: Facts, sides: Sides) -> tuple[MergedProposal, MergedResponse] | None:
    """The offer that the speaker's side refused before, and the refusal, where it says it never did: one of the sort it speaks of."""
    for fact in proposals.near(denial, OFFER_DAYS, denial.party):
        item: MergedProposal = fact.item
        for answer in item.responses:
            by = sides.party(answer.on_behalf_of) or sides.party(answer.actor)
            if answer.answer == "rejects" and by & denial.party and since(denial, answer.date.start, DENIAL_DAYS) and _of_that_sort(denial, fact, sides.party(item.proposer)):
                return item, answer
    return None


def offer_denied(denial: Told, proposals: Facts, sides: Sides) -> tuple[MergedProposal, float] | None:
    """The offer made to, or by, the speaker's side before it says that there was none."""
    lists = settings().words
    received = bool(denial.words & lists["receiving"]) or ("been" in denial.words and bool(denial.words & lists["asked"]))
    made = not received and "been" not in denial.words and bool(denial.words & lists["making"])
    found: list[tuple[float, str, MergedProposal]] = []
    for fact in proposals.near(denial, OFFER_DAYS, denial.party):
        item: MergedProposal = fact.item
        by, to = sides.party(item.proposer), sides.party(item.addressee)
        mine, theirs = (to, by) if received or (not made and denial.party & to) else (by, to)
        if denial.party & mine and may_mean(denial, fact) and _of_that_sort(denial, fact, theirs):
            found.append((fit(denial, fact), item.id, item))
    return _best(found)


Kind = TypeVar("Kind")


def _best(found: list[tuple[float, str, Kind]]) -> tuple[Kind, float] | None:
    best = max(found, key=lambda f: (f[0], f[1]), default=None)
    return (best[2], min(best[0], 1.0)) if best else None


def _of_that_sort(denial: Told, fact: Fact, other: frozenset[str]) -> bool:
    """Is the offer of the sort that the denial speaks of, and by or to whom it names?"""
    lists = settings().words
    others = identified(denial.named) - denial.party
    if (others and other and not others & other) or elsewhere(denial, fact):
        return False
    plain = frozenset(stem(w) for name in ("offer", "refusal", "receiving", "asked", "parley") for w in lists[name])
    if denial.thing & fact.words - plain:
        return True
    kinds = {kind for kind in ("truce", "exchange") if denial.words & lists[kind]} | ({"talks"} if denial.words & lists["parley"] else set())
    kind = fact.item.kind
    sort = "truce" if kind in ("truce", "ceasefire") else "talks" if kind in SITTING else kind
    return sort in kinds or (not kinds and not denial.thing - plain)
