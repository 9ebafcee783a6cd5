"""The one kind of HTTP client with which addresses are asked that were checked before."""

from __future__ import annotations

import httpx

from goodoffices.errors import FetchError


def opened(silence: float, connect: float) -> httpx.Client:
    """A client that follows no redirect and keeps no connection: to be reached through an address that was checked, hosts that share it must not share one.

    `silence` and `connect` are seconds. Raises FetchError where the machine's certificate settings cannot be read.
    """
    try:
        return httpx.Client(verify=httpx.create_ssl_context(), trust_env=False, follow_redirects=False, limits=httpx.Limits(max_keepalive_connections=0),
                            timeout=httpx.Timeout(silence, connect=connect))
    except (ValueError, OSError) as err:
        raise FetchError("certificate settings", str(err)) from err
