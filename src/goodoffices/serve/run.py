"""One run over inputs: reading, coding, counting what could not be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from goodoffices.errors import UsageError
from goodoffices.model import Article, Record
from goodoffices.serve.user_folder import tables_to_read


@dataclass(slots=True)
class Run:
    """Inputs with their options; `records()` yields, `finish()` reports and exits with 1 if anything failed. `chosen` picks the articles to code."""

    inputs: tuple[str, ...]
    published: str | None = None
    publisher: str | None = None
    tables: Path | None = None
    errors: Path | None = None
    allow_private: bool = False
    workers: int = 1
    quiet: bool = False
    explain: bool = False
    done: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    chosen: Callable[[Iterator[Article]], Iterator[Article]] = iter

    @classmethod
    def prepare(cls, inputs: tuple[str, ...], options: dict[str, Any], *, explain: bool = False) -> Run:
        """Checks the options and looks for the user's own tables. Raises UsageError for a date that is none."""
        published = options.get("published")
        if published is not None and not _is_date(published):
            raise UsageError(f"--published: {published!r} is no ISO 8601 date such as 2024-05-07")
        for option in ("errors",):
            check_folder(f"--{option}", options.get(option))
        return cls(inputs, explain=explain, **{**options, "tables": tables_to_read(options.get("tables"))})

    def records(self) -> Iterator[Record]:
        """Records in input order; what cannot be read is told on stderr at once and counted."""
        from goodoffices.pipeline import code_stream

        shown = not self.quiet and sys.stderr.isatty()
        for record in code_stream(self.chosen(self._articles()), workers=self.workers, explain=self.explain, tables_folder=self.tables):
            self.done += 1
            if shown and self.done % 5 == 0:
                click.echo(f"\r{self.done} articles coded", nl=False, err=True)
            yield record
        if shown and self.done >= 5:
            click.echo("\r" + " " * 40 + "\r", nl=False, err=True)

    def _articles(self) -> Iterator[Article]:
        from goodoffices.read import ReadFailure, ReadOptions, read

        options = ReadOptions(published=self.published, publisher=self.publisher, allow_private=self.allow_private)
        for item in read(self.inputs, options):
            if isinstance(item, ReadFailure):
                self.fail(item.name, item.reason)
            else:
                yield item

    def fail(self, name: str, reason: str) -> None:
        """Counts something that could not be done, and says so at once."""
        self.failures.append((name, reason))
        click.echo(f"goodoffices: {name}: {reason}", err=True)

    def finish(self) -> None:
        """Writes the errors file and exits with status 1 when something could not be read."""
        if self.errors is not None:
            lines = [json.dumps({"name": name, "reason": reason}, ensure_ascii=False) for name, reason in self.failures]
            self.errors.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        if self.failures:
            if not self.quiet:
                click.echo(f"goodoffices: {len(self.failures)} of {self.done + len(self.failures)} inputs could not be read", err=True)
            sys.stdout.flush()
            sys.exit(1)


def check_folder(option: str, file: Path | None) -> None:
    """Raises UsageError when the folder that a file is to be written into does not exist; said before the work, not after it."""
    if file is not None and not file.parent.is_dir():
        raise UsageError(f"{option}: the folder {file.parent} does not exist")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return False
    return True
