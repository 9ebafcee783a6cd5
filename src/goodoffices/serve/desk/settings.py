"""What `goodoffices serve` was told, and the store that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlsplit

from goodoffices.errors import StoreLockedError
from goodoffices.serve.queries import Archive, open_archive
from goodoffices.serve.user_folder import NOWHERE, store_to_read, tables_to_read

#: Seconds to wait for another process that holds the store, unless told otherwise.
WAIT = 30.0
#: As long as readers of an open desk wait for it.
HELD = 3.0


@dataclass(frozen=True, slots=True)
class Settings:
    """`store`: address, or None for the usual one. `token`: without one nothing can be written. `hosts`: names under which the desk may be called;
    empty for any. `rate`: requests a minute that one address may make; 0 for no limit. `url`: where readers reach the desk, for links in feeds; None for where they asked."""

    store: str | None = None
    token: str | None = None
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    rate: int = 600
    url: str | None = None


class Shelf:
    """The store, opened when first asked for and kept open. Where nothing has been filed yet, an empty one is shown until something is. `wait`: seconds to wait for
    another process that holds it."""

    def __init__(self, store: str | None, wait: float = WAIT) -> None:
        self._store = store
        self._wait = wait
        self._stack = ExitStack()
        self._archive: Archive | None = None
        self._lock = Lock()

    @contextmanager
    def open(self) -> Iterator[Archive]:
        """Raises StoreError; the next call tries again."""
        url = store_to_read(self._store)
        if url == NOWHERE:
            with open_archive(url, tables_to_read(None)) as archive:
                yield archive
            return
        yield self._archive or self._opened(url)

    def _opened(self, url: str) -> Archive:
        """Opened by one, while others wait no longer than they would for the store."""
        if not self._lock.acquire(timeout=self._wait):
            raise StoreLockedError(url, "the store is being opened and does not answer; try again")
        try:
            if self._archive is None:
                self._archive = self._stack.enter_context(open_archive(url, tables_to_read(None), wait=self._wait))
            return self._archive
        finally:
            self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._archive = None
            self._stack.close()


def names_of(host: str, url: str | None = None) -> tuple[str, ...]:
    """Under which names a desk on this address, which readers reach at `url`, may be called; any where it listens on every address. Other names are how a foreign page would
    reach a desk on this machine."""
    if host in ("0.0.0.0", "::", ""):
        return ()
    shown = f"[{host}]" if ":" in host else host.lower()
    public = urlsplit(url).hostname if url else None
    more = () if not public else (f"[{public}]" if ":" in public else public,)
    return tuple(dict.fromkeys((shown, *more, "127.0.0.1", "localhost", "[::1]")))
