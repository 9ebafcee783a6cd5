"""Entries as a page shows them: a sentence, a status, the words they stand on. Text only; the templates make it HTML and escape it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goodoffices.model import DossierState, MergedIncident, MergedItem, MergedProposal, Moment, Passage
from goodoffices.serve.queries.entries import days
from goodoffices.serve.wording import ANSWERS, CHANNELS, KINDS, Names, corrected, loss_words, place_words, span_words

#: How a status sounds to a reader who wants the talks to go on.
TONES = {"accepted": "good", "held": "good", "met": "good", "offered": "open", "open": "open", "planned": "open", "pending": "open", "past due": "warn", "extended": "warn",
         "rejected": "bad", "expired": "bad", "cancelled": "bad", "refused": "bad", "declined": "bad", "withdrawn": "bad", "lapsed": "warn", "superseded": "warn", "lifted": "good",
         "accepts": "good", "accepts_with_conditions": "warn", "rejects": "bad", "counter_proposes": "warn", "evades": "warn", "genuine": "good", "supports": "good",
         "likely": "good", "ploy": "bad", "doubtful": "warn", "unlikely": "warn", "opposes": "bad"}
SHOTS = {"airstrike": "air strike", "drone": "drone attack", "missile": "missile attack", "ground": "ground attack", "cyber": "cyber attack", "naval": "incident at sea",
         "other": "incident"}


@dataclass(frozen=True, slots=True)
class Cite:
    """Words in an article, with what a citation needs."""

    article: str
    outlet: str
    day: str
    words: str
    start: int

    @property
    def text(self) -> str:
        """ 'Andes Wire, 2 May ...' as a colleague can paste it."""
        return f"{self.outlet}, {self.day}: {quoted(self.words)}"


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in words. `day` sorts it, `answers` and `conditions` are those of a proposal, `detail` is said below the line."""

    id: str
    text: str
    status: str = ""
    tone: str = ""
    day: str | None = None
    when: str = ""
    kind: str = ""
    detail: str = ""
    sources: int = 0
    independent: int = 0
    corrected: bool = False
    cites: tuple[Cite, ...] = ()
    answers: tuple[Row, ...] = ()
    conditions: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    dossier: str = ""
    dossier_name: str = ""

    @property
    def month(self) -> str:
        """Year and month of the day; empty where there is none."""
        return (self.day or "")[:7]

    @property
    def spread(self) -> str:
        """ "3 sources, 2 independent" """
        told = f"{self.sources} source{'' if self.sources == 1 else 's'}"
        told += "" if self.independent == self.sources else f", {self.independent} independent"
        return told + (", corrected by a user" if self.corrected else "")


def flat(text: str | None) -> str:
    return " ".join((text or "").split())


def span(first: str | None, last: str | None) -> str:
    """Days, the second one without what it shares with the first: 2024-05-04 – 09."""
    if not first or not last or first == last:
        return first or ""
    shared = 8 if first[:7] == last[:7] else 5 if first[:4] == last[:4] else 0
    return f"{first} – {last[shared:]}"


def quoted(text: str) -> str:
    """Words said, in quotation marks; those of the report itself are kept."""
    plain = flat(text)
    return plain if plain[:1] in "\"“„«‘'" or plain[-2:-1] == "”" else f"“{plain}”"


def cites(passages: Iterable[Passage]) -> tuple[Cite, ...]:
    """One citation per source, with the first of its words."""
    return tuple(Cite(article=p.article, outlet=p.publisher or "outlet unknown", day=(p.published or "no date")[:10], words=flat(p.evidence[0].text) if p.evidence else "",
                      start=p.evidence[0].start if p.evidence else 0) for p in passages)


