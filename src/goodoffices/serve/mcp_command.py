"""`goodoffices mcp`."""

from __future__ import annotations

import click

from goodoffices.serve.options import STORE


@click.command()
@STORE
@click.option("--transport", type=click.Choice(["stdio", "http"]), default="stdio", show_default=True, help="Speak on standard input and output, or over HTTP (streamable, at /mcp).")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on (http).")
@click.option("--port", type=click.IntRange(1, 65535), default=8766, show_default=True, help="Port to listen on (http).")
@click.option("--name", "names", metavar="HOST", multiple=True, help="Another name under which the server may be called (http); may be given several times.")
@click.option("--rate", type=click.IntRange(0), default=600, show_default=True, help="Requests a minute from one address (http); 0 for no limit.")
def mcp(store: str | None, transport: str, host: str, port: int, names: tuple[str, ...], rate: int) -> None:
    """Let an assistant read the record (Model Context Protocol): read-only tools whose answers name their sources. Needs `pip install 'goodoffices[mcp]'`.

    \b
    Example: goodoffices mcp --transport http --port 8766
    """
    import importlib.util

    from goodoffices.errors import LibraryMissingError

    if importlib.util.find_spec("mcp") is None:
        raise LibraryMissingError("`goodoffices mcp` needs the library mcp: pip install 'goodoffices[mcp]'")
    from goodoffices.serve.assistants.server import run_http, run_stdio

    if transport == "stdio":
        run_stdio(store)
        return
    click.echo(f"goodoffices: assistants may read at http://{f'[{host}]' if ':' in host else host}:{port}/mcp (Ctrl-C closes it)", err=True)
    run_http(store, host, port, names, rate)


COMMANDS = (mcp,)
