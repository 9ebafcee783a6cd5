"""Names, countries, weekdays, figures and reporting verbs are exchanged; the record must stay the same up to the exchange.

Each source is one text with slots (`{A.name}`, `{day1}`, `{said}`). It is filled twice, coded twice, and both records are
written back into slots before they are compared: spans by their offsets, names by the values that filled the slots, dates
of weekdays by the slot and the side of the publication date, figures by the slot they stand in. The sample reports of the
project are turned into such sources by putting slots where their own names, days and figures stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from goodoffices import code_text
from goodoffices.model import Article, Contact, Date, Due, Place, Range, Record, Span
from goodoffices.read import read

EXAMPLES = Path(__file__).parents[2] / "examples"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIGURES = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
Values = Mapping[str, str]

# name, adjective, capital, another town, president from 2022-09 to 2024-06 (all men, all in the tables)
COUNTRIES = {row.split("|")[0]: row.split("|")[1:] for row in """
ARM|Armenia|Armenian|Yerevan|Gyumri|
AUS|Australia|Australian|Canberra|Cairns|
AZE|Azerbaijan|Azerbaijani|Baku|Ganja|Ilham Aliyev
BOL|Bolivia|Bolivian|La Paz|Oruro|Luis Arce
CHL|Chile|Chilean|Santiago|Talca|Gabriel Boric
CMR|Cameroon|Cameroonian|Yaounde|Maroua|Paul Biya
COL|Colombia|Colombian|Bogota|Tame|Gustavo Petro
CUB|Cuba|Cuban|Havana|Camaguey|
DJI|Djibouti|Djiboutian||Obock|
DZA|Algeria|Algerian|Algiers|Oran|Abdelmadjid Tebboune
EGY|Egypt|Egyptian|Cairo|Aswan|
ETH|Ethiopia|Ethiopian|Addis Ababa|Gondar|
FRA|France|French|Paris|Lyon|Emmanuel Macron
GHA|Ghana|Ghanaian|Accra|Kumasi|Nana Akufo-Addo
GRC|Greece|Greek|Athens|Kos|
ITA|Italy|Italian|Rome|Bari|Sergio Mattarella
KAZ|Kazakhstan|Kazakh|Astana|Aktau|Kassym-Jomart Tokayev
KEN|Kenya|Kenyan|Nairobi|Nakuru|
KGZ|Kyrgyzstan|Kyrgyz|Bishkek|Osh|Sadyr Japarov
KHM|Cambodia|Cambodian|Phnom Penh|Battambang|
LAO|Laos|Lao|Vientiane|Attapeu|
MAR|Morocco|Moroccan|Rabat|Agadir|
MYS|Malaysia|Malaysian|Kuala Lumpur|Ipoh|
NER|Niger|Nigerien|Niamey|Agadez|
NGA|Nigeria|Nigerian|Abuja|Kaduna|
NOR|Norway|Norwegian|Oslo|Bergen|
NPL|Nepal|Nepali|Kathmandu|Pokhara|
PER|Peru|Peruvian|Lima|Tacna|
POL|Poland|Polish|Warsaw|Lublin|Andrzej Duda
RUS|Russia|Russian|Moscow|Tula|Vladimir Putin
RWA|Rwanda|Rwandan|Kigali|Butare|Paul Kagame
SEN|Senegal|Senegalese|Dakar|Thies|
SOM|Somalia|Somali|Mogadishu|Kismayo|Hassan Sheikh Mohamud
TCD|Chad|Chadian|N'Djamena|Moundou|
THA|Thailand|Thai|Bangkok|Chiang Mai|
TJK|Tajikistan|Tajik|Dushanbe|Khujand|Emomali Rahmon
TUR|Turkey|Turkish|Ankara|Izmir|Recep Tayyip Erdogan
UGA|Uganda|Ugandan|Kampala|Gulu|Yoweri Museveni
UZB|Uzbekistan|Uzbek|Tashkent|Nukus|Shavkat Mirziyoyev
VEN|Venezuela|Venezuelan|Caracas|Maracay|Nicolas Maduro
VNM|Vietnam|Vietnamese|Hanoi|Hue|
ZMB|Zambia|Zambian|Lusaka|Ndola|Hakainde Hichilema
""".split("\n") if row}


def countries(**codes: str) -> dict[str, str]:
    """Slot values for countries: `A="KEN"` fills `{A.name}`, `{A.adjective}`, `{A.capital}`, `{A.city}`, `{A.president}`."""
    fields = ("name", "adjective", "capital", "city", "president")
    values = {f"{slot}.{field}": value for slot, code in codes.items() for field, value in zip(fields, COUNTRIES[code], strict=True) if value}
    return values | {f"{slot}.code": code for slot, code in codes.items()}


@dataclass(frozen=True)
class Source:
    """A text with slots, what fills them first, and the exchanges: per kind, one or more sets of other values."""

    published: str
    text: str
    values: Values
    exchanges: Mapping[str, tuple[Values, ...]]


VERBS: tuple[Values, ...] = tuple({"said": verb} for verb in ("added", "declared", "insisted", "announced", "told reporters"))
SLOT = re.compile(r"\{([^}]+)\}")
OWN = {
    "offer to host": Source("2024-05-07", """
{A.name} has offered to host talks between {B.name} and {C.name} over the disputed river, {A.adjective} Foreign Minister {man1} {said} on {day1}.

