"""How like an article's entry is to an entry known before: the features that dossier_matching.tsv weighs, each with its reason in words.

Each feature is a small pure function of the sight and the entry; it returns how far it holds, 0 where it does not or cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp

from goodoffices.ledger.dossiers.order import apart, days_between
from goodoffices.ledger.dossiers.sides import identified
from goodoffices.ledger.dossiers.sights import Sight
from goodoffices.ledger.dossiers.tables import Settings
from goodoffices.ledger.dossiers.words import shared, tokens
from goodoffices.ontology.gazetteer import place_key

CLOSED = frozenset({"rejected", "withdrawn", "held", "lapsed", "superseded"})
#: Of contacts: it was to be or was, it was not to be.
FOR, AGAINST = frozenset({"planned", "held"}), frozenset({"refused"})
ENDED = frozenset({"met", "expired", "extended", "lifted"})


@dataclass(slots=True)
class Group:
    """The sights that are one entry, while entries are being joined; sums of what they say, so that a comparison does not read them all."""

    number: int
    sights: list[Sight] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    first: set[str] = field(default_factory=set)
    second: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    spans: set[tuple[str, str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    lengths: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    offers: set[int] = field(default_factory=set)
    things: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    losses: set[tuple[str, int | None, int | None]] = field(default_factory=set)
    answered: dict[str, set[str]] = field(default_factory=dict)
    fresh: bool = False
    dated: bool = True
    begun: str | None = None
    last: str | None = None
    closed: str | None = None

    def add(self, sight: Sight, score: float, reason: str, offer: int | None = None) -> None:
        self.sights.append(sight)
        self.scores.append(score)
        self.reasons.append(reason)
        self.first |= sight.first
        self.second |= sight.second
        self.kinds |= {sight.kind} if sight.kind else set()
        self.places |= sight.places
        self.spans |= {(sight.start, sight.end or sight.start)} if sight.start else set()
        self.words |= sight.words
        self.numbers |= sight.numbers
        self.lengths |= {length} if (length := getattr(sight.item, "length", None)) else set()
        self.articles.add(sight.article)
        self.offers |= {offer} if offer is not None else set()
        self.things |= sight.thing
        self.statuses |= {status} if (status := getattr(sight.item, "status", None)) else set()
        self.losses |= _losses(sight)
        for answer in getattr(sight.item, "responses", ()):
            self.answered.setdefault(sight.article, set()).update({answer.actor, answer.on_behalf_of} - {None})
        self.fresh = self.fresh or sight.fresh
        self.dated = self.dated and sight.day is not None
        self.begun = min(filter(None, (self.begun, sight.since)), default=None)
        self.last = max(self.last or "", sight.day or "") or None
        if getattr(sight.item, "status", None) in CLOSED and sight.name == "proposals":
            self.closed = max(self.closed or "", sight.since or "") or None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a comparison needs beside the two: tables, weights of words in this dossier, the offer a condition is tied to, whether no other entry of
    these parties could be meant."""

    tables: Settings
    weight: dict[str, float]
    offer: int | None = None
    only: bool = False


Feature = Callable[[Sight, Group, Setting], float]


def likeness(sight: Sight, group: Group, setting: Setting) -> tuple[float, str]:
    """The sum of the weights of what holds, and the reasons in words."""
    weights = setting.tables.matching[sight.name]
    total, reasons = weights["bias"], []
    for name, weight in weights.items():
        if name == "bias":
            continue
        value = FEATURES[name](sight, group, setting)
        if value:
            total += weight * value
            reasons.append((abs(weight * value), f"{SAID[name]} ({weight * value:+.1f})"))
    reasons.sort(key=lambda r: -r[0])
    return total, "; ".join(text for _, text in reasons)


