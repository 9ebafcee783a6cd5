"""When a reader was last here: a cookie with two times and nothing else. A visit goes on while the overview is opened again within half an hour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

COOKIE = "visit"
#: Seconds without the overview after which a visit is over.
PAUSE = 30 * 60
#: Seconds that a browser keeps the cookie.
KEPT = 400 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds since 1970: when the visit before this one ended (None on the first one), and now."""

    before: int | None
    latest: int

    @property
    def cookie(self) -> str:
        """The header that keeps it."""
        return f"{COOKIE}={self.before or 0}-{self.latest}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Lax"

    @property
    def since(self) -> str | None:
        """ISO 8601 in UTC: the end of the visit before this one."""
        return datetime.fromtimestamp(self.before, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if self.before else None


def visit(cookie: str | None, now: int) -> Visit:
    """The visit that a request belongs to; what no desk has written, or will be written, is no cookie."""
    found = re.fullmatch(r"(\d{1,11})-(\d{1,11})", cookie or "", flags=re.ASCII)
    before, latest = (int(n) for n in found.groups()) if found else (0, 0)
    if not latest or latest > now or before > latest:
        return Visit(None, now)
    return Visit(latest if now - latest > PAUSE else before or None, now)
