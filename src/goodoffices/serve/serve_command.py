"""`goodoffices serve`."""

from __future__ import annotations

import gc
import sys

import click

from goodoffices.serve.options import STORE, desk_address

#: Seconds after which a thread that works something out lets those go on that answer readers.
SWITCH = 0.001


def settled() -> None:
    """What the desk knows by now stays: looking through all of it for garbage would stop every answer for some tenths of a second again and again."""
    gc.collect()
    gc.freeze()


@click.command()
@STORE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one of this machine.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="Port to listen on.")
@click.option("--token", metavar="TEXT", envvar="GOODOFFICES_TOKEN", help="Allow corrections to whoever sends this token.  [default: GOODOFFICES_TOKEN, else none: nothing can be written]")
@click.option("--rate", type=click.IntRange(0), default=600, show_default=True, help="Requests a minute from one address; 0 for no limit.")
@click.option("--url", metavar="URL", callback=desk_address, help="Where readers reach the desk, for links in feeds.  [default: where they asked]")
def serve(store: str | None, host: str, port: int, token: str | None, rate: int, url: str | None) -> None:
    """Show the record in a browser, and as a REST API under /api. Nothing leaves this machine.

    \b
    Example: goodoffices serve --port 8765
    """
    import uvicorn

    from goodoffices.serve.desk.app import make_app
    from goodoffices.serve.desk.settings import Settings, names_of

    sys.setswitchinterval(SWITCH)
    settings = Settings(store=store, token=token or None, hosts=names_of(host, url), rate=rate, url=url)
    click.echo(f"goodoffices: the desk is open at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C closes it)", err=True)
    uvicorn.run(make_app(settings, ready=settled, apart=True), host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


COMMANDS = (serve,)