class Teller(Names):
    """Puts the entries of one dossier into words."""

    def __init__(self, state: DossierState) -> None:
        super().__init__(state.actors)
        self.state = state
        self.actors |= {other: a for a in state.actors for other in a.also if other not in self.actors}

    def row(self, item: MergedItem, name: str) -> Row:
        """`name` is the list that the entry stands in."""
        text, detail, status = getattr(self, f"_{name}")(item)
        return Row(id=item.id, text=_capital(text), detail=detail, status=status, tone=TONES.get(status, ""), day=days(item)[0], when=self._when(item), kind=name,
                   sources=len({p.article for p in item.sources}), independent=item.trail.independent, corrected=corrected(item), cites=cites(item.sources),
                   answers=self._answers(item) if isinstance(item, MergedProposal) else (), conditions=self._tied(item) if isinstance(item, MergedProposal) else (),
                   notes=tuple(f"{n.who}, {n.at[:10]}: {n.text}" for n in item.trail.notes), dossier=self.state.id, dossier_name=self.state.name)

    def rows(self, name: str) -> list[Row]:
        return [self.row(item, name) for item in getattr(self.state.ledger, name)]

    def told(self, text: str) -> str:
        """Words of the program with names for the ids of actors in them; a state goes by its government."""
        def called(found: re.Match[str]) -> str:
            ident = found[0].replace("state:", "government:", 1)
            return self.name(ident) if ident in self.actors else found[0]

        return re.sub(r"\b[a-z]+:[\w-]+", called, flat(text))

    def _when(self, item: Any) -> str:
        if hasattr(item, "due"):
            return item.due.end or item.due.start or (f"after {span_words(item.length)}" if item.length else "no date")
        return span(item.date.start, item.date.end) or self.when(item.date) if hasattr(item, "date") else ""

    def _proposals(self, p: MergedProposal) -> tuple[str, str, str]:
        to = f" {'between' if p.kind == 'mediation' else 'to'} {self.name(p.addressee)}" if p.addressee else ""
        return f"{self.name(p.proposer)} offers {KINDS[p.kind]}{to}{place_words(p.venue)}", "", p.status

    def _venue_offers(self, v: Any) -> tuple[str, str, str]:
        return f"{self.name(v.host)}{f': {v.place.name}' if v.place else ''}", flat(v.purpose), v.status

    def _contacts(self, c: Any) -> tuple[str, str, str]:
        return f"{CHANNELS[c.channel]} of {self.names(c.participants)}{place_words(c.place)}", "", c.status

    def _deadlines(self, d: Any) -> tuple[str, str, str]:
        return f"{self.name(d.setter)} to {self.name(d.addressee)}: {flat(d.demand.text)}", "", "past due" if d.overdue else d.status

    def _threats(self, t: Any) -> tuple[str, str, str]:
        return f"{self.name(t.issuer)}{f' to {self.name(t.target)}' if t.target else ''}: {flat(t.action)}", flat(t.condition), ""

    def _conditions(self, c: Any) -> tuple[str, str, str]:
        return f"{self.name(c.holder)}: {flat(c.text)}", "", ""

    def _incidents(self, i: MergedIncident) -> tuple[str, str, str]:
        by = f" by {self.names(i.actors)}" if i.actors else ", by whom is not said"
        text = f"{SHOTS.get(i.kind, i.kind)}{by}{f' against {self.names(i.targets)}' if i.targets else ''}{place_words(i.place)}"
        losses = [loss_words(i.killed, "killed"), loss_words(i.injured, "injured"), flat(i.damage)]
        said = [f"says {self.name(i.alleged_by)}" if i.alleged_by else "", f"denied by {self.name(i.denied_by)}" if i.denied_by else ""]
        return text, ", ".join(x for x in (*losses, *said) if x), "denied" if i.denied_by else ""

    def _assessments(self, a: Any) -> tuple[str, str, str]:
        offer = next((p for p in self.state.ledger.proposals if p.id == a.subject), None)
        about = f" on the offer of {self.name(offer.proposer)}" if offer else f" on {self.name(a.subject)}" if a.subject and ":" in a.subject else ""
        return f"{self.name(a.by) if a.by else 'The report itself'}{about}", flat(a.claim), a.stance

    def _answers(self, p: MergedProposal) -> tuple[Row, ...]:
        out = []
        for a in p.responses:
            who = self.name(a.actor) + (f" for {self.name(a.on_behalf_of)}" if a.on_behalf_of and a.on_behalf_of != a.actor else "")
            out.append(Row(id=p.id, text=f"{who} {ANSWERS[a.answer]}", tone=TONES.get(a.answer, ""), when=self.when(a.date), cites=tuple(
                Cite(article=a.article, outlet="", day="", words=flat(s.text), start=s.start) for s in a.evidence[:1])))
        return tuple(out)

    def _tied(self, p: MergedProposal) -> tuple[Row, ...]:
        return tuple(self.row(c, "conditions") for c in self.state.ledger.conditions if c.id in p.conditions)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def moment_row(m: Moment) -> Row:
    """A line of the timeline."""
    return Row(id=m.entry, text=_capital(flat(m.text)), day=m.date, when=span(m.date, m.end) or "no date", kind=m.kind, cites=cites(m.sources), sources=len({p.article for p in m.sources}),
               independent=len({p.article for p in m.sources}))
