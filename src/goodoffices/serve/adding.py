"""`goodoffices add` and `recode`: codes what is new or was coded otherwise, files it, and says what came of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from goodoffices.model import Dossier, Record
from goodoffices.pipeline import code_stream
from goodoffices.serve.queries import Archive, open_archive
from goodoffices.serve.queries.dossiers import refresh, touched
from goodoffices.serve.queries.filing import Filing, file_records, new_only
from goodoffices.serve.queries.recoding import readings
from goodoffices.serve.run import Run

#: Dossiers named in the summary.
NAMED = 8


def add_inputs(run: Run, url: str, *, as_json: bool) -> None:
    """Files every readable input; the summary goes to standard output. Raises StoreError when the store fails: what was filed before is safe."""
    filing = Filing()
    with open_archive(url, run.tables, create=True) as archive:
        run.chosen = lambda readings: new_only(archive, filing, readings)
        file_records(archive, filing, run.records(), run.fail)
        for ident in filing.replaced:
            click.echo(f"goodoffices: {ident}: another text under the same id replaced the one filed before, which is kept in the history", err=True)
        if filing.undated:
            many = f"{filing.undated} articles have" if filing.undated > 1 else "1 article has"
            click.echo(f"goodoffices: {many} no publication date: days such as \"on Tuesday\" stay open, and they stand last in every order; --published DATE gives one", err=True)
        shown = not run.quiet and sys.stderr.isatty()
        refresh(archive, lambda name: click.echo(f"goodoffices: working out {name}", err=True) if shown else None)
        found = touched(archive, filing.changed)
    click.echo(_as_json(run, filing, found) if as_json else _summary(run, filing, found))
    run.finish()


def recode_all(archive: Archive, *, workers: int, quiet: bool, as_json: bool) -> None:
    """Codes every article anew that this program and these tables have not coded; exits with 1 if the database refused one."""
    filing, refused = Filing(), list[str]()
    shown = not quiet and sys.stderr.isatty()

    def refuse(ident: str, reason: str) -> None:
        refused.append(ident)
        click.echo(f"goodoffices: {ident}: {reason}", err=True)

    def counted(records: Iterator[Record]) -> Iterator[Record]:
        for number, record in enumerate(records, 1):
            if shown and number % 5 == 0:
                click.echo(f"\r{number} articles coded", nl=False, err=True)
            yield record

    stale = new_only(archive, filing, readings(archive))
    file_records(archive, filing, counted(code_stream(stale, workers=workers, explain=True, tables_folder=archive.tables)), refuse)
    refresh(archive, lambda name: click.echo(f"goodoffices: working out {name}", err=True) if shown else None)
    told = {"updated": filing.updated, "unchanged": filing.unchanged, "failed": len(refused)}
    click.echo(json.dumps(told) if as_json else ", ".join(f"{count} {what}" for what, count in told.items()))
    if refused:
        sys.exit(1)


def _summary(run: Run, filing: Filing, found: tuple[Dossier, ...]) -> str:
    counts = f"{filing.added} added, {filing.updated} updated, {filing.unchanged} unchanged, {len(run.failures)} failed"
    lines = [f"  {d.name} ({d.article_count} article{'' if d.article_count == 1 else 's'})" for d in found[:NAMED]]
    if len(found) > NAMED:
        lines.append(f"  and {len(found) - NAMED} more: goodoffices dossiers")
    head = f"; {len(found)} dossier{'' if len(found) == 1 else 's'} touched" + (":" if lines else "")
    return "\n".join([counts + head, *lines])


def _as_json(run: Run, filing: Filing, found: tuple[Dossier, ...]) -> str:
    told = {"added": filing.added, "updated": filing.updated, "unchanged": filing.unchanged, "failed": len(run.failures),
            "dossiers": [{"id": d.id, "name": d.name} for d in found]}
    return json.dumps(told, ensure_ascii=False)
