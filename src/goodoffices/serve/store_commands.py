"""The commands that fill the store, take things out of it, and look after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from goodoffices.serve.options import FORMS, JSON, STORE, desk_address, print_json


@click.command()
@click.option("--format", "form", type=click.Choice([*FORMS, "geojson", "ics", "atom", "jsonfeed"]), required=True,
              help="Records (jsonl), events (csv, parquet, gdelt, plover), deeds on the ground (acled), articles, actors and events (ftm), places of incidents and venues (geojson), planned contacts and deadlines (ics), "
                   "what is new (atom, jsonfeed).")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--dossier", metavar="NAME|ID", help="Only this dossier.")
@click.option("--questions", is_flag=True, help="ics: also the days on which forecasts that `assess` has issued are due.")
@click.option("--desk", metavar="URL", default="http://127.0.0.1:8765", show_default=True, callback=desk_address, help="Where the desk is that the links of feeds lead to.")
@STORE
def export(form: str, output: Path | None, dossier: str | None, questions: bool, desk: str, store: str | None) -> None:
    """Write what the store holds for other programs.

    \b
    Example: goodoffices export --format ics --dossier "Lake border" --output lake.ics
    """
    from goodoffices.serve.exports import write_export
    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.run import check_folder

    if form == "parquet" and output is None:
        raise click.UsageError("--format parquet needs --output FILE")
    if questions and form != "ics":
        raise click.UsageError("--questions goes with --format ics")
    check_folder("--output", output)
    with open_for_reading(store) as archive:
        write_export(archive, form, dossier, output, desk, questions)


@click.command()
@click.option("--backup", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Copy the store to FILE; others may use it meanwhile.")
@STORE
@JSON
@click.pass_context
def doctor(context: click.Context, backup: Path | None, store: str | None, as_json: bool) -> None:
    """Check the store: the database itself, rows without an article, and that the words of every record stand in its text.

    \b
    Example: goodoffices doctor --backup cases-2024-05-07.db
    """
    import msgspec

    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.care import ailments, back_up
    from goodoffices.serve.run import check_folder

    check_folder("--backup", backup)
    with open_for_reading(store) as archive:
        found = list(ailments(archive))
        wrong = [a for a in found if a is not None]
        if backup is not None:
            back_up(archive, backup)
    told: dict[str, Any] = {"articles_sound": len(found) - len(wrong), "wrong": wrong, "backup": str(backup) if backup else None}
    if as_json:
        print_json(msgspec.json.encode(told))
    else:
        for ailment in wrong:
            click.echo(f"{ailment.where or 'store'}: {ailment.what}")
        click.echo(f"{told['articles_sound']} articles sound, {len(wrong)} faults" + (f"; copied to {backup}" if backup else ""))
    context.exit(1 if wrong else 0)


COMMANDS = (export, doctor)
