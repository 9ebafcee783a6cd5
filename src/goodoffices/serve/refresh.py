"""`goodoffices refresh actors`: asks Wikidata, merges with the tables, writes, and says what is new."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from goodoffices import __version__
from goodoffices.errors import FetchError, UsageError
from goodoffices.ontology.holder_rows import Merged, merge
from goodoffices.ontology.holders import Scope
from goodoffices.ontology.knowledge import Office
from goodoffices.ontology.tables import find, rows
from goodoffices.ontology.user_tables import OFFICES, PEOPLE, known_holders, write_holders
from goodoffices.read.fetch import Fetcher, Limits, shown
from goodoffices.read.wikidata import CLASSES, Answer, Question, ask


@dataclass(frozen=True, slots=True)
class Refresh:
    """One refresh: where to, what is asked for, of whom."""

    folder: Path
    question: Question
    dry_run: bool = False
    quiet: bool = False
    limits: Limits | None = None

    @classmethod
    def prepare(cls, folder: Path, endpoint: str, countries: Sequence[str], since: str, *, dry_run: bool, quiet: bool) -> Refresh:
        """Checks the options. Raises UsageError for an address that is not http(s), an unknown country, or a date that is none."""
        known = frozenset(row["iso3"] for path in find("countries.tsv", folder) for row in rows(path, ("iso3",)))
        chosen = tuple(sorted({code.strip().upper() for code in countries}))
        for code in chosen:
            if code not in known:
                raise UsageError(f"--country: {code!r} is no ISO 3166-1 alpha-3 code of the tables, such as FRA")
        try:
            beginning = date.fromisoformat(since)
        except ValueError as err:
            raise UsageError(f"--since: {since!r} is no ISO 8601 date such as 2012-01-01") from err
        return cls(folder, Question(_address(endpoint), known, beginning, date.today(), chosen), dry_run, quiet)

    def run(self) -> None:
        """Nothing is written before the last answer is there. Raises FetchError, TableError, GoodOfficesError (a folder that cannot be
        written into)."""
        known = known_holders(self.folder)
        with Fetcher(self.limits, self._say) as fetcher:
            answer = ask(fetcher, self.question, self._progress)
        if not answer.tenures:
            raise FetchError(shown(self.question.endpoint), f"no office holders in the answer{_reasons(answer)}; your tables stay as they are")
        merged = merge(known, answer.holders, answer.tenures, Scope(answer.offices, frozenset(self.question.countries)))
        if self.dry_run:
            for word, found in (("new", merged.new), ("changed", merged.changed)):
                for office in found:
                    click.echo(f"{word}\t{_line(office)}")
            written = False
        else:
            written = write_holders(self.folder, merged.people, merged.offices, self._notes())
        self._report(answer, merged, written)

    def _notes(self) -> list[str]:
        host = urlsplit(self.question.endpoint).hostname
        return [f"Office holders from Wikidata (CC0), fetched from {host} on {self.question.today.isoformat()} by goodoffices {__version__}.",
                "Made by `goodoffices refresh actors`, which writes it anew: rows of your own belong into a file of another name.",
                "until: .. held when fetched, empty: end not known, or a row of the shipped table that gives way to another one here."]

    def _report(self, answer: Answer, merged: Merged, written: bool) -> None:
        total = len(merged.new) + len(merged.changed) + merged.unchanged
        self._say(f"{_count(total, 'tenure')}: {len(merged.new)} new, {len(merged.changed)} changed, {merged.unchanged} unchanged; "
                  f"{merged.new_people} new people, {_count(merged.superseded, 'shipped row')} superseded, {merged.gone} gone")
        missing = [words for office, words in CLASSES.items() if office not in answer.offices]
        if missing:
            self._say(f"the answer has no {' and no '.join(missing)}: those of your tables stay as they are")
        if answer.left_out:
            self._say(f"left out{_reasons(answer)}")
        if self.dry_run:
            self._say("dry run: nothing written")
        elif written:
            self._say(f"written: {self.folder / PEOPLE}, {self.folder / OFFICES}")
        else:
            self._say(f"nothing to write: {self.folder} is up to date")

    def _say(self, text: str) -> None:
        if not self.quiet:
            click.echo(f"goodoffices: {text}", err=True)

    def _progress(self, text: str) -> None:
        if sys.stderr.isatty():
            self._say(text)


def _address(endpoint: str) -> str:
    """Raises UsageError for anything but http(s)://HOST..."""
    try:
        parts = urlsplit(endpoint)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or any(c.isspace() for c in endpoint):
        raise UsageError(f"--endpoint: {shown(endpoint)!r} is no address that begins with http:// or https://")
    return endpoint


def _reasons(answer: Answer) -> str:
    """ " (3 of deputies, 1 without a beginning)" """
    return f" ({', '.join(f'{count} {reason}' for reason, count in sorted(answer.left_out.items()))})" if answer.left_out else ""


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _line(o: Office) -> str:
    return "\t".join((o.office, o.country or "", o.person, o.role, o.since, o.until))
