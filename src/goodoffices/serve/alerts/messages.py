"""An alert as a reader or a program gets it: what happened, where it stands, whose words they are. Everything from articles is one plain line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import quote

import msgspec

from goodoffices import __version__
from goodoffices.ledger.dossiers.order import LISTS, digest
from goodoffices.model import Base, Contradiction, MergedProposal, Passage
from goodoffices.serve.desk.rows import Teller
from goodoffices.serve.queries.alerting import Alert
from goodoffices.serve.wording import ANSWERS, plain

HEADS = {"proposal": "New proposal", "answer": "Answer", "threat": "New threat", "incident": "Incident", "contradiction": "Contradiction", "contact_planned": "Contact planned",
         "contact_cancelled": "Contact cancelled", "deadline_near": "Deadline near", "deadline_past": "Deadline past"}
#: Sources named in an alert, letters of a title and of a subject.
SOURCES, TITLE, SUBJECT = 3, 200, 120


class Source(Base, frozen=True, kw_only=True):
    article: str
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None
    quoted: tuple[str, ...]


class Told(Base, frozen=True, kw_only=True):
    """What a webhook gets for each alert. `id` is the same for the same alert."""

    id: str
    rule: str
    occasion: str
    dossier: str
    dossier_name: str
    entry: str
    text: str
    status: str | None
    when: str | None
    detail: tuple[str, ...]
    link: str
    sources: tuple[Source, ...]
    more_sources: int


class Message(Base, frozen=True, kw_only=True):
    """`id` is the same for the same alerts; `digest` is the day of a digest."""

    id: str
    program: str
    digest: str | None
    alerts: tuple[Told, ...]


def message(alerts: Sequence[Alert], desk: str, digest_of: str | None) -> Message:
    return Message(id="message:" + digest(*(a.id for a in alerts), size=20), program=f"goodoffices {__version__}", digest=digest_of, alerts=tuple(told(a, desk) for a in alerts))


def told(alert: Alert, desk: str) -> Told:
    teller = Teller(alert.state)
    about, detail = alert.about, []
    if isinstance(about, Contradiction):
        text, status, when, sources = teller.told(about.reason), "", "", tuple(p for side in about.sides for p in side.sources)
        detail = [teller.told(side.claim) for side in about.sides]
    else:
        row = teller.row(about, LISTS[about.id.partition(":")[0]])
        text, status, when, sources = row.text, row.status, row.when, about.sources
        detail = [row.detail, *(f"Condition: {c.text}" for c in row.conditions)]
        if alert.occasion == "deadline_past" and status == "pending":
            status = "past due"
        if alert.occasion == "answer" and isinstance(about, MergedProposal):
            text, sources = _answer(about, alert.detail, teller, text)
    entry = alert.item.id if alert.item is not None else None
    link = f"{desk}/entry/{quote(entry, safe=':')}" if entry else f"{desk}/dossier/{quote(alert.state.id, safe=':')}"
    return Told(id=alert.id, rule=alert.rule, occasion=alert.occasion, dossier=alert.state.id, dossier_name=plain(alert.state.name, TITLE), entry=entry or about.id, text=plain(text), status=status or None,
                when=plain(when) or None, detail=tuple(plain(d) for d in detail if d), link=link, sources=tuple(_sources(alert, sources)), more_sources=max(0, len(sources) - SOURCES))


def _answer(offer: MergedProposal, wanted: str, teller: Teller, text: str) -> tuple[str, tuple[Passage, ...]]:
    """What was answered, in the words of the answer."""
    found = next(r for r in offer.responses if f"{r.actor}|{r.answer}" == wanted)
    known = next((p for p in offer.sources if p.article == found.article), None)
    return f"{teller.name(found.actor)} {ANSWERS[found.answer]}: {text}", (Passage(article=found.article, published=known.published if known else None, publisher=known.publisher if known else None, evidence=found.evidence),)


def _sources(alert: Alert, passages: Iterable[Passage]) -> Iterator[Source]:
    articles = {a.id: a for a in alert.state.articles}
    for p in list(passages)[:SOURCES]:
        a = articles.get(p.article)
        url = a.url if a and a.url and a.url.lower().startswith(("http://", "https://")) else None
        yield Source(article=p.article, title=plain(a.title, TITLE) or None if a else None, outlet=plain(p.publisher or (a.publisher if a else None), TITLE) or None,
                     date=p.published or (a.published if a else None), url=plain(url, 1000) or None, quoted=tuple(plain(s.text) for s in p.evidence))


def as_json(sent: Message) -> bytes:
    return msgspec.json.encode(sent)


def lines(one: Told) -> Iterator[str]:
    """An alert as text: what, where it stands, whose words."""
    yield f"{HEADS[one.occasion]}: {one.text}" + (f" [{one.status.replace('_', ' ')}]" if one.status and one.occasion != "answer" else "") + (f" ({one.when})" if one.when else "")
    yield from (f"  {d}" for d in one.detail)
    for source in one.sources:
        head = f"{source.outlet or 'outlet unknown'}, {(source.date or 'no date')[:10]}"
        yield f"  {head}: " + (" ... ".join(f'"{q}"' for q in source.quoted) or source.title or source.article)
    if one.more_sources:
        yield f"  and {one.more_sources} more sources"
    yield f"  {one.dossier_name} | rule {plain(one.rule, 80)} | {one.link}"


def mail(sent: Message, sender: str, to: Sequence[str]) -> EmailMessage:
    """A letter in plain text; its Message-ID is the same for the same alerts."""
    first = f"{HEADS[sent.alerts[0].occasion]}: {sent.alerts[0].text}"
    subject = first if len(sent.alerts) == 1 else f"{len(sent.alerts)} alerts: {first}"
    out = EmailMessage()
    out["From"], out["To"] = sender, ", ".join(to)
    out["Subject"] = plain(f"{f'[{sent.digest}] ' if sent.digest else ''}{subject}", SUBJECT)
    out["Date"] = format_datetime(datetime.now(UTC))
    out["Message-ID"] = f"<{sent.id.replace(':', '.')}@goodoffices.invalid>"
    out["Auto-Submitted"] = "auto-generated"
    out.set_content("\n\n".join("\n".join(lines(one)) for one in sent.alerts) + "\n\nRead by a program from the words quoted; it can be wrong.\n")
    return out
