"""What `goodoffices code` writes: JSON lines, one row per event as CSV, Parquet or GDELT 2.0 event columns, or the shapes of ACLED, NGEC and
FollowTheMoney (docs/formats.md)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import msgspec

from goodoffices.model import Actor, Event, ExplainedRecord, Record

EVENT_COLUMNS = ("document", "url", "publisher", "published", "title", "event", "type", "mode", "contexts", "cameo", "quad", "score", "actors", "actor_names",
                 "recipients", "recipient_names", "modality", "date_start", "date_end", "date_text", "place", "place_country", "latitude", "longitude",
                 "statement", "speaker", "confidence", "evidence_start", "evidence_end", "evidence")
#: The 61 columns of a GDELT 2.0 event row, in order.
GDELT_COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *[f"Actor{n}{c}" for n in (1, 2) for c in ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
                                             "Type2Code", "Type3Code")],
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *[f"{w}Geo_{c}" for w in ("Actor1", "Actor2", "Action") for c in ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")],
    "DATEADDED", "SOURCEURL")
QUADS = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
NOT_DONE = frozenset({"negated", "hypothetical", "historical"})
#: Forms that others have defined.
FOREIGN = ("acled", "plover", "ftm")


def write(records: Iterable[Record], form: str, output: Path | None, tables: Path | None = None) -> None:
    """Writes all records, one after the other; a file appears under its name only when it is complete. `tables`: the user's own, for names of countries."""
    if form == "parquet":
        assert output is not None
        _write_parquet(records, output)
        return
    with target_stream(output) as stream:
        if form in FOREIGN:
            from goodoffices.ontology import load

            for line in foreign_lines(records, form, load(tables).know.countries):
                stream.write(line)
            return
        if form == "jsonl":
            encoder = msgspec.json.Encoder()
            for record in records:
                stream.write(encoder.encode(record) + b"\n")
                if output is None:
                    stream.flush()
        elif form == "csv":
            for line in table_lines(EVENT_COLUMNS, (row for record in records for row in event_rows(record))):
                stream.write(line)
        else:
            for record in records:
                for values in gdelt_rows(record):
                    stream.write(("\t".join(_plain(v) for v in values) + "\n").encode())


def foreign_lines(records: Iterable[Record], form: str, countries: Mapping[str, Any]) -> Iterator[bytes]:
    """The lines of a form that others have defined."""
    if form == "acled":
        from goodoffices.serve import acled

        yield from table_lines(acled.COLUMNS, (row for record in records for row in acled.record_rows(record, countries)))
        return
    from goodoffices.serve import followthemoney, plover_lines

    made = followthemoney.entities(records, countries) if form == "ftm" else (line for record in records for line in plover_lines.event_lines(record, countries))
    encoder = msgspec.json.Encoder()
    for item in made:
        yield encoder.encode(item) + b"\n"


def table_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """CSV with a header line."""
    yield _line(columns)
    for row in rows:
        yield _line([row[c] for c in columns])