"We will open our doors to both delegations," {last1} {said}.

{B.name} accepted the invitation on condition that {figure1} prisoners are freed first. {C.capital} rejected the offer on {day2}.

"We see nothing to talk about," {C.adjective} President {C.president} {said}.
""".strip(), countries(A="KEN", B="GHA", C="ZMB") | {"man1": "Peter Mulwa", "last1": "Mulwa", "said": "said", "day1": "Sunday", "day2": "Monday", "figure1": "six"}, {
        "persons": ({"man1": "Anton Lindqvist", "last1": "Lindqvist"}, {"man1": "Omar Benhadi", "last1": "Benhadi"}),
        "countries": (countries(A="NOR", B="POL", C="AZE"), countries(A="PER", B="CHL", C="BOL"), countries(A="MAR", B="RWA", C="UGA")),
        "weekdays": ({"day1": "Friday", "day2": "Saturday"}, {"day1": "Wednesday", "day2": "Thursday"}),
        "figures": ({"figure1": "nine"}, {"figure1": "150"}), "verbs": VERBS}),
    "deadline run out": Source("2024-05-07", """
{A.name} gave {B.name} {figure1} days on 22 April to withdraw its troops from {A.city}. The deadline ran out on {day1} without an answer from {B.capital}.

"If they do not leave, we will close the border," {A.adjective} Defence Minister {man1} {said}. {B.adjective} diplomats {said} that the troops would stay.
""".strip(), countries(A="CHL", B="PER") | {"man1": "Julio Barrantes", "said": "said", "day1": "Friday", "figure1": "ten"}, {
        "persons": ({"man1": "Tomas Havel"}, {"man1": "Kofi Danquah"}),
        "countries": (countries(A="KEN", B="UGA"), countries(A="POL", B="NOR"), countries(A="AZE", B="KAZ")),
        "weekdays": ({"day1": "Saturday"}, {"day1": "Thursday"}), "figures": ({"figure1": "eight"}, {"figure1": "12"}), "verbs": VERBS}),
    "planned call": Source("2024-05-07", """
{A.adjective} President {A.president} and {B.adjective} President {B.president} will speak by telephone on {day1}, the {B.adjective} Foreign Ministry {said}.

{man1}, a spokesman for the {A.adjective} government, {said} on {day2} that the two leaders would discuss the release of {figure1} fishermen.
""".strip(), countries(A="BOL", B="CHL") | {"man1": "Rafael Quiroga", "said": "said", "day1": "Thursday", "day2": "Monday", "figure1": "eleven"}, {
        "persons": ({"man1": "Jan Kowalczyk"}, {"man1": "Musa Okello"}),
        "countries": (countries(A="POL", B="FRA"), countries(A="RWA", B="UGA"), countries(A="KAZ", B="UZB"), countries(A="ZMB", B="GHA")),
        "weekdays": ({"day1": "Friday", "day2": "Sunday"}, {"day1": "Saturday", "day2": "Thursday"}),
        "figures": ({"figure1": "four"}, {"figure1": "37"}), "verbs": VERBS}),
    "venue count": Source("2024-05-07", """
{A.name}, {B.name} and {C.name} are among {figure1} countries that have offered to host negotiations, a European Union official {said} on {day1}.

{D.name} {said} it was willing to attend, provided that {E.name} withdraws its troops. {E.adjective} Foreign Minister {man1} {said} his government would study the idea.
""".strip(), countries(A="KEN", B="NOR", C="CHL", D="ETH", E="EGY") | {"man1": "Samir Haddadi", "said": "said", "day1": "Monday", "figure1": "five"}, {
        "persons": ({"man1": "Daniel Roos"}, {"man1": "Bakary Diatta"}),
        "countries": (countries(A="MAR", B="POL", C="PER", D="TUR", E="GRC"), countries(A="ITA", B="KAZ", C="GHA", D="THA", E="KHM")),
        "weekdays": ({"day1": "Friday"}, {"day1": "Saturday"}), "figures": ({"figure1": "seven"}, {"figure1": "nine"}), "verbs": VERBS}),
    "attack": Source("2024-05-07", """
{B.adjective} forces shelled the town of {A.city} on {day1}, killing at least {figure1} people and wounding {figure2}, the {A.adjective} interior ministry {said}.

