"""The flow, for one article or a stream: read -> parse -> code -> enter in the ledger -> record. Only this file knows the order."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
from msgspec.structs import replace

from goodoffices import __version__
from goodoffices.coding import code
from goodoffices.ledger import Entered, enter
from goodoffices.model import (
    Actor,
    Article,
    Coder,
    Coding,
    Document,
    Event,
    EventDraft,
    ExplainedRecord,
    Extent,
    Ledger,
    Record,
    Span,
    Uncoded,
    Warning,
    WarningCode,
)
from goodoffices.ontology import Tables, load
from goodoffices.parse import model_digest, parse, split
from goodoffices.read.clean import clean

#: Articles handed to a worker at a time, and how many such parcels may be under way for each worker.
PARCEL = 8
AHEAD = 3
#: Events less likely right than this are left out; those with one side only, or all at home, need more. Chosen on the dev part of the corpus.
ABSTAIN = 0.2
ABSTAIN_NARROW = 0.3
#: What is said of what the reading stage noticed.
MESSAGES = {
    "invalid_publication_date": "the publication date given could not be read",
    "opinion": "opinion, not a report: what it claims is one writer's view",
    "retrospective": "looks back: what it tells may have happened years before",
    "live_blog": "a live blog: many short reports in one, often the latest first",
    "truncated": "the input holds only the beginning of the report; a sentence that was broken off is left out",
}
#: From here on the category that a pattern gave is not doubted.
CLEAR = 0.5


def code_article(article: Article, tables: Tables | None = None, *, explain: bool = False) -> Record:
    """The record of one article. Never raises for odd text; an article in another language gets a warning and no entries."""
    tables = tables or load()
    told = {"no_publication_date", "guessed_publication_date", "unsupported_language"}  # said below, with their circumstances
    warnings = [_warning(code_) for code_ in article.warnings if code_ not in told]
    if not article.published:
        warnings.append(Warning(code="no_publication_date", message="no publication date: relative dates stay unresolved"))
    elif article.published_source == "guessed":
        warnings.append(Warning(code="guessed_publication_date", message=f"publication date guessed: {article.published}"))
    coder = Coder(program="goodoffices", version=__version__, model=model_digest(), tables=tables.digest)
    document = _document(article)
    if article.language not in (None, "en"):
        warnings.append(Warning(code="unsupported_language", message=f"language {article.language!r} is not supported: not coded"))
        return Record(coder=coder, document=document, sentences=tuple(Extent(start=a, end=b) for a, b in split(article.text)), actors=(), statements=(),
                      events=(), ledger=Ledger(), warnings=tuple(warnings), uncoded=())
    parsed = parse(article)
    coding = code(parsed, tables, published_day(article))
    entered = enter(coding, tables, published_day(article))
    coding = entered.coding
    coded, ledger = _trusted(coding, entered.ledger)
    events = (*coded, *entered.events)
    record = ExplainedRecord(
        coder=coder, document=document, sentences=tuple(Extent(start=a, end=b) for a, b in parsed.sentence_spans), actors=_present(entered, ledger, coding, events),
        statements=entered.statements, events=events, ledger=ledger,
        warnings=(*warnings, *coding.warnings, *entered.warnings), uncoded=_silent(entered, coding, events), reasons=entered.reasons)
    return record if explain else Record(**{name: getattr(record, name) for name in Record.__struct_fields__})


def _trusted(coding: Coding, ledger: Ledger) -> tuple[tuple[Event, ...], Ledger]:
    """Events and ledger without events that are likely wrong and their incidents, unless another entry of the ledger stands on them."""
    used = {entry.event for name in ledger.__struct_fields__ if name != "incidents" for entry in getattr(ledger, name)}
    judged = {a.subject for a in ledger.assessments}
    used |= {i.event for i in ledger.incidents if i.id in judged or i.killed or i.injured}
    events = tuple(d.event for d in coding.events if is_trusted(d, coding.cast.actors) or d.event.id in used)
    left = {d.event.id for d in coding.events} - {e.id for e in events}
    return events, replace(ledger, incidents=tuple(i for i in ledger.incidents if i.event not in left)) if left else ledger


def is_trusted(draft: EventDraft, actors: Mapping[str, Actor]) -> bool:
    """Is an event sure enough to be told? A guess (no pattern, or a doubted one) with a side missing or all at home is less often right than others of its confidence."""
    event = draft.event
    members = {i: actors[i].members for i in (*event.actors, *event.recipients) if i in actors}
    ends = [m for i in (*event.actors, *event.recipients) for m in members.get(i) or (i,)]
    sides = {a.country or a.id if (a := actors.get(i)) is not None else i for i in ends}
    if event.type == "CONSULT" and len(ends) < 2 and not draft.told and draft.signs.get("noun"):
        return False  # nobody meets alone
    narrow = len(sides) < 2 or not event.actors or not (event.recipients or len(ends) > 1)
    return event.confidence >= (ABSTAIN_NARROW if narrow and not (draft.told and draft.chance >= CLEAR) else ABSTAIN)


def _present(entered: Entered, ledger: Ledger, coding: Coding, events: tuple[Event, ...]) -> tuple[Actor, ...]:
    """The actors without those whom nothing identifies and no event kept needs any more."""
    if len(events) == len(coding.events) + len(entered.events):
        return entered.actors
    told = msgspec.json.encode((events, ledger, entered.statements, [a.members for a in entered.actors])).decode()
    return tuple(a for a in entered.actors if a.id not in coding.cast.would_be or f'"{a.id}"' in told)


def _silent(entered: Entered, coding: Coding, events: tuple[Event, ...]) -> tuple[Uncoded, ...]:
    """The sentences that gave nothing, with those whose only entry was an event too unsure to be kept."""
    kept = {e.id for e in events}
    told = [s.start for e in events for s in e.evidence] + [s.content.start for s in entered.statements]
    open_ = {u.start: u for u in entered.uncoded}
    for draft in coding.events:
        at = draft.event.evidence[0].start
        for a, b in coding.parsed.sentence_spans:
            if draft.event.id not in kept and a <= at < b and not any(a <= x < b for x in told):
                open_.setdefault(a, Uncoded(start=a, end=b, reason=f"{draft.event.type} too unsure to be kept ({draft.event.confidence})"))
    return tuple(open_[k] for k in sorted(open_))


def code_text(text: str, *, published: str | None = None, publisher: str | None = None, title: str | None = None) -> Record:
    """The record of a text; `published` is an ISO 8601 day.

    Dateline, byline and additions ("Read more") are cut as in files, so offsets count in `record.document.text`; a text that is nothing else is kept.
    """
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    cleaned = clean(text, title)
    article = Article(id=f"sha256:{digest}", text=cleaned.text or text, name="text", title=cleaned.title, publisher=publisher, published=published,
                      published_source="given" if published else None, dateline=cleaned.dateline, language="en")
    return code_article(article)


def code_stream(articles: Iterable[Article], *, workers: int = 1, explain: bool = False, tables_folder: Path | None = None) -> Iterator[Record]:
    """Records in the order of the articles; with `workers` > 1 in that many processes, with bounded look-ahead."""
    if workers <= 1:
        tables = load(tables_folder)
        for article in articles:
            yield code_article(article, tables, explain=explain)
        return
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[list[Record]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_quiet_worker) as pool:
        try:
            for parcel in _parcels(articles):
                waiting.append(pool.submit(_code_parcel, parcel, explain, tables_folder))
                if len(waiting) >= workers * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def published_day(article: Article) -> date | None:
    """The day of publication, in the zone it was given in."""
    return date.fromisoformat(article.published[:10]) if article.published else None


def _parcels(articles: Iterable[Article]) -> Iterator[list[Article]]:
    parcel: list[Article] = []
    for article in articles:
        parcel.append(article)
        if len(parcel) == PARCEL:
            yield parcel
            parcel = []
    if parcel:
        yield parcel


def _code_parcel(parcel: list[Article], explain: bool, tables_folder: Path | None) -> list[Record]:
    tables = load(tables_folder)
    return [code_article(article, tables, explain=explain) for article in parcel]


def _quiet_worker() -> None:
    """Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _warning(code_: str) -> Warning:
    """What the reading stage noticed about an article; a publication date that could not be read leaves it without one."""
    if code_ in get_args(WarningCode):
        return Warning(code=code_, message=MESSAGES.get(code_, code_.replace("_", " ")))  # type: ignore[arg-type]
    return Warning(code="no_publication_date", message=MESSAGES.get(code_, code_))


def _document(article: Article) -> Document:
    return Document(id=article.id, text=article.text, sha256=hashlib.sha256(article.text.encode()).hexdigest(), url=article.url, publisher=article.publisher,
                    published=article.published, published_source=article.published_source, title=article.title, dateline=article.dateline,
                    language=article.language)


def spans_agree(record: Record) -> bool:
    """Does every span of the record stand in the text? Used by tests and by `goodoffices doctor`."""
    text = record.document.text
    stack: list[object] = [record]
    while stack:
        item = stack.pop()
        if isinstance(item, Span):
            if text[item.start : item.end] != item.text:
                return False
        elif isinstance(item, tuple):
            stack.extend(item)
        elif hasattr(item, "__struct_fields__"):
            stack.extend(getattr(item, name) for name in item.__struct_fields__)
    return True
