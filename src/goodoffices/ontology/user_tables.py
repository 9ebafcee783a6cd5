"""The tables of office holders in a user's folder: read beside the shipped ones, and written whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from goodoffices.errors import GoodOfficesError
from goodoffices.ontology.holders import Known, PersonRow
from goodoffices.ontology.knowledge import Office, load_knowledge
from goodoffices.ontology.tables import find, rows

PEOPLE, OFFICES = "people_wikidata.tsv", "offices_wikidata.tsv"
PEOPLE_COLUMNS = ("id", "name", "aliases", "gender", "country")
OFFICE_COLUMNS = ("person", "office", "country", "organisation", "role", "code", "from", "until")
_GAP = re.compile(r"[\s\x00-\x1f\x7f]+")


def known_holders(folder: Path) -> Known:
    """The shipped tables, the user's own in `folder`, and those that the last refresh left there. Raises TableError for a bad row,
    GoodOfficesError for a table that cannot be read."""
    try:
        return _known_holders(folder)
    except OSError as err:
        raise GoodOfficesError(f"{err.filename or folder}: cannot be read: {err.strerror or err}") from err


def _known_holders(folder: Path) -> Known:
    own_people = [p for p in sorted(folder.glob("people*.tsv")) if p.name != PEOPLE]
    own_offices = [p for p in sorted(folder.glob("offices*.tsv")) if p.name != OFFICES]
    return Known(people=tuple(_people([*find("people*.tsv", None), *own_people])), old_people=tuple(_people([folder / PEOPLE])),
                 shipped=tuple(_offices(find("offices*.tsv", None))), own=tuple(_offices(own_offices)), old=tuple(_offices([folder / OFFICES])))


def _people(paths: Iterable[Path]) -> Iterator[PersonRow]:
    for path in paths:
        for row in rows(path, PEOPLE_COLUMNS) if path.exists() else ():
            yield PersonRow(row["id"], row["name"], row.list("aliases"), row["gender"], row["country"])


def _offices(paths: Iterable[Path]) -> Iterator[Office]:
    for path in paths:
        for row in rows(path, OFFICE_COLUMNS) if path.exists() else ():
            yield Office(row["person"], row["office"], row["country"] or None, row["organisation"] or None, row["role"], row["code"], row["from"], row["until"].removesuffix("?"))


def write_holders(folder: Path, people: Sequence[PersonRow], offices: Sequence[Office], notes: Sequence[str]) -> bool:
    """Writes both tables, `notes` as comment lines above each; False where they say the same already and are left as they are.

    Each file is replaced in one step, and in an order in which no office is ever without its person. Raises GoodOfficesError when the
    folder cannot be read or written into, TableError, before anything is replaced, should the loader not take the new tables.
    """
    known = known_holders(folder)
    if known.old_people == tuple(people) and known.old == tuple(offices):
        return False
    head = "".join(f"# {_cell(note)}\n" for note in notes)
    offices_text = head + _table(OFFICE_COLUMNS, map(_office_cells, offices))
    people_text = head + _table(PEOPLE_COLUMNS, map(_person_cells, people))
    both = {row.id: row for row in (*known.old_people, *people)}
    both_text = head + _table(PEOPLE_COLUMNS, map(_person_cells, both.values()))
    try:
        with tempfile.TemporaryDirectory(prefix="goodoffices-") as trial:
            (Path(trial) / PEOPLE).write_text(people_text, encoding="utf-8")
            (Path(trial) / OFFICES).write_text(offices_text, encoding="utf-8")
            load_knowledge(Path(trial))
        folder.mkdir(parents=True, exist_ok=True)
        if set(both) != {row.id for row in people}:
            _replace(folder / PEOPLE, both_text)
            _replace(folder / OFFICES, offices_text)
            _replace(folder / PEOPLE, people_text)
        else:
            _replace(folder / PEOPLE, people_text)
            _replace(folder / OFFICES, offices_text)
    except OSError as err:
        raise GoodOfficesError(f"{folder}: cannot be written: {err.strerror or err}") from err
    return True


def _replace(path: Path, text: str) -> None:
    """A reader sees the old file or the new one. The name of the new one ends so that no loader takes it before."""
    partial = path.with_name(f".{path.stem}-{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _table(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(cells) + "\n" for cells in (columns, *lines))


def _person_cells(row: PersonRow) -> tuple[str, ...]:
    return tuple(map(_cell, (row.id, row.name, ";".join(alias.replace(";", " ") for alias in row.aliases), row.gender, row.country)))


def _office_cells(o: Office) -> tuple[str, ...]:
    return tuple(map(_cell, (o.person, o.office, o.country or "", o.organisation or "", o.role, o.code, o.since, o.until)))


def _cell(text: str) -> str:
    """A cell holds neither tabs nor line ends."""
    return _GAP.sub(" ", text).strip()
