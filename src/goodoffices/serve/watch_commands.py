"""The commands that follow the news and code it anew."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.serve.options import JSON, STORE, print_json, print_lines, width

TABLES = click.option("--tables", type=click.Path(file_okay=False, exists=True, path_type=Path),
                      help="Folder of your own tables; they override the shipped ones.  [default: the one in your data folder]")


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option("--once", is_flag=True, help="One round: ask every source, read what is new, stop. Exit status 1 if a source or an alert failed.")
@click.option("--interval", type=click.FloatRange(1, 7 * 24 * 60), default=15, show_default=True, metavar="MINUTES", help="Between two requests to a source.")
@click.option("--pause", type=click.FloatRange(0, 600), default=1, show_default=True, metavar="SECONDS", help="Between two requests to a host.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead to this machine and private networks.")
@click.option("--quiet", is_flag=True, help="No messages and no summary.")
@click.option("--alerts", type=click.Path(dir_okay=False, exists=True, path_type=Path), metavar="RULES.toml", help="After each round tell what is new by these rules, as `goodoffices alerts` does.")
@TABLES
@STORE
@click.pass_context
def watch(context: click.Context, feeds: tuple[str, ...], once: bool, interval: float, pause: float, allow_private: bool, quiet: bool, alerts: Path | None, tables: Path | None,
          store: str | None) -> None:
    """Follow feeds and sitemaps, and file what is new, until stopped (Ctrl-C). FEEDS: a TOML file of sources, an OPML file, or addresses.

    \b
    Example: goodoffices watch sources.toml --interval 30
    """
    from goodoffices.serve.queries import open_archive
    from goodoffices.serve.user_folder import store_to_write, tables_to_read
    from goodoffices.serve.watching import watch_sources

    rules = None
    if alerts is not None:
        from goodoffices.serve.alerts.rules import read_rules

        rules = read_rules(alerts)
    with open_archive(store_to_write(store), tables_to_read(tables), create=True) as archive:
        good = watch_sources(archive, feeds, once=once, minutes=interval, pause=pause, allow_private=allow_private, quiet=quiet, rules=rules)
    context.exit(0 if good or not once else 1)


@click.command()
@STORE
@JSON
def sources(store: str | None, as_json: bool) -> None:
    """Print the sources that are watched, and how they fare.

    \b
    Example: goodoffices sources
    """
    import msgspec

    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.sources import health
    from goodoffices.serve.watching import source_lines

    with open_for_reading(store) as archive:
        rows = health(archive)
    if as_json:
        print_json(msgspec.json.encode(rows))
    else:
        print_lines(source_lines(rows, width()), "goodoffices: no sources yet: `goodoffices watch` follows feeds")


@click.command()
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
@TABLES
@STORE
@JSON
def recode(workers: int, quiet: bool, tables: Path | None, store: str | None, as_json: bool) -> None:
    """Code the articles of the store anew with this version and these tables, from the bytes kept by `watch`, else from their texts. Old records stay in the history.

    \b
    Example: goodoffices recode --workers 2
    """
    from goodoffices.serve.adding import recode_all
    from goodoffices.serve.queries import open_archive
    from goodoffices.serve.user_folder import store_to_read, tables_to_read

    with open_archive(store_to_read(store), tables_to_read(tables)) as archive:
        recode_all(archive, workers=workers, quiet=quiet, as_json=as_json)


COMMANDS = (watch, sources, recode)