def logistic(total: float) -> float:
    """Log-odds as a probability."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 3)


def _same(a: frozenset[str], b: set[str]) -> float:
    return 1.0 if a and b and a & b else 0.0


def _clash(a: frozenset[str], b: set[str]) -> float:
    return 1.0 if a and b and not a & b else 0.0


def first_same(s: Sight, g: Group, _: Setting) -> float:
    if s.name == "contacts":
        return 1.0 if s.first and s.first == g.first else 0.0
    return _same(s.first, g.first)


def first_part(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if s.first != g.first and s.first and g.first and (s.first <= g.first or s.first >= g.first) else 0.0


def first_clash(s: Sight, g: Group, _: Setting) -> float:
    if s.name == "contacts":
        return 1.0 if s.first and g.first and not (s.first <= g.first or s.first >= g.first) else 0.0
    return _clash(*_known(s, s.first, g.first))


def second_same(s: Sight, g: Group, _: Setting) -> float:
    return _same(s.second, g.second)


def second_clash(s: Sight, g: Group, _: Setting) -> float:
    return _clash(*_known(s, s.second, g.second))


def _known(s: Sight, mine: frozenset[str], theirs: set[str]) -> tuple[frozenset[str], set[str]]:
    """The parties that can exclude each other: of deeds only those known by name ("gunmen" may be anybody)."""
    return (identified(mine), {*identified(theirs)}) if s.name == "incidents" else (mine, theirs)


def swapped(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if not s.first & g.first and s.first & g.second and s.second & g.first else 0.0


def kind_same(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if s.kind in g.kinds else 0.0


def kind_near(s: Sight, g: Group, setting: Setting) -> float:
    if not s.kind or not g.kinds or s.kind in g.kinds:
        return 0.0
    for near in setting.tables.kinds.get(s.name, ()):
        if (s.kind in near and g.kinds & near) or ("*" in near and (s.kind in near or g.kinds & near)):
            return 1.0
    return 0.0


def kind_clash(s: Sight, g: Group, setting: Setting) -> float:
    return 1.0 if s.kind and g.kinds and s.kind not in g.kinds and not kind_near(s, g, setting) else 0.0


def _named(places: frozenset[str] | set[str]) -> set[str]:
    return {p for p in places if not p.startswith("country:")}


def _one_place(a: set[str], b: set[str]) -> bool:
    """Is a name in both, or one part of the other ("Cenepa", "Cenepa river")?"""
    return bool(a & b) or any(f" {x} " in f" {y} " or f" {y} " in f" {x} " for x in a for y in b)


def place_same(s: Sight, g: Group, _: Setting) -> float:
    """One place, or a passage that has no place of its own and names the known one."""
    known = _named(g.places)
    if not s.places and s.name == "incidents":
        text = place_key(s.text)
        return 1.0 if any(f" {place} " in f" {text} " for place in known) else 0.0
    return 1.0 if _one_place(_named(s.places), known) else 0.0


def place_clash(s: Sight, g: Group, _: Setting) -> float:
    """Other names: another country says more than another place of the same country, which may be the larger one."""
    one, two = _named(s.places), _named(g.places)
    if not one or not two or _one_place(one, two):
        return 0.0
    mine, theirs = s.places - one, g.places - two
    return 1.0 if not mine & theirs or s.name == "incidents" else 0.7


def _gap(s: Sight, g: Group) -> int | None:
    found = [d for span in g.spans if (d := apart((s.start, s.end), span)) is not None]
    return min(found) if found else None


def date_same(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if _gap(s, g) == 0 else 0.0


def date_near(s: Sight, g: Group, setting: Setting) -> float:
    found = _gap(s, g)
    return 1.0 if found is not None and 0 < found <= setting.tables.limits["near_days"] else 0.0


def date_far(s: Sight, g: Group, setting: Setting) -> float:
    """Other days. Of deeds and meetings a few days make another one; the day of an offer is told loosely. A deed without a day was done before it was reported."""
    if s.name == "incidents" and _told_before(s, g):
        return 1.0
    if s.name == "contacts" and s.item.status == "planned" and g.statuses <= {"planned"} and _moved(s, setting):
        return 0.0
    found = _gap(s, g)
    limit = setting.tables.limits["near_days" if s.name in ("contacts", "incidents") else "far_days"]
    return 1.0 if found is not None and found > limit else 0.0


def _moved(s: Sight, setting: Setting) -> bool:
    """Does the passage say that the meeting has another day now ("was moved to March 12", "put off until Friday")?"""
    lists, told = setting.tables.words, tokens(s.text)
    return any(w in lists["moved"] or (w in ("put", "pushed", "brought") and bool(set(told[k + 1 : k + 2]) & lists["moved_off"])) for k, w in enumerate(told))


def _told_before(s: Sight, g: Group) -> bool:
    """Was one of the deeds, which has no day, reported before the day of the other?"""
    starts = [x.start for x in g.sights if x.start]
    if s.start is None:
        return bool(s.day and starts and all(x > s.day for x in starts))
    days = [x.day for x in g.sights if x.day]
    return not starts and bool(days) and all(x < s.start for x in days)


def date_open(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if not s.start or not g.spans else 0.0


def gap(s: Sight, g: Group, _: Setting) -> float:
    """Months since the entry was last reported, at most four."""
    days = days_between(g.last, s.day)
    return min(4.0, abs(days) / 30) if days is not None else 0.0


def words(s: Sight, g: Group, setting: Setting) -> float:
    return max(shared(s.words, x.words, setting.weight) for x in g.sights[-6:])


def reference(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if s.points_back and not s.fresh else 0.0


def fresh(s: Sight, g: Group, _: Setting) -> float:
    """Called new, and not by words that called the known one new."""
    return 1.0 if s.fresh and not g.fresh else 0.0


def thing_clash(s: Sight, g: Group, setting: Setting) -> float:
    """Other things: both passages say what it is about, in words of which none is the other's, and this one neither speaks of it as known nor tells how it ended."""
    plain = setting.tables.words["answering"]
    mine, known = s.thing - plain, g.things - plain
    if s.points_back or getattr(s.item, "status", "") in ENDED | CLOSED or getattr(s.item, "responses", None):
        return 0.0
    return 1.0 if len(mine) > 1 and len(known) > 1 and not mine & known and not _one_place(_named(s.places), _named(g.places)) else 0.0


