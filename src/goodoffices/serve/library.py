"""The store for programs: `goodoffices.Store` reads what the commands read, as records and as frames (docs/python.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, get_args, overload

import msgspec

from goodoffices.errors import UsageError
from goodoffices.frames import LEDGER, Frame, choose
from goodoffices.model import (
    ActorKind,
    Contradiction,
    Decision,
    Dossier,
    DossierState,
    EventType,
    ExplainedRecord,
    Explanation,
    MergedItem,
    Modality,
    Moment,
    Record,
)
from goodoffices.serve.queries import dossiers as cases
from goodoffices.serve.queries import entries, lookups, open_archive
from goodoffices.serve.queries.lookups import ActorRow, ArticleRow, EventRow, Found, StatementRow
from goodoffices.serve.user_folder import store_to_read, store_to_write, tables_to_read

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from goodoffices.serve.queries.filing import Filing
    from goodoffices.serve.queries.outlook import Outlook

Item_co = TypeVar("Item_co", covariant=True)
Day = str | date | None


class Rows(Sequence[Item_co], Generic[Item_co]):
    """An answer: a sequence of records that can also be had as a table. `name` is that of its columns in `goodoffices.frames.COLUMNS`."""

    def __init__(self, name: str, items: Iterable[Item_co], as_row: Callable[[Any], dict[str, Any]] = msgspec.to_builtins) -> None:
        self.name = name
        self._items = tuple(items)
        self._as_row = as_row

    @overload
    def __getitem__(self, at: int) -> Item_co: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[Item_co]: ...
    def __getitem__(self, at: int | slice) -> Item_co | Rows[Item_co]:
        return Rows(self.name, self._items[at], self._as_row) if isinstance(at, slice) else self._items[at]

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"Rows({self.name}: {len(self)})"

    def frame(self) -> Frame:
        """The rows under the columns of this answer."""
        return Frame(self.name, [self._as_row(item) for item in self._items])

    def to_arrow(self) -> pyarrow.Table:
        """As `Frame.to_arrow`."""
        return self.frame().to_arrow()

    def to_pandas(self) -> pandas.DataFrame:
        """As `Frame.to_pandas`. Raises MissingLibraryError without pandas."""
        return self.frame().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """As `Frame.to_polars`. Raises MissingLibraryError without Polars."""
        return self.frame().to_polars()


class Store:
    """An open store. `store`: a file, or an address such as `postgresql://user@host/cases`; without one the store that the commands use. `tables`: a folder of
    your own tables. `create`: make the store where there is none.

    Methods raise `StoreError` when the store fails, `NotFoundError` for what is not there, `AmbiguousError` for a name that fits several dossiers, and `UsageError` for
    days, types or names of lists that are none. In every filter None means anything; days are ISO 8601 text or `datetime.date`, inclusive; `actor` is an id or part of
    a name, `source` an outlet or the id of an article, `dossier` an id, a name or a unique part of one, `country` ISO 3166-1 alpha-3. One store may be used by several threads.
    """

    def __init__(self, store: str | Path | None = None, *, tables: str | Path | None = None, create: bool = False) -> None:
        self._closing = ExitStack()
        self._archive = self._closing.enter_context(open_archive(_address(store, create=create), tables_to_read(Path(tables) if tables else None), create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets the store go; it cannot be asked afterwards."""
        self._closing.close()

    def __repr__(self) -> str:
        return f"Store({self._archive.repository.where})"

    # -- articles ---------------------------------------------------------------------------------------------------------

    def articles(self, *, dossier: str | None = None, source: str | None = None, since: Day = None, until: Day = None) -> Rows[ArticleRow]:
        """Articles without their records, in order of publication."""
        return Rows("articles", lookups.article_rows(self._archive, lookups.within(self._archive, dossier, source=source, since=_day("since", since), until=_day("until", until))))

    def article(self, ident: str) -> ExplainedRecord:
        """The record of one article, with its text and the reason of each entry. Raises NotFoundError."""
        return lookups.article(self._archive, ident)

    def records(self, dossier: str | None = None) -> Iterator[ExplainedRecord]:
        """All records, or those of a dossier, a few at a time, without events and statements that users rejected."""
        yield from lookups.records(self._archive, dossier)

    def search(self, words: str, *, limit: int = 20) -> Rows[Found]:
        """Articles that have all the words, the best first; "words in quotation marks" side by side; a word after a minus must not occur."""
        return Rows("found", lookups.search(self._archive, words, limit))

    # -- what articles tell -----------------------------------------------------------------------------------------------

    def events(self, *, dossier: str | None = None, actor: str | None = None, country: str | None = None, type: str | None = None, modality: str | None = None,
               source: str | None = None, since: Day = None, until: Day = None, limit: int | None = None) -> Rows[EventRow]:
        """Events in order of time, each with its article and the names of its actors; with `limit` the latest so many."""
        wanted = lookups.within(self._archive, dossier, actor=actor, country=_upper(country), type=_known("type", type, EventType), modality=_known("modality", modality, Modality), source=source,
                                since=_day("since", since), until=_day("until", until), limit=limit)
        return Rows("events", lookups.events(self._archive, wanted))

    def statements(self, *, dossier: str | None = None, actor: str | None = None, country: str | None = None, direct: bool | None = None, source: str | None = None,
                   since: Day = None, until: Day = None, limit: int | None = None) -> Rows[StatementRow]:
        """Who said what, in order of publication; `direct`: only quotations, or only reported speech; with `limit` the latest so many."""
        wanted = lookups.within(self._archive, dossier, actor=actor, country=_upper(country), type=None if direct is None else "direct" if direct else "indirect", source=source,
                                since=_day("since", since), until=_day("until", until), limit=limit)
        return Rows("statements", lookups.statements(self._archive, wanted))

    def actors(self, *, dossier: str | None = None, actor: str | None = None, country: str | None = None, kind: str | None = None, source: str | None = None,
               since: Day = None, until: Day = None, limit: int | None = None) -> Rows[ActorRow]:
        """Actors, the most mentioned first."""
        wanted = lookups.within(self._archive, dossier, actor=actor, country=_upper(country), type=_known("kind", kind, ActorKind), source=source, since=_day("since", since),
                                until=_day("until", until), limit=limit)
        return Rows("actors", lookups.actors(self._archive, wanted))

    # -- dossiers ---------------------------------------------------------------------------------------------------------

    def dossiers(self) -> Rows[Dossier]:
        """All dossiers in order of their first report."""
        return Rows("dossiers", cases.list_dossiers(self._archive))

    def dossier(self, name: str, *, at: Day = None, known_at: Day = None) -> DossierState:
        """The state of a dossier. `at`: of the world on that day; `known_at`: by reports published until then. Raises NotFoundError, AmbiguousError."""
        return cases.state(self._archive, name, at=_day("at", at), known_at=_day("known_at", known_at))

    def timeline(self, dossier: str | None = None, *, since: Day = None, until: Day = None) -> Rows[Moment]:
        """What happened and was said, in order of time: of one dossier, or of all."""
        return Rows("timeline", cases.timeline(self._archive, dossier, since=_day("since", since), until=_day("until", until)))

    def ledger(self, name: str, *, dossier: str | None = None, actor: str | None = None, country: str | None = None, type: str | None = None, status: str | None = None,
               source: str | None = None, since: Day = None, until: Day = None, at: Day = None, known_at: Day = None) -> Rows[MergedItem]:
        """One list of the ledger, merged over the reports of each dossier: proposals, venue_offers, contacts, deadlines, threats, conditions, incidents, assessments.
        `type`: a kind, channel or stance. Raises UsageError for another name."""
        wanted = entries.Wanted(dossier=dossier, actor=actor, country=_upper(country), type=type, status=status, source=source, since=_day("since", since),
                                until=_day("until", until), at=_day("at", at), known_at=_day("known_at", known_at))
        return _of_dossiers(choose(name, LEDGER), entries.items(self._archive, name, wanted))

    def contradictions(self, *, dossier: str | None = None, source: str | None = None, at: Day = None, known_at: Day = None) -> Rows[Contradiction]:
        """Claims that cannot both hold."""
        return _of_dossiers("contradictions", entries.clashes(self._archive, entries.Wanted(dossier=dossier, source=source, at=_day("at", at), known_at=_day("known_at", known_at))))

    def assess(self, dossier: str, *, at: Day = None, what_if: Sequence[str] = ()) -> Outlook:
        """Indices, forecasts and offers of a dossier, as `goodoffices assess`, by the reports until a day; `what_if`: facts to suppose ("accepts", "quiet"). Nothing is issued. Raises
        NotFoundError, AmbiguousError, UsageError, and NotPossibleError where nothing was published by then."""
        from goodoffices.serve.queries.assessing import assess

        return assess(self._archive, dossier, _day("at", at), keep=False, what_if=what_if)

    def explain(self, entry: str) -> Explanation:
        """Why an entry is there: its words in every source, the rules that read them, what changed its state. `entry`: an id, or "ARTICLE#event:1". Raises NotFoundError."""
        from goodoffices.serve.queries import explaining

        return explaining.explain(self._archive, entry)

    def decisions(self) -> list[Decision]:
        """What users decided, in order."""
        return cases.log(self._archive)

    # -- filing -----------------------------------------------------------------------------------------------------------

    def add(self, records: Record | Iterable[Record]) -> Filing:
        """Files records, each in a transaction of its own; the same record twice changes nothing. Gives the counts: `added`, `updated`, `unchanged`, and the ids `changed`.
        Raises StoreRefusedError for the first that the database does not take."""
        from goodoffices.errors import StoreRefusedError
        from goodoffices.serve.queries import filing

        def refuse(ident: str, reason: str) -> None:
            raise StoreRefusedError(self._archive.repository.where, f"{ident}: {reason}")

        made = filing.Filing()
        filing.file_records(self._archive, made, [records] if isinstance(records, Record) else records, refuse)
        return made


