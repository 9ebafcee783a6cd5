"""The commands. Nothing heavy is imported before a command runs: `goodoffices --help` answers at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from goodoffices.errors import GoodOfficesError
from goodoffices.serve import (
    alert_commands,
    assess_commands,
    dossier_commands,
    lookup_commands,
    mcp_command,
    serve_command,
    store_commands,
    watch_commands,
)
from goodoffices.serve.options import FORMS, JSON, STORE

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that reads articles."""
    options = (
        click.option("--published", metavar="DATE", help="Publication date (ISO 8601) for inputs that have none."),
        click.option("--publisher", metavar="NAME", help="Outlet for inputs that name none."),
        click.option("--tables", type=click.Path(file_okay=False, exists=True, path_type=Path), help="Folder of your own tables; they override the shipped ones.  [default: the one in your data folder]"),
        click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write unreadable inputs, with the reason, to FILE."),
        click.option("--allow-private", is_flag=True, help="Let web addresses lead to this machine and private networks."),
        click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use."),
        click.option("--quiet", is_flag=True, help="No progress and no summary on stderr."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="goodoffices", prog_name="goodoffices")
def cli() -> None:
    """Good Offices reads the news of a crisis and keeps the record of its diplomacy: who offered, asked, refused, threatened; on
    what conditions, where, by when; who said so. Each line can be traced to the words it came from.

    INPUT is a file, a folder, a web address, or - for standard input: .txt (first line is the title), .html, .json, .jsonl, .csv,
    .parquet, .warc, and these with .gz.

    \b
    Examples:
      goodoffices brief report.txt --published 2024-05-07
      goodoffices code archive/ --workers 2 --output records.jsonl
      goodoffices add archive/ && goodoffices dossiers
    """


@cli.command()
@INPUTS
@reading
@click.option("--evidence", is_flag=True, help="Print the quoted words below each line.")
@click.option("--store", metavar="URL", help="Also say what may come next in the dossier of this store that holds the article: sqlite:///FILE or postgresql://USER@HOST/DATABASE.")
def brief(inputs: tuple[str, ...], evidence: bool, store: str | None, **options: Any) -> None:
    """Print the record of each article for people.

    \b
    Example: goodoffices brief report.txt --published 2024-05-07 --evidence
    """
    from goodoffices.serve.brief import write_briefs
    from goodoffices.serve.run import Run

    run = Run.prepare(inputs, options)
    if store is None:
        write_briefs(run.records(), evidence=evidence, publisher=options.get("publisher"))
    else:
        from goodoffices.serve.queries import open_for_reading
        from goodoffices.serve.queries.shortly import shortly

        with open_for_reading(store) as archive:
            write_briefs(run.records(), evidence=evidence, publisher=options.get("publisher"), ahead=shortly(archive))
    run.finish()


@cli.command()
@INPUTS
@reading
@click.option("--format", "form", type=click.Choice(FORMS), default="jsonl", show_default=True, help="What to write: records, or events in the shape that others have defined (docs/formats.md).")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--explain", is_flag=True, help="Add the reason of each decision (jsonl).")
def code(inputs: tuple[str, ...], form: str, output: Path | None, explain: bool, **options: Any) -> None:
    """Write the record of each article: JSON lines, or its events as CSV, Parquet, GDELT 2.0 columns, ACLED columns, NGEC/PLOVER objects or
    FollowTheMoney entities.

    \b
    Example: goodoffices code archive/ --format csv --output events.csv
    """
    from goodoffices.serve.formats import write
    from goodoffices.serve.run import Run, check_folder

    if form == "parquet" and output is None:
        raise click.UsageError("--format parquet needs --output FILE")
    check_folder("--output", output)
    run = Run.prepare(inputs, options, explain=explain)
    write(run.records(), form, output, run.tables)
    run.finish()


@cli.command()
@INPUTS
@reading
@STORE
@JSON
def add(inputs: tuple[str, ...], store: str | None, as_json: bool, **options: Any) -> None:
    """Code articles and file them in the store. What has been filed before is not coded again; what cannot be read is reported and left out.

    \b
    Example: goodoffices add archive/ --workers 2
    """
    from goodoffices.serve.adding import add_inputs
    from goodoffices.serve.run import Run
    from goodoffices.serve.user_folder import store_to_write

    add_inputs(Run.prepare(inputs, options, explain=True), store_to_write(store), as_json=as_json)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a record.

    \b
    Example: goodoffices schema > record.schema.json
    """
    from goodoffices.serve.formats import record_schema

    click.echo(record_schema())


@cli.group()
def refresh() -> None:
    """Fetch newer knowledge into your own tables, which override the shipped ones.

    \b
    Example: goodoffices refresh actors --country FRA --dry-run
    """


@refresh.command()
@click.option("--tables", type=click.Path(file_okay=False, path_type=Path), help="Folder to write into instead of the one in your data folder.")
@click.option("--endpoint", metavar="URL", default="https://query.wikidata.org/sparql", show_default=True, help="SPARQL service that holds Wikidata.")
@click.option("--country", "countries", metavar="ISO3", multiple=True, help="Only this country; may be given several times.  [default: all]")
@click.option("--since", metavar="DATE", default="2012-01-01", show_default=True, help="Leave out who left office before that day.")
@click.option("--dry-run", is_flag=True, help="Print what is new or changed, write nothing.")
@click.option("--quiet", is_flag=True, help="No progress and no summary on stderr.")
def actors(tables: Path | None, endpoint: str, countries: tuple[str, ...], since: str, dry_run: bool, quiet: bool) -> None:
    """Update heads of state and government, foreign and defence ministers from Wikidata.

    \b
    Example: goodoffices refresh actors --country FRA --country DEU
    """
    from goodoffices.serve.refresh import Refresh
    from goodoffices.serve.user_folder import tables_to_write

    Refresh.prepare(tables_to_write(tables), endpoint, countries, since, dry_run=dry_run, quiet=quiet).run()


for _command in (*dossier_commands.COMMANDS, *lookup_commands.COMMANDS, *assess_commands.COMMANDS, *store_commands.COMMANDS, *watch_commands.COMMANDS, *serve_command.COMMANDS,
                 *mcp_command.COMMANDS, *alert_commands.COMMANDS):
    cli.add_command(_command)


def main() -> None:
    """Runs a command and turns its outcome into an exit status: 0 done, 1 something failed, 2 wrong usage, 130 interrupted."""
    try:
        status = cli(standalone_mode=False)
    except click.exceptions.Abort:
        status = 130
    except KeyboardInterrupt:
        status = 130
    except click.ClickException as err:
        err.show()
        status = err.exit_code
    except GoodOfficesError as err:
        click.echo(f"goodoffices: {err}", err=True)
        status = err.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    if status == 130:
        click.echo("goodoffices: interrupted", err=True)
    sys.exit(status if isinstance(status, int) else 0)
