"""What is new as a feed: Atom (RFC 4287) and JSON Feed 1.1, of one dossier or of all.

An item is an entry of the ledger or a contradiction. Its id stays when later reports join the entry or an earlier one arrives late; its date moves when a report adds
something, a day runs out, or a user decides something. Text from articles stands in it escaped, without characters that XML does not know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import msgspec

from goodoffices import __version__
from goodoffices.errors import NotFoundError
from goodoffices.ledger.dossiers.order import dossier_id
from goodoffices.model import Contradiction, DossierState, MergedDeadline, Passage
from goodoffices.serve.desk.rows import Row, Teller, quoted
from goodoffices.serve.queries import Archive, dossiers, lookups
from goodoffices.serve.queries.giving import lasting_ids

ATOM = "http://www.w3.org/2005/Atom"
#: The desk as `goodoffices serve` opens it.
DESK = "http://127.0.0.1:8765"
#: The name under which a feed of all dossiers is asked for.
ALL = "all"
LISTS = ("proposals", "venue_offers", "contacts", "deadlines", "threats", "incidents")
#: Items of a feed, sources named in one, and letters of a title and of a quotation.
LONGEST, SOURCES, TITLE, WORDS = 100, 5, 200, 600
#: The space in which the ids of items are made.
SPACE = UUID("6f8b2c1e-5d0a-5c57-9a3e-0d6f0f5b7c42")
#: Where nothing is known of a time.
NEVER = "1970-01-01T00:00:00Z"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """An item before its lasting id and the addresses of a desk are known. `ids` are those of all that was joined in it, its own first; `mark` tells apart what else is about it."""

    entry: str
    ids: tuple[str, ...]
    mark: str
    kind: str
    status: str
    title: str
    html: str
    text: str
    published: str
    updated: str
    urls: tuple[str, ...]
    dossier: str
    dossier_name: str


@dataclass(frozen=True, slots=True)
class Feed:
    """`address` is the path on a desk without the ending that names the form; `page` that of the page it goes with."""

    id: str
    title: str
    address: str
    page: str
    updated: str
    items: tuple[tuple[str, Draft], ...]


def feed(archive: Archive, dossier: str | None) -> Feed:
    """The latest items of a dossier (an id or a name), or of all, the newest first. Raises UsageError and NotFoundError as `find_dossier`."""
    if dossier == "":
        raise NotFoundError("a feed is that of a dossier or of all: /feeds/all.atom")
    decided = {d.id: d.at for d in dossiers.log(archive)}
    told = dossiers.remembered(archive, "feed", lambda state: _drafts(archive, state, decided), dossier)
    drafts = [d for _, found in told for d in found]
    latest = sorted(drafts, key=lambda d: (d.updated, d.entry, d.mark), reverse=True)[:LONGEST]
    chosen = told[0][0] if dossier else None
    own = [dossier_id(a) for a in chosen.articles] if chosen else []
    named = [(chosen.id, *(i for i in own if i != chosen.id))] if chosen else []
    lasting = lasting_ids(archive, [*(d.ids for d in latest), *named])
    items = tuple((urn(f"{lasting.get(d.ids[0], d.ids[0])}|{d.mark}"), d) for d in latest)
    updated = latest[0].updated if latest else NEVER
    if chosen is None:
        return Feed(urn("all"), "Good Offices: all dossiers", f"/feeds/{ALL}", "/", updated, items)
    return Feed(urn(lasting.get(chosen.id, chosen.id)), f"Good Offices: {clean(chosen.name)[:TITLE]}", f"/feeds/{path(chosen.id)}", f"/dossier/{path(chosen.id)}", updated, items)


def urn(name: str) -> str:
    return f"urn:uuid:{uuid5(SPACE, name)}"


def path(ident: str) -> str:
    """An id as part of an address."""
    return quote(ident, safe=":", errors="replace")


def clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return _NO_XML.sub("", text)


def stamp(told: str | None) -> str | None:
    """A day or time of ISO 8601 as RFC 3339 in UTC; None for what is neither."""
    try:
        moment = datetime.fromisoformat(told) if told else None
    except ValueError:
        return None
    if moment is None:
        return None
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except OverflowError:
        return None


def _drafts(archive: Archive, state: DossierState, decided: Mapping[str, str]) -> list[Draft]:
    undated = {p.article for name in LISTS for item in getattr(state.ledger, name) if not any(s.published for s in item.sources) for p in item.sources}
    filed = {i: f.filed_at for i, f in lookups.filed(archive, sorted(undated)).items()} if undated else {}
    reprints = {a.id for a in state.articles if a.duplicate_of}
    when = {a.id: a.published or filed.get(a.id) for a in state.articles}
    urls = {a.id: a.url for a in state.articles if a.url}
    teller = Teller(state)
    out = []
    observations: dict[str, tuple[str, ...]] = {}
    for name in LISTS:
        for item in getattr(state.ledger, name):
            observations[item.id] = item.trail.observations or (item.id,)
            row = teller.row(item, name)
            times = [when.get(a) for a in _own(item.sources, reprints)]
            turned = [None if t.article in reprints else when.get(t.article or "") or decided.get(t.decision or "") for t in item.history]
            over = [_after(item.due.end or item.due.start)] if isinstance(item, MergedDeadline) and item.overdue else []
            status = f": {row.status.replace('_', ' ')}" if row.status else ""
            first, last = _ends(times, [*turned, *over, *(decided.get(d) for d in item.trail.decisions)])
            out.append(_draft(state, row.id, observations[item.id], "", row.kind.removesuffix("s"), row.status, f"{row.text}{status}", _told(row), item.sources, first, last, urls))
    count: Counter[tuple[str, str]] = Counter()
    for clash in state.contradictions:
        count[clash.about, clash.reason] += 1
        first, last = _ends([when.get(a) for side in clash.sides for a in _own(side.sources, reprints)], [])
        mark = f"contradiction|{clash.reason}|{count[clash.about, clash.reason]}"
        sources = tuple(p for side in clash.sides for p in side.sources)
        out.append(_draft(state, clash.about, observations.get(clash.about, (clash.about,)), mark, "contradiction", "", f"Contradiction: {teller.told(clash.reason)}", _sides(teller, clash), sources, first, last, urls))
    return out


def _own(sources: Iterable[Passage], reprints: set[str]) -> list[str]:
    """The articles that tell something of their own; all where none does."""
    every = [p.article for p in sources]
    return [a for a in every if a not in reprints] or every


def _draft(state: DossierState, entry: str, ids: tuple[str, ...], mark: str, kind: str, status: str, title: str, lines: list[str], sources: tuple[Passage, ...], first: str, last: str,
           urls: Mapping[str, str]) -> Draft:
    """Puts an item together; `lines` stand below its title."""
    cited = [(f"{p.publisher or 'outlet unknown'}, {(p.published or 'no date')[:10]}", quoted(p.evidence[0].text)[:WORDS] if p.evidence else "") for p in sources[:SOURCES]]
    more = [f"and {len(sources) - SOURCES} more sources"] if len(sources) > SOURCES else []
    text = "\n".join([*lines, *(f"{words} ({outlet})" if words else outlet for outlet, words in cited), *more])
    html = "".join(f"<p>{escape(x)}</p>" for x in lines) + "".join(f"<blockquote>{escape(words)}</blockquote><p>{escape(outlet)}</p>" for outlet, words in cited) + "".join(f"<p>{x}</p>" for x in more)
    found = dict.fromkeys(web for p in sources[:SOURCES] if (web := _web(urls.get(p.article))))
    return Draft(entry, ids, mark, kind, status, clean(title)[:TITLE], clean(html), clean(text), first, last, tuple(found), state.id, clean(state.name)[:TITLE])


def _told(row: Row) -> list[str]:
    """What is said of an entry below its title. Notes stay on the desk: a feed may be read anywhere."""
    return [x for x in (row.when, row.detail[:WORDS], *(f"{a.text}{f' ({a.when})' if a.when else ''}" for a in row.answers), *(f"Condition: {c.text[:WORDS]}" for c in row.conditions)) if x]


def _sides(teller: Teller, clash: Contradiction) -> list[str]:
    return [teller.told(side.claim)[:WORDS] for side in clash.sides]


def _ends(reported: Iterable[str | None], others: Iterable[str | None]) -> tuple[str, str]:
    """When an item was first told, and when something was last added to it."""
    told = sorted(s for t in reported if (s := stamp(t)))
    every = [*told, *(s for t in others if (s := stamp(t)))]
    return (told[0] if told else NEVER), max(every, default=NEVER)


def _after(day: str | None) -> str | None:
    """The day after one."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC).isoformat() if day and day < "9999-12-31" else None


