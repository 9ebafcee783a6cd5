"""The one order in which everything is worked out: publication, then document id. Ids, and days to reckon with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256

import msgspec

from goodoffices.model import Entry, Record

#: Ids of entries begin with the name of one item of their list.
SINGULAR = {"proposals": "proposal", "venue_offers": "venue_offer", "contacts": "contact", "deadlines": "deadline", "threats": "threat",
            "conditions": "condition", "incidents": "incident", "assessments": "assessment"}
LISTS = {v: k for k, v in SINGULAR.items()}
#: Stands behind every day: articles without a date come last.
NEVER = "9999-12-31"
_ARTICLE, _PLACE, _CHECK = 10, 5, 5


def day_of(published: str | None) -> str | None:
    """The day of publication, in the zone it was given in."""
    return published[:10] if published else None


def moment_of(published: str | None) -> tuple[str, str]:
    """Day, then moment in UTC where a time was given."""
    if not published:
        return NEVER, ""
    if len(published) <= 10:
        return published, ""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return published[:10], published
    return published[:10], (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """Each article once, in order of publication. Of two records of one article the same one is kept whatever the order they came in."""
    unique: dict[str, Record] = {}
    for record in records:
        other = unique.get(record.document.id)
        if other is None or (other is not record and msgspec.json.encode(record) < msgspec.json.encode(other)):
            unique[record.document.id] = record
    return tuple(sorted(unique.values(), key=lambda r: (moment_of(r.document.published), r.document.id)))


def digest(*parts: str, size: int) -> str:
    """Hexadecimal digits that the parts always give."""
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:size]


def dossier_id(article: str) -> str:
    """The id of the dossier whose earliest article this is."""
    return f"dossier:{digest(article, size=12)}"


def observation_id(prefix: str, article: str, start: int, words: str, detail: str = "") -> str:
    """The public id of what one article says: which article, where its first evidence stands, and a check on the words. `detail` tells entries
    that stand on the same words apart."""
    return f"{prefix}:{digest(article, size=_ARTICLE)}{start % 16 ** _PLACE:0{_PLACE}x}{digest(words, detail, size=_CHECK)}"


def whereabouts(ident: str) -> tuple[str, str, int] | None:
    """Prefix, digest of the article and start of the evidence that an observation id holds; None if it is none."""
    prefix, _, rest = ident.partition(":")
    if len(rest) != _ARTICLE + _PLACE + _CHECK:
        return None
    try:
        return prefix, rest[:_ARTICLE], int(rest[_ARTICLE:_ARTICLE + _PLACE], 16)
    except ValueError:
        return None


def clash_id(observation: str, reason: str, key: str) -> str:
    """The public id of a contradiction about an entry that holds the observation: where that stands, and a check on what clashes. It does not change with the sources of the two sides."""
    return f"contradiction:{observation.partition(':')[2][:_ARTICLE + _PLACE]}{digest(observation, reason, key, size=_CHECK)}"


def article_mark(article: str) -> str:
    """The part of observation ids that stands for the article."""
    return digest(article, size=_ARTICLE)


def entry_ids(record: Record) -> dict[str, str]:
    """The local ids of a record's ledger ("proposal:1") with their public ids. Entries on the same words of one article are told apart by who or
    what they are about, then by their order."""
    out: dict[str, str] = {}
    for name, prefix in SINGULAR.items():
        taken: set[str] = set()
        for item in getattr(record.ledger, name):
            start, words = (item.evidence[0].start, item.evidence[0].text) if item.evidence else (0, "")
            detail, number = detail_of(item), 0
            ident = observation_id(prefix, record.document.id, start, words, detail)
            while ident in taken:
                number += 1
                ident = observation_id(prefix, record.document.id, start, words, f"{detail}|{number}")
            taken.add(ident)
            out[f"{name}|{item.id}"] = ident
    return out


def detail_of(item: Entry) -> str:
    """What tells entries on the same words apart: the host, the participants, the kind."""
    values = (getattr(item, field, None) for field in ("host", "participants", "kind", "by", "issuer", "setter", "holder"))
    return "|".join(",".join(v) if isinstance(v, tuple) else str(v) for v in values if v)


def days_between(a: str | None, b: str | None) -> int | None:
    """Days from a to b (negative where b is earlier); None where either is unknown."""
    if not a or not b:
        return None
    return (date.fromisoformat(b[:10]) - date.fromisoformat(a[:10])).days


def apart(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> int | None:
    """Days between two spans of days, 0 where they meet; None where either is unknown."""
    if not a[0] or not b[0]:
        return None
    if a[0] > (b[1] or b[0]):
        return days_between(b[1] or b[0], a[0])
    if b[0] > (a[1] or a[0]):
        return days_between(a[1] or a[0], b[0])
    return 0