def only_one(s: Sight, g: Group, setting: Setting) -> float:
    return 1.0 if setting.only else 0.0


def status_clash(s: Sight, g: Group, setting: Setting) -> float:
    """A refusal of one invitation, and a meeting planned or held: one only where the days are the same and no other place is told, or where what was
    planned before is refused without a day of its own."""
    mine = getattr(s.item, "status", None)
    theirs = g.statuses
    if not (mine in AGAINST and theirs & FOR) and not (mine in FOR and theirs & AGAINST):
        return 0.0
    if place_clash(s, g, setting):
        return 1.0
    if _gap(s, g) == 0:
        return 0.0
    later_no = mine in AGAINST and theirs <= {"planned"} and not s.start and s.day is not None and g.dated and (g.last or "") <= s.day
    return 0.0 if later_no else 1.0


def closed(s: Sight, g: Group, _: Setting) -> float:
    """Made on a later day than the one on which the known one was settled; told as a new deed after the known one was taken back, it is surely another."""
    if g.closed and "withdrawn" in g.statuses and not s.start and s.day and s.day > g.closed and not s.points_back and s.item.status == "open":
        return 2.0
    return 1.0 if g.closed and s.start and s.start > g.closed and _gap(s, g) != 0 else 0.0


def numbers_clash(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if s.numbers and g.numbers and not s.numbers & g.numbers else 0.0


def numbers_same(s: Sight, g: Group, _: Setting) -> float:
    """The same losses told."""
    return 1.0 if _losses(s) & g.losses else 0.0


def _losses(s: Sight) -> set[tuple[str, int | None, int | None]]:
    """The dead and the injured that a passage tells."""
    return {(name, r.min, r.max) for name in ("killed", "injured") if (r := getattr(s.item, name, None)) is not None}


def answer_only(s: Sight, g: Group, _: Setting) -> float:
    """The report is about the answer, and gives the offer no day of its own."""
    return 1.0 if s.item.responses and not s.start else 0.0


def ended(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if s.item.status in ENDED else 0.0


def length_same(s: Sight, g: Group, _: Setting) -> float:
    return 1.0 if s.item.length and s.item.length in g.lengths else 0.0


def offer_same(s: Sight, g: Group, setting: Setting) -> float:
    return 1.0 if setting.offer is not None and setting.offer in g.offers else 0.0


def stance_same(s: Sight, g: Group, setting: Setting) -> float:
    return kind_same(s, g, setting)


def stance_clash(s: Sight, g: Group, _: Setting) -> float:
    return 0.0 if s.kind in g.kinds else 1.0


FEATURES: dict[str, Feature] = {f.__name__: f for f in (
    first_same, first_part, first_clash, second_same, second_clash, swapped, kind_same, kind_near, kind_clash, place_same, place_clash, status_clash, date_same, date_near,
    date_far, date_open, gap, words, reference, fresh, thing_clash, only_one, closed, numbers_clash, numbers_same, answer_only, ended, length_same, offer_same, stance_same,
    stance_clash)}
#: Each feature in words, for the reasons kept with an entry.
SAID = {
    "first_same": "same author or doer", "first_part": "some of the same participants", "first_clash": "other author or doer", "second_same": "same addressee or target",
    "second_clash": "other addressee or target", "swapped": "the parties the other way round", "kind_same": "same kind", "kind_near": "related kind",
    "kind_clash": "other kind", "place_same": "same place", "place_clash": "other place", "date_same": "same days", "date_near": "neighbouring days",
    "status_clash": "refused, and planned or held without being told of the same day", "date_far": "other days", "date_open": "no day told", "gap": "time since the last report", "words": "shared wording", "reference": "speaks of it as known",
    "fresh": "called a new one", "thing_clash": "about other things", "only_one": "nothing else of these parties could be meant", "closed": "the known one was settled before",
    "numbers_clash": "other numbers", "numbers_same": "same losses", "answer_only": "tells the answer only", "ended": "tells how it ended",
    "length_same": "same length", "offer_same": "tied to the same offer", "stance_same": "same judgement", "stance_clash": "other judgement"}