@contextmanager
def target_stream(output: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that appears under its name only when it is complete."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(output.name + ".part")
    try:
        with partial.open("wb") as stream:
            yield stream
        os.replace(partial, output)
    finally:
        partial.unlink(missing_ok=True)


def _line(values: Iterable[Any]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(["" if v is None else v for v in values])
    return buffer.getvalue().encode()


def _plain(value: Any) -> str:
    return "" if value is None else str(value).replace("\t", " ").replace("\n", " ")


def event_rows(record: Record) -> Iterator[dict[str, Any]]:
    """One flat row per event; lists are joined by semicolons."""
    names = {a.id: a.name for a in record.actors}
    speakers = {s.id: s.speaker for s in record.statements}
    d = record.document
    for e in record.events:
        span = e.evidence[0]
        yield {"document": d.id, "url": d.url, "publisher": d.publisher, "published": d.published, "title": d.title, "event": e.id, "type": e.type, "mode": e.mode,
               "contexts": ";".join(e.contexts), "cameo": e.cameo, "quad": e.quad, "score": e.score, "actors": ";".join(e.actors),
               "actor_names": ";".join(names.get(a, a) for a in e.actors), "recipients": ";".join(e.recipients),
               "recipient_names": ";".join(names.get(a, a) for a in e.recipients), "modality": e.modality, "date_start": e.date.start, "date_end": e.date.end,
               "date_text": e.date.text, "place": e.place.name if e.place else None, "place_country": e.place.country if e.place else None,
               "latitude": e.place.latitude if e.place else None, "longitude": e.place.longitude if e.place else None, "statement": e.statement,
               "speaker": speakers.get(e.statement) if e.statement else None, "confidence": e.confidence, "evidence_start": span.start, "evidence_end": span.end,
               "evidence": span.text}


def _write_parquet(records: Iterable[Record], output: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"score": pa.float64(), "latitude": pa.float64(), "longitude": pa.float64(), "confidence": pa.float64(), "evidence_start": pa.int64(),
             "evidence_end": pa.int64()}
    shape = pa.schema([(c, kinds.get(c, pa.string())) for c in EVENT_COLUMNS])
    partial = output.with_name(output.name + ".part")
    try:
        with pq.ParquetWriter(partial, shape) as writer:
            rows: list[dict[str, Any]] = []
            for record in records:
                rows.extend(event_rows(record))
                if len(rows) >= 5000:
                    writer.write_table(pa.Table.from_pylist(rows, schema=shape))
                    rows = []
            writer.write_table(pa.Table.from_pylist(rows, schema=shape))
        os.replace(partial, output)
    finally:
        partial.unlink(missing_ok=True)


def gdelt_rows(record: Record) -> Iterator[list[Any]]:
    """GDELT 2.0 event rows for events told as done or intended; what we do not know stays empty."""
    actors = {a.id: a for a in record.actors}
    published = (record.document.published or "")[:10]
    for e in record.events:
        if e.modality in NOT_DONE or not e.cameo:
            continue
        for first in e.actors or (None,):
            for second in e.recipients or (None,):
                yield _gdelt(record, e, actors.get(first or ""), actors.get(second or ""), published)


def _gdelt(record: Record, e: Event, one: Actor | None, two: Actor | None, published: str) -> list[Any]:
    day = e.date.start or published or None
    row: dict[str, Any] = dict.fromkeys(GDELT_COLUMNS)
    key = f"{record.document.id} {e.id} {one.id if one else ''} {two.id if two else ''}"
    row["GlobalEventID"] = int(hashlib.sha256(key.encode()).hexdigest()[:12], 16)
    if day:
        when = date.fromisoformat(day)
        row |= {"Day": when.strftime("%Y%m%d"), "MonthYear": when.strftime("%Y%m"), "Year": when.year, "FractionDate": f"{when.year + when.timetuple().tm_yday / 366:.4f}"}
    for prefix, actor in (("Actor1", one), ("Actor2", two)):
        if actor is not None:
            row |= {f"{prefix}Code": actor.code, f"{prefix}Name": actor.name.upper(), f"{prefix}CountryCode": actor.country,
                    f"{prefix}Type1Code": actor.code[3:6] if actor.code and len(actor.code) > 3 and actor.country else None}
    code = e.cameo or ""
    row |= {"IsRootEvent": int(e.evidence[0].start < 600), "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2], "QuadClass": QUADS[e.quad],
            "GoldsteinScale": e.score, "NumMentions": 1, "NumSources": 1, "NumArticles": 1, "DATEADDED": published.replace("-", "") + "000000" if published else None,
            "SOURCEURL": record.document.url or record.document.id}
    if e.place is not None:
        row |= {"ActionGeo_Type": 1 if e.place.latitude is None else 4, "ActionGeo_Fullname": e.place.name, "ActionGeo_CountryCode": e.place.country,
                "ActionGeo_Lat": e.place.latitude, "ActionGeo_Long": e.place.longitude}
    return [row[c] for c in GDELT_COLUMNS]


def record_schema() -> str:
    """JSON Schema of a record, made from model.py."""
    made = msgspec.json.schema(ExplainedRecord)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "Good Offices record"
    return json.dumps(made, indent=2, ensure_ascii=False)