def _of_dossiers(name: str, found: Iterable[tuple[str, Any]]) -> Rows[Any]:
    """Entries of dossiers; a row also has the id of its dossier."""
    pairs = list(found)
    homes = {id(item): home for home, item in pairs}
    return Rows(name, [item for _, item in pairs], lambda item: {**msgspec.to_builtins(item), "dossier": homes[id(item)]})


def _address(store: str | Path | None, *, create: bool) -> str:
    """The address of a file or of what is one already."""
    if store is None or store == "":
        return store_to_write(None) if create else store_to_read(None)
    return store if isinstance(store, str) and "://" in store else f"sqlite:///{store}"


def _day(name: str, value: Day) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else value.isoformat()[:10]
    except ValueError as err:
        raise UsageError(f"{name}: {value!r} is no ISO 8601 date such as 2024-05-07") from err


def _known(name: str, value: str | None, kinds: Any) -> str | None:
    """The value as records write it. Raises UsageError that lists what there is."""
    known = {kind.casefold(): kind for kind in get_args(kinds)}
    if value is not None and value.casefold() not in known:
        raise UsageError(f"{name}: {value!r} is none of {', '.join(sorted(known.values()))}")
    return known[value.casefold()] if value is not None else None


def _upper(text: str | None) -> str | None:
    return text.upper() if text else None
