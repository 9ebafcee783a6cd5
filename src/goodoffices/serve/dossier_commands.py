"""The commands on dossiers and their entries."""

from __future__ import annotations

from typing import Any

import click

from goodoffices.serve.options import EMPTY, JSON, STORE, day, filtering, print_json, print_lines, signed, width

NAME = click.argument("name", metavar="NAME|ID")


@click.group(invoke_without_command=True)
@STORE
@JSON
@click.pass_context
def dossiers(context: click.Context, store: str | None, as_json: bool) -> None:
    """List the dossiers, or change how articles are grouped.

    \b
    Example: goodoffices dossiers --json
    """
    context.obj = store
    if context.invoked_subcommand is not None:
        return
    import msgspec

    from goodoffices.serve.dossier_page import dossier_list
    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.dossiers import dossier_rows, list_dossiers

    with open_for_reading(store) as archive:
        if as_json:
            print_json(msgspec.json.encode(dossier_rows(archive)))
        else:
            print_lines(dossier_list(list_dossiers(archive), width()), EMPTY)


def _decided(context: click.Context, store: str | None, who: str, why: str, kind: str, *arguments: Any) -> None:
    """Carries out one of the functions of `queries.deciding` and prints the id of the decision."""
    from goodoffices.serve.queries import deciding, open_for_reading

    with open_for_reading(store or context.obj) as archive:
        made = getattr(deciding, kind)(archive, *arguments, deciding.Signed(who=who, why=why))
    click.echo(f"{made.id}  {made.kind} {made.target}")


@dossiers.command()
@click.argument("one", metavar="NAME|ID")
@click.argument("into", metavar="INTO")
@STORE
@signed
@click.pass_context
def merge(context: click.Context, one: str, into: str, store: str | None, who: str, why: str) -> None:
    """Put the articles of one dossier into another.

    \b
    Example: goodoffices dossiers merge "Peru, Bolivia" "Lake border" --who Ana --why "one affair"
    """
    _decided(context, store, who, why, "merge", one, into)


@dossiers.command()
@NAME
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@STORE
@signed
@click.pass_context
def split(context: click.Context, name: str, articles: tuple[str, ...], store: str | None, who: str, why: str) -> None:
    """Take articles out of a dossier into one of their own.

    \b
    Example: goodoffices dossiers split "Lake border" wire-17 wire-18 --who Ana
    """
    _decided(context, store, who, why, "split", name, articles)


@dossiers.command()
@NAME
@click.argument("new", metavar="NEW")
@STORE
@signed
@click.pass_context
def rename(context: click.Context, name: str, new: str, store: str | None, who: str, why: str) -> None:
    """Give a dossier a name of your own.

    \b
    Example: goodoffices dossiers rename dossier:4be1a2c3d4e5 "Lake border" --who Ana
    """
    _decided(context, store, who, why, "rename", name, new)


@dossiers.command()
@click.argument("article")
@click.argument("dossier", metavar="NAME|ID")
@STORE
@signed
@click.pass_context
def pin(context: click.Context, article: str, dossier: str, store: str | None, who: str, why: str) -> None:
    """Say to which dossier an article belongs.

    \b
    Example: goodoffices dossiers pin wire-17 "Lake border" --who Ana
    """
    _decided(context, store, who, why, "pin", article, dossier)


@click.command()
@NAME
@click.option("--at", metavar="DATE", help="The state of the world on that day.")
@click.option("--known-at", metavar="DATE", help="By reports published until that day.")
@click.option("--ids", is_flag=True, help="Show the id of each entry, for `correct` and `explain`.")
@STORE
@JSON
def dossier(name: str, at: str | None, known_at: str | None, ids: bool, store: str | None, as_json: bool) -> None:
    """Print the state of a dossier: parties, open proposals and who answered what, venues, what is planned next, deadlines, threats, incidents,
    contradictions. NAME may be part of a name.

    \b
    Example: goodoffices dossier "Lake border" --at 2024-05-07
    """
    from goodoffices.serve.dossier_page import dossier_text
    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.dossiers import state, state_json

    days = {"at": day("--at", at), "known_at": day("--known-at", known_at)}
    with open_for_reading(store) as archive:
        if as_json:
            print_json(state_json(archive, name, **days))
        else:
            print_lines(dossier_text(state(archive, name, **days), width(), ids=ids), EMPTY)


