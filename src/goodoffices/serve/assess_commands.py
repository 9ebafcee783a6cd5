"""The commands that look ahead, and back at what was forecast."""

from __future__ import annotations

import click

from goodoffices.serve.options import EMPTY, JSON, STORE, day, print_json, print_lines, width


@click.command()
@click.argument("name", metavar="DOSSIER")
@click.option("--at", metavar="DATE", help="By the reports published until that day.  [default: the day of the store's last report]")
@click.option("--what-if", "what_if", metavar="FACT", multiple=True,
              help="Show the forecasts as if this were on record too: accepts, call, ceasefire, quiet (no attack for 14 days), venue=neutral, date=DATE, guarantor. May be given several times; nothing is kept.")
@STORE
@JSON
def assess(name: str, at: str | None, what_if: tuple[str, ...], store: str | None, as_json: bool) -> None:
    """Say where a dossier stands and what came of like moves: indices with the events that moved them; for each open question the base rate, recurrence
    and model side by side; of each offer what such moves weighed and what its text says; who may meet whom, who may host; what is not known.

    Forecasts are kept as they were issued and scored when due: `goodoffices scorecard`. DOSSIER is a name, part of one, or an id.

    \b
    Example: goodoffices assess "Lake border" --at 2024-05-07
    Example: goodoffices assess "Lake border" --what-if accepts --what-if venue=neutral
    """
    import msgspec

    from goodoffices.serve.outlook_page import outlook_text
    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.assessing import assess as outlook_of

    with open_for_reading(store) as archive:
        told = outlook_of(archive, name, day("--at", at), what_if=what_if)
    if as_json:
        print_json(msgspec.json.encode(told))
    else:
        print_lines(outlook_text(told, width()), EMPTY)


@click.command()
@STORE
@JSON
def scorecard(store: str | None, as_json: bool) -> None:
    """Print how good the issued forecasts were: Brier and log score, reliability, skill against base rate and recurrence, with intervals. --json lists every
    forecast with what became of it.

    \b
    Example: goodoffices scorecard --json
    """
    import msgspec

    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.scoring import scorecard as track_record
    from goodoffices.serve.scorecard_page import NONE_YET, scorecard_text

    with open_for_reading(store) as archive:
        card = track_record(archive)
    if as_json:
        print_json(msgspec.json.encode(card))
    else:
        print_lines(scorecard_text(card, width()), NONE_YET)


COMMANDS = (assess, scorecard)
