"""A record laid flat: the rows of the tables that questions are asked of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goodoffices.model import Record

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """By table; `article` is the internal number of the article."""

    events: list[Row]
    event_actors: list[Row]
    statements: list[Row]
    mentions: list[Row]


def flatten(record: Record, article: int) -> Rows:
    """The rows of one record. Statements are dated by the day of publication."""
    countries = {a.id: a.country for a in record.actors}
    day = (record.document.published or "")[:10] or None
    return Rows(
        events=[{"article": article, "ordinal": n, "type": e.type, "modality": e.modality, "quad": e.quad, "score": e.score, "date_start": e.date.start,
                 "date_end": e.date.end, "place": plain(e.place.name) if e.place else None, "country": e.place.country if e.place else None,
                 "confidence": e.confidence} for n, e in enumerate(record.events)],
        event_actors=[{"article": article, "ordinal": n, "side": side, "actor": actor, "country": countries.get(actor)}
                      for n, e in enumerate(record.events) for side, ids in (("actor", e.actors), ("recipient", e.recipients)) for actor in dict.fromkeys(ids)],
        statements=[{"article": article, "ordinal": n, "speaker": s.speaker, "country": countries.get(s.speaker or ""), "outlet": s.outlet, "direct": s.direct,
                     "stance": s.stance, "day": day} for n, s in enumerate(record.statements)],
        mentions=[{"article": article, "actor": a.id, "name": plain(a.name), "kind": a.kind, "country": a.country, "code": a.code, "role": plain(a.role),
                   "mentions": len(a.mentions)} for a in {a.id: a for a in record.actors}.values()])


def plain(text: str | None) -> str | None:
    """Text as every database takes it: NUL is shown as the sign for what cannot be shown, so that lengths stay."""
    return text.replace("\0", "�") if text else text