def _web(url: str | None) -> str | None:
    """An address that a reader may be sent to; None for anything else than a sound http(s) one."""
    if not url or not url.lower().startswith(("http://", "https://")) or re.search(r"[\s<>\"{}|\\^`\x00-\x1f\x7f-\x9f]", url) or clean(url) != url:
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def atom(made: Feed, desk: str = DESK) -> bytes:
    """RFC 4287. `desk`: where the pages are that the links lead to."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _put(root, "id", made.id)
    _put(root, "title", made.title)
    _put(root, "updated", made.updated)
    _put(ET.SubElement(root, "author"), "name", "Good Offices")
    _put(root, "generator", "Good Offices", {"version": __version__})
    _put(root, "link", None, {"rel": "self", "type": "application/atom+xml", "href": f"{desk}{made.address}.atom"})
    _put(root, "link", None, {"rel": "alternate", "type": "text/html", "href": desk + made.page})
    for ident, d in made.items:
        entry = ET.SubElement(root, "entry")
        _put(entry, "id", ident)
        _put(entry, "title", d.title, {"type": "text"})
        _put(entry, "updated", d.updated)
        _put(entry, "published", d.published)
        _put(entry, "link", None, {"rel": "alternate", "type": "text/html", "href": _page(desk, d)})
        for url in d.urls:
            _put(entry, "link", None, {"rel": "via", "href": url})
        for term in _tags(d):
            _put(entry, "category", None, {"term": term})
        _put(entry, "content", d.html, {"type": "html"})
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _put(parent: ET.Element, name: str, text: str | None, attributes: Mapping[str, str] | None = None) -> None:
    ET.SubElement(parent, name, dict(attributes or {})).text = text


def json_feed(made: Feed, desk: str = DESK) -> bytes:
    """JSON Feed 1.1."""
    items: list[dict[str, Any]] = []
    for ident, d in made.items:
        item = {"id": ident, "url": _page(desk, d), "title": d.title, "content_html": d.html, "content_text": d.text, "date_published": d.published, "date_modified": d.updated, "tags": _tags(d),
                "_goodoffices": {"entry": d.entry, "kind": d.kind, "status": d.status or None, "dossier": d.dossier}}
        items.append({**item, "external_url": d.urls[0]} if d.urls else item)
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": made.title, "home_page_url": desk + made.page, "feed_url": f"{desk}{made.address}.json", "language": "en",
             "authors": [{"name": "Good Offices"}], "items": items}
    return msgspec.json.encode(whole) + b"\n"


def _page(desk: str, draft: Draft) -> str:
    """The permalink of an item: its entry, or the dossier where the item is about something else."""
    return f"{desk}/entry/{path(draft.entry)}" if draft.entry.partition(":")[0] in KINDS else f"{desk}/dossier/{path(draft.dossier)}"


def _tags(draft: Draft) -> list[str]:
    return [t for t in (draft.kind.replace("_", " "), draft.status.replace("_", " "), draft.dossier_name) if t]


KINDS = frozenset(name.removesuffix("s") for name in LISTS)