{B.name} denied having shelled {A.city}. {A.adjective} President {A.president} accused {B.capital} of murder and {said} his army would answer.

{C.name} condemned the attack on {day2} and urged both sides to stop firing.
""".strip(), countries(A="AZE", B="TUR", C="FRA") | {"said": "said", "day1": "Sunday", "day2": "Monday", "figure1": "24", "figure2": "three"}, {
        "countries": (countries(A="POL", B="NOR", C="ITA"), countries(A="ZMB", B="RWA", C="KEN"), countries(A="CHL", B="PER", C="CUB")),
        "weekdays": ({"day1": "Friday", "day2": "Saturday"}, {"day1": "Wednesday", "day2": "Thursday"}),
        "figures": ({"figure1": "eight", "figure2": "12"}, {"figure1": "110", "figure2": "forty"}), "verbs": VERBS}),
    "judgement": Source("2024-05-07", """
{A.name} offered on {day1} to meet {B.adjective} negotiators in {C.capital}, {A.adjective} Foreign Minister {woman1} {said}.

{man1}, a researcher at the Institute for Border Studies in {C.capital}, doubts that the offer is serious. "It is a ploy to win {figure1} weeks," he {said}.
""".strip(), countries(A="PER", B="BOL", C="CHL") | {"man1": "Ernesto Villar", "woman1": "Lucia Paredes", "said": "said", "day1": "Monday", "figure1": "six"}, {
        "persons": ({"man1": "Henrik Solberg", "woman1": "Marta Nowak"}, {"man1": "Joseph Banda", "woman1": "Grace Phiri"}),
        "countries": (countries(A="POL", B="FRA", C="NOR"), countries(A="UGA", B="RWA", C="KEN"), countries(A="KAZ", B="UZB", C="AZE")),
        "weekdays": ({"day1": "Sunday"}, {"day1": "Friday"}), "figures": ({"figure1": "three"}, {"figure1": "ten"}), "verbs": VERBS}),
}


def sample(name: str, values: Values, exchanges: Mapping[str, tuple[Values, ...]]) -> Source:
    """A sample report as a source: a slot wherever one of `values` stands as a word of its own."""
    (article,) = read([str(EXAMPLES / name)])
    assert isinstance(article, Article) and article.published is not None
    slots = {value: slot for slot, value in values.items() if not slot.endswith(".code")}
    text = one_of(slots).sub(lambda found: "{" + slots[found[0]] + "}", article.text)
    missing = {slot for changed in exchanges.values() for new in changed for slot in new if "." not in slot} - set(SLOT.findall(text))
    assert not missing, missing
    return Source(article.published[:10], text, values, exchanges)


def one_of(words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?!\w)")


@cache
def sources() -> Mapping[str, Source]:
    """Every source by name."""
    return OWN | {
        "andes-release": sample("andes-release.json", countries(C="CUB", N="NOR", V="VEN") | {
            "woman1": "Camila Ortega", "man1": "Ruben", "day1": "Wednesday", "day2": "Tuesday", "day3": "Monday", "figure1": "72", "figure2": "three", "said": "said"}, {
            "persons": ({"woman1": "Lucia Paredes", "man1": "Matias"}, {"woman1": "Teresa Villanueva", "man1": "Fermin"}),
            "countries": (countries(C="CHL", N="ITA", V="BOL"), countries(C="NOR", N="CUB", V="PER"), countries(C="KEN", N="FRA", V="POL")),
            "weekdays": ({"day1": "Tuesday", "day2": "Monday", "day3": "Sunday"}, {"day1": "Monday", "day2": "Sunday", "day3": "Friday"}),
            "figures": ({"figure1": "48", "figure2": "seven"}, {"figure1": "96", "figure2": "12"}), "verbs": VERBS}),
        "horn-port": sample("horn-port.jsonl", countries(A="SOM", B="ETH", C="DJI", K="KEN", U="UGA", E="EGY") | {
            "man1": "Abiy Ahmed", "place1": "Berbera", "day1": "Tuesday", "day2": "Sunday", "day3": "Friday", "figure1": "five", "said": "said"}, {
            "countries": (countries(A="KAZ", B="ARM", C="CUB", K="TUR", U="GRC", E="ITA") | {"man1": "Nikol Pashinyan", "place1": "Aktau"},
                          countries(A="RWA", B="KHM", C="PER", K="NOR", U="UGA", E="MAR") | {"man1": "Hun Manet"},
                          countries(A="SOM", B="ETH", C="KEN", K="ZMB", U="GHA", E="TUR")),
            "weekdays": ({"day1": "Monday", "day2": "Saturday", "day3": "Thursday"}, {"day1": "Sunday", "day2": "Friday", "day3": "Saturday"}),
            "figures": ({"figure1": "six"}, {"figure1": "eleven"}), "verbs": VERBS}),
        "lake-chad-truce": sample("lake-chad-truce.txt", countries(A="TCD", B="NGA", C="CMR", N="NER", D="DZA") | {
            "B.city": "Maiduguri", "man1": "Idriss Hassane Bakary", "last1": "Bakary", "man2": "Idrissa Malam", "place1": "Baga Sola",
            "day1": "Saturday", "day2": "Friday", "day3": "Tuesday", "figure1": "six", "figure2": "14", "said": "said"}, {
            "persons": ({"man1": "Tomas Erik Lindqvist", "last1": "Lindqvist", "man2": "Samuel Okoth"}, {"man1": "Jorge Luis Quiroga", "last1": "Quiroga", "man2": "Piotr Zielony"}),
            "countries": (countries(A="KEN", B="ETH", C="UGA", N="RWA", D="EGY"), countries(A="PER", B="COL", C="BOL", N="CHL", D="CUB"),
                          countries(A="KAZ", B="KGZ", C="TJK", N="UZB", D="TUR")),
            "weekdays": ({"day1": "Friday", "day2": "Thursday", "day3": "Wednesday"}, {"day1": "Thursday", "day2": "Wednesday", "day3": "Monday"}),
            "figures": ({"figure1": "nine", "figure2": "30"}, {"figure1": "17", "figure2": "eight"}), "verbs": VERBS}),
        "mekong-dam": sample("mekong-dam.html", countries(A="LAO", B="VNM", T="THA", K="KHM", X="AUS") | {
            "man1": "Bounmy Keola", "man2": "Pham Minh Chinh", "woman1": "Carolyn Hobbs", "day1": "Wednesday", "day2": "Monday", "figure1": "four", "said": "said"}, {
            "persons": ({"man1": "Souk Vilay", "woman1": "Helen Marsden"}, {"man1": "Anders Holm", "woman1": "Nora Whitfield"}),
            "countries": (countries(A="LAO", B="KHM", T="THA", K="VNM", X="FRA") | {"man2": "Hun Manet"},
                          countries(A="KEN", B="ETH", T="UGA", K="RWA", X="NOR") | {"man2": "Abiy Ahmed"},
                          countries(A="NPL", B="ARM", T="KAZ", K="UZB", X="ITA") | {"man2": "Nikol Pashinyan"}),
            "weekdays": ({"day1": "Tuesday", "day2": "Sunday"}, {"day1": "Monday", "day2": "Saturday"}), "figures": ({"figure1": "nine"}, {"figure1": "16"}), "verbs": VERBS}),
        "pamir-border": sample("pamir-border.json", countries(A="KGZ", B="TJK", R="RUS", K="KAZ") | {
            "day1": "Friday", "day2": "Thursday", "figure1": "24", "figure2": "40", "figure3": "three", "said": "said"}, {
            "countries": (countries(A="AZE", B="ARM", R="TUR", K="KAZ"), countries(A="CHL", B="PER", R="NOR", K="CUB"), countries(A="UGA", B="RWA", R="KEN", K="EGY")),
            "weekdays": ({"day1": "Saturday", "day2": "Friday"}, {"day1": "Sunday", "day2": "Wednesday"}),
            "figures": ({"figure1": "nine", "figure2": "70", "figure3": "five"}, {"figure1": "130", "figure2": "90", "figure3": "eight"}), "verbs": VERBS}),
        "strait-ferry": sample("strait-ferry.json", countries(A="GRC", B="TUR", I="ITA") | {
            "man1": "Stelios Karras", "woman1": "Selin Ortak", "day1": "Tuesday", "day2": "Friday", "figure1": "ten", "figure2": "five", "said": "said"}, {
            "persons": ({"man1": "Carlos Benavente", "woman1": "Rosa Imbert"}, {"man1": "Erik Nyberg", "woman1": "Hanna Solheim"}),
            "countries": (countries(A="CHL", B="PER", I="BOL"), countries(A="TUR", B="GRC", I="NOR"), countries(A="KEN", B="SOM", I="EGY")),
            "weekdays": ({"day1": "Monday", "day2": "Thursday"}, {"day1": "Sunday", "day2": "Saturday"}),
            "figures": ({"figure1": "eight", "figure2": "seven"}, {"figure1": "12", "figure2": "nine"}), "verbs": VERBS}),
    }


# -- a record written back into slots -----------------------------------------------------------------------------------


class Filled:
    """A source filled with `values`, coded, and its record as lists of lines without anything that was exchanged."""

    def __init__(self, source: Source, values: Values) -> None:
        self.values = values
        pieces = [(SLOT.fullmatch(piece), piece) for piece in re.split(r"(\{[^}]+\})", source.text)]
        self.pieces = [(values[slot[1]] if slot else piece, slot[0] if slot else "") for slot, piece in pieces]
        self.starts = [0]
        for value, _ in self.pieces:
            self.starts.append(self.starts[-1] + len(value))
        self.day = date.fromisoformat(source.published)
        self.record: Record = code_text("".join(value for value, _ in self.pieces), published=source.published)
        self.actors = {actor.id: actor for actor in self.record.actors}
        self.slots = {value: slot for slot, value in values.items() if not slot.startswith(("said", "day")) and not slot.endswith(".code")}
        self.words = one_of(self.slots)

    def written(self, text: str | None) -> str | None:
        """`text` with the slots in place of the names and figures."""
        return None if text is None else self.words.sub(lambda found: "{" + self.slots[found[0]] + "}", text)

    def span(self, span: Span | None) -> str | None:
        """The words of a span as the source has them; a slot cut through is marked."""
        if span is None:
            return None
        words = ""
        for (value, slot), (start, end) in zip(self.pieces, pairwise(self.starts), strict=True):
            if start < span.end and span.start < end:
                inside = value[max(0, span.start - start) : span.end - start]
                words += inside if not slot else slot if inside == value else f"{slot[:-1]}, in part}}"
        return words

    def country(self, code: str | None) -> str | None:
        """A country code, or an actor code that begins with one."""
        slots = {value: slot for slot, value in self.values.items() if slot.endswith(".code")}
        return code if code is None or code[:3] not in slots else "{" + slots[code[:3]] + "}" + code[3:]

    def actor(self, id: str | None) -> str | None:
        if id is None:
            return None
        actor = self.actors[id]
        if actor.kind == "group":
            whole = next((a for a in self.actors.values() if a.kind == "group" and a.members and a.unnamed == actor.count), None)
            if not actor.members and actor.count == actor.unnamed and whole is not None:
                return f"those unnamed of {self.actor(whole.id)}"
            named = None if actor.count is None or actor.unnamed is None else actor.count - actor.unnamed
            return f"group of {self.several(actor.members)}, {self.figure(actor.count) if actor.unnamed else actor.count}, {named} named"
        return f"{actor.kind}: {self.written(actor.name)}"

    def several(self, ids: tuple[str, ...]) -> list[str]:
        """Actors in an order that names do not change."""
        return sorted(str(self.actor(id)) for id in ids)

    def figure(self, number: int | None) -> int | str | None:
        slots: dict[int | None, str] = {number_of(value): slot for slot, value in self.values.items() if slot.startswith("figure")}
        return slots.get(number, number)

    def range(self, range: Range | None) -> str | None:
        return range and f"{self.figure(range.min)} to {self.figure(range.max)}"

    def place(self, place: Place | None) -> str | None:
        return place and f"{self.written(place.name)} in {self.country(place.country)}, {'' if place.latitude is None else 'with point'}"

    def moment(self, when: Date) -> str:
        """A date; one that a weekday gave is named by its slot and by whether it lies before or after the publication."""
        for slot, value in self.values.items():
            if slot.startswith("day") and when.start and when.start == when.end and value in (when.text or ""):
                day = date.fromisoformat(when.start)
                if abs((day - self.day).days) < 7 and WEEKDAYS[day.weekday()] == value:
                    return f"{slot} {'before' if day < self.day else 'after'}"
        return f"{when.start} to {when.end}"

    def due(self, when: Date, due: Due) -> str:
        """The end of a deadline, counted from the day it was set where both are known."""
        if not when.start or not due.end:
            return f"{due.start} to {due.end}"
        return f"{self.figure((date.fromisoformat(due.end) - date.fromisoformat(when.start)).days)} days"

    def part(self, name: str) -> list[str]:
        return sorted(map(str, getattr(self, name)()))

    def acting(self) -> Iterator[object]:
        """The actors that are no bare country; media and armed groups are not exchanged and keep the country they have."""
        for actor in self.record.actors:
            if actor.kind in ("media", "armed_group"):
                yield (self.actor(actor.id),)
            elif actor.kind != "country":
                yield self.actor(actor.id), self.country(actor.country), self.country(actor.code), self.written(actor.role)

    def statements(self) -> Iterator[object]:
        for s in self.record.statements:
            yield self.actor(s.speaker), self.actor(s.outlet), s.direct, self.span(s.content), [self.span(p) for p in s.parts], s.stance

    def events(self) -> Iterator[object]:
        for e in self.record.events:
            yield (e.type, e.mode, e.modality, self.several(e.actors), self.several(e.recipients), self.moment(e.date), self.place(e.place))

    def ledger(self) -> Iterator[object]:
        ledger = self.record.ledger
        for p in ledger.proposals:
            answers = [(self.actor(r.actor), self.actor(r.on_behalf_of), r.answer, self.moment(r.date)) for r in p.responses]
            yield "proposal", p.kind, self.actor(p.proposer), self.actor(p.addressee), self.place(p.venue), self.moment(p.date), p.status, len(p.conditions), answers
        for v in ledger.venue_offers:
            yield "venue", self.actor(v.host), self.place(v.place), self.written(v.purpose), v.status, self.moment(v.date)
        for c in ledger.contacts:
            yield self.contact(c)
        for d in ledger.deadlines:
            length = d.length and re.sub(r"\d+", lambda found: str(self.figure(int(found[0]))), d.length)
            yield "deadline", self.actor(d.setter), self.actor(d.addressee), self.span(d.demand), length, self.moment(d.set), self.due(d.set, d.due), d.status, d.overdue
        for t in ledger.threats:
            yield "threat", self.actor(t.issuer), self.actor(t.target), self.written(t.action), self.written(t.condition), self.moment(t.date)
        for n in ledger.conditions:
            yield "condition", self.actor(n.holder), n.of is not None, self.written(n.text)
        for i in ledger.incidents:
            yield ("incident", i.kind, self.several(i.actors), self.several(i.targets), self.place(i.place), self.moment(i.date), self.range(i.killed),
                   self.range(i.injured), self.written(i.damage), self.actor(i.alleged_by), self.actor(i.denied_by))
        for a in ledger.assessments:
            yield "assessment", self.actor(a.by), self.subject(a.subject), self.written(a.claim), a.stance

    def contact(self, c: Contact) -> object:
        return "contact", self.several(c.participants), c.channel, self.moment(c.date), self.place(c.place), c.status

    def subject(self, id: str | None) -> str | None:
        """What is judged: an actor, or an item by the list it stands in."""
        return self.actor(id) if id in self.actors else id and id.split(":")[0]


def number_of(value: str) -> int:
    return int(value) if value.isdigit() else {"forty": 40}.get(value) or FIGURES[value.lower()]


@cache
def filled(name: str, kind: str = "", number: int = 0) -> Filled:
    """A source by name, as first filled or after an exchange."""
    source = sources()[name]
    return Filled(source, {**source.values, **(source.exchanges[kind][number] if kind else {})})


#: What the program does not do yet: reason, then the tests by id. A test must go from here as soon as it passes.
FAILING: Mapping[str, tuple[str, ...]] = {
    "a demand stands at the threshold below which events are left out, and the verb of saying moves it": (
        "andes-release-verbs-4-statements",),
    "the sentence is not read as reported speech when the verb at its end is no 'said'": ("attack-verbs-4-statements",),
    "'announced' at the end of what is said changes the modality of it": ("offer to host-verbs-3-events",),
    "'told reporters' without 'that' gives no statement": ("mekong-dam-verbs-4-statements", "mekong-dam-verbs-4-ledger"),
    "'insisted it was willing' becomes a demand, and the date at the end of the sentence is lost": ("mekong-dam-verbs-2-events",),
    "a planned round is lost after 'welcomed ... and declared, insisted, announced'": (
        "andes-release-verbs-2-events", "andes-release-verbs-2-ledger"),
    "'declared' adds an accusation": ("horn-port-verbs-1-events",),
    "'said they would host' gives no offer, 'announced they would host' gives one": ("mekong-dam-verbs-3-events",),
    "the purpose of the talks is found with some names only": (
        "lake-chad-truce-countries-1-ledger",),
    "'told reporters it would study the idea' is no answer": ("strait-ferry-verbs-4-ledger",),
    "'announced he was ready' is coded beside the readiness itself": ("pamir-border-verbs-3-events",),
    "'Italian diplomats declared' stays inside what is said": ("strait-ferry-verbs-1-statements", "strait-ferry-verbs-2-statements"),
    "an event at the threshold of telling is told with some verbs only": (
        "attack-verbs-4-events", "pamir-border-verbs-2-events", "pamir-border-verbs-1-events"),
    "doors opened to guests are coded as a concession": ("offer to host-opened doors are no concession", "offer to host-verbs-1-events"),
    "a denial of the deed is entered without the warning": ("attack-deed and denial are marked",),
    "the place of an institute gives its researcher no country": ("judgement-the country of the institute",),
    "'added' and 'declared they would host' give no offer, 'said' gives one": ("mekong-dam-verbs-0-ledger", "mekong-dam-verbs-1-ledger"),
    "'insisted they would meet' becomes a demand": ("planned call-verbs-2-events", "planned call-verbs-2-ledger"),
    "what is doubted begins with the doubt itself with some names": ("judgement-countries-0-ledger", "judgement-countries-1-ledger"),
}
NOT_YET = {id: reason for reason, ids in FAILING.items() for id in ids}


def title(case: tuple[object, ...]) -> str:
    return "-".join(str(value) for value in case if not callable(value))


def rows(cases: Iterable[tuple[object, ...]]) -> list[object]:
    """The rows of a test, each marked that the program is known to fail."""
    return [pytest.param(*case, id=title(case), marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[title(case)])] if title(case) in NOT_YET else [])
            for case in cases]


def cases() -> Iterator[tuple[str, str, int, str]]:
    for name, source in sources().items():
        for kind, changes in source.exchanges.items():
            for number in range(len(changes)):
                for part in ("acting", "statements", "events", "ledger"):
                    yield name, kind, number, part


def test_every_known_failure_names_a_test() -> None:
    assert set(NOT_YET) <= {title(case) for case in (*cases(), *FACTS)}


@pytest.mark.parametrize(("name", "kind", "number", "part"), rows(cases()))
def test_exchange_leaves_the_record_as_it_was(name: str, kind: str, number: int, part: str) -> None:
    assert filled(name, kind, number).part(part) == filled(name).part(part)


# -- what the records must hold at all, so that two empty ones are no success --------------------------------------------


def types(record: Record) -> set[tuple[str, str]]:
    return {(event.type, event.modality) for event in record.events}


FACTS: tuple[tuple[str, str, Callable[[Record], bool]], ...] = (
    ("offer to host", "the offer, the yes and the no", lambda r: {("AGREE", "offered"), ("REJECT", "actual")} <= types(r)),
    ("offer to host", "one host", lambda r: [v.host for v in r.ledger.venue_offers] == ["government:KEN"]),
    ("offer to host", "one condition", lambda r: [(c.holder, c.text) for c in r.ledger.conditions] == [("government:GHA", "on condition that six prisoners are freed first")]),
    ("offer to host", "two answers", lambda r: [(a.actor, a.answer) for a in r.ledger.proposals[0].responses] == [
        ("government:GHA", "accepts_with_conditions"), ("government:ZMB", "rejects")]),
    ("offer to host", "opened doors are no concession", lambda r: "CONCEDE" not in dict(types(r))),
    ("offer to host", "both delegations are the invited ones", lambda r: not any({"government:KEN"} <= set(a.members) for a in r.actors)),
    ("offer to host", "three statements", lambda r: [s.direct for s in r.statements] == [False, True, True]),
    ("deadline run out", "the demand and the threat", lambda r: {("REQUEST", "actual"), ("THREATEN", "conditional")} <= types(r)),
    ("deadline run out", "its length and end", lambda r: [(d.setter, d.addressee, d.length, d.due.end) for d in r.ledger.deadlines] == [
        ("government:CHL", "government:PER", "P10D", "2024-05-02")]),
    ("deadline run out", "it is expired", lambda r: [(d.status, d.overdue) for d in r.ledger.deadlines] == [("expired", False)]),
    ("deadline run out", "the threat with its condition", lambda r: [(t.issuer, t.action, t.condition) for t in r.ledger.threats] == [
        ("government:CHL", "close the border", "If they do not leave")]),
    ("planned call", "one call", lambda r: ("call", "2024-05-09", "planned") in [(c.channel, c.date.start, c.status) for c in r.ledger.contacts]),
    ("planned call", "no second contact on the day of the statement", lambda r: len(r.ledger.contacts) == 1),
    ("planned call", "both presidents", lambda r: {"person:luis-arce", "person:gabriel-boric"} <= {a.id for a in r.actors}),
    ("venue count", "three named hosts and a group", lambda r: {"government:KEN", "government:NOR", "government:CHL"} < {v.host for v in r.ledger.venue_offers}),
    ("venue count", "two hosts unnamed", lambda r: {a.unnamed for a in r.actors if a.kind == "group"} == {2}),
    ("venue count", "the yes with its condition", lambda r: [(c.holder, c.text) for c in r.ledger.conditions] == [("government:ETH", "provided that Egypt withdraws its troops")]),
    ("venue count", "the withdrawal is not told as done", lambda r: ("RETREAT", "actual") not in types(r)),
    ("attack", "the attack, the charge, the blame and the demand", lambda r: {("ASSAULT", "actual"), ("ACCUSE", "actual"), ("REQUEST", "actual")} <= types(r)),
    ("attack", "its losses", lambda r: [(i.kind, i.killed, i.injured) for i in r.ledger.incidents] == [("shelling", Range(min=24), Range(min=3, max=3))]),
    ("attack", "who says so and who denies it", lambda r: [(i.alleged_by, i.denied_by) for i in r.ledger.incidents] == [("government:AZE", "government:TUR")]),
    ("attack", "deed and denial are marked", lambda r: "contradiction" in {w.code for w in r.warnings}),
    ("judgement", "the offer", lambda r: [(p.kind, p.proposer, p.addressee) for p in r.ledger.proposals] == [("meeting", "government:PER", "government:BOL")]),
    ("judgement", "doubt and ploy", lambda r: {"ploy", "doubtful"} == {a.stance for a in r.ledger.assessments}),
    ("judgement", "by the expert", lambda r: {"person:ernesto-villar"} == {a.by for a in r.ledger.assessments}),
    ("judgement", "the country of the institute", lambda r: {"CHL"} == {a.country for a in r.actors if a.name == "Ernesto Villar"}),
    ("andes-release", "release, demand, raid", lambda r: {("RETREAT", "actual"), ("REQUEST", "actual"), ("ASSAULT", "actual")} <= types(r)),
    ("horn-port", "refusal, yes with a condition, protest", lambda r: {("REJECT", "actual"), ("AGREE", "conditional"), ("PROTEST", "actual")} <= types(r)),
    ("horn-port", "whence the ambassador is called back", lambda r: [e.recipients for e in r.events if e.type == "SANCTION"] == [("government:ETH",)]),
    ("lake-chad-truce", "three hosts", lambda r: {v.host for v in r.ledger.venue_offers} == {"government:TCD", "government:NER", "government:DZA"}),
    ("lake-chad-truce", "the offer is judged", lambda r: {"doubtful", "ploy"} == {a.stance for a in r.ledger.assessments}),
    ("mekong-dam", "refusal and readiness", lambda r: {("REJECT", "actual"), ("AGREE", "offered")} <= types(r) or {("REJECT", "actual"), ("AGREE", "conditional")} <= types(r)),
    ("mekong-dam", "blockade and arrest", lambda r: {("PROTEST", "actual"), ("COERCE", "actual")} <= types(r)),
    ("mekong-dam", "two hosts of the meeting in April", lambda r: {"government:THA", "government:KHM"} <= {actor for e in r.events for actor in e.actors}),
    ("pamir-border", "truce, shelling, aid", lambda r: {("AGREE", "actual"), ("ASSAULT", "actual"), ("AID", "actual")} <= types(r)),
    ("pamir-border", "an offer to mediate", lambda r: any("government:RUS" in e.actors for e in r.events if e.type == "AGREE")),
    ("pamir-border", "the venue is in its own country", lambda r: {p.venue and p.venue.country for p in r.ledger.proposals if p.kind == "meeting"} == {"UZB"}),
    ("pamir-border", "a war of last year is no incident", lambda r: len(r.ledger.incidents) == 1),
    ("strait-ferry", "the deadline", lambda r: [(d.length, d.due.end, d.status) for d in r.ledger.deadlines] == [("P10D", "2022-05-27", "pending")]),
    ("strait-ferry", "the spokeswoman of the Turkish ministry is Turkish", lambda r: [a.country for a in r.actors if a.name == "Selin Ortak"] == ["TUR"]),
    ("strait-ferry", "boarding and arrest", lambda r: {"seizure", "arrest"} <= {"seizure" if i.kind == "naval" else i.kind for i in r.ledger.incidents}),
    ("strait-ferry", "the proposal of a third side and the dodge", lambda r: [[a.answer for a in p.responses] for p in r.ledger.proposals if p.proposer == "government:ITA"] == [["evades"]]),
)


@pytest.mark.parametrize(("name", "fact", "holds"), rows(FACTS))
def test_the_first_record_holds(name: str, fact: str, holds: Callable[[Record], bool]) -> None:
    assert holds(filled(name).record), fact
