"""What the robots.txt of a host allows (RFC 9309): read once a day per host; who cannot be asked is not read."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from protego import Protego

from goodoffices.errors import FetchError
from goodoffices.read.addresses import RefusedError, host_of
from goodoffices.read.web import Web

#: The name under which robots.txt may speak of this program.
NAME = "goodoffices"
_FRESH = 24 * 3600
_SIZE = 500 * 1024
_LONGEST_DELAY = 60


class Robots:
    """Asked before every request; keeps the rules of the hosts it has met."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._known: dict[str, tuple[float, Protego]] = {}

    def permit(self, url: str) -> None:
        """Raises RefusedError where robots.txt forbids it, FetchError where the rules cannot be had just now."""
        parts = urlsplit(url)
        place = f"{parts.scheme}://{host_of(url)}"
        known = self._known.get(place)
        if known is None or time.monotonic() - known[0] > _FRESH:
            known = time.monotonic(), self._rules(place)
            self._known[place] = known
            delay = known[1].crawl_delay(NAME)
            if delay:
                self._web.slow_down(host_of(url), min(float(delay), _LONGEST_DELAY))
        if not known[1].can_fetch(url, NAME):
            raise RefusedError(url, "the robots.txt of the host forbids it")

    def _rules(self, place: str) -> Protego:
        answer = self._web.get(f"{place}/robots.txt")
        if answer.status == 429 or answer.status >= 500:
            raise FetchError(place, f"its robots.txt cannot be had (status {answer.status})")
        return Protego.parse(answer.body[:_SIZE].decode("utf-8", "replace") if answer.status == 200 else "")
