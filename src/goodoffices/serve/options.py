"""Options and output that the commands on the store share. Nothing heavy is imported here."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from goodoffices.errors import UsageError

STORE = click.option("--store", metavar="URL", help="Store to use: sqlite:///FILE or postgresql://USER@HOST/DATABASE.  [default: GOODOFFICES_STORE, else a file in your data folder]")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
#: What `code` and `export` write.
FORMS = ("jsonl", "csv", "parquet", "gdelt", "acled", "plover", "ftm")
EMPTY = "goodoffices: nothing filed yet: `goodoffices add` files articles"


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who decides and why: options of every command that changes what others see."""
    options = (click.option("--who", metavar="NAME", required=True, envvar="GOODOFFICES_WHO", help="Who decides.  [default: GOODOFFICES_WHO]"),
               click.option("--why", metavar="TEXT", default="", help="The reason, for those who come after."))
    for option in reversed(options):
        command = option(command)
    return command


def filtering(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The filters of a look-up, by name."""
    known = {
        "actor": click.option("--actor", metavar="ID|NAME", help="Only this actor: an id, or part of a name."),
        "country": click.option("--country", metavar="ISO3", help="Only this country."),
        "since": click.option("--from", "since", metavar="DATE", help="Not before this day."),
        "until": click.option("--to", "until", metavar="DATE", help="Not after this day."),
        "source": click.option("--source", metavar="OUTLET|ARTICLE", help="Only what this outlet or this article says."),
        "dossier": click.option("--dossier", metavar="NAME|ID", help="Only articles of this dossier."),
        "limit": click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many: the latest, of actors the most mentioned."),
    }

    def apply(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = known[name](command)
        return command

    return apply


def day(option: str, value: str | None) -> str | None:
    """An ISO 8601 day. Raises UsageError for what is none."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as err:
        raise UsageError(f"{option}: {value!r} is no ISO 8601 date such as 2024-05-07") from err


def desk_address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The address of a desk without a slash at its end. Raises click.BadParameter for what is none."""
    from urllib.parse import urlsplit

    if value is None:
        return None
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment and not parts.username and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or any(c.isspace() for c in value):
        raise click.BadParameter(f"{value!r} is no address such as https://desk.example")
    return value.rstrip("/")


def width() -> int:
    """Columns for text: the terminal's, within reason; 80 in a pipe."""
    return min(100, max(60, shutil.get_terminal_size((80, 24)).columns)) if sys.stdout.isatty() else 80


def print_json(body: bytes) -> None:
    """One line of JSON; on a terminal laid out for eyes."""
    if sys.stdout.isatty():
        import msgspec

        body = msgspec.json.format(body, indent=2)
    sys.stdout.buffer.write(body + b"\n")
    sys.stdout.buffer.flush()


def print_lines(lines: Iterable[str], nothing: str) -> None:
    """Lines to standard output; where there are none, what that means to standard error."""
    any_ = False
    for line in lines:
        any_ = True
        click.echo(line)
    if not any_:
        click.echo(nothing, err=True)