@click.command()
@click.argument("name", required=False, metavar="[NAME|ID]")
@filtering("since", "until")
@STORE
@JSON
def timeline(name: str | None, since: str | None, until: str | None, store: str | None, as_json: bool) -> None:
    """Print what happened and was said, in order of time: of one dossier, or of all.

    \b
    Example: goodoffices timeline "Lake border" --from 2024-05-01
    """
    import msgspec

    from goodoffices.serve.dossier_page import timeline_text
    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.dossiers import timeline as moments_of

    with open_for_reading(store) as archive:
        moments = moments_of(archive, name, since=day("--from", since), until=day("--to", until))
    if as_json:
        print_json(msgspec.json.encode(moments))
    else:
        print_lines(timeline_text(moments, width()), "goodoffices: nothing in that time")


@click.command()
@click.argument("entry")
@STORE
@JSON
def explain(entry: str, store: str | None, as_json: bool) -> None:
    """Say why an entry is there: the words it came from, the rules that read them, why several sources are one, what changed its state. ENTRY is an id
    as `dossier --ids`, `events` and `statements` show it.

    \b
    Example: goodoffices explain "wire-17#event:2"
    """
    import msgspec

    from goodoffices.serve.dossier_page import explanation_text
    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.deciding import decided
    from goodoffices.serve.queries.explaining import explain as reasons_of

    with open_for_reading(store) as archive:
        told = reasons_of(archive, entry)
        taken = decided(archive, told.decisions) if told.decisions and not as_json else []
    if as_json:
        print_json(msgspec.json.encode(told))
    else:
        print_lines(explanation_text(told, width(), taken), EMPTY)


class _Correcting(click.Command):
    """Lists below the options which fields there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from goodoffices.serve.correcting import field_rows

        with formatter.section("Fields, by list of entries"):
            formatter.write_dl(field_rows(), col_max=14)


@click.command(cls=_Correcting)
@click.argument("entry", required=False)
@click.option("--reject", is_flag=True, help="Take the entry, event or statement out of view.")
@click.option("--actor", "actors", metavar="FIELD=ID|NAME", multiple=True, help="Give a field of the entry another value: an actor by id or by a name that the store or the tables know (proposer=government:PER), a day (date=2024-03-09, or 2024-03-09/2024-03-11), a place (place=Ankara), or none (actors=none); may be given several times.")
@click.option("--status", metavar="STATUS", help="Give the entry another status.")
@click.option("--note", metavar="TEXT", help="Tie a remark to the entry, event or statement, or to a dossier by its id.")
@click.option("--undo", metavar="DECISION", help="Take a decision back, by its id.")
@STORE
@signed
def correct(entry: str | None, reject: bool, actors: tuple[str, ...], status: str | None, note: str | None, undo: str | None, store: str | None, who: str, why: str) -> None:
    """Correct an entry of a dossier, or an event or a statement of one report. ENTRY is an id as `dossier --ids`, `events` and `statements` show it, or
    ARTICLE#proposal:1 as in the record of one report: the entry that holds it. Every correction is kept with who, when and why, and can be taken back.

    \b
    Example: goodoffices correct proposal:2f0c4de8a1000b3c9d1e --status withdrawn --who Ana --why "ministry's note of 9 May"
    """
    from goodoffices.serve.correcting import Correction
    from goodoffices.serve.queries import open_for_reading

    wanted = Correction.read(entry, reject=reject, actors=actors, status=status, note=note, undo=undo)
    with open_for_reading(store) as archive:
        for made in wanted.carry_out(archive, who, why):
            if entry is not None and "#" in entry and not made.target.startswith(("event:", "statement:")):
                click.echo(f"goodoffices: {entry} is told in the entry {made.target}, which is corrected as a whole", err=True)
            click.echo(f"{made.id}  {made.kind} {made.target}")


@click.command()
@STORE
@JSON
def decisions(store: str | None, as_json: bool) -> None:
    """Print what users decided: corrections, changes of grouping, removals; who, when, why.

    \b
    Example: goodoffices decisions --json
    """
    import msgspec

    from goodoffices.serve.listing import decision_lines
    from goodoffices.serve.queries import open_for_reading
    from goodoffices.serve.queries.dossiers import log

    with open_for_reading(store) as archive:
        made = log(archive)
    if as_json:
        print_json(msgspec.json.encode(made))
    else:
        print_lines(decision_lines(made, width()), "goodoffices: nothing decided yet")


@click.command()
@click.argument("article")
@STORE
@signed
@click.pass_context
def remove(context: click.Context, article: str, store: str | None, who: str, why: str) -> None:
    """Take an article out of every answer. It stays in the store: `correct --undo DECISION` brings it back.

    \b
    Example: goodoffices remove wire-17 --who Ana --why "retracted by the outlet"
    """
    _decided(context, store, who, why, "remove", article)


COMMANDS = (dossiers, dossier, timeline, explain, correct, decisions, remove)
