"""Rows as tables with columns of fixed names and kinds: for Arrow, pandas and Polars. Which columns there are stands in `COLUMNS` and docs/python.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from goodoffices.errors import MissingLibraryError, UsageError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Row = Mapping[str, Any]
Kind = Literal["text", "texts", "day", "number", "count", "flag"]


class Column(NamedTuple):
    """A column: its kind, and how its value is found in a row."""

    name: str
    kind: Kind
    find: Callable[[Row], Any]


def _at(path: str) -> Callable[[Row], Any]:
    """What stands at a path such as "event.date.start"; None where something on the way is missing."""
    steps = path.split(".")

    def find(row: Any) -> Any:
        for step in steps:
            row = row.get(step) if isinstance(row, Mapping) else None
        return row

    return find


def _columns(*lines: str) -> tuple[Column, ...]:
    """Columns from lines "name kind [path]"; the path is the name where none is given."""
    return tuple(Column(words[0], words[1], _at(words[2] if len(words) > 2 else words[0])) for words in (line.split() for line in lines))  # type: ignore[arg-type]


def _names(path: str) -> Callable[[Row], Any]:
    find = _at(path)
    return lambda row: [row["names"].get(i, i) for i in find(row) or ()]


def _name(path: str) -> Callable[[Row], Any]:
    find = _at(path)
    return lambda row: row["names"].get(find(row), find(row))


def _words(path: str) -> Callable[[Row], Any]:
    find = _at(path)
    return lambda row: " ... ".join(span["text"] for span in find(row) or ())


def _told(row: Row) -> list[str]:
    """The articles that tell an entry."""
    return list(dict.fromkeys(p["article"] for p in row.get("sources", ()))) or ([row["article"]] if row.get("article") else [])


_SOURCE = _columns("article text source.article", "url text source.url", "publisher text source.publisher", "published text source.published", "title text source.title")
_DATE = _columns("start day date.start", "end day date.end", "date_text text date.text")
_PLACE = _columns("place text place.name", "place_country text place.country", "latitude number place.latitude", "longitude number place.longitude")
#: What every list of the ledger has at its end.
_ENTRY = (*_columns("confidence number"), Column("evidence", "text", _words("evidence")), Column("articles", "texts", _told), *_columns("dossier text"))

COLUMNS: dict[str, tuple[Column, ...]] = {
    "events": (
        *_columns("id text"), *_SOURCE, *_columns("type text event.type", "mode text event.mode", "contexts texts event.contexts", "cameo text event.cameo", "quad text event.quad", "score number event.score",
                                                  "actors texts event.actors"),
        Column("actor_names", "texts", _names("event.actors")), *_columns("recipients texts event.recipients"), Column("recipient_names", "texts", _names("event.recipients")),
        *_columns("modality text event.modality", "start day event.date.start", "end day event.date.end", "date_text text event.date.text", "place text event.place.name",
                  "place_country text event.place.country", "latitude number event.place.latitude", "longitude number event.place.longitude", "statement text event.statement",
                  "confidence number event.confidence"),
        Column("evidence", "text", _words("event.evidence"))),
    "statements": (
        *_columns("id text"), *_SOURCE, *_columns("speaker text statement.speaker"), Column("speaker_name", "text", _name("statement.speaker")), *_columns("outlet text statement.outlet"),
        Column("outlet_name", "text", _name("statement.outlet")), *_columns("direct flag statement.direct", "stance text statement.stance", "cue text statement.cue.text",
                                                                            "content text statement.content.text", "content_start count statement.content.start", "content_end count statement.content.end")),
    "actors": _columns("id text", "name text", "kind text", "country text", "code text", "role text", "aliases texts", "mentions count", "articles count", "first day", "last day"),
    "articles": _columns("id text", "url text", "publisher text", "published text", "title text", "duplicate_of text", "filed_at text"),
    "found": _columns("id text", "url text", "publisher text", "published text", "title text", "duplicate_of text", "excerpt text"),
    "dossiers": _columns("id text", "name text", "parties texts", "mediators texts", "article_count count", "first day", "last day"),
    "timeline": (*_columns("date day", "end day", "kind text", "text text", "reported flag", "entry text"), Column("articles", "texts", _told)),
    "contradictions": (*_columns("id text", "about text"), Column("claims", "texts", lambda row: [side["claim"] for side in row["sides"]]),
                       Column("articles", "texts", lambda row: list(dict.fromkeys(a for side in row["sides"] for a in _told(side)))), *_columns("score number", "reason text", "dossier text")),
    "proposals": (*_columns("id text", "kind text", "proposer text", "addressee text", "status text", "venue text venue.name", "venue_country text venue.country"), *_DATE, *_columns("conditions texts"),
                  Column("answers", "texts", lambda row: [r["answer"] for r in row["responses"]]), Column("answered_by", "texts", lambda row: [r["actor"] or "" for r in row["responses"]]), *_ENTRY),
    "venue_offers": (*_columns("id text", "host text", "status text", "purpose text"), *_PLACE, *_DATE, *_ENTRY),
    "contacts": (*_columns("id text", "channel text", "participants texts", "status text"), *_PLACE, *_DATE, *_ENTRY),
    "deadlines": (*_columns("id text", "setter text", "addressee text", "demand text demand.text", "length text", "set day set.start", "due_start day due.start", "due_end day due.end", "status text", "overdue flag"), *_ENTRY),
    "threats": (*_columns("id text", "issuer text", "target text", "action text", "condition text"), *_DATE, *_ENTRY),
    "conditions": (*_columns("id text", "holder text", "of text", "text text"), *_ENTRY),
    "incidents": (*_columns("id text", "kind text", "actors texts", "targets texts"), *_PLACE, *_DATE,
                  *_columns("killed_min count killed.min", "killed_max count killed.max", "injured_min count injured.min", "injured_max count injured.max", "damage text", "alleged_by text", "denied_by text"), *_ENTRY),
    "assessments": (*_columns("id text", "by text", "subject text", "stance text", "claim text"), *_ENTRY),
}
#: The lists of the ledger.
LEDGER = ("proposals", "venue_offers", "contacts", "deadlines", "threats", "conditions", "incidents", "assessments")


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """Rows under the columns of `COLUMNS[name]`. Iterating gives dictionaries; days are `datetime.date` there."""

    name: str
    rows: Sequence[Row]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in COLUMNS[self.name])

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return ({c.name: _value(c, row) for c in COLUMNS[self.name]} for row in self.rows)

    def __repr__(self) -> str:
        return f"Frame({self.name}: {len(self)} rows, {len(self.columns)} columns)"

    def to_arrow(self) -> pyarrow.Table:
        """A `pyarrow.Table`: string, list<string>, date32, double, int64, bool."""
        import pyarrow as pa

        kinds = {"text": pa.string(), "texts": pa.list_(pa.string()), "day": pa.date32(), "number": pa.float64(), "count": pa.int64(), "flag": pa.bool_()}
        columns = COLUMNS[self.name]
        return pa.table({c.name: pa.array([_value(c, row) for row in self.rows], kinds[c.kind]) for c in columns}, schema=pa.schema([(c.name, kinds[c.kind]) for c in columns]))

    def to_pandas(self) -> pandas.DataFrame:
        """A `pandas.DataFrame`: string, object (arrays of str), datetime64[ms], float64, Int64, bool. Raises MissingLibraryError without pandas."""
        try:
            import pandas as pd
        except ImportError as err:
            raise MissingLibraryError("pandas") from err
        import pyarrow as pa

        return self.to_arrow().to_pandas(date_as_object=False, types_mapper={pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype()}.get)

    def to_polars(self) -> polars.DataFrame:
        """A `polars.DataFrame`: String, List(String), Date, Float64, Int64, Boolean. Raises MissingLibraryError without Polars."""
        try:
            import polars as pl
        except ImportError as err:
            raise MissingLibraryError("polars") from err
        made = pl.from_arrow(self.to_arrow())
        assert isinstance(made, pl.DataFrame)
        return made


def _value(column: Column, row: Row) -> Any:
    value = column.find(row)
    if column.kind == "day":
        return date.fromisoformat(value[:10]) if value else None
    return list(value or ()) if column.kind == "texts" else value


def choose(name: str, among: Sequence[str]) -> str:
    """The name. Raises UsageError that lists what there is."""
    if name not in among:
        raise UsageError(f"there is no frame {name!r}; there are {', '.join(among)}")
    return name


# -- frames of one article -------------------------------------------------------------------------------------------------

RECORD = ("events", "statements", "actors", *LEDGER)


def record_frame(name: str, record: Row) -> Frame:
    """A frame of one record, given as dictionaries and lists. Raises UsageError for a name that is none of `RECORD`."""
    document = record["document"]
    source = {"article": document["id"], **{field: document[field] for field in ("url", "publisher", "published", "title")}}
    names = {a["id"]: a["name"] for a in record["actors"]}
    if choose(name, RECORD) in LEDGER:
        return Frame(name, [{**item, "article": document["id"]} for item in record["ledger"][name]])
    if name == "actors":
        day = (document["published"] or "")[:10] or None
        return Frame(name, [{**a, "aliases": [], "mentions": len(a["mentions"]), "articles": 1, "first": day, "last": day} for a in record["actors"]])
    single = name.removesuffix("s")
    return Frame(name, [{"id": f"{document['id']}#{item['id']}", "source": source, "names": names, single: item} for item in record[name]])


# -- frames of a dossier ---------------------------------------------------------------------------------------------------

STATE = (*LEDGER, "articles", "contradictions")


def state_frame(name: str, state: Row) -> Frame:
    """A frame of the state of a dossier. Raises UsageError for a name that is none of `STATE`."""
    rows = state["ledger"][name] if choose(name, STATE) in LEDGER else state[name]
    return Frame(name, [{**item, "dossier": state["id"]} for item in rows])
