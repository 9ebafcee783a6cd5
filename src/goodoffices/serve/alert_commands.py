"""`goodoffices alerts`."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.serve.options import STORE


@click.command()
@click.argument("rules", type=click.Path(dir_okay=False, exists=True, path_type=Path), metavar="RULES.toml")
@click.option("--once", is_flag=True, help="One check, then stop. Exit status 1 if something could not be sent.")
@click.option("--digest", type=click.Choice(["daily"]), help="One message a day to each target (days in UTC) instead of one for each alert.")
@click.option("--interval", type=click.FloatRange(1, 7 * 24 * 60), default=15, show_default=True, metavar="MINUTES", help="Between two checks.")
@click.option("--backlog", is_flag=True, help="Rules that begin now tell what is on record already, too.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent now; send and keep nothing.")
@click.option("--quiet", is_flag=True, help="No messages and no summary on stderr.")
@STORE
@click.pass_context
def alerts(context: click.Context, rules: Path, once: bool, digest: str | None, interval: float, backlog: bool, dry_run: bool, quiet: bool, store: str | None) -> None:
    """Tell what is new to a webhook, by e-mail or on standard output, each thing once, until stopped (Ctrl-C). RULES.toml says of what, and whom.

    \b
    Example: goodoffices alerts rules.toml --once
    """
    from goodoffices.serve.alerts.loop import dry_run as shown
    from goodoffices.serve.alerts.loop import tell_until_stopped
    from goodoffices.serve.alerts.rules import read_rules
    from goodoffices.serve.queries import open_archive, open_for_reading
    from goodoffices.serve.user_folder import store_to_write, tables_to_read

    found = read_rules(rules)
    if dry_run:
        with open_for_reading(store) as archive:
            shown(archive, found, backlog=backlog)
        return
    with open_archive(store_to_write(store), tables_to_read(None), create=True) as archive:
        good = tell_until_stopped(archive, found, once=once, daily=digest == "daily", minutes=interval, backlog=backlog, quiet=quiet)
    context.exit(0 if good or not once else 1)


COMMANDS = (alerts,)
