"""The commands that look things up: events, statements, actors, search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from goodoffices.serve.options import JSON, STORE, day, filtering, print_json, print_lines, width

NOTHING = "goodoffices: nothing found"


def _one_of(option: str, value: str | None, allowed: Iterable[str]) -> str | None:
    """The value as it is written in records. Raises UsageError that lists what is allowed."""
    from goodoffices.errors import UsageError

    if value is None:
        return None
    known = {a.casefold(): a for a in allowed}
    if value.casefold() not in known:
        raise UsageError(f"{option}: {value!r} is none of {', '.join(sorted(known.values()))}")
    return known[value.casefold()]


def _look_up(kind: str, lines: str, store: str | None, as_json: bool, dossier: str | None, **wanted: Any) -> None:
    """Asks one of the functions of `queries.lookups` and prints the rows with one of `listing`."""
    from goodoffices.serve import listing
    from goodoffices.serve.queries import lookups, open_for_reading

    wanted |= {"since": day("--from", wanted.get("since")), "until": day("--to", wanted.get("until"))}
    if wanted.get("country"):
        wanted["country"] = wanted["country"].upper()
    with open_for_reading(store) as archive:
        rows = getattr(lookups, kind)(archive, lookups.within(archive, dossier, **wanted))
        if not rows:
            lookups.check_country(archive, wanted.get("country"))
    if as_json:
        print_json(lookups.as_json(rows))
    else:
        render: Callable[[Any, int], Iterable[str]] = getattr(listing, lines)
        print_lines(render(rows, width()), NOTHING)


@click.command()
@filtering("actor", "country")
@click.option("--type", "type_", metavar="TYPE", help="Only this category of PLOVER, such as THREATEN.")
@click.option("--modality", metavar="MODALITY", help="Only this modality, such as planned.")
@filtering("since", "until", "source", "dossier", "limit")
@STORE
@JSON
def events(store: str | None, as_json: bool, dossier: str | None, type_: str | None, modality: str | None, **wanted: Any) -> None:
    """Print the events of all articles in order of time.

    \b
    Example: goodoffices events --actor government:PER --type THREATEN --from 2024-05-01
    """
    from typing import get_args

    from goodoffices.model import EventType, Modality

    _look_up("events", "event_lines", store, as_json, dossier, type=_one_of("--type", type_, get_args(EventType)), modality=_one_of("--modality", modality, get_args(Modality)), **wanted)


@click.command()
@filtering("actor", "country")
@click.option("--type", "type_", type=click.Choice(["direct", "indirect"]), help="Only quotations, or only reported speech.")
@filtering("since", "until", "source", "dossier", "limit")
@STORE
@JSON
def statements(store: str | None, as_json: bool, dossier: str | None, type_: str | None, **wanted: Any) -> None:
    """Print who said what, in order of publication.

    \b
    Example: goodoffices statements --actor "foreign minister" --dossier "Lake border"
    """
    _look_up("statements", "statement_lines", store, as_json, dossier, type=type_, **wanted)


@click.command()
@filtering("actor", "country")
@click.option("--type", "type_", metavar="KIND", help="Only actors of this kind, such as government or person.")
@filtering("since", "until", "source", "dossier", "limit")
@STORE
@JSON
def actors(store: str | None, as_json: bool, dossier: str | None, type_: str | None, **wanted: Any) -> None:
    """Print the actors of all articles, the most mentioned first.

    \b
    Example: goodoffices actors --type person --country PER
    """
    from typing import get_args

    from goodoffices.model import ActorKind

    _look_up("actors", "actor_lines", store, as_json, dossier, type=_one_of("--type", type_, get_args(ActorKind)), **wanted)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@STORE
@JSON
def search(words: tuple[str, ...], limit: int, store: str | None, as_json: bool) -> None:
    """Find articles that have all the words in title or text, the best first. "Words in quotation marks" stand side by side; a word after a minus must
    not occur (put -- before it).

    \b
    Example: goodoffices search ceasefire '"prisoner exchange"'
    """
    from goodoffices.serve.listing import found_lines
    from goodoffices.serve.queries import lookups, open_for_reading

    with open_for_reading(store) as archive:
        found = lookups.search(archive, " ".join(words), limit)
    if as_json:
        print_json(lookups.as_json(found))
    else:
        print_lines(found_lines(found, width()), NOTHING)


COMMANDS = (events, statements, actors, search)
